//! Find anything by a few letters: a command, a customer, a person, an order, a report, a contact, a facility, an
//! object, a model.
//!
//! Commands and the places that the palette led to last are matched here; everything else is searched for by the database,
//! anew with every key. Rows stand kind by kind, and what comes later never moves what stands above it.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use ratatui::layout::Rect;

use crate::service::customers::{self, CustomerQuery, CustomerRow, Page};
use crate::service::search::{self, Hit};
use crate::service::views::{self, SavedView};
use crate::text;

use super::super::catalogue::{self, COMMANDS, Command, Id, Scope};
use super::super::cells;
use super::super::desk::Desk;
use super::super::goal::Place;
use super::super::load::{Load, Taken};
use super::super::msg::Reply;
use super::super::screen::{Availability, Canvas, Cx, Screen, Typed, Wish};
use super::super::widgets::{Cursor, Field, modal};

/// So many customers are found at most, so that other things are seen below them.
const CUSTOMERS: u32 = 12;

/// The palette.
#[derive(Debug)]
pub struct Palette {
    commands: Vec<(&'static Command, Availability)>,
    matching: Vec<usize>,
    /// Where it led last, the newest first.
    visited: Vec<Place>,
    customers: Load<Page<CustomerRow>>,
    things: Load<Vec<Hit>>,
    /// The views that the person saved.
    views: Load<Vec<SavedView>>,
    /// The best of them for what is typed, by their places.
    viewing: Vec<usize>,
    /// Commands whose help, not their label, holds the words typed.
    helping: Vec<usize>,
    /// What the database found for what is typed.
    found: Vec<Place>,
    /// What was found is of an older search.
    stale: bool,
    field: Field,
    cursor: Cursor,
}

impl Palette {
    /// The commands that can be named in front of `desk`; those that cannot be carried out now say why.
    pub fn new(desk: &Desk) -> Self {
        let scopes = desk.front().scopes();
        let here: Vec<Id> = catalogue::of_scopes(&scopes).map(|c| c.id).collect();
        let commands: Vec<_> = COMMANDS
            .iter()
            .filter(|c| c.palette && here.contains(&c.id))
            .map(|c| (c, desk.availability(c)))
            .filter(|(_, a)| *a != Availability::Hidden)
            .collect();
        let matching = (0..commands.len()).collect();
        Self {
            commands,
            matching,
            visited: desk.visited.clone(),
            customers: Load::default(),
            things: Load::default(),
            views: Load::default(),
            viewing: Vec::new(),
            helping: Vec::new(),
            found: Vec::new(),
            stale: false,
            field: Field::default(),
            cursor: Cursor::default(),
        }
    }

    /// Places that it led to and whose own number or name hold what is typed: they come first. An order is not meant by its
    /// customer's name, or the customer could no longer be found by it.
    fn known(&self) -> Vec<&Place> {
        let needle = text::fold(self.field.text());
        let holds = |place: &&Place| {
            let whole = text::fold(&format!("{} {}", place.number, place.name));
            needle.split_whitespace().all(|word| whole.contains(word))
        };
        self.visited.iter().filter(holds).collect()
    }

    /// The places among the rows, behind the commands: all but those that stand above them already.
    fn others(&self) -> impl Iterator<Item = &Place> {
        let known: Vec<_> = self.known().into_iter().map(|place| place.goal.clone()).collect();
        self.found.iter().filter(move |place| !known.contains(&place.goal))
    }

    fn rows(&self) -> Vec<Shown<'_>> {
        let known = self.known().into_iter().map(Shown::Place);
        let views = self.views.get().map_or(&[][..], Vec::as_slice);
        let views = self.viewing.iter().filter_map(|i| views.get(*i)).map(Shown::View);
        let commands = self.matching.iter().map(|i| Shown::Command(&self.commands[*i]));
        let rows = known.chain(views).chain(commands).chain(self.others().map(Shown::Place));
        // What comes late would stand above these and move them: they wait for it.
        let helping = self.helping.iter().filter(|_| !self.stale).map(|i| Shown::Command(&self.commands[*i]));
        rows.chain(helping).collect()
    }

    fn search(&mut self, cx: &mut Cx<'_>) {
        let search = self.field.text().to_owned();
        if search.trim().is_empty() {
            self.customers.drop_question(cx);
            self.things.drop_question(cx);
            self.found.clear();
            self.stale = false;
        } else {
            let typed = search.clone();
            let query = CustomerQuery { search, limit: CUSTOMERS, ..CustomerQuery::default() };
            self.customers.ask(cx, "palette", move |app, by| async move { customers::list(&app, &by, &query).await });
            self.things.ask(cx, "things", move |app, by| async move { search::find(&app, &by, &typed).await });
            self.stale = true;
        }
        self.match_commands();
    }

    /// Takes over what was found, once customers are there: what follows stands below them and moves none of them.
    fn gather(&mut self) {
        if self.stale && self.customers.is_loading() {
            return;
        }
        let customers = self.customers.get().into_iter().flat_map(|page| page.rows.iter().map(Place::from));
        let things = self.things.get().filter(|_| !self.things.is_loading()).into_iter().flatten();
        self.found = customers.chain(things.filter_map(Place::of)).collect();
        self.stale = self.things.is_loading();
    }

    fn pick(&self, cx: &mut Cx<'_>) {
        let wish = match self.rows().get(self.cursor.at()) {
            Some(Shown::Command((command, _))) => Wish::Command(command.id),
            Some(Shown::Place(place)) => Wish::Visit((*place).clone()),
            Some(Shown::View(view)) => Wish::View(Box::new((*view).clone())),
            None => return,
        };
        cx.close();
        cx.wish(wish);
    }

    fn match_commands(&mut self) {
        let commands = &self.commands;
        self.matching = scored(self.field.text(), commands.iter().map(|(c, _)| c.label()));
        // Help is matched by whole beginnings of words and stands last: among a million customers, "hub" means one of them.
        let needle = text::fold(self.field.text());
        let holds = |c: &Command| {
            let help = text::fold(c.help());
            let words: Vec<&str> = help.split(|c: char| !c.is_alphanumeric()).collect();
            needle.split_whitespace().all(|typed| words.iter().any(|word| word.starts_with(typed)))
        };
        let long = needle.chars().count() >= HELP_FROM;
        let meant = |i: &usize| long && !self.matching.contains(i) && holds(commands[*i].0);
        self.helping = (0..commands.len()).filter(meant).collect();
        self.match_views();
        self.cursor.set(0);
    }

    fn match_views(&mut self) {
        let names = self.views.get().map_or(&[][..], Vec::as_slice).iter().map(|view| view.name.as_str());
        self.viewing = scored(self.field.text(), names);
        if self.field.is_empty() {
            self.viewing.truncate(UNASKED);
        }
    }
}

/// So many views stand above the commands before anything was typed.
const UNASKED: usize = 3;

/// Help is looked through from so many letters on.
const HELP_FROM: usize = 4;

/// Which of these texts match what is typed, the best first.
fn scored<'a>(typed: &str, texts: impl Iterator<Item = &'a str>) -> Vec<usize> {
    let pattern = Pattern::parse(typed, CaseMatching::Ignore, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut buf = Vec::new();
    let score = |(i, text): (usize, &str)| {
        pattern.score(Utf32Str::new(text, &mut buf), &mut matcher).map(|score| (std::cmp::Reverse(score), i))
    };
    let mut scored: Vec<_> = texts.enumerate().filter_map(score).collect();
    scored.sort_unstable();
    scored.into_iter().map(|(_, i)| i).collect()
}

impl Screen for Palette {
    fn title(&self) -> String {
        t!("go-to").to_owned()
    }

    fn scopes(&self) -> Vec<Scope> {
        Scope::Picker.chain()
    }

    fn typing(&self) -> bool {
        true
    }

    fn waiting(&self) -> bool {
        // Customers may come above what is marked; other things come below everything.
        let below = self.cursor.at() >= self.rows().len();
        self.stale && (self.customers.is_loading() || (below && self.things.is_loading()))
    }

    fn on_text(&mut self, typed: &Typed, cx: &mut Cx<'_>) -> bool {
        let before = self.field.text().to_owned();
        let taken = self.field.input(typed);
        if self.field.text() != before {
            self.search(cx);
        }
        taken
    }

    fn on_changed(&mut self, cx: &mut Cx<'_>) {
        if self.views.is_idle() {
            self.views.ask(cx, "views", |app, by| async move { views::list(&app, &by).await });
        }
    }

    fn on_reply(&mut self, reply: &mut Reply, _: &mut Cx<'_>) {
        if self.views.take(reply) == Taken::Ready {
            // Whoever moved on meanwhile stays on the row.
            let (before, at) = (self.viewing.len(), self.cursor.at());
            self.match_views();
            if at > 0 {
                self.cursor.set(at + self.viewing.len() - before);
            }
            return;
        }
        if self.customers.take(reply) != Taken::No || self.things.take(reply) != Taken::No {
            self.gather();
        }
    }

    fn on_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        match command {
            Id::Pick => self.pick(cx),
            Id::Close => cx.close(),
            _ => {
                let len = self.rows().len();
                self.cursor.step(command, len);
            }
        }
    }

    fn on_click(&mut self, target: usize, cx: &mut Cx<'_>) {
        self.cursor.set(target);
        self.on_command(Id::Pick, cx);
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let width = area.width.saturating_sub(8).min(76);
        let inner = modal(canvas, area, width, area.height.saturating_sub(4).min(18), t!("go-to"));
        self.field.draw(canvas, inner, 0, true);
        let body = Rect { y: inner.y + 2, height: inner.height.saturating_sub(2), ..inner };
        let rows = self.rows();
        if rows.is_empty() {
            let failure = self.customers.failure().or(self.things.failure());
            let text = match failure {
                Some(failure) => format!("✗ {}", failure.sentence),
                None if self.stale => t!("searching").to_owned(),
                None => t!("nothing-matches").to_owned(),
            };
            canvas.line(body, 0, &text, canvas.theme.dim);
        }
        for (y, row) in (0_u16..).zip(self.cursor.window(rows.len(), usize::from(body.height))) {
            let line = Rect { y: body.y + y, height: 1, ..body };
            match rows[row] {
                Shown::Command(command) => draw_command(canvas, line, command),
                Shown::Place(place) => draw_place(canvas, line, place),
                Shown::View(view) => draw_view(canvas, line, view),
            }
            if row == self.cursor.at() {
                canvas.style(line, canvas.theme.selected);
            }
            canvas.hit(line, row);
        }
    }
}

/// A row.
#[derive(Clone, Copy)]
enum Shown<'a> {
    Command(&'a (&'static Command, Availability)),
    Place(&'a Place),
    View(&'a SavedView),
}

fn draw_command(canvas: &mut Canvas<'_>, line: Rect, (command, availability): &(&Command, Availability)) {
    let (what, style) = match availability {
        Availability::Disabled(why) => (t!("not-now", why = why), canvas.theme.dim),
        _ => (command.help().to_owned(), canvas.theme.text),
    };
    canvas.raw(line, 1, 0, &cells::pad(command.label(), 18), style);
    canvas.raw(line, 20, 0, &cells::pad(canvas.keys.first(command.id), 8), canvas.theme.key);
    canvas.raw(line, 29, 0, &cells::fit(&what, usize::from(line.width.saturating_sub(29))), style);
}

fn draw_view(canvas: &mut Canvas<'_>, line: Rect, view: &SavedView) {
    let text = format!("{} · {}", view.name, view.query);
    canvas.raw(line, 1, 0, &cells::pad(t!("palette-view"), 9), canvas.theme.dim);
    canvas.raw(line, 10, 0, &cells::pad(view.list.as_str(), 9), canvas.theme.key);
    canvas.raw(line, 20, 0, &cells::fit(&text, usize::from(line.width.saturating_sub(20))), canvas.theme.text);
}

fn draw_place(canvas: &mut Canvas<'_>, line: Rect, place: &Place) {
    let room = usize::from(line.width.saturating_sub(20));
    canvas.raw(line, 1, 0, &cells::pad(place.kind, 9), canvas.theme.dim);
    canvas.raw(line, 10, 0, &cells::pad(&place.number, 9), canvas.theme.key);
    canvas.raw(line, 20, 0, &cells::fit(&place.text, room), canvas.theme.text);
}
