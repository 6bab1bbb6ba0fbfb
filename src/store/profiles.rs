//! What a person says of themselves (R51), and everything that is kept about them, for their own copy of it.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::domain::activity::Event;
use crate::domain::{CustomerId, CustomerUserId, OrganizationId, SignInId};

use super::{Conn, StoreError, Tx, execute, row_opt, rows, sign_ins};

/// No copy holds more than so many of each thing that a person wrote or did; the newest are in it.
pub const MOST: usize = 5_000;

/// Names and mobile number of a sign-in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, sqlx::FromRow)]
pub struct Profile {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The mobile number as E.164 writes it; empty: none.
    pub mobile: String,
    /// The IANA time zone of letters; empty: the organization's.
    pub time_zone: String,
    /// Grows with every change of the sign-in.
    pub version: i64,
}

/// Names and mobile number of a sign-in.
pub async fn get(conn: &mut Conn, org: OrganizationId, id: SignInId) -> Result<Option<Profile>, StoreError> {
    let sql =
        "SELECT first_name, last_name, mobile, time_zone, version FROM sign_in WHERE organization_id = $1 AND id = $2";
    row_opt!(conn, Profile, sql, org, id)
}

/// Sets names and mobile number, if the sign-in still is as it was read. `false` when somebody was faster.
pub async fn set(tx: &mut Tx, org: OrganizationId, id: SignInId, to: &Profile) -> Result<bool, StoreError> {
    let sql = "UPDATE sign_in SET first_name = $4, last_name = $5, mobile = $6, name_key = $7,
                   version = version + 1
               WHERE organization_id = $1 AND id = $2 AND version = $3";
    let key = sign_ins::name_key(&to.first_name, &to.last_name);
    Ok(execute!(tx, sql, org, id, to.version, &to.first_name, &to.last_name, &to.mobile, key)? == 1)
}

/// Sets the time zone of letters. What stands in a form of the other fields stays valid: the version does not move.
pub async fn set_time_zone(tx: &mut Tx, org: OrganizationId, id: SignInId, zone: &str) -> Result<(), StoreError> {
    let sql = "UPDATE sign_in SET time_zone = $3 WHERE organization_id = $1 AND id = $2";
    execute!(tx, sql, org, id, zone).map(drop)
}

/// The country of a customer's address: two letters, or nothing.
pub async fn country(conn: &mut Conn, org: OrganizationId, id: CustomerId) -> Result<String, StoreError> {
    let sql = "SELECT country FROM customer WHERE organization_id = $1 AND id = $2";
    Ok(row_opt!(conn, (String,), sql, org, id)?.map(|(country,)| country).unwrap_or_default())
}

/// When a sign-in was made, and when it was last used.
pub async fn times(
    conn: &mut Conn,
    org: OrganizationId,
    id: SignInId,
) -> Result<Option<(DateTime<Utc>, Option<DateTime<Utc>>)>, StoreError> {
    let sql = "SELECT created_at, last_sign_in_at FROM sign_in WHERE organization_id = $1 AND id = $2";
    row_opt!(conn, (DateTime<Utc>, Option<DateTime<Utc>>), sql, org, id)
}

/// The customer users that a sign-in holds.
pub async fn users(conn: &mut Conn, org: OrganizationId, id: SignInId) -> Result<Vec<CustomerUserId>, StoreError> {
    let sql = "SELECT id FROM customer_user WHERE organization_id = $1 AND sign_in_id = $2 ORDER BY id";
    Ok(rows!(conn, (CustomerUserId,), sql, org, id)?.into_iter().map(|(id,)| id).collect())
}

/// A comment that a person wrote.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, sqlx::FromRow)]
pub struct Written {
    /// On which order.
    pub order: String,
    /// What was written.
    pub body: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The comments of a customer user, the newest first.
pub async fn comments(
    conn: &mut Conn,
    org: OrganizationId,
    customer: CustomerId,
    user: CustomerUserId,
) -> Result<Vec<Written>, StoreError> {
    rows!(
        conn,
        Written,
        "SELECT o.number AS \"order\", c.body, c.created_at AS at FROM comment c JOIN service_order o ON o.id = c.order_id
         WHERE c.organization_id = $1 AND o.customer_id = $2 AND c.customer_user_id = $3
         ORDER BY c.created_at DESC, c.id DESC LIMIT 5000",
        org,
        customer,
        user
    )
}

/// A fault that a person reported.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, sqlx::FromRow)]
pub struct Reported {
    /// The report's number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// What was written.
    pub body: String,
    /// What was answered.
    pub answer: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The fault reports of a customer user, the newest first.
pub async fn reports(
    conn: &mut Conn,
    org: OrganizationId,
    customer: CustomerId,
    user: CustomerUserId,
) -> Result<Vec<Reported>, StoreError> {
    rows!(
        conn,
        Reported,
        "SELECT number, title, body, answer, created_at AS at FROM fault_report
         WHERE organization_id = $1 AND customer_id = $2 AND customer_user_id = $3
         ORDER BY created_at DESC, id DESC LIMIT 5000",
        org,
        customer,
        user
    )
}

/// Something that a person did, as the log keeps it.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct Did {
    /// What.
    pub event: Event,
    /// When.
    pub at: DateTime<Utc>,
    /// From where.
    pub origin: String,
    /// Whom or what it was about.
    pub subject: String,
    /// Facts, as JSON.
    pub data: String,
}

/// The records of the log of what a customer user did, the newest first.
pub async fn log(conn: &mut Conn, org: OrganizationId, user: CustomerUserId) -> Result<Vec<Did>, StoreError> {
    rows!(
        conn,
        Did,
        "SELECT event, at, origin, subject, data FROM activity
         WHERE organization_id = $1 AND actor_id = $2 AND actor_kind = 'customer_user' ORDER BY seq DESC LIMIT 5000",
        org,
        user
    )
}

/// The person's passkeys: name, when it was added, when it was used last.
pub async fn passkeys(
    conn: &mut Conn,
    org: OrganizationId,
    id: SignInId,
) -> Result<Vec<(String, DateTime<Utc>, Option<DateTime<Utc>>)>, StoreError> {
    let sql = "SELECT name, created_at, last_used_at FROM passkey WHERE organization_id = $1 AND sign_in_id = $2
               ORDER BY created_at, id";
    rows!(conn, (String, DateTime<Utc>, Option<DateTime<Utc>>), sql, org, id)
}

/// Since when the person has an authenticator app, if so.
pub async fn authenticator(
    conn: &mut Conn,
    org: OrganizationId,
    id: SignInId,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    let sql = "SELECT confirmed_at FROM totp WHERE organization_id = $1 AND sign_in_id = $2";
    Ok(row_opt!(conn, (Option<DateTime<Utc>>,), sql, org, id)?.and_then(|(at,)| at))
}
