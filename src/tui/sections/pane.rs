//! A list of things with a cursor, a search and one command or another: every tab of a customer, the outbox, the log.
//!
//! What a kind of thing is (its columns, how it is loaded, what can be done with it) says a [`Rows`] (`rows`); what all lists
//! have in common is here: loading in pages, keeping the row under the cursor by its id, searching as one types.

mod rows;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use ratatui::layout::Rect;
use uuid::Uuid;

use crate::domain::CustomerId;
use crate::service::customers::Page;

use super::super::catalogue::{Id, Scope};
use super::super::cells;
use super::super::dialogs::Reader;
use super::super::load::{Load, Taken};
use super::super::msg::Reply;
use super::super::screen::{Availability, Canvas, Cx, Screen, Typed};
use super::super::theme::Theme;
use super::super::when::Zone;
use super::super::widgets::{Cursor, Table};
use super::search_line::SearchLine;
use super::views;

pub use rows::{Ask, Look, Reaction, Rows, Sorting};

/// Clicks on the parts of a list are numbered from here; below are its rows.
const PARTS: usize = 500_000;
/// Clicks on headings are numbered from here.
const HEADS: usize = 600_000;
const PAGE: u32 = 100;
const LONGEST: u32 = 500;

/// A list.
#[allow(clippy::struct_excessive_bools, reason = "independent facts about what is loaded")]
pub struct Pane<S: Rows> {
    pub(super) spec: S,
    customer: Option<CustomerId>,
    page: Load<Page<S::Row>>,
    more: Load<Page<S::Row>>,
    /// What is being loaded further comes before the rows held.
    before: bool,
    /// The rows held were read from the end of the list.
    from_end: bool,
    /// The cursor goes to the last row as soon as the rows are there.
    to_end: bool,
    cursor: Cursor,
    search: SearchLine,
    sorting: Option<Sorting>,
    /// The rows shown are those of an older question.
    stale: bool,
    marked: BTreeSet<Uuid>,
    /// A row that is to be marked as soon as it is there.
    sought: Option<Uuid>,
    // For the sheet, which is opened by a command and not by drawing.
    zone: std::cell::Cell<Zone>,
    theme: std::cell::Cell<Option<Theme>>,
}

impl<S: Rows> Pane<S> {
    /// A list that has not been loaded yet.
    pub fn new(spec: S) -> Self {
        Self {
            search: SearchLine::of(spec.list()),
            spec,
            customer: None,
            page: Load::default(),
            more: Load::default(),
            before: false,
            from_end: false,
            to_end: false,
            cursor: Cursor::default(),
            sorting: None,
            stale: false,
            marked: BTreeSet::new(),
            sought: None,
            zone: std::cell::Cell::default(),
            theme: std::cell::Cell::new(None),
        }
    }

    /// Shows the rows of this customer.
    pub fn show(&mut self, customer: Option<CustomerId>, cx: &mut Cx<'_>) {
        if self.customer != customer {
            self.customer = customer;
            self.page.drop_question(cx);
            self.page = Load::default();
            self.cursor = Cursor::default();
            self.from_end = false;
            self.search.clear();
            self.marked.clear();
        }
        self.load(cx);
    }

    /// Puts the cursor on this row as soon as it is there; a search that might hide it is emptied.
    pub fn seek(&mut self, row: Uuid) {
        self.search.clear();
        self.from_end = false;
        self.sought = Some(row);
    }

    fn rows(&self) -> &[S::Row] {
        self.page.get().map_or(&[], |page| &page.rows)
    }

    /// The row under the cursor.
    pub fn row(&self) -> Option<&S::Row> {
        self.rows().get(self.cursor.at())
    }

    /// The marked rows that are shown.
    fn marked_rows(&self) -> Vec<&S::Row> {
        self.rows().iter().filter(|row| self.marked.contains(&self.spec.id(row))).collect()
    }

    /// Whether one of the rows has something wrong.
    pub fn wrong(&self) -> bool {
        self.rows().iter().any(|row| self.spec.wrong(row))
    }

    /// How it is sorted: as chosen here, as it was the last time, or as the list is by itself.
    fn sorting(&self) -> Option<Sorting> {
        self.sorting.or_else(|| self.spec.sortings().first().copied())
    }

    /// Sorts as it was the last time, on whatever machine.
    fn recall(&mut self, cx: &Cx<'_>) {
        if let (None, Some(key)) = (self.sorting, self.memory()) {
            self.sorting = cx.remembered.text(&key).and_then(|word| Sorting::read(word, self.spec.sortings()));
        }
    }

    fn memory(&self) -> Option<String> {
        self.spec.list().filter(|_| self.spec.sortings().len() > 1).map(|list| format!("sort.{list}"))
    }

    /// Sorts by this from now on.
    fn sort(&mut self, by: Sorting, cx: &mut Cx<'_>) {
        self.sorting = Some(by);
        if let Some(key) = self.memory() {
            cx.remember(key, by.word());
        }
        self.anew(cx);
    }

    /// Sorts by the next column, or by this one the other way round.
    fn turn(&mut self, command: Id, cx: &mut Cx<'_>) {
        let (all, Some(now)) = (self.spec.sortings(), self.sorting()) else { return };
        let at = all.iter().position(|one| one.key == now.key).unwrap_or(0);
        self.sort(if command == Id::SortTurn { now.turned() } else { all[(at + 1) % all.len()] }, cx);
    }

    /// The views of the list: choose one, or save what is shown.
    fn views(&self, command: Id, cx: &mut Cx<'_>) {
        let Some(list) = self.spec.list() else { return };
        let sorting = self.sorting.map(Sorting::word).unwrap_or_default();
        views::command(command, list, self.search.text(), &sorting, cx);
    }

    /// A click on a heading: sorted by it, or the other way round.
    fn head(&mut self, column: usize, cx: &mut Cx<'_>) {
        let now = self.sorting();
        if let Some(one) = self.spec.sortings().iter().find(|one| one.column == column) {
            self.sort(now.filter(|now| now.key == one.key).map_or(*one, Sorting::turned), cx);
        }
    }

    /// Another list: from its beginning.
    fn anew(&mut self, cx: &mut Cx<'_>) {
        self.cursor = Cursor::default();
        self.from_end = false;
        self.stale = true;
        self.load(cx);
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        self.recall(cx);
        let limit = u32::try_from(self.rows().len()).unwrap_or(LONGEST).clamp(PAGE, LONGEST);
        let search = self.search.text().to_owned();
        self.spec.asked(self.customer, &search);
        let ask = Ask {
            customer: self.customer,
            search,
            after: None,
            before: None,
            last: self.from_end,
            limit,
            sorting: self.sorting(),
        };
        let job = self.spec.job(&ask);
        self.more.drop_question(cx);
        self.page.start(cx, job);
    }

    fn load_more(&mut self, cx: &mut Cx<'_>) {
        let Some(page) = self.page.get() else { return };
        let near = 2 * self.cursor.height();
        let below = page.more_after && self.cursor.at() + near >= page.rows.len();
        let above = page.more_before && self.from_end && self.cursor.at() < near;
        if !(below || above) || self.more.is_loading() || self.page.is_loading() {
            return;
        }
        let ask = Ask {
            customer: self.customer,
            search: self.search.text().to_owned(),
            after: page.rows.last().filter(|_| below),
            before: page.rows.first().filter(|_| !below),
            last: false,
            limit: PAGE,
            sorting: self.sorting(),
        };
        let job = self.spec.job(&ask);
        self.before = !below;
        self.more.start(cx, job);
    }

    /// Joins further rows to those held.
    fn join(&mut self) {
        let (Some(page), Some(more)) = (self.page.get_mut(), self.more.take_value()) else { return };
        if self.before {
            let at = self.cursor.at() + more.rows.len();
            let mut rows = more.rows;
            rows.append(&mut page.rows);
            page.rows = rows;
            page.more_before = more.more_before;
            self.cursor.shift(at);
        } else {
            page.rows.extend(more.rows);
            page.more_after = more.more_after;
        }
    }

    fn take_page(&mut self, reply: &mut Reply) -> bool {
        let under = self.sought.or_else(|| self.row().map(|row| self.spec.id(row)));
        match self.page.take(reply) {
            Taken::No => return false,
            Taken::Failed => return true,
            Taken::Ready => (self.stale, self.sought) = (false, None),
        }
        if let Some(page) = self.page.take_value() {
            self.page = Load::ready(self.spec.arrived(page));
        }
        if std::mem::take(&mut self.to_end) {
            self.cursor.set(self.rows().len().saturating_sub(1));
            return true;
        }
        if self.cursor.at() == 0 && self.spec.follows_newest() {
            return true;
        }
        let (spec, rows) = (&self.spec, self.page.get().map_or(&[][..], |page| &page.rows));
        self.cursor.follow(rows, |row| Some(spec.id(row)) == under);
        true
    }

    fn open(&mut self, cx: &mut Cx<'_>) {
        let row = self.page.get().and_then(|page| page.rows.get(self.cursor.at()));
        if row.is_some_and(|row| self.spec.opens(row, cx)) {
            return;
        }
        let theme = self.theme.get().unwrap_or(Theme::of(super::super::ThemeName::Dark));
        let look = Look { theme: &theme, now: cx.now, zone: self.zone.get() };
        if let Some(row) = self.row() {
            let (title, text) = self.spec.sheet(row, look);
            cx.push(Reader::new(title, text));
        }
    }

    /// Draws the parts in the first line, where there are any; what is left.
    fn draw_parts(&self, canvas: &mut Canvas<'_>, area: Rect) -> Rect {
        let parts = self.spec.parts();
        if parts.is_empty() || area.height < 3 {
            return area;
        }
        let mut x = 1;
        for (i, (label, current)) in parts.iter().enumerate() {
            let (text, style) = match (*current, canvas.focused) {
                (true, true) => (format!("[{label}]"), canvas.theme.title),
                (true, false) => (format!("[{label}]"), canvas.theme.text),
                (false, _) => (format!(" {label} "), canvas.theme.dim),
            };
            let end = canvas.raw(area, x, 0, &text, style);
            let place = Rect { x: area.x + x, width: end.saturating_sub(x), height: 1, ..area };
            canvas.hit(place, PARTS + i);
            x = end + 1;
        }
        Rect { y: area.y + 1, height: area.height - 1, ..area }
    }
}

impl<S: Rows> Screen for Pane<S> {
    fn title(&self) -> String {
        let remark = self.spec.remark();
        if remark.is_empty() { self.spec.label().to_owned() } else { format!("{} · {remark}", self.spec.label()) }
    }

    fn scopes(&self) -> Vec<Scope> {
        self.spec.scopes()
    }

    fn availability(&self, command: Id, _: DateTime<Utc>) -> Availability {
        match command {
            Id::Back if self.search.is_shown() => Availability::Enabled,
            Id::Sort | Id::SortTurn => Availability::when(!self.spec.sortings().is_empty(), t!("list-one-order")),
            Id::Views | Id::ViewSave => Availability::when(self.spec.list().is_some(), t!("list-no-views")),
            Id::Back => Availability::Hidden,
            Id::Open => Availability::when(self.row().is_some(), t!("nothing-to-open")),
            Id::Mark | Id::MarkAll => Availability::when(self.row().is_some(), t!("nothing-to-mark")),
            Id::Bulk => Availability::when(!self.marked_rows().is_empty(), t!("mark-first")),
            _ => self.spec.availability(command, self.row()),
        }
    }

    fn typing(&self) -> bool {
        self.search.is_typing()
    }

    fn waiting(&self) -> bool {
        self.page.is_loading() && (self.stale || self.page.get().is_none())
    }

    fn on_text(&mut self, typed: &Typed, cx: &mut Cx<'_>) -> bool {
        let before = self.search.text().to_owned();
        let taken = self.search.input(typed);
        if self.search.text() != before {
            self.anew(cx);
        }
        taken
    }

    fn on_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        match command {
            Id::Search => self.search.set_typing(true),
            Id::Back => {
                let searched = !self.search.is_empty();
                self.search.clear();
                if searched {
                    self.from_end = false;
                    self.load(cx);
                }
            }
            Id::Open => {
                self.search.set_typing(false);
                self.open(cx);
            }
            Id::Sort | Id::SortTurn => self.turn(command, cx),
            Id::Views | Id::ViewSave => self.views(command, cx),
            Id::First if self.from_end => self.anew(cx),
            Id::Last if self.page.get().is_some_and(|page| page.more_after) && !self.spec.sortings().is_empty() => {
                self.from_end = true;
                self.stale = true;
                self.to_end = true;
                self.load(cx);
            }
            Id::Mark => {
                if let Some(id) = self.row().map(|row| self.spec.id(row))
                    && !self.marked.remove(&id)
                {
                    self.marked.insert(id);
                }
                self.cursor.step(Id::Down, self.rows().len());
            }
            Id::MarkAll if self.marked.is_empty() => {
                self.marked = self.rows().iter().map(|row| self.spec.id(row)).collect();
            }
            Id::MarkAll => self.marked.clear(),
            Id::Bulk => self.spec.many(&self.marked_rows(), cx),
            _ if self.cursor.step(command, self.rows().len()) => self.load_more(cx),
            _ => {
                let row = self.page.get().and_then(|page| page.rows.get(self.cursor.at()));
                if self.spec.command(command, row, cx) == Reaction::Reload {
                    self.stale = true;
                    self.load(cx);
                }
            }
        }
    }

    fn apply_view(&mut self, query: &str, sorting: &str, cx: &mut Cx<'_>) {
        self.search.clear();
        self.search.set(query);
        self.sorting = Sorting::read(sorting, self.spec.sortings()).or(self.sorting);
        self.spec.widen();
        self.anew(cx);
    }

    fn on_changed(&mut self, cx: &mut Cx<'_>) {
        if !self.spec.frozen() {
            self.stale |= cx.own_change;
            self.spec.ask_beside(cx);
            self.load(cx);
        }
    }

    fn on_reply(&mut self, reply: &mut Reply, cx: &mut Cx<'_>) {
        if self.spec.take_beside(reply) {
            return;
        }
        if self.take_page(reply) {
            self.load_more(cx);
        } else if self.more.take(reply) == Taken::Ready {
            self.join();
        }
    }

    fn on_click(&mut self, target: usize, cx: &mut Cx<'_>) {
        if let Some(column) = target.checked_sub(HEADS) {
            self.head(column, cx);
        } else if let Some(part) = target.checked_sub(PARTS) {
            self.spec.pick(part);
            self.stale = true;
            self.load(cx);
        } else if target == self.cursor.at() {
            self.open(cx);
        } else {
            self.cursor.set(target.min(self.rows().len().saturating_sub(1)));
            self.load_more(cx);
        }
    }

    fn flaw(&self) -> Option<String> {
        let (at, rows) = (self.cursor.at(), self.rows().len());
        (at > 0 && at >= rows).then(|| format!("the cursor stands on row {at} of {rows}"))
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        self.zone.set(canvas.zone);
        self.theme.set(Some(*canvas.theme));
        let mut body = self.draw_parts(canvas, area);
        body = self.search.draw(canvas, body, self.spec.hint());
        if let Some(failure) = self.page.failure() {
            let line = t!("failed-f5", sentence = failure.sentence);
            canvas.at(body, 1, 0, &line, canvas.theme.bad);
            body = Rect { y: body.y + 1, height: body.height.saturating_sub(1), ..body };
        }
        let rows = self.rows();
        if rows.is_empty() {
            let text = match (self.page.get(), self.page.failure()) {
                (None, None) => t!("loading"),
                (None, _) => "",
                _ if !self.search.is_empty() => t!("nothing-matches-esc"),
                _ => self.spec.empty(),
            };
            for (y, line) in (1_u16..).zip(cells::wrap(text, usize::from(body.width.saturating_sub(2)))) {
                canvas.at(body, 1, y, &line, canvas.theme.dim);
            }
            return;
        }
        let look = Look { theme: canvas.theme, now: canvas.now, zone: canvas.zone };
        let marked = |row: usize| self.marked.contains(&self.spec.id(&rows[row]));
        let sorts = !self.spec.sortings().is_empty();
        let table = Table {
            columns: self.spec.columns(),
            cursor: &self.cursor,
            len: rows.len(),
            target: 0,
            marked: &marked,
            sorted: self.sorting().map(|by| (by.column, by.descending)),
            heads: sorts.then_some(HEADS),
        };
        table.draw(canvas, body, |row, column| self.spec.cell(&rows[row], column, look));
    }
}
