//! "Forgot password": who asks learns nothing, not from the answer and not from the work it costs; who may sign in gets a letter.

use chrono::TimeDelta;
use keydesk::domain::activity::Event;
use keydesk::domain::state::UserState;
use keydesk::service::customer_sign_in::{self, Client, ask_recovery, work_off_recoveries};
use keydesk::service::token::{Token, TokenKind};
use keydesk::service::{Error, passwords, portal_switch};
use keydesk::store::Store;

use super::{events, letters};
use crate::passwords::enter;
use crate::support::database::stories;
use crate::support::entering::firefox;
use crate::support::sql::{exec, select};
use crate::support::world::{NewUser, PASSWORD, World};

stories! {
    asking_costs_the_same_whoever_is_meant,
    a_letter_goes_to_whoever_could_sign_in_and_to_nobody_else,
    the_link_works_once_and_leaves_what_there_was_until_then,
    asking_is_limited_by_client_and_by_address,
}

const GOOD: &str = "gul lampa under bron";

fn from(n: u8) -> Client {
    Client { address: format!("203.0.113.{n}"), device: "Firefox on Linux".into() }
}

/// Rows of every table that asking could touch, with the size of what was written.
async fn rows(world: &World) -> [i64; 6] {
    let count = "SELECT COUNT(*) FROM sign_in_step UNION ALL SELECT COUNT(*) FROM sign_in_attempt UNION ALL
                 SELECT COUNT(*) FROM outbox UNION ALL SELECT COUNT(*) FROM password_link UNION ALL
                 SELECT COUNT(*) FROM activity UNION ALL SELECT COALESCE(SUM(version), 0) FROM customer_user";
    let count = if matches!(world.sql, crate::support::sql::Sql::Postgres(_)) {
        "SELECT COUNT(*) FROM sign_in_step UNION ALL SELECT COUNT(*) FROM sign_in_attempt UNION ALL
         SELECT COUNT(*) FROM outbox UNION ALL SELECT COUNT(*) FROM password_link UNION ALL
         SELECT COUNT(*) FROM activity UNION ALL SELECT CAST(COALESCE(SUM(version), 0) AS BIGINT) FROM customer_user"
    } else {
        count
    };
    let found: Vec<i64> = select!(&world.sql, (i64,), count).into_iter().map(|(n,)| n).collect();
    found.try_into().expect("six tables")
}

async fn asking_costs_the_same_whoever_is_meant(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let customer = world.customer("1042", "Huber").await;
    world.user(customer, "eva@huber.example").await;
    let suspended = NewUser { state: UserState::Suspended, ..NewUser::default() };
    world.user_with(customer, "sam@huber.example", suspended).await;
    let mut costs = Vec::new();
    for (n, email) in ["eva@huber.example", "sam@huber.example", "ada@nobody.example"].into_iter().enumerate() {
        let before = rows(&world).await;
        ask_recovery(app, email, None, &from(u8::try_from(n).unwrap())).await.unwrap();
        let after = rows(&world).await;
        costs.push(after.iter().zip(before).map(|(a, b)| a - b).collect::<Vec<_>>());
    }
    // One waiting row and two counters, whoever is meant; nobody was looked up, nothing hashed, no letter written.
    assert!(costs.iter().all(|cost| *cost == [1, 2, 0, 0, 0, 0]), "{costs:?}");
    let states = select!(&world.sql, (String,), "SELECT state FROM sign_in_step WHERE purpose = 'recovery'");
    let beside_the_address = |state: &str| {
        let asked: serde_json::Value = serde_json::from_str(state).unwrap();
        state.len() - asked["email"].as_str().unwrap().len()
    };
    let lengths: std::collections::BTreeSet<_> = states.iter().map(|(state,)| beside_the_address(state)).collect();
    assert_eq!(lengths.len(), 1, "what waits differs in the address alone: {states:?}");
    assert!(letters(&world, "recovery").await.is_empty());

    assert_eq!(work_off_recoveries(app).await.unwrap(), 1, "the worker knows the one who is meant");
    assert_eq!(letters(&world, "recovery").await, ["eva@huber.example"]);
    assert_eq!(rows(&world).await[0], 0, "nothing of it waits any more");
    assert_eq!(work_off_recoveries(app).await.unwrap(), 0);
    for wrong in ["", "no address", "a@b@c", "eva@huber.example\nbcc: x@y.example"] {
        let refused = ask_recovery(app, wrong, None, &from(9)).await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{wrong}");
    }
}

async fn a_letter_goes_to_whoever_could_sign_in_and_to_nobody_else(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let customer = world.customer("1042", "Huber").await;
    let user = world.user(customer, "active@x.example").await;
    let temporary = world.user(customer, "temporary@x.example").await;
    passwords::temporary(app, &world.admin, temporary, false).await.unwrap();
    for (email, new) in [
        ("pending@x.example", NewUser { state: UserState::Pending, password: false, ..NewUser::default() }),
        ("suspended@x.example", NewUser { state: UserState::Suspended, ..NewUser::default() }),
        ("revoked@x.example", NewUser { state: UserState::Revoked, ..NewUser::default() }),
        ("ended@x.example", NewUser { ends_at: Some(app.now()), ..NewUser::default() }),
        ("passwordless@x.example", NewUser { password: false, ..NewUser::default() }),
    ] {
        world.user_with(customer, email, new).await;
    }
    let closed = world.customer("1043", "Hofer").await;
    world.user(closed, "closed@x.example").await;
    portal_switch::customer(app, &world.admin, closed, false).await.unwrap();
    let off = world.another("Sydlift").await;
    let theirs = off.customer("1", "One").await;
    off.user(theirs, "off@x.example").await;
    off.user(theirs, "active@x.example").await;
    let all =
        ["active", "temporary", "pending", "suspended", "revoked", "ended", "passwordless", "closed", "off", "never"];
    let ask_all = async |first: u8| {
        for (n, name) in all.iter().enumerate() {
            let client = from(first + u8::try_from(n).unwrap());
            ask_recovery(app, &format!("{name}@x.example"), None, &client).await.unwrap();
        }
        work_off_recoveries(app).await.unwrap()
    };
    portal_switch::module(app, &off.admin, false).await.unwrap();
    assert_eq!(ask_all(0).await, 2);
    assert_eq!(sent(&world).await, ["active@x.example", "temporary@x.example"]);
    let (event, sentence) = events(&world, user).await.pop().unwrap();
    assert_eq!(event, Event::RecoveryAsked);
    assert!(sentence.contains("asked for a new password as Eva Huber"), "{sentence}");

    portal_switch::module(app, &off.admin, true).await.unwrap();
    portal_switch::module(app, &world.admin, false).await.unwrap();
    app.clock.advance(TimeDelta::hours(1));
    assert_eq!(ask_all(100).await, 2, "where the module is on: one letter for each organization");
    let said = sent(&world).await;
    assert_eq!(said, ["active@x.example", "active@x.example", "off@x.example", "temporary@x.example"]);
    app.clock.advance(TimeDelta::hours(1));
    ask_recovery(app, "active@x.example", Some(world.organization), &from(200)).await.unwrap();
    assert_eq!(work_off_recoveries(app).await.unwrap(), 0, "the branded page of an organization means that one");
}

/// To whom letters went, in the order of the alphabet: those that wait together are worked off in any.
async fn sent(world: &World) -> Vec<String> {
    let mut all = letters(world, "recovery").await;
    all.sort();
    all
}

async fn newest(world: &World) -> Token {
    let sql = "SELECT enclosure FROM outbox WHERE kind = 'recovery' AND enclosure IS NOT NULL ORDER BY created_at DESC, id DESC";
    Token::parse(TokenKind::Password, &select!(&world.sql, (String,), sql).remove(0).0).unwrap()
}

async fn the_link_works_once_and_leaves_what_there_was_until_then(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let customer = world.customer("1042", "Huber").await;
    let user = world.user(customer, "eva@huber.example").await;
    let open = crate::passwords::cookie(app, "eva@huber.example", PASSWORD).await;
    ask_recovery(app, "EVA@huber.example", None, &firefox()).await.unwrap();
    work_off_recoveries(app).await.unwrap();
    let link = newest(&world).await;
    assert!(crate::passwords::session(app, &open).await.is_some(), "whoever asks ends nobody's session");
    assert!(enter(app, "eva@huber.example", PASSWORD).await.is_ok(), "and nobody's password");
    customer_sign_in::reset_offer(app, &link).await.unwrap();
    let entered = customer_sign_in::reset_password(app, &link, GOOD, &firefox()).await.unwrap().session().unwrap();
    assert!(crate::passwords::session(app, &entered).await.is_some_and(|s| s.user == user));
    assert!(crate::passwords::session(app, &open).await.is_none(), "now the others are over");
    let again = customer_sign_in::reset_password(app, &link, "en helt annan lampa", &firefox()).await;
    assert!(matches!(again, Err(Error::NotFound { .. })), "once");

    app.clock.advance(TimeDelta::hours(1));
    ask_recovery(app, "eva@huber.example", None, &firefox()).await.unwrap();
    work_off_recoveries(app).await.unwrap();
    let link = newest(&world).await;
    app.clock.advance(TimeDelta::minutes(30));
    assert!(matches!(customer_sign_in::reset_offer(app, &link).await, Err(Error::Conflict { .. })), "half an hour");
    app.clock.advance(TimeDelta::hours(1));
    ask_recovery(app, "eva@huber.example", None, &firefox()).await.unwrap();
    work_off_recoveries(app).await.unwrap();
    let link = newest(&world).await;
    exec!(&world.sql, "UPDATE customer_user SET state = $1 WHERE id = $2", UserState::Revoked, user);
    assert!(
        matches!(customer_sign_in::reset_offer(app, &link).await, Err(Error::NotFound { .. })),
        "dies with the access"
    );
}

async fn asking_is_limited_by_client_and_by_address(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let customer = world.customer("1042", "Huber").await;
    world.user(customer, "eva@huber.example").await;
    for email in ["eva@huber.example", "Eva@Huber.example", "nobody@huber.example"] {
        ask_recovery(app, email, None, &from(1)).await.unwrap();
    }
    let refused = ask_recovery(app, "other@huber.example", None, &from(1)).await;
    let Err(Error::TooMany { seconds }) = refused else { panic!("{refused:?}") };
    assert_eq!(seconds, 3600, "three within an hour");
    ask_recovery(app, "eva@huber.example", None, &from(2)).await.unwrap();
    assert_eq!(work_off_recoveries(app).await.unwrap(), 1, "one letter within an hour, however it is written");
    app.clock.advance(TimeDelta::minutes(59));
    ask_recovery(app, "eva@huber.example", None, &from(3)).await.unwrap();
    assert_eq!(work_off_recoveries(app).await.unwrap(), 0);
    assert!(ask_recovery(app, "eva@huber.example", None, &from(1)).await.is_err());
    app.clock.advance(TimeDelta::minutes(1));
    ask_recovery(app, "eva@huber.example", None, &from(1)).await.unwrap();
    assert_eq!(work_off_recoveries(app).await.unwrap(), 1, "an hour after the first");
}
