//! Documents on orders and objects: brought, listed, found, downloaded, small pictures of photographs (R37).

use super::stage::{PHOTOGRAPH, REPORT, Stage};
use super::ways;
use crate::support::sql::select;

ways! {
    brought_listed_and_downloaded,
}

async fn brought_listed_and_downloaded(stage: &Stage) {
    let person = stage.signed_in().await;
    let number = format!("{}N1", person.number);
    stage.world.order(person.customer, Some(person.graz), &number, "Lift stuck").await;
    let path = format!("/orders/{number}");
    stage.open(&path, &format!("{number} · Lift stuck | Lift stuck")).await;
    stage.press("#papers form button").await;
    assert_eq!(stage.browser.status().await, 422);
    assert!(stage.says("Choose a file first.").await);
    stage.held("Error: Add documents | Add documents").await;
    stage.attach("#file", &format!("{PHOTOGRAPH}\n{REPORT}")).await;
    stage.press("form.write button").await;
    stage.notice("Your documents have been added.").await;
    let mut names = stage.texts(".papers a.strong").await;
    names.sort();
    assert_eq!(names, ["photograph.png", "report.pdf"]);
    let sql = "SELECT name, media_type FROM document WHERE customer_id = $1 ORDER BY name";
    let stored = select!(&stage.world.sql, (String, String), sql, person.customer);
    let pair = |name: &str, kind: &str| (name.to_owned(), kind.to_owned());
    assert_eq!(stored, [pair("photograph.png", "image/png"), pair("report.pdf", "application/pdf")]);

    stage.open("/documents", "Documents").await;
    assert_eq!(stage.texts(".papers li").await.len(), 2);
    stage.fill("#q", "report").await;
    stage.press("form.filter button").await;
    stage.held("Documents").await;
    assert_eq!(stage.texts(".papers a.strong").await, ["report.pdf"]);
    let href = stage.ask("return document.querySelector('.papers a.strong').getAttribute('href')").await;
    let (status, kind, text) = stage.fetched_text(href.as_str().expect("an address")).await;
    assert!(status == 200 && kind == "application/pdf" && text.starts_with("%PDF"), "{status} {kind}");
    stage.fill("#q", "photo").await;
    stage.press("form.filter button").await;
    let src = stage.ask("return document.querySelector('.papers img').getAttribute('src')").await;
    stage.until("const i = document.querySelector('.papers img'); i.scrollIntoView(); return i.naturalWidth > 0").await;
    let (status, kind, _) = stage.fetched(src.as_str().expect("an address")).await;
    assert!(status == 200 && kind.starts_with("image/"), "{status} {kind}");
    stage.press(".papers li p a").await;
    stage.held(&format!("{number} · Lift stuck | Lift stuck")).await;
}
