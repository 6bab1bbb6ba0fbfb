//! The section Outbox (R63): letters and SMS that wait, were sent, failed or came back; filter, read, send again or elsewhere,
//! cancel; how both channels stand, in the heading; stopping one for a while.
//!
//! Columns stand in the order of what is asked first, and give way from the right: state, to whom and what stay at 60
//! columns, when it was written and what the server said come at 80, the customer with more.

mod channels;
mod look;

use crate::tui::words::word;
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
    Column::new("label-state", Width::Fixed(11)),
    Column::new("column-to", Width::Share(3, 20)),
    Column::new("label-what", Width::Share(1, 14)),
    Column::new("column-written", Width::Fixed(12)),
    Column::new("column-server-said", Width::Share(4, 15)),
    Column::new("customer", Width::Fixed(9)),
];

impl Rows for Outbox {
    type Row = LetterRow;

    fn scopes(&self) -> Vec<Scope> {
        Scope::Outbox.chain()
    }

    fn label(&self) -> &'static str {
        t!("outbox-title")
    }

    fn remark(&self) -> String {
        self.state.map_or_else(|| t!("outbox-all").to_owned(), |s| word(s.as_str()))
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
                    _ if self.held(row) => {
                        return (format!("{} {}", word(row.state.as_str()), t!("outbox-held")), style);
                    }
                    _ => "",
                };
                (format!("{}{mark}", word(row.state.as_str())), style)
            }
            1 => (row.to_address.clone(), theme.text),
            2 => {
                let way = if row.channel == Channel::Sms { "SMS " } else { "" };
                (format!("{way}{}", word(row.kind.as_str())), theme.text)
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
            None => t!("outbox-none"),
            Some(_) => t!("outbox-none-state"),
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
            return Availability::Disabled(t!("letter-none-here").into());
        }
        if !matches!(command, Id::Retry | Id::CancelLetter | Id::LetterAddress | Id::OutboxBrowse) {
            return Availability::Enabled;
        }
        let Some(row) = row else { return Availability::Disabled(t!("letter-none-here").into()) };
        let open = match command {
            Id::OutboxBrowse => return Availability::when(row.channel == Channel::Email, look::no_page()),
            Id::LetterAddress if row.channel == Channel::Sms => {
                return Availability::Disabled(t!("letter-sms-number").into());
            }
            Id::CancelLetter => matches!(row.state, OutboxState::Queued | OutboxState::Failed),
            _ => matches!(row.state, OutboxState::Queued | OutboxState::Failed | OutboxState::Bounced),
        };
        Availability::when(open, &t!("letter-is", state = word(row.state.as_str())))
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
    Form::new(
        t!("letter-elsewhere-title", to_address = row.to_address),
        t!("letter-send-there"),
        job,
        |row: LetterRow, cx| {
            cx.done(t!("letter-elsewhere-done", to_address = row.to_address));
        },
    )
    .say(t!("letter-elsewhere-say"))
    .text("address", t!("email-label"), &row.to_address, "")
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
        item(t!("letter-send-now"), t!("letters-retry-note"), Deed::Retry),
        item(t!("letters-cancel"), t!("letters-cancel-note"), Deed::Cancel),
    ];
    let title = t!("letters-marked", rows = rows.len());
    let foot = t!("many-foot");
    Pick::new(Chooser::new(title, foot, items, &Deed::Retry), move |deed, cx| cx.push(each(deed, rows)))
}

fn each(deed: Deed, rows: Vec<LetterRow>) -> impl Screen {
    let rows = bulk::Rows::of(rows, |row| {
        let name = format!("{} to {}", word(row.kind.as_str()), row.to_address);
        match (row.state, deed) {
            (OutboxState::Queued | OutboxState::Failed, _) | (OutboxState::Bounced, Deed::Retry) => Ok((name, row.id)),
            (state, _) => Err((name, t!("many-it-is", state = word(state.as_str())))),
        }
    });
    let (verb, what) = match deed {
        Deed::Retry => (t!("letter-send-now"), t!("letters-retry-text")),
        Deed::Cancel => (t!("letters-cancel"), t!("letters-cancel-text")),
    };
    bulk::review(verb, what, rows, move |app, by, id| {
        Box::pin(async move {
            match deed {
                Deed::Retry => outbox::retry(&app, &by, id).await.map(|()| t!("letters-in-queue").to_owned()),
                Deed::Cancel => outbox::cancel(&app, &by, id).await.map(|()| "cancelled".to_owned()),
            }
        })
    })
}

fn retry(row: &LetterRow) -> Question<()> {
    let (id, to) = (row.id, row.to_address.clone());
    Question::new(
        t!("letter-retry-ask", to = to),
        t!("letter-retry-text", attempts = row.attempts),
        t!("letter-send-now"),
        move || Job::new("retry", move |app, by| async move { outbox::retry(&app, &by, id).await }),
        move |(), cx| cx.done(t!("letter-retried", to = to)),
    )
}

fn cancel(row: &LetterRow) -> Question<()> {
    let (id, to) = (row.id, row.to_address.clone());
    Question::new(
        t!("letter-cancel-ask", to = to),
        t!("letter-cancel-text"),
        t!("letter-cancel-verb"),
        move || Job::new("cancel letter", move |app, by| async move { outbox::cancel(&app, &by, id).await }),
        move |(), cx| cx.done(t!("letter-cancelled", to = to)),
    )
}
