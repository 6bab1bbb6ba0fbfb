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
    Boxed::new(format!("Readings of {object} {name}"), Readings { object: object.to_owned(), name: name.to_owned() })
}

const COLUMNS: &[Column] = &[
    Column::new("Taken", Width::Fixed(16)),
    Column::new("Hours", Width::Fixed(12)).right(),
    Column::new("By", Width::Share(1, 14)),
    Column::new("Why lower", Width::Share(2, 16)),
];

impl Rows for Readings {
    type Row = ReadingRow;

    fn scopes(&self) -> Vec<Scope> {
        Scope::Readings.chain()
    }

    fn label(&self) -> &'static str {
        "Readings"
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
        "No reading yet. + adds one; the customer's people add them in the portal."
    }

    fn sheet(&self, row: &ReadingRow, look: Look<'_>) -> (String, String) {
        let why = if row.reason.is_empty() { "–" } else { &row.reason };
        let text = format!(
            "Hours      {}\nTaken      {}\nBy         {}\nEntered    {}\nWhy lower  {why}",
            row.value,
            look.zone.full(row.taken_at),
            row.by_name,
            look.zone.full(row.created_at),
        );
        (format!("Reading of {}", self.name), text)
    }

    fn availability(&self, command: Id, row: Option<&ReadingRow>) -> Availability {
        match command {
            Id::ReadingRemove => Availability::when(row.is_some(), "there is no reading here"),
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
        Form::new(format!("New reading of {}", self.name), "Add", job, |reading: ReadingRow, cx: &mut Cx<'_>| {
            cx.done(format!("Reading {} h is added", reading.value));
        })
        .text("value", "Hours", "", "what the meter shows: 1234.5")
        .text("taken_at", "Taken", "", "now; today 8:00, 2026-12-31 09:00")
        .text("reason", "Why lower", "", "needed only where it is lower than before")
    }

    fn remove(&self, row: &ReadingRow) -> Question<ReadingRow> {
        let (object, id) = (self.object.clone(), row.id);
        Question::new(
            format!("Remove the reading {} h?", row.value),
            format!("It was entered by {}. It is gone from the portal's chart as well; the log keeps it.", row.by_name),
            "Remove",
            move || {
                let object = object.clone();
                Job::new("remove reading", move |app, by| async move { readings::remove(&app, &by, &object, id).await })
            },
            |reading: ReadingRow, cx| cx.done(format!("Reading {} h is removed", reading.value)),
        )
    }
}
