//! Finding a thing by a few letters, whoever's it is: a customer user, an order, a fault report, a contact, a facility, a
//! service object, a model.
//!
//! Customers are found by `customers::list`. What a person may not look at is not found (R10).

use crate::domain::staff::{StaffPermission, Territory};
use crate::store::search::{self as store, Among, Typed};

pub use crate::store::search::{Hit, Kind};

use super::{Actor, App, Error};

/// What is found, in this order.
const KINDS: [Kind; 7] =
    [Kind::User, Kind::Order, Kind::Fault, Kind::Contact, Kind::Facility, Kind::Object, Kind::Model];

/// So many of each kind are found.
const OF_EACH: usize = 6;

/// What holds every word that was typed, at most six of each kind, the kinds one after the other, of each what has exactly
/// that number first, then the newest. Needs *view customers*; fault reports are found by whoever handles them, and a
/// technician finds those whose order is assigned to them. Nothing typed finds nothing.
pub async fn find(app: &App, by: &Actor, typed: &str) -> Result<Vec<Hit>, Error> {
    by.may(StaffPermission::ViewCustomers)?.anywhere();
    let Some(typed) = Typed::new(typed) else { return Ok(Vec::new()) };
    let mut conn = app.store.read().await?;
    let sees = by.sees();
    let mut found = Vec::new();
    for kind in KINDS {
        let all = Among { organization: by.organization, territory: &sees, assigned: None };
        if kind != Kind::Fault {
            found.extend(store::find(&mut conn, all, kind, &typed, OF_EACH).await?);
            continue;
        }
        let handles = StaffPermission::HandleFaultReports;
        if by.may(handles).is_ok() {
            let own = by.rights().map_or(Territory::Everywhere, |rights| rights.territory.clone());
            let assigned = by.staff_id().filter(|_| by.rights().is_some_and(|r| r.only_assigned(handles)));
            let reports = Among { territory: &own, assigned, ..all };
            found.extend(store::find(&mut conn, reports, kind, &typed, OF_EACH).await?);
        }
    }
    Ok(found)
}
