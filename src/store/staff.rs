//! Staff: accounts, rights, remembered sign-ins.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::domain::permission::Exception;
use crate::domain::staff::{StaffPermission, StaffRights, StaffRole, Territory};
use crate::domain::{AreaId, OrganizationId, StaffId, StaffSessionId};

use super::{Conn, StoreError, Tx, execute, row_opt, rows, scalar};

/// A staff account.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct StaffRow {
    /// Its identifier.
    pub id: StaffId,
    /// In which organization.
    pub organization_id: OrganizationId,
    /// The address to sign in with.
    pub email: String,
    /// The person's name.
    pub name: String,
    /// The role.
    pub role: StaffRole,
    /// The password's hash.
    pub password_hash: Option<String>,
    /// Whether the person may sign in.
    pub active: bool,
}

/// The staff accounts with this address, in every organization of the database: signing in does not know yet which.
pub async fn by_email(conn: &mut Conn, email_key: &str) -> Result<Vec<StaffRow>, StoreError> {
    rows!(
        conn,
        StaffRow,
        "SELECT id, organization_id, email, name, role, password_hash, active FROM staff
         WHERE email_key = $1 AND active ORDER BY id LIMIT 16",
        email_key
    )
}

/// The staff person with this identifier.
pub async fn get(conn: &mut Conn, organization: OrganizationId, id: StaffId) -> Result<Option<StaffRow>, StoreError> {
    row_opt!(
        conn,
        StaffRow,
        "SELECT id, organization_id, email, name, role, password_hash, active FROM staff
         WHERE organization_id = $1 AND id = $2",
        organization,
        id
    )
}

/// How many staff accounts there are in the database.
pub async fn count(conn: &mut Conn) -> Result<i64, StoreError> {
    scalar!(conn, i64, "SELECT count(*) FROM staff")
}

/// Makes a staff account; `false` when the address is taken in the organization.
pub async fn insert(tx: &mut Tx, staff: &StaffRow, email_key: &str, at: DateTime<Utc>) -> Result<bool, StoreError> {
    let made = execute!(
        tx,
        "INSERT INTO staff (id, organization_id, email, email_key, name, role, password_hash, active, created_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1) ON CONFLICT DO NOTHING",
        staff.id,
        staff.organization_id,
        &staff.email,
        email_key,
        &staff.name,
        staff.role,
        &staff.password_hash,
        staff.active,
        at
    )?;
    Ok(made == 1)
}

/// Replaces the password's hash.
pub async fn set_password(
    tx: &mut Tx,
    organization: OrganizationId,
    id: StaffId,
    hash: &str,
) -> Result<(), StoreError> {
    let sql = "UPDATE staff SET password_hash = $3, version = version + 1 WHERE organization_id = $1 AND id = $2";
    execute!(tx, sql, organization, id, hash).map(drop)
}

/// Gives or takes a single permission beyond the role.
pub async fn set_permission(
    tx: &mut Tx,
    organization: OrganizationId,
    id: StaffId,
    permission: StaffPermission,
    allowed: bool,
) -> Result<(), StoreError> {
    execute!(
        tx,
        "INSERT INTO staff_permission (organization_id, staff_id, permission, allowed) VALUES ($1, $2, $3, $4)
         ON CONFLICT (staff_id, permission) DO UPDATE SET allowed = excluded.allowed",
        organization,
        id,
        permission,
        allowed
    )
    .map(drop)
}

/// Assigns an area.
pub async fn add_area(tx: &mut Tx, organization: OrganizationId, id: StaffId, area: AreaId) -> Result<(), StoreError> {
    let sql = "INSERT INTO staff_area (organization_id, staff_id, area_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    execute!(tx, sql, organization, id, area).map(drop)
}

/// Role, exceptions and territory of a staff person.
pub async fn rights(
    conn: &mut Conn,
    organization: OrganizationId,
    id: StaffId,
    role: StaffRole,
) -> Result<StaffRights, StoreError> {
    let sql = "SELECT permission, allowed FROM staff_permission WHERE organization_id = $1 AND staff_id = $2";
    let exceptions: BTreeMap<_, _> = rows!(conn, (StaffPermission, bool), sql, organization, id)?
        .into_iter()
        .map(|(p, allowed)| (p, if allowed { Exception::Allowed } else { Exception::Denied }))
        .collect();
    let territory = if role.bound_to_areas() {
        let sql = "SELECT area_id FROM staff_area WHERE organization_id = $1 AND staff_id = $2";
        let areas = rows!(conn, (AreaId,), sql, organization, id)?;
        Territory::Areas(areas.into_iter().map(|(a,)| a).collect())
    } else {
        Territory::Everywhere
    };
    Ok(StaffRights { role, exceptions, territory })
}

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
pub async fn insert_session(
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
pub async fn session(conn: &mut Conn, hash: &[u8], now: DateTime<Utc>) -> Result<Option<StaffSession>, StoreError> {
    row_opt!(
        conn,
        StaffSession,
        "SELECT id, organization_id, staff_id, last_used_at FROM staff_session WHERE token_hash = $1 AND expires_at > $2",
        hash,
        now
    )
}

/// Ends a remembered sign-in.
pub async fn end_session(tx: &mut Tx, organization: OrganizationId, token_hash: &[u8]) -> Result<bool, StoreError> {
    let sql = "DELETE FROM staff_session WHERE organization_id = $1 AND token_hash = $2";
    Ok(execute!(tx, sql, organization, token_hash)? == 1)
}
