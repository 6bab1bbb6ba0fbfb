//! `/password/{token}`: a new password with a link that staff sent; looking changes nothing, the form takes the link, once.
//! `/password`: a password of one's own in the place of a temporary one (R17).

use askama::Template;
use axum::extract::{Path, Request, State};
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse as _, Redirect};

use crate::service::customer_sign_in::{self, ResetOffer};
use crate::service::token::{Token, TokenKind};
use crate::service::{Error, phrase};
use crate::text;

use super::super::cookies::Notice;
use super::super::failure::{Failure, Refusal};
use super::super::form::Sent;
use super::super::gate::Origin;
use super::super::look::Look;
use super::super::page::{Answer, Page, render};
use super::super::state::Portal;
use super::super::tie::Tie;
use super::super::visit::{Arrived, Visit};
use super::login::{entered, lead_on};

#[derive(Template)]
#[template(path = "portal/templates/password.html")]
struct PasswordPage {
    page: Page,
    csrf: String,
    /// The name of the one field.
    field: &'static str,
    lead: String,
    name: String,
    email: String,
    /// Until when the link works.
    until: Option<String>,
    suggestion: String,
}

/// What the address offers; a plain page when it is nothing (any more).
async fn offered(portal: &Portal, shown: &str, origin: &Origin) -> Result<(Token, ResetOffer), Refusal> {
    let neutral = Look::neutral(origin.language);
    let token = Token::parse(TokenKind::Password, shown).ok_or_else(|| Failure::NoPasswordLink.looking(&neutral))?;
    match customer_sign_in::reset_offer(&portal.app, &token).await {
        Ok(offer) => Ok((token, offer)),
        Err(e) => Err(lost(e).looking(&neutral)),
    }
}

fn lost(error: Error) -> Failure {
    match error {
        Error::NotFound { .. } => Failure::NoPasswordLink,
        Error::Conflict { .. } => Failure::PasswordLinkOver,
        Error::Denied { .. } => Failure::Off,
        e => Failure::from(e),
    }
}

fn page_of(offer: &ResetOffer) -> Page {
    let look = Look::of(offer.language, &offer.time_zone, &offer.organization_name, &offer.accent)
        .with_logo(offer.logo_key.as_deref());
    Page::new(look, "password-title")
}

fn answer(portal: &Portal, page: Page, offer: &ResetOffer, tie: &Tie) -> Answer {
    let template = PasswordPage {
        csrf: tie.token(),
        field: "password",
        lead: page.look.with("password-lead", "organization", &page.look.name()),
        name: text::line(&offer.name),
        email: text::line(&offer.email),
        until: Some(page.look.moment(offer.expires_at)),
        suggestion: phrase::suggest(&portal.app.random),
        page,
    };
    tie.bind(render(template.page.status(), &template))
}

/// `GET /password/{token}`
pub(in super::super) async fn show(
    State(portal): State<Portal>,
    Path(token): Path<String>,
    origin: Origin,
    headers: HeaderMap,
) -> Answer {
    let (_, offer) = offered(&portal, &token, &origin).await?;
    let tie = Tie::of(&portal, &headers);
    answer(&portal, page_of(&offer), &offer, &tie)
}

/// `POST /password/{token}`
pub(in super::super) async fn set(
    State(portal): State<Portal>,
    Path(token): Path<String>,
    origin: Origin,
    Sent { headers, fields }: Sent,
) -> Answer {
    let (token, offer) = offered(&portal, &token, &origin).await?;
    let tie = Tie::of(&portal, &headers);
    let mut page = page_of(&offer);
    if !tie.fits(fields.get("csrf")) {
        page.wrong_with("", page.look.t("problem-form-old"));
        return answer(&portal, page, &offer, &tie);
    }
    let password = fields.get("password");
    if password.is_empty() {
        page.wrong_with("password", page.look.t("problem-new-password-missing"));
        return answer(&portal, page, &offer, &tie);
    }
    match customer_sign_in::reset_password(&portal.app, &token, password, &origin.client()).await {
        Ok(entered) => lead_on(&portal, entered, &page.look).await,
        Err(Error::Invalid(errors)) => {
            page.refuse(&errors);
            answer(&portal, page, &offer, &tie)
        }
        Err(e) => Err(lost(e).looking(&page.look)),
    }
}

/// The frame without its ways to elsewhere: they all lead back here.
fn own_page(visit: &Visit) -> Page {
    let mut page = visit.page("password-own-title", "/password");
    page.nav = Vec::new();
    page
}

fn own_answer(portal: &Portal, visit: &Visit, page: Page) -> Answer {
    let template = PasswordPage {
        csrf: visit.session.csrf.clone(),
        field: "new_password",
        lead: page.look.t("password-own-lead"),
        name: text::line(&visit.session.name()),
        email: text::line(&visit.session.email),
        until: None,
        suggestion: phrase::suggest(&portal.app.random),
        page,
    };
    render(template.page.status(), &template)
}

/// `GET /password`; somebody whose password is their own already changes it on the account's page.
pub(in super::super) async fn ask(State(portal): State<Portal>, Arrived(visit): Arrived) -> Answer {
    visit.admitted()?;
    if !visit.session.must_replace {
        return Ok(Redirect::to("/account").into_response());
    }
    own_answer(&portal, &visit, own_page(&visit))
}

/// `POST /password`
pub(in super::super) async fn replace(
    State(portal): State<Portal>,
    Arrived(visit): Arrived,
    request: Request,
) -> Answer {
    visit.admitted()?;
    let fields = visit.form(request).await?;
    if !visit.session.must_replace {
        return Ok(Redirect::to("/account").into_response());
    }
    let mut page = own_page(&visit);
    let password = fields.get("new_password");
    if password.is_empty() {
        page.wrong_with("new_password", page.look.t("problem-new-password-missing"));
        return own_answer(&portal, &visit, page);
    }
    match customer_sign_in::replace_temporary(&portal.app, &visit.session, password, &visit.client).await {
        Ok(token) => {
            let mut response = entered(&portal, &token).await?;
            let said = portal.cookies.notify(Notice::Password);
            said.map(|cookie| response.headers_mut().append(SET_COOKIE, cookie));
            Ok(response)
        }
        // Replaced meanwhile in another window.
        Err(Error::Conflict { .. }) => Ok(Redirect::to("/account").into_response()),
        Err(Error::Invalid(errors)) => {
            page.refuse(&errors);
            own_answer(&portal, &visit, page)
        }
        Err(e) => Err(visit.failed(e)),
    }
}
