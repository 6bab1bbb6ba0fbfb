//! Passkeys (R22): what is needed to check a signature, never anything that could make one.

use chrono::{DateTime, Utc};

use crate::domain::{OrganizationId, PasskeyId, SignInId};

use super::{Conn, StoreError, Tx, execute, row_opt, rows, scalar};

/// A passkey.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct Passkey {
    /// Its identifier.
    pub id: PasskeyId,
    /// In which organization.
    pub organization_id: OrganizationId,
    /// Whose.
    pub sign_in_id: SignInId,
    /// What the browser calls it.
    pub credential_id: Vec<u8>,
    /// Public key and counter, in the words of `service::second_factor`.
    pub credential: String,
    /// What its owner calls it.
    pub name: String,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// When it was last used.
    pub last_used_at: Option<DateTime<Utc>>,
}

/// The passkeys of a person, the oldest first.
pub async fn of_sign_in(conn: &mut Conn, org: OrganizationId, id: SignInId) -> Result<Vec<Passkey>, StoreError> {
    rows!(
        conn,
        Passkey,
        "SELECT id, organization_id, sign_in_id, credential_id, credential, name, created_at, last_used_at FROM passkey
         WHERE organization_id = $1 AND sign_in_id = $2 ORDER BY created_at, id LIMIT 100",
        org,
        id
    )
}

/// The passkey that a browser names. It says whose it is, so no organization is known before.
pub async fn by_credential(conn: &mut Conn, credential_id: &[u8]) -> Result<Option<Passkey>, StoreError> {
    row_opt!(
        conn,
        Passkey,
        "SELECT id, organization_id, sign_in_id, credential_id, credential, name, created_at, last_used_at FROM passkey
         WHERE credential_id = $1",
        credential_id
    )
}

/// Whether anybody has one at all: without, no sign-in page need offer them.
pub async fn any(conn: &mut Conn) -> Result<bool, StoreError> {
    scalar!(conn, bool, "SELECT EXISTS (SELECT 1 FROM passkey)")
}

/// Adds a passkey; `false` when somebody has it already.
pub async fn insert(tx: &mut Tx, new: &Passkey) -> Result<bool, StoreError> {
    let done = execute!(
        tx,
        "INSERT INTO passkey (id, organization_id, sign_in_id, credential_id, credential, name, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
        new.id,
        new.organization_id,
        new.sign_in_id,
        &new.credential_id,
        &new.credential,
        &new.name,
        new.created_at
    )?;
    Ok(done == 1)
}

/// Notes that a passkey was used; `false` when it was used by somebody else since it was read (its counter has moved).
pub async fn used(tx: &mut Tx, passkey: &Passkey, credential: &str, at: DateTime<Utc>) -> Result<bool, StoreError> {
    let sql = "UPDATE passkey SET credential = $1, last_used_at = $2
               WHERE organization_id = $3 AND id = $4 AND credential = $5";
    Ok(execute!(tx, sql, credential, at, passkey.organization_id, passkey.id, &passkey.credential)? == 1)
}

/// Removes a passkey of a person; its name, or nothing when there is none.
pub async fn remove(
    tx: &mut Tx,
    org: OrganizationId,
    sign_in: SignInId,
    id: PasskeyId,
) -> Result<Option<String>, StoreError> {
    let sql = "DELETE FROM passkey WHERE organization_id = $1 AND sign_in_id = $2 AND id = $3 RETURNING name";
    Ok(row_opt!(tx, (String,), sql, org, sign_in, id)?.map(|(name,)| name))
}

/// Removes every passkey of a person.
pub async fn remove_all(tx: &mut Tx, org: OrganizationId, sign_in: SignInId) -> Result<(), StoreError> {
    execute!(tx, "DELETE FROM passkey WHERE organization_id = $1 AND sign_in_id = $2", org, sign_in).map(drop)
}
