//! Self-checks (R36): what a checklist asks, and what was answered.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::field::FieldErrors;
use super::meter::MeterValue;
use super::text_enum::text_enum;
use crate::text;

/// A checklist has at most so many points.
pub const MOST_POINTS: usize = 50;

/// A point's text has at most so many characters.
pub const LONGEST_POINT: usize = 200;

/// A note has at most so many.
pub const LONGEST_NOTE: usize = 1_000;

/// Nobody is asked less often, in days: ten years.
pub const MOST_DAYS: i64 = 3_650;

text_enum! {
    /// How a point is answered.
    pub enum PointKind {
        /// In order, not in order, or not applicable.
        Ok = "ok",
        /// With a number.
        Number = "number",
        /// With words.
        Text = "text",
    }
}

text_enum! {
    /// How a point was found.
    pub enum Verdict {
        /// In order.
        Ok = "ok",
        /// Not in order.
        NotOk = "not_ok",
        /// There is nothing to look at.
        NotApplicable = "not_applicable",
    }
}

/// One point of a checklist. Every point wants an answer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// What is to be looked at.
    pub text: String,
    /// How it is answered.
    #[serde(default = "in_order_or_not")]
    pub kind: PointKind,
    /// Whether a photograph is wanted; it is never demanded.
    #[serde(default)]
    pub photo: bool,
}

const fn in_order_or_not() -> PointKind {
    PointKind::Ok
}

/// What was answered to a point, with the point as it read then.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Answer {
    /// What was to be looked at.
    pub point: String,
    /// How it was answered.
    pub kind: PointKind,
    /// How it was found, for points of that kind.
    pub verdict: Option<Verdict>,
    /// The number (with a point before its decimals) or the words; empty for the other kind.
    pub value: String,
    /// What was noted, perhaps empty.
    pub note: String,
    /// The numbers of the documents that are its photographs.
    pub photos: Vec<String>,
}

impl Answer {
    /// Whether something was found not to be in order.
    pub fn is_not_ok(&self) -> bool {
        self.verdict == Some(Verdict::NotOk)
    }
}

/// Points or answers as the database keeps them: JSON text.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(transparent)]
pub struct Kept<T>(pub Vec<T>);

impl<T> std::ops::Deref for Kept<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T: serde::de::DeserializeOwned> TryFrom<String> for Kept<T> {
    type Error = serde_json::Error;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        serde_json::from_str(&text).map(Self)
    }
}

/// How near the day is on which a self-check is due.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// The day is over.
    Overdue,
    /// It is today.
    Today,
    /// It is within a week.
    Soon,
    /// It is later.
    Later,
}

impl Due {
    /// How near `due_on` is as seen from `today`.
    pub fn of(due_on: NaiveDate, today: NaiveDate) -> Self {
        match (due_on - today).num_days() {
            ..0 => Self::Overdue,
            0 => Self::Today,
            1..=7 => Self::Soon,
            _ => Self::Later,
        }
    }

    /// The stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Today => "today",
            Self::Soon => "soon",
            Self::Later => "later",
        }
    }
}

/// The points of a checklist as they are kept: single lines, 1 to 50 of them.
///
/// # Errors
/// The field `points`, naming the first point that cannot be taken.
pub fn checked_points(points: &[Point]) -> Result<Vec<Point>, FieldErrors> {
    let error = |code, message: String| Err(FieldErrors::one("points", code, message));
    if points.is_empty() {
        return error("points-missing", "at least one point is needed".into());
    }
    if points.len() > MOST_POINTS {
        return error("points-many", format!("has {} points; {MOST_POINTS} are the most", points.len()));
    }
    let mut kept = Vec::with_capacity(points.len());
    for (n, point) in points.iter().enumerate() {
        let text = text::line(&point.text);
        match text.chars().count() {
            0 => return error("point-missing", format!("point {} says nothing", n + 1)),
            long if long > LONGEST_POINT => {
                let message = format!("point {} has {long} characters; {LONGEST_POINT} are the most", n + 1);
                return error("point-long", message);
            }
            _ => kept.push(Point { text, ..point.clone() }),
        }
    }
    Ok(kept)
}

/// Points from plain text, one a line: `Doors close fully`, with `[number]`, `[text]` or `[photo]` at the end where something
/// else is wanted than "in order or not". Empty lines and lines that begin with `#` are left out.
///
/// # Errors
/// The field `points`, naming the line whose mark is not known.
pub fn points_from_text(typed: &str) -> Result<Vec<Point>, FieldErrors> {
    let mut points = Vec::new();
    for (n, line) in text::lines(typed).lines().enumerate() {
        let mut rest = line.trim();
        if rest.is_empty() || rest.starts_with('#') {
            continue;
        }
        let mut point = Point { text: String::new(), kind: PointKind::Ok, photo: false };
        while let Some((before, mark)) = rest.strip_suffix(']').and_then(|r| r.rsplit_once('[')) {
            match mark.trim() {
                "photo" => point.photo = true,
                "number" => point.kind = PointKind::Number,
                "text" => point.kind = PointKind::Text,
                "ok" => point.kind = PointKind::Ok,
                other => {
                    let message =
                        format!("line {}: [{}] is none of [number], [text], [photo]", n + 1, text::line(other));
                    return Err(FieldErrors::one("points", "point-mark", message));
                }
            }
            rest = before.trim_end();
        }
        rest.clone_into(&mut point.text);
        points.push(point);
    }
    Ok(points)
}

/// The value of an answer as it is kept: a number with a point before its decimals, perhaps below nought; or words.
///
/// # Errors
/// A code and what would be right.
pub fn checked_value(kind: PointKind, typed: &str) -> Result<String, (&'static str, String)> {
    match kind {
        PointKind::Ok => Ok(String::new()),
        PointKind::Number => {
            let typed = typed.trim().replace('\u{2212}', "-");
            let (sign, digits) = typed.strip_prefix('-').map_or(("", typed.as_str()), |rest| ("-", rest));
            match MeterValue::parse(digits) {
                Ok(value) if value.0 == 0 => Ok("0".to_owned()),
                Ok(value) => Ok(format!("{sign}{value}")),
                Err(errors) if errors.0.iter().any(|e| e.code == "reading-missing") => {
                    Err(("check-number-missing", "a number is needed".to_owned()))
                }
                Err(_) => Err(("check-number", "is no number with up to three decimals".to_owned())),
            }
        }
        PointKind::Text => {
            let words = text::lines(typed).trim().to_owned();
            match words.chars().count() {
                0 => Err(("check-text-missing", "an answer is needed".to_owned())),
                n if n > LONGEST_NOTE => {
                    Err(("check-note-long", format!("has {n} characters; {LONGEST_NOTE} are the most")))
                }
                _ => Ok(words),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_read_from_lines() {
        let points =
            points_from_text("# Lift\nDoors close [photo]\n\nOil level, cm [number] [photo]\nRemarks [text]\n");
        let point = |text: &str, kind, photo| Point { text: text.into(), kind, photo };
        assert_eq!(
            points.unwrap(),
            [
                point("Doors close", PointKind::Ok, true),
                point("Oil level, cm", PointKind::Number, true),
                point("Remarks", PointKind::Text, false)
            ]
        );
        assert_eq!(points_from_text("Doors [maybe]").unwrap_err().0[0].code, "point-mark");
    }

    #[test]
    fn a_checklist_has_one_to_fifty_points_that_say_something() {
        let point = |text: &str| Point { text: text.into(), kind: PointKind::Ok, photo: false };
        let code = |points: &[Point]| checked_points(points).unwrap_err().0[0].code;
        assert_eq!(code(&[]), "points-missing");
        assert_eq!(code(&vec![point("x"); 51]), "points-many");
        assert_eq!(code(&[point("x"), point(" \u{1b} ")]), "point-missing");
        assert_eq!(code(&[point(&"x".repeat(201))]), "point-long");
        assert_eq!(checked_points(&vec![point(" x "); 50]).unwrap(), vec![point("x"); 50]);
    }

    #[test]
    fn days_are_told_apart() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 3, d).unwrap();
        let due = |d| Due::of(day(d), day(10)).as_str();
        assert_eq!([due(9), due(10), due(11), due(17), due(18)], ["overdue", "today", "soon", "soon", "later"]);
    }

    #[test]
    fn values_are_kept_alike() {
        assert_eq!(checked_value(PointKind::Number, " -1,50 ").unwrap(), "-1.5");
        assert_eq!(checked_value(PointKind::Number, "-0").unwrap(), "0");
        assert_eq!(checked_value(PointKind::Number, "").unwrap_err().0, "check-number-missing");
        assert_eq!(checked_value(PointKind::Number, "--1").unwrap_err().0, "check-number");
        assert_eq!(checked_value(PointKind::Text, " a\r\nb ").unwrap(), "a\nb");
        assert_eq!(checked_value(PointKind::Text, " ").unwrap_err().0, "check-text-missing");
    }
}
