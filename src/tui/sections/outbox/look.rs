//! Looking at a letter or an SMS of the outbox: how it stands, what it says, as a page.

use chrono::{DateTime, Utc};

use crate::domain::notice::Channel;
use crate::domain::state::OutboxState;
use crate::service::outbox::{self, LetterRow, Preview, Said};

use super::super::super::dialogs::{Fetch, Reader};
use super::super::super::documents::{Viewed, Viewer, view_page};
use super::super::super::msg::Job;
use super::super::super::when::{Zone, distance};
use super::channels::called;

/// What stands above it.
pub fn title(row: &LetterRow) -> String {
    let word = if row.channel == Channel::Sms { "SMS" } else { "Letter" };
    format!("{word}: {}", row.kind.as_str().replace('_', " "))
}

/// How it stands, and below what it says: the letter with "…" for its secret, or the SMS with what it takes.
pub fn preview(row: &LetterRow, zone: Zone, now: DateTime<Utc>) -> Fetch<Preview> {
    let id = row.id;
    let job = Job::new("letter", move |app, by| async move { outbox::preview(&app, &by, id).await });
    Fetch::new(title(row), job, move |preview: Preview, cx| {
        let facts = facts(&preview.row, zone, now);
        let text = match preview.said {
            Said::Letter { subject, unfilled, .. } => {
                format!("{facts}\n\n──── the letter ────\n\n{subject}\n\n{unfilled}")
            }
            Said::Sms { text, size } => format!("{facts}\nTakes         {size}\n\n──── the SMS ────\n\n{text}"),
        };
        cx.push(Reader::new(title(&preview.row), text));
    })
}

/// How a letter stands, line by line.
pub fn facts(row: &LetterRow, zone: Zone, now: DateTime<Utc>) -> String {
    let when = |at| zone.full(at);
    let due = if row.state == OutboxState::Queued { distance(row.next_at, now) } else { "–".to_owned() };
    let mut text = format!(
        "To            {} <{}>\nWay           {}\nState         {}\nAttempts      {}\nNext try      {due}\n\
         Server said   {}\nWritten       {}\nSent          {}\n",
        row.to_name,
        row.to_address,
        called(row.channel),
        row.state,
        row.attempts,
        row.last_error.as_deref().unwrap_or("–"),
        when(row.created_at),
        row.sent_at.map_or_else(|| "–".to_owned(), when),
    );
    if let Some(at) = row.bounced_at {
        text.push_str("Came back     ");
        text.push_str(&when(at));
        text.push('\n');
    }
    let customer = row.customer_number.as_deref().unwrap_or("–");
    text + &format!("Language      {}\nCustomer      {customer}", row.language.own_name())
}

/// The letter as a page. Its secret is not in it.
pub fn browse(row: &LetterRow, viewer: &Viewer) -> Fetch<Viewed> {
    let (id, to, viewer) = (row.id, row.to_address.clone(), viewer.clone());
    let job = Job::new("letter page", move |app, by| async move {
        match outbox::preview(&app, &by, id).await?.said {
            Said::Letter { html, .. } => view_page(&app, &viewer, "letter.html", html).await,
            Said::Sms { .. } => Ok(Viewed::Nowhere(NO_PAGE)),
        }
    });
    Fetch::new("Letter", job, move |viewed, cx| match viewed {
        Viewed::Opened => cx.done(format!("The letter to {to} is open in another window")),
        Viewed::Nowhere(why) => {
            let way = format!("keydesk outbox show {id} --html > letter.html");
            cx.push(Reader::new(
                "The letter cannot be shown as a page here",
                format!("{why}.\n\nOn a machine with windows:\n\n{way}"),
            ));
        }
    })
}

/// Why an SMS is not shown in a browser.
pub const NO_PAGE: &str = "an SMS has a text and no page; Enter shows it";
