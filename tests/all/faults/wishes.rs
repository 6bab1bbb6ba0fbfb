//! Orders that customers' own users ask for, change and take back (R31).

use keydesk::service::orders::VisitPlan;
use keydesk::service::orders::wishes::{self, NewWish, WishChange};

use super::{
    AccessState, Error, NewUser, OrderKind, OrderState, Scene, Scope, StaffRole, Store, Urgency, administrator, codes,
    exec, log_chain, orders, select, stories,
};

stories! {
    a_customer_asks_for_an_order_changes_it_and_takes_it_back,
    what_staff_have_planned_stays,
    only_with_the_permission_and_in_sight,
    wishes_that_cannot_be_taken_are_named,
    asked_twice_it_is_one_order,
}

fn wish(title: &str) -> NewWish {
    NewWish {
        kind: OrderKind::ServiceOrder,
        title: title.into(),
        description: "Tuesdays suit us.".into(),
        urgency: Urgency::Normal,
        facility: None,
        object: None,
        key: String::new(),
    }
}

fn change(order: &str, version: i64, title: &str) -> WishChange {
    WishChange { order: order.into(), version, title: title.into(), description: "Mondays.".into() }
}

async fn a_customer_asks_for_an_order_changes_it_and_takes_it_back(store: Store) {
    let scene = Scene::new(store).await;
    let (world, app) = (&scene.world, &scene.world.app);
    let lars = world.staff("lars", StaffRole::Technician, &[]).await;
    scene.assign(&lars).await;
    let eva = scene.eva().await;
    let number = wishes::create(app, &eva, &NewWish { facility: Some(scene.here), ..wish("Oil") }).await.unwrap();
    let order = orders::get(app, &world.admin, &number).await.unwrap().order;
    assert_eq!(
        (order.kind, order.facility_id, order.state),
        (OrderKind::ServiceOrder, Some(scene.here), OrderState::Open)
    );
    assert_eq!(scene.letters("order_created").await, ["lars@nordlift.example"]);

    let viewer = scene.viewer("eva@huber.example").await;
    let seen = wishes::seen(app, &viewer, &number).await.unwrap();
    assert_eq!((seen.title.as_str(), seen.version), ("Oil", 1));
    wishes::edit(app, &eva, &change(&number, 1, "Oil and paint")).await.unwrap();
    wishes::edit(app, &eva, &change(&number, 1, "Oil and paint")).await.unwrap();
    assert_eq!(scene.letters("order_edited").await, ["lars@nordlift.example"], "nothing different changes nothing");
    let stale = wishes::edit(app, &eva, &change(&number, 1, "Paint")).await;
    assert!(matches!(&stale, Err(Error::Conflict { what, .. }) if what.contains("Eva Huber")), "{stale:?}");
    wishes::cancel(app, &eva, &number, 2).await.unwrap();
    let order = orders::get(app, &world.admin, &number).await.unwrap().order;
    assert_eq!((order.state, order.title.as_str()), (OrderState::Cancelled, "Oil and paint"));
    assert!(order.closed_at.is_some());
    assert_eq!(scene.letters("order_cancelled").await, ["lars@nordlift.example"]);
    assert!(wishes::seen(app, &viewer, &number).await.is_err());
    assert!(matches!(wishes::cancel(app, &eva, &number, 3).await, Err(Error::Conflict { .. })));
    assert!(log_chain::verify(app, &world.admin, None).await.unwrap().is_whole());
}

async fn what_staff_have_planned_stays(store: Store) {
    let scene = Scene::new(store).await;
    let (world, app) = (&scene.world, &scene.world.app);
    let eva = scene.eva().await;
    let number = wishes::create(app, &eva, &wish("Oil")).await.unwrap();
    let starts_at = app.now() + chrono::TimeDelta::days(1);
    let plan = VisitPlan {
        order: number.clone(),
        version: 1,
        visit: None,
        technician: None,
        starts_at,
        ends_at: starts_at + chrono::TimeDelta::hours(1),
        note: String::new(),
    };
    orders::plan(app, &world.admin, &plan).await.unwrap();
    let version = orders::get(app, &world.admin, &number).await.unwrap().order.version;
    for answer in [
        wishes::edit(app, &eva, &change(&number, version, "Paint")).await,
        wishes::cancel(app, &eva, &number, version).await,
    ] {
        assert!(matches!(&answer, Err(Error::Conflict { what, .. }) if what.contains("planned")), "{answer:?}");
    }
    // What staff created, or a report made, is not the customer's to change.
    world.order(scene.customer, None, "A1", "Lift").await;
    let made = scene.reported("Door").await;
    for order in ["A1", &made.order] {
        assert!(matches!(wishes::cancel(app, &eva, order, 1).await, Err(Error::Conflict { .. })), "{order}");
    }
}

async fn only_with_the_permission_and_in_sight(store: Store) {
    let scene = Scene::new(store).await;
    let (world, app) = (&scene.world, &scene.world.app);
    let eva = scene.eva().await;
    let number = wishes::create(app, &eva, &NewWish { facility: Some(scene.there), ..wish("Oil") }).await.unwrap();
    scene.person("max@huber.example", NewUser::default()).await;
    let scope = Scope { facilities: [scene.here].into(), ..Scope::default() };
    scene.person("gus@huber.example", NewUser { scope, ..administrator() }).await;
    scene.person("ada@huber.example", administrator()).await;
    let max = scene.actor("max@huber.example").await;
    assert!(matches!(wishes::create(app, &max, &wish("x")).await, Err(Error::Denied { .. })));
    assert!(matches!(wishes::edit(app, &max, &change(&number, 1, "x")).await, Err(Error::Denied { .. })));
    assert!(wishes::seen(app, &scene.viewer("max@huber.example").await, &number).await.is_err());
    let gus = scene.actor("gus@huber.example").await;
    assert!(matches!(wishes::edit(app, &gus, &change(&number, 1, "x")).await, Err(Error::NotFound { .. })));
    assert!(matches!(wishes::cancel(app, &gus, &number, 1).await, Err(Error::NotFound { .. })));
    let ada = scene.actor("ada@huber.example").await;
    wishes::edit(app, &ada, &change(&number, 1, "Colleagues share their orders")).await.unwrap();
    let independent = AccessState::Independent;
    exec!(&world.sql, "UPDATE customer SET access_state = $1 WHERE id = $2", independent, scene.customer);
    assert!(matches!(wishes::create(app, &eva, &wish("x")).await, Err(Error::Denied { .. })), "R19");
    assert!(matches!(wishes::cancel(app, &eva, &number, 2).await, Err(Error::Denied { .. })));
}

async fn wishes_that_cannot_be_taken_are_named(store: Store) {
    let scene = Scene::new(store).await;
    let (app, eva) = (&scene.world.app, scene.eva().await);
    let wrong = NewWish { kind: OrderKind::WorkOrder, object: Some("?".into()), ..wish(" ") };
    let found = codes(wishes::create(app, &eva, &wrong).await);
    assert_eq!(found, [("kind", "kind-unknown"), ("title", "title-missing"), ("object", "object-unseen")]);
    let number = wishes::create(app, &eva, &wish("Oil")).await.unwrap();
    let wrong = WishChange { description: "x".repeat(10_001), ..change(&number, 1, "") };
    let found = codes(wishes::edit(app, &eva, &wrong).await);
    assert_eq!(found, [("title", "title-missing"), ("description", "description-long")]);
}

async fn asked_twice_it_is_one_order(store: Store) {
    let scene = Scene::new(store).await;
    let eva = scene.eva().await;
    for round in 0..4 {
        let new = NewWish { key: format!("k{round}"), ..wish("Oil") };
        let send = || {
            let (app, eva, new) = (scene.world.app.clone(), eva.clone(), new.clone());
            tokio::spawn(async move { wishes::create(&app, &eva, &new).await })
        };
        let (first, second) = (send(), send());
        assert_eq!(first.await.unwrap().unwrap(), second.await.unwrap().unwrap());
    }
    assert_eq!(select!(&scene.world.sql, (i64,), "SELECT COUNT(*) FROM service_order")[0].0, 4);
}
