//! The one review of a change for many (R72, R75): each person's change and what it means in numbers; then a row for each
//! of what became of it.

use crate::tui::words::word;
use ratatui::layout::Rect;

use crate::service::access::{Change, UserRow};

use super::super::catalogue::{Id, Scope};
use super::super::dialogs::{Review, Reviewed};
use super::super::grid::words;
use super::super::msg::Reply;
use super::super::screen::{Canvas, Cx, Screen, Wish};

/// The review as a dialog.
pub struct Many {
    users: Vec<UserRow>,
    changes: Vec<Change>,
    review: Option<Review>,
}

impl Many {
    /// A review of these changes of these people.
    pub fn new(users: &[UserRow], changes: Vec<Change>) -> Self {
        Self { users: users.to_vec(), changes, review: None }
    }

    fn user(&self, change: &Change) -> Option<&UserRow> {
        self.users.iter().find(|u| u.id == change.user)
    }

    fn settle(&mut self, reviewed: Reviewed, cx: &mut Cx<'_>) {
        match reviewed {
            Reviewed::Stay => {}
            Reviewed::Back => cx.close(),
            Reviewed::Overtaken(why) => {
                cx.close();
                cx.failed(why);
            }
            Reviewed::Saved(rows) => {
                cx.close();
                cx.wish(Wish::Changed);
                let lines = |after: &UserRow| {
                    let change = self.changes.iter().find(|c| c.user == after.id);
                    let what = change.and_then(|c| self.user(c).map(|u| lines(u, c).join("; "))).unwrap_or_default();
                    format!("✓ {} {} · {}: {what}", after.customer_number, after.name(), after.email)
                };
                super::result(&rows.iter().map(lines).collect::<Vec<_>>(), cx);
            }
        }
    }
}

/// What a change does to one person, line by line.
fn lines(user: &UserRow, change: &Change) -> Vec<String> {
    let after = change.on(user);
    let mut lines = Vec::new();
    if let Some(role) = change.role {
        lines.push(t!("grid-role-changes", role = word(user.role.as_str()), role2 = word(role.as_str())));
    }
    for permission in change.permissions.keys() {
        let word = |row: &UserRow| match row.exceptions.get(permission) {
            Some(crate::domain::permission::Exception::Allowed) => t!("standing-allowed"),
            Some(crate::domain::permission::Exception::Denied) => t!("standing-denied"),
            None => t!("bulk-as-role"),
        };
        lines.push(format!("{}: {} → {}", words::names(*permission).1, word(user), word(&after)));
    }
    if change.scope.is_some() {
        let word = |row: &UserRow| match (row.scope.all, row.scope.facilities.len(), row.scope.unassigned) {
            (true, ..) => t!("scope-all-word").to_owned(),
            (_, 0, true) => t!("bulk-only-nowhere").to_owned(),
            (_, 0, false) => t!("notices-none").to_owned(),
            (_, n, _) => t!("bulk-chosen", n = n),
        };
        lines.push(t!("bulk-sees", user = word(user), after = word(&after)));
    }
    lines
}

impl Screen for Many {
    fn title(&self) -> String {
        t!("bulk-review").to_owned()
    }

    fn scopes(&self) -> Vec<Scope> {
        Scope::Review.chain()
    }

    fn waiting(&self) -> bool {
        self.review.is_none()
    }

    fn on_changed(&mut self, cx: &mut Cx<'_>) {
        if self.review.is_none() {
            let person = |c: &Change| {
                let user = self.user(c)?;
                let name = super::person(user);
                Some((c.user, name, lines(user, c)))
            };
            let people = self.changes.iter().filter_map(person).collect();
            self.review = Some(Review::of_people(self.changes.clone(), people, cx));
        }
    }

    fn on_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        if let Some(review) = &mut self.review {
            let reviewed = review.command(command, cx);
            self.settle(reviewed, cx);
        }
    }

    fn on_reply(&mut self, reply: &mut Reply, cx: &mut Cx<'_>) {
        if let Some(review) = &mut self.review {
            let reviewed = review.reply(reply);
            self.settle(reviewed, cx);
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        if let Some(review) = &self.review {
            review.draw(canvas, area);
        }
    }
}
