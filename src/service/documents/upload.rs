//! What a customer's own users bring (R37): onto an order or an object that they see.

use crate::domain::access::ThingKind;
use crate::domain::permission::Permission;
use crate::service::acting::acting;
use crate::service::{Actor, App, Error, Who, access, portal};
use crate::store::documents as store;
use crate::store::{Conn, Tx};

use super::bring::{Hung, hang_once};
use super::{Brought, On, Parent, forget, tell};

/// What became of files that were sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Uploaded {
    /// The documents' numbers, in the order of the files.
    pub numbers: Vec<String>,
    /// The form had been sent already; nothing is there twice.
    pub repeated: bool,
}

/// Whether `by`, a customer's own user, may bring documents onto this at this moment: to be asked before files are taken.
///
/// # Errors
/// When it is not seen, or the permission is missing.
pub async fn may_upload(app: &App, by: &Actor, on: &On) -> Result<(), Error> {
    place(app, &mut app.store.read().await?, by, on).await.map(drop)
}

/// Makes documents of what a customer's own user brought, on an order or an object that they see, and tells staff and
/// colleagues who want to know. All of them or none; on any error, and when the form with this `sent_key` had come already,
/// what was brought is removed from the storage again.
pub async fn upload(app: &App, by: &Actor, on: &On, brought: &[Brought], sent_key: &str) -> Result<Uploaded, Error> {
    let done = hang_all(app, by, on, brought, sent_key).await;
    if done.as_ref().map_or(true, |uploaded| uploaded.repeated) {
        forget(app, brought).await;
    }
    done
}

async fn hang_all(app: &App, by: &Actor, on: &On, brought: &[Brought], sent_key: &str) -> Result<Uploaded, Error> {
    let mut tx = app.store.begin().await?;
    let parent = place(app, &mut tx, by, on).await?;
    let mut numbers = Vec::new();
    for (n, file) in brought.iter().enumerate() {
        // One key for each file of the form; those of other people are not met.
        let key = (!sent_key.is_empty()).then(|| format!("{sent_key}-{n}"));
        let Hung { number, is_new } = hang_once(app, &mut tx, by, parent, file, key.as_deref()).await?;
        if !is_new {
            return Ok(Uploaded { numbers: sent(&mut tx, by, sent_key).await?, repeated: true });
        }
        tell(app, &mut tx, by, parent, &number).await?;
        numbers.push(number);
    }
    tx.commit().await?;
    Ok(Uploaded { numbers, repeated: false })
}

/// What the form with this key has made.
async fn sent(tx: &mut Tx, by: &Actor, sent_key: &str) -> Result<Vec<String>, Error> {
    let mut numbers = Vec::new();
    while let Some(number) = store::by_sent_key(tx, by.organization, &format!("{sent_key}-{}", numbers.len())).await? {
        numbers.push(number);
    }
    Ok(numbers)
}

/// What the documents are to hang on, if `by` may bring some there.
async fn place(app: &App, conn: &mut Conn, by: &Actor, on: &On) -> Result<Parent, Error> {
    acting(app, conn, by, Permission::UploadDocuments).await?;
    let Who::CustomerUser { id, .. } = by.who else { return Err(unseen()) };
    let viewer = access::stand(app, conn, by.organization, id).await?.viewer;
    let (kind, number) = match on {
        On::Order(number) => (ThingKind::Order, number),
        On::Object(number) => (ThingKind::Object, number),
        On::Customer(_) | On::Model(_) => return Err(unseen()),
    };
    if !portal::sees(app, conn, &viewer, kind, number).await? {
        return Err(unseen());
    }
    let found = match kind {
        ThingKind::Order => store::order(conn, by.organization, number).await?.map(|(c, id)| Parent::Order(c, id)),
        _ => store::object(conn, by.organization, number).await?.map(|(c, id)| Parent::Object(c, id)),
    };
    found.filter(|parent| parent.customer() == Some(viewer.customer)).ok_or_else(unseen)
}

fn unseen() -> Error {
    Error::not_found("such order or object")
}
