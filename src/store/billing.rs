//! Invoices and estimates as staff see them (R39), their files, and the answers to estimates. What customer users see is
//! another room's: `visible`.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use uuid::Uuid;

use crate::domain::staff::Territory;
use crate::domain::state::{BillingKind, BillingState};
use crate::domain::{AreaId, BillingRecordId, CustomerId, OrganizationId};

use super::page::{Cursor, Key, ListQuery, Page, rows_wanted};
use super::sql::{Sql, set_of_ids};
use super::{Conn, Dialect, StoreError, Tx, execute, row_opt, rows};

/// An invoice or estimate with everything that staff see of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, sqlx::FromRow)]
pub struct BillingSheet {
    /// Which.
    pub id: BillingRecordId,
    /// Of which customer.
    pub customer_id: CustomerId,
    /// That customer's number.
    pub customer_number: String,
    /// That customer's name.
    pub customer_name: String,
    /// That customer's area (R10).
    pub area_id: Option<AreaId>,
    /// Its number, unique in the organization.
    pub number: String,
    /// Invoice or estimate.
    pub kind: BillingKind,
    /// For the order with this number.
    pub order_number: Option<String>,
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
    /// What its file is called, as it was imported or attached; empty: there is none.
    pub file: String,
    /// Under which key the storage has the file.
    #[serde(skip)]
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

impl BillingSheet {
    /// Its place in the list.
    pub fn cursor(&self) -> Cursor {
        Cursor::text(self.issued_on.to_string(), self.id.0)
    }

    /// `invoice R-12`.
    pub fn title(&self) -> String {
        format!("{} {}", self.kind, self.number)
    }
}

const SELECT: &str =
    "SELECT x.id, x.customer_id, c.number AS customer_number, c.name AS customer_name, c.area_id, x.number, x.kind,
            o.number AS order_number, x.issued_on, x.due_on, x.amount, x.currency, x.state, x.file, x.storage_key,
            x.media_type, x.size, x.decided_by, x.decided_at, x.answer, x.version
     FROM billing_record x JOIN customer c ON c.id = x.customer_id
     LEFT JOIN service_order o ON o.id = x.order_id
     WHERE x.organization_id = ";

/// The invoice or estimate with this number.
pub async fn by_number(conn: &mut Conn, org: OrganizationId, number: &str) -> Result<Option<BillingSheet>, StoreError> {
    let sql = format!("{SELECT}$1 AND x.number = $2");
    row_opt!(conn, BillingSheet, sqlx::AssertSqlSafe(sql.as_str()), org, number)
}

/// Which invoices and estimates are asked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Of this customer only.
    pub customer: Option<CustomerId>,
    /// Of this kind only.
    pub kind: Option<BillingKind>,
    /// In this state only.
    pub state: Option<BillingState>,
    /// Page and length; a word is looked for in the number.
    pub list: ListQuery,
}

/// One page of the invoices and estimates of customers in `territory`, newest first.
pub async fn list(
    conn: &mut Conn,
    org: OrganizationId,
    territory: &Territory,
    filter: &Filter,
) -> Result<Page<BillingSheet>, StoreError> {
    let (limit, dialect) = (rows_wanted(filter.list.limit), conn.dialect());
    let mut sql = Sql::new(SELECT).bind(org.0);
    if let Territory::Areas(areas) = territory {
        // Nobody's area includes "no area", and no areas mean no customers.
        sql = sql.text(" AND (1 = 0");
        for area in areas {
            sql = sql.text(" OR c.area_id = ").bind(area.0);
        }
        sql = sql.text(")");
    }
    if let Some(customer) = filter.customer {
        sql = sql.text(" AND x.customer_id = ").bind(customer.0);
    }
    if let Some(kind) = filter.kind {
        sql = sql.text(" AND x.kind = ").bind(kind.as_str());
    }
    if let Some(state) = filter.state {
        sql = sql.text(" AND x.state = ").bind(state.as_str());
    }
    // A place that no row of ours has is not asked of the database, which would stumble over a day that is none.
    if let Some(Cursor { key: Key::Text(day), id }) = &filter.list.after
        && day.parse::<NaiveDate>().is_ok()
    {
        sql = sql.text(" AND (x.issued_on, x.id) < (").text(dialect.pick("", "CAST(")).bind(day.as_str());
        sql = sql.text(dialect.pick(", ", " AS DATE), ")).bind(*id).text(")");
    }
    for word in filter.list.search.split_whitespace().take(8) {
        let folded = word.to_lowercase();
        sql = sql.text(if dialect == Dialect::Sqlite {
            " AND instr(lower(x.number), "
        } else {
            " AND strpos(lower(x.number), "
        });
        sql = sql.bind(folded).text(") > 0");
    }
    let rows = sql.text(" ORDER BY x.issued_on DESC, x.id DESC LIMIT ").number(limit + 1).rows(conn).await?;
    Ok(Page::first(rows, limit, filter.list.after.is_some()))
}

/// What a record has that no import says.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct Kept {
    /// Which.
    pub id: BillingRecordId,
    /// Its file, if the storage has it.
    pub storage_key: Option<String>,
    /// How many bytes that holds.
    pub size: Option<i64>,
    /// When a customer answered it.
    pub decided_at: Option<DateTime<Utc>>,
}

/// What those of `ids` have that have a file or an answer.
pub async fn kept(
    conn: &mut Conn,
    org: OrganizationId,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<Kept>, StoreError> {
    let sql = format!(
        "SELECT id, storage_key, size, decided_at FROM billing_record WHERE organization_id = $1 AND id IN ({})
           AND (storage_key IS NOT NULL OR decided_at IS NOT NULL)",
        set_of_ids(conn.dialect(), 2)
    );
    rows!(conn, Kept, sqlx::AssertSqlSafe(sql.as_str()), org, super::sql::ids(ids))
}

/// A file in the storage that is to belong to a record.
#[derive(Clone, Copy, Debug)]
pub struct NewFile<'a> {
    /// What it is called.
    pub name: &'a str,
    /// What it is, by its content.
    pub media_type: &'a str,
    /// How many bytes it holds.
    pub size: i64,
    /// Under which key the storage has it.
    pub storage_key: &'a str,
}

/// Gives a record its file; `false` when it is not there, or not of this version, any more.
pub async fn set_file(
    tx: &mut Tx,
    org: OrganizationId,
    (id, version): (BillingRecordId, i64),
    file: NewFile<'_>,
) -> Result<bool, StoreError> {
    let sql = "UPDATE billing_record SET file = $4, media_type = $5, size = $6, storage_key = $7, version = version + 1
               WHERE organization_id = $1 AND id = $2 AND version = $3";
    let (name, key) = (file.name, file.storage_key);
    Ok(execute!(tx, sql, org, id, version, name, file.media_type, file.size, key)? == 1)
}

/// An answer to an estimate.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    /// Accepted or declined.
    pub state: BillingState,
    /// By whom.
    pub by: &'a str,
    /// When.
    pub at: DateTime<Utc>,
    /// With which words.
    pub words: &'a str,
}

/// Writes the answer to an estimate that is open; `false` when it is not any more, or not of this version.
pub async fn decide(
    tx: &mut Tx,
    org: OrganizationId,
    (id, version): (BillingRecordId, i64),
    answer: Answer<'_>,
) -> Result<bool, StoreError> {
    let sql =
        "UPDATE billing_record SET state = $4, decided_by = $5, decided_at = $6, answer = $7, version = version + 1
               WHERE organization_id = $1 AND id = $2 AND version = $3 AND kind = 'estimate' AND state = 'open'";
    Ok(execute!(tx, sql, org, id, version, answer.state, answer.by, answer.at, answer.words)? == 1)
}
