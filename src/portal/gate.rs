//! What happens around every request, whichever page it is for: an identifier, where it comes from, time limits,
//! mistakes turned into pages, headers, one line in the access log.

use std::convert::Infallible;
use std::fmt::Write as _;
use std::net::{IpAddr, SocketAddr};
use std::panic::AssertUnwindSafe;
use std::time::Instant;

use axum::extract::{ConnectInfo, FromRequestParts, MatchedPath, Request, State};
use axum::http::header::{
    ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, REFERRER_POLICY, SET_COOKIE,
    STRICT_TRANSPORT_SECURITY, USER_AGENT, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use futures_util::FutureExt as _;

use crate::domain::state::Language;
use crate::service::customer_sign_in::Client;

use super::cookies::Notice;
use super::failure::{Failure, Pending};
use super::form::Fields;
use super::look::Look;
use super::page::Scripted;
use super::pages;
use super::settings::NOBODY;
use super::state::Portal;
use super::upload::Upload;
use super::{client, guard, viewing};

/// Nothing runs, nothing is loaded from elsewhere, nobody frames us; `style.css` and icons are our own.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

/// The same for a page that asks for a passkey: our one script may run there, and nothing else.
const POLICY_WITH_SCRIPT: &str = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; \
                                  script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Where a request comes from, for services and for the log.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    /// The client's address.
    pub address: IpAddr,
    /// What the browser calls itself, as one short clean line.
    pub device: String,
    /// The language the browser asks for.
    pub language: Language,
    /// What this page is to say first.
    pub notice: Option<Notice>,
}

impl Origin {
    /// The one that the gate noted.
    pub(super) fn of(parts: &Parts) -> Self {
        parts.extensions.get::<Self>().cloned().unwrap_or(Self {
            address: NOBODY,
            device: String::new(),
            language: Language::English,
            notice: None,
        })
    }

    /// For services.
    pub(super) fn client(&self) -> Client {
        Client { address: self.address.to_string(), device: self.device.clone() }
    }
}

impl<S: Sync> FromRequestParts<S> for Origin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(parts))
    }
}

/// The outermost layer.
pub(super) async fn gate(State(portal): State<Portal>, mut request: Request, next: Next) -> Response {
    let began = Instant::now();
    let id = identifier(&portal);
    let origin = origin(&portal, &request);
    let method = request.method().clone();
    // The pattern, never the path: paths carry invitation tokens.
    let route = request.extensions().get::<MatchedPath>().map_or_else(|| "-".to_owned(), |m| m.as_str().to_owned());
    let chosen = chosen_language(&request);
    // What a letter's link may do, it may do from anywhere: the link is the proof, and a mail program sends the form (RFC 8058).
    let own =
        route == "/unsubscribe/{token}" || guard::from_own_page(request.method(), request.headers(), &portal.origin);
    request.extensions_mut().insert(origin.clone());
    // What is needed after the request is gone: cookies.
    let headers = request.headers().clone();

    let answer = async {
        if !own {
            return Failure::ForeignForm.into_response();
        }
        let time =
            if Upload::is_one(request.headers()) { portal.settings.upload_time } else { portal.settings.answer_time };
        let answer = AssertUnwindSafe(next.run(request)).catch_unwind();
        match tokio::time::timeout(time, answer).await {
            Ok(Ok(response)) => response,
            Ok(Err(panic)) => Failure::Internal(what(&*panic)).into_response(),
            Err(_) => Failure::Unavailable(10).into_response(),
        }
    };
    let answer = answer.await;
    let frame =
        if is_framed(&answer) { frame(&portal, &headers, &origin).await } else { Look::neutral(origin.language) };
    let mut response = finished(answer, &frame, &id);
    viewing::end_with_sign_in(&portal, &headers, &origin.client(), &mut response).await;
    if let Some(cookie) = chosen.and_then(|language| portal.cookies.remember_language(language)) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    if origin.notice.is_some() && response.status().is_success() && is_page(&response) {
        let said = portal.cookies.said();
        said.map(|cookie| response.headers_mut().append(SET_COOKIE, cookie));
    }
    dress(&mut response, portal.is_secure(), &id);
    let (status, millis) = (response.status().as_u16(), began.elapsed().as_millis());
    tracing::info!(target: "keydesk::access", "{id} {} {method} {route} {status} {millis} ms", origin.address);
    response
}

fn identifier(portal: &Portal) -> String {
    portal.app.random.bytes::<8>().iter().fold(String::with_capacity(16), |mut id, byte| {
        let _ = write!(id, "{byte:02x}");
        id
    })
}

fn origin(portal: &Portal, request: &Request) -> Origin {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map_or(NOBODY, |c| c.0.ip());
    let headers = request.headers();
    Origin {
        address: client::address(peer, headers, &portal.settings.trusted_proxies),
        device: text(headers, USER_AGENT)
            .map(|t| crate::text::line(&t).chars().take(200).collect())
            .unwrap_or_default(),
        language: language(portal, request),
        notice: portal.cookies.notice(headers),
    }
}

/// What the address says (`?lang=de`), what was chosen before, what the browser asks for.
fn language(portal: &Portal, request: &Request) -> Language {
    let headers = request.headers();
    let asked = || text(headers, ACCEPT_LANGUAGE).and_then(|t| Language::accepted(&t));
    chosen_language(request).or_else(|| portal.cookies.language(headers)).or_else(asked).unwrap_or(Language::English)
}

/// The language that an address chooses.
fn chosen_language(request: &Request) -> Option<Language> {
    Fields::of(request.uri()).get("lang").parse().ok()
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    headers.get(name).map(|v| String::from_utf8_lossy(v.as_bytes()).into_owned())
}

fn what(panic: &(dyn std::any::Any + Send)) -> String {
    let said =
        panic.downcast_ref::<&str>().map(|s| (*s).to_owned()).or_else(|| panic.downcast_ref::<String>().cloned());
    format!("panicked: {}", said.unwrap_or_default())
}

/// Whether an answer is a page that has still to find out whose it is.
fn is_framed(answer: &Response) -> bool {
    let status = answer.status();
    let refused = status.is_client_error() || status.is_server_error();
    refused && answer.extensions().get::<Pending>().is_none_or(|pending| pending.look.is_none())
}

/// Whose page a failure is that belongs to nobody: that of the view (R24), or of the organization whose portal this browser
/// saw last (R23); otherwise nobody's.
async fn frame(portal: &Portal, headers: &HeaderMap, origin: &Origin) -> Look {
    if portal.cookies.carries_view(headers)
        && let Some(look) = viewing::frame(portal, headers, &origin.client()).await
    {
        return look;
    }
    Look::remembered(portal, headers, origin.language).await
}

/// A failure becomes its page; what an internal one was stands in the log under the request's identifier.
fn finished(mut response: Response, frame: &Look, id: &str) -> Response {
    let Some(pending) = response.extensions_mut().remove::<Pending>() else { return bare(response, frame, id) };
    if let Failure::Internal(what) = &pending.failure {
        tracing::error!("request {id}: {}", crate::text::line(what));
    }
    let look = pending.look.unwrap_or_else(|| frame.clone());
    let (mut parts, _) = response.into_parts();
    parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    Response::from_parts(parts, pages::failure(&look, &pending.failure, id).into())
}

/// What axum itself refuses (a method, a path that is no text) gets a page as well.
fn bare(response: Response, frame: &Look, id: &str) -> Response {
    if response.headers().contains_key(CONTENT_TYPE) && !is_plain(&response) {
        return response;
    }
    let failure = match response.status() {
        StatusCode::METHOD_NOT_ALLOWED => Failure::MethodNotAllowed,
        StatusCode::BAD_REQUEST | StatusCode::NOT_FOUND => Failure::NotFound,
        _ => return response,
    };
    let allow = response.headers().get(axum::http::header::ALLOW).cloned();
    let mut page = finished(failure.into_response(), frame, id);
    if let Some(allow) = allow {
        page.headers_mut().insert(axum::http::header::ALLOW, allow);
    }
    page
}

fn is_plain(response: &Response) -> bool {
    response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"))
}

fn is_page(response: &Response) -> bool {
    response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

fn dress(response: &mut Response, secure: bool, id: &str) {
    let scripted = response.extensions().get::<Scripted>().is_some();
    let headers = response.headers_mut();
    let policy = if scripted { POLICY_WITH_SCRIPT } else { POLICY };
    // A document brings a stricter one.
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(policy));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    for (name, value) in [
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=()"),
        ("x-robots-tag", "noindex"),
    ] {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if secure {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.insert(REQUEST_ID, id);
    }
}
