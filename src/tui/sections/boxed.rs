//! A list as a dialog.

use chrono::{DateTime, Utc};
use ratatui::layout::Rect;

use super::super::catalogue::{Id, Scope};
use super::super::msg::Reply;
use super::super::screen::{Availability, Canvas, Cx, Screen, Typed};
use super::super::widgets::modal;
use super::pane::{Pane, Rows};

/// A list in a box of its own.
pub struct Boxed<S: Rows> {
    title: String,
    list: Pane<S>,
}

impl<S: Rows> Boxed<S> {
    /// The list of these rows.
    pub fn new(title: impl Into<String>, spec: S) -> Self {
        Self { title: title.into(), list: Pane::new(spec) }
    }
}

impl<S: Rows> Screen for Boxed<S> {
    fn title(&self) -> String {
        self.title.clone()
    }

    fn scopes(&self) -> Vec<Scope> {
        self.list.scopes()
    }

    fn availability(&self, command: Id, now: DateTime<Utc>) -> Availability {
        self.list.availability(command, now)
    }

    fn typing(&self) -> bool {
        self.list.typing()
    }

    fn waiting(&self) -> bool {
        self.list.waiting()
    }

    fn on_text(&mut self, typed: &Typed, cx: &mut Cx<'_>) -> bool {
        self.list.on_text(typed, cx)
    }

    fn on_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        match command {
            Id::Close if self.list.availability(Id::Back, cx.now) == Availability::Enabled => {
                self.list.on_command(Id::Back, cx);
            }
            Id::Close => cx.close(),
            _ => self.list.on_command(command, cx),
        }
    }

    fn on_changed(&mut self, cx: &mut Cx<'_>) {
        self.list.on_changed(cx);
    }

    fn apply_view(&mut self, query: &str, sorting: &str, cx: &mut Cx<'_>) {
        self.list.apply_view(query, sorting, cx);
    }

    fn on_reply(&mut self, reply: &mut Reply, cx: &mut Cx<'_>) {
        self.list.on_reply(reply, cx);
    }

    fn on_click(&mut self, target: usize, cx: &mut Cx<'_>) {
        self.list.on_click(target, cx);
    }

    fn inside(&self) -> Vec<&dyn Screen> {
        vec![&self.list]
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let height = area.height.saturating_sub(6).clamp(6, 18);
        let inner = modal(canvas, area, area.width.saturating_sub(6).min(100), height, &self.title);
        self.list.draw(canvas, inner);
    }
}
