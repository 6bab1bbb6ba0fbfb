//! Orders in lists across customers (R31): narrowed by fields and words, sorted by one key or another.

use chrono::{DateTime, TimeZone as _, Utc};

use crate::domain::query::Span;
use crate::domain::staff::Territory;
use crate::domain::state::{OrderKind, OrderState, Urgency};
use crate::domain::text_enum::text_enum;
use crate::domain::{CustomerId, OrganizationId, StaffId};
use crate::text;

use super::listed::{self, Sorted, Source};
use super::order_work::{COLUMNS, FROM, OrderSheet};
use super::page::{Cursor, Key, ListQuery, Page, Seek, rows_wanted, words_in};
use super::sql::Sql;
use super::{Conn, Dialect, StoreError};

/// So many orders SQLite reads and sorts in the time of a key press.
const FEW: usize = 4_000;

/// So many technicians are looked at, and so many can be meant at once.
const MOST_TECHNICIANS: usize = 2_000;

text_enum! {
    /// What a list of orders is sorted by; the id comes last.
    pub enum OrderSort {
        /// By the moment of creation.
        Created = "created",
        /// By number, W9 before W10.
        Number = "number",
        /// By the next visit; those without one last.
        Planned = "planned",
        /// By state, in each by the moment of creation.
        State = "state",
    }
}

/// Later than every visit: where orders without one stand.
fn never() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(9999, 12, 31, 0, 0, 0).single().unwrap_or_default()
}

/// The next visit, as the index has it.
const PLANNED: [&str; 2] = [
    "COALESCE(o.planned_at, '9999-12-31T00:00:00+00:00')",
    "COALESCE(o.planned_at, TIMESTAMPTZ '9999-12-31 00:00:00+00')",
];

const fn planned(dialect: Dialect) -> &'static str {
    dialect.pick(PLANNED[0], PLANNED[1])
}

impl OrderSort {
    const fn keys(self, dialect: Dialect) -> &'static [&'static str] {
        match self {
            Self::Created => &["o.created_at"],
            Self::Number => &["length(o.number)", "o.number"],
            Self::Planned => match dialect {
                Dialect::Sqlite => &[PLANNED[0]],
                Dialect::Postgres => &[PLANNED[1]],
            },
            Self::State => &["o.state", "o.created_at"],
        }
    }

    pub(super) fn place(self, of: &OrderSheet) -> Cursor {
        let key = match self {
            Self::Created => Key::Time(of.created_at),
            Self::Number => Key::Sized(of.number.clone()),
            Self::Planned => Key::Time(of.planned_at.unwrap_or_else(never)),
            Self::State => Key::TextTime(of.state.to_string(), of.created_at),
        };
        Cursor::new(key, of.id.0)
    }

    const fn has(self, cursor: &Cursor) -> bool {
        match self {
            Self::Created | Self::Planned => matches!(cursor.key, Key::Time(_)),
            Self::Number => matches!(cursor.key, Key::Sized(_)),
            Self::State => matches!(cursor.key, Key::TextTime(..)),
        }
    }
}

/// Which orders are asked for.
#[derive(Clone, Debug)]
pub struct Filter {
    /// Of this customer only.
    pub customer: Option<CustomerId>,
    /// Assigned to this staff person only.
    pub technician: Option<StaffId>,
    /// With one of these technicians, as they are written.
    pub technicians: Option<Vec<String>>,
    /// In this state only.
    pub state: Option<OrderState>,
    /// Only those on which work is still to be expected.
    pub open: bool,
    /// Of this kind only.
    pub kind: Option<OrderKind>,
    /// This urgent only.
    pub urgency: Option<Urgency>,
    /// With the next visit then.
    pub planned: Option<Span>,
    /// Created then.
    pub created: Option<Span>,
    /// The order.
    pub sort: OrderSort,
    /// The largest first.
    pub descending: bool,
    /// Where the page begins; `list.after` counts when this is the first page.
    pub seek: Seek,
    /// Words, page, length.
    pub list: ListQuery,
}

impl Default for Filter {
    fn default() -> Self {
        Self {
            customer: None,
            technician: None,
            technicians: None,
            state: None,
            open: false,
            kind: None,
            urgency: None,
            planned: None,
            created: None,
            sort: OrderSort::Created,
            descending: true,
            seek: Seek::First,
            list: ListQuery::default(),
        }
    }
}

impl Filter {
    /// Appends what an index can lead by.
    fn leading(&self, mut sql: Sql, dialect: Dialect) -> Sql {
        if let Some(customer) = self.customer {
            sql = sql.text(" AND o.customer_id = ").bind(customer.0);
        }
        if let Some(technician) = self.technician {
            sql = sql.text(" AND o.technician_id = ").bind(technician.0);
        }
        if let Some(names) = &self.technicians {
            sql = sql.text(" AND o.technician IN (");
            for (n, name) in names.iter().enumerate() {
                sql = sql.text(if n == 0 { "" } else { ", " }).bind(name.as_str());
            }
            sql = sql.text(")");
        }
        if let Some(state) = self.state {
            sql = sql.text(" AND o.state = ").bind(state.as_str());
        }
        if self.open {
            sql = sql.text(" AND o.state NOT IN ('closed', 'cancelled')");
        }
        sql = within(sql, planned(dialect), self.planned);
        within(sql, "o.created_at", self.created)
    }

    /// Whether one of the conditions is likely to meet few.
    const fn is_narrow(&self) -> bool {
        self.customer.is_some()
            || self.technician.is_some()
            || self.technicians.is_some()
            || self.state.is_some()
            || self.planned.is_some()
            || self.created.is_some()
    }

    /// Appends the other conditions.
    fn others(&self, mut sql: Sql, dialect: Dialect) -> Sql {
        if let Some(kind) = self.kind {
            sql = sql.text(" AND o.kind = ").bind(kind.as_str());
        }
        if let Some(urgency) = self.urgency {
            sql = sql.text(" AND o.urgency = ").bind(urgency.as_str());
        }
        words_in(sql, dialect, "o.search", &self.list.search)
    }
}

/// Appends that something lies in a stretch of time.
fn within(mut sql: Sql, what: &'static str, span: Option<Span>) -> Sql {
    let Some(Span { from, until }) = span else { return sql };
    if let Some(from) = from {
        sql = sql.text(" AND ").text(what).text(" >= ").bind(from);
    }
    // What has no visit is not planned some time, however late.
    sql.text(" AND ").text(what).text(" < ").bind(until.unwrap_or_else(never))
}

fn in_areas(mut sql: Sql, org: OrganizationId, territory: &Territory) -> Sql {
    let Territory::Areas(areas) = territory else { return sql };
    // Nobody's area includes "no area", and no areas mean no customers.
    sql = sql.text(" AND c.area_id IN (SELECT a.id FROM area a WHERE a.organization_id = ").bind(org.0);
    sql = sql.text(" AND (1 = 0");
    for area in areas {
        sql = sql.text(" OR a.id = ").bind(area.0);
    }
    sql.text("))")
}

/// One page of the orders of customers in `territory`.
pub async fn list(
    conn: &mut Conn,
    org: OrganizationId,
    territory: &Territory,
    filter: &Filter,
) -> Result<Page<OrderSheet>, StoreError> {
    if filter.technicians.as_ref().is_some_and(Vec::is_empty) {
        return Ok(Page::default());
    }
    let (limit, dialect) = (rows_wanted(filter.list.limit), conn.dialect());
    let from = |sql: Sql| {
        let sql = in_areas(sql.text(FROM).bind(org.0), org, territory);
        filter.others(filter.leading(sql, dialect), dialect)
    };
    let few = filter.is_narrow() && meets_few(conn, org, filter).await?;
    let source = Source { columns: COLUMNS, from: &from, few };
    let sorted = Sorted { keys: filter.sort.keys(dialect), id: "o.id", descending: filter.descending };
    let seek = match (&filter.seek, &filter.list.after) {
        (Seek::First, Some(after)) => Seek::After(after.clone()),
        (seek, _) => seek.clone(),
    };
    let seek = match seek {
        // A place in another order is none in this one.
        Seek::After(cursor) | Seek::Before(cursor) if !filter.sort.has(&cursor) => Seek::First,
        seek => seek,
    };
    listed::page(conn, &source, sorted, &seek, limit).await
}

/// Whether so few orders are meant that SQLite should read and sort them all, rather than go along the order until a page is
/// full. PostgreSQL decides that by itself, from its statistics.
async fn meets_few(conn: &mut Conn, org: OrganizationId, filter: &Filter) -> Result<bool, StoreError> {
    if conn.dialect() == Dialect::Postgres {
        return Ok(false);
    }
    let sql = Sql::new("SELECT COUNT(*) FROM (SELECT 1 FROM service_order o WHERE o.organization_id = ").bind(org.0);
    let sql = filter.leading(sql, Dialect::Sqlite).text(" LIMIT ").number(FEW).text(") counted");
    Ok(sql.count(conn).await? < u64::try_from(FEW).unwrap_or(u64::MAX))
}

/// The technicians of orders whose names hold this, as they are written: from one name to the next along the index.
pub async fn technicians(conn: &mut Conn, org: OrganizationId, held: &str) -> Result<Vec<String>, StoreError> {
    let next = |sql: Sql, from: &'static str| {
        let sql = sql.text("(SELECT o.technician FROM service_order o WHERE o.organization_id = ").bind(org.0);
        sql.text(" AND o.technician > ").text(from).text(" ORDER BY o.technician LIMIT 1)")
    };
    let sql = next(Sql::new("WITH RECURSIVE known (value) AS (SELECT "), "''").text(" UNION ALL SELECT ");
    let sql = next(sql, "known.value").text(" FROM known WHERE known.value IS NOT NULL)");
    let sql = sql.text(" SELECT value FROM known WHERE value IS NOT NULL LIMIT ").number(MOST_TECHNICIANS);
    let held = text::fold(held);
    let known: Vec<(String,)> = sql.rows(conn).await?;
    Ok(known.into_iter().map(|(name,)| name).filter(|name| text::fold(name).contains(&held)).collect())
}
