//! Every key that works here, filtered as one types.

use std::sync::Arc;

use ratatui::layout::Rect;

use crate::text;

use super::super::catalogue::{self, Command, Id, Scope};
use super::super::cells;
use super::super::desk::Desk;
use super::super::keymap::Keymap;
use super::super::screen::{Availability, Canvas, Cx, Screen, Typed, Wish};
use super::super::widgets::{Cursor, Field, modal};

/// So many lines say the marked command's sentence, which the list has seldom room for.
const WHOLE: u16 = 2;

/// The help of the screen that was in front.
#[derive(Debug)]
pub struct Help {
    commands: Vec<(&'static Command, Availability)>,
    keys: Arc<Keymap>,
    filter: Field,
    cursor: Cursor,
}

impl Help {
    /// The commands that work in front of `desk` now.
    pub fn new(desk: &Desk) -> Self {
        let commands = catalogue::of_scopes(&desk.front().scopes())
            .map(|c| (c, desk.availability(c)))
            .filter(|(_, a)| *a != Availability::Hidden)
            .collect();
        Self { commands, keys: Arc::clone(&desk.settings.keys), filter: Field::default(), cursor: Cursor::default() }
    }

    fn shown(&self) -> Vec<&(&'static Command, Availability)> {
        let needle = text::fold(self.filter.text());
        let fits = |c: &Command| {
            let all = format!("{} {} {} {}", c.label(), c.help(), self.keys.all(c.id), c.scope.heading());
            text::fold(&all).contains(&needle)
        };
        self.commands.iter().filter(|(c, _)| fits(c)).collect()
    }
}

impl Screen for Help {
    fn title(&self) -> String {
        t!("help-title").to_owned()
    }

    fn scopes(&self) -> Vec<Scope> {
        Scope::Picker.chain()
    }

    fn typing(&self) -> bool {
        true
    }

    fn on_text(&mut self, typed: &Typed, _: &mut Cx<'_>) -> bool {
        let taken = self.filter.input(typed);
        if taken {
            self.cursor.set(0);
        }
        taken
    }

    fn on_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        let shown = self.shown();
        match command {
            Id::Pick => {
                if let Some((c, _)) = shown.get(self.cursor.at()) {
                    cx.close();
                    cx.wish(Wish::Command(c.id));
                }
            }
            Id::Close => cx.close(),
            _ => {
                let len = shown.len();
                self.cursor.step(command, len);
            }
        }
    }

    fn on_click(&mut self, target: usize, _: &mut Cx<'_>) {
        self.cursor.set(target);
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let width = area.width.saturating_sub(8).min(100);
        let inner = modal(canvas, area, width, area.height.saturating_sub(4), t!("help-keys"));
        let x = canvas.line(inner, 0, t!("filter-label"), canvas.theme.dim) + 1;
        let place = Rect { x: inner.x + x, width: inner.width.saturating_sub(x).min(30), ..inner };
        self.filter.draw(canvas, place, 0, true);
        let body = Rect { y: inner.y + 2, height: inner.height.saturating_sub(3 + WHOLE), ..inner };
        let shown = self.shown();
        for (y, i) in (0_u16..).zip(self.cursor.window(shown.len(), usize::from(body.height))) {
            let (command, availability) = shown[i];
            let line = Rect { y: body.y + y, height: 1, ..body };
            let keys = self.keys.all(command.id);
            let style = if *availability == Availability::Enabled { canvas.theme.text } else { canvas.theme.dim };
            canvas.raw(line, 0, 0, &cells::pad(&keys, 16), canvas.theme.key);
            canvas.raw(line, 17, 0, &cells::pad(command.label(), 18), style);
            canvas.raw(line, 36, 0, &cells::fit(command.help(), usize::from(width.saturating_sub(36))), style);
            if i == self.cursor.at() {
                canvas.style(line, canvas.theme.selected);
            }
            canvas.hit(line, i);
        }
        self.draw_whole(canvas, inner, &shown);
    }
}

impl Help {
    /// The whole sentence of the marked command, and why it cannot be done now.
    fn draw_whole(&self, canvas: &mut Canvas<'_>, inner: Rect, shown: &[&(&'static Command, Availability)]) {
        let at = inner.height.saturating_sub(WHOLE);
        let Some((command, availability)) = shown.get(self.cursor.at()) else {
            canvas.line(inner, at, t!("help-no-key"), canvas.theme.dim);
            return;
        };
        let (text, style) = match availability {
            Availability::Disabled(why) => (t!("help-not-now", why = why), canvas.theme.warn),
            _ => (command.help().to_owned(), canvas.theme.text),
        };
        for (y, line) in (at..inner.height).zip(cells::wrap(&text, usize::from(inner.width))) {
            canvas.line(inner, y, &line, style);
        }
    }
}
