//! What use cases about access need of a customer's facilities and contacts, and how its things are spread over them.

use crate::domain::access::{Parent, ThingKind};
use crate::domain::{ContactId, CustomerId, FacilityId, ModelId, OrganizationId};

use super::{Conn, StoreError, rows, scalar, scalar_opt, sql};

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

/// The names of contacts, with whose they are, as far as there are such.
pub async fn contacts(
    conn: &mut Conn,
    org: OrganizationId,
    contacts: impl IntoIterator<Item = ContactId>,
) -> Result<Vec<(ContactId, CustomerId, String)>, StoreError> {
    let set = sql::set_of_ids(conn.dialect(), 2);
    let sql = format!(
        "SELECT id, customer_id, first_name || ' ' || last_name FROM contact WHERE organization_id = $1 AND id IN ({set})"
    );
    let ids = sql::ids(contacts.into_iter().map(|id| id.0));
    rows!(conn, (ContactId, CustomerId, String), sqlx::AssertSqlSafe(sql.as_str()), org, ids)
}

/// The facilities of customers by name: whose, identifier, name.
pub async fn facilities_of(
    conn: &mut Conn,
    org: OrganizationId,
    customers: impl IntoIterator<Item = CustomerId>,
) -> Result<Vec<(CustomerId, FacilityId, String)>, StoreError> {
    let set = sql::set_of_ids(conn.dialect(), 2);
    let sql = format!(
        "SELECT customer_id, id, name FROM facility WHERE organization_id = $1 AND customer_id IN ({set})
         ORDER BY name_key, id"
    );
    let ids = sql::ids(customers.into_iter().map(|id| id.0));
    rows!(conn, (CustomerId, FacilityId, String), sqlx::AssertSqlSafe(sql.as_str()), org, ids)
}

/// So many things of a kind lie at one facility (or none) for one contact (or none).
#[derive(Clone, Copy, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct Lying {
    /// Whose.
    pub customer_id: CustomerId,
    /// What they are.
    pub kind: ThingKind,
    /// What they hang on, if they are documents.
    pub parent: Parent,
    /// At which facility.
    pub facility_id: Option<FacilityId>,
    /// For which contact.
    pub contact_id: Option<ContactId>,
    /// On which model: the same documents lie wherever the customer has an object of it.
    pub model_id: Option<ModelId>,
    /// How many.
    pub number: i64,
}

/// How everything that customers own is spread over their facilities and contacts, in one statement.
pub async fn spread(
    conn: &mut Conn,
    org: OrganizationId,
    customers: impl IntoIterator<Item = CustomerId>,
) -> Result<Vec<Lying>, StoreError> {
    let set = sql::set_of_ids(conn.dialect(), 2);
    let none = conn.dialect().pick("NULL", "CAST(NULL AS UUID)");
    // What names another customer than the thing it hangs on is nobody's.
    let sql = format!(
        "WITH wanted AS (SELECT c.id FROM customer c WHERE c.organization_id = $1 AND c.id IN ({set}))
         SELECT x.customer_id, 'order' AS kind, 'customer' AS parent, x.facility_id, x.contact_id, {none} AS model_id,
                count(*) AS number
         FROM wanted w JOIN service_order x ON x.customer_id = w.id GROUP BY x.customer_id, x.facility_id, x.contact_id
         UNION ALL
         SELECT x.customer_id, 'object', 'customer', x.facility_id, {none}, {none}, count(*)
         FROM wanted w JOIN service_object x ON x.customer_id = w.id GROUP BY x.customer_id, x.facility_id
         UNION ALL
         SELECT x.customer_id, 'facility', 'customer', x.id, {none}, {none}, 1
         FROM wanted w JOIN facility x ON x.customer_id = w.id
         UNION ALL
         SELECT x.customer_id, x.kind, 'customer', o.facility_id, {none}, {none}, count(*)
         FROM wanted w JOIN billing_record x ON x.customer_id = w.id LEFT JOIN service_order o ON o.id = x.order_id
         WHERE x.order_id IS NULL OR o.customer_id = x.customer_id GROUP BY x.customer_id, x.kind, o.facility_id
         UNION ALL
         SELECT x.customer_id, 'fault', 'customer', o.facility_id, o.contact_id, {none}, count(*)
         FROM wanted w JOIN fault_report x ON x.customer_id = w.id
         JOIN service_order o ON o.id = x.order_id AND o.customer_id = x.customer_id
         GROUP BY x.customer_id, o.facility_id, o.contact_id
         UNION ALL
         SELECT x.customer_id, 'video_session', CASE WHEN x.order_id IS NULL THEN 'customer' ELSE 'order' END,
                CASE WHEN x.order_id IS NULL THEN x.facility_id ELSE o.facility_id END, o.contact_id, {none}, count(*)
         FROM wanted w JOIN video_session x ON x.customer_id = w.id LEFT JOIN service_order o ON o.id = x.order_id
         WHERE x.order_id IS NULL OR o.customer_id = x.customer_id GROUP BY 1, 2, 3, 4, 5
         UNION ALL
         SELECT x.customer_id, 'document', 'order', o.facility_id, o.contact_id, {none}, count(*)
         FROM wanted w JOIN document x ON x.customer_id = w.id
         JOIN service_order o ON o.id = x.order_id AND o.customer_id = x.customer_id
         GROUP BY x.customer_id, o.facility_id, o.contact_id
         UNION ALL
         SELECT x.customer_id, 'document', 'object', o.facility_id, {none}, {none}, count(*)
         FROM wanted w JOIN document x ON x.customer_id = w.id AND x.order_id IS NULL
         JOIN service_object o ON o.id = x.object_id AND o.customer_id = x.customer_id
         GROUP BY x.customer_id, o.facility_id
         UNION ALL
         SELECT x.customer_id, 'document', 'customer', {none}, {none}, {none}, count(*)
         FROM wanted w JOIN document x ON x.customer_id = w.id
         WHERE x.order_id IS NULL AND x.object_id IS NULL AND x.model_id IS NULL GROUP BY x.customer_id
         UNION ALL
         SELECT x.customer_id, 'document', 'model', x.facility_id, {none}, x.model_id,
                (SELECT count(*) FROM document d WHERE d.model_id = x.model_id AND d.organization_id = $1
                    AND d.order_id IS NULL AND d.object_id IS NULL)
         FROM wanted w JOIN service_object x ON x.customer_id = w.id
         WHERE x.model_id IS NOT NULL GROUP BY x.customer_id, x.model_id, x.facility_id"
    );
    rows!(conn, Lying, sqlx::AssertSqlSafe(sql.as_str()), org, sql::ids(customers.into_iter().map(|id| id.0)))
}
