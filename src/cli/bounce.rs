//! `keydesk bounce`: a mail server's report on a letter that came back (R7, R63).

use std::io::Read as _;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::desk::Desk;
use super::exit::Failure;
use crate::domain::state::OutboxState;
use crate::service::outbox::{self, Fate};

/// Which report.
#[derive(clap::Args, Clone, Debug)]
#[command(
    before_help = "Examples:\n  keydesk bounce -\n  keydesk bounce report.eml",
    after_help = "The mail server pipes what it returns into \"keydesk bounce -\"; the operating guide shows how."
)]
pub struct Bounce {
    /// The report as the mail server wrote it, or - for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Does it. It acts for the program, like the worker, so nobody need be signed in.
pub async fn run(desk: &Desk, args: &Bounce) -> Result<(), Failure> {
    let report = outbox::read_report(&octets(&args.file)?).map_err(|e| Failure::failed(e.to_string()))?;
    let app = desk.open().await?;
    let bounced = outbox::bounce(&app, &report).await?;
    let (to, words) = (&bounced.to_address, &bounced.words);
    desk.out.say(match (bounced.changed, report.fate) {
        (true, _) => format!("The letter to {to} came back: {words}"),
        (false, Fate::Failed) if bounced.state == OutboxState::Bounced => {
            format!("That the letter to {to} came back is known already; nothing has changed.")
        }
        (false, Fate::Failed) => format!("The letter to {to} is {}; nothing has changed.", bounced.state),
        (false, Fate::Delayed) => {
            format!("The letter to {to} is delayed, says the mail server, which goes on trying; nothing has changed.")
        }
        (false, Fate::Arrived) => format!("The letter to {to} was passed on; nothing has changed."),
    });
    if desk.out.json {
        let value = json!({
            "letter": bounced.letter, "to": to, "state": bounced.state, "changed": bounced.changed, "said": words,
        });
        desk.out.show(&value, String::new)?;
    }
    Ok(())
}

/// What the file holds, up to a little more than any report.
fn octets(file: &Path) -> Result<Vec<u8>, Failure> {
    let limit = u64::try_from(outbox::LARGEST_REPORT).unwrap_or(u64::MAX) + 1;
    let mut octets = Vec::new();
    let read = if file == Path::new("-") {
        std::io::stdin().lock().take(limit).read_to_end(&mut octets)
    } else {
        std::fs::File::open(file).and_then(|file| file.take(limit).read_to_end(&mut octets))
    };
    read.map_err(|e| Failure::failed(format!("{} cannot be read: {e}", file.display())))?;
    Ok(octets)
}
