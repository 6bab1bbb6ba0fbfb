//! Customers as lists and screens show them. Searching is next door in `customer_search`.

mod reading;
mod values;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::domain::portal_area::PortalAreas;
use crate::domain::query::CustomerFilter;
use crate::domain::staff::Territory;
use crate::domain::state::{AccessState, CustomerKind, Language, UserState};
use crate::domain::text_enum::text_enum;
use crate::domain::{AreaId, CustomerId, OrganizationId};
use crate::text;

use super::page::{COUNT_CAP, Count, Cursor, Key, Page, Seek, rows_wanted};
use super::sql::{Bind, Sql};
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
        /// By access state, in each by name.
        Access = "access",
        /// By the moment of the last change.
        Changed = "changed",
    }
}

impl CustomerSort {
    /// The columns, the id left out.
    pub(super) const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Name => &["name_key"],
            Self::Number => &["number_key"],
            Self::City => &["city_key"],
            Self::Access => &["access_state", "name_key"],
            Self::Changed => &["updated_at"],
        }
    }

    /// Whether a place in a list can be one in this order.
    const fn has(self, cursor: &Cursor) -> bool {
        match self {
            Self::Name | Self::Number | Self::City => matches!(cursor.key, Key::Text(_)),
            Self::Access => matches!(cursor.key, Key::Texts(..)),
            Self::Changed => matches!(cursor.key, Key::Time(_)),
        }
    }

    /// Appends the columns for the result of an inner statement: `, c.name_key AS sort_0`.
    pub(super) fn keys(self, sql: Sql) -> Sql {
        let each = self.columns().iter().enumerate();
        each.fold(sql, |sql, (n, column)| sql.text(", c.").text(column).text(" AS sort_").number(n))
    }

    /// Appends the order of such a result, the id last: `sort_0 DESC, id DESC`.
    pub(super) fn by_keys(self, sql: Sql, direction: &'static str) -> Sql {
        let each = (0..self.columns().len()).fold(sql, |sql, n| sql.text("sort_").number(n).text(direction).text(", "));
        each.text("id").text(direction)
    }

    /// Appends the columns with the id last, each with this behind it: `c.name_key DESC, c.id DESC`.
    pub(super) fn by_columns(self, sql: Sql, direction: &'static str) -> Sql {
        let each = |sql: Sql, column: &&str| sql.text("c.").text(column).text(direction).text(", ");
        self.columns().iter().fold(sql, each).text("c.id").text(direction)
    }
}

/// What of the fields of a search narrows a list, looked up: see `service::customers`. What is `None` does not matter.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Narrowed {
    /// Of this kind.
    pub kind: Option<CustomerKind>,
    /// Managed by the organization, or not.
    pub managed: Option<bool>,
    /// In one of these cities, by their keys.
    pub cities: Option<Vec<String>>,
    /// With one of these technicians, as they are written.
    pub technicians: Option<Vec<String>>,
}

impl Narrowed {
    /// Whether no field narrows anything.
    const fn is_empty(&self) -> bool {
        self.kind.is_none() && self.managed.is_none() && self.cities.is_none() && self.technicians.is_none()
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
    /// When something about the customer was last changed.
    pub updated_at: DateTime<Utc>,
    /// Grows with every change.
    pub version: i64,
}

impl CustomerRow {
    /// The row's place in a list with this order.
    pub fn cursor(&self, sort: CustomerSort) -> Cursor {
        let key = match sort {
            CustomerSort::Name => Key::Text(name_key(&self.name)),
            CustomerSort::Number => Key::Text(number_key(&self.number)),
            CustomerSort::City => Key::Text(city_key(&self.city)),
            CustomerSort::Access => Key::Texts(self.access_state.to_string(), name_key(&self.name)),
            CustomerSort::Changed => Key::Time(self.updated_at),
        };
        Cursor::new(key, self.id.0)
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
}

/// What is asked of the list of customers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CustomerQuery {
    /// Words that must all be found; empty for everything.
    pub search: String,
    /// Only those that stand so to the portal.
    pub access: Option<AccessState>,
    /// And only those.
    pub filter: CustomerFilter,
    /// The order.
    pub sort: CustomerSort,
    /// Backwards: Z first, the newest first. A search shows what begins with the words first all the same.
    pub descending: bool,
    /// Where the page begins. A search gives one page, the best of what was found, wherever it should begin.
    pub seek: Seek,
    /// At most so many rows.
    pub limit: u32,
}

impl Default for CustomerQuery {
    fn default() -> Self {
        Self {
            search: String::new(),
            access: None,
            filter: CustomerFilter::default(),
            sort: CustomerSort::Name,
            descending: false,
            seek: Seek::First,
            limit: 50,
        }
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

pub(super) use reading::Order;
use reading::{List, Start, Way};
pub use values::{cities, technicians};

const FROM: &str = " FROM customer c WHERE ";

/// So many rows SQLite reads and sorts in the time of a key press.
const FEW: u64 = 6_000;

/// Which customers are meant at all: never without the organization.
#[derive(Clone, Copy, Debug)]
pub(super) struct Filter<'a> {
    dialect: Dialect,
    pub(super) organization: OrganizationId,
    pub(super) access: Option<AccessState>,
    /// The areas that somebody is bound to (R10), or that were asked for.
    pub(super) areas: Option<&'a BTreeSet<AreaId>>,
    /// What else narrows the list.
    fields: &'a Narrowed,
}

impl<'a> Filter<'a> {
    fn new(
        conn: &Conn,
        organization: OrganizationId,
        territory: &'a Territory,
        access: Option<AccessState>,
        fields: &'a Narrowed,
    ) -> Self {
        let areas = match territory {
            Territory::Everywhere => None,
            Territory::Areas(areas) => Some(areas),
        };
        Self { dialect: conn.dialect(), organization, access, areas, fields }
    }

    /// Appends the conditions for a statement that goes along another index and asks each row.
    pub(super) fn conditions(self, sql: Sql) -> Sql {
        // SQLite knows nothing of how many rows an area holds, and would rather collect and sort them all.
        let sql = self.with_areas(sql, self.dialect.pick(" AND +c.area_id IN (", " AND c.area_id IN ("));
        self.with_fields(sql, self.dialect.pick("+", ""))
    }

    /// Appends the table and the conditions for a statement that these conditions lead, because they meet few.
    pub(super) fn leading(self, sql: Sql) -> Sql {
        let by_area = self.dialect.pick(" FROM customer c INDEXED BY customer_by_area_state WHERE ", FROM);
        let sql = self.with_areas(sql.text(if self.areas.is_some() { by_area } else { FROM }), " AND c.area_id IN (");
        self.with_fields(sql, "")
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

    /// Appends what else narrows the list. `plus` before a column keeps SQLite from going along an index of it.
    fn with_fields(self, mut sql: Sql, plus: &'static str) -> Sql {
        let Narrowed { kind, managed, cities, technicians } = self.fields;
        if let Some(kind) = kind {
            sql = sql.text(" AND ").text(plus).text("c.kind = ").bind(kind.as_str());
        }
        if let Some(managed) = managed {
            sql = sql.text(if *managed { " AND " } else { " AND NOT " }).text(plus).text("c.managed");
        }
        for (column, values) in [("city_key", cities), ("technician", technicians)] {
            if let Some(values) = values {
                sql = sql.text(" AND ").text(plus).text("c.").text(column).text(" IN (");
                for (n, value) in values.iter().enumerate() {
                    sql = sql.text(if n == 0 { "" } else { ", " }).bind(value.as_str());
                }
                sql = sql.text(")");
            }
        }
        sql
    }

    fn but_areas(self, sql: Sql) -> Sql {
        let sql = sql.text("c.organization_id = ").bind(self.organization.0);
        match self.access {
            Some(state) => sql.text(" AND c.access_state = ").bind(state.as_str()),
            None => sql,
        }
    }

    /// The same conditions as parts that an index gives in order: one for each area, where no other index serves.
    fn parts(self, sort: CustomerSort) -> Vec<Part<'a>> {
        if let (Some(areas), None) = (self.areas, self.access) {
            return areas.iter().map(|a| Part { filter: self, of: Some(("area_id", a.0.into())) }).collect();
        }
        let by_name = self.areas.is_none() && self.access.is_none() && sort == CustomerSort::Name;
        if let (Some(kind), true) = (self.fields.kind, by_name && self.fields.cities.is_none()) {
            return vec![Part { filter: self, of: Some(("kind", kind.as_str().into())) }];
        }
        let values = match (&self.fields.cities, &self.fields.technicians) {
            (Some(cities), _) if by_name => Some(("city_key", cities)),
            (None, Some(technicians)) if by_name => Some(("technician", technicians)),
            _ => None,
        };
        match values {
            Some((column, values)) => {
                let part = |value: &String| Part { filter: self, of: Some((column, value.as_str().into())) };
                values.iter().map(part).collect()
            }
            None => vec![Part { filter: self, of: None }],
        }
    }

    /// Whether not every customer of the organization is meant.
    pub(super) const fn is_narrow(self) -> bool {
        self.access.is_some() || self.areas.is_some() || !self.fields.is_empty()
    }

    /// Somebody who is bound to areas and has none sees nobody; in a city that is none, nobody is.
    pub(super) fn is_nobody(self) -> bool {
        let none = |values: &Option<Vec<String>>| values.as_ref().is_some_and(Vec::is_empty);
        self.areas.is_some_and(BTreeSet::is_empty) || none(&self.fields.cities) || none(&self.fields.technicians)
    }
}

/// Everything that a filter meets and that has one value in one column.
#[derive(Clone, Debug)]
struct Part<'a> {
    filter: Filter<'a>,
    of: Option<(&'static str, Bind)>,
}

impl Part<'_> {
    fn conditions(self, sql: Sql) -> Sql {
        let Some((column, value)) = self.of else { return self.filter.conditions(sql) };
        let sql = self.filter.but_areas(sql).text(" AND c.").text(column).text(" = ").bind(value);
        self.filter.with_fields(sql, self.filter.dialect.pick("+", ""))
    }
}

/// What lists read.
macro_rules! columns {
    () => {
        "c.id, c.number, c.name, c.kind, c.city, c.country, c.email, c.phone, c.area_id, \
         (SELECT a.name FROM area a WHERE a.id = c.area_id) AS area, c.technician, c.managed, c.portal_on, \
         c.access_state, c.updated_at, c.version"
    };
}

pub(super) const COLUMNS: &str = columns!();

const DETAIL: &str = concat!(
    columns!(),
    ", c.street, c.postal_code, c.language, c.area_orders, c.area_objects, c.area_faults, c.area_documents, \
     c.area_calendar, c.area_billing, c.area_video, c.created_at"
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
    narrowed: &Narrowed,
) -> Result<Page<CustomerRow>, StoreError> {
    let filter = Filter::new(conn, organization, territory, query.access, narrowed);
    if filter.is_nobody() {
        return Ok(Page::default());
    }
    let (limit, order) = (rows_wanted(query.limit), Order { sort: query.sort, descending: query.descending });
    if !text::fold(&text::line(&query.search)).is_empty() {
        return customer_search::search(conn, filter, &query.search, order, limit).await;
    }
    let several = filter.areas.is_some() && filter.access.is_some() || !narrowed.is_empty();
    let few = several && filter.meets_few(conn).await?;
    let list = List { filter, order, few };
    match &query.seek {
        // A place in another order is none in this one.
        Seek::After(cursor) | Seek::Before(cursor) if !query.sort.has(cursor) => {
            Ok(Page::first(list.read(conn, Way::Forwards, None, limit + 1).await?, limit, false))
        }
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
    narrowed: &Narrowed,
) -> Result<Count, StoreError> {
    let filter = Filter::new(conn, organization, territory, query.access, narrowed);
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
