//! Self-checks (R36): checklists, where and how often they are due, filling them in, telling that they are due.
//!
//! Staff with *manage templates* make checklists, staff with *edit customers* assign them to objects; customers' own users with
//! *self-checks* fill them in on objects that they see.

mod assign;
mod fill;
mod seen;
mod telling;
mod template;

use chrono::{Days, NaiveDate};
use chrono_tz::Tz;
use serde::Serialize;

use crate::domain::activity::Event;
use crate::domain::check::{Due, MOST_DAYS};
use crate::domain::field::FieldErrors;
use crate::domain::permission::Permission;
use crate::domain::staff::StaffPermission;
use crate::domain::{CustomerId, OrganizationId};
use crate::store::{Conn, activity, checks as store, organizations};

pub use crate::store::checks::{AssignmentRow, RunRow, TemplateRow};
pub use assign::{Assignment, assign, unassign};
pub use fill::{Done, Filled, FilledPoint, POINTS, fill};
pub use seen::{Checklist, Overdue, any, checklist, due, overdue_count, run_seen, runs_seen};
pub use telling::tell_due;
pub use template::{TemplateChange, template, template_by_name, templates};

use super::objects::{Needs, find};
use super::{Actor, App, Error, portal_switch};

/// No list of what was filled in is longer.
const MOST_RUNS: u32 = 100;

/// A checklist that is due on an object, and how near the day is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct DueCheck {
    /// What, where, when.
    #[serde(flatten)]
    pub row: AssignmentRow,
    /// How near the day is, where the organization is.
    pub due: Due,
}

/// What somebody needs to fill in a self-check.
const FILL_IN: Needs = Needs { staff: StaffPermission::EditCustomers, user: Permission::SelfChecks };

/// Somebody changed the checklist meanwhile: says who.
async fn overtaken(conn: &mut Conn, by: &Actor, checklist: &str) -> Result<Error, Error> {
    let who = activity::last_about_subject(conn, by.organization, checklist, Event::CheckTemplateChanged).await?;
    Ok(Error::overtaken(who, |who| {
        format!("the checklist {checklist} was changed by {who} meanwhile; nothing was saved, open it again")
    }))
}

/// What is due on an object, the nearest first: for whoever sees it.
pub async fn of_object(app: &App, by: &Actor, object: &str) -> Result<Vec<DueCheck>, Error> {
    let mut conn = app.store.read().await?;
    let object = find(app, &mut conn, by, object, Needs::LOOK).await?.object;
    let rows = store::of_object(&mut conn, by.organization, object.id).await?;
    near(app, &mut conn, by.organization, rows).await
}

/// What is due at a customer, the nearest first, 500 at most; for staff.
pub async fn of_customer(app: &App, by: &Actor, customer: CustomerId) -> Result<Vec<DueCheck>, Error> {
    let mut conn = app.store.read().await?;
    portal_switch::of_staff(&mut conn, by, customer, StaffPermission::ViewCustomers).await?;
    let rows = store::of_customer(&mut conn, by.organization, customer).await?;
    near(app, &mut conn, by.organization, rows).await
}

/// What was filled in on an object, the newest first, 100 at most: for whoever sees it.
pub async fn runs(app: &App, by: &Actor, object: &str) -> Result<Vec<RunRow>, Error> {
    let mut conn = app.store.read().await?;
    let object = find(app, &mut conn, by, object, Needs::LOOK).await?.object;
    Ok(store::runs(&mut conn, by.organization, object.id, MOST_RUNS).await?)
}

/// The day on which something is due for the first time that is due every so many days from today, where the organization is.
///
/// # Errors
/// The field `every_days`.
pub async fn first_day(app: &App, by: &Actor, every_days: i64) -> Result<NaiveDate, Error> {
    let today = today(app, &mut app.store.read().await?, by.organization).await?;
    let days = u64::try_from(every_days).ok().filter(|days| (1..=MOST_DAYS.unsigned_abs()).contains(days));
    let day = days.and_then(|days| today.checked_add_days(Days::new(days)));
    let wrong = || FieldErrors::one("every_days", "check-days", format!("must be 1 to {MOST_DAYS} days"));
    Ok(day.ok_or_else(wrong)?)
}

/// How near each day is.
pub(super) async fn near(
    app: &App,
    conn: &mut Conn,
    org: OrganizationId,
    rows: Vec<AssignmentRow>,
) -> Result<Vec<DueCheck>, Error> {
    let today = today(app, conn, org).await?;
    Ok(rows.into_iter().map(|row| DueCheck { due: Due::of(row.due_on, today), row }).collect())
}

/// The day that it is where the organization is.
pub(super) async fn today(app: &App, conn: &mut Conn, org: OrganizationId) -> Result<NaiveDate, Error> {
    let zone = organizations::get(conn, org).await?.and_then(|o| o.time_zone.parse::<Tz>().ok());
    Ok(app.now().with_timezone(&zone.unwrap_or(Tz::UTC)).date_naive())
}

fn unknown() -> Error {
    Error::not_found("such self-check")
}
