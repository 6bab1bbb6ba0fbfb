//! Reading what a customer has, to write it elsewhere (R19).

use sqlx::{AssertSqlSafe, Row as _};

use super::{Table, Type, Value, Write, value};
use crate::domain::{CustomerId, OrganizationId};
use crate::store::{Conn, StoreError, on};

/// The rows of `table` that are the customer's: the customer itself, what belongs to it, the models of its objects, the
/// documents of all of these. As they would be written again, with the identifiers they have.
pub async fn of_customer(
    c: &mut Conn,
    organization: OrganizationId,
    table: &Table,
    customer: CustomerId,
) -> Result<Vec<Write>, StoreError> {
    const MODELS: &str = "SELECT o.model_id FROM service_object o
                          WHERE o.organization_id = $1 AND o.customer_id = $2 AND o.model_id IS NOT NULL";
    let whose = match table.name {
        "customer" => "id = $2".to_owned(),
        "model" => format!("id IN ({MODELS})"),
        "document" => format!("(customer_id = $2 OR (customer_id IS NULL AND model_id IN ({MODELS})))"),
        _ => "customer_id = $2".to_owned(),
    };
    let own = table.columns.iter().map(|c| c.name);
    let columns = ["id", "version", "number"].into_iter().chain(own).chain(table.derived.iter().copied());
    let columns = columns.collect::<Vec<_>>().join(", ");
    let sql = format!("SELECT {columns} FROM {} WHERE organization_id = $1 AND {whose} ORDER BY id", table.name);
    on!(c, c => {
        let found = sqlx::query(AssertSqlSafe(sql)).bind(organization).bind(customer).fetch_all(c).await?;
        found
            .iter()
            .map(|row| {
                let read = |at: usize, of: Type| value::read(row, at + 3, of);
                let values = table.columns.iter().enumerate().map(|(at, c)| read(at, c.of));
                let derived = (0..table.derived.len())
                    .map(|at| read(at + table.columns.len(), Type::Text).map(|v: Value| v.text().to_owned()));
                Ok(Write {
                    id: row.try_get(0)?,
                    version: row.try_get(1)?,
                    number: row.try_get(2)?,
                    values: values.collect::<Result<_, sqlx::Error>>()?,
                    derived: derived.collect::<Result<_, sqlx::Error>>()?,
                })
            })
            .collect::<Result<_, sqlx::Error>>()
    })
    .map_err(StoreError::from)
}
