//! A new password with a link that staff sent (R17), and in the place of a temporary one. Looking changes nothing, however
//! often; one conditional delete takes the link, once.

use chrono::{DateTime, Utc};
use serde_json::json;

use crate::domain::OrganizationId;
use crate::domain::activity::Event;
use crate::domain::email::Email;
use crate::domain::field::FieldErrors;
use crate::domain::letter::Letter;
use crate::domain::state::{Language, UserState};
use crate::service::activity::record;
use crate::service::hasher::Verified;
use crate::service::password::{self, Strength};
use crate::service::telling::{Recipient, tell};
use crate::service::token::Token;
use crate::service::{App, Error};
use crate::store::password_links::{self, Target};
use crate::store::sign_ins::SignIn;
use crate::store::{Tx, attempts, sign_ins};

use super::step::{Comes, let_in};
use super::{Client, Entered, Session, about, account_key, actor, session};

/// What the page behind a link to set a new password shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ResetOffer {
    /// From which organization.
    pub organization: OrganizationId,
    /// That organization's name.
    pub organization_name: String,
    /// Its accent colour.
    pub accent: String,
    /// Under which key the storage has its logo (R23).
    pub logo_key: Option<String>,
    /// Its time zone.
    pub time_zone: String,
    /// The user name.
    pub email: String,
    /// The person's name.
    pub name: String,
    /// The person's language.
    pub language: Language,
    /// Until when the link works.
    pub expires_at: DateTime<Utc>,
}

/// What the link leads to. An unknown, used or replaced link is not found, and so is one of a person whose access ended; one
/// that has expired is a conflict that says so; one to a portal that is off is denied (R1, R2). Nothing is changed by
/// looking, however often.
pub async fn reset_offer(app: &App, token: &Token) -> Result<ResetOffer, Error> {
    let target = open(app, password_links::get(&mut app.store.read().await?, &token.hash()).await?)?;
    Ok(ResetOffer {
        organization: target.organization_id,
        organization_name: target.organization_name,
        accent: target.accent,
        logo_key: target.logo_key,
        time_zone: target.time_zone,
        email: target.email,
        name: format!("{} {}", target.first_name, target.last_name),
        language: target.language,
        expires_at: target.expires_at,
    })
}

fn gone() -> Error {
    Error::not_found("such link")
}

fn open(app: &App, target: Option<Target>) -> Result<Target, Error> {
    let target = target.ok_or_else(gone)?;
    let over = target.ends_at.is_some_and(|end| end <= app.now());
    if target.user_state != UserState::Active || over {
        return Err(gone());
    }
    if !target.module_on || !target.portal_on {
        return Err(Error::Denied { needs: "the portal".into(), because: ", which is switched off".into() });
    }
    if target.expires_at <= app.now() {
        return Err(Error::conflict("this link has expired; ask for a new one"));
    }
    Ok(target)
}

/// Sets the new password and lets the person in; a second factor is asked for as after any password (R22). The link works
/// once; every other session and link is over.
pub async fn reset_password(app: &App, token: &Token, new: &str, client: &Client) -> Result<Entered, Error> {
    let target = open(app, password_links::get(&mut app.store.read().await?, &token.hash()).await?)?;
    let own = [&target.email, &target.first_name, &target.last_name, &target.organization_name, &target.customer_name];
    password::check("password", new, Strength::OnlyFactor, &own.map(String::as_str))?;
    let hash = app.hasher.hash(new).await?;

    let mut tx = app.store.begin().await?;
    // Again inside the transaction: what was read before hashing may have changed meanwhile.
    let target = open(app, password_links::get(&mut tx, &token.hash()).await?)?;
    let org = target.organization_id;
    if !password_links::take(&mut tx, org, &token.hash(), app.now()).await? {
        return Err(gone());
    }
    let person = renew(app, &mut tx, org, target.sign_in_id, &hash).await?;
    let by = actor(&person, target.customer_user_id, client);
    let concerning = about(&person, target.customer_id, target.customer_user_id);
    record(app, &mut tx, &by, Event::PasswordReset, concerning, json!({})).await?;
    let to = Recipient {
        organization: org,
        customer: Some(target.customer_id),
        user: Some(target.customer_user_id),
        address: &person.email,
        name: &person.name(),
        language: person.language,
    };
    tell(app, &mut tx, to, &Letter::PasswordChanged { name: person.name() }, None).await?;
    let comes = Comes { organization: org, user: target.customer_user_id, customer: target.customer_id };
    let entered = let_in(app, &mut tx, &person, comes, client).await?;
    tx.commit().await?;
    Ok(entered)
}

/// Replaces the temporary password that the person came in with (R17). Every open session ends, this one too; the new token
/// is for the cookie of this browser.
///
/// # Errors
/// The field `new_password`; a conflict when it was replaced already.
pub async fn replace_temporary(app: &App, session: &Session, new: &str, client: &Client) -> Result<Token, Error> {
    let org = session.organization;
    let stored = {
        let mut conn = app.store.read().await?;
        sign_ins::get(&mut conn, org, session.sign_in).await?.and_then(|person| person.password_hash)
    };
    let mut errors = FieldErrors::new();
    let own = [session.email.as_str(), &session.first_name, &session.last_name, &session.organization_name];
    errors.take(password::check("new_password", new, Strength::OnlyFactor, &own));
    if app.hasher.verify(new, stored.as_deref()).await? != Verified::No {
        errors.add("new_password", "password-same", "is the temporary password; choose your own");
    }
    errors.into_result()?;
    let hash = app.hasher.hash(new).await?;

    let mut tx = app.store.begin().await?;
    if sign_ins::temporary_until(&mut tx, org, session.sign_in).await?.is_none() {
        return Err(Error::conflict("the temporary password was replaced already"));
    }
    let person = renew(app, &mut tx, org, session.sign_in, &hash).await?;
    let data = json!({ "temporary": true });
    record(app, &mut tx, &session.actor(client), Event::PasswordChanged, session.about(), data).await?;
    let token = session::open(app, &mut tx, &person, session.user, client).await?;
    tx.commit().await?;
    Ok(token)
}

/// The new password, under which every older link, session and lock of the person is over.
async fn renew(
    app: &App,
    tx: &mut Tx,
    org: OrganizationId,
    id: crate::domain::SignInId,
    hash: &str,
) -> Result<SignIn, Error> {
    sign_ins::set_password(tx, org, id, hash).await?;
    password_links::end_of_sign_in(tx, org, id).await?;
    let person = sign_ins::get(tx, org, id).await?.ok_or_else(gone)?;
    attempts::succeeded(tx, &account_key(Email::parse("email", &person.email)?.key())).await?;
    crate::store::sessions::forget_ended(tx, app.now()).await?;
    Ok(person)
}
