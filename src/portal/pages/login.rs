//! `/login`: address and password on one page, or a passkey alone (R22), in the look of the organization that the branding names (R23).

use askama::Template;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse as _, Redirect};

use crate::domain::OrganizationId;
use crate::service::Error;
use crate::service::customer_sign_in::{self, Closed, Entered};
use crate::service::second_factor;
use crate::service::token::Token;

use super::super::failure::{Failure, Refusal};
use super::super::form::{Fields, Sent};
use super::super::gate::Origin;
use super::super::look::Look;
use super::super::page::{Answer, Choice, Page, render, scripted};
use super::super::state::Portal;
use super::super::tie::Tie;
use super::passkey::Asking;

#[derive(Template)]
#[template(path = "portal/templates/login.html")]
struct LoginPage {
    page: Page,
    csrf: String,
    branding: String,
    email: String,
    /// What a passkey is asked, where anybody has one.
    asking: Option<Asking>,
    languages: Vec<Choice>,
}

/// No organization has a longer name.
pub(super) const LONGEST_NAME: usize = 200;

/// Whose page it is: what the branding names, or nobody's. An unknown name looks exactly like none (R23).
pub(super) struct Front {
    pub look: Look,
    pub organization: Option<OrganizationId>,
    pub branding: String,
}

pub(super) async fn front(
    portal: &Portal,
    origin: &Origin,
    headers: &HeaderMap,
    branding: &str,
) -> Result<Front, Refusal> {
    let neutral = || Front { look: Look::neutral(origin.language), organization: None, branding: String::new() };
    if branding.is_empty() {
        // The look of the last time. It names nobody: who signs in is found out as without it.
        return Ok(Front { look: Look::remembered(portal, headers, origin.language).await, ..neutral() });
    }
    let found = customer_sign_in::branding(&portal.app, branding).await;
    let Some(found) = found? else { return Ok(neutral()) };
    let look = Look::of(origin.language, "UTC", &found.name, &found.accent).with_logo(found.logo_key.as_deref());
    if !found.module_on {
        return Err(Failure::Off.looking(&look));
    }
    Ok(Front { look, organization: Some(found.organization), branding: found.name })
}

/// `GET /login`
pub(in super::super) async fn show(
    State(portal): State<Portal>,
    origin: Origin,
    headers: HeaderMap,
    uri: Uri,
) -> Answer {
    let front = front(&portal, &origin, &headers, &Fields::of(&uri).line("branding", LONGEST_NAME)).await?;
    let mut page = Page::new(front.look, "sign-in-title");
    page.notice = origin.notice.map(|notice| page.look.t(notice.key()));
    let tie = Tie::of(&portal, &headers);
    let brand = portal.cookies.remember_brand(&front.branding).filter(|_| !front.branding.is_empty());
    let mut response = answer(&portal, page, StatusCode::OK, &tie, front.branding, String::new()).await?;
    brand.map(|cookie| response.headers_mut().append(SET_COOKIE, cookie));
    Ok(response)
}

async fn answer(portal: &Portal, page: Page, status: StatusCode, tie: &Tie, branding: String, email: String) -> Answer {
    let csrf = tie.token();
    let asking = asking(portal, &csrf).await;
    let has_script = asking.is_some();
    let languages = super::language::choices(page.look.language);
    let answer = render(status, &LoginPage { page, csrf, branding, email, asking, languages });
    tie.bind(if has_script { scripted(answer) } else { answer })
}

/// What any passkey is asked, bound to this browser. Trouble with it must not keep anybody from signing in with a password.
async fn asking(portal: &Portal, browser: &str) -> Option<Asking> {
    let asked = match second_factor::any_passkeys(&portal.app).await {
        Ok(true) => second_factor::ask_to_sign_in(&portal.app, browser).await.map(Some),
        Ok(false) => Ok(None),
        Err(e) => Err(e),
    };
    asked
        .unwrap_or_else(|e| {
            tracing::warn!("no passkey can be asked: {e}");
            None
        })
        .map(Asking::from)
}

/// `POST /login/passkey`: in with a passkey alone, whose device has verified the person.
pub(in super::super) async fn passkey(
    State(portal): State<Portal>,
    origin: Origin,
    Sent { headers, fields }: Sent,
) -> Answer {
    let front = front(&portal, &origin, &headers, &fields.line("branding", LONGEST_NAME)).await?;
    let tie = Tie::of(&portal, &headers);
    let mut page = Page::new(front.look.clone(), "sign-in-title");
    let shown = fields.get("passkey");
    if !tie.fits(fields.get("csrf")) {
        page.wrong_with("", page.look.t("problem-form-old"));
    } else if shown.is_empty() {
        page.wrong_with("", page.look.t("passkey-needs-script"));
    } else {
        match second_factor::sign_in_with_passkey(&portal.app, shown, &tie.token(), &origin.client()).await {
            Ok(entered) => return lead_on(&portal, entered, &front.look).await,
            Err(Error::SignedOut { .. }) => page.wrong_with("", page.look.t("problem-passkey")),
            Err(e) => return Err(Failure::from(e).looking(&front.look)),
        }
    }
    let status = page.status();
    answer(&portal, page, status, &tie, front.branding, String::new()).await
}

/// `POST /login`
pub(in super::super) async fn enter(
    State(portal): State<Portal>,
    origin: Origin,
    Sent { headers, fields }: Sent,
) -> Answer {
    let front = front(&portal, &origin, &headers, &fields.line("branding", LONGEST_NAME)).await?;
    let tie = Tie::of(&portal, &headers);
    let (email, password) = (fields.line("email", 320), fields.get("password"));

    let mut page = Page::new(front.look.clone(), "sign-in-title");
    let fits = tie.fits(fields.get("csrf"));
    for (wrong, field, problem) in [
        (!fits, "", "problem-form-old"),
        (fits && email.is_empty(), "email", "problem-email-missing"),
        (fits && password.is_empty(), "password", "problem-password-missing"),
    ] {
        if wrong {
            page.wrong_with(field, page.look.t(problem));
        }
    }
    let mut status = page.status();
    if page.errors.is_empty() {
        let client = origin.client();
        match customer_sign_in::sign_in(&portal.app, &email, password, front.organization, &client).await {
            Ok(entered) => return lead_on(&portal, entered, &front.look).await,
            Err(Error::SignedOut { .. }) => {
                page.wrong_with("email", page.look.t("problem-sign-in"));
                status = page.status();
            }
            Err(e) => return Err(Failure::from(e).looking(&front.look)),
        }
    }
    answer(&portal, page, status, &tie, front.branding, email).await
}

/// On from a password that was right: into the portal, to the second factor, or to the reason why neither.
pub(super) async fn lead_on(portal: &Portal, entered: Entered, look: &Look) -> Answer {
    match entered {
        Entered::In(token) => self::entered(portal, &token).await,
        Entered::Second(step) => {
            let mut response = Redirect::to("/login/second").into_response();
            portal.cookies.begin_step(&step).map(|cookie| response.headers_mut().append(SET_COOKIE, cookie));
            Ok(response)
        }
        Entered::Closed(closed) => Err(shut(closed).looking(look)),
    }
}

/// Into the portal with a new cookie; through the chooser when there are several customers (R4).
pub(super) async fn entered(portal: &Portal, token: &Token) -> Answer {
    let session = customer_sign_in::session(&portal.app, token).await?;
    let to = if session.as_ref().is_some_and(|s| s.several) { "/switch" } else { "/" };
    let mut response = Redirect::to(to).into_response();
    let brand = session.and_then(|s| portal.cookies.remember_brand(&s.organization_name));
    brand.map(|cookie| response.headers_mut().append(SET_COOKIE, cookie));
    portal.cookies.start(token).map(|cookie| response.headers_mut().append(SET_COOKIE, cookie));
    Ok(response)
}

const fn shut(closed: Closed) -> Failure {
    match closed {
        Closed::ModuleOff | Closed::PortalOff => Failure::Off,
        Closed::Pending => Failure::NotAccepted,
        Closed::TemporaryOver => Failure::TemporaryOver,
        Closed::Suspended | Closed::Revoked | Closed::Expired => Failure::NoAccess,
    }
}
