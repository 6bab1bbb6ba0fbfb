//! What the benches share: a company with enough orders, the real portal on a port of this machine, and clients that
//! keep their connections.

#![allow(dead_code, reason = "each bench uses its part")]

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use keydesk::domain::CustomerId;
use keydesk::portal::PortalSettings;
use keydesk::service::Policy;
use keydesk::store::Store;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::support::sql::{Sql, exec};
use crate::support::world::{NewOrder, PASSWORD, World};

/// Customers, and orders of each: the list shows a page of 25 out of those of one customer.
const CUSTOMERS: u32 = 200;
const ORDERS: u32 = 50;

/// The address under which everybody in the benches signs in.
pub const EMAIL: &str = "eva@huber.example";

/// A company in a database, its portal running.
#[derive(Debug)]
pub struct Bench {
    /// The company.
    pub world: World,
    /// The customer whose orders are read.
    pub customer: CustomerId,
    /// Where the portal listens.
    pub portal: SocketAddr,
}

impl Bench {
    /// Fills the database and starts the portal as its program does.
    pub async fn start(store: Store) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let portal = listener.local_addr().expect("a port");
        let policy = Policy { public_url: format!("http://{portal}"), ..Policy::default() };
        let world = World::with_policy(store, policy.clone()).await;
        let customer = fill(&world).await;
        let settings = PortalSettings { listen: portal, public_url: policy.public_url, ..PortalSettings::default() };
        tokio::spawn(keydesk::portal::serve(world.app.clone(), settings, listener, std::future::pending()));
        Self { world, customer, portal }
    }
}

async fn fill(world: &World) -> CustomerId {
    let mut last = None;
    for n in 0..CUSTOMERS {
        let customer = world.customer(&n.to_string(), &format!("Customer {n}")).await;
        let facility = world.facility(customer, "Works").await;
        for o in 0..ORDERS {
            let new = NewOrder { facility: Some(facility), ..NewOrder::default() };
            world.order_with(customer, &format!("A-{n}-{o}"), "Pressure valve leaks", new).await;
        }
        last = Some(customer);
    }
    let customer = last.expect("a customer");
    world.user(customer, EMAIL).await;
    if let Sql::Postgres(_) = world.sql {
        exec!(&world.sql, "ANALYZE");
    }
    customer
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// `Set-Cookie` headers, up to their first semicolon.
    pub cookies: Vec<String>,
    /// The body.
    pub body: String,
}

/// One client with one connection that it keeps.
#[derive(Debug)]
pub struct Client {
    stream: BufReader<TcpStream>,
    host: SocketAddr,
    /// What it sends as its cookies.
    pub cookie: String,
}

impl Client {
    /// Connects.
    pub async fn connect(host: SocketAddr, cookie: &str) -> Self {
        let stream = TcpStream::connect(host).await.expect("the server answers");
        stream.set_nodelay(true).expect("a socket");
        Self { stream: BufReader::new(stream), host, cookie: cookie.to_owned() }
    }

    /// Asks for a page.
    pub async fn get(&mut self, path: &str) -> Answer {
        let request = format!("GET {path} HTTP/1.1\r\nhost: {}\r\ncookie: {}\r\n\r\n", self.host, self.cookie);
        self.send(&request).await
    }

    /// Sends a form.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: {0}\r\norigin: http://{0}\r\ncookie: {1}\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {2}\r\n\r\n{body}",
            self.host,
            self.cookie,
            body.len()
        );
        self.send(&request).await
    }

    async fn send(&mut self, request: &str) -> Answer {
        self.stream.get_mut().write_all(request.as_bytes()).await.expect("the server listens");
        let (mut line, mut length, mut chunked) = (String::new(), 0, false);
        let mut answer = Answer { status: 0, cookies: Vec::new(), body: String::new() };
        while self.line(&mut line).await {
            let (name, value) = line.split_once(": ").unwrap_or((&line, ""));
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse().expect("a length"),
                "transfer-encoding" => chunked = true,
                "set-cookie" => answer.cookies.push(value.split(';').next().unwrap_or_default().to_owned()),
                _ if answer.status == 0 => answer.status = line[9..12].parse().expect("a status"),
                _ => {}
            }
        }
        let mut body = Vec::new();
        if chunked {
            loop {
                self.line(&mut line).await;
                let size = usize::from_str_radix(&line, 16).expect("a chunk's size");
                self.read(&mut body, size).await;
                self.line(&mut line).await;
                if size == 0 {
                    break;
                }
            }
        } else {
            self.read(&mut body, length).await;
        }
        answer.body = String::from_utf8(body).expect("text");
        answer
    }

    async fn read(&mut self, body: &mut Vec<u8>, size: usize) {
        let start = body.len();
        body.resize(start + size, 0);
        self.stream.read_exact(&mut body[start..]).await.expect("the whole body");
    }

    /// The next line without its end; whether there is anything on it.
    async fn line(&mut self, line: &mut String) -> bool {
        line.clear();
        self.stream.read_line(line).await.expect("a line");
        line.truncate(line.trim_end().len());
        !line.is_empty()
    }

    /// Opens the sign-in page, as a browser does before it sends the form; what the form must carry.
    pub async fn open_sign_in(&mut self) -> String {
        let page = self.get("/login").await;
        assert_eq!(page.status, 200, "{}", page.body);
        self.cookie = page.cookies.join("; ");
        let (_, after) = page.body.split_once("name=\"csrf\"").expect("a token in the form");
        let (_, value) = after.split_once("value=\"").expect("its value");
        value.split('"').next().expect("its end").to_owned()
    }

    /// Sends the sign-in form; the session's cookie.
    pub async fn sign_in(&mut self, csrf: &str) -> String {
        let fields = [("csrf", csrf), ("branding", ""), ("email", EMAIL), ("password", PASSWORD)];
        let answer = self.post("/login", &fields).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        answer.cookies.into_iter().find(|c| c.starts_with("keydesk=")).expect("a session")
    }
}

/// How many pages a second `clients` get, each asking for the next as soon as it has the last.
pub async fn pages_per_second(
    host: SocketAddr,
    cookie: &str,
    path: &'static str,
    clients: usize,
    time: Duration,
) -> f64 {
    let started = Instant::now();
    let mut tasks = Vec::new();
    for _ in 0..clients {
        let mut client = Client::connect(host, cookie).await;
        tasks.push(tokio::spawn(async move {
            let mut count = 0_u32;
            while started.elapsed() < time {
                let answer = client.get(path).await;
                assert_eq!(answer.status, 200, "{}", answer.body);
                count += 1;
            }
            count
        }));
    }
    let mut count = 0;
    for task in tasks {
        count += task.await.expect("a client");
    }
    f64::from(count) / started.elapsed().as_secs_f64()
}

/// The middle of an odd number of measurements.
pub fn median(mut of: Vec<f64>) -> f64 {
    of.sort_by(f64::total_cmp);
    of[of.len() / 2]
}
