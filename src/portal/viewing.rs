//! Staff looking at the portal as a customer user (R24): the same pages through the same queries, read-only, under a cookie of
//! its own. While it is there it goes before a session and a secure link, which stay as they are.

use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use axum::response::{IntoResponse as _, Response};

use crate::service::Error;
use crate::service::customer_sign_in::Client;
use crate::service::view_as::{self, Viewing};

use super::failure::{Failure, Refusal};
use super::gate::Origin;
use super::look::{Look, Viewed};
use super::state::Portal;
use super::visit::Visit;

/// Whoever looks, as the one whose pages they are. Everything but looking is refused, whichever page it is for; the page
/// that ends the view asks for it by itself.
pub(super) async fn arrived(parts: &Parts, portal: &Portal, origin: Origin) -> Result<Visit, Refusal> {
    let found = look(portal, &parts.headers, &origin.client()).await?;
    let Some(viewing) = found else { return Err(Refusal::with(over(portal))) };
    let viewed = banner(&viewing);
    let origin = Origin { notice: None, ..origin };
    let visit = Visit::of(portal, &origin, viewing.session, Some(Box::new(viewed)));
    if matches!(parts.method, Method::GET | Method::HEAD) { Ok(visit) } else { Err(visit.failed(Failure::ViewOnly)) }
}

/// The view that a request carries; none when it carries none or it is over.
pub(super) async fn look(portal: &Portal, headers: &HeaderMap, client: &Client) -> Result<Option<Viewing>, Error> {
    match portal.cookies.view(headers) {
        Some(token) => view_as::viewing(&portal.app, &token, client).await,
        None => Ok(None),
    }
}

/// What the banner says.
pub(super) fn banner(viewing: &Viewing) -> Viewed {
    Viewed {
        name: crate::text::line(&viewing.session.name()),
        by: crate::text::line(&viewing.by),
        shut_out: viewing.shut_out,
        until: viewing.until,
        csrf: viewing.session.csrf.clone(),
    }
}

/// The look of the pages of a view that belong to nobody, a wrong address for instance: the banner stands there too.
pub(super) async fn frame(portal: &Portal, headers: &HeaderMap, client: &Client) -> Option<Look> {
    let viewing = look(portal, headers, client).await.ok().flatten()?;
    let session = &viewing.session;
    let look = Look::of(session.language, &session.time_zone, &session.organization_name, &session.accent)
        .with_logo(session.logo_key.as_deref());
    Some(Look { viewed: Some(Box::new(banner(&viewing))), ..look })
}

/// The view is over: said once, and forgotten.
fn over(portal: &Portal) -> Response {
    let mut response = Failure::ViewOver.into_response();
    portal.cookies.end_view().map(|cookie| response.headers_mut().append(SET_COOKIE, cookie));
    response
}

/// Whoever signs in ends the view in that browser.
pub(super) async fn end_with_sign_in(portal: &Portal, headers: &HeaderMap, client: &Client, response: &mut Response) {
    let begins = response.headers().get_all(SET_COOKIE).iter().any(|cookie| portal.cookies.begins_session(cookie));
    if !begins || !portal.cookies.carries_view(headers) {
        return;
    }
    if let Some(token) = portal.cookies.view(headers)
        && let Err(e) = view_as::end(&portal.app, &token, client).await
    {
        // It ends by itself at the latest; here the cookie is gone in any case.
        tracing::warn!("a view was not ended: {e}");
    }
    portal.cookies.end_view().map(|cookie| response.headers_mut().append(SET_COOKIE, cookie));
}
