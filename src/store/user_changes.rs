//! Many customer users changed at once (R75): a handful of statements, however many people.
//!
//! What is to become of them travels as one JSON text, with identifiers in hexadecimal.

use serde::Serialize;

use crate::domain::permission::{Exception, Permission, Role};
use crate::domain::{ContactId, CustomerUserId, FacilityId, OrganizationId};

use super::{StoreError, Tx, execute, rows, sql};

/// What one customer user becomes, and the version from which.
#[derive(Clone, Debug)]
pub struct Becomes {
    /// Which.
    pub id: CustomerUserId,
    /// The version that must still be there.
    pub version: i64,
    /// The role.
    pub role: Role,
    /// Sees every facility and what is at none.
    pub sees_all: bool,
    /// Sees what is at no facility.
    pub sees_unassigned: bool,
    /// The contact this person is.
    pub contact: Option<ContactId>,
}

/// Holds these customer users until the transaction ends, always in the same order, so that two people who change many
/// at once wait for each other and never stand in each other's way. The versions that they have.
pub async fn lock(
    tx: &mut Tx,
    org: OrganizationId,
    users: &[CustomerUserId],
) -> Result<Vec<(CustomerUserId, i64)>, StoreError> {
    let (set, hold) = (sql::set_of_ids(tx.dialect(), 2), tx.dialect().pick("", " FOR UPDATE"));
    let sql =
        format!("SELECT id, version FROM customer_user WHERE organization_id = $1 AND id IN ({set}) ORDER BY id{hold}");
    let ids = sql::ids(users.iter().map(|id| id.0));
    rows!(tx, (CustomerUserId, i64), sqlx::AssertSqlSafe(sql.as_str()), org, ids)
}

/// Writes role, scope switches and contact of customer users, each to the next version. Returns how many still had the
/// version expected.
pub async fn write(tx: &mut Tx, org: OrganizationId, users: &[Becomes]) -> Result<u64, StoreError> {
    #[derive(Serialize)]
    struct Row<'a> {
        id: String,
        version: i64,
        role: &'a str,
        sees_all: bool,
        sees_unassigned: bool,
        contact_id: Option<String>,
    }
    let rows = json(users.iter().map(|u| Row {
        id: hex(u.id.0),
        version: u.version,
        role: u.role.as_str(),
        sees_all: u.sees_all,
        sees_unassigned: u.sees_unassigned,
        contact_id: u.contact.map(|c| hex(c.0)),
    }));
    let source = tx.dialect().pick(
        "SELECT unhex(value ->> 'id') AS id, value ->> 'version' AS version, value ->> 'role' AS role,
                value ->> 'sees_all' AS sees_all, value ->> 'sees_unassigned' AS sees_unassigned,
                unhex(value ->> 'contact_id') AS contact_id FROM json_each($2)",
        "SELECT * FROM json_to_recordset(CAST($2 AS json)) AS r (id UUID, version BIGINT, role TEXT, sees_all BOOLEAN,
                sees_unassigned BOOLEAN, contact_id UUID)",
    );
    let sql = format!(
        "UPDATE customer_user SET version = customer_user.version + 1, role = n.role, sees_all = n.sees_all,
             sees_unassigned = n.sees_unassigned, contact_id = n.contact_id
         FROM ({source}) n
         WHERE customer_user.organization_id = $1 AND customer_user.id = n.id AND customer_user.version = n.version"
    );
    execute!(tx, sqlx::AssertSqlSafe(sql.as_str()), org, rows)
}

/// Sets or removes exceptions to roles (R8).
pub async fn set_exceptions(
    tx: &mut Tx,
    org: OrganizationId,
    exceptions: &[(CustomerUserId, Permission, Option<Exception>)],
) -> Result<(), StoreError> {
    #[derive(Serialize)]
    struct Row<'a> {
        id: String,
        permission: &'a str,
        allowed: Option<bool>,
    }
    if exceptions.is_empty() {
        return Ok(());
    }
    let rows = json(exceptions.iter().map(|(id, permission, exception)| Row {
        id: hex(id.0),
        permission: permission.as_str(),
        allowed: exception.map(|e| e == Exception::Allowed),
    }));
    let source = tx.dialect().pick(
        "SELECT unhex(value ->> 'id') AS id, value ->> 'permission' AS permission, value ->> 'allowed' AS allowed
         FROM json_each($2)",
        "SELECT * FROM json_to_recordset(CAST($2 AS json)) AS r (id UUID, permission TEXT, allowed BOOLEAN)",
    );
    let sql = format!(
        "DELETE FROM customer_user_permission WHERE organization_id = $1
             AND (customer_user_id, permission) IN (SELECT n.id, n.permission FROM ({source}) n)"
    );
    execute!(tx, sqlx::AssertSqlSafe(sql.as_str()), org, &rows)?;
    let sql = format!(
        "INSERT INTO customer_user_permission (organization_id, customer_user_id, permission, allowed)
         SELECT $1, n.id, n.permission, n.allowed FROM ({source}) n WHERE n.allowed IS NOT NULL"
    );
    execute!(tx, sqlx::AssertSqlSafe(sql.as_str()), org, &rows).map(drop)
}

/// Replaces the chosen facilities of `users` by `chosen` (R12).
pub async fn replace_facilities(
    tx: &mut Tx,
    org: OrganizationId,
    users: &[CustomerUserId],
    chosen: &[(CustomerUserId, FacilityId)],
) -> Result<(), StoreError> {
    #[derive(Serialize)]
    struct Row {
        id: String,
        facility: String,
    }
    if users.is_empty() {
        return Ok(());
    }
    delete_of(tx, org, "customer_user_facility", users).await?;
    if chosen.is_empty() {
        return Ok(());
    }
    let rows = json(chosen.iter().map(|(id, facility)| Row { id: hex(id.0), facility: hex(facility.0) }));
    let source = tx.dialect().pick(
        "SELECT unhex(value ->> 'id') AS id, unhex(value ->> 'facility') AS facility FROM json_each($2)",
        "SELECT * FROM json_to_recordset(CAST($2 AS json)) AS r (id UUID, facility UUID)",
    );
    let sql = format!(
        "INSERT INTO customer_user_facility (organization_id, customer_user_id, facility_id)
         SELECT $1, n.id, n.facility FROM ({source}) n"
    );
    execute!(tx, sqlx::AssertSqlSafe(sql.as_str()), org, rows).map(drop)
}

/// Ends every session of these customer users (R15).
pub async fn end_sessions(tx: &mut Tx, org: OrganizationId, users: &[CustomerUserId]) -> Result<(), StoreError> {
    if users.is_empty() { Ok(()) } else { delete_of(tx, org, "portal_session", users).await }
}

async fn delete_of(
    tx: &mut Tx,
    org: OrganizationId,
    table: &'static str,
    users: &[CustomerUserId],
) -> Result<(), StoreError> {
    let set = sql::set_of_ids(tx.dialect(), 2);
    let sql = format!("DELETE FROM {table} WHERE organization_id = $1 AND customer_user_id IN ({set})");
    execute!(tx, sqlx::AssertSqlSafe(sql.as_str()), org, sql::ids(users.iter().map(|id| id.0))).map(drop)
}

fn hex(id: uuid::Uuid) -> String {
    id.simple().to_string()
}

fn json<T: Serialize>(rows: impl Iterator<Item = T>) -> String {
    // Rows of texts, numbers and switches: writing them down cannot fail.
    serde_json::to_string(&rows.collect::<Vec<_>>()).unwrap_or_default()
}
