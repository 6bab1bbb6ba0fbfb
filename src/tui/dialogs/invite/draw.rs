//! Drawing the invitation form and what is shown when it has been sent.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::permission::Role;
use crate::service::access::Granted;

use super::super::super::cells;
use super::super::super::grid::words;
use super::super::super::screen::{Canvas, Screen as _};
use super::super::super::widgets::{button, modal};
use super::super::scope::ScopeEditor;
use super::{Ground, Invite, Spot};

const LABEL: u16 = 16;

/// A line of the form.
enum Line {
    Text(String, Style),
    Spot(Spot),
    Blank,
}

impl Invite {
    pub(super) fn draw_form(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let width = area.width.saturating_sub(6).min(74);
        let lines = self.lines(canvas, usize::from(width));
        let wanted = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        let inner = modal(canvas, area, width, wanted.min(area.height.saturating_sub(2)), &self.title());
        // When not all of it fits, the field with the cursor stays in view.
        let height = usize::from(inner.height);
        let focus = lines.iter().position(|l| matches!(l, Line::Spot(s) if *s == self.at)).unwrap_or(0);
        let top = (focus + 2).saturating_sub(height).min(lines.len().saturating_sub(height));
        for (y, line) in (0_u16..).zip(lines.iter().skip(top).take(height)) {
            match line {
                Line::Text(text, style) => drop(canvas.raw(inner, 0, y, text, *style)),
                Line::Spot(spot) => self.draw_spot(canvas, inner, y, *spot),
                Line::Blank => {}
            }
        }
    }

    fn lines(&self, canvas: &Canvas<'_>, width: usize) -> Vec<Line> {
        let theme = canvas.theme;
        let mut lines = Vec::new();
        let mut say = |text: &str, style| {
            lines.extend(cells::wrap(text, width).into_iter().map(|line| Line::Text(line, style)));
        };
        let Some(ground) = self.ground.get() else {
            let text = self.ground.failure().map_or(t!("loading").to_owned(), |f| format!("✗ {}", f.sentence));
            say(&text, theme.dim);
            return lines;
        };
        if let Some((text, style)) = self.trouble(canvas) {
            say(&text, style);
        }
        if !ground.is_open() {
            say(&self.closed(ground), theme.warn);
        } else if let Some(warning) = &ground.first {
            say(&t!("invite-first", warning = warning), theme.warn);
        }
        if !lines.is_empty() {
            lines.push(Line::Blank);
        }
        for spot in self.spots() {
            if spot == Spot::Send {
                lines.push(Line::Blank);
            }
            lines.push(Line::Spot(spot));
            let indent = " ".repeat(usize::from(LABEL));
            if spot == Spot::Contact && self.fields.contact.is_some() {
                // What the link means is said where it is made (R13).
                let means = t!("invite-contact-means");
                lines.push(Line::Text(format!("{indent}{means}"), theme.dim));
            }
            let told = self.errors.iter().filter(|e| Some(e.field) == spot.field());
            let room = width.saturating_sub(usize::from(LABEL));
            for error in told {
                for line in cells::wrap(&format!("✗ {}", error.message), room) {
                    lines.push(Line::Text(format!("{indent}{line}"), theme.bad));
                }
            }
        }
        lines
    }

    /// What went wrong as a whole.
    fn trouble(&self, canvas: &Canvas<'_>) -> Option<(String, Style)> {
        let theme = canvas.theme;
        if self.sending.is_loading() {
            return Some((t!("invite-sending").to_owned(), theme.dim));
        }
        if let Some(failure) = self.switching.failure() {
            return Some((format!("✗ {}", failure.sentence), theme.bad));
        }
        let failure = self.sending.failure()?;
        if failure.fields.is_empty() {
            return Some((t!("not-lost", sentence = failure.sentence), theme.bad));
        }
        let names: Vec<&str> = Spot::ALL
            .iter()
            .filter(|s| self.errors.iter().any(|e| Some(e.field) == s.field()))
            .map(|s| s.label())
            .collect();
        (!names.is_empty()).then(|| (t!("invite-look-again", join = names.join(", ")), theme.bad))
    }

    fn closed(&self, ground: &Ground) -> String {
        let everywhere = !ground.module_on;
        let whose = if everywhere { t!("whole-organization").to_owned() } else { ground.title() };
        let how = match (self.can_switch(ground), everywhere) {
            (true, _) => t!("invite-button-switches"),
            (false, true) => t!("invite-administrator-can"),
            (false, false) => t!("invite-granter-can"),
        };
        t!("invite-portal-off", whose = whose, how = how)
    }

    fn draw_spot(&self, canvas: &mut Canvas<'_>, area: Rect, y: u16, spot: Spot) {
        let Some(ground) = self.ground.get() else { return };
        let (focused, theme) = (self.at == spot, canvas.theme);
        let target = Spot::ALL.iter().position(|s| *s == spot).unwrap_or(0);
        match spot {
            Spot::Switch => {
                let label = if ground.module_on { t!("invite-switch-customer") } else { t!("invite-switch-house") };
                button(canvas, area, 0, y, label, focused, target);
                return;
            }
            Spot::Send => {
                button(canvas, area, LABEL, y, t!("invite-verb"), focused, target);
                let hint = if self.sending.is_loading() { t!("invite-sending-short") } else { t!("invite-at-once") };
                canvas.at(area, LABEL + 14, y, hint, theme.dim);
                return;
            }
            _ => {}
        }
        if self.over.is_none() {
            canvas.hit(Rect { y: area.y + y, height: 1, ..area }, target);
        }
        let label = if focused { theme.title } else { theme.dim };
        canvas.line(area, y, spot.label(), label);
        let place = Rect { x: area.x + LABEL, width: area.width.saturating_sub(LABEL), ..area };
        if let Some(field) = self.fields.text(spot) {
            let narrow = Rect { width: place.width.min(44), ..place };
            field.draw(canvas, narrow, y, focused);
            if spot == Spot::SendTo && field.is_empty() && !focused {
                canvas.at(place, 0, y, t!("invite-address-above"), theme.dim);
            }
            return;
        }
        let (text, style) = self.choice(canvas, ground, spot);
        let mark = match (spot, focused) {
            (_, false) => "",
            (Spot::Contact | Spot::Facilities, true) => " ▸",
            (_, true) => " ◂▸",
        };
        let style = if focused && canvas.focused { theme.selected } else { style };
        let room = usize::from(place.width).saturating_sub(3);
        canvas.raw(place, 0, y, &format!("{}{mark}", cells::fit(&text, room)), style);
    }

    /// What a choice shows.
    fn choice(&self, canvas: &Canvas<'_>, ground: &Ground, spot: Spot) -> (String, Style) {
        let theme = canvas.theme;
        match spot {
            Spot::Contact => {
                let found = ground.contacts.iter().find(|c| Some(c.id) == self.fields.contact);
                found.map_or_else(|| (t!("invite-none").to_owned(), theme.text), |c| (c.name(), theme.text))
            }
            Spot::Language => {
                let text = match (self.fields.language, ground.customer.language) {
                    (Some(language), _) => language.own_name().to_owned(),
                    (None, Some(language)) => t!("invite-customers-language", own_name = language.own_name()),
                    (None, None) => t!("invite-house-language").to_owned(),
                };
                (text, theme.text)
            }
            Spot::Role => {
                let role = self.fields.role;
                let warn = role == Role::Administrator && ground.customer.row.managed;
                let note = if warn { t!("invite-recommended") } else { words::role_note(role) };
                (format!("{role} · {note}"), if warn { theme.warn } else { theme.text })
            }
            _ => match (&self.fields.scope, ground.facilities.len()) {
                (None, 1) => (t!("invite-all").to_owned(), theme.text),
                (None, _) => (t!("invite-not-chosen").to_owned(), theme.warn),
                (Some(scope), _) if scope.is_empty() => (ScopeEditor::sentence(scope).0, theme.warn),
                (Some(scope), _) => (words::scope(scope, &ground.facilities, t!("invite-unassigned")), theme.text),
            },
        }
    }

    pub(super) fn draw_granted(&self, canvas: &mut Canvas<'_>, area: Rect, granted: &Granted) {
        let width = area.width.saturating_sub(6).min(84);
        let until = canvas.zone.full(granted.expires_at);
        let text = format!(
            "{}\n\n{}\n\n{}",
            t!("invited-until", name = self.fields.name(), until = until),
            t!("invited-letter", address = granted.sent_to),
            t!("invited-link"),
        );
        let mut lines: Vec<(String, Style)> =
            cells::wrap(&text, usize::from(width)).into_iter().map(|l| (l, canvas.theme.text)).collect();
        lines.extend(cells::wrap(&granted.link, usize::from(width)).into_iter().map(|l| (l, canvas.theme.key)));
        lines.push((String::new(), canvas.theme.text));
        let warning = t!("invite-link-care");
        lines.extend(cells::wrap(warning, usize::from(width)).into_iter().map(|l| (l, canvas.theme.dim)));
        lines.push((t!("invite-link-foot").to_owned(), canvas.theme.key));
        let height = u16::try_from(lines.len()).unwrap_or(14);
        let inner = modal(canvas, area, width, height, &t!("invite-done", name = self.fields.name()));
        for (y, (line, style)) in (0_u16..).zip(&lines) {
            canvas.raw(inner, 0, y, line, *style);
        }
        canvas.hit(inner, 0);
    }
}
