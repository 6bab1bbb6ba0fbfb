//! What commands say: data on standard output, messages on standard error; tables for people, JSON for scripts.

use std::io::{IsTerminal as _, Write as _};

use chrono::{DateTime, Local, Utc};
use serde::Serialize;
use unicode_width::UnicodeWidthStr as _;

use super::exit::Failure;
use crate::text;

/// How a command speaks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Out {
    /// JSON in place of tables.
    pub json: bool,
    /// No messages.
    pub quiet: bool,
}

impl Out {
    /// A message for the person at the keyboard.
    pub fn say(&self, message: impl AsRef<str>) {
        if !self.quiet && !self.json {
            eprintln!("{}", text::lines(message.as_ref()));
        }
    }

    /// A warning, which `--quiet` does not silence.
    pub fn warn(&self, message: impl AsRef<str>) {
        eprintln!("keydesk: {}", text::lines(message.as_ref()));
    }

    /// The command's data: `value` as JSON, or `human` for people.
    ///
    /// # Errors
    /// When standard output cannot be written.
    pub fn show(&self, value: &impl Serialize, human: impl FnOnce() -> String) -> Result<(), Failure> {
        let text = if self.json {
            serde_json::to_string_pretty(value).map_err(|e| Failure::failed(e.to_string()))?
        } else {
            human()
        };
        self.print(&text)
    }

    /// Text on standard output, with a line break at its end.
    ///
    /// # Errors
    /// When standard output cannot be written.
    pub fn print(&self, text: &str) -> Result<(), Failure> {
        if text.is_empty() {
            return Ok(());
        }
        let mut out = std::io::stdout().lock();
        let written = out
            .write_all(text.as_bytes())
            .and_then(|()| if text.ends_with('\n') { Ok(()) } else { out.write_all(b"\n") });
        written.and_then(|()| out.flush()).map_err(Failure::Output)
    }
}

/// Whether a person reads standard output.
pub fn is_watched() -> bool {
    std::io::stdout().is_terminal()
}

/// Rows under headings, aligned by the cells they take on a screen, every cell made safe.
pub fn table(headings: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let rows: Vec<Vec<String>> = rows.into_iter().map(|r| r.iter().map(|c| text::line(c)).collect()).collect();
    if rows.is_empty() {
        return String::new();
    }
    let width = |column: usize| {
        let cells = rows.iter().map(|r| r.get(column).map_or(0, |c| c.width()));
        cells.chain([headings[column].width()]).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..headings.len()).map(width).collect();
    let mut out = String::new();
    let mut line = |cells: &mut dyn Iterator<Item = &str>| {
        let mut written = String::new();
        for (cell, width) in cells.zip(&widths) {
            written.push_str(cell);
            written.extend(std::iter::repeat_n(' ', width.saturating_sub(cell.width()) + 2));
        }
        out.push_str(written.trim_end());
        out.push('\n');
    };
    line(&mut headings.iter().copied());
    for row in &rows {
        line(&mut row.iter().map(String::as_str));
    }
    out
}

/// Names with values below each other.
pub fn facts(facts: &[(&str, String)]) -> String {
    let width = facts.iter().map(|(name, _)| name.width()).max().unwrap_or_default();
    let one = |(name, value): &(&str, String)| format!("{name:width$}  {}\n", text::line(value));
    facts.iter().map(one).collect()
}

/// A time in the zone of the person at the keyboard.
pub fn time(at: DateTime<Utc>) -> String {
    at.with_timezone(&Local).format("%Y-%m-%d %H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_aligned_by_cells_and_clean() {
        let rows = vec![
            vec!["1042".into(), "Hübner\u{1b}[31m".into(), "Graz".into()],
            vec!["7".into(), "株式会社".into(), "東京".into()],
        ];
        let shown = table(&["No.", "Name", "City"], rows);
        assert_eq!(shown, "No.   Name         City\n1042  Hübner [31m  Graz\n7     株式会社     東京\n");
        assert_eq!(table(&["No."], Vec::new()), "");
    }
}
