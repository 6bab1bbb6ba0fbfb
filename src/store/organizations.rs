//! Organizations and their areas.

use chrono::{DateTime, Utc};

use crate::domain::permission::{Permission, Role, RoleTable};
use crate::domain::state::Language;
use crate::domain::{AreaId, OrganizationId};
use crate::text;

use super::{Conn, StoreError, Tx, execute, row_opt, rows, scalar};

/// A service company.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct Organization {
    /// Its identifier.
    pub id: OrganizationId,
    /// Its name.
    pub name: String,
    /// Whether the portal module is on (R1).
    pub module_on: bool,
    /// Its accent colour, `#rrggbb`.
    pub accent: String,
    /// Under which key the storage has its logo (R23).
    pub logo_key: Option<String>,
    /// The language of letters and pages where nobody chose one.
    pub language: Language,
    /// Its IANA time zone.
    pub time_zone: String,
    /// Where replies to letters go.
    pub reply_to: Option<String>,
}

/// The organization with this identifier.
pub async fn get(conn: &mut Conn, id: OrganizationId) -> Result<Option<Organization>, StoreError> {
    row_opt!(
        conn,
        Organization,
        "SELECT id, name, module_on, accent, logo_key, language, time_zone, reply_to FROM organization WHERE id = $1",
        id
    )
}

/// The organization with this name, compared as R23 says.
pub async fn by_name(conn: &mut Conn, name: &str) -> Result<Option<Organization>, StoreError> {
    row_opt!(
        conn,
        Organization,
        "SELECT id, name, module_on, accent, logo_key, language, time_zone, reply_to FROM organization WHERE name_key = $1",
        text::name_key(name)
    )
}

/// The first `limit` organizations, oldest first.
pub async fn list(conn: &mut Conn, limit: u32) -> Result<Vec<Organization>, StoreError> {
    rows!(
        conn,
        Organization,
        "SELECT id, name, module_on, accent, logo_key, language, time_zone, reply_to FROM organization ORDER BY id LIMIT $1",
        i64::from(limit)
    )
}

/// How many organizations share the database.
pub async fn count(conn: &mut Conn) -> Result<i64, StoreError> {
    scalar!(conn, i64, "SELECT count(*) FROM organization")
}

/// Makes an organization; `false` when the name is taken.
/// `link_key` is the secret from which its customers' secure links are made (R20).
pub async fn insert(
    tx: &mut Tx,
    organization: &Organization,
    link_key: &[u8; 32],
    at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let made = execute!(
        tx,
        "INSERT INTO organization (id, name, name_key, module_on, accent, language, time_zone, reply_to, log_seq, log_hash,
             link_key, created_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10, $11, 1) ON CONFLICT DO NOTHING",
        organization.id,
        &organization.name,
        text::name_key(&organization.name),
        organization.module_on,
        &organization.accent,
        organization.language,
        &organization.time_zone,
        &organization.reply_to,
        vec![0_u8; 32],
        link_key.as_slice(),
        at
    )?;
    Ok(made == 1)
}

/// Switches the module (R1); `false` when it already was so.
pub async fn set_module(tx: &mut Tx, id: OrganizationId, on: bool) -> Result<bool, StoreError> {
    let sql = "UPDATE organization SET module_on = $2, version = version + 1 WHERE id = $1 AND module_on <> $2";
    Ok(execute!(tx, sql, id, on)? == 1)
}

/// What the roles of customer users hold in this organization (R8).
pub async fn role_table(conn: &mut Conn, id: OrganizationId) -> Result<RoleTable, StoreError> {
    let changes = rows!(
        conn,
        (Role, Permission, bool),
        "SELECT role, permission, held FROM role_permission WHERE organization_id = $1",
        id
    )?;
    Ok(RoleTable::with_changes(changes))
}

/// Keeps others from writing to the organization's log, and so from changing anything in it, until the transaction ends: for
/// rules about many accounts at once.
pub async fn lock(tx: &mut Tx, id: OrganizationId) -> Result<(), StoreError> {
    execute!(tx, "UPDATE organization SET log_seq = log_seq WHERE id = $1", id).map(drop)
}

/// The areas by name.
pub async fn areas(conn: &mut Conn, id: OrganizationId) -> Result<Vec<(AreaId, String)>, StoreError> {
    rows!(conn, (AreaId, String), "SELECT id, name FROM area WHERE organization_id = $1 ORDER BY name_key", id)
}

/// The area of that name, made when it is missing.
pub async fn area_named(
    tx: &mut Tx,
    id: OrganizationId,
    new: AreaId,
    name: &str,
) -> Result<(AreaId, bool), StoreError> {
    let sql = "INSERT INTO area (id, organization_id, name, name_key) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    let made = execute!(tx, sql, new, id, text::line(name), text::name_key(name))? == 1;
    let sql = "SELECT id FROM area WHERE organization_id = $1 AND name_key = $2";
    Ok((scalar!(tx, AreaId, sql, id, text::name_key(name))?, made))
}

/// Whether temporary passwords may be mailed (R17).
pub async fn mails_temporary(conn: &mut Conn, id: OrganizationId) -> Result<bool, StoreError> {
    scalar!(conn, bool, "SELECT mails_temporary FROM organization WHERE id = $1", id)
}

/// Renames an area; the caller has seen that the name is free.
pub async fn rename_area(tx: &mut Tx, id: OrganizationId, area: AreaId, name: &str) -> Result<(), StoreError> {
    let sql = "UPDATE area SET name = $3, name_key = $4 WHERE organization_id = $1 AND id = $2";
    execute!(tx, sql, id, area, name, text::name_key(name)).map(drop)
}
