//! Knowing what happened (R70): writing records inside a use case, reading them in the panel.

use serde_json::Value;

use crate::domain::activity::{ActorKind, Event};
use crate::domain::staff::StaffPermission;
use crate::domain::{CustomerId, CustomerUserId, StaffId};
use crate::store::activity::{self, Entry};
use crate::store::{StoreError, Tx, standing};

pub use crate::store::activity::{ActivityQuery, Record};

use super::{Actor, App, Error, Who};

/// Whom or what a record concerns.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// The customer.
    pub customer: Option<CustomerId>,
    /// The customer user.
    pub user: Option<CustomerUserId>,
    /// The staff person.
    pub staff: Option<StaffId>,
    /// For people: "Eva Huber <eva@huber.example>".
    pub subject: String,
}

/// Writes a record in the transaction of what happened.
pub async fn record(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    event: Event,
    about: About,
    data: Value,
) -> Result<(), StoreError> {
    let (actor_kind, actor) = match &by.who {
        Who::Staff { id, .. } => (ActorKind::Staff, Some(id.0)),
        Who::CustomerUser { id, .. } => (ActorKind::CustomerUser, Some(id.0)),
        Who::System => (ActorKind::System, None),
    };
    let entry = Entry {
        id: app.id(),
        organization: by.organization,
        at: app.now(),
        event,
        actor_kind,
        actor,
        actor_name: by.name().to_owned(),
        origin: by.origin.clone(),
        customer: about.customer,
        customer_user: about.user,
        staff: about.staff,
        subject: about.subject,
        data,
        salt: app.random.bytes(),
    };
    activity::append(tx, &entry).await.map(drop)
}

/// Records, newest first. Staff who are bound to areas read about one customer of theirs at a time.
pub async fn list(app: &App, by: &Actor, query: &ActivityQuery) -> Result<Vec<Record>, Error> {
    let granted = by.may(StaffPermission::ViewActivity)?;
    if let Some(customer) = query.customer {
        let standing = standing::get(&mut app.store.read().await?, by.organization, customer).await?;
        granted.in_area(standing.ok_or_else(|| Error::not_found("such customer"))?.area_id)?;
    } else {
        // Nobody's area includes "no area", so this lets through exactly those who act everywhere.
        granted.in_area(None)?;
    }
    Ok(activity::list(&mut app.store.read().await?, by.organization, query).await?)
}

impl Record {
    /// What happened, as a sentence for people: "granted access to Eva Huber <…> (role member)".
    pub fn sentence(&self) -> String {
        let data: Value = serde_json::from_str(&self.data).unwrap_or_default();
        let subject = &self.subject;
        let text = |key: &str| data.get(key).and_then(Value::as_str).unwrap_or_default();
        match self.event {
            Event::OrganizationCreated => format!("set up {subject}"),
            Event::ModuleSwitched => format!("switched the portal module {}", on_off(&data)),
            Event::CustomerPortalSwitched => format!("switched the portal {} for {subject}", on_off(&data)),
            Event::PortalAreasChanged => {
                format!("changed the portal areas of {subject}: {} → {}", text("before"), text("after"))
            }
            Event::SecureLinkSwitched => format!("switched the secure link of {subject} {}", on_off(&data)),
            Event::SecureLinkRotated => format!("replaced the secure link of {subject}"),
            Event::SecureLinkEndSet => match text("ends_at") {
                "" => format!("took the end from the secure link of {subject}"),
                end => format!("gave the secure link of {subject} an end: {end}"),
            },
            Event::StaffCreated => format!("made the staff account {subject} ({})", text("role")),
            Event::StaffSignedIn | Event::SignedIn => "signed in".to_owned(),
            Event::StaffSignedOut | Event::SignedOut => "signed out".to_owned(),
            Event::StaffSignInFailed | Event::SignInFailed => format!("failed to sign in as {subject}"),
            Event::Imported => format!("imported {subject}"),
            Event::AccessGranted => format!("granted access to {subject} as {}", text("role")),
            Event::InvitationResent => format!("sent the invitation of {subject} again to {}", text("sent_to")),
            Event::InvitationLinkShown => format!("was shown a link to the invitation of {subject}"),
            Event::InvitationWithdrawn => format!("withdrew the invitation of {subject}"),
            Event::InvitationAccepted => "accepted the invitation".to_owned(),
            Event::PermissionsChanged => format!("changed permissions of {subject}: {}", changed(&data)),
            Event::RoleChanged => format!("changed the role of {subject}: {} → {}", text("before"), text("after")),
            Event::ScopeChanged => format!("changed what {subject} sees: {} → {}", text("before"), text("after")),
            Event::ContactLinkChanged => {
                format!("changed the contact of {subject}: {} → {}", text("before"), text("after"))
            }
            Event::AccessSuspended => format!("suspended {subject}"),
            Event::SuspensionLifted => format!("lifted the suspension of {subject}"),
            Event::AccessRevoked => format!("revoked the access of {subject}"),
            Event::PasswordChanged => "changed the own password".to_owned(),
            Event::RoleContentChanged => format!("changed what the role {subject} holds: {}", changed(&data)),
            Event::AccessEndSet => match text("after") {
                "" => format!("took the end from the access of {subject}"),
                end => format!("gave the access of {subject} an end: {end}"),
            },
            Event::AccessRestored => format!("gave {subject} the access back: {} again", text("after")),
            Event::AccessDeleted => format!("deleted {subject} and the person's data"),
            Event::InvitationAddressChanged => {
                format!("changed the address of the invitation of {subject}: {} → {}", text("before"), text("after"))
            }
            Event::InvitationCodeMade => format!("was shown a code for the invitation of {subject}, to read aloud"),
            Event::PasswordLinkSent => format!("sent {subject} a link for a new password to {}", text("sent_to")),
            Event::TemporaryPasswordMade => format!("made a temporary password for {subject}"),
            Event::PasswordReset => "set a new password with a link".to_owned(),
            Event::SessionsEnded => {
                format!("ended sessions of {subject}: {}", data.get("ended").unwrap_or(&Value::Null))
            }
            Event::ViewedAs => format!("looked at the portal as {subject}"),
            Event::IndependenceRequested => format!("asked for {subject} to become an organization of its own"),
            Event::IndependenceApproved => {
                format!("made {subject} an organization of its own: {}", text("organization"))
            }
            Event::IndependenceDeclined => format!("declined that {subject} becomes an organization of its own"),
            Event::StaffRenamed => format!("renamed {subject} to {}", text("after")),
            Event::StaffRoleChanged => {
                format!("changed the staff role of {subject}: {} → {}", text("before"), text("after"))
            }
            Event::StaffPermissionsChanged => format!("changed staff permissions of {subject}: {}", changed(&data)),
            Event::StaffAreasChanged => {
                format!("changed the areas of {subject}: {} → {}", text("before"), text("after"))
            }
            Event::StaffCustomersChanged => {
                format!("changed the customers that {subject} looks after: {} → {}", text("before"), text("after"))
            }
            Event::StaffSwitched => format!("switched the staff account of {subject} {}", on_off(&data)),
            Event::StaffPasswordChanged => format!("changed the staff password of {subject}"),
            Event::SettingsChanged => {
                format!("changed the setting {subject}: {} → {}", text("before"), text("after"))
            }
            Event::DocumentAdded => format!("attached the document {subject} to {}", text("on")),
            Event::DocumentRemoved => format!("removed the document {subject} from {}", text("on")),
            Event::Exported => format!("exported {subject}"),
            Event::LetterRetried => format!("had the letter to {subject} sent again"),
            Event::LetterCancelled => format!("cancelled the letter to {subject}"),
        }
    }
}

fn on_off(data: &Value) -> &'static str {
    if data.get("on").and_then(Value::as_bool).unwrap_or_default() { "on" } else { "off" }
}

/// `view_objects role → denied, report_faults role → allowed`.
fn changed(data: &Value) -> String {
    let side = |name: &str, key: &str| {
        data.get(name).and_then(|s| s.get(key)).and_then(Value::as_str).unwrap_or("role").to_owned()
    };
    let Some(after) = data.get("after").and_then(Value::as_object) else { return String::new() };
    let one = |key: &String| format!("{key} {} → {}", side("before", key), side("after", key));
    after.keys().map(one).collect::<Vec<_>>().join(", ")
}
