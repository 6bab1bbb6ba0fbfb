//! Files that are the same for everybody: the style sheet, the icon, the one script, under names that carry their contents' hash.

use std::fmt::Write as _;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use sha2::{Digest as _, Sha256};

use super::brand::{self, Colour};
use super::failure::Failure;

/// A year: the name changes with the contents.
pub(super) const FOR_EVER: &str = "public, max-age=31536000, immutable";

struct Asset {
    href: String,
    kind: &'static str,
    body: &'static str,
}

static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("style", "css", "text/css; charset=utf-8", include_str!("../../assets/portal/style.css"))
});
static ICON: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("icon", "svg", "image/svg+xml", include_str!("../../assets/portal/icons/keydesk.svg")));

static PASSKEYS: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("passkeys", "js", "text/javascript; charset=utf-8", include_str!("../../assets/portal/passkeys.js"))
});

impl Asset {
    fn new(stem: &str, extension: &str, kind: &'static str, body: &'static str) -> Self {
        let hash = Sha256::digest(body).iter().take(6).fold(String::with_capacity(12), |mut hash, byte| {
            let _ = write!(hash, "{byte:02x}");
            hash
        });
        Self { href: format!("/static/{stem}-{hash}.{extension}"), kind, body }
    }
}

/// The address of the style sheet.
pub(super) fn style() -> &'static str {
    &STYLE.href
}

/// The address of the icon.
pub(super) fn icon() -> &'static str {
    &ICON.href
}

/// The address of the one script: it asks the browser for a passkey (R22).
pub(super) fn passkeys() -> &'static str {
    &PASSKEYS.href
}

/// `GET /static/{name}`
pub(super) async fn file(Path(name): Path<String>) -> Response {
    let found =
        [&*STYLE, &*ICON, &*PASSKEYS].into_iter().find(|a| a.href.strip_prefix("/static/") == Some(name.as_str()));
    match found {
        Some(asset) => ([(CONTENT_TYPE, asset.kind), (CACHE_CONTROL, FOR_EVER)], asset.body).into_response(),
        None => Failure::NotFound.into_response(),
    }
}

/// `GET /brand/{accent}.css`
pub(super) async fn accent(Path(name): Path<String>) -> Response {
    match name.strip_suffix(".css").and_then(Colour::parse) {
        Some(colour) if name == format!("{}.css", colour.hex()) => {
            let headers = [(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, FOR_EVER)];
            (headers, brand::sheet(colour)).into_response()
        }
        _ => Failure::NotFound.into_response(),
    }
}
