//! Fault reports as a viewer reads them (R33), and the places about which something can be reported or asked for.

use crate::domain::FacilityId;
use crate::domain::access::{ThingKind, Viewer, decide};
use crate::domain::permission::Permission;
use crate::service::{App, Error};
use crate::store::visible::ObjectsAt;
use crate::store::{Conn, visible};

use super::{FaultQuery, FaultRow, Listed, allowed, cut, sees, thing};

/// So many objects are offered by name; where there are more, the number is typed.
const OFFERED: u32 = 100;

/// The fault reports that the viewer sees, newest first. What surrounds a report, its order, object and facility, is named
/// only to whoever may see that too.
pub async fn faults(app: &App, viewer: &Viewer, query: &FaultQuery) -> Result<Listed<FaultRow>, Error> {
    allowed(&viewer.may(Permission::ReportFaults, app.now()), Permission::ReportFaults)?;
    let mut conn = app.store.read().await?;
    let edge = match query.after.as_str() {
        "" => None,
        number => match seen_fault(app, &mut conn, viewer, number).await? {
            Some(row) => Some(row),
            None => return Ok(Listed { rows: Vec::new(), more: false }),
        },
    };
    let Listed { rows, more } = cut(visible::faults(&mut conn, viewer, query, edge.as_ref()).await?, query.limit);
    Ok(Listed { rows: rows.into_iter().map(|row| narrowed(app, viewer, row)).collect(), more })
}

/// The fault report with this number, if the viewer may see it.
pub async fn fault(app: &App, viewer: &Viewer, number: &str) -> Result<FaultRow, Error> {
    let mut conn = app.store.read().await?;
    let found = seen_fault(app, &mut conn, viewer, number).await?;
    Ok(narrowed(app, viewer, found.ok_or_else(|| Error::not_found("such fault report"))?))
}

async fn seen_fault(app: &App, conn: &mut Conn, viewer: &Viewer, number: &str) -> Result<Option<FaultRow>, Error> {
    if !sees(app, conn, viewer, ThingKind::Fault, number).await? {
        return Ok(None);
    }
    Ok(visible::fault(conn, viewer, number).await?)
}

/// A report may be seen and its order or object not: they may not be given at all, or be elsewhere by now.
fn narrowed(app: &App, viewer: &Viewer, mut row: FaultRow) -> FaultRow {
    let order = thing(viewer, ThingKind::Order, row.order_facility_id, row.order_contact_id);
    if !decide(viewer, &order, app.now()).allowed {
        row.order_number = None;
        row.order_title.clear();
    }
    let object = thing(viewer, ThingKind::Object, row.object_facility_id, None);
    if !decide(viewer, &object, app.now()).allowed {
        row.object = None;
        row.object_number = None;
    }
    if !viewer.scope.includes(row.facility_id) {
        row.facility = None;
    }
    row
}

/// An object to choose.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NamedObject {
    /// Its number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// At which facility.
    pub facility: Option<String>,
}

/// About what and where the viewer can report or ask for something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Places {
    /// The facilities in scope, by name.
    pub facilities: Vec<(FacilityId, String)>,
    /// Whether it may be at no facility (R12).
    pub nowhere: bool,
    /// The objects that the viewer sees, by name.
    pub objects: Vec<NamedObject>,
    /// Whether there are more objects than these.
    pub more_objects: bool,
}

/// About what and where the viewer can report a fault or ask for an order.
pub async fn places(app: &App, viewer: &Viewer) -> Result<Places, Error> {
    let mut conn = app.store.read().await?;
    let facilities = visible::facilities(&mut conn, viewer).await?;
    let mut objects = Vec::new();
    let mut more_objects = false;
    if viewer.may(Permission::ViewObjects, app.now()).allowed {
        let listed = cut(visible::objects(&mut conn, viewer, (ObjectsAt::Anywhere, ""), None, OFFERED).await?, OFFERED);
        more_objects = listed.more;
        let named =
            |row: visible::ObjectRow| NamedObject { number: row.number, name: row.name, facility: row.facility };
        objects = listed.rows.into_iter().map(named).collect();
    }
    Ok(Places {
        facilities: facilities.into_iter().map(|f| (f.id, f.name)).collect(),
        nowhere: viewer.scope.includes(None),
        objects,
        more_objects,
    })
}
