//! The dashboard (R30): figures about what a viewer sees, for the last twelve months and now.
//!
//! Every figure is counted with the same scope and contact rule as the list that it is about. A part for which the viewer
//! has not the permission or the portal area is not there. Cancelled orders count as opened and not as closed.

use chrono::{DateTime, Datelike as _, Months, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use std::collections::BTreeMap;

use crate::domain::FacilityId;
use crate::domain::access::Viewer;
use crate::domain::permission::Permission;
use crate::store::visible::dashboard::{self as store, Counted, READINGS_DAYS};
use crate::store::{organizations, visible};

pub use crate::store::visible::dashboard::Used;

use super::calendar::first_moment;
use super::portal::allowed;
use super::{App, Error};

/// So many months, the present one among them.
const MONTHS: usize = 12;

/// So many objects are shown with their use.
const MOST_USED: usize = 10;

/// Use is counted over so many days.
const USE_DAYS: TimeDelta = TimeDelta::days(30);

/// A facility has a row of its own up to so many.
const MOST_FACILITIES: usize = 100;

const DAY: f64 = 86_400.0;

/// Figures about orders.
#[derive(Clone, PartialEq, Debug)]
pub struct Orders {
    /// Work is still to be expected.
    pub open: u64,
    /// Made, month by month.
    pub made: Vec<u64>,
    /// Closed, month by month.
    pub closed: Vec<u64>,
    /// How many days they took on average, by the month in which they were closed; none: nothing was closed.
    pub days: Vec<Option<f64>>,
    /// The same over all the months.
    pub mean_days: Option<f64>,
}

/// Figures of one facility; of what is at none, when it has no name.
#[derive(Clone, PartialEq, Debug)]
pub struct AtFacility {
    /// Its name.
    pub name: Option<String>,
    /// Open orders.
    pub open: u64,
    /// Orders closed in these months.
    pub closed: u64,
    /// How many days they took on average.
    pub mean_days: Option<f64>,
    /// Self-checks that should have been done.
    pub overdue: u64,
    /// Fault reports in these months.
    pub faults: u64,
}

/// Everything on the dashboard; what is `None` is not the viewer's to see.
#[derive(Clone, PartialEq, Debug)]
pub struct Dashboard {
    /// The first days of the months, the oldest first.
    pub months: Vec<NaiveDate>,
    /// Orders.
    pub orders: Option<Orders>,
    /// Self-checks that should have been done.
    pub overdue: Option<u64>,
    /// Fault reports, month by month.
    pub faults: Option<Vec<u64>>,
    /// The objects that were used most.
    pub used: Option<Vec<Used>>,
    /// Facility by facility, where there are several.
    pub facilities: Vec<AtFacility>,
    /// Facilities without a row of their own.
    pub more_facilities: usize,
}

/// The dashboard as the viewer sees it now.
pub async fn seen(app: &App, viewer: &Viewer) -> Result<Dashboard, Error> {
    allowed(&viewer.may(Permission::ViewDashboard, app.now()), Permission::ViewDashboard)?;
    let sees = |permission| viewer.may(permission, app.now()).allowed;
    let mut conn = app.store.read().await?;
    let organization = organizations::get(&mut conn, viewer.organization).await?;
    let zone = organization.and_then(|o| o.time_zone.parse().ok()).unwrap_or(Tz::UTC);
    let today = app.now().with_timezone(&zone).date_naive();
    let (months, ends) = months(zone, today);
    let mut places = Places::default();
    let orders = if sees(Permission::ViewOrders) {
        let open = store::open_orders(&mut conn, viewer).await?;
        let made = store::made_orders(&mut conn, viewer, &ends).await?;
        let closed = store::closed_orders(&mut conn, viewer, &ends).await?;
        places.add(&open, |place, row| place.open += count(row));
        places.add(&closed, |place, row| {
            place.closed += count(row);
            place.seconds += row.seconds;
        });
        Some(orders(&open, &made, &closed))
    } else {
        None
    };
    let (mut overdue, mut used) = (None, None);
    if sees(Permission::ViewObjects) {
        let found = store::overdue_checks(&mut conn, viewer, today).await?;
        places.add(&found, |place, row| place.overdue += count(row));
        overdue = Some(found.iter().map(count).sum());
        let times = (app.now() - TimeDelta::days(READINGS_DAYS), app.now() - USE_DAYS);
        used = Some(store::most_used(&mut conn, viewer, times, MOST_USED).await?);
    }
    let faults = if sees(Permission::ReportFaults) {
        let found = store::fault_reports(&mut conn, viewer, &ends).await?;
        places.add(&found, |place, row| place.faults += count(row));
        Some(by_month(&found))
    } else {
        None
    };
    let names = visible::facilities(&mut conn, viewer).await?.into_iter().map(|f| (f.id, f.name)).collect();
    let (facilities, more_facilities) = places.rows(names);
    Ok(Dashboard { months, orders, overdue, faults, used, facilities, more_facilities })
}

/// The first days of the months, and their first moments with the end of the last.
pub(super) fn months(zone: Tz, today: NaiveDate) -> (Vec<NaiveDate>, Vec<DateTime<Utc>>) {
    let present = today.with_day(1).unwrap_or(today);
    let back = |n: usize| present.checked_sub_months(Months::new(u32::try_from(n).unwrap_or(0))).unwrap_or(present);
    let days: Vec<NaiveDate> = (0..MONTHS).rev().map(back).collect();
    let next = present.checked_add_months(Months::new(1)).unwrap_or(present);
    let ends = days.iter().copied().chain([next]).map(|day| first_moment(zone, day)).collect();
    (days, ends)
}

fn count(row: &Counted) -> u64 {
    u64::try_from(row.number).unwrap_or_default()
}

fn by_month(rows: &[Counted]) -> Vec<u64> {
    let mut months = vec![0; MONTHS];
    for row in rows {
        if let Some(month) = usize::try_from(row.month).ok().and_then(|m| months.get_mut(m)) {
            *month += count(row);
        }
    }
    months
}

#[allow(clippy::cast_precision_loss, reason = "seconds of orders, shown in tenths of a day")]
fn mean_days(seconds: i64, number: u64) -> Option<f64> {
    (number > 0).then(|| seconds as f64 / number as f64 / DAY)
}

fn orders(open: &[Counted], made: &[Counted], closed: &[Counted]) -> Orders {
    let numbers = by_month(closed);
    let seconds =
        |month: usize| closed.iter().filter(|r| usize::try_from(r.month) == Ok(month)).map(|r| r.seconds).sum();
    Orders {
        open: open.iter().map(count).sum(),
        made: by_month(made),
        days: numbers.iter().enumerate().map(|(month, number)| mean_days(seconds(month), *number)).collect(),
        mean_days: mean_days(closed.iter().map(|r| r.seconds).sum(), numbers.iter().sum()),
        closed: numbers,
    }
}

/// What is known of a place.
#[derive(Default)]
struct Place {
    open: u64,
    closed: u64,
    seconds: i64,
    overdue: u64,
    faults: u64,
}

#[derive(Default)]
struct Places(BTreeMap<Option<FacilityId>, Place>);

impl Places {
    fn add(&mut self, rows: &[Counted], more: impl Fn(&mut Place, &Counted)) {
        for row in rows {
            more(self.0.entry(row.facility_id).or_default(), row);
        }
    }

    /// One row for each facility by its name, then what is at none; nothing when there are not several. How many are left
    /// out.
    fn rows(mut self, names: Vec<(FacilityId, String)>) -> (Vec<AtFacility>, usize) {
        if names.len() < 2 {
            return (Vec::new(), 0);
        }
        let row = |name: Option<String>, place: Place| AtFacility {
            name,
            open: place.open,
            closed: place.closed,
            mean_days: mean_days(place.seconds, place.closed),
            overdue: place.overdue,
            faults: place.faults,
        };
        let more = names.len().saturating_sub(MOST_FACILITIES);
        let mut rows = Vec::new();
        for (id, name) in names.into_iter().take(MOST_FACILITIES) {
            rows.push(row(Some(name), self.0.remove(&Some(id)).unwrap_or_default()));
        }
        if let Some(place) = self.0.remove(&None) {
            rows.push(row(None, place));
        }
        (rows, more)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twelve_months_end_with_the_present_one_by_the_clocks_of_the_organization() {
        let vienna: Tz = "Europe/Vienna".parse().unwrap();
        let today = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
        let (days, ends) = months(vienna, today);
        assert_eq!((days.len(), ends.len()), (12, 13));
        assert_eq!((days[0].to_string(), days[11].to_string()), ("2025-04-01".into(), "2026-03-01".into()));
        assert_eq!(ends[12].to_rfc3339(), "2026-03-31T22:00:00+00:00");
    }
}
