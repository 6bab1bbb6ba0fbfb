//! Things by their number, with everything that decides who may see them: for pages, and for explaining (R71).
//!
//! What is found is anywhere in the organization. Whether a viewer may see it is decided by `domain::access`.

use crate::domain::access::{Parent, Thing, ThingKind};
use crate::domain::{AreaId, ContactId, CustomerId, FacilityId, OrganizationId};

use super::{Conn, StoreError, rows};

/// A thing that was found: one row, or for a document of a model one for each place where the customer has such an
/// object.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct Found {
    /// What it is called: an order's title, a name, or nothing.
    pub title: String,
    /// What it is, where the table says so: `invoice` or `estimate`.
    pub kind: Option<ThingKind>,
    /// What a document hangs on.
    pub parent: Parent,
    /// What that is called.
    pub parent_name: String,
    /// Whose it is; nobody's for a document of a model of which the customer asked about has no object.
    pub customer_id: Option<CustomerId>,
    /// That customer's number.
    pub customer_number: Option<String>,
    /// That customer's name.
    pub customer_name: Option<String>,
    /// That customer's area (R10).
    pub area_id: Option<AreaId>,
    /// At which facility.
    pub facility_id: Option<FacilityId>,
    /// That facility's name.
    pub facility: Option<String>,
    /// For which contact.
    pub contact_id: Option<ContactId>,
    /// That contact's name.
    pub contact: Option<String>,
}

impl Found {
    /// The thing as it is decided over.
    pub const fn thing(&self, kind: ThingKind, organization: OrganizationId) -> Thing {
        Thing {
            kind,
            parent: self.parent,
            organization,
            customer: self.customer_id,
            facility: self.facility_id,
            contact: self.contact_id,
        }
    }
}

/// Where each kind is found, as text of ours: the columns up to `customer_id` .. `contact_id`, and the tables.
const fn source(kind: ThingKind) -> (&'static str, &'static str) {
    match kind {
        ThingKind::Order => (
            "x.title, NULL AS kind, 'customer' AS parent, '' AS parent_name, x.customer_id, x.facility_id, x.contact_id",
            "service_order x",
        ),
        ThingKind::Object => (
            "x.name AS title, NULL AS kind, 'customer' AS parent, '' AS parent_name, x.customer_id, x.facility_id,
             CAST(NULL AS UUID) AS contact_id",
            "service_object x",
        ),
        ThingKind::Facility => (
            "x.name AS title, NULL AS kind, 'customer' AS parent, '' AS parent_name, x.customer_id, x.id AS facility_id,
             CAST(NULL AS UUID) AS contact_id",
            "facility x",
        ),
        // A row that names a customer other than that of what it hangs on is nobody's.
        ThingKind::Invoice | ThingKind::Estimate => (
            "'' AS title, x.kind, 'customer' AS parent, COALESCE(o.number, '') AS parent_name,
             CASE WHEN x.order_id IS NULL OR o.customer_id = x.customer_id THEN x.customer_id END AS customer_id,
             o.facility_id, CAST(NULL AS UUID) AS contact_id",
            "billing_record x LEFT JOIN service_order o ON o.id = x.order_id AND o.organization_id = x.organization_id",
        ),
        ThingKind::VideoSession => (
            "x.title, NULL AS kind, CASE WHEN x.order_id IS NULL THEN 'customer' ELSE 'order' END AS parent,
             COALESCE(o.number, '') AS parent_name,
             CASE WHEN x.order_id IS NULL OR o.customer_id = x.customer_id THEN x.customer_id END AS customer_id,
             CASE WHEN x.order_id IS NULL THEN x.facility_id ELSE o.facility_id END AS facility_id, o.contact_id",
            "video_session x LEFT JOIN service_order o ON o.id = x.order_id AND o.organization_id = x.organization_id",
        ),
        ThingKind::Fault => (
            "x.title, NULL AS kind, 'customer' AS parent, o.number AS parent_name,
             CASE WHEN o.customer_id = x.customer_id THEN x.customer_id END AS customer_id, o.facility_id, o.contact_id",
            "fault_report x JOIN service_order o ON o.id = x.order_id AND o.organization_id = x.organization_id",
        ),
        ThingKind::Document => (
            "x.name AS title, NULL AS kind,
             CASE WHEN x.order_id IS NOT NULL THEN 'order' WHEN x.object_id IS NOT NULL THEN 'object'
                  WHEN x.model_id IS NOT NULL THEN 'model' ELSE 'customer' END AS parent,
             COALESCE(o.number, b.number, m.name, '') AS parent_name,
             CASE WHEN x.order_id IS NOT NULL THEN CASE WHEN o.customer_id = x.customer_id THEN x.customer_id END
                  WHEN x.object_id IS NOT NULL THEN CASE WHEN b.customer_id = x.customer_id THEN x.customer_id END
                  WHEN x.model_id IS NOT NULL THEN s.customer_id ELSE x.customer_id END AS customer_id,
             COALESCE(o.facility_id, b.facility_id, s.facility_id) AS facility_id, o.contact_id",
            "document x
             LEFT JOIN service_order o ON o.id = x.order_id AND o.organization_id = x.organization_id
             LEFT JOIN service_object b ON b.id = x.object_id AND x.order_id IS NULL AND b.organization_id = x.organization_id
             LEFT JOIN model m ON m.id = x.model_id AND x.order_id IS NULL AND x.object_id IS NULL
             LEFT JOIN service_object s ON s.model_id = m.id AND s.organization_id = x.organization_id AND s.customer_id = $3",
        ),
    }
}

/// The thing of this kind and number, anywhere in the organization; a document of a model as the objects of `customer`
/// show it. Nothing when there is no such thing.
pub async fn find(
    conn: &mut Conn,
    org: OrganizationId,
    customer: CustomerId,
    kind: ThingKind,
    number: &str,
) -> Result<Vec<Found>, StoreError> {
    let (columns, from) = source(kind);
    // SQLite has no type of that name and would make a number of it.
    let columns = columns.replace("CAST(NULL AS UUID)", conn.dialect().pick("NULL", "CAST(NULL AS UUID)"));
    let columns = columns.replace("NULL AS kind", conn.dialect().pick("NULL AS kind", "CAST(NULL AS TEXT) AS kind"));
    let only = match kind {
        ThingKind::Invoice => " AND x.kind = 'invoice'",
        ThingKind::Estimate => " AND x.kind = 'estimate'",
        _ => "",
    };
    let sql = format!(
        "SELECT DISTINCT t.title, t.kind, t.parent, t.parent_name, t.customer_id, c.number AS customer_number,
                c.name AS customer_name, c.area_id, t.facility_id, f.name AS facility, t.contact_id,
                TRIM(p.first_name || ' ' || p.last_name) AS contact
         FROM (SELECT {columns} FROM {from}
               WHERE x.organization_id = $1 AND x.number = $2 AND ($3 IS NULL OR true){only}) t
         LEFT JOIN customer c ON c.id = t.customer_id
         LEFT JOIN facility f ON f.id = t.facility_id
         LEFT JOIN contact p ON p.id = t.contact_id"
    );
    rows!(conn, Found, sqlx::AssertSqlSafe(sql.as_str()), org, number, customer)
}
