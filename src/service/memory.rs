//! What is remembered for a staff person, for themselves alone: how a list was sorted, which card was dismissed.
//!
//! None of it is logged. It changes nothing for anybody else, shows nobody anything, and a log that fills with columns that
//! somebody sorted by hides what matters. Views that somebody saves under a name are in `views`, and logged.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::domain::field::FieldErrors;
use crate::store::staff_memory as store;

use super::{Actor, App, Error};

/// A key has at most so many characters.
pub const LONGEST_KEY: usize = 64;

/// A value has at most so many bytes as JSON.
pub const LARGEST_VALUE: usize = 4096;

/// A person has at most so many keys.
pub const MOST_KEYS: usize = 200;

/// Everything that is remembered for the person who asks.
pub async fn all(app: &App, by: &Actor) -> Result<BTreeMap<String, Value>, Error> {
    let staff = by.as_staff()?;
    let kept = store::all(&mut app.store.read().await?, by.organization, staff).await?;
    // What cannot be read is as if it were not there: a setting is not worth more.
    Ok(kept.into_iter().filter_map(|(key, value)| Some((key, serde_json::from_str(&value).ok()?))).collect())
}

/// Remembers a value under a key, in place of what stood there.
///
/// # Errors
/// The field `key` when it is not made of 1 to [`LONGEST_KEY`] lower-case letters, digits, `.`, `-` and `_`, or when there
/// are [`MOST_KEYS`] others; the field `value` when it is larger than [`LARGEST_VALUE`].
pub async fn remember(app: &App, by: &Actor, key: &str, value: &Value) -> Result<(), Error> {
    let staff = by.as_staff()?;
    let text = value.to_string();
    let mut errors = FieldErrors::new();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_');
    if key.is_empty() || key.len() > LONGEST_KEY || !key.chars().all(plain) {
        let message = format!("must be 1 to {LONGEST_KEY} lower-case letters, digits, dots, - and _");
        errors.add("key", "memory-key", message);
    }
    if text.len() > LARGEST_VALUE {
        errors.add("value", "memory-value", format!("must not be larger than {LARGEST_VALUE} bytes"));
    }
    errors.into_result()?;
    let mut tx = app.store.begin().await?;
    let others = store::others(&mut tx, by.organization, staff, key).await?;
    if usize::try_from(others).unwrap_or(usize::MAX) >= MOST_KEYS {
        let message = format!("there are {MOST_KEYS} remembered settings already; more are not kept");
        return Err(FieldErrors::one("key", "memory-full", message).into());
    }
    store::set(&mut tx, by.organization, staff, key, &text).await?;
    Ok(tx.commit().await?)
}

/// Forgets what is remembered under a key; `false` when nothing was.
pub async fn forget(app: &App, by: &Actor, key: &str) -> Result<bool, Error> {
    let staff = by.as_staff()?;
    let mut tx = app.store.begin().await?;
    let was_there = store::unset(&mut tx, by.organization, staff, key).await?;
    tx.commit().await?;
    Ok(was_there)
}
