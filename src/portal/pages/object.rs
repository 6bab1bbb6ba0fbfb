//! `/objects/{number}`: one service object with its readings, self-checks and orders (R34–R36).

use askama::Template;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use chrono::NaiveDateTime;

use crate::domain::field::FieldErrors;
use crate::domain::meter::MeterValue;
use crate::domain::permission::Permission;
use crate::locale;
use crate::service::documents::On;
use crate::service::portal::{self, ObjectDetail, OrderRow};
use crate::service::readings::{self, NewReading, ReadingRow};
use crate::service::{Error, orders};
use crate::text;

use super::super::chart::{self, Chart};
use super::super::cookies::Notice;
use super::super::form::Fields;
use super::super::look::Look;
use super::super::page::{Answer, Page, render};
use super::super::state::Portal;
use super::super::visit::{Admitted, Reading};
use super::checks::{Due, Run, due, run};
use super::done::done_at;
use super::order::check;
use super::orders::{class, encoded};
use super::papers::{Papers, papers};
use super::things::made;

/// So many points are drawn, and so many readings stand below.
const DRAWN: usize = 60;
const LISTED: usize = 5;

#[derive(Template)]
#[template(path = "portal/templates/object.html")]
#[allow(clippy::struct_excessive_bools, reason = "independent parts of the page, each there or not")]
struct ObjectPage {
    page: Page,
    number: String,
    /// The number as a part of an address.
    encoded: String,
    heading: String,
    model: String,
    overdue: bool,
    facts: Vec<(String, String)>,
    may_edit: bool,
    may_report: bool,
    chart: Chart,
    readings: Vec<Shown>,
    form: Option<ReadingForm>,
    fills: bool,
    checks: Vec<Due>,
    runs: Vec<Run>,
    orders: Vec<Order>,
    sees_orders: bool,
    papers: Option<Papers>,
}

/// A reading in the list.
struct Shown {
    when: String,
    value: String,
    who: String,
    reason: String,
}

/// What to enter a reading with.
struct ReadingForm {
    csrf: String,
    last: String,
    draft: Draft,
}

/// What was typed before, or what stands there at first.
#[derive(Default)]
struct Draft {
    value: String,
    taken_at: String,
    reason: String,
    /// A reason is asked for.
    asks: bool,
}

/// An order about the object.
struct Order {
    href: String,
    number: String,
    title: String,
    state: String,
    state_class: &'static str,
    date: String,
}

/// `GET /objects/{number}`
pub(in super::super) async fn show(State(state): State<Portal>, visit: Reading, Path(number): Path<String>) -> Answer {
    visit.needs(Permission::ViewObjects)?;
    check(&visit, &number)?;
    let page = visit.page("objects-title", "/objects");
    answer(&state, &visit, &number, page, Draft::default()).await
}

/// `POST /objects/{number}/readings` (R35): back to the object, or the form again with what was typed.
pub(in super::super) async fn read(
    State(state): State<Portal>,
    Admitted(visit): Admitted,
    Path(number): Path<String>,
    request: Request,
) -> Answer {
    visit.needs(Permission::ViewObjects)?;
    visit.needs(Permission::UptimeReadings)?;
    check(&visit, &number)?;
    let fields = visit.form(request).await?;
    let by = visit.session.actor(&visit.client);
    let added = match typed_moment(&state, &by, fields.get("taken_at")).await {
        Ok(taken_at) => {
            let new = NewReading {
                object: number.clone(),
                value: typed_value(&visit.look, fields.get("value")),
                taken_at,
                reason: fields.get("reason").to_owned(),
            };
            readings::add(&state.app, &by, &new).await
        }
        Err(wrong) => Err(wrong),
    };
    match added {
        Ok(_) => Ok(done_at(&state, &format!("/objects/{}#readings", encoded(&number)), Notice::Reading)),
        Err(Error::Invalid(errors)) => {
            let mut page = visit.page("objects-title", "/objects");
            page.refuse(&errors);
            let draft = draft(&fields, &errors);
            answer(&state, &visit, &number, page, draft).await
        }
        Err(e) => Err(visit.failed(e)),
    }
}

fn draft(fields: &Fields, errors: &FieldErrors) -> Draft {
    let lower = errors.0.iter().any(|e| matches!(e.code, "reading-lower" | "reading-higher" | "reason-long"));
    Draft {
        value: text::line(fields.get("value")),
        taken_at: text::line(fields.get("taken_at")),
        reason: text::line(fields.get("reason")),
        asks: lower || !fields.get("reason").trim().is_empty(),
    }
}

/// The number as the reader's language writes it, for the service; what is none goes there as it is, to be named.
fn typed_value(look: &Look, typed: &str) -> String {
    MeterValue::parse_in(typed, look.language).map_or_else(|_| typed.to_owned(), |value| value.to_string())
}

/// The moment that the organization's clocks show; none when nothing was typed: now.
async fn typed_moment(
    state: &Portal,
    by: &crate::service::Actor,
    typed: &str,
) -> Result<Option<chrono::DateTime<chrono::Utc>>, Error> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let read = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(typed, form).ok())
        .ok_or_else(|| FieldErrors::one("taken_at", "reading-time", "is no day and time"))?;
    orders::here(&state.app, by, "taken_at", read).await.map(Some)
}

async fn answer(state: &Portal, visit: &Reading, number: &str, mut page: Page, draft: Draft) -> Answer {
    let found = portal::object(&state.app, &visit.viewer, number).await.map_err(|e| visit.failed(e))?;
    let object = &found.object;
    let heading = text::line(&object.name);
    page.title = format!("{} · {heading}", text::line(&object.number));
    let look = page.look.clone();
    let csrf = page.person.as_ref().map(|person| person.csrf.clone());
    let papers = papers(state, visit, On::Object(object.number.clone()), csrf.clone()).await?;
    let reads = csrf.filter(|_| visit.may(Permission::UptimeReadings));
    let form = reads.map(|csrf| reading_form(state, &look, csrf, &found.readings, draft));
    let fills = visit.actor.is_some() && visit.may(Permission::SelfChecks);
    let template = ObjectPage {
        number: text::line(&object.number),
        encoded: encoded(&object.number),
        model: made_by(&found),
        overdue: found.checks.iter().any(|c| c.due == crate::domain::check::Due::Overdue),
        facts: facts(&look, &found),
        may_edit: visit.actor.is_some() && visit.may(Permission::ManageDevices),
        may_report: visit.actor.is_some() && visit.may(Permission::ReportFaults),
        chart: drawn(&look, &found.readings),
        readings: found.readings.iter().take(LISTED).map(|r| shown(&look, r)).collect(),
        form,
        fills,
        checks: found.checks.iter().map(|c| due(&look, c)).collect(),
        runs: found.runs.iter().map(|r| run(&look, r, visit.may(Permission::ViewDocuments))).collect(),
        orders: found.orders.iter().map(|o| order(&look, o)).collect(),
        sees_orders: visit.may(Permission::ViewOrders),
        papers,
        heading,
        page,
    };
    let status = if template.page.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    render(status, &template)
}

fn reading_form(state: &Portal, look: &Look, csrf: String, known: &[ReadingRow], mut draft: Draft) -> ReadingForm {
    if draft.taken_at.is_empty() {
        draft.taken_at = state.app.now().with_timezone(&look.zone).format("%Y-%m-%dT%H:%M").to_string();
    }
    let last = known.first().map(|r| {
        let values = [("value", value(look, r.value).into()), ("when", look.moment(r.taken_at).into())];
        locale::text_with(look.language, "reading-last", &values)
    });
    ReadingForm { csrf, last: last.unwrap_or_default(), draft }
}

fn made_by(found: &ObjectDetail) -> String {
    made(found.object.manufacturer.as_deref(), found.object.model.as_deref())
}

fn facts(look: &Look, found: &ObjectDetail) -> Vec<(String, String)> {
    let object = &found.object;
    let known = |of: &Option<String>| of.as_deref().map(text::line).unwrap_or_default();
    [
        ("object-facility", object.facility.as_deref().map_or_else(|| look.t("object-nowhere"), text::line)),
        ("object-model", known(&object.model)),
        ("object-manufacturer", known(&object.manufacturer)),
        ("object-serial-number", text::line(&object.serial_number)),
        ("object-installed-on", object.installed_on.map(|day| look.calendar_day(day)).unwrap_or_default()),
        ("object-number", text::line(&object.number)),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(key, value)| (look.t(key), value))
    .collect()
}

/// A number as the reader's language writes it.
pub(super) fn value(look: &Look, value: MeterValue) -> String {
    locale::decimal(look.language, value.as_f64(), 3)
}

fn shown(look: &Look, reading: &ReadingRow) -> Shown {
    Shown {
        when: look.moment(reading.taken_at),
        value: value(look, reading.value),
        who: text::line(&reading.by_name),
        reason: text::line(&reading.reason),
    }
}

/// The readings from the oldest that is drawn to the newest. Where the meter fell, the line breaks: another one counts from there.
#[allow(clippy::cast_precision_loss, reason = "seconds of this age fit into 52 bits")]
fn drawn(look: &Look, readings: &[ReadingRow]) -> Chart {
    let mut points: Vec<chart::Point> = Vec::new();
    let mut before: Option<&ReadingRow> = None;
    for reading in readings.iter().take(DRAWN).rev() {
        let place = |at: chrono::DateTime<chrono::Utc>| at.timestamp() as f64;
        if let Some(before) = before.filter(|b| reading.value < b.value) {
            let middle = f64::midpoint(place(before.taken_at), place(reading.taken_at));
            points.push(chart::Point { label: look.t("reading-break"), short: None, place: middle, value: None });
        }
        let (label, place) = (look.day(reading.taken_at), place(reading.taken_at));
        points.push(chart::Point { label, short: None, place, value: Some(reading.value.as_f64()) });
        before = Some(reading);
    }
    chart::line(look, "readings-chart", &look.t("readings-chart"), &points, "")
}

fn order(look: &Look, row: &OrderRow) -> Order {
    Order {
        href: format!("/orders/{}", encoded(&row.number)),
        number: text::line(&row.number),
        title: text::line(&row.title),
        state: look.t(&format!("order-state-{}", row.state)),
        state_class: class(row.state),
        date: look.day(row.created_at),
    }
}
