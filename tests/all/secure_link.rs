//! The secure link (R20, R21) on both databases.

use chrono::TimeDelta;
use keydesk::domain::CustomerId;
use keydesk::domain::access::Scope;
use keydesk::domain::permission::{Permission, Role};
use keydesk::domain::staff::StaffRole;
use keydesk::domain::state::{AccessState, UserState};
use keydesk::service::access::{self, Grant};
use keydesk::service::portal::{self, OrderQuery};
use keydesk::service::secure_link::{self, Opened, Shown};
use keydesk::service::{Error, customers, portal_switch};
use keydesk::store::Store;

use crate::support::database::stories;
use crate::support::world::{NewUser, World};

stories! {
    whoever_holds_the_link_sees_everything_but_billing,
    a_link_that_is_replaced_switched_off_or_over_is_nothing,
    the_first_user_closes_the_link,
    time_alone_never_opens_it_and_the_last_one_gone_does,
}

async fn opened(world: &World, shown: &Shown) -> Result<Opened, Error> {
    secure_link::open(&world.app, shown.link.rsplit('/').next().unwrap()).await
}

async fn state(world: &World, customer: CustomerId) -> AccessState {
    customers::get(&world.app, &world.admin, customer).await.unwrap().row.access_state
}

async fn whoever_holds_the_link_sees_everything_but_billing(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let (customer, other) = (world.customer("1", "One").await, world.customer("2", "Two").await);
    let graz = world.facility(customer, "Graz").await;
    world.order(customer, Some(graz), "A1", "Lift").await;
    world.order(customer, None, "A2", "Door").await;
    world.order(other, None, "B1", "Gate").await;
    let shown = secure_link::show(app, admin, customer).await.unwrap();
    assert!(shown.works && shown.link.starts_with("http://127.0.0.1:8080/link/kdl_"));
    let Opened::In(visit) = opened(&world, &shown).await.unwrap() else { panic!("the link opens") };
    let query = OrderQuery { limit: 25, ..OrderQuery::default() };
    assert_eq!(portal::orders(app, &visit.viewer, &query).await.unwrap().rows.len(), 2);
    assert!(portal::order(app, &visit.viewer, "B1").await.is_err());
    for never in [Permission::ViewInvoices, Permission::ViewEstimates, Permission::ManageUsers, Permission::Comment] {
        assert!(!visit.viewer.may(never, app.now()).allowed, "{never}");
    }
    let dispatcher = world.staff("dora", StaffRole::Dispatcher, &[]).await;
    assert!(matches!(secure_link::show(app, &dispatcher, customer).await, Err(Error::Denied { .. })));
    let stranger = world.another("Other Company").await;
    assert!(matches!(secure_link::show(app, &stranger.admin, customer).await, Err(Error::NotFound { .. })));
}

async fn a_link_that_is_replaced_switched_off_or_over_is_nothing(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let (customer, other) = (world.customer("1", "One").await, world.customer("2", "Two").await);
    let first = secure_link::show(app, admin, customer).await.unwrap();
    let second = secure_link::rotate(app, admin, customer).await.unwrap();
    assert_ne!(first.link, second.link);
    assert!(matches!(opened(&world, &first).await, Err(Error::NotFound { .. })));
    assert!(opened(&world, &second).await.is_ok());
    for nonsense in ["", "kdl_", "kdl_AAAA", "kdi_x", "kdl_ÄÖ"] {
        assert!(secure_link::open(app, nonsense).await.is_err(), "{nonsense}");
    }
    // Another customer's identifier with this one's proof.
    let theirs = secure_link::show(app, admin, other).await.unwrap().link;
    let (mine, theirs) = (second.link.rsplit('/').next().unwrap(), theirs.rsplit('/').next().unwrap());
    let mixed = format!("{}{}", &theirs[..25], &mine[25..]);
    assert!(secure_link::open(app, &mixed).await.is_err());

    assert!(!secure_link::switch(app, admin, customer, false).await.unwrap().works);
    assert!(opened(&world, &second).await.is_err());
    assert_eq!(state(&world, customer).await, AccessState::Off);
    secure_link::switch(app, admin, customer, true).await.unwrap();
    assert_eq!(state(&world, customer).await, AccessState::Link);

    let past = secure_link::set_end(app, admin, customer, Some(app.now())).await;
    assert!(matches!(past, Err(Error::Invalid(e)) if e.0[0].field == "ends_at"));
    secure_link::set_end(app, admin, customer, Some(app.now() + TimeDelta::days(1))).await.unwrap();
    assert!(opened(&world, &second).await.is_ok());
    app.clock.advance(TimeDelta::days(1));
    assert!(opened(&world, &second).await.is_err());
    secure_link::set_end(app, admin, customer, None).await.unwrap();
    assert!(opened(&world, &second).await.is_ok());

    portal_switch::customer(app, admin, customer, false).await.unwrap();
    assert!(opened(&world, &second).await.is_err());
    portal_switch::customer(app, admin, customer, true).await.unwrap();
    portal_switch::module(app, admin, false).await.unwrap();
    assert!(opened(&world, &second).await.is_err());
}

async fn the_first_user_closes_the_link(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let customer = world.customer("1", "One").await;
    let shown = secure_link::show(app, admin, customer).await.unwrap();
    let grant = Grant {
        customer,
        email: "eva@one.example".into(),
        first_name: "Eva".into(),
        last_name: "Huber".into(),
        role: Some(Role::Member),
        language: None,
        contact: None,
        scope: Scope::everything(),
        send_to: None,
    };
    let granted = access::grant(app, admin, &grant).await.unwrap();
    assert!(matches!(opened(&world, &shown).await, Ok(Opened::SignIn(name)) if name == "Nordlift Service"));
    assert!(!secure_link::show(app, admin, customer).await.unwrap().works);
    // When the last one is gone, the link works again.
    access::revoke(app, admin, granted.user, &access::Farewell::Silent).await.unwrap();
    assert!(matches!(opened(&world, &shown).await, Ok(Opened::In(_))));
    assert_eq!(state(&world, customer).await, AccessState::Link);
}

async fn time_alone_never_opens_it_and_the_last_one_gone_does(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let customer = world.customer("1", "One").await;
    let shown = secure_link::show(app, admin, customer).await.unwrap();
    let warning = async || access::first_user_warning(app, admin, customer).await.unwrap();
    assert!(warning().await.is_some_and(|w| w.contains("1 One")), "R21: said before the first user is made");

    let user = world.user_with(customer, "eva@one.example", NewUser::default()).await;
    // However the person stands, as long as there is one the link leads to the sign-in page and nobody is warned again.
    let closed = async |how: &str| {
        assert!(matches!(opened(&world, &shown).await, Ok(Opened::SignIn(_))), "{how}");
        assert!(!secure_link::show(app, admin, customer).await.unwrap().works, "{how}");
        assert_ne!(state(&world, customer).await, AccessState::Link, "{how}");
        assert_eq!(access::first_user_warning(app, admin, customer).await.unwrap(), None, "{how}");
    };
    closed("active").await;
    access::suspend(app, admin, user).await.unwrap();
    closed("suspended").await;
    access::lift(app, admin, user).await.unwrap();
    let version = access::user(app, admin, user).await.unwrap().version;
    access::set_end(app, admin, user, version, Some(app.now() + TimeDelta::days(1))).await.unwrap();
    app.clock.advance(TimeDelta::days(2));
    assert_eq!(access::user(app, admin, user).await.unwrap().state, UserState::Expired);
    closed("ended").await;

    let open = async |how: &str, last: UserState| {
        assert!(matches!(opened(&world, &shown).await, Ok(Opened::In(_))), "{how} {last}");
        assert_eq!(state(&world, customer).await, AccessState::Link, "{how} {last}");
        assert!(access::first_user_warning(app, admin, customer).await.unwrap().is_some(), "{how} {last}");
    };
    access::revoke(app, admin, user, &access::Farewell::Silent).await.unwrap();
    open("revoked", UserState::Expired).await;
    // A revoked person who is deleted changes nothing; one of two who goes does not open it either.
    access::delete(app, admin, user).await.unwrap();
    open("deleted", UserState::Revoked).await;
    let (first, second) = (world.user(customer, "a@one.example").await, world.user(customer, "b@one.example").await);
    access::delete(app, admin, first).await.unwrap();
    closed("one of two is left").await;
    access::delete(app, admin, second).await.unwrap();
    open("deleted", UserState::Active).await;

    // Switched off, it stays off when the last one goes.
    let third = world.user(customer, "c@one.example").await;
    secure_link::switch(app, admin, customer, false).await.unwrap();
    access::delete(app, admin, third).await.unwrap();
    assert!(opened(&world, &shown).await.is_err());
    assert_eq!(state(&world, customer).await, AccessState::Off);
    assert_eq!(warning().await, None, "there is nothing that would stop working");
}
