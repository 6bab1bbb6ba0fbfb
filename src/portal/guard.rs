//! Whether a form may be taken: where it comes from, and the token it carries.

use axum::http::header::ORIGIN;
use axum::http::{HeaderMap, HeaderName, Method};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Whether a request may change something, as far as its headers tell. Browsers say where a request comes from
/// (`Sec-Fetch-Site`, or `Origin` in older ones); a request without either has no browser around it, and the token
/// decides alone.
pub(super) fn from_own_page(method: &Method, headers: &HeaderMap, own_origin: &str) -> bool {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return true;
    }
    if let Some(site) = headers.get(FETCH_SITE) {
        return site == "same-origin";
    }
    headers.get(ORIGIN).is_none_or(|origin| origin.as_bytes() == own_origin.as_bytes())
}

/// Compares the token that a form carries with the one it must carry, in constant time.
pub(super) fn matches(carried: &str, expected: &str) -> bool {
    !expected.is_empty() && bool::from(carried.as_bytes().ct_eq(expected.as_bytes()))
}

/// The token of a form before sign-in: a hash of the secret in the form cookie, so that whoever reads the page's
/// source does not hold the cookie.
pub(super) fn form_token(secret: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(b"keydesk form\0");
    hash.update(secret.as_bytes());
    URL_SAFE_NO_PAD.encode(hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(method: &Method, pairs: &[(&'static str, &str)]) -> bool {
        let headers = pairs.iter().map(|(k, v)| (HeaderName::from_static(k), v.parse().unwrap())).collect();
        from_own_page(method, &headers, "https://portal.example")
    }

    #[test]
    fn forms_from_elsewhere_are_refused() {
        let post = &Method::POST;
        assert!(allowed(post, &[("sec-fetch-site", "same-origin")]));
        assert!(allowed(post, &[("origin", "https://portal.example")]));
        assert!(allowed(post, &[]));
        for site in ["cross-site", "same-site", "none", ""] {
            assert!(!allowed(post, &[("sec-fetch-site", site), ("origin", "https://portal.example")]), "{site}");
        }
        for origin in ["null", "http://portal.example", "https://portal.example.evil", "https://evil.example"] {
            assert!(!allowed(post, &[("origin", origin)]), "{origin}");
        }
        assert!(allowed(&Method::GET, &[("sec-fetch-site", "cross-site")]));
    }

    #[test]
    fn tokens_match_exactly_and_nothing_matches_nothing() {
        let token = form_token("secret");
        assert!(matches(&token, &token) && !matches("", &token) && !matches("", "") && !matches(&token[1..], &token));
    }
}
