//! `/company`: the company as the organization knows it (R41): address, people, sites. Whoever may edits it; the name is not
//! theirs to change.

use askama::Template;
use axum::extract::{Request, State};
use axum::http::StatusCode;

use crate::domain::permission::Permission;
use crate::service::Error;
use crate::service::company::{self, Company, CompanyChange, ContactRow};
use crate::service::customers::CustomerDetail;
use crate::text;

use super::super::cookies::Notice;
use super::super::form::Fields;
use super::super::page::{Answer, Page, render};
use super::super::state::Portal;
use super::super::visit::{Admitted, Reading, Visit};
use super::done::{done_at, overtaken};
use super::orders::encoded;
use super::things::{Site, site};

#[derive(Template)]
#[template(path = "portal/templates/company.html")]
struct CompanyPage {
    page: Page,
    name: String,
    address: Vec<String>,
    phone: Reach,
    email: Reach,
    contacts: Vec<Person>,
    facilities: Vec<Site>,
    may_edit: bool,
}

/// Something to write or call to.
struct Reach {
    text: String,
    href: String,
}

struct Person {
    name: String,
    title: String,
    email: Reach,
    phones: Vec<Reach>,
    /// Where the contact is edited, for whoever may.
    edit: String,
}

/// `GET /company`
pub(in super::super) async fn show(State(state): State<Portal>, visit: Reading) -> Answer {
    visit.needs(Permission::ViewCustomerData)?;
    let Company { customer, contacts, facilities, may_edit } =
        company::seen(&state.app, &visit.viewer).await.map_err(|e| visit.failed(e))?;
    let template = CompanyPage {
        page: visit.page("company-title", "/company"),
        name: text::line(&customer.row.name),
        address: address(&customer),
        phone: call(&customer.row.phone),
        email: write(&customer.row.email),
        contacts: contacts.iter().map(person).collect(),
        facilities: facilities.iter().map(site).collect(),
        may_edit,
    };
    render(StatusCode::OK, &template)
}

fn address(customer: &CustomerDetail) -> Vec<String> {
    let town = format!("{} {}", text::line(&customer.postal_code), text::line(&customer.row.city));
    let lines = [text::line(&customer.street), town.trim().to_owned(), text::line(&customer.row.country)];
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

fn call(number: &str) -> Reach {
    let dialled: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    Reach { text: text::line(number), href: format!("tel:{dialled}") }
}

fn write(email: &str) -> Reach {
    const KEPT: percent_encoding::AsciiSet =
        percent_encoding::NON_ALPHANUMERIC.remove(b'.').remove(b'-').remove(b'_').remove(b'@');
    let href = format!("mailto:{}", percent_encoding::utf8_percent_encode(email, &KEPT));
    Reach { text: text::line(email), href }
}

fn person(row: &ContactRow) -> Person {
    let phones = [&row.phone, &row.mobile];
    Person {
        name: text::line(&row.name()),
        title: text::line(&row.title),
        email: write(&row.email),
        phones: phones.into_iter().filter(|p| !p.is_empty()).map(|p| call(p)).collect(),
        edit: format!("/company/contacts/{}", encoded(&row.number)),
    }
}

/// What the form shows: what is stored, or what was typed.
#[derive(Template)]
#[template(path = "portal/templates/company_edit.html")]
struct EditPage {
    page: Page,
    csrf: String,
    version: i64,
    email: String,
    phone: String,
    street: String,
    postal_code: String,
    city: String,
    country: String,
}

/// `GET /company/edit`
pub(in super::super) async fn form(State(state): State<Portal>, Admitted(visit): Admitted) -> Answer {
    visit.needs(Permission::EditCustomerData)?;
    let customer = own(&state, &visit).await?;
    let template = EditPage {
        page: visit.page("company-edit-title", "/company"),
        csrf: visit.session.csrf.clone(),
        version: customer.row.version,
        email: text::line(&customer.row.email),
        phone: text::line(&customer.row.phone),
        street: text::line(&customer.street),
        postal_code: text::line(&customer.postal_code),
        city: text::line(&customer.row.city),
        country: text::line(&customer.row.country),
    };
    render(StatusCode::OK, &template)
}

async fn own(state: &Portal, visit: &Visit) -> Result<CustomerDetail, super::super::failure::Refusal> {
    Ok(company::seen(&state.app, &visit.viewer).await.map_err(|e| visit.failed(e))?.customer)
}

/// `POST /company/edit`
pub(in super::super) async fn save(State(state): State<Portal>, Admitted(visit): Admitted, request: Request) -> Answer {
    visit.needs(Permission::EditCustomerData)?;
    let fields = visit.form(request).await?;
    let typed = |name: &str| Some(fields.get(name).to_owned());
    let change = CompanyChange {
        version: fields.get("version").parse().unwrap_or_default(),
        email: typed("email"),
        phone: typed("phone"),
        street: typed("street"),
        postal_code: typed("postal_code"),
        city: typed("city"),
        country: typed("country"),
    };
    let mut page = visit.page("company-edit-title", "/company");
    match company::edit(&state.app, &visit.session.actor(&visit.client), &change).await {
        Ok(_) => Ok(done_at(&state, "/company", Notice::Company)),
        Err(Error::Invalid(errors)) => {
            page.refuse(&errors);
            again(&visit, page, change.version, &fields)
        }
        Err(Error::Conflict { by, .. }) => {
            overtaken(&mut page, by.as_deref());
            let version = own(&state, &visit).await?.row.version;
            again(&visit, page, version, &fields)
        }
        Err(e) => Err(visit.failed(e)),
    }
}

/// The form again with what was typed.
fn again(visit: &Visit, page: Page, version: i64, fields: &Fields) -> Answer {
    let typed = |name: &str| text::line(fields.get(name));
    let template = EditPage {
        csrf: visit.session.csrf.clone(),
        version,
        email: typed("email"),
        phone: typed("phone"),
        street: typed("street"),
        postal_code: typed("postal_code"),
        city: typed("city"),
        country: typed("country"),
        page,
    };
    render(template.page.status(), &template)
}
