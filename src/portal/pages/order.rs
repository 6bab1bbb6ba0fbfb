//! `/orders/{number}`: one order with its visits and history, made to be read and printed (R31).

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;

use crate::domain::permission::Permission;
use crate::domain::state::OrderState;
use crate::service::portal::{self, OrderDetail};
use crate::text;

use super::super::failure::Failure;
use super::super::look::Look;
use super::super::page::{Answer, Page, render};
use super::super::state::Portal;
use super::super::visit::Reading;
use super::orders::{LONGEST_NUMBER, class};

#[derive(Template)]
#[template(path = "portal/templates/order.html")]
struct OrderPage {
    page: Page,
    kind: String,
    number: String,
    heading: String,
    state: String,
    state_class: &'static str,
    description: Vec<String>,
    visit: Option<Visited>,
    history: Vec<Step>,
    facts: Vec<Fact>,
}

struct Visited {
    when: String,
    who: String,
}

/// Something that happened, or is planned.
struct Step {
    what: String,
    when: String,
    ahead: bool,
}

struct Fact {
    label: String,
    lines: Vec<String>,
}

/// `GET /orders/{number}`
pub(in super::super) async fn show(State(state): State<Portal>, visit: Reading, Path(number): Path<String>) -> Answer {
    visit.needs(Permission::ViewOrders)?;
    if number.len() > LONGEST_NUMBER || number.contains(text::is_unsafe) {
        return Err(visit.failed(Failure::NotFound));
    }
    let order = portal::order(&state.app, &visit.viewer, &number).await.map_err(|e| visit.failed(e))?;
    let mut page = visit.page("orders-title", "/orders");
    let heading = text::line(&order.row.title);
    page.title = format!("{} · {heading}", text::line(&order.row.number));
    let template = OrderPage {
        kind: page.look.t(&format!("order-kind-{}", order.row.kind)),
        number: text::line(&order.row.number),
        heading,
        state: page.look.t(&format!("order-state-{}", order.row.state)),
        state_class: class(order.row.state),
        description: paragraphs(&order.description),
        visit: order
            .row
            .planned_at
            .map(|at| Visited { when: page.look.moment(at), who: text::line(&order.technician) }),
        history: history(&page.look, &order, state.app.now()),
        facts: facts(&page.look, &order),
        page,
    };
    render(StatusCode::OK, &template)
}

fn paragraphs(typed: &str) -> Vec<String> {
    text::lines(typed).split("\n\n").map(|p| p.trim().to_owned()).filter(|p| !p.is_empty()).collect()
}

fn history(look: &Look, order: &OrderDetail, now: chrono::DateTime<chrono::Utc>) -> Vec<Step> {
    let row = &order.row;
    let end = if row.state == OrderState::Cancelled { "order-step-cancelled" } else { "order-step-closed" };
    let mut steps: Vec<_> =
        [(Some(row.created_at), "order-step-created"), (row.planned_at, "order-step-planned"), (row.closed_at, end)]
            .into_iter()
            .filter_map(|(at, key)| at.map(|at| (at, key)))
            .collect();
    steps.sort_by_key(|(at, _)| *at);
    steps.into_iter().map(|(at, key)| Step { what: look.t(key), when: look.moment(at), ahead: at > now }).collect()
}

fn facts(look: &Look, order: &OrderDetail) -> Vec<Fact> {
    let object = [order.row.object.as_deref(), order.object_number.as_deref()];
    [
        ("order-facility", vec![order.row.facility.as_deref()]),
        ("order-object", object.to_vec()),
        ("order-technician", vec![Some(order.technician.as_str())]),
        ("order-contact", vec![order.contact.as_deref()]),
        ("order-number", vec![Some(order.row.number.as_str())]),
    ]
    .into_iter()
    .map(|(key, lines)| Fact {
        label: look.t(key),
        lines: lines.into_iter().flatten().map(text::line).filter(|line| !line.is_empty()).collect(),
    })
    .filter(|fact| !fact.lines.is_empty())
    .collect()
}
