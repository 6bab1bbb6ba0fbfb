//! `keydesk reading`: what meters showed (R35).

use chrono::NaiveDateTime;
use serde_json::{Value, json};

use super::desk::Desk;
use super::exit::Failure;
use super::order::clock;
use super::out::{table, time};
use crate::domain::ReadingId;
use crate::service::orders;
use crate::service::readings::{self, NewReading, ReadingRow};

/// What to do with readings.
#[derive(clap::Subcommand, Clone, Debug)]
pub enum Reading {
    /// Enter what a meter shows
    #[command(before_help = "Examples:\n  keydesk reading add G12 10482.5\n  \
        keydesk reading add G12 10482,5 --taken-at 2026-03-02T08:00\n  \
        keydesk reading add G12 0 --reason \"Meter replaced\"")]
    Add(Add),
    /// List the readings of an object, the newest first
    #[command(before_help = "Examples:\n  keydesk reading list G12\n  keydesk --json reading list G12 --limit 500")]
    List(List),
    /// Take a wrong reading back
    #[command(before_help = "Examples:\n  keydesk reading remove G12 01890a5d-ac96-774b-bcce-b302099a8057 --yes")]
    Remove(Remove),
}

/// What was read.
#[derive(clap::Args, Clone, Debug)]
pub struct Add {
    /// The object's number
    #[arg(value_name = "OBJECT")]
    object: String,
    /// What the meter shows, with up to three decimals
    #[arg(value_name = "VALUE", allow_negative_numbers = true)]
    value: String,
    /// When it was read, by the organization's clocks; not given: now
    #[arg(long, value_name = "TIME", value_parser = clock)]
    taken_at: Option<NaiveDateTime>,
    /// Why it is lower than the one before
    #[arg(long, value_name = "TEXT", default_value = "")]
    reason: String,
}

/// Of which object.
#[derive(clap::Args, Clone, Debug)]
pub struct List {
    /// The object's number
    #[arg(value_name = "OBJECT")]
    object: String,
    /// So many at most
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=500))]
    limit: u32,
}

/// Which.
#[derive(clap::Args, Clone, Debug)]
pub struct Remove {
    /// The object's number
    #[arg(value_name = "OBJECT")]
    object: String,
    /// The reading, as the list shows it
    #[arg(value_name = "READING")]
    reading: ReadingId,
    /// Really
    #[arg(long)]
    yes: bool,
}

/// Does it.
pub async fn run(desk: &Desk, command: &Reading) -> Result<(), Failure> {
    match command {
        Reading::Add(args) => add(desk, args).await,
        Reading::List(args) => list(desk, args).await,
        Reading::Remove(args) => remove(desk, args).await,
    }
}

async fn add(desk: &Desk, args: &Add) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let taken_at = match args.taken_at {
        Some(at) => Some(orders::here(&app, &by, "taken_at", at).await?),
        None => None,
    };
    let new =
        NewReading { object: args.object.clone(), value: args.value.clone(), taken_at, reason: args.reason.clone() };
    let reading = readings::add(&app, &by, &new).await?;
    desk.out.show(&object(&reading), || written(std::slice::from_ref(&reading)))
}

async fn list(desk: &Desk, args: &List) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let found = readings::list(&app, &by, &args.object, args.limit).await?;
    if found.is_empty() {
        desk.out.say("There are no readings.");
    }
    let value = json!({ "readings": found.iter().map(object).collect::<Vec<_>>() });
    desk.out.show(&value, || written(&found))
}

async fn remove(desk: &Desk, args: &Remove) -> Result<(), Failure> {
    if !args.yes {
        return Err(Failure::usage("a reading that is taken back is gone; say --yes if that is meant"));
    }
    let (app, by) = desk.signed_in().await?;
    let reading = readings::remove(&app, &by, &args.object, args.reading).await?;
    desk.out.say(format!("Took back the reading {} of {}.", reading.value, time(reading.taken_at)));
    desk.out.show(&object(&reading), String::new)
}

/// A reading for scripts.
fn object(reading: &ReadingRow) -> Value {
    json!({
        "reading": reading.id.to_string(),
        "value": reading.value,
        "taken_at": reading.taken_at,
        "reason": reading.reason,
        "by": reading.by_name,
    })
}

fn written(readings: &[ReadingRow]) -> String {
    let row = |r: &ReadingRow| {
        vec![time(r.taken_at), r.value.to_string(), r.by_name.clone(), r.reason.clone(), r.id.to_string()]
    };
    table(&["When", "Value", "By", "Reason", "Reading"], readings.iter().map(row))
}
