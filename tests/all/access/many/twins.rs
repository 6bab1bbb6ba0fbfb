//! The parts of pages that have filters of their own, held to the one decision in the same small worlds: self-checks, visits
//! in the calendar, an object's page, the dashboard's figures. And a list of every filter there is, with where it is held.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::{Datelike as _, TimeDelta};
use keydesk::domain::CustomerId;
use keydesk::domain::access::{Thing, ThingKind, Viewer, decide};
use keydesk::domain::permission::{Permission, Role, RoleTable};
use keydesk::domain::portal_area::PortalAreas;
use keydesk::service::documents::On;
use keydesk::service::{App, Error, calendar, checks, dashboard, portal};
use uuid::Uuid;

use super::super::batch::V;
use super::{Maker, Small};

/// What hangs on objects and orders.
#[derive(Default)]
pub struct Parts {
    template: Uuid,
    /// By identifier, with the number of the object and the object as it is decided about.
    checks: BTreeMap<Uuid, Check>,
    /// Visits, with their orders as those are decided about.
    visits: BTreeMap<Uuid, Thing>,
    orders: Vec<Order>,
    /// Numbers of objects; each has two readings.
    objects: BTreeMap<Uuid, (String, Thing)>,
}

struct Check {
    object: String,
    thing: Thing,
    overdue: bool,
}

struct Order {
    id: Uuid,
    about: Option<Uuid>,
    closed: bool,
    thing: Thing,
}

impl Parts {
    pub fn order(&mut self, id: Uuid, (about, closed): (Option<Uuid>, bool), thing: Thing) {
        self.orders.push(Order { id, about, closed, thing });
    }
}

impl Maker<'_> {
    /// The organization's checklist.
    pub fn checklist(&mut self) {
        self.parts.template = self.id();
        self.batch.add("check_template", &[V::Id(self.parts.template), V::Id(self.organization.0)]);
    }

    /// Two readings of an object, and sometimes a self-check that was due yesterday or will be next week.
    pub fn on_object(&mut self, customer: CustomerId, (id, number): (Uuid, &str), thing: Thing) {
        let (org, now) = (self.organization.0, self.app.now());
        for (value, days) in [("1000", 20), ("2000", 1)] {
            let row = [V::Id(self.id()), V::Id(org), V::Id(customer.0), V::Id(id), V::text(value)];
            let at = V::Time(now - TimeDelta::days(days));
            self.batch.add("reading", &row.into_iter().chain([at]).collect::<Vec<_>>());
        }
        self.parts.objects.insert(id, (number.to_owned(), thing));
        if self.odds(2) {
            let (check, overdue) = (self.id(), self.odds(2));
            let day = now.date_naive() + TimeDelta::days(if overdue { -1 } else { 7 });
            let row = [V::Id(check), V::Id(org), V::Id(customer.0), V::Id(id), V::Id(self.parts.template)];
            let due = V::text(&day.to_string());
            self.batch.add("check_assignment", &row.into_iter().chain([due]).collect::<Vec<_>>());
            self.parts.checks.insert(check, Check { object: number.to_owned(), thing, overdue });
        }
    }

    /// A visit for an order, tomorrow.
    pub fn visit(&mut self, customer: CustomerId, order: Uuid, thing: Thing) {
        let (id, at) = (self.id(), self.app.now() + TimeDelta::days(1));
        let row = [V::Id(id), V::Id(self.organization.0), V::Id(customer.0), V::Id(order)];
        let span = [V::Time(at), V::Time(at + TimeDelta::hours(1))];
        self.batch.add("visit", &row.into_iter().chain(span).collect::<Vec<_>>());
        self.parts.visits.insert(id, thing);
    }
}

impl Small {
    /// Compares the parts with what is decided; how many self-checks, visits, orders of objects and readings were seen.
    pub(super) async fn compare_parts(&self, app: &App, viewer: &Viewer) -> [usize; 4] {
        let checks = self.compare_checks(app, viewer).await;
        let visits = self.compare_calendar(app, viewer).await;
        let (orders, readings) = self.compare_objects(app, viewer).await;
        self.compare_dashboard(app, viewer).await;
        [checks, visits, orders, readings]
    }

    /// R36: to be filled in by whoever may, on objects that they see; overdue for whoever sees the objects.
    async fn compare_checks(&self, app: &App, viewer: &Viewer) -> usize {
        let who = format!("seed {}: {viewer:?}", self.seed);
        let on_seen: Vec<_> =
            self.parts.checks.iter().filter(|(_, c)| decide(viewer, &c.thing, app.now()).allowed).collect();
        let fills = viewer.may(Permission::SelfChecks, app.now()).allowed;
        let decided: BTreeSet<Uuid> = on_seen.iter().filter(|_| fills).map(|(id, _)| **id).collect();
        let mut shown = BTreeSet::new();
        let mut after = None;
        while let Some(page) = opened(checks::due(app, viewer, after, 2).await) {
            assert!(page.rows.iter().all(|check| shown.insert(check.row.id.0)), "a check on two pages, {who}");
            after = page.rows.last().filter(|_| page.more).map(|check| check.row.id);
            if after.is_none() {
                break;
            }
        }
        assert_eq!(shown, decided, "self-checks, {who}");
        assert_eq!(checks::any(app, viewer).await.unwrap(), !decided.is_empty(), "any self-check, {who}");
        let overdue = opened(checks::overdue_count(app, viewer).await).unwrap_or_default();
        let late = on_seen.iter().filter(|(_, check)| check.overdue).count();
        assert_eq!(overdue.total, late as u64, "overdue self-checks, {who}");
        decided.len()
    }

    /// R38: a visit is there for whom the order lies in sight; what it is about only for whoever may see the order.
    async fn compare_calendar(&self, app: &App, viewer: &Viewer) -> usize {
        let who = format!("seed {}: {viewer:?}", self.seed);
        let now = app.now();
        let Some(entries) = opened(calendar::month(app, viewer, now.year(), now.month()).await) else {
            assert!(!viewer.may(Permission::ViewCalendar, now).allowed, "no calendar, {who}");
            return 0;
        };
        // Scope and contact alone, as for somebody who may see every order.
        let permissions = RoleTable::default().of(Role::Administrator);
        let inside = Viewer { permissions, areas: PortalAreas::ALL, ..viewer.clone() };
        let mut decided = BTreeMap::new();
        for (id, order) in self.parts.visits.iter().filter(|(_, order)| decide(&inside, order, now).allowed) {
            decided.insert(format!("visit-{}", id.simple()), decide(viewer, order, now).allowed);
        }
        let visits = decided.len();
        let fills = viewer.may(Permission::SelfChecks, now).allowed;
        for (id, check) in &self.parts.checks {
            if fills && decide(viewer, &check.thing, now).allowed {
                let day = now.date_naive() + TimeDelta::days(if check.overdue { -1 } else { 7 });
                decided.insert(format!("check-{}-{day}", keydesk::domain::CheckAssignmentId(*id)), true);
            }
        }
        let of_day = |key: &str| !key.starts_with("video-");
        let shown: BTreeMap<_, _> = entries
            .into_iter()
            .filter(|entry| of_day(&entry.key))
            .map(|entry| (entry.key, entry.title.is_some() && entry.number.is_some()))
            .collect();
        assert_eq!(shown, decided, "the calendar, {who}");
        visits
    }

    /// R34: an object's page names the orders about it that are seen, all of its readings and self-checks, and its documents.
    async fn compare_objects(&self, app: &App, viewer: &Viewer) -> (usize, usize) {
        let (mut orders, mut readings) = (0, 0);
        for (id, (number, thing)) in &self.parts.objects {
            let who = format!("seed {}: {number}: {viewer:?}", self.seed);
            let page = opened(portal::object(app, viewer, number).await);
            assert_eq!(page.is_some(), decide(viewer, thing, app.now()).allowed, "the page of object {who}");
            let Some(page) = page else { continue };
            let about = self.parts.orders.iter().filter(|o| o.about == Some(*id));
            let decided: BTreeSet<Uuid> =
                about.filter(|o| decide(viewer, &o.thing, app.now()).allowed).map(|o| o.id).collect();
            let shown: BTreeSet<Uuid> = page.orders.iter().map(|row| row.id.0).collect();
            assert_eq!(shown, decided, "orders of object {who}");
            assert_eq!(page.readings.len(), 2, "readings of object {who}");
            let due: BTreeSet<Uuid> = page.checks.iter().map(|check| check.row.id.0).collect();
            let on: BTreeSet<Uuid> =
                self.parts.checks.iter().filter(|(_, c)| c.object == *number).map(|(id, _)| *id).collect();
            assert_eq!(due, on, "self-checks of object {who}");
            (orders, readings) = (orders + decided.len(), readings + page.readings.len());
            self.compare_documents(app, viewer, On::Object(number.clone()), &who).await;
        }
        (orders, readings)
    }

    /// Documents on a page are documents that are seen.
    async fn compare_documents(&self, app: &App, viewer: &Viewer, on: On, who: &str) {
        let Some(found) = opened(portal::documents_on(app, viewer, &on).await).flatten() else { return };
        for document in found {
            let owned = self.things.iter().find(|o| o.kind == ThingKind::Document && o.number == document.number);
            let owned = owned.unwrap_or_else(|| panic!("a document of somebody else, {who}"));
            let allowed = keydesk::domain::access::sees_any(viewer, &owned.places, app.now());
            assert!(allowed, "document {} on {on:?}, {who}", document.number);
        }
    }

    /// R30: each figure counts what is seen, and nothing else.
    async fn compare_dashboard(&self, app: &App, viewer: &Viewer) {
        let who = format!("seed {}: {viewer:?}", self.seed);
        let now = app.now();
        let Some(shown) = opened(dashboard::seen(app, viewer).await) else {
            assert!(!viewer.may(Permission::ViewDashboard, now).allowed, "no dashboard, {who}");
            return;
        };
        let seen = |thing: &Thing| decide(viewer, thing, now).allowed;
        let orders: Vec<_> = self.parts.orders.iter().filter(|o| seen(&o.thing)).collect();
        let closed = orders.iter().filter(|o| o.closed).count();
        let decided = viewer.may(Permission::ViewOrders, now).allowed.then_some((orders.len(), closed));
        let counted = shown.orders.as_ref().map(|o| (sum(&o.made), sum(&o.closed)));
        assert_eq!(counted, decided, "orders made and closed, {who}");
        let open = shown.orders.as_ref().map(|o| usize::try_from(o.open).unwrap());
        assert_eq!(open, decided.map(|(made, closed)| made - closed), "open orders, {who}");
        let faults = self.things.iter().filter(|o| o.kind == ThingKind::Fault && o.places.iter().any(seen)).count();
        let decided = viewer.may(Permission::ReportFaults, now).allowed.then_some(faults);
        assert_eq!(shown.faults.as_deref().map(sum), decided, "fault reports, {who}");
        let objects: BTreeSet<_> =
            self.parts.objects.values().filter(|(_, o)| seen(o)).map(|(number, _)| number.clone()).collect();
        let late = self.parts.checks.values().filter(|c| c.overdue && seen(&c.thing)).count();
        let sees = viewer.may(Permission::ViewObjects, now).allowed;
        assert_eq!(shown.overdue, sees.then_some(late as u64), "overdue self-checks, {who}");
        let used = shown.used.map(|used| used.into_iter().map(|u| u.number).collect::<BTreeSet<_>>());
        assert_eq!(used, sees.then_some(objects), "objects that were used, {who}");
    }
}

fn sum(months: &[u64]) -> usize {
    usize::try_from(months.iter().sum::<u64>()).unwrap()
}

/// What is closed shows nothing; any other failure is one.
fn opened<T>(answer: Result<T, Error>) -> Option<T> {
    match answer {
        Ok(found) => Some(found),
        Err(Error::NotFound { .. } | Error::SignedOut { .. } | Error::Denied { .. }) => None,
        Err(e) => panic!("{e}"),
    }
}

/// Every filter of the store, and the call in these worlds that goes through it.
const FILTERS: &[(&str, &str, &str)] = &[
    ("billing.rs", "billing", "portal::billing("),
    ("billing.rs", "billing_record", "portal::billing_record("),
    ("calendar.rs", "visits", "calendar::month("),
    ("checks.rs", "any_check", "checks::any("),
    ("checks.rs", "checks", "checks::due("),
    ("checks.rs", "overdue_checks", "checks::overdue_count("),
    ("checks_due.rs", "check_days", "calendar::month("),
    ("dashboard.rs", "closed_orders", "dashboard::seen("),
    ("dashboard.rs", "fault_reports", "dashboard::seen("),
    ("dashboard.rs", "made_orders", "dashboard::seen("),
    ("dashboard.rs", "most_used", "dashboard::seen("),
    ("dashboard.rs", "open_orders", "dashboard::seen("),
    ("dashboard.rs", "overdue_checks", "dashboard::seen("),
    ("documents.rs", "document", "portal::document("),
    ("documents.rs", "documents", "portal::documents("),
    ("documents.rs", "documents_on", "portal::documents_on("),
    ("facilities.rs", "facilities", "portal::facilities("),
    ("faults.rs", "fault", "portal::fault("),
    ("faults.rs", "faults", "portal::faults("),
    ("objects.rs", "objects", "portal::objects("),
    ("orders.rs", "order", "portal::order("),
    ("orders.rs", "orders", "portal::orders("),
    ("orders.rs", "orders_of_object", "portal::object("),
    ("video.rs", "video_sessions", "video::seen("),
];

/// A filter that is in no list, or a list that names what is not there, fails.
#[test]
fn every_filter_of_the_store_is_held_to_the_decision() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(root.join("src/store/visible")).expect("a folder").flatten() {
        let code = std::fs::read_to_string(entry.path()).expect("a source");
        let file = entry.file_name().to_string_lossy().into_owned();
        let before = found.len();
        for after in code.split("pub async fn ").skip(1) {
            let name: String = after.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            found.insert((file.clone(), name));
        }
        assert!(found.len() > before, "{file} has no filter: it belongs elsewhere");
    }
    let listed: BTreeSet<_> = FILTERS.iter().map(|(file, name, _)| ((*file).to_owned(), (*name).to_owned())).collect();
    assert_eq!(found.difference(&listed).collect::<Vec<_>>(), Vec::<&(String, String)>::new(), "not held");
    assert_eq!(listed.difference(&found).collect::<Vec<_>>(), Vec::<&(String, String)>::new(), "not there any more");
    let source = |path: &str| std::fs::read_to_string(root.join(path)).expect("a source");
    let twins = source("tests/all/access/many/twins.rs");
    let (twins, _) = twins.split_once("const FILTERS").expect("this list");
    let tests = format!("{}{twins}", source("tests/all/access/many.rs"));
    for (file, name, call) in FILTERS {
        assert!(tests.contains(call), "{file}: {name}: nothing calls {call}");
    }
}
