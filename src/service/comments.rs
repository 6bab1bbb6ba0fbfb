//! Comments on orders (R32): staff and customers write and answer, whoever is to be told is told.
//!
//! An internal comment is for staff. It is kept from customers three times over: the statement that reads for them leaves it
//! out, the rule of `domain::comment` refuses it, and its notice has no readers among them (R14).

use serde::Serialize;
use serde_json::json;

use crate::domain::access::{Parent, Thing, ThingKind, Viewer, decide};
use crate::domain::activity::Event;
use crate::domain::comment::{AuthorKind, LONGEST, is_shown};
use crate::domain::field::FieldErrors;
use crate::domain::letter::LetterKind;
use crate::domain::permission::Permission;
use crate::domain::staff::StaffPermission;
use crate::store::order_work::{self, OrderSheet};
use crate::store::{Conn, comments as store, visible};
use crate::text;

pub use crate::store::comments::CommentRow;

use super::activity::{About, record};
use super::notices::{Told, announce, nobody_of_staff, readers};
use super::orders::{self, notice};
use super::{Actor, App, Error, Who, access, acting, sent};

/// A comment to be added.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NewComment {
    /// On the order with this number.
    pub order: String,
    /// What is written, 1 to 5,000 characters.
    pub body: String,
    /// For staff only (R14).
    pub internal: bool,
    /// The same for everything that is sent again by mistake: it is one comment then. Empty: each is one of its own.
    pub sent_key: String,
}

/// A comment that was added.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Added {
    /// The comment.
    pub comment: CommentRow,
    /// Who is told of it; nobody again when it was sent again.
    pub told: Vec<Told>,
    /// It had been sent already, and is not there twice.
    pub repeated: bool,
}

/// Adds a comment: staff who manage orders in the customer's area, and customer users who may comment and see the order. Only
/// staff write internal ones. What a customer writes and nobody of the staff would hear of goes to the triage list (R73).
///
/// # Errors
/// The field `body` when it is empty or too long.
pub async fn add(app: &App, by: &Actor, new: &NewComment) -> Result<Added, Error> {
    let mut tx = app.store.begin().await?;
    let order = writable(app, &mut tx, by, &new.order, new.internal).await?;
    let body = checked(&new.body)?;
    let author_kind = match &by.who {
        Who::Staff { .. } => AuthorKind::Staff,
        Who::CustomerUser { .. } => AuthorKind::CustomerUser,
        Who::System => AuthorKind::System,
    };
    let key = sent::key_or_own(app, by, &new.sent_key);
    let comment = CommentRow {
        id: app.id(),
        author_kind,
        staff_id: by.staff_id(),
        customer_user_id: if let Who::CustomerUser { id, .. } = by.who { Some(id) } else { None },
        author_name: text::line(by.name()),
        internal: new.internal,
        body,
        created_at: app.now(),
    };
    if !store::insert(&mut tx, by.organization, order.id, &comment, &key).await? {
        let found = store::by_key(&mut tx, by.organization, order.id, &key).await?;
        let comment = found.ok_or_else(|| Error::not_found("such comment"))?;
        return Ok(Added { comment, told: Vec::new(), repeated: true });
    }
    let about = About { customer: Some(order.customer_id), subject: order.title(), ..About::default() };
    record(app, &mut tx, by, Event::CommentAdded, about, json!({ "internal": new.internal })).await?;
    let told = announce(app, &mut tx, by, &notice(&order, kind(new.internal), &comment.body, None)).await?;
    match author_kind {
        AuthorKind::CustomerUser if nobody_of_staff(&told) => {
            order_work::set_unheard(&mut tx, by.organization, &order.number, app.now()).await?;
        }
        AuthorKind::Staff => order_work::set_heard(&mut tx, by.organization, order.id).await?,
        AuthorKind::CustomerUser | AuthorKind::System => {}
    }
    tx.commit().await?;
    Ok(Added { comment, told, repeated: false })
}

/// Who would be told of a comment on this order now: shown before it is sent (R32).
pub async fn who_is_told(app: &App, by: &Actor, number: &str, internal: bool) -> Result<Vec<Told>, Error> {
    let mut conn = app.store.read().await?;
    let order = writable(app, &mut conn, by, number, internal).await?;
    readers(app, &mut conn, by, &notice(&order, kind(internal), "", None)).await
}

/// Every comment on an order, internal ones too, the newest last: for staff.
pub async fn list(app: &App, by: &Actor, number: &str) -> Result<Vec<CommentRow>, Error> {
    let mut conn = app.store.read().await?;
    let order = orders::find(&mut conn, by, number, StaffPermission::ViewCustomers).await?;
    Ok(store::of_order(&mut conn, by.organization, order.id).await?)
}

/// The comments that a viewer of the portal reads on an order that they see, the newest last. Never an internal one (R14).
pub async fn seen(app: &App, viewer: &Viewer, number: &str) -> Result<Vec<CommentRow>, Error> {
    let mut conn = app.store.read().await?;
    let unknown = || Error::not_found("such order");
    let order = visible::order(&mut conn, viewer, number).await?.ok_or_else(unknown)?;
    let thing = thing_of(viewer, &order);
    if !decide(viewer, &thing, app.now()).allowed {
        return Err(unknown());
    }
    let mut found = store::of_order_for_customers(&mut conn, viewer.organization, order.row.id).await?;
    found.retain(|comment| is_shown(viewer, &thing, comment.internal, app.now()));
    Ok(found)
}

const fn kind(internal: bool) -> LetterKind {
    if internal { LetterKind::InternalComment } else { LetterKind::Comment }
}

const fn thing_of(viewer: &Viewer, order: &visible::OrderDetail) -> Thing {
    Thing {
        kind: ThingKind::Order,
        parent: Parent::Customer,
        organization: viewer.organization,
        customer: Some(viewer.customer),
        facility: order.facility_id,
        contact: order.contact_id,
    }
}

/// The order, if `by` may comment on it at this moment.
async fn writable(app: &App, conn: &mut Conn, by: &Actor, number: &str, internal: bool) -> Result<OrderSheet, Error> {
    let Who::CustomerUser { id, .. } = by.who else {
        return orders::find(conn, by, number, StaffPermission::ManageOrders).await;
    };
    if internal {
        return Err(Error::Denied {
            needs: StaffPermission::ManageOrders.to_string(),
            because: " for internal comments, which are for staff".into(),
        });
    }
    acting::acting(app, conn, by, Permission::Comment).await?;
    let viewer = access::stand(app, conn, by.organization, id).await?.viewer;
    let unknown = || Error::not_found("such order");
    let order = visible::order(conn, &viewer, number).await?.ok_or_else(unknown)?;
    if !decide(&viewer, &thing_of(&viewer, &order), app.now()).allowed {
        return Err(unknown());
    }
    order_work::by_number(conn, by.organization, number).await?.ok_or_else(unknown)
}

/// What is written, with its line breaks and without anything that steers a terminal.
fn checked(typed: &str) -> Result<String, FieldErrors> {
    let body = text::lines(typed).trim().to_owned();
    match body.chars().count() {
        0 => Err(FieldErrors::one("body", "comment-missing", "a comment needs at least one character")),
        n if n > LONGEST => Err(FieldErrors::one(
            "body",
            "comment-long",
            format!("the comment has {n} characters; {LONGEST} are the most"),
        )),
        _ => Ok(body),
    }
}
