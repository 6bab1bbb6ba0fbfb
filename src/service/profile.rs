//! What a person changes about themselves (R51): names and mobile number. Everybody may, for themselves; letters greet with
//! the new name from then on.

use serde_json::{Map, Value, json};

use crate::domain::activity::Event;
use crate::domain::field::FieldErrors;
use crate::domain::phone;
use crate::store::profiles;
use crate::text;

pub use crate::store::profiles::Profile;

use super::activity::record;
use super::customer_sign_in::{Client, Session};
use super::{App, Error};

/// What is typed, with the version that was read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ProfileChange {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Mobile number, as people type it; empty for none.
    pub mobile: String,
    /// The version of the [`Profile`] that was shown.
    pub version: i64,
}

/// Names and mobile number of the person.
pub async fn of_session(app: &App, session: &Session) -> Result<Profile, Error> {
    let mut conn = app.store.read().await?;
    let found = profiles::get(&mut conn, session.organization, session.sign_in).await?;
    found.ok_or_else(|| Error::not_found("such sign-in"))
}

/// Changes names and mobile number. A number without a country's code is one of the customer's country.
///
/// # Errors
/// `first_name`, `last_name`, `mobile` name what is wrong with them; a conflict when the person changed it elsewhere
/// meanwhile.
pub async fn change(app: &App, session: &Session, to: &ProfileChange, client: &Client) -> Result<(), Error> {
    let org = session.organization;
    let mut tx = app.store.begin().await?;
    let country = profiles::country(&mut tx, org, session.viewer.customer).await?;
    let new = validated(to, &country)?;
    let before = profiles::get(&mut tx, org, session.sign_in).await?.ok_or_else(|| Error::not_found("such sign-in"))?;
    let (was, is) = differences(&before, &new);
    if is.is_empty() {
        return Ok(());
    }
    if before.version != to.version || !profiles::set(&mut tx, org, session.sign_in, &new).await? {
        return Err(Error::conflict("you changed this in another window meanwhile; look at it and save again"));
    }
    let data = json!({ "before": was, "after": is });
    record(app, &mut tx, &session.actor(client), Event::ProfileChanged, session.about(), data).await?;
    Ok(tx.commit().await?)
}

/// The time zones to choose from, by region and place; one that is known by an older name is among them when it is `kept`.
pub fn time_zones(kept: &str) -> impl Iterator<Item = &'static str> {
    const REGIONS: [&str; 10] = [
        "Africa/",
        "America/",
        "Antarctica/",
        "Arctic/",
        "Asia/",
        "Atlantic/",
        "Australia/",
        "Europe/",
        "Indian/",
        "Pacific/",
    ];
    let names = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
    names.filter(move |name| REGIONS.iter().any(|region| name.starts_with(region)) || *name == "UTC" || *name == kept)
}

/// Sets by whose clocks the times in the person's letters are; empty: the organization's.
///
/// # Errors
/// `time_zone`, when there is none of that name.
pub async fn set_time_zone(app: &App, session: &Session, zone: &str, client: &Client) -> Result<(), Error> {
    let org = session.organization;
    let zone = match zone.trim() {
        "" => String::new(),
        named => super::settings::time_zone("time_zone", named)?,
    };
    let mut tx = app.store.begin().await?;
    let before = profiles::get(&mut tx, org, session.sign_in).await?.ok_or_else(|| Error::not_found("such sign-in"))?;
    if before.time_zone == zone {
        return Ok(());
    }
    profiles::set_time_zone(&mut tx, org, session.sign_in, &zone).await?;
    let data = json!({ "before": { "time_zone": before.time_zone }, "after": { "time_zone": zone } });
    record(app, &mut tx, &session.actor(client), Event::ProfileChanged, session.about(), data).await?;
    Ok(tx.commit().await?)
}

fn validated(to: &ProfileChange, country: &str) -> Result<Profile, FieldErrors> {
    let mut errors = FieldErrors::new();
    let mut name = |field, value: &str| {
        let value = text::line(value);
        if value.is_empty() || value.chars().count() > 100 {
            errors.add(field, "name", "must have 1 to 100 characters");
        }
        value
    };
    let (first_name, last_name) = (name("first_name", &to.first_name), name("last_name", &to.last_name));
    let mobile = errors.take(phone::normalised("mobile", &to.mobile, country)).unwrap_or_default();
    errors.into_result()?;
    Ok(Profile { first_name, last_name, mobile, time_zone: String::new(), version: to.version })
}

fn differences(before: &Profile, after: &Profile) -> (Map<String, Value>, Map<String, Value>) {
    let pairs = [
        ("first_name", &before.first_name, &after.first_name),
        ("last_name", &before.last_name, &after.last_name),
        ("mobile", &before.mobile, &after.mobile),
    ];
    let changed = pairs.into_iter().filter(|(_, was, is)| was != is);
    let entry = |name: &str, value: &str| (name.to_owned(), Value::from(value));
    changed.map(|(name, was, is)| (entry(name, was), entry(name, is))).unzip()
}
