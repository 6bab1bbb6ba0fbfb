//! `/login/second`: the second factor, after the password and before any session (R22).

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::Response;

use crate::service::Error;
use crate::service::second_factor::{self, Proof, Waiting};
use crate::service::token::Token;

use super::super::cookies::Notice;
use super::super::failure::{Failure, Refusal};
use super::super::form::Sent;
use super::super::gate::Origin;
use super::super::look::Look;
use super::super::page::{Answer, Page, render, scripted};
use super::super::state::Portal;
use super::super::tie::Tie;
use super::login::entered;
use super::passkey::Asking;

#[derive(Template)]
#[template(path = "portal/templates/second.html")]
struct SecondPage {
    page: Page,
    csrf: String,
    /// Whether a code can be typed: of an app or a recovery code.
    codes: bool,
    app: bool,
    asking: Option<Asking>,
}

/// The step in the browser's cookie and what it waits for; the sign-in page when there is none, or it is over.
async fn step(portal: &Portal, headers: &HeaderMap) -> Result<(Token, Waiting), Refusal> {
    let Some(token) = portal.cookies.step(headers) else { return Err(Failure::SignIn.into()) };
    match second_factor::waiting(&portal.app, &token).await {
        Ok(waiting) => Ok((token, waiting)),
        Err(Error::SignedOut { .. }) => Err(over(portal)),
        Err(e) => Err(e.into()),
    }
}

/// To the sign-in page, which says why.
fn over(portal: &Portal) -> Refusal {
    let mut response = axum::response::IntoResponse::into_response(Failure::SignIn);
    let cookies = [portal.cookies.end_step(), portal.cookies.notify(Notice::StepOver)];
    for cookie in cookies.into_iter().flatten() {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Refusal::with(response)
}

fn page_of(waiting: &Waiting) -> Page {
    let look = Look::of(waiting.language, &waiting.time_zone, &waiting.organization_name, &waiting.accent)
        .with_logo(waiting.logo_key.as_deref());
    Page::new(look, "second-title")
}

fn answer(page: Page, waiting: Waiting, tie: &Tie) -> Answer {
    let template = SecondPage {
        csrf: tie.token(),
        codes: waiting.held.app || waiting.held.codes > 0,
        app: waiting.held.app,
        asking: waiting.question.map(Asking::from),
        page,
    };
    tie.bind(scripted(render(template.page.status(), &template)))
}

/// `GET /login/second`
pub(in super::super) async fn show(State(portal): State<Portal>, headers: HeaderMap) -> Answer {
    let (_, waiting) = step(&portal, &headers).await?;
    answer(page_of(&waiting), waiting, &Tie::of(&portal, &headers))
}

/// `POST /login/second`: a code, or what a passkey answered.
pub(in super::super) async fn enter(
    State(portal): State<Portal>,
    origin: Origin,
    Sent { headers, fields }: Sent,
) -> Answer {
    let tie = Tie::of(&portal, &headers);
    let Some(token) = portal.cookies.step(&headers) else { return Err(Failure::SignIn.into()) };
    let (code, passkey) = (fields.line("code", 64), fields.get("passkey"));
    let refused = if !tie.fits(fields.get("csrf")) {
        Err(("", "problem-form-old"))
    } else if passkey.is_empty() && code.is_empty() {
        Err(("code", "problem-code-missing"))
    } else {
        let proof = if passkey.is_empty() { Proof::Code(&code) } else { Proof::Passkey(passkey) };
        match second_factor::finish(&portal.app, &token, proof, &origin.client()).await {
            Ok(session) => return Ok(without_step(&portal, entered(&portal, &session).await?)),
            Err(Error::SignedOut { .. }) => return Err(over(&portal)),
            Err(Error::Invalid(errors)) => Ok(errors),
            Err(e) => return Err(e.into()),
        }
    };
    let (_, waiting) = step(&portal, &headers).await?;
    let mut page = page_of(&waiting);
    match refused {
        Ok(errors) => page.refuse(&errors),
        Err((field, problem)) => page.wrong_with(field, page.look.t(problem)),
    }
    answer(page, waiting, &tie)
}

fn without_step(portal: &Portal, mut response: Response) -> Response {
    portal.cookies.end_step().map(|cookie| response.headers_mut().append(SET_COOKIE, cookie));
    response
}
