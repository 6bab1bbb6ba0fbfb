//! The readings of an object's meter (R35): list, add, take back.

use ratatui::style::Style;
use uuid::Uuid;

use crate::service::customers::Page;
use crate::service::orders;
use crate::service::readings::{self, NewReading, ReadingRow};

use super::super::catalogue::{Id, Scope};
use super::super::dialogs::{Form, Question, Values};
use super::super::msg::Job;
use super::super::screen::{Availability, Cx};
use super::super::sections::pane::{Ask, Look, Reaction, Rows};
use super::super::sections::{Boxed, one_page};
use super::super::when;
use super::super::widgets::{Column, Width};

/// So many are shown, the newest first.
const MOST: u32 = 500;

/// The readings of one object.
#[derive(Debug)]
pub struct Readings {
    object: String,
    name: String,
}

/// The readings of an object, in a box.
pub fn readings(object: &str, name: &str) -> Boxed<Readings> {
    Boxed::new(
        t!("readings-of", object = object, name = name),
        Readings { object: object.to_owned(), name: name.to_owned() },
    )
}

const COLUMNS: &[Column] = &[
    Column::new("column-taken", Width::Fixed(16)),
    Column::new("column-hours", Width::Fixed(12)).right(),
    Column::new("column-by", Width::Share(1, 14)),
    Column::new("column-why-lower", Width::Share(2, 16)),
];

impl Rows for Readings {
    type Row = ReadingRow;

    fn scopes(&self) -> Vec<Scope> {
        Scope::Readings.chain()
    }

    fn label(&self) -> &'static str {
        t!("readings-title")
    }

    fn columns(&self) -> &'static [Column] {
        COLUMNS
    }

    fn id(&self, row: &ReadingRow) -> Uuid {
        row.id.0
    }

    fn cell(&self, row: &ReadingRow, column: usize, look: Look<'_>) -> (String, Style) {
        match column {
            0 => (look.zone.full(row.taken_at), look.theme.text),
            1 => (row.value.to_string(), look.theme.text),
            2 => (row.by_name.clone(), look.theme.dim),
            _ => (row.reason.clone(), look.theme.dim),
        }
    }

    fn job(&self, ask: &Ask<'_, ReadingRow>) -> Job {
        let (object, search) = (self.object.clone(), ask.search.clone());
        Job::new("readings", move |app, by| async move {
            let rows = readings::list(&app, &by, &object, MOST).await?;
            Ok::<Page<ReadingRow>, _>(one_page(rows, &search, |r| format!("{} {} {}", r.value, r.by_name, r.reason)))
        })
    }

    fn empty(&self) -> &'static str {
        t!("readings-none")
    }

    fn sheet(&self, row: &ReadingRow, look: Look<'_>) -> (String, String) {
        let why = if row.reason.is_empty() { "–" } else { &row.reason };
        let text = crate::tui::words::facts(&[
            (t!("column-hours"), row.value.to_string()),
            (t!("column-taken"), look.zone.full(row.taken_at)),
            (t!("column-by"), row.by_name.clone()),
            (t!("column-entered"), look.zone.full(row.created_at)),
            (t!("column-why-lower"), why.to_owned()),
        ]);
        (t!("reading-of", name = self.name), text)
    }

    fn availability(&self, command: Id, row: Option<&ReadingRow>) -> Availability {
        match command {
            Id::ReadingRemove => Availability::when(row.is_some(), t!("reading-none-here")),
            _ => Availability::Enabled,
        }
    }

    fn command(&mut self, command: Id, row: Option<&ReadingRow>, cx: &mut Cx<'_>) -> Reaction {
        match (command, row) {
            (Id::ReadingAdd, _) => cx.push(self.add()),
            (Id::ReadingRemove, Some(row)) => cx.push(self.remove(row)),
            _ => {}
        }
        Reaction::None
    }
}

impl Readings {
    fn add(&self) -> Form<ReadingRow> {
        let object = self.object.clone();
        let job = move |values: &Values| {
            let (object, value, reason) = (object.clone(), values.text("value"), values.text("reason"));
            let typed = values.text("taken_at");
            Job::new("add reading", move |app, by| async move {
                let taken_at = if typed.is_empty() {
                    None
                } else {
                    let today = app.now().with_timezone(&orders::clocks(&app, &by).await?).date_naive();
                    let at = when::beginning("taken_at", &typed, today)?;
                    Some(orders::here(&app, &by, "taken_at", at).await?)
                };
                readings::add(&app, &by, &NewReading { object, value, taken_at, reason }).await
            })
        };
        Form::new(
            t!("reading-new-of", name = self.name),
            t!("add-verb"),
            job,
            |reading: ReadingRow, cx: &mut Cx<'_>| {
                cx.done(t!("reading-added", value = reading.value));
            },
        )
        .text("value", t!("column-hours"), "", t!("reading-value-empty"))
        .text("taken_at", t!("column-taken"), "", t!("reading-taken-empty"))
        .text("reason", t!("column-why-lower"), "", t!("reading-why-empty"))
    }

    fn remove(&self, row: &ReadingRow) -> Question<ReadingRow> {
        let (object, id) = (self.object.clone(), row.id);
        Question::new(
            t!("reading-remove-ask", value = row.value),
            t!("reading-remove-text", by_name = row.by_name),
            t!("remove-verb"),
            move || {
                let object = object.clone();
                Job::new("remove reading", move |app, by| async move { readings::remove(&app, &by, &object, id).await })
            },
            |reading: ReadingRow, cx| cx.done(t!("reading-removed", value = reading.value)),
        )
    }
}
