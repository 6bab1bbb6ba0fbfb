//! `/code`: an address and a code that was read aloud lead to the invitation (R7). The page never tells whether an address is
//! known, and names no organization.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect};

use crate::service::Error;
use crate::service::customer_sign_in;

use super::super::failure::Failure;
use super::super::form::Sent;
use super::super::gate::Origin;
use super::super::look::Look;
use super::super::page::{Answer, Page, render};
use super::super::state::Portal;
use super::super::tie::Tie;

#[derive(Template)]
#[template(path = "portal/templates/code.html")]
struct CodePage {
    page: Page,
    csrf: String,
    email: String,
}

fn answer(page: Page, tie: &Tie, email: String) -> Answer {
    tie.bind(render(page.status(), &CodePage { page, csrf: tie.token(), email }))
}

/// `GET /code`
pub(in super::super) async fn show(State(portal): State<Portal>, origin: Origin, headers: HeaderMap) -> Answer {
    let page = Page::new(Look::neutral(origin.language), "code-title");
    answer(page, &Tie::of(&portal, &headers), String::new())
}

/// `POST /code`: to the invitation's page, through a link of its own.
pub(in super::super) async fn enter(
    State(portal): State<Portal>,
    origin: Origin,
    Sent { headers, fields }: Sent,
) -> Answer {
    let look = Look::neutral(origin.language);
    let tie = Tie::of(&portal, &headers);
    let (email, code) = (fields.line("email", 320), fields.line("code", 64));

    let mut page = Page::new(look.clone(), "code-title");
    let fits = tie.fits(fields.get("csrf"));
    for (wrong, field, problem) in [
        (!fits, "", "problem-form-old"),
        (fits && email.is_empty(), "email", "problem-email-missing"),
        (fits && code.is_empty(), "code", "problem-code-missing"),
    ] {
        if wrong {
            page.wrong_with(field, page.look.t(problem));
        }
    }
    if page.errors.is_empty() {
        match customer_sign_in::redeem(&portal.app, &email, &code, &origin.client()).await {
            Ok(token) => return Ok(Redirect::to(&format!("/invitation/{}", token.reveal())).into_response()),
            Err(Error::SignedOut { .. }) => page.wrong_with("code", page.look.t("problem-code")),
            Err(e) => return Err(Failure::from(e).looking(&look)),
        }
    }
    answer(page, &tie, email)
}
