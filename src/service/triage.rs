//! The triage list (R73): what wants somebody's attention, why, since when, and the one key that mends it.
//!
//! Whoever is bound to areas sees what is up there (R10). Of each kind the newest are looked at, as many as
//! `store::triage::WINDOW`, and as many as `store::triage::EACH` are told.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use serde::Serialize;

use crate::domain::staff::{StaffPermission, Territory};
use crate::domain::state::UserState;
use crate::domain::{CustomerId, CustomerUserId, IndependenceRequestId, InvitationId};
use crate::store::triage::{Look, Row};
use crate::store::{Conn, organizations};
use crate::text;

pub use crate::domain::triage::{Fix, TriageKind};

use super::{Actor, App, Error, access, faults, invitations, passwords};

/// An access that ends within so long is urgent.
const SOON: TimeDelta = TimeDelta::days(2);
/// An access that ends within so long is told (R16).
const AHEAD: TimeDelta = TimeDelta::days(14);
/// An access that ended within so long is still told.
const BEHIND: TimeDelta = TimeDelta::days(30);
/// After so long somebody who never signed in may need help. Shorter than an invitation lasts.
const PATIENCE: TimeDelta = TimeDelta::days(3);

/// Something that wants attention.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Item {
    /// Why.
    pub kind: TriageKind,
    /// At which customer.
    pub customer: CustomerId,
    /// That customer's number.
    pub customer_number: String,
    /// That customer's name.
    pub customer_name: String,
    /// The customer user it is about, if it is about one.
    pub user: Option<CustomerUserId>,
    /// That person's user name, or the address that a letter went to; empty when it is about nobody.
    pub email: String,
    /// The invitation it is about, if it is about one.
    pub invitation: Option<InvitationId>,
    /// The request it is about, if it is about one.
    pub request: Option<IndependenceRequestId>,
    /// The number of the fault report it is about, if it is about one.
    pub fault: Option<String>,
    /// The number of the order it is about, if it is about one.
    pub order: Option<String>,
    /// What is up, in one plain English sentence.
    pub sentence: String,
    /// What the sentence speaks of, for whoever says it in another language.
    pub facts: Facts,
    /// Since when it stands here.
    pub since: DateTime<Utc>,
    /// What mends it.
    pub fix: Fix,
}

/// What the sentence of an [`Item`] speaks of. Empty where the kind speaks of no such thing.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Facts {
    /// The person or the customer.
    pub who: String,
    /// The day that counts, by the calendar of the organization: `2026-12-31`.
    pub day: String,
    /// In how many days that is; none or less: today, or over.
    pub days: i64,
    /// What was said: by the mail server, in the request, the title of the report or order.
    pub said: String,
    /// The address that a letter went to.
    pub address: String,
    /// The number of the report or order.
    pub number: String,
    /// How the access of the person stands.
    pub state: Option<UserState>,
}

/// What wants attention, the most urgent kind first, then what has been there longest.
pub async fn list(app: &App, by: &Actor) -> Result<Vec<Item>, Error> {
    by.may(StaffPermission::ViewCustomers)?.anywhere();
    let mut conn = app.store.read().await?;
    let territory = by.rights().map_or(Territory::Everywhere, |rights| rights.territory.clone());
    let look = Look { organization: by.organization, territory: &territory, now: app.now() };
    let zone = organizations::get(&mut conn, by.organization).await?.and_then(|o| o.time_zone.parse().ok());
    let items = gather(&mut conn, look, app.policy.invitation_valid).await?;
    let words = Words { now: look.now, zone: zone.unwrap_or(Tz::UTC) };
    let mut items: Vec<Item> = items.into_iter().map(|(kind, row)| words.item(kind, row)).collect();
    items.sort_by(|a, b| (a.kind, a.since, &a.customer_number).cmp(&(b.kind, b.since, &b.customer_number)));
    Ok(items)
}

/// How many things want attention, as many as the list shows.
pub async fn count(app: &App, by: &Actor) -> Result<u64, Error> {
    by.may(StaffPermission::ViewCustomers)?.anywhere();
    let mut conn = app.store.read().await?;
    let territory = by.rights().map_or(Territory::Everywhere, |rights| rights.territory.clone());
    let look = Look { organization: by.organization, territory: &territory, now: app.now() };
    Ok(gather(&mut conn, look, app.policy.invitation_valid).await?.len() as u64)
}

async fn gather(conn: &mut Conn, look: Look<'_>, valid: TimeDelta) -> Result<Vec<(TriageKind, Row)>, Error> {
    use TriageKind as K;
    let now = look.now;
    let mut found: Vec<(K, Row)> = Vec::new();
    let mut add = |kind, rows: Vec<Row>| found.extend(rows.into_iter().map(|row| (kind, row)));
    add(K::Unheard, look.unheard(conn).await?);
    add(K::UnheardComment, look.unheard_comments(conn).await?);
    add(K::AccessEndsSoon, look.access_ending(conn, (now, now + SOON)).await?);
    add(K::AccessEnds, look.access_ending(conn, (now + SOON, now + AHEAD)).await?);
    add(K::AccessEnded, look.access_ending(conn, (now - BEHIND, now)).await?);
    add(K::InvitationBounced, look.invitations_bounced(conn).await?);
    add(K::InvitationExpired, look.invitations_expired(conn).await?);
    // Sending it again begins the wait anew, and the end of an invitation tells when it was sent last.
    let mut waiting = look.invited_until(conn, now + valid - PATIENCE).await?;
    for row in &mut waiting {
        row.at -= valid;
    }
    add(K::NeverSignedIn, waiting);
    add(K::NeverSignedIn, look.never_signed_in(conn, now - PATIENCE).await?);
    add(K::NoAdministrator, look.without_administrator(conn).await?);
    add(K::NothingInScope, look.narrow(conn).await?);
    add(K::NothingInScope, look.linked_to_nothing(conn).await?);
    add(K::Independence, look.independence(conn).await?);
    Ok(told_once(found))
}

/// A letter that bounced explains why its invitation was not accepted; and a customer without an administrator is one
/// thing, however many there were.
fn told_once(found: Vec<(TriageKind, Row)>) -> Vec<(TriageKind, Row)> {
    let bounced = |kind| kind == TriageKind::InvitationBounced;
    let explained: BTreeSet<_> =
        found.iter().filter(|(k, _)| bounced(*k)).filter_map(|(_, r)| r.invitation_id).collect();
    let (mut customers, mut invitations) = (BTreeSet::new(), BTreeSet::new());
    let keep = |(kind, row): &(TriageKind, Row)| match kind {
        TriageKind::NoAdministrator => customers.insert(row.customer_id),
        TriageKind::InvitationBounced => row.invitation_id.is_none_or(|id| invitations.insert(id)),
        TriageKind::InvitationExpired | TriageKind::NeverSignedIn => {
            row.invitation_id.is_none_or(|id| !explained.contains(&id))
        }
        _ => true,
    };
    found.into_iter().filter(keep).collect()
}

/// Does at once what mends it, where nothing has to be chosen ([`Fix::at_once`]); says what was done. Each is a use case
/// of its own, with its permission and its record.
pub async fn fix(app: &App, by: &Actor, item: &Item) -> Result<String, Error> {
    if let (Fix::Take, Some(number)) = (item.fix, &item.fault) {
        let report = faults::get(app, by, number).await?.row;
        let taken = faults::take(app, by, number, report.version).await?;
        return Ok(format!("fault report {} is yours now; its order is {}", taken.number, taken.order_number));
    }
    match (item.fix, item.invitation, item.user) {
        (Fix::Resend, Some(invitation), _) => {
            let sent = invitations::resend(app, by, invitation, None).await?;
            Ok(format!("sent the invitation again to {}", sent.sent_to))
        }
        (Fix::Extend, _, Some(user)) => {
            let user = access::user(app, by, user).await?;
            let from = user.ends_at.unwrap_or(app.now()).max(app.now());
            let end = from.checked_add_months(chrono::Months::new(12)).unwrap_or(from);
            access::set_end(app, by, user.id, user.version, Some(end)).await?;
            Ok(format!("the access of {} goes on until {}", user.name(), end.format("%Y-%m-%d")))
        }
        (Fix::PasswordLink, _, Some(user)) => {
            let sent = passwords::send_link(app, by, user, None).await?;
            Ok(format!("sent a link to set a password to {}", sent.sent_to))
        }
        _ => Err(Error::conflict(format!("{} needs a choice, which cannot be made here", item.fix.as_str()))),
    }
}

/// How things are said.
struct Words {
    now: DateTime<Utc>,
    zone: Tz,
}

impl Words {
    fn item(&self, kind: TriageKind, row: Row) -> Item {
        let invited = row.user_state == Some(UserState::Pending);
        Item {
            kind,
            sentence: self.sentence(kind, &row),
            facts: self.facts(&row),
            since: since(kind, row.at),
            fix: kind.fix(invited),
            customer: row.customer_id,
            customer_number: row.customer_number,
            customer_name: row.customer_name,
            // Whoever was administrator is not who has to become it.
            user: row.user_id.filter(|_| kind != TriageKind::NoAdministrator),
            email: row.address,
            invitation: row.invitation_id,
            request: row.request_id,
            order: row.fault.clone().filter(|_| kind == TriageKind::UnheardComment),
            fault: row.fault.filter(|_| kind == TriageKind::Unheard),
        }
    }

    fn sentence(&self, kind: TriageKind, row: &Row) -> String {
        let (who, day) = (text::line(&row.person), self.day(row.at));
        let said = row.words.as_deref().map(text::line).unwrap_or_default();
        match kind {
            TriageKind::AccessEndsSoon | TriageKind::AccessEnds => {
                format!("The access of {who} ends on {day}, {}.", self.ahead(row.at))
            }
            TriageKind::AccessEnded => format!("The access of {who} ended on {day}."),
            TriageKind::InvitationBounced => {
                let server = if said.is_empty() { String::new() } else { format!(": {said}") };
                format!("The invitation of {who} could not be delivered to {}{server}.", text::line(&row.address))
            }
            TriageKind::InvitationExpired => format!("The invitation of {who} ran out on {day}."),
            TriageKind::NeverSignedIn if row.user_state == Some(UserState::Pending) => {
                format!("{who} was sent the invitation on {day} and has not accepted it.")
            }
            TriageKind::NeverSignedIn => format!("{who} has been active since {day} and never signed in."),
            TriageKind::NoAdministrator => {
                let state = match row.user_state {
                    Some(UserState::Active) | None => UserState::Expired,
                    Some(state) => state,
                };
                format!("Nobody is left as administrator: {who} is {state}.")
            }
            TriageKind::NothingInScope => format!("{who} sees nothing: nothing lies in the scope."),
            TriageKind::Independence => {
                let why = if said.is_empty() { String::new() } else { format!(": \"{said}\"") };
                format!("{who} asks to become an organization of its own{why}.")
            }
            TriageKind::Unheard => {
                let number = row.fault.as_deref().map(text::line).unwrap_or_default();
                format!("{who} reported a fault, and nobody was told: {number} {said}.")
            }
            TriageKind::UnheardComment => {
                let number = row.fault.as_deref().map(text::line).unwrap_or_default();
                format!("{who} commented on {number} {said}, and nobody was told.")
            }
        }
    }

    fn facts(&self, row: &Row) -> Facts {
        let line = |text: Option<&str>| text.map(text::line).unwrap_or_default();
        Facts {
            who: text::line(&row.person),
            day: self.day(row.at),
            days: self.days(row.at),
            said: line(row.words.as_deref()),
            address: text::line(&row.address),
            number: line(row.fault.as_deref()),
            state: row.user_state,
        }
    }

    fn day(&self, at: DateTime<Utc>) -> String {
        at.with_timezone(&self.zone).format("%Y-%m-%d").to_string()
    }

    /// "today", "tomorrow", "in 9 days", by the calendar of the organization.
    fn ahead(&self, at: DateTime<Utc>) -> String {
        match self.days(at) {
            ..=0 => "today".to_owned(),
            1 => "tomorrow".to_owned(),
            days => format!("in {days} days"),
        }
    }

    /// How many days until then, by the calendar of the organization.
    fn days(&self, at: DateTime<Utc>) -> i64 {
        let days = at.with_timezone(&self.zone).date_naive() - self.now.with_timezone(&self.zone).date_naive();
        days.num_days()
    }
}

/// Since when something stands on the list that happened, or will, at this moment.
fn since(kind: TriageKind, at: DateTime<Utc>) -> DateTime<Utc> {
    match kind {
        TriageKind::AccessEndsSoon => at - SOON,
        TriageKind::AccessEnds => at - AHEAD,
        TriageKind::NeverSignedIn => at + PATIENCE,
        _ => at,
    }
}
