//! The secure link in the browser (R20, R21): beside the session, asked at every request, gone when it is replaced.

use keydesk::service::access::{Farewell, revoke};
use keydesk::service::{portal_switch, secure_link};
use keydesk::store::Store;

use super::site::{Browser, Site};
use crate::support::database::stories;
use crate::support::world::World;

stories! {
    whoever_holds_the_link_reads_and_changes_nothing,
    a_link_is_asked_at_every_request,
    the_first_user_turns_the_link_into_the_sign_in_page,
}

async fn path(world: &World, customer: keydesk::domain::CustomerId) -> String {
    let shown = secure_link::show(&world.app, &world.admin, customer).await.unwrap();
    shown.link.strip_prefix(&world.app.policy.public_url).expect("the public address").to_owned()
}

async fn whoever_holds_the_link_reads_and_changes_nothing(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1", "Huber & <Söhne>").await;
    let other = world.customer("2", "Two").await;
    world.order(customer, None, "A1", "own order").await;
    world.order(other, None, "B1", "foreign order").await;
    world.object(customer, None, "own lift").await;
    let (site, link) = (Site::of(&world), path(&world, customer).await);

    let mut browser = Browser::default();
    let opened = site.get(&mut browser, &link).await;
    assert_eq!((opened.status, opened.location()), (303, "/"));
    assert_eq!(site.get(&mut browser, "/").await.location(), "/dashboard");
    let orders = site.get(&mut browser, "/orders").await;
    assert!(orders.body.contains("own order") && !orders.body.contains("foreign order"));
    assert!(orders.body.contains("Huber &#38; &#60;Söhne&#62;") && orders.body.contains("href=\"/login\""));
    assert_eq!(site.get(&mut browser, "/orders/A1").await.status, 200);
    assert_eq!(site.get(&mut browser, "/orders/B1").await.status, 404);
    assert!(site.get(&mut browser, "/objects").await.body.contains("own lift"));
    assert_eq!(site.get(&mut browser, "/facilities").await.status, 200);
    for account in ["/account", "/switch"] {
        assert!(site.get(&mut browser, account).await.asks_to_sign_in(), "{account}");
    }
    for form in ["/account/language", "/account/password", "/switch", "/logout"] {
        assert_eq!(site.post(&mut browser, form, &[]).await.location(), "/login", "{form}");
    }
    // A session beside it is the session's portal.
    world.user(other, "eva@two.example").await;
    let mut both = site.signed_in("eva@two.example").await;
    site.get(&mut both, &link).await;
    assert!(site.get(&mut both, "/orders").await.body.contains("foreign order"));
}

async fn a_link_is_asked_at_every_request(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let customer = world.customer("1", "One").await;
    let (site, link) = (Site::of(&world), path(&world, customer).await);
    let mut browser = Browser::default();
    site.get(&mut browser, &link).await;
    assert_eq!(site.get(&mut browser, "/orders").await.status, 200);
    secure_link::rotate(app, admin, customer).await.unwrap();
    assert!(site.get(&mut browser.clone(), "/orders").await.asks_to_sign_in());
    assert_eq!(site.get(&mut browser, &link).await.status, 404);
    for nonsense in ["/link/x", "/link/kdl_", "/link/%00"] {
        assert_eq!(site.get(&mut Browser::default(), nonsense).await.status, 404, "{nonsense}");
    }

    let link = path(&world, customer).await;
    site.get(&mut browser, &link).await;
    portal_switch::areas(
        app,
        admin,
        customer,
        keydesk::domain::portal_area::PortalAreas { orders: false, ..keydesk::domain::portal_area::PortalAreas::ALL },
    )
    .await
    .unwrap();
    assert_eq!(site.get(&mut browser, "/orders").await.status, 403);
    portal_switch::module(app, admin, false).await.unwrap();
    assert!(site.get(&mut browser.clone(), "/objects").await.asks_to_sign_in());
    assert_eq!(site.get(&mut browser, &link).await.status, 404);
}

async fn the_first_user_turns_the_link_into_the_sign_in_page(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1", "One").await;
    let (site, link) = (Site::of(&world), path(&world, customer).await);
    let mut browser = Browser::default();
    site.get(&mut browser, &link).await;
    let user = world.user(customer, "eva@one.example").await;
    assert!(site.get(&mut browser, "/orders").await.asks_to_sign_in());
    assert_eq!(site.get(&mut browser, &link).await.location(), "/login?branding=Nordlift+Service");
    revoke(&world.app, &world.admin, user, &Farewell::Silent).await.unwrap();
    assert_eq!(site.get(&mut browser, &link).await.location(), "/", "open again when the last one is gone");
}
