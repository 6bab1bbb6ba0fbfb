//! Service objects as a viewer sees them (R12, R34).

use chrono::NaiveDate;

use crate::domain::FacilityId;
use crate::domain::access::Viewer;
use crate::store::{Conn, StoreError, rows};
use crate::text;

use super::in_scope;

/// An object in a list.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct ObjectRow {
    /// Its number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// Its model.
    pub model: Option<String>,
    /// The model's manufacturer.
    pub manufacturer: Option<String>,
    /// Its serial number.
    pub serial_number: String,
    /// At which facility.
    pub facility: Option<String>,
    /// When it was installed.
    pub installed_on: Option<NaiveDate>,
    /// The nearest day on which a self-check is due on it (R36).
    pub check_due_on: Option<NaiveDate>,
}

/// Where objects are asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ObjectsAt {
    /// Wherever the viewer sees them.
    #[default]
    Anywhere,
    /// At this facility.
    Facility(FacilityId),
    /// At no facility.
    Nowhere,
}

/// The objects that the viewer sees at these places, by name, after the object with number `after`; one more than asked for when there
/// are more.
pub async fn objects(
    conn: &mut Conn,
    viewer: &Viewer,
    (at, search): (ObjectsAt, &str),
    after: Option<&str>,
    limit: u32,
) -> Result<Vec<ObjectRow>, StoreError> {
    const SQL: &str = concat!(
        "SELECT x.number, x.name, m.name AS model, m.manufacturer, x.serial_number, f.name AS facility, x.installed_on,
                (SELECT MIN(a.due_on) FROM check_assignment a JOIN check_template t ON t.id = a.template_id
                 WHERE a.object_id = x.id AND a.active AND t.active) AS check_due_on
         FROM service_object x
         LEFT JOIN facility f ON f.id = x.facility_id
         LEFT JOIN model m ON m.id = x.model_id
         WHERE ",
        in_scope!(),
        " AND x.search LIKE $6 ESCAPE '\\'
          AND ($7 = '' OR (x.name_key, x.id) > (SELECT e.name_key, e.id FROM service_object e
                 WHERE e.organization_id = $1 AND e.customer_id = $2 AND e.number = $7
                   AND ($3 OR (e.facility_id IS NULL AND $4) OR e.facility_id IN
                          (SELECT w.facility_id FROM customer_user_facility w WHERE w.customer_user_id = $5))))
          AND ($9 OR (x.facility_id IS NULL AND $10) OR x.facility_id = $11)
         ORDER BY x.name_key, x.id LIMIT $8"
    );
    rows!(
        conn,
        ObjectRow,
        SQL,
        viewer.organization,
        viewer.customer,
        viewer.scope.all,
        viewer.scope.unassigned,
        viewer.user,
        text::like_anywhere(&text::fold(search)),
        after.unwrap_or_default(),
        i64::from(limit) + 1,
        at == ObjectsAt::Anywhere,
        at == ObjectsAt::Nowhere,
        if let ObjectsAt::Facility(id) = at { Some(id) } else { None }
    )
}
