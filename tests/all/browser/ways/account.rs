//! What a person changes of their own: names, number, what they are told of, password, sessions, a copy of their data, and the
//! question for independence (R19, R25, R51, R60).

use super::stage::{NEW_PASSWORD, Stage};
use super::ways;
use crate::support::sql::select;
use crate::support::world::PASSWORD;

ways! {
    names_and_number,
    topics,
    password_and_sessions,
    a_copy_of_ones_data,
    independence_is_asked_for,
}

const ACCOUNT: &str = "Your account";

async fn names_and_number(stage: &Stage) {
    let person = stage.signed_in().await;
    stage.open("/account", ACCOUNT).await;
    stage.fill("#first_name", "Evelyn").await;
    stage.fill("#mobile", "12").await;
    stage.press("form[action='/account/profile'] button").await;
    stage.wrong(ACCOUNT, "mobile", "This is not a mobile number. Write it like +43 664 1234567.").await;
    stage.fill("#mobile", "+43 664 1234567").await;
    stage.press("form[action='/account/profile'] button").await;
    stage.notice("Your data has been saved.").await;
    stage.held(ACCOUNT).await;
    let sql = "SELECT first_name, mobile FROM sign_in WHERE email = $1";
    let stored = select!(&stage.world.sql, (String, String), sql, &person.email);
    assert_eq!(stored, [("Evelyn".to_owned(), "+436641234567".to_owned())]);
    assert!(stage.texts("header .who").await[0].contains("Evelyn Huber"), "the top knows it too");
}

async fn topics(stage: &Stage) {
    let person = stage.signed_in().await;
    stage.open("/account", ACCOUNT).await;
    assert!(stage.browser.has("input[name=comments]:checked").await);
    stage.click("input[name=comments]").await;
    stage.press("form[action='/account/notices'] button").await;
    stage.notice("What you are told of has been changed.").await;
    assert!(!stage.browser.has("input[name=comments]:checked").await);
    let sql = "SELECT told FROM user_preference WHERE customer_user_id = $1 AND topic = 'comments'";
    assert_eq!(select!(&stage.world.sql, (bool,), sql, person.user), [(false,)]);
}

async fn password_and_sessions(stage: &Stage) {
    let person = stage.signed_in().await;
    // Somewhere else: the same person once more, in the same browser with its cookies forgotten.
    for _ in 0..2 {
        stage.forget().await;
        stage.sign_in(&person.email, PASSWORD).await;
    }
    let sql = "SELECT count(*) FROM portal_session WHERE customer_user_id = $1";
    let sessions = async || select!(&stage.world.sql, (i64,), sql, person.user)[0].0;
    stage.open("/account", ACCOUNT).await;
    assert_eq!((stage.texts(".sessions > li").await.len(), sessions().await), (3, 3));
    stage.press("form[action='/account/sessions/end'] button").await;
    stage.notice("That session has been ended.").await;
    assert_eq!((stage.texts(".sessions > li").await.len(), sessions().await), (2, 2));
    stage.press("form[action='/account/sessions/end-others'] button").await;
    stage.notice("You are signed out everywhere else.").await;
    assert_eq!(sessions().await, 1);

    stage.fill("#present_password", "not this one").await;
    stage.fill("#new_password", NEW_PASSWORD).await;
    stage.press("form[action='/account/password'] button").await;
    stage.wrong(ACCOUNT, "present_password", "This is not your present password.").await;
    stage.fill("#present_password", PASSWORD).await;
    stage.fill("#new_password", NEW_PASSWORD).await;
    stage.press("form[action='/account/password'] button").await;
    stage.notice("The password has been changed. All other sessions have ended.").await;
    stage.forget().await;
    stage.sign_in(&person.email, NEW_PASSWORD).await;
    stage.held("Dashboard").await;
}

async fn a_copy_of_ones_data(stage: &Stage) {
    let person = stage.signed_in().await;
    let folder = tempfile::tempdir().expect("a folder");
    let parameters = serde_json::json!({ "behavior": "allow", "downloadPath": folder.path() });
    stage.browser.chromium("Browser.setDownloadBehavior", parameters).await;
    stage.open("/account", ACCOUNT).await;
    stage.click("form[action='/account/data'] button").await;
    let started = std::time::Instant::now();
    let copy = loop {
        let whole = std::fs::read_dir(folder.path()).expect("the folder").flatten().map(|entry| entry.path());
        let copy = whole.filter(|p| p.extension().is_some_and(|e| e == "json")).find_map(|p| std::fs::read(p).ok());
        match copy.and_then(|copy| serde_json::from_slice::<serde_json::Value>(&copy).ok()) {
            Some(copy) => break copy,
            None => assert!(started.elapsed().as_secs() < 10, "nothing is downloaded"),
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    };
    assert_eq!(copy["person"]["email"], person.email.as_str());
    assert_eq!(copy["accesses"][0]["customer_number"], person.number.as_str());
    stage.held(ACCOUNT).await;
    let sql = "SELECT count(*) FROM activity WHERE event = 'own_data_exported' AND customer_user_id = $1";
    assert_eq!(select!(&stage.world.sql, (i64,), sql, person.user), [(1,)]);
}

async fn independence_is_asked_for(stage: &Stage) {
    let person = stage.signed_in().await;
    stage.open("/account", ACCOUNT).await;
    stage.fill("#reason", "We have people of our own now.").await;
    stage.press("form[action='/account/independence'] button").await;
    stage.notice("Your request has been sent. The answer comes by letter.").await;
    stage.held(ACCOUNT).await;
    assert!(stage.says("You asked on ").await && !stage.browser.has("#reason").await);
    let sql = "SELECT reason, state FROM independence_request WHERE customer_id = $1";
    let stored = select!(&stage.world.sql, (String, String), sql, person.customer);
    assert_eq!(stored, [("We have people of our own now.".to_owned(), "open".to_owned())]);
}
