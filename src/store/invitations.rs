//! Invitations and the links that lead to them (R7).

use chrono::{DateTime, Utc};

use crate::domain::permission::Role;
use crate::domain::state::{InvitationState, Language, OutboxState, UserState};
use crate::domain::{CustomerId, CustomerUserId, InvitationId, OrganizationId, SignInId};

use super::{Conn, StoreError, Tx, execute, row, row_opt, rows};

/// An invitation as lists show it, with the delivery of its newest letter.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct InvitationRow {
    /// Its identifier.
    pub id: InvitationId,
    /// To which customer.
    pub customer_id: CustomerId,
    /// That customer's number.
    pub customer_number: String,
    /// As which customer user.
    pub customer_user_id: CustomerUserId,
    /// The invited person's first name.
    pub first_name: String,
    /// The invited person's last name.
    pub last_name: String,
    /// The user name.
    pub email: String,
    /// The person's language.
    pub language: Language,
    /// The role.
    pub role: Role,
    /// The state as stored; the end may have passed since.
    pub state: InvitationState,
    /// Where the letter went.
    pub sent_to: String,
    /// Who invited.
    pub invited_by: String,
    /// When.
    pub created_at: DateTime<Utc>,
    /// Until when it can be accepted.
    pub expires_at: DateTime<Utc>,
    /// When it was accepted.
    pub accepted_at: Option<DateTime<Utc>>,
    /// Grows with every change.
    pub version: i64,
    /// How the newest letter stands.
    pub letter_state: Option<OutboxState>,
    /// How often it was tried.
    pub letter_attempts: Option<i64>,
    /// What the mail server said last.
    pub letter_error: Option<String>,
    /// When it was handed over.
    pub letter_sent_at: Option<DateTime<Utc>>,
}

/// What is asked for; the field is the condition.
#[derive(Clone, Copy, Debug)]
pub enum Which {
    /// All of the organization, newest first, at most so many.
    All(u32),
    /// All of a customer.
    Customer(CustomerId),
    /// This one.
    One(InvitationId),
}

/// Invitations, newest first.
pub async fn list(conn: &mut Conn, org: OrganizationId, which: Which) -> Result<Vec<InvitationRow>, StoreError> {
    let (condition, customer, one, limit) = match which {
        Which::All(limit) => ("true", None, None, limit),
        Which::Customer(id) => ("i.customer_id = $2", Some(id), None, 1000),
        Which::One(id) => ("i.id = $3", None, Some(id), 1),
    };
    let sql = format!(
        "SELECT i.id, i.customer_id, c.number AS customer_number, i.customer_user_id, s.first_name, s.last_name, s.email,
                s.language, u.role, i.state, i.sent_to, i.invited_by, i.created_at, i.expires_at, i.accepted_at, i.version,
                o.state AS letter_state, o.attempts AS letter_attempts, o.last_error AS letter_error,
                o.sent_at AS letter_sent_at
         FROM invitation i
         JOIN customer_user u ON u.id = i.customer_user_id
         JOIN sign_in s ON s.id = u.sign_in_id
         JOIN customer c ON c.id = i.customer_id
         LEFT JOIN outbox o ON o.id = (SELECT x.id FROM outbox x WHERE x.customer_user_id = u.id AND x.kind = 'invitation'
                                       ORDER BY x.created_at DESC, x.id DESC LIMIT 1)
         WHERE i.organization_id = $1 AND {condition} AND ($2 IS NULL OR true) AND ($3 IS NULL OR true)
         ORDER BY i.created_at DESC, i.id DESC LIMIT $4"
    );
    rows!(conn, InvitationRow, sqlx::AssertSqlSafe(sql.as_str()), org, customer, one, i64::from(limit))
}

/// What a new invitation begins with.
#[derive(Clone, Debug)]
pub struct NewInvitation<'a> {
    /// Its identifier.
    pub id: InvitationId,
    /// In which organization.
    pub organization: OrganizationId,
    /// To which customer.
    pub customer: CustomerId,
    /// As which customer user.
    pub user: CustomerUserId,
    /// Where the letter goes.
    pub sent_to: &'a str,
    /// Who invites.
    pub invited_by: &'a str,
    /// When.
    pub at: DateTime<Utc>,
    /// Until when it can be accepted.
    pub expires_at: DateTime<Utc>,
}

/// Makes a pending invitation; an ended one of the same customer user begins anew. Returns its identifier.
pub async fn insert(tx: &mut Tx, new: &NewInvitation<'_>) -> Result<InvitationId, StoreError> {
    let (id,) = row!(
        tx,
        (InvitationId,),
        "INSERT INTO invitation (id, organization_id, customer_id, customer_user_id, state, sent_to, invited_by, created_at,
             expires_at, version)
         VALUES ($1, $2, $3, $4, 'pending', $5, $6, $7, $8, 1)
         ON CONFLICT (customer_user_id) DO UPDATE SET state = 'pending', sent_to = excluded.sent_to,
             invited_by = excluded.invited_by, created_at = excluded.created_at, expires_at = excluded.expires_at,
             accepted_at = NULL, version = invitation.version + 1
         RETURNING id",
        new.id,
        new.organization,
        new.customer,
        new.user,
        new.sent_to,
        new.invited_by,
        new.at,
        new.expires_at
    )?;
    end_links(tx, new.organization, id).await?;
    Ok(id)
}

/// Adds a link to an invitation.
pub async fn add_link(
    tx: &mut Tx,
    org: OrganizationId,
    id: InvitationId,
    hash: &[u8],
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql =
        "INSERT INTO invitation_link (token_hash, organization_id, invitation_id, created_at) VALUES ($1, $2, $3, $4)";
    execute!(tx, sql, hash, org, id, at).map(drop)
}

/// Ends every link to an invitation, and its code.
pub async fn end_links(tx: &mut Tx, org: OrganizationId, id: InvitationId) -> Result<(), StoreError> {
    execute!(tx, "DELETE FROM invitation_code WHERE organization_id = $1 AND invitation_id = $2", org, id)?;
    execute!(tx, "DELETE FROM invitation_link WHERE organization_id = $1 AND invitation_id = $2", org, id).map(drop)
}

/// Gives a pending invitation a new end and address (resent, revived); `false` when it is not pending.
pub async fn renew(
    tx: &mut Tx,
    org: OrganizationId,
    id: InvitationId,
    sent_to: &str,
    expires_at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let sql = "UPDATE invitation SET sent_to = $3, expires_at = $4, version = version + 1
               WHERE organization_id = $1 AND id = $2 AND state = 'pending'";
    Ok(execute!(tx, sql, org, id, sent_to, expires_at)? == 1)
}

/// Ends a pending invitation in `state`; `false` when it is not pending.
pub async fn finish(
    tx: &mut Tx,
    org: OrganizationId,
    id: InvitationId,
    state: InvitationState,
    accepted_at: Option<DateTime<Utc>>,
) -> Result<bool, StoreError> {
    let sql = "UPDATE invitation SET state = $3, accepted_at = $4, version = version + 1
               WHERE organization_id = $1 AND id = $2 AND state = 'pending'";
    Ok(execute!(tx, sql, org, id, state, accepted_at)? == 1)
}

/// Ends the invitation of a customer user whose access ended, with its links and its code.
pub async fn finish_of_user(tx: &mut Tx, org: OrganizationId, user: CustomerUserId) -> Result<(), StoreError> {
    let sql = "DELETE FROM invitation_link WHERE organization_id = $1 AND invitation_id IN
                   (SELECT id FROM invitation WHERE organization_id = $1 AND customer_user_id = $2)";
    execute!(tx, sql, org, user)?;
    let sql = "DELETE FROM invitation_code WHERE organization_id = $1 AND invitation_id IN
                   (SELECT id FROM invitation WHERE organization_id = $1 AND customer_user_id = $2)";
    execute!(tx, sql, org, user)?;
    let sql = "UPDATE invitation SET state = 'revoked', version = version + 1
               WHERE organization_id = $1 AND customer_user_id = $2 AND state = 'pending'";
    execute!(tx, sql, org, user).map(drop)
}

/// What a link leads to.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct LinkTarget {
    /// The invitation.
    pub id: InvitationId,
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
    /// To which customer.
    pub customer_id: CustomerId,
    /// That customer's name.
    pub customer_name: String,
    /// Whether its portal is on.
    pub portal_on: bool,
    /// As which customer user.
    pub customer_user_id: CustomerUserId,
    /// How that customer user stands.
    pub user_state: UserState,
    /// Whose sign-in.
    pub sign_in_id: SignInId,
    /// The user name.
    pub email: String,
    /// The person's first name.
    pub first_name: String,
    /// The person's last name.
    pub last_name: String,
    /// The person's language.
    pub language: Language,
    /// The password's hash, if the person has one from another customer.
    pub password_hash: Option<String>,
    /// How the invitation stands.
    pub state: InvitationState,
    /// Until when it can be accepted.
    pub expires_at: DateTime<Utc>,
}

/// What the link with this token's hash leads to. The link itself is the secret, so no organization is known yet.
pub async fn by_link(conn: &mut Conn, token_hash: &[u8]) -> Result<Option<LinkTarget>, StoreError> {
    row_opt!(
        conn,
        LinkTarget,
        "SELECT i.id, i.organization_id, g.name AS organization_name, g.module_on, g.accent, g.logo_key, g.time_zone, i.customer_id,
                c.name AS customer_name, c.portal_on, i.customer_user_id, u.state AS user_state, u.sign_in_id, s.email,
                s.first_name, s.last_name, s.language, s.password_hash, i.state, i.expires_at
         FROM invitation_link l
         JOIN invitation i ON i.id = l.invitation_id
         JOIN organization g ON g.id = i.organization_id
         JOIN customer c ON c.id = i.customer_id
         JOIN customer_user u ON u.id = i.customer_user_id
         JOIN sign_in s ON s.id = u.sign_in_id
         WHERE l.token_hash = $1",
        token_hash
    )
}
