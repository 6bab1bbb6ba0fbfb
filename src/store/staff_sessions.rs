//! Remembered sign-ins of staff. Only the hash of the token is kept.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::domain::{OrganizationId, StaffId, StaffSessionId};

use super::{Conn, StoreError, Tx, execute, row_opt, rows};

/// A remembered sign-in that is still good.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct StaffSession {
    /// Its identifier.
    pub id: StaffSessionId,
    /// In which organization.
    pub organization_id: OrganizationId,
    /// Whose.
    pub staff_id: StaffId,
    /// Last use.
    pub last_used_at: DateTime<Utc>,
}

/// Remembers a sign-in.
pub async fn insert(
    tx: &mut Tx,
    session: &StaffSession,
    token_hash: &[u8],
    device: &str,
    expires_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    execute!(
        tx,
        "INSERT INTO staff_session (id, organization_id, staff_id, token_hash, device, created_at, last_used_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6, $7)",
        session.id,
        session.organization_id,
        session.staff_id,
        token_hash,
        device,
        session.last_used_at,
        expires_at
    )
    .map(drop)
}

/// The remembered sign-in for a token, if it has not ended.
pub async fn get(conn: &mut Conn, hash: &[u8], now: DateTime<Utc>) -> Result<Option<StaffSession>, StoreError> {
    row_opt!(
        conn,
        StaffSession,
        "SELECT id, organization_id, staff_id, last_used_at FROM staff_session WHERE token_hash = $1 AND expires_at > $2",
        hash,
        now
    )
}

/// Ends a remembered sign-in.
pub async fn end(tx: &mut Tx, organization: OrganizationId, token_hash: &[u8]) -> Result<bool, StoreError> {
    let sql = "DELETE FROM staff_session WHERE organization_id = $1 AND token_hash = $2";
    Ok(execute!(tx, sql, organization, token_hash)? == 1)
}

/// Notes that a remembered sign-in was used.
pub async fn used(tx: &mut Tx, org: OrganizationId, id: StaffSessionId, at: DateTime<Utc>) -> Result<(), StoreError> {
    execute!(tx, "UPDATE staff_session SET last_used_at = $3 WHERE organization_id = $1 AND id = $2", org, id, at)
        .map(drop)
}

/// A remembered sign-in as lists show it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, sqlx::FromRow)]
pub struct StaffSessionRow {
    /// Its identifier.
    pub id: StaffSessionId,
    /// From where.
    pub device: String,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// Last use.
    pub last_used_at: DateTime<Utc>,
    /// When it ends by itself.
    pub expires_at: DateTime<Utc>,
}

/// The remembered sign-ins of a staff person, the last used first.
pub async fn of_staff(
    conn: &mut Conn,
    org: OrganizationId,
    staff: StaffId,
    now: DateTime<Utc>,
) -> Result<Vec<StaffSessionRow>, StoreError> {
    rows!(
        conn,
        StaffSessionRow,
        "SELECT id, device, created_at, last_used_at, expires_at FROM staff_session
         WHERE organization_id = $1 AND staff_id = $2 AND expires_at > $3 ORDER BY last_used_at DESC, id",
        org,
        staff,
        now
    )
}

/// When each staff person was last seen with a sign-in that is still remembered.
pub async fn last_used(conn: &mut Conn, org: OrganizationId) -> Result<Vec<(StaffId, DateTime<Utc>)>, StoreError> {
    let sql = "SELECT staff_id, last_used_at FROM staff_session WHERE organization_id = $1 ORDER BY last_used_at";
    rows!(conn, (StaffId, DateTime<Utc>), sql, org)
}

/// Ends one remembered sign-in of a staff person; `false` when there is none.
pub async fn end_one(tx: &mut Tx, org: OrganizationId, staff: StaffId, id: StaffSessionId) -> Result<bool, StoreError> {
    let sql = "DELETE FROM staff_session WHERE organization_id = $1 AND staff_id = $2 AND id = $3";
    Ok(execute!(tx, sql, org, staff, id)? == 1)
}

/// Ends every remembered sign-in of a staff person; how many there were.
pub async fn end_of_staff(tx: &mut Tx, org: OrganizationId, staff: StaffId) -> Result<u64, StoreError> {
    execute!(tx, "DELETE FROM staff_session WHERE organization_id = $1 AND staff_id = $2", org, staff)
}
