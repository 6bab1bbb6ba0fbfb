//! The calendar (R38): planned visits, video sessions and self-checks that are due, for the page and for the feed.
//!
//! A visit is seen through its order: where that lies and for whom it is. What the order is about is told to whoever may see
//! orders; everybody else with the calendar reads that there is a visit, and when. Video sessions and self-checks are here
//! for whoever sees them elsewhere. Words and the format of the feed are the portal's.

mod address;

use chrono::{DateTime, Datelike as _, Days, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::domain::access::{Parent, Thing, ThingKind, Viewer, decide};
use crate::domain::field::FieldErrors;
use crate::domain::permission::Permission;
use crate::domain::state::{Language, VideoState, VisitState};
use crate::store::video::VideoRow;
use crate::store::visible::{self, CheckDay, PlannedVisit};
use crate::store::{Conn, organizations};
use crate::text;

pub use address::{feed_address, rotate, switch_off};

use super::portal::allowed;
use super::{App, Error, access, video};

/// So many entries of a kind are shown in a month.
const IN_A_MONTH: u32 = 500;

/// So many are in a feed.
const IN_A_FEED: u32 = 2_000;

/// A feed reaches back and ahead so far.
const BACK: TimeDelta = TimeDelta::days(90);
const AHEAD: TimeDelta = TimeDelta::days(400);

/// What an entry is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EntryKind {
    /// Somebody comes.
    Visit,
    /// A video session.
    Video,
    /// A self-check is due.
    Check,
}

/// How sure an entry is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EntryState {
    /// It takes place.
    Certain,
    /// It was asked for.
    Tentative,
    /// It does not take place.
    Cancelled,
}

/// Something in the calendar.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// What it is.
    pub kind: EntryKind,
    /// The same for as long as it exists, wherever it is moved to.
    pub key: String,
    /// When it begins; for a whole day, its first moment.
    pub starts_at: DateTime<Utc>,
    /// When it ends; the same as its beginning where nobody knows.
    pub ends_at: DateTime<Utc>,
    /// The day, where it is about a whole one.
    pub day: Option<NaiveDate>,
    /// What it is about, where the viewer may know: an order's title, a session's, a checklist's name.
    pub title: Option<String>,
    /// The number of the page about it, where the viewer may open that: an order's, a session's, an object's.
    pub number: Option<String>,
    /// At which facility.
    pub facility: Option<String>,
    /// That facility's address, where the viewer may see company data.
    pub address: Option<String>,
    /// What is to be known about it, where the viewer may.
    pub note: String,
    /// Who comes, where the viewer may know.
    pub who: String,
    /// Where one joins it.
    pub join_url: String,
    /// How sure it is.
    pub state: EntryState,
    /// Since when it is known.
    pub created_at: DateTime<Utc>,
    /// Grows with every change.
    pub version: i64,
}

/// What a feed holds, for the portal to write.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Feed {
    /// Of which customer.
    pub customer: String,
    /// At which organization.
    pub organization: String,
    /// The reader's language.
    pub language: Language,
    /// The entries by their beginning, cancelled ones too.
    pub entries: Vec<Entry>,
}

/// What is in a month by the clocks of the organization, by its beginning; what was cancelled is left out.
///
/// # Errors
/// The field `month` when there is no such month, or it is farther away than calendars reach.
pub async fn month(app: &App, viewer: &Viewer, year: i32, month: u32) -> Result<Vec<Entry>, Error> {
    allowed(&viewer.may(Permission::ViewCalendar, app.now()), Permission::ViewCalendar)?;
    let wrong = || FieldErrors::one("month", "calendar-month", "there is no such month");
    let first = NaiveDate::from_ymd_opt(year, month, 1).filter(|day| (2000..=2200).contains(&day.year()));
    let first = first.ok_or_else(wrong)?;
    let next = first.checked_add_months(chrono::Months::new(1)).ok_or_else(wrong)?;
    let mut conn = app.store.read().await?;
    let zone = zone(&mut conn, viewer).await?;
    drop(conn);
    let mut found = entries(app, viewer, zone, (first, next), IN_A_MONTH).await?;
    found.retain(|entry| entry.state != EntryState::Cancelled);
    Ok(found)
}

/// What is behind a calendar's secret address at this moment: 90 days back and 400 ahead. Rights are read anew every time;
/// an address that was never made, was replaced or switched off, and one of somebody who may not see the calendar any more,
/// are the same: not found.
pub async fn feed(app: &App, token: &str) -> Result<Feed, Error> {
    let gone = || Error::not_found("such calendar");
    let mut conn = app.store.read().await?;
    let (organization, user) = address::holder(&mut conn, token).await?.ok_or_else(gone)?;
    let at = match access::stand(app, &mut conn, organization, user).await {
        Err(Error::NotFound { .. }) => return Err(gone()),
        found => found?,
    };
    if !at.viewer.may(Permission::ViewCalendar, app.now()).allowed {
        return Err(gone());
    }
    drop(conn);
    let zone = at.organization.time_zone.parse().unwrap_or(Tz::UTC);
    let day = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
    let span = (day(app.now() - BACK), day(app.now() + AHEAD));
    Ok(Feed {
        customer: text::line(&at.customer.name),
        organization: text::line(&at.organization.name),
        language: at.user.language,
        entries: entries(app, &at.viewer, zone, span, IN_A_FEED).await?,
    })
}

async fn zone(conn: &mut Conn, viewer: &Viewer) -> Result<Tz, Error> {
    let organization = organizations::get(conn, viewer.organization).await?;
    Ok(organization.and_then(|o| o.time_zone.parse().ok()).unwrap_or(Tz::UTC))
}

/// The first moment of a day. Where clocks are put forward at midnight, the day begins later.
pub fn first_moment(zone: Tz, day: NaiveDate) -> DateTime<Utc> {
    let at = |hour| day.and_hms_opt(hour, 0, 0).and_then(|t| t.and_local_timezone(zone).earliest());
    at(0).or_else(|| at(1)).map_or_else(|| day.and_time(chrono::NaiveTime::MIN).and_utc(), |t| t.to_utc())
}

/// Everything from one day to before another, by its beginning.
async fn entries(
    app: &App,
    viewer: &Viewer,
    zone: Tz,
    (from, until): (NaiveDate, NaiveDate),
    limit: u32,
) -> Result<Vec<Entry>, Error> {
    let span = (first_moment(zone, from), first_moment(zone, until));
    let sees = |permission| viewer.may(permission, app.now()).allowed;
    let mut conn = app.store.read().await?;
    let visits = visible::visits(&mut conn, viewer, span, limit).await?;
    let checks = if sees(Permission::SelfChecks) && sees(Permission::ViewObjects) {
        visible::check_days(&mut conn, viewer, (from, until), limit).await?
    } else {
        Vec::new()
    };
    drop(conn);
    let sessions = video::seen_between(app, viewer, span).await?;
    let mut found: Vec<Entry> = visits.into_iter().map(|visit| of_visit(app, viewer, visit)).collect();
    found.extend(sessions.into_iter().map(of_session));
    found.extend(checks.into_iter().map(|check| of_check(zone, check)));
    if !sees(Permission::ViewCustomerData) {
        for entry in &mut found {
            entry.address = None;
        }
    }
    found.sort_by(|a, b| (a.starts_at, &a.key).cmp(&(b.starts_at, &b.key)));
    Ok(found)
}

fn of_visit(app: &App, viewer: &Viewer, visit: PlannedVisit) -> Entry {
    let order = Thing {
        kind: ThingKind::Order,
        parent: Parent::Customer,
        organization: viewer.organization,
        customer: Some(viewer.customer),
        facility: visit.facility_id,
        contact: visit.contact_id,
    };
    let told = decide(viewer, &order, app.now()).allowed;
    let if_told = |words: String| if told { words } else { String::new() };
    let kind = if visit.imported { "order" } else { "visit" };
    Entry {
        kind: EntryKind::Visit,
        key: format!("{kind}-{}", visit.id.simple()),
        starts_at: visit.starts_at,
        ends_at: visit.ends_at,
        day: None,
        title: told.then(|| text::line(&visit.title)),
        number: told.then_some(visit.order_number),
        facility: visit.facility.as_deref().map(text::line),
        address: visit.address.as_deref().map(text::line).filter(|address| !address.is_empty()),
        note: if_told(text::lines(&visit.note)),
        who: if_told(text::line(&visit.technician)),
        join_url: String::new(),
        state: if visit.state == VisitState::Cancelled { EntryState::Cancelled } else { EntryState::Certain },
        created_at: visit.created_at,
        version: visit.version,
    }
}

fn of_session(session: VideoRow) -> Entry {
    Entry {
        kind: EntryKind::Video,
        key: format!("video-{}", session.id),
        starts_at: session.starts_at,
        ends_at: session.ends_at,
        day: None,
        title: Some(text::line(&session.title)),
        number: Some(session.number),
        facility: session.facility.as_deref().map(text::line),
        address: None,
        note: text::lines(&session.note),
        who: String::new(),
        join_url: session.join_url,
        state: match session.state {
            VideoState::Requested => EntryState::Tentative,
            VideoState::Planned | VideoState::Over => EntryState::Certain,
            VideoState::Cancelled => EntryState::Cancelled,
        },
        created_at: session.created_at,
        version: session.version,
    }
}

fn of_check(zone: Tz, check: CheckDay) -> Entry {
    let next = check.due_on.checked_add_days(Days::new(1)).unwrap_or(check.due_on);
    let starts_at = first_moment(zone, check.due_on);
    Entry {
        kind: EntryKind::Check,
        // The next time it is due is another entry: the one that was done is not moved, it is gone.
        key: format!("check-{}-{}", check.id, check.due_on),
        starts_at,
        ends_at: first_moment(zone, next),
        day: Some(check.due_on),
        title: Some(format!("{}: {}", text::line(&check.template), text::line(&check.object))),
        number: Some(check.object_number),
        facility: check.facility.as_deref().map(text::line),
        address: None,
        note: String::new(),
        who: String::new(),
        join_url: String::new(),
        state: EntryState::Certain,
        created_at: starts_at,
        version: 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_even_where_midnight_does_not_exist() {
        let beirut: Tz = "Asia/Beirut".parse().unwrap();
        let day = NaiveDate::from_ymd_opt(2024, 3, 31).unwrap();
        assert_eq!(first_moment(beirut, day).to_rfc3339(), "2024-03-30T22:00:00+00:00");
        let vienna: Tz = "Europe/Vienna".parse().unwrap();
        assert_eq!(first_moment(vienna, day).to_rfc3339(), "2024-03-30T23:00:00+00:00");
    }
}
