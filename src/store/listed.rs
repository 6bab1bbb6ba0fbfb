//! Pages of lists that are sorted by one of several keys, either way: each read begins after a key that ends in the id.

use super::page::{Cursor, Page, Seek};
use super::sql::{Readable, Sql};
use super::{Conn, StoreError};

/// What a list is sorted by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sorted {
    /// The key, as expressions of ours, each with an index behind it; the id is left out.
    pub keys: &'static [&'static str],
    /// The id, which comes last.
    pub id: &'static str,
    /// The largest first.
    pub descending: bool,
}

/// Where the rows of a list come from.
pub(crate) struct Source<'a> {
    /// What is read of each.
    pub columns: &'a str,
    /// Appends ` FROM … WHERE …`.
    pub from: &'a (dyn Fn(Sql) -> Sql + Sync),
    /// So few rows meet the conditions that they are better collected and sorted than looked for along the order.
    pub few: bool,
}

impl Sorted {
    fn named(self, sql: Sql) -> Sql {
        let each = self.keys.iter().enumerate();
        each.fold(sql, |sql, (n, key)| sql.text(", ").text(key).text(" AS sort_").number(n))
    }

    /// The key by the names of [`Sorted::named`], each with this behind it.
    fn by_names(self, sql: Sql, direction: &'static str) -> Sql {
        let each = (0..self.keys.len()).fold(sql, |sql, n| sql.text("sort_").number(n).text(direction).text(", "));
        each.text("id").text(direction)
    }

    fn by_keys(self, sql: Sql, direction: &'static str) -> Sql {
        let each = self.keys.iter().fold(sql, |sql, key| sql.text(key).text(direction).text(", "));
        each.text(self.id).text(direction)
    }
}

/// One page. [`Seek::Around`] is for customers; here it is the first page.
pub(crate) async fn page<T: Readable>(
    conn: &mut Conn,
    source: &Source<'_>,
    sorted: Sorted,
    seek: &Seek,
    limit: usize,
) -> Result<Page<T>, StoreError> {
    match seek {
        Seek::First | Seek::Around(_) => {
            Ok(Page::first(read(conn, source, sorted, None, (true, limit + 1)).await?, limit, false))
        }
        Seek::After(cursor) => {
            Ok(Page::first(read(conn, source, sorted, Some(cursor), (true, limit + 1)).await?, limit, true))
        }
        Seek::Last => Ok(Page::last(read(conn, source, sorted, None, (false, limit + 1)).await?, limit, false)),
        Seek::Before(cursor) => {
            Ok(Page::last(read(conn, source, sorted, Some(cursor), (false, limit + 1)).await?, limit, true))
        }
    }
}

/// Rows beyond a place, nearest first.
async fn read<T: Readable>(
    conn: &mut Conn,
    source: &Source<'_>,
    sorted: Sorted,
    beyond: Option<&Cursor>,
    (forwards, limit): (bool, usize),
) -> Result<Vec<T>, StoreError> {
    let up = forwards != sorted.descending;
    let (compare, direction) = if up { (" > ", "") } else { (" < ", " DESC") };
    let mut sql = Sql::new(if source.few { "WITH hit AS MATERIALIZED (SELECT " } else { "SELECT " });
    sql = (source.from)(sorted.named(sql.text(source.columns)));
    if source.few {
        sql = sql.text(") SELECT * FROM hit");
    }
    if let Some(cursor) = beyond {
        sql = sql.text(if source.few { " WHERE (" } else { " AND (" });
        sql = if source.few { sorted.by_names(sql, "") } else { sorted.by_keys(sql, "") };
        sql = cursor.row_value(sql.text(")").text(compare));
    }
    sql = sql.text(" ORDER BY ");
    sql = if source.few { sorted.by_names(sql, direction) } else { sorted.by_keys(sql, direction) };
    sql.text(" LIMIT ").number(limit).rows(conn).await
}
