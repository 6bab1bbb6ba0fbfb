//! Something to hand on: a link, a code, a password that is shown this once. Large, with a key that copies it.

use std::cell::Cell;

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::super::catalogue::{Id, Scope};
use super::super::cells;
use super::super::msg::Effect;
use super::super::screen::{Canvas, Cx, Screen};
use super::super::widgets::modal;

/// What is handed on.
#[derive(Debug)]
pub struct Handed {
    title: String,
    before: String,
    secret: String,
    after: String,
    noun: &'static str,
    once: bool,
    asked: Cell<bool>,
}

impl Handed {
    /// `before` and `after` are said above and below it; `noun` is what `y` says it copied ("link").
    pub fn new(
        title: impl Into<String>,
        before: impl Into<String>,
        secret: impl Into<String>,
        after: impl Into<String>,
        noun: &'static str,
    ) -> Self {
        Self {
            title: title.into(),
            before: before.into(),
            secret: secret.into(),
            after: after.into(),
            noun,
            once: false,
            asked: Cell::new(false),
        }
    }

    /// It is shown this once: leaving needs to be meant.
    #[must_use]
    pub const fn once(mut self) -> Self {
        self.once = true;
        self
    }
}

impl Screen for Handed {
    fn title(&self) -> String {
        self.title.clone()
    }

    fn scopes(&self) -> Vec<Scope> {
        Scope::Invited.chain()
    }

    fn on_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        match command {
            Id::InvitedCopy => {
                cx.effect(Effect::Copy(self.secret.clone()));
                cx.done(t!("handed-copied", noun = self.noun));
                self.asked.set(true);
            }
            // A key typed ahead must not lose what cannot be shown again.
            Id::InvitedDone | Id::Close if self.once && !self.asked.replace(true) => {
                cx.info(t!("handed-once", noun = self.noun));
            }
            Id::InvitedDone | Id::Close => cx.close(),
            _ => {}
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let width = area.width.saturating_sub(6).min(84);
        let wrap = |text: &str| cells::wrap(text, usize::from(width));
        let (before, secret, after) = (wrap(&self.before), wrap(&self.secret), wrap(&self.after));
        let height = u16::try_from(before.len() + secret.len() + after.len() + 6).unwrap_or(14);
        let inner = modal(canvas, area, width, height, &self.title);
        let big = canvas.theme.key.add_modifier(Modifier::BOLD);
        let (text, dim, key) = (canvas.theme.text, canvas.theme.dim, canvas.theme.key);
        let mut y = 0;
        let mut put = |canvas: &mut Canvas<'_>, lines: &[String], style, indent| {
            for line in lines {
                canvas.raw(inner, indent, y, line, style);
                y += 1;
            }
            y += 1;
        };
        put(canvas, &before, text, 0);
        let indent = if secret.len() == 1 { 2 } else { 0 };
        put(canvas, &secret, big, indent);
        put(canvas, &after, dim, 0);
        let foot = t!("handed-foot", noun = self.noun);
        canvas.line(inner, inner.height.saturating_sub(1), &foot, key);
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::harness::Bench;
    use super::*;

    #[test]
    fn what_is_shown_once_is_not_lost_by_one_key() {
        let handed = Handed::new("Temporary password", "For Eva:", "tall-river-7-moss", "Valid 72 hours.", "password");
        let mut bench = Bench::with_dialog(handed.once());
        assert!(bench.screen(80, 24).contains("tall-river-7-moss"));
        bench.press("enter");
        assert_eq!(bench.desk.dialogs(), 1);
        bench.press("y");
        assert!(bench.effects().iter().any(|e| matches!(e, Effect::Copy(text) if text == "tall-river-7-moss")));
        bench.press("enter");
        assert_eq!(bench.desk.dialogs(), 0);
    }
}
