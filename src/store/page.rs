//! Lists in pages: a page begins after a key, never after a number of rows, so that the last page costs what the first
//! does; how many there are is counted up to a cap, never to the end.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{CustomerId, OrganizationId};
use crate::text;

use super::sql::Sql;
use super::{Conn, Dialect, StoreError};

/// Counting stops here.
pub const COUNT_CAP: u64 = 1_000;

/// No page is longer than this.
pub const LONGEST_PAGE: u32 = 500;

/// Some rows of a list, and whether there are others around them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Page<T> {
    /// The rows, in the order of the list.
    pub rows: Vec<T>,
    /// Whether rows come before these.
    pub more_before: bool,
    /// Whether rows come after these.
    pub more_after: bool,
}

impl<T> Default for Page<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), more_before: false, more_after: false }
    }
}

impl<T> Page<T> {
    /// The first `limit` of rows that were read with one more than that.
    pub(crate) fn first(mut rows: Vec<T>, limit: usize, more_before: bool) -> Self {
        let more_after = rows.len() > limit;
        rows.truncate(limit);
        Self { rows, more_before, more_after }
    }

    /// The last `limit` of rows that were read backwards with one more than that.
    pub(crate) fn last(mut rows: Vec<T>, limit: usize, more_after: bool) -> Self {
        let more_before = rows.len() > limit;
        rows.truncate(limit);
        rows.reverse();
        Self { rows, more_before, more_after }
    }
}

/// Where a page begins.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Seek {
    /// At the beginning of the list.
    #[default]
    First,
    /// At the end of the list.
    Last,
    /// After a row.
    After(Cursor),
    /// Before a row.
    Before(Cursor),
    /// Such that this customer is on the page; at the beginning when the list does not hold it.
    Around(CustomerId),
}

/// A place in a list, as `Display` writes it and `FromStr` reads it: opaque, made by a row, good for the same list only.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cursor {
    pub(crate) key: Key,
    pub(crate) id: Uuid,
}

/// What a list is sorted by, before the id.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) enum Key {
    Text(String),
    Time(DateTime<Utc>),
    /// By the first, then by the second.
    Texts(String, String),
    /// By the text, then by the time.
    TextTime(String, DateTime<Utc>),
    /// By its length, then by itself: `W9` before `W10`.
    Sized(String),
}

impl Cursor {
    pub(crate) fn text(key: String, id: Uuid) -> Self {
        Self { key: Key::Text(key), id }
    }

    pub(crate) const fn time(key: DateTime<Utc>, id: Uuid) -> Self {
        Self { key: Key::Time(key), id }
    }

    pub(crate) const fn new(key: Key, id: Uuid) -> Self {
        Self { key, id }
    }

    /// Appends the key and the id as a row value.
    pub(crate) fn row_value(&self, sql: Sql) -> Sql {
        let sql = sql.text("(");
        let sql = match &self.key {
            Key::Text(text) => sql.bind(text.as_str()),
            Key::Time(at) => sql.bind(*at),
            Key::Texts(first, second) => sql.bind(first.as_str()).text(", ").bind(second.as_str()),
            Key::TextTime(text, at) => sql.bind(text.as_str()).text(", ").bind(*at),
            Key::Sized(text) => {
                let length = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
                sql.bind(length).text(", ").bind(text.as_str())
            }
        };
        sql.text(", ").bind(self.id).text(")")
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let plain = serde_json::to_vec(&(&self.key, self.id)).map_err(|_| std::fmt::Error)?;
        f.write_str(&URL_SAFE_NO_PAD.encode(plain))
    }
}

/// A text that is no [`Cursor`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("this place in the list is not understood; begin at the first page")]
pub struct NoCursor;

impl std::str::FromStr for Cursor {
    type Err = NoCursor;

    fn from_str(text: &str) -> Result<Self, NoCursor> {
        let plain = URL_SAFE_NO_PAD.decode(text).map_err(|_| NoCursor)?;
        let (key, id) = serde_json::from_slice(&plain).map_err(|_| NoCursor)?;
        Ok(Self { key, id })
    }
}

impl Serialize for Cursor {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What is asked of a list that belongs to one customer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListQuery {
    /// Words that must all be found; empty for everything.
    pub search: String,
    /// Begin after this row.
    pub after: Option<Cursor>,
    /// At most so many rows.
    pub limit: u32,
}

impl Default for ListQuery {
    fn default() -> Self {
        Self { search: String::new(), after: None, limit: 50 }
    }
}

/// The limit as it is used: at least one row, at most [`LONGEST_PAGE`].
pub(crate) fn rows_wanted(limit: u32) -> usize {
    usize::try_from(limit.clamp(1, LONGEST_PAGE)).unwrap_or(1)
}

/// How many there are, as far as was counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Count {
    /// So many.
    Exactly(u64),
    /// So many and perhaps more: counting stopped there.
    AtLeast(u64),
}

impl Count {
    /// From a count that went one beyond the cap at most.
    pub(crate) const fn capped(counted: u64) -> Self {
        if counted > COUNT_CAP { Self::AtLeast(COUNT_CAP) } else { Self::Exactly(counted) }
    }

    /// The number that was counted to.
    pub const fn at_least(self) -> u64 {
        match self {
            Self::Exactly(n) | Self::AtLeast(n) => n,
        }
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Exactly(n) => f.pad(&n.to_string()),
            Self::AtLeast(n) => f.pad(&format!("{n}+")),
        }
    }
}

/// How many things of one customer a table holds, counted up to [`COUNT_CAP`]. `condition` is text of ours.
pub(crate) async fn count_owned(
    conn: &mut Conn,
    table: &'static str,
    condition: &'static str,
    organization: OrganizationId,
    customer: CustomerId,
) -> Result<Count, StoreError> {
    let sql =
        Sql::new("SELECT COUNT(*) FROM (SELECT 1 FROM ").text(table).text(" WHERE customer_id = ").bind(customer.0);
    let sql = sql.text(" AND organization_id = ").bind(organization.0).text(condition);
    let cap = usize::try_from(COUNT_CAP + 1).unwrap_or(usize::MAX);
    sql.text(" LIMIT ").number(cap).text(") counted").count(conn).await.map(Count::capped)
}

/// Appends a condition for each word typed: the folded text in `column` holds it somewhere. For lists of one customer,
/// which are short enough to be read through.
pub(crate) fn words_in(mut sql: Sql, dialect: Dialect, column: &'static str, typed: &str) -> Sql {
    for word in text::fold(typed).split_whitespace().take(8) {
        sql = sql.text(dialect.pick(" AND instr(", " AND strpos(")).text(column).text(", ").bind(word).text(") > 0");
    }
    sql
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_survive_being_written_down_and_nothing_else_is_taken_for_one() {
        let cursor = Cursor::text("hübner & söhne".into(), Uuid::from_u128(7));
        assert_eq!(cursor.to_string().parse(), Ok(cursor));
        let cursor = Cursor::time(DateTime::from_timestamp_micros(1_234_567).unwrap(), Uuid::from_u128(7));
        assert_eq!(cursor.to_string().parse(), Ok(cursor));
        for wrong in ["", "x", "e30", "' OR 1=1 --"] {
            assert_eq!(wrong.parse::<Cursor>(), Err(NoCursor), "{wrong}");
        }
    }

    #[test]
    fn counts_say_when_they_stopped() {
        assert_eq!(Count::capped(12).to_string(), "12");
        assert_eq!(Count::capped(1000).to_string(), "1000");
        assert_eq!(Count::capped(1001).to_string(), "1000+");
    }
}
