//! Signing in and out, branding, limits, sessions, the account.

use axum::http::header;
use keydesk::domain::permission::Role;
use keydesk::domain::state::{Language, UserState};
use keydesk::portal::PortalSettings;
use keydesk::service::portal_switch;
use keydesk::store::Store;

use super::site::{Answer, Browser, Site};
use crate::support::database::stories;
use crate::support::sql::{exec, select};
use crate::support::world::{NewUser, PASSWORD, World};

stories! {
    independence_is_asked_for_on_the_account_page,
    branding_is_found_in_any_spelling_and_leaks_nothing,
    branding_chooses_the_organization,
    wrong_and_unknown_look_alike_and_are_limited,
    forms_from_elsewhere_and_old_tokens_are_refused,
    nothing_leads_elsewhere,
    a_new_password_ends_the_other_sessions,
    one_person_turns_between_customers,
    whoever_may_not_come_in_is_told_so,
}

const GOOD: &str = "gul lampa under bron";

/// A page without what differs from visit to visit.
fn plain(answer: &Answer) -> String {
    let token = answer.between("name=\"csrf\" value=\"", "\"").unwrap_or_default();
    answer.body.replace(token, "")
}

async fn branding_is_found_in_any_spelling_and_leaks_nothing(store: Store) {
    let world = World::new(store).await;
    let another = world.another("Café & <i>Söhne</i>").await;
    exec!(&world.sql, "UPDATE organization SET accent = $1 WHERE id = $2", "#C2410C", world.organization);
    exec!(&world.sql, "UPDATE organization SET accent = $1 WHERE id = $2", "</style>", another.organization);
    let site = Site::of(&world);
    let look = async |query: &str| site.get(&mut Browser::default(), &format!("/login{query}")).await;
    let neutral = look("").await;
    assert!(neutral.body.contains("<title>Sign in – Customer portal</title>"), "{}", neutral.body);
    for field in
        ["autocomplete=\"username\"", "autocomplete=\"current-password\"", "<html lang=\"en\">", "class=\"skip\""]
    {
        assert!(neutral.body.contains(field), "{field}");
    }
    for known in [
        "Nordlift%20Service",
        "nordlift+SERVICE",
        "%20%20Nordlift%20%20%20Service%20",
        "Nordlift%C2%A0Service",
        "%EF%BC%AEordlift+Service",
    ] {
        let page = look(&format!("?branding={known}")).await;
        assert!(page.body.contains("<title>Sign in – Nordlift Service</title>"), "{known}: {}", page.body);
        assert!(page.body.contains("/brand/c2410c.css"), "{known}");
    }
    // Composed and decomposed é, and markup in a name.
    for known in ["Caf%C3%A9+%26+%3Ci%3ES%C3%B6hne%3C%2Fi%3E", "Cafe%CC%81+%26+%3CI%3ESO%CC%88HNE%3C%2FI%3E"] {
        let page = look(&format!("?branding={known}")).await;
        assert!(page.body.contains("Café &#38; &#60;i&#62;Söhne"), "{known}: {}", page.body);
        assert!(!page.body.contains("<i>") && !page.body.contains("</style>"), "{}", page.body);
    }
    for unknown in
        ["Nordlift", "Sydlift", "%25", "%3Cscript%3Ealert(1)%3C/script%3E", "N%D0%BErdlift%20Service", "%00", ""]
    {
        assert_eq!(plain(&look(&format!("?branding={unknown}")).await), plain(&neutral), "{unknown}");
    }
    assert_eq!(plain(&look(&format!("?branding={}", "x".repeat(5000))).await), plain(&neutral));
    let sheet = site.get(&mut Browser::default(), "/brand/c2410c.css").await;
    assert_eq!((sheet.status, sheet.body.contains("--accent:#c2410c")), (200, true), "{}", sheet.body);
    for none in ["/brand/red.css", "/brand/C2410C.css", "/brand/%7D%7D%7D%7D%7D%7D.css", "/brand/c2410c"] {
        assert_eq!(site.get(&mut Browser::default(), none).await.status, 404, "{none}");
    }
    portal_switch::module(&world.app, &world.admin, false).await.unwrap();
    assert_eq!(look("?branding=nordlift%20service").await.status, 403, "the module is off (R1)");
}

async fn branding_chooses_the_organization(store: Store) {
    let world = World::new(store).await;
    let another = world.another("Sydlift").await;
    for (world, customer) in [(&world, "Nordlift's customer"), (&another, "Sydlift's customer")] {
        let id = world.customer("1042", customer).await;
        world.user(id, "eva@huber.example").await;
    }
    let site = Site::of(&world);
    for (branding, customer) in [("nordlift service", "Nordlift&#39;s customer"), ("SYDLIFT", "Sydlift&#39;s customer")]
    {
        let mut browser = Browser::default();
        site.get(&mut browser, "/login").await;
        let fields = [("email", "Eva@Huber.example"), ("password", PASSWORD), ("branding", branding)];
        assert_eq!(site.post(&mut browser, "/login", &fields).await.status, 303, "{branding}");
        let page = site.get(&mut browser, "/account").await;
        assert!(page.body.contains(customer), "{branding}: {}", page.body);
    }
}

async fn wrong_and_unknown_look_alike_and_are_limited(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber").await;
    world.user(customer, "eva@huber.example").await;
    let site = Site::of(&world);
    let mut browser = Browser::default();
    let wrong = site.sign_in(&mut browser, "eva@huber.example", "wrong").await;
    let unknown = site.sign_in(&mut browser, "nobody@huber.example", "wrong").await;
    assert_eq!((wrong.status, unknown.status), (422, 422));
    let same = |page: &Answer| plain(page).replace("eva@huber.example", "").replace("nobody@huber.example", "");
    assert_eq!(same(&wrong), same(&unknown), "the page does not tell whether an address is known");
    assert!(wrong.body.contains("value=\"eva@huber.example\""), "what was typed stays");
    assert!(wrong.body.contains("<title>Error: ") && wrong.body.contains("href=\"#email\""));
    assert_eq!(site.sign_in(&mut browser, "", "").await.status, 422);

    let mut locked = None;
    for _ in 0..12 {
        let answer = site.sign_in(&mut browser, "eva@huber.example", "wrong").await;
        if answer.status == 429 {
            locked = Some(answer);
            break;
        }
    }
    let locked = locked.expect("after some wrong passwords one has to wait");
    let wait: i64 = locked.headers[header::RETRY_AFTER].to_str().unwrap().parse().unwrap();
    assert!(wait > 0);
    assert_eq!(site.sign_in(&mut browser, "eva@huber.example", PASSWORD).await.status, 429, "even the right one waits");
    world.app.clock.advance(chrono::TimeDelta::seconds(wait + 1));
    assert_eq!(site.sign_in(&mut browser, "eva@huber.example", PASSWORD).await.status, 303, "and the lock passes");
}

async fn forms_from_elsewhere_and_old_tokens_are_refused(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber").await;
    world.user(customer, "eva@huber.example").await;
    let site = Site::of(&world);
    let fields = [("email", "eva@huber.example"), ("password", PASSWORD)];
    let mut browser = Browser::default();
    site.get(&mut browser, "/login").await;
    let token = browser.csrf.clone();
    for headers in [
        [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")],
        [("sec-fetch-site", "same-site"), ("origin", "http://127.0.0.1:8080")],
        [("sec-fetch-site", "none"), ("origin", "null")],
    ] {
        assert_eq!(site.post_with(&mut browser, "/login", &token, &fields, &headers).await.status, 403, "{headers:?}");
    }
    for wrong in ["", "x", &token[1..]] {
        let page = site.post_with(&mut browser, "/login", wrong, &fields, &[]).await;
        assert_eq!(page.status, 422, "{wrong}");
        assert!(page.body.contains("eva@huber.example") && !page.body.contains(PASSWORD), "{}", page.body);
    }
    // The token belongs to the cookie: another browser's does not fit.
    assert_eq!(site.post_with(&mut Browser::default(), "/login", &token, &fields, &[]).await.status, 422);

    // Signing in gives a new cookie, whatever was there before: nobody can plant a session.
    let mut planted = site.signed_in("eva@huber.example").await;
    let before = planted.cookies["keydesk"].clone();
    assert_eq!(site.sign_in(&mut planted, "eva@huber.example", PASSWORD).await.status, 303);
    assert_ne!(planted.cookies["keydesk"], before);

    // A session's forms take that session's token only.
    let mut other = site.signed_in("eva@huber.example").await;
    let foreign = other.csrf.clone();
    site.get(&mut planted, "/account").await;
    assert_eq!(site.post_with(&mut planted, "/logout", &foreign, &[], &[]).await.status, 403);
    let csrf = planted.csrf.clone();
    let cross = [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")];
    assert_eq!(site.post_with(&mut planted, "/logout", &csrf, &[], &cross).await.status, 403);
    let copy = planted.clone();
    let out = site.post(&mut planted, "/logout", &[]).await;
    assert_eq!((out.status, out.location()), (303, "/login"));
    assert!(site.get(&mut planted, "/login").await.body.contains("You are signed out."));
    assert!(!site.get(&mut planted, "/login").await.body.contains("You are signed out."), "said once");
    assert_eq!(site.get(&mut copy.clone(), "/orders").await.status, 303, "the session is gone, not only the cookie");
    assert_eq!(site.get(&mut other, "/orders").await.status, 200, "the other one is not");
}

async fn nothing_leads_elsewhere(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber").await;
    world.user(customer, "eva@huber.example").await;
    let site = Site::of(&world);
    let (mut visitor, mut eva) = (Browser::default(), site.signed_in("eva@huber.example").await);
    for path in [
        "//evil.example",
        "//evil.example/..",
        "/\\evil.example",
        "/login?next=//evil.example",
        "/%2f%2fevil.example",
        "/orders?next=https://evil.example",
        "/my_profile?return=//evil.example",
        "/.well-known/change-password?x=//evil.example",
        "/?to=https://evil.example",
        "/switch?next=//evil.example",
    ] {
        for browser in [&mut visitor, &mut eva] {
            let answer = site.get(browser, path).await;
            let to = answer.location();
            // On the way to the sign-in page the address that was asked for goes along, whole and encoded.
            let own = to.starts_with('/') && !to.starts_with("//") && !to.contains('\\') && !to.contains("//evil");
            assert!(to.is_empty() || own, "{path} leads to {to}");
        }
    }
    assert!(site.get(&mut visitor, "/my_profile").await.asks_to_sign_in());
    assert_eq!(site.get(&mut visitor, "/.well-known/change-password").await.location(), "/account");
    let fields = [("email", "eva@huber.example"), ("password", PASSWORD), ("next", "https://evil.example")];
    site.get(&mut visitor, "/login").await;
    assert_eq!(site.post(&mut visitor, "/login", &fields).await.location(), "/");
    // Whatever Host and forwarding headers say, no page and no redirect repeats it.
    let mut request = axum::http::Request::builder().uri("/orders").header("host", "evil.example");
    request = request.header("x-forwarded-host", "evil.example").header("forwarded", "host=evil.example");
    let answer = site.send(request.body(axum::body::Body::empty()).unwrap()).await;
    assert!(answer.asks_to_sign_in());
    assert!(!answer.body.contains("evil"));
}

async fn a_new_password_ends_the_other_sessions(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber").await;
    world.user(customer, "eva@huber.example").await;
    let site = Site::of(&world);
    let (mut here, mut there) = (site.signed_in("eva@huber.example").await, site.signed_in("eva@huber.example").await);
    let change = async |browser: &mut Browser, present: &str, new: &str| {
        site.post(browser, "/account/password", &[("present_password", present), ("new_password", new)]).await
    };
    for (present, new, field) in [
        ("", GOOD, "present_password"),
        ("wrong", GOOD, "present_password"),
        (PASSWORD, "short", "new_password"),
        (PASSWORD, PASSWORD, "new_password"),
    ] {
        let page = change(&mut here, present, new).await;
        assert_eq!(page.status, 422, "{present} {new}");
        assert!(page.body.contains(&format!("href=\"#{field}\"")) && page.body.contains(&format!("id=\"{field}\"")));
    }
    let old = here.clone();
    let done = change(&mut here, PASSWORD, GOOD).await;
    assert_eq!((done.status, done.location()), (303, "/account"));
    assert!(site.get(&mut here, "/account").await.body.contains("The password has been changed."));
    assert!(site.get(&mut there, "/account").await.asks_to_sign_in(), "every other session is over");
    assert!(site.get(&mut old.clone(), "/account").await.asks_to_sign_in(), "the old cookie of this one too");
    assert_eq!(site.sign_in(&mut there, "eva@huber.example", PASSWORD).await.status, 422);
    assert_eq!(site.sign_in(&mut there, "eva@huber.example", GOOD).await.status, 303);

    let done = site.post(&mut here, "/account/language", &[("language", "sv")]).await;
    assert_eq!(done.location(), "/account");
    let page = site.get(&mut here, "/account").await;
    assert!(page.body.contains("<html lang=\"sv\">") && page.body.contains("Ditt konto"), "{}", page.body);
    // What is ticked is told, the rest is not (R60); new orders need a second key.
    assert!(page.body.contains("name=\"comments\" value=\"on\" checked"), "{}", page.body);
    let done = site.post(&mut here, "/account/notices", &[("orders", "on"), ("new_orders", "on")]).await;
    assert_eq!(done.location(), "/account");
    let page = site.get(&mut here, "/account").await;
    assert!(page.body.contains("name=\"orders\" value=\"on\" checked"), "{}", page.body);
    assert!(page.body.contains("name=\"comments\" value=\"on\">"), "{}", page.body);
    let wrong = site.post(&mut here, "/account/language", &[("language", "xx")]).await;
    assert_eq!(wrong.status, 422);
    let kept = select!(&world.sql, (Language,), "SELECT language FROM sign_in");
    assert_eq!(kept, [(Language::Swedish,)]);
}

async fn one_person_turns_between_customers(store: Store) {
    let world = World::new(store).await;
    let (a, b, c) =
        (world.customer("1", "Alpha").await, world.customer("2", "Beta").await, world.customer("3", "Gamma").await);
    world.order(a, None, "A-1", "order of Alpha").await;
    world.order(b, None, "B-1", "order of Beta").await;
    let (of_a, of_b) = (world.user(a, "eva@x.example").await, world.user(b, "eva@x.example").await);
    let of_c = world.user(c, "other@x.example").await;
    let site = Site::of(&world);
    let mut browser = Browser::default();
    let answer = site.sign_in(&mut browser, "eva@x.example", PASSWORD).await;
    assert_eq!(answer.location(), "/switch");
    let page = site.get(&mut browser, "/switch").await;
    assert!(page.body.contains("Alpha") && page.body.contains("Beta") && !page.body.contains("Gamma"), "{}", page.body);
    for (user, own, others) in [(of_b, "B-1", "A-1"), (of_a, "A-1", "B-1")] {
        let turned = site.post(&mut browser, "/switch", &[("customer", &user.to_string())]).await;
        assert_eq!((turned.status, turned.location()), (303, "/"));
        assert_eq!(site.get(&mut browser, &format!("/orders/{own}")).await.status, 200);
        assert_eq!(site.get(&mut browser, &format!("/orders/{others}")).await.status, 404, "one customer at a time");
    }
    for wrong in [of_c.to_string(), "x".into(), String::new()] {
        assert_eq!(site.post(&mut browser, "/switch", &[("customer", &wrong)]).await.status, 404, "{wrong}");
    }
    // The present customer closes: the other one is still a way in.
    exec!(&world.sql, "UPDATE customer_user SET state = $1 WHERE id = $2", UserState::Suspended, of_a);
    assert_eq!(site.get(&mut browser, "/orders").await.status, 403);
    let page = site.get(&mut browser, "/switch").await;
    assert!(page.status == 200 && page.body.contains("Beta"), "{}", page.body);
    assert!(!page.body.contains(&of_a.to_string()), "a closed customer is no choice: {}", page.body);
    assert_eq!(site.post(&mut browser, "/switch", &[("customer", &of_b.to_string())]).await.status, 303);
    assert_eq!(site.get(&mut browser, "/orders/B-1").await.status, 200);
}

async fn whoever_may_not_come_in_is_told_so(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber").await;
    for (name, state) in
        [("suspended", UserState::Suspended), ("revoked", UserState::Revoked), ("pending", UserState::Pending)]
    {
        let new = NewUser { state, ..NewUser::default() };
        world.user_with(customer, &format!("{name}@huber.example"), new).await;
    }
    let ended = NewUser { ends_at: Some(world.app.now()), ..NewUser::default() };
    world.user_with(customer, "ended@huber.example", ended).await;
    world.user(customer, "eva@huber.example").await;
    let unready = NewUser { state: UserState::Pending, password: false, ..NewUser::default() };
    world.user_with(customer, "unready@huber.example", unready).await;
    let site = Site::with(&world, PortalSettings::default());
    for name in ["suspended", "revoked", "pending", "ended"] {
        let mut browser = Browser::default();
        let answer = site.sign_in(&mut browser, &format!("{name}@huber.example"), PASSWORD).await;
        assert_eq!(answer.status, 403, "{name}");
        assert!(!answer.body.contains("Huber") && !browser.cookies.contains_key("keydesk"), "{name}: {}", answer.body);
        // With a wrong password nobody learns even that.
        assert_eq!(site.sign_in(&mut browser, &format!("{name}@huber.example"), "wrong").await.status, 422, "{name}");
    }
    let answer = site.sign_in(&mut Browser::default(), "unready@huber.example", PASSWORD).await;
    assert_eq!(answer.status, 422, "no password yet: as if unknown");
    portal_switch::customer(&world.app, &world.admin, customer, false).await.unwrap();
    let answer = site.sign_in(&mut Browser::default(), "eva@huber.example", PASSWORD).await;
    assert_eq!(answer.status, 403, "the portal is off for the customer (R2)");
    assert!(answer.body.contains("switched off"), "{}", answer.body);
}

async fn independence_is_asked_for_on_the_account_page(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber").await;
    let admin = NewUser { role: Role::Administrator, ..NewUser::default() };
    world.user_with(customer, "eva@huber.example", admin).await;
    world.user(customer, "jan@huber.example").await;
    let site = Site::of(&world);
    let (mut eva, mut jan) = (site.signed_in("eva@huber.example").await, site.signed_in("jan@huber.example").await);
    assert!(!site.get(&mut jan, "/account").await.body.contains("/account/independence"), "members cannot ask");
    assert!(site.get(&mut eva, "/account").await.body.contains("/account/independence"));
    let long = "a longer story ".repeat(100);
    let refused = site.post(&mut eva, "/account/independence", &[("reason", &long)]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("longer than 1,000") && refused.body.contains("a longer story a longer"));
    let reason = "we have our own people <b>now</b>";
    let done = site.post(&mut eva, "/account/independence", &[("reason", reason)]).await;
    assert_eq!(done.location(), "/account");
    // Sent twice, it was asked once; the page says that the answer comes.
    assert_eq!(site.post(&mut eva, "/account/independence", &[("reason", reason)]).await.location(), "/account");
    let page = site.get(&mut eva, "/account").await;
    assert!(page.body.contains("You asked on ") && !page.body.contains("/account/independence"), "{}", page.body);
    let found = select!(&world.sql, (String, String), "SELECT reason, state FROM independence_request");
    assert_eq!(found, [(reason.to_owned(), "open".to_owned())]);
}
