//! Fault reports in the portal (R33), and orders that customers ask for there (R31): by form alone, on a phone as well.

use keydesk::domain::FaultReportId;
use keydesk::domain::access::Scope;
use keydesk::domain::permission::Role;
use keydesk::domain::staff::StaffRole;
use keydesk::service::documents::{self, On};
use keydesk::service::{faults, orders};
use keydesk::store::Store;

use super::access::{Asked, get, post};
use super::site::{Answer, Site};
use crate::support::database::stories;
use crate::support::sql::{exec, select};
use crate::support::world::{NewUser, World};

stories! {
    a_fault_is_reported_with_photographs,
    what_cannot_be_taken_comes_back_with_what_was_typed,
    a_report_sent_twice_is_one,
    whoever_lost_the_session_or_the_token_reports_nothing,
    the_form_offers_what_is_in_sight,
    reports_are_listed_and_searched,
    an_order_is_asked_for_changed_and_taken_back,
    two_who_change_one_order_lose_nothing,
    every_page_speaks_every_language,
    addresses_that_lead_nowhere_say_so,
}

/// What the access matrix finds: `R-F1`, `R-F2`, `R-NONE`, `R-EVA` and `R-B` on the orders of those names, `A-WISH` at F1, which
/// a customer asked for; in the other organization `R-F1`.
pub async fn furnish(world: &World, foreign: &World) {
    for (number, order) in
        [("R-F1", "A-F1"), ("R-F2", "A-F2"), ("R-NONE", "A-NONE"), ("R-EVA", "A-EVA"), ("R-B", "B-1")]
    {
        report(world, number, order).await;
    }
    report(foreign, "R-F1", "A-F1").await;
    let sql = "SELECT customer_id, facility_id FROM service_order WHERE organization_id = $1 AND number = 'A-F1'";
    let (customer, facility) = select!(&world.sql, (_, _), sql, world.organization).pop().unwrap();
    world.order(customer, Some(facility), "A-WISH", "a wish").await;
    exec!(&world.sql, "UPDATE service_order SET by_customer = $1 WHERE number = 'A-WISH'", true);
}

async fn report(world: &World, number: &str, order: &str) {
    let sql = "INSERT INTO fault_report (id, organization_id, customer_id, number, order_id, facility_id, reported_by, title, \
               body, urgency, state, unheard, answer, own_order, search, sent_key, created_at, version) SELECT $1, \
               organization_id, customer_id, $2, id, facility_id, 'Jan Moser', 'title of ' || number, '', 'normal', 'open', \
               $3, '', $3, 'title', $2, $4, 1 FROM service_order WHERE organization_id = $5 AND number = $6";
    let (id, org): (FaultReportId, _) = (world.app.id(), world.organization);
    exec!(&world.sql, sql, id, number, false, world.app.now(), org, order);
}

/// The rows of the access matrix. "scoped", "unassigned" and "linked" may report faults, and so may "no-orders", who is an
/// administrator; "scoped" may ask for orders.
#[rustfmt::skip]
pub fn rows() -> Vec<Asked> {
    let fault = |number: &str| get("/faults/{number}", &format!("/faults/{number}"));
    let edit = |number: &str| get("/orders/{number}/edit", &format!("/orders/{number}/edit"));
    let save = |number: &str| post("/orders/{number}/edit", &format!("/orders/{number}/edit"), &[("title", ""), ("version", "1")]);
    let cancel = |number: &str| post("/orders/{number}/cancel", &format!("/orders/{number}/cancel"), &[("version", "99")]);
    vec![
        get("/faults", "/faults").is([303, 303, 403, 200, 200, 403, 200, 200, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        fault("R-F1").is([303, 303, 403, 200, 404, 403, 404, 200, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        fault("R-F2").is([303, 303, 403, 404, 404, 403, 404, 200, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        fault("R-NONE").is([303, 303, 403, 404, 200, 403, 404, 200, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        fault("R-EVA").is([303, 303, 403, 200, 404, 403, 200, 200, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        fault("R-B").is([303, 303, 403, 404, 404, 403, 404, 404, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        fault("never").is([303, 303, 403, 404, 404, 403, 404, 404, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        get("/faults/new", "/faults/new").is([303, 303, 403, 200, 200, 403, 200, 200, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        post("/faults", "/faults", &[("title", "")]).is([303, 303, 403, 422, 422, 403, 422, 422, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        get("/orders/new", "/orders/new").is([303, 303, 403, 200, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        post("/orders", "/orders", &[("kind", "ticket"), ("title", "")]).is([303, 303, 403, 422, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        edit("A-WISH").is([303, 303, 403, 200, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        edit("A-F1").is([303, 303, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        edit("A-F2").is([303, 303, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        edit("B-1").is([303, 303, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        save("A-WISH").is([303, 303, 403, 422, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        save("A-F2").is([303, 303, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        save("B-1").is([303, 303, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        cancel("A-WISH").is([303, 303, 403, 409, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        cancel("A-F2").is([303, 303, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        cancel("B-1").is([303, 303, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
    ]
}

const PDF: &[u8] = b"%PDF-1.7\nwhat was seen";

/// Huber with two facilities and an object, and Eva, its administrator.
async fn huber(store: Store) -> (World, Site) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber").await;
    let (graz, _) = (world.facility(customer, "Graz").await, world.facility(customer, "Weiz").await);
    world.object(customer, Some(graz), "Goods lift").await;
    let admin = NewUser { role: Role::Administrator, ..NewUser::default() };
    world.user_with(customer, "eva@huber.example", admin).await;
    let site = Site::of(&world);
    (world, site)
}

/// The value that the form offers under this text.
fn option(page: &Answer, text: &str) -> String {
    let at = page.body.find(&format!(">{text}<")).unwrap_or_else(|| panic!("{text}: {}", page.body));
    let start = page.body[..at].rfind("value=\"").unwrap() + 7;
    page.body[start..].split('"').next().unwrap().to_owned()
}

fn key(page: &Answer) -> String {
    page.between("name=\"key\" value=\"", "\"").unwrap().to_owned()
}

async fn count(world: &World) -> (i64, i64) {
    let reports = select!(&world.sql, (i64,), "SELECT COUNT(*) FROM fault_report")[0].0;
    (reports, select!(&world.sql, (i64,), "SELECT COUNT(*) FROM service_order")[0].0)
}

async fn a_fault_is_reported_with_photographs(store: Store) {
    let (world, site) = huber(store).await;
    let mut eva = site.signed_in("eva@huber.example").await;
    let list = site.get(&mut eva, "/faults").await;
    assert!(list.body.contains("No fault reports yet") && list.body.contains("href=\"/faults/new\""), "{}", list.body);
    let form = site.get(&mut eva, "/faults/new").await;
    assert!(form.body.contains("type=\"file\" accept=\"image/*\" multiple"), "{}", form.body);
    let fields = [
        ("key", &*key(&form)),
        ("title", "Lift <b>stuck</b>"),
        ("body", "Since Monday.\r\n\r\nIt hums."),
        ("urgency", "urgent"),
        ("facility", &*option(&form, "Graz")),
        ("object", ""),
    ];
    let sent = site.upload(&mut eva, "/faults", &fields, &[("photo", "a.pdf", PDF), ("photo", "b.pdf", PDF)]).await;
    assert_eq!((sent.status, sent.location()), (303, "/faults/R1"), "{}", sent.body);
    let page = site.get(&mut eva, "/faults/R1").await;
    for shown in [
        "Your report has been sent.",
        "Lift &#60;b&#62;stuck&#60;/b&#62;",
        "It hums.",
        "Graz",
        "Nobody at Nordlift Service has been told automatically, but it is on the office&#39;s list",
        "href=\"/orders/W1\"",
        "a.pdf",
        "b.pdf",
        "At once: danger",
    ] {
        assert!(page.body.contains(shown), "{shown}: {}", page.body);
    }
    let documents = documents::list(&world.app, &world.admin, &On::Order("W1".into())).await.unwrap();
    assert_eq!(documents.len(), 2);

    faults::take(&world.app, &world.admin, "R1", 1).await.unwrap();
    let page = site.get(&mut eva, "/faults/R1").await;
    assert!(page.body.contains("Somebody at Nordlift Service is seeing to it."), "{}", page.body);
    assert!(!page.body.contains("admin"), "staff are not named (R14)");
    faults::close(&world.app, &world.admin, "R1", 2, "A fuse was gone.").await.unwrap();
    let page = site.get(&mut eva, "/faults/R1").await;
    assert!(
        page.body.contains("Answer from Nordlift Service") && page.body.contains("A fuse was gone."),
        "{}",
        page.body
    );
}

async fn what_cannot_be_taken_comes_back_with_what_was_typed(store: Store) {
    let (world, site) = huber(store).await;
    let mut eva = site.signed_in("eva@huber.example").await;
    let form = site.get(&mut eva, "/faults/new").await;
    let weiz = option(&form, "Weiz");
    let long = "ä".repeat(10_001);
    let cases: [(&str, &str, &str, &str, &str); 6] = [
        ("", "x", "", "title", "Say in a line what it is about."),
        (&"x".repeat(201), "x", "", "title", "longer than 200 characters"),
        ("Lift", &long, "", "body", "longer than 10,000 characters"),
        ("Lift", "x", "NONE", "object", "no such object that you can see"),
        ("Lift", "x", "", "facility", "Choose one of your facilities."),
        (" \u{202e}\t", "x", "", "title", "Say in a line"),
    ];
    for (title, body, object, field, said) in cases {
        let place = if field == "facility" { "nonsense" } else { &*weiz };
        let fields = [
            ("key", "k"),
            ("title", title),
            ("body", body),
            ("urgency", "high"),
            ("facility", place),
            ("object", object),
        ];
        let page = site.upload(&mut eva, "/faults", &fields, &[("photo", "a.pdf", PDF)]).await;
        assert_eq!(page.status, 422, "{said}: {}", page.body);
        assert!(
            page.body.contains(&format!("<a href=\"#{field}\">")) && page.body.contains(said),
            "{said}: {}",
            page.body
        );
        assert!(page.body.contains(body) && page.body.contains("value=\"high\" selected"), "{said}: {}", page.body);
        assert!(page.body.contains("name=\"key\" value=\"k\"") && page.body.contains("<title>Error: "));
        assert!(page.body.contains("Please choose your photographs again"), "{}", page.body);
        if place == weiz {
            assert!(page.body.contains(&format!("value=\"{weiz}\" selected")), "{}", page.body);
        }
    }
    let fields = [("key", "k"), ("title", "Lift"), ("facility", &*weiz)];
    let page = site.upload(&mut eva, "/faults", &fields, &[("photo", "x.exe", b"MZ\x90\0\x03")]).await;
    assert_eq!(page.status, 422, "{}", page.body);
    assert!(page.body.contains("href=\"#photo\"") && page.body.contains("x.exe"), "{}", page.body);
    assert!(page.body.contains("value=\"Lift\""));
    assert_eq!(count(&world).await, (0, 0));
    // Without an urgency it is as usual; a form without files comes as well.
    let plain = [("key", "k"), ("title", "Lift"), ("facility", &*weiz), ("state", "closed")];
    assert_eq!(site.post(&mut eva, "/faults", &plain).await.status, 303);
    let found = select!(&world.sql, (String, String), "SELECT urgency, state FROM fault_report");
    assert_eq!(found, [("normal".to_owned(), "open".to_owned())], "nobody hears an extra field");
}

async fn a_report_sent_twice_is_one(store: Store) {
    let (world, site) = huber(store).await;
    let mut eva = site.signed_in("eva@huber.example").await;
    let form = site.get(&mut eva, "/faults/new").await;
    let (key, graz) = (key(&form), option(&form, "Graz"));
    let fields = [("key", &*key), ("title", "Lift"), ("facility", &*graz)];
    for _ in 0..2 {
        let sent = site.upload(&mut eva, "/faults", &fields, &[("photo", "a.pdf", PDF)]).await;
        assert_eq!(sent.location(), "/faults/R1");
    }
    assert_eq!(count(&world).await, (1, 1));
    assert_eq!(select!(&world.sql, (i64,), "SELECT COUNT(*) FROM document"), [(1,)]);
    let other = super::faults::key(&site.get(&mut eva, "/faults/new").await);
    assert_ne!(other, key, "the next report is another one");
}

async fn whoever_lost_the_session_or_the_token_reports_nothing(store: Store) {
    let (world, site) = huber(store).await;
    let mut eva = site.signed_in("eva@huber.example").await;
    let form = site.get(&mut eva, "/faults/new").await;
    let graz = option(&form, "Graz");
    let fields = [("key", "k"), ("title", "Lift"), ("facility", &*graz)];
    let mut stale = eva.clone();
    stale.csrf = "x".repeat(43);
    let refused = site.upload(&mut stale, "/faults", &fields, &[("photo", "a.pdf", PDF)]).await;
    assert_eq!(refused.status, 403);
    // What she may do is taken away while she writes.
    exec!(&world.sql, "UPDATE customer SET area_faults = $1", false);
    assert_eq!(site.upload(&mut eva, "/faults", &fields, &[]).await.status, 403);
    exec!(&world.sql, "UPDATE customer SET area_faults = $1", true);
    exec!(&world.sql, "DELETE FROM portal_session");
    let over = site.upload(&mut eva, "/faults", &fields, &[("photo", "a.pdf", PDF)]).await;
    // What was typed waits on the sign-in page; photographs cannot.
    assert!(over.status == 401 && over.body.contains("name=\"kept\""), "{}: {}", over.status, over.body);
    assert_eq!(count(&world).await, (0, 0));
}

async fn the_form_offers_what_is_in_sight(store: Store) {
    let (world, site) = huber(store).await;
    let customer = select!(&world.sql, (keydesk::domain::CustomerId,), "SELECT id FROM customer")[0].0;
    let sql = "SELECT id FROM facility WHERE name = 'Weiz'";
    let weiz = select!(&world.sql, (keydesk::domain::FacilityId,), sql)[0].0;
    let only = |scope: Scope| NewUser { role: Role::Administrator, scope, ..NewUser::default() };
    let scope = Scope { facilities: [weiz].into(), ..Scope::default() };
    world.user_with(customer, "gus@huber.example", only(scope)).await;
    world.user_with(customer, "ida@huber.example", only(Scope::default())).await;
    let mut eva = site.signed_in("eva@huber.example").await;
    let form = site.get(&mut eva, "/faults/new").await;
    assert!(form.body.contains("No particular facility") && form.body.contains("Goods lift · Graz"), "{}", form.body);
    // From the page of an object.
    let number = option(&form, &format!("Goods lift · Graz · {}", object_number(&world).await));
    let form = site.get(&mut eva, &format!("/faults/new?object={number}")).await;
    assert!(form.body.contains(&format!("<option value=\"{number}\" selected>")), "{}", form.body);
    let graz = option(&form, "Graz");
    assert!(form.body.contains(&format!("<option value=\"{graz}\" selected>")), "its facility as well: {}", form.body);

    let mut gus = site.signed_in("gus@huber.example").await;
    let form = site.get(&mut gus, &format!("/faults/new?object={number}")).await;
    assert!(
        form.body.contains(&format!("<option value=\"{weiz}\" selected>")),
        "the only one is chosen: {}",
        form.body
    );
    for hidden in ["Graz", "Goods lift", "No particular facility"] {
        assert!(!form.body.contains(hidden), "{hidden}: {}", form.body);
    }
    let mut ida = site.signed_in("ida@huber.example").await;
    let form = site.get(&mut ida, "/faults/new").await;
    assert!(
        form.body.contains("Nothing lies in what you may see") && !form.body.contains("<textarea"),
        "{}",
        form.body
    );
    assert_eq!(site.post(&mut ida, "/faults", &[("title", "x")]).await.status, 422);
}

async fn object_number(world: &World) -> String {
    select!(&world.sql, (String,), "SELECT number FROM service_object")[0].0.clone()
}

async fn reports_are_listed_and_searched(store: Store) {
    let (world, site) = huber(store).await;
    let mut eva = site.signed_in("eva@huber.example").await;
    let graz = option(&site.get(&mut eva, "/faults/new").await, "Graz");
    for n in 1..=27 {
        world.app.clock.advance(chrono::TimeDelta::minutes(1));
        let title = if n == 3 { "Türöffner".to_owned() } else { format!("Lift {n}") };
        let sent = site.post(&mut eva, "/faults", &[("title", &title), ("facility", &graz)]).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
    }
    faults::close(&world.app, &world.admin, "R3", 1, "Done.").await.unwrap();
    let page = site.get(&mut eva, "/faults").await;
    assert!(page.body.contains("Lift 27") && !page.body.contains(">Lift 2<"), "{}", page.body);
    let next = page
        .between("class=\"button next\" href=\"", "\"")
        .or_else(|| page.between("href=\"/faults?state=all&#38;after=", "\""));
    assert!(next.is_some(), "{}", page.body);
    let rest = site.get(&mut eva, "/faults?state=all&after=R3").await;
    assert!(rest.body.contains(">Lift 2<") && !rest.body.contains("Lift 27"), "{}", rest.body);
    for (query, found) in [("q=turoffner", true), ("state=closed", true), ("state=open", false), ("q=never", false)] {
        let page = site.get(&mut eva, &format!("/faults?{query}")).await;
        assert_eq!((page.status, page.body.contains("Türöffner")), (200, found), "{query}");
    }
}

async fn an_order_is_asked_for_changed_and_taken_back(store: Store) {
    let (world, site) = huber(store).await;
    let mut eva = site.signed_in("eva@huber.example").await;
    assert!(site.get(&mut eva, "/orders").await.body.contains("href=\"/orders/new\""));
    let form = site.get(&mut eva, "/orders/new").await;
    let graz = option(&form, "Graz");
    let page = site.post(&mut eva, "/orders", &[("kind", "work_order"), ("title", ""), ("description", "soon")]).await;
    assert_eq!(page.status, 422);
    for kept in ["href=\"#kind\"", "href=\"#title\"", "soon"] {
        assert!(page.body.contains(kept), "{kept}: {}", page.body);
    }
    let fields = [
        ("key", "k"),
        ("kind", "ticket"),
        ("title", "Oil <the> gate"),
        ("description", "Mondays"),
        ("facility", &*graz),
    ];
    for _ in 0..2 {
        let sent = site.post(&mut eva, "/orders", &fields).await;
        assert_eq!((sent.status, sent.location()), (303, "/orders/W1"), "{}", sent.body);
    }
    assert_eq!(count(&world).await, (0, 1));
    let page = site.get(&mut eva, "/orders/W1").await;
    for shown in
        ["Your order has been sent.", "Oil &#60;the&#62; gate", "href=\"/orders/W1/edit\"", "/orders/W1/cancel"]
    {
        assert!(page.body.contains(shown), "{shown}: {}", page.body);
    }
    let form = site.get(&mut eva, "/orders/W1/edit").await;
    assert!(form.body.contains("value=\"Oil &#60;the&#62; gate\"") && form.body.contains("Mondays"), "{}", form.body);
    let wrong =
        site.post(&mut eva, "/orders/W1/edit", &[("version", "1"), ("title", ""), ("description", "Never")]).await;
    assert!(wrong.status == 422 && wrong.body.contains("Never"), "{}", wrong.body);
    let saved =
        site.post(&mut eva, "/orders/W1/edit", &[("version", "1"), ("title", "Gate"), ("description", "")]).await;
    assert_eq!(saved.location(), "/orders/W1");
    let page = site.get(&mut eva, "/orders/W1").await;
    assert!(page.body.contains("The order has been changed.") && page.body.contains("<h1>Gate</h1>"), "{}", page.body);
    let stale = site.post(&mut eva, "/orders/W1/cancel", &[("version", "1")]).await;
    assert_eq!(stale.status, 409, "its page says how it stands, and who was faster");
    assert!(stale.body.contains("Eva Huber was faster.") && stale.body.contains("<h1>Gate</h1>"), "{}", stale.body);
    site.post(&mut eva, "/orders/W1/cancel", &[("version", "2")]).await;
    let page = site.get(&mut eva, "/orders/W1").await;
    assert!(page.body.contains("The order has been cancelled.") && !page.body.contains("/cancel\""), "{}", page.body);
    assert_eq!(site.get(&mut eva, "/orders/W1/edit").await.status, 404);
}

async fn two_who_change_one_order_lose_nothing(store: Store) {
    let (world, site) = huber(store).await;
    let mut eva = site.signed_in("eva@huber.example").await;
    site.post(&mut eva, "/orders", &[("kind", "ticket"), ("title", "Gate")]).await;
    let mut other = site.signed_in("eva@huber.example").await;
    for browser in [&mut eva, &mut other] {
        site.get(browser, "/orders/W1/edit").await;
    }
    site.post(&mut other, "/orders/W1/edit", &[("version", "1"), ("title", "Both gates"), ("description", "")]).await;
    let fields = [("version", "1"), ("title", "My gate"), ("description", "long text")];
    let page = site.post(&mut eva, "/orders/W1/edit", &fields).await;
    assert_eq!(page.status, 409, "{}", page.body);
    for shown in
        ["Eva Huber changed this", "Both gates", "value=\"My gate\"", "long text", "name=\"version\" value=\"2\""]
    {
        assert!(page.body.contains(shown), "{shown}: {}", page.body);
    }
    let fields = [("version", "2"), ("title", "My gate"), ("description", "long text")];
    assert_eq!(site.post(&mut eva, "/orders/W1/edit", &fields).await.status, 303, "now it is meant");
    let order = orders::get(&world.app, &world.admin, "W1").await.unwrap().order;
    assert_eq!(order.title, "My gate");
    orders::set_state(&world.app, &world.admin, "W1", order.version, keydesk::domain::state::OrderState::InProgress)
        .await
        .unwrap();
    let late = site.post(&mut eva, "/orders/W1/edit", &[("version", "4"), ("title", "Late")]).await;
    assert_eq!(late.status, 409, "{}", late.body);
    assert!(late.body.contains("has moved on meanwhile") && late.body.contains("value=\"Late\""), "{}", late.body);
}

async fn every_page_speaks_every_language(store: Store) {
    let (world, site) = huber(store).await;
    let lars = world.staff("lars", StaffRole::Technician, &[]).await;
    let sql = "INSERT INTO staff_customer (organization_id, staff_id, customer_id) SELECT organization_id, $1, id FROM customer";
    exec!(&world.sql, sql, lars.staff_id().unwrap());
    let mut eva = site.signed_in("eva@huber.example").await;
    site.post(&mut eva, "/faults", &[("title", "Lift"), ("body", "It hums.")]).await;
    site.post(&mut eva, "/orders", &[("kind", "ticket"), ("title", "Gate")]).await;
    let page = site.get(&mut eva, "/faults/R1").await;
    assert!(page.body.contains("has been told of your report"), "somebody has: {}", page.body);
    for language in ["en", "sv", "de", "da"] {
        site.post(&mut eva, "/account/language", &[("language", language)]).await;
        for path in [
            "/faults",
            "/faults?q=never",
            "/faults?state=closed",
            "/faults/new",
            "/faults/R1",
            "/orders",
            "/orders/new",
            "/orders/W2",
            "/orders/W2/edit",
            "/orders?after=-1",
        ] {
            let page = site.get(&mut eva, path).await;
            assert_eq!(page.status, 200, "{path}");
            assert!(page.body.contains(&format!("<html lang=\"{language}\">")), "{language}");
            for missing in
                ["fault-", "faults-", "spot-", "order-", "orders-", "urgency-", "problem-", "list-gone", "{ $"]
            {
                let inside = page.body.split(['>', '<']).skip(1).step_by(2).any(|text| text.contains(missing));
                assert!(!inside, "{language} {path}: {missing}: {}", page.body);
            }
        }
    }
}

async fn addresses_that_lead_nowhere_say_so(store: Store) {
    let (_, site) = huber(store).await;
    let mut eva = site.signed_in("eva@huber.example").await;
    for path in ["/orders?after=-1", "/orders?before=-1", "/faults?after=-1", "/orders?state=all&after=%00"] {
        let page = site.get(&mut eva, path).await;
        let clear = page.body.contains("The list does not go on here") || path.ends_with("%00");
        assert!(page.status == 200 && clear, "{path}: {}", page.body);
    }
    for path in ["/orders?page=-1", "/faults?after=-1", "/faults?page=-1", "/faults?state=nonsense", "/faults?q=%ff"] {
        assert_eq!(site.get(&mut eva, path).await.status, 200, "{path}");
    }
    for odd in ["%00", "R1%0A", "..%2f..%2fetc", "R1'--", &"9".repeat(4000)] {
        assert_eq!(site.get(&mut eva, &format!("/faults/{odd}")).await.status, 404, "{odd}");
    }
}
