//! `/faults` and `/faults/{number}`: what was reported, and what came of it (R33). The form is next door, in `fault_new`.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};

use crate::domain::permission::Permission;
use crate::domain::state::FaultState;
use crate::service::documents::On;
use crate::service::portal::{self, FaultQuery, FaultRow, StateFilter};
use crate::text;

use super::super::form::Fields;
use super::super::look::Look;
use super::super::page::{Answer, Choice, Page, render};
use super::super::state::Portal;
use super::super::visit::Reading;
use super::listing::Listing;
use super::order::{Fact, check, paragraphs};
use super::orders::{LONGEST_NUMBER, Row, encoded, filtered_to, states};
use super::papers::{Papers, papers};

/// Rows on a page.
const ROWS: u32 = 25;

#[derive(Template)]
#[template(path = "portal/templates/faults.html")]
struct FaultsPage {
    page: Page,
    list: Listing,
    states: Vec<Choice>,
    rows: Vec<Row>,
    /// Whether the reader may report: somebody who is signed in.
    reports: bool,
}

/// `GET /faults`
pub(in super::super) async fn list(State(state): State<Portal>, visit: Reading, uri: Uri) -> Answer {
    visit.needs(Permission::ReportFaults)?;
    let fields = Fields::of(&uri);
    let query = FaultQuery {
        search: fields.line("q", 100),
        state: filtered_to(&fields, StateFilter::All),
        after: fields.line("after", LONGEST_NUMBER),
        limit: ROWS,
    };
    let listed = portal::faults(&state.app, &visit.viewer, &query).await.map_err(|e| visit.failed(e))?;
    let page = visit.page("faults-title", "/faults");
    let (empty_title, empty_text) = empty(&page.look, &query);
    let filtered = !query.search.is_empty() || query.state != StateFilter::All || !query.after.is_empty();
    let list = Listing {
        previous: (!query.after.is_empty()).then(|| address(&query, None)),
        next: listed.rows.last().filter(|_| listed.more).map(|row| address(&query, Some(&row.number))),
        previous_words: "page-first",
        next_words: "page-older",
        show_all: filtered.then_some(("/faults", "faults-show-all")),
        search: query.search.clone(),
        empty_title,
        empty_text,
    };
    let template = FaultsPage {
        states: states(&page.look, "faults", query.state),
        rows: listed.rows.iter().map(|row| shown(&page.look, row)).collect(),
        reports: visit.actor.is_some(),
        list,
        page,
    };
    render(StatusCode::OK, &template)
}

fn address(query: &FaultQuery, after: Option<&str>) -> String {
    let mut pairs = url::form_urlencoded::Serializer::new(String::new());
    if !query.search.is_empty() {
        pairs.append_pair("q", &query.search);
    }
    pairs.append_pair("state", super::orders::name_of(query.state));
    if let Some(after) = after {
        pairs.append_pair("after", after);
    }
    format!("/faults?{}", pairs.finish())
}

fn empty(look: &Look, query: &FaultQuery) -> (String, String) {
    // An address that goes on from a report which is not there, or is not seen.
    if !query.after.is_empty() {
        return (look.t("list-gone-title"), look.t("list-gone-text"));
    }
    if !query.search.is_empty() {
        return (look.with("faults-no-match-title", "search", &query.search), look.t("faults-no-match-text"));
    }
    match query.state {
        StateFilter::Open => (look.t("faults-empty-open-title"), look.t("faults-empty-open-text")),
        StateFilter::Closed => (look.t("faults-empty-closed-title"), look.t("faults-empty-closed-text")),
        StateFilter::All => {
            (look.t("faults-empty-title"), look.with("faults-empty-text", "organization", &look.name()))
        }
    }
}

fn shown(look: &Look, row: &FaultRow) -> Row {
    let place = [row.facility.as_deref(), row.object.as_deref()];
    Row {
        href: format!("/faults/{}", encoded(&row.number)),
        number: text::line(&row.number),
        title: text::line(&row.title),
        place: place.into_iter().flatten().map(text::line).collect::<Vec<_>>().join(" · "),
        state: look.t(&format!("fault-state-{}", row.state)),
        state_class: class(row.state),
        date: look.day(row.created_at),
    }
}

/// How the style sheet calls a state. The word stands beside the colour.
const fn class(state: FaultState) -> &'static str {
    match state {
        FaultState::Open => "open",
        FaultState::Taken => "busy",
        FaultState::Closed => "done",
    }
}

#[derive(Template)]
#[template(path = "portal/templates/fault.html")]
struct FaultPage {
    page: Page,
    number: String,
    heading: String,
    state: String,
    state_class: &'static str,
    /// What has been done about it, in a sentence or two.
    standing: String,
    body: Vec<String>,
    answer: Vec<String>,
    facts: Vec<Fact>,
    /// The order, for whoever may see it: its address and what it is called.
    order: Option<(String, String)>,
    /// Photographs and other documents of the order.
    papers: Option<Papers>,
}

/// `GET /faults/{number}`
pub(in super::super) async fn show(State(state): State<Portal>, visit: Reading, Path(number): Path<String>) -> Answer {
    visit.needs(Permission::ReportFaults)?;
    check(&visit, &number)?;
    let row = portal::fault(&state.app, &visit.viewer, &number).await.map_err(|e| visit.failed(e))?;
    let papers = match &row.order_number {
        Some(order) => papers(&state, &visit, On::Order(order.clone()), None).await?,
        None => None,
    };
    let mut page = visit.page("faults-title", "/faults");
    let heading = text::line(&row.title);
    page.title = format!("{} · {heading}", text::line(&row.number));
    let named = |number: &String| {
        let called = format!("{} {}", text::line(number), text::line(&row.order_title));
        (format!("/orders/{}", encoded(number)), called)
    };
    let template = FaultPage {
        number: text::line(&row.number),
        heading,
        state: page.look.t(&format!("fault-state-{}", row.state)),
        state_class: class(row.state),
        standing: standing(&page.look, &row),
        body: paragraphs(&row.body),
        answer: paragraphs(&row.answer),
        facts: facts(&page.look, &row),
        order: row.order_number.as_ref().map(named),
        papers: papers.filter(|p| !p.rows.is_empty()),
        page,
    };
    render(StatusCode::OK, &template)
}

/// What has been done about it. Says so when nobody has been told (R33).
fn standing(look: &Look, row: &FaultRow) -> String {
    let organization = look.name();
    match row.state {
        FaultState::Open if row.unheard => look.with("fault-standing-unheard", "organization", &organization),
        FaultState::Open => look.with("fault-standing-open", "organization", &organization),
        FaultState::Taken => look.with("fault-standing-taken", "organization", &organization),
        FaultState::Closed => {
            look.with("fault-standing-closed", "when", &row.closed_at.map(|at| look.moment(at)).unwrap_or_default())
        }
    }
}

fn facts(look: &Look, row: &FaultRow) -> Vec<Fact> {
    let object = [row.object.as_deref(), row.object_number.as_deref()];
    let (urgency, reported) = (look.t(&format!("urgency-{}", row.urgency)), look.moment(row.created_at));
    [
        ("fault-urgency", vec![Some(urgency.as_str())]),
        ("order-facility", vec![row.facility.as_deref()]),
        ("order-object", object.to_vec()),
        ("fault-reported", vec![Some(reported.as_str()), Some(row.reported_by.as_str())]),
        ("order-number", vec![Some(row.number.as_str())]),
    ]
    .into_iter()
    .map(|(key, lines)| Fact {
        label: look.t(key),
        lines: lines.into_iter().flatten().map(text::line).filter(|line| !line.is_empty()).collect(),
    })
    .filter(|fact| !fact.lines.is_empty())
    .collect()
}
