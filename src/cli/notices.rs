//! `keydesk notices`: of what one is told oneself (R61).

use serde_json::json;

use super::desk::Desk;
use super::exit::Failure;
use super::out::table;
use crate::domain::notice::{Reach, StaffTopic};
use crate::service::preferences;

/// What to do with one's own notices.
#[derive(clap::Subcommand, Clone, Debug)]
pub enum Notices {
    /// Show how far you are told of each topic
    #[command(before_help = "Examples:\n  keydesk notices list\n  keydesk --json notices list")]
    List,
    /// Choose how far you are told of a topic
    #[command(before_help = "Examples:\n  keydesk notices set comments areas\n  keydesk notices set faults areas")]
    Set(Set),
}

/// One topic.
#[derive(clap::Args, Clone, Debug)]
pub struct Set {
    /// orders, comments, `video_sessions`, documents or faults
    #[arg(value_name = "TOPIC")]
    topic: StaffTopic,
    /// assigned (to you: the order or the customer), areas (everything in your areas) or none
    #[arg(value_name = "HOW FAR")]
    reach: Reach,
}

/// Does it.
pub async fn run(desk: &Desk, command: &Notices) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    if let Notices::Set(args) = command {
        preferences::set_mine(&app, &by, args.topic, args.reach).await?;
    }
    let topics = preferences::mine(&app, &by).await?;
    let value = json!({ "notices": topics.iter().map(|(t, r)| json!({ "topic": t, "told": r })).collect::<Vec<_>>() });
    desk.out.show(&value, || {
        table(&["Topic", "Told of"], topics.iter().map(|(topic, reach)| vec![topic.to_string(), reach.to_string()]))
    })
}
