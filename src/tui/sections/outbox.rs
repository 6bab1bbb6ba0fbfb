//! The section Outbox (R63): letters and SMS that wait, were sent, failed or came back; filter, read, send again or elsewhere,
//! cancel; how both channels stand, in the heading; stopping one for a while.
//!
//! Columns stand in the order of what is asked first, and give way from the right: state, to whom and what stay at 60
//! columns, when it was written and what the server said come at 80, the customer with more.

mod channels;
mod look;

use ratatui::style::Style;
use uuid::Uuid;

use crate::domain::listing::List;
use crate::domain::notice::Channel;
use crate::domain::state::OutboxState;
use crate::service::customers::Page;
use crate::service::outbox::{self, LetterRow, OutboxFilter, OutboxQuery, Summary};

use super::super::bulk;
use super::super::catalogue::{Id, Scope};
use super::super::dialogs::{Chooser, Form, Item, Pick, Question, Values};
use super::super::load::{Load, Taken};
use super::super::msg::{Job, Reply};
use super::super::people;
use super::super::screen::{Availability, Cx, Screen};
use super::super::when::distance;
use super::super::widgets::{Column, Width};
use super::pane::{Ask, Look, Reaction, Rows};

/// The section Outbox.
#[derive(Debug, Default)]
pub struct Outbox {
    state: Option<OutboxState>,
    channels: Load<Summary>,
}

impl Outbox {
    /// Whether a letter waits because somebody stopped its channel.
    fn held(&self, row: &LetterRow) -> bool {
        row.state == OutboxState::Queued && self.channels.get().is_some_and(|s| s.of(row.channel).paused)
    }
}

const COLUMNS: &[Column] = &[
    Column::new("State", Width::Fixed(11)),
    Column::new("To", Width::Share(3, 20)),
    Column::new("What", Width::Share(1, 14)),
    Column::new("Written", Width::Fixed(11)),
    Column::new("The server said", Width::Share(4, 15)),
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
                    OutboxState::Failed | OutboxState::Bounced => theme.bad,
                    OutboxState::Cancelled => theme.dim,
                };
                let mark = match row.state {
                    OutboxState::Failed | OutboxState::Bounced => " !",
                    _ if self.held(row) => " held",
                    _ => "",
                };
                (format!("{}{mark}", row.state), style)
            }
            1 => (row.to_address.clone(), theme.text),
            2 => {
                let way = if row.channel == Channel::Sms { "SMS " } else { "" };
                (format!("{way}{}", row.kind.as_str().replace('_', " ")), theme.text)
            }
            3 => (distance(row.created_at, look.now), theme.dim),
            4 => (row.last_error.clone().unwrap_or_default(), theme.bad),
            _ => (row.customer_number.clone().unwrap_or_default(), theme.dim),
        }
    }

    fn job(&self, ask: &Ask<'_, LetterRow>) -> Job {
        let limit = ask.limit;
        let (typed, state, before) = (ask.search.clone(), self.state, ask.after.map(|row| row.id));
        Job::new("outbox", move |app, by| async move {
            let filter = OutboxFilter::parse(&typed)?;
            let query = OutboxQuery { state, filter, before, limit: limit + 1 };
            let mut rows = outbox::list(&app, &by, &query).await?;
            let limit = usize::try_from(limit).unwrap_or(usize::MAX);
            let more_after = rows.len() > limit;
            rows.truncate(limit);
            Ok(Page { rows, more_before: false, more_after })
        })
    }

    fn empty(&self) -> &'static str {
        match self.state {
            None => "No letters yet. Invitations and notices appear here as they are written.",
            Some(_) => "No letter is in this state; f shows the next one.",
        }
    }

    fn list(&self) -> Option<List> {
        Some(List::Outbox)
    }

    fn widen(&mut self) {
        self.state = None;
    }

    fn many(&self, rows: &[&LetterRow], cx: &mut Cx<'_>) {
        cx.push(many(rows));
    }

    fn hint(&self) -> &'static str {
        "state:failed channel:sms kind:comment customer:1042 to:huber"
    }

    fn wrong(&self, row: &LetterRow) -> bool {
        matches!(row.state, OutboxState::Failed | OutboxState::Bounced)
    }

    fn opens(&mut self, row: &LetterRow, cx: &mut Cx<'_>) -> bool {
        cx.push(look::preview(row, cx.zone, cx.now));
        true
    }

    fn ask_beside(&mut self, cx: &mut Cx<'_>) {
        self.channels.ask(cx, "channels", |app, by| async move { outbox::summary(&app, &by).await });
    }

    fn take_beside(&mut self, reply: &mut Reply) -> bool {
        self.channels.take(reply) != Taken::No
    }

    fn beside(&self, room: usize) -> Option<(String, bool)> {
        self.channels.get().map(|summary| channels::told(summary, room))
    }

    fn sheet(&self, row: &LetterRow, with: Look<'_>) -> (String, String) {
        (look::title(row), look::facts(row, with.zone, with.now))
    }

    fn availability(&self, command: Id, row: Option<&LetterRow>) -> Availability {
        if command == Id::LetterTold && row.is_none() {
            return Availability::Disabled("there is no letter here".into());
        }
        if !matches!(command, Id::Retry | Id::CancelLetter | Id::LetterAddress | Id::OutboxBrowse) {
            return Availability::Enabled;
        }
        let Some(row) = row else { return Availability::Disabled("there is no letter here".into()) };
        let open = match command {
            Id::OutboxBrowse => return Availability::when(row.channel == Channel::Email, look::NO_PAGE),
            Id::LetterAddress if row.channel == Channel::Sms => {
                return Availability::Disabled(
                    "an SMS goes to the person's own number, which the person changes".into(),
                );
            }
            Id::CancelLetter => matches!(row.state, OutboxState::Queued | OutboxState::Failed),
            _ => matches!(row.state, OutboxState::Queued | OutboxState::Failed | OutboxState::Bounced),
        };
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
            (Id::LetterAddress, Some(row)) => cx.push(address(row)),
            (Id::OutboxChannel, _) => cx.push(channels::choose()),
            (Id::OutboxBrowse, Some(row)) => cx.push(look::browse(row, cx.viewer)),
            (Id::LetterTold, Some(row)) => cx.push(people::who_is_told_of(row.id)),
            _ => {}
        }
        Reaction::None
    }
}

/// Another address for a letter (R63).
fn address(row: &LetterRow) -> Form<LetterRow> {
    let (id, version) = (row.id, row.version);
    let job = move |values: &Values| {
        let address = values.text("address");
        Job::new(
            "letter address",
            move |app, by| async move { outbox::readdress(&app, &by, id, version, &address).await },
        )
    };
    Form::new(format!("Send the letter to {} elsewhere", row.to_address), "Send there", job, |row: LetterRow, cx| {
        cx.done(format!("The letter goes to {} now", row.to_address));
    })
    .say("This letter alone goes there, at once. What stands with the customer and the person stays as it is.")
    .text("address", "E-mail", &row.to_address, "")
}

/// What is to be done with several letters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Deed {
    Retry,
    Cancel,
}

/// Asks what to do with several letters.
fn many(rows: &[&LetterRow]) -> Pick<impl Clone + PartialEq + 'static> {
    let rows: Vec<LetterRow> = rows.iter().map(|row| (*row).clone()).collect();
    let item = |label: &str, note: &str, value| Item { label: label.into(), note: note.into(), value };
    let items = vec![
        item("Send now", "those that wait, failed or came back", Deed::Retry),
        item("Cancel", "those that wait or failed", Deed::Cancel),
    ];
    let title = format!("For {} marked letters", rows.len());
    let foot = "It is shown once more before anything happens; then each says what became of it.";
    Pick::new(Chooser::new(title, foot, items, &Deed::Retry), move |deed, cx| cx.push(each(deed, rows)))
}

fn each(deed: Deed, rows: Vec<LetterRow>) -> impl Screen {
    let rows = bulk::Rows::of(rows, |row| {
        let name = format!("{} to {}", row.kind.as_str().replace('_', " "), row.to_address);
        match (row.state, deed) {
            (OutboxState::Queued | OutboxState::Failed, _) | (OutboxState::Bounced, Deed::Retry) => Ok((name, row.id)),
            (state, _) => Err((name, format!("it is {state}"))),
        }
    });
    let (verb, what) = match deed {
        Deed::Retry => ("Send now", "They are put first in the queue and sent at once."),
        Deed::Cancel => ("Cancel", "They will not be sent. What they were about stays as it is."),
    };
    bulk::review(verb, what, rows, move |app, by, id| {
        Box::pin(async move {
            match deed {
                Deed::Retry => outbox::retry(&app, &by, id).await.map(|()| "in the queue again".to_owned()),
                Deed::Cancel => outbox::cancel(&app, &by, id).await.map(|()| "cancelled".to_owned()),
            }
        })
    })
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
