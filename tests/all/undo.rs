//! Undo (R74): every change of permission, role, scope, contact, state and switch, from its record; not over somebody else's
//! change, not beyond the own rights, and again.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use keydesk::domain::CustomerUserId;
use keydesk::domain::access::Scope;
use keydesk::domain::permission::{Exception, Permission, Role};
use keydesk::domain::portal_area::PortalAreas;
use keydesk::domain::staff::StaffRole;
use keydesk::domain::state::{CustomerKind, InvitationState, OutboxState, UserState};
use keydesk::service::access::{self, Change, Farewell, Grant, UserRow};
use keydesk::service::activity::{self, ActivityQuery, Record};
use keydesk::service::outbox::{self, OutboxQuery};
use keydesk::service::roles::{self, RoleChange};
use keydesk::service::{Actor, Error, customers, invitations, log_chain, portal_switch, secure_link, undo};
use keydesk::store::Store;

use crate::support::database::stories;
use crate::support::world::{NewCustomer, NewUser, World};

stories! {
    rights_are_undone_and_undone_again,
    states_are_undone,
    what_was_revoked_comes_back_as_it_was,
    switches_and_roles_are_undone,
    what_somebody_changed_since_stays,
    undoing_needs_the_permission,
}

async fn newest(world: &World) -> Record {
    let query = ActivityQuery { limit: 1, ..ActivityQuery::default() };
    activity::list(&world.app, &world.admin, &query).await.unwrap().remove(0)
}

async fn user(world: &World, id: CustomerUserId) -> UserRow {
    access::user(&world.app, &world.admin, id).await.unwrap()
}

fn conflict<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    match result {
        Err(Error::Conflict { what, .. }) => what,
        other => panic!("a conflict, not {other:?}"),
    }
}

/// What is to become of somebody.
type Wish<'a> = &'a dyn Fn(&mut Change);

async fn rights_are_undone_and_undone_again(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let customer = world.customer("1042", "Huber Maschinen GmbH").await;
    let facility = world.facility(customer, "Graz").await;
    let contact = world.contact(customer, "Eva", "Huber").await;
    let eva = world.user(customer, "eva@huber.example").await;
    let scope = Scope { all: false, unassigned: true, facilities: [facility].into() };
    let wishes: [Wish<'_>; 4] = [
        &|c| c.role = Some(Role::Moderator),
        &|c| {
            c.permissions = BTreeMap::from([
                (Permission::ViewObjects, Some(Exception::Denied)),
                (Permission::ReportFaults, Some(Exception::Allowed)),
            ]);
        },
        &|c| c.scope = Some(scope.clone()),
        &|c| c.contact = Some(Some(contact)),
    ];
    for wish in wishes {
        let before = user(&world, eva).await;
        let mut change = Change::of(&before);
        wish(&mut change);
        access::apply(app, &world.admin, &[change]).await.unwrap();
        let after = user(&world, eva).await;
        let record = newest(&world).await;
        assert_eq!(undo::possible(app, &world.admin, &record).await, Ok(()), "{}", record.sentence());
        let as_was = |now: &UserRow, then: &UserRow| UserRow { version: then.version, ..now.clone() } == *then;
        let undone = undo::undo(app, &world.admin, record.seq).await.unwrap();
        assert!(undone.sentence.ends_with(&format!("(undoes {})", record.seq)), "{undone:?}");
        assert!(as_was(&user(&world, eva).await, &before), "{}", record.sentence());
        // A second time there is nothing to undo; undoing the undoing is the change again.
        assert!(conflict(undo::undo(app, &world.admin, record.seq).await).contains("admin changed it since"));
        undo::undo(app, &world.admin, undone.seq).await.unwrap();
        assert!(as_was(&user(&world, eva).await, &after), "{}", record.sentence());
    }
    // An end date; back to one that has passed by now there is no way.
    let now = user(&world, eva).await;
    let soon = app.now() + TimeDelta::days(1);
    access::set_end(app, &world.admin, eva, now.version, Some(soon)).await.unwrap();
    let first = newest(&world).await.seq;
    let now = user(&world, eva).await;
    access::set_end(app, &world.admin, eva, now.version, Some(soon + TimeDelta::days(30))).await.unwrap();
    let second = newest(&world).await.seq;
    assert!(conflict(undo::undo(app, &world.admin, first).await).contains(&format!("record {second}")));
    let back = undo::undo(app, &world.admin, second).await.unwrap();
    assert_eq!(user(&world, eva).await.ends_at, Some(soon));
    undo::undo(app, &world.admin, back.seq).await.unwrap();
    app.clock.advance(TimeDelta::days(2));
    assert!(conflict(undo::undo(app, &world.admin, second).await).contains("has passed"));
    assert!(log_chain::verify(app, &world.admin, None).await.unwrap().is_whole());
}

async fn states_are_undone(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let customer = world.customer("1042", "Huber Maschinen GmbH").await;
    let eva = world.user(customer, "eva@huber.example").await;
    access::suspend(app, &world.admin, eva).await.unwrap();
    let suspended = newest(&world).await.seq;
    let lifted = undo::undo(app, &world.admin, suspended).await.unwrap();
    assert_eq!(user(&world, eva).await.state, UserState::Active);
    undo::undo(app, &world.admin, lifted.seq).await.unwrap();
    assert_eq!(user(&world, eva).await.state, UserState::Suspended);
    // Revoked meanwhile: the suspension is no state to come back from.
    access::revoke(app, &world.admin, eva, &Farewell::Silent).await.unwrap();
    let said = conflict(undo::undo(app, &world.admin, suspended).await);
    assert!(said.contains("admin changed it since"), "{said}");
    // Deleted: nothing comes back, and it says so.
    let revoked = newest(&world).await.seq;
    access::delete(app, &world.admin, eva).await.unwrap();
    assert!(conflict(undo::undo(app, &world.admin, revoked).await).contains("deleted"));
    let record = newest(&world).await;
    let why = undo::possible(app, &world.admin, &record).await.unwrap_err();
    assert!(why.contains("gone for good"), "{why}");
}

async fn what_was_revoked_comes_back_as_it_was(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let customer = world.customer("1042", "Huber Maschinen GmbH").await;
    let exceptions = [(Permission::ViewObjects, Exception::Denied)].into_iter().collect();
    let jan = world.user_with(customer, "jan@huber.example", NewUser { exceptions, ..NewUser::default() }).await;
    let before = user(&world, jan).await;
    access::revoke(app, &world.admin, jan, &Farewell::Letter(None)).await.unwrap();
    let state = async || customers::get(app, &world.admin, customer).await.unwrap().row.access_state.to_string();
    assert_eq!(state().await, "link");
    let restored = undo::undo(app, &world.admin, newest(&world).await.seq).await.unwrap();
    assert!(
        restored.sentence.contains("gave Jan") || restored.sentence.contains("the access back: active"),
        "{restored:?}"
    );
    let now = user(&world, jan).await;
    assert_eq!((now.state, &now.exceptions, state().await.as_str()), (UserState::Active, &before.exceptions, "active"));
    // The farewell had not left yet, and does not.
    let letters = outbox::list(app, &world.admin, &OutboxQuery::default()).await.unwrap();
    assert_eq!(letters.iter().map(|l| l.state).collect::<Vec<_>>(), [OutboxState::Cancelled]);
    undo::undo(app, &world.admin, restored.seq).await.unwrap();
    assert_eq!(user(&world, jan).await.state, UserState::Revoked);

    // An invitation: the links of before stay dead, a new letter goes out.
    let grant = Grant {
        customer,
        email: "eva@huber.example".into(),
        first_name: "Eva".into(),
        last_name: "Huber".into(),
        role: None,
        language: None,
        contact: None,
        scope: Scope::everything(),
        send_to: Some("office@huber.example".into()),
    };
    let granted = access::grant(app, &world.admin, &grant).await.unwrap();
    let record = newest(&world).await;
    assert!(undo::possible(app, &world.admin, &record).await.unwrap_err().contains("withdraw the invitation"));
    for revoke in [false, true] {
        if revoke {
            access::revoke(app, &world.admin, granted.user, &Farewell::Silent).await.unwrap();
        } else {
            invitations::withdraw(app, &world.admin, granted.invitation).await.unwrap();
        }
        let record = newest(&world).await;
        undo::undo(app, &world.admin, record.seq).await.unwrap();
        let row = invitations::list(app, &world.admin, Some(customer)).await.unwrap().remove(0);
        assert_eq!((row.state, row.sent_to.as_str()), (InvitationState::Pending, "office@huber.example"));
        assert_eq!(row.letter.unwrap().state, OutboxState::Queued);
        assert_eq!(user(&world, granted.user).await.state, UserState::Pending);
    }
    let letters = outbox::list(app, &world.admin, &OutboxQuery::default()).await.unwrap();
    assert_eq!(letters.iter().filter(|l| l.state == OutboxState::Queued).count(), 1, "one letter waits");

    // With the portal off nobody is invited again, and nothing half-done stays.
    invitations::withdraw(app, &world.admin, granted.invitation).await.unwrap();
    let withdrawn = newest(&world).await.seq;
    portal_switch::customer(app, &world.admin, customer, false).await.unwrap();
    conflict(undo::undo(app, &world.admin, withdrawn).await);
    assert_eq!(user(&world, granted.user).await.state, UserState::Revoked);

    // A private customer has one user at most (R3).
    let private = NewCustomer { kind: CustomerKind::Private, ..NewCustomer::default() };
    let private = world.customer_with("7", "Kern", private).await;
    let one = world.user(private, "one@kern.example").await;
    access::revoke(app, &world.admin, one, &Farewell::Silent).await.unwrap();
    let revoked = newest(&world).await.seq;
    world.user(private, "two@kern.example").await;
    assert!(conflict(undo::undo(app, &world.admin, revoked).await).contains("one user"));
}

async fn switches_and_roles_are_undone(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let customer = world.customer("1042", "Huber Maschinen GmbH").await;
    let undo_newest = async || undo::undo(app, &world.admin, newest(&world).await.seq).await.unwrap();
    let detail = async || customers::get(app, &world.admin, customer).await.unwrap();

    portal_switch::customer(app, &world.admin, customer, false).await.unwrap();
    undo_newest().await;
    assert!(detail().await.row.portal_on);
    let fewer = PortalAreas { objects: false, billing: false, ..PortalAreas::ALL };
    portal_switch::areas(app, &world.admin, customer, fewer).await.unwrap();
    undo_newest().await;
    assert_eq!(detail().await.areas, PortalAreas::ALL);
    undo_newest().await;
    assert_eq!(detail().await.areas, fewer);
    secure_link::switch(app, &world.admin, customer, false).await.unwrap();
    undo_newest().await;
    assert!(secure_link::show(app, &world.admin, customer).await.unwrap().on);

    let before = roles::table(app, &world.admin).await.unwrap();
    let change = RoleChange {
        version: before.version,
        role: Role::Member,
        permissions: [(Permission::ReportFaults, true), (Permission::Comment, false)].into(),
    };
    roles::set(app, &world.admin, &change).await.unwrap();
    let set = newest(&world).await.seq;
    let undone = undo_newest().await;
    assert_eq!(roles::table(app, &world.admin).await.unwrap().table, before.table);
    undo::undo(app, &world.admin, undone.seq).await.unwrap();
    // Somebody else takes one of the two back: the whole is not undone over it.
    let lars = world.staff("lars", StaffRole::Administrator, &[]).await;
    let now = roles::table(app, &lars).await.unwrap();
    let change =
        RoleChange { version: now.version, role: Role::Member, permissions: [(Permission::Comment, true)].into() };
    roles::set(app, &lars, &change).await.unwrap();
    assert!(conflict(undo::undo(app, &world.admin, set).await).contains("lars changed it since"));

    // What can never be undone says why not.
    secure_link::rotate(app, &world.admin, customer).await.unwrap();
    let record = newest(&world).await;
    assert!(undo::possible(app, &world.admin, &record).await.unwrap_err().contains("dead"));
    assert!(matches!(undo::undo(app, &world.admin, 9_999).await, Err(Error::NotFound { .. })));
}

async fn what_somebody_changed_since_stays(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let lars = world.staff("lars", StaffRole::Administrator, &[]).await;
    let customer = world.customer("1042", "Huber Maschinen GmbH").await;
    let eva = world.user(customer, "eva@huber.example").await;
    let role = async |by: &Actor, role| {
        let change = Change { role: Some(role), ..Change::of(&user(&world, eva).await) };
        access::apply(app, by, &[change]).await.unwrap();
        newest(&world).await.seq
    };
    let first = role(&world.admin, Role::Moderator).await;
    let second = role(&lars, Role::Administrator).await;
    let before = user(&world, eva).await;
    let said = conflict(undo::undo(app, &world.admin, first).await);
    assert!(said.contains(&format!("lars changed it since (record {second})")), "{said}");
    assert_eq!(user(&world, eva).await, before, "nothing was changed");
    // Two who undo the same record at once: it is undone once.
    let both = tokio::join!(undo::undo(app, &world.admin, second), undo::undo(app, &lars, second));
    assert!(both.0.is_ok() != both.1.is_ok(), "{both:?}");
    assert_eq!(user(&world, eva).await.role, Role::Moderator);
    undo::undo(app, &world.admin, first).await.unwrap();
    assert_eq!(user(&world, eva).await.role, Role::Member);
}

async fn undoing_needs_the_permission(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let (graz, linz) = (world.area("Graz").await, world.area("Linz").await);
    let new = NewCustomer { area: Some(graz), ..NewCustomer::default() };
    let customer = world.customer_with("1042", "Huber Maschinen GmbH", new).await;
    let eva = world.user(customer, "eva@huber.example").await;
    let change = Change { role: Some(Role::Moderator), ..Change::of(&user(&world, eva).await) };
    access::apply(app, &world.admin, &[change]).await.unwrap();
    let record = newest(&world).await;
    let dora = world.staff("dora", StaffRole::Dispatcher, &[]).await;
    let linde = world.staff("linde", StaffRole::Supervisor, &[linz]).await;
    let grete = world.staff("grete", StaffRole::Supervisor, &[graz]).await;
    let other = world.another("Sydlift").await;
    for by in [&dora, &linde] {
        assert!(matches!(undo::undo(app, by, record.seq).await, Err(Error::Denied { .. })), "{}", by.name());
        assert!(undo::possible(app, by, &record).await.unwrap_err().contains("not allowed"));
    }
    assert!(matches!(undo::undo(app, &other.admin, record.seq).await, Err(Error::NotFound { .. })));
    assert_eq!(user(&world, eva).await.role, Role::Moderator);
    undo::undo(app, &grete, record.seq).await.unwrap();
    assert_eq!(user(&world, eva).await.role, Role::Member);
}
