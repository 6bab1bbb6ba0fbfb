//! Who is told of what: one table for every letter there is (R32, R33, R60, R61), in the module `table`.
//!
//! A row says under which topic an event falls for customer users and for staff, who hears of it when nobody chose
//! anything, and which ways it may go. Whether a reader may see the thing at all is decided by [`super::access`], once when
//! the notice is written and again when it is sent (R62). Letters about somebody's own access (invitations, passwords) go
//! to that person, by e-mail, and nobody chooses those. `docs/notices.md` is made from the table.

mod document;
mod table;

use serde::{Deserialize, Serialize};

use super::permission::Permission;
use super::text_enum::text_enum;

pub use document::documentation;
pub use table::{ForCustomers, ForPerson, ForStaff, Rule, Still, rule, rules};

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
        /// Customers that ask to become an organization of their own (R19).
        Independence = "independence",
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

/// Which way a letter goes, and why not the way that was chosen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Way {
    /// The way it goes.
    pub channel: Channel,
    /// Why it is not the one that was chosen.
    pub instead: Option<Instead>,
}

text_enum! {
    /// Why somebody who chose SMS is told by e-mail: nobody goes unheard because of a choice.
    pub enum Instead {
        /// This installation sends no SMS.
        NoGateway = "no_gateway",
        /// There is no mobile number.
        NoNumber = "no_number",
        /// Such letters go by e-mail only.
        EmailOnly = "email_only",
    }
}

/// The way for somebody who chose `chosen` and has this mobile number, where SMS are sent (`sms`) or not (R60, R61).
pub fn way(rule: &Rule, chosen: Channel, mobile: &str, sms: bool) -> Way {
    let instead = match chosen {
        Channel::Sms if !rule.channels.contains(&Channel::Sms) => Some(Instead::EmailOnly),
        Channel::Sms if !sms => Some(Instead::NoGateway),
        Channel::Sms if mobile.is_empty() => Some(Instead::NoNumber),
        Channel::Email | Channel::Sms => None,
    };
    Way { channel: if instead.is_some() { Channel::Email } else { chosen }, instead }
}

text_enum! {
    /// A link of the chain that decides whether somebody is told: all must hold. *Explain* puts it into words.
    pub enum Step {
        /// The customer user is active, or the staff person can sign in.
        Active = "active",
        /// The customer user sees the thing (R62).
        Sees = "sees",
        /// The customer user holds the permission that the event needs beyond that: the first of both keys (R60).
        Key = "key",
        /// The staff person holds the permission that the event needs.
        May = "may",
        /// The customer lies in the staff person's areas (R10).
        Area = "area",
        /// The customer user wants to be told of the topic (R60).
        Wanted = "wanted",
        /// As far as the staff person wants to be told of the topic, this is near enough (R61).
        Near = "near",
    }
}

/// A link, and whether it holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Link {
    /// Which.
    pub step: Step,
    /// Whether it holds.
    pub holds: bool,
}

impl StaffTopic {
    /// How far whoever chose nothing is told.
    pub const fn by_default(self) -> Reach {
        match self {
            Self::Billing | Self::Independence => Reach::Areas,
            _ => Reach::Assigned,
        }
    }
}

impl StaffTopic {
    /// The ways in which letters under this topic may go.
    pub fn channels(self) -> &'static [Channel] {
        let rule = rules().find(|rule| rule.staff.is_some_and(|whom| whom.topic == self));
        rule.map_or(&[Channel::Email], |rule| rule.channels)
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
    use super::super::letter::LetterKind;
    use super::*;

    #[test]
    fn every_kind_of_letter_has_its_row_and_tells_somebody() {
        assert_eq!(rules().map(|rule| rule.kind).collect::<Vec<_>>(), LetterKind::ALL);
        for rule in rules() {
            let kind = rule.kind;
            assert!(rule.person.is_some() || rule.customers.is_some() || rule.staff.is_some(), "{kind}");
            assert!(rule.channels.contains(&Channel::Email), "{kind}: whoever has no number must hear too");
            // Nobody chooses what is about the own access, and it goes to no other address than the person's own.
            if rule.person.is_some() {
                assert!(
                    rule.customers.is_none() && rule.staff.is_none() && rule.channels == [Channel::Email],
                    "{kind}"
                );
            }
        }
    }

    #[test]
    fn what_is_internal_never_reaches_a_customer() {
        use LetterKind as K;
        for kind in [K::InternalComment, K::OrderAssigned, K::FaultReceived, K::IndependenceAsked] {
            assert_eq!(rule(kind).customers, None, "{kind}");
            assert_eq!(rule(kind).person, None, "{kind}");
        }
    }

    #[test]
    fn nobody_goes_unheard_because_of_a_choice() {
        let (comment, password) = (rule(LetterKind::Comment), rule(LetterKind::NewPassword));
        let way_of = |rule: Rule, chosen, mobile| {
            let Way { channel, instead } = way(&rule, chosen, mobile, true);
            (channel, instead)
        };
        assert_eq!(way_of(comment, Channel::Sms, "+436641234567"), (Channel::Sms, None));
        assert_eq!(way_of(comment, Channel::Sms, ""), (Channel::Email, Some(Instead::NoNumber)));
        assert_eq!(way_of(comment, Channel::Email, "+436641234567"), (Channel::Email, None));
        let off = way(&comment, Channel::Sms, "+436641234567", false);
        assert_eq!((off.channel, off.instead), (Channel::Email, Some(Instead::NoGateway)));
        assert_eq!(way_of(password, Channel::Sms, "+436641234567"), (Channel::Email, Some(Instead::EmailOnly)));
    }
}
