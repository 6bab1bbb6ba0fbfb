//! The list of customers and the search as one types, at a million customers (or `KEYDESK_BENCH_CUSTOMERS`), each beside
//! the bare query that a driver alone would run in the same database; the ratio comes last.
//!
//! SQLite always (a file in `KEYDESK_BENCH_FOLDER`, by default one that goes away; in a folder that stays it is made
//! once); PostgreSQL when `KEYDESK_BENCH_POSTGRES` names an empty database, or one that was filled by this bench before.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use keydesk::clock::Clock;
use keydesk::domain::staff::{StaffRights, StaffRole, Territory};
use keydesk::domain::state::AccessState;
use keydesk::files::Files;
use keydesk::random::Random;
use keydesk::service::customers::{self, CustomerQuery, CustomerSort, Seek};
use keydesk::service::hasher::Hasher;
use keydesk::service::{Actor, App, House, Policy, Who, seed};
use keydesk::store::{DatabaseUrl, Store, organizations};
use sqlx::{Connection as _, PgConnection, Row as _, SqliteConnection};

type Failure = Box<dyn std::error::Error>;

/// What is meant to be kept on every key.
const BAR: Duration = Duration::from_millis(30);

const RUNS: usize = 21;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let count = std::env::var("KEYDESK_BENCH_CUSTOMERS").ok().and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    let temporary = tempfile::tempdir()?;
    let folder = std::env::var_os("KEYDESK_BENCH_FOLDER").map_or_else(|| temporary.path().to_owned(), PathBuf::from);
    let mut slow = on(DatabaseUrl::Sqlite(folder.join(format!("customers-{count}.db"))), count).await?;
    match std::env::var("KEYDESK_BENCH_POSTGRES") {
        Ok(url) => slow.extend(on(DatabaseUrl::parse(&url)?, count).await?),
        Err(_) => println!("\nPostgreSQL: not measured, because KEYDESK_BENCH_POSTGRES names no database"),
    }
    if slow.is_empty() {
        println!("\neverything within {BAR:?}");
    } else {
        println!("\nbeyond {BAR:?}: {}", slow.join("; "));
    }
    Ok(())
}

/// A connection of the driver's own.
enum Bare {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Bare {
    async fn open(url: &DatabaseUrl) -> Result<Self, Failure> {
        Ok(match url {
            DatabaseUrl::Sqlite(path) => {
                let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path).read_only(true);
                Self::Sqlite(SqliteConnection::connect_with(&options).await?)
            }
            DatabaseUrl::Postgres(url) => Self::Postgres(PgConnection::connect(url).await?),
        })
    }

    /// The bare query for a page or a search, its rows fetched and nothing made of them.
    async fn rows(&mut self, sql: &'static str, bind: &str) -> Result<usize, Failure> {
        Ok(match self {
            Self::Sqlite(c) => sqlx::query(sql).bind(bind).fetch_all(c).await?.iter().map(|r| r.len().min(1)).sum(),
            Self::Postgres(c) => sqlx::query(sql).bind(bind).fetch_all(c).await?.iter().map(|r| r.len().min(1)).sum(),
        })
    }
}

macro_rules! page {
    ($order:literal) => {
        concat!(
            "SELECT id, number, name, kind, city, country, email, phone, area_id, technician, access_state FROM customer \
             WHERE organization_id = (SELECT id FROM organization LIMIT 1) AND name_key >= $1 ORDER BY ",
            $order,
            " LIMIT 50"
        )
    };
}

macro_rules! found {
    ($from:literal) => {
        concat!(
            "SELECT c.id, c.number, c.name, c.kind, c.city, c.email, c.phone, c.access_state FROM ",
            $from,
            " LIMIT 50"
        )
    };
}

const FIRST: &str = page!("name_key, id");
const LAST: &str = page!("name_key DESC, id DESC");
const FRAGMENT: &str = found!("customer c WHERE c.search LIKE $1");
const FULL_TEXT: &str =
    found!("customer_fragment f JOIN customer c ON c.rowno = f.rowid WHERE f.customer_fragment MATCH $1");

async fn on(url: DatabaseUrl, count: u64) -> Result<Vec<String>, Failure> {
    let store = Store::open(&url).await?;
    let random = Random::system();
    let hasher = Hasher::new(0, 0, random.clone());
    let app = App::new(store, Clock::system(), random, hasher, Policy::default(), Files::memory(10_000_000));
    let by = fill(&app, count).await?;
    let mut bare = Bare::open(&url).await?;
    let kind = if matches!(bare, Bare::Sqlite(_)) { "SQLite" } else { "PostgreSQL" };
    println!(
        "\n{kind}, {count} customers\n{:<34} {:>6} {:>10} {:>10} {:>10} {:>7}",
        "", "rows", "median", "worst", "bare", "ratio"
    );

    let mut slow = Vec::new();
    for (name, query, sql, bind) in questions(&url, count) {
        let mut ours = Vec::new();
        let mut theirs = Vec::new();
        let mut rows = 0;
        for _ in 0..RUNS {
            let begun = Instant::now();
            rows = customers::list(&app, &by, &query).await?.rows.len();
            ours.push(begun.elapsed());
            let begun = Instant::now();
            bare.rows(sql, &bind).await?;
            theirs.push(begun.elapsed());
        }
        let (ours, theirs) = (Sorted::of(ours), Sorted::of(theirs));
        let ratio = ours.median.as_secs_f64() / theirs.median.as_secs_f64();
        println!(
            "{name:<34} {rows:>6} {:>10.2?} {:>10.2?} {:>10.2?} {ratio:>7.2}",
            ours.median, ours.worst, theirs.median
        );
        if ours.median > BAR {
            slow.push(format!("{kind} {name} {:.1?}", ours.median));
        }
    }
    slow.extend(filtered(&app, &by, kind).await?);
    app.store.close().await;
    Ok(slow)
}

/// The same under an access filter and for staff who are bound to areas: no bare query to compare with, but the bar.
async fn filtered(app: &App, by: &Actor, kind: &str) -> Result<Vec<String>, Failure> {
    let mut conn = app.store.read().await?;
    let areas = organizations::areas(&mut conn, by.organization).await?;
    drop(conn);
    let bound = |names: &[&str]| {
        let areas = areas.iter().filter(|(_, name)| names.contains(&name.as_str())).map(|(id, _)| *id).collect();
        let rights = StaffRights {
            role: StaffRole::Supervisor,
            territory: Territory::Areas(areas),
            ..StaffRights::administrator()
        };
        Actor { who: Who::Staff { id: app.id(), name: "bound".to_owned(), rights }, ..by.clone() }
    };
    let (few, some) = (bound(&["Islands"]), bound(&["East", "Lakes"]));
    let rare = Some(AccessState::Independent);
    let common = Some(AccessState::Link);
    let mut slow = Vec::new();
    for (who, by, access) in [
        ("rare state", by, rare),
        ("common state", by, common),
        ("tiny area", &few, None),
        ("two areas", &some, None),
        ("two areas, state", &some, common),
    ] {
        for typed in ["", "h", "hu", "gmbh", "hubner", "zzzzzz", "1999"] {
            for sort in [CustomerSort::Name, CustomerSort::City] {
                let query = CustomerQuery { search: typed.to_owned(), access, sort, ..CustomerQuery::default() };
                let mut times = Vec::new();
                let mut rows = 0;
                for _ in 0..5 {
                    let begun = Instant::now();
                    rows = customers::list(app, by, &query).await?.rows.len();
                    times.push(begun.elapsed());
                }
                let name = format!("{who}, {typed:?}, by {sort}");
                let times = Sorted::of(times);
                println!("{name:<34} {rows:>6} {:>10.2?} {:>10.2?}", times.median, times.worst);
                if times.median > BAR {
                    slow.push(format!("{kind} {name} {:.1?}", times.median));
                }
            }
        }
        let begun = Instant::now();
        let counted =
            customers::count(app, by, &CustomerQuery { search: "gmbh".to_owned(), access, ..CustomerQuery::default() })
                .await?;
        println!("{:<34} {counted:>6} {:>10.2?}", format!("{who}, count \"gmbh\""), begun.elapsed());
    }
    Ok(slow)
}

async fn fill(app: &App, count: u64) -> Result<Actor, Failure> {
    let mut conn = app.store.read().await?;
    let there = organizations::list(&mut conn, 1).await?;
    drop(conn);
    if let Some(organization) = there.first() {
        return Ok(Actor {
            organization: organization.id,
            organization_name: organization.name.clone(),
            who: Who::System,
            origin: "bench".to_owned(),
            house: House::default(),
        });
    }
    let begun = Instant::now();
    let by = seed::seed(app, "Nordlift Service", count, 1, &mut |_, _| {}).await?;
    println!("seeded {count} customers and what they own in {:.1?}", begun.elapsed());
    Ok(by)
}

type Question = (&'static str, CustomerQuery, &'static str, String);

/// What is asked, and the bare query beside it.
fn questions(url: &DatabaseUrl, count: u64) -> Vec<Question> {
    let sqlite = matches!(url, DatabaseUrl::Sqlite(_));
    let page = |seek, sort| CustomerQuery { seek, sort, ..CustomerQuery::default() };
    let from = |text: &str| text.to_owned();
    let mut all = vec![
        ("first page", page(Seek::First, CustomerSort::Name), FIRST, from("")),
        ("first page by number", page(Seek::First, CustomerSort::Number), FIRST, from("")),
        ("jump to the last", page(Seek::Last, CustomerSort::Name), LAST, from("")),
    ];
    let number = (100_000 + count / 2).to_string();
    for (name, typed) in [
        ("1 character, common", "h"),
        ("1 character, rare", "ж"),
        ("2 characters, common", "hu"),
        ("2 characters, rare", "δη"),
        ("3 characters, common", "hub"),
        ("3 characters, digits", "431"),
        ("common word", "gmbh"),
        ("6 characters, common", "hubner"),
        ("a number", number.as_str()),
        ("end of a phone number", "987651"),
        ("two words", "hubner graz"),
        ("two common words", "gmbh wien"),
        ("a rare pair", "παπα 546"),
        ("a common word and a short one", "gmbh q"),
        ("two short ones", "h g"),
        ("an e-mail address", "office100123@"),
        ("none", "qxqxqx"),
        ("none, of common parts", "gmbhuber"),
    ] {
        let query = CustomerQuery { search: typed.to_owned(), ..CustomerQuery::default() };
        let word = typed.split_whitespace().max_by_key(|word| word.chars().count()).unwrap_or_default();
        let word = if word.chars().count() < 3 { format!("  {word}") } else { word.to_owned() };
        let (sql, bind) = if sqlite { (FULL_TEXT, format!("\"{word}\"")) } else { (FRAGMENT, format!("%{word}%")) };
        all.push((name, query, sql, bind));
    }
    all
}

struct Sorted {
    median: Duration,
    worst: Duration,
}

impl Sorted {
    fn of(mut times: Vec<Duration>) -> Self {
        times.sort();
        Self { median: times[times.len() / 2], worst: times[times.len() - 1] }
    }
}
