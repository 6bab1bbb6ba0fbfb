//! The log as a file (R70, R81): streamed in pages, so that memory does not grow with it.

use std::io::Write;

use serde_json::json;

use crate::domain::activity::Event;
use crate::domain::text_enum::text_enum;
use crate::service::{Actor, App, Error};
use crate::store::activity_list;
use crate::text;

use super::{About, ActivityQuery, Record, allowed, record};

text_enum! {
    /// How records are written.
    pub enum ExportFormat {
        /// A table with a heading; cells that a spreadsheet would run as formulas are neutralised.
        Csv = "csv",
        /// One JSON object on each line.
        JsonLines = "jsonl",
    }
}

const PAGE: u32 = 1_000;

const HEADINGS: [&str; 10] =
    ["seq", "at", "actor", "actor_kind", "event", "customer", "subject", "sentence", "origin", "data"];

/// Writes every record that the query means, newest first, and notes in the log that it was done. `limit` is not looked at:
/// everything is written. How many records were written.
///
/// # Errors
/// When the output cannot be written: what was written until then is noted all the same.
pub async fn export(
    app: &App,
    by: &Actor,
    query: &ActivityQuery,
    format: ExportFormat,
    out: &mut (dyn Write + Send),
) -> Result<u64, Error> {
    let Some(query) = allowed(&mut app.store.read().await?, by, query).await? else { return Ok(0) };
    let mut written = 0;
    let done = write(app, by, &query, format, out, &mut written).await;
    let mut tx = app.store.begin().await?;
    let about = About {
        customer: query.customer,
        user: query.user,
        subject: format!("{written} records of the activity log as {format}"),
        ..About::default()
    };
    let data = json!({ "records": written, "format": format, "whole": done.is_ok() });
    record(app, &mut tx, by, Event::Exported, about, data).await?;
    tx.commit().await?;
    done.map(|()| written)
}

async fn write(
    app: &App,
    by: &Actor,
    query: &ActivityQuery,
    format: ExportFormat,
    out: &mut (dyn Write + Send),
    written: &mut u64,
) -> Result<(), Error> {
    let failed = |e: std::io::Error| Error::conflict(format!("the export cannot be written: {e}"));
    let mut query = ActivityQuery { limit: PAGE, ..query.clone() };
    if format == ExportFormat::Csv {
        out.write_all(&line(&HEADINGS.map(str::to_owned)).map_err(failed)?).map_err(failed)?;
    }
    loop {
        // A connection for each page: a slow reader of the output keeps nobody else waiting.
        let page = activity_list::page(&mut app.store.read().await?, by.organization, &query).await?;
        for record in &page.records {
            let bytes = match format {
                ExportFormat::Csv => line(&cells(record)).map_err(failed)?,
                ExportFormat::JsonLines => format!("{}\n", record.object()).into_bytes(),
            };
            out.write_all(&bytes).map_err(failed)?;
            *written += 1;
        }
        match page.next {
            Some(next) => query.before_seq = Some(next),
            None => return out.flush().map_err(failed),
        }
    }
}

fn cells(record: &Record) -> [String; 10] {
    [
        record.seq.to_string(),
        record.at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true),
        record.actor_name.clone(),
        record.actor_kind.to_string(),
        record.event.to_string(),
        record.customer_number.clone().unwrap_or_default(),
        record.subject.clone(),
        record.sentence(),
        record.origin.clone(),
        record.data.clone(),
    ]
}

fn line(cells: &[String; 10]) -> std::io::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(cells.iter().map(|c| text::harmless_cell(c)))?;
    writer.into_inner().map_err(csv::IntoInnerError::into_error)
}
