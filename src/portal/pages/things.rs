//! `/objects` and `/facilities`: what is looked after, and where it stands (R34, R41).

use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, Uri};

use crate::domain::permission::Permission;
use crate::service::portal::{self, FacilityRow, ObjectRow};
use crate::text;

use super::super::form::Fields;
use super::super::look::Look;
use super::super::page::{Answer, Page, render};
use super::super::state::Portal;
use super::super::visit::Reading;
use super::listing::Listing;
use super::orders::LONGEST_NUMBER;

/// Rows on a page.
const ROWS: u32 = 50;

#[derive(Template)]
#[template(path = "portal/templates/objects.html")]
struct ObjectsPage {
    page: Page,
    list: Listing,
    rows: Vec<Row>,
}

struct Row {
    name: String,
    detail: String,
    place: String,
    date: String,
}

/// `GET /objects`
pub(in super::super) async fn objects(State(state): State<Portal>, visit: Reading, uri: Uri) -> Answer {
    visit.needs(Permission::ViewObjects)?;
    let fields = Fields::of(&uri);
    let (search, after) = (fields.line("q", 100), fields.line("after", LONGEST_NUMBER));
    let after = Some(after.as_str()).filter(|a| !a.is_empty());
    let listed = portal::objects(&state.app, &visit.viewer, &search, after, ROWS).await;
    let listed = listed.map_err(|e| visit.failed(e))?;
    let page = visit.page("objects-title", "/objects");
    let look = &page.look;
    let (empty_title, empty_text) = if search.is_empty() {
        (look.t("objects-empty-title"), look.with("objects-empty-text", "organization", &look.name()))
    } else {
        (look.with("objects-no-match-title", "search", &search), look.t("objects-no-match-text"))
    };
    let list = Listing {
        // Pages of objects go forward; the way back is the first page.
        previous: after.map(|_| address(&search, None)),
        next: listed.rows.last().filter(|_| listed.more).map(|row| address(&search, Some(&row.number))),
        previous_words: "page-first",
        next_words: "page-next",
        show_all: (!search.is_empty()).then_some(("/objects", "objects-show-all")),
        empty_title,
        empty_text,
        search,
    };
    let template = ObjectsPage { rows: listed.rows.iter().map(|row| shown(look, row)).collect(), list, page };
    render(StatusCode::OK, &template)
}

fn address(search: &str, after: Option<&str>) -> String {
    let mut pairs = url::form_urlencoded::Serializer::new(String::new());
    if !search.is_empty() {
        pairs.append_pair("q", search);
    }
    if let Some(after) = after {
        pairs.append_pair("after", after);
    }
    let query = pairs.finish();
    if query.is_empty() { "/objects".to_owned() } else { format!("/objects?{query}") }
}

fn shown(look: &Look, row: &ObjectRow) -> Row {
    let serial = text::line(&row.serial_number);
    let made = [row.manufacturer.as_deref(), row.model.as_deref()];
    let made = made.into_iter().flatten().map(text::line).collect::<Vec<_>>().join(" ");
    let serial = if serial.is_empty() { serial } else { look.with("object-serial", "number", &serial) };
    let detail = [text::line(&row.number), made, serial];
    Row {
        name: text::line(&row.name),
        detail: detail.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
        place: row.facility.as_deref().map(text::line).unwrap_or_default(),
        date: row
            .installed_on
            .map(|day| look.with("object-installed", "day", &look.calendar_day(day)))
            .unwrap_or_default(),
    }
}

#[derive(Template)]
#[template(path = "portal/templates/facilities.html")]
struct FacilitiesPage {
    page: Page,
    rows: Vec<Site>,
}

/// A facility as a tile.
pub(super) struct Site {
    pub number: String,
    pub name: String,
    pub address: Vec<String>,
}

/// `GET /facilities`
pub(in super::super) async fn facilities(State(state): State<Portal>, visit: Reading) -> Answer {
    visit.needs(Permission::ViewCustomerData)?;
    let rows = portal::facilities(&state.app, &visit.viewer).await.map_err(|e| visit.failed(e))?;
    let page = visit.page("facilities-title", "/company");
    render(StatusCode::OK, &FacilitiesPage { page, rows: rows.iter().map(site).collect() })
}

pub(super) fn site(row: &FacilityRow) -> Site {
    let town = format!("{} {}", text::line(&row.postal_code), text::line(&row.city));
    let address = [text::line(&row.street), town.trim().to_owned(), text::line(&row.country)];
    Site {
        number: text::line(&row.number),
        name: text::line(&row.name),
        address: address.into_iter().filter(|line| !line.is_empty()).collect(),
    }
}
