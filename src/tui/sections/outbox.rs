//! The section Outbox (R63): letters that wait, were sent or failed; filter, read, retry, cancel.

use ratatui::style::Style;
use uuid::Uuid;

use crate::domain::state::OutboxState;
use crate::service::customers::Page;
use crate::service::outbox::{self, LetterRow, OutboxQuery};

use super::super::Preview;
use super::super::catalogue::{Id, Scope};
use super::super::dialogs::Question;
use super::super::msg::Job;
use super::super::screen::{Availability, Cx};
use super::super::when::distance;
use super::super::widgets::{Column, Width};
use super::pane::{Ask, Look, Reaction, Rows};

/// The section Outbox.
#[derive(Debug, Default)]
pub struct Outbox {
    state: Option<OutboxState>,
    preview: Option<Preview>,
}

impl Outbox {
    /// All letters, with a way to write out what they say.
    pub const fn new(preview: Option<Preview>) -> Self {
        Self { state: None, preview }
    }
}

const COLUMNS: &[Column] = &[
    Column::new("State", Width::Fixed(9)),
    Column::new("To", Width::Share(2, 22)),
    Column::new("Letter", Width::Fixed(16)),
    Column::new("Written", Width::Fixed(12)),
    Column::new("What the server said", Width::Share(2, 14)),
    Column::new("Customer", Width::Fixed(9)),
];

impl Rows for Outbox {
    type Row = LetterRow;

    fn scopes(&self) -> Vec<Scope> {
        Scope::Outbox.chain()
    }

    fn label(&self) -> &'static str {
        "Outbox"
    }

    fn remark(&self) -> String {
        self.state.map_or("all letters", |s| s.as_str()).to_owned()
    }

    fn columns(&self) -> &'static [Column] {
        COLUMNS
    }

    fn id(&self, row: &LetterRow) -> Uuid {
        row.id.0
    }

    fn cell(&self, row: &LetterRow, column: usize, look: Look<'_>) -> (String, Style) {
        let theme = look.theme;
        match column {
            0 => {
                let style = match row.state {
                    OutboxState::Queued => theme.warn,
                    OutboxState::Sent => theme.good,
                    OutboxState::Failed => theme.bad,
                    OutboxState::Cancelled => theme.dim,
                };
                let mark = if row.state == OutboxState::Failed { " !" } else { "" };
                (format!("{}{mark}", row.state), style)
            }
            1 => (row.to_address.clone(), theme.text),
            2 => (row.kind.as_str().replace('_', " "), theme.text),
            3 => (distance(row.created_at, look.now), theme.dim),
            4 => (row.last_error.clone().unwrap_or_default(), theme.bad),
            _ => (row.customer_number.clone().unwrap_or_default(), theme.dim),
        }
    }

    fn job(&self, ask: &Ask<'_, LetterRow>) -> Job {
        let limit = ask.limit;
        let search = crate::text::fold(&ask.search);
        let query = OutboxQuery { state: self.state, before: ask.after.map(|row| row.id), limit: limit + 1 };
        Job::new("outbox", move |app, by| async move {
            let mut rows = outbox::list(&app, &by, &query).await?;
            let limit = usize::try_from(limit).unwrap_or(usize::MAX);
            let more_after = rows.len() > limit;
            rows.truncate(limit);
            rows.retain(|l| {
                let words = format!("{} {} {}", l.to_address, l.to_name, l.last_error.as_deref().unwrap_or_default());
                crate::text::fold(&words).contains(&search)
            });
            Ok(Page { rows, more_before: false, more_after })
        })
    }

    fn empty(&self) -> &'static str {
        match self.state {
            None => "No letters yet. Invitations and notices appear here as they are written.",
            Some(_) => "No letter is in this state; f shows the next one.",
        }
    }

    fn sheet(&self, row: &LetterRow, look: Look<'_>) -> (String, String) {
        let when = |at| look.zone.full(at);
        let due = if row.state == OutboxState::Queued { distance(row.next_at, look.now) } else { "–".to_owned() };
        let mut text = format!(
            "To            {} <{}>\nState         {}\nAttempts      {}\nNext try      {due}\nServer said   {}\n\
             Written       {}\nSent          {}\nLanguage      {}\nCustomer      {}",
            row.to_name,
            row.to_address,
            row.state,
            row.attempts,
            row.last_error.as_deref().unwrap_or("–"),
            when(row.created_at),
            row.sent_at.map_or_else(|| "–".to_owned(), when),
            row.language.own_name(),
            row.customer_number.as_deref().unwrap_or("–"),
        );
        if let Some(preview) = &self.preview {
            text.push_str("\n\n──── the letter ────\n\n");
            text.push_str(&(preview.0)(row));
        }
        (format!("Letter: {}", row.kind.as_str().replace('_', " ")), text)
    }

    fn availability(&self, command: Id, row: Option<&LetterRow>) -> Availability {
        if !matches!(command, Id::Retry | Id::CancelLetter) {
            return Availability::Enabled;
        }
        let Some(row) = row else { return Availability::Disabled("there is no letter here".into()) };
        let open = matches!(row.state, OutboxState::Queued | OutboxState::Failed);
        Availability::when(open, &format!("the letter is {}", row.state))
    }

    fn command(&mut self, command: Id, row: Option<&LetterRow>, cx: &mut Cx<'_>) -> Reaction {
        match (command, row) {
            (Id::OutboxFilter, _) => {
                self.state = match self.state {
                    None => OutboxState::ALL.first().copied(),
                    Some(now) => OutboxState::ALL.iter().copied().skip_while(|s| *s != now).nth(1),
                };
                return Reaction::Reload;
            }
            (Id::Retry, Some(row)) => cx.push(retry(row)),
            (Id::CancelLetter, Some(row)) => cx.push(cancel(row)),
            _ => {}
        }
        Reaction::None
    }
}

fn retry(row: &LetterRow) -> Question<()> {
    let (id, to) = (row.id, row.to_address.clone());
    Question::new(
        format!("Send the letter to {to} now?"),
        format!("It was tried {} times so far. It is put first in the queue and sent at once.", row.attempts),
        "Send now",
        move || Job::new("retry", move |app, by| async move { outbox::retry(&app, &by, id).await }),
        move |(), cx| cx.done(format!("The letter to {to} is in the queue again")),
    )
}

fn cancel(row: &LetterRow) -> Question<()> {
    let (id, to) = (row.id, row.to_address.clone());
    Question::new(
        format!("Cancel the letter to {to}?"),
        "It will not be sent. What it was about stays as it is; an invitation can be sent again from its customer.",
        "Cancel the letter",
        move || Job::new("cancel letter", move |app, by| async move { outbox::cancel(&app, &by, id).await }),
        move |(), cx| cx.done(format!("The letter to {to} was cancelled")),
    )
}
