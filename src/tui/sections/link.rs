//! Making a link to an invitation (R7), then copying and showing it.

use ratatui::layout::Rect;

use crate::domain::InvitationId;
use crate::service::invitations;

use super::super::catalogue::{Id, Scope};
use super::super::load::{Load, Taken};
use super::super::msg::Reply;
use super::super::screen::{Canvas, Cx, Screen, Wish};
use super::super::widgets::modal;
use super::invitations::show_link;

/// Waits for the link; then gives way to the dialog that shows it.
#[derive(Debug)]
pub struct Link {
    id: InvitationId,
    name: String,
    made: Load<String>,
}

impl Link {
    /// A link for the invitation of this person.
    pub fn new(id: InvitationId, name: &str) -> Self {
        Self { id, name: name.to_owned(), made: Load::default() }
    }
}

impl Screen for Link {
    fn title(&self) -> String {
        format!("Link for {}", self.name)
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Dialog]
    }

    fn on_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        if command == Id::Close {
            cx.close();
        }
    }

    fn on_changed(&mut self, cx: &mut Cx<'_>) {
        if self.made.is_idle() {
            let id = self.id;
            self.made.ask(cx, "link", move |app, by| async move { invitations::link(&app, &by, id).await });
        }
    }

    fn waiting(&self) -> bool {
        self.made.is_loading()
    }

    fn on_reply(&mut self, reply: &mut Reply, cx: &mut Cx<'_>) {
        if self.made.take(reply) == Taken::Ready
            && let Some(link) = self.made.take_value()
        {
            cx.close();
            cx.wish(Wish::Changed);
            show_link(&self.name, &link, cx);
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let inner = modal(canvas, area, 60.min(area.width.saturating_sub(6)), 2, &self.title());
        match self.made.failure() {
            Some(failure) => canvas.line(inner, 0, &format!("✗ {}", failure.sentence), canvas.theme.bad),
            None => canvas.line(inner, 0, "Making a link …", canvas.theme.dim),
        };
    }
}
