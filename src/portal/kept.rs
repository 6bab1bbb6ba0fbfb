//! What was typed survives the sign-in, for every form of the portal, and so does the page that somebody was on the way to.
//!
//! This stands around the router. When a form arrives and its session is gone (or a temporary password or a second factor
//! stands in between), the answer is the page that asks for it, which carries the form's address and what was typed in a
//! hidden field, `kept`. The field goes along from step to step; after the last one the page of the form is read anew, with
//! the rights of whoever signed in, and comes back filled. Nothing is sent by itself, and nothing is kept here: what was typed
//! is in that browser alone.
//!
//! The field needs no seal. Only forms of our own pages are taken (`guard`), and what is in it is as good as typed by whoever
//! sends it: it is read within bounds, leads to addresses of our own only, and is escaped.

mod filling;
mod reading;
mod way;

use axum::Router;
use axum::extract::Request;
use axum::http::header::{LOCATION, REFERER};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::form::Fields;
use super::state::Portal;

use way::Way;

/// The name of the hidden field.
const FIELD: &str = "kept";

/// Marks an answer that asks for a sign-in, or for the rest of one, before anything else.
#[derive(Clone, Copy, Debug)]
pub(super) struct SignInFirst;

/// Where somebody was on the way to, and what was typed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Kept {
    /// The page; of our own, or empty when the browser does not tell.
    page: String,
    /// Where its form is sent; empty when there is none.
    form: String,
    /// What was typed.
    fields: Vec<(String, String)>,
    /// There were files, and they are gone.
    files: bool,
}

impl Kept {
    fn page(page: String) -> Self {
        Self { page, ..Self::default() }
    }

    /// A form that arrived; what nobody typed and what nobody may keep is left out.
    fn form(portal: &Portal, parts: &Parts, fields: Vec<(String, String)>, files: bool) -> Self {
        Self {
            page: referer(portal, parts).unwrap_or_default(),
            form: parts.uri.path().to_owned(),
            fields: fields.into_iter().filter(|(name, _)| may_be_kept(name)).collect(),
            files,
        }
    }

    fn encoded(&self) -> String {
        let whole = (&self.page, &self.form, &self.fields, self.files);
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(&whole).unwrap_or_default())
    }

    /// What a browser sends back; none when it is not what a page of ours could have carried.
    fn decoded(shown: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(shown).ok()?;
        let (page, form, fields, files): (String, String, Vec<(String, String)>, bool) =
            serde_json::from_slice(&bytes).ok()?;
        let own = |address: &str| address.is_empty() || own_page(address).is_some();
        let fields: Vec<_> = fields.into_iter().filter(|(name, _)| may_be_kept(name)).collect();
        (own(&page) && own(&form)).then_some(Self { page, form, fields, files })
    }

    /// Where the form may be, the likeliest page first: where it was sent from, where it is sent to, and what lies above.
    fn pages(&self) -> Vec<String> {
        let mut pages = vec![self.page.clone()];
        let mut above = self.form.as_str();
        while !above.is_empty() && pages.len() < 5 {
            pages.push(above.to_owned());
            above = above.rsplit_once('/').map_or("", |(above, _)| above);
        }
        let mut seen = std::collections::BTreeSet::new();
        pages.retain(|page| !page.is_empty() && seen.insert(page.clone()));
        pages
    }
}

/// Secrets are typed again; tokens are each session's own.
fn may_be_kept(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    !(name == "csrf"
        || name == FIELD
        || name == "code"
        || name == "username"
        || name.contains("password")
        || name.contains("secret"))
}

/// Ways of signing in and out, and addresses that carry secrets: nobody is on the way there.
const WAYS: [&str; 10] =
    ["/login", "/logout", "/password", "/invitation", "/code", "/link", "/view", "/recovery", "/static", "/brand"];

fn is_way(path: &str) -> bool {
    WAYS.iter().any(|way| path.strip_prefix(way).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?'])))
}

/// The address, if it is one of our own pages: a path and perhaps a query. Nothing that a browser could read as somewhere
/// else (`//host`, `/\host`, a scheme), nothing with controls or blanks, no way of signing in.
pub(super) fn own_page(address: &str) -> Option<&str> {
    let plain = address.bytes().all(|b| b.is_ascii_graphic() && !matches!(b, b'\\' | b'"' | b'<' | b'>' | b'#'));
    let fits = address.len() <= 2_000 && address.starts_with('/') && !address.starts_with("//") && plain;
    (fits && !is_way(address) && address.parse::<axum::http::Uri>().is_ok()).then_some(address)
}

/// The page of ours that a request comes from.
fn referer(portal: &Portal, parts: &Parts) -> Option<String> {
    let from = url::Url::parse(parts.headers.get(REFERER)?.to_str().ok()?).ok()?;
    if from.origin().ascii_serialization() != *portal.origin {
        return None;
    }
    let query = from.query().map_or_else(String::new, |query| format!("?{query}"));
    own_page(&format!("{}{query}", from.path())).map(str::to_owned)
}

/// Around every request.
pub(super) async fn around(portal: Portal, inner: Router, request: Request) -> Response {
    match *request.method() {
        Method::GET => looked(&portal, inner, request).await,
        Method::POST => sent(&portal, inner, request).await,
        _ => way::call(inner, request).await,
    }
}

/// A page that is asked for: the sign-in page knows where it leads, the chooser of customers where one comes from.
async fn looked(portal: &Portal, inner: Router, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let asked = parts.uri.path_and_query().and_then(|asked| own_page(asked.as_str())).map(str::to_owned);
    let (to_sign_in, to_switch) = (parts.uri.path() == "/login", parts.uri.path() == "/switch");
    let next = if to_sign_in { own_page(Fields::of(&parts.uri).get("next")).map(str::to_owned) } else { None };
    let from = if to_switch { referer(portal, &parts).filter(|from| !from.starts_with("/switch")) } else { None };
    let mut response = way::call(inner, Request::from_parts(parts, body)).await;
    match (way::asks_first(&response), next.or(from), asked.filter(|page| page != "/")) {
        (true, _, Some(page)) => lead_back(&mut response, &page),
        (false, Some(page), _) => return way::carry(response, &Kept::page(page)).await,
        _ => {}
    }
    response
}

/// The sign-in page is to know where it leads.
fn lead_back(response: &mut Response, page: &str) {
    if response.headers().get(LOCATION).is_none_or(|to| to != "/login") {
        return;
    }
    let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("next", page).finish();
    if let Ok(to) = HeaderValue::from_str(&format!("/login?{query}")) {
        response.headers_mut().insert(LOCATION, to);
    }
}

/// A form that arrives.
async fn sent(portal: &Portal, inner: Router, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let mut came = reading::read(&parts.headers, body, portal.settings.body_time).await;
    let body = std::mem::take(&mut came.body);
    let carried = came.carried.take().and_then(|shown| Kept::decoded(&shown));
    let answer = way::call(inner.clone(), Request::from_parts(parts.clone(), body)).await;
    if !way::asks_first(&answer) {
        return match carried {
            Some(kept) => Way::new(portal, inner, parts).on(answer, kept).await,
            None => answer,
        };
    }
    let kept = match carried {
        Some(kept) => kept,
        // A step of signing in or out, of which nothing is worth keeping.
        None if is_way(parts.uri.path()) => return answer,
        None => {
            let (fields, files) = came.typed(&parts.headers, portal.settings.body_time).await;
            Kept::form(portal, &parts, fields, files)
        }
    };
    Way::new(portal, inner, parts).ask(answer, kept).await
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R22: `next` leads to our own pages, whatever a link says.
    #[test]
    fn only_own_pages_are_led_to() {
        for own in ["/orders", "/orders/A%2D1?q=a+b&x=%0d%0a", "/", "/account", "/logins", "/viewer/1", "/a/../b"] {
            assert_eq!(own_page(own), Some(own));
        }
        for other in [
            "",
            "orders",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "https://evil.example",
            "/a\r\nSet-Cookie: x=y",
            "/a\tb",
            "/ a",
            "/a b",
            "javascript:alert(1)",
            "/a\\b",
            "/é",
            "/a#b",
            "/a\"b",
            "/<b>",
            "\u{9}//evil.example",
            "/login",
            "/login?next=/orders",
            "/logout",
            "/password/kdp_x",
            "/link/x",
            "/view/kdv_x",
            "/invitation/kdi_x",
        ] {
            assert_eq!(own_page(other), None, "{other}");
        }
        assert_eq!(own_page(&format!("/{}", "a".repeat(2_000))), None);
    }

    #[test]
    fn what_is_carried_comes_back_without_secrets_and_nothing_else_does() {
        let pair = |k: &str, v: &str| (k.to_owned(), v.to_owned());
        let kept = Kept {
            page: "/orders/1".into(),
            form: "/orders/1/comments".into(),
            fields: vec![pair("body", "Grüße \u{1f600}\n\"x\""), pair("key", "k"), pair("postal_code", "8010")],
            files: true,
        };
        assert_eq!(Kept::decoded(&kept.encoded()), Some(kept.clone()));
        let mut forged = kept.clone();
        forged.fields.extend([pair("new_password", "x"), pair("csrf", "x"), pair("kept", "x"), pair("code", "1")]);
        assert_eq!(Kept::decoded(&forged.encoded()), Some(kept.clone()));
        for page in ["//evil.example", "https://evil.example", "/login"] {
            assert_eq!(Kept::decoded(&Kept { page: page.into(), ..kept.clone() }.encoded()), None, "{page}");
            assert_eq!(Kept::decoded(&Kept { form: page.into(), ..kept.clone() }.encoded()), None, "{page}");
        }
        for odd in ["", "x", "bnVsbA", "W10", "!!!!", &"A".repeat(100_000)] {
            assert_eq!(Kept::decoded(odd), None);
        }
        assert_eq!(kept.pages(), ["/orders/1", "/orders/1/comments", "/orders"]);
    }
}
