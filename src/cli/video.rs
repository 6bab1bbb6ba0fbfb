//! `keydesk video`: video sessions as staff plan and confirm them (R40).

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use serde_json::{Value, json};

use super::desk::Desk;
use super::exit::Failure;
use super::out::{facts, table, time};
use crate::service::video::{self, VideoPlan, VideoQuery, VideoRow};
use crate::service::{Actor, App, orders};
use crate::text;

/// What to do with video sessions.
#[derive(clap::Subcommand, Clone, Debug)]
pub enum Video {
    /// List video sessions by their beginning, cancelled ones too
    #[command(
        before_help = "Examples:\n  keydesk video list\n  keydesk video list --customer 1042 --since 2026-01-01\n  \
        keydesk --json video list"
    )]
    List(List),
    /// Show one video session
    #[command(before_help = "Examples:\n  keydesk video show V3\n  keydesk --json video show V3")]
    Show(Which),
    /// Plan a video session with a customer
    #[command(before_help = "Examples:\n  keydesk video plan 1042 --title \"Look at the lift\" \\\n      \
        --starts-at 2026-03-02T08:00 --link https://meet.example/abc\n  \
        keydesk video plan 1042 --title \"Look at the lift\" --order W12 \\\n      \
        --starts-at 2026-03-02T08:00 --minutes 60 --link https://meet.example/abc --note \"Keep the manual ready\"")]
    Plan(Plan),
    /// Move a video session to another time
    #[command(before_help = "Examples:\n  keydesk video move V3 --starts-at 2026-03-03T08:00\n  \
        keydesk video move V3 --starts-at 2026-03-03T08:00 --minutes 60 --if-version 2")]
    Move(Move),
    /// Cancel a video session
    #[command(before_help = "Examples:\n  keydesk video cancel V3\n  keydesk video cancel V3 --if-version 2")]
    Cancel(Target),
    /// Confirm a video session that a customer asks for, or give a planned one another link
    #[command(before_help = "Examples:\n  keydesk video confirm V3 --link https://meet.example/abc")]
    Confirm(Confirm),
}

/// Filters.
#[derive(clap::Args, Clone, Debug)]
pub struct List {
    /// Only of the customer with this number
    #[arg(long, value_name = "NUMBER")]
    customer: Option<String>,
    /// Those since this day too; not given: those that are not over
    #[arg(long, value_name = "YYYY-MM-DD")]
    since: Option<NaiveDate>,
}

/// Which session.
#[derive(clap::Args, Clone, Debug)]
pub struct Which {
    /// The session's number
    #[arg(value_name = "NUMBER")]
    number: String,
}

/// A session to change, as somebody looked at it.
#[derive(clap::Args, Clone, Debug)]
pub struct Target {
    /// The session's number
    #[arg(value_name = "NUMBER")]
    number: String,
    /// Only if the session still has this version
    #[arg(long, value_name = "N")]
    if_version: Option<i64>,
}

impl Target {
    /// The session as it is, and the version to change: the one that was looked at, or else the present one.
    async fn looked_at(&self, app: &App, by: &Actor) -> Result<(VideoRow, i64), Failure> {
        let row = video::get(app, by, &self.number).await?;
        let version = self.if_version.unwrap_or(row.version);
        Ok((row, version))
    }
}

/// When.
#[derive(clap::Args, Clone, Debug)]
pub struct When {
    /// When it begins, by the organization's clocks: 2026-03-02T08:00
    #[arg(long = "starts-at", value_name = "TIME", value_parser = clock)]
    starts_at: NaiveDateTime,
    /// For how long; not given: half an hour, or as long as before
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(5..=720))]
    minutes: Option<u16>,
}

/// What to plan.
#[derive(clap::Args, Clone, Debug)]
pub struct Plan {
    /// The customer's number
    #[arg(value_name = "CUSTOMER")]
    customer: String,
    /// What it is about, in a line
    #[arg(long, value_name = "TEXT")]
    title: String,
    #[command(flatten)]
    when: When,
    /// Where one joins it: an https address
    #[arg(long = "link", value_name = "ADDRESS")]
    join_url: String,
    /// About the order with this number; whoever sees the order sees the session
    #[arg(long, value_name = "NUMBER", conflicts_with = "facility")]
    order: Option<String>,
    /// At the facility with this number
    #[arg(long, value_name = "NUMBER")]
    facility: Option<String>,
    /// What is to be known about it; customers read it
    #[arg(long, value_name = "TEXT", default_value = "")]
    note: String,
}

/// To when.
#[derive(clap::Args, Clone, Debug)]
pub struct Move {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    when: When,
}

/// With which link.
#[derive(clap::Args, Clone, Debug)]
pub struct Confirm {
    #[command(flatten)]
    target: Target,
    /// Where one joins it: an https address
    #[arg(long = "link", value_name = "ADDRESS")]
    join_url: String,
}

/// `2026-03-02T08:00`, or with a space in place of the T.
fn clock(typed: &str) -> Result<NaiveDateTime, String> {
    let typed = typed.replacen(' ', "T", 1);
    NaiveDateTime::parse_from_str(&typed, "%Y-%m-%dT%H:%M")
        .map_err(|_| "write day and time: 2026-03-02T08:00".to_owned())
}

/// Does it.
pub async fn run(desk: &Desk, command: &Video) -> Result<(), Failure> {
    match command {
        Video::List(args) => list(desk, args).await,
        Video::Show(which) => {
            let (app, by) = desk.signed_in().await?;
            shown(desk, &video::get(&app, &by, &which.number).await?)
        }
        Video::Plan(args) => plan(desk, args).await,
        Video::Move(args) => move_to(desk, args).await,
        Video::Cancel(target) => {
            let (app, by) = desk.signed_in().await?;
            let (_, version) = target.looked_at(&app, &by).await?;
            let row = video::cancel(&app, &by, &target.number, version).await?;
            desk.out.say(format!("{} is cancelled.", row.title()));
            shown(desk, &row)
        }
        Video::Confirm(args) => {
            let (app, by) = desk.signed_in().await?;
            let (_, version) = args.target.looked_at(&app, &by).await?;
            let row = video::confirm(&app, &by, &args.target.number, version, &args.join_url).await?;
            let host = row.host().unwrap_or_default();
            desk.out.say(format!("{} is planned; one joins it at {host}.", row.title()));
            shown(desk, &row)
        }
    }
}

async fn list(desk: &Desk, args: &List) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let from = match args.since {
        Some(day) => Some(orders::here(&app, &by, "since", day.and_time(chrono::NaiveTime::MIN)).await?),
        None => None,
    };
    let rows = video::list(&app, &by, &VideoQuery { customer: args.customer.clone(), from }).await?;
    if rows.is_empty() {
        desk.out.say("There are no such video sessions.");
    }
    let value = json!({ "video_sessions": rows.iter().map(object).collect::<Vec<_>>() });
    desk.out.show(&value, || {
        let row = |v: &VideoRow| {
            vec![
                v.number.clone(),
                v.title.clone(),
                format!("{} {}", v.customer_number, v.customer_name),
                time(v.starts_at),
                time(v.ends_at),
                v.state.to_string(),
                v.host().unwrap_or_default(),
            ]
        };
        table(&["No.", "Title", "Customer", "From", "To", "State", "Joined at"], rows.iter().map(row))
    })
}

async fn plan(desk: &Desk, args: &Plan) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let starts_at = orders::here(&app, &by, "starts_at", args.when.starts_at).await?;
    let plan = VideoPlan {
        customer: args.customer.clone(),
        order: args.order.clone(),
        facility: args.facility.clone(),
        title: args.title.clone(),
        note: args.note.clone(),
        starts_at,
        ends_at: starts_at + TimeDelta::minutes(args.when.minutes.unwrap_or(30).into()),
        join_url: args.join_url.clone(),
    };
    let row = video::plan(&app, &by, &plan).await?;
    desk.out.say(format!("{} is planned; one joins it at {}.", row.title(), row.host().unwrap_or_default()));
    shown(desk, &row)
}

async fn move_to(desk: &Desk, args: &Move) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let (before, version) = args.target.looked_at(&app, &by).await?;
    let starts_at = orders::here(&app, &by, "starts_at", args.when.starts_at).await?;
    let long = args.when.minutes.map_or(before.ends_at - before.starts_at, |m| TimeDelta::minutes(m.into()));
    let row = video::move_to(&app, &by, &args.target.number, version, starts_at, starts_at + long).await?;
    let same = row.version == before.version;
    desk.out.say(if same { "It was so already.".to_owned() } else { format!("{} is moved.", row.title()) });
    shown(desk, &row)
}

fn shown(desk: &Desk, row: &VideoRow) -> Result<(), Failure> {
    desk.out.show(&object(row), || {
        let named = |name: &Option<String>| name.clone().unwrap_or_else(|| "none".to_owned());
        let mut said = facts(&[
            ("Session", row.title()),
            ("Customer", format!("{} {}", row.customer_number, row.customer_name)),
            ("State", row.state.to_string()),
            ("From", time(row.starts_at)),
            ("To", time(row.ends_at)),
            ("Link", if row.join_url.is_empty() { "none".to_owned() } else { row.join_url.clone() }),
            ("Joined at", row.host().unwrap_or_else(|| "nowhere yet".to_owned())),
            ("Order", named(&row.order_number)),
            ("Facility", named(&row.facility)),
            ("Asked by", if row.requested_by.is_empty() { "nobody".to_owned() } else { row.requested_by.clone() }),
            ("Version", row.version.to_string()),
        ]);
        if !row.note.is_empty() {
            said.push('\n');
            said.push_str(&text::lines(&row.note));
            said.push('\n');
        }
        said
    })
}

/// A session for scripts.
fn object(row: &VideoRow) -> Value {
    json!({
        "number": row.number,
        "customer": row.customer_number,
        "customer_name": row.customer_name,
        "title": row.title,
        "note": row.note,
        "state": row.state,
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "join_url": row.join_url,
        "host": row.host(),
        "order": row.order_number,
        "facility": row.facility,
        "requested_by": row.requested_by,
        "created_at": row.created_at,
        "version": row.version,
    })
}

#[cfg(test)]
mod tests {
    use super::clock;

    #[test]
    fn times_are_read_strictly() {
        assert_eq!(clock("2026-03-02T08:00"), clock("2026-03-02 08:00"));
        for wrong in ["", "2026-03-02", "08:00", "2026-02-30T08:00", "2026-03-02T25:00"] {
            assert!(clock(wrong).is_err(), "{wrong}");
        }
    }
}
