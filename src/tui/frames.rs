//! What was put on the screen last, so that nothing is put there again that is there already.
//!
//! A change in the database makes every screen load again what it shows, and each reply could show something else. Most show
//! the same. A frame is made in memory, which costs little, and goes to the terminal only when a cell of it differs.

use ratatui::Terminal;
use ratatui::backend::Backend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::desk::Desk;

/// The last frame, and the one that is being made.
#[derive(Debug, Default)]
pub struct Frames {
    shown: Option<Buffer>,
    next: Buffer,
    /// Where the terminal's cursor stands (in the plain manner).
    cursor: Option<Position>,
}

impl Frames {
    /// Whatever is on the screen is not what was put there: somebody else has written on it.
    pub fn forget(&mut self) {
        self.shown = None;
    }

    /// Draws the desk; the frame, if it is another one than the last.
    ///
    /// # Errors
    /// What the terminal says.
    pub fn draw<B: Backend>(&mut self, desk: &Desk, terminal: &mut Terminal<B>) -> Result<Option<&Buffer>, B::Error> {
        let area = Rect::from((Position::ORIGIN, terminal.size()?));
        self.next.resize(area);
        self.next.reset();
        desk.draw(&mut self.next);
        let cursor = desk.cursor();
        if self.shown.as_ref() == Some(&self.next) && self.cursor == cursor {
            return Ok(None);
        }
        self.cursor = cursor;
        let next = &self.next;
        terminal.draw(|frame| {
            let buffer = frame.buffer_mut();
            if buffer.area == next.area {
                buffer.clone_from(next);
            } else {
                // Its size has changed since; the news of that is in the queue.
                desk.draw(buffer);
            }
            if let Some(place) = cursor {
                frame.set_cursor_position(place);
            }
        })?;
        let shown = self.shown.get_or_insert_default();
        std::mem::swap(shown, &mut self.next);
        Ok(Some(shown))
    }
}
