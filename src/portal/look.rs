//! Whose page it is and in which language: what every page needs before it says anything.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::domain::state::Language;
use crate::locale;

use super::brand;

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
}

impl Look {
    /// The neutral look, before anything is known (R23).
    pub(super) fn neutral(language: Language) -> Self {
        Self { language, zone: Tz::UTC, organization: None, accent: brand::href("") }
    }

    /// An organization's look.
    pub(super) fn of(language: Language, zone: &str, organization: &str, accent: &str) -> Self {
        Self {
            language,
            zone: locale::time_zone(zone),
            organization: Some(crate::text::line(organization)),
            accent: brand::href(accent),
        }
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
}
