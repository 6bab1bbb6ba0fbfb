//! Video sessions (R40).

use chrono::{DateTime, TimeDelta, Utc};
use keydesk::domain::access::Scope;
use keydesk::domain::activity::Event;
use keydesk::domain::permission::{Exception, Exceptions, Permission, Role};
use keydesk::domain::staff::StaffRole;
use keydesk::domain::state::VideoState;
use keydesk::domain::{CustomerId, CustomerUserId, SignInId};
use keydesk::service::activity::{self, ActivityQuery};
use keydesk::service::outbox::{self, OutboxQuery};
use keydesk::service::video::{self, VideoPlan, VideoQuery, VideoRequest, VideoRow, Wished};
use keydesk::service::{Actor, Error, Who, access, explain};
use keydesk::store::Store;

use crate::support::database::stories;
use crate::support::sql::{exec, select};
use crate::support::world::{NewOrder, NewUser, World};

stories! {
    a_session_is_asked_for_confirmed_moved_and_over,
    what_cannot_be_taken_is_named_all_at_once,
    whoever_was_faster_is_named,
    a_request_that_arrives_twice_is_one_session,
    scope_contact_and_permission_decide_who_sees_and_changes,
    technicians_plan_on_their_own_orders,
}

struct Scene {
    world: World,
    customer: CustomerId,
    facility: String,
    eva: CustomerUserId,
}

pub async fn as_user(world: &World, id: CustomerUserId) -> Actor {
    let sql = "SELECT s.id, s.first_name FROM sign_in s JOIN customer_user u ON u.sign_in_id = s.id WHERE u.id = $1";
    let (sign_in, name) = select!(&world.sql, (SignInId, String), sql, id).remove(0);
    Actor { who: Who::CustomerUser { id, sign_in, name }, ..world.admin.clone() }
}

impl Scene {
    async fn new(store: Store) -> Self {
        let world = World::new(store).await;
        let customer = world.customer("1042", "Huber").await;
        world.facility(customer, "Graz").await;
        let facility = select!(&world.sql, (String,), "SELECT number FROM facility")[0].0.clone();
        let admin = NewUser { role: Role::Administrator, ..NewUser::default() };
        let eva = world.user_with(customer, "eva@huber.example", admin).await;
        Self { world, customer, facility, eva }
    }

    fn plan(&self, title: &str) -> VideoPlan {
        let starts_at = self.world.app.now() + TimeDelta::days(1);
        VideoPlan {
            customer: "1042".into(),
            order: None,
            facility: None,
            title: title.into(),
            note: "Keep the manual ready".into(),
            starts_at,
            ends_at: starts_at + TimeDelta::minutes(30),
            join_url: "https://meet.example/abc".into(),
        }
    }

    async fn planned(&self, plan: &VideoPlan) -> VideoRow {
        video::plan(&self.world.app, &self.world.admin, plan).await.unwrap()
    }

    /// The letters in the outbox by kind and reader, the oldest first; they are forgotten then.
    async fn letters(&self) -> Vec<(String, String)> {
        let query = OutboxQuery { limit: 100, ..OutboxQuery::default() };
        let mut rows = outbox::list(&self.world.app, &self.world.admin, &query).await.unwrap();
        rows.reverse();
        exec!(&self.world.sql, "DELETE FROM outbox");
        rows.into_iter().map(|l| (l.kind.to_string(), l.to_address)).collect()
    }
}

fn fields<T: std::fmt::Debug>(result: Result<T, Error>) -> Vec<(&'static str, &'static str)> {
    match result {
        Err(Error::Invalid(errors)) => errors.0.into_iter().map(|e| (e.field, e.code)).collect(),
        other => panic!("{other:?}"),
    }
}

fn wished(at: DateTime<Utc>, minutes: &str) -> Wished {
    // Worlds live in Vienna; in March, before the clocks are put forward, that is an hour ahead.
    let local = at + TimeDelta::hours(1);
    let (day, time) = (local.format("%Y-%m-%d").to_string(), local.format("%H:%M").to_string());
    Wished { day, time, minutes: minutes.into() }
}

async fn a_session_is_asked_for_confirmed_moved_and_over(store: Store) {
    let scene = Scene::new(store).await;
    let (app, admin) = (&scene.world.app, &scene.world.admin);
    let eva = as_user(&scene.world, scene.eva).await;
    let lars = scene.world.staff("lars", StaffRole::Dispatcher, &[]).await;
    let sql = "INSERT INTO staff_customer (organization_id, staff_id, customer_id) VALUES ($1, $2, $3)";
    exec!(&scene.world.sql, sql, scene.world.organization, lars.staff_id().unwrap(), scene.customer);

    let at = app.now() + TimeDelta::days(2);
    let wanted = VideoRequest {
        title: " Noise from\u{202e} the lift ".into(),
        note: "Second floor".into(),
        wished: wished(at, "45"),
        facility: Some(scene.facility.clone()),
        key: "k".into(),
        ..VideoRequest::default()
    };
    let asked = video::request(app, &eva, &wanted).await.unwrap();
    assert_eq!((asked.number.as_str(), asked.title.as_str()), ("V1", "Noise from the lift"));
    assert_eq!((asked.state, asked.starts_at, asked.ends_at), (VideoState::Requested, at, at + TimeDelta::minutes(45)));
    assert_eq!((asked.requested_by.as_str(), asked.join_url.as_str()), ("Eva", ""));
    assert_eq!(scene.letters().await, [("video_requested".into(), "lars@nordlift.example".into())], "staff only");

    for wrong in ["http://meet.example/x", "meet.example", ""] {
        let refused = video::confirm(app, admin, "V1", 1, wrong).await;
        assert_eq!(fields(refused)[0].0, "join_url", "{wrong}");
    }
    let planned = video::confirm(app, admin, "V1", 1, "https://meet.example/abc").await.unwrap();
    assert_eq!(
        (planned.state, planned.version, planned.host().as_deref()),
        (VideoState::Planned, 2, Some("meet.example"))
    );
    let told = scene.letters().await;
    assert_eq!(
        told,
        [
            ("video_planned".into(), "lars@nordlift.example".into()),
            ("video_planned".into(), "eva@huber.example".into())
        ]
    );
    assert_eq!(video::confirm(app, admin, "V1", 2, "https://meet.example/abc").await.unwrap().version, 2, "no change");

    // What the customer moves is asked for again, with its link.
    let later = at + TimeDelta::hours(3);
    let moved = video::move_to(app, &eva, "V1", 2, later, later + TimeDelta::hours(1)).await.unwrap();
    assert_eq!((moved.state, moved.join_url.as_str()), (VideoState::Requested, "https://meet.example/abc"));
    assert_eq!(scene.letters().await, [("video_moved".into(), "lars@nordlift.example".into())]);
    // What staff move stays as it was.
    let confirmed = video::confirm(app, admin, "V1", 3, "https://meet.example/abc").await.unwrap();
    let moved = video::move_to(app, admin, "V1", confirmed.version, at, at + TimeDelta::hours(1)).await.unwrap();
    assert_eq!(moved.state, VideoState::Planned);
    let same = video::move_to(app, admin, "V1", 99, at, at + TimeDelta::hours(1)).await.unwrap();
    assert_eq!(same.version, moved.version, "nothing different changes nothing");

    let seen = video::seen(app, &viewer(&scene.world, scene.eva).await).await.unwrap();
    assert_eq!((seen.len(), seen[0].facility.as_deref()), (1, Some("Graz")));
    app.clock.advance(TimeDelta::days(3));
    let over = video::seen(app, &viewer(&scene.world, scene.eva).await).await.unwrap();
    assert_eq!(over[0].state, VideoState::Over, "by the time alone");
    assert!(matches!(video::cancel(app, admin, "V1", moved.version).await, Err(Error::Conflict { .. })));

    let second = scene.planned(&scene.plan("Another")).await;
    scene.letters().await;
    let gone = video::cancel(app, &eva, &second.number, 1).await.unwrap();
    assert_eq!(gone.state, VideoState::Cancelled);
    assert_eq!(scene.letters().await, [("video_cancelled".into(), "lars@nordlift.example".into())]);

    let query = ActivityQuery { limit: 50, ..ActivityQuery::default() };
    let mut log = activity::list(app, admin, &query).await.unwrap();
    log.reverse();
    let log = log.iter().filter(|r| r.event != Event::ViewedAs);
    let said: Vec<String> = log.map(|r| format!("{} {}", r.actor_name, r.sentence())).collect();
    for (sentence, begins) in said.iter().zip([
        "Eva asked for the video session V1 Noise from the lift: 2026-",
        "admin planned the video session V1",
        "Eva moved the video session V1",
        "admin planned the video session V1",
        "admin moved the video session V1",
        "admin planned the video session V2 Another",
        "Eva cancelled the video session V2 Another",
    ]) {
        assert!(sentence.starts_with(begins), "{sentence}\n{begins}");
    }
}

async fn viewer(world: &World, user: CustomerUserId) -> keydesk::domain::access::Viewer {
    keydesk::service::view_as::open(&world.app, &world.admin, user).await.unwrap().viewer
}

async fn what_cannot_be_taken_is_named_all_at_once(store: Store) {
    let scene = Scene::new(store).await;
    let (app, admin) = (&scene.world.app, &scene.world.admin);
    let now = app.now();
    let plan = VideoPlan {
        title: " ".into(),
        note: "x".repeat(2_001),
        starts_at: now - TimeDelta::hours(1),
        ends_at: now - TimeDelta::hours(2),
        join_url: "https://user@meet.example/".into(),
        facility: Some("F99".into()),
        ..scene.plan("")
    };
    let mut found = fields(video::plan(app, admin, &plan).await);
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ("ends_at", "video-ends"),
            ("facility", "video-facility"),
            ("join_url", "video-link"),
            ("note", "video-note-long"),
            ("starts_at", "video-past"),
            ("title", "video-title-missing"),
        ]
    );
    let far = VideoPlan {
        starts_at: now + TimeDelta::days(732),
        ends_at: now + TimeDelta::days(733),
        order: Some("never".into()),
        ..scene.plan(&"x".repeat(201))
    };
    let mut found = fields(video::plan(app, admin, &far).await);
    found.sort_unstable();
    let expected = [
        ("ends_at", "video-long"),
        ("order", "video-order"),
        ("starts_at", "video-far"),
        ("title", "video-title-long"),
    ];
    assert_eq!(found, expected);

    let eva = as_user(&scene.world, scene.eva).await;
    let wanted = VideoRequest {
        wished: Wished { day: "2026-02-30".into(), time: "25:00".into(), minutes: "-1".into() },
        order: Some("never".into()),
        ..VideoRequest::default()
    };
    let mut found = fields(video::request(app, &eva, &wanted).await);
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ("day", "video-day"),
            ("minutes", "video-minutes"),
            ("order", "video-order"),
            ("time", "video-time"),
            ("title", "video-title-missing"),
        ]
    );
    // Vienna puts its clocks forward at two that night.
    let skipped = Wished { day: "2026-03-29".into(), time: "02:30".into(), minutes: "30".into() };
    let wanted = VideoRequest { title: "t".into(), wished: skipped, ..VideoRequest::default() };
    assert_eq!(fields(video::request(app, &eva, &wanted).await), [("time", "video-no-time")]);
    let left = select!(&scene.world.sql, (i64,), "SELECT count(*) FROM video_session")[0].0;
    assert_eq!(left, 0, "nothing is stored by half");
}

async fn whoever_was_faster_is_named(store: Store) {
    let scene = Scene::new(store).await;
    let (app, admin) = (&scene.world.app, &scene.world.admin);
    let row = scene.planned(&scene.plan("Lift")).await;
    let eva = as_user(&scene.world, scene.eva).await;
    let at = row.starts_at + TimeDelta::hours(1);
    video::move_to(app, &eva, "V1", 1, at, at + TimeDelta::hours(1)).await.unwrap();
    for late in [
        video::cancel(app, admin, "V1", 1).await,
        video::confirm(app, admin, "V1", 1, "https://meet.example/x").await,
        video::move_to(app, admin, "V1", 1, row.starts_at, row.ends_at).await,
    ] {
        let Err(Error::Conflict { what, .. }) = late else { panic!("{late:?}") };
        assert!(what.contains("V1 was changed by Eva meanwhile"), "{what}");
    }
    assert_eq!(video::get(app, admin, "V1").await.unwrap().version, 2);
}

async fn a_request_that_arrives_twice_is_one_session(store: Store) {
    let scene = Scene::new(store).await;
    let app = &scene.world.app;
    let eva = as_user(&scene.world, scene.eva).await;
    let other = scene.world.user_with(
        scene.customer,
        "jan@huber.example",
        NewUser { role: Role::Administrator, ..NewUser::default() },
    );
    let jan = as_user(&scene.world, other.await).await;
    let at = app.now() + TimeDelta::days(2);
    let wanted =
        VideoRequest { title: "Lift".into(), wished: wished(at, "30"), key: "same".into(), ..VideoRequest::default() };
    let first = video::request(app, &eva, &wanted).await.unwrap();
    let again = video::request(app, &eva, &wanted).await.unwrap();
    assert_eq!((first.number.as_str(), again.number.as_str()), ("V1", "V1"));
    // Nobody's key stands in the way of somebody else's session.
    assert_eq!(video::request(app, &jan, &wanted).await.unwrap().number, "V2");
    let logged = "SELECT count(*) FROM activity WHERE event = 'video_requested'";
    assert_eq!(select!(&scene.world.sql, (i64,), logged)[0].0, 2);
}

async fn scope_contact_and_permission_decide_who_sees_and_changes(store: Store) {
    let scene = Scene::new(store).await;
    let (world, app) = (&scene.world, &scene.world.app);
    let weiz = world.facility(scene.customer, "Weiz").await;
    let lea = world.contact(scene.customer, "Lea", "Kern").await;
    let of_lea = NewOrder { contact: Some(lea), facility: Some(weiz), ..NewOrder::default() };
    world.order_with(scene.customer, "A-LEA", "for Lea", of_lea).await;
    world.order(scene.customer, Some(weiz), "A-WEIZ", "at Weiz").await;
    for (title, order, facility) in [
        ("none", None, None),
        ("graz", None, Some(scene.facility.clone())),
        ("weiz", Some("A-WEIZ".to_owned()), None),
        ("lea", Some("A-LEA".to_owned()), None),
    ] {
        scene.planned(&VideoPlan { order, facility, ..scene.plan(title) }).await;
    }
    let other = world.customer("1043", "Hofer").await;
    world.video(other, None, "V-B", "of another customer").await;
    let foreign = world.another("Sydlift").await;
    let theirs = foreign.customer("1042", "Huber").await;
    foreign.video(theirs, None, "V1", "of another organization").await;

    let moderator = NewUser { role: Role::Moderator, ..NewUser::default() };
    let graz: Vec<_> = access::user(app, &world.admin, scene.eva).await.into_iter().map(|u| u.scope).collect();
    assert!(graz[0].all);
    let scope = |unassigned, facilities: &[_]| Scope {
        all: false,
        unassigned,
        facilities: facilities.iter().copied().collect(),
    };
    let no_orders = Exceptions::from([(Permission::ViewOrders, Exception::Denied)]);
    let cases: [(&str, NewUser, &[&str], Option<&str>); 6] = [
        ("all", moderator.clone(), &["none", "graz", "weiz", "lea"], Some("A-WEIZ")),
        ("weiz", NewUser { scope: scope(false, &[weiz]), ..moderator.clone() }, &["weiz", "lea"], Some("A-WEIZ")),
        ("unassigned", NewUser { scope: scope(true, &[]), ..moderator.clone() }, &["none"], None),
        // About an order, only about those of the contact; about none, by scope alone.
        ("linked", NewUser { contact: Some(lea), ..moderator.clone() }, &["none", "graz", "lea"], None),
        ("no-orders", NewUser { exceptions: no_orders, ..moderator.clone() }, &["none", "graz", "weiz", "lea"], None),
        ("member", NewUser::default(), &[], None),
    ];
    for (name, new, expected, order) in cases {
        let user = world.user_with(scene.customer, &format!("{name}@huber.example"), new).await;
        let viewer = viewer(world, user).await;
        let found = video::seen(app, &viewer).await.unwrap();
        let titles: Vec<&str> = found.iter().map(|row| row.title.as_str()).collect();
        assert_eq!(titles, expected, "{name}");
        let weiz_order = found.iter().find(|row| row.title == "weiz").and_then(|row| row.order_number.as_deref());
        assert_eq!(weiz_order, order, "{name}: an order is named where it may be seen");
        let by = as_user(world, user).await;
        for number in ["V1", "V2", "V3", "V4", "V-B"] {
            let sees = found.iter().any(|row| row.number == number);
            assert_eq!(video::seen_one(app, &viewer, number).await.is_ok(), sees, "{name}: {number}");
            let explained =
                explain::explain(app, &world.admin, user, keydesk::domain::access::ThingKind::VideoSession, number)
                    .await;
            assert_eq!(explained.unwrap().allowed, sees, "{name}: {number} explained");
            let at = app.now() + TimeDelta::days(5);
            let moved = video::move_to(app, &by, number, 99, at, at + TimeDelta::hours(1)).await;
            let refused = if name == "member" {
                matches!(moved, Err(Error::Denied { .. }))
            } else if sees {
                matches!(moved, Err(Error::Conflict { .. }))
            } else {
                matches!(moved, Err(Error::NotFound { .. }))
            };
            assert!(refused, "{name}: {number}: {moved:?}");
        }
    }
    // What one could not see oneself, one cannot ask for.
    let narrow = NewUser { scope: scope(false, &[weiz]), ..moderator };
    let user = world.user_with(scene.customer, "narrow@huber.example", narrow).await;
    let by = as_user(world, user).await;
    let at = app.now() + TimeDelta::days(2);
    let wanted = VideoRequest { title: "t".into(), wished: wished(at, "30"), ..VideoRequest::default() };
    assert_eq!(fields(video::request(app, &by, &wanted).await), [("facility", "video-place")]);
    let graz = VideoRequest { facility: Some(scene.facility.clone()), ..wanted.clone() };
    assert_eq!(fields(video::request(app, &by, &graz).await), [("facility", "video-facility")]);
    let about = VideoRequest { order: Some("A-WEIZ".into()), ..wanted };
    assert_eq!(video::request(app, &by, &about).await.unwrap().order_number.as_deref(), Some("A-WEIZ"));
}

async fn technicians_plan_on_their_own_orders(store: Store) {
    let scene = Scene::new(store).await;
    let (world, app) = (&scene.world, &scene.world.app);
    let tom = world.staff("tom", StaffRole::Technician, &[]).await;
    let order = world.order(scene.customer, None, "A1", "Lift").await;
    let assign = "UPDATE service_order SET technician_id = $1 WHERE id = $2";
    exec!(&world.sql, assign, tom.staff_id().unwrap(), order);
    world.order(scene.customer, None, "A2", "Gate").await;
    let on = |number: &str| VideoPlan { order: Some(number.to_owned()), ..scene.plan("Look") };
    assert_eq!(video::plan(app, &tom, &on("A1")).await.unwrap().number, "V1");
    assert!(matches!(video::plan(app, &tom, &on("A2")).await, Err(Error::Denied { .. })));
    assert!(matches!(video::plan(app, &tom, &scene.plan("Look")).await, Err(Error::Denied { .. })));
    scene.planned(&on("A2")).await;
    let own = video::list(app, &tom, &VideoQuery::default()).await.unwrap();
    assert_eq!(own.iter().map(|row| row.number.as_str()).collect::<Vec<_>>(), ["V1"]);
    let of_huber = VideoQuery { customer: Some("1042".into()), from: None };
    assert_eq!(video::list(app, &world.admin, &of_huber).await.unwrap().len(), 2);
}
