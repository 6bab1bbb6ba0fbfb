//! The dashboard (R30): its figures are those of the lists.

use std::collections::BTreeMap;

use chrono::{Datelike as _, TimeDelta};
use keydesk::domain::access::{Scope, Viewer};
use keydesk::domain::permission::{Exception, Exceptions, Permission, Role};
use keydesk::domain::state::OrderState;
use keydesk::domain::{FacilityId, ObjectId, OrderId, ReadingId};
use keydesk::random::Random;
use keydesk::service::dashboard::{self, Dashboard};
use keydesk::service::portal::{self, OrderQuery, StateFilter};
use keydesk::service::{Error, checks, view_as};
use keydesk::store::Store;

use crate::support::database::stories;
use crate::support::sql::exec;
use crate::support::world::{NewOrder, NewUser, World};

stories! { figures_are_those_of_the_lists, use_is_counted_over_thirty_days, parts_that_are_not_given_are_not_there }

async fn order(
    world: &World,
    random: &Random,
    n: u32,
    places: &[Option<FacilityId>],
    customer: keydesk::domain::CustomerId,
    contact: Option<keydesk::domain::ContactId>,
) -> OrderId {
    let states = [OrderState::Open, OrderState::Planned, OrderState::Closed, OrderState::Closed, OrderState::Cancelled];
    let state = states[random.below(5) as usize];
    let facility = places[random.below(u32::try_from(places.len()).unwrap()) as usize];
    let contact = contact.filter(|_| random.below(3) == 0);
    let new = NewOrder { state, facility, contact, ..NewOrder::default() };
    let id = world.order_with(customer, &format!("A{n}"), "order", new).await;
    let made = world.app.now() - TimeDelta::hours(i64::from(random.below(24 * 500)));
    let took = TimeDelta::minutes(i64::from(random.below(60 * 24 * 40)));
    let over = matches!(state, OrderState::Closed | OrderState::Cancelled);
    let closed = over.then_some((made + took).min(world.app.now()));
    exec!(&world.sql, "UPDATE service_order SET created_at = $1, closed_at = $2 WHERE id = $3", made, closed, id);
    if random.below(4) == 0 {
        let sql = "INSERT INTO fault_report (id, organization_id, customer_id, number, order_id, reported_by, title, body, \
                   urgency, state, unheard, answer, sent_key, created_at, version, own_order, search) SELECT $1, \
                   organization_id, customer_id, \
                   $2, id, 'Eva', 't', '', 'normal', 'open', $3, '', $2, created_at, 1, $4, '' FROM service_order WHERE id = $5";
        exec!(&world.sql, sql, world.app.id::<keydesk::domain::FaultReportId>(), format!("R{n}"), false, true, id);
    }
    id
}

/// What the list of orders says, month by month.
async fn by_the_list(world: &World, viewer: &Viewer, shown: &Dashboard) -> (u64, Vec<u64>, Vec<u64>, Option<f64>) {
    let query = OrderQuery { state: StateFilter::All, limit: 500, ..OrderQuery::default() };
    let rows = portal::orders(&world.app, viewer, &query).await.unwrap().rows;
    let zone: chrono_tz::Tz = "Europe/Vienna".parse().unwrap();
    let month = |at: chrono::DateTime<chrono::Utc>| {
        let day = at.with_timezone(&zone).date_naive();
        shown.months.iter().position(|first| (first.year(), first.month()) == (day.year(), day.month()))
    };
    let (mut made, mut closed, mut took) = (vec![0; 12], vec![0; 12], Vec::new());
    for row in &rows {
        if let Some(m) = month(row.created_at) {
            made[m] += 1;
        }
        if let Some((m, at)) =
            row.closed_at.and_then(|at| Some((month(at)?, at))).filter(|_| row.state == OrderState::Closed)
        {
            closed[m] += 1;
            took.push((at - row.created_at).num_seconds());
        }
    }
    #[allow(clippy::cast_precision_loss)]
    let mean = (!took.is_empty()).then(|| took.iter().sum::<i64>() as f64 / took.len() as f64 / 86_400.0);
    let open = rows.iter().filter(|row| row.state.is_open()).count();
    (u64::try_from(open).unwrap(), made, closed, mean)
}

async fn figures_are_those_of_the_lists(store: Store) {
    let world = World::new(store).await;
    let random = Random::seeded(7);
    let customer = world.customer("1042", "Huber").await;
    let (graz, weiz) = (world.facility(customer, "Graz").await, world.facility(customer, "Weiz").await);
    let lea = world.contact(customer, "Lea", "Kern").await;
    for n in 0..150 {
        order(&world, &random, n, &[Some(graz), Some(weiz), None], customer, Some(lea)).await;
    }
    let other = world.customer("1043", "Hofer").await;
    for n in 200..220 {
        order(&world, &random, n, &[None], other, None).await;
    }
    overdue(&world, customer, &[Some(graz), Some(graz), Some(weiz), None]).await;
    let scope = |unassigned, facilities: &[_]| Scope {
        all: false,
        unassigned,
        facilities: facilities.iter().copied().collect(),
    };
    let admin = NewUser { role: Role::Administrator, ..NewUser::default() };
    let cases = [
        ("all", admin.clone(), 3),
        ("graz", NewUser { scope: scope(false, &[graz]), ..admin.clone() }, 0),
        ("both", NewUser { scope: scope(true, &[graz, weiz]), ..admin.clone() }, 3),
        ("linked", NewUser { contact: Some(lea), ..admin.clone() }, 3),
        ("blind", NewUser { scope: scope(false, &[]), ..admin }, 0),
    ];
    for (name, new, rows) in cases {
        let user = world.user_with(customer, &format!("{name}@huber.example"), new).await;
        let viewer = view_as::open(&world.app, &world.admin, user).await.unwrap().viewer;
        let shown = dashboard::seen(&world.app, &viewer).await.unwrap();
        let (open, made, closed, mean) = by_the_list(&world, &viewer, &shown).await;
        let orders = shown.orders.clone().unwrap();
        assert_eq!((orders.open, &orders.made, &orders.closed), (open, &made, &closed), "{name}");
        let (is, should) = (orders.mean_days.unwrap_or(-1.0), mean.unwrap_or(-1.0));
        assert!((is - should).abs() < 0.001, "{name}: {is} {should}");
        assert_eq!(shown.overdue, Some(checks::overdue_count(&world.app, &viewer).await.unwrap().total), "{name}");
        // Facility by facility they are the whole.
        assert_eq!(shown.facilities.len(), rows, "{name}: {:?}", shown.facilities);
        if rows > 0 {
            let sum = |figure: fn(&dashboard::AtFacility) -> u64| shown.facilities.iter().map(figure).sum::<u64>();
            assert_eq!(sum(|f| f.open), open, "{name}");
            assert_eq!(sum(|f| f.closed), closed.iter().sum::<u64>(), "{name}");
            assert_eq!(Some(sum(|f| f.overdue)), shown.overdue, "{name}");
            assert_eq!(sum(|f| f.faults), shown.faults.as_ref().unwrap().iter().sum::<u64>(), "{name}");
        }
        assert_eq!(name == "blind", orders.open == 0 && made.iter().all(|n| *n == 0), "{name} is told something");
    }
}

/// A checklist on an object at each place that should have been done yesterday, and one that is due today.
async fn overdue(world: &World, customer: keydesk::domain::CustomerId, places: &[Option<FacilityId>]) {
    let template: keydesk::domain::CheckTemplateId = world.app.id();
    let sql = "INSERT INTO check_template (id, organization_id, name, name_key, points, active, created_at, version) \
               VALUES ($1, $2, 'Weekly', 'weekly', '[]', $3, $4, 1)";
    exec!(&world.sql, sql, template, world.organization, true, world.app.now());
    let today = world.app.now().date_naive();
    for (n, place) in places.iter().enumerate() {
        let object = world.object(customer, *place, &format!("device {n}")).await;
        let due = if n == 0 { today } else { today - chrono::Days::new(1) };
        let sql = "INSERT INTO check_assignment (id, organization_id, customer_id, object_id, template_id, every_days, \
                   due_on, active, version) VALUES ($1, $2, $3, $4, $5, 7, $6, $7, 1)";
        let id: keydesk::domain::CheckAssignmentId = world.app.id();
        exec!(&world.sql, sql, id, world.organization, customer, object, template, due, true);
    }
}

async fn read(world: &World, object: ObjectId, days_ago: i64, value: i64) {
    let sql = "INSERT INTO reading (id, organization_id, customer_id, object_id, value, taken_at, reason, by_name, created_at) \
               SELECT $1, organization_id, customer_id, id, $2, $3, '', 'Eva', $4 FROM service_object WHERE id = $5";
    let (id, now): (ReadingId, _) = (world.app.id(), world.app.now());
    exec!(&world.sql, sql, id, value, now - TimeDelta::days(days_ago), now, object);
}

async fn use_is_counted_over_thirty_days(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber").await;
    let graz = world.facility(customer, "Graz").await;
    let mut objects = BTreeMap::new();
    for (name, place) in [("much", Some(graz)), ("little", None), ("replaced", None), ("once", None), ("never", None)] {
        objects.insert(name, world.object(customer, place, name).await);
    }
    for (name, readings) in [
        ("much", &[(60, 1_000), (40, 2_000), (20, 9_000), (1, 12_000)][..]),
        ("little", &[(29, 5_000), (2, 5_500)]),
        // The meter was replaced: it began anew.
        ("replaced", &[(35, 90_000), (20, 92_000), (10, 1_000), (3, 4_000)]),
        ("once", &[(5, 7_000)]),
    ] {
        for (days, value) in readings {
            read(&world, objects[name], *days, *value).await;
        }
    }
    let admin = NewUser { role: Role::Administrator, ..NewUser::default() };
    let user = world.user_with(customer, "eva@huber.example", admin.clone()).await;
    let viewer = view_as::open(&world.app, &world.admin, user).await.unwrap().viewer;
    let used = dashboard::seen(&world.app, &viewer).await.unwrap().used.unwrap();
    let found: Vec<_> = used.iter().map(|u| (u.name.as_str(), u.value, u.increase)).collect();
    assert_eq!(
        found,
        [("much", 12_000, 10_000), ("replaced", 4_000, 5_000), ("little", 5_500, 500), ("once", 7_000, 0)]
    );
    let scope = Scope { all: false, unassigned: false, facilities: [graz].into() };
    let user = world.user_with(customer, "graz@huber.example", NewUser { scope, ..admin }).await;
    let viewer = view_as::open(&world.app, &world.admin, user).await.unwrap().viewer;
    let used = dashboard::seen(&world.app, &viewer).await.unwrap().used.unwrap();
    assert_eq!(used.iter().map(|u| u.name.as_str()).collect::<Vec<_>>(), ["much"], "in scope");
}

async fn parts_that_are_not_given_are_not_there(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber").await;
    world.order(customer, None, "A1", "Lift").await;
    let member = world.user(customer, "member@huber.example").await;
    let viewer = view_as::open(&world.app, &world.admin, member).await.unwrap().viewer;
    assert!(matches!(dashboard::seen(&world.app, &viewer).await, Err(Error::NotFound { .. })), "members have none");
    let denied = |permission| Exceptions::from([(permission, Exception::Denied)]);
    for permission in [Permission::ViewOrders, Permission::ViewObjects, Permission::ReportFaults] {
        let new = NewUser { role: Role::Administrator, exceptions: denied(permission), ..NewUser::default() };
        let user = world.user_with(customer, &format!("{permission}@huber.example"), new).await;
        let viewer = view_as::open(&world.app, &world.admin, user).await.unwrap().viewer;
        let shown = dashboard::seen(&world.app, &viewer).await.unwrap();
        assert_eq!(shown.orders.is_none(), permission == Permission::ViewOrders, "{permission}");
        assert_eq!(
            shown.overdue.is_none() && shown.used.is_none(),
            permission == Permission::ViewObjects,
            "{permission}"
        );
        assert_eq!(shown.faults.is_none(), permission == Permission::ReportFaults, "{permission}");
    }
}
