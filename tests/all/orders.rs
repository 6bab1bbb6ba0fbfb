//! Orders as staff work on them (R31) on both databases: what is kept, told and logged, and who may.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use keydesk::domain::access::Scope;
use keydesk::domain::permission::{Exception, Exceptions, Permission};
use keydesk::domain::staff::{StaffPermission, StaffRole};
use keydesk::domain::state::{OrderKind, OrderState, OrderStep as S, Urgency, VisitState};
use keydesk::domain::{AreaId, CustomerId};
use keydesk::service::activity::{self, ActivityQuery};
use keydesk::service::orders::{self, ListQuery, NewOrder, OrderChange, OrderSheet, OrdersQuery, VisitPlan};
use keydesk::service::outbox::{self, OutboxQuery, Standing};
use keydesk::service::{Actor, Error, access};
use keydesk::store::Store;

use crate::support::database::stories;
use crate::support::sql::{exec, select};
use crate::support::world::{NewCustomer, NewUser, World};

stories! {
    an_order_goes_its_way,
    what_cannot_be_taken_is_named_all_at_once,
    whoever_was_faster_is_named,
    an_order_that_is_sent_twice_is_one,
    technicians_act_on_what_is_assigned_to_them,
    permission_area_and_organization_are_asked_for,
    whoever_sees_the_order_is_told_and_nobody_else,
}

/// A customer in Graz with a facility and an object there.
struct Scene {
    world: World,
    customer: CustomerId,
    graz: AreaId,
    facility: String,
    object: String,
    contact: String,
}

impl Scene {
    async fn new(store: Store) -> Self {
        let world = World::new(store).await;
        let graz = world.area("Graz").await;
        let new = NewCustomer { area: Some(graz), ..NewCustomer::default() };
        let customer = world.customer_with("1042", "Huber", new).await;
        let at = world.facility(customer, "Graz").await;
        world.object(customer, Some(at), "Lift 2").await;
        world.contact(customer, "Eva", "Huber").await;
        let facility = number(&world, "SELECT number FROM facility WHERE organization_id = $1").await;
        let object = number(&world, "SELECT number FROM service_object WHERE organization_id = $1").await;
        let contact = number(&world, "SELECT number FROM contact WHERE organization_id = $1").await;
        Self { world, customer, graz, facility, object, contact }
    }

    async fn create(&self, by: &Actor, new: &NewOrder) -> Result<OrderSheet, Error> {
        orders::create(&self.world.app, by, new).await
    }

    /// A visit `days` from now, of two hours.
    fn visit(&self, order: &OrderSheet, days: i64) -> VisitPlan {
        let starts_at = self.world.app.now() + TimeDelta::days(days);
        VisitPlan {
            order: order.number.clone(),
            version: order.version,
            visit: None,
            starts_at,
            ends_at: starts_at + TimeDelta::hours(2),
            note: "Bring the long ladder".to_owned(),
            technician: None,
        }
    }

    /// Kinds of the letters in the outbox with their readers, the oldest first.
    async fn letters(&self) -> Vec<(String, String)> {
        let query = OutboxQuery { limit: 100, ..OutboxQuery::default() };
        let mut rows = outbox::list(&self.world.app, &self.world.admin, &query).await.unwrap();
        rows.reverse();
        rows.into_iter().map(|l| (l.kind.to_string(), l.to_address)).collect()
    }
}

async fn number(world: &World, sql: &'static str) -> String {
    select!(&world.sql, (String,), sql, world.organization)[0].0.clone()
}

fn fields<T: std::fmt::Debug>(result: Result<T, Error>) -> Vec<&'static str> {
    match result {
        Err(Error::Invalid(errors)) => errors.0.into_iter().map(|e| e.field).collect(),
        other => panic!("{other:?}"),
    }
}

async fn sentences(world: &World) -> Vec<String> {
    let query = ActivityQuery { limit: 50, ..ActivityQuery::default() };
    let mut log = activity::list(&world.app, &world.admin, &query).await.unwrap();
    log.reverse();
    log.iter().map(activity::Record::sentence).collect()
}

async fn an_order_goes_its_way(store: Store) {
    let scene = Scene::new(store).await;
    let (world, admin) = (&scene.world, &scene.world.admin);
    // A number that was imported is not given again.
    world.order(scene.customer, None, "W1", "imported").await;
    world.staff("lars", StaffRole::Technician, &[]).await;
    let new = NewOrder {
        object: Some(scene.object.clone()),
        contact: Some(scene.contact.clone()),
        urgency: Urgency::High,
        description: "It hums.\r\nAnd stops.".to_owned(),
        ..NewOrder::titled("1042", " Lift\u{202e} stuck ")
    };
    let order = scene.create(admin, &new).await.unwrap();
    assert_eq!((order.number.as_str(), order.title.as_str(), order.version), ("W2", "Lift stuck", 1));
    assert_eq!(order.description, "It hums.\nAnd stops.");
    assert_eq!((order.state, order.urgency, order.kind), (OrderState::Open, Urgency::High, OrderKind::WorkOrder));
    assert_eq!(order.facility_number.as_deref(), Some(scene.facility.as_str()), "where the object is (R12)");
    assert_eq!((order.contact.as_deref(), order.created_by.as_str()), (Some("Eva Huber"), "admin"));

    let order = orders::assign(&world.app, admin, "W2", 1, Some(" Lars@Nordlift.example")).await.unwrap();
    assert_eq!((order.technician.as_str(), order.version), ("lars", 2));
    assert_eq!(order.technician_email.as_deref(), Some("lars@nordlift.example"));
    // The same again changes nothing, and is no conflict.
    let same = orders::assign(&world.app, admin, "W2", 1, Some("lars@nordlift.example")).await.unwrap();
    assert_eq!(same, order);

    let far = orders::plan(&world.app, admin, &scene.visit(&order, 9)).await.unwrap();
    assert_eq!((far.order.state, far.order.planned_at), (OrderState::Planned, Some(far.visits[0].starts_at)));
    let near = orders::plan(&world.app, admin, &scene.visit(&far.order, 2)).await.unwrap();
    assert_eq!(near.order.planned_at, Some(near.visits[0].starts_at), "the next one");
    assert!(near.visits[0].starts_at < near.visits[1].starts_at);
    let mut moved = scene.visit(&near.order, 4);
    moved.visit = Some(near.visits[0].id);
    let moved = orders::plan(&world.app, admin, &moved).await.unwrap();
    assert_eq!(moved.visits[0].starts_at, world.app.now() + TimeDelta::days(4));
    let gone = orders::cancel_visit(&world.app, admin, "W2", moved.order.version, moved.visits[0].id).await.unwrap();
    assert_eq!(gone.order.planned_at, Some(far.visits[0].starts_at));
    let again = orders::cancel_visit(&world.app, admin, "W2", gone.order.version, moved.visits[0].id).await;
    assert!(matches!(again, Err(Error::Conflict { .. })), "{again:?}");

    let change = OrderChange {
        order: "W2".to_owned(),
        version: gone.order.version,
        title: Some("Lift stuck again".to_owned()),
        facility: Some(None),
        ..OrderChange::default()
    };
    let edited = orders::edit(&world.app, admin, &change).await.unwrap();
    assert_eq!((edited.facility.as_deref(), edited.title.as_str()), (None, "Lift stuck again"));
    let found = OrdersQuery {
        list: ListQuery { search: "again".to_owned(), limit: 10, ..ListQuery::default() },
        ..OrdersQuery::default()
    };
    let found = orders::list(&world.app, admin, &found).await.unwrap();
    assert_eq!(found.rows, std::slice::from_ref(&edited), "it is found by its new title");

    let closed = orders::set_state(&world.app, admin, "W2", edited.version, OrderState::Closed).await.unwrap();
    assert_eq!((closed.closed_at, closed.planned_at), (Some(world.app.now()), None), "no visit is ahead any more");
    let file = orders::get(&world.app, admin, "W2").await.unwrap();
    assert!(file.visits.iter().all(|v| v.state == VisitState::Cancelled), "{file:?}");
    let late = orders::plan(&world.app, admin, &scene.visit(&closed, 3)).await;
    assert!(matches!(&late, Err(Error::Conflict { what, .. }) if what.contains("open it again")), "{late:?}");
    let open = orders::set_state(&world.app, admin, "W2", closed.version, OrderState::Open).await.unwrap();
    assert_eq!(open.closed_at, None);

    let steps: Vec<_> = file.history.iter().map(|s| s.kind).collect();
    assert_eq!(steps, [S::Created, S::Assigned, S::Planned, S::Planned, S::Moved, S::VisitCancelled, S::State]);
    assert_eq!(file.history[6].detail, "closed");
    let said = sentences(world).await;
    assert_eq!(said.len(), 9, "one record for each change: {said:?}");
    assert_eq!(said[0], "created the order W2 Lift stuck");
    assert_eq!(said[1], "assigned the order W2 Lift stuck: nobody → lars");
    assert!(said[4].starts_with("moved a visit of the order W2 Lift stuck: 20"), "{said:?}");
    assert_eq!(said[6], "changed the order W2 Lift stuck again: facility, title");
    assert_eq!(said[7], "changed the state of the order W2 Lift stuck again: planned → closed");
}

async fn what_cannot_be_taken_is_named_all_at_once(store: Store) {
    let scene = Scene::new(store).await;
    let (world, admin) = (&scene.world, &scene.world.admin);
    let other = world.customer("1043", "Hofer").await;
    world.facility(other, "Linz").await;
    let theirs =
        select!(&world.sql, (String,), "SELECT number FROM facility WHERE customer_id = $1", other)[0].0.clone();
    world.staff("carla", StaffRole::ContentCreator, &[]).await;
    let wrong = NewOrder {
        description: "x".repeat(10_001),
        facility: Some(theirs),
        object: Some("never".to_owned()),
        contact: Some("'; DROP TABLE contact; --".to_owned()),
        technician: Some("carla@nordlift.example".to_owned()),
        ..NewOrder::titled("1042", "\u{200b} \n")
    };
    let all = ["title", "description", "facility", "object", "contact", "technician"];
    assert_eq!(fields(scene.create(admin, &wrong).await), all);
    let long = NewOrder::titled("1042", "x".repeat(201));
    assert_eq!(fields(scene.create(admin, &long).await), ["title"]);
    let nobody = scene.create(admin, &NewOrder::titled("9999", "Lift")).await;
    assert!(matches!(nobody, Err(Error::NotFound { .. })), "{nobody:?}");
    assert_eq!(select!(&world.sql, (i64,), "SELECT count(*) FROM service_order"), [(0,)]);
    assert_eq!(select!(&world.sql, (i64,), "SELECT count(*) FROM activity"), [(0,)]);

    let order = scene.create(admin, &NewOrder::titled("1042", "Lift")).await.unwrap();
    assert_eq!(order.number, "W1", "what failed used no number up");
    for (email, code) in [
        ("carla@nordlift.example", "technician-may-not"),
        ("never@nordlift.example", "technician-unknown"),
        ("lars", "technician-unknown"),
    ] {
        match orders::assign(&world.app, admin, "W1", 1, Some(email)).await {
            Err(Error::Invalid(errors)) => assert_eq!((errors.0[0].field, errors.0[0].code), ("technician", code)),
            other => panic!("{email}: {other:?}"),
        }
    }
    let off = world.staff("olaf", StaffRole::Dispatcher, &[]).await;
    exec!(&world.sql, "UPDATE staff SET active = $1 WHERE id = $2", false, off.staff_id().unwrap());
    let linz = world.area("Linz").await;
    world.staff("fritz", StaffRole::Supervisor, &[linz]).await;
    for (email, said) in [("olaf@nordlift.example", "switched off"), ("fritz@nordlift.example", "area")] {
        let refused = orders::assign(&world.app, admin, "W1", 1, Some(email)).await;
        assert!(refused.as_ref().is_err_and(|e| e.to_string().contains(said)), "{refused:?}");
    }
    let mut plan = scene.visit(&order, 1);
    plan.ends_at = plan.starts_at;
    plan.note = "x".repeat(501);
    plan.technician = Some("carla@nordlift.example".to_owned());
    assert_eq!(fields(orders::plan(&world.app, admin, &plan).await), ["ends_at", "note", "technician"]);
    let mut plan = scene.visit(&order, 5_000);
    plan.ends_at += TimeDelta::days(40);
    assert_eq!(fields(orders::plan(&world.app, admin, &plan).await), ["starts_at", "ends_at"]);
    assert_eq!(fields(orders::set_state(&world.app, admin, "W1", 1, OrderState::Planned).await), ["state"]);
    let unchanged = orders::get(&world.app, admin, "W1").await.unwrap();
    assert_eq!((unchanged.order, unchanged.visits.len(), unchanged.history.len()), (order, 0, 1));
}

async fn whoever_was_faster_is_named(store: Store) {
    let scene = Scene::new(store).await;
    let (world, admin) = (&scene.world, &scene.world.admin);
    let dora = world.staff("dora", StaffRole::Dispatcher, &[]).await;
    let order = scene.create(admin, &NewOrder::titled("1042", "Lift")).await.unwrap();
    // Another order whose number begins alike, changed by somebody else.
    for n in 2..=10 {
        scene.create(admin, &NewOrder::titled("1042", format!("order {n}"))).await.unwrap();
    }
    orders::set_state(&world.app, &dora, "W1", 1, OrderState::Waiting).await.unwrap();
    orders::set_state(&world.app, admin, "W10", 1, OrderState::Waiting).await.unwrap();
    let title = OrderChange {
        order: "W1".to_owned(),
        version: order.version,
        title: Some("Door".to_owned()),
        ..OrderChange::default()
    };
    let results = [
        orders::edit(&world.app, admin, &title).await.map(drop),
        orders::assign(&world.app, admin, "W1", 1, Some("dora@nordlift.example")).await.map(drop),
        orders::plan(&world.app, admin, &scene.visit(&order, 1)).await.map(drop),
        orders::set_state(&world.app, admin, "W1", 1, OrderState::Closed).await.map(drop),
    ];
    for result in results {
        match result {
            Err(Error::Conflict { what, .. }) => assert!(what.contains("W1 was changed by dora"), "{what}"),
            other => panic!("{other:?}"),
        }
    }
    let after = orders::get(&world.app, admin, "W1").await.unwrap();
    assert_eq!((after.order.version, after.order.title.as_str(), after.visits.len()), (2, "Lift", 0));
}

/// After an unclear failure the same order is sent again: with its key it is there once, told of once.
async fn an_order_that_is_sent_twice_is_one(store: Store) {
    let scene = Scene::new(store).await;
    let app = &scene.world.app;
    let new = NewOrder { key: "k-1".into(), ..NewOrder::titled("1042", "Lift") };
    let mut made = Vec::new();
    let both = futures_util::future::join_all((0..4).map(|_| orders::create(app, &scene.world.admin, &new))).await;
    for order in both {
        made.push(order.unwrap().number);
    }
    assert!(made.iter().all(|number| *number == made[0]), "{made:?}");
    let held = async |sql: &'static str| select!(&scene.world.sql, (i64,), sql)[0].0;
    assert_eq!(held("SELECT count(*) FROM service_order").await, 1);
    assert_eq!(held("SELECT count(*) FROM activity WHERE event = 'order_created'").await, 1);
    assert_eq!(held("SELECT count(*) FROM order_event").await, 1);
    // Somebody else's key is another one, and without a key each is one of its own.
    let dora = scene.world.staff("dora", StaffRole::Dispatcher, &[]).await;
    assert_ne!(orders::create(app, &dora, &new).await.unwrap().number, made[0]);
    for _ in 0..2 {
        orders::create(app, &dora, &NewOrder::titled("1042", "Gate")).await.unwrap();
    }
    assert_eq!(held("SELECT count(*) FROM service_order").await, 4);
}

async fn technicians_act_on_what_is_assigned_to_them(store: Store) {
    let scene = Scene::new(store).await;
    let (world, admin) = (&scene.world, &scene.world.admin);
    let lars = world.staff("lars", StaffRole::Technician, &[]).await;
    let given = BTreeMap::from([(StaffPermission::ManageOrders, Exception::Allowed)]);
    let nina = world.staff_with("nina", StaffRole::Technician, &[], given).await;
    let order = scene.create(admin, &NewOrder::titled("1042", "Lift")).await.unwrap();
    let refused = [
        scene.create(&lars, &NewOrder::titled("1042", "Door")).await.map(drop),
        orders::set_state(&world.app, &lars, "W1", 1, OrderState::Closed).await.map(drop),
        orders::assign(&world.app, &lars, "W1", 1, Some("lars@nordlift.example")).await.map(drop),
        orders::plan(&world.app, &lars, &scene.visit(&order, 1)).await.map(drop),
    ];
    for result in refused {
        assert!(matches!(result, Err(Error::Denied { .. })), "{result:?}");
    }
    assert_eq!(orders::get(&world.app, &lars, "W1").await.unwrap().order, order, "looking is another matter");
    let order = orders::assign(&world.app, admin, "W1", 1, Some("lars@nordlift.example")).await.unwrap();
    let done = orders::set_state(&world.app, &lars, "W1", order.version, OrderState::Closed).await.unwrap();
    assert_eq!(done.state, OrderState::Closed);
    // Given beyond the role, the permission holds for all.
    orders::set_state(&world.app, &nina, "W1", done.version, OrderState::Open).await.unwrap();
    let mine = OrdersQuery {
        technician: Some("lars@nordlift.example".to_owned()),
        list: ListQuery { limit: 10, ..ListQuery::default() },
        ..OrdersQuery::default()
    };
    scene.create(&nina, &NewOrder::titled("1042", "Door")).await.unwrap();
    let mine = orders::list(&world.app, &lars, &mine).await.unwrap();
    assert_eq!(mine.rows.iter().map(|o| o.number.as_str()).collect::<Vec<_>>(), ["W1"]);
}

async fn permission_area_and_organization_are_asked_for(store: Store) {
    let scene = Scene::new(store).await;
    let world = &scene.world;
    let linz = world.area("Linz").await;
    let order = scene.create(&world.admin, &NewOrder::titled("1042", "Lift")).await.unwrap();
    let nora = world.staff("nora", StaffRole::Supervisor, &[scene.graz]).await;
    let fritz = world.staff("fritz", StaffRole::Supervisor, &[linz]).await;
    let carla = world.staff("carla", StaffRole::ContentCreator, &[]).await;
    for who in [&fritz, &carla] {
        let refused = [
            scene.create(who, &NewOrder::titled("1042", "Door")).await.map(drop),
            orders::set_state(&world.app, who, "W1", 1, OrderState::Closed).await.map(drop),
            orders::plan(&world.app, who, &scene.visit(&order, 1)).await.map(drop),
        ];
        for result in refused {
            assert!(matches!(result, Err(Error::Denied { .. })), "{}: {result:?}", who.name());
        }
    }
    assert!(matches!(orders::get(&world.app, &fritz, "W1").await, Err(Error::Denied { .. })));
    let all = OrdersQuery { list: ListQuery { limit: 10, ..ListQuery::default() }, ..OrdersQuery::default() };
    assert_eq!(orders::list(&world.app, &fritz, &all).await.unwrap().rows, [], "another area (R10)");
    assert_eq!(orders::list(&world.app, &nora, &all).await.unwrap().rows, std::slice::from_ref(&order));
    let nobody = world.staff("neu", StaffRole::Supervisor, &[]).await;
    assert_eq!(orders::list(&world.app, &nobody, &all).await.unwrap().rows, []);
    orders::set_state(&world.app, &nora, "W1", 1, OrderState::Waiting).await.unwrap();

    let stranger = world.another("Sydlift").await;
    assert_eq!(orders::list(&world.app, &stranger.admin, &all).await.unwrap().rows, []);
    let refused = [
        orders::get(&world.app, &stranger.admin, "W1").await.map(drop),
        orders::set_state(&world.app, &stranger.admin, "W1", 2, OrderState::Closed).await.map(drop),
        scene.create(&stranger.admin, &NewOrder::titled("1042", "Lift")).await.map(drop),
        orders::assign(&world.app, &stranger.admin, "W1", 2, None).await.map(drop),
    ];
    for result in refused {
        assert!(matches!(result, Err(Error::NotFound { .. })), "{result:?}");
    }
    let foreign = orders::assign(&world.app, &nora, "W1", 2, Some("admin@sydlift.example")).await;
    assert_eq!(fields(foreign), ["technician"], "staff of another organization");
}

async fn whoever_sees_the_order_is_told_and_nobody_else(store: Store) {
    let scene = Scene::new(store).await;
    let (world, admin) = (&scene.world, &scene.world.admin);
    world.staff("lars", StaffRole::Technician, &[]).await;
    let new = || NewUser::default();
    let eva = world.user_with(scene.customer, "eva@huber.example", new()).await;
    let elsewhere = Scope { unassigned: true, ..Scope::default() };
    world.user_with(scene.customer, "jan@huber.example", NewUser { scope: elsewhere, ..new() }).await;
    let blind = Exceptions::from([(Permission::ViewOrders, Exception::Denied)]);
    world.user_with(scene.customer, "lea@huber.example", NewUser { exceptions: blind, ..new() }).await;

    let titled = NewOrder { facility: Some(scene.facility.clone()), ..NewOrder::titled("1042", "Lift") };
    let order = scene.create(admin, &titled).await.unwrap();
    assert_eq!(scene.letters().await, [], "nobody chose to be told of new orders, nobody is assigned");
    let order = orders::assign(&world.app, admin, "W1", order.version, Some("lars@nordlift.example")).await.unwrap();
    let planned = orders::plan(&world.app, admin, &scene.visit(&order, 3)).await.unwrap();
    let mut same_time = scene.visit(&planned.order, 3);
    (same_time.visit, same_time.note) = (Some(planned.visits[0].id), "Use the back door".to_owned());
    let noted = orders::plan(&world.app, admin, &same_time).await.unwrap();
    let mut later = scene.visit(&noted.order, 5);
    later.visit = Some(planned.visits[0].id);
    let moved = orders::plan(&world.app, admin, &later).await.unwrap();
    let gone = orders::cancel_visit(&world.app, admin, "W1", moved.order.version, moved.visits[0].id).await.unwrap();
    assert_eq!(gone.order.state, OrderState::Open, "nothing is planned any more");
    orders::set_state(&world.app, admin, "W1", gone.order.version, OrderState::Closed).await.unwrap();
    let mut letters = scene.letters().await;
    letters.sort();
    let to = |kind: &str, who: &str| (kind.to_owned(), who.to_owned());
    let expected = [
        to("order_assigned", "lars@nordlift.example"),
        to("order_closed", "eva@huber.example"),
        to("order_moved", "eva@huber.example"),
        to("order_moved", "lars@nordlift.example"),
        to("order_planned", "eva@huber.example"),
        to("order_planned", "lars@nordlift.example"),
        to("visit_cancelled", "eva@huber.example"),
        to("visit_cancelled", "lars@nordlift.example"),
    ];
    assert_eq!(letters, expected);

    // R62: whoever may not see it any more when the letter leaves is not told.
    access::suspend(&world.app, admin, eva).await.unwrap();
    for claimed in outbox::claim(&world.app, crate::support::smtp::MAIL).await.unwrap() {
        let standing = outbox::standing(&world.app, &claimed).await.unwrap();
        let told = matches!(standing, Standing::Told(_));
        assert_eq!(told, claimed.to_address.starts_with("lars"), "{}: {standing:?}", claimed.to_address);
    }
}
