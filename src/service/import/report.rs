//! What an import did, or why it did not.

use serde::Serialize;

use crate::text;

use super::fields::Kind;

/// So many errors are kept in memory and shown; all go to the error file.
pub const KEPT: usize = 1_000;

/// A cell or a row that cannot be taken.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RowError {
    /// The line of the file on which the row begins, from 1.
    pub line: u64,
    /// The column, as ours is called; empty where the row as a whole is meant.
    pub column: String,
    /// What the cell says, shortened, without control characters.
    pub value: String,
    /// What is wrong with it.
    pub reason: String,
}

impl RowError {
    /// Notes what is wrong with a cell.
    pub fn new(line: u64, column: &str, value: &str, reason: impl Into<String>) -> Self {
        Self { line, column: column.to_owned(), value: shortened(value), reason: reason.into() }
    }
}

impl std::fmt::Display for RowError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}", self.line)?;
        if !self.column.is_empty() {
            write!(f, ", {}", self.column)?;
        }
        if !self.value.is_empty() {
            write!(f, " \"{}\"", self.value)?;
        }
        write!(f, ": {}", self.reason)
    }
}

/// At most 60 characters of a cell, safe to show.
pub fn shortened(value: &str) -> String {
    // No more of a huge cell is looked at than can matter.
    let head: String = value.chars().take(200).collect();
    let line = text::line(&head);
    if line.chars().count() <= 60 && head.len() == value.len() {
        return line;
    }
    line.chars().take(59).chain(['…']).collect()
}

/// What an import did, or would have done.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Report {
    /// What the file is about.
    pub kind: Kind,
    /// Rows in the file, without the header and blank lines.
    pub rows: u64,
    /// Rows that are new.
    pub created: u64,
    /// Rows that differ from what was stored.
    pub changed: u64,
    /// Rows that say what was stored already.
    pub unchanged: u64,
    /// Rows that cannot be taken.
    pub refused: u64,
    /// Files that were brought into the storage.
    pub files: u64,
    /// Areas that were made, by name.
    pub areas: Vec<String>,
    /// How many errors there are.
    pub error_count: u64,
    /// The first thousand of them, by line.
    pub errors: Vec<RowError>,
    /// The file's encoding.
    pub encoding: &'static str,
    /// What separates the file's cells.
    pub delimiter: char,
    /// Whether it was asked for nothing to be kept.
    pub dry_run: bool,
    /// Whether what is counted here is in the database now.
    pub done: bool,
    /// What a person should know about how the file was read.
    pub notes: Vec<String>,
}

impl Report {
    pub(super) fn new(kind: Kind, dry_run: bool) -> Self {
        Self {
            kind,
            rows: 0,
            created: 0,
            changed: 0,
            unchanged: 0,
            refused: 0,
            files: 0,
            areas: Vec::new(),
            error_count: 0,
            errors: Vec::new(),
            encoding: "UTF-8",
            delimiter: ',',
            dry_run,
            done: false,
            notes: Vec::new(),
        }
    }
}

/// Where every error is written, besides the report: a CSV file with the columns line, column, value, reason.
pub struct ErrorFile(csv::Writer<Box<dyn std::io::Write + Send>>);

impl ErrorFile {
    /// Writes into `target`, beginning with the header.
    pub fn new(target: Box<dyn std::io::Write + Send>) -> std::io::Result<Self> {
        let mut writer = csv::Writer::from_writer(target);
        writer.write_record(["line", "column", "value", "reason"])?;
        Ok(Self(writer))
    }

    pub(super) fn write(&mut self, error: &RowError) -> std::io::Result<()> {
        let line = error.line.to_string();
        let cells = [line.as_str(), &error.column, &harmless(&error.value), &harmless(&error.reason)];
        Ok(self.0.write_record(cells)?)
    }

    pub(super) fn finish(&mut self) -> std::io::Result<()> {
        self.0.flush()
    }
}

impl std::fmt::Debug for ErrorFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ErrorFile")
    }
}

/// A cell that no spreadsheet runs as a formula (R81).
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_shortened_and_cannot_steer_a_terminal() {
        assert_eq!(shortened("a\u{1b}[31m\nb"), "a [31m b");
        assert_eq!(shortened(&"x".repeat(60)), "x".repeat(60));
        assert_eq!(shortened(&"ü".repeat(100_000)).chars().count(), 60);
        assert_eq!(harmless("=1+1"), "'=1+1");
    }
}
