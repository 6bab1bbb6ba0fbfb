//! Short codes that are read aloud (R7): one for each invitation, kept as a password's hash, good for a few tries.

use chrono::{DateTime, Utc};

use crate::domain::{InvitationId, OrganizationId};

use super::{StoreError, Tx, execute, rows};

/// So many wrong codes end a code.
const TRIES: i64 = 5;

/// Gives an invitation a code; an older one dies.
pub async fn put(
    tx: &mut Tx,
    org: OrganizationId,
    id: InvitationId,
    hash: &str,
    at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    execute!(
        tx,
        "INSERT INTO invitation_code (invitation_id, organization_id, code_hash, failures, created_at, expires_at)
         VALUES ($1, $2, $3, 0, $4, $5)
         ON CONFLICT (invitation_id) DO UPDATE SET code_hash = excluded.code_hash, failures = 0,
             created_at = excluded.created_at, expires_at = excluded.expires_at",
        id,
        org,
        hash,
        at,
        expires_at
    )
    .map(drop)
}

/// A code that may be compared once with what somebody typed.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Candidate {
    /// Of which invitation.
    pub invitation_id: InvitationId,
    /// In which organization.
    pub organization_id: OrganizationId,
    /// The code's hash.
    pub code_hash: String,
}

/// The codes that somebody with this address may try now. Each try is counted here, before anything is compared, so that
/// many tries at once are not more than a code allows. Nobody is signed in yet, so no organization is known.
pub async fn try_for(tx: &mut Tx, email_key: &str, now: DateTime<Utc>) -> Result<Vec<Candidate>, StoreError> {
    rows!(
        tx,
        Candidate,
        "UPDATE invitation_code SET failures = failures + 1
         WHERE expires_at > $1 AND failures < $2 AND invitation_id IN
             (SELECT i.id FROM invitation i
              JOIN customer_user u ON u.id = i.customer_user_id AND u.state = 'pending'
              JOIN sign_in s ON s.id = u.sign_in_id
              WHERE i.state = 'pending' AND i.expires_at > $1 AND s.email_key = $3)
         RETURNING invitation_id, organization_id, code_hash",
        now,
        TRIES,
        email_key
    )
}

/// Uses a code up; `false` when it is gone or another one by now.
pub async fn take(tx: &mut Tx, candidate: &Candidate, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let sql = "DELETE FROM invitation_code
               WHERE organization_id = $1 AND invitation_id = $2 AND code_hash = $3 AND expires_at > $4";
    let taken = execute!(tx, sql, candidate.organization_id, candidate.invitation_id, &candidate.code_hash, now)?;
    Ok(taken == 1)
}
