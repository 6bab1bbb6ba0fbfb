//! Import from CSV (R80), on both databases: what is taken, what is refused and how that is said.

mod billing;
mod broken;
mod demo;
mod orders;
mod taken;

use std::io::Cursor;
use std::sync::{Arc, Mutex};

use keydesk::service::import::{self, ErrorFile, Kind, Options, Report};
use keydesk::service::{Actor, Error};

use crate::support::world::World;

/// Imports a text as the administrator.
pub async fn import(world: &World, kind: Kind, file: impl Into<Vec<u8>>) -> Report {
    import_with(world, &world.admin, kind, file, Options::default()).await.expect("the file can be read")
}

/// Imports a text as somebody, somehow.
pub async fn import_with(
    world: &World,
    by: &Actor,
    kind: Kind,
    file: impl Into<Vec<u8>>,
    options: Options,
) -> Result<Report, Error> {
    import::run(&world.app, by, kind, Cursor::new(file.into()), options).await
}

/// New, changed, unchanged, refused.
pub fn counts(report: &Report) -> [u64; 4] {
    [report.created, report.changed, report.unchanged, report.refused]
}

/// The errors as a person reads them.
pub fn said(report: &Report) -> Vec<String> {
    report.errors.iter().map(ToString::to_string).collect()
}

/// A file that a test can look into.
#[derive(Clone, Debug, Default)]
pub struct Written(Arc<Mutex<Vec<u8>>>);

impl Written {
    /// Where the import writes its errors.
    pub fn errors(&self) -> ErrorFile {
        ErrorFile::new(Box::new(self.clone())).expect("memory can be written")
    }

    /// What was written.
    pub fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl std::io::Write for Written {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
