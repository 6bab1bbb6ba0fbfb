//! `/orders`: my orders, newest first, searched and filtered (R31).

use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, Uri};

use crate::domain::permission::Permission;
use crate::domain::state::OrderState;
use crate::service::portal::{self, From, OrderQuery, OrderRow, StateFilter};

use super::super::form::Fields;
use super::super::look::Look;
use super::super::page::{Answer, Choice, Page, render};
use super::super::state::Portal;
use super::super::visit::Reading;
use super::listing::Listing;

/// Rows on a page.
const ROWS: u32 = 25;

/// The longest number that an address may carry.
pub(super) const LONGEST_NUMBER: usize = 200;

#[derive(Template)]
#[template(path = "portal/templates/orders.html")]
struct OrdersPage {
    page: Page,
    list: Listing,
    states: Vec<Choice>,
    rows: Vec<Row>,
    /// Whether the reader may ask for orders (R31).
    asks: bool,
}

/// An order or a fault report, as a list shows it.
pub(super) struct Row {
    pub(super) href: String,
    pub(super) number: String,
    pub(super) title: String,
    pub(super) place: String,
    pub(super) state: String,
    pub(super) state_class: &'static str,
    pub(super) date: String,
}

/// `GET /orders`
pub(in super::super) async fn list(State(state): State<Portal>, visit: Reading, uri: Uri) -> Answer {
    visit.needs(Permission::ViewOrders)?;
    let fields = Fields::of(&uri);
    let query = query(&fields);
    let listed = portal::orders(&state.app, &visit.viewer, &query).await.map_err(|e| visit.failed(e))?;
    let (newer, older) = match query.from {
        From::Newest => (false, listed.more),
        From::After(_) => (true, listed.more),
        From::Before(_) => (listed.more, true),
    };
    let page = visit.page("orders-title", "/orders");
    let (empty_title, empty_text) = match query.from {
        // An address that goes on from an order which is not there, or is not seen.
        From::After(_) | From::Before(_) => (page.look.t("list-gone-title"), page.look.t("list-gone-text")),
        From::Newest => empty(&page.look, &query),
    };
    let edge = |row: Option<&OrderRow>, there: bool, name| {
        row.filter(|_| there).map(|row| address(&query, &[(name, row.number.as_str())]))
    };
    let filtered = !query.search.is_empty() || query.state != StateFilter::All || query.from != From::Newest;
    let list = Listing {
        previous: edge(listed.rows.first(), newer, "before"),
        next: edge(listed.rows.last(), older, "after"),
        previous_words: "page-newer",
        next_words: "page-older",
        show_all: filtered.then_some(("/orders?state=all", "orders-show-all")),
        search: query.search.clone(),
        empty_title,
        empty_text,
    };
    let template = OrdersPage {
        states: states(&page.look, "orders", query.state),
        asks: visit.actor.is_some() && visit.may(Permission::ManageOrders),
        rows: listed.rows.iter().map(|row| shown(&page.look, row)).collect(),
        list,
        page,
    };
    render(StatusCode::OK, &template)
}

fn query(fields: &Fields) -> OrderQuery {
    let (after, before) = (fields.line("after", LONGEST_NUMBER), fields.line("before", LONGEST_NUMBER));
    OrderQuery {
        search: fields.line("q", 100),
        state: filtered_to(fields, StateFilter::Open),
        from: match (after.is_empty(), before.is_empty()) {
            (false, _) => From::After(after),
            (true, false) => From::Before(before),
            (true, true) => From::Newest,
        },
        limit: ROWS,
    }
}

/// The states that an address asks for.
pub(super) fn filtered_to(fields: &Fields, by_default: StateFilter) -> StateFilter {
    match fields.get("state") {
        "open" => StateFilter::Open,
        "closed" => StateFilter::Closed,
        "all" => StateFilter::All,
        _ => by_default,
    }
}

pub(super) const fn name_of(state: StateFilter) -> &'static str {
    match state {
        StateFilter::Open => "open",
        StateFilter::Closed => "closed",
        StateFilter::All => "all",
    }
}

/// The states to choose from; the list's name leads to the words.
pub(super) fn states(look: &Look, list: &str, chosen: StateFilter) -> Vec<Choice> {
    [StateFilter::Open, StateFilter::Closed, StateFilter::All]
        .map(|state| Choice {
            value: name_of(state).to_owned(),
            text: look.t(&format!("{list}-{}", name_of(state))),
            chosen: state == chosen,
        })
        .into()
}

fn address(query: &OrderQuery, more: &[(&str, &str)]) -> String {
    let mut pairs = url::form_urlencoded::Serializer::new(String::new());
    if !query.search.is_empty() {
        pairs.append_pair("q", &query.search);
    }
    pairs.append_pair("state", name_of(query.state)).extend_pairs(more);
    format!("/orders?{}", pairs.finish())
}

fn empty(look: &Look, query: &OrderQuery) -> (String, String) {
    let organization = look.name();
    if !query.search.is_empty() {
        return (look.with("orders-no-match-title", "search", &query.search), look.t("orders-no-match-text"));
    }
    match query.state {
        StateFilter::Open => (look.t("orders-empty-open-title"), look.t("orders-empty-open-text")),
        StateFilter::Closed => (look.t("orders-empty-closed-title"), look.t("orders-empty-closed-text")),
        StateFilter::All => {
            (look.t("orders-empty-title"), look.with("orders-empty-text", "organization", &organization))
        }
    }
}

fn shown(look: &Look, row: &OrderRow) -> Row {
    let place = [row.facility.as_deref(), row.object.as_deref()];
    Row {
        href: format!("/orders/{}", encoded(&row.number)),
        number: crate::text::line(&row.number),
        title: crate::text::line(&row.title),
        place: place.into_iter().flatten().map(crate::text::line).collect::<Vec<_>>().join(" · "),
        state: look.t(&format!("order-state-{}", row.state)),
        state_class: class(row.state),
        date: look.day(row.created_at),
    }
}

/// A number as a part of a path.
pub(super) fn encoded(number: &str) -> String {
    percent_encoding::utf8_percent_encode(number, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// How the style sheet calls a state. The word stands beside the colour.
pub(super) const fn class(state: OrderState) -> &'static str {
    match state {
        OrderState::Open => "open",
        OrderState::Planned | OrderState::InProgress | OrderState::Waiting => "busy",
        OrderState::Closed => "done",
        OrderState::Cancelled => "over",
    }
}
