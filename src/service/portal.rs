//! What the portal shows: every list and page reads through the viewer's access decision.
//!
//! A thing that the viewer may not see and a thing that does not exist are the same answer: not found.

mod faults;
mod object;
mod papers;

use crate::domain::access::{Decision, Parent, Step, Thing, ThingKind, Viewer, decide, sees_any};
use crate::domain::permission::Permission;
use crate::domain::state::BillingKind;
use crate::domain::{ContactId, FacilityId};
use crate::store::{Conn, order_work, things, visible, visits};

pub use crate::store::visible::{
    BillingQuery, BillingRow, DocumentQuery, DocumentRow, FacilityRow, FaultQuery, FaultRow, From, ObjectRow,
    ObjectsAt, OrderDetail, OrderQuery, OrderRow, StateFilter,
};

pub use super::orders::{StepRow, VisitRow};
use super::{App, Error};
pub use faults::{NamedObject, Places, fault, faults, places};
pub use object::{ObjectDetail, object, objects_at};
pub use papers::{document, document_content, document_thumbnail, documents, documents_on};

/// A page of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Whether there are more in the direction asked for.
    pub more: bool,
}

/// The orders that the viewer sees, newest first.
pub async fn orders(app: &App, viewer: &Viewer, query: &OrderQuery) -> Result<Listed<OrderRow>, Error> {
    allowed(&viewer.may(Permission::ViewOrders, app.now()), Permission::ViewOrders)?;
    let mut rows = visible::orders(&mut app.store.read().await?, viewer, query).await?;
    let limit = query.limit as usize;
    let more = rows.len() > limit;
    if more {
        // The one beyond the page lies at the far end of the direction that was asked for.
        if matches!(query.from, From::Before(_)) {
            rows.remove(0);
        } else {
            rows.truncate(limit);
        }
    }
    for row in rows.iter_mut().filter(|row| !may_see_object(app, viewer, row)) {
        row.object = None;
    }
    Ok(Listed { rows, more })
}

/// The order with this number, if the viewer may see it.
pub async fn order(app: &App, viewer: &Viewer, number: &str) -> Result<OrderDetail, Error> {
    let unknown = || Error::not_found("such order");
    let found = visible::order(&mut app.store.read().await?, viewer, number).await?;
    let mut order = found.ok_or_else(unknown)?;
    let thing = thing(viewer, ThingKind::Order, order.facility_id, order.contact_id);
    if !decide(viewer, &thing, app.now()).allowed {
        return Err(unknown());
    }
    if !may_see_object(app, viewer, &order.row) {
        order.row.object = None;
        order.object_number = None;
    }
    Ok(order)
}

/// What happened to an order, as its page shows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OrderPast {
    /// Its visits by their beginning, cancelled ones too.
    pub visits: Vec<VisitRow>,
    /// Its steps, the oldest first.
    pub steps: Vec<StepRow>,
}

/// Visits and history of an order that was found with [`order`].
pub async fn order_past(app: &App, viewer: &Viewer, order: &OrderDetail) -> Result<OrderPast, Error> {
    let mut conn = app.store.read().await?;
    let visits = visits::of_order(&mut conn, viewer.organization, order.row.id).await?;
    let steps = order_work::steps(&mut conn, viewer.organization, order.row.id).await?;
    Ok(OrderPast { visits, steps })
}

/// An order may be seen and the object it is about not: the object may be elsewhere, or objects not be given at all.
fn may_see_object(app: &App, viewer: &Viewer, order: &OrderRow) -> bool {
    let object = thing(viewer, ThingKind::Object, order.object_facility_id, None);
    order.object.is_none() || decide(viewer, &object, app.now()).allowed
}

const fn thing(viewer: &Viewer, kind: ThingKind, facility: Option<FacilityId>, contact: Option<ContactId>) -> Thing {
    let customer = Some(viewer.customer);
    Thing { kind, parent: Parent::Customer, organization: viewer.organization, customer, facility, contact }
}

/// The objects that the viewer sees, by name, after the one with number `after`.
pub async fn objects(
    app: &App,
    viewer: &Viewer,
    search: &str,
    after: Option<&str>,
    limit: u32,
) -> Result<Listed<ObjectRow>, Error> {
    allowed(&viewer.may(Permission::ViewObjects, app.now()), Permission::ViewObjects)?;
    Ok(cut(
        visible::objects(&mut app.store.read().await?, viewer, (ObjectsAt::Anywhere, search), after, limit).await?,
        limit,
    ))
}

/// The facilities that the viewer sees, by name.
pub async fn facilities(app: &App, viewer: &Viewer) -> Result<Vec<FacilityRow>, Error> {
    allowed(&viewer.may(Permission::ViewCustomerData, app.now()), Permission::ViewCustomerData)?;
    Ok(visible::facilities(&mut app.store.read().await?, viewer).await?)
}

/// Whether the viewer may see the thing of this number.
pub(super) async fn sees(
    app: &App,
    conn: &mut Conn,
    viewer: &Viewer,
    kind: ThingKind,
    number: &str,
) -> Result<bool, Error> {
    let found = things::find(conn, viewer.organization, viewer.customer, kind, number).await?;
    let found: Vec<_> = found.iter().map(|f| f.thing(kind, viewer.organization)).collect();
    Ok(sees_any(viewer, &found, app.now()))
}

/// The invoices and estimates that the viewer sees (R39), newest first. Whoever may see only one kind is shown that.
pub async fn billing(app: &App, viewer: &Viewer, query: &BillingQuery) -> Result<Listed<BillingRow>, Error> {
    let may = |kind: &BillingKind| viewer.may(thing_kind(*kind).needs(), app.now());
    let kinds: Vec<_> = BillingKind::ALL.iter().filter(|k| query.kind.is_none_or(|wanted| wanted == **k)).collect();
    if !kinds.iter().any(|kind| may(kind).allowed) {
        for kind in kinds {
            allowed(&may(kind), thing_kind(*kind).needs())?;
        }
    }
    let mut conn = app.store.read().await?;
    let edge = match query.after.as_str() {
        "" => None,
        number => match seen_record(app, &mut conn, viewer, number).await? {
            Some(row) => Some(row),
            None => return Ok(Listed { rows: Vec::new(), more: false }),
        },
    };
    let mut listed = cut(visible::billing(&mut conn, viewer, query, edge.as_ref()).await?, query.limit);
    listed.rows.iter_mut().for_each(|row| hide_order(app, viewer, row));
    Ok(listed)
}

/// The invoice or estimate with this number, if the viewer may see it.
pub async fn billing_record(app: &App, viewer: &Viewer, number: &str) -> Result<BillingRow, Error> {
    let mut conn = app.store.read().await?;
    let found = seen_record(app, &mut conn, viewer, number).await?;
    let mut row = found.ok_or_else(|| Error::not_found("such invoice or estimate"))?;
    hide_order(app, viewer, &mut row);
    Ok(row)
}

pub(super) async fn seen_record(
    app: &App,
    conn: &mut Conn,
    viewer: &Viewer,
    number: &str,
) -> Result<Option<BillingRow>, Error> {
    let Some(row) = visible::billing_record(conn, viewer.organization, number).await? else { return Ok(None) };
    Ok(sees(app, conn, viewer, thing_kind(row.kind), number).await?.then_some(row))
}

/// An invoice may be seen and its order not: orders may not be given at all.
fn hide_order(app: &App, viewer: &Viewer, row: &mut BillingRow) {
    let order = thing(viewer, ThingKind::Order, row.order_facility_id, row.order_contact_id);
    if !decide(viewer, &order, app.now()).allowed {
        row.order_number = None;
    }
}

const fn thing_kind(kind: BillingKind) -> ThingKind {
    match kind {
        BillingKind::Invoice => ThingKind::Invoice,
        BillingKind::Estimate => ThingKind::Estimate,
    }
}

pub(super) fn cut<T>(mut rows: Vec<T>, limit: u32) -> Listed<T> {
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    Listed { rows, more }
}

/// A part of the portal that was not given answers like one that does not exist.
pub(super) fn allowed(decision: &Decision, permission: Permission) -> Result<(), Error> {
    match decision.refused_by() {
        None => Ok(()),
        Some(Step::Module | Step::CustomerPortal | Step::UserState | Step::EndDate) => {
            Err(Error::SignedOut { why: "the access has ended".into() })
        }
        Some(_) => Err(Error::not_found(format!("page for you that needs {permission}"))),
    }
}
