//! What letters say (R64): one variant for each kind, with what its text needs.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::permission::{Permission, Role};
use super::text_enum::text_enum;

text_enum! {
    /// The kinds of letters; each has a folder in `assets/letters` and texts in every catalogue.
    pub enum LetterKind {
        /// Somebody was given access and is asked to activate it (R6).
        Invitation = "invitation",
        /// An invitation was accepted: what one can do now.
        Welcome = "welcome",
        /// The password was changed.
        PasswordChanged = "password_changed",
        /// Role, permissions or scope were changed (R8, R12).
        AccessChanged = "access_changed",
        /// The access ends soon (R16).
        AccessEnding = "access_ending",
        /// Access was ended (R15).
        AccessRevoked = "access_revoked",
        /// Staff send a link to set a new password (R17).
        NewPassword = "new_password",
        /// Staff made a temporary password, which the organization has mailed (R17).
        TemporaryPassword = "temporary_password",
        /// Somebody asked for a new password on the sign-in page (R22).
        Recovery = "recovery",
        /// A second factor was set up, switched off or taken away (R22).
        SecondFactor = "second_factor",
        /// A customer asks to become an organization of its own (R19).
        IndependenceAsked = "independence_asked",
        /// A customer became an organization of its own (R19).
        IndependenceApproved = "independence_approved",
        /// A request for independence was declined (R19).
        IndependenceDeclined = "independence_declined",
        /// A work order was created (R60).
        OrderCreated = "order_created",
        /// An order was assigned to a staff person.
        OrderAssigned = "order_assigned",
        /// A visit was planned.
        OrderPlanned = "order_planned",
        /// A planned visit was moved.
        OrderMoved = "order_moved",
        /// A planned visit was cancelled.
        VisitCancelled = "visit_cancelled",
        /// An order was closed.
        OrderClosed = "order_closed",
        /// A customer changed an order that they had asked for (R31).
        OrderEdited = "order_edited",
        /// A customer took back an order that they had asked for (R31).
        OrderCancelled = "order_cancelled",
        /// Somebody commented on an order (R32).
        Comment = "comment",
        /// Staff commented on an order among themselves (R32).
        InternalComment = "internal_comment",
        /// A document was added (R37).
        DocumentAdded = "document_added",
        /// A customer reported a fault (R33).
        FaultReceived = "fault_received",
        /// Staff took a fault report (R33).
        FaultTaken = "fault_taken",
        /// A fault report was closed (R33).
        FaultClosed = "fault_closed",
        /// An estimate waits to be accepted (R39).
        EstimateToAccept = "estimate_to_accept",
        /// An estimate was accepted or declined (R39).
        EstimateDecided = "estimate_decided",
        /// An invoice was issued (R39).
        Invoice = "invoice",
        /// A video session was planned (R40).
        VideoPlanned = "video_planned",
        /// A video session was moved (R40).
        VideoMoved = "video_moved",
        /// A video session was cancelled (R40).
        VideoCancelled = "video_cancelled",
        /// A customer asks for a video session (R40).
        VideoRequested = "video_requested",
        /// A self-check is due (R36).
        CheckDue = "check_due",
    }
}

text_enum! {
    /// The parts of letters that an organization can word for itself (R64).
    pub enum LetterPart {
        /// What the mailbox lists: who and what.
        Subject = "subject",
        /// Why one gets this.
        Why = "why",
        /// The temporary password (R17).
        Password = "password",
        /// What to do.
        Do = "do",
        /// The words on the link.
        Button = "button",
        /// How long it works.
        Until = "until",
        /// What to do if one did not expect it.
        Unexpected = "unexpected",
    }
}

text_enum! {
    /// What can become of a person's second factors (R22).
    pub enum FactorChange {
        /// An authenticator app was set up.
        AppSetUp = "app_set_up",
        /// The authenticator app was switched off.
        AppOff = "app_off",
        /// New recovery codes were made.
        NewCodes = "new_codes",
        /// A passkey was added.
        PasskeyAdded = "passkey_added",
        /// A passkey was removed.
        PasskeyRemoved = "passkey_removed",
        /// Staff took all of them away.
        Reset = "reset",
    }
}

/// A letter as it waits in the outbox. What may be secret (the token of a link) is not here: it is kept
/// apart in [`Enclosure`] and forgotten once the letter has been handed over.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Letter {
    /// See [`LetterKind::Invitation`].
    Invitation {
        /// The invited person's name.
        name: String,
        /// The customer they will see.
        customer: String,
        /// Who invited them.
        invited_by: String,
        /// When the link stops working.
        expires_at: DateTime<Utc>,
    },
    /// See [`LetterKind::Welcome`].
    Welcome {
        /// The person's name.
        name: String,
        /// The customer they see.
        customer: String,
        /// The user name to sign in with.
        email: String,
    },
    /// See [`LetterKind::PasswordChanged`].
    PasswordChanged {
        /// The person's name.
        name: String,
    },
    /// See [`LetterKind::AccessChanged`].
    AccessChanged {
        /// The person's name.
        name: String,
        /// At which customer.
        customer: String,
        /// Who changed it, in the order in which they did.
        by: Vec<String>,
        /// How it was before the first change that the letter tells of.
        before: AccessShown,
        /// How it is now.
        after: AccessShown,
    },
    /// See [`LetterKind::AccessEnding`].
    AccessEnding {
        /// The person's name.
        name: String,
        /// At which customer.
        customer: String,
        /// When it ends.
        ends_at: DateTime<Utc>,
    },
    /// See [`LetterKind::AccessRevoked`].
    AccessRevoked {
        /// The person's name.
        name: String,
        /// The customer they no longer see.
        customer: String,
    },
    /// See [`LetterKind::NewPassword`].
    NewPassword {
        /// The person's name.
        name: String,
        /// Who sends it.
        sent_by: String,
        /// When the link stops working.
        expires_at: DateTime<Utc>,
    },
    /// See [`LetterKind::TemporaryPassword`]. The password itself is enclosed.
    TemporaryPassword {
        /// The person's name.
        name: String,
        /// Who made it.
        made_by: String,
        /// Until when it can be used.
        valid_until: DateTime<Utc>,
    },
    /// See [`LetterKind::Recovery`].
    Recovery {
        /// The person's name.
        name: String,
        /// When the link stops working.
        expires_at: DateTime<Utc>,
    },
    /// See [`LetterKind::SecondFactor`].
    SecondFactor {
        /// The person's name.
        name: String,
        /// What became of it.
        change: FactorChange,
    },
    /// See [`LetterKind::IndependenceApproved`].
    IndependenceApproved {
        /// The person's name.
        name: String,
        /// The customer it was.
        customer: String,
        /// The organization that was made.
        made: String,
        /// The address to sign in with.
        email: String,
    },
    /// See [`LetterKind::IndependenceDeclined`].
    IndependenceDeclined {
        /// The person's name.
        name: String,
        /// The customer that asked.
        customer: String,
        /// What was answered.
        answer: String,
    },
    /// A notice of the daily work: see [`super::notice`].
    Notice {
        /// Of what.
        notice: LetterKind,
        /// The reader's name.
        name: String,
        /// About which customer.
        customer: String,
        /// Who did it.
        by: String,
        /// About what, for people: "A-7 Lift stuck".
        thing: String,
        /// What was written, or empty.
        detail: String,
        /// For when something is planned.
        at: Option<DateTime<Utc>>,
        /// The page of it in the portal; empty for staff.
        path: String,
        /// What else happened while the letter waited (see [`super::notice::Rule::bundled`]), in order.
        #[serde(default)]
        more: Vec<More>,
    },
}

/// One more that became part of a letter that waited: another comment.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct More {
    /// Who did it.
    pub by: String,
    /// What was written.
    pub detail: String,
}

/// What somebody may see and do at a customer, as a letter tells it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AccessShown {
    /// The role.
    pub role: Role,
    /// What the person may, role and exceptions taken together.
    pub permissions: Vec<Permission>,
    /// What lies where is seen.
    pub sees: SeenAt,
    /// The contact to whose orders it is narrowed (R13), by name.
    pub contact: Option<String>,
}

/// A scope (R12), with the facilities' names.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SeenAt {
    /// Everything.
    pub all: bool,
    /// What is at no facility.
    pub unassigned: bool,
    /// The chosen facilities, by name.
    pub facilities: Vec<String>,
}

impl Letter {
    /// Which kind it is.
    pub const fn kind(&self) -> LetterKind {
        match self {
            Self::Invitation { .. } => LetterKind::Invitation,
            Self::Welcome { .. } => LetterKind::Welcome,
            Self::PasswordChanged { .. } => LetterKind::PasswordChanged,
            Self::AccessChanged { .. } => LetterKind::AccessChanged,
            Self::AccessEnding { .. } => LetterKind::AccessEnding,
            Self::AccessRevoked { .. } => LetterKind::AccessRevoked,
            Self::NewPassword { .. } => LetterKind::NewPassword,
            Self::Recovery { .. } => LetterKind::Recovery,
            Self::SecondFactor { .. } => LetterKind::SecondFactor,
            Self::IndependenceApproved { .. } => LetterKind::IndependenceApproved,
            Self::IndependenceDeclined { .. } => LetterKind::IndependenceDeclined,
            Self::Notice { notice, .. } => *notice,
            Self::TemporaryPassword { .. } => LetterKind::TemporaryPassword,
        }
    }
}

impl TryFrom<String> for Letter {
    type Error = serde_json::Error;

    fn try_from(stored: String) -> Result<Self, Self::Error> {
        serde_json::from_str(&stored)
    }
}

/// A secret that travels with a letter: the token of its link, or a temporary password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Enclosure(pub String);
