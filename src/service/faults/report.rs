//! Reporting a fault: what a customer's own user does (R33). The report makes a work order in the same transaction.

use serde::Serialize;
use serde_json::json;

use crate::domain::access::Viewer;
use crate::domain::activity::Event;
use crate::domain::field::FieldErrors;
use crate::domain::letter::LetterKind;
use crate::domain::permission::Permission;
use crate::domain::staff::StaffPermission;
use crate::domain::state::{OrderKind, OrderStep, Urgency};
use crate::domain::{AreaId, CustomerId, FacilityId, FaultReportId, OrderId, OrganizationId, StaffId};
use crate::service::documents::{self, Brought};
use crate::service::notices::{announce, announce_others, nobody_of_staff};
use crate::service::orders::{self, spot};
use crate::service::{Actor, App, Error, access, acting, sent};
use crate::store::faults::{self as store, NewReport};
use crate::store::numbers::{self, Numbered};
use crate::store::{Conn, Tx, notices, order_work, staff};

use super::{FaultRow, again, log};

/// What a customer reports.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewFault {
    /// What is wrong, in a line; 1 to 200 characters.
    pub title: String,
    /// What there is to say about it, 10,000 characters at most; perhaps nothing.
    pub body: String,
    /// How soon.
    pub urgency: Urgency,
    /// At which facility; none: where the object is, or at none.
    pub facility: Option<FacilityId>,
    /// About the object with this number.
    pub object: Option<String>,
    /// The same for everything that is sent again by mistake: it is one report then. Empty: each is one of its own.
    pub key: String,
    /// Photographs and the like, which are nobody's yet. They hang on the order afterwards; when the report is not made,
    /// they are removed.
    pub photos: Vec<Brought>,
}

/// A report that was made.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Reported {
    /// The report's number.
    pub number: String,
    /// The number of the order that it made.
    pub order: String,
    /// Nobody was told of it; it stands on the office's list (R73).
    pub unheard: bool,
}

impl From<&FaultRow> for Reported {
    fn from(row: &FaultRow) -> Self {
        Self { number: row.number.clone(), order: row.order_number.clone(), unheard: row.unheard }
    }
}

/// Reports a fault on an object that the person sees, at a facility in their scope, or at none if their scope includes
/// that (R12). Sent again with the same key, it is the same report.
///
/// # Errors
/// Every field that cannot be taken; denied without *report faults* at this moment.
pub async fn report(app: &App, by: &Actor, new: &NewFault) -> Result<Reported, Error> {
    let made = once(app, by, new).await;
    if !matches!(made, Ok((_, true))) {
        documents::forget(app, &new.photos).await;
    }
    made.map(|(reported, _)| reported)
}

/// The report, and whether it is new.
async fn once(app: &App, by: &Actor, new: &NewFault) -> Result<(Reported, bool), Error> {
    let mut tx = app.store.begin().await?;
    let at = acting::acting(app, &mut tx, by, Permission::ReportFaults).await?;
    let key = sent::key_or_own(app, by, &new.key);
    if let Some(row) = store::by_key(&mut tx, by.organization, &key).await? {
        return Ok(((&row).into(), false));
    }
    let viewer = access::stand(app, &mut tx, by.organization, at.me.id).await?.viewer;
    let (title, body, place) = checked(app, &mut tx, &viewer, new).await?;

    let technician = only_one(&mut tx, by.organization, at.customer.id, at.customer.area_id).await?;
    let order: OrderId = app.id();
    let order_number = numbers::next(&mut tx, by.organization, Numbered::Order).await?;
    let row = order_work::NewOrder {
        id: order,
        organization: by.organization,
        customer: at.customer.id,
        number: &order_number,
        kind: OrderKind::WorkOrder,
        title: &title,
        description: &body,
        urgency: new.urgency,
        facility: place.facility,
        object: place.object,
        contact: at.me.contact,
        technician: technician.as_ref().map(|(id, name)| (*id, name.as_str())),
        created_by: by.name(),
        at: app.now(),
    };
    order_work::insert(&mut tx, &row).await?;
    let (id, number): (FaultReportId, _) = (app.id(), store::next_number(&mut tx, by.organization).await?);
    let row = NewReport {
        id,
        organization: by.organization,
        customer: at.customer.id,
        number: &number,
        order,
        facility: place.facility,
        object: place.object,
        user: at.me.id,
        reported_by: by.name(),
        title: &title,
        body: &body,
        urgency: new.urgency,
        sent_key: &key,
        at: app.now(),
    };
    if !store::insert(&mut tx, &row).await? {
        // The same form arrived twice at once, and the other one was faster: nothing of this one stays.
        drop(tx);
        let there = store::by_key(&mut app.store.read().await?, by.organization, &key).await?;
        return there.map(|row| ((&row).into(), false)).ok_or_else(|| Error::not_found("such fault report"));
    }
    let on = documents::Parent::Order(at.customer.id, order);
    for photo in &new.photos {
        documents::hang(app, &mut tx, by, on, photo, None).await?;
    }
    let report = again(&mut tx, by, &number).await?;
    told(app, &mut tx, by, &report, &body).await?;
    let report = again(&mut tx, by, &number).await?;
    tx.commit().await?;
    Ok(((&report).into(), true))
}

/// Logs it, and tells whoever is to be told. If nobody of the staff is, the report is unheard (R73).
async fn told(app: &App, tx: &mut Tx, by: &Actor, report: &FaultRow, body: &str) -> Result<(), Error> {
    let order = orders::again(tx, by, &report.order_number).await?;
    let data = json!({ "order": order.number, "urgency": order.urgency });
    log(app, tx, by, report, Event::FaultReported, data).await?;
    let data = json!({
        "kind": order.kind, "urgency": order.urgency, "technician": order.technician, "report": report.number,
    });
    orders::log(app, tx, by, &order, (Event::OrderCreated, data)).await?;
    orders::step(app, tx, by, &order, OrderStep::Created, String::new()).await?;
    if order.technician_id.is_some() {
        orders::step(app, tx, by, &order, OrderStep::Assigned, order.technician.clone()).await?;
    }
    let heard = announce(app, tx, by, &orders::notice(&order, LetterKind::FaultReceived, body, None)).await?;
    // Whoever is told of the report is not told of its order too.
    let notice = orders::notice(&order, LetterKind::OrderCreated, body, None);
    let also = announce_others(app, tx, by, &notice, &heard).await?;
    if nobody_of_staff(heard.iter().chain(&also)) {
        store::set_unheard(tx, by.organization, report.id).await?;
    }
    Ok(())
}

/// Everything that was typed, every mistake at once.
async fn checked(
    app: &App,
    conn: &mut Conn,
    viewer: &Viewer,
    new: &NewFault,
) -> Result<(String, String, spot::Spot), Error> {
    let mut errors = FieldErrors::new();
    let title = errors.take(spot::checked_title(&new.title)).unwrap_or_default();
    let body = errors.take(spot::checked_text("body", &new.body)).unwrap_or_default();
    let place = errors.take(spot::find(app, conn, viewer, (new.facility, new.object.as_deref())).await?);
    errors.into_result()?;
    Ok((title, body, place.unwrap_or_default()))
}

/// The one staff person who looks after the customer and can work on its orders; nobody when there are several.
async fn only_one(
    conn: &mut Conn,
    org: OrganizationId,
    customer: CustomerId,
    area: Option<AreaId>,
) -> Result<Option<(StaffId, String)>, Error> {
    let mut able = Vec::new();
    for id in notices::assigned(conn, org, customer, None).await? {
        let found = staff::accounts(conn, org, staff::Who::One(id)).await?;
        able.extend(found.into_iter().filter(|account| {
            let rights = account.rights();
            account.row.active && rights.may(StaffPermission::ManageOrders) && rights.territory.includes(area)
        }));
    }
    Ok(match able.as_slice() {
        [one] => Some((one.row.id, one.row.name.clone())),
        _ => None,
    })
}
