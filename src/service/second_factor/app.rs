//! An authenticator app: a secret is offered, a first code proves that the app has it, the password switches it off.

use chrono::TimeDelta;

use crate::domain::activity::Event;
use crate::domain::field::FieldErrors;
use crate::domain::letter::FactorChange;
use crate::service::customer_sign_in::{Client, Session};
use crate::service::{App, Error};
use crate::store::second_factors;

use super::{Changed, changed, recent, totp};

/// A secret that was offered and not confirmed is forgotten after so long.
const OFFER_VALID: TimeDelta = TimeDelta::minutes(30);

/// A secret for an app to take.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offered {
    /// The secret, to be typed, in groups of four.
    pub secret: String,
    /// The address for a QR code.
    pub address: String,
}

/// Makes a new secret, which has to be confirmed.
///
/// # Errors
/// A conflict when there is an app already; denied when the person has not shown who they are for a while.
pub async fn begin_app(app: &App, session: &Session) -> Result<(), Error> {
    recent::needed(app, session)?;
    let secret = app.random.bytes::<{ totp::SECRET }>();
    let mut tx = app.store.begin().await?;
    let (org, id) = (session.organization, session.sign_in);
    if !second_factors::offer_totp(&mut tx, org, id, &secret, app.now()).await? {
        return Err(already());
    }
    Ok(tx.commit().await?)
}

fn already() -> Error {
    Error::conflict("an authenticator app is set up already; switch it off first")
}

/// The secret that waits to be confirmed, if there is one. It is shown only to somebody who has shown who they are.
pub async fn offered(app: &App, session: &Session) -> Result<Option<Offered>, Error> {
    if !recent::is_recent(app, session) {
        return Ok(None);
    }
    let mut conn = app.store.read().await?;
    let found = second_factors::totp(&mut conn, session.organization, session.sign_in).await?;
    let open = found.filter(|t| t.confirmed_at.is_none() && t.created_at + OFFER_VALID > app.now());
    Ok(open.map(|t| Offered {
        secret: grouped(&totp::base32(&t.secret)),
        address: totp::address(&t.secret, &session.organization_name, &session.email),
    }))
}

fn grouped(secret: &str) -> String {
    let characters: Vec<char> = secret.chars().collect();
    characters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// Confirms the app with the code it shows.
///
/// # Errors
/// The field `code`; a conflict when nothing waits to be confirmed.
pub async fn confirm_app(app: &App, session: &Session, typed: &str, client: &Client) -> Result<Changed, Error> {
    recent::needed(app, session)?;
    let (org, id) = (session.organization, session.sign_in);
    let mut tx = app.store.begin().await?;
    let found = second_factors::totp(&mut tx, org, id).await?;
    let open = found.filter(|t| t.confirmed_at.is_none() && t.created_at + OFFER_VALID > app.now());
    let open = open.ok_or_else(|| Error::conflict("nothing waits to be confirmed; begin anew"))?;
    let step = totp::plain(typed).and_then(|code| totp::matching(&open.secret, code, app.now()));
    let Some(step) = step else {
        let message = "is not the code that the app shows at this moment; does the device's clock go right?";
        return Err(FieldErrors::one("code", "app-code", message).into());
    };
    let before = second_factors::held(&mut tx, org, id).await?;
    if !second_factors::confirm_totp(&mut tx, org, id, &open.secret, step, app.now()).await? {
        return Err(already());
    }
    let event = (Event::SecondFactorChanged, None);
    let done = changed(app, &mut tx, session, before, event, FactorChange::AppSetUp, client).await?;
    tx.commit().await?;
    Ok(done)
}

/// Switches the app off; the password is asked for, however recent the sign-in.
///
/// # Errors
/// The field `password`; a conflict when there is none; too many after wrong passwords.
pub async fn switch_off_app(app: &App, session: &Session, password: &str, client: &Client) -> Result<Changed, Error> {
    recent::password(app, session, password, client).await?;
    let (org, id) = (session.organization, session.sign_in);
    let mut tx = app.store.begin().await?;
    let before = second_factors::held(&mut tx, org, id).await?;
    if !before.app || !second_factors::forget_totp(&mut tx, org, id).await? {
        return Err(Error::conflict("no authenticator app is set up"));
    }
    let event = (Event::SecondFactorChanged, None);
    let done = changed(app, &mut tx, session, before, event, FactorChange::AppOff, client).await?;
    tx.commit().await?;
    Ok(done)
}
