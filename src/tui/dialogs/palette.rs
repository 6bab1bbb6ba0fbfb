//! Find any command, or any customer, by a few letters.
//!
//! Commands are matched here, letter by letter; customers are searched for by the database, anew with every key.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use ratatui::layout::Rect;

use crate::service::customers::{self, CustomerQuery, CustomerRow, Page};

use super::super::catalogue::{self, COMMANDS, Command, Id, Scope};
use super::super::cells;
use super::super::desk::Desk;
use super::super::load::{Load, Taken};
use super::super::msg::Reply;
use super::super::screen::{Availability, Canvas, Cx, Screen, Typed, Wish};
use super::super::widgets::{Cursor, Field, modal};

/// The palette.
#[derive(Debug)]
pub struct Palette {
    commands: Vec<(&'static Command, Availability)>,
    matching: Vec<usize>,
    customers: Load<Page<CustomerRow>>,
    /// The customers shown are those of an older search.
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
            customers: Load::default(),
            stale: false,
            field: Field::default(),
            cursor: Cursor::default(),
        }
    }

    fn found(&self) -> &[CustomerRow] {
        if self.field.is_empty() { &[] } else { self.customers.get().map_or(&[], |page| &page.rows) }
    }

    fn len(&self) -> usize {
        self.matching.len() + self.found().len()
    }

    fn search(&mut self, cx: &mut Cx<'_>) {
        let search = self.field.text().to_owned();
        if search.trim().is_empty() {
            self.customers.drop_question(cx);
            self.stale = false;
        } else {
            let query = CustomerQuery { search, limit: 20, ..CustomerQuery::default() };
            self.customers.ask(cx, "palette", move |app, by| async move { customers::list(&app, &by, &query).await });
            self.stale = true;
        }
        self.match_commands();
    }

    /// What the marked row is: a command, or (after the commands that match by their name) a customer.
    fn pick(&self, cx: &mut Cx<'_>) {
        let at = self.cursor.at();
        let wish = match self.matching.get(at) {
            Some(i) => Wish::Command(self.commands[*i].0.id),
            None => match self.found().get(at - self.matching.len()) {
                Some(customer) => Wish::Customer(customer.id),
                None => return,
            },
        };
        cx.close();
        cx.wish(wish);
    }

    fn match_commands(&mut self) {
        let pattern = Pattern::parse(self.field.text(), CaseMatching::Ignore, Normalization::Smart);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut buf = Vec::new();
        let mut scored: Vec<(u32, usize)> = (0..self.commands.len())
            .filter_map(|i| {
                let c = self.commands[i].0;
                // Help sentences are not matched: among a million customers, "hub" means one of them.
                let text = c.label.to_owned();
                pattern.score(Utf32Str::new(&text, &mut buf), &mut matcher).map(|score| (score, i))
            })
            .collect();
        scored.sort_by_key(|(score, i)| (std::cmp::Reverse(*score), *i));
        self.matching = scored.into_iter().map(|(_, i)| i).collect();
        self.cursor.set(0);
    }
}

impl Screen for Palette {
    fn title(&self) -> String {
        "Go to".to_owned()
    }

    fn scopes(&self) -> Vec<Scope> {
        Scope::Picker.chain()
    }

    fn typing(&self) -> bool {
        true
    }

    fn waiting(&self) -> bool {
        self.stale && self.customers.is_loading()
    }

    fn on_text(&mut self, typed: &Typed, cx: &mut Cx<'_>) -> bool {
        let before = self.field.text().to_owned();
        let taken = self.field.input(typed);
        if self.field.text() != before {
            self.search(cx);
        }
        taken
    }

    fn on_reply(&mut self, reply: &mut Reply, _: &mut Cx<'_>) {
        if self.customers.take(reply) != Taken::No {
            self.stale = false;
        }
    }

    fn on_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        match command {
            Id::Pick => self.pick(cx),
            Id::Close => cx.close(),
            _ => {
                let len = self.len();
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
        let inner = modal(canvas, area, width, area.height.saturating_sub(4).min(18), "Go to");
        self.field.draw(canvas, inner, 0, true);
        let body = Rect { y: inner.y + 2, height: inner.height.saturating_sub(2), ..inner };
        if self.len() == 0 {
            let text = if self.waiting() { "Searching …" } else { "Nothing matches." };
            canvas.line(body, 0, text, canvas.theme.dim);
        }
        for (y, row) in (0_u16..).zip(self.cursor.window(self.len(), usize::from(body.height))) {
            let line = Rect { y: body.y + y, height: 1, ..body };
            match self.matching.get(row) {
                Some(i) => draw_command(canvas, line, &self.commands[*i]),
                None => draw_customer(canvas, line, &self.found()[row - self.matching.len()]),
            }
            if row == self.cursor.at() {
                canvas.style(line, canvas.theme.selected);
            }
            canvas.hit(line, row);
        }
    }
}

fn draw_command(canvas: &mut Canvas<'_>, line: Rect, (command, availability): &(&Command, Availability)) {
    let (what, style) = match availability {
        Availability::Disabled(why) => (format!("not now: {why}"), canvas.theme.dim),
        _ => (command.help.to_owned(), canvas.theme.text),
    };
    canvas.raw(line, 1, 0, &cells::pad(command.label, 18), style);
    canvas.raw(line, 20, 0, &cells::pad(command.keys.first().unwrap_or(&""), 8), canvas.theme.key);
    canvas.raw(line, 29, 0, &cells::fit(&what, usize::from(line.width.saturating_sub(29))), style);
}

fn draw_customer(canvas: &mut Canvas<'_>, line: Rect, customer: &CustomerRow) {
    let room = usize::from(line.width.saturating_sub(20));
    canvas.raw(line, 1, 0, &cells::pad("customer", 9), canvas.theme.dim);
    canvas.raw(line, 10, 0, &cells::pad(&customer.number, 9), canvas.theme.key);
    let text = format!("{} · {} · {}", customer.name, customer.city, customer.access_state);
    canvas.raw(line, 20, 0, &cells::fit(&text, room), canvas.theme.text);
}
