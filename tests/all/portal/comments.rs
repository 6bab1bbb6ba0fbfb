//! Comments in the portal (R32): read and written on the order's page, by form alone, and never an internal one (R14).

use chrono::TimeDelta;
use keydesk::domain::permission::{Exception, Exceptions, Permission};
use keydesk::domain::staff::StaffRole;
use keydesk::portal::{PortalSettings, serve};
use keydesk::service::comments::{self, NewComment};
use keydesk::service::orders::{self, VisitPlan};
use keydesk::service::secure_link;
use keydesk::store::Store;

use super::site::{Browser, Site};
use crate::support::browser::{Browser as Window, Look};
use crate::support::database::{on_sqlite, stories};
use crate::support::sql::select;
use crate::support::world::{NewUser, PASSWORD, World};

stories! {
    a_comment_is_written_and_read,
    what_cannot_be_taken_comes_back_with_what_was_typed,
    whoever_may_not_write_gets_no_form,
    the_history_is_told_and_internal_comments_are_not,
}

async fn staff_say(world: &World, order: &str, body: &str, internal: bool) {
    let new = NewComment { order: order.into(), body: body.into(), internal, sent_key: String::new() };
    comments::add(&world.app, &world.admin, &new).await.unwrap();
}

async fn a_comment_is_written_and_read(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber").await;
    world.order(customer, None, "SO 1/ä", "Lift").await;
    world.user(customer, "eva@huber.example").await;
    world.user(customer, "jan@huber.example").await;
    let lars = world.staff("lars", StaffRole::Technician, &[]).await;
    let site = Site::of(&world);
    let mut eva = site.signed_in("eva@huber.example").await;
    let path = "/orders/SO%201%2F%C3%A4";
    let page = site.get(&mut eva, path).await;
    assert!(page.body.contains("Nobody has written anything yet."), "{}", page.body);
    assert!(page.body.contains("One person will be told: Eva Huber."), "{}", page.body);
    orders::assign(&world.app, &world.admin, "SO 1/ä", 1, Some("lars@nordlift.example")).await.unwrap();
    let page = site.get(&mut eva, path).await;
    let told = "2 people will be told: Eva Huber, Nordlift Service.";
    assert!(page.body.contains(told) && !page.body.contains("lars@"), "staff are not named (R14): {}", page.body);

    let action = page.between("class=\"write\" method=\"post\" action=\"", "\"").unwrap().to_owned();
    let key = page.between("name=\"key\" value=\"", "\"").unwrap().to_owned();
    let body = "<b>When</b> do\r\nyou come?\r\n\r\n& how?";
    for _ in 0..2 {
        let sent = site.post(&mut eva, &action, &[("body", body), ("key", &key)]).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
        let (there, place) = sent.location().split_once('#').unwrap();
        assert_eq!(there, path, "back to the order");
        let page = site.get(&mut eva.clone(), there).await;
        assert!(page.body.contains(&format!("<li id=\"{place}\"")), "to the comment: {}", page.body);
    }
    assert_eq!(select!(&world.sql, (i64,), "SELECT count(*) FROM comment"), [(1,)], "a second click is no second one");
    let page = site.get(&mut eva, path).await;
    assert!(page.body.contains("Your comment has been sent."), "{}", page.body);
    assert!(page.body.contains("<p class=\"typed\">&#60;b&#62;When&#60;/b&#62; do\nyou come?</p>"), "{}", page.body);
    assert!(page.body.contains("class=\"mine\"") && page.body.contains(">you</span>"), "{}", page.body);
    assert_ne!(page.between("name=\"key\" value=\"", "\""), Some(key.as_str()), "the next comment is another one");

    let new = NewComment { order: "SO 1/ä".into(), body: "On Monday.".into(), ..NewComment::default() };
    comments::add(&world.app, &lars, &new).await.unwrap();
    let mut jan = site.signed_in("jan@huber.example").await;
    let page = site.get(&mut jan, path).await;
    let (question, answer) = (page.body.find("you come?"), page.body.find("On Monday."));
    assert!(question.is_some() && question < answer, "the newest last: {}", page.body);
    assert!(!page.body.contains("class=\"mine\""), "another one's");
    assert!(page.body.contains("<span class=\"muted\">Nordlift Service</span>"), "{}", page.body);
}

async fn what_cannot_be_taken_comes_back_with_what_was_typed(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber").await;
    world.order(customer, None, "A1", "Lift").await;
    world.user(customer, "eva@huber.example").await;
    let site = Site::of(&world);
    let mut eva = site.signed_in("eva@huber.example").await;
    site.get(&mut eva, "/orders/A1").await;
    let long = format!("{}</textarea>", "ä🛠".repeat(2_600));
    for (body, said) in [("", "Write something before you send it."), (&*long, "longer than 5,000 characters")] {
        let page = site.post(&mut eva, "/orders/A1/comments", &[("body", body), ("key", "k1")]).await;
        assert_eq!(page.status, 422, "{}", page.body);
        assert!(page.body.contains("<a href=\"#body\">") && page.body.contains(said), "{}", page.body);
        assert!(page.body.contains("aria-invalid=\"true\"") && page.body.contains("name=\"key\" value=\"k1\""));
        assert!(page.body.contains("<title>Error: "), "{}", page.body);
        if !body.is_empty() {
            assert!(page.body.contains("ä🛠&#60;/textarea&#62;"), "what was typed is still there, and only text");
        }
    }
    let enormous = "x".repeat(200_000);
    let page = site.post(&mut eva, "/orders/A1/comments", &[("body", &enormous)]).await;
    assert_eq!(page.status, 413);
    let foreign = site.post_with(&mut eva, "/orders/A1/comments", "other", &[("body", "hello")], &[]).await;
    assert_eq!(foreign.status, 403);
    let internal = [("body", "hello"), ("internal", "true"), ("key", "k2")];
    site.get(&mut eva, "/orders/A1").await;
    assert_eq!(site.post(&mut eva, "/orders/A1/comments", &internal).await.status, 303, "nobody hears an extra field");
    assert_eq!(
        select!(&world.sql, (bool, String), "SELECT internal, body FROM comment"),
        [(false, "hello".to_owned())]
    );
}

async fn whoever_may_not_write_gets_no_form(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber").await;
    world.order(customer, None, "A1", "Lift").await;
    let exceptions = Exceptions::from([(Permission::Comment, Exception::Denied)]);
    world.user_with(customer, "mute@huber.example", NewUser { exceptions, ..NewUser::default() }).await;
    staff_say(&world, "A1", "for everybody", false).await;
    let site = Site::of(&world);
    let mut mute = site.signed_in("mute@huber.example").await;
    let page = site.get(&mut mute, "/orders/A1").await;
    assert!(page.body.contains("for everybody") && !page.body.contains("<textarea"), "{}", page.body);
    assert_eq!(site.post(&mut mute, "/orders/A1/comments", &[("body", "hello")]).await.status, 403);

    let alone = world.customer("8", "Ohne").await;
    world.order(alone, None, "B1", "Door").await;
    staff_say(&world, "B1", "read by link", false).await;
    staff_say(&world, "B1", "they owe us money", true).await;
    let link = secure_link::show(&world.app, &world.admin, alone).await.unwrap().link;
    let mut guest = Browser::default();
    site.get(&mut guest, &link[link.find("/link/").unwrap()..]).await;
    let page = site.get(&mut guest, "/orders/B1").await;
    assert!(page.body.contains("read by link") && !page.body.contains("<textarea"), "{}", page.body);
    assert!(!page.body.contains("owe us"), "R14");
    let asked = site.post(&mut guest, "/orders/B1/comments", &[("body", "hello")]).await;
    assert!(asked.status == 401 && asked.body.contains("action=\"/login\""), "to sign in: {}", asked.body);
    assert_eq!(select!(&world.sql, (i64,), "SELECT count(*) FROM comment WHERE body = 'hello'"), [(0,)]);
}

async fn the_history_is_told_and_internal_comments_are_not(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber").await;
    world.order(customer, None, "A1", "Lift").await;
    world.user(customer, "eva@huber.example").await;
    world.staff("Lars", StaffRole::Technician, &[]).await;
    let (app, admin) = (&world.app, &world.admin);
    let order = orders::get(app, admin, "A1").await.unwrap().order;
    let starts_at = app.now() + TimeDelta::days(2);
    let plan = VisitPlan {
        order: "A1".into(),
        version: order.version,
        visit: None,
        starts_at,
        ends_at: starts_at + TimeDelta::hours(2),
        note: "Please move the car".into(),
        technician: None,
    };
    let file = orders::plan(app, admin, &plan).await.unwrap();
    let again = VisitPlan {
        version: file.order.version,
        starts_at: starts_at + TimeDelta::days(30),
        ends_at: starts_at + TimeDelta::days(31),
        note: String::new(),
        ..plan
    };
    let file = orders::plan(app, admin, &again).await.unwrap();
    orders::cancel_visit(app, admin, "A1", file.order.version, file.visits[1].id).await.unwrap();
    staff_say(&world, "A1", "they owe us money", true).await;
    let site = Site::of(&world);
    let mut eva = site.signed_in("eva@huber.example").await;
    let page = site.get(&mut eva, "/orders/A1").await;
    for shown in
        ["Please move the car", "Visit planned for ", "cancelled</span>", "Order received", ">until ", "Planned"]
    {
        assert!(page.body.contains(shown), "{shown}: {}", page.body);
    }
    let hidden = ["owe us", "internal", "admin"];
    assert!(hidden.iter().all(|word| !page.body.contains(word)), "{}", page.body);
    for language in ["sv", "de", "da"] {
        site.post(&mut eva, "/account/language", &[("language", language)]).await;
        let page = site.get(&mut eva, "/orders/A1").await;
        assert!(page.body.contains(&format!("<html lang=\"{language}\">")), "{language}");
        for missing in ["order-", "comment-", "comments-", "{ $"] {
            let inside = page.body.split(['>', '<']).skip(1).step_by(2).any(|text| text.contains(missing));
            assert!(!inside, "{language}: {missing}: {}", page.body);
        }
    }
}

/// A phone and a desktop: the form is filled, refused, mended and sent; nothing is wider than the window.
#[test]
fn a_comment_is_written_in_a_browser() {
    on_sqlite(|store| async move {
        let world = World::new(store).await;
        let customer = world.customer("1042", "Huber").await;
        world.order(customer, None, "A1", "The goods lift stops between the second and the third floor").await;
        world.user(customer, "eva@huber.example").await;
        world.user(customer, "jan@huber.example").await;
        world.staff("Lars", StaffRole::Technician, &[]).await;
        staff_say(&world, "A1", "We come on Monday.\n\nPlease keep the shaft free.", false).await;
        staff_say(&world, "A1", "they owe us money", true).await;
        // The real clock: the browser's cookies live by it, and nothing here depends on the day.
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let public_url = format!("http://{address}");
        let settings = PortalSettings { listen: address, public_url: public_url.clone(), ..PortalSettings::default() };
        let server = tokio::spawn(serve(world.app.clone(), settings, listener, std::future::pending()));
        for (name, size) in [("phone", (320, 800)), ("desktop", (1280, 900))] {
            let Some(browser) = Window::start_as(Look { size, ..Look::default() }).await else { return };
            browser.open(&format!("{public_url}/login")).await;
            browser.fill("#email", "eva@huber.example").await;
            browser.fill("#password", PASSWORD).await;
            browser.click("main button").await;
            browser.element("h1").await;
            assert_eq!(browser.open(&format!("{public_url}/orders/A1")).await, 200);
            browser.click("form.write button").await;
            browser.element("#errors").await;
            assert_eq!(browser.status().await, 422, "nothing was written");
            browser
                .fill("#body", &format!("From the {name}: averylongwordthatdoesnotbreakanywhereatallinthisline"))
                .await;
            browser.click("form.write button").await;
            browser.element(".notice").await;
            let shown = browser.shown().await;
            assert!(shown.contains(&format!("From the {name}")) && !shown.contains("owe us"), "{shown}");
            let script = "return document.documentElement.scrollWidth <= window.innerWidth";
            assert_eq!(browser.execute(script, Vec::new()).await.unwrap(), true, "{name}: nothing is cut off");
            if let Some(folder) = std::env::var_os("KEYDESK_PICTURES") {
                let folder = std::path::PathBuf::from(folder);
                browser.picture(&folder.join(format!("order-{name}-top.png"))).await;
                browser.execute("document.getElementById('comments').scrollIntoView()", Vec::new()).await.unwrap();
                browser.picture(&folder.join(format!("order-{name}-comments.png"))).await;
            }
        }
        server.abort();
    });
}
