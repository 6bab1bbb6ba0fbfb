//! Customer users: what a sign-in may see and do at one customer.

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::{DateTime, Utc};

use crate::domain::access::Scope;
use crate::domain::permission::{Exception, Exceptions, Permission, Role};
use crate::domain::state::{Language, UserState};
use crate::domain::{ContactId, CustomerId, CustomerUserId, FacilityId, OrganizationId, SignInId};

use super::{Conn, Dialect, StoreError, Tx, execute, rows, scalar, sql};

/// A customer user with the person's sign-in.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct User {
    /// The customer user.
    pub id: CustomerUserId,
    /// At which customer.
    pub customer_id: CustomerId,
    /// That customer's number.
    pub customer_number: String,
    /// That customer's name.
    pub customer_name: String,
    /// Whose.
    pub sign_in_id: SignInId,
    /// The user name.
    pub email: String,
    /// The person's first name.
    pub first_name: String,
    /// The person's last name.
    pub last_name: String,
    /// The person's language.
    pub language: Language,
    /// The role.
    pub role: Role,
    /// The state as stored; an end date may have passed since.
    pub state: UserState,
    /// Sees every facility and what is at none.
    pub sees_all: bool,
    /// Sees what is at no facility.
    pub sees_unassigned: bool,
    /// The contact this person is (R13).
    pub contact_id: Option<ContactId>,
    /// When the access ends (R16).
    pub ends_at: Option<DateTime<Utc>>,
    /// When the person last signed in.
    pub last_sign_in_at: Option<DateTime<Utc>>,
    /// When access was granted.
    pub created_at: DateTime<Utc>,
    /// When the person activated it.
    pub activated_at: Option<DateTime<Utc>>,
    /// Grows with every change; saving over somebody else's change is noticed by it.
    pub version: i64,
}

impl User {
    /// "Eva Huber <eva@huber.example>".
    pub fn title(&self) -> String {
        format!("{} {} <{}>", self.first_name, self.last_name, self.email)
    }
}

/// Exceptions and chosen facilities of some customer users.
#[derive(Clone, Debug, Default)]
pub struct Details {
    exceptions: HashMap<CustomerUserId, Exceptions>,
    facilities: HashMap<CustomerUserId, Vec<FacilityId>>,
}

impl Details {
    /// The exceptions of a customer user.
    pub fn exceptions(&self, id: CustomerUserId) -> Exceptions {
        self.exceptions.get(&id).cloned().unwrap_or_default()
    }

    /// The scope of a customer user.
    pub fn scope(&self, user: &User) -> Scope {
        let facilities = self.facilities.get(&user.id).into_iter().flatten().copied().collect();
        Scope { all: user.sees_all, unassigned: user.sees_unassigned, facilities }
    }
}

/// Which customer users are asked for; the field is the condition.
#[derive(Clone, Copy, Debug)]
pub enum Which<'a> {
    /// All of a customer.
    Customer(CustomerId),
    /// This one.
    One(CustomerUserId),
    /// All of a person, by the address's key.
    Email(&'a str),
    /// These.
    Several(&'a [CustomerUserId]),
}

impl Which<'_> {
    fn condition(self, dialect: Dialect) -> String {
        match self {
            Self::Customer(_) => "u.customer_id = $2".to_owned(),
            Self::One(_) => "u.id = $3".to_owned(),
            Self::Email(_) => "s.email_key = $4".to_owned(),
            Self::Several(_) => format!("u.id IN ({})", sql::set_of_ids(dialect, 4)),
        }
    }

    fn binds(&self) -> (Option<CustomerId>, Option<CustomerUserId>, Option<Cow<'_, str>>) {
        match self {
            Self::Customer(id) => (Some(*id), None, None),
            Self::One(id) => (None, Some(*id), None),
            Self::Email(key) => (None, None, Some(Cow::Borrowed(key))),
            Self::Several(ids) => (None, None, Some(Cow::Owned(sql::ids(ids.iter().map(|id| id.0))))),
        }
    }
}

/// Customer users, by name.
pub async fn list(conn: &mut Conn, org: OrganizationId, which: Which<'_>) -> Result<Vec<User>, StoreError> {
    let sql = format!(
        "SELECT u.id, u.customer_id, c.number AS customer_number, c.name AS customer_name, u.sign_in_id, s.email,
                s.first_name, s.last_name, s.language, u.role, u.state, u.sees_all, u.sees_unassigned, u.contact_id,
                u.ends_at, s.last_sign_in_at, u.created_at, u.activated_at, u.version
         FROM customer_user u JOIN sign_in s ON s.id = u.sign_in_id JOIN customer c ON c.id = u.customer_id
         WHERE u.organization_id = $1 AND {} AND ($2 IS NULL OR true) AND ($3 IS NULL OR true) AND ($4 IS NULL OR true)
         ORDER BY s.last_name, s.first_name, u.id",
        which.condition(conn.dialect())
    );
    let (customer, user, text) = which.binds();
    rows!(conn, User, sqlx::AssertSqlSafe(sql.as_str()), org, customer, user, text.as_deref())
}

type ExceptionRow = (CustomerUserId, Permission, bool);
type PlaceRow = (CustomerUserId, FacilityId);

/// Exceptions and scopes of customer users.
pub async fn details(conn: &mut Conn, org: OrganizationId, which: Which<'_>) -> Result<Details, StoreError> {
    let from = format!(
        "JOIN customer_user u ON u.id = x.customer_user_id JOIN sign_in s ON s.id = u.sign_in_id
         WHERE x.organization_id = $1 AND {} AND ($2 IS NULL OR true) AND ($3 IS NULL OR true) AND ($4 IS NULL OR true)",
        which.condition(conn.dialect())
    );
    let (customer, user, text) = which.binds();
    let mut details = Details::default();
    let sql = format!("SELECT x.customer_user_id, x.permission, x.allowed FROM customer_user_permission x {from}");
    for (id, permission, allowed) in
        rows!(conn, ExceptionRow, sqlx::AssertSqlSafe(sql.as_str()), org, customer, user, text.as_deref())?
    {
        let exception = if allowed { Exception::Allowed } else { Exception::Denied };
        details.exceptions.entry(id).or_default().insert(permission, exception);
    }
    let sql = format!("SELECT x.customer_user_id, x.facility_id FROM customer_user_facility x {from}");
    for (id, facility) in
        rows!(conn, PlaceRow, sqlx::AssertSqlSafe(sql.as_str()), org, customer, user, text.as_deref())?
    {
        details.facilities.entry(id).or_default().push(facility);
    }
    Ok(details)
}

/// What a new customer user begins with.
#[derive(Clone, Debug)]
pub struct NewUser<'a> {
    /// Its identifier.
    pub id: CustomerUserId,
    /// In which organization.
    pub organization: OrganizationId,
    /// At which customer.
    pub customer: CustomerId,
    /// Whose.
    pub sign_in: SignInId,
    /// The role.
    pub role: Role,
    /// The contact (R13).
    pub contact: Option<ContactId>,
    /// The scope (R12).
    pub scope: &'a Scope,
    /// When.
    pub at: DateTime<Utc>,
}

/// Makes a pending customer user, or makes one that was revoked or has expired pending again. Returns its identifier,
/// or `None` when the person has access at this customer already.
pub async fn insert(tx: &mut Tx, new: &NewUser<'_>) -> Result<Option<CustomerUserId>, StoreError> {
    let ids = rows!(
        tx,
        (CustomerUserId,),
        "INSERT INTO customer_user (id, organization_id, customer_id, sign_in_id, contact_id, role, state, sees_all,
             sees_unassigned, created_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, 'pending', $7, $8, $9, 1)
         ON CONFLICT (customer_id, sign_in_id) DO UPDATE SET contact_id = excluded.contact_id, role = excluded.role,
             state = 'pending', sees_all = excluded.sees_all, sees_unassigned = excluded.sees_unassigned,
             ends_at = NULL, activated_at = NULL, created_at = excluded.created_at, version = customer_user.version + 1
         WHERE customer_user.state IN ('revoked', 'expired')
         RETURNING id",
        new.id,
        new.organization,
        new.customer,
        new.sign_in,
        new.contact,
        new.role,
        new.scope.all,
        new.scope.unassigned,
        new.at
    )?;
    let Some((id,)) = ids.first().copied() else { return Ok(None) };
    let sql = "DELETE FROM customer_user_permission WHERE organization_id = $1 AND customer_user_id = $2";
    execute!(tx, sql, new.organization, id)?;
    replace_facilities(tx, new.organization, id, new.scope).await?;
    Ok(Some(id))
}

/// Takes the next version of a customer user, if it still has the expected one; locks the row until the end of the
/// transaction. `false` when somebody else was faster.
pub async fn touch(tx: &mut Tx, org: OrganizationId, id: CustomerUserId, version: i64) -> Result<bool, StoreError> {
    let sql = "UPDATE customer_user SET version = version + 1 WHERE organization_id = $1 AND id = $2 AND version = $3";
    Ok(execute!(tx, sql, org, id, version)? == 1)
}

async fn replace_facilities(
    tx: &mut Tx,
    org: OrganizationId,
    id: CustomerUserId,
    scope: &Scope,
) -> Result<(), StoreError> {
    let sql = "DELETE FROM customer_user_facility WHERE organization_id = $1 AND customer_user_id = $2";
    execute!(tx, sql, org, id)?;
    let sql = "INSERT INTO customer_user_facility (organization_id, customer_user_id, facility_id) VALUES ($1, $2, $3)";
    for facility in &scope.facilities {
        execute!(tx, sql, org, id, *facility)?;
    }
    Ok(())
}

/// Changes the state if it is one of `from`; `false` otherwise. Takes the next version.
pub async fn set_state(
    tx: &mut Tx,
    org: OrganizationId,
    id: CustomerUserId,
    from: &[UserState],
    to: UserState,
) -> Result<bool, StoreError> {
    let from = from.iter().map(|s| format!("'{s}'")).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "UPDATE customer_user SET state = $3, version = version + 1
         WHERE organization_id = $1 AND id = $2 AND state IN ({from})"
    );
    Ok(execute!(tx, sqlx::AssertSqlSafe(sql.as_str()), org, id, to)? == 1)
}

/// Gives a pending customer user to another person; `false` when it is not pending any more. The person must not be a
/// customer user of this customer yet ([`has`]).
pub async fn move_to(tx: &mut Tx, org: OrganizationId, id: CustomerUserId, to: SignInId) -> Result<bool, StoreError> {
    let sql = "UPDATE customer_user SET sign_in_id = $3, version = version + 1
               WHERE organization_id = $1 AND id = $2 AND state = 'pending'";
    Ok(execute!(tx, sql, org, id, to)? == 1)
}

/// Whether a person is, or once was, a customer user of the customer.
pub async fn has(
    conn: &mut Conn,
    org: OrganizationId,
    customer: CustomerId,
    sign_in: SignInId,
) -> Result<bool, StoreError> {
    let sql = "SELECT count(*) FROM customer_user WHERE organization_id = $1 AND customer_id = $2 AND sign_in_id = $3";
    Ok(scalar!(conn, i64, sql, org, customer, sign_in)? > 0)
}

/// Makes a pending customer user active.
pub async fn activate(
    tx: &mut Tx,
    org: OrganizationId,
    id: CustomerUserId,
    at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let sql = "UPDATE customer_user SET state = 'active', activated_at = $3, version = version + 1
               WHERE organization_id = $1 AND id = $2 AND state = 'pending'";
    Ok(execute!(tx, sql, org, id, at)? == 1)
}

/// Sets or takes away the end of an access (R16).
pub async fn set_end(
    tx: &mut Tx,
    org: OrganizationId,
    id: CustomerUserId,
    ends_at: Option<DateTime<Utc>>,
) -> Result<(), StoreError> {
    let sql = "UPDATE customer_user SET ends_at = $3, ending_told_days = NULL WHERE organization_id = $1 AND id = $2";
    execute!(tx, sql, org, id, ends_at).map(drop)
}

/// Removes a customer user with everything that hangs on it: exceptions, scope, invitation, links, sessions (R15). `false`
/// when there is none any more.
pub async fn delete(tx: &mut Tx, org: OrganizationId, id: CustomerUserId) -> Result<bool, StoreError> {
    Ok(execute!(tx, "DELETE FROM customer_user WHERE organization_id = $1 AND id = $2", org, id)? == 1)
}

/// Replaces the name of a customer user where others' rows keep it as text: invitations to colleagues, requests for
/// independence, comments, fault reports, video sessions, orders and their history (R15).
pub async fn rename_traces(
    tx: &mut Tx,
    org: OrganizationId,
    customer: CustomerId,
    id: CustomerUserId,
    name: &str,
    to: &str,
) -> Result<(), StoreError> {
    let sql =
        "UPDATE invitation SET invited_by = $1 WHERE organization_id = $2 AND customer_id = $3 AND invited_by = $4";
    execute!(tx, sql, to, org, customer, name)?;
    let sql = "UPDATE independence_request SET requested_by = $1 WHERE organization_id = $2 AND customer_user_id = $3";
    execute!(tx, sql, to, org, id)?;
    let sql = "UPDATE comment SET author_name = $1 WHERE organization_id = $2 AND customer_user_id = $3";
    execute!(tx, sql, to, org, id)?;
    let sql = "UPDATE fault_report SET reported_by = $1 WHERE organization_id = $2 AND customer_user_id = $3";
    execute!(tx, sql, to, org, id)?;
    let sql = "UPDATE video_session SET requested_by = $1 WHERE organization_id = $2 AND customer_id = $3 AND requested_by = $4";
    execute!(tx, sql, to, org, customer, name)?;
    let sql =
        "UPDATE service_order SET created_by = $1 WHERE organization_id = $2 AND customer_id = $3 AND created_by = $4";
    execute!(tx, sql, to, org, customer, name)?;
    let sql = "UPDATE order_event SET by_name = $1 WHERE organization_id = $2 AND by_name = $3
                 AND order_id IN (SELECT o.id FROM service_order o WHERE o.organization_id = $2 AND o.customer_id = $4)";
    execute!(tx, sql, to, org, name, customer).map(drop)
}

/// Somebody whose access ends soon.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct Ending {
    /// The customer user.
    pub id: CustomerUserId,
    /// In which organization.
    pub organization_id: OrganizationId,
    /// Its name.
    pub organization: String,
    /// At which customer.
    pub customer_id: CustomerId,
    /// That customer's name.
    pub customer: String,
    /// The user name.
    pub email: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The person's language.
    pub language: Language,
    /// When the access ends.
    pub ends_at: DateTime<Utc>,
}

/// People of every organization whose access ends until `first`, and who have not been told; and those for whom it ends until
/// `last`, which is `days` ahead, and who were told before that only. The earliest end first.
pub async fn ending_untold(
    conn: &mut Conn,
    now: DateTime<Utc>,
    (first, last, days): (DateTime<Utc>, DateTime<Utc>, i64),
    limit: u32,
) -> Result<Vec<Ending>, StoreError> {
    rows!(
        conn,
        Ending,
        "SELECT u.id, u.organization_id, o.name AS organization, u.customer_id, c.name AS customer, s.email, s.first_name,
             s.last_name, s.language, u.ends_at
         FROM customer_user u JOIN organization o ON o.id = u.organization_id JOIN customer c ON c.id = u.customer_id
             JOIN sign_in s ON s.id = u.sign_in_id
         WHERE u.ends_at IS NOT NULL AND u.ends_at > $1 AND u.ends_at <= $2 AND u.state = 'active'
             AND o.module_on AND c.portal_on AND c.access_state <> 'independent'
             AND (u.ending_told_days IS NULL OR (u.ending_told_days > $3 AND u.ends_at <= $4))
         ORDER BY u.ends_at, u.id LIMIT $5",
        now,
        first,
        days,
        last,
        i64::from(limit)
    )
}

/// Notes that somebody is told so many days before the end; `false` when somebody else did, or the end has moved.
pub async fn mark_ending_told(tx: &mut Tx, person: &Ending, days: i64) -> Result<bool, StoreError> {
    let sql = "UPDATE customer_user SET ending_told_days = $3 WHERE organization_id = $1 AND id = $2
                 AND ends_at = $4 AND state = 'active' AND (ending_told_days IS NULL OR ending_told_days > $3)";
    Ok(execute!(tx, sql, person.organization_id, person.id, days, person.ends_at)? == 1)
}
