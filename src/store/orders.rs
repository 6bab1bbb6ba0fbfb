//! A customer's orders, as staff see them. What customer users see is another room's: `visible`.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::domain::state::{OrderKind, OrderState};
use crate::domain::{ContactId, CustomerId, FacilityId, ObjectId, OrderId, OrganizationId};
use crate::text;

use super::page::{Count, Cursor, ListQuery, Page, count_owned, rows_wanted, words_in};
use super::sql::Sql;
use super::{Conn, StoreError, scalar};

/// An order.
#[derive(Clone, Debug, PartialEq, Serialize, sqlx::FromRow)]
pub struct OrderRow {
    /// Which.
    pub id: OrderId,
    /// Of which customer.
    pub customer_id: CustomerId,
    /// The external number, unique in the organization.
    pub number: String,
    /// What it is.
    pub kind: OrderKind,
    /// What is to be done.
    pub title: String,
    /// How it stands.
    pub state: OrderState,
    /// The assigned technician, perhaps empty.
    pub technician: String,
    /// At which facility, or at none (R12).
    pub facility_id: Option<FacilityId>,
    /// The facility's name.
    pub facility: Option<String>,
    /// About which object, if about one.
    pub object_id: Option<ObjectId>,
    /// The object's name.
    pub object: Option<String>,
    /// For which contact, if for one (R13).
    pub contact_id: Option<ContactId>,
    /// The contact's name.
    pub contact: Option<String>,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When the visit is planned.
    pub planned_at: Option<DateTime<Utc>>,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// Grows with every change.
    pub version: i64,
}

impl OrderRow {
    /// The row's place in the list.
    pub const fn cursor(&self) -> Cursor {
        Cursor::time(self.created_at, self.id.0)
    }
}

/// The folded text by which an order is found. Whoever writes an order writes this as `search`.
pub fn search_text(number: &str, title: &str, description: &str) -> String {
    text::fold(&format!("{number} {title} {description}"))
}

/// One page of a customer's orders, newest first.
pub async fn of_customer(
    conn: &mut Conn,
    organization: OrganizationId,
    customer: CustomerId,
    query: &ListQuery,
) -> Result<Page<OrderRow>, StoreError> {
    let limit = rows_wanted(query.limit);
    let dialect = conn.dialect();
    let mut sql = Sql::new(
        "SELECT o.id, o.customer_id, o.number, o.kind, o.title, o.state, o.technician, o.facility_id, \
         f.name AS facility, o.object_id, s.name AS object, o.contact_id, \
         TRIM(c.first_name || ' ' || c.last_name) AS contact, o.created_at, o.planned_at, o.closed_at, o.version \
         FROM service_order o LEFT JOIN facility f ON f.id = o.facility_id \
         LEFT JOIN service_object s ON s.id = o.object_id LEFT JOIN contact c ON c.id = o.contact_id \
         WHERE o.customer_id = ",
    )
    .bind(customer.0)
    .text(" AND o.organization_id = ")
    .bind(organization.0);
    if let Some(after) = &query.after {
        sql = after.row_value(sql.text(" AND (o.created_at, o.id) < "));
    }
    sql = words_in(sql, dialect, "o.search", &query.search);
    let rows = sql.text(" ORDER BY o.created_at DESC, o.id DESC LIMIT ").number(limit + 1).rows(conn).await?;
    Ok(Page::first(rows, limit, query.after.is_some()))
}

/// How many orders a customer has.
pub async fn count(conn: &mut Conn, organization: OrganizationId, customer: CustomerId) -> Result<Count, StoreError> {
    count_owned(conn, "service_order", "", organization, customer).await
}

/// How many of a customer's orders still expect work ([`OrderState::is_open`]).
pub async fn count_open(
    conn: &mut Conn,
    organization: OrganizationId,
    customer: CustomerId,
) -> Result<Count, StoreError> {
    count_owned(conn, "service_order", " AND state NOT IN ('closed', 'cancelled')", organization, customer).await
}

/// When somebody comes to the customer next, counted from `now`.
pub async fn next_visit(
    conn: &mut Conn,
    organization: OrganizationId,
    customer: CustomerId,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    scalar!(
        conn,
        Option<DateTime<Utc>>,
        "SELECT MIN(planned_at) FROM service_order WHERE customer_id = $1 AND organization_id = $2 \
         AND planned_at >= $3 AND state NOT IN ('closed', 'cancelled')",
        customer,
        organization,
        now
    )
}
