//! `keydesk order`: orders as staff work on them (R31), and comments on them (R32).

mod change;
mod comment;

pub(super) use change::clock;

use chrono::Local;
use serde_json::{Value, json};

use super::desk::Desk;
use super::exit::Failure;
use super::out::{facts, table, time};
use crate::domain::state::{OrderState, VisitState};
use crate::service::comments;
use crate::service::orders::{
    self, Cursor, ListQuery, OrderFile, OrderFilter, OrderSheet, OrderSort, OrdersQuery, StepRow, VisitRow,
};
use crate::text;

/// What to do with orders.
#[derive(clap::Subcommand, Clone, Debug)]
pub enum Order {
    /// List orders, the newest first, or find them by words in number, title and description
    #[command(
        before_help = "Examples:\n  keydesk order list --open\n  keydesk order list --customer 1042 --search lift\n  \
        keydesk order list --technician lars@nordlift.example --state planned\n  \
        keydesk --json order list --limit 500 --after CURSOR"
    )]
    List(List),
    /// Show one order: facts, visits, history, comments
    #[command(before_help = "Examples:\n  keydesk order show W12\n  keydesk --json order show 2025-118")]
    Show(Which),
    /// Create an order for a customer
    #[command(before_help = "Examples:\n  keydesk order create 1042 --title \"Lift stuck\" --urgency high\n  \
        keydesk order create 1042 --title \"Yearly check\" --object O7 --technician lars@nordlift.example\n  \
        keydesk order create 1042 --kind ticket --title Invoice --description \"Which orders are on it?\" --contact C3")]
    Create(change::Create),
    /// Change what an order is about, where and for whom
    #[command(before_help = "Examples:\n  keydesk order edit W12 --title \"Lift stuck again\" --urgency urgent\n  \
        keydesk order edit W12 --facility F3 --object O7\n  keydesk order edit W12 --title Lift --if-version 4")]
    Edit(change::Edit),
    /// Assign an order to a staff person, or to nobody
    #[command(
        before_help = "Examples:\n  keydesk order assign W12 lars@nordlift.example\n  keydesk order assign W12 --nobody"
    )]
    Assign(change::Assign),
    /// Plan a visit, move one, cancel one
    #[command(before_help = "Examples:\n  keydesk order plan W12 --starts-at 2026-03-02T08:00 --hours 2\n  \
        keydesk order plan W12 --starts-at 2026-03-02T08:00 --ends-at 2026-03-02T12:30 --note \"Bring the long ladder\"\n  \
        keydesk order plan W12 --visit 01890a5d-ac96-774b-bcce-b302099a8057 --starts-at 2026-03-03T08:00 --hours 2\n  \
        keydesk order plan W12 --cancel 01890a5d-ac96-774b-bcce-b302099a8057")]
    Plan(change::Plan),
    /// Change how an order stands, from open to closed
    #[command(before_help = "Examples:\n  keydesk order state W12 in_progress\n  keydesk order state W12 closed")]
    State(change::State),
    /// Write a comment; says who is told before it is sent
    #[command(before_help = "Examples:\n  keydesk order comment W12 \"We come on Monday.\"\n  \
        keydesk order comment W12 \"They owe us money.\" --internal\n  \
        keydesk order comment W12 \"We come on Monday.\" --dry-run\n  cat answer.txt | keydesk order comment W12 -")]
    Comment(comment::Comment),
    /// List the comments on an order, internal ones too, the newest last
    #[command(before_help = "Examples:\n  keydesk order comments W12\n  keydesk --json order comments W12")]
    Comments(Which),
}

/// Filters.
#[derive(clap::Args, Clone, Debug)]
pub struct List {
    /// Words in number, title or description; fields: state, kind, tech, urgency, planned, created, customer
    #[arg(long, value_name = "TEXT", default_value = "")]
    search: String,
    /// Only of the customer with this number
    #[arg(long, value_name = "NUMBER")]
    customer: Option<String>,
    /// Only assigned to the staff person with this address
    #[arg(long, value_name = "EMAIL")]
    technician: Option<String>,
    /// Assigned to you only
    #[arg(long, conflicts_with = "technician")]
    mine: bool,
    /// Its state.
    #[arg(
        long,
        help = "Only in this state: open, planned, in_progress, waiting, closed, cancelled",
        value_name = "STATE"
    )]
    state: Option<OrderState>,
    /// Only those on which work is still to be expected
    #[arg(long)]
    open: bool,
    /// By created (the newest first), number, planned or state
    #[arg(long, value_name = "COLUMN", default_value_t = OrderSort::Created)]
    sort: OrderSort,
    /// Backwards: the largest first
    #[arg(long)]
    descending: bool,
    /// So many at most
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=500))]
    limit: u32,
    /// After the page that ended with this cursor ("next")
    #[arg(long, value_name = "CURSOR")]
    after: Option<Cursor>,
}

/// Which order.
#[derive(clap::Args, Clone, Debug)]
pub struct Which {
    /// The order's number
    #[arg(value_name = "NUMBER")]
    number: String,
}

/// Does it.
pub async fn run(desk: &Desk, command: &Order) -> Result<(), Failure> {
    match command {
        Order::List(args) => list(desk, args).await,
        Order::Show(which) => show(desk, which).await,
        Order::Create(args) => change::create(desk, args).await,
        Order::Edit(args) => change::edit(desk, args).await,
        Order::Assign(args) => change::assign(desk, args).await,
        Order::Plan(args) => change::plan(desk, args).await,
        Order::State(args) => change::state(desk, args).await,
        Order::Comment(args) => comment::run(desk, args).await,
        Order::Comments(which) => comment::list(desk, &which.number).await,
    }
}

async fn list(desk: &Desk, args: &List) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let now = app.now().with_timezone(&Local);
    let (filter, search) = OrderFilter::parse(&args.search, &now).map_err(Failure::of_search)?;
    let query = OrdersQuery {
        customer: args.customer.clone(),
        technician: args.technician.clone(),
        mine: args.mine,
        state: args.state,
        open: args.open,
        filter,
        sort: args.sort,
        descending: args.descending || args.sort == OrderSort::Created,
        list: ListQuery { search, after: args.after.clone(), limit: args.limit },
        ..OrdersQuery::default()
    };
    let page = orders::list(&app, &by, &query).await.map_err(Failure::of_search)?;
    if page.rows.is_empty() {
        desk.out.say("There are no such orders.");
    }
    let next = page.rows.last().filter(|_| page.more_after).map(|o| o.cursor_by(args.sort).to_string());
    let value = json!({ "orders": page.rows.iter().map(object).collect::<Vec<_>>(), "next": next });
    desk.out.show(&value, || {
        let row = |o: &OrderSheet| {
            vec![
                o.number.clone(),
                o.title.clone(),
                format!("{} {}", o.customer_number, o.customer_name),
                o.state.to_string(),
                o.urgency.to_string(),
                o.technician.clone(),
                o.planned_at.map(time).unwrap_or_default(),
            ]
        };
        let headings = ["No.", "Title", "Customer", "State", "Urgency", "Technician", "Visit"];
        table(&headings, page.rows.iter().map(row))
    })
}

async fn show(desk: &Desk, which: &Which) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let file = orders::get(&app, &by, &which.number).await?;
    let comments = comments::list(&app, &by, &which.number).await?;
    let mut value = file_object(&file);
    value["comments"] = comments.iter().map(comment::object).collect();
    desk.out.show(&value, || {
        let mut said = sheet(&file.order);
        if !file.visits.is_empty() {
            said.push_str("\nVisits\n");
            said.push_str(&table(&["From", "To", "Who", "State", "Note", "Visit"], file.visits.iter().map(visit_row)));
        }
        if !file.history.is_empty() {
            said.push_str("\nHistory\n");
            let row = |s: &StepRow| vec![time(s.at), s.kind.to_string(), s.detail.clone(), s.by_name.clone()];
            said.push_str(&table(&["When", "What", "", "Who"], file.history.iter().map(row)));
        }
        if !comments.is_empty() {
            said.push_str("\nComments\n");
            said.push_str(&comment::written(&comments));
        }
        said
    })
}

/// An order's facts below each other.
fn sheet(order: &OrderSheet) -> String {
    let named = |number: &Option<String>, name: &Option<String>| match (number, name) {
        (Some(number), Some(name)) => format!("{number} {name}"),
        _ => "none".to_owned(),
    };
    let mut said = facts(&[
        ("Order", format!("{} {}", order.number, order.title)),
        ("Customer", format!("{} {}", order.customer_number, order.customer_name)),
        ("Kind", order.kind.to_string()),
        ("State", order.state.to_string()),
        ("Urgency", order.urgency.to_string()),
        ("Technician", if order.technician.is_empty() { "nobody".to_owned() } else { order.technician.clone() }),
        ("Facility", named(&order.facility_number, &order.facility)),
        ("Object", named(&order.object_number, &order.object)),
        ("Contact", named(&order.contact_number, &order.contact)),
        ("Created", format!("{} {}", time(order.created_at), order.created_by)),
        ("Visit", order.planned_at.map_or_else(|| "none".to_owned(), time)),
        ("Closed", order.closed_at.map_or_else(|| "no".to_owned(), time)),
        ("Version", order.version.to_string()),
    ]);
    if !order.description.is_empty() {
        said.push('\n');
        said.push_str(&text::lines(&order.description));
        said.push('\n');
    }
    said
}

fn visit_row(visit: &VisitRow) -> Vec<String> {
    vec![
        time(visit.starts_at),
        time(visit.ends_at),
        visit.technician.clone().unwrap_or_default(),
        if visit.state == VisitState::Cancelled { "cancelled".to_owned() } else { String::new() },
        visit.note.replace('\n', " "),
        visit.id.to_string(),
    ]
}

/// An order for scripts.
fn object(order: &OrderSheet) -> Value {
    json!({
        "number": order.number,
        "customer": order.customer_number,
        "customer_name": order.customer_name,
        "kind": order.kind,
        "title": order.title,
        "description": order.description,
        "urgency": order.urgency,
        "state": order.state,
        "technician": order.technician,
        "technician_email": order.technician_email,
        "facility": order.facility_number,
        "facility_name": order.facility,
        "object": order.object_number,
        "object_name": order.object,
        "contact": order.contact_number,
        "contact_name": order.contact,
        "created_by": order.created_by,
        "created_at": order.created_at,
        "planned_at": order.planned_at,
        "closed_at": order.closed_at,
        "version": order.version,
    })
}

fn file_object(file: &OrderFile) -> Value {
    let mut value = object(&file.order);
    let visit = |v: &VisitRow| {
        json!({
            "visit": v.id.to_string(), "starts_at": v.starts_at, "ends_at": v.ends_at, "technician": v.technician,
            "state": v.state, "note": v.note,
        })
    };
    value["visits"] = file.visits.iter().map(visit).collect();
    value["history"] = json!(file.history);
    value
}
