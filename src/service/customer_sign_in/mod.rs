//! Customers' people sign in: invitation accepted (R7), password (R22), sessions read live (R25). What comes after the password
//! is checked in `second_factor`; here it is only asked whether there is one.

mod account;
mod code;
mod invitation;
mod recovery;
mod reset;
mod session;
mod step;

use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::domain::activity::Event;
use crate::domain::email::Email;
use crate::domain::state::{Language, UserState};
use crate::domain::{CustomerId, CustomerUserId, OrganizationId};
use crate::store::sign_ins::{self, SignIn};
use crate::store::users::{self, User, Which};
use crate::store::{Conn, Tx, attempts, organizations, sessions, standing};

pub use crate::store::sessions::OpenSession;
pub use account::{change_password, set_language};
pub use code::redeem;
pub use invitation::{Accepting, Offer, accept, offer};
pub use recovery::{ask_recovery, work_off_recoveries};
pub use reset::{ResetOffer, replace_temporary, reset_offer, reset_password};
pub use session::{
    Choice, Session, choices, end, end_other_sessions, end_session, session, session_used, sessions, switch,
};
pub use step::STEP_VALID;

pub(super) use session::open as open_session;
pub(super) use step::{Comes, SECOND};

use super::activity::{About, record};
use super::hasher::Verified;
use super::token::Token;
use super::{Actor, App, Error, House, Who};

/// Forgets attempts that hold nobody up any more. For the worker, which comes by often; whether there were any.
pub async fn forget_attempts(app: &App) -> Result<bool, Error> {
    Ok(attempts::sweep(&app.store, app.now()).await?)
}

/// The browser that asks.
#[derive(Clone, Debug)]
pub struct Client {
    /// Its address, from the peer or a configured proxy.
    pub address: String,
    /// Its user agent.
    pub device: String,
}

impl Client {
    pub(in crate::service) fn origin(&self) -> String {
        format!("portal from {}", self.address)
    }
}

/// What is shown of an organization before anybody signed in (R23).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Branding {
    /// The organization.
    pub organization: OrganizationId,
    /// Its name.
    pub name: String,
    /// Its accent colour.
    pub accent: String,
    /// Under which key the storage has its logo (R23).
    pub logo_key: Option<String>,
    /// Its language.
    pub language: Language,
    /// Whether its portal module is on.
    pub module_on: bool,
}

/// The organization of that name (R23); none when nobody has it.
pub async fn branding(app: &App, name: &str) -> Result<Option<Branding>, Error> {
    let found = organizations::by_name(&mut app.store.read().await?, name).await?;
    Ok(found.map(|o| Branding {
        organization: o.id,
        name: o.name,
        accent: o.accent,
        logo_key: o.logo_key,
        language: o.language,
        module_on: o.module_on,
    }))
}

/// Why a person who proved to be who they are still cannot come in. The page says this much and nothing more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Closed {
    /// The organization's portal is off (R1).
    ModuleOff,
    /// The portal is off for the customer (R2).
    PortalOff,
    /// The access is suspended.
    Suspended,
    /// The access was revoked.
    Revoked,
    /// The access ran out.
    Expired,
    /// The invitation has not been accepted yet.
    Pending,
    /// The password is a temporary one whose time is over (R17).
    TemporaryOver,
}

/// What signing in leads to.
#[derive(Clone, Debug)]
pub enum Entered {
    /// A session; the token goes into the cookie.
    In(Token),
    /// The right password; the second factor is still to be shown. The token leads there, for [`STEP_VALID`].
    Second(Token),
    /// The right password, but no way in now.
    Closed(Closed),
}

impl Entered {
    /// The session's token, if there is one.
    pub fn session(self) -> Option<Token> {
        match self {
            Self::In(token) => Some(token),
            Self::Second(_) | Self::Closed(_) => None,
        }
    }
}

/// Signs in with address and password (R22). `organization` is the one that the branding names; without it, the password
/// decides among the organizations that share the database. An unknown address costs the same time as a wrong password
/// and gets the same answer.
pub async fn sign_in(
    app: &App,
    email: &str,
    password: &str,
    organization: Option<OrganizationId>,
    client: &Client,
) -> Result<Entered, Error> {
    let mismatch = || Error::SignedOut { why: "e-mail address and password do not match".into() };
    let Ok(email) = Email::parse("email", email) else {
        app.hasher.verify(password, None).await?;
        return Err(mismatch());
    };
    let keys = [account_key(email.key()), address_key(&client.address)];
    let candidates = {
        let mut conn = app.store.read().await?;
        refuse_locked(app, &mut conn, &keys).await?;
        sign_ins::by_email(&mut conn, organization, email.key()).await?
    };
    let Some((person, verified)) = verify(app, password, &candidates).await? else {
        let mut tx = app.store.begin().await?;
        failed(app, &mut tx, &keys, candidates.first(), client, json!({})).await?;
        tx.commit().await?;
        return Err(mismatch());
    };
    let rehashed = if verified == Verified::YesButOld { Some(app.hasher.hash(password).await?) } else { None };

    let mut tx = app.store.begin().await?;
    attempts::succeeded(&mut tx, &keys[0]).await?;
    let temporary_until = sign_ins::temporary_until(&mut tx, person.organization_id, person.id).await?;
    if temporary_until.is_some_and(|until| until <= app.now()) {
        tx.commit().await?;
        return Ok(Entered::Closed(Closed::TemporaryOver));
    }
    let user = match entrance(app, &mut tx, person).await? {
        Ok(user) => user,
        Err(closed) => {
            tx.commit().await?;
            return Ok(Entered::Closed(closed));
        }
    };
    if let Some(hash) = rehashed {
        sign_ins::rehash(&mut tx, person.organization_id, person.id, &hash).await?;
    }
    sessions::forget_ended(&mut tx, app.now()).await?;
    let comes = Comes { organization: person.organization_id, user: user.id, customer: user.customer_id };
    let entered = step::let_in(app, &mut tx, person, comes, client).await?;
    tx.commit().await?;
    Ok(entered)
}

/// The customer user as whom a person comes in: the first that is open, otherwise why none is.
pub(super) async fn entrance(app: &App, conn: &mut Conn, person: &SignIn) -> Result<Result<User, Closed>, Error> {
    let org = person.organization_id;
    if !organizations::get(conn, org).await?.is_some_and(|o| o.module_on) {
        return Ok(Err(Closed::ModuleOff));
    }
    let key = Email::parse("email", &person.email)?;
    let mut why = Closed::Revoked;
    for user in users::list(conn, org, Which::Email(key.key())).await? {
        let over = user.ends_at.is_some_and(|end| end <= app.now());
        why = match user.state {
            UserState::Active if over => Closed::Expired,
            UserState::Active => {
                if standing::get(conn, org, user.customer_id).await?.is_some_and(|c| c.portal_on) {
                    return Ok(Ok(user));
                }
                Closed::PortalOff
            }
            UserState::Pending => Closed::Pending,
            UserState::Suspended => Closed::Suspended,
            UserState::Revoked => why,
            UserState::Expired => Closed::Expired,
        };
    }
    Ok(Err(why))
}

async fn verify<'a>(
    app: &App,
    password: &str,
    candidates: &'a [SignIn],
) -> Result<Option<(&'a SignIn, Verified)>, Error> {
    if candidates.is_empty() {
        app.hasher.verify(password, None).await?;
    }
    for person in candidates {
        let verified = app.hasher.verify(password, person.password_hash.as_deref()).await?;
        if verified != Verified::No {
            return Ok(Some((person, verified)));
        }
    }
    Ok(None)
}

pub(super) async fn refuse_locked(app: &App, conn: &mut Conn, keys: &[Vec<u8>; 2]) -> Result<(), Error> {
    let now = app.now();
    for key in keys {
        if let Some(until) = attempts::locked_until(conn, key, now).await? {
            return Err(Error::TooMany { seconds: u64::try_from((until - now).num_seconds()).unwrap_or(1).max(1) });
        }
    }
    Ok(())
}

/// So many more failures are free for an address: many people may share one behind a router.
const SHARED: i64 = 45;

/// Notes a sign-in in vain: for the locks, and in the log of whom it was meant for.
pub(super) async fn failed(
    app: &App,
    tx: &mut Tx,
    keys: &[Vec<u8>; 2],
    known: Option<&SignIn>,
    client: &Client,
    data: serde_json::Value,
) -> Result<(), Error> {
    attempts::failed(tx, &keys[0], 0, app.now()).await?;
    attempts::failed(tx, &keys[1], SHARED, app.now()).await?;
    if let Some(person) = known {
        let by = Actor {
            organization: person.organization_id,
            organization_name: String::new(),
            who: Who::System,
            origin: client.origin(),
            house: House::default(),
        };
        let about = About { subject: person.email.clone(), ..About::default() };
        record(app, tx, &by, Event::SignInFailed, about, data).await?;
    }
    Ok(())
}

pub(super) fn actor(person: &SignIn, user: CustomerUserId, client: &Client) -> Actor {
    Actor {
        organization: person.organization_id,
        organization_name: String::new(),
        who: Who::CustomerUser { id: user, sign_in: person.id, name: person.name() },
        origin: client.origin(),
        house: House::default(),
    }
}

pub(super) fn about(person: &SignIn, customer: CustomerId, user: CustomerUserId) -> About {
    About {
        customer: Some(customer),
        user: Some(user),
        staff: None,
        subject: format!("{} <{}>", person.name(), person.email),
    }
}

pub(super) fn account_key(email_key: &str) -> Vec<u8> {
    Sha256::digest(format!("customer\0{email_key}")).to_vec()
}

pub(super) fn address_key(address: &str) -> Vec<u8> {
    Sha256::digest(format!("address\0{address}")).to_vec()
}
