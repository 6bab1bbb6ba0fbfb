//! One click in a letter switches its topic off (R60, R61; RFC 8058), whoever clicks and however often; nothing else does,
//! and the link can do nothing else. Beside it: what else only a letter that was really sent shows, its thread and its logo.

use std::io::Cursor;

use axum::body::Body;
use axum::http::{Method, Request, header};
use image::{ImageFormat, Rgba, RgbaImage};
use keydesk::domain::CustomerUserId;
use keydesk::domain::notice::{Reach, StaffTopic, Topic};
use keydesk::domain::staff::StaffRole;
use keydesk::notify::worker::run_once;
use keydesk::service::activity::{self, ActivityQuery, Record};
use keydesk::service::comments::{self, NewComment};
use keydesk::service::{Actor, portal_switch, preferences, settings};
use keydesk::store::Store;
use mail_parser::{MessageParser, MimeHeaders as _};

use super::site::{Answer, Browser, Site};
use crate::support::database::stories;
use crate::support::smtp::{Arrived, MailServer};
use crate::support::sql::{exec, select};
use crate::support::world::World;

stories! {
    a_click_switches_the_topic_off_and_nothing_else,
    a_mail_program_needs_no_page_and_no_cookie,
    staff_have_the_same_link,
    no_other_link_does_anything,
    letters_about_one_order_hang_together,
    a_letter_carries_a_small_logo,
}

struct Scene {
    world: World,
    site: Site,
    server: MailServer,
    eva: CustomerUserId,
    lars: Actor,
}

impl Scene {
    async fn new(store: Store) -> Self {
        let world = World::new(store).await;
        let customer = world.customer("1042", "Huber").await;
        world.order(customer, None, "A1", "Lift").await;
        world.order(customer, None, "A2", "Door").await;
        let eva = world.user(customer, "eva@huber.example").await;
        let lars = world.staff("lars", StaffRole::Technician, &[]).await;
        let sql = "INSERT INTO staff_customer (organization_id, staff_id, customer_id) VALUES ($1, $2, $3)";
        exec!(&world.sql, sql, world.organization, lars.staff_id().unwrap(), customer);
        Self { site: Site::of(&world), server: MailServer::start().await, world, eva, lars }
    }

    /// Somebody in the office writes a comment; what arrives at this address because of it, the latest.
    async fn letter(&self, order: &str, to: &str) -> Arrived {
        let body = format!("comment {}", self.server.arrived().len());
        let new = NewComment { order: order.into(), body, internal: false, sent_key: String::new() };
        comments::add(&self.world.app, &self.world.admin, &new).await.expect("a comment");
        run_once(&self.world.app, &self.server.transport()).await.expect("the outbox works");
        self.server.arrived().into_iter().rfind(|a| a.to == to).expect("a letter")
    }

    async fn link(&self, to: &str) -> String {
        let letter = self.letter("A1", to).await;
        let parsed = MessageParser::default().parse(&letter.octets).expect("a message");
        let raw: String = parsed.header_raw("List-Unsubscribe").expect("a link").split_whitespace().collect();
        let address = raw.trim_start_matches('<').trim_end_matches('>').to_owned();
        address.strip_prefix(&self.world.app.policy.public_url).expect("our address").to_owned()
    }

    /// As a mail program sends it: no browser, no cookie, no page.
    async fn one_click(&self, path: &str, kind: &str, body: &'static str) -> Answer {
        let request = Request::builder().method(Method::POST).uri(path).header(header::HOST, "portal.example");
        let request = request.header(header::CONTENT_TYPE, kind).header(header::ORIGIN, "https://mail.example");
        self.site.send(request.body(Body::from(body)).unwrap()).await
    }

    async fn chosen(&self) -> Vec<(Topic, bool)> {
        let sql = "SELECT topic, told FROM user_preference WHERE customer_user_id = $1";
        select!(&self.world.sql, (Topic, bool), sql, self.eva)
    }

    async fn log(&self) -> Vec<String> {
        let all = activity::list(
            &self.world.app,
            &self.world.admin,
            &ActivityQuery { limit: 500, ..ActivityQuery::default() },
        )
        .await
        .unwrap();
        all.iter().map(Record::sentence).filter(|s| s.contains("told of")).collect()
    }
}

const FORM: &str = "application/x-www-form-urlencoded";
const CLICK: &str = "List-Unsubscribe=One-Click";

async fn a_click_switches_the_topic_off_and_nothing_else(store: Store) {
    let scene = Scene::new(store).await;
    let link = scene.link("eva@huber.example").await;
    let mut browser = Browser::default();
    for _ in 0..3 {
        let page = scene.site.get(&mut browser, &link).await;
        assert_eq!(page.status, 200);
        assert!(page.body.contains("Comments on orders I see") && page.body.contains("Switch these letters off"));
        assert!(
            !page.body.contains("eva@huber") && !page.body.contains("Huber"),
            "letters are passed on: {}",
            page.body
        );
        assert_eq!(scene.site.head(&mut browser, &link).await.status, 200);
    }
    assert_eq!(scene.chosen().await, [], "looking changes nothing");

    let done = scene.site.post(&mut browser, &link, &[("List-Unsubscribe", "One-Click")]).await;
    assert_eq!(done.status, 200);
    assert!(done.body.contains("Switched off") && done.body.contains("href=\"/account\""), "{}", done.body);
    assert_eq!(scene.chosen().await, [(Topic::Comments, false)]);
    for _ in 0..2 {
        assert_eq!(scene.site.post(&mut browser, &link, &[("List-Unsubscribe", "One-Click")]).await.status, 200);
    }
    assert!(scene.site.get(&mut browser, &link).await.body.contains("no longer writes to you"));
    let log = scene.log().await;
    assert_eq!(log.len(), 1, "once: {log:?}");
    assert!(log[0].contains("comments on → comments off"), "{log:?}");
    // It is off, and what is switched on again in the account stays on until the link is used again.
    let before = scene.server.arrived().len();
    let new = NewComment { order: "A1".into(), body: "more".into(), internal: false, sent_key: String::new() };
    let told = comments::add(&scene.world.app, &scene.world.admin, &new).await.unwrap().told;
    assert!(told.iter().all(|t| t.address != "eva@huber.example"), "{told:?}");
    run_once(&scene.world.app, &scene.server.transport()).await.unwrap();
    assert!(scene.server.arrived()[before..].iter().all(|a| a.to != "eva@huber.example"));
    let mut signed_in = scene.site.signed_in("eva@huber.example").await;
    scene.site.post(&mut signed_in, "/account/notices", &[("comments", "on"), ("orders", "on")]).await;
    assert!(scene.chosen().await.contains(&(Topic::Comments, true)));
    assert!(scene.site.get(&mut signed_in, &link).await.body.contains("Switch these letters off"));
}

async fn a_mail_program_needs_no_page_and_no_cookie(store: Store) {
    let scene = Scene::new(store).await;
    let link = scene.link("eva@huber.example").await;
    for (kind, body) in [
        (FORM, ""),
        (FORM, "List-Unsubscribe=No"),
        (FORM, "list=List-Unsubscribe%3DOne-Click"),
        (
            "multipart/form-data; boundary=x",
            "--x\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nOne-Click\r\n--x--\r\n",
        ),
    ] {
        assert_eq!(scene.one_click(&link, kind, body).await.status, 422, "{body}");
    }
    assert_eq!(scene.one_click(&link, "text/plain", CLICK).await.status, 415);
    assert_eq!(scene.chosen().await, []);
    assert_eq!(scene.one_click(&link, FORM, CLICK).await.status, 200);
    assert_eq!(scene.chosen().await, [(Topic::Comments, false)]);
    exec!(&scene.world.sql, "DELETE FROM user_preference WHERE customer_user_id = $1", scene.eva);
    let parts = "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n";
    assert_eq!(scene.one_click(&link, "multipart/form-data; boundary=x", parts).await.status, 200);
    assert_eq!(scene.chosen().await, [(Topic::Comments, false)]);
}

async fn staff_have_the_same_link(store: Store) {
    let scene = Scene::new(store).await;
    let link = scene.link("lars@nordlift.example").await;
    let page = scene.site.get(&mut Browser::default(), &link).await;
    assert!(page.status == 200 && page.body.contains("Comments"), "{}", page.body);
    // Staff are no customers: the portal may be off.
    portal_switch::module(&scene.world.app, &scene.world.admin, false).await.unwrap();
    let done = scene.one_click(&link, FORM, CLICK).await;
    assert!(done.status == 200 && done.body.contains("keydesk notices"), "{}", done.body);
    let reach = preferences::mine(&scene.world.app, &scene.lars).await.unwrap();
    let off: Vec<_> = reach.iter().filter(|mine| mine.reach == Reach::None).map(|mine| mine.topic).collect();
    assert_eq!(off, [StaffTopic::Comments], "{reach:?}");
    assert!(scene.log().await[0].contains("comments assigned → comments none"));
}

async fn no_other_link_does_anything(store: Store) {
    let scene = Scene::new(store).await;
    let link = scene.link("eva@huber.example").await;
    let token = link.strip_prefix("/unsubscribe/").unwrap().to_owned();
    let mut wrong = vec![
        "none".to_owned(),
        "kdu_".to_owned(),
        "%00".to_owned(),
        format!("{token}A"),
        token[..token.len() - 2].to_owned(),
    ];
    // Every place of it counts.
    for at in (4..token.len() - 1).step_by(7) {
        let other = if token.as_bytes()[at] == b'A' { "B" } else { "A" };
        wrong.push(format!("{}{other}{}", &token[..at], &token[at + 1..]));
    }
    for path in wrong.iter().map(|token| format!("/unsubscribe/{token}")) {
        let page = scene.site.get(&mut Browser::default(), &path).await;
        assert_eq!(page.status, 404, "{path}");
        assert!(!page.body.contains(&scene.world.name), "a neutral page");
        assert_eq!(scene.one_click(&path, FORM, CLICK).await.status, 404, "{path}");
    }
    // The same key proves nothing elsewhere, and another organization's key nothing here.
    assert_eq!(
        scene.site.get(&mut Browser::default(), &format!("/link/{}", token.replace("kdu_", "kdl_"))).await.status,
        404
    );
    let sql = "UPDATE organization SET link_key = $1 WHERE id = $2";
    let kept = select!(
        &scene.world.sql,
        (Vec<u8>,),
        "SELECT link_key FROM organization WHERE id = $1",
        scene.world.organization
    );
    exec!(&scene.world.sql, sql, vec![7_u8; 32], scene.world.organization);
    assert_eq!(scene.one_click(&link, FORM, CLICK).await.status, 404);
    exec!(&scene.world.sql, sql, kept[0].0.clone(), scene.world.organization);
    // R1: off is off for customers.
    portal_switch::module(&scene.world.app, &scene.world.admin, false).await.unwrap();
    assert_eq!(scene.one_click(&link, FORM, CLICK).await.status, 403);
    portal_switch::module(&scene.world.app, &scene.world.admin, true).await.unwrap();
    assert_eq!(scene.chosen().await, []);
    assert_eq!(scene.one_click(&link, FORM, CLICK).await.status, 200);
}

async fn letters_about_one_order_hang_together(store: Store) {
    let scene = Scene::new(store).await;
    let root = async |order: &str, to: &str| {
        let letter = scene.letter(order, to).await;
        let parsed = MessageParser::default().parse(&letter.octets).expect("a message");
        let reference = parsed.header_raw("References").expect("a thread").trim().to_owned();
        assert_eq!(parsed.header_raw("In-Reply-To").map(str::trim), Some(reference.as_str()));
        assert!(!reference.contains("A1") && !reference.contains("A2"), "it tells nothing: {reference}");
        reference
    };
    let (first, second) = (root("A1", "eva@huber.example").await, root("A1", "lars@nordlift.example").await);
    assert_eq!(first, second);
    assert_ne!(first, root("A2", "eva@huber.example").await);
}

async fn a_letter_carries_a_small_logo(store: Store) {
    let scene = Scene::new(store).await;
    let mut png = Cursor::new(Vec::new());
    RgbaImage::from_fn(500, 150, |x, y| {
        let [red, green, blue] = [x * 7, y * 13, x * y].map(|part| part.to_le_bytes()[0]);
        Rgba([red, green, blue, 255])
    })
    .write_to(&mut png, ImageFormat::Png)
    .unwrap();
    settings::set_logo(&scene.world.app, &scene.world.admin, Some(png.into_inner())).await.unwrap();
    let letter = scene.letter("A1", "eva@huber.example").await;
    let parsed = MessageParser::default().parse(&letter.octets).expect("a message");
    let html = parsed.body_html(0).expect("HTML").into_owned();
    let picture =
        parsed.parts.iter().find(|p| p.content_type().is_some_and(|c| c.ctype() == "image")).expect("the logo");
    let id = picture.content_id().expect("an identifier");
    assert!(html.contains(&format!("src=\"cid:{id}\" width=\"160\" height=\"48\"")), "{html}");
    let size = picture.contents().len();
    assert!(size < 40 * 1024, "{size} octets");
    let shown = image::load_from_memory(picture.contents()).expect("a picture");
    assert_eq!((shown.width(), shown.height()), (160, 48));

    // A letter goes without when the storage has lost it.
    settings::set_logo(&scene.world.app, &scene.world.admin, None).await.unwrap();
    let sql = "UPDATE organization SET logo_key = 'logos/lost' WHERE id = $1";
    exec!(&scene.world.sql, sql, scene.world.organization);
    let letter = scene.letter("A1", "eva@huber.example").await;
    assert!(!String::from_utf8_lossy(&letter.octets).contains("cid:"));
}
