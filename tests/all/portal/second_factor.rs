//! The pages of second factors, passkeys and forgotten passwords (R22): before a session, in the account, and where an
//! organization demands it.

use chrono::TimeDelta;
use keydesk::portal::routes;
use keydesk::service::customer_sign_in::work_off_recoveries;
use keydesk::service::second_factor::{Party, Question, totp};
use keydesk::store::Store;

use super::access::{PUBLIC, Scene};
use super::site::{Answer, Browser, Site};
use crate::support::authenticator::Authenticator;
use crate::support::database::stories;
use crate::support::sql::{exec, select};
use crate::support::world::{PASSWORD, World};

stories! {
    an_app_is_set_up_and_asked_for,
    a_demanded_factor_stands_before_everything_else,
    the_step_is_no_session_and_ends,
    passkeys_are_added_and_used,
    confirming_leads_back_and_nowhere_else,
    forgotten_passwords_tell_nothing,
    nobody_walks_around_a_second_factor,
}

const EVA: &str = "eva@huber.example";

async fn eva(world: &World) {
    let customer = world.customer("1042", "Huber Maschinen").await;
    world.order(customer, None, "SO-1", "the first order").await;
    world.user(customer, EVA).await;
}

/// The secret that the page shows, to be typed.
fn secret(page: &Answer) -> String {
    page.between("<code class=\"secret\">", "</code>").expect("a secret").to_owned()
}

fn code(world: &World, secret: &str) -> String {
    totp::shown(secret, world.app.now()).expect("a code")
}

/// Sets an app up through the pages; the secret and the recovery codes.
async fn set_up(world: &World, site: &Site, browser: &mut Browser) -> (String, Vec<String>) {
    let begun = site.post(browser, "/account/second-factor/begin", &[]).await;
    assert_eq!((begun.status, begun.location()), (303, "/account/second-factor"));
    let page = site.get(browser, "/account/second-factor").await;
    let secret = secret(&page);
    let done = site.post(browser, "/account/second-factor/confirm", &[("code", &code(world, &secret))]).await;
    assert_eq!(done.status, 200, "{}", done.body);
    let codes: Vec<String> =
        done.body.split("<li><code>").skip(1).map(|rest| rest.split("</code>").next().unwrap().to_owned()).collect();
    assert_eq!(codes.len(), 10);
    (secret, codes)
}

async fn an_app_is_set_up_and_asked_for(store: Store) {
    let world = World::new(store).await;
    eva(&world).await;
    let site = Site::of(&world);
    let mut browser = site.signed_in(EVA).await;
    assert!(site.get(&mut browser, "/account").await.body.contains("href=\"/account/second-factor\""));
    let page = site.get(&mut browser, "/account/second-factor").await;
    assert!(page.body.contains("Set up an app") && !page.body.contains("class=\"secret\""), "looking makes no secret");
    site.post(&mut browser, "/account/second-factor/begin", &[]).await;
    let page = site.get(&mut browser, "/account/second-factor").await;
    assert!(page.body.contains("<svg class=\"qr\"") && page.body.contains("otpauth://totp/"), "{}", page.body);
    let shown = secret(&page);
    let wrong = site.post(&mut browser, "/account/second-factor/confirm", &[("code", "12345")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("href=\"#code\"") && secret(&wrong) == shown, "the same secret stays to be tried");
    let mut elsewhere = site.signed_in(EVA).await;
    let (secret, codes) = {
        let right = code(&world, &shown);
        let done = site.post(&mut browser, "/account/second-factor/confirm", &[("code", &right)]).await;
        assert_eq!(done.status, 200, "{}", done.body);
        (shown, done.between("<li><code>", "</code>").unwrap().to_owned())
    };
    assert_eq!(site.get(&mut elsewhere, "/orders").await.status, 303, "signed out everywhere else");
    let page = site.get(&mut browser, "/account/second-factor").await;
    assert_eq!(page.status, 200, "signed in here");
    assert!(!page.body.contains(&codes) && page.body.contains("Codes left: 10"), "shown once");

    world.app.clock.advance(TimeDelta::minutes(1));
    let mut other = Browser::default();
    let answer = site.sign_in(&mut other, EVA, PASSWORD).await;
    assert_eq!((answer.status, answer.location()), (303, "/login/second"));
    assert!(
        other.cookies.contains_key("keydesk-step") && !other.cookies.contains_key("keydesk"),
        "{:?}",
        other.cookies
    );
    let page = site.get(&mut other, "/login/second").await;
    assert!(page.body.contains("autocomplete=\"one-time-code\"") && page.body.contains("Nordlift Service"));
    let wrong = site.post(&mut other, "/login/second", &[("code", "000000")]).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(site.post(&mut other, "/login/second", &[("code", "")]).await.status, 422);
    let foreign =
        site.post_with(&mut other.clone(), "/login/second", "x", &[("code", &code(&world, &secret))], &[]).await;
    assert_eq!(foreign.status, 422, "a form that was not shown to this browser");
    let entered = site.post(&mut other, "/login/second", &[("code", &code(&world, &secret))]).await;
    assert_eq!((entered.status, entered.location()), (303, "/"), "{}", entered.body);
    assert!(!other.cookies.contains_key("keydesk-step"));
    assert!(site.get(&mut other, "/orders").await.body.contains("the first order"));

    let off = site.post(&mut browser, "/account/second-factor/off", &[("password", "wrong")]).await;
    assert_eq!(off.status, 422);
    let off = site.post(&mut browser, "/account/second-factor/off", &[("password", PASSWORD)]).await;
    assert_eq!((off.status, off.location()), (303, "/account/second-factor"));
    let page = site.get(&mut browser, "/account/second-factor").await;
    assert!(page.body.contains("has been switched off") && page.body.contains("Set up an app"), "{}", page.body);
    assert_eq!(site.sign_in(&mut Browser::default(), EVA, PASSWORD).await.location(), "/");
}

async fn a_demanded_factor_stands_before_everything_else(store: Store) {
    let world = World::new(store).await;
    eva(&world).await;
    let site = Site::of(&world);
    let mut open = site.signed_in(EVA).await;
    exec!(&world.sql, "UPDATE organization SET demands_second_factor = $1", true);
    for path in ["/", "/orders", "/orders/SO-1", "/account", "/switch", "/objects"] {
        let answer = site.get(&mut open, path).await;
        assert_eq!((answer.status, answer.location()), (303, "/account/second-factor"), "{path}");
    }
    let mut browser = Browser::default();
    assert_eq!(site.sign_in(&mut browser, EVA, PASSWORD).await.location(), "/");
    let page = site.get(&mut browser, "/account/second-factor").await;
    assert!(page.body.contains("asks for a second factor") && !page.body.contains("<nav"), "{}", page.body);
    assert!(page.body.contains("action=\"/logout\""), "one can leave");
    assert_eq!(site.get(&mut browser, "/account/passkeys").await.status, 200, "the other way is open too");
    set_up(&world, &site, &mut browser).await;
    assert!(site.get(&mut browser, "/orders").await.body.contains("the first order"), "and then everything is");
    let closed = site.get(&mut open, "/orders").await;
    assert_eq!(closed.location(), "/login?next=%2Forders", "but not for the sessions from before");
}

async fn the_step_is_no_session_and_ends(store: Store) {
    let world = World::new(store).await;
    eva(&world).await;
    let site = Site::of(&world);
    let mut browser = site.signed_in(EVA).await;
    let (secret, codes) = set_up(&world, &site, &mut browser).await;
    world.app.clock.advance(TimeDelta::minutes(1));
    let mut step = Browser::default();
    site.sign_in(&mut step, EVA, PASSWORD).await;
    let token = step.cookies["keydesk-step"].clone();
    step.cookies.insert("keydesk".to_owned(), token.clone());
    let closed = site.get(&mut step, "/orders").await;
    assert_eq!(closed.location(), "/login?next=%2Forders", "the step's token is no session's");
    for nothing in ["", "kdf_nonsense", &format!("kdf_{}", "A".repeat(43))] {
        let mut none = step.clone();
        none.cookies.insert("keydesk-step".to_owned(), nothing.to_owned());
        for answer in [
            site.get(&mut none.clone(), "/login/second").await,
            site.post(&mut none, "/login/second", &[("code", &code(&world, &secret))]).await,
        ] {
            assert!(answer.status == 303 && answer.location() == "/login" || answer.status == 422, "{nothing}");
        }
    }
    world.app.clock.advance(TimeDelta::minutes(5));
    let over = site.get(&mut step, "/login/second").await;
    assert_eq!((over.status, over.location()), (303, "/login"));
    let page = site.get(&mut step, "/login").await;
    assert!(page.body.contains("took too long"), "the sign-in page says why: {}", page.body);

    site.sign_in(&mut step, EVA, PASSWORD).await;
    site.get(&mut step, "/login/second").await;
    let typed = codes[0].to_lowercase();
    assert_eq!(site.post(&mut step, "/login/second", &[("code", &typed)]).await.status, 303, "a recovery code");
    assert!(site.get(&mut step, "/account/second-factor").await.body.contains("Codes left: 9"));
}

/// What the page's script would read.
fn question(page: &Answer) -> Question {
    let data = |name: &str| page.between(&format!("data-{name}=\""), "\"").unwrap_or_default().to_owned();
    Question {
        challenge: data("challenge"),
        // Written as in the page: without a name no browser would do it, but a test can.
        party: Party { id: data("party"), origin: String::new() },
        credentials: Vec::new(),
        user: data("user"),
    }
}

async fn passkeys_are_added_and_used(store: Store) {
    let policy = keydesk::service::Policy { public_url: "http://localhost:8080".into(), ..Default::default() };
    let world = World::with_policy(store, policy).await;
    eva(&world).await;
    let site = Site::of(&world);
    let login = site.get(&mut Browser::default(), "/login").await;
    assert!(!login.body.contains("<script") && !login.body.contains("webauthn"), "nobody has a passkey yet");

    let mut browser = site.signed_in(EVA).await;
    let page = site.get(&mut browser, "/account/passkeys").await;
    assert!(page.body.contains("<noscript>") && page.body.contains("You have no passkey yet"), "{}", page.body);
    let script = page.between("<script src=\"", "\"").unwrap().to_owned();
    let asset = site.get(&mut Browser::default(), &script).await;
    assert!(asset.status == 200 && asset.body.contains("navigator.credentials"), "{script}");
    assert_eq!(asset.headers["content-type"], "text/javascript; charset=utf-8");
    let without = site.post(&mut browser, "/account/passkeys", &[("name", "My <b>phone</b>"), ("passkey", "")]).await;
    assert_eq!(without.status, 422, "without script");
    assert!(
        without.body.contains("need JavaScript") && without.body.contains("My &#60;b&#62;phone"),
        "{}",
        without.body
    );

    let mut passkey = Authenticator::at("http://localhost:8080");
    let made = passkey.make(&question(&site.get(&mut browser, "/account/passkeys").await));
    let nameless = site.post(&mut browser, "/account/passkeys", &[("name", ""), ("passkey", &made)]).await;
    assert_eq!(nameless.status, 422);
    let made = passkey.make(&question(&nameless));
    let added = site.post(&mut browser, "/account/passkeys", &[("name", "My <b>phone</b>"), ("passkey", &made)]).await;
    assert!(added.status == 200 && added.body.contains("Your recovery codes"), "{}", added.body);
    let page = site.get(&mut browser, "/account/passkeys").await;
    assert!(page.body.contains("My &#60;b&#62;phone"), "{}", page.body);

    let mut fresh = Browser::default();
    let login = site.get(&mut fresh, "/login").await;
    assert!(login.body.contains("autocomplete=\"username webauthn\""), "{}", login.body);
    let answer = passkey.answer(&question(&login));
    let mut other = Browser::default();
    site.get(&mut other, "/login").await;
    assert_eq!(site.post(&mut other, "/login/passkey", &[("passkey", &answer)]).await.status, 422, "another browser's");
    let again = site.get(&mut fresh, "/login").await;
    let answer = passkey.answer(&question(&again));
    let entered = site.post(&mut fresh, "/login/passkey", &[("passkey", &answer)]).await;
    assert_eq!((entered.status, entered.location()), (303, "/"), "{}", entered.body);
    assert!(site.get(&mut fresh, "/orders").await.body.contains("the first order"));
    let refused = site.post(&mut Browser { ..other }, "/login/passkey", &[("passkey", "")]).await;
    assert!(refused.status == 422 && refused.body.contains("need JavaScript"));

    let mut second = Browser::default();
    assert_eq!(site.sign_in(&mut second, EVA, PASSWORD).await.location(), "/login/second");
    let page = site.get(&mut second, "/login/second").await;
    let answer = passkey.answer(&question(&page));
    assert_eq!(site.post(&mut second, "/login/second", &[("passkey", &answer)]).await.location(), "/");

    let id = site.get(&mut fresh, "/account/passkeys").await.between("name=\"id\" value=\"", "\"").unwrap().to_owned();
    let removed = site.post(&mut fresh, "/account/passkeys/remove", &[("id", &id)]).await;
    assert_eq!((removed.status, removed.location()), (303, "/account/passkeys"));
    assert!(site.get(&mut fresh, "/account/passkeys").await.body.contains("The passkey has been removed"));
    assert_eq!(site.sign_in(&mut Browser::default(), EVA, PASSWORD).await.location(), "/");
}

async fn confirming_leads_back_and_nowhere_else(store: Store) {
    let world = World::new(store).await;
    eva(&world).await;
    let site = Site::of(&world);
    let mut browser = site.signed_in(EVA).await;
    let before = browser.cookies["keydesk"].clone();
    world.app.clock.advance(keydesk::service::second_factor::RECENT);
    let answer = site.post(&mut browser, "/account/second-factor/begin", &[]).await;
    assert_eq!((answer.status, answer.location()), (303, "/account/confirm?to=second-factor"));
    let page = site.get(&mut browser, "/account/passkeys").await;
    assert!(page.body.contains("Confirm first") && !page.body.contains("data-challenge"), "{}", page.body);
    for (to, leads) in [
        ("passkeys", "/account/passkeys"),
        ("//evil.example", "/account/second-factor"),
        ("", "/account/second-factor"),
    ] {
        site.get(&mut browser, "/account/confirm").await;
        let wrong = site.post(&mut browser, "/account/confirm", &[("password", "wrong"), ("to", to)]).await;
        assert_eq!(wrong.status, 422);
        let done = site.post(&mut browser, "/account/confirm", &[("password", PASSWORD), ("to", to)]).await;
        assert_eq!((done.status, done.location()), (303, leads));
    }
    assert_ne!(browser.cookies["keydesk"], before, "a new token");
    let mut old = browser.clone();
    old.cookies.insert("keydesk".to_owned(), before);
    assert_eq!(site.get(&mut old, "/account").await.status, 303, "the old one is over");
}

async fn forgotten_passwords_tell_nothing(store: Store) {
    let world = World::new(store).await;
    eva(&world).await;
    let site = Site::of(&world);
    let mut browser = Browser::default();
    assert!(site.get(&mut browser, "/login").await.body.contains("href=\"/recovery\""));
    let branded = site.get(&mut browser, "/login?branding=nordlift+service").await;
    assert!(branded.body.contains("href=\"/recovery?branding=Nordlift%20Service\""), "{}", branded.body);
    let page = site.get(&mut browser, "/recovery?branding=nordlift+service").await;
    assert!(page.body.contains("Nordlift Service"), "{}", page.body);
    let evil = [("host", "evil.example"), ("x-forwarded-host", "evil.example")];
    let csrf = browser.csrf.clone();
    let ask = async |browser: &mut Browser, email: &str| {
        site.post_with(browser, "/recovery", &csrf, &[("email", email)], &evil).await
    };
    let known = ask(&mut browser, EVA).await;
    let unknown = ask(&mut browser, "ada@nobody.example").await;
    let again = ask(&mut browser, EVA).await;
    assert_eq!([known.status, unknown.status, again.status], [200; 3]);
    assert!(known.body == unknown.body && known.body == again.body, "the same page, to the byte");
    assert_eq!(known.headers.len(), unknown.headers.len());
    assert!(!known.body.contains(EVA) && known.body.contains("If this address has access"));
    let limited = ask(&mut browser, "more@nobody.example").await;
    assert_eq!(limited.status, 429, "three within an hour from one client");
    assert!(limited.headers.contains_key("retry-after"));

    assert_eq!(work_off_recoveries(&world.app).await.unwrap(), 1);
    let sql = "SELECT enclosure, letter FROM outbox WHERE kind = 'recovery'";
    let (token, letter) = select!(&world.sql, (String, String), sql).remove(0);
    assert!(
        !letter.contains("evil") && !token.contains("evil"),
        "nothing of the request's headers gets into the letter"
    );
    let path = format!("/password/{token}");
    assert_eq!(site.head(&mut Browser::default(), &path).await.status, 200);
    let mut reader = Browser::default();
    site.get(&mut reader, &path).await;
    let set = site.post(&mut reader, &path, &[("password", "gul lampa under bron")]).await;
    assert_eq!((set.status, set.location()), (303, "/"));
    assert_eq!(site.get(&mut Browser::default(), &path).await.status, 404, "once");

    world.app.clock.advance(TimeDelta::hours(2));
    for typed in ["", "nonsense"] {
        let refused = ask(&mut browser, typed).await;
        assert_eq!(refused.status, 422, "{typed}");
        assert!(refused.body.contains("href=\"#email\""), "{}", refused.body);
    }
    let foreign = site.post_with(&mut browser, "/recovery", "x", &[("email", EVA)], &[]).await;
    assert_eq!(foreign.status, 422);
}

/// What somebody reaches who has still to set a second factor up.
const TO_SET_UP: &[&str] = &["/account/second-factor", "/account/passkeys", "/account/confirm", "/logout", "/password"];

/// Every address of the router that is not open to everybody, asked with the password shown and the second factor missing: with
/// one that is still to be shown, and with one that is demanded and still to be set up.
async fn nobody_walks_around_a_second_factor(store: Store) {
    let scene = Scene::new(store).await;
    let (world, site) = (&scene.world, &scene.site);
    let set_up = "INSERT INTO totp (sign_in_id, organization_id, secret, confirmed_at, last_step, created_at)
                  SELECT sign_in_id, organization_id, $1, $2, 0, $2 FROM customer_user WHERE id = $3";
    exec!(&world.sql, set_up, vec![7_u8; 20], world.app.now(), scene.users["scoped"]);
    let mut outstanding = Browser::default();
    assert_eq!(site.sign_in(&mut outstanding, "scoped@a.example", PASSWORD).await.location(), "/login/second");
    let mut to_set_up = site.signed_in("full@a.example").await;
    exec!(&world.sql, "UPDATE organization SET demands_second_factor = $1", true);
    site.get(&mut to_set_up, "/account/second-factor").await;
    let mut seen = 0;
    for (method, pattern) in routes() {
        if PUBLIC.contains(&(method, pattern)) {
            continue;
        }
        let path: Vec<_> = pattern.split('/').map(|part| if part.starts_with('{') { "A-F1" } else { part }).collect();
        let path = path.join("/");
        for (who, browser) in [("outstanding", &outstanding), ("to set up", &to_set_up)] {
            if who == "to set up" && TO_SET_UP.iter().any(|open| path.starts_with(open)) {
                continue;
            }
            let mut browser = browser.clone();
            let answer = match method {
                "GET" => site.get(&mut browser, &path).await,
                _ => site.post(&mut browser, &path, &[("body", "typed")]).await,
            };
            // A form with something typed is kept on the page that it is led to (401); a secret address that is not one is no
            // page at all.
            let kept = method == "POST" && answer.status == 401;
            let nowhere = answer.status == 404 && pattern.contains("{token}");
            assert!(
                answer.status == 303 || kept || nowhere,
                "{who}: {method} {path}: {} {}",
                answer.status,
                answer.body
            );
            if answer.status == 303 {
                let to = answer.location();
                let led = if who == "outstanding" { to.starts_with("/login") } else { to == "/account/second-factor" };
                assert!(led, "{who}: {method} {path} leads to {to}");
            }
            for secret in ["title of", "object at", "Graz", "Weiz"] {
                assert!(!answer.body.contains(secret), "{who}: {path} tells of {secret}");
            }
            seen += 1;
        }
    }
    assert!(seen > 60, "{seen} addresses were asked");
}
