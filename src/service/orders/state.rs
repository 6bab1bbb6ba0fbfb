//! The states of orders (R31).

use serde_json::json;

use crate::domain::activity::Event;
use crate::domain::field::FieldErrors;
use crate::domain::letter::LetterKind;
use crate::domain::staff::StaffPermission;
use crate::domain::state::{OrderState, OrderStep, VisitState};
use crate::service::{Actor, App, Error, faults};
use crate::store::{order_work as store, visits};

use super::{OrderSheet, find, log, step, take, tell};

/// Changes how an order stands. Closing or cancelling it cancels the visits ahead; any other state opens it again. The state
/// it has already changes nothing. Fault reports that belong to an order are closed with it (R33).
///
/// # Errors
/// The field `state` for `planned` while no visit is planned; a conflict that names who changed the order meanwhile.
pub async fn set_state(
    app: &App,
    by: &Actor,
    number: &str,
    version: i64,
    state: OrderState,
) -> Result<OrderSheet, Error> {
    let mut tx = app.store.begin().await?;
    let before = find(&mut tx, by, number, StaffPermission::ManageOrders).await?;
    if state == before.state {
        return Ok(before);
    }
    if state == OrderState::Planned && before.planned_at.is_none() {
        let message = "no visit is planned; an order becomes planned when one is";
        return Err(FieldErrors::one("state", "state-no-visit", message).into());
    }
    take(&mut tx, by, &before, version).await?;
    let mut after = before.clone();
    after.state = state;
    after.closed_at = (!state.is_open()).then(|| app.now());
    let mut called_off = None;
    if !state.is_open() {
        let ahead = visits::of_order(&mut tx, by.organization, before.id).await?;
        let next = ahead.into_iter().find(|v| v.state == VisitState::Planned && v.starts_at > app.now());
        called_off = next.map(|v| v.starts_at);
        if visits::cancel_ahead(&mut tx, by.organization, before.id, app.now()).await? > 0 {
            after.planned_at = visits::next(&mut tx, by.organization, before.id, app.now()).await?;
        }
    }
    store::save(&mut tx, by.organization, &after).await?;
    let data = json!({ "before": before.state, "after": after.state });
    log(app, &mut tx, by, &after, (Event::OrderStateChanged, data)).await?;
    step(app, &mut tx, by, &after, OrderStep::State, state.to_string()).await?;
    match (state, called_off) {
        (OrderState::Closed, _) => tell(app, &mut tx, by, &after, (LetterKind::OrderClosed, "", None)).await?,
        (OrderState::Cancelled, Some(at)) => {
            tell(app, &mut tx, by, &after, (LetterKind::VisitCancelled, "", Some(at))).await?;
        }
        _ => {}
    }
    if !state.is_open() {
        faults::order_over(app, &mut tx, by, &after, state).await?;
    }
    let after = super::again(&mut tx, by, number).await?;
    tx.commit().await?;
    Ok(after)
}
