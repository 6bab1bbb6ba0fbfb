//! The named persons at a customer, as staff see them.

use serde::Serialize;

use crate::domain::{ContactId, CustomerId, OrganizationId};

use super::page::{Count, count_owned};
use super::{Conn, StoreError, rows};

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

/// A customer's contacts by name.
pub async fn of_customer(
    conn: &mut Conn,
    organization: OrganizationId,
    customer: CustomerId,
) -> Result<Vec<ContactRow>, StoreError> {
    rows!(
        conn,
        ContactRow,
        "SELECT id, customer_id, number, first_name, last_name, title, email, phone, mobile, version FROM contact \
         WHERE organization_id = $1 AND customer_id = $2 ORDER BY name_key, id",
        organization,
        customer
    )
}

/// How many contacts a customer has.
pub async fn count(conn: &mut Conn, organization: OrganizationId, customer: CustomerId) -> Result<Count, StoreError> {
    count_owned(conn, "contact", "", organization, customer).await
}
