//! Orders that a customer's own users ask for (R31): made, changed and taken back by whoever has *manage orders* and sees the
//! order, as long as nothing is planned. From then on staff decide, and people comment.

use serde_json::json;

use crate::domain::FacilityId;
use crate::domain::OrderId;
use crate::domain::access::{Parent, Thing, ThingKind, Viewer, decide};
use crate::domain::activity::Event;
use crate::domain::field::FieldErrors;
use crate::domain::letter::LetterKind;
use crate::domain::permission::Permission;
use crate::domain::state::{OrderKind, OrderState, OrderStep, Urgency};
use crate::service::{Actor, App, Error, access, acting, sent};
use crate::store::numbers::{self, Numbered};
use crate::store::{Conn, Tx, order_work as store};

use super::make::differences;
use super::{OrderSheet, again, log, spot, step, take, tell, unknown};

/// What customers ask for: work orders come from fault reports and from staff.
pub const KINDS: [OrderKind; 2] = [OrderKind::ServiceOrder, OrderKind::Ticket];

/// An order that is asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewWish {
    /// What it is: one of [`KINDS`].
    pub kind: OrderKind,
    /// What is to be done, in a line; 1 to 200 characters.
    pub title: String,
    /// What is to be done, and when it would suit; 10,000 characters at most.
    pub description: String,
    /// How soon.
    pub urgency: Urgency,
    /// At which facility; none: where the object is, or at none.
    pub facility: Option<FacilityId>,
    /// About the object with this number.
    pub object: Option<String>,
    /// The same for everything that is sent again by mistake: it is one order then. Empty: each is one of its own.
    pub key: String,
}

/// What an order that was asked for becomes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WishChange {
    /// The order's number.
    pub order: String,
    /// The version that was looked at.
    pub version: i64,
    /// What is to be done, in a line.
    pub title: String,
    /// What is to be done.
    pub description: String,
}

/// Asks for an order, about an object that the person sees, at a facility in their scope, or at none if their scope
/// includes that (R12). Sent again with the same key, it is the same order; its number.
///
/// # Errors
/// Every field that cannot be taken; denied without *manage orders* at this moment.
pub async fn create(app: &App, by: &Actor, new: &NewWish) -> Result<String, Error> {
    let mut tx = app.store.begin().await?;
    // Nobody else of the customer acts meanwhile, so that of two forms with one key the second finds the first.
    let at = acting::acting_alone(app, &mut tx, by, Permission::ManageOrders).await?;
    let key = sent::key_or_own(app, by, &new.key);
    if let Some(number) = store::by_sent_key(&mut tx, by.organization, &key).await? {
        return Ok(number);
    }
    let viewer = access::stand(app, &mut tx, by.organization, at.me.id).await?.viewer;
    let mut errors = FieldErrors::new();
    if !KINDS.contains(&new.kind) {
        errors.add("kind", "kind-unknown", "a service order or a ticket can be asked for");
    }
    let title = errors.take(spot::checked_title(&new.title)).unwrap_or_default();
    let description = errors.take(spot::checked_text("description", &new.description)).unwrap_or_default();
    let found = spot::find(app, &mut tx, &viewer, (new.facility, new.object.as_deref())).await?;
    let place = errors.take(found).unwrap_or_default();
    errors.into_result()?;

    let (id, number): (OrderId, _) = (app.id(), numbers::next(&mut tx, by.organization, Numbered::Order).await?);
    let row = store::NewOrder {
        id,
        organization: by.organization,
        customer: at.customer.id,
        number: &number,
        kind: new.kind,
        title: &title,
        description: &description,
        urgency: new.urgency,
        facility: place.facility,
        object: place.object,
        contact: at.me.contact,
        technician: None,
        created_by: by.name(),
        at: app.now(),
    };
    store::insert(&mut tx, &row).await?;
    store::set_wished(&mut tx, by.organization, id, &key).await?;
    let order = again(&mut tx, by, &number).await?;
    let data = json!({ "kind": order.kind, "urgency": order.urgency, "technician": "" });
    log(app, &mut tx, by, &order, (Event::OrderCreated, data)).await?;
    step(app, &mut tx, by, &order, OrderStep::Created, String::new()).await?;
    tell(app, &mut tx, by, &order, (LetterKind::OrderCreated, &description, None)).await?;
    tx.commit().await?;
    Ok(number)
}

/// Changes what an order that was asked for is about, while nothing is planned. Nothing different changes nothing.
///
/// # Errors
/// Every field that cannot be taken; a conflict when it cannot be changed any more, or that names who changed it meanwhile.
pub async fn edit(app: &App, by: &Actor, change: &WishChange) -> Result<(), Error> {
    let mut tx = app.store.begin().await?;
    let before = find(app, &mut tx, by, &change.order).await?;
    let mut errors = FieldErrors::new();
    let title = errors.take(spot::checked_title(&change.title)).unwrap_or_default();
    let description = errors.take(spot::checked_text("description", &change.description)).unwrap_or_default();
    errors.into_result()?;
    let after = OrderSheet { title, description, ..before.clone() };
    if after == before {
        return Ok(());
    }
    take(&mut tx, by, &before, change.version).await?;
    store::save(&mut tx, by.organization, &after).await?;
    log(app, &mut tx, by, &after, (Event::OrderChanged, differences(&before, &after))).await?;
    tell(app, &mut tx, by, &after, (LetterKind::OrderEdited, &after.description, None)).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes back an order that was asked for, while nothing is planned.
///
/// # Errors
/// A conflict when it cannot be taken back any more, or that names who changed it meanwhile.
pub async fn cancel(app: &App, by: &Actor, number: &str, version: i64) -> Result<(), Error> {
    let mut tx = app.store.begin().await?;
    let before = find(app, &mut tx, by, number).await?;
    take(&mut tx, by, &before, version).await?;
    let after = OrderSheet { state: OrderState::Cancelled, closed_at: Some(app.now()), ..before.clone() };
    store::save(&mut tx, by.organization, &after).await?;
    let data = json!({ "before": before.state, "after": after.state });
    log(app, &mut tx, by, &after, (Event::OrderStateChanged, data)).await?;
    step(app, &mut tx, by, &after, OrderStep::State, OrderState::Cancelled.to_string()).await?;
    tell(app, &mut tx, by, &after, (LetterKind::OrderCancelled, "", None)).await?;
    crate::service::faults::order_over(app, &mut tx, by, &after, OrderState::Cancelled).await?;
    tx.commit().await?;
    Ok(())
}

/// An order that the viewer may still change or take back, as the form shows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wish {
    /// Its number.
    pub number: String,
    /// What is to be done, in a line.
    pub title: String,
    /// What is to be done.
    pub description: String,
    /// The version that is looked at.
    pub version: i64,
}

/// The order of this number, if the viewer may change or take it back; for the buttons on its page.
///
/// # Errors
/// Not found for everything else.
pub async fn seen(app: &App, viewer: &Viewer, number: &str) -> Result<Wish, Error> {
    let mut conn = app.store.read().await?;
    let order = theirs(app, &mut conn, viewer, number).await?;
    let may = viewer.may(Permission::ManageOrders, app.now()).allowed && viewer.user.is_some();
    if !may || !open(&mut conn, viewer, &order).await? {
        return Err(unknown(number));
    }
    let OrderSheet { number, title, description, version, .. } = order;
    Ok(Wish { number, title, description, version })
}

/// The order, if `by` may change it at this moment.
async fn find(app: &App, tx: &mut Tx, by: &Actor, number: &str) -> Result<OrderSheet, Error> {
    let at = acting::acting(app, tx, by, Permission::ManageOrders).await?;
    let viewer = access::stand(app, tx, by.organization, at.me.id).await?.viewer;
    let order = theirs(app, tx, &viewer, number).await?;
    if open(tx, &viewer, &order).await? {
        return Ok(order);
    }
    Err(Error::conflict(format!(
        "order {} is {} and cannot be changed here any more; write a comment instead",
        order.number, order.state
    )))
}

/// The order of this number, if the viewer sees it.
async fn theirs(app: &App, conn: &mut Conn, viewer: &Viewer, number: &str) -> Result<OrderSheet, Error> {
    let order = store::by_number(conn, viewer.organization, number).await?.ok_or_else(|| unknown(number))?;
    let thing = Thing {
        kind: ThingKind::Order,
        parent: Parent::Customer,
        organization: viewer.organization,
        customer: Some(order.customer_id),
        facility: order.facility_id,
        contact: order.contact_id,
    };
    if decide(viewer, &thing, app.now()).allowed { Ok(order) } else { Err(unknown(number)) }
}

/// Whether a customer's own user asked for it, and nothing is planned yet.
async fn open(conn: &mut Conn, viewer: &Viewer, order: &OrderSheet) -> Result<bool, Error> {
    let waits = order.state == OrderState::Open && order.planned_at.is_none();
    Ok(waits && store::is_wish(conn, viewer.organization, order.id).await?)
}
