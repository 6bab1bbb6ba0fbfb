//! From the text of a cell to a value, or to the reason why it is none.

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveDateTime, SubsecRound as _, TimeDelta, TimeZone as _, Utc};
use chrono_tz::Tz;
use unicode_normalization::{UnicodeNormalization as _, is_nfc};

use crate::domain::country;
use crate::domain::currency;
use crate::domain::email;
use crate::domain::state::{BillingKind, BillingState, CustomerKind, Language, OrderKind, OrderState};
use crate::store::bulk::Value;
use crate::text;

use super::fields::{Empty, Field, Reads};

/// What a cell says.
#[derive(Clone, PartialEq, Debug)]
pub enum Cell {
    /// Nothing: there is no such column, or an empty cell keeps what is stored.
    Silent,
    /// A value.
    Value(Value),
    /// The number of something else, to be looked up.
    Number(String),
    /// The name of an area, to be looked up or made.
    Area(String),
    /// An amount of whatever currency the row names.
    Amount(String),
    /// Something that cannot be taken; the reason was noted.
    Bad,
}

/// Reads a cell.
pub fn read(field: &Field, raw: &str, zone: Tz) -> Result<Cell, String> {
    readable(raw)?;
    let typed = match field.reads {
        Reads::Lines(_) => composed(text::lines(raw).trim()),
        _ => composed(&text::line(raw)),
    };
    if typed.is_empty() {
        return match field.empty {
            Empty::Clears => Ok(Cell::Value(field.default())),
            Empty::Keeps => Ok(Cell::Silent),
            Empty::Refused => Err("is empty; it is needed".to_owned()),
        };
    }
    let value = match field.reads {
        Reads::Line(longest) | Reads::Lines(longest) => Value::Text(short_enough(typed, longest)?),
        Reads::Email => Value::Text(
            email::Email::parse("email", &typed).map_err(|e| e.of("email").unwrap_or_default().to_owned())?.to_string(),
        ),
        Reads::Language => Value::Text(word::<Language>(&typed)?.to_string()),
        Reads::CustomerKind => Value::Text(word::<CustomerKind>(&typed)?.to_string()),
        Reads::OrderKind => Value::Text(word::<OrderKind>(&typed)?.to_string()),
        Reads::OrderState => Value::Text(word::<OrderState>(&typed)?.to_string()),
        Reads::BillingKind => Value::Text(word::<BillingKind>(&typed)?.to_string()),
        Reads::BillingState => Value::Text(word::<BillingState>(&typed)?.to_string()),
        Reads::Currency => Value::Text(
            currency::code(&typed)
                .ok_or("is not a currency code of ISO 4217 (three letters, such as EUR, SEK)")?
                .to_owned(),
        ),
        Reads::FileName => Value::Text(file_name(short_enough(typed, 200)?)?),
        Reads::Country => Value::Text(
            country::code(&typed)
                .ok_or("is not a country code of ISO 3166 (two letters, such as AT, DE, SE)")?
                .to_owned(),
        ),
        Reads::YesNo => {
            Value::Bool(yes_or_no(&typed).ok_or("is neither yes nor no (yes, no, true, false, 1, 0, ja, nein, nej)")?)
        }
        Reads::Moment => Value::Time(moment(&typed, zone)?),
        Reads::Day => Value::Date(day(&typed)?),
        Reads::Amount => return Ok(Cell::Amount(short_enough(typed, 40)?)),
        Reads::Area => return Ok(Cell::Area(short_enough(typed, 100)?)),
        Reads::Number(_) => return Ok(Cell::Number(short_enough(typed, super::fields::LONGEST_NUMBER)?)),
    };
    Ok(Cell::Value(value))
}

/// A name that leads into no other folder.
fn file_name(typed: String) -> Result<String, String> {
    if typed.contains(['/', '\\', ':']) || typed.chars().all(|c| c == '.') {
        return Err("is not the bare name of a file; folders are not followed".to_owned());
    }
    Ok(typed)
}

/// Reads an external number.
pub fn number(raw: &str) -> Result<String, String> {
    readable(raw)?;
    let typed = composed(&text::line(raw));
    if typed.is_empty() {
        return Err("is empty; the number is what a row is known by".to_owned());
    }
    short_enough(typed, super::fields::LONGEST_NUMBER)
}

/// What no encoding of ours explains: bytes that are not UTF-8, and the controls that DOS code pages turn into when they
/// are taken for Windows-1252.
pub fn readable(raw: &str) -> Result<(), String> {
    let odd = |c| c == '\u{FFFD}' || (('\u{80}'..='\u{9F}').contains(&c) && c != '\u{85}');
    if !raw.is_ascii() && raw.contains(odd) {
        return Err("holds a character that cannot be read in the file's encoding; save the file as UTF-8".to_owned());
    }
    Ok(())
}

/// One spelling of each letter, so that what looks the same is the same.
pub fn composed(text: &str) -> String {
    if is_nfc(text) { text.to_owned() } else { text.nfc().collect() }
}

fn short_enough(text: String, longest: usize) -> Result<String, String> {
    // No text has more characters than bytes, so most are not counted.
    if text.len() <= longest || text.chars().count() <= longest {
        return Ok(text);
    }
    Err(format!("is longer than {longest} characters"))
}

/// A word of the product, whatever its case, with spaces or hyphens for underscores.
pub fn word<T: std::str::FromStr<Err = crate::domain::UnknownName>>(typed: &str) -> Result<T, String> {
    let tidy: String =
        typed.chars().flat_map(char::to_lowercase).map(|c| if matches!(c, ' ' | '-') { '_' } else { c }).collect();
    tidy.parse().map_err(|e: crate::domain::UnknownName| e.to_string())
}

pub fn yes_or_no(typed: &str) -> Option<bool> {
    match typed.to_lowercase().as_str() {
        "yes" | "true" | "1" | "ja" | "y" | "j" => Some(true),
        "no" | "false" | "0" | "nein" | "nej" | "n" => Some(false),
        _ => None,
    }
}

/// A day, as ISO 8601 writes it.
fn day(typed: &str) -> Result<NaiveDate, String> {
    let parsed = NaiveDate::parse_from_str(typed, "%Y-%m-%d").ok().filter(|_| typed.len() == 10);
    let day = parsed.ok_or("is not a date of ISO 8601 (2026-03-31)")?;
    in_our_time(day)?;
    Ok(day)
}

fn in_our_time(day: NaiveDate) -> Result<(), String> {
    if (1900..2200).contains(&day.year()) { Ok(()) } else { Err("lies outside the years 1900 to 2199".to_owned()) }
}

/// A moment, as ISO 8601 writes it; without an offset it is meant in the organization's time zone. Cut to microseconds,
/// which is what both databases keep.
pub fn moment(typed: &str, zone: Tz) -> Result<DateTime<Utc>, String> {
    if typed.len() <= 10 {
        let day =
            day(typed).map_err(|_| "is not a date or date and time of ISO 8601 (2026-03-31, 2026-03-31T14:30)")?;
        return local(day.and_time(chrono::NaiveTime::MIN), zone, true);
    }
    let mut iso = typed.to_ascii_uppercase();
    if iso.get(10..11) == Some(" ") {
        iso.replace_range(10..11, "T");
    }
    let iso = iso.replace(' ', "");
    let at = if let Ok(at) = DateTime::parse_from_str(&iso, "%Y-%m-%dT%H:%M:%S%.f%#z")
        .or_else(|_| DateTime::parse_from_str(&iso, "%Y-%m-%dT%H:%M%#z"))
    {
        at.to_utc()
    } else {
        let naive = NaiveDateTime::parse_from_str(&iso, "%Y-%m-%dT%H:%M:%S%.f")
            .or_else(|_| NaiveDateTime::parse_from_str(&iso, "%Y-%m-%dT%H:%M"))
            .map_err(
                |_| "is not a date or date and time of ISO 8601 (2026-03-31, 2026-03-31T14:30, 2026-03-31T14:30:00Z)",
            )?;
        local(naive, zone, false)?
    };
    in_our_time(at.date_naive())?;
    Ok(at.trunc_subsecs(6))
}

/// The moment at which clocks in `zone` show `naive`: the first of two when clocks are set back. When they are set
/// forward over it there is none, except that a day then begins an hour later.
fn local(naive: NaiveDateTime, zone: Tz, day: bool) -> Result<DateTime<Utc>, String> {
    let found = zone.from_local_datetime(&naive).earliest();
    let found =
        found.or_else(|| if day { zone.from_local_datetime(&(naive + TimeDelta::hours(1))).earliest() } else { None });
    found.map(|at| at.to_utc()).ok_or_else(|| format!("does not exist in {zone}: clocks were set forward over it"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(typed: &str) -> Result<String, String> {
        moment(typed, chrono_tz::Europe::Vienna).map(|at| at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true))
    }

    #[test]
    fn moments_are_read_in_the_organizations_time_zone() {
        assert_eq!(at("2026-03-01").unwrap(), "2026-02-28T23:00:00Z");
        assert_eq!(at("2026-07-01T10:00").unwrap(), "2026-07-01T08:00:00Z");
        assert_eq!(at("2026-07-01 10:00:05.1234567").unwrap(), "2026-07-01T08:00:05.123456Z");
        assert_eq!(at("2026-07-01T10:00:00Z").unwrap(), "2026-07-01T10:00:00Z");
        assert_eq!(at("2026-07-01t10:00:00z").unwrap(), "2026-07-01T10:00:00Z");
        assert_eq!(at("2026-07-01T10:00:00+05:30").unwrap(), "2026-07-01T04:30:00Z");
        assert_eq!(at("2026-07-01 10:00 -0200").unwrap(), "2026-07-01T12:00:00Z");
        // Clocks are set back at 3:00 on 25 October 2026: half past two comes twice, the first is meant.
        assert_eq!(at("2026-10-25T02:30").unwrap(), "2026-10-25T00:30:00Z");
        assert!(at("2026-03-29T02:30").unwrap_err().contains("clocks were set forward"));
        for wrong in [
            "31.03.2026",
            "2026-13-01",
            "2026-02-30",
            "2026-07-01T25:00",
            "2026-7-1",
            "0026-07-01",
            "tomorrow",
            "1234567890",
        ] {
            assert!(at(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_day_whose_midnight_does_not_exist_begins_an_hour_later() {
        let santiago: Tz = "America/Santiago".parse().unwrap();
        assert_eq!(moment("2026-09-06", santiago).unwrap().to_rfc3339(), "2026-09-06T04:00:00+00:00");
    }

    #[test]
    fn words_are_taken_as_people_type_them() {
        assert_eq!(word::<OrderKind>("Work Order").unwrap(), OrderKind::WorkOrder);
        assert_eq!(word::<OrderState>("in-progress").unwrap(), OrderState::InProgress);
        assert!(word::<OrderState>("done").unwrap_err().contains("closed"));
        assert_eq!(
            [yes_or_no("JA"), yes_or_no("nej"), yes_or_no("0"), yes_or_no("2")],
            [Some(true), Some(false), Some(false), None]
        );
    }
}
