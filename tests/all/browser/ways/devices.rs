//! Service objects, their meters and their self-checks (R34–R36).

use chrono::TimeDelta;
use keydesk::domain::check::{Point, PointKind};
use keydesk::service::checks::{self, Assignment, TemplateChange};
use keydesk::service::readings::{self, NewReading};

use super::stage::{PHOTOGRAPH, Person, Stage};
use super::ways;
use crate::support::sql::select;

ways! {
    added_and_changed,
    read_once_lower_with_a_reason,
    checked_with_a_photograph,
}

async fn lift(stage: &Stage, person: &Person) -> String {
    let id = stage.world.object(person.customer, Some(person.graz), "Lift").await;
    select!(&stage.world.sql, (String,), "SELECT number FROM service_object WHERE id = $1", id).remove(0).0
}

async fn added_and_changed(stage: &Stage) {
    let person = stage.signed_in().await;
    stage.open("/objects", "Service objects").await;
    stage.press("a[href='/objects/new']").await;
    stage.held("Add an object").await;
    stage.press("form.write button.main").await;
    stage.wrong("Add an object", "facility", "Choose the facility where it is.").await;
    stage.fill("#name", "Gate <north>").await;
    stage.choose_named("#facility", "Graz").await;
    stage.fill("#serial_number", "SN 77").await;
    stage.set("#installed_on", "2024-05-31").await;
    stage.press("form.write button.main").await;
    stage.notice("The object has been saved.").await;
    let sql = "SELECT number, name, serial_number, facility_id = $2, facility_id = $3 FROM service_object WHERE customer_id = $1";
    let (customer, graz, weiz) = (person.customer, person.graz, person.weiz);
    let object =
        async || select!(&stage.world.sql, (String, String, String, bool, bool), sql, customer, graz, weiz).remove(0);
    let (number, name, serial, at_graz, _) = object().await;
    assert_eq!((&*name, &*serial, at_graz), ("Gate <north>", "SN 77", true));
    stage.held(&format!("{number} · Gate <north> | Gate <north>")).await;

    stage.press(".actions a.button").await;
    stage.held("Edit object").await;
    stage.fill("#name", "Gate, north side").await;
    stage.choose_named("#facility", "Weiz").await;
    stage.press("form.write button.main").await;
    stage.notice("The object has been saved.").await;
    let (_, name, _, _, at_weiz) = object().await;
    assert_eq!((&*name, at_weiz), ("Gate, north side", true));
    stage.open("/objects", "Service objects").await;
    assert!(stage.says("Gate, north side").await && stage.says("Weiz").await);
}

async fn read_once_lower_with_a_reason(stage: &Stage) {
    let person = stage.signed_in().await;
    let number = lift(stage, &person).await;
    for value in ["100", "250.5"] {
        let new = NewReading { object: number.clone(), value: value.to_owned(), taken_at: None, reason: String::new() };
        readings::add(&stage.world.app, &stage.world.admin, &new).await.expect("a reading");
        stage.world.app.clock.advance(TimeDelta::hours(1));
    }
    // So much later, one signs in again.
    stage.forget().await;
    stage.sign_in(&person.email, crate::support::world::PASSWORD).await;
    let (path, heading) = (format!("/objects/{number}"), format!("{number} · Lift | Lift"));
    stage.open(&path, &heading).await;
    assert!(stage.shows("figure.chart svg").await, "a chart");
    assert!(!stage.browser.has("#reason").await, "nobody asks for a reason in advance");
    stage.fill("#value", "12").await;
    stage.press("form.inset button.main").await;
    assert_eq!(stage.browser.status().await, 422);
    stage.held(&format!("Error: {heading}")).await;
    assert!(stage.says("This is lower than the reading before it.").await);
    let sql = "SELECT value, reason FROM reading WHERE customer_id = $1 ORDER BY taken_at";
    assert_eq!(select!(&stage.world.sql, (i64, String), sql, person.customer).len(), 2, "nothing was stored");
    assert_eq!(stage.ask("return document.querySelector('#value').value").await, "12");
    stage.fill("#reason", "The meter was replaced").await;
    stage.press("form.inset button.main").await;
    stage.notice("The reading has been saved.").await;
    stage.held(&heading).await;
    let stored = select!(&stage.world.sql, (i64, String), sql, person.customer);
    assert_eq!(stored.last().expect("it is there").1, "The meter was replaced");
    // From the new meter on it goes up again.
    stage.world.app.clock.advance(TimeDelta::minutes(2));
    stage.open(&path, &heading).await;
    stage.fill("#value", "13").await;
    stage.press("form.inset button.main").await;
    stage.notice("The reading has been saved.").await;
    assert_eq!(stage.texts("table.readings td").await.len(), 4);
}

async fn checked_with_a_photograph(stage: &Stage) {
    let person = stage.signed_in().await;
    let number = lift(stage, &person).await;
    let point = |text: &str, kind, photo| Point { text: text.to_owned(), kind, photo };
    let points = vec![
        point("Doors close", PointKind::Ok, true),
        point("Oil level", PointKind::Number, false),
        point("Anything else", PointKind::Text, false),
    ];
    let (app, admin) = (&stage.world.app, &stage.world.admin);
    let name = format!("Monthly look {}", person.number);
    let change = TemplateChange { id: None, version: 0, name: name.clone(), points, active: true };
    let template = checks::template(app, admin, &change).await.expect("a checklist").id;
    let due_on = app.now().date_naive() - TimeDelta::days(1);
    let assignment = Assignment { object: number.clone(), template, every_days: 30, due_on };
    checks::assign(app, admin, &assignment).await.expect("it is assigned");

    stage.open("/checks", "Self-checks").await;
    assert!(stage.says("Overdue").await);
    stage.press(".rows a").await;
    stage.held(&name).await;
    stage.press("form.check button.main").await;
    assert_eq!(stage.browser.status().await, 422);
    stage.held(&format!("Error: {name} | {name}")).await;
    assert!(stage.says("Choose one of the answers.").await && stage.says("Enter a number.").await);
    stage.click("input[name='answer-1'][value='not_ok']").await;
    stage.fill("#answer-2", "4.5").await;
    stage.fill("#answer-3", "A light flickers").await;
    stage.attach("#photo-1", PHOTOGRAPH).await;
    stage.press("form.check button.main").await;
    stage.notice("The self-check has been saved. Thank you.").await;
    stage.held(&name).await;
    assert!(stage.says("1 point not in order").await && stage.says("A light flickers").await);
    let sql = "SELECT count(*) FROM check_run WHERE customer_id = $1";
    assert_eq!(select!(&stage.world.sql, (i64,), sql, person.customer), [(1,)]);
    let sql = "SELECT count(*) FROM document WHERE customer_id = $1 AND media_type = 'image/png'";
    assert_eq!(select!(&stage.world.sql, (i64,), sql, person.customer), [(1,)], "the photograph is there");
    stage.press(".warn a.main").await;
    stage.held("Report a fault").await;
    stage.open("/checks", "Self-checks").await;
    assert!(!stage.says("Overdue").await, "it is due again in a month");
}
