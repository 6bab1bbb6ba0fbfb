//! What stands behind a letter when it is written out: the organization's key, whose clocks (R64).

use crate::domain::{CustomerUserId, OrganizationId, StaffId};

use super::{Conn, StoreError, row_opt};

/// The organization's key and the time zone that the reader chose.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct Behind {
    /// With which links are made that prove themselves.
    pub link_key: Vec<u8>,
    /// The reader's IANA time zone; empty: the organization's.
    pub time_zone: String,
}

/// What stands behind a letter to a staff person, or to a customer user, or to nobody who is known.
pub async fn behind(
    conn: &mut Conn,
    org: OrganizationId,
    staff: Option<StaffId>,
    user: Option<CustomerUserId>,
) -> Result<Option<Behind>, StoreError> {
    row_opt!(
        conn,
        Behind,
        "SELECT g.link_key,
                COALESCE((SELECT s.time_zone FROM staff s WHERE s.organization_id = $1 AND s.id = $2),
                         (SELECT p.time_zone FROM customer_user u JOIN sign_in p ON p.id = u.sign_in_id
                          WHERE u.organization_id = $1 AND u.id = $3 AND $2 IS NULL), '') AS time_zone
         FROM organization g WHERE g.id = $1",
        org,
        staff,
        user
    )
}
