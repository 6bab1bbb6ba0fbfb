//! Calendars as other programs read them: RFC 5545.
//!
//! Times are written in UTC, so that no program needs to know the time zone. `SEQUENCE` grows with every change, the `UID`
//! stays; what was cancelled stays in the calendar as cancelled, so that programs take it out.

use std::fmt::Write as _;

use chrono::{DateTime, Days, NaiveDate, Utc};

/// A line has at most so many octets before its line break.
const LONGEST: usize = 75;

/// A calendar in the making.
#[derive(Debug)]
pub(super) struct Ical(String);

/// An event.
#[derive(Clone, Debug, Default)]
pub(super) struct Event {
    /// The same for as long as it exists.
    pub uid: String,
    /// How often it was changed.
    pub sequence: i64,
    /// Since when it is known.
    pub stamp: DateTime<Utc>,
    /// From when to when; the end is the same as the beginning where nobody knows.
    pub span: (DateTime<Utc>, DateTime<Utc>),
    /// The day, where it is about a whole one.
    pub day: Option<NaiveDate>,
    /// What it is.
    pub summary: String,
    /// More about it, perhaps empty.
    pub description: String,
    /// Where, perhaps empty.
    pub location: String,
    /// Its page, perhaps empty.
    pub url: String,
    /// `CONFIRMED`, `TENTATIVE` or `CANCELLED`.
    pub status: &'static str,
}

impl Ical {
    /// Begins a calendar of that name.
    pub(super) fn new(name: &str, language: &str) -> Self {
        let mut calendar = Self(String::new());
        calendar.line("BEGIN:VCALENDAR");
        calendar.line("VERSION:2.0");
        calendar.line(&format!("PRODID:-//Keydesk//Customer portal//{}", language.to_uppercase()));
        calendar.line("CALSCALE:GREGORIAN");
        calendar.text("NAME", name);
        calendar.text("X-WR-CALNAME", name);
        calendar.line("REFRESH-INTERVAL;VALUE=DURATION:PT1H");
        calendar.line("X-PUBLISHED-TTL:PT1H");
        calendar
    }

    /// Adds an event.
    pub(super) fn add(&mut self, event: &Event) {
        self.line("BEGIN:VEVENT");
        self.line(&format!("UID:{}", event.uid));
        self.line(&format!("DTSTAMP:{}", moment(event.stamp)));
        self.line(&format!("SEQUENCE:{}", event.sequence.max(0)));
        let (starts, ends) = event.span;
        if let Some(day) = event.day {
            let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
            self.line(&format!("DTSTART;VALUE=DATE:{}", day.format("%Y%m%d")));
            self.line(&format!("DTEND;VALUE=DATE:{}", next.format("%Y%m%d")));
        } else {
            self.line(&format!("DTSTART:{}", moment(starts)));
            // An event without an end ends when it begins; one with an end must end later.
            if ends > starts {
                self.line(&format!("DTEND:{}", moment(ends)));
            }
        }
        self.text("SUMMARY", &event.summary);
        for (name, value) in [("DESCRIPTION", &event.description), ("LOCATION", &event.location)] {
            if !value.is_empty() {
                self.text(name, value);
            }
        }
        // An address is no text: it must be one already, and nothing in it is escaped.
        if !event.url.is_empty() && !event.url.contains(|c: char| c.is_control() || c.is_whitespace()) {
            self.line(&format!("URL:{}", event.url));
        }
        self.line(&format!("STATUS:{}", event.status));
        self.line(if event.day.is_some() { "TRANSP:TRANSPARENT" } else { "TRANSP:OPAQUE" });
        self.line("END:VEVENT");
    }

    /// The whole calendar.
    pub(super) fn finish(mut self) -> String {
        self.line("END:VCALENDAR");
        self.0
    }

    fn text(&mut self, name: &str, value: &str) {
        self.line(&format!("{name}:{}", escaped(value)));
    }

    /// A line, folded after at most 75 octets, never inside a character.
    fn line(&mut self, line: &str) {
        let mut rest = line;
        let mut room = LONGEST;
        loop {
            let end = (0..=room.min(rest.len())).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or(rest.len());
            self.0.push_str(&rest[..end]);
            self.0.push_str("\r\n");
            rest = &rest[end..];
            if rest.is_empty() {
                return;
            }
            // What goes on begins with a space, which counts.
            self.0.push(' ');
            room = LONGEST - 1;
        }
    }
}

/// `20260302T080000Z`.
fn moment(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// A text as a value: line breaks, commas, semicolons and backslashes are written, other controls are left out.
fn escaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '\\' | ';' | ',' => {
                let _ = write!(out, "\\{c}");
            }
            '\n' => out.push_str("\\n"),
            c if crate::text::is_unsafe(c) => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_by_octets_and_never_inside_a_character() {
        let mut calendar = Ical(String::new());
        let long = "株式会社テスト 👩‍👩‍👧 ".repeat(20);
        calendar.text("SUMMARY", &long);
        let lines: Vec<&str> = calendar.0.split("\r\n").collect();
        assert!(lines.len() > 10 && lines.iter().all(|line| line.len() <= 75), "{lines:?}");
        assert!(lines[1..lines.len() - 1].iter().all(|line| line.starts_with(' ')));
        let unfolded = calendar.0.replace("\r\n ", "");
        assert_eq!(unfolded.trim_end_matches("\r\n"), format!("SUMMARY:{long}"));
        let mut calendar = Ical(String::new());
        calendar.line(&"x".repeat(75));
        assert_eq!(calendar.0, format!("{}\r\n", "x".repeat(75)), "75 octets need no second line");
    }

    #[test]
    fn a_text_cannot_end_its_line() {
        assert_eq!(escaped("a,b;c\\d\ne\r\nEND:VEVENT\u{202e}"), "a\\,b\\;c\\\\d\\ne\\nEND:VEVENT");
    }
}
