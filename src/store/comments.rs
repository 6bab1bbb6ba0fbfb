//! Comments on orders (R32). What customers may read of them is asked for with [`of_order_for_customers`], which leaves
//! internal ones in the database (R14).

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::domain::comment::AuthorKind;
use crate::domain::{CommentId, CustomerUserId, OrderId, OrganizationId, StaffId};

use super::{Conn, StoreError, Tx, execute, row_opt, rows};

/// A comment.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, sqlx::FromRow)]
pub struct CommentRow {
    /// Which.
    pub id: CommentId,
    /// Who wrote it: what kind of person.
    pub author_kind: AuthorKind,
    /// The staff person.
    pub staff_id: Option<StaffId>,
    /// The customer user, as long as there is one.
    pub customer_user_id: Option<CustomerUserId>,
    /// The name at the time of writing.
    pub author_name: String,
    /// For staff only (R14).
    pub internal: bool,
    /// What was written.
    pub body: String,
    /// When.
    pub created_at: DateTime<Utc>,
}

const SELECT: &str = "SELECT id, author_kind, staff_id, customer_user_id, author_name, internal, body, created_at
     FROM comment WHERE organization_id = $1 AND order_id = $2";

/// Adds a comment; `false` when one with this key was sent already.
pub async fn insert(
    tx: &mut Tx,
    org: OrganizationId,
    order: OrderId,
    comment: &CommentRow,
    sent_key: &str,
) -> Result<bool, StoreError> {
    let added = execute!(
        tx,
        "INSERT INTO comment (id, organization_id, order_id, author_kind, staff_id, customer_user_id, author_name, internal,
             body, sent_key, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING",
        comment.id,
        org,
        order,
        comment.author_kind,
        comment.staff_id,
        comment.customer_user_id,
        &comment.author_name,
        comment.internal,
        &comment.body,
        sent_key,
        comment.created_at
    )?;
    Ok(added == 1)
}

/// The comment that was sent with this key.
pub async fn by_key(
    conn: &mut Conn,
    org: OrganizationId,
    order: OrderId,
    sent_key: &str,
) -> Result<Option<CommentRow>, StoreError> {
    let sql = format!("{SELECT} AND sent_key = $3");
    row_opt!(conn, CommentRow, sqlx::AssertSqlSafe(sql.as_str()), org, order, sent_key)
}

/// The newest 500 comments of an order, the newest last; internal ones too: for staff.
pub async fn of_order(conn: &mut Conn, org: OrganizationId, order: OrderId) -> Result<Vec<CommentRow>, StoreError> {
    newest(conn, org, order, "").await
}

/// The newest 500 comments of an order that customers may read, the newest last.
pub async fn of_order_for_customers(
    conn: &mut Conn,
    org: OrganizationId,
    order: OrderId,
) -> Result<Vec<CommentRow>, StoreError> {
    newest(conn, org, order, " AND NOT internal").await
}

async fn newest(
    conn: &mut Conn,
    org: OrganizationId,
    order: OrderId,
    condition: &str,
) -> Result<Vec<CommentRow>, StoreError> {
    let sql = format!("{SELECT}{condition} ORDER BY created_at DESC, id DESC LIMIT 500");
    let mut found = rows!(conn, CommentRow, sqlx::AssertSqlSafe(sql.as_str()), org, order)?;
    found.reverse();
    Ok(found)
}
