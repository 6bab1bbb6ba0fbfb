//! Letters that come back (R7, R63): a mail server's report finds its letter and says how it stands.
//!
//! It acts for the program, like the worker; no person calls it. A report comes from anywhere, so nothing in it is trusted: it
//! finds a letter by a Message-ID that nobody can guess, and what it says becomes one bounded line.

mod report;

use serde_json::json;

use crate::domain::OutboxId;
use crate::domain::activity::Event;
use crate::domain::state::OutboxState;
use crate::service::activity::{About, record};
use crate::service::{Actor, App, Error, House, Who};
use crate::store::outbox as store;

pub use report::{Fate, LARGEST, NotAReport, Report, read};

/// What a report came to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bounced {
    /// The letter.
    pub letter: OutboxId,
    /// To which address it went.
    pub to_address: String,
    /// How it stands now.
    pub state: OutboxState,
    /// Whether the report changed that.
    pub changed: bool,
    /// What the server said.
    pub words: String,
}

/// Notes what a report says of its letter: one that failed came back, and is not tried again. Anything else changes
/// nothing, and neither does the same report again.
///
/// # Errors
/// Not found when no letter in this database has one of the Message-IDs in the report.
pub async fn bounce(app: &App, report: &Report) -> Result<Bounced, Error> {
    let mut tx = app.store.begin().await?;
    let mut found = None;
    for id in &report.message_ids {
        found = store::by_message_id(&mut tx, id).await?;
        if found.is_some() {
            break;
        }
    }
    let found = found.ok_or_else(|| Error::not_found("letter of ours in this report"))?;
    let words = report.words.clone();
    let open = matches!(found.state, OutboxState::Queued | OutboxState::Sent | OutboxState::Failed);
    let changed = report.fate == Fate::Failed && open && store::bounced(&mut tx, found.id, &words, app.now()).await?;
    let state = if changed { OutboxState::Bounced } else { found.state };
    if changed {
        let by = Actor {
            organization: found.organization_id,
            organization_name: found.organization_name,
            who: Who::System,
            origin: "mail server".to_owned(),
            house: House::default(),
        };
        let about = About {
            customer: found.customer_id,
            user: found.customer_user_id,
            staff: found.staff_id,
            subject: found.to_address.clone(),
        };
        let data = json!({ "kind": found.kind, "before": found.state, "after": state, "words": words });
        record(app, &mut tx, &by, Event::LetterBounced, about, data).await?;
        tx.commit().await?;
    }
    Ok(Bounced { letter: found.id, to_address: found.to_address, state, changed, words })
}
