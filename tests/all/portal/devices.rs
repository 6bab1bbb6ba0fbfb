//! Service objects, readings and self-checks in the portal (R34–R36): read, added, changed, entered and filled in by form alone.

use chrono::{NaiveDate, TimeDelta};
use keydesk::domain::access::Scope;
use keydesk::domain::check::{Point, PointKind};
use keydesk::domain::permission::{Exception, Exceptions, Permission, Role};
use keydesk::domain::{CheckAssignmentId, CustomerId, FacilityId};
use keydesk::service::checks::{self, Assignment, TemplateChange};
use keydesk::service::readings::{self, NewReading};
use keydesk::store::Store;

use super::access::{Asked, get, post};
use super::site::{Browser, Site};
use crate::support::database::stories;
use crate::support::sql::{exec, select};
use crate::support::world::{NewOrder, NewUser, World};

stories! {
    an_object_is_read_with_everything_about_it,
    objects_are_added_and_changed,
    a_move_is_confirmed_by_whoever_manages_the_others,
    a_reading_is_entered_once,
    a_self_check_is_filled_in,
    what_is_missing_in_a_self_check_comes_back,
    lists_say_what_is_overdue_and_where,
}

/// Numbers by which the matrix names the objects, and a self-check on the one at F1.
pub async fn furnish(world: &World, foreign: &World) {
    for (name, number) in [("object at F1", "O-F1"), ("object at F2", "O-F2"), ("object of B", "O-B")] {
        let sql = "UPDATE service_object SET number = $1 WHERE organization_id = $2 AND name = $3";
        exec!(&world.sql, sql, number, world.organization, name);
    }
    let sql = "UPDATE service_object SET number = 'O-F1' WHERE organization_id = $1";
    exec!(&world.sql, sql, foreign.organization);
    let check = assigned(world, "O-F1", &[point("Doors", PointKind::Ok)], -1).await;
    let id: CheckAssignmentId = CHECK.parse().unwrap();
    exec!(&world.sql, "UPDATE check_assignment SET id = $1 WHERE id = $2", id, check);
}

/// The identifier of that self-check.
const CHECK: &str = "00000000000070008000000000000001";

/// Nobody of the matrix holds more than *view objects*, but "no-orders", who holds everything and sees no objects, and whoever was
/// given it.
#[rustfmt::skip]
pub fn rows() -> Vec<Asked> {
    let (show, edit, read) = ("/objects/{number}", "/objects/{number}/edit", "/objects/{number}/readings");
    let check = format!("/checks/{CHECK}");
    let run = format!("{check}/{CHECK}");
    let object = [("name", "Gate"), ("key", "k")];
    vec![
        get(show, "/objects/O-F1").is([303, 303, 200, 200, 404, 404, 200, 403, 404, 200, 200, 403, 403, 403, 303, 403, 403, 403, 303]),
        get(show, "/objects/O-F2").is([303, 303, 200, 404, 404, 404, 200, 403, 404, 404, 200, 403, 403, 403, 303, 403, 403, 403, 303]),
        get(show, "/objects/O-B").is([303, 303, 404, 404, 404, 404, 404, 403, 200, 404, 404, 403, 403, 403, 303, 403, 403, 403, 303]),
        get(show, "/objects/never").is([303, 303, 404, 404, 404, 404, 404, 403, 404, 404, 404, 403, 403, 403, 303, 403, 403, 403, 303]),
        get(edit, "/objects/O-F1/edit").is([303, 303, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        post(edit, "/objects/O-F1/edit", &object).is([303, 303, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        get("/objects/new", "/objects/new").is([303, 303, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        post("/objects/new", "/objects/new", &object).is([303, 303, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        post(read, "/objects/O-F1/readings", &[("value", "1")]).is([303, 303, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        get("/checks", "/checks").is([303, 303, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        get("/checks/{assignment}", &check).is([303, 303, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        post("/checks/{assignment}", &check, &[("key", "k")]).is([303, 303, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        get("/checks/{assignment}/{run}", &run).is([303, 303, 404, 404, 404, 404, 404, 403, 404, 404, 404, 403, 403, 403, 303, 403, 403, 403, 303]),
    ]
}

fn point(text: &str, kind: PointKind) -> Point {
    Point { text: text.into(), kind, photo: false }
}

/// A checklist that is due on an object, so many days from today.
async fn assigned(world: &World, object: &str, points: &[Point], days: i64) -> CheckAssignmentId {
    let (app, admin) = (&world.app, &world.admin);
    let name = format!("Check of {object}");
    let change = TemplateChange { id: None, version: 0, name, points: points.to_vec(), active: true };
    let template = checks::template(app, admin, &change).await.unwrap().id;
    let due_on: NaiveDate = app.now().date_naive() + TimeDelta::days(days);
    let new = Assignment { object: object.into(), template, every_days: 30, due_on };
    checks::assign(app, admin, &new).await.unwrap().row.id
}

struct Scene {
    world: World,
    site: Site,
    customer: CustomerId,
    graz: FacilityId,
    weiz: FacilityId,
}

impl Scene {
    /// A lift `O-1` in Graz and a gate `O-2` in Weiz. Eva may do everything with devices; she sees both.
    async fn new(store: Store) -> Self {
        let world = World::new(store).await;
        let customer = world.customer("1042", "Huber").await;
        let (graz, weiz) = (world.facility(customer, "Graz").await, world.facility(customer, "Weiz").await);
        for (facility, name, number) in [(graz, "Lift <A>", "O-1"), (weiz, "Gate", "O-2")] {
            let id = world.object(customer, Some(facility), name).await;
            exec!(&world.sql, "UPDATE service_object SET number = $1 WHERE id = $2", number, id);
        }
        let all =
            [Permission::ManageDevices, Permission::UptimeReadings, Permission::SelfChecks, Permission::ReportFaults];
        let exceptions: Exceptions = all.into_iter().map(|p| (p, Exception::Allowed)).collect();
        world.user_with(customer, "eva@huber.example", NewUser { exceptions, ..NewUser::default() }).await;
        let site = Site::of(&world);
        Self { world, site, customer, graz, weiz }
    }

    async fn eva(&self) -> Browser {
        self.site.signed_in("eva@huber.example").await
    }
}

async fn an_object_is_read_with_everything_about_it(store: Store) {
    let scene = Scene::new(store).await;
    let (world, site) = (&scene.world, &scene.site);
    for (value, reason) in [("10", ""), ("1250.5", ""), ("3", "Meter replaced")] {
        let (object, value, reason) = ("O-1".to_owned(), value.to_owned(), reason.to_owned());
        let new = NewReading { object, value, taken_at: None, reason };
        readings::add(&world.app, &world.admin, &new).await.unwrap();
        world.app.clock.advance(TimeDelta::days(1));
    }
    assigned(world, "O-1", &[point("Doors", PointKind::Ok)], -1).await;
    world
        .order_with(
            scene.customer,
            "W-1",
            "Door sticks",
            NewOrder { facility: Some(scene.graz), ..NewOrder::default() },
        )
        .await;
    world
        .order_with(scene.customer, "W-2", "Elsewhere", NewOrder { facility: Some(scene.weiz), ..NewOrder::default() })
        .await;
    let sql = "UPDATE service_order SET object_id = (SELECT id FROM service_object WHERE number = 'O-1')";
    exec!(&world.sql, sql);
    let mut eva = Browser { language: "de", ..scene.eva().await };
    let page = site.get(&mut eva, "/objects/O-1").await;
    assert_eq!(page.status, 200, "{}", page.body);
    for there in
        ["Lift &#60;A&#62;", "1,250.5", "Meter replaced", "new meter", "Overdue", "Door sticks", "Elsewhere", "Graz"]
    {
        assert!(page.body.contains(there), "{there}: {}", page.body);
    }
    for there in ["/faults/new?object=O%2D1", "/objects/O%2D1/edit", "action=\"/objects/O%2D1/readings\""] {
        assert!(page.body.contains(there), "{there}");
    }
    // Somebody who sees Graz alone reads of the order there, and may do nothing.
    let only = Scope { facilities: [scene.graz].into(), ..Scope::default() };
    world.user_with(scene.customer, "olga@huber.example", NewUser { scope: only, ..NewUser::default() }).await;
    let page = site.get(&mut site.signed_in("olga@huber.example").await, "/objects/O-1").await;
    assert!(page.body.contains("Door sticks") && !page.body.contains("Elsewhere"), "{}", page.body);
    for gone in ["/faults/new", "/edit", "/readings\"", "href=\"/checks"] {
        assert!(!page.body.contains(gone), "{gone}: {}", page.body);
    }
    assert!(page.body.contains("Overdue"), "what is due is read by everybody who sees the object");
}

async fn objects_are_added_and_changed(store: Store) {
    let scene = Scene::new(store).await;
    let (site, mut eva) = (&scene.site, scene.eva().await);
    let page = site.get(&mut eva, "/objects/new").await;
    let key = page.between("name=\"key\" value=\"", "\"").unwrap().to_owned();
    let graz = scene.graz.to_string();
    let long = "x".repeat(201);
    let wrong = [("name", ""), ("facility", ""), ("serial_number", long.as_str()), ("key", &key)];
    let answer = site.post(&mut eva, "/objects/new", &wrong).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("Choose the facility where it is.") && answer.body.contains(&long), "{}", answer.body);
    let right =
        [("name", "Door & co"), ("facility", &graz), ("serial_number", "7"), ("installed_on", ""), ("key", &key)];
    for _ in 0..2 {
        let answer = site.post(&mut eva, "/objects/new", &right).await;
        assert_eq!((answer.status, answer.location()), (303, "/objects/G1"), "a second click makes no second one");
    }
    let page = site.get(&mut eva, "/objects/G1").await;
    assert!(page.body.contains("The object has been saved.") && page.body.contains("Door &#38; co"), "{}", page.body);
    let foreign = scene.world.customer("7", "Other").await;
    let foreign = scene.world.facility(foreign, "There").await.to_string();
    for place in [foreign.as_str(), "none' OR 1=1"] {
        let answer = site.post(&mut eva, "/objects/new", &[("name", "x"), ("facility", place), ("key", "2")]).await;
        assert_eq!(answer.status, 422, "{place}");
        assert!(answer.body.contains("One of the facilities is not there any more."), "{}", answer.body);
    }

    let edit = "/objects/G1/edit";
    let page = site.get(&mut eva, edit).await;
    let version = page.between("name=\"version\" value=\"", "\"").unwrap().to_owned();
    let renamed = [("name", "Door"), ("facility", graz.as_str()), ("serial_number", ""), ("version", &version)];
    assert_eq!(site.post(&mut eva, edit, &renamed).await.status, 303);
    // The same page, sent again after somebody else: what was typed stays, and the next click works.
    let late = [("name", "Portal"), ("facility", graz.as_str()), ("serial_number", ""), ("version", &version)];
    let answer = site.post(&mut eva, edit, &late).await;
    assert_eq!(answer.status, 409);
    assert!(answer.body.contains("Eva Huber changed this") && answer.body.contains("value=\"Portal\""));
    let version = answer.between("name=\"version\" value=\"", "\"").unwrap().to_owned();
    let again = [("name", "Portal"), ("facility", graz.as_str()), ("serial_number", ""), ("version", &version)];
    assert_eq!(site.post(&mut eva, edit, &again).await.status, 303);
    assert_eq!(
        select!(&scene.world.sql, (String,), "SELECT name FROM service_object WHERE number = 'G1'")[0].0,
        "Portal"
    );
}

/// R12: who would see it no longer is said before it is moved, to whoever manages the others.
async fn a_move_is_confirmed_by_whoever_manages_the_others(store: Store) {
    let scene = Scene::new(store).await;
    let (world, site) = (&scene.world, &scene.site);
    let boss = NewUser { role: Role::Administrator, ..NewUser::default() };
    world.user_with(scene.customer, "boss@huber.example", boss).await;
    let only = Scope { facilities: [scene.graz].into(), ..Scope::default() };
    world.user_with(scene.customer, "olga@huber.example", NewUser { scope: only, ..NewUser::default() }).await;
    exec!(
        &world.sql,
        "UPDATE sign_in SET first_name = 'Olga', last_name = 'Graz-Only' WHERE email_key = 'olga@huber.example'"
    );
    let mut boss = site.signed_in("boss@huber.example").await;
    let weiz = scene.weiz.to_string();
    let to = [("name", "Lift"), ("facility", weiz.as_str()), ("serial_number", ""), ("version", "1")];
    let asked = site.post(&mut boss, "/objects/O-1/edit", &to).await;
    assert_eq!(asked.status, 200);
    assert!(asked.body.contains("Olga Graz-Only") && asked.body.contains("no longer see it"), "{}", asked.body);
    let moved = "SELECT COUNT(*) FROM service_object WHERE number = 'O-1' AND facility_id = $1";
    assert_eq!(select!(&world.sql, (i64,), moved, scene.weiz), [(0,)], "nothing is moved yet");
    let confirmed = [&to[..], &[("confirmed", weiz.as_str())]].concat();
    assert_eq!(site.post(&mut boss, "/objects/O-1/edit", &confirmed).await.status, 303);
    assert_eq!(select!(&world.sql, (i64,), moved, scene.weiz), [(1,)]);
    // Eva manages devices, not people: she is not told who sees what.
    let graz = scene.graz.to_string();
    let back = [("name", "Lift"), ("facility", graz.as_str()), ("serial_number", ""), ("version", "2")];
    let answer = site.post(&mut scene.eva().await, "/objects/O-1/edit", &back).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
}

async fn a_reading_is_entered_once(store: Store) {
    let scene = Scene::new(store).await;
    let (world, site, mut eva) = (&scene.world, &scene.site, scene.eva().await);
    let page = site.get(&mut eva, "/objects/O-1").await;
    let now = page.between("type=\"datetime-local\" value=\"", "\"").unwrap().to_owned();
    let path = "/objects/O-1/readings";
    for _ in 0..2 {
        let answer = site.post(&mut eva, path, &[("value", "1,250.5"), ("taken_at", &now)]).await;
        assert_eq!((answer.status, answer.location()), (303, "/objects/O%2D1#readings"), "{}", answer.body);
    }
    let kept = "SELECT value FROM reading";
    assert_eq!(select!(&world.sql, (i64,), kept), [(1_250_500,)], "in thousandths, and once");
    world.app.clock.advance(TimeDelta::days(1));
    let mut eva = scene.eva().await;
    let page = site.get(&mut eva, "/objects/O-1").await;
    assert!(!page.body.contains("name=\"reason\""), "a reason is asked for when one is needed: {}", page.body);
    let lower = site.post(&mut eva, path, &[("value", "7"), ("taken_at", "")]).await;
    assert_eq!(lower.status, 422);
    assert!(lower.body.contains("lower than the reading before it") && lower.body.contains("name=\"reason\""));
    assert!(lower.body.contains("Last: 1,250.5"), "it names the last value: {}", lower.body);
    assert!(lower.body.contains("value=\"7\""), "what was typed stays");
    let right = site.post(&mut eva, path, &[("value", "7"), ("taken_at", ""), ("reason", "New <meter>")]).await;
    assert_eq!(right.status, 303);
    assert!(site.get(&mut eva, "/objects/O-1").await.body.contains("New &#60;meter&#62;"));
    for (value, at, problem) in [
        ("", "", "Enter what the meter shows."),
        ("x", "", "Enter a number, for instance"),
        ("8", "2999-01-01T00:00", "lies in the future"),
        ("8", "yesterday", "Enter day and time."),
        ("8", "2026-03-29T02:30", "cannot be taken as it is"),
    ] {
        let answer = site.post(&mut eva, path, &[("value", value), ("taken_at", at)]).await;
        assert_eq!(answer.status, 422, "{value} {at}");
        let known = answer.body.contains(problem) || at.starts_with("2026-03-29");
        assert!(known, "{problem}: {}", answer.body);
    }
    assert_eq!(select!(&world.sql, (i64,), "SELECT COUNT(*) FROM reading"), [(2,)]);
}

async fn a_self_check_is_filled_in(store: Store) {
    let scene = Scene::new(store).await;
    let (world, site, mut eva) = (&scene.world, &scene.site, scene.eva().await);
    let points =
        [point("Doors <close>", PointKind::Ok), point("Oil", PointKind::Number), point("Else", PointKind::Text)];
    let id = assigned(world, "O-1", &points, -2).await;
    let list = site.get(&mut eva, "/checks").await;
    assert!(list.body.contains("Overdue") && list.body.contains(&format!("href=\"/checks/{id}\"")), "{}", list.body);
    assert!(list.body.contains("<a href=\"/checks\" aria-current=\"page\""), "it stands in the navigation");
    let path = format!("/checks/{id}");
    let page = site.get(&mut eva, &path).await;
    assert!(page.body.contains("Doors &#60;close&#62;"), "{}", page.body);
    let key = page.between("name=\"key\" value=\"", "\"").unwrap().to_owned();
    let version = page.between("name=\"version\" value=\"", "\"").unwrap().to_owned();
    let fields = [
        ("key", key.as_str()),
        ("version", &version),
        ("answer-1", "not_ok"),
        ("note-1", "sticks"),
        ("answer-2", "1,200"),
        ("answer-3", "nothing"),
    ];
    let mut there = Vec::new();
    for _ in 0..2 {
        let answer = site.post(&mut eva, &path, &fields).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        there.push(answer.location().to_owned());
    }
    assert_eq!(there[0], there[1], "a second click is no second one");
    let done = site.get(&mut eva, &there[0]).await;
    for said in ["The self-check has been saved", "Not in order", "sticks", "1,200", "/faults/new?object=O%2D1"] {
        assert!(done.body.contains(said), "{said}: {}", done.body);
    }
    let object = site.get(&mut eva, "/objects/O-1").await;
    assert!(object.body.contains("1 point not in order") && !object.body.contains("Overdue"), "{}", object.body);
    checks::unassign(&world.app, &world.admin, id).await.unwrap();
    assert_eq!(site.get(&mut eva, &path).await.status, 404);
    assert!(!site.get(&mut eva, "/orders").await.body.contains("href=\"/checks\""), "nothing is assigned any more");
    assert_eq!(site.get(&mut eva, "/checks").await.status, 200, "an empty list says so");
}

async fn what_is_missing_in_a_self_check_comes_back(store: Store) {
    let scene = Scene::new(store).await;
    let (world, site, mut eva) = (&scene.world, &scene.site, scene.eva().await);
    let points = [point("Doors", PointKind::Ok), point("Oil", PointKind::Number)];
    let id = assigned(world, "O-1", &points, 3).await;
    let path = format!("/checks/{id}");
    site.get(&mut eva, &path).await;
    let fields = [("key", "k"), ("version", "1"), ("answer-1", "maybe"), ("answer-2", "much"), ("note-1", "hm")];
    let answer = site.post(&mut eva, &path, &fields).await;
    assert_eq!(answer.status, 422);
    for said in
        ["href=\"#point-1\"", "href=\"#point-2\"", "value=\"much\"", "hm</textarea>", "Choose one of the answers."]
    {
        assert!(answer.body.contains(said), "{said}: {}", answer.body);
    }
    let stale = [("key", "k"), ("version", "9"), ("answer-1", "ok"), ("answer-2", "4")];
    let answer = site.post(&mut eva, &path, &stale).await;
    assert_eq!(answer.status, 409);
    assert!(
        answer.body.contains("admin changed this checklist while you were filling it in")
            && answer.body.contains("value=\"4\"")
    );
    assert_eq!(select!(&world.sql, (i64,), "SELECT COUNT(*) FROM check_run"), [(0,)]);
    for wrong in ["/checks/x", "/checks/00000000000070008000000000000009"] {
        assert_eq!(site.get(&mut eva, wrong).await.status, 404, "{wrong}");
    }
}

async fn lists_say_what_is_overdue_and_where(store: Store) {
    let scene = Scene::new(store).await;
    let (world, site, mut eva) = (&scene.world, &scene.site, scene.eva().await);
    assigned(world, "O-1", &[point("Doors", PointKind::Ok)], -1).await;
    let all = site.get(&mut eva, "/objects").await;
    assert_eq!(all.body.matches("Self-check overdue").count(), 1, "{}", all.body);
    assert!(all.body.contains("href=\"/objects/O%2D1\"") && all.body.contains("href=\"/objects/new\""));
    let here = site.get(&mut eva, &format!("/objects?at={}", scene.weiz)).await;
    assert!(here.body.contains("Gate") && !here.body.contains("Lift &#60;A&#62;"), "{}", here.body);
    let nowhere = site.get(&mut eva, "/objects?at=none").await;
    assert!(!nowhere.body.contains("Gate") && nowhere.status == 200);
    for odd in ["/objects?at=x%00y", "/objects?at=none&after=never", "/objects?after=-1&q=%25"] {
        assert_eq!(site.get(&mut eva, odd).await.status, 200, "{odd}");
    }
}
