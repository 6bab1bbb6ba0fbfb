//! Find any command, or any customer, by a few letters.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use ratatui::layout::Rect;

use super::super::catalogue::{self, COMMANDS, Command, Id, Scope};
use super::super::cells;
use super::super::desk::Desk;
use super::super::screen::{Availability, Canvas, Cx, Screen, Typed, Wish};
use super::super::widgets::{Cursor, Field, modal};

/// The palette.
#[derive(Debug)]
pub struct Palette {
    commands: Vec<(&'static Command, Availability)>,
    matching: Vec<usize>,
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
        Self { commands, matching, field: Field::default(), cursor: Cursor::default() }
    }

    fn search(&mut self) {
        let pattern = Pattern::parse(self.field.text(), CaseMatching::Ignore, Normalization::Smart);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut buf = Vec::new();
        let mut scored: Vec<(u32, usize)> = (0..self.commands.len())
            .filter_map(|i| {
                let c = self.commands[i].0;
                let text = format!("{} {}", c.label, c.help);
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

    fn on_text(&mut self, typed: &Typed, _: &mut Cx<'_>) -> bool {
        let taken = self.field.input(typed);
        if taken {
            self.search();
        }
        taken
    }

    fn on_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        match command {
            Id::Pick => {
                if let Some(i) = self.matching.get(self.cursor.at()) {
                    cx.close();
                    cx.wish(Wish::Command(self.commands[*i].0.id));
                }
            }
            Id::Close => cx.close(),
            _ => {
                self.cursor.step(command, self.matching.len());
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
        if self.matching.is_empty() {
            canvas.line(body, 0, "Nothing matches.", canvas.theme.dim);
        }
        for (y, row) in (0_u16..).zip(self.cursor.window(self.matching.len(), usize::from(body.height))) {
            let (command, availability) = &self.commands[self.matching[row]];
            let line = Rect { y: body.y + y, height: 1, ..body };
            let (what, style) = match availability {
                Availability::Disabled(why) => (format!("not now: {why}"), canvas.theme.dim),
                _ => (command.help.to_owned(), canvas.theme.text),
            };
            canvas.raw(line, 1, 0, &cells::pad(command.label, 18), style);
            canvas.raw(line, 20, 0, &cells::pad(command.keys.first().unwrap_or(&""), 8), canvas.theme.key);
            canvas.raw(line, 29, 0, &cells::fit(&what, usize::from(line.width.saturating_sub(29))), style);
            if row == self.cursor.at() {
                canvas.style(line, canvas.theme.selected);
            }
            canvas.hit(line, row);
        }
    }
}
