//! The grammar holds whatever is typed.

use chrono::{DateTime, TimeZone as _};
use chrono_tz::Europe::Vienna;
use proptest::prelude::*;

use crate::domain::activity_filter::ActivityFilter;
use crate::domain::listing::List;
use crate::domain::outbox_filter::OutboxFilter;
use crate::domain::state::{AccessState, CustomerKind, OrderState};

use super::*;

fn now() -> DateTime<chrono_tz::Tz> {
    Vienna.with_ymd_and_hms(2026, 11, 22, 10, 30, 0).unwrap()
}

/// What each list makes of what was typed: the words, or what is wrong.
fn any(list: List, typed: &str) -> Result<String, FieldErrors> {
    match list {
        List::Customers => CustomerFilter::parse(typed).map(|(_, words)| words),
        List::Orders => OrderFilter::parse(typed, &now()).map(|(_, words)| words),
        List::Faults => FaultFilter::parse(typed, &now()).map(|(_, words)| words),
        List::Outbox => OutboxFilter::parse(typed).map(|f| f.words.join(" ")),
        List::Activity => ActivityFilter::parse(typed, &now()).map(|f| f.words.join(" ")),
        List::Billing => Ok(String::new()),
    }
}

#[test]
fn fields_are_read_and_words_stay_as_they_are() {
    let (filter, words) =
        CustomerFilter::parse("hub ACCESS:pend city:\"Bad Aussee\" kind:corporate managed:y +43 316").unwrap();
    assert_eq!((filter.access, filter.kind), (Some(AccessState::Pending), Some(CustomerKind::Corporate)));
    assert_eq!((filter.city.as_deref(), filter.managed), (Some("Bad Aussee"), Some(true)));
    assert_eq!(words, "hub +43 316");
    let (filter, words) = OrderFilter::parse("state:in-progress planned:<tomorrow pump \"10:30\"", &now()).unwrap();
    assert_eq!(filter.state, Some(OrderState::InProgress));
    assert_eq!(filter.planned.unwrap().until.unwrap().to_rfc3339(), "2026-11-22T23:00:00+00:00");
    assert_eq!(words, "pump 10:30");
    assert_eq!(CustomerFilter::parse("access: ").unwrap().0, CustomerFilter::default(), "still being typed");
}

#[test]
fn what_is_wrong_is_named_with_the_nearest_known_word() {
    for (list, typed, says) in [
        (List::Customers, "acess:off", "did you mean access:?"),
        (List::Customers, "access:pnding", "did you mean pending?"),
        (List::Customers, "managed:perhaps", "there are yes, no"),
        (List::Customers, "city:Graz city:Wien", "city: can be given once"),
        (List::Customers, "at:home", "put quotes around \"at:home\""),
        (List::Orders, "planned:soon", "is no day"),
        (List::Orders, "state:nope kind:nope", "kind: nothing is called"),
        (List::Faults, "urgncy:high", "did you mean urgency:?"),
        (List::Faults, "state:\"open", "quote"),
    ] {
        let said = any(list, typed).unwrap_err().to_string();
        assert!(said.contains(says), "{typed}: {said}");
    }
}

#[test]
fn days_begin_at_the_readers_midnight() {
    let span = |typed: &str| {
        let Span { from, until } = Span::parse("planned", typed, &now()).unwrap();
        [from, until].map(|at| at.map(|at| at.format("%m-%dT%H").to_string()).unwrap_or_default())
    };
    assert_eq!(span("today"), ["11-21T23", "11-22T23"]);
    assert_eq!(span("<tomorrow"), ["", "11-22T23"]);
    assert_eq!(span("<=tomorrow"), ["", "11-23T23"]);
    assert_eq!(span(">2026-07-01"), ["07-01T22", ""]);
    assert_eq!(span(">=2026-07-01"), ["06-30T22", ""]);
    assert_eq!(span("-7d..today"), ["11-14T23", "11-22T23"]);
    assert_eq!(span("..+1w"), ["", "11-29T23"]);
    assert_eq!(span("2w.."), ["12-05T23", ""]);
    for wrong in
        ["", "..", "soon", "<", "7x", "--7d", "2026-13-01", "0000-01-01", "9223372036854775807w", "today..soon"]
    {
        assert!(Span::parse("planned", wrong, &now()).is_err(), "{wrong}");
    }
}

#[test]
fn tab_goes_on_with_fields_and_then_with_what_they_know() {
    let offered =
        |list, typed: &str| -> Vec<String> { completions(list, typed).into_iter().map(|c| c.shown).collect() };
    assert_eq!(offered(List::Customers, "a"), ["access:", "area:"]);
    assert_eq!(offered(List::Customers, "hub access:p"), ["pending"]);
    assert_eq!(completions(List::Customers, "hub ACC")[0].text, "hub access:");
    assert_eq!(completions(List::Customers, "hub access:p")[0].text, "hub access:pending ");
    assert_eq!(offered(List::Customers, "").len(), 6);
    assert!(offered(List::Customers, "city:Gr").is_empty() && offered(List::Customers, "\"a").is_empty());
    assert!(offered(List::Customers, "access:pending").is_empty(), "nothing is left to go on with");
    assert_eq!(offered(List::Orders, "planned:<"), ["<tomorrow"]);
}

proptest! {
    /// Any text is read by every list, without a panic; what comes back as words names no field.
    #[test]
    fn any_text_is_read(typed in "\\PC{0,80}|([a-z]{0,8}:?[\"<>. a-z0-9äß-]{0,8} ?){0,8}") {
        for list in List::ALL {
            if let Err(errors) = any(*list, &typed) {
                prop_assert!(!errors.0.is_empty() && errors.0.iter().all(|e| e.field == "filter"));
            }
            let _ = completions(*list, &typed);
        }
    }

    /// Words alone, quoted or not, come back in their order, and a quoted field is text.
    #[test]
    fn words_alone_stay_words(words in proptest::collection::vec("[a-zäß0-9.+-]{1,8}", 0..6)) {
        let typed = words.join("  ");
        prop_assert_eq!(CustomerFilter::parse(&typed).unwrap(), (CustomerFilter::default(), words.join(" ")));
        let quoted: Vec<_> = words.iter().map(|w| format!("\"city:{w}\"")).collect();
        let plain: Vec<_> = words.iter().map(|w| format!("city:{w}")).collect();
        prop_assert_eq!(CustomerFilter::parse(&quoted.join(" ")).unwrap().1, plain.join(" "));
    }

    /// Whatever is offered while typing is understood when it is taken.
    #[test]
    fn what_is_offered_is_understood(begun in "[a-z]{0,3}", list in proptest::sample::select(List::ALL)) {
        for name in completions(list, &begun) {
            for value in completions(list, &name.text) {
                prop_assert!(any(list, &value.text).is_ok(), "{}", value.text);
            }
            prop_assert!(any(list, &name.text).is_ok() || list == List::Activity, "{}", name.text);
        }
    }

    /// Each name of a field is understood by its list with each value that the catalogue knows.
    #[test]
    fn examples_are_understood(list in proptest::sample::select(List::ALL)) {
        for field in fields(list) {
            prop_assert!(any(list, field.example).is_ok(), "{}", field.example);
        }
    }
}
