//! Passkeys: made, used alone and as the second factor, and everything that must not pass for one.

use chrono::TimeDelta;
use keydesk::domain::activity::Event;
use keydesk::domain::state::UserState;
use keydesk::service::customer_sign_in::{Closed, Entered, Session};
use keydesk::service::second_factor::{self, Changed, Proof, Question};
use keydesk::service::{App, Error};
use keydesk::store::Store;

use super::{events, is_over, letters, live, set_up, signed_in, step};
use crate::passwords::{cookie, session};
use crate::support::authenticator::Authenticator;
use crate::support::database::stories;
use crate::support::entering::firefox;
use crate::support::sql::{exec, select};
use crate::support::world::{PASSWORD, World};

stories! {
    a_passkey_alone_signs_in,
    a_question_is_asked_once_of_one_browser_for_five_minutes,
    a_passkey_is_the_second_factor,
    what_is_not_the_persons_passkey_does_not_pass,
    passkeys_are_named_and_removed_by_their_person,
    whoever_may_not_come_in_does_not_come_in_with_a_passkey,
}

const EVA: &str = "eva@huber.example";
const ORIGIN: &str = "http://127.0.0.1:8080";
const BROWSER: &str = "the secret of a browser's forms";

async fn add(app: &App, session: &Session, name: &str) -> (Authenticator, Changed) {
    let mut passkey = Authenticator::at(ORIGIN);
    let question = second_factor::ask_to_add(app, session).await.unwrap();
    let made = passkey.make(&question);
    let changed = second_factor::add_passkey(app, session, name, &made, &firefox()).await.unwrap();
    (passkey, changed)
}

async fn ask(app: &App) -> Question {
    second_factor::ask_to_sign_in(app, BROWSER).await.unwrap()
}

async fn come_in(app: &App, answer: &str) -> Result<Entered, Error> {
    second_factor::sign_in_with_passkey(app, answer, BROWSER, &firefox()).await
}

async fn eva(world: &World) -> keydesk::domain::CustomerUserId {
    let customer = world.customer("1042", "Huber").await;
    world.user(customer, EVA).await
}

async fn a_passkey_alone_signs_in(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let user = eva(&world).await;
    assert!(!second_factor::any_passkeys(app).await.unwrap());
    let elsewhere = cookie(app, EVA, PASSWORD).await;
    let (mut passkey, changed) = add(app, &signed_in(&world, EVA).await, "  My\u{202E} phone ").await;
    assert_eq!(changed.codes.len(), 10, "the first second factor brings recovery codes");
    assert!(session(app, &elsewhere).await.is_none(), "other sessions end");
    assert!(second_factor::any_passkeys(app).await.unwrap());
    let known = second_factor::passkeys(app, &live(app, &changed).await).await.unwrap();
    assert_eq!((known.len(), known[0].name.as_str(), known[0].last_used_at), (1, "My phone", None));

    let answer = passkey.answer(&ask(app).await);
    let entered = come_in(app, &answer).await.unwrap().session().expect("no password, no code");
    assert!(session(app, &entered).await.is_some_and(|s| s.user == user));
    let known = second_factor::passkeys(app, &live(app, &changed).await).await.unwrap();
    assert_eq!(known[0].last_used_at, Some(app.now()));
    assert_eq!(letters(&world, "second_factor").await, [EVA]);
    let said: Vec<Event> = events(&world, user).await.into_iter().map(|(event, _)| event).collect();
    assert_eq!(said.iter().filter(|e| **e == Event::PasskeyAdded).count(), 1, "{said:?}");
    assert_eq!(said.last(), Some(&Event::SignedIn));
}

async fn a_question_is_asked_once_of_one_browser_for_five_minutes(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    eva(&world).await;
    let (mut passkey, _) = add(app, &signed_in(&world, EVA).await, "phone").await;
    let refused = async |answer: &str, why: &str| {
        app.clock.advance(TimeDelta::minutes(20));
        let entered = come_in(app, answer).await;
        assert!(matches!(entered, Err(Error::SignedOut { .. })), "{why}: {entered:?}");
    };
    let question = ask(app).await;
    let answer = passkey.answer(&question);
    assert!(matches!(come_in(app, &answer).await, Ok(Entered::In(_))));
    refused(&answer, "the same answer again").await;
    refused(&passkey.answer(&question), "a new answer to a question that was answered").await;
    let question = ask(app).await;
    let answer = passkey.answer(&question);
    let stolen = second_factor::sign_in_with_passkey(app, &answer, "another browser", &firefox()).await;
    assert!(matches!(stolen, Err(Error::SignedOut { .. })), "{stolen:?}");
    assert!(matches!(come_in(app, &answer).await, Err(Error::SignedOut { .. })), "and is used up by the attempt");
    let question = ask(app).await;
    app.clock.advance(TimeDelta::minutes(5));
    refused(&passkey.answer(&question), "too late").await;
    let made_up = Question { challenge: "A".repeat(43), ..ask(app).await };
    refused(&passkey.answer(&made_up), "a question that nobody asked").await;
    for never in ["", "{}", "null", "[[[[", "\u{0}"] {
        refused(never, "no answer at all").await;
    }

    // A question for one purpose is none for another. Hours have passed: the session from before ended, idle as it was.
    let eva = signed_in_again(&world, &mut passkey).await;
    let to_add = second_factor::ask_to_add(app, &eva).await.unwrap();
    let answer = passkey.answer(&to_add);
    let entered = come_in(app, &answer).await;
    assert!(matches!(entered, Err(Error::SignedOut { .. })), "{entered:?}");
    let to_sign_in = ask(app).await;
    let made = Authenticator::at(ORIGIN).make(&to_sign_in);
    let added = second_factor::add_passkey(app, &eva, "other", &made, &firefox()).await;
    assert!(matches!(added, Err(Error::Invalid(e)) if e.0[0].code == "passkey-new"));
}

async fn a_passkey_is_the_second_factor(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    eva(&world).await;
    let (mut passkey, changed) = add(app, &signed_in(&world, EVA).await, "phone").await;
    let first = step(app, EVA).await;
    let waiting = second_factor::waiting(app, &first).await.unwrap();
    assert!(!waiting.held.app && waiting.held.passkeys == 1 && waiting.held.codes == 10);
    let question = waiting.question.unwrap();
    assert_eq!(question.credentials.len(), 1, "only the person's own may answer");
    let answer = passkey.answer(&question);
    let other = step(app, EVA).await;
    let crossed = second_factor::finish(app, &other, Proof::Passkey(&answer), &firefox()).await;
    assert!(matches!(crossed, Err(Error::Invalid(e)) if e.0[0].field == "passkey"), "another step's question");
    let question = second_factor::waiting(app, &first).await.unwrap().question.unwrap();
    let answer = passkey.answer(&question);
    let entered = second_factor::finish(app, &first, Proof::Passkey(&answer), &firefox()).await.unwrap();
    assert!(session(app, &entered).await.is_some());
    assert!(is_over(&second_factor::finish(app, &first, Proof::Passkey(&answer), &firefox()).await));
    // When it is not at hand, a recovery code lets in.
    assert!(super::show(app, &other, &changed.codes[0]).await.is_ok());

    // It also shows again who one is.
    let eva = session(app, &entered).await.unwrap();
    app.clock.advance(second_factor::RECENT);
    let question = second_factor::question_to_elevate(app, &eva).await.unwrap().unwrap();
    let answer = passkey.answer(&question);
    let token = second_factor::elevate_with_passkey(app, &eva, &answer, &firefox()).await.unwrap();
    assert!(session(app, &entered).await.is_none(), "the session goes on under a new token");
    let eva = session(app, &token).await.unwrap();
    assert!(second_factor::is_recent(app, &eva));
    let again = second_factor::elevate_with_passkey(app, &eva, &answer, &firefox()).await;
    assert!(matches!(again, Err(Error::Invalid(_))));
}

async fn what_is_not_the_persons_passkey_does_not_pass(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let customer = world.customer("1042", "Huber").await;
    let user = world.user(customer, EVA).await;
    world.user(customer, "jan@huber.example").await;
    let (mut of_eva, _) = add(app, &signed_in(&world, EVA).await, "phone").await;
    let (mut of_jan, _) = add(app, &signed_in(&world, "jan@huber.example").await, "phone").await;

    let first = step(app, EVA).await;
    let question = second_factor::waiting(app, &first).await.unwrap().question.unwrap();
    let theirs = second_factor::finish(app, &first, Proof::Passkey(&of_jan.answer(&question)), &firefox()).await;
    assert!(matches!(theirs, Err(Error::Invalid(_))), "somebody else's: {theirs:?}");

    let refused = async |answer: String, why: &str| {
        app.clock.advance(TimeDelta::minutes(20));
        let entered = come_in(app, &answer).await;
        assert!(matches!(entered, Err(Error::SignedOut { .. })), "{why}: {entered:?}");
    };
    // The clock moves inside `refused` beyond a question's time, so each is asked right before its answer is shown.
    let flawed = async |passkey: &mut Authenticator, why: &str| {
        app.clock.advance(TimeDelta::minutes(20));
        let answer = passkey.answer(&ask(app).await);
        let entered = come_in(app, &answer).await;
        assert!(matches!(entered, Err(Error::SignedOut { .. })), "{why}: {entered:?}");
    };
    let mut stranger = Authenticator::at(ORIGIN);
    flawed(&mut stranger, "a passkey that nobody added").await;
    of_eva.flags = 0x01;
    flawed(&mut of_eva, "touched, but not verified").await;
    of_eva.flags = 0x05;
    let answer = of_eva.answer(&ask(app).await).replace("\"userHandle\":\"", "\"userHandle\":\"AAAA");
    refused(answer, "another person's handle").await;
    app.clock.advance(TimeDelta::minutes(20));
    assert!(matches!(come_in(app, &of_eva.answer(&ask(app).await)).await, Ok(Entered::In(_))), "the right one passes");
    of_eva.count = 0;
    flawed(&mut of_eva, "a counter that went back").await;
    let because = "SELECT data FROM activity WHERE event = 'sign_in_failed' ORDER BY seq DESC";
    let noted = select!(&world.sql, (String,), because).remove(0).0;
    assert!(noted.contains("there may be a copy"), "it is noted: {noted}");
    let mut elsewhere = Authenticator::at("http://127.0.0.1:8081");
    let eva = super::live(app, &add(app, &signed_in_again(&world, &mut of_eva).await, "tablet").await.1).await;
    let question = second_factor::ask_to_add(app, &eva).await.unwrap();
    let made = elsewhere.make(&question);
    let added = second_factor::add_passkey(app, &eva, "elsewhere", &made, &firefox()).await;
    assert!(matches!(added, Err(Error::Invalid(e)) if e.0[0].code == "passkey-new"), "another origin");
    let question = second_factor::ask_to_add(app, &eva).await.unwrap();
    assert_eq!(question.credentials.len(), 2, "the browser is told which are there already");
    let again = second_factor::add_passkey(app, &eva, "again", &of_eva.make(&question), &firefox()).await;
    assert!(matches!(again, Err(Error::Invalid(e)) if e.0[0].code == "passkey-known"));
    let question = second_factor::ask_to_add(app, &eva).await.unwrap();
    let stolen = second_factor::add_passkey(app, &eva, "stolen", &of_jan.make(&question), &firefox()).await;
    assert!(
        matches!(stolen, Err(Error::Invalid(e)) if e.0[0].code == "passkey-known"),
        "one credential has one person"
    );
    assert!(events(&world, user).await.len() > 3);
}

/// A session of Eva's that a passkey opened.
async fn signed_in_again(world: &World, passkey: &mut Authenticator) -> Session {
    passkey.count = 100;
    world.app.clock.advance(TimeDelta::minutes(20));
    let answer = passkey.answer(&ask(&world.app).await);
    let token = come_in(&world.app, &answer).await.unwrap().session().unwrap();
    session(&world.app, &token).await.unwrap()
}

async fn passkeys_are_named_and_removed_by_their_person(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let customer = world.customer("1042", "Huber").await;
    let user = world.user(customer, EVA).await;
    world.user(customer, "jan@huber.example").await;
    let eva = signed_in(&world, EVA).await;
    let (_, with_app) = set_up(app, &eva).await;
    let eva = live(app, &with_app).await;
    for (name, code) in [("", "passkey-name"), (" \u{200B} ", "passkey-name"), (&"x".repeat(61), "passkey-name-long")] {
        let refused = second_factor::add_passkey(app, &eva, name, "{}", &firefox()).await;
        assert!(matches!(refused, Err(Error::Invalid(e)) if e.0[0].code == code), "{name}");
    }
    let (_, changed) = add(app, &eva, "phone").await;
    assert!(changed.codes.is_empty(), "there are recovery codes already");
    let eva = live(app, &changed).await;
    let id = second_factor::passkeys(app, &eva).await.unwrap()[0].id;
    let jan = signed_in(&world, "jan@huber.example").await;
    let theirs = second_factor::remove_passkey(app, &jan, id, &firefox()).await;
    assert!(matches!(theirs, Err(Error::NotFound { .. })), "{theirs:?}");
    app.clock.advance(second_factor::RECENT);
    let late = second_factor::remove_passkey(app, &eva, id, &firefox()).await;
    assert!(matches!(late, Err(Error::Denied { .. })), "{late:?}");
    let token = second_factor::elevate(app, &eva, PASSWORD, &firefox()).await.unwrap();
    let eva = session(app, &token).await.unwrap();
    let removed = second_factor::remove_passkey(app, &eva, id, &firefox()).await.unwrap();
    assert!(session(app, &token).await.is_none());
    let held = second_factor::held(app, &live(app, &removed).await).await.unwrap();
    assert!(held.app && held.passkeys == 0 && held.codes == 10, "{held:?}");
    let (event, sentence) = events(&world, user).await.pop().unwrap();
    assert_eq!((event, sentence.contains("removed the passkey phone")), (Event::PasskeyRemoved, true), "{sentence}");
}

async fn whoever_may_not_come_in_does_not_come_in_with_a_passkey(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let user = eva(&world).await;
    let (mut passkey, _) = add(app, &signed_in(&world, EVA).await, "phone").await;
    exec!(&world.sql, "UPDATE customer_user SET state = $1 WHERE id = $2", UserState::Suspended, user);
    let entered = come_in(app, &passkey.answer(&ask(app).await)).await;
    assert!(matches!(entered, Ok(Entered::Closed(Closed::Suspended))), "{entered:?}");
    exec!(&world.sql, "UPDATE customer_user SET state = $1 WHERE id = $2", UserState::Active, user);
    let taken = second_factor::reset(app, &world.admin, user).await.unwrap();
    assert_eq!(taken.passkeys, 1);
    let entered = come_in(app, &passkey.answer(&ask(app).await)).await;
    assert!(matches!(entered, Err(Error::SignedOut { .. })), "taken away by staff: {entered:?}");
}
