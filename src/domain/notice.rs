//! Who is told of what: one table for every event of the daily work (R32, R33, R60, R61).
//!
//! A row says under which topic an event falls for customer users and for staff, and who hears of it when nobody chose
//! anything. Whether a reader may see the thing at all is decided by [`super::access`], once when the notice is written and
//! again when it is sent (R62). Letters about access itself (invitations, passwords) are not here: nobody chooses those.

use serde::{Deserialize, Serialize};

use super::letter::LetterKind;
use super::permission::Permission;
use super::staff::StaffPermission;
use super::text_enum::text_enum;

text_enum! {
    /// What a customer user chooses to be told of (R60).
    pub enum Topic {
        /// Orders: planned, moved, closed.
        Orders = "orders",
        /// New orders: off until the person switches it on, and staff must allow it (both keys).
        NewOrders = "new_orders",
        /// Comments.
        Comments = "comments",
        /// Video sessions: planned, moved, cancelled (R40).
        VideoSessions = "video_sessions",
        /// Service objects: a self-check is due (R36).
        Objects = "objects",
        /// Invoices and estimates (R39).
        Billing = "billing",
        /// Documents that are added (R37).
        Documents = "documents",
    }
}

text_enum! {
    /// What a staff person chooses to be told of (R61).
    pub enum StaffTopic {
        /// Orders that are created, assigned or planned.
        Orders = "orders",
        /// Comments (R32).
        Comments = "comments",
        /// Video sessions: asked for, planned, moved, cancelled (R40).
        VideoSessions = "video_sessions",
        /// Documents.
        Documents = "documents",
        /// Fault reports (R33).
        Faults = "faults",
        /// Answers to estimates (R39).
        Billing = "billing",
    }
}

text_enum! {
    /// Which way somebody is told (R60, R61, R65).
    pub enum Channel {
        /// By e-mail.
        Email = "email",
        /// By SMS; needs a mobile number.
        Sms = "sms",
    }
}

text_enum! {
    /// How far a staff person wants to be told (R61).
    pub enum Reach {
        /// What is assigned to the person: the order, or the customer.
        Assigned = "assigned",
        /// Everything in the person's areas.
        Areas = "areas",
        /// Nothing.
        None = "none",
    }
}

/// Which customer users hear of an event.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ForCustomers {
    /// The topic that they can switch off.
    pub topic: Topic,
    /// A permission beyond seeing the thing. For new orders the topic must have been switched on by the person too: both keys
    /// (R60).
    pub both_keys: Option<Permission>,
}

/// Which staff hear of an event.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ForStaff {
    /// The topic.
    pub topic: StaffTopic,
    /// What somebody must be allowed to do in the customer's area to be told.
    pub needs: StaffPermission,
    /// How far whoever chose nothing is told.
    pub by_default: Reach,
}

/// A row of the table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rule {
    /// The event, by the letter that tells of it.
    pub kind: LetterKind,
    /// Which customer users; none: no customer ever (R14).
    pub customers: Option<ForCustomers>,
    /// Which staff.
    pub staff: Option<ForStaff>,
}

const fn customers(topic: Topic) -> ForCustomers {
    ForCustomers { topic, both_keys: None }
}

const fn staff(topic: StaffTopic, needs: StaffPermission) -> ForStaff {
    ForStaff { topic, needs, by_default: Reach::Assigned }
}

/// The table.
pub const RULES: &[Rule] = {
    use LetterKind as K;
    use StaffPermission as P;
    const ORDERS: ForStaff = staff(StaffTopic::Orders, P::ManageOrders);
    const COMMENTS: ForStaff = staff(StaffTopic::Comments, P::ManageOrders);
    const VIDEO: ForStaff = staff(StaffTopic::VideoSessions, P::ManageOrders);
    &[
        Rule {
            kind: K::OrderCreated,
            customers: Some(ForCustomers {
                topic: Topic::NewOrders,
                both_keys: Some(Permission::ChooseOrderNotifications),
            }),
            staff: Some(ORDERS),
        },
        Rule { kind: K::OrderAssigned, customers: None, staff: Some(ORDERS) },
        Rule { kind: K::OrderPlanned, customers: Some(customers(Topic::Orders)), staff: Some(ORDERS) },
        Rule { kind: K::OrderMoved, customers: Some(customers(Topic::Orders)), staff: Some(ORDERS) },
        Rule { kind: K::VisitCancelled, customers: Some(customers(Topic::Orders)), staff: Some(ORDERS) },
        Rule { kind: K::OrderClosed, customers: Some(customers(Topic::Orders)), staff: None },
        Rule { kind: K::OrderEdited, customers: None, staff: Some(ORDERS) },
        Rule { kind: K::OrderCancelled, customers: Some(customers(Topic::Orders)), staff: Some(ORDERS) },
        Rule { kind: K::FaultReceived, customers: None, staff: Some(staff(StaffTopic::Faults, P::HandleFaultReports)) },
        Rule { kind: K::FaultTaken, customers: Some(customers(Topic::Orders)), staff: None },
        Rule { kind: K::FaultClosed, customers: Some(customers(Topic::Orders)), staff: None },
        Rule { kind: K::Comment, customers: Some(customers(Topic::Comments)), staff: Some(COMMENTS) },
        Rule {
            kind: K::CheckDue,
            customers: Some(ForCustomers { topic: Topic::Objects, both_keys: Some(Permission::SelfChecks) }),
            staff: None,
        },
        Rule { kind: K::InternalComment, customers: None, staff: Some(COMMENTS) },
        Rule { kind: K::VideoPlanned, customers: Some(customers(Topic::VideoSessions)), staff: Some(VIDEO) },
        Rule { kind: K::VideoMoved, customers: Some(customers(Topic::VideoSessions)), staff: Some(VIDEO) },
        Rule { kind: K::VideoCancelled, customers: Some(customers(Topic::VideoSessions)), staff: Some(VIDEO) },
        Rule { kind: K::VideoRequested, customers: None, staff: Some(VIDEO) },
        Rule { kind: K::EstimateToAccept, customers: Some(customers(Topic::Billing)), staff: None },
        Rule { kind: K::Invoice, customers: Some(customers(Topic::Billing)), staff: None },
        // Whoever manages billing hears of an answer although nobody is assigned: an accepted estimate is work to be done.
        Rule {
            kind: K::EstimateDecided,
            customers: None,
            staff: Some(ForStaff {
                topic: StaffTopic::Billing,
                needs: P::ManageBilling,
                by_default: StaffTopic::Billing.by_default(),
            }),
        },
        Rule {
            kind: K::DocumentAdded,
            customers: Some(customers(Topic::Documents)),
            staff: Some(staff(StaffTopic::Documents, P::ViewCustomers)),
        },
    ]
};

impl StaffTopic {
    /// How far whoever chose nothing is told.
    pub const fn by_default(self) -> Reach {
        match self {
            Self::Billing => Reach::Areas,
            _ => Reach::Assigned,
        }
    }
}

impl Topic {
    /// Whether somebody who chose nothing is told.
    pub const fn by_default(self) -> bool {
        !matches!(self, Self::NewOrders)
    }

    /// What somebody must be allowed to do for the topic to mean anything: see such things, or the first of both keys.
    pub const fn needs(self) -> Permission {
        match self {
            Self::Orders | Self::Comments => Permission::ViewOrders,
            Self::Documents => Permission::ViewDocuments,
            Self::NewOrders => Permission::ChooseOrderNotifications,
            Self::VideoSessions => Permission::ViewVideoSessions,
            Self::Objects => Permission::SelfChecks,
            Self::Billing => Permission::ViewInvoices,
        }
    }

    /// Another permission with which the topic means something, for topics of two kinds of things.
    pub const fn or_needs(self) -> Option<Permission> {
        match self {
            Self::Billing => Some(Permission::ViewEstimates),
            _ => None,
        }
    }
}

/// The row of an event; none for letters that nobody chooses.
pub fn rule(kind: LetterKind) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.kind == kind)
}

/// What a notice is about, by kind and number, so that it can be looked up again when the notice is sent (R62).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Subject {
    /// What kind of thing.
    pub kind: super::access::ThingKind,
    /// Its number.
    pub number: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_one_row_at_most_and_tells_somebody() {
        for (n, rule) in RULES.iter().enumerate() {
            assert!(RULES[n + 1..].iter().all(|other| other.kind != rule.kind), "{}", rule.kind);
            assert!(rule.customers.is_some() || rule.staff.is_some(), "{}", rule.kind);
        }
    }

    #[test]
    fn what_is_internal_never_reaches_a_customer() {
        for kind in [LetterKind::InternalComment, LetterKind::OrderAssigned, LetterKind::FaultReceived] {
            assert_eq!(rule(kind).and_then(|r| r.customers), None, "{kind}");
        }
        assert_eq!(rule(LetterKind::Invitation), None);
    }
}
