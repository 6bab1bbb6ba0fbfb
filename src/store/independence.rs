//! Customers that ask to become organizations of their own (R19).

use chrono::{DateTime, Utc};

use crate::domain::permission::Role;
use crate::domain::state::{Language, RequestState};
use crate::domain::{AreaId, CustomerId, CustomerUserId, IndependenceRequestId, OrganizationId};

use super::{Conn, StoreError, Tx, execute, row_opt, rows};

/// A request with its customer.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct RequestRow {
    /// Its identifier.
    pub id: IndependenceRequestId,
    /// Which customer.
    pub customer_id: CustomerId,
    /// That customer's number.
    pub customer_number: String,
    /// That customer's name.
    pub customer_name: String,
    /// That customer's area (R10).
    pub area_id: Option<AreaId>,
    /// Who asked, if the person is still there.
    pub customer_user_id: Option<CustomerUserId>,
    /// That person's name.
    pub requested_by: String,
    /// Why.
    pub reason: String,
    /// How it stands.
    pub state: RequestState,
    /// When it was made.
    pub requested_at: DateTime<Utc>,
    /// When it was decided.
    pub decided_at: Option<DateTime<Utc>>,
    /// Who decided.
    pub decided_by: Option<String>,
    /// What was answered.
    pub answer: Option<String>,
    /// Grows with every change.
    pub version: i64,
}

/// How many requests are listed.
const NEWEST: i64 = 500;

/// The newest requests, open ones first; or the one with this identifier.
pub async fn list(
    conn: &mut Conn,
    org: OrganizationId,
    one: Option<IndependenceRequestId>,
) -> Result<Vec<RequestRow>, StoreError> {
    let condition = if one.is_some() { "r.id = $2" } else { "($2 IS NULL OR true)" };
    let sql = format!(
        "SELECT r.id, r.customer_id, c.number AS customer_number, c.name AS customer_name, c.area_id, r.customer_user_id,
                r.requested_by, r.reason, r.state, r.requested_at, r.decided_at, r.decided_by, r.answer, r.version
         FROM independence_request r JOIN customer c ON c.id = r.customer_id
         WHERE r.organization_id = $1 AND {condition}
         ORDER BY CASE r.state WHEN 'open' THEN 0 ELSE 1 END, r.requested_at DESC, r.id DESC LIMIT $3"
    );
    rows!(conn, RequestRow, sqlx::AssertSqlSafe(sql.as_str()), org, one, NEWEST)
}

/// What a new request begins with.
#[derive(Clone, Copy, Debug)]
pub struct NewRequest<'a> {
    /// Its identifier.
    pub id: IndependenceRequestId,
    /// In which organization.
    pub organization: OrganizationId,
    /// Which customer.
    pub customer: CustomerId,
    /// Who asks.
    pub user: CustomerUserId,
    /// That person's name.
    pub requested_by: &'a str,
    /// Why.
    pub reason: &'a str,
    /// When.
    pub at: DateTime<Utc>,
}

/// Makes an open request; `false` when the customer has one already.
pub async fn insert(tx: &mut Tx, new: NewRequest<'_>) -> Result<bool, StoreError> {
    let made = execute!(
        tx,
        "INSERT INTO independence_request (id, organization_id, customer_id, customer_user_id, requested_by, reason, state,
             requested_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, 'open', $7, 1) ON CONFLICT DO NOTHING",
        new.id,
        new.organization,
        new.customer,
        new.user,
        new.requested_by,
        new.reason,
        new.at
    )?;
    Ok(made == 1)
}

/// Since when a customer's request waits, if one does.
pub async fn open_since(
    conn: &mut Conn,
    org: OrganizationId,
    customer: CustomerId,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    let sql = "SELECT requested_at FROM independence_request
               WHERE organization_id = $1 AND customer_id = $2 AND state = 'open'";
    Ok(row_opt!(conn, (DateTime<Utc>,), sql, org, customer)?.map(|(at,)| at))
}

/// How a request is decided.
#[derive(Clone, Copy, Debug)]
pub struct Decision<'a> {
    /// The state it takes.
    pub state: RequestState,
    /// Who decided.
    pub by: &'a str,
    /// What is answered.
    pub answer: Option<&'a str>,
    /// The organization that was made.
    pub made: Option<OrganizationId>,
    /// When.
    pub at: DateTime<Utc>,
}

/// Decides an open request; `false` when somebody else was faster.
pub async fn decide(
    tx: &mut Tx,
    org: OrganizationId,
    id: IndependenceRequestId,
    decision: Decision<'_>,
) -> Result<bool, StoreError> {
    let decided = execute!(
        tx,
        "UPDATE independence_request SET state = $3, decided_by = $4, answer = $5, new_organization_id = $6,
             decided_at = $7, version = version + 1
         WHERE organization_id = $1 AND id = $2 AND state = 'open'",
        org,
        id,
        decision.state,
        decision.by,
        decision.answer,
        decision.made,
        decision.at
    )?;
    Ok(decided == 1)
}

/// A person of the customer who decides there, with the secrets of the sign-in.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Decider {
    /// The customer user.
    pub id: CustomerUserId,
    /// The role.
    pub role: Role,
    /// The user name.
    pub email: String,
    /// Its key.
    pub email_key: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The person's language.
    pub language: Language,
    /// The password's hash.
    pub password_hash: Option<String>,
    /// Until when a temporary password can be used (R17).
    pub temporary_until: Option<DateTime<Utc>>,
}

impl Decider {
    /// First and last name.
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }
}

/// The active administrators and moderators of a customer, administrators first.
pub async fn deciders(
    conn: &mut Conn,
    org: OrganizationId,
    customer: CustomerId,
    now: DateTime<Utc>,
) -> Result<Vec<Decider>, StoreError> {
    rows!(
        conn,
        Decider,
        "SELECT u.id, u.role, s.email, s.email_key, s.first_name, s.last_name, s.language, s.password_hash,
                s.temporary_until
         FROM customer_user u JOIN sign_in s ON s.id = u.sign_in_id
         WHERE u.organization_id = $1 AND u.customer_id = $2 AND u.state = 'active'
           AND u.role IN ('administrator', 'moderator') AND (u.ends_at IS NULL OR u.ends_at > $3)
         ORDER BY u.role, s.last_name, s.first_name, u.id",
        org,
        customer,
        now
    )
}
