//! Sign-ins: the address and secrets with which one person enters the portal of one organization (R4).

use chrono::{DateTime, Utc};

use crate::domain::email::Email;
use crate::domain::state::Language;
use crate::domain::{CustomerUserId, OrganizationId, SignInId};
use crate::text;

use super::{Conn, StoreError, Tx, execute, row, row_opt, rows, scalar_opt};

/// A sign-in.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct SignIn {
    /// Its identifier.
    pub id: SignInId,
    /// In which organization.
    pub organization_id: OrganizationId,
    /// The user name.
    pub email: String,
    /// The person's first name.
    pub first_name: String,
    /// The person's last name.
    pub last_name: String,
    /// The person's language.
    pub language: Language,
    /// The password's hash; none until the first invitation is accepted.
    pub password_hash: Option<String>,
    /// Sessions of an older epoch are over.
    pub epoch: i64,
}

impl SignIn {
    /// First and last name.
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }
}

/// The folded name, last name first, by which a person is found. Whoever writes the names writes this as `name_key`.
pub fn name_key(first: &str, last: &str) -> String {
    text::fold(&format!("{last} {first}"))
}

/// The sign-in of `email` in the organization, made with these names when it is missing.
pub async fn ensure(tx: &mut Tx, new: &SignIn, email: &Email, at: DateTime<Utc>) -> Result<SignIn, StoreError> {
    execute!(
        tx,
        "INSERT INTO sign_in (id, organization_id, email, email_key, first_name, last_name, name_key, language, epoch,
             created_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, 1) ON CONFLICT DO NOTHING",
        new.id,
        new.organization_id,
        email.as_str(),
        email.key(),
        &new.first_name,
        &new.last_name,
        name_key(&new.first_name, &new.last_name),
        new.language,
        at
    )?;
    row!(
        tx,
        SignIn,
        "SELECT id, organization_id, email, first_name, last_name, language, password_hash, epoch FROM sign_in
         WHERE organization_id = $1 AND email_key = $2",
        new.organization_id,
        email.key()
    )
}

/// The sign-in with this identifier.
pub async fn get(conn: &mut Conn, org: OrganizationId, id: SignInId) -> Result<Option<SignIn>, StoreError> {
    row_opt!(
        conn,
        SignIn,
        "SELECT id, organization_id, email, first_name, last_name, language, password_hash, epoch FROM sign_in
         WHERE organization_id = $1 AND id = $2",
        org,
        id
    )
}

/// Whose sign-in a customer user is.
pub async fn of_user(
    conn: &mut Conn,
    org: OrganizationId,
    user: CustomerUserId,
) -> Result<Option<SignInId>, StoreError> {
    let sql = "SELECT sign_in_id FROM customer_user WHERE organization_id = $1 AND id = $2";
    scalar_opt!(conn, SignInId, sql, org, user)
}

/// The sign-ins with this address in one organization, or in all that share the database.
pub async fn by_email(
    conn: &mut Conn,
    org: Option<OrganizationId>,
    email_key: &str,
) -> Result<Vec<SignIn>, StoreError> {
    rows!(
        conn,
        SignIn,
        "SELECT id, organization_id, email, first_name, last_name, language, password_hash, epoch FROM sign_in
         WHERE email_key = $1 AND ($2 IS NULL OR organization_id = $2) ORDER BY id LIMIT 16",
        email_key,
        org
    )
}

/// Replaces the password's hash because the policy became stricter; sessions stay.
pub async fn rehash(tx: &mut Tx, org: OrganizationId, id: SignInId, hash: &str) -> Result<(), StoreError> {
    let sql = "UPDATE sign_in SET password_hash = $3 WHERE organization_id = $1 AND id = $2";
    execute!(tx, sql, org, id, hash).map(drop)
}

/// Sets a new password of the person's own choice and ends every open session through the epoch. Returns the new epoch.
pub async fn set_password(tx: &mut Tx, org: OrganizationId, id: SignInId, hash: &str) -> Result<i64, StoreError> {
    let sql = "UPDATE sign_in SET password_hash = $3, temporary_until = NULL, epoch = epoch + 1, version = version + 1
               WHERE organization_id = $1 AND id = $2 RETURNING epoch";
    Ok(row!(tx, (i64,), sql, org, id, hash)?.0)
}

/// Sets a temporary password (R17), good until then, and ends every open session through the epoch.
pub async fn set_temporary(
    tx: &mut Tx,
    org: OrganizationId,
    id: SignInId,
    hash: &str,
    until: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "UPDATE sign_in SET password_hash = $3, temporary_until = $4, epoch = epoch + 1, version = version + 1
               WHERE organization_id = $1 AND id = $2";
    execute!(tx, sql, org, id, hash, until).map(drop)
}

/// Until when the password can be used, if it is a temporary one (R17).
pub async fn temporary_until(
    conn: &mut Conn,
    org: OrganizationId,
    id: SignInId,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    let sql = "SELECT temporary_until FROM sign_in WHERE organization_id = $1 AND id = $2";
    Ok(row_opt!(conn, (Option<DateTime<Utc>>,), sql, org, id)?.and_then(|(until,)| until))
}

/// Ends every open session of a person through the epoch. Returns the new epoch.
pub async fn end_sessions(tx: &mut Tx, org: OrganizationId, id: SignInId) -> Result<i64, StoreError> {
    let sql = "UPDATE sign_in SET epoch = epoch + 1, version = version + 1
               WHERE organization_id = $1 AND id = $2 RETURNING epoch";
    Ok(row!(tx, (i64,), sql, org, id)?.0)
}

/// Removes a person who is no longer a customer user anywhere, with the secrets; `false` when the person still is one.
pub async fn forget(tx: &mut Tx, org: OrganizationId, id: SignInId) -> Result<bool, StoreError> {
    let sql = "DELETE FROM sign_in WHERE organization_id = $1 AND id = $2
                 AND NOT EXISTS (SELECT 1 FROM customer_user u WHERE u.sign_in_id = sign_in.id)";
    Ok(execute!(tx, sql, org, id)? == 1)
}

/// Notes that the person signed in.
pub async fn signed_in(tx: &mut Tx, org: OrganizationId, id: SignInId, at: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "UPDATE sign_in SET last_sign_in_at = $3 WHERE organization_id = $1 AND id = $2";
    execute!(tx, sql, org, id, at).map(drop)
}

/// Sets the person's language.
pub async fn set_language(tx: &mut Tx, org: OrganizationId, id: SignInId, to: Language) -> Result<(), StoreError> {
    let sql = "UPDATE sign_in SET language = $3, version = version + 1 WHERE organization_id = $1 AND id = $2";
    execute!(tx, sql, org, id, to).map(drop)
}
