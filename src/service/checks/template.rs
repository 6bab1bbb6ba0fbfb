//! Checklists: what a self-check asks.

use serde_json::{Map, Value, json};

use crate::domain::CheckTemplateId;
use crate::domain::activity::Event;
use crate::domain::check::{Kept, Point, checked_points};
use crate::domain::field::FieldErrors;
use crate::domain::staff::StaffPermission;
use crate::service::activity::{About, record};
use crate::service::{Actor, App, Error};
use crate::store::checks as store;
use crate::text;

use super::{TemplateRow, overtaken};

/// A name has at most so many characters.
const LONGEST_NAME: usize = 100;

/// A checklist to be made, or what one becomes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TemplateChange {
    /// Which; none: a new one.
    pub id: Option<CheckTemplateId>,
    /// The version that was looked at; means nothing for a new one.
    pub version: i64,
    /// Its name, unique in the organization.
    pub name: String,
    /// What it asks: 1 to 50 points.
    pub points: Vec<Point>,
    /// Whether it is in use. One that is not is due nowhere and cannot be assigned.
    pub active: bool,
}

/// Every checklist of the organization by name; for staff.
pub async fn templates(app: &App, by: &Actor) -> Result<Vec<TemplateRow>, Error> {
    by.may(StaffPermission::ViewCustomers)?.anywhere();
    Ok(store::templates(&mut app.store.read().await?, by.organization).await?)
}

/// The checklist of this name, however it is written; for staff.
pub async fn template_by_name(app: &App, by: &Actor, name: &str) -> Result<TemplateRow, Error> {
    by.may(StaffPermission::ViewCustomers)?.anywhere();
    let mut conn = app.store.read().await?;
    let found = store::template_named(&mut conn, by.organization, &text::name_key(name)).await?;
    found.ok_or_else(|| Error::not_found(format!("checklist {}", text::line(name))))
}

/// Makes a checklist, or changes one; what was filled in before keeps the points as they read then. It belongs to the whole
/// organization, so whoever does it must be allowed to everywhere.
///
/// # Errors
/// Every field that cannot be taken; a conflict when somebody else changed it meanwhile.
pub async fn template(app: &App, by: &Actor, change: &TemplateChange) -> Result<TemplateRow, Error> {
    by.may(StaffPermission::ManageTemplates)?.in_area(None)?;
    let mut errors = FieldErrors::new();
    let name = errors.take(checked_name(&change.name)).unwrap_or_default();
    let points = errors.take(checked_points(&change.points)).unwrap_or_default();
    errors.into_result()?;
    let mut tx = app.store.begin().await?;
    let key = text::name_key(&name);
    let before = match change.id {
        None => None,
        Some(id) => {
            let found = store::template(&mut tx, by.organization, id).await?;
            Some(found.ok_or_else(|| Error::not_found("such checklist"))?)
        }
    };
    let after = TemplateRow {
        id: change.id.unwrap_or_else(|| app.id()),
        name,
        points: Kept(points),
        active: change.active,
        assigned: 0,
        version: change.version,
    };
    let namesake = store::template_named(&mut tx, by.organization, &key).await?;
    if namesake.is_some_and(|other| Some(other.id) != change.id) {
        return Err(FieldErrors::one("name", "check-name-taken", "there is a checklist of this name").into());
    }
    let data = differences(before.as_ref(), &after);
    if let Some(before) = before.as_ref().filter(|_| data.is_none()) {
        return Ok(before.clone());
    }
    let kept = match before {
        None => store::insert_template(&mut tx, by.organization, &after, &key, app.now()).await?,
        Some(_) => store::save_template(&mut tx, by.organization, &after, &key).await?,
    };
    if !kept {
        return Err(overtaken(&mut tx, by, before.as_ref().map_or(&after.name, |before| &before.name)).await?);
    }
    let about = About { subject: after.name.clone(), ..About::default() };
    record(app, &mut tx, by, Event::CheckTemplateChanged, about, data.unwrap_or_default()).await?;
    let kept = store::template(&mut tx, by.organization, after.id).await?;
    let kept = kept.ok_or_else(|| Error::not_found("such checklist"))?;
    tx.commit().await?;
    Ok(kept)
}

/// Before and after of what differs; everything of a new one.
fn differences(before: Option<&TemplateRow>, after: &TemplateRow) -> Option<Value> {
    let parts = |t: &TemplateRow| [("name", json!(t.name)), ("points", json!(t.points)), ("active", json!(t.active))];
    let (mut was, mut is) = (Map::new(), Map::new());
    for (n, (name, new)) in parts(after).into_iter().enumerate() {
        let old = before.map(|b| parts(b)[n].1.clone());
        if old.as_ref() != Some(&new) {
            was.insert(name.to_owned(), old.unwrap_or_default());
            is.insert(name.to_owned(), new);
        }
    }
    (!is.is_empty()).then(|| json!({ "before": was, "after": is }))
}

fn checked_name(typed: &str) -> Result<String, FieldErrors> {
    let name = text::line(typed);
    match name.chars().count() {
        0 => Err(FieldErrors::one("name", "name-missing", "a name is needed")),
        n if n > LONGEST_NAME => {
            Err(FieldErrors::one("name", "name-long", format!("has {n} characters; {LONGEST_NAME} are the most")))
        }
        _ => Ok(name),
    }
}
