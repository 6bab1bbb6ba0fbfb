//! `keydesk independence`: customers that want to be organizations of their own (R19).

use serde_json::json;

use super::desk::Desk;
use super::exit::Failure;
use super::out::{facts, table, time};
use super::user::confirm;
use crate::domain::state::RequestState;
use crate::service::independence::{self, Request};
use crate::service::{Actor, App, Error};

/// What to do with requests for independence.
#[derive(clap::Subcommand, Clone, Debug)]
pub enum Independence {
    /// List requests, those that wait first
    #[command(before_help = "Examples:\n  keydesk independence list\n  keydesk independence list --state open\n  \
        keydesk --json independence list")]
    List(List),
    /// Make the customer an organization of its own, with copies of what it has
    #[command(before_help = "Examples:\n  keydesk independence approve 1042\n  \
        keydesk independence approve 1042 --name \"Huber Service\" --yes")]
    Approve(Approve),
    /// Decline; the customer's administrators are told the answer
    #[command(before_help = "Examples:\n  \
        keydesk independence decline 1042 --answer \"Let us talk about it first.\"")]
    Decline(Decline),
}

/// Filters.
#[derive(clap::Args, Clone, Debug)]
pub struct List {
    /// Only in this state: open, approved, declined
    #[arg(long)]
    state: Option<RequestState>,
}

/// Which request, and what the organization is called.
#[derive(clap::Args, Clone, Debug)]
pub struct Approve {
    /// The customer's number
    #[arg(value_name = "NUMBER")]
    customer: String,
    /// The new organization's name; without it, the customer's
    #[arg(long)]
    name: Option<String>,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

/// Which request, and why not.
#[derive(clap::Args, Clone, Debug)]
pub struct Decline {
    /// The customer's number
    #[arg(value_name = "NUMBER")]
    customer: String,
    /// What the customer is told
    #[arg(long, value_name = "TEXT")]
    answer: String,
}

/// Does it.
pub async fn run(desk: &Desk, command: &Independence) -> Result<(), Failure> {
    match command {
        Independence::List(args) => list(desk, args).await,
        Independence::Approve(args) => approve(desk, args).await,
        Independence::Decline(args) => decline(desk, args).await,
    }
}

async fn list(desk: &Desk, args: &List) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let mut rows = independence::list(&app, &by).await?;
    rows.retain(|r| args.state.is_none_or(|s| s == r.state));
    if rows.is_empty() {
        desk.out.say("Nobody has asked.");
    }
    desk.out.show(&json!({ "requests": rows }), || {
        let row = |r: &Request| {
            let (number, name, by) = (r.customer_number.clone(), r.customer_name.clone(), r.requested_by.clone());
            let said = r.answer.clone().unwrap_or_else(|| r.reason.clone());
            vec![number, name, r.state.to_string(), by, time(r.requested_at), said]
        };
        table(&["Customer", "Name", "State", "Asked by", "When", "What was said"], rows.iter().map(row))
    })
}

async fn approve(desk: &Desk, args: &Approve) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let request = find(&app, &by, &args.customer).await?;
    let name = args.name.as_deref().unwrap_or(&request.customer_name);
    confirm(
        args.yes,
        &format!(
            "{} {} becomes the organization {name}, with copies of its facilities, objects, models and documents; its \
             users look at what is here and change nothing any more. This cannot be undone.",
            request.customer_number, request.customer_name
        ),
    )?;
    let approved = independence::approve(&app, &by, request.id, args.name.as_deref()).await?;
    desk.out.say(format!(
        "{} is an organization now; its staff sign in with the passwords they have and were told by letter.",
        approved.name
    ));
    desk.out.show(&approved, || {
        let copied = approved.copied;
        facts(&[
            ("Organization", approved.name.clone()),
            ("Staff", approved.staff.join(", ")),
            ("Facilities", copied.facilities.to_string()),
            ("Models", copied.models.to_string()),
            ("Objects", copied.objects.to_string()),
            ("Documents", copied.documents.to_string()),
        ])
    })
}

async fn decline(desk: &Desk, args: &Decline) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let request = find(&app, &by, &args.customer).await?;
    let declined = independence::decline(&app, &by, request.id, &args.answer).await?;
    desk.out.say("Declined; the customer's administrators are told by letter.");
    if desk.out.json { desk.out.show(&declined, String::new) } else { Ok(()) }
}

/// The open request of a customer, or its newest, which the service then refuses to decide again.
async fn find(app: &App, by: &Actor, number: &str) -> Result<Request, Failure> {
    let mut rows = independence::list(app, by).await?.into_iter().filter(|r| r.customer_number == number.trim());
    let missing = || Error::not_found(format!("request for independence of customer {number}"));
    Ok(rows.next().ok_or_else(missing)?)
}
