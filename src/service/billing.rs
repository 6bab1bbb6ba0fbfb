//! Invoices and estimates (R39): as staff see them, with their files; answered by customers.
//!
//! They come in by import; what the portal shows of them is read in `portal`. Whoever looks at them or gives them a file holds
//! *manage billing* in the customer's area.

mod decide;

use serde_json::json;
use tokio::io::AsyncRead;

use crate::domain::access::Viewer;
use crate::domain::activity::Event;
use crate::domain::field::FieldErrors;
use crate::domain::staff::StaffPermission;
use crate::domain::state::{BillingKind, BillingState};
use crate::store::activity::last_about_thing;
use crate::store::billing::{self as store, NewFile};
use crate::store::{Conn, Tx};
use crate::text;

pub use crate::store::billing::BillingSheet;
pub use crate::store::page::{Cursor, ListQuery, Page};
pub use decide::{Decision, LONGEST_ANSWER, decide};

use super::activity::{About, record};
use super::documents::{Content, bring, forget};
use super::portal::{self, BillingRow};
use super::{Actor, App, Error, belongings, portal_switch};

/// Which invoices and estimates are asked for.
#[derive(Clone, Debug, Default)]
pub struct BillingQuery {
    /// Of the customer with this number only.
    pub customer: Option<String>,
    /// Of this kind only.
    pub kind: Option<BillingKind>,
    /// In this state only.
    pub state: Option<BillingState>,
    /// Page and length; words are looked for in the number.
    pub list: ListQuery,
}

/// One page of invoices and estimates, newest first, in the areas that the person sees (R10).
pub async fn list(app: &App, by: &Actor, query: &BillingQuery) -> Result<Page<BillingSheet>, Error> {
    let granted = by.may(StaffPermission::ManageBilling)?;
    let mut conn = app.store.read().await?;
    let customer = match &query.customer {
        Some(number) => {
            let customer = belongings::of_number(&mut conn, by, number).await?;
            granted.in_area(customer.area_id)?;
            Some(customer.id)
        }
        None => {
            granted.anywhere();
            None
        }
    };
    let filter = store::Filter { customer, kind: query.kind, state: query.state, list: query.list.clone() };
    // Money elsewhere is not even looked at, whatever the organization settled for customers (R10).
    let territory = by.rights().map_or(crate::domain::staff::Territory::Everywhere, |r| r.territory.clone());
    Ok(store::list(&mut conn, by.organization, &territory, &filter).await?)
}

/// The invoice or estimate with this number.
pub async fn get(app: &App, by: &Actor, number: &str) -> Result<BillingSheet, Error> {
    find(&mut app.store.read().await?, by, number).await
}

/// The invoice or estimate with this number and the bytes of its file.
pub async fn open(app: &App, by: &Actor, number: &str) -> Result<(BillingSheet, Content), Error> {
    let found = get(app, by, number).await?;
    let key = found.storage_key.as_deref().ok_or_else(|| no_file(number))?;
    let content = app.files.open(key).await?;
    Ok((found, content))
}

/// The same for a viewer of the portal who may see it (R39).
pub async fn open_seen(app: &App, viewer: &Viewer, number: &str) -> Result<(BillingRow, Content), Error> {
    let found = portal::billing_record(app, viewer, number).await?;
    let key = found.storage_key.as_deref().ok_or_else(|| no_file(number))?;
    let content = app.files.open(key).await?;
    Ok((found, content))
}

/// Gives an invoice or estimate the file that `source` holds, called `name`, in the place of the one it had. Its kind is found
/// from its content, as documents' are; on any error nothing is stored.
pub async fn attach(
    app: &App,
    by: &Actor,
    number: &str,
    name: &str,
    source: &mut (impl AsyncRead + Unpin + Send),
) -> Result<BillingSheet, Error> {
    let before = get(app, by, number).await?;
    let brought = bring(app, by, name, source).await?;
    let file = NewFile {
        name: &brought.name,
        media_type: brought.media_type,
        size: brought.size,
        storage_key: &brought.storage_key,
    };
    match put(app, by, &before, file).await {
        Ok(after) => {
            // Nobody shows small pictures of invoices.
            let picture = brought.thumbnail_key.as_ref();
            for old in before.storage_key.iter().chain(picture) {
                app.files.remove(old).await?;
            }
            Ok(after)
        }
        Err(error) => {
            forget(app, std::slice::from_ref(&brought)).await;
            Err(error)
        }
    }
}

async fn put(app: &App, by: &Actor, before: &BillingSheet, file: NewFile<'_>) -> Result<BillingSheet, Error> {
    let mut tx = app.store.begin().await?;
    // Again inside the transaction: what was found before the upload may have another file by now.
    let found = find(&mut tx, by, &before.number).await?;
    let same = found.id == before.id;
    if !same || !store::set_file(&mut tx, by.organization, (before.id, before.version), file).await? {
        return Err(overtaken(&mut tx, by, &found).await?);
    }
    let data = json!({
        "before": { "file": before.file }, "after": { "file": file.name }, "size": file.size,
        "media_type": file.media_type,
    });
    record(app, &mut tx, by, Event::BillingChanged, about(&found), data).await?;
    let after = find(&mut tx, by, &before.number).await?;
    tx.commit().await?;
    Ok(after)
}

/// The record, if it is there and the staff person manages billing in its customer's area.
async fn find(conn: &mut Conn, by: &Actor, number: &str) -> Result<BillingSheet, Error> {
    let _somewhere = by.may(StaffPermission::ManageBilling)?;
    let found = store::by_number(conn, by.organization, number).await?.ok_or_else(|| unknown(number))?;
    portal_switch::of_staff(conn, by, found.customer_id, StaffPermission::ManageBilling).await?;
    Ok(found)
}

fn unknown(number: &str) -> Error {
    Error::not_found(format!("invoice or estimate {}", text::line(number)))
}

fn no_file(number: &str) -> Error {
    Error::not_found(format!("file of {} yet; attach one, or import with --files", text::line(number)))
}

/// Says who was faster.
async fn overtaken(tx: &mut Tx, by: &Actor, now: &BillingSheet) -> Result<Error, Error> {
    let events = [Event::BillingChanged, Event::EstimateDecided];
    let who = last_about_thing(tx, by.organization, now.customer_id, &now.number, events).await?;
    let named = who.clone().unwrap_or_else(|| "an import".to_owned());
    Ok(Error::overtaken(who, |_| {
        format!(
            "{} was changed by {named} meanwhile; nothing was saved, look at the new state and try again",
            now.title()
        )
    }))
}

fn about(of: &BillingSheet) -> About {
    About { customer: Some(of.customer_id), subject: of.number.clone(), ..About::default() }
}

/// What a form says in words is no more than this and has no control characters.
fn checked_words(typed: &str) -> Result<String, FieldErrors> {
    let words = text::lines(typed).trim().to_owned();
    match words.chars().count() {
        n if n > LONGEST_ANSWER => {
            let message = format!("the answer has {n} characters; {LONGEST_ANSWER} are the most");
            Err(FieldErrors::one("words", "text-long", message))
        }
        _ => Ok(words),
    }
}
