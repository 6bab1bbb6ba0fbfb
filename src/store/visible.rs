//! What a viewer of the portal sees, as filters: the set-wise twin of `domain::access::decide`.
//!
//! Everything that does not depend on the single thing (module, portal, state, permission) has been decided before; the
//! caller asks [`Viewer::may`](crate::domain::access::Viewer::may) first. What remains is customer, scope and contact. A
//! property test holds the filters and the decision to each other on both databases.

use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::access::Viewer;
use crate::domain::state::{OrderKind, OrderState};
use crate::domain::{ContactId, FacilityId, OrderId, OrganizationId};
use crate::text;

use super::{Conn, StoreError, row_opt, rows};

/// Scope and customer of an object or order `x`; binds $1 to $5: organization, customer, sees all, sees unassigned, user.
macro_rules! in_scope {
    () => {
        "x.organization_id = $1 AND x.customer_id = $2
         AND ($3 OR (x.facility_id IS NULL AND $4) OR x.facility_id IN
                (SELECT v.facility_id FROM customer_user_facility v WHERE v.customer_user_id = $5))"
    };
}

/// An order in a list.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct OrderRow {
    /// Its identifier.
    pub id: OrderId,
    /// Its number.
    pub number: String,
    /// What it is.
    pub kind: OrderKind,
    /// What it is about.
    pub title: String,
    /// How it stands.
    pub state: OrderState,
    /// At which facility.
    pub facility: Option<String>,
    /// About which object, before it is decided whether the viewer may see that too.
    pub object: Option<String>,
    /// At which facility that object is: one elsewhere than the order may be outside the viewer's scope.
    pub object_facility_id: Option<FacilityId>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When the visit is planned.
    pub planned_at: Option<DateTime<Utc>>,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
}

/// Which states are asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum StateFilter {
    /// Work is still to be expected.
    #[default]
    Open,
    /// Closed or cancelled.
    Closed,
    /// All.
    All,
}

/// In which direction a list goes on from an order's number.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum From {
    /// From the newest.
    #[default]
    Newest,
    /// Older than this order.
    After(String),
    /// Newer than this order.
    Before(String),
}

/// Which orders are asked for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct OrderQuery {
    /// Only with all these words in number, title or description.
    pub search: String,
    /// Only in these states.
    pub state: StateFilter,
    /// From where.
    pub from: From,
    /// At most so many.
    pub limit: u32,
}

/// The orders that the viewer sees, newest first; one more than asked for when there are more. `From::Before` gives the
/// nearest newer ones, also newest first.
pub async fn orders(conn: &mut Conn, viewer: &Viewer, query: &OrderQuery) -> Result<Vec<OrderRow>, StoreError> {
    let state = match query.state {
        StateFilter::All => "",
        StateFilter::Open => " AND x.state NOT IN ('closed', 'cancelled')",
        StateFilter::Closed => " AND x.state IN ('closed', 'cancelled')",
    };
    // The edge must be seen itself: otherwise an address could ask whether an order of that number exists.
    let edge = "(SELECT e.created_at, e.id FROM service_order e
                 WHERE e.organization_id = $1 AND e.customer_id = $2 AND e.number = $8
                   AND ($3 OR (e.facility_id IS NULL AND $4) OR e.facility_id IN
                          (SELECT w.facility_id FROM customer_user_facility w WHERE w.customer_user_id = $5))
                   AND ($6 IS NULL OR e.contact_id = $6))";
    let (seek, number, order) = match &query.from {
        From::Newest => (String::new(), "", "DESC"),
        From::After(number) => (format!(" AND (x.created_at, x.id) < {edge}"), number.as_str(), "DESC"),
        From::Before(number) => (format!(" AND (x.created_at, x.id) > {edge}"), number.as_str(), "ASC"),
    };
    let words: Vec<String> = text::fold(&query.search).split(' ').take(3).map(text::like_anywhere).collect();
    let word = |n: usize| words.get(n).map_or("%", String::as_str);
    let sql = format!(
        "SELECT x.id, x.number, x.kind, x.title, x.state, f.name AS facility, b.name AS object,
                b.facility_id AS object_facility_id, x.created_at, x.planned_at, x.closed_at
         FROM service_order x
         LEFT JOIN facility f ON f.id = x.facility_id
         LEFT JOIN service_object b ON b.id = x.object_id
         WHERE {} AND ($6 IS NULL OR x.contact_id = $6){state}{seek}{}
           AND ($8 = '' OR true)
         ORDER BY x.created_at {order}, x.id {order} LIMIT $7",
        in_scope!(),
        if query.search.trim().is_empty() {
            " AND ($9 = '' OR $10 = '' OR $11 = '' OR true)"
        } else {
            " AND x.search LIKE $9 ESCAPE '\\' AND x.search LIKE $10 ESCAPE '\\' AND x.search LIKE $11 ESCAPE '\\'"
        }
    );
    let mut found = rows!(
        conn,
        OrderRow,
        sqlx::AssertSqlSafe(sql.as_str()),
        viewer.organization,
        viewer.customer,
        viewer.scope.all,
        viewer.scope.unassigned,
        viewer.user,
        viewer.contact,
        i64::from(query.limit) + 1,
        number,
        word(0),
        word(1),
        word(2)
    )?;
    if order == "ASC" {
        found.reverse();
    }
    Ok(found)
}

/// An order with everything its page shows, before it is decided whether the viewer may see it.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct OrderDetail {
    /// The order as in a list.
    #[sqlx(flatten)]
    pub row: OrderRow,
    /// What is to be done.
    pub description: String,
    /// Who does it.
    pub technician: String,
    /// At which facility.
    pub facility_id: Option<FacilityId>,
    /// For which contact.
    pub contact_id: Option<ContactId>,
    /// That contact's name.
    pub contact: Option<String>,
    /// The object's number.
    pub object_number: Option<String>,
}

/// The order of the viewer's customer with this number. The caller decides.
pub async fn order(conn: &mut Conn, viewer: &Viewer, number: &str) -> Result<Option<OrderDetail>, StoreError> {
    row_opt!(
        conn,
        OrderDetail,
        "SELECT x.id, x.number, x.kind, x.title, x.state, f.name AS facility, b.name AS object,
                b.facility_id AS object_facility_id, x.created_at, x.planned_at, x.closed_at, x.description,
                x.technician, x.facility_id, x.contact_id, p.first_name || ' ' || p.last_name AS contact, b.number AS object_number
         FROM service_order x
         LEFT JOIN facility f ON f.id = x.facility_id
         LEFT JOIN service_object b ON b.id = x.object_id
         LEFT JOIN contact p ON p.id = x.contact_id
         WHERE x.organization_id = $1 AND x.customer_id = $2 AND x.number = $3",
        viewer.organization,
        viewer.customer,
        number
    )
}

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
}

/// The objects that the viewer sees, by name, after the object with number `after`; one more than asked for when there
/// are more.
pub async fn objects(
    conn: &mut Conn,
    viewer: &Viewer,
    search: &str,
    after: Option<&str>,
    limit: u32,
) -> Result<Vec<ObjectRow>, StoreError> {
    const SQL: &str = concat!(
        "SELECT x.number, x.name, m.name AS model, m.manufacturer, x.serial_number, f.name AS facility, x.installed_on
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
        i64::from(limit) + 1
    )
}

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

/// Another customer that the same person may turn to.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct Choice {
    /// As which customer user.
    pub user: crate::domain::CustomerUserId,
    /// That customer's name.
    pub customer: String,
}

/// The customers at which a person is an active user with the portal on, by name.
pub async fn choices(
    conn: &mut Conn,
    org: OrganizationId,
    sign_in: crate::domain::SignInId,
    now: DateTime<Utc>,
) -> Result<Vec<Choice>, StoreError> {
    rows!(
        conn,
        Choice,
        "SELECT u.id AS \"user\", c.name AS customer FROM customer_user u JOIN customer c ON c.id = u.customer_id
         WHERE u.organization_id = $1 AND u.sign_in_id = $2 AND u.state = 'active' AND c.portal_on
           AND (u.ends_at IS NULL OR u.ends_at > $3)
         ORDER BY c.name_key, u.id LIMIT 200",
        org,
        sign_in,
        now
    )
}
