//! Where ways are gone: a world with its portal on a port of its own, people in it, and a browser in one of four settings.
//!
//! `KEYDESK_TEST_WAY` names the ways to go when only some are of interest.

use std::net::SocketAddr;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use chrono::TimeDelta;
use futures_util::FutureExt as _;
use keydesk::domain::access::Scope;
use keydesk::domain::permission::Role;
use keydesk::domain::{CustomerId, CustomerUserId, FacilityId};
use keydesk::portal::{PortalSettings, bind, router};
use keydesk::service::Policy;
use keydesk::service::access::{Grant, Granted, grant};
use keydesk::store::Store;
use serde_json::json;

use crate::support::browser::{Browser, Look};
use crate::support::sql::select;
use crate::support::world::{NewUser, PASSWORD, World};

/// A password that the rules take and nobody in the world has.
pub const NEW_PASSWORD: &str = "gul lampa under bron";

/// A photograph, as a phone would send one.
pub const PHOTOGRAPH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/demo/photograph.png");

/// A document.
pub const REPORT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/demo/report.pdf");

/// A way with its name.
pub type Way = for<'a> fn(&'a Stage) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// The four settings: what to call them, the window's width, whether pages may run scripts.
const SETTINGS: [(&str, u32, bool); 4] = [
    ("on a phone", 320, true),
    ("on a phone without script", 320, false),
    ("on a desk", 1280, true),
    ("on a desk without script", 1280, false),
];

/// A world, its portal, and a browser in front of it.
pub struct Stage {
    /// The window.
    pub browser: Browser,
    /// What the portal shows.
    pub world: World,
    /// Where the portal is.
    pub url: String,
    /// The page that the portal sent last.
    sent: Arc<Mutex<String>>,
}

/// Somebody who may do everything at a customer of their own, with two facilities.
pub struct Person {
    /// The customer.
    pub customer: CustomerId,
    /// Its number, with which the numbers of what belongs to it begin.
    pub number: String,
    /// The person's access.
    pub user: CustomerUserId,
    /// The user name.
    pub email: String,
    /// One site.
    pub graz: FacilityId,
    /// Another one.
    pub weiz: FacilityId,
}

/// Goes every way in every setting, and says of all that failed where they did.
pub async fn go_all(store: Store, ways: Vec<(&'static str, Way)>) {
    let Some(stage) = Stage::built(store).await else { return };
    let only = std::env::var("KEYDESK_TEST_WAY").unwrap_or_default();
    let (mut failed, pictures) = (Vec::new(), std::env::temp_dir());
    for (setting, width, script) in SETTINGS {
        for (name, way) in ways.iter().filter(|(name, _)| name.contains(&only)) {
            stage.begin(width, script).await;
            if AssertUnwindSafe(way(&stage)).catch_unwind().await.is_err() {
                failed.push(format!("{name} {setting}"));
                stage.browser.picture(&pictures.join(format!("keydesk-way-{name}-{width}.png"))).await;
            }
        }
    }
    assert!(
        failed.is_empty(),
        "these ways lead nowhere (what happened stands above, pictures are in {}): {failed:#?}",
        pictures.display()
    );
}

impl Stage {
    /// The portal of a new world on a free port, and a browser; `None` after saying why there is none.
    pub async fn built(store: Store) -> Option<Self> {
        let browser = Browser::start().await?;
        let settings = PortalSettings { listen: ([127, 0, 0, 1], 0).into(), ..PortalSettings::default() };
        let listener = bind(&settings).await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let settings = PortalSettings { public_url: url.clone(), ..settings };
        let world = World::with_policy(store, Policy { public_url: url.clone(), ..Policy::default() }).await;
        let sent = Arc::<Mutex<String>>::default();
        let portal = router(world.app.clone(), settings).layer(from_fn_with_state(Arc::clone(&sent), kept));
        let portal = portal.into_make_service_with_connect_info::<SocketAddr>();
        // Ends with the story's runtime.
        tokio::spawn(async { axum::serve(listener, portal).await });
        Some(Self { browser, world, url, sent })
    }

    /// The page that is shown, as the portal sent it.
    pub fn sent(&self) -> String {
        self.sent.lock().expect("nobody panics with it").clone()
    }

    /// A new visitor in a window of that width, some hours later: nothing is limited any more by what was done before.
    async fn begin(&self, width: u32, script: bool) {
        self.world.app.clock.advance(TimeDelta::hours(3));
        self.forget().await;
        self.browser.look(Look { size: (width, 800), dark: false }).await;
        self.browser.scripts(script).await;
    }

    /// Forgets every cookie.
    pub async fn forget(&self) {
        self.browser.chromium("Network.clearBrowserCookies", json!({})).await;
    }

    /// The address of a page.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    /// Where the browser is, without the address of the portal.
    pub async fn path(&self) -> String {
        let here = self.browser.current_url().await.expect("an address");
        here.as_str().strip_prefix(&self.url).unwrap_or(here.as_str()).to_owned()
    }

    /// A customer with two facilities and its administrator, whom nobody has seen before.
    pub async fn person(&self) -> Person {
        let nth = self.world.app.random.bytes::<4>();
        let number = u32::from_be_bytes(nth).to_string();
        let customer = self.world.customer(&number, &format!("Huber Maschinen {number}")).await;
        let graz = self.world.facility(customer, "Graz").await;
        let weiz = self.world.facility(customer, "Weiz").await;
        let email = format!("eva{number}@huber.example");
        let admin = NewUser { role: Role::Administrator, ..NewUser::default() };
        let user = self.world.user_with(customer, &email, admin).await;
        Person { customer, number, user, email, graz, weiz }
    }

    /// A member invited at the person's customer, `NAME` and the customer's number at huber.example.
    pub async fn invited(&self, person: &Person, name: &str) -> Granted {
        let new = Grant {
            customer: person.customer,
            email: format!("{name}{}@huber.example", person.number),
            first_name: "Jan".to_owned(),
            last_name: "Moser".to_owned(),
            role: Some(Role::Member),
            language: None,
            contact: None,
            scope: Scope::everything(),
            send_to: None,
        };
        grant(&self.world.app, &self.world.admin, &new).await.expect("an invitation")
    }

    /// The secret in the link of the last letter to this address.
    pub async fn letter_to(&self, address: &str) -> String {
        let sql = "SELECT enclosure FROM outbox WHERE to_address = $1 AND enclosure IS NOT NULL ORDER BY created_at DESC, id DESC";
        select!(&self.world.sql, (String,), sql, address).remove(0).0
    }

    /// Somebody new, signed in.
    pub async fn signed_in(&self) -> Person {
        let person = self.person().await;
        self.sign_in(&person.email, PASSWORD).await;
        person
    }

    /// Signs in and is in.
    pub async fn sign_in(&self, email: &str, password: &str) {
        self.open("/login", "Sign in").await;
        self.fill("#email", email).await;
        self.fill("#password", password).await;
        self.press("form[action='/login'] button.main").await;
        assert_eq!(self.browser.status().await, 200, "{}", self.browser.shown().await);
    }

    /// The page of a colleague.
    pub async fn colleague(&self, email: &str) -> String {
        let sql = "SELECT u.id FROM customer_user u JOIN sign_in s ON s.id = u.sign_in_id WHERE s.email = $1";
        format!("/colleagues/{}", select!(&self.world.sql, (CustomerUserId,), sql, email).remove(0).0)
    }
}

/// Keeps every page on its way to the browser.
async fn kept(State(sent): State<Arc<Mutex<String>>>, request: Request, next: Next) -> Response {
    let (parts, body) = next.run(request).await.into_parts();
    let page = parts.headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if !page {
        return Response::from_parts(parts, body);
    }
    let html = to_bytes(body, 1 << 22).await.expect("a page is not endless");
    *sent.lock().expect("nobody panics with it") = String::from_utf8_lossy(&html).into_owned();
    Response::from_parts(parts, Body::from(html))
}

/// A request beside the browser, with its cookies.
pub async fn get(url: &str, href: &str, cookies: &str) -> (u16, String, String) {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let host = url.trim_start_matches("http://");
    let path = href.strip_prefix(url).unwrap_or(href);
    let mut stream = tokio::net::TcpStream::connect(host).await.expect("the portal answers");
    let cookies = if cookies.is_empty() { String::new() } else { format!("Cookie: {cookies}\r\n") };
    let request = format!("GET {path} HTTP/1.0\r\nHost: {host}\r\n{cookies}\r\n");
    stream.write_all(request.as_bytes()).await.expect("it is sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.expect("it is answered");
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = answer.split_once("\r\n\r\n").expect("head and body");
    let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).expect("a status");
    let kind = head.lines().find_map(|l| l.to_ascii_lowercase().strip_prefix("content-type: ").map(str::to_owned));
    (status, kind.unwrap_or_default(), body.to_owned())
}
