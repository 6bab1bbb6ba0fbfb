//! Documents as staff handle them (R37): attached to an order, an object, a model or a customer, read, removed.
//!
//! The bytes go into the storage before the transaction and out of it after, so that the database never waits for a
//! file. What fails on the way leaves a file that nobody refers to, never a document without its file.

use futures_util::stream::BoxStream;
use serde_json::json;
use tokio::io::AsyncRead;

use crate::domain::access::ThingKind;
use crate::domain::activity::Event;
use crate::domain::field::FieldErrors;
use crate::domain::letter::LetterKind;
use crate::domain::notice::Subject;
use crate::domain::staff::StaffPermission;
use crate::domain::{CustomerId, DocumentId};
use crate::files::FilesError;
use crate::store::documents::{self as store, NewDocument};
use crate::store::{Conn, standing};
use crate::text;

pub use crate::store::documents::{DocumentRow, Parent};

use super::activity::{About, record};
use super::notices::{Notice, announce};
use super::{Actor, App, Error, portal_switch};

/// The bytes of a document, as they come from the storage.
pub type Content = BoxStream<'static, Result<bytes::Bytes, FilesError>>;

/// What a document is to hang on, as people name it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum On {
    /// The customer with this number.
    Customer(String),
    /// The order with this number.
    Order(String),
    /// The object with this number.
    Object(String),
    /// The model with this number.
    Model(String),
}

/// Finds what is meant, and asks for the permission there. Models belong to the whole organization, so whoever changes
/// their documents must be allowed to everywhere.
async fn find(conn: &mut Conn, by: &Actor, on: &On, permission: StaffPermission) -> Result<(Parent, String), Error> {
    let granted = by.may(permission)?;
    let org = by.organization;
    let unknown = |kind: &str, number: &str| Error::not_found(format!("{kind} {}", text::line(number)));
    let (parent, title) = match on {
        On::Customer(number) => {
            let found = standing::by_number(conn, org, number).await?;
            (Parent::Customer(found.ok_or_else(|| unknown("customer", number))?.id), "the customer".to_owned())
        }
        On::Order(number) => {
            let (customer, id) = store::order(conn, org, number).await?.ok_or_else(|| unknown("order", number))?;
            (Parent::Order(customer, id), format!("order {number}"))
        }
        On::Object(number) => {
            let (customer, id) = store::object(conn, org, number).await?.ok_or_else(|| unknown("object", number))?;
            (Parent::Object(customer, id), format!("object {number}"))
        }
        On::Model(number) => {
            let id = store::model(conn, org, number).await?.ok_or_else(|| unknown("model", number))?;
            (Parent::Model(id), format!("model {number}"))
        }
    };
    match parent.customer() {
        Some(customer) => drop(portal_switch::of_staff(conn, by, customer, permission).await?),
        None if permission == StaffPermission::ViewCustomers => granted.anywhere(),
        None => granted.in_area(None)?,
    }
    Ok((parent, title))
}

/// Attaches what `source` holds as a document called `name`, and tells staff who want to know. Its kind is
/// found from its content; on any error nothing is stored.
pub async fn add(
    app: &App,
    by: &Actor,
    on: &On,
    name: &str,
    source: &mut (impl AsyncRead + Unpin + Send),
) -> Result<DocumentRow, Error> {
    let name = checked_name(name)?;
    find(&mut app.store.read().await?, by, on, StaffPermission::ManageDocuments).await?;
    let id: DocumentId = app.id();
    let key = format!("{}/{id}", by.organization);
    let stored = app.files.put(&key, source).await?;
    let added = insert(app, by, on, (id, &name, &key), stored).await;
    if added.is_err() {
        app.files.remove(&key).await?;
    }
    added
}

async fn insert(
    app: &App,
    by: &Actor,
    on: &On,
    (id, name, key): (DocumentId, &str, &str),
    stored: crate::files::Stored,
) -> Result<DocumentRow, Error> {
    let mut tx = app.store.begin().await?;
    // Again inside the transaction: what was found before the upload may be gone or somebody else's by now.
    let (parent, title) = find(&mut tx, by, on, StaffPermission::ManageDocuments).await?;
    let new = NewDocument {
        id,
        organization: by.organization,
        parent,
        name,
        media_type: stored.kind.media_type(),
        size: i64::try_from(stored.size).unwrap_or(i64::MAX),
        storage_key: key,
        uploaded_by: by.name(),
        at: app.now(),
    };
    let number = store::insert(&mut tx, &new).await?;
    let about = about(parent.customer(), format!("{number} {name}"));
    let data = json!({ "number": number, "on": title, "size": stored.size, "media_type": new.media_type });
    record(app, &mut tx, by, Event::DocumentAdded, about, data).await?;
    if let Some(customer) = parent.customer() {
        let order = if let On::Order(order) = on { Some(order.clone()) } else { None };
        let subject = Subject { kind: ThingKind::Document, number: number.clone() };
        let kind = LetterKind::DocumentAdded;
        let notice = Notice { kind, customer, subject, order, detail: String::new(), at: None };
        announce(app, &mut tx, by, &notice).await?;
    }
    let row = store::by_number(&mut tx, by.organization, &number).await?.ok_or_else(|| unknown(&number))?;
    tx.commit().await?;
    Ok(row)
}

/// A name without folders, control characters and the like; it is kept for people, never used as a path.
fn checked_name(name: &str) -> Result<String, Error> {
    let name = text::line(name.rsplit(['/', '\\']).next().unwrap_or_default());
    if name.is_empty() || name.chars().count() > 200 || name.chars().all(|c| c == '.') {
        return Err(FieldErrors::one("name", "file-name", "the name must have 1 to 200 characters").into());
    }
    Ok(name)
}

/// The documents on something, newest first.
pub async fn list(app: &App, by: &Actor, on: &On) -> Result<Vec<DocumentRow>, Error> {
    let mut conn = app.store.read().await?;
    let (parent, _) = find(&mut conn, by, on, StaffPermission::ViewCustomers).await?;
    Ok(store::list(&mut conn, by.organization, parent).await?)
}

/// The document with this number and its bytes.
pub async fn open(app: &App, by: &Actor, number: &str) -> Result<(DocumentRow, Content), Error> {
    let document = get(&mut app.store.read().await?, by, number, StaffPermission::ViewCustomers).await?;
    let content = app.files.open(&document.storage_key).await?;
    Ok((document, content))
}

/// Removes a document, and its file where nobody else refers to it.
pub async fn remove(app: &App, by: &Actor, number: &str) -> Result<DocumentRow, Error> {
    let mut tx = app.store.begin().await?;
    let document = get(&mut tx, by, number, StaffPermission::ManageDocuments).await?;
    if !store::remove(&mut tx, by.organization, document.id).await? {
        return Err(unknown(number));
    }
    let data = json!({ "number": document.number, "on": document.hangs_on(), "size": document.size });
    record(app, &mut tx, by, Event::DocumentRemoved, about(document.customer_id, document.title()), data).await?;
    let used = store::is_used(&mut tx, &document.storage_key).await?;
    tx.commit().await?;
    if !used {
        app.files.remove(&document.storage_key).await?;
    }
    Ok(document)
}

async fn get(conn: &mut Conn, by: &Actor, number: &str, permission: StaffPermission) -> Result<DocumentRow, Error> {
    let granted = by.may(permission)?;
    let found = store::by_number(conn, by.organization, number).await?.ok_or_else(|| unknown(number))?;
    match found.customer_id {
        Some(customer) => drop(portal_switch::of_staff(conn, by, customer, permission).await?),
        None if permission == StaffPermission::ViewCustomers => granted.anywhere(),
        None => granted.in_area(None)?,
    }
    Ok(found)
}

fn unknown(number: &str) -> Error {
    Error::not_found(format!("document {}", text::line(number)))
}

fn about(customer: Option<CustomerId>, subject: String) -> About {
    About { customer, subject, ..About::default() }
}
