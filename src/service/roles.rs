//! What the roles of customer users hold in an organization (R8): looked at, previewed, changed.
//!
//! A change reaches every user of the role at once, in every process: permissions are read live. The bounds are those of
//! the product's table: what can never be given with a role can never be put into it.
//!
//! Whoever can do something else after it is told by a letter, as of any other change of the access, in the same
//! transaction. That ends at [`MOST_TOLD`] people: beyond it nobody is told, and the preview says so before anything is saved.
//! Tens of thousands of letters are a decision of their own, and writing them would hold everybody else up.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::domain::CustomerUserId;
use crate::domain::activity::Event;
use crate::domain::field::FieldErrors;
use crate::domain::permission::{Holding, Permission, Role, RoleTable};
use crate::domain::staff::StaffPermission;
use crate::store::{Conn, Tx, activity as log, organizations, roles};

use super::activity::{About, record};
use super::{Actor, App, Error, access};

/// When a change of a role concerns more people than this, nobody is told of it.
pub const MOST_TOLD: usize = 1_000;

/// What the roles hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Roles {
    /// To be sent back with a change, so that saving over somebody else's change is noticed.
    pub version: i64,
    /// What they hold.
    pub table: RoleTable,
}

/// What one role is to hold. Permissions that are not named stay as they are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RoleChange {
    /// The version that the change was made on.
    pub version: i64,
    /// Which role.
    pub role: Role,
    /// Whether the role holds it.
    pub permissions: BTreeMap<Permission, bool>,
}

/// What a change of a role would do, in numbers of people who are not out for good.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct RoleEffect {
    /// People for whom anything changes.
    pub people: u64,
    /// Permissions that would be gained, and by how many.
    pub gained: Vec<(Permission, u64)>,
    /// Permissions that would be lost, and by how many.
    pub lost: Vec<(Permission, u64)>,
    /// How many are told by a letter: those who are active.
    pub told: usize,
    /// Whether they are more than [`MOST_TOLD`], so that nobody is told.
    pub too_many_to_tell: bool,
}

/// What the roles hold in the organization.
pub async fn table(app: &App, by: &Actor) -> Result<Roles, Error> {
    by.may(StaffPermission::ViewCustomers)?.anywhere();
    let mut conn = app.store.read().await?;
    let version = roles::version(&mut conn, by.organization).await?;
    Ok(Roles { version, table: organizations::role_table(&mut conn, by.organization).await? })
}

/// What a change would do. Whoever has an exception for a permission keeps what the exception says, and is not counted
/// there.
pub async fn preview(app: &App, by: &Actor, change: &RoleChange) -> Result<RoleEffect, Error> {
    by.may(StaffPermission::ManageSettings)?.anywhere();
    check(change)?;
    let mut conn = app.store.read().await?;
    let table = organizations::role_table(&mut conn, by.organization).await?;
    let changed = differences(change, &table);
    let names: Vec<_> = changed.keys().copied().collect();
    let held = roles::holders(&mut conn, by.organization, change.role, &names).await?;
    let told = concerned(app, &mut conn, by, change.role, &names).await?;
    let mut effect = RoleEffect {
        people: held.changed,
        too_many_to_tell: told.is_none(),
        told: told.unwrap_or_default().len(),
        ..RoleEffect::default()
    };
    for (permission, on) in changed {
        let shielded = held.shielded.get(&permission).copied().unwrap_or_default();
        let side = if on { &mut effect.gained } else { &mut effect.lost };
        side.push((permission, held.people.saturating_sub(shielded)));
    }
    Ok(effect)
}

/// Changes what a role holds. A change on an older version is a conflict that names who was faster.
pub async fn set(app: &App, by: &Actor, change: &RoleChange) -> Result<Roles, Error> {
    by.may(StaffPermission::ManageSettings)?.anywhere();
    check(change)?;
    let mut tx = app.store.begin().await?;
    if !roles::touch(&mut tx, by.organization, change.version).await? {
        return Err(overtaken(&mut tx, by).await?);
    }
    let table = organizations::role_table(&mut tx, by.organization).await?;
    let changed = differences(change, &table);
    let (mut before, mut after) = (Map::new(), Map::new());
    for (permission, on) in &changed {
        let default = (change.role.holding(*permission) == Holding::Yes) == *on;
        let own = (!default).then_some(*on);
        roles::set(&mut tx, by.organization, change.role, *permission, own).await?;
        before.insert(permission.to_string(), word(!on));
        after.insert(permission.to_string(), word(*on));
    }
    let now = organizations::role_table(&mut tx, by.organization).await?;
    if !changed.is_empty() {
        let about = About { subject: change.role.to_string(), ..About::default() };
        let data = serde_json::json!({ "before": before, "after": after });
        record(app, &mut tx, by, Event::RoleContentChanged, about, data).await?;
        let names: Vec<_> = changed.keys().copied().collect();
        if let Some(people) = concerned(app, &mut tx, by, change.role, &names).await? {
            access::tell_of_role(app, &mut tx, by, &people, (&table, &now)).await?;
        }
    }
    tx.commit().await?;
    Ok(Roles { version: change.version + 1, table: now })
}

/// Whom a change of these permissions is told; none when they are too many.
async fn concerned(
    app: &App,
    conn: &mut Conn,
    by: &Actor,
    role: Role,
    permissions: &[Permission],
) -> Result<Option<Vec<CustomerUserId>>, Error> {
    let limit = i64::try_from(MOST_TOLD + 1).unwrap_or(i64::MAX);
    let people = roles::concerned(conn, by.organization, role, permissions, app.now(), limit).await?;
    Ok((people.len() <= MOST_TOLD).then_some(people))
}

fn check(change: &RoleChange) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::new();
    for (permission, on) in &change.permissions {
        if *on && change.role.holding(*permission) == Holding::No {
            let message = format!("{permission} can never be held by the role {}", change.role);
            errors.add("permission", "permission-never", message);
        }
    }
    errors.into_result()
}

/// What would really change.
fn differences(change: &RoleChange, table: &RoleTable) -> BTreeMap<Permission, bool> {
    let held = table.of(change.role);
    change.permissions.iter().filter(|(p, on)| held.holds(**p) != **on).map(|(p, on)| (*p, *on)).collect()
}

async fn overtaken(tx: &mut Tx, by: &Actor) -> Result<Error, Error> {
    let who = log::last_change(tx, by.organization, &[Event::RoleContentChanged]).await?;
    Ok(Error::overtaken(who, |who| {
        format!(
            "what roles hold was changed by {who} meanwhile; nothing was saved, look at the new state and save again"
        )
    }))
}

fn word(on: bool) -> Value {
    if on { "on".into() } else { "off".into() }
}
