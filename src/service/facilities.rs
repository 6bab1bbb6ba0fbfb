//! The sites of a customer, made and changed by staff who edit customers. A facility stays with its customer: what is moved
//! from one to another is the orders and objects that stand there.

use serde_json::json;

use crate::domain::activity::Event;
use crate::domain::staff::StaffPermission;
use crate::domain::{CustomerId, FacilityId};
use crate::store::numbers::{self, Numbered};
use crate::store::{Conn, facilities as store};
use crate::text;

pub use crate::store::facilities::FacilityRow;

use super::activity::{About, record};
use super::belongings::{self, Change, Typed, Whose, editable};
use super::import::Kind;
use super::{Actor, App, Error, portal_switch};

const KIND: Kind = Kind::Facilities;

/// A facility to be made.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NewFacility {
    /// Of the customer with this number.
    pub customer: String,
    /// The name, 1 to 200 characters.
    pub name: String,
    /// Street and house number, or empty.
    pub street: String,
    /// The postal code, or empty.
    pub postal_code: String,
    /// The city, or empty.
    pub city: String,
    /// The country, two letters of ISO 3166, or empty.
    pub country: String,
}

/// What a facility becomes; what is `None` stays.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FacilityChange {
    /// The facility's number.
    pub number: String,
    /// The version that was looked at.
    pub version: i64,
    /// The name.
    pub name: Option<String>,
    /// Street and house number.
    pub street: Option<String>,
    /// The postal code.
    pub postal_code: Option<String>,
    /// The city.
    pub city: Option<String>,
    /// The country, two letters of ISO 3166.
    pub country: Option<String>,
}

impl NewFacility {
    fn typed(&self) -> [Typed<'_>; 5] {
        [
            ("name", Some(&self.name)),
            ("street", Some(&self.street)),
            ("postal_code", Some(&self.postal_code)),
            ("city", Some(&self.city)),
            ("country", Some(&self.country)),
        ]
    }
}

impl FacilityChange {
    fn typed(&self) -> [Typed<'_>; 5] {
        [
            ("name", self.name.as_deref()),
            ("street", self.street.as_deref()),
            ("postal_code", self.postal_code.as_deref()),
            ("city", self.city.as_deref()),
            ("country", self.country.as_deref()),
        ]
    }
}

/// The facilities of the customer with this number, by name.
pub async fn list(app: &App, by: &Actor, customer: &str) -> Result<Vec<FacilityRow>, Error> {
    let (mut conn, id) = belongings::looked_at(app, by, customer).await?;
    Ok(store::of_customer(&mut conn, by.organization, id).await?)
}

/// The facility with this number.
pub async fn get(app: &App, by: &Actor, number: &str) -> Result<FacilityRow, Error> {
    let _somewhere = by.may(StaffPermission::ViewCustomers)?;
    let mut conn = app.store.read().await?;
    let found = find(&mut conn, by, number).await?;
    portal_switch::of_staff(&mut conn, by, found.customer_id, StaffPermission::ViewCustomers).await?;
    Ok(found)
}

/// Makes a facility with the next number, `F1`, `F2` and so on.
///
/// # Errors
/// Every field that cannot be taken; not found when there is no such customer.
pub async fn create(app: &App, by: &Actor, new: &NewFacility) -> Result<FacilityRow, Error> {
    // Sites are for staff alone, whatever a customer's own users may edit besides (R41).
    let _somewhere = by.may(StaffPermission::EditCustomers)?;
    let mut tx = app.store.begin().await?;
    let customer = editable(app, &mut tx, by, Whose::Number(&new.customer)).await?;
    let mut values = belongings::empty(KIND, customer.id);
    belongings::put_over(KIND, &new.typed(), &mut values)?;
    let number = numbers::next(&mut tx, by.organization, Numbered::Facility).await?;
    let id: FacilityId = app.id();
    belongings::insert(app, &mut tx, by, KIND, (id.0, &number), values).await?;
    let made = find(&mut tx, by, &number).await?;
    record(app, &mut tx, by, Event::FacilityCreated, about(customer.id, &made), json!({})).await?;
    tx.commit().await?;
    Ok(made)
}

/// Changes a facility. Nothing different changes nothing.
///
/// # Errors
/// Every field that cannot be taken; a conflict that names who changed the facility meanwhile.
pub async fn edit(app: &App, by: &Actor, change: &FacilityChange) -> Result<FacilityRow, Error> {
    let _somewhere = by.may(StaffPermission::EditCustomers)?;
    let mut tx = app.store.begin().await?;
    let before = find(&mut tx, by, &change.number).await?;
    let customer = editable(app, &mut tx, by, Whose::Id(before.customer_id)).await?;
    let changed = Change {
        kind: KIND,
        number: &before.number,
        version: change.version,
        typed: &change.typed(),
        events: [Event::FacilityCreated, Event::FacilityEdited],
    };
    let Some(data) = belongings::change(app, &mut tx, by, customer.id, changed).await? else { return Ok(before) };
    let after = find(&mut tx, by, &before.number).await?;
    record(app, &mut tx, by, Event::FacilityEdited, about(customer.id, &after), data).await?;
    tx.commit().await?;
    Ok(after)
}

async fn find(conn: &mut Conn, by: &Actor, number: &str) -> Result<FacilityRow, Error> {
    store::by_number(conn, by.organization, number).await?.ok_or_else(|| unknown(number))
}

fn unknown(number: &str) -> Error {
    Error::not_found(format!("facility {}", text::line(number)))
}

fn about(customer: CustomerId, facility: &FacilityRow) -> About {
    let subject = format!("{} {}", facility.number, facility.name);
    About { customer: Some(customer), subject, ..About::default() }
}
