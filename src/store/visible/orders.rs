//! Orders as a viewer sees them (R12, R13, R31).

use chrono::{DateTime, Utc};

use crate::domain::access::Viewer;
use crate::domain::state::{OrderKind, OrderState};
use crate::domain::{ContactId, FacilityId, ObjectId, OrderId};
use crate::store::{Conn, StoreError, row_opt, rows};
use crate::text;

use super::in_scope;

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

/// An order about an object, with what decides over it.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct OrderAbout {
    /// The order as in a list.
    #[sqlx(flatten)]
    pub row: OrderRow,
    /// At which facility.
    pub facility_id: Option<FacilityId>,
    /// For which contact.
    pub contact_id: Option<ContactId>,
}

/// The orders about an object that the viewer sees, newest first.
pub async fn orders_of_object(
    conn: &mut Conn,
    viewer: &Viewer,
    object: ObjectId,
    limit: u32,
) -> Result<Vec<OrderAbout>, StoreError> {
    const SQL: &str = concat!(
        "SELECT x.id, x.number, x.kind, x.title, x.state, f.name AS facility, b.name AS object,
                b.facility_id AS object_facility_id, x.created_at, x.planned_at, x.closed_at, x.facility_id, x.contact_id
         FROM service_order x
         JOIN service_object b ON b.id = x.object_id
         LEFT JOIN facility f ON f.id = x.facility_id
         WHERE ",
        in_scope!(),
        " AND ($6 IS NULL OR x.contact_id = $6) AND x.object_id = $7
         ORDER BY x.created_at DESC, x.id DESC LIMIT $8"
    );
    rows!(
        conn,
        OrderAbout,
        SQL,
        viewer.organization,
        viewer.customer,
        viewer.scope.all,
        viewer.scope.unassigned,
        viewer.user,
        viewer.contact,
        object,
        i64::from(limit)
    )
}
