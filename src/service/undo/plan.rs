//! From a record to the change that undoes it, if the thing is still as the record left it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::domain::activity::Event;
use crate::domain::permission::{Exception, Permission, Role};
use crate::domain::portal_area::{PortalArea, PortalAreas};
use crate::domain::staff::StaffPermission as P;
use crate::domain::state::UserState;
use crate::domain::{CustomerId, CustomerUserId};
use crate::service::access::{self, Change, UserRow};
use crate::service::activity::Record;
use crate::service::roles::RoleChange;
use crate::service::{Actor, App, Error, portal_switch};
use crate::store::standing::Standing;
use crate::store::{Conn, activity as log, organizations, roles, secure_links};

/// What undoes a record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Deed {
    /// Permissions, role, scope or contact.
    Change(Change),
    /// The end of an access.
    End { user: CustomerUserId, version: i64, ends_at: Option<DateTime<Utc>> },
    /// Suspended again.
    Suspend(CustomerUserId),
    /// Lifted again.
    Lift(CustomerUserId),
    /// Revoked again, without a letter.
    Revoke(CustomerUserId),
    /// Given back with this state.
    Restore(Box<UserRow>, UserState),
    /// What a role holds.
    Role(RoleChange),
    /// A customer's portal.
    Portal(CustomerId, bool),
    /// A customer's portal areas.
    Areas(CustomerId, PortalAreas),
    /// A customer's secure link.
    Link(CustomerId, bool),
}

/// What happened to a person's state.
const STATES: [Event; 10] = [
    Event::AccessGranted,
    Event::AccessSuspended,
    Event::SuspensionLifted,
    Event::AccessRevoked,
    Event::AccessRestored,
    Event::AccessDeleted,
    Event::AccessEndSet,
    Event::InvitationAccepted,
    Event::InvitationWithdrawn,
    Event::InvitationResent,
];

/// The change that undoes `record`.
pub(super) async fn plan(app: &App, conn: &mut Conn, by: &Actor, record: &Record) -> Result<Deed, Error> {
    let undo = Undo { app, by, record, facts: record.facts() };
    match record.event {
        Event::RoleChanged | Event::PermissionsChanged | Event::ScopeChanged | Event::ContactLinkChanged => {
            undo.rights(conn).await
        }
        Event::AccessEndSet => undo.end(conn).await,
        Event::AccessSuspended => {
            let user = undo.user(conn, P::GrantAccess).await?;
            undo.still(conn, user.state == UserState::Suspended, &STATES).await?;
            Ok(Deed::Lift(user.id))
        }
        Event::SuspensionLifted => {
            let user = undo.user(conn, P::RevokeAccess).await?;
            undo.still(conn, user.state == UserState::Active, &STATES).await?;
            Ok(Deed::Suspend(user.id))
        }
        Event::AccessRevoked | Event::InvitationWithdrawn => {
            let user = undo.user(conn, P::GrantAccess).await?;
            undo.still(conn, user.state == UserState::Revoked, &STATES).await?;
            let pending = record.event == Event::InvitationWithdrawn;
            let state = if pending { UserState::Pending } else { undo.fact("before")? };
            Ok(Deed::Restore(Box::new(user), state))
        }
        Event::AccessRestored => {
            let user = undo.user(conn, P::RevokeAccess).await?;
            let left: UserState = undo.fact("after")?;
            undo.still(conn, user.state == left, &STATES).await?;
            Ok(Deed::Revoke(user.id))
        }
        Event::RoleContentChanged => undo.role(conn).await,
        Event::CustomerPortalSwitched | Event::PortalAreasChanged | Event::SecureLinkSwitched => {
            undo.switches(conn).await
        }
        other => Err(Error::conflict(format!("this cannot be undone: {}", why_never(other)))),
    }
}

fn why_never(event: Event) -> &'static str {
    match event {
        Event::AccessDeleted => "the person's data is gone for good",
        Event::AccessGranted => "withdraw the invitation, or revoke the access, which tells the person",
        Event::InvitationResent | Event::InvitationAddressChanged | Event::PasswordLinkSent => "a letter was sent",
        Event::InvitationAccepted | Event::PasswordChanged | Event::PasswordReset => "the person did it themselves",
        Event::SecureLinkRotated => "the link of before is dead; give the customer the new one",
        Event::SecureLinkEndSet => "the link's end is on the customer's screen; set it there",
        Event::SettingsChanged | Event::ModuleSwitched => "settings are changed on their own screen",
        Event::Imported => "an import is corrected by importing the right file",
        Event::SessionsEnded => "whoever was signed out signs in again",
        Event::FaultReported | Event::FaultTaken | Event::FaultConverted | Event::FaultClosed => {
            "the customer has been told; the fault report's order is where the work goes on"
        }
        Event::StaffRenamed
        | Event::StaffReachedChanged
        | Event::StaffRoleChanged
        | Event::StaffPermissionsChanged
        | Event::StaffAreasChanged
        | Event::StaffCustomersChanged
        | Event::StaffSwitched => {
            "staff accounts are changed on their own screen, within the rights of whoever does it"
        }
        _ => "it is no change of access",
    }
}

struct Undo<'a> {
    app: &'a App,
    by: &'a Actor,
    record: &'a Record,
    facts: Value,
}

impl Undo<'_> {
    /// The customer user, if `by` may do what undoing does.
    async fn user(&self, conn: &mut Conn, permission: P) -> Result<UserRow, Error> {
        let gone = || Error::conflict("this cannot be undone: the person it is about was deleted");
        let id = self.record.customer_user_id.ok_or_else(gone)?;
        match access::one(self.app, conn, self.by, id, permission).await {
            Err(Error::NotFound { .. }) => Err(gone()),
            other => other,
        }
    }

    async fn customer(&self, conn: &mut Conn) -> Result<Standing, Error> {
        let gone = || Error::conflict("this cannot be undone: the customer it is about is gone");
        let id = self.record.customer_id.ok_or_else(gone)?;
        portal_switch::of_staff(conn, self.by, id, P::GrantAccess).await
    }

    /// A fact of the record.
    fn fact<T: DeserializeOwned>(&self, name: &str) -> Result<T, Error> {
        let value = self.facts.get(name).cloned().unwrap_or_default();
        serde_json::from_value(value)
            .map_err(|_| Error::conflict("this cannot be undone: the record does not say any more what was before"))
    }

    /// Refuses when the thing is not as the record left it, with the name of who changed it since.
    async fn still(&self, conn: &mut Conn, so: bool, events: &[Event]) -> Result<(), Error> {
        if so {
            return Ok(());
        }
        let about = (self.record.customer_id, self.record.customer_user_id);
        let since = log::since(conn, self.by.organization, self.record.seq, about, events).await?;
        let who = since.map_or_else(
            || "it is not as this record left it any more".to_owned(),
            |(seq, who)| format!("{who} changed it since (record {seq})"),
        );
        Err(Error::conflict(format!("this cannot be undone: {who}; nothing was changed")))
    }

    async fn rights(&self, conn: &mut Conn) -> Result<Deed, Error> {
        let user = self.user(conn, P::EditCustomerUserPermissions).await?;
        let mut change = Change::of(&user);
        let events = [self.record.event];
        let still = match self.record.event {
            Event::RoleChanged => {
                change.role = Some(self.fact("before")?);
                user.role == self.fact("after")?
            }
            Event::ScopeChanged => {
                change.scope = Some(self.fact("scope_before")?);
                user.scope == self.fact("scope_after")?
            }
            Event::ContactLinkChanged => {
                change.contact = Some(self.fact("contact_before")?);
                user.contact == self.fact("contact_after")?
            }
            _ => {
                change.permissions = self.exceptions("before")?;
                let left = self.exceptions("after")?;
                left.iter().all(|(p, e)| user.exceptions.get(p).copied() == *e)
            }
        };
        self.still(conn, still, &events).await?;
        Ok(Deed::Change(change))
    }

    /// `{"view_objects": "denied", "report_faults": "role"}`.
    fn exceptions(&self, side: &str) -> Result<BTreeMap<Permission, Option<Exception>>, Error> {
        let words: BTreeMap<Permission, String> = self.fact(side)?;
        let read = |word: &str| match word {
            "allowed" => Some(Exception::Allowed),
            "denied" => Some(Exception::Denied),
            _ => None,
        };
        Ok(words.into_iter().map(|(permission, word)| (permission, read(&word))).collect())
    }

    async fn end(&self, conn: &mut Conn) -> Result<Deed, Error> {
        let (before, after): (Option<DateTime<Utc>>, Option<DateTime<Utc>>) =
            (self.fact("before")?, self.fact("after")?);
        let sooner = before.is_some_and(|end| after.is_none_or(|now| end < now));
        let user = self.user(conn, if sooner { P::RevokeAccess } else { P::GrantAccess }).await?;
        self.still(conn, user.ends_at == after, &[Event::AccessEndSet, Event::AccessGranted]).await?;
        if before.is_some_and(|end| end <= self.app.now()) {
            return Err(Error::conflict(
                "this cannot be undone: the end of before has passed by now; suspend or revoke instead",
            ));
        }
        Ok(Deed::End { user: user.id, version: user.version, ends_at: before })
    }

    async fn role(&self, conn: &mut Conn) -> Result<Deed, Error> {
        self.by.may(P::ManageSettings)?.anywhere();
        let unknown = |_| Error::conflict("this cannot be undone: the record names no role");
        let role: Role = self.record.subject.parse().map_err(unknown)?;
        let version = roles::version(conn, self.by.organization).await?;
        let held = organizations::role_table(conn, self.by.organization).await?.of(role);
        let (before, after): (BTreeMap<Permission, String>, BTreeMap<Permission, String>) =
            (self.fact("before")?, self.fact("after")?);
        let still = after.iter().all(|(permission, word)| held.holds(*permission) == (word == "on"));
        self.still(conn, still, &[Event::RoleContentChanged]).await?;
        let permissions = before.into_iter().map(|(permission, word)| (permission, word == "on")).collect();
        Ok(Deed::Role(RoleChange { version, role, permissions }))
    }

    async fn switches(&self, conn: &mut Conn) -> Result<Deed, Error> {
        let customer = self.customer(conn).await?;
        let events = [self.record.event];
        if self.record.event == Event::PortalAreasChanged {
            let (before, after): (String, String) = (self.fact("before")?, self.fact("after")?);
            self.still(conn, portal_switch::list(customer.areas) == after, &events).await?;
            return Ok(Deed::Areas(customer.id, areas(&before)));
        }
        let on: bool = self.fact("on")?;
        if self.record.event == Event::CustomerPortalSwitched {
            self.still(conn, customer.portal_on == on, &events).await?;
            return Ok(Deed::Portal(customer.id, !on));
        }
        let link = secure_links::get(conn, customer.id).await?;
        self.still(conn, link.is_some_and(|link| link.link_on == on), &events).await?;
        Ok(Deed::Link(customer.id, !on))
    }
}

/// The areas of a list of names.
fn areas(names: &str) -> PortalAreas {
    let on = |area: PortalArea| names.split(' ').any(|name| name == area.as_str());
    PortalAreas {
        orders: on(PortalArea::Orders),
        objects: on(PortalArea::Objects),
        faults: on(PortalArea::Faults),
        documents: on(PortalArea::Documents),
        calendar: on(PortalArea::Calendar),
        billing: on(PortalArea::Billing),
        video: on(PortalArea::Video),
    }
}
