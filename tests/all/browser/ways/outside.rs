//! Ways in without a password of one's own, and doors that stay closed: the secure link, staff who look, and every reason why
//! somebody does not come in (R1, R2, R5, R15, R16, R20, R21, R24).

use keydesk::domain::portal_area::PortalAreas;
use keydesk::domain::state::UserState;
use keydesk::service::{portal_switch, secure_link, view_as};

use super::stage::Stage;
use super::ways;
use crate::support::sql::{exec, select};
use crate::support::world::{NewUser, PASSWORD};

ways! {
    with_the_secure_link,
    staff_look_as_somebody,
    whoever_does_not_come_in_is_told_why,
    too_many_wrong_passwords,
    a_portal_that_is_off,
}

async fn with_the_secure_link(stage: &Stage) {
    let number = format!("{:?}", stage.world.app.now().timestamp());
    let customer = stage.world.customer(&number, "Berger Privat").await;
    stage.world.order(customer, None, &format!("{number}N"), "Lift stuck").await;
    let link = secure_link::show(&stage.world.app, &stage.world.admin, customer).await.expect("a link").link;
    let path = link.strip_prefix(&stage.at("")).expect("an address of this portal").to_owned();
    stage.open(&path, "Dashboard").await;
    assert!(stage.says("Berger Privat").await, "whose portal it is");
    stage.open("/orders", "My orders").await;
    stage.press(".rows a").await;
    stage.held(&format!("{number}N · Lift stuck | Lift stuck")).await;
    assert!(
        !stage.browser.has("textarea").await && !stage.browser.has("input[type=file]").await,
        "to be read, not written"
    );
    stage.refused("/billing", 403, "Not part of your access").await;
    // The first customer user closes it.
    stage.world.user(customer, &format!("b{number}@berger.example")).await;
    stage.open("/orders", "Sign in").await;
    stage.open(&path, "Sign in").await;
}

async fn staff_look_as_somebody(stage: &Stage) {
    let person = stage.person().await;
    let number = format!("{}N1", person.number);
    stage.world.order(person.customer, Some(person.graz), &number, "Lift stuck").await;
    let made = view_as::link(&stage.world.app, &stage.world.admin, person.user).await.expect("a link");
    let path = made.url.strip_prefix(&stage.at("")).expect("an address of this portal").to_owned();
    stage.open(&path, "Look at the portal | Look at the portal as Eva Huber").await;
    stage.press("main button.main").await;
    stage.held("Dashboard").await;
    let order = format!("{number} · Lift stuck | Lift stuck");
    for (path, heading) in
        [("/orders", "My orders"), (&*format!("/orders/{number}"), &*order), ("/account", "Your account")]
    {
        stage.open(path, heading).await;
        assert!(stage.shows("aside.viewing").await, "the banner is on every page");
        assert!(stage.says("is looking at the portal as Eva Huber").await);
    }
    stage.open(&format!("/orders/{number}"), &order).await;
    if stage.browser.has("section.talk form").await {
        stage.fill("#body", "not by me").await;
        stage.press("section.talk form button.main").await;
        assert_eq!(stage.browser.status().await, 403);
        stage.held("You are only looking").await;
    }
    let sql = "SELECT count(*) FROM comment WHERE customer_user_id = $1";
    assert_eq!(select!(&stage.world.sql, (i64,), sql, person.user), [(0,)]);
    stage.open("/orders", "My orders").await;
    stage.press("aside.viewing button").await;
    assert!(stage.says("You can close this window.").await);
    stage.open("/orders", "Sign in").await;
    stage.refused(&path, 404, "This link does not open anything").await;
}

async fn whoever_does_not_come_in_is_told_why(stage: &Stage) {
    let person = stage.person().await;
    let states = [
        ("suspended", UserState::Suspended, "Your access is not active"),
        ("revoked", UserState::Revoked, "Your access is not active"),
        ("pending", UserState::Pending, "Your invitation is still open"),
    ];
    for (name, state, heading) in states {
        let email = format!("{name}{}@huber.example", person.number);
        stage.world.user_with(person.customer, &email, NewUser { state, ..NewUser::default() }).await;
        stage.refused_at_sign_in(&email, PASSWORD, heading).await;
        assert!(!stage.says("Huber").await, "nothing about customers");
    }
    let email = format!("expired{}@huber.example", person.number);
    let ended = NewUser { ends_at: Some(stage.world.app.now()), ..NewUser::default() };
    stage.world.user_with(person.customer, &email, ended).await;
    stage.refused_at_sign_in(&email, PASSWORD, "Your access is not active").await;

    // Somebody who is in, and whose access is paused meanwhile.
    stage.sign_in(&person.email, PASSWORD).await;
    let sql = "UPDATE customer_user SET state = $1 WHERE id = $2";
    exec!(&stage.world.sql, sql, UserState::Suspended, person.user);
    stage.refused("/orders", 403, "Your access is not active").await;
}

async fn too_many_wrong_passwords(stage: &Stage) {
    let person = stage.person().await;
    let mut said = 422;
    for _ in 0..12 {
        stage.open("/login", "Sign in").await;
        stage.fill("#email", &person.email).await;
        stage.fill("#password", "wrong every time").await;
        stage.press("form[action='/login'] button.main").await;
        said = stage.browser.status().await;
        if said == 429 {
            break;
        }
    }
    assert_eq!(said, 429);
    stage.held("Too many attempts").await;
    assert!(stage.says("Nothing is locked for good.").await);
    stage.world.app.clock.advance(chrono::TimeDelta::hours(1));
    stage.sign_in(&person.email, PASSWORD).await;
    stage.held("Dashboard").await;
}

async fn a_portal_that_is_off(stage: &Stage) {
    let person = stage.signed_in().await;
    let (app, admin) = (&stage.world.app, &stage.world.admin);
    let areas = PortalAreas { video: false, ..PortalAreas::ALL };
    portal_switch::areas(app, admin, person.customer, areas).await.expect("an area is off");
    stage.refused("/video", 403, "Not part of your access").await;
    stage.open("/orders", "My orders").await;
    assert!(!stage.browser.has("nav a[href='/video']").await && stage.browser.has("nav a[href='/orders']").await);
    portal_switch::customer(app, admin, person.customer, false).await.expect("the customer's is off");
    stage.refused("/orders", 403, "The customer portal is switched off").await;
    portal_switch::customer(app, admin, person.customer, true).await.expect("it is on again");
    portal_switch::module(app, admin, false).await.expect("the module is off");
    let off = stage.browser.open(&stage.at("/orders")).await;
    let page = stage.browser.shown().await;
    portal_switch::module(app, admin, true).await.expect("the module is on again");
    assert!(
        off == 403 && page.contains("The customer portal is switched off") && !page.contains("Huber"),
        "{off} {page}"
    );
    stage.open("/orders", "My orders").await;
}
