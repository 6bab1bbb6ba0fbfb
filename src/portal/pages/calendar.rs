//! `/calendar`: a month as a table or as a list, and the calendar's own address (R38).

use askama::Template;
use axum::extract::{Request, State};
use axum::http::{StatusCode, Uri};
use chrono::{Datelike as _, Months, NaiveDate};

use crate::domain::permission::Permission;
use crate::domain::state::Language;
use crate::locale;
use crate::service::Error;
use crate::service::calendar::{self, Entry, EntryKind, EntryState};

use super::super::cookies::Notice;
use super::super::failure::{Failure, Refusal};
use super::super::form::Fields;
use super::super::look::Look;
use super::super::page::{Answer, Page, render};
use super::super::state::Portal;
use super::super::visit::{Admitted, Reading};
use super::done::done_at;
use super::feed;

#[derive(Template)]
#[template(path = "portal/templates/calendar.html")]
struct CalendarPage {
    page: Page,
    heading: String,
    previous: Option<Way>,
    next: Option<Way>,
    today: String,
    as_list: bool,
    other_view: String,
    weekdays: Vec<Weekday>,
    weeks: Vec<Vec<Option<Day>>>,
    days: Vec<Day>,
    own: Option<Own>,
}

/// A way to another month.
struct Way {
    href: String,
    name: String,
}

struct Weekday {
    short: String,
    long: String,
}

#[derive(Clone)]
struct Day {
    /// `2026-11-22`.
    machine: String,
    number: u32,
    /// The day in full with its weekday.
    long: String,
    today: bool,
    events: Vec<Shown>,
}

#[derive(Clone)]
struct Shown {
    class: &'static str,
    kind: String,
    time: String,
    title: String,
    href: Option<String>,
    place: String,
    note: String,
    tentative: bool,
}

/// The calendar's own address, for whoever is signed in.
struct Own {
    csrf: String,
    address: Option<String>,
}

/// `GET /calendar`
pub(in super::super) async fn show(State(portal): State<Portal>, visit: Reading, uri: Uri) -> Answer {
    visit.needs(Permission::ViewCalendar)?;
    let fields = Fields::of(&uri);
    let today = portal.app.now().with_timezone(&visit.look.zone).date_naive();
    let mut page = visit.page("calendar-title", "/calendar");
    let asked = asked(&fields, today);
    let mut found = calendar::month(&portal.app, &visit.viewer, asked.0, asked.1).await;
    let (mut year, mut month) = asked;
    let mut status = StatusCode::OK;
    if let Err(Error::Invalid(errors)) = &found {
        // There is no such month: that is said, above the present one.
        page.refuse(errors);
        status = StatusCode::NOT_FOUND;
        (year, month) = (today.year(), today.month());
        found = calendar::month(&portal.app, &visit.viewer, year, month).await;
    }
    let entries = found.map_err(|e| visit.failed(e))?;
    let own = own(&portal, &visit, &page).await?;
    let as_list = fields.get("view") == "list";
    let first = NaiveDate::from_ymd_opt(year, month, 1).unwrap_or(today);
    let look = page.look.clone();
    let days = days(&look, first, today, &entries);
    let heading = month_name(&look, first);
    page.title = format!("{heading} · {}", page.title);
    let template = CalendarPage {
        previous: way(&look, first.checked_sub_months(Months::new(1)), as_list),
        next: way(&look, first.checked_add_months(Months::new(1)), as_list),
        today: if as_list { "/calendar?view=list".to_owned() } else { "/calendar".to_owned() },
        other_view: address(first, !as_list),
        weekdays: (1..=7).map(|day| weekday(&look, day)).collect(),
        weeks: weeks(first, &days),
        days: days.into_iter().filter(|day| !day.events.is_empty()).collect(),
        heading,
        as_list,
        own,
        page,
    };
    render(status, &template)
}

/// Which month is asked for; what is no number is no month.
fn asked(fields: &Fields, today: NaiveDate) -> (i32, u32) {
    let year = match fields.get("year") {
        "" => Some(today.year()),
        typed => typed.parse().ok(),
    };
    let month = match fields.get("month") {
        "" => Some(today.month()),
        typed => typed.parse().ok(),
    };
    year.zip(month).unwrap_or((0, 0))
}

async fn own(portal: &Portal, visit: &Reading, page: &Page) -> Result<Option<Own>, Refusal> {
    let (Some(actor), Some(person)) = (&visit.actor, &page.person) else { return Ok(None) };
    let address = calendar::feed_address(&portal.app, actor).await.map_err(|e| visit.failed(e))?;
    Ok(Some(Own { csrf: person.csrf.clone(), address }))
}

/// "November 2026".
fn month_name(look: &Look, first: NaiveDate) -> String {
    let name = locale::month(look.language, first.month());
    let mut letters = name.chars();
    let begin = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{begin}{} {}", letters.as_str(), first.year())
}

fn weekday(look: &Look, day: u32) -> Weekday {
    let long = look.t(&format!("weekday-{day}"));
    let letters = if look.language == Language::German { 2 } else { 3 };
    Weekday { short: long.chars().take(letters).collect(), long }
}

fn address(first: NaiveDate, as_list: bool) -> String {
    let view = if as_list { "&view=list" } else { "" };
    format!("/calendar?year={}&month={}{view}", first.year(), first.month())
}

fn way(look: &Look, first: Option<NaiveDate>, as_list: bool) -> Option<Way> {
    let first = first.filter(|day| (2000..=2200).contains(&day.year()))?;
    Some(Way { href: address(first, as_list), name: month_name(look, first) })
}

/// Every day of the month with what is on it.
fn days(look: &Look, first: NaiveDate, today: NaiveDate, entries: &[Entry]) -> Vec<Day> {
    let here = |day: &NaiveDate| (day.year(), day.month()) == (first.year(), first.month());
    first
        .iter_days()
        .take_while(here)
        .map(|day| Day {
            machine: day.to_string(),
            number: day.day(),
            long: format!(
                "{}, {}",
                weekday(look, day.weekday().number_from_monday()).long,
                locale::day(look.language, day)
            ),
            today: day == today,
            events: entries.iter().filter(|entry| lies_on(look, entry, day)).map(|e| shown(look, e, day)).collect(),
        })
        .collect()
}

/// Whether an entry touches a day. One that ends at midnight does not touch the day that begins then.
fn lies_on(look: &Look, entry: &Entry, day: NaiveDate) -> bool {
    if let Some(due) = entry.day {
        return due == day;
    }
    let begins = entry.starts_at.with_timezone(&look.zone).date_naive();
    let ends = (entry.ends_at.max(entry.starts_at + chrono::TimeDelta::seconds(1)) - chrono::TimeDelta::seconds(1))
        .with_timezone(&look.zone)
        .date_naive();
    (begins..=ends).contains(&day)
}

fn shown(look: &Look, entry: &Entry, day: NaiveDate) -> Shown {
    let kind = look.t(feed::kind(entry.kind));
    let time = |at: chrono::DateTime<chrono::Utc>| {
        let there = at.with_timezone(&look.zone).date_naive() == day;
        there.then(|| locale::time(look.language, look.zone, at))
    };
    let time = match (entry.day, time(entry.starts_at), time(entry.ends_at)) {
        (Some(_), ..) => String::new(),
        (None, Some(from), Some(to)) if entry.ends_at > entry.starts_at => format!("{from}–{to}"),
        (None, Some(from), _) => from,
        // It began on a day before, or goes on.
        (None, None, Some(to)) => format!("–{to}"),
        (None, None, None) => look.t("calendar-all-day"),
    };
    Shown {
        class: match entry.kind {
            EntryKind::Visit => "visit-entry",
            EntryKind::Video => "video-entry",
            EntryKind::Check => "check-entry",
        },
        title: entry.title.clone().unwrap_or_else(|| kind.clone()),
        kind: if entry.title.is_some() { kind } else { String::new() },
        time,
        href: feed::page(entry),
        place: entry.facility.clone().unwrap_or_default(),
        note: entry.note.clone(),
        tentative: entry.state == EntryState::Tentative,
    }
}

/// The days in weeks that begin on Monday; before the first and after the last there is nothing.
fn weeks(first: NaiveDate, days: &[Day]) -> Vec<Vec<Option<Day>>> {
    let before = first.weekday().num_days_from_monday() as usize;
    let mut cells: Vec<Option<Day>> = vec![None; before];
    cells.extend(days.iter().cloned().map(Some));
    while !cells.len().is_multiple_of(7) {
        cells.push(None);
    }
    cells.chunks(7).map(<[_]>::to_vec).collect()
}

/// `POST /calendar/address`: makes the address, replaces it, or switches it off.
pub(in super::super) async fn change(
    State(portal): State<Portal>,
    Admitted(visit): Admitted,
    request: Request,
) -> Answer {
    visit.needs(Permission::ViewCalendar)?;
    let fields = visit.form(request).await?;
    let actor = visit.session.actor(&visit.client);
    let notice = match fields.get("do") {
        "make" => calendar::rotate(&portal.app, &actor).await.map(|_| Notice::CalendarMade),
        "off" => calendar::switch_off(&portal.app, &actor).await.map(|()| Notice::CalendarOff),
        _ => return Err(visit.failed(Failure::NotFound)),
    };
    let notice = notice.map_err(|e| visit.failed(e))?;
    Ok(done_at(&portal, "/calendar#own", notice))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_begin_on_monday_and_hold_every_day_once() {
        for (year, month, before, weeks_there) in [(2026, 11, 6, 6), (2026, 2, 6, 5), (2027, 2, 0, 4), (2024, 2, 3, 5)]
        {
            let first = NaiveDate::from_ymd_opt(year, month, 1).unwrap();
            let look = Look::neutral(Language::English);
            let days = days(&look, first, first + chrono::Days::new(3), &[]);
            let weeks = weeks(first, &days);
            assert_eq!((weeks.len(), weeks[0].iter().take_while(|d| d.is_none()).count()), (weeks_there, before));
            assert_eq!(weeks.iter().flatten().flatten().count(), days.len());
            assert!(weeks.iter().all(|week| week.len() == 7));
            assert_eq!(days.iter().filter(|day| day.today).map(|day| day.number).collect::<Vec<_>>(), [4]);
        }
    }
}
