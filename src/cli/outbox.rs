//! `keydesk outbox`: letters that wait, were sent, or failed (R63).

use serde_json::{Value, json};

use super::desk::Desk;
use super::exit::Failure;
use super::faces::{Faces, Sent};
use super::out::{table, time};
use super::running::interrupted;
use crate::domain::OutboxId;
use crate::domain::notice::Channel;
use crate::domain::state::OutboxState;
use crate::service::Error;
use crate::service::outbox::{self, LetterRow, OutboxFilter, OutboxQuery, Said};

/// What to do with the outbox.
#[derive(clap::Subcommand, Clone, Debug)]
pub enum Outbox {
    /// List letters, the newest first
    #[command(before_help = "Examples:\n  keydesk outbox list\n  keydesk outbox list --state failed\n  \
        keydesk outbox list --search \"state:bounced to:huber\"\n  keydesk --json outbox list")]
    List(List),
    /// Show what a letter or an SMS says, before or after it is sent; its secret is not shown
    #[command(before_help = "Examples:\n  keydesk outbox show 0198c0d2f3a87c0e9f5e4d3c2b1a0f9e\n  \
        keydesk outbox show 0198c0d2f3a87c0e9f5e4d3c2b1a0f9e --html > letter.html\n  \
        keydesk outbox show 0198c0d2f3a87c0e9f5e4d3c2b1a0f9e --source > letter.eml")]
    Show(Show),
    /// Send a letter that waits, failed or came back to another address
    #[command(before_help = "Examples:\n  keydesk outbox address 0198c0d2f3a87c0e9f5e4d3c2b1a0f9e eva@huber.example")]
    Address(Address),
    /// Send what is due: once, or as long as the program runs
    #[command(before_help = "Examples:\n  keydesk outbox run --once\n  keydesk outbox run")]
    Run(Run),
    /// Have a failed letter sent again, or a waiting one at once
    #[command(before_help = "Examples:\n  keydesk outbox retry 0198c0d2f3a87c0e9f5e4d3c2b1a0f9e")]
    Retry(Which),
    /// Cancel a letter that waits or failed
    #[command(before_help = "Examples:\n  keydesk outbox cancel 0198c0d2f3a87c0e9f5e4d3c2b1a0f9e")]
    Cancel(Which),
    /// Say how e-mail and SMS stand: what waits, what failed, what is stopped, what the servers say
    #[command(before_help = "Examples:\n  keydesk outbox status\n  keydesk --json outbox status")]
    Status,
    /// Stop e-mail or SMS for a while: letters are written and wait
    #[command(before_help = "Examples:\n  keydesk outbox pause email\n  keydesk outbox pause sms")]
    Pause(Way),
    /// Let e-mail or SMS go on
    #[command(before_help = "Examples:\n  keydesk outbox resume email\n  keydesk outbox resume sms")]
    Resume(Way),
}

/// Which way.
#[derive(clap::Args, Clone, Copy, Debug)]
pub struct Way {
    /// email or sms
    #[arg(value_name = "CHANNEL")]
    channel: Channel,
}

/// Filters.
#[derive(clap::Args, Clone, Debug)]
pub struct List {
    /// Only in this state: queued, sent, failed, bounced, cancelled
    #[arg(long)]
    state: Option<OutboxState>,
    /// Only those: words, or state:, channel:, kind:, customer:, to:
    #[arg(long, value_name = "FILTER", default_value = "")]
    search: String,
    /// Older than this letter ("next" of the last page)
    #[arg(long, value_name = "ID")]
    before: Option<OutboxId>,
    /// So many at most
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=500))]
    limit: u32,
}

/// In which form.
#[derive(clap::Args, Clone, Debug)]
pub struct Show {
    /// The letter's identifier, from the list
    #[arg(value_name = "ID")]
    id: OutboxId,
    /// As the page that mail programs show
    #[arg(long, conflicts_with = "source")]
    html: bool,
    /// As the message that is handed to the mail server
    #[arg(long)]
    source: bool,
}

/// Where to.
#[derive(clap::Args, Clone, Debug)]
pub struct Address {
    /// The letter's identifier, from the list
    #[arg(value_name = "ID")]
    id: OutboxId,
    /// The new address
    #[arg(value_name = "ADDRESS")]
    address: String,
}

/// How long.
#[derive(clap::Args, Clone, Debug)]
pub struct Run {
    /// Try every letter that is due one time, then end
    #[arg(long)]
    once: bool,
}

/// Which letter.
#[derive(clap::Args, Clone, Debug)]
pub struct Which {
    /// The letter's identifier, from the list
    #[arg(value_name = "ID")]
    id: OutboxId,
}

/// Does it.
pub async fn run<F: Faces>(desk: &Desk, command: &Outbox) -> Result<(), Failure> {
    match command {
        Outbox::List(args) => list(desk, args).await,
        Outbox::Show(args) => show::<F>(desk, args).await,
        Outbox::Address(args) => address(desk, args).await,
        Outbox::Run(args) if args.once => once::<F>(desk).await,
        Outbox::Run(_) => work::<F>(desk).await,
        Outbox::Retry(which) => {
            let (app, by) = desk.signed_in().await?;
            outbox::retry(&app, &by, which.id).await?;
            desk.out.say("The letter is due now; the terminal, the portal or \"keydesk outbox run --once\" sends it.");
            state(desk, which.id, OutboxState::Queued)
        }
        Outbox::Cancel(which) => {
            let (app, by) = desk.signed_in().await?;
            outbox::cancel(&app, &by, which.id).await?;
            desk.out.say("The letter is cancelled.");
            state(desk, which.id, OutboxState::Cancelled)
        }
        Outbox::Status => status(desk).await,
        Outbox::Pause(way) => {
            let (app, by) = desk.signed_in().await?;
            let done = outbox::pause(&app, &by, way.channel).await?;
            let already = if done { "now" } else { "already" };
            desk.out.say(format!("Sending by {} is {already} stopped; letters wait until you resume it.", way.channel));
            paused(desk, way.channel, true)
        }
        Outbox::Resume(way) => {
            let (app, by) = desk.signed_in().await?;
            let done = outbox::resume(&app, &by, way.channel).await?;
            let already = if done { "goes on" } else { "was not stopped" };
            desk.out.say(format!("Sending by {} {already}.", way.channel));
            paused(desk, way.channel, false)
        }
    }
}

fn paused(desk: &Desk, channel: Channel, paused: bool) -> Result<(), Failure> {
    let value = json!({ "channel": channel, "paused": paused });
    if desk.out.json { desk.out.show(&value, String::new) } else { Ok(()) }
}

async fn status(desk: &Desk) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let summary = outbox::summary(&app, &by).await?;
    desk.out.show(&json!({ "email": summary.email, "sms": summary.sms }), || {
        let row = |channel: &Channel| {
            let health = summary.of(*channel);
            let state = match (&health.paused_by, health.troubled) {
                (Some(by), _) => format!("stopped by {by}"),
                (None, true) => "trouble".to_owned(),
                (None, false) => "ok".to_owned(),
            };
            let said = health.trouble.clone().unwrap_or_default();
            vec![channel.to_string(), state, health.queued.to_string(), health.failed.to_string(), said]
        };
        table(&["Channel", "State", "Waiting", "Failed", "Server said"], Channel::ALL.iter().map(row))
    })
}

async fn show<F: Faces>(desk: &Desk, args: &Show) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    if args.source {
        let post = outbox::post(&app, &by, args.id).await?;
        let source = F::message(&app, &desk.config, &post).map_err(Failure::failed)?;
        return desk.out.show(&json!({ "letter": args.id, "source": source }), || source.clone());
    }
    let letter = outbox::preview(&app, &by, args.id).await?;
    let mut value = object(&letter.row);
    let said = match &letter.said {
        Said::Letter { subject, text, html, .. } => json!({ "subject": subject, "text": text, "html": html }),
        Said::Sms { text, size } => json!({ "text": text, "sms": size }),
    };
    if let (Value::Object(value), Value::Object(said)) = (&mut value, said) {
        value.extend(said);
    }
    let shown = match letter.said {
        Said::Letter { html, .. } if args.html => html,
        Said::Letter { subject, text, .. } => format!("{subject}\n\n{text}"),
        Said::Sms { .. } if args.html => {
            return Err(Error::conflict("this is an SMS: it has a text, and no page").into());
        }
        Said::Sms { text, size } => {
            desk.out.say(format!("An SMS: {size}."));
            text
        }
    };
    desk.out.show(&value, || shown.clone())
}

async fn address(desk: &Desk, args: &Address) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let before = outbox::preview(&app, &by, args.id).await?.row;
    let after = outbox::readdress(&app, &by, args.id, before.version, &args.address).await?;
    desk.out.say(format!("The letter goes to {} in place of {}, and is due now.", after.to_address, before.to_address));
    if desk.out.json { desk.out.show(&object(&after), String::new) } else { Ok(()) }
}

fn state(desk: &Desk, id: OutboxId, state: OutboxState) -> Result<(), Failure> {
    if desk.out.json { desk.out.show(&json!({ "letter": id, "state": state }), String::new) } else { Ok(()) }
}

async fn list(desk: &Desk, args: &List) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let filter = OutboxFilter::parse(&args.search).map_err(Failure::of_search)?;
    let query = OutboxQuery { state: args.state, filter, before: args.before, limit: args.limit };
    let rows = outbox::list(&app, &by, &query).await.map_err(Failure::of_search)?;
    let full = rows.len() >= usize::try_from(args.limit).unwrap_or(usize::MAX);
    let next = rows.last().filter(|_| full).map(|r| r.id);
    if rows.is_empty() {
        desk.out.say("No letter matches.");
    }
    let value = json!({ "letters": rows.iter().map(object).collect::<Vec<_>>(), "next": next });
    desk.out.show(&value, || {
        let row = |r: &LetterRow| {
            let said = r.last_error.clone().unwrap_or_default();
            vec![
                r.id.to_string(),
                time(r.created_at),
                r.kind.to_string(),
                r.to_address.clone(),
                r.state.to_string(),
                r.attempts.to_string(),
                said,
            ]
        };
        table(&["Letter", "When", "Kind", "To", "State", "Tries", "Server said"], rows.iter().map(row))
    })?;
    if let Some(next) = next {
        desk.out.say(format!("Older letters: --before {next}"));
    }
    Ok(())
}

fn object(row: &LetterRow) -> Value {
    json!({
        "id": row.id,
        "kind": row.kind,
        "channel": row.channel,
        "to": row.to_address,
        "name": row.to_name,
        "language": row.language,
        "customer": row.customer_number,
        "state": row.state,
        "attempts": row.attempts,
        "next_at": row.next_at,
        "last_error": row.last_error,
        "created_at": row.created_at,
        "sent_at": row.sent_at,
        "bounced_at": row.bounced_at,
        "version": row.version,
    })
}

/// Every organization's letters in this database: a worker acts for the program, not for a person, so nobody need be
/// signed in.
async fn once<F: Faces>(desk: &Desk) -> Result<(), Failure> {
    let app = desk.open().await?;
    let sent: Sent = F::outbox_once(app, desk.config.clone()).await.map_err(Failure::failed)?;
    let value = json!({
        "sent": sent.sent, "postponed": sent.postponed, "failed": sent.failed, "cancelled": sent.cancelled,
    });
    if desk.out.json {
        desk.out.show(&value, String::new)?;
    }
    let Sent { sent, postponed, failed, cancelled } = sent;
    desk.out.say(format!("{sent} sent, {postponed} postponed, {failed} failed, {cancelled} cancelled."));
    if postponed + failed == 0 {
        return Ok(());
    }
    let hint = "see \"keydesk outbox list\" for what the mail server said, and \"keydesk doctor\" for the settings";
    Err(Failure::failed(if failed == 0 {
        format!(
            "{postponed} letters could not be handed over now; they wait and are tried again, nothing is lost; {hint}"
        )
    } else {
        format!("{failed} letters were refused for good, {postponed} wait; {hint}")
    }))
}

async fn work<F: Faces>(desk: &Desk) -> Result<(), Failure> {
    let app = desk.open().await?;
    desk.out.say("Sending letters as they fall due; Ctrl-C ends it.");
    F::worker(app, desk.config.clone(), interrupted()).await.map_err(Failure::failed)
}
