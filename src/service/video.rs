//! Video sessions (R40): staff plan them with a join link, customers see them, ask for one, move or cancel it.
//!
//! A session is asked for, planned or cancelled, and over when its time is. Staff need *manage orders* in the customer's
//! area; a technician works on those that are about orders of theirs. Customer users need *see video sessions* to see one
//! that lies in their scope, and *ask for and move video sessions* to change it. What they move waits for staff again, with
//! the link that it had. Everything is logged, and told to whoever may be told (R60–R62).

mod change;
mod make;
mod when;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use crate::domain::access::{Parent, Thing, ThingKind, Viewer, decide};
use crate::domain::activity::Event;
use crate::domain::letter::LetterKind;
use crate::domain::notice::Subject;
use crate::domain::permission::Permission;
use crate::domain::staff::{StaffPermission, Territory};
use crate::domain::state::VideoState;
use crate::store::video::{self as store, Filter};
use crate::store::{Conn, Tx, standing, visible};
use crate::text;

pub use crate::store::video::VideoRow;
pub use change::{cancel, confirm, move_to};
pub use make::{VideoPlan, VideoRequest, plan, request};
pub use when::{Wished, span_of};

use super::activity::{About, record};
use super::notices::{Notice, announce};
use super::{Actor, App, Error, Who, access, acting};

/// Lists are no longer than this.
const LONGEST_LIST: u32 = 200;

/// Sessions that are over are shown for so long.
const LOOKED_BACK: TimeDelta = TimeDelta::days(90);

/// They are shown so far ahead; farther none is planned.
const LOOKED_AHEAD: TimeDelta = TimeDelta::days(1_000);

/// Which sessions staff ask for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct VideoQuery {
    /// Of the customer with this number only.
    pub customer: Option<String>,
    /// That end after this moment; none: from now on.
    pub from: Option<DateTime<Utc>>,
}

/// Sessions by their beginning, cancelled ones too, 200 at most: for staff who manage orders, of customers in their areas
/// (R10). Whoever manages only what is assigned to them sees those about orders of theirs.
pub async fn list(app: &App, by: &Actor, query: &VideoQuery) -> Result<Vec<VideoRow>, Error> {
    let granted = by.may(StaffPermission::ManageOrders)?;
    let mut conn = app.store.read().await?;
    let from = query.from.unwrap_or_else(|| app.now());
    let technician = by.staff_id().filter(|_| only_assigned(by));
    let mut filter = Filter { customer: None, technician, from, limit: LONGEST_LIST };
    if let Some(number) = &query.customer {
        let unknown = || Error::not_found(format!("customer {}", text::line(number)));
        let customer = standing::by_number(&mut conn, by.organization, number).await?.ok_or_else(unknown)?;
        granted.in_area(customer.area_id)?;
        filter.customer = Some(customer.id);
    } else {
        granted.anywhere();
    }
    let territory = by.rights().map_or(Territory::Everywhere, |rights| rights.territory.clone());
    let found = store::list(&mut conn, by.organization, &territory, &filter).await?;
    Ok(found.into_iter().map(|row| standing_now(app, row)).collect())
}

/// The session with this number: for staff who manage orders.
pub async fn get(app: &App, by: &Actor, number: &str) -> Result<VideoRow, Error> {
    by.may(StaffPermission::ManageOrders)?.anywhere();
    let mut conn = app.store.read().await?;
    let found = store::by_number(&mut conn, by.organization, number).await?;
    let row = found.ok_or_else(|| unknown(number))?;
    staff_may(by, &row)?;
    Ok(standing_now(app, row))
}

/// The sessions that a viewer of the portal sees, by their beginning: those of the last 90 days and those ahead. The order
/// of one is named where the viewer may see that too.
pub async fn seen(app: &App, viewer: &Viewer) -> Result<Vec<VideoRow>, Error> {
    let found = seen_between(app, viewer, (app.now() - LOOKED_BACK, app.now() + LOOKED_AHEAD)).await?;
    Ok(found.into_iter().map(|row| standing_now(app, row)).collect())
}

/// The sessions that a viewer sees and that overlap a time, with their states as kept; nothing when the part of the portal
/// is not theirs.
pub(super) async fn seen_between(
    app: &App,
    viewer: &Viewer,
    span: (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<VideoRow>, Error> {
    if !viewer.may(Permission::ViewVideoSessions, app.now()).allowed {
        return Ok(Vec::new());
    }
    let mut conn = app.store.read().await?;
    let found = visible::video_sessions(&mut conn, viewer, span, LONGEST_LIST).await?;
    let shown = |mut row: VideoRow| {
        let order = Thing { kind: ThingKind::Order, ..thing(viewer, &row) };
        if !decide(viewer, &order, app.now()).allowed {
            row.order_number = None;
        }
        row
    };
    Ok(found.into_iter().map(shown).collect())
}

/// The session with this number, if the viewer may see it.
pub async fn seen_one(app: &App, viewer: &Viewer, number: &str) -> Result<VideoRow, Error> {
    let mut conn = app.store.read().await?;
    let found = store::by_number(&mut conn, viewer.organization, number).await?.ok_or_else(|| unknown(number))?;
    sees(app, viewer, &found)?;
    Ok(standing_now(app, found))
}

/// A viewer who may not see it is told that there is none.
fn sees(app: &App, viewer: &Viewer, row: &VideoRow) -> Result<(), Error> {
    if decide(viewer, &thing(viewer, row), app.now()).allowed { Ok(()) } else { Err(unknown(&row.number)) }
}

const fn thing(viewer: &Viewer, row: &VideoRow) -> Thing {
    Thing {
        kind: ThingKind::VideoSession,
        parent: if row.order_id.is_some() { Parent::Order } else { Parent::Customer },
        organization: viewer.organization,
        customer: Some(row.customer_id),
        facility: row.facility_id,
        contact: row.contact_id,
    }
}

fn standing_now(app: &App, row: VideoRow) -> VideoRow {
    VideoRow { state: row.state_at(app.now()), ..row }
}

fn unknown(number: &str) -> Error {
    Error::not_found(format!("video session {}", text::line(number)))
}

fn only_assigned(by: &Actor) -> bool {
    by.rights().is_some_and(|rights| rights.only_assigned(StaffPermission::ManageOrders))
}

/// Staff act in their areas, and whoever manages only what is assigned to them, on that.
fn staff_may(by: &Actor, row: &VideoRow) -> Result<(), Error> {
    by.may(StaffPermission::ManageOrders)?.in_area(row.area_id)?;
    let own = row.technician_id.is_some() && row.technician_id == by.staff_id();
    if only_assigned(by) && !own {
        return Err(Error::Denied {
            needs: StaffPermission::ManageOrders.to_string(),
            because: format!(" for video session {}, which is not about an order that is assigned to you", row.number),
        });
    }
    Ok(())
}

/// The session, if `by` may change it at this moment: not cancelled, not over.
async fn changeable(app: &App, conn: &mut Conn, by: &Actor, number: &str) -> Result<VideoRow, Error> {
    let person = if let Who::CustomerUser { id, .. } = by.who {
        acting::acting(app, conn, by, Permission::ManageVideoSessions).await?;
        Some(access::stand(app, conn, by.organization, id).await?.viewer)
    } else {
        by.may(StaffPermission::ManageOrders)?.anywhere();
        None
    };
    let row = store::by_number(conn, by.organization, number).await?.ok_or_else(|| unknown(number))?;
    match &person {
        Some(viewer) => sees(app, viewer, &row)?,
        None => staff_may(by, &row)?,
    }
    match row.state_at(app.now()) {
        VideoState::Requested | VideoState::Planned => Ok(row),
        state => Err(Error::conflict(format!("video session {} is {state}; plan a new one", row.number))),
    }
}

/// Keeps a changed session, or says who was faster.
async fn keep(tx: &mut Tx, by: &Actor, row: &VideoRow, version: i64) -> Result<(), Error> {
    let kept = VideoRow { version, ..row.clone() };
    if store::save(tx, by.organization, &kept).await? {
        return Ok(());
    }
    let who = store::last_changed_by(tx, by.organization, row.customer_id, &row.number).await?;
    Err(Error::overtaken(who, |who| {
        format!(
            "video session {} was changed by {who} meanwhile; nothing was saved, look at the new state and save again",
            row.number
        )
    }))
}

async fn again(app: &App, conn: &mut Conn, by: &Actor, number: &str) -> Result<VideoRow, Error> {
    let found = store::by_number(conn, by.organization, number).await?;
    Ok(standing_now(app, found.ok_or_else(|| unknown(number))?))
}

async fn log(app: &App, tx: &mut Tx, by: &Actor, row: &VideoRow, (event, data): (Event, Value)) -> Result<(), Error> {
    let about = About { customer: Some(row.customer_id), subject: row.title(), ..About::default() };
    Ok(record(app, tx, by, event, about, data).await?)
}

async fn tell(app: &App, tx: &mut Tx, by: &Actor, row: &VideoRow, kind: LetterKind) -> Result<(), Error> {
    let notice = Notice {
        kind,
        customer: row.customer_id,
        subject: Some(Subject { kind: ThingKind::VideoSession, number: row.number.clone() }),
        order: row.order_number.clone(),
        detail: row.note.clone(),
        at: Some(row.starts_at),
    };
    announce(app, tx, by, &notice).await.map(drop)
}
