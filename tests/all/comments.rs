//! Comments on orders (R32) on both databases: who writes, who reads, who is told, and that what is internal never reaches a
//! customer, whichever way (R14).

use keydesk::domain::access::{Scope, Viewer};
use keydesk::domain::comment::AuthorKind;
use keydesk::domain::permission::{Exception, Exceptions, Permission, Role};
use keydesk::domain::staff::StaffRole;
use keydesk::domain::{CustomerId, CustomerUserId};
use keydesk::service::activity::{self, ActivityQuery};
use keydesk::service::comments::{self, Added, NewComment};
use keydesk::service::customer_sign_in::Session;
use keydesk::service::notices::Told;
use keydesk::service::outbox::{self, OutboxQuery};
use keydesk::service::secure_link::{self, Opened};
use keydesk::service::{Actor, Error, access, log_chain, orders, view_as};
use keydesk::store::Store;

use crate::support::database::stories;
use crate::support::sql::{exec, select};
use crate::support::world::{NewCustomer, NewOrder, NewUser, World};

stories! {
    people_write_and_answer,
    what_is_internal_never_reaches_a_customer,
    only_whoever_may_writes,
    what_cannot_be_taken_is_named,
    sent_twice_it_is_one_comment,
    the_name_of_a_deleted_person_goes,
}

const SECRET: &str = "the customer owes us money";

/// Order `A1` at a facility, and Eva, who sees it.
struct Scene {
    world: World,
    customer: CustomerId,
    eva: CustomerUserId,
}

impl Scene {
    async fn new(store: Store) -> Self {
        let world = World::new(store).await;
        let graz = world.area("Graz").await;
        let new = NewCustomer { area: Some(graz), ..NewCustomer::default() };
        let customer = world.customer_with("1042", "Huber", new).await;
        let here = world.facility(customer, "Graz").await;
        world.order_with(customer, "A1", "Lift", NewOrder { facility: Some(here), ..NewOrder::default() }).await;
        let eva = world.user_with(customer, "eva@huber.example", NewUser::default()).await;
        Self { world, customer, eva }
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

    async fn say(&self, by: &Actor, body: &str, internal: bool) -> Result<Added, Error> {
        let new = NewComment { order: "A1".into(), body: body.into(), internal, sent_key: String::new() };
        comments::add(&self.world.app, by, &new).await
    }

    async fn read_by(&self, viewer: &Viewer) -> Result<Vec<String>, Error> {
        let found = comments::seen(&self.world.app, viewer, "A1").await?;
        Ok(found.into_iter().map(|c| c.body).collect())
    }
}

fn names(told: &[Told]) -> Vec<&str> {
    told.iter().map(|t| t.address.as_str()).collect()
}

async fn people_write_and_answer(store: Store) {
    let scene = Scene::new(store).await;
    let (world, admin) = (&scene.world, &scene.world.admin);
    let lars = world.staff("lars", StaffRole::Technician, &[]).await;
    orders::assign(&world.app, admin, "A1", 1, Some("lars@nordlift.example")).await.unwrap();
    let eva = scene.actor("eva@huber.example").await;

    let asked = comments::who_is_told(&world.app, &eva, "A1", false).await.unwrap();
    let question = scene.say(&eva, " When do\r\nyou come?\u{202e} ", false).await.unwrap();
    assert_eq!(asked, question.told, "what the screen named before is what happens");
    assert_eq!(names(&asked), ["lars@nordlift.example"], "the assigned technician (R32)");
    world.app.clock.advance(chrono::TimeDelta::minutes(1));
    let asked = comments::who_is_told(&world.app, &lars, "A1", false).await.unwrap();
    let answer = scene.say(&lars, "On Monday.", false).await.unwrap();
    assert_eq!(asked, answer.told);
    assert_eq!(names(&asked), ["eva@huber.example"]);

    let all = comments::list(&world.app, admin, "A1").await.unwrap();
    let read: Vec<_> = all.iter().map(|c| (c.author_kind, c.author_name.as_str(), c.body.as_str())).collect();
    let expected =
        [(AuthorKind::CustomerUser, "Eva Huber", "When do\nyou come?"), (AuthorKind::Staff, "lars", "On Monday.")];
    assert_eq!(read, expected);
    let viewer = scene.session("eva@huber.example").await.viewer;
    assert_eq!(scene.read_by(&viewer).await.unwrap(), ["When do\nyou come?", "On Monday."]);

    let query = ActivityQuery { limit: 2, ..ActivityQuery::default() };
    let log = activity::list(&world.app, admin, &query).await.unwrap();
    let last = &log.iter().find(|r| r.event.as_str() == "comment_added").unwrap();
    assert_eq!((last.sentence().as_str(), last.actor_name.as_str()), ("commented on the order A1 Lift", "lars"));
    assert!(!last.data.contains("Monday"), "the log tells that, not what");
}

/// R14: an internal comment, through every way by which a customer reads.
async fn what_is_internal_never_reaches_a_customer(store: Store) {
    let scene = Scene::new(store).await;
    let (world, admin) = (&scene.world, &scene.world.admin);
    let every = NewUser { role: Role::Administrator, ..NewUser::default() };
    let boss = scene.person("boss@huber.example", every).await;
    let lars = world.staff("lars", StaffRole::Technician, &[]).await;
    orders::assign(&world.app, admin, "A1", 1, Some("lars@nordlift.example")).await.unwrap();
    let added = scene.say(admin, SECRET, true).await.unwrap();
    assert_eq!(names(&added.told), ["lars@nordlift.example"], "staff only");
    assert_eq!(names(&comments::who_is_told(&world.app, admin, "A1", true).await.unwrap()), names(&added.told));
    scene.say(&lars, "for everybody", false).await.unwrap();

    for email in ["eva@huber.example", "boss@huber.example"] {
        let viewer = scene.session(email).await.viewer;
        assert_eq!(scene.read_by(&viewer).await.unwrap(), ["for everybody"], "{email}");
    }
    let view = view_as::open(&world.app, admin, boss).await.unwrap();
    assert_eq!(scene.read_by(&view.viewer).await.unwrap(), ["for everybody"], "staff who look as a customer");
    let query = OutboxQuery { limit: 100, ..OutboxQuery::default() };
    for letter in outbox::list(&world.app, admin, &query).await.unwrap() {
        let tells = serde_json::to_string(&letter.letter).unwrap().contains(SECRET);
        assert!(!tells || letter.to_address.ends_with("@nordlift.example"), "{letter:?}");
    }
    // No customer writes one either.
    let eva = scene.actor("boss@huber.example").await;
    assert!(matches!(scene.say(&eva, "psst", true).await, Err(Error::Denied { .. })));
    assert!(matches!(comments::who_is_told(&world.app, &eva, "A1", true).await, Err(Error::Denied { .. })));
    assert!(matches!(comments::list(&world.app, &eva, "A1").await, Err(Error::Denied { .. })), "the list of staff");

    // The secure link of a customer without users.
    let alone = world.customer("8", "Ohne").await;
    world.order(alone, None, "B1", "Door").await;
    for internal in [true, false] {
        let body = if internal { SECRET } else { "open" };
        let new = NewComment { order: "B1".into(), body: body.into(), internal, sent_key: String::new() };
        comments::add(&world.app, admin, &new).await.unwrap();
    }
    let link = secure_link::show(&world.app, admin, alone).await.unwrap().link;
    let token = link.rsplit('/').next().unwrap();
    let Opened::In(visit) = secure_link::open(&world.app, token).await.unwrap() else { panic!("the link works") };
    let read = comments::seen(&world.app, &visit.viewer, "B1").await.unwrap();
    assert_eq!(read.iter().map(|c| c.body.as_str()).collect::<Vec<_>>(), ["open"]);
    assert!(matches!(scene.read_by(&visit.viewer).await, Err(Error::NotFound { .. })), "another customer's order");
}

async fn only_whoever_may_writes(store: Store) {
    let scene = Scene::new(store).await;
    let (world, admin) = (&scene.world, &scene.world.admin);
    let denied = |p| Exceptions::from([(p, Exception::Denied)]);
    let contact = world.contact(scene.customer, "Jan", "Kern").await;
    let unassigned = Scope { unassigned: true, ..Scope::default() };
    let people = [
        ("mute", NewUser { exceptions: denied(Permission::Comment), ..NewUser::default() }, "denied"),
        ("blind", NewUser { exceptions: denied(Permission::ViewOrders), ..NewUser::default() }, "unseen"),
        ("elsewhere", NewUser { scope: unassigned, ..NewUser::default() }, "unseen"),
        ("linked", NewUser { contact: Some(contact), ..NewUser::default() }, "unseen"),
    ];
    for (name, new, expected) in people {
        let email = format!("{name}@huber.example");
        scene.person(&email, new).await;
        let by = scene.actor(&email).await;
        for result in [
            scene.say(&by, "hello", false).await.map(drop),
            comments::who_is_told(&world.app, &by, "A1", false).await.map(drop),
        ] {
            match (expected, result) {
                ("denied", Err(Error::Denied { .. })) | ("unseen", Err(Error::NotFound { .. })) => {}
                (_, other) => panic!("{name}: {other:?}"),
            }
        }
    }
    // What was given is asked at this moment, not at sign-in.
    let eva = scene.actor("eva@huber.example").await;
    access::suspend(&world.app, admin, scene.eva).await.unwrap();
    assert!(matches!(scene.say(&eva, "hello", false).await, Err(Error::SignedOut { .. })));
    access::lift(&world.app, admin, scene.eva).await.unwrap();
    exec!(&world.sql, "UPDATE customer SET access_state = 'independent' WHERE id = $1", scene.customer);
    assert!(matches!(scene.say(&eva, "hello", false).await, Err(Error::Denied { .. })), "read-only (R19)");

    let linz = world.area("Linz").await;
    let fritz = world.staff("fritz", StaffRole::Supervisor, &[linz]).await;
    let carla = world.staff("carla", StaffRole::ContentCreator, &[]).await;
    let tina = world.staff("tina", StaffRole::Technician, &[]).await;
    for who in [&fritz, &carla, &tina] {
        for internal in [true, false] {
            assert!(matches!(scene.say(who, "hello", internal).await, Err(Error::Denied { .. })), "{}", who.name());
        }
    }
    assert!(matches!(comments::list(&world.app, &fritz, "A1").await, Err(Error::Denied { .. })), "R10");
    let stranger = world.another("Sydlift").await;
    assert!(matches!(scene.say(&stranger.admin, "hello", false).await, Err(Error::NotFound { .. })));
    assert!(matches!(comments::list(&world.app, &stranger.admin, "A1").await, Err(Error::NotFound { .. })));
    assert_eq!(select!(&world.sql, (i64,), "SELECT count(*) FROM comment"), [(0,)]);
}

async fn what_cannot_be_taken_is_named(store: Store) {
    let scene = Scene::new(store).await;
    let eva = scene.actor("eva@huber.example").await;
    let cases = [("", "comment-missing"), (" \r\n\u{200b}", "comment-missing"), (&*"ä".repeat(5_001), "comment-long")];
    for (body, code) in cases {
        for by in [&eva, &scene.world.admin] {
            match scene.say(by, body, false).await {
                Err(Error::Invalid(errors)) => assert_eq!((errors.0[0].field, errors.0[0].code), ("body", code)),
                other => panic!("{body:.10}: {other:?}"),
            }
        }
    }
    scene.say(&eva, &"ä".repeat(5_000), false).await.unwrap();
    assert_eq!(select!(&scene.world.sql, (i64,), "SELECT count(*) FROM comment"), [(1,)]);
}

async fn sent_twice_it_is_one_comment(store: Store) {
    let scene = Scene::new(store).await;
    let world = &scene.world;
    let eva = scene.actor("eva@huber.example").await;
    let new = NewComment { order: "A1".into(), body: "hello".into(), internal: false, sent_key: "k1".into() };
    let first = comments::add(&world.app, &world.admin, &new).await.unwrap();
    let second = comments::add(&world.app, &world.admin, &new).await.unwrap();
    assert_eq!((first.repeated, second.repeated), (false, true));
    assert_eq!((second.comment, second.told.len()), (first.comment, 0));
    let (one, two) = tokio::join!(comments::add(&world.app, &eva, &new), comments::add(&world.app, &eva, &new));
    assert_ne!(one.unwrap().repeated, two.unwrap().repeated, "two at once; the key of staff is another one");
    assert_eq!(select!(&world.sql, (i64,), "SELECT count(*) FROM comment"), [(2,)]);
    let sql = "SELECT count(*) FROM activity WHERE event = 'comment_added'";
    assert_eq!(select!(&world.sql, (i64,), sql), [(2,)]);
}

async fn the_name_of_a_deleted_person_goes(store: Store) {
    let scene = Scene::new(store).await;
    let (world, admin) = (&scene.world, &scene.world.admin);
    let eva = scene.actor("eva@huber.example").await;
    scene.say(&eva, "hello", false).await.unwrap();
    scene.say(admin, "hello Eva", false).await.unwrap();
    access::delete(&world.app, admin, scene.eva).await.unwrap();
    let all = comments::list(&world.app, admin, "A1").await.unwrap();
    assert_eq!(all.len(), 2);
    assert!(!all[0].author_name.contains("Eva") && all[0].customer_user_id.is_none(), "{all:?}");
    assert_eq!((all[0].body.as_str(), all[1].author_name.as_str()), ("hello", "admin"));
    let verdict = log_chain::verify(&world.app, admin, None).await.unwrap();
    assert!(matches!(verdict, log_chain::Verdict::Whole { .. }), "{verdict:?}");
}
