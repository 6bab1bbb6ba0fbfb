//! `/company/contacts/…`: the people of one's own company, added and changed by whoever edits its data (R41).

use askama::Template;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;

use crate::domain::permission::Permission;
use crate::service::Error;
use crate::service::company::{self, ContactRow};
use crate::service::contacts::{self, ContactChange, NewContact};
use crate::text;

use super::super::cookies::Notice;
use super::super::failure::{Failure, Refusal};
use super::super::form::Fields;
use super::super::page::{Answer, Page, render};
use super::super::state::Portal;
use super::super::visit::{Admitted, Visit};
use super::done::{done_at, overtaken};
use super::orders::{LONGEST_NUMBER, encoded};

#[derive(Template)]
#[template(path = "portal/templates/company_contact.html")]
struct ContactPage {
    page: Page,
    csrf: String,
    action: String,
    /// For a new one: the same for everything that this page sends.
    key: String,
    /// For one that is there: the version that was looked at.
    version: i64,
    values: Values,
}

#[derive(Default)]
struct Values {
    first_name: String,
    last_name: String,
    title: String,
    email: String,
    phone: String,
    mobile: String,
}

impl Values {
    fn typed(fields: &Fields) -> Self {
        let typed = |name: &str| text::line(fields.get(name));
        Self {
            first_name: typed("first_name"),
            last_name: typed("last_name"),
            title: typed("title"),
            email: typed("email"),
            phone: typed("phone"),
            mobile: typed("mobile"),
        }
    }

    fn stored(row: &ContactRow) -> Self {
        Self {
            first_name: text::line(&row.first_name),
            last_name: text::line(&row.last_name),
            title: text::line(&row.title),
            email: text::line(&row.email),
            phone: text::line(&row.phone),
            mobile: text::line(&row.mobile),
        }
    }
}

const NEW: &str = "/company/contacts/new";

/// `GET /company/contacts/new`
pub(in super::super) async fn new(State(state): State<Portal>, Admitted(visit): Admitted) -> Answer {
    visit.needs(Permission::EditCustomerData)?;
    let template = ContactPage {
        page: visit.page("contact-new-title", "/company"),
        csrf: visit.session.csrf.clone(),
        action: NEW.to_owned(),
        key: state.app.random.uuid(state.app.now()).simple().to_string(),
        version: 0,
        values: Values::default(),
    };
    render(StatusCode::OK, &template)
}

/// `POST /company/contacts/new`
pub(in super::super) async fn add(State(state): State<Portal>, Admitted(visit): Admitted, request: Request) -> Answer {
    visit.needs(Permission::EditCustomerData)?;
    let fields = visit.form(request).await?;
    let own = company::seen(&state.app, &visit.viewer).await.map_err(|e| visit.failed(e))?;
    let typed = |name: &str| fields.get(name).to_owned();
    let new = NewContact {
        customer: own.customer.row.number,
        first_name: typed("first_name"),
        last_name: typed("last_name"),
        title: typed("title"),
        email: typed("email"),
        phone: typed("phone"),
        mobile: typed("mobile"),
        key: fields.line("key", 64),
    };
    match contacts::create(&state.app, &visit.session.actor(&visit.client), &new).await {
        Ok(_) => Ok(done_at(&state, "/company", Notice::ContactAdded)),
        Err(Error::Invalid(errors)) => {
            let mut page = visit.page("contact-new-title", "/company");
            page.refuse(&errors);
            let values = Values::typed(&fields);
            let csrf = visit.session.csrf.clone();
            let template = ContactPage { page, csrf, action: NEW.to_owned(), key: new.key, version: 0, values };
            render(template.page.status(), &template)
        }
        Err(e) => Err(visit.failed(e)),
    }
}

async fn own(state: &Portal, visit: &Visit, number: &str) -> Result<ContactRow, Refusal> {
    visit.needs(Permission::EditCustomerData)?;
    if number.len() > LONGEST_NUMBER || number.contains(text::is_unsafe) {
        return Err(visit.failed(Failure::NotFound));
    }
    company::contact(&state.app, &visit.viewer, number).await.map_err(|e| visit.failed(e))
}

fn answer(visit: &Visit, page: Page, row: &ContactRow, version: i64, values: Values) -> Answer {
    let action = format!("/company/contacts/{}", encoded(&row.number));
    let csrf = visit.session.csrf.clone();
    let template = ContactPage { page, csrf, action, key: String::new(), version, values };
    render(template.page.status(), &template)
}

/// `GET /company/contacts/{number}`
pub(in super::super) async fn form(
    State(state): State<Portal>,
    Admitted(visit): Admitted,
    Path(number): Path<String>,
) -> Answer {
    let row = own(&state, &visit, &number).await?;
    answer(&visit, visit.page("contact-edit-title", "/company"), &row, row.version, Values::stored(&row))
}

/// `POST /company/contacts/{number}`
pub(in super::super) async fn save(
    State(state): State<Portal>,
    Admitted(visit): Admitted,
    Path(number): Path<String>,
    request: Request,
) -> Answer {
    let row = own(&state, &visit, &number).await?;
    let fields = visit.form(request).await?;
    let typed = |name: &str| Some(fields.get(name).to_owned());
    let change = ContactChange {
        number: row.number.clone(),
        version: fields.get("version").parse().unwrap_or_default(),
        first_name: typed("first_name"),
        last_name: typed("last_name"),
        title: typed("title"),
        email: typed("email"),
        phone: typed("phone"),
        mobile: typed("mobile"),
    };
    let mut page = visit.page("contact-edit-title", "/company");
    match contacts::edit(&state.app, &visit.session.actor(&visit.client), &change).await {
        Ok(_) => Ok(done_at(&state, "/company", Notice::ContactSaved)),
        Err(Error::Invalid(errors)) => {
            page.refuse(&errors);
            answer(&visit, page, &row, change.version, Values::typed(&fields))
        }
        Err(Error::Conflict { by, .. }) => {
            overtaken(&mut page, by.as_deref());
            answer(&visit, page, &row, row.version, Values::typed(&fields))
        }
        Err(e) => Err(visit.failed(e)),
    }
}
