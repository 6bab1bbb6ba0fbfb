//! Import from CSV (R80): everything that is wrong with a file in one run, nothing of it kept unless all of it can be.
//!
//! A file goes through three hands. A thread reads it: `encoding` makes UTF-8 of it, `records` cuts it, `header`
//! says which column is which, `rows` checks each cell as far as the cell alone tells. The import, one batch of a
//! thousand behind, looks up what is stored and what is referred to (`references`), puts each row over what is stored
//! (`merge`) and writes what differs. All of that is one transaction; `report` says what came of it. What the kinds
//! and their columns are is data, in `fields`.
//!
//! Rows are known by their external `number` within the organization, so the same file again changes nothing. Only
//! `number` must be in the header; a name (`last_name`, `title`) and the `customer` must be there for rows that are
//! new. A column that is missing leaves what is stored alone, an empty cell clears it, except in columns that are never
//! empty (`kind`, `state`, `managed`, `created_at`), where it says nothing.

mod areas;
mod billing;
pub(super) mod cell;
mod derive;
pub(super) mod encoding;
mod fields;
mod header;
mod merge;
pub(super) mod records;
mod references;
mod report;
mod rows;
mod run;
mod seen;

pub(super) use cell::{Cell, read as read_cell};
pub(super) use derive::derived;
pub use fields::Kind;
pub use report::{ErrorFile, Report, RowError};
pub use run::{Options, Phase, Progress, run};
