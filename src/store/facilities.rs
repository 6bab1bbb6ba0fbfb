//! A customer's sites, as staff see them.

use serde::Serialize;

use crate::domain::{CustomerId, FacilityId, OrganizationId};

use super::page::{Count, count_owned};
use super::{Conn, StoreError, row_opt, rows};

/// A facility.
#[derive(Clone, Debug, PartialEq, Serialize, sqlx::FromRow)]
pub struct FacilityRow {
    /// Which.
    pub id: FacilityId,
    /// Of which customer.
    pub customer_id: CustomerId,
    /// The external number, unique in the organization.
    pub number: String,
    /// The name.
    pub name: String,
    /// Street and house number, perhaps empty.
    pub street: String,
    /// The postal code, perhaps empty.
    pub postal_code: String,
    /// The city, perhaps empty.
    pub city: String,
    /// The country, perhaps empty.
    pub country: String,
    /// Grows with every change.
    pub version: i64,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, customer_id, number, name, street, postal_code, city, country, version FROM facility
             WHERE organization_id = $1 AND ",
            $rest
        )
    };
}

/// A customer's facilities by name.
pub async fn of_customer(
    conn: &mut Conn,
    organization: OrganizationId,
    customer: CustomerId,
) -> Result<Vec<FacilityRow>, StoreError> {
    rows!(conn, FacilityRow, select!("customer_id = $2 ORDER BY name_key, id"), organization, customer)
}

/// The facility with this number.
pub async fn by_number(
    conn: &mut Conn,
    organization: OrganizationId,
    number: &str,
) -> Result<Option<FacilityRow>, StoreError> {
    row_opt!(conn, FacilityRow, select!("number = $2"), organization, number)
}

/// How many facilities a customer has.
pub async fn count(conn: &mut Conn, organization: OrganizationId, customer: CustomerId) -> Result<Count, StoreError> {
    count_owned(conn, "facility", "", organization, customer).await
}
