//! The line in which a list is searched: words and fields, with what can follow shown below while one types. Tab goes on.

use crossterm::event::KeyCode;
use ratatui::layout::Rect;

use crate::domain::listing::List;
use crate::domain::query::{Completion, completions};

use super::super::key::Key;
use super::super::screen::{Canvas, Typed};
use super::super::widgets::Field;

/// The line.
#[derive(Debug, Default)]
pub struct SearchLine {
    field: Field,
    typing: bool,
    /// Whose fields are known; none: words only.
    list: Option<List>,
    /// Several ways to go on, and which of them stands in the line.
    turn: Option<(Vec<Completion>, usize)>,
}

impl SearchLine {
    /// A line for the fields of a list; for words only without one.
    pub fn of(list: Option<List>) -> Self {
        Self { list, ..Self::default() }
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        self.field.text()
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.field.is_empty()
    }

    /// Whether keys are text.
    pub const fn is_typing(&self) -> bool {
        self.typing
    }

    /// Keys are text from now on, or no longer.
    pub fn set_typing(&mut self, typing: bool) {
        self.typing = typing;
        self.turn = None;
    }

    /// Replaces the text.
    pub fn set(&mut self, text: &str) {
        self.field.set(text);
        self.turn = None;
    }

    /// Empties the line and leaves it.
    pub fn clear(&mut self) {
        self.set("");
        self.typing = false;
    }

    /// Takes a key or a paste. `false`: not for a line.
    pub fn input(&mut self, typed: &Typed) -> bool {
        if let (Typed::Key(event), Some(_)) = (typed, self.list) {
            match Key::from(*event).code {
                KeyCode::Tab => return self.go_on(true),
                KeyCode::BackTab => return self.go_on(false),
                _ => {}
            }
        }
        let taken = self.field.input(typed);
        if taken {
            self.turn = None;
        }
        taken
    }

    /// What can follow what was typed.
    fn offered(&self) -> Vec<Completion> {
        self.list.map(|list| completions(list, self.text())).unwrap_or_default()
    }

    /// Goes on: to the only way, as far as all ways go together, or from one to the next.
    fn go_on(&mut self, forwards: bool) -> bool {
        if let Some((ways, at)) = &mut self.turn {
            *at = if forwards { *at + 1 } else { *at + ways.len() - 1 } % ways.len();
            let text = ways[*at].text.clone();
            self.field.set(&text);
            self.keep_blank(&text);
            return true;
        }
        let ways = self.offered();
        match ways.as_slice() {
            [] => {}
            [only] => {
                let text = only.text.clone();
                self.field.set(&text);
                self.keep_blank(&text);
            }
            [first, rest @ ..] => {
                let shared = rest.iter().fold(first.text.as_str(), |shared, way| common(shared, &way.text)).to_owned();
                if shared.chars().count() > self.text().chars().count() {
                    self.field.set(&shared);
                } else {
                    let at = if forwards { 0 } else { ways.len() - 1 };
                    let text = ways[at].text.clone();
                    self.field.set(&text);
                    self.keep_blank(&text);
                    self.turn = Some((ways, at));
                }
            }
        }
        true
    }

    /// A field cuts blanks off the ends of what it is given; the one behind a value is for the next word.
    fn keep_blank(&mut self, text: &str) {
        if text.ends_with(' ') {
            let blank = crossterm::event::KeyEvent::new(KeyCode::Char(' '), crossterm::event::KeyModifiers::NONE);
            self.field.input(&Typed::Key(blank));
        }
    }

    /// Whether the line is shown.
    pub fn is_shown(&self) -> bool {
        self.typing || !self.is_empty()
    }

    /// Draws the line and what can follow into the top of `area`; what is left.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, hint: &str) -> Rect {
        if !self.is_shown() || area.height == 0 {
            return area;
        }
        let line = Rect { height: 1, ..area };
        let x = canvas.raw(line, 1, 0, "/ ", canvas.theme.key);
        let place = Rect { x: line.x + x, width: line.width.saturating_sub(x + 1), ..line };
        self.field.draw(canvas, place, 0, self.typing);
        let offered = if self.typing { self.ways() } else { Vec::new() };
        if self.is_empty() {
            canvas.at(line, x + 2, 0, hint, canvas.theme.dim);
        }
        let used = if offered.is_empty() || area.height < 4 { 1 } else { 2 };
        if used == 2 {
            self.draw_ways(canvas, Rect { y: area.y + 1, height: 1, ..area }, &offered);
        }
        Rect { y: area.y + used, height: area.height - used, ..area }
    }

    fn ways(&self) -> Vec<Completion> {
        self.turn.as_ref().map_or_else(|| self.offered(), |(ways, _)| ways.clone())
    }

    fn draw_ways(&self, canvas: &mut Canvas<'_>, line: Rect, ways: &[Completion]) {
        let mut x = canvas.raw(line, 1, 0, "tab ", canvas.theme.key);
        let marked = self.turn.as_ref().map(|(_, at)| *at);
        // The one that stands in the line stays in view.
        let first = marked.unwrap_or(0).saturating_sub(3);
        for (n, way) in ways.iter().enumerate().skip(first) {
            let style = if marked == Some(n) { canvas.theme.title } else { canvas.theme.text };
            if x + 3 >= line.width {
                canvas.raw(line, line.width.saturating_sub(2), 0, "…", canvas.theme.dim);
                break;
            }
            x = canvas.raw(line, x, 0, &way.shown, style) + 2;
        }
        if let [only] = ways
            && x < line.width
        {
            canvas.raw(line, x, 0, only.means, canvas.theme.dim);
        }
    }
}

/// What two texts begin with together.
fn common<'a>(one: &'a str, other: &str) -> &'a str {
    let same = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    &one[..same]
}

#[cfg(test)]
mod tests {
    use crossterm::event::{KeyEvent, KeyModifiers};

    use super::*;

    fn press(line: &mut SearchLine, code: KeyCode) -> bool {
        line.input(&Typed::Key(KeyEvent::new(code, KeyModifiers::NONE)))
    }

    fn typed(text: &str) -> SearchLine {
        let mut line = SearchLine::of(Some(List::Customers));
        line.set_typing(true);
        for c in text.chars() {
            press(&mut line, KeyCode::Char(c));
        }
        line
    }

    #[test]
    fn tab_goes_on_as_far_as_it_is_clear_and_then_in_turn() {
        let mut line = typed("hub ac");
        assert!(press(&mut line, KeyCode::Tab));
        assert_eq!(line.text(), "hub access:");
        press(&mut line, KeyCode::Tab);
        assert_eq!(line.text(), "hub access:off ");
        press(&mut line, KeyCode::Tab);
        assert_eq!(line.text(), "hub access:link ");
        press(&mut line, KeyCode::BackTab);
        press(&mut line, KeyCode::BackTab);
        assert_eq!(line.text(), "hub access:independent ");
        for c in "ki".chars() {
            press(&mut line, KeyCode::Char(c));
        }
        press(&mut line, KeyCode::Tab);
        assert_eq!(line.text(), "hub access:independent kind:");
    }

    #[test]
    fn words_stay_words_and_a_line_without_fields_leaves_tab_alone() {
        let mut line = typed("graz");
        press(&mut line, KeyCode::Tab);
        assert_eq!(line.text(), "graz");
        let mut line = SearchLine::default();
        assert!(!press(&mut line, KeyCode::Tab));
        assert_eq!(common("access:", "area:"), "a");
    }
}
