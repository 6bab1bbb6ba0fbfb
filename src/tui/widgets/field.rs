//! A field of one line that can be typed into.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use tui_textarea::TextArea;
use unicode_segmentation::UnicodeSegmentation as _;

use crate::text;

use super::super::cells;
use super::super::key::Key;
use super::super::screen::{Canvas, Typed};

/// More than anybody types into one line; a pasted book is cut.
const LONGEST: usize = 500;

/// A field of one line. Pasted line breaks become spaces; Enter, Esc and Tab are left to the screen.
#[derive(Debug, Clone)]
pub struct Field {
    area: TextArea<'static>,
    secret: bool,
}

impl Default for Field {
    fn default() -> Self {
        Self::new("")
    }
}

impl Field {
    /// A field that holds `text`, with the cursor at its end.
    pub fn new(text: &str) -> Self {
        let mut area = TextArea::new(vec![text::line(text)]);
        area.move_cursor(tui_textarea::CursorMove::End);
        Self { area, secret: false }
    }

    /// A field whose text is never shown: a password.
    pub fn secret() -> Self {
        Self { secret: true, ..Self::new("") }
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        self.area.lines().first().map_or("", String::as_str)
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.text().is_empty()
    }

    /// Replaces the text.
    pub fn set(&mut self, text: &str) {
        *self = Self { secret: self.secret, ..Self::new(text) };
    }

    /// Takes a key or a paste. `false`: not for a field.
    pub fn input(&mut self, typed: &Typed) -> bool {
        match typed {
            Typed::Paste(pasted) => {
                let room = LONGEST.saturating_sub(self.text().chars().count());
                // A password is taken as it is, except for the line break that came along.
                let clean =
                    if self.secret { pasted.trim_end_matches(['\r', '\n']).to_owned() } else { text::line(pasted) };
                let line: String = clean.chars().filter(|c| !c.is_control()).take(room).collect();
                self.area.insert_str(line);
                true
            }
            Typed::Key(event) => self.key(*event),
        }
    }

    fn key(&mut self, event: KeyEvent) -> bool {
        let key = Key::from(event);
        match key.code {
            KeyCode::Char('u') if key.ctrl => {
                self.area.delete_line_by_head();
                true
            }
            KeyCode::Char('a' | 'e' | 'k' | 'w' | 'h' | 'd') if key.ctrl => self.edit(event),
            KeyCode::Char('b' | 'f' | 'd') if key.alt => self.edit(event),
            KeyCode::Char(c) if !key.ctrl && !key.alt => {
                if !text::is_unsafe(c) && self.text().chars().count() < LONGEST {
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

    fn edit(&mut self, event: KeyEvent) -> bool {
        self.area.input(event);
        true
    }

    /// Draws the field over line `y` of `area`, with its cursor when it has got the keys.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, y: u16, focused: bool) {
        let Some(line) = row(area, y) else { return };
        canvas.style(line, canvas.theme.field);
        let shown = |text: &str| if self.secret { "•".repeat(text.chars().count()) } else { text.to_owned() };
        let at = self.area.cursor().1;
        let (before, after) = split(self.text(), at);
        let (before, after) = (shown(before), shown(after));
        let room = usize::from(line.width.saturating_sub(1));
        // What stands before the cursor is cut from the left when it does not fit.
        let mut start = 0;
        let mut used = cells::width(&before);
        for (i, grapheme) in before.grapheme_indices(true) {
            if used <= room {
                break;
            }
            used -= cells::width(grapheme);
            start = i + grapheme.len();
        }
        let style = canvas.theme.field;
        let x = canvas.raw(line, 0, 0, &before[start..], style);
        canvas.raw(line, x, 0, &after, style);
        if focused && canvas.focused {
            let width = after.graphemes(true).next().map_or(1, |g| u16::try_from(cells::width(g)).unwrap_or(1).max(1));
            let cursor = Rect { x: line.x + x.min(line.width - 1), width: width.min(line.width), ..line };
            canvas.style(cursor.intersection(line), Style::new().add_modifier(Modifier::REVERSED));
            canvas.cursor(cursor.x, cursor.y);
        }
    }
}

/// Line `y` of `area`, if it is there.
fn row(area: Rect, y: u16) -> Option<Rect> {
    (y < area.height && area.width > 0).then_some(Rect { y: area.y + y, height: 1, ..area })
}

fn split(text: &str, chars: usize) -> (&str, &str) {
    let at = text.char_indices().nth(chars).map_or(text.len(), |(i, _)| i);
    text.split_at(at)
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyModifiers;

    use super::*;

    fn key(code: KeyCode, modifiers: KeyModifiers) -> Typed {
        Typed::Key(KeyEvent::new(code, modifiers))
    }

    #[test]
    fn keys_edit_and_foreign_keys_are_left_alone() {
        let mut field = Field::new("Hub");
        for c in "er".chars() {
            assert!(field.input(&key(KeyCode::Char(c), KeyModifiers::NONE)));
        }
        assert!(field.input(&key(KeyCode::Home, KeyModifiers::NONE)));
        assert!(field.input(&key(KeyCode::Delete, KeyModifiers::NONE)));
        assert_eq!(field.text(), "uber");
        assert!(field.input(&key(KeyCode::Char('e'), KeyModifiers::CONTROL)));
        assert!(field.input(&key(KeyCode::Char('u'), KeyModifiers::CONTROL)));
        assert!(field.is_empty());
        for code in [KeyCode::Enter, KeyCode::Esc, KeyCode::Tab, KeyCode::Up, KeyCode::F(1)] {
            assert!(!field.input(&key(code, KeyModifiers::NONE)), "{code:?}");
        }
        for c in ['p', 'c', 'q', 'z', 'm', 'j'] {
            assert!(!field.input(&key(KeyCode::Char(c), KeyModifiers::CONTROL)), "ctrl-{c}");
        }
        assert_eq!(field.text(), "");
    }

    #[test]
    fn a_paste_is_one_harmless_line() {
        let mut field = Field::default();
        field.input(&Typed::Paste("Eva\r\nHuber\u{1b}[2J\u{202e}\n".into()));
        assert_eq!(field.text(), "Eva Huber [2J");
        field.input(&Typed::Paste("x".repeat(2000)));
        assert_eq!(field.text().chars().count(), LONGEST);
        let mut secret = Field::secret();
        secret.input(&Typed::Paste(" two  spaces \n".into()));
        assert_eq!(secret.text(), " two  spaces ");
    }
}
