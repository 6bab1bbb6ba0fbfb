//! What lies ahead: the dashboard, the calendar with its address, video sessions (R30, R38, R40).

use chrono::{DateTime, TimeDelta, Utc};
use keydesk::domain::state::OrderState;

use super::stage::Stage;
use super::ways;
use crate::support::sql::select;
use crate::support::world::NewOrder;

ways! {
    figures_and_charts,
    a_month_and_its_address,
    a_video_session_asked_for_and_moved,
}

async fn figures_and_charts(stage: &Stage) {
    let person = stage.signed_in().await;
    for n in 0..5 {
        let state = if n < 2 { OrderState::Closed } else { OrderState::Open };
        let new = NewOrder { facility: Some(person.graz), state, ..NewOrder::default() };
        stage.world.order_with(person.customer, &format!("{}N{n}", person.number), "Lift", new).await;
    }
    stage.open("/dashboard", "Dashboard").await;
    let labels = stage.texts(".sums .label").await;
    let numbers = stage.texts(".sums .number").await;
    let number = |label: &str| numbers[labels.iter().position(|l| l == label).expect("a figure")].clone();
    assert_eq!((&*number("Open orders"), &*number("Closed orders")), ("3", "2"));
    assert!(stage.shows("figure.chart svg[role=img]").await);
    // What a bar says and what the table says of it is the same, bar by bar; the tables open without script.
    let script = "return [...document.querySelectorAll('figure.chart')].map(f => ({
        bars: [...f.querySelectorAll('rect > title')].map(t => t.textContent),
        cells: [...f.querySelectorAll('tbody tr')].flatMap(r => [...r.querySelectorAll('td')].map(c => [r.querySelector('th').textContent, c.textContent])) }))";
    let charts = stage.ask(script).await;
    let mut compared = 0;
    for chart in charts.as_array().expect("charts") {
        let texts = |key: &str| chart[key].as_array().cloned().unwrap_or_default();
        for bar in texts("bars") {
            let bar = bar.as_str().unwrap_or_default().to_owned();
            let said = |cell: &serde_json::Value| {
                let (label, figure) = (cell[0].as_str().unwrap_or_default(), cell[1].as_str().unwrap_or_default());
                bar.contains(label) && bar.contains(figure)
            };
            assert!(texts("cells").iter().any(said), "no row of the table says {bar:?}: {chart:#}");
            compared += 1;
        }
    }
    assert!(compared >= 2, "there are bars: {charts:#}");
    stage.click("figure.chart details summary").await;
    assert!(stage.shows("figure.chart details table").await);
    stage.held("Dashboard").await;
}

async fn a_month_and_its_address(stage: &Stage) {
    let person = stage.signed_in().await;
    let number = format!("{}N1", person.number);
    let now = stage.world.app.now();
    let new = NewOrder { facility: Some(person.graz), planned_at: Some(now), ..NewOrder::default() };
    stage.world.order_with(person.customer, &number, "Lift inspected", new).await;
    let heading = format!("{} · Calendar | Calendar", now.format("%B %Y"));
    // From the account, as somebody who looks for the address.
    stage.open("/account", "Your account").await;
    stage.press("a[href='/calendar#own']").await;
    stage.held(&heading).await;
    assert!(stage.says("Lift inspected").await);
    stage.press(".monthbar a.quiet").await;
    stage.held(&heading).await;
    assert!(stage.shows("ol.agenda").await && stage.says("Lift inspected").await);
    stage.press(".monthbar a[rel=next]").await;
    assert!(stage.says("Nothing in ").await && !stage.says("Lift inspected").await);

    stage.open("/calendar", &heading).await;
    stage.press("#own form button").await;
    stage.notice("Your calendar has a new address.").await;
    stage.held(&heading).await;
    let first = stage.texts("#own code").await.remove(0);
    assert!(first.starts_with(&stage.at("/calendar/feed/")), "{first}");
    stage.feed_answers(&first, 200).await;
    stage.press("#own form:first-of-type button").await;
    stage.notice("Your calendar has a new address.").await;
    let second = stage.texts("#own code").await.remove(0);
    assert_ne!(first, second);
    stage.feed_answers(&first, 404).await;
    stage.feed_answers(&second, 200).await;
    stage.press("#own form:last-of-type button").await;
    stage.notice("The address of your calendar is switched off.").await;
    stage.feed_answers(&second, 404).await;
}

async fn a_video_session_asked_for_and_moved(stage: &Stage) {
    let person = stage.signed_in().await;
    stage.open("/video", "Video sessions").await;
    stage.press("a[href='/video/new']").await;
    stage.held("Ask for a video session").await;
    stage.press("form.write button.main").await;
    stage.wrong("Ask for a video session", "title", "Say in a line what it is about.").await;
    let day = |days| (stage.world.app.now() + TimeDelta::days(days)).format("%Y-%m-%d").to_string();
    stage.fill("#title", "Noise from the lift").await;
    stage.set("#day", &day(3)).await;
    stage.set("#time", "14:30").await;
    stage.choose_named("#facility", "Graz").await;
    stage.fill("#note", "I will be beside it.").await;
    stage.press("form.write button.main").await;
    stage.notice("Your request has been sent. You will be told when the time is confirmed.").await;
    let sql = "SELECT number, title, state, starts_at FROM video_session WHERE customer_id = $1";
    let session =
        async || select!(&stage.world.sql, (String, String, String, DateTime<Utc>), sql, person.customer).remove(0);
    let (number, title, state, starts_at) = session().await;
    assert_eq!((&*title, &*state), ("Noise from the lift", "requested"));
    stage.open(&format!("/video/{number}"), &format!("{number} · {title} | {title}")).await;
    stage.set("#day", &day(5)).await;
    stage.set("#time", "09:15").await;
    stage.press("section[aria-labelledby=move] button").await;
    stage.notice("The new time has been asked for.").await;
    let moved = session().await.3;
    assert_eq!((moved - starts_at).num_minutes(), 2 * 24 * 60 - 5 * 60 - 15);
    stage.open("/video", "Video sessions").await;
    assert!(stage.says("Noise from the lift").await && stage.says("has not confirmed this time yet").await);
}
