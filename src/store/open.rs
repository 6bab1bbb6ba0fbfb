//! Opening a database: address, pools, migrations under a lock.

use std::path::{Path, PathBuf};
use std::str::FromStr as _;
use std::sync::Arc;
use std::time::Duration;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _, Row as _};

use super::{Pools, Store, StoreError};

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// Where a database is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DatabaseUrl {
    /// A file.
    Sqlite(PathBuf),
    /// A server: the address as given.
    Postgres(String),
}

impl DatabaseUrl {
    /// Reads `sqlite:PATH`, `sqlite://PATH`, `postgres://…`, `postgresql://…`, or a plain path.
    pub fn parse(text: &str) -> Result<Self, StoreError> {
        let text = text.trim();
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            PgConnectOptions::from_str(text).map_err(|_| StoreError::Url(Self::without_password(text)))?;
            return Ok(Self::Postgres(text.to_owned()));
        }
        let path = text.strip_prefix("sqlite://").or_else(|| text.strip_prefix("sqlite:")).unwrap_or(text);
        let path = path.split('?').next().unwrap_or_default();
        if path.is_empty() || path.contains("://") || path.contains(":memory:") {
            return Err(StoreError::Url(Self::without_password(text)));
        }
        Ok(Self::Sqlite(PathBuf::from(path)))
    }

    /// The address for people: without a password.
    pub fn shown(&self) -> String {
        match self {
            Self::Sqlite(path) => format!("sqlite:{}", path.display()),
            Self::Postgres(url) => Self::without_password(url),
        }
    }

    fn without_password(text: &str) -> String {
        match url::Url::parse(text) {
            Ok(mut url) => {
                if url.password().is_some() {
                    let _ = url.set_password(Some("***"));
                }
                url.to_string()
            }
            Err(_) => text.rsplit_once('@').map_or_else(|| text.to_owned(), |(_, host)| format!("…@{host}")),
        }
    }
}

impl Store {
    /// Opens the database, makes the file when it is missing, and brings the schema up to date.
    pub async fn open(url: &DatabaseUrl) -> Result<Self, StoreError> {
        Self::connect(url, true).await
    }

    /// Opens a database that must be there already.
    pub async fn open_existing(url: &DatabaseUrl) -> Result<Self, StoreError> {
        Self::connect(url, false).await
    }

    async fn connect(url: &DatabaseUrl, create: bool) -> Result<Self, StoreError> {
        let failed = |e: sqlx::Error| StoreError::Open { url: url.shown(), cause: plain(&e) };
        let pools = match url {
            DatabaseUrl::Sqlite(path) => sqlite_pools(path, create).await.map_err(failed)?,
            DatabaseUrl::Postgres(url) => Pools::Postgres(postgres_pool(url).await.map_err(failed)?),
        };
        let store = Self { pools, url: url.clone(), statements: Arc::default() };
        store.migrate().await?;
        Ok(store)
    }

    async fn migrate(&self) -> Result<(), StoreError> {
        let (migrator, found) = match &self.pools {
            Pools::Sqlite { write, .. } => {
                let there = "SELECT count(*) FROM sqlite_master WHERE name = '_sqlx_migrations'";
                let there: i64 = sqlx::query_scalar(there).fetch_one(write).await?;
                (&SQLITE, if there > 0 { newest(sqlx::query(NEWEST).fetch_one(write).await?.try_get(0)?) } else { 0 })
            }
            Pools::Postgres(pool) => {
                let there = "SELECT count(*) FROM information_schema.tables WHERE table_name = '_sqlx_migrations' AND table_schema = current_schema()";
                let there: i64 = sqlx::query_scalar(there).fetch_one(pool).await?;
                (&POSTGRES, if there > 0 { newest(sqlx::query(NEWEST).fetch_one(pool).await?.try_get(0)?) } else { 0 })
            }
        };
        let known = migrator.iter().map(|m| m.version).max().unwrap_or_default();
        if found == known {
            return Ok(());
        }
        if found > known {
            return Err(StoreError::Newer { url: self.url.shown(), found, known });
        }
        let done = match &self.pools {
            Pools::Sqlite { write, .. } => migrator.run(write).await,
            Pools::Postgres(pool) => migrator.run(pool).await,
        };
        done.map_err(|e| match e {
            MigrateError::VersionMissing(found) => StoreError::Newer { url: self.url.shown(), found, known },
            e => StoreError::Migrate(e.to_string()),
        })
    }
}

/// A connection that was not used for so long is asked whether it still lives before it is used again.
const RESTED: Duration = Duration::from_secs(1);

const NEWEST: &str = "SELECT max(version) FROM _sqlx_migrations";

fn newest(found: Option<i64>) -> i64 {
    found.unwrap_or_default()
}

async fn sqlite_pools(path: &Path, create: bool) -> Result<Pools, sqlx::Error> {
    if create && let Some(folder) = path.parent().filter(|p| !p.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(sqlx::Error::Io)?;
    }
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(create)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
        .pragma("cache_size", "-8000")
        .statement_cache_capacity(256)
        .disable_statement_logging();
    // A file does not hang up: asking a connection whether it still lives would only cost a turn of its thread.
    let write = SqlitePoolOptions::new()
        .max_connections(1)
        .test_before_acquire(false)
        .acquire_timeout(Duration::from_secs(30))
        .connect_with(options.clone())
        .await?;
    if create {
        owner_only(path);
    }
    let readers = std::thread::available_parallelism().map_or(4, |n| u32::try_from(n.get()).unwrap_or(4).max(4));
    let read = SqlitePoolOptions::new()
        .max_connections(readers)
        .test_before_acquire(false)
        .acquire_timeout(Duration::from_secs(15))
        .connect_lazy_with(options.create_if_missing(false).pragma("query_only", "ON"));
    Ok(Pools::Sqlite { write, read })
}

/// Customers' data is the owner's alone; a file system without modes keeps what it has.
fn owner_only(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let _ = std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600));
    }
}

async fn postgres_pool(url: &str) -> Result<sqlx::PgPool, sqlx::Error> {
    let options = PgConnectOptions::from_str(url)?
        .application_name("keydesk")
        .statement_cache_capacity(256)
        .disable_statement_logging();
    // The pool would go on trying until its time is over; one connection of its own says at once what is wrong.
    let first = tokio::time::timeout(Duration::from_secs(10), options.connect()).await;
    first.map_err(|_| sqlx::Error::PoolTimedOut)??.close().await?;
    let pool = PgPoolOptions::new().max_connections(16).acquire_timeout(Duration::from_secs(10));
    // Asking costs a round trip, so only a connection that has rested is asked whether the server is still there.
    let pool = pool.test_before_acquire(false).before_acquire(|conn, meta| {
        Box::pin(async move {
            if meta.idle_for > RESTED {
                conn.ping().await?;
            }
            Ok(true)
        })
    });
    Ok(pool.connect_lazy_with(options))
}

fn plain(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Io(e) => e.to_string(),
        sqlx::Error::Database(e) => e.message().to_owned(),
        sqlx::Error::PoolTimedOut => "nobody answered in time".to_owned(),
        e => e.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_understood_or_refused_without_showing_a_password() {
        assert_eq!(DatabaseUrl::parse("sqlite:/a/b.db").unwrap(), DatabaseUrl::Sqlite("/a/b.db".into()));
        assert_eq!(DatabaseUrl::parse("sqlite://b.db?mode=rw").unwrap(), DatabaseUrl::Sqlite("b.db".into()));
        assert_eq!(DatabaseUrl::parse("b.db").unwrap(), DatabaseUrl::Sqlite("b.db".into()));
        let url = DatabaseUrl::parse("postgres://u:secret@host/name").unwrap();
        assert_eq!(url.shown(), "postgres://u:***@host/name");
        for wrong in ["mysql://u:secret@h/n", "sqlite:", "", "sqlite::memory:"] {
            let said = DatabaseUrl::parse(wrong).unwrap_err().to_string();
            assert!(said.contains("not understood") && !said.contains("secret"), "{said}");
        }
    }
}
