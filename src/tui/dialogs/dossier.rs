//! Everything about one thing on a page of its own: an order, a fault report, an object. It covers the section, scrolls,
//! stays live, and carries the commands of the thing.

use std::cell::Cell;

use chrono::{DateTime, Utc};
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::catalogue::{Id, Scope};
use super::super::cells;
use super::super::load::{Load, Taken};
use super::super::msg::{Job, Reply};
use super::super::screen::{Availability, Canvas, Cx, Screen};
use super::super::theme::Theme;
use super::super::when::Zone;
use super::super::widgets::block;

/// A kind of thing that has a page.
pub trait Paper: 'static {
    /// What is known about it.
    type Data: Send + 'static;

    /// The scope of its commands.
    fn scope(&self) -> Scope;
    /// What it is called, before and after it was loaded.
    fn title(&self, data: Option<&Self::Data>) -> String;
    /// The job that loads it.
    fn job(&self) -> Job;
    /// Writes what is known onto the page.
    fn write(&self, data: &Self::Data, sheet: &mut Sheet<'_>);
    /// Whether a command of its own can be carried out now.
    fn availability(&self, command: Id, data: &Self::Data) -> Availability;
    /// Carries out a command of its own.
    fn command(&mut self, command: Id, data: &Self::Data, cx: &mut Cx<'_>);
}

struct Line {
    text: String,
    style: Style,
    label: String,
    bar: bool,
}

/// What a page is written on: lines that are wrapped to its width.
pub struct Sheet<'a> {
    /// The styles.
    pub theme: &'a Theme,
    /// Now.
    pub now: DateTime<Utc>,
    /// In which zone times are shown.
    pub zone: Zone,
    width: usize,
    lines: Vec<Line>,
}

/// Labels of facts are this wide.
const LABEL: usize = 12;

impl Sheet<'_> {
    fn push(&mut self, text: String, style: Style) {
        self.lines.push(Line { text, style, label: String::new(), bar: false });
    }

    /// "Label  value"; an empty value is a dash.
    pub fn fact(&mut self, label: &str, value: &str) {
        self.styled_fact(label, value, self.theme.text);
    }

    /// A fact in a style of its own.
    pub fn styled_fact(&mut self, label: &str, value: &str, style: Style) {
        let value = if value.trim().is_empty() { "–" } else { value };
        let mut label = cells::pad(label, LABEL);
        for text in cells::wrap(value, self.width.saturating_sub(LABEL + 1)) {
            let label = std::mem::replace(&mut label, " ".repeat(LABEL));
            self.lines.push(Line { text, style, label, bar: false });
        }
    }

    /// An empty line and a heading.
    pub fn heading(&mut self, text: &str) {
        self.blank();
        self.push(cells::fit(text, self.width), self.theme.heading);
    }

    /// An empty line.
    pub fn blank(&mut self) {
        if !self.lines.is_empty() {
            self.push(String::new(), self.theme.text);
        }
    }

    /// Ordinary text, wrapped.
    pub fn text(&mut self, text: &str) {
        self.styled(text, self.theme.text);
    }

    /// Wrapped text in a style of its own. What is set in stays so in its further lines.
    pub fn styled(&mut self, text: &str, style: Style) {
        let plain = text.trim_start_matches(' ');
        let indent = text.len() - plain.len();
        for line in cells::wrap(plain, self.width.saturating_sub(indent)) {
            self.push(format!("{}{line}", " ".repeat(indent)), style);
        }
    }

    /// Wrapped text that stands two cells further in.
    pub fn indented(&mut self, text: &str) {
        for line in cells::wrap(text, self.width.saturating_sub(2)) {
            self.push(format!("  {line}"), self.theme.text);
        }
    }

    /// Wrapped text behind a bar that cannot be overlooked, with colour or without.
    pub fn barred(&mut self, text: &str, style: Style) {
        for text in cells::wrap(text, self.width.saturating_sub(2)) {
            self.lines.push(Line { text, style, label: String::new(), bar: true });
        }
    }
}

/// The page.
pub struct Dossier<P: Paper> {
    paper: P,
    load: Load<P::Data>,
    /// One's own change is not on the page yet.
    stale: bool,
    top: usize,
    // Drawing decides how far it can be scrolled.
    room: Cell<(usize, usize)>,
}

impl<P: Paper> Dossier<P> {
    /// The page of this thing; it is loaded when it is shown.
    pub fn new(paper: P) -> Self {
        Self { paper, load: Load::default(), stale: false, top: 0, room: Cell::new((0, 0)) }
    }
}

impl<P: Paper> Screen for Dossier<P> {
    fn title(&self) -> String {
        self.paper.title(self.load.get())
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![self.paper.scope(), Scope::Reader, Scope::Dialog]
    }

    fn availability(&self, command: Id, _: DateTime<Utc>) -> Availability {
        let own = super::super::catalogue::Command::of(command).scope == self.paper.scope();
        match self.load.get() {
            _ if !own => Availability::Enabled,
            Some(data) => self.paper.availability(command, data),
            None => Availability::Disabled(t!("still-loading").to_owned()),
        }
    }

    fn waiting(&self) -> bool {
        self.load.is_loading() && (self.stale || self.load.get().is_none())
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
            _ => {
                if let Some(data) = self.load.get() {
                    self.paper.command(command, data, cx);
                }
                return;
            }
        }
        .min(lines.saturating_sub(height));
    }

    fn on_changed(&mut self, cx: &mut Cx<'_>) {
        self.stale |= cx.own_change;
        let job = self.paper.job();
        self.load.start(cx, job);
    }

    fn on_reply(&mut self, reply: &mut Reply, _: &mut Cx<'_>) {
        if self.load.take(reply) != Taken::No {
            self.stale = false;
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let blank = " ".repeat(usize::from(area.width));
        for y in 0..area.height {
            canvas.raw(area, 0, y, &blank, canvas.theme.text);
        }
        let frame = block(canvas, area, &self.title());
        let inner = Rect { x: frame.x + 1, width: frame.width.saturating_sub(2), ..frame };
        let mut y = 0;
        if let Some(failure) = self.load.failure() {
            canvas.line(inner, 0, &format!("✗ {}", failure.sentence), canvas.theme.bad);
            y = 1;
        }
        let Some(data) = self.load.get() else {
            if self.load.failure().is_none() {
                canvas.line(inner, 1, t!("loading"), canvas.theme.dim);
            }
            return;
        };
        let theme = *canvas.theme;
        let width = usize::from(inner.width);
        let mut sheet = Sheet { theme: &theme, now: canvas.now, zone: canvas.zone, width, lines: Vec::new() };
        self.paper.write(data, &mut sheet);
        let height = usize::from(inner.height.saturating_sub(y));
        let below = sheet.lines.len() > height;
        let shown = if below { height.saturating_sub(1) } else { height };
        self.room.set((sheet.lines.len(), shown));
        let top = self.top.min(sheet.lines.len().saturating_sub(shown));
        for (line, at) in sheet.lines.iter().skip(top).take(shown).zip(y..) {
            let mut x = 0;
            if !line.label.is_empty() || line.bar {
                let (mark, style) = if line.bar { ("▌ ", line.style) } else { (line.label.as_str(), theme.dim) };
                x = canvas.raw(inner, 0, at, mark, style);
            }
            let indent = u16::from(!line.label.is_empty());
            canvas.raw(inner, x + indent, at, &line.text, line.style);
        }
        let left = sheet.lines.len().saturating_sub(top + shown);
        if below {
            let foot = if left > 0 { t!("more-lines", left = left) } else { t!("the-end").to_owned() };
            canvas.line(inner, inner.height.saturating_sub(1), &foot, theme.dim);
        }
    }
}
