//! The frame around everything: breadcrumbs, sections, the screen, the docked panel, the card, status line and footer.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::catalogue::{self, Command, Id, Scope};
use super::cells;
use super::desk::{Desk, LEAST};
use super::plain;
use super::screen::{Availability, Canvas, Hit, Hits, Layer, Screen as _, Tone};
use super::widgets::block;
use super::words;

impl Desk {
    /// Draws everything.
    pub fn draw(&self, buf: &mut Buffer) {
        let _speaking = words::speak(self.language());
        let mut hits = Hits::default();
        let area = Rect { width: buf.area.width.min(self.room().width), ..buf.area };
        let mut canvas = Canvas {
            buf,
            theme: &self.theme,
            now: self.now(),
            zone: self.settings.zone,
            keys: &self.settings.keys,
            plain: self.settings.plain,
            focused: self.dialogs.is_empty(),
            hits: &mut hits,
            layer: Layer::Screen,
        };
        if let Some(lock) = &self.lock {
            canvas.focused = true;
            lock.draw(&mut canvas, area);
        } else if self.too_small() {
            draw_too_small(&mut canvas, area, self.settings.keys.first(Id::Quit));
        } else {
            self.draw_all(&mut canvas, area);
        }
        // A QR code is a picture, and needs its blocks.
        let picture = self.lock.is_none() && self.dialogs.last().is_some_and(|dialog| dialog.is_whole());
        if self.settings.plain && !picture {
            plain::in_words(buf, area);
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
        } else if self.settings.plain && !self.dialogs.is_empty() {
            // What lies below a dialog is not read.
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
        self.draw_banner(canvas, part(u16::from(self.actor.is_some()), 1));
        let above = self.dialogs.len();
        for (i, dialog) in self.dialogs.iter().enumerate() {
            if self.settings.plain && i + 1 < above {
                continue;
            }
            canvas.layer = Layer::Dialog;
            canvas.focused = i + 1 == above;
            // The banner stays in view.
            let from = if self.link.is_lost() { top } else { 1 };
            let room = if dialog.is_whole() { area } else { part(from, area.height - 2 - from) };
            dialog.draw(canvas, room);
        }
    }

    /// Where one is, and who. What is shown is said before the organization and the role, which do not change.
    fn draw_breadcrumbs(&self, canvas: &mut Canvas<'_>, line: Rect) {
        let mut x = 1;
        if let Some(stripe) = &self.settings.stripe {
            let stripe = format!(" {} ", cells::fit(stripe, 20));
            x = canvas.raw(line, 0, 0, &stripe, canvas.theme.stripe) + 1;
        }
        if self.only_reads() {
            x = canvas.raw(line, x - 1, 0, &format!(" {} ", t!("frame-read-only")), canvas.theme.stripe) + 1;
        }
        let room = usize::from(line.width.saturating_sub(x + 3));
        let (crumbs, right) = self.crumbs(room);
        let width = u16::try_from(cells::width(&right)).unwrap_or(0);
        let place = Rect { width: line.width.saturating_sub(width + 2), ..line };
        canvas.at(place, x, 0, &crumbs, canvas.theme.title);
        canvas.raw(line, line.width.saturating_sub(width + 1), 0, &right, canvas.theme.dim);
    }

    /// Breadcrumbs and person, as much of both as has room.
    fn crumbs(&self, room: usize) -> (String, String) {
        let Some(actor) = &self.actor else { return ("Keydesk".to_owned(), String::new()) };
        let role = actor.rights().map_or_else(String::new, |r| words::word(r.role.as_str()));
        let name = cells::fit(actor.name(), 30);
        let person = format!("{name} · {role}");
        let title = self.sections.get(self.current).map(|s| s.screen.title()).unwrap_or_default();
        let whole = format!("{} ▸ {title}", actor.organization_name);
        let pairs = [(&whole, &person), (&whole, &name), (&title, &person), (&title, &name)];
        let fits = |pair: &&(&String, &String)| cells::width(pair.0) + cells::width(pair.1) <= room;
        let (left, right) = pairs.iter().find(fits).unwrap_or(&pairs[3]);
        ((*left).clone(), (*right).clone())
    }

    /// The card that is shown: where the portal is, on the first screen of a demonstration; then what the section is for.
    fn card(&self) -> Option<(&'static str, Vec<String>)> {
        match &self.settings.welcome {
            Some(welcome) if self.card => Some((t!("welcome-title"), welcome.lines.clone())),
            _ => self.first_use(),
        }
    }

    /// A card belongs to a section's first screen: it makes room as soon as somebody goes deeper or searches.
    fn card_height(&self, area: Rect) -> u16 {
        let section = self.sections.get(self.current);
        let deeper = section.is_some_and(|s| s.screen.availability(Id::Back, self.now()) == Availability::Enabled);
        match self.card() {
            Some((_, lines)) if !deeper && self.actor.is_some() => {
                // The card never takes more than half of the screen.
                let most = area.height / 2;
                let lines = card_lines(&lines, area.width, most.saturating_sub(2));
                u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(2).min(most)
            }
            _ => 0,
        }
    }

    fn draw_card(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let Some((title, lines)) = self.card() else { return };
        canvas.with_focus(false, |canvas| {
            let title = t!("card-title", title = title, key = canvas.keys.first(Id::Card));
            let inner = block(canvas, area, &title);
            for (y, text) in (0_u16..).zip(card_lines(&lines, area.width, inner.height)) {
                canvas.at(inner, 1, y, &text, canvas.theme.text);
            }
        });
    }

    fn draw_status(&self, canvas: &mut Canvas<'_>, line: Rect) {
        let mut right = String::new();
        let mut wrong = false;
        if self.actor.is_some() {
            let mut parts = Vec::new();
            if let Some(took) = self.took.filter(|_| line.width >= 80 && !self.link.is_lost()) {
                parts.push(t!("status-db", as_millis = took.as_millis()));
            }
            // With " · live" behind it and a cell on either side.
            let before: usize = parts.iter().map(|part| cells::width(part) + 3).sum();
            let room = usize::from(line.width).saturating_sub(9 + before);
            if self.link.is_lost() {
                wrong = true;
            } else if let Some((text, bad)) = self.gauge.text(room) {
                parts.push(text);
                wrong = bad;
            }
            if self.settings.mouse && !self.mouse_taken {
                parts.push(t!("mouse-selecting").to_owned());
            }
            parts.push(if self.link.is_lost() { t!("word-offline") } else { t!("word-live") }.to_owned());
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
    pub(super) fn footer(&self) -> Vec<(&'static Command, &str, Availability)> {
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
        catalogue::of_scopes(&scopes)
            .filter(|c| c.footer)
            .filter_map(|c| self.settings.keys.usable(c.id, typing).map(|key| (c, key, self.availability(c))))
            .filter(|(_, _, a)| *a != Availability::Hidden)
            .collect()
    }

    fn draw_footer(&self, canvas: &mut Canvas<'_>, line: Rect) {
        let commands = self.footer();
        let width =
            |c: &Command, key: &str| u16::try_from(cells::width(key) + 1 + cells::width(c.label()) + 2).unwrap_or(99);
        // Help, saving and the way out stay, whatever else does not fit.
        let stays =
            |id: Id| matches!(id, Id::Help | Id::Palette | Id::Close | Id::DialogHelp | Id::GridSave | Id::RoleSave);
        let pinned: Vec<_> = commands.iter().filter(|(c, ..)| stays(c.id)).collect();
        let kept: u16 = pinned.iter().map(|(c, key, _)| width(c, key)).sum();
        let mut x = 1;
        for (command, key, availability) in &commands {
            if !stays(command.id) && x + width(command, key) + kept > line.width {
                continue;
            }
            let start = x;
            let (keys, label) = match availability {
                Availability::Enabled => (canvas.theme.key, canvas.theme.text),
                _ => (canvas.theme.dim, canvas.theme.dim),
            };
            x = canvas.raw(line, x, 0, key, keys);
            x = canvas.raw(line, x + 1, 0, command.label(), label);
            let place = Rect { x: line.x + start, width: x.saturating_sub(start), ..line };
            canvas.hits.mark(place, Hit::Command(command.id));
            x += 2;
        }
    }
}

/// The lines of the card in a box so wide: wrapped, and without empty ones where there is not room for all.
fn card_lines(lines: &[String], width: u16, room: u16) -> Vec<String> {
    let wrapped: Vec<_> =
        lines.iter().flat_map(|line| cells::wrap(line, usize::from(width.saturating_sub(4)))).collect();
    if wrapped.len() <= usize::from(room) {
        return wrapped;
    }
    wrapped.into_iter().filter(|line| !line.is_empty()).collect()
}

fn draw_too_small(canvas: &mut Canvas<'_>, area: Rect, quit: &str) {
    let text = t!(
        "frame-too-small",
        width = LEAST.width,
        height = LEAST.height,
        width2 = area.width,
        height2 = area.height,
        quit = quit
    );
    for (y, line) in (0_u16..).zip(cells::wrap(&text, usize::from(area.width.saturating_sub(2)))) {
        canvas.at(area, 1, y, &line, canvas.theme.text);
    }
}
