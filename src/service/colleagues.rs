//! Colleagues (R50): a customer's administrator invites, changes, suspends and removes people of the same customer.
//!
//! Nobody hands on what they do not have (R9, [`Rights::beyond`]); nobody but an administrator touches somebody who has
//! more; the last active administrator stays one (R18), until staff decide otherwise. The log and the letters name the
//! person who did it, and staff see the invitations beside their own, marked with who invited.

mod offer;
mod pending;

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::domain::access::Scope;
use crate::domain::activity::ActorKind;
use crate::domain::delegation::{Beyond, Rights};
use crate::domain::permission::{Permission, Role};
use crate::domain::state::{CustomerKind, InvitationState, Language, UserState};
use crate::domain::{ContactId, CustomerUserId, InvitationId};
use crate::store::activity::ActivityQuery;
use crate::store::invitations::Which as Invitations;
use crate::store::{Conn, Tx, activity, invitations};

use super::access::{self, Change, Farewell, Grant, UserRow};
use super::acting::{Acting, acting, acting_alone, rights};
use super::{Actor, App, Error};

pub use offer::{ColleagueFile, Gift, Offer, get, offer};
pub use pending::{resend, withdraw};

/// A colleague as the customer's administrator sees one.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Colleague {
    /// The person with everything about the access.
    pub user: UserRow,
    /// Who invited the person.
    pub invited_by: Option<String>,
    /// Until when the invitation can be accepted, while nobody has.
    pub invited_until: Option<DateTime<Utc>>,
    /// It is whoever asks.
    pub is_me: bool,
    /// Whether whoever asks may change, suspend or remove the person.
    pub may_touch: bool,
}

/// Whom to invite, and to what.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewColleague {
    /// The user name, an e-mail address (R4).
    pub email: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The role.
    pub role: Role,
    /// The person's language; `None`: the customer's or the organization's.
    pub language: Option<Language>,
    /// The contact the person is (R13).
    pub contact: Option<ContactId>,
    /// Which facilities (R12).
    pub scope: Scope,
}

/// An invitation that is on its way. The link is for the invited person alone, so it is not here.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Invited {
    /// The customer user.
    pub user: CustomerUserId,
    /// The invitation.
    pub invitation: InvitationId,
    /// Where the letter goes.
    pub sent_to: String,
}

/// Everybody of the customer whose access was not revoked, by name.
pub async fn list(app: &App, by: &Actor) -> Result<Vec<Colleague>, Error> {
    let mut conn = app.store.read().await?;
    let acting = acting(app, &mut conn, by, Permission::ManageUsers).await?;
    refuse_private(&acting)?;
    shown(&mut conn, by, &acting).await
}

/// Everybody whose access was not revoked, as whoever acts sees them.
async fn shown(conn: &mut Conn, by: &Actor, acting: &Acting) -> Result<Vec<Colleague>, Error> {
    let offers = invitations::list(conn, by.organization, Invitations::Customer(acting.customer.id)).await?;
    let offer = |user| offers.iter().find(|i| i.customer_user_id == user);
    let shown = acting.users.iter().filter(|u| u.state != UserState::Revoked);
    Ok(shown
        .map(|user| Colleague {
            invited_by: offer(user.id).map(|i| i.invited_by.clone()),
            invited_until: offer(user.id).filter(|i| i.state == InvitationState::Pending).map(|i| i.expires_at),
            is_me: user.id == acting.me.id,
            may_touch: outranked(acting, user).is_ok(),
            user: user.clone(),
        })
        .collect())
}

/// Invites a colleague; the letter goes to the person's own address.
pub async fn invite(app: &App, by: &Actor, new: &NewColleague) -> Result<Invited, Error> {
    let mut tx = app.store.begin().await?;
    let acting = administrator(app, &mut tx, by).await?;
    let after = Rights { permissions: acting.table.of(new.role), scope: new.scope.clone(), contact: new.contact };
    hand_on(&acting.rights(), &Rights::default(), &after)?;
    let grant = Grant {
        customer: acting.customer.id,
        email: new.email.clone(),
        first_name: new.first_name.clone(),
        last_name: new.last_name.clone(),
        role: Some(new.role),
        language: new.language,
        contact: new.contact,
        scope: new.scope.clone(),
        send_to: None,
    };
    let granted = access::grant_at(app, &mut tx, by, &acting.customer, &grant).await?;
    tx.commit().await?;
    Ok(Invited { user: granted.user, invitation: granted.invitation, sent_to: granted.sent_to })
}

/// Changes role, permissions, scope or contact of a colleague, or of oneself.
pub async fn change(app: &App, by: &Actor, change: &Change) -> Result<UserRow, Error> {
    let mut tx = app.store.begin().await?;
    let acting = administrator(app, &mut tx, by).await?;
    let before = colleague(&acting, change.user)?;
    let mut after = change.on(before);
    after.effective = acting.table.effective(after.role, &after.exceptions);
    hand_on(&acting.rights(), &rights(before), &rights(&after))?;
    if !administers(&after) {
        keep_an_administrator(&acting, before)?;
    }
    access::apply_to(app, &mut tx, by, std::slice::from_ref(change), std::slice::from_ref(before)).await?;
    let which = crate::store::users::Which::One(before.id);
    let after = access::load(app, &mut tx, by.organization, which).await?.pop();
    tx.commit().await?;
    after.ok_or_else(unknown)
}

/// Stops a colleague from signing in until it is lifted.
pub async fn suspend(app: &App, by: &Actor, id: CustomerUserId) -> Result<(), Error> {
    let mut tx = app.store.begin().await?;
    let acting = administrator(app, &mut tx, by).await?;
    let user = colleague(&acting, id)?;
    if id == acting.me.id {
        return Err(Error::conflict("nobody can suspend themselves; a colleague or the company can"));
    }
    keep_an_administrator(&acting, user)?;
    access::suspend_user(app, &mut tx, by, user).await?;
    Ok(tx.commit().await?)
}

/// Lifts a suspension. What staff suspended, staff lift.
pub async fn lift(app: &App, by: &Actor, id: CustomerUserId) -> Result<(), Error> {
    let mut tx = app.store.begin().await?;
    let acting = administrator(app, &mut tx, by).await?;
    let user = colleague(&acting, id)?;
    if suspended_by_staff(&mut tx, by, id).await? {
        let because = format!(" of staff: {} was suspended by them; ask the company that looks after you", user.name());
        return Err(Error::Denied { needs: "the permission grant_access".into(), because });
    }
    access::lift_user(app, &mut tx, by, user).await?;
    Ok(tx.commit().await?)
}

/// Ends a colleague's access (R15), and tells the person unless that was unticked.
pub async fn remove(app: &App, by: &Actor, id: CustomerUserId, tell: bool) -> Result<(), Error> {
    let mut tx = app.store.begin().await?;
    let acting = administrator(app, &mut tx, by).await?;
    let user = colleague(&acting, id)?;
    keep_an_administrator(&acting, user)?;
    let farewell = if tell { Farewell::Letter(None) } else { Farewell::Silent };
    access::revoke_user(app, &mut tx, by, user, &farewell).await?;
    Ok(tx.commit().await?)
}

async fn administrator(app: &App, tx: &mut Tx, by: &Actor) -> Result<Acting, Error> {
    let acting = acting_alone(app, tx, by, Permission::ManageUsers).await?;
    refuse_private(&acting)?;
    Ok(acting)
}

/// A private customer has one user at most (R3).
fn refuse_private(acting: &Acting) -> Result<(), Error> {
    match acting.customer.kind {
        CustomerKind::Corporate => Ok(()),
        CustomerKind::Private => Err(Error::conflict("a private customer has one user and no colleagues")),
    }
}

/// Of another customer is as good as not there.
fn unknown() -> Error {
    Error::not_found("such colleague")
}

/// The colleague, if whoever acts may touch the person.
fn colleague(acting: &Acting, id: CustomerUserId) -> Result<&UserRow, Error> {
    let user = acting.users.iter().find(|u| u.id == id).ok_or_else(unknown)?;
    outranked(acting, user)?;
    Ok(user)
}

fn outranked(acting: &Acting, user: &UserRow) -> Result<(), Error> {
    let free = user.id == acting.me.id || acting.me.role == Role::Administrator;
    if free || !acting.rights().are_exceeded_by(&rights(user)) {
        return Ok(());
    }
    let because = format!(": {} has rights that you do not have", user.name());
    Err(Error::Denied { needs: "the role administrator".into(), because })
}

/// Refuses to hand on what the giver does not have (R9).
fn hand_on(own: &Rights, before: &Rights, after: &Rights) -> Result<(), Error> {
    let beyond = own.beyond(before, after);
    let Some(first) = beyond.first() else { return Ok(()) };
    let permissions: Vec<&str> = beyond
        .iter()
        .filter_map(|b| match b {
            Beyond::Permission(p) => Some(p.as_str()),
            _ => None,
        })
        .collect();
    let needs = match first {
        Beyond::Permission(_) => permissions.join(", "),
        Beyond::Scope => "the facilities that are to be given".to_owned(),
        Beyond::Contact => "everything beyond your own contact".to_owned(),
    };
    Err(Error::Denied { needs, because: ", which you do not have yourself, so you cannot give it".into() })
}

/// Whether the person can look after the customer's users at this moment.
fn administers(user: &UserRow) -> bool {
    let held = user.effective.holds(Permission::ManageUsers);
    user.state == UserState::Active && user.role == Role::Administrator && held
}

/// Refuses to lose the last active administrator (R18).
fn keep_an_administrator(acting: &Acting, user: &UserRow) -> Result<(), Error> {
    let others = acting.users.iter().any(|u| u.id != user.id && administers(u));
    if others || !administers(user) {
        return Ok(());
    }
    Err(Error::conflict(format!(
        "{} is the last active administrator; make somebody else administrator first, or ask the company that looks after \
         you",
        user.name()
    )))
}

async fn suspended_by_staff(tx: &mut Tx, by: &Actor, id: CustomerUserId) -> Result<bool, Error> {
    let search = crate::domain::activity::Event::AccessSuspended.to_string();
    let query = ActivityQuery { user: Some(id), search, limit: 1, ..ActivityQuery::default() };
    let last = activity::list(tx, by.organization, &query).await?.pop();
    Ok(last.is_some_and(|r| r.actor_kind == ActorKind::Staff))
}
