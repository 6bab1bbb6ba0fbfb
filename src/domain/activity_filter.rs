//! The filter of the activity log as people type it (R70): `who:anna what:role_changed whom:eva customer:1042 since:7d text`.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc};

use crate::text;

use super::activity::Event;
use super::field::FieldErrors;
use super::listing::List;
use super::query::{Token, fields, tokens, unknown};

/// Which records are meant. A field that is given several times means any of its values; different fields, and different
/// words, must all hold.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ActivityFilter {
    /// Somebody whose name or address holds one of these did it.
    pub who: Vec<String>,
    /// One of these happened; empty for everything.
    pub what: Vec<Event>,
    /// Whom or what it concerned holds one of these.
    pub whom: Vec<String>,
    /// It concerned the customer with this number.
    pub customer: Option<String>,
    /// It happened since then.
    pub since: Option<DateTime<Utc>>,
    /// Actor, subject or event hold each of these.
    pub words: Vec<String>,
}

impl ActivityFilter {
    /// Reads what was typed at `now`, in the time zone of whoever typed it: days begin at its midnight.
    ///
    /// # Errors
    /// Under `filter`, everything that is not understood, with what would be.
    pub fn parse<Z: TimeZone>(typed: &str, now: &DateTime<Z>) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let mut filter = Self::default();
        let tokens = tokens(typed, &mut errors);
        for Token { field, value } in tokens {
            let Some(field) = field else {
                filter.words.push(value);
                continue;
            };
            if let Some(known) = fields(List::Activity).iter().find(|f| f.name == field && value.is_empty()) {
                errors.add("filter", "filter-empty", format!("{field}: says nothing; write it like {}", known.example));
                continue;
            }
            match field.as_str() {
                "who" => filter.who.push(value),
                "whom" => filter.whom.push(value),
                "customer" if filter.customer.as_ref().is_none_or(|c| *c == value) => filter.customer = Some(value),
                "customer" => errors.add("filter", "filter-twice", "customer: can be given once"),
                "what" => filter.what.extend(errors.take(events(&value)).unwrap_or_default()),
                "since" => filter.since = errors.take(since(&value, now)).or(filter.since),
                other => unknown(List::Activity, other, &value, &mut errors),
            }
        }
        errors.into_result().map(|()| filter)
    }

    /// Whether every record is meant.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The events whose names hold what was typed: `what:role` means both kinds of role changes.
fn events(typed: &str) -> Result<Vec<Event>, FieldErrors> {
    let word = typed.to_lowercase().replace([' ', '-'], "_");
    if let Ok(event) = word.parse() {
        return Ok(vec![event]);
    }
    let found: Vec<Event> = Event::ALL.iter().copied().filter(|e| e.as_str().contains(&word)).collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let nearest = text::nearest(&word, Event::ALL.iter().map(|e| e.as_str()));
    // A single word of a name can be misspelled too.
    let parts = || text::nearest(&word, Event::ALL.iter().flat_map(|e| e.as_str().split('_')));
    let hint = nearest
        .or_else(parts)
        .map_or_else(|| "for example role_changed or revoked".to_owned(), |e| format!("did you mean {e}?"));
    Err(FieldErrors::one("filter", "filter-event", format!("what: nothing is called \"{typed}\"; {hint}")))
}

/// `7d`, `12h`, `30m`, `2w`, `today`, `yesterday`, `2026-11-01`, `2026-11-01T14:30`.
fn since<Z: TimeZone>(typed: &str, now: &DateTime<Z>) -> Result<DateTime<Utc>, FieldErrors> {
    let word = typed.to_lowercase();
    let day = |back: i64| {
        let day = now.naive_local().date().checked_sub_signed(TimeDelta::days(back))?;
        local(now, day.and_time(NaiveTime::MIN))
    };
    let found = match word.as_str() {
        "today" => day(0),
        "yesterday" => day(1),
        word => ago(word, now).or_else(|| {
            let date = NaiveDate::parse_from_str(word, "%Y-%m-%d").ok().map(|d| d.and_time(NaiveTime::MIN));
            let moment = || {
                let formats = ["%Y-%m-%dt%H:%M", "%Y-%m-%dt%H:%M:%S", "%Y-%m-%d %H:%M"];
                formats.iter().find_map(|f| NaiveDateTime::parse_from_str(word, f).ok())
            };
            let exact = || DateTime::parse_from_rfc3339(&word.to_uppercase()).ok().map(|at| at.to_utc());
            date.or_else(moment).and_then(|at| local(now, at)).or_else(exact)
        }),
    };
    found.ok_or_else(|| {
        let message = format!(
            "since: \"{typed}\" is no time; write 7d, 12h, 30m, 2w, today, yesterday, or a day like 2026-11-01"
        );
        FieldErrors::one("filter", "filter-since", message)
    })
}

fn ago<Z: TimeZone>(word: &str, now: &DateTime<Z>) -> Option<DateTime<Utc>> {
    let (number, unit) = word.split_at_checked(word.len().checked_sub(1)?)?;
    if !number.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let number: i64 = number.parse().ok()?;
    let back = match unit {
        "m" => TimeDelta::try_minutes(number),
        "h" => TimeDelta::try_hours(number),
        "d" => TimeDelta::try_days(number),
        "w" => TimeDelta::try_weeks(number),
        _ => None,
    };
    now.to_utc().checked_sub_signed(back?)
}

/// A local time as a moment; where clocks were put forward over it, the moment after.
fn local<Z: TimeZone>(now: &DateTime<Z>, at: NaiveDateTime) -> Option<DateTime<Utc>> {
    let zone = now.timezone();
    let found = zone.from_local_datetime(&at).earliest();
    let found = found.or_else(|| zone.from_local_datetime(&(at + TimeDelta::hours(1))).earliest());
    found.map(|at| at.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Vienna;

    fn now() -> DateTime<chrono_tz::Tz> {
        Vienna.with_ymd_and_hms(2026, 11, 22, 10, 30, 0).unwrap()
    }

    fn parse(typed: &str) -> ActivityFilter {
        ActivityFilter::parse(typed, &now()).unwrap_or_else(|e| panic!("{typed}: {e}"))
    }

    fn error(typed: &str) -> String {
        ActivityFilter::parse(typed, &now()).unwrap_err().to_string()
    }

    #[test]
    fn fields_words_and_quotes_are_told_apart() {
        let filter =
            parse("who:anna WHO:\"Lars Holm\" what:role_changed whom:eva customer:1042 suspended \"two words\" 10:30");
        assert_eq!(filter.who, ["anna", "Lars Holm"]);
        assert_eq!(filter.what, [Event::RoleChanged]);
        assert_eq!((filter.whom, filter.customer.as_deref()), (vec!["eva".to_owned()], Some("1042")));
        assert_eq!(filter.words, ["suspended", "two words", "10:30"]);
        assert!(parse("  \u{1b} ").is_empty() && parse("").is_empty());
        assert_eq!(parse("\"who:anna\"").words, ["who:anna"]);
    }

    #[test]
    fn events_are_meant_by_a_part_of_their_name() {
        assert!(parse("what:role").what.contains(&Event::StaffRoleChanged));
        assert_eq!(parse("what:access-revoked").what, [Event::AccessRevoked]);
        assert!(error("what:rol_changed").contains("did you mean role_changed?"));
        assert!(error("what:suspnded").contains("suspended"));
        assert!(error("what:zzzzzz").contains("nothing is called"));
    }

    #[test]
    fn times_are_ago_or_days_of_the_reader() {
        let at = |typed: &str| parse(&format!("since:{typed}")).since.unwrap().to_rfc3339();
        assert_eq!(at("12h"), "2026-11-21T21:30:00+00:00");
        assert_eq!(at("7d"), "2026-11-15T09:30:00+00:00");
        assert_eq!(at("2w"), "2026-11-08T09:30:00+00:00");
        // Midnight in Vienna is an hour before midnight in London.
        assert_eq!(at("yesterday"), "2026-11-20T23:00:00+00:00");
        assert_eq!(at("2026-07-01"), "2026-06-30T22:00:00+00:00");
        assert_eq!(at("\"2026-11-01 08:00\""), "2026-11-01T07:00:00+00:00");
        assert_eq!(at("2026-11-01T08:00:00Z"), "2026-11-01T08:00:00+00:00");
        // Clocks were put forward at two; half past two never was.
        assert_eq!(at("2026-03-29T02:30"), "2026-03-29T01:30:00+00:00");
        for wrong in ["soon", "7x", "d", "-3d", "2026-13-01", "99999999999999999999d", "9223372036854775807w"] {
            assert!(error(&format!("since:{wrong}")).contains("is no time"), "{wrong}");
        }
    }

    #[test]
    fn what_is_not_understood_is_named_all_at_once_with_what_would_be() {
        let said = error("wo:anna since:soon what:x_y_z who: \"open");
        for part in [
            "\"wo:\" is no field; did you mean who:?",
            "since: \"soon\"",
            "what: nothing",
            "who: says nothing",
            "quote",
        ] {
            assert!(said.contains(part), "{part}: {said}");
        }
        assert!(error("customer:1 customer:2").contains("once"));
    }
}
