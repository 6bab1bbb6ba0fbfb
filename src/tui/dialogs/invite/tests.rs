//! The form on the bench: what is said, what is sent, what is kept.

use uuid::Uuid;

use super::super::super::grid::fixtures::{contact, customer, facility};
use super::super::super::harness::Bench;
use super::super::super::msg::Failure;
use super::*;

fn id<T: From<Uuid>>(n: u128) -> T {
    Uuid::from_u128(n).into()
}

fn ground() -> Ground {
    Ground {
        customer: customer(false),
        module_on: true,
        facilities: vec![facility(21, "Graz"), facility(22, "Weiz")],
        contacts: vec![contact(31, "Jan", "Moser"), contact(32, "Ida", "Wolf")],
        first: None,
    }
}

fn opened(ground: Ground) -> Bench {
    let mut bench = Bench::with_dialog(Invite::new(id(10)));
    bench.screen(80, 24);
    bench.answer("invite", ground);
    bench
}

fn granted() -> Granted {
    Granted {
        user: id(1),
        invitation: id(2),
        link: "http://127.0.0.1:8080/invitation/kdi_0123456789".into(),
        sent_to: "eva@huber.example".into(),
        expires_at: chrono::DateTime::from_timestamp(1_790_432_000, 0).unwrap(),
    }
}

/// First name, last name, e-mail.
fn fill(bench: &mut Bench) {
    for text in ["Eva", "Huber", "eva@huber.example"] {
        bench.type_text(text);
        bench.press("enter");
    }
}

#[test]
fn it_looks_calm_and_asks_for_facilities_where_there_are_several() {
    let mut bench = opened(ground());
    fill(&mut bench);
    insta::assert_snapshot!("80x24", bench.screen(80, 24));
    insta::assert_snapshot!("120x40", bench.screen(120, 40));
    // Language, role; then the facilities open by themselves.
    bench.press("enter enter enter");
    insta::assert_snapshot!("facilities-80x24", bench.screen(80, 24));
    bench.press("enter");
    let screen = bench.screen(80, 24);
    assert!(screen.contains("sees nothing, no order and no object"), "{screen}");
    assert!(bench.tickets("grant").is_empty());
}

#[test]
fn sending_without_having_chosen_facilities_asks_first() {
    let mut bench = opened(ground());
    fill(&mut bench);
    bench.press("shift-tab shift-tab shift-tab shift-tab shift-tab enter");
    assert!(bench.screen(80, 24).contains("Facilities that Eva Huber sees"));
    bench.press("down space enter enter");
    assert!(bench.tickets("grant").is_empty(), "the cursor went on to the letter's address");
    bench.press("enter");
    assert_eq!(bench.tickets("grant").len(), 1);
}

#[test]
fn the_result_shows_the_link_which_y_copies() {
    let mut bench = opened(Ground { facilities: vec![], ..ground() });
    fill(&mut bench);
    bench.press("enter enter enter enter");
    bench.answer("grant", granted());
    insta::assert_snapshot!("granted-80x24", bench.screen(80, 24));
    bench.press("y");
    let copied = bench.effects().into_iter().any(|e| matches!(e, Effect::Copy(link) if link == granted().link));
    assert!(copied);
    bench.press("enter");
    assert_eq!(bench.desk.dialogs(), 0);
}

#[test]
fn errors_stand_at_their_fields_and_nothing_typed_is_lost() {
    let mut bench = opened(Ground { facilities: vec![], ..ground() });
    bench.type_text("Eva");
    bench.press("enter enter");
    bench.type_text("eva");
    bench.press("enter enter enter enter enter");
    let ticket = bench.tickets("grant")[0];
    let error = |field, message: &str| FieldError { field, code: "x", message: message.into() };
    let mut failure = Failure::new("Two fields.");
    failure.fields = vec![
        error("email", "\"eva\" has no @; an address looks like name@company.com"),
        error("last_name", "must have 1 to 100 characters"),
    ];
    bench.reply(ticket, Err(failure));
    insta::assert_snapshot!("errors-80x24", bench.screen(80, 24));
    // The cursor stands in the first wrong field; typing takes its error away.
    bench.type_text("Huber");
    let screen = bench.screen(80, 24);
    assert!(!screen.contains("must have 1 to 100") && screen.contains("has no @"), "{screen}");
    assert!(screen.contains("Eva"), "{screen}");
}

#[test]
fn a_contact_fills_names_and_address() {
    let mut bench = opened(ground());
    bench.press("shift-tab enter");
    bench.type_text("ida");
    bench.press("enter");
    let screen = bench.screen(80, 24);
    for text in ["Ida", "Wolf", "ida@huber.example", "sees only orders of this contact, never invoices"] {
        assert!(screen.contains(text), "{text}\n{screen}");
    }
}

#[test]
fn the_first_user_closes_the_link_and_the_form_says_so_before() {
    let mut first = ground();
    first.first = Some("the secure link stops working with the first user".into());
    let screen = opened(first).screen(80, 24);
    assert!(screen.contains("the secure link stops working"), "{screen}");
    assert!(!opened(ground()).screen(80, 24).contains("secure link"));
}

#[test]
fn where_the_portal_is_off_the_form_offers_to_switch_it_on() {
    let mut off = ground();
    off.customer.row.portal_on = false;
    let mut bench = opened(off);
    bench.type_text("Eva");
    bench.press("shift-tab shift-tab");
    let screen = bench.screen(80, 24);
    assert!(screen.contains("▸ Switch the portal on for this customer ◂"), "{screen}");
    bench.press("enter");
    bench.answer("switch on", true);
    bench.screen(80, 24);
    bench.answer("invite", ground());
    let screen = bench.screen(80, 24);
    assert!(screen.contains("✓ The portal is switched on") && screen.contains("Eva"), "{screen}");
    assert!(!screen.contains("Switch the portal"), "{screen}");
}

#[test]
fn a_private_customer_has_no_role() {
    let mut private = ground();
    private.customer.row.kind = CustomerKind::Private;
    let screen = opened(private).screen(80, 24);
    assert!(!screen.contains("Role"), "{screen}");
}

#[test]
fn administrator_at_a_managed_customer_is_confirmed() {
    let mut bench = opened(Ground { customer: customer(true), facilities: vec![], ..ground() });
    fill(&mut bench);
    bench.press("enter left");
    assert!(bench.screen(80, 24).contains("recommended: moderator or member"));
    bench.press("enter enter enter");
    assert!(bench.screen(80, 24).contains("Make Eva Huber administrator?"));
    bench.press("enter");
    assert!(bench.tickets("grant").is_empty(), "no is the default");
    bench.press("enter y");
    assert_eq!(bench.tickets("grant").len(), 1);
}

#[test]
fn leaving_with_something_typed_asks() {
    let mut bench = opened(ground());
    bench.type_text("Eva");
    bench.press("esc enter");
    assert!(bench.screen(80, 24).contains("Eva"));
    bench.press("esc y");
    assert_eq!(bench.desk.dialogs(), 0);
}
