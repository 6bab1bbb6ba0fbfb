//! Giving access and taking it (R4–R9, R12, R13, R15, R22, R70, R72), through the services, on both databases.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use keydesk::domain::CustomerId;
use keydesk::domain::access::Scope;
use keydesk::domain::activity::Event;
use keydesk::domain::permission::{Exception, Permission, Role};
use keydesk::domain::staff::StaffRole;
use keydesk::domain::state::{AccessState, CustomerKind, InvitationState, OutboxState, UserState};
use keydesk::service::access::{self, Change, Grant, Granted};
use keydesk::service::activity::{self, ActivityQuery};
use keydesk::service::customer_sign_in::{self, Accepting, Closed, Entered};
use keydesk::service::outbox::{self, OutboxQuery};
use keydesk::service::portal::{self, OrderQuery};
use keydesk::service::token::{Token, TokenKind};
use keydesk::service::{Error, customers, invitations, portal_switch};
use keydesk::store::Store;

use crate::support::database::stories;
use crate::support::entering::firefox;
use crate::support::world::{NewCustomer, NewOrder, PASSWORD, World};

stories! {
    granting_invites_and_accepting_lets_in,
    a_link_works_once_and_dies_when_replaced_or_withdrawn,
    every_wrong_field_is_named_at_once_and_nothing_happens,
    a_person_of_two_customers_has_one_sign_in,
    permissions_are_previewed_applied_and_live,
    saving_over_somebody_elses_change_is_a_conflict,
    suspending_and_revoking_end_sessions_at_once,
    signing_in_tells_nothing_and_locks_softly,
    private_customers_have_one_user_and_no_role,
    areas_bind_supervisors,
    the_log_has_every_step_in_a_chain,
    changing_the_password_ends_other_sessions,
}

fn form(customer: CustomerId, email: &str) -> Grant {
    Grant {
        customer,
        email: email.into(),
        first_name: "Eva".into(),
        last_name: "Huber".into(),
        role: Some(Role::Member),
        language: None,
        contact: None,
        scope: Scope::everything(),
        send_to: None,
    }
}

fn token(granted: &Granted) -> Token {
    let shown = granted.link.rsplit('/').next().unwrap();
    Token::parse(TokenKind::Invitation, shown).unwrap()
}

async fn accept(world: &World, granted: &Granted) -> Token {
    let accepting = Accepting { password: PASSWORD, client: &firefox() };
    customer_sign_in::accept(&world.app, &token(granted), &accepting).await.unwrap().session().unwrap()
}

async fn state(world: &World, customer: CustomerId) -> AccessState {
    customers::get(&world.app, &world.admin, customer).await.unwrap().row.access_state
}

async fn granting_invites_and_accepting_lets_in(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber Maschinen GmbH").await;
    let granted = access::grant(&world.app, &world.admin, &form(customer, "Eva@Huber.example")).await.unwrap();
    assert!(granted.link.starts_with("http://127.0.0.1:8080/invitation/kdi_"));
    assert_eq!(state(&world, customer).await, AccessState::Pending);
    let letters = outbox::list(&world.app, &world.admin, &OutboxQuery::default()).await.unwrap();
    assert_eq!((letters.len(), letters[0].state), (1, OutboxState::Queued));

    for _ in 0..3 {
        let offer = customer_sign_in::offer(&world.app, &token(&granted)).await.unwrap();
        assert_eq!((offer.customer.as_str(), offer.has_password), ("Huber Maschinen GmbH", false));
    }
    let weak = Accepting { password: "kurz", client: &firefox() };
    let refused = customer_sign_in::accept(&world.app, &token(&granted), &weak).await.unwrap_err();
    assert!(matches!(refused, Error::Invalid(e) if e.0[0].field == "password"));

    let cookie = accept(&world, &granted).await;
    let session = customer_sign_in::session(&world.app, &cookie).await.unwrap().unwrap();
    assert_eq!(session.email, "Eva@Huber.example");
    assert!(session.viewer.admitted(world.app.now()).allowed);
    assert_eq!(state(&world, customer).await, AccessState::Active);
    let invitation = invitations::list(&world.app, &world.admin, Some(customer)).await.unwrap().remove(0);
    assert_eq!(invitation.state, InvitationState::Accepted);

    // Case does not matter when signing in (R4).
    let entered = customer_sign_in::sign_in(&world.app, "eva@HUBER.example", PASSWORD, None, &firefox()).await.unwrap();
    assert!(matches!(entered, Entered::In(_)));
}

async fn a_link_works_once_and_dies_when_replaced_or_withdrawn(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let customer = world.customer("1", "One").await;
    let first = access::grant(app, admin, &form(customer, "eva@one.example")).await.unwrap();
    let second = invitations::resend(app, admin, first.invitation, Some("other@one.example")).await.unwrap();
    assert_eq!(second.sent_to, "other@one.example");
    assert!(matches!(customer_sign_in::offer(app, &token(&first)).await, Err(Error::NotFound { .. })));
    let letters = outbox::list(app, admin, &OutboxQuery::default()).await.unwrap();
    let states: Vec<_> = letters.iter().map(|l| (l.to_address.as_str(), l.state)).collect();
    assert_eq!(states, [("other@one.example", OutboxState::Queued), ("eva@one.example", OutboxState::Cancelled)]);

    // A copied link stands beside the letter's.
    let copied = invitations::link(app, admin, first.invitation).await.unwrap();
    assert!(customer_sign_in::offer(app, &token(&second)).await.is_ok());
    accept(&world, &Granted { link: copied, ..second.clone() }).await;
    assert!(matches!(customer_sign_in::offer(app, &token(&second)).await, Err(Error::NotFound { .. })));
    let again = Accepting { password: PASSWORD, client: &firefox() };
    assert!(matches!(customer_sign_in::accept(app, &token(&second), &again).await, Err(Error::NotFound { .. })));
    assert!(matches!(invitations::resend(app, admin, first.invitation, None).await, Err(Error::Conflict { .. })));

    let third = access::grant(app, admin, &form(customer, "jan@one.example")).await.unwrap();
    world.app.clock.advance(TimeDelta::days(6));
    assert!(matches!(customer_sign_in::offer(app, &token(&third)).await, Err(Error::Conflict { .. })));
    let shown = invitations::list(app, admin, Some(customer)).await.unwrap();
    assert_eq!(shown[0].state, InvitationState::Expired);
    let revived = invitations::resend(app, admin, third.invitation, None).await.unwrap();
    assert!(customer_sign_in::offer(app, &token(&revived)).await.is_ok());
    invitations::withdraw(app, admin, third.invitation).await.unwrap();
    assert!(matches!(customer_sign_in::offer(app, &token(&revived)).await, Err(Error::NotFound { .. })));

    // Withdrawn can be granted again.
    let fourth = access::grant(app, admin, &form(customer, "jan@one.example")).await.unwrap();
    assert_eq!(fourth.invitation, third.invitation);
    assert!(customer_sign_in::offer(app, &token(&fourth)).await.is_ok());
}

async fn every_wrong_field_is_named_at_once_and_nothing_happens(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let customer = world.customer("1", "One").await;
    let other = world.customer("2", "Two").await;
    let foreign = world.facility(other, "Elsewhere").await;
    let contact = world.contact(other, "Jan", "Moser").await;
    let wrong = Grant {
        email: "no at".into(),
        first_name: " ".into(),
        scope: Scope { facilities: BTreeSet::from([foreign]), ..Scope::default() },
        contact: Some(contact),
        send_to: Some("also wrong".into()),
        ..form(customer, "")
    };
    let Err(Error::Invalid(errors)) = access::grant(app, admin, &wrong).await else { panic!("must be refused") };
    let fields: Vec<_> = errors.0.iter().map(|e| e.field).collect();
    assert_eq!(fields, ["email", "send_to", "first_name", "facilities", "contact"]);

    access::grant(app, admin, &form(customer, "eva@one.example")).await.unwrap();
    let taken = access::grant(app, admin, &form(customer, "EVA@one.example")).await;
    assert!(matches!(taken, Err(Error::Invalid(e)) if e.0[0].code == "email-taken"));

    portal_switch::customer(app, admin, other, false).await.unwrap();
    assert!(matches!(access::grant(app, admin, &form(other, "x@two.example")).await, Err(Error::Conflict { .. })));
    assert_eq!(state(&world, other).await, AccessState::Off);
    assert_eq!(access::users(app, admin, customer).await.unwrap().len(), 1);
    assert_eq!(outbox::list(app, admin, &OutboxQuery::default()).await.unwrap().len(), 1);
}

async fn a_person_of_two_customers_has_one_sign_in(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let (one, two) = (world.customer("1", "One").await, world.customer("2", "Two").await);
    let first = access::grant(app, admin, &form(one, "eva@huber.example")).await.unwrap();
    let cookie = accept(&world, &first).await;
    let second = access::grant(app, admin, &form(two, "Eva@huber.example")).await.unwrap();

    // The one who holds a link cannot give a person who has a password another one.
    let offer = customer_sign_in::offer(app, &token(&second)).await.unwrap();
    assert!(offer.has_password);
    let thief = Accepting { password: "another long pass phrase of mine", client: &firefox() };
    let refused = customer_sign_in::accept(app, &token(&second), &thief).await.unwrap_err();
    assert!(matches!(refused, Error::Invalid(e) if e.0[0].code == "password-wrong"));
    accept(&world, &second).await;

    let session = customer_sign_in::session(app, &cookie).await.unwrap().unwrap();
    let choices = customer_sign_in::choices(app, &session).await.unwrap();
    assert_eq!(choices.iter().map(|c| c.customer.as_str()).collect::<Vec<_>>(), ["One", "Two"]);
    customer_sign_in::switch(app, &session, choices[1].user).await.unwrap();
    let turned = customer_sign_in::session(app, &cookie).await.unwrap().unwrap();
    assert_eq!(turned.viewer.customer, two);

    let both = access::user_by_email(app, admin, "eva@huber.example", None).await;
    assert!(matches!(both, Err(Error::Conflict { what, .. }) if what.contains("1, 2")));
    let user = access::user_by_email(app, admin, "eva@huber.example", Some("2")).await.unwrap();
    assert_eq!(user.customer, two);
}

async fn permissions_are_previewed_applied_and_live(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let customer = world.customer("1", "One").await;
    let (graz, weiz) = (world.facility(customer, "Graz").await, world.facility(customer, "Weiz").await);
    let jan = world.contact(customer, "Jan", "Moser").await;
    for (number, facility, contact) in
        [("A1", Some(graz), None), ("A2", Some(graz), Some(jan)), ("A3", Some(weiz), None), ("A4", None, Some(jan))]
    {
        world.order_with(customer, number, number, NewOrder { facility, contact, ..NewOrder::default() }).await;
    }
    let granted = access::grant(app, admin, &form(customer, "eva@one.example")).await.unwrap();
    let cookie = accept(&world, &granted).await;
    let seen = async || {
        let viewer = customer_sign_in::session(app, &cookie).await.unwrap().unwrap().viewer;
        let query = OrderQuery { limit: 25, ..OrderQuery::default() };
        let listed = portal::orders(app, &viewer, &query).await?;
        let mut numbers: Vec<_> = listed.rows.into_iter().map(|o| o.number).collect();
        numbers.sort();
        for number in ["A1", "A2", "A3", "A4"] {
            let single = portal::order(app, &viewer, number).await.is_ok();
            assert_eq!(single, numbers.iter().any(|n| n == number), "list and page agree on {number}");
        }
        Ok::<_, Error>(numbers)
    };
    assert_eq!(seen().await.unwrap(), ["A1", "A2", "A3", "A4"]);

    let mut change = Change::of(&access::user(app, admin, granted.user).await.unwrap());
    change.scope = Some(Scope { facilities: BTreeSet::from([graz]), ..Scope::default() });
    let effect = access::preview(app, admin, std::slice::from_ref(&change)).await.unwrap().remove(0);
    assert_eq!((effect.loses.orders, effect.loses.facilities, effect.gains.orders), (2, 1, 0));
    assert!(!effect.sees_nothing);
    access::apply(app, admin, &[change]).await.unwrap();
    assert_eq!(seen().await.unwrap(), ["A1", "A2"]);

    let mut change = Change::of(&access::user(app, admin, granted.user).await.unwrap());
    change.scope = Some(Scope { unassigned: true, ..Scope::default() });
    change.contact = Some(Some(jan));
    access::apply(app, admin, &[change]).await.unwrap();
    assert_eq!(seen().await.unwrap(), ["A4"]);

    let mut change = Change::of(&access::user(app, admin, granted.user).await.unwrap());
    change.contact = Some(None);
    change.permissions.insert(Permission::ViewOrders, Some(Exception::Denied));
    let effect = access::preview(app, admin, std::slice::from_ref(&change)).await.unwrap().remove(0);
    assert_eq!(effect.lost, [Permission::ViewOrders]);
    let after = access::apply(app, admin, &[change]).await.unwrap().remove(0);
    assert!(!after.effective.holds(Permission::ViewOrders));
    assert!(matches!(seen().await, Err(Error::NotFound { .. })), "the very next request is refused");

    let mut never = Change::of(&after);
    never.permissions.insert(Permission::ManageUsers, Some(Exception::Allowed));
    let refused = access::apply(app, admin, &[never]).await.unwrap_err();
    assert!(matches!(refused, Error::Invalid(e) if e.0[0].code == "permission-never"));
}

async fn saving_over_somebody_elses_change_is_a_conflict(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let bert = world.staff("bert", StaffRole::Administrator, &[]).await;
    let customer = world.customer("1", "One").await;
    let (first, second) = (world.user(customer, "a@one.example").await, world.user(customer, "b@one.example").await);
    let mut mine = Change::of(&access::user(app, &world.admin, first).await.unwrap());
    mine.permissions.insert(Permission::ReportFaults, Some(Exception::Allowed));
    let mut berts = mine.clone();
    berts.permissions.insert(Permission::ReportFaults, Some(Exception::Denied));
    let mut other = Change::of(&access::user(app, &world.admin, second).await.unwrap());
    other.role = Some(Role::Moderator);

    access::apply(app, &bert, &[berts]).await.unwrap();
    let refused = access::apply(app, &world.admin, &[other, mine]).await.unwrap_err();
    assert!(matches!(refused, Error::Conflict { what, .. } if what.contains("bert")));
    let unchanged = access::user(app, &world.admin, second).await.unwrap();
    assert_eq!(unchanged.role, Role::Member, "all or nothing");
    let kept = access::user(app, &world.admin, first).await.unwrap();
    assert_eq!(kept.exceptions.get(&Permission::ReportFaults), Some(&Exception::Denied));
}

async fn suspending_and_revoking_end_sessions_at_once(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let customer = world.customer("1", "One").await;
    let granted = access::grant(app, admin, &form(customer, "eva@one.example")).await.unwrap();
    let cookie = accept(&world, &granted).await;
    let enter = async || customer_sign_in::sign_in(app, "eva@one.example", PASSWORD, None, &firefox()).await.unwrap();

    access::suspend(app, admin, granted.user).await.unwrap();
    assert!(customer_sign_in::session(app, &cookie).await.unwrap().is_none());
    assert!(matches!(enter().await, Entered::Closed(Closed::Suspended)));
    assert_eq!(state(&world, customer).await, AccessState::Off);
    assert!(matches!(access::suspend(app, admin, granted.user).await, Err(Error::Conflict { .. })));

    access::lift(app, admin, granted.user).await.unwrap();
    let Entered::In(cookie) = enter().await else { panic!("lifted") };
    access::revoke(app, admin, granted.user, &access::Farewell::Letter(None)).await.unwrap();
    assert!(customer_sign_in::session(app, &cookie).await.unwrap().is_none());
    assert!(matches!(enter().await, Entered::Closed(Closed::Revoked)));
    let letters = outbox::list(app, admin, &OutboxQuery::default()).await.unwrap();
    assert_eq!(letters[0].kind.as_str(), "access_revoked");

    // Granted again, the old password proves who it is.
    let again = access::grant(app, admin, &form(customer, "eva@one.example")).await.unwrap();
    assert_eq!(again.user, granted.user);
    accept(&world, &again).await;
    let user = access::user(app, admin, granted.user).await.unwrap();
    assert_eq!(user.state, UserState::Active);

    portal_switch::module(app, admin, false).await.unwrap();
    assert!(matches!(enter().await, Entered::Closed(Closed::ModuleOff)));
}

async fn signing_in_tells_nothing_and_locks_softly(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let customer = world.customer("1", "One").await;
    world.user(customer, "eva@one.example").await;
    let enter = async |email: &str, password: &str| {
        customer_sign_in::sign_in(app, email, password, None, &firefox()).await.map_err(|e| e.to_string())
    };
    let known = enter("eva@one.example", "wrong").await.unwrap_err();
    assert_eq!(known, enter("nobody@one.example", "wrong").await.unwrap_err());
    assert_eq!(known, enter("no address", "wrong").await.unwrap_err());
    for _ in 0..6 {
        let _ = enter("eva@one.example", "wrong").await;
    }
    assert!(enter("eva@one.example", PASSWORD).await.unwrap_err().contains("too many attempts"));
    assert!(enter("other@one.example", "x").await.unwrap_err().contains("do not match"), "only this account waits");
    app.clock.advance(TimeDelta::minutes(16));
    assert!(enter("eva@one.example", PASSWORD).await.is_ok(), "nobody is locked out for good");
}

async fn private_customers_have_one_user_and_no_role(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let private = NewCustomer { kind: CustomerKind::Private, ..NewCustomer::default() };
    let customer = world.customer_with("P1", "Anna Berg", private).await;
    let with_role = access::grant(app, admin, &form(customer, "anna@berg.example")).await;
    assert!(matches!(with_role, Err(Error::Invalid(e)) if e.0[0].field == "role"));
    access::grant(app, admin, &Grant { role: None, ..form(customer, "anna@berg.example") }).await.unwrap();
    let second = access::grant(app, admin, &Grant { role: None, ..form(customer, "bo@berg.example") }).await;
    assert!(matches!(second, Err(Error::Conflict { .. })));
}

async fn areas_bind_supervisors(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let (north, south) = (world.area("North").await, world.area("South").await);
    let mine = world.customer_with("1", "One", NewCustomer { area: Some(north), ..NewCustomer::default() }).await;
    let theirs = world.customer_with("2", "Two", NewCustomer { area: Some(south), ..NewCustomer::default() }).await;
    let supervisor = world.staff("sven", StaffRole::Supervisor, &[north]).await;
    let dispatcher = world.staff("dora", StaffRole::Dispatcher, &[]).await;
    let user = world.user(theirs, "x@two.example").await;

    assert!(access::grant(app, &supervisor, &form(mine, "a@one.example")).await.is_ok());
    let denied = [
        access::grant(app, &supervisor, &form(theirs, "a@two.example")).await.map(drop),
        access::grant(app, &dispatcher, &form(mine, "b@one.example")).await.map(drop),
        access::suspend(app, &supervisor, user).await,
        access::user(app, &supervisor, user).await.map(drop),
        portal_switch::module(app, &supervisor, false).await.map(drop),
        invitations::list(app, &supervisor, None).await.map(drop),
        invitations::list(app, &supervisor, Some(theirs)).await.map(drop),
        activity::list(app, &supervisor, &ActivityQuery { limit: 5, ..ActivityQuery::default() }).await.map(drop),
    ];
    for (n, result) in denied.into_iter().enumerate() {
        assert!(matches!(result, Err(Error::Denied { .. })), "attempt {n}");
    }

    // Another organization's people do not even learn that it exists.
    let stranger = world.another("Other Company").await;
    let foreign = access::grant(app, &stranger.admin, &form(mine, "a@one.example")).await;
    assert!(matches!(foreign, Err(Error::NotFound { .. })));
    assert!(matches!(access::user(app, &stranger.admin, user).await, Err(Error::NotFound { .. })));
    assert!(matches!(
        access::revoke(app, &stranger.admin, user, &access::Farewell::Silent).await,
        Err(Error::NotFound { .. })
    ));
}

async fn the_log_has_every_step_in_a_chain(store: Store) {
    use Event::{AccessGranted, InvitationAccepted, PermissionsChanged, SignedIn, SignedOut};
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let customer = world.customer("1", "One").await;
    let granted = access::grant(app, admin, &form(customer, "eva@one.example")).await.unwrap();
    let cookie = accept(&world, &granted).await;
    let mut change = Change::of(&access::user(app, admin, granted.user).await.unwrap());
    change.permissions.insert(Permission::ViewObjects, Some(Exception::Denied));
    access::apply(app, admin, &[change]).await.unwrap();
    let session = customer_sign_in::session(app, &cookie).await.unwrap().unwrap();
    customer_sign_in::end(app, &session, &firefox()).await.unwrap();
    assert!(customer_sign_in::session(app, &cookie).await.unwrap().is_none());

    let query = ActivityQuery { user: Some(granted.user), limit: 50, ..ActivityQuery::default() };
    let mut records = activity::list(app, admin, &query).await.unwrap();
    records.reverse();
    let events: Vec<_> = records.iter().map(|r| r.event).collect();
    assert_eq!(events, [AccessGranted, InvitationAccepted, SignedIn, PermissionsChanged, SignedOut]);
    assert_eq!(records.iter().map(|r| r.seq).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    assert_eq!(records[3].sentence(), "changed permissions of Eva Huber <eva@one.example>: view_objects role → denied");
    assert_eq!((records[1].actor_name.as_str(), records[1].origin.as_str()), ("Eva Huber", "portal from 203.0.113.7"));
    assert_eq!(records[0].origin, "terminal on test");

    let search = |text: &str| ActivityQuery { search: text.into(), limit: 50, ..ActivityQuery::default() };
    assert_eq!(activity::list(app, admin, &search("permissions")).await.unwrap().len(), 1);
    assert_eq!(activity::list(app, admin, &search("%")).await.unwrap().len(), 0);
}

async fn changing_the_password_ends_other_sessions(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let customer = world.customer("1", "One").await;
    world.user(customer, "eva@one.example").await;
    let enter = async || match customer_sign_in::sign_in(app, "eva@one.example", PASSWORD, None, &firefox()).await {
        Ok(Entered::In(token)) => token,
        other => panic!("{other:?}"),
    };
    let (here, there) = (enter().await, enter().await);
    let session = customer_sign_in::session(app, &here).await.unwrap().unwrap();
    let new = "sju sjösjuka sjömän på skeppet";
    let change = async |present: &str, new: &str| {
        customer_sign_in::change_password(app, &session, present, new, &firefox()).await
    };
    assert!(matches!(change("wrong", "short").await, Err(Error::Invalid(e)) if e.0.len() == 2));
    let token = change(PASSWORD, new).await.unwrap();
    for ended in [&here, &there] {
        assert!(customer_sign_in::session(app, ended).await.unwrap().is_none());
    }
    assert!(customer_sign_in::session(app, &token).await.unwrap().is_some());

    // Idle for too long, or open for too long, ends it too.
    app.clock.advance(TimeDelta::minutes(91));
    assert!(customer_sign_in::session(app, &token).await.unwrap().is_none());
}
