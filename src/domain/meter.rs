//! What a meter shows (R35): a number with up to three decimals, kept in thousandths so that nothing is rounded.

use serde::{Serialize, Serializer};

use super::field::FieldErrors;
use super::state::Language;

/// No meter shows more, in thousandths: twelve digits before the decimals.
const MOST: i64 = 999_999_999_999_999;

/// What a meter showed, in thousandths.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, sqlx::Type)]
#[sqlx(transparent)]
pub struct MeterValue(pub i64);

impl MeterValue {
    /// Reads a number with a point or a comma before its decimals, spaces allowed between the digits.
    ///
    /// # Errors
    /// The field `value`: code `reading-missing`, `reading-number`, `reading-decimals` or `reading-large`.
    pub fn parse(typed: &str) -> Result<Self, FieldErrors> {
        let error = |code, message: &str| Err(FieldErrors::one("value", code, message));
        let digits = without_spaces(typed);
        let (whole, decimals) = digits.split_once(['.', ',']).unwrap_or((&digits, ""));
        if digits.is_empty() {
            return error("reading-missing", "a number is needed: what the meter shows");
        }
        let plain = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !plain(whole) || !plain(decimals) || digits.ends_with(['.', ',']) {
            return error("reading-number", "is no number like 1234 or 1234.5");
        }
        if decimals.len() > 3 {
            return error("reading-decimals", "has more than three decimals");
        }
        let whole = whole.trim_start_matches('0');
        if whole.len() > 12 {
            return error("reading-large", "has more than twelve digits before the decimals");
        }
        let thousandths = format!("{whole}{decimals:0<3}").parse().unwrap_or(MOST);
        Ok(Self(thousandths))
    }

    /// Reads a number as people write it in `language`, with its mark between groups of three digits: `1.234,5` in German is
    /// `1,234.5` in English. What only looks like a group (`0.500`, `12.3456`) is read as decimals.
    ///
    /// # Errors
    /// As [`MeterValue::parse`].
    pub fn parse_in(typed: &str, language: Language) -> Result<Self, FieldErrors> {
        let typed = without_spaces(typed);
        let last = typed.rfind(['.', ',']);
        let grouping = match (typed.contains('.'), typed.contains(','), last) {
            // Both: the last one stands before the decimals.
            (true, true, Some(at)) => Some(if typed[at..].starts_with('.') { ',' } else { '.' }),
            _ => match language {
                Language::English => Some(','),
                Language::German | Language::Danish => Some('.'),
                Language::Swedish => None,
            },
        };
        match grouping {
            Some(mark) if in_groups(&typed, mark) => Self::parse(&typed.replace(mark, "")),
            _ => Self::parse(&typed),
        }
    }

    /// As a number, for drawing.
    #[allow(clippy::cast_precision_loss, reason = "a picture needs no more than fifteen digits")]
    pub fn as_f64(self) -> f64 {
        self.0 as f64 / 1000.0
    }
}

/// Whether `mark` stands before groups of three digits, the first of which does not begin with a nought.
fn in_groups(typed: &str, mark: char) -> bool {
    let other = if mark == '.' { ',' } else { '.' };
    let whole = typed.split(other).next().unwrap_or_default();
    let mut groups = whole.split(mark);
    let first = groups.next().unwrap_or_default();
    let mut rest = groups.peekable();
    rest.peek().is_some()
        && (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && rest.all(|group| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit()))
}

fn without_spaces(typed: &str) -> String {
    typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '’')).collect()
}

/// `1234.5`: a point before the decimals, no more decimals than needed.
impl std::fmt::Display for MeterValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, rest) = (self.0 / 1000, (self.0 % 1000).abs());
        if rest == 0 {
            return f.pad(&whole.to_string());
        }
        f.pad(format!("{whole}.{rest:03}").trim_end_matches('0'))
    }
}

impl Serialize for MeterValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_to_the_thousandth() {
        for (typed, thousandths) in [
            ("0", 0),
            ("12", 12_000),
            (" 1 234,5 ", 1_234_500),
            ("1234.567", 1_234_567),
            ("0,001", 1),
            ("007", 7_000),
            ("999999999999.999", MOST),
        ] {
            assert_eq!(MeterValue::parse(typed), Ok(MeterValue(thousandths)), "{typed}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused_with_a_reason() {
        for (typed, code) in [
            ("", "reading-missing"),
            ("  ", "reading-missing"),
            ("-3", "reading-number"),
            ("twelve", "reading-number"),
            ("1.2.3", "reading-number"),
            ("5.", "reading-number"),
            (",5", "reading-number"),
            ("1e9", "reading-number"),
            ("٣", "reading-number"),
            ("1.2345", "reading-decimals"),
            ("1234567890123", "reading-large"),
        ] {
            assert_eq!(MeterValue::parse(typed).unwrap_err().0[0].code, code, "{typed}");
        }
    }

    #[test]
    fn each_language_has_its_own_marks() {
        use Language::{Danish, English, German, Swedish};
        for (typed, language, thousandths) in [
            ("1.234", German, 1_234_000),
            ("1.234", English, 1_234),
            ("1.234", Swedish, 1_234),
            ("1,234", English, 1_234_000),
            ("1,234", German, 1_234),
            ("1.234,5", Danish, 1_234_500),
            ("1,234.5", German, 1_234_500),
            ("1.234.567", German, 1_234_567_000),
            ("0.500", German, 500),
            ("1234.5", German, 1_234_500),
            ("1 234,5", Swedish, 1_234_500),
        ] {
            assert_eq!(MeterValue::parse_in(typed, language), Ok(MeterValue(thousandths)), "{typed} in {language}");
        }
        assert!(MeterValue::parse_in("1.23.456", German).is_err());
    }

    #[test]
    fn it_is_written_as_short_as_it_is() {
        for (thousandths, written) in [(0, "0"), (5, "0.005"), (1_500, "1.5"), (12_000, "12")] {
            assert_eq!(MeterValue(thousandths).to_string(), written);
        }
    }
}
