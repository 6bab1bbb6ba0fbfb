//! Planned and past visits of orders (R31, R38).

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::domain::state::VisitState;
use crate::domain::{CustomerId, OrderId, OrganizationId, StaffId, VisitId};

use super::{Conn, StoreError, Tx, execute, row_opt, rows, scalar};

/// A visit.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, sqlx::FromRow)]
pub struct VisitRow {
    /// Which.
    pub id: VisitId,
    /// Who comes, where it is not the order's technician.
    pub technician_id: Option<StaffId>,
    /// That person's name.
    pub technician: Option<String>,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// What is to be known about it. Customers read it too.
    pub note: String,
    /// How it stands.
    pub state: VisitState,
    /// Grows with every change.
    pub version: i64,
}

const SELECT: &str =
    "SELECT v.id, v.technician_id, t.name AS technician, v.starts_at, v.ends_at, v.note, v.state, v.version
     FROM visit v LEFT JOIN staff t ON t.id = v.technician_id
     WHERE v.organization_id = $1 AND v.order_id = $2";

/// The visits of an order by their beginning, cancelled ones too.
pub async fn of_order(conn: &mut Conn, org: OrganizationId, order: OrderId) -> Result<Vec<VisitRow>, StoreError> {
    let sql = format!("{SELECT} ORDER BY v.starts_at, v.id LIMIT 500");
    rows!(conn, VisitRow, sqlx::AssertSqlSafe(sql.as_str()), org, order)
}

/// One visit of an order.
pub async fn get(
    conn: &mut Conn,
    org: OrganizationId,
    order: OrderId,
    id: VisitId,
) -> Result<Option<VisitRow>, StoreError> {
    let sql = format!("{SELECT} AND v.id = $3");
    row_opt!(conn, VisitRow, sqlx::AssertSqlSafe(sql.as_str()), org, order, id)
}

/// Adds a visit.
pub async fn insert(
    tx: &mut Tx,
    org: OrganizationId,
    (customer, order): (CustomerId, OrderId),
    visit: &VisitRow,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    execute!(
        tx,
        "INSERT INTO visit (id, organization_id, customer_id, order_id, technician_id, starts_at, ends_at, note, state,
             created_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)",
        visit.id,
        org,
        customer,
        order,
        visit.technician_id,
        visit.starts_at,
        visit.ends_at,
        &visit.note,
        visit.state,
        at
    )
    .map(drop)
}

/// Keeps everything that can change about a visit. The order's version guards it.
pub async fn save(tx: &mut Tx, org: OrganizationId, visit: &VisitRow) -> Result<(), StoreError> {
    execute!(
        tx,
        "UPDATE visit SET technician_id = $3, starts_at = $4, ends_at = $5, note = $6, state = $7, version = version + 1
         WHERE organization_id = $1 AND id = $2",
        org,
        visit.id,
        visit.technician_id,
        visit.starts_at,
        visit.ends_at,
        &visit.note,
        visit.state
    )
    .map(drop)
}

/// Cancels the visits of an order that have not begun; how many there were.
pub async fn cancel_ahead(
    tx: &mut Tx,
    org: OrganizationId,
    order: OrderId,
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let sql = "UPDATE visit SET state = 'cancelled', version = version + 1
               WHERE organization_id = $1 AND order_id = $2 AND state = 'planned' AND starts_at > $3";
    execute!(tx, sql, org, order, now)
}

/// When the next visit begins, or else the last one began.
pub async fn next(
    conn: &mut Conn,
    org: OrganizationId,
    order: OrderId,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    scalar!(
        conn,
        Option<DateTime<Utc>>,
        "SELECT COALESCE(MIN(CASE WHEN starts_at >= $1 THEN starts_at END), MAX(starts_at)) FROM visit
         WHERE organization_id = $2 AND order_id = $3 AND state = 'planned'",
        now,
        org,
        order
    )
}
