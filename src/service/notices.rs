//! Telling of the daily work (R32, R33, R60–R62): who hears of an event, and the letters to them, in the transaction of what
//! happened.
//!
//! The table of `domain::notice` says who may hear at all; here it meets the people there are: what they chose, what they
//! may see at this moment, what is assigned to them. The same question is asked again when a letter is sent, so nobody is
//! told of what was taken away meanwhile.

mod explain;
mod readers;
mod sending;
mod unheard;

use chrono::{DateTime, Utc};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};

use crate::domain::access::ThingKind;
use crate::domain::letter::{Letter, LetterKind};
use crate::domain::notice::{Channel, Subject, rule};
use crate::domain::state::Language;
use crate::domain::{CustomerId, CustomerUserId, StaffId};
use crate::store::{Conn, Tx, standing, things};
use crate::text;

pub use explain::{Explained, Reason, explain, explain_letter};

pub(super) use sending::{Hears, still_told};
pub(super) use unheard::{given_up, nobody_of_staff};

use self::readers::{Candidate, Of, candidates};
use super::telling::{How, Recipient, tell_how};
use super::{Actor, App, Error, Who};

/// Something that happened, to be told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// What happened.
    pub kind: LetterKind,
    /// At which customer.
    pub customer: CustomerId,
    /// To what; none: to the customer itself.
    pub subject: Option<Subject>,
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
    pub(super) customer: CustomerId,
    subject: Option<Subject>,
    order: Option<String>,
}

impl Kept {
    /// The order to which somebody may be assigned, and in whose thread the letter stands.
    pub(super) fn on_order(&self) -> Option<&str> {
        let itself = self.subject.as_ref().filter(|s| s.kind == ThingKind::Order).map(|s| s.number.as_str());
        self.order.as_deref().or(itself)
    }
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

impl Reader {
    /// As the outbox keeps it: a customer user or a staff person.
    pub const fn ids(self) -> (Option<CustomerUserId>, Option<StaffId>) {
        match self {
            Self::Customer(id) => (Some(id), None),
            Self::Staff(id) => (None, Some(id)),
        }
    }

    fn key(self) -> String {
        match self {
            Self::Customer(id) => format!("user {id}"),
            Self::Staff(id) => format!("staff {id}"),
        }
    }
}

/// Somebody who is told, and how.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Told {
    /// Who.
    pub reader: Reader,
    /// The name.
    pub name: String,
    /// Which way.
    pub channel: Channel,
    /// To this address, or this mobile number (E.164).
    pub address: String,
    /// In which language.
    #[serde(skip)]
    pub language: Language,
}

impl Told {
    /// Who, and where: "Eva Huber <eva@huber.example>", "Anna Berg (SMS)".
    pub fn shown(&self) -> String {
        let name = text::line(&self.name);
        match self.channel {
            Channel::Email => format!("{name} <{}>", text::line(&self.address)),
            Channel::Sms => format!("{name} (SMS)"),
        }
    }
}

impl Notice {
    fn kept(&self) -> Kept {
        Kept { kind: self.kind, customer: self.customer, subject: self.subject.clone(), order: self.order.clone() }
    }
}

/// Who would be told of this now, staff first; `by` who does it is told nothing. Screens show it before anything is
/// sent (R32).
pub async fn readers(app: &App, conn: &mut Conn, by: &Actor, notice: &Notice) -> Result<Vec<Told>, Error> {
    let found = candidates(app, conn, by.organization, &notice.kept(), Of::Likely).await?.unwrap_or_default();
    let mut told: Vec<Told> = found.into_iter().filter(Candidate::is_told).map(Told::from).collect();
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
    let title = title(tx, by, notice).await?.unwrap_or_else(|| customer.title());
    let about = serde_json::to_string(&notice.kept()).unwrap_or_default();
    let quiet = rule(notice.kind).bundled;
    for reader in &told {
        let (user, member) = reader.reader.ids();
        let letter = Letter::Notice {
            notice: notice.kind,
            name: reader.name.clone(),
            customer: customer.name.clone(),
            by: by.name().to_owned(),
            thing: title.clone(),
            detail: notice.detail.clone(),
            at: notice.at,
            path: if user.is_some() { path(notice) } else { String::new() },
            more: Vec::new(),
        };
        let to = Recipient {
            organization: by.organization,
            customer: Some(notice.customer),
            user,
            address: &reader.address,
            name: &reader.name,
            language: reader.language,
        };
        let bundle = quiet.then(|| format!("{} {} {about}", notice.kind, reader.reader.key()));
        let how = How { staff: member, channel: reader.channel, about: Some(&about), bundle: bundle.as_deref() };
        tell_how(app, tx, to, &letter, how).await?;
    }
    Ok(told)
}

/// The thing's number and what it is called; none for the customer itself.
async fn title(conn: &mut Conn, by: &Actor, notice: &Notice) -> Result<Option<String>, Error> {
    let Some(Subject { kind, number }) = &notice.subject else { return Ok(None) };
    let found = things::find(conn, by.organization, notice.customer, *kind, number).await?.into_iter().next();
    let title = found.map(|f| f.title).unwrap_or_default();
    Ok(Some(format!("{number} {title}").trim_end().to_owned()))
}

/// What needs encoding in an address; the rest stays: people read it, and an SMS pays for its length.
const PLAIN: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'~');

/// The page on which a customer user reads on: that of the thing where it has one of its own, or that of the order.
fn path(notice: &Notice) -> String {
    let Some(subject) = &notice.subject else { return "/account".to_owned() };
    let (part, number) = match subject.kind {
        ThingKind::VideoSession => return "/video".to_owned(),
        ThingKind::Document if notice.order.is_none() => return "/documents".to_owned(),
        ThingKind::Invoice | ThingKind::Estimate => ("billing", &subject.number),
        ThingKind::Object if notice.order.is_none() => ("objects", &subject.number),
        _ => ("orders", notice.order.as_ref().unwrap_or(&subject.number)),
    };
    format!("/{part}/{}", utf8_percent_encode(number, &PLAIN))
}
