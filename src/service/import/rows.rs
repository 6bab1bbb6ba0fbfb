//! Reading a file into batches of rows, each cell checked as far as it can be without the database.
//!
//! Runs in a thread of its own, one batch ahead of the database.

use std::io::Read;

use chrono_tz::Tz;

use crate::store::bulk::BATCH;

use super::billing::Folder;
use super::cell::{self, Cell};
use super::encoding::Decoder;
use super::fields::{Field, Kind, Reads};
use super::header::Layout;
use super::records::{Record, Records};
use super::report::RowError;
use super::seen::Seen;

/// A row whose number can be taken.
#[derive(Debug)]
pub struct Row {
    /// Where it begins.
    pub line: u64,
    /// Its external number.
    pub number: String,
    /// Its cells, in the order of the kind's fields.
    pub cells: Vec<Cell>,
    /// Whether something was found wrong already.
    pub bad: bool,
}

/// Some rows, and what was wrong while they were read.
#[derive(Debug, Default)]
pub struct Batch {
    /// Rows with a number, also those in which something else is wrong.
    pub rows: Vec<Row>,
    /// Rows that were read, with or without a number.
    pub read: u64,
    /// Rows that cannot be told by a number, so that nothing more can be said of them.
    pub lost: u64,
    /// What is wrong.
    pub errors: Vec<RowError>,
    /// Bytes of the file read so far.
    pub bytes: u64,
    /// The file's encoding as far as it is known.
    pub encoding: &'static str,
}

/// Reads rows.
pub struct Reader<R> {
    kind: Kind,
    layout: Layout,
    zone: Tz,
    folder: Option<Folder>,
    records: Records<Decoder<R>>,
    record: Record,
    seen: Seen,
}

impl<R: Read> Reader<R> {
    /// Reads what follows the header.
    pub fn new(kind: Kind, layout: Layout, zone: Tz, folder: Option<Folder>, records: Records<Decoder<R>>) -> Self {
        Self { kind, layout, zone, folder, records, record: Record::default(), seen: Seen::new() }
    }

    /// The next batch; an empty one at the end.
    pub fn batch(&mut self) -> std::io::Result<Batch> {
        let mut batch = Batch::default();
        while batch.rows.len() < BATCH && batch.lost < BATCH as u64 && self.records.read(&mut self.record)? {
            // Office programs leave rows of nothing but delimiters behind.
            if self.record.cells().all(|cell| cell.trim().is_empty()) && self.record.problem.is_none() {
                continue;
            }
            batch.read += 1;
            let before = batch.errors.len();
            match self.row(&mut batch.errors) {
                Some(mut row) => {
                    row.bad = batch.errors.len() > before;
                    batch.rows.push(row);
                }
                None => batch.lost += 1,
            }
        }
        batch.bytes = self.records.source().bytes_read();
        batch.encoding = self.records.source().encoding();
        Ok(batch)
    }

    fn row(&mut self, errors: &mut Vec<RowError>) -> Option<Row> {
        let (record, layout) = (&self.record, &self.layout);
        let line = record.line;
        if let Some((cell, why)) = &record.problem {
            let column = layout.names.get(*cell).map_or("", String::as_str);
            errors.push(RowError::new(line, column, record.cell(*cell), why));
            return None;
        }
        if record.len() != layout.width {
            let why = format!("the row has {} cells, the header has {}", record.len(), layout.width);
            errors.push(RowError::new(line, "", record.cell(layout.number), why));
            return None;
        }
        let raw = record.cell(layout.number);
        let number = match cell::number(raw) {
            Ok(number) => number,
            Err(why) => {
                errors.push(RowError::new(line, "number", raw, why));
                return None;
            }
        };
        if let Some(first) = self.seen.note(&number, line) {
            let why = format!("is on line {first} already; a number may be in a file once");
            errors.push(RowError::new(line, "number", &number, why));
            return None;
        }
        let fields = self.kind.fields().iter().zip(&layout.fields);
        let cells = fields.map(|(field, place)| {
            let Some(place) = place else { return Cell::Silent };
            let raw = record.cell(*place);
            let read = cell::read(field, raw, self.zone).and_then(|cell| self.there(field, cell));
            read.unwrap_or_else(|why| {
                errors.push(RowError::new(line, field.name, raw, why));
                Cell::Bad
            })
        });
        Some(Row { line, number, cells: cells.collect(), bad: false })
    }

    /// A file that is named lies in the folder and can be taken; without a folder names are only names.
    fn there(&self, field: &Field, cell: Cell) -> Result<Cell, String> {
        if let (Some(folder), Reads::FileName, Cell::Value(name)) = (&self.folder, field.reads, &cell)
            && !name.text().is_empty()
        {
            folder.holds(name.text())?;
        }
        Ok(cell)
    }
}
