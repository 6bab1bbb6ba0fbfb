//! What an organization settles for itself: what staff see beyond their areas (R10), whether temporary passwords may be
//! mailed (R17), whether secure links show billing (R20), whether everybody needs a second
//! factor (R22), language, time zone, replies, colour, logo (R23). The portal
//! module is switched in `portal_switch`.

mod logo;

use chrono_tz::Tz;
use serde_json::json;

use crate::domain::activity::Event;
use crate::domain::email::Email;
use crate::domain::field::FieldErrors;
use crate::domain::staff::{OutsideAreas, StaffPermission};
use crate::domain::state::Language;
use crate::store::activity::last_change;
use crate::store::settings as store;
use crate::text;

use super::activity::{About, record};
use super::{Actor, App, Error};

pub use crate::store::settings::Settings;
pub use logo::{LARGEST_LOGO, logo, logo_by_hash, logo_hash, set_logo};

/// What is to become of the settings. What is `None` stays as it is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SettingsChange {
    /// The version that the change was made on.
    pub version: i64,
    /// What staff who are bound to areas see of customers elsewhere (R10).
    pub outside_areas: Option<OutsideAreas>,
    /// Whether temporary passwords may be mailed (R17).
    pub mails_temporary: Option<bool>,
    /// Whether whoever holds a secure link sees invoices and estimates (R20).
    pub link_shows_billing: Option<bool>,
    /// Whether everybody who signs in to the portal needs a second factor (R22).
    pub demands_second_factor: Option<bool>,
    /// The language of letters and pages where nobody chose one.
    pub language: Option<Language>,
    /// The IANA time zone.
    pub time_zone: Option<String>,
    /// Where replies to letters go; empty for nowhere.
    pub reply_to: Option<String>,
    /// The accent colour, `#rrggbb`.
    pub accent: Option<String>,
}

/// What switching on the mailing of temporary passwords means; said wherever it is switched (R17).
pub const MAILING_MEANS: &str = "Whoever can read the person's mail, on any server it passes, can sign in with a mailed \
    temporary password until the person replaces it. A set-password link ends after 30 minutes and works once: prefer it.";

/// The settings.
pub async fn get(app: &App, by: &Actor) -> Result<Settings, Error> {
    by.may(StaffPermission::ManageSettings)?.anywhere();
    store::get(&mut app.store.read().await?, by.organization).await?.ok_or_else(gone)
}

/// Changes settings: all of what is asked, or nothing. Each that really changes is one record of the log.
///
/// # Errors
/// Every field that cannot be taken; a conflict when somebody else changed a setting meanwhile, with the name.
pub async fn set(app: &App, by: &Actor, change: &SettingsChange) -> Result<Settings, Error> {
    by.may(StaffPermission::ManageSettings)?.anywhere();
    let mut tx = app.store.begin().await?;
    let before = store::get(&mut tx, by.organization).await?.ok_or_else(gone)?;
    let after = changed(&before, change)?;
    if before.version != change.version {
        return Err(overtaken(last_change(&mut tx, by.organization, &SETTING_EVENTS).await?));
    }
    let differences = differences(&before, &after);
    if differences.is_empty() {
        return Ok(before);
    }
    if !store::set(&mut tx, by.organization, &after).await? {
        return Err(overtaken(last_change(&mut tx, by.organization, &SETTING_EVENTS).await?));
    }
    for (name, was, is) in differences {
        let about = About { subject: name.to_owned(), ..About::default() };
        record(app, &mut tx, by, Event::SettingsChanged, about, json!({ "before": was, "after": is })).await?;
    }
    tx.commit().await?;
    Ok(Settings { version: before.version + 1, ..after })
}

const SETTING_EVENTS: [Event; 2] = [Event::SettingsChanged, Event::ModuleSwitched];

fn gone() -> Error {
    Error::not_found("such organization")
}

fn overtaken(who: Option<String>) -> Error {
    Error::overtaken(who, |who| {
        format!("the settings were changed by {who} meanwhile; nothing was saved, look at them and save again")
    })
}

fn changed(before: &Settings, change: &SettingsChange) -> Result<Settings, FieldErrors> {
    let mut errors = FieldErrors::new();
    let mut after = before.clone();
    after.outside_areas = change.outside_areas.unwrap_or(before.outside_areas);
    after.mails_temporary = change.mails_temporary.unwrap_or(before.mails_temporary);
    after.link_shows_billing = change.link_shows_billing.unwrap_or(before.link_shows_billing);
    after.demands_second_factor = change.demands_second_factor.unwrap_or(before.demands_second_factor);
    after.language = change.language.unwrap_or(before.language);
    if let Some(zone) = &change.time_zone {
        after.time_zone = errors.take(time_zone("time_zone", zone)).unwrap_or_default();
    }
    if let Some(reply_to) = &change.reply_to {
        after.reply_to = match reply_to.trim() {
            "" => None,
            typed => errors.take(Email::parse("reply_to", typed)).map(|email| email.as_str().to_owned()),
        };
    }
    if let Some(accent) = &change.accent {
        after.accent = errors.take(colour("accent", accent)).unwrap_or_default();
    }
    errors.into_result().map(|()| after)
}

/// A time zone by its IANA name.
///
/// # Errors
/// Names `field` and the nearest zone there is.
pub fn time_zone(field: &'static str, typed: &str) -> Result<String, FieldErrors> {
    let typed = text::line(typed);
    if typed.parse::<Tz>().is_ok() {
        return Ok(typed);
    }
    let hint = text::nearest(&typed, chrono_tz::TZ_VARIANTS.iter().map(|z| z.name()));
    let hint = hint.map_or_else(|| "for example Europe/Vienna".to_owned(), |z| format!("did you mean {z}?"));
    Err(FieldErrors::one(field, "time-zone", format!("\"{typed}\" is no time zone; {hint}")))
}

fn colour(field: &'static str, typed: &str) -> Result<String, FieldErrors> {
    let typed = text::line(typed);
    let digits = typed.strip_prefix('#').unwrap_or_default();
    if digits.len() == 6 && digits.chars().all(|c| c.is_ascii_hexdigit()) {
        return Ok(typed.to_ascii_lowercase());
    }
    let shown: String = typed.chars().take(40).collect();
    Err(FieldErrors::one(
        field,
        "colour",
        format!("\"{shown}\" is no colour; write # and six digits of 0-9 a-f, like #1f5fae"),
    ))
}

/// The settings that differ: name, before, after.
fn differences(before: &Settings, after: &Settings) -> Vec<(&'static str, String, String)> {
    let on = |on: bool| if on { "on" } else { "off" }.to_owned();
    let none = |text: &Option<String>| text.clone().unwrap_or_else(|| "none".to_owned());
    let all = |s: &Settings| {
        [
            ("outside_areas", s.outside_areas.to_string()),
            ("mails_temporary", on(s.mails_temporary)),
            ("link_shows_billing", on(s.link_shows_billing)),
            ("demands_second_factor", on(s.demands_second_factor)),
            ("language", s.language.to_string()),
            ("time_zone", s.time_zone.clone()),
            ("reply_to", none(&s.reply_to)),
            ("accent", s.accent.clone()),
        ]
    };
    let both = all(before).into_iter().zip(all(after));
    both.filter(|((_, was), (_, is))| was != is).map(|((name, was), (_, is))| (name, was, is)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_and_zones_are_taken_or_explained() {
        assert_eq!(colour("accent", " #1F5FAE ").unwrap(), "#1f5fae");
        for wrong in ["1f5fae", "#1f5fa", "#1f5fag", "red", "#ääääää", ""] {
            assert!(colour("accent", wrong).is_err(), "{wrong}");
        }
        assert_eq!(time_zone("time_zone", "Europe/Vienna").unwrap(), "Europe/Vienna");
        let error = time_zone("time_zone", "Europe/Viena").unwrap_err();
        assert!(error.of("time_zone").unwrap().contains("Europe/Vienna"));
    }
}
