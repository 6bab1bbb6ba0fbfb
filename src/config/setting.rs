//! What a value of the configuration may be: how each kind is read from a file or a variable, and written into the
//! example.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A value as it was found, before anybody knows what it ought to be.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Raw {
    /// Text in quotes in a file.
    Text(String),
    /// From a variable or a flag, where everything is text.
    Loose(String),
    /// A whole number.
    Whole(i64),
    /// `true` or `false`.
    Switch(bool),
    /// A list.
    List(Vec<Raw>),
    /// A table, in its order.
    Table(Vec<(String, Raw)>),
    /// Something that no key takes: a date, a fraction.
    Other,
}

/// A value with the folder from which relative paths in it are taken.
#[derive(Clone, Debug)]
pub(super) struct Found<'a> {
    pub(super) raw: Raw,
    pub(super) folder: Option<&'a Path>,
}

impl Found<'_> {
    pub(super) fn text(&self) -> Option<&str> {
        match &self.raw {
            Raw::Text(text) | Raw::Loose(text) => Some(text.trim()),
            _ => None,
        }
    }

    pub(super) fn parsed<T: std::str::FromStr>(&self) -> Option<T> {
        self.text()?.parse().ok()
    }

    pub(super) fn below(&self, path: &Path) -> PathBuf {
        self.folder.map_or_else(|| path.to_owned(), |folder| folder.join(path))
    }
}

/// A kind of value.
pub(super) trait Setting: Sized {
    /// What is expected, for people: "a whole number".
    fn expected() -> String;
    /// The value, when it is one.
    fn read(found: &Found<'_>) -> Option<Self>;
    /// As a TOML value; `None` when it is not set.
    fn write(&self) -> Option<String>;
}

/// Text as a TOML string.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

impl Setting for String {
    fn expected() -> String {
        "a text without control characters".into()
    }

    fn read(found: &Found<'_>) -> Option<Self> {
        found.text().filter(|t| !t.contains(crate::text::is_unsafe)).map(str::to_owned)
    }

    fn write(&self) -> Option<String> {
        Some(quoted(self))
    }
}

impl Setting for bool {
    fn expected() -> String {
        "true or false".into()
    }

    fn read(found: &Found<'_>) -> Option<Self> {
        match &found.raw {
            Raw::Switch(on) => Some(*on),
            Raw::Loose(_) => found.parsed(),
            _ => None,
        }
    }

    fn write(&self) -> Option<String> {
        Some(self.to_string())
    }
}

macro_rules! whole {
    ($($t:ty),*) => {$(
        impl Setting for $t {
            fn expected() -> String {
                format!("a whole number from 0 to {}", <$t>::MAX)
            }

            fn read(found: &Found<'_>) -> Option<Self> {
                match &found.raw {
                    Raw::Whole(n) => (*n).try_into().ok(),
                    Raw::Loose(_) => found.parsed(),
                    _ => None,
                }
            }

            fn write(&self) -> Option<String> {
                Some(self.to_string())
            }
        }
    )*};
}
whole!(u16, u32);

impl Setting for SocketAddr {
    fn expected() -> String {
        "an address with a port, like \"127.0.0.1:8080\" or \"[::]:8080\"".into()
    }

    fn read(found: &Found<'_>) -> Option<Self> {
        found.parsed()
    }

    fn write(&self) -> Option<String> {
        Some(quoted(&self.to_string()))
    }
}

impl Setting for PathBuf {
    fn expected() -> String {
        "a path; in a file, a relative one starts at the file's folder".into()
    }

    fn read(found: &Found<'_>) -> Option<Self> {
        found.text().filter(|t| !t.is_empty()).map(|t| found.below(Path::new(t)))
    }

    fn write(&self) -> Option<String> {
        Some(quoted(&self.display().to_string()))
    }
}

impl Setting for Duration {
    fn expected() -> String {
        "a time like \"30 seconds\", \"90 minutes\", \"12 hours\" or \"5 days\"".into()
    }

    fn read(found: &Found<'_>) -> Option<Self> {
        let total = seconds(found.text()?)?;
        // A century is enough for anybody, and keeps every later addition to a date within bounds.
        (1..=100 * 366 * 86_400).contains(&total).then(|| Self::from_secs(total))
    }

    fn write(&self) -> Option<String> {
        let seconds = self.as_secs();
        let (unit, name) = [(86_400, "day"), (3600, "hour"), (60, "minute"), (1, "second")]
            .into_iter()
            .find(|(unit, _)| seconds.is_multiple_of(*unit))
            .unwrap_or((1, "second"));
        let number = seconds / unit;
        Some(quoted(&format!("{number} {name}{}", if number == 1 { "" } else { "s" })))
    }
}

/// "30 seconds" in seconds.
fn seconds(text: &str) -> Option<u64> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let seconds = match unit.trim().trim_end_matches('s') {
        "" if unit.trim() == "s" => 1,
        "second" => 1,
        "m" | "min" | "minute" => 60,
        "h" | "hour" => 3600,
        "d" | "day" => 86_400,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(seconds)
}

/// How long something waits for more of its kind; nothing at all switches that off.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Quiet(pub Duration);

impl Setting for Quiet {
    fn expected() -> String {
        "a time from \"0 seconds\" (off) to \"1 hour\"".into()
    }

    fn read(found: &Found<'_>) -> Option<Self> {
        seconds(found.text()?).filter(|total| *total <= 3600).map(|total| Self(Duration::from_secs(total)))
    }

    fn write(&self) -> Option<String> {
        if self.0.is_zero() { Some(quoted("0 seconds")) } else { self.0.write() }
    }
}

/// How long somebody may be away before something ends; nothing at all switches that off.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Idle(pub Duration);

impl Setting for Idle {
    fn expected() -> String {
        "a time from \"10 seconds\" to \"1 day\", or \"0 seconds\" (off)".into()
    }

    fn read(found: &Found<'_>) -> Option<Self> {
        let total = seconds(found.text()?).filter(|total| *total == 0 || (10..=86_400).contains(total))?;
        Some(Self(Duration::from_secs(total)))
    }

    fn write(&self) -> Option<String> {
        if self.0.is_zero() { Some(quoted("0 seconds")) } else { self.0.write() }
    }
}

impl<T: Setting> Setting for Option<T> {
    fn expected() -> String {
        T::expected()
    }

    fn read(found: &Found<'_>) -> Option<Self> {
        // An empty variable takes back what a file says.
        if matches!(&found.raw, Raw::Loose(text) if text.trim().is_empty()) {
            return Some(None);
        }
        T::read(found).map(Some)
    }

    fn write(&self) -> Option<String> {
        self.as_ref().and_then(Setting::write)
    }
}

impl<T: Setting> Setting for Vec<T> {
    fn expected() -> String {
        format!("a list (in a variable: with commas) of {}", T::expected())
    }

    fn read(found: &Found<'_>) -> Option<Self> {
        let one = |raw: Raw| T::read(&Found { raw, folder: found.folder });
        match &found.raw {
            Raw::List(items) => items.iter().cloned().map(one).collect(),
            Raw::Loose(text) => {
                text.split(',').filter(|t| !t.trim().is_empty()).map(|t| one(Raw::Loose(t.to_owned()))).collect()
            }
            _ => None,
        }
    }

    fn write(&self) -> Option<String> {
        let items: Vec<_> = self.iter().filter_map(Setting::write).collect();
        Some(format!("[{}]", items.join(", ")))
    }
}

/// A secret: it is never written out again, whoever asks.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The secret itself.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(***)")
    }
}

impl Setting for Secret {
    fn expected() -> String {
        "a text without control characters".into()
    }

    fn read(found: &Found<'_>) -> Option<Self> {
        found.text().filter(|t| !t.is_empty() && !t.contains(crate::text::is_unsafe)).map(|t| Self(t.to_owned()))
    }

    fn write(&self) -> Option<String> {
        Some(quoted("***"))
    }
}
