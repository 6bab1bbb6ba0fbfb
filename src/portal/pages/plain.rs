//! Addresses without anybody's data: ways to other pages, the health check, failures.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::super::failure::Failure;
use super::super::look::Look;
use super::super::page::Page;
use super::super::state::Portal;

#[derive(Template)]
#[template(path = "portal/templates/failure.html")]
struct FailurePage {
    page: Page,
    status: u16,
    text: String,
    id: Option<String>,
    way: Option<(&'static str, String)>,
}

/// The page for a failure.
pub(in super::super) fn failure(look: &Look, failure: &Failure, id: &str) -> String {
    let key = failure.key();
    let page = Page::new(look.clone(), &format!("failure-{key}-title"));
    let way = match failure {
        Failure::NotFound
        | Failure::MethodNotAllowed
        | Failure::ForeignForm
        | Failure::NotAllowed
        | Failure::ViewOnly
        | Failure::ViewOver => Some(("/", look.t("failure-home"))),
        Failure::Gone
        | Failure::NoInvitation
        | Failure::NoPasswordLink
        | Failure::PasswordLinkOver
        | Failure::TemporaryOver
        | Failure::NoLink
        | Failure::TooMany(_)
        | Failure::NotAccepted => Some(("/login", look.t("failure-sign-in"))),
        _ => None,
    };
    let id = matches!(failure, Failure::Internal(_)).then(|| id.to_owned());
    let text = match failure {
        Failure::FilesTooLarge(mib) => look.with("failure-files-too-large-text", "mib", &mib.to_string()),
        _ => look.t(&format!("failure-{key}-text")),
    };
    let template = FailurePage { page, status: failure.status().as_u16(), text, id, way };
    // A template of ours that cannot be written to memory leaves nothing better to say than the title.
    template.render().unwrap_or_else(|_| look.t(&format!("failure-{key}-title")))
}

/// Everything that is no address of ours.
pub(in super::super) async fn not_found() -> Failure {
    Failure::NotFound
}

/// An address of ours, but not with this method.
pub(in super::super) async fn method_not_allowed() -> Failure {
    Failure::MethodNotAllowed
}

/// `GET /my_profile` (R22)
pub(in super::super) async fn profile() -> Redirect {
    Redirect::to("/login")
}

/// `GET /.well-known/change-password`, where password managers look
pub(in super::super) async fn change_password() -> Redirect {
    Redirect::to("/account")
}

/// `GET /robots.txt`: nothing here is for search engines.
pub(in super::super) async fn robots() -> Response {
    ([(CACHE_CONTROL, "public, max-age=86400")], "User-agent: *\nDisallow: /\n").into_response()
}

/// `GET /healthz`: whether the portal runs and reaches its database.
pub(in super::super) async fn healthz(State(portal): State<Portal>) -> Response {
    match portal.app.store.read().await {
        Ok(_) => (StatusCode::OK, "ok\n").into_response(),
        Err(e) => {
            tracing::warn!("{e}");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response()
        }
    }
}
