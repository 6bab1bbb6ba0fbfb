//! Drawing a form: what is said, the fields with what is wrong below each, the button.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::super::cells;
use super::super::super::screen::Canvas;
use super::super::super::widgets::{button, modal};
use super::parts::{Entry, Part};
use super::{FEW, Form, Tone};

enum Line {
    Text(String, Style),
    Entry(usize),
    /// A further line of the entry above.
    More(usize),
    Button,
    Blank,
}

/// A field of several lines is this high.
const LINES: u16 = 5;

impl<T: Send + 'static> Form<T> {
    pub(super) fn draw_form(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let width = area.width.saturating_sub(8).clamp(20, 70);
        let lines = self.layout(canvas, width);
        let wanted = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        let inner = modal(canvas, area, width, wanted.min(area.height.saturating_sub(2)), &self.title);
        // What does not fit scrolls; the field with the keys stays in view.
        let height = usize::from(inner.height);
        let focus = lines.iter().rposition(|l| match l {
            Line::Entry(i) | Line::More(i) => *i == self.at,
            Line::Button => self.at == self.entries.len(),
            _ => false,
        });
        let most = lines.len().saturating_sub(height);
        let top = focus.map_or(0, |f| (f + 2).saturating_sub(height)).min(most);
        let label = self.label_width();
        let (right, theme) = (inner.width.saturating_sub(1), canvas.theme);
        if top > 0 {
            canvas.raw(Rect { width: inner.width + 1, ..inner }, right + 1, 0, "↑", theme.dim);
        }
        if top < most {
            let last = inner.height.saturating_sub(1);
            canvas.raw(Rect { width: inner.width + 1, ..inner }, right + 1, last, "↓", theme.dim);
        }
        for (y, line) in (0_u16..).zip(lines.iter().skip(top).take(height)) {
            match line {
                Line::Blank | Line::More(_) => {}
                Line::Text(text, style) => drop(canvas.raw(inner, 0, y, text, *style)),
                Line::Entry(i) => self.draw_entry(canvas, inner, y, *i, label),
                Line::Button => {
                    let at = self.entries.len();
                    let verb = if self.work.is_loading() { t!("working") } else { &self.verb };
                    button(canvas, inner, label, y, verb, self.at == at, at);
                }
            }
        }
    }

    fn label_width(&self) -> u16 {
        let shown = self.shown();
        let labelled = shown.iter().map(|i| &self.entries[*i]).filter(|e| !matches!(e.part, Part::Tick { .. }));
        let longest = labelled.map(|e| cells::width(&e.label)).max().unwrap_or(0);
        u16::try_from(longest + 2).unwrap_or(12).min(22)
    }

    fn layout(&self, canvas: &Canvas<'_>, width: u16) -> Vec<Line> {
        let theme = canvas.theme;
        let mut lines = Vec::new();
        let mut say = |text: &str, style, indent: usize| {
            let room = usize::from(width).saturating_sub(indent);
            for line in cells::wrap(text, room) {
                lines.push(Line::Text(format!("{}{line}", " ".repeat(indent)), style));
            }
        };
        for (text, tone) in &self.said {
            say(text, if *tone == Tone::Warning { theme.warn } else { theme.text }, 0);
        }
        if let Some(failure) = self.trouble() {
            say(&t!("not-lost", sentence = failure.sentence), theme.bad, 0);
        }
        if !lines.is_empty() {
            lines.push(Line::Blank);
        }
        let indent = usize::from(self.label_width());
        for i in self.shown() {
            if let Part::Confirm { word, .. } = &self.entries[i].part {
                let text = t!("confirm-type", word = word);
                lines.extend(cells::wrap(&text, usize::from(width)).into_iter().map(|l| Line::Text(l, theme.warn)));
            }
            lines.push(Line::Entry(i));
            let high = match &self.entries[i].part {
                Part::Lines { .. } => LINES,
                Part::Tick { .. } => u16::try_from(self.entries[i].tick_lines(width, indent).len()).unwrap_or(1),
                _ => 1,
            };
            lines.extend((1..high).map(|_| Line::More(i)));
            if let Some(note) = self.entries[i].note() {
                for line in cells::wrap(note, usize::from(width).saturating_sub(indent)) {
                    lines.push(Line::Text(format!("{}{line}", " ".repeat(indent)), theme.warn));
                }
            }
            for error in self.errors.iter().filter(|e| e.field == self.entries[i].name) {
                for line in cells::wrap(&format!("✗ {}", error.message), usize::from(width).saturating_sub(indent)) {
                    lines.push(Line::Text(format!("{}{line}", " ".repeat(indent)), theme.bad));
                }
            }
        }
        if !self.entries.is_empty() {
            lines.push(Line::Blank);
        }
        self.foreseen_lines(canvas, width, &mut lines);
        lines.push(Line::Button);
        lines
    }

    /// What will happen.
    fn foreseen_lines(&self, canvas: &Canvas<'_>, width: u16, lines: &mut Vec<Line>) {
        let Some(foresight) = &self.foresight else { return };
        let mut say = |text: &str, style| {
            lines.extend(cells::wrap(text, usize::from(width)).into_iter().map(|line| Line::Text(line, style)));
        };
        for (text, warns) in foresight.said() {
            if *warns {
                say(&format!("⚠ {text}"), canvas.theme.warn);
            } else {
                say(text, canvas.theme.text);
            }
        }
        if let Some(failure) = foresight.failure() {
            say(&format!("✗ {}", failure.sentence), canvas.theme.bad);
        } else if foresight.is_asking() {
            say(t!("foresee-looking"), canvas.theme.dim);
        }
        if !foresight.said().is_empty() || foresight.failure().is_some() || foresight.is_asking() {
            lines.push(Line::Blank);
        }
    }

    fn draw_entry(&self, canvas: &mut Canvas<'_>, area: Rect, y: u16, i: usize, label: u16) {
        let (entry, focused) = (&self.entries[i], self.at == i);
        let theme = canvas.theme;
        let ticked = entry.tick_lines(area.width, usize::from(label));
        let lines = match entry.part {
            Part::Lines { .. } => LINES,
            Part::Tick { .. } => u16::try_from(ticked.len()).unwrap_or(1),
            _ => 1,
        };
        let height = lines.min(area.height.saturating_sub(y));
        canvas.hit(Rect { y: area.y + y, height, ..area }, i);
        let name = if focused { theme.title } else { theme.dim };
        let place = Rect { x: area.x + label, width: area.width.saturating_sub(label), ..area };
        match &entry.part {
            Part::Tick { on, .. } => {
                let mark = if *on { "■" } else { "□" };
                let style = if focused && canvas.focused { theme.selected } else { theme.text };
                for (below, text) in (0..height).zip(&ticked) {
                    let mark = if below == 0 { mark } else { " " };
                    canvas.raw(place, 0, y + below, &format!("{mark} {text}"), style);
                }
            }
            Part::Text { field, empty, .. } => {
                canvas.line(area, y, &entry.label, name);
                field.draw(canvas, Rect { width: place.width.min(46), ..place }, y, focused);
                if field.is_empty() {
                    // Beside the cursor, so that the format is seen while it is typed.
                    canvas.at(place, if focused { 2 } else { 0 }, y, empty, theme.dim);
                }
            }
            Part::Lines { area: lines, .. } => {
                canvas.line(area, y, &entry.label, name);
                lines.draw(canvas, Rect { y: place.y + y, height, ..place }, focused);
            }
            Part::Confirm { field, .. } => {
                canvas.line(area, y, &entry.label, name);
                field.draw(canvas, Rect { width: place.width.min(46), ..place }, y, focused);
            }
            Part::Choice { .. } => {
                canvas.line(area, y, &entry.label, name);
                let style = if focused && canvas.focused { theme.selected } else { theme.text };
                let mark = match (focused, entry.options() > FEW) {
                    (true, true) => format!(" {}", t!("form-list-hint")),
                    (true, false) => " ◂▸".to_owned(),
                    _ => String::new(),
                };
                let room = usize::from(place.width).saturating_sub(cells::width(&mark));
                canvas.raw(place, 0, y, &format!("{}{mark}", cells::fit(chosen(entry), room)), style);
            }
        }
    }
}

impl Entry {
    /// The label of a box to tick, in as many lines as it needs beside the labels of fields, `indent` wide.
    fn tick_lines(&self, width: u16, indent: usize) -> Vec<String> {
        cells::wrap(&self.label, usize::from(width).saturating_sub(indent + 2))
    }
}

fn chosen(entry: &Entry) -> &str {
    match &entry.part {
        Part::Choice { options, at, .. } => options.get(*at).map_or("", String::as_str),
        _ => "",
    }
}
