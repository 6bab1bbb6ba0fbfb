//! What the portal shows: every list and page reads through the viewer's access decision.
//!
//! A thing that the viewer may not see and a thing that does not exist are the same answer: not found.

use crate::domain::access::{Decision, Step, Thing, ThingKind, Viewer, decide};
use crate::domain::permission::Permission;
use crate::domain::{ContactId, FacilityId};
use crate::store::visible;

pub use crate::store::visible::{FacilityRow, From, ObjectRow, OrderDetail, OrderQuery, OrderRow, StateFilter};

use super::{App, Error};

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

/// An order may be seen and the object it is about not: the object may be elsewhere, or objects not be given at all.
fn may_see_object(app: &App, viewer: &Viewer, order: &OrderRow) -> bool {
    let object = thing(viewer, ThingKind::Object, order.object_facility_id, None);
    order.object.is_none() || decide(viewer, &object, app.now()).allowed
}

const fn thing(viewer: &Viewer, kind: ThingKind, facility: Option<FacilityId>, contact: Option<ContactId>) -> Thing {
    Thing { kind, organization: viewer.organization, customer: viewer.customer, facility, contact }
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
    let mut rows = visible::objects(&mut app.store.read().await?, viewer, search, after, limit).await?;
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    Ok(Listed { rows, more })
}

/// The facilities that the viewer sees, by name.
pub async fn facilities(app: &App, viewer: &Viewer) -> Result<Vec<FacilityRow>, Error> {
    allowed(&viewer.may(Permission::ViewCustomerData, app.now()), Permission::ViewCustomerData)?;
    Ok(visible::facilities(&mut app.store.read().await?, viewer).await?)
}

/// A part of the portal that was not given answers like one that does not exist.
fn allowed(decision: &Decision, permission: Permission) -> Result<(), Error> {
    match decision.refused_by() {
        None => Ok(()),
        Some(Step::Module | Step::CustomerPortal | Step::UserState | Step::EndDate) => {
            Err(Error::SignedOut { why: "the access has ended".into() })
        }
        Some(_) => Err(Error::not_found(format!("page for you that needs {permission}"))),
    }
}
