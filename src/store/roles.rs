//! What an organization has changed about the roles of customer users (R8).

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::domain::permission::{Permission, Role};
use crate::domain::{CustomerUserId, OrganizationId};

use super::{Conn, StoreError, Tx, execute, rows, scalar};

/// The version of what the roles hold; grows with every change.
pub async fn version(conn: &mut Conn, org: OrganizationId) -> Result<i64, StoreError> {
    scalar!(conn, i64, "SELECT roles_version FROM organization WHERE id = $1", org)
}

/// Takes the next version, if it is still the expected one. `false` when somebody else was faster.
pub async fn touch(tx: &mut Tx, org: OrganizationId, version: i64) -> Result<bool, StoreError> {
    let sql = "UPDATE organization SET roles_version = roles_version + 1 WHERE id = $1 AND roles_version = $2";
    Ok(execute!(tx, sql, org, version)? == 1)
}

/// Keeps whether a role holds a permission, or (`None`) that it is as the product says.
pub async fn set(
    tx: &mut Tx,
    org: OrganizationId,
    role: Role,
    permission: Permission,
    held: Option<bool>,
) -> Result<(), StoreError> {
    let Some(held) = held else {
        let sql = "DELETE FROM role_permission WHERE organization_id = $1 AND role = $2 AND permission = $3";
        return execute!(tx, sql, org, role, permission).map(drop);
    };
    let sql = "INSERT INTO role_permission (organization_id, role, permission, held) VALUES ($1, $2, $3, $4)
               ON CONFLICT (organization_id, role, permission) DO UPDATE SET held = excluded.held";
    execute!(tx, sql, org, role, permission, held).map(drop)
}

/// The people of a role, who are not out for good, and for how many of them exceptions stand before the role.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Holders {
    /// All of them.
    pub people: u64,
    /// Those for whom the role decides over at least one of the permissions asked about.
    pub changed: u64,
    /// For each permission, how many have an exception for it.
    pub shielded: BTreeMap<Permission, u64>,
}

/// Counts the people of a role.
pub async fn holders(
    conn: &mut Conn,
    org: OrganizationId,
    role: Role,
    permissions: &[Permission],
) -> Result<Holders, StoreError> {
    const OF_ROLE: &str = "u.organization_id = $1 AND u.role = $2 AND u.state NOT IN ('revoked', 'expired')";
    let number = |n: i64| u64::try_from(n).unwrap_or_default();
    let sql = format!("SELECT count(*) FROM customer_user u WHERE {OF_ROLE}");
    let people = number(scalar!(conn, i64, sqlx::AssertSqlSafe(sql.as_str()), org, role)?);
    if permissions.is_empty() {
        return Ok(Holders { people, ..Holders::default() });
    }
    // Names of ours, never something typed.
    let names = permissions.iter().map(|p| format!("'{p}'")).collect::<Vec<_>>().join(", ");
    let from = format!(
        "FROM customer_user_permission x JOIN customer_user u ON u.id = x.customer_user_id
         WHERE {OF_ROLE} AND x.permission IN ({names})"
    );
    let sql = format!("SELECT x.permission, count(*) {from} GROUP BY x.permission");
    let counted = rows!(conn, (Permission, i64), sqlx::AssertSqlSafe(sql.as_str()), org, role)?;
    let all = permissions.len();
    let sql = format!("SELECT count(*) FROM (SELECT u.id {from} GROUP BY u.id HAVING count(*) = {all}) shielded");
    let untouched = number(scalar!(conn, i64, sqlx::AssertSqlSafe(sql.as_str()), org, role)?);
    let shielded = counted.into_iter().map(|(permission, n)| (permission, number(n))).collect();
    Ok(Holders { people, changed: people.saturating_sub(untouched), shielded })
}

/// The people whom a change of what a role holds would tell something: active in a portal that is on, and without an
/// exception for at least one of these permissions. At most `limit` of them.
pub async fn concerned(
    conn: &mut Conn,
    org: OrganizationId,
    role: Role,
    permissions: &[Permission],
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<CustomerUserId>, StoreError> {
    if permissions.is_empty() {
        return Ok(Vec::new());
    }
    // Names of ours, never something typed.
    let names = permissions.iter().map(|p| format!("'{p}'")).collect::<Vec<_>>().join(", ");
    let all = permissions.len();
    let sql = format!(
        "SELECT u.id FROM customer_user u JOIN customer c ON c.id = u.customer_id JOIN organization g ON g.id = u.organization_id
         WHERE u.organization_id = $1 AND u.role = $2 AND u.state = 'active' AND (u.ends_at IS NULL OR u.ends_at > $3)
           AND g.module_on AND c.portal_on AND c.access_state <> 'independent'
           AND (SELECT count(*) FROM customer_user_permission x
                WHERE x.customer_user_id = u.id AND x.permission IN ({names})) < {all}
         LIMIT $4"
    );
    let found = rows!(conn, (CustomerUserId,), sqlx::AssertSqlSafe(sql.as_str()), org, role, now, limit)?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}
