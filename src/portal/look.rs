//! Whose page it is and in which language: what every page needs before it says anything.

use axum::http::HeaderMap;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::domain::state::Language;
use crate::locale;
use crate::service::{customer_sign_in, settings};

use super::brand;
use super::state::Portal;

/// Language, time zone, the organization's name and colour.
#[derive(Clone, Debug)]
pub(super) struct Look {
    /// The reader's language.
    pub language: Language,
    /// The organization's time zone.
    pub zone: Tz,
    /// The organization's name; nobody's on the neutral pages.
    pub organization: Option<String>,
    /// The address of the sheet with the accent colour.
    pub accent: String,
    /// The address of the organization's logo.
    pub logo: Option<String>,
    /// Staff look at the page as somebody (R24).
    pub viewed: Option<Box<Viewed>>,
}

/// What the banner says on every page of a view (R24).
#[derive(Clone, Debug)]
pub(super) struct Viewed {
    /// The customer user.
    pub name: String,
    /// The staff person who looks.
    pub by: String,
    /// The customer user could not come in at this moment.
    pub shut_out: bool,
    /// When the view ends by itself.
    pub until: DateTime<Utc>,
    /// What the form that ends it carries.
    pub csrf: String,
}

impl Look {
    /// The neutral look, before anything is known (R23).
    pub(super) fn neutral(language: Language) -> Self {
        Self { language, zone: Tz::UTC, organization: None, accent: brand::href(""), logo: None, viewed: None }
    }

    /// The look of the organization whose portal this browser saw last (R23), if its portal is on; otherwise nobody's. It
    /// decides nothing: who signs in is found out as without it.
    pub(super) async fn remembered(portal: &Portal, headers: &HeaderMap, language: Language) -> Self {
        let neutral = || Self::neutral(language);
        let Some(name) = portal.cookies.brand(headers) else { return neutral() };
        match customer_sign_in::branding(&portal.app, &name).await {
            Ok(Some(found)) if found.module_on => {
                Self::of(language, "UTC", &found.name, &found.accent).with_logo(found.logo_key.as_deref())
            }
            Ok(_) => neutral(),
            Err(e) => {
                tracing::warn!("the remembered look is not known: {e}");
                neutral()
            }
        }
    }

    /// An organization's look.
    pub(super) fn of(language: Language, zone: &str, organization: &str, accent: &str) -> Self {
        Self {
            language,
            zone: locale::time_zone(zone),
            organization: Some(crate::text::line(organization)),
            accent: brand::href(accent),
            logo: None,
            viewed: None,
        }
    }

    /// With the logo that the storage has under this key (R23).
    pub(super) fn with_logo(self, key: Option<&str>) -> Self {
        let logo = key.and_then(settings::logo_hash).map(|hash| format!("/brand/logo/{hash}.png"));
        Self { logo, ..self }
    }

    /// What stands at the top: the organization's name, or what this is.
    pub(super) fn name(&self) -> String {
        self.organization.clone().unwrap_or_else(|| self.t("portal-name"))
    }

    /// The text `key`.
    pub(super) fn t(&self, key: &str) -> String {
        locale::text(self.language, key).into_owned()
    }

    /// The text `key` with one value in it.
    pub(super) fn with(&self, key: &str, name: &str, value: &str) -> String {
        locale::text_with(self.language, key, &[(name, value.into())])
    }

    /// What the banner of a view says.
    pub(super) fn view_says(&self, viewed: &Viewed) -> String {
        let until = locale::time(self.language, self.zone, viewed.until);
        let values =
            [("name", viewed.name.as_str().into()), ("by", viewed.by.as_str().into()), ("until", until.into())];
        locale::text_with(self.language, "view-says", &values)
    }

    /// A day, for lists.
    pub(super) fn day(&self, at: DateTime<Utc>) -> String {
        locale::date_short(self.language, self.zone, at)
    }

    /// A calendar day, for lists.
    pub(super) fn calendar_day(&self, day: NaiveDate) -> String {
        locale::day_short(self.language, day)
    }

    /// A moment in full.
    pub(super) fn moment(&self, at: DateTime<Utc>) -> String {
        locale::date_time(self.language, self.zone, at)
    }

    /// An amount in the smallest unit of its currency.
    pub(super) fn money(&self, amount: i64, currency: &str) -> String {
        locale::money(self.language, amount, &crate::text::line(currency))
    }
}
