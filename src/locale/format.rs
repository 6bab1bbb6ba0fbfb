//! Dates, times and numbers as the reader's language writes them.
//!
//! Months come from the catalogue `common.ftl`; the order of the parts stands here. Short forms are for tables: English
//! names the month (so that nobody wonders which number it was), Swedish is ISO 8601, German and Danish are numeric.

use chrono::{DateTime, Datelike as _, NaiveDate, Timelike as _, Utc};
use chrono_tz::Tz;

use super::text;
use crate::domain::state::Language;

/// The time zone of that name; UTC when there is none of it.
pub fn time_zone(name: &str) -> Tz {
    name.parse().unwrap_or(Tz::UTC)
}

/// A day in full: "22 November 2026".
pub fn date(language: Language, zone: Tz, at: DateTime<Utc>) -> String {
    day(language, at.with_timezone(&zone).date_naive())
}

/// A day for a table: "22 Nov 2026", "2026-11-22", "22.11.2026".
pub fn date_short(language: Language, zone: Tz, at: DateTime<Utc>) -> String {
    day_short(language, at.with_timezone(&zone).date_naive())
}

/// A day and a time with the name of the zone: "22 November 2026, 14:05 CET".
pub fn date_time(language: Language, zone: Tz, at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&zone);
    let (day, time, zone) = (day(language, local.date_naive()), time(language, zone, at), local.format("%Z"));
    match language {
        Language::English | Language::German => format!("{day}, {time} {zone}"),
        Language::Swedish | Language::Danish => format!("{day} kl. {time} {zone}"),
    }
}

/// A time of day: "14:05".
pub fn time(language: Language, zone: Tz, at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&zone);
    let separator = if language == Language::Danish { '.' } else { ':' };
    format!("{:02}{separator}{:02}", local.hour(), local.minute())
}

/// A day in full that is no moment: "22 November 2026".
pub fn day(language: Language, day: NaiveDate) -> String {
    let dot = if matches!(language, Language::German | Language::Danish) { "." } else { "" };
    format!("{}{dot} {} {}", day.day(), month(language, day.month()), day.year())
}

/// A day for a table that is no moment.
pub fn day_short(language: Language, day: NaiveDate) -> String {
    match language {
        Language::English => day.format("%-d %b %Y").to_string(),
        Language::Swedish => day.format("%Y-%m-%d").to_string(),
        Language::German | Language::Danish => day.format("%d.%m.%Y").to_string(),
    }
}

/// The name of a month, 1 to 12, as it stands in a date.
pub fn month(language: Language, month: u32) -> String {
    text(language, &format!("month-{month}")).into_owned()
}

/// An amount in the smallest unit of its currency: "€1,249.50", "1 249,50 kr", "1.249,50 €", "SEK 1,249.50". A sign stands for
/// the currency where it can mean no other.
pub fn money(language: Language, amount: i64, currency: &str) -> String {
    let (whole, fraction) = crate::domain::currency::parts(amount, currency);
    let point = if language == Language::English { '.' } else { ',' };
    let mut written = number(language, i64::try_from(whole).unwrap_or(i64::MAX));
    if !fraction.is_empty() {
        written.push(point);
        written.push_str(&fraction);
    }
    let minus = if amount < 0 { "\u{2212}" } else { "" };
    let sign = match (currency, language) {
        ("EUR", _) => "€",
        ("GBP", _) => "£",
        ("SEK", Language::Swedish) => "kr",
        ("DKK", Language::Danish) => "kr.",
        _ => currency,
    };
    match language {
        Language::English if sign == currency => format!("{sign}\u{a0}{minus}{written}"),
        Language::English => format!("{minus}{sign}{written}"),
        _ => format!("{minus}{written}\u{a0}{sign}"),
    }
}

/// A whole number with its digits in groups: "1,234", "1 234" (with a space that does not break), "1.234".
pub fn number(language: Language, number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let separator = match language {
        Language::English => ',',
        Language::Swedish => '\u{a0}',
        Language::German | Language::Danish => '.',
    };
    let mut written = if number < 0 { String::from("\u{2212}") } else { String::new() };
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            written.push(separator);
        }
        written.push(digit);
    }
    written
}

/// A number with at most `places` places after the decimal mark, none of them a nought at the end: "1,234.5", "1 234,5".
#[allow(clippy::cast_possible_truncation, reason = "the whole part; what is larger than an i64 is cut to it")]
pub fn decimal(language: Language, value: f64, places: usize) -> String {
    let mark = if language == Language::English { '.' } else { ',' };
    let written = format!("{:.places$}", value.abs());
    let (whole, rest) = written.split_once('.').unwrap_or((&written, ""));
    let rest = rest.trim_end_matches('0');
    let whole = number(language, whole.parse::<f64>().unwrap_or_default() as i64);
    let nothing = whole == "0" && rest.is_empty();
    let sign = if value < 0.0 && !nothing { "\u{2212}" } else { "" };
    if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}{mark}{rest}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_writes_days_its_own_way_in_the_organizations_zone() {
        let at = DateTime::parse_from_rfc3339("2026-11-30T23:05:00Z").unwrap().to_utc();
        let zone = time_zone("Europe/Stockholm");
        let said = |f: fn(Language, Tz, DateTime<Utc>) -> String| {
            Language::ALL.iter().map(|l| f(*l, zone, at)).collect::<Vec<_>>()
        };
        assert_eq!(said(date), ["1 December 2026", "1 december 2026", "1. Dezember 2026", "1. december 2026"]);
        assert_eq!(said(date_short), ["1 Dec 2026", "2026-12-01", "01.12.2026", "01.12.2026"]);
        assert_eq!(
            said(date_time),
            [
                "1 December 2026, 00:05 CET",
                "1 december 2026 kl. 00:05 CET",
                "1. Dezember 2026, 00:05 CET",
                "1. december 2026 kl. 00.05 CET",
            ]
        );
    }

    #[test]
    fn summer_time_is_counted_and_an_unknown_zone_is_utc() {
        let at = DateTime::parse_from_rfc3339("2026-07-01T10:00:00Z").unwrap().to_utc();
        assert_eq!(date_time(Language::English, time_zone("Europe/Vienna"), at), "1 July 2026, 12:00 CEST");
        assert_eq!(date_time(Language::English, time_zone("Mars/Olympus"), at), "1 July 2026, 10:00 UTC");
    }

    #[test]
    fn decimals_have_the_readers_mark_and_no_noughts_at_the_end() {
        let said = |v| Language::ALL.iter().map(|l| decimal(*l, v, 3)).collect::<Vec<_>>();
        assert_eq!(said(1234.5), ["1,234.5", "1\u{a0}234,5", "1.234,5", "1.234,5"]);
        assert_eq!(said(-0.000_4), ["0"; 4]);
        assert_eq!(said(-2.25)[0], "\u{2212}2.25");
        assert_eq!(said(3.0), ["3"; 4]);
    }

    #[test]
    fn amounts_are_written_as_the_language_does() {
        let said = |amount, currency| Language::ALL.iter().map(|l| money(*l, amount, currency)).collect::<Vec<_>>();
        assert_eq!(said(124_950, "EUR"), ["€1,249.50", "1\u{a0}249,50\u{a0}€", "1.249,50\u{a0}€", "1.249,50\u{a0}€"]);
        assert_eq!(
            said(-5, "SEK"),
            ["SEK\u{a0}\u{2212}0.05", "\u{2212}0,05\u{a0}kr", "\u{2212}0,05\u{a0}SEK", "\u{2212}0,05\u{a0}SEK"]
        );
        assert_eq!(money(Language::English, 7, "JPY"), "JPY\u{a0}7");
    }

    #[test]
    fn numbers_are_grouped() {
        let said = |n| Language::ALL.iter().map(|l| number(*l, n)).collect::<Vec<_>>();
        assert_eq!(said(1_234_567), ["1,234,567", "1\u{a0}234\u{a0}567", "1.234.567", "1.234.567"]);
        assert_eq!(said(-12), ["\u{2212}12"; 4]);
        assert_eq!(number(Language::English, i64::MIN), "\u{2212}9,223,372,036,854,775,808");
        assert_eq!(said(100), ["100"; 4]);
    }
}
