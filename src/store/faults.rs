//! Fault reports (R33): one with everything that staff read about it, lists across customers, and every change. What customer
//! users see is another room's: `visible`.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::domain::query::{FaultFilter, Span};
use crate::domain::staff::Territory;
use crate::domain::state::{FaultState, Urgency};
use crate::domain::text_enum::text_enum;
use crate::domain::{
    AreaId, CustomerId, CustomerUserId, FacilityId, FaultReportId, ObjectId, OrderId, OrganizationId, StaffId,
};
use crate::text;

use super::listed::{self, Sorted, Source};
use super::orders::search_text;
use super::page::{Cursor, Key, Page, Seek, rows_wanted};
use super::selection::in_territory;
use super::sql::Sql;
use super::{Conn, Dialect, StoreError, Tx, execute, row_opt, rows, scalar};

/// A fault report with everything that staff read about it in a list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, sqlx::FromRow)]
pub struct FaultRow {
    /// Which.
    pub id: FaultReportId,
    /// Its number, unique in the organization.
    pub number: String,
    /// What is wrong, in a line.
    pub title: String,
    /// Of which customer.
    pub customer: CustomerId,
    /// That customer's number.
    pub customer_number: String,
    /// That customer's name.
    pub customer_name: String,
    /// That customer's area (R10).
    pub area_id: Option<AreaId>,
    /// Its order.
    pub order_id: OrderId,
    /// That order's number.
    pub order_number: String,
    /// Whether the report made that order; not any more once it was counted to another one.
    pub own_order: bool,
    /// The staff person to whom the order is assigned.
    pub technician_id: Option<StaffId>,
    /// At which facility.
    pub facility: Option<String>,
    /// About which object.
    pub object: Option<String>,
    /// That object's number.
    pub object_number: Option<String>,
    /// Who reported it.
    pub reported_by: String,
    /// How soon.
    pub urgency: Urgency,
    /// How it stands.
    pub state: FaultState,
    /// Nobody was told of it when it came in (R73).
    pub unheard: bool,
    /// Who took it.
    pub taken_by: Option<String>,
    /// When.
    pub taken_at: Option<DateTime<Utc>>,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// When it was reported.
    pub created_at: DateTime<Utc>,
    /// Grows with every change.
    pub version: i64,
}

impl FaultRow {
    /// `R12 Lift stuck`.
    pub fn title(&self) -> String {
        format!("{} {}", self.number, self.title)
    }

    /// The report's place in the list by when it was reported.
    pub const fn cursor(&self) -> Cursor {
        Cursor::time(self.created_at, self.id.0)
    }

    /// The report's place in a list that is sorted so.
    pub fn cursor_by(&self, sort: FaultSort) -> Cursor {
        match sort {
            FaultSort::Reported => self.cursor(),
            FaultSort::Number => Cursor::new(Key::Sized(self.number.clone()), self.id.0),
        }
    }
}

/// A fault report with what was written.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, sqlx::FromRow)]
pub struct FaultSheet {
    /// The report as in a list.
    #[sqlx(flatten)]
    pub row: FaultRow,
    /// What was written.
    pub body: String,
    /// What was answered when it was closed; empty until then, and when its order was closed in its place.
    pub answer: String,
}

const COLUMNS: &str =
    "r.id, r.number, r.title, r.customer_id AS customer, c.number AS customer_number, c.name AS customer_name, c.area_id,
     r.order_id, o.number AS order_number, r.own_order, o.technician_id, f.name AS facility, b.name AS object,
     b.number AS object_number, r.reported_by, r.urgency, r.state, r.unheard, r.taken_by, r.taken_at, r.closed_at,
     r.created_at, r.version";

const FROM: &str = " FROM fault_report r JOIN customer c ON c.id = r.customer_id
     JOIN service_order o ON o.id = r.order_id
     LEFT JOIN facility f ON f.id = r.facility_id
     LEFT JOIN service_object b ON b.id = r.object_id
     WHERE r.organization_id = ";

/// The report with this number.
pub async fn by_number(conn: &mut Conn, org: OrganizationId, number: &str) -> Result<Option<FaultSheet>, StoreError> {
    let sql = format!("SELECT {COLUMNS}, r.body, r.answer{FROM}$1 AND r.number = $2");
    row_opt!(conn, FaultSheet, sqlx::AssertSqlSafe(sql.as_str()), org, number)
}

/// The report that was sent with this key.
pub async fn by_key(conn: &mut Conn, org: OrganizationId, key: &str) -> Result<Option<FaultRow>, StoreError> {
    let sql = format!("SELECT {COLUMNS}{FROM}$1 AND r.sent_key = $2");
    row_opt!(conn, FaultRow, sqlx::AssertSqlSafe(sql.as_str()), org, key)
}

/// The reports that belong to an order and are not closed, the oldest first.
pub async fn not_closed_of(conn: &mut Conn, org: OrganizationId, order: OrderId) -> Result<Vec<FaultRow>, StoreError> {
    let sql =
        format!("SELECT {COLUMNS}{FROM}$1 AND r.order_id = $2 AND r.state <> 'closed' ORDER BY r.created_at, r.id");
    rows!(conn, FaultRow, sqlx::AssertSqlSafe(sql.as_str()), org, order)
}

/// Which reports are asked for.
#[derive(Clone, Debug)]
pub struct FaultsQuery {
    /// Of this customer only.
    pub customer: Option<CustomerId>,
    /// In this state only.
    pub state: Option<FaultState>,
    /// Words that must all be found in number, title, order or customer; empty for everything.
    pub search: String,
    /// And only those; the customer of the field is looked up by the service.
    pub filter: FaultFilter,
    /// The order.
    pub sort: FaultSort,
    /// The largest first.
    pub descending: bool,
    /// Where the page begins; `after` counts when this is the first page.
    pub seek: Seek,
    /// Begin after this row.
    pub after: Option<Cursor>,
    /// At most so many rows.
    pub limit: u32,
}

impl Default for FaultsQuery {
    fn default() -> Self {
        Self {
            customer: None,
            state: None,
            search: String::new(),
            filter: FaultFilter::default(),
            sort: FaultSort::Reported,
            descending: true,
            seek: Seek::First,
            after: None,
            limit: 50,
        }
    }
}

text_enum! {
    /// What a list of fault reports is sorted by; the id comes last.
    pub enum FaultSort {
        /// By when they were reported.
        Reported = "reported",
        /// By number, R9 before R10.
        Number = "number",
    }
}

impl FaultSort {
    const fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Reported => &["r.created_at"],
            Self::Number => &["length(r.number)", "r.number"],
        }
    }

    const fn has(self, cursor: &Cursor) -> bool {
        match self {
            Self::Reported => matches!(cursor.key, Key::Time(_)),
            Self::Number => matches!(cursor.key, Key::Sized(_)),
        }
    }
}

/// Whose reports somebody sees: of customers in a territory, perhaps only those whose order is assigned to a person.
#[derive(Clone, Copy, Debug)]
pub struct Sight<'a> {
    /// Of customers in these areas (R10).
    pub territory: &'a Territory,
    /// Only those whose order is assigned to this staff person.
    pub assigned: Option<StaffId>,
}

impl Sight<'_> {
    fn narrow(self, mut sql: Sql) -> Sql {
        if let Some(staff) = self.assigned {
            sql = sql.text(" AND o.technician_id = ").bind(staff.0);
        }
        in_territory(sql, self.territory)
    }
}

/// One page of reports, the newest first unless asked otherwise.
pub async fn list(
    conn: &mut Conn,
    org: OrganizationId,
    sight: Sight<'_>,
    query: &FaultsQuery,
) -> Result<Page<FaultRow>, StoreError> {
    let (limit, dialect) = (rows_wanted(query.limit), conn.dialect());
    let from = |sql: Sql| conditions(sql.text(FROM).bind(org.0), dialect, sight, query);
    let source = Source { columns: COLUMNS, from: &from, few: false };
    let sorted = Sorted { keys: query.sort.keys(), id: "r.id", descending: query.descending };
    let seek = match (&query.seek, &query.after) {
        (Seek::First, Some(after)) => Seek::After(after.clone()),
        (seek, _) => seek.clone(),
    };
    let seek = match seek {
        // A place in another order is none in this one.
        Seek::After(cursor) | Seek::Before(cursor) if !query.sort.has(&cursor) => Seek::First,
        seek => seek,
    };
    listed::page(conn, &source, sorted, &seek, limit).await
}

fn conditions(mut sql: Sql, dialect: Dialect, sight: Sight<'_>, query: &FaultsQuery) -> Sql {
    if let Some(customer) = query.customer {
        sql = sql.text(" AND r.customer_id = ").bind(customer.0);
    }
    for state in query.state.iter().chain(&query.filter.state) {
        sql = sql.text(" AND r.state = ").bind(state.as_str());
    }
    if let Some(urgency) = query.filter.urgency {
        sql = sql.text(" AND r.urgency = ").bind(urgency.as_str());
    }
    let Span { from, until } = query.filter.reported.unwrap_or_default();
    if let Some(from) = from {
        sql = sql.text(" AND r.created_at >= ").bind(from);
    }
    if let Some(until) = until {
        sql = sql.text(" AND r.created_at < ").bind(until);
    }
    for word in text::fold(&query.search).split_whitespace().take(8) {
        let found = dialect.pick("instr(", "strpos(");
        let within = format!("{found}r.search || ' ' || o.search || ' ' || c.search, ");
        sql = sql.text(" AND ").text(&within).bind(word).text(") > 0");
    }
    sight.narrow(sql)
}

/// How many reports nobody has taken yet.
pub async fn count_open(conn: &mut Conn, org: OrganizationId, sight: Sight<'_>) -> Result<u64, StoreError> {
    let from = "SELECT COUNT(*) FROM fault_report r JOIN customer c ON c.id = r.customer_id
                JOIN service_order o ON o.id = r.order_id WHERE r.organization_id = ";
    sight.narrow(Sql::new(from).bind(org.0).text(" AND r.state = 'open'")).count(conn).await
}

/// A report to be added. It is open, and its version is 1.
#[derive(Clone, Debug)]
pub struct NewReport<'a> {
    /// Its identifier.
    pub id: FaultReportId,
    /// In which organization.
    pub organization: OrganizationId,
    /// Of which customer.
    pub customer: CustomerId,
    /// Its number.
    pub number: &'a str,
    /// The order that it makes.
    pub order: OrderId,
    /// At which facility.
    pub facility: Option<FacilityId>,
    /// About which object.
    pub object: Option<ObjectId>,
    /// Who reports it.
    pub user: CustomerUserId,
    /// That person's name.
    pub reported_by: &'a str,
    /// What is wrong, in a line.
    pub title: &'a str,
    /// What was written.
    pub body: &'a str,
    /// How soon.
    pub urgency: Urgency,
    /// What was sent along with the form.
    pub sent_key: &'a str,
    /// When.
    pub at: DateTime<Utc>,
}

/// The next number for a report: `R1`, `R2` and so on.
pub async fn next_number(tx: &mut Tx, org: OrganizationId) -> Result<String, StoreError> {
    let sql = "UPDATE organization SET fault_seq = fault_seq + 1 WHERE id = $1 RETURNING fault_seq";
    Ok(format!("R{}", scalar!(tx, i64, sql, org)?))
}

/// Adds a report; `false` when one with this key was sent already.
pub async fn insert(tx: &mut Tx, new: &NewReport<'_>) -> Result<bool, StoreError> {
    let added = execute!(
        tx,
        "INSERT INTO fault_report (id, organization_id, customer_id, number, order_id, facility_id, object_id,
             customer_user_id, reported_by, title, body, urgency, state, unheard, answer, own_order, sent_key, search,
             created_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'open', $13, '', $14, $15, $16, $17, 1)
         ON CONFLICT DO NOTHING",
        new.id,
        new.organization,
        new.customer,
        new.number,
        new.order,
        new.facility,
        new.object,
        new.user,
        new.reported_by,
        new.title,
        new.body,
        new.urgency,
        false,
        true,
        new.sent_key,
        search_text(new.number, new.title, new.body),
        new.at
    )?;
    Ok(added == 1)
}

/// Notes that nobody was told of a report.
pub async fn set_unheard(tx: &mut Tx, org: OrganizationId, id: FaultReportId) -> Result<(), StoreError> {
    let sql = "UPDATE fault_report SET unheard = $3 WHERE organization_id = $1 AND id = $2";
    execute!(tx, sql, org, id, true).map(drop)
}

/// Notes that nobody was told of the open reports that made this order.
pub async fn set_unheard_of_order(tx: &mut Tx, org: OrganizationId, order: &str) -> Result<(), StoreError> {
    let sql = "UPDATE fault_report SET unheard = $3 WHERE organization_id = $1 AND state = 'open' AND own_order
                 AND order_id IN (SELECT id FROM service_order WHERE organization_id = $1 AND number = $2)";
    execute!(tx, sql, org, order, true).map(drop)
}

/// Takes the next version of a report that still has the expected one, and locks it until the end of the transaction.
/// `false` when somebody else was faster.
pub async fn touch(tx: &mut Tx, org: OrganizationId, id: FaultReportId, version: i64) -> Result<bool, StoreError> {
    let sql = "UPDATE fault_report SET version = version + 1 WHERE organization_id = $1 AND id = $2 AND version = $3";
    Ok(execute!(tx, sql, org, id, version)? == 1)
}

/// Notes who took a report; its version was taken with [`touch`].
pub async fn set_taken(
    tx: &mut Tx,
    org: OrganizationId,
    id: FaultReportId,
    (by, at): (&str, DateTime<Utc>),
) -> Result<(), StoreError> {
    let sql =
        "UPDATE fault_report SET state = 'taken', taken_by = $3, taken_at = $4 WHERE organization_id = $1 AND id = $2";
    execute!(tx, sql, org, id, by, at).map(drop)
}

/// Closes a report; its version was taken with [`touch`].
pub async fn set_closed(
    tx: &mut Tx,
    org: OrganizationId,
    id: FaultReportId,
    (answer, at): (&str, DateTime<Utc>),
) -> Result<(), StoreError> {
    let sql =
        "UPDATE fault_report SET state = 'closed', answer = $3, closed_at = $4 WHERE organization_id = $1 AND id = $2";
    execute!(tx, sql, org, id, answer, at).map(drop)
}

/// Counts a report to another order than the one it made; its version was taken with [`touch`].
pub async fn set_order(tx: &mut Tx, org: OrganizationId, id: FaultReportId, order: OrderId) -> Result<(), StoreError> {
    let sql = "UPDATE fault_report SET order_id = $3, own_order = $4 WHERE organization_id = $1 AND id = $2";
    execute!(tx, sql, org, id, order, false).map(drop)
}

/// Hangs the documents of one order on another of the same customer; how many there were.
pub async fn move_documents(
    tx: &mut Tx,
    org: OrganizationId,
    (from, to): (OrderId, OrderId),
) -> Result<u64, StoreError> {
    let sql = "UPDATE document SET order_id = $3, version = version + 1 WHERE organization_id = $1 AND order_id = $2";
    execute!(tx, sql, org, from, to)
}

/// Who last changed the report of this customer and number.
pub async fn last_changed_by(
    conn: &mut Conn,
    org: OrganizationId,
    customer: CustomerId,
    number: &str,
) -> Result<Option<String>, StoreError> {
    let sql = "SELECT actor_name FROM activity WHERE organization_id = $1 AND customer_id = $2 AND subject LIKE $3 ESCAPE '\\'
                 AND event IN ('fault_reported', 'fault_taken', 'fault_converted', 'fault_closed')
               ORDER BY seq DESC LIMIT 1";
    let begins = text::like_prefix(&format!("{number} "));
    Ok(row_opt!(conn, (String,), sql, org, customer, begins)?.map(|(name,)| name))
}
