//! `/account/second-factor`: an authenticator app, recovery codes, the way to passkeys (R22, R51). It is also where people land
//! whose organization demands a second factor, before they can go anywhere else.

use askama::Template;
use axum::extract::{Request, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};

use crate::qr;
use crate::service::second_factor::{self, Changed};
use crate::service::{Error, customer_sign_in};

use super::super::cookies::Notice;
use super::super::page::{Answer, Page, render};
use super::super::state::Portal;
use super::super::visit::{Enrolling, Visit};

/// The address of the page.
pub(super) const HERE: &str = "/account/second-factor";

#[derive(Template)]
#[template(path = "portal/templates/second_factor.html")]
struct FactorPage {
    page: Page,
    csrf: String,
    /// The organization demands a second factor, and there is none yet.
    demanded: Option<String>,
    app: bool,
    offered: Option<Offer>,
    codes_left: String,
    passkeys: String,
    any: bool,
}

struct Offer {
    qr: String,
    secret: String,
    /// The address in the QR code, for the app on this very device.
    address: String,
}

#[derive(Template)]
#[template(path = "portal/templates/codes.html")]
struct CodesPage {
    page: Page,
    codes: Vec<String>,
    notice: String,
}

/// The frame; without ways to elsewhere as long as they all lead back here.
pub(super) fn frame(visit: &Visit, title: &str) -> Page {
    let mut page = visit.page(title, "/account");
    if visit.session.must_set_up {
        page.nav = Vec::new();
    }
    page
}

async fn answer(portal: &Portal, visit: &Visit, page: Page) -> Answer {
    let held = second_factor::held(&portal.app, &visit.session).await.map_err(|e| visit.failed(e))?;
    // A secret that only the person may know.
    let offered = if visit.is_view() {
        None
    } else {
        second_factor::offered(&portal.app, &visit.session).await.map_err(|e| visit.failed(e))?
    };
    let template = FactorPage {
        csrf: visit.session.csrf.clone(),
        demanded: visit
            .session
            .must_set_up
            .then(|| visit.look.with("second-factor-demanded", "organization", &visit.look.name())),
        app: held.app,
        offered: offered.map(|o| Offer {
            qr: qr::svg(&o.address).unwrap_or_default(),
            secret: o.secret,
            address: o.address,
        }),
        codes_left: visit.look.with("codes-left", "count", &held.codes.to_string()),
        passkeys: visit.look.with("passkeys-count", "count", &held.passkeys.to_string()),
        any: held.app || held.passkeys > 0,
        page,
    };
    render(template.page.status(), &template)
}

/// `GET /account/second-factor`
pub(in super::super) async fn show(State(portal): State<Portal>, Enrolling(visit): Enrolling) -> Answer {
    answer(&portal, &visit, frame(&visit, "second-factor-title")).await
}

/// To the page where the person shows again who they are, and back to `to`.
pub(super) fn confirm_first(to: &str) -> Response {
    Redirect::to(&format!("/account/confirm?to={to}")).into_response()
}

/// Goes on under the new token: with the codes that were made, shown this once, or back to a page that says what was done.
pub(super) async fn done(
    portal: &Portal,
    visit: &Visit,
    changed: Changed,
    notice: Notice,
    back: &'static str,
) -> Answer {
    let cookie = portal.cookies.start(&changed.token);
    if changed.codes.is_empty() {
        let mut response = Redirect::to(back).into_response();
        for cookie in [cookie, portal.cookies.notify(notice)].into_iter().flatten() {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
        return Ok(response);
    }
    codes_page(portal, visit, changed, cookie).await
}

async fn codes_page(portal: &Portal, visit: &Visit, changed: Changed, cookie: Option<HeaderValue>) -> Answer {
    let fresh = customer_sign_in::session(&portal.app, &changed.token).await.map_err(|e| visit.failed(e))?;
    let mut page = visit.page("codes-shown-title", "/account");
    // The session that this page was asked with is over; its frame signs out of the new one.
    if let (Some(person), Some(fresh)) = (page.person.as_mut(), fresh) {
        person.csrf = fresh.csrf;
    }
    let notice = visit.look.with("codes-shown-lead", "organization", &visit.look.name());
    let template = CodesPage { page, codes: changed.codes, notice };
    let mut response = render(StatusCode::OK, &template)?;
    cookie.map(|cookie| response.headers_mut().append(SET_COOKIE, cookie));
    Ok(response)
}

/// `POST /account/second-factor/begin`: offers a secret to an app.
pub(in super::super) async fn begin(
    State(portal): State<Portal>,
    Enrolling(visit): Enrolling,
    request: Request,
) -> Answer {
    visit.form(request).await?;
    if !second_factor::is_recent(&portal.app, &visit.session) {
        return Ok(confirm_first("second-factor"));
    }
    match second_factor::begin_app(&portal.app, &visit.session).await {
        // Set up in another window meanwhile: the page shows it.
        Ok(()) | Err(Error::Conflict { .. }) => Ok(Redirect::to(HERE).into_response()),
        Err(e) => Err(visit.failed(e)),
    }
}

/// `POST /account/second-factor/confirm`: the first code of the app.
pub(in super::super) async fn confirm(
    State(portal): State<Portal>,
    Enrolling(visit): Enrolling,
    request: Request,
) -> Answer {
    let fields = visit.form(request).await?;
    if !second_factor::is_recent(&portal.app, &visit.session) {
        return Ok(confirm_first("second-factor"));
    }
    match second_factor::confirm_app(&portal.app, &visit.session, &fields.line("code", 64), &visit.client).await {
        Ok(changed) => done(&portal, &visit, changed, Notice::AppOn, HERE).await,
        Err(Error::Conflict { .. }) => Ok(Redirect::to(HERE).into_response()),
        Err(Error::Invalid(errors)) => {
            let mut page = frame(&visit, "second-factor-title");
            page.refuse(&errors);
            answer(&portal, &visit, page).await
        }
        Err(e) => Err(visit.failed(e)),
    }
}

/// `POST /account/second-factor/off`: the app, with the password.
pub(in super::super) async fn switch_off(
    State(portal): State<Portal>,
    Enrolling(visit): Enrolling,
    request: Request,
) -> Answer {
    let fields = visit.form(request).await?;
    let mut page = frame(&visit, "second-factor-title");
    let password = fields.get("password");
    if password.is_empty() {
        page.wrong_with("password", page.look.t("problem-password-missing"));
        return answer(&portal, &visit, page).await;
    }
    match second_factor::switch_off_app(&portal.app, &visit.session, password, &visit.client).await {
        Ok(changed) => done(&portal, &visit, changed, Notice::AppOff, HERE).await,
        Err(Error::Conflict { .. }) => Ok(Redirect::to(HERE).into_response()),
        Err(Error::Invalid(errors)) => {
            page.refuse(&errors);
            answer(&portal, &visit, page).await
        }
        Err(e) => Err(visit.failed(e)),
    }
}

/// `POST /account/second-factor/codes`: ten new recovery codes.
pub(in super::super) async fn new_codes(
    State(portal): State<Portal>,
    Enrolling(visit): Enrolling,
    request: Request,
) -> Answer {
    visit.form(request).await?;
    if !second_factor::is_recent(&portal.app, &visit.session) {
        return Ok(confirm_first("second-factor"));
    }
    match second_factor::new_codes(&portal.app, &visit.session, &visit.client).await {
        Ok(changed) => done(&portal, &visit, changed, Notice::AppOn, HERE).await,
        Err(Error::Conflict { .. }) => Ok(Redirect::to(HERE).into_response()),
        Err(e) => Err(visit.failed(e)),
    }
}
