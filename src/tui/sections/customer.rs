//! What can be done with the customer under the cursor, from the list and from every tab of the detail.

use crate::service::customers::CustomerRow;
use crate::service::portal_switch;

use super::super::catalogue::Id;
use super::super::dialogs::{Invite, Question, SecureLink};
use super::super::grid::Grid;
use super::super::msg::Job;
use super::super::people;
use super::super::screen::{Availability, Cx};
use super::areas::areas;
use super::customer_edit::edit;

/// Whether a command of the scope Customer can be carried out.
pub fn availability(command: Id, customer: Option<&CustomerRow>) -> Availability {
    match (command, customer) {
        (_, None) => Availability::Disabled(t!("customer-none-here").into()),
        (_, Some(_)) => Availability::Enabled,
    }
}

/// Carries out a command of the scope Customer. `false`: it is none.
pub fn perform(command: Id, customer: &CustomerRow, cx: &mut Cx<'_>) -> bool {
    match command {
        Id::CustomerEdit => cx.push(edit(customer.id)),
        Id::CustomerPortal => cx.push(switch_portal(customer)),
        Id::PortalAreas => cx.push(areas(customer.id)),
        Id::SecureLink => cx.push(SecureLink::new(customer)),
        Id::ViewAs => cx.push(people::view(customer.id, people::Where::Here)),
        Id::ViewLink => cx.push(people::view(customer.id, people::Where::Browser)),
        Id::Invite => cx.push(Invite::new(customer.id)),
        Id::Permissions => cx.push(Grid::new(customer.id, None)),
        _ => return false,
    }
    true
}

fn switch_portal(customer: &CustomerRow) -> Question<bool> {
    let (id, on, name) = (customer.id, !customer.portal_on, customer.name.clone());
    let happens = if on { t!("portal-on-text") } else { t!("portal-off-text") };
    Question::new(
        t!(if on { "portal-ask-on" } else { "portal-ask-off" }, number = customer.number, name = name),
        happens,
        if on { t!("switch-on") } else { t!("switch-off") },
        move || {
            Job::new("customer portal", move |app, by| async move { portal_switch::customer(&app, &by, id, on).await })
        },
        move |_, cx| cx.undoable(Some(id), t!(if on { "portal-done-on" } else { "portal-done-off" }, name = name)),
    )
}
