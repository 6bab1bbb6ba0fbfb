//! `/orders/{number}`: one order with its visits and history, made to be read and printed (R31).

use askama::Template;
use axum::extract::{Path, Request, State};
use chrono::{DateTime, Utc};

use crate::domain::permission::Permission;
use crate::domain::state::{OrderState, OrderStep, VisitState};
use crate::service::Error;
use crate::service::comments::{self, NewComment};
use crate::service::documents::On;
use crate::service::orders::wishes;
use crate::service::portal::{self, OrderDetail, OrderPast};
use crate::text;

use super::super::cookies::Notice;
use super::super::failure::{Failure, Refusal};
use super::super::look::Look;
use super::super::page::{Answer, Page, render};
use super::super::state::Portal;
use super::super::visit::{Admitted, Reading};
use super::done::{done_at, moved_on};
use super::order_talk::{Draft, Talk, place, talk};
use super::orders::{LONGEST_NUMBER, class, encoded};
use super::papers::{Papers, papers};

#[derive(Template)]
#[template(path = "portal/templates/order.html")]
struct OrderPage {
    page: Page,
    kind: String,
    number: String,
    /// The number as a part of an address.
    encoded: String,
    heading: String,
    state: String,
    state_class: &'static str,
    description: Vec<String>,
    visits: Vec<Visited>,
    history: Vec<Step>,
    facts: Vec<Fact>,
    papers: Option<Papers>,
    talk: Talk,
    wished: Option<Wished>,
}

/// A visit that is planned, or was.
struct Visited {
    when: String,
    until: String,
    who: String,
    note: String,
    over: bool,
}

/// Something that happened, or is planned.
struct Step {
    what: String,
    when: String,
    ahead: bool,
}

pub(super) struct Fact {
    pub label: String,
    pub lines: Vec<String>,
}

/// What the reader may still do with an order that the customer asked for (R31).
struct Wished {
    csrf: String,
    version: i64,
}

/// `GET /orders/{number}`
pub(in super::super) async fn show(State(state): State<Portal>, visit: Reading, Path(number): Path<String>) -> Answer {
    visit.needs(Permission::ViewOrders)?;
    check(&visit, &number)?;
    let page = visit.page("orders-title", "/orders");
    answer(&state, &visit, &number, page, Draft::default()).await
}

/// `POST /orders/{number}/comments` (R32): back to the order, or the form again with what was typed.
pub(in super::super) async fn comment(
    State(state): State<Portal>,
    Admitted(visit): Admitted,
    Path(number): Path<String>,
    request: Request,
) -> Answer {
    visit.needs(Permission::ViewOrders)?;
    visit.needs(Permission::Comment)?;
    check(&visit, &number)?;
    let fields = visit.form(request).await?;
    let new = NewComment {
        order: number.clone(),
        body: fields.get("body").to_owned(),
        internal: false,
        sent_key: fields.line("key", 64),
    };
    match comments::add(&state.app, &visit.session.actor(&visit.client), &new).await {
        Ok(added) => {
            let there = format!("/orders/{}#{}", encoded(&number), place(&added.comment));
            Ok(done_at(&state, &there, Notice::Comment))
        }
        Err(Error::Invalid(errors)) => {
            let mut page = visit.page("orders-title", "/orders");
            page.refuse(&errors);
            let draft = Draft { body: text::lines(&new.body), key: new.sent_key };
            answer(&state, &visit, &number, page, draft).await
        }
        Err(e) => Err(visit.failed(e)),
    }
}

/// What cannot be a number is not looked for.
pub(super) fn check(reading: &Reading, number: &str) -> Result<(), Refusal> {
    if number.len() > LONGEST_NUMBER || number.contains(text::is_unsafe) {
        return Err(reading.failed(Failure::NotFound));
    }
    Ok(())
}

/// The order as it stands now, with a word about who was faster.
pub(super) async fn as_it_stands(state: &Portal, visit: &Reading, number: &str, by: Option<&str>) -> Answer {
    let mut page = visit.page("orders-title", "/orders");
    moved_on(&mut page, by);
    answer(state, visit, number, page, Draft::default()).await
}

async fn answer(state: &Portal, visit: &Reading, number: &str, mut page: Page, draft: Draft) -> Answer {
    let order = portal::order(&state.app, &visit.viewer, number).await.map_err(|e| visit.failed(e))?;
    let past = portal::order_past(&state.app, &visit.viewer, &order).await.map_err(|e| visit.failed(e))?;
    let csrf = page.person.as_ref().map(|person| person.csrf.clone());
    let papers = papers(state, visit, On::Order(number.to_owned()), csrf.clone()).await?;
    let wished = match &csrf {
        Some(csrf) => wished(state, visit, number, csrf).await?,
        None => None,
    };
    let talk = talk(state, visit, number, csrf, draft).await?;
    let heading = text::line(&order.row.title);
    page.title = format!("{} · {heading}", text::line(&order.row.number));
    let (status, now) = (page.status(), state.app.now());
    let template = OrderPage {
        kind: page.look.t(&format!("order-kind-{}", order.row.kind)),
        number: text::line(&order.row.number),
        encoded: encoded(&order.row.number),
        heading,
        state: page.look.t(&format!("order-state-{}", order.row.state)),
        state_class: class(order.row.state),
        description: paragraphs(&order.description),
        visits: visits(&page.look, &order, &past, now),
        history: history(&page.look, &order, &past, now),
        facts: facts(&page.look, &order),
        papers,
        talk,
        wished,
        page,
    };
    render(status, &template)
}

async fn wished(state: &Portal, visit: &Reading, number: &str, csrf: &str) -> Result<Option<Wished>, Refusal> {
    match wishes::seen(&state.app, &visit.viewer, number).await {
        Ok(wish) => Ok(Some(Wished { csrf: csrf.to_owned(), version: wish.version })),
        Err(Error::NotFound { .. }) => Ok(None),
        Err(e) => Err(visit.failed(e)),
    }
}

pub(super) fn paragraphs(typed: &str) -> Vec<String> {
    text::lines(typed).split("\n\n").map(|p| p.trim().to_owned()).filter(|p| !p.is_empty()).collect()
}

/// The visits that are not cancelled; for imported orders the one moment that is known.
fn visits(look: &Look, order: &OrderDetail, past: &OrderPast, now: DateTime<Utc>) -> Vec<Visited> {
    let planned = past.visits.iter().filter(|v| v.state == VisitState::Planned);
    let mut shown: Vec<_> = planned
        .map(|v| Visited {
            when: look.moment(v.starts_at),
            until: look.with("order-visit-until", "when", &look.moment(v.ends_at)),
            who: text::line(v.technician.as_deref().unwrap_or(&order.technician)),
            note: text::lines(&v.note),
            over: v.ends_at < now,
        })
        .collect();
    if let (true, Some(at)) = (past.visits.is_empty(), order.row.planned_at) {
        let (when, who) = (look.moment(at), text::line(&order.technician));
        shown.push(Visited { when, until: String::new(), who, note: String::new(), over: at < now });
    }
    shown
}

/// What happened; for imported orders, what their dates tell.
fn history(look: &Look, order: &OrderDetail, past: &OrderPast, now: DateTime<Utc>) -> Vec<Step> {
    let row = &order.row;
    let end = if row.state == OrderState::Cancelled { "order-step-cancelled" } else { "order-step-closed" };
    let told = |kind: OrderStep| past.steps.iter().any(|s| s.kind == kind);
    let over = past.steps.iter().rfind(|s| s.kind == OrderStep::State);
    let over = over.is_some_and(|s| s.detail == row.state.as_str());
    let dates = [
        (Some(row.created_at).filter(|_| !told(OrderStep::Created)), "order-step-created"),
        (row.planned_at.filter(|_| past.visits.is_empty()), "order-step-planned"),
        (row.closed_at.filter(|_| !over), end),
    ];
    let mut steps: Vec<(DateTime<Utc>, String)> =
        dates.into_iter().filter_map(|(at, key)| at.map(|at| (at, look.t(key)))).collect();
    steps.extend(past.steps.iter().map(|s| (s.at, sentence(look, s.kind, &s.detail))));
    steps.sort_by_key(|(at, _)| *at);
    steps.into_iter().map(|(at, what)| Step { what, when: look.moment(at), ahead: at > now }).collect()
}

fn sentence(look: &Look, kind: OrderStep, detail: &str) -> String {
    let when = || DateTime::parse_from_rfc3339(detail).map_or_else(|_| String::new(), |at| look.moment(at.to_utc()));
    match kind {
        OrderStep::Created => look.t("order-step-created"),
        OrderStep::Assigned if detail.is_empty() => look.t("order-step-unassigned"),
        OrderStep::Assigned => look.with("order-step-assigned", "name", &text::line(detail)),
        OrderStep::Planned => look.with("order-step-visit-planned", "when", &when()),
        OrderStep::Moved => look.with("order-step-visit-moved", "when", &when()),
        OrderStep::VisitCancelled => look.with("order-step-visit-cancelled", "when", &when()),
        OrderStep::State => match detail.parse::<OrderState>() {
            Ok(OrderState::Closed) => look.t("order-step-closed"),
            Ok(OrderState::Cancelled) => look.t("order-step-cancelled"),
            Ok(state) => look.with("order-step-state", "state", &look.t(&format!("order-state-{state}"))),
            Err(_) => String::new(),
        },
    }
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
