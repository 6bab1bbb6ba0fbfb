//! The one place where it is decided what a viewer of the portal may see and do.
//!
//! [`decide`] is a pure function from a viewer and a thing to a [`Decision`] with its chain of reasons. The filters
//! of `store::visible` are its set-wise twin; a property test holds the two to each other on both databases.
//! No page and no screen tests a permission in another way.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::ids::{ContactId, CustomerId, CustomerUserId, FacilityId, OrganizationId};
use super::permission::{Permission, PermissionSet};
use super::portal_area::PortalAreas;
use super::state::UserState;
use super::text_enum::text_enum;

/// Which facilities a customer user sees (R12).
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Scope {
    /// Every facility and what belongs to none.
    pub all: bool,
    /// What belongs to no facility (implied by `all`).
    pub unassigned: bool,
    /// Chosen facilities.
    pub facilities: BTreeSet<FacilityId>,
}

impl Scope {
    /// Everything.
    pub const fn everything() -> Self {
        Self { all: true, unassigned: false, facilities: BTreeSet::new() }
    }

    /// Whether a thing at `facility` (or at none) lies in the scope. Nothing chosen means nothing seen.
    pub fn includes(&self, facility: Option<FacilityId>) -> bool {
        self.all || facility.map_or(self.unassigned, |f| self.facilities.contains(&f))
    }

    /// Whether the scope can never include anything.
    pub fn is_empty(&self) -> bool {
        !self.all && !self.unassigned && self.facilities.is_empty()
    }
}

/// A person (or link) in front of the portal of one customer, as the database has it at this request.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// Whose portal it is.
    pub organization: OrganizationId,
    /// At which customer.
    pub customer: CustomerId,
    /// As which customer user; none for whoever holds the customer's secure link (R20), who sees everything in scope.
    pub user: Option<CustomerUserId>,
    /// The organization has switched the module on (R1).
    pub module_on: bool,
    /// The portal is on for the customer (R2).
    pub portal_on: bool,
    /// The customer has become an organization of its own: its users look and change nothing (R19).
    pub independent: bool,
    /// The portal areas that exist for the customer (R2).
    pub areas: PortalAreas,
    /// State of the customer user.
    pub state: UserState,
    /// When the access ends (R16).
    pub ends_at: Option<DateTime<Utc>>,
    /// Role with exceptions, computed live (R8).
    pub permissions: PermissionSet,
    /// Which facilities (R12).
    pub scope: Scope,
    /// The contact this person is, with its narrowing (R13).
    pub contact: Option<ContactId>,
}

/// Something that a viewer might see, with what decides over it.
///
/// A document lies where the thing lies that it hangs on, and is for the contact for whom that is. A document of a model
/// is seen through the model's objects: it is as many `Thing`s as there are such objects, and [`decide_any`] decides.
/// An invoice or estimate lies where its order lies, and so does a fault report, which is for the order's contact too.
/// A video session that is about an order lies where the order lies and is for its contact; one about no order lies at its
/// own facility, or at none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Thing {
    /// What kind of thing.
    pub kind: ThingKind,
    /// What a document hangs on, and whether a video session is about an order; means nothing for anything else.
    pub parent: Parent,
    /// Whose it is.
    pub organization: OrganizationId,
    /// Which customer's; none for a document of a model of which nobody has an object.
    pub customer: Option<CustomerId>,
    /// At which facility, if any.
    pub facility: Option<FacilityId>,
    /// For which contact, if any.
    pub contact: Option<ContactId>,
}

text_enum! {
    /// The kinds of things that are decided over.
    pub enum ThingKind {
        /// A service order, work order or ticket.
        Order = "order",
        /// A service object.
        Object = "object",
        /// A site.
        Facility = "facility",
        /// A document (R37).
        Document = "document",
        /// An invoice.
        Invoice = "invoice",
        /// An estimate.
        Estimate = "estimate",
        /// A video session (R40).
        VideoSession = "video_session",
        /// A fault report (R33): it lies where its order lies, and is for whom that is.
        Fault = "fault",
    }
}

text_enum! {
    /// What a document hangs on: seeing the document needs seeing that too.
    pub enum Parent {
        /// The customer itself.
        Customer = "customer",
        /// An order.
        Order = "order",
        /// A service object.
        Object = "object",
        /// A model: one of its objects must be seen.
        Model = "model",
    }
}

impl Parent {
    /// The permission that seeing such a thing needs.
    pub const fn needs(self) -> Permission {
        match self {
            Self::Customer => Permission::ViewCustomerData,
            Self::Order => Permission::ViewOrders,
            Self::Object | Self::Model => Permission::ViewObjects,
        }
    }
}

impl ThingKind {
    /// The permission that seeing such a thing needs.
    pub const fn needs(self) -> Permission {
        match self {
            Self::Order => Permission::ViewOrders,
            Self::Object => Permission::ViewObjects,
            Self::Facility => Permission::ViewCustomerData,
            Self::Document => Permission::ViewDocuments,
            Self::Invoice => Permission::ViewInvoices,
            Self::Estimate => Permission::ViewEstimates,
            Self::VideoSession => Permission::ViewVideoSessions,
            Self::Fault => Permission::ReportFaults,
        }
    }

    const fn is_billing(self) -> bool {
        matches!(self, Self::Invoice | Self::Estimate)
    }
}

text_enum! {
    /// A link of the chain that every decision walks, in this order.
    pub enum Step {
        /// The organization switched the portal module on.
        Module = "module",
        /// The portal is on for the customer.
        CustomerPortal = "customer_portal",
        /// The customer user is active.
        UserState = "user_state",
        /// The access has not ended.
        EndDate = "end_date",
        /// The customer has not become an organization of its own, or the permission only looks (R19).
        Independence = "independence",
        /// The portal area is on for the customer.
        PortalArea = "portal_area",
        /// Role with exceptions hold the permission.
        Permission = "permission",
        /// The portal area of what a document hangs on is on for the customer.
        ParentArea = "parent_area",
        /// Role with exceptions hold the permission for what a document hangs on.
        ParentPermission = "parent_permission",
        /// The thing belongs to the viewer's customer.
        Customer = "customer",
        /// The thing lies in the viewer's scope.
        Scope = "scope",
        /// The contact rule allows it.
        Contact = "contact",
    }
}

/// One link of the chain and whether it held.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Reason {
    /// Which link.
    pub step: Step,
    /// Whether it held.
    pub holds: bool,
}

/// The answer with its reasons (R71).
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Decision {
    /// Whether all links hold.
    pub allowed: bool,
    /// Every link, in order.
    pub chain: Vec<Reason>,
}

impl Decision {
    fn of(links: impl IntoIterator<Item = (Step, bool)>) -> Self {
        let chain: Vec<_> = links.into_iter().map(|(step, holds)| Reason { step, holds }).collect();
        Self { allowed: chain.iter().all(|r| r.holds), chain }
    }

    /// The first link that does not hold.
    pub fn refused_by(&self) -> Option<Step> {
        self.chain.iter().find(|r| !r.holds).map(|r| r.step)
    }
}

impl Viewer {
    fn standing(&self, now: DateTime<Utc>) -> [(Step, bool); 4] {
        [
            (Step::Module, self.module_on),
            (Step::CustomerPortal, self.portal_on),
            (Step::UserState, self.state == UserState::Active),
            (Step::EndDate, self.ends_at.is_none_or(|end| now < end)),
        ]
    }

    fn links(&self, permission: Permission, now: DateTime<Utc>) -> impl Iterator<Item = (Step, bool)> {
        self.standing(now).into_iter().chain([
            (Step::Independence, !self.independent || permission.only_looks()),
            (Step::PortalArea, permission.portal_area().is_none_or(|a| self.areas.on(a))),
            (Step::Permission, self.permissions.holds(permission)),
        ])
    }

    fn parent_links(&self, parent: Parent) -> [(Step, bool); 2] {
        let permission = parent.needs();
        [
            (Step::ParentArea, permission.portal_area().is_none_or(|a| self.areas.on(a))),
            (Step::ParentPermission, self.permissions.holds(permission)),
        ]
    }

    /// Whether documents that hang on such things can be seen at all, as far as area and permission of the thing go.
    pub fn reaches(&self, parent: Parent) -> bool {
        self.parent_links(parent).iter().all(|(_, holds)| *holds)
    }

    /// Whether the viewer may be in the portal at all.
    pub fn admitted(&self, now: DateTime<Utc>) -> Decision {
        Decision::of(self.standing(now))
    }

    /// Whether the viewer may do `permission` at all, whatever the thing. Billing is never for a person who is
    /// linked to a contact (R13).
    pub fn may(&self, permission: Permission, now: DateTime<Utc>) -> Decision {
        let billing = matches!(permission, Permission::ViewInvoices | Permission::ViewEstimates);
        Decision::of(self.links(permission, now).chain([(Step::Contact, !(billing && self.contact.is_some()))]))
    }
}

/// The links of the chain for one thing, in order.
fn chain<'v>(viewer: &'v Viewer, thing: &'v Thing, now: DateTime<Utc>) -> impl Iterator<Item = (Step, bool)> + 'v {
    // A document has two links more, for what it hangs on.
    let parent = (thing.kind == ThingKind::Document).then(|| viewer.parent_links(thing.parent)).into_iter().flatten();
    let own = viewer.organization == thing.organization && thing.customer == Some(viewer.customer);
    viewer.links(thing.kind.needs(), now).chain(parent).chain([
        (Step::Customer, own),
        (Step::Scope, viewer.scope.includes(thing.facility)),
        (Step::Contact, contact_rule(viewer, thing)),
    ])
}

/// Somebody who is linked to a contact sees that contact's orders only, what hangs on them, the fault reports that made
/// them, and never billing (R13).
fn contact_rule(viewer: &Viewer, thing: &Thing) -> bool {
    let of_an_order = match thing.kind {
        ThingKind::Order | ThingKind::Fault => true,
        ThingKind::Document | ThingKind::VideoSession => thing.parent == Parent::Order,
        _ => false,
    };
    viewer.contact.is_none_or(|contact| !thing.kind.is_billing() && (!of_an_order || thing.contact == Some(contact)))
}

/// Whether `viewer` may see `thing` now, and why (or why not).
pub fn decide(viewer: &Viewer, thing: &Thing, now: DateTime<Utc>) -> Decision {
    Decision::of(chain(viewer, thing, now))
}

/// Whether `viewer` may see something that is any of `things` (a document of a model, through each of its objects), and
/// through which: the first that allows it, or else the one that comes furthest. `None` when there are no things at all.
pub fn decide_any(viewer: &Viewer, things: &[Thing], now: DateTime<Utc>) -> Option<(usize, Decision)> {
    let held = |d: &Decision| d.chain.iter().take_while(|r| r.holds).count();
    let mut best: Option<(usize, Decision)> = None;
    for (i, thing) in things.iter().enumerate() {
        let decision = decide(viewer, thing, now);
        if best.as_ref().is_none_or(|(_, b)| held(b) < held(&decision)) {
            best = Some((i, decision));
        }
    }
    best
}

/// [`decide_any`] without its reasons, for counting.
pub fn sees_any(viewer: &Viewer, things: &[Thing], now: DateTime<Utc>) -> bool {
    things.iter().any(|thing| chain(viewer, thing, now).all(|(_, holds)| holds))
}

#[cfg(test)]
mod tests;
