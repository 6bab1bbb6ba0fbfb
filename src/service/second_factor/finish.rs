//! The step between the password and the session: the second factor, once, within five minutes.

use serde_json::{Value, json};

use crate::domain::activity::Event;
use crate::domain::field::FieldErrors;
use crate::domain::state::Language;
use crate::service::activity::record;
use crate::service::customer_sign_in::{
    self, Client, Comes, SECOND, about, actor, address_key, entrance, failed, refuse_locked,
};
use crate::service::token::Token;
use crate::service::{App, Error};
use crate::store::second_factors::{self, Held};
use crate::store::sign_in_steps::{self, Step};
use crate::store::sign_ins::{self, SignIn};
use crate::store::{Conn, Tx, attempts, organizations, sessions};

use super::passkeys;
use super::questions::{self, Bound, Purpose, Question};
use super::webauthn::Party;
use super::{codes, second_key, totp};

/// So many wrong answers end a step: the password is asked for again.
const TRIES: i64 = 5;

/// What the page between the password and the session shows.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// The organization's name.
    pub organization_name: String,
    /// Its accent colour.
    pub accent: String,
    /// Where the storage has its logo (R23).
    pub logo_key: Option<String>,
    /// Its time zone.
    pub time_zone: String,
    /// The person's language.
    pub language: Language,
    /// What the person has.
    pub held: Held,
    /// What is asked of a passkey, if the person has one.
    pub question: Option<Question>,
}

/// What is shown as the second factor.
#[derive(Clone, Copy, Debug)]
pub enum Proof<'a> {
    /// Six digits of the app, or a recovery code.
    Code(&'a str),
    /// What a passkey answered.
    Passkey(&'a str),
}

/// A step that can be taken, with its person and what it leads to.
struct Open {
    step: Step,
    person: SignIn,
    comes: Comes,
}

fn over() -> Error {
    Error::SignedOut { why: "the second factor was not shown in time; sign in again".into() }
}

/// The step, if its time is not over and nothing has ended the person's sessions since.
async fn open(app: &App, conn: &mut Conn, token: &Token) -> Result<Open, Error> {
    let step = sign_in_steps::get(conn, &token.hash(), SECOND, app.now()).await?.ok_or_else(over)?;
    let comes: Comes = serde_json::from_str(&step.state).map_err(|_| over())?;
    let id = step.sign_in_id.ok_or_else(over)?;
    let person = sign_ins::get(conn, comes.organization, id).await?.ok_or_else(over)?;
    if person.epoch != step.epoch {
        return Err(over());
    }
    Ok(Open { step, person, comes })
}

/// What a step waits for.
///
/// # Errors
/// Signed out when it is over.
pub async fn waiting(app: &App, token: &Token) -> Result<Waiting, Error> {
    let mut tx = app.store.begin().await?;
    let Open { person, comes, .. } = open(app, &mut tx, token).await?;
    let organization = organizations::get(&mut tx, comes.organization).await?.ok_or_else(over)?;
    let held = second_factors::held(&mut tx, comes.organization, person.id).await?;
    let question = if held.passkeys > 0 { Some(question(app, &mut tx, token, &person).await?) } else { None };
    tx.commit().await?;
    Ok(Waiting {
        organization_name: organization.name,
        accent: organization.accent,
        logo_key: organization.logo_key,
        time_zone: organization.time_zone,
        language: person.language,
        held,
        question,
    })
}

async fn question(app: &App, tx: &mut Tx, token: &Token, person: &SignIn) -> Result<Question, Error> {
    let bound = Bound { sign_in: Some((person.id, person.epoch)), to: token.reveal() };
    Ok(Question {
        challenge: questions::ask(app, tx, Purpose::Second, &bound).await?,
        party: Party::of(&app.policy.public_url),
        credentials: questions::credentials(tx, person.organization_id, person.id).await?,
        user: String::new(),
    })
}

/// Shows the second factor: a session, if it is right. The step is used up then, and the code with it.
///
/// # Errors
/// The field `code` or `passkey` when it is wrong; signed out when the step is over, or was this wrong too often; too many
/// after wrong ones.
pub async fn finish(app: &App, token: &Token, proof: Proof<'_>, client: &Client) -> Result<Token, Error> {
    let mut tx = app.store.begin().await?;
    let Open { step, person, comes } = open(app, &mut tx, token).await?;
    let keys = [second_key(person.id), address_key(&client.address)];
    refuse_locked(app, &mut tx, &keys).await?;
    let shown = match proof {
        Proof::Code(typed) => code(app, &mut tx, &person, typed).await?,
        Proof::Passkey(answer) => {
            let bound = Bound { sign_in: Some((person.id, person.epoch)), to: token.reveal() };
            let found = passkeys::check(app, &mut tx, Purpose::Second, answer, &bound, Some(&person)).await?;
            found.map(|passkey| json!({ "second": "passkey", "passkey": passkey.name }))
        }
    };
    let with = match shown {
        Ok(with) => with,
        Err(because) => {
            let field = if matches!(proof, Proof::Code(_)) { "code" } else { "passkey" };
            failed(app, &mut tx, &keys, Some(&person), client, json!({ "with": field, "because": because })).await?;
            sign_in_steps::failed(&mut tx, &step.token_hash, TRIES).await?;
            tx.commit().await?;
            if step.failures + 1 >= TRIES {
                return Err(over());
            }
            let problem = if field == "code" { "second-factor" } else { "passkey" };
            return Err(FieldErrors::one(field, problem, "is not right, or was used before").into());
        }
    };
    if !sign_in_steps::take(&mut tx, &step.token_hash).await? {
        return Err(over());
    }
    let session = enter(app, &mut tx, &person, comes, with, client).await?;
    attempts::succeeded(&mut tx, &keys[0]).await?;
    tx.commit().await?;
    Ok(session)
}

/// The session at last. What was open five minutes ago may be closed now.
async fn enter(
    app: &App,
    tx: &mut Tx,
    person: &SignIn,
    comes: Comes,
    with: Value,
    client: &Client,
) -> Result<Token, Error> {
    let Ok(_) = entrance(app, tx, person).await? else { return Err(over()) };
    sessions::forget_ended(tx, app.now()).await?;
    let session = customer_sign_in::open_session(app, tx, person, comes.user, client).await?;
    let by = actor(person, comes.user, client);
    record(app, tx, &by, Event::SignedIn, about(person, comes.customer, comes.user), with).await?;
    Ok(session)
}

/// Uses up a code of the app or a recovery code; what the log keeps of it, or why it is not taken.
async fn code(app: &App, tx: &mut Tx, person: &SignIn, typed: &str) -> Result<Result<Value, &'static str>, Error> {
    let (org, id) = (person.organization_id, person.id);
    if let Some(digits) = totp::plain(typed) {
        let Some(secret) = second_factors::totp(tx, org, id).await?.filter(|t| t.confirmed_at.is_some()) else {
            return Ok(Err("there is no authenticator app"));
        };
        let Some(step) = totp::matching(&secret.secret, digits, app.now()) else { return Ok(Err("it is wrong")) };
        let fresh = second_factors::use_step(tx, org, id, step).await?;
        return Ok(if fresh { Ok(json!({ "second": "authenticator app" })) } else { Err("it was used before") });
    }
    let Some(hash) = codes::hash(id, typed) else { return Ok(Err("it is no code")) };
    let fresh = second_factors::use_code(tx, org, id, &hash, app.now()).await?;
    Ok(if fresh { Ok(json!({ "second": "recovery code" })) } else { Err("it is wrong or was used before") })
}
