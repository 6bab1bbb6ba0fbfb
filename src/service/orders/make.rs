//! Creating orders, and changing what they are about.

use serde_json::{Map, Value, json};

use crate::domain::activity::Event;
use crate::domain::field::FieldErrors;
use crate::domain::letter::LetterKind;
use crate::domain::staff::StaffPermission;
use crate::domain::state::{OrderKind, OrderStep, Urgency};
use crate::domain::{ContactId, CustomerId, FacilityId, ObjectId};
use crate::service::{Actor, App, Error, sent};
use crate::store::Conn;
use crate::store::numbers::{self, Numbered};
use crate::store::order_work as store;
use crate::store::standing::{self, Standing};
use crate::text;

use super::assign::technician;
use super::{OrderSheet, again, find, log, step, take, tell};

/// A title has at most so many characters.
pub(super) const LONGEST_TITLE: usize = 200;

/// A description has at most so many.
pub(super) const LONGEST_DESCRIPTION: usize = 10_000;

/// An order to be created.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewOrder {
    /// For the customer with this number.
    pub customer: String,
    /// What it is.
    pub kind: OrderKind,
    /// What is to be done, in a line.
    pub title: String,
    /// What is to be done; perhaps empty. Customers read it.
    pub description: String,
    /// How soon.
    pub urgency: Urgency,
    /// At the customer's facility with this number; none: where the object is, or at none (R12).
    pub facility: Option<String>,
    /// About the customer's object with this number.
    pub object: Option<String>,
    /// For the customer's contact with this number (R13).
    pub contact: Option<String>,
    /// Assigned to the staff person with this address.
    pub technician: Option<String>,
    /// The same for everything that is sent again by mistake: it is one order then. Empty: each is one of its own.
    pub key: String,
}

impl NewOrder {
    /// A work order with a title and nothing more.
    pub fn titled(customer: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            customer: customer.into(),
            kind: OrderKind::WorkOrder,
            title: title.into(),
            description: String::new(),
            urgency: Urgency::Normal,
            facility: None,
            object: None,
            contact: None,
            technician: None,
            key: String::new(),
        }
    }
}

/// What an order becomes; what is `None` stays.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct OrderChange {
    /// The order's number.
    pub order: String,
    /// The version that was looked at.
    pub version: i64,
    /// What it is.
    pub kind: Option<OrderKind>,
    /// What is to be done, in a line.
    pub title: Option<String>,
    /// What is to be done.
    pub description: Option<String>,
    /// How soon.
    pub urgency: Option<Urgency>,
    /// At the facility with this number, or at none.
    pub facility: Option<Option<String>>,
    /// About the object with this number, or about none.
    pub object: Option<Option<String>>,
    /// For the contact with this number, or for none.
    pub contact: Option<Option<String>>,
}

/// Creates an order with the next number, `W1`, `W2` and so on. Sent again with the same key by the same person, it is the same
/// order. Whoever holds *manage orders* only for what is assigned to them creates none.
///
/// # Errors
/// Every field that cannot be taken; not found when there is no such customer.
pub async fn create(app: &App, by: &Actor, new: &NewOrder) -> Result<OrderSheet, Error> {
    let mut tx = app.store.begin().await?;
    let customer = creates_for(&mut tx, by, &new.customer).await?;
    let mut errors = FieldErrors::new();
    let title = errors.take(checked_title(&new.title)).unwrap_or_default();
    let description = errors.take(checked_description(&new.description)).unwrap_or_default();
    let mut place = Place { conn: &mut tx, by, customer: customer.id, errors };
    let facility = place.facility(new.facility.as_deref()).await?;
    let object = place.object(new.object.as_deref()).await?;
    let contact = place.contact(new.contact.as_deref()).await?;
    let mut errors = place.errors;
    let assigned = match &new.technician {
        Some(email) => errors.take(technician(&mut tx, by, customer.area_id, email).await?),
        None => None,
    };
    errors.into_result()?;

    // Whoever takes a number comes after everybody who took one before: of two with one key the second finds the first.
    let number = numbers::next(&mut tx, by.organization, Numbered::Order).await?;
    let key = sent::key(by, &new.key);
    if let Some(key) = &key
        && let Some(number) = store::by_sent_key(&mut tx, by.organization, key).await?
    {
        return again(&mut tx, by, &number).await;
    }
    let row = store::NewOrder {
        id: app.id(),
        organization: by.organization,
        customer: customer.id,
        number: &number,
        kind: new.kind,
        title: &title,
        description: &description,
        urgency: new.urgency,
        facility: facility.or(object.and_then(|(_, at)| at)),
        object: object.map(|(id, _)| id),
        contact,
        technician: assigned.as_ref().map(|(id, name)| (*id, name.as_str())),
        created_by: by.name(),
        at: app.now(),
    };
    store::insert(&mut tx, &row).await?;
    if let Some(key) = &key {
        store::set_sent_key(&mut tx, by.organization, row.id, key).await?;
    }
    let order = again(&mut tx, by, &number).await?;
    let data = json!({ "kind": order.kind, "urgency": order.urgency, "technician": order.technician });
    log(app, &mut tx, by, &order, (Event::OrderCreated, data)).await?;
    step(app, &mut tx, by, &order, OrderStep::Created, String::new()).await?;
    tell(app, &mut tx, by, &order, (LetterKind::OrderCreated, &description, None)).await?;
    tx.commit().await?;
    Ok(order)
}

/// The customer with this number, if `by` may create orders there.
pub(super) async fn creates_for(conn: &mut Conn, by: &Actor, number: &str) -> Result<Standing, Error> {
    let granted = by.may(StaffPermission::ManageOrders)?;
    let unknown = || Error::not_found(format!("customer {}", text::line(number)));
    let customer = standing::by_number(conn, by.organization, number).await?.ok_or_else(unknown)?;
    granted.in_area(customer.area_id)?;
    if by.rights().is_some_and(|r| r.only_assigned(StaffPermission::ManageOrders)) {
        return Err(Error::Denied {
            needs: StaffPermission::ManageOrders.to_string(),
            because: ", which the role technician holds only for orders that are assigned to you".into(),
        });
    }
    Ok(customer)
}

/// Changes what an order is, is about, where and for whom. Nothing different changes nothing.
///
/// # Errors
/// Every field that cannot be taken; a conflict that names who changed the order meanwhile.
pub async fn edit(app: &App, by: &Actor, change: &OrderChange) -> Result<OrderSheet, Error> {
    let mut tx = app.store.begin().await?;
    let before = find(&mut tx, by, &change.order, StaffPermission::ManageOrders).await?;
    let mut after = before.clone();
    after.kind = change.kind.unwrap_or(before.kind);
    after.urgency = change.urgency.unwrap_or(before.urgency);
    let mut errors = FieldErrors::new();
    if let Some(title) = &change.title {
        after.title = errors.take(checked_title(title)).unwrap_or_default();
    }
    if let Some(description) = &change.description {
        after.description = errors.take(checked_description(description)).unwrap_or_default();
    }
    let mut place = Place { conn: &mut tx, by, customer: before.customer_id, errors };
    if let Some(number) = &change.facility {
        after.facility_id = place.facility(number.as_deref()).await?;
    }
    if let Some(number) = &change.object {
        after.object_id = place.object(number.as_deref()).await?.map(|(id, _)| id);
    }
    if let Some(number) = &change.contact {
        after.contact_id = place.contact(number.as_deref()).await?;
    }
    place.errors.into_result()?;
    if after == before {
        return Ok(before);
    }
    take(&mut tx, by, &before, change.version).await?;
    store::save(&mut tx, by.organization, &after).await?;
    let after = again(&mut tx, by, &before.number).await?;
    log(app, &mut tx, by, &after, (Event::OrderChanged, differences(&before, &after))).await?;
    tx.commit().await?;
    Ok(after)
}

/// Before and after of what differs.
pub(super) fn differences(before: &OrderSheet, after: &OrderSheet) -> Value {
    let parts = |o: &OrderSheet| {
        [
            ("kind", json!(o.kind)),
            ("title", json!(o.title)),
            ("description", json!(o.description)),
            ("urgency", json!(o.urgency)),
            ("facility", json!(o.facility)),
            ("object", json!(o.object)),
            ("contact", json!(o.contact)),
        ]
    };
    let (mut was, mut is) = (Map::new(), Map::new());
    for ((name, old), (_, new)) in parts(before).into_iter().zip(parts(after)) {
        if old != new {
            was.insert(name.to_owned(), old);
            is.insert(name.to_owned(), new);
        }
    }
    json!({ "before": was, "after": is })
}

fn checked_title(typed: &str) -> Result<String, FieldErrors> {
    let title = text::line(typed);
    match title.chars().count() {
        0 => Err(FieldErrors::one("title", "title-missing", "a title is needed: what is to be done, in a line")),
        n if n > LONGEST_TITLE => {
            Err(FieldErrors::one("title", "title-long", format!("has {n} characters; {LONGEST_TITLE} are the most")))
        }
        _ => Ok(title),
    }
}

fn checked_description(typed: &str) -> Result<String, FieldErrors> {
    let description = text::lines(typed).trim().to_owned();
    match description.chars().count() {
        n if n > LONGEST_DESCRIPTION => {
            let message = format!("has {n} characters; {LONGEST_DESCRIPTION} are the most");
            Err(FieldErrors::one("description", "description-long", message))
        }
        _ => Ok(description),
    }
}

/// Where an order is: things of the same customer, by their numbers.
struct Place<'a> {
    conn: &'a mut Conn,
    by: &'a Actor,
    customer: CustomerId,
    errors: FieldErrors,
}

impl Place<'_> {
    fn check<T>(&mut self, field: &'static str, code: &'static str, number: &str, found: Option<T>) -> Option<T> {
        if found.is_none() {
            let message = format!("this customer has no {field} {}", text::line(number));
            self.errors.add(field, code, message);
        }
        found
    }

    async fn facility(&mut self, number: Option<&str>) -> Result<Option<FacilityId>, Error> {
        let Some(number) = number else { return Ok(None) };
        let found = store::facility(self.conn, self.by.organization, self.customer, number).await?;
        Ok(self.check("facility", "facility-foreign", number, found))
    }

    async fn object(&mut self, number: Option<&str>) -> Result<Option<(ObjectId, Option<FacilityId>)>, Error> {
        let Some(number) = number else { return Ok(None) };
        let found = store::object(self.conn, self.by.organization, self.customer, number).await?;
        Ok(self.check("object", "object-foreign", number, found))
    }

    async fn contact(&mut self, number: Option<&str>) -> Result<Option<ContactId>, Error> {
        let Some(number) = number else { return Ok(None) };
        let found = store::contact(self.conn, self.by.organization, self.customer, number).await?;
        Ok(self.check("contact", "contact-foreign", number, found))
    }
}
