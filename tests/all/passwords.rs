//! New passwords by staff (R17): links that work once, temporary passwords, and that both end what was open before.

use chrono::TimeDelta;
use keydesk::domain::CustomerUserId;
use keydesk::domain::activity::Event;
use keydesk::domain::staff::StaffRole;
use keydesk::domain::state::UserState;
use keydesk::service::access::{self, Farewell};
use keydesk::service::activity::{self, ActivityQuery};
use keydesk::service::customer_sign_in::{self, Closed, Entered, Session};
use keydesk::service::outbox::{self, OutboxQuery};
use keydesk::service::token::{Token, TokenKind};
use keydesk::service::{App, Error, passwords, portal_switch};
use keydesk::store::Store;

use crate::support::database::stories;
use crate::support::entering::firefox;
use crate::support::sql::{exec, select};
use crate::support::world::{NewCustomer, NewUser, PASSWORD, World};

stories! {
    a_link_sets_a_new_password_once,
    a_link_lives_half_an_hour_and_dies_with_the_access,
    who_cannot_be_helped_so_is_told_what_helps,
    a_temporary_password_opens_one_door,
    a_temporary_password_runs_out,
    temporary_passwords_are_mailed_only_where_that_is_switched_on,
    nobody_comes_to_know_a_password_that_opens_more_than_their_areas,
}

const GOOD: &str = "gul lampa under bron";

/// The same database as another process has it open.
pub async fn elsewhere(world: &World) -> App {
    let store = Store::open_existing(world.app.store.url()).await.unwrap();
    App { store, ..world.app.clone() }
}

pub async fn enter(app: &App, email: &str, password: &str) -> Result<Entered, Error> {
    customer_sign_in::sign_in(app, email, password, None, &firefox()).await
}

pub async fn cookie(app: &App, email: &str, password: &str) -> Token {
    match enter(app, email, password).await.unwrap() {
        Entered::In(token) => token,
        other => panic!("not in: {other:?}"),
    }
}

pub async fn session(app: &App, cookie: &Token) -> Option<Session> {
    customer_sign_in::session(app, cookie).await.unwrap()
}

/// The token in the newest letter with a link to set a password.
pub async fn newest_link(world: &World) -> Token {
    let sql = "SELECT enclosure FROM outbox WHERE kind = 'new_password' AND enclosure IS NOT NULL
               ORDER BY created_at DESC, id DESC";
    let (enclosed,) = select!(&world.sql, (String,), sql).remove(0);
    Token::parse(TokenKind::Password, &enclosed).unwrap()
}

async fn events(world: &World, user: CustomerUserId) -> Vec<Event> {
    let query = ActivityQuery { user: Some(user), limit: 100, ..ActivityQuery::default() };
    let records = activity::list(&world.app, &world.admin, &query).await.unwrap();
    records.into_iter().rev().map(|r| r.event).collect()
}

async fn eva(world: &World) -> CustomerUserId {
    let customer = world.customer("1042", "Huber").await;
    world.user(customer, "eva@huber.example").await
}

async fn a_link_sets_a_new_password_once(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let user = eva(&world).await;
    let other = elsewhere(&world).await;
    let open = cookie(app, "eva@huber.example", PASSWORD).await;

    let sent = passwords::send_link(&other, admin, user, None).await.unwrap();
    assert_eq!((sent.sent_to.as_str(), sent.expires_at), ("eva@huber.example", app.now() + TimeDelta::minutes(30)));
    assert!(session(app, &open).await.is_none(), "open sessions end within one request of the other process");
    let first = newest_link(&world).await;
    assert!(enter(app, "eva@huber.example", PASSWORD).await.is_ok(), "the old password stays until it is replaced");

    world.app.clock.advance(TimeDelta::seconds(1));
    let sent = passwords::send_link(app, admin, user, Some("office@huber.example")).await.unwrap();
    assert_eq!(sent.sent_to, "office@huber.example");
    let second = newest_link(&world).await;
    assert!(matches!(customer_sign_in::reset_offer(app, &first).await, Err(Error::NotFound { .. })), "older ones die");
    let letters = outbox::list(app, admin, &OutboxQuery::default()).await.unwrap();
    let states: Vec<_> = letters.iter().map(|l| (l.to_address.as_str(), l.state.as_str())).collect();
    assert_eq!(states, [("office@huber.example", "queued"), ("eva@huber.example", "cancelled")]);

    for _ in 0..3 {
        let offer = customer_sign_in::reset_offer(app, &second).await.unwrap();
        assert_eq!((offer.email.as_str(), offer.name.as_str()), ("eva@huber.example", "Eva Huber"));
    }
    for weak in ["kurz", "aaaaaaaaaaaaaaaaaaaaaa", "huber huber huber"] {
        let refused = customer_sign_in::reset_password(app, &second, weak, &firefox()).await.unwrap_err();
        assert!(matches!(refused, Error::Invalid(e) if e.0[0].field == "password"), "{weak}");
    }
    let before = cookie(app, "eva@huber.example", PASSWORD).await;
    let entered = customer_sign_in::reset_password(app, &second, GOOD, &firefox()).await.unwrap().session().unwrap();
    assert!(session(&other, &entered).await.is_some_and(|s| s.user == user && !s.must_replace));
    assert!(session(&other, &before).await.is_none(), "what was opened meanwhile is over");
    let again = customer_sign_in::reset_password(app, &second, "en helt annan lampa", &firefox()).await;
    assert!(matches!(again, Err(Error::NotFound { .. })), "once");
    assert!(matches!(enter(app, "eva@huber.example", PASSWORD).await, Err(Error::SignedOut { .. })));
    assert!(matches!(enter(app, "eva@huber.example", GOOD).await, Ok(Entered::In(_))));

    let said = events(&world, user).await;
    let count = |event| said.iter().filter(|e| **e == event).count();
    assert_eq!((count(Event::PasswordLinkSent), count(Event::PasswordReset)), (2, 1), "{said:?}");
    let letters = outbox::list(app, admin, &OutboxQuery::default()).await.unwrap();
    assert_eq!(letters[0].kind.as_str(), "password_changed");
    assert!(keydesk::service::log_chain::verify(app, admin, None).await.unwrap().is_whole());
}

async fn a_link_lives_half_an_hour_and_dies_with_the_access(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let user = eva(&world).await;
    let other = elsewhere(&world).await;
    let link = async || {
        app.clock.advance(TimeDelta::seconds(1));
        passwords::send_link(app, admin, user, None).await.unwrap();
        newest_link(&world).await
    };
    let gone = async |token: &Token| {
        let offer = customer_sign_in::reset_offer(&other, token).await;
        let set = customer_sign_in::reset_password(&other, token, GOOD, &firefox()).await;
        assert!(
            matches!((&offer, &set), (Err(Error::NotFound { .. }), Err(Error::NotFound { .. }))),
            "{offer:?} {set:?}"
        );
    };

    let token = link().await;
    app.clock.advance(TimeDelta::minutes(30));
    let over = customer_sign_in::reset_offer(app, &token).await;
    assert!(matches!(over, Err(Error::Conflict { .. })), "its time is over, and the page says so");
    let over = customer_sign_in::reset_password(app, &token, GOOD, &firefox()).await;
    assert!(matches!(over, Err(Error::Conflict { .. })));

    let token = link().await;
    portal_switch::module(app, admin, false).await.unwrap();
    assert!(matches!(customer_sign_in::reset_offer(&other, &token).await, Err(Error::Denied { .. })), "R1");
    portal_switch::module(app, admin, true).await.unwrap();
    assert!(customer_sign_in::reset_offer(&other, &token).await.is_ok());
    access::suspend(app, admin, user).await.unwrap();
    gone(&token).await;
    access::lift(app, admin, user).await.unwrap();
    gone(&token).await;

    let token = link().await;
    let version = access::user(app, admin, user).await.unwrap().version;
    access::set_end(app, admin, user, version, Some(app.now() + TimeDelta::minutes(5))).await.unwrap();
    app.clock.advance(TimeDelta::minutes(5));
    gone(&token).await;
    let version = access::user(app, admin, user).await.unwrap().version;
    access::set_end(app, admin, user, version, None).await.unwrap();

    let token = link().await;
    access::revoke(app, admin, user, &Farewell::Silent).await.unwrap();
    gone(&token).await;
    let waiting = outbox::list(app, admin, &OutboxQuery::default()).await.unwrap();
    assert!(waiting.iter().all(|l| l.state.as_str() == "cancelled"), "nor is the link mailed any more: {waiting:?}");
}

async fn who_cannot_be_helped_so_is_told_what_helps(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let north = world.area("North").await;
    let customer = world.customer_with("1", "One", NewCustomer { area: Some(north), ..NewCustomer::default() }).await;
    let ended = NewUser { ends_at: Some(app.now()), ..NewUser::default() };
    let of = |state| NewUser { state, password: state != UserState::Pending, ..NewUser::default() };
    for (email, new, instead) in [
        ("p@one.example", of(UserState::Pending), "send the invitation again"),
        ("s@one.example", of(UserState::Suspended), "lift the suspension"),
        ("r@one.example", of(UserState::Revoked), "grant access again"),
        ("e@one.example", ended, "later end"),
    ] {
        let user = world.user_with(customer, email, new).await;
        let link = passwords::send_link(app, admin, user, None).await.unwrap_err();
        let temporary = passwords::temporary(app, admin, user, false).await.unwrap_err();
        for refused in [link, temporary] {
            assert!(matches!(&refused, Error::Conflict { what, .. } if what.contains(instead)), "{email}: {refused}");
        }
    }
    let user = world.user(customer, "a@one.example").await;
    let wrong = passwords::send_link(app, admin, user, Some("no address")).await.unwrap_err();
    assert!(matches!(wrong, Error::Invalid(e) if e.0[0].field == "send_to"));
    let supervisor = world.staff("sven", StaffRole::Supervisor, &[]).await;
    let writer = world.staff("conny", StaffRole::ContentCreator, &[]).await;
    for staff in [&supervisor, &writer] {
        assert!(matches!(passwords::send_link(app, staff, user, None).await, Err(Error::Denied { .. })));
        assert!(matches!(passwords::temporary(app, staff, user, false).await, Err(Error::Denied { .. })));
    }
    let stranger = world.another("Other Company").await;
    assert!(matches!(passwords::send_link(app, &stranger.admin, user, None).await, Err(Error::NotFound { .. })));
    assert!(matches!(passwords::temporary(app, &stranger.admin, user, false).await, Err(Error::NotFound { .. })));
    assert!(outbox::list(app, admin, &OutboxQuery::default()).await.unwrap().is_empty(), "nothing happened");
    assert!(matches!(enter(app, "a@one.example", PASSWORD).await, Ok(Entered::In(_))));
}

async fn a_temporary_password_opens_one_door(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let user = eva(&world).await;
    let open = cookie(app, "eva@huber.example", PASSWORD).await;
    passwords::send_link(app, admin, user, None).await.unwrap();
    let link = newest_link(&world).await;
    let made = passwords::temporary(app, admin, user, false).await.unwrap();
    assert_eq!((made.valid_until, made.mailed_to), (app.now() + TimeDelta::hours(72), None));
    assert!(session(app, &open).await.is_none());
    assert!(matches!(customer_sign_in::reset_offer(app, &link).await, Err(Error::NotFound { .. })), "links die too");
    assert!(matches!(enter(app, "eva@huber.example", PASSWORD).await, Err(Error::SignedOut { .. })));

    let arrived = cookie(app, "eva@huber.example", &made.password).await;
    let there = session(app, &arrived).await.unwrap();
    assert!(there.must_replace);
    for (new, code) in [("kurz", "password-short"), (made.password.as_str(), "password-same")] {
        let refused = customer_sign_in::replace_temporary(app, &there, new, &firefox()).await.unwrap_err();
        assert!(
            matches!(&refused, Error::Invalid(e) if e.0[0].code == code && e.0[0].field == "new_password"),
            "{refused}"
        );
    }
    let own = customer_sign_in::replace_temporary(app, &there, GOOD, &firefox()).await.unwrap();
    assert!(session(app, &own).await.is_some_and(|s| !s.must_replace));
    assert!(session(app, &arrived).await.is_none(), "a new cookie");
    let again = customer_sign_in::replace_temporary(app, &there, "en helt annan lampa", &firefox()).await;
    assert!(matches!(again, Err(Error::Conflict { .. })), "once");
    assert!(matches!(enter(app, "eva@huber.example", &made.password).await, Err(Error::SignedOut { .. })));
    app.clock.advance(TimeDelta::hours(100));
    assert!(matches!(enter(app, "eva@huber.example", GOOD).await, Ok(Entered::In(_))), "one's own does not run out");

    // Shown once and kept nowhere.
    let kept = select!(&world.sql, (String,), "SELECT data || subject || actor_name || origin FROM activity");
    assert!(kept.iter().all(|(text,)| !text.contains(&made.password)));
    let kept = select!(&world.sql, (String,), "SELECT letter || COALESCE(enclosure, '') FROM outbox");
    assert!(kept.iter().all(|(text,)| !text.contains(&made.password)));
}

async fn a_temporary_password_runs_out(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let user = eva(&world).await;
    let first = passwords::temporary(app, admin, user, false).await.unwrap();
    let second = passwords::temporary(app, admin, user, false).await.unwrap();
    assert!(matches!(enter(app, "eva@huber.example", &first.password).await, Err(Error::SignedOut { .. })));
    app.clock.advance(TimeDelta::hours(72) - TimeDelta::seconds(1));
    cookie(app, "eva@huber.example", &second.password).await;
    app.clock.advance(TimeDelta::seconds(1));
    let over = enter(app, "eva@huber.example", &second.password).await.unwrap();
    assert!(matches!(over, Entered::Closed(Closed::TemporaryOver)), "{over:?}");
    let wrong = enter(app, "eva@huber.example", "not it at all").await;
    assert!(matches!(wrong, Err(Error::SignedOut { .. })), "with a wrong password nobody learns even that");
}

async fn temporary_passwords_are_mailed_only_where_that_is_switched_on(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let user = eva(&world).await;
    let refused = passwords::temporary(app, admin, user, true).await.unwrap_err();
    assert!(matches!(&refused, Error::Conflict { what, .. } if what.contains("mails_temporary")), "{refused}");
    assert!(matches!(enter(app, "eva@huber.example", PASSWORD).await, Ok(Entered::In(_))), "nothing happened");

    exec!(&world.sql, "UPDATE organization SET mails_temporary = $1", true);
    let made = passwords::temporary(app, admin, user, true).await.unwrap();
    assert_eq!(made.mailed_to.as_deref(), Some("eva@huber.example"));
    let waiting = "SELECT enclosure FROM outbox WHERE kind = 'temporary_password' AND state = 'queued'";
    assert_eq!(select!(&world.sql, (String,), waiting), [(made.password.clone(),)]);
    let letter = select!(&world.sql, (String,), "SELECT letter FROM outbox WHERE kind = 'temporary_password'");
    assert!(!letter[0].0.contains(&made.password), "the secret is enclosed, to be forgotten when handed over");

    let claimed = outbox::claim(app, crate::support::smtp::MAIL).await.unwrap().remove(0);
    let told = outbox::standing(app, &claimed).await.unwrap();
    assert!(matches!(told, outbox::Standing::Told(_)), "{told:?}");
    outbox::report(app, &[(claimed, outbox::Outcome::Failed("550 no such user".into()))]).await.unwrap();
    let kept = select!(&world.sql, (Option<String>,), "SELECT enclosure FROM outbox");
    assert_eq!(kept, [(None,)], "a letter that failed does not keep a password");

    passwords::temporary(app, admin, user, true).await.unwrap();
    app.clock.advance(TimeDelta::hours(73));
    let claimed = outbox::claim(app, crate::support::smtp::MAIL).await.unwrap().remove(0);
    let told = outbox::standing(app, &claimed).await.unwrap();
    assert!(matches!(told, outbox::Standing::Untold(_)), "too late to be of use: {told:?}");
}

async fn nobody_comes_to_know_a_password_that_opens_more_than_their_areas(store: Store) {
    let world = World::new(store).await;
    let (graz, linz) = (world.area("Graz").await, world.area("Linz").await);
    let at = |area| NewCustomer { area: Some(area), ..NewCustomer::default() };
    let (near, far) =
        (world.customer_with("1", "Near", at(graz)).await, world.customer_with("2", "Far", at(linz)).await);
    let user = world.user(near, "eva@huber.example").await;
    world.user(far, "eva@huber.example").await;
    let nora = world.staff("nora", StaffRole::Supervisor, &[graz]).await;
    for refused in [
        passwords::temporary(&world.app, &nora, user, false).await.map(drop),
        passwords::send_link(&world.app, &nora, user, Some("nora@nordlift.example")).await.map(drop),
    ] {
        match refused {
            Err(Error::Denied { needs, because }) => {
                assert_eq!(needs, "reset_password");
                assert!(because.contains("own address") && !because.contains("Far"), "{because}");
            }
            other => panic!("{other:?}"),
        }
    }
    passwords::send_link(&world.app, &nora, user, None).await.unwrap();
    passwords::temporary(&world.app, &world.admin, user, false).await.unwrap();
    // At one customer alone, the area is enough.
    let only = world.user(near, "jan@huber.example").await;
    passwords::temporary(&world.app, &nora, only, false).await.unwrap();
}
