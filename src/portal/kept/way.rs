//! The way from a form whose session is gone, over the steps of signing in, back to the form's page.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::Response;
use tower::ServiceExt as _;

use crate::domain::state::Language;
use crate::locale;
use crate::portal::cookies::Notice;
use crate::portal::state::Portal;

use super::{FIELD, Kept, SignInFirst, filling, is_way, lead_back};

/// No page of ours is larger.
const LARGEST_PAGE: usize = 8 * 1024 * 1024;
/// Steps that follow each other without a person in between.
const MOST_STEPS: usize = 3;

/// Asks the router.
pub(super) async fn call(inner: Router, request: Request) -> Response {
    match inner.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

/// Whether an answer asks for a sign-in, or for the rest of one.
pub(super) fn asks_first(response: &Response) -> bool {
    response.extensions().get::<SignInFirst>().is_some()
}

/// Where an answer leads, if it is a way to an address of ours.
fn leads_to(response: &Response) -> Option<String> {
    let to = response.headers().get(LOCATION).filter(|_| response.status().is_redirection())?.to_str().ok()?;
    (to.starts_with('/') && !to.starts_with("//")).then(|| to.to_owned())
}

/// The page of an answer, as text with what is around it; or the answer as it came when it is no page.
async fn html(response: Response) -> Result<(axum::http::response::Parts, String), Box<Response>> {
    let is_page = response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if !is_page {
        return Err(Box::new(response));
    }
    let (mut parts, body) = response.into_parts();
    parts.headers.remove(CONTENT_LENGTH);
    let bytes = to_bytes(body, LARGEST_PAGE).await.unwrap_or_default();
    Ok((parts, String::from_utf8_lossy(&bytes).into_owned()))
}

fn text_of(html: &str, key: &str) -> String {
    let language = filling::language(html).parse::<Language>().unwrap_or(Language::English);
    filling::escaped(&locale::text(language, key))
}

/// A page whose forms carry what was typed, and which says that it is not lost.
pub(super) async fn carry(response: Response, kept: &Kept) -> Response {
    match html(response).await {
        Ok((parts, page)) => {
            let hidden = format!("<input type=\"hidden\" name=\"{FIELD}\" value=\"{}\">", kept.encoded());
            let mut page = filling::into_forms(&page, &hidden);
            if !kept.fields.is_empty() {
                let said = text_of(&page, "kept-sign-in");
                page = filling::before_all(&page, &format!("\n<p class=\"notice\" role=\"status\">{said}</p>"));
            }
            Response::from_parts(parts, Body::from(page))
        }
        Err(other) => *other,
    }
}

/// The browser on its way: what it asked, and its cookies with what answers have set since.
pub(super) struct Way<'a> {
    portal: &'a Portal,
    inner: Router,
    parts: Parts,
    jar: BTreeMap<String, String>,
    set: Vec<HeaderValue>,
}

impl<'a> Way<'a> {
    pub(super) fn new(portal: &'a Portal, inner: Router, parts: Parts) -> Self {
        let cookies = parts.headers.get_all(COOKIE).iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(';'));
        let jar = cookies.filter_map(|pair| pair.trim().split_once('=')).map(|(k, v)| (k.to_owned(), v.to_owned()));
        Self { portal, inner, jar: jar.collect(), set: Vec::new(), parts }
    }

    /// Notes what an answer sets that the browser does not get to see.
    fn take(&mut self, response: &Response) {
        for cookie in response.headers().get_all(SET_COOKIE) {
            self.note(cookie);
            self.set.push(cookie.clone());
        }
    }

    fn note(&mut self, cookie: &HeaderValue) {
        let Ok(text) = cookie.to_str() else { return };
        let Some((name, value)) = text.split(';').next().and_then(|pair| pair.split_once('=')) else { return };
        if text.contains("Max-Age=0") {
            self.jar.remove(name);
        } else {
            self.jar.insert(name.to_owned(), value.to_owned());
        }
    }

    /// The answer, with everything that was set on the way to it.
    fn give(self, mut response: Response) -> Response {
        let headers = response.headers_mut();
        let last: Vec<_> = headers.get_all(SET_COOKIE).iter().cloned().collect();
        headers.remove(SET_COOKIE);
        for cookie in self.set.into_iter().chain(last) {
            headers.append(SET_COOKIE, cookie);
        }
        response
    }

    /// Looks at a page of ours, as this browser would.
    async fn get(&self, page: &str) -> Response {
        let mut parts = self.parts.clone();
        parts.method = Method::GET;
        parts.uri = page.parse().unwrap_or_default();
        parts.headers.remove(CONTENT_TYPE);
        parts.headers.remove(CONTENT_LENGTH);
        parts.headers.remove(COOKIE);
        let cookies: Vec<_> = self.jar.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if let Ok(cookies) = HeaderValue::from_str(&cookies.join("; ")) {
            parts.headers.insert(COOKIE, cookies);
        }
        call(self.inner.clone(), Request::from_parts(parts, Body::empty())).await
    }

    /// Answers a form whose session is gone: with the page that asks for the sign-in and carries what was typed.
    pub(super) async fn ask(mut self, mut refused: Response, kept: Kept) -> Response {
        if filling::typed(kept.fields.iter()).is_empty() && !kept.files {
            if !kept.page.is_empty() {
                lead_back(&mut refused, &kept.page);
            }
            return refused;
        }
        let Some(to) = leads_to(&refused) else { return refused };
        self.take(&refused);
        let mut page = carry(self.get(&to).await, &kept).await;
        *page.status_mut() = StatusCode::UNAUTHORIZED;
        self.give(page)
    }

    /// Goes on from the answer to a step of signing in: to the next step, or back to where one was on the way to.
    pub(super) async fn on(mut self, mut answer: Response, kept: Kept) -> Response {
        for _ in 0..MOST_STEPS {
            let Some(to) = leads_to(&answer) else { return self.give(carry(answer, &kept).await) };
            if !is_way(&to) && !to.starts_with("/switch") {
                return self.arrive(answer, kept).await;
            }
            self.take(&answer);
            answer = self.get(&to).await;
        }
        self.give(answer)
    }

    async fn arrive(mut self, mut answer: Response, kept: Kept) -> Response {
        if kept.fields.is_empty() {
            self.take(&answer);
            answer.headers_mut().remove(SET_COOKIE);
            // Whoever turns to another customer stays on the same page, if there is one there (R4).
            let turned = self.parts.uri.path() == "/switch";
            let there = !kept.page.is_empty() && (!turned || self.get(&kept.page).await.status().is_success());
            if let (true, Ok(page)) = (there, HeaderValue::from_str(&kept.page)) {
                answer.headers_mut().insert(LOCATION, page);
            }
            return self.give(answer);
        }
        self.take(&answer);
        let notice = if kept.files { Notice::KeptWithoutFiles } else { Notice::Kept };
        let quiet = self.jar.clone();
        if let Some(cookie) = self.portal.cookies.notify(notice) {
            self.note(&cookie);
        }
        let mut best = None;
        for page in kept.pages() {
            let shown = self.get(&page).await;
            if let (true, Some(step)) = (asks_first(&shown), leads_to(&shown)) {
                self.jar = quiet;
                let next = self.get(&step).await;
                return self.give(carry(next, &kept).await);
            }
            let status = shown.status();
            let Ok((parts, page_html)) = html(shown).await else { continue };
            if status == StatusCode::OK
                && let Some(filled) = filling::fill(&page_html, &kept.form, &kept.fields)
            {
                let page = with_typed(filled.page, &filled.left);
                return self.give(Response::from_parts(parts, Body::from(page)));
            }
            if status != StatusCode::METHOD_NOT_ALLOWED && best.is_none() {
                best = Some(page);
            }
        }
        self.jar = quiet;
        self.without_form(&best.unwrap_or_else(|| "/account".to_owned()), &kept).await
    }

    /// The form is not there (any more), or not for whoever signed in: what was typed is shown all the same.
    async fn without_form(self, page: &str, kept: &Kept) -> Response {
        match html(self.get(page).await).await {
            Ok((parts, page)) => {
                let page = with_typed(page, &filling::typed(kept.fields.iter()));
                self.give(Response::from_parts(parts, Body::from(page)))
            }
            Err(other) => self.give(*other),
        }
    }
}

/// The page with what was typed and has no place on it (any more), for the person to copy.
fn with_typed(page: String, typed: &[String]) -> String {
    if typed.is_empty() {
        return page;
    }
    let items: String = typed
        .iter()
        .fold(String::new(), |list, value| list + "<li class=\"typed\">" + &filling::escaped(value) + "</li>");
    let (title, text) = (text_of(&page, "kept-title"), text_of(&page, "kept-no-form"));
    let part = format!(
        "\n<section class=\"panel kept\"><h2>{title}</h2><p class=\"hint\">{text}</p><ul>{items}</ul></section>"
    );
    filling::before_all(&page, &part)
}
