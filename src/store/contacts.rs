//! The named persons at a customer, as staff see them.

use serde::Serialize;

use crate::domain::{ContactId, CustomerId, OrganizationId};

use super::page::{Count, count_owned};
use super::{Conn, StoreError, Tx, execute, row_opt, rows, scalar_opt};

/// A contact.
#[derive(Clone, Debug, PartialEq, Serialize, sqlx::FromRow)]
pub struct ContactRow {
    /// Which.
    pub id: ContactId,
    /// Of which customer.
    pub customer_id: CustomerId,
    /// The external number, unique in the organization.
    pub number: String,
    /// The first name, perhaps empty.
    pub first_name: String,
    /// The last name, perhaps empty.
    pub last_name: String,
    /// What the person is there, perhaps empty.
    pub title: String,
    /// The e-mail address, perhaps empty.
    pub email: String,
    /// The phone number, perhaps empty.
    pub phone: String,
    /// The mobile number, perhaps empty.
    pub mobile: String,
    /// Grows with every change.
    pub version: i64,
}

impl ContactRow {
    /// First and last name.
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name).trim().to_owned()
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, customer_id, number, first_name, last_name, title, email, phone, mobile, version FROM contact
             WHERE organization_id = $1 AND ",
            $rest
        )
    };
}

/// A customer's contacts by name.
pub async fn of_customer(
    conn: &mut Conn,
    organization: OrganizationId,
    customer: CustomerId,
) -> Result<Vec<ContactRow>, StoreError> {
    rows!(conn, ContactRow, select!("customer_id = $2 ORDER BY name_key, id"), organization, customer)
}

/// The same, so many at most.
pub async fn first_of_customer(
    conn: &mut Conn,
    organization: OrganizationId,
    customer: CustomerId,
    limit: u32,
) -> Result<Vec<ContactRow>, StoreError> {
    let sql = select!("customer_id = $2 ORDER BY name_key, id LIMIT $3");
    rows!(conn, ContactRow, sql, organization, customer, i64::from(limit))
}

/// The contact with this number.
pub async fn by_number(
    conn: &mut Conn,
    organization: OrganizationId,
    number: &str,
) -> Result<Option<ContactRow>, StoreError> {
    row_opt!(conn, ContactRow, select!("number = $2"), organization, number)
}

/// The number of the contact that was made with this key of a form, if the form has arrived before.
pub async fn by_sent_key(
    conn: &mut Conn,
    organization: OrganizationId,
    key: &str,
) -> Result<Option<String>, StoreError> {
    let sql = "SELECT number FROM contact WHERE organization_id = $1 AND sent_key = $2";
    scalar_opt!(conn, String, sql, organization, key)
}

/// Notes with which key of a form a contact was made.
pub async fn set_sent_key(
    tx: &mut Tx,
    organization: OrganizationId,
    id: ContactId,
    key: &str,
) -> Result<(), StoreError> {
    let sql = "UPDATE contact SET sent_key = $3 WHERE organization_id = $1 AND id = $2";
    execute!(tx, sql, organization, id, key).map(drop)
}

/// How many contacts a customer has.
pub async fn count(conn: &mut Conn, organization: OrganizationId, customer: CustomerId) -> Result<Count, StoreError> {
    count_owned(conn, "contact", "", organization, customer).await
}
