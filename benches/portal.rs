//! The list of orders that a signed-in person sees (session, permissions, scope, template, through the real server)
//! against a floor: axum with the same SELECT and nothing else, measured in turns in the same run.
//!
//! `cargo bench --bench portal`. The last line of each database is the ratio; the bar is 0.6.

#![allow(clippy::expect_used, clippy::similar_names, reason = "as the tests, whose support this uses")]

mod common;
#[path = "../tests/all/support/mod.rs"]
#[allow(unused_imports, unused_macros, reason = "shared with the tests")]
mod support;

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::response::Html;
use axum::routing::get;
use chrono::{DateTime, Utc};
use keydesk::domain::{CustomerId, OrderId, OrganizationId};
use keydesk::store::{DatabaseUrl, Store};
use sqlx::{FromRow, PgPool, SqlitePool};

use common::{Bench, Client, median, pages_per_second};

/// Connections at once, rounds, and how long each side is measured in a round.
const CLIENTS: usize = 8;
const ROUNDS: usize = 5;
const TIME: Duration = Duration::from_secs(2);

fn main() {
    support::database::on_sqlite(|store| measure("SQLite", store));
    support::database::on_postgres(|store| measure("PostgreSQL", store));
}

async fn measure(name: &str, store: Store) {
    let floor = Floor::open(&store).await;
    let bench = Bench::start(store).await;
    let floor = floor.serve(bench.world.organization, bench.customer).await;
    let mut client = Client::connect(bench.portal, "").await;
    let csrf = client.open_sign_in().await;
    let cookie = client.sign_in(&csrf).await;
    check(bench.portal, &cookie).await;
    check(floor, "").await;

    let (mut floors, mut portals, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let bare = pages_per_second(floor, "", "/orders", CLIENTS, TIME).await;
        let real = pages_per_second(bench.portal, &cookie, "/orders", CLIENTS, TIME).await;
        floors.push(bare);
        portals.push(real);
        ratios.push(real / bare);
    }
    println!("{name}: axum with the same SELECT   {:7.0} pages/s", median(floors));
    println!("{name}: the portal's list of orders {:7.0} pages/s", median(portals));
    println!("{name}: ratio {:.2} (bar 0.60)", median(ratios));
}

/// Both sides must show the 25 newest orders.
async fn check(host: SocketAddr, cookie: &str) {
    let page = Client::connect(host, cookie).await.get("/orders").await;
    assert_eq!(page.body.matches("href=\"/orders/A").count(), 25, "{}", page.body);
}

/// The database on connections of the floor's own, opened as the store opens its.
#[derive(Clone)]
enum Floor {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// What the list shows of an order.
#[derive(FromRow)]
struct Row {
    #[allow(dead_code, reason = "read like the portal reads it")]
    id: OrderId,
    number: String,
    kind: String,
    title: String,
    state: String,
    facility: Option<String>,
    object: Option<String>,
    created_at: DateTime<Utc>,
}

const SELECT: &str =
    "SELECT x.id, x.number, x.kind, x.title, x.state, f.name AS facility, b.name AS object, x.created_at
    FROM service_order x LEFT JOIN facility f ON f.id = x.facility_id LEFT JOIN service_object b ON b.id = x.object_id
    WHERE x.organization_id = $1 AND x.customer_id = $2 AND x.state NOT IN ('closed', 'cancelled')
    ORDER BY x.created_at DESC, x.id DESC LIMIT 26";

impl Floor {
    async fn open(store: &Store) -> Self {
        match store.url() {
            DatabaseUrl::Sqlite(path) => {
                let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path).pragma("cache_size", "-8000");
                let pool = sqlx::sqlite::SqlitePoolOptions::new().max_connections(4).connect_with(options).await;
                Self::Sqlite(pool.expect("the file opens"))
            }
            DatabaseUrl::Postgres(url) => {
                let pool = sqlx::postgres::PgPoolOptions::new().max_connections(16).connect(url).await;
                Self::Postgres(pool.expect("the server answers"))
            }
        }
    }

    async fn serve(self, organization: OrganizationId, customer: CustomerId) -> SocketAddr {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a port");
        let handler = move || {
            let floor = self.clone();
            async move { Html(page(&floor.rows(organization, customer).await)) }
        };
        let router: Router = Router::new().route("/orders", get(handler));
        tokio::spawn(async move { axum::serve(listener, router).await });
        address
    }

    async fn rows(&self, organization: OrganizationId, customer: CustomerId) -> Vec<Row> {
        match self {
            Self::Sqlite(pool) => sqlx::query_as(SELECT).bind(organization).bind(customer).fetch_all(pool).await,
            Self::Postgres(pool) => sqlx::query_as(SELECT).bind(organization).bind(customer).fetch_all(pool).await,
        }
        .expect("the same SELECT")
    }
}

fn page(rows: &[Row]) -> String {
    use std::fmt::Write as _;
    let mut html = String::from("<!doctype html><title>Orders</title><table>");
    for row in rows.iter().take(25) {
        let (facility, object) = (row.facility.as_deref(), row.object.as_deref());
        let _ = write!(
            html,
            "<tr><td><a href=\"/orders/{0}\">{0}</a><td>{1}<td>{2}<td>{3}<td>{4}<td>{5}<td>{6}",
            row.number,
            row.kind,
            row.title,
            row.state,
            facility.unwrap_or_default(),
            object.unwrap_or_default(),
            row.created_at.format("%Y-%m-%d"),
        );
    }
    html
}
