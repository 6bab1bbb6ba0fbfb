//! Dashboard, calendar with its feed, video sessions, as a browser and a calendar program see them (R30, R38, R40).

use chrono::TimeDelta;
use keydesk::domain::CustomerUserId;
use keydesk::domain::permission::{Exception, Exceptions, Permission, Role};
use keydesk::domain::state::Language;
use keydesk::service::video;
use keydesk::store::Store;

use super::access::{Asked, get, post};
use super::site::{Answer, Browser, Site};
use crate::support::database::stories;
use crate::support::sql::{exec, select};
use crate::support::world::{NewOrder, NewUser, World};

stories! {
    a_calendar_program_reads_the_feed,
    the_calendar_shows_months_and_refuses_what_is_none,
    the_address_is_made_shown_replaced_and_switched_off,
    a_video_session_is_asked_for_moved_and_cancelled_in_the_browser,
    forms_come_back_with_what_was_typed,
    the_join_button_is_there_in_time,
    the_dashboard_is_read_without_script,
}

/// The rows of the access matrix. "no-orders" is an administrator; members have neither a dashboard nor video sessions.
#[rustfmt::skip]
pub fn rows() -> Vec<Asked> {
    vec![
        get("/dashboard", "/dashboard").is([303, 303, 403, 403, 403, 403, 403, 200, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        get("/calendar", "/calendar").is([303, 303, 200, 200, 200, 200, 200, 200, 200, 200, 200, 403, 403, 403, 303, 200, 403, 403, 303]),
        post("/calendar/address", "/calendar/address", &[("do", "off")]).is([303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 403, 403, 403, 403, 303, 303, 403, 403, 303]),
        get("/video", "/video").is([303, 303, 403, 403, 403, 403, 403, 200, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        get("/video/new", "/video/new").is([303, 303, 403, 403, 403, 403, 403, 200, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        post("/video/new", "/video/new", &[]).is([303, 303, 403, 403, 403, 403, 403, 422, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        get("/video/{number}", "/video/V-F1").is([303, 303, 403, 403, 403, 403, 403, 200, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        get("/video/{number}", "/video/V-B").is([303, 303, 403, 403, 403, 403, 403, 404, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        post("/video/{number}", "/video/V-F1", &[]).is([303, 303, 403, 403, 403, 403, 403, 422, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        post("/video/{number}/cancel", "/video/V-F1/cancel", &[]).is([303, 303, 403, 403, 403, 403, 403, 409, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
    ]
}

struct Scene {
    world: World,
    site: Site,
    eva: Browser,
    user: CustomerUserId,
}

async fn scene(store: Store) -> Scene {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber & Söhne").await;
    let graz = world.facility(customer, "Graz").await;
    world.facility(customer, "Weiz").await;
    let at = world.app.now() + TimeDelta::days(3);
    let new = NewOrder { facility: Some(graz), planned_at: Some(at), ..NewOrder::default() };
    world
        .order_with(
            customer,
            "A-1",
            "Lift stuck; <b>again</b>, \\ and \u{1f6e0} 株式会社テスト 株式会社テスト 株式会社テスト",
            new,
        )
        .await;
    world.video(customer, Some(graz), "V1", "Look at the gate").await;
    let admin = NewUser { role: Role::Administrator, ..NewUser::default() };
    let user = world.user_with(customer, "eva@huber.example", admin).await;
    let site = Site::of(&world);
    let eva = site.signed_in("eva@huber.example").await;
    Scene { world, site, eva, user }
}

/// The properties of every event, as an independent program reads them.
fn parsed(body: &str) -> Vec<Vec<(String, String)>> {
    let mut calendars = ical::IcalParser::new(body.as_bytes());
    let calendar = calendars.next().expect("one calendar").expect("a calendar that can be read");
    assert!(calendars.next().is_none(), "one calendar");
    let value = |name: &str| calendar.properties.iter().find(|p| p.name == name).and_then(|p| p.value.clone());
    assert_eq!(value("VERSION").as_deref(), Some("2.0"));
    assert!(value("PRODID").is_some());
    let properties = |event: ical::parser::ical::component::IcalEvent| {
        event.properties.into_iter().map(|p| (p.name, p.value.unwrap_or_default())).collect()
    };
    calendar.events.into_iter().map(properties).collect()
}

fn of<'a>(event: &'a [(String, String)], name: &str) -> &'a str {
    event.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
}

/// Makes an address on the page and reads it from there.
async fn made(scene: &mut Scene) -> String {
    scene.site.get(&mut scene.eva, "/calendar").await;
    let answer = scene.site.post(&mut scene.eva, "/calendar/address", &[("do", "make")]).await;
    assert_eq!((answer.status, answer.location()), (303, "/calendar#own"));
    let page = scene.site.get(&mut scene.eva, "/calendar").await;
    let address = page.between("<code>", "</code>").expect("the address is shown").to_owned();
    let path = address.strip_prefix(&scene.world.app.policy.public_url).expect("an address of this portal");
    path.to_owned()
}

async fn a_calendar_program_reads_the_feed(store: Store) {
    let mut scene = scene(store).await;
    let path = made(&mut scene).await;
    // A calendar program has no session.
    let mut program = Browser::default();
    let feed = scene.site.get(&mut program, &path).await;
    assert_eq!(feed.status, 200);
    assert_eq!(feed.headers["content-type"], "text/calendar; charset=utf-8");
    assert!(feed.body.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "{}", feed.body);
    let events = parsed(&feed.body);
    assert_eq!(events.len(), 2, "{}", feed.body);
    let visit = events.iter().find(|e| of(e, "UID").starts_with("order-")).expect("the visit");
    assert_eq!(
        of(visit, "SUMMARY"),
        "Visit: Lift stuck\\; <b>again</b>\\, \\\\ and \u{1f6e0} 株式会社テスト 株式会社テスト 株式会社テスト"
    );
    assert_eq!((of(visit, "STATUS"), of(visit, "DTSTART")), ("CONFIRMED", "20260305T090000Z"));
    assert_eq!(of(visit, "LOCATION"), "Graz\\, Werkstraße 2\\, 8010 Graz");
    assert!(of(visit, "URL").ends_with("/orders/A%2D1"), "{visit:?}");
    let session = events.iter().find(|e| of(e, "UID").starts_with("video-")).expect("the session");
    assert_eq!((of(session, "LOCATION"), of(session, "SEQUENCE")), ("https://meet.example/abc", "0"));
    assert_eq!(of(session, "DTEND"), "20260303T093000Z");

    // Unchanged, nothing is sent again; cancelled, it stays with the same name.
    let tag = feed.headers["etag"].to_str().unwrap().to_owned();
    let again = asked_again(&scene, &path, &tag).await;
    assert_eq!((again.status, again.body.as_str()), (304, ""));
    video::cancel(&scene.world.app, &scene.world.admin, "V1", 1).await.unwrap();
    let feed = asked_again(&scene, &path, &tag).await;
    assert_eq!(feed.status, 200);
    let events = parsed(&feed.body);
    let gone = events.iter().find(|e| of(e, "UID") == of(session, "UID")).expect("it stays");
    assert_eq!((of(gone, "STATUS"), of(gone, "SEQUENCE")), ("CANCELLED", "1"));

    // In the reader's language, and without what may not be known.
    exec!(&scene.world.sql, "UPDATE sign_in SET language = $1", Language::German);
    let sql = "INSERT INTO customer_user_permission VALUES ($1, $2, $3, $4)";
    for permission in [Permission::ViewOrders, Permission::ViewCustomerData] {
        exec!(&scene.world.sql, sql, scene.world.organization, scene.user, permission, false);
    }
    let feed = scene.site.get(&mut program, &path).await;
    assert!(!feed.body.contains("Lift") && !feed.body.contains("Werkstra"), "{}", feed.body);
    let events = parsed(&feed.body);
    let visit = events.iter().find(|e| of(e, "UID").starts_with("order-")).expect("the visit");
    assert_eq!((of(visit, "SUMMARY"), of(visit, "LOCATION"), of(visit, "URL")), ("Besuch", "Graz", ""));

    let head = scene.site.head(&mut program, &path).await;
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    for wrong in [path.trim_end_matches(".ics").to_owned(), path.replace("kdc_", "kdl_"), "/calendar/feed/x.ics".into()]
    {
        assert_eq!(scene.site.get(&mut program, &wrong).await.status, 404, "{wrong}");
    }
    keydesk::service::access::suspend(&scene.world.app, &scene.world.admin, scene.user).await.unwrap();
    assert_eq!(scene.site.get(&mut program, &path).await.status, 404, "rights are read at every request");
}

async fn asked_again(scene: &Scene, path: &str, tag: &str) -> Answer {
    let request = axum::http::Request::builder()
        .uri(path)
        .header("host", "portal.example")
        .header("if-none-match", tag)
        .body(axum::body::Body::empty())
        .unwrap();
    scene.site.send(request).await
}

async fn the_calendar_shows_months_and_refuses_what_is_none(store: Store) {
    let Scene { world, site, mut eva, .. } = scene(store).await;
    let page = site.get(&mut eva, "/calendar").await;
    assert_eq!(page.status, 200);
    for shown in [
        "March 2026",
        "Look at the gate",
        "href=\"/orders/A%2D1\"",
        "href=\"/video/V1\"",
        "<abbr title=\"Monday\">Mon</abbr>",
    ] {
        assert!(page.body.contains(shown), "{shown}: {}", page.body);
    }
    assert!(
        page.body.contains("href=\"/calendar?year=2026&#38;month=2\"")
            || page.body.contains("href=\"/calendar?year=2026&amp;month=2\""),
        "{}",
        page.body
    );
    assert_eq!(page.body.matches("class=\"today\"").count(), 1);
    let list = site.get(&mut eva, "/calendar?view=list").await;
    assert!(list.body.contains("<time datetime=\"2026-03-03\">Tuesday, 3 March 2026</time>"), "{}", list.body);
    let empty = site.get(&mut eva, "/calendar?year=2030&month=1").await;
    assert!(empty.status == 200 && empty.body.contains("Nothing in January 2030"), "{}", empty.body);
    for wrong in
        ["month=-1", "month=0", "month=13", "year=99999", "year=-1&month=1", "month=x", "year=%00", "month=99999999999"]
    {
        let page = site.get(&mut eva, &format!("/calendar?{wrong}")).await;
        assert_eq!(page.status, 404, "{wrong}");
        assert!(page.body.contains("There is no such month") && page.body.contains("March 2026"), "{wrong}");
        assert!(page.body.contains("<title>Error: "), "{wrong}");
    }
    for edge in ["year=2000&month=1", "year=2200&month=12"] {
        assert_eq!(site.get(&mut eva, &format!("/calendar?{edge}")).await.status, 200, "{edge}");
    }
    exec!(&world.sql, "UPDATE customer SET area_calendar = $1", false);
    assert_eq!(site.get(&mut eva, "/calendar").await.status, 403);
}

async fn the_address_is_made_shown_replaced_and_switched_off(store: Store) {
    let mut scene = scene(store).await;
    let first = made(&mut scene).await;
    let second = made(&mut scene).await;
    assert_ne!(first, second);
    let mut program = Browser::default();
    assert_eq!(scene.site.get(&mut program, &first).await.status, 404);
    assert_eq!(scene.site.get(&mut program, &second).await.status, 200);
    let answer = scene.site.post(&mut scene.eva, "/calendar/address", &[("do", "off")]).await;
    assert_eq!(answer.status, 303);
    let page = scene.site.get(&mut scene.eva, "/calendar").await;
    assert!(page.body.contains("is switched off") && !page.body.contains("kdc_"), "{}", page.body);
    assert_eq!(scene.site.get(&mut program, &second).await.status, 404);
    assert_eq!(scene.site.post(&mut scene.eva, "/calendar/address", &[("do", "never")]).await.status, 404);
}

fn tomorrow(world: &World) -> String {
    (world.app.now() + TimeDelta::days(1)).date_naive().to_string()
}

async fn a_video_session_is_asked_for_moved_and_cancelled_in_the_browser(store: Store) {
    let Scene { world, site, mut eva, .. } = scene(store).await;
    let form = site.get(&mut eva, "/video/new").await;
    assert_eq!(form.status, 200);
    let key = form.between("name=\"key\" value=\"", "\"").unwrap().to_owned();
    let day = tomorrow(&world);
    let fields = [
        ("key", key.as_str()),
        ("title", "Noise <script>"),
        ("day", &day),
        ("time", "14:30"),
        ("minutes", "45"),
        ("order", "A-1"),
        ("facility", ""),
        ("note", "second floor"),
    ];
    let sent = site.post(&mut eva, "/video/new", &fields).await;
    assert_eq!((sent.status, sent.location()), (303, "/video/V2"));
    let page = site.get(&mut eva, "/video/V2").await;
    for shown in [
        "Your request has been sent",
        "Noise &#60;script&#62;",
        "3 March 2026, 14:30 CET",
        "Asked for",
        "href=\"/orders/A%2D1\"",
    ] {
        assert!(page.body.contains(shown), "{shown}: {}", page.body);
    }
    // A second click is no second session.
    let again = site.post(&mut eva, "/video/new", &fields).await;
    assert_eq!((again.status, again.location()), (303, "/video/V2"));
    assert_eq!(select!(&world.sql, (i64,), "SELECT count(*) FROM video_session")[0].0, 2);

    let moved = [("version", "1"), ("day", day.as_str()), ("time", "16:00"), ("minutes", "30")];
    assert_eq!(site.post(&mut eva, "/video/V2", &moved).await.status, 303);
    let page = site.get(&mut eva, "/video/V2").await;
    assert!(page.body.contains("3 March 2026, 16:00 CET"), "{}", page.body);
    // With the version of a moment ago nothing is saved, and that is said.
    let stale = site.post(&mut eva, "/video/V2/cancel", &[("version", "1")]).await;
    assert!(stale.status == 409 && stale.body.contains("was faster"), "{}", stale.body);
    let stale = site
        .post(&mut eva, "/video/V2", &[("version", "1"), ("day", day.as_str()), ("time", "17:00"), ("minutes", "30")])
        .await;
    assert_eq!(stale.status, 409);
    assert_eq!(site.post(&mut eva, "/video/V2/cancel", &[("version", "2")]).await.status, 303);
    let list = site.get(&mut eva, "/video").await;
    assert!(list.body.contains("Over or cancelled") && list.body.contains("Cancelled"), "{}", list.body);
    let page = site.get(&mut eva, "/video/V2").await;
    assert!(!page.body.contains("action=\"/video/V2"), "nothing to change any more");
    for odd in ["/video/V9", "/video/%00", "/video/..%2f", "/video/V1%0A"] {
        assert_eq!(site.get(&mut eva, odd).await.status, 404, "{odd}");
    }
}

async fn forms_come_back_with_what_was_typed(store: Store) {
    let Scene { world, site, mut eva, .. } = scene(store).await;
    site.get(&mut eva, "/video/new").await;
    let empty = site.post(&mut eva, "/video/new", &[]).await;
    assert_eq!(empty.status, 422);
    for field in ["title", "day", "time", "minutes"] {
        assert!(empty.body.contains(&format!("<a href=\"#{field}\">")), "{field}: {}", empty.body);
    }
    let fields = [
        ("title", "Keep this \"one\""),
        ("day", "2020-01-01"),
        ("time", "10:00"),
        ("minutes", "30"),
        ("note", "and this"),
    ];
    let wrong = site.post(&mut eva, "/video/new", &fields).await;
    assert_eq!(wrong.status, 422);
    for kept in ["Keep this &#34;one&#34;", "value=\"2020-01-01\"", "and this</textarea>", "This time has passed"] {
        assert!(wrong.body.contains(kept), "{kept}: {}", wrong.body);
    }
    let long = "x".repeat(2_001);
    let too_long = site.post(&mut eva, "/video/new", &[("title", &long), ("note", &long)]).await;
    assert!(too_long.status == 422 && too_long.body.contains("more than 2,000"), "{}", too_long.status);
    let wrong =
        site.post(&mut eva, "/video/V1", &[("version", "1"), ("day", "x"), ("time", "99:99"), ("minutes", "1")]).await;
    assert!(wrong.status == 422 && wrong.body.contains("value=\"99:99\""), "{}", wrong.body);
    let csrf = "x".repeat(43);
    assert_eq!(site.post_with(&mut eva, "/video/new", &csrf, &fields, &[]).await.status, 403);
    assert_eq!(select!(&world.sql, (i64,), "SELECT count(*) FROM video_session")[0].0, 1, "nothing is stored by half");
}

async fn the_join_button_is_there_in_time(store: Store) {
    let Scene { world, site, .. } = scene(store).await;
    let button = "class=\"main\" href=\"https://meet.example/abc\" rel=\"noreferrer\"";
    let link = "<a href=\"https://meet.example/abc\" rel=\"noreferrer\">https://meet.example/abc</a>";
    let starts = world.app.now() + TimeDelta::days(1);
    let mut seen = Vec::new();
    for minutes in [-16, -15, 0, 29, 30] {
        world.app.clock.advance(starts + TimeDelta::minutes(minutes) - world.app.now());
        let mut eva = site.signed_in("eva@huber.example").await;
        let page = site.get(&mut eva, "/video/V1").await;
        assert_eq!(page.body.contains(link), minutes < 30, "{minutes}: the link is shown as text until it is over");
        seen.push(page.body.contains(button));
    }
    assert_eq!(seen, [false, true, true, true, false]);
}

async fn the_dashboard_is_read_without_script(store: Store) {
    let Scene { world, site, mut eva, .. } = scene(store).await;
    assert_eq!(site.get(&mut eva, "/").await.location(), "/dashboard", "the start page of who may see it");
    let page = site.get(&mut eva, "/dashboard").await;
    assert_eq!(page.status, 200);
    for shown in [
        "<svg viewBox=",
        "role=\"img\"",
        "<title id=\"orders-title\">Orders by month</title>",
        "aria-labelledby=\"orders-title orders-desc\"",
        "<th scope=\"row\">March 2026</th>",
        "No meter has been read yet",
        "<th scope=\"row\">Weiz</th>",
    ] {
        assert!(page.body.contains(shown), "{shown}: {}", page.body);
    }
    let denied =
        [Permission::ViewOrders, Permission::ViewObjects, Permission::ReportFaults].map(|p| (p, Exception::Denied));
    let customer = select!(&world.sql, (keydesk::domain::CustomerId,), "SELECT id FROM customer")[0].0;
    let new = NewUser { role: Role::Administrator, exceptions: Exceptions::from(denied), ..NewUser::default() };
    world.user_with(customer, "jan@huber.example", new).await;
    let mut jan = site.signed_in("jan@huber.example").await;
    let page = site.get(&mut jan, "/dashboard").await;
    assert!(page.status == 200 && page.body.contains("No figures yet"), "{}", page.body);
    world.user(customer, "member@huber.example").await;
    let mut member = site.signed_in("member@huber.example").await;
    assert_eq!(site.get(&mut member, "/dashboard").await.status, 403);
}
