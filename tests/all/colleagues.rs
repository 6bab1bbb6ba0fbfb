//! Colleagues (R50, R9, R18, R3): what a customer's administrator may do, and what nobody of a customer may.

use chrono::TimeDelta;
use keydesk::domain::access::Scope;
use keydesk::domain::activity::{ActorKind, Event};
use keydesk::domain::permission::{Exception, Exceptions, Permission, Role};
use keydesk::domain::state::{CustomerKind, UserState};
use keydesk::domain::{CustomerId, CustomerUserId, FacilityId};
use keydesk::service::access::{self, Change};
use keydesk::service::activity::{self, ActivityQuery};
use keydesk::service::colleagues::{self, NewColleague};
use keydesk::service::{Actor, Error, invitations, portal_switch};
use keydesk::store::Store;

use crate::support::database::stories;
use crate::support::sql::{exec, select};
use crate::support::world::{NewCustomer, NewUser, World};

stories! {
    an_administrator_looks_after_colleagues,
    nobody_gives_what_they_do_not_have,
    the_last_administrator_stays,
    two_administrators_who_demote_each_other_leave_one,
    only_with_the_permission_at_this_moment,
    bad_input_is_named_and_private_customers_have_no_colleagues,
}

fn new(email: &str, role: Role, scope: Scope) -> NewColleague {
    NewColleague {
        email: email.into(),
        first_name: "Nils".into(),
        last_name: "Neu".into(),
        role,
        language: None,
        contact: None,
        scope,
    }
}

fn places(facilities: &[FacilityId]) -> Scope {
    Scope { all: false, unassigned: false, facilities: facilities.iter().copied().collect() }
}

async fn person(world: &World, customer: CustomerId, email: &str, role: Role) -> CustomerUserId {
    world.user_with(customer, email, NewUser { role, ..NewUser::default() }).await
}

async fn change(world: &World, user: CustomerUserId) -> Change {
    Change::of(&access::user(&world.app, &world.admin, user).await.unwrap())
}

fn is_denied<T>(result: Result<T, Error>) -> bool {
    result.is_err_and(|e| matches!(e, Error::Denied { .. }))
}

async fn an_administrator_looks_after_colleagues(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let customer = world.customer("1042", "Huber").await;
    let facility = world.facility(customer, "Graz").await;
    person(&world, customer, "eva@huber.example", Role::Administrator).await;
    let jan = person(&world, customer, "jan@huber.example", Role::Member).await;
    let other = world.customer("1043", "Hofer").await;
    let foreign = person(&world, other, "ina@hofer.example", Role::Member).await;
    let eva = world.in_the_portal("eva@huber.example").await;
    let session = world.in_the_portal("jan@huber.example").await;
    assert_eq!(session.name(), "Eva Huber");

    let invited = colleagues::invite(app, &eva, &new("nils@huber.example", Role::Moderator, places(&[facility]))).await;
    let invited = invited.unwrap();
    assert_eq!(invited.sent_to, "nils@huber.example");
    let row = &invitations::list(app, admin, Some(customer)).await.unwrap()[0];
    assert_eq!((row.invited_by.as_str(), row.role), ("Eva Huber", Role::Moderator), "staff see who invited");
    let listed = colleagues::list(app, &eva).await.unwrap();
    assert_eq!(listed.len(), 3);
    let nils = listed.iter().find(|c| c.user.id == invited.user).unwrap();
    assert_eq!((nils.invited_by.as_deref(), nils.is_me, nils.may_touch), (Some("Eva Huber"), false, true));
    assert!(listed.iter().any(|c| c.is_me && c.user.email == "eva@huber.example"));

    let mut edit = change(&world, jan).await;
    edit.role = Some(Role::Moderator);
    edit.permissions = [(Permission::ViewDashboard, Some(Exception::Denied))].into();
    edit.scope = Some(places(&[facility]));
    let after = colleagues::change(app, &eva, &edit).await.unwrap();
    assert_eq!((after.role, after.scope.clone()), (Role::Moderator, places(&[facility])));
    let stale = colleagues::change(app, &eva, &edit).await;
    assert!(matches!(&stale, Err(Error::Conflict { what, .. }) if what.contains("Eva Huber")), "{stale:?}");
    colleagues::suspend(app, &eva, jan).await.unwrap();
    assert!(matches!(colleagues::suspend(app, &eva, jan).await, Err(Error::Conflict { .. })));
    colleagues::lift(app, &eva, jan).await.unwrap();
    colleagues::remove(app, &eva, jan, true).await.unwrap();
    assert_eq!(access::user(app, admin, jan).await.unwrap().state, UserState::Revoked);
    colleagues::remove(app, &eva, invited.user, false).await.unwrap();
    let sql = "SELECT to_address, kind, state FROM outbox ORDER BY created_at, id";
    let letters = select!(&world.sql, (String, String, String), sql);
    let letters: Vec<_> = letters.iter().map(|l| (l.0.as_str(), l.1.as_str(), l.2.as_str())).collect();
    let expected = [
        ("nils@huber.example", "invitation", "cancelled"),
        ("jan@huber.example", "access_changed", "queued"),
        ("jan@huber.example", "access_revoked", "queued"),
    ];
    assert_eq!(letters, expected, "silently where it was unticked");

    // Another customer's people are not there.
    assert!(matches!(colleagues::suspend(app, &eva, foreign).await, Err(Error::NotFound { .. })));
    assert!(matches!(colleagues::remove(app, &eva, foreign, true).await, Err(Error::NotFound { .. })));
    let edit = Change { role: Some(Role::Moderator), ..change(&world, foreign).await };
    assert!(matches!(colleagues::change(app, &eva, &edit).await, Err(Error::NotFound { .. })));

    // The log names the person, from the portal.
    let query = ActivityQuery { customer: Some(customer), limit: 50, ..ActivityQuery::default() };
    let log = activity::list(app, admin, &query).await.unwrap();
    for event in [
        Event::AccessGranted,
        Event::RoleChanged,
        Event::PermissionsChanged,
        Event::ScopeChanged,
        Event::AccessSuspended,
        Event::SuspensionLifted,
        Event::AccessRevoked,
    ] {
        let record = log.iter().find(|r| r.event == event).unwrap_or_else(|| panic!("{event} is in the log"));
        assert_eq!((record.actor_kind, record.actor_name.as_str()), (ActorKind::CustomerUser, "Eva Huber"), "{event}");
        assert_eq!(record.origin, "portal from 203.0.113.7");
    }

    // What staff suspended, staff lift.
    let max = person(&world, customer, "max@huber.example", Role::Member).await;
    access::suspend(app, admin, max).await.unwrap();
    assert!(is_denied(colleagues::lift(app, &eva, max).await));
    access::lift(app, admin, max).await.unwrap();
}

async fn nobody_gives_what_they_do_not_have(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let customer = world.customer("1042", "Huber").await;
    let (graz, weiz) = (world.facility(customer, "Graz").await, world.facility(customer, "Weiz").await);
    let contact = world.contact(customer, "Lea", "Kern").await;
    let denied = Exceptions::from([(Permission::ViewInvoices, Exception::Denied)]);
    let administrator = NewUser { role: Role::Administrator, ..NewUser::default() };
    let narrow = NewUser { scope: places(&[graz]), exceptions: denied, ..administrator.clone() };
    world.user_with(customer, "eva@huber.example", narrow).await;
    let linked = NewUser { contact: Some(contact), ..administrator.clone() };
    world.user_with(customer, "lea@huber.example", linked).await;
    let top = world.user_with(customer, "top@huber.example", administrator).await;
    let member = NewUser { scope: places(&[graz]), ..NewUser::default() };
    let jan = world.user_with(customer, "jan@huber.example", member).await;
    let eva = world.in_the_portal("eva@huber.example").await;
    let lea = world.in_the_portal("lea@huber.example").await;
    let before = select!(&world.sql, (i64,), "SELECT count(*) FROM activity");

    for beyond in [
        new("a@huber.example", Role::Administrator, places(&[graz])),
        new("a@huber.example", Role::Member, places(&[graz, weiz])),
        new("a@huber.example", Role::Member, Scope { unassigned: true, ..Scope::default() }),
        new("a@huber.example", Role::Member, Scope::everything()),
    ] {
        assert!(is_denied(colleagues::invite(app, &eva, &beyond).await), "{beyond:?}");
    }
    let edits: [fn(&mut Change, FacilityId); 4] = [
        |c, _| c.role = Some(Role::Administrator),
        |c, _| c.permissions = [(Permission::ViewInvoices, Some(Exception::Allowed))].into(),
        |c, weiz| c.scope = Some(places(&[weiz])),
        |c, _| c.scope = Some(Scope::everything()),
    ];
    for edit in edits {
        let mut beyond = change(&world, jan).await;
        edit(&mut beyond, weiz);
        let refused = colleagues::change(app, &eva, &beyond).await;
        assert!(is_denied(refused), "{beyond:?}");
    }
    // Nor to themselves.
    let own = access::user_by_email(app, admin, "eva@huber.example", None).await.unwrap();
    let own = Change { permissions: [(Permission::ViewInvoices, None)].into(), ..Change::of(&own) };
    assert!(is_denied(colleagues::change(app, &eva, &own).await));
    // Whoever is linked to a contact gives on to that contact only.
    assert!(is_denied(colleagues::invite(app, &lea, &new("b@huber.example", Role::Member, Scope::everything())).await));
    let freed = Change { contact: Some(None), ..change(&world, lea_id(&world).await).await };
    assert!(is_denied(colleagues::change(app, &lea, &freed).await));
    assert_eq!(select!(&world.sql, (i64,), "SELECT count(*) FROM activity"), before, "nothing was changed");

    let same = NewColleague { contact: Some(contact), ..new("c@huber.example", Role::Member, Scope::everything()) };
    colleagues::invite(app, &lea, &same).await.unwrap();
    // What is within, works; an administrator may take from somebody who has more.
    colleagues::invite(app, &eva, &new("d@huber.example", Role::Moderator, places(&[graz]))).await.unwrap();
    let less = Change { role: Some(Role::Moderator), ..change(&world, top).await };
    assert_eq!(colleagues::change(app, &eva, &less).await.unwrap().role, Role::Moderator);
    let wider = Change {
        permissions: [(Permission::ReportFaults, Some(Exception::Allowed))].into(),
        ..change(&world, jan).await
    };
    assert!(colleagues::change(app, &eva, &wider).await.unwrap().effective.holds(Permission::ReportFaults));
}

async fn lea_id(world: &World) -> CustomerUserId {
    access::user_by_email(&world.app, &world.admin, "lea@huber.example", None).await.unwrap().id
}

async fn the_last_administrator_stays(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let customer = world.customer("1042", "Huber").await;
    let eva = person(&world, customer, "eva@huber.example", Role::Administrator).await;
    let by = world.in_the_portal("eva@huber.example").await;
    // Neither of these is an active administrator.
    let state = |state| NewUser { role: Role::Administrator, state, ..NewUser::default() };
    world.user_with(customer, "p@huber.example", state(UserState::Pending)).await;
    world.user_with(customer, "s@huber.example", state(UserState::Suspended)).await;
    let ended = NewUser { ends_at: Some(app.now()), ..state(UserState::Active) };
    world.user_with(customer, "e@huber.example", ended).await;
    let refuses = async || {
        let mut demoted = change(&world, eva).await;
        demoted.role = Some(Role::Moderator);
        let mut bound = change(&world, eva).await;
        bound.permissions.insert(Permission::ManageUsers, Some(Exception::Denied));
        for refused in [
            colleagues::change(app, &by, &demoted).await.map(drop),
            colleagues::change(app, &by, &bound).await.map(drop),
            colleagues::remove(app, &by, eva, true).await,
        ] {
            assert!(matches!(&refused, Err(Error::Conflict { what, .. }) if what.contains("last")), "{refused:?}");
        }
        assert!(matches!(colleagues::suspend(app, &by, eva).await, Err(Error::Conflict { .. })), "nor oneself");
    };
    refuses().await;
    // With a second one, one may go; then that one is the last.
    let max = person(&world, customer, "max@huber.example", Role::Administrator).await;
    colleagues::suspend(app, &by, max).await.unwrap();
    refuses().await;
    colleagues::lift(app, &by, max).await.unwrap();
    colleagues::remove(app, &by, eva, false).await.unwrap();
    let max_by = world.in_the_portal("max@huber.example").await;
    assert!(matches!(colleagues::remove(app, &max_by, max, false).await, Err(Error::Conflict { .. })));
    assert!(matches!(colleagues::list(app, &by).await, Err(Error::SignedOut { .. })), "whoever is gone does nothing");
    // Staff may.
    access::suspend(app, admin, max).await.unwrap();
    access::revoke(app, admin, max, &access::Farewell::Silent).await.unwrap();
}

async fn two_administrators_who_demote_each_other_leave_one(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber").await;
    let eva = person(&world, customer, "eva@huber.example", Role::Administrator).await;
    let max = person(&world, customer, "max@huber.example", Role::Administrator).await;
    let by_eva = world.in_the_portal("eva@huber.example").await;
    let by_max = world.in_the_portal("max@huber.example").await;
    for round in 0..6 {
        let demote = async |user| Change { role: Some(Role::Moderator), ..change(&world, user).await };
        let (of_max, of_eva) = (demote(max).await, demote(eva).await);
        let app = (world.app.clone(), world.app.clone());
        let (one, two) =
            tokio::join!(colleagues::change(&app.0, &by_eva, &of_max), colleagues::change(&app.1, &by_max, &of_eva));
        assert_eq!(i32::from(one.is_ok()) + i32::from(two.is_ok()), 1, "round {round}: {one:?} {two:?}");
        let sql = "UPDATE customer_user SET role = 'administrator' WHERE customer_id = $1";
        exec!(&world.sql, sql, customer);
    }
}

async fn only_with_the_permission_at_this_moment(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let customer = world.customer("1042", "Huber").await;
    let eva = person(&world, customer, "eva@huber.example", Role::Administrator).await;
    person(&world, customer, "max@huber.example", Role::Moderator).await;
    let (by, moderator) =
        (world.in_the_portal("eva@huber.example").await, world.in_the_portal("max@huber.example").await);
    assert!(is_denied(colleagues::list(app, &moderator).await), "a moderator does not manage users");
    assert!(is_denied(
        colleagues::invite(app, &moderator, &new("n@huber.example", Role::Member, Scope::everything())).await
    ));
    assert!(is_denied(colleagues::list(app, admin).await), "staff have their own ways");
    let shut = async || matches!(colleagues::list(app, &by).await, Err(Error::SignedOut { .. }));
    assert!(!shut().await);
    portal_switch::customer(app, admin, customer, false).await.unwrap();
    assert!(shut().await, "the portal is off for the customer (R2)");
    portal_switch::customer(app, admin, customer, true).await.unwrap();
    portal_switch::module(app, admin, false).await.unwrap();
    assert!(shut().await, "the module is off (R1)");
    portal_switch::module(app, admin, true).await.unwrap();
    access::suspend(app, admin, eva).await.unwrap();
    assert!(shut().await, "suspended");
    access::lift(app, admin, eva).await.unwrap();
    exec!(&world.sql, "UPDATE customer_user SET ends_at = $1 WHERE id = $2", app.now() + TimeDelta::days(1), eva);
    assert!(!shut().await);
    app.clock.advance(TimeDelta::days(1));
    assert!(shut().await, "the access has ended (R16)");
    // Somebody else's sign-in with this customer user is nobody.
    let stranger = world.in_the_portal("max@huber.example").await;
    let keydesk::service::Who::CustomerUser { sign_in, .. } = stranger.who else { panic!("a customer user") };
    let who = keydesk::service::Who::CustomerUser { id: eva, sign_in, name: "Eva".into() };
    let forged = Actor { who, ..by.clone() };
    assert!(matches!(colleagues::list(app, &forged).await, Err(Error::SignedOut { .. })));
}

async fn bad_input_is_named_and_private_customers_have_no_colleagues(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let customer = world.customer("1042", "Huber").await;
    let foreign = world.contact(world.customer("1043", "Hofer").await, "Ina", "Hofer").await;
    person(&world, customer, "eva@huber.example", Role::Administrator).await;
    let eva = world.in_the_portal("eva@huber.example").await;
    let wrong = NewColleague {
        first_name: " ".into(),
        contact: Some(foreign),
        ..new("nils.huber.example", Role::Member, Scope::everything())
    };
    let refused = colleagues::invite(app, &eva, &wrong).await;
    let Err(Error::Invalid(errors)) = refused else { panic!("{refused:?}") };
    for field in ["email", "first_name", "contact"] {
        assert!(errors.of(field).is_some(), "{field} is named: {errors}");
    }
    let taken = colleagues::invite(app, &eva, &new("EVA@huber.example", Role::Member, Scope::everything())).await;
    assert!(matches!(&taken, Err(Error::Invalid(e)) if e.of("email").is_some()), "{taken:?}");
    let private = NewCustomer { kind: CustomerKind::Private, ..NewCustomer::default() };
    let alone = world.customer_with("7", "Frau Kern", private).await;
    person(&world, alone, "kern@kern.example", Role::Administrator).await;
    let kern = world.in_the_portal("kern@kern.example").await;
    for refused in [
        colleagues::list(app, &kern).await.map(drop),
        colleagues::invite(app, &kern, &new("n@kern.example", Role::Member, Scope::everything())).await.map(drop),
    ] {
        assert!(matches!(refused, Err(Error::Conflict { .. })), "R3: {refused:?}");
    }
}
