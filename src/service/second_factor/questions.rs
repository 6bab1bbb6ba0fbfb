//! What a passkey is asked: 32 random bytes, for five minutes, once, for one purpose and one browser or session. The bytes are
//! the row's token, so an answer finds its question by itself.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::domain::SignInId;
use crate::service::customer_sign_in::{STEP_VALID, Session};
use crate::service::{App, Error};
use crate::store::sign_in_steps::{self, Step};
use crate::store::{Conn, Tx, passkeys, sign_ins};

use super::{Party, recent};

/// Which answer is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Purpose {
    /// Signing in with a passkey alone.
    SignIn,
    /// The second factor after a password.
    Second,
    /// A new passkey.
    Add,
    /// Showing again who one is.
    Elevate,
}

impl Purpose {
    const fn as_str(self) -> &'static str {
        match self {
            Self::SignIn => "passkey_sign_in",
            Self::Second => "passkey_second",
            Self::Add => "passkey_add",
            Self::Elevate => "passkey_elevate",
        }
    }
}

/// What the script hands to the browser; bytes in base64url.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    /// What is to be signed.
    pub challenge: String,
    /// For whom.
    pub party: Party,
    /// Which passkeys may answer (or, for a new one, which are there already); empty for any.
    pub credentials: Vec<String>,
    /// The identifier under which a new passkey is kept.
    pub user: String,
}

/// For whom a question is, and what binds it.
pub(super) struct Bound<'a> {
    /// The sign-in and its epoch, where they are known.
    pub sign_in: Option<(SignInId, i64)>,
    /// The secret of the browser, the step or the session that asks.
    pub to: &'a str,
}

pub(super) async fn ask(app: &App, tx: &mut Tx, purpose: Purpose, bound: &Bound<'_>) -> Result<String, Error> {
    let challenge = app.random.bytes::<32>();
    let step = Step {
        token_hash: Sha256::digest(challenge).to_vec(),
        sign_in_id: bound.sign_in.map(|(id, _)| id),
        epoch: bound.sign_in.map_or(0, |(_, epoch)| epoch),
        purpose: purpose.as_str().to_owned(),
        state: binding(bound.to),
        failures: 0,
        created_at: app.now(),
        expires_at: app.now() + STEP_VALID,
    };
    sign_in_steps::insert(tx, &step).await?;
    Ok(URL_SAFE_NO_PAD.encode(challenge))
}

fn binding(to: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(to))
}

/// Takes the question that an answer names, whether or not the answer is good: each is asked once. `false` when it was never
/// asked, is over, or was asked for something or somebody else.
pub(super) async fn take(
    app: &App,
    tx: &mut Tx,
    purpose: Purpose,
    challenge: &[u8],
    bound: &Bound<'_>,
) -> Result<bool, Error> {
    let hash = Sha256::digest(challenge).to_vec();
    let Some(step) = sign_in_steps::get(tx, &hash, purpose.as_str(), app.now()).await? else { return Ok(false) };
    if !sign_in_steps::take(tx, &hash).await? {
        return Ok(false);
    }
    let same = bool::from(step.state.as_bytes().ct_eq(binding(bound.to).as_bytes()));
    let whose = match bound.sign_in {
        Some((id, epoch)) => step.sign_in_id == Some(id) && step.epoch == epoch,
        None => step.sign_in_id.is_none(),
    };
    Ok(same && whose)
}

/// The passkeys of a person, as a browser names them.
pub(super) async fn credentials(
    conn: &mut Conn,
    org: crate::domain::OrganizationId,
    id: SignInId,
) -> Result<Vec<String>, Error> {
    let all = passkeys::of_sign_in(conn, org, id).await?;
    Ok(all.iter().map(|passkey| URL_SAFE_NO_PAD.encode(&passkey.credential_id)).collect())
}

/// Asks any passkey, of whomever, to sign in; bound to the secret of the browser's forms.
pub async fn ask_to_sign_in(app: &App, browser: &str) -> Result<Question, Error> {
    let mut tx = app.store.begin().await?;
    let challenge = ask(app, &mut tx, Purpose::SignIn, &Bound { sign_in: None, to: browser }).await?;
    tx.commit().await?;
    Ok(Question { challenge, party: Party::of(&app.policy.public_url), credentials: Vec::new(), user: String::new() })
}

/// Asks for a new passkey, other than those that are there; bound to the session.
///
/// # Errors
/// Denied when the person has not shown who they are for a while.
pub async fn ask_to_add(app: &App, session: &Session) -> Result<Question, Error> {
    recent::needed(app, session)?;
    of_session(app, session, Purpose::Add).await
}

/// A question bound to the session.
pub(super) async fn of_session(app: &App, session: &Session, purpose: Purpose) -> Result<Question, Error> {
    let mut tx = app.store.begin().await?;
    let to = session.id.to_string();
    let epoch = epoch(&mut tx, session).await?;
    let bound = Bound { sign_in: Some((session.sign_in, epoch)), to: &to };
    let challenge = ask(app, &mut tx, purpose, &bound).await?;
    let credentials = credentials(&mut tx, session.organization, session.sign_in).await?;
    tx.commit().await?;
    Ok(Question {
        challenge,
        party: Party::of(&app.policy.public_url),
        credentials,
        user: URL_SAFE_NO_PAD.encode(session.sign_in.0.as_bytes()),
    })
}

/// Takes a question bound to the session.
pub(super) async fn take_of_session(
    app: &App,
    tx: &mut Tx,
    session: &Session,
    purpose: Purpose,
    challenge: &[u8],
) -> Result<bool, Error> {
    let to = session.id.to_string();
    let epoch = epoch(tx, session).await?;
    take(app, tx, purpose, challenge, &Bound { sign_in: Some((session.sign_in, epoch)), to: &to }).await
}

async fn epoch(conn: &mut Conn, session: &Session) -> Result<i64, Error> {
    let found = sign_ins::get(conn, session.organization, session.sign_in).await?;
    Ok(found.ok_or_else(|| Error::SignedOut { why: "the access has ended".into() })?.epoch)
}
