//! The portal in process, and people with browsers in front of it.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use keydesk::portal::{PortalSettings, router};
use tower::ServiceExt as _;

use crate::support::world::{PASSWORD, World};

/// The portal of a world.
pub struct Site {
    router: Router,
    public_url: String,
}

/// A browser: its cookies, and the token of the form that it was shown last.
#[derive(Clone, Default)]
pub struct Browser {
    pub cookies: BTreeMap<String, String>,
    pub csrf: String,
    pub language: &'static str,
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    /// Where a redirect leads.
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |v| v.to_str().unwrap())
    }

    /// Whether it leads to the sign-in page, which may know where one was on the way to.
    pub fn asks_to_sign_in(&self) -> bool {
        self.location() == "/login" || self.location().starts_with("/login?next=%2F")
    }

    /// What stands between two texts.
    pub fn between(&self, from: &str, to: &str) -> Option<&str> {
        let start = self.body.find(from)? + from.len();
        self.body[start..].find(to).map(|end| &self.body[start..start + end])
    }
}

impl Site {
    pub fn of(world: &World) -> Self {
        Self::with(world, PortalSettings::default())
    }

    pub fn with(world: &World, settings: PortalSettings) -> Self {
        let public_url = settings.public_url.clone();
        Self { router: router(world.app.clone(), settings), public_url }
    }

    /// Sends a request as it is; every answer is held to what every answer must have.
    pub async fn send(&self, mut request: Request<Body>) -> Answer {
        if request.extensions().get::<ConnectInfo<SocketAddr>>().is_none() {
            request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([192, 0, 2, 1], 4711))));
        }
        let what = format!("{} {}", request.method(), request.uri());
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = String::from_utf8_lossy(&to_bytes(body, 1 << 20).await.unwrap()).into_owned();
        let answer = Answer { status: parts.status.as_u16(), headers: parts.headers, body };
        check_headers(&what, &answer, self.public_url.starts_with("https"));
        answer
    }

    fn request(&self, browser: &Browser, method: &Method, path: &str) -> axum::http::request::Builder {
        let cookies: Vec<_> = browser.cookies.iter().map(|(k, v)| format!("{k}={v}")).collect();
        let mut request = Request::builder().method(method.clone()).uri(path).header(header::HOST, "portal.example");
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        if *method == Method::POST {
            request = request.header(header::ORIGIN, &self.public_url).header("sec-fetch-site", "same-origin");
        }
        let language = if browser.language.is_empty() { "en" } else { browser.language };
        request.header(header::ACCEPT_LANGUAGE, language)
    }

    async fn exchange(&self, browser: &mut Browser, request: Request<Body>) -> Answer {
        let answer = self.send(request).await;
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            if cookie.contains("Max-Age=0") {
                browser.cookies.remove(name);
            } else {
                browser.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        if let Some(csrf) = answer.between("name=\"csrf\" value=\"", "\"") {
            csrf.clone_into(&mut browser.csrf);
        }
        answer
    }

    pub async fn get(&self, browser: &mut Browser, path: &str) -> Answer {
        let request = self.request(browser, &Method::GET, path).body(Body::empty()).unwrap();
        self.exchange(browser, request).await
    }

    /// A page that one came to from another.
    pub async fn get_from(&self, browser: &mut Browser, path: &str, from: &str) -> Answer {
        let request = self.request(browser, &Method::GET, path).header(header::REFERER, from);
        self.exchange(browser, request.body(Body::empty()).unwrap()).await
    }

    pub async fn head(&self, browser: &mut Browser, path: &str) -> Answer {
        let request = self.request(browser, &Method::HEAD, path).body(Body::empty()).unwrap();
        self.exchange(browser, request).await
    }

    /// Sends a form with the token that the browser was shown last.
    pub async fn post(&self, browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> Answer {
        let csrf = browser.csrf.clone();
        self.post_with(browser, path, &csrf, fields, &[]).await
    }

    /// Sends a form with a token and headers of one's own.
    pub async fn post_with(
        &self,
        browser: &mut Browser,
        path: &str,
        csrf: &str,
        fields: &[(&str, &str)],
        headers: &[(&'static str, &str)],
    ) -> Answer {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.append_pair("csrf", csrf).extend_pairs(fields);
        let mut request = self
            .request(browser, &Method::POST, path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form.finish()))
            .unwrap();
        for (name, value) in headers {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        self.exchange(browser, request).await
    }

    /// Sends a form with files and the token that the browser was shown last: field, name, content of each.
    pub async fn upload(
        &self,
        browser: &mut Browser,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Answer {
        let csrf = browser.csrf.clone();
        let fields: Vec<_> = [("csrf", csrf.as_str())].into_iter().chain(fields.iter().copied()).collect();
        self.upload_body(browser, path, Body::from(multipart(&fields, files)), None).await
    }

    /// Sends a body that [`multipart`] made, perhaps with a length of one's own.
    pub async fn upload_body(&self, browser: &mut Browser, path: &str, body: Body, length: Option<u64>) -> Answer {
        let mut request = self
            .request(browser, &Method::POST, path)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=kante")
            .body(body)
            .unwrap();
        if let Some(length) = length {
            request.headers_mut().insert(header::CONTENT_LENGTH, length.into());
        }
        self.exchange(browser, request).await
    }

    /// Sends a body as an ordinary form.
    pub async fn post_body(&self, browser: &mut Browser, path: &str, body: Body) -> Answer {
        let kind = "application/x-www-form-urlencoded";
        let request = self.request(browser, &Method::POST, path).header(header::CONTENT_TYPE, kind);
        self.exchange(browser, request.body(body).unwrap()).await
    }

    /// Sends a body of any kind.
    pub async fn post_raw(&self, browser: &mut Browser, path: &str, kind: &str, body: &'static str) -> Answer {
        let request = self.request(browser, &Method::POST, path).header(header::CONTENT_TYPE, kind);
        self.exchange(browser, request.body(Body::from(body)).unwrap()).await
    }

    /// A browser in which that person has signed in with the world's password.
    pub async fn signed_in(&self, email: &str) -> Browser {
        let mut browser = Browser::default();
        let answer = self.sign_in(&mut browser, email, PASSWORD).await;
        assert_eq!(answer.status, 303, "{email}: {}", answer.body);
        browser.csrf.clear();
        self.get(&mut browser, "/account").await;
        browser
    }

    /// Opens the sign-in page and sends it.
    pub async fn sign_in(&self, browser: &mut Browser, email: &str, password: &str) -> Answer {
        self.get(browser, "/login").await;
        self.post(browser, "/login", &[("email", email), ("password", password)]).await
    }
}

/// A form with files as a browser writes it; the boundary is `kante`.
pub fn multipart(fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!("--kante\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    for (field, name, content) in files {
        let part = format!(
            "--kante\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
             Content-Type: image/png\r\n\r\n"
        );
        body.extend_from_slice(part.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--kante--\r\n");
    body
}

fn check_headers(what: &str, answer: &Answer, secure: bool) {
    let header = |name: &str| answer.headers.get(name).map_or("", |v| v.to_str().unwrap());
    let policy = header("content-security-policy");
    // Bytes that somebody brought may run nothing at all.
    let file = what.contains(" /documents/") || what.contains(" /billing/") && what.ends_with("/file");
    let brought = file && answer.status == 200;
    if brought {
        assert_eq!(policy, "sandbox; default-src 'none'", "{what}");
        assert_eq!(header("cache-control"), "private, no-store", "{what}");
    } else {
        assert!(policy.starts_with("default-src 'none'; style-src 'self'"), "{what}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("base-uri 'none'"), "{what}: {policy}");
    }
    assert!(!policy.contains("unsafe"), "{what}: {policy}");
    // One script of our own, where passkeys are asked for, and nowhere else.
    let scripts: Vec<_> = answer.body.match_indices("<script").map(|(at, _)| &answer.body[at..]).collect();
    // What somebody brought may hold anything; its own policy lets none of it run.
    let scripts = if brought { Vec::new() } else { scripts };
    assert_eq!(
        policy.contains("script-src"),
        !scripts.is_empty() || what.starts_with("HEAD") && policy.contains("script-src"),
        "{what}: {policy}"
    );
    assert!(policy.replace("script-src 'self'", "").matches("script").next().is_none(), "{what}: {policy}");
    assert!(scripts.iter().all(|s| s.starts_with("<script src=\"/static/passkeys-")), "{what}: {}", answer.body);
    assert_eq!(header("x-content-type-options"), "nosniff", "{what}");
    assert_eq!(header("referrer-policy"), "same-origin", "{what}");
    assert_eq!(header("cross-origin-opener-policy"), "same-origin", "{what}");
    assert_eq!(header("cross-origin-resource-policy"), "same-origin", "{what}");
    assert_eq!(header("x-request-id").len(), 16, "{what}");
    assert_eq!(header("strict-transport-security").is_empty(), !secure, "{what}");
    let public = ["/static/", "/brand/", "/robots.txt"].iter().any(|p| what.contains(p)) && answer.status == 200;
    // A calendar is kept by the program that reads it, which asks every time whether it is still the same.
    let feed = what.contains("/calendar/feed/") && [200, 304].contains(&answer.status);
    let public = public || (feed && header("cache-control") == "private, no-cache");
    assert_eq!(header("cache-control") == "no-store", !public && !brought, "{what}: {}", header("cache-control"));
    if answer.status >= 400 && !what.starts_with("HEAD") {
        assert!(answer.body.starts_with("<!doctype html>"), "{what}: no page, but {}", answer.body);
    }
    // The kind of an order is a choice in a form; the table of that name is none.
    let body = answer.body.replace("value=\"service_order\"", "");
    for inside in ["sqlx", "panicked", "service_order", "src/"] {
        assert!(!body.contains(inside), "{what} speaks of {inside}: {}", answer.body);
    }
    assert!(!answer.body.contains(" style="), "{what}: {}", answer.body);
    assert_ne!(answer.status, StatusCode::INTERNAL_SERVER_ERROR.as_u16(), "{what}");
}
