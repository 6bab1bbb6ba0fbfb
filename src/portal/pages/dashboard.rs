//! `/dashboard`: how it stands, in figures (R30). Every chart has its figures as a table.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::{Datelike as _, NaiveDate};

use crate::domain::permission::Permission;
use crate::locale;
use crate::service::dashboard::{self, AtFacility, Dashboard, Used};
use crate::text;

use super::super::chart::{self, Chart, Point, Series};
use super::super::look::Look;
use super::super::page::{Answer, Page, render};
use super::super::state::Portal;
use super::super::visit::Reading;
use super::orders::encoded;

#[derive(Template)]
#[template(path = "portal/templates/dashboard.html")]
struct DashboardPage {
    page: Page,
    figures: Vec<Figure>,
    charts: Vec<Chart>,
    used: Option<Vec<Object>>,
    facilities: Vec<Row>,
    columns: Vec<String>,
    more_facilities: Option<String>,
}

/// A figure that stands by itself.
struct Figure {
    number: String,
    label: String,
    /// What is to be known about it.
    hint: String,
    /// The list behind it.
    href: Option<&'static str>,
    /// It wants attention.
    wants: bool,
}

struct Object {
    href: String,
    name: String,
    number: String,
    value: String,
    taken: String,
    increase: String,
}

struct Row {
    name: String,
    figures: Vec<String>,
}

/// `GET /dashboard`
pub(in super::super) async fn show(State(portal): State<Portal>, visit: Reading) -> Answer {
    visit.needs(Permission::ViewDashboard)?;
    let found = dashboard::seen(&portal.app, &visit.viewer).await.map_err(|e| visit.failed(e))?;
    let page = visit.page("dashboard-title", "/dashboard");
    let look = &page.look;
    let columns = columns(look, &found);
    let more = found.more_facilities;
    let template = DashboardPage {
        figures: figures(look, &visit, &found),
        charts: charts(look, &found),
        used: found.used.as_ref().map(|used| used.iter().map(|object| object_of(look, object)).collect()),
        facilities: found.facilities.iter().map(|at| row(look, &found, at)).collect(),
        more_facilities: (more > 0)
            .then(|| locale::text_with(look.language, "dashboard-more-facilities", &[("count", more.into())])),
        columns,
        page,
    };
    render(StatusCode::OK, &template)
}

fn whole(look: &Look, number: u64) -> String {
    locale::number(look.language, i64::try_from(number).unwrap_or(i64::MAX))
}

/// Days in tenths, or a dash where nothing was closed.
fn days(look: &Look, days: Option<f64>) -> String {
    days.map_or_else(|| "–".to_owned(), |days| locale::decimal(look.language, days, 1))
}

fn figures(look: &Look, visit: &Reading, found: &Dashboard) -> Vec<Figure> {
    let figure = |number: String, key: &str, href: Option<&'static str>, wants: bool| Figure {
        number,
        label: look.t(&format!("dashboard-{key}")),
        hint: look.t(&format!("dashboard-{key}-hint")),
        href,
        wants,
    };
    let mut figures = Vec::new();
    if let Some(orders) = &found.orders {
        figures.push(figure(whole(look, orders.open), "open", Some("/orders"), false));
        let closed = orders.closed.iter().sum();
        figures.push(figure(whole(look, closed), "closed", Some("/orders?state=closed"), false));
        figures.push(figure(days(look, orders.mean_days), "days", None, false));
    }
    if let Some(overdue) = found.overdue {
        let href = visit.may(Permission::SelfChecks).then_some("/checks");
        figures.push(figure(whole(look, overdue), "overdue", href, overdue > 0));
    }
    if let Some(faults) = &found.faults {
        figures.push(figure(whole(look, faults.iter().sum()), "faults", Some("/faults"), false));
    }
    figures
}

/// "Nov" and "November 2026".
fn month(look: &Look, first: NaiveDate) -> (String, String) {
    let name = locale::month(look.language, first.month());
    (name.chars().take(3).collect(), format!("{name} {}", first.year()))
}

fn charts(look: &Look, found: &Dashboard) -> Vec<Chart> {
    let months: Vec<(String, String)> = found.months.iter().map(|first| month(look, *first)).collect();
    #[allow(clippy::cast_precision_loss, reason = "as many as a customer has")]
    let real = |numbers: &[u64]| numbers.iter().map(|n| *n as f64).collect::<Vec<f64>>();
    let mut charts = Vec::new();
    if let Some(orders) = &found.orders {
        let series = [
            Series { name: look.t("dashboard-made"), values: real(&orders.made) },
            Series { name: look.t("dashboard-finished"), values: real(&orders.closed) },
        ];
        charts.push(chart::bars(look, "orders", &look.t("dashboard-orders-chart"), &months, &series));
        let point = |((short, long), days): (&(String, String), &Option<f64>)| (short.clone(), long.clone(), *days);
        let points = months.iter().zip(&orders.days).map(point).enumerate().map(|(n, (short, long, days))| Point {
            label: long,
            short: Some(short),
            place: f64::from(u32::try_from(n).unwrap_or_default()),
            value: days.map(|d| (d * 10.0).round() / 10.0),
        });
        let points: Vec<Point> = points.collect();
        let (title, unit) = (look.t("dashboard-days-chart"), look.t("dashboard-days-unit"));
        charts.push(chart::line(look, "days", &title, &points, &unit));
    }
    if let Some(faults) = &found.faults {
        let series = [Series { name: look.t("dashboard-faults"), values: real(faults) }];
        charts.push(chart::bars(look, "faults", &look.t("dashboard-faults-chart"), &months, &series));
    }
    charts
}

#[allow(clippy::cast_precision_loss, reason = "meters show fewer digits than a float holds")]
fn object_of(look: &Look, object: &Used) -> Object {
    let thousandths = |value: i64| locale::decimal(look.language, value as f64 / 1000.0, 3);
    Object {
        href: format!("/objects/{}", encoded(&object.number)),
        name: text::line(&object.name),
        number: text::line(&object.number),
        value: thousandths(object.value),
        taken: look.day(object.taken_at),
        increase: thousandths(object.increase),
    }
}

fn columns(look: &Look, found: &Dashboard) -> Vec<String> {
    let mut keys = vec!["dashboard-facility"];
    if found.orders.is_some() {
        keys.extend(["dashboard-open", "dashboard-closed", "dashboard-days"]);
    }
    if found.overdue.is_some() {
        keys.push("dashboard-overdue");
    }
    if found.faults.is_some() {
        keys.push("dashboard-faults");
    }
    keys.into_iter().map(|key| look.t(key)).collect()
}

fn row(look: &Look, found: &Dashboard, at: &AtFacility) -> Row {
    let mut figures = Vec::new();
    if found.orders.is_some() {
        figures.extend([whole(look, at.open), whole(look, at.closed), days(look, at.mean_days)]);
    }
    if found.overdue.is_some() {
        figures.push(whole(look, at.overdue));
    }
    if found.faults.is_some() {
        figures.push(whole(look, at.faults));
    }
    let name = at.name.as_deref().map_or_else(|| look.t("dashboard-no-facility"), text::line);
    Row { name, figures }
}
