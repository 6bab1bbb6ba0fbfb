//! What can lie over the grid: the choice of a role, the scope editor, the choice of a contact, the review, questions.

use ratatui::layout::Rect;

use crate::domain::ContactId;
use crate::domain::permission::Role;
use crate::service::access::UserRow;
use crate::service::customers::{ContactRow, FacilityRow};

use super::super::catalogue::{Id, Scope};
use super::super::dialogs::{Ask, Chooser, Item, Review, Reviewed, ScopeEditor, Step};
use super::super::msg::Reply;
use super::super::screen::{Canvas, Cx, Typed};
use super::{Draft, Grid, words};

/// What lies over the grid.
#[derive(Debug)]
pub enum Over {
    /// Which role.
    Role(Chooser<Role>),
    /// Administrator at a customer that is managed by the organization: really? (R8)
    Managed(Ask),
    /// Which facilities.
    Scope(ScopeEditor),
    /// Which contact.
    Contact(Chooser<Option<ContactId>>),
    /// What will be saved.
    Review(Box<Review>),
    /// Leave, with changes not saved?
    Leave(Ask),
}

/// A choice of the role.
pub fn role_chooser(user: &UserRow, managed: bool) -> Chooser<Role> {
    let items = Role::ALL.iter().rev().map(|role| Item {
        label: role.to_string(),
        note: words::role_note(*role).to_owned(),
        value: *role,
    });
    let foot = if managed { t!("grid-managed") } else { t!("grid-role-ends") };
    Chooser::new(t!("grid-role-of", name = user.name()), foot, items.collect(), &user.role)
}

/// The question before somebody becomes administrator of a managed customer (R8).
pub fn managed_question(name: &str) -> Ask {
    Ask::new(t!("grid-admin-ask", name = name), t!("grid-admin-text"), t!("no-button"), t!("grid-admin-verb"))
}

/// A choice of the contact that a person is (R13).
pub fn contact_chooser(name: &str, current: Option<ContactId>, contacts: &[ContactRow]) -> Chooser<Option<ContactId>> {
    let none = Item { label: t!("grid-no-contact-item").into(), note: t!("grid-no-contact-note").into(), value: None };
    let known = contacts.iter().map(|c| Item {
        label: c.name(),
        note: [c.title.as_str(), c.email.as_str()]
            .iter()
            .filter(|t| !t.is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join(" · "),
        value: Some(c.id),
    });
    let foot = t!("grid-contact-foot");
    let title =
        if name.is_empty() { t!("grid-contact-of-person").to_owned() } else { t!("grid-contact-of", name = name) };
    Chooser::new(title, foot, std::iter::once(none).chain(known).collect(), &current)
}

impl Over {
    /// The scope editor for a person.
    pub fn scope(user: &UserRow, facilities: &[FacilityRow]) -> Self {
        Self::Scope(ScopeEditor::new(user.name(), facilities, user.scope.clone()))
    }

    /// The review of all changes.
    pub fn review(draft: &Draft, cx: &mut Cx<'_>) -> Self {
        Self::Review(Box::new(Review::new(draft, cx)))
    }

    /// The question before changes are thrown away.
    pub fn leave(count: usize) -> Self {
        let text = format!("{} {}", t!("changes-not-saved", count = count), t!("grid-leave-text"));
        Self::Leave(Ask::new(t!("leave-title"), text, t!("stay"), t!("discard")))
    }

    /// Whose commands work.
    pub const fn scope_of_commands(&self) -> Scope {
        match self {
            Self::Role(_) | Self::Contact(_) => Scope::Picker,
            Self::Managed(_) | Self::Leave(_) => Scope::Question,
            Self::Scope(_) => Scope::ScopeEditor,
            Self::Review(_) => Scope::Review,
        }
    }

    /// Whether printable keys are text.
    pub const fn typing(&self) -> bool {
        match self {
            Self::Role(_) | Self::Contact(_) => true,
            Self::Scope(editor) => editor.typing(),
            _ => false,
        }
    }

    /// Takes text.
    pub fn typed(&mut self, typed: &Typed) -> bool {
        match self {
            Self::Role(chooser) => chooser.typed(typed),
            Self::Contact(chooser) => chooser.typed(typed),
            Self::Scope(editor) => editor.typed(typed),
            _ => false,
        }
    }

    /// Draws it.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        match self {
            Self::Role(chooser) => chooser.draw(canvas, area),
            Self::Contact(chooser) => chooser.draw(canvas, area),
            Self::Managed(ask) | Self::Leave(ask) => ask.draw(canvas, area),
            Self::Scope(editor) => editor.draw(canvas, area),
            Self::Review(review) => review.draw(canvas, area),
        }
    }
}

/// What came of a command or a click, with what is to be done about it.
enum Outcome {
    Stay,
    Cancel,
    Role(Role),
    Managed,
    Scope(crate::domain::access::Scope),
    Contact(Option<ContactId>),
    Leave,
    Reviewed(Reviewed),
}

fn outcome<T>(step: Step<T>, done: impl FnOnce(T) -> Outcome) -> Outcome {
    match step {
        Step::Stay => Outcome::Stay,
        Step::Cancel => Outcome::Cancel,
        Step::Done(value) => done(value),
    }
}

impl Grid {
    /// Hands a command to what lies over the grid.
    pub(super) fn over_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        let Some(over) = &mut self.over else { return };
        let outcome = match over {
            Over::Role(chooser) => outcome(chooser.command(command), Outcome::Role),
            Over::Contact(chooser) => outcome(chooser.command(command), Outcome::Contact),
            Over::Scope(editor) => outcome(editor.command(command), Outcome::Scope),
            Over::Managed(ask) => outcome(ask.command(command), |()| Outcome::Managed),
            Over::Leave(ask) => outcome(ask.command(command), |()| Outcome::Leave),
            Over::Review(review) => Outcome::Reviewed(review.command(command, cx)),
        };
        self.settle(outcome, cx);
    }

    /// Hands a click to what lies over the grid.
    pub(super) fn over_click(&mut self, target: usize, cx: &mut Cx<'_>) {
        let Some(over) = &mut self.over else { return };
        let outcome = match over {
            Over::Role(chooser) => outcome(chooser.click(target), Outcome::Role),
            Over::Contact(chooser) => outcome(chooser.click(target), Outcome::Contact),
            Over::Scope(editor) => outcome(editor.click(target), Outcome::Scope),
            Over::Managed(ask) => outcome(ask.click(target), |()| Outcome::Managed),
            Over::Leave(ask) => outcome(ask.click(target), |()| Outcome::Leave),
            Over::Review(_) => Outcome::Stay,
        };
        self.settle(outcome, cx);
    }

    /// Hands a reply to the review.
    pub(super) fn over_reply(&mut self, reply: &mut Reply, cx: &mut Cx<'_>) {
        if let Some(Over::Review(review)) = &mut self.over {
            let reviewed = review.reply(reply);
            self.settle(Outcome::Reviewed(reviewed), cx);
        }
    }

    fn settle(&mut self, outcome: Outcome, cx: &mut Cx<'_>) {
        let at = self.row.at();
        let over = self.over.take();
        let Some(draft) = &mut self.draft else { return };
        match outcome {
            Outcome::Stay | Outcome::Reviewed(Reviewed::Stay) => self.over = over,
            Outcome::Cancel if self.only.is_some() && draft.count() == 0 => cx.close(),
            Outcome::Cancel => {}
            Outcome::Reviewed(Reviewed::Back) => self.only = None,
            Outcome::Role(role) => {
                let (was, managed) = (draft.now(at).map(|u| u.role), draft.sheet.customer.row.managed);
                if role == Role::Administrator && managed && was != Some(role) {
                    let name = draft.users().get(at).map(UserRow::name).unwrap_or_default();
                    self.over = Some(Over::Managed(managed_question(&name)));
                } else {
                    draft.set_role(at, role);
                }
            }
            Outcome::Managed => draft.set_role(at, Role::Administrator),
            Outcome::Scope(scope) => {
                draft.set_scope(at, scope);
                self.go_on(cx);
            }
            Outcome::Contact(contact) => {
                draft.set_contact(at, contact);
                self.go_on(cx);
            }
            Outcome::Leave => {
                draft.discard();
                cx.close();
            }
            Outcome::Reviewed(Reviewed::Saved(rows)) => {
                let said = if let Some(Over::Review(review)) = &over { review.summary() } else { String::new() };
                self.saved(rows, &said, cx);
            }
            Outcome::Reviewed(Reviewed::Overtaken(sentence)) => {
                self.notice = Some(t!("grid-yours-kept", sentence = sentence));
                self.stale = true;
                self.reload(cx);
            }
        }
    }

    /// Opened for one deed: the review follows at once.
    fn go_on(&mut self, cx: &mut Cx<'_>) {
        match &self.draft {
            Some(draft) if self.only.is_some() && draft.count() > 0 => self.over = Some(Over::review(draft, cx)),
            _ if self.only.is_some() => cx.close(),
            _ => {}
        }
    }

    fn reload(&mut self, cx: &mut Cx<'_>) {
        super::Screen::on_changed(self, cx);
    }
}
