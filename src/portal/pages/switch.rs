//! `/switch`: one person, several customers (R4); and the way out.

use askama::Template;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Redirect;

use crate::domain::CustomerUserId;
use crate::service::customer_sign_in;
use crate::text;

use super::super::cookies::Notice;
use super::super::failure::{Failure, Refusal};
use super::super::page::{Answer, Page, render};
use super::super::state::Portal;
use super::super::visit::{Arrived, Reading, Visit, signed_out};

#[derive(Template)]
#[template(path = "portal/templates/switch.html")]
struct SwitchPage {
    page: Page,
    csrf: String,
    choices: Vec<Open>,
}

struct Open {
    user: String,
    name: String,
    current: bool,
}

/// `GET /`: to the first part of the portal that the person may see.
pub(in super::super) async fn home(visit: Reading) -> Redirect {
    Redirect::to(visit.start())
}

/// `GET /switch`. Open to somebody whose present customer is closed: another one may not be.
pub(in super::super) async fn show(State(portal): State<Portal>, visit: Visit) -> Answer {
    if !visit.session.viewer.module_on {
        return Err(visit.failed(Failure::Off));
    }
    let choices = customer_sign_in::choices(&portal.app, &visit.session).await.map_err(|e| visit.failed(e))?;
    if choices.is_empty() {
        return Err(visit.failed(Failure::NoAccess));
    }
    let mut page = visit.page("switch-title", "/switch");
    page.nav = Vec::new();
    let choices = choices
        .into_iter()
        .map(|c| Open {
            current: c.user == visit.session.user,
            user: c.user.to_string(),
            name: text::line(&c.customer),
        })
        .collect();
    render(StatusCode::OK, &SwitchPage { page, csrf: visit.session.csrf.clone(), choices })
}

/// `POST /switch`
pub(in super::super) async fn switch(
    State(portal): State<Portal>,
    visit: Visit,
    request: Request,
) -> Result<Redirect, Refusal> {
    let fields = visit.form(request).await?;
    if !visit.session.viewer.module_on {
        return Err(visit.failed(Failure::Off));
    }
    let user: CustomerUserId = fields.get("customer").parse().map_err(|_| visit.failed(Failure::NotFound))?;
    customer_sign_in::switch(&portal.app, &visit.session, user).await.map_err(|e| visit.failed(e))?;
    Ok(Redirect::to("/"))
}

/// `POST /logout`. Open to everybody who is signed in, admitted or not.
pub(in super::super) async fn logout(
    State(portal): State<Portal>,
    Arrived(visit): Arrived,
    request: Request,
) -> Answer {
    visit.form(request).await?;
    customer_sign_in::end(&portal.app, &visit.session, &visit.client).await.map_err(|e| visit.failed(e))?;
    Ok(signed_out(&portal, Some(Notice::SignedOut)))
}
