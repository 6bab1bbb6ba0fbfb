//! Frames: the border of a pane, and the box of a dialog in the middle of the screen.

use ratatui::layout::Rect;
use ratatui::widgets::{Block, BorderType, Borders, Clear, Widget as _};

use super::super::cells;
use super::super::screen::Canvas;

/// Draws a border with a title and gives what is inside.
pub fn block(canvas: &mut Canvas<'_>, area: Rect, title: &str) -> Rect {
    let style = if canvas.focused { canvas.theme.focus } else { canvas.theme.border };
    let titled = if canvas.focused { canvas.theme.title } else { canvas.theme.text };
    let room = usize::from(area.width.saturating_sub(6));
    let title = cells::fit(title, room);
    let block = Block::new().borders(Borders::ALL).border_type(BorderType::Plain).border_style(style);
    let inner = block.inner(area);
    block.render(area.intersection(canvas.buf.area), canvas.buf);
    if !title.is_empty() && area.width > 6 {
        canvas.raw(area, 2, 0, &format!(" {title} "), titled);
    }
    inner
}

/// Clears a box of `width` by `height` cells (its inside) in the middle of `area`, draws its frame and gives the
/// inside, a cell away from the border at both sides.
pub fn modal(canvas: &mut Canvas<'_>, area: Rect, width: u16, height: u16, title: &str) -> Rect {
    let width = (width + 4).min(area.width);
    let height = (height + 2).min(area.height);
    let outer = Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
    // A wide character that begins left of the box would reach into it.
    Clear.render(outer, canvas.buf);
    if outer.x > area.x {
        for y in outer.top()..outer.bottom() {
            if let Some(cell) = canvas.buf.cell_mut((outer.x - 1, y))
                && cells::width(cell.symbol()) > 1
            {
                cell.set_symbol(" ");
            }
        }
    }
    canvas.style(outer, canvas.theme.text);
    let inner = block(canvas, outer, title);
    Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner }
}
