//! What was typed survives the sign-in: every form of every page, the steps in between, other people, nasty addresses.

use chrono::TimeDelta;
use keydesk::portal::routes;
use keydesk::store::Store;

use super::access::{PUBLIC, Scene, requests};
use super::site::{Answer, Browser, Site};
use crate::support::database::stories;
use crate::support::sql::{exec, select};
use crate::support::world::{PASSWORD, World};

stories! {
    a_comment_survives_the_sign_in,
    every_form_of_every_page_comes_back_filled,
    every_form_of_the_table_comes_back_filled,
    no_form_is_lost_or_done_without_a_session,
    files_are_not_kept_and_the_page_says_so,
    what_was_typed_survives_a_temporary_password,
    somebody_else_gets_their_own_page,
    the_page_that_was_asked_for_comes_after_the_sign_in,
}

/// The hidden field of a page.
fn kept(page: &Answer) -> String {
    page.between("name=\"kept\" value=\"", "\"")
        .unwrap_or_else(|| panic!("nothing is carried: {}", page.body))
        .to_owned()
}

async fn sign_in(site: &Site, browser: &mut Browser, page: &Answer, email: &str) -> Answer {
    let fields = [("email", email), ("password", PASSWORD), ("kept", &kept(page))];
    site.post(browser, "/login", &fields).await
}

async fn doings(world: &World) -> i64 {
    select!(&world.sql, (i64,), "SELECT count(*) FROM activity WHERE event <> 'signed_in'")[0].0
}

/// R32: the comment is there again, unsent; it is sent by its button, once.
async fn a_comment_survives_the_sign_in(store: Store) {
    let scene = Scene::new(store).await;
    let (site, app) = (&scene.site, &scene.world.app);
    let mut browser = site.signed_in("full@a.example").await;
    let order = site.get(&mut browser, "/orders/A-F1").await;
    let key = order.between("name=\"key\" value=\"", "\"").unwrap().to_owned();
    app.clock.advance(app.policy.session_idle + TimeDelta::seconds(1));

    let text = "Grüße \u{1f600}\n</textarea><script>alert(1)</script> & \"so\"";
    let asked = site.post(&mut browser, "/orders/A-F1/comments", &[("body", text), ("key", &key)]).await;
    assert_eq!(asked.status, 401, "{}", asked.body);
    for said in ["What you typed is still here.", "Your session has ended.", "action=\"/login\""] {
        assert!(asked.body.contains(said), "{said}: {}", asked.body);
    }
    assert!(!asked.body.contains("alert(1)"), "it travels, it is not shown");
    // A wrong password does not lose it.
    let wrong = [("email", "full@a.example"), ("password", "wrong"), ("kept", &kept(&asked))];
    let again = site.post(&mut browser, "/login", &wrong).await;
    assert_eq!((again.status, kept(&again)), (422, kept(&asked)));

    let back = sign_in(site, &mut browser, &again, "full@a.example").await;
    assert_eq!(back.status, 200, "{}", back.body);
    assert!(back.body.contains("title of A-F1") && back.body.contains("You are signed in again."), "{}", back.body);
    let escaped =
        "Grüße \u{1f600}\n&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;so&quot;</textarea>";
    assert!(back.body.contains(escaped), "{}", back.body);
    assert!(back.body.contains(&format!("value=\"{key}\"")), "the form is the same one");
    let written = "SELECT count(*) FROM comment";
    assert_eq!(select!(&scene.world.sql, (i64,), written)[0].0, 0, "nothing is sent by itself");
    for _ in 0..2 {
        let sent = site.post(&mut browser, "/orders/A-F1/comments", &[("body", text), ("key", &key)]).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
    }
    assert_eq!(select!(&scene.world.sql, (i64,), written)[0].0, 1);
    let page = site.get(&mut browser, "/orders/A-F1").await;
    assert!(!page.body.contains("You are signed in again."), "said once");
}

/// A form of a page: where it is sent, and what a person types into it.
fn forms(page: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut found = Vec::new();
    for form in page.split("<form ").skip(1) {
        let form = form.split("</form>").next().unwrap();
        let head = form.split('>').next().unwrap();
        let value = |tag: &str, name: &str| {
            let from = tag.find(&format!("{name}=\""))? + name.len() + 2;
            Some(tag[from..].split('"').next()?.to_owned())
        };
        if !head.contains("method=\"post\"") {
            continue;
        }
        let Some(action) = value(head, "action") else { continue };
        let mut fields = Vec::new();
        for (kind, tag) in form.split('<').filter_map(|tag| Some((tag.split(' ').next()?, tag.split('>').next()?))) {
            let Some(name) = value(tag, "name") else { continue };
            let input = value(tag, "type").unwrap_or_default();
            let n = fields.len();
            match (kind, input.as_str()) {
                ("textarea", _) | ("input", "text" | "search" | "tel" | "") => {
                    fields.push((name, format!("typed{n}in")));
                }
                ("input", "hidden") if name != "csrf" => fields.push((name, value(tag, "value").unwrap_or_default())),
                _ => {}
            }
        }
        if fields.iter().any(|(_, value)| value.starts_with("typed")) {
            found.push((action, fields));
        }
    }
    found
}

/// Each form that somebody can type into, on each page of the matrix.
async fn every_form_of_every_page_comes_back_filled(store: Store) {
    let scene = Scene::new(store).await;
    let site = &scene.site;
    let pages: Vec<_> = requests(&scene).into_iter().filter(|r| r.method == "GET").map(|r| r.path).collect();
    let mut walked = Vec::new();
    for page in pages {
        let mut browser = site.signed_in("no-orders@a.example").await;
        let mut person = "no-orders@a.example";
        let mut shown = site.get(&mut browser, &page).await;
        if shown.status != 200 {
            person = "full@a.example";
            browser = site.signed_in(person).await;
            shown = site.get(&mut browser, &page).await;
        }
        if shown.status != 200 {
            continue;
        }
        walked.extend(walk(site, &scene.world, (&browser, person), &page, &shown).await);
    }
    assert!(
        walked.iter().any(|a| a.ends_with("/comments")) && walked.iter().any(|a| a == "/account/profile"),
        "{walked:?}"
    );
}

/// The same for every form of the table that holds all of them: of whoever may send it, with fields that somebody types into.
async fn every_form_of_the_table_comes_back_filled(store: Store) {
    let scene = super::forms::Scene::new(store).await;
    let site = &scene.site;
    let table = super::forms::forms(&scene);
    let mut pages: Vec<_> = table.iter().filter(|one| one.who == "eva").map(|one| one.page.as_str()).collect();
    pages.dedup();
    let mut walked = Vec::new();
    for page in pages {
        let mut browser = site.signed_in("eva@huber.example").await;
        let shown = site.get(&mut browser, page).await;
        assert_eq!(shown.status, 200, "{page}: {}", shown.body);
        walked.extend(walk(site, &scene.world, (&browser, "eva@huber.example"), page, &shown).await);
    }
    let typed_into = |one: &&super::forms::Form| one.who == "eva" && !one.typed.is_empty();
    // Passwords travel through no page; boxes and choices alone are kept by a story above.
    let nothing_typed = |at: &str| {
        at.contains("password")
            || at.contains("confirm")
            || at.ends_with("/language")
            || at.ends_with("/time-zone")
            || at.ends_with("/notices")
            || at.starts_with("/colleagues/{id}")
            || at == "/video/{number}"
    };
    let missing: Vec<_> = table
        .iter()
        .filter(typed_into)
        .filter(|one| !nothing_typed(one.pattern) && !walked.contains(&one.path))
        .map(|one| one.pattern)
        .collect();
    assert!(missing.is_empty(), "not walked: {missing:?}");
}

/// Every form of a page that somebody types into: sent after the session has ended, and there again after the sign-in. The
/// addresses of the forms.
async fn walk(
    site: &Site,
    world: &World,
    (browser, person): (&Browser, &str),
    page: &str,
    shown: &Answer,
) -> Vec<String> {
    let app = &world.app;
    let mut walked = Vec::new();
    for (action, fields) in forms(&shown.body) {
        let mut browser = browser.clone();
        app.clock.advance(app.policy.session_idle + TimeDelta::seconds(1));
        let before = doings(world).await;
        let typed: Vec<_> = fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        let csrf = browser.csrf.clone();
        let from = format!("http://127.0.0.1:8080{page}");
        let action = action.replace("&#38;", "&");
        let asked = site.post_with(&mut browser, &action, &csrf, &typed, &[("referer", &from)]).await;
        assert_eq!(asked.status, 401, "{page}: {action}: {}", asked.body);
        let back = sign_in(site, &mut browser, &asked, person).await;
        assert_eq!(back.status, 200, "{page}: {action}: {}", back.body);
        for (name, value) in fields.iter().filter(|(_, value)| value.starts_with("typed")) {
            let there = back.body.contains(&format!("value=\"{value}\"")) || back.body.contains(&format!("\n{value}<"));
            assert!(there, "{page}: {action}: {name}: {}", back.body);
        }
        assert!(back.body.contains("You are signed in again."), "{page}: {action}");
        assert_eq!(doings(world).await, before, "{page}: {action}: nothing is done by itself");
        walked.push(action);
    }
    walked
}

/// Each address that takes a form: nothing is done, and what was typed is on the page that comes after the sign-in.
async fn no_form_is_lost_or_done_without_a_session(store: Store) {
    let scene = Scene::new(store).await;
    let site = &scene.site;
    let before = doings(&scene.world).await;
    for (method, pattern) in routes() {
        if method != "POST" || PUBLIC.contains(&(method, pattern)) {
            continue;
        }
        let path: String = pattern
            .split('/')
            .map(|part| if part.starts_with('{') { "A-F1" } else { part })
            .collect::<Vec<_>>()
            .join("/");
        let mut browser = Browser::default();
        if ["/logout", "/password"].contains(&pattern) {
            let asked = site.post(&mut browser, &path, &[("zz", "only this")]).await;
            assert_eq!((asked.status, asked.location()), (303, "/login"), "a step of signing in or out: {path}");
            continue;
        }
        let asked = site.post(&mut browser, &path, &[("zz", "only <this>"), ("new_password", "secret words")]).await;
        assert_eq!(asked.status, 401, "{path}: {}", asked.body);
        let carried = kept(&asked);
        assert!(!asked.body.contains("secret words"), "{path}");
        let back = sign_in(site, &mut browser, &asked, "full@a.example").await;
        assert!(back.body.contains("only &lt;this&gt;"), "{path}: {} {}", back.status, back.body);
        assert!(!back.body.contains("secret words") && !carried.contains("secret"), "{path}");
        // With nothing typed there is nothing to carry.
        let asked = site.post(&mut Browser::default(), &path, &[]).await;
        assert_eq!((asked.status, asked.location().starts_with("/login")), (303, true), "{path}");
    }
    assert_eq!(doings(&scene.world).await, before);
}

async fn files_are_not_kept_and_the_page_says_so(store: Store) {
    let scene = Scene::new(store).await;
    let site = &scene.site;
    let mut browser = Browser::default();
    let body = "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\nold\r\n--b\r\nContent-Disposition: form-data; \
                name=\"body\"\r\n\r\nwith a photo\r\n--b\r\nContent-Disposition: form-data; name=\"photo\"; \
                filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\nbytes\r\n--b--\r\n";
    let asked = site.post_raw(&mut browser, "/orders/A-F1/comments", "multipart/form-data; boundary=b", body).await;
    assert_eq!(asked.status, 401, "{}", asked.body);
    let back = sign_in(site, &mut browser, &asked, "full@a.example").await;
    assert!(back.body.contains("\nwith a photo</textarea>"), "{}", back.body);
    assert!(back.body.contains("choose your files once more"), "{}", back.body);
}

/// R17: between the sign-in and the page stands the choice of a password of one's own.
async fn what_was_typed_survives_a_temporary_password(store: Store) {
    let scene = Scene::new(store).await;
    let (site, app) = (&scene.site, &scene.world.app);
    let until = app.now() + TimeDelta::hours(1);
    exec!(&scene.world.sql, "UPDATE sign_in SET temporary_until = $1 WHERE email = $2", until, "full@a.example");
    let mut browser = Browser::default();
    let asked = site.post(&mut browser, "/orders/A-F1/comments", &[("body", "still here")]).await;
    let own = sign_in(site, &mut browser, &asked, "full@a.example").await;
    assert!(
        own.body.contains("action=\"/password\"") || own.body.contains("new_password"),
        "{} {}",
        own.status,
        own.body
    );
    let carried = kept(&own);
    let fields = [("new_password", "short"), ("kept", carried.as_str())];
    let refused = site.post(&mut browser, "/password", &fields).await;
    assert_eq!((refused.status, kept(&refused)), (422, carried.clone()));
    let fields = [("new_password", "gul lampa under bron"), ("kept", carried.as_str())];
    let back = site.post(&mut browser, "/password", &fields).await;
    assert_eq!(back.status, 200, "{}", back.body);
    assert!(back.body.contains("\nstill here</textarea>"), "{}", back.body);
    assert_eq!(site.get(&mut browser, "/orders/A-F1").await.status, 200, "the newest cookie is the one that holds");
}

/// Whoever signs in sees what they may see; what was typed is in that browser, and in no page of the other person.
async fn somebody_else_gets_their_own_page(store: Store) {
    let scene = Scene::new(store).await;
    let site = &scene.site;
    for (person, hidden) in [("hofer@b.example", "title of A-F1"), ("blind@a.example", "title of A-F1")] {
        let mut browser = Browser::default();
        let asked = site.post(&mut browser, "/orders/A-F1/comments", &[("body", "of somebody else")]).await;
        let back = sign_in(site, &mut browser, &asked, person).await;
        assert!(!back.body.contains(hidden), "{person}: {}", back.body);
        assert!(back.body.contains("<li class=\"typed\">of somebody else</li>"), "{person}: {}", back.body);
        assert!(!back.body.contains("You are signed in again. Please"), "there is nothing to send: {}", back.body);
        let page = site.get(&mut browser, "/account").await;
        assert!(page.body.contains(person) && !page.body.contains("of somebody else"), "{person}");
    }
}

/// `next`: own pages only.
async fn the_page_that_was_asked_for_comes_after_the_sign_in(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber").await;
    world.order(customer, None, "A-1", "title").await;
    world.user(customer, "eva@huber.example").await;
    let site = Site::of(&world);
    let mut browser = Browser::default();
    let asked = site.get(&mut browser, "/orders/A-1?x=%26y").await;
    assert_eq!((asked.status, asked.location()), (303, "/login?next=%2Forders%2FA-1%3Fx%3D%2526y"));
    let to = asked.location().to_owned();
    let page = site.get(&mut browser, &to).await;
    let back = sign_in(&site, &mut browser, &page, "eva@huber.example").await;
    assert_eq!((back.status, back.location()), (303, "/orders/A-1?x=%26y"));

    for nasty in [
        "//evil.example",
        "///evil.example",
        "/%5Cevil.example",
        "%5C%5Cevil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/%0d%0aSet-Cookie:%20a=b",
        "/%09/evil.example",
        "%20/evil.example",
        "/login",
        "/logout",
        "/link/x",
        "/%3Cscript%3E",
        "",
        "/%C3%A9",
    ] {
        let mut browser = Browser::default();
        let page = site.get(&mut browser, &format!("/login?next={nasty}")).await;
        assert!(!page.body.contains("name=\"kept\""), "{nasty}: {}", page.body);
        let fields = [("email", "eva@huber.example"), ("password", PASSWORD), ("next", nasty), ("kept", nasty)];
        let back = site.post(&mut browser, "/login", &fields).await;
        assert_eq!((back.status, back.location()), (303, "/"), "{nasty}");
    }
    let forged = ["WyIvL2V2aWwuZXhhbXBsZSIsIiIsW10sZmFsc2Vd", "bnVsbA", "%%%", "W10"];
    for kept in forged {
        let mut browser = Browser::default();
        site.get(&mut browser, "/login").await;
        let fields = [("email", "eva@huber.example"), ("password", PASSWORD), ("kept", kept)];
        assert_eq!(site.post(&mut browser, "/login", &fields).await.location(), "/", "{kept}");
    }
}
