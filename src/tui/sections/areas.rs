//! Which parts of the portal exist for a customer (R2).

use crate::domain::CustomerId;
use crate::domain::portal_area::{PortalArea, PortalAreas};
use crate::service::customers::{self, CustomerDetail};
use crate::service::portal_switch;

use super::super::dialogs::{Checks, Fetch, Tick};
use super::super::msg::Job;

/// What an area is, beside its word.
const fn note(area: PortalArea) -> &'static str {
    match area {
        PortalArea::Orders => "orders and comments",
        PortalArea::Objects => "service objects, readings, self-checks",
        PortalArea::Faults => "reporting faults",
        PortalArea::Documents => "documents of orders, objects, models",
        PortalArea::Calendar => "planned visits",
        PortalArea::Billing => "invoices and estimates",
        PortalArea::Video => "video sessions",
    }
}

/// Asks how they stand, then shows the boxes.
pub fn areas(customer: CustomerId) -> Fetch<CustomerDetail> {
    let job = Job::new("customer", move |app, by| async move { customers::get(&app, &by, customer).await });
    Fetch::new("Portal areas", job, |customer, cx| cx.push(boxes(&customer)))
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
        format!("Portal areas of {} {}", customer.row.number, customer.row.name),
        "An area that is off is off for all of this customer's users, whatever their permissions, and for the secure link.",
        ticks,
        job,
        move |_, cx| cx.undoable(Some(id), format!("Portal areas of {name} saved")),
    )
}
