//! What stands on a customer's first tab beside counts: people with their last sign-in, open orders, when orders were made and
//! people signed in. Each reads a bounded stretch of an index of the customer, however much there is of all others.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::domain::activity::Event;
use crate::domain::permission::Role;
use crate::domain::state::{FaultState, OrderState, Urgency, UserState};
use crate::domain::{CustomerId, CustomerUserId, OrderId, OrganizationId};

use super::page::{Count, count_owned};
use super::{Conn, StoreError, rows};

/// So many moments are read for a chart at most; a customer with more of them has a full chart anyway.
const MOST: i64 = 2_000;

/// A customer user in short.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, sqlx::FromRow)]
pub struct Person {
    /// Which.
    pub id: CustomerUserId,
    /// The person's name.
    pub name: String,
    /// The role.
    pub role: Role,
    /// The state as stored.
    pub state: UserState,
    /// When the access ends (R16).
    pub ends_at: Option<DateTime<Utc>>,
    /// When the person last signed in.
    pub last_sign_in_at: Option<DateTime<Utc>>,
}

/// An order in short.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, sqlx::FromRow)]
pub struct OpenOrder {
    /// Which.
    pub id: OrderId,
    /// Its number.
    pub number: String,
    /// What is to be done.
    pub title: String,
    /// How it stands.
    pub state: OrderState,
    /// How soon.
    pub urgency: Urgency,
    /// The technician, perhaps empty.
    pub technician: String,
    /// When the next visit begins, or the last one began.
    pub planned_at: Option<DateTime<Utc>>,
}

/// The people of a customer who were not revoked, whoever signed in last first.
pub async fn people(
    conn: &mut Conn,
    org: OrganizationId,
    customer: CustomerId,
    most: u32,
) -> Result<Vec<Person>, StoreError> {
    let sql =
        "SELECT u.id, TRIM(p.first_name || ' ' || p.last_name) AS name, u.role, u.state, u.ends_at, p.last_sign_in_at
               FROM customer_user u JOIN sign_in p ON p.id = u.sign_in_id
               WHERE u.customer_id = $1 AND u.organization_id = $2 AND u.state <> $3
               ORDER BY CASE WHEN p.last_sign_in_at IS NULL THEN 1 ELSE 0 END, p.last_sign_in_at DESC, u.id LIMIT $4";
    rows!(conn, Person, sql, customer, org, UserState::Revoked, i64::from(most))
}

/// The newest orders of a customer on which work is still to be expected.
pub async fn open_orders(
    conn: &mut Conn,
    org: OrganizationId,
    customer: CustomerId,
    most: u32,
) -> Result<Vec<OpenOrder>, StoreError> {
    let sql = "SELECT o.id, o.number, o.title, o.state, o.urgency, o.technician, o.planned_at FROM service_order o
               WHERE o.customer_id = $1 AND o.organization_id = $2 AND o.state NOT IN ('closed', 'cancelled')
               ORDER BY o.created_at DESC, o.id DESC LIMIT $3";
    rows!(conn, OpenOrder, sql, customer, org, i64::from(most))
}

/// How many reports of a customer are not closed.
pub async fn open_reports(conn: &mut Conn, org: OrganizationId, customer: CustomerId) -> Result<Count, StoreError> {
    debug_assert_eq!(FaultState::Closed.as_str(), "closed");
    count_owned(conn, "fault_report", " AND state <> 'closed'", org, customer).await
}

/// When the newest orders of a customer were made, since then.
pub async fn orders_made(
    conn: &mut Conn,
    org: OrganizationId,
    customer: CustomerId,
    since: DateTime<Utc>,
) -> Result<Vec<DateTime<Utc>>, StoreError> {
    let sql =
        "SELECT created_at FROM service_order WHERE customer_id = $1 AND organization_id = $2 AND created_at >= $3
               ORDER BY created_at DESC LIMIT $4";
    Ok(rows!(conn, (DateTime<Utc>,), sql, customer, org, since, MOST)?.into_iter().map(|(at,)| at).collect())
}

/// When people of a customer signed in, since then, as far as the customer's newest records tell.
pub async fn sign_ins(
    conn: &mut Conn,
    org: OrganizationId,
    customer: CustomerId,
    since: DateTime<Utc>,
) -> Result<Vec<DateTime<Utc>>, StoreError> {
    let sql = "SELECT at FROM (SELECT at, event FROM activity WHERE customer_id = $1 AND organization_id = $2
                               ORDER BY seq DESC LIMIT $3) AS newest
               WHERE event = $4 AND at >= $5";
    let found = rows!(conn, (DateTime<Utc>,), sql, customer, org, MOST, Event::SignedIn, since)?;
    Ok(found.into_iter().map(|(at,)| at).collect())
}
