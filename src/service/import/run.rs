//! From the first byte to the commit.

use std::io::Read;
use std::path::PathBuf;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde_json::json;
use tokio::sync::mpsc;

use crate::domain::activity::Event;
use crate::domain::field::FieldErrors;
use crate::domain::staff::{StaffPermission, Territory};
use crate::store::bulk::{self, Suspended};
use crate::store::{Tx, organizations};

use super::super::activity::{self, About};
use super::super::{Actor, App, Error};
use super::areas::Areas;
use super::billing::{self, Folder, Wanted};
use super::encoding::Decoder;
use super::fields::Kind;
use super::header;
use super::merge::{Merger, Outcome};
use super::records::{Record, Records};
use super::references::References;
use super::report::{ErrorFile, KEPT, Report, RowError};
use super::rows::{Batch, Reader};

/// A table that began almost empty and has grown by so many rows gets its indexes at the end.
const MANY: u64 = 10_000;

/// How to import.
#[derive(Default)]
pub struct Options {
    /// Do everything and keep nothing.
    pub dry_run: bool,
    /// Take the good rows although others are bad.
    pub partial: bool,
    /// Names in the header and ours for them; `-` for a column that is not to be read.
    pub map: Vec<(String, String)>,
    /// What separates cells, where it is not to be found out.
    pub delimiter: Option<char>,
    /// For invoices and estimates: the folder in which the files lie that the column `file` names.
    pub files: Option<PathBuf>,
    /// For invoices and estimates: customers' users are told of those that are new and open.
    pub tell: bool,
    /// Where every error is written.
    pub errors: Option<ErrorFile>,
    /// Hears how far it is.
    pub progress: Option<Box<dyn FnMut(Progress) + Send>>,
}

/// How far an import is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Progress {
    /// Bytes of the file that were read.
    pub bytes: u64,
    /// Rows that were handled.
    pub rows: u64,
    /// What is being done.
    pub phase: Phase,
}

/// What an import is doing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Phase {
    /// Reading and writing rows.
    Rows,
    /// Building the indexes.
    Indexes,
}

/// Imports a file of `kind`. Needs `import_export`, and `manage_billing` for invoices and estimates; staff who are bound to areas import into those only (R10).
///
/// Rows that cannot be taken are no error of this function: the report names them, and unless `partial` was asked for,
/// `done` is false and nothing was kept. [`Error::Invalid`] means that the file cannot be read at all, or that its header
/// is not understood.
pub async fn run(
    app: &App,
    by: &Actor,
    kind: Kind,
    source: impl Read + Send + 'static,
    mut options: Options,
) -> Result<Report, Error> {
    by.may(StaffPermission::ImportExport)?.anywhere();
    if kind == Kind::Billing {
        by.may(StaffPermission::ManageBilling)?.anywhere();
    } else if options.files.is_some() || options.tell {
        let why = "only invoices and estimates (billing) come with files and are told of";
        return Err(FieldErrors::one("files", "import-files", why).into());
    }
    let folder = options.files.take().map(|path| Folder::open(path, app.files.largest())).transpose()?;
    let organization = organizations::get(&mut app.store.read().await?, by.organization).await?;
    let organization = organization.ok_or_else(|| Error::not_found("such organization"))?;
    let zone: Tz = organization.time_zone.parse().unwrap_or(Tz::UTC);
    let delimiter = options.delimiter.map(separator).transpose()?;
    let map = std::mem::take(&mut options.map);
    let files = folder.clone();
    let opened = tokio::task::spawn_blocking(move || open(kind, source, delimiter, &map, zone, files));
    let (reader, delimiter) = opened.await.map_err(|_| broken("reading was interrupted"))??;

    let (send, mut batches) = mpsc::channel(1);
    let reading = tokio::task::spawn_blocking(move || read_all(reader, &send));
    // The first batch is there before the transaction begins: nobody waits for somebody who is still typing.
    let mut next = batches.recv().await;
    let tx = app.store.begin().await?;
    let mut import = Import::begin(app, by, kind, zone, tx, options).await?;
    import.report.delimiter = char::from(delimiter);
    import.folder = folder;
    while let Some(batch) = next {
        import.batch(batch.map_err(|e| unreadable(&e))?).await?;
        next = batches.recv().await;
    }
    let _ = reading.await;
    import.finish().await
}

fn separator(wanted: char) -> Result<u8, Error> {
    let byte = u8::try_from(wanted).ok().filter(|b| b.is_ascii() && !matches!(b, b'"' | b'\r' | b'\n' | 0));
    let why = "the delimiter must be one plain character, such as a comma, a semicolon or a tab";
    byte.ok_or_else(|| FieldErrors::one("delimiter", "import-delimiter", why).into())
}

fn open<R: Read>(
    kind: Kind,
    source: R,
    delimiter: Option<u8>,
    map: &[(String, String)],
    zone: Tz,
    folder: Option<Folder>,
) -> Result<(Reader<R>, u8), Error> {
    let mut records = Records::new(Decoder::new(source), delimiter).map_err(|e| unreadable(&e))?;
    let mut first = Record::default();
    if !records.read(&mut first).map_err(|e| unreadable(&e))? {
        return Err(broken("the file is empty; it needs a header line with the names of the columns"));
    }
    if let Some((_, why)) = &first.problem {
        return Err(broken(format!("the header cannot be read: {why}")));
    }
    let layout = header::read(kind, &first, map)?;
    let delimiter = records.delimiter();
    Ok((Reader::new(kind, layout, zone, folder, records), delimiter))
}

fn read_all<R: Read>(mut reader: Reader<R>, send: &mpsc::Sender<std::io::Result<Batch>>) {
    loop {
        let batch = reader.batch();
        let last = batch.as_ref().map_or(true, |b| b.read == 0);
        // Nobody listens any more when the import was given up.
        if send.blocking_send(batch).is_err() || last {
            return;
        }
    }
}

struct Import<'a> {
    app: &'a App,
    by: &'a Actor,
    kind: Kind,
    zone: Tz,
    now: DateTime<Utc>,
    tx: Tx,
    options: Options,
    areas: Areas,
    report: Report,
    folder: Option<Folder>,
    wanted: Vec<Wanted>,
    began_empty: bool,
    suspended: Option<Suspended>,
    /// So many orders keep the time and the state that visits gave them.
    kept: u64,
}

impl<'a> Import<'a> {
    async fn begin(
        app: &'a App,
        by: &'a Actor,
        kind: Kind,
        zone: Tz,
        mut tx: Tx,
        options: Options,
    ) -> Result<Self, Error> {
        bulk::one_at_a_time(&mut tx, by.organization).await?;
        let areas = Areas::read(&mut tx, by.organization).await?;
        let began_empty = kind == Kind::Customers && bulk::almost_empty(&mut tx).await?;
        let report = Report::new(kind, options.dry_run);
        let now = app.now();
        let (folder, wanted, suspended, kept) = (None, Vec::new(), None, 0);
        Ok(Self { app, by, kind, zone, now, tx, options, areas, report, folder, wanted, began_empty, suspended, kept })
    }

    async fn batch(&mut self, batch: Batch) -> Result<(), Error> {
        let Batch { rows, read, lost, mut errors, bytes, encoding } = batch;
        self.report.encoding = encoding;
        self.report.rows += read;
        self.report.refused += lost;
        let organization = self.by.organization;
        let references = References::look_up(&mut self.tx, organization, self.kind, &rows).await?;
        let territory = self.by.rights().map(|r| &r.territory).filter(|t| **t != Territory::Everywhere);
        let (app, kind, now, zone) = (self.app, self.kind, self.now, self.zone);
        let merger = Merger { app, kind, references: &references, territory, now, zone };
        let (mut new, mut changed) = (Vec::new(), Vec::new());
        for row in rows {
            let file = billing::wanted(kind, &row, &references, self.folder.as_ref());
            let before = errors.len();
            match merger.merge(row, &mut self.areas, &mut errors, &mut self.kept) {
                Outcome::New(write) => new.push(write),
                Outcome::Changed(write) => changed.push(write),
                Outcome::Unchanged => self.report.unchanged += 1,
                Outcome::Refused => self.report.refused += 1,
            }
            self.wanted.extend(file.filter(|_| errors.len() == before));
        }
        self.report.created += new.len() as u64;
        self.report.changed += changed.len() as u64;
        errors.sort_by_key(|e| e.line);
        self.note(errors)?;
        // Once nothing can be kept, the rest is only looked at.
        if self.report.error_count == 0 || self.options.partial {
            self.write(&new, &changed).await?;
        }
        self.tell(bytes, Phase::Rows);
        Ok(())
    }

    async fn write(&mut self, new: &[bulk::Write], changed: &[bulk::Write]) -> Result<(), Error> {
        let (organization, table) = (self.by.organization, self.kind.table());
        if self.began_empty && self.suspended.is_none() && self.report.created > MANY {
            self.suspended = Some(bulk::suspend(&mut self.tx).await?);
        }
        let areas = self.areas.write(&mut self.tx, organization).await?;
        let inserted = bulk::insert(&mut self.tx, organization, table, self.now, new).await?;
        let updated = bulk::update(&mut self.tx, organization, table, self.now, changed).await?;
        if !areas || inserted != new.len() as u64 || updated != changed.len() as u64 {
            let kind = self.kind;
            return Err(Error::conflict(format!(
                "somebody else changed {kind} while the file was read; nothing was imported: run the import again"
            )));
        }
        if self.options.tell {
            billing::tell(self.app, &mut self.tx, self.by, new).await?;
        }
        Ok(())
    }

    fn note(&mut self, errors: Vec<RowError>) -> Result<(), Error> {
        for error in errors {
            if let Some(file) = &mut self.options.errors {
                file.write(&error).map_err(|e| unwritable(&e))?;
            }
            self.report.error_count += 1;
            if self.report.errors.len() < KEPT {
                self.report.errors.push(error);
            }
        }
        Ok(())
    }

    fn tell(&mut self, bytes: u64, phase: Phase) {
        let rows = self.report.rows;
        if let Some(progress) = &mut self.options.progress {
            progress(Progress { bytes, rows, phase });
        }
    }

    async fn finish(mut self) -> Result<Report, Error> {
        if let Some(file) = &mut self.options.errors {
            file.finish().map_err(|e| unwritable(&e))?;
        }
        if self.report.encoding != "UTF-8" {
            let how = format!("the file was read as {}", self.report.encoding);
            self.report.notes.push(if self.report.encoding == "windows-1252" {
                format!("{how}, because it is not UTF-8; look at a name with an umlaut or an accent to see whether that is right")
            } else {
                how
            });
        }
        if self.kept > 0 {
            let orders = if self.kept == 1 { "1 order has" } else { &format!("{} orders have", self.kept) };
            self.report.notes.push(format!(
                "{orders} visits that were planned here; when it takes place and how it stands were left as they are"
            ));
        }
        self.report.areas = std::mem::take(&mut self.areas.made);
        let refused = self.report.error_count > 0 && !self.options.partial;
        if refused || self.options.dry_run {
            // Dropped, the transaction takes everything back.
            return Ok(self.report);
        }
        if let Some(suspended) = self.suspended.take() {
            self.tell(0, Phase::Indexes);
            suspended.rebuild(&mut self.tx).await?;
        }
        let report = &self.report;
        if report.created + report.changed > 0 {
            let subject = format!("{} ({} new, {} changed)", self.kind, report.created, report.changed);
            let about = About { subject, ..About::default() };
            let data = json!({
                "kind": self.kind, "rows": report.rows, "created": report.created, "changed": report.changed,
                "unchanged": report.unchanged, "refused": report.refused, "areas": report.areas.len(),
            });
            activity::record(self.app, &mut self.tx, self.by, Event::Imported, about, data).await?;
        }
        self.tx.commit().await?;
        self.report.done = true;
        billing::bring(self.app, self.by, self.folder.as_ref(), &self.wanted, &mut self.report).await;
        Ok(self.report)
    }
}

fn broken(what: impl Into<String>) -> Error {
    FieldErrors::one("file", "import-file", what).into()
}

fn unreadable(error: &std::io::Error) -> Error {
    if error.kind() == std::io::ErrorKind::InvalidData {
        return broken(error.to_string());
    }
    broken(format!("the file cannot be read: {error}; nothing was imported"))
}

fn unwritable(error: &std::io::Error) -> Error {
    let what = format!("the error file cannot be written: {error}; nothing was imported");
    FieldErrors::one("errors", "import-error-file", what).into()
}
