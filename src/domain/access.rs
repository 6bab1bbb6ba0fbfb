//! The one place where it is decided what a viewer of the portal may see and do.
//!
//! [`decide`] is a pure function from a viewer and a thing to a [`Decision`] with its chain of reasons. The filters
//! of `store::visible` are its set-wise twin; a property test holds the two to each other on both databases.
//! No page and no screen tests a permission in another way.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::ids::{ContactId, CustomerId, CustomerUserId, FacilityId, OrganizationId};
use super::permission::{Permission, PermissionSet};
use super::portal_area::PortalAreas;
use super::state::UserState;
use super::text_enum::text_enum;

/// Which facilities a customer user sees (R12).
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
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
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Thing {
    /// What kind of thing.
    pub kind: ThingKind,
    /// Whose it is.
    pub organization: OrganizationId,
    /// Which customer's.
    pub customer: CustomerId,
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
        /// An invoice.
        Invoice = "invoice",
        /// An estimate.
        Estimate = "estimate",
    }
}

impl ThingKind {
    /// The permission that seeing such a thing needs.
    pub const fn needs(self) -> Permission {
        match self {
            Self::Order => Permission::ViewOrders,
            Self::Object => Permission::ViewObjects,
            Self::Facility => Permission::ViewCustomerData,
            Self::Invoice => Permission::ViewInvoices,
            Self::Estimate => Permission::ViewEstimates,
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

/// Whether `viewer` may see `thing` now, and why (or why not).
pub fn decide(viewer: &Viewer, thing: &Thing, now: DateTime<Utc>) -> Decision {
    let contact_rule = match (thing.kind, viewer.contact) {
        (_, None) | (ThingKind::Object | ThingKind::Facility, _) => true,
        (kind, Some(_)) if kind.is_billing() => false,
        (_, Some(contact)) => thing.contact == Some(contact),
    };
    Decision::of(viewer.links(thing.kind.needs(), now).chain([
        (Step::Customer, viewer.organization == thing.organization && viewer.customer == thing.customer),
        (Step::Scope, viewer.scope.includes(thing.facility)),
        (Step::Contact, contact_rule),
    ]))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::permission::{Exception, Exceptions, Role, RoleTable};

    fn id<T: From<Uuid>>(n: u128) -> T {
        Uuid::from_u128(n).into()
    }

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap()
    }

    fn viewer() -> Viewer {
        Viewer {
            organization: id(1),
            customer: id(2),
            user: Some(id(3)),
            module_on: true,
            portal_on: true,
            independent: false,
            areas: PortalAreas::ALL,
            state: UserState::Active,
            ends_at: None,
            permissions: RoleTable::default().of(Role::Administrator),
            scope: Scope::everything(),
            contact: None,
        }
    }

    fn thing(kind: ThingKind) -> Thing {
        Thing { kind, organization: id(1), customer: id(2), facility: Some(id(10)), contact: None }
    }

    #[test]
    fn every_link_of_the_chain_can_refuse() {
        type Change = Box<dyn Fn(&mut Viewer)>;
        let order = thing(ThingKind::Order);
        let cases: Vec<(Step, Change)> = vec![
            (Step::Module, Box::new(|v| v.module_on = false)),
            (Step::CustomerPortal, Box::new(|v| v.portal_on = false)),
            (Step::UserState, Box::new(|v| v.state = UserState::Suspended)),
            (Step::EndDate, Box::new(|v| v.ends_at = Some(now()))),
            (Step::PortalArea, Box::new(|v| v.areas.orders = false)),
            (
                Step::Permission,
                Box::new(|v| {
                    let denied = Exceptions::from([(Permission::ViewOrders, Exception::Denied)]);
                    v.permissions = RoleTable::default().effective(Role::Member, &denied);
                }),
            ),
            (Step::Customer, Box::new(|v| v.customer = id(99))),
            (Step::Customer, Box::new(|v| v.organization = id(99))),
            (Step::Scope, Box::new(|v| v.scope = Scope::default())),
            (Step::Contact, Box::new(|v| v.contact = Some(id(50)))),
        ];
        assert!(decide(&viewer(), &order, now()).allowed);
        for (step, change) in cases {
            let mut viewer = viewer();
            change(&mut viewer);
            assert_eq!(decide(&viewer, &order, now()).refused_by(), Some(step));
        }
    }

    #[test]
    fn an_independent_customer_is_looked_at_and_nothing_else() {
        let independent = Viewer { independent: true, ..viewer() };
        assert!(independent.admitted(now()).allowed);
        for kind in ThingKind::ALL {
            assert!(decide(&independent, &thing(*kind), now()).allowed, "{kind}");
        }
        for permission in Permission::ALL {
            let refused = independent.may(*permission, now()).refused_by();
            let expected = (!permission.only_looks()).then_some(Step::Independence);
            assert_eq!(refused, expected, "{permission}");
            assert!(viewer().may(*permission, now()).allowed, "{permission}");
        }
    }

    #[test]
    fn scope_separates_facilities_and_the_unassigned() {
        let chosen = Scope { all: false, unassigned: false, facilities: BTreeSet::from([id(10)]) };
        assert!(chosen.includes(Some(id(10))) && !chosen.includes(Some(id(11))) && !chosen.includes(None));
        let unassigned = Scope { unassigned: true, ..Scope::default() };
        assert!(unassigned.includes(None) && !unassigned.includes(Some(id(10))));
        assert!(Scope::default().is_empty() && !unassigned.is_empty());
    }

    #[test]
    fn a_contact_sees_own_orders_and_never_billing() {
        let linked = Viewer { contact: Some(id(50)), ..viewer() };
        let own = Thing { contact: Some(id(50)), ..thing(ThingKind::Order) };
        assert!(decide(&linked, &own, now()).allowed);
        assert!(!decide(&linked, &thing(ThingKind::Order), now()).allowed);
        assert!(decide(&linked, &thing(ThingKind::Object), now()).allowed);
        for kind in [ThingKind::Invoice, ThingKind::Estimate] {
            let billed = Thing { contact: Some(id(50)), ..thing(kind) };
            assert_eq!(decide(&linked, &billed, now()).refused_by(), Some(Step::Contact));
            assert!(!linked.may(kind.needs(), now()).allowed);
        }
    }
}
