//! A customer becomes an organization of its own (R19): asked for, declined, carried out wholly or not at all.

use keydesk::domain::activity::Event;
use keydesk::domain::permission::{Permission, Role};
use keydesk::domain::staff::StaffRole;
use keydesk::domain::state::{AccessState, CustomerKind, RequestState, UserState};
use keydesk::domain::{CustomerId, CustomerUserId};
use keydesk::service::activity::{self, ActivityQuery};
use keydesk::service::colleagues::{self, NewColleague};
use keydesk::service::independence::{self, Approved, Copied};
use keydesk::service::log_chain::{self, Verdict};
use keydesk::service::portal::{self, OrderQuery};
use keydesk::service::{Actor, Error, access, customers, secure_link, staff_sign_in};
use keydesk::store::Store;

use crate::support::database::stories;
use crate::support::entering::firefox;
use crate::support::sql::{exec, select};
use crate::support::world::{NewCustomer, NewUser, PASSWORD, World};

stories! {
    a_customer_asks_once_and_is_answered,
    approval_makes_an_organization_and_both_work,
    a_taken_name_and_a_customer_without_administrator_change_nothing,
    only_who_may_asks_and_decides,
    ten_thousand_objects_are_copied_in_seconds,
}

async fn user(world: &World, customer: CustomerId, email: &str, role: Role) -> CustomerUserId {
    world.user_with(customer, email, NewUser { role, ..NewUser::default() }).await
}

async fn letters(world: &World, kind: &str) -> Vec<(String, String)> {
    let sql = "SELECT to_address, letter FROM outbox WHERE kind = $1 ORDER BY to_address";
    select!(&world.sql, (String, String), sql, kind)
}

async fn events(world: &World, by: &Actor) -> Vec<Event> {
    let query = ActivityQuery { limit: 100, ..ActivityQuery::default() };
    activity::list(&world.app, by, &query).await.unwrap().into_iter().rev().map(|r| r.event).collect()
}

async fn a_customer_asks_once_and_is_answered(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber Maschinen GmbH").await;
    user(&world, customer, "eva@huber.example", Role::Administrator).await;
    user(&world, customer, "max@huber.example", Role::Moderator).await;
    let eva = world.in_the_portal("eva@huber.example").await;
    let (app, admin) = (&world.app, &world.admin);

    let long = independence::request(app, &eva, &"x".repeat(1001)).await;
    assert!(matches!(&long, Err(Error::Invalid(e)) if e.of("reason").is_some()), "{long:?}");
    let request = independence::request(app, &eva, "we have our own technicians\u{1b}[31m now").await.unwrap();
    assert_eq!((request.state, request.requested_by.as_str()), (RequestState::Open, "Eva Huber"));
    assert!(!request.reason.contains('\u{1b}'), "{:?}", request.reason);
    let again = independence::request(app, &eva, "").await;
    assert!(matches!(again, Err(Error::Conflict { .. })), "one open request at a time: {again:?}");
    assert_eq!(independence::list(app, admin).await.unwrap(), std::slice::from_ref(&request));

    let silent = independence::decline(app, admin, request.id, " \n ").await;
    assert!(matches!(&silent, Err(Error::Invalid(e)) if e.of("answer").is_some()), "{silent:?}");
    let declined = independence::decline(app, admin, request.id, "Let us talk\nfirst.").await.unwrap();
    assert_eq!((declined.state, declined.decided_by.as_deref()), (RequestState::Declined, Some("admin")));
    let told = letters(&world, "independence_declined").await;
    assert_eq!(told.len(), 1, "the administrator who asked: {told:?}");
    assert!(told[0].0 == "eva@huber.example" && told[0].1.contains("Let us talk"), "{told:?}");
    for late in [
        independence::decline(app, admin, request.id, "no").await.map(drop),
        independence::approve(app, admin, request.id, None).await.map(drop),
    ] {
        assert!(matches!(&late, Err(Error::Conflict { what, .. }) if what.contains("declined by admin")), "{late:?}");
    }
    // After an answer, one may ask again.
    independence::request(app, &eva, "once more").await.unwrap();
    let seen = events(&world, admin).await;
    let asked = [Event::IndependenceRequested, Event::IndependenceDeclined, Event::IndependenceRequested];
    assert_eq!(seen.into_iter().filter(|e| asked.contains(e)).collect::<Vec<_>>(), asked);
}

async fn approval_makes_an_organization_and_both_work(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let customer = world.customer("1042", "Huber Maschinen GmbH").await;
    let (graz, weiz) = (world.facility(customer, "Graz").await, world.facility(customer, "Weiz").await);
    let (press, other) = (world.model("Press 200").await, world.model("Crane").await);
    let object = world.object(customer, Some(graz), "Press in Graz").await;
    world.object(customer, Some(weiz), "Pump in Weiz").await;
    world.object(customer, None, "Trailer").await;
    exec!(&world.sql, "UPDATE service_object SET model_id = $1 WHERE id = $2", press, object);
    let order = world.order(customer, Some(graz), "SO-1", "title of SO-1").await;
    // What is not this customer's must not come along.
    let stranger = world.customer("1043", "Hofer KG").await;
    let theirs = world.object(stranger, None, "Crane at Hofer").await;
    exec!(&world.sql, "UPDATE service_object SET model_id = $1 WHERE id = $2", other, theirs);
    for (number, of, on_order, on_object, of_model) in [
        ("D1", Some(customer), None, Some(object), None),
        ("D2", Some(customer), Some(order), None, None),
        ("D3", None, None, None, Some(press)),
        ("D4", None, None, None, Some(other)),
        ("D5", Some(customer), None, None, None),
    ] {
        let sql = "INSERT INTO document (id, organization_id, customer_id, order_id, object_id, model_id, number, name, \
                   media_type, size, storage_key, uploaded_by, created_at, version) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, 'plan.pdf', 'application/pdf', 7, $8, 'Anna', $9, 1)";
        let key = format!("key-{number}");
        let new: keydesk::domain::DocumentId = app.id();
        let whose = world.organization;
        exec!(&world.sql, sql, new, whose, of, on_order, on_object, of_model, number, key, app.now());
    }
    user(&world, customer, "eva@huber.example", Role::Administrator).await;
    user(&world, customer, "max@huber.example", Role::Moderator).await;
    user(&world, customer, "jan@huber.example", Role::Member).await;
    let gone = NewUser { role: Role::Administrator, state: UserState::Suspended, ..NewUser::default() };
    world.user_with(customer, "old@huber.example", gone).await;
    let eva = world.in_the_portal("eva@huber.example").await;
    let request = independence::request(app, &eva, "our own technicians").await.unwrap();

    let approved = independence::approve(app, admin, request.id, None).await.unwrap();
    assert_eq!(approved.name, "Huber Maschinen GmbH");
    assert_eq!(approved.copied, Copied { facilities: 2, models: 1, objects: 3, documents: 4 });
    assert_eq!(approved.staff, ["eva@huber.example", "max@huber.example"]);

    the_new_one_works(&world, customer, &approved).await;
    the_old_one_is_looked_at(&world, customer).await;

    let told = letters(&world, "independence_approved").await;
    assert_eq!(told.iter().map(|t| t.0.as_str()).collect::<Vec<_>>(), ["eva@huber.example", "max@huber.example"]);
    let listed = independence::list(app, admin).await.unwrap();
    assert_eq!((listed.len(), listed[0].state), (1, RequestState::Approved));
    assert!(events(&world, admin).await.contains(&Event::IndependenceApproved));
    assert!(matches!(log_chain::verify(app, admin, None).await.unwrap(), Verdict::Whole { .. }), "the old log");
}

/// The new organization: its staff sign in with the passwords they have, and find what was copied.
async fn the_new_one_works(world: &World, customer: CustomerId, approved: &Approved) {
    let app = &world.app;
    let named = Some("huber maschinen gmbh");
    let (_, head) = staff_sign_in::sign_in(app, "eva@huber.example", PASSWORD, named, "terminal").await.unwrap();
    assert_eq!(head.organization, approved.organization);
    assert_eq!(head.rights().unwrap().role, StaffRole::Administrator);
    let (_, second) = staff_sign_in::sign_in(app, "max@huber.example", PASSWORD, named, "terminal").await.unwrap();
    assert_eq!(second.rights().unwrap().role, StaffRole::Dispatcher);
    for nobody in ["jan@huber.example", "old@huber.example"] {
        assert!(staff_sign_in::sign_in(app, nobody, PASSWORD, named, "terminal").await.is_err(), "{nobody}");
    }
    let own = customers::by_number(app, &head, "1042").await.unwrap().row;
    assert_ne!(own.id, customer);
    assert_eq!((own.name.as_str(), own.access_state), ("Huber Maschinen GmbH", AccessState::Off));
    assert!(matches!(customers::by_number(app, &head, "1043").await, Err(Error::NotFound { .. })));
    let there = approved.organization;
    let sql = "SELECT o.name, f.name, m.name FROM service_object o LEFT JOIN facility f ON f.id = o.facility_id
               AND f.organization_id = o.organization_id LEFT JOIN model m ON m.id = o.model_id
               AND m.organization_id = o.organization_id WHERE o.organization_id = $1 AND o.customer_id = $2 ORDER BY o.name";
    let objects = select!(&world.sql, (String, Option<String>, Option<String>), sql, there, own.id);
    let expected = [
        ("Press in Graz", Some("Graz"), Some("Press 200")),
        ("Pump in Weiz", Some("Weiz"), None),
        ("Trailer", None, None),
    ];
    assert_eq!(objects.iter().map(|(o, f, m)| (o.as_str(), f.as_deref(), m.as_deref())).collect::<Vec<_>>(), expected);
    let sql = "SELECT d.number, d.storage_key, d.order_id IS NULL, o.name, m.name FROM document d
               LEFT JOIN service_object o ON o.id = d.object_id AND o.organization_id = d.organization_id
               LEFT JOIN model m ON m.id = d.model_id AND m.organization_id = d.organization_id
               WHERE d.organization_id = $1 ORDER BY d.number";
    let documents = select!(&world.sql, (String, String, bool, Option<String>, Option<String>), sql, there);
    let documents: Vec<_> =
        documents.iter().map(|d| (d.0.as_str(), d.1.as_str(), d.2, d.3.as_deref(), d.4.as_deref())).collect();
    assert_eq!(
        documents,
        [
            ("D1", "key-D1", true, Some("Press in Graz"), None),
            ("D2", "key-D2", true, None, None),
            ("D3", "key-D3", true, None, Some("Press 200")),
            ("D5", "key-D5", true, None, None),
        ]
    );
    let orders = select!(&world.sql, (i64,), "SELECT count(*) FROM service_order WHERE organization_id = $1", there);
    assert_eq!(orders, [(0,)]);
    let began = events(world, &head).await;
    assert_eq!(began[..3], [Event::OrganizationCreated, Event::StaffCreated, Event::StaffCreated]);
    assert!(matches!(log_chain::verify(app, &head, None).await.unwrap(), Verdict::Whole { .. }), "its own log");
    let keys = select!(&world.sql, (Vec<u8>,), "SELECT link_key FROM organization");
    assert!(keys.len() == 2 && keys[0] != keys[1], "its own key for links");
}

/// The old organization: the customer is looked at and nothing else; its link is closed.
async fn the_old_one_is_looked_at(world: &World, customer: CustomerId) {
    let (app, admin) = (&world.app, &world.admin);
    let row = customers::by_number(app, admin, "1042").await.unwrap().row;
    assert_eq!(row.access_state, AccessState::Independent);
    let link = secure_link::show(app, admin, customer).await.unwrap();
    assert!(!link.works && !link.on, "{link:?}");
    assert!(!secure_link::switch(app, admin, customer, true).await.unwrap().works, "it stays closed");
    let eva = world.session("eva@huber.example").await;
    let query = OrderQuery { limit: 10, ..OrderQuery::default() };
    assert_eq!(portal::orders(app, &eva.viewer, &query).await.unwrap().rows.len(), 1);
    assert_eq!(portal::order(app, &eva.viewer, "SO-1").await.unwrap().row.title, "title of SO-1");
    assert_eq!(portal::facilities(app, &eva.viewer).await.unwrap().len(), 2);
    for permission in Permission::ALL {
        assert_eq!(eva.viewer.may(*permission, app.now()).allowed, permission.only_looks(), "{permission}");
    }
    let by = eva.actor(&firefox());
    let new = NewColleague {
        email: "new@huber.example".into(),
        first_name: "New".into(),
        last_name: "Huber".into(),
        role: Role::Member,
        language: None,
        contact: None,
        scope: keydesk::domain::access::Scope::everything(),
    };
    for refused in [
        colleagues::invite(app, &by, &new).await.map(drop),
        colleagues::list(app, &by).await.map(drop),
        independence::request(app, &by, "again").await.map(drop),
    ] {
        assert!(matches!(&refused, Err(Error::Denied { because, .. }) if because.contains("own")), "{refused:?}");
    }
    let grant = access::Grant {
        customer,
        email: new.email.clone(),
        first_name: new.first_name.clone(),
        last_name: new.last_name.clone(),
        role: None,
        language: None,
        contact: None,
        scope: new.scope.clone(),
        send_to: None,
    };
    assert!(matches!(access::grant(app, admin, &grant).await, Err(Error::Conflict { .. })));
    // Nothing makes it anything else again.
    access::suspend(app, admin, eva.user).await.unwrap();
    access::lift(app, admin, eva.user).await.unwrap();
    assert_eq!(customers::by_number(app, admin, "1042").await.unwrap().row.access_state, AccessState::Independent);
}

async fn a_taken_name_and_a_customer_without_administrator_change_nothing(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let customer = world.customer("1042", "Sydlift").await;
    world.another("Sydlift").await;
    let eva = user(&world, customer, "eva@huber.example", Role::Administrator).await;
    let by = world.in_the_portal("eva@huber.example").await;
    let request = independence::request(app, &by, "").await.unwrap();
    let counts = async || {
        let sql =
            "SELECT (SELECT count(*) FROM organization), (SELECT count(*) FROM staff), (SELECT count(*) FROM customer),
                          (SELECT count(*) FROM activity), (SELECT count(*) FROM outbox)";
        select!(&world.sql, (i64, i64, i64, i64, i64), sql)
    };
    let before = counts().await;
    for taken in [None, Some("  SYDLIFT "), Some("Nordlift Service"), Some(""), Some("\u{1b}")] {
        let refused = independence::approve(app, admin, request.id, taken).await;
        assert!(matches!(&refused, Err(Error::Invalid(e)) if e.of("name").is_some()), "{taken:?}: {refused:?}");
    }
    access::suspend(app, admin, eva).await.unwrap();
    let refused = independence::approve(app, admin, request.id, Some("Huber")).await;
    assert!(matches!(&refused, Err(Error::Conflict { what, .. }) if what.contains("administrator")), "{refused:?}");
    access::lift(app, admin, eva).await.unwrap();
    let after = counts().await;
    assert_eq!((after[0].0, after[0].1, after[0].2, after[0].4), (before[0].0, before[0].1, before[0].2, before[0].4));
    assert_eq!(after[0].3, before[0].3 + 2, "suspended and lifted, nothing else");
    assert_eq!(independence::list(app, admin).await.unwrap()[0].state, RequestState::Open);
    assert_eq!(independence::approve(app, admin, request.id, Some(" Huber  ")).await.unwrap().name, "Huber");
}

async fn only_who_may_asks_and_decides(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let area = world.area("Graz").await;
    let customer =
        world.customer_with("1042", "Huber", NewCustomer { area: Some(area), ..NewCustomer::default() }).await;
    user(&world, customer, "eva@huber.example", Role::Administrator).await;
    user(&world, customer, "max@huber.example", Role::Moderator).await;
    let private = NewCustomer { kind: CustomerKind::Private, ..NewCustomer::default() };
    let alone = world.customer_with("7", "Frau Kern", private).await;
    user(&world, alone, "kern@kern.example", Role::Administrator).await;
    let max = world.in_the_portal("max@huber.example").await;
    assert!(
        matches!(independence::request(app, &max, "").await, Err(Error::Denied { .. })),
        "a moderator does not ask"
    );
    assert!(matches!(independence::request(app, admin, "").await, Err(Error::Denied { .. })), "nor do staff");
    let kern = world.in_the_portal("kern@kern.example").await;
    assert!(
        matches!(independence::request(app, &kern, "").await, Err(Error::Conflict { .. })),
        "nor a private customer"
    );
    let eva = world.in_the_portal("eva@huber.example").await;
    let request = independence::request(app, &eva, "").await.unwrap();

    let supervisor = world.staff("lars", StaffRole::Supervisor, &[area]).await;
    let elsewhere = world.staff("ida", StaffRole::Supervisor, &[world.area("Linz").await]).await;
    assert_eq!(independence::list(app, &supervisor).await.unwrap().len(), 1);
    assert_eq!(independence::list(app, &elsewhere).await.unwrap(), [], "in other areas it is nobody's business (R10)");
    let stranger = world.another("Sydlift").await;
    assert_eq!(independence::list(app, &stranger.admin).await.unwrap(), []);
    for (who, needs) in [(&supervisor, true), (&eva, true), (&stranger.admin, false)] {
        for refused in [
            independence::approve(app, who, request.id, None).await.map(drop),
            independence::decline(app, who, request.id, "no").await.map(drop),
        ] {
            let denied = matches!(&refused, Err(Error::Denied { needs, .. }) if needs == "manage_settings");
            let unknown = matches!(&refused, Err(Error::NotFound { .. }));
            assert!(if needs { denied } else { unknown }, "{refused:?}");
        }
    }
    assert!(matches!(independence::list(app, &eva).await, Err(Error::Denied { .. })));
    assert_eq!(independence::list(app, admin).await.unwrap(), [request]);
}

async fn ten_thousand_objects_are_copied_in_seconds(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let customer = world.customer("1042", "Huber").await;
    let facility = world.facility(customer, "Graz").await;
    user(&world, customer, "eva@huber.example", Role::Administrator).await;
    macro_rules! many {
        ($id:literal) => {
            concat!(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) \
                 INSERT INTO service_object (id, organization_id, customer_id, facility_id, number, name, name_key, \
                 serial_number, search, version) \
                 SELECT ",
                $id,
                ", $1, $2, $3, 'N' || i, 'Pump', 'pump', '', '  pump', 1 FROM n"
            )
        };
    }
    let sql = app.store.dialect().pick(many!("randomblob(16)"), many!("gen_random_uuid()"));
    exec!(&world.sql, sql, world.organization, customer, facility);
    let eva = world.in_the_portal("eva@huber.example").await;
    let request = independence::request(app, &eva, "").await.unwrap();
    let began = std::time::Instant::now();
    let approved = independence::approve(app, admin, request.id, None).await.unwrap();
    let took = began.elapsed();
    assert_eq!(approved.copied, Copied { facilities: 1, models: 0, objects: 10_000, documents: 0 });
    assert!(took.as_secs() < 30, "{took:?}");
    let sql = "SELECT count(*) FROM service_object o JOIN facility f ON f.id = o.facility_id
               WHERE o.organization_id = $1 AND f.organization_id = $1";
    assert_eq!(select!(&world.sql, (i64,), sql, approved.organization), [(10_000,)]);
}
