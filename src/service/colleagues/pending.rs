//! Invitations of colleagues who have not answered (R7, R50): sent again, withdrawn.

use crate::domain::CustomerUserId;
use crate::domain::state::InvitationState;
use crate::service::acting::Acting;
use crate::service::{Actor, App, Error, invitations};
use crate::store::Tx;
use crate::store::invitations::{self as store, InvitationRow, Which};

use super::{administrator, colleague};

/// Sends a colleague's invitation again to where it went: a new link, the old ones die, the time starts anew. Where the letter
/// goes is the answer.
///
/// # Errors
/// A conflict when the invitation is not pending any more.
pub async fn resend(app: &App, by: &Actor, id: CustomerUserId) -> Result<String, Error> {
    let mut tx = app.store.begin().await?;
    let acting = administrator(app, &mut tx, by).await?;
    let row = pending(&mut tx, by, &acting, id).await?;
    let granted = invitations::resend_at(app, &mut tx, by, (&row, &acting.customer.name), &row.sent_to).await?;
    tx.commit().await?;
    Ok(granted.sent_to)
}

/// Withdraws a colleague's invitation: its links die, its letter is not sent any more.
///
/// # Errors
/// A conflict when the invitation is not pending any more.
pub async fn withdraw(app: &App, by: &Actor, id: CustomerUserId) -> Result<(), Error> {
    let mut tx = app.store.begin().await?;
    let acting = administrator(app, &mut tx, by).await?;
    let row = pending(&mut tx, by, &acting, id).await?;
    invitations::withdraw_at(app, &mut tx, by, &row).await?;
    Ok(tx.commit().await?)
}

/// The invitation that a colleague has not answered yet.
async fn pending(tx: &mut Tx, by: &Actor, acting: &Acting, id: CustomerUserId) -> Result<InvitationRow, Error> {
    let user = colleague(acting, id)?;
    let all = store::list(tx, by.organization, Which::Customer(acting.customer.id)).await?;
    let found = all.into_iter().find(|i| i.customer_user_id == id && i.state == InvitationState::Pending);
    found.ok_or_else(|| Error::conflict(format!("{} has no invitation that waits for an answer", user.name())))
}
