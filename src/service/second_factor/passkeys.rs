//! Passkeys: added, named, removed; and signing in with one alone, or as the second factor.

use chrono::{DateTime, Utc};
use serde_json::json;

use crate::domain::PasskeyId;
use crate::domain::activity::Event;
use crate::domain::field::FieldErrors;
use crate::domain::letter::FactorChange;
use crate::service::activity::record;
use crate::service::customer_sign_in::{
    self, Client, Entered, Session, about, actor, address_key, entrance, failed, refuse_locked,
};
use crate::service::{App, Error};
use crate::store::passkeys::{self as store, Passkey};
use crate::store::sign_ins::SignIn;
use crate::store::{Tx, attempts, second_factors, sessions, sign_ins};
use crate::text;

use super::questions::{self, Bound, Purpose};
use super::webauthn::{self, Credential, Flaw, Party, Used};
use super::{Changed, changed, recent, second_key};

/// No passkey has a longer name.
pub const NAME_LENGTH: usize = 60;
/// Nobody needs more.
const MOST: usize = 20;

/// A passkey as its owner sees it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Known {
    /// Which.
    pub id: PasskeyId,
    /// What its owner calls it.
    pub name: String,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// When it was last used.
    pub last_used_at: Option<DateTime<Utc>>,
}

/// The person's passkeys, the oldest first.
pub async fn passkeys(app: &App, session: &Session) -> Result<Vec<Known>, Error> {
    let mut conn = app.store.read().await?;
    let all = store::of_sign_in(&mut conn, session.organization, session.sign_in).await?;
    let known = |p: Passkey| Known { id: p.id, name: p.name, created_at: p.created_at, last_used_at: p.last_used_at };
    Ok(all.into_iter().map(known).collect())
}

/// Whether anybody has a passkey here: without, the sign-in page asks no browser for one.
pub async fn any_passkeys(app: &App) -> Result<bool, Error> {
    Ok(store::any(&mut app.store.read().await?).await?)
}

/// Adds the passkey that the browser has made in answer to a question.
///
/// # Errors
/// The fields `name` and `passkey`; denied when the person has not shown who they are for a while.
pub async fn add_passkey(
    app: &App,
    session: &Session,
    name: &str,
    answer: &str,
    client: &Client,
) -> Result<Changed, Error> {
    recent::needed(app, session)?;
    let mut errors = FieldErrors::new();
    let name = text::line(name).trim().to_owned();
    if name.is_empty() {
        errors.add("name", "passkey-name", "give it a name, so that you know it again");
    } else if name.chars().count() > NAME_LENGTH {
        errors.add("name", "passkey-name-long", format!("may have at most {NAME_LENGTH} characters"));
    }
    errors.into_result()?;
    let refused = |code, message| Err(FieldErrors::one("passkey", code, message).into());
    let (org, id) = (session.organization, session.sign_in);
    let mut tx = app.store.begin().await?;
    let asked = match webauthn::challenge_of_made(answer) {
        Ok(challenge) => questions::take_of_session(app, &mut tx, session, Purpose::Add, &challenge).await?,
        Err(_) => false,
    };
    let made = webauthn::made(answer, &Party::of(&app.policy.public_url));
    let (true, Ok(made)) = (asked, made) else {
        tx.commit().await?;
        return refused("passkey-new", "the passkey could not be added");
    };
    let before = second_factors::held(&mut tx, org, id).await?;
    if usize::try_from(before.passkeys).unwrap_or(MOST) >= MOST {
        return refused("passkey-many", "there are as many passkeys as one person may have");
    }
    let new = Passkey {
        id: app.id(),
        organization_id: org,
        sign_in_id: id,
        credential_id: made.id,
        credential: json!(made.credential).to_string(),
        name: name.clone(),
        created_at: app.now(),
        last_used_at: None,
    };
    if !store::insert(&mut tx, &new).await? {
        return refused("passkey-known", "this passkey is there already");
    }
    let event = (Event::PasskeyAdded, Some(name));
    let done = changed(app, &mut tx, session, before, event, FactorChange::PasskeyAdded, client).await?;
    tx.commit().await?;
    Ok(done)
}

/// Removes a passkey of the person.
///
/// # Errors
/// Not found when the person has no such passkey; denied when the person has not shown who they are for a while.
pub async fn remove_passkey(app: &App, session: &Session, id: PasskeyId, client: &Client) -> Result<Changed, Error> {
    recent::needed(app, session)?;
    let mut tx = app.store.begin().await?;
    let before = second_factors::held(&mut tx, session.organization, session.sign_in).await?;
    let removed = store::remove(&mut tx, session.organization, session.sign_in, id).await?;
    let name = removed.ok_or_else(|| Error::not_found("such passkey of yours"))?;
    let event = (Event::PasskeyRemoved, Some(name));
    let done = changed(app, &mut tx, session, before, event, FactorChange::PasskeyRemoved, client).await?;
    tx.commit().await?;
    Ok(done)
}

/// Checks the answer of a passkey to a question. The question is used up in any case. `of` is whose passkey it must be, where
/// that is known; otherwise the answer says so itself. The inner error is for the log.
pub(super) async fn check(
    app: &App,
    tx: &mut Tx,
    purpose: Purpose,
    answer: &str,
    bound: &Bound<'_>,
    of: Option<&SignIn>,
) -> Result<Result<Passkey, &'static str>, Error> {
    let Ok(used) = Used::read(answer) else { return Ok(Err("it could not be read")) };
    if !questions::take(app, tx, purpose, &used.challenge, bound).await? {
        return Ok(Err("it was not asked, or too long ago"));
    }
    let Some(passkey) = store::by_credential(tx, &used.id).await? else { return Ok(Err("it is not known here")) };
    let named = used.user.as_deref().map(|user| user == passkey.sign_in_id.0.as_bytes());
    let theirs = match of {
        Some(person) => passkey.sign_in_id == person.id && named.unwrap_or(true),
        None => named == Some(true),
    };
    let kept = serde_json::from_str::<Credential>(&passkey.credential);
    let (true, Ok(kept)) = (theirs, kept) else { return Ok(Err("it is somebody else's")) };
    let seen = match used.check(&kept, &Party::of(&app.policy.public_url)) {
        Ok(seen) => seen,
        Err(Flaw::Counter) => return Ok(Err("its counter went back: there may be a copy of it")),
        Err(Flaw::Signature) => return Ok(Err("its signature is wrong")),
        Err(Flaw::Unverified) => return Ok(Err("it did not verify the person")),
        Err(Flaw::Foreign) => return Ok(Err("it answers another site")),
        Err(Flaw::Unreadable | Flaw::UnknownKey) => return Ok(Err("it could not be read")),
    };
    if !store::used(tx, &passkey, &json!(seen).to_string(), app.now()).await? {
        return Ok(Err("it was used elsewhere at the same moment"));
    }
    Ok(Ok(passkey))
}

/// Signs in with a passkey alone: it is there, and its device has verified the person. `browser` is what the question was
/// bound to.
///
/// # Errors
/// Signed out, without a word why; too many after answers that were not taken.
pub async fn sign_in_with_passkey(app: &App, answer: &str, browser: &str, client: &Client) -> Result<Entered, Error> {
    let address = address_key(&client.address);
    refuse_locked(app, &mut app.store.read().await?, &[address.clone(), address.clone()]).await?;
    let mut tx = app.store.begin().await?;
    let whose = whose(&mut tx, answer).await?;
    let keys = [whose.as_ref().map_or_else(|| address.clone(), |person| second_key(person.id)), address];
    refuse_locked(app, &mut tx, &keys).await?;
    let bound = Bound { sign_in: None, to: browser };
    let checked = check(app, &mut tx, Purpose::SignIn, answer, &bound, None).await?;
    let (person, checked) = match (whose, checked) {
        (Some(person), Ok(passkey)) => (person, passkey),
        (whose, checked) => {
            let because = checked.err().unwrap_or("it is nobody's");
            let data = json!({ "with": "passkey", "because": because });
            failed(app, &mut tx, &keys, whose.as_ref(), client, data).await?;
            tx.commit().await?;
            return Err(Error::SignedOut { why: "the passkey was not taken".into() });
        }
    };
    attempts::succeeded(&mut tx, &keys[0]).await?;
    let user = match entrance(app, &mut tx, &person).await? {
        Ok(user) => user,
        Err(closed) => {
            tx.commit().await?;
            return Ok(Entered::Closed(closed));
        }
    };
    sessions::forget_ended(&mut tx, app.now()).await?;
    let token = customer_sign_in::open_session(app, &mut tx, &person, user.id, client).await?;
    let data = json!({ "with": "passkey", "passkey": checked.name });
    let by = actor(&person, user.id, client);
    record(app, &mut tx, &by, Event::SignedIn, about(&person, user.customer_id, user.id), data).await?;
    tx.commit().await?;
    Ok(Entered::In(token))
}

/// The person whose passkey an answer names, unchecked: for the locks and the log.
async fn whose(tx: &mut Tx, answer: &str) -> Result<Option<SignIn>, Error> {
    let Ok(used) = Used::read(answer) else { return Ok(None) };
    let Some(passkey) = store::by_credential(tx, &used.id).await? else { return Ok(None) };
    Ok(sign_ins::get(tx, passkey.organization_id, passkey.sign_in_id).await?)
}
