//! What is remembered for a staff person: small settings of the terminal that follow them to another machine.

use crate::domain::{OrganizationId, StaffId};

use super::{Conn, StoreError, Tx, execute, rows, scalar};

/// Everything that is remembered for a person, by key; the values are JSON.
pub async fn all(conn: &mut Conn, org: OrganizationId, staff: StaffId) -> Result<Vec<(String, String)>, StoreError> {
    let sql = "SELECT key, value FROM staff_memory WHERE organization_id = $1 AND staff_id = $2 ORDER BY key";
    rows!(conn, (String, String), sql, org, staff)
}

/// How many keys there are besides this one.
pub async fn others(conn: &mut Conn, org: OrganizationId, staff: StaffId, key: &str) -> Result<i64, StoreError> {
    let sql = "SELECT count(*) FROM staff_memory WHERE organization_id = $1 AND staff_id = $2 AND key <> $3";
    scalar!(conn, i64, sql, org, staff, key)
}

/// Keeps a value under a key, in place of what stood there.
pub async fn set(tx: &mut Tx, org: OrganizationId, staff: StaffId, key: &str, value: &str) -> Result<(), StoreError> {
    let sql = "INSERT INTO staff_memory (organization_id, staff_id, key, value) VALUES ($1, $2, $3, $4)
               ON CONFLICT (staff_id, key) DO UPDATE SET value = excluded.value";
    execute!(tx, sql, org, staff, key, value).map(drop)
}

/// Forgets a key; `false` when nothing stood there.
pub async fn unset(tx: &mut Tx, org: OrganizationId, staff: StaffId, key: &str) -> Result<bool, StoreError> {
    let sql = "DELETE FROM staff_memory WHERE organization_id = $1 AND staff_id = $2 AND key = $3";
    Ok(execute!(tx, sql, org, staff, key)? > 0)
}
