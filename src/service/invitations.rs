//! Invitations (R7): list with delivery, resend, withdraw, change the address, a link to copy, a code to read aloud.

mod address;
mod code;

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::json;

use crate::domain::activity::Event;
use crate::domain::email::Email;
use crate::domain::letter::LetterKind;
use crate::domain::permission::Role;
use crate::domain::staff::StaffPermission;
use crate::domain::state::{InvitationState, OutboxState, UserState};
use crate::domain::{CustomerId, CustomerUserId, InvitationId};
use crate::store::invitations::{self as store, Which};
use crate::store::{Conn, Tx, outbox, standing, users};

use super::access::{self, Delivery, Granted, deliver};
use super::activity::{About, record};
use super::token::{Token, TokenKind};
use super::{Actor, App, Error, portal_switch};

pub use address::set_address;
pub use code::{Code, code};

/// An invitation as lists show it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct InvitationRow {
    /// Its identifier.
    pub id: InvitationId,
    /// To which customer.
    pub customer: CustomerId,
    /// That customer's number.
    pub customer_number: String,
    /// As which customer user.
    pub user: CustomerUserId,
    /// The invited person's name.
    pub name: String,
    /// The user name.
    pub email: String,
    /// The role.
    pub role: Role,
    /// The state as it is now: an end that has passed makes it `expired`.
    pub state: InvitationState,
    /// How the newest letter stands.
    pub letter: Option<LetterStatus>,
    /// Where the letter went.
    pub sent_to: String,
    /// Who invited.
    pub invited_by: String,
    /// When.
    pub created_at: DateTime<Utc>,
    /// Until when it can be accepted.
    pub expires_at: DateTime<Utc>,
    /// When it was accepted.
    pub accepted_at: Option<DateTime<Utc>>,
    /// Grows with every change.
    pub version: i64,
}

/// Delivery of a letter.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct LetterStatus {
    /// How it stands.
    pub state: OutboxState,
    /// How often it was tried.
    pub attempts: i64,
    /// What the mail server said last.
    pub last_error: Option<String>,
    /// When it was handed over.
    pub sent_at: Option<DateTime<Utc>>,
}

/// How many invitations a list over all customers shows.
const NEWEST: u32 = 500;

/// Invitations of a customer, or the newest of all customers, newest first.
pub async fn list(app: &App, by: &Actor, customer: Option<CustomerId>) -> Result<Vec<InvitationRow>, Error> {
    let mut conn = app.store.read().await?;
    let which = if let Some(id) = customer {
        portal_switch::of_staff(&mut conn, by, id, StaffPermission::ViewCustomers).await?;
        Which::Customer(id)
    } else {
        // Nobody's area includes "no area": this lets through exactly those who act everywhere (R10).
        by.may(StaffPermission::ViewCustomers)?.in_area(None)?;
        Which::All(NEWEST)
    };
    let rows = store::list(&mut conn, by.organization, which).await?;
    Ok(rows.into_iter().map(|row| shown(row, app.now())).collect())
}

fn shown(row: store::InvitationRow, now: DateTime<Utc>) -> InvitationRow {
    let over = row.state == InvitationState::Pending && row.expires_at <= now;
    InvitationRow {
        id: row.id,
        customer: row.customer_id,
        customer_number: row.customer_number,
        user: row.customer_user_id,
        name: format!("{} {}", row.first_name, row.last_name),
        email: row.email,
        role: row.role,
        state: if over { InvitationState::Expired } else { row.state },
        letter: row.letter_state.map(|state| LetterStatus {
            state,
            attempts: row.letter_attempts.unwrap_or_default(),
            last_error: row.letter_error,
            sent_at: row.letter_sent_at,
        }),
        sent_to: row.sent_to,
        invited_by: row.invited_by,
        created_at: row.created_at,
        expires_at: row.expires_at,
        accepted_at: row.accepted_at,
        version: row.version,
    }
}

/// Sends an invitation again: a new link, the old ones die, the time starts anew (which also revives an expired one).
/// With `send_to` the letter goes to another address.
pub async fn resend(app: &App, by: &Actor, id: InvitationId, send_to: Option<&str>) -> Result<Granted, Error> {
    let mut tx = app.store.begin().await?;
    let granted = resend_in(app, &mut tx, by, id, send_to).await?;
    tx.commit().await?;
    Ok(granted)
}

/// The same, in a transaction that does more.
pub(super) async fn resend_in(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    id: InvitationId,
    send_to: Option<&str>,
) -> Result<Granted, Error> {
    let other = send_to.map(|typed| Email::parse("send_to", typed)).transpose()?;
    let (row, customer) = pending(tx, by, id, StaffPermission::GrantAccess).await?;
    let address = other.as_ref().map_or(row.sent_to.as_str(), Email::as_str);
    resend_at(app, tx, by, (&row, &customer), address).await
}

/// The deed itself, for callers that have asked whether `by` may: with the customer's name.
pub(super) async fn resend_at(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    (row, customer): (&store::InvitationRow, &str),
    address: &str,
) -> Result<Granted, Error> {
    let id = row.id;
    let expires_at = app.now() + app.policy.invitation_valid;
    store::end_links(tx, by.organization, id).await?;
    if !store::renew(tx, by.organization, id, address, expires_at).await? {
        return Err(not_pending(row));
    }
    record(app, tx, by, Event::InvitationResent, about(row), json!({ "sent_to": address })).await?;
    let delivery = Delivery {
        invitation: id,
        user: row.customer_user_id,
        customer: row.customer_id,
        customer_name: customer,
        name: format!("{} {}", row.first_name, row.last_name),
        language: row.language,
        sent_to: address,
        expires_at,
    };
    deliver(app, tx, by, &delivery).await
}

/// Withdraws a pending invitation: its links die, its letter is not sent any more, the customer user is revoked.
pub async fn withdraw(app: &App, by: &Actor, id: InvitationId) -> Result<(), Error> {
    let mut tx = app.store.begin().await?;
    let (row, _) = pending(&mut tx, by, id, StaffPermission::RevokeAccess).await?;
    withdraw_at(app, &mut tx, by, &row).await?;
    Ok(tx.commit().await?)
}

/// The deed itself, for callers that have asked whether `by` may.
pub(super) async fn withdraw_at(app: &App, tx: &mut Tx, by: &Actor, row: &store::InvitationRow) -> Result<(), Error> {
    if !store::finish(tx, by.organization, row.id, InvitationState::Revoked, None).await? {
        return Err(not_pending(row));
    }
    store::end_links(tx, by.organization, row.id).await?;
    outbox::cancel_of_user(tx, by.organization, row.customer_user_id, LetterKind::Invitation).await?;
    let from = [UserState::Pending];
    users::set_state(tx, by.organization, row.customer_user_id, &from, UserState::Revoked).await?;
    standing::refresh_access_state(tx, by.organization, row.customer_id, app.now()).await?;
    Ok(record(app, tx, by, Event::InvitationWithdrawn, about(row), json!({})).await?)
}

/// Deletes an invitation with the person's data (R15). Of one that was accepted, the user it made is removed. The log keeps
/// what was done, with the person's name replaced.
pub async fn delete(app: &App, by: &Actor, id: InvitationId) -> Result<(), Error> {
    let mut tx = app.store.begin().await?;
    let granted = by.may(StaffPermission::RevokeAccess)?;
    let row = store::list(&mut tx, by.organization, Which::One(id)).await?.pop();
    let row = row.ok_or_else(|| Error::not_found("such invitation"))?;
    let customer = standing::get(&mut tx, by.organization, row.customer_id).await?;
    granted.in_area(customer.and_then(|c| c.area_id))?;
    access::delete_in(app, &mut tx, by, row.customer_user_id).await?;
    Ok(tx.commit().await?)
}

/// A further link to a pending invitation, to copy or to show. The letter's link stays good; the log notes that staff
/// were shown one.
pub async fn link(app: &App, by: &Actor, id: InvitationId) -> Result<String, Error> {
    let mut tx = app.store.begin().await?;
    let (row, _) = pending(&mut tx, by, id, StaffPermission::GrantAccess).await?;
    if row.expires_at <= app.now() {
        return Err(Error::conflict("the invitation has expired; send it again first"));
    }
    let token = Token::new(TokenKind::Invitation, &app.random);
    store::add_link(&mut tx, by.organization, id, &token.hash(), app.now()).await?;
    record(app, &mut tx, by, Event::InvitationLinkShown, about(&row), json!({})).await?;
    tx.commit().await?;
    Ok(app.invitation_link(&token))
}

/// The invitation, if it is pending (or has expired) and the staff person holds `permission` in its customer's area; with
/// the customer's name.
async fn pending(
    conn: &mut Conn,
    by: &Actor,
    id: InvitationId,
    permission: StaffPermission,
) -> Result<(store::InvitationRow, String), Error> {
    let granted = by.may(permission)?;
    let row = store::list(conn, by.organization, Which::One(id)).await?.pop();
    let row = row.ok_or_else(|| Error::not_found("such invitation"))?;
    let customer = standing::get(conn, by.organization, row.customer_id).await?;
    let customer = customer.ok_or_else(|| Error::not_found("such customer"))?;
    granted.in_area(customer.area_id)?;
    if row.state != InvitationState::Pending {
        return Err(not_pending(&row));
    }
    Ok((row, customer.name))
}

fn not_pending(row: &store::InvitationRow) -> Error {
    Error::conflict(format!("the invitation of {} is {} and no longer pending", row.email, row.state))
}

fn about(row: &store::InvitationRow) -> About {
    About {
        customer: Some(row.customer_id),
        user: Some(row.customer_user_id),
        staff: None,
        subject: format!("{} {} <{}>", row.first_name, row.last_name, row.email),
    }
}
