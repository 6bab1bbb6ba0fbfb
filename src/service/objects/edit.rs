//! Renaming an object, moving it, and what else is known of it.

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use crate::domain::FacilityId;
use crate::domain::activity::Event;
use crate::domain::field::FieldErrors;
use crate::domain::staff::StaffPermission;
use crate::service::{Actor, App, Error};
use crate::store::object_work as store;

use super::{Needs, ObjectFile, ObjectSheet, Place, again, checked_day, checked_name, checked_serial, file, find, log};

/// What an object becomes; what is `None` stays.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ObjectChange {
    /// The object's number.
    pub number: String,
    /// The version that was looked at.
    pub version: i64,
    /// Its name.
    pub name: Option<String>,
    /// At which facility, or at none (R12).
    pub facility: Option<Option<FacilityId>>,
    /// Its serial number, perhaps empty.
    pub serial_number: Option<String>,
    /// When it was installed, or that this is not known; for staff only.
    pub installed_on: Option<Option<NaiveDate>>,
    /// Of the model with this number, or of none that is known; for staff only.
    pub model: Option<Option<String>>,
}

/// Changes an object: staff all of it, a customer's own users with *manage devices* its name, its place and its serial number.
/// Nothing different changes nothing.
///
/// # Errors
/// Every field that cannot be taken; a conflict that names who changed the object meanwhile.
pub async fn edit(app: &App, by: &Actor, change: &ObjectChange) -> Result<ObjectFile, Error> {
    let mut tx = app.store.begin().await?;
    let found = find(app, &mut tx, by, &change.number, Needs::CHANGE).await?;
    let (before, viewer) = (found.object, found.viewer);
    if viewer.is_some() && (change.model.is_some() || change.installed_on.is_some()) {
        return Err(Error::Denied {
            needs: StaffPermission::EditCustomers.to_string(),
            because: " to change the model or the day of installation, which is for staff".into(),
        });
    }
    let mut after = before.clone();
    let mut errors = FieldErrors::new();
    if let Some(name) = &change.name {
        after.name = errors.take(checked_name(name)).unwrap_or_default();
    }
    if let Some(serial) = &change.serial_number {
        after.serial_number = errors.take(checked_serial(serial)).unwrap_or_default();
    }
    if let Some(day) = change.installed_on {
        errors.take(checked_day(day));
        after.installed_on = day;
    }
    let place = Place { by, customer: before.customer_id, viewer: viewer.as_ref() };
    // Where it stays it may stay, whatever is chosen anew.
    if let Some(facility) = change.facility.filter(|to| *to != before.facility_id) {
        errors.take(place.facility(app, &mut tx, facility).await?);
        after.facility_id = facility;
    }
    if let Some(model) = &change.model {
        after.model_id = errors.take(place.model(&mut tx, model.as_deref()).await?).flatten();
    }
    errors.into_result()?;
    if after == before {
        return file(&mut tx, by, before).await;
    }
    after.version = change.version;
    if !store::save(&mut tx, by.organization, &after).await? {
        let who = store::last_changed_by(&mut tx, by.organization, before.customer_id, &before.number).await?;
        return Err(Error::overtaken(who, |who| {
            format!(
                "object {} was changed by {who} meanwhile; nothing was saved, look at the new state and save again",
                before.number
            )
        }));
    }
    let after = again(&mut tx, by, &before.number).await?;
    if let Some(data) = differences(&before, &after) {
        log(app, &mut tx, by, &after, (Event::ObjectEdited, data)).await?;
    }
    if after.facility_id != before.facility_id {
        let at = |facility: &Option<String>| facility.clone().unwrap_or_else(|| "no facility".to_owned());
        let data = json!({ "before": at(&before.facility), "after": at(&after.facility) });
        log(app, &mut tx, by, &after, (Event::ObjectMoved, data)).await?;
    }
    let file = file(&mut tx, by, after).await?;
    tx.commit().await?;
    Ok(file)
}

/// Before and after of what differs, the place apart.
fn differences(before: &ObjectSheet, after: &ObjectSheet) -> Option<Value> {
    let parts = |o: &ObjectSheet| {
        [
            ("name", json!(o.name)),
            ("serial_number", json!(o.serial_number)),
            ("installed_on", json!(o.installed_on)),
            ("model", json!(o.model_number)),
        ]
    };
    let (mut was, mut is) = (Map::new(), Map::new());
    for ((name, old), (_, new)) in parts(before).into_iter().zip(parts(after)) {
        if old != new {
            was.insert(name.to_owned(), old);
            is.insert(name.to_owned(), new);
        }
    }
    (!is.is_empty()).then(|| json!({ "before": was, "after": is }))
}
