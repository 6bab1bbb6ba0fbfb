//! Planned visits as a viewer sees them (R12, R13, R38): where their order lies, and for whom that is.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::domain::access::Viewer;
use crate::domain::state::VisitState;
use crate::domain::{ContactId, FacilityId};
use crate::store::{Conn, StoreError, rows};

use super::in_scope;

/// A visit with what its order says about it.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct PlannedVisit {
    /// The visit, or the order for one that was imported with a planned time and has no visits of its own.
    pub id: Uuid,
    /// Whether it is that.
    pub imported: bool,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends; the same as its beginning where nobody knows.
    pub ends_at: DateTime<Utc>,
    /// How it stands.
    pub state: VisitState,
    /// What is to be known about it.
    pub note: String,
    /// Who comes.
    pub technician: String,
    /// Since when it is known.
    pub created_at: DateTime<Utc>,
    /// Grows with every change.
    pub version: i64,
    /// The order's number.
    pub order_number: String,
    /// What the order is about.
    pub title: String,
    /// Where it lies.
    pub facility_id: Option<FacilityId>,
    /// For whom it is.
    pub contact_id: Option<ContactId>,
    /// What that place is called.
    pub facility: Option<String>,
    /// Its address in one line, perhaps empty.
    pub address: Option<String>,
}

/// The visits of orders that lie in the viewer's scope and that overlap a time, by their beginning, cancelled ones too,
/// `limit` at most.
pub async fn visits(
    conn: &mut Conn,
    viewer: &Viewer,
    (from, until): (DateTime<Utc>, DateTime<Utc>),
    limit: u32,
) -> Result<Vec<PlannedVisit>, StoreError> {
    const SQL: &str = concat!(
        "SELECT s.*, f.name AS facility, TRIM(f.street || ', ' || f.postal_code || ' ' || f.city, ' ,') AS address FROM (
         SELECT v.id, 1 = 0 AS imported, v.starts_at, v.ends_at, v.state, v.note, COALESCE(t.name, x.technician) AS technician,
                v.created_at, v.version, x.number AS order_number, x.title, x.facility_id, x.contact_id
         FROM visit v JOIN service_order x ON x.id = v.order_id LEFT JOIN staff t ON t.id = v.technician_id
         WHERE v.customer_id = $2 AND v.starts_at < $8 AND v.ends_at > $7 AND ",
        in_scope!(),
        " AND ($6 IS NULL OR x.contact_id = $6)
         UNION ALL
         SELECT x.id, 1 = 1, x.planned_at, x.planned_at, CASE WHEN x.state = 'cancelled' THEN 'cancelled' ELSE 'planned' END,
                '', x.technician, x.created_at, x.version, x.number, x.title, x.facility_id, x.contact_id
         FROM service_order x
         WHERE x.planned_at >= $7 AND x.planned_at < $8 AND ",
        in_scope!(),
        " AND ($6 IS NULL OR x.contact_id = $6) AND NOT EXISTS (SELECT 1 FROM visit w WHERE w.order_id = x.id)
         ) s LEFT JOIN facility f ON f.id = s.facility_id
         ORDER BY s.starts_at, s.id LIMIT $9"
    );
    rows!(
        conn,
        PlannedVisit,
        SQL,
        viewer.organization,
        viewer.customer,
        viewer.scope.all,
        viewer.scope.unassigned,
        viewer.user,
        viewer.contact,
        from,
        until,
        i64::from(limit)
    )
}
