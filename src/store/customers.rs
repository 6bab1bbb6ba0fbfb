//! Customers as lists and screens show them. Searching is next door in `customer_search`.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::domain::portal_area::PortalAreas;
use crate::domain::staff::Territory;
use crate::domain::state::{AccessState, CustomerKind, Language, UserState};
use crate::domain::text_enum::text_enum;
use crate::domain::{AreaId, CustomerId, OrganizationId};
use crate::text;

use super::page::{COUNT_CAP, Count, Cursor, Page, Seek, rows_wanted};
use super::sql::Sql;
use super::{Conn, Dialect, StoreError, Tx, customer_search, execute, rows};

text_enum! {
    /// What the list of customers is sorted by; the id comes last, so that equal keys have an order too.
    pub enum CustomerSort {
        /// By name, as folded.
        Name = "name",
        /// By number, "K-9" before "K-10".
        Number = "number",
        /// By city, as folded.
        City = "city",
    }
}

impl CustomerSort {
    pub(super) const fn column(self) -> &'static str {
        match self {
            Self::Name => "name_key",
            Self::Number => "number_key",
            Self::City => "city_key",
        }
    }
}

/// A customer in a list.
#[derive(Clone, Debug, PartialEq, Serialize, sqlx::FromRow)]
pub struct CustomerRow {
    /// Which.
    pub id: CustomerId,
    /// The external number, unique in the organization.
    pub number: String,
    /// The name.
    pub name: String,
    /// Corporate or private (R3).
    pub kind: CustomerKind,
    /// The city, perhaps empty.
    pub city: String,
    /// The country, perhaps empty.
    pub country: String,
    /// The e-mail address, perhaps empty.
    pub email: String,
    /// The phone number, perhaps empty.
    pub phone: String,
    /// The area (R10).
    pub area_id: Option<AreaId>,
    /// The area's name.
    pub area: Option<String>,
    /// The assigned technician, perhaps empty.
    pub technician: String,
    /// Managed by the organization (R8).
    pub managed: bool,
    /// Whether the portal is on for the customer (R2).
    pub portal_on: bool,
    /// How the customer stands to the portal (R5).
    pub access_state: AccessState,
    /// Grows with every change.
    pub version: i64,
}

impl CustomerRow {
    /// The row's place in a list with this order.
    pub fn cursor(&self, sort: CustomerSort) -> Cursor {
        let key = match sort {
            CustomerSort::Name => name_key(&self.name),
            CustomerSort::Number => number_key(&self.number),
            CustomerSort::City => city_key(&self.city),
        };
        Cursor::text(key, self.id.0)
    }
}

/// A customer with everything that its own screen shows.
#[derive(Clone, Debug, PartialEq, Serialize, sqlx::FromRow)]
pub struct CustomerDetail {
    /// What lists show.
    #[sqlx(flatten)]
    pub row: CustomerRow,
    /// Street and house number, perhaps empty.
    pub street: String,
    /// The postal code, perhaps empty.
    pub postal_code: String,
    /// The language letters are written in, if it was chosen.
    pub language: Option<Language>,
    /// The portal areas that are on (R2).
    #[sqlx(flatten)]
    pub areas: PortalAreas,
    /// When the customer was first known here.
    pub created_at: DateTime<Utc>,
    /// When something about the customer was last changed.
    pub updated_at: DateTime<Utc>,
}

/// What is asked of the list of customers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CustomerQuery {
    /// Words that must all be found; empty for everything.
    pub search: String,
    /// Only those that stand so to the portal.
    pub access: Option<AccessState>,
    /// The order.
    pub sort: CustomerSort,
    /// Where the page begins. A search gives one page, the best of what was found, wherever it should begin.
    pub seek: Seek,
    /// At most so many rows.
    pub limit: u32,
}

impl Default for CustomerQuery {
    fn default() -> Self {
        Self { search: String::new(), access: None, sort: CustomerSort::Name, seek: Seek::First, limit: 50 }
    }
}

/// The sort key of a name. Whoever writes a customer writes this as `name_key`.
pub fn name_key(name: &str) -> String {
    text::fold(name)
}

/// The sort key of a number. Whoever writes a customer writes this as `number_key`.
pub fn number_key(number: &str) -> String {
    text::natural_key(number)
}

/// The sort key of a city. Whoever writes a customer writes this as `city_key`.
pub fn city_key(city: &str) -> String {
    text::fold(city)
}

pub use customer_search::{Findable, search_text};

const FROM: &str = " FROM customer c WHERE ";

/// So many rows SQLite reads and sorts in the time of a key press.
const FEW: u64 = 6_000;

/// Which customers are meant at all: never without the organization.
#[derive(Clone, Copy, Debug)]
pub(super) struct Filter<'a> {
    dialect: Dialect,
    pub(super) organization: OrganizationId,
    pub(super) access: Option<AccessState>,
    /// The areas that somebody is bound to (R10).
    pub(super) areas: Option<&'a BTreeSet<AreaId>>,
}

impl<'a> Filter<'a> {
    fn new(conn: &Conn, organization: OrganizationId, territory: &'a Territory, access: Option<AccessState>) -> Self {
        let areas = match territory {
            Territory::Everywhere => None,
            Territory::Areas(areas) => Some(areas),
        };
        Self { dialect: conn.dialect(), organization, access, areas }
    }

    /// Appends the conditions for a statement that goes along another index and asks each row.
    pub(super) fn conditions(self, sql: Sql) -> Sql {
        // SQLite knows nothing of how many rows an area holds, and would rather collect and sort them all.
        self.with_areas(sql, self.dialect.pick(" AND +c.area_id IN (", " AND c.area_id IN ("))
    }

    /// Appends the table and the conditions for a statement that these conditions lead, because they meet few.
    pub(super) fn leading(self, sql: Sql) -> Sql {
        let by_area = self.dialect.pick(" FROM customer c INDEXED BY customer_by_area_state WHERE ", FROM);
        self.with_areas(sql.text(if self.areas.is_some() { by_area } else { FROM }), " AND c.area_id IN (")
    }

    /// Whether the filter meets so few that SQLite should read and sort them all rather than go along another index
    /// until a page is full. PostgreSQL decides that by itself, from its statistics.
    pub(super) async fn meets_few(self, conn: &mut Conn) -> Result<bool, StoreError> {
        Ok(self.dialect == Dialect::Sqlite && count_up_to(conn, self, FEW).await? < FEW)
    }

    fn with_areas(self, sql: Sql, within: &str) -> Sql {
        let sql = self.but_areas(sql);
        let Some(areas) = self.areas else { return sql };
        let mut sql = sql.text(within);
        for (n, area) in areas.iter().enumerate() {
            sql = sql.text(if n == 0 { "" } else { ", " }).bind(area.0);
        }
        sql.text(")")
    }

    fn but_areas(self, sql: Sql) -> Sql {
        let sql = sql.text("c.organization_id = ").bind(self.organization.0);
        match self.access {
            Some(state) => sql.text(" AND c.access_state = ").bind(state.as_str()),
            None => sql,
        }
    }

    /// The same conditions as parts that an index gives in order: one for each area, where no other index serves.
    fn parts(self) -> Vec<Part<'a>> {
        match self.areas {
            Some(areas) if self.access.is_none() => {
                areas.iter().map(|a| Part { filter: self, area: Some(*a) }).collect()
            }
            _ => vec![Part { filter: self, area: None }],
        }
    }

    /// Whether not every customer of the organization is meant.
    pub(super) const fn is_narrow(self) -> bool {
        self.access.is_some() || self.areas.is_some()
    }

    /// Somebody who is bound to areas and has none sees nobody.
    pub(super) fn is_nobody(self) -> bool {
        self.areas.is_some_and(BTreeSet::is_empty)
    }
}

#[derive(Clone, Copy, Debug)]
struct Part<'a> {
    filter: Filter<'a>,
    area: Option<AreaId>,
}

impl Part<'_> {
    fn conditions(self, sql: Sql) -> Sql {
        match self.area {
            Some(area) => self.filter.but_areas(sql).text(" AND c.area_id = ").bind(area.0),
            None => self.filter.conditions(sql),
        }
    }
}

/// What lists read.
macro_rules! columns {
    () => {
        "c.id, c.number, c.name, c.kind, c.city, c.country, c.email, c.phone, c.area_id, \
         (SELECT a.name FROM area a WHERE a.id = c.area_id) AS area, c.technician, c.managed, c.portal_on, \
         c.access_state, c.version"
    };
}

pub(super) const COLUMNS: &str = columns!();

const DETAIL: &str = concat!(
    columns!(),
    ", c.street, c.postal_code, c.language, c.area_orders, c.area_objects, c.area_faults, c.area_documents, \
     c.area_calendar, c.area_billing, c.area_video, c.created_at, c.updated_at"
);

/// One customer.
pub async fn get(
    conn: &mut Conn,
    organization: OrganizationId,
    id: CustomerId,
) -> Result<Option<CustomerDetail>, StoreError> {
    let sql = Sql::new("SELECT ").text(DETAIL).text(" FROM customer c WHERE c.organization_id = ").bind(organization.0);
    Ok(sql.text(" AND c.id = ").bind(id.0).rows(conn).await?.pop())
}

/// The customer with this external number, exactly as stored.
pub async fn by_number(
    conn: &mut Conn,
    organization: OrganizationId,
    number: &str,
) -> Result<Option<CustomerDetail>, StoreError> {
    let sql = Sql::new("SELECT ").text(DETAIL).text(" FROM customer c WHERE c.organization_id = ").bind(organization.0);
    Ok(sql.text(" AND c.number = ").bind(number).rows(conn).await?.pop())
}

/// How many customer users of a customer stand how.
pub async fn users_by_state(
    conn: &mut Conn,
    organization: OrganizationId,
    id: CustomerId,
) -> Result<Vec<(UserState, i64)>, StoreError> {
    rows!(
        conn,
        (UserState, i64),
        "SELECT state, COUNT(*) FROM customer_user WHERE customer_id = $1 AND organization_id = $2 GROUP BY state",
        id,
        organization
    )
}

/// One page of the customers in a territory (R10).
pub async fn list(
    conn: &mut Conn,
    organization: OrganizationId,
    territory: &Territory,
    query: &CustomerQuery,
) -> Result<Page<CustomerRow>, StoreError> {
    let filter = Filter::new(conn, organization, territory, query.access);
    if filter.is_nobody() {
        return Ok(Page::default());
    }
    let limit = rows_wanted(query.limit);
    if !text::fold(&text::line(&query.search)).is_empty() {
        return customer_search::search(conn, filter, &query.search, query.sort, limit).await;
    }
    let few = filter.areas.is_some() && filter.access.is_some() && filter.meets_few(conn).await?;
    let list = List { filter, sort: query.sort, few };
    match &query.seek {
        Seek::First => Ok(Page::first(list.read(conn, Way::Forwards, None, limit + 1).await?, limit, false)),
        Seek::Last => Ok(Page::last(list.read(conn, Way::Backwards, None, limit + 1).await?, limit, false)),
        Seek::After(cursor) => {
            let rows = list.read(conn, Way::Forwards, Some(Start::beyond(cursor)), limit + 1).await?;
            let before = list.read(conn, Way::Backwards, Some(Start::at(cursor)), 1).await?;
            Ok(Page::first(rows, limit, !before.is_empty()))
        }
        Seek::Before(cursor) => {
            let rows = list.read(conn, Way::Backwards, Some(Start::beyond(cursor)), limit + 1).await?;
            let after = list.read(conn, Way::Forwards, Some(Start::at(cursor)), 1).await?;
            Ok(Page::last(rows, limit, !after.is_empty()))
        }
        Seek::Around(id) => list.around(conn, *id, limit).await,
    }
}

/// How many customers a query meets, counted up to [`COUNT_CAP`].
pub async fn count(
    conn: &mut Conn,
    organization: OrganizationId,
    territory: &Territory,
    query: &CustomerQuery,
) -> Result<Count, StoreError> {
    let filter = Filter::new(conn, organization, territory, query.access);
    if filter.is_nobody() {
        return Ok(Count::Exactly(0));
    }
    if !text::fold(&text::line(&query.search)).is_empty() {
        return customer_search::count(conn, filter, &query.search).await;
    }
    count_up_to(conn, filter, COUNT_CAP + 1).await.map(Count::capped)
}

/// How many customers a filter meets, counted no further than `cap`.
pub(super) async fn count_up_to(conn: &mut Conn, filter: Filter<'_>, cap: u64) -> Result<u64, StoreError> {
    let sql = Sql::new("SELECT COUNT(*) FROM (SELECT 1").with(|sql| filter.leading(sql));
    sql.text(" LIMIT ").number(usize::try_from(cap).unwrap_or(usize::MAX)).text(") counted").count(conn).await
}

#[derive(Clone, Copy)]
enum Way {
    Forwards,
    Backwards,
}

/// Where reading starts: beyond a place, or at it.
#[derive(Clone, Copy)]
struct Start<'a> {
    cursor: &'a Cursor,
    itself: bool,
}

impl<'a> Start<'a> {
    const fn beyond(cursor: &'a Cursor) -> Self {
        Self { cursor, itself: false }
    }

    const fn at(cursor: &'a Cursor) -> Self {
        Self { cursor, itself: true }
    }
}

/// The list of everything that a filter meets, in one order.
#[derive(Clone, Copy)]
struct List<'a> {
    filter: Filter<'a>,
    sort: CustomerSort,
    few: bool,
}

impl List<'_> {
    /// At most `limit` rows from a place on, nearest first.
    async fn read(
        self,
        conn: &mut Conn,
        way: Way,
        from: Option<Start<'_>>,
        limit: usize,
    ) -> Result<Vec<CustomerRow>, StoreError> {
        let key = self.sort.column();
        let (compare, and_itself, direction) = match way {
            Way::Forwards => (" > ", " >= ", ""),
            Way::Backwards => (" < ", " <= ", " DESC"),
        };
        let parts = self.filter.parts();
        let part = |sql: Sql, part: Part<'_>| {
            let sql = sql.text("SELECT ").text(COLUMNS).text(", c.").text(key).text(" AS sort_key");
            let mut sql = if self.few { self.filter.leading(sql) } else { part.conditions(sql.text(FROM)) };
            if let Some(from) = from {
                sql =
                    sql.text(" AND (c.").text(key).text(", c.id)").text(if from.itself { and_itself } else { compare });
                sql = from.cursor.row_value(sql);
            }
            let order = format!(" ORDER BY c.{key}{direction}, c.id{direction} LIMIT ");
            sql.text(&order).number(limit)
        };
        let mut sql = Sql::default();
        if let [only] = parts[..] {
            sql = part(sql, only);
        } else {
            // Each area comes in order from its own stretch of the index; merging a page of each is all that is left.
            for (n, each) in parts.into_iter().enumerate() {
                sql = sql.text(if n == 0 { "SELECT * FROM (" } else { " UNION ALL SELECT * FROM (" });
                sql = part(sql, each).text(") AS part").number(n);
            }
            sql = sql.text(&format!(" ORDER BY sort_key{direction}, id{direction} LIMIT ")).number(limit);
        }
        sql.rows(conn).await
    }

    async fn around(self, conn: &mut Conn, id: CustomerId, limit: usize) -> Result<Page<CustomerRow>, StoreError> {
        let sql = Sql::new("SELECT ").text(COLUMNS).text(" FROM customer c WHERE ");
        let found: Vec<CustomerRow> = self.filter.conditions(sql).text(" AND c.id = ").bind(id.0).rows(conn).await?;
        let Some(row) = found.first() else {
            return Ok(Page::first(self.read(conn, Way::Forwards, None, limit + 1).await?, limit, false));
        };
        let cursor = row.cursor(self.sort);
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

/// Switches the portal on for a quarter of an organization's customers, and makes a few independent: a large sample
/// (see `service::seed`) is to have several access states, common and rare.
pub async fn switch_on_some(tx: &mut Tx, organization: OrganizationId) -> Result<(), StoreError> {
    execute!(
        tx,
        "UPDATE customer SET portal_on = (rowno % 4 = 0), access_state = CASE WHEN rowno % 997 = 0 THEN 'independent' \
         WHEN rowno % 4 = 0 THEN 'link' ELSE 'off' END WHERE organization_id = $1",
        organization
    )?;
    Ok(())
}
