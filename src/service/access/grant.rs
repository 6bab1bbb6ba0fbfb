//! Granting access (R6): a customer user, an invitation with its link, and the letter, in one transaction.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::json;

use crate::domain::access::Scope;
use crate::domain::activity::Event;
use crate::domain::email::Email;
use crate::domain::field::FieldErrors;
use crate::domain::letter::{Enclosure, Letter, LetterKind};
use crate::domain::permission::Role;
use crate::domain::staff::StaffPermission;
use crate::domain::state::{AccessState, CustomerKind, Language};
use crate::domain::{ContactId, CustomerId, CustomerUserId, InvitationId};
use crate::service::activity::{About, record};
use crate::service::telling::{Recipient, tell};
use crate::service::token::{Token, TokenKind};
use crate::service::{Actor, App, Error, portal_switch};
use crate::store::invitations::{self, NewInvitation};
use crate::store::outbox;
use crate::store::sign_ins::{self, SignIn};
use crate::store::standing::{self, Standing};
use crate::store::users::{self, NewUser, Which};
use crate::store::{Tx, organizations};
use crate::text;

/// Whom to give access, and to what.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Grant {
    /// At which customer.
    pub customer: CustomerId,
    /// The user name, an e-mail address (R4).
    pub email: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The role; for corporate customers only (R3). `None`: member, or what fits a private customer.
    pub role: Option<Role>,
    /// The person's language; `None`: the customer's or the organization's.
    pub language: Option<Language>,
    /// The contact the person is (R13).
    pub contact: Option<ContactId>,
    /// Which facilities (R12).
    pub scope: Scope,
    /// Send the letter to this address instead, for this once.
    pub send_to: Option<String>,
}

/// An invitation that is on its way.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Granted {
    /// The customer user.
    pub user: CustomerUserId,
    /// The invitation.
    pub invitation: InvitationId,
    /// The link that the letter carries.
    pub link: String,
    /// Where the letter goes.
    pub sent_to: String,
    /// Until when the invitation can be accepted.
    pub expires_at: DateTime<Utc>,
}

struct Valid {
    email: Email,
    send_to: Email,
    first_name: String,
    last_name: String,
    role: Role,
}

/// Grants access: the person becomes a pending customer user and is sent an invitation.
pub async fn grant(app: &App, by: &Actor, grant: &Grant) -> Result<Granted, Error> {
    let mut tx = app.store.begin().await?;
    let granted = grant_in(app, &mut tx, by, grant).await?;
    tx.commit().await?;
    Ok(granted)
}

/// The same, in a transaction that does more.
pub(in crate::service) async fn grant_in(app: &App, tx: &mut Tx, by: &Actor, grant: &Grant) -> Result<Granted, Error> {
    let customer = portal_switch::of_staff(tx, by, grant.customer, StaffPermission::GrantAccess).await?;
    grant_at(app, tx, by, &customer, grant).await
}

/// The deed itself, for callers that have asked whether `by` may.
pub(in crate::service) async fn grant_at(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    customer: &Standing,
    grant: &Grant,
) -> Result<Granted, Error> {
    let valid = validate(tx, by, customer, grant).await?;
    let organization = organizations::get(tx, by.organization).await?;
    let organization = organization.ok_or_else(|| Error::not_found("such organization"))?;
    refuse_when_off(organization.module_on, customer)?;
    if customer.access_state == AccessState::Independent {
        return Err(Error::conflict(format!("{} has become an organization of its own", customer.title())));
    }
    if customer.kind == CustomerKind::Private {
        refuse_second_user(tx, by, customer).await?;
    }
    let new = SignIn {
        id: app.id(),
        organization_id: by.organization,
        email: valid.email.as_str().to_owned(),
        first_name: valid.first_name,
        last_name: valid.last_name,
        language: grant.language.or(customer.language).unwrap_or(organization.language),
        password_hash: None,
        epoch: 1,
    };
    let person = sign_ins::ensure(tx, &new, &valid.email, app.now()).await?;
    let user = NewUser {
        id: app.id(),
        organization: by.organization,
        customer: customer.id,
        sign_in: person.id,
        role: valid.role,
        contact: grant.contact,
        scope: &grant.scope,
        at: app.now(),
    };
    let taken = || {
        FieldErrors::one(
            "email",
            "email-taken",
            format!("{} has access to {} already; see its users", valid.email, customer.title()),
        )
    };
    let user = users::insert(tx, &user).await?.ok_or_else(taken)?;
    let expires_at = app.now() + app.policy.invitation_valid;
    let invitation = NewInvitation {
        id: app.id(),
        organization: by.organization,
        customer: customer.id,
        user,
        sent_to: valid.send_to.as_str(),
        invited_by: by.name(),
        at: app.now(),
        expires_at,
    };
    let invitation = invitations::insert(tx, &invitation).await?;
    standing::refresh_access_state(tx, by.organization, customer.id, app.now()).await?;
    let about = About {
        customer: Some(customer.id),
        user: Some(user),
        staff: None,
        subject: format!("{} <{}>", person.name(), person.email),
    };
    let scope = super::describe_scope(tx, by.organization, customer.id, &grant.scope).await?;
    let data =
        json!({ "role": valid.role, "scope": scope, "sent_to": valid.send_to.as_str(), "expires_at": expires_at });
    record(app, tx, by, Event::AccessGranted, about, data).await?;
    let delivery = Delivery {
        invitation,
        user,
        customer: customer.id,
        customer_name: &customer.name,
        name: person.name(),
        language: person.language,
        sent_to: valid.send_to.as_str(),
        expires_at,
    };
    deliver(app, tx, by, &delivery).await
}

/// Notes what of a grant cannot be taken besides what is noted already, for callers that refuse more than the grant and have
/// asked whether `by` may.
pub(in crate::service) async fn wrong_with(
    tx: &mut Tx,
    by: &Actor,
    customer: &Standing,
    grant: &Grant,
    noted: &mut FieldErrors,
) -> Result<(), Error> {
    match validate(tx, by, customer, grant).await {
        Err(Error::Invalid(FieldErrors(more))) => {
            let new: Vec<_> = more.into_iter().filter(|e| noted.of(e.field).is_none()).collect();
            noted.0.extend(new);
            Ok(())
        }
        Err(other) => Err(other),
        Ok(_) => Ok(()),
    }
}

async fn validate(tx: &mut Tx, by: &Actor, customer: &Standing, grant: &Grant) -> Result<Valid, Error> {
    let mut errors = FieldErrors::new();
    let email = errors.take(Email::parse("email", &grant.email));
    let send_to = match &grant.send_to {
        Some(other) => errors.take(Email::parse("send_to", other)),
        None => email.clone(),
    };
    let mut name = |field, value: &str| {
        let value = text::line(value);
        if value.is_empty() || value.chars().count() > 100 {
            errors.add(field, "name", "must have 1 to 100 characters");
        }
        value
    };
    let first_name = name("first_name", &grant.first_name);
    let last_name = name("last_name", &grant.last_name);
    let role = match (customer.kind, grant.role) {
        (CustomerKind::Corporate, role) => role.unwrap_or(Role::Member),
        (CustomerKind::Private, None) => Role::Moderator,
        (CustomerKind::Private, Some(_)) => {
            errors.add("role", "role-private", "roles exist for corporate customers only; leave it out");
            Role::Moderator
        }
    };
    super::check_scope(tx, by.organization, customer.id, &grant.scope, &mut errors).await?;
    super::check_contact(tx, by.organization, customer.id, grant.contact, &mut errors).await?;
    errors.into_result()?;
    match (email, send_to) {
        (Some(email), Some(send_to)) => Ok(Valid { email, send_to, first_name, last_name, role }),
        _ => Err(Error::conflict("no address")),
    }
}

pub(super) fn refuse_when_off(module_on: bool, customer: &Standing) -> Result<(), Error> {
    if !module_on {
        return Err(Error::conflict(
            "the portal is off for your organization; an administrator can switch it on (keydesk portal enable)",
        ));
    }
    if !customer.portal_on {
        return Err(Error::conflict(format!(
            "the portal is off for {}; switch it on first (keydesk portal enable --customer {})",
            customer.title(),
            customer.number
        )));
    }
    Ok(())
}

pub(super) async fn refuse_second_user(tx: &mut Tx, by: &Actor, customer: &Standing) -> Result<(), Error> {
    let users = users::list(tx, by.organization, Which::Customer(customer.id)).await?;
    let ended = |s| matches!(s, crate::domain::state::UserState::Revoked | crate::domain::state::UserState::Expired);
    match users.iter().find(|u| !ended(u.state)) {
        Some(first) => Err(Error::conflict(format!(
            "{} is a private customer and has its one user already ({})",
            customer.title(),
            first.email
        ))),
        None => Ok(()),
    }
}

/// What a letter with an invitation's link needs.
pub(in crate::service) struct Delivery<'a> {
    pub invitation: InvitationId,
    pub user: CustomerUserId,
    pub customer: CustomerId,
    pub customer_name: &'a str,
    pub name: String,
    pub language: Language,
    pub sent_to: &'a str,
    pub expires_at: DateTime<Utc>,
}

/// Makes a new link for an invitation and puts the letter that carries it into the outbox; an older letter that has not
/// been handed over is cancelled.
pub(in crate::service) async fn deliver(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    delivery: &Delivery<'_>,
) -> Result<Granted, Error> {
    let token = Token::new(TokenKind::Invitation, &app.random);
    invitations::add_link(tx, by.organization, delivery.invitation, &token.hash(), app.now()).await?;
    outbox::cancel_of_user(tx, by.organization, delivery.user, LetterKind::Invitation).await?;
    let letter = Letter::Invitation {
        name: delivery.name.clone(),
        customer: delivery.customer_name.to_owned(),
        invited_by: by.name().to_owned(),
        expires_at: delivery.expires_at,
    };
    let to = Recipient {
        organization: by.organization,
        customer: Some(delivery.customer),
        user: Some(delivery.user),
        address: delivery.sent_to,
        name: &delivery.name,
        language: delivery.language,
    };
    tell(app, tx, to, &letter, Some(&Enclosure(token.reveal().to_owned()))).await?;
    Ok(Granted {
        user: delivery.user,
        invitation: delivery.invitation,
        link: app.invitation_link(&token),
        sent_to: delivery.sent_to.to_owned(),
        expires_at: delivery.expires_at,
    })
}
