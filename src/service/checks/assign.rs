//! Where a checklist is due, and how often.

use chrono::{Datelike as _, NaiveDate};
use serde_json::json;

use crate::domain::activity::Event;
use crate::domain::check::MOST_DAYS;
use crate::domain::field::FieldErrors;
use crate::domain::staff::StaffPermission;
use crate::domain::{CheckAssignmentId, CheckTemplateId};
use crate::service::activity::{About, record};
use crate::service::actor::Granted;
use crate::service::objects::{Needs, find};
use crate::service::{Actor, App, Error, portal_switch};
use crate::store::{Tx, checks as store};

use super::{AssignmentRow, DueCheck, near, unknown};

/// A checklist that is to be due on an object.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Assignment {
    /// On the object with this number.
    pub object: String,
    /// Which checklist.
    pub template: CheckTemplateId,
    /// Due again so many days after it was done, 1 to 3,650.
    pub every_days: i64,
    /// The day on which it is due first, or next.
    pub due_on: NaiveDate,
}

/// Assigns a checklist to an object; where it is assigned already, changes how often and when it is due. Nothing different
/// changes nothing.
///
/// # Errors
/// The field `every_days`, `due_on` or `template`.
pub async fn assign(app: &App, by: &Actor, new: &Assignment) -> Result<DueCheck, Error> {
    staff_only(by)?;
    let mut tx = app.store.begin().await?;
    let object = find(app, &mut tx, by, &new.object, Needs::CHANGE).await?.object;
    let mut errors = FieldErrors::new();
    if !(1..=MOST_DAYS).contains(&new.every_days) {
        errors.add("every_days", "check-days", format!("must be 1 to {MOST_DAYS} days"));
    }
    if !(1970..=2200).contains(&new.due_on.year()) {
        errors.add("due_on", "check-day", "is no day on which anything is due");
    }
    let template = store::template(&mut tx, by.organization, new.template).await?;
    let template = template.ok_or_else(|| Error::not_found("such checklist"))?;
    if !template.active {
        errors.add("template", "check-inactive", format!("the checklist {} is not in use any more", template.name));
    }
    errors.into_result()?;
    let known = store::assigned(&mut tx, by.organization, (object.id, template.id)).await?;
    let id = known.map_or_else(|| app.id(), |(id, ..)| id);
    let before = known.filter(|(.., active)| *active).map(|(_, days, due, _)| (days, due));
    if before != Some((new.every_days, new.due_on)) {
        let ids = (object.customer_id, object.id, template.id);
        store::assign(&mut tx, by.organization, id, ids, (new.every_days, new.due_on)).await?;
    }
    let row = store::assignment(&mut tx, by.organization, id).await?.ok_or_else(unknown)?;
    if before != Some((new.every_days, new.due_on)) {
        let before = before.map_or_else(|| "none".to_owned(), |(days, due)| said(days, due));
        log(app, &mut tx, by, &row, (before, said(row.every_days, row.due_on))).await?;
    }
    let found = near(app, &mut tx, by.organization, vec![row]).await?.pop().ok_or_else(unknown)?;
    tx.commit().await?;
    Ok(found)
}

/// Takes a checklist from an object. What was filled in stays.
pub async fn unassign(app: &App, by: &Actor, id: CheckAssignmentId) -> Result<AssignmentRow, Error> {
    staff_only(by)?;
    let mut tx = app.store.begin().await?;
    let row = store::assignment(&mut tx, by.organization, id).await?.ok_or_else(unknown)?;
    portal_switch::of_staff(&mut tx, by, row.customer_id, StaffPermission::EditCustomers).await?;
    if !store::unassign(&mut tx, by.organization, id).await? {
        return Err(unknown());
    }
    log(app, &mut tx, by, &row, (said(row.every_days, row.due_on), "none".to_owned())).await?;
    tx.commit().await?;
    Ok(row)
}

/// Customers' own users manage devices, not what is to be checked on them.
fn staff_only(by: &Actor) -> Result<(), Error> {
    // Where it holds is asked again with the object.
    by.may(StaffPermission::EditCustomers).map(Granted::anywhere)
}

fn said(every_days: i64, due_on: NaiveDate) -> String {
    format!("every {every_days} days, due {due_on}")
}

async fn log(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    row: &AssignmentRow,
    (before, after): (String, String),
) -> Result<(), Error> {
    let subject = format!("{} {}: {}", row.object_number, row.object, row.template);
    let about = About { customer: Some(row.customer_id), subject, ..About::default() };
    Ok(record(app, tx, by, Event::CheckAssigned, about, json!({ "before": before, "after": after })).await?)
}
