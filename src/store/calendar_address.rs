//! The secret addresses of calendars (R38): what they are made from.

use crate::domain::{CustomerUserId, OrganizationId};

use super::{Conn, StoreError, Tx, execute, row_opt};

/// What a customer user's calendar address is made from.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct CalendarAddress {
    /// Of which customer user.
    pub user: CustomerUserId,
    /// In which organization.
    pub organization_id: OrganizationId,
    /// The secret from which the organization's links are made.
    pub link_key: Vec<u8>,
    /// Which address it is; none: there is none.
    pub rotation: Option<i64>,
}

/// The address of a customer user. Whoever asks for a calendar brings nothing but the address, which names the user and
/// proves itself with the organization's key; so this is a question without an organization.
pub async fn get(conn: &mut Conn, user: CustomerUserId) -> Result<Option<CalendarAddress>, StoreError> {
    row_opt!(
        conn,
        CalendarAddress,
        "SELECT u.id AS \"user\", u.organization_id, g.link_key, u.calendar_rotation AS rotation
         FROM customer_user u JOIN organization g ON g.id = u.organization_id WHERE u.id = $1",
        user
    )
}

/// Keeps which address there is, or that there is none.
pub async fn set(
    tx: &mut Tx,
    org: OrganizationId,
    user: CustomerUserId,
    rotation: Option<i64>,
) -> Result<(), StoreError> {
    let sql = "UPDATE customer_user SET calendar_rotation = $3 WHERE organization_id = $1 AND id = $2";
    execute!(tx, sql, org, user, rotation).map(drop)
}
