//! The documents of an order, an object, a model or a customer (R37): list, attach, view, save, remove.

mod deeds;
mod viewing;

use ratatui::style::Style;
use uuid::Uuid;

use crate::domain::CustomerId;
use crate::service::customers::{self, Page};
use crate::service::documents::{self, DocumentRow, On};
use crate::service::{Actor, App, Error};

use super::catalogue::{Id, Scope};
use super::msg::Job;
use super::screen::{Availability, Cx};
use super::sections::pane::{Ask, Look, Reaction, Rows};
use super::sections::{Boxed, one_page};
use super::widgets::{Column, Width};

pub use deeds::{attach_billing, save_billing};
pub use viewing::{Viewed, Viewer, clear_away, view_page};

/// On what the documents are.
#[derive(Clone, Debug)]
pub(super) enum Place {
    /// Something that was named.
    On(On),
    /// The customer whose tab it is.
    Tab(Option<CustomerId>),
}

impl Place {
    /// As the services name it.
    async fn on(self, app: &App, by: &Actor) -> Result<Option<On>, Error> {
        Ok(match self {
            Self::On(on) => Some(on),
            Self::Tab(None) => None,
            Self::Tab(Some(id)) => Some(On::Customer(customers::get(app, by, id).await?.row.number)),
        })
    }
}

/// The documents on something.
#[derive(Debug)]
pub struct Documents {
    place: Place,
}

impl Documents {
    /// Those of a customer, as a tab.
    pub const fn tab() -> Self {
        Self { place: Place::Tab(None) }
    }
}

fn boxed(title: String, on: On) -> Boxed<Documents> {
    Boxed::new(title, Documents { place: Place::On(on) })
}

/// The documents on the object with this number.
pub fn of_object(number: &str) -> Boxed<Documents> {
    boxed(t!("documents-of-object", number = number), On::Object(number.to_owned()))
}

/// The documents of the model with this number, which every object of it shows.
pub fn of_model(number: &str) -> Boxed<Documents> {
    boxed(t!("documents-of-model", number = number), On::Model(number.to_owned()))
}

/// The documents on the order with this number.
pub fn of_order(number: &str) -> Boxed<Documents> {
    boxed(t!("documents-of-order", number = number), On::Order(number.to_owned()))
}

/// "812 B", "14 KiB", "3.2 MiB", rounded up, so that nothing looks smaller than it is.
pub fn size(bytes: i64) -> String {
    match bytes {
        ..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} KiB", (bytes + 1023) / 1024),
        _ => {
            let tenths = bytes.saturating_mul(10).saturating_add(1_048_575) / 1_048_576;
            format!("{}.{} MiB", tenths / 10, tenths % 10)
        }
    }
}

impl Rows for Documents {
    type Row = DocumentRow;

    fn scopes(&self) -> Vec<Scope> {
        match self.place {
            Place::On(_) => vec![Scope::Documents, Scope::List, Scope::Search, Scope::Dialog],
            Place::Tab(_) => Scope::Documents.chain(),
        }
    }

    fn label(&self) -> &'static str {
        t!("nav-documents")
    }

    fn columns(&self) -> &'static [Column] {
        const COLUMNS: &[Column] = &[
            Column::new("column-no", Width::Fixed(7)),
            Column::new("name", Width::Share(3, 18)),
            Column::new("column-size", Width::Fixed(9)).right(),
            Column::new("column-added", Width::Fixed(10)),
            Column::new("column-by", Width::Share(1, 12)),
        ];
        COLUMNS
    }

    fn id(&self, row: &DocumentRow) -> Uuid {
        row.id.0
    }

    fn cell(&self, row: &DocumentRow, column: usize, look: Look<'_>) -> (String, Style) {
        let theme = look.theme;
        match column {
            0 => (row.number.clone(), theme.text),
            1 => (row.name.clone(), theme.text),
            2 => (size(row.size), theme.dim),
            3 => (look.zone.day(row.created_at), theme.dim),
            _ => (row.uploaded_by.clone(), theme.dim),
        }
    }

    fn asked(&mut self, customer: Option<CustomerId>, _: &str) {
        if let Place::Tab(of) = &mut self.place {
            *of = customer;
        }
    }

    fn job(&self, ask: &Ask<'_, DocumentRow>) -> Job {
        let (place, search) = (self.place.clone(), ask.search.clone());
        Job::new("documents", move |app, by| async move {
            let Some(on) = place.on(&app, &by).await? else { return Ok(Page::default()) };
            let rows = documents::list(&app, &by, &on).await?;
            Ok::<Page<DocumentRow>, _>(one_page(rows, &search, |d| {
                format!("{} {} {}", d.number, d.name, d.uploaded_by)
            }))
        })
    }

    fn empty(&self) -> &'static str {
        t!("documents-none")
    }

    fn sheet(&self, row: &DocumentRow, _: Look<'_>) -> (String, String) {
        (row.title(), row.media_type.clone())
    }

    fn opens(&mut self, row: &DocumentRow, cx: &mut Cx<'_>) -> bool {
        let view = deeds::view(row, cx.viewer);
        cx.push(view);
        true
    }

    fn availability(&self, command: Id, row: Option<&DocumentRow>) -> Availability {
        match command {
            Id::DocumentSave | Id::DocumentRemove => Availability::when(row.is_some(), t!("document-none-here")),
            _ => Availability::Enabled,
        }
    }

    fn command(&mut self, command: Id, row: Option<&DocumentRow>, cx: &mut Cx<'_>) -> Reaction {
        match (command, row) {
            (Id::DocumentAdd, _) => cx.push(deeds::attach(&self.place)),
            (Id::DocumentSave, Some(row)) => cx.push(deeds::save(row, None)),
            (Id::DocumentRemove, Some(row)) => cx.push(deeds::remove(row)),
            _ => {}
        }
        Reaction::None
    }
}
