//! Making and changing what a customer owns that is no device: contacts and facilities (R41).

use crate::domain::CustomerId;
use crate::service::contacts::{self, ContactChange, ContactRow, NewContact};
use crate::service::facilities::{self, FacilityChange, FacilityRow, NewFacility};
use crate::service::{Actor, App, Error, customers};

use super::super::dialogs::{Fetch, Form, SentKey, Values};
use super::super::msg::Job;
use super::super::screen::Cx;

/// The customer's number, by which the services know it.
async fn number_of(app: &App, by: &Actor, customer: CustomerId) -> Result<String, Error> {
    Ok(customers::get(app, by, customer).await?.row.number)
}

/// A new contact.
pub fn new_contact(customer: CustomerId) -> Form<ContactRow> {
    let key = SentKey::default();
    let job = move |values: &Values| {
        let (typed, key) = (values.clone(), key.clone());
        Job::new("create contact", move |app, by| async move {
            let new = NewContact {
                customer: number_of(&app, &by, customer).await?,
                first_name: typed.text("first_name"),
                last_name: typed.text("last_name"),
                title: typed.text("title"),
                email: typed.text("email"),
                phone: typed.text("phone"),
                mobile: typed.text("mobile"),
                key: key.of(&app),
            };
            contacts::create(&app, &by, &new).await
        })
    };
    let then = |contact: ContactRow, cx: &mut Cx<'_>| {
        cx.done(t!("contact-made", number = contact.number, name = contact.name()));
    };
    contact_fields(Form::new(t!("contact-new"), t!("create-verb"), job, then), None)
}

/// A contact as it is now, to be changed.
pub fn edit_contact(row: &ContactRow) -> Fetch<ContactRow> {
    let number = row.number.clone();
    let job = Job::new("contact", move |app, by| async move { contacts::get(&app, &by, &number).await });
    Fetch::new(t!("owned-edit", name = row.name()), job, |contact, cx| cx.push(contact_form(&contact)))
}

fn contact_form(contact: &ContactRow) -> Form<ContactRow> {
    let (number, version) = (contact.number.clone(), contact.version);
    let job = move |values: &Values| {
        let change = ContactChange {
            number: number.clone(),
            version,
            first_name: Some(values.text("first_name")),
            last_name: Some(values.text("last_name")),
            title: Some(values.text("title")),
            email: Some(values.text("email")),
            phone: Some(values.text("phone")),
            mobile: Some(values.text("mobile")),
        };
        Job::new("edit contact", move |app, by| async move { contacts::edit(&app, &by, &change).await })
    };
    let then = |contact: ContactRow, cx: &mut Cx<'_>| cx.done(t!("owned-saved", name = contact.name()));
    let form =
        Form::new(t!("owned-edit-number", number = contact.number, name = contact.name()), t!("save"), job, then);
    contact_fields(form, Some(contact))
}

fn contact_fields(form: Form<ContactRow>, now: Option<&ContactRow>) -> Form<ContactRow> {
    let of = |field: fn(&ContactRow) -> &str| now.map(field).unwrap_or_default().to_owned();
    form.text("first_name", t!("profile-first-name"), &of(|c| &c.first_name), "")
        .text("last_name", t!("profile-last-name"), &of(|c| &c.last_name), "")
        .text("title", t!("label-title"), &of(|c| &c.title), t!("contact-title-empty"))
        .text("email", t!("email-label"), &of(|c| &c.email), t!("field-none"))
        .text("phone", t!("company-phone"), &of(|c| &c.phone), t!("field-none"))
        .text("mobile", t!("contact-mobile"), &of(|c| &c.mobile), t!("field-none"))
}

/// A new facility.
pub fn new_facility(customer: CustomerId) -> Form<FacilityRow> {
    let job = move |values: &Values| {
        let typed = values.clone();
        Job::new("create facility", move |app, by| async move {
            let new = NewFacility {
                customer: number_of(&app, &by, customer).await?,
                name: typed.text("name"),
                street: typed.text("street"),
                postal_code: typed.text("postal_code"),
                city: typed.text("city"),
                country: typed.text("country"),
            };
            facilities::create(&app, &by, &new).await
        })
    };
    let then = |facility: FacilityRow, cx: &mut Cx<'_>| {
        cx.done(t!("facility-made", number = facility.number, name = facility.name));
    };
    let form = Form::new(t!("facility-new"), t!("create-verb"), job, then).say(t!("facility-new-say"));
    facility_fields(form, None)
}

/// A facility as it is now, to be changed.
pub fn edit_facility(row: &FacilityRow) -> Fetch<FacilityRow> {
    let number = row.number.clone();
    let job = Job::new("facility", move |app, by| async move { facilities::get(&app, &by, &number).await });
    Fetch::new(t!("owned-edit", name = row.name), job, |facility, cx| cx.push(facility_form(&facility)))
}

fn facility_form(facility: &FacilityRow) -> Form<FacilityRow> {
    let (number, version) = (facility.number.clone(), facility.version);
    let job = move |values: &Values| {
        let change = FacilityChange {
            number: number.clone(),
            version,
            name: Some(values.text("name")),
            street: Some(values.text("street")),
            postal_code: Some(values.text("postal_code")),
            city: Some(values.text("city")),
            country: Some(values.text("country")),
        };
        Job::new("edit facility", move |app, by| async move { facilities::edit(&app, &by, &change).await })
    };
    let then = |facility: FacilityRow, cx: &mut Cx<'_>| cx.done(t!("owned-saved", name = facility.name));
    let form =
        Form::new(t!("owned-edit-number", number = facility.number, name = facility.name), t!("save"), job, then);
    facility_fields(form, Some(facility))
}

fn facility_fields(form: Form<FacilityRow>, now: Option<&FacilityRow>) -> Form<FacilityRow> {
    let of = |field: fn(&FacilityRow) -> &str| now.map(field).unwrap_or_default().to_owned();
    form.text("name", t!("name"), &of(|f| &f.name), "")
        .text("street", t!("column-street"), &of(|f| &f.street), t!("field-none"))
        .text("postal_code", t!("company-postal-code"), &of(|f| &f.postal_code), t!("field-none"))
        .text("city", t!("company-city"), &of(|f| &f.city), t!("field-none"))
        .text("country", t!("company-country"), &of(|f| &f.country), t!("country-empty"))
}
