use super::super::super::harness::Bench;
use super::super::super::msg::Failure;
use super::*;

fn form() -> Form<String> {
    Form::new(
        "Revoke the access of Eva Huber?",
        "Revoke",
        |values| {
            let told = values.ticked("told").then(|| values.text("send_to"));
            Job::anonymous("revoke", move |_| async move { Ok(told.unwrap_or_else(|| "silent".into())) })
        },
        |done, cx| cx.done(done),
    )
    .say("She loses access at once.")
    .tick("told", "Tell her by a letter", true)
    .text("send_to", "Letter to", "", "her own address")
    .only_when(|values| values.ticked("told"))
}

#[test]
fn a_field_is_there_only_where_it_makes_sense() {
    let mut bench = Bench::with_dialog(form());
    assert!(bench.screen(80, 24).contains("her own address"));
    bench.press("space");
    let screen = bench.screen(80, 24);
    assert!(!screen.contains("Letter to") && screen.contains("□ Tell her by a letter"), "{screen}");
    bench.press("enter enter");
    assert_eq!(bench.tickets("revoke").len(), 1);
}

#[test]
fn what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost() {
    let mut bench = Bench::with_dialog(form());
    bench.press("tab");
    bench.type_text("eva");
    bench.press("enter enter");
    let ticket = bench.tickets("revoke")[0];
    let error = FieldError { field: "send_to", code: "email-at", message: "has no @".into() };
    bench.reply(ticket, Err(Failure { fields: vec![error], ..Failure::new("Send to: has no @.") }));
    let screen = bench.screen(80, 24);
    assert!(screen.contains("✗ has no @") && screen.contains("eva"), "{screen}");
    assert!(!screen.contains("Nothing typed is lost"), "it is said once, at the field:\n{screen}");
    bench.type_text("@huber.example");
    assert!(!bench.screen(80, 24).contains("has no @"));
    bench.press("enter enter");
    bench.answer("revoke", "told".to_owned());
    assert!(bench.screen(80, 24).contains("✓ told"));
}

#[test]
fn a_deed_that_cannot_be_undone_waits_for_its_word() {
    let job = |_: &Values| Job::anonymous("delete", |_| async { Ok(1_u8) });
    let mut bench =
        Bench::with_dialog(Form::<u8>::new("Delete?", "Delete", job, |_, cx| cx.done("gone")).confirm("Eva Huber"));
    bench.press("enter enter");
    assert!(bench.tickets("delete").is_empty());
    assert!(bench.screen(80, 24).contains("✗ type Eva Huber to confirm"));
    bench.type_text("eva huber");
    bench.press("enter enter");
    assert_eq!(bench.tickets("delete").len(), 1);
}

#[test]
fn leaving_with_much_typed_asks_first() {
    let job = |_: &Values| Job::anonymous("make", |_| async { Ok(1_u8) });
    let form = Form::<u8>::new("New", "Make", job, |_, _| {}).text("a", "A", "", "").text("b", "B", "", "");
    let mut bench = Bench::with_dialog(form);
    bench.type_text("x");
    bench.press("enter");
    bench.type_text("y");
    bench.press("esc enter");
    assert_eq!(bench.desk.dialogs(), 1, "enter stays");
    bench.press("esc y");
    assert_eq!(bench.desk.dialogs(), 0);
}
