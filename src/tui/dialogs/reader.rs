//! A text to read: a letter, a link, a record of the log.

use std::cell::Cell;

use ratatui::layout::Rect;

use super::super::catalogue::{Id, Scope};
use super::super::cells;
use super::super::screen::{Canvas, Cx, Screen};
use super::super::widgets::modal;

/// A text in a box that scrolls.
#[derive(Debug)]
pub struct Reader {
    title: String,
    text: String,
    top: usize,
    // Drawing decides how far it can be scrolled.
    room: Cell<(usize, usize)>,
}

impl Reader {
    /// A text with a title. The text is cleaned when it is drawn.
    pub fn new(title: impl Into<String>, text: impl Into<String>) -> Self {
        Self { title: title.into(), text: text.into(), top: 0, room: Cell::new((0, 0)) }
    }
}

impl Screen for Reader {
    fn title(&self) -> String {
        self.title.clone()
    }

    fn scopes(&self) -> Vec<Scope> {
        Scope::Reader.chain()
    }

    fn on_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        let (lines, height) = self.room.get();
        let page = height.saturating_sub(1).max(1);
        self.top = match command {
            Id::ReadUp => self.top.saturating_sub(1),
            Id::ReadDown => self.top + 1,
            Id::ReadPageUp => self.top.saturating_sub(page),
            Id::ReadPageDown => self.top + page,
            Id::ReadDone | Id::Close => return cx.close(),
            _ => return,
        }
        .min(lines.saturating_sub(height));
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let width = area.width.saturating_sub(4).clamp(20, 96);
        let lines = cells::wrap(&self.text, usize::from(width));
        let wanted = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(1);
        let inner = modal(canvas, area, width, wanted.min(area.height.saturating_sub(4)), &self.title);
        let height = usize::from(inner.height.saturating_sub(1));
        self.room.set((lines.len(), height));
        for (y, line) in (0_u16..).zip(lines.iter().skip(self.top).take(height)) {
            canvas.raw(inner, 0, y, line, canvas.theme.text);
        }
        let below = lines.len().saturating_sub(self.top + height);
        let foot = if below > 0 { t!("more-lines-enter", below = below) } else { t!("enter-closes").to_owned() };
        canvas.line(inner, inner.height.saturating_sub(1), &foot, canvas.theme.dim);
    }
}
