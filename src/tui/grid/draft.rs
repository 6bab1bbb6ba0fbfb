//! What is shown and what was changed here but not saved: a base as it was loaded, and edits on top of it. Loading anew
//! replaces the base and keeps the edits, so that a colleague's change is seen and nothing typed is lost.

use crate::tui::words::word;
use std::collections::BTreeMap;

use crate::domain::access::Scope;
use crate::domain::permission::{Exception, Holding, Permission, Role, RoleTable};
use crate::domain::{ContactId, CustomerId, CustomerUserId};
use crate::service::access::{self, Change, UserRow};
use crate::service::activity::{self, ActivityQuery};
use crate::service::customers::{self, ContactRow, CustomerDetail, FacilityRow};
use crate::service::{Actor, App, Error};

use super::words;

/// Everything that the grid shows, as one job loads it.
#[derive(Debug)]
pub struct Sheet {
    /// The customer.
    pub customer: CustomerDetail,
    /// Its users.
    pub users: Vec<UserRow>,
    /// What the roles hold.
    pub roles: RoleTable,
    /// The customer's facilities.
    pub facilities: Vec<FacilityRow>,
    /// The customer's contacts.
    pub contacts: Vec<ContactRow>,
    /// Who changed which user since the version that was known.
    pub touched: BTreeMap<CustomerUserId, String>,
}

impl Sheet {
    /// Loads it. `known` are the versions shown now.
    pub async fn load(
        app: &App,
        by: &Actor,
        customer: CustomerId,
        known: BTreeMap<CustomerUserId, i64>,
    ) -> Result<Self, Error> {
        let users = access::users(app, by, customer).await?;
        let mut touched = BTreeMap::new();
        for user in users.iter().filter(|u| known.get(&u.id).is_some_and(|version| *version != u.version)) {
            // Who may not read the log learns that, but not by whom.
            let query =
                ActivityQuery { customer: Some(customer), user: Some(user.id), limit: 1, ..ActivityQuery::default() };
            let last = activity::list(app, by, &query).await.ok().and_then(|mut records| records.pop());
            touched.insert(user.id, last.map_or_else(|| t!("word-somebody").to_owned(), |r| r.actor_name));
        }
        Ok(Self {
            customer: customers::get(app, by, customer).await?,
            roles: access::roles(app, by).await?,
            facilities: customers::facilities(app, by, customer).await?,
            contacts: customers::contacts(app, by, customer).await?,
            users,
            touched,
        })
    }

    /// A contact's name.
    pub fn contact(&self, id: Option<ContactId>) -> String {
        let found = id.and_then(|id| self.contacts.iter().find(|c| c.id == id));
        found.map_or_else(
            || if id.is_some() { t!("grid-a-contact") } else { t!("contact-none") }.to_owned(),
            ContactRow::name,
        )
    }
}

/// How a permission of a person stands, with what was changed here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "four marks of one cell, each drawn by itself")]
pub struct Standing {
    /// Whether the person has it.
    pub held: bool,
    /// As the role says: no exception.
    pub by_role: bool,
    /// It cannot be given with the role.
    pub never: bool,
    /// Not as it is saved.
    pub changed: bool,
}

/// Base and edits.
#[derive(Debug)]
pub struct Draft {
    /// As it was loaded last.
    pub sheet: Sheet,
    edits: BTreeMap<CustomerUserId, Change>,
    /// Users whom others have changed while this was open, and who it was.
    pub others: BTreeMap<CustomerUserId, String>,
}

impl Draft {
    /// Nothing changed yet.
    pub const fn new(sheet: Sheet) -> Self {
        Self { sheet, edits: BTreeMap::new(), others: BTreeMap::new() }
    }

    /// The versions that are known.
    pub fn versions(&self) -> BTreeMap<CustomerUserId, i64> {
        self.sheet.users.iter().map(|u| (u.id, u.version)).collect()
    }

    /// Puts the edits onto a base that was loaded anew. Edits that somebody else made too, and those of people who are
    /// gone, vanish.
    pub fn rebase(&mut self, sheet: Sheet) {
        let known = self.versions();
        for (user, who) in &sheet.touched {
            // Changes of one's own are known by their version already.
            let version = sheet.users.iter().find(|u| u.id == *user).map(|u| u.version);
            if known.get(user).copied() != version {
                self.others.insert(*user, who.clone());
            }
        }
        self.sheet = sheet;
        self.edits.retain(|id, edit| {
            let Some(user) = self.sheet.users.iter().find(|u| u.id == *id) else { return false };
            edit.version = user.version;
            tidy(edit, user);
            !edit.is_empty()
        });
    }

    /// Takes over what was saved.
    pub fn saved(&mut self, rows: Vec<UserRow>) {
        for row in rows {
            self.edits.remove(&row.id);
            self.others.remove(&row.id);
            if let Some(user) = self.sheet.users.iter_mut().find(|u| u.id == row.id) {
                *user = row;
            }
        }
    }

    /// The people.
    pub fn users(&self) -> &[UserRow] {
        &self.sheet.users
    }

    /// The edits of one person.
    pub fn edit(&self, row: usize) -> Option<&Change> {
        self.sheet.users.get(row).and_then(|u| self.edits.get(&u.id))
    }

    /// The person as changed here.
    pub fn now(&self, row: usize) -> Option<UserRow> {
        let user = self.sheet.users.get(row)?;
        let mut now = self.edits.get(&user.id).map_or_else(|| user.clone(), |edit| edit.on(user));
        now.effective = self.sheet.roles.effective(now.role, &now.exceptions);
        Some(now)
    }

    /// How a permission stands for a person.
    pub fn standing(&self, row: usize, permission: Permission) -> Option<Standing> {
        let (user, now) = (self.sheet.users.get(row)?, self.now(row)?);
        let held = now.effective.holds(permission);
        let exception = now.exceptions.get(&permission);
        Some(Standing {
            held,
            // An allowance that the role makes meaningless is as good as none.
            by_role: exception.is_none() || (exception == Some(&Exception::Allowed) && !held),
            never: now.role.holding(permission) == Holding::No,
            changed: exception != user.exceptions.get(&permission) || held != user.effective.holds(permission),
        })
    }

    /// Gives or takes a permission. What the role says anyway becomes *as the role says*.
    pub fn set(&mut self, row: usize, permission: Permission, held: bool) -> Result<(), String> {
        let Some(now) = self.now(row) else { return Ok(()) };
        if held && now.role.holding(permission) == Holding::No {
            return Err(t!("grid-not-with-role", permission = words::names(permission).1, role = now.role));
        }
        let says = self.sheet.roles.of(now.role).holds(permission);
        let exception = match (says == held, held) {
            (true, _) => None,
            (false, true) => Some(Exception::Allowed),
            (false, false) => Some(Exception::Denied),
        };
        self.change(row, |edit| {
            edit.permissions.insert(permission, exception);
        });
        Ok(())
    }

    /// Turns a permission round.
    pub fn toggle(&mut self, row: usize, permission: Permission) -> Result<(), String> {
        let held = self.standing(row, permission).is_some_and(|s| s.held);
        self.set(row, permission, !held)
    }

    /// Leaves a permission to the role.
    pub fn as_role(&mut self, row: usize, permission: Permission) {
        self.change(row, |edit| {
            edit.permissions.insert(permission, None);
        });
    }

    /// Sets the role.
    pub fn set_role(&mut self, row: usize, role: Role) {
        self.change(row, |edit| edit.role = Some(role));
    }

    /// Sets the scope (R12).
    pub fn set_scope(&mut self, row: usize, scope: Scope) {
        self.change(row, |edit| edit.scope = Some(scope));
    }

    /// Links to a contact, or to none (R13).
    pub fn set_contact(&mut self, row: usize, contact: Option<ContactId>) {
        self.change(row, |edit| edit.contact = Some(contact));
    }

    fn change(&mut self, row: usize, act: impl FnOnce(&mut Change)) {
        let Some(user) = self.sheet.users.get(row) else { return };
        let edit = self.edits.entry(user.id).or_insert_with(|| Change::of(user));
        act(edit);
        tidy(edit, user);
        if edit.is_empty() {
            self.edits.remove(&user.id);
        }
    }

    /// Forgets every edit.
    pub fn discard(&mut self) {
        self.edits.clear();
    }

    /// What would be saved, in the order of the rows.
    pub fn changes(&self) -> Vec<Change> {
        self.sheet.users.iter().filter_map(|u| self.edits.get(&u.id)).cloned().collect()
    }

    /// How many single changes there are.
    pub fn count(&self) -> usize {
        let single = |c: &Change| {
            c.permissions.len()
                + usize::from(c.role.is_some())
                + usize::from(c.scope.is_some())
                + usize::from(c.contact.is_some())
        };
        self.edits.values().map(single).sum()
    }

    /// What a change does, line by line: "Objects: allowed by role → denied".
    pub fn lines(&self, change: &Change) -> Vec<String> {
        let Some(row) = self.sheet.users.iter().position(|u| u.id == change.user) else { return Vec::new() };
        let (before, roles) = (&self.sheet.users[row], &self.sheet.roles);
        let after = change.on(before);
        let effective = roles.effective(after.role, &after.exceptions);
        let mut lines = Vec::new();
        if before.role != after.role {
            lines.push(t!("grid-role-changes", role = word(before.role.as_str()), role2 = word(after.role.as_str())));
        }
        for permission in words::ORDER.iter().filter(|p| change.permissions.contains_key(p)) {
            let of = |user: &UserRow, held| words::standing(held, !user.exceptions.contains_key(permission));
            lines.push(format!(
                "{}: {} → {}",
                words::names(*permission).1,
                of(before, before.effective.holds(*permission)),
                of(&after, effective.holds(*permission))
            ));
        }
        let scope = |scope| words::scope(scope, &self.sheet.facilities, t!("not-at-facility"));
        if before.scope != after.scope {
            lines.push(t!("grid-sees-changes", scope = scope(&before.scope), scope2 = scope(&after.scope)));
        }
        if before.contact != after.contact {
            let contact = |id| self.sheet.contact(id);
            lines.push(t!(
                "grid-contact-changes",
                contact = contact(before.contact),
                contact2 = contact(after.contact)
            ));
        }
        lines
    }
}

/// Takes out of an edit what is so already.
fn tidy(edit: &mut Change, user: &UserRow) {
    edit.role = edit.role.filter(|role| *role != user.role);
    edit.permissions.retain(|permission, exception| user.exceptions.get(permission) != exception.as_ref());
    edit.scope = edit.scope.take().filter(|scope| *scope != user.scope);
    edit.contact = edit.contact.filter(|contact| *contact != user.contact);
}
