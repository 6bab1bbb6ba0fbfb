//! "Forgot password" (R22): whoever asks learns nothing, whoever reads the mailbox gets a link.
//!
//! Asking writes the same two counters and the same row whoever is meant, known or not, and looks nobody up. The look-up, the
//! link and the letter are the worker's ([`work_off_recoveries`]): on another connection, after the answer has gone, so that no
//! clock tells a known address from an unknown one.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::domain::OrganizationId;
use crate::domain::activity::Event;
use crate::domain::email::Email;
use crate::domain::letter::{Enclosure, Letter};
use crate::service::activity::record;
use crate::service::passwords::LINK_VALID;
use crate::service::telling::{Recipient, tell};
use crate::service::token::{Token, TokenKind};
use crate::service::{Actor, App, Error, House, Who};
use crate::store::password_links::{self, NewLink};
use crate::store::sign_in_steps::{self, Step};
use crate::store::sign_ins::SignIn;
use crate::store::{Tx, attempts, sign_ins};

use super::{Client, about, entrance};

const PURPOSE: &str = "recovery";
const WINDOW: TimeDelta = TimeDelta::hours(1);
/// So often within an hour from one client.
const PER_CLIENT: i64 = 3;
/// So often within an hour for one address.
const PER_ADDRESS: i64 = 1;
/// What no worker came to in so long is forgotten.
const PATIENCE: TimeDelta = TimeDelta::minutes(30);
/// So many are worked off at once.
const BATCH: i64 = 16;

/// What was asked, as it waits for the worker.
#[derive(Debug, Serialize, Deserialize)]
struct Asked {
    email: String,
    organization: Option<OrganizationId>,
    /// The address was asked for within the hour before: nothing is sent.
    again: bool,
    origin: String,
}

/// Asks for a link to set a new password. `organization` is the one that the branding names. The answer is the same whether
/// the address is known, has a password, may sign in, or was asked for a moment ago.
///
/// # Errors
/// The field `email`, when it cannot be an address; too many, when this client has asked three times within the hour.
pub async fn ask_recovery(
    app: &App,
    email: &str,
    organization: Option<OrganizationId>,
    client: &Client,
) -> Result<(), Error> {
    let email = Email::parse("email", email)?;
    let now = app.now();
    let key = |what: &str, value: &str| Sha256::digest(format!("recovery {what}\0{value}")).to_vec();
    let by_client = key("client", &client.address);
    let mut tx = app.store.begin().await?;
    if !attempts::within(&mut tx, &by_client, PER_CLIENT, WINDOW, now).await? {
        let until = attempts::locked_until(&mut tx, &by_client, now).await?.unwrap_or(now);
        tx.commit().await?;
        return Err(Error::TooMany { seconds: u64::try_from((until - now).num_seconds()).unwrap_or(1).max(1) });
    }
    let first = attempts::within(&mut tx, &key("address", email.key()), PER_ADDRESS, WINDOW, now).await?;
    let asked = Asked { email: email.as_str().to_owned(), organization, again: !first, origin: client.origin() };
    let step = Step {
        token_hash: Token::new(TokenKind::Step, &app.random).hash(),
        sign_in_id: None,
        epoch: 0,
        purpose: PURPOSE.to_owned(),
        state: json!(asked).to_string(),
        failures: 0,
        created_at: now,
        expires_at: now + PATIENCE,
    };
    sign_in_steps::hand_over(&mut tx, &step).await?;
    Ok(tx.commit().await?)
}

/// Sends the links that were asked for, each once; how many letters were written. For the worker that sends letters.
pub async fn work_off_recoveries(app: &App) -> Result<usize, Error> {
    let mut written = 0;
    loop {
        let waiting = sign_in_steps::waiting(&mut app.store.read().await?, PURPOSE, app.now(), BATCH).await?;
        if waiting.is_empty() {
            return Ok(written);
        }
        for step in waiting {
            let mut tx = app.store.begin().await?;
            if sign_in_steps::take(&mut tx, &step.token_hash).await?
                && let Ok(asked) = serde_json::from_str::<Asked>(&step.state)
                && !asked.again
            {
                written += answer(app, &mut tx, &asked).await?;
            }
            tx.commit().await?;
        }
    }
}

/// A letter to everybody of that address who has a password and could come in with it now: one for each organization.
async fn answer(app: &App, tx: &mut Tx, asked: &Asked) -> Result<usize, Error> {
    let email = Email::parse("email", &asked.email)?;
    let mut written = 0;
    for person in sign_ins::by_email(tx, asked.organization, email.key()).await? {
        if person.password_hash.is_none() {
            continue;
        }
        if let Ok(user) = entrance(app, tx, &person).await? {
            send(app, tx, &person, &user, &asked.origin).await?;
            written += 1;
        }
    }
    Ok(written)
}

async fn send(
    app: &App,
    tx: &mut Tx,
    person: &SignIn,
    user: &crate::store::users::User,
    origin: &str,
) -> Result<(), Error> {
    let org = person.organization_id;
    let token = Token::new(TokenKind::Password, &app.random);
    let expires_at = app.now() + LINK_VALID;
    let link = NewLink {
        token_hash: &token.hash(),
        organization: org,
        sign_in: person.id,
        user: user.id,
        at: app.now(),
        expires_at,
    };
    password_links::insert(tx, &link).await?;
    // Who asked is not known; that it was the person is what the link will show.
    let by = Actor {
        organization: org,
        organization_name: String::new(),
        who: Who::System,
        origin: origin.to_owned(),
        house: House::default(),
    };
    let data = json!({ "expires_at": expires_at });
    record(app, tx, &by, Event::RecoveryAsked, about(person, user.customer_id, user.id), data).await?;
    let name = person.name();
    let to = Recipient {
        organization: org,
        customer: Some(user.customer_id),
        user: Some(user.id),
        address: &person.email,
        name: &name,
        language: person.language,
    };
    let letter = Letter::Recovery { name: name.clone(), expires_at };
    tell(app, tx, to, &letter, Some(&Enclosure(token.reveal().to_owned()))).await
}
