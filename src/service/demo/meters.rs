//! Meters and self-checks of the sample company: a lift whose meter was read for a year and replaced once, two checklists, one of
//! them overdue.

use chrono::TimeDelta;

use crate::domain::check::{Point, PointKind};
use crate::service::checks::{self, Assignment, TemplateChange};
use crate::service::readings::{self, NewReading};
use crate::service::{Actor, App, Error};

/// The lift that the story is about, and another one with a checklist.
const LIFT: &str = "O1042-02";
const OTHER: &str = "O1042-06";

/// Hours that the lift had run at the end of each month, the oldest first; then the meter was replaced.
const HOURS: [&str; 12] =
    ["8120", "8264.5", "8391", "8530", "8672", "8811.5", "8960", "9102", "12", "158.5", "296", "441"];

/// A year of readings, two checklists, what is due when.
pub(super) async fn meters(app: &App, by: &Actor) -> Result<(), Error> {
    let now = app.now();
    for (back, value) in HOURS.iter().rev().enumerate().rev() {
        let months = i64::try_from(back).unwrap_or_default();
        let reason = if *value == "12" { "Meter replaced with the new drive" } else { "" };
        let new = NewReading {
            object: LIFT.to_owned(),
            value: (*value).to_owned(),
            taken_at: Some(now - TimeDelta::days(30 * months + 1)),
            reason: reason.to_owned(),
        };
        readings::add(app, by, &new).await?;
    }
    let monthly =
        list("Lift, every month", &["Doors close and open again", "Light in the cabin", "Emergency call answers"]);
    let yearly = list("Machine room, every quarter", &["No oil on the floor", "Ventilation runs"]);
    for (object, checklist, every_days, due_in) in [(LIFT, monthly, 30, -4), (OTHER, yearly, 90, 12)] {
        let template = checks::template(app, by, &checklist).await?.id;
        let due_on = now.date_naive() + TimeDelta::days(due_in);
        let new = Assignment { object: object.to_owned(), template, every_days, due_on };
        checks::assign(app, by, &new).await?;
    }
    Ok(())
}

fn list(name: &str, looked_at: &[&str]) -> TemplateChange {
    let mut points: Vec<_> =
        looked_at.iter().map(|text| Point { text: (*text).to_owned(), kind: PointKind::Ok, photo: true }).collect();
    points.push(Point { text: "Anything else?".to_owned(), kind: PointKind::Text, photo: false });
    TemplateChange { id: None, version: 0, name: name.to_owned(), points, active: true }
}
