//! How long access lives (R16), and what is left of a person who was deleted (R15, R70).

use chrono::{NaiveDate, TimeDelta};
use keydesk::domain::CustomerId;
use keydesk::domain::access::Scope;
use keydesk::domain::activity::Event;
use keydesk::domain::permission::Role;
use keydesk::domain::staff::StaffRole;
use keydesk::domain::state::{AccessState, UserState};
use keydesk::service::access::{self, Farewell, Grant, Granted};
use keydesk::service::activity::{self, About, ActivityQuery};
use keydesk::service::customer_sign_in::{self, Accepting, Entered};
use keydesk::service::log_chain::{self, Verdict};
use keydesk::service::token::{Token, TokenKind};
use keydesk::service::{Error, customers, invitations, outbox, passwords, sessions};
use keydesk::store::Store;
use serde_json::json;

use crate::passwords::{cookie, elsewhere, enter, newest_link, session};
use crate::support::database::stories;
use crate::support::entering::firefox;
use crate::support::sql::{exec, select};
use crate::support::world::{PASSWORD, World};

stories! {
    what_ends_by_time_alone_is_seen_in_lists,
    an_end_date_holds_within_one_request,
    who_may_move_an_end_and_when_not,
    a_day_ends_where_the_organization_is,
    deleting_takes_the_person_and_keeps_the_log,
    only_the_customer_user_is_deleted_of_a_person_with_several,
    two_people_in_one_record_are_forgotten_one_after_the_other,
}

const EMAIL: &str = "evelina@zwettler.example";

async fn grant(world: &World, customer: CustomerId, email: &str) -> Granted {
    let new = Grant {
        customer,
        email: email.to_owned(),
        first_name: "Evelina".to_owned(),
        last_name: "Zwettler".to_owned(),
        role: Some(Role::Member),
        language: None,
        contact: None,
        scope: Scope::everything(),
        send_to: Some("reception@zwettler.example".to_owned()),
    };
    access::grant(&world.app, &world.admin, &new).await.unwrap()
}

async fn accept(world: &World, granted: &Granted) -> Token {
    let token = Token::parse(TokenKind::Invitation, granted.link.rsplit('/').next().unwrap()).unwrap();
    let accepting = Accepting { password: PASSWORD, client: &firefox() };
    customer_sign_in::accept(&world.app, &token, &accepting).await.unwrap().session().unwrap()
}

async fn state(world: &World, customer: CustomerId) -> AccessState {
    customers::get(&world.app, &world.admin, customer).await.unwrap().row.access_state
}

async fn an_end_date_holds_within_one_request(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let customer = world.customer("1", "One").await;
    let user = world.user(customer, "eva@one.example").await;
    let other = elsewhere(&world).await;
    let open = cookie(app, "eva@one.example", PASSWORD).await;
    let row = access::user(app, admin, user).await.unwrap();

    let end = app.now() + TimeDelta::minutes(20);
    let after = access::set_end(&other, admin, user, row.version, Some(end)).await.unwrap();
    assert_eq!((after.ends_at, after.state, after.version), (Some(end), UserState::Active, row.version + 1));
    let stale = access::set_end(app, admin, user, row.version, None).await.unwrap_err();
    assert!(matches!(&stale, Error::Conflict { what, .. } if what.contains("admin")), "{stale}");
    for past in [app.now(), app.now() - TimeDelta::days(1)] {
        let refused = access::set_end(app, admin, user, after.version, Some(past)).await.unwrap_err();
        assert!(matches!(&refused, Error::Invalid(e) if e.0[0].field == "ends_at"), "{refused}");
    }
    assert_eq!(access::user(app, admin, user).await.unwrap(), after, "nothing was changed");

    app.clock.advance(TimeDelta::minutes(20));
    assert_eq!(access::user(app, admin, user).await.unwrap().state, UserState::Expired);
    let there = session(app, &open).await.expect("the cookie is still known");
    assert!(!there.viewer.admitted(app.now()).allowed, "and opens nothing");
    assert!(matches!(enter(app, "eva@one.example", PASSWORD).await.unwrap(), Entered::Closed(_)));

    let later = app.now() + TimeDelta::days(30);
    let revived = access::set_end(&other, admin, user, after.version, Some(later)).await.unwrap();
    assert_eq!((revived.state, revived.ends_at), (UserState::Active, Some(later)));
    assert!(session(app, &open).await.unwrap().viewer.admitted(app.now()).allowed);
    let never = access::set_end(app, admin, user, revived.version, None).await.unwrap();
    assert_eq!((never.state, never.ends_at), (UserState::Active, None));
    let query = ActivityQuery { user: Some(user), limit: 10, ..ActivityQuery::default() };
    let records = activity::list(app, admin, &query).await.unwrap();
    let said: Vec<_> =
        records.iter().filter(|r| r.event == Event::AccessEndSet).map(activity::Record::sentence).collect();
    assert_eq!(said.len(), 3, "{said:?}");
    assert!(said[0].starts_with("took the end") && said[1].contains("an end: 2026-04"), "{said:?}");
}

async fn who_may_move_an_end_and_when_not(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let customer = world.customer("1", "One").await;
    let user = world.user(customer, "eva@one.example").await;
    let writer = world.staff("conny", StaffRole::ContentCreator, &[]).await;
    let (soon, late) = (app.now() + TimeDelta::days(1), app.now() + TimeDelta::days(2));
    let version = async || access::user(app, admin, user).await.unwrap().version;
    let refused = access::set_end(app, &writer, user, version().await, Some(soon)).await;
    assert!(matches!(refused, Err(Error::Denied { .. })), "ending sooner needs the right to revoke");
    access::set_end(app, admin, user, version().await, Some(soon)).await.unwrap();
    access::set_end(app, &writer, user, version().await, Some(late)).await.unwrap();
    let dispatcher = world.staff("dora", StaffRole::Dispatcher, &[]).await;
    let refused = access::set_end(app, &dispatcher, user, version().await, None).await;
    assert!(matches!(refused, Err(Error::Denied { .. })));
    access::revoke(app, admin, user, &Farewell::Silent).await.unwrap();
    let refused = access::set_end(app, admin, user, version().await, None).await;
    assert!(matches!(refused, Err(Error::Conflict { .. })), "revoked is over, whatever the date");
    let stranger = world.another("Other Company").await;
    let foreign = access::set_end(app, &stranger.admin, user, 1, None).await;
    assert!(matches!(foreign, Err(Error::NotFound { .. })));
    assert!(matches!(access::delete(app, &stranger.admin, user).await, Err(Error::NotFound { .. })));
    assert!(matches!(access::delete(app, &writer, user).await, Err(Error::Denied { .. })));
}

async fn a_day_ends_where_the_organization_is(store: Store) {
    let world = World::new(store).await;
    let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
    // Vienna: one hour ahead in winter, two in summer; the day that is an hour shorter ends two ahead.
    for (day, ends) in [
        (day(2027, 1, 15), "2027-01-15T23:00:00+00:00"),
        (day(2027, 7, 15), "2027-07-15T22:00:00+00:00"),
        (day(2027, 3, 28), "2027-03-28T22:00:00+00:00"),
    ] {
        let at = access::end_of_day(&world.app, &world.admin, day).await.unwrap();
        assert_eq!(at.to_rfc3339(), ends);
    }
}

/// Everything in the database that is text and might name somebody.
async fn texts(world: &World) -> String {
    let log = "SELECT actor_name || '|' || origin || '|' || subject || '|' || data FROM activity";
    let mail = "SELECT to_address || '|' || to_name || '|' || letter || '|' || COALESCE(last_error, '') FROM outbox";
    let people = "SELECT email || '|' || first_name || '|' || last_name FROM sign_in";
    let offers = "SELECT sent_to || '|' || invited_by FROM invitation";
    let mut all = Vec::new();
    all.extend(select!(&world.sql, (String,), log));
    all.extend(select!(&world.sql, (String,), mail));
    all.extend(select!(&world.sql, (String,), people));
    all.extend(select!(&world.sql, (String,), offers));
    all.into_iter().map(|(text,)| text).collect::<Vec<_>>().join("\n")
}

async fn deleting_takes_the_person_and_keeps_the_log(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let customer = world.customer("1", "One").await;
    let contact = world.contact(customer, "E.", "Zw.").await;
    let granted = grant(&world, customer, EMAIL).await;
    let open = accept(&world, &granted).await;
    let mut change = access::Change::of(&access::user(app, admin, granted.user).await.unwrap());
    change.contact = Some(Some(contact));
    access::apply(app, admin, &[change]).await.unwrap();
    passwords::send_link(app, admin, granted.user, Some("home@zwettler.example")).await.unwrap();
    let link = newest_link(&world).await;
    let letter = outbox::list(app, admin, &outbox::OutboxQuery::default()).await.unwrap().remove(0);
    outbox::cancel(app, admin, letter.id).await.unwrap();
    passwords::send_link(app, admin, granted.user, None).await.unwrap();
    let live = newest_link(&world).await;
    assert!(enter(app, EMAIL, "wrong").await.is_err());
    let entered = cookie(app, EMAIL, PASSWORD).await;
    let open_session = session(app, &entered).await.unwrap().id;
    sessions::end(app, admin, granted.user, open_session).await.unwrap();
    let entered = cookie(app, EMAIL, PASSWORD).await;
    assert!(texts(&world).await.to_lowercase().contains("zwettler"));
    let anchor = log_chain::anchor(app, admin).await.unwrap();
    let count = |log: &str| log.lines().count();
    let before = select!(&world.sql, (String,), "SELECT event FROM activity ORDER BY seq");

    let other = elsewhere(&world).await;
    access::delete(&other, admin, granted.user).await.unwrap();
    for cookie in [&open, &entered] {
        assert!(session(app, cookie).await.is_none(), "within one request of the other process");
    }
    for token in [&link, &live] {
        assert!(matches!(customer_sign_in::reset_offer(app, token).await, Err(Error::NotFound { .. })));
    }
    assert!(matches!(enter(app, EMAIL, PASSWORD).await, Err(Error::SignedOut { .. })));
    assert!(matches!(access::user(app, admin, granted.user).await, Err(Error::NotFound { .. })));
    assert!(matches!(access::delete(app, admin, granted.user).await, Err(Error::NotFound { .. })));
    assert!(invitations::list(app, admin, Some(customer)).await.unwrap().is_empty());
    assert_eq!(state(&world, customer).await, AccessState::Link, "the secure link is open again (R20)");
    let left = texts(&world).await;
    for personal in ["zwettler", "evelina", "203.0.113", "firefox", "e. zw."] {
        let found: Vec<_> = left.lines().filter(|l| l.to_lowercase().contains(personal)).collect();
        assert!(found.is_empty(), "{personal}: {found:#?}");
    }
    assert!(count(&left) > 0 && left.contains("admin"), "who of the staff did what is still there");
    let after = select!(&world.sql, (String,), "SELECT event FROM activity ORDER BY seq");
    assert_eq!(after[..before.len()], before[..], "what was done is still there");
    assert_eq!(after.last().unwrap().0, "access_deleted");

    let records = i64::try_from(after.len()).unwrap();
    assert_eq!(log_chain::verify(app, admin, None).await.unwrap(), Verdict::Whole { records });
    assert_eq!(log_chain::verify(app, admin, Some(&anchor)).await.unwrap(), Verdict::Whole { records });
    // The address can be used anew, by somebody else perhaps: nothing of before comes back.
    let again = grant(&world, customer, EMAIL).await;
    assert_ne!(again.user, granted.user);
    let token = Token::parse(TokenKind::Invitation, again.link.rsplit('/').next().unwrap()).unwrap();
    assert!(!customer_sign_in::offer(app, &token).await.unwrap().has_password);
    assert!(log_chain::verify(app, admin, Some(&anchor)).await.unwrap().is_whole());
}

async fn only_the_customer_user_is_deleted_of_a_person_with_several(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let (one, two) = (world.customer("1", "One").await, world.customer("2", "Two").await);
    let (first, second) = (grant(&world, one, EMAIL).await, grant(&world, two, EMAIL).await);
    accept(&world, &first).await;
    accept(&world, &second).await;
    assert!(enter(app, EMAIL, "wrong").await.is_err());
    access::delete(app, admin, first.user).await.unwrap();
    let named =
        "SELECT customer_user_id, subject FROM activity WHERE subject LIKE '%vel%' AND customer_user_id IS NOT NULL";
    let named = select!(&world.sql, (keydesk::domain::CustomerUserId, String), named);
    assert!(!named.is_empty() && named.iter().all(|(user, _)| *user == second.user), "{named:?}");
    let failed = select!(&world.sql, (String,), "SELECT subject FROM activity WHERE event = 'sign_in_failed'");
    assert_eq!(failed, [(EMAIL.to_owned(),)], "a failed sign-in belongs to the person, who is still there");
    let entered = cookie(app, EMAIL, PASSWORD).await;
    assert_eq!(session(app, &entered).await.unwrap().user, second.user);
    assert!(log_chain::verify(app, admin, None).await.unwrap().is_whole());

    access::delete(app, admin, second.user).await.unwrap();
    assert!(!texts(&world).await.to_lowercase().contains("zwettler"));
    assert!(log_chain::verify(app, admin, None).await.unwrap().is_whole());
    assert_eq!(select!(&world.sql, (i64,), "SELECT count(*) FROM sign_in"), [(0,)]);
}

async fn two_people_in_one_record_are_forgotten_one_after_the_other(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let customer = world.customer("1", "One").await;
    let boss = grant(&world, customer, EMAIL).await;
    let entered = accept(&world, &boss).await;
    let by = session(app, &entered).await.unwrap().actor(&firefox());
    let colleague = world.user(customer, "jan@one.example").await;
    let about = About {
        customer: Some(customer),
        user: Some(colleague),
        staff: None,
        subject: "Jan Moser <jan@one.example>".to_owned(),
    };
    let mut tx = app.store.begin().await.unwrap();
    let data = json!({ "before": "member", "after": "moderator", "note": "for Evelina Zwettler" });
    activity::record(app, &mut tx, &by, Event::RoleChanged, about, data).await.unwrap();
    tx.commit().await.unwrap();
    exec!(&world.sql, "UPDATE sign_in SET first_name = 'Jan', last_name = 'Moser' WHERE email = $1", "jan@one.example");

    access::delete(app, admin, boss.user).await.unwrap();
    let row = "SELECT actor_name, subject, data FROM activity WHERE event = 'role_changed'";
    let (actor, subject, data) = select!(&world.sql, (String, String, String), row).remove(0);
    assert_eq!((actor.as_str(), subject.as_str()), ("deleted person", "Jan Moser <jan@one.example>"));
    assert!(data.contains("moderator") && !data.contains("Zwettler"), "{data}");
    assert!(log_chain::verify(app, admin, None).await.unwrap().is_whole());

    access::delete(app, admin, colleague).await.unwrap();
    let (_, subject, data) = select!(&world.sql, (String, String, String), row).remove(0);
    assert_eq!(subject, "deleted person");
    assert!(data.contains("moderator"), "what was done stays: {data}");
    assert!(log_chain::verify(app, admin, None).await.unwrap().is_whole());
    exec!(&world.sql, "UPDATE activity SET data = '{}' WHERE event = $1", "role_changed");
    let seq = select!(&world.sql, (i64,), "SELECT seq FROM activity WHERE event = 'role_changed'").remove(0).0;
    assert_eq!(log_chain::verify(app, admin, None).await.unwrap(), Verdict::Altered { seq });
}

async fn what_ends_by_time_alone_is_seen_in_lists(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let (people, linked) = (world.customer("1", "People").await, world.customer("2", "Linked").await);
    let user = world.user(people, "eva@huber.example").await;
    let row = access::user(app, admin, user).await.unwrap();
    let end = app.now() + TimeDelta::days(2);
    access::set_end(app, admin, user, row.version, Some(end)).await.unwrap();
    keydesk::service::secure_link::set_end(app, admin, linked, Some(end)).await.unwrap();
    let states = async || {
        let of = async |id| keydesk::service::customers::get(app, admin, id).await.unwrap().row.access_state;
        (of(people).await, of(linked).await)
    };
    assert_eq!(access::settle_ended(app).await.unwrap(), 0);
    assert_eq!(states().await, (AccessState::Active, AccessState::Link));
    app.clock.advance(TimeDelta::days(2));
    assert_eq!(access::settle_ended(app).await.unwrap(), 2);
    assert_eq!(states().await, (AccessState::Off, AccessState::Off));
    assert_eq!(access::settle_ended(app).await.unwrap(), 0, "once");
    // A later end brings the access back.
    let row = access::user(app, admin, user).await.unwrap();
    access::set_end(app, admin, user, row.version, None).await.unwrap();
    assert_eq!(states().await.0, AccessState::Active);
}
