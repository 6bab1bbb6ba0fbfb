//! Changing the address of an invitation (R7): the person's user name becomes the new one.

use serde_json::json;

use crate::domain::InvitationId;
use crate::domain::activity::Event;
use crate::domain::email::Email;
use crate::domain::field::FieldErrors;
use crate::domain::staff::StaffPermission;
use crate::service::access::{Delivery, Granted, deliver};
use crate::service::activity::record;
use crate::service::{Actor, App, Error};
use crate::store::invitations::{self as store, InvitationRow};
use crate::store::sign_ins::{self, SignIn};
use crate::store::{Tx, users};

use super::{about, not_pending, pending};

/// Gives a pending (or expired) invitation another address: the customer user moves to the sign-in of that address, old
/// links and codes die, and a new letter goes there. A sign-in that nothing else hangs on is forgotten.
pub async fn set_address(app: &App, by: &Actor, id: InvitationId, email: &str) -> Result<Granted, Error> {
    let mut tx = app.store.begin().await?;
    let (row, customer) = pending(&mut tx, by, id, StaffPermission::GrantAccess).await?;
    let email = Email::parse("email", email)?;
    if email.key() == Email::parse("email", &row.email)?.key() {
        let message = format!("{email} is the present address; to send the letter again, resend the invitation");
        return Err(FieldErrors::one("email", "email-same", message).into());
    }
    let (old, person) = move_person(app, &mut tx, by, &row, &email).await?;
    let expires_at = app.now() + app.policy.invitation_valid;
    store::end_links(&mut tx, by.organization, id).await?;
    if !store::renew(&mut tx, by.organization, id, email.as_str(), expires_at).await? {
        return Err(not_pending(&row));
    }
    sign_ins::forget(&mut tx, by.organization, old).await?;
    let data = json!({ "before": row.email, "after": person.email, "sent_to": email.as_str() });
    record(app, &mut tx, by, Event::InvitationAddressChanged, about(&row), data).await?;
    let delivery = Delivery {
        invitation: id,
        user: row.customer_user_id,
        customer: row.customer_id,
        customer_name: &customer,
        name: person.name(),
        language: person.language,
        sent_to: email.as_str(),
        expires_at,
    };
    let granted = deliver(app, &mut tx, by, &delivery).await?;
    tx.commit().await?;
    Ok(granted)
}

/// Moves the customer user to the sign-in of `email`, which is made when it is missing. Gives the sign-in it had and the
/// one it has.
async fn move_person(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    row: &InvitationRow,
    email: &Email,
) -> Result<(crate::domain::SignInId, SignIn), Error> {
    let org = by.organization;
    let old = sign_ins::of_user(tx, org, row.customer_user_id).await?.ok_or_else(|| not_pending(row))?;
    let new = SignIn {
        id: app.id(),
        organization_id: org,
        email: email.as_str().to_owned(),
        first_name: row.first_name.clone(),
        last_name: row.last_name.clone(),
        language: row.language,
        password_hash: None,
        epoch: 1,
    };
    let person = sign_ins::ensure(tx, &new, email, app.now()).await?;
    if users::has(tx, org, row.customer_id, person.id).await? {
        let message = format!("{email} is or was a user of this customer already; see its users");
        return Err(FieldErrors::one("email", "email-taken", message).into());
    }
    if !users::move_to(tx, org, row.customer_user_id, person.id).await? {
        return Err(not_pending(row));
    }
    Ok((old, person))
}
