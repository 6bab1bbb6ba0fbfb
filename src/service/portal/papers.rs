//! Documents as the portal shows them (R37): in lists, on the page of what they hang on, and their bytes.

use crate::domain::access::{Parent, Thing, ThingKind, Viewer, decide};
use crate::domain::permission::Permission;
use crate::service::documents::{Content, On};
use crate::service::{App, Error};
use crate::store::visible::{self, Edge};
use crate::store::{Conn, things};

use super::{DocumentQuery, DocumentRow, Listed, allowed, cut, sees};

/// A document's page shows so many at most; the list of all documents shows the rest.
const ON_A_PAGE: u32 = 100;

/// The documents that the viewer sees (R37), newest first.
pub async fn documents(app: &App, viewer: &Viewer, query: &DocumentQuery) -> Result<Listed<DocumentRow>, Error> {
    allowed(&viewer.may(Permission::ViewDocuments, app.now()), Permission::ViewDocuments)?;
    let mut conn = app.store.read().await?;
    let edge = match query.after.as_str() {
        "" => None,
        number => match seen_document(app, &mut conn, viewer, number).await? {
            Some(row) => Some(Edge { created_at: row.created_at, id: row.id }),
            None => return Ok(Listed { rows: Vec::new(), more: false }),
        },
    };
    Ok(cut(visible::documents(&mut conn, viewer, query, edge).await?, query.limit))
}

/// The document with this number, if the viewer may see it.
pub async fn document(app: &App, viewer: &Viewer, number: &str) -> Result<DocumentRow, Error> {
    let mut conn = app.store.read().await?;
    seen_document(app, &mut conn, viewer, number).await?.ok_or_else(unknown)
}

/// The document with this number and its bytes, if the viewer may see it at this moment.
pub async fn document_content(app: &App, viewer: &Viewer, number: &str) -> Result<(DocumentRow, Content), Error> {
    let row = document(app, viewer, number).await?;
    let content = app.files.open(&row.storage_key).await?;
    Ok((row, content))
}

/// The small picture (JPEG) of the document with this number, if the viewer may see the document and it has one.
pub async fn document_thumbnail(app: &App, viewer: &Viewer, number: &str) -> Result<(DocumentRow, Content), Error> {
    let row = document(app, viewer, number).await?;
    let key = row.thumbnail_key.as_deref().ok_or_else(unknown)?;
    let content = app.files.open(key).await?;
    Ok((row, content))
}

/// The documents on an order or an object that the viewer sees, the newest first, with those of the object's model; none
/// when the viewer may not see documents.
pub async fn documents_on(app: &App, viewer: &Viewer, on: &On) -> Result<Option<Vec<DocumentRow>>, Error> {
    let (kind, parent, number) = match on {
        On::Order(number) => (ThingKind::Order, Parent::Order, number),
        On::Object(number) => (ThingKind::Object, Parent::Object, number),
        On::Customer(_) | On::Model(_) => return Ok(None),
    };
    let mut conn = app.store.read().await?;
    let found = things::find(&mut conn, viewer.organization, viewer.customer, kind, number).await?;
    let place = found.first().map(|f| f.thing(kind, viewer.organization)).ok_or_else(unknown)?;
    if !decide(viewer, &place, app.now()).allowed {
        return Err(unknown());
    }
    // Its documents lie where it lies, and are for whom it is for.
    let papers = Thing { kind: ThingKind::Document, parent, ..place };
    if !decide(viewer, &papers, app.now()).allowed {
        return Ok(None);
    }
    Ok(Some(visible::documents_on(&mut conn, viewer, parent, number, ON_A_PAGE).await?))
}

async fn seen_document(
    app: &App,
    conn: &mut Conn,
    viewer: &Viewer,
    number: &str,
) -> Result<Option<DocumentRow>, Error> {
    if !sees(app, conn, viewer, ThingKind::Document, number).await? {
        return Ok(None);
    }
    visible::document(conn, viewer.organization, number).await.map_err(Error::from)
}

fn unknown() -> Error {
    Error::not_found("such document")
}
