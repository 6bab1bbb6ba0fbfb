//! A service object as a viewer reads it (R34): with what its meter showed, its self-checks and its orders.

use crate::domain::access::{ThingKind, Viewer, decide};
use crate::domain::permission::Permission;
use crate::domain::{ContactId, FacilityId};
use crate::service::checks::{DueCheck, RunRow, near};
use crate::service::objects::{ObjectSheet, seen};
use crate::service::readings::ReadingRow;
use crate::service::{App, Error};
use crate::store::visible::ObjectsAt;
use crate::store::{checks, readings, visible};

use super::{Listed, ObjectRow, OrderRow, allowed, cut, thing};

/// So many readings, runs and orders stand on the page; there may be more.
const READINGS: u32 = 100;
const RUNS: u32 = 10;
const ORDERS: u32 = 20;

/// An object with everything its page shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ObjectDetail {
    /// The object.
    pub object: ObjectSheet,
    /// What its meter showed, the newest first, 100 at most.
    pub readings: Vec<ReadingRow>,
    /// What is due on it, the nearest first.
    pub checks: Vec<DueCheck>,
    /// What was filled in, the newest first, 10 at most.
    pub runs: Vec<RunRow>,
    /// The orders about it that the viewer sees, the newest first, 20 at most.
    pub orders: Vec<OrderRow>,
}

/// The object with this number, if the viewer sees it. Each order about it is decided over by itself: it may be elsewhere, or for
/// somebody else.
pub async fn object(app: &App, viewer: &Viewer, number: &str) -> Result<ObjectDetail, Error> {
    let mut conn = app.store.read().await?;
    let object = seen(app, &mut conn, viewer, number).await?;
    let org = viewer.organization;
    let readings = readings::of_object(&mut conn, org, object.id, READINGS).await?;
    let due = checks::of_object(&mut conn, org, object.id).await?;
    let due = near(app, &mut conn, org, due).await?;
    let runs = checks::runs(&mut conn, org, object.id, RUNS).await?;
    let mut orders = Vec::new();
    if viewer.may(Permission::ViewOrders, app.now()).allowed {
        let found = visible::orders_of_object(&mut conn, viewer, object.id, ORDERS).await?;
        let sees = |facility: Option<FacilityId>, contact: Option<ContactId>| {
            decide(viewer, &thing(viewer, ThingKind::Order, facility, contact), app.now()).allowed
        };
        orders = found.into_iter().filter(|o| sees(o.facility_id, o.contact_id)).map(|o| o.row).collect();
    }
    Ok(ObjectDetail { object, readings, checks: due, runs, orders })
}

/// The objects that the viewer sees at these places, by name, after the one with number `after`.
pub async fn objects_at(
    app: &App,
    viewer: &Viewer,
    (at, search): (ObjectsAt, &str),
    after: Option<&str>,
    limit: u32,
) -> Result<Listed<ObjectRow>, Error> {
    allowed(&viewer.may(Permission::ViewObjects, app.now()), Permission::ViewObjects)?;
    Ok(cut(visible::objects(&mut app.store.read().await?, viewer, (at, search), after, limit).await?, limit))
}
