//! Reading the activity log with a filter, no further at a time than a window.
//!
//! Customer, user, event and (as far as people are found by their name) actor are conditions of indexes. What is looked for
//! as text is looked for in the newest 20,000 records that those leave, so that the cost of a page does not grow with the log;
//! the page then says where the next window begins.

use uuid::Uuid;

use crate::domain::OrganizationId;
use crate::text;

use super::activity::{ActivityQuery, Record};
use super::sql::Sql;
use super::{Conn, StoreError, rows};

/// So many records are looked at for a page.
const WINDOW: usize = 20_000;

/// More people of a name than this are not looked up one by one.
const MOST_PEOPLE: usize = 50;

/// Records, newest first, and before which position reading goes on; none: that was all.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Page {
    /// The records.
    pub records: Vec<Record>,
    /// To be asked for as `before_seq`.
    pub next: Option<i64>,
}

/// One page from one window. It may hold fewer records than asked for, and none, and still not be the last.
pub async fn page(conn: &mut Conn, organization: OrganizationId, query: &ActivityQuery) -> Result<Page, StoreError> {
    let actors = people(conn, organization, &query.filter.who).await?;
    let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let sql = window(organization, query, actors.as_deref()).text(
        " SELECT a.seq, a.at, a.event, a.actor_kind, a.actor_name, a.origin, a.customer_id, c.number AS customer_number,
                 a.customer_user_id, a.subject, a.data
          FROM newest a LEFT JOIN customer c ON c.id = a.customer_id WHERE 1 = 1",
    );
    let sql = texts(sql, query, actors.is_some());
    let records: Vec<Record> = sql.text(" ORDER BY a.seq DESC LIMIT ").number(limit).rows(conn).await?;
    if records.len() >= limit {
        let next = records.last().map(|r| r.seq).filter(|seq| *seq > 1);
        return Ok(Page { records, next });
    }
    if !looks_for_text(query, actors.is_some()) {
        return Ok(Page { records, next: None });
    }
    let seen = window(organization, query, actors.as_deref()).text(" SELECT COUNT(*), MIN(seq), MIN(at) FROM newest");
    let seen: Vec<(i64, Option<i64>, Option<chrono::DateTime<chrono::Utc>>)> = seen.rows(conn).await?;
    let next = seen.first().and_then(|(count, lowest, oldest)| {
        let full = usize::try_from(*count).unwrap_or_default() >= WINDOW;
        let past = query.filter.since.zip(*oldest).is_some_and(|(since, oldest)| oldest < since);
        lowest.filter(|seq| full && !past && *seq > 1)
    });
    Ok(Page { records, next })
}

/// The newest records that the conditions of indexes leave.
fn window(organization: OrganizationId, query: &ActivityQuery, actors: Option<&[Uuid]>) -> Sql {
    let before = usize::try_from(query.before_seq.unwrap_or(i64::MAX)).unwrap_or_default();
    let mut sql = Sql::new("WITH newest AS (SELECT * FROM activity WHERE organization_id = ").bind(organization.0);
    sql = sql.text(" AND seq < ").number(before);
    if let Some(customer) = query.customer {
        sql = sql.text(" AND customer_id = ").bind(customer.0);
    }
    if let Some(user) = query.user {
        sql = sql.text(" AND customer_user_id = ").bind(user.0);
    }
    if !query.filter.what.is_empty() {
        sql = among(sql.text(" AND event IN ("), query.filter.what.iter().map(|e| e.as_str()));
    }
    if let Some(actors) = actors {
        sql = among(sql.text(" AND actor_id IN ("), actors.iter().copied());
    }
    sql.text(" ORDER BY seq DESC LIMIT ").number(WINDOW).text(")")
}

fn among<T: Into<super::sql::Bind>>(mut sql: Sql, values: impl Iterator<Item = T>) -> Sql {
    for (n, value) in values.enumerate() {
        sql = sql.text(if n == 0 { "" } else { ", " }).bind(value);
    }
    sql.text(")")
}

fn looks_for_text(query: &ActivityQuery, actors_known: bool) -> bool {
    let filter = &query.filter;
    let who = !filter.who.is_empty() && !actors_known;
    who || !filter.whom.is_empty() || !filter.words.is_empty() || !query.search.trim().is_empty()
}

/// The conditions on each record of the window.
fn texts(mut sql: Sql, query: &ActivityQuery, actors_known: bool) -> Sql {
    const ALL: &str = "(a.actor_name || ' ' || a.subject || ' ' || a.event)";
    let filter = &query.filter;
    if let Some(since) = filter.since {
        sql = sql.text(" AND a.at >= ").bind(since);
    }
    for needle in filter.words.iter().map(String::as_str).chain([query.search.trim()]).filter(|n| !n.is_empty()) {
        sql = holds(sql.text(" AND ("), ALL, needle).text(")");
    }
    if !actors_known {
        sql = any(sql, "a.actor_name", &filter.who);
    }
    any(sql, "a.subject", &filter.whom)
}

fn any(mut sql: Sql, column: &str, needles: &[String]) -> Sql {
    for (n, needle) in needles.iter().enumerate() {
        sql = holds(sql.text(if n == 0 { " AND (" } else { " OR " }), column, needle);
    }
    if needles.is_empty() { sql } else { sql.text(")") }
}

/// SQLite knows the case of ASCII letters only, so that other letters are looked for in capitals and as typed as well.
fn holds(sql: Sql, column: &str, needle: &str) -> Sql {
    let sql = sql.text("lower(").text(column).text(") LIKE ").bind(text::like_anywhere(&needle.to_lowercase()));
    let mut sql = sql.text(" ESCAPE '\\'");
    if !needle.is_ascii() {
        for needle in [needle.to_uppercase(), needle.to_owned()] {
            sql = sql.text(" OR ").text(column).text(" LIKE ").bind(text::like_anywhere(&needle)).text(" ESCAPE '\\'");
        }
    }
    sql
}

/// The staff and customer users whose name or address holds one of `who`. None when that finds nobody, or too many: then
/// names are looked for in the records themselves (as those of programs and of people who were deleted must be).
async fn people(
    conn: &mut Conn,
    organization: OrganizationId,
    who: &[String],
) -> Result<Option<Vec<Uuid>>, StoreError> {
    if who.is_empty() {
        return Ok(None);
    }
    let mut found: Vec<Uuid> = Vec::new();
    for needle in who {
        let (lower, upper) = (needle.to_lowercase(), needle.to_uppercase());
        let sql = "SELECT s.id FROM staff s
                   WHERE s.organization_id = $1 AND (lower(s.name || ' ' || s.email) LIKE $2 ESCAPE '\\'
                                                     OR s.name LIKE $3 ESCAPE '\\')
                   UNION ALL
                   SELECT u.id FROM sign_in s JOIN customer_user u ON u.sign_in_id = s.id
                   WHERE s.organization_id = $1
                     AND (lower(s.first_name || ' ' || s.last_name || ' ' || s.email) LIKE $2 ESCAPE '\\'
                          OR (s.first_name || ' ' || s.last_name) LIKE $3 ESCAPE '\\')
                   LIMIT 51";
        let (lower, upper) = (text::like_anywhere(&lower), text::like_anywhere(&upper));
        let these = rows!(conn, (Uuid,), sql, organization, lower, upper)?;
        if these.is_empty() {
            return Ok(None);
        }
        found.extend(these.into_iter().map(|(id,)| id));
    }
    Ok((found.len() <= MOST_PEOPLE).then_some(found))
}
