//! Statements that tests make for themselves, past the services: to build a world, to look behind a promise.

use keydesk::store::{DatabaseUrl, Store};
use sqlx::{PgPool, SqlitePool};

/// The story's database, on connections of the test's own.
#[derive(Clone, Debug)]
pub enum Sql {
    /// SQLite.
    Sqlite(SqlitePool),
    /// PostgreSQL.
    Postgres(PgPool),
}

impl Sql {
    /// Opens the database of `store` a second time.
    pub async fn of(store: &Store) -> Self {
        match store.url() {
            DatabaseUrl::Sqlite(path) => {
                let options = sqlx::sqlite::SqliteConnectOptions::new()
                    .filename(path)
                    .foreign_keys(true)
                    .synchronous(sqlx::sqlite::SqliteSynchronous::Off)
                    .busy_timeout(std::time::Duration::from_secs(10));
                let pool = sqlx::sqlite::SqlitePoolOptions::new().max_connections(1).connect_with(options).await;
                Self::Sqlite(pool.expect("the file opens"))
            }
            DatabaseUrl::Postgres(url) => {
                let pool = sqlx::postgres::PgPoolOptions::new().max_connections(1).connect(url).await;
                Self::Postgres(pool.expect("the server answers"))
            }
        }
    }
}

/// Runs a statement (`$1`, `$2`, … in order of first use); panics when it fails.
macro_rules! exec {
    ($db:expr, $sql:expr $(, $bind:expr)* $(,)?) => {{
        let sql: &'static str = $sql;
        match $db {
            $crate::support::sql::Sql::Sqlite(pool) => {
                sqlx::query(sql)$(.bind($bind))*.execute(pool).await.map(|done| done.rows_affected())
            }
            $crate::support::sql::Sql::Postgres(pool) => {
                sqlx::query(sql)$(.bind($bind))*.execute(pool).await.map(|done| done.rows_affected())
            }
        }
        .unwrap_or_else(|e| panic!("{sql}: {e}"))
    }};
}

/// All rows of a query as `$t` (a tuple or a `FromRow`); panics when it fails.
macro_rules! select {
    ($db:expr, $t:ty, $sql:expr $(, $bind:expr)* $(,)?) => {{
        let sql: &'static str = $sql;
        match $db {
            $crate::support::sql::Sql::Sqlite(pool) => {
                sqlx::query_as::<_, $t>(sql)$(.bind($bind))*.fetch_all(pool).await
            }
            $crate::support::sql::Sql::Postgres(pool) => {
                sqlx::query_as::<_, $t>(sql)$(.bind($bind))*.fetch_all(pool).await
            }
        }
        .unwrap_or_else(|e| panic!("{sql}: {e}"))
    }};
}

pub(crate) use {exec, select};
