//! Showing again who one is, before something that matters: a browser left open is not enough to add a way in.

use chrono::TimeDelta;
use serde_json::json;

use crate::domain::email::Email;
use crate::domain::field::FieldErrors;
use crate::service::customer_sign_in::{self, Client, Session, account_key, address_key, failed, refuse_locked};
use crate::service::hasher::Verified;
use crate::service::token::Token;
use crate::service::{App, Error};
use crate::store::{attempts, sessions};

use super::passkeys;
use super::questions::{self, Purpose, Question};
use super::{person, second_key};

/// So long ago the person may have shown who they are.
pub const RECENT: TimeDelta = TimeDelta::minutes(10);

/// Whether the person showed who they are a moment ago.
pub fn is_recent(app: &App, session: &Session) -> bool {
    app.now() - session.since < RECENT
}

/// # Errors
/// Denied when it is too long ago.
pub(super) fn needed(app: &App, session: &Session) -> Result<(), Error> {
    if is_recent(app, session) {
        return Ok(());
    }
    Err(Error::Denied { needs: "a recent sign-in".into(), because: ", and the last one is a while ago".into() })
}

/// Whether this is the person's password; wrong ones count as they do on the sign-in page.
pub(super) async fn password(app: &App, session: &Session, typed: &str, client: &Client) -> Result<(), Error> {
    let keys = [account_key(Email::parse("email", &session.email)?.key()), address_key(&client.address)];
    let person = {
        let mut conn = app.store.read().await?;
        refuse_locked(app, &mut conn, &keys).await?;
        person(&mut conn, session).await?
    };
    if app.hasher.verify(typed, person.password_hash.as_deref()).await? != Verified::No {
        let mut tx = app.store.begin().await?;
        attempts::succeeded(&mut tx, &keys[0]).await?;
        return Ok(tx.commit().await?);
    }
    let mut tx = app.store.begin().await?;
    failed(app, &mut tx, &keys, Some(&person), client, json!({})).await?;
    tx.commit().await?;
    Err(FieldErrors::one("password", "password-wrong", "this is not your present password").into())
}

/// Shows with the password who one is; the session goes on under a new token.
///
/// # Errors
/// The field `password`; too many after wrong ones.
pub async fn elevate(app: &App, session: &Session, typed: &str, client: &Client) -> Result<Token, Error> {
    password(app, session, typed, client).await?;
    renewed(app, session, client).await
}

/// What is asked of a passkey of the person, to show who they are; nothing when there is none.
pub async fn question_to_elevate(app: &App, session: &Session) -> Result<Option<Question>, Error> {
    let question = questions::of_session(app, session, Purpose::Elevate).await?;
    Ok(Some(question).filter(|q| !q.credentials.is_empty()))
}

/// Shows with a passkey who one is; the session goes on under a new token.
///
/// # Errors
/// The field `passkey`; too many after answers that were not taken.
pub async fn elevate_with_passkey(app: &App, session: &Session, answer: &str, client: &Client) -> Result<Token, Error> {
    let keys = [second_key(session.sign_in), address_key(&client.address)];
    refuse_locked(app, &mut app.store.read().await?, &keys).await?;
    let mut tx = app.store.begin().await?;
    let person = person(&mut tx, session).await?;
    let to = session.id.to_string();
    let bound = questions::Bound { sign_in: Some((person.id, person.epoch)), to: &to };
    let taken = passkeys::check(app, &mut tx, Purpose::Elevate, answer, &bound, Some(&person)).await?;
    if let Err(why) = taken {
        failed(app, &mut tx, &keys, Some(&person), client, json!({ "with": "passkey", "because": why })).await?;
        tx.commit().await?;
        return Err(FieldErrors::one("passkey", "passkey", "the passkey was not taken").into());
    }
    attempts::succeeded(&mut tx, &keys[0]).await?;
    tx.commit().await?;
    renewed(app, session, client).await
}

async fn renewed(app: &App, session: &Session, client: &Client) -> Result<Token, Error> {
    let mut tx = app.store.begin().await?;
    let person = person(&mut tx, session).await?;
    sessions::end(&mut tx, session.organization, session.id).await?;
    let token = customer_sign_in::open_session(app, &mut tx, &person, session.user, client).await?;
    tx.commit().await?;
    Ok(token)
}
