//! Uptime readings (R35): what a meter showed and when, never lower than before without a reason.
//!
//! Customers' own users with *uptime readings* enter them for objects that they see; staff with *edit customers* do too, and
//! take wrong ones back.

use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};
use serde_json::json;

use crate::domain::ReadingId;
use crate::domain::access::Viewer;
use crate::domain::activity::Event;
use crate::domain::field::FieldErrors;
use crate::domain::meter::MeterValue;
use crate::store::{Conn, object_work, readings as store};
use crate::text;

pub use crate::store::readings::ReadingRow;

use super::objects::{Needs, find, log, seen as object_seen};
use super::{Actor, App, Error};

/// A reason has at most so many characters.
const LONGEST_REASON: usize = 500;

/// No list is longer.
const MOST: u32 = 500;

/// A reading to be added.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NewReading {
    /// Of the object with this number.
    pub object: String,
    /// What the meter shows, with up to three decimals after a point or a comma.
    pub value: String,
    /// When it was read; none: now.
    pub taken_at: Option<DateTime<Utc>>,
    /// Why it is lower than the one before (the meter was replaced); else empty.
    pub reason: String,
}

/// Adds a reading. The same one at the same moment is there once, however often it is sent.
///
/// # Errors
/// The field `value` (`reading-lower`: names the last value; `reading-higher`: names the next) or `taken_at`.
pub async fn add(app: &App, by: &Actor, new: &NewReading) -> Result<ReadingRow, Error> {
    let mut tx = app.store.begin().await?;
    let object = find(app, &mut tx, by, &new.object, Needs::READ_METER).await?.object;
    object_work::lock(&mut tx, by.organization, object.id).await?;
    let mut errors = FieldErrors::new();
    let value = errors.take(MeterValue::parse(&new.value));
    let taken_at = new.taken_at.unwrap_or_else(|| app.now()).trunc_subsecs(6);
    errors.take(checked_moment(app, taken_at));
    let reason = errors.take(checked_reason(&new.reason)).unwrap_or_default();
    let value = match value {
        Some(value) if errors.0.is_empty() => value,
        _ => return Err(errors.into()),
    };
    if let Some(same) = store::at(&mut tx, by.organization, object.id, taken_at).await? {
        if same.value == value {
            return Ok(same);
        }
        let message = format!("there is a reading at this moment already: {}", same.value);
        return Err(FieldErrors::one("taken_at", "reading-twice", message).into());
    }
    let around = store::around(&mut tx, by.organization, object.id, taken_at).await?;
    if reason.is_empty() {
        fits(value, &around)?;
    }
    let reading =
        ReadingRow { id: app.id(), value, taken_at, reason, by_name: text::line(by.name()), created_at: app.now() };
    store::insert(&mut tx, by.organization, (object.customer_id, object.id), &reading).await?;
    let data = json!({ "value": value, "taken_at": taken_at, "reason": reading.reason });
    log(app, &mut tx, by, &object, (Event::ReadingAdded, data)).await?;
    tx.commit().await?;
    Ok(reading)
}

/// Whether a value without a reason lies between those around it. One after it that has a reason of its own may be lower.
fn fits(value: MeterValue, (before, after): &(Option<ReadingRow>, Option<ReadingRow>)) -> Result<(), FieldErrors> {
    let day = |row: &ReadingRow| row.taken_at.format("%Y-%m-%d").to_string();
    if let Some(before) = before.as_ref().filter(|b| value < b.value) {
        let message = format!(
            "is lower than the last reading, {} on {}; say why if that is right (the meter was replaced)",
            before.value,
            day(before)
        );
        return Err(FieldErrors::one("value", "reading-lower", message));
    }
    if let Some(after) = after.as_ref().filter(|a| a.value < value && a.reason.is_empty()) {
        let message = format!(
            "is higher than the reading after it, {} on {}; say why if that is right (the meter was replaced)",
            after.value,
            day(after)
        );
        return Err(FieldErrors::one("value", "reading-higher", message));
    }
    Ok(())
}

fn checked_moment(app: &App, at: DateTime<Utc>) -> Result<(), FieldErrors> {
    // A clock that is a little fast is no reason to refuse what somebody just read.
    if at > app.now() + TimeDelta::minutes(1) {
        return Err(FieldErrors::one("taken_at", "reading-future", "lies in the future"));
    }
    if at < DateTime::UNIX_EPOCH {
        return Err(FieldErrors::one("taken_at", "reading-long-ago", "lies before 1970"));
    }
    Ok(())
}

fn checked_reason(typed: &str) -> Result<String, FieldErrors> {
    let reason = text::line(typed);
    match reason.chars().count() {
        n if n > LONGEST_REASON => {
            let message = format!("has {n} characters; {LONGEST_REASON} are the most");
            Err(FieldErrors::one("reason", "reason-long", message))
        }
        _ => Ok(reason),
    }
}

/// The readings of an object, the newest first, `limit` at most: for whoever sees it.
pub async fn list(app: &App, by: &Actor, object: &str, limit: u32) -> Result<Vec<ReadingRow>, Error> {
    let mut conn = app.store.read().await?;
    let object = find(app, &mut conn, by, object, Needs::LOOK).await?.object;
    Ok(store::of_object(&mut conn, by.organization, object.id, limit.clamp(1, MOST)).await?)
}

/// Takes a reading back; for staff. When the one after it is lower than the one before it only because of what is taken back,
/// it keeps that reason.
pub async fn remove(app: &App, by: &Actor, object: &str, id: ReadingId) -> Result<ReadingRow, Error> {
    let mut tx = app.store.begin().await?;
    let found = find(app, &mut tx, by, object, Needs::READ_METER).await?;
    if found.viewer.is_some() {
        return Err(Error::Denied {
            needs: Needs::READ_METER.staff.to_string(),
            because: ": readings are taken back by the company that looks after you".into(),
        });
    }
    let object = found.object;
    object_work::lock(&mut tx, by.organization, object.id).await?;
    let unknown = || Error::not_found(format!("such reading of object {}", object.number));
    let reading = store::get(&mut tx, by.organization, object.id, id).await?.ok_or_else(unknown)?;
    let (before, after) = store::around(&mut tx, by.organization, object.id, reading.taken_at).await?;
    if !store::remove(&mut tx, by.organization, id).await? {
        return Err(unknown());
    }
    if let (Some(before), Some(after)) = (before, after)
        && after.value < before.value
        && after.reason.is_empty()
    {
        store::set_reason(&mut tx, by.organization, after.id, &reading.reason).await?;
    }
    let data = json!({ "value": reading.value, "taken_at": reading.taken_at, "reason": reading.reason });
    log(app, &mut tx, by, &object, (Event::ReadingRemoved, data)).await?;
    tx.commit().await?;
    Ok(reading)
}

/// The readings of an object that the viewer sees, the newest first, 500 at most.
pub async fn seen(app: &App, viewer: &Viewer, object: &str) -> Result<Vec<ReadingRow>, Error> {
    let mut conn: Conn = app.store.read().await?;
    let object = object_seen(app, &mut conn, viewer, object).await?;
    Ok(store::of_object(&mut conn, viewer.organization, object.id, MOST).await?)
}
