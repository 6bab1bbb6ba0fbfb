//! `/objects` and `/facilities`: what is looked after, and where it stands (R34, R41).

use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use chrono::NaiveDate;

use crate::domain::permission::Permission;
use crate::service::portal::{self, FacilityRow, ObjectRow, ObjectsAt};
use crate::text;

use super::super::failure::Refusal;
use super::super::form::Fields;
use super::super::look::Look;
use super::super::page::{Answer, Choice, Page, render};
use super::super::state::Portal;
use super::super::visit::Reading;
use super::listing::Listing;
use super::orders::{LONGEST_NUMBER, encoded};

/// Rows on a page.
const ROWS: u32 = 50;

#[derive(Template)]
#[template(path = "portal/templates/objects.html")]
struct ObjectsPage {
    page: Page,
    list: Listing,
    /// Where objects are, to choose from; nothing where there is no choice.
    places: Vec<Choice>,
    may_add: bool,
    rows: Vec<Row>,
}

struct Row {
    href: String,
    /// A self-check on it is overdue.
    overdue: bool,
    name: String,
    detail: String,
    place: String,
    date: String,
}

/// `GET /objects`
pub(in super::super) async fn objects(State(state): State<Portal>, visit: Reading, uri: Uri) -> Answer {
    visit.needs(Permission::ViewObjects)?;
    let fields = Fields::of(&uri);
    let asked = Asked::of(&fields);
    let after = fields.line("after", LONGEST_NUMBER);
    let after = Some(after.as_str()).filter(|a| !a.is_empty());
    let listed = portal::objects_at(&state.app, &visit.viewer, (asked.place(), &asked.search), after, ROWS).await;
    let listed = listed.map_err(|e| visit.failed(e))?;
    let page = visit.page("objects-title", "/objects");
    let look = &page.look;
    let (empty_title, empty_text) = if !asked.search.is_empty() {
        (look.with("objects-no-match-title", "search", &asked.search), look.t("objects-no-match-text"))
    } else if asked.at.is_empty() {
        (look.t("objects-empty-title"), look.with("objects-empty-text", "organization", &look.name()))
    } else {
        (look.t("objects-none-here"), look.t("objects-none-here-text"))
    };
    let list = Listing {
        // Pages of objects go forward; the way back is the first page.
        previous: after.map(|_| asked.address(None)),
        next: listed.rows.last().filter(|_| listed.more).map(|row| asked.address(Some(&row.number))),
        previous_words: "page-first",
        next_words: "page-next",
        show_all: (!asked.is_empty()).then_some(("/objects", "objects-show-all")),
        empty_title,
        empty_text,
        search: asked.search.clone(),
    };
    let today = state.app.now().with_timezone(&look.zone).date_naive();
    let template = ObjectsPage {
        places: places(&state, &visit, &asked).await?,
        may_add: visit.actor.is_some() && visit.may(Permission::ManageDevices),
        rows: listed.rows.iter().map(|row| shown(look, row, today)).collect(),
        list,
        page,
    };
    render(StatusCode::OK, &template)
}

/// What the address asks for.
struct Asked {
    search: String,
    /// A facility, `none`, or nothing.
    at: String,
}

impl Asked {
    fn of(fields: &Fields) -> Self {
        let asked = Self { search: fields.line("q", 100), at: fields.line("at", 40) };
        // What names no place is not asked for.
        if asked.place() == ObjectsAt::Anywhere { Self { at: String::new(), ..asked } } else { asked }
    }

    fn place(&self) -> ObjectsAt {
        match self.at.as_str() {
            "none" => ObjectsAt::Nowhere,
            id => id.parse().map_or(ObjectsAt::Anywhere, ObjectsAt::Facility),
        }
    }

    fn is_empty(&self) -> bool {
        self.search.is_empty() && self.at.is_empty()
    }

    fn address(&self, after: Option<&str>) -> String {
        let mut pairs = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in
            [("q", self.search.as_str()), ("at", self.at.as_str()), ("after", after.unwrap_or_default())]
        {
            if !value.is_empty() {
                pairs.append_pair(name, value);
            }
        }
        let query = pairs.finish();
        if query.is_empty() { "/objects".to_owned() } else { format!("/objects?{query}") }
    }
}

/// The places to choose from, for whoever sees several.
async fn places(state: &Portal, visit: &Reading, asked: &Asked) -> Result<Vec<Choice>, Refusal> {
    let look = &visit.look;
    let found = portal::places(&state.app, &visit.viewer).await.map_err(|e| visit.failed(e))?;
    if found.facilities.len() + usize::from(found.nowhere) < 2 {
        return Ok(Vec::new());
    }
    let choice = |value: String, text: String| Choice { chosen: value == asked.at, value, text };
    let mut places = vec![choice(String::new(), look.t("object-anywhere"))];
    places.extend(found.facilities.iter().map(|(id, name)| choice(id.to_string(), text::line(name))));
    if found.nowhere {
        places.push(choice("none".to_owned(), look.t("object-nowhere")));
    }
    Ok(places)
}

/// What a thing is, and whose make: a model whose name begins with its manufacturer says so once.
pub(super) fn made(manufacturer: Option<&str>, model: Option<&str>) -> String {
    let (maker, model) = (manufacturer.map(text::line).unwrap_or_default(), model.map(text::line).unwrap_or_default());
    let named = model.get(..maker.len()).is_some_and(|start| text::fold(start) == text::fold(&maker));
    let maker = if named { String::new() } else { maker };
    [maker, model].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn shown(look: &Look, row: &ObjectRow, today: NaiveDate) -> Row {
    let serial = text::line(&row.serial_number);
    let made = made(row.manufacturer.as_deref(), row.model.as_deref());
    let serial = if serial.is_empty() { serial } else { look.with("object-serial", "number", &serial) };
    let detail = [text::line(&row.number), made, serial];
    Row {
        href: format!("/objects/{}", encoded(&row.number)),
        overdue: row.check_due_on.is_some_and(|day| day < today),
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

#[cfg(test)]
mod tests {
    use super::made;

    #[test]
    fn a_manufacturer_is_named_once() {
        for (maker, model, said) in [
            ("Kranich", "Kranich 1600", "Kranich 1600"),
            ("KRANICH", "Kranich 1600", "Kranich 1600"),
            ("Lumen", "Gate 3", "Lumen Gate 3"),
            ("Ölmann", "Öl", "Ölmann Öl"),
            ("", "Gate 3", "Gate 3"),
            ("Lumen", "", "Lumen"),
        ] {
            assert_eq!(made(Some(maker), Some(model)), said);
        }
        assert_eq!(made(None, None), "");
    }
}
