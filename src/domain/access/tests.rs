//! Every link of the chain, and the rules that are easily got wrong.

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
    Thing {
        kind,
        parent: Parent::Customer,
        organization: id(1),
        customer: Some(id(2)),
        facility: Some(id(10)),
        contact: None,
    }
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
        // Whoever reports faults sees the reports: that permission does more than look.
        let looks = kind.needs().only_looks();
        assert_eq!(decide(&independent, &thing(*kind), now()).allowed, looks, "{kind}");
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

#[test]
fn a_document_needs_what_it_hangs_on() {
    let on = |parent| Thing { parent, ..thing(ThingKind::Document) };
    let without = |permission| {
        let permissions = viewer().permissions.with(permission, false);
        Viewer { permissions, ..viewer() }
    };
    for (parent, needs) in [
        (Parent::Customer, Permission::ViewCustomerData),
        (Parent::Order, Permission::ViewOrders),
        (Parent::Object, Permission::ViewObjects),
        (Parent::Model, Permission::ViewObjects),
    ] {
        assert!(decide(&viewer(), &on(parent), now()).allowed, "{parent}");
        assert_eq!(decide(&without(needs), &on(parent), now()).refused_by(), Some(Step::ParentPermission), "{parent}");
        let blind = without(Permission::ViewDocuments);
        assert_eq!(decide(&blind, &on(parent), now()).refused_by(), Some(Step::Permission), "{parent}");
    }
    let no_orders = Viewer { areas: PortalAreas { orders: false, ..PortalAreas::ALL }, ..viewer() };
    assert_eq!(decide(&no_orders, &on(Parent::Order), now()).refused_by(), Some(Step::ParentArea));
    assert!(decide(&no_orders, &on(Parent::Customer), now()).allowed);

    // A contact's narrowing (R13) goes through orders only.
    let linked = Viewer { contact: Some(id(50)), ..viewer() };
    assert_eq!(decide(&linked, &on(Parent::Order), now()).refused_by(), Some(Step::Contact));
    assert!(decide(&linked, &Thing { contact: Some(id(50)), ..on(Parent::Order) }, now()).allowed);
    assert!(decide(&linked, &on(Parent::Object), now()).allowed);
}

#[test]
fn a_document_of_a_model_is_seen_through_any_of_its_objects() {
    let at = |n| Thing { parent: Parent::Model, facility: Some(id(n)), ..thing(ThingKind::Document) };
    let scope = Scope { all: false, unassigned: false, facilities: BTreeSet::from([id(11)]) };
    let viewer = Viewer { scope, ..viewer() };
    let elsewhere = Thing { customer: Some(id(99)), ..at(11) };
    let (through, decision) = decide_any(&viewer, &[elsewhere, at(10), at(11)], now()).unwrap();
    assert!(decision.allowed && through == 2);
    assert!(sees_any(&viewer, &[elsewhere, at(10), at(11)], now()));
    // The reasons are those of the object that comes furthest.
    let (through, decision) = decide_any(&viewer, &[elsewhere, at(10)], now()).unwrap();
    assert_eq!((through, decision.refused_by()), (1, Some(Step::Scope)));
    assert!(!sees_any(&viewer, &[elsewhere, at(10)], now()));
    assert_eq!(decide_any(&viewer, &[], now()), None);
    assert!(!sees_any(&viewer, &[], now()));
}
