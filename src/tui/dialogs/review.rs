//! The review before saving (R72): each person's changes, and in numbers what they gain and lose. Enter saves all of it
//! in one transaction; nothing is saved when somebody else was faster.

use std::cell::Cell;

use ratatui::layout::Rect;

use crate::domain::CustomerUserId;
use crate::service::access::{self, Change, Effect, UserRow};

use super::super::catalogue::Id;
use super::super::cells;
use super::super::grid::{Draft, words};
use super::super::load::{Load, Taken};
use super::super::msg::Reply;
use super::super::screen::{Canvas, Cx};
use super::super::widgets::modal;

/// One person's changes.
#[derive(Debug)]
struct Person {
    id: CustomerUserId,
    name: String,
    lines: Vec<String>,
    warning: Option<String>,
}

/// The review.
#[derive(Debug)]
pub struct Review {
    changes: Vec<Change>,
    people: Vec<Person>,
    count: usize,
    effects: Load<Vec<Effect>>,
    saving: Load<Vec<UserRow>>,
    top: usize,
    // Drawing decides how far it can be scrolled.
    room: Cell<(usize, usize)>,
}

/// What became of a review.
#[derive(Debug)]
pub enum Reviewed {
    /// Still open.
    Stay,
    /// Back to the changes.
    Back,
    /// Saved; the new rows.
    Saved(Vec<UserRow>),
    /// Somebody else was faster: this sentence says who.
    Overtaken(String),
}

impl Review {
    /// A review of what was changed; the numbers are asked for.
    pub fn new(draft: &Draft, cx: &mut Cx<'_>) -> Self {
        let changes = draft.changes();
        let person = |change: &Change| {
            let user = draft.users().iter().find(|u| u.id == change.user);
            Person {
                id: change.user,
                name: user.map_or_else(String::new, |u| format!("{} · {} · {}", u.name(), u.email, u.state)),
                lines: draft.lines(change),
                warning: draft.others.get(&change.user).map(|who| t!("review-meanwhile", who = who)),
            }
        };
        let mut review = Self {
            people: changes.iter().map(person).collect(),
            changes,
            count: draft.count(),
            effects: Load::default(),
            saving: Load::default(),
            top: 0,
            room: Cell::new((0, 0)),
        };
        review.ask(cx);
        review
    }

    /// A review of changes of many people: whose, how they are called, and what changes for each.
    pub fn of_people(
        changes: Vec<Change>,
        people: Vec<(CustomerUserId, String, Vec<String>)>,
        cx: &mut Cx<'_>,
    ) -> Self {
        let person = |(id, name, lines)| Person { id, name, lines, warning: None };
        let mut review = Self {
            count: changes.len(),
            changes,
            people: people.into_iter().map(person).collect(),
            effects: Load::default(),
            saving: Load::default(),
            top: 0,
            room: Cell::new((0, 0)),
        };
        review.ask(cx);
        review
    }

    fn ask(&mut self, cx: &mut Cx<'_>) {
        let changes = self.changes.clone();
        self.effects.ask(cx, "review", move |app, by| async move { access::preview(&app, &by, &changes).await });
    }

    /// Takes a command of the scope Review.
    pub fn command(&mut self, command: Id, cx: &mut Cx<'_>) -> Reviewed {
        let (lines, height) = self.room.get();
        let page = height.saturating_sub(1).max(1);
        let top = match command {
            Id::ReviewUp => self.top.saturating_sub(1),
            Id::ReviewDown => self.top + 1,
            Id::ReviewPageUp => self.top.saturating_sub(page),
            Id::ReviewPageDown => self.top + page,
            // What is on its way cannot be called back.
            Id::Close if self.saving.is_loading() => return Reviewed::Stay,
            Id::Close => {
                self.effects.drop_question(cx);
                return Reviewed::Back;
            }
            Id::ReviewSave if !self.saving.is_loading() => {
                let changes = self.changes.clone();
                self.saving.ask(cx, "save", move |app, by| async move { access::apply(&app, &by, &changes).await });
                return Reviewed::Stay;
            }
            _ => return Reviewed::Stay,
        };
        self.top = top.min(lines.saturating_sub(height));
        Reviewed::Stay
    }

    /// Takes the replies to its questions.
    pub fn reply(&mut self, reply: &mut Reply) -> Reviewed {
        if self.effects.take(reply) != Taken::No {
            return Reviewed::Stay;
        }
        match self.saving.take(reply) {
            Taken::Ready => self.saving.take_value().map_or(Reviewed::Stay, Reviewed::Saved),
            Taken::Failed => match self.saving.failure() {
                Some(failure) if failure.conflict => Reviewed::Overtaken(failure.sentence.clone()),
                _ => Reviewed::Stay,
            },
            Taken::No => Reviewed::Stay,
        }
    }

    /// "3 changes for 2 people".
    pub fn summary(&self) -> String {
        let changes = t!("n-changes", count = self.count);
        t!("review-summary", changes = changes, people = t!("n-people", count = self.people.len()))
    }

    /// Draws it in the middle of `area`.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let theme = canvas.theme;
        let width = area.width.saturating_sub(6).min(92);
        let mut lines: Vec<(String, ratatui::style::Style)> = Vec::new();
        let mut add = |indent: usize, text: &str, style| {
            for line in cells::wrap(text, usize::from(width).saturating_sub(indent)) {
                lines.push((format!("{}{line}", " ".repeat(indent)), style));
            }
        };
        for person in &self.people {
            add(0, &person.name, theme.title);
            for line in &person.lines {
                add(2, line, theme.text);
            }
            if let Some(warning) = &person.warning {
                add(2, &format!("⚠ {warning}"), theme.warn);
            }
            let effect = self.effects.get().and_then(|all| all.iter().find(|e| e.user == person.id));
            match (effect, self.effects.failure()) {
                (Some(e), _) => {
                    let style = if e.sees_nothing { theme.warn } else { theme.dim };
                    add(2, &format!("→ {}", words::effect(e, false)), style);
                }
                (None, Some(failure)) => add(2, &format!("✗ {}", failure.sentence), theme.bad),
                (None, None) => add(2, t!("review-counting"), theme.dim),
            }
            add(0, "", theme.text);
        }
        let failure = self.saving.failure().filter(|f| !f.conflict);
        let failed = failure.map(|f| cells::wrap(&format!("✗ {}", f.sentence), usize::from(width))).unwrap_or_default();
        let below = u16::try_from(failed.len()).unwrap_or(3) + 1;
        let wanted = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(below);
        let height = wanted.min(area.height.saturating_sub(2));
        let inner = modal(canvas, area, width, height, &t!("review-ask", summary = self.summary()));
        let room = usize::from(inner.height.saturating_sub(below));
        self.room.set((lines.len(), room));
        for (y, (line, style)) in (0_u16..).zip(lines.iter().skip(self.top).take(room)) {
            canvas.raw(inner, 0, y, line, *style);
        }
        for (y, line) in (inner.height.saturating_sub(below)..).zip(&failed) {
            canvas.line(inner, y, line, theme.bad);
        }
        let hidden = lines.len().saturating_sub(self.top + room);
        let foot = match (self.saving.is_loading(), hidden) {
            (true, _) => t!("saving").to_owned(),
            (_, 0) => t!("review-hint").to_owned(),
            (_, n) => t!("review-hint-more", n = n),
        };
        canvas.line(inner, inner.height.saturating_sub(1), &foot, theme.key);
    }
}
