//! Invoices and estimates while a file is read (R39): what must hold between their columns, the files that they name, and who
//! is told of them.
//!
//! Rows are one transaction; the files that belong to them are looked at before it (so that a missing one is an error of its
//! row) and brought after it, each by itself: nobody waits for the database while files are copied, and what was cut off
//! half-way goes on when the same import is run again.

use std::io::Read as _;
use std::path::PathBuf;

use crate::domain::CustomerId;
use crate::domain::access::ThingKind;
use crate::domain::currency;
use crate::domain::field::FieldErrors;
use crate::domain::letter::LetterKind;
use crate::domain::notice::Subject;
use crate::domain::state::{BillingKind, BillingState};
use crate::files;
use crate::store::Tx;
use crate::store::bulk::{Stored, Value, Write};

use super::super::notices::{Notice, announce};
use super::super::{Actor, App, Error, billing};
use super::cell::Cell;
use super::fields::Kind;
use super::merge::Merger;
use super::references::References;
use super::report::{KEPT, Report, RowError};
use super::rows::Row;

/// So much of a file decides what it is.
const HEAD: u64 = 8 * 1024;

/// The folder in which files lie that rows name.
#[derive(Clone, Debug)]
pub struct Folder {
    path: PathBuf,
    largest: u64,
}

impl Folder {
    /// The folder, if it is one; no file in it may be larger than `largest` bytes.
    pub fn open(path: PathBuf, largest: u64) -> Result<Self, Error> {
        if path.is_dir() {
            return Ok(Self { path, largest });
        }
        let why = format!("{} is no folder that can be read", crate::text::line(&path.display().to_string()));
        Err(FieldErrors::one("files", "import-files", why).into())
    }

    /// Whether a file of this name can be taken. Names have been cleared of folders before.
    pub fn holds(&self, name: &str) -> Result<(), String> {
        let path = self.path.join(name);
        let missing = |_| "is not in the folder of files".to_owned();
        let found = std::fs::symlink_metadata(&path).map_err(missing)?;
        if !found.is_file() {
            return Err("is no plain file".to_owned());
        }
        if found.len() > self.largest {
            return Err(format!(
                "is larger than {} MiB, which is the most that is taken",
                self.largest / (1024 * 1024)
            ));
        }
        let mut head = Vec::new();
        let read = std::fs::File::open(&path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
        read.map_err(|e| format!("cannot be read: {e}"))?;
        files::Kind::of(&head).map(drop).map_err(|e| e.to_string())
    }

    fn size(&self, name: &str) -> Option<i64> {
        std::fs::metadata(self.path.join(name)).ok().and_then(|found| i64::try_from(found.len()).ok())
    }
}

/// A file to be brought once its row is in the database.
#[derive(Debug)]
pub struct Wanted {
    line: u64,
    number: String,
    name: String,
}

/// The file that a row names, unless the storage has it already: one of the same name and size.
pub fn wanted(kind: Kind, row: &Row, references: &References, folder: Option<&Folder>) -> Option<Wanted> {
    let (place, folder) = (kind.place("file").filter(|_| kind == Kind::Billing)?, folder?);
    let Some(Cell::Value(Value::Text(name))) = row.cells.get(place) else { return None };
    let stored = references.stored(&row.number);
    let there = stored.is_some_and(|s| {
        let kept = references.kept(s.id).filter(|k| k.storage_key.is_some());
        kept.is_some_and(|k| k.size == folder.size(name)) && s.values[place].text() == name
    });
    if name.is_empty() || there {
        return None;
    }
    Some(Wanted { line: row.line, number: row.number.clone(), name: name.clone() })
}

/// Brings files whose rows are in the database. What cannot be brought is an error of its row; the others are.
pub(super) async fn bring(app: &App, by: &Actor, folder: Option<&Folder>, wanted: &[Wanted], report: &mut Report) {
    let Some(folder) = folder else { return };
    for file in wanted {
        let why = match tokio::fs::File::open(folder.path.join(&file.name)).await {
            Ok(mut source) => match billing::attach(app, by, &file.number, &file.name, &mut source).await {
                Ok(_) => {
                    report.files += 1;
                    continue;
                }
                Err(error) => error.to_string(),
            },
            Err(error) => format!("cannot be read: {error}"),
        };
        report.error_count += 1;
        if report.errors.len() < KEPT {
            report.errors.push(RowError::new(file.line, "file", &file.name, why));
        }
    }
}

/// Tells customers' users of invoices and estimates that are new and open, as far as they may see them (R60, R62).
pub(super) async fn tell(app: &App, tx: &mut Tx, by: &Actor, new: &[Write]) -> Result<(), Error> {
    let of = |name| Kind::Billing.place(name).unwrap_or_default();
    for row in new {
        let Some(customer) = row.values[of("customer")].id() else { continue };
        if row.values[of("state")].text() != BillingState::Open.as_str() {
            continue;
        }
        let estimate = row.values[of("kind")].text() == BillingKind::Estimate.as_str();
        let (kind, thing) = if estimate {
            (LetterKind::EstimateToAccept, ThingKind::Estimate)
        } else {
            (LetterKind::Invoice, ThingKind::Invoice)
        };
        let notice = Notice {
            kind,
            customer: CustomerId(customer),
            subject: Some(Subject { kind: thing, number: row.number.clone() }),
            order: None,
            detail: String::new(),
            at: None,
        };
        announce(app, tx, by, &notice).await?;
    }
    Ok(())
}

impl Merger<'_> {
    /// What must hold between the columns of an invoice or estimate. What a customer answered, and the file that the
    /// storage has, are no file's to take back.
    pub(super) fn billing_rules(
        &self,
        stored: Option<&Stored>,
        amount: Option<String>,
        says_state: bool,
        values: &mut [Value],
        refuse: &mut impl FnMut(&str, &str, String),
    ) {
        let at = |name: &str| self.kind.place(name).unwrap_or_default();
        let currency = values[at("currency")].text().to_owned();
        let before = |name: &str| stored.map(|s| s.values[at(name)].clone());
        match amount {
            // A currency that cannot be taken has been named already.
            Some(_) if currency.is_empty() => {}
            Some(typed) => match currency::smallest_units(&typed, &currency) {
                Ok(units) => values[at("amount")] = Value::Whole(units),
                Err(why) => refuse("amount", &typed, why),
            },
            None if before("currency").is_some_and(|old| old.text() != currency) => {
                refuse("currency", &currency, "is another one than before; say the amount too".to_owned());
            }
            None => {}
        }
        if let Some(old) = before("kind").filter(|old| *old != values[at("kind")]) {
            let new = values[at("kind")].text().to_owned();
            refuse("kind", &new, format!("this is an {}, and an import makes no {new} of it", old.text()));
        }
        if let (Some(issued), Some(due)) = (values[at("issued_on")].date(), values[at("due_on")].date())
            && due < issued
        {
            refuse("due_on", &due.to_string(), "lies before issued_on".to_owned());
        }
        let kept = stored.and_then(|s| self.references.kept(s.id));
        if kept.is_some_and(|k| k.storage_key.is_some())
            && let Some(file) = before("file")
        {
            values[at("file")] = file;
        }
        let answered = before("state").filter(|_| kept.is_some_and(|k| k.decided_at.is_some()));
        if says_state {
            state_rules(answered.as_ref(), values[at("kind")].text().parse(), &mut values[at("state")], refuse);
        }
    }
}

/// Which states there are for the kind, and that what a customer answered stays: "open" in the file says that it does not know
/// of the answer yet.
fn state_rules(
    answered: Option<&Value>,
    kind: Result<BillingKind, crate::domain::UnknownName>,
    state: &mut Value,
    refuse: &mut impl FnMut(&str, &str, String),
) {
    let (Ok(kind), Ok(new)) = (kind, state.text().parse::<BillingState>()) else { return };
    let fits = match new {
        BillingState::Open | BillingState::Cancelled => true,
        BillingState::Paid => kind == BillingKind::Invoice,
        BillingState::Accepted | BillingState::Declined => kind == BillingKind::Estimate,
    };
    if !fits {
        let words = match kind {
            BillingKind::Invoice => "an invoice is open, paid or cancelled",
            BillingKind::Estimate => "an estimate is open, accepted, declined or cancelled",
        };
        refuse("state", new.as_str(), words.to_owned());
        return;
    }
    let Some(answer) = answered.filter(|old| old.text() != new.as_str()) else { return };
    match new {
        BillingState::Open => *state = answer.clone(),
        BillingState::Accepted | BillingState::Declined => {
            let why = format!("the customer has {} it; an import does not change that", answer.text());
            refuse("state", new.as_str(), why);
        }
        BillingState::Paid | BillingState::Cancelled => {}
    }
}
