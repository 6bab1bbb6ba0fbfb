//! When a session takes place: read from what somebody typed, and held within bounds.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::domain::OrganizationId;
use crate::domain::field::FieldErrors;
use crate::service::{Actor, App, Error};
use crate::store::{Conn, organizations};

/// A session lasts at most so long.
const LONGEST: TimeDelta = TimeDelta::hours(12);

/// It lies at most so far ahead.
const FARTHEST: TimeDelta = TimeDelta::days(731);

/// Somebody who plans one that has just begun is not late.
const GRACE: TimeDelta = TimeDelta::minutes(15);

/// A time as a person types it, by the clocks of the organization.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wished {
    /// The day, `2026-12-01`.
    pub day: String,
    /// The time of day, `14:30`.
    pub time: String,
    /// For how many minutes.
    pub minutes: String,
}

/// Beginning and end of what somebody wishes.
///
/// # Errors
/// The fields `day`, `time` and `minutes`, all that are wrong at once.
pub async fn span_of(app: &App, by: &Actor, wished: &Wished) -> Result<(DateTime<Utc>, DateTime<Utc>), Error> {
    let zone = zone(&mut app.store.read().await?, by.organization).await?;
    let mut errors = FieldErrors::new();
    let span = read(app, zone, wished, &mut errors);
    errors.into_result()?;
    span.ok_or_else(|| FieldErrors::one("day", "video-day", "is no day").into())
}

pub(super) async fn zone(conn: &mut Conn, org: OrganizationId) -> Result<Tz, Error> {
    let organization = organizations::get(conn, org).await?;
    Ok(organization.and_then(|o| o.time_zone.parse().ok()).unwrap_or(Tz::UTC))
}

/// Reads what was typed; everything that is wrong is added to `errors`.
pub(super) fn read(
    app: &App,
    zone: Tz,
    wished: &Wished,
    errors: &mut FieldErrors,
) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let day = NaiveDate::parse_from_str(wished.day.trim(), "%Y-%m-%d").ok();
    // What a browser sends may carry seconds.
    let time: Vec<&str> = wished.time.trim().splitn(3, ':').collect();
    let time = match time.as_slice() {
        [hour, minute, ..] => hour.parse().ok().zip(minute.parse().ok()),
        _ => None,
    };
    let time = time.and_then(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0));
    let minutes = wished.minutes.trim().parse::<i64>().ok().filter(|m| (5..=720).contains(m));
    if day.is_none() {
        errors.add("day", "video-day", "is no day; write it as 2026-12-01");
    }
    if time.is_none() {
        errors.add("time", "video-time", "is no time of day; write it as 14:30");
    }
    if minutes.is_none() {
        errors.add("minutes", "video-minutes", "is no number of minutes between 5 and 720");
    }
    let at = day?.and_time(time?);
    let Some(starts) = at.and_local_timezone(zone).earliest() else {
        errors.add("time", "video-no-time", format!("{at} does not exist in {zone}: clocks are put forward then"));
        return None;
    };
    let starts = starts.to_utc();
    let span = (starts, starts + TimeDelta::minutes(minutes?));
    check(app, span, ("day", "minutes"), errors);
    Some(span)
}

/// Beginning and end within bounds; what is wrong is added to `errors` at the two fields named.
pub(super) fn check(
    app: &App,
    (starts, ends): (DateTime<Utc>, DateTime<Utc>),
    (begin, end): (&'static str, &'static str),
    errors: &mut FieldErrors,
) {
    let now = app.now();
    if starts < now - GRACE {
        errors.add(begin, "video-past", "lies in the past");
    } else if starts > now + FARTHEST {
        errors.add(begin, "video-far", "is more than two years away");
    }
    if ends <= starts {
        errors.add(end, "video-ends", "is not after the beginning");
    } else if ends - starts > LONGEST {
        errors.add(end, "video-long", "is more than twelve hours after the beginning");
    }
}
