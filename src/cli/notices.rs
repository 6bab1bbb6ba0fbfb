//! `keydesk notices`: of what one is told oneself, and which way (R61).

use serde_json::json;

use super::desk::Desk;
use super::exit::Failure;
use super::out::table;
use crate::domain::letter::LetterKind;
use crate::domain::notice::{Channel, Reach, StaffTopic};
use crate::service::notices::{self, Reader};
use crate::service::preferences::{self, Mine};
use crate::service::{Actor, App};
use crate::text;

/// What to do with notices.
#[derive(clap::Subcommand, Clone, Debug)]
pub enum Notices {
    /// Show how far and which way you are told of each topic
    #[command(before_help = "Examples:\n  keydesk notices list\n  keydesk --json notices list")]
    List,
    /// Choose how far and which way you are told of a topic
    #[command(before_help = "Examples:\n  keydesk notices set comments areas\n  \
        keydesk notices set faults areas --by sms\n  keydesk notices set documents none")]
    Set(Set),
    /// Set or remove your mobile number, for SMS
    #[command(before_help = "Examples:\n  keydesk notices mobile \"+43 664 1234567\"\n  keydesk notices mobile --none")]
    Mobile(Mobile),
    /// Say who would be told of an event, and why
    #[command(before_help = "Examples:\n  keydesk notices explain comment A-1041\n  \
        keydesk notices explain order_planned A-1041 --user eva.huber@huber.example\n  \
        keydesk --json notices explain fault_received A-1041 --staff anna@nordlift.example")]
    Explain(Explain),
}

/// An event.
#[derive(clap::Args, Clone, Debug)]
pub struct Explain {
    /// Which event, for example comment, `internal_comment`, `order_planned`, `fault_received`, invoice
    #[arg(value_name = "EVENT")]
    kind: LetterKind,
    /// The number of the order, document, invoice, session or object; of the customer, for `independence_asked`
    #[arg(value_name = "NUMBER")]
    number: String,
    /// Only this customer user
    #[arg(long, value_name = "EMAIL", conflicts_with = "staff")]
    user: Option<String>,
    /// Only this staff person
    #[arg(long, value_name = "EMAIL")]
    staff: Option<String>,
}

/// One topic.
#[derive(clap::Args, Clone, Debug)]
pub struct Set {
    /// orders, comments, `video_sessions`, documents, faults, billing or independence
    #[arg(value_name = "TOPIC")]
    topic: StaffTopic,
    /// assigned (to you: the order or the customer), areas (everything in your areas) or none
    #[arg(value_name = "HOW FAR")]
    reach: Reach,
    /// email or sms; without it the way stays
    #[arg(long, value_name = "email|sms")]
    by: Option<Channel>,
}

/// A number.
#[derive(clap::Args, Clone, Debug)]
pub struct Mobile {
    /// The number with its country's code, like +43 664 1234567
    #[arg(value_name = "NUMBER", required_unless_present = "none")]
    number: Option<String>,
    /// No number: you are told by e-mail
    #[arg(long, conflicts_with = "number")]
    none: bool,
}

/// Does it.
pub async fn run(desk: &Desk, command: &Notices) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    match command {
        Notices::List => {}
        Notices::Explain(args) => return explain(desk, &app, &by, args).await,
        Notices::Set(args) => preferences::set_mine(&app, &by, args.topic, args.reach, args.by).await?,
        Notices::Mobile(args) => {
            preferences::set_mobile(&app, &by, args.number.as_deref().unwrap_or_default()).await?;
        }
    }
    let (topics, reached) = (preferences::mine(&app, &by).await?, preferences::reached(&app, &by).await?);
    let one = |mine: &Mine| json!({ "topic": mine.topic, "told": mine.reach, "by": mine.channel });
    let value = json!({ "notices": topics.iter().map(one).collect::<Vec<_>>(), "reached": reached });
    let way = |mine: &Mine| match mine.channel {
        Channel::Sms if !app.policy.sms => "email (no sms are sent here)".to_owned(),
        Channel::Sms if reached.mobile.is_empty() => "email (no mobile number for sms)".to_owned(),
        channel => channel.to_string(),
    };
    desk.out.show(&value, || {
        let rows = topics.iter().map(|mine| vec![mine.topic.to_string(), mine.reach.to_string(), way(mine)]);
        let mobile = if reached.mobile.is_empty() { "none" } else { &reached.mobile };
        format!(
            "{}\nE-mail to {}, SMS to {}.\n",
            table(&["Topic", "Told of", "By"], rows).trim_end(),
            text::line(&reached.email),
            text::line(mobile)
        )
    })
}

async fn explain(desk: &Desk, app: &App, by: &Actor, args: &Explain) -> Result<(), Failure> {
    let only = args.user.as_deref().or(args.staff.as_deref());
    let mut found = notices::explain(app, by, args.kind, &args.number, only).await?;
    // One person may be both.
    found.retain(|explained| match explained.reader {
        Reader::Customer(_) => args.staff.is_none(),
        Reader::Staff(_) => args.user.is_none(),
    });
    if found.is_empty() {
        desk.out.say("There is nobody who might be told of that.");
    }
    desk.out.show(&json!({ "event": args.kind, "readers": found }), || {
        found.iter().map(notices::Explained::written).collect::<Vec<_>>().join("\n")
    })
}
