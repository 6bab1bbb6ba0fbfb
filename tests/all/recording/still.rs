//! A screen as a picture: SVG, every run of cells of one look as one text.

use std::fmt::Write as _;

/// A cell, in pixels.
const CELL: (u32, u32) = (8, 16);
const MARGIN: u32 = 12;
const INK: &str = "#d5d9de";
const PAPER: &str = "#14181d";

/// How a run of cells looks.
#[derive(Clone, PartialEq)]
struct Look {
    ink: String,
    paper: Option<String>,
    bold: bool,
}

/// The screen as an SVG picture.
pub fn svg(screen: &vt100::Screen) -> String {
    let (rows, columns) = screen.size();
    let (width, height) = (u32::from(columns) * CELL.0 + 2 * MARGIN, u32::from(rows) * CELL.1 + 2 * MARGIN);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"13\" xml:space=\"preserve\">\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"{PAPER}\"/>\n"
    );
    for row in 0..rows {
        let mut column = 0;
        while column < columns {
            let (text, look, cells) = run(screen, row, column, columns);
            let x = u32::from(column) * CELL.0 + MARGIN;
            let y = u32::from(row) * CELL.1 + MARGIN;
            let wide = u32::from(cells) * CELL.0;
            if let Some(paper) = &look.paper {
                let _ = writeln!(
                    out,
                    "<rect x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{}\" fill=\"{paper}\"/>",
                    CELL.1
                );
            }
            if !text.trim().is_empty() {
                let bold = if look.bold { " font-weight=\"bold\"" } else { "" };
                let _ = writeln!(
                    out,
                    "<text x=\"{x}\" y=\"{}\" fill=\"{}\"{bold} textLength=\"{wide}\" lengthAdjust=\"spacingAndGlyphs\">{}</text>",
                    y + 12,
                    look.ink,
                    escaped(&text)
                );
            }
            column += cells;
        }
    }
    out.push_str("</svg>\n");
    out
}

/// The cells from here on that look alike: their text, how they look, how many there are.
fn run(screen: &vt100::Screen, row: u16, from: u16, columns: u16) -> (String, Look, u16) {
    let first = look(screen, row, from);
    let mut text = String::new();
    let mut column = from;
    while column < columns && look(screen, row, column) == first {
        let cell = screen.cell(row, column).expect("a cell");
        if !cell.is_wide_continuation() {
            text.push_str(if cell.has_contents() { cell.contents() } else { " " });
        }
        column += 1;
    }
    (text, first, column - from)
}

fn look(screen: &vt100::Screen, row: u16, column: u16) -> Look {
    let cell = screen.cell(row, column).expect("a cell");
    let (mut ink, mut paper) = (colour(cell.fgcolor()), colour(cell.bgcolor()));
    if cell.inverse() {
        (ink, paper) = (Some(paper.unwrap_or_else(|| PAPER.to_owned())), Some(ink.unwrap_or_else(|| INK.to_owned())));
    }
    Look { ink: ink.unwrap_or_else(|| INK.to_owned()), paper, bold: cell.bold() }
}

/// A colour of the 256-colour table; none for the terminal's own.
fn colour(colour: vt100::Color) -> Option<String> {
    let level = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
    match colour {
        vt100::Color::Rgb(r, g, b) => Some(format!("#{r:02x}{g:02x}{b:02x}")),
        vt100::Color::Idx(n) if n >= 232 => Some(format!("#{0:02x}{0:02x}{0:02x}", 8 + 10 * (n - 232))),
        vt100::Color::Idx(n) if n >= 16 => {
            let n = n - 16;
            Some(format!("#{:02x}{:02x}{:02x}", level(n / 36), level(n / 6 % 6), level(n % 6)))
        }
        // The terminal's own, and the sixteen that each colours as it likes: the back office uses none of these.
        vt100::Color::Default | vt100::Color::Idx(_) => None,
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace(' ', "\u{a0}")
}
