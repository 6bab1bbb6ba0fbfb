//! Times as people read them.

use chrono::{DateTime, Datelike as _, Local, TimeDelta, Utc};

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
