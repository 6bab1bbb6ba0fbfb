//! Accepting an invitation: looking changes nothing; one conditional update takes it, once (R7).

use chrono::{DateTime, Utc};
use serde_json::json;

use crate::domain::OrganizationId;
use crate::domain::activity::Event;
use crate::domain::field::FieldErrors;
use crate::domain::letter::{Letter, LetterKind};
use crate::domain::state::{InvitationState, Language, UserState};
use crate::service::activity::record;
use crate::service::hasher::Verified;
use crate::service::password::{self, Strength};
use crate::service::telling::{Recipient, tell};
use crate::service::token::Token;
use crate::service::{App, Error};
use crate::store::invitations::{self, LinkTarget};
use crate::store::outbox;
use crate::store::sign_ins::{self, SignIn};
use crate::store::{Tx, attempts, standing, users};

use super::step::{Comes, let_in};
use super::{Client, Entered, about, account_key, actor};

/// What the page behind an invitation's link shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offer {
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
    /// Access to which customer.
    pub customer: String,
    /// The user name.
    pub email: String,
    /// The person's name.
    pub name: String,
    /// The person's language.
    pub language: Language,
    /// Until when it can be accepted.
    pub expires_at: DateTime<Utc>,
    /// The person has a password from another customer: it is asked for instead of a new one being set.
    pub has_password: bool,
}

/// How an invitation is accepted.
#[derive(Clone, Debug)]
pub struct Accepting<'a> {
    /// The new password, or the present one of a person who has one.
    pub password: &'a str,
    /// The browser.
    pub client: &'a Client,
}

/// What the link offers. An unknown, used, withdrawn or replaced link is not found; one that has expired is a conflict
/// that says so; one to a portal that is off is denied (R1, R2). Nothing is changed by looking, however often.
pub async fn offer(app: &App, token: &Token) -> Result<Offer, Error> {
    let target = invitations::by_link(&mut app.store.read().await?, &token.hash()).await?;
    let target = open(app, target)?;
    Ok(Offer {
        organization: target.organization_id,
        organization_name: target.organization_name,
        accent: target.accent,
        logo_key: target.logo_key,
        time_zone: target.time_zone,
        customer: target.customer_name,
        email: target.email,
        name: format!("{} {}", target.first_name, target.last_name),
        language: target.language,
        expires_at: target.expires_at,
        has_password: target.password_hash.is_some(),
    })
}

fn open(app: &App, target: Option<LinkTarget>) -> Result<LinkTarget, Error> {
    let gone = || Error::not_found("such invitation");
    let target = target.ok_or_else(gone)?;
    let pending = target.state == InvitationState::Pending && target.user_state == UserState::Pending;
    if !pending {
        return Err(gone());
    }
    if !target.module_on || !target.portal_on {
        return Err(Error::Denied { needs: "the portal".into(), because: ", which is switched off".into() });
    }
    if target.expires_at <= app.now() {
        return Err(Error::conflict("this invitation has expired; ask for a new one"));
    }
    Ok(target)
}

/// Accepts the invitation: the password is set (or, where the person has one, checked), the customer user becomes
/// active, the person is let in, past the second factor if there is one (R22). The link works once.
pub async fn accept(app: &App, token: &Token, accepting: &Accepting<'_>) -> Result<Entered, Error> {
    let target = open(app, invitations::by_link(&mut app.store.read().await?, &token.hash()).await?)?;
    let new_hash = match &target.password_hash {
        Some(stored) => {
            check_present(app, &target, stored, accepting.password).await?;
            None
        }
        None => Some(hash_new(app, &target, accepting.password).await?),
    };

    let mut tx = app.store.begin().await?;
    // Again inside the transaction: what was read before hashing may have changed meanwhile.
    let target = open(app, invitations::by_link(&mut tx, &token.hash()).await?)?;
    let org = target.organization_id;
    let is_mine = invitations::finish(&mut tx, org, target.id, InvitationState::Accepted, Some(app.now())).await?;
    if !is_mine || !users::activate(&mut tx, org, target.customer_user_id, app.now()).await? {
        return Err(Error::not_found("such invitation"));
    }
    invitations::end_links(&mut tx, org, target.id).await?;
    outbox::cancel_of_user(&mut tx, org, target.customer_user_id, LetterKind::Invitation).await?;
    if let Some(hash) = new_hash {
        if target.password_hash.is_some() {
            return Err(Error::conflict("a password was set meanwhile; load the page again"));
        }
        sign_ins::set_password(&mut tx, org, target.sign_in_id, &hash).await?;
    }
    standing::refresh_access_state(&mut tx, org, target.customer_id, app.now()).await?;
    let person = sign_ins::get(&mut tx, org, target.sign_in_id).await?;
    let person = person.ok_or_else(|| Error::not_found("such invitation"))?;
    let by = actor(&person, target.customer_user_id, accepting.client);
    let concerning = about(&person, target.customer_id, target.customer_user_id);
    record(app, &mut tx, &by, Event::InvitationAccepted, concerning, json!({})).await?;
    welcome(app, &mut tx, &target, &person).await?;
    let comes = Comes { organization: org, user: target.customer_user_id, customer: target.customer_id };
    let entered = let_in(app, &mut tx, &person, comes, accepting.client).await?;
    tx.commit().await?;
    Ok(entered)
}

async fn check_present(app: &App, target: &LinkTarget, stored: &str, password: &str) -> Result<(), Error> {
    let key = account_key(crate::domain::email::Email::parse("email", &target.email)?.key());
    if let Some(until) = attempts::locked_until(&mut app.store.read().await?, &key, app.now()).await? {
        return Err(Error::TooMany { seconds: u64::try_from((until - app.now()).num_seconds()).unwrap_or(1).max(1) });
    }
    if app.hasher.verify(password, Some(stored)).await? != Verified::No {
        let mut conn = app.store.read().await?;
        let until = sign_ins::temporary_until(&mut conn, target.organization_id, target.sign_in_id).await?;
        if until.is_some_and(|until| until <= app.now()) {
            let message = "is a temporary password whose time is over; ask for a new one";
            return Err(FieldErrors::one("password", "password-temporary-over", message).into());
        }
        return Ok(());
    }
    let mut tx = app.store.begin().await?;
    attempts::failed(&mut tx, &key, 0, app.now()).await?;
    tx.commit().await?;
    Err(FieldErrors::one("password", "password-wrong", "this is not your present password").into())
}

async fn hash_new(app: &App, target: &LinkTarget, new: &str) -> Result<String, Error> {
    let names =
        [&target.email, &target.first_name, &target.last_name, &target.organization_name, &target.customer_name];
    password::check("password", new, Strength::OnlyFactor, &names.map(String::as_str))?;
    app.hasher.hash(new).await
}

async fn welcome(app: &App, tx: &mut Tx, target: &LinkTarget, person: &SignIn) -> Result<(), Error> {
    let letter =
        Letter::Welcome { name: person.name(), customer: target.customer_name.clone(), email: person.email.clone() };
    let to = Recipient {
        organization: target.organization_id,
        customer: Some(target.customer_id),
        user: Some(target.customer_user_id),
        address: &person.email,
        name: &person.name(),
        language: person.language,
    };
    tell(app, tx, to, &letter, None).await
}
