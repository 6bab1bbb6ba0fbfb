//! Second factors, passkeys and forgotten passwords (R22), through the services.

mod app;
mod passkeys;
mod recovery;

use keydesk::domain::CustomerUserId;
use keydesk::domain::activity::Event;
use keydesk::service::activity::{self, ActivityQuery};
use keydesk::service::customer_sign_in::{self, Entered, Session};
use keydesk::service::second_factor::{self, Changed, Proof, totp};
use keydesk::service::token::Token;
use keydesk::service::{App, Error};

use crate::passwords::{enter, session};
use crate::support::entering::firefox;
use crate::support::sql::select;
use crate::support::world::{PASSWORD, World};

/// A person with a session.
pub async fn signed_in(world: &World, email: &str) -> Session {
    let token = enter(&world.app, email, PASSWORD).await.unwrap().session().unwrap();
    session(&world.app, &token).await.unwrap()
}

/// Sets an app up; its secret, and what it gave.
pub async fn set_up(app: &App, session: &Session) -> (String, Changed) {
    second_factor::begin_app(app, session).await.unwrap();
    let offered = second_factor::offered(app, session).await.unwrap().unwrap();
    let code = totp::shown(&offered.secret, app.now()).unwrap();
    let changed = second_factor::confirm_app(app, session, &code, &firefox()).await.unwrap();
    (offered.secret, changed)
}

/// The step after the password of somebody who has a second factor.
pub async fn step(app: &App, email: &str) -> Token {
    match enter(app, email, PASSWORD).await.unwrap() {
        Entered::Second(step) => step,
        other => panic!("no second factor is asked for: {other:?}"),
    }
}

/// Shows a code.
pub async fn show(app: &App, step: &Token, code: &str) -> Result<Token, Error> {
    second_factor::finish(app, step, Proof::Code(code), &firefox()).await
}

/// What the app shows now.
pub fn shown(app: &App, secret: &str) -> String {
    totp::shown(secret, app.now()).unwrap()
}

fn is_wrong(answer: &Result<Token, Error>) -> bool {
    matches!(answer, Err(Error::Invalid(errors)) if ["code", "passkey"].contains(&errors.0[0].field))
}

fn is_over(answer: &Result<Token, Error>) -> bool {
    matches!(answer, Err(Error::SignedOut { .. }))
}

/// What happened, by event, the oldest first.
async fn events(world: &World, user: CustomerUserId) -> Vec<(Event, String)> {
    let query = ActivityQuery { user: Some(user), limit: 100, ..ActivityQuery::default() };
    let records = activity::list(&world.app, &world.admin, &query).await.unwrap();
    records.into_iter().rev().map(|r| (r.event, r.sentence())).collect()
}

/// The letters of a kind that wait or waited, to whom.
async fn letters(world: &World, kind: &'static str) -> Vec<String> {
    let sql = "SELECT to_address FROM outbox WHERE kind = $1 ORDER BY created_at, id";
    select!(&world.sql, (String,), sql, kind).into_iter().map(|(to,)| to).collect()
}

/// The session goes on under a new token.
async fn live(app: &App, changed: &Changed) -> Session {
    customer_sign_in::session(app, &changed.token).await.unwrap().expect("the new session is open")
}
