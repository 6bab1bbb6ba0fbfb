//! Invoices and estimates as a viewer sees them (R39): each lies where its order lies.

use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::access::Viewer;
use crate::domain::permission::Permission;
use crate::domain::state::{BillingKind, BillingState};
use crate::domain::{BillingRecordId, ContactId, FacilityId, OrganizationId};
use crate::store::{Conn, StoreError, row_opt, rows};

/// An invoice or estimate in a list.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct BillingRow {
    /// Its identifier.
    pub id: BillingRecordId,
    /// Its number.
    pub number: String,
    /// Invoice or estimate.
    pub kind: BillingKind,
    /// The day on which it was issued.
    pub issued_on: NaiveDate,
    /// The day by which it is to be paid or answered.
    pub due_on: Option<NaiveDate>,
    /// The amount in the smallest unit of the currency.
    pub amount: i64,
    /// The currency, as ISO 4217 writes it.
    pub currency: String,
    /// How it stands.
    pub state: BillingState,
    /// For which order, before it is decided whether the viewer may see that too.
    pub order_number: Option<String>,
    /// At which facility that order is.
    pub order_facility_id: Option<FacilityId>,
    /// For which contact that order is.
    pub order_contact_id: Option<ContactId>,
    /// What its file is called; means nothing without a key.
    pub file: String,
    /// Under which key the storage has the file; none: there is none to be had.
    pub storage_key: Option<String>,
    /// What the file is, by its content.
    pub media_type: Option<String>,
    /// How many bytes the file holds.
    pub size: Option<i64>,
    /// Who answered the estimate.
    pub decided_by: Option<String>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
    /// With which words.
    pub answer: String,
    /// Grows with every change.
    pub version: i64,
}

/// Which invoices and estimates are asked for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct BillingQuery {
    /// Only this kind.
    pub kind: Option<BillingKind>,
    /// Older than the one with this number; empty for the newest.
    pub after: String,
    /// At most so many.
    pub limit: u32,
}

const ROW: &str = "x.id, x.number, x.kind, x.issued_on, x.due_on, x.amount, x.currency, x.state,
    o.number AS order_number, o.facility_id AS order_facility_id, o.contact_id AS order_contact_id,
    x.file, x.storage_key, x.media_type, x.size, x.decided_by, x.decided_at, x.answer, x.version";

/// The invoices and estimates that the viewer sees, newest first, after `edge`; one more than asked for when there are
/// more. That a person who is linked to a contact sees none (R13) has been decided before.
pub async fn billing(
    conn: &mut Conn,
    viewer: &Viewer,
    query: &BillingQuery,
    edge: Option<&BillingRow>,
) -> Result<Vec<BillingRow>, StoreError> {
    let seek = if edge.is_some() { "(x.issued_on, x.id) < ($8, $9)" } else { "($8 IS NULL AND $9 IS NULL)" };
    let sql = format!(
        "SELECT {ROW} FROM billing_record x LEFT JOIN service_order o ON o.id = x.order_id
         WHERE x.organization_id = $1 AND x.customer_id = $2
           AND (x.order_id IS NULL OR (o.organization_id = $1 AND o.customer_id = $2))
           AND ($3 OR (o.facility_id IS NULL AND $4) OR o.facility_id IN
                  (SELECT v.facility_id FROM customer_user_facility v WHERE v.customer_user_id = $5))
           AND ((x.kind = 'invoice' AND $6) OR (x.kind = 'estimate' AND $7))
           AND {seek}
         ORDER BY x.issued_on DESC, x.id DESC LIMIT $10"
    );
    let wanted = |kind, permission| query.kind.is_none_or(|k| k == kind) && viewer.permissions.holds(permission);
    rows!(
        conn,
        BillingRow,
        sqlx::AssertSqlSafe(sql.as_str()),
        viewer.organization,
        viewer.customer,
        viewer.scope.all,
        viewer.scope.unassigned,
        viewer.user,
        wanted(BillingKind::Invoice, Permission::ViewInvoices),
        wanted(BillingKind::Estimate, Permission::ViewEstimates),
        edge.map(|e| e.issued_on),
        edge.map(|e| e.id),
        i64::from(query.limit) + 1
    )
}

/// The invoice or estimate with this number, whoever may see it. The caller decides.
pub async fn billing_record(
    conn: &mut Conn,
    org: OrganizationId,
    number: &str,
) -> Result<Option<BillingRow>, StoreError> {
    let sql = format!(
        "SELECT {ROW} FROM billing_record x LEFT JOIN service_order o ON o.id = x.order_id
         WHERE x.organization_id = $1 AND x.number = $2"
    );
    row_opt!(conn, BillingRow, sqlx::AssertSqlSafe(sql.as_str()), org, number)
}
