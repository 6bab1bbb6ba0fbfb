//! Counting a fault report to what it really is: an order of another kind, or an order that is there already (R33).

use serde_json::json;

use crate::domain::CommentId;
use crate::domain::activity::Event;
use crate::domain::comment::AuthorKind;
use crate::domain::field::FieldErrors;
use crate::domain::staff::StaffPermission;
use crate::domain::state::{FaultState, OrderKind, OrderState, OrderStep};
use crate::service::activity::{About, record};
use crate::service::orders::{self, OrderSheet};
use crate::service::{Actor, App, Error};
use crate::store::comments::{self, CommentRow};
use crate::store::{Tx, faults as store, order_work, visits};
use crate::text;

use super::{FaultRow, again, find, handle, log, next_version};

/// What a report becomes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Into {
    /// Its order becomes one of this kind.
    Kind(OrderKind),
    /// It belongs to the customer's order with this number; the order that it made is cancelled.
    Order(String),
}

/// Counts a report to an order of another kind, or to an order that is there already. Documents move along; the order that
/// the report made is cancelled with an internal comment that says why. What it is already changes nothing.
///
/// # Errors
/// The field `order` when it is another customer's, closed, or cancelled; not found when there is no such order; a conflict
/// when the report is closed, or that names who changed it meanwhile.
pub async fn convert(app: &App, by: &Actor, number: &str, version: i64, into: &Into) -> Result<FaultRow, Error> {
    let mut tx = app.store.begin().await?;
    let report = find(&mut tx, by, number).await?.row;
    if report.state == FaultState::Closed {
        return Err(handle::closed(&report));
    }
    let changed = match into {
        Into::Kind(kind) => to_kind(app, &mut tx, by, (&report, version), *kind).await?,
        Into::Order(target) => to_order(app, &mut tx, by, (&report, version), target).await?,
    };
    if !changed {
        return Ok(report);
    }
    let report = again(&mut tx, by, number).await?;
    tx.commit().await?;
    Ok(report)
}

async fn to_kind(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    (report, version): (&FaultRow, i64),
    kind: OrderKind,
) -> Result<bool, Error> {
    let before = orders::again(tx, by, &report.order_number).await?;
    if before.kind == kind {
        return Ok(false);
    }
    next_version(tx, by, report, version).await?;
    orders::take(tx, by, &before, before.version).await?;
    let after = OrderSheet { kind, ..before.clone() };
    order_work::save(tx, by.organization, &after).await?;
    let data = json!({ "before": { "kind": before.kind }, "after": { "kind": kind } });
    orders::log(app, tx, by, &after, (Event::OrderChanged, data)).await?;
    let said = |order: &OrderSheet| format!("{} ({})", order.number, order.kind.as_str().replace('_', " "));
    log(app, tx, by, report, Event::FaultConverted, json!({ "before": said(&before), "after": said(&after) })).await?;
    Ok(true)
}

async fn to_order(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    (report, version): (&FaultRow, i64),
    target: &str,
) -> Result<bool, Error> {
    let target = orders::find(tx, by, target.trim(), StaffPermission::HandleFaultReports).await?;
    if target.id == report.order_id {
        return Ok(false);
    }
    let refuse = |code, message: String| Err(FieldErrors::one("order", code, message).into());
    if target.customer_id != report.customer {
        let message =
            format!("order {} is not one of {} {}", target.number, report.customer_number, report.customer_name);
        return refuse("order-foreign", text::line(&message));
    }
    if !target.state.is_open() {
        let message = format!("order {} is {}; open it again first, or choose another", target.number, target.state);
        return refuse("order-over", message);
    }
    next_version(tx, by, report, version).await?;
    let own = orders::again(tx, by, &report.order_number).await?;
    store::set_order(tx, by.organization, report.id, target.id).await?;
    if report.own_order {
        let moved = store::move_documents(tx, by.organization, (own.id, target.id)).await?;
        given_up(app, tx, by, (report, &own, &target), moved).await?;
    }
    let data = json!({ "before": own.number, "after": target.number });
    log(app, tx, by, report, Event::FaultConverted, data).await?;
    Ok(true)
}

/// Cancels the order that the report made, with a word why. Other reports that were counted to it go on with it, so it stays
/// then.
async fn given_up(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    (report, own, target): (&FaultRow, &OrderSheet, &OrderSheet),
    moved: u64,
) -> Result<(), Error> {
    let still_needed = !store::not_closed_of(tx, by.organization, own.id).await?.is_empty();
    if !own.state.is_open() || still_needed {
        return Ok(());
    }
    orders::take(tx, by, own, own.version).await?;
    visits::cancel_ahead(tx, by.organization, own.id, app.now()).await?;
    let planned_at = visits::next(tx, by.organization, own.id, app.now()).await?;
    let after = OrderSheet {
        state: OrderState::Cancelled,
        closed_at: Some(app.now()),
        planned_at: planned_at.or(own.planned_at.filter(|at| *at <= app.now())),
        ..own.clone()
    };
    order_work::save(tx, by.organization, &after).await?;
    let data = json!({ "before": own.state, "after": after.state });
    orders::log(app, tx, by, &after, (Event::OrderStateChanged, data)).await?;
    orders::step(app, tx, by, &after, OrderStep::State, OrderState::Cancelled.to_string()).await?;
    let documents = match moved {
        0 => String::new(),
        1 => " Its document is there now.".to_owned(),
        n => format!(" Its {n} documents are there now."),
    };
    let body = format!("Fault report {} belongs to order {}.{documents}", report.number, target.number);
    remark(app, tx, by, &after, body).await
}

/// An internal comment that tells nobody by letter: whoever looks at the order reads it.
async fn remark(app: &App, tx: &mut Tx, by: &Actor, order: &OrderSheet, body: String) -> Result<(), Error> {
    let id: CommentId = app.id();
    let comment = CommentRow {
        id,
        author_kind: if by.staff_id().is_some() { AuthorKind::Staff } else { AuthorKind::System },
        staff_id: by.staff_id(),
        customer_user_id: None,
        author_name: text::line(by.name()),
        internal: true,
        body,
        created_at: app.now(),
    };
    comments::insert(tx, by.organization, order.id, &comment, &format!(":{id}")).await?;
    let about = About { customer: Some(order.customer_id), subject: order.title(), ..About::default() };
    Ok(record(app, tx, by, Event::CommentAdded, about, json!({ "internal": true })).await?)
}
