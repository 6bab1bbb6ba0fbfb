//! What stands in a column of customers, each value once: what words of a filter can mean.

use crate::domain::OrganizationId;
use crate::store::sql::Sql;
use crate::store::{Conn, StoreError};
use crate::text;

use super::city_key;

/// So many cities or technicians can be meant at once.
const MOST_VALUES: usize = 50;

/// So many technicians are looked at.
const MOST_TECHNICIANS: usize = 2_000;

/// Values that stand in a column of an organization's customers, each once, from `from` on and before `before` (none: to the
/// end), at most `most`: along the index, from one value to the next.
async fn values(
    conn: &mut Conn,
    organization: OrganizationId,
    column: &'static str,
    (from, before): (&str, Option<&str>),
    most: usize,
) -> Result<Vec<String>, StoreError> {
    let next = |sql: Sql, beyond: &dyn Fn(Sql) -> Sql| {
        let sql = sql.text("(SELECT c.").text(column).text(" FROM customer c WHERE c.organization_id = ");
        let sql = beyond(sql.bind(organization.0).text(" AND c.").text(column));
        let sql = match before {
            Some(before) => sql.text(" AND c.").text(column).text(" < ").bind(before),
            None => sql,
        };
        sql.text(" ORDER BY c.").text(column).text(" LIMIT 1)")
    };
    let sql = Sql::new("WITH RECURSIVE known (value) AS (SELECT ");
    let sql = next(sql, &|sql| sql.text(" >= ").bind(from)).text(" UNION ALL SELECT ");
    let sql = next(sql, &|sql| sql.text(" > known.value")).text(" FROM known WHERE known.value IS NOT NULL)");
    let sql = sql.text(" SELECT value FROM known WHERE value IS NOT NULL LIMIT ").number(most);
    Ok(sql.rows::<(String,)>(conn).await?.into_iter().map(|(value,)| value).collect())
}

/// The keys of the cities that begin so, at most `MOST_VALUES`.
pub async fn cities(conn: &mut Conn, organization: OrganizationId, begun: &str) -> Result<Vec<String>, StoreError> {
    let from = city_key(begun);
    let before = format!("{from}\u{10FFFF}");
    values(conn, organization, "city_key", (&from, Some(&before)), MOST_VALUES).await
}

/// The technicians of customers whose names hold this, as they are written, at most `MOST_VALUES`.
pub async fn technicians(conn: &mut Conn, organization: OrganizationId, held: &str) -> Result<Vec<String>, StoreError> {
    let held = text::fold(held);
    let mut known = values(conn, organization, "technician", ("", None), MOST_TECHNICIANS).await?;
    known.retain(|name| !name.is_empty() && text::fold(name).contains(&held));
    known.truncate(MOST_VALUES);
    Ok(known)
}
