//! Times as people read them.

use chrono::{
    DateTime, Datelike as _, Days, Local, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone as _, Utc,
};

use crate::domain::field::FieldErrors;
use crate::domain::state::Language;

use super::words;

/// In which zone times are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Zone {
    /// The machine's.
    #[default]
    Machine,
    /// UTC.
    Utc,
}

impl Zone {
    fn format(self, at: DateTime<Utc>, format: &str) -> String {
        match self {
            Self::Machine => at.with_timezone(&Local).format(format).to_string(),
            Self::Utc => at.format(format).to_string(),
        }
    }

    /// `2026-03-02 09:30`.
    pub fn full(self, at: DateTime<Utc>) -> String {
        self.format(at, "%Y-%m-%d %H:%M")
    }

    /// `2026-03-02`.
    pub fn day(self, at: DateTime<Utc>) -> String {
        self.format(at, "%Y-%m-%d")
    }

    /// `09:30:05` today, `02 Mar 09:30` this year, otherwise the full time: as wide as 16 cells at most.
    pub fn short(self, at: DateTime<Utc>, now: DateTime<Utc>) -> String {
        if self.day(at) == self.day(now) {
            self.format(at, "%H:%M:%S")
        } else if at.year() == now.year() {
            self.format(at, short_day_and_time(words::language()))
        } else {
            self.full(at)
        }
    }
}

/// How a day of this year is written in the room of a column: English names the month, so that nobody takes it for the day.
const fn short_day_and_time(language: Language) -> &'static str {
    match language {
        Language::English => "%d %b %H:%M",
        Language::Swedish => "%-d/%-m %H:%M",
        Language::German => "%d.%m. %H:%M",
        Language::Danish => "%d.%m. %H.%M",
    }
}

/// What was typed in small letters, with the words for days that people write apart or together (`i morgon`) as one.
fn day_words(typed: &str) -> String {
    let mut typed = typed.trim().to_lowercase();
    for (apart, one) in [("i dag", "idag"), ("i morgon", "imorgon"), ("i morgen", "imorgen")] {
        if typed.starts_with(apart) {
            typed.replace_range(..apart.len(), one);
        }
    }
    typed
}

/// Reads a day as people type it (`2026-12-31`, `tomorrow`, `+14d`, `+2w`); the moment is the end of that day. Nothing, or
/// `never`, is no end at all. What cannot be read is an error of `field`.
pub fn end_of(
    field: &'static str,
    typed: &str,
    now: DateTime<Utc>,
    zone: Zone,
) -> Result<Option<DateTime<Utc>>, FieldErrors> {
    let today = match zone {
        Zone::Machine => now.with_timezone(&Local).date_naive(),
        Zone::Utc => now.date_naive(),
    };
    let typed = day_words(typed);
    if matches!(typed.as_str(), "" | "-" | "–" | "none" | "never") || typed == t!("when-never") {
        return Ok(None);
    }
    let last = day_of(&typed, today).map(|day| day.and_time(NaiveTime::from_hms_opt(23, 59, 59).unwrap_or_default()));
    let end = last.and_then(|at| match zone {
        Zone::Machine => Local.from_local_datetime(&at).latest().map(|at| at.with_timezone(&Utc)),
        Zone::Utc => Some(at.and_utc()),
    });
    let unread = || FieldErrors::one(field, "date", t!("when-day"));
    end.map(Some).ok_or_else(unread)
}

/// A day as people type it: `2026-12-31`, `today`, `tomorrow` (in English or the language of the desk), `+14d`, `+2w`, `+3`.
pub fn day_of(typed: &str, today: NaiveDate) -> Option<NaiveDate> {
    let typed = day_words(typed);
    let later = |count: &str, days: u64| count.trim().parse::<u64>().ok().and_then(|n| n.checked_mul(days));
    let ahead = |days: Option<u64>| days.and_then(|n| today.checked_add_days(Days::new(n)));
    match typed.as_str() {
        "today" => Some(today),
        "tomorrow" => ahead(Some(1)),
        text if text == t!("when-today") => Some(today),
        text if text == t!("when-tomorrow") => ahead(Some(1)),
        text => match text.strip_prefix('+') {
            Some(rest) => match (rest.strip_suffix('d'), rest.strip_suffix('w')) {
                (Some(count), _) => ahead(later(count, 1)),
                (_, Some(count)) => ahead(later(count, 7)),
                (None, None) => ahead(later(rest, 1)),
            },
            None => NaiveDate::parse_from_str(text, "%Y-%m-%d").ok(),
        },
    }
}

fn time_of(typed: &str) -> Option<NaiveTime> {
    let (hours, minutes) = typed.split_once(':').unwrap_or((typed, "0"));
    let digits = |text: &str| !text.is_empty() && text.len() <= 2 && text.chars().all(|c| c.is_ascii_digit());
    if !digits(hours) || !digits(minutes) {
        return None;
    }
    NaiveTime::from_hms_opt(hours.parse().ok()?, minutes.parse().ok()?, 0)
}

/// Reads when something begins, by the organization's clocks: `tomorrow 8:00`, `+14d 13:30`, `2026-12-31 09:00`. Without a
/// day it is today. What cannot be read is an error of `field`.
pub fn beginning(field: &'static str, typed: &str, today: NaiveDate) -> Result<NaiveDateTime, FieldErrors> {
    let typed = day_words(&typed.replace('T', " "));
    let words: Vec<&str> = typed.split(' ').filter(|word| !word.is_empty()).collect();
    let read = match words.as_slice() {
        [time] => time_of(time).map(|time| today.and_time(time)),
        [day, time] => day_of(day, today).zip(time_of(time)).map(|(day, time)| day.and_time(time)),
        _ => None,
    };
    let unread = || FieldErrors::one(field, "moment", t!("when-moment"));
    read.ok_or_else(unread)
}

/// Reads when something that begins at `begins` ends: a time of the same day (`10:00`), how long it takes (`+2h`, `+90min`),
/// or day and time. Nothing typed is an hour later.
pub fn ending(field: &'static str, typed: &str, begins: NaiveDateTime) -> Result<NaiveDateTime, FieldErrors> {
    let typed = typed.trim().to_lowercase();
    let minutes = |count: &str, each: i64| {
        let minutes = count.trim().parse::<i64>().ok().filter(|n| *n > 0).and_then(|n| n.checked_mul(each));
        minutes.and_then(TimeDelta::try_minutes).and_then(|gap| begins.checked_add_signed(gap))
    };
    let read = match typed.strip_prefix('+') {
        None if typed.is_empty() => begins.checked_add_signed(TimeDelta::hours(1)),
        None => time_of(&typed)
            .map(|time| begins.date().and_time(time))
            .or_else(|| beginning(field, &typed, begins.date()).ok()),
        Some(rest) => match (rest.strip_suffix('h'), rest.strip_suffix("min")) {
            (Some(count), _) => minutes(count, 60),
            (_, Some(count)) => minutes(count, 1),
            (None, None) => beginning(field, &typed, begins.date()).ok(),
        },
    };
    let unread = || FieldErrors::one(field, "moment", t!("when-end"));
    read.ok_or_else(unread)
}

/// "in 5 days", "3 min ago".
pub fn distance(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let gap = at - now;
    let text = span(if gap < TimeDelta::zero() { -gap } else { gap });
    match (text.is_empty(), gap < TimeDelta::zero()) {
        (true, _) => t!("when-now").to_owned(),
        (_, true) => t!("when-ago", text = text),
        _ => t!("when-in", text = text),
    }
}

fn span(gap: TimeDelta) -> String {
    let plural = |n: i64, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    match gap.num_minutes() {
        0 => String::new(),
        m if m < 120 => t!("when-min", m = m),
        m if m < 48 * 60 => plural((m + 30) / 60, t!("when-hour"), t!("when-hours")),
        // Rounded: an invitation made a moment ago ends in 5 days, not in 4.
        m => plural((m + 12 * 60) / (24 * 60), t!("when-day-one"), t!("when-days")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_type_them() {
        let now = DateTime::from_timestamp(1_772_442_000, 0).unwrap();
        let read = |typed| end_of("ends_at", typed, now, Zone::Utc).map(|at| at.map(|at| Zone::Utc.full(at)));
        for (typed, day) in [
            ("2026-12-31", "2026-12-31 23:59"),
            (" Tomorrow ", "2026-03-03 23:59"),
            ("+14d", "2026-03-16 23:59"),
            ("+2w", "2026-03-16 23:59"),
            ("+3", "2026-03-05 23:59"),
            ("today", "2026-03-02 23:59"),
        ] {
            assert_eq!(read(typed).unwrap().as_deref(), Some(day), "{typed}");
        }
        assert_eq!(read("never").unwrap(), None);
        assert_eq!(read("").unwrap(), None);
        for typed in ["soon", "31.12.2026", "+d", "2026-02-30", "+99999999999999999999d", "+9999999999999d"] {
            assert_eq!(read(typed).unwrap_err().0[0].field, "ends_at", "{typed}");
        }
    }

    #[test]
    fn beginnings_and_ends_are_read_as_people_type_them() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        let begins = |typed| beginning("starts_at", typed, today).map(|at| at.format("%Y-%m-%d %H:%M").to_string());
        for (typed, at) in [
            ("tomorrow 8:00", "2026-03-03 08:00"),
            ("+14d 13:30", "2026-03-16 13:30"),
            ("9", "2026-03-02 09:00"),
            ("2026-12-31T09:05", "2026-12-31 09:05"),
        ] {
            assert_eq!(begins(typed).as_deref(), Ok(at), "{typed}");
        }
        for typed in ["", "tomorrow", "soon 8:00", "tomorrow 25:00", "tomorrow 8:0:0", "1 2 3", "tomorrow -8:00"] {
            assert_eq!(begins(typed).unwrap_err().0[0].field, "starts_at", "{typed}");
        }
        let at = today.and_hms_opt(8, 0, 0).unwrap();
        let ends = |typed| ending("ends_at", typed, at).map(|at| at.format("%d %H:%M").to_string());
        for (typed, at) in [
            ("", "02 09:00"),
            ("10:30", "02 10:30"),
            ("+2h", "02 10:00"),
            ("+90min", "02 09:30"),
            ("+1d 12:00", "03 12:00"),
            ("2026-03-04 12:00", "04 12:00"),
        ] {
            assert_eq!(ends(typed).as_deref(), Ok(at), "{typed}");
        }
        for typed in ["late", "+0h", "+99999999999999999h", "+h"] {
            assert_eq!(ends(typed).unwrap_err().0[0].field, "ends_at", "{typed}");
        }
    }

    #[test]
    fn times_read_like_times() {
        let now = DateTime::from_timestamp(1_772_442_000, 0).unwrap();
        let ago = |minutes| distance(now - TimeDelta::minutes(minutes), now);
        assert_eq!([ago(0), ago(3), ago(180), ago(4000)], ["now", "3 min ago", "3 hours ago", "3 days ago"]);
        assert_eq!(distance(now + TimeDelta::days(5), now), "in 5 days");
        assert_eq!(Zone::Utc.short(now, now), "09:00:00");
        assert_eq!(Zone::Utc.short(now - TimeDelta::days(1), now), "01 Mar 09:00");
        assert_eq!(Zone::Utc.short(now - TimeDelta::days(400), now), "2025-01-26 09:00");
    }
}
