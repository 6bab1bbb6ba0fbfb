//! Remembered sign-ins of staff: on which machines, and their end.

use serde_json::json;

use crate::domain::activity::Event;
use crate::domain::{StaffId, StaffSessionId};
use crate::service::activity::record;
use crate::service::{Actor, App, Error};
use crate::store::staff_sessions::{self as store, StaffSessionRow};

use super::{about, managed};

/// The remembered sign-ins of a staff person, the last used first.
pub async fn sessions(app: &App, by: &Actor, id: StaffId) -> Result<Vec<StaffSessionRow>, Error> {
    let mut conn = app.store.read().await?;
    managed(&mut conn, by, id).await?;
    Ok(store::of_staff(&mut conn, by.organization, id, app.now()).await?)
}

/// Ends one of them; what is open with it ends with its next request.
pub async fn end_session(app: &App, by: &Actor, id: StaffId, session: StaffSessionId) -> Result<(), Error> {
    let mut tx = app.store.begin().await?;
    let account = managed(&mut tx, by, id).await?;
    if !store::end_one(&mut tx, by.organization, id, session).await? {
        return Err(Error::not_found("such sign-in (any more)"));
    }
    record(app, &mut tx, by, Event::SessionsEnded, about(&account), json!({ "ended": 1 })).await?;
    Ok(tx.commit().await?)
}

/// Ends all of them; how many there were.
pub async fn end_all_sessions(app: &App, by: &Actor, id: StaffId) -> Result<u64, Error> {
    let mut tx = app.store.begin().await?;
    let account = managed(&mut tx, by, id).await?;
    let ended = store::end_of_staff(&mut tx, by.organization, id).await?;
    if ended > 0 {
        record(app, &mut tx, by, Event::SessionsEnded, about(&account), json!({ "ended": ended })).await?;
    }
    tx.commit().await?;
    Ok(ended)
}
