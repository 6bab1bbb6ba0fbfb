//! The permissions of a customer's users as a grid of check boxes (R8, R9, R12, R13, R72): people down, permissions
//! across. What is changed stays here until it has been reviewed and saved.
//!
//! Small dialogs (the role, the facilities, the contact, the review, questions) are parts of it: see [`over::Over`].

mod draft;
mod draw;
#[cfg(test)]
pub(crate) mod fixtures;
mod over;
mod tab;
#[cfg(test)]
mod tests;
pub mod words;

use std::cell::Cell;
use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use ratatui::layout::Rect;

use crate::domain::permission::Permission;
use crate::domain::staff::StaffPermission;
use crate::domain::state::{CustomerKind, UserState};
use crate::domain::{CustomerId, CustomerUserId};
use crate::service::access::{self, Change, Effect, UserRow};

use super::catalogue::{Id, Scope};
use super::load::{Load, Taken};
use super::msg::Reply;
use super::screen::{Availability, Canvas, Cx, Leave, Screen, Typed, Wish};
use super::widgets::Cursor;

pub use draft::{Draft, Sheet};
pub use over::{contact_chooser, managed_question, role_chooser};
pub use tab::Permissions;

use over::Over;

/// The columns: the role, each permission, the contact, the scope.
pub const COLUMNS: usize = words::ORDER.len() + 3;
const SEES: usize = COLUMNS - 1;
const CONTACT: usize = COLUMNS - 2;

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Column {
    Role,
    Permission(Permission),
    Contact,
    Sees,
}

impl Column {
    fn at(column: usize) -> Self {
        match column {
            0 => Self::Role,
            CONTACT => Self::Contact,
            _ => words::ORDER.get(column - 1).map_or(Self::Sees, |p| Self::Permission(*p)),
        }
    }
}

/// The grid.
#[derive(Debug)]
pub struct Grid {
    customer: CustomerId,
    load: Load<Sheet>,
    draft: Option<Draft>,
    row: Cursor,
    column: usize,
    // Drawing decides how many columns fit.
    first_column: Cell<usize>,
    marked: BTreeSet<CustomerUserId>,
    begin_at: Option<CustomerUserId>,
    // Opened for this one deed: review follows at once, and then it closes.
    only: Option<Id>,
    may: bool,
    over: Option<Over>,
    preview: Load<Vec<Effect>>,
    previewed: Option<Change>,
    notice: Option<String>,
    // Somebody else was faster and the new state is on its way: nothing can be reviewed before it has come.
    stale: bool,
}

impl Grid {
    /// The grid of a customer, with the cursor on a person if one is named.
    pub fn new(customer: CustomerId, begin_at: Option<CustomerUserId>) -> Self {
        Self {
            customer,
            load: Load::default(),
            draft: None,
            row: Cursor::default(),
            column: 1,
            first_column: Cell::new(1),
            marked: BTreeSet::new(),
            begin_at,
            only: None,
            may: false,
            over: None,
            preview: Load::default(),
            previewed: None,
            notice: None,
            stale: false,
        }
    }

    /// The grid of a customer, opened to change one thing of one person: the contact or the facilities.
    pub fn only(customer: CustomerId, user: CustomerUserId, command: Id) -> Self {
        let column = if command == Id::GridContact { CONTACT } else { SEES };
        Self { only: Some(command), column, ..Self::new(customer, Some(user)) }
    }

    /// The grid of a customer with the cursor on the role, of a person if one is named.
    pub fn at_roles(customer: CustomerId, user: Option<CustomerUserId>) -> Self {
        Self { column: 0, ..Self::new(customer, user) }
    }

    fn user(&self) -> Option<&UserRow> {
        self.draft.as_ref().and_then(|d| d.users().get(self.row.at()))
    }

    fn count(&self) -> usize {
        self.draft.as_ref().map_or(0, Draft::count)
    }

    fn take_sheet(&mut self, cx: &mut Cx<'_>) {
        let Some(sheet) = self.load.take_value() else { return };
        self.stale = false;
        let under = self.begin_at.take().or_else(|| self.user().map(|u| u.id));
        if let Some(draft) = &mut self.draft {
            let known: BTreeSet<_> = draft.others.keys().copied().collect();
            draft.rebase(sheet);
            let fresh: Vec<String> = draft
                .users()
                .iter()
                .filter(|u| !known.contains(&u.id))
                .filter_map(|u| draft.others.get(&u.id).map(|who| t!("grid-meanwhile", who = who, name = u.name())))
                .collect();
            if !fresh.is_empty() {
                self.notice = Some(t!("grid-kept-on-top", join = fresh.join("; ")));
            }
        } else {
            self.draft = Some(Draft::new(sheet));
        }
        let users = self.draft.as_ref().map_or(&[][..], |d| d.users());
        self.row.follow(users, |u| Some(u.id) == under);
        if let Some(only) = self.only.filter(|_| self.over.is_none() && self.count() == 0) {
            self.edit_command(only, cx);
        }
        self.previewed = None;
        self.ask_preview(cx);
    }

    /// The change that the cell under the cursor stands for: the one made here, or the one that space would make.
    fn cell_change(&self) -> Option<Change> {
        let (draft, user) = (self.draft.as_ref()?, self.user()?);
        let edit = draft.edit(self.row.at());
        let mut change = Change::of(user);
        match Column::at(self.column) {
            Column::Role => change.role = Some(edit?.role?),
            Column::Sees => change.scope = Some(edit?.scope.clone()?),
            Column::Contact => change.contact = Some(edit?.contact?),
            Column::Permission(p) => {
                if let Some(exception) = edit.and_then(|e| e.permissions.get(&p)) {
                    change.permissions.insert(p, *exception);
                } else if edit.is_some_and(|e| e.role.is_some()) {
                    return None;
                } else {
                    let mut other = Draft::new(Sheet {
                        customer: draft.sheet.customer.clone(),
                        users: vec![user.clone()],
                        roles: draft.sheet.roles,
                        facilities: Vec::new(),
                        contacts: Vec::new(),
                        touched: std::collections::BTreeMap::new(),
                    });
                    other.toggle(0, p).ok()?;
                    return other.changes().pop();
                }
            }
        }
        Some(change)
    }

    /// Asks in the background what the cell under the cursor would change.
    fn ask_preview(&mut self, cx: &mut Cx<'_>) {
        let change = self.cell_change().filter(|_| self.may);
        if change == self.previewed {
            return;
        }
        self.previewed.clone_from(&change);
        match change {
            None => {
                self.preview.drop_question(cx);
                self.preview = Load::default();
            }
            Some(change) => self
                .preview
                .ask(cx, "cell preview", move |app, by| async move { access::preview(&app, &by, &[change]).await }),
        }
    }

    /// The rows that a change of the row under the cursor is carried over to: the marked ones, or all that have not been
    /// revoked.
    fn others(&self) -> Vec<usize> {
        let users = self.draft.as_ref().map_or(&[][..], |d| d.users());
        (0..users.len())
            .filter(|i| *i != self.row.at())
            .filter(|i| {
                if self.marked.is_empty() {
                    users[*i].state != UserState::Revoked
                } else {
                    self.marked.contains(&users[*i].id)
                }
            })
            .collect()
    }

    /// Carries the cell under the cursor over to the other people.
    fn apply_to_all(&mut self, cx: &mut Cx<'_>) {
        let (rows, at) = (self.others(), self.row.at());
        let Some(draft) = &mut self.draft else { return };
        let Some(now) = draft.now(at) else { return };
        let mut refused = 0;
        for row in &rows {
            match Column::at(self.column) {
                Column::Role => draft.set_role(*row, now.role),
                Column::Sees => draft.set_scope(*row, now.scope.clone()),
                // Two people are hardly the same contact.
                Column::Contact => return cx.info(t!("grid-contact-one")),
                Column::Permission(p) => {
                    if draft.set(*row, p, now.effective.holds(p)).is_err() {
                        refused += 1;
                    }
                }
            }
        }
        let of = if self.marked.is_empty() { t!("grid-other-people") } else { t!("grid-marked-people") };
        if refused > 0 {
            cx.failed(t!("grid-refused", refused = refused, rows = rows.len()));
        } else {
            cx.info(t!("grid-done-for", rows = rows.len(), of = of));
        }
    }

    /// Space or a click on the cell under the cursor.
    fn act(&mut self, cx: &mut Cx<'_>) {
        match Column::at(self.column) {
            Column::Role => self.on_command(Id::GridRole, cx),
            Column::Sees => self.on_command(Id::GridScope, cx),
            Column::Contact => self.on_command(Id::GridContact, cx),
            Column::Permission(p) => {
                let at = self.row.at();
                if let Some(Err(why)) = self.draft.as_mut().map(|d| d.toggle(at, p)) {
                    cx.failed(why);
                }
            }
        }
    }

    fn close(&mut self, cx: &mut Cx<'_>) {
        if self.count() == 0 {
            return cx.close();
        }
        self.over = Some(Over::leave(self.count()));
    }

    fn move_column(&mut self, to: usize) {
        self.column = to.min(SEES);
    }

    fn edit_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        let at = self.row.at();
        let Some(draft) = &mut self.draft else { return };
        let Some(user) = draft.now(at) else { return };
        match command {
            Id::Open if !self.may => {}
            // Enter saves in the review: pressed once too often it must not change anything here.
            Id::Open if matches!(Column::at(self.column), Column::Permission(_)) => {
                cx.info(t!("grid-space-hint"));
            }
            Id::GridToggle | Id::Open => self.act(cx),
            Id::GridRole => self.over = Some(Over::Role(role_chooser(&user, draft.sheet.customer.row.managed))),
            Id::GridScope => self.over = Some(Over::scope(&user, &draft.sheet.facilities)),
            Id::GridContact => {
                self.over = Some(Over::Contact(contact_chooser(&user.name(), user.contact, &draft.sheet.contacts)));
            }
            Id::GridAsRole => match Column::at(self.column) {
                Column::Permission(p) => draft.as_role(at, p),
                _ => cx.info(t!("grid-as-role-hint")),
            },
            Id::GridMark => {
                if !self.marked.remove(&user.id) {
                    self.marked.insert(user.id);
                }
                self.row.step(Id::Down, self.draft.as_ref().map_or(0, |d| d.users().len()));
            }
            Id::GridAll => self.apply_to_all(cx),
            Id::GridExplain => cx.push(super::people::explain(user.id, &user.name())),
            Id::GridSave => self.over = Some(Over::review(draft, cx)),
            _ => {}
        }
    }
}

impl Screen for Grid {
    fn title(&self) -> String {
        let customer = self.draft.as_ref().map(|d| &d.sheet.customer.row);
        customer.map_or_else(|| t!("grid-title").into(), |c| t!("grid-crumbs", number = c.number, name = c.name))
    }

    fn scopes(&self) -> Vec<Scope> {
        self.over.as_ref().map_or(Scope::Grid, Over::scope_of_commands).chain()
    }

    fn availability(&self, command: Id, _: DateTime<Utc>) -> Availability {
        let row = self.user().is_some();
        match command {
            Id::GridSave => Availability::when(self.count() > 0, t!("nothing-changed")),
            Id::GridRole if row && self.draft.as_ref().is_some_and(Draft::is_private) => {
                Availability::Disabled(t!("grid-corporate").into())
            }
            Id::GridToggle
            | Id::GridRole
            | Id::GridScope
            | Id::GridContact
            | Id::GridAsRole
            | Id::GridAll
            | Id::GridExplain => Availability::when(row, t!("grid-nobody")),
            // Enter does what space does where there is something to open; the footer has no room to say so.
            Id::Open if self.over.is_none() => Availability::Hidden,
            _ => Availability::Enabled,
        }
    }

    fn typing(&self) -> bool {
        self.over.as_ref().is_some_and(Over::typing)
    }

    fn waiting(&self) -> bool {
        (self.draft.is_none() || self.stale) && self.load.is_loading()
    }

    fn on_text(&mut self, typed: &Typed, _: &mut Cx<'_>) -> bool {
        self.over.as_mut().is_some_and(|over| over.typed(typed))
    }

    fn on_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        if self.over.is_some() {
            self.over_command(command, cx);
        } else {
            let users = self.draft.as_ref().map_or(0, |d| d.users().len());
            match command {
                Id::Close => self.close(cx),
                Id::GridLeft => self.move_column(self.column.saturating_sub(1)),
                Id::GridRight => self.move_column(self.column + 1),
                Id::GridStart => self.move_column(0),
                Id::GridEnd => self.move_column(SEES),
                _ if self.row.step(command, users) => {}
                _ => self.edit_command(command, cx),
            }
        }
        self.ask_preview(cx);
    }

    fn on_click(&mut self, target: usize, cx: &mut Cx<'_>) {
        if self.over.is_some() {
            self.over_click(target, cx);
        } else {
            let (row, column) = (target / draw::PER_ROW, target % draw::PER_ROW);
            self.row.set(row);
            if let Some(column) = column.checked_sub(1) {
                self.move_column(column);
                if self.may {
                    self.act(cx);
                } else {
                    cx.failed(t!("grid-look"));
                }
            }
        }
        self.ask_preview(cx);
    }

    fn on_changed(&mut self, cx: &mut Cx<'_>) {
        self.may = cx.holds(StaffPermission::EditCustomerUserPermissions);
        let customer = self.customer;
        let known = self.draft.as_ref().map(Draft::versions).unwrap_or_default();
        self.load.ask(cx, "permissions", move |app, by| async move { Sheet::load(&app, &by, customer, known).await });
    }

    fn on_reply(&mut self, reply: &mut Reply, cx: &mut Cx<'_>) {
        match self.load.take(reply) {
            Taken::Ready => self.take_sheet(cx),
            Taken::Failed => {}
            Taken::No if self.preview.take(reply) != Taken::No => {}
            Taken::No => self.over_reply(reply, cx),
        }
    }

    fn leave(&self) -> Leave {
        match self.count() {
            0 => Leave::Ok,
            1 => Leave::Unsaved(t!("grid-unsaved-one").into()),
            n => Leave::Unsaved(t!("grid-unsaved-many", n = n)),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        self.draw_grid(canvas, area);
        if let Some(over) = &self.over {
            over.draw(canvas, area);
        }
    }
}

impl Draft {
    /// Whether the customer is a private one: no roles (R3).
    pub fn is_private(&self) -> bool {
        self.sheet.customer.row.kind == CustomerKind::Private
    }
}

impl Grid {
    /// Everything was saved.
    fn saved(&mut self, rows: Vec<UserRow>, said: &str, cx: &mut Cx<'_>) {
        let one = rows.len() == 1;
        if let Some(draft) = &mut self.draft {
            draft.saved(rows);
        }
        self.marked.clear();
        self.notice = None;
        self.previewed = None;
        if self.only.is_some() {
            cx.close();
        }
        if one {
            cx.undoable(Some(self.customer), t!("grid-saved", said = said));
        } else {
            // One record each: the log undoes them one by one.
            cx.done(t!("grid-saved", said = said));
        }
        cx.wish(Wish::Changed);
    }
}
