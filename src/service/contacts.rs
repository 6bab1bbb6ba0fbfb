//! The named persons at a customer (R41): made and changed by staff who edit customers, and by the customer's own users who
//! edit its data. A contact made a moment ago can be chosen at once, for an order or for a customer user (R13).

use serde_json::json;

use crate::domain::activity::Event;
use crate::domain::staff::StaffPermission;
use crate::domain::{ContactId, CustomerId};
use crate::store::numbers::{self, Numbered};
use crate::store::{Conn, contacts as store};
use crate::text;

pub use crate::store::contacts::ContactRow;

use super::activity::{About, record};
use super::belongings::{self, Change, Typed, Whose, editable};
use super::import::Kind;
use super::{Actor, App, Error, portal_switch, sent};

const KIND: Kind = Kind::Contacts;

/// A contact to be made.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NewContact {
    /// Of the customer with this number.
    pub customer: String,
    /// First name, or empty; at most 100 characters.
    pub first_name: String,
    /// Last name, 1 to 100 characters.
    pub last_name: String,
    /// What the person is there, or empty.
    pub title: String,
    /// The e-mail address, or empty.
    pub email: String,
    /// The phone number, or empty.
    pub phone: String,
    /// The mobile number, or empty.
    pub mobile: String,
    /// The same for everything that is sent again by mistake: it is one contact then. Empty: each is one of its own.
    pub key: String,
}

/// What a contact becomes; what is `None` stays.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ContactChange {
    /// The contact's number.
    pub number: String,
    /// The version that was looked at.
    pub version: i64,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// What the person is there.
    pub title: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The phone number.
    pub phone: Option<String>,
    /// The mobile number.
    pub mobile: Option<String>,
}

impl NewContact {
    fn typed(&self) -> [Typed<'_>; 6] {
        [
            ("first_name", Some(&self.first_name)),
            ("last_name", Some(&self.last_name)),
            ("title", Some(&self.title)),
            ("email", Some(&self.email)),
            ("phone", Some(&self.phone)),
            ("mobile", Some(&self.mobile)),
        ]
    }
}

impl ContactChange {
    fn typed(&self) -> [Typed<'_>; 6] {
        [
            ("first_name", self.first_name.as_deref()),
            ("last_name", self.last_name.as_deref()),
            ("title", self.title.as_deref()),
            ("email", self.email.as_deref()),
            ("phone", self.phone.as_deref()),
            ("mobile", self.mobile.as_deref()),
        ]
    }
}

/// The contacts of the customer with this number, by name.
pub async fn list(app: &App, by: &Actor, customer: &str) -> Result<Vec<ContactRow>, Error> {
    let (mut conn, id) = belongings::looked_at(app, by, customer).await?;
    Ok(store::of_customer(&mut conn, by.organization, id).await?)
}

/// The contact with this number.
pub async fn get(app: &App, by: &Actor, number: &str) -> Result<ContactRow, Error> {
    let _somewhere = by.may(StaffPermission::ViewCustomers)?;
    let mut conn = app.store.read().await?;
    let found = find(&mut conn, by, number).await?;
    portal_switch::of_staff(&mut conn, by, found.customer_id, StaffPermission::ViewCustomers).await?;
    Ok(found)
}

/// Makes a contact with the next number, `K1`, `K2` and so on.
///
/// # Errors
/// Every field that cannot be taken; not found when there is no such customer.
pub async fn create(app: &App, by: &Actor, new: &NewContact) -> Result<ContactRow, Error> {
    let mut tx = app.store.begin().await?;
    let customer = editable(app, &mut tx, by, Whose::Number(&new.customer)).await?;
    let key = sent::key(by, &new.key);
    if let Some(key) = &key
        && let Some(number) = store::by_sent_key(&mut tx, by.organization, key).await?
    {
        return find(&mut tx, by, &number).await;
    }
    let mut values = belongings::empty(KIND, customer.id);
    belongings::put_over(KIND, &new.typed(), &mut values)?;
    let number = numbers::next(&mut tx, by.organization, Numbered::Contact).await?;
    let id: ContactId = app.id();
    belongings::insert(app, &mut tx, by, KIND, (id.0, &number), values).await?;
    if let Some(key) = &key {
        store::set_sent_key(&mut tx, by.organization, id, key).await?;
    }
    let made = find(&mut tx, by, &number).await?;
    record(app, &mut tx, by, Event::ContactCreated, about(customer.id, &made), json!({})).await?;
    tx.commit().await?;
    Ok(made)
}

/// Changes a contact. Nothing different changes nothing.
///
/// # Errors
/// Every field that cannot be taken; a conflict that names who changed the contact meanwhile.
pub async fn edit(app: &App, by: &Actor, change: &ContactChange) -> Result<ContactRow, Error> {
    let mut tx = app.store.begin().await?;
    belongings::may_edit_some(app, &mut tx, by).await?;
    let before = find(&mut tx, by, &change.number).await?;
    let customer = editable(app, &mut tx, by, Whose::Id(before.customer_id)).await;
    let customer =
        customer.map_err(|e| if matches!(e, Error::NotFound { .. }) { unknown(&change.number) } else { e })?;
    let changed = Change {
        kind: KIND,
        number: &before.number,
        version: change.version,
        typed: &change.typed(),
        events: [Event::ContactCreated, Event::ContactEdited],
    };
    let Some(data) = belongings::change(app, &mut tx, by, customer.id, changed).await? else { return Ok(before) };
    let after = find(&mut tx, by, &before.number).await?;
    record(app, &mut tx, by, Event::ContactEdited, about(customer.id, &after), data).await?;
    tx.commit().await?;
    Ok(after)
}

async fn find(conn: &mut Conn, by: &Actor, number: &str) -> Result<ContactRow, Error> {
    store::by_number(conn, by.organization, number).await?.ok_or_else(|| unknown(number))
}

fn unknown(number: &str) -> Error {
    Error::not_found(format!("contact {}", text::line(number)))
}

fn about(customer: CustomerId, contact: &ContactRow) -> About {
    let subject = format!("{} {}", contact.number, contact.name());
    About { customer: Some(customer), subject, ..About::default() }
}
