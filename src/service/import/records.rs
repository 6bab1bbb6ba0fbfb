//! From text to records: comma, semicolon or tab; quotes; every kind of line break.
//!
//! Not the `csv` crate, which is right for files of our own: here every record must know the line it really began on
//! (after quoted line breaks, blank lines and any mixture of line ends), and a quotation mark that is never closed must
//! be named by its line instead of swallowing a million lines into memory.

use std::io::{self, Read};

/// No record is longer than this; what is longer is a quotation mark that was never closed.
const LONGEST: usize = 1024 * 1024;

/// One record. Cells are read with [`Record::cell`].
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// The line of the file on which the record begins, from 1.
    pub line: u64,
    /// What is wrong with its quotation marks: cell, reason.
    pub problem: Option<(usize, String)>,
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl Record {
    /// How many cells there are.
    pub const fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text of a cell; empty beyond the last one.
    pub fn cell(&self, index: usize) -> &str {
        let start = if index == 0 { 0 } else { self.ends.get(index - 1).copied().unwrap_or_default() };
        let bytes = self.ends.get(index).and_then(|end| self.text.get(start..*end)).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or("\u{FFFD}")
    }

    /// The cells.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|i| self.cell(i))
    }
}

/// Reads records from UTF-8.
pub struct Records<R> {
    source: R,
    buffer: Vec<u8>,
    at: usize,
    line: u64,
    delimiter: u8,
    broken: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Place {
    Start,
    Plain,
    Quoted,
    Closed,
}

impl<R: Read> Records<R> {
    /// Reads the first piece and finds the delimiter in it, unless one is given.
    pub fn new(source: R, delimiter: Option<u8>) -> io::Result<Self> {
        let mut records = Self { source, buffer: Vec::new(), at: 0, line: 1, delimiter: b',', broken: false };
        records.fill()?;
        let head = &records.buffer;
        // Excel's own hint, on a line of its own.
        if head.len() > 5 && head[..4].eq_ignore_ascii_case(b"sep=") && matches!(head[5..], [b'\r' | b'\n', ..]) {
            records.delimiter = delimiter.unwrap_or(head[4]);
            records.at = 5;
            let next = records.byte()?;
            records.line_break(next.unwrap_or(b'\n'))?;
        } else {
            records.delimiter = delimiter.unwrap_or_else(|| likely_delimiter(head));
        }
        Ok(records)
    }

    /// What separates the cells.
    pub const fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// Where the text comes from.
    pub const fn source(&self) -> &R {
        &self.source
    }

    /// Reads the next record that is not blank. `false` at the end.
    pub fn read(&mut self, record: &mut Record) -> io::Result<bool> {
        record.text.clear();
        record.ends.clear();
        record.problem = None;
        if self.broken || !self.skip_blank_lines()? {
            return Ok(false);
        }
        record.line = self.line;
        let mut place = Place::Start;
        let mut opened = self.line;
        loop {
            let byte = self.byte()?;
            match (place, byte) {
                (Place::Quoted, None) => {
                    self.never_closed(record, opened);
                    return Ok(true);
                }
                (Place::Quoted, Some(b'"')) => place = Place::Closed,
                (Place::Quoted, Some(b @ (b'\r' | b'\n'))) => {
                    self.line_break(b)?;
                    record.text.push(b'\n');
                }
                (Place::Quoted, Some(b)) => record.text.push(b),
                (Place::Start, Some(b'"')) => {
                    place = Place::Quoted;
                    opened = self.line;
                }
                (Place::Closed, Some(b'"')) => {
                    record.text.push(b'"');
                    place = Place::Quoted;
                }
                (_, None) => {
                    record.ends.push(record.text.len());
                    return Ok(true);
                }
                (_, Some(b)) if b == self.delimiter => {
                    record.ends.push(record.text.len());
                    place = Place::Start;
                }
                (_, Some(b @ (b'\r' | b'\n'))) => {
                    self.line_break(b)?;
                    record.ends.push(record.text.len());
                    return Ok(true);
                }
                (_, Some(b)) => {
                    if place == Place::Closed && b != b' ' && record.problem.is_none() {
                        let why = "there is text after the closing quotation mark; a quotation mark inside a quoted cell is written twice";
                        record.problem = Some((record.ends.len(), why.to_owned()));
                    }
                    if place != Place::Closed || b != b' ' {
                        record.text.push(b);
                    }
                    place = if place == Place::Closed { Place::Closed } else { Place::Plain };
                }
            }
            if record.text.len() > LONGEST {
                self.never_closed(record, opened);
                return Ok(true);
            }
        }
    }

    /// What follows cannot be told apart any more, so reading ends here.
    fn never_closed(&mut self, record: &mut Record, opened: u64) {
        self.broken = true;
        let why = format!(
            "the quotation mark opened on line {opened} is never closed, or the cell is longer than 1 MiB; nothing after it could be read"
        );
        record.problem = Some((record.ends.len(), why));
        record.text.truncate(record.ends.last().copied().unwrap_or_default());
        record.ends.push(record.text.len());
    }

    fn skip_blank_lines(&mut self) -> io::Result<bool> {
        loop {
            match self.peek()? {
                None => return Ok(false),
                Some(b @ (b'\r' | b'\n')) => {
                    self.at += 1;
                    self.line_break(b)?;
                }
                Some(_) => return Ok(true),
            }
        }
    }

    /// Counts the line that ended with `first`; a line feed after a carriage return belongs to it.
    fn line_break(&mut self, first: u8) -> io::Result<()> {
        self.line += 1;
        if first == b'\r' && self.peek()? == Some(b'\n') {
            self.at += 1;
        }
        Ok(())
    }

    fn byte(&mut self) -> io::Result<Option<u8>> {
        let byte = self.peek()?;
        self.at += usize::from(byte.is_some());
        Ok(byte)
    }

    fn peek(&mut self) -> io::Result<Option<u8>> {
        if self.at == self.buffer.len() {
            self.fill()?;
        }
        Ok(self.buffer.get(self.at).copied())
    }

    fn fill(&mut self) -> io::Result<()> {
        self.buffer.clear();
        self.at = 0;
        self.source.by_ref().take(64 * 1024).read_to_end(&mut self.buffer)?;
        Ok(())
    }
}

/// The candidate that stands most often in the first line, outside quotation marks.
fn likely_delimiter(head: &[u8]) -> u8 {
    let mut counts = [(b',', 0_u32), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for &byte in head.iter().skip_while(|b| matches!(b, b'\r' | b'\n')) {
        match byte {
            b'"' => quoted = !quoted,
            b'\r' | b'\n' if !quoted => break,
            _ if quoted => {}
            _ => {
                for (_, count) in counts.iter_mut().filter(|(candidate, _)| *candidate == byte) {
                    *count += 1;
                }
            }
        }
    }
    // The first of the best: `max_by_key` would take the last.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(candidate, _)| *candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<(u64, Vec<String>)> {
        let mut records = Records::new(text.as_bytes(), None).unwrap();
        let mut record = Record::default();
        let mut found = Vec::new();
        while records.read(&mut record).unwrap() {
            found.push((record.line, record.cells().map(str::to_owned).collect()));
        }
        found
    }

    fn row(line: u64, cells: &[&str]) -> (u64, Vec<String>) {
        (line, cells.iter().map(|c| (*c).to_owned()).collect())
    }

    #[test]
    fn lines_are_counted_as_an_editor_counts_them() {
        let expected = [row(1, &["a", "b"]), row(2, &["1", "x\ny"]), row(5, &["2", ""]), row(6, &["3", "say \"hi\""])];
        let text = "a,b\n1,\"x\ny\"\n\n2,\n3,\"say \"\"hi\"\"\"";
        assert_eq!(all(text), expected);
        assert_eq!(all(&text.replace('\n', "\r\n")), expected);
        assert_eq!(all(&text.replace('\n', "\r")), expected);
        assert_eq!(all(&format!("{text}\n")), expected);
    }

    #[test]
    fn the_delimiter_is_the_one_in_the_first_line() {
        assert_eq!(all("a;b,c;d\n1;2,5;3"), [row(1, &["a", "b,c", "d"]), row(2, &["1", "2,5", "3"])]);
        assert_eq!(all("\"a;b\",c\n"), [row(1, &["a;b", "c"])]);
        assert_eq!(all("a\tb"), [row(1, &["a", "b"])]);
        assert_eq!(all("sep=;\r\na,b;c\r\n"), [row(2, &["a,b", "c"])]);
        assert_eq!(all("a"), [row(1, &["a"])]);
        assert_eq!(all(""), []);
        assert_eq!(all("\n\r\n"), []);
    }

    #[test]
    fn a_quote_that_is_never_closed_is_named_and_ends_reading() {
        let text = format!("a,b\n1,2\n3,\"x\n{}", "4,5\n".repeat(600_000));
        let mut records = Records::new(text.as_bytes(), None).unwrap();
        let mut record = Record::default();
        for _ in 0..3 {
            assert!(records.read(&mut record).unwrap());
        }
        assert_eq!(record.line, 3);
        let (cell, why) = record.problem.clone().unwrap();
        assert!(cell == 1 && why.contains("opened on line 3"), "{why}");
        assert!(!records.read(&mut record).unwrap());
    }

    #[test]
    fn text_after_a_closing_quote_is_a_problem_and_inches_are_not() {
        let mut records = Records::new("a,b\n1,\"x\"y\n2,5\" pipe\n3,\"z\" \n".as_bytes(), None).unwrap();
        let mut record = Record::default();
        records.read(&mut record).unwrap();
        records.read(&mut record).unwrap();
        assert_eq!(record.problem.as_ref().map(|p| p.0), Some(1));
        records.read(&mut record).unwrap();
        assert_eq!((record.cell(1), &record.problem), ("5\" pipe", &None));
        records.read(&mut record).unwrap();
        assert_eq!((record.cell(1), &record.problem), ("z", &None));
    }
}
