//! `/account/confirm`: the person shows again who they are, before something that matters (R22). The session goes on under a
//! new token.

use askama::Template;
use axum::extract::{Request, State};
use axum::http::Uri;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse as _, Redirect};

use crate::service::Error;
use crate::service::second_factor;

use super::super::form::Fields;
use super::super::page::{Answer, Page, render, scripted};
use super::super::state::Portal;
use super::super::visit::{Enrolling, Visit};
use super::passkey::Asking;
use super::second_factor::{HERE as SECOND_FACTOR, frame};

#[derive(Template)]
#[template(path = "portal/templates/confirm.html")]
struct ConfirmPage {
    page: Page,
    csrf: String,
    email: String,
    to: String,
    asking: Option<Asking>,
}

/// Where it goes on: one of ours by its name, never an address out of a request.
fn onward(to: &str) -> &'static str {
    match to {
        "passkeys" => "/account/passkeys",
        _ => SECOND_FACTOR,
    }
}

async fn answer(portal: &Portal, visit: &Visit, page: Page, to: &str) -> Answer {
    // Staff who look at the page as this person are not asked for the person's passkey (R24).
    let asked = if visit.is_view() {
        None
    } else {
        second_factor::question_to_elevate(&portal.app, &visit.session).await.map_err(|e| visit.failed(e))?
    };
    let template = ConfirmPage {
        csrf: visit.session.csrf.clone(),
        email: crate::text::line(&visit.session.email),
        to: if to == "passkeys" { "passkeys" } else { "second-factor" }.to_owned(),
        asking: asked.map(Asking::from),
        page,
    };
    scripted(render(template.page.status(), &template))
}

/// `GET /account/confirm`
pub(in super::super) async fn show(State(portal): State<Portal>, Enrolling(visit): Enrolling, uri: Uri) -> Answer {
    let to = Fields::of(&uri).line("to", 20);
    answer(&portal, &visit, frame(&visit, "confirm-title"), &to).await
}

/// `POST /account/confirm`
pub(in super::super) async fn elevate(
    State(portal): State<Portal>,
    Enrolling(visit): Enrolling,
    request: Request,
) -> Answer {
    let fields = visit.form(request).await?;
    let (password, passkey, to) = (fields.get("password"), fields.get("passkey"), fields.get("to"));
    let mut page = frame(&visit, "confirm-title");
    let shown = if !passkey.is_empty() {
        second_factor::elevate_with_passkey(&portal.app, &visit.session, passkey, &visit.client).await
    } else if password.is_empty() {
        page.wrong_with("password", page.look.t("problem-password-missing"));
        return answer(&portal, &visit, page, to).await;
    } else {
        second_factor::elevate(&portal.app, &visit.session, password, &visit.client).await
    };
    match shown {
        Ok(token) => {
            let mut response = Redirect::to(onward(to)).into_response();
            portal.cookies.start(&token).map(|cookie| response.headers_mut().append(SET_COOKIE, cookie));
            Ok(response)
        }
        Err(Error::Invalid(errors)) => {
            page.refuse(&errors);
            answer(&portal, &visit, page, to).await
        }
        Err(e) => Err(visit.failed(e)),
    }
}
