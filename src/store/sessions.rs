//! Portal sessions. Only the hash of the cookie is kept; permissions are read live, in one statement, at every request.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::domain::permission::{Permission, Role};
use crate::domain::portal_area::PortalAreas;
use crate::domain::state::{Language, UserState};
use crate::domain::{ContactId, CustomerId, CustomerUserId, FacilityId, OrganizationId, SessionId, SignInId};

use super::{Conn, StoreError, Tx, execute, row_opt, rows};

/// An open session with everything that the access decision needs of its person.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
#[allow(clippy::struct_excessive_bools, reason = "a row: each is a column of its own")]
pub struct SessionRow {
    /// The session.
    pub id: SessionId,
    /// In which organization.
    pub organization_id: OrganizationId,
    /// That organization's name.
    pub organization_name: String,
    /// Whether its portal module is on.
    pub module_on: bool,
    /// Its accent colour.
    pub accent: String,
    /// Under which key the storage has its logo (R23).
    pub logo_key: Option<String>,
    /// Its time zone.
    pub time_zone: String,
    /// Whose session.
    pub sign_in_id: SignInId,
    /// The user name.
    pub email: String,
    /// The person's first name.
    pub first_name: String,
    /// The person's last name.
    pub last_name: String,
    /// The person's language.
    pub language: Language,
    /// As which customer user.
    pub customer_user_id: CustomerUserId,
    /// At which customer.
    pub customer_id: CustomerId,
    /// That customer's name.
    pub customer_name: String,
    /// Whether the portal is on for it.
    pub portal_on: bool,
    /// Whether it has become an organization of its own (R19).
    pub independent: bool,
    /// Which portal areas exist for it.
    #[sqlx(flatten)]
    pub areas: PortalAreas,
    /// The role.
    pub role: Role,
    /// The state.
    pub state: UserState,
    /// Sees every facility and what is at none.
    pub sees_all: bool,
    /// Sees what is at no facility.
    pub sees_unassigned: bool,
    /// The contact this person is (R13).
    pub contact_id: Option<ContactId>,
    /// When the access ends (R16).
    pub ends_at: Option<DateTime<Utc>>,
    /// The person came in with a temporary password and must replace it first (R17).
    pub must_replace: bool,
    /// The organization demands a second factor, and the person has none (R22).
    pub must_set_up: bool,
    /// When this session began: with a password, a passkey or a link.
    pub created_at: DateTime<Utc>,
    /// Whether the person is an active user at other customers as well (R4).
    pub several: bool,
    /// Whether any self-check is assigned to an object in the person's scope (R36): the navigation asks at every request.
    pub any_checks: bool,
    /// What every form of this session carries.
    pub csrf: String,
    /// When the session was last seen, to the minute.
    pub last_seen_at: DateTime<Utc>,
}

/// The open session for a cookie's hash: not ended, seen since `idle_since`, and of the sign-in's present epoch.
pub async fn get(
    conn: &mut Conn,
    token_hash: &[u8],
    now: DateTime<Utc>,
    idle_since: DateTime<Utc>,
) -> Result<Option<SessionRow>, StoreError> {
    row_opt!(
        conn,
        SessionRow,
        "SELECT p.id, p.organization_id, g.name AS organization_name, g.module_on, g.accent, g.logo_key, g.time_zone, p.sign_in_id,
                s.email, s.first_name, s.last_name, s.language, p.customer_user_id, u.customer_id, c.name AS customer_name,
                c.portal_on, c.access_state = 'independent' AS independent, c.area_orders, c.area_objects, c.area_faults, c.area_documents, c.area_calendar,
                c.area_billing, c.area_video, u.role, u.state, u.sees_all, u.sees_unassigned, u.contact_id, u.ends_at,
                p.csrf, p.last_seen_at, s.temporary_until IS NOT NULL AS must_replace,
                g.demands_second_factor AND NOT EXISTS (SELECT 1 FROM passkey k WHERE k.sign_in_id = p.sign_in_id)
                    AND NOT EXISTS (SELECT 1 FROM totp t WHERE t.sign_in_id = p.sign_in_id
                        AND t.confirmed_at IS NOT NULL) AS must_set_up, p.created_at,
                EXISTS (SELECT 1 FROM customer_user o WHERE o.sign_in_id = p.sign_in_id AND o.id <> p.customer_user_id
                        AND o.state = 'active') AS several,
                EXISTS (SELECT 1 FROM check_assignment a JOIN service_object b ON b.id = a.object_id
                        JOIN check_template t ON t.id = a.template_id
                        WHERE a.organization_id = p.organization_id AND a.customer_id = u.customer_id
                          AND b.customer_id = a.customer_id AND a.active AND t.active
                          AND (u.sees_all OR (b.facility_id IS NULL AND u.sees_unassigned) OR b.facility_id IN
                               (SELECT v.facility_id FROM customer_user_facility v WHERE v.customer_user_id = u.id)))
                    AS any_checks
         FROM portal_session p
         JOIN organization g ON g.id = p.organization_id
         JOIN sign_in s ON s.id = p.sign_in_id AND s.epoch = p.epoch
         JOIN customer_user u ON u.id = p.customer_user_id
         JOIN customer c ON c.id = u.customer_id
         WHERE p.token_hash = $1 AND p.expires_at > $2 AND p.last_seen_at > $3",
        token_hash,
        now,
        idle_since
    )
}

/// The exceptions of a customer user and the organization's changes to its role, in one statement: the flag says
/// whether a row is about the role.
pub async fn permissions(
    conn: &mut Conn,
    org: OrganizationId,
    user: CustomerUserId,
    role: Role,
) -> Result<Vec<(bool, Permission, bool)>, StoreError> {
    rows!(
        conn,
        (bool, Permission, bool),
        "SELECT false, permission, allowed FROM customer_user_permission WHERE organization_id = $1 AND customer_user_id = $2
         UNION ALL
         SELECT true, permission, held FROM role_permission WHERE organization_id = $1 AND role = $3",
        org,
        user,
        role
    )
}

/// The facilities chosen for a customer user.
pub async fn facilities(
    conn: &mut Conn,
    org: OrganizationId,
    user: CustomerUserId,
) -> Result<Vec<FacilityId>, StoreError> {
    let sql = "SELECT facility_id FROM customer_user_facility WHERE organization_id = $1 AND customer_user_id = $2";
    Ok(rows!(conn, (FacilityId,), sql, org, user)?.into_iter().map(|(id,)| id).collect())
}

/// What a new session begins with.
#[derive(Clone, Debug)]
pub struct NewSession<'a> {
    /// Its identifier.
    pub id: SessionId,
    /// In which organization.
    pub organization: OrganizationId,
    /// Whose.
    pub sign_in: SignInId,
    /// As which customer user.
    pub user: CustomerUserId,
    /// The cookie's hash.
    pub token_hash: &'a [u8],
    /// What every form carries.
    pub csrf: &'a str,
    /// The sign-in's epoch.
    pub epoch: i64,
    /// From which address.
    pub address: &'a str,
    /// With which browser.
    pub device: &'a str,
    /// When.
    pub at: DateTime<Utc>,
    /// When it ends in any case.
    pub expires_at: DateTime<Utc>,
}

/// Opens a session.
pub async fn insert(tx: &mut Tx, new: &NewSession<'_>) -> Result<(), StoreError> {
    execute!(
        tx,
        "INSERT INTO portal_session (id, organization_id, sign_in_id, customer_user_id, token_hash, csrf, epoch, address,
             device, created_at, last_seen_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11)",
        new.id,
        new.organization,
        new.sign_in,
        new.user,
        new.token_hash,
        new.csrf,
        new.epoch,
        new.address,
        new.device,
        new.at,
        new.expires_at
    )
    .map(drop)
}

/// An open session as the person and staff see it (R25).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, sqlx::FromRow)]
pub struct OpenSession {
    /// The session.
    pub id: SessionId,
    /// What the browser calls itself.
    pub device: String,
    /// The address it was last used from.
    pub address: String,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it was last used, to the minute.
    pub last_seen_at: DateTime<Utc>,
    /// When it ends in any case.
    pub expires_at: DateTime<Utc>,
}

/// The open sessions of a person, the one used last first.
pub async fn open_of_sign_in(
    conn: &mut Conn,
    org: OrganizationId,
    sign_in: SignInId,
    now: DateTime<Utc>,
    idle_since: DateTime<Utc>,
) -> Result<Vec<OpenSession>, StoreError> {
    rows!(
        conn,
        OpenSession,
        "SELECT p.id, p.device, p.address, p.created_at, p.last_seen_at, p.expires_at
         FROM portal_session p JOIN sign_in s ON s.id = p.sign_in_id AND s.epoch = p.epoch
         WHERE p.organization_id = $1 AND p.sign_in_id = $2 AND p.expires_at > $3 AND p.last_seen_at > $4
         ORDER BY p.last_seen_at DESC, p.id DESC",
        org,
        sign_in,
        now,
        idle_since
    )
}

/// Ends one session of a person; `false` when there is none of that identifier.
pub async fn end_one(tx: &mut Tx, org: OrganizationId, sign_in: SignInId, id: SessionId) -> Result<bool, StoreError> {
    let sql = "DELETE FROM portal_session WHERE organization_id = $1 AND sign_in_id = $2 AND id = $3";
    Ok(execute!(tx, sql, org, sign_in, id)? == 1)
}

/// Ends every session of a person, but `kept`; how many rows there were, sessions that were over already among them.
pub async fn end_of_sign_in(
    tx: &mut Tx,
    org: OrganizationId,
    sign_in: SignInId,
    kept: Option<SessionId>,
) -> Result<u64, StoreError> {
    let sql = "DELETE FROM portal_session WHERE organization_id = $1 AND sign_in_id = $2 AND ($3 IS NULL OR id <> $3)";
    execute!(tx, sql, org, sign_in, kept)
}

/// Notes that a session was seen, and from which address, where that is known.
pub async fn seen(
    tx: &mut Tx,
    org: OrganizationId,
    id: SessionId,
    at: DateTime<Utc>,
    address: Option<&str>,
) -> Result<(), StoreError> {
    let sql = "UPDATE portal_session SET last_seen_at = $3, address = COALESCE($4, address)
               WHERE organization_id = $1 AND id = $2";
    execute!(tx, sql, org, id, at, address).map(drop)
}

/// Turns a session to another customer of the same person.
pub async fn switch(tx: &mut Tx, org: OrganizationId, id: SessionId, user: CustomerUserId) -> Result<(), StoreError> {
    let sql = "UPDATE portal_session SET customer_user_id = $3 WHERE organization_id = $1 AND id = $2";
    execute!(tx, sql, org, id, user).map(drop)
}

/// Ends a session.
pub async fn end(tx: &mut Tx, org: OrganizationId, id: SessionId) -> Result<(), StoreError> {
    execute!(tx, "DELETE FROM portal_session WHERE organization_id = $1 AND id = $2", org, id).map(drop)
}

/// Ends every session of a customer user; how many there were.
pub async fn end_of_user(tx: &mut Tx, org: OrganizationId, user: CustomerUserId) -> Result<u64, StoreError> {
    execute!(tx, "DELETE FROM portal_session WHERE organization_id = $1 AND customer_user_id = $2", org, user)
}

/// Forgets sessions that are over.
pub async fn forget_ended(tx: &mut Tx, now: DateTime<Utc>) -> Result<u64, StoreError> {
    execute!(tx, "DELETE FROM portal_session WHERE expires_at <= $1", now)
}
