//! `/view/{token}`: staff look at the portal as a customer user (R24). Looking at the link changes nothing, so that nobody who
//! scans it uses it up; the button does, once. `/view/end` is the way out.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect};

use crate::service::Error;
use crate::service::token::{Token, TokenKind};
use crate::service::view_as::{self, Offered};
use crate::text;

use super::super::failure::{Failure, Refusal};
use super::super::form::Sent;
use super::super::gate::Origin;
use super::super::guard;
use super::super::look::Look;
use super::super::page::{Answer, Page, render};
use super::super::state::Portal;
use super::super::tie::Tie;
use super::super::viewing;

#[derive(Template)]
#[template(path = "portal/templates/view.html")]
struct ViewPage {
    page: Page,
    csrf: String,
    name: String,
    customer: String,
    email: String,
    by: String,
}

#[derive(Template)]
#[template(path = "portal/templates/view_over.html")]
struct OverPage {
    page: Page,
}

/// What the address offers; a plain page when it is nothing (any more).
async fn offered(portal: &Portal, shown: &str) -> Result<(Token, Offered), Refusal> {
    let token = Token::parse(TokenKind::ViewLink, shown).ok_or(Failure::NoView)?;
    match view_as::offered(&portal.app, &token).await {
        Ok(offer) => Ok((token, offer)),
        Err(e) => Err(lost(e).into()),
    }
}

fn lost(error: Error) -> Failure {
    match error {
        Error::NotFound { .. } => Failure::NoView,
        e => Failure::from(e),
    }
}

fn answer(origin: &Origin, offer: &Offered, tie: &Tie, fits: bool) -> Answer {
    let session = &offer.session;
    // For staff, who read it in the language of their browser.
    let look = Look::of(origin.language, &session.time_zone, &session.organization_name, &session.accent)
        .with_logo(session.logo_key.as_deref());
    let mut page = Page::new(look, "view-title");
    if !fits {
        page.wrong_with("", page.look.t("problem-form-old"));
    }
    let template = ViewPage {
        csrf: tie.token(),
        name: text::line(&session.name()),
        customer: text::line(&session.customer_name),
        email: text::line(&session.email),
        by: text::line(&offer.by),
        page,
    };
    tie.bind(render(template.page.status(), &template))
}

/// `GET /view/{token}`
pub(in super::super) async fn show(
    State(portal): State<Portal>,
    Path(token): Path<String>,
    origin: Origin,
    headers: HeaderMap,
) -> Answer {
    let (_, offer) = offered(&portal, &token).await?;
    answer(&origin, &offer, &Tie::of(&portal, &headers), true)
}

/// `POST /view/{token}`: what was looked at before in this browser, or by the same person in another, is over at once.
pub(in super::super) async fn start(
    State(portal): State<Portal>,
    Path(token): Path<String>,
    origin: Origin,
    Sent { headers, fields }: Sent,
) -> Answer {
    let (token, offer) = offered(&portal, &token).await?;
    let tie = Tie::of(&portal, &headers);
    if !tie.fits(fields.get("csrf")) {
        return answer(&origin, &offer, &tie, false);
    }
    let started = view_as::start(&portal.app, &token, &origin.client()).await;
    let started = started.map_err(lost)?;
    if let Some(before) = portal.cookies.view(&headers) {
        view_as::end(&portal.app, &before, &origin.client()).await?;
    }
    let mut response = Redirect::to("/").into_response();
    portal.cookies.start_view(&started).map(|cookie| response.headers_mut().append(SET_COOKIE, cookie));
    Ok(response)
}

/// `POST /view/end`: the one thing that a view may do.
pub(in super::super) async fn end(
    State(portal): State<Portal>,
    origin: Origin,
    Sent { headers, fields }: Sent,
) -> Answer {
    let mut response = Redirect::to("/view/end").into_response();
    if let Some(token) = portal.cookies.view(&headers)
        && let Some(viewing) = view_as::viewing(&portal.app, &token, &origin.client()).await?
    {
        if !guard::matches(fields.get("csrf"), &viewing.session.csrf) {
            let look = viewing::frame(&portal, &headers, &origin.client()).await;
            return Err(Failure::ForeignForm.looking(&look.unwrap_or_else(|| Look::neutral(origin.language))));
        }
        view_as::end(&portal.app, &token, &origin.client()).await?;
    }
    portal.cookies.end_view().map(|cookie| response.headers_mut().append(SET_COOKIE, cookie));
    Ok(response)
}

/// `GET /view/end`: after it.
pub(in super::super) async fn over(State(portal): State<Portal>, origin: Origin, headers: HeaderMap) -> Answer {
    if viewing::look(&portal, &headers, &origin.client()).await?.is_some() {
        // Nothing has ended.
        return Ok(Redirect::to("/").into_response());
    }
    let look = Look::remembered(&portal, &headers, origin.language).await;
    render(StatusCode::OK, &OverPage { page: Page::new(look, "failure-view-over-title") })
}
