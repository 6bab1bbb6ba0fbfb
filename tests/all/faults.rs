//! Fault reports (R33) on both databases: what a report makes, who is told, what staff do with it, and who may not.

use keydesk::domain::access::{Scope, Viewer};
use keydesk::domain::permission::{Exception, Exceptions, Permission, Role};
use keydesk::domain::staff::StaffRole;
use keydesk::domain::state::{AccessState, FaultState, OrderKind, OrderState, OrderStep, Urgency};
use keydesk::domain::{CustomerId, CustomerUserId, FacilityId};
use keydesk::service::activity::{self, ActivityQuery};
use keydesk::service::customer_sign_in::Session;
use keydesk::service::documents::{self, On};
use keydesk::service::faults::{self, FaultsQuery, Into, NewFault, Reported};
use keydesk::service::portal;
use keydesk::service::{Actor, Error, comments, log_chain, orders, undo};
use keydesk::store::Store;

use crate::support::database::stories;
use crate::support::sql::{exec, select};
use crate::support::world::{NewCustomer, NewUser, World};

mod handled;
mod wishes;

stories! {
    a_report_makes_a_work_order_at_once,
    the_one_who_looks_after_the_customer_gets_it,
    staff_who_asked_for_all_reports_are_told,
    a_report_that_nobody_hears_goes_to_triage,
    about_an_object_a_facility_or_neither,
    whoever_is_linked_to_a_contact_reports_for_that_contact,
    only_whoever_may_reports,
    what_cannot_be_taken_is_named,
    photographs_hang_on_the_order,
    sent_twice_it_is_one_report,
    sent_twice_at_once_it_is_one_report,
}

/// A customer in Graz with two facilities, and Eva, its administrator.
struct Scene {
    world: World,
    customer: CustomerId,
    here: FacilityId,
    there: FacilityId,
}

impl Scene {
    async fn new(store: Store) -> Self {
        let world = World::new(store).await;
        let graz = world.area("Graz").await;
        let new = NewCustomer { area: Some(graz), ..NewCustomer::default() };
        let customer = world.customer_with("1042", "Huber", new).await;
        let (here, there) = (world.facility(customer, "Graz").await, world.facility(customer, "Weiz").await);
        let scene = Self { world, customer, here, there };
        scene.person("eva@huber.example", administrator()).await;
        scene
    }

    async fn person(&self, email: &str, new: NewUser) -> CustomerUserId {
        self.world.user_with(self.customer, email, new).await
    }

    async fn session(&self, email: &str) -> Session {
        self.world.session(email).await
    }

    async fn actor(&self, email: &str) -> Actor {
        self.world.in_the_portal(email).await
    }

    async fn viewer(&self, email: &str) -> Viewer {
        self.session(email).await.viewer
    }

    async fn eva(&self) -> Actor {
        self.actor("eva@huber.example").await
    }

    async fn report(&self, by: &Actor, new: &NewFault) -> Result<Reported, Error> {
        faults::report(&self.world.app, by, new).await
    }

    /// A report of Eva's at the facility in Graz.
    async fn reported(&self, title: &str) -> Reported {
        let new = NewFault { facility: Some(self.here), ..fault(title) };
        self.report(&self.eva().await, &new).await.unwrap()
    }

    /// Looks after the customer.
    async fn assign(&self, by: &Actor) {
        let sql = "INSERT INTO staff_customer (organization_id, staff_id, customer_id) VALUES ($1, $2, $3)";
        exec!(&self.world.sql, sql, self.world.organization, by.staff_id().unwrap(), self.customer);
    }

    /// The letters of a kind, by whom they go to.
    async fn letters(&self, kind: &str) -> Vec<String> {
        let sql = "SELECT to_address FROM outbox WHERE organization_id = $1 AND kind = $2 ORDER BY to_address";
        let found = select!(&self.world.sql, (String,), sql, self.world.organization, kind);
        found.into_iter().map(|(address,)| address).collect()
    }

    /// What the log tells, the newest first.
    async fn told(&self) -> Vec<String> {
        let query = ActivityQuery { customer: Some(self.customer), limit: 50, ..ActivityQuery::default() };
        let records = activity::list(&self.world.app, &self.world.admin, &query).await.unwrap();
        records.iter().map(activity::Record::sentence).collect()
    }
}

fn administrator() -> NewUser {
    NewUser { role: Role::Administrator, ..NewUser::default() }
}

fn denied(permission: Permission) -> Exceptions {
    Exceptions::from([(permission, Exception::Denied)])
}

fn fault(title: &str) -> NewFault {
    NewFault {
        title: title.into(),
        body: "It stands between 2 and 3.".into(),
        urgency: Urgency::High,
        facility: None,
        object: None,
        key: String::new(),
        photos: Vec::new(),
    }
}

/// The codes of what is wrong, by field.
fn codes<T: std::fmt::Debug>(result: Result<T, Error>) -> Vec<(&'static str, &'static str)> {
    match result {
        Err(Error::Invalid(errors)) => errors.0.iter().map(|e| (e.field, e.code)).collect(),
        other => panic!("{other:?}"),
    }
}

async fn a_report_makes_a_work_order_at_once(store: Store) {
    let scene = Scene::new(store).await;
    let (world, eva) = (&scene.world, scene.eva().await);
    let new = NewFault { facility: Some(scene.here), ..fault(" Lift\u{202e} stuck ") };
    let made = scene.report(&eva, &new).await.unwrap();
    assert_eq!((made.number.as_str(), made.order.as_str()), ("R1", "W1"));
    assert_eq!(scene.reported("Door").await.number, "R2");

    let file = orders::get(&world.app, &world.admin, "W1").await.unwrap();
    let order = &file.order;
    assert_eq!((order.kind, order.title.as_str(), order.urgency), (OrderKind::WorkOrder, "Lift stuck", Urgency::High));
    assert_eq!((order.description.as_str(), order.state), ("It stands between 2 and 3.", OrderState::Open));
    assert_eq!((order.facility_id, order.created_by.as_str()), (Some(scene.here), "Eva Huber"));
    assert_eq!(order.technician_id, None);
    assert_eq!(file.history.iter().map(|s| s.kind).collect::<Vec<_>>(), [OrderStep::Created]);

    let report = faults::get(&world.app, &world.admin, "R1").await.unwrap();
    assert_eq!((report.row.order_number.as_str(), report.row.state), ("W1", FaultState::Open));
    assert_eq!((report.row.facility.as_deref(), report.row.reported_by.as_str()), (Some("Graz"), "Eva Huber"));
    assert_eq!(report.body, "It stands between 2 and 3.");
    let told = scene.told().await;
    assert!(told.iter().any(|s| s.contains("reported a fault: R1 Lift stuck")), "{told:?}");
    assert!(told.iter().any(|s| s.contains("W1 Lift stuck")), "{told:?}");
    assert!(log_chain::verify(&world.app, &world.admin, None).await.unwrap().is_whole());

    let seen = portal::fault(&world.app, &scene.viewer("eva@huber.example").await, "R1").await.unwrap();
    assert_eq!((seen.order_number.as_deref(), seen.state), (Some("W1"), FaultState::Open));
}

async fn the_one_who_looks_after_the_customer_gets_it(store: Store) {
    let scene = Scene::new(store).await;
    let world = &scene.world;
    let lars = world.staff("lars", StaffRole::Technician, &[]).await;
    scene.assign(&lars).await;
    let made = scene.reported("Lift").await;
    assert!(!made.unheard);
    let order = orders::get(&world.app, &world.admin, &made.order).await.unwrap();
    assert_eq!((order.order.technician.as_str(), order.order.technician_id), ("lars", lars.staff_id()));
    assert_eq!(order.history.len(), 2, "created and assigned");
    assert_eq!(scene.letters("fault_received").await, ["lars@nordlift.example"]);
    assert_eq!(scene.letters("order_created").await, [""; 0], "whoever is told of the report is not told twice");
    assert_eq!(faults::count(&world.app, &lars).await.unwrap(), 1);

    // Of two nobody knows whose it is: both are told, and either may take it.
    let mia = world.staff("mia", StaffRole::Dispatcher, &[]).await;
    scene.assign(&mia).await;
    let made = scene.reported("Door").await;
    let order = orders::get(&world.app, &world.admin, &made.order).await.unwrap();
    assert_eq!((order.order.technician_id, made.unheard), (None, false));
    let told = scene.letters("fault_received").await;
    assert_eq!(told, ["lars@nordlift.example", "lars@nordlift.example", "mia@nordlift.example"]);

    // Whose account is off looks after nobody.
    exec!(&world.sql, "UPDATE staff SET active = $1 WHERE id = $2", false, mia.staff_id().unwrap());
    let made = scene.reported("Gate").await;
    let order = orders::get(&world.app, &world.admin, &made.order).await.unwrap();
    assert_eq!(order.order.technician_id, lars.staff_id());
}

async fn staff_who_asked_for_all_reports_are_told(store: Store) {
    let scene = Scene::new(store).await;
    let world = &scene.world;
    let dora = world.staff("dora", StaffRole::Dispatcher, &[]).await;
    let cora = world.staff("cora", StaffRole::ContentCreator, &[]).await;
    let elsewhere = world.area("Wien").await;
    let sue = world.staff("sue", StaffRole::Supervisor, &[elsewhere]).await;
    for who in [&dora, &cora, &sue] {
        let sql =
            "INSERT INTO staff_preference (organization_id, staff_id, topic, reach) VALUES ($1, $2, 'faults', 'areas')";
        exec!(&world.sql, sql, world.organization, who.staff_id().unwrap());
    }
    assert!(!scene.reported("Lift").await.unheard);
    assert_eq!(scene.letters("fault_received").await, ["dora@nordlift.example"], "permission and area decide (R61)");
}

async fn a_report_that_nobody_hears_goes_to_triage(store: Store) {
    let scene = Scene::new(store).await;
    let (world, app) = (&scene.world, &scene.world.app);
    let made = scene.reported("Lift").await;
    assert!(made.unheard);
    assert_eq!(scene.letters("fault_received").await, [""; 0]);
    let items = keydesk::service::triage::list(app, &world.admin).await.unwrap();
    let item = items.iter().find(|i| i.kind.as_str() == "unheard").expect("it is on the list (R73)");
    assert_eq!(item.sentence, "Eva Huber reported a fault, and nobody was told: R1 Lift.");
    assert!(item.fix.at_once());
    let done = keydesk::service::triage::fix(app, &world.admin, item).await.unwrap();
    assert!(done.contains("R1") && done.contains("W1"), "{done}");
    let items = keydesk::service::triage::list(app, &world.admin).await.unwrap();
    assert!(items.iter().all(|i| i.kind.as_str() != "unheard"), "taken, it is off the list");
    assert_eq!(faults::get(app, &world.admin, "R1").await.unwrap().row.taken_by.as_deref(), Some("admin"));
}

async fn about_an_object_a_facility_or_neither(store: Store) {
    let scene = Scene::new(store).await;
    let world = &scene.world;
    let lift = world.object(scene.customer, Some(scene.there), "Lift").await;
    let number = select!(&world.sql, (String,), "SELECT number FROM service_object WHERE id = $1", lift)[0].0.clone();
    let eva = scene.eva().await;
    let about = NewFault { object: Some(number.clone()), facility: Some(scene.here), ..fault("Lift") };
    let made = scene.report(&eva, &about).await.unwrap();
    let order = orders::get(&world.app, &world.admin, &made.order).await.unwrap().order;
    assert_eq!(
        (order.object_id, order.facility_id),
        (Some(lift), Some(scene.there)),
        "an object knows where it stands"
    );
    assert!(scene.report(&eva, &fault("Somewhere")).await.is_ok(), "whoever sees all may report at no facility (R12)");

    let scope = Scope { facilities: [scene.here].into(), ..Scope::default() };
    scene.person("gus@huber.example", NewUser { scope, ..administrator() }).await;
    let gus = scene.actor("gus@huber.example").await;
    assert_eq!(codes(scene.report(&gus, &fault("x")).await), [("facility", "facility-missing")]);
    let far = NewFault { facility: Some(scene.there), ..fault("x") };
    assert_eq!(codes(scene.report(&gus, &far).await), [("facility", "facility-unseen")]);
    assert_eq!(
        codes(scene.report(&gus, &about).await),
        [("object", "object-unseen")],
        "not seen and not there are alike"
    );
    let nothing = NewFault { object: Some("NONE".into()), facility: Some(scene.here), ..fault("x") };
    assert_eq!(codes(scene.report(&gus, &nothing).await), [("object", "object-unseen")]);
    let other = world.customer("7", "Other").await;
    let foreign = world.facility(other, "Linz").await;
    let far = NewFault { facility: Some(foreign), ..fault("x") };
    assert_eq!(codes(scene.report(&eva, &far).await), [("facility", "facility-unseen")], "even to whoever sees all");
    assert!(scene.report(&gus, &NewFault { facility: Some(scene.here), ..fault("Here") }).await.is_ok());
    let viewer = scene.viewer("gus@huber.example").await;
    let all = portal::FaultQuery { limit: 10, ..portal::FaultQuery::default() };
    let seen = portal::faults(&world.app, &viewer, &all).await.unwrap();
    assert_eq!(seen.rows.iter().map(|r| r.title.as_str()).collect::<Vec<_>>(), ["Here"], "nothing from elsewhere");
    assert!(matches!(portal::fault(&world.app, &viewer, "R1").await, Err(Error::NotFound { .. })));
}

async fn whoever_is_linked_to_a_contact_reports_for_that_contact(store: Store) {
    let scene = Scene::new(store).await;
    let world = &scene.world;
    let contact = world.contact(scene.customer, "Karl", "Maier").await;
    scene.person("karl@huber.example", NewUser { contact: Some(contact), ..administrator() }).await;
    let karl = scene.actor("karl@huber.example").await;
    scene.reported("Somebody else's").await;
    let made = scene.report(&karl, &NewFault { facility: Some(scene.here), ..fault("Lift") }).await.unwrap();
    let order = orders::get(&world.app, &world.admin, &made.order).await.unwrap().order;
    assert_eq!(order.contact_id, Some(contact), "otherwise Karl could not see what he reported (R13)");
    let viewer = scene.viewer("karl@huber.example").await;
    assert!(portal::order(&world.app, &viewer, &made.order).await.is_ok());
    assert!(portal::fault(&world.app, &viewer, &made.number).await.is_ok());
    assert!(portal::fault(&world.app, &viewer, "R1").await.is_err(), "reports follow the orders they made");
}

async fn only_whoever_may_reports(store: Store) {
    let scene = Scene::new(store).await;
    let world = &scene.world;
    scene.person("max@huber.example", NewUser::default()).await;
    scene
        .person("nina@huber.example", NewUser { exceptions: denied(Permission::ReportFaults), ..administrator() })
        .await;
    for email in ["max@huber.example", "nina@huber.example"] {
        let answer = scene.report(&scene.actor(email).await, &fault("x")).await;
        assert!(matches!(&answer, Err(Error::Denied { needs, .. }) if needs == "report_faults"), "{email}: {answer:?}");
        let viewer = scene.viewer(email).await;
        let listed = portal::faults(&world.app, &viewer, &portal::FaultQuery::default()).await;
        assert!(matches!(listed, Err(Error::NotFound { .. })), "{email}");
    }
    assert!(matches!(scene.report(&world.admin, &fault("x")).await, Err(Error::Denied { .. })), "staff create orders");
    // The area is off (R2); then the customer has become independent (R19): looked at, and nothing changed.
    let eva = scene.eva().await;
    exec!(&world.sql, "UPDATE customer SET area_faults = $1 WHERE id = $2", false, scene.customer);
    assert!(matches!(scene.report(&eva, &fault("x")).await, Err(Error::Denied { .. })));
    exec!(&world.sql, "UPDATE customer SET area_faults = $1 WHERE id = $2", true, scene.customer);
    let independent = AccessState::Independent;
    exec!(&world.sql, "UPDATE customer SET access_state = $1 WHERE id = $2", independent, scene.customer);
    assert!(matches!(scene.report(&eva, &fault("x")).await, Err(Error::Denied { .. })));
    exec!(
        &world.sql,
        "UPDATE customer SET access_state = 'active', portal_on = $1 WHERE id = $2",
        false,
        scene.customer
    );
    assert!(matches!(scene.report(&eva, &fault("x")).await, Err(Error::SignedOut { .. })));
    let made = select!(&world.sql, (i64,), "SELECT COUNT(*) FROM fault_report")[0].0;
    let orders = select!(&world.sql, (i64,), "SELECT COUNT(*) FROM service_order")[0].0;
    assert_eq!((made, orders), (0, 0), "nothing stays of what was refused");
}

async fn what_cannot_be_taken_is_named(store: Store) {
    let scene = Scene::new(store).await;
    let eva = scene.eva().await;
    let body = "é".repeat(10_001);
    let wrong = NewFault { body, object: Some("?".into()), ..fault(" \u{200b} ") };
    let found = codes(scene.report(&eva, &wrong).await);
    assert_eq!(found, [("title", "title-missing"), ("body", "description-long"), ("object", "object-unseen")]);
    assert_eq!(codes(scene.report(&eva, &fault(&"x".repeat(201))).await), [("title", "title-long")]);
    let longest = NewFault { body: "é".repeat(10_000), ..fault(&"é".repeat(200)) };
    assert!(scene.report(&eva, &longest).await.is_ok());
}

async fn photographs_hang_on_the_order(store: Store) {
    let scene = Scene::new(store).await;
    let (app, admin, eva) = (&scene.world.app, &scene.world.admin, scene.eva().await);
    let bring = async |name: &str| {
        let mut bytes: &[u8] = b"%PDF-1.7\nwhat was seen";
        documents::bring(app, &eva, name, &mut bytes).await.unwrap()
    };
    let new = |photos, key: &str| NewFault { facility: Some(scene.here), key: key.into(), photos, ..fault("Lift") };
    let photos = vec![bring("one.pdf").await, bring("two.pdf").await];
    let made = scene.report(&eva, &new(photos, "k")).await.unwrap();
    let on = On::Order(made.order);
    let names = async || {
        let all = documents::list(app, admin, &on).await.unwrap();
        all.into_iter().map(|d| (d.name, d.uploaded_by)).collect::<std::collections::BTreeSet<_>>()
    };
    let both = ["one.pdf", "two.pdf"].map(|name| (name.to_owned(), "Eva Huber".to_owned())).into();
    assert_eq!(names().await, both);
    assert_eq!(faults::get(app, admin, &made.number).await.unwrap().documents.len(), 2);

    // What is sent again, or refused, leaves no file that nobody refers to.
    for new in [
        new(vec![bring("one.pdf").await], "k"),
        NewFault { title: String::new(), ..new(vec![bring("x.pdf").await], "l") },
    ] {
        let key = new.photos[0].storage_key.clone();
        assert!(app.files.open(&key).await.is_ok());
        let _ = scene.report(&eva, &new).await;
        assert!(app.files.open(&key).await.is_err(), "{key}");
    }
    assert_eq!(names().await, both);
}

async fn sent_twice_it_is_one_report(store: Store) {
    let scene = Scene::new(store).await;
    let eva = scene.eva().await;
    let new = NewFault { key: "k".into(), facility: Some(scene.here), ..fault("Lift") };
    let first = scene.report(&eva, &new).await.unwrap();
    assert_eq!(scene.report(&eva, &NewFault { title: "Lift again".into(), ..new.clone() }).await.unwrap(), first);
    scene.person("bob@huber.example", administrator()).await;
    let bob = scene.actor("bob@huber.example").await;
    assert_ne!(scene.report(&bob, &new).await.unwrap(), first, "nobody's key stands in another's way");
    let orders = select!(&scene.world.sql, (i64,), "SELECT COUNT(*) FROM service_order")[0].0;
    assert_eq!(orders, 2);
}

async fn sent_twice_at_once_it_is_one_report(store: Store) {
    let scene = Scene::new(store).await;
    let eva = scene.eva().await;
    for round in 0..6 {
        let new = NewFault { key: format!("k{round}"), facility: Some(scene.here), ..fault("Lift") };
        let send = || {
            let (app, eva, new) = (scene.world.app.clone(), eva.clone(), new.clone());
            tokio::spawn(async move { faults::report(&app, &eva, &new).await })
        };
        let (first, second) = (send(), send());
        let (first, second) = (first.await.unwrap().unwrap(), second.await.unwrap().unwrap());
        assert_eq!(first, second);
    }
    let reports = select!(&scene.world.sql, (i64,), "SELECT COUNT(*) FROM fault_report")[0].0;
    let orders = select!(&scene.world.sql, (i64,), "SELECT COUNT(*) FROM service_order")[0].0;
    assert_eq!((reports, orders), (6, 6));
}
