//! Buttons of dialogs.

use ratatui::layout::Rect;

use super::super::cells;
use super::super::screen::Canvas;

/// Draws one button at `x` of line `y`; a click gives `target`. Returns where it ends.
pub fn button(canvas: &mut Canvas<'_>, area: Rect, x: u16, y: u16, label: &str, marked: bool, target: usize) -> u16 {
    if y >= area.height || x >= area.width {
        return x;
    }
    let text = if marked { format!("▸ {label} ◂") } else { format!("  {label}  ") };
    let width = u16::try_from(cells::width(&text)).unwrap_or(area.width).min(area.width - x);
    let style = if marked { canvas.theme.selected } else { canvas.theme.field };
    let end = canvas.raw(area, x, y, &text, style);
    if marked {
        canvas.cursor(area.x + x, area.y + y);
    }
    canvas.hit(Rect { x: area.x + x, y: area.y + y, width, height: 1 }, target);
    end
}

/// Draws buttons side by side at the left of line `y`; the first gives `target`, the next one more.
pub fn buttons(canvas: &mut Canvas<'_>, area: Rect, y: u16, labels: &[&str], marked: Option<usize>, target: usize) {
    let mut x = 0;
    for (i, label) in labels.iter().enumerate() {
        x = button(canvas, area, x, y, label, marked == Some(i), target + i) + 2;
    }
}
