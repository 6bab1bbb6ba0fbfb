//! Doing what was planned, wholly or not at all.

use serde::Serialize;

use crate::service::access::{self, Change, Granted};
use crate::service::{Actor, App, Error};
use crate::store::Tx;

use super::Options;
use super::plan::{Action, Plan, Step, Work, draw_up, read};

/// What was done.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Applied {
    /// What was planned and is done.
    pub plan: Plan,
    /// The invitations that were made.
    pub granted: Vec<Granted>,
}

/// Does what the file says, each step with its own record in the log and the permissions that it needs by itself. The
/// plan is drawn up again inside the transaction, so that what is done is what is true then.
///
/// # Errors
/// Those of [`super::plan()`]; a conflict when the plan is not the expected one any more. In each case nothing was changed.
pub async fn apply(app: &App, by: &Actor, content: &str, options: impl Into<Options>) -> Result<Applied, Error> {
    let options = options.into();
    let read = read(&mut app.store.read().await?, by, content, &options).await?;
    let mut tx = app.store.begin().await?;
    let plan = draw_up(app, &mut tx, by, read, &options).await?;
    if let Some(expected) = options.expect.as_deref().filter(|expected| *expected != plan.id) {
        return Err(Error::conflict(format!(
            "the plan is {} and not {} any more: something was changed meanwhile; nothing was done, look at the new plan",
            plan.id,
            crate::text::line(expected)
        )));
    }
    // Whoever goes makes room first: a private customer has one user (R3).
    for step in &plan.steps {
        tune(app, &mut tx, by, step, &options).await?;
    }
    let mut granted = Vec::new();
    for step in &plan.steps {
        granted.extend(grant(app, &mut tx, by, step).await?);
    }
    tx.commit().await?;
    Ok(Applied { plan, granted })
}

async fn tune(app: &App, tx: &mut Tx, by: &Actor, step: &Step, options: &Options) -> Result<(), Error> {
    let Work::Tune { user, version, change, ends_at, turn } = &step.work else { return Ok(()) };
    let mut version = *version;
    if let Some(change) = change {
        let after = access::apply_in(app, tx, by, std::slice::from_ref(change)).await?;
        version = after.first().map_or(version, |user| user.version);
    }
    if let Some(ends_at) = ends_at {
        access::set_end_in(app, tx, by, (*user, version), *ends_at).await?;
    }
    match turn {
        Some(Action::Suspend) => access::suspend_in(app, tx, by, *user).await.map(drop),
        Some(Action::Lift) => access::lift_in(app, tx, by, *user).await.map(drop),
        Some(Action::Revoke) => access::revoke_in(app, tx, by, *user, &options.farewell).await.map(drop),
        Some(Action::Grant | Action::Change) | None => Ok(()),
    }
}

async fn grant(app: &App, tx: &mut Tx, by: &Actor, step: &Step) -> Result<Option<Granted>, Error> {
    let Work::Grant { grant, exceptions, ends_at } = &step.work else { return Ok(None) };
    let granted = access::grant_in(app, tx, by, grant).await?;
    let mut user = access::one(app, tx, by, granted.user, crate::domain::staff::StaffPermission::GrantAccess).await?;
    if !exceptions.is_empty() {
        let mut change = Change::of(&user);
        change.permissions = exceptions.iter().map(|(p, e)| (*p, Some(*e))).collect();
        if let Some(after) = access::apply_in(app, tx, by, &[change]).await?.pop() {
            user = after;
        }
    }
    if ends_at.is_some() {
        access::set_end_in(app, tx, by, (user.id, user.version), *ends_at).await?;
    }
    Ok(Some(granted))
}
