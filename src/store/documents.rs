//! Documents as staff see them (R37). What customer users see is another room's: `visible`.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::domain::{CustomerId, DocumentId, ModelId, ObjectId, OrderId, OrganizationId};

use crate::text;

use super::{Conn, StoreError, Tx, execute, row_opt, rows, scalar, scalar_opt};

/// What a document hangs on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "on", content = "id", rename_all = "snake_case")]
pub enum Parent {
    /// The customer itself.
    Customer(CustomerId),
    /// An order of the customer.
    Order(CustomerId, OrderId),
    /// A service object of the customer.
    Object(CustomerId, ObjectId),
    /// A model: every object of it shows the document.
    Model(ModelId),
}

impl Parent {
    /// The customer whose document it is; none for a model's.
    pub const fn customer(self) -> Option<CustomerId> {
        match self {
            Self::Customer(id) | Self::Order(id, _) | Self::Object(id, _) => Some(id),
            Self::Model(_) => None,
        }
    }
}

/// A document.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, sqlx::FromRow)]
pub struct DocumentRow {
    /// Which.
    pub id: DocumentId,
    /// Its number, unique in the organization.
    pub number: String,
    /// What it was called by whoever brought it. Never to be trusted as a file name.
    pub name: String,
    /// What it is, by its content.
    pub media_type: String,
    /// How many bytes it holds.
    pub size: i64,
    /// Of which customer; none for a model's.
    pub customer_id: Option<CustomerId>,
    /// On which order.
    pub order_id: Option<OrderId>,
    /// That order's number.
    pub order_number: Option<String>,
    /// On which object.
    pub object_id: Option<ObjectId>,
    /// That object's number.
    pub object_number: Option<String>,
    /// On which model.
    pub model_id: Option<ModelId>,
    /// That model's number.
    pub model_number: Option<String>,
    /// Under which key the storage has it.
    #[serde(skip)]
    pub storage_key: String,
    /// Under which key the storage has its small picture; none where there is none.
    #[serde(skip)]
    pub thumbnail_key: Option<String>,
    /// Who brought it.
    pub uploaded_by: String,
    /// When.
    pub created_at: DateTime<Utc>,
    /// Grows with every change.
    pub version: i64,
}

impl DocumentRow {
    /// `D12 report.pdf`.
    pub fn title(&self) -> String {
        format!("{} {}", self.number, self.name)
    }

    /// What it hangs on, for people: `order A-7`.
    pub fn hangs_on(&self) -> String {
        let named = |kind: &str, number: &Option<String>| number.as_ref().map(|n| format!("{kind} {n}"));
        named("order", &self.order_number)
            .or_else(|| named("object", &self.object_number))
            .or_else(|| named("model", &self.model_number))
            .unwrap_or_else(|| "the customer".to_owned())
    }
}

/// A document to be added.
#[derive(Clone, Debug)]
pub struct NewDocument<'a> {
    /// Its identifier.
    pub id: DocumentId,
    /// In which organization.
    pub organization: OrganizationId,
    /// What it hangs on.
    pub parent: Parent,
    /// What it is called.
    pub name: &'a str,
    /// What it is, by its content.
    pub media_type: &'a str,
    /// How many bytes it holds.
    pub size: i64,
    /// Under which key the storage has it.
    pub storage_key: &'a str,
    /// Under which key the storage has its small picture, if there is one.
    pub thumbnail_key: Option<&'a str>,
    /// What the browser sent along: a form that arrives twice makes one document.
    pub sent_key: Option<&'a str>,
    /// Who brings it.
    pub uploaded_by: &'a str,
    /// When.
    pub at: DateTime<Utc>,
}

/// Adds a document; returns its number, `D1`, `D2` and so on; none when a document was made with the same `sent_key` already.
pub async fn insert(tx: &mut Tx, new: &NewDocument<'_>) -> Result<Option<String>, StoreError> {
    let sql = "UPDATE organization SET document_seq = document_seq + 1 WHERE id = $1 RETURNING document_seq";
    let number = format!("D{}", scalar!(tx, i64, sql, new.organization)?);
    let (order, object, model) = match new.parent {
        Parent::Customer(_) => (None, None, None),
        Parent::Order(_, id) => (Some(id), None, None),
        Parent::Object(_, id) => (None, Some(id), None),
        Parent::Model(id) => (None, None, Some(id)),
    };
    let made = execute!(
        tx,
        "INSERT INTO document (id, organization_id, customer_id, order_id, object_id, model_id, number, name, media_type,
             size, storage_key, thumbnail_key, sent_key, uploaded_by, created_at, search, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 1) ON CONFLICT DO NOTHING",
        new.id,
        new.organization,
        new.parent.customer(),
        order,
        object,
        model,
        &number,
        new.name,
        new.media_type,
        new.size,
        new.storage_key,
        new.thumbnail_key,
        new.sent_key,
        new.uploaded_by,
        new.at,
        text::fold(new.name)
    )?;
    Ok((made == 1).then_some(number))
}

/// The number of the document that was made with this `sent_key`.
pub async fn by_sent_key(conn: &mut Conn, org: OrganizationId, key: &str) -> Result<Option<String>, StoreError> {
    let sql = "SELECT number FROM document WHERE organization_id = $1 AND sent_key = $2";
    scalar_opt!(conn, String, sql, org, key)
}

const SELECT: &str =
    "SELECT d.id, d.number, d.name, d.media_type, d.size, d.customer_id, d.order_id, o.number AS order_number, d.object_id,
            b.number AS object_number, d.model_id, m.number AS model_number, d.storage_key, d.thumbnail_key, d.uploaded_by,
            d.created_at, d.version
     FROM document d
     LEFT JOIN service_order o ON o.id = d.order_id
     LEFT JOIN service_object b ON b.id = d.object_id
     LEFT JOIN model m ON m.id = d.model_id";

/// The document with this number.
pub async fn by_number(conn: &mut Conn, org: OrganizationId, number: &str) -> Result<Option<DocumentRow>, StoreError> {
    let sql = format!("{SELECT} WHERE d.organization_id = $1 AND d.number = $2");
    row_opt!(conn, DocumentRow, sqlx::AssertSqlSafe(sql.as_str()), org, number)
}

/// The documents that hang on something, newest first, 200 at most. For a customer that is everything of the
/// customer, whatever it hangs on.
pub async fn list(conn: &mut Conn, org: OrganizationId, of: Parent) -> Result<Vec<DocumentRow>, StoreError> {
    let (condition, id) = match of {
        Parent::Customer(id) => ("d.customer_id = $2", id.0),
        Parent::Order(_, id) => ("d.order_id = $2", id.0),
        Parent::Object(_, id) => ("d.object_id = $2", id.0),
        Parent::Model(id) => ("d.model_id = $2", id.0),
    };
    let sql = format!(
        "{SELECT} WHERE d.organization_id = $1 AND {condition} ORDER BY d.created_at DESC, d.id DESC LIMIT 200"
    );
    rows!(conn, DocumentRow, sqlx::AssertSqlSafe(sql.as_str()), org, id)
}

/// Removes a document; `false` when it is not there any more.
pub async fn remove(tx: &mut Tx, org: OrganizationId, id: DocumentId) -> Result<bool, StoreError> {
    Ok(execute!(tx, "DELETE FROM document WHERE organization_id = $1 AND id = $2", org, id)? == 1)
}

/// Whether a document still needs the file under this key, as itself or as its small picture: an organization that became
/// independent shares files with the one it comes from (R19).
pub async fn is_used(conn: &mut Conn, key: &str) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM document WHERE storage_key = $1)
               OR EXISTS (SELECT 1 FROM document WHERE thumbnail_key = $1)";
    scalar!(conn, bool, sql, key)
}

/// The order with this number and its customer.
pub async fn order(
    conn: &mut Conn,
    org: OrganizationId,
    number: &str,
) -> Result<Option<(CustomerId, OrderId)>, StoreError> {
    let sql = "SELECT customer_id, id FROM service_order WHERE organization_id = $1 AND number = $2";
    row_opt!(conn, (CustomerId, OrderId), sql, org, number)
}

/// The object with this number and its customer.
pub async fn object(
    conn: &mut Conn,
    org: OrganizationId,
    number: &str,
) -> Result<Option<(CustomerId, ObjectId)>, StoreError> {
    let sql = "SELECT customer_id, id FROM service_object WHERE organization_id = $1 AND number = $2";
    row_opt!(conn, (CustomerId, ObjectId), sql, org, number)
}

/// The model with this number.
pub async fn model(conn: &mut Conn, org: OrganizationId, number: &str) -> Result<Option<ModelId>, StoreError> {
    let sql = "SELECT id FROM model WHERE organization_id = $1 AND number = $2";
    Ok(row_opt!(conn, (ModelId,), sql, org, number)?.map(|(id,)| id))
}
