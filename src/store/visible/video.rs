//! Video sessions as a viewer sees them (R12, R13, R40).

use chrono::{DateTime, Utc};

use crate::domain::access::Viewer;
use crate::store::video::{SELECT, VideoRow};
use crate::store::{Conn, StoreError, rows};

/// The sessions of the viewer's customer that they see and that overlap a time, by their beginning, `limit` at most. One
/// that is about an order lies where the order lies and is for its contact; one that is not lies at its own facility.
pub async fn video_sessions(
    conn: &mut Conn,
    viewer: &Viewer,
    (from, until): (DateTime<Utc>, DateTime<Utc>),
    limit: u32,
) -> Result<Vec<VideoRow>, StoreError> {
    let sql = format!(
        "{SELECT}$1 AND x.customer_id = $2
           AND ($3 OR (f.id IS NULL AND $4) OR f.id IN
                  (SELECT v.facility_id FROM customer_user_facility v WHERE v.customer_user_id = $5))
           AND ($6 IS NULL OR x.order_id IS NULL OR o.contact_id = $6)
           AND x.ends_at > $7 AND x.starts_at < $8
         ORDER BY x.starts_at, x.id LIMIT $9"
    );
    rows!(
        conn,
        VideoRow,
        sqlx::AssertSqlSafe(sql.as_str()),
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
