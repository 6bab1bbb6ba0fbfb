//! Sending a letter to another address (R63): one that waits, was refused or came back.

use serde_json::json;

use crate::domain::OutboxId;
use crate::domain::activity::Event;
use crate::domain::email::Email;
use crate::domain::letter::LetterKind;
use crate::domain::notice::Channel;
use crate::domain::state::OutboxState;
use crate::service::activity::record;
use crate::service::{Actor, App, Error};
use crate::store::outbox::{self as store, LetterRow};

use super::{about, managed};

/// Has a letter sent to another address, at once. `version` is that of the letter that was shown.
///
/// A letter whose secret lets its reader in is not sent elsewhere this way: who gets in is decided where the invitation or
/// the password is, and written down there.
///
/// # Errors
/// The field `address` when no letter can be sent to it; a conflict when the letter is not one of those, was changed
/// meanwhile, or is being sent right now.
pub async fn readdress(app: &App, by: &Actor, id: OutboxId, version: i64, address: &str) -> Result<LetterRow, Error> {
    let email = Email::parse("address", address)?;
    let (mut tx, before) = managed(app, by, id).await?;
    if let Some(instead) = decided_elsewhere(before.kind) {
        return Err(Error::conflict(format!("whoever reads this letter gets in by it; {instead}")));
    }
    if before.channel != Channel::Email {
        return Err(Error::conflict("this is no letter but an SMS; its number is the person's own"));
    }
    if !matches!(before.state, OutboxState::Queued | OutboxState::Failed | OutboxState::Bounced) {
        return Err(Error::conflict(format!("the letter to {} is {} already", before.to_address, before.state)));
    }
    if before.version != version {
        let now = &before.to_address;
        return Err(Error::conflict(format!(
            "the letter was changed meanwhile; it goes to {now} now and is {}",
            before.state
        )));
    }
    if before.to_address == email.as_str() && before.state == OutboxState::Queued {
        return Ok(before);
    }
    if !store::readdress(&mut tx, by.organization, id, version, email.as_str(), app.now()).await? {
        return Err(Error::conflict(format!("the letter to {} is being sent right now", before.to_address)));
    }
    let data = json!({ "kind": before.kind, "before": before.to_address, "after": email.as_str() });
    record(app, &mut tx, by, Event::LetterReaddressed, about(&before), data).await?;
    let after = store::get(&mut tx, by.organization, id).await?.ok_or_else(|| Error::not_found("such letter"))?;
    tx.commit().await?;
    Ok(after)
}

/// Where it is decided who may read a letter of this kind, for those with a secret in them.
pub(super) const fn decided_elsewhere(kind: LetterKind) -> Option<&'static str> {
    match kind {
        LetterKind::Invitation => Some("change the address of the invitation, which sends a new letter"),
        LetterKind::NewPassword | LetterKind::TemporaryPassword => {
            Some("send a new password link or make a temporary password, to the address that you type there")
        }
        LetterKind::Recovery => Some("the person can ask for another one on the sign-in page"),
        _ => None,
    }
}
