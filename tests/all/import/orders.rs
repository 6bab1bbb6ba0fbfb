//! Orders: what follows from their dates, and what contradicts itself.

use keydesk::service::import::Kind;
use keydesk::store::Store;

use super::{counts, import, said};
use crate::support::database::stories;
use crate::support::sql::select;
use crate::support::world::{World, beginning};

stories! { what_is_not_said_follows_from_the_dates, contradictions_are_refused }

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
