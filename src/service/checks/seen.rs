//! Self-checks as a viewer of the portal sees them: on objects that they see.

use serde::Serialize;

use crate::domain::access::{Viewer, decide};
use crate::domain::check::{Kept, Point};
use crate::domain::permission::Permission;
use crate::domain::{CheckAssignmentId, CheckRunId};
use crate::service::objects::seen as object_seen;
use crate::service::portal::{Listed, allowed, cut};
use crate::service::{App, Error};
use crate::store::{checks as store, object_work, visible};

use super::{DueCheck, MOST_RUNS, RunRow, near, today, unknown};

/// A checklist to be filled in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checklist {
    /// What, where, when.
    pub check: DueCheck,
    /// What it asks.
    pub points: Kept<Point>,
    /// The checklist's version, to be sent back with what was filled in.
    pub template_version: i64,
}

/// How many self-checks are overdue.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Overdue {
    /// Altogether.
    pub total: u64,
    /// By the facility's name; none: at no facility. Facilities without any are not there.
    pub by_facility: Vec<(Option<String>, u64)>,
}

/// What is due on objects that the viewer sees and may be filled in by them, the nearest first, after the assignment `after`.
pub async fn due(
    app: &App,
    viewer: &Viewer,
    after: Option<CheckAssignmentId>,
    limit: u32,
) -> Result<Listed<DueCheck>, Error> {
    for permission in [Permission::SelfChecks, Permission::ViewObjects] {
        allowed(&viewer.may(permission, app.now()), permission)?;
    }
    let mut conn = app.store.read().await?;
    let edge = match after {
        None => None,
        Some(id) => match store::assignment(&mut conn, viewer.organization, id).await? {
            Some(row) if row.customer_id == viewer.customer => Some((row.due_on, row.id)),
            _ => return Ok(Listed { rows: Vec::new(), more: false }),
        },
    };
    let listed = cut(visible::checks(&mut conn, viewer, edge, limit).await?, limit);
    Ok(Listed { rows: near(app, &mut conn, viewer.organization, listed.rows).await?, more: listed.more })
}

/// Whether there is anything that the viewer may fill in, now or later: what is not there needs no place in the navigation.
pub async fn any(app: &App, viewer: &Viewer) -> Result<bool, Error> {
    let may = |permission| viewer.may(permission, app.now()).allowed;
    if !may(Permission::SelfChecks) || !may(Permission::ViewObjects) {
        return Ok(false);
    }
    Ok(visible::any_check(&mut app.store.read().await?, viewer).await?)
}

/// The checklist of this assignment, if the viewer may fill it in.
pub async fn checklist(app: &App, viewer: &Viewer, id: CheckAssignmentId) -> Result<Checklist, Error> {
    allowed(&viewer.may(Permission::SelfChecks, app.now()), Permission::SelfChecks)?;
    let mut conn = app.store.read().await?;
    let row = store::assignment(&mut conn, viewer.organization, id).await?.ok_or_else(unknown)?;
    let object = object_work::by_number(&mut conn, viewer.organization, &row.object_number).await?;
    let object = object.ok_or_else(unknown)?;
    if !decide(viewer, &object.thing(viewer.organization), app.now()).allowed {
        return Err(unknown());
    }
    let template = store::template(&mut conn, viewer.organization, row.template_id).await?.ok_or_else(unknown)?;
    let check = near(app, &mut conn, viewer.organization, vec![row]).await?.pop().ok_or_else(unknown)?;
    Ok(Checklist { check, points: template.points, template_version: template.version })
}

/// What was filled in on an object that the viewer sees, the newest first, 100 at most.
pub async fn runs_seen(app: &App, viewer: &Viewer, object: &str) -> Result<Vec<RunRow>, Error> {
    let mut conn = app.store.read().await?;
    let object = object_seen(app, &mut conn, viewer, object).await?;
    Ok(store::runs(&mut conn, viewer.organization, object.id, MOST_RUNS).await?)
}

/// One of them.
pub async fn run_seen(app: &App, viewer: &Viewer, id: CheckRunId) -> Result<RunRow, Error> {
    let mut conn = app.store.read().await?;
    let run = store::run(&mut conn, viewer.organization, id).await?.ok_or_else(unknown)?;
    object_seen(app, &mut conn, viewer, &run.object_number).await.map_err(|error| match error {
        Error::NotFound { .. } => unknown(),
        other => other,
    })?;
    Ok(run)
}

/// How many self-checks of objects that the viewer sees were due before today (R30).
pub async fn overdue_count(app: &App, viewer: &Viewer) -> Result<Overdue, Error> {
    allowed(&viewer.may(Permission::ViewObjects, app.now()), Permission::ViewObjects)?;
    let mut conn = app.store.read().await?;
    let today = today(app, &mut conn, viewer.organization).await?;
    let found = visible::overdue_checks(&mut conn, viewer, today).await?;
    let by_facility: Vec<_> = found.into_iter().map(|(at, n)| (at, u64::try_from(n).unwrap_or_default())).collect();
    Ok(Overdue { total: by_facility.iter().map(|(_, n)| n).sum(), by_facility })
}
