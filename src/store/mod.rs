//! The only room that speaks SQL: one database, SQLite or PostgreSQL, each statement written once.
//!
//! A [`Store`] opens the database. Reading goes through a [`Conn`], changing through a [`Tx`] (which is a `Conn`
//! too), so a function that writes says so in its signature. The macros `rows!`, `row_opt!`, `row!`,
//! `scalar_opt!` and `execute!` compile the same statement for both drivers; where the dialects must differ,
//! [`Conn::dialect`] picks one of two texts that stand next to each other.
//!
//! Rules that hold for every statement here: `$1` placeholders; the organization is always a condition; lists are
//! keyset-paged; a unique conflict is found with `ON CONFLICT DO NOTHING` and a row count, because on PostgreSQL
//! the error would end the whole transaction.

pub mod access_rows;
pub mod activity;
pub mod activity_list;
pub mod attempts;
pub mod billing;
pub mod bulk;
pub mod calendar_address;
pub mod chain;
mod changes;
pub mod checks;
pub mod comments;
pub mod contacts;
pub mod correspondence;
mod customer_search;
pub mod customers;
pub mod documents;
mod error;
pub mod facilities;
pub mod faults;
pub mod glance;
pub mod independence;
pub mod invitation_codes;
pub mod invitations;
mod listed;
mod macros;
pub mod notices;
pub mod numbers;
pub mod object_work;
pub mod objects;
mod open;
mod order_list;
pub mod order_work;
pub mod orders;
pub mod organizations;
pub mod outbox;
pub mod outbox_queue;
pub mod page;
pub mod passkeys;
pub mod password_links;
pub mod places;
pub mod profiles;
pub mod readings;
pub mod roles;
pub mod saved_views;
pub mod search;
pub mod second_factors;
pub mod secure_links;
pub mod selection;
pub mod sessions;
pub mod settings;
pub mod sign_in_steps;
pub mod sign_ins;
mod sql;
pub mod staff;
pub mod staff_memory;
pub mod staff_sessions;
pub mod standing;
pub mod things;
pub mod triage;
pub mod unsubscribing;
pub mod user_changes;
pub mod users;
pub mod video;
pub mod views;
pub mod visible;
pub mod visits;
pub mod wording;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sqlx::pool::PoolConnection;
use sqlx::{PgConnection, PgPool, Postgres, Sqlite, SqliteConnection, SqlitePool, Transaction};

pub use changes::Changes;
pub use error::StoreError;
pub use open::DatabaseUrl;

pub(crate) use macros::{execute, on, row, row_opt, rows, scalar, scalar_opt};

/// An open database.
#[derive(Clone, Debug)]
pub struct Store {
    pools: Pools,
    url: DatabaseUrl,
    statements: Arc<AtomicU64>,
}

#[derive(Clone, Debug)]
enum Pools {
    Sqlite { write: SqlitePool, read: SqlitePool },
    Postgres(PgPool),
}

/// Which database a statement runs on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dialect {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

impl Dialect {
    /// The text for this dialect.
    pub const fn pick<T: Copy>(self, sqlite: T, postgres: T) -> T {
        match self {
            Self::Sqlite => sqlite,
            Self::Postgres => postgres,
        }
    }
}

/// A connection, for reading.
#[derive(Debug)]
pub struct Conn(Inner, Arc<AtomicU64>);

#[derive(Debug)]
enum Inner {
    Sqlite(PoolConnection<Sqlite>),
    SqliteTx(Transaction<'static, Sqlite>),
    Postgres(PoolConnection<Postgres>),
    PostgresTx(Transaction<'static, Postgres>),
}

/// A transaction, for changing. Dropped without [`Tx::commit`], nothing has happened.
#[derive(Debug)]
pub struct Tx(Conn);

/// The driver's own connection, for the macros.
pub(crate) enum Raw<'c> {
    Sqlite(&'c mut SqliteConnection),
    Postgres(&'c mut PgConnection),
}

impl Store {
    /// Which database it is.
    pub const fn dialect(&self) -> Dialect {
        match self.pools {
            Pools::Sqlite { .. } => Dialect::Sqlite,
            Pools::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Where the database is, without its password.
    pub const fn url(&self) -> &DatabaseUrl {
        &self.url
    }

    /// A connection for reading.
    pub async fn read(&self) -> Result<Conn, StoreError> {
        let inner = match &self.pools {
            Pools::Sqlite { read, .. } => Inner::Sqlite(read.acquire().await?),
            Pools::Postgres(pool) => Inner::Postgres(pool.acquire().await?),
        };
        Ok(Conn(inner, Arc::clone(&self.statements)))
    }

    /// How many statements were made since this store was opened, in all of its clones; what begins and ends transactions is
    /// not counted. For whoever holds a page to what it costs.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// A transaction for changing. On SQLite it takes the one writer at once (`BEGIN IMMEDIATE`: a read that turns
    /// into a write would fail with `BUSY_SNAPSHOT`). On PostgreSQL it begins in a task of its own, because a
    /// `begin` that is cancelled half-way leaves a pooled connection inside a transaction.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        let inner = match &self.pools {
            Pools::Sqlite { write, .. } => {
                let write = write.clone();
                let begun = tokio::spawn(async move { write.begin_with("BEGIN IMMEDIATE").await });
                Inner::SqliteTx(begun.await.map_err(|_| StoreError::Cancelled)??)
            }
            Pools::Postgres(pool) => {
                let pool = pool.clone();
                let begun = tokio::spawn(async move { pool.begin().await });
                Inner::PostgresTx(begun.await.map_err(|_| StoreError::Cancelled)??)
            }
        };
        Ok(Tx(Conn(inner, Arc::clone(&self.statements))))
    }

    /// Lets the database count what it holds, so that it plans well: after very many rows were written at once.
    pub async fn analyze(&self) -> Result<(), StoreError> {
        match &self.pools {
            Pools::Sqlite { write, .. } => sqlx::query("PRAGMA optimize").execute(write).await.map(|_| ())?,
            Pools::Postgres(pool) => sqlx::query("VACUUM (ANALYZE)").execute(pool).await.map(|_| ())?,
        }
        Ok(())
    }

    /// Closes every connection, writing out what SQLite still has in its log.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { write, read } => {
                read.close().await;
                write.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

impl Conn {
    /// Which database it is.
    pub const fn dialect(&self) -> Dialect {
        match self.0 {
            Inner::Sqlite(_) | Inner::SqliteTx(_) => Dialect::Sqlite,
            Inner::Postgres(_) | Inner::PostgresTx(_) => Dialect::Postgres,
        }
    }

    pub(crate) fn raw(&mut self) -> Raw<'_> {
        self.1.fetch_add(1, Ordering::Relaxed);
        match &mut self.0 {
            Inner::Sqlite(c) => Raw::Sqlite(c),
            Inner::SqliteTx(c) => Raw::Sqlite(c),
            Inner::Postgres(c) => Raw::Postgres(c),
            Inner::PostgresTx(c) => Raw::Postgres(c),
        }
    }
}

impl Tx {
    /// Makes everything done in this transaction true.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self.0.0 {
            Inner::SqliteTx(tx) => tx.commit().await?,
            Inner::PostgresTx(tx) => tx.commit().await?,
            // `Tx` is only ever made around a transaction; see `Store::begin`.
            Inner::Sqlite(_) | Inner::Postgres(_) => {}
        }
        Ok(())
    }
}

impl std::ops::Deref for Tx {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        &self.0
    }
}

impl std::ops::DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.0
    }
}
