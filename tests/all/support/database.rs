//! One story, both databases.
//!
//! ```ignore
//! stories! { granting_invites, revoking_ends_sessions }
//!
//! async fn granting_invites(store: Store) { … }
//! ```
//!
//! makes the tests `granting_invites::sqlite` and `granting_invites::postgres`, each with an empty migrated database of
//! its own that is gone afterwards.

use std::panic::AssertUnwindSafe;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use futures_util::FutureExt as _;
use keydesk::store::{DatabaseUrl, Store};
use sqlx::{Connection as _, PgConnection};
use tokio::sync::OnceCell;

use super::cluster::Server;
use super::skipped;

/// Makes two tests of every story named.
macro_rules! stories {
    ($($(#[$meta:meta])* $story:ident),+ $(,)?) => {$(
        $(#[$meta])*
        mod $story {
            #[test]
            fn sqlite() {
                $crate::support::database::on_sqlite(super::$story);
            }

            #[test]
            fn postgres() {
                $crate::support::database::on_postgres(super::$story);
            }
        }
    )+};
}

pub(crate) use stories;

/// Runs a story on a SQLite file of its own.
pub fn on_sqlite<F: Future<Output = ()>>(story: impl FnOnce(Store) -> F) {
    run(async {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("keydesk.db");
        std::fs::write(&path, sqlite_template().await).expect("the template can be copied");
        let store = Store::open_existing(&DatabaseUrl::Sqlite(path)).await.expect("the copy opens");
        let done = AssertUnwindSafe(story(store.clone())).catch_unwind().await;
        store.close().await;
        done
    });
}

/// Runs a story on a PostgreSQL database of its own, or says why it cannot.
pub fn on_postgres<F: Future<Output = ()>>(story: impl FnOnce(Store) -> F) {
    let server = match Server::get() {
        Ok(server) => server,
        Err(because) => return skipped(because),
    };
    run(async {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("keydesk_story_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let template = postgres_template(server).await;
        administer(server, format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
        let url = DatabaseUrl::parse(&server.url(&name)).expect("the server's address");
        let store = Store::open_existing(&url).await.expect("the clone opens");
        let done = AssertUnwindSafe(story(store.clone())).catch_unwind().await;
        store.close().await;
        administer(server, format!("DROP DATABASE {name} WITH (FORCE)")).await;
        done
    });
}

/// The address of a story's database, as the programs take it (in `KEYDESK_DATABASE__URL`).
pub fn address(store: &Store) -> String {
    match store.url() {
        DatabaseUrl::Sqlite(path) => format!("sqlite:{}", path.display()),
        DatabaseUrl::Postgres(url) => url.clone(),
    }
}

fn run(story: impl Future<Output = std::thread::Result<()>>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("tokio");
    if let Err(panic) = runtime.block_on(story) {
        std::panic::resume_unwind(panic);
    }
}

/// A migrated, empty SQLite file; migrating it once is cheaper than migrating every copy.
async fn sqlite_template() -> &'static [u8] {
    static TEMPLATE: OnceLock<Vec<u8>> = OnceLock::new();
    if let Some(bytes) = TEMPLATE.get() {
        return bytes;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("template.db");
    let store = Store::open(&DatabaseUrl::Sqlite(path.clone())).await.expect("SQLite migrates");
    store.close().await;
    TEMPLATE.get_or_init(|| std::fs::read(&path).expect("the template can be read"))
}

/// A migrated, empty database to clone. Its name says which schema it has, and on a server that stays (and may be
/// shared by several test processes) it is made once and kept.
async fn postgres_template(server: &'static Server) -> &'static str {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    TEMPLATE
        .get_or_init(|| async {
            let name = format!("keydesk_template_{:016x}", schema_fingerprint());
            let mut conn = PgConnection::connect(&server.url(&server.maintenance)).await.expect("the server answers");
            let locked = sqlx::query("SELECT pg_advisory_lock(7305811)").execute(&mut conn).await;
            locked.expect("the lock is given");
            let there: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)")
                .bind(&name)
                .fetch_one(&mut conn)
                .await
                .expect("databases are listed");
            if !there {
                let making = format!("{name}_making");
                administer(server, format!("DROP DATABASE IF EXISTS {making} WITH (FORCE)")).await;
                administer(server, format!("CREATE DATABASE {making}")).await;
                let url = DatabaseUrl::parse(&server.url(&making)).expect("the server's address");
                Store::open(&url).await.expect("PostgreSQL migrates").close().await;
                administer(server, format!("ALTER DATABASE {making} RENAME TO {name}")).await;
            }
            conn.close().await.expect("the lock is given back");
            name
        })
        .await
}

async fn administer(server: &Server, statement: String) {
    let mut conn = PgConnection::connect(&server.url(&server.maintenance)).await.expect("the server answers");
    let done = sqlx::query(sqlx::AssertSqlSafe(statement.clone())).execute(&mut conn).await;
    done.unwrap_or_else(|e| panic!("{statement}: {e}"));
    let _ = conn.close().await;
}

/// Differs whenever a migration differs (FNV-1a over the files, in order).
fn schema_fingerprint() -> u64 {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/postgres");
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("migrations").flatten().map(|e| e.path()).collect();
    files.sort();
    let bytes = files.iter().flat_map(|f| std::fs::read(f).expect("a migration"));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
