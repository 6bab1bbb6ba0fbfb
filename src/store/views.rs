//! Staff looking at the portal as a customer user, in the browser (R24): a link that works once, then a session of its own.
//! Only hashes of the link and of the cookie are kept.

use chrono::{DateTime, Utc};

use crate::domain::{CustomerUserId, OrganizationId, StaffId, ViewSessionId};

use super::{Conn, StoreError, Tx, execute, row_opt, rows};

/// A view: offered by a link, or open.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct ViewRow {
    /// Its identifier.
    pub id: ViewSessionId,
    /// In which organization.
    pub organization_id: OrganizationId,
    /// Who looks.
    pub staff_id: StaffId,
    /// As whom.
    pub customer_user_id: CustomerUserId,
    /// What the form that ends it carries.
    pub csrf: String,
    /// When the link was made.
    pub created_at: DateTime<Utc>,
    /// Until when the link works, then until when the view lasts.
    pub expires_at: DateTime<Utc>,
}

/// Keeps a link that was made; those of the same person that nobody has opened are over.
pub async fn offer(tx: &mut Tx, view: &ViewRow, link_hash: &[u8]) -> Result<(), StoreError> {
    execute!(
        tx,
        "DELETE FROM view_session WHERE organization_id = $1 AND staff_id = $2 AND token_hash IS NULL",
        view.organization_id,
        view.staff_id
    )?;
    execute!(
        tx,
        "INSERT INTO view_session (id, organization_id, staff_id, customer_user_id, link_hash, csrf, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        view.id,
        view.organization_id,
        view.staff_id,
        view.customer_user_id,
        link_hash,
        &view.csrf,
        view.created_at,
        view.expires_at
    )
    .map(drop)
}

/// What a link offers, while it works.
pub async fn offered(conn: &mut Conn, link_hash: &[u8], now: DateTime<Utc>) -> Result<Option<ViewRow>, StoreError> {
    row_opt!(
        conn,
        ViewRow,
        "SELECT id, organization_id, staff_id, customer_user_id, csrf, created_at, expires_at FROM view_session
         WHERE link_hash = $1 AND token_hash IS NULL AND expires_at > $2",
        link_hash,
        now
    )
}

/// Uses a link up: once, in one statement. None when it is used, replaced or over.
pub async fn open(
    tx: &mut Tx,
    link_hash: &[u8],
    token_hash: &[u8],
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Option<ViewRow>, StoreError> {
    row_opt!(
        tx,
        ViewRow,
        "UPDATE view_session SET token_hash = $2, link_hash = NULL, expires_at = $4
         WHERE link_hash = $1 AND token_hash IS NULL AND expires_at > $3
         RETURNING id, organization_id, staff_id, customer_user_id, csrf, created_at, expires_at",
        link_hash,
        token_hash,
        now,
        until
    )
}

/// The view behind a cookie, over or not.
pub async fn get(conn: &mut Conn, token_hash: &[u8]) -> Result<Option<ViewRow>, StoreError> {
    row_opt!(
        conn,
        ViewRow,
        "SELECT id, organization_id, staff_id, customer_user_id, csrf, created_at, expires_at FROM view_session
         WHERE token_hash = $1",
        token_hash
    )
}

/// The open views of a staff person, those whose time is over among them.
pub async fn of_staff(conn: &mut Conn, org: OrganizationId, staff: StaffId) -> Result<Vec<ViewRow>, StoreError> {
    rows!(
        conn,
        ViewRow,
        "SELECT id, organization_id, staff_id, customer_user_id, csrf, created_at, expires_at FROM view_session
         WHERE organization_id = $1 AND staff_id = $2 AND token_hash IS NOT NULL ORDER BY id",
        org,
        staff
    )
}

/// The open views as a customer user, those whose time is over among them.
pub async fn of_user(conn: &mut Conn, org: OrganizationId, user: CustomerUserId) -> Result<Vec<ViewRow>, StoreError> {
    rows!(
        conn,
        ViewRow,
        "SELECT id, organization_id, staff_id, customer_user_id, csrf, created_at, expires_at FROM view_session
         WHERE organization_id = $1 AND customer_user_id = $2 AND token_hash IS NOT NULL ORDER BY id",
        org,
        user
    )
}

/// Ends a view; `false` when it was over already.
pub async fn end(tx: &mut Tx, org: OrganizationId, id: ViewSessionId) -> Result<bool, StoreError> {
    Ok(execute!(tx, "DELETE FROM view_session WHERE organization_id = $1 AND id = $2", org, id)? == 1)
}
