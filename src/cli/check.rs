//! `keydesk check`: checklists, where they are due, what was answered (R36).

use std::io::Read as _;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::desk::Desk;
use super::exit::Failure;
use super::out::{facts, table, time};
use crate::domain::check::{Answer, Point, PointKind, points_from_text};
use crate::domain::{CheckAssignmentId, CheckRunId};
use crate::service::checks::{self, Assignment, DueCheck, RunRow, TemplateChange, TemplateRow};
use crate::service::{Error, customers};
use crate::text;

/// A file of points is no larger: 50 points of 200 characters and their marks.
const LARGEST: u64 = 256 * 1024;

/// What to do with self-checks.
#[derive(clap::Subcommand, Clone, Debug)]
pub enum Check {
    /// List checklists, show one, make or change one
    #[command(before_help = "Examples:\n  keydesk check template\n  keydesk check template \"Monthly lift check\"\n  \
        keydesk check template \"Monthly lift check\" --points lift.txt\n  \
        keydesk check template \"Monthly lift check\" --points lift.toml --dry-run\n  \
        keydesk check template \"Monthly lift check\" --rename \"Lift, monthly\"\n  \
        keydesk check template \"Monthly lift check\" --retire")]
    Template(Template),
    /// Assign a checklist to an object, or change how often and when it is due
    #[command(before_help = "Examples:\n  keydesk check assign L-1001 \"Monthly lift check\" --every 30\n  \
        keydesk check assign L-1001 \"Monthly lift check\" --every 30 --due 2026-03-02")]
    Assign(Assign),
    /// Take a checklist from an object; what was answered stays
    #[command(before_help = "Examples:\n  keydesk check unassign 01890a5d-ac96-774b-bcce-b302099a8057")]
    Unassign(Unassign),
    /// List what is due, at a customer or on an object, the nearest first
    #[command(
        before_help = "Examples:\n  keydesk check list --customer 1042\n  keydesk --json check list --object L-1001"
    )]
    List(List),
    /// List what was filled in on an object, the newest first
    #[command(before_help = "Examples:\n  keydesk check runs L-1001\n  keydesk --json check runs L-1001")]
    Runs(Runs),
    /// Show the answers of one that was filled in
    #[command(before_help = "Examples:\n  keydesk check show L-1001 01890a5d-ac96-774b-bcce-b302099a8057")]
    Show(Show),
}

/// Which checklist, and what becomes of it.
#[derive(clap::Args, Clone, Debug)]
pub struct Template {
    /// Its name; not given: all are listed
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// Its points: a text file with one a line ([number], [text] and [photo] at the end say what is wanted), or a TOML file
    /// with [[points]]; - for standard input
    #[arg(long, value_name = "FILE", requires = "name")]
    points: Option<PathBuf>,
    /// Another name
    #[arg(long, value_name = "TEXT", requires = "name")]
    rename: Option<String>,
    /// Not to be used any more: it is due nowhere
    #[arg(long, requires = "name", conflicts_with = "restore")]
    retire: bool,
    /// To be used again
    #[arg(long, requires = "name")]
    restore: bool,
    /// Only if the checklist still has this version
    #[arg(long, value_name = "N", requires = "name")]
    if_version: Option<i64>,
    /// Show how the points are understood, and change nothing
    #[arg(long, requires = "points")]
    dry_run: bool,
}

/// What, where, how often.
#[derive(clap::Args, Clone, Debug)]
pub struct Assign {
    /// The object's number
    #[arg(value_name = "OBJECT")]
    object: String,
    /// The checklist's name
    #[arg(value_name = "NAME")]
    template: String,
    /// Due again so many days after it was done
    #[arg(long, value_name = "DAYS")]
    every: i64,
    /// The day on which it is due first, or next; not given: so many days from today
    #[arg(long, value_name = "YYYY-MM-DD")]
    due: Option<NaiveDate>,
}

/// Which.
#[derive(clap::Args, Clone, Debug)]
pub struct Unassign {
    /// The check, as the list shows it
    #[arg(value_name = "CHECK")]
    check: CheckAssignmentId,
}

/// Where.
#[derive(clap::Args, Clone, Debug)]
#[group(required = true, multiple = false)]
pub struct List {
    /// At the customer with this number
    #[arg(long, value_name = "NUMBER")]
    customer: Option<String>,
    /// On the object with this number
    #[arg(long, value_name = "NUMBER")]
    object: Option<String>,
}

/// Of which object.
#[derive(clap::Args, Clone, Debug)]
pub struct Runs {
    /// The object's number
    #[arg(value_name = "OBJECT")]
    object: String,
}

/// Which.
#[derive(clap::Args, Clone, Debug)]
pub struct Show {
    /// The object's number
    #[arg(value_name = "OBJECT")]
    object: String,
    /// The run, as the list shows it
    #[arg(value_name = "RUN")]
    run: CheckRunId,
}

/// Does it.
pub async fn run(desk: &Desk, command: &Check) -> Result<(), Failure> {
    match command {
        Check::Template(args) => match &args.name {
            None => templates(desk).await,
            Some(name) => template(desk, args, name).await,
        },
        Check::Assign(args) => assign(desk, args).await,
        Check::Unassign(args) => unassign(desk, args).await,
        Check::List(args) => list(desk, args).await,
        Check::Runs(args) => runs(desk, args).await,
        Check::Show(args) => show(desk, args).await,
    }
}

async fn templates(desk: &Desk) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let found = checks::templates(&app, &by).await?;
    if found.is_empty() {
        desk.out.say("There are no checklists.");
    }
    desk.out.show(&json!({ "templates": found }), || {
        let row = |t: &TemplateRow| {
            let state = if t.active { "" } else { "retired" };
            vec![t.name.clone(), t.points.len().to_string(), t.assigned.to_string(), state.to_owned()]
        };
        table(&["Name", "Points", "Objects", ""], found.iter().map(row))
    })
}

async fn template(desk: &Desk, args: &Template, name: &str) -> Result<(), Failure> {
    let points = args.points.as_deref().map(points).transpose()?;
    if let (Some(points), true) = (&points, args.dry_run) {
        let points = crate::domain::check::checked_points(points).map_err(Error::from)?;
        return desk.out.show(&json!({ "name": name, "points": points, "saved": false }), || written(&points));
    }
    let (app, by) = desk.signed_in().await?;
    let found = match checks::template_by_name(&app, &by, name).await {
        Err(Error::NotFound { .. }) if points.is_some() => None,
        found => Some(found?),
    };
    let asked = points.is_some() || args.rename.is_some() || args.retire || args.restore;
    if let (Some(found), false) = (&found, asked) {
        return desk.out.show(found, || sheet(found));
    }
    let was_active = found.as_ref().is_none_or(|t| t.active);
    let change = TemplateChange {
        id: found.as_ref().map(|t| t.id),
        version: args.if_version.or(found.as_ref().map(|t| t.version)).unwrap_or_default(),
        name: args.rename.clone().or(found.as_ref().map(|t| t.name.clone())).unwrap_or_else(|| name.to_owned()),
        points: points.or(found.as_ref().map(|t| t.points.to_vec())).unwrap_or_default(),
        active: (was_active || args.restore) && !args.retire,
    };
    let kept = checks::template(&app, &by, &change).await?;
    desk.out.show(&kept, || sheet(&kept))
}

/// The points of a file: TOML by its name, or else one a line.
fn points(path: &Path) -> Result<Vec<Point>, Failure> {
    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Toml {
        points: Vec<Point>,
    }
    let unreadable = |e: std::io::Error| Failure::failed(format!("{} cannot be read: {e}", path.display()));
    let mut text = String::new();
    let mut source: Box<dyn std::io::Read> = if path == Path::new("-") {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(std::fs::File::open(path).map_err(unreadable)?)
    };
    source.by_ref().take(LARGEST).read_to_string(&mut text).map_err(unreadable)?;
    if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml")) {
        let toml: Toml = toml::from_str(&text).map_err(|e| Failure::usage(format!("{}: {e}", path.display())))?;
        return Ok(toml.points);
    }
    Ok(points_from_text(&text).map_err(Error::from)?)
}

async fn assign(desk: &Desk, args: &Assign) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let template = checks::template_by_name(&app, &by, &args.template).await?;
    let due_on = match args.due {
        Some(day) => day,
        None => checks::first_day(&app, &by, args.every).await?,
    };
    let new = Assignment { object: args.object.clone(), template: template.id, every_days: args.every, due_on };
    let found = checks::assign(&app, &by, &new).await?;
    desk.out.show(&object(&found), || due(std::slice::from_ref(&found)))
}

async fn unassign(desk: &Desk, args: &Unassign) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let row = checks::unassign(&app, &by, args.check).await?;
    let (template, number) = (text::line(&row.template), text::line(&row.object_number));
    desk.out.say(format!("{template} is not due on {number} any more."));
    desk.out.show(&json!({ "check": row.id.to_string(), "object": row.object_number }), String::new)
}

async fn list(desk: &Desk, args: &List) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let found = match (&args.customer, &args.object) {
        (Some(customer), _) => {
            let customer = customers::by_number(&app, &by, customer).await?;
            checks::of_customer(&app, &by, customer.row.id).await?
        }
        (None, object) => checks::of_object(&app, &by, object.as_deref().unwrap_or_default()).await?,
    };
    if found.is_empty() {
        desk.out.say("No self-checks are assigned.");
    }
    desk.out.show(&json!({ "checks": found.iter().map(object).collect::<Vec<_>>() }), || due(&found))
}

async fn runs(desk: &Desk, args: &Runs) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let found = checks::runs(&app, &by, &args.object).await?;
    if found.is_empty() {
        desk.out.say("Nothing was filled in.");
    }
    desk.out.show(&json!({ "runs": found }), || {
        let row = |r: &RunRow| {
            let not_ok = match r.not_ok() {
                0 => String::new(),
                n => format!("{n} not ok"),
            };
            vec![time(r.done_at), r.template.clone(), r.by_name.clone(), not_ok, r.id.to_string()]
        };
        table(&["When", "Checklist", "By", "", "Run"], found.iter().map(row))
    })
}

async fn show(desk: &Desk, args: &Show) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let found = checks::runs(&app, &by, &args.object).await?.into_iter().find(|run| run.id == args.run);
    let missing = || Error::not_found(format!("such run on object {}", text::line(&args.object)));
    let run = found.ok_or_else(missing)?;
    desk.out.show(&run, || {
        let mut said = facts(&[
            ("Checklist", run.template.clone()),
            ("Object", run.object_number.clone()),
            ("Done", format!("{} by {}", time(run.done_at), run.by_name)),
            ("Note", text::lines(&run.note).replace('\n', " ")),
        ]);
        said.push('\n');
        let row = |a: &Answer| {
            let found = a.verdict.map_or_else(|| a.value.replace('\n', " "), |v| v.to_string());
            vec![a.point.clone(), found, a.note.replace('\n', " "), a.photos.join(" ")]
        };
        said.push_str(&table(&["Point", "Answer", "Note", "Photographs"], run.answers.iter().map(row)));
        said
    })
}

/// Something that is due, for scripts.
fn object(check: &DueCheck) -> Value {
    let row = &check.row;
    json!({
        "check": row.id.to_string(),
        "object": row.object_number,
        "object_name": row.object,
        "facility_name": row.facility,
        "template": row.template,
        "every_days": row.every_days,
        "due_on": row.due_on,
        "due": check.due,
    })
}

fn due(checks: &[DueCheck]) -> String {
    let row = |c: &DueCheck| {
        vec![
            c.row.due_on.to_string(),
            if c.due == crate::domain::check::Due::Later { String::new() } else { c.due.as_str().to_owned() },
            format!("{} {}", c.row.object_number, c.row.object),
            c.row.template.clone(),
            format!("every {} days", c.row.every_days),
            c.row.id.to_string(),
        ]
    };
    table(&["Due", "", "Object", "Checklist", "", "Check"], checks.iter().map(row))
}

fn sheet(template: &TemplateRow) -> String {
    let mut said = facts(&[
        ("Checklist", template.name.clone()),
        ("State", if template.active { "in use".to_owned() } else { "retired".to_owned() }),
        ("Objects", template.assigned.to_string()),
        ("Version", template.version.to_string()),
    ]);
    said.push('\n');
    said.push_str(&written(&template.points));
    said
}

fn written(points: &[Point]) -> String {
    let rows = points.iter().enumerate().map(|(n, point)| {
        let kind = match point.kind {
            PointKind::Ok => "ok or not",
            PointKind::Number => "number",
            PointKind::Text => "text",
        };
        let photo = if point.photo { "photo" } else { "" };
        vec![(n + 1).to_string(), point.text.clone(), kind.to_owned(), photo.to_owned()]
    });
    table(&["", "Point", "Answer", ""], rows)
}
