//! Access as a file tells it (R76): a customer user in one row, with numbers in place of identifiers.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use crate::domain::permission::{Exception, Exceptions, Permission, Role};
use crate::domain::staff::Territory;
use crate::domain::state::{CustomerKind, Language, UserState};
use crate::domain::{ContactId, CustomerId, CustomerUserId, FacilityId, OrganizationId};

use super::selection::{AT_ONCE, in_territory, within};
use super::sql::Sql;
use super::{Conn, StoreError};

/// A customer user as a file tells it.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct AccessRow {
    /// The customer user.
    pub id: CustomerUserId,
    /// At which customer.
    pub customer_id: CustomerId,
    /// That customer's number.
    pub customer_number: String,
    /// Corporate or private (R3).
    pub customer_kind: CustomerKind,
    /// The user name.
    pub email: String,
    /// The key under which it is compared.
    pub email_key: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The person's language.
    pub language: Language,
    /// The role.
    pub role: Role,
    /// The state as stored.
    pub state: UserState,
    /// Sees every facility and what is at none.
    pub sees_all: bool,
    /// Sees what is at no facility.
    pub sees_unassigned: bool,
    /// The contact this person is (R13).
    pub contact_id: Option<ContactId>,
    /// That contact's number.
    pub contact_number: Option<String>,
    /// When the access ends (R16).
    pub ends_at: Option<DateTime<Utc>>,
    /// Grows with every change.
    pub version: i64,
    /// Exceptions to the role.
    #[sqlx(skip)]
    pub exceptions: Exceptions,
    /// Chosen facilities of the customer with their numbers, by number.
    #[sqlx(skip)]
    pub facilities: Vec<(FacilityId, String)>,
}

impl AccessRow {
    /// The state at this moment: an end date that has passed makes an active user expired.
    pub fn state_at(&self, now: DateTime<Utc>) -> UserState {
        let over = self.state == UserState::Active && self.ends_at.is_some_and(|end| end <= now);
        if over { UserState::Expired } else { self.state }
    }
}

const SELECT: &str =
    "SELECT u.id, u.customer_id, c.number AS customer_number, c.kind AS customer_kind, s.email, s.email_key,
    s.first_name, s.last_name, s.language, u.role, u.state, u.sees_all, u.sees_unassigned, u.contact_id,
    t.number AS contact_number, u.ends_at, u.version
    FROM customer_user u JOIN sign_in s ON s.id = u.sign_in_id JOIN customer c ON c.id = u.customer_id
    LEFT JOIN contact t ON t.id = u.contact_id AND t.customer_id = u.customer_id WHERE u.organization_id = ";

/// The next `limit` customer users of the organization after one, customer by customer; of customers in the territory.
pub async fn page(
    conn: &mut Conn,
    org: OrganizationId,
    territory: &Territory,
    after: Option<(CustomerId, CustomerUserId)>,
    limit: usize,
) -> Result<Vec<AccessRow>, StoreError> {
    let mut sql = Sql::new(SELECT).bind(org.0);
    if let Some((customer, user)) = after {
        sql = sql.text(" AND (u.customer_id, u.id) > (").bind(customer.0).text(", ").bind(user.0).text(")");
    }
    let sql = in_territory(sql, territory).text(" ORDER BY u.customer_id, u.id LIMIT ").number(limit);
    let rows = sql.rows(conn).await?;
    with_details(conn, org, rows).await
}

/// All customer users of these customers, customer by customer.
pub async fn of_customers(
    conn: &mut Conn,
    org: OrganizationId,
    customers: &[CustomerId],
) -> Result<Vec<AccessRow>, StoreError> {
    let mut all = Vec::new();
    for some in customers.chunks(AT_ONCE) {
        let sql = Sql::new(SELECT).bind(org.0).text(" AND u.customer_id");
        let sql = within(sql, some.iter().map(|id| id.0)).text(" ORDER BY u.customer_id, u.id");
        let rows = sql.rows(conn).await?;
        all.extend(with_details(conn, org, rows).await?);
    }
    Ok(all)
}

type ExceptionRow = (CustomerUserId, Permission, bool);
type PlaceRow = (CustomerUserId, FacilityId, String);

async fn with_details(
    conn: &mut Conn,
    org: OrganizationId,
    mut rows: Vec<AccessRow>,
) -> Result<Vec<AccessRow>, StoreError> {
    let mut exceptions: HashMap<CustomerUserId, Exceptions> = HashMap::new();
    let mut places: HashMap<CustomerUserId, Vec<(FacilityId, String)>> = HashMap::new();
    let ids: Vec<CustomerUserId> = rows.iter().map(|row| row.id).collect();
    for some in ids.chunks(AT_ONCE) {
        let sql = Sql::new(
            "SELECT customer_user_id, permission, allowed FROM customer_user_permission WHERE organization_id = ",
        );
        let sql = within(sql.bind(org.0).text(" AND customer_user_id"), some.iter().map(|id| id.0));
        for (user, permission, allowed) in sql.rows::<ExceptionRow>(conn).await? {
            let exception = if allowed { Exception::Allowed } else { Exception::Denied };
            exceptions.entry(user).or_default().insert(permission, exception);
        }
        let sql = Sql::new(
            "SELECT f.customer_user_id, p.id, p.number FROM customer_user_facility f
             JOIN customer_user u ON u.id = f.customer_user_id
             JOIN facility p ON p.id = f.facility_id AND p.customer_id = u.customer_id WHERE f.organization_id = ",
        );
        let sql = within(sql.bind(org.0).text(" AND f.customer_user_id"), some.iter().map(|id| id.0));
        for (user, facility, number) in sql.text(" ORDER BY p.number, p.id").rows::<PlaceRow>(conn).await? {
            places.entry(user).or_default().push((facility, number));
        }
    }
    for row in &mut rows {
        row.exceptions = exceptions.remove(&row.id).unwrap_or_default();
        row.facilities = places.remove(&row.id).unwrap_or_default();
    }
    Ok(rows)
}

/// The facilities of these customers: customer, identifier, number.
pub async fn facilities(
    conn: &mut Conn,
    org: OrganizationId,
    customers: &[CustomerId],
) -> Result<Vec<(CustomerId, FacilityId, String)>, StoreError> {
    let mut all = Vec::new();
    for some in customers.chunks(AT_ONCE) {
        let sql = Sql::new("SELECT customer_id, id, number FROM facility WHERE organization_id = ").bind(org.0);
        let sql = within(sql.text(" AND customer_id"), some.iter().map(|id| id.0));
        all.extend(sql.rows::<(CustomerId, FacilityId, String)>(conn).await?);
    }
    Ok(all)
}

/// The contacts of these customers: customer, identifier, number.
pub async fn contacts(
    conn: &mut Conn,
    org: OrganizationId,
    customers: &[CustomerId],
) -> Result<Vec<(CustomerId, ContactId, String)>, StoreError> {
    let mut all = Vec::new();
    for some in customers.chunks(AT_ONCE) {
        let sql = Sql::new("SELECT customer_id, id, number FROM contact WHERE organization_id = ").bind(org.0);
        let sql = within(sql.text(" AND customer_id"), some.iter().map(|id| id.0));
        all.extend(sql.rows::<(CustomerId, ContactId, String)>(conn).await?);
    }
    Ok(all)
}

/// A person who has a sign-in: the address's key, first name, last name, language.
pub type Person = (String, String, String, Language);

/// The people with these addresses, by their keys; whoever has no sign-in is left out.
pub async fn people(conn: &mut Conn, org: OrganizationId, keys: &[&str]) -> Result<Vec<Person>, StoreError> {
    let mut all = Vec::new();
    for some in keys.chunks(AT_ONCE) {
        let sql = Sql::new("SELECT email_key, first_name, last_name, language FROM sign_in WHERE organization_id = ");
        let sql = within(sql.bind(org.0).text(" AND email_key"), some.iter().copied());
        all.extend(sql.rows::<Person>(conn).await?);
    }
    Ok(all)
}
