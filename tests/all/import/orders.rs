//! Orders: what follows from their dates, and what contradicts itself.

use chrono::{DateTime, TimeDelta, Utc};
use keydesk::service::import::Kind;
use keydesk::service::orders::{self, VisitPlan};
use keydesk::store::Store;

use super::{counts, import, said};
use crate::support::database::stories;
use crate::support::sql::{exec, select};
use crate::support::world::{World, beginning};

stories! {
    what_is_not_said_follows_from_the_dates,
    contradictions_are_refused,
    what_visits_say_is_not_overwritten,
}

/// R80: the file may be older than what was planned here; the visit says when, and the report says that it does.
async fn what_visits_say_is_not_overwritten(store: Store) {
    let world = World::new(store).await;
    world.customer("1", "One").await;
    let file = "number,customer,title,state,planned_at\nA1,1,Lift,open,2026-03-02T09:00\nA2,1,Gate,open,\n";
    assert_eq!(counts(&import(&world, Kind::Orders, file).await), [2, 0, 0, 0]);
    let order = orders::get(&world.app, &world.admin, "A1").await.unwrap().order;
    let starts_at = world.app.now() + TimeDelta::days(9);
    let plan = VisitPlan {
        order: "A1".into(),
        version: order.version,
        visit: None,
        starts_at,
        ends_at: starts_at + TimeDelta::hours(2),
        technician: None,
        note: String::new(),
    };
    orders::plan(&world.app, &world.admin, &plan).await.unwrap();
    let kept = async || {
        let sql = "SELECT title, state, planned_at FROM service_order ORDER BY number";
        select!(&world.sql, (String, String, Option<DateTime<Utc>>), sql)
    };
    let planned = ("Lift".to_owned(), "planned".to_owned(), Some(starts_at));
    assert_eq!(kept().await[0], planned);

    let again = import(&world, Kind::Orders, file).await;
    assert_eq!(counts(&again), [0, 0, 2, 0], "{again:?}");
    assert_eq!(kept().await[0], planned);
    assert!(again.notes.iter().any(|note| note.starts_with("1 order has visits that were planned here")), "{again:?}");
    // What the file says of anything else is taken; an order without visits is as the file says.
    let file = "number,customer,title,state,planned_at,closed_at\n\
        A1,1,Big lift,closed,,2026-03-03T09:00\nA2,1,Gate,closed,,2026-03-03T09:00\n";
    let changed = import(&world, Kind::Orders, file).await;
    assert_eq!(counts(&changed), [0, 2, 0, 0], "{changed:?}");
    let now = kept().await;
    assert_eq!(now[0], ("Big lift".to_owned(), "planned".to_owned(), Some(starts_at)));
    assert_eq!(now[1].1, "closed");
    // With its visits cancelled it is the file's again, and nothing is said.
    exec!(&world.sql, "UPDATE visit SET state = 'cancelled'");
    let freed = import(&world, Kind::Orders, file).await;
    assert_eq!((counts(&freed), freed.notes.len()), ([0, 1, 1, 0], 0), "{freed:?}");
    assert_eq!(kept().await[0].1, "closed");
}

async fn what_is_not_said_follows_from_the_dates(store: Store) {
    let world = World::new(store).await;
    world.customer("1", "One").await;
    let file = "number,customer,title,planned_at,closed_at\nA1,1,Open,,\nA2,1,Planned,2027-01-02T09:00,\nA3,1,Closed,2026-01-02,2026-01-03\n";
    let report = import(&world, Kind::Orders, file).await;
    assert_eq!(counts(&report), [3, 0, 0, 0], "{report:?}");
    world.app.clock.advance(chrono::TimeDelta::days(1));
    assert_eq!(counts(&import(&world, Kind::Orders, file).await), [0, 0, 3, 0], "the day changes nothing");
    let rows = select!(
        &world.sql,
        (String, String, chrono::DateTime<chrono::Utc>),
        "SELECT state, kind, created_at FROM service_order ORDER BY number"
    );
    let states: Vec<_> = rows.iter().map(|r| (r.0.as_str(), r.1.as_str())).collect();
    assert_eq!(states, [("open", "service_order"), ("planned", "service_order"), ("closed", "service_order")]);
    assert_eq!(rows[0].2, beginning());
    assert_eq!(rows[2].2.to_rfc3339(), "2026-01-01T23:00:00+00:00", "known at the latest when it was planned");
    let report =
        import(&world, Kind::Orders, "number,state,planned_at,closed_at\nA1,in progress,,\nA2,,2027-01-03,\n").await;
    assert_eq!(counts(&report), [0, 2, 0, 0], "{report:?}");
    let rows = select!(&world.sql, (String,), "SELECT state FROM service_order ORDER BY number");
    assert_eq!(rows[..2], [("in_progress".to_owned(),), ("planned".to_owned(),)], "a state that is not said stays");
}

async fn contradictions_are_refused(store: Store) {
    let world = World::new(store).await;
    world.customer("1", "One").await;
    let file = "number,customer,title,state,created_at,closed_at\n\
        A1,1,x,open,2026-01-01,2026-01-02\n\
        A2,1,x,closed,2026-01-02T10:00,2026-01-01\n\
        A3,1,x,closed,2026-01-02T10:00,2026-01-02\n\
        A4,1,x,closed,1.2.2026,2026-03-29T02:30\n\
        A5,1,,done,,\n";
    let report = import(&world, Kind::Orders, file).await;
    let expected = [
        "line 2, state \"open\": an order with closed_at must be closed or cancelled",
        "line 3, closed_at \"2026-01-01\": lies before created_at",
        "line 5, created_at \"1.2.2026\": is not a date or date and time of ISO 8601 (2026-03-31, 2026-03-31T14:30)",
        "line 5, closed_at \"2026-03-29T02:30\": does not exist in Europe/Vienna: clocks were set forward over it",
        "line 6, title: is empty; it is needed",
        "line 6, state \"done\": \"done\" is not one of open, planned, in_progress, waiting, closed, cancelled",
    ];
    assert_eq!(said(&report), expected);
}
