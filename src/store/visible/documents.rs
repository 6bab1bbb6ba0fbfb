//! Documents as a viewer sees them (R37): each through what it hangs on.

use chrono::{DateTime, Utc};

use crate::domain::access::{Parent, Viewer};
use crate::domain::{DocumentId, OrganizationId};
use crate::store::{Conn, StoreError, row_opt, rows};
use crate::text;

/// A document in a list.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct DocumentRow {
    /// Its identifier.
    pub id: DocumentId,
    /// Its number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// What kind of file it is.
    pub media_type: String,
    /// How large, in bytes.
    pub size: i64,
    /// When it was attached.
    pub created_at: DateTime<Utc>,
    /// What it hangs on.
    pub parent: Parent,
    /// That thing's number, or the model's name; empty for the customer itself.
    pub parent_name: String,
    /// Under which key the storage has it.
    pub storage_key: String,
    /// Under which key the storage has its small picture; none where there is none.
    pub thumbnail_key: Option<String>,
}

/// Which documents are asked for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct DocumentQuery {
    /// Only with this text in the name.
    pub search: String,
    /// Older than the document with this number; empty for the newest.
    pub after: String,
    /// At most so many.
    pub limit: u32,
}

/// A document's place in the list, of which the caller has decided that the viewer sees it: otherwise an address could
/// ask whether a document of that number exists.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Edge {
    /// When it was attached.
    pub created_at: DateTime<Utc>,
    /// Which.
    pub id: DocumentId,
}

/// What a list shows of a document `x`, and what that hangs on. An order comes before an object, an object before a
/// model, should a row ever name several.
const ROW: &str = "x.id, x.number, x.name, x.media_type, x.size, x.created_at,
    CASE WHEN x.order_id IS NOT NULL THEN 'order' WHEN x.object_id IS NOT NULL THEN 'object'
         WHEN x.model_id IS NOT NULL THEN 'model' ELSE 'customer' END AS parent,
    COALESCE(o.number, b.number, m.name, '') AS parent_name, x.storage_key, x.thumbnail_key";

const FROM: &str = "document x
    LEFT JOIN service_order o ON o.id = x.order_id
    LEFT JOIN service_object b ON b.id = x.object_id AND x.order_id IS NULL
    LEFT JOIN model m ON m.id = x.model_id AND x.order_id IS NULL AND x.object_id IS NULL";

/// Whether a facility lies in the scope; as `in_scope`, for what a document hangs on.
macro_rules! placed {
    ($of:literal) => {
        concat!(
            "($3 OR (",
            $of,
            ".facility_id IS NULL AND $4) OR ",
            $of,
            ".facility_id IN (SELECT v.facility_id FROM customer_user_facility v WHERE v.customer_user_id = $5))"
        )
    };
}

/// Documents of the viewer's customer: on orders, on objects, on the customer itself.
const OWN: &str = concat!(
    "x.customer_id = $2 AND (
       ($7 AND x.order_id IS NOT NULL AND o.organization_id = $1 AND o.customer_id = $2 AND ",
    placed!("o"),
    " AND ($6 IS NULL OR o.contact_id = $6))
       OR ($8 AND x.order_id IS NULL AND x.object_id IS NOT NULL AND b.organization_id = $1 AND b.customer_id = $2 AND ",
    placed!("b"),
    ")
       OR ($9 AND x.order_id IS NULL AND x.object_id IS NULL AND x.model_id IS NULL AND ($3 OR $4)))"
);

/// Documents of models of which the viewer sees an object.
const OF_MODELS: &str = concat!(
    "$8 AND x.order_id IS NULL AND x.object_id IS NULL AND x.model_id IN (
       SELECT s.model_id FROM service_object s
       WHERE s.organization_id = $1 AND s.customer_id = $2 AND s.model_id IS NOT NULL AND ",
    placed!("s"),
    ")"
);

/// The documents that the viewer sees, newest first, after `edge`; one more than asked for when there are more.
pub async fn documents(
    conn: &mut Conn,
    viewer: &Viewer,
    query: &DocumentQuery,
    edge: Option<Edge>,
) -> Result<Vec<DocumentRow>, StoreError> {
    // Documents from before there was a folded name are found by the name itself.
    let found = conn.dialect().pick(
        "(instr(x.search, $12) > 0 OR instr(lower(x.name), $13) > 0)",
        "(strpos(x.search, $12) > 0 OR strpos(lower(x.name), $13) > 0)",
    );
    let seek = if edge.is_some() { "(x.created_at, x.id) < ($10, $11)" } else { "($10 IS NULL AND $11 IS NULL)" };
    // Two lists, each read in its own order and cut, then put together: no index serves both conditions at once.
    let part = |which: &str, name: &str| {
        format!(
            "SELECT * FROM (SELECT {ROW} FROM {FROM} WHERE x.organization_id = $1 AND {which} AND {seek} AND {found}
             ORDER BY x.created_at DESC, x.id DESC LIMIT $14) {name}"
        )
    };
    let (own, of_models) = (part(OWN, "own"), part(OF_MODELS, "models"));
    let sql = format!("SELECT * FROM ({own} UNION ALL {of_models}) seen ORDER BY created_at DESC, id DESC LIMIT $14");
    rows!(
        conn,
        DocumentRow,
        sqlx::AssertSqlSafe(sql.as_str()),
        viewer.organization,
        viewer.customer,
        viewer.scope.all,
        viewer.scope.unassigned,
        viewer.user,
        viewer.contact,
        viewer.reaches(Parent::Order),
        viewer.reaches(Parent::Object),
        viewer.reaches(Parent::Customer),
        edge.map(|e| e.created_at),
        edge.map(|e| e.id),
        text::fold(&query.search),
        text::line(query.search.trim()).to_lowercase(),
        i64::from(query.limit) + 1
    )
}

/// The document with this number, whoever may see it. The caller decides.
pub async fn document(conn: &mut Conn, org: OrganizationId, number: &str) -> Result<Option<DocumentRow>, StoreError> {
    let sql = format!("SELECT {ROW} FROM {FROM} WHERE x.organization_id = $1 AND x.number = $2");
    row_opt!(conn, DocumentRow, sqlx::AssertSqlSafe(sql.as_str()), org, number)
}

/// The documents on the order or object of this number, with those of the object's model, the newest first. The caller has
/// decided that the viewer sees it and its documents.
pub async fn documents_on(
    conn: &mut Conn,
    viewer: &Viewer,
    parent: Parent,
    number: &str,
    limit: u32,
) -> Result<Vec<DocumentRow>, StoreError> {
    let on = match parent {
        Parent::Order => "x.customer_id = $2 AND o.organization_id = $1 AND o.customer_id = $2 AND o.number = $3",
        // An index each for the object's own and its model's.
        _ => {
            "x.id IN (SELECT d.id FROM document d JOIN service_object s ON s.id = d.object_id
                      WHERE s.organization_id = $1 AND s.customer_id = $2 AND s.number = $3 AND d.customer_id = $2
                        AND d.order_id IS NULL
                      UNION ALL
                      SELECT d.id FROM document d JOIN service_object s ON s.model_id = d.model_id
                      WHERE s.organization_id = $1 AND s.customer_id = $2 AND s.number = $3
                        AND d.order_id IS NULL AND d.object_id IS NULL)"
        }
    };
    let sql = format!(
        "SELECT {ROW} FROM {FROM} WHERE x.organization_id = $1 AND {on} ORDER BY x.created_at DESC, x.id DESC LIMIT $4"
    );
    rows!(
        conn,
        DocumentRow,
        sqlx::AssertSqlSafe(sql.as_str()),
        viewer.organization,
        viewer.customer,
        number,
        i64::from(limit)
    )
}
