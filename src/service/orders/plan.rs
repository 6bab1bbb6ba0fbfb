//! Planning visits (R31, R38).

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use serde_json::json;

use crate::domain::VisitId;
use crate::domain::activity::Event;
use crate::domain::field::FieldErrors;
use crate::domain::letter::LetterKind;
use crate::domain::staff::StaffPermission;
use crate::domain::state::{OrderState, OrderStep, VisitState};
use crate::service::{Actor, App, Error};
use crate::store::visits::VisitRow;
use crate::store::{Tx, order_work as store, organizations, visits};
use crate::text;

use super::assign::technician;
use super::{OrderFile, OrderSheet, file, find, log, moment, step, take, tell};

/// A visit lasts at most so long.
const LONGEST: TimeDelta = TimeDelta::days(31);

/// A visit lies at most so far from now, either way.
const FARTHEST: TimeDelta = TimeDelta::days(3_653);

/// A note has at most so many characters.
const LONGEST_NOTE: usize = 500;

/// A visit to be planned, or moved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VisitPlan {
    /// The order's number.
    pub order: String,
    /// The order's version that was looked at.
    pub version: i64,
    /// The visit to move; none: a new one.
    pub visit: Option<VisitId>,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// What is to be known about it. Customers read it too.
    pub note: String,
    /// Who comes, by address, where it is not the order's technician.
    pub technician: Option<String>,
}

/// Plans a visit, or moves one. An open order becomes a planned one. Nothing different changes nothing.
///
/// # Errors
/// Every field that cannot be taken; a conflict when the order is over, or names who changed it meanwhile.
pub async fn plan(app: &App, by: &Actor, plan: &VisitPlan) -> Result<OrderFile, Error> {
    let mut tx = app.store.begin().await?;
    let order = find(&mut tx, by, &plan.order, StaffPermission::ManageOrders).await?;
    let old = match plan.visit {
        Some(id) => Some(planned(&mut tx, by, &order, id).await?),
        None => None,
    };
    let mut errors = checked(app, plan);
    let note = text::lines(&plan.note).trim().to_owned();
    let assigned = match &plan.technician {
        Some(email) => errors.take(technician(&mut tx, by, order.area_id, email).await?),
        None => None,
    };
    errors.into_result()?;
    if !order.state.is_open() {
        let what = format!("order {} is {}; open it again before a visit is planned", order.number, order.state);
        return Err(Error::conflict(what));
    }
    let (technician_id, technician) = assigned.unzip();
    let mut visit = VisitRow {
        id: old.as_ref().map_or_else(|| app.id(), |v| v.id),
        technician_id,
        technician,
        starts_at: plan.starts_at,
        ends_at: plan.ends_at,
        note,
        state: VisitState::Planned,
        version: 1,
    };
    if let Some(old) = &old {
        visit.version = old.version;
        if plan.technician.is_none() {
            (visit.technician_id, visit.technician) = (old.technician_id, old.technician.clone());
        }
        if visit == *old {
            return file(&mut tx, by, order).await;
        }
    }
    take(&mut tx, by, &order, plan.version).await?;
    match &old {
        None => visits::insert(&mut tx, by.organization, (order.customer_id, order.id), &visit, app.now()).await?,
        Some(_) => visits::save(&mut tx, by.organization, &visit).await?,
    }
    let order = mirrored(app, &mut tx, by, &order).await?;
    let (begins, same_time) = (moment(visit.starts_at), old.as_ref().map(|o| (o.starts_at, o.ends_at)));
    let same_time = same_time == Some((visit.starts_at, visit.ends_at));
    let data = json!({ "before": old.as_ref().map(span), "after": span(&visit) });
    let event = if old.is_some() { Event::VisitMoved } else { Event::VisitPlanned };
    log(app, &mut tx, by, &order, (event, data)).await?;
    // A note or another technician moves nothing, so nobody is told that something moved.
    if !same_time {
        let (kind, letter) = match old {
            None => (OrderStep::Planned, LetterKind::OrderPlanned),
            Some(_) => (OrderStep::Moved, LetterKind::OrderMoved),
        };
        step(app, &mut tx, by, &order, kind, begins).await?;
        tell(app, &mut tx, by, &order, (letter, &visit.note, Some(visit.starts_at))).await?;
    }
    let order = super::again(&mut tx, by, &plan.order).await?;
    let file = file(&mut tx, by, order).await?;
    tx.commit().await?;
    Ok(file)
}

/// Cancels a visit. A planned order without another visit ahead is open again.
pub async fn cancel_visit(
    app: &App,
    by: &Actor,
    number: &str,
    version: i64,
    visit: VisitId,
) -> Result<OrderFile, Error> {
    let mut tx = app.store.begin().await?;
    let order = find(&mut tx, by, number, StaffPermission::ManageOrders).await?;
    let mut visit = planned(&mut tx, by, &order, visit).await?;
    take(&mut tx, by, &order, version).await?;
    visit.state = VisitState::Cancelled;
    visits::save(&mut tx, by.organization, &visit).await?;
    let order = mirrored(app, &mut tx, by, &order).await?;
    log(app, &mut tx, by, &order, (Event::VisitCancelled, json!({ "before": span(&visit) }))).await?;
    step(app, &mut tx, by, &order, OrderStep::VisitCancelled, moment(visit.starts_at)).await?;
    if visit.starts_at > app.now() {
        tell(app, &mut tx, by, &order, (LetterKind::VisitCancelled, "", Some(visit.starts_at))).await?;
    }
    let order = super::again(&mut tx, by, number).await?;
    let file = file(&mut tx, by, order).await?;
    tx.commit().await?;
    Ok(file)
}

/// The time zone of the organization's clocks: visits are planned and read by them (R38).
pub async fn clocks(app: &App, by: &Actor) -> Result<Tz, Error> {
    let organization = organizations::get(&mut app.store.read().await?, by.organization).await?;
    Ok(organization.and_then(|o| o.time_zone.parse::<Tz>().ok()).unwrap_or(Tz::UTC))
}

/// The moment that clocks of the organization show as `at`. Where they show it twice, the first.
///
/// # Errors
/// The field `field` when they never show it: they are put forward then.
pub async fn here(app: &App, by: &Actor, field: &'static str, at: NaiveDateTime) -> Result<DateTime<Utc>, Error> {
    let zone = clocks(app, by).await?;
    let message = || format!("{at} does not exist in {zone}: clocks are put forward then");
    let found = at.and_local_timezone(zone).earliest();
    Ok(found.ok_or_else(|| FieldErrors::one(field, "visit-no-time", message()))?.with_timezone(&Utc))
}

/// The visit of the order, which must not be cancelled already.
async fn planned(tx: &mut Tx, by: &Actor, order: &OrderSheet, id: VisitId) -> Result<VisitRow, Error> {
    let found = visits::get(tx, by.organization, order.id, id).await?;
    let visit = found.ok_or_else(|| Error::not_found(format!("such visit of order {}", order.number)))?;
    if visit.state == VisitState::Cancelled {
        return Err(Error::conflict(format!("this visit of order {} was cancelled; plan a new one", order.number)));
    }
    Ok(visit)
}

/// The order with `planned_at` and state as its visits have them now.
async fn mirrored(app: &App, tx: &mut Tx, by: &Actor, order: &OrderSheet) -> Result<OrderSheet, Error> {
    let mut after = order.clone();
    after.planned_at = visits::next(tx, by.organization, order.id, app.now()).await?;
    let ahead = after.planned_at.is_some_and(|at| at >= app.now());
    after.state = match order.state {
        OrderState::Open if ahead => OrderState::Planned,
        OrderState::Planned if !ahead => OrderState::Open,
        state => state,
    };
    store::save(tx, by.organization, &after).await?;
    Ok(after)
}

fn checked(app: &App, plan: &VisitPlan) -> FieldErrors {
    let mut errors = FieldErrors::new();
    if (plan.starts_at - app.now()).abs() > FARTHEST {
        errors.add("starts_at", "visit-far", "is more than ten years away");
    }
    if plan.ends_at <= plan.starts_at {
        errors.add("ends_at", "visit-ends", "is not after the beginning");
    } else if plan.ends_at - plan.starts_at > LONGEST {
        errors.add("ends_at", "visit-long", "is more than 31 days after the beginning; plan several visits");
    }
    let length = text::lines(&plan.note).trim().chars().count();
    if length > LONGEST_NOTE {
        errors.add("note", "note-long", format!("has {length} characters; {LONGEST_NOTE} are the most"));
    }
    errors
}

/// `2026-03-02T08:00:00Z – 2026-03-02T10:00:00Z`.
fn span(visit: &VisitRow) -> String {
    format!("{} – {}", moment(visit.starts_at), moment(visit.ends_at))
}
