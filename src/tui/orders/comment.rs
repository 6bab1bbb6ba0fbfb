//! Writing a comment (R32): the text, the internal switch, and the line that names who will be told.

use crate::service::comments::{self, Added, NewComment};
use crate::service::notices::Told;
use crate::service::orders::OrderSheet;

use super::super::dialogs::{Foreseen, Form, SentKey, Values};
use super::super::msg::Job;
use super::super::screen::Cx;

/// So many people are named; the others are counted.
const NAMED: usize = 6;

/// The form. What is sent again by mistake has the same key, and is one comment.
pub fn comment(order: &OrderSheet) -> Form<Added> {
    let (number, asked) = (order.number.clone(), order.number.clone());
    let key = SentKey::default();
    let job = move |values: &Values| {
        let (order, body, internal) = (number.clone(), values.text("body"), values.ticked("internal"));
        let key = key.clone();
        Job::new("comment", move |app, by| async move {
            let sent_key = key.of(&app);
            comments::add(&app, &by, &NewComment { order, body, internal, sent_key }).await
        })
    };
    let who = move |values: &Values| {
        let (order, internal) = (asked.clone(), values.ticked("internal"));
        Job::new("who is told", move |app, by| async move {
            Ok(told(&comments::who_is_told(&app, &by, &order, internal).await?, internal))
        })
    };
    let then = |added: Added, cx: &mut Cx<'_>| {
        let kind = if added.comment.internal { t!("comment-internal") } else { t!("comment-word") };
        let people = match added.told.len() {
            0 => t!("people-told-none").to_owned(),
            1 => t!("people-told-one").to_owned(),
            n => t!("people-told", n = n),
        };
        cx.done(t!("comment-sent", kind = kind, people = people));
    };
    Form::new(t!("comment-on", title = order.title()), t!("send-verb"), job, then)
        .lines("body", t!("comment-word"), "")
        .tick("internal", t!("comment-internal-tick"), false)
        .foresee(&["internal"], who)
}

/// Who will be told, and how, as the screen says it before anything is sent.
fn told(people: &[Told], internal: bool) -> Foreseen {
    let reads = if internal {
        (t!("comment-internal-says").to_owned(), true)
    } else {
        (t!("comment-customers-read").to_owned(), false)
    };
    let said = if people.is_empty() {
        t!("told-nobody").to_owned()
    } else {
        let named: Vec<String> = people.iter().take(NAMED).map(Told::shown).collect();
        let more = people.len().saturating_sub(NAMED);
        let more = if more > 0 { format!(" {}", t!("and-more", more = more)) } else { String::new() };
        t!("comment-tells", join = named.join(", "), more = more)
    };
    vec![reads, (said, false)]
}

#[cfg(test)]
mod tests {
    use super::super::super::harness::Bench;
    use super::super::page::tests::order;
    use super::*;

    #[test]
    fn the_screen_says_who_is_told_whenever_the_switch_changes() {
        let mut bench = Bench::with_dialog(comment(&order()));
        assert!(bench.screen(80, 24).contains("Looking what it does"));
        let said = |text: &str, warns| -> Foreseen { vec![(text.to_owned(), warns)] };
        bench.answer("who is told", said("Told: Eva Huber <eva@huber.example>.", false));
        assert!(bench.screen(80, 24).contains("Eva Huber <eva@huber.example>"));
        bench.type_text("We come");
        bench.press("enter");
        bench.type_text("on Monday");
        bench.press("tab space");
        let screen = bench.screen(80, 24);
        assert!(!screen.contains("Eva Huber"), "what was said holds no longer:\n{screen}");
        // Nothing is sent before it is known who is told.
        bench.press("tab enter");
        assert!(bench.tickets("comment").is_empty());
        bench.answer("who is told", said("INTERNAL: only staff read it.", true));
        assert!(bench.screen(80, 24).contains("⚠ INTERNAL"));
        assert_eq!(bench.tickets("comment").len(), 1, "the key that was held is taken now");
    }

    #[test]
    fn whoever_is_told_is_named() {
        assert_eq!(told(&[], true)[0], ("INTERNAL: only staff read it.".to_owned(), true));
        assert_eq!(told(&[], false)[1].0, "Nobody is told.");
    }
}
