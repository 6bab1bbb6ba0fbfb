//! A field of several lines that can be typed into.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::Widget as _;
use tui_textarea::{CursorMove, TextArea, WrapMode};

use crate::text;

use super::super::key::Key;
use super::super::screen::{Canvas, Typed};

/// More than any service takes; a pasted book is cut, and the service says what is too long.
const LONGEST: usize = 20_000;

/// A field of several lines. Enter begins a new one; Esc and Tab are left to the screen, and so are the arrows where they
/// would leave the field.
#[derive(Debug, Clone)]
pub struct Area {
    area: TextArea<'static>,
}

impl Area {
    /// A field that holds `text`, with the cursor at its end.
    pub fn new(text: &str) -> Self {
        let clean = text::lines(text);
        let mut area = TextArea::new(clean.split('\n').map(str::to_owned).collect());
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        area.set_cursor_line_style(Style::new());
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self { area }
    }

    /// What was typed.
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    fn room(&self) -> usize {
        let held: usize = self.area.lines().iter().map(|line| line.chars().count() + 1).sum();
        LONGEST.saturating_sub(held)
    }

    /// Takes a key or a paste. `false`: not for this field.
    pub fn input(&mut self, typed: &Typed) -> bool {
        match typed {
            Typed::Paste(pasted) => {
                let clean: String = text::lines(pasted).chars().take(self.room()).collect();
                self.area.insert_str(clean);
                true
            }
            Typed::Key(event) => self.key(*event),
        }
    }

    fn key(&mut self, event: KeyEvent) -> bool {
        let key = Key::from(event);
        match key.code {
            KeyCode::Enter if !key.ctrl && !key.alt => {
                self.area.insert_newline();
                true
            }
            KeyCode::Up if self.area.screen_cursor().row == 0 => false,
            KeyCode::Down if self.area.cursor().0 + 1 == self.area.lines().len() && self.is_in_last_row() => false,
            KeyCode::Up => self.go(CursorMove::Up),
            KeyCode::Down => self.go(CursorMove::Down),
            KeyCode::Char('u') if key.ctrl => {
                self.area.delete_line_by_head();
                true
            }
            KeyCode::Char('a' | 'e' | 'k' | 'w' | 'h' | 'd') if key.ctrl => self.edit(event),
            KeyCode::Char('b' | 'f' | 'd') if key.alt => self.edit(event),
            KeyCode::Char(c) if !key.ctrl && !key.alt => {
                if !text::is_unsafe(c) && self.room() > 0 {
                    self.area.insert_char(c);
                }
                true
            }
            KeyCode::Backspace | KeyCode::Delete | KeyCode::Left | KeyCode::Right | KeyCode::Home | KeyCode::End => {
                self.edit(event)
            }
            _ => false,
        }
    }

    /// Whether going down would not leave the row of a long line.
    fn is_in_last_row(&self) -> bool {
        let mut below = self.area.clone();
        below.move_cursor(CursorMove::Down);
        below.screen_cursor().row == self.area.screen_cursor().row
    }

    fn go(&mut self, to: CursorMove) -> bool {
        self.area.move_cursor(to);
        true
    }

    fn edit(&mut self, event: KeyEvent) -> bool {
        self.area.input(event);
        true
    }

    /// Draws the field, with its cursor when it has got the keys.
    pub fn draw(&self, canvas: &mut Canvas<'_>, place: Rect, focused: bool) {
        let place = place.intersection(canvas.buf.area);
        let mut area = self.area.clone();
        area.set_style(canvas.theme.field);
        let cursor =
            if focused && canvas.focused { Style::new().add_modifier(Modifier::REVERSED) } else { Style::new() };
        area.set_cursor_style(cursor);
        canvas.style(place, canvas.theme.field);
        (&area).render(place, canvas.buf);
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyModifiers;

    use super::*;

    fn key(code: KeyCode) -> Typed {
        Typed::Key(KeyEvent::new(code, KeyModifiers::NONE))
    }

    #[test]
    fn lines_are_typed_and_the_arrows_leave_at_the_edges() {
        let mut area = Area::new("");
        assert!(!area.input(&key(KeyCode::Up)) && !area.input(&key(KeyCode::Down)));
        for c in "one".chars() {
            assert!(area.input(&key(KeyCode::Char(c))));
        }
        assert!(area.input(&key(KeyCode::Enter)));
        area.input(&Typed::Paste("two\r\nthree\u{1b}[2J\u{202e}".into()));
        assert_eq!(area.text(), "one\ntwo\nthree[2J");
        assert!(area.input(&key(KeyCode::Up)) && area.input(&key(KeyCode::Up)));
        assert!(!area.input(&key(KeyCode::Up)), "above the first line is the field before");
        for code in [KeyCode::Tab, KeyCode::Esc, KeyCode::BackTab] {
            assert!(!area.input(&key(code)), "{code:?}");
        }
        area.input(&Typed::Paste("x".repeat(LONGEST * 2)));
        assert!(area.text().chars().count() <= LONGEST);
    }
}
