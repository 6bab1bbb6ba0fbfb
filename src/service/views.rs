//! Views of lists that staff save under a name, each for themselves: what is filtered and sorted, on any machine.
//!
//! Saving, renaming and deleting are logged by the view's name. The query is not: it may name a person, and the log keeps
//! what it was told.

use serde_json::json;

use crate::domain::activity::Event;
use crate::domain::field::FieldErrors;
use crate::domain::listing::List;
use crate::domain::{SavedViewId, StaffId};
use crate::store::{Tx, saved_views as store};
use crate::text;

pub use crate::store::saved_views::SavedView;

use super::activity::{About, record};
use super::{Actor, App, Error};

/// A name has at most so many characters.
pub const LONGEST_NAME: usize = 60;

/// A query has at most so many characters.
pub const LONGEST_QUERY: usize = 500;

/// A sorting has at most so many characters.
const LONGEST_SORTING: usize = 40;

/// A person has at most so many views of one list.
pub const MOST_VIEWS: usize = 50;

/// A view as it is to be saved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewView {
    /// Of which list.
    pub list: List,
    /// Under which name. A view of this name (however it is written) is replaced.
    pub name: String,
    /// What stands in the search line.
    pub query: String,
    /// How the list is sorted, see [`SavedView::sorting`].
    pub sorting: String,
}

/// The views of the person who asks, list by list, in their order.
pub async fn list(app: &App, by: &Actor) -> Result<Vec<SavedView>, Error> {
    let staff = by.as_staff()?;
    Ok(store::all(&mut app.store.read().await?, by.organization, staff).await?)
}

/// Saves a view, in place of the one of that name if there is one.
///
/// # Errors
/// The fields `name`, `query`, `sorting`; `name` also when there are [`MOST_VIEWS`] of this list already.
pub async fn save(app: &App, by: &Actor, new: &NewView) -> Result<SavedView, Error> {
    let staff = by.as_staff()?;
    let mut errors = FieldErrors::new();
    let name = errors.take(valid(&new.name));
    let query = text::line(&new.query);
    if query.chars().count() > LONGEST_QUERY {
        errors.add("query", "view-query", format!("must not be longer than {LONGEST_QUERY} characters"));
    }
    let sorting = text::line(&new.sorting);
    let plain = |c: char| c.is_ascii_lowercase() || matches!(c, '-' | '_');
    if sorting.len() > LONGEST_SORTING || !sorting.chars().all(plain) {
        errors.add("sorting", "view-sorting", "is no sorting of a list");
    }
    errors.into_result()?;
    let name = name.unwrap_or_default();
    let key = text::name_key(&name);
    let mut tx = app.store.begin().await?;
    let before = store::named(&mut tx, by.organization, staff, new.list, &key).await?;
    let (held, last) = store::held(&mut tx, by.organization, staff, new.list).await?;
    let view = match &before {
        Some(old) => SavedView { name, query, sorting, ..old.clone() },
        None => SavedView { id: app.id(), list: new.list, name, query, sorting, position: last + 1 },
    };
    if before.as_ref() == Some(&view) {
        return Ok(view);
    }
    if before.is_some() {
        store::update(&mut tx, by.organization, staff, &view, &key).await?;
    } else if usize::try_from(held).unwrap_or(usize::MAX) >= MOST_VIEWS {
        let message = format!("there are {MOST_VIEWS} views of this list already; delete one first");
        return Err(FieldErrors::one("name", "view-full", message).into());
    } else if !store::insert(&mut tx, by.organization, staff, &view, &key).await? {
        return Err(Error::conflict(format!("a view \"{}\" was saved a moment ago; save again", view.name)));
    }
    let data = json!({ "list": view.list, "before": before.map(|old| old.name), "after": view.name });
    record(app, &mut tx, by, Event::ListViewSaved, about(staff, &view), data).await?;
    tx.commit().await?;
    Ok(view)
}

/// Gives a view another name.
///
/// # Errors
/// The field `name`, also when another view of the list has it.
pub async fn rename(app: &App, by: &Actor, id: SavedViewId, name: &str) -> Result<SavedView, Error> {
    let staff = by.as_staff()?;
    let name = valid(name)?;
    let key = text::name_key(&name);
    let mut tx = app.store.begin().await?;
    let before = own(&mut tx, by, staff, id).await?;
    let taken = store::named(&mut tx, by.organization, staff, before.list, &key).await?;
    if taken.is_some_and(|other| other.id != id) {
        let message = format!("there is a view \"{name}\" of this list already");
        return Err(FieldErrors::one("name", "view-taken", message).into());
    }
    let after = SavedView { name, ..before.clone() };
    if after != before {
        store::update(&mut tx, by.organization, staff, &after, &key).await?;
        let data = json!({ "list": after.list, "before": before.name, "after": after.name });
        record(app, &mut tx, by, Event::ListViewRenamed, about(staff, &before), data).await?;
    }
    tx.commit().await?;
    Ok(after)
}

/// Deletes a view.
pub async fn delete(app: &App, by: &Actor, id: SavedViewId) -> Result<SavedView, Error> {
    let staff = by.as_staff()?;
    let mut tx = app.store.begin().await?;
    let view = own(&mut tx, by, staff, id).await?;
    store::delete(&mut tx, by.organization, staff, id).await?;
    let data = json!({ "list": view.list, "before": view.name });
    record(app, &mut tx, by, Event::ListViewDeleted, about(staff, &view), data).await?;
    tx.commit().await?;
    Ok(view)
}

async fn own(tx: &mut Tx, by: &Actor, staff: StaffId, id: SavedViewId) -> Result<SavedView, Error> {
    let view = store::get(tx, by.organization, staff, id).await?;
    view.ok_or_else(|| Error::not_found("such view (any more)"))
}

fn valid(name: &str) -> Result<String, FieldErrors> {
    let name = text::line(name);
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        let message = format!("must have 1 to {LONGEST_NAME} characters");
        return Err(FieldErrors::one("name", "view-name", message));
    }
    Ok(name)
}

fn about(staff: StaffId, view: &SavedView) -> About {
    About { staff: Some(staff), subject: view.name.clone(), ..About::default() }
}
