//! Who sees an object no longer, or from now on, when it is moved (R12, R72).

use serde::Serialize;

use crate::domain::FacilityId;
use crate::domain::access::decide;
use crate::domain::permission::Permission;
use crate::service::{Actor, App, Error, access, acting};
use crate::store::standing;

use super::{Needs, Place, find, thing_at};

/// Whom a move would concern, by name.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Moved {
    /// Customer users who see the object now and would not any more.
    pub see_no_longer: Vec<String>,
    /// Customer users who do not see it and would.
    pub see_now: Vec<String>,
}

/// Whom it would concern if the object was at `facility`, or at none: every customer user through the same decision that pages
/// make. Staff who may move it are told, and customers' own users who manage the others too.
///
/// # Errors
/// The field `facility` when the object cannot be put there.
pub async fn move_preview(app: &App, by: &Actor, number: &str, facility: Option<FacilityId>) -> Result<Moved, Error> {
    let mut conn = app.store.read().await?;
    let found = find(app, &mut conn, by, number, Needs::CHANGE).await?;
    if found.viewer.is_some() {
        // Who sees what is nobody's business but theirs who manage it (R50).
        acting::acting(app, &mut conn, by, Permission::ManageUsers).await?;
    }
    let object = found.object;
    let place = Place { by, customer: object.customer_id, viewer: found.viewer.as_ref() };
    if facility != object.facility_id {
        place.facility(app, &mut conn, facility).await??;
    }
    let customer = standing::get(&mut conn, by.organization, object.customer_id).await?;
    let customer = customer.ok_or_else(|| Error::not_found("such customer"))?;
    let mut moved = Moved::default();
    for (user, viewer) in access::viewers(app, &mut conn, by.organization, &customer).await? {
        let before = decide(&viewer, &object.thing(by.organization), app.now()).allowed;
        let after = decide(&viewer, &thing_at(&viewer, facility), app.now()).allowed;
        match (before, after) {
            (true, false) => moved.see_no_longer.push(user.name()),
            (false, true) => moved.see_now.push(user.name()),
            _ => {}
        }
    }
    Ok(moved)
}
