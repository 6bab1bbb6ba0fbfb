//! Knowing what happened (R70): writing records inside a use case, reading them in the panel, exporting them.

mod export;

use serde_json::{Value, json};

use crate::domain::activity::{ActorKind, Event};
use crate::domain::staff::StaffPermission;
use crate::domain::{CustomerId, CustomerUserId, StaffId};
use crate::store::activity::{self, Entry};
use crate::store::{Conn, StoreError, Tx, activity_list, standing};

pub use crate::domain::activity_filter::ActivityFilter;
pub use crate::store::activity::{ActivityQuery, Record};
pub use crate::store::activity_list::Page as LogPage;
pub use export::{ExportFormat, export};

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
    activity::append(tx, &entry(app, by, Happened { event, about, data })).await.map(drop)
}

/// One of many things that happen at once.
#[derive(Clone, Debug)]
pub(super) struct Happened {
    /// What.
    pub event: Event,
    /// To whom.
    pub about: About,
    /// Before, after and other facts.
    pub data: Value,
}

/// Writes many records in the transaction of what happened, in their order.
pub(super) async fn record_all(app: &App, tx: &mut Tx, by: &Actor, happened: Vec<Happened>) -> Result<(), StoreError> {
    let entries: Vec<Entry> = happened.into_iter().map(|h| entry(app, by, h)).collect();
    activity::append_all(tx, by.organization, &entries).await
}

fn entry(app: &App, by: &Actor, happened: Happened) -> Entry {
    let (actor_kind, actor) = match &by.who {
        Who::Staff { id, .. } => (ActorKind::Staff, Some(id.0)),
        Who::CustomerUser { id, .. } => (ActorKind::CustomerUser, Some(id.0)),
        Who::System => (ActorKind::System, None),
    };
    let Happened { event, about, mut data } = happened;
    if let (Some(seq), Value::Object(data)) = (by.house.undoes, &mut data) {
        data.insert("undoes".to_owned(), seq.into());
    }
    Entry {
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
    }
}

/// Records, newest first. Staff who are bound to areas read about one customer of theirs at a time.
pub async fn list(app: &App, by: &Actor, query: &ActivityQuery) -> Result<Vec<Record>, Error> {
    page(app, by, query).await.map(|page| page.records)
}

/// The same, with the place where reading goes on. Looks through several windows of the log when few records match, but not
/// through all of it.
pub async fn page(app: &App, by: &Actor, query: &ActivityQuery) -> Result<LogPage, Error> {
    const WINDOWS: usize = 5;
    let mut conn = app.store.read().await?;
    let Some(mut query) = allowed(&mut conn, by, query).await? else { return Ok(LogPage::default()) };
    let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let mut found = LogPage::default();
    for _ in 0..WINDOWS {
        let more = activity_list::page(&mut conn, by.organization, &query).await?;
        found.records.extend(more.records);
        found.next = more.next;
        if found.next.is_none() || found.records.len() >= limit {
            break;
        }
        query.before_seq = found.next;
        query.limit = u32::try_from(limit - found.records.len()).unwrap_or(u32::MAX);
    }
    Ok(found)
}

/// The query with the customer that its filter names, if `by` may read about it. `None` when it names two customers.
async fn allowed(conn: &mut Conn, by: &Actor, query: &ActivityQuery) -> Result<Option<ActivityQuery>, Error> {
    let granted = by.may(StaffPermission::ViewActivity)?;
    let mut query = query.clone();
    if let Some(number) = &query.filter.customer {
        let named = standing::by_number(conn, by.organization, number).await?;
        let named = named.ok_or_else(|| Error::not_found(format!("customer {}", crate::text::line(number))))?;
        if query.customer.is_some_and(|customer| customer != named.id) {
            return Ok(None);
        }
        query.customer = Some(named.id);
    }
    if let Some(customer) = query.customer {
        let standing = standing::get(conn, by.organization, customer).await?;
        granted.in_area(standing.ok_or_else(|| Error::not_found("such customer"))?.area_id)?;
    } else {
        // Nobody's area includes "no area", so this lets through exactly those who act everywhere.
        granted.in_area(None)?;
    }
    Ok(Some(query))
}

/// The record at this position of the organization's log.
pub async fn get(app: &App, by: &Actor, seq: i64) -> Result<Record, Error> {
    let mut conn = app.store.read().await?;
    one(&mut conn, by, seq).await
}

/// The same on a connection at hand.
pub(super) async fn one(conn: &mut Conn, by: &Actor, seq: i64) -> Result<Record, Error> {
    let granted = by.may(StaffPermission::ViewActivity)?;
    let found = activity::get(conn, by.organization, seq).await?;
    let found = found.ok_or_else(|| Error::not_found(format!("record {seq} in the log")))?;
    let customer = match found.customer_id {
        Some(id) => standing::get(conn, by.organization, id).await?,
        None => None,
    };
    granted.in_area(customer.and_then(|c| c.area_id))?;
    Ok(found)
}

/// One difference that a record tells of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// What was changed, or empty where the record is about one thing.
    pub what: String,
    /// Before.
    pub before: String,
    /// After.
    pub after: String,
}

impl Record {
    /// The facts of the record.
    pub fn facts(&self) -> Value {
        serde_json::from_str(&self.data).unwrap_or_default()
    }

    /// Before and after, one row for each thing that the record says was changed.
    pub fn differences(&self) -> Vec<Difference> {
        let data = self.facts();
        let shown = |value: Option<&Value>| match value {
            None | Some(Value::Null) => "none".to_owned(),
            Some(Value::String(text)) => crate::text::line(text),
            Some(other) => other.to_string(),
        };
        let (before, after) = (data.get("before"), data.get("after"));
        match (before, after) {
            (Some(Value::Object(before)), Some(Value::Object(after))) => {
                let keys: std::collections::BTreeSet<_> = before.keys().chain(after.keys()).collect();
                let row = |key: &String| Difference {
                    what: key.clone(),
                    before: shown(before.get(key)),
                    after: shown(after.get(key)),
                };
                keys.into_iter().map(row).collect()
            }
            (None, None) => Vec::new(),
            (before, after) => {
                vec![Difference { what: String::new(), before: shown(before), after: shown(after) }]
            }
        }
    }

    /// The record as an object for scripts, the raw facts included.
    pub fn object(&self) -> Value {
        json!({
            "seq": self.seq,
            "at": self.at,
            "event": self.event,
            "actor": self.actor_name,
            "actor_kind": self.actor_kind,
            "origin": self.origin,
            "customer": self.customer_number,
            "subject": self.subject,
            "sentence": self.sentence(),
            "data": self.facts(),
        })
    }
}

impl Record {
    /// What happened, as a sentence for people: "granted access to Eva Huber <…> as member".
    pub fn sentence(&self) -> String {
        let data = self.facts();
        let said = self.said(&data);
        match data.get("undoes").and_then(Value::as_i64) {
            Some(seq) => format!("{said} (undoes {seq})"),
            None => said,
        }
    }

    #[allow(clippy::too_many_lines, reason = "one sentence for each event, in one match, so that none is forgotten")]
    fn said(&self, data: &Value) -> String {
        let subject = &self.subject;
        let text = |key: &str| data.get(key).and_then(Value::as_str).unwrap_or_default();
        match self.event {
            Event::OrganizationCreated => format!("set up {subject}"),
            Event::ModuleSwitched => format!("switched the portal module {}", on_off(data)),
            Event::CustomerPortalSwitched => format!("switched the portal {} for {subject}", on_off(data)),
            Event::PortalAreasChanged => {
                format!("changed the portal areas of {subject}: {} → {}", text("before"), text("after"))
            }
            Event::CustomerEdited => format!("edited the customer {subject}: {}", what_changed(data)),
            Event::SecureLinkSwitched => format!("switched the secure link of {subject} {}", on_off(data)),
            Event::SecureLinkRotated => format!("replaced the secure link of {subject}"),
            Event::SecureLinkEndSet => match text("ends_at") {
                "" => format!("took the end from the secure link of {subject}"),
                end => format!("gave the secure link of {subject} an end: {}", moment(end)),
            },
            Event::StaffCreated => format!("made the staff account {subject} ({})", text("role")),
            Event::StaffSignedIn if data.get("unlocked").is_some() => "unlocked the screen".to_owned(),
            Event::StaffSignedIn | Event::SignedIn => "signed in".to_owned(),
            Event::StaffSignedOut | Event::SignedOut => "signed out".to_owned(),
            Event::StaffSignInFailed | Event::SignInFailed => format!("failed to sign in as {subject}"),
            Event::Imported => format!("imported {subject}"),
            Event::AccessGranted => format!("granted access to {subject} as {}", text("role")),
            Event::InvitationResent => format!("sent the invitation of {subject} again to {}", text("sent_to")),
            Event::InvitationLinkShown => format!("was shown a link to the invitation of {subject}"),
            Event::InvitationWithdrawn => format!("withdrew the invitation of {subject}"),
            Event::InvitationAccepted => "accepted the invitation".to_owned(),
            Event::PermissionsChanged => format!("changed permissions of {subject}: {}", changed(data)),
            Event::RoleChanged => format!("changed the role of {subject}: {} → {}", text("before"), text("after")),
            Event::ScopeChanged => format!("changed what {subject} sees: {} → {}", text("before"), text("after")),
            Event::ContactLinkChanged => {
                format!("changed the contact of {subject}: {} → {}", text("before"), text("after"))
            }
            Event::AccessSuspended => format!("suspended {subject}"),
            Event::SuspensionLifted => format!("lifted the suspension of {subject}"),
            Event::AccessRevoked => format!("revoked the access of {subject}"),
            Event::PasswordChanged => "changed the own password".to_owned(),
            Event::RoleContentChanged => format!("changed what the role {subject} holds: {}", changed(data)),
            Event::AccessEndSet => match text("after") {
                "" => format!("took the end from the access of {subject}"),
                end => format!("gave the access of {subject} an end: {}", moment(end)),
            },
            Event::AccessRestored => format!("gave {subject} the access back: {} again", text("after")),
            Event::AccessDeleted => "deleted a customer user with the person's data".to_owned(),
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
            Event::ViewedAs if text("how") == "link" => format!("made a link to look at the portal as {subject}"),
            Event::ViewedAs => format!("looked at the portal as {subject}"),
            Event::IndependenceRequested => format!("asked for {subject} to become an organization of its own"),
            Event::IndependenceApproved => {
                format!("made {subject} an organization of its own: {}", text("organization"))
            }
            Event::IndependenceDeclined => format!("declined that {subject} becomes an organization of its own"),
            Event::StaffReachedChanged => {
                format!("changed how {subject} is written to: {} → {}", text("before"), text("after"))
            }
            Event::AccessEndingTold => format!("told {subject} that the access ends on {}", moment(text("ends_at"))),
            Event::StaffRenamed => format!("renamed {subject} to {}", text("after")),
            Event::StaffRoleChanged => {
                format!("changed the staff role of {subject}: {} → {}", text("before"), text("after"))
            }
            Event::StaffPermissionsChanged => format!("changed staff permissions of {subject}: {}", changed(data)),
            Event::StaffAreasChanged => {
                format!("changed the areas of {subject}: {} → {}", text("before"), text("after"))
            }
            Event::StaffCustomersChanged => {
                format!("changed the customers that {subject} looks after: {} → {}", text("before"), text("after"))
            }
            Event::StaffSwitched => format!("switched the staff account of {subject} {}", on_off(data)),
            Event::StaffPasswordChanged => format!("changed the staff password of {subject}"),
            Event::SettingsChanged => {
                format!("changed the setting {subject}: {} → {}", text("before"), text("after"))
            }
            Event::DocumentAdded => format!("attached the document {subject} to {}", text("on")),
            Event::DocumentRemoved => format!("removed the document {subject} from {}", text("on")),
            Event::OrderCreated => format!("created the order {subject}"),
            Event::OrderChanged => format!("changed the order {subject}: {}", what_changed(data)),
            Event::OrderAssigned => {
                format!("assigned the order {subject}: {} → {}", text("before"), text("after"))
            }
            Event::OrderStateChanged => {
                format!("changed the state of the order {subject}: {} → {}", text("before"), text("after"))
            }
            Event::VisitPlanned => format!("planned a visit for the order {subject}: {}", text("after")),
            Event::VisitMoved => {
                format!("moved a visit of the order {subject}: {} → {}", text("before"), text("after"))
            }
            Event::VisitCancelled => format!("cancelled a visit of the order {subject}: {}", text("before")),
            Event::CommentAdded if data.get("internal").and_then(Value::as_bool).unwrap_or_default() => {
                format!("commented internally on the order {subject}")
            }
            Event::CommentAdded => format!("commented on the order {subject}"),
            Event::TopicsChosen => format!("chose to be told of: {} → {}", text("before"), text("after")),
            Event::FaultReported => format!("reported a fault: {subject}"),
            Event::FaultTaken => format!("took the fault report {subject}"),
            Event::FaultConverted => format!("made the fault report {subject} the order {}", text("after")),
            Event::FaultClosed => format!("closed the fault report {subject}"),
            Event::ReadingAdded => format!("read {subject}: {}", text("value")),
            Event::ReadingRemoved => format!("removed a reading of {subject}: {}", text("value")),
            Event::CheckTemplateChanged => format!("changed the checklist {subject}: {}", what_changed(data)),
            Event::CheckAssigned => {
                format!("assigned self-checks of {subject}: {} → {}", text("before"), text("after"))
            }
            Event::CheckDone => format!("filled in the self-check {subject}"),
            Event::VideoRequested => format!("asked for the video session {subject}: {}", text("after")),
            Event::VideoPlanned => format!("planned the video session {subject}: {}", text("after")),
            Event::VideoMoved => format!("moved the video session {subject}: {} → {}", text("before"), text("after")),
            Event::VideoCancelled => format!("cancelled the video session {subject}"),
            Event::EstimateDecided => format!("answered the estimate {subject}: {}", text("after")),
            Event::BillingChanged => format!("changed {subject}: {}", what_changed(data)),
            Event::ContactCreated => format!("made the contact {subject}"),
            Event::ContactEdited => format!("changed the contact {subject}: {}", what_changed(data)),
            Event::ContactMoved => format!("moved the contact {subject}: {} → {}", text("before"), text("after")),
            Event::FacilityCreated => format!("made the facility {subject}"),
            Event::FacilityEdited => format!("changed the facility {subject}: {}", what_changed(data)),
            Event::FacilityMoved => format!("moved the facility {subject}: {} → {}", text("before"), text("after")),
            Event::ObjectCreated => format!("made the object {subject}"),
            Event::ObjectEdited => format!("changed the object {subject}: {}", what_changed(data)),
            Event::ObjectMoved => format!("moved the object {subject}: {} → {}", text("before"), text("after")),
            Event::LogoChanged => format!("changed the logo: {} → {}", text("before"), text("after")),
            Event::RecoveryAsked => format!("asked for a new password as {subject}"),
            Event::SecondFactorChanged => {
                format!("changed the second factors of {subject}: {} → {}", text("before"), text("after"))
            }
            Event::PasskeyAdded => format!("added the passkey {subject}"),
            Event::PasskeyRemoved => format!("removed the passkey {subject}"),
            Event::ProfileChanged => format!("changed the own data: {}", what_changed(data)),
            Event::OwnDataExported => "took a copy of the own data".to_owned(),
            Event::CalendarAddressChanged => {
                format!("changed the calendar address of {subject}: {} → {}", text("before"), text("after"))
            }
            Event::ViewEnded => format!("stopped looking at the portal as {subject}"),
            Event::Exported => format!("exported {subject}"),
            Event::LetterRetried => format!("had the letter to {subject} sent again"),
            Event::LetterCancelled => format!("cancelled the letter to {subject}"),
            Event::ChannelPaused => format!("stopped sending by {subject}"),
            Event::ChannelResumed => format!("let sending by {subject} go on"),
            Event::ChannelTried => format!("sent a test by {} to {subject}", text("channel")),
            Event::LetterReaddressed => {
                format!("had the letter to {} sent to {} instead", text("before"), text("after"))
            }
            Event::LetterBounced => format!("noted that the letter to {subject} came back: {}", text("words")),
            Event::ListViewSaved => format!("saved the view {subject} of the list {}", text("list")),
            Event::ListViewRenamed => {
                format!("renamed the view {subject} of the list {} to {}", text("list"), text("after"))
            }
            Event::ListViewDeleted => format!("deleted the view {subject} of the list {}", text("list")),
            Event::LetterWorded => format!("worded {subject}: {} → {}", text("before"), text("after")),
        }
    }
}

/// A moment as records keep it, for people: "2026-12-02 11:53 UTC".
fn moment(kept: &str) -> String {
    let at = kept.parse::<chrono::DateTime<chrono::Utc>>();
    at.map_or_else(|_| kept.to_owned(), |at| at.format("%Y-%m-%d %H:%M UTC").to_string())
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

/// The names of what changed: `title, facility`.
fn what_changed(data: &Value) -> String {
    let after = data.get("after").and_then(Value::as_object);
    after.map(|after| after.keys().map(String::as_str).collect::<Vec<_>>().join(", ")).unwrap_or_default()
}
