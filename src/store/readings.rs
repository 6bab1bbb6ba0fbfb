//! What meters showed (R35).

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::domain::meter::MeterValue;
use crate::domain::{CustomerId, ObjectId, OrganizationId, ReadingId};

use super::{Conn, StoreError, Tx, execute, row_opt, rows};

/// A reading.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, sqlx::FromRow)]
pub struct ReadingRow {
    /// Which.
    pub id: ReadingId,
    /// What the meter showed.
    pub value: MeterValue,
    /// When.
    pub taken_at: DateTime<Utc>,
    /// Why it is lower than the one before; mostly empty.
    pub reason: String,
    /// Who read.
    pub by_name: String,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
}

const SELECT: &str = "SELECT id, value, taken_at, reason, by_name, created_at FROM reading
                      WHERE organization_id = $1 AND object_id = $2";

/// The readings of an object, the newest first.
pub async fn of_object(
    conn: &mut Conn,
    org: OrganizationId,
    object: ObjectId,
    limit: u32,
) -> Result<Vec<ReadingRow>, StoreError> {
    let sql = format!("{SELECT} ORDER BY taken_at DESC LIMIT $3");
    rows!(conn, ReadingRow, sqlx::AssertSqlSafe(sql.as_str()), org, object, i64::from(limit))
}

/// One reading of an object.
pub async fn get(
    conn: &mut Conn,
    org: OrganizationId,
    object: ObjectId,
    id: ReadingId,
) -> Result<Option<ReadingRow>, StoreError> {
    let sql = format!("{SELECT} AND id = $3");
    row_opt!(conn, ReadingRow, sqlx::AssertSqlSafe(sql.as_str()), org, object, id)
}

/// The reading of an object at exactly this moment.
pub async fn at(
    conn: &mut Conn,
    org: OrganizationId,
    object: ObjectId,
    moment: DateTime<Utc>,
) -> Result<Option<ReadingRow>, StoreError> {
    let sql = format!("{SELECT} AND taken_at = $3");
    row_opt!(conn, ReadingRow, sqlx::AssertSqlSafe(sql.as_str()), org, object, moment)
}

/// The readings before and after a moment.
pub async fn around(
    conn: &mut Conn,
    org: OrganizationId,
    object: ObjectId,
    moment: DateTime<Utc>,
) -> Result<(Option<ReadingRow>, Option<ReadingRow>), StoreError> {
    let sql = format!("{SELECT} AND taken_at < $3 ORDER BY taken_at DESC LIMIT 1");
    let before = row_opt!(conn, ReadingRow, sqlx::AssertSqlSafe(sql.as_str()), org, object, moment)?;
    let sql = format!("{SELECT} AND taken_at > $3 ORDER BY taken_at LIMIT 1");
    let after = row_opt!(conn, ReadingRow, sqlx::AssertSqlSafe(sql.as_str()), org, object, moment)?;
    Ok((before, after))
}

/// Adds a reading; `false` when the object has one at this moment already.
pub async fn insert(
    tx: &mut Tx,
    org: OrganizationId,
    (customer, object): (CustomerId, ObjectId),
    reading: &ReadingRow,
) -> Result<bool, StoreError> {
    let added = execute!(
        tx,
        "INSERT INTO reading (id, organization_id, customer_id, object_id, value, taken_at, reason, by_name, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (object_id, taken_at) DO NOTHING",
        reading.id,
        org,
        customer,
        object,
        reading.value,
        reading.taken_at,
        &reading.reason,
        &reading.by_name,
        reading.created_at
    )?;
    Ok(added == 1)
}

/// Keeps another reason.
pub async fn set_reason(tx: &mut Tx, org: OrganizationId, id: ReadingId, reason: &str) -> Result<(), StoreError> {
    execute!(tx, "UPDATE reading SET reason = $3 WHERE organization_id = $1 AND id = $2", org, id, reason).map(drop)
}

/// Removes a reading; `false` when it is not there any more.
pub async fn remove(tx: &mut Tx, org: OrganizationId, id: ReadingId) -> Result<bool, StoreError> {
    Ok(execute!(tx, "DELETE FROM reading WHERE organization_id = $1 AND id = $2", org, id)? == 1)
}
