//! Facilities as a viewer sees them (R12).

use crate::domain::FacilityId;
use crate::domain::access::Viewer;
use crate::store::{Conn, StoreError, rows};

/// A facility in a list.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct FacilityRow {
    /// Its identifier.
    pub id: FacilityId,
    /// Its number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// Street and house number.
    pub street: String,
    /// Postal code.
    pub postal_code: String,
    /// City.
    pub city: String,
    /// Country code.
    pub country: String,
}

/// The facilities that the viewer sees, by name, 500 at most.
pub async fn facilities(conn: &mut Conn, viewer: &Viewer) -> Result<Vec<FacilityRow>, StoreError> {
    rows!(
        conn,
        FacilityRow,
        "SELECT x.id, x.number, x.name, x.street, x.postal_code, x.city, x.country FROM facility x
         WHERE x.organization_id = $1 AND x.customer_id = $2
           AND ($3 OR x.id IN (SELECT v.facility_id FROM customer_user_facility v WHERE v.customer_user_id = $4))
         ORDER BY x.name_key, x.id LIMIT 500",
        viewer.organization,
        viewer.customer,
        viewer.scope.all,
        viewer.user
    )
}
