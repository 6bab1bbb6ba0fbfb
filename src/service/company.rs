//! Company data in the portal (R41): a customer's address, phone, e-mail, contacts and sites, seen by all of its users, edited by
//! those who may. The name is the organization's to change.

use crate::domain::access::Viewer;
use crate::domain::permission::Permission;
use crate::store::{contacts as contact_rows, customers as customer_rows};

pub use crate::store::contacts::ContactRow;
pub use crate::store::visible::FacilityRow;

use super::customers::{CustomerDetail, CustomerEdit, edit_own};
use super::{Actor, App, Error, acting, portal};

/// So many contacts are shown.
const MOST: u32 = 500;

/// What a customer's users see of their company.
#[derive(Clone, PartialEq, Debug)]
pub struct Company {
    /// The customer.
    pub customer: CustomerDetail,
    /// Its contacts by name, 500 at most.
    pub contacts: Vec<ContactRow>,
    /// Its facilities in the viewer's scope (R12), by name.
    pub facilities: Vec<FacilityRow>,
    /// Whether the viewer may edit it. A secure link never may (R20).
    pub may_edit: bool,
}

/// What the company's data become; what is `None` stays.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CompanyChange {
    /// The version that was looked at.
    pub version: i64,
    /// The e-mail address, or empty.
    pub email: Option<String>,
    /// The phone number, or empty.
    pub phone: Option<String>,
    /// Street and house number, or empty.
    pub street: Option<String>,
    /// The postal code, or empty.
    pub postal_code: Option<String>,
    /// The city, or empty.
    pub city: Option<String>,
    /// The country, two letters of ISO 3166, or empty.
    pub country: Option<String>,
}

/// The company of a viewer of the portal.
pub async fn seen(app: &App, viewer: &Viewer) -> Result<Company, Error> {
    let facilities = portal::facilities(app, viewer).await?;
    let mut conn = app.store.read().await?;
    let customer = customer_rows::get(&mut conn, viewer.organization, viewer.customer).await?;
    Ok(Company {
        customer: customer.ok_or_else(|| Error::not_found("such customer"))?,
        contacts: contact_rows::first_of_customer(&mut conn, viewer.organization, viewer.customer, MOST).await?,
        facilities,
        may_edit: viewer.user.is_some() && viewer.may(Permission::EditCustomerData, app.now()).allowed,
    })
}

/// One contact of the viewer's company.
pub async fn contact(app: &App, viewer: &Viewer, number: &str) -> Result<ContactRow, Error> {
    portal::allowed(&viewer.may(Permission::ViewCustomerData, app.now()), Permission::ViewCustomerData)?;
    let mut conn = app.store.read().await?;
    let found = contact_rows::by_number(&mut conn, viewer.organization, number).await?;
    found.filter(|c| c.customer_id == viewer.customer).ok_or_else(|| Error::not_found("such contact"))
}

/// Changes the company's data as one of its own users. Contacts are changed with [`super::contacts`].
///
/// # Errors
/// Every field that cannot be taken; a conflict when somebody changed the customer meanwhile.
pub async fn edit(app: &App, by: &Actor, change: &CompanyChange) -> Result<CustomerDetail, Error> {
    let mut tx = app.store.begin().await?;
    let own = acting::acting_alone(app, &mut tx, by, Permission::EditCustomerData).await?.customer.id;
    let before = customer_rows::get(&mut tx, by.organization, own).await?;
    let before = before.ok_or_else(|| Error::not_found("such customer"))?;
    let edit = CustomerEdit {
        version: change.version,
        email: change.email.clone(),
        phone: change.phone.clone(),
        street: change.street.clone(),
        postal_code: change.postal_code.clone(),
        city: change.city.clone(),
        country: change.country.clone(),
        ..CustomerEdit::of(&before)
    };
    let after = edit_own(app, &mut tx, by, before, &edit).await?;
    tx.commit().await?;
    Ok(after)
}
