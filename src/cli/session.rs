//! `keydesk session`: where a customer's person is signed in, and ending that (R25).

use serde_json::{Value, json};

use super::desk::Desk;
use super::exit::Failure;
use super::out::{table, time};
use super::user::{self, Whom};
use crate::domain::SessionId;
use crate::service::sessions::{self, SessionRow};

/// What to do with sessions.
#[derive(clap::Subcommand, Clone, Debug)]
pub enum Session {
    /// List where a person is signed in to the portal
    #[command(before_help = "Examples:\n  keydesk session list eva@huber.example\n  \
        keydesk --json session list eva@huber.example --customer 1042")]
    List(Whom),
    /// End one session of a person, or all
    #[command(before_help = "Examples:\n  keydesk session end eva@huber.example --all\n  \
        keydesk session end eva@huber.example 019c8a3e-7a10-7c3b-9f3a-2f6d2a1b4c5d")]
    End(End),
}

/// Whose session.
#[derive(clap::Args, Clone, Debug)]
#[command(group(clap::ArgGroup::new("which").required(true).args(["id", "all"])))]
pub struct End {
    #[command(flatten)]
    whom: Whom,
    /// Which, as "keydesk session list" shows it
    #[arg(value_name = "ID")]
    id: Option<SessionId>,
    /// Every session of the person
    #[arg(long)]
    all: bool,
}

/// Does it.
pub async fn run(desk: &Desk, command: &Session) -> Result<(), Failure> {
    match command {
        Session::List(whom) => list(desk, whom).await,
        Session::End(args) => end(desk, args).await,
    }
}

async fn list(desk: &Desk, whom: &Whom) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let user = user::find(&app, &by, whom).await?;
    let open = sessions::of_user(&app, &by, user.id).await?;
    if open.is_empty() {
        desk.out.say(format!("{} is signed in nowhere.", user.name()));
    }
    let value: Value = json!({ "sessions": open });
    desk.out.show(&value, || {
        let row = |s: &SessionRow| {
            let times = [s.created_at, s.last_seen_at, s.expires_at].map(time);
            [s.id.to_string(), s.address.clone()].into_iter().chain(times).chain([s.device.clone()]).collect()
        };
        table(&["Session", "From", "Since", "Last used", "Ends", "Device"], open.iter().map(row))
    })
}

async fn end(desk: &Desk, args: &End) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let user = user::find(&app, &by, &args.whom).await?;
    let ended = match args.id {
        Some(id) => sessions::end(&app, &by, user.id, id).await.map(|()| 1)?,
        None => sessions::end_all(&app, &by, user.id).await?,
    };
    desk.out.say(match ended {
        0 => format!("{} was signed in nowhere.", user.name()),
        1 => "One session is over.".to_owned(),
        n => format!("{n} sessions are over."),
    });
    if desk.out.json { desk.out.show(&json!({ "ended": ended }), String::new) } else { Ok(()) }
}
