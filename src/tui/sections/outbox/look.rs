//! Looking at a letter or an SMS of the outbox: how it stands, what it says, as a page.

use crate::tui::words::word;
use chrono::{DateTime, Utc};

use crate::domain::notice::Channel;
use crate::domain::state::OutboxState;
use crate::service::outbox::{self, LetterRow, Preview, Said};

use super::super::super::cells;
use super::super::super::dialogs::{Fetch, Reader};
use super::super::super::documents::{Viewed, Viewer, view_page};
use super::super::super::msg::Job;
use super::super::super::when::{Zone, distance};
use super::channels::called;

/// What stands above it.
pub fn title(row: &LetterRow) -> String {
    let thing = if row.channel == Channel::Sms { t!("channel-sms") } else { t!("column-letter") };
    format!("{thing}: {}", word(row.kind.as_str()))
}

/// How it stands, and below what it says: the letter with "…" for its secret, or the SMS with what it takes.
pub fn preview(row: &LetterRow, zone: Zone, now: DateTime<Utc>) -> Fetch<Preview> {
    let id = row.id;
    let job = Job::new("letter", move |app, by| async move { outbox::preview(&app, &by, id).await });
    Fetch::new(title(row), job, move |preview: Preview, cx| {
        let facts = facts(&preview.row, zone, now);
        let text = match preview.said {
            Said::Letter { subject, unfilled, .. } => {
                format!("{facts}\n\n──── {} ────\n\n{subject}\n\n{unfilled}", t!("letter-the-letter"))
            }
            Said::Sms { text, size } => {
                let takes = line(t!("letter-takes"), &size.to_string());
                format!("{facts}\n{takes}\n\n──── {} ────\n\n{text}", t!("letter-the-sms"))
            }
        };
        cx.push(Reader::new(title(&preview.row), text));
    })
}

/// How a letter stands, line by line.
pub fn facts(row: &LetterRow, zone: Zone, now: DateTime<Utc>) -> String {
    let when = |at| zone.full(at);
    let due = if row.state == OutboxState::Queued { distance(row.next_at, now) } else { "–".to_owned() };
    let mut lines = vec![
        line(t!("column-to"), &format!("{} <{}>", row.to_name, row.to_address)),
        line(t!("letter-way"), called(row.channel)),
        line(t!("label-state"), &word(row.state.as_str())),
        line(t!("letter-attempts"), &row.attempts.to_string()),
        line(t!("letter-next-try"), &due),
        line(t!("letter-server"), row.last_error.as_deref().unwrap_or("–")),
        line(t!("column-written"), &when(row.created_at)),
        line(t!("letter-sent"), &row.sent_at.map_or_else(|| "–".to_owned(), when)),
    ];
    if let Some(at) = row.bounced_at {
        lines.push(line(t!("letter-came-back"), &when(at)));
    }
    lines.push(line(t!("language-label"), row.language.own_name()));
    lines.push(line(t!("customer"), row.customer_number.as_deref().unwrap_or("–")));
    lines.join("\n")
}

/// A label and what it is, in two columns.
fn line(label: &str, value: &str) -> String {
    format!("{}{value}", cells::pad(label, WIDE))
}

/// The labels are so wide, with a gap.
const WIDE: usize = 14;

/// The letter as a page. Its secret is not in it.
pub fn browse(row: &LetterRow, viewer: &Viewer) -> Fetch<Viewed> {
    let (id, to, viewer) = (row.id, row.to_address.clone(), viewer.clone());
    let job = Job::new("letter page", move |app, by| async move {
        match outbox::preview(&app, &by, id).await?.said {
            Said::Letter { html, .. } => view_page(&app, &viewer, "letter.html", html).await,
            Said::Sms { .. } => Ok(Viewed::Nowhere(no_page())),
        }
    });
    Fetch::new(t!("column-letter"), job, move |viewed, cx| match viewed {
        Viewed::Opened => cx.done(t!("letter-opened", to = to)),
        Viewed::Nowhere(why) => {
            let way = format!("keydesk outbox show {id} --html > letter.html");
            cx.push(Reader::new(t!("letter-no-page"), format!("{why}.\n\n{}\n\n{way}", t!("letter-no-window"))));
        }
    })
}

/// Why an SMS is not shown in a browser.
pub fn no_page() -> &'static str {
    t!("sms-no-page")
}
