//! `/password/{token}` and the page that asks for a password of one's own (R17); sessions on the account's page (R25).

use chrono::TimeDelta;
use keydesk::domain::CustomerUserId;
use keydesk::service::{passwords, portal_switch};
use keydesk::store::Store;

use super::site::{Browser, Site};
use crate::passwords::newest_link;
use crate::support::database::stories;
use crate::support::sql::exec;
use crate::support::world::{PASSWORD, World};

stories! {
    looking_takes_nothing_and_setting_works_once,
    dead_links_say_what_to_do_and_nothing_more,
    a_temporary_password_leads_to_one_page,
    the_account_shows_and_ends_sessions,
}

const GOOD: &str = "gul lampa under bron";

async fn eva(world: &World) -> CustomerUserId {
    let customer = world.customer("1042", "Huber Maschinen").await;
    world.order(customer, None, "SO-1", "the first order").await;
    world.user(customer, "eva@huber.example").await
}

async fn link(world: &World, user: CustomerUserId) -> String {
    world.app.clock.advance(TimeDelta::seconds(1));
    passwords::send_link(&world.app, &world.admin, user, None).await.unwrap();
    format!("/password/{}", newest_link(world).await.reveal())
}

async fn looking_takes_nothing_and_setting_works_once(store: Store) {
    let world = World::new(store).await;
    let user = eva(&world).await;
    let path = link(&world, user).await;
    let site = Site::of(&world);
    // A mail scanner, and the person twice.
    assert_eq!(site.head(&mut Browser::default(), &path).await.status, 200);
    assert_eq!(site.get(&mut Browser::default(), &path).await.status, 200);
    let mut browser = Browser::default();
    let page = site.get(&mut browser, &path).await;
    assert_eq!(page.status, 200);
    for named in ["Nordlift Service", "eva@huber.example", "Eva Huber", "autocomplete=\"new-password\""] {
        assert!(page.body.contains(named), "{named}: {}", page.body);
    }
    for (language, title) in [("de", "Neues Passwort"), ("sv", "nytt lösenord"), ("da", "ny adgangskode")] {
        exec!(&world.sql, "UPDATE sign_in SET language = $1", language);
        let page = site.get(&mut Browser::default(), &path).await;
        assert!(
            page.body.contains(title) && page.body.contains(&format!("<html lang=\"{language}\">")),
            "{}",
            page.body
        );
    }
    exec!(&world.sql, "UPDATE sign_in SET language = $1", "en");

    for (password, says) in
        [("", "Choose a new password."), ("short", "15 characters"), ("aaaaaaaaaaaaaaaaaaaa", "guess")]
    {
        let page = site.post(&mut browser, &path, &[("password", password)]).await;
        assert_eq!(page.status, 422, "{password}");
        assert!(page.body.contains("href=\"#password\"") && page.body.contains("id=\"password\""), "{}", page.body);
        assert!(page.body.contains(says), "{password}: {}", page.body);
    }
    let foreign = site.post_with(&mut browser.clone(), &path, "x", &[("password", GOOD)], &[]).await;
    assert_eq!(foreign.status, 422, "a form that was not shown to this browser");
    let mut second = browser.clone();
    let answer = site.post(&mut browser, &path, &[("password", GOOD), ("email", "thief@evil.example")]).await;
    assert_eq!((answer.status, answer.location()), (303, "/"), "{}", answer.body);
    assert!(site.get(&mut browser, "/orders").await.body.contains("the first order"));
    let answer = site.post(&mut second, &path, &[("password", "ett annat lösenord här")]).await;
    assert_eq!(answer.status, 404);
    assert_eq!(site.get(&mut Browser::default(), &path).await.status, 404);
    assert_eq!(site.sign_in(&mut Browser::default(), "eva@huber.example", GOOD).await.status, 303);
    assert_eq!(site.sign_in(&mut Browser::default(), "eva@huber.example", PASSWORD).await.status, 422);
}

async fn dead_links_say_what_to_do_and_nothing_more(store: Store) {
    let world = World::new(store).await;
    let user = eva(&world).await;
    let site = Site::of(&world);
    let look = async |path: &str| {
        let mut browser = Browser::default();
        let page = site.get(&mut browser, path).await;
        for secret in ["Huber", "Nordlift", "@"] {
            assert!(!page.body.contains(secret), "{path} tells of {secret}: {}", page.body);
        }
        // The form of another page does not help either.
        site.get(&mut browser, "/login").await;
        let sent = site.post(&mut browser, path, &[("password", GOOD)]).await;
        assert_eq!(sent.status, page.status, "{path}");
        (page.status, page.body)
    };
    let never = format!("/password/kdp_{}", "A".repeat(43));
    for unknown in [never.as_str(), "/password/x", "/password/kdp_%00", "/password/%ff", "/password/kdi_AAAA"] {
        assert_eq!(look(unknown).await.0, 404, "{unknown}");
    }
    let old = link(&world, user).await;
    let path = link(&world, user).await;
    assert_eq!(look(&old).await.0, 404, "the old link dies when a new one is sent");
    assert_eq!(site.get(&mut Browser::default(), &path).await.status, 200);
    portal_switch::module(&world.app, &world.admin, false).await.unwrap();
    assert_eq!(site.get(&mut Browser::default(), &path).await.status, 403, "the module is off (R1)");
    portal_switch::module(&world.app, &world.admin, true).await.unwrap();
    world.app.clock.advance(passwords::LINK_VALID);
    let (status, page) = look(&path).await;
    assert_eq!(status, 410);
    assert!(page.contains("half an hour"), "{page}");
}

async fn a_temporary_password_leads_to_one_page(store: Store) {
    let world = World::new(store).await;
    let user = eva(&world).await;
    let site = Site::of(&world);
    let made = passwords::temporary(&world.app, &world.admin, user, false).await.unwrap();
    let mut browser = Browser::default();
    assert_eq!(site.sign_in(&mut browser, "eva@huber.example", &made.password).await.status, 303);
    for path in ["/", "/orders", "/orders/SO-1", "/objects", "/facilities", "/account", "/switch"] {
        let answer = site.get(&mut browser, path).await;
        assert_eq!((answer.status, answer.location()), (303, "/password"), "{path}");
    }
    let page = site.get(&mut browser, "/password").await;
    assert!(page.status == 200 && page.body.contains("Choose a password of your own"), "{}", page.body);
    assert!(!page.body.contains("the first order"));
    for (new, says) in
        [("", "Choose a new password."), ("short", "15 characters"), (made.password.as_str(), "present password")]
    {
        let page = site.post(&mut browser, "/password", &[("new_password", new)]).await;
        assert_eq!(page.status, 422, "{new}");
        assert!(page.body.contains("href=\"#new_password\"") && page.body.contains(says), "{}", page.body);
    }
    let mut other_window = browser.clone();
    let done = site.post(&mut browser, "/password", &[("new_password", GOOD)]).await;
    assert_eq!((done.status, done.location()), (303, "/"));
    assert!(site.get(&mut browser, "/orders").await.body.contains("the first order"));
    assert_eq!(site.get(&mut browser, "/password").await.location(), "/account", "done is done");
    assert!(site.get(&mut other_window, "/orders").await.asks_to_sign_in(), "a new cookie");

    let made = passwords::temporary(&world.app, &world.admin, user, false).await.unwrap();
    let mut browser = Browser::default();
    site.sign_in(&mut browser, "eva@huber.example", &made.password).await;
    site.get(&mut browser, "/password").await;
    assert_eq!(site.post(&mut browser, "/logout", &[]).await.location(), "/login", "one can always leave");
    world.app.clock.advance(passwords::TEMPORARY_VALID);
    let mut late = Browser::default();
    let page = site.sign_in(&mut late, "eva@huber.example", &made.password).await;
    assert_eq!(page.status, 403);
    assert!(page.body.contains("temporary password no longer works"), "{}", page.body);
    assert!(!late.cookies.contains_key("keydesk"));
}

async fn the_account_shows_and_ends_sessions(store: Store) {
    let world = World::new(store).await;
    eva(&world).await;
    let site = Site::of(&world);
    let mut here = site.signed_in("eva@huber.example").await;
    let page = site.get(&mut here, "/account").await;
    assert!(page.body.contains("This browser") && page.body.contains("signed in nowhere else"), "{}", page.body);
    world.app.clock.advance(TimeDelta::minutes(2));
    let mut there = site.signed_in("eva@huber.example").await;
    let mut third = site.signed_in("eva@huber.example").await;
    let page = site.get(&mut here, "/account").await;
    assert!(page.body.contains("192.0.2.1"), "from where: {}", page.body);
    assert_eq!(page.body.matches("name=\"session\"").count(), 2, "{}", page.body);
    // The place of last use (R25): this browser goes on from somewhere else.
    world.app.clock.advance(TimeDelta::minutes(2));
    let cookies: Vec<_> = here.cookies.iter().map(|(k, v)| format!("{k}={v}")).collect();
    let mut moved = axum::http::Request::builder().uri("/orders").header("cookie", cookies.join("; "));
    let elsewhere = std::net::SocketAddr::from(([198, 51, 100, 9], 4711));
    moved.extensions_mut().unwrap().insert(axum::extract::ConnectInfo(elsewhere));
    assert_eq!(site.send(moved.body(axum::body::Body::empty()).unwrap()).await.status, 200);
    let page = site.get(&mut here, "/account").await;
    assert_eq!(page.body.matches("198.51.100.9").count(), 1, "{}", page.body);
    let id = page.between("name=\"session\" value=\"", "\"").unwrap().to_owned();
    let answer = site.post(&mut here, "/account/sessions/end", &[("session", &id)]).await;
    assert_eq!((answer.status, answer.location()), (303, "/account"));
    assert!(site.get(&mut here, "/account").await.body.contains("That session has been ended."));
    let over = [site.get(&mut there, "/orders").await.status, site.get(&mut third, "/orders").await.status];
    assert!(over == [303, 200] || over == [200, 303], "one of the two: {over:?}");
    let answer = site.post(&mut here, "/account/sessions/end", &[("session", &id)]).await;
    assert_eq!(answer.status, 303, "what is over already is what was asked for");
    let answer = site.post(&mut here, "/account/sessions/end-others", &[]).await;
    assert_eq!(answer.location(), "/account");
    assert!(site.get(&mut here, "/account").await.body.contains("signed out everywhere else"));
    for browser in [&mut there, &mut third] {
        assert!(site.get(browser, "/orders").await.asks_to_sign_in());
    }
    assert_eq!(site.get(&mut here, "/orders").await.status, 200);
}
