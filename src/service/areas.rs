//! The parts of an organization's territory (R10): listed, made, renamed by those who manage staff everywhere.

use serde_json::json;

use crate::domain::AreaId;
use crate::domain::activity::Event;
use crate::domain::field::FieldErrors;
use crate::domain::staff::StaffPermission;
use crate::store::organizations;
use crate::text;

use super::activity::{About, record};
use super::{Actor, App, Error};

pub use super::staff::areas as list;

/// Makes an area; `false` when there is one of that name already.
pub async fn add(app: &App, by: &Actor, name: &str) -> Result<bool, Error> {
    by.may(StaffPermission::ManageStaff)?.in_area(None)?;
    let name = valid(name)?;
    let mut tx = app.store.begin().await?;
    let (_, made) = organizations::area_named(&mut tx, by.organization, app.id(), &name).await?;
    if made {
        let about = About { subject: "area".to_owned(), ..About::default() };
        record(app, &mut tx, by, Event::SettingsChanged, about, json!({ "before": "none", "after": name })).await?;
    }
    tx.commit().await?;
    Ok(made)
}

/// Renames an area.
pub async fn rename(app: &App, by: &Actor, from: &str, to: &str) -> Result<(), Error> {
    by.may(StaffPermission::ManageStaff)?.in_area(None)?;
    let to = valid(to)?;
    let mut tx = app.store.begin().await?;
    organizations::lock(&mut tx, by.organization).await?;
    let known = organizations::areas(&mut tx, by.organization).await?;
    let named = |name: &str| known.iter().find(|(_, known)| text::name_key(known) == text::name_key(name));
    let (id, before): &(AreaId, String) =
        named(from).ok_or_else(|| Error::not_found(format!("area {}", text::line(from))))?;
    if named(&to).is_some_and(|(other, _)| other != id) {
        return Err(FieldErrors::one("name", "area-taken", format!("there is an area \"{to}\" already")).into());
    }
    if *before != to {
        organizations::rename_area(&mut tx, by.organization, *id, &to).await?;
        let about = About { subject: "area".to_owned(), ..About::default() };
        record(app, &mut tx, by, Event::SettingsChanged, about, json!({ "before": before, "after": to })).await?;
    }
    Ok(tx.commit().await?)
}

fn valid(name: &str) -> Result<String, FieldErrors> {
    let name = text::line(name);
    if name.is_empty() || name.chars().count() > 80 {
        return Err(FieldErrors::one("name", "area-name", "an area's name must have 1 to 80 characters"));
    }
    Ok(name)
}
