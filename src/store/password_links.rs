//! Links with which a person sets a new password, once (R17, R22).

use chrono::{DateTime, Utc};

use crate::domain::letter::LetterKind;
use crate::domain::state::{Language, UserState};
use crate::domain::{CustomerId, CustomerUserId, OrganizationId, SignInId};

use super::{Conn, StoreError, Tx, execute, row_opt, rows};

/// Letters that carry a way to a password.
const WITH_SECRETS: [LetterKind; 3] = [LetterKind::NewPassword, LetterKind::TemporaryPassword, LetterKind::Recovery];

/// What a new link begins with.
#[derive(Clone, Debug)]
pub struct NewLink<'a> {
    /// The hash of its token.
    pub token_hash: &'a [u8],
    /// In which organization.
    pub organization: OrganizationId,
    /// Whose password.
    pub sign_in: SignInId,
    /// As which customer user the person comes in afterwards.
    pub user: CustomerUserId,
    /// When.
    pub at: DateTime<Utc>,
    /// Until when it can be used.
    pub expires_at: DateTime<Utc>,
}

/// Adds a link.
pub async fn insert(tx: &mut Tx, new: &NewLink<'_>) -> Result<(), StoreError> {
    execute!(
        tx,
        "INSERT INTO password_link (token_hash, organization_id, sign_in_id, customer_user_id, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        new.token_hash,
        new.organization,
        new.sign_in,
        new.user,
        new.at,
        new.expires_at
    )
    .map(drop)
}

/// What a link leads to.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct Target {
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
    /// At which customer.
    pub customer_id: CustomerId,
    /// That customer's name.
    pub customer_name: String,
    /// Whether its portal is on.
    pub portal_on: bool,
    /// As which customer user the person comes in.
    pub customer_user_id: CustomerUserId,
    /// How that customer user stands.
    pub user_state: UserState,
    /// When its access ends (R16).
    pub ends_at: Option<DateTime<Utc>>,
    /// Whose password.
    pub sign_in_id: SignInId,
    /// The user name.
    pub email: String,
    /// The person's first name.
    pub first_name: String,
    /// The person's last name.
    pub last_name: String,
    /// The person's language.
    pub language: Language,
    /// Until when the link can be used.
    pub expires_at: DateTime<Utc>,
}

/// What the link with this token's hash leads to. The link itself is the secret, so no organization is known yet.
pub async fn get(conn: &mut Conn, token_hash: &[u8]) -> Result<Option<Target>, StoreError> {
    row_opt!(
        conn,
        Target,
        "SELECT l.organization_id, g.name AS organization_name, g.module_on, g.accent, g.logo_key, g.time_zone, u.customer_id,
                c.name AS customer_name, c.portal_on, l.customer_user_id, u.state AS user_state, u.ends_at, l.sign_in_id,
                s.email, s.first_name, s.last_name, s.language, l.expires_at
         FROM password_link l
         JOIN organization g ON g.id = l.organization_id
         JOIN customer_user u ON u.id = l.customer_user_id
         JOIN customer c ON c.id = u.customer_id
         JOIN sign_in s ON s.id = l.sign_in_id
         WHERE l.token_hash = $1",
        token_hash
    )
}

/// Uses a link up; `false` when somebody else was faster or its time is over.
pub async fn take(tx: &mut Tx, org: OrganizationId, token_hash: &[u8], now: DateTime<Utc>) -> Result<bool, StoreError> {
    let sql = "DELETE FROM password_link WHERE organization_id = $1 AND token_hash = $2 AND expires_at > $3";
    Ok(execute!(tx, sql, org, token_hash, now)? == 1)
}

/// Ends every link of a person, and the letters with links or temporary passwords that have not been handed over: a newer
/// password or link takes their place.
pub async fn end_of_sign_in(tx: &mut Tx, org: OrganizationId, id: SignInId) -> Result<(), StoreError> {
    execute!(tx, "DELETE FROM password_link WHERE organization_id = $1 AND sign_in_id = $2", org, id)?;
    // One after the other, a handful: letters of one are found along their index, those of several at once would not be.
    let sql = "SELECT id FROM customer_user WHERE organization_id = $1 AND sign_in_id = $2";
    for (user,) in rows!(tx, (CustomerUserId,), sql, org, id)? {
        cancel_secrets(tx, org, user).await?;
    }
    Ok(())
}

/// Ends every link that was sent about a customer user whose access ends, with its letters.
pub async fn end_of_user(tx: &mut Tx, org: OrganizationId, user: CustomerUserId) -> Result<(), StoreError> {
    execute!(tx, "DELETE FROM password_link WHERE organization_id = $1 AND customer_user_id = $2", org, user)?;
    cancel_secrets(tx, org, user).await
}

/// Cancels the letters to a customer user with links or temporary passwords that have not been handed over.
async fn cancel_secrets(tx: &mut Tx, org: OrganizationId, user: CustomerUserId) -> Result<(), StoreError> {
    let sql = "UPDATE outbox SET state = 'cancelled', enclosure = NULL, leased_until = NULL, version = version + 1
               WHERE organization_id = $1 AND kind IN ($2, $3, $4) AND state IN ('queued', 'failed') AND customer_user_id = $5";
    let [new, temporary, recovery] = WITH_SECRETS;
    execute!(tx, sql, org, new, temporary, recovery, user).map(drop)
}
