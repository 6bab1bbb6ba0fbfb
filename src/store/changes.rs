//! Hearing of changes that other processes make.
//!
//! PostgreSQL notifies (every record of the activity log and every outbox change does, inside its transaction);
//! a slow poll stands beside it for the case that the listening connection was lost. SQLite has
//! `PRAGMA data_version`, which moves when another connection has committed; it is asked on a connection of its own.

use std::time::Duration;

use sqlx::postgres::PgListener;
use sqlx::sqlite::SqliteConnection;
use sqlx::{Connection as _, PgPool};
use tokio::sync::watch;

use super::{Pools, Store, StoreError, Tx};

/// The channel that PostgreSQL notifies.
pub(super) const CHANNEL: &str = "keydesk";

const SQLITE_POLL: Duration = Duration::from_millis(200);
const POSTGRES_POLL: Duration = Duration::from_secs(15);

/// Counts changes to the database, whoever made them.
#[derive(Clone, Debug)]
pub struct Changes(watch::Receiver<u64>);

impl Changes {
    /// Waits until something has changed since the last call. Returns `false` when the watcher has stopped.
    pub async fn changed(&mut self) -> bool {
        self.0.changed().await.is_ok()
    }
}

impl Store {
    /// Starts watching. The watcher stops when the last [`Changes`] is dropped.
    pub async fn changes(&self) -> Result<Changes, StoreError> {
        let (send, receive) = watch::channel(0);
        match &self.pools {
            Pools::Sqlite { read, .. } => {
                let options = read.connect_options();
                let mut conn = <SqliteConnection as sqlx::Connection>::connect_with(&options).await?;
                // What is committed from here on counts, also before the watcher looks for the first time.
                let now = data_version(&mut conn).await;
                tokio::spawn(watch_sqlite(conn, now, send));
            }
            Pools::Postgres(pool) => {
                tokio::spawn(watch_postgres(pool.clone(), send));
            }
        }
        Ok(Changes(receive))
    }
}

impl Tx {
    /// Tells other processes, when this transaction commits, that something has changed.
    pub(crate) async fn announce(&mut self) -> Result<(), StoreError> {
        if let super::Raw::Postgres(c) = self.raw() {
            sqlx::query("SELECT pg_notify($1, '')").bind(CHANNEL).execute(c).await?;
        }
        Ok(())
    }
}

async fn data_version(conn: &mut SqliteConnection) -> Option<i64> {
    sqlx::query_scalar("PRAGMA data_version").fetch_one(conn).await.ok()
}

async fn watch_sqlite(mut conn: SqliteConnection, mut last: Option<i64>, send: watch::Sender<u64>) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(SQLITE_POLL) => {}
            () = send.closed() => break,
        }
        let version = data_version(&mut conn).await;
        if version != last && last.is_some() {
            send.send_modify(|n| *n += 1);
        }
        last = version.or(last);
    }
    let _ = conn.close().await;
}

async fn watch_postgres(pool: PgPool, send: watch::Sender<u64>) {
    while !send.is_closed() {
        let listening = async {
            let mut listener = PgListener::connect_with(&pool).await?;
            listener.listen(CHANNEL).await?;
            // Something may have changed while nobody listened.
            send.send_modify(|n| *n += 1);
            loop {
                tokio::select! {
                    heard = listener.recv() => { heard?; }
                    () = tokio::time::sleep(POSTGRES_POLL) => {}
                    () = send.closed() => return Ok::<(), sqlx::Error>(()),
                }
                send.send_modify(|n| *n += 1);
            }
        };
        if let Err(e) = listening.await {
            tracing::warn!("listening for changes was interrupted: {e}");
            tokio::select! {
                () = tokio::time::sleep(Duration::from_secs(2)) => {}
                () = send.closed() => {}
            }
            send.send_modify(|n| *n += 1);
        }
    }
}
