//! Thousands of small worlds: for every viewer and every thing, the filters of the store and the one decision agree; what
//! a preview counts is what the decision says, and pages show what lists show.
//!
//! Worlds are written many at a time, so that the time goes into comparing. One that fails is named by its seed, and
//! `KEYDESK_TEST_SEED=…` tells that one alone.

mod twins;

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use futures_util::stream::{self, StreamExt as _};
use keydesk::domain::access::{Parent, Scope, Thing, ThingKind, Viewer, decide_any, sees_any};
use keydesk::domain::permission::{Exception, Exceptions, Permission, PermissionSet, Role, RoleTable};
use keydesk::domain::portal_area::PortalAreas;
use keydesk::domain::state::UserState;
use keydesk::domain::{ContactId, CustomerId, CustomerUserId, FacilityId, OrganizationId};
use keydesk::random::Random;
use keydesk::service::access::{self, Change, Counts};
use keydesk::service::portal::{self, BillingQuery, DocumentQuery, FaultQuery, From, Listed, OrderQuery, StateFilter};
use keydesk::service::{Actor, App, Error, explain, video, view_as};
use keydesk::store::Store;
use uuid::Uuid;

use super::batch::{Batch, V};
use super::{perhaps, random_areas};
use crate::support::database::stories;
use crate::support::world::World;

stories! { filters_and_decisions_agree_on_every_pair }

/// So many worlds are the same at every run, and so many are new; written so many at a time.
const WORLDS: (u64, u64) = (600, 600);
const AT_ONCE: usize = 100;
/// One world in so many is looked at more closely.
const CLOSELY: usize = 25;
/// In one world in so many the parts of pages are compared that have filters of their own.
const PARTS: usize = 5;
/// Kinds of things, and four parts: self-checks, visits, orders of an object, readings.
const KINDS: usize = 12;

async fn filters_and_decisions_agree_on_every_pair(store: Store) {
    let world = World::new(store).await;
    let only: Option<u64> = std::env::var("KEYDESK_TEST_SEED").ok().and_then(|s| s.parse().ok());
    let fresh = u64::from_le_bytes(Random::system().bytes()) >> 1;
    let seeds: Vec<u64> =
        only.map_or_else(|| (0..WORLDS.0).chain(fresh..fresh + WORLDS.1).collect(), |seed| vec![seed]);
    let (mut seen, mut refused) = ([0_usize; KINDS], 0);
    for seeds in seeds.chunks(AT_ONCE) {
        let mut batch = Batch::new(&world.sql);
        let smalls: Vec<_> = seeds.iter().map(|seed| Small::make(&world.app, *seed, &mut batch)).collect();
        batch.write().await;
        let one = |n: usize| {
            // What the neighbour has must stay the neighbour's, though it has the same numbers.
            let (small, neighbour) = (&smalls[n], &smalls[(n + 1) % smalls.len()]);
            small.compare(&world, neighbour, n)
        };
        let counted: Vec<_> = stream::iter(0..smalls.len()).map(one).buffer_unordered(4).collect().await;
        for (yes, no) in counted {
            seen.iter_mut().zip(yes).for_each(|(sum, n)| *sum += n);
            refused += no;
        }
    }
    // Parts of pages are compared in one world of some: fewer of them are there to be seen.
    let enough = seen.iter().all(|n| *n > 100 / PARTS) && refused > 10_000;
    assert!(only.is_some() || enough, "{seen:?} seen, {refused} refused");
}

/// Something that somebody may see.
#[derive(Debug)]
struct Owned {
    kind: ThingKind,
    /// By what the lists name it; unique in all worlds.
    key: String,
    number: String,
    places: Vec<Thing>,
}

struct Person {
    viewer: Viewer,
    /// What the database must say of the person's rights.
    user: Option<CustomerUserId>,
}

/// An organization with two customers, their things and their people.
struct Small {
    parts: twins::Parts,
    seed: u64,
    organization: OrganizationId,
    things: Vec<Owned>,
    people: Vec<Person>,
}

/// What a customer of a small world has, to hang things on.
#[derive(Default)]
struct Yard {
    facilities: Vec<FacilityId>,
    contacts: Vec<ContactId>,
    /// Identifier, facility, model.
    objects: Vec<(Uuid, Option<FacilityId>, Option<Uuid>)>,
    /// Identifier, facility, contact.
    orders: Vec<(Uuid, Option<FacilityId>, Option<ContactId>)>,
}

/// What is needed at every step of making a world.
struct Maker<'a> {
    app: &'a App,
    random: Random,
    batch: &'a mut Batch,
    organization: OrganizationId,
    things: Vec<Owned>,
    parts: twins::Parts,
    count: u32,
}

impl Maker<'_> {
    fn id(&self) -> Uuid {
        self.app.id::<CustomerId>().0
    }

    fn odds(&self, one_in: u32) -> bool {
        self.random.below(one_in) == 0
    }

    fn number(&mut self, prefix: &str) -> String {
        self.count += 1;
        format!("{prefix}{}", self.count)
    }

    fn own(&mut self, kind: ThingKind, key: impl Into<String>, number: &str, places: Vec<Thing>) {
        self.things.push(Owned { kind, key: key.into(), number: number.to_owned(), places });
    }

    fn thing(&self, kind: ThingKind, customer: Option<CustomerId>, facility: Option<FacilityId>) -> Thing {
        let parent = Parent::Customer;
        Thing { kind, parent, organization: self.organization, customer, facility, contact: None }
    }

    /// Facilities, contacts, objects and orders of a customer.
    fn yard(&mut self, customer: CustomerId, models: &[Uuid]) -> Yard {
        let mut yard = Yard::default();
        let (org, now) = (self.organization.0, self.app.now());
        for _ in 0..self.random.below(4) {
            let (id, number) = (self.id(), self.number("F"));
            let place = Some(FacilityId(id));
            self.batch.add("facility", &[V::Id(id), V::Id(org), V::Id(customer.0), V::text(&number), V::text("Site")]);
            let thing = self.thing(ThingKind::Facility, Some(customer), place);
            self.own(ThingKind::Facility, id.to_string(), &number, vec![thing]);
            yard.facilities.push(FacilityId(id));
        }
        for _ in 0..self.random.below(3) {
            let (id, number) = (self.id(), self.number("C"));
            self.batch.add("contact", &[V::Id(id), V::Id(org), V::Id(customer.0), V::text(&number)]);
            yard.contacts.push(ContactId(id));
        }
        for _ in 0..self.random.below(4) {
            let (id, number) = (self.id(), self.number("O"));
            let (facility, model) = (perhaps(&self.random, &yard.facilities), perhaps(&self.random, models));
            let (place, of) = (V::id(facility.map(|f| f.0)), V::id(model));
            let name = format!("device {id}");
            let row = [V::Id(id), V::Id(org), V::Id(customer.0), place, of, V::text(&number), V::text(&name)];
            self.batch.add("service_object", &row);
            let thing = self.thing(ThingKind::Object, Some(customer), facility);
            self.own(ThingKind::Object, name, &number, vec![thing]);
            yard.objects.push((id, facility, model));
            self.on_object(customer, (id, &number), thing);
        }
        for _ in 0..self.random.below(5) {
            let (id, number) = (self.id(), self.number("A"));
            let facility = perhaps(&self.random, &yard.facilities);
            let contact = perhaps(&self.random, &yard.contacts);
            let (place, whose) = (V::id(facility.map(|f| f.0)), V::id(contact.map(|c| c.0)));
            let object = perhaps(&self.random, &yard.objects).map(|o| o.0);
            let closed = self.odds(3);
            let state = [V::text(if closed { "closed" } else { "open" }), if closed { V::Time(now) } else { V::None }];
            let row =
                [V::Id(id), V::Id(org), V::Id(customer.0), place, whose, V::id(object), V::text(&number), V::Time(now)];
            self.batch.add("service_order", &row.into_iter().chain(state).collect::<Vec<_>>());
            let thing = Thing { contact, ..self.thing(ThingKind::Order, Some(customer), facility) };
            self.own(ThingKind::Order, id.to_string(), &number, vec![thing]);
            self.parts.order(id, (object, closed), thing);
            if self.odds(2) {
                self.visit(customer, id, thing);
            }
            yard.orders.push((id, facility, contact));
        }
        yard
    }

    /// Documents on anything; some rows name things that do not go together, and must open nothing.
    fn document(&mut self, customers: &[(CustomerId, Yard)], models: &[Uuid]) {
        let (id, number) = (self.id(), self.number("D"));
        let (customer, yard) = &customers[self.random.below(2) as usize];
        let of = if self.odds(10) { customers[self.random.below(2) as usize].0 } else { *customer };
        let agreed = (of == *customer).then_some(of);
        let base =
            |parent, facility, contact| Thing { parent, contact, ..self.thing(ThingKind::Document, agreed, facility) };
        let (order, object) = (perhaps(&self.random, &yard.orders), perhaps(&self.random, &yard.objects));
        let model = perhaps(&self.random, models);
        let none = (None, None, None);
        let ((on_order, on_object, on_model), places) = match (self.random.below(4), order, object, model) {
            (0, Some((order, facility, contact)), object, _) => {
                let both = object.filter(|_| self.odds(6)).map(|o| o.0);
                ((Some(order), both, None), vec![base(Parent::Order, facility, contact)])
            }
            (1, _, Some((object, facility, _)), _) => {
                ((None, Some(object), None), vec![base(Parent::Object, facility, None)])
            }
            (2, _, _, Some(model)) => {
                let mut places = Vec::new();
                for (customer, yard) in customers {
                    let same = yard.objects.iter().filter(|(_, _, of)| *of == Some(model));
                    places.extend(same.map(|(_, facility, _)| Thing {
                        parent: Parent::Model,
                        ..self.thing(ThingKind::Document, Some(*customer), *facility)
                    }));
                }
                ((None, None, Some(model)), places)
            }
            _ => (none, vec![Thing { customer: Some(of), ..base(Parent::Customer, None, None) }]),
        };
        let of = if on_model.is_some() { None } else { Some(of.0) };
        let (org, now) = (V::Id(self.organization.0), V::Time(self.app.now()));
        let on = [V::id(of), V::id(on_order), V::id(on_object), V::id(on_model)];
        let row = [V::Id(id), org].into_iter().chain(on).chain([V::text(&number), now]);
        self.batch.add("document", &row.collect::<Vec<_>>());
        self.own(ThingKind::Document, id.to_string(), &number, places);
    }

    /// Fault reports on orders; a row that names another customer than its order's opens nothing.
    fn fault(&mut self, customers: &[(CustomerId, Yard)]) {
        let (customer, yard) = &customers[self.random.below(2) as usize];
        let Some((order, facility, contact)) = perhaps(&self.random, &yard.orders) else { return };
        let (id, number) = (self.id(), self.number("R"));
        let of = if self.odds(10) { customers[self.random.below(2) as usize].0 } else { *customer };
        let agreed = (of == *customer).then_some(of);
        let thing = Thing { contact, ..self.thing(ThingKind::Fault, agreed, facility) };
        let (org, at) = (V::Id(self.organization.0), V::Time(self.app.now()));
        let key = V::text(&id.to_string());
        self.batch.add("fault_report", &[V::Id(id), org, V::Id(of.0), V::Id(order), V::text(&number), at, key]);
        self.own(ThingKind::Fault, id.to_string(), &number, vec![thing]);
    }

    fn bill(&mut self, customers: &[(CustomerId, Yard)]) {
        let (id, number) = (self.id(), self.number("B"));
        let (customer, yard) = &customers[self.random.below(2) as usize];
        let order = perhaps(&self.random, &yard.orders);
        let of = if self.odds(10) { customers[self.random.below(2) as usize].0 } else { *customer };
        let agreed = (of == *customer || order.is_none()).then_some(of);
        let kind = if self.odds(2) { ThingKind::Invoice } else { ThingKind::Estimate };
        let thing = self.thing(kind, agreed, order.and_then(|o| o.1));
        let (org, day) = (V::Id(self.organization.0), V::text(&format!("2026-02-{:02}", 1 + self.random.below(28))));
        let row =
            [V::Id(id), org, V::Id(of.0), V::id(order.map(|o| o.0)), V::text(&number), V::text(kind.as_str()), day];
        self.batch.add("billing_record", &row);
        self.own(kind, id.to_string(), &number, vec![thing]);
    }

    /// Video sessions about an order or none; some rows name an order of another customer, and must open nothing.
    fn video(&mut self, customers: &[(CustomerId, Yard)]) {
        let (id, number) = (self.id(), self.number("V"));
        let (customer, yard) = &customers[self.random.below(2) as usize];
        let of = if self.odds(10) { customers[self.random.below(2) as usize].0 } else { *customer };
        let order = perhaps(&self.random, &yard.orders);
        let facility = if of == *customer { perhaps(&self.random, &yard.facilities) } else { None };
        let agreed = (of == *customer || order.is_none()).then_some(of);
        let base = self.thing(ThingKind::VideoSession, agreed, facility);
        let thing = match order {
            Some((_, facility, contact)) => Thing { parent: Parent::Order, facility, contact, ..base },
            None => base,
        };
        let (org, now) = (V::Id(self.organization.0), V::Time(self.app.now()));
        let on = [V::Id(of.0), V::id(order.map(|o| o.0)), V::id(facility.map(|f| f.0)), V::text(&number)];
        let row = [V::Id(id), org].into_iter().chain(on).chain([V::text(&id.to_string()), now]);
        self.batch.add("video_session", &row.collect::<Vec<_>>());
        self.own(ThingKind::VideoSession, id.to_string(), &number, vec![thing]);
    }

    fn roles(&mut self) -> RoleTable {
        let mut changes = BTreeMap::new();
        for _ in 0..self.random.below(5) {
            let role = Role::ALL[self.random.below(3) as usize];
            changes.insert((role, Permission::ALL[self.random.below(21) as usize]), self.odds(2));
        }
        for ((role, permission), held) in &changes {
            let row =
                [V::Id(self.organization.0), V::text(role.as_str()), V::text(permission.as_str()), V::Bool(*held)];
            self.batch.add("role_permission", &row);
        }
        RoleTable::with_changes(changes.into_iter().map(|((role, permission), held)| (role, permission, held)))
    }

    /// A person of the customer `stands` describes; some have a row for a foreign facility that must open nothing.
    fn person(&mut self, stands: &Viewer, yard: &Yard, foreign: &[FacilityId], table: &RoleTable) -> Person {
        let (id, sign_in) = (self.id(), self.id());
        let (org, now) = (self.organization.0, self.app.now());
        let role = Role::ALL[self.random.below(3) as usize];
        let mut exceptions = Exceptions::new();
        let rare = if self.odds(3) { 3 } else { 12 };
        for permission in Permission::ALL.iter().filter(|_| self.random.below(rare) == 0) {
            let exception = if self.odds(2) { Exception::Allowed } else { Exception::Denied };
            exceptions.insert(*permission, exception);
        }
        let all = self.odds(3);
        let mut facilities: BTreeSet<_> = yard.facilities.iter().filter(|_| self.odds(2)).copied().collect();
        if self.odds(5) {
            facilities.extend(foreign.first());
        }
        let scope = Scope { all, unassigned: self.odds(2), facilities: if all { BTreeSet::new() } else { facilities } };
        let state = if self.odds(6) { UserState::ALL[self.random.below(5) as usize] } else { UserState::Active };
        let ends_at = match self.random.below(12) {
            0 => Some(now),
            1 => Some(now + TimeDelta::days(1)),
            _ => None,
        };
        let contact = if self.odds(3) { perhaps(&self.random, &yard.contacts) } else { None };
        self.batch.add("sign_in", &[V::Id(sign_in), V::Id(org), V::text(&format!("{id}@customer.example"))]);
        let named = [V::text(role.as_str()), V::text(state.as_str()), V::Bool(scope.all), V::Bool(scope.unassigned)];
        let row = [V::Id(id), V::Id(org), V::Id(stands.customer.0), V::Id(sign_in), V::id(contact.map(|c| c.0))];
        let end = ends_at.map_or(V::None, V::Time);
        self.batch.add("customer_user", &row.into_iter().chain(named).chain([end]).collect::<Vec<_>>());
        for (permission, exception) in &exceptions {
            let row = [V::Id(org), V::Id(id), V::text(permission.as_str()), V::Bool(*exception == Exception::Allowed)];
            self.batch.add("customer_user_permission", &row);
        }
        for facility in &scope.facilities {
            self.batch.add("customer_user_facility", &[V::Id(org), V::Id(id), V::Id(facility.0)]);
        }
        let permissions = table.effective(role, &exceptions);
        let user = Some(CustomerUserId(id));
        Person { viewer: Viewer { user, state, ends_at, permissions, scope, contact, ..stands.clone() }, user }
    }
}

impl Small {
    fn make(app: &App, seed: u64, batch: &mut Batch) -> Self {
        let organization: OrganizationId = app.id();
        let random = Random::seeded(seed);
        let parts = twins::Parts::default();
        let mut maker = Maker { app, random, batch, organization, things: Vec::new(), parts, count: 0 };
        let module_on = !maker.odds(10);
        let name = V::text(&format!("world {organization}"));
        maker.batch.add("organization", &[V::Id(organization.0), name, V::Bool(module_on)]);
        let table = maker.roles();
        maker.checklist();
        let mut models = Vec::new();
        for _ in 0..maker.random.below(3) {
            let (id, number) = (maker.id(), maker.number("M"));
            maker.batch.add("model", &[V::Id(id), V::Id(organization.0), V::text(&number)]);
            models.push(id);
        }
        let (mut customers, mut stands) = (Vec::new(), Vec::new());
        for _ in 0..2 {
            let customer: CustomerId = app.id();
            let (number, areas) = (maker.number("K"), random_areas(&maker.random));
            let (portal_on, independent) = (!maker.odds(10), maker.odds(12));
            let switches: Vec<_> = switches(areas).into_iter().map(V::Bool).collect();
            let access = V::text(if independent { "independent" } else { "active" });
            let row = [V::Id(customer.0), V::Id(organization.0), V::text(&number), access, V::Bool(portal_on)];
            maker.batch.add("customer", &row.into_iter().chain(switches).collect::<Vec<_>>());
            customers.push((customer, maker.yard(customer, &models)));
            stands.push(Viewer {
                organization,
                customer,
                user: None,
                module_on,
                portal_on,
                independent,
                areas,
                state: UserState::Active,
                ends_at: None,
                permissions: PermissionSet::secure_link(maker.odds(2)),
                scope: Scope::everything(),
                contact: None,
            });
        }
        for _ in 0..maker.random.below(7) {
            maker.document(&customers, &models);
        }
        for _ in 0..maker.random.below(5) {
            maker.bill(&customers);
        }
        for _ in 0..maker.random.below(4) {
            maker.video(&customers);
        }
        for _ in 0..maker.random.below(4) {
            maker.fault(&customers);
        }
        let mut people = Vec::new();
        for (n, stands) in stands.iter().enumerate() {
            let (yard, foreign) = (&customers[n].1, &customers[1 - n].1.facilities);
            people.push(maker.person(stands, yard, foreign, &table));
            // Every other customer is looked at through its secure link as well (R20), or by a second person.
            if maker.odds(2) {
                people.push(Person { viewer: stands.clone(), user: None });
            } else {
                people.push(maker.person(stands, yard, foreign, &table));
            }
        }
        let (things, parts) = (maker.things, maker.parts);
        Self { parts, seed, organization, things, people }
    }

    /// Compares what the lists show with what is decided; how many things of each kind were seen, and how many refused.
    async fn compare(&self, world: &World, neighbour: &Self, n: usize) -> ([usize; KINDS], usize) {
        let (mut seen, mut refused) = ([0; KINDS], 0);
        for person in &self.people {
            let shown = shown(&world.app, &person.viewer, None).await;
            for owned in self.things.iter().chain(&neighbour.things) {
                let allowed = sees_any(&person.viewer, &owned.places, world.app.now());
                let is = shown.contains(&owned.key);
                assert_eq!(is, allowed, "seed {}: {owned:?} for {:?}", self.seed, person.viewer);
                if allowed {
                    seen[owned.kind as usize] += 1;
                } else {
                    refused += 1;
                }
            }
            let known: BTreeSet<_> = self.things.iter().chain(&neighbour.things).map(|o| o.key.clone()).collect();
            assert!(shown.is_subset(&known), "seed {}: something unknown is shown", self.seed);
        }
        if n.is_multiple_of(PARTS) {
            for person in &self.people {
                let parts = self.compare_parts(&world.app, &person.viewer).await;
                seen[8..].iter_mut().zip(parts).for_each(|(sum, n)| *sum += n);
            }
        }
        if n.is_multiple_of(CLOSELY) {
            self.look_closely(world).await;
        }
        (seen, refused)
    }

    /// Page by page, each page by its number, what *view as* and *explain* say, and what a preview counts.
    async fn look_closely(&self, world: &World) {
        let (app, seed) = (&world.app, self.seed);
        let by = Actor { organization: self.organization, ..world.admin.clone() };
        for person in &self.people {
            let viewer = &person.viewer;
            assert_eq!(shown(app, viewer, Some(2)).await, shown(app, viewer, None).await, "seed {seed}: pages");
            for owned in &self.things {
                let allowed = sees_any(viewer, &owned.places, app.now());
                let page = match owned.kind {
                    ThingKind::Order => portal::order(app, viewer, &owned.number).await.is_ok(),
                    ThingKind::Document => portal::document(app, viewer, &owned.number).await.is_ok(),
                    ThingKind::Invoice | ThingKind::Estimate => {
                        portal::billing_record(app, viewer, &owned.number).await.is_ok()
                    }
                    ThingKind::VideoSession => video::seen_one(app, viewer, &owned.number).await.is_ok(),
                    ThingKind::Fault => portal::fault(app, viewer, &owned.number).await.is_ok(),
                    ThingKind::Object | ThingKind::Facility => allowed,
                };
                assert_eq!(page, allowed, "seed {seed}: the page of {owned:?} for {viewer:?}");
                if let Some(user) = person.user {
                    let explained = explain::explain(app, &by, user, owned.kind, &owned.number).await.unwrap();
                    assert_eq!(explained.allowed, allowed, "seed {seed}: {owned:?} explained: {explained:?}");
                    if let Some((_, decision)) = decide_any(viewer, &owned.places, app.now()) {
                        let refused = explained.links.iter().find(|l| !l.holds).map(|l| l.step);
                        assert_eq!(refused.is_none(), decision.refused_by().is_none(), "seed {seed}: {explained:?}");
                    }
                }
            }
            if let Some(user) = person.user {
                self.compare_view_and_preview(app, &by, person, user).await;
            }
        }
    }

    async fn compare_view_and_preview(&self, app: &App, by: &Actor, person: &Person, user: CustomerUserId) {
        let inside = Viewer {
            module_on: true,
            portal_on: true,
            state: UserState::Active,
            ends_at: None,
            ..person.viewer.clone()
        };
        let view = view_as::open(app, by, user).await.unwrap();
        assert_eq!(format!("{:?}", view.viewer), format!("{inside:?}"), "seed {}", self.seed);
        assert_eq!(view.shut_out.is_none(), person.viewer.admitted(app.now()).allowed, "seed {}", self.seed);

        let change = Change { scope: Some(Scope::everything()), contact: Some(None), ..Change::of(&view.user) };
        let effect = access::preview(app, by, &[change]).await.unwrap().remove(0);
        let after = Viewer { scope: Scope::everything(), contact: None, ..inside.clone() };
        let mut gains = Counts::default();
        let mut nothing = true;
        for owned in &self.things {
            let will_see = sees_any(&after, &owned.places, app.now());
            nothing &= !will_see;
            if will_see && !sees_any(&inside, &owned.places, app.now()) {
                *side(&mut gains, owned.kind) += 1;
            }
        }
        assert_eq!(
            (effect.gains, effect.loses, effect.sees_nothing),
            (gains, Counts::default(), nothing),
            "seed {}",
            self.seed
        );
    }
}

const fn side(counts: &mut Counts, kind: ThingKind) -> &mut u64 {
    match kind {
        ThingKind::Order => &mut counts.orders,
        ThingKind::Object => &mut counts.objects,
        ThingKind::Facility => &mut counts.facilities,
        ThingKind::Document => &mut counts.documents,
        ThingKind::Invoice => &mut counts.invoices,
        ThingKind::Estimate => &mut counts.estimates,
        ThingKind::VideoSession => &mut counts.video_sessions,
        ThingKind::Fault => &mut counts.faults,
    }
}

const fn switches(areas: PortalAreas) -> [bool; 7] {
    [areas.orders, areas.objects, areas.faults, areas.documents, areas.calendar, areas.billing, areas.video]
}

/// Everything that the lists of the portal show, all at once or in pages.
async fn shown(app: &App, viewer: &Viewer, page: Option<u32>) -> BTreeSet<String> {
    let limit = page.unwrap_or(200);
    let mut found = BTreeSet::new();
    let mut from = From::Newest;
    loop {
        let query = OrderQuery { state: StateFilter::All, from, limit, ..OrderQuery::default() };
        let Some(listed) = opened(portal::orders(app, viewer, &query).await) else { break };
        let fresh = listed.rows.iter().all(|row| found.insert(row.id.0.to_string()));
        assert!(fresh, "an order stands on two pages");
        let Some(last) = listed.rows.last().filter(|_| listed.more) else { break };
        from = From::After(last.number.clone());
    }
    let mut after: Option<String> = None;
    while let Some(listed) = opened(portal::objects(app, viewer, "", after.as_deref(), limit).await) {
        found.extend(listed.rows.iter().map(|row| row.name.clone()));
        let Some(last) = listed.rows.last().filter(|_| listed.more) else { break };
        after = Some(last.number.clone());
    }
    let mut query = DocumentQuery { limit, ..DocumentQuery::default() };
    while let Some(listed) = opened(portal::documents(app, viewer, &query).await) {
        let fresh = listed.rows.iter().all(|row| found.insert(row.id.0.to_string()));
        assert!(fresh, "a document stands on two pages");
        let Some(last) = listed.rows.last().filter(|_| listed.more) else { break };
        query.after.clone_from(&last.number);
    }
    let mut query = BillingQuery { limit, ..BillingQuery::default() };
    while let Some(listed) = opened(portal::billing(app, viewer, &query).await) {
        let fresh = listed.rows.iter().all(|row| found.insert(row.id.0.to_string()));
        assert!(fresh, "an invoice stands on two pages");
        let Some(last) = listed.rows.last().filter(|_| listed.more) else { break };
        query.after.clone_from(&last.number);
    }
    found.extend(video::seen(app, viewer).await.unwrap().into_iter().map(|row| row.id.0.to_string()));
    let mut query = FaultQuery { state: StateFilter::All, limit, ..FaultQuery::default() };
    while let Some(listed) = opened(portal::faults(app, viewer, &query).await) {
        let fresh = listed.rows.iter().all(|row| found.insert(row.id.0.to_string()));
        assert!(fresh, "a fault report stands on two pages");
        let Some(last) = listed.rows.last().filter(|_| listed.more) else { break };
        query.after.clone_from(&last.number);
    }
    let facilities = portal::facilities(app, viewer).await.map(|rows| Listed { rows, more: false });
    found.extend(opened(facilities).into_iter().flat_map(|l| l.rows).map(|f| f.id.0.to_string()));
    found
}

/// What is closed shows nothing; any other failure is one.
fn opened<T>(answer: Result<Listed<T>, Error>) -> Option<Listed<T>> {
    match answer {
        Ok(listed) => Some(listed),
        Err(Error::NotFound { .. } | Error::SignedOut { .. }) => None,
        Err(e) => panic!("{e}"),
    }
}
