//! The calendar and its secret address (R38).

use chrono::{DateTime, TimeDelta, Utc};
use keydesk::domain::access::{Scope, Viewer};
use keydesk::domain::permission::{Exception, Exceptions, Permission, Role};
use keydesk::domain::{CustomerUserId, OrderId};
use keydesk::service::activity::{self, ActivityQuery};
use keydesk::service::calendar::{self, Entry, EntryKind, EntryState};
use keydesk::service::orders::{self, VisitPlan};
use keydesk::service::{Error, access, view_as};
use keydesk::store::Store;

use super::video::as_user;
use crate::support::database::stories;
use crate::support::sql::exec;
use crate::support::world::{NewOrder, NewUser, World};

stories! {
    a_month_shows_what_the_viewer_may_see,
    months_that_do_not_exist_are_refused,
    an_address_opens_the_calendar_until_it_is_replaced,
}

async fn viewer(world: &World, user: CustomerUserId) -> Viewer {
    view_as::open(&world.app, &world.admin, user).await.unwrap().viewer
}

/// A visit on an order of that number, written past the services.
async fn visit(world: &World, order: OrderId, at: DateTime<Utc>, state: &str) {
    let sql = "INSERT INTO visit (id, organization_id, customer_id, order_id, technician_id, starts_at, ends_at, note, \
               state, created_at, version) SELECT $1, organization_id, customer_id, id, NULL, $2, $3, 'Bring a ladder', \
               $4, $5, 1 FROM service_order WHERE id = $6";
    let id: keydesk::domain::VisitId = world.app.id();
    exec!(&world.sql, sql, id, at, at + TimeDelta::hours(2), state, world.app.now(), order);
}

fn titles(entries: &[Entry]) -> Vec<String> {
    entries.iter().map(|e| e.title.clone().unwrap_or_else(|| "?".into())).collect()
}

async fn a_month_shows_what_the_viewer_may_see(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let customer = world.customer("1042", "Huber").await;
    let graz = world.facility(customer, "Graz").await;
    let lea = world.contact(customer, "Lea", "Kern").await;
    let now = app.now();
    let day = |n: i64| now + TimeDelta::days(n);
    let one = world.order(customer, Some(graz), "A1", "at Graz").await;
    visit(&world, one, day(1), "planned").await;
    visit(&world, one, day(2), "cancelled").await;
    let two = world.order_with(customer, "A2", "for Lea", NewOrder { contact: Some(lea), ..NewOrder::default() }).await;
    visit(&world, two, day(3), "planned").await;
    // Imported with a planned time and without visits.
    let imported = NewOrder { planned_at: Some(day(4)), ..NewOrder::default() };
    world.order_with(customer, "A3", "imported", imported).await;
    // One that has visits is shown through them alone.
    exec!(&world.sql, "UPDATE service_order SET planned_at = $1 WHERE id = $2", day(1), one);
    world.video(customer, Some(graz), "V1", "session").await;
    let next_month = world.order(customer, None, "A4", "in April").await;
    visit(&world, next_month, day(40), "planned").await;
    let other = world.customer("1043", "Hofer").await;
    let theirs = world.order(other, None, "B1", "of another").await;
    visit(&world, theirs, day(1), "planned").await;

    let scope = |unassigned, facilities: &[_]| Scope {
        all: false,
        unassigned,
        facilities: facilities.iter().copied().collect(),
    };
    let moderator = NewUser { role: Role::Moderator, ..NewUser::default() };
    let no_orders = Exceptions::from([(Permission::ViewOrders, Exception::Denied)]);
    let cases: [(&str, NewUser, &[&str]); 5] = [
        ("all", moderator.clone(), &["session", "at Graz", "for Lea", "imported"]),
        ("graz", NewUser { scope: scope(false, &[graz]), ..moderator.clone() }, &["session", "at Graz"]),
        ("linked", NewUser { contact: Some(lea), ..moderator.clone() }, &["session", "for Lea"]),
        ("no-orders", NewUser { exceptions: no_orders, ..moderator }, &["session", "?", "?", "?"]),
        ("member", NewUser::default(), &["at Graz", "for Lea", "imported"]),
    ];
    for (name, new, expected) in cases {
        let user = world.user_with(customer, &format!("{name}@huber.example"), new).await;
        let found = calendar::month(app, &viewer(&world, user).await, 2026, 3).await.unwrap();
        assert_eq!(titles(&found), expected, "{name}");
        assert!(
            found.iter().all(|e| e.title.is_some() || (e.note.is_empty() && e.number.is_none() && e.who.is_empty()))
        );
        let ordered = found.windows(2).all(|pair| pair[0].starts_at <= pair[1].starts_at);
        assert!(ordered && found.iter().all(|e| e.state != EntryState::Cancelled), "{name}");
    }
    let off = Exceptions::from([(Permission::ViewCalendar, Exception::Denied)]);
    let user = world.user_with(customer, "off@x.example", NewUser { exceptions: off, ..NewUser::default() }).await;
    let refused = calendar::month(app, &viewer(&world, user).await, 2026, 3).await;
    assert!(matches!(refused, Err(Error::NotFound { .. })), "{refused:?}");
}

async fn months_that_do_not_exist_are_refused(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber").await;
    let user = world.user(customer, "eva@huber.example").await;
    let viewer = viewer(&world, user).await;
    for (year, month) in [(2026, 0), (2026, 13), (99_999, 1), (-1, 1), (1999, 12), (2201, 1), (i32::MAX, u32::MAX)] {
        let found = calendar::month(&world.app, &viewer, year, month).await;
        assert!(matches!(found, Err(Error::Invalid(_))), "{year}-{month}: {found:?}");
    }
    for (year, month) in [(2000, 1), (2200, 12)] {
        assert_eq!(calendar::month(&world.app, &viewer, year, month).await.unwrap(), []);
    }
}

fn token(address: &str) -> String {
    address.rsplit('/').next().unwrap().strip_suffix(".ics").unwrap().to_owned()
}

async fn an_address_opens_the_calendar_until_it_is_replaced(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let customer = world.customer("1042", "Huber").await;
    let order = world.order(customer, None, "A1", "Lift").await;
    let id = world.user(customer, "eva@huber.example").await;
    let (eva, jan) = (as_user(&world, id).await, world.user(customer, "jan@huber.example").await);
    assert_eq!(calendar::feed_address(app, &eva).await.unwrap(), None);
    calendar::switch_off(app, &eva).await.unwrap();

    let first = calendar::rotate(app, &eva).await.unwrap();
    assert_eq!(calendar::feed_address(app, &eva).await.unwrap().as_deref(), Some(first.as_str()), "it is shown again");
    let jans = calendar::rotate(app, &as_user(&world, jan).await).await.unwrap();
    assert_ne!(first, jans);

    // A visit that is moved and cancelled keeps its name, and says so.
    let starts_at = app.now() + TimeDelta::days(1);
    let mut plan = VisitPlan {
        order: "A1".into(),
        version: 1,
        visit: None,
        starts_at,
        ends_at: starts_at + TimeDelta::hours(1),
        note: String::new(),
        technician: None,
    };
    let file = orders::plan(app, &world.admin, &plan).await.unwrap();
    let feed = calendar::feed(app, &token(&first)).await.unwrap();
    assert_eq!((feed.entries.len(), feed.customer.as_str()), (1, "Huber"));
    let before = feed.entries[0].clone();
    assert_eq!((before.kind, before.state), (EntryKind::Visit, EntryState::Certain));
    plan.visit = Some(file.visits[0].id);
    plan.version = file.order.version;
    plan.starts_at += TimeDelta::minutes(30);
    let file = orders::plan(app, &world.admin, &plan).await.unwrap();
    let moved = calendar::feed(app, &token(&first)).await.unwrap().entries.remove(0);
    assert_eq!((moved.key.as_str(), moved.starts_at), (before.key.as_str(), plan.starts_at));
    assert!(moved.version > before.version);
    orders::cancel_visit(app, &world.admin, "A1", file.order.version, file.visits[0].id).await.unwrap();
    let gone = calendar::feed(app, &token(&first)).await.unwrap().entries.remove(0);
    assert_eq!((gone.key, gone.state), (before.key, EntryState::Cancelled));
    // Neither what is long past nor what is far away.
    for days in [-100, 420] {
        visit(&world, order, app.now() + TimeDelta::days(days), "planned").await;
    }
    assert_eq!(calendar::feed(app, &token(&first)).await.unwrap().entries.len(), 1);

    // Replaced, the old one is dead; switched off and made again, both are.
    let second = calendar::rotate(app, &eva).await.unwrap();
    let opens = async |address: &str| match calendar::feed(app, &token(address)).await {
        Ok(_) => true,
        Err(Error::NotFound { .. }) => false,
        Err(e) => panic!("{e}"),
    };
    assert_eq!((opens(&first).await, opens(&second).await, opens(&jans).await), (false, true, true));
    calendar::switch_off(app, &eva).await.unwrap();
    assert!(!opens(&second).await);
    let third = calendar::rotate(app, &eva).await.unwrap();
    assert_eq!((opens(&first).await, opens(&second).await, opens(&third).await), (false, false, true));

    // Rights are read every time.
    access::suspend(app, &world.admin, id).await.unwrap();
    assert!(!opens(&third).await, "suspended");
    access::lift(app, &world.admin, id).await.unwrap();
    assert!(opens(&third).await, "and lifted");
    for (taken, back) in [
        ("UPDATE customer SET area_calendar = $1", true),
        ("UPDATE customer SET portal_on = $1", true),
        ("UPDATE organization SET module_on = $1", true),
    ] {
        exec!(&world.sql, taken, !back);
        assert!(!opens(&third).await, "{taken}");
        exec!(&world.sql, taken, back);
        assert!(opens(&third).await, "{taken}");
    }
    exec!(&world.sql, "UPDATE customer_user SET ends_at = $1 WHERE id = $2", app.now(), id);
    assert!(!opens(&third).await, "the access has ended");
    let never: Option<DateTime<Utc>> = None;
    exec!(&world.sql, "UPDATE customer_user SET ends_at = $1 WHERE id = $2", never, id);
    let denied = "INSERT INTO customer_user_permission VALUES ($1, $2, $3, $4)";
    exec!(&world.sql, denied, world.organization, id, Permission::ViewCalendar, false);
    assert!(!opens(&third).await, "the permission was taken");
    exec!(&world.sql, "DELETE FROM customer_user_permission");
    exec!(&world.sql, "UPDATE customer_user SET state = 'revoked' WHERE id = $1", id);
    assert!(!opens(&third).await, "revoked");
    access::delete(app, &world.admin, id).await.unwrap();
    assert!(!opens(&third).await, "deleted");
    for odd in ["", "kdc_", "kdc_AAAA", "kdl_x", &token(&third)[..60], &"A".repeat(5_000)] {
        assert!(matches!(calendar::feed(app, odd).await, Err(Error::NotFound { .. })), "{odd}");
    }
    let query = ActivityQuery { limit: 50, ..ActivityQuery::default() };
    let log = activity::list(app, &world.admin, &query).await.unwrap();
    let said: Vec<String> = log.iter().rev().map(activity::Record::sentence).collect();
    let changes: Vec<_> =
        said.iter().filter(|s| s.contains("calendar address")).map(|s| s.rsplit(": ").next().unwrap()).collect();
    assert_eq!(
        changes,
        [
            "none → an address",
            "none → an address",
            "an address → another address",
            "an address → none",
            "none → an address"
        ]
    );
}
