//! From the text of a file to lines that can be compared, each cell checked as far as the cell alone tells.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use toml::de::{DeTable, DeValue};

use crate::domain::email::Email;
use crate::domain::field::FieldErrors;
use crate::domain::permission::{Exceptions, Role};
use crate::domain::state::{Language, UserState};
use crate::service::Error;
use crate::service::import::cell;
use crate::service::import::records::{Record, Records};
use crate::text;

use super::format::{self, ALL, COLUMNS, Format};

/// So many errors are told.
const TOLD: usize = 500;

/// Where something stands in a file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum At {
    /// On this line of a CSV file, from 1.
    Line(u64),
    /// The how-manieth entry of a TOML file, from 1, and its line.
    Entry(u64, u64),
    /// Nowhere: it is in the database alone.
    Missing,
}

impl At {
    /// The line, 0 for what is not in the file.
    pub const fn line(self) -> u64 {
        match self {
            Self::Line(line) | Self::Entry(_, line) => line,
            Self::Missing => 0,
        }
    }
}

impl std::fmt::Display for At {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Line(line) => write!(f, "line {line}"),
            Self::Entry(entry, line) => write!(f, "entry {entry} (line {line})"),
            Self::Missing => f.write_str("not in the file"),
        }
    }
}

/// Everything that is wrong with a file.
#[derive(Default)]
pub struct Problems {
    errors: FieldErrors,
    count: usize,
}

impl Problems {
    /// Notes what is wrong with a cell, or with a line as a whole (`column` is empty).
    pub fn add(&mut self, at: At, column: &'static str, value: &str, why: impl AsRef<str>) {
        self.count += 1;
        if self.count > TOLD {
            return;
        }
        let mut shown: String = text::line(&value.chars().take(200).collect::<String>());
        if shown.chars().count() > 60 {
            shown = shown.chars().take(59).chain(['…']).collect();
        }
        let place = if column.is_empty() { String::new() } else { format!(", {column}") };
        let value = if shown.is_empty() { String::new() } else { format!(" \"{shown}\"") };
        let message = format!("{at}{place}{value}: {}", why.as_ref());
        self.errors.add(if column.is_empty() { "file" } else { column }, "access-file", message);
    }

    /// Notes what is wrong with the file as a whole.
    pub fn whole(&mut self, why: impl Into<String>) {
        self.count += 1;
        self.errors.add("file", "access-file", why);
    }

    /// Whether nothing is wrong.
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// `Ok` when nothing is wrong.
    pub fn into_result(mut self) -> Result<(), Error> {
        if self.count > TOLD {
            let more = format!("{} more errors are not shown", self.count - TOLD);
            self.errors.add("file", "access-file", more);
        }
        Ok(self.errors.into_result()?)
    }
}

/// Which facilities a line names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Facilities {
    /// Every one.
    All,
    /// Those with these numbers.
    Chosen(BTreeSet<String>),
}

/// A line that says whom it is about. What is `None` is not said.
#[derive(Clone, Debug)]
#[allow(clippy::option_option, reason = "not said, said to be none, said")]
pub struct Entry {
    pub at: At,
    pub customer: String,
    pub email: Email,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub language: Option<Language>,
    pub role: Option<Role>,
    pub state: Option<UserState>,
    pub facilities: Option<Facilities>,
    pub unassigned: Option<bool>,
    pub contact: Option<Option<String>>,
    pub ends_at: Option<Option<DateTime<Utc>>>,
    pub permissions: Option<Exceptions>,
}

/// Every line of a file that says whom it is about; what is wrong with any goes to `problems`.
pub fn read(content: &str, format: Format, zone: Tz, problems: &mut Problems) -> Vec<Entry> {
    let content = content.strip_prefix('\u{feff}').unwrap_or(content);
    let raw = match format {
        Format::Csv => csv(content, problems),
        Format::Toml => toml(content, problems),
    };
    let mut entries: Vec<Entry> = raw.into_iter().filter_map(|raw| raw.checked(zone, problems)).collect();
    let mut seen: HashMap<(String, String), At> = HashMap::new();
    entries.retain(|entry| {
        let key = (entry.customer.clone(), entry.email.key().to_owned());
        let first = *seen.entry(key).or_insert(entry.at);
        if first != entry.at {
            let why = format!("is at customer {} on {first} already", text::line(&entry.customer));
            problems.add(entry.at, "email", entry.email.as_str(), why);
        }
        first == entry.at
    });
    entries
}

/// The cells of a line as they stand there.
struct Raw {
    at: At,
    cells: BTreeMap<&'static str, String>,
}

fn csv(content: &str, problems: &mut Problems) -> Vec<Raw> {
    let mut record = Record::default();
    // Reading from memory does not fail.
    let Ok(mut records) = Records::new(content.as_bytes(), None) else { return Vec::new() };
    if !records.read(&mut record).unwrap_or_default() {
        problems.whole("the file is empty; it begins with the names of its columns");
        return Vec::new();
    }
    let Some(columns) = header(&record, problems) else { return Vec::new() };
    let mut found = Vec::new();
    while records.read(&mut record).unwrap_or_default() {
        let at = At::Line(record.line);
        if record.problem.is_none() && record.cells().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if let Some((cell, why)) = &record.problem {
            problems.add(at, columns.get(*cell).copied().unwrap_or_default(), record.cell(*cell), why);
            continue;
        }
        if record.len() != columns.len() {
            let why = format!("the line has {} cells, the header has {}", record.len(), columns.len());
            problems.add(at, "", record.cell(0), why);
            continue;
        }
        let cells =
            columns.iter().zip(record.cells()).map(|(name, cell)| (*name, format::plain(cell.trim()).to_owned()));
        found.push(Raw { at, cells: cells.collect() });
    }
    found
}

fn header(record: &Record, problems: &mut Problems) -> Option<Vec<&'static str>> {
    let (mut columns, mut wrong) = (Vec::new(), false);
    for name in record.cells() {
        match format::column(name) {
            Some(column) if columns.contains(&column) => {
                problems.add(At::Line(record.line), "", column, "the column is there more than once");
                wrong = true;
            }
            Some(column) => columns.push(column),
            None => {
                unknown(At::Line(record.line), "column", name, problems);
                wrong = true;
            }
        }
    }
    for needed in ["customer", "email"] {
        if !columns.contains(&needed) {
            problems.whole(format!("the column \"{needed}\" is missing; a line is known by customer and email"));
            wrong = true;
        }
    }
    if wrong {
        problems.whole(format!("a file of access has the columns {}", COLUMNS.join(", ")));
        return None;
    }
    Some(columns)
}

fn unknown(at: At, what: &str, name: &str, problems: &mut Problems) {
    let near = text::nearest(&text::line(name).to_lowercase(), COLUMNS);
    let meant = near.map(|n| format!("; did you mean \"{n}\"?")).unwrap_or_default();
    problems.add(at, "", name, format!("there is no such {what}{meant}"));
}

/// Where lines begin, so that a place in a file is found without counting from its start each time.
struct Lines(Vec<usize>);

impl Lines {
    fn of(content: &str) -> Self {
        Self(content.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at).collect())
    }

    fn line(&self, at: usize) -> u64 {
        self.0.partition_point(|end| *end < at) as u64 + 1
    }
}

fn toml(content: &str, problems: &mut Problems) -> Vec<Raw> {
    let lines = Lines::of(content);
    let table = match DeTable::parse(content) {
        Ok(table) => table,
        Err(e) => {
            let line = lines.line(e.span().map_or(0, |s| s.start));
            problems.whole(format!("line {line}: this is not TOML: {}", text::line(e.message())));
            return Vec::new();
        }
    };
    let mut found = Vec::new();
    for (key, value) in table.get_ref() {
        let line = lines.line(key.span().start);
        match (key.get_ref().as_ref(), value.get_ref()) {
            ("user", DeValue::Array(users)) => {
                for (n, user) in users.iter().enumerate() {
                    let at = At::Entry(n as u64 + 1, lines.line(user.span().start));
                    match user.get_ref() {
                        DeValue::Table(cells) => found.push(Raw { at, cells: entry(at, cells, problems) }),
                        _ => problems.add(at, "", "", "is no table; write [[user]] and its keys below"),
                    }
                }
            }
            ("user", _) => problems.whole(format!("line {line}: every person is an entry [[user]]")),
            (other, _) => {
                problems.whole(format!("line {line}: there is no \"{}\"; people are [[user]]", text::line(other)));
            }
        }
    }
    if found.is_empty() && problems.is_empty() {
        problems.whole("the file is empty; every person is an entry [[user]]");
    }
    found
}

fn entry(at: At, table: &DeTable<'_>, problems: &mut Problems) -> BTreeMap<&'static str, String> {
    let mut cells = BTreeMap::new();
    for (key, value) in table {
        let Some(column) = format::column(key.get_ref()) else {
            unknown(at, "key", key.get_ref(), problems);
            continue;
        };
        match cell_of(column, value.get_ref()) {
            Some(_) if cells.contains_key(column) => problems.add(at, column, "", "is there more than once"),
            Some(cell) => drop(cells.insert(column, cell)),
            None => problems.add(at, column, "", "has a value of another kind than this key takes"),
        }
    }
    cells
}

/// A value as a CSV file would tell it.
fn cell_of(column: &str, value: &DeValue<'_>) -> Option<String> {
    let plain = |value: &DeValue<'_>| match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(number.to_string()),
        _ => None,
    };
    match (column, value) {
        ("facilities", DeValue::Array(numbers)) => {
            let numbers = numbers.iter().map(|n| plain(n.get_ref())).collect::<Option<Vec<_>>>()?;
            Some(format::words(numbers.iter().map(String::as_str)))
        }
        ("permissions", DeValue::Table(permissions)) => {
            let one = |(key, value): (&toml::Spanned<_>, &toml::Spanned<DeValue<'_>>)| {
                let key: &std::borrow::Cow<'_, str> = key.get_ref();
                Some(format!("{key}={}", plain(value.get_ref())?))
            };
            let words = permissions.iter().map(one).collect::<Option<Vec<_>>>()?;
            Some(format::words(words.iter().map(String::as_str)))
        }
        ("unassigned", DeValue::Boolean(yes)) => Some(if *yes { "yes" } else { "no" }.to_owned()),
        ("ends_at", DeValue::Datetime(at)) => Some(at.to_string()),
        (_, value) => plain(value),
    }
}

impl Raw {
    /// The line with every cell understood. Without customer or address it is about nobody; anything else that is
    /// wrong leaves a line that can still be compared for what is right.
    fn checked(self, zone: Tz, problems: &mut Problems) -> Option<Entry> {
        for (column, cell) in &self.cells {
            if let Err(why) = cell::readable(cell) {
                problems.add(self.at, column, cell, why);
            }
        }
        let customer = self.text("customer");
        if customer.is_none() {
            problems.add(self.at, "customer", "", "is empty; a line is known by customer and email");
        }
        let typed = self.text("email").unwrap_or_default();
        let email = match Email::parse("email", &typed) {
            Ok(email) => Some(email),
            Err(wrong) => {
                problems.add(self.at, "email", "", wrong.of("email").unwrap_or("is no address"));
                None
            }
        };
        let entry = Entry {
            at: self.at,
            first_name: self.name("first_name", problems),
            last_name: self.name("last_name", problems),
            language: self.read("language", problems, cell::word),
            role: self.read("role", problems, cell::word),
            state: self.read("state", problems, cell::word),
            facilities: self.or_none("facilities", problems, facilities),
            unassigned: self.read("unassigned", problems, |cell| {
                cell::yes_or_no(cell).ok_or_else(|| "is neither yes nor no".to_owned())
            }),
            contact: self.or_none("contact", problems, |cell| Ok(Some(cell.to_owned()).filter(|c| !c.is_empty()))),
            ends_at: self.or_none("ends_at", problems, |cell| match cell {
                "" => Ok(None),
                cell => cell::moment(cell, zone).map(Some),
            }),
            permissions: self.or_none("permissions", problems, format::read_exceptions),
            customer: customer?,
            email: email?,
        };
        Some(entry)
    }

    /// The cell on one line; an empty one says nothing.
    fn text(&self, column: &str) -> Option<String> {
        let cell = cell::composed(&text::line(self.cells.get(column)?));
        Some(cell).filter(|cell| !cell.is_empty())
    }

    fn name(&self, column: &'static str, problems: &mut Problems) -> Option<String> {
        let name = self.text(column)?;
        if name.chars().count() > 100 {
            problems.add(self.at, column, &name, "is longer than 100 characters");
            return None;
        }
        Some(name)
    }

    /// A cell of which an empty one says nothing.
    fn read<T>(
        &self,
        column: &'static str,
        problems: &mut Problems,
        understand: impl Fn(&str) -> Result<T, String>,
    ) -> Option<T> {
        let cell = self.text(column)?;
        understand(&cell).map_err(|why| problems.add(self.at, column, &cell, why)).ok()
    }

    /// A cell of which an empty one means none.
    fn or_none<T>(
        &self,
        column: &'static str,
        problems: &mut Problems,
        understand: impl Fn(&str) -> Result<T, String>,
    ) -> Option<T> {
        self.cells.get(column)?;
        let cell = self.text(column).unwrap_or_default();
        understand(&cell).map_err(|why| problems.add(self.at, column, &cell, why)).ok()
    }
}

fn facilities(cell: &str) -> Result<Facilities, String> {
    let words = format::split(cell)?;
    let all = |w: &format::Word| !w.quoted && w.text.eq_ignore_ascii_case(ALL);
    if words.iter().any(all) {
        return if words.len() == 1 {
            Ok(Facilities::All)
        } else {
            Err("says all and single facilities; say one or the other".to_owned())
        };
    }
    Ok(Facilities::Chosen(words.into_iter().map(|w| w.text).collect()))
}
