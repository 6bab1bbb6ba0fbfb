//! Passkeys as people use them: over the real program on localhost, with the authenticator that the browser's driver plays.

use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use keydesk::store::Store;
use serde_json::json;

use crate::support::browser::Browser;
use crate::support::database::{address, on_sqlite};
use crate::support::world::{PASSWORD, World};

#[test]
fn a_passkey_is_made_used_alone_and_as_the_second_factor() {
    on_sqlite(story);
}

/// The portal's program, ended with the test.
struct Portal {
    program: Child,
    _home: tempfile::TempDir,
    url: String,
}

impl Portal {
    fn start(store: &Store) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port").port();
        let home = tempfile::tempdir().expect("a home");
        // Passkeys belong to a name; localhost is the one that browsers trust without TLS.
        let url = format!("http://localhost:{port}");
        let program = Command::new(env!("CARGO_BIN_EXE_keydesk-portal"))
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", home.path())
            .env("KEYDESK_DATABASE__URL", address(store))
            .env("KEYDESK_PORTAL__LISTEN", format!("127.0.0.1:{port}"))
            .env("KEYDESK_PORTAL__PUBLIC_URL", &url)
            .env("KEYDESK_MAIL__FROM", "portal@nordlift.example")
            .current_dir(home.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the portal runs");
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(started.elapsed() < Duration::from_mins(1), "the portal does not answer");
            std::thread::sleep(Duration::from_millis(20));
        }
        Self { program, _home: home, url }
    }

    fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

async fn password(browser: &Browser, portal: &Portal) {
    browser.open(&portal.at("/login")).await;
    browser.fill("#email", "eva@huber.example").await;
    browser.fill("#password", PASSWORD).await;
    browser.click("form[action='/login'] button.main").await;
}

/// Whether the device verifies its person from now on.
async fn verified(browser: &Browser, device: &str, on: bool) {
    let path = format!("webauthn/authenticator/{device}/uv");
    // A handful of these in one test: a path of the driver is a constant otherwise.
    browser.driver(Box::leak(path.into_boxed_str()), json!({ "isUserVerified": on })).await;
}

async fn leave(browser: &Browser) {
    browser.click("form[action='/logout'] button").await;
    browser.element("#password").await;
}

async fn story(store: Store) {
    let Some(browser) = Browser::start().await else { return };
    let world = World::new(store.clone()).await;
    let customer = world.customer("1042", "Huber Maschinen").await;
    world.user(customer, "eva@huber.example").await;
    let portal = Portal::start(&store);
    let device = json!({
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": true, "hasUserVerification": true,
        "isUserConsenting": true, "isUserVerified": true,
    });
    let device = browser.driver("webauthn/authenticator", device).await;
    let device = device.as_str().expect("an identifier").to_owned();

    password(&browser, &portal).await;
    browser.element("header .who form").await;
    browser.open(&portal.at("/account/passkeys")).await;
    browser.fill("#name", "Work laptop").await;
    browser.click("form[data-passkey=make] button.main").await;
    browser.element("ol.codes").await;
    assert!(browser.shown().await.contains("Your recovery codes"));
    browser.open(&portal.at("/account/passkeys")).await;
    assert!(browser.shown().await.contains("Work laptop"));
    // The same device once more: the browser itself says that it is there already.
    browser.fill("#name", "Again").await;
    browser.click("form[data-passkey=make] button.main").await;
    browser.element("[data-said=known]:not([hidden])").await;

    // Nobody asked for it: the sign-in page offers passkeys by itself, and this device always agrees.
    browser.click("form[action='/logout'] button").await;
    browser.wait().for_url(&portal.at("/orders").parse().unwrap()).await.expect("in, without a password");
    browser.element("header .who form").await;

    verified(&browser, &device, false).await;
    leave(&browser).await;
    password(&browser, &portal).await;
    browser.element("form[action='/login/second']").await;
    browser.click("form[data-passkey=use] button").await;
    browser.element("[data-said=failed]:not([hidden])").await;
    verified(&browser, &device, true).await;
    browser.click("form[data-passkey=use] button").await;
    browser.element("header .who form").await;

    verified(&browser, &device, false).await;
    leave(&browser).await;
    verified(&browser, &device, true).await;
    browser.click("form[data-passkey=use] button").await;
    browser.element("header .who form").await;
    assert!(browser.shown().await.contains("Huber Maschinen"), "in, by the button");

    verified(&browser, &device, false).await;
    leave(&browser).await;
    // Without script everything but passkeys works, and the page says so.
    browser.scripts(false).await;
    browser.open(&portal.at("/login")).await;
    assert!(!browser.element("form[data-passkey=use] button").await.is_displayed().await.unwrap());
    browser.scripts(true).await;
}
