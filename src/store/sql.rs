//! Statements whose text depends on what was asked: a filter more, a direction other.
//!
//! The text is put together from constants of this room only; everything that came from outside is bound. Each bind
//! gets the next number, so that both databases count alike.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, FromRow};
use uuid::Uuid;

use super::{Conn, Dialect, StoreError, on};

/// A value handed to the database beside the text.
#[derive(Clone, Debug)]
pub(crate) enum Bind {
    Id(Uuid),
    Text(String),
    Time(DateTime<Utc>),
    Number(i64),
}

impl From<Uuid> for Bind {
    fn from(id: Uuid) -> Self {
        Self::Id(id)
    }
}

impl From<&str> for Bind {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Bind {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Bind {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<DateTime<Utc>> for Bind {
    fn from(at: DateTime<Utc>) -> Self {
        Self::Time(at)
    }
}

/// A sub-select of the identifiers in the JSON array bound as `$n` (written by [`ids`]), as the column has them, so that
/// its index is used.
pub(crate) fn set_of_ids(dialect: Dialect, n: usize) -> String {
    match dialect {
        Dialect::Sqlite => format!("SELECT unhex(value) FROM json_each(${n})"),
        Dialect::Postgres => format!("SELECT CAST(value AS uuid) FROM json_array_elements_text(CAST(${n} AS json))"),
    }
}

/// Identifiers as one bound value.
pub(crate) fn ids(ids: impl IntoIterator<Item = Uuid>) -> String {
    let ids: Vec<String> = ids.into_iter().map(|id| id.simple().to_string()).collect();
    serde_json::Value::from(ids).to_string()
}

/// A row type that both drivers can read.
pub(crate) trait Readable: Send + Unpin + for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> {}

impl<T: Send + Unpin + for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow>> Readable for T {}

/// A statement in the making.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sql {
    text: String,
    binds: Vec<Bind>,
}

/// Binds in the order of the text, for either driver's query.
macro_rules! with_binds {
    ($query:expr, $binds:expr) => {{
        let mut query = $query;
        for bind in $binds {
            query = match bind {
                Bind::Id(id) => query.bind(id),
                Bind::Text(text) => query.bind(text),
                Bind::Time(at) => query.bind(at),
                Bind::Number(number) => query.bind(number),
            };
        }
        query
    }};
}

impl Sql {
    /// Begins with `text`.
    pub(crate) fn new(text: &str) -> Self {
        Self { text: text.to_owned(), binds: Vec::new() }
    }

    /// Appends text of ours.
    pub(crate) fn text(mut self, text: &str) -> Self {
        self.text.push_str(text);
        self
    }

    /// Appends a placeholder for a value.
    pub(crate) fn bind(mut self, value: impl Into<Bind>) -> Self {
        self.binds.push(value.into());
        let _ = write!(self.text, "${}", self.binds.len());
        self
    }

    /// Appends a number of ours (a limit, never something typed).
    pub(crate) fn number(mut self, number: usize) -> Self {
        let _ = write!(self.text, "{number}");
        self
    }

    /// Appends what `more` appends.
    pub(crate) fn with(self, more: impl FnOnce(Self) -> Self) -> Self {
        more(self)
    }

    /// All rows. PostgreSQL plans these statements anew each time, for the values at hand: a plan that was cached for any
    /// value turns a selective search of 10 ms into one of 2 s.
    pub(crate) async fn rows<T: Readable>(self, conn: &mut Conn) -> Result<Vec<T>, StoreError> {
        let cached = conn.dialect() == Dialect::Sqlite;
        let Self { text, binds } = self;
        on!(conn, c => {
            with_binds!(sqlx::query_as::<_, T>(AssertSqlSafe(text)), binds).persistent(cached).fetch_all(c).await
        })
        .map_err(StoreError::from)
    }

    /// The number in the first column of the one row.
    pub(crate) async fn count(self, conn: &mut Conn) -> Result<u64, StoreError> {
        let cached = conn.dialect() == Dialect::Sqlite;
        let Self { text, binds } = self;
        let found = on!(conn, c => {
            with_binds!(sqlx::query_scalar::<_, i64>(AssertSqlSafe(text)), binds).persistent(cached).fetch_one(c).await
        })?;
        Ok(u64::try_from(found).unwrap_or_default())
    }
}
