//! Orders as their customer goes about them: found, read, commented on, asked for, changed, taken back (R31, R32).

use chrono::TimeDelta;
use keydesk::domain::state::OrderState;

use super::stage::Stage;
use super::ways;
use crate::support::sql::select;
use crate::support::world::NewOrder;

ways! {
    found_among_many,
    read_and_commented_on,
    asked_for_changed_and_taken_back,
}

const ROW: &str = "ul.rows > li";

async fn found_among_many(stage: &Stage) {
    let person = stage.signed_in().await;
    let number = |n: usize| format!("{}N{n:02}", person.number);
    let title =
        |n: usize| format!("{} {n:02}", if n.is_multiple_of(9) { "Lamp in the cellar" } else { "Visit to door" });
    for n in 1..=28 {
        stage.world.app.clock.advance(TimeDelta::seconds(1));
        stage.world.order(person.customer, Some(person.graz), &number(n), &title(n)).await;
    }
    let closed = NewOrder { state: OrderState::Closed, facility: Some(person.weiz), ..NewOrder::default() };
    stage.world.order_with(person.customer, &number(29), "A gate long done", closed).await;

    stage.open("/orders", "My orders").await;
    assert_eq!(stage.texts(ROW).await.len(), 25);
    assert!(stage.texts(ROW).await[0].contains("door 28"), "the newest first");
    stage.press(".pager a[rel=next]").await;
    stage.held("My orders").await;
    assert_eq!(stage.texts(".rows .title").await, ["Visit to door 03", "Visit to door 02", "Visit to door 01"]);
    stage.press(".pager a[rel=prev]").await;
    assert_eq!(stage.texts(ROW).await.len(), 25);

    stage.choose("#state", "closed").await;
    stage.press("form.filter button").await;
    stage.held("My orders").await;
    assert_eq!(stage.texts(".rows .title").await, ["A gate long done"]);
    stage.choose("#state", "all").await;
    stage.fill("#q", "CELLAR").await;
    stage.press("form.filter button").await;
    let found = ["Lamp in the cellar 27", "Lamp in the cellar 18", "Lamp in the cellar 09"];
    assert_eq!(stage.texts(".rows .title").await, found);
    stage.fill("#q", "no such thing").await;
    stage.press("form.filter button").await;
    stage.held("My orders").await;
    assert!(stage.says("No order matches “no such thing”").await);
    stage.press(".empty a.button").await;
    assert_eq!(stage.texts(ROW).await.len(), 25);
    stage.press(".rows li:first-child a").await;
    stage.held(&format!("{} · A gate long done | A gate long done", number(29))).await;
}

async fn read_and_commented_on(stage: &Stage) {
    let person = stage.signed_in().await;
    let number = format!("{}N1", person.number);
    let planned = Some(stage.world.app.now() + TimeDelta::days(2));
    let new = NewOrder { facility: Some(person.graz), planned_at: planned, ..NewOrder::default() };
    stage.world.order_with(person.customer, &number, "Lift stuck", new).await;
    let (path, heading) = (format!("/orders/{number}"), format!("{number} · Lift stuck | Lift stuck"));
    stage.open(&path, &heading).await;
    for part in ["Visits", "History", "Documents", "At a glance", "Comments", "Graz", "M. Berger"] {
        assert!(stage.says(part).await, "{part}: {}", stage.browser.shown().await);
    }
    stage.press("section.talk form button.main").await;
    assert_eq!(stage.browser.status().await, 422);
    stage.held(&format!("Error: {heading}")).await;
    assert!(stage.browser.has(".summary a[href='#body']").await && stage.browser.has("#body[aria-invalid]").await);

    stage.fill("#body", "When do you come?\nThe key is at the desk.").await;
    stage.press("section.talk form button.main").await;
    stage.notice("Your comment has been sent.").await;
    stage.held(&heading).await;
    assert_eq!(stage.texts(".comments .typed").await, ["When do you come?\nThe key is at the desk."]);
    let sql = "SELECT c.body, c.internal FROM comment c WHERE c.customer_user_id = $1";
    let stored = select!(&stage.world.sql, (String, bool), sql, person.user);
    assert_eq!(stored, [("When do you come?\nThe key is at the desk.".to_owned(), false)]);
    stage.open(&path, &heading).await;
    assert!(stage.says("The key is at the desk.").await);
}

async fn asked_for_changed_and_taken_back(stage: &Stage) {
    let person = stage.signed_in().await;
    stage.open("/orders", "My orders").await;
    stage.press("a[href='/orders/new']").await;
    stage.held("Ask for an order").await;
    stage.press("form.write button.main").await;
    stage.wrong("Ask for an order", "title", "Say in a line what it is about.").await;
    stage.fill("#title", "Yearly check of the gates").await;
    stage.fill("#description", "Any Tuesday would do.").await;
    stage.choose("#urgency", "low").await;
    stage.choose("#facility", &person.weiz.to_string()).await;
    stage.press("form.write button.main").await;
    stage.notice("Your order has been sent.").await;
    let sql = "SELECT number, title, description, facility_id = $2, state FROM service_order WHERE customer_id = $1";
    let order =
        async || select!(&stage.world.sql, (String, String, String, bool, String), sql, person.customer, person.weiz);
    let stored = order().await.remove(0);
    let number = stored.0;
    let asked = ("Yearly check of the gates".to_owned(), "Any Tuesday would do.".to_owned(), true, "open".to_owned());
    assert_eq!((stored.1, stored.2, stored.3, stored.4), asked);
    stage.held(&format!("{number} · Yearly check of the gates | Yearly check of the gates")).await;

    stage.press(".deeds a").await;
    stage.held(&format!("Change order {number}")).await;
    stage.fill("#title", "").await;
    stage.press("form.write button.main").await;
    stage.wrong(&format!("Change order {number}"), "title", "Say in a line what it is about.").await;
    stage.fill("#title", "Check of all gates").await;
    stage.press("form.write button.main").await;
    stage.notice("The order has been changed.").await;
    assert_eq!(order().await.remove(0).1, "Check of all gates");

    stage.click(".deeds summary").await;
    stage.press(".deeds details button").await;
    stage.notice("The order has been cancelled.").await;
    stage.held(&format!("{number} · Check of all gates | Check of all gates")).await;
    assert_eq!(order().await.remove(0).4, "cancelled");
    assert!(!stage.browser.has(".deeds").await, "what is cancelled is not changed any more");
}
