//! Where the programs' notes about themselves go.

use std::fs::OpenOptions;
use std::io;
use std::path::Path;
use std::sync::Mutex;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::writer::BoxMakeWriter;

use super::choice::Format;
use super::keys::Log;
use super::places;

/// Which face of the program runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Face {
    /// A command or a server: notes may go to standard error.
    Plain,
    /// The terminal owns the screen: notes go to a file.
    Terminal,
}

/// Starts taking notes. A second start in the same process changes nothing.
///
/// # Errors
/// When the file cannot be opened.
pub fn start(log: &Log, face: Face) -> io::Result<()> {
    let file = match (&log.file, face) {
        (Some(file), _) => Some(file.clone()),
        (None, Face::Terminal) => places::state().map(|state| state.join("keydesk.log")),
        (None, Face::Plain) => None,
    };
    let writer = match file {
        Some(path) => BoxMakeWriter::new(Mutex::new(open(&path)?)),
        None if face == Face::Terminal => BoxMakeWriter::new(io::sink),
        None => BoxMakeWriter::new(io::stderr),
    };
    // What the drivers and servers below say is of use only when somebody looks for a fault.
    let level = log.level.as_str();
    let below = if matches!(level, "debug" | "trace") { level } else { "warn" };
    let filter = EnvFilter::new(format!("{below},keydesk={level}"));
    let notes = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false).with_writer(writer);
    let _ = match log.format {
        Format::Text => notes.try_init(),
        Format::Json => notes.json().try_init(),
    };
    Ok(())
}

fn open(path: &Path) -> io::Result<std::fs::File> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
