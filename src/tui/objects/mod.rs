//! Service objects in the terminal (R34): the tab of a customer, the page of one, what is done with it, its readings (R35)
//! and self-checks (R36), and the templates of self-checks.

mod checks;
mod list;
mod make;
mod page;
mod readings;
mod templates;

use super::catalogue::Id;
use super::dialogs::Dossier;
use super::documents;
use super::screen::Cx;

pub use list::Objects;
pub use page::Page;
pub use templates::templates;

/// The page of the object with this number.
pub fn page(number: impl Into<String>) -> Dossier<Page> {
    Dossier::new(Page { number: number.into() })
}

/// What an object is known by, wherever it is named.
#[derive(Clone, Debug)]
struct Named<'a> {
    number: &'a str,
    name: &'a str,
    model: Option<&'a str>,
}

/// Carries out a command of the scope Object.
fn perform(command: Id, object: &Named<'_>, cx: &mut Cx<'_>) {
    match command {
        Id::ObjectEdit => cx.push(make::edit(object.number)),
        Id::ObjectMove => cx.push(make::relocate(object.number)),
        Id::ObjectReadings => cx.push(readings::readings(object.number, object.name)),
        Id::ObjectChecks => cx.push(checks::checks(object.number, object.name)),
        Id::ObjectDocuments => cx.push(documents::of_object(object.number)),
        Id::ObjectModelDocuments => {
            if let Some(model) = object.model {
                cx.push(documents::of_model(model));
            }
        }
        _ => {}
    }
}
