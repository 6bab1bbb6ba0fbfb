//! Reading customers in an order, from a place on, either way: along an index wherever there is one.

use crate::domain::CustomerId;
use crate::store::page::{Cursor, Page};
use crate::store::sql::Sql;
use crate::store::{Conn, StoreError};

use super::{COLUMNS, CustomerRow, CustomerSort, FROM, Filter, Part};

/// What a list is sorted by, and which way.
#[derive(Clone, Copy, Debug)]
pub(in crate::store) struct Order {
    pub(in crate::store) sort: CustomerSort,
    pub(in crate::store) descending: bool,
}

impl Order {
    /// What stands behind each column.
    pub(in crate::store) const fn direction(self) -> &'static str {
        if self.descending { " DESC" } else { "" }
    }
}

/// Which way the list is read.
#[derive(Clone, Copy)]
pub(super) enum Way {
    Forwards,
    Backwards,
}

/// Where reading starts: beyond a place, or at it.
#[derive(Clone, Copy)]
pub(super) struct Start<'a> {
    cursor: &'a Cursor,
    itself: bool,
}

impl<'a> Start<'a> {
    pub(super) const fn beyond(cursor: &'a Cursor) -> Self {
        Self { cursor, itself: false }
    }

    pub(super) const fn at(cursor: &'a Cursor) -> Self {
        Self { cursor, itself: true }
    }
}

/// The list of everything that a filter meets, in one order.
#[derive(Clone, Copy)]
pub(super) struct List<'a> {
    pub(super) filter: Filter<'a>,
    pub(super) order: Order,
    /// Whether it is known to meet so few that they are better collected first.
    pub(super) few: bool,
}

impl List<'_> {
    /// At most `limit` rows from a place on, nearest first.
    pub(super) async fn read(
        self,
        conn: &mut Conn,
        way: Way,
        from: Option<Start<'_>>,
        limit: usize,
    ) -> Result<Vec<CustomerRow>, StoreError> {
        let sort = self.order.sort;
        let up = matches!(way, Way::Forwards) != self.order.descending;
        let (compare, and_itself, direction) = if up { (" > ", " >= ", "") } else { (" < ", " <= ", " DESC") };
        let beyond =
            |sql: Sql, from: Start<'_>| from.cursor.row_value(sql.text(if from.itself { and_itself } else { compare }));
        if self.few {
            // Collected first: SQLite would otherwise rather go along the order and ask each row of the whole table.
            let sql = Sql::new("WITH hit AS MATERIALIZED (SELECT ").text(COLUMNS);
            let mut sql = self.filter.leading(sort.keys(sql)).text(") SELECT * FROM hit");
            if let Some(from) = from {
                sql = sql.text(" WHERE (");
                for n in 0..sort.columns().len() {
                    sql = sql.text("sort_").number(n).text(", ");
                }
                sql = beyond(sql.text("id)"), from);
            }
            let sql = sort.by_keys(sql.text(" ORDER BY "), direction);
            return sql.text(" LIMIT ").number(limit).rows(conn).await;
        }
        let parts = self.filter.parts(sort);
        let part = |sql: Sql, part: Part<'_>| {
            let sql = sort.keys(sql.text("SELECT ").text(COLUMNS));
            let mut sql = part.conditions(sql.text(FROM));
            if let Some(from) = from {
                sql = beyond(sort.by_columns(sql.text(" AND ("), "").text(")"), from);
            }
            sort.by_columns(sql.text(" ORDER BY "), direction).text(" LIMIT ").number(limit)
        };
        let mut sql = Sql::default();
        if let [only] = parts.as_slice() {
            sql = part(sql, only.clone());
        } else {
            // Each part comes in order from its own stretch of the index; merging a page of each is all that is left.
            for (n, each) in parts.into_iter().enumerate() {
                sql = sql.text(if n == 0 { "SELECT * FROM (" } else { " UNION ALL SELECT * FROM (" });
                sql = part(sql, each).text(") AS part").number(n);
            }
            sql = sort.by_keys(sql.text(" ORDER BY "), direction).text(" LIMIT ").number(limit);
        }
        sql.rows(conn).await
    }

    /// The page in whose midst a customer stands; the first one where it is not among them.
    pub(super) async fn around(
        self,
        conn: &mut Conn,
        id: CustomerId,
        limit: usize,
    ) -> Result<Page<CustomerRow>, StoreError> {
        let sql = Sql::new("SELECT ").text(COLUMNS).text(" FROM customer c WHERE ");
        let found: Vec<CustomerRow> = self.filter.conditions(sql).text(" AND c.id = ").bind(id.0).rows(conn).await?;
        let Some(row) = found.first() else {
            return Ok(Page::first(self.read(conn, Way::Forwards, None, limit + 1).await?, limit, false));
        };
        let cursor = row.cursor(self.order.sort);
        let mut before = self.read(conn, Way::Backwards, Some(Start::beyond(&cursor)), limit + 1).await?;
        let mut after = self.read(conn, Way::Forwards, Some(Start::at(&cursor)), limit + 1).await?;
        let ahead = before.len().min(limit / 2).max(limit.saturating_sub(after.len()).min(before.len()));
        let behind = after.len().min(limit - ahead);
        let (more_before, more_after) = (before.len() > ahead, after.len() > behind);
        before.truncate(ahead);
        before.reverse();
        after.truncate(behind);
        before.append(&mut after);
        Ok(Page { rows: before, more_before, more_after })
    }
}
