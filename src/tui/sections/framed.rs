//! A list with a frame around it.

use chrono::{DateTime, Utc};
use ratatui::layout::Rect;

use super::super::catalogue::{Id, Scope};
use super::super::cells;
use super::super::msg::Reply;
use super::super::screen::{Availability, Canvas, Cx, Screen, Typed};
use super::super::widgets::block;
use super::pane::{Pane, Rows};

/// A list in a frame with its title: a section, or the docked panel.
pub struct Framed<S: Rows>(Pane<S>);

impl<S: Rows> Framed<S> {
    /// The list of these rows.
    pub fn new(spec: S) -> Self {
        Self(Pane::new(spec))
    }

    /// What stands at the right of the heading, if there is room beside a title so wide.
    fn draw_beside(&self, canvas: &mut Canvas<'_>, area: Rect, title: usize) {
        // Corners, spaces around both texts, and a piece of the border between them.
        let room = usize::from(area.width).saturating_sub(title + 9);
        let Some((text, wrong)) = self.0.spec.beside(room) else { return };
        let text = format!(" {} ", cells::fit(&text, room));
        let width = u16::try_from(cells::width(&text)).unwrap_or(u16::MAX);
        let style = if wrong { canvas.theme.warn } else { canvas.theme.dim };
        if room > 0 {
            canvas.raw(area, area.width.saturating_sub(width + 2), 0, &text, style);
        }
    }
}

impl<S: Rows> Screen for Framed<S> {
    fn title(&self) -> String {
        self.0.title()
    }

    fn scopes(&self) -> Vec<Scope> {
        self.0.scopes()
    }

    fn availability(&self, command: Id, now: DateTime<Utc>) -> Availability {
        self.0.availability(command, now)
    }

    fn typing(&self) -> bool {
        self.0.typing()
    }

    fn waiting(&self) -> bool {
        self.0.waiting()
    }

    fn on_text(&mut self, typed: &Typed, cx: &mut Cx<'_>) -> bool {
        self.0.on_text(typed, cx)
    }

    fn on_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        self.0.on_command(command, cx);
    }

    fn on_changed(&mut self, cx: &mut Cx<'_>) {
        self.0.on_changed(cx);
    }

    fn apply_view(&mut self, query: &str, sorting: &str, cx: &mut Cx<'_>) {
        self.0.apply_view(query, sorting, cx);
    }

    fn on_reply(&mut self, reply: &mut Reply, cx: &mut Cx<'_>) {
        self.0.on_reply(reply, cx);
    }

    fn on_click(&mut self, target: usize, cx: &mut Cx<'_>) {
        self.0.on_click(target, cx);
    }

    fn inside(&self) -> Vec<&dyn Screen> {
        vec![&self.0]
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let title = self.title();
        let inner = block(canvas, area, &title);
        self.draw_beside(canvas, area, cells::width(&title));
        self.0.draw(canvas, inner);
    }
}
