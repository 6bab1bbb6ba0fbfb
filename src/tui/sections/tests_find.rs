//! What the palette finds, invoices with their files and the documents of a model, as they look at every size.

use uuid::Uuid;

use crate::domain::CustomerId;
use crate::domain::state::{AccessState, BillingKind, BillingState};
use crate::service::billing::BillingSheet;
use crate::service::customers::Page;
use crate::service::documents::DocumentRow;
use crate::service::search::{Hit, Kind};
use crate::tui::documents;
use crate::tui::harness::Bench;
use crate::tui::sections::billing::Billing;
use crate::tui::{Screens, TuiSettings};

use super::Boxed;
use super::tests::{customer, now, page};

const SIZES: [(u16, u16); 3] = [(60, 18), (80, 24), (120, 40)];

/// A snapshot at every size.
fn look(bench: &mut Bench, what: &str) {
    for (width, height) in SIZES {
        insta::assert_snapshot!(format!("{what}_{width}x{height}"), bench.screen(width, height));
    }
}

fn hit(kind: Kind, n: u128, number: &str, name: &str, note: &str) -> Hit {
    let whose: Option<CustomerId> = (kind != Kind::Model).then(|| Uuid::from_u128(42).into());
    Hit {
        kind,
        id: Uuid::from_u128(n),
        number: number.into(),
        name: name.into(),
        note: note.into(),
        customer_id: whose,
        customer_name: whose.map(|_| "Huber Maschinen GmbH".into()),
    }
}

#[test]
fn what_is_found_stands_kind_by_kind() {
    let mut bench = Bench::new(Screens::all(&TuiSettings::default()));
    bench.effects();
    bench.press("ctrl-p");
    bench.type_text("lift");
    let things = vec![
        hit(Kind::User, 1, "", "Lifta Huber", "lifta@huber.example"),
        hit(Kind::Order, 2, "W12", "Lift stuck between the second and the third floor", "in_progress"),
        hit(Kind::Fault, 3, "R4", "Lift hums\u{202e}\u{1b}[31m", "open"),
        hit(Kind::Facility, 4, "F1042-1", "Lift tower", "Graz"),
        hit(Kind::Object, 5, "O1042-02", "Lift B", "LI992584"),
        hit(Kind::Model, 6, "M003", "Kranich 1600 goods lift", "Kranich"),
    ];
    // What is slower may come first: nothing is shown before the customers are there, which stand above it.
    bench.answer("things", things);
    assert!(!bench.screen(80, 24).contains("Lift stuck"));
    bench.answer("palette", page(vec![customer(42, "Liftbau Huber", AccessState::Active)]));
    look(&mut bench, "palette");
}

#[test]
fn what_is_slow_does_not_move_what_is_marked() {
    let mut bench = Bench::new(Screens::all(&TuiSettings::default()));
    bench.effects();
    bench.press("ctrl-p");
    bench.type_text("lift");
    bench.answer("palette", page(vec![customer(42, "Liftbau Huber", AccessState::Active)]));
    // Enter need not wait for what stands below.
    bench.press("enter");
    assert!(bench.screen(80, 24).contains("▸ Customers"), "{}", bench.screen(80, 24));
    assert_eq!(bench.desk.dialogs(), 0);
    // Where it led stands first from now on, and is not shown twice.
    bench.press("ctrl-p");
    bench.type_text("liftb");
    bench.answer("palette", page(vec![customer(42, "Liftbau Huber", AccessState::Active)]));
    bench.answer("things", Vec::<Hit>::new());
    let shown = bench.screen(80, 24);
    assert_eq!(shown.matches("Liftbau Huber").count(), 1, "{shown}");
}

fn bill(n: u128, kind: BillingKind, state: BillingState, file: Option<&str>) -> BillingSheet {
    BillingSheet {
        id: Uuid::from_u128(n).into(),
        customer_id: Uuid::from_u128(42).into(),
        customer_number: "1042".into(),
        customer_name: "Huber Maschinen GmbH".into(),
        area_id: None,
        number: format!("R265{n:02}"),
        kind,
        order_number: Some("W12".into()),
        issued_on: now().date_naive(),
        due_on: Some(now().date_naive()),
        amount: 348_000,
        currency: "EUR".into(),
        state,
        file: file.unwrap_or_default().into(),
        storage_key: file.map(Into::into),
        media_type: file.map(|_| "application/pdf".into()),
        size: file.map(|_| 14_000),
        decided_by: None,
        decided_at: None,
        answer: String::new(),
        version: 1,
    }
}

#[test]
fn an_invoice_is_listed_and_gets_a_file() {
    let mut bench = Bench::with_dialog(Boxed::new("Billing", Billing));
    let rows = vec![
        bill(1, BillingKind::Estimate, BillingState::Accepted, Some("offer-of-march.pdf")),
        bill(2, BillingKind::Invoice, BillingState::Open, None),
        bill(3, BillingKind::Invoice, BillingState::Paid, None),
    ];
    assert!(bench.screen(80, 24).contains("Loading"));
    bench.answer("billing", Page { rows, more_before: false, more_after: false });
    look(&mut bench, "billing");
    bench.press("+");
    look(&mut bench, "billing-file");
}

#[test]
fn documents_of_a_model_are_listed() {
    let mut bench = Bench::with_dialog(documents::of_model("M003"));
    let document = DocumentRow {
        id: Uuid::from_u128(7).into(),
        number: "D1".into(),
        name: "Kranich 1600 – Betriebsanleitung.pdf".into(),
        media_type: "application/pdf".into(),
        size: 14_000,
        customer_id: None,
        order_id: None,
        order_number: None,
        object_id: None,
        object_number: None,
        model_id: Some(Uuid::from_u128(3).into()),
        model_number: Some("M003".into()),
        storage_key: "k".into(),
        thumbnail_key: None,
        uploaded_by: "Anna Berg".into(),
        created_at: now(),
        version: 1,
    };
    assert!(bench.screen(80, 24).contains("Loading"));
    bench.answer("documents", Page { rows: vec![document], more_before: false, more_after: false });
    look(&mut bench, "model-documents");
}
