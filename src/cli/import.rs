//! `keydesk import`: customers and what they own, from CSV (R80).

use std::fs::File;
use std::io::{self, IsTerminal as _, Read, Seek as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::desk::Desk;
use super::exit::Failure;
use super::out::{Out, facts};
use crate::service::import::{self, ErrorFile, Kind, Options, Phase, Progress, Report};
use crate::service::{Actor, App, Error};

/// So many errors are printed; the error file holds all.
const PRINTED: usize = 20;

/// What to import, and how.
#[derive(clap::Args, Clone, Debug)]
pub struct ImportArgs {
    /// What the file is about: customers, contacts, facilities, models, objects, orders, billing
    #[arg(value_name = "KIND")]
    kind: Kind,
    /// The CSV file; - for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Say what would happen, and keep nothing
    #[arg(long)]
    dry_run: bool,
    /// Take the good rows although others are bad
    #[arg(long)]
    partial: bool,
    /// A column of the file and ours for it; "theirs=-" leaves it out. May be given several times
    #[arg(long, value_name = "THEIRS=OURS", value_parser = mapping)]
    map: Vec<(String, String)>,
    /// What separates the cells, where it is not to be found out (comma, semicolon, tab, or the character)
    #[arg(long, value_name = "CHARACTER", value_parser = delimiter)]
    delimiter: Option<char>,
    /// For billing: bring the files that the column "file" names from this folder. Names lead into no other folder
    #[arg(long, value_name = "FOLDER")]
    files: Option<PathBuf>,
    /// For billing: tell customers' users of invoices and estimates that are new and open. Not by itself, because the
    /// first import brings years of them, and each would be a letter
    #[arg(long)]
    tell: bool,
    /// Write every error into this CSV file
    #[arg(long, value_name = "FILE")]
    errors: Option<PathBuf>,
}

fn mapping(typed: &str) -> Result<(String, String), String> {
    // The last one: a header may hold an equals sign, our names do not.
    let (theirs, ours) =
        typed.rsplit_once('=').ok_or("write the file's name of the column, =, and ours: Nummer=number")?;
    Ok((theirs.to_owned(), ours.to_owned()))
}

fn delimiter(typed: &str) -> Result<char, String> {
    match typed {
        "comma" => Ok(','),
        "semicolon" => Ok(';'),
        "tab" | "\\t" => Ok('\t'),
        other => other.parse().map_err(|_| "one character, or comma, semicolon, tab".to_owned()),
    }
}

/// Does it as the person who is signed in on this machine.
///
/// # Errors
/// When rows are refused and `--partial` is not given (1), when the file or its header is not understood (2).
pub async fn run(desk: &Desk, args: &ImportArgs) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    run_as(&app, &by, args, desk.out).await
}

/// Does it as somebody.
///
/// # Errors
/// The same.
pub async fn run_as(app: &App, by: &Actor, args: &ImportArgs, out: Out) -> Result<(), Failure> {
    let (source, size) = open(&args.file)?;
    let errors = args.errors.as_deref().map(error_file).transpose()?;
    let bar = (!out.quiet && !out.json && io::stderr().is_terminal()).then(|| Bar::new(size));
    let options = Options {
        dry_run: args.dry_run,
        partial: args.partial,
        map: args.map.clone(),
        delimiter: args.delimiter,
        files: args.files.clone(),
        tell: args.tell,
        errors,
        progress: bar.map(|mut bar| Box::new(move |at| bar.show(at)) as Box<dyn FnMut(Progress) + Send>),
    };
    let report = match import::run(app, by, args.kind, source, options).await {
        Ok(report) => report,
        Err(Error::Invalid(errors)) if !out.json => {
            let mut said: Vec<String> = errors.0.into_iter().map(|e| e.message).collect();
            let last = said.pop().unwrap_or_default();
            for line in said {
                out.warn(line);
            }
            return Err(Failure::usage(last));
        }
        Err(error) => return Err(error.into()),
    };
    out.show(&report, || summary(&report))?;
    for note in &report.notes {
        out.say(note);
    }
    if !out.json {
        for error in report.errors.iter().take(PRINTED) {
            out.warn(error.to_string());
        }
        let more = report.error_count.saturating_sub(PRINTED as u64);
        if more > 0 {
            let hint = if args.errors.is_some() { "all are in the error file" } else { "--errors FILE writes all" };
            out.warn(format!("… and {more} more; {hint}"));
        }
    }
    outcome(args, &report, out)
}

fn outcome(args: &ImportArgs, report: &Report, out: Out) -> Result<(), Failure> {
    if report.done && report.error_count > 0 && !args.partial {
        let what = format!("the rows were imported, but {} files could not be brought", report.error_count);
        return Err(Failure::failed(format!("{what}; run the same import again to bring them")));
    }
    if report.error_count > 0 && !args.partial {
        let (refused, rows) = (report.refused, report.rows);
        let what = format!("nothing was imported: {refused} of {rows} rows cannot be taken");
        return Err(Failure::failed(format!("{what}; mend them, or take the others with --partial")));
    }
    if report.dry_run {
        out.say("Nothing was kept: this was a dry run.");
    }
    Ok(())
}

fn summary(report: &Report) -> String {
    let mut lines = vec![
        ("created", report.created.to_string()),
        ("changed", report.changed.to_string()),
        ("unchanged", report.unchanged.to_string()),
        ("refused", report.refused.to_string()),
    ];
    if report.files > 0 {
        lines.push(("files", report.files.to_string()));
    }
    if !report.areas.is_empty() {
        let names = report.areas.iter().take(10).map(String::as_str).collect::<Vec<_>>().join(", ");
        let more = if report.areas.len() > 10 { ", …" } else { "" };
        lines.push(("new areas", format!("{} ({names}{more})", report.areas.len())));
    }
    // The numbers say what would have been, where nothing came of it.
    let kept = match (report.done, report.dry_run) {
        (true, _) => "",
        (false, true) => ", dry run",
        (false, false) => ", nothing kept",
    };
    format!("{}, {} rows{kept}\n{}", report.kind, report.rows, facts(&lines))
}

/// The file and its size. Standard input is put into a file first: whoever types or pipes slowly must not keep the
/// database's only writer waiting.
fn open(path: &Path) -> Result<(Box<dyn Read + Send>, u64), Failure> {
    let failed = |e: io::Error| Failure::usage(format!("{} cannot be read: {e}", path.display()));
    if path.as_os_str() != "-" {
        let file = File::open(path).map_err(failed)?;
        let found = file.metadata().map_err(failed)?;
        if found.is_dir() {
            return Err(Failure::usage(format!("{} is a folder, not a file", path.display())));
        }
        return Ok((Box::new(file), found.len()));
    }
    let mut spool = Spool::new().map_err(failed)?;
    let size = io::copy(&mut io::stdin().lock(), &mut spool.file).map_err(failed)?;
    spool.file.rewind().map_err(failed)?;
    Ok((Box::new(spool), size))
}

/// A temporary file that goes with its handle.
struct Spool {
    file: File,
    path: PathBuf,
}

impl Spool {
    fn new() -> io::Result<Self> {
        let mut count = 0_u32;
        loop {
            let path = std::env::temp_dir().join(format!("keydesk-import-{}-{count}", std::process::id()));
            let mut options = File::options();
            options.read(true).write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            match options.open(&path) {
                Ok(file) => {
                    // Where a name can go before the file does, a crash leaves nothing behind.
                    #[cfg(unix)]
                    std::fs::remove_file(&path)?;
                    return Ok(Self { file, path });
                }
                Err(e) if e.kind() == io::ErrorKind::AlreadyExists && count < 100 => count += 1,
                Err(e) => return Err(e),
            }
        }
    }
}

impl Read for Spool {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.file.read(into)
    }
}

impl Drop for Spool {
    fn drop(&mut self) {
        if !cfg!(unix) {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

fn error_file(path: &Path) -> Result<ErrorFile, Failure> {
    let failed = |e: io::Error| Failure::usage(format!("{} cannot be written: {e}", path.display()));
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    // What is wrong with customers' data is customers' data.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path).map_err(failed)?;
    ErrorFile::new(Box::new(io::BufWriter::new(file))).map_err(failed)
}

/// A progress bar for somebody who has waited for a second.
struct Bar {
    drawn: ProgressBar,
    begun: Instant,
    shown: bool,
}

impl Bar {
    fn new(size: u64) -> Self {
        let bar = ProgressBar::with_draw_target(Some(size), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {percent:>3} %  {msg}  {elapsed}") {
            bar.set_style(style);
        }
        Self { drawn: bar, begun: Instant::now(), shown: false }
    }

    fn show(&mut self, at: Progress) {
        if !self.shown && self.begun.elapsed() > Duration::from_secs(1) {
            self.shown = true;
            self.drawn.set_draw_target(ProgressDrawTarget::stderr());
        }
        match at.phase {
            Phase::Rows => {
                self.drawn.set_position(at.bytes);
                self.drawn.set_message(format!("{} rows", at.rows));
            }
            Phase::Indexes => self.drawn.set_message(format!("{} rows; building the search", at.rows)),
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.drawn.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mappings_and_delimiters_are_read_as_typed() {
        assert_eq!(mapping("a=b=number"), Ok(("a=b".to_owned(), "number".to_owned())));
        assert_eq!(mapping("Umsatz=-"), Ok(("Umsatz".to_owned(), "-".to_owned())));
        assert!(mapping("number").is_err());
        assert_eq!([delimiter("tab"), delimiter(";"), delimiter("semicolon")], [Ok('\t'), Ok(';'), Ok(';')]);
        assert!(delimiter(";;").is_err());
    }

    #[test]
    fn standard_input_goes_through_a_file_that_has_no_name() {
        let mut spool = Spool::new().unwrap();
        std::io::Write::write_all(&mut spool.file, b"number\n").unwrap();
        spool.file.rewind().unwrap();
        let mut text = String::new();
        spool.read_to_string(&mut text).unwrap();
        assert_eq!(text, "number\n");
        assert!(!cfg!(unix) || !spool.path.exists());
    }
}
