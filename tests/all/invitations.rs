//! Invitations on their way (R7, R15): another address, a code read aloud, deleted, revived; on both databases.

use chrono::TimeDelta;
use keydesk::domain::CustomerId;
use keydesk::domain::access::Scope;
use keydesk::domain::activity::Event;
use keydesk::domain::permission::Role;
use keydesk::domain::staff::StaffRole;
use keydesk::domain::state::{AccessState, InvitationState, UserState};
use keydesk::service::access::{self, Grant, Granted};
use keydesk::service::activity::{self, ActivityQuery, Record};
use keydesk::service::customer_sign_in::{self, Accepting, Offer};
use keydesk::service::token::{Token, TokenKind};
use keydesk::service::{Error, customers, invitations};
use keydesk::store::Store;

use crate::support::database::stories;
use crate::support::entering::firefox;
use crate::support::sql::select;
use crate::support::world::{PASSWORD, World};

stories! {
    another_address_moves_the_person_and_ends_what_was_sent_before,
    a_wrong_address_is_named_and_nothing_changes,
    a_code_leads_to_the_invitation_once,
    five_wrong_codes_end_a_code_and_lock_softly,
    every_other_way_ends_a_code,
    deleting_an_invitation_removes_the_person_it_made,
    an_expired_invitation_is_shown_as_such_and_revived,
}

const GOOD: &str = "gul lampa under bron";

fn token(link: &str) -> Token {
    Token::parse(TokenKind::Invitation, link.rsplit('/').next().unwrap()).unwrap()
}

async fn invite(world: &World, customer: CustomerId, email: &str) -> Granted {
    let new = Grant {
        customer,
        email: email.into(),
        first_name: "Eva".into(),
        last_name: "Huber".into(),
        role: Some(Role::Member),
        language: None,
        contact: None,
        scope: Scope::everything(),
        send_to: None,
    };
    access::grant(&world.app, &world.admin, &new).await.unwrap()
}

async fn offer(world: &World, link: &str) -> Result<Offer, Error> {
    customer_sign_in::offer(&world.app, &token(link)).await
}

async fn redeem(world: &World, email: &str, code: &str) -> Result<Token, Error> {
    customer_sign_in::redeem(&world.app, email, code, &firefox()).await
}

async fn newest(world: &World) -> Record {
    let query = ActivityQuery { limit: 1, ..ActivityQuery::default() };
    activity::list(&world.app, &world.admin, &query).await.unwrap().pop().unwrap()
}

async fn count(world: &World, table: &'static str) -> i64 {
    let sql = match table {
        "sign_in" => "SELECT count(*) FROM sign_in",
        "customer_user" => "SELECT count(*) FROM customer_user",
        "invitation_code" => "SELECT count(*) FROM invitation_code",
        "activity" => "SELECT count(*) FROM activity",
        "outbox" => "SELECT count(*) FROM outbox",
        _ => panic!("{table}"),
    };
    select!(&world.sql, (i64,), sql)[0].0
}

async fn another_address_moves_the_person_and_ends_what_was_sent_before(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let customer = world.customer("1042", "Huber").await;
    let first = invite(&world, customer, "eva@hubr.example").await;
    let code = invitations::code(app, admin, first.invitation).await.unwrap().code;

    let second = invitations::set_address(app, admin, first.invitation, " Eva@Huber.example ").await.unwrap();
    assert_eq!((second.user, second.invitation), (first.user, first.invitation));
    assert_eq!(second.sent_to, "Eva@Huber.example");
    assert!(matches!(offer(&world, &first.link).await, Err(Error::NotFound { .. })), "the old link is dead");
    for email in ["eva@hubr.example", "eva@huber.example"] {
        assert!(matches!(redeem(&world, email, &code).await, Err(Error::SignedOut { .. })), "the code too");
    }
    assert_eq!(offer(&world, &second.link).await.unwrap().email, "Eva@Huber.example");
    assert_eq!(count(&world, "sign_in").await, 1, "nothing else hung on the old address");
    let changed = newest(&world).await;
    // The failed code stands after it, so the change is looked for by name.
    let query = ActivityQuery { user: Some(first.user), limit: 1, ..ActivityQuery::default() };
    let record = activity::list(app, admin, &query).await.unwrap().pop().unwrap();
    assert_eq!((changed.event, record.event), (Event::InvitationAddressChanged, Event::InvitationAddressChanged));
    assert!(record.sentence().ends_with("eva@hubr.example → Eva@Huber.example"), "{}", record.sentence());
    let sql = "SELECT to_address, state FROM outbox ORDER BY created_at, id";
    let letters = select!(&world.sql, (String, String), sql);
    let expected = [("eva@hubr.example", "cancelled"), ("Eva@Huber.example", "queued")];
    assert_eq!(letters.iter().map(|l| (l.0.as_str(), l.1.as_str())).collect::<Vec<_>>(), expected);

    // To somebody who has a password from another customer; who is that person from then on.
    let other = world.customer("1043", "Hofer").await;
    world.user(other, "eva.h@huber.example").await;
    let third = invitations::set_address(app, admin, first.invitation, "eva.h@huber.example").await.unwrap();
    assert!(offer(&world, &third.link).await.unwrap().has_password);
    // And away again: that person's sign-in stays, because the other customer hangs on it.
    invitations::set_address(app, admin, first.invitation, "eva@huber.example").await.unwrap();
    assert_eq!(count(&world, "sign_in").await, 2);
    let session = customer_sign_in::sign_in(app, "eva.h@huber.example", PASSWORD, None, &firefox()).await;
    assert!(matches!(session, Ok(customer_sign_in::Entered::In(_))), "{session:?}");
}

async fn a_wrong_address_is_named_and_nothing_changes(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let area = world.area("Graz").await;
    let customer = world.customer("1042", "Huber").await;
    world.user(customer, "max@huber.example").await;
    let gone = world.user(customer, "gone@huber.example").await;
    access::revoke(app, admin, gone, &access::Farewell::Silent).await.unwrap();
    let granted = invite(&world, customer, "eva@huber.example").await;
    let before = (count(&world, "sign_in").await, count(&world, "activity").await, count(&world, "outbox").await);
    let wrong =
        ["", "eva", "eva@", "EVA@huber.example", "max@huber.example", "gone@huber.example", "a b@huber.example"];
    for email in wrong {
        let refused = invitations::set_address(app, admin, granted.invitation, email).await;
        assert!(matches!(&refused, Err(Error::Invalid(e)) if e.of("email").is_some()), "{email}: {refused:?}");
    }
    let nobody = world.staff("dora", StaffRole::Dispatcher, &[]).await;
    let elsewhere = world.staff("lars", StaffRole::Supervisor, &[area]).await;
    let stranger = world.another("Sydlift").await.admin;
    let id = granted.invitation;
    for who in [&nobody, &elsewhere] {
        for refused in [
            invitations::set_address(app, who, id, "new@huber.example").await.map(drop),
            invitations::code(app, who, id).await.map(drop),
            invitations::delete(app, who, id).await,
        ] {
            assert!(matches!(refused, Err(Error::Denied { .. })), "{refused:?}");
        }
    }
    for refused in [
        invitations::set_address(app, &stranger, id, "new@huber.example").await.map(drop),
        invitations::code(app, &stranger, id).await.map(drop),
        invitations::delete(app, &stranger, id).await,
    ] {
        assert!(matches!(refused, Err(Error::NotFound { .. })), "another organization: {refused:?}");
    }
    let after = (count(&world, "sign_in").await, count(&world, "activity").await, count(&world, "outbox").await);
    assert_eq!(after, before);
    assert!(offer(&world, &granted.link).await.is_ok(), "the link that was sent is good");

    let accepting = Accepting { password: GOOD, client: &firefox() };
    customer_sign_in::accept(app, &token(&granted.link), &accepting).await.unwrap();
    for late in [
        invitations::set_address(app, admin, id, "new@huber.example").await.map(drop),
        invitations::code(app, admin, id).await.map(drop),
    ] {
        assert!(matches!(&late, Err(Error::Conflict { what, .. }) if what.contains("accepted")), "{late:?}");
    }
}

async fn a_code_leads_to_the_invitation_once(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let customer = world.customer("1042", "Huber").await;
    let granted = invite(&world, customer, "eva@huber.example").await;
    let old = invitations::code(app, admin, granted.invitation).await.unwrap();
    let made = invitations::code(app, admin, granted.invitation).await.unwrap();
    assert_eq!(made.url, format!("{}/code", app.policy.public_url));
    assert_eq!(made.valid_until, app.now() + TimeDelta::minutes(15));
    assert_eq!(newest(&world).await.event, Event::InvitationCodeMade);
    let kept = select!(&world.sql, (String,), "SELECT code_hash FROM invitation_code");
    assert!(kept.len() == 1 && kept[0].0.starts_with("$argon2id$"), "{kept:?}");

    assert!(redeem(&world, "eva@huber.example", &old.code).await.is_err(), "a new code ends the one before");
    let typed = made.code.to_lowercase().replace('-', " ");
    let opened = redeem(&world, " EVA@huber.example", &typed).await.unwrap();
    assert!(offer(&world, &granted.link).await.is_ok(), "the letter's link stays good");
    let again = redeem(&world, "eva@huber.example", &made.code).await;
    assert!(matches!(again, Err(Error::SignedOut { .. })), "once: {again:?}");
    let accepting = Accepting { password: GOOD, client: &firefox() };
    customer_sign_in::accept(app, &opened, &accepting).await.unwrap();
    assert!(offer(&world, &granted.link).await.is_err());

    // A code lives for a quarter of an hour, and never longer than its invitation.
    let jan = invite(&world, customer, "jan@huber.example").await;
    let late = invitations::code(app, admin, jan.invitation).await.unwrap();
    app.clock.advance(TimeDelta::minutes(15));
    assert!(redeem(&world, "jan@huber.example", &late.code).await.is_err());
    app.clock.advance(app.policy.invitation_valid - TimeDelta::minutes(20));
    let short = invitations::code(app, admin, jan.invitation).await.unwrap();
    assert_eq!(short.valid_until, jan.expires_at);
    app.clock.advance(TimeDelta::minutes(5));
    let refused = invitations::code(app, admin, jan.invitation).await;
    assert!(matches!(&refused, Err(Error::Conflict { what, .. }) if what.contains("expired")), "{refused:?}");
}

async fn five_wrong_codes_end_a_code_and_lock_softly(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let customer = world.customer("1042", "Huber").await;
    let granted = invite(&world, customer, "eva@huber.example").await;
    let code = invitations::code(app, admin, granted.invitation).await.unwrap().code;
    let said = |e: Result<Token, Error>| e.unwrap_err().to_string();
    let unknown = said(redeem(&world, "nobody@huber.example", &code).await);
    let mut answers = vec![said(redeem(&world, "eva", &code).await)];
    for wrong in ["ACDE-FGHJ", "", "0000-0000", "ACDE-FGHK", "ACDE-FGHM"] {
        answers.push(said(redeem(&world, "eva@huber.example", wrong).await));
    }
    answers.push(said(redeem(&world, "eva@huber.example", &code).await));
    assert!(answers.iter().all(|a| *a == unknown), "one answer for all: {answers:?}");
    let locked = redeem(&world, "eva@huber.example", &code).await;
    assert!(matches!(locked, Err(Error::TooMany { .. })), "{locked:?}");
    let tried = select!(&world.sql, (i64,), "SELECT failures FROM invitation_code");
    assert_eq!(tried, [(5,)]);
    let failures = ActivityQuery { search: "sign_in_failed".into(), limit: 10, ..ActivityQuery::default() };
    assert_eq!(
        activity::list(app, admin, &failures).await.unwrap().len(),
        5,
        "tries at a code that is there are logged"
    );
    // Nothing is locked for good, and a new code works.
    app.clock.advance(TimeDelta::minutes(16));
    let fresh = invitations::code(app, admin, granted.invitation).await.unwrap().code;
    assert!(redeem(&world, "eva@huber.example", &fresh).await.is_ok());
}

async fn every_other_way_ends_a_code(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let customer = world.customer("1042", "Huber").await;
    for (n, way) in ["resend", "withdraw", "accept", "address", "revoke", "delete"].into_iter().enumerate() {
        let email = format!("p{n}@huber.example");
        let granted = invite(&world, customer, &email).await;
        let code = invitations::code(app, admin, granted.invitation).await.unwrap().code;
        assert_eq!(count(&world, "invitation_code").await, 1, "{way}");
        let id = granted.invitation;
        match way {
            "resend" => invitations::resend(app, admin, id, None).await.map(drop).unwrap(),
            "withdraw" => invitations::withdraw(app, admin, id).await.unwrap(),
            "accept" => {
                let accepting = Accepting { password: GOOD, client: &firefox() };
                customer_sign_in::accept(app, &token(&granted.link), &accepting).await.map(drop).unwrap();
            }
            "address" => invitations::set_address(app, admin, id, "new@huber.example").await.map(drop).unwrap(),
            "revoke" => access::revoke(app, admin, granted.user, &access::Farewell::Silent).await.unwrap(),
            _ => invitations::delete(app, admin, id).await.unwrap(),
        }
        assert_eq!(count(&world, "invitation_code").await, 0, "{way}");
        assert!(redeem(&world, &email, &code).await.is_err(), "{way}");
    }
}

async fn deleting_an_invitation_removes_the_person_it_made(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let customer = world.customer("1042", "Huber").await;
    let granted = invite(&world, customer, "eva@huber.example").await;
    let accepting = Accepting { password: GOOD, client: &firefox() };
    let session = customer_sign_in::accept(app, &token(&granted.link), &accepting).await.unwrap().session().unwrap();
    assert!(customer_sign_in::session(app, &session).await.unwrap().is_some());
    invitations::delete(app, admin, granted.invitation).await.unwrap();
    assert!(customer_sign_in::session(app, &session).await.unwrap().is_none(), "within one request");
    assert_eq!((count(&world, "customer_user").await, count(&world, "sign_in").await), (0, 0));
    assert_eq!(invitations::list(app, admin, Some(customer)).await.unwrap(), []);
    assert_eq!(customers::by_number(app, admin, "1042").await.unwrap().row.access_state, AccessState::Link);
    let again = invitations::delete(app, admin, granted.invitation).await;
    assert!(matches!(again, Err(Error::NotFound { .. })), "{again:?}");
    let log = activity::list(app, admin, &ActivityQuery { limit: 50, ..ActivityQuery::default() }).await.unwrap();
    assert!(log.iter().any(|r| r.event == Event::AccessDeleted));
    assert!(log.iter().all(|r| !r.subject.contains("Eva") && !r.data.contains("eva@")), "the name is gone: {log:#?}");
    // A pending one goes the same way.
    let jan = invite(&world, customer, "jan@huber.example").await;
    invitations::delete(app, admin, jan.invitation).await.unwrap();
    assert!(offer(&world, &jan.link).await.is_err());
    assert_eq!(count(&world, "sign_in").await, 0);
}

async fn an_expired_invitation_is_shown_as_such_and_revived(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let customer = world.customer("1042", "Huber").await;
    let granted = invite(&world, customer, "eva@huber.example").await;
    app.clock.advance(app.policy.invitation_valid);
    let state = async || invitations::list(app, admin, Some(customer)).await.unwrap()[0].state;
    assert_eq!(state().await, InvitationState::Expired);
    assert!(matches!(offer(&world, &granted.link).await, Err(Error::Conflict { .. })));
    let again = invitations::resend(app, admin, granted.invitation, None).await.unwrap();
    assert_eq!(state().await, InvitationState::Pending);
    assert!(offer(&world, &again.link).await.is_ok());
    app.clock.advance(app.policy.invitation_valid);
    let moved = invitations::set_address(app, admin, granted.invitation, "eva@new.example").await.unwrap();
    assert_eq!(state().await, InvitationState::Pending);
    assert!(offer(&world, &moved.link).await.is_ok());
    assert_eq!(access::user(app, admin, granted.user).await.unwrap().state, UserState::Pending);
}
