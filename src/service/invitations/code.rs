//! A short one-time code for an invitation, to read aloud (R7).

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use serde_json::json;

use crate::domain::InvitationId;
use crate::domain::activity::Event;
use crate::domain::staff::StaffPermission;
use crate::service::activity::record;
use crate::service::{Actor, App, Error, spoken};
use crate::store::{Conn, invitation_codes, invitations as store};

use super::{about, pending};

/// How long a code can be used: as long as a telephone call.
const VALID: TimeDelta = TimeDelta::minutes(15);

/// A code, shown once.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Code {
    /// Two groups of four, to read aloud: `K7QM-3XRT`.
    pub code: String,
    /// Where the person types it, beside the own address.
    pub url: String,
    /// Until when.
    pub valid_until: DateTime<Utc>,
}

/// Makes a code for a pending invitation; an older code of it dies, links stay good. It works once, within 15 minutes,
/// and dies after five wrong ones. Kept with the password hash, because it is short.
pub async fn code(app: &App, by: &Actor, id: InvitationId) -> Result<Code, Error> {
    // Asked before the hashing, which costs, and again in the transaction.
    open(app, &mut app.store.read().await?, by, id).await?;
    let code = spoken::make(&app.random);
    let plain = spoken::plain(&code).unwrap_or_default();
    let hash = app.hasher.hash(&plain).await?;

    let mut tx = app.store.begin().await?;
    let row = open(app, &mut tx, by, id).await?;
    let valid_until = (app.now() + VALID).min(row.expires_at);
    invitation_codes::put(&mut tx, by.organization, id, &hash, app.now(), valid_until).await?;
    record(app, &mut tx, by, Event::InvitationCodeMade, about(&row), json!({ "valid_until": valid_until })).await?;
    tx.commit().await?;
    Ok(Code { code, url: format!("{}/code", app.policy.public_url), valid_until })
}

async fn open(app: &App, conn: &mut Conn, by: &Actor, id: InvitationId) -> Result<store::InvitationRow, Error> {
    let (row, _) = pending(conn, by, id, StaffPermission::GrantAccess).await?;
    if row.expires_at <= app.now() {
        return Err(Error::conflict("the invitation has expired; send it again first"));
    }
    Ok(row)
}
