//! Changing what customer users may see and do (R8, R9, R12, R13): one reviewed set of changes, one transaction.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::domain::access::Scope;
use crate::domain::activity::Event;
use crate::domain::field::FieldErrors;
use crate::domain::permission::{Exception, Holding, Permission, Role};
use crate::domain::staff::StaffPermission;
use crate::domain::state::CustomerKind;
use crate::domain::{ContactId, CustomerUserId};
use crate::service::activity::record;
use crate::service::{Actor, App, Error};
use crate::store::activity::ActivityQuery;
use crate::store::{Tx, activity, places, sessions, standing, users};

use super::{UserRow, about, check_contact, check_scope, describe_scope, one};

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

/// Applies all changes or none. A customer user who was changed by somebody else meanwhile is a conflict that names who
/// it was; nothing is lost, the caller still has what was typed.
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
    for change in changes {
        let before = one(app, tx, by, change.user, StaffPermission::EditCustomerUserPermissions).await?;
        apply_to(app, tx, by, change, &before).await?;
    }
    let mut after = Vec::with_capacity(changes.len());
    for change in changes {
        after.push(one(app, tx, by, change.user, StaffPermission::EditCustomerUserPermissions).await?);
    }
    Ok(after)
}

/// The deed itself, one change on a customer user as it is, for callers that have asked whether `by` may.
pub(in crate::service) async fn apply_to(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    change: &Change,
    before: &UserRow,
) -> Result<(), Error> {
    if !users::touch(tx, by.organization, change.user, change.version).await? {
        return Err(overtaken(tx, by, before).await?);
    }
    check(tx, by, change, before).await?;
    apply_one(app, tx, by, change, before).await
}

pub(super) async fn overtaken(tx: &mut Tx, by: &Actor, user: &UserRow) -> Result<Error, Error> {
    let query = ActivityQuery { user: Some(user.id), limit: 1, ..ActivityQuery::default() };
    let last = activity::list(tx, by.organization, &query).await?.pop();
    let who = last.map_or_else(|| "somebody".to_owned(), |r| r.actor_name);
    Ok(Error::conflict(format!(
        "{} was changed by {who} meanwhile; nothing was saved, look at the new state and save again",
        user.name()
    )))
}

async fn check(tx: &mut Tx, by: &Actor, change: &Change, before: &UserRow) -> Result<(), Error> {
    let mut errors = FieldErrors::new();
    let role = change.role.unwrap_or(before.role);
    for (permission, exception) in &change.permissions {
        if *exception == Some(Exception::Allowed) && role.holding(*permission) == Holding::No {
            let message = format!("{permission} cannot be given with the role {role} ({})", before.email);
            errors.add("permission", "permission-never", message);
        }
    }
    if change.role.is_some_and(|r| r != before.role) {
        let customer = standing::get(tx, by.organization, before.customer).await?;
        if customer.is_some_and(|c| c.kind == CustomerKind::Private) {
            errors.add("role", "role-private", "roles exist for corporate customers only");
        }
    }
    if let Some(scope) = &change.scope {
        check_scope(tx, by.organization, before.customer, scope, &mut errors).await?;
    }
    check_contact(tx, by.organization, before.customer, change.contact.flatten(), &mut errors).await?;
    Ok(errors.into_result()?)
}

async fn apply_one(app: &App, tx: &mut Tx, by: &Actor, change: &Change, before: &UserRow) -> Result<(), Error> {
    let org = by.organization;
    if let Some(role) = change.role.filter(|r| *r != before.role) {
        users::set_role(tx, org, before.id, role).await?;
        sessions::end_of_user(tx, org, before.id).await?;
        let data = json!({ "before": before.role, "after": role });
        record(app, tx, by, Event::RoleChanged, about(before), data).await?;
    }
    let (mut was, mut is) = (Map::new(), Map::new());
    for (permission, exception) in &change.permissions {
        let old = before.exceptions.get(permission).copied();
        if old != *exception {
            users::set_exception(tx, org, before.id, *permission, *exception).await?;
            was.insert(permission.to_string(), word(old));
            is.insert(permission.to_string(), word(*exception));
        }
    }
    if !is.is_empty() {
        let data = json!({ "before": was, "after": is });
        record(app, tx, by, Event::PermissionsChanged, about(before), data).await?;
    }
    if let Some(scope) = change.scope.as_ref().filter(|s| **s != before.scope) {
        let old = describe_scope(tx, org, before.customer, &before.scope).await?;
        let new = describe_scope(tx, org, before.customer, scope).await?;
        users::set_scope(tx, org, before.id, scope).await?;
        let data = json!({ "before": old, "after": new, "scope_before": before.scope, "scope_after": scope });
        record(app, tx, by, Event::ScopeChanged, about(before), data).await?;
    }
    if let Some(contact) = change.contact.filter(|c| *c != before.contact) {
        let old = contact_name(tx, by, before.contact).await?;
        let new = contact_name(tx, by, contact).await?;
        users::set_contact(tx, org, before.id, contact).await?;
        let data = json!({ "before": old, "after": new, "contact_before": before.contact, "contact_after": contact });
        record(app, tx, by, Event::ContactLinkChanged, about(before), data).await?;
    }
    Ok(())
}

fn word(exception: Option<Exception>) -> Value {
    match exception {
        None => "role".into(),
        Some(Exception::Allowed) => "allowed".into(),
        Some(Exception::Denied) => "denied".into(),
    }
}

async fn contact_name(tx: &mut Tx, by: &Actor, contact: Option<ContactId>) -> Result<String, Error> {
    Ok(match contact {
        Some(id) => places::contact_name(tx, by.organization, id).await?.unwrap_or_default(),
        None => "none".to_owned(),
    })
}
