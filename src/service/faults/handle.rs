//! Taking a fault report and closing it, by hand or with its order.

use serde_json::json;

use crate::domain::activity::Event;
use crate::domain::field::FieldErrors;
use crate::domain::letter::LetterKind;
use crate::domain::staff::StaffPermission;
use crate::domain::state::{FaultState, OrderState, OrderStep};
use crate::service::orders::{self, OrderSheet};
use crate::service::{Actor, App, Error, Who};
use crate::store::faults as store;
use crate::store::{Tx, order_work};
use crate::text;

use super::{FaultRow, LONGEST_ANSWER, again, find, log, next_version};

/// Takes a report: from then on everybody sees who sees to it, and the customer's users are told. Its order is assigned to
/// whoever takes it, if it is nobody's yet and they may manage orders.
///
/// # Errors
/// A conflict that names who took it, or changed it meanwhile.
pub async fn take(app: &App, by: &Actor, number: &str, version: i64) -> Result<FaultRow, Error> {
    let mut tx = app.store.begin().await?;
    let report = find(&mut tx, by, number).await?.row;
    match (report.state, &report.taken_by) {
        (FaultState::Open, _) => {}
        (FaultState::Taken, Some(who)) => {
            return Err(Error::conflict(format!("fault report {} has been taken by {who} already", report.number)));
        }
        _ => return Err(closed(&report)),
    }
    next_version(&mut tx, by, &report, version).await?;
    store::set_taken(&mut tx, by.organization, report.id, (by.name(), app.now())).await?;
    log(app, &mut tx, by, &report, Event::FaultTaken, json!({ "order": report.order_number })).await?;
    let order = assigned(app, &mut tx, by, &report).await?;
    orders::tell(app, &mut tx, by, &order, (LetterKind::FaultTaken, "", None)).await?;
    let report = again(&mut tx, by, number).await?;
    tx.commit().await?;
    Ok(report)
}

/// The report's order, assigned to `by` if it was nobody's and they may work on it.
async fn assigned(app: &App, tx: &mut Tx, by: &Actor, report: &FaultRow) -> Result<OrderSheet, Error> {
    let before = orders::again(tx, by, &report.order_number).await?;
    let Who::Staff { id, name, rights } = &by.who else { return Ok(before) };
    let may = rights.may(StaffPermission::ManageOrders) && rights.territory.includes(before.area_id);
    if before.technician_id.is_some() || !before.state.is_open() || !may {
        return Ok(before);
    }
    orders::take(tx, by, &before, before.version).await?;
    let was = if before.technician.is_empty() { "nobody" } else { before.technician.as_str() };
    let data = json!({ "before": was, "after": name });
    let after = OrderSheet { technician_id: Some(*id), technician: name.clone(), ..before.clone() };
    order_work::save(tx, by.organization, &after).await?;
    orders::log(app, tx, by, &after, (Event::OrderAssigned, data)).await?;
    orders::step(app, tx, by, &after, OrderStep::Assigned, name.clone()).await?;
    Ok(after)
}

/// Closes a report with an answer, which the customer's users are told. Its order stays as it is.
///
/// # Errors
/// The field `answer` when it is empty or too long; a conflict when the report is closed, or that names who changed it
/// meanwhile.
pub async fn close(app: &App, by: &Actor, number: &str, version: i64, answer: &str) -> Result<FaultRow, Error> {
    let mut tx = app.store.begin().await?;
    let report = find(&mut tx, by, number).await?.row;
    if report.state == FaultState::Closed {
        return Err(closed(&report));
    }
    let answer = checked(answer)?;
    next_version(&mut tx, by, &report, version).await?;
    store::set_closed(&mut tx, by.organization, report.id, (&answer, app.now())).await?;
    let data = json!({ "order": report.order_number, "before": report.state, "after": FaultState::Closed });
    log(app, &mut tx, by, &report, Event::FaultClosed, data).await?;
    let order = orders::again(&mut tx, by, &report.order_number).await?;
    orders::tell(app, &mut tx, by, &order, (LetterKind::FaultClosed, &answer, None)).await?;
    let report = again(&mut tx, by, number).await?;
    tx.commit().await?;
    Ok(report)
}

/// Closes what is still open of the reports that belong to an order which is closed or cancelled now. A closed order is told
/// of by itself; that a report came to nothing because its order was cancelled is told here.
pub(in crate::service) async fn order_over(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    order: &OrderSheet,
    state: OrderState,
) -> Result<(), Error> {
    let reports = store::not_closed_of(tx, by.organization, order.id).await?;
    for report in &reports {
        next_version(tx, by, report, report.version).await?;
        store::set_closed(tx, by.organization, report.id, ("", app.now())).await?;
        let data = json!({ "order": order.number, "with_order": state, "before": report.state, "after": "closed" });
        log(app, tx, by, report, Event::FaultClosed, data).await?;
    }
    if !reports.is_empty() && state == OrderState::Cancelled {
        orders::tell(app, tx, by, order, (LetterKind::FaultClosed, "", None)).await?;
    }
    Ok(())
}

pub(super) fn closed(report: &FaultRow) -> Error {
    Error::conflict(format!("fault report {} is closed already", report.number))
}

fn checked(typed: &str) -> Result<String, FieldErrors> {
    let answer = text::lines(typed).trim().to_owned();
    match answer.chars().count() {
        0 => {
            Err(FieldErrors::one("answer", "answer-missing", "an answer is needed: what was done, or why nothing was"))
        }
        n if n > LONGEST_ANSWER => {
            Err(FieldErrors::one("answer", "answer-long", format!("has {n} characters; {LONGEST_ANSWER} are the most")))
        }
        _ => Ok(answer),
    }
}
