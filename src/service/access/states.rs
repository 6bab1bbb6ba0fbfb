//! Suspending, lifting and revoking access (R15). Each ends every open session and every link within one request.

use serde_json::json;

use crate::domain::CustomerUserId;
use crate::domain::activity::Event;
use crate::domain::email::Email;
use crate::domain::letter::{Letter, LetterKind};
use crate::domain::staff::StaffPermission;
use crate::domain::state::UserState;
use crate::service::activity::record;
use crate::service::telling::{Recipient, tell};
use crate::service::{Actor, App, Error};
use crate::store::{Tx, invitations, outbox, password_links, sessions, standing, users};

use super::{UserRow, about, one};

/// Stops an active customer user from signing in until it is lifted.
pub async fn suspend(app: &App, by: &Actor, id: CustomerUserId) -> Result<(), Error> {
    let mut tx = app.store.begin().await?;
    suspend_in(app, &mut tx, by, id).await?;
    Ok(tx.commit().await?)
}

/// The same, in a transaction that does more.
pub(in crate::service) async fn suspend_in(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    id: CustomerUserId,
) -> Result<UserRow, Error> {
    let user = one(app, tx, by, id, StaffPermission::RevokeAccess).await?;
    suspend_user(app, tx, by, &user).await?;
    Ok(user)
}

/// The deed itself, for callers that have asked whether `by` may.
pub(in crate::service) async fn suspend_user(app: &App, tx: &mut Tx, by: &Actor, user: &UserRow) -> Result<(), Error> {
    turn(app, tx, by, user, &[UserState::Active], UserState::Suspended, "suspended").await?;
    end(tx, by, user.id).await?;
    Ok(record(app, tx, by, Event::AccessSuspended, about(user), json!({ "before": user.state })).await?)
}

/// Lifts a suspension.
pub async fn lift(app: &App, by: &Actor, id: CustomerUserId) -> Result<(), Error> {
    let mut tx = app.store.begin().await?;
    lift_in(app, &mut tx, by, id).await?;
    Ok(tx.commit().await?)
}

/// The same, in a transaction that does more.
pub(in crate::service) async fn lift_in(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    id: CustomerUserId,
) -> Result<UserRow, Error> {
    let user = one(app, tx, by, id, StaffPermission::GrantAccess).await?;
    lift_user(app, tx, by, &user).await?;
    Ok(user)
}

/// The deed itself, for callers that have asked whether `by` may.
pub(in crate::service) async fn lift_user(app: &App, tx: &mut Tx, by: &Actor, user: &UserRow) -> Result<(), Error> {
    turn(app, tx, by, user, &[UserState::Suspended], UserState::Active, "lifted").await?;
    Ok(record(app, tx, by, Event::SuspensionLifted, about(user), json!({ "before": user.state })).await?)
}

/// Whether a person whose access ends is told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Farewell {
    /// Not told.
    Silent,
    /// By a letter, to the user name or for this once to another address.
    Letter(Option<String>),
}

/// Ends access, and tells the person unless that was unticked. It can be granted again.
pub async fn revoke(app: &App, by: &Actor, id: CustomerUserId, farewell: &Farewell) -> Result<(), Error> {
    let mut tx = app.store.begin().await?;
    revoke_in(app, &mut tx, by, id, farewell).await?;
    Ok(tx.commit().await?)
}

/// The same, in a transaction that does more.
pub(in crate::service) async fn revoke_in(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    id: CustomerUserId,
    farewell: &Farewell,
) -> Result<UserRow, Error> {
    let user = one(app, tx, by, id, StaffPermission::RevokeAccess).await?;
    revoke_user(app, tx, by, &user, farewell).await?;
    Ok(user)
}

/// The deed itself, for callers that have asked whether `by` may.
pub(in crate::service) async fn revoke_user(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    user: &UserRow,
    farewell: &Farewell,
) -> Result<(), Error> {
    let other = match farewell {
        Farewell::Letter(Some(typed)) => Some(Email::parse("send_to", typed)?),
        Farewell::Letter(None) | Farewell::Silent => None,
    };
    let from = [UserState::Pending, UserState::Active, UserState::Suspended, UserState::Expired];
    turn(app, tx, by, user, &from, UserState::Revoked, "revoked").await?;
    end(tx, by, user.id).await?;
    let told = *farewell != Farewell::Silent;
    record(app, tx, by, Event::AccessRevoked, about(user), json!({ "before": user.state, "told": told })).await?;
    if told {
        let letter = Letter::AccessRevoked { name: user.name(), customer: user.customer_name.clone() };
        let to = Recipient {
            organization: by.organization,
            customer: Some(user.customer),
            user: Some(user.id),
            address: other.as_ref().map_or(user.email.as_str(), Email::as_str),
            name: &user.name(),
            language: user.language,
        };
        tell(app, tx, to, &letter, None).await?;
    }
    Ok(())
}

/// Ends sessions, invitation, links to it and to new passwords, and the letters that carry them and still wait (R15).
async fn end(tx: &mut Tx, by: &Actor, id: CustomerUserId) -> Result<(), Error> {
    sessions::end_of_user(tx, by.organization, id).await?;
    password_links::end_of_user(tx, by.organization, id).await?;
    invitations::finish_of_user(tx, by.organization, id).await?;
    outbox::cancel_of_user(tx, by.organization, id, LetterKind::Invitation).await?;
    Ok(())
}

async fn turn(
    app: &App,
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
    Ok(standing::refresh_access_state(tx, by.organization, user.customer, app.now()).await?)
}
