//! A code that was read aloud leads to its invitation (R7). The answer never tells whether an address is known.

use serde_json::json;

use crate::domain::activity::Event;
use crate::domain::email::Email;
use crate::service::activity::{About, record};
use crate::service::hasher::Verified;
use crate::service::token::{Token, TokenKind};
use crate::service::{Actor, App, Error, House, Who, spoken};
use crate::store::invitation_codes::{self, Candidate};
use crate::store::{attempts, invitations};

use super::{Client, address_key, refuse_locked};
use sha2::{Digest as _, Sha256};

/// Takes the code for `email` and gives a fresh link to its invitation. An unknown address, a wrong code and one that is
/// used up or over cost the same time and get the same answer; wrong ones lock softly, by account and by the client's
/// address, as failed sign-ins do.
pub async fn redeem(app: &App, email: &str, code: &str, client: &Client) -> Result<Token, Error> {
    let mismatch = || Error::SignedOut { why: "e-mail address and code do not match, or the code is over".into() };
    let email = Email::parse("email", email).ok();
    let typed = spoken::plain(code);
    let key = email.as_ref().map_or("", Email::key);
    let keys = [Sha256::digest(format!("code\0{key}")).to_vec(), address_key(&client.address)];
    refuse_locked(app, &mut app.store.read().await?, &keys).await?;
    let mut tx = app.store.begin().await?;
    let candidates = invitation_codes::try_for(&mut tx, key, app.now()).await?;
    tx.commit().await?;

    let right = matching(app, typed.as_deref().unwrap_or_default(), &candidates).await?;
    let mut tx = app.store.begin().await?;
    if let Some(candidate) = right
        && invitation_codes::take(&mut tx, candidate, app.now()).await?
    {
        let token = Token::new(TokenKind::Invitation, &app.random);
        let (org, id) = (candidate.organization_id, candidate.invitation_id);
        invitations::add_link(&mut tx, org, id, &token.hash(), app.now()).await?;
        attempts::succeeded(&mut tx, &keys[0]).await?;
        tx.commit().await?;
        return Ok(token);
    }
    attempts::failed(&mut tx, &keys[0], 0, app.now()).await?;
    attempts::failed(&mut tx, &keys[1], super::SHARED, app.now()).await?;
    if let (Some(known), Some(email)) = (candidates.first(), email) {
        let by = Actor {
            organization: known.organization_id,
            organization_name: String::new(),
            who: Who::System,
            origin: client.origin(),
            house: House::default(),
        };
        let about = About { subject: email.as_str().to_owned(), ..About::default() };
        record(app, &mut tx, &by, Event::SignInFailed, about, json!({ "with": "code" })).await?;
    }
    tx.commit().await?;
    Err(mismatch())
}

/// The candidate whose code was typed. Without any, the same work is done.
async fn matching<'a>(app: &App, typed: &str, candidates: &'a [Candidate]) -> Result<Option<&'a Candidate>, Error> {
    if candidates.is_empty() {
        app.hasher.verify(typed, None).await?;
    }
    for candidate in candidates {
        if app.hasher.verify(typed, Some(&candidate.code_hash)).await? != Verified::No {
            return Ok(Some(candidate));
        }
    }
    Ok(None)
}
