//! Which parts of the portal exist for a customer (R2).

use crate::domain::CustomerId;
use crate::domain::portal_area::{PortalArea, PortalAreas};
use crate::service::customers::{self, CustomerDetail};
use crate::service::portal_switch;

use super::super::dialogs::{Checks, Fetch, Tick};
use super::super::msg::Job;

/// What an area is, beside its word.
fn note(area: PortalArea) -> &'static str {
    match area {
        PortalArea::Orders => t!("area-orders"),
        PortalArea::Objects => t!("area-objects"),
        PortalArea::Faults => t!("area-faults"),
        PortalArea::Documents => t!("area-documents"),
        PortalArea::Calendar => t!("area-calendar"),
        PortalArea::Billing => t!("area-billing"),
        PortalArea::Video => t!("area-video"),
    }
}

/// Asks how they stand, then shows the boxes.
pub fn areas(customer: CustomerId) -> Fetch<CustomerDetail> {
    let job = Job::new("customer", move |app, by| async move { customers::get(&app, &by, customer).await });
    Fetch::new(t!("areas-title"), job, |customer, cx| cx.push(boxes(&customer)))
}

fn boxes(customer: &CustomerDetail) -> Checks<bool> {
    let id = customer.row.id;
    let name = customer.row.name.clone();
    let ticks = PortalArea::ALL.iter().map(|a| Tick::new(a.as_str(), note(*a), customer.areas.on(*a))).collect();
    let job = move |ticks: &[Tick]| {
        let on = |area: PortalArea| {
            let at = PortalArea::ALL.iter().position(|a| *a == area);
            at.and_then(|at| ticks.get(at)).is_some_and(|t| t.mark.is_on())
        };
        let areas = PortalAreas {
            orders: on(PortalArea::Orders),
            objects: on(PortalArea::Objects),
            faults: on(PortalArea::Faults),
            documents: on(PortalArea::Documents),
            calendar: on(PortalArea::Calendar),
            billing: on(PortalArea::Billing),
            video: on(PortalArea::Video),
        };
        Job::new("areas", move |app, by| async move { portal_switch::areas(&app, &by, id, areas).await })
    };
    Checks::new(
        t!("areas-of", number = customer.row.number, name = customer.row.name),
        t!("areas-say"),
        ticks,
        job,
        move |_, cx| cx.undoable(Some(id), t!("areas-saved", name = name)),
    )
}
