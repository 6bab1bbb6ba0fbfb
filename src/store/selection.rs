//! Choosing many customer users or customers at once (R75, R76), by what they are called and how they stand.

use chrono::{DateTime, Utc};

use crate::domain::permission::Role;
use crate::domain::staff::Territory;
use crate::domain::state::{AccessState, UserState};
use crate::domain::{AreaId, CustomerId, CustomerUserId, InvitationId, OrganizationId};

use super::sql::Sql;
use super::standing::{COLUMNS, Standing};
use super::{Conn, StoreError};

/// So many names are looked up with one statement: below what either database takes.
pub const AT_ONCE: usize = 5_000;

/// Which customer users are meant. What is `None` or empty does not matter; what is given must all be so.
#[derive(Clone, Debug, Default)]
pub struct Filter<'a> {
    /// Of these customers.
    pub customers: &'a [CustomerId],
    /// With these user names, by their keys.
    pub email_keys: &'a [String],
    /// With this role.
    pub role: Option<Role>,
    /// In this state; `None`: whoever has not been revoked.
    pub state: Option<UserState>,
    /// Of customers in this area.
    pub area: Option<AreaId>,
    /// Of customers that stand so to the portal.
    pub access: Option<AccessState>,
}

/// Customer users that meet the filter, by customer and name: identifier and the key of the user name. `most` is an
/// upper bound for the answer.
pub async fn users(
    conn: &mut Conn,
    org: OrganizationId,
    territory: &Territory,
    filter: &Filter<'_>,
    (now, most): (DateTime<Utc>, usize),
) -> Result<Vec<(CustomerUserId, String)>, StoreError> {
    let mut sql = Sql::new(
        "SELECT u.id, s.email_key FROM customer_user u JOIN sign_in s ON s.id = u.sign_in_id
         JOIN customer c ON c.id = u.customer_id WHERE u.organization_id = ",
    )
    .bind(org.0);
    if !filter.customers.is_empty() {
        sql = within(sql.text(" AND u.customer_id"), filter.customers.iter().map(|id| id.0));
    }
    if !filter.email_keys.is_empty() {
        sql = within(sql.text(" AND s.email_key"), filter.email_keys.iter().map(String::as_str));
    }
    if let Some(role) = filter.role {
        sql = sql.text(" AND u.role = ").bind(role.as_str());
    }
    sql = in_state(sql, filter.state, now);
    if let Some(area) = filter.area {
        sql = sql.text(" AND c.area_id = ").bind(area.0);
    }
    if let Some(access) = filter.access {
        sql = sql.text(" AND c.access_state = ").bind(access.as_str());
    }
    in_territory(sql, territory)
        .text(" ORDER BY c.number_key, c.id, s.last_name, s.first_name, u.id LIMIT ")
        .number(most)
        .rows(conn)
        .await
}

/// The state as it is now: an end date that has passed makes an active user expired.
fn in_state(sql: Sql, state: Option<UserState>, now: DateTime<Utc>) -> Sql {
    match state {
        None => sql.text(" AND u.state <> 'revoked'"),
        Some(UserState::Active) => {
            sql.text(" AND u.state = 'active' AND (u.ends_at IS NULL OR u.ends_at > ").bind(now).text(")")
        }
        Some(UserState::Expired) => {
            sql.text(" AND (u.state = 'expired' OR (u.state = 'active' AND u.ends_at <= ").bind(now).text("))")
        }
        Some(other) => sql.text(" AND u.state = ").bind(other.as_str()),
    }
}

/// Leaves only customers (`c`) in the territory (R10).
pub(super) fn in_territory(sql: Sql, territory: &Territory) -> Sql {
    match territory {
        Territory::Everywhere => sql,
        Territory::Areas(areas) if areas.is_empty() => sql.text(" AND 1 = 0"),
        Territory::Areas(areas) => within(sql.text(" AND c.area_id"), areas.iter().map(|id| id.0)),
    }
}

/// Appends ` IN ($1, $2, …)`; `values` must not be empty.
pub(super) fn within<B: Into<super::sql::Bind>>(sql: Sql, values: impl Iterator<Item = B>) -> Sql {
    let mut sql = sql.text(" IN (");
    for (n, value) in values.enumerate() {
        sql = if n == 0 { sql } else { sql.text(", ") }.bind(value);
    }
    sql.text(")")
}

/// The customers with these numbers, in no order; those that are not there are left out.
pub async fn customers(conn: &mut Conn, org: OrganizationId, numbers: &[&str]) -> Result<Vec<Standing>, StoreError> {
    let mut found = Vec::with_capacity(numbers.len());
    for some in numbers.chunks(AT_ONCE) {
        let sql = Sql::new(&format!("SELECT {COLUMNS} FROM customer WHERE organization_id = ")).bind(org.0);
        found.extend(within(sql.text(" AND number"), some.iter().copied()).rows::<Standing>(conn).await?);
    }
    Ok(found)
}

/// The customers with these identifiers, in no order.
pub async fn customers_by_id(
    conn: &mut Conn,
    org: OrganizationId,
    ids: &[CustomerId],
) -> Result<Vec<Standing>, StoreError> {
    let mut found = Vec::with_capacity(ids.len());
    for some in ids.chunks(AT_ONCE) {
        let sql = Sql::new(&format!("SELECT {COLUMNS} FROM customer WHERE organization_id = ")).bind(org.0);
        found.extend(within(sql.text(" AND id"), some.iter().map(|id| id.0)).rows::<Standing>(conn).await?);
    }
    Ok(found)
}

/// The pending invitations of these customer users, the oldest first.
pub async fn invitations(
    conn: &mut Conn,
    org: OrganizationId,
    users: &[CustomerUserId],
) -> Result<Vec<InvitationId>, StoreError> {
    let mut found = Vec::with_capacity(users.len());
    for some in users.chunks(AT_ONCE) {
        let sql = Sql::new("SELECT id FROM invitation WHERE organization_id = ").bind(org.0);
        let sql = within(sql.text(" AND customer_user_id"), some.iter().map(|id| id.0));
        let rows: Vec<(InvitationId,)> = sql.text(" AND state = 'pending' ORDER BY id").rows(conn).await?;
        found.extend(rows.into_iter().map(|(id,)| id));
    }
    Ok(found)
}
