//! What the roles hold (R8): permissions down, roles across. Before anything is saved it is said how many people gain or lose
//! what.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use ratatui::layout::Rect;

use crate::domain::permission::{Holding, Permission, Role};
use crate::service::roles::{self, RoleChange, RoleEffect, Roles};

use super::super::super::catalogue::{Id, Scope};
use super::super::super::cells;
use super::super::super::dialogs::{Ask, Step};
use super::super::super::grid::words;
use super::super::super::load::{Load, Taken};
use super::super::super::msg::Reply;
use super::super::super::screen::{Availability, Canvas, Cx, Leave, Screen, Wish};
use super::super::super::widgets::{Cursor, modal};

const ROLES: [Role; 3] = [Role::Administrator, Role::Moderator, Role::Member];
const CELL: u16 = 15;
/// The same on a narrow screen.
const NARROW: u16 = 10;

/// What lies over the grid.
#[derive(Debug)]
enum Over {
    Review(Ask),
    Leave(Ask),
}

/// The grid.
#[derive(Debug, Default)]
pub struct RoleGrid {
    load: Load<Roles>,
    edits: BTreeMap<(Role, Permission), bool>,
    row: Cursor,
    column: usize,
    effects: Load<Vec<(Role, RoleEffect)>>,
    saving: Load<Roles>,
    /// How many changes were sent: the table may be loaded again before the answer comes.
    sent: usize,
    over: Option<Over>,
}

impl RoleGrid {
    fn role(&self) -> Role {
        ROLES[self.column.min(2)]
    }

    fn permission(&self) -> Permission {
        words::ORDER[self.row.at().min(words::ORDER.len() - 1)]
    }

    fn saved(&self, role: Role, permission: Permission) -> bool {
        self.load.get().is_some_and(|r| r.table.of(role).holds(permission))
    }

    fn held(&self, role: Role, permission: Permission) -> bool {
        self.edits.get(&(role, permission)).copied().unwrap_or_else(|| self.saved(role, permission))
    }

    fn toggle(&mut self, cx: &mut Cx<'_>) {
        let (role, permission) = (self.role(), self.permission());
        if role.holding(permission) == Holding::No {
            return cx.failed(t!("role-never", permission = words::names(permission).1, role = role));
        }
        let now = !self.held(role, permission);
        if now == self.saved(role, permission) {
            self.edits.remove(&(role, permission));
        } else {
            self.edits.insert((role, permission), now);
        }
    }

    /// One change for each role, on the version that is shown.
    fn changes(&self) -> Vec<RoleChange> {
        let Some(roles) = self.load.get() else { return Vec::new() };
        let of = |role: &Role| {
            let mine = self.edits.iter().filter(|((r, _), _)| r == role);
            let permissions: BTreeMap<_, _> = mine.map(|((_, p), on)| (*p, *on)).collect();
            (!permissions.is_empty()).then_some(RoleChange { version: roles.version, role: *role, permissions })
        };
        ROLES.iter().filter_map(of).collect()
    }

    fn review(&mut self, cx: &mut Cx<'_>) {
        let changes = self.changes();
        self.effects.ask(cx, "role effects", move |app, by| async move {
            let mut effects = Vec::new();
            for change in &changes {
                effects.push((change.role, roles::preview(&app, &by, change).await?));
            }
            Ok(effects)
        });
    }

    fn save(&mut self, cx: &mut Cx<'_>) {
        let changes = self.changes();
        self.sent = self.edits.len();
        self.saving.ask(cx, "save roles", move |app, by| async move {
            let mut saved = roles::table(&app, &by).await?;
            let mut version = changes.first().map_or(saved.version, |c| c.version);
            for change in changes {
                saved = roles::set(&app, &by, &RoleChange { version, ..change }).await?;
                version = saved.version;
            }
            Ok(saved)
        });
    }

    fn close(&mut self, cx: &mut Cx<'_>) {
        if self.edits.is_empty() {
            return cx.close();
        }
        let text = t!("role-leave-text");
        self.over = Some(Over::Leave(Ask::new(t!("leave-title"), text, t!("stay"), t!("discard"))));
    }

    fn settle(&mut self, step: &Step<()>, cx: &mut Cx<'_>) {
        match step {
            Step::Stay => {}
            Step::Cancel => self.over = None,
            Step::Done(()) => match self.over.take() {
                Some(Over::Review(_)) => self.save(cx),
                _ => cx.close(),
            },
        }
    }

    fn draw_rows(&self, canvas: &mut Canvas<'_>, inner: Rect) {
        let theme = *canvas.theme;
        // Where there is little room, the names of permissions need it more than those of the roles.
        let narrow = inner.width < 70;
        let cell = if narrow { NARROW } else { CELL };
        let name = inner.width.saturating_sub(3 * cell + 1);
        let top = Rect { height: 1, ..inner };
        canvas.raw(top, 2, 0, t!("bulk-permission"), theme.heading);
        for (i, role) in (0_u16..).zip(ROLES) {
            let style = if usize::from(i) == self.column { theme.title } else { theme.heading };
            canvas.raw(top, name + i * cell, 0, if narrow { words::role(role) } else { role.as_str() }, style);
        }
        let body = Rect { y: inner.y + 1, height: inner.height.saturating_sub(4), ..inner };
        for (y, at) in (0_u16..).zip(self.row.window(words::ORDER.len(), usize::from(body.height))) {
            let permission = words::ORDER[at];
            let line = Rect { y: body.y + y, height: 1, ..body };
            let under = at == self.row.at();
            canvas.raw(line, 0, 0, if under { "▌" } else { " " }, theme.focus);
            let label = cells::fit(words::names(permission).1, usize::from(name.saturating_sub(3)));
            canvas.raw(line, 2, 0, &label, if under { theme.title } else { theme.text });
            for (i, role) in (0_u16..).zip(ROLES) {
                let held = self.held(role, permission);
                let never = role.holding(permission) == Holding::No;
                let mark = match (never, held) {
                    (true, _) => "–",
                    (_, true) => "■",
                    (_, false) => "□",
                };
                let star = if self.edits.contains_key(&(role, permission)) { "*" } else { " " };
                let here = under && usize::from(i) == self.column;
                let (open, shut) = if here { ("[", "]") } else { (" ", " ") };
                let style = match (here && canvas.focused, held) {
                    (true, _) => theme.selected,
                    (_, true) => theme.good,
                    (_, false) => theme.dim,
                };
                let x = canvas.raw(line, name + i * cell, 0, &format!("{open}{mark}{shut}"), style);
                canvas.raw(line, x, 0, star, theme.warn);
                let place = Rect { x: line.x + name + i * cell, width: cell.min(6), ..line };
                canvas.hit(place.intersection(line), at * 3 + usize::from(i));
            }
        }
    }
}

/// "37 people gain Report faults" for each permission, role by role.
fn told(effects: &[(Role, RoleEffect)]) -> String {
    let people = |n: u64| t!("n-people", count = n);
    let mut lines = Vec::new();
    for (role, effect) in effects {
        lines.push(t!("role-touched", role = crate::tui::words::word(role.as_str()), people = people(effect.people)));
        for (permission, n) in &effect.gained {
            let key = if *n == 1 { "role-gains" } else { "role-gain" };
            lines.push(format!("  {}", t!(key, people = people(*n), permission = words::names(*permission).1)));
        }
        for (permission, n) in &effect.lost {
            let key = if *n == 1 { "role-loses" } else { "role-lose" };
            lines.push(format!("  {}", t!(key, people = people(*n), permission = words::names(*permission).1)));
        }
        lines.push(match effect.told {
            _ if effect.too_many_to_tell => {
                format!("  {}", t!("role-too-many", people = t!("n-people", count = roles::MOST_TOLD)))
            }
            0 => format!("  {}", t!("role-told-nobody")),
            told => format!("  {}", t!("role-told", people = people(u64::try_from(told).unwrap_or(u64::MAX)))),
        });
    }
    lines.push(t!("role-exceptions").to_owned());
    lines.join("\n")
}

impl Screen for RoleGrid {
    fn title(&self) -> String {
        t!("roles-title").to_owned()
    }

    fn scopes(&self) -> Vec<Scope> {
        if self.over.is_some() { Scope::Question.chain() } else { Scope::Roles.chain() }
    }

    fn availability(&self, command: Id, _: DateTime<Utc>) -> Availability {
        match command {
            Id::RoleSave => Availability::when(!self.edits.is_empty(), t!("nothing-changed")),
            Id::Open if self.over.is_none() => Availability::Hidden,
            _ => Availability::Enabled,
        }
    }

    fn waiting(&self) -> bool {
        self.effects.is_loading() || self.saving.is_loading() || (self.load.get().is_none() && self.load.is_loading())
    }

    fn on_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        if let Some(Over::Review(ask) | Over::Leave(ask)) = &mut self.over {
            let step = ask.command(command);
            return self.settle(&step, cx);
        }
        match command {
            Id::RoleToggle => self.toggle(cx),
            Id::RoleLeft => self.column = self.column.saturating_sub(1),
            Id::RoleRight => self.column = (self.column + 1).min(2),
            Id::RoleSave => self.review(cx),
            Id::Close => self.close(cx),
            _ => drop(self.row.step(command, words::ORDER.len())),
        }
    }

    fn on_click(&mut self, target: usize, cx: &mut Cx<'_>) {
        if let Some(Over::Review(ask) | Over::Leave(ask)) = &self.over {
            let step = ask.click(target);
            return self.settle(&step, cx);
        }
        self.row.set(target / 3);
        self.column = target % 3;
        self.toggle(cx);
    }

    fn on_changed(&mut self, cx: &mut Cx<'_>) {
        self.load.ask(cx, "roles", |app, by| async move { roles::table(&app, &by).await });
    }

    fn on_reply(&mut self, reply: &mut Reply, cx: &mut Cx<'_>) {
        if self.load.take(reply) == Taken::Ready {
            // What somebody else has made so meanwhile is no change any more.
            let table = self.load.get().map(|r| r.table);
            self.edits.retain(|(role, p), on| table.is_none_or(|t| t.of(*role).holds(*p) != *on));
            return;
        }
        match self.effects.take(reply) {
            Taken::Ready => {
                let text = self.effects.take_value().map(|e| told(&e)).unwrap_or_default();
                self.over = Some(Over::Review(Ask::new(t!("role-ask"), text, t!("no-button"), t!("save"))));
                return;
            }
            Taken::Failed => {
                return cx.failed(self.effects.failure().map(|f| f.sentence.clone()).unwrap_or_default());
            }
            Taken::No => {}
        }
        match self.saving.take(reply) {
            Taken::Ready => {
                let n = self.sent;
                self.edits.clear();
                if let Some(roles) = self.saving.take_value() {
                    self.load = Load::ready(roles);
                }
                cx.wish(Wish::Changed);
                let key = if n == 1 { "role-saved-one" } else { "role-saved-many" };
                cx.undoable(None, t!(key, n = n));
            }
            Taken::Failed => {
                cx.failed(self.saving.failure().map(|f| f.sentence.clone()).unwrap_or_default());
                self.on_changed(cx);
            }
            Taken::No => {}
        }
    }

    fn leave(&self) -> Leave {
        match self.edits.len() {
            0 => Leave::Ok,
            n => Leave::Unsaved(t!("role-unsaved", n = n)),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let rows = u16::try_from(words::ORDER.len()).unwrap_or(21) + 4;
        let width = area.width.saturating_sub(6).min(92);
        canvas.with_focus(self.over.is_none(), |canvas| {
            let inner = modal(canvas, area, width, rows.min(area.height.saturating_sub(2)), t!("roles-title"));
            match (self.load.get(), self.load.failure()) {
                (Some(_), _) => self.draw_rows(canvas, inner),
                (None, Some(f)) => drop(canvas.line(inner, 0, &format!("✗ {}", f.sentence), canvas.theme.bad)),
                (None, None) => drop(canvas.line(inner, 0, t!("loading"), canvas.theme.dim)),
            }
            let last = inner.height.saturating_sub(1);
            let legend = t!("role-legend");
            canvas.line(inner, last.saturating_sub(1), legend, canvas.theme.dim);
            let foot = match (self.waiting(), self.edits.len()) {
                (true, _) => t!("one-moment").to_owned(),
                (_, 0) => t!("role-hint").to_owned(),
                (_, n) => t!("role-hint-changed", n = n),
            };
            canvas.line(inner, last, &foot, canvas.theme.key);
        });
        if let Some(Over::Review(ask) | Over::Leave(ask)) = &self.over {
            ask.draw(canvas, area);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_preview_counts_people_in_words() {
        let effect = RoleEffect {
            people: 38,
            gained: vec![(Permission::ReportFaults, 37)],
            lost: vec![(Permission::Comment, 1)],
            told: 36,
            too_many_to_tell: false,
        };
        let text = told(&[(Role::Member, effect.clone())]);
        assert!(text.contains("member: 38 people touched"), "{text}");
        assert!(text.contains("37 people gain: Report faults"), "{text}");
        assert!(text.contains("1 person loses: Comment on orders"), "{text}");
        assert!(text.contains("told by a letter: 36 people"), "{text}");
        let text = told(&[(Role::Member, RoleEffect { told: 0, too_many_to_tell: true, ..effect })]);
        assert!(text.contains("more than 1000 people: nobody is told by a letter"), "{text}");
    }
}
