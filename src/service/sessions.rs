//! Portal sessions as staff see and end them (R25). The person's own are in [`super::customer_sign_in`].
//!
//! A session belongs to the person's sign-in and can be turned from one customer to another (R4); so the sessions of a
//! customer user are all with which the person could come to that customer.

use serde_json::json;

use crate::domain::activity::Event;
use crate::domain::staff::StaffPermission;
use crate::domain::{CustomerUserId, SessionId};
use crate::store::{Conn, sessions, sign_ins};

pub use crate::store::sessions::OpenSession as SessionRow;

use super::access::{self, UserRow};
use super::activity::record;
use super::{Actor, App, Error};

/// The person's open sessions, the one used last first.
pub async fn of_user(app: &App, by: &Actor, user: CustomerUserId) -> Result<Vec<SessionRow>, Error> {
    let mut conn = app.store.read().await?;
    let user = access::one(app, &mut conn, by, user, StaffPermission::ViewCustomers).await?;
    open(app, &mut conn, by, &user).await
}

/// Ends one of the person's sessions.
///
/// # Errors
/// Not found when the person has no open session of that identifier.
pub async fn end(app: &App, by: &Actor, user: CustomerUserId, id: SessionId) -> Result<(), Error> {
    let mut tx = app.store.begin().await?;
    let user = access::one(app, &mut tx, by, user, StaffPermission::RevokeAccess).await?;
    let missing = || Error::not_found(format!("open session {id} of {}", user.name()));
    let session = open(app, &mut tx, by, &user).await?.into_iter().find(|s| s.id == id).ok_or_else(missing)?;
    if !sessions::end_one(&mut tx, by.organization, user.sign_in, id).await? {
        return Err(missing());
    }
    let data = json!({ "ended": 1, "device": session.device, "address": session.address });
    record(app, &mut tx, by, Event::SessionsEnded, access::about(&user), data).await?;
    Ok(tx.commit().await?)
}

/// Ends every session of the person; how many were open.
pub async fn end_all(app: &App, by: &Actor, user: CustomerUserId) -> Result<u64, Error> {
    let mut tx = app.store.begin().await?;
    let user = access::one(app, &mut tx, by, user, StaffPermission::RevokeAccess).await?;
    let ended = open(app, &mut tx, by, &user).await?.len();
    if ended > 0 {
        sessions::end_of_sign_in(&mut tx, by.organization, user.sign_in, None).await?;
        // A session that is being opened at this moment carries the old epoch and is over with the others.
        sign_ins::end_sessions(&mut tx, by.organization, user.sign_in).await?;
        let data = json!({ "ended": ended });
        record(app, &mut tx, by, Event::SessionsEnded, access::about(&user), data).await?;
        tx.commit().await?;
    }
    Ok(u64::try_from(ended).unwrap_or_default())
}

async fn open(app: &App, conn: &mut Conn, by: &Actor, user: &UserRow) -> Result<Vec<SessionRow>, Error> {
    let now = app.now();
    let idle_since = now - app.policy.session_idle;
    Ok(sessions::open_of_sign_in(conn, by.organization, user.sign_in, now, idle_since).await?)
}
