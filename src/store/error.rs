//! What can go wrong with a database, said so that somebody can act on it.

/// A database that did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The address of the database cannot be understood.
    #[error("the database address {0:?} is not understood; use sqlite:PATH or postgres://user@host/name")]
    Url(String),
    /// The database cannot be opened or reached.
    #[error("the database {url} cannot be opened: {cause}")]
    Open {
        /// Which database, without its password.
        url: String,
        /// What the driver says.
        cause: String,
    },
    /// The database was written by a newer program.
    #[error(
        "the database {url} was made by a newer Keydesk (its schema is {found}, this program knows up to {known}); install the newer program"
    )]
    Newer {
        /// Which database.
        url: String,
        /// The schema found.
        found: i64,
        /// The newest schema this program knows.
        known: i64,
    },
    /// A migration failed; the database is as it was before.
    #[error("the database could not be brought up to date: {0}")]
    Migrate(String),
    /// The database went away, or nobody gave a connection in time.
    #[error("the database does not answer: {0}")]
    Unavailable(String),
    /// The disk is full or the file cannot be written.
    #[error("the database cannot be written: {0}")]
    ReadOnly(String),
    /// The task that began a transaction was cancelled.
    #[error("the program is shutting down")]
    Cancelled,
    /// A statement failed: a mistake of ours.
    #[error("the database refused a statement: {0}")]
    Statement(sqlx::Error),
}

impl StoreError {
    /// Whether trying again later may help: nothing is wrong with what was asked.
    pub const fn is_passing(&self) -> bool {
        matches!(self, Self::Unavailable(_) | Self::ReadOnly(_) | Self::Cancelled)
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Io(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_) => Self::Unavailable(error.to_string()),
            sqlx::Error::Database(e) => match e.code().as_deref() {
                // SQLite: READONLY, FULL, IOERR families; PostgreSQL: read-only transaction, disk full.
                Some("8" | "13" | "10" | "778" | "1032" | "25006" | "53100") => Self::ReadOnly(e.message().to_owned()),
                // PostgreSQL: shutdown, crash, too many connections; SQLite: BUSY and its kin, after the busy time-out.
                Some("57P01" | "57P02" | "57P03" | "53300" | "5" | "261" | "517") => {
                    Self::Unavailable(e.message().to_owned())
                }
                _ => Self::Statement(error),
            },
            _ => Self::Statement(error),
        }
    }
}
