//! Giving access back as it was before it was revoked or withdrawn: what undoing that does (R74).

use serde_json::json;

use crate::domain::activity::Event;
use crate::domain::letter::LetterKind;
use crate::domain::state::{CustomerKind, UserState};
use crate::service::activity::record;
use crate::service::{Actor, App, Error};
use crate::store::invitations::{self, NewInvitation, Which};
use crate::store::{Tx, organizations, outbox, standing, users};

use super::grant::{refuse_second_user, refuse_when_off};
use super::{Delivery, UserRow, about, deliver};

/// Gives a revoked customer user the state back that the access had. Whoever was pending is invited anew, because the links
/// of before are dead; a letter that tells of the end and has not been handed over is not sent any more. The caller has asked
/// whether `by` may.
pub(in crate::service) async fn restore(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    user: &UserRow,
    to: UserState,
) -> Result<(), Error> {
    let customer = standing::get(tx, by.organization, user.customer).await?;
    let customer = customer.ok_or_else(|| Error::not_found("such customer"))?;
    if customer.kind == CustomerKind::Private {
        refuse_second_user(tx, by, &customer).await?;
    }
    let ended = user.ends_at.is_some_and(|end| end <= app.now());
    // An end date that has passed is what makes an access expired; it can be moved again.
    let stored = if to == UserState::Expired && ended { UserState::Active } else { to };
    if !users::set_state(tx, by.organization, user.id, &[UserState::Revoked], stored).await? {
        return Err(Error::conflict(format!("{} is {} and cannot be given the access back", user.name(), user.state)));
    }
    standing::refresh_access_state(tx, by.organization, user.customer, app.now()).await?;
    outbox::cancel_of_user(tx, by.organization, user.id, LetterKind::AccessRevoked).await?;
    record(app, tx, by, Event::AccessRestored, about(user), json!({ "before": user.state, "after": to })).await?;
    if to == UserState::Pending {
        let organization = organizations::get(tx, by.organization).await?;
        refuse_when_off(organization.is_some_and(|o| o.module_on), &customer)?;
        invite_again(app, tx, by, user).await?;
    }
    Ok(())
}

async fn invite_again(app: &App, tx: &mut Tx, by: &Actor, user: &UserRow) -> Result<(), Error> {
    let before = invitations::list(tx, by.organization, Which::Customer(user.customer)).await?;
    let before = before.into_iter().find(|i| i.customer_user_id == user.id);
    let sent_to = before.map_or_else(|| user.email.clone(), |i| i.sent_to);
    let expires_at = app.now() + app.policy.invitation_valid;
    let new = NewInvitation {
        id: app.id(),
        organization: by.organization,
        customer: user.customer,
        user: user.id,
        sent_to: &sent_to,
        invited_by: by.name(),
        at: app.now(),
        expires_at,
    };
    let invitation = invitations::insert(tx, &new).await?;
    let delivery = Delivery {
        invitation,
        user: user.id,
        customer: user.customer,
        customer_name: &user.customer_name,
        name: user.name(),
        language: user.language,
        sent_to: &sent_to,
        expires_at,
    };
    deliver(app, tx, by, &delivery).await.map(drop)
}
