//! What every handler is handed: the application, the settings, and what follows from the public address.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::service::App;

use super::PortalSettings;
use super::cookies::Cookies;

/// What every handler is handed. Cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Portal {
    /// The application.
    pub app: App,
    /// The settings.
    pub settings: Arc<PortalSettings>,
    /// The cookies' names and marks.
    pub cookies: Cookies,
    /// The origin that forms must come from.
    pub origin: Arc<str>,
}

impl Portal {
    pub(super) fn new(app: App, settings: PortalSettings) -> Self {
        let origin = url::Url::parse(&settings.public_url).map_or_else(
            |_| settings.public_url.trim_end_matches('/').to_owned(),
            |url| url.origin().ascii_serialization(),
        );
        let cookies = Cookies::of(&settings.public_url);
        Self { app, settings: Arc::new(settings), cookies, origin: origin.into() }
    }

    /// Whether customers reach the portal over TLS.
    pub(super) fn is_secure(&self) -> bool {
        self.settings.public_url.starts_with("https://")
    }

    /// A new secret for the form cookie.
    pub(super) fn form_secret(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.app.random.bytes::<32>())
    }
}
