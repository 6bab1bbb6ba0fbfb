//! Editing a customer, and giving access on the way (R6). What is typed is read as a file's cells are, and what lists are
//! sorted and searched by follows from it in the same way, so that it does not matter where something was changed.

use chrono_tz::Tz;
use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use crate::domain::access::Scope;
use crate::domain::activity::Event;
use crate::domain::field::FieldErrors;
use crate::domain::permission::Role;
use crate::domain::staff::StaffPermission;
use crate::domain::state::Language;
use crate::domain::{AreaId, CustomerId};
use crate::service::access::{self, Grant, Granted};
use crate::service::activity::{About, record};
use crate::service::import::{Cell, Kind, derived, read_cell};
use crate::service::{Actor, App, Error};
use crate::store::activity::last_about_customer;
use crate::store::bulk::{self, Stored, Value, Write};
use crate::store::{Tx, customers, organizations, standing};

use super::CustomerDetail;

/// What a customer becomes; what is `None` stays.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CustomerEdit {
    /// Which.
    pub customer: CustomerId,
    /// The version that was looked at.
    pub version: i64,
    /// The name, 1 to 200 characters.
    pub name: Option<String>,
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
    /// The language of letters, or none of its own.
    pub language: Option<Option<Language>>,
    /// The area (R10), or none.
    pub area: Option<Option<AreaId>>,
    /// The assigned technician, or empty.
    pub technician: Option<String>,
    /// Managed by the organization (R8).
    pub managed: Option<bool>,
    /// Whom to give access as well: the person at the customer's e-mail address.
    pub give_access: Option<GiveAccess>,
}

/// The person at the customer's e-mail address, who is given access with the change (R6).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GiveAccess {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The role; for corporate customers only (R3).
    pub role: Option<Role>,
    /// Which facilities (R12).
    pub scope: Scope,
}

/// What came of a change.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Edited {
    /// The customer as it is now.
    pub customer: CustomerDetail,
    /// What was changed, as it was.
    pub before: Map<String, Json>,
    /// The same, as it is now.
    pub after: Map<String, Json>,
    /// The invitation, if access was given.
    pub granted: Option<Granted>,
}

impl CustomerEdit {
    /// A change of nothing.
    pub const fn of(customer: &CustomerDetail) -> Self {
        Self {
            customer: customer.row.id,
            version: customer.row.version,
            name: None,
            email: None,
            phone: None,
            street: None,
            postal_code: None,
            city: None,
            country: None,
            language: None,
            area: None,
            technician: None,
            managed: None,
            give_access: None,
        }
    }

    /// What is typed, by the names of the columns.
    const fn typed(&self) -> [(&'static str, Option<&String>); 8] {
        [
            ("name", self.name.as_ref()),
            ("email", self.email.as_ref()),
            ("phone", self.phone.as_ref()),
            ("street", self.street.as_ref()),
            ("postal_code", self.postal_code.as_ref()),
            ("city", self.city.as_ref()),
            ("country", self.country.as_ref()),
            ("technician", self.technician.as_ref()),
        ]
    }

    /// Puts what changes over what is stored; what cannot be taken is noted, and stays as it is.
    fn put_over(&self, values: &mut [Value], errors: &mut FieldErrors) {
        let mut put = |name: &str, value: Value| {
            if let Some(place) = Kind::Customers.place(name).and_then(|at| values.get_mut(at)) {
                *place = value;
            }
        };
        for (name, typed) in self.typed() {
            let field = Kind::Customers.fields().iter().find(|f| f.name == name);
            let (Some(typed), Some(field)) = (typed, field) else { continue };
            match read_cell(field, typed, Tz::UTC) {
                Ok(Cell::Value(value)) => put(name, value),
                Ok(_) => {}
                Err(why) => errors.add(name, code(name), why),
            }
        }
        if let Some(language) = self.language {
            put("language", language.map_or(Value::Null, |l| Value::Text(l.as_str().to_owned())));
        }
        if let Some(area) = self.area {
            put("area", area.map_or(Value::Null, |id| Value::Id(id.0)));
        }
        if let Some(managed) = self.managed {
            put("managed", Value::Bool(managed));
        }
    }
}

const fn code(name: &str) -> &'static str {
    match name.as_bytes() {
        b"name" => "customer-name",
        b"email" => "email-invalid",
        b"country" => "country",
        _ => "too-long",
    }
}

/// Changes a customer, and gives the person at its e-mail address access if that is wished (R6): all of it or nothing.
/// Needs *edit customers* in the area, also in the one that the customer comes to; giving access needs *grant access*.
/// Nothing different changes nothing.
///
/// # Errors
/// Every field that cannot be taken, those of the grant too; a conflict that names who changed the customer meanwhile.
pub async fn edit(app: &App, by: &Actor, edit: &CustomerEdit) -> Result<Edited, Error> {
    let mut tx = app.store.begin().await?;
    let edited = edit_in(app, &mut tx, by, edit).await?;
    tx.commit().await?;
    Ok(edited)
}

/// What [`edit`] would do, with everything that it would refuse. Nothing is kept and nobody is invited.
pub async fn preview_edit(app: &App, by: &Actor, edit: &CustomerEdit) -> Result<Edited, Error> {
    let mut tx = app.store.begin().await?;
    let edited = edit_in(app, &mut tx, by, edit).await?;
    Ok(Edited { granted: None, ..edited })
}

/// The same for a customer's own user, who was asked whether they may edit its data (R41); of `edit` only what stands in
/// its columns.
pub(in crate::service) async fn edit_own(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    before: CustomerDetail,
    edit: &CustomerEdit,
) -> Result<CustomerDetail, Error> {
    let edit = CustomerEdit { area: None, give_access: None, ..edit.clone() };
    Ok(edit_at(app, tx, by, before, &edit).await?.customer)
}

async fn edit_in(app: &App, tx: &mut Tx, by: &Actor, edit: &CustomerEdit) -> Result<Edited, Error> {
    let before = allowed(tx, by, edit).await?;
    edit_at(app, tx, by, before, edit).await
}

async fn edit_at(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    before: CustomerDetail,
    edit: &CustomerEdit,
) -> Result<Edited, Error> {
    let (stored, areas) = (stored(tx, by, &before).await?, organizations::areas(tx, by.organization).await?);
    let mut errors = FieldErrors::new();
    let mut values = stored.values.clone();
    edit.put_over(&mut values, &mut errors);
    if let Some(Some(area)) = edit.area {
        if areas.iter().any(|(id, _)| *id == area) {
            by.may(StaffPermission::EditCustomers)?.in_area(Some(area))?;
        } else {
            errors.add("area", "area-unknown", "is no area of your organization");
        }
    } else if edit.area.is_some() && before.row.area_id.is_some() {
        by.may(StaffPermission::EditCustomers)?.in_area(None)?;
    }
    let grant = edit.give_access.as_ref().map(|give| granting(edit, give, &values, &errors));
    if errors != FieldErrors::new() {
        if let (Some(grant), Some(at)) = (&grant, standing::get(tx, by.organization, edit.customer).await?) {
            access::wrong_with(tx, by, &at, grant, &mut errors).await?;
        }
        return Err(errors.into());
    }
    let (was, is) = differences(&stored.values, &values, &areas);
    // What is so already is no conflict: a form that arrives twice.
    if edit.version != before.row.version && !(is.is_empty() && grant.is_none()) {
        return Err(overtaken(tx, by, &before).await?);
    }
    if !is.is_empty() {
        save(app, tx, by, &before, Stored { values, ..stored }).await?;
        let title = format!("{} {}", before.row.number, before.row.name);
        let about = About { customer: Some(edit.customer), subject: title, ..About::default() };
        record(app, tx, by, Event::CustomerEdited, about, json!({ "before": was, "after": is })).await?;
    }
    let granted = match &grant {
        Some(grant) => Some(access::grant_in(app, tx, by, grant).await?),
        None => None,
    };
    let customer = customers::get(tx, by.organization, edit.customer).await?.ok_or_else(gone)?;
    Ok(Edited { customer, before: was, after: is, granted })
}

/// The customer, if `by` may do all of it where the customer is now.
async fn allowed(tx: &mut Tx, by: &Actor, edit: &CustomerEdit) -> Result<CustomerDetail, Error> {
    let granted = by.may(StaffPermission::EditCustomers)?;
    let before = customers::get(tx, by.organization, edit.customer).await?.ok_or_else(gone)?;
    granted.in_area(before.row.area_id)?;
    if edit.give_access.is_some() {
        by.may(StaffPermission::GrantAccess)?.in_area(before.row.area_id)?;
    }
    Ok(before)
}

fn gone() -> Error {
    Error::not_found("such customer (any more)")
}

/// The columns as they are stored.
async fn stored(tx: &mut Tx, by: &Actor, customer: &CustomerDetail) -> Result<Stored, Error> {
    let found = bulk::by_number(tx, by.organization, &bulk::CUSTOMER, &[&customer.row.number]).await?;
    found.into_iter().next().map(|(_, stored)| stored).ok_or_else(gone)
}

/// Whom access is given: the person at the address that the customer has after the change.
fn granting(edit: &CustomerEdit, give: &GiveAccess, values: &[Value], errors: &FieldErrors) -> Grant {
    let kept = Kind::Customers.place("email").and_then(|at| values.get(at)).map_or("", Value::text);
    let email = match &edit.email {
        Some(typed) if errors.of("email").is_some() => typed.clone(),
        _ => kept.to_owned(),
    };
    Grant {
        customer: edit.customer,
        email,
        first_name: give.first_name.clone(),
        last_name: give.last_name.clone(),
        role: give.role,
        language: None,
        contact: None,
        scope: give.scope.clone(),
        send_to: None,
    }
}

/// Before and after of what differs, by the names of the columns.
fn differences(old: &[Value], new: &[Value], areas: &[(AreaId, String)]) -> (Map<String, Json>, Map<String, Json>) {
    let shown = |value: &Value| match value {
        Value::Text(text) => json!(text),
        Value::Bool(on) => json!(on),
        Value::Id(id) => areas.iter().find(|(area, _)| area.0 == *id).map_or(Json::Null, |(_, name)| json!(name)),
        _ => Json::Null,
    };
    let (mut was, mut is) = (Map::new(), Map::new());
    for (field, (old, new)) in Kind::Customers.fields().iter().zip(old.iter().zip(new)) {
        if old != new {
            was.insert(field.name.to_owned(), shown(old));
            is.insert(field.name.to_owned(), shown(new));
        }
    }
    (was, is)
}

/// Writes the columns with everything that follows from them.
async fn save(app: &App, tx: &mut Tx, by: &Actor, before: &CustomerDetail, row: Stored) -> Result<(), Error> {
    let number = before.row.number.clone();
    let derived = derived(Kind::Customers, &number, &row.values);
    let write = Write { id: row.id, version: before.row.version, number, values: row.values, derived };
    if bulk::update(tx, by.organization, &bulk::CUSTOMER, app.now(), &[write]).await? == 1 {
        return Ok(());
    }
    Err(overtaken(tx, by, before).await?)
}

/// Says who was faster.
async fn overtaken(tx: &mut Tx, by: &Actor, now: &CustomerDetail) -> Result<Error, Error> {
    let who = last_about_customer(tx, by.organization, now.row.id, now.row.updated_at).await?;
    Ok(Error::overtaken(who, |who| {
        format!(
            "{} {} was changed by {who} meanwhile; nothing was saved, look at the new state and save again",
            now.row.number, now.row.name
        )
    }))
}
