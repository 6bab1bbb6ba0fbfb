//! The warning before a customer's first user is made (R21).

use crate::domain::CustomerId;
use crate::domain::staff::StaffPermission;
use crate::service::{Actor, App, Error, portal_switch, secure_link};

/// What whoever is about to grant access is told, when this would be the customer's first user and the secure link opens
/// the portal today: from then on the link leads to the sign-in page.
pub async fn first_user_warning(app: &App, by: &Actor, customer: CustomerId) -> Result<Option<String>, Error> {
    let customer = {
        let mut conn = app.store.read().await?;
        portal_switch::of_staff(&mut conn, by, customer, StaffPermission::GrantAccess).await?
    };
    if !secure_link::show(app, by, customer.id).await?.works {
        return Ok(None);
    }
    Ok(Some(format!(
        "the secure link stops working with the first user: {} has none yet, and whoever opens the link from then on is \
         asked to sign in",
        customer.title()
    )))
}
