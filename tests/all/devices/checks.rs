//! Self-checks (R36): checklists, assignment, filling in, overdue ones, and that whoever may is told once that one is due.

use chrono::{NaiveDate, TimeDelta};
use keydesk::domain::access::Scope;
use keydesk::domain::check::{Due, Point, PointKind, Verdict};
use keydesk::domain::permission::{Exceptions, Permission};
use keydesk::domain::staff::StaffRole;
use keydesk::service::checks::{self, Assignment, DueCheck, Filled, FilledPoint, TemplateChange, TemplateRow};
use keydesk::service::documents;
use keydesk::service::outbox::{self, OutboxQuery};
use keydesk::service::{Actor, App, Error, portal};
use keydesk::store::Store;

use super::{Scene, allowed, codes, denied, missing};
use crate::support::database::stories;
use crate::support::sql::exec;

stories! {
    checklists_are_made_and_changed,
    they_are_assigned_and_taken_away,
    every_point_is_answered,
    filled_in_once_it_is_due_again,
    photographs_hang_on_the_object,
    only_whoever_may_fills_in,
    overdue_ones_are_counted_where_they_are_seen,
    whoever_may_is_told_once,
}

fn point(text: &str, kind: PointKind) -> Point {
    Point { text: text.into(), kind, photo: false }
}

fn change(name: &str) -> TemplateChange {
    let points = vec![
        point("Doors close", PointKind::Ok),
        point("Oil level", PointKind::Number),
        point("Remarks", PointKind::Text),
    ];
    TemplateChange { id: None, version: 0, name: name.into(), points, active: true }
}

fn day(n: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, n).unwrap()
}

/// A checklist that is due on an object on this day of March, every 30 days. It is the 2nd.
async fn due_on(scene: &Scene, object: &str, n: u32) -> (TemplateRow, DueCheck) {
    let (app, admin) = (&scene.world.app, &scene.world.admin);
    let template = match checks::template_by_name(app, admin, "Monthly").await {
        Ok(found) => found,
        Err(_) => checks::template(app, admin, &change("Monthly")).await.unwrap(),
    };
    let new = Assignment { object: object.into(), template: template.id, every_days: 30, due_on: day(n) };
    let check = checks::assign(app, admin, &new).await.unwrap();
    (template, check)
}

fn filled((template, check): &(TemplateRow, DueCheck)) -> Filled {
    let ok = FilledPoint { verdict: Some(Verdict::Ok), ..FilledPoint::default() };
    let number = FilledPoint { value: "4,5".into(), note: "topped up".into(), ..FilledPoint::default() };
    let words = FilledPoint { value: "none".into(), ..FilledPoint::default() };
    Filled {
        assignment: check.row.id,
        template_version: template.version,
        points: vec![ok, number, words],
        note: String::new(),
        key: "k".into(),
    }
}

async fn checklists_are_made_and_changed(store: Store) {
    let scene = Scene::new(store).await;
    let (app, admin) = (&scene.world.app, &scene.world.admin);
    let carla = scene.world.staff("carla", StaffRole::ContentCreator, &[]).await;
    let made = checks::template(app, &carla, &change("  Monthly  check ")).await.unwrap();
    assert_eq!((made.points.len(), made.version), (3, 1));
    assert_eq!(scene.logged().await, "changed the checklist Monthly  check: active, name, points");
    assert_eq!(codes(checks::template(app, admin, &change("monthly CHECK")).await), [("name", "check-name-taken")]);
    let edit = TemplateChange { id: Some(made.id), version: 1, name: "Monthly".into(), ..change("") };
    let kept = checks::template(app, admin, &edit).await.unwrap();
    assert_eq!((kept.name.as_str(), kept.version), ("Monthly", 2));
    assert_eq!(scene.logged().await, "changed the checklist Monthly: name");
    assert_eq!(checks::template(app, admin, &edit).await.unwrap().version, 2, "nothing different changes nothing");
    let stale = TemplateChange { name: "Weekly".into(), ..edit.clone() };
    assert!(matches!(checks::template(app, admin, &stale).await, Err(Error::Conflict { .. })));
    let wrong = TemplateChange { name: " ".into(), points: Vec::new(), ..change("") };
    assert_eq!(
        codes(checks::template(app, admin, &wrong).await),
        [("name", "name-missing"), ("points", "points-missing")]
    );
    let many = TemplateChange { points: vec![point("x", PointKind::Ok); 51], ..change("Many") };
    assert_eq!(codes(checks::template(app, admin, &many).await), [("points", "points-many")]);

    let lars = scene.world.staff("lars", StaffRole::Technician, &[]).await;
    denied(checks::template(app, &lars, &change("Other")).await);
    assert_eq!(checks::templates(app, &lars).await.unwrap().len(), 1, "who sees customers reads them");
    denied(checks::templates(app, &scene.actor("eva").await).await);
    let foreign = scene.world.another("Other").await;
    assert!(checks::templates(app, &foreign.admin).await.unwrap().is_empty());
    missing(checks::template(app, &foreign.admin, &edit).await);
}

async fn they_are_assigned_and_taken_away(store: Store) {
    let scene = Scene::new(store).await;
    let (app, admin) = (&scene.world.app, &scene.world.admin);
    let (template, check) = due_on(&scene, &scene.lift, 1).await;
    assert_eq!((check.due, check.row.every_days), (Due::Overdue, 30));
    assert_eq!(
        scene.logged().await,
        format!("assigned self-checks of {} Lift A: Monthly: none → every 30 days, due 2026-03-01", scene.lift)
    );
    let (_, again) = due_on(&scene, &scene.lift, 9).await;
    assert_eq!((again.row.id, again.due), (check.row.id, Due::Soon), "there is one of a kind on an object");
    due_on(&scene, &scene.other, 2).await;
    let all = checks::of_customer(app, admin, scene.customer).await.unwrap();
    assert_eq!(all.iter().map(|c| c.due).collect::<Vec<_>>(), [Due::Today, Due::Soon], "the nearest first");

    let wrong =
        |every_days, due_on| Assignment { object: scene.lift.clone(), template: template.id, every_days, due_on };
    let far = NaiveDate::from_ymd_opt(9999, 1, 1).unwrap();
    assert_eq!(
        codes(checks::assign(app, admin, &wrong(0, far)).await),
        [("every_days", "check-days"), ("due_on", "check-day")]
    );
    checks::unassign(app, admin, check.row.id).await.unwrap();
    missing(checks::unassign(app, admin, check.row.id).await);
    assert!(checks::of_object(app, admin, &scene.lift).await.unwrap().is_empty());
    let retired = TemplateChange { id: Some(template.id), version: 1, active: false, ..change("Monthly") };
    checks::template(app, admin, &retired).await.unwrap();
    assert_eq!(codes(checks::assign(app, admin, &wrong(5, day(9))).await), [("template", "check-inactive")]);
    assert!(checks::of_customer(app, admin, scene.customer).await.unwrap().is_empty(), "due nowhere");

    let eva = scene.actor("eva").await;
    denied(checks::assign(app, &eva, &wrong(5, day(9))).await);
    denied(checks::unassign(app, &eva, check.row.id).await);
    let lars = scene.world.staff("lars", StaffRole::Technician, &[]).await;
    denied(checks::assign(app, &lars, &wrong(5, day(9))).await);
}

async fn every_point_is_answered(store: Store) {
    let scene = Scene::new(store).await;
    let (app, eva) = (&scene.world.app, scene.actor("eva").await);
    let at = due_on(&scene, &scene.lift, 1).await;
    let empty = Filled { points: vec![FilledPoint::default(); 3], ..filled(&at) };
    assert_eq!(
        codes(checks::fill(app, &eva, &empty).await),
        [("point-1", "check-answer"), ("point-2", "check-number-missing"), ("point-3", "check-text-missing")]
    );
    let mut wrong = filled(&at);
    wrong.points[0].note = "x".repeat(1001);
    wrong.points[1].value = "four".into();
    wrong.note = "y".repeat(1001);
    assert_eq!(
        codes(checks::fill(app, &eva, &wrong).await),
        [("point-1", "check-note-long"), ("point-2", "check-number"), ("note", "check-note-long")]
    );
    for stale in [
        Filled { template_version: 9, ..filled(&at) },
        Filled { points: filled(&at).points[..2].to_vec(), ..filled(&at) },
    ] {
        assert!(matches!(checks::fill(app, &eva, &stale).await, Err(Error::Conflict { .. })));
    }
    assert!(checks::runs(app, &eva, &scene.lift).await.unwrap().is_empty(), "nothing was stored");
}

async fn filled_in_once_it_is_due_again(store: Store) {
    let scene = Scene::new(store).await;
    let (app, admin, eva) = (&scene.world.app, &scene.world.admin, scene.actor("eva").await);
    let at = due_on(&scene, &scene.lift, 1).await;
    let mut sent = filled(&at);
    sent.points[0].verdict = Some(Verdict::NotOk);
    let (one, two) = tokio::join!(checks::fill(app, &eva, &sent), checks::fill(app, &eva, &sent));
    let (one, two) = (one.unwrap(), two.unwrap());
    assert_eq!((one.run.id, one.next_due), (two.run.id, day(2) + TimeDelta::days(30)), "30 days after it was done");
    assert_ne!(one.repeated, two.repeated);
    assert_eq!(scene.logged().await, format!("filled in the self-check {} Lift A: Monthly", scene.lift));
    let runs = checks::runs_seen(app, &scene.viewer("eva").await, &scene.lift).await.unwrap();
    assert_eq!((runs.len(), runs[0].not_ok(), runs[0].by_name.as_str()), (1, 1, "Eva Huber"));
    let said: Vec<_> = runs[0].answers.iter().map(|a| (a.point.as_str(), a.value.as_str(), a.note.as_str())).collect();
    assert_eq!(said, [("Doors close", "", ""), ("Oil level", "4.5", "topped up"), ("Remarks", "none", "")]);
    // What was answered stays as it was asked.
    let renamed =
        TemplateChange { id: Some(at.0.id), version: 1, points: vec![point("New", PointKind::Ok)], ..change("X") };
    checks::template(app, admin, &renamed).await.unwrap();
    let run = checks::run_seen(app, &scene.viewer("eva").await, runs[0].id).await.unwrap();
    assert_eq!(run.answers[0].point, "Doors close");
    assert_eq!(checks::of_object(app, admin, &scene.lift).await.unwrap()[0].row.due_on, one.next_due);
}

async fn photographs_hang_on_the_object(store: Store) {
    let scene = Scene::new(store).await;
    let (app, eva) = (&scene.world.app, scene.actor("eva").await);
    let at = due_on(&scene, &scene.lift, 1).await;
    let mut png = super::PNG;
    let photo = documents::bring(app, &eva, "door.png", &mut png).await.unwrap();
    let mut sent = filled(&at);
    sent.points[0].photos.push(photo);
    let done = checks::fill(app, &eva, &sent).await.unwrap();
    let number = done.run.answers[0].photos[0].clone();
    let document = portal::document(app, &scene.viewer("eva").await, &number).await.unwrap();
    assert_eq!(document.name, "door.png");
    let on = documents::On::Object(scene.lift.clone());
    let hanging = documents::list(app, &scene.world.admin, &on).await.unwrap();
    assert_eq!(hanging.iter().map(|d| d.number.as_str()).collect::<Vec<_>>(), [number.as_str()]);
    let mut pdf: &[u8] = b"%PDF-1.7\nno photograph";
    let file = documents::bring(app, &eva, "x.pdf", &mut pdf).await.unwrap();
    let mut sent = Filled { key: "other".into(), ..filled(&at) };
    sent.points[1].photos.push(file);
    assert_eq!(codes(checks::fill(app, &eva, &sent).await), [("point-2", "check-photo")]);
}

async fn only_whoever_may_fills_in(store: Store) {
    let scene = Scene::new(store).await;
    let (app, admin) = (&scene.world.app, &scene.world.admin);
    let at = due_on(&scene, &scene.lift, 1).await;
    scene.person("olga", Scope::everything(), &Exceptions::default()).await;
    denied(checks::fill(app, &scene.actor("olga").await, &filled(&at)).await);
    let olga = scene.viewer("olga").await;
    missing(checks::due(app, &olga, None, 9).await);
    missing(checks::checklist(app, &olga, at.1.row.id).await);
    assert_eq!(checks::runs_seen(app, &olga, &scene.lift).await.unwrap().len(), 0, "reading needs no more than seeing");
    scene.person("willi", scene.only(scene.weiz), &allowed(&[Permission::SelfChecks])).await;
    let willi = scene.viewer("willi").await;
    missing(checks::fill(app, &scene.actor("willi").await, &filled(&at)).await);
    missing(checks::checklist(app, &willi, at.1.row.id).await);
    assert!(checks::due(app, &willi, None, 9).await.unwrap().rows.is_empty());
    assert_eq!(checks::due(app, &scene.viewer("eva").await, None, 9).await.unwrap().rows.len(), 1);
    let done = checks::fill(app, &scene.actor("eva").await, &filled(&at)).await.unwrap();
    missing(checks::run_seen(app, &willi, done.run.id).await);
    let foreign = scene.world.another("Other").await;
    missing(checks::fill(app, &foreign.admin, &filled(&at)).await);
    missing(checks::unassign(app, &foreign.admin, at.1.row.id).await);
    // Taken away, it is not there any more.
    checks::unassign(app, admin, at.1.row.id).await.unwrap();
    missing(checks::fill(app, &scene.actor("eva").await, &Filled { key: "2".into(), ..filled(&at) }).await);
}

/// R30: the count is what the list shows, for every scope.
async fn overdue_ones_are_counted_where_they_are_seen(store: Store) {
    let scene = Scene::new(store).await;
    let app = &scene.world.app;
    for (object, n) in [(&scene.lift, 1), (&scene.other, 1), (&scene.gate, 1)] {
        due_on(&scene, object, n).await;
    }
    let self_checks = allowed(&[Permission::SelfChecks]);
    scene.person("boss", Scope::everything(), &self_checks).await;
    scene.person("nora", Scope { unassigned: true, ..Scope::default() }, &self_checks).await;
    scene.person("nobody", Scope::default(), &self_checks).await;
    for (name, expected) in
        [("eva", vec!["Graz"]), ("boss", vec!["Graz", "Weiz", ""]), ("nora", vec![""]), ("nobody", vec![])]
    {
        let viewer = scene.viewer(name).await;
        let count = checks::overdue_count(app, &viewer).await.unwrap();
        let mut at: Vec<_> = count.by_facility.iter().map(|(f, n)| (f.clone().unwrap_or_default(), *n)).collect();
        at.sort();
        let mut expected: Vec<_> = expected.into_iter().map(|f| (f.to_owned(), 1)).collect();
        expected.sort();
        assert_eq!(at, expected, "{name}");
        let listed = checks::due(app, &viewer, None, 50).await.unwrap().rows;
        assert_eq!(listed.iter().filter(|c| c.due == Due::Overdue).count() as u64, count.total, "{name}");
        // In pages of one, nothing is left out and nothing comes twice.
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page = checks::due(app, &viewer, after, 1).await.unwrap();
            after = page.rows.last().map(|c| c.row.id);
            seen.extend(page.rows.iter().map(|c| c.row.id));
            if !page.more {
                break;
            }
        }
        assert_eq!(seen, listed.iter().map(|c| c.row.id).collect::<Vec<_>>(), "{name}");
    }
}

async fn letters(app: &App, by: &Actor) -> Vec<String> {
    let query = OutboxQuery { limit: 100, ..OutboxQuery::default() };
    let mut to: Vec<_> = outbox::list(app, by, &query).await.unwrap().into_iter().map(|l| l.to_address).collect();
    to.sort();
    to
}

/// R60, R62, R63: once for each day, to those who may fill it in and see the object.
async fn whoever_may_is_told_once(store: Store) {
    let scene = Scene::new(store).await;
    let (app, admin) = (&scene.world.app, &scene.world.admin);
    scene.person("olga", Scope::everything(), &Exceptions::default()).await;
    scene.person("willi", scene.only(scene.weiz), &allowed(&[Permission::SelfChecks])).await;
    scene.person("mute", scene.only(scene.graz), &allowed(&[Permission::SelfChecks])).await;
    let mute = scene.actor("mute").await;
    let Some(user) = scene.viewer("mute").await.user else { panic!("a person") };
    let sql =
        "INSERT INTO user_preference (organization_id, customer_user_id, topic, told) VALUES ($1, $2, 'objects', $3)";
    exec!(&scene.world.sql, sql, mute.organization, user, false);
    let at = due_on(&scene, &scene.lift, 3).await;
    assert_eq!(checks::tell_due(app).await.unwrap(), 0, "it is the 2nd");
    app.clock.advance(TimeDelta::days(1));
    let (one, two) = tokio::join!(checks::tell_due(app), checks::tell_due(app));
    assert_eq!(one.unwrap() + two.unwrap(), 1, "two workers at once");
    assert_eq!(letters(app, admin).await, ["eva@huber.example"]);
    app.clock.advance(TimeDelta::days(1));
    assert_eq!(checks::tell_due(app).await.unwrap(), 0, "once for a day");
    let done = checks::fill(app, &scene.actor("eva").await, &filled(&at)).await.unwrap();
    assert_eq!(checks::tell_due(app).await.unwrap(), 0);
    app.clock.advance(done.next_due - day(4));
    assert_eq!(checks::tell_due(app).await.unwrap(), 1, "and again for the next");
    assert_eq!(letters(app, admin).await.len(), 2);
    // What was taken away is told to nobody.
    let other = due_on(&scene, &scene.other, 1).await;
    checks::unassign(app, admin, other.1.row.id).await.unwrap();
    assert_eq!(checks::tell_due(app).await.unwrap(), 0);
}
