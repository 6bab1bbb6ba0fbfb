//! `keydesk log`: the activity log (R70).

use std::io::BufWriter;
use std::path::{Path, PathBuf};

use chrono::Local;
use serde_json::json;

use super::desk::Desk;
use super::exit::Failure;
use super::out::{facts, table, time};
use super::user::Whom;
use crate::service::activity::{self, ActivityFilter, ActivityQuery, ExportFormat, LogPage, Record};
use crate::service::log_chain::{self, Anchor};
use crate::service::{App, Error, customers, undo};

/// What to do with the log.
#[derive(clap::Subcommand, Clone, Debug)]
pub enum Log {
    /// List what happened, the newest first
    #[command(before_help = "Examples:\n  keydesk log list\n  keydesk log list --customer 1042 --limit 20\n  \
        keydesk log list --user eva@huber.example\n  keydesk log list who:anna what:role_changed since:7d\n  \
        keydesk log list --filter \"whom:eva customer:1042 since:yesterday\"\n  keydesk --json log list --search invitation")]
    List(List),
    /// Show one record: the sentence, before and after, the raw record
    #[command(before_help = "Examples:\n  keydesk log show 17\n  keydesk --json log show 17")]
    Show(Show),
    /// Write the records that match to a file or to standard output
    #[command(before_help = "Examples:\n  keydesk log export --format csv -o log.csv\n  \
        keydesk log export --format jsonl who:anna since:30d > anna.jsonl")]
    Export(Export),
    /// Undo what a record tells of, unless somebody has changed the same thing since
    #[command(before_help = "Examples:\n  keydesk log undo 17 --dry-run\n  keydesk log undo 17")]
    Undo(Undo),
    /// Prove that no record was altered, removed or put in
    #[command(before_help = "Examples:\n  keydesk log verify\n  keydesk log verify --anchor \"$(cat anchor.txt)\"")]
    Verify(Verify),
    /// Print where the log stands, to keep elsewhere and verify against later
    #[command(before_help = "Examples:\n  keydesk log anchor > anchor.txt")]
    Anchor,
}

/// Which record.
#[derive(clap::Args, Clone, Debug)]
pub struct Show {
    /// Its number
    #[arg(value_name = "NUMBER")]
    seq: i64,
}

/// What to write, where, how.
#[derive(clap::Args, Clone, Debug)]
pub struct Export {
    #[command(flatten)]
    filter: Filter,
    /// csv or jsonl
    #[arg(long, value_name = "FORMAT", default_value_t = ExportFormat::Csv)]
    format: ExportFormat,
    /// The file, which must not exist yet; - for standard output
    #[arg(long, short, value_name = "FILE|-", default_value = "-")]
    output: PathBuf,
}

/// Which record.
#[derive(clap::Args, Clone, Debug)]
pub struct Undo {
    /// Its number
    #[arg(value_name = "NUMBER")]
    seq: i64,
    /// Only say whether it can be undone
    #[arg(long)]
    dry_run: bool,
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
    fn parse(&self, app: &App) -> Result<ActivityFilter, Failure> {
        // The shell has taken quotes away: a word with spaces is one value again.
        let quoted = |word: &String| match word.split_once(':') {
            Some((field, value)) if value.contains(' ') && !value.contains('"') => format!("{field}:\"{value}\""),
            None if word.contains(' ') && !word.contains('"') => format!("\"{word}\""),
            _ => word.clone(),
        };
        let words: Vec<String> = self.words.iter().map(quoted).chain(self.whole.clone()).collect();
        Ok(ActivityFilter::parse(&words.join(" "), &app.now().with_timezone(&Local)).map_err(Error::from)?)
    }
}

/// Does it.
pub async fn run(desk: &Desk, command: &Log) -> Result<(), Failure> {
    match command {
        Log::List(args) => list(desk, args).await,
        Log::Show(args) => show(desk, args).await,
        Log::Export(args) => export(desk, args).await,
        Log::Undo(args) => undo(desk, args).await,
        Log::Verify(args) => verify(desk, args).await,
        Log::Anchor => anchor(desk).await,
    }
}

async fn show(desk: &Desk, args: &Show) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let record = activity::get(&app, &by, args.seq).await?;
    let undo = undo::possible(&app, &by, &record).await;
    let mut value = record.object();
    value["undo"] = json!({ "possible": undo.is_ok(), "why_not": undo.as_ref().err() });
    desk.out.show(&value, || {
        let about = record.customer_number.clone().unwrap_or_else(|| "none".to_owned());
        let differences = record.differences().into_iter().map(|d| vec![d.what, d.before, d.after]);
        let can = undo.as_ref().map_or_else(Clone::clone, |()| format!("keydesk log undo {}", record.seq));
        let parts = [
            facts(&[
                ("Record", record.seq.to_string()),
                ("When", time(record.at)),
                ("Who", record.actor_name.clone()),
                ("What", record.sentence()),
                ("From", record.origin.clone()),
                ("Customer", about),
                ("Undo", can),
            ]),
            table(&["Changed", "Before", "After"], differences),
            facts(&[("Raw", format!("{} {}", record.event, record.data))]),
        ];
        parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join("\n")
    })
}

async fn undo(desk: &Desk, args: &Undo) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let record = activity::get(&app, &by, args.seq).await?;
    if args.dry_run {
        undo::possible(&app, &by, &record).await.map_err(Error::conflict)?;
        desk.out.say(format!("Record {} can be undone: {} {}.", record.seq, record.actor_name, record.sentence()));
        let value = json!({ "seq": record.seq, "possible": true });
        return if desk.out.json { desk.out.show(&value, String::new) } else { Ok(()) };
    }
    let undone = undo::undo(&app, &by, args.seq).await?;
    desk.out.say(format!("Done, and undone again with \"keydesk log undo {}\".", undone.seq));
    desk.out.show(&undone, || undone.sentence.clone())
}

async fn export(desk: &Desk, args: &Export) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let query = ActivityQuery { filter: args.filter.parse(&app)?, ..ActivityQuery::default() };
    let written = if args.output == Path::new("-") {
        activity::export(&app, &by, &query, args.format, &mut std::io::stdout()).await?
    } else {
        let shown = args.output.display();
        let file = std::fs::File::create_new(&args.output)
            .map_err(|e| Failure::usage(format!("{shown} cannot be made: {e}; nothing was written")))?;
        let mut file = BufWriter::new(file);
        activity::export(&app, &by, &query, args.format, &mut file).await?
    };
    desk.out.say(format!("Wrote {written} records."));
    Ok(())
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
        filter: args.filter.parse(&app)?,
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
