//! View as in the browser (R24): a link that works once, what is seen, that nothing can be done, how it ends, and that it never
//! mixes with another session.

use chrono::TimeDelta;
use keydesk::domain::staff::{StaffPermission, StaffRole};
use keydesk::domain::state::UserState;
use keydesk::domain::{CustomerUserId, StaffId};
use keydesk::portal::routes;
use keydesk::service::{Actor, Error, Who, access, view_as};
use keydesk::store::Store;

use super::access::{Asked, COLUMNS, PUBLIC, Scene, requests};
use super::site::{Answer, Browser, Site};
use crate::support::database::stories;
use crate::support::sql::{exec, select};
use crate::support::world::{NewUser, PASSWORD, World};

stories! {
    a_link_works_once_and_for_a_minute,
    a_view_sees_what_the_person_sees_and_does_nothing,
    nothing_of_the_person_is_touched,
    another_view_replaces_the_first_at_once,
    a_view_and_a_session_never_mix,
    a_view_ends_with_the_rights_behind_it,
    whoever_cannot_come_in_is_shown_and_the_banner_says_so,
    a_view_of_somebody_who_is_deleted_ends_in_the_log_too,
}

/// R15, R24: the person goes, and with them the view; that it ended is written down like every other end.
async fn a_view_of_somebody_who_is_deleted_ends_in_the_log_too(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber").await;
    let eva = world.user(customer, "eva@huber.example").await;
    let site = Site::of(&world);
    let mut browser = viewing(&world, &site, &world.admin, eva).await;
    assert_eq!(site.get(&mut browser, "/orders").await.status, 200);
    access::delete(&world.app, &world.admin, eva).await.unwrap();
    assert_eq!(events(&world, "view_ended").await, 1);
    assert_eq!(site.get(&mut browser, "/orders").await.status, 410, "and it is over at once");
    assert_eq!(events(&world, "view_ended").await, 1, "once");
    let names = "SELECT count(*) FROM activity WHERE subject LIKE '%Eva%'";
    assert_eq!(select!(&world.sql, (i64,), names)[0].0, 0, "nobody is named in the log any more");
    let found = keydesk::service::log_chain::verify(&world.app, &world.admin, None).await.unwrap();
    assert!(found.is_whole(), "{found:?}");
}

/// The path of a link.
async fn link(world: &World, by: &Actor, user: CustomerUserId) -> String {
    let made = view_as::link(&world.app, by, user).await.unwrap();
    assert_eq!(made.valid_until, world.app.now() + TimeDelta::minutes(1));
    made.url.strip_prefix("http://127.0.0.1:8080").unwrap().to_owned()
}

async fn open(site: &Site, browser: &mut Browser, path: &str) -> Answer {
    assert_eq!(site.get(browser, path).await.status, 200, "{path}");
    site.post(browser, path, &[]).await
}

async fn events(world: &World, event: &str) -> i64 {
    select!(&world.sql, (i64,), "SELECT count(*) FROM activity WHERE event = $1", event)[0].0
}

/// The staff person's view in a browser of its own.
async fn viewing(world: &World, site: &Site, by: &Actor, user: CustomerUserId) -> Browser {
    let path = link(world, by, user).await;
    let mut browser = Browser::default();
    let opened = open(site, &mut browser, &path).await;
    assert_eq!((opened.status, opened.location()), (303, "/"), "{}", opened.body);
    browser
}

const BANNER: &str = "is looking at the portal as";

async fn a_link_works_once_and_for_a_minute(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber").await;
    let eva = world.user(customer, "eva@huber.example").await;
    let site = Site::of(&world);
    let path = link(&world, &world.admin, eva).await;
    // Mail scanners look, and look again.
    for _ in 0..3 {
        let page = site.get(&mut Browser::default(), &path).await;
        assert!(page.status == 200 && page.body.contains("Huber") && page.body.contains("<form method=\"post\""));
        assert_eq!(site.head(&mut Browser::default(), &path).await.status, 200);
    }
    assert_eq!(events(&world, "viewed_as").await, 1, "that the link was made");
    // Without the page's token nothing is opened.
    let foreign = site.post_with(&mut Browser::default(), &path, "x", &[], &[]).await;
    assert_eq!((foreign.status, foreign.headers.get("location")), (422, None));
    let mut browser = Browser::default();
    assert_eq!(open(&site, &mut browser, &path).await.status, 303);
    assert_eq!(events(&world, "viewed_as").await, 2);
    for stale in [&mut browser.clone(), &mut Browser::default()] {
        stale.cookies.remove("keydesk-view");
        let again = site.get(stale, &path).await;
        assert!(again.status == 404 && again.body.contains("works once"), "{}", again.body);
        assert_eq!(site.post(stale, &path, &[]).await.status, 404);
    }
    assert!(site.get(&mut browser, "/account").await.body.contains(BANNER), "the first one goes on");

    let late = link(&world, &world.admin, eva).await;
    world.app.clock.advance(TimeDelta::seconds(61));
    assert_eq!(site.get(&mut Browser::default(), &late).await.status, 404);
    let (first, second) = (link(&world, &world.admin, eva).await, link(&world, &world.admin, eva).await);
    assert_eq!(site.get(&mut Browser::default(), &first).await.status, 404, "a newer link is there");
    assert_eq!(site.get(&mut Browser::default(), &second).await.status, 200);
    for odd in ["/view/x", "/view/kdv_", "/view/kdw_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "/view/%00"] {
        assert_eq!(site.get(&mut Browser::default(), odd).await.status, 404, "{odd}");
    }
}

/// The same addresses as in the access matrix, seen as "full" sees them; every form is refused.
async fn a_view_sees_what_the_person_sees_and_does_nothing(store: Store) {
    let scene = Scene::new(store).await;
    let (site, world) = (&scene.site, &scene.world);
    let person = scene.users["full"];
    let browser = viewing(world, site, &world.admin, person).await;
    let mut own = site.signed_in("full@a.example").await;
    let full = COLUMNS.iter().position(|visitor| *visitor == "full").unwrap();
    let before = events(world, "viewed_as").await;
    for Asked { method, pattern, path, fields, expected } in requests(&scene) {
        let status = expected[full];
        let mut browser = browser.clone();
        let fields: Vec<_> = fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        if method == "GET" {
            let (seen, theirs) = (site.get(&mut browser, &path).await, site.get(&mut own, &path).await);
            assert_eq!(seen.status, status, "{path}: {}", seen.body);
            assert_eq!(seen.status, theirs.status, "{path}");
            if seen.status != 303 && seen.body.starts_with("<!doctype html>") {
                assert!(seen.body.contains(BANNER), "{path}: the banner is on every page: {}", seen.body);
                assert!(seen.body.contains("action=\"/view/end\""), "{path}");
                let title = |page: &Answer| page.between("<title>", "</title>").unwrap_or_default().to_owned();
                assert_eq!(title(&seen), title(&theirs), "{path}");
            }
        } else {
            let refused = site.post(&mut browser, &path, &fields).await;
            assert_eq!(refused.status, 403, "{pattern}: {}", refused.body);
            assert!(refused.body.contains("You are only looking") && refused.body.contains(BANNER), "{pattern}");
        }
    }
    // And whatever other address takes a form.
    for (method, pattern) in routes() {
        if method == "POST" && !PUBLIC.contains(&(method, pattern)) {
            let path: Vec<_> = pattern.split('/').map(|p| if p.starts_with('{') { "A-F1" } else { p }).collect();
            let refused = site.post(&mut browser.clone(), &path.join("/"), &[("body", "x")]).await;
            assert_eq!(refused.status, 403, "{pattern}: {}", refused.body);
        }
    }
    assert_eq!(events(world, "viewed_as").await, before);
    for event in ["language_changed", "comment_added", "signed_out", "topics_chosen", "profile_changed"] {
        assert_eq!(events(world, event).await, 0, "{event}");
    }
    let wrong = site.get(&mut browser.clone(), "/never").await;
    assert!(wrong.status == 404 && wrong.body.contains(BANNER), "{}", wrong.body);
}

/// Nothing is marked as seen, no session is opened, the last sign-in stays.
async fn nothing_of_the_person_is_touched(store: Store) {
    let scene = Scene::new(store).await;
    let (site, world) = (&scene.site, &scene.world);
    let user = scene.users["full"];
    site.signed_in("full@a.example").await;
    let state = async || {
        select!(
            &world.sql,
            (i64, i64, String, String),
            "SELECT s.version, s.epoch, CAST(s.last_sign_in_at AS TEXT), CAST(p.last_seen_at AS TEXT)
             FROM sign_in s JOIN portal_session p ON p.sign_in_id = s.id WHERE s.email = 'full@a.example'"
        )
    };
    let before = state().await;
    let mut browser = viewing(world, site, &world.admin, user).await;
    for minutes in [2, 7, 20] {
        world.app.clock.advance(TimeDelta::minutes(minutes - 1));
        for page in ["/orders", "/orders/A-F1", "/account", "/objects"] {
            assert_eq!(site.get(&mut browser, page).await.status, 200, "{page}");
        }
    }
    assert_eq!(state().await, before);
    // It is over after half an hour, and says so once.
    world.app.clock.advance(TimeDelta::minutes(10));
    let over = site.get(&mut browser, "/orders").await;
    assert!(over.status == 410 && over.body.contains("The view has ended"), "{} {}", over.status, over.body);
    assert!(!browser.cookies.contains_key("keydesk-view") && !over.body.contains("title of"));
    assert_eq!(events(world, "view_ended").await, 1);
    assert_eq!(site.get(&mut browser, "/orders").await.location(), "/login?next=%2Forders");
}

async fn another_view_replaces_the_first_at_once(store: Store) {
    let world = World::new(store).await;
    let (a, b) = (world.customer("1042", "Huber").await, world.customer("1043", "Hofer").await);
    let (eva, tom) = (world.user(a, "eva@huber.example").await, world.user(b, "tom@hofer.example").await);
    let site = Site::of(&world);
    let colleague = world.staff("lars", StaffRole::Supervisor, &[]).await;
    let mut first = viewing(&world, &site, &world.admin, eva).await;
    assert!(site.get(&mut first, "/account").await.body.contains("eva@huber.example"));
    // In another browser: the first one is over there, too.
    let mut second = viewing(&world, &site, &world.admin, tom).await;
    assert!(site.get(&mut second, "/account").await.body.contains("tom@hofer.example"));
    assert_eq!(site.get(&mut first, "/account").await.status, 410);
    assert_eq!(events(&world, "view_ended").await, 1);
    // In the same browser, by another staff person.
    let denied = view_as::link(&world.app, &colleague, eva).await;
    assert!(matches!(denied, Err(Error::Denied { .. })), "{denied:?}");
    let boss = world.staff("ida", StaffRole::Administrator, &[]).await;
    let path = link(&world, &boss, eva).await;
    let old = second.clone();
    assert_eq!(open(&site, &mut second, &path).await.status, 303);
    assert!(site.get(&mut second, "/account").await.body.contains("eva@huber.example"));
    assert_eq!(site.get(&mut old.clone(), "/account").await.status, 410, "one browser, one view");
    // The button ends it, once; afterwards nobody is there.
    let foreign = site.post_with(&mut second.clone(), "/view/end", "x", &[], &[]).await;
    assert_eq!(foreign.status, 403, "{}", foreign.body);
    let page = site.get(&mut second, "/account").await;
    second.csrf =
        page.between("action=\"/view/end\"><input type=\"hidden\" name=\"csrf\" value=\"", "\"").unwrap().to_owned();
    let ended = site.post(&mut second, "/view/end", &[]).await;
    assert_eq!((ended.status, ended.location()), (303, "/view/end"));
    assert!(!second.cookies.contains_key("keydesk-view"));
    assert!(site.get(&mut second, "/view/end").await.body.contains("The view has ended"));
    assert_eq!(events(&world, "view_ended").await, 3);
    assert_eq!(site.post(&mut second, "/view/end", &[]).await.status, 303, "once more is nothing");
    assert_eq!(events(&world, "view_ended").await, 3);
}

async fn a_view_and_a_session_never_mix(store: Store) {
    let world = World::new(store).await;
    let (a, b) = (world.customer("1042", "Huber").await, world.customer("1043", "Hofer").await);
    let eva = world.user(a, "eva@huber.example").await;
    world.user(b, "tom@hofer.example").await;
    let site = Site::of(&world);
    let mut browser = site.signed_in("tom@hofer.example").await;
    let path = link(&world, &world.admin, eva).await;
    assert_eq!(open(&site, &mut browser, &path).await.status, 303);
    let page = site.get(&mut browser, "/account").await;
    assert!(page.body.contains("eva@huber.example") && !page.body.contains("tom@hofer.example"), "{}", page.body);
    // The session's own token does not help: everything is refused.
    assert_eq!(site.post(&mut browser, "/logout", &[]).await.status, 403);
    // Without the view's cookie the session is as it was.
    let mut without = browser.clone();
    without.cookies.remove("keydesk-view");
    assert!(site.get(&mut without, "/account").await.body.contains("tom@hofer.example"));
    // Signing in ends the view, there and in the database.
    let viewed = browser.clone();
    assert_eq!(site.sign_in(&mut browser, "tom@hofer.example", PASSWORD).await.status, 303);
    assert!(!browser.cookies.contains_key("keydesk-view"));
    assert!(site.get(&mut browser, "/account").await.body.contains("tom@hofer.example"));
    assert_eq!(site.get(&mut viewed.clone(), "/account").await.status, 410);
    assert_eq!(events(&world, "view_ended").await, 1);
    // A cookie that is no view opens nothing, and not the session behind it either, once.
    let mut odd = browser.clone();
    odd.cookies.insert("keydesk-view".into(), format!("kdw_{}", "A".repeat(43)));
    assert_eq!(site.get(&mut odd, "/account").await.status, 410);
    assert_eq!(site.get(&mut odd, "/account").await.status, 200);
}

fn staff_id(by: &Actor) -> StaffId {
    match by.who {
        Who::Staff { id, .. } => id,
        _ => panic!("staff"),
    }
}

async fn a_view_ends_with_the_rights_behind_it(store: Store) {
    let world = World::new(store).await;
    let area = world.area("South").await;
    let customer = world.customer("1042", "Huber").await;
    exec!(&world.sql, "UPDATE customer SET area_id = $1 WHERE id = $2", area, customer);
    let site = Site::of(&world);
    for n in 0..5 {
        let eva = world.user(customer, &format!("eva{n}@huber.example")).await;
        let by = world.staff(&format!("lars{n}"), StaffRole::Supervisor, &[area]).await;
        let mut browser = viewing(&world, &site, &by, eva).await;
        assert!(site.get(&mut browser, "/account").await.body.contains(&format!("lars{n} {BANNER}")));
        let (sql, id) = (&world.sql, staff_id(&by));
        match n {
            0 => {
                let denied = "INSERT INTO staff_permission VALUES ($1, $2, $3, $4)";
                exec!(sql, denied, world.organization, id, StaffPermission::ViewAsCustomer, false)
            }
            1 => exec!(sql, "UPDATE staff SET active = $1 WHERE id = $2", false, id),
            2 => exec!(sql, "DELETE FROM staff_area WHERE staff_id = $1", id),
            3 => {
                access::revoke(&world.app, &world.admin, eva, &access::Farewell::Silent).await.unwrap();
                1
            }
            _ => {
                access::delete(&world.app, &world.admin, eva).await.unwrap();
                1
            }
        };
        let over = site.get(&mut browser.clone(), "/orders").await;
        assert_eq!(over.status, 410, "{n}: {}", over.body);
        assert!(!over.body.contains("Huber") && !over.body.contains(BANNER), "{n}: {}", over.body);
        assert_eq!(site.get(&mut browser, "/account").await.status, 410, "{n}: it does not come back");
        let rows = select!(sql, (i64,), "SELECT count(*) FROM view_session WHERE staff_id = $1", id);
        assert_eq!(rows[0].0, 0, "{n}");
    }
    assert_eq!(events(&world, "view_ended").await, 5, "each end is written down");
    // Nor is a link good for more than whoever made it.
    let eva = world.user(customer, "last@huber.example").await;
    let by = world.staff("last", StaffRole::Supervisor, &[area]).await;
    let path = link(&world, &by, eva).await;
    let mut browser = Browser::default();
    assert_eq!(site.get(&mut browser, &path).await.status, 200);
    exec!(&world.sql, "UPDATE staff SET active = $1 WHERE id = $2", false, staff_id(&by));
    assert_eq!(site.post(&mut browser, &path, &[]).await.status, 404);
    assert!(!browser.cookies.contains_key("keydesk-view"));
}

async fn whoever_cannot_come_in_is_shown_and_the_banner_says_so(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber").await;
    world.order(customer, None, "A-1", "title of A-1").await;
    let site = Site::of(&world);
    for state in [UserState::Pending, UserState::Suspended] {
        let new = NewUser { state, ..NewUser::default() };
        let user = world.user_with(customer, &format!("{state}@huber.example"), new).await;
        let mut browser = viewing(&world, &site, &world.admin, user).await;
        let page = site.get(&mut browser, "/orders/A-1").await;
        assert!(
            page.body.contains("title of A-1") && page.body.contains("cannot come in at this moment"),
            "{}",
            page.body
        );
    }
    let new = NewUser { state: UserState::Revoked, ..NewUser::default() };
    let revoked = world.user_with(customer, "revoked@huber.example", new).await;
    let ended = NewUser { ends_at: Some(world.app.now()), ..NewUser::default() };
    let ended = world.user_with(customer, "ended@huber.example", ended).await;
    for user in [revoked, ended] {
        let refused = view_as::link(&world.app, &world.admin, user).await;
        assert!(matches!(refused, Err(Error::Conflict { .. })), "{refused:?}");
    }
}
