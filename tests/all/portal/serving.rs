//! The server around the portal: slow clients, large bodies, wrong methods, proxies, shutdown, the access log.

use std::io::Write;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, header};
use keydesk::config::Network;
use keydesk::portal::{PortalSettings, bind, serve};
use keydesk::store::Store;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tracing_subscriber::fmt::MakeWriter;

use super::site::{Browser, Site};
use crate::support::database::{on_sqlite, stories};
use crate::support::sql::select;
use crate::support::world::{PASSWORD, World};

stories! { mistakes_get_pages_of_their_own, a_proxy_is_believed_only_when_it_is_ours }

async fn mistakes_get_pages_of_their_own(store: Store) {
    let world = World::new(store).await;
    let site = Site::of(&world);
    let mut browser = Browser { language: "de-AT,de;q=0.9", ..Browser::default() };
    let page = site.get(&mut browser, "/nothing").await;
    assert_eq!(page.status, 404);
    assert!(page.body.contains("<html lang=\"de\">") && page.body.contains("Hier ist nichts"), "{}", page.body);
    assert_eq!(site.get(&mut browser, "/logout").await.status, 405);
    let put = Request::builder().method("PUT").uri("/login").body(Body::empty()).unwrap();
    let answer = site.send(put).await;
    assert_eq!(answer.status, 405);
    assert!(answer.headers[header::ALLOW].to_str().unwrap().contains("POST"));
    let post = |kind: &str, body: Body| {
        Request::builder().method("POST").uri("/login").header(header::CONTENT_TYPE, kind).body(body).unwrap()
    };
    let form = "application/x-www-form-urlencoded";
    assert_eq!(site.send(post(form, Body::from("a".repeat(100_000)))).await.status, 413);
    assert_eq!(site.send(post("multipart/form-data; boundary=x", Body::from("--x--"))).await.status, 415);
    assert_eq!(site.send(post("application/json", Body::from("{}"))).await.status, 415);
    assert_eq!(site.send(post(form, Body::from(vec![0xff, 0xfe, b'&', b'=']))).await.status, 422);
    for public in ["/healthz", "/robots.txt"] {
        assert_eq!(site.get(&mut browser, public).await.status, 200);
    }
    let login = site.get(&mut browser, "/login").await;
    let style = login.between("href=\"/static/style-", "\"").unwrap();
    let sheet = site.get(&mut browser, &format!("/static/style-{style}")).await;
    assert_eq!(sheet.status, 200);
    assert!(sheet.headers[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
    for none in ["/static/style.css", "/static/..%2f..%2fCargo.toml", "/static/style-000000000000.css"] {
        assert_eq!(site.get(&mut browser, none).await.status, 404, "{none}");
    }
}

async fn a_proxy_is_believed_only_when_it_is_ours(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber").await;
    world.user(customer, "eva@huber.example").await;
    let trusted = Network::parse("10.0.0.0/8").unwrap();
    let site = Site::with(&world, PortalSettings { trusted_proxies: vec![trusted], ..PortalSettings::default() });
    for (peer, expected) in [([10, 0, 0, 1], "198.51.100.7"), ([203, 0, 113, 5], "203.0.113.5")] {
        let mut browser = Browser::default();
        site.get(&mut browser, "/login").await;
        let cookies: Vec<_> = browser.cookies.iter().map(|(k, v)| format!("{k}={v}")).collect();
        let form = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("csrf", browser.csrf.as_str()), ("email", "eva@huber.example"), ("password", PASSWORD)])
            .finish();
        let request = Request::builder()
            .method("POST")
            .uri("/login")
            .header(header::COOKIE, cookies.join("; "))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("x-forwarded-for", "6.6.6.6, 198.51.100.7")
            .extension(ConnectInfo(SocketAddr::from((peer, 4711))))
            .body(Body::from(form))
            .unwrap();
        assert_eq!(site.send(request).await.status, 303);
        let seen =
            select!(&world.sql, (String,), "SELECT address FROM portal_session ORDER BY created_at DESC, id DESC");
        assert_eq!(seen[0].0, expected);
    }
}

/// A running server on a free port, and the way to stop it.
async fn running(
    world: &World,
    settings: PortalSettings,
) -> (SocketAddr, tokio::sync::oneshot::Sender<()>, tokio::task::JoinHandle<std::io::Result<()>>) {
    let settings = PortalSettings { listen: SocketAddr::from(([127, 0, 0, 1], 0)), ..settings };
    let listener = bind(&settings).await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel();
    let app = world.app.clone();
    let server = tokio::spawn(serve(app, settings, listener, async move {
        let _ = stopped.await;
    }));
    (address, stop, server)
}

/// Asks for `/healthz` on a new connection; the status line.
async fn ask(address: SocketAddr) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer.lines().next().unwrap_or_default().to_owned()
}

#[test]
fn slow_clients_do_not_keep_others_out() {
    on_sqlite(async |store| {
        let world = World::new(store).await;
        let settings = PortalSettings {
            connections: 24,
            connections_per_address: 1000,
            header_time: Duration::from_millis(700),
            ..PortalSettings::default()
        };
        let (address, _stop, _server) = running(&world, settings).await;
        // Every slot is held by somebody who sends a head and never ends it.
        let mut slow = Vec::new();
        for _ in 0..60 {
            let mut stream = TcpStream::connect(address).await.unwrap();
            stream.write_all(b"GET /login HTTP/1.1\r\nHost: x\r\nX-Slow: ").await.unwrap();
            slow.push(stream);
        }
        let began = Instant::now();
        let answer = tokio::time::timeout(Duration::from_secs(20), ask(address)).await.expect("an answer");
        assert!(answer.contains("200"), "{answer} after {:?}", began.elapsed());
    });
}

#[test]
fn one_address_cannot_take_every_connection() {
    on_sqlite(async |store| {
        let world = World::new(store).await;
        let settings = PortalSettings { connections_per_address: 3, ..PortalSettings::default() };
        let (address, _stop, _server) = running(&world, settings).await;
        let mut held = Vec::new();
        for _ in 0..3 {
            held.push(TcpStream::connect(address).await.unwrap());
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
        let mut fourth = TcpStream::connect(address).await.unwrap();
        let _ = fourth.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").await;
        let mut answer = Vec::new();
        let read = tokio::time::timeout(Duration::from_secs(5), fourth.read_to_end(&mut answer)).await.expect("an end");
        assert!(read.is_err() || answer.is_empty(), "{}", String::from_utf8_lossy(&answer));
        drop(held);
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert!(ask(address).await.contains("200"), "a place is free again");
    });
}

#[test]
fn shutdown_lets_an_answer_finish_and_a_taken_port_is_named() {
    on_sqlite(async |store| {
        let world = World::new(store).await;
        let (address, stop, server) = running(&world, PortalSettings::default()).await;
        let taken =
            bind(&PortalSettings { listen: address, ..PortalSettings::default() }).await.unwrap_err().to_string();
        assert!(taken.contains(&address.to_string()) && taken.contains("another"), "{taken}");
        let mut idle = TcpStream::connect(address).await.unwrap();
        idle.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
        let mut first = [0; 12];
        idle.read_exact(&mut first).await.unwrap();
        assert_eq!(&first, b"HTTP/1.1 200");
        stop.send(()).unwrap();
        let ended = tokio::time::timeout(Duration::from_secs(5), server).await;
        assert!(ended.is_ok(), "an idle connection does not hold up the end");
        assert!(TcpStream::connect(address).await.is_err(), "nobody listens any more");
    });
}

/// Notes what is logged on this thread.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<Vec<u8>>>);

impl Write for Notes {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Notes {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[test]
fn the_access_log_has_one_line_per_request_and_no_secrets() {
    on_sqlite(async |store| {
        let world = World::new(store).await;
        let site = Site::of(&world);
        let notes = Notes::default();
        let subscriber = tracing_subscriber::fmt().with_ansi(false).with_writer(notes.clone()).finish();
        let quiet = tracing::subscriber::set_default(subscriber);
        let secret = "A".repeat(43);
        let mut browser = Browser::default();
        site.get(&mut browser, &format!("/invitation/kdi_{secret}")).await;
        site.get(&mut browser, &format!("/invitation/kdi_{secret}/more?x={secret}")).await;
        site.get(&mut browser, &format!("/orders?q={secret}%0d%0aforged%c2%85line")).await;
        drop(quiet);
        let written = String::from_utf8(notes.0.lock().unwrap().clone()).unwrap();
        assert_eq!(written.lines().count(), 3, "{written}");
        assert!(!written.contains(&secret) && !written.contains("forged"), "{written}");
        assert!(written.contains("192.0.2.1 GET /invitation/{token} 404"), "{written}");
    });
}
