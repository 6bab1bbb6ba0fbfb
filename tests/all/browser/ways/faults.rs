//! A fault is reported from a phone, with a photograph, and becomes a work order at once (R33).

use super::stage::{PHOTOGRAPH, Stage};
use super::ways;
use crate::support::sql::select;

ways! {
    reported_with_a_photograph,
    reported_from_the_page_of_an_object,
}

async fn reported_with_a_photograph(stage: &Stage) {
    let person = stage.signed_in().await;
    stage.open("/faults", "Fault reports").await;
    assert!(stage.says("No fault reports yet").await || stage.says("Nothing open").await);
    stage.press("a[href='/faults/new']").await;
    stage.held("Report a fault").await;
    stage.attach("#photo", PHOTOGRAPH).await;
    stage.fill("#body", "It hums and does not move.").await;
    stage.press("form.write button.main").await;
    stage.wrong("Report a fault", "title", "Say in a line what it is about.").await;
    assert!(stage.says("Please choose your photographs again").await);
    let body = stage.ask("return document.querySelector('#body').value").await;
    assert_eq!(body, "It hums and does not move.", "what was typed is still there");

    stage.fill("#title", "Gate stuck").await;
    stage.choose("#urgency", "urgent").await;
    stage.choose("#facility", &person.graz.to_string()).await;
    stage.attach("#photo", PHOTOGRAPH).await;
    stage.press("form.write button.main").await;
    stage.notice("Your report has been sent.").await;
    let sql = "SELECT r.number, o.number, o.title, o.description, r.urgency FROM fault_report r
               JOIN service_order o ON o.id = r.order_id WHERE r.customer_id = $1";
    let (number, order, title, body, urgency) =
        select!(&stage.world.sql, (String, String, String, String, String), sql, person.customer).remove(0);
    assert_eq!((&*title, &*body, &*urgency), ("Gate stuck", "It hums and does not move.", "urgent"));
    stage.held(&format!("{number} · Gate stuck | Gate stuck")).await;

    let src = stage.ask("return document.querySelector('.papers img').getAttribute('src')").await;
    let (status, kind, length) = stage.fetched(src.as_str().expect("an address")).await;
    assert!(status == 200 && kind.starts_with("image/") && length > 100, "{status} {kind} {length}");
    stage.press(".goes-on a").await;
    stage.held(&format!("{order} · Gate stuck | Gate stuck")).await;
    assert_eq!(stage.texts(".papers a.strong").await, ["photograph.png"], "the order has the photograph too");
    stage.open("/faults", "Fault reports").await;
    assert!(stage.says(&number).await);
}

async fn reported_from_the_page_of_an_object(stage: &Stage) {
    let person = stage.signed_in().await;
    let object = stage.world.object(person.customer, Some(person.weiz), "Lift at the gate").await;
    stage.open("/objects", "Service objects").await;
    stage.press(".rows a").await;
    stage.press(".actions a.main").await;
    stage.held("Report a fault").await;
    assert!(stage.says("Lift at the gate").await, "the object is chosen");
    stage.fill("#title", "Doors do not close").await;
    stage.press("form.write button.main").await;
    stage.notice("Your report has been sent.").await;
    let sql = "SELECT count(*) FROM fault_report WHERE object_id = $1 AND facility_id = $2";
    assert_eq!(select!(&stage.world.sql, (i64,), sql, object, person.weiz), [(1,)]);
}
