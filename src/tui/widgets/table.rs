//! Rows in columns, with a heading, a cursor and a place for the mouse.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::cells;
use super::super::screen::Canvas;
use super::super::words;
use super::Cursor;

/// How wide a column is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Width {
    /// So many cells.
    Fixed(u16),
    /// A share of what is left, and at least so many cells; the column is left out when that does not fit.
    Share(u16, u16),
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// The heading: a key of the catalogues.
    pub title: &'static str,
    /// The width.
    pub width: Width,
    /// Numbers stand at the right.
    pub right: bool,
}

impl Column {
    /// A column of text.
    pub const fn new(title: &'static str, width: Width) -> Self {
        Self { title, width, right: false }
    }

    /// A column of numbers.
    #[must_use]
    pub const fn right(mut self) -> Self {
        self.right = true;
        self
    }
}

/// A table to draw: columns in the order of their importance from left to right; when the room is too small the last
/// ones are left out.
pub struct Table<'a> {
    /// The columns.
    pub columns: &'a [Column],
    /// The cursor.
    pub cursor: &'a Cursor,
    /// How many rows there are.
    pub len: usize,
    /// The number of the first row for [`Canvas::hit`].
    pub target: usize,
    /// Which rows are marked.
    pub marked: &'a dyn Fn(usize) -> bool,
    /// Which column the rows are sorted by, and whether the largest stands first: an arrow in the heading.
    pub sorted: Option<(usize, bool)>,
    /// The number of the first heading for [`Canvas::hit`]; none: headings cannot be clicked.
    pub heads: Option<usize>,
}

impl std::fmt::Debug for Table<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Table({} rows)", self.len)
    }
}

impl Table<'_> {
    /// Draws the heading and the rows in view; `cell` gives text and style of a row's column.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, cell: impl Fn(usize, usize) -> (String, Style)) {
        if area.height == 0 {
            return;
        }
        let places = places(self.columns, area.width);
        for (n, (column, (x, w))) in self.columns.iter().zip(&places).enumerate() {
            let text = Self::text(column, &self.title(n, usize::from(*w)), *w);
            canvas.raw(area, *x, 0, &text, canvas.theme.heading);
            if let Some(first) = self.heads {
                canvas.hit(Rect { x: area.x + x, width: *w, height: 1, ..area }, first + n);
            }
        }
        let body = Rect { y: area.y + 1, height: area.height - 1, ..area };
        for (y, row) in (0_u16..).zip(self.cursor.window(self.len, usize::from(body.height))) {
            let line = Rect { y: body.y + y, height: 1, ..body };
            let marked = row == self.cursor.at();
            let over = match (marked, canvas.focused) {
                (true, true) => Some(canvas.theme.selected),
                (true, false) => Some(canvas.theme.resting),
                (false, _) => None,
            };
            for (i, (x, w)) in places.iter().enumerate() {
                let (text, style) = cell(row, i);
                let style = if marked && canvas.focused { Style::new() } else { style };
                canvas.raw(line, *x, 0, &Self::text(&self.columns[i], &text, *w), style);
            }
            if (self.marked)(row) {
                canvas.raw(line, 1, 0, if canvas.plain { "*" } else { "✓" }, canvas.theme.warn);
            }
            if let Some(over) = over {
                canvas.raw(line, 0, 0, "▌", Style::new());
                canvas.cursor(line.x, line.y);
                canvas.style(line, over);
            }
            canvas.hit(line, self.target + row);
        }
    }

    /// The heading of a column, cut so that the arrow is seen.
    fn title(&self, column: usize, width: usize) -> String {
        let title = words::fixed(self.columns[column].title);
        match self.sorted {
            Some((sorted, descending)) if sorted == column => {
                let arrow = if descending { "↓" } else { "↑" };
                format!("{} {arrow}", cells::fit(title, width.saturating_sub(2)))
            }
            _ => title.to_owned(),
        }
    }

    fn text(column: &Column, text: &str, width: u16) -> String {
        let width = usize::from(width);
        if column.right { cells::pad_left(text, width) } else { cells::pad(text, width) }
    }
}

/// Where each column begins and how wide it is: a cell for the mark, one between columns, the rest shared out.
fn places(columns: &[Column], width: u16) -> Vec<(u16, u16)> {
    let least = |c: &Column| match c.width {
        Width::Fixed(w) | Width::Share(_, w) => w + 1,
    };
    let mut shown = columns.len();
    while shown > 1 && columns[..shown].iter().map(least).sum::<u16>() + 1 > width {
        shown -= 1;
    }
    let columns = &columns[..shown];
    let spare = width.saturating_sub(columns.iter().map(least).sum::<u16>() + 1);
    let shares: u16 = columns.iter().map(|c| if let Width::Share(s, _) = c.width { s } else { 0 }).sum();
    let mut x = 2.min(width);
    let mut given = 0;
    let mut places = Vec::with_capacity(shown);
    let mut counted = 0;
    for c in columns {
        let extra = match c.width {
            Width::Share(s, _) => {
                counted += s;
                let upto = u32::from(spare) * u32::from(counted) / u32::from(shares.max(1));
                let upto = u16::try_from(upto).unwrap_or(spare);
                let extra = upto - given;
                given = upto;
                extra
            }
            Width::Fixed(_) => 0,
        };
        let w = (least(c) - 1 + extra).min(width.saturating_sub(x));
        places.push((x, w));
        x += w + 1;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_share_the_room_and_the_last_give_way() {
        let columns = [
            Column::new("a", Width::Fixed(6)),
            Column::new("b", Width::Share(2, 10)),
            Column::new("c", Width::Share(1, 8)),
            Column::new("d", Width::Fixed(8)),
        ];
        assert_eq!(places(&columns, 60), [(2, 6), (9, 25), (35, 16), (52, 8)]);
        assert_eq!(places(&columns, 30), [(2, 6), (9, 11), (21, 9)]);
        assert_eq!(places(&columns, 5), [(2, 3)]);
        for width in 0..100 {
            assert!(places(&columns, width).iter().all(|(x, w)| x + w <= width.max(2)), "{width}");
        }
    }
}
