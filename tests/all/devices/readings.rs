//! Uptime readings (R35): never lower without a reason, never in the future, once however often they are sent.

use chrono::{DateTime, TimeDelta, Utc};
use keydesk::domain::access::Scope;
use keydesk::domain::permission::{Exceptions, Permission};
use keydesk::domain::staff::StaffRole;
use keydesk::service::readings::{self, NewReading, ReadingRow};
use keydesk::service::{Actor, Error};
use keydesk::store::Store;

use super::{Scene, allowed, codes, denied, missing};
use crate::support::database::stories;

stories! {
    readings_never_fall_without_a_reason,
    between_others_they_fit_in,
    what_is_sent_twice_is_there_once,
    only_whoever_may_reads_meters,
    staff_take_wrong_ones_back,
}

async fn read(
    scene: &Scene,
    by: &Actor,
    value: &str,
    taken_at: Option<DateTime<Utc>>,
    reason: &str,
) -> Result<ReadingRow, Error> {
    let new = NewReading { object: scene.lift.clone(), value: value.into(), taken_at, reason: reason.into() };
    readings::add(&scene.world.app, by, &new).await
}

async fn shown(scene: &Scene) -> Vec<String> {
    let found = readings::seen(&scene.world.app, &scene.viewer("eva").await, &scene.lift).await.unwrap();
    found.iter().map(|r| r.value.to_string()).collect()
}

async fn readings_never_fall_without_a_reason(store: Store) {
    let scene = Scene::new(store).await;
    let (app, eva) = (&scene.world.app, scene.actor("eva").await);
    let first = read(&scene, &eva, "1000,5", None, "").await.unwrap();
    assert_eq!((first.taken_at, first.by_name.as_str()), (app.now(), "Eva Huber"));
    assert_eq!(scene.logged().await, format!("read {} Lift A: 1000.5", scene.lift));
    app.clock.advance(TimeDelta::days(1));
    let lower = read(&scene, &eva, "1000.499", None, "").await;
    let Err(Error::Invalid(errors)) = &lower else { panic!("{lower:?}") };
    assert_eq!((errors.0[0].field, errors.0[0].code), ("value", "reading-lower"));
    assert!(errors.0[0].message.contains("1000.5 on 2026-03-02"), "it names the last value: {errors}");
    read(&scene, &eva, "1000.5", None, "").await.unwrap();
    app.clock.advance(TimeDelta::days(1));
    read(&scene, &eva, "0", None, " Meter replaced ").await.unwrap();
    app.clock.advance(TimeDelta::days(1));
    read(&scene, &eva, "12", None, "").await.unwrap();
    assert_eq!(shown(&scene).await, ["12", "0", "1000.5", "1000.5"]);
    let all = readings::list(app, &scene.world.admin, &scene.lift, 2).await.unwrap();
    assert_eq!(all.iter().map(|r| r.reason.as_str()).collect::<Vec<_>>(), ["", "Meter replaced"]);

    for (value, reason, expected) in [
        ("", "", vec![("value", "reading-missing")]),
        ("many", "", vec![("value", "reading-number")]),
        ("1.2345", "", vec![("value", "reading-decimals")]),
        ("-1", "", vec![("value", "reading-number")]),
        ("1234567890123", "", vec![("value", "reading-large")]),
        ("x", &"y".repeat(501), vec![("value", "reading-number"), ("reason", "reason-long")]),
    ] {
        assert_eq!(codes(read(&scene, &eva, value, None, reason).await), expected, "{value}");
    }
    let later = Some(app.now() + TimeDelta::minutes(5));
    assert_eq!(codes(read(&scene, &eva, "20", later, "").await), [("taken_at", "reading-future")]);
    let old = DateTime::from_timestamp(-1, 0);
    assert_eq!(codes(read(&scene, &eva, "20", old, "").await), [("taken_at", "reading-long-ago")]);
    assert_eq!(shown(&scene).await.len(), 4, "nothing was stored");
}

async fn between_others_they_fit_in(store: Store) {
    let scene = Scene::new(store).await;
    let eva = scene.actor("eva").await;
    let day = |n: i64| Some(scene.world.app.now() - TimeDelta::days(10 - n));
    read(&scene, &eva, "100", day(1), "").await.unwrap();
    read(&scene, &eva, "200", day(5), "").await.unwrap();
    assert_eq!(codes(read(&scene, &eva, "201", day(3), "").await), [("value", "reading-higher")]);
    assert_eq!(codes(read(&scene, &eva, "99", day(3), "").await), [("value", "reading-lower")]);
    read(&scene, &eva, "150", day(3), "").await.unwrap();
    // After a replaced meter the next one may be lower by itself.
    read(&scene, &eva, "5", day(7), "Meter replaced").await.unwrap();
    read(&scene, &eva, "260", day(6), "").await.unwrap();
    assert_eq!(shown(&scene).await, ["5", "260", "200", "150", "100"]);
    // One that is out of order for a stated reason is taken.
    read(&scene, &eva, "900", day(4), "Counted in minutes by mistake").await.unwrap();
}

async fn what_is_sent_twice_is_there_once(store: Store) {
    let scene = Scene::new(store).await;
    let eva = scene.actor("eva").await;
    let at = Some(scene.world.app.now());
    let (one, two) = tokio::join!(read(&scene, &eva, "10", at, ""), read(&scene, &eva, "10,0", at, ""));
    assert_eq!(one.unwrap().id, two.unwrap().id);
    assert_eq!(codes(read(&scene, &eva, "11", at, "").await), [("taken_at", "reading-twice")]);
    assert_eq!(shown(&scene).await, ["10"]);
}

async fn only_whoever_may_reads_meters(store: Store) {
    let scene = Scene::new(store).await;
    let (app, admin) = (&scene.world.app, &scene.world.admin);
    scene.person("olga", Scope::everything(), &Exceptions::default()).await;
    denied(read(&scene, &scene.actor("olga").await, "1", None, "").await);
    scene.person("willi", scene.only(scene.weiz), &allowed(&[Permission::UptimeReadings])).await;
    let willi = scene.actor("willi").await;
    missing(read(&scene, &willi, "1", None, "").await);
    missing(readings::list(app, &willi, &scene.lift, 5).await);
    missing(readings::seen(app, &scene.viewer("willi").await, &scene.lift).await);
    assert!(
        readings::seen(app, &scene.viewer("olga").await, &scene.lift).await.unwrap().is_empty(),
        "seeing is enough"
    );
    let lars = scene.world.staff("lars", StaffRole::Technician, &[]).await;
    denied(read(&scene, &lars, "1", None, "").await);
    assert!(readings::list(app, &lars, &scene.lift, 5).await.unwrap().is_empty());
    read(&scene, admin, "1", None, "").await.unwrap();
}

async fn staff_take_wrong_ones_back(store: Store) {
    let scene = Scene::new(store).await;
    let (app, admin, eva) = (&scene.world.app, &scene.world.admin, scene.actor("eva").await);
    let day = |n: i64| Some(app.now() - TimeDelta::days(10 - n));
    read(&scene, &eva, "100", day(1), "").await.unwrap();
    let reset = read(&scene, &eva, "0", day(2), "Meter replaced").await.unwrap();
    let wrong = read(&scene, &eva, "40", day(3), "").await.unwrap();
    denied(readings::remove(app, &eva, &scene.lift, wrong.id).await);
    missing(readings::remove(app, admin, &scene.other, wrong.id).await);
    // The one that told of the new meter goes; the next keeps its reason, so nothing falls without one.
    readings::remove(app, admin, &scene.lift, reset.id).await.unwrap();
    assert_eq!(scene.logged().await, format!("removed a reading of {} Lift A: 0", scene.lift));
    let left = readings::list(app, admin, &scene.lift, 9).await.unwrap();
    let left: Vec<_> = left.iter().map(|r| (r.value.to_string(), r.reason.as_str())).collect();
    assert_eq!(left, [("40".to_owned(), "Meter replaced"), ("100".to_owned(), "")]);
    missing(readings::remove(app, admin, &scene.lift, reset.id).await);
    readings::remove(app, admin, &scene.lift, wrong.id).await.unwrap();
    assert_eq!(shown(&scene).await, ["100"]);
}
