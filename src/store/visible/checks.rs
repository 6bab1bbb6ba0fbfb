//! Self-checks as a viewer sees them (R36): where their objects are.

use chrono::NaiveDate;

use crate::domain::CheckAssignmentId;
use crate::domain::access::Viewer;
use crate::store::checks::{ASSIGNMENT, AssignmentRow};
use crate::store::{Conn, StoreError, rows, scalar};

/// Where the object `b` of an assignment must be; binds as `in_scope!` has them.
const IN_SCOPE: &str = "a.organization_id = $1 AND a.customer_id = $2 AND b.customer_id = a.customer_id
     AND ($3 OR (b.facility_id IS NULL AND $4) OR b.facility_id IN
            (SELECT v.facility_id FROM customer_user_facility v WHERE v.customer_user_id = $5))
     AND a.active AND t.active";

/// What is due on objects that the viewer sees, the nearest first, after the assignment `after`; one more than asked for
/// when there are more.
pub async fn checks(
    conn: &mut Conn,
    viewer: &Viewer,
    after: Option<(NaiveDate, CheckAssignmentId)>,
    limit: u32,
) -> Result<Vec<AssignmentRow>, StoreError> {
    let sql = format!(
        "{ASSIGNMENT} WHERE {IN_SCOPE} AND ($6 OR (a.due_on, a.id) > ($7, $8)) ORDER BY a.due_on, a.id LIMIT $9"
    );
    let (day, id) = after.unwrap_or((NaiveDate::default(), CheckAssignmentId(uuid::Uuid::nil())));
    rows!(
        conn,
        AssignmentRow,
        sqlx::AssertSqlSafe(sql.as_str()),
        viewer.organization,
        viewer.customer,
        viewer.scope.all,
        viewer.scope.unassigned,
        viewer.user,
        after.is_none(),
        day,
        id,
        i64::from(limit) + 1
    )
}

/// How many self-checks of objects that the viewer sees were due before `today`, by the facility's name; none: at no
/// facility.
pub async fn overdue_checks(
    conn: &mut Conn,
    viewer: &Viewer,
    today: NaiveDate,
) -> Result<Vec<(Option<String>, i64)>, StoreError> {
    let sql = format!(
        "SELECT f.name, COUNT(*) FROM check_assignment a
         JOIN service_object b ON b.id = a.object_id
         JOIN check_template t ON t.id = a.template_id
         LEFT JOIN facility f ON f.id = b.facility_id
         WHERE {IN_SCOPE} AND a.due_on < $6
         GROUP BY f.id, f.name, f.name_key ORDER BY f.name_key, f.id"
    );
    rows!(
        conn,
        (Option<String>, i64),
        sqlx::AssertSqlSafe(sql.as_str()),
        viewer.organization,
        viewer.customer,
        viewer.scope.all,
        viewer.scope.unassigned,
        viewer.user,
        today
    )
}

/// Whether anything is due, whenever, on objects that the viewer sees.
pub async fn any_check(conn: &mut Conn, viewer: &Viewer) -> Result<bool, StoreError> {
    let sql = format!(
        "SELECT EXISTS (SELECT 1 FROM check_assignment a
         JOIN service_object b ON b.id = a.object_id
         JOIN check_template t ON t.id = a.template_id
         WHERE {IN_SCOPE})"
    );
    scalar!(
        conn,
        bool,
        sqlx::AssertSqlSafe(sql.as_str()),
        viewer.organization,
        viewer.customer,
        viewer.scope.all,
        viewer.scope.unassigned,
        viewer.user
    )
}
