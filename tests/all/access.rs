//! The access decision and its set-wise twin are one: in random worlds, what the lists and pages of the portal show a
//! person is exactly what `domain::access::decide` allows, on both databases.
//!
//! A world that fails is named by its seed; `KEYDESK_TEST_SEED=…` tells that one alone.

mod batch;
mod many;

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use keydesk::domain::access::{Parent, Scope, Thing, ThingKind, Viewer, decide};
use keydesk::domain::permission::{Exception, Exceptions, Permission, Role, RoleTable};
use keydesk::domain::portal_area::PortalAreas;
use keydesk::domain::state::{AccessState, OrderState, UserState};
use keydesk::domain::{CheckAssignmentId, CheckTemplateId, ContactId, CustomerId, FacilityId, ObjectId, SessionId};
use keydesk::random::Random;
use keydesk::service::Error;
use keydesk::service::customer_sign_in;
use keydesk::service::portal::{self, From, OrderQuery, StateFilter};
use keydesk::service::token::{Token, TokenKind};
use keydesk::store::Store;
use uuid::Uuid;

use crate::support::database::stories;
use crate::support::sql::exec;
use crate::support::world::{NewCustomer, NewOrder, NewUser, World};

stories! { lists_and_pages_show_exactly_what_is_decided }

/// So many worlds are the same at every run, and so many are new.
const WORLDS: (u32, u32) = (3, 3);

async fn lists_and_pages_show_exactly_what_is_decided(store: Store) {
    let only: Option<u64> = std::env::var("KEYDESK_TEST_SEED").ok().and_then(|s| s.parse().ok());
    let first = World::new(store).await;
    let (mut seen, mut refused) = (0, 0);
    let fresh = (0..WORLDS.1).map(|_| u64::from_le_bytes(Random::system().bytes()));
    let seeds: Vec<u64> = only.map_or_else(|| (0..WORLDS.0.into()).chain(fresh).collect(), |seed| vec![seed]);
    for seed in seeds {
        let random = Random::seeded(seed);
        let mut things = Things::default();
        let mut people = Vec::new();
        // Two organizations that use the same numbers.
        for half in ["North", "South"] {
            let world = first.another(&format!("{half} {seed}")).await;
            populate(&world, &random, &mut things, &mut people).await;
        }
        for person in &people {
            let (yes, no) = person.compare(&first, &things, seed).await;
            seen += yes;
            refused += no;
        }
    }
    // Most things of a random world are somebody else's, so few are seen; that none were would mean a broken test.
    assert!(only.is_some() || (seen > 20 && refused > 500), "worlds say something: {seen} seen, {refused} refused");
}

/// Everything there is, in all organizations.
#[derive(Default)]
struct Things {
    orders: BTreeMap<Uuid, Order>,
    /// By organization and number: numbers are what lists of objects name them by.
    objects: BTreeMap<ObjectId, (String, Thing)>,
    facilities: BTreeMap<FacilityId, Thing>,
    /// Objects on which a self-check is due some day.
    checked: BTreeSet<ObjectId>,
}

struct Order {
    number: String,
    thing: Thing,
    object: Option<ObjectId>,
}

struct Person {
    token: Token,
    /// What was put into the database.
    meant: Viewer,
    name: String,
}

/// A company with customers, their things and their people, all at random.
async fn populate(world: &World, random: &Random, things: &mut Things, people: &mut Vec<Person>) {
    let module_on = random.below(6) > 0;
    exec!(&world.sql, "UPDATE organization SET module_on = $1 WHERE id = $2", module_on, world.organization);
    let changes = role_changes(world, random).await;
    let mut foreign: Vec<FacilityId> = Vec::new();
    for n in 0..3 {
        let areas = random_areas(random);
        let portal_on = random.below(5) > 0;
        let independent = portal_on && random.below(6) == 0;
        let access = if independent { AccessState::Independent } else { AccessState::Link };
        let new = NewCustomer { portal_on, areas, access, ..NewCustomer::default() };
        let customer = world.customer_with(&format!("{n}"), &format!("Customer {n}"), new).await;
        let places = Places::make(world, random, customer, n).await;
        places.fill(world, random, customer, n, things).await;
        for p in 0..3 {
            let email = format!("p{p}.c{n}@customer.example");
            let new = random_user(world, random, &places, &foreign);
            let meant = Viewer {
                organization: world.organization,
                customer,
                user: Some(world.user_with(customer, &email, new.clone()).await),
                module_on,
                portal_on,
                independent,
                areas,
                state: new.state,
                ends_at: new.ends_at,
                permissions: RoleTable::with_changes(changes.iter().copied()).effective(new.role, &new.exceptions),
                scope: new.scope,
                contact: new.contact,
            };
            let token = sign_in(world, &meant, &email).await;
            people.push(Person { token, meant, name: format!("{} {email}", world.name) });
        }
        foreign.extend(&places.facilities);
    }
}

/// Facilities and contacts of a customer.
struct Places {
    facilities: Vec<FacilityId>,
    contacts: Vec<ContactId>,
}

impl Places {
    async fn make(world: &World, random: &Random, customer: CustomerId, n: u32) -> Self {
        let mut places = Self { facilities: Vec::new(), contacts: Vec::new() };
        for f in 0..random.below(4) {
            places.facilities.push(world.facility(customer, &format!("Site {n}.{f}")).await);
        }
        for c in 0..random.below(3) {
            places.contacts.push(world.contact(customer, "Eva", &format!("Huber{n}{c}")).await);
        }
        places
    }

    async fn fill(&self, world: &World, random: &Random, customer: CustomerId, n: u32, things: &mut Things) {
        let organization = world.organization;
        let (customer_of, parent) = (Some(customer), Parent::Customer);
        let thing =
            |kind, facility, contact| Thing { kind, parent, organization, customer: customer_of, facility, contact };
        for facility in &self.facilities {
            things.facilities.insert(*facility, thing(ThingKind::Facility, Some(*facility), None));
        }
        let mut own = Vec::new();
        for b in 0..random.below(5) {
            let facility = perhaps(random, &self.facilities);
            let name = format!("Device {n}.{b} of {}", world.name);
            let object = world.object(customer, facility, &name).await;
            things.objects.insert(object, (name, thing(ThingKind::Object, facility, None)));
            if random.below(4) == 0 {
                check(world, customer, object).await;
                things.checked.insert(object);
            }
            own.push(object);
        }
        for o in 0..random.below(9) {
            let new = NewOrder {
                facility: perhaps(random, &self.facilities),
                contact: perhaps(random, &self.contacts),
                object: perhaps(random, &own),
                state: OrderState::ALL[random.below(6) as usize],
                ..NewOrder::default()
            };
            let (number, thing) = (format!("A{n}-{o}"), thing(ThingKind::Order, new.facility, new.contact));
            let object = new.object;
            let id = world.order_with(customer, &number, "Oil leak", new).await;
            things.orders.insert(id.0, Order { number, thing, object });
        }
    }
}

impl Person {
    /// Compares what the portal shows with what is decided; how many things were seen and refused.
    async fn compare(&self, world: &World, things: &Things, seed: u64) -> (usize, usize) {
        let app = &world.app;
        let session = customer_sign_in::session(app, &self.token).await.expect("asked").expect("a session");
        let viewer = &session.viewer;
        let who = format!("seed {seed}: {} {viewer:?}", self.name);
        assert_eq!(format!("{viewer:?}"), format!("{:?}", self.meant), "{who}");
        let allowed = |thing: &Thing| decide(viewer, thing, app.now()).allowed;

        let decided: BTreeSet<_> = things.orders.iter().filter(|(_, o)| allowed(&o.thing)).map(|(id, _)| *id).collect();
        let shown = all_orders(world, viewer, things, &who).await;
        assert_eq!(shown, decided, "orders, {who}");
        for (id, order) in &things.orders {
            let page = portal::order(app, viewer, &order.number).await;
            // Another customer may have the same number: the page shows the viewer's own or none.
            let shown = page.is_ok_and(|page| page.row.id.0 == *id);
            assert_eq!(shown, decided.contains(id), "the page of order {}, {who}", order.number);
        }

        let of = |thing: &&(String, Thing)| allowed(&thing.1);
        let decided_objects: BTreeSet<_> = things.objects.values().filter(of).map(|(name, _)| name.clone()).collect();
        assert_eq!(all_objects(world, viewer).await, decided_objects, "objects, {who}");

        let decided_sites: BTreeSet<_> =
            things.facilities.iter().filter(|(_, thing)| allowed(thing)).map(|(id, _)| *id).collect();
        let shown: BTreeSet<_> =
            nothing_if_closed(portal::facilities(app, viewer).await).iter().map(|f| f.id).collect();
        assert_eq!(shown, decided_sites, "facilities, {who}");

        // R36: what the navigation goes by is the scope alone; the permissions come on top.
        let inside = Viewer {
            module_on: true,
            portal_on: true,
            areas: PortalAreas::ALL,
            state: UserState::Active,
            ends_at: None,
            permissions: RoleTable::default().of(Role::Administrator),
            ..viewer.clone()
        };
        let any = things.checked.iter().any(|id| decide(&inside, &things.objects[id].1, app.now()).allowed);
        assert_eq!(session.any_checks, any, "any self-check, {who}");
        assert!(!keydesk::service::checks::any(app, viewer).await.unwrap() || any, "any self-check, {who}");

        let seen = decided.len() + decided_objects.len() + decided_sites.len();
        (seen, things.orders.len() + things.objects.len() + things.facilities.len() - seen)
    }
}

/// A self-check that is due some day.
async fn check(world: &World, customer: CustomerId, object: ObjectId) {
    let template: CheckTemplateId = world.app.id();
    let (sql, now) = (&world.sql, world.app.now());
    let made = "INSERT INTO check_template (id, organization_id, name, name_key, points, active, created_at, version) \
                VALUES ($1, $2, 'Doors', $3, '[]', $4, $5, 1)";
    exec!(sql, made, template, world.organization, template.to_string(), true, now);
    let made = "INSERT INTO check_assignment (id, organization_id, customer_id, object_id, template_id, every_days, due_on, \
                active, version) VALUES ($1, $2, $3, $4, $5, 30, $6, $7, 1)";
    let id: CheckAssignmentId = world.app.id();
    exec!(sql, made, id, world.organization, customer, object, template, now.date_naive(), true);
}

/// Every page of the list of orders. An order's object is named only if it may be seen itself.
async fn all_orders(world: &World, viewer: &Viewer, things: &Things, who: &str) -> BTreeSet<Uuid> {
    let mut found = BTreeSet::new();
    let mut from = From::Newest;
    loop {
        let query = OrderQuery { state: StateFilter::All, from: from.clone(), limit: 2, ..OrderQuery::default() };
        let page = match portal::orders(&world.app, viewer, &query).await {
            Ok(page) => page,
            Err(e) => return nothing_if_closed(Err(e)),
        };
        for row in &page.rows {
            assert!(found.insert(row.id.0), "order {} stands on two pages, {who}", row.number);
            let about = things.orders[&row.id.0].object.map(|id| things.objects[&id].1);
            let may = about.is_some_and(|object| decide(viewer, &object, world.app.now()).allowed);
            assert_eq!(row.object.is_some(), may, "the object of order {}, {who}", row.number);
        }
        match page.rows.last() {
            Some(last) if page.more => from = From::After(last.number.clone()),
            _ => return found,
        }
    }
}

/// Every page of the list of objects, by name.
async fn all_objects(world: &World, viewer: &Viewer) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut after: Option<String> = None;
    loop {
        let page = match portal::objects(&world.app, viewer, "", after.as_deref(), 2).await {
            Ok(page) => page,
            Err(e) => return nothing_if_closed(Err(e)),
        };
        found.extend(page.rows.iter().map(|row| row.name.clone()));
        match page.rows.last() {
            Some(last) if page.more => after = Some(last.number.clone()),
            _ => return found,
        }
    }
}

/// A part of the portal that is closed shows nothing; any other failure is one.
fn nothing_if_closed<T: Default>(answer: Result<T, Error>) -> T {
    match answer {
        Ok(found) => found,
        Err(Error::NotFound { .. } | Error::SignedOut { .. }) => T::default(),
        Err(e) => panic!("{e}"),
    }
}

/// Opens a session past the sign-in page: who may not come in is compared too.
async fn sign_in(world: &World, viewer: &Viewer, email: &str) -> Token {
    let token = Token::new(TokenKind::Session, &world.app.random);
    let now = world.app.now();
    exec!(
        &world.sql,
        "INSERT INTO portal_session (id, organization_id, sign_in_id, customer_user_id, token_hash, csrf, epoch, address, \
         device, created_at, last_seen_at, expires_at) VALUES ($1, $2, (SELECT id FROM sign_in WHERE organization_id = $2 \
         AND email_key = $3), $4, $5, 'x', 0, '192.0.2.1', 'test', $6, $6, $7)",
        world.app.id::<SessionId>(),
        viewer.organization,
        email,
        viewer.user,
        token.hash(),
        now,
        now + TimeDelta::hours(12),
    );
    token
}

fn random_user(world: &World, random: &Random, places: &Places, foreign: &[FacilityId]) -> NewUser {
    let exceptions = |odds| -> Exceptions {
        let all = Permission::ALL.iter().filter(|_| random.below(odds) == 0);
        all.map(|p| (*p, if random.below(2) == 0 { Exception::Allowed } else { Exception::Denied })).collect()
    };
    let mut facilities: BTreeSet<_> = places.facilities.iter().filter(|_| random.below(2) == 0).copied().collect();
    // A row that should never be there, and must not open another customer's site if it is.
    if random.below(4) == 0 {
        facilities.extend(foreign.first());
    }
    let all = random.below(3) == 0;
    let scope =
        Scope { all, unassigned: random.below(2) == 0, facilities: if all { BTreeSet::new() } else { facilities } };
    let states = [UserState::Active, UserState::Active, UserState::Active, UserState::Active];
    let state = states.iter().chain(UserState::ALL).nth(random.below(9) as usize).copied();
    let now = world.app.now();
    NewUser {
        role: Role::ALL[random.below(3) as usize],
        state: state.expect("one of nine"),
        scope,
        contact: if random.below(3) == 0 { places.contacts.first().copied() } else { None },
        exceptions: exceptions(if random.below(3) == 0 { 3 } else { 12 }),
        ends_at: match random.below(8) {
            0 => Some(now),
            1 => Some(now - TimeDelta::days(1)),
            2 => Some(now + TimeDelta::days(1)),
            _ => None,
        },
        password: false,
    }
}

/// What the organization has changed about its roles.
async fn role_changes(world: &World, random: &Random) -> Vec<(Role, Permission, bool)> {
    let mut changes = BTreeMap::new();
    for _ in 0..random.below(6) {
        let role = Role::ALL[random.below(3) as usize];
        let permission = Permission::ALL[random.below(21) as usize];
        changes.insert((role, permission), random.below(2) == 0);
    }
    for ((role, permission), held) in &changes {
        let sql = "INSERT INTO role_permission (organization_id, role, permission, held) VALUES ($1, $2, $3, $4)";
        exec!(&world.sql, sql, world.organization, *role, *permission, *held);
    }
    changes.into_iter().map(|((role, permission), held)| (role, permission, held)).collect()
}

fn random_areas(random: &Random) -> PortalAreas {
    let on = || random.below(5) > 0;
    PortalAreas {
        orders: on(),
        objects: on(),
        faults: on(),
        documents: on(),
        calendar: on(),
        billing: on(),
        video: on(),
    }
}

/// One of them, or none.
fn perhaps<T: Copy>(random: &Random, of: &[T]) -> Option<T> {
    let n = random.below(u32::try_from(of.len()).expect("few") + 1) as usize;
    of.get(n).copied()
}
