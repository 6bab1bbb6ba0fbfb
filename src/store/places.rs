//! What use cases about access need of a customer's facilities and contacts, and how its things are spread over them.

use crate::domain::{ContactId, CustomerId, FacilityId, OrganizationId};

use super::{Conn, StoreError, rows, scalar, scalar_opt};

/// The customer's facilities by name: identifier, number, name.
pub async fn facilities(
    conn: &mut Conn,
    org: OrganizationId,
    customer: CustomerId,
) -> Result<Vec<(FacilityId, String, String)>, StoreError> {
    let sql =
        "SELECT id, number, name FROM facility WHERE organization_id = $1 AND customer_id = $2 ORDER BY name_key, id";
    rows!(conn, (FacilityId, String, String), sql, org, customer)
}

/// Whether the contact is the customer's.
pub async fn is_contact_of(
    conn: &mut Conn,
    org: OrganizationId,
    customer: CustomerId,
    contact: ContactId,
) -> Result<bool, StoreError> {
    let sql = "SELECT count(*) FROM contact WHERE organization_id = $1 AND customer_id = $2 AND id = $3";
    Ok(scalar!(conn, i64, sql, org, customer, contact)? == 1)
}

/// A contact's name.
pub async fn contact_name(conn: &mut Conn, org: OrganizationId, id: ContactId) -> Result<Option<String>, StoreError> {
    let sql = "SELECT first_name || ' ' || last_name FROM contact WHERE organization_id = $1 AND id = $2";
    scalar_opt!(conn, String, sql, org, id)
}

/// How many things of a kind lie at one facility (or none) for one contact (or none).
pub type Spread = Vec<(Option<FacilityId>, Option<ContactId>, i64)>;

/// How a customer's orders are spread over its facilities and contacts.
pub async fn order_spread(conn: &mut Conn, org: OrganizationId, customer: CustomerId) -> Result<Spread, StoreError> {
    rows!(
        conn,
        (Option<FacilityId>, Option<ContactId>, i64),
        "SELECT facility_id, contact_id, count(*) FROM service_order WHERE organization_id = $1 AND customer_id = $2
         GROUP BY facility_id, contact_id",
        org,
        customer
    )
}

/// How a customer's objects are spread over its facilities.
pub async fn object_spread(conn: &mut Conn, org: OrganizationId, customer: CustomerId) -> Result<Spread, StoreError> {
    let sql = "SELECT facility_id, count(*) FROM service_object WHERE organization_id = $1 AND customer_id = $2
               GROUP BY facility_id";
    let counted = rows!(conn, (Option<FacilityId>, i64), sql, org, customer)?;
    Ok(counted.into_iter().map(|(facility, n)| (facility, None, n)).collect())
}
