//! `/invitation/{token}`: looking changes nothing, however often; the form takes the invitation, once (R7).

use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;

use crate::service::Error;
use crate::service::customer_sign_in::{self, Accepting, Offer};
use crate::service::phrase;
use crate::service::token::{Token, TokenKind};

use super::super::failure::{Failure, Refusal};
use super::super::form::Sent;
use super::super::gate::Origin;
use super::super::look::Look;
use super::super::page::{Answer, Page, render};
use super::super::state::Portal;
use super::super::tie::Tie;
use super::login::lead_on;

#[derive(Template)]
#[template(path = "portal/templates/invitation.html")]
struct InvitationPage {
    page: Page,
    csrf: String,
    customer: String,
    name: String,
    email: String,
    until: String,
    lead: String,
    known: bool,
    suggestion: String,
}

/// What the address offers; a plain page when it is nothing (any more).
async fn offered(portal: &Portal, shown: &str, origin: &Origin) -> Result<(Token, Offer), Refusal> {
    let neutral = Look::neutral(origin.language);
    let token = Token::parse(TokenKind::Invitation, shown).ok_or_else(|| Failure::NoInvitation.looking(&neutral))?;
    match customer_sign_in::offer(&portal.app, &token).await {
        Ok(offer) => Ok((token, offer)),
        Err(e) => Err(lost(e).looking(&neutral)),
    }
}

fn lost(error: Error) -> Failure {
    match error {
        Error::NotFound { .. } => Failure::NoInvitation,
        Error::Conflict { .. } => Failure::Gone,
        Error::Denied { .. } => Failure::Off,
        e => Failure::from(e),
    }
}

fn page_of(offer: &Offer) -> Page {
    let look = Look::of(offer.language, &offer.time_zone, &offer.organization_name, &offer.accent)
        .with_logo(offer.logo_key.as_deref());
    let mut page = Page::new(look, "portal-name");
    page.title = page.look.with("invitation-title", "organization", &page.look.name());
    page
}

fn answer(portal: &Portal, page: Page, offer: &Offer, tie: &Tie) -> Answer {
    let lead = if offer.has_password { "invitation-lead-known" } else { "invitation-lead" };
    let template = InvitationPage {
        csrf: tie.token(),
        customer: crate::text::line(&offer.customer),
        name: crate::text::line(&offer.name),
        email: offer.email.clone(),
        until: page.look.moment(offer.expires_at),
        lead: page.look.t(lead),
        known: offer.has_password,
        suggestion: phrase::suggest(&portal.app.random),
        page,
    };
    tie.bind(render(template.page.status(), &template))
}

/// `GET /invitation/{token}`
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

/// `POST /invitation/{token}`
pub(in super::super) async fn accept(
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
    let (client, password) = (origin.client(), fields.get("password"));
    if password.is_empty() {
        page.wrong_with("password", page.look.t("problem-password-missing"));
        return answer(&portal, page, &offer, &tie);
    }
    match customer_sign_in::accept(&portal.app, &token, &Accepting { password, client: &client }).await {
        Ok(entered) => lead_on(&portal, entered, &page.look).await,
        Err(Error::Invalid(errors)) => {
            page.refuse(&errors);
            answer(&portal, page, &offer, &tie)
        }
        Err(e) => Err(lost(e).looking(&page.look)),
    }
}
