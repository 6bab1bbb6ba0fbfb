//! Identifiers: one type for each kind of thing, so that they cannot be mixed up.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize, sqlx::Type)]
        #[sqlx(transparent)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.simple().fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

ids! {
    /// A service company.
    OrganizationId,
    /// A part of an organization's territory.
    AreaId,
    /// A person of the organization.
    StaffId,
    /// A staff person's remembered sign-in.
    StaffSessionId,
    /// Who is served.
    CustomerId,
    /// A named person at a customer.
    ContactId,
    /// A site of a customer.
    FacilityId,
    /// A product type.
    ModelId,
    /// A device or asset.
    ObjectId,
    /// A service order, work order or ticket.
    OrderId,
    /// The address and secrets of one person in one organization.
    SignInId,
    /// What a sign-in may see and do at one customer.
    CustomerUserId,
    /// The offer that becomes a customer user when accepted.
    InvitationId,
    /// A person's session in the portal.
    SessionId,
    /// A record of the activity log.
    ActivityId,
    /// A letter waiting, sent or failed.
    OutboxId,
    /// A customer's request to become an organization of its own.
    IndependenceRequestId,
    /// A document.
    DocumentId,
    /// An invoice or estimate.
    BillingRecordId,
    /// A planned or past visit of an order.
    VisitId,
    /// A comment on an order.
    CommentId,
    /// What a customer reported.
    FaultReportId,
    /// What a meter showed.
    ReadingId,
    /// A checklist.
    CheckTemplateId,
    /// A checklist that is due on an object.
    CheckAssignmentId,
    /// A checklist that was filled in.
    CheckRunId,
    /// A remote session.
    VideoSessionId,
    /// A passkey of a person.
    PasskeyId,
    /// Staff looking at the portal as a customer user.
    ViewSessionId,
    /// A view of a list that a staff person saved.
    SavedViewId,
}
