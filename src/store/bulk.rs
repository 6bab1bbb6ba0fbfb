//! Thousands of rows at once, for the import (R80): read by external number, insert, update.
//!
//! The tables that can be imported are described as data, so that the three statements are written once for all of
//! them. PostgreSQL takes a batch as one array per column, SQLite as one long `VALUES`; what stands around that is the
//! same text. Which rows to write, and with what, is decided by `service::import`; here is only how.

mod copy;
mod indexes;
mod tables;
mod value;

use sqlx::{AssertSqlSafe, Row as _};
use uuid::Uuid;

use super::{Conn, Dialect, Raw, StoreError, Tx, on, rows};
use crate::domain::{AreaId, CustomerId, OrderId, OrganizationId};

pub use copy::of_customer;
pub use indexes::{Suspended, almost_empty, suspend};
pub use tables::{BILLING_RECORD, CONTACT, CUSTOMER, DOCUMENT, FACILITY, MODEL, SERVICE_OBJECT, SERVICE_ORDER};
pub use value::{Type, Value};

/// As many rows as one statement takes. SQLite allows 32,766 bound values; the widest table needs 18 a row.
pub const BATCH: usize = 1_000;

/// A column as a batch writes it.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name in the database.
    pub name: &'static str,
    /// What it holds.
    pub of: Type,
}

/// A table that can be imported: `id`, `organization_id`, `number`, `version` and these.
#[derive(Debug)]
pub struct Table {
    /// Its name in the database.
    name: &'static str,
    /// The columns that a file may say something about, in the order in which values are handed in and out.
    pub columns: &'static [Column],
    /// Keys and search texts that follow from the columns; all of them text, in the order in which they are handed in.
    pub derived: &'static [&'static str],
    /// What a new row begins with, besides (SQL constants).
    begins: &'static [(&'static str, &'static str)],
    /// The moments that the table keeps of the row itself; `updated_at` moves with every change.
    stamps: &'static [&'static str],
}

/// A row that is in the database already.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Its identifier.
    pub id: Uuid,
    /// Its version, which an update must find again.
    pub version: i64,
    /// The values of [`Table::columns`].
    pub values: Vec<Value>,
}

/// A row to write.
#[derive(Clone, Debug)]
pub struct Write {
    /// Its identifier.
    pub id: Uuid,
    /// The version that was read; ignored for new rows.
    pub version: i64,
    /// The external number.
    pub number: String,
    /// The values of [`Table::columns`].
    pub values: Vec<Value>,
    /// The texts of [`Table::derived`].
    pub derived: Vec<String>,
}

/// What a reference by number leads to: the thing, and whose it is.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Referenced {
    /// The number that was looked up.
    pub number: String,
    /// The identifier of the thing.
    pub id: Uuid,
    /// Whose it is; of a customer, itself. Models are nobody's.
    pub customer_id: Option<CustomerId>,
    /// That customer's number.
    pub customer_number: Option<String>,
    /// That customer's area (R10).
    pub area_id: Option<AreaId>,
}

/// The rows of `table` with one of `numbers`, led by their number.
pub async fn by_number(
    c: &mut Conn,
    organization: OrganizationId,
    table: &Table,
    numbers: &[&str],
) -> Result<Vec<(String, Stored)>, StoreError> {
    let columns = table.columns.iter().map(|c| c.name).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "SELECT id, version, number, {columns} FROM {} WHERE organization_id = $1 AND number IN ({})",
        table.name,
        set_of_text(c.dialect(), 2),
    );
    let wanted = json(numbers);
    on!(c, c => {
        let found = sqlx::query(AssertSqlSafe(sql)).bind(organization).bind(wanted).fetch_all(c).await?;
        found
            .iter()
            .map(|row| {
                let values = table.columns.iter().enumerate().map(|(i, c)| value::read(row, i + 3, c.of));
                let stored = Stored { id: row.try_get(0)?, version: row.try_get(1)?, values: values.collect::<Result<_, _>>()? };
                Ok((row.try_get(2)?, stored))
            })
            .collect::<Result<_, sqlx::Error>>()
    })
    .map_err(StoreError::from)
}

/// What `numbers` lead to in `table`.
pub async fn referenced(
    c: &mut Conn,
    organization: OrganizationId,
    table: &Table,
    numbers: &[&str],
) -> Result<Vec<Referenced>, StoreError> {
    let (columns, join) = match table.name {
        "customer" => ("t.id AS customer_id, t.number AS customer_number, t.area_id", ""),
        "model" => ("NULL AS customer_id, NULL AS customer_number, NULL AS area_id", ""),
        _ => (
            "t.customer_id, c.number AS customer_number, c.area_id",
            " JOIN customer c ON c.id = t.customer_id AND c.organization_id = t.organization_id",
        ),
    };
    // PostgreSQL gives a bare NULL the type text.
    let columns = match (table.name, c.dialect()) {
        ("model", Dialect::Postgres) => "NULL::uuid AS customer_id, NULL AS customer_number, NULL::uuid AS area_id",
        _ => columns,
    };
    let sql = format!(
        "SELECT t.number, t.id, {columns} FROM {} t{join} WHERE t.organization_id = $1 AND t.number IN ({})",
        table.name,
        set_of_text(c.dialect(), 2),
    );
    rows!(c, Referenced, AssertSqlSafe(sql), organization, json(numbers))
}

/// Those of `customers` that have customer users who are not out for good (R3).
pub async fn with_users(
    c: &mut Conn,
    organization: OrganizationId,
    customers: &[Uuid],
) -> Result<Vec<(CustomerId,)>, StoreError> {
    let texts: Vec<String> = customers.iter().map(|id| id.simple().to_string()).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let key = c.dialect().pick("lower(hex(customer_id))", "replace(customer_id::text, '-', '')");
    let sql = format!(
        "SELECT DISTINCT customer_id FROM customer_user WHERE organization_id = $1 AND state <> 'revoked' AND {key} IN ({})",
        set_of_text(c.dialect(), 2),
    );
    rows!(c, (CustomerId,), AssertSqlSafe(sql), organization, json(&texts))
}

/// The orders of these numbers for which visits are planned, here and not by an import.
pub async fn with_visits(
    c: &mut Conn,
    organization: OrganizationId,
    numbers: &[&str],
) -> Result<Vec<(OrderId,)>, StoreError> {
    let sql = format!(
        "SELECT DISTINCT o.id FROM service_order o JOIN visit v ON v.order_id = o.id
         WHERE o.organization_id = $1 AND v.state = 'planned' AND o.number IN ({})",
        set_of_text(c.dialect(), 2),
    );
    rows!(c, (OrderId,), AssertSqlSafe(sql), organization, json(numbers))
}

/// What is written of each row: the identifier, `second`, the table's own columns, what is derived from them.
fn columns(table: &Table, second: Column) -> Vec<Column> {
    let derived = table.derived.iter().map(|name| Column { name, of: Type::Text });
    [Column { name: "id", of: Type::Id }, second]
        .into_iter()
        .chain(table.columns.iter().copied())
        .chain(derived)
        .collect()
}

/// The values of a batch, column by column as [`columns`] names them.
fn cells(columns: &[Column], batch: &[Write], second: impl Fn(&Write) -> Value) -> Vec<Vec<Value>> {
    let mut cells: Vec<Vec<Value>> = columns.iter().map(|_| Vec::with_capacity(batch.len())).collect();
    for row in batch {
        let derived = row.derived.iter().cloned().map(Value::Text);
        let values = [Value::Id(row.id), second(row)].into_iter().chain(row.values.iter().cloned()).chain(derived);
        for (column, value) in cells.iter_mut().zip(values) {
            column.push(value);
        }
    }
    cells
}

/// Inserts at most [`BATCH`] rows as version 1. Returns how many were; a smaller number than that of the batch means
/// that somebody else made one of that number meanwhile.
pub async fn insert(
    tx: &mut Tx,
    organization: OrganizationId,
    table: &Table,
    at: chrono::DateTime<chrono::Utc>,
    batch: &[Write],
) -> Result<u64, StoreError> {
    if batch.is_empty() {
        return Ok(0);
    }
    let columns = columns(table, Column { name: "number", of: Type::Text });
    let names = columns.iter().map(|c| c.name).collect::<Vec<_>>().join(", ");
    let begins: (String, String) =
        table.begins.iter().map(|(name, value)| (format!(", {name}"), format!(", {value}"))).unzip();
    let stamp_names = table.stamps.iter().fold(String::new(), |names, name| names + ", " + name);
    let stamps = table.stamps.len();
    let mut marks = Marks::new(tx.dialect());
    let source = marks.source(&columns, batch.len());
    let fixed: String = (0..=stamps).map(|_| marks.one()).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "WITH v ({names}) AS ({source}) INSERT INTO {} ({names}, version{}, organization_id{stamp_names}) SELECT {names}, 1{}, {fixed} FROM v WHERE TRUE ON CONFLICT (organization_id, number) DO NOTHING",
        table.name, begins.0, begins.1,
    );
    let cells = cells(&columns, batch, |row| Value::Text(row.number.clone()));
    let fixed = std::iter::once(Value::Id(organization.0)).chain((0..stamps).map(|_| Value::Time(at)));
    run(tx, sql, &columns, cells, fixed).await
}

/// Updates at most [`BATCH`] rows, each to the next version. Returns how many were found with the version they were
/// read with; a smaller number than that of the batch means that somebody else changed one meanwhile.
pub async fn update(
    tx: &mut Tx,
    organization: OrganizationId,
    table: &Table,
    at: chrono::DateTime<chrono::Utc>,
    batch: &[Write],
) -> Result<u64, StoreError> {
    if batch.is_empty() {
        return Ok(0);
    }
    let columns = columns(table, Column { name: "version", of: Type::Whole });
    let names = columns.iter().map(|c| c.name).collect::<Vec<_>>().join(", ");
    let set = columns.iter().skip(2).map(|c| format!("{0} = v.{0}", c.name)).collect::<Vec<_>>().join(", ");
    let mut marks = Marks::new(tx.dialect());
    let source = marks.source(&columns, batch.len());
    let stamped = table.stamps.contains(&"updated_at");
    let stamp = if stamped { format!(", updated_at = {}", marks.one()) } else { String::new() };
    let sql = format!(
        "WITH v ({names}) AS ({source}) UPDATE {0} SET version = {0}.version + 1, {set}{stamp} FROM v WHERE {0}.id = v.id AND {0}.version = v.version AND {0}.organization_id = {1}",
        table.name,
        marks.one(),
    );
    let cells = cells(&columns, batch, |row| Value::Whole(row.version));
    let stamp = stamped.then_some(Value::Time(at));
    run(tx, sql, &columns, cells, stamp.into_iter().chain([Value::Id(organization.0)])).await
}

/// One import of an organization at a time. SQLite has one writer anyway.
pub async fn one_at_a_time(tx: &mut Tx, organization: OrganizationId) -> Result<(), StoreError> {
    if let Raw::Postgres(c) = tx.raw() {
        let sql = "SELECT pg_advisory_xact_lock(hashtextextended('keydesk import ' || $1, 0))";
        sqlx::query(sql).bind(organization.to_string()).execute(c).await?;
    }
    Ok(())
}

/// Binds one value per column and row, and runs.
async fn run(
    tx: &mut Tx,
    sql: String,
    columns: &[Column],
    cells: Vec<Vec<Value>>,
    fixed: impl Iterator<Item = Value>,
) -> Result<u64, StoreError> {
    let sql = AssertSqlSafe(sql);
    let done = match tx.raw() {
        Raw::Sqlite(c) => {
            let mut query = sqlx::query(sql);
            let rows = cells.first().map_or(0, Vec::len);
            let mut cells: Vec<_> = cells.into_iter().map(Vec::into_iter).collect();
            for _ in 0..rows {
                for value in cells.iter_mut().filter_map(Iterator::next) {
                    query = value::bind(query, value);
                }
            }
            query = fixed.fold(query, value::bind);
            query.execute(c).await?.rows_affected()
        }
        Raw::Postgres(c) => {
            let arrays = columns.iter().zip(cells);
            let mut query = arrays.fold(sqlx::query(sql), |q, (column, cells)| value::bind_array(q, column.of, cells));
            query = fixed.fold(query, value::bind);
            query.execute(c).await?.rows_affected()
        }
    };
    Ok(done)
}

/// Placeholders. SQLite's are bare question marks: numbered ones are names to it, and it looks names up one by one.
struct Marks {
    dialect: Dialect,
    last: usize,
}

impl Marks {
    const fn new(dialect: Dialect) -> Self {
        Self { dialect, last: 0 }
    }

    fn one(&mut self) -> String {
        self.last += 1;
        match self.dialect {
            Dialect::Sqlite => "?".to_owned(),
            Dialect::Postgres => format!("${}", self.last),
        }
    }

    /// A relation of `rows` rows with `columns`.
    fn source(&mut self, columns: &[Column], rows: usize) -> String {
        match self.dialect {
            Dialect::Sqlite => {
                let row = format!("({})", vec!["?"; columns.len()].join(","));
                self.last += columns.len() * rows;
                format!("VALUES {}", vec![row.as_str(); rows].join(","))
            }
            Dialect::Postgres => {
                let arrays: Vec<_> = columns.iter().map(|c| format!("{}::{}[]", self.one(), c.of.postgres())).collect();
                format!("SELECT * FROM UNNEST({})", arrays.join(", "))
            }
        }
    }
}

/// A sub-select of the texts in the JSON array bound as `$n`.
fn set_of_text(dialect: Dialect, n: usize) -> String {
    match dialect {
        Dialect::Sqlite => format!("SELECT value FROM json_each(${n})"),
        Dialect::Postgres => format!("SELECT value FROM json_array_elements_text(CAST(${n} AS json))"),
    }
}

fn json(texts: &[&str]) -> String {
    serde_json::Value::from(texts.to_vec()).to_string()
}
