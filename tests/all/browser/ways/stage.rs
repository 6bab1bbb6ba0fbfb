//! Where ways are gone: a world with its portal on a port of its own, a browser in one of four settings, and what every page on
//! every way is held to.

use std::net::SocketAddr;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use chrono::TimeDelta;
use fantoccini::Locator;
use futures_util::FutureExt as _;
use keydesk::domain::access::Scope;
use keydesk::domain::permission::Role;
use keydesk::domain::{CustomerId, CustomerUserId, FacilityId};
use keydesk::portal::{PortalSettings, bind, router};
use keydesk::service::Policy;
use keydesk::service::access::{Grant, Granted, grant};
use keydesk::store::Store;
use serde_json::{Value, json};

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
    url: String,
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
    let mut failed = Vec::new();
    for (setting, width, script) in SETTINGS {
        for (name, way) in ways.iter().filter(|(name, _)| name.contains(&only)) {
            stage.begin(width, script).await;
            if AssertUnwindSafe(way(&stage)).catch_unwind().await.is_err() {
                failed.push(format!("{name} {setting}"));
                stage.browser.picture(&std::env::temp_dir().join(format!("keydesk-way-{name}-{width}.png"))).await;
            }
        }
    }
    assert!(failed.is_empty(), "these ways lead nowhere (what happened stands above): {failed:#?}");
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
        let number = nth.iter().map(|byte| format!("{byte:03}")).collect::<String>();
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

    /// Signs in and does not come in: 403 with this heading.
    pub async fn refused_at_sign_in(&self, email: &str, password: &str, heading: &str) {
        self.open("/login", "Sign in").await;
        self.fill("#email", email).await;
        self.fill("#password", password).await;
        self.press("form[action='/login'] button.main").await;
        assert_eq!(self.browser.status().await, 403, "{}", self.browser.shown().await);
        self.held(heading).await;
    }

    /// The page of a colleague.
    pub async fn colleague(&self, email: &str) -> String {
        let sql = "SELECT u.id FROM customer_user u JOIN sign_in s ON s.id = u.sign_in_id WHERE s.email = $1";
        format!("/colleagues/{}", select!(&self.world.sql, (CustomerUserId,), sql, email).remove(0).0)
    }

    /// Opens a page, which answers and has this title and heading; see [`Stage::held`].
    pub async fn open(&self, path: &str, heading: &str) {
        let status = self.browser.open(&self.at(path)).await;
        assert_eq!(status, 200, "{path}: {}", self.browser.shown().await);
        self.held(heading).await;
    }

    /// The sign-in page is shown, in the language of this heading.
    pub async fn sign_in_page_says(&self, heading: &str) {
        assert!(self.path().await.starts_with("/login"));
        self.held(heading).await;
    }

    /// Opens a page that answers with this status.
    pub async fn refused(&self, path: &str, status: u16, heading: &str) {
        let answered = self.browser.open(&self.at(path)).await;
        assert_eq!(answered, status, "{path}: {}", self.browser.shown().await);
        self.held(heading).await;
    }

    /// Holds the page that is shown to its title and heading (`A · B | B` where they differ), to the width of the window, and to
    /// having one heading of the first rank.
    pub async fn held(&self, heading: &str) {
        let (title, heading) = heading.split_once(" | ").unwrap_or((heading, heading));
        let script = "return { headings: [...document.querySelectorAll('h1')].map(h => h.textContent),
            title: document.title, wider: document.documentElement.scrollWidth - innerWidth,
            across: [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1
                && !e.closest('.across') && !e.closest('.hidden') && !e.closest('.away')).map(e => e.outerHTML.slice(0, 120)) }";
        let page = self.ask(script).await;
        assert_eq!(page["headings"], json!([heading]), "{}", self.browser.shown().await);
        let said = page["title"].as_str().unwrap_or_default();
        assert!(said.starts_with(title) && said.contains(" – "), "the title is {said:?}, not {title:?}");
        assert!(page["wider"].as_i64() <= Some(0), "{heading} is wider than the window: {:#}", page["across"]);
    }

    /// What a script answers that the test runs (pages need not be allowed any).
    pub async fn ask(&self, script: &str) -> Value {
        self.browser.execute(script, Vec::new()).await.expect("the page answers")
    }

    /// Waits until a script that the test runs answers yes.
    pub async fn until(&self, script: &str) {
        let started = Instant::now();
        while self.ask(script).await != true {
            assert!(started.elapsed() < Duration::from_secs(10), "it never becomes true: {script}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Types into a field in place of what is there.
    pub async fn fill(&self, css: &str, text: &str) {
        self.browser.fill(css, text).await;
    }

    /// Puts a value into a field whose keys depend on the browser's language (days and times).
    pub async fn set(&self, css: &str, value: &str) {
        self.browser.element(css).await;
        let script = "document.querySelector(arguments[0]).value = arguments[1]; return null";
        self.browser.execute(script, vec![css.into(), value.into()]).await.expect("the page answers");
    }

    /// Chooses from a list.
    pub async fn choose(&self, css: &str, value: &str) {
        let list = self.browser.element(css).await;
        list.select_by_value(value).await.unwrap_or_else(|e| panic!("{css} {value}: {e}"));
    }

    /// Chooses the entry that reads like this.
    pub async fn choose_named(&self, css: &str, label: &str) {
        let list = self.browser.element(css).await;
        list.select_by_label(label).await.unwrap_or_else(|e| panic!("{css} {label}: {e}"));
    }

    /// Clicks something that leads to no other page.
    pub async fn click(&self, css: &str) {
        self.browser.click(css).await;
    }

    /// Chooses a file.
    pub async fn attach(&self, css: &str, path: &str) {
        self.browser.element(css).await.send_keys(path).await.unwrap_or_else(|e| panic!("{css}: {e}"));
    }

    /// Clicks a button or link, and waits for the page that it leads to.
    pub async fn press(&self, css: &str) {
        let before = self.born().await;
        self.click(css).await;
        self.arrived(before, css).await;
    }

    /// When the page that is shown began; none while another one is on its way.
    pub async fn born(&self) -> Option<f64> {
        let script = "return document.readyState === 'complete' ? performance.timeOrigin : null";
        self.browser.execute(script, Vec::new()).await.ok()?.as_f64()
    }

    /// Waits until another page is there than the one that began `before`.
    pub async fn arrived(&self, before: Option<f64>, after: &str) {
        let started = Instant::now();
        loop {
            let born = self.born().await;
            if born.is_some() && born != before {
                return;
            }
            let waits = started.elapsed() < Duration::from_secs(10);
            assert!(waits, "{after} leads to no other page than {}", self.browser.shown().await);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// The notice that says what has been done.
    pub async fn notice(&self, text: &str) {
        assert_eq!(self.browser.status().await, 200, "{}", self.browser.shown().await);
        let said = self.browser.element(".notice").await.text().await.expect("its text");
        assert_eq!(said, text);
    }

    /// A form came back: 422, a title that says so, a summary with this sentence whose link leads to the field.
    pub async fn wrong(&self, heading: &str, field: &str, text: &str) {
        assert_eq!(self.browser.status().await, 422, "{}", self.browser.shown().await);
        self.held(&format!("Error: {heading} | {heading}")).await;
        let link = self.browser.element(&format!(".summary a[href='#{field}']")).await;
        assert_eq!(link.text().await.expect("its text"), text);
        assert!(self.browser.has(&format!("#{field}")).await, "the link leads to nothing");
    }

    /// Whether the page says this.
    pub async fn says(&self, text: &str) -> bool {
        self.browser.shown().await.contains(text)
    }

    /// The text of every element that a selector finds, as it stands in the page.
    pub async fn texts(&self, css: &str) -> Vec<String> {
        let script = "return [...document.querySelectorAll(arguments[0])].map(e => e.textContent.trim())";
        let found = self.browser.execute(script, vec![css.into()]).await.expect("the page answers");
        serde_json::from_value(found).expect("texts")
    }

    /// What a download that this page links to answers, with the session of the browser: status, kind, length.
    pub async fn fetched(&self, href: &str) -> (u16, String, usize) {
        let (status, kind, body) = self.fetched_text(href).await;
        (status, kind, body.len())
    }

    /// The same with the text.
    pub async fn fetched_text(&self, href: &str) -> (u16, String, String) {
        let cookies = self.browser.get_all_cookies().await.expect("cookies");
        let cookies: Vec<_> = cookies.iter().map(|c| format!("{}={}", c.name(), c.value())).collect();
        get(&self.url, href, &cookies.join("; ")).await
    }

    /// What a calendar program, which has no session, is answered at this address.
    pub async fn feed_answers(&self, address: &str, status: u16) {
        let (answered, kind, body) = get(&self.url, address, "").await;
        assert_eq!(answered, status, "{address}");
        let calendar = kind.starts_with("text/calendar") && body.contains("BEGIN:VCALENDAR");
        assert_eq!(calendar, status == 200, "{kind}: {body}");
    }

    /// Whether a selector finds something that is shown.
    pub async fn shows(&self, css: &str) -> bool {
        match self.browser.find(Locator::Css(css)).await {
            Ok(element) => element.is_displayed().await.unwrap_or_default(),
            Err(_) => false,
        }
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
async fn get(url: &str, href: &str, cookies: &str) -> (u16, String, String) {
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
