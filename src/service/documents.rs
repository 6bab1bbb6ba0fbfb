//! Documents (R37): attached to an order, an object, a model or a customer, read, removed.
//!
//! Staff attach, read and remove them here; `upload` is for what a customer's own users bring, `bring` is what both (and
//! everything else that takes files) do with the bytes. The bytes go into the storage before the transaction and out of it after, so that the database never waits for a
//! file. What fails on the way leaves a file that nobody refers to, never a document without its file.

mod bring;
mod naming;
mod upload;

use futures_util::stream::BoxStream;
use serde_json::json;
use tokio::io::AsyncRead;

use crate::domain::CustomerId;
use crate::domain::access::ThingKind;
use crate::domain::activity::Event;
use crate::domain::letter::LetterKind;
use crate::domain::notice::Subject;
use crate::domain::staff::StaffPermission;
use crate::files::{self, FilesError};
use crate::store::documents as store;
use crate::store::{Conn, Tx, standing};
use crate::text;

pub use crate::store::documents::{DocumentRow, Parent};
pub use bring::{Brought, bring, forget, shown_name};
pub use naming::{file_name, local_name};
pub use upload::{Uploaded, may_upload, upload};

pub(super) use bring::hang;

use super::activity::{About, record};
use super::notices::{Notice, announce};
use super::{Actor, App, Error, portal_switch};

/// The media type of small pictures.
pub const THUMBNAIL: &str = "image/jpeg";

/// The name under which a document is saved: with an ending that belongs to what it is, so that nothing opens as what it
/// only claims to be.
pub fn download_name(name: &str, media_type: &str) -> String {
    files::name_of(&text::line(name), media_type)
}

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
async fn find(conn: &mut Conn, by: &Actor, on: &On, permission: StaffPermission) -> Result<Parent, Error> {
    let granted = by.may(permission)?;
    let org = by.organization;
    let unknown = |kind: &str, number: &str| Error::not_found(format!("{kind} {}", text::line(number)));
    let parent = match on {
        On::Customer(number) => {
            let found = standing::by_number(conn, org, number).await?;
            Parent::Customer(found.ok_or_else(|| unknown("customer", number))?.id)
        }
        On::Order(number) => {
            let (customer, id) = store::order(conn, org, number).await?.ok_or_else(|| unknown("order", number))?;
            Parent::Order(customer, id)
        }
        On::Object(number) => {
            let (customer, id) = store::object(conn, org, number).await?.ok_or_else(|| unknown("object", number))?;
            Parent::Object(customer, id)
        }
        On::Model(number) => {
            Parent::Model(store::model(conn, org, number).await?.ok_or_else(|| unknown("model", number))?)
        }
    };
    match parent.customer() {
        Some(customer) => drop(portal_switch::of_staff(conn, by, customer, permission).await?),
        None if permission == StaffPermission::ViewCustomers => granted.anywhere(),
        None => granted.in_area(None)?,
    }
    Ok(parent)
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
    find(&mut app.store.read().await?, by, on, StaffPermission::ManageDocuments).await?;
    let brought = bring(app, by, name, source).await?;
    let added = insert(app, by, on, &brought).await;
    if added.is_err() {
        forget(app, std::slice::from_ref(&brought)).await;
    }
    added
}

async fn insert(app: &App, by: &Actor, on: &On, brought: &Brought) -> Result<DocumentRow, Error> {
    let mut tx = app.store.begin().await?;
    // Again inside the transaction: what was found before the upload may be gone or somebody else's by now.
    let parent = find(&mut tx, by, on, StaffPermission::ManageDocuments).await?;
    let number = hang(app, &mut tx, by, parent, brought, None).await?;
    tell(app, &mut tx, by, parent, &number).await?;
    let row = store::by_number(&mut tx, by.organization, &number).await?.ok_or_else(|| unknown(&number))?;
    tx.commit().await?;
    Ok(row)
}

/// Tells whoever wants to know of documents, and may see this one (R60, R61).
async fn tell(app: &App, tx: &mut Tx, by: &Actor, parent: Parent, number: &str) -> Result<(), Error> {
    let Some(customer) = parent.customer() else { return Ok(()) };
    let row = store::by_number(tx, by.organization, number).await?.ok_or_else(|| unknown(number))?;
    let subject = Some(Subject { kind: ThingKind::Document, number: number.to_owned() });
    let kind = LetterKind::DocumentAdded;
    let notice = Notice { kind, customer, subject, order: row.order_number, detail: String::new(), at: None };
    announce(app, tx, by, &notice).await.map(drop)
}

/// The documents on something, newest first.
pub async fn list(app: &App, by: &Actor, on: &On) -> Result<Vec<DocumentRow>, Error> {
    let mut conn = app.store.read().await?;
    let parent = find(&mut conn, by, on, StaffPermission::ViewCustomers).await?;
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
    let mut unused = Vec::new();
    for key in std::iter::once(&document.storage_key).chain(&document.thumbnail_key) {
        if !store::is_used(&mut tx, key).await? {
            unused.push(key);
        }
    }
    tx.commit().await?;
    for key in unused {
        app.files.remove(key).await?;
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
