//! `/orders/new` and `/orders/{number}/edit`: orders that customers ask for, change and take back (R31).

use askama::Template;
use axum::extract::{Path, Request, State};
use axum::http::Uri;
use axum::response::Response;

use crate::domain::permission::Permission;
use crate::domain::state::{OrderKind, Urgency};
use crate::service::Error;
use crate::service::orders::wishes::{self, KINDS, NewWish, Wish, WishChange};
use crate::text;

use super::super::cookies::Notice;
use super::super::form::Fields;
use super::super::page::{Answer, Choice, Page, render};
use super::super::state::Portal;
use super::super::visit::{Admitted, Visit};
use super::done::{done_at, overtaken};
use super::order::{as_it_stands, check};
use super::orders::encoded;
use super::spot::{SpotForm, facility, object, spot, urgencies, urgency};

#[derive(Template)]
#[template(path = "portal/templates/order_new.html")]
struct NewPage {
    page: Page,
    csrf: String,
    /// The same for everything that this page sends: a second click is no second order.
    key: String,
    kinds: Vec<Choice>,
    title: String,
    description: String,
    urgencies: Vec<Choice>,
    spot: SpotForm,
}

/// `GET /orders/new`
pub(in super::super) async fn form(State(state): State<Portal>, Admitted(visit): Admitted, uri: Uri) -> Answer {
    may(&visit)?;
    let page = visit.page("order-new-title", "/orders");
    answer(&state, &visit, page, &Fields::of(&uri)).await
}

/// `POST /orders`: to the order, or the form again with everything that was typed.
pub(in super::super) async fn create(
    State(state): State<Portal>,
    Admitted(visit): Admitted,
    request: Request,
) -> Answer {
    may(&visit)?;
    let fields = visit.form(request).await?;
    let urgency = urgency(&fields);
    let new = NewWish {
        // What is none of the choices is refused by the service, as a work order is.
        kind: fields.get("kind").parse().unwrap_or(OrderKind::WorkOrder),
        title: fields.get("title").to_owned(),
        description: fields.get("description").to_owned(),
        urgency: urgency.as_ref().copied().unwrap_or(Urgency::Normal),
        facility: facility(&fields),
        object: object(&fields),
        key: fields.line("key", 64),
    };
    let made = match urgency {
        Ok(_) => wishes::create(&state.app, &visit.session.actor(&visit.client), &new).await,
        Err(errors) => Err(errors.into()),
    };
    match made {
        Ok(number) => Ok(to(&state, &number, Notice::OrderAsked)),
        Err(Error::Invalid(errors)) => {
            let mut page = visit.page("order-new-title", "/orders");
            page.refuse(&errors);
            answer(&state, &visit, page, &fields).await
        }
        Err(e) => Err(visit.failed(e)),
    }
}

/// Whoever asks for orders also sees them.
fn may(visit: &Visit) -> Result<(), super::super::failure::Refusal> {
    visit.needs(Permission::ViewOrders)?;
    visit.needs(Permission::ManageOrders)
}

fn to(state: &Portal, number: &str, notice: Notice) -> Response {
    done_at(state, &format!("/orders/{}", encoded(number)), notice)
}

async fn answer(state: &Portal, visit: &Visit, page: Page, typed: &Fields) -> Answer {
    let key = match typed.line("key", 64).as_str() {
        "" => state.app.random.uuid(state.app.now()).simple().to_string(),
        key => key.to_owned(),
    };
    let chosen = typed.get("kind").parse().unwrap_or(OrderKind::ServiceOrder);
    let kind = |kind: OrderKind| Choice {
        value: kind.to_string(),
        text: page.look.t(&format!("order-ask-{kind}")),
        chosen: kind == chosen,
    };
    let template = NewPage {
        csrf: visit.session.csrf.clone(),
        key,
        kinds: KINDS.map(kind).into(),
        title: text::line(typed.get("title")),
        description: text::lines(typed.get("description")),
        urgencies: urgencies(&page.look, typed.get("urgency").parse().unwrap_or(Urgency::Normal)),
        spot: spot(state, visit, typed).await?,
        page,
    };
    render(template.page.status(), &template)
}

#[derive(Template)]
#[template(path = "portal/templates/order_edit.html")]
struct EditPage {
    page: Page,
    csrf: String,
    number: String,
    /// The number as a part of an address.
    encoded: String,
    version: i64,
    title: String,
    description: String,
}

/// `GET /orders/{number}/edit`
pub(in super::super) async fn edit_form(
    State(state): State<Portal>,
    Admitted(visit): Admitted,
    Path(number): Path<String>,
) -> Answer {
    may(&visit)?;
    check(&visit, &number)?;
    let wish = wishes::seen(&state.app, &visit.viewer, &number).await.map_err(|e| visit.failed(e))?;
    let page = visit.page("orders-title", "/orders");
    edit_answer(&visit, page, wish)
}

/// `POST /orders/{number}/edit`
pub(in super::super) async fn edit(
    State(state): State<Portal>,
    Admitted(visit): Admitted,
    Path(number): Path<String>,
    request: Request,
) -> Answer {
    may(&visit)?;
    check(&visit, &number)?;
    let fields = visit.form(request).await?;
    let change = WishChange {
        order: number.clone(),
        version: fields.get("version").parse().unwrap_or_default(),
        title: fields.get("title").to_owned(),
        description: fields.get("description").to_owned(),
    };
    match wishes::edit(&state.app, &visit.session.actor(&visit.client), &change).await {
        Ok(()) => Ok(to(&state, &number, Notice::OrderChanged)),
        Err(Error::Invalid(errors)) => {
            let mut page = visit.page("orders-title", "/orders");
            page.refuse(&errors);
            edit_answer(&visit, page, typed(&change, change.version))
        }
        Err(Error::Conflict { by, .. }) => {
            // Somebody was faster. What was typed stays in any case.
            let mut page = visit.page("orders-title", "/orders");
            let version = if let Ok(now) = wishes::seen(&state.app, &visit.viewer, &number).await {
                overtaken(&mut page, by.as_deref());
                // What they wrote is named, and it is the version to change now.
                let there = format!("{} – {}", text::line(&now.title), text::line(&now.description));
                page.wrong_with("", page.look.with("problem-order-now", "text", &there));
                now.version
            } else {
                page.stale = true;
                page.wrong_with("", page.look.t("problem-order-fixed"));
                change.version
            };
            edit_answer(&visit, page, typed(&change, version))
        }
        Err(e) => Err(visit.failed(e)),
    }
}

fn typed(change: &WishChange, version: i64) -> Wish {
    Wish {
        number: change.order.clone(),
        title: text::line(&change.title),
        description: text::lines(&change.description),
        version,
    }
}

fn edit_answer(visit: &Visit, mut page: Page, wish: Wish) -> Answer {
    page.title = page.look.with("order-edit-title", "number", &text::line(&wish.number));
    let template = EditPage {
        csrf: visit.session.csrf.clone(),
        number: text::line(&wish.number),
        encoded: encoded(&wish.number),
        version: wish.version,
        title: wish.title,
        description: wish.description,
        page,
    };
    render(template.page.status(), &template)
}

/// `POST /orders/{number}/cancel`
pub(in super::super) async fn cancel(
    State(state): State<Portal>,
    Admitted(visit): Admitted,
    Path(number): Path<String>,
    request: Request,
) -> Answer {
    may(&visit)?;
    check(&visit, &number)?;
    let fields = visit.form(request).await?;
    let version = fields.get("version").parse().unwrap_or_default();
    match wishes::cancel(&state.app, &visit.session.actor(&visit.client), &number, version).await {
        Ok(()) => Ok(to(&state, &number, Notice::OrderCancelled)),
        Err(Error::Conflict { by, .. }) => as_it_stands(&state, &visit, &number, by.as_deref()).await,
        Err(e) => Err(visit.failed(e)),
    }
}
