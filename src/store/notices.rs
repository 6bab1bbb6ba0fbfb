//! Who wants to be told of what (R60, R61), and which staff a customer or an order is assigned to.

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::notice::{Channel, ForStaff, Reach, StaffTopic, Topic};
use crate::domain::staff::StaffRole;
use crate::domain::state::Language;
use crate::domain::{AreaId, CustomerId, CustomerUserId, OrganizationId, OutboxId, StaffId};

use super::{Conn, StoreError, Tx, execute, row_opt, rows, scalar};

/// A customer user's choice about a topic, and where an SMS would go.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct UserChoice {
    /// Whose.
    pub id: CustomerUserId,
    /// Told or not; none: nothing was chosen.
    pub told: Option<bool>,
    /// Which way; none: nothing was chosen.
    pub channel: Option<Channel>,
    /// The person's mobile number, E.164, or empty.
    pub mobile: String,
}

/// What the users of a customer, or the one asked for, chose about a topic.
pub async fn of_users(
    conn: &mut Conn,
    org: OrganizationId,
    customer: CustomerId,
    topic: Topic,
    only: Option<CustomerUserId>,
) -> Result<Vec<UserChoice>, StoreError> {
    rows!(
        conn,
        UserChoice,
        "SELECT u.id, p.told, p.channel, s.mobile FROM customer_user u
         JOIN sign_in s ON s.id = u.sign_in_id
         LEFT JOIN user_preference p ON p.customer_user_id = u.id AND p.topic = $1
         WHERE u.organization_id = $2 AND u.customer_id = $3 AND ($4 IS NULL OR u.id = $4)",
        topic,
        org,
        customer,
        only
    )
}

/// What one customer user chose.
pub async fn of_user(
    conn: &mut Conn,
    org: OrganizationId,
    user: CustomerUserId,
) -> Result<Vec<(Topic, bool, Channel)>, StoreError> {
    let sql = "SELECT topic, told, channel FROM user_preference WHERE organization_id = $1 AND customer_user_id = $2";
    rows!(conn, (Topic, bool, Channel), sql, org, user)
}

/// Keeps what a customer user chose about a topic.
pub async fn set_of_user(
    tx: &mut Tx,
    org: OrganizationId,
    user: CustomerUserId,
    topic: Topic,
    (told, channel): (bool, Channel),
) -> Result<(), StoreError> {
    let sql = "INSERT INTO user_preference (organization_id, customer_user_id, topic, told, channel) VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT (customer_user_id, topic) DO UPDATE SET told = excluded.told, channel = excluded.channel";
    execute!(tx, sql, org, user, topic, told, channel).map(drop)
}

/// How far one staff person wants to be told, and which way, by topic.
pub async fn of_member(
    conn: &mut Conn,
    org: OrganizationId,
    staff: StaffId,
) -> Result<Vec<(StaffTopic, Reach, Channel)>, StoreError> {
    let sql = "SELECT topic, reach, channel FROM staff_preference WHERE organization_id = $1 AND staff_id = $2";
    rows!(conn, (StaffTopic, Reach, Channel), sql, org, staff)
}

/// Keeps how far a staff person wants to be told of a topic, and which way.
pub async fn set_of_member(
    tx: &mut Tx,
    org: OrganizationId,
    staff: StaffId,
    topic: StaffTopic,
    (reach, channel): (Reach, Channel),
) -> Result<(), StoreError> {
    let sql =
        "INSERT INTO staff_preference (organization_id, staff_id, topic, reach, channel) VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT (staff_id, topic) DO UPDATE SET reach = excluded.reach, channel = excluded.channel";
    execute!(tx, sql, org, staff, topic, reach, channel).map(drop)
}

/// Sets the mobile number of a staff person (E.164, or empty), and moves the account's version.
pub async fn set_mobile(tx: &mut Tx, org: OrganizationId, staff: StaffId, mobile: &str) -> Result<(), StoreError> {
    let sql = "UPDATE staff SET mobile = $3, version = version + 1 WHERE organization_id = $1 AND id = $2";
    execute!(tx, sql, org, staff, mobile).map(drop)
}

/// Sets the language of a staff person (none: the organization's), and moves the account's version.
pub async fn set_language(
    tx: &mut Tx,
    org: OrganizationId,
    staff: StaffId,
    language: Option<Language>,
) -> Result<(), StoreError> {
    let sql = "UPDATE staff SET language = $3, version = version + 1 WHERE organization_id = $1 AND id = $2";
    execute!(tx, sql, org, staff, language.map_or("", Language::as_str)).map(drop)
}

/// A staff person with everything that decides whether they are told of an event.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct MemberRow {
    /// Who.
    pub id: StaffId,
    /// The name.
    pub name: String,
    /// The address.
    pub email: String,
    /// The mobile number, E.164, or empty.
    pub mobile: String,
    /// The language that the person chose, or empty.
    pub language: String,
    /// The role.
    pub role: StaffRole,
    /// Whether the person may sign in.
    pub active: bool,
    /// Until when a temporary password can be used; none: the password is the person's own.
    pub temporary_until: Option<DateTime<Utc>>,
    /// What was given (`true`) or taken (`false`) of the permission asked about, beyond the role.
    pub exception: Option<bool>,
    /// Whether the customer's area is assigned to the person.
    pub in_area: bool,
    /// Whether the customer or the order is.
    pub assigned: bool,
    /// How far the person wants to be told; none: nothing was chosen.
    pub reach: Option<Reach>,
    /// Which way; none: nothing was chosen.
    pub channel: Option<Channel>,
}

/// An event, as far as staff are concerned.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Under which topic.
    pub whom: ForStaff,
    /// At which customer.
    pub customer: CustomerId,
    /// In which area that is.
    pub area: Option<AreaId>,
    /// On the order with this number.
    pub order: Option<&'a str>,
}

/// Which staff are asked about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Members {
    /// Those who are active and want to be told: everybody else is not told in any case.
    Likely,
    /// The first 200 by name, for explaining.
    All,
    /// This one.
    One(StaffId),
}

/// Staff with what decides whether they are told of an event: one statement, and no more rows than there are people who want to
/// be told.
pub async fn members(
    conn: &mut Conn,
    org: OrganizationId,
    asked: Asked<'_>,
    which: Members,
) -> Result<Vec<MemberRow>, StoreError> {
    let (likely, limit, only): (_, i64, _) = match which {
        Members::Likely => (true, 10_000, None),
        Members::All => (false, 200, None),
        Members::One(id) => (false, 1, Some(id)),
    };
    rows!(
        conn,
        MemberRow,
        "SELECT * FROM (
           SELECT s.id, s.name, s.email, s.mobile, s.language, s.role, s.active, s.temporary_until, x.allowed AS exception,
             p.reach, p.channel,
             EXISTS (SELECT 1 FROM staff_area a WHERE a.staff_id = s.id AND a.area_id = $1) AS in_area,
             EXISTS (SELECT 1 FROM staff_customer c WHERE c.organization_id = $2 AND c.staff_id = s.id AND c.customer_id = $3)
               OR EXISTS (SELECT 1 FROM service_order o WHERE o.organization_id = $2 AND o.customer_id = $3
                            AND o.number = $4 AND o.technician_id = s.id) AS assigned
           FROM staff s
           LEFT JOIN staff_permission x ON x.staff_id = s.id AND x.permission = $5
           LEFT JOIN staff_preference p ON p.staff_id = s.id AND p.topic = $6
           WHERE s.organization_id = $2 AND ($7 IS NULL OR s.id = $7)
         ) m
         WHERE NOT $8 OR (m.active AND (COALESCE(m.reach, $9) = 'areas' OR (m.assigned AND COALESCE(m.reach, $9) = 'assigned')))
         ORDER BY m.name, m.id LIMIT $10",
        asked.area,
        org,
        asked.customer,
        asked.order,
        asked.whom.needs,
        asked.whom.topic,
        only,
        likely,
        asked.whom.by_default,
        limit
    )
}

/// The staff to whom a customer, or one of its orders, is assigned.
pub async fn assigned(
    conn: &mut Conn,
    org: OrganizationId,
    customer: CustomerId,
    order: Option<&str>,
) -> Result<Vec<StaffId>, StoreError> {
    let found = rows!(
        conn,
        (StaffId,),
        "SELECT staff_id FROM staff_customer WHERE organization_id = $1 AND customer_id = $2
         UNION SELECT technician_id FROM service_order
               WHERE organization_id = $1 AND customer_id = $2 AND number = $3 AND technician_id IS NOT NULL",
        org,
        customer,
        order
    )?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

/// A letter to a staff person about something that happened.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct ToStaff {
    /// What it is about.
    pub about: String,
    /// When it was written.
    pub created_at: DateTime<Utc>,
}

/// The letter, if it is one to a staff person about something.
pub async fn to_staff(conn: &mut Conn, org: OrganizationId, id: OutboxId) -> Result<Option<ToStaff>, StoreError> {
    let sql = "SELECT about, created_at FROM outbox
               WHERE organization_id = $1 AND id = $2 AND staff_id IS NOT NULL AND about IS NOT NULL";
    row_opt!(conn, ToStaff, sql, org, id)
}

/// Whether another letter tells a staff person the same: it waits, or was sent since `at`.
pub async fn also_told(
    conn: &mut Conn,
    org: OrganizationId,
    but: OutboxId,
    about: &str,
    at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    // What waits and what was written in the day before are all that can be meant; the index knows them by time.
    let since = at - TimeDelta::days(1);
    let sql = "SELECT EXISTS (SELECT 1 FROM outbox WHERE organization_id = $1 AND created_at >= $2 AND id <> $3
                 AND about = $4 AND staff_id IS NOT NULL
                 AND (state = 'queued' OR (state = 'sent' AND sent_at >= $5)))";
    scalar!(conn, bool, sql, org, since, but, about, at)
}
