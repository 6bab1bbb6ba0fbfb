//! Suspending, lifting and revoking access (R15). Each ends every open session and every link within one request.

use serde_json::json;

use crate::domain::activity::Event;
use crate::domain::letter::{Letter, LetterKind};
use crate::domain::staff::StaffPermission;
use crate::domain::state::UserState;
use crate::domain::{CustomerUserId, OutboxId};
use crate::service::activity::record;
use crate::service::{Actor, App, Error};
use crate::store::outbox::{self, NewLetter};
use crate::store::{Tx, invitations, sessions, standing, users};

use super::{UserRow, about, one};

/// Stops an active customer user from signing in until it is lifted.
pub async fn suspend(app: &App, by: &Actor, id: CustomerUserId) -> Result<(), Error> {
    let mut tx = app.store.begin().await?;
    let user = one(app, &mut tx, by, id, StaffPermission::RevokeAccess).await?;
    turn(&mut tx, by, &user, &[UserState::Active], UserState::Suspended, "suspended").await?;
    sessions::end_of_user(&mut tx, by.organization, id).await?;
    record(app, &mut tx, by, Event::AccessSuspended, about(&user), json!({ "before": user.state })).await?;
    Ok(tx.commit().await?)
}

/// Lifts a suspension.
pub async fn lift(app: &App, by: &Actor, id: CustomerUserId) -> Result<(), Error> {
    let mut tx = app.store.begin().await?;
    let user = one(app, &mut tx, by, id, StaffPermission::GrantAccess).await?;
    turn(&mut tx, by, &user, &[UserState::Suspended], UserState::Active, "lifted").await?;
    record(app, &mut tx, by, Event::SuspensionLifted, about(&user), json!({ "before": user.state })).await?;
    Ok(tx.commit().await?)
}

/// Ends access, and tells the person unless `tell` is off. It can be granted again.
pub async fn revoke(app: &App, by: &Actor, id: CustomerUserId, tell: bool) -> Result<(), Error> {
    let mut tx = app.store.begin().await?;
    let user = one(app, &mut tx, by, id, StaffPermission::RevokeAccess).await?;
    let from = [UserState::Pending, UserState::Active, UserState::Suspended, UserState::Expired];
    turn(&mut tx, by, &user, &from, UserState::Revoked, "revoked").await?;
    end(&mut tx, by, id).await?;
    record(app, &mut tx, by, Event::AccessRevoked, about(&user), json!({ "before": user.state, "told": tell })).await?;
    if tell {
        let letter = Letter::AccessRevoked { name: user.name(), customer: user.customer_name.clone() };
        let letter_id: OutboxId = app.id();
        let new = NewLetter {
            id: letter_id,
            organization: by.organization,
            customer: Some(user.customer),
            user: Some(id),
            to_address: &user.email,
            to_name: &user.name(),
            language: user.language,
            letter: &letter,
            enclosure: None,
            message_id: &app.message_id(letter_id),
            at: app.now(),
        };
        outbox::enqueue(&mut tx, &new).await?;
    }
    Ok(tx.commit().await?)
}

/// Ends sessions, invitation, links and letters that are still waiting.
async fn end(tx: &mut Tx, by: &Actor, id: CustomerUserId) -> Result<(), Error> {
    sessions::end_of_user(tx, by.organization, id).await?;
    invitations::finish_of_user(tx, by.organization, id).await?;
    outbox::cancel_of_user(tx, by.organization, id, LetterKind::Invitation).await?;
    Ok(())
}

async fn turn(
    tx: &mut Tx,
    by: &Actor,
    user: &UserRow,
    from: &[UserState],
    to: UserState,
    done: &str,
) -> Result<(), Error> {
    if !users::set_state(tx, by.organization, user.id, from, to).await? {
        return Err(Error::conflict(format!("{} is {} and cannot be {done}", user.name(), user.state)));
    }
    Ok(standing::refresh_access_state(tx, by.organization, user.customer).await?)
}
