//! `keydesk fault`: what customers report (R33).

use std::fmt::Write as _;

use chrono::Local;
use serde_json::{Value, json};

use super::desk::Desk;
use super::exit::Failure;
use super::out::{facts, table, time};
use crate::domain::state::{FaultState, OrderKind};
use crate::service::customers;
use crate::service::faults::{self, FaultFile, FaultFilter, FaultRow, FaultsQuery, Into};
use crate::service::orders::Cursor;
use crate::service::{Actor, App};
use crate::text;

/// What to do with fault reports.
#[derive(clap::Subcommand, Clone, Debug)]
pub enum Fault {
    /// List fault reports, the newest first
    #[command(before_help = "Examples:\n  keydesk fault list --state open\n  \
        keydesk fault list --customer 1042 --search lift\n  keydesk --json fault list --limit 500 --after CURSOR")]
    List(List),
    /// Show one fault report: what was written, its order, its photographs
    #[command(before_help = "Examples:\n  keydesk fault show R12\n  keydesk --json fault show R12")]
    Show(Which),
    /// Take a fault report: its order is yours if it is nobody's, and the customer is told
    #[command(before_help = "Examples:\n  keydesk fault take R12\n  keydesk fault take R12 --if-version 1")]
    Take(Target),
    /// Count a fault report to another kind of order, or to an order that is there already
    #[command(
        before_help = "Examples:\n  keydesk fault convert R12 --kind ticket\n  keydesk fault convert R12 --order W7"
    )]
    Convert(Convert),
    /// Close a fault report with an answer, which the customer reads
    #[command(before_help = "Examples:\n  keydesk fault close R12 \"A fuse was gone; it runs again.\"\n  \
        keydesk fault close R12 \"It is part of the repair on Monday.\" --if-version 2")]
    Close(Close),
}

/// Filters.
#[derive(clap::Args, Clone, Debug)]
pub struct List {
    /// Words in number, title, text, order or customer
    #[arg(long, value_name = "TEXT", default_value = "")]
    search: String,
    /// Only of the customer with this number
    #[arg(long, value_name = "NUMBER")]
    customer: Option<String>,
    /// Its state.
    #[arg(long, help = "Only in this state: open, taken, closed", value_name = "STATE")]
    state: Option<FaultState>,
    /// So many at most
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=500))]
    limit: u32,
    /// After the page that ended with this cursor ("next")
    #[arg(long, value_name = "CURSOR")]
    after: Option<Cursor>,
}

/// Which report.
#[derive(clap::Args, Clone, Debug)]
pub struct Which {
    /// The report's number
    #[arg(value_name = "NUMBER")]
    number: String,
}

/// A report to change, as somebody looked at it.
#[derive(clap::Args, Clone, Debug)]
pub struct Target {
    /// The report's number
    #[arg(value_name = "NUMBER")]
    number: String,
    /// Only if the report still has this version
    #[arg(long, value_name = "N")]
    if_version: Option<i64>,
}

/// What a report becomes.
#[derive(clap::Args, Clone, Debug)]
#[group(id = "into", required = true, multiple = false, args = ["kind", "order"])]
pub struct Convert {
    #[command(flatten)]
    target: Target,
    /// Its order becomes one of this kind.
    #[arg(long, help = "Its order becomes a service_order, work_order or ticket", value_name = "KIND")]
    kind: Option<OrderKind>,
    /// It belongs to this order; the one that it made is cancelled
    #[arg(long, value_name = "NUMBER")]
    order: Option<String>,
}

/// An answer.
#[derive(clap::Args, Clone, Debug)]
pub struct Close {
    #[command(flatten)]
    target: Target,
    /// What to answer; the customer reads it
    #[arg(value_name = "ANSWER")]
    answer: String,
}

impl Target {
    /// The version to change: the one that was looked at, or else the present one.
    async fn version(&self, app: &App, by: &Actor) -> Result<i64, Failure> {
        match self.if_version {
            Some(version) => Ok(version),
            None => Ok(faults::get(app, by, &self.number).await?.row.version),
        }
    }
}

/// Does it.
pub async fn run(desk: &Desk, command: &Fault) -> Result<(), Failure> {
    match command {
        Fault::List(args) => list(desk, args).await,
        Fault::Show(which) => show(desk, which).await,
        Fault::Take(target) => take(desk, target).await,
        Fault::Convert(args) => convert(desk, args).await,
        Fault::Close(args) => close(desk, args).await,
    }
}

async fn list(desk: &Desk, args: &List) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let customer = match &args.customer {
        Some(number) => Some(customers::by_number(&app, &by, number).await?.row.id),
        None => None,
    };
    let now = app.now().with_timezone(&Local);
    let (filter, search) = FaultFilter::parse(&args.search, &now).map_err(Failure::of_search)?;
    let query = FaultsQuery {
        customer,
        state: args.state,
        search,
        filter,
        after: args.after.clone(),
        limit: args.limit,
        ..FaultsQuery::default()
    };
    let page = faults::list(&app, &by, &query).await.map_err(Failure::of_search)?;
    if page.rows.is_empty() {
        desk.out.say("There are no such fault reports.");
    }
    let next = page.rows.last().filter(|_| page.more_after).map(|r| r.cursor().to_string());
    let value = json!({ "faults": page.rows.iter().map(object).collect::<Vec<_>>(), "next": next });
    desk.out.show(&value, || {
        let row = |r: &FaultRow| {
            vec![
                r.number.clone(),
                r.title.clone(),
                format!("{} {}", r.customer_number, r.customer_name),
                state(r),
                r.urgency.to_string(),
                r.order_number.clone(),
                time(r.created_at),
            ]
        };
        table(&["No.", "Title", "Customer", "State", "Urgency", "Order", "Reported"], page.rows.iter().map(row))
    })
}

/// How it stands, and what is odd about that.
fn state(row: &FaultRow) -> String {
    match (row.state, &row.taken_by) {
        (FaultState::Open, _) if row.unheard => "open, nobody was told".to_owned(),
        (FaultState::Taken, Some(by)) => format!("taken by {by}"),
        (state, _) => state.to_string(),
    }
}

async fn show(desk: &Desk, which: &Which) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let file = faults::get(&app, &by, &which.number).await?;
    desk.out.show(&file_object(&file), || sheet(&file))
}

async fn take(desk: &Desk, target: &Target) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let version = target.version(&app, &by).await?;
    let row = faults::take(&app, &by, &target.number, version).await?;
    desk.out.say(format!("Taken. Its order is {}.", row.order_number));
    desk.out.show(&object(&row), String::new)
}

async fn convert(desk: &Desk, args: &Convert) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let version = args.target.version(&app, &by).await?;
    let into = match (&args.order, args.kind) {
        (Some(order), _) => Into::Order(order.clone()),
        (None, Some(kind)) => Into::Kind(kind),
        // The group asks for one of them.
        (None, None) => return Err(Failure::usage("say what it becomes: --kind or --order")),
    };
    let row = faults::convert(&app, &by, &args.target.number, version, &into).await?;
    let said = if row.version == version { "It was so already." } else { "Done." };
    desk.out.say(format!("{said} Its order is {}.", row.order_number));
    desk.out.show(&object(&row), String::new)
}

async fn close(desk: &Desk, args: &Close) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let version = args.target.version(&app, &by).await?;
    let row = faults::close(&app, &by, &args.target.number, version, &args.answer).await?;
    desk.out.say(format!("Closed. Its order {} stays as it is.", row.order_number));
    desk.out.show(&object(&row), String::new)
}

/// A report's facts below each other, and what was written.
fn sheet(file: &FaultFile) -> String {
    let row = &file.row;
    let or = |text: &Option<String>, none: &str| text.clone().unwrap_or_else(|| none.to_owned());
    let when = |at: Option<chrono::DateTime<chrono::Utc>>| at.map_or_else(|| "no".to_owned(), time);
    let mut said = facts(&[
        ("Report", row.title()),
        ("Customer", format!("{} {}", row.customer_number, row.customer_name)),
        ("State", state(row)),
        ("Urgency", row.urgency.to_string()),
        ("Order", row.order_number.clone()),
        ("Facility", or(&row.facility, "none")),
        ("Object", or(&row.object, "none")),
        ("Reported", format!("{} {}", time(row.created_at), row.reported_by)),
        ("Taken", when(row.taken_at)),
        ("Closed", when(row.closed_at)),
        ("Documents", file.documents.len().to_string()),
        ("Version", row.version.to_string()),
    ]);
    for (heading, typed) in [("", &file.body), ("Answer\n", &file.answer)] {
        if !typed.is_empty() {
            let _ = writeln!(said, "\n{heading}{}", text::lines(typed));
        }
    }
    if !file.documents.is_empty() {
        said.push_str("\nDocuments\n");
        let document = |d: &faults::DocumentRow| vec![d.number.clone(), d.name.clone(), d.media_type.clone()];
        said.push_str(&table(&["No.", "Name", "Kind"], file.documents.iter().map(document)));
    }
    said
}

/// A report for scripts.
fn object(row: &FaultRow) -> Value {
    json!({
        "number": row.number,
        "title": row.title,
        "customer": row.customer_number,
        "customer_name": row.customer_name,
        "order": row.order_number,
        "facility_name": row.facility,
        "object": row.object_number,
        "object_name": row.object,
        "reported_by": row.reported_by,
        "urgency": row.urgency,
        "state": row.state,
        "unheard": row.unheard,
        "taken_by": row.taken_by,
        "taken_at": row.taken_at,
        "closed_at": row.closed_at,
        "created_at": row.created_at,
        "version": row.version,
    })
}

fn file_object(file: &FaultFile) -> Value {
    let mut value = object(&file.row);
    value["description"] = json!(file.body);
    value["answer"] = json!(file.answer);
    let document = |d: &faults::DocumentRow| json!({ "number": d.number, "name": d.name, "media_type": d.media_type });
    value["documents"] = file.documents.iter().map(document).collect();
    value
}
