//! The open sessions of a person (R25): with which device, from where, since when; ended one by one or all.

use ratatui::style::Style;
use uuid::Uuid;

use crate::domain::CustomerUserId;
use crate::service::access::UserRow;
use crate::service::customers::Page;
use crate::service::sessions::{self, SessionRow};

use super::super::catalogue::{Id, Scope};
use super::super::dialogs::Question;
use super::super::msg::Job;
use super::super::screen::{Availability, Cx};
use super::super::sections::pane::{Ask, Look, Reaction, Rows};
use super::super::sections::{Boxed, one_page};
use super::super::when::distance;
use super::super::widgets::{Column, Width};
use super::super::words;

/// The sessions of one person.
#[derive(Debug)]
pub struct Sessions {
    user: CustomerUserId,
    name: String,
}

/// The sessions of a person, in a box.
pub fn sessions(user: &UserRow) -> Boxed<Sessions> {
    Boxed::new(t!("sessions-of", name = user.name()), Sessions { user: user.id, name: user.name() })
}

const COLUMNS: &[Column] = &[
    Column::new("column-device", Width::Share(2, 18)),
    Column::new("column-from", Width::Share(1, 14)),
    Column::new("column-last-used", Width::Fixed(14)),
    Column::new("column-signed-in", Width::Fixed(16)),
    Column::new("column-ends", Width::Fixed(12)),
];

impl Rows for Sessions {
    type Row = SessionRow;

    fn scopes(&self) -> Vec<Scope> {
        Scope::Sessions.chain()
    }

    fn label(&self) -> &'static str {
        t!("sessions-title")
    }

    fn columns(&self) -> &'static [Column] {
        COLUMNS
    }

    fn id(&self, row: &SessionRow) -> Uuid {
        row.id.0
    }

    fn cell(&self, row: &SessionRow, column: usize, look: Look<'_>) -> (String, Style) {
        match column {
            0 => (row.device.clone(), look.theme.text),
            1 => (row.address.clone(), look.theme.text),
            2 => (distance(row.last_seen_at, look.now), look.theme.text),
            3 => (look.zone.short(row.created_at, look.now), look.theme.dim),
            _ => (distance(row.expires_at, look.now), look.theme.dim),
        }
    }

    fn job(&self, ask: &Ask<'_, SessionRow>) -> Job {
        let (user, search) = (self.user, ask.search.clone());
        Job::new("sessions", move |app, by| async move {
            let rows = sessions::of_user(&app, &by, user).await?;
            Ok::<Page<SessionRow>, _>(one_page(rows, &search, |s| format!("{} {}", s.device, s.address)))
        })
    }

    fn empty(&self) -> &'static str {
        t!("sessions-none")
    }

    fn sheet(&self, row: &SessionRow, look: Look<'_>) -> (String, String) {
        let when = |at| look.zone.full(at);
        let text = words::facts(&[
            (t!("column-device"), row.device.clone()),
            (t!("column-from"), row.address.clone()),
            (t!("column-signed-in"), when(row.created_at)),
            (t!("column-last-used"), when(row.last_seen_at)),
            (t!("column-ends"), when(row.expires_at)),
        ]);
        (t!("session-of", name = self.name), text)
    }

    fn availability(&self, command: Id, row: Option<&SessionRow>) -> Availability {
        match command {
            Id::SessionEnd | Id::SessionEndAll => Availability::when(row.is_some(), t!("session-none")),
            _ => Availability::Enabled,
        }
    }

    fn command(&mut self, command: Id, row: Option<&SessionRow>, cx: &mut Cx<'_>) -> Reaction {
        match (command, row) {
            (Id::SessionEnd, Some(row)) => cx.push(self.end(row)),
            (Id::SessionEndAll, Some(_)) => cx.push(self.end_all()),
            _ => {}
        }
        Reaction::None
    }
}

impl Sessions {
    fn end(&self, row: &SessionRow) -> Question<()> {
        let (user, id, name) = (self.user, row.id, self.name.clone());
        Question::new(
            t!("session-end-ask", name = name),
            t!("session-end-text", device = row.device, address = row.address),
            t!("end-it"),
            move || Job::new("end session", move |app, by| async move { sessions::end(&app, &by, user, id).await }),
            |(), cx| cx.done(t!("session-ended")),
        )
    }

    fn end_all(&self) -> Question<u64> {
        let (user, name) = (self.user, self.name.clone());
        Question::new(
            t!("sessions-end-ask", name = name),
            t!("sessions-end-text"),
            t!("end-all"),
            move || Job::new("end sessions", move |app, by| async move { sessions::end_all(&app, &by, user).await }),
            |ended, cx| {
                let key = if ended == 1 { "sessions-ended-one" } else { "sessions-ended-many" };
                cx.done(t!(key, count = ended));
            },
        )
    }
}
