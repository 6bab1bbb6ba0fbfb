//! Access as a file (R76): written out, edited elsewhere, applied again.
//!
//! `format` says what a file looks like, `write` writes one, `parse` reads one and checks every cell as far as the cell
//! alone tells, `plan` compares each line with what is there, `apply` does what was planned. Everything that is wrong
//! with a file is told at once and nothing is changed; a file that was just written changes nothing.
//!
//! A line is known by `customer` (a number) and `email`. A column that is missing leaves what is stored alone. Empty
//! cells take away (`facilities`, `contact`, `ends_at`, `permissions`) or say nothing (the others). A person's names and
//! language are used when access is granted, and are the person's own afterwards: where they differ, the plan notes it
//! and leaves them. People who are not in the file stay as they are unless [`Options::prune`] says otherwise.
//!
//! `state` says what should be: `pending` or `active` gives access to whoever has none, `active` lifts a suspension,
//! `suspended` and `revoked` do so. `expired` comes about through `ends_at` alone, so that it is taken only from whoever
//! is expired already.

mod apply;
mod compare;
mod format;
mod parse;
mod plan;
mod there;
mod told;
mod write;

use std::io::Read;

use chrono::{DateTime, SecondsFormat, Utc};

use crate::domain::field::FieldErrors;

pub use apply::{Applied, apply};
pub use format::{COLUMNS, Format};
pub use plan::{Action, Difference, Plan, Step, plan};
pub use write::export;

use super::Error;
use super::access::Farewell;
use super::import::encoding::Decoder;

/// No file of access is larger, in bytes.
const LARGEST: u64 = 64 * 1024 * 1024;

/// How a file is applied.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Options {
    /// How it is written.
    pub format: Format,
    /// Revoke the people of the customers in the file who are not in it.
    pub prune: bool,
    /// Whether people whose access is revoked are told.
    pub farewell: Farewell,
    /// Do it only when the plan still has this [`Plan::id`].
    pub expect: Option<String>,
}

impl From<Format> for Options {
    fn from(format: Format) -> Self {
        Self { format, prune: false, farewell: Farewell::Letter(None), expect: None }
    }
}

/// Reads the text of a file, whatever office program wrote it.
///
/// # Errors
/// The field `file` when it cannot be read or is too large.
pub fn read(source: impl Read) -> Result<String, Error> {
    let mut text = String::new();
    let wrong = |message: String| Error::from(FieldErrors::one("file", "access-file", message));
    let mut limited = Decoder::new(source).take(LARGEST + 1);
    limited.read_to_string(&mut text).map_err(|e| wrong(e.to_string()))?;
    if text.len() as u64 > LARGEST {
        return Err(wrong("is larger than 64 MiB; a file that large is no file of access".to_owned()));
    }
    Ok(text)
}

/// A moment as files tell it.
fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}
