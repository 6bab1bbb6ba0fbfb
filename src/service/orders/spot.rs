//! What a customer's own user types about something new, a fault report or an order: a line, a text, a place in their scope.

use crate::domain::access::{Thing, ThingKind, Viewer, decide};
use crate::domain::field::FieldErrors;
use crate::domain::{FacilityId, ObjectId};
use crate::service::{App, Error};
use crate::store::{Conn, order_work, places, things};
use crate::text;

use super::make::{LONGEST_DESCRIPTION, LONGEST_TITLE};

/// Where something is, and what it is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(in crate::service) struct Spot {
    /// At which facility, or at none (R12).
    pub facility: Option<FacilityId>,
    /// About which object.
    pub object: Option<ObjectId>,
}

/// A title, which is needed.
pub(in crate::service) fn checked_title(typed: &str) -> Result<String, FieldErrors> {
    let title = text::line(typed);
    match title.chars().count() {
        0 => Err(FieldErrors::one("title", "title-missing", "a title is needed: what it is about, in a line")),
        n if n > LONGEST_TITLE => {
            Err(FieldErrors::one("title", "title-long", format!("has {n} characters; {LONGEST_TITLE} are the most")))
        }
        _ => Ok(title),
    }
}

/// A longer text, perhaps empty.
pub(in crate::service) fn checked_text(field: &'static str, typed: &str) -> Result<String, FieldErrors> {
    let body = text::lines(typed).trim().to_owned();
    match body.chars().count() {
        n if n > LONGEST_DESCRIPTION => {
            let message = format!("has {n} characters; {LONGEST_DESCRIPTION} are the most");
            Err(FieldErrors::one(field, "description-long", message))
        }
        _ => Ok(body),
    }
}

/// Where it is: an object that the viewer sees, which knows where it stands; a facility in the viewer's scope; or no facility
/// for whoever's scope includes that. What the viewer does not see and what is not there are the same mistake.
pub(in crate::service) async fn find(
    app: &App,
    conn: &mut Conn,
    viewer: &Viewer,
    (facility, object): (Option<FacilityId>, Option<&str>),
) -> Result<Result<Spot, FieldErrors>, Error> {
    let mut errors = FieldErrors::new();
    let about = match object.map(str::trim).filter(|number| !number.is_empty()) {
        None => None,
        Some(number) => {
            let found = seen_object(app, conn, viewer, number).await?;
            if found.is_none() {
                let message = format!("there is no object {} that you see", text::line(number));
                errors.add("object", "object-unseen", message);
            }
            found
        }
    };
    let ours = match facility {
        Some(id) => {
            let all = places::facilities(conn, viewer.organization, viewer.customer).await?;
            viewer.scope.includes(Some(id)) && all.iter().any(|(own, _, _)| *own == id)
        }
        None => true,
    };
    if !ours {
        errors.add("facility", "facility-unseen", "this is no facility of yours");
    }
    let place = about.and_then(|(_, at)| at).or(facility);
    if place.is_none() && about.is_none() && object.is_none_or(str::is_empty) && !viewer.scope.includes(None) {
        errors.add("facility", "facility-missing", "choose the facility where it is");
    }
    Ok(errors.into_result().map(|()| Spot { facility: place, object: about.map(|(id, _)| id) }))
}

/// The object of this number and where it is, if the viewer sees it.
async fn seen_object(
    app: &App,
    conn: &mut Conn,
    viewer: &Viewer,
    number: &str,
) -> Result<Option<(ObjectId, Option<FacilityId>)>, Error> {
    let found = things::find(conn, viewer.organization, viewer.customer, ThingKind::Object, number).await?;
    let allowed = |thing: Thing| decide(viewer, &thing, app.now()).allowed;
    if !found.iter().any(|f| allowed(f.thing(ThingKind::Object, viewer.organization))) {
        return Ok(None);
    }
    Ok(order_work::object(conn, viewer.organization, viewer.customer, number).await?)
}
