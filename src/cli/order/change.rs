//! Creating and changing orders from the command line.

use chrono::{NaiveDateTime, TimeDelta};

use super::{file_object, object, sheet};
use crate::cli::desk::Desk;
use crate::cli::exit::Failure;
use crate::domain::VisitId;
use crate::domain::state::{OrderKind, OrderState, Urgency};
use crate::service::orders::{self, NewOrder, OrderChange, OrderSheet, VisitPlan};
use crate::service::{Actor, App};

/// The order to create.
#[derive(clap::Args, Clone, Debug)]
pub struct Create {
    /// The customer's number
    #[arg(value_name = "CUSTOMER")]
    customer: String,
    /// What is to be done, in a line
    #[arg(long, value_name = "TEXT")]
    title: String,
    /// What is to be done; customers read it
    #[arg(long, value_name = "TEXT", default_value = "")]
    description: String,
    /// Its kind.
    #[arg(long, help = "service_order, work_order or ticket", value_name = "KIND", default_value_t = OrderKind::WorkOrder)]
    kind: OrderKind,
    /// low, normal, high or urgent
    #[arg(long, value_name = "URGENCY", default_value_t = Urgency::Normal)]
    urgency: Urgency,
    /// At the facility with this number; not given: where the object is
    #[arg(long, value_name = "NUMBER")]
    facility: Option<String>,
    /// About the object with this number
    #[arg(long, value_name = "NUMBER")]
    object: Option<String>,
    /// For the contact with this number
    #[arg(long, value_name = "NUMBER")]
    contact: Option<String>,
    /// Assigned to the staff person with this address
    #[arg(long, value_name = "EMAIL")]
    technician: Option<String>,
    /// The same for a command that may run twice: the order is there once
    #[arg(long, value_name = "KEY", default_value = "")]
    key: String,
}

/// An order to change, as somebody looked at it.
#[derive(clap::Args, Clone, Debug)]
pub struct Target {
    /// The order's number
    #[arg(value_name = "NUMBER")]
    number: String,
    /// Only if the order still has this version
    #[arg(long, value_name = "N")]
    if_version: Option<i64>,
}

impl Target {
    /// The version to change: the one that was looked at, or else the present one.
    async fn version(&self, app: &App, by: &Actor) -> Result<i64, Failure> {
        match self.if_version {
            Some(version) => Ok(version),
            None => Ok(orders::get(app, by, &self.number).await?.order.version),
        }
    }
}

/// What an order becomes.
#[derive(clap::Args, Clone, Debug)]
pub struct Edit {
    #[command(flatten)]
    target: Target,
    /// What is to be done, in a line
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// What is to be done; customers read it
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
    /// Its kind.
    #[arg(long, help = "service_order, work_order or ticket", value_name = "KIND")]
    kind: Option<OrderKind>,
    /// low, normal, high or urgent
    #[arg(long, value_name = "URGENCY")]
    urgency: Option<Urgency>,
    /// At the facility with this number; "" for none
    #[arg(long, value_name = "NUMBER")]
    facility: Option<String>,
    /// About the object with this number; "" for none
    #[arg(long, value_name = "NUMBER")]
    object: Option<String>,
    /// For the contact with this number; "" for none
    #[arg(long, value_name = "NUMBER")]
    contact: Option<String>,
}

/// To whom.
#[derive(clap::Args, Clone, Debug)]
pub struct Assign {
    #[command(flatten)]
    target: Target,
    /// The staff person's address
    #[arg(value_name = "EMAIL", required_unless_present = "nobody", conflicts_with = "nobody")]
    technician: Option<String>,
    /// To nobody
    #[arg(long)]
    nobody: bool,
}

/// When.
#[derive(clap::Args, Clone, Debug)]
pub struct Plan {
    #[command(flatten)]
    target: Target,
    /// When it begins, by the organization's clocks: 2026-03-02T08:00
    #[arg(long = "starts-at", visible_alias = "from", value_name = "TIME", value_parser = clock)]
    #[arg(required_unless_present = "cancel")]
    starts_at: Option<NaiveDateTime>,
    /// When it ends
    #[arg(long = "ends-at", visible_alias = "to", value_name = "TIME", value_parser = clock, conflicts_with = "hours")]
    ends_at: Option<NaiveDateTime>,
    /// How long it takes
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=744))]
    hours: u16,
    /// Move this visit, as "order show" names it
    #[arg(long, value_name = "VISIT")]
    visit: Option<VisitId>,
    /// Cancel this visit
    #[arg(long, value_name = "VISIT", conflicts_with_all = ["starts_at", "ends_at", "visit", "note", "technician"])]
    cancel: Option<VisitId>,
    /// What is to be known about it; customers read it
    #[arg(long, value_name = "TEXT", default_value = "")]
    note: String,
    /// Who comes, by address, where it is not the order's technician
    #[arg(long, value_name = "EMAIL")]
    technician: Option<String>,
}

/// To which state.
#[derive(clap::Args, Clone, Debug)]
pub struct State {
    #[command(flatten)]
    target: Target,
    /// To which.
    #[arg(help = "open, planned, in_progress, waiting, closed or cancelled", value_name = "STATE")]
    state: OrderState,
}

/// `2026-03-02T08:00`, or with a space in place of the T.
pub(in crate::cli) fn clock(typed: &str) -> Result<NaiveDateTime, String> {
    let typed = typed.replacen(' ', "T", 1);
    NaiveDateTime::parse_from_str(&typed, "%Y-%m-%dT%H:%M")
        .map_err(|_| "write day and time: 2026-03-02T08:00".to_owned())
}

/// Creates one.
pub async fn create(desk: &Desk, args: &Create) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let new = NewOrder {
        customer: args.customer.clone(),
        kind: args.kind,
        title: args.title.clone(),
        description: args.description.clone(),
        urgency: args.urgency,
        facility: args.facility.clone(),
        object: args.object.clone(),
        contact: args.contact.clone(),
        technician: args.technician.clone(),
        key: args.key.clone(),
    };
    let order = orders::create(&app, &by, &new).await?;
    desk.out.say(format!("{} is created.", order.title()));
    shown(desk, &order)
}

fn shown(desk: &Desk, order: &OrderSheet) -> Result<(), Failure> {
    desk.out.show(&object(order), || sheet(order))
}

/// Changes one.
pub async fn edit(desk: &Desk, args: &Edit) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let place = |typed: &Option<String>| typed.clone().map(|number| Some(number).filter(|n| !n.is_empty()));
    let change = OrderChange {
        order: args.target.number.clone(),
        version: args.target.version(&app, &by).await?,
        kind: args.kind,
        title: args.title.clone(),
        description: args.description.clone(),
        urgency: args.urgency,
        facility: place(&args.facility),
        object: place(&args.object),
        contact: place(&args.contact),
    };
    let order = orders::edit(&app, &by, &change).await?;
    desk.out.say(if order.version == change.version { "It was so already." } else { "Changed." });
    shown(desk, &order)
}

/// Assigns one.
pub async fn assign(desk: &Desk, args: &Assign) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let version = args.target.version(&app, &by).await?;
    let order = orders::assign(&app, &by, &args.target.number, version, args.technician.as_deref()).await?;
    let to = if order.technician.is_empty() { "nobody" } else { &order.technician };
    desk.out.say(format!("{} is assigned to {to}.", order.title()));
    shown(desk, &order)
}

/// Plans, moves or cancels a visit.
pub async fn plan(desk: &Desk, args: &Plan) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let (number, version) = (&args.target.number, args.target.version(&app, &by).await?);
    let file = match (args.cancel, args.starts_at) {
        (Some(visit), _) => orders::cancel_visit(&app, &by, number, version, visit).await?,
        (None, None) => return Err(Failure::usage("say when: --starts-at 2026-03-02T08:00")),
        (None, Some(from)) => {
            let starts_at = orders::here(&app, &by, "starts_at", from).await?;
            let ends_at = match args.ends_at {
                Some(to) => orders::here(&app, &by, "ends_at", to).await?,
                None => starts_at + TimeDelta::hours(i64::from(args.hours)),
            };
            let plan = VisitPlan {
                order: number.clone(),
                version,
                visit: args.visit,
                starts_at,
                ends_at,
                note: args.note.clone(),
                technician: args.technician.clone(),
            };
            orders::plan(&app, &by, &plan).await?
        }
    };
    let next = file.order.planned_at.map_or_else(|| "no visit is planned".to_owned(), crate::cli::out::time);
    desk.out.say(format!("{}: {next}.", file.order.title()));
    desk.out.show(&file_object(&file), || sheet(&file.order))
}

/// Changes how one stands.
pub async fn state(desk: &Desk, args: &State) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let version = args.target.version(&app, &by).await?;
    let order = orders::set_state(&app, &by, &args.target.number, version, args.state).await?;
    desk.out.say(format!("{} is {}.", order.title(), order.state));
    shown(desk, &order)
}

#[cfg(test)]
mod tests {
    use super::clock;

    #[test]
    fn times_are_read_strictly() {
        assert_eq!(clock("2026-03-02T08:00"), clock("2026-03-02 08:00"));
        for wrong in ["", "2026-03-02", "08:00", "2026-02-30T08:00", "2026-03-02T25:00", "2026-03-02T08:00Z"] {
            assert!(clock(wrong).is_err(), "{wrong}");
        }
    }
}
