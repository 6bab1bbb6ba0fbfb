//! Fault reports as a viewer sees them (R33): each lies where its order lies, and is for whom that is (R12, R13).

use chrono::{DateTime, Utc};

use crate::domain::access::Viewer;
use crate::domain::state::{FaultState, Urgency};
use crate::domain::{ContactId, FacilityId, FaultReportId, OrderId};
use crate::store::{Conn, StoreError, row_opt, rows};
use crate::text;

use super::{StateFilter, in_scope};

/// A fault report, in a list and on its page.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct FaultRow {
    /// Its identifier.
    pub id: FaultReportId,
    /// Its number.
    pub number: String,
    /// What is wrong, in a line.
    pub title: String,
    /// What was written.
    pub body: String,
    /// How soon.
    pub urgency: Urgency,
    /// How it stands.
    pub state: FaultState,
    /// Nobody was told of it when it came in (R73).
    pub unheard: bool,
    /// At which facility it was reported, before it is decided whether the viewer may see that too.
    pub facility: Option<String>,
    /// Which that is.
    pub facility_id: Option<FacilityId>,
    /// About which object, before it is decided whether the viewer may see that too.
    pub object: Option<String>,
    /// That object's number.
    pub object_number: Option<String>,
    /// At which facility that object is now.
    pub object_facility_id: Option<FacilityId>,
    /// Who reported it.
    pub reported_by: String,
    /// Its order.
    pub order_id: OrderId,
    /// That order's number, before it is decided whether the viewer may see it.
    pub order_number: Option<String>,
    /// What that order is about.
    pub order_title: String,
    /// At which facility that order is.
    pub order_facility_id: Option<FacilityId>,
    /// For which contact that order is.
    pub order_contact_id: Option<ContactId>,
    /// What was answered; perhaps nothing.
    pub answer: String,
    /// When it was reported.
    pub created_at: DateTime<Utc>,
    /// When somebody took it.
    pub taken_at: Option<DateTime<Utc>>,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
}

const ROW: &str = "r.id, r.number, r.title, r.body, r.urgency, r.state, r.unheard, f.name AS facility, r.facility_id,
    b.name AS object, b.number AS object_number, b.facility_id AS object_facility_id, r.reported_by, r.order_id,
    x.number AS order_number, x.title AS order_title, x.facility_id AS order_facility_id,
    x.contact_id AS order_contact_id, r.answer, r.created_at, r.taken_at, r.closed_at";

const FROM: &str = "fault_report r
    JOIN service_order x ON x.id = r.order_id
    LEFT JOIN facility f ON f.id = r.facility_id
    LEFT JOIN service_object b ON b.id = r.object_id";

/// Which reports are asked for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FaultQuery {
    /// Only with all these words in number, title or text.
    pub search: String,
    /// Only these; what nobody has taken and what somebody has are both open.
    pub state: StateFilter,
    /// Older than the one with this number; empty for the newest.
    pub after: String,
    /// At most so many.
    pub limit: u32,
}

/// The reports that the viewer sees, newest first; one more than asked for when there are more.
pub async fn faults(
    conn: &mut Conn,
    viewer: &Viewer,
    query: &FaultQuery,
    edge: Option<&FaultRow>,
) -> Result<Vec<FaultRow>, StoreError> {
    let state = match query.state {
        StateFilter::All => "",
        StateFilter::Open => " AND r.state <> 'closed'",
        StateFilter::Closed => " AND r.state = 'closed'",
    };
    let seek = if edge.is_some() { "(r.created_at, r.id) < ($7, $8)" } else { "($7 IS NULL AND $8 IS NULL)" };
    // Few enough to be read through: a customer's own.
    let words: Vec<String> = text::fold(&query.search).split(' ').take(3).map(text::like_anywhere).collect();
    let word = |n: usize| words.get(n).map_or("%", String::as_str);
    let sql = format!(
        "SELECT {ROW} FROM {FROM}
         WHERE {} AND r.organization_id = $1 AND r.customer_id = $2 AND ($6 IS NULL OR x.contact_id = $6){state}
           AND {seek}
           AND r.search LIKE $9 ESCAPE '\\'
           AND r.search LIKE $10 ESCAPE '\\'
           AND r.search LIKE $11 ESCAPE '\\'
         ORDER BY r.created_at DESC, r.id DESC LIMIT $12",
        in_scope!(),
    );
    rows!(
        conn,
        FaultRow,
        sqlx::AssertSqlSafe(sql.as_str()),
        viewer.organization,
        viewer.customer,
        viewer.scope.all,
        viewer.scope.unassigned,
        viewer.user,
        viewer.contact,
        edge.map(|e| e.created_at),
        edge.map(|e| e.id),
        word(0),
        word(1),
        word(2),
        i64::from(query.limit) + 1
    )
}

/// The report of the viewer's customer with this number. The caller decides.
pub async fn fault(conn: &mut Conn, viewer: &Viewer, number: &str) -> Result<Option<FaultRow>, StoreError> {
    let sql = format!(
        "SELECT {ROW} FROM {FROM}
         WHERE r.organization_id = $1 AND r.customer_id = $2 AND r.number = $3
           AND x.organization_id = $1 AND x.customer_id = $2"
    );
    row_opt!(conn, FaultRow, sqlx::AssertSqlSafe(sql.as_str()), viewer.organization, viewer.customer, number)
}
