//! Invitations: looked at as often as a mail scanner likes, taken once, by whoever holds the link (R7).

use chrono::TimeDelta;
use keydesk::domain::access::Scope;
use keydesk::domain::permission::Role;
use keydesk::domain::{CustomerId, CustomerUserId, InvitationId};
use keydesk::portal::PortalSettings;
use keydesk::service::access::{Grant, Granted, grant};
use keydesk::service::{invitations, portal_switch};
use keydesk::store::Store;

use super::site::{Browser, Site};
use crate::support::database::stories;
use crate::support::sql::select;
use crate::support::world::{PASSWORD, World};

stories! {
    looking_takes_nothing_and_accepting_works_once,
    dead_links_say_what_to_do_and_nothing_more,
    a_refused_form_keeps_the_invitation,
    a_person_with_a_password_keeps_it,
}

const GOOD: &str = "gul lampa under bron";

async fn invite(world: &World, customer: CustomerId, email: &str) -> (Granted, String) {
    let new = Grant {
        customer,
        email: email.to_owned(),
        first_name: "<b>Jan</b>".to_owned(),
        last_name: "Moser".to_owned(),
        role: Some(Role::Member),
        language: None,
        contact: None,
        scope: Scope::everything(),
        send_to: None,
    };
    let granted = grant(&world.app, &world.admin, &new).await.unwrap();
    let path = granted.link.strip_prefix(&world.app.policy.public_url).expect("the public address").to_owned();
    assert!(path.starts_with("/invitation/kdi_"), "{path}");
    (granted, path)
}

async fn state_of(world: &World, user: CustomerUserId) -> (String, String) {
    let sql = "SELECT state, role FROM customer_user WHERE id = $1";
    select!(&world.sql, (String, String), sql, user).pop().unwrap()
}

async fn looking_takes_nothing_and_accepting_works_once(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber & <Söhne>").await;
    world.order(customer, None, "SO-1", "the first order").await;
    let (granted, path) = invite(&world, customer, "jan@huber.example").await;
    let site = Site::of(&world);

    // A mail scanner, and the person twice.
    assert_eq!(site.head(&mut Browser::default(), &path).await.status, 200);
    assert_eq!(site.get(&mut Browser::default(), &path).await.status, 200);
    let mut browser = Browser::default();
    let page = site.get(&mut browser, &path).await;
    assert_eq!(page.status, 200);
    assert_eq!(state_of(&world, granted.user).await.0, "pending");
    for named in
        ["Nordlift Service", "Huber &#38; &#60;Söhne&#62;", "jan@huber.example", "autocomplete=\"new-password\""]
    {
        assert!(page.body.contains(named), "{named}: {}", page.body);
    }
    assert!(!page.body.contains("<b>"), "a name is no markup: {}", page.body);

    // What the form does not have, nobody reads.
    let fields = [("password", GOOD), ("role", "administrator"), ("email", "other@huber.example"), ("user", "1")];
    let mut second = browser.clone();
    let answer = site.post(&mut browser, &path, &fields).await;
    assert_eq!((answer.status, answer.location()), (303, "/"), "{}", answer.body);
    assert_eq!(state_of(&world, granted.user).await, ("active".to_owned(), "member".to_owned()));
    assert_eq!(site.get(&mut browser, "/").await.location(), "/orders");
    assert!(site.get(&mut browser, "/orders").await.body.contains("the first order"));

    // The second use, and looking again.
    let answer = site.post(&mut second, &path, &[("password", "ett annat lösenord här")]).await;
    assert_eq!(answer.status, 404);
    assert_eq!(site.get(&mut Browser::default(), &path).await.status, 404);
    let sign_in = site.sign_in(&mut Browser::default(), "jan@huber.example", GOOD).await;
    assert_eq!(sign_in.status, 303);
    let sign_in = site.sign_in(&mut Browser::default(), "jan@huber.example", "ett annat lösenord här").await;
    assert_eq!(sign_in.status, 422);
}

async fn dead_links_say_what_to_do_and_nothing_more(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber Maschinen").await;
    let site = Site::of(&world);
    let look = async |path: &str| {
        let mut browser = Browser::default();
        let page = site.get(&mut browser, path).await;
        for secret in ["Huber", "Nordlift", "@", "Moser"] {
            assert!(!page.body.contains(secret), "{path} tells of {secret}: {}", page.body);
        }
        // The form of another link does not help either.
        site.get(&mut browser, "/login").await;
        let sent = site.post(&mut browser, path, &[("password", GOOD)]).await;
        assert_eq!(sent.status, page.status, "{path}");
        page.status
    };
    let never = format!("/invitation/kdi_{}", "A".repeat(43));
    for unknown in [never.as_str(), "/invitation/x", "/invitation/kdi_%00", "/invitation/%ff", "/invitation/kds_AAAA"] {
        assert_eq!(look(unknown).await, 404, "{unknown}");
    }
    let (granted, old) = invite(&world, customer, "jan@huber.example").await;
    let id: InvitationId = granted.invitation;
    let again = invitations::resend(&world.app, &world.admin, id, None).await.unwrap();
    assert_eq!(look(&old).await, 404, "the old link dies when a new one is sent");
    let path = again.link.strip_prefix(&world.app.policy.public_url).unwrap().to_owned();
    assert_eq!(site.get(&mut Browser::default(), &path).await.status, 200);

    portal_switch::module(&world.app, &world.admin, false).await.unwrap();
    assert_eq!(site.get(&mut Browser::default(), &path).await.status, 403, "the module is off (R1)");
    portal_switch::module(&world.app, &world.admin, true).await.unwrap();

    world.app.clock.advance(world.app.policy.invitation_valid + TimeDelta::seconds(1));
    assert_eq!(look(&path).await, 410, "expired");
    let (granted, path) = invite(&world, customer, "eva@huber.example").await;
    invitations::withdraw(&world.app, &world.admin, granted.invitation).await.unwrap();
    assert_eq!(look(&path).await, 404, "withdrawn");
}

async fn a_refused_form_keeps_the_invitation(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber Maschinen").await;
    let (granted, path) = invite(&world, customer, "jan@huber.example").await;
    let site = Site::of(&world);
    let mut browser = Browser::default();
    site.get(&mut browser, &path).await;
    for (password, said) in [
        ("", "Enter your password"),
        ("kurz", "at least 15 characters"),
        ("aaaaaaaaaaaaaaaaaaaa", "too easy to guess"),
        ("HuberMaschinen1", "little more than a name"),
    ] {
        let page = site.post(&mut browser, &path, &[("password", password)]).await;
        assert_eq!(page.status, 422, "{password}");
        assert!(page.body.contains("<title>Error: ") && page.body.contains("href=\"#password\""), "{}", page.body);
        assert!(page.body.contains(said), "{password}: {}", page.body);
        assert!(password.is_empty() || !page.body.contains(password), "a password is never sent back");
    }
    // Without the form's token, with another browser's, from another site.
    let token = browser.csrf.clone();
    let sent = site.post_with(&mut browser, &path, "", &[("password", GOOD)], &[]).await;
    assert_eq!(sent.status, 422);
    let sent = site.post_with(&mut Browser::default(), &path, &token, &[("password", GOOD)], &[]).await;
    assert_eq!(sent.status, 422);
    let cross = [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")];
    let sent = site.post_with(&mut browser, &path, &token, &[("password", GOOD)], &cross).await;
    assert_eq!(sent.status, 403);
    assert_eq!(state_of(&world, granted.user).await.0, "pending");
    // The page suggests a phrase that it then takes.
    let page = site.get(&mut browser, &path).await;
    let phrase = page.between("<code>", "</code>").unwrap().to_owned();
    assert_eq!(site.post(&mut browser, &path, &[("password", &phrase)]).await.status, 303);
}

async fn a_person_with_a_password_keeps_it(store: Store) {
    let world = World::new(store).await;
    let (first, second) = (world.customer("1042", "Huber").await, world.customer("1043", "Hofer").await);
    world.user(first, "eva@huber.example").await;
    let (_, path) = invite(&world, second, "eva@huber.example").await;
    let settings = PortalSettings { public_url: "https://portal.example".to_owned(), ..PortalSettings::default() };
    let site = Site::with(&world, settings);
    let mut browser = Browser::default();
    let page = site.get(&mut browser, &path).await;
    assert!(page.body.contains("autocomplete=\"current-password\""), "{}", page.body);
    assert_eq!(site.post(&mut browser, &path, &[("password", GOOD)]).await.status, 422);
    let answer = site.post(&mut browser, &path, &[("password", PASSWORD)]).await;
    assert_eq!((answer.status, answer.location()), (303, "/switch"), "two customers: a chooser (R4)");
    let cookie = answer.headers.get_all("set-cookie").iter().find(|c| c.as_bytes().starts_with(b"__Host-keydesk=kds_"));
    let cookie = cookie.unwrap().to_str().unwrap();
    assert!(cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure"), "{cookie}");
    let page = site.get(&mut browser, "/switch").await;
    assert!(page.body.contains("Huber") && page.body.contains("Hofer"), "{}", page.body);
}
