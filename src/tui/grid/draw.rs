//! Drawing the grid: the names and roles stay at the left, what a person sees at the right, the permissions scroll
//! between them; below, the full name of the column and what the cell under the cursor means.

use crate::tui::words::word;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::permission::Permission;
use crate::domain::state::UserState;

use super::super::cells;
use super::super::screen::Canvas;
use super::super::widgets::modal;
use super::{COLUMNS, Column, Draft, Grid, SEES, words};

/// Clicks: row times this, and the column beside the name, which is 0.
pub const PER_ROW: usize = 64;
const CELL: u16 = 8;
const ROLE: u16 = 12;

/// Where everything is, for a width.
#[derive(Clone, Copy, Debug)]
struct Places {
    width: u16,
    user: u16,
    /// How many permissions fit.
    fit: usize,
}

impl Places {
    fn of(width: u16) -> Self {
        let user = (width / 5).clamp(14, 30);
        let sees = (width / 8).clamp(9, 26);
        let room = width.saturating_sub(user + ROLE + sees + 2);
        Self { width, user, fit: usize::from(room / CELL).max(1) }
    }

    /// Where a column begins and how wide it is; nothing when it is not in view.
    fn place(self, column: usize, first: usize) -> Option<(u16, u16)> {
        match column {
            0 => Some((self.user + 1, ROLE)),
            SEES => {
                let fit = u16::try_from(self.fit.min(SEES - first)).unwrap_or(0);
                let x = self.user + 1 + ROLE + fit * CELL + 1;
                Some((x, self.width.saturating_sub(x)))
            }
            c if c >= first && c < first + self.fit => {
                let i = u16::try_from(c - first).unwrap_or(0);
                Some((self.user + 1 + ROLE + i * CELL, CELL))
            }
            _ => None,
        }
    }
}

impl Grid {
    /// Draws the grid over the whole of `area`.
    pub(super) fn draw_grid(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let changed = match self.count() {
            0 => String::new(),
            n => format!(" · {}", t!("grid-unsaved", n = n)),
        };
        let title = format!("{}{changed}", super::Screen::title(self));
        let focused = canvas.focused;
        canvas.focused = focused && self.over.is_none();
        let inner = modal(canvas, area, area.width, area.height, &title);
        let inner = Rect { x: inner.x.saturating_sub(1), width: inner.width + 2, ..inner };
        self.draw_inside(canvas, inner);
        canvas.focused = focused;
    }

    pub(super) fn draw_inside(&self, canvas: &mut Canvas<'_>, inner: Rect) {
        let Some(draft) = &self.draft else {
            let text = self
                .load
                .failure()
                .map_or_else(|| t!("loading").to_owned(), |f| t!("grid-failed", sentence = f.sentence));
            canvas.at(inner, 1, 0, &text, canvas.theme.dim);
            return;
        };
        let foot = 5.min(inner.height);
        let legend = t!("grid-legend");
        canvas.at(inner, 1, 0, legend, canvas.theme.dim);
        let body = Rect { y: inner.y + 1, height: inner.height.saturating_sub(foot + 1), ..inner };
        if draft.users().is_empty() {
            canvas.at(body, 1, 1, t!("grid-empty"), canvas.theme.dim);
            return;
        }
        let places = Places::of(inner.width);
        self.scroll(places.fit);
        self.draw_heading(canvas, body, places, draft);
        let rows = Rect { y: body.y + 1, height: body.height.saturating_sub(1), ..body };
        for (y, row) in (0_u16..).zip(self.row.window(draft.users().len(), usize::from(rows.height))) {
            let line = Rect { y: rows.y + y, height: 1, ..rows };
            self.draw_row(canvas, line, places, draft, row);
        }
        let below = Rect { y: inner.y + inner.height - foot, height: foot, ..inner };
        self.draw_below(canvas, below, draft);
    }

    /// Scrolls sideways so that the cursor's column is in view.
    fn scroll(&self, fit: usize) {
        let mut first = self.first_column.get().clamp(1, SEES - 1);
        if self.column > 0 && self.column < SEES {
            first = first.min(self.column).max((self.column + 1).saturating_sub(fit).max(1));
        }
        self.first_column.set(first.min(SEES.saturating_sub(fit).max(1)));
    }

    fn draw_heading(&self, canvas: &mut Canvas<'_>, area: Rect, places: Places, draft: &Draft) {
        let first = self.first_column.get();
        canvas.raw(area, 2, 0, t!("column-user"), canvas.theme.heading);
        for column in 0..COLUMNS {
            let Some((x, width)) = places.place(column, first) else { continue };
            let (text, off) = match Column::at(column) {
                Column::Role => (t!("role"), false),
                Column::Sees => (t!("column-sees"), false),
                Column::Contact => (t!("label-contact"), false),
                Column::Permission(p) => (words::names(p).0, area_is_off(draft, p)),
            };
            let style = match (column == self.column, off) {
                (true, _) => canvas.theme.title,
                (false, true) => canvas.theme.dim,
                (false, false) => canvas.theme.heading,
            };
            canvas.raw(area, x, 0, &cells::fit(text, usize::from(width)), style);
        }
        if first > 1 {
            canvas.raw(area, places.user + ROLE, 0, "◂", canvas.theme.key);
        }
        if first + places.fit < SEES
            && let Some((x, _)) = places.place(SEES, first)
        {
            canvas.raw(area, x - 1, 0, "▸", canvas.theme.key);
        }
    }

    fn draw_row(&self, canvas: &mut Canvas<'_>, line: Rect, places: Places, draft: &Draft, row: usize) {
        let Some(now) = draft.now(row) else { return };
        let under = row == self.row.at();
        let mark = match (self.marked.contains(&now.id), draft.others.contains_key(&now.id)) {
            (true, _) => "✓",
            (false, true) => "!",
            (false, false) => " ",
        };
        let style = if under { canvas.theme.title } else { canvas.theme.text };
        canvas.raw(line, 0, 0, if under { "▌" } else { " " }, canvas.theme.focus);
        canvas.raw(line, 1, 0, mark, canvas.theme.warn);
        let state = state_word(now.state, places.width < 100);
        let room = usize::from(places.user.saturating_sub(2));
        let name = cells::fit(&now.name(), room.saturating_sub(cells::width(&state)).max(6));
        let end = canvas.at(line, 2, 0, &name, style);
        let left = Rect { width: places.user.min(line.width), ..line };
        canvas.raw(left, end, 0, &state, canvas.theme.dim);
        self.hit(canvas, left, row * PER_ROW);
        for column in 0..COLUMNS {
            let Some((x, width)) = places.place(column, self.first_column.get()) else { continue };
            let place = Rect { x: line.x + x, width: width.min(line.width.saturating_sub(x)), ..line };
            self.draw_cell(canvas, place, draft, row, column);
            self.hit(canvas, place, row * PER_ROW + column + 1);
        }
    }

    fn hit(&self, canvas: &mut Canvas<'_>, place: Rect, target: usize) {
        if self.over.is_none() {
            canvas.hit(place, target);
        }
    }

    fn draw_cell(&self, canvas: &mut Canvas<'_>, place: Rect, draft: &Draft, row: usize, column: usize) {
        let (Some(now), edit) = (draft.now(row), draft.edit(row)) else { return };
        let theme = canvas.theme;
        let under = row == self.row.at() && column == self.column;
        let (text, changed, style) = match Column::at(column) {
            Column::Role => (words::role(now.role).to_owned(), edit.is_some_and(|e| e.role.is_some()), theme.text),
            Column::Sees => {
                let style = if now.scope.is_empty() { theme.warn } else { theme.text };
                let text = words::scope(&now.scope, &draft.sheet.facilities, "–");
                (text, edit.is_some_and(|e| e.scope.is_some()), style)
            }
            Column::Contact => {
                let name =
                    now.contact.map_or_else(|| t!("contact-none").to_owned(), |id| draft.sheet.contact(Some(id)));
                (name, edit.is_some_and(|e| e.contact.is_some()), theme.text)
            }
            Column::Permission(p) => permission_cell(canvas, draft, row, p),
        };
        let star = usize::from(changed);
        // The brackets, and the star; the role has no cell to spare.
        let gap = usize::from(column != 0);
        let room = usize::from(place.width).saturating_sub(2 + gap + star).max(1);
        let text = cells::fit(&text, room);
        let (open, shut) = if under { ("[", "]") } else { (" ", " ") };
        let style = if under && canvas.focused { theme.selected } else { style };
        let x = canvas.raw(place, 0, 0, &format!("{open}{text}{shut}"), style);
        if changed {
            canvas.raw(place, x, 0, "*", theme.warn);
        }
    }

    fn draw_below(&self, canvas: &mut Canvas<'_>, area: Rect, draft: &Draft) {
        let rule = "─".repeat(usize::from(area.width));
        canvas.raw(area, 0, 0, &rule, canvas.theme.border);
        let (name, off) = match Column::at(self.column) {
            Column::Role => (t!("role").to_owned(), None),
            Column::Sees => (t!("grid-sees-long").to_owned(), None),
            Column::Contact => (t!("grid-contact-long").to_owned(), None),
            Column::Permission(p) => {
                let area = p.portal_area().filter(|_| area_is_off(draft, p));
                (words::names(p).1.to_owned(), area)
            }
        };
        let place = t!("grid-place", name = name, column = self.column + 1, COLUMNS = COLUMNS);
        let x = canvas.at(area, 1, 1, &place, canvas.theme.heading);
        if let Some(off) = off {
            let area_word = word(off.as_str());
            let text = format!(" · {}", t!("grid-area-off", area = area_word));
            canvas.at(area, x, 1, &text, canvas.theme.warn);
        }
        let (text, style) = match (&self.notice, self.may) {
            (Some(notice), _) => (notice.clone(), canvas.theme.warn),
            (None, false) => (t!("grid-look-only").to_owned(), canvas.theme.warn),
            (None, true) => (self.cell_sentence(draft), canvas.theme.text),
        };
        let lines = cells::wrap(&text, usize::from(area.width.saturating_sub(2)));
        for (y, line) in (2..area.height).zip(&lines) {
            canvas.at(area, 1, y, line, style);
        }
    }

    /// "Jan Moser / Objects: allowed by role → denied. Will no longer see 14 objects, 0 orders."
    fn cell_sentence(&self, draft: &Draft) -> String {
        let row = self.row.at();
        let (Some(user), Some(now)) = (draft.users().get(row), draft.now(row)) else { return String::new() };
        let effect = self.preview.get().filter(|_| !self.preview.is_loading()).and_then(|all| all.first());
        let effect = |would| match effect {
            Some(effect) => format!(" {}", words::effect(effect, would)),
            None if self.preview.is_loading() => " …".to_owned(),
            None => String::new(),
        };
        let name = match user.state {
            UserState::Active => user.name(),
            state => format!("{} ({})", user.name(), word(state.as_str())),
        };
        match Column::at(self.column) {
            Column::Role if now.role != user.role => {
                let said =
                    t!("grid-role-was", name = name, role = word(user.role.as_str()), new = word(now.role.as_str()));
                format!("{said}{}", effect(false))
            }
            Column::Role => {
                t!("grid-role-says", name = name, role = word(now.role.as_str()), role2 = words::role_note(now.role))
            }
            Column::Sees => {
                let of = |scope| words::scope(scope, &draft.sheet.facilities, t!("not-at-facility"));
                if now.scope == user.scope {
                    t!("grid-sees-says", name = name, scope = of(&now.scope))
                } else {
                    let said = t!("grid-sees-was", name = name, scope = of(&user.scope), new = of(&now.scope));
                    format!("{said}{}", effect(false))
                }
            }
            Column::Contact => {
                let of = |id| draft.sheet.contact(id);
                match (now.contact == user.contact, now.contact) {
                    (false, _) => {
                        let (was, new) = (of(user.contact), of(now.contact));
                        format!("{}{}", t!("grid-contact-was", name = name, contact = was, new = new), effect(false))
                    }
                    (true, None) => t!("grid-no-contact", name = name),
                    (true, id) => t!("grid-is-contact", name = name, id = of(id)),
                }
            }
            Column::Permission(p) => self.permission_sentence(draft, p, &name, effect),
        }
    }

    fn permission_sentence(
        &self,
        draft: &Draft,
        permission: Permission,
        name: &str,
        effect: impl Fn(bool) -> String,
    ) -> String {
        let row = self.row.at();
        let (Some(standing), Some(user)) = (draft.standing(row, permission), draft.users().get(row)) else {
            return String::new();
        };
        let heading = words::names(permission).0;
        let words = words::standing(standing.held, standing.by_role);
        let before = words::standing(user.effective.holds(permission), !user.exceptions.contains_key(&permission));
        if standing.never {
            let role = draft.now(row).map_or(user.role, |u| u.role);
            t!("grid-cannot", name = name, heading = heading, role = word(role.as_str()))
        } else if standing.changed {
            format!("{name} / {heading}: {before} → {words}.{}", effect(false))
        } else {
            let key = if standing.held { "grid-space-denies" } else { "grid-space-allows" };
            let said = t!(key, name = name, heading = heading, standing = words);
            format!("{said}{}", lower_first(&effect(true)))
        }
    }
}

/// How a person stands, beside the name: nothing for the usual, active.
fn state_word(state: UserState, short: bool) -> String {
    match (state, short) {
        (UserState::Active, _) => String::new(),
        (state, false) => format!(" {}", word(state.as_str())),
        (UserState::Pending, true) => format!(" {}", t!("grid-pending")),
        (UserState::Suspended, true) => format!(" {}", t!("grid-suspended")),
        (UserState::Revoked, true) => format!(" {}", t!("grid-revoked")),
        (UserState::Expired, true) => format!(" {}", t!("grid-expired")),
    }
}

/// A sentence that goes on after a colon.
fn lower_first(sentence: &str) -> String {
    let mut chars = sentence.trim_start().chars();
    let first: String = chars.next().map(|c| c.to_lowercase().collect()).unwrap_or_default();
    format!(" {first}{}", chars.as_str())
}

fn permission_cell(canvas: &Canvas<'_>, draft: &Draft, row: usize, permission: Permission) -> (String, bool, Style) {
    let theme = canvas.theme;
    let Some(standing) = draft.standing(row, permission) else { return (String::new(), false, theme.text) };
    if standing.never {
        return (" –".to_owned(), standing.changed, theme.dim);
    }
    let (mark, style) = if standing.held { ("■", theme.good) } else { ("□", theme.text) };
    let style = if area_is_off(draft, permission) { theme.dim } else { style };
    let role = if standing.by_role { "●" } else { " " };
    (format!("{mark}{role}"), standing.changed, style)
}

/// Whether the permission has no effect because its portal area is off for the customer (R2).
fn area_is_off(draft: &Draft, permission: Permission) -> bool {
    permission.portal_area().is_some_and(|area| !draft.sheet.customer.areas.on(area))
}
