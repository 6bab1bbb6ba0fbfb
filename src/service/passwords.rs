//! New passwords by staff (R17): a link that works once, or a temporary password to read aloud.
//!
//! Either way every open session of the person ends through the epoch, and older links and letters of this kind die. Only
//! who may sign in now can be helped so: everybody else needs something other first, and the conflict says what.

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use serde_json::json;

use crate::domain::CustomerUserId;
use crate::domain::activity::Event;
use crate::domain::email::Email;
use crate::domain::letter::{Enclosure, Letter};
use crate::domain::staff::StaffPermission;
use crate::domain::state::UserState;
use crate::store::password_links::{self, NewLink};
use crate::store::users::{self, Which};
use crate::store::{Conn, Tx, organizations, sessions, sign_ins};

use super::access::{self, UserRow};
use super::activity::record;
use super::telling::{Recipient, tell};
use super::token::{Token, TokenKind};
use super::{Actor, App, Error, phrase, portal_switch};

/// How long a link to set a new password works.
pub const LINK_VALID: TimeDelta = TimeDelta::minutes(30);

/// How long a temporary password works.
pub const TEMPORARY_VALID: TimeDelta = TimeDelta::hours(72);

/// A link that is on its way.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct LinkSent {
    /// Where the letter goes.
    pub sent_to: String,
    /// Until when the link works.
    pub expires_at: DateTime<Utc>,
}

/// A temporary password, known only here and now.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Temporary {
    /// The password, to be read aloud once.
    pub password: String,
    /// Until when it works.
    pub valid_until: DateTime<Utc>,
    /// Where it was mailed, if the organization does that and it was asked for.
    pub mailed_to: Option<String>,
}

/// Sends a link with which the person sets a new password, to the user name or for this once to another address.
///
/// # Errors
/// `send_to` that is no address; a conflict when the person cannot sign in as things stand, which says what to do instead.
pub async fn send_link(app: &App, by: &Actor, id: CustomerUserId, send_to: Option<&str>) -> Result<LinkSent, Error> {
    let other = send_to.map(|typed| Email::parse("send_to", typed)).transpose()?;
    let mut tx = app.store.begin().await?;
    let user = helped(app, &mut tx, by, id).await?;
    if other.is_some() {
        reaches_everywhere(&mut tx, by, &user, OPENS_ALL).await?;
    }
    let address = other.as_ref().map_or(user.email.as_str(), Email::as_str).to_owned();
    let expires_at = app.now() + LINK_VALID;
    end_all(&mut tx, by, &user).await?;
    sign_ins::end_sessions(&mut tx, by.organization, user.sign_in).await?;
    let token = Token::new(TokenKind::Password, &app.random);
    let link = NewLink {
        token_hash: &token.hash(),
        organization: by.organization,
        sign_in: user.sign_in,
        user: id,
        at: app.now(),
        expires_at,
    };
    password_links::insert(&mut tx, &link).await?;
    let data = json!({ "sent_to": address, "expires_at": expires_at });
    record(app, &mut tx, by, Event::PasswordLinkSent, access::about(&user), data).await?;
    let letter = Letter::NewPassword { name: user.name(), sent_by: by.name().to_owned(), expires_at };
    let name = user.name();
    let to = recipient(by, &user, &address, &name);
    tell(app, &mut tx, to, &letter, Some(&Enclosure(token.reveal().to_owned()))).await?;
    tx.commit().await?;
    Ok(LinkSent { sent_to: address, expires_at })
}

/// Makes a temporary password: shown this once, good for 72 hours, to be replaced at the first sign-in. With `mail` it is
/// also mailed to the user name, which the organization must have switched on (it stands in a letter then).
///
/// # Errors
/// A conflict when the person cannot sign in as things stand, or when temporary passwords are not mailed here.
pub async fn temporary(app: &App, by: &Actor, id: CustomerUserId, mail: bool) -> Result<Temporary, Error> {
    {
        // Asked before hashing, so that a refusal costs nothing; asked again inside the transaction.
        let mut conn = app.store.read().await?;
        let user = helped(app, &mut conn, by, id).await?;
        reaches_everywhere(&mut conn, by, &user, OPENS_ALL).await?;
        refuse_mail(&mut conn, by, mail).await?;
    }
    let password = phrase::suggest(&app.random);
    let hash = app.hasher.hash(&password).await?;

    let mut tx = app.store.begin().await?;
    let user = helped(app, &mut tx, by, id).await?;
    reaches_everywhere(&mut tx, by, &user, OPENS_ALL).await?;
    refuse_mail(&mut tx, by, mail).await?;
    let valid_until = app.now() + TEMPORARY_VALID;
    end_all(&mut tx, by, &user).await?;
    sign_ins::set_temporary(&mut tx, by.organization, user.sign_in, &hash, valid_until).await?;
    let mailed_to = mail.then(|| user.email.clone());
    let data = json!({ "valid_until": valid_until, "sent_to": mailed_to });
    record(app, &mut tx, by, Event::TemporaryPasswordMade, access::about(&user), data).await?;
    if mail {
        let letter = Letter::TemporaryPassword { name: user.name(), made_by: by.name().to_owned(), valid_until };
        let name = user.name();
        let to = recipient(by, &user, &user.email, &name);
        tell(app, &mut tx, to, &letter, Some(&Enclosure(password.clone()))).await?;
    }
    tx.commit().await?;
    Ok(Temporary { password, valid_until, mailed_to })
}

/// The customer user, if staff may reset the password and the person could sign in with a new one.
async fn helped(app: &App, conn: &mut Conn, by: &Actor, id: CustomerUserId) -> Result<UserRow, Error> {
    let user = access::one(app, conn, by, id, StaffPermission::ResetPassword).await?;
    let instead = match user.state {
        UserState::Active => return Ok(user),
        UserState::Pending => {
            "has not accepted the invitation yet, and chooses a password then; send the invitation again"
        }
        UserState::Suspended => "is suspended; lift the suspension first",
        UserState::Revoked => "has no access any more; grant access again",
        UserState::Expired => "has an access that is over; give it a later end first",
    };
    Err(Error::conflict(format!("{} {instead}", user.name())))
}

const OPENS_ALL: &str = "the password opens all of them; send a link to the person's own address instead";

/// A password opens every customer of the person (R4). Whoever would come to know it, or chooses where a link to set it
/// goes, must hold the permission at all of them (R10); a link to the person's own address asks for no more.
pub(super) async fn reaches_everywhere(
    conn: &mut Conn,
    by: &Actor,
    user: &UserRow,
    because: &str,
) -> Result<(), Error> {
    let key = Email::parse("email", &user.email)?;
    for other in users::list(conn, by.organization, Which::Email(key.key())).await? {
        if other.id == user.id || !matches!(other.state, UserState::Active | UserState::Suspended) {
            continue;
        }
        match portal_switch::of_staff(conn, by, other.customer_id, StaffPermission::ResetPassword).await {
            Ok(_) => {}
            Err(Error::Denied { needs, .. }) => {
                let because = format!(" in the areas of every customer of this person, because {because}");
                return Err(Error::Denied { needs, because });
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

async fn refuse_mail(conn: &mut Conn, by: &Actor, mail: bool) -> Result<(), Error> {
    if !mail || organizations::mails_temporary(conn, by.organization).await? {
        return Ok(());
    }
    Err(Error::conflict(
        "temporary passwords are not mailed here: the setting mails_temporary is off. Read the password aloud, send a link \
         instead, or have an administrator switch the setting on",
    ))
}

/// Ends every session and older link of the person; nothing of an older help can be used any more.
async fn end_all(tx: &mut Tx, by: &Actor, user: &UserRow) -> Result<(), Error> {
    password_links::end_of_sign_in(tx, by.organization, user.sign_in).await?;
    sessions::end_of_sign_in(tx, by.organization, user.sign_in, None).await?;
    Ok(())
}

fn recipient<'a>(by: &Actor, user: &UserRow, address: &'a str, name: &'a str) -> Recipient<'a> {
    Recipient {
        organization: by.organization,
        customer: Some(user.customer),
        user: Some(user.id),
        address,
        name,
        language: user.language,
    }
}
