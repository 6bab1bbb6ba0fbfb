//! What lies between two steps of signing in: short-lived, used once (R22). Only the hash of a step's token is kept.
//!
//! A step belongs to no organization of its own: a passkey is asked before anybody knows whose it is, and a forgotten
//! password is asked for by anybody. Where it belongs to a sign-in, the sign-in's epoch ends it.

use chrono::{DateTime, Utc};

use crate::domain::SignInId;

use super::{Conn, StoreError, Tx, execute, row_opt, rows};

/// A step.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct Step {
    /// The hash of its token.
    pub token_hash: Vec<u8>,
    /// Whose, where that is known.
    pub sign_in_id: Option<SignInId>,
    /// The sign-in's epoch when the step was made.
    pub epoch: i64,
    /// What it leads to.
    pub purpose: String,
    /// What it carries, in the words of the service.
    pub state: String,
    /// How often the next step was tried in vain.
    pub failures: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Until when it can be taken.
    pub expires_at: DateTime<Utc>,
}

/// Adds a step, and forgets those that are over.
pub async fn insert(tx: &mut Tx, new: &Step) -> Result<(), StoreError> {
    execute!(tx, "DELETE FROM sign_in_step WHERE expires_at <= $1", new.created_at)?;
    execute!(
        tx,
        "INSERT INTO sign_in_step (token_hash, sign_in_id, epoch, purpose, state, failures, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        &new.token_hash,
        new.sign_in_id,
        new.epoch,
        &new.purpose,
        &new.state,
        new.failures,
        new.created_at,
        new.expires_at
    )
    .map(drop)
}

/// The step of that purpose, if its time is not over.
pub async fn get(
    conn: &mut Conn,
    token_hash: &[u8],
    purpose: &str,
    now: DateTime<Utc>,
) -> Result<Option<Step>, StoreError> {
    row_opt!(
        conn,
        Step,
        "SELECT token_hash, sign_in_id, epoch, purpose, state, failures, created_at, expires_at FROM sign_in_step
         WHERE token_hash = $1 AND purpose = $2 AND expires_at > $3",
        token_hash,
        purpose,
        now
    )
}

/// Uses a step up; `false` when somebody else was faster.
pub async fn take(tx: &mut Tx, token_hash: &[u8]) -> Result<bool, StoreError> {
    Ok(execute!(tx, "DELETE FROM sign_in_step WHERE token_hash = $1", token_hash)? == 1)
}

/// Counts a try in vain; the step is over when it was the last that is allowed.
pub async fn failed(tx: &mut Tx, token_hash: &[u8], allowed: i64) -> Result<(), StoreError> {
    execute!(tx, "UPDATE sign_in_step SET failures = failures + 1 WHERE token_hash = $1", token_hash)?;
    execute!(tx, "DELETE FROM sign_in_step WHERE token_hash = $1 AND failures >= $2", token_hash, allowed).map(drop)
}

/// Some steps of that purpose, the oldest first: for whoever works them off.
pub async fn waiting(conn: &mut Conn, purpose: &str, now: DateTime<Utc>, limit: i64) -> Result<Vec<Step>, StoreError> {
    rows!(
        conn,
        Step,
        "SELECT token_hash, sign_in_id, epoch, purpose, state, failures, created_at, expires_at FROM sign_in_step
         WHERE purpose = $1 AND expires_at > $2 ORDER BY created_at, token_hash LIMIT $3",
        purpose,
        now,
        limit
    )
}

/// The same as [`insert`], for a worker, who is told when the transaction commits.
pub async fn hand_over(tx: &mut Tx, new: &Step) -> Result<(), StoreError> {
    insert(tx, new).await?;
    tx.announce().await
}
