//! Building the indexes of customers after a million rows instead of a million times.
//!
//! All of it happens inside the import's transaction: both databases take schema changes back with everything else,
//! so an import that stops half-way leaves the indexes as they were. On PostgreSQL the table is locked from the moment
//! the indexes are dropped, which is why only a table that is (almost) empty is treated so.

use sqlx::AssertSqlSafe;

use super::super::{Dialect, StoreError, Tx, execute, rows, scalar};

/// A table with more customers than this keeps its indexes while rows are added: somebody is working with it.
const ALMOST_EMPTY: i64 = 5_000;

/// Indexes that were dropped, and how to make them again.
#[derive(Debug)]
#[must_use = "dropped indexes must be rebuilt before the transaction commits"]
pub struct Suspended {
    rebuild: Vec<String>,
}

/// Whether the customer table, of all organizations together (indexes know no organization), is (almost) empty.
pub async fn almost_empty(tx: &mut Tx) -> Result<bool, StoreError> {
    let sql = "SELECT count(*) FROM (SELECT id FROM customer LIMIT 5001) AS first";
    Ok(scalar!(&mut *tx, i64, sql)? <= ALMOST_EMPTY)
}

/// Drops the indexes of customers that an import can do without (the unique ones stay: it looks numbers up).
pub async fn suspend(tx: &mut Tx) -> Result<Suspended, StoreError> {
    let found = match tx.dialect() {
        Dialect::Sqlite => {
            "SELECT type, name, sql FROM sqlite_master WHERE tbl_name = 'customer' AND sql IS NOT NULL AND type IN ('index', 'trigger') ORDER BY type, name"
        }
        Dialect::Postgres => {
            "SELECT 'index', indexname::text, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename = 'customer' AND indexdef NOT LIKE 'CREATE UNIQUE%' ORDER BY indexname"
        }
    };
    let found = rows!(&mut *tx, (String, String, String), found)?;
    let mut rebuild = Vec::new();
    for (kind, name, sql) in found {
        execute!(&mut *tx, AssertSqlSafe(format!("DROP {kind} \"{name}\"")))?;
        rebuild.push(sql);
    }
    match tx.dialect() {
        Dialect::Sqlite => {
            let full_text = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%content=''customer''%'";
            let full_text = rows!(&mut *tx, (String,), full_text)?;
            // Rebuilding reads the table as it is then: what was not noted meanwhile is in the index afterwards.
            rebuild.extend(full_text.iter().map(|(name,)| format!("INSERT INTO {name} ({name}) VALUES ('rebuild')")));
        }
        Dialect::Postgres => rebuild.insert(0, "SET LOCAL maintenance_work_mem = '256MB'".to_owned()),
    }
    Ok(Suspended { rebuild })
}

impl Suspended {
    /// Makes the indexes again from what is in the table now.
    pub async fn rebuild(self, tx: &mut Tx) -> Result<(), StoreError> {
        for sql in self.rebuild {
            execute!(&mut *tx, AssertSqlSafe(sql))?;
        }
        Ok(())
    }
}
