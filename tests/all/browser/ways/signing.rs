//! Ways in and out: password, letter, invitation, second factor, several customers, languages (R7, R20–R23, R51).

use chrono::TimeDelta;
use keydesk::domain::state::Language;
use keydesk::service::customer_sign_in::work_off_recoveries;
use keydesk::service::second_factor::totp;

use super::stage::{NEW_PASSWORD, Stage};
use super::ways;
use crate::support::sql::select;
use crate::support::world::PASSWORD;

ways! {
    by_password_and_out_again,
    by_a_recovery_letter,
    by_an_invitation,
    by_an_authenticator_app,
    at_several_customers,
    in_ones_own_language,
}

const LEAVE: &str = "form[action='/logout'] button";

async fn by_password_and_out_again(stage: &Stage) {
    let person = stage.person().await;
    stage.open("/login?branding=Nordlift+Service", "Sign in").await;
    assert!(stage.says("Nordlift Service").await, "whose page it is");
    stage.press("form[action='/login'] button.main").await;
    stage.wrong("Sign in", "email", "Enter your e-mail address.").await;
    stage.fill("#email", &person.email).await;
    stage.fill("#password", "not this one").await;
    stage.press("form[action='/login'] button.main").await;
    assert_eq!(stage.browser.status().await, 422);
    assert!(stage.says("E-mail address and password do not match.").await);
    let typed = stage.ask("return document.querySelector('#email').value").await;
    assert_eq!(typed, person.email.as_str(), "what was typed is still there");

    stage.fill("#password", PASSWORD).await;
    stage.press("form[action='/login'] button.main").await;
    stage.held("Dashboard").await;
    assert_eq!(stage.path().await, "/dashboard");
    let sql = "SELECT count(*) FROM portal_session WHERE customer_user_id = $1";
    assert_eq!(select!(&stage.world.sql, (i64,), sql, person.user), [(1,)]);

    stage.press(LEAVE).await;
    stage.held("Sign in").await;
    stage.notice("You are signed out.").await;
    assert_eq!(select!(&stage.world.sql, (i64,), sql, person.user), [(0,)]);
    stage.open("/orders", "Sign in").await;
    assert!(stage.path().await.starts_with("/login"), "the way back leads through the sign-in page");
}

async fn by_a_recovery_letter(stage: &Stage) {
    let person = stage.person().await;
    stage.open("/login", "Sign in").await;
    stage.press("a[href^='/recovery']").await;
    stage.held("Forgot your password?").await;
    stage.press("form[action='/recovery'] button.main").await;
    stage.wrong("Forgot your password?", "email", "Enter your e-mail address.").await;
    stage.fill("#email", &person.email).await;
    stage.press("form[action='/recovery'] button.main").await;
    stage.held("Look into your mailbox").await;

    assert_eq!(work_off_recoveries(&stage.world.app).await.expect("letters are written"), 1);
    let token = stage.letter_to(&person.email).await;
    stage.open(&format!("/password/{token}"), "Choose a new password").await;
    stage.fill("input[type=password]", "short").await;
    stage.press("main button.main").await;
    assert_eq!(stage.browser.status().await, 422);
    stage.fill("input[type=password]", NEW_PASSWORD).await;
    stage.press("main button.main").await;
    stage.held("Dashboard").await;

    stage.refused(&format!("/password/{token}"), 404, "This link does not work").await;
    stage.forget().await;
    stage.sign_in(&person.email, NEW_PASSWORD).await;
    stage.held("Dashboard").await;
}

async fn by_an_invitation(stage: &Stage) {
    let person = stage.person().await;
    let email = format!("jan{}@huber.example", person.number);
    let granted = stage.invited(&person, "jan").await;
    let path = granted.link.strip_prefix(&stage.at("")).expect("an address of this portal").to_owned();
    let heading = "Your access to Nordlift Service";
    stage.open(&path, heading).await;
    assert!(stage.says(&email).await && stage.says("Jan Moser").await);
    stage.fill("#password", "jan moser").await;
    stage.press("main button.main").await;
    stage.wrong(heading, "password", "The password needs at least 15 characters.").await;
    stage.fill("#password", NEW_PASSWORD).await;
    stage.press("main button.main").await;
    stage.held("My orders").await;
    let sql = "SELECT state FROM customer_user WHERE id = $1";
    assert_eq!(select!(&stage.world.sql, (String,), sql, granted.user), [("active".to_owned(),)]);
    stage.forget().await;
    stage.refused(&path, 404, "This invitation does not work").await;
    stage.sign_in(&email, NEW_PASSWORD).await;
    stage.held("My orders").await;
}

async fn by_an_authenticator_app(stage: &Stage) {
    let person = stage.signed_in().await;
    stage.open("/account", "Your account").await;
    stage.press("a[href='/account/second-factor']").await;
    stage.held("Second factor").await;
    stage.press("form[action='/account/second-factor/begin'] button").await;
    stage.held("Second factor").await;
    assert!(stage.shows("svg.qr").await, "a picture to be scanned");
    let secret = stage.texts("code.secret").await.remove(0);
    stage.fill("#code", "123").await;
    stage.press("form[action='/account/second-factor/confirm'] button").await;
    assert_eq!(stage.browser.status().await, 422);
    assert_eq!(stage.texts("code.secret").await, std::slice::from_ref(&secret), "the same secret stays");
    let code = || totp::shown(&secret, stage.world.app.now()).expect("a code");
    stage.fill("#code", &code()).await;
    stage.press("form[action='/account/second-factor/confirm'] button").await;
    stage.held("Your recovery codes").await;
    let recovery = stage.texts("ol.codes code").await;
    assert_eq!(recovery.len(), 10);
    stage.press("a[href='/account/second-factor']").await;
    assert!(stage.says("Codes left: 10").await);

    for proof in [None, Some(&recovery[0])] {
        stage.world.app.clock.advance(TimeDelta::minutes(1));
        stage.press(LEAVE).await;
        stage.sign_in(&person.email, PASSWORD).await;
        stage.held("One more step").await;
        stage.fill("#code", "000000").await;
        stage.press("form[action='/login/second']:not(.passkey) button.main").await;
        assert_eq!(stage.browser.status().await, 422);
        stage.fill("#code", proof.unwrap_or(&code())).await;
        stage.press("form[action='/login/second']:not(.passkey) button.main").await;
        stage.held("Dashboard").await;
    }
    stage.open("/account/second-factor", "Second factor").await;
    assert!(stage.says("Codes left: 9").await);
}

async fn at_several_customers(stage: &Stage) {
    let (one, two) = (stage.person().await, stage.person().await);
    stage.world.user(two.customer, &one.email).await;
    stage.world.order(one.customer, None, &format!("{}-A", one.number), "Order of the first").await;
    stage.world.order(two.customer, None, &format!("{}-B", two.number), "Order of the second").await;
    stage.sign_in(&one.email, PASSWORD).await;
    stage.held("Choose a customer").await;
    let names = [format!("Huber Maschinen {}", one.number), format!("Huber Maschinen {}", two.number)];
    for (from, to, sees, not) in [(&names[1], &names[0], "first", "second"), (&names[0], &names[1], "second", "first")]
    {
        let button = stage.browser.find_all(fantoccini::Locator::Css(".choices button")).await.expect("choices");
        let mut chosen = None;
        for button in button {
            if button.text().await.expect("its text").contains(to.as_str()) {
                chosen = Some(button);
            }
        }
        let before = stage.born().await;
        chosen.unwrap_or_else(|| panic!("{to} is no choice")).click().await.expect("it can be chosen");
        stage.arrived(before, to).await;
        stage.open("/orders", "My orders").await;
        assert!(stage.says(&format!("Order of the {sees}")).await && !stage.says(&format!("Order of the {not}")).await);
        assert!(stage.says(to).await && !stage.says(from).await, "the top says where one is");
        stage.press("header a[href='/switch']").await;
        stage.held("Choose a customer").await;
    }
}

async fn in_ones_own_language(stage: &Stage) {
    let person = stage.person().await;
    stage.open("/login", "Sign in").await;
    for (language, heading) in [("sv", "Logga in"), ("da", "Log ind"), ("de", "Anmelden")] {
        stage.press(&format!(".languages button[value='{language}']")).await;
        stage.held(heading).await;
        assert_eq!(stage.ask("return document.documentElement.lang").await, language);
    }
    stage.fill("#email", &person.email).await;
    stage.fill("#password", PASSWORD).await;
    stage.press("form[action='/login'] button.main").await;
    stage.open("/account", "Your account").await;
    stage.choose("#language", "sv").await;
    stage.press("form[action='/account/language'] button").await;
    stage.held("Ditt konto").await;
    let sql = "SELECT language FROM sign_in WHERE email = $1";
    assert_eq!(select!(&stage.world.sql, (Language,), sql, &person.email), [(Language::Swedish,)]);
    stage.press(LEAVE).await;
    stage.sign_in_page_says("Anmelden").await;
}
