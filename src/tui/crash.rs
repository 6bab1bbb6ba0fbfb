//! What is left behind when the program stumbles: a report that can be handed on, because nothing in it is about a person. It holds
//! the version, the place in the program, the way there, the size of the terminal and the last commands by their names; never what a
//! panic says (it may quote what was typed), nor anything from the database.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::io::Write as _;
use std::panic::Location;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use chrono::{DateTime, Utc};

use super::catalogue::Id;

/// So many commands are named.
const COMMANDS: usize = 20;

/// So many reports are kept.
const REPORTS: usize = 10;

static FOLDER: OnceLock<PathBuf> = OnceLock::new();
static LAST: Mutex<VecDeque<Id>> = Mutex::new(VecDeque::new());

/// Where reports go from now on.
pub fn keep_in(folder: PathBuf) {
    let _ = FOLDER.set(folder);
}

/// These commands were carried out.
pub fn remember(commands: &[Id]) {
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    last.extend(commands);
    let over = last.len().saturating_sub(COMMANDS);
    last.drain(..over);
}

/// Writes a report of a panic at this place; where it is, if there is one.
pub fn report(place: Option<&Location<'_>>, whose: &str, now: DateTime<Utc>) -> Option<PathBuf> {
    let folder = FOLDER.get()?;
    // Another panic may hold the names this very moment: rather none than none at all.
    let last: Vec<&str> = LAST.try_lock().map(|last| last.iter().map(|id| id.name()).collect()).unwrap_or_default();
    let size = crossterm::terminal::size().ok();
    let way = std::backtrace::Backtrace::force_capture().to_string();
    let text = written(place, whose, size, &last, &way);
    write(folder, &format!("crash-{}.txt", now.format("%Y%m%d-%H%M%S%.3f")), &text).ok()
}

fn written(place: Option<&Location<'_>>, whose: &str, size: Option<(u16, u16)>, last: &[&str], way: &str) -> String {
    let mut out = String::from("Keydesk stumbled. This report holds nothing about persons and may be handed on.\n\n");
    let place = place.map_or_else(|| "unknown".to_owned(), |at| format!("{}:{}:{}", at.file(), at.line(), at.column()));
    let size = size.map_or_else(|| "unknown".to_owned(), |(width, height)| format!("{width} × {height}"));
    let _ = writeln!(out, "version   {} ({})", env!("CARGO_PKG_VERSION"), std::env::consts::OS);
    let _ = writeln!(out, "place     {place}, in {whose}");
    let _ = writeln!(out, "terminal  {size}");
    let _ = writeln!(out, "commands  {}", if last.is_empty() { "none".to_owned() } else { last.join(" ") });
    let _ = writeln!(out, "\n{way}");
    without_home(&out)
}

/// Without the name of whoever built or runs the program.
fn without_home(text: &str) -> String {
    match std::env::var("HOME").ok().filter(|home| home.len() > 1) {
        Some(home) => text.replace(&home, "~"),
        None => text.to_owned(),
    }
}

fn write(folder: &Path, name: &str, text: &str) -> std::io::Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    let path = folder.join(name);
    let mut options = std::fs::OpenOptions::new();
    options.create(true).truncate(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(&path)?.write_all(text.as_bytes())?;
    clear_away(folder)?;
    Ok(path)
}

/// The oldest reports go; their names are their times.
fn clear_away(folder: &Path) -> std::io::Result<()> {
    let named = |path: &PathBuf| path.file_name().is_some_and(|n| n.to_string_lossy().starts_with("crash-"));
    let mut reports: Vec<PathBuf> = std::fs::read_dir(folder)?.flatten().map(|e| e.path()).filter(named).collect();
    reports.sort();
    let over = reports.len().saturating_sub(REPORTS);
    for path in &reports[..over] {
        std::fs::remove_file(path)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_names_the_place_the_commands_and_the_size_and_nothing_else() {
        let text = written(Some(Location::caller()), "the screen", Some((80, 24)), &["search", "open"], "0: main");
        assert!(text.contains(&format!("place     {}:", file!())), "{text}");
        assert!(text.contains("terminal  80 × 24\ncommands  search open\n\n0: main"), "{text}");
        assert!(text.contains(env!("CARGO_PKG_VERSION")));
    }

    #[test]
    fn only_the_newest_reports_are_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        for i in 0..REPORTS + 3 {
            write(folder.path(), &format!("crash-{i:02}.txt"), "text").expect("it is written");
        }
        std::fs::write(folder.path().join("keydesk.log"), "kept").expect("it is written");
        let mut left: Vec<_> = std::fs::read_dir(folder.path()).expect("a folder").flatten().collect();
        left.sort_by_key(std::fs::DirEntry::file_name);
        assert_eq!(left.len(), REPORTS + 1);
        assert_eq!(left[0].file_name(), "crash-03.txt");
    }
}
