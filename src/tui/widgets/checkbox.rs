//! A box to tick.

use ratatui::layout::Rect;

use super::super::cells;
use super::super::screen::Canvas;

/// A box to tick: `■ label` or `□ label`.
#[derive(Clone, Copy, Debug)]
pub struct CheckBox<'a> {
    /// What it says.
    pub label: &'a str,
    /// Whether it is ticked.
    pub on: bool,
    /// Whether it has got the keys.
    pub focused: bool,
}

impl CheckBox<'_> {
    /// Draws it into line `y` of `area`; a click gives `target`.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, y: u16, target: usize) {
        if y >= area.height {
            return;
        }
        let line = Rect { y: area.y + y, height: 1, ..area };
        let (mark, at) = match (canvas.plain, self.on) {
            (true, true) => ("yes", 5),
            (true, false) => ("no", 5),
            (false, true) => ("■", 3),
            (false, false) => ("□", 3),
        };
        let style = if self.on { canvas.theme.good } else { canvas.theme.dim };
        canvas.raw(line, 1, 0, mark, style);
        let label = cells::fit(self.label, usize::from(line.width.saturating_sub(at + 1)));
        canvas.raw(line, at, 0, &label, canvas.theme.text);
        if self.focused {
            let over = if canvas.focused { canvas.theme.selected } else { canvas.theme.resting };
            canvas.raw(line, 0, 0, "▌", over);
            canvas.cursor(line.x, line.y);
            canvas.style(line, over);
        }
        canvas.hit(line, target);
    }
}
