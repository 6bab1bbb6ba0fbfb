//! Times as people read them.

use chrono::{DateTime, Datelike as _, Days, Local, NaiveDate, NaiveTime, TimeDelta, TimeZone as _, Utc};

use crate::domain::field::FieldErrors;

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
            self.format(at, "%d %b %H:%M")
        } else {
            self.full(at)
        }
    }
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
    let typed = typed.trim().to_lowercase();
    let later = |count: &str, days: u64| count.trim().parse::<u64>().ok().and_then(|n| n.checked_mul(days));
    let ahead = |days: Option<u64>| days.and_then(|n| today.checked_add_days(Days::new(n)));
    let day = match typed.as_str() {
        "" | "-" | "–" | "none" | "never" => return Ok(None),
        "today" => Some(today),
        "tomorrow" => ahead(Some(1)),
        text => match text.strip_prefix('+') {
            Some(rest) => match (rest.strip_suffix('d'), rest.strip_suffix('w')) {
                (Some(count), _) => ahead(later(count, 1)),
                (_, Some(count)) => ahead(later(count, 7)),
                (None, None) => ahead(later(rest, 1)),
            },
            None => NaiveDate::parse_from_str(text, "%Y-%m-%d").ok(),
        },
    };
    let last = day.map(|day| day.and_time(NaiveTime::from_hms_opt(23, 59, 59).unwrap_or_default()));
    let end = last.and_then(|at| match zone {
        Zone::Machine => Local.from_local_datetime(&at).latest().map(|at| at.with_timezone(&Utc)),
        Zone::Utc => Some(at.and_utc()),
    });
    let unread = || FieldErrors::one(field, "date", "type a day: 2026-12-31, tomorrow, +14d, +2w; or never");
    end.map(Some).ok_or_else(unread)
}

/// "in 5 days", "3 min ago".
pub fn distance(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let gap = at - now;
    let text = span(if gap < TimeDelta::zero() { -gap } else { gap });
    match (text.is_empty(), gap < TimeDelta::zero()) {
        (true, _) => "now".to_owned(),
        (_, true) => format!("{text} ago"),
        _ => format!("in {text}"),
    }
}

fn span(gap: TimeDelta) -> String {
    let plural = |n: i64, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    match gap.num_minutes() {
        0 => String::new(),
        m if m < 120 => format!("{m} min"),
        m if m < 48 * 60 => plural((m + 30) / 60, "hour", "hours"),
        // Rounded: an invitation made a moment ago ends in 5 days, not in 4.
        m => plural((m + 12 * 60) / (24 * 60), "day", "days"),
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
