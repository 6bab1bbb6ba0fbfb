//! A customer's service objects, as staff see them.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::{CustomerId, FacilityId, ModelId, ObjectId, OrganizationId};
use crate::text;

use super::page::{Count, Cursor, ListQuery, Page, count_owned, rows_wanted, words_in};
use super::sql::Sql;
use super::{Conn, StoreError};

/// A service object.
#[derive(Clone, Debug, PartialEq, Serialize, sqlx::FromRow)]
pub struct ObjectRow {
    /// Which.
    pub id: ObjectId,
    /// Of which customer.
    pub customer_id: CustomerId,
    /// The external number, unique in the organization.
    pub number: String,
    /// The name.
    pub name: String,
    /// The serial number, perhaps empty.
    pub serial_number: String,
    /// When it was installed, if that is known.
    pub installed_on: Option<NaiveDate>,
    /// At which facility, or at none (R12).
    pub facility_id: Option<FacilityId>,
    /// The facility's name.
    pub facility: Option<String>,
    /// Of which model, if one is known.
    pub model_id: Option<ModelId>,
    /// The model's name.
    pub model: Option<String>,
    /// Grows with every change.
    pub version: i64,
}

impl ObjectRow {
    /// The row's place in the list.
    pub fn cursor(&self) -> Cursor {
        Cursor::text(name_key(&self.name), self.id.0)
    }
}

/// The sort key of an object's name. Whoever writes an object writes this as `name_key`.
pub fn name_key(name: &str) -> String {
    text::natural_key(name)
}

/// The folded text by which an object is found. Whoever writes an object writes this as `search`.
pub fn search_text(number: &str, name: &str, serial_number: &str) -> String {
    text::fold(&format!("{number} {name} {serial_number}"))
}

/// One page of a customer's objects, by name.
pub async fn of_customer(
    conn: &mut Conn,
    organization: OrganizationId,
    customer: CustomerId,
    query: &ListQuery,
) -> Result<Page<ObjectRow>, StoreError> {
    let limit = rows_wanted(query.limit);
    let dialect = conn.dialect();
    let mut sql = Sql::new(
        "SELECT o.id, o.customer_id, o.number, o.name, o.serial_number, o.installed_on, o.facility_id, \
         f.name AS facility, o.model_id, m.name AS model, o.version FROM service_object o \
         LEFT JOIN facility f ON f.id = o.facility_id LEFT JOIN model m ON m.id = o.model_id WHERE o.customer_id = ",
    )
    .bind(customer.0)
    .text(" AND o.organization_id = ")
    .bind(organization.0);
    if let Some(after) = &query.after {
        sql = after.row_value(sql.text(" AND (o.name_key, o.id) > "));
    }
    sql = words_in(sql, dialect, "o.search", &query.search);
    let rows = sql.text(" ORDER BY o.name_key, o.id LIMIT ").number(limit + 1).rows(conn).await?;
    Ok(Page::first(rows, limit, query.after.is_some()))
}

/// How many objects a customer has.
pub async fn count(conn: &mut Conn, organization: OrganizationId, customer: CustomerId) -> Result<Count, StoreError> {
    count_owned(conn, "service_object", "", organization, customer).await
}
