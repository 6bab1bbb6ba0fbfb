//! Tab Objects of a customer.

use ratatui::style::Style;
use uuid::Uuid;

use crate::domain::CustomerId;
use crate::service::customers::{self, ListQuery, ObjectRow, Page};

use super::super::catalogue::{Command, Id, Scope};
use super::super::msg::Job;
use super::super::screen::{Availability, Cx};
use super::super::sections::pane::{Ask, Look, Reaction, Rows};
use super::super::widgets::{Column, Width};
use super::{Named, make, page, perform};

/// Tab Objects.
#[derive(Debug, Default)]
pub struct Objects {
    customer: Option<CustomerId>,
}

impl Rows for Objects {
    type Row = ObjectRow;

    fn scopes(&self) -> Vec<Scope> {
        let tab = [Scope::Adding, Scope::Object, Scope::Detail, Scope::Customer];
        tab.into_iter().chain([Scope::List, Scope::Search, Scope::Everywhere]).collect()
    }

    fn label(&self) -> &'static str {
        t!("nav-objects")
    }

    fn columns(&self) -> &'static [Column] {
        const COLUMNS: &[Column] = &[
            Column::new("name", Width::Share(2, 16)),
            Column::new("order-facility", Width::Share(1, 12)),
            Column::new("object-model", Width::Share(1, 12)),
            Column::new("object-serial-number", Width::Share(1, 13)),
            Column::new("column-no", Width::Fixed(10)),
        ];
        COLUMNS
    }

    fn id(&self, row: &ObjectRow) -> Uuid {
        row.id.0
    }

    fn cell(&self, row: &ObjectRow, column: usize, look: Look<'_>) -> (String, Style) {
        let or_dash = |text: &Option<String>| text.clone().unwrap_or_else(|| "–".to_owned());
        match column {
            0 => (row.name.clone(), look.theme.text),
            1 => (or_dash(&row.facility), look.theme.text),
            2 => (or_dash(&row.model), look.theme.dim),
            3 => (row.serial_number.clone(), look.theme.dim),
            _ => (row.number.clone(), look.theme.dim),
        }
    }

    fn asked(&mut self, customer: Option<CustomerId>, _: &str) {
        self.customer = customer;
    }

    fn job(&self, ask: &Ask<'_, ObjectRow>) -> Job {
        let customer = ask.customer;
        let query = ListQuery { search: ask.search.clone(), after: ask.after.map(ObjectRow::cursor), limit: ask.limit };
        Job::new("objects", move |app, by| async move {
            match customer {
                Some(id) => customers::objects(&app, &by, id, &query).await,
                None => Ok(Page::default()),
            }
        })
    }

    fn empty(&self) -> &'static str {
        t!("objects-none")
    }

    fn sheet(&self, row: &ObjectRow, _: Look<'_>) -> (String, String) {
        (row.name.clone(), row.number.clone())
    }

    fn opens(&mut self, row: &ObjectRow, cx: &mut Cx<'_>) -> bool {
        cx.push(page(&row.number));
        true
    }

    fn availability(&self, command: Id, row: Option<&ObjectRow>) -> Availability {
        match (command, row) {
            // The list does not know the number of the model; the page does.
            (Id::ObjectModelDocuments, _) => Availability::Hidden,
            (_, None) if Command::of(command).scope == Scope::Object => {
                Availability::Disabled(t!("object-none-here").into())
            }
            _ => Availability::Enabled,
        }
    }

    fn command(&mut self, command: Id, row: Option<&ObjectRow>, cx: &mut Cx<'_>) -> Reaction {
        match (command, row, self.customer) {
            (Id::Add, _, Some(customer)) => cx.push(make::new(customer)),
            (command, Some(row), _) => {
                perform(command, &Named { number: &row.number, name: &row.name, model: None }, cx);
            }
            _ => {}
        }
        Reaction::None
    }
}
