//! What ties a form before sign-in to the browser that was shown it: a secret in a cookie, its hash in the form.

use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue};

use super::guard;
use super::page::Answer;
use super::state::Portal;

/// The secret of this browser, perhaps a new one.
pub(super) struct Tie {
    secret: String,
    set: Option<HeaderValue>,
}

impl Tie {
    /// The secret in the request's cookie, or a new one.
    pub(super) fn of(portal: &Portal, headers: &HeaderMap) -> Self {
        if let Some(secret) = portal.cookies.form_secret(headers) {
            return Self { secret: secret.to_owned(), set: None };
        }
        let secret = portal.form_secret();
        Self { set: portal.cookies.bind_form(&secret), secret }
    }

    /// What the form carries.
    pub(super) fn token(&self) -> String {
        guard::form_token(&self.secret)
    }

    /// Whether a form was shown to this browser. A secret made for this very request fits no form.
    pub(super) fn fits(&self, carried: &str) -> bool {
        self.set.is_none() && guard::matches(carried, &self.token())
    }

    /// The answer, with the cookie of a new secret.
    pub(super) fn bind(&self, answer: Answer) -> Answer {
        let mut response = answer?;
        if let Some(cookie) = &self.set {
            response.headers_mut().append(SET_COOKIE, cookie.clone());
        }
        Ok(response)
    }
}
