//! `keydesk log`: the activity log (R70).

use chrono::Local;
use serde_json::json;

use super::desk::Desk;
use super::exit::Failure;
use super::out::{table, time};
use super::user::Whom;
use crate::service::activity::{self, ActivityFilter, ActivityQuery, LogPage, Record};
use crate::service::log_chain::{self, Anchor};
use crate::service::{Error, customers};

/// What to do with the log.
#[derive(clap::Subcommand, Clone, Debug)]
pub enum Log {
    /// List what happened, the newest first
    #[command(before_help = "Examples:\n  keydesk log list\n  keydesk log list --customer 1042 --limit 20\n  \
        keydesk log list --user eva@huber.example\n  keydesk log list who:anna what:role_changed since:7d\n  \
        keydesk log list --filter \"whom:eva customer:1042 since:yesterday\"\n  keydesk --json log list --search invitation")]
    List(List),
    /// Prove that no record was altered, removed or put in
    #[command(before_help = "Examples:\n  keydesk log verify\n  keydesk log verify --anchor \"$(cat anchor.txt)\"")]
    Verify(Verify),
    /// Print where the log stands, to keep elsewhere and verify against later
    #[command(before_help = "Examples:\n  keydesk log anchor > anchor.txt")]
    Anchor,
}

/// Against what.
#[derive(clap::Args, Clone, Debug)]
pub struct Verify {
    /// What "keydesk log anchor" printed earlier; shows whether the whole log was written anew since
    #[arg(long, value_name = "ANCHOR")]
    anchor: Option<Anchor>,
}

/// Filters.
#[derive(clap::Args, Clone, Debug)]
pub struct List {
    /// Of this customer only
    #[arg(long, value_name = "NUMBER")]
    customer: Option<String>,
    /// About this customer user only
    #[arg(long, value_name = "EMAIL")]
    user: Option<String>,
    /// Whose names, addresses or events hold this text
    #[arg(long, value_name = "TEXT", default_value = "")]
    search: String,
    #[command(flatten)]
    filter: Filter,
    /// Older than this record ("next" of the last page)
    #[arg(long, value_name = "NUMBER")]
    before: Option<i64>,
    /// So many at most
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=500))]
    limit: u32,
}

/// Which records, as in the panel.
#[derive(clap::Args, Clone, Debug)]
pub struct Filter {
    /// Only what matches: who:NAME what:EVENT whom:NAME customer:NUMBER since:7d and words
    #[arg(value_name = "FILTER")]
    words: Vec<String>,
    /// The same in one piece
    #[arg(long = "filter", value_name = "FILTER")]
    whole: Option<String>,
}

impl Filter {
    fn parse(&self) -> Result<ActivityFilter, Failure> {
        // The shell has taken quotes away: a word with spaces is one value again.
        let quoted = |word: &String| match word.split_once(':') {
            Some((field, value)) if value.contains(' ') && !value.contains('"') => format!("{field}:\"{value}\""),
            None if word.contains(' ') && !word.contains('"') => format!("\"{word}\""),
            _ => word.clone(),
        };
        let words: Vec<String> = self.words.iter().map(quoted).chain(self.whole.clone()).collect();
        Ok(ActivityFilter::parse(&words.join(" "), &Local::now()).map_err(Error::from)?)
    }
}

/// Does it.
pub async fn run(desk: &Desk, command: &Log) -> Result<(), Failure> {
    match command {
        Log::List(args) => list(desk, args).await,
        Log::Verify(args) => verify(desk, args).await,
        Log::Anchor => anchor(desk).await,
    }
}

async fn verify(desk: &Desk, args: &Verify) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let verdict = log_chain::verify(&app, &by, args.anchor.as_ref()).await?;
    if verdict.is_whole() {
        return desk.out.show(&verdict, || verdict.to_string());
    }
    if desk.out.json {
        desk.out.show(&verdict, String::new)?;
    }
    Err(Failure::failed(verdict.to_string()))
}

async fn anchor(desk: &Desk) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let anchor = log_chain::anchor(&app, &by).await?;
    desk.out.show(&json!({ "anchor": anchor.to_string() }), || anchor.to_string())
}

async fn list(desk: &Desk, args: &List) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let customer = match &args.customer {
        Some(number) => Some(customers::by_number(&app, &by, number).await?.row.id),
        None => None,
    };
    let user = match &args.user {
        Some(email) => {
            let whom = Whom { email: email.clone(), customer: args.customer.clone() };
            Some(super::user::find(&app, &by, &whom).await?)
        }
        None => None,
    };
    let query = ActivityQuery {
        customer: customer.or(user.as_ref().map(|u| u.customer)),
        user: user.as_ref().map(|u| u.id),
        search: args.search.clone(),
        filter: args.filter.parse()?,
        before_seq: args.before,
        limit: args.limit,
    };
    let LogPage { records, next } = activity::page(&app, &by, &query).await?;
    if records.is_empty() {
        desk.out.say("Nothing happened that matches.");
    }
    let value = json!({ "records": records.iter().map(Record::object).collect::<Vec<_>>(), "next": next });
    desk.out.show(&value, || {
        let row =
            |r: &Record| vec![r.seq.to_string(), time(r.at), r.actor_name.clone(), r.sentence(), r.origin.clone()];
        table(&["No.", "When", "Who", "What", "From"], records.iter().map(row))
    })?;
    if let Some(next) = next {
        desk.out.say(format!("Older records: --before {next}"));
    }
    Ok(())
}
