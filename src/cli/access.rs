//! `keydesk access`: who may see what, as a file to edit elsewhere (R76).

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde_json::json;

use super::desk::Desk;
use super::exit::Failure;
use super::out::table;
use super::user;
use crate::service::access::Farewell;
use crate::service::access_file::{self, Action, Difference, Format, Options, Plan, Step};
use crate::service::{Error, customers};

/// What to do with access as a file.
#[derive(clap::Subcommand, Clone, Debug)]
pub enum Access {
    /// Write the access of one customer or of all
    #[command(before_help = "Examples:\n  keydesk access export --customer 1042 -o huber.csv\n  \
        keydesk access export --format toml > access.toml\n  keydesk access export -o everything.csv")]
    Export(Export),
    /// Say what a file would change, and change nothing
    #[command(before_help = "Examples:\n  keydesk access plan huber.csv\n  keydesk access plan huber.csv --prune\n  \
        keydesk --json access plan access.toml")]
    Plan(Read),
    /// Do what a file says: wholly, or not at all
    #[command(
        before_help = "Examples:\n  keydesk access apply huber.csv\n  keydesk access apply huber.csv --dry-run\n  \
        keydesk access apply huber.csv --plan 5f0c1e9a77b3d214\n  \
        cat huber.csv | keydesk access apply - --prune --yes"
    )]
    Apply(Apply),
}

/// How a file is written.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Written {
    Csv,
    Toml,
}

impl From<Written> for Format {
    fn from(written: Written) -> Self {
        match written {
            Written::Csv => Self::Csv,
            Written::Toml => Self::Toml,
        }
    }
}

/// What to write, and where to.
#[derive(clap::Args, Clone, Debug)]
pub struct Export {
    /// Of this customer only
    #[arg(long, value_name = "NUMBER")]
    customer: Option<String>,
    /// csv or toml; without it the end of the file's name decides
    #[arg(long, value_name = "csv|toml", hide_possible_values = true)]
    format: Option<Written>,
    /// Into this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Which file, and how it is meant.
#[derive(clap::Args, Clone, Debug)]
pub struct Read {
    /// The file; - for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// csv or toml; without it the end of the file's name decides
    #[arg(long, value_name = "csv|toml", hide_possible_values = true)]
    format: Option<Written>,
    /// Revoke whoever is a user of the customers in the file and is not in it
    #[arg(long)]
    prune: bool,
}

/// Which file, and how it is done.
#[derive(clap::Args, Clone, Debug)]
pub struct Apply {
    #[command(flatten)]
    read: Read,
    /// Do not tell people whose access is revoked
    #[arg(long)]
    no_letter: bool,
    /// Only if the plan is still this one, as "access plan" printed it
    #[arg(long, value_name = "ID")]
    plan: Option<String>,
    /// Say what would change and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Do it without asking
    #[arg(long)]
    yes: bool,
}

/// Does it.
pub async fn run(desk: &Desk, command: &Access) -> Result<(), Failure> {
    match command {
        Access::Export(args) => export(desk, args).await,
        Access::Plan(args) => plan(desk, args).await,
        Access::Apply(args) => apply(desk, args).await,
    }
}

async fn export(desk: &Desk, args: &Export) -> Result<(), Failure> {
    let named = args.output.as_deref().and_then(|path| Format::of_name(&path.to_string_lossy()));
    let format = args.format.map(Format::from).or(named).unwrap_or(Format::Csv);
    let (app, by) = desk.signed_in().await?;
    let customer = match &args.customer {
        Some(number) => Some(customers::by_number(&app, &by, number).await?.row.id),
        None => None,
    };
    if let Some(path) = &args.output {
        let mut file = BufWriter::new(create(path)?);
        let people = access_file::export(&app, &by, customer, format, &mut file).await?;
        desk.out.say(format!("{people} people were written to {}.", path.display()));
        let value = json!({ "file": path, "format": format, "people": people });
        return if desk.out.json { desk.out.show(&value, String::new) } else { Ok(()) };
    }
    if desk.out.json {
        let mut content = Vec::new();
        let people = access_file::export(&app, &by, customer, format, &mut content).await?;
        let content = String::from_utf8_lossy(&content);
        return desk.out.show(&json!({ "format": format, "people": people, "content": content }), String::new);
    }
    let mut out = BufWriter::new(io::stdout());
    access_file::export(&app, &by, customer, format, &mut out).await?;
    out.flush().map_err(Failure::Output)
}

/// A file that nobody else on this machine reads: it is full of customers' data.
fn create(path: &Path) -> Result<File, Failure> {
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|e| Failure::usage(format!("{} cannot be written: {e}", path.display())))
}

impl Read {
    /// The file's text, and how it is meant.
    fn read(&self) -> Result<(String, Options), Failure> {
        let shown = self.file.display();
        let content = if self.file.as_os_str() == "-" {
            access_file::read(io::stdin().lock())?
        } else {
            let file = File::open(&self.file).map_err(|e| Failure::usage(format!("{shown} cannot be read: {e}")))?;
            access_file::read(file).map_err(|e| Failure::usage(format!("{shown} {}", said(&e))))?
        };
        let named = Format::of_name(&self.file.to_string_lossy());
        let Some(format) = self.format.map(Format::from).or(named).or_else(|| likely(&content)) else {
            return Err(Failure::usage(format!("say how {shown} is written: --format csv or --format toml")));
        };
        Ok((content, Options { prune: self.prune, ..Options::from(format) }))
    }
}

fn said(error: &Error) -> String {
    match error {
        Error::Invalid(errors) => errors.0.iter().map(|e| e.message.as_str()).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}

/// What a file without a telling name is: its first line with something in it says so.
fn likely(content: &str) -> Option<Format> {
    let first = content.lines().map(str::trim).find(|l| !l.is_empty() && !l.starts_with('#'))?;
    if first.starts_with("[[") {
        return Some(Format::Toml);
    }
    first.contains("email").then_some(Format::Csv)
}

/// Errors of a file name their own places, so no flag stands before them.
fn of_file(error: Error) -> Failure {
    match error {
        Error::Invalid(errors) => Failure::File(errors),
        other => other.into(),
    }
}

async fn plan(desk: &Desk, args: &Read) -> Result<(), Failure> {
    let (content, options) = args.read()?;
    let (app, by) = desk.signed_in().await?;
    let plan = access_file::plan(&app, &by, &content, options).await.map_err(of_file)?;
    desk.out.show(&plan, || shown(&plan))?;
    notes(desk, &plan);
    Ok(())
}

async fn apply(desk: &Desk, args: &Apply) -> Result<(), Failure> {
    let (content, mut options) = args.read.read()?;
    if args.no_letter {
        options.farewell = Farewell::Silent;
    }
    let (app, by) = desk.signed_in().await?;
    let plan = access_file::plan(&app, &by, &content, options.clone()).await.map_err(of_file)?;
    if let Some(expected) = args.plan.as_ref().filter(|expected| **expected != plan.id) {
        let what = format!("the plan is {} and not {expected} any more; look at the new one first", plan.id);
        return Err(Error::conflict(what).into());
    }
    if args.dry_run || plan.steps.is_empty() {
        desk.out.show(&json!({ "dry_run": args.dry_run, "plan": plan, "granted": [] }), || shown(&plan))?;
        notes(desk, &plan);
        return Ok(());
    }
    if !desk.out.json {
        desk.out.print(&shown(&plan))?;
    }
    notes(desk, &plan);
    user::confirm(args.yes || args.plan.is_some(), &format!("{}.", summary(&plan)))?;
    // What was looked at is what happens.
    options.expect = Some(plan.id);
    let applied = access_file::apply(&app, &by, &content, options).await.map_err(of_file)?;
    desk.out.say(format!("Done: {}.", summary(&applied.plan)));
    let granted: Vec<_> =
        applied.granted.iter().map(|g| json!({ "invitation": g.invitation, "sent_to": g.sent_to })).collect();
    let value = json!({ "dry_run": false, "plan": applied.plan, "granted": granted });
    if desk.out.json { desk.out.show(&value, String::new) } else { Ok(()) }
}

fn notes(desk: &Desk, plan: &Plan) {
    for note in &plan.notes {
        desk.out.say(note);
    }
}

/// Every step on a line, and what they come to.
fn shown(plan: &Plan) -> String {
    let row = |step: &Step| {
        let line = if step.line == 0 { "-".to_owned() } else { step.line.to_string() };
        let actions = step.actions.iter().map(|a| a.as_str()).collect::<Vec<_>>().join(", ");
        let person = format!("{} <{}>", step.name, step.email);
        vec![line, actions, step.customer_number.clone(), person, differences(&step.differences), effect(step)]
    };
    let steps = table(&["Line", "What", "Customer", "Person", "Difference", "Effect"], plan.steps.iter().map(row));
    format!("{steps}{}\nPlan {}\n", summary(plan), plan.id)
}

fn differences(all: &[Difference]) -> String {
    let shown = |value: &str| if value.is_empty() { "none".to_owned() } else { value.to_owned() };
    let one = |d: &Difference| format!("{} {} → {}", d.what, shown(&d.before), shown(&d.after));
    all.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn effect(step: &Step) -> String {
    step.effect.as_ref().map(user::effect).unwrap_or_default()
}

/// "2 grants, 1 change, 1 revoke, 40 as they are".
fn summary(plan: &Plan) -> String {
    let all = [Action::Grant, Action::Change, Action::Suspend, Action::Lift, Action::Revoke];
    let counted = all.into_iter().map(|a| (plan.count(a), a.as_str())).filter(|(n, _)| *n > 0);
    let mut parts: Vec<String> =
        counted.map(|(n, what)| format!("{n} {what}{}", if n == 1 { "" } else { "s" })).collect();
    parts.push(format!("{} as they are", plan.unchanged));
    parts.join(", ")
}
