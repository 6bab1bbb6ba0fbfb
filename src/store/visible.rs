//! What a viewer of the portal sees, as filters: the set-wise twin of `domain::access::decide`.
//!
//! Everything that does not depend on the single thing (module, portal, state, permission) has been decided before; the
//! caller asks [`Viewer::may`](crate::domain::access::Viewer::may) first. What remains is customer, scope and contact. A
//! property test holds the filters and the decision to each other on both databases.

mod billing;
mod calendar;
mod checks;
mod checks_due;
pub mod dashboard;
mod documents;
mod facilities;
mod faults;
mod objects;
mod orders;
mod video;

use chrono::{DateTime, Utc};

use crate::domain::{CustomerUserId, OrganizationId, SignInId};

use super::{Conn, StoreError, rows};

pub use billing::{BillingQuery, BillingRow, billing, billing_record};
pub use calendar::{PlannedVisit, visits};
pub use checks::{any_check, checks, overdue_checks};
pub use checks_due::{CheckDay, check_days};
pub use documents::{DocumentQuery, DocumentRow, Edge, document, documents, documents_on};
pub use facilities::{FacilityRow, facilities};
pub use faults::{FaultQuery, FaultRow, fault, faults};
pub use objects::{ObjectRow, ObjectsAt, objects};
pub use orders::{From, OrderAbout, OrderDetail, OrderQuery, OrderRow, StateFilter, order, orders, orders_of_object};
pub use video::video_sessions;

/// Scope and customer of an object or order `x`; binds $1 to $5: organization, customer, sees all, sees unassigned, user.
macro_rules! in_scope {
    () => {
        "x.organization_id = $1 AND x.customer_id = $2
         AND ($3 OR (x.facility_id IS NULL AND $4) OR x.facility_id IN
                (SELECT v.facility_id FROM customer_user_facility v WHERE v.customer_user_id = $5))"
    };
}
use in_scope;

/// Another customer that the same person may turn to.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct Choice {
    /// As which customer user.
    pub user: CustomerUserId,
    /// That customer's name.
    pub customer: String,
}

/// The customers at which a person is an active user with the portal on, by name.
pub async fn choices(
    conn: &mut Conn,
    org: OrganizationId,
    sign_in: SignInId,
    now: DateTime<Utc>,
) -> Result<Vec<Choice>, StoreError> {
    rows!(
        conn,
        Choice,
        "SELECT u.id AS \"user\", c.name AS customer FROM customer_user u JOIN customer c ON c.id = u.customer_id
         WHERE u.organization_id = $1 AND u.sign_in_id = $2 AND u.state = 'active' AND c.portal_on
           AND (u.ends_at IS NULL OR u.ends_at > $3)
         ORDER BY c.name_key, u.id LIMIT 200",
        org,
        sign_in,
        now
    )
}
