//! Telling of the daily work (R32, R33, R60–R62): who hears of an event, and the letters to them, in the transaction of what
//! happened.
//!
//! The table of `domain::notice` says who may hear at all; here it meets the people there are: what they chose, what they
//! may see at this moment, what is assigned to them. The same question is asked again when a letter is sent, so nobody is
//! told of what was taken away meanwhile.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::access::{Thing, ThingKind, sees_any};
use crate::domain::letter::{Letter, LetterKind};
use crate::domain::notice::{ForCustomers, ForStaff, Reach, Subject, rule};
use crate::domain::state::{Language, UserState};
use crate::domain::{CustomerId, CustomerUserId, StaffId};
use crate::store::standing::Standing;
use crate::store::{Conn, Tx, notices as store, organizations, staff, standing, things};

use super::telling::{Recipient, tell_about};
use super::{Actor, App, Error, Who, access};

/// Something that happened, to be told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// What happened.
    pub kind: LetterKind,
    /// At which customer.
    pub customer: CustomerId,
    /// To what.
    pub subject: Subject,
    /// On which order's number it happened, if on one: the assigned staff person hears of it.
    pub order: Option<String>,
    /// What was written, or empty.
    pub detail: String,
    /// For when something is planned.
    pub at: Option<DateTime<Utc>>,
}

/// What the outbox keeps of a notice, so that the question can be asked again (R62).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct Kept {
    kind: LetterKind,
    customer: CustomerId,
    subject: Subject,
    order: Option<String>,
}

/// Somebody who is told.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reader {
    /// A customer user.
    Customer(CustomerUserId),
    /// A staff person.
    Staff(StaffId),
}

/// Somebody who is told, and how.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Told {
    /// Who.
    pub reader: Reader,
    /// The name.
    pub name: String,
    /// By e-mail to this address.
    pub address: String,
    /// In which language.
    #[serde(skip)]
    pub language: Language,
}

impl Notice {
    fn kept(&self) -> Kept {
        Kept { kind: self.kind, customer: self.customer, subject: self.subject.clone(), order: self.order.clone() }
    }
}

/// Who would be told of this now, staff first; `by` who does it is told nothing. Screens show it before anything is
/// sent (R32).
pub async fn readers(app: &App, conn: &mut Conn, by: &Actor, notice: &Notice) -> Result<Vec<Told>, Error> {
    let mut told = everybody(app, conn, by.organization, &notice.kept()).await?.unwrap_or_default();
    let own = match by.who {
        Who::Staff { id, .. } => Some(Reader::Staff(id)),
        Who::CustomerUser { id, .. } => Some(Reader::Customer(id)),
        Who::System => None,
    };
    told.retain(|t| Some(t.reader) != own);
    Ok(told)
}

/// Puts a letter to everybody who is to be told into the outbox.
pub(super) async fn announce(app: &App, tx: &mut Tx, by: &Actor, notice: &Notice) -> Result<Vec<Told>, Error> {
    announce_others(app, tx, by, notice, &[]).await
}

/// The same for what happened together with something of which some have been told already: they are not told twice.
pub(super) async fn announce_others(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    notice: &Notice,
    already: &[Told],
) -> Result<Vec<Told>, Error> {
    let mut told = readers(app, tx, by, notice).await?;
    told.retain(|t| already.iter().all(|other| other.reader != t.reader));
    if told.is_empty() {
        return Ok(told);
    }
    let customer = standing::get(tx, by.organization, notice.customer).await?;
    let customer = customer.ok_or_else(|| Error::not_found("such customer"))?;
    let title = title(tx, by, notice).await?;
    let about = serde_json::to_string(&notice.kept()).unwrap_or_default();
    for reader in &told {
        let (user, member) = match reader.reader {
            Reader::Customer(id) => (Some(id), None),
            Reader::Staff(id) => (None, Some(id)),
        };
        let letter = Letter::Notice {
            notice: notice.kind,
            name: reader.name.clone(),
            customer: customer.name.clone(),
            by: by.name().to_owned(),
            thing: title.clone(),
            detail: notice.detail.clone(),
            at: notice.at,
            path: if user.is_some() { path(notice) } else { String::new() },
        };
        let to = Recipient {
            organization: by.organization,
            customer: Some(notice.customer),
            user,
            address: &reader.address,
            name: &reader.name,
            language: reader.language,
        };
        tell_about(app, tx, to, &letter, member, &about).await?;
    }
    Ok(told)
}

/// The thing's number and what it is called.
async fn title(conn: &mut Conn, by: &Actor, notice: &Notice) -> Result<String, Error> {
    let Subject { kind, number } = &notice.subject;
    let found = things::find(conn, by.organization, notice.customer, *kind, number).await?.into_iter().next();
    let title = found.map(|f| f.title).unwrap_or_default();
    Ok(format!("{number} {title}").trim_end().to_owned())
}

/// The page on which a customer user reads on: that of the thing where it has one of its own, or that of the order.
fn path(notice: &Notice) -> String {
    let (part, number) = match notice.subject.kind {
        ThingKind::VideoSession => return "/video".to_owned(),
        ThingKind::Document if notice.order.is_none() => return "/documents".to_owned(),
        ThingKind::Invoice | ThingKind::Estimate => ("billing", &notice.subject.number),
        ThingKind::Object if notice.order.is_none() => ("objects", &notice.subject.number),
        _ => ("orders", notice.order.as_ref().unwrap_or(&notice.subject.number)),
    };
    format!("/{part}/{}", percent_encoding::utf8_percent_encode(number, percent_encoding::NON_ALPHANUMERIC))
}

/// Whether a letter about `kept` may still go to its reader (R62).
pub(super) async fn still_told(
    app: &App,
    conn: &mut Conn,
    org: crate::domain::OrganizationId,
    kept: &str,
    reader: Reader,
) -> Result<bool, Error> {
    let Ok(kept) = serde_json::from_str::<Kept>(kept) else { return Ok(false) };
    let told = everybody(app, conn, org, &kept).await?.unwrap_or_default();
    Ok(told.iter().any(|t| t.reader == reader))
}

/// Everybody who hears of it at this moment; none when the thing is gone.
async fn everybody(
    app: &App,
    conn: &mut Conn,
    org: crate::domain::OrganizationId,
    kept: &Kept,
) -> Result<Option<Vec<Told>>, Error> {
    let Some(rule) = rule(kept.kind) else { return Ok(None) };
    let Some(customer) = standing::get(conn, org, kept.customer).await? else { return Ok(None) };
    let Subject { kind, number } = &kept.subject;
    let found = things::find(conn, org, kept.customer, *kind, number).await?;
    let things: Vec<Thing> = found.iter().map(|f| f.thing(*kind, org)).collect();
    if things.is_empty() {
        return Ok(None);
    }
    let mut told = Vec::new();
    if let Some(whom) = &rule.staff {
        told.extend(members(app, conn, org, &customer, kept, whom).await?);
    }
    if let Some(whom) = &rule.customers {
        told.extend(users(app, conn, org, &customer, &things, whom).await?);
    }
    Ok(Some(told))
}

async fn users(
    app: &App,
    conn: &mut Conn,
    org: crate::domain::OrganizationId,
    customer: &Standing,
    things: &[Thing],
    whom: &ForCustomers,
) -> Result<Vec<Told>, Error> {
    let chosen: BTreeMap<_, _> = store::of_users(conn, org, customer.id, whom.topic).await?.into_iter().collect();
    let now = app.now();
    let mut told = Vec::new();
    for (user, viewer) in access::viewers(app, conn, org, customer).await? {
        let wanted = chosen.get(&user.id).copied().unwrap_or(whom.topic.by_default());
        let allowed = whom.both_keys.is_none_or(|permission| viewer.may(permission, now).allowed);
        if wanted && allowed && user.state == UserState::Active && sees_any(&viewer, things, now) {
            told.push(Told {
                reader: Reader::Customer(user.id),
                name: user.name(),
                address: user.email.clone(),
                language: user.language,
            });
        }
    }
    Ok(told)
}

async fn members(
    app: &App,
    conn: &mut Conn,
    org: crate::domain::OrganizationId,
    customer: &Standing,
    kept: &Kept,
    whom: &ForStaff,
) -> Result<Vec<Told>, Error> {
    let order =
        kept.order.as_deref().or((kept.subject.kind == ThingKind::Order).then_some(kept.subject.number.as_str()));
    let assigned: BTreeSet<_> = store::assigned(conn, org, customer.id, order).await?.into_iter().collect();
    let reach: BTreeMap<_, _> = store::of_staff(conn, org, whom.topic).await?.into_iter().collect();
    let language = organizations::get(conn, org).await?.map_or(Language::English, |o| o.language);
    let now = app.now();
    let mut told = Vec::new();
    for account in staff::accounts(conn, org, staff::Who::All).await? {
        let (row, rights) = (&account.row, account.rights());
        let near = match reach.get(&row.id).copied().unwrap_or(whom.by_default) {
            Reach::Assigned => assigned.contains(&row.id),
            Reach::Areas => true,
            Reach::None => false,
        };
        let may = rights.may(whom.needs) && rights.territory.includes(customer.area_id);
        let signs_in = row.active && row.temporary_until.is_none_or(|until| until > now);
        if near && may && signs_in {
            told.push(Told {
                reader: Reader::Staff(row.id),
                name: row.name.clone(),
                address: row.email.clone(),
                language,
            });
        }
    }
    Ok(told)
}
