//! `keydesk billing`: invoices and estimates (R39). They come in with `keydesk import billing`.

use std::os::fd::AsFd as _;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::desk::Desk;
use super::document::{file_name, stream, write_out};
use super::exit::Failure;
use super::out::{facts, table, time};
use crate::domain::currency;
use crate::domain::state::{BillingKind, BillingState};
use crate::service::billing::{self, BillingQuery, BillingSheet, Cursor, ListQuery};
use crate::text;

/// What to do with invoices and estimates.
#[derive(clap::Subcommand, Clone, Debug)]
pub enum Billing {
    /// List invoices and estimates, the newest first
    #[command(
        before_help = "Examples:\n  keydesk billing list --customer 1042\n  keydesk billing list --kind estimate --state accepted\n  \
        keydesk --json billing list --limit 500 --after CURSOR"
    )]
    List(List),
    /// Show one invoice or estimate, and what the customer answered
    #[command(before_help = "Examples:\n  keydesk billing show E26\n  keydesk --json billing show R-17")]
    Show(Which),
    /// Give an invoice or estimate its file, in the place of the one it had
    #[command(
        before_help = "Examples:\n  keydesk billing attach R-17 invoice.pdf\n  scan | keydesk billing attach R-17 - --name invoice.pdf"
    )]
    Attach(Attach),
    /// Save the file of an invoice or estimate
    #[command(
        before_help = "Examples:\n  keydesk billing save R-17\n  keydesk billing save R-17 --output - > copy.pdf"
    )]
    Save(Save),
}

/// Filters.
#[derive(clap::Args, Clone, Debug)]
pub struct List {
    /// A piece of the number
    #[arg(long, value_name = "TEXT", default_value = "")]
    search: String,
    /// Only of the customer with this number
    #[arg(long, value_name = "NUMBER")]
    customer: Option<String>,
    /// Its kind.
    #[arg(long, help = "Only of this kind: invoice, estimate", value_name = "KIND")]
    kind: Option<BillingKind>,
    /// Its state.
    #[arg(long, help = "Only in this state: open, paid, accepted, declined, cancelled", value_name = "STATE")]
    state: Option<BillingState>,
    /// So many at most
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=500))]
    limit: u32,
    /// After the page that ended with this cursor ("next")
    #[arg(long, value_name = "CURSOR")]
    after: Option<Cursor>,
}

/// Which one.
#[derive(clap::Args, Clone, Debug)]
pub struct Which {
    /// The number of the invoice or estimate
    #[arg(value_name = "NUMBER")]
    number: String,
}

/// Which file, to what.
#[derive(clap::Args, Clone, Debug)]
pub struct Attach {
    /// The number of the invoice or estimate
    #[arg(value_name = "NUMBER")]
    number: String,
    /// The file; - for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// What it is called; needed for standard input
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
}

/// Which one, where to.
#[derive(clap::Args, Clone, Debug)]
pub struct Save {
    /// The number of the invoice or estimate
    #[arg(value_name = "NUMBER")]
    number: String,
    /// The file to write; - for standard output; not given: the file's own name, in this folder
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write over a file that is there
    #[arg(long)]
    force: bool,
}

/// Does it.
pub async fn run(desk: &Desk, command: &Billing) -> Result<(), Failure> {
    match command {
        Billing::List(args) => list(desk, args).await,
        Billing::Show(which) => {
            let (app, by) = desk.signed_in().await?;
            show(desk, &billing::get(&app, &by, &which.number).await?)
        }
        Billing::Attach(args) => attach(desk, args).await,
        Billing::Save(args) => save(desk, args).await,
    }
}

async fn list(desk: &Desk, args: &List) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let query = BillingQuery {
        customer: args.customer.clone(),
        kind: args.kind,
        state: args.state,
        list: ListQuery { search: args.search.clone(), after: args.after.clone(), limit: args.limit },
    };
    let page = billing::list(&app, &by, &query).await?;
    if page.rows.is_empty() {
        desk.out.say("There are no such invoices or estimates.");
    }
    let next = page.rows.last().filter(|_| page.more_after).map(|row| row.cursor().to_string());
    let value = json!({ "billing": page.rows.iter().map(object).collect::<Vec<_>>(), "next": next });
    desk.out.show(&value, || {
        let row = |b: &BillingSheet| {
            vec![
                b.number.clone(),
                b.kind.to_string(),
                format!("{} {}", b.customer_number, b.customer_name),
                b.issued_on.to_string(),
                b.due_on.map(|day| day.to_string()).unwrap_or_default(),
                format!("{} {}", currency::plain(b.amount, &b.currency), b.currency),
                b.state.to_string(),
                if b.storage_key.is_some() { b.file.clone() } else { String::new() },
            ]
        };
        let headings = ["No.", "Kind", "Customer", "Issued", "Due", "Amount", "State", "File"];
        table(&headings, page.rows.iter().map(row))
    })
}

fn show(desk: &Desk, sheet: &BillingSheet) -> Result<(), Failure> {
    desk.out.show(&object(sheet), || {
        let file = match (sheet.storage_key.is_some(), sheet.file.as_str()) {
            (_, "") => "none".to_owned(),
            (true, name) => name.to_owned(),
            (false, name) => format!("{name} (named, not brought yet)"),
        };
        let answer = match (&sheet.decided_by, sheet.decided_at) {
            (Some(who), Some(at)) => format!("{} by {who}, {}", sheet.state, time(at)),
            _ => "none".to_owned(),
        };
        let mut said = facts(&[
            ("Number", format!("{} {}", sheet.kind, sheet.number)),
            ("Customer", format!("{} {}", sheet.customer_number, sheet.customer_name)),
            ("Order", sheet.order_number.clone().unwrap_or_else(|| "none".to_owned())),
            ("Issued", sheet.issued_on.to_string()),
            ("Due", sheet.due_on.map_or_else(|| "none".to_owned(), |day| day.to_string())),
            ("Amount", format!("{} {}", currency::plain(sheet.amount, &sheet.currency), sheet.currency)),
            ("State", sheet.state.to_string()),
            ("File", file),
            ("Answer", answer),
            ("Version", sheet.version.to_string()),
        ]);
        if !sheet.answer.is_empty() {
            said.push('\n');
            said.push_str(&text::lines(&sheet.answer));
            said.push('\n');
        }
        said
    })
}

fn object(sheet: &BillingSheet) -> Value {
    json!({
        "number": sheet.number, "kind": sheet.kind, "customer": sheet.customer_number,
        "customer_name": sheet.customer_name, "order": sheet.order_number, "issued_on": sheet.issued_on,
        "due_on": sheet.due_on, "amount": currency::plain(sheet.amount, &sheet.currency), "currency": sheet.currency,
        "state": sheet.state, "file": sheet.file, "has_file": sheet.storage_key.is_some(), "media_type": sheet.media_type,
        "size": sheet.size, "decided_by": sheet.decided_by, "decided_at": sheet.decided_at, "answer": sheet.answer,
        "version": sheet.version,
    })
}

async fn attach(desk: &Desk, args: &Attach) -> Result<(), Failure> {
    let from_input = args.file == Path::new("-");
    let own = args.file.file_name().map(|n| n.to_string_lossy().into_owned());
    let name = args.name.clone().or(own.filter(|_| !from_input));
    let name = name.ok_or_else(|| Failure::usage("standard input has no name; give one with --name"))?;
    let (app, by) = desk.signed_in().await?;
    let sheet = if from_input {
        billing::attach(&app, &by, &args.number, &name, &mut stream(std::io::stdin().as_fd())?).await?
    } else {
        let unreadable = |e| Failure::failed(format!("{} cannot be read: {e}", args.file.display()));
        let mut file = tokio::fs::File::open(&args.file).await.map_err(unreadable)?;
        billing::attach(&app, &by, &args.number, &name, &mut file).await?
    };
    desk.out.say(format!("{} has the file {}.", sheet.title(), sheet.file));
    if desk.out.json { show(desk, &sheet) } else { Ok(()) }
}

async fn save(desk: &Desk, args: &Save) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let (sheet, content) = billing::open(&app, &by, &args.number).await?;
    let own = file_name(&sheet.file, &sheet.number);
    let Some(path) = write_out(content, args.output.as_deref(), args.force, own).await? else { return Ok(()) };
    desk.out.say(format!("{} is saved as {}.", sheet.title(), path.display()));
    let value = json!({ "billing": object(&sheet), "file": path.display().to_string() });
    if desk.out.json { desk.out.show(&value, String::new) } else { Ok(()) }
}
