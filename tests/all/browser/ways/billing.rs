//! Invoices are read and fetched, estimates answered once (R39).

use chrono::TimeDelta;
use keydesk::domain::BillingRecordId;
use keydesk::service::billing;

use super::stage::{Person, Stage};
use super::ways;
use crate::support::sql::{exec, select};

ways! {
    an_invoice_is_read_and_fetched,
    an_estimate_is_accepted,
    an_estimate_is_declined,
}

async fn bill(stage: &Stage, person: &Person, kind: &str) -> String {
    let number = format!("{}{}", person.number, &kind[..1]);
    let (today, now) = (stage.world.app.now().date_naive(), stage.world.app.now());
    exec!(
        &stage.world.sql,
        "INSERT INTO billing_record (id, organization_id, customer_id, order_id, number, kind, issued_on, due_on, amount, \
         currency, state, file, created_at, version) VALUES ($1, $2, $3, NULL, $4, $5, $6, $7, 124950, 'EUR', 'open', '', $8, 1)",
        stage.world.app.id::<BillingRecordId>(),
        stage.world.organization,
        person.customer,
        &number,
        kind,
        today,
        today + TimeDelta::days(14),
        now,
    );
    number
}

async fn an_invoice_is_read_and_fetched(stage: &Stage) {
    let person = stage.signed_in().await;
    let (invoice, estimate) = (bill(stage, &person, "invoice").await, bill(stage, &person, "estimate").await);
    let name = format!("{invoice}.pdf");
    let pdf: &[u8] = b"%PDF-1.4\nthe bill\n%%EOF\n";
    billing::attach(&stage.world.app, &stage.world.admin, &invoice, &name, &mut &*pdf).await.expect("a file");
    stage.open("/billing", "Invoices and estimates").await;
    stage.choose("#kind", "invoice").await;
    stage.press("form.filter button").await;
    stage.held("Invoices and estimates").await;
    assert!(stage.says(&invoice).await && !stage.says(&estimate).await);
    stage.press(".rows a").await;
    stage.held(&format!("Invoice {invoice}")).await;
    assert!(stage.says("€1,249.50").await && stage.says("To be paid").await, "{}", stage.browser.shown().await);
    let (status, kind, text) = stage.fetched_text(&format!("/billing/{invoice}/file")).await;
    assert_eq!((status, &*kind, &*text), (200, "application/pdf", "%PDF-1.4\nthe bill\n%%EOF\n"));
}

async fn answered(stage: &Stage, word: &str, title: &str, state: &str, words: &str) {
    let person = stage.signed_in().await;
    let number = bill(stage, &person, "estimate").await;
    let heading = format!("Estimate {number}");
    stage.open(&format!("/billing/{number}"), &heading).await;
    stage.press(&format!("a[href$='decision?as={word}']")).await;
    stage.held(title).await;
    stage.fill("#words", words).await;
    stage.press(".card button.main").await;
    stage.notice("Your answer has been sent.").await;
    stage.held(&heading).await;
    assert!(words.is_empty() || stage.says(words).await, "{}", stage.browser.shown().await);
    assert!(!stage.browser.has("a[href*='decision']").await, "it is answered once");
    let sql = "SELECT state FROM billing_record WHERE number = $1";
    assert_eq!(select!(&stage.world.sql, (String,), sql, &number), [(state.to_owned(),)]);
}

async fn an_estimate_is_accepted(stage: &Stage) {
    answered(stage, "accept", "Accept the estimate?", "accepted", "").await;
}

async fn an_estimate_is_declined(stage: &Stage) {
    answered(stage, "decline", "Decline the estimate?", "declined", "Too dear for us.").await;
}
