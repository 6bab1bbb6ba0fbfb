//! Changing what customer users may see and do (R8, R9, R12, R13): one reviewed set of changes, one transaction.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::domain::access::Scope;
use crate::domain::activity::Event;
use crate::domain::field::FieldErrors;
use crate::domain::permission::{Exception, Holding, Permission, Role};
use crate::domain::staff::StaffPermission;
use crate::domain::state::CustomerKind;
use crate::domain::{ContactId, CustomerUserId};
use crate::service::activity::{Happened, record_all};
use crate::service::{Actor, App, Error};
use crate::store::user_changes::{self, Becomes};
use crate::store::{Tx, activity};

use super::around::Around;
use super::{UserRow, about, changed, several};

/// What is to become of one customer user. What is `None` stays as it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// Which customer user.
    pub user: CustomerUserId,
    /// The version that the change was made on.
    pub version: i64,
    /// The new role.
    pub role: Option<Role>,
    /// Permissions that become *allowed*, *denied* or (`None`) *as the role says*.
    pub permissions: BTreeMap<Permission, Option<Exception>>,
    /// The new scope.
    pub scope: Option<Scope>,
    /// The new contact, or none.
    pub contact: Option<Option<ContactId>>,
}

impl Change {
    /// No change yet.
    pub fn of(user: &UserRow) -> Self {
        Self {
            user: user.id,
            version: user.version,
            role: None,
            permissions: BTreeMap::new(),
            scope: None,
            contact: None,
        }
    }

    /// Whether anything is to change.
    pub fn is_empty(&self) -> bool {
        self.role.is_none() && self.permissions.is_empty() && self.scope.is_none() && self.contact.is_none()
    }

    /// `user` as it would be after this change; the effective permissions are computed by the caller.
    pub fn on(&self, user: &UserRow) -> UserRow {
        let mut after = user.clone();
        after.role = self.role.unwrap_or(user.role);
        for (permission, exception) in &self.permissions {
            match exception {
                Some(exception) => after.exceptions.insert(*permission, *exception),
                None => after.exceptions.remove(permission),
            };
        }
        if let Some(scope) = &self.scope {
            after.scope = scope.clone();
        }
        if let Some(contact) = self.contact {
            after.contact = contact;
        }
        after
    }
}

/// Applies all changes or none, each with its own records, in a handful of statements however many there are. Everything
/// that is wrong with any of them is named at once. A customer user who was changed by somebody else meanwhile is a
/// conflict that names who it was; nothing is lost, the caller still has what was typed.
pub async fn apply(app: &App, by: &Actor, changes: &[Change]) -> Result<Vec<UserRow>, Error> {
    let mut tx = app.store.begin().await?;
    let after = apply_in(app, &mut tx, by, changes).await?;
    tx.commit().await?;
    Ok(after)
}

/// The same, in a transaction that does more.
pub(in crate::service) async fn apply_in(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    changes: &[Change],
) -> Result<Vec<UserRow>, Error> {
    let ids: Vec<_> = changes.iter().map(|c| c.user).collect();
    // Held before they are read, so that what is read is what is changed.
    user_changes::lock(tx, by.organization, &ids).await?;
    let (before, _) = several(app, tx, by, &ids, StaffPermission::EditCustomerUserPermissions).await?;
    apply_to(app, tx, by, changes, &before).await?;
    Ok(several(app, tx, by, &ids, StaffPermission::EditCustomerUserPermissions).await?.0)
}

/// The deed itself, changes on customer users as they are (`before`, in the same order), for callers that have asked
/// whether `by` may.
pub(in crate::service) async fn apply_to(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    changes: &[Change],
    before: &[UserRow],
) -> Result<(), Error> {
    let pairs: Vec<_> = changes.iter().zip(before).collect();
    refuse_twice(&pairs)?;
    refuse_stale(tx, by, &pairs).await?;
    let around = Around::load(tx, by.organization, &pairs).await?;
    check(&around, &pairs)?;
    write(tx, by, &pairs).await?;
    changed::tell(app, tx, by, &pairs).await?;
    let mut happened = Vec::new();
    for (change, before) in &pairs {
        tell_of(&around, change, before, &mut happened);
    }
    Ok(record_all(app, tx, by, happened).await?)
}

/// A change and the customer user that it changes.
pub(super) type Pair<'a> = (&'a Change, &'a UserRow);

fn refuse_twice(pairs: &[Pair<'_>]) -> Result<(), FieldErrors> {
    let (mut seen, mut errors) = (BTreeSet::new(), FieldErrors::new());
    for (change, before) in pairs {
        if !seen.insert(change.user) {
            let message = format!("{} stands there twice; put what is to become of the person into one", before.email);
            errors.add("user", "user-twice", message);
        }
    }
    errors.into_result()
}

async fn refuse_stale(tx: &mut Tx, by: &Actor, pairs: &[Pair<'_>]) -> Result<(), Error> {
    let ids: Vec<_> = pairs.iter().map(|(change, _)| change.user).collect();
    let locked: BTreeMap<_, _> = user_changes::lock(tx, by.organization, &ids).await?.into_iter().collect();
    let stale = pairs.iter().filter(|(c, _)| locked.get(&c.user) != Some(&c.version)).map(|(_, before)| *before);
    let stale: Vec<_> = stale.collect();
    if stale.is_empty() { Ok(()) } else { Err(overtaken(tx, by, &stale).await?) }
}

/// Names those who were changed meanwhile, and by whom; three at most, which is enough to go and look.
pub(super) async fn overtaken(tx: &mut Tx, by: &Actor, users: &[&UserRow]) -> Result<Error, Error> {
    let (mut named, mut first) = (Vec::new(), None);
    for user in users.iter().take(3) {
        let who = activity::last_about_user(tx, by.organization, user.id).await?;
        named.push(format!("{} was changed by {} meanwhile", user.name(), who.as_deref().unwrap_or("somebody")));
        first = first.or(who);
    }
    let more = match users.len() - named.len() {
        0 => String::new(),
        n => format!(" (and {n} more)"),
    };
    let named = named.join(", ");
    Ok(Error::overtaken(first, |_| format!("{named}{more}; nothing was saved, look at the new state and save again")))
}

/// What is wrong with any of the changes; each says with whom where there are several.
fn check(around: &Around, pairs: &[Pair<'_>]) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::new();
    for (change, before) in pairs {
        let of = if pairs.len() > 1 { format!(" ({})", before.email) } else { String::new() };
        let role = change.role.unwrap_or(before.role);
        for (permission, exception) in &change.permissions {
            if *exception == Some(Exception::Allowed) && role.holding(*permission) == Holding::No {
                let message = format!("{permission} cannot be given with the role {role}{of}");
                errors.add("permission", "permission-never", message);
            }
        }
        if role != before.role && around.kind(before.customer) == Some(CustomerKind::Private) {
            errors.add("role", "role-private", format!("roles exist for corporate customers only{of}"));
        }
        if change.scope.as_ref().is_some_and(|scope| !around.owns_all(before.customer, scope)) {
            let message = format!("a chosen facility does not belong to this customer{of}");
            errors.add("facilities", "facility-foreign", message);
        }
        if change.contact.flatten().is_some_and(|contact| !around.is_contact_of(before.customer, contact)) {
            let message = format!("the contact does not belong to this customer{of}");
            errors.add("contact", "contact-foreign", message);
        }
    }
    errors.into_result()
}

async fn write(tx: &mut Tx, by: &Actor, pairs: &[Pair<'_>]) -> Result<(), Error> {
    let org = by.organization;
    let (mut becomes, mut exceptions) = (Vec::new(), Vec::new());
    let (mut scoped, mut chosen, mut other_role) = (Vec::new(), Vec::new(), Vec::new());
    for (change, before) in pairs {
        let after = change.on(before);
        // Who saves what stands there already changes nothing, and nobody else finds it changed.
        if (after.role, &after.scope, after.contact) == (before.role, &before.scope, before.contact)
            && after.exceptions == before.exceptions
        {
            continue;
        }
        becomes.push(Becomes {
            id: before.id,
            version: change.version,
            role: after.role,
            sees_all: after.scope.all,
            sees_unassigned: after.scope.unassigned,
            contact: after.contact,
        });
        let really = change.permissions.iter().filter(|(p, to)| before.exceptions.get(p) != to.as_ref());
        exceptions.extend(really.map(|(permission, to)| (before.id, *permission, *to)));
        if after.scope != before.scope {
            scoped.push(before.id);
            chosen.extend(after.scope.facilities.iter().map(|facility| (before.id, *facility)));
        }
        if after.role != before.role {
            other_role.push(before.id);
        }
    }
    let written = user_changes::write(tx, org, &becomes).await?;
    if written != becomes.len() as u64 {
        return Err(Error::conflict(
            "somebody else was faster; nothing was saved, look at the new state and save again",
        ));
    }
    user_changes::set_exceptions(tx, org, &exceptions).await?;
    user_changes::replace_facilities(tx, org, &scoped, &chosen).await?;
    // Whoever has another role signs in again.
    Ok(user_changes::end_sessions(tx, org, &other_role).await?)
}

/// One record for each kind of change of a person.
fn tell_of(around: &Around, change: &Change, before: &UserRow, happened: &mut Vec<Happened>) {
    let mut tell = |event, data| happened.push(Happened { event, about: about(before), data });
    if let Some(role) = change.role.filter(|r| *r != before.role) {
        tell(Event::RoleChanged, json!({ "before": before.role, "after": role }));
    }
    let (mut was, mut is) = (Map::new(), Map::new());
    for (permission, exception) in &change.permissions {
        let old = before.exceptions.get(permission).copied();
        if old != *exception {
            was.insert(permission.to_string(), word(old));
            is.insert(permission.to_string(), word(*exception));
        }
    }
    if !is.is_empty() {
        tell(Event::PermissionsChanged, json!({ "before": was, "after": is }));
    }
    if let Some(scope) = change.scope.as_ref().filter(|s| **s != before.scope) {
        let old = around.describe(before.customer, &before.scope);
        let new = around.describe(before.customer, scope);
        let data = json!({ "before": old, "after": new, "scope_before": before.scope, "scope_after": scope });
        tell(Event::ScopeChanged, data);
    }
    if let Some(contact) = change.contact.filter(|c| *c != before.contact) {
        let (old, new) = (around.contact_name(before.contact), around.contact_name(contact));
        let data = json!({ "before": old, "after": new, "contact_before": before.contact, "contact_after": contact });
        tell(Event::ContactLinkChanged, data);
    }
}

fn word(exception: Option<Exception>) -> Value {
    match exception {
        None => "role".into(),
        Some(Exception::Allowed) => "allowed".into(),
        Some(Exception::Denied) => "denied".into(),
    }
}
