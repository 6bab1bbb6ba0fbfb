//! In which style of the theme each piece of a line is drawn, told from three frames of the same screen.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use keydesk::tui::theme::{Theme, ThemeName};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier, Style};

type Look = (Color, Color, Modifier);

/// What a cell looks like in the three themes, and what that is called.
pub struct Styles(BTreeMap<[String; 3], String>);

fn named(theme: &Theme) -> [(&'static str, Style); 16] {
    [
        ("text", theme.text),
        ("dim", theme.dim),
        ("title", theme.title),
        ("heading", theme.heading),
        ("selected", theme.selected),
        ("resting", theme.resting),
        ("border", theme.border),
        ("focus", theme.focus),
        ("good", theme.good),
        ("warn", theme.warn),
        ("bad", theme.bad),
        ("key", theme.key),
        ("field", theme.field),
        ("stripe", theme.stripe),
        // What every theme has alike: the cursor of a field, and the paper of a QR code, which telephones want so.
        ("cursor", Style::new().add_modifier(Modifier::REVERSED)),
        ("paper", Style::new().fg(Color::Indexed(16)).bg(Color::Indexed(231))),
    ]
}

fn look(cell: &Cell) -> String {
    let look: Look = (cell.fg, cell.bg, cell.modifier);
    format!("{look:?}")
}

impl Styles {
    /// Every style, alone and over one or two others.
    pub fn new() -> Self {
        let themes = [ThemeName::Dark, ThemeName::Light, ThemeName::Monochrome].map(|name| named(&Theme::of(name)));
        let count = themes[0].len();
        let mut known = BTreeMap::new();
        let mut learn = |layers: &[usize]| {
            let looks = [0, 1, 2].map(|theme: usize| {
                let mut cell = Cell::default();
                for layer in layers {
                    cell.set_style(themes[theme][*layer].1);
                }
                look(&cell)
            });
            // The shortest name, and of those the first, is the one to read.
            let name = layers.iter().map(|layer| themes[0][*layer].0).collect::<Vec<_>>().join("+");
            known.entry(looks).or_insert(name);
        };
        for a in 0..count {
            learn(&[a]);
        }
        for (a, b) in (0..count).flat_map(|a| (0..count).map(move |b| (a, b))) {
            learn(&[a, b]);
        }
        for (a, b) in (0..count).flat_map(|a| (0..count).map(move |b| (a, b))) {
            for c in 0..count {
                learn(&[a, b, c]);
            }
        }
        Self(known)
    }

    /// The pieces of each line that are not plain text: `LINES: NAME COLUMN-COLUMN …`, lines that are drawn alike together.
    pub fn of(&self, frames: &[Buffer; 3]) -> Result<String, String> {
        let area = frames[0].area;
        let mut alike: Vec<(Vec<u16>, String)> = Vec::new();
        for y in 0..area.height {
            let pieces = self.line(frames, y)?;
            if pieces.is_empty() {
                continue;
            }
            match alike.iter_mut().find(|(_, known)| *known == pieces) {
                Some((lines, _)) => lines.push(y),
                None => alike.push((vec![y], pieces)),
            }
        }
        let mut out = String::new();
        for (lines, pieces) in alike {
            let _ = writeln!(out, "{}:{pieces}", numbers(&lines));
        }
        Ok(out)
    }

    fn line(&self, frames: &[Buffer; 3], y: u16) -> Result<String, String> {
        let (mut pieces, mut x) = (String::new(), 0);
        let width = frames[0].area.width;
        while x < width {
            let name = self.name(frames, x, y)?;
            let start = x;
            while x < width && self.name(frames, x, y)? == name {
                x += 1;
            }
            if name != "text" {
                let _ = write!(pieces, " {name} {start}-{}", x - 1);
            }
        }
        Ok(pieces)
    }

    fn name(&self, frames: &[Buffer; 3], x: u16, y: u16) -> Result<&str, String> {
        let cells = [0, 1, 2].map(|theme: usize| &frames[theme][(x, y)]);
        if cells.iter().any(|cell| cell.symbol() != cells[0].symbol()) {
            return Err(format!("at {x}, {y} the themes show different things"));
        }
        let looks = cells.map(look);
        self.0.get(&looks).map(String::as_str).ok_or_else(|| format!("{looks:?} at {x}, {y} is no style of the themes"))
    }
}

/// "1-3,7": numbers that follow each other together.
fn numbers(all: &[u16]) -> String {
    let mut parts: Vec<(u16, u16)> = Vec::new();
    for n in all {
        match parts.last_mut() {
            Some((_, end)) if *end + 1 == *n => *end = *n,
            _ => parts.push((*n, *n)),
        }
    }
    let part = |(from, to): &(u16, u16)| if from == to { from.to_string() } else { format!("{from}-{to}") };
    parts.iter().map(part).collect::<Vec<_>>().join(",")
}

#[test]
fn lines_that_follow_each_other_stand_together() {
    assert_eq!(numbers(&[1, 2, 3, 7, 9, 10]), "1-3,7,9-10");
}
