//! Second factors and passkeys (R22): setting them up, showing them, losing them.
//!
//! | file | what |
//! |---|---|
//! | `app` | an authenticator app: offered, confirmed with a code, switched off |
//! | `codes` | ten recovery codes for the day on which everything else is lost |
//! | `finish` | the step between the password and the session |
//! | `passkeys` | passkeys: added, named, removed; signing in with one alone |
//! | `questions` | what a passkey is asked: once, for five minutes, for one browser |
//! | `recent` | showing again who one is, before something that matters |
//! | `reset` | staff take lost ones away |
//! | `totp`, `webauthn` | the two procedures, without database or clock |
//!
//! Every change ends the person's other sessions through the epoch, gives this browser a new token, stands in the log and is
//! told by letter. A passkey is always used with verification of the person (a finger, a face, a code of the device), so that
//! it is two factors by itself.

mod app;
mod codes;
mod finish;
mod passkeys;
mod questions;
mod recent;
mod reset;
pub mod totp;
mod webauthn;

use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::domain::SignInId;
use crate::domain::activity::Event;
use crate::domain::letter::{FactorChange, Letter};
use crate::store::second_factors::{self, Held};
use crate::store::sign_ins::{self, SignIn};
use crate::store::{Conn, Tx};

use super::customer_sign_in::{self, Client, Session};
use super::telling::{Recipient, tell};
use super::token::Token;
use super::{App, Error};

pub use app::{Offered, begin_app, confirm_app, offered, switch_off_app};
pub use codes::new_codes;
pub use finish::{Proof, Waiting, finish, waiting};
pub use passkeys::{Known, NAME_LENGTH, add_passkey, any_passkeys, passkeys, remove_passkey, sign_in_with_passkey};
pub use questions::{Question, ask_to_add, ask_to_sign_in};
pub use recent::{RECENT, elevate, elevate_with_passkey, is_recent, question_to_elevate};
pub use reset::{Factors, of_user, reset};
pub use webauthn::{ALGORITHMS, Party};

/// What a change gave: the new token for the cookie, and recovery codes that are shown this once, if any were made.
#[derive(Clone, Debug)]
pub struct Changed {
    /// For the cookie of this browser; every other session is over.
    pub token: Token,
    /// New recovery codes, known only here and now.
    pub codes: Vec<String>,
}

/// What the person has.
pub async fn held(app: &App, session: &Session) -> Result<Held, Error> {
    let mut conn = app.store.read().await?;
    Ok(second_factors::held(&mut conn, session.organization, session.sign_in).await?)
}

/// The key of the soft lock for second factors of a person.
fn second_key(id: SignInId) -> Vec<u8> {
    Sha256::digest(format!("second factor\0{id}")).to_vec()
}

/// What a person has, for people and the log: "authenticator app, 2 passkeys".
fn describe(held: Held) -> String {
    let passkeys = match held.passkeys {
        0 => None,
        1 => Some("1 passkey".to_owned()),
        many => Some(format!("{many} passkeys")),
    };
    let parts: Vec<String> = held.app.then(|| "authenticator app".to_owned()).into_iter().chain(passkeys).collect();
    if parts.is_empty() { "none".to_owned() } else { parts.join(", ") }
}

/// What every change by the person ends with: recovery codes follow, the epoch, a new session, the log, a letter.
async fn changed(
    app: &App,
    tx: &mut Tx,
    session: &Session,
    before: Held,
    (event, subject): (Event, Option<String>),
    change: FactorChange,
    client: &Client,
) -> Result<Changed, Error> {
    let (org, id) = (session.organization, session.sign_in);
    let after = second_factors::held(tx, org, id).await?;
    let mut made = Vec::new();
    if !after.app && after.passkeys == 0 {
        second_factors::forget_codes(tx, org, id).await?;
    } else if after.codes == 0 {
        made = codes::make(app, tx, org, id).await?;
    }
    let mut about = session.about();
    if let Some(subject) = subject {
        about.subject = subject;
    }
    let data = json!({ "before": describe(before), "after": describe(after) });
    record(app, tx, session, client, event, about, data).await?;
    sign_ins::end_sessions(tx, org, id).await?;
    let person = person(tx, session).await?;
    tell_of(app, tx, &person, session, change).await?;
    let token = customer_sign_in::open_session(app, tx, &person, session.user, client).await?;
    Ok(Changed { token, codes: made })
}

async fn record(
    app: &App,
    tx: &mut Tx,
    session: &Session,
    client: &Client,
    event: Event,
    about: super::activity::About,
    data: serde_json::Value,
) -> Result<(), Error> {
    Ok(super::activity::record(app, tx, &session.actor(client), event, about, data).await?)
}

async fn person(conn: &mut Conn, session: &Session) -> Result<SignIn, Error> {
    let found = sign_ins::get(conn, session.organization, session.sign_in).await?;
    found.ok_or_else(|| Error::SignedOut { why: "the access has ended".into() })
}

async fn tell_of(
    app: &App,
    tx: &mut Tx,
    person: &SignIn,
    session: &Session,
    change: FactorChange,
) -> Result<(), Error> {
    let name = person.name();
    let to = Recipient {
        organization: session.organization,
        customer: Some(session.viewer.customer),
        user: Some(session.user),
        address: &person.email,
        name: &name,
        language: person.language,
    };
    tell(app, tx, to, &Letter::SecondFactor { name: name.clone(), change }, None).await
}
