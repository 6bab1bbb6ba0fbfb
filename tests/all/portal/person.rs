//! What a person says of themselves (R51), the language and the look before and after the sign-in (R23), what the pages say when
//! somebody may not come in, and staying on the same page at another customer (R4).

use axum::http::header;
use keydesk::domain::CustomerUserId;
use keydesk::domain::state::UserState;
use keydesk::service::portal_switch;
use keydesk::store::Store;
use serde_json::Value;

use super::site::{Browser, Site};
use crate::support::database::stories;
use crate::support::sql::{exec, select};
use crate::support::world::{PASSWORD, World};

stories! {
    names_and_mobile_number_are_changed,
    sms_is_chosen_only_with_a_number_and_nothing_is_lost,
    a_copy_of_ones_data_holds_what_is_ones_own,
    the_language_before_the_sign_in_and_after_it,
    the_look_stays_and_decides_nothing,
    names_of_all_kinds_are_found_and_look_alikes_are_not,
    each_state_says_the_right_thing_and_nothing_more,
    whoever_turns_to_another_customer_stays_on_the_page,
}

async fn names_and_mobile_number_are_changed(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber").await;
    world.user(customer, "eva@huber.example").await;
    let site = Site::of(&world);
    let mut eva = site.signed_in("eva@huber.example").await;
    let version = |page: &super::site::Answer| {
        page.between("name=\"version\" value=\"", "\"").unwrap_or_else(|| panic!("{}", page.body)).to_owned()
    };
    let page = site.get(&mut eva, "/account").await;
    let read = version(&page);
    let save = async |browser: &mut Browser, first: &str, last: &str, mobile: &str, version: &str| {
        let fields = [("first_name", first), ("last_name", last), ("mobile", mobile), ("version", version)];
        site.post(browser, "/account/profile", &fields).await
    };
    // Everything that is wrong is said at once, and what was typed stays.
    let refused = save(&mut eva, " ", &"x".repeat(101), "<call> me", &read).await;
    assert_eq!(refused.status, 422);
    for field in ["first_name", "last_name", "mobile"] {
        assert!(refused.body.contains(&format!("href=\"#{field}\"")), "{field}: {}", refused.body);
    }
    assert!(refused.body.contains("&#60;call&#62; me") && !refused.body.contains("<call>"), "{}", refused.body);

    // A number as it is dialled in the customer's country (Austria).
    assert_eq!(save(&mut eva, "Eva-Maria", "Huber <b>", "0664 / 123 45 67", &read).await.location(), "/account");
    let page = site.get(&mut eva, "/account").await;
    assert!(page.body.contains("Your data has been saved.") && page.body.contains("value=\"+436641234567\""));
    assert!(page.body.contains("Eva-Maria Huber &#60;b&#62;"), "the top greets with the new name: {}", page.body);
    let kept = select!(&world.sql, (String, String, String), "SELECT first_name, last_name, mobile FROM sign_in");
    assert_eq!(kept, [("Eva-Maria".into(), "Huber <b>".into(), "+436641234567".into())]);
    let log = "SELECT data FROM activity WHERE event = 'profile_changed'";
    let data: Value = serde_json::from_str(&select!(&world.sql, (String,), log)[0].0).unwrap();
    assert_eq!(data["after"]["mobile"], "+436641234567");
    assert_eq!(data["before"]["mobile"], "");

    // From another window, with what was read before: said, not overwritten; sent once more it is taken.
    let stale = save(&mut eva, "Old", "Window", "", &read).await;
    assert_eq!(stale.status, 409);
    assert!(stale.body.contains("in another window") && stale.body.contains("value=\"Old\""), "{}", stale.body);
    assert_eq!(save(&mut eva, "Eva", "Huber", "", &version(&stale)).await.status, 303);
    let page = site.get(&mut eva, "/account").await;
    assert_eq!(save(&mut eva, "Eva", "Huber", "", &version(&page)).await.status, 303, "nothing new");
    assert_eq!(select!(&world.sql, (String,), log).len(), 2, "and nothing to write down");
}

/// R60: what was ticked and chosen comes back with the mistake, also what was unticked; with a number it is taken, and it stays
/// when the number goes.
async fn sms_is_chosen_only_with_a_number_and_nothing_is_lost(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber").await;
    world.user(customer, "eva@huber.example").await;
    let site = Site::of(&world);
    let mut eva = site.signed_in("eva@huber.example").await;
    site.get(&mut eva, "/account").await;
    let chosen = [("comments", "on"), ("way-comments", "sms"), ("way-orders", "sms"), ("way-documents", "pigeon")];
    let topics = |page: &super::site::Answer| -> Vec<(String, bool, bool)> {
        ["orders", "comments", "documents"]
            .map(|topic| {
                let input = page.between(&format!("<input type=\"checkbox\" name=\"{topic}\" value=\"on\""), ">");
                let way = page.between(&format!("name=\"way-{topic}\""), "</select>").unwrap().to_owned();
                let sms = way.contains("value=\"sms\" selected");
                (topic.to_owned(), input.unwrap().contains("checked"), sms)
            })
            .into()
    };
    let row = |topic: &str, told, sms| (topic.to_owned(), told, sms);
    let refused = site.post(&mut eva, "/account/notices", &chosen).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert!(refused.body.contains("href=\"#way-documents\"") && refused.body.contains("id=\"way-documents-error\""));
    let typed = [row("orders", false, true), row("comments", true, true), row("documents", false, false)];
    assert_eq!(topics(&refused), typed, "{}", refused.body);
    // Orders are not ticked: how they would be told of does not matter.
    let refused = site.post(&mut eva, "/account/notices", &chosen[..3]).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert!(refused.body.contains("href=\"#way-comments\"") && !refused.body.contains("href=\"#way-orders\""));
    assert!(refused.body.contains("You have not given a mobile number. Enter one under your name"), "{}", refused.body);
    assert_eq!(topics(&refused), typed);
    let kept = "SELECT topic, told, channel FROM user_preference ORDER BY topic";
    assert_eq!(select!(&world.sql, (String, bool, String), kept), [], "nothing is kept by half");

    let version = refused.between("name=\"version\" value=\"", "\"").unwrap().to_owned();
    let own = [("first_name", "Eva"), ("last_name", "Huber"), ("mobile", "+436641234567"), ("version", &version)];
    assert_eq!(site.post(&mut eva, "/account/profile", &own).await.status, 303);
    let sent = site.post(&mut eva, "/account/notices", &chosen[..3]).await;
    assert_eq!((sent.status, sent.location()), (303, "/account"), "{}", sent.body);
    let page = site.get(&mut eva, "/account").await;
    assert_eq!(topics(&page), typed);
    let comments = ("comments".to_owned(), true, "sms".to_owned());
    assert!(select!(&world.sql, (String, bool, String), kept).contains(&comments));

    // The number goes: the choice stays (it is told by e-mail meanwhile), and saving something else is not held up by it.
    exec!(&world.sql, "UPDATE sign_in SET mobile = ''");
    let other = [("comments", "on"), ("way-comments", "sms"), ("documents", "on")];
    assert_eq!(site.post(&mut eva, "/account/notices", &other).await.status, 303);
    let anew = [("comments", "on"), ("documents", "on"), ("way-documents", "sms")];
    assert_eq!(site.post(&mut eva, "/account/notices", &anew).await.status, 422);
}

async fn a_copy_of_ones_data_holds_what_is_ones_own(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber").await;
    world.order(customer, None, "A-1", "title of A-1").await;
    world.user(customer, "eva@huber.example").await;
    world.user(customer, "tom@huber.example").await;
    let site = Site::of(&world);
    let (mut eva, mut tom) = (site.signed_in("eva@huber.example").await, site.signed_in("tom@huber.example").await);
    for (browser, text) in [(&mut eva, "written by Eva"), (&mut tom, "written by Tom")] {
        let sent = site.post(browser, "/orders/A-1/comments", &[("body", text), ("key", text)]).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
    }
    let copy = site.post(&mut eva, "/account/data", &[]).await;
    assert_eq!(copy.status, 200, "{}", copy.body);
    assert_eq!(copy.headers[header::CONTENT_TYPE], "application/json");
    let name = copy.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
    assert!(name.starts_with("attachment; filename=\"my-data-2026-"), "{name}");
    let data: Value = serde_json::from_str(&copy.body).unwrap();
    assert_eq!(data["person"]["email"], "eva@huber.example");
    assert_eq!(data["accesses"][0]["customer_number"], "1042");
    assert_eq!(data["accesses"][0]["comments"][0]["body"], "written by Eva");
    assert_eq!(data["sessions"].as_array().unwrap().len(), 1);
    let log = data["accesses"][0]["log"].as_array().unwrap();
    assert!(log.iter().any(|r| r["what"] == "own_data_exported") && log.iter().any(|r| r["what"] == "signed_in"));
    for others in ["Tom", "tom@", "$argon2", "password_hash", "csrf", "token", "admin@nordlift"] {
        assert!(!copy.body.contains(others), "{others}: {}", copy.body);
    }
    // Again and again: one has to wait a little.
    let mut waited = 0;
    for _ in 0..8 {
        let again = site.post(&mut eva, "/account/data", &[]).await;
        waited += i32::from(again.status == 429);
    }
    assert!(waited > 0, "softly limited");
    world.app.clock.advance(chrono::TimeDelta::minutes(20));
    assert_eq!(site.post(&mut eva, "/account/data", &[]).await.status, 200, "and it passes");
}

async fn the_language_before_the_sign_in_and_after_it(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber").await;
    world.user(customer, "eva@huber.example").await;
    let site = Site::of(&world);
    let mut browser = Browser { language: "sv-SE,sv;q=0.9", ..Browser::default() };
    assert!(site.get(&mut browser, "/login").await.body.contains("<html lang=\"sv\">"), "what the browser asks for");
    let page = site.get(&mut browser, "/login?lang=de").await;
    assert!(page.body.contains("<html lang=\"de\">") && page.body.contains("lang=\"de\" aria-current=\"true\""));
    for path in ["/login", "/code", "/never", "/link/x"] {
        assert!(site.get(&mut browser, path).await.body.contains("<html lang=\"de\">"), "{path}: it is remembered");
    }
    for odd in ["/login?lang=xx", "/login?lang=", "/login?lang=%00", "/login?lang=de%0d%0aSet-Cookie:x"] {
        assert!(site.get(&mut browser, odd).await.body.contains("<html lang=\"de\">"), "{odd}");
    }
    // The chooser, with the organization's page kept.
    let fields = [("lang", "da"), ("branding", "Nordlift Service")];
    let chosen = site.post(&mut browser, "/login/language", &fields).await;
    assert_eq!((chosen.status, chosen.location()), (303, "/login?branding=Nordlift+Service"));
    let to = chosen.location().to_owned();
    let page = site.get(&mut browser, &to).await;
    assert!(page.body.contains("<html lang=\"da\">") && page.body.contains("Nordlift Service"), "{}", page.body);
    assert_eq!(site.post(&mut browser, "/login/language", &[("lang", "xx")]).await.status, 404);
    // And with what was typed.
    let asked = site.post(&mut browser, "/account/profile", &[("first_name", "typed before")]).await;
    let kept = asked.between("name=\"kept\" value=\"", "\"").unwrap().to_owned();
    let turned = site.post(&mut browser, "/login/language", &[("lang", "de"), ("kept", &kept)]).await;
    assert!(turned.status == 200 && turned.body.contains("<html lang=\"de\">"), "{} {}", turned.status, turned.body);
    assert_eq!(turned.between("name=\"kept\" value=\"", "\""), Some(kept.as_str()));
    // After it everybody has their own.
    assert_eq!(site.sign_in(&mut browser, "eva@huber.example", PASSWORD).await.status, 303);
    assert!(site.get(&mut browser, "/account").await.body.contains("<html lang=\"en\">"));
}

/// R23: after signing out and on pages that belong to nobody the look stays; the cookie holds a name and no more.
async fn the_look_stays_and_decides_nothing(store: Store) {
    let world = World::new(store).await;
    let another = world.another("Sydlift").await;
    let (a, b) = (world.customer("1042", "Huber").await, another.customer("1", "Hofer").await);
    world.user(a, "eva@huber.example").await;
    another.user(b, "tom@hofer.example").await;
    let site = Site::of(&world);
    let mut browser = site.signed_in("eva@huber.example").await;
    assert_eq!(browser.cookies["keydesk-brand"], "Nordlift%20Service");
    site.post(&mut browser, "/logout", &[]).await;
    for path in ["/login", "/never", "/view/x", "/login?lang=en"] {
        let page = site.get(&mut browser, path).await;
        assert!(page.body.contains("Nordlift Service"), "{path}: {}", page.body);
    }
    // Somebody of another organization signs in all the same.
    assert_eq!(site.sign_in(&mut browser, "tom@hofer.example", PASSWORD).await.status, 303);
    assert_eq!(browser.cookies["keydesk-brand"], "Sydlift");
    site.post(&mut browser, "/logout", &[]).await;
    // A name that nobody has, and one whose portal is off, look like none.
    portal_switch::module(&world.app, &world.admin, false).await.unwrap();
    let neutral = site.get(&mut Browser::default(), "/never").await;
    for name in ["Nordlift%20Service", "Westlift", "%FF", "", "%3Cb%3E"] {
        let mut browser = Browser::default();
        browser.cookies.insert("keydesk-brand".into(), name.into());
        let page = site.get(&mut browser, "/never").await;
        assert_eq!((page.status, page.body), (neutral.status, neutral.body.clone()), "{name}");
    }
    // An unknown name in the address is as neutral as before, whatever was seen last.
    let page = site.get(&mut browser, "/login?branding=Westlift").await;
    assert!(!page.body.contains("Sydlift") && !page.body.contains("Westlift"), "{}", page.body);
}

/// R23: the name as stored, and spellings of it.
async fn names_of_all_kinds_are_found_and_look_alikes_are_not(store: Store) {
    let world = World::new(store).await;
    let site = Site::of(&world);
    let encoded = |name: &str| url::form_urlencoded::byte_serialize(name.as_bytes()).collect::<String>();
    let neutral = site.get(&mut Browser::default(), "/login").await;
    for (stored, same, others) in [
        (
            "Müller & Söhne",
            &["MÜLLER & SÖHNE", "Mu\u{308}ller & So\u{308}hne", " Müller  &  Söhne "][..],
            &["Muller & Sohne", "Müller &amp; Söhne"][..],
        ),
        ("A+B 100%", &["a+b 100%", "Ａ＋Ｂ １００％"][..], &["A B 100%", "A+B 100"][..]),
        ("Лифт Сервис", &["ЛИФТ СЕРВИС"][..], &["Лифт Сepвиc"][..]),
        ("株式会社リフト", &["株式会社ﾘﾌﾄ"][..], &["株式会社リフ卜"][..]),
        ("مصاعد الشمال", &["مصاعد  الشمال"][..], &["مصاعد الشمل"][..]),
        ("Paypal Lifts", &["PAYPAL\u{a0}LIFTS", "paypal lifts"][..], &["Paypa1 Lifts", "Раypal Lifts"][..]),
        ("ﬁne Lifts", &["fine lifts"][..], &["fıne lifts"][..]),
        ("O'Neil \"Lift\" <b>", &["o'neil \"lift\" <B>"][..], &["O’Neil \"Lift\" <b>"][..]),
    ] {
        world.another(stored).await;
        for name in std::iter::once(&stored).chain(same) {
            let page = site.get(&mut Browser::default(), &format!("/login?branding={}", encoded(name))).await;
            assert!(!page.body.contains("Customer portal</title>") && page.status == 200, "{name}: {}", page.body);
            assert!(!page.body.contains("<b>"), "{name}");
        }
        for name in others {
            let page = site.get(&mut Browser::default(), &format!("/login?branding={}", encoded(name))).await;
            assert!(page.status == neutral.status && page.body.contains("Customer portal</title>"), "{name}");
            assert!(
                !page.headers.get_all("set-cookie").iter().any(|c| c.to_str().unwrap().contains("brand")),
                "{name}"
            );
        }
    }
}

/// What each kind of visitor reads, with a session that was open and at the sign-in: why, and no name of customer or thing.
async fn each_state_says_the_right_thing_and_nothing_more(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber").await;
    world.order(customer, None, "A-1", "title of A-1").await;
    let site = Site::of(&world);
    let state = async |user: CustomerUserId, state: UserState| {
        exec!(&world.sql, "UPDATE customer_user SET state = $1 WHERE id = $2", state, user);
    };
    for (name, says) in [
        ("suspended", "Your access is not active"),
        ("revoked", "Your access is not active"),
        ("expired", "Your access is not active"),
        ("pending", "Your invitation is still open"),
        ("portal-off", "The customer portal is switched off"),
        ("module-off", "The customer portal is switched off"),
        ("locked", "Too many attempts"),
    ] {
        let email = format!("{name}@huber.example");
        let user = world.user(customer, &email).await;
        portal_switch::module(&world.app, &world.admin, true).await.unwrap();
        portal_switch::customer(&world.app, &world.admin, customer, true).await.unwrap();
        let mut browser = site.signed_in(&email).await;
        match name {
            "suspended" => state(user, UserState::Suspended).await,
            "revoked" => state(user, UserState::Revoked).await,
            "pending" => state(user, UserState::Pending).await,
            "expired" => {
                exec!(&world.sql, "UPDATE customer_user SET ends_at = $1 WHERE id = $2", world.app.now(), user);
            }
            "portal-off" => drop(portal_switch::customer(&world.app, &world.admin, customer, false).await.unwrap()),
            "module-off" => {
                portal_switch::customer(&world.app, &world.admin, customer, true).await.unwrap();
                let _ = portal_switch::module(&world.app, &world.admin, false).await.unwrap();
            }
            _ => {
                for _ in 0..8 {
                    site.sign_in(&mut Browser::default(), &email, "wrong").await;
                }
            }
        }
        let says_open = if name == "pending" { "Your access is not active" } else { says };
        for path in ["/orders", "/orders/A-1", "/account", "/"] {
            let page = site.get(&mut browser, path).await;
            if name == "locked" {
                assert!([200, 303].contains(&page.status), "who is in stays in: {}", page.status);
                continue;
            }
            assert_eq!(page.status, 403, "{name} {path}");
            assert!(page.body.contains(says_open), "{name} {path}: {}", page.body);
            assert!(
                !page.body.contains("Huber") && !page.body.contains("A-1") && !page.body.contains(name),
                "{}",
                page.body
            );
        }
        let page = site.sign_in(&mut Browser::default(), &email, PASSWORD).await;
        assert_eq!(page.status, if name == "locked" { 429 } else { 403 }, "{name}");
        assert!(page.body.contains(says), "{name}: {}", page.body);
        assert!(!page.body.contains("Huber") && !page.body.contains("huber"), "{name}: {}", page.body);
        // With a wrong password nobody learns even that.
        if name != "locked" {
            let page = site.sign_in(&mut Browser::default(), &email, "wrong").await;
            assert_eq!(page.status, 422, "{name}");
            assert!(!page.body.contains(says), "{name}");
            exec!(&world.sql, "DELETE FROM sign_in_attempt");
        }
    }
}

async fn whoever_turns_to_another_customer_stays_on_the_page(store: Store) {
    let world = World::new(store).await;
    let (a, b) = (world.customer("1", "Alpha").await, world.customer("2", "Beta").await);
    world.order(a, None, "A-1", "order of Alpha").await;
    let (of_a, of_b) = (world.user(a, "eva@x.example").await, world.user(b, "eva@x.example").await);
    let site = Site::of(&world);
    let mut browser = site.signed_in("eva@x.example").await;
    for (from, to, expected) in [
        ("/objects?q=x", of_b, "/objects?q=x"),
        ("/account", of_a, "/account"),
        ("/orders/A-1", of_b, "/"),
        ("/never", of_a, "/"),
        ("//evil.example", of_b, "/"),
    ] {
        let page = site.get_from(&mut browser, "/switch", &format!("http://127.0.0.1:8080{from}")).await;
        assert_eq!(page.status, 200);
        let kept = page.between("name=\"kept\" value=\"", "\"").unwrap_or_default().to_owned();
        let fields = [("customer", to.to_string()), ("kept", kept)];
        let fields: Vec<_> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let turned = site.post(&mut browser, "/switch", &fields).await;
        assert_eq!((turned.status, turned.location()), (303, expected), "{from}");
    }
    let foreign = site.get_from(&mut browser, "/switch", "https://evil.example/orders").await;
    assert!(!foreign.body.contains("name=\"kept\""), "{}", foreign.body);
}
