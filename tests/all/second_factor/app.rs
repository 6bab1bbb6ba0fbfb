//! Authenticator apps, recovery codes, the step between password and session, and losing it all.

use chrono::TimeDelta;
use keydesk::domain::activity::Event;
use keydesk::domain::staff::StaffRole;
use keydesk::domain::state::UserState;
use keydesk::service::customer_sign_in::{self, Entered};
use keydesk::service::{Error, passwords, second_factor, sessions};
use keydesk::store::Store;

use super::{events, is_over, is_wrong, letters, live, set_up, show, shown, signed_in, step};
use crate::passwords::{cookie, enter, newest_link, session};
use crate::support::database::stories;
use crate::support::entering::firefox;
use crate::support::sql::{exec, select};
use crate::support::world::{NewCustomer, PASSWORD, World};

stories! {
    a_code_works_once_and_in_its_time,
    an_app_is_set_up_with_a_code_by_somebody_who_signed_in_a_moment_ago,
    wrong_codes_end_the_step_and_lock_softly,
    recovery_codes_work_once_and_are_replaced_together,
    a_step_belongs_to_one_person_and_ends_with_the_epoch,
    a_new_password_does_not_switch_the_second_factor_off,
    staff_take_away_what_is_lost,
    a_demanded_second_factor_is_asked_of_everybody,
}

const GOOD: &str = "gul lampa under bron";
const EVA: &str = "eva@huber.example";

async fn a_code_works_once_and_in_its_time(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let customer = world.customer("1042", "Huber").await;
    world.user(customer, EVA).await;
    let (secret, _) = set_up(app, &signed_in(&world, EVA).await).await;

    let first = step(app, EVA).await;
    let used = show(app, &first, &shown(app, &secret)).await;
    assert!(is_wrong(&used), "the code that confirmed the app was used by that");
    app.clock.advance(TimeDelta::seconds(30));
    let code = shown(app, &secret);
    let entered = show(app, &first, &code).await.unwrap();
    assert!(session(app, &entered).await.is_some_and(|s| s.email == EVA));
    assert!(is_over(&show(app, &first, &code).await), "the step was used up");

    let second = step(app, EVA).await;
    assert!(is_wrong(&show(app, &second, &code).await), "the same code in its time, a second time");
    let stale = totp_at(app.now() - TimeDelta::seconds(60), &secret);
    let early = totp_at(app.now() + TimeDelta::seconds(60), &secret);
    assert!(
        is_wrong(&show(app, &second, &stale).await) && is_wrong(&show(app, &second, &early).await),
        "two steps off"
    );
    let next = totp_at(app.now() + TimeDelta::seconds(30), &secret);
    assert!(
        show(app, &second, &format!(" {} {} ", &next[..3], &next[3..])).await.is_ok(),
        "one step early, typed in groups"
    );
    let third = step(app, EVA).await;
    app.clock.advance(TimeDelta::seconds(1));
    assert!(is_wrong(&show(app, &third, &code).await), "an older step than the one used last");
    app.clock.advance(TimeDelta::minutes(5));
    assert!(is_over(&show(app, &third, &shown(app, &secret)).await), "five minutes are over");
    let sql = "SELECT COUNT(*) FROM sign_in_step";
    step(app, EVA).await;
    assert_eq!(select!(&world.sql, (i64,), sql), [(1,)], "what is over is cleaned up");
}

fn totp_at(at: chrono::DateTime<chrono::Utc>, secret: &str) -> String {
    second_factor::totp::shown(secret, at).unwrap()
}

async fn an_app_is_set_up_with_a_code_by_somebody_who_signed_in_a_moment_ago(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let customer = world.customer("1042", "Huber").await;
    let user = world.user(customer, EVA).await;
    let elsewhere = cookie(app, EVA, PASSWORD).await;
    let eva = signed_in(&world, EVA).await;

    assert!(second_factor::offered(app, &eva).await.unwrap().is_none());
    second_factor::begin_app(app, &eva).await.unwrap();
    let offered = second_factor::offered(app, &eva).await.unwrap().unwrap();
    assert_eq!(offered.secret.len(), 39, "32 characters in groups of four: {}", offered.secret);
    assert!(offered.address.starts_with("otpauth://totp/Nordlift%20Service:eva%40huber%2Eexample?secret="));
    assert!(matches!(enter(app, EVA, PASSWORD).await.unwrap(), Entered::In(_)), "what is not confirmed asks nobody");
    let refused = second_factor::confirm_app(app, &eva, "000000", &firefox()).await.unwrap_err();
    assert!(matches!(refused, Error::Invalid(e) if e.0[0].field == "code"));

    app.clock.advance(second_factor::RECENT);
    assert!(second_factor::offered(app, &eva).await.unwrap().is_none(), "a browser left open shows no secret");
    for refused in [
        second_factor::begin_app(app, &eva).await.unwrap_err(),
        second_factor::confirm_app(app, &eva, &shown(app, &offered.secret), &firefox()).await.unwrap_err(),
        second_factor::new_codes(app, &eva, &firefox()).await.unwrap_err(),
    ] {
        assert!(matches!(refused, Error::Denied { .. }), "{refused}");
    }
    let wrong = second_factor::elevate(app, &eva, "wrong", &firefox()).await.unwrap_err();
    assert!(matches!(wrong, Error::Invalid(e) if e.0[0].field == "password"));
    let token = second_factor::elevate(app, &eva, PASSWORD, &firefox()).await.unwrap();
    let eva = session(app, &token).await.unwrap();
    let open = customer_sign_in::sessions(app, &eva).await.unwrap();
    assert_eq!(open.len(), 3, "the session went on under a new token: {open:?}");

    let code = shown(app, &offered.secret);
    let changed = second_factor::confirm_app(app, &eva, &code, &firefox()).await.unwrap();
    assert_eq!(changed.codes.len(), 10);
    assert!(
        session(app, &elsewhere).await.is_none() && session(app, &token).await.is_none(),
        "every other session is over"
    );
    let eva = live(app, &changed).await;
    assert!(matches!(second_factor::begin_app(app, &eva).await, Err(Error::Conflict { .. })), "there is one");
    let again = second_factor::confirm_app(app, &eva, &code, &firefox()).await;
    assert!(matches!(again, Err(Error::Conflict { .. })), "it was confirmed");
    assert_eq!(letters(&world, "second_factor").await, [EVA]);
    let said = events(&world, user).await;
    let (event, sentence) = said.last().unwrap();
    assert_eq!(*event, Event::SecondFactorChanged);
    assert!(sentence.contains("none → authenticator app"), "{sentence}");

    let wrong = second_factor::switch_off_app(app, &eva, "wrong", &firefox()).await.unwrap_err();
    assert!(matches!(wrong, Error::Invalid(e) if e.0[0].field == "password"));
    let off = second_factor::switch_off_app(app, &eva, PASSWORD, &firefox()).await.unwrap();
    assert!(off.codes.is_empty() && session(app, &changed.token).await.is_none());
    assert!(matches!(enter(app, EVA, PASSWORD).await.unwrap(), Entered::In(_)));
    assert_eq!(select!(&world.sql, (i64,), "SELECT COUNT(*) FROM recovery_code"), [(0,)], "nothing is left to recover");
    assert_eq!(select!(&world.sql, (i64,), "SELECT COUNT(*) FROM totp"), [(0,)]);
}

async fn wrong_codes_end_the_step_and_lock_softly(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let customer = world.customer("1042", "Huber").await;
    world.user(customer, EVA).await;
    let (secret, _) = set_up(app, &signed_in(&world, EVA).await).await;
    app.clock.advance(TimeDelta::minutes(1));
    let first = step(app, EVA).await;
    for typed in ["123", "", "nonsense", "0000000"] {
        assert!(is_wrong(&show(app, &first, typed).await), "{typed}");
    }
    let wrong = if shown(app, &secret) == "000000" { "000001" } else { "000000" };
    assert!(is_over(&show(app, &first, wrong).await), "the fifth wrong answer ends the step");
    assert!(is_over(&show(app, &first, &shown(app, &secret)).await), "even the right one comes too late");

    let second = step(app, EVA).await;
    assert!(is_wrong(&show(app, &second, wrong).await), "the sixth failure begins to lock");
    let locked = show(app, &second, &shown(app, &secret)).await;
    let Err(Error::TooMany { seconds }) = locked else { panic!("{locked:?}") };
    app.clock.advance(TimeDelta::seconds(i64::try_from(seconds).unwrap() + 1));
    assert!(show(app, &second, &shown(app, &secret)).await.is_ok(), "the lock passes by itself");
    let third = step(app, EVA).await;
    assert!(is_wrong(&show(app, &third, wrong).await) && is_wrong(&show(app, &third, wrong).await), "counted anew");
    let failures = "SELECT COUNT(*) FROM activity WHERE event = 'sign_in_failed'";
    assert_eq!(select!(&world.sql, (i64,), failures), [(8,)], "each failure stands in the log");
}

async fn recovery_codes_work_once_and_are_replaced_together(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let customer = world.customer("1042", "Huber").await;
    world.user(customer, EVA).await;
    world.user(customer, "jan@huber.example").await;
    let (_, changed) = set_up(app, &signed_in(&world, EVA).await).await;
    let (_, of_jan) = set_up(app, &signed_in(&world, "jan@huber.example").await).await;
    let stored = select!(&world.sql, (Vec<u8>,), "SELECT code_hash FROM recovery_code");
    assert_eq!(stored.len(), 20);
    for code in &changed.codes {
        assert_eq!(code.len(), 19, "four groups of four: {code}");
        assert!(stored.iter().all(|(hash,)| !hash.windows(4).any(|part| part == &code.as_bytes()[..4])), "only hashes");
    }
    let first = step(app, EVA).await;
    assert!(is_wrong(&show(app, &first, &of_jan.codes[0]).await), "somebody else's");
    let typed = changed.codes[0].to_lowercase().replace('-', " ");
    let entered = show(app, &first, &typed).await.unwrap();
    let second = step(app, EVA).await;
    assert!(is_wrong(&show(app, &second, &changed.codes[0]).await), "once");
    assert!(show(app, &second, &changed.codes[1]).await.is_ok());

    let eva = session(app, &entered).await.unwrap();
    assert_eq!(second_factor::held(app, &eva).await.unwrap().codes, 8);
    let renewed = second_factor::new_codes(app, &eva, &firefox()).await.unwrap();
    assert_eq!(renewed.codes.len(), 10);
    assert!(session(app, &entered).await.is_none());
    let third = step(app, EVA).await;
    assert!(is_wrong(&show(app, &third, &changed.codes[2]).await), "older ones work no more");
    assert!(show(app, &third, &renewed.codes[9]).await.is_ok());
}

async fn a_step_belongs_to_one_person_and_ends_with_the_epoch(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let customer = world.customer("1042", "Huber").await;
    let user = world.user(customer, EVA).await;
    world.user(customer, "jan@huber.example").await;
    let (of_eva, _) = set_up(app, &signed_in(&world, EVA).await).await;
    let (of_jan, _) = set_up(app, &signed_in(&world, "jan@huber.example").await).await;
    app.clock.advance(TimeDelta::minutes(1));
    let (eva, jan) = (step(app, EVA).await, step(app, "jan@huber.example").await);
    assert!(is_wrong(&show(app, &jan, &shown(app, &of_eva)).await), "a code opens its own person's step");
    assert!(second_factor::waiting(app, &eva).await.is_ok_and(|w| w.held.app && w.question.is_none()));
    // No step is a session, and no session a step.
    assert!(session(app, &eva).await.is_none());

    sessions::end_all(app, &world.admin, user).await.unwrap();
    assert!(is_over(&show(app, &eva, &shown(app, &of_eva)).await), "ended by staff meanwhile");
    assert!(second_factor::waiting(app, &eva).await.is_err());
    assert!(show(app, &jan, &shown(app, &of_jan)).await.is_ok(), "nobody else's");

    app.clock.advance(TimeDelta::minutes(1));
    let eva = step(app, EVA).await;
    exec!(&world.sql, "UPDATE customer_user SET state = $1 WHERE id = $2", UserState::Suspended, user);
    assert!(is_over(&show(app, &eva, &shown(app, &of_eva)).await), "what was open five minutes ago is closed now");
    let other = world.another("Sydlift").await;
    let theirs = other.customer("1042", "Huber").await;
    other.user(theirs, EVA).await;
    let entered = customer_sign_in::sign_in(app, EVA, PASSWORD, Some(other.organization), &firefox()).await.unwrap();
    assert!(
        matches!(entered, Entered::In(_)),
        "another organization's sign-in of the same address has its own factors"
    );
}

async fn a_new_password_does_not_switch_the_second_factor_off(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let customer = world.customer("1042", "Huber").await;
    let user = world.user(customer, EVA).await;
    let (secret, _) = set_up(app, &signed_in(&world, EVA).await).await;
    app.clock.advance(TimeDelta::minutes(1));
    passwords::send_link(app, admin, user, None).await.unwrap();
    let link = newest_link(&world).await;
    let before = enter(app, EVA, PASSWORD).await.unwrap();
    let Entered::Second(before) = before else { panic!("{before:?}") };
    let entered = customer_sign_in::reset_password(app, &link, GOOD, &firefox()).await.unwrap();
    let Entered::Second(step) = entered else { panic!("a link is no second factor: {entered:?}") };
    assert!(is_over(&show(app, &before, &shown(app, &secret)).await), "a step of the old password is over");
    assert!(show(app, &step, &shown(app, &secret)).await.is_ok());

    app.clock.advance(TimeDelta::minutes(1));
    let made = passwords::temporary(app, admin, user, false).await.unwrap();
    let entered = enter(app, EVA, &made.password).await.unwrap();
    let Entered::Second(step) = entered else { panic!("{entered:?}") };
    let arrived = show(app, &step, &shown(app, &secret)).await.unwrap();
    assert!(session(app, &arrived).await.is_some_and(|s| s.must_replace), "the temporary one is replaced next (R17)");
}

async fn staff_take_away_what_is_lost(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let (north, south) = (world.area("North").await, world.area("South").await);
    let placed = |area| NewCustomer { area: Some(area), ..NewCustomer::default() };
    let a = world.customer_with("1", "One", placed(north)).await;
    let b = world.customer_with("2", "Two", placed(south)).await;
    let user = world.user(a, EVA).await;
    world.user(b, EVA).await;
    let nothing = second_factor::reset(app, admin, user).await;
    assert!(matches!(nothing, Err(Error::Conflict { .. })), "{nothing:?}");

    let (_, changed) = set_up(app, &signed_in(&world, EVA).await).await;
    let pending = step(app, EVA).await;
    let supervisor = world.staff("Lars Holm", StaffRole::Supervisor, &[north]).await;
    let dispatcher = world.staff("Dora Disp", StaffRole::Dispatcher, &[]).await;
    let shown_to = second_factor::of_user(app, &supervisor, user).await.unwrap();
    assert_eq!((shown_to.words().as_str(), shown_to.codes), ("authenticator app", 10));
    for by in [&supervisor, &dispatcher] {
        let refused = second_factor::reset(app, by, user).await;
        assert!(matches!(refused, Err(Error::Denied { .. })), "it guards both customers: {refused:?}");
    }
    assert!(session(app, &changed.token).await.is_some(), "nothing has happened");

    let had = second_factor::reset(app, admin, user).await.unwrap();
    assert_eq!(had.words(), "authenticator app");
    assert!(session(app, &changed.token).await.is_none(), "sessions end");
    assert!(is_over(&show(app, &pending, &changed.codes[0]).await), "and steps with them");
    assert!(matches!(enter(app, EVA, PASSWORD).await.unwrap(), Entered::In(_)));
    assert_eq!(letters(&world, "second_factor").await, [EVA, EVA], "the person is told");
    let said = events(&world, user).await;
    assert!(
        said.iter().any(|(e, s)| *e == Event::SecondFactorChanged && s.contains("authenticator app → none")),
        "{said:?}"
    );
    assert!(keydesk::service::log_chain::verify(app, admin, None).await.unwrap().is_whole());
}

async fn a_demanded_second_factor_is_asked_of_everybody(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let customer = world.customer("1042", "Huber").await;
    world.user(customer, EVA).await;
    let open = cookie(app, EVA, PASSWORD).await;
    assert!(!session(app, &open).await.unwrap().must_set_up);
    let settings = keydesk::service::settings::get(app, admin).await.unwrap();
    let change = keydesk::service::settings::SettingsChange {
        version: settings.version,
        demands_second_factor: Some(true),
        ..keydesk::service::settings::SettingsChange::default()
    };
    assert!(keydesk::service::settings::set(app, admin, &change).await.unwrap().demands_second_factor);
    assert!(
        session(app, &open).await.unwrap().must_set_up,
        "also of whoever is signed in already, at the next request"
    );
    let eva = signed_in(&world, EVA).await;
    assert!(eva.must_set_up);
    second_factor::begin_app(app, &eva).await.unwrap();
    assert!(session(app, &open).await.unwrap().must_set_up, "an app that was not confirmed is none");
    let (_, changed) = set_up(app, &eva).await;
    assert!(!live(app, &changed).await.must_set_up);
    let off = second_factor::switch_off_app(app, &live(app, &changed).await, PASSWORD, &firefox()).await.unwrap();
    assert!(live(app, &off).await.must_set_up, "switched off, it is to be set up again");
}
