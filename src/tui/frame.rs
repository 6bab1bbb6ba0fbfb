//! The frame around everything: breadcrumbs, sections, the screen, the docked panel, the card, status line and footer.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::catalogue::{self, Command, Id, Scope};
use super::cells;
use super::desk::{Desk, LEAST};
use super::key::Key;
use super::screen::{Availability, Canvas, Hit, Hits, Layer, Tone};
use super::widgets::block;

/// How much is written of the sections.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Brief {
    /// Every word, with room around it.
    Whole,
    /// A gap between key and word.
    Spaced,
    /// No gap.
    Tight,
    /// The beginning of each word.
    Cut,
}

impl Brief {
    const ALL: [Self; 4] = [Self::Whole, Self::Spaced, Self::Tight, Self::Cut];
}

/// A section in the line of sections.
struct RailPart {
    command: Id,
    key: &'static str,
    before: String,
    badge: String,
    after: &'static str,
    current: bool,
    /// Somebody waits for somebody here.
    alarm: bool,
    enabled: bool,
}

impl RailPart {
    fn width(&self) -> usize {
        [self.key, &self.before, &self.badge, self.after].into_iter().map(cells::width).sum()
    }
}

impl Desk {
    /// Draws everything.
    pub fn draw(&self, buf: &mut Buffer) {
        let mut hits = Hits::default();
        let area = buf.area;
        let mut canvas = Canvas {
            buf,
            theme: &self.theme,
            now: self.now(),
            zone: self.settings.zone,
            focused: self.dialogs.is_empty(),
            hits: &mut hits,
            layer: Layer::Screen,
        };
        if self.too_small() {
            draw_too_small(&mut canvas, area);
        } else {
            self.draw_all(&mut canvas, area);
        }
        *self.hits.borrow_mut() = hits;
    }

    fn draw_all(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let top = u16::from(self.actor.is_some()) + 1;
        let card = self.card_height(area);
        let panel = if self.panel_shown && self.actor.is_some() { (area.height / 3).clamp(5, 14) } else { 0 };
        let body = area.height.saturating_sub(top + 2 + card + panel);
        let part = |y: u16, height: u16| Rect { y: area.y + y, height, ..area };
        self.draw_breadcrumbs(canvas, part(0, 1));
        if self.actor.is_some() {
            self.draw_sections(canvas, part(1, 1));
        }
        if self.actor.is_none() {
            self.sign_in.draw(canvas, part(top, body));
        } else if let Some(section) = self.sections.get(self.current) {
            canvas.with_focus(!self.panel_focused, |canvas| section.screen.draw(canvas, part(top, body)));
        }
        if panel > 0 {
            canvas.layer = Layer::Panel;
            canvas.with_focus(self.panel_focused, |canvas| self.panel.draw(canvas, part(top + body, panel)));
            canvas.layer = Layer::Screen;
        }
        if card > 0 {
            self.draw_card(canvas, part(top + body + panel, card));
        }
        self.draw_status(canvas, part(area.height - 2, 1));
        self.draw_footer(canvas, part(area.height - 1, 1));
        let above = self.dialogs.len();
        for (i, dialog) in self.dialogs.iter().enumerate() {
            canvas.layer = Layer::Dialog;
            canvas.focused = i + 1 == above;
            let room = if dialog.is_whole() { area } else { part(1, area.height - 3) };
            dialog.draw(canvas, room);
        }
    }

    fn draw_breadcrumbs(&self, canvas: &mut Canvas<'_>, line: Rect) {
        let mut right = self.person();
        let mut width = u16::try_from(cells::width(&right)).unwrap_or(0);
        let mut x = 1;
        if let Some(stripe) = &self.settings.stripe {
            let stripe = format!(" {} ", cells::fit(stripe, 20));
            x = canvas.raw(line, 0, 0, &stripe, canvas.theme.stripe) + 1;
        }
        let mut crumbs = self.actor.as_ref().map_or_else(|| "Keydesk".to_owned(), |a| a.organization_name.clone());
        if self.actor.is_some()
            && let Some(section) = self.sections.get(self.current)
        {
            crumbs = format!("{crumbs} ▸ {}", section.screen.title());
        }
        if x + 20 + width > line.width {
            right = cells::fit(&right, usize::from(line.width.saturating_sub(x + 20)));
            width = u16::try_from(cells::width(&right)).unwrap_or(0);
        }
        let place = Rect { width: line.width.saturating_sub(width + 2), ..line };
        canvas.at(place, x, 0, &crumbs, canvas.theme.title);
        canvas.raw(line, line.width.saturating_sub(width + 1), 0, &right, canvas.theme.dim);
    }

    fn person(&self) -> String {
        let Some(actor) = &self.actor else { return String::new() };
        let role = actor.rights().map_or("", |r| r.role.as_str()).replace('_', " ");
        cells::fit(&format!("{} · {role}", actor.name()), 50)
    }

    /// The sections in one line, the words as long as there is room for.
    fn draw_sections(&self, canvas: &mut Canvas<'_>, line: Rect) {
        let fits = |brief: &&Brief| {
            self.rail(**brief).iter().map(|part| part.width() + 1).sum::<usize>() <= usize::from(line.width)
        };
        let brief = Brief::ALL.iter().find(fits).copied().unwrap_or(Brief::Cut);
        let mut x = 1;
        for part in self.rail(brief) {
            let start = x;
            x = canvas.raw(line, x, 0, part.key, canvas.theme.key);
            let style = match (part.current, part.enabled) {
                (true, _) => canvas.theme.title,
                (_, true) => canvas.theme.text,
                _ => canvas.theme.dim,
            };
            x = canvas.raw(line, x, 0, &part.before, style);
            x = canvas.raw(line, x, 0, &part.badge, if part.alarm { canvas.theme.bad } else { canvas.theme.warn });
            x = canvas.raw(line, x, 0, part.after, style);
            let place = Rect { x: line.x + start, width: x.saturating_sub(start), ..line };
            canvas.hits.mark(place, Hit::Command(part.command));
            x += 1;
        }
    }

    fn rail(&self, brief: Brief) -> Vec<RailPart> {
        let part = |(i, section): (usize, &super::desk::Section)| {
            let command = Command::of(section.command);
            let current = i == self.current;
            let label = match brief {
                Brief::Whole => command.label.to_owned(),
                _ if command.id == Id::SectionFaults => "Faults".to_owned(),
                Brief::Cut if !current => command.label.chars().take(4).collect(),
                _ => command.label.to_owned(),
            };
            let (open, after) = match (current, brief) {
                (true, _) => ("[", "]"),
                (_, Brief::Whole) => (" ", " "),
                (_, Brief::Spaced) => (" ", ""),
                _ => ("", ""),
            };
            let alarm = command.id == Id::SectionFaults;
            let badge = self.gauge.badge(section.command).map_or_else(String::new, |count| {
                let gap = if matches!(brief, Brief::Whole | Brief::Spaced) { " " } else { "" };
                if alarm || gap.is_empty() { format!("{gap}!{count}") } else { format!("{gap}{count}") }
            });
            RailPart {
                command: command.id,
                key: command.keys.first().copied().unwrap_or_default(),
                before: format!("{open}{label}"),
                badge,
                after,
                current,
                alarm,
                enabled: self.availability(command) == Availability::Enabled,
            }
        };
        self.sections.iter().enumerate().map(part).collect()
    }

    /// The card belongs to the first screen: it makes room as soon as somebody goes deeper or searches.
    fn card_height(&self, area: Rect) -> u16 {
        let section = self.sections.get(self.current);
        let deeper = section.is_some_and(|s| s.screen.availability(Id::Back, self.now()) == Availability::Enabled);
        match &self.settings.welcome {
            Some(welcome) if self.card && !deeper && self.actor.is_some() => {
                let lines = u16::try_from(welcome.lines.len()).unwrap_or(u16::MAX).saturating_add(2);
                // The card never takes more than half of the screen.
                lines.min(area.height / 2)
            }
            _ => 0,
        }
    }

    fn draw_card(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let Some(welcome) = &self.settings.welcome else { return };
        canvas.with_focus(false, |canvas| {
            let inner = block(canvas, area, "Welcome · w hides this card");
            for (y, text) in (0_u16..).zip(&welcome.lines) {
                canvas.at(inner, 1, y, text, canvas.theme.text);
            }
        });
    }

    fn draw_status(&self, canvas: &mut Canvas<'_>, line: Rect) {
        let mut right = String::new();
        let mut wrong = false;
        if self.actor.is_some() {
            let mut parts = Vec::new();
            if let Some(took) = self.took.filter(|_| line.width >= 80) {
                parts.push(format!("db {} ms", took.as_millis()));
            }
            // With " · live" behind it and a cell on either side.
            let before: usize = parts.iter().map(|part| cells::width(part) + 3).sum();
            let room = usize::from(line.width).saturating_sub(9 + before);
            if let Some((text, bad)) = self.gauge.text(room) {
                parts.push(text);
                wrong = bad;
            }
            parts.push("live".to_owned());
            right = parts.join(" · ");
        }
        let width = u16::try_from(cells::width(&right)).unwrap_or(0);
        if let Some(note) = &self.note {
            let (mark, style) = match note.tone {
                Tone::Done => ("✓", canvas.theme.good),
                Tone::Info => ("·", canvas.theme.dim),
                Tone::Failed => ("✗", canvas.theme.bad),
            };
            let long = cells::width(&note.text) + 4 + usize::from(width) > usize::from(line.width);
            canvas.at(line, 1, 0, &format!("{mark} {}", note.text), style);
            // A sentence is more important than figures.
            if long {
                return;
            }
        }
        let style = if wrong { canvas.theme.warn } else { canvas.theme.dim };
        canvas.raw(line, line.width.saturating_sub(width + 1), 0, &right, style);
    }

    /// The commands that the footer shows, nearest first, with the key to press now.
    pub(super) fn footer(&self) -> Vec<(&'static Command, &'static str, Availability)> {
        let typing = self.front().typing();
        let mut scopes = self.front().scopes();
        // What works everywhere is said last.
        let in_list = scopes.contains(&Scope::Customers);
        scopes.sort_by_key(|s| match s {
            Scope::List => 0,
            Scope::Search => 1,
            Scope::Customer if in_list => 2,
            Scope::Customer => 4,
            Scope::Everywhere | Scope::Dialog => 5,
            _ => 3,
        });
        let usable = |c: &'static Command| {
            let mut keys = c.keys.iter().copied();
            keys.find(|k| !typing || Key::parse(k).is_some_and(|k| k.typed().is_none()))
        };
        catalogue::of_scopes(&scopes)
            .filter(|c| c.footer)
            .filter_map(|c| usable(c).map(|key| (c, key, self.availability(c))))
            .filter(|(_, _, a)| *a != Availability::Hidden)
            .collect()
    }

    fn draw_footer(&self, canvas: &mut Canvas<'_>, line: Rect) {
        let commands = self.footer();
        let width =
            |c: &Command, key: &str| u16::try_from(cells::width(key) + 1 + cells::width(c.label) + 2).unwrap_or(99);
        // Help stays, whatever else does not fit.
        let help: Vec<_> = commands.iter().filter(|(c, ..)| matches!(c.id, Id::Help | Id::Palette)).collect();
        let kept: u16 = help.iter().map(|(c, key, _)| width(c, key)).sum();
        let mut x = 1;
        for (command, key, availability) in &commands {
            let pinned = matches!(command.id, Id::Help | Id::Palette);
            if !pinned && x + width(command, key) + kept > line.width {
                continue;
            }
            let start = x;
            let (keys, label) = match availability {
                Availability::Enabled => (canvas.theme.key, canvas.theme.text),
                _ => (canvas.theme.dim, canvas.theme.dim),
            };
            x = canvas.raw(line, x, 0, key, keys);
            x = canvas.raw(line, x + 1, 0, command.label, label);
            let place = Rect { x: line.x + start, width: x.saturating_sub(start), ..line };
            canvas.hits.mark(place, Hit::Command(command.id));
            x += 2;
        }
    }
}

fn draw_too_small(canvas: &mut Canvas<'_>, area: Rect) {
    let text = format!(
        "Keydesk needs a terminal of at least {} × {} characters; this one has {} × {}. Make it larger, or press ctrl-q to leave.",
        LEAST.width, LEAST.height, area.width, area.height
    );
    for (y, line) in (0_u16..).zip(cells::wrap(&text, usize::from(area.width.saturating_sub(2)))) {
        canvas.at(area, 1, y, &line, canvas.theme.text);
    }
}
