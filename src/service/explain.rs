//! Explain (R71): may this customer user see that thing, and why, link by link, each with what changes it.
//!
//! The chain is the one that the portal decides by; here it is only put into words.

mod words;

use serde::Serialize;

use crate::domain::CustomerUserId;
use crate::domain::access::{Step, ThingKind, decide_any};
use crate::domain::staff::StaffPermission;
use crate::store::{places, things};
use crate::text;

use super::{Actor, App, Error, access};

/// Whether a customer user may see a thing, and why.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Explanation {
    /// Whether the thing is seen: every link holds.
    pub allowed: bool,
    /// The answer in one sentence.
    pub title: String,
    /// Every link of the chain, in the order in which it is walked.
    pub links: Vec<Link>,
}

/// A link of the chain.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Link {
    /// Which link.
    pub step: Step,
    /// Whether it holds.
    pub holds: bool,
    /// How it stands.
    pub sentence: String,
    /// What changes it: the command, and where it is on the screen. None where nothing does.
    pub mend: Option<String>,
}

/// Explains whether `user` sees the thing of this kind and number. A thing of another customer of the organization is
/// explained too (its customer is named to staff who may act there); one of another organization does not exist.
pub async fn explain(
    app: &App,
    by: &Actor,
    user: CustomerUserId,
    kind: ThingKind,
    number: &str,
) -> Result<Explanation, Error> {
    let mut conn = app.store.read().await?;
    let at = access::standpoint(app, &mut conn, by, user, StaffPermission::ViewCustomers).await?;
    let number = number.trim();
    let found = things::find(&mut conn, by.organization, at.customer.id, kind, number).await?;
    let decided: Vec<_> = found.iter().map(|f| f.thing(kind, by.organization)).collect();
    let Some((through, decision)) = decide_any(&at.viewer, &decided, app.now()) else {
        return Err(Error::not_found(format!("{kind} {} in {}", text::line(number), at.organization.name)));
    };
    let found = &found[through];
    let facilities = places::facilities(&mut conn, by.organization, at.customer.id).await?;
    let contact = match at.viewer.contact {
        Some(id) => places::contact_name(&mut conn, by.organization, id).await?,
        None => None,
    };
    let theirs = found.customer_id == Some(at.customer.id);
    let known = by.sees().includes(found.area_id);
    let words = words::Words {
        user: &at.user,
        viewer: &at.viewer,
        customer: &at.customer,
        organization: &at.organization.name,
        kind,
        number,
        found,
        facilities: &facilities,
        contact: contact.as_deref().unwrap_or_default(),
        told: theirs || known,
    };
    let links = decision.chain.iter().map(|r| words.link(r.step, r.holds)).collect();
    Ok(Explanation { allowed: decision.allowed, title: words.title(decision.allowed), links })
}
