//! States and kinds: the words that lists show and databases keep.

use super::text_enum::text_enum;

text_enum! {
    /// Corporate or private (R3).
    pub enum CustomerKind {
        /// A company: roles and invitations exist.
        Corporate = "corporate",
        /// A person: the secure link and at most one customer user.
        Private = "private",
    }
}

text_enum! {
    /// How a customer stands to the portal (R5).
    pub enum AccessState {
        /// The portal is off for the customer.
        Off = "off",
        /// The secure link works; nobody was invited.
        Link = "link",
        /// Somebody was invited, nobody has activated.
        Pending = "pending",
        /// At least one active customer user.
        Active = "active",
        /// The customer became an organization of its own.
        Independent = "independent",
    }
}

text_enum! {
    /// How a customer user stands (R5).
    pub enum UserState {
        /// Invited, not yet activated.
        Pending = "pending",
        /// May sign in.
        Active = "active",
        /// May not sign in until lifted.
        Suspended = "suspended",
        /// Access was ended; can be granted again.
        Revoked = "revoked",
        /// The access or the invitation ran out.
        Expired = "expired",
    }
}

text_enum! {
    /// How an invitation stands.
    pub enum InvitationState {
        /// Waiting for the person.
        Pending = "pending",
        /// Accepted: the customer user is active.
        Accepted = "accepted",
        /// Ran out before it was accepted; can be revived.
        Expired = "expired",
        /// Withdrawn by staff.
        Revoked = "revoked",
    }
}

text_enum! {
    /// How a request for independence stands (R19).
    pub enum RequestState {
        /// Waiting for staff.
        Open = "open",
        /// Carried out.
        Approved = "approved",
        /// Declined.
        Declined = "declined",
    }
}

text_enum! {
    /// How a letter stands (R63).
    pub enum OutboxState {
        /// Waiting to be sent, perhaps again.
        Queued = "queued",
        /// Handed to the mail server.
        Sent = "sent",
        /// Refused for good, or too often.
        Failed = "failed",
        /// Came back after it was handed over.
        Bounced = "bounced",
        /// Cancelled by staff, or nobody may be told any more (R62).
        Cancelled = "cancelled",
    }
}

text_enum! {
    /// What an order is.
    pub enum OrderKind {
        /// A service order.
        ServiceOrder = "service_order",
        /// A work order.
        WorkOrder = "work_order",
        /// A ticket.
        Ticket = "ticket",
    }
}

text_enum! {
    /// How an order stands.
    pub enum OrderState {
        /// Not yet planned.
        Open = "open",
        /// A visit is planned.
        Planned = "planned",
        /// Being worked on.
        InProgress = "in_progress",
        /// Waiting for parts or an answer.
        Waiting = "waiting",
        /// Done.
        Closed = "closed",
        /// Will not be done.
        Cancelled = "cancelled",
    }
}

impl OrderState {
    /// Whether work is still to be expected.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Closed | Self::Cancelled)
    }
}

text_enum! {
    /// How soon something is to be done.
    pub enum Urgency {
        /// When somebody comes by anyway.
        Low = "low",
        /// In its turn.
        Normal = "normal",
        /// Before the others.
        High = "high",
        /// At once.
        Urgent = "urgent",
    }
}

text_enum! {
    /// How a fault report stands (R33).
    pub enum FaultState {
        /// Nobody has taken it yet.
        Open = "open",
        /// Somebody sees to it.
        Taken = "taken",
        /// It is done with.
        Closed = "closed",
    }
}

text_enum! {
    /// How a visit stands (R31, R38).
    pub enum VisitState {
        /// Somebody comes, or came.
        Planned = "planned",
        /// Nobody comes.
        Cancelled = "cancelled",
    }
}

text_enum! {
    /// What customers read of an order's history (R31). What the detail of each holds stands beside it.
    pub enum OrderStep {
        /// It was created.
        Created = "created",
        /// It was assigned; the detail is the technician's name, or empty when nobody is any more.
        Assigned = "assigned",
        /// A visit was planned; the detail is its beginning (RFC 3339).
        Planned = "planned",
        /// A visit was moved; the detail is its new beginning (RFC 3339).
        Moved = "moved",
        /// A visit was cancelled; the detail is when it would have begun (RFC 3339).
        VisitCancelled = "visit_cancelled",
        /// The state changed; the detail is the new [`OrderState`].
        State = "state",
    }
}

text_enum! {
    /// How a video session stands (R40).
    pub enum VideoState {
        /// A customer asks for it, or has moved it; staff have not confirmed it yet.
        Requested = "requested",
        /// It takes place.
        Planned = "planned",
        /// It does not take place.
        Cancelled = "cancelled",
        /// Its time is over. Never kept: it follows from the time.
        Over = "over",
    }
}

text_enum! {
    /// What a billing record is (R39).
    pub enum BillingKind {
        /// Asks for money.
        Invoice = "invoice",
        /// Says what something would cost; can be accepted or declined.
        Estimate = "estimate",
    }
}

text_enum! {
    /// How an invoice or estimate stands (R39).
    pub enum BillingState {
        /// To be paid, or to be answered.
        Open = "open",
        /// Paid.
        Paid = "paid",
        /// The estimate was accepted.
        Accepted = "accepted",
        /// The estimate was declined.
        Declined = "declined",
        /// No longer holds.
        Cancelled = "cancelled",
    }
}

text_enum! {
    /// A language that screens, pages and letters speak.
    pub enum Language {
        /// English.
        English = "en",
        /// Swedish.
        Swedish = "sv",
        /// German.
        German = "de",
        /// Danish.
        Danish = "da",
    }
}

impl Language {
    /// The language's name in itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Swedish => "Svenska",
            Self::German => "Deutsch",
            Self::Danish => "Dansk",
        }
    }
}
