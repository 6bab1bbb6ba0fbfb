//! Days as people type them: `today`, `<tomorrow`, `>=2026-11-01`, `-7d..today`.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};

use crate::domain::field::FieldErrors;

/// A stretch of time: from its beginning, up to and without its end.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Span {
    /// From then on; none: from ever.
    pub from: Option<DateTime<Utc>>,
    /// Before then; none: for ever.
    pub until: Option<DateTime<Utc>>,
}

impl Span {
    /// Reads what was typed for `field` at `now`, in the time zone of whoever typed it: days begin at its midnight.
    ///
    /// # Errors
    /// Under `filter`, what is no day.
    pub fn parse<Z: TimeZone>(field: &str, typed: &str, now: &DateTime<Z>) -> Result<Self, FieldErrors> {
        let read = |word: &str| day(word, now);
        let start = |day: NaiveDate| midnight(day, now);
        let after = |day: NaiveDate| day.succ_opt().and_then(|next| midnight(next, now));
        let word = typed.trim().to_lowercase();
        let found = if let Some((from, until)) = word.split_once("..") {
            span((from, read(from), &start), (until, read(until), &after))
        } else if let Some(rest) = word.strip_prefix("<=") {
            read(rest).and_then(after).map(|at| Self { from: None, until: Some(at) })
        } else if let Some(rest) = word.strip_prefix('<') {
            read(rest).and_then(start).map(|at| Self { from: None, until: Some(at) })
        } else if let Some(rest) = word.strip_prefix(">=") {
            read(rest).and_then(start).map(|at| Self { from: Some(at), until: None })
        } else if let Some(rest) = word.strip_prefix('>') {
            read(rest).and_then(after).map(|at| Self { from: Some(at), until: None })
        } else {
            read(&word).and_then(|day| Some(Self { from: Some(start(day)?), until: Some(after(day)?) }))
        };
        found.ok_or_else(|| {
            let message = format!(
                "{field}: \"{typed}\" is no day; write today, tomorrow, <tomorrow, >=-7d, -7d..today, or a day like 2026-11-01"
            );
            FieldErrors::one("filter", "filter-day", message)
        })
    }
}

type Side<'a> = (&'a str, Option<NaiveDate>, &'a dyn Fn(NaiveDate) -> Option<DateTime<Utc>>);

/// `a..b`, `a..` or `..b`.
fn span((from, first, start): Side<'_>, (until, last, after): Side<'_>) -> Option<Span> {
    if (from.is_empty() && until.is_empty())
        || (!from.is_empty() && first.is_none())
        || (!until.is_empty() && last.is_none())
    {
        return None;
    }
    Some(Span { from: first.and_then(start), until: last.and_then(after) })
}

fn day<Z: TimeZone>(word: &str, now: &DateTime<Z>) -> Option<NaiveDate> {
    let today = now.naive_local().date();
    match word {
        "today" => Some(today),
        "tomorrow" => today.succ_opt(),
        "yesterday" => today.pred_opt(),
        _ => relative(word, today).or_else(|| NaiveDate::parse_from_str(word, "%Y-%m-%d").ok()),
    }
}

/// `+14d`, `-2w`, and `7d` for seven days from now.
fn relative(word: &str, today: NaiveDate) -> Option<NaiveDate> {
    let (number, unit) = word.split_at_checked(word.len().checked_sub(1)?)?;
    let days = match unit {
        "d" => 1,
        "w" => 7,
        _ => return None,
    };
    let (sign, digits) = match number.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, number.strip_prefix('+').unwrap_or(number)),
    };
    if !digits.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let count: i64 = digits.parse().ok()?;
    today.checked_add_signed(TimeDelta::try_days(count.checked_mul(days * sign)?)?)
}

/// The midnight at which a day begins; where clocks were put forward over it, the hour after. None outside the years that both
/// databases know.
fn midnight<Z: TimeZone>(day: NaiveDate, now: &DateTime<Z>) -> Option<DateTime<Utc>> {
    use chrono::Datelike as _;
    if !(1..=9998).contains(&day.year()) {
        return None;
    }
    let (zone, at) = (now.timezone(), day.and_time(NaiveTime::MIN));
    let found = zone.from_local_datetime(&at).earliest();
    let found = found.or_else(|| zone.from_local_datetime(&(at + TimeDelta::hours(1))).earliest());
    found.map(|at| at.to_utc())
}
