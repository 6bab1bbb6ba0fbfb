//! `/recovery`: "Forgot password" (R22). The page answers the same whatever is typed, and nobody is looked up for it.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};

use crate::service::Error;
use crate::service::customer_sign_in;

use super::super::failure::Failure;
use super::super::form::{Fields, Sent};
use super::super::gate::Origin;
use super::super::page::{Answer, Page, render};
use super::super::state::Portal;
use super::super::tie::Tie;
use super::login::{LONGEST_NAME, front};

#[derive(Template)]
#[template(path = "portal/templates/recovery.html")]
struct RecoveryPage {
    page: Page,
    csrf: String,
    branding: String,
    email: String,
    /// Whether it was asked, and the page says what comes of it.
    asked: bool,
}

/// `GET /recovery`
pub(in super::super) async fn show(
    State(portal): State<Portal>,
    origin: Origin,
    headers: HeaderMap,
    uri: Uri,
) -> Answer {
    let front = front(&portal, &origin, &headers, &Fields::of(&uri).line("branding", LONGEST_NAME)).await?;
    let (page, tie) = (Page::new(front.look, "recovery-title"), Tie::of(&portal, &headers));
    let csrf = tie.token();
    let template = RecoveryPage { page, csrf, branding: front.branding, email: String::new(), asked: false };
    tie.bind(render(StatusCode::OK, &template))
}

/// `POST /recovery`
pub(in super::super) async fn ask(
    State(portal): State<Portal>,
    origin: Origin,
    Sent { headers, fields }: Sent,
) -> Answer {
    let front = front(&portal, &origin, &headers, &fields.line("branding", LONGEST_NAME)).await?;
    let tie = Tie::of(&portal, &headers);
    let email = fields.line("email", 320);
    let mut page = Page::new(front.look.clone(), "recovery-title");
    let mut asked = false;
    if !tie.fits(fields.get("csrf")) {
        page.wrong_with("", page.look.t("problem-form-old"));
    } else if email.is_empty() {
        page.wrong_with("email", page.look.t("problem-email-missing"));
    } else {
        match customer_sign_in::ask_recovery(&portal.app, &email, front.organization, &origin.client()).await {
            Ok(()) => {
                asked = true;
                page.title = page.look.t("recovery-asked-title");
            }
            Err(Error::Invalid(errors)) => page.refuse(&errors),
            Err(e) => return Err(Failure::from(e).looking(&front.look)),
        }
    }
    let status = page.status();
    let template = RecoveryPage { page, csrf: tie.token(), branding: front.branding, email, asked };
    tie.bind(render(status, &template))
}
