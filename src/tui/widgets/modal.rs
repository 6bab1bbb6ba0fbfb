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
    if canvas.plain {
        canvas.at(area, 0, 0, &title, titled);
        return Rect {
            x: area.x + 1,
            y: area.y + 1,
            width: area.width.saturating_sub(2),
            height: area.height.saturating_sub(2),
        };
    }
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
    // Read aloud, a box in the middle begins after empty lines.
    let share = if canvas.plain { 0 } else { 2 };
    let place = |room: u16, size: u16| (room - size).checked_div(share).unwrap_or(0);
    let outer = Rect { x: area.x + place(area.width, width), y: area.y + place(area.height, height), width, height };
    // A wide character that begins left of the box would reach into it.
    Clear.render(if canvas.plain { area } else { outer }, canvas.buf);
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
