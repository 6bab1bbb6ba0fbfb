//! Figures about what a viewer sees (R12, R13, R30): counted in the database, never row by row.
//!
//! The conditions are those of the lists, in the same words where a statement is put together piece by piece.

use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::FacilityId;
use crate::domain::access::Viewer;
use crate::store::sql::Sql;
use crate::store::{Conn, StoreError};

/// Readings older than this many days are not looked at.
pub const READINGS_DAYS: i64 = 400;

/// How many of something there are at a facility (or at none) in a month (by its place in the list of months).
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct Counted {
    /// At which facility.
    pub facility_id: Option<FacilityId>,
    /// In which month: 0 is the first.
    pub month: i64,
    /// How many.
    pub number: i64,
    /// Their seconds from beginning to end together; 0 where that means nothing.
    pub seconds: i64,
}

/// How an object was used.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct Used {
    /// The object's number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// What its meter showed last, in thousandths.
    pub value: i64,
    /// When that was.
    pub taken_at: DateTime<Utc>,
    /// How much more than at the beginning of the time asked for, in thousandths; a meter that was replaced begins anew.
    pub increase: i64,
}

/// An order, object or report's order `x` of the viewer's customer, in scope.
fn seen(sql: Sql, viewer: &Viewer) -> Sql {
    let mut sql = sql.text("x.organization_id = ").bind(viewer.organization.0);
    sql = sql.text(" AND x.customer_id = ").bind(viewer.customer.0);
    if viewer.scope.all {
        return sql;
    }
    sql = sql.text(" AND (1 = 0");
    if viewer.scope.unassigned {
        sql = sql.text(" OR x.facility_id IS NULL");
    }
    if let Some(user) = viewer.user {
        sql = sql.text(
            " OR x.facility_id IN (SELECT v.facility_id FROM customer_user_facility v WHERE v.customer_user_id = ",
        );
        sql = sql.bind(user.0).text(")");
    }
    sql.text(")")
}

/// The same for orders, with the contact rule (R13).
fn seen_order(sql: Sql, viewer: &Viewer) -> Sql {
    let sql = seen(sql, viewer);
    match viewer.contact {
        Some(contact) => sql.text(" AND x.contact_id = ").bind(contact.0),
        None => sql,
    }
}

/// Which month a moment in `column` falls into; `months` are the beginnings, and the end of the last.
fn month(mut sql: Sql, column: &str, months: &[DateTime<Utc>]) -> Sql {
    sql = sql.text("CASE");
    let ends = months.get(1..).unwrap_or_default();
    for (n, end) in ends.iter().enumerate() {
        sql = sql.text(" WHEN ").text(column).text(" < ").bind(*end).text(" THEN ").number(n);
    }
    sql.text(" ELSE ").number(ends.len()).text(" END")
}

fn within(sql: Sql, column: &str, months: &[DateTime<Utc>]) -> Sql {
    let (Some(first), Some(last)) = (months.first(), months.last()) else { return sql.text(" AND 1 = 0") };
    sql.text(" AND ").text(column).text(" >= ").bind(*first).text(" AND ").text(column).text(" < ").bind(*last)
}

/// The orders on which work is still to be expected, by facility.
pub async fn open_orders(conn: &mut Conn, viewer: &Viewer) -> Result<Vec<Counted>, StoreError> {
    let sql = Sql::new(
        "SELECT x.facility_id, CAST(0 AS BIGINT) AS month, count(*) AS number, CAST(0 AS BIGINT) AS seconds FROM service_order x WHERE ",
    );
    seen_order(sql, viewer).text(" AND x.state NOT IN ('closed', 'cancelled') GROUP BY x.facility_id").rows(conn).await
}

/// Orders by facility and the month in which they were made.
pub async fn made_orders(
    conn: &mut Conn,
    viewer: &Viewer,
    months: &[DateTime<Utc>],
) -> Result<Vec<Counted>, StoreError> {
    by_month(conn, viewer, ("service_order x", "x.created_at", "", "0"), months).await
}

/// Closed orders by facility and the month in which they were closed, with how long they took. Cancelled ones do not count.
pub async fn closed_orders(
    conn: &mut Conn,
    viewer: &Viewer,
    months: &[DateTime<Utc>],
) -> Result<Vec<Counted>, StoreError> {
    let took = conn.dialect().pick(
        "SUM(CASE WHEN x.closed_at > x.created_at
              THEN CAST(ROUND((julianday(x.closed_at) - julianday(x.created_at)) * 86400) AS INTEGER) ELSE 0 END)",
        "SUM(CASE WHEN x.closed_at > x.created_at
              THEN CAST(EXTRACT(EPOCH FROM (x.closed_at - x.created_at)) AS BIGINT) ELSE 0 END)",
    );
    by_month(conn, viewer, ("service_order x", "x.closed_at", " AND x.state = 'closed'", took), months).await
}

/// Fault reports by their orders' facility and the month in which they came.
pub async fn fault_reports(
    conn: &mut Conn,
    viewer: &Viewer,
    months: &[DateTime<Utc>],
) -> Result<Vec<Counted>, StoreError> {
    let reports = "fault_report r JOIN service_order x ON x.id = r.order_id AND x.customer_id = r.customer_id";
    by_month(conn, viewer, (reports, "r.created_at", "", "0"), months).await
}

async fn by_month(
    conn: &mut Conn,
    viewer: &Viewer,
    (from, column, more, seconds): (&str, &str, &str, &str),
    months: &[DateTime<Utc>],
) -> Result<Vec<Counted>, StoreError> {
    let sql = Sql::new(
        "SELECT s.facility_id, CAST(s.month AS BIGINT) AS month, CAST(s.number AS BIGINT) AS number,
                               CAST(s.seconds AS BIGINT) AS seconds FROM (SELECT x.facility_id, ",
    );
    let sql =
        month(sql, column, months).text(" AS month, count(*) AS number, ").text(seconds).text(" AS seconds FROM ");
    let sql = seen_order(sql.text(from).text(" WHERE "), viewer);
    let sql = within(sql, column, months).text(more).text(" GROUP BY 1, 2) s");
    sql.rows(conn).await
}

/// The self-checks that should have been done before `today`, by facility of their objects.
pub async fn overdue_checks(conn: &mut Conn, viewer: &Viewer, today: NaiveDate) -> Result<Vec<Counted>, StoreError> {
    let sql = Sql::new(
        "SELECT x.facility_id, CAST(0 AS BIGINT) AS month, count(*) AS number, CAST(0 AS BIGINT) AS seconds
         FROM check_assignment a JOIN service_object x ON x.id = a.object_id
         JOIN check_template t ON t.id = a.template_id AND t.active WHERE ",
    );
    // The day is a day and nothing typed; PostgreSQL wants to be told that it is one.
    let day =
        format!(" AND a.active AND a.due_on < {}'{today}' GROUP BY x.facility_id", conn.dialect().pick("", "DATE "));
    seen(sql, viewer).text(&day).rows(conn).await
}

/// The objects that were used most since `since`, `limit` at most. Meters that were not read for [`READINGS_DAYS`] days are
/// left out.
pub async fn most_used(
    conn: &mut Conn,
    viewer: &Viewer,
    (oldest, since): (DateTime<Utc>, DateTime<Utc>),
    limit: usize,
) -> Result<Vec<Used>, StoreError> {
    let sql = Sql::new(
        "WITH seen AS (
           SELECT r.object_id, x.number, x.name, r.value, r.taken_at,
                  LAG(r.value) OVER (PARTITION BY r.object_id ORDER BY r.taken_at) AS earlier
           FROM reading r JOIN service_object x ON x.id = r.object_id
           WHERE r.taken_at >= ",
    );
    let sql = seen(sql.bind(oldest).text(" AND "), viewer);
    let sql = sql.text(
        "), used AS (
           SELECT object_id, number, name, MAX(taken_at) AS taken_at,
                  SUM(CASE WHEN value >= earlier AND taken_at > ",
    );
    let sql = sql.bind(since).text(
        " THEN value - earlier ELSE 0 END) AS increase FROM seen GROUP BY object_id, number, name)
         SELECT u.number, u.name, r.value, u.taken_at, CAST(u.increase AS BIGINT) AS increase
         FROM used u JOIN reading r ON r.object_id = u.object_id AND r.taken_at = u.taken_at
         ORDER BY u.increase DESC, u.name, u.number LIMIT ",
    );
    sql.number(limit).rows(conn).await
}
