//! Authenticator apps and recovery codes (R22). Secrets of apps are kept as they are (they must be computed with); of recovery
//! codes only hashes.

use chrono::{DateTime, Utc};

use crate::domain::{OrganizationId, SignInId};

use super::{Conn, StoreError, Tx, execute, row, row_opt};

/// What a person has beside the password.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, sqlx::FromRow)]
pub struct Held {
    /// Whether an authenticator app is set up and confirmed.
    pub app: bool,
    /// How many passkeys.
    pub passkeys: i64,
    /// How many recovery codes that were not used.
    pub codes: i64,
}

/// What a person has beside the password.
pub async fn held(conn: &mut Conn, org: OrganizationId, id: SignInId) -> Result<Held, StoreError> {
    row!(
        conn,
        Held,
        "SELECT EXISTS (SELECT 1 FROM totp WHERE organization_id = $1 AND sign_in_id = $2 AND confirmed_at IS NOT NULL) AS app,
                (SELECT COUNT(*) FROM passkey WHERE organization_id = $1 AND sign_in_id = $2) AS passkeys,
                (SELECT COUNT(*) FROM recovery_code WHERE organization_id = $1 AND sign_in_id = $2
                   AND used_at IS NULL) AS codes",
        org,
        id
    )
}

/// An authenticator app.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct Totp {
    /// The shared secret.
    pub secret: Vec<u8>,
    /// When a first code proved that the app has it.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// When the secret was made.
    pub created_at: DateTime<Utc>,
}

/// The authenticator app of a person, confirmed or not.
pub async fn totp(conn: &mut Conn, org: OrganizationId, id: SignInId) -> Result<Option<Totp>, StoreError> {
    let sql = "SELECT secret, confirmed_at, created_at FROM totp WHERE organization_id = $1 AND sign_in_id = $2";
    row_opt!(conn, Totp, sql, org, id)
}

/// Offers a new secret, in the place of one that was never confirmed; `false` when there is a confirmed one.
pub async fn offer_totp(
    tx: &mut Tx,
    org: OrganizationId,
    id: SignInId,
    secret: &[u8],
    at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let done = execute!(
        tx,
        "INSERT INTO totp (sign_in_id, organization_id, secret, last_step, created_at) VALUES ($1, $2, $3, 0, $4)
         ON CONFLICT (sign_in_id) DO UPDATE SET secret = excluded.secret, created_at = excluded.created_at, last_step = 0
         WHERE totp.confirmed_at IS NULL",
        id,
        org,
        secret,
        at
    )?;
    Ok(done == 1)
}

/// Confirms the secret with the step of its first code; `false` when it is another secret by now, or confirmed already.
pub async fn confirm_totp(
    tx: &mut Tx,
    org: OrganizationId,
    id: SignInId,
    secret: &[u8],
    step: i64,
    at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let sql = "UPDATE totp SET confirmed_at = $1, last_step = $2
               WHERE organization_id = $3 AND sign_in_id = $4 AND secret = $5 AND confirmed_at IS NULL";
    Ok(execute!(tx, sql, at, step, org, id, secret)? == 1)
}

/// Uses a time step up; `false` when it, or a later one, was used before: each code works once.
pub async fn use_step(tx: &mut Tx, org: OrganizationId, id: SignInId, step: i64) -> Result<bool, StoreError> {
    let sql = "UPDATE totp SET last_step = $1
               WHERE organization_id = $2 AND sign_in_id = $3 AND last_step < $1 AND confirmed_at IS NOT NULL";
    Ok(execute!(tx, sql, step, org, id)? == 1)
}

/// Forgets the authenticator app; `false` when there was none.
pub async fn forget_totp(tx: &mut Tx, org: OrganizationId, id: SignInId) -> Result<bool, StoreError> {
    Ok(execute!(tx, "DELETE FROM totp WHERE organization_id = $1 AND sign_in_id = $2", org, id)? == 1)
}

/// Adds a recovery code by its hash.
pub async fn add_code(tx: &mut Tx, org: OrganizationId, id: SignInId, hash: &[u8]) -> Result<(), StoreError> {
    let sql = "INSERT INTO recovery_code (code_hash, organization_id, sign_in_id) VALUES ($1, $2, $3)";
    execute!(tx, sql, hash, org, id).map(drop)
}

/// Uses a recovery code up; `false` when the person has no such code, or not any more.
pub async fn use_code(
    tx: &mut Tx,
    org: OrganizationId,
    id: SignInId,
    hash: &[u8],
    at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let sql = "UPDATE recovery_code SET used_at = $1
               WHERE organization_id = $2 AND sign_in_id = $3 AND code_hash = $4 AND used_at IS NULL";
    Ok(execute!(tx, sql, at, org, id, hash)? == 1)
}

/// Forgets every recovery code of a person.
pub async fn forget_codes(tx: &mut Tx, org: OrganizationId, id: SignInId) -> Result<(), StoreError> {
    execute!(tx, "DELETE FROM recovery_code WHERE organization_id = $1 AND sign_in_id = $2", org, id).map(drop)
}
