//! What a person changes about the own sign-in (R51): password and language.

use serde_json::json;

use crate::domain::activity::Event;
use crate::domain::field::FieldErrors;
use crate::domain::letter::Letter;
use crate::domain::state::Language;
use crate::service::activity::record;
use crate::service::hasher::Verified;
use crate::service::password::{self, Strength};
use crate::service::telling::{Recipient, tell};
use crate::service::token::Token;
use crate::service::{App, Error};
use crate::store::{attempts, password_links, sign_ins};

use super::{Client, Session, account_key, session};

/// Changes the own password. Every open session ends, this one too; the new token is for the cookie of this browser.
pub async fn change_password(
    app: &App,
    session: &Session,
    present: &str,
    new: &str,
    client: &Client,
) -> Result<Token, Error> {
    let org = session.organization;
    let key = account_key(crate::domain::email::Email::parse("email", &session.email)?.key());
    let person = {
        let mut conn = app.store.read().await?;
        if let Some(until) = attempts::locked_until(&mut conn, &key, app.now()).await? {
            let seconds = u64::try_from((until - app.now()).num_seconds()).unwrap_or(1).max(1);
            return Err(Error::TooMany { seconds });
        }
        sign_ins::get(&mut conn, org, session.sign_in).await?.ok_or_else(|| Error::not_found("such sign-in"))?
    };
    let mut errors = FieldErrors::new();
    let right = app.hasher.verify(present, person.password_hash.as_deref()).await? != Verified::No;
    if !right {
        errors.add("present_password", "password-wrong", "this is not your present password");
    }
    let own = [session.email.as_str(), &session.first_name, &session.last_name, &session.organization_name];
    errors.take(password::check("new_password", new, Strength::OnlyFactor, &own));
    if right && present == new {
        errors.add("new_password", "password-same", "is the present password; choose another one");
    }
    if !right {
        let mut tx = app.store.begin().await?;
        attempts::failed(&mut tx, &key, 0, app.now()).await?;
        tx.commit().await?;
    }
    errors.into_result()?;
    let hash = app.hasher.hash(new).await?;

    let mut tx = app.store.begin().await?;
    let epoch = sign_ins::set_password(&mut tx, org, session.sign_in, &hash).await?;
    password_links::end_of_sign_in(&mut tx, org, session.sign_in).await?;
    record(app, &mut tx, &session.actor(client), Event::PasswordChanged, session.about(), json!({})).await?;
    let letter = Letter::PasswordChanged { name: session.name() };
    let to = Recipient {
        organization: org,
        customer: Some(session.viewer.customer),
        user: Some(session.user),
        address: &session.email,
        name: &session.name(),
        language: session.language,
    };
    tell(app, &mut tx, to, &letter, None).await?;
    let person = sign_ins::SignIn { epoch, ..person };
    let token = session::open(app, &mut tx, &person, session.user, client).await?;
    tx.commit().await?;
    Ok(token)
}

/// Sets the language of pages and letters.
pub async fn set_language(app: &App, session: &Session, language: Language) -> Result<(), Error> {
    let mut tx = app.store.begin().await?;
    sign_ins::set_language(&mut tx, session.organization, session.sign_in, language).await?;
    Ok(tx.commit().await?)
}
