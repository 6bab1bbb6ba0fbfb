//! The section Customers: the list over any number of customers, and the detail beside it (or instead of it).

use crate::tui::words::word;
use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::CustomerId;
use crate::domain::listing::List;
use crate::domain::state::AccessState;
use crate::service::Error;
use crate::service::customers::{self, Count, CustomerFilter, CustomerQuery, CustomerRow, CustomerSort};

use super::super::bulk::{self, Who};
use super::super::catalogue::{Command, Id, Scope};
use super::super::cells;
use super::super::goal::Part;
use super::super::load::{Load, Taken};
use super::super::msg::{Failure, Reply};
use super::super::screen::{Availability, Canvas, Cx, Screen, Typed};
use super::super::theme::Theme;
use super::super::when::Zone;
use super::super::widgets::{Column, Cursor, Table, Width, block};
use super::detail::Detail;
use super::pane::Sorting;
use super::search_line::SearchLine;
use super::window::{Window, Wish as Wanted};
use super::{customer, overview, views};

/// From this width on, list and detail stand side by side.
const WIDE: u16 = 100;

/// Clicks on the list are numbered from here; below is the detail's own.
const ROWS: usize = 10_000_000;

/// Clicks on headings are numbered from here.
const HEADS: usize = 9_000_000;

/// Under which key it is remembered how the list was sorted.
const MEMORY: &str = "sort.customers";

/// What the list can be sorted by; the first is how it is by itself.
const SORTINGS: &[Sorting] = &[
    Sorting::up("name", 1),
    Sorting::up("number", 0),
    Sorting::up("city", 3),
    Sorting::up("access", 2),
    Sorting::down("changed", 6),
];

/// List and detail.
pub struct Customers {
    window: Window,
    count: Load<Count>,
    cursor: Cursor,
    search: SearchLine,
    access: Option<AccessState>,
    sorting: Option<Sorting>,
    /// What is wrong with what is typed.
    wrong: Option<String>,
    detail: Detail,
    in_detail: bool,
    /// What is loaded now is what the person changed a moment ago.
    own_change: bool,
    marked: BTreeSet<CustomerId>,
    /// A customer that is to be shown as soon as the list is there.
    sought: Option<CustomerId>,
}

const COLUMNS: &[Column] = &[
    Column::new("column-no", Width::Fixed(8)),
    Column::new("name", Width::Share(3, 18)),
    Column::new("column-access", Width::Fixed(11)),
    Column::new("company-city", Width::Share(2, 12)),
    Column::new("label-area", Width::Share(1, 10)),
    Column::new("company-phone", Width::Fixed(18)),
    Column::new("column-changed", Width::Fixed(10)),
];

impl Default for Customers {
    fn default() -> Self {
        Self {
            window: Window::default(),
            count: Load::default(),
            cursor: Cursor::default(),
            search: SearchLine::of(Some(List::Customers)),
            access: None,
            sorting: None,
            wrong: None,
            detail: Detail::default(),
            in_detail: false,
            own_change: false,
            marked: BTreeSet::new(),
            sought: None,
        }
    }
}

impl Customers {
    /// What is asked for; the words of an error when what is typed is not understood.
    fn query(&self) -> Result<CustomerQuery, String> {
        let (filter, search) =
            CustomerFilter::parse(self.search.text()).map_err(|e| Failure::from(Error::from(e)).sentence)?;
        let by = self.sorting();
        Ok(CustomerQuery {
            search,
            access: self.access,
            filter,
            sort: by.key.parse().unwrap_or(CustomerSort::Name),
            descending: by.descending,
            ..CustomerQuery::default()
        })
    }

    fn sorting(&self) -> Sorting {
        self.sorting.unwrap_or(SORTINGS[0])
    }

    fn row(&self) -> Option<&CustomerRow> {
        self.window.rows().get(self.cursor.at())
    }

    fn ask(&mut self, wanted: Wanted, cx: &mut Cx<'_>) {
        if self.sorting.is_none() {
            self.sorting = cx.remembered.text(MEMORY).and_then(|word| Sorting::read(word, SORTINGS));
        }
        let query = match self.query() {
            Ok(query) => query,
            // What is shown stays until it is understood.
            Err(wrong) => return self.wrong = Some(wrong),
        };
        self.wrong = None;
        self.window.ask(cx, query.clone(), wanted);
        if !matches!(wanted, Wanted::After | Wanted::Before) {
            self.count.ask(cx, "count", move |app, by| async move { customers::count(&app, &by, &query).await });
        }
    }

    /// Another list: from its beginning.
    fn anew(&mut self, cx: &mut Cx<'_>) {
        self.cursor = Cursor::default();
        self.ask(Wanted::First, cx);
    }

    /// The cursor moved: load what comes next, and the detail beside the list.
    fn moved(&mut self, cx: &mut Cx<'_>) {
        if let Some(wanted) = self.window.wanted(self.cursor.at(), self.cursor.height()) {
            self.ask(wanted, cx);
        }
        self.follow(cx);
    }

    /// Lets the detail show the customer under the cursor, where it can be seen.
    fn follow(&mut self, cx: &mut Cx<'_>) {
        let id = self.row().map(|row| row.id);
        if (cx.size.width >= WIDE || self.in_detail) && self.detail.customer() != id && id.is_some() {
            self.detail.show(id, cx);
        }
    }

    fn open(&mut self, cx: &mut Cx<'_>) {
        self.search.set_typing(false);
        if let Some(id) = self.row().map(|row| row.id) {
            self.in_detail = true;
            if self.detail.customer() == Some(id) {
                self.detail.on_changed(cx);
            } else {
                self.detail.show(Some(id), cx);
            }
        }
    }

    fn back(&mut self, cx: &mut Cx<'_>) {
        if self.in_detail {
            self.in_detail = false;
        } else {
            let narrowed = !self.search.is_empty() || self.access.is_some();
            self.search.clear();
            if narrowed {
                let selected = self.row().map(|row| row.id);
                self.access = None;
                // The customer that was found stays under the cursor in the whole list.
                match selected {
                    Some(id) => self.ask(Wanted::Around(id), cx),
                    None => self.anew(cx),
                }
            }
        }
    }

    fn next_filter(&mut self, cx: &mut Cx<'_>) {
        self.access = match self.access {
            None => AccessState::ALL.first().copied(),
            Some(now) => AccessState::ALL.iter().copied().skip_while(|s| *s != now).nth(1),
        };
        self.anew(cx);
    }

    fn sort(&mut self, by: Sorting, cx: &mut Cx<'_>) {
        self.sorting = Some(by);
        cx.remember(MEMORY, by.word());
        match self.row().map(|row| row.id) {
            Some(id) if self.search.is_empty() => self.ask(Wanted::Around(id), cx),
            _ => self.anew(cx),
        }
    }

    /// Sorts by the next column, or by this one the other way round.
    fn turn(&mut self, command: Id, cx: &mut Cx<'_>) {
        let now = self.sorting();
        let at = SORTINGS.iter().position(|one| one.key == now.key).unwrap_or(0);
        self.sort(if command == Id::SortTurn { now.turned() } else { SORTINGS[(at + 1) % SORTINGS.len()] }, cx);
    }

    /// A click on a heading: sorted by it, or the other way round.
    fn head(&mut self, column: usize, cx: &mut Cx<'_>) {
        let now = self.sorting();
        if let Some(one) = SORTINGS.iter().find(|one| one.column == column) {
            self.sort(if one.key == now.key { now.turned() } else { *one }, cx);
        }
    }

    /// Marks rows, or does one thing for all that are marked; marks stay over searching.
    fn mark(&mut self, command: Id, cx: &mut Cx<'_>) {
        match command {
            Id::Mark => {
                if let Some(id) = self.row().map(|row| row.id)
                    && !self.marked.remove(&id)
                {
                    self.marked.insert(id);
                }
                self.cursor.step(Id::Down, self.window.rows().len());
                self.moved(cx);
            }
            Id::MarkAll if self.marked.is_empty() => {
                self.marked = self.window.rows().iter().map(|row| row.id).collect();
                if self.window.more_after() || self.window.more_before() {
                    cx.info(t!("customers-marked-here", marked = self.marked.len()));
                }
            }
            Id::MarkAll => self.marked.clear(),
            _ => cx.push(bulk::start(Who::Customers(self.marked.iter().copied().collect()))),
        }
    }

    fn heading(&self) -> String {
        let count = self.count.get().map_or_else(String::new, |c| format!(" · {c}"));
        let mut title = t!("customers-count", count = count);
        if !self.search.is_empty() {
            title = t!("customers-match", title = title, search = self.search.text());
        }
        if let Some(state) = self.access {
            title = format!("{title} · {}", word(state.as_str()));
        }
        if !self.marked.is_empty() {
            title = t!("customers-marked", title = title, marked = self.marked.len());
        }
        let by = self.sorting();
        t!("customers-by", title = title, sort = format!("{} {}", word(by.key), if by.descending { "↓" } else { "↑" }))
    }

    fn draw_list(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let inner = block(canvas, area, &self.heading());
        let mut body = self.search.draw(canvas, inner, t!("customers-hint"));
        if let Some(wrong) = &self.wrong {
            for line in cells::wrap(&format!("✗ {wrong}"), usize::from(body.width.saturating_sub(2))).iter().take(3) {
                canvas.at(body, 1, 0, line, canvas.theme.bad);
                body = Rect { y: body.y + 1, height: body.height.saturating_sub(1), ..body };
            }
        }
        if let Some(failure) = self.window.failure() {
            let text = t!("failed-f5", sentence = failure.sentence);
            canvas.at(body, 1, 0, &text, canvas.theme.bad);
            body = Rect { y: body.y + 1, height: body.height.saturating_sub(1), ..body };
        }
        let rows = self.window.rows();
        if rows.is_empty() {
            for (y, line) in (1_u16..).zip(cells::wrap(self.empty(), usize::from(body.width.saturating_sub(2)))) {
                canvas.at(body, 1, y, &line, canvas.theme.dim);
            }
            return;
        }
        let theme = canvas.theme;
        let marked = |row: usize| self.marked.contains(&rows[row].id);
        let by = self.sorting();
        let table = Table {
            columns: COLUMNS,
            cursor: &self.cursor,
            len: rows.len(),
            target: ROWS,
            marked: &marked,
            sorted: Some((by.column, by.descending)),
            heads: Some(HEADS),
        };
        let zone = canvas.zone;
        table.draw(canvas, body, |row, column| cell(&rows[row], column, (theme, zone)));
    }

    /// What is searched for, with the state that the filter key chose, as it would be typed.
    fn typed(&self) -> String {
        match self.access {
            Some(state) => format!("access:{state} {}", self.search.text()).trim_end().to_owned(),
            None => self.search.text().to_owned(),
        }
    }

    fn empty(&self) -> &'static str {
        if self.window.is_loading() {
            t!("loading")
        } else if self.window.failure().is_some() {
            ""
        } else if !self.search.is_empty() || self.access.is_some() {
            t!("customers-no-match")
        } else {
            t!("customers-none")
        }
    }
}

fn cell(row: &CustomerRow, column: usize, (theme, zone): (&Theme, Zone)) -> (String, Style) {
    match column {
        0 => (row.number.clone(), theme.text),
        1 => (row.name.clone(), theme.text),
        2 => (word(row.access_state.as_str()), overview::access_style(row.access_state, theme)),
        3 => (row.city.clone(), theme.text),
        4 => (row.area.clone().unwrap_or_default(), theme.dim),
        5 => (row.phone.clone(), theme.dim),
        _ => (zone.day(row.updated_at), theme.dim),
    }
}

impl Screen for Customers {
    fn title(&self) -> String {
        match self.row().filter(|_| self.in_detail) {
            Some(row) => t!("customers-crumbs", number = row.number, name = row.name),
            None => t!("customers-title").to_owned(),
        }
    }

    fn is_deep(&self) -> bool {
        self.in_detail
    }

    fn scopes(&self) -> Vec<Scope> {
        if self.in_detail { self.detail.scopes() } else { Scope::Customers.chain() }
    }

    fn availability(&self, command: Id, now: DateTime<Utc>) -> Availability {
        if command == Id::Back {
            let back = self.in_detail || self.search.is_shown() || self.access.is_some();
            return if back { Availability::Enabled } else { Availability::Hidden };
        }
        if self.in_detail {
            return self.detail.availability(command, now);
        }
        match Command::of(command).scope {
            Scope::Marks if command == Id::Bulk => Availability::when(!self.marked.is_empty(), t!("mark-first")),
            Scope::Customer => customer::availability(command, self.row()),
            _ if command == Id::Open && self.wrong.is_some() => {
                Availability::Disabled(t!("search-not-understood").to_owned())
            }
            _ if command == Id::Open => Availability::when(self.row().is_some(), t!("customer-none-here")),
            _ => Availability::Enabled,
        }
    }

    fn typing(&self) -> bool {
        if self.in_detail { self.detail.typing() } else { self.search.is_typing() }
    }

    fn waiting(&self) -> bool {
        if self.in_detail { self.detail.waiting() } else { self.window.is_stale() || self.own_change }
    }

    fn on_text(&mut self, typed: &Typed, cx: &mut Cx<'_>) -> bool {
        if self.in_detail {
            return self.detail.on_text(typed, cx);
        }
        let before = self.search.text().to_owned();
        let taken = self.search.input(typed);
        if self.search.text() != before {
            self.anew(cx);
        }
        taken
    }

    fn on_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        if self.in_detail {
            let inner = self.detail.availability(Id::Back, cx.now) == Availability::Enabled;
            if command == Id::Back && !inner {
                return self.back(cx);
            }
            return self.detail.on_command(command, cx);
        }
        match command {
            Id::Search => self.search.set_typing(true),
            Id::Mark | Id::MarkAll | Id::Bulk => self.mark(command, cx),
            Id::Back => self.back(cx),
            Id::Open => self.open(cx),
            Id::Sort | Id::SortTurn => self.turn(command, cx),
            Id::Views | Id::ViewSave => {
                let sorting = self.sorting.map(Sorting::word).unwrap_or_default();
                views::command(command, List::Customers, &self.typed(), &sorting, cx);
            }
            Id::Filter => self.next_filter(cx),
            Id::First if self.window.more_before() => self.anew(cx),
            Id::Last if self.window.more_after() => self.ask(Wanted::Last, cx),
            _ if self.cursor.step(command, self.window.rows().len()) => self.moved(cx),
            _ => {
                if let Some(row) = self.window.rows().get(self.cursor.at()) {
                    customer::perform(command, row, cx);
                }
            }
        }
    }

    fn on_changed(&mut self, cx: &mut Cx<'_>) {
        let selected = self.row().map(|row| row.id);
        self.own_change |= cx.own_change;
        self.ask(selected.map_or(Wanted::First, Wanted::Again), cx);
        if self.detail.customer().is_some() && (self.in_detail || cx.size.width >= WIDE) {
            self.detail.on_changed(cx);
        }
    }

    fn on_resize(&mut self, cx: &mut Cx<'_>) {
        self.follow(cx);
    }

    fn show_customer(&mut self, id: CustomerId, part: Option<Part>, cx: &mut Cx<'_>) {
        self.search.clear();
        self.access = None;
        self.in_detail = true;
        self.sought = Some(id);
        self.detail.show_part(id, part, cx);
        self.ask(Wanted::Around(id), cx);
    }

    fn apply_view(&mut self, query: &str, sorting: &str, cx: &mut Cx<'_>) {
        self.search.clear();
        self.search.set(query);
        self.access = None;
        self.in_detail = false;
        self.sorting = Sorting::read(sorting, SORTINGS).or(self.sorting);
        self.anew(cx);
    }

    fn on_reply(&mut self, reply: &mut Reply, cx: &mut Cx<'_>) {
        if self.count.take(reply) != Taken::No {
            return;
        }
        let sought = self.sought;
        match self.window.take(reply, &mut self.cursor, sought) {
            Taken::No => self.detail.on_reply(reply, cx),
            Taken::Ready => {
                self.sought = None;
                self.own_change = false;
                self.moved(cx);
            }
            Taken::Failed => self.own_change = false,
        }
    }

    fn on_click(&mut self, target: usize, cx: &mut Cx<'_>) {
        let Some(row) = target.checked_sub(ROWS) else {
            if let Some(column) = target.checked_sub(HEADS) {
                self.in_detail = false;
                return self.head(column, cx);
            }
            self.in_detail = true;
            self.search.set_typing(false);
            return self.detail.on_click(target, cx);
        };
        let again = row == self.cursor.at() && !self.in_detail;
        self.in_detail = false;
        self.cursor.set(row.min(self.window.rows().len().saturating_sub(1)));
        self.moved(cx);
        if again {
            self.open(cx);
        }
    }

    fn flaw(&self) -> Option<String> {
        let (at, rows) = (self.cursor.at(), self.window.rows().len());
        (at > 0 && at >= rows).then(|| format!("the cursor stands on row {at} of {rows}"))
    }

    fn inside(&self) -> Vec<&dyn Screen> {
        if self.in_detail { vec![&self.detail] } else { Vec::new() }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        if area.width < WIDE {
            if self.in_detail {
                self.detail.draw(canvas, area);
            } else {
                self.draw_list(canvas, area);
            }
            return;
        }
        let left = area.width * 42 / 100;
        let list = Rect { width: left, ..area };
        let detail = Rect { x: area.x + left, width: area.width - left, ..area };
        canvas.with_focus(!self.in_detail, |canvas| self.draw_list(canvas, list));
        canvas.with_focus(self.in_detail, |canvas| self.detail.draw(canvas, detail));
    }
}
