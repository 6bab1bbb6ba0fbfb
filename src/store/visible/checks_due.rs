//! Self-checks with a day on which they are due, as a viewer sees them through their objects (R12, R36, R38).

use chrono::NaiveDate;

use crate::domain::CheckAssignmentId;
use crate::domain::access::Viewer;
use crate::store::{Conn, StoreError, rows};

use super::in_scope;

/// A self-check that is due.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct CheckDay {
    /// Which.
    pub id: CheckAssignmentId,
    /// When.
    pub due_on: NaiveDate,
    /// The checklist's name.
    pub template: String,
    /// The object's number.
    pub object_number: String,
    /// Its name.
    pub object: String,
    /// Where it stands.
    pub facility: Option<String>,
    /// Grows with every change.
    pub version: i64,
}

/// The self-checks on objects in the viewer's scope that are due from one day to before another, by day, `limit` at most.
pub async fn check_days(
    conn: &mut Conn,
    viewer: &Viewer,
    (from, until): (NaiveDate, NaiveDate),
    limit: u32,
) -> Result<Vec<CheckDay>, StoreError> {
    const SQL: &str = concat!(
        "SELECT a.id, a.due_on, t.name AS template, x.number AS object_number, x.name AS object, f.name AS facility, a.version
         FROM check_assignment a JOIN service_object x ON x.id = a.object_id JOIN check_template t ON t.id = a.template_id
         LEFT JOIN facility f ON f.id = x.facility_id
         WHERE a.customer_id = $2 AND a.active AND t.active AND a.due_on >= $6 AND a.due_on < $7 AND ",
        in_scope!(),
        " ORDER BY a.due_on, a.id LIMIT $8"
    );
    rows!(
        conn,
        CheckDay,
        SQL,
        viewer.organization,
        viewer.customer,
        viewer.scope.all,
        viewer.scope.unassigned,
        viewer.user,
        from,
        until,
        i64::from(limit)
    )
}
