//! Why somebody is told of an event, or is not: the chain that decides, in plain sentences, each with what changes it. Nothing is
//! decided here a second time.

use std::fmt::Write as _;

use serde::Serialize;

use crate::domain::access::{Parent, ThingKind};
use crate::domain::email::Email;
use crate::domain::field::FieldErrors;
use crate::domain::letter::LetterKind;
use crate::domain::notice::{Channel, Instead, Link, Reach, Rule, Step, Subject, rule};
use crate::domain::staff::StaffPermission;
use crate::domain::{CustomerId, OutboxId};
use crate::service::outbox::with_customer;
use crate::service::{Actor, App, Error};
use crate::store::standing::Standing;
use crate::store::{Conn, outbox, standing, things};
use crate::text;

use super::readers::{Candidate, Of, candidates};
use super::{Kept, Reader};

/// Somebody who might be told, and why they are or are not.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Explained {
    /// Who.
    pub reader: Reader,
    /// The name.
    pub name: String,
    /// The address to sign in with.
    pub email: String,
    /// Whether they would be told now.
    pub told: bool,
    /// Which way they would be.
    pub channel: Channel,
    /// The answer in one sentence.
    pub title: String,
    /// Every link of the chain, and last the way.
    pub reasons: Vec<Reason>,
}

impl Explained {
    /// As a text of some lines: the answer, and the reasons with what changes them.
    pub fn written(&self) -> String {
        let mark = |holds| if holds { "✓" } else { "✗" };
        let mut text = format!("{} {}\n", mark(self.told), self.title);
        for reason in &self.reasons {
            let _ = writeln!(text, "  {} {}", mark(reason.holds), reason.sentence);
            if let Some(mend) = &reason.mend {
                let _ = writeln!(text, "      changed by: {mend}");
            }
        }
        text
    }
}

/// A link of the chain.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Reason {
    /// Which link; none for the way.
    pub step: Option<Step>,
    /// Whether it holds.
    pub holds: bool,
    /// How it stands.
    pub sentence: String,
    /// What changes it: the command, or who. None where nothing does.
    pub mend: Option<String>,
}

/// Explains who would be told now of an event of this kind about the thing of this number (of a request for independence: the
/// customer's number), and why: everybody who might be, or the one with the address `only`. At most 200 staff are named.
///
/// # Errors
/// The field `kind` for letters about somebody's own access; denied outside the own areas; not found.
pub async fn explain(
    app: &App,
    by: &Actor,
    kind: LetterKind,
    number: &str,
    only: Option<&str>,
) -> Result<Vec<Explained>, Error> {
    if rule(kind).person.is_some() {
        let message = "goes to the person whose access it is about, by e-mail; nobody switches it off";
        return Err(FieldErrors::one("kind", "notice-own", message).into());
    }
    let granted = by.may(StaffPermission::ViewCustomers)?;
    let only = only.map(|typed| Email::parse("email", typed)).transpose()?;
    let mut conn = app.store.read().await?;
    let (kept, customer) = find(&mut conn, by, kind, number.trim()).await?;
    granted.in_area(customer.area_id)?;
    let found = all(app, &mut conn, by, &kept, &customer).await?;
    let Some(only) = only else { return Ok(found) };
    let one: Vec<_> = found.into_iter().filter(|e| e.email.to_lowercase() == only.as_str().to_lowercase()).collect();
    if one.is_empty() {
        return Err(Error::not_found(format!("anybody with the address {only} who might be told of that")));
    }
    Ok(one)
}

/// The same for a letter of the outbox: who would be told now of what it tells. Empty for letters about somebody's own access,
/// which go to that person.
pub async fn explain_letter(app: &App, by: &Actor, id: OutboxId) -> Result<Vec<Explained>, Error> {
    let granted = by.may(StaffPermission::ViewOutbox)?;
    let mut conn = app.store.read().await?;
    let (_, customer) = with_customer(&mut conn, by, id).await?;
    granted.in_area(customer.as_ref().and_then(|c| c.area_id))?;
    let about = outbox::about(&mut conn, by.organization, id).await?;
    let kept = about.and_then(|about| serde_json::from_str::<Kept>(&about).ok());
    let (Some(kept), Some(customer)) = (kept, customer) else { return Ok(Vec::new()) };
    all(app, &mut conn, by, &kept, &customer).await
}

async fn all(
    app: &App,
    conn: &mut Conn,
    by: &Actor,
    kept: &Kept,
    customer: &Standing,
) -> Result<Vec<Explained>, Error> {
    let found = candidates(app, conn, by.organization, kept, Of::Everybody).await?;
    let found = found.ok_or_else(|| Error::not_found("what the letter is about (any more)"))?;
    let words = Words { rule: rule(kept.kind), kept, customer };
    let mut all: Vec<Explained> = found.iter().map(|candidate| words.explained(candidate)).collect();
    // Who is told first; both by name.
    all.sort_by_key(|explained| !explained.told);
    Ok(all)
}

/// What the number means for this kind of event.
async fn find(conn: &mut Conn, by: &Actor, kind: LetterKind, number: &str) -> Result<(Kept, Standing), Error> {
    use LetterKind as K;
    let org = by.organization;
    let thing = match kind {
        K::IndependenceAsked => {
            let customer = standing::by_number(conn, org, number).await?;
            let customer = customer.ok_or_else(|| Error::not_found(format!("customer {}", text::line(number))))?;
            return Ok((Kept { kind, customer: customer.id, subject: None, order: None }, customer));
        }
        K::CheckDue => ThingKind::Object,
        K::DocumentAdded => ThingKind::Document,
        K::EstimateToAccept | K::EstimateDecided => ThingKind::Estimate,
        K::Invoice => ThingKind::Invoice,
        K::VideoPlanned | K::VideoMoved | K::VideoCancelled | K::VideoRequested => ThingKind::VideoSession,
        _ => ThingKind::Order,
    };
    let nobody = CustomerId(uuid::Uuid::nil());
    let mut number = number.to_owned();
    let mut found = things::find(conn, org, nobody, thing, &number).await?.into_iter().next();
    if found.is_none() && matches!(kind, K::FaultReceived | K::FaultTaken | K::FaultClosed) {
        // A report's own number leads to its order.
        if let Some(report) = things::find(conn, org, nobody, ThingKind::Fault, &number).await?.into_iter().next() {
            number = report.parent_name;
            found = things::find(conn, org, nobody, thing, &number).await?.into_iter().next();
        }
    }
    let unknown = || Error::not_found(format!("{} {}", thing.as_str().replace('_', " "), text::line(&number)));
    let found = found.ok_or_else(unknown)?;
    let customer = match found.customer_id {
        Some(id) => standing::get(conn, org, id).await?,
        None => None,
    };
    let customer = customer.ok_or_else(unknown)?;
    let on_order = match thing {
        ThingKind::Document => found.parent == Parent::Order,
        ThingKind::Invoice | ThingKind::Estimate | ThingKind::VideoSession => !found.parent_name.is_empty(),
        _ => false,
    };
    let order = on_order.then_some(found.parent_name);
    Ok((Kept { kind, customer: customer.id, subject: Some(Subject { kind: thing, number }), order }, customer))
}

/// Everything that the sentences speak of.
struct Words<'a> {
    rule: Rule,
    kept: &'a Kept,
    customer: &'a Standing,
}

/// How it stands, and what changes it.
type Said = (String, Option<String>);

impl Words<'_> {
    fn explained(&self, who: &Candidate) -> Explained {
        let told = who.is_told();
        let mut reasons: Vec<Reason> = who.chain.iter().map(|link| self.reason(who, *link)).collect();
        reasons.push(self.way(who));
        let name = text::line(&who.name);
        let way = match who.way.channel {
            Channel::Email => "by e-mail",
            Channel::Sms => "by SMS",
        };
        let title = if told { format!("{name} is told {way}.") } else { format!("{name} is not told.") };
        Explained {
            reader: who.reader,
            name,
            email: text::line(&who.email),
            told,
            channel: who.way.channel,
            title,
            reasons,
        }
    }

    fn reason(&self, who: &Candidate, Link { step, holds }: Link) -> Reason {
        let (sentence, mend) = match (step, who.reader) {
            (Step::Active, Reader::Customer(_)) => self.active(who, holds),
            (Step::Active, Reader::Staff(_)) => signs_in(who, holds),
            (Step::Sees, _) => self.sees(who, holds),
            (Step::Key, _) => self.key(who, holds),
            (Step::Wanted, _) => self.wanted(who, holds),
            (Step::May, _) => self.may(who, holds),
            (Step::Area, _) => self.area(who, holds),
            (Step::Near, _) => self.near(who, holds),
        };
        Reason { step: Some(step), holds, sentence, mend }
    }

    /// `keydesk user VERB eva@huber.example … --customer 1042`.
    fn user(&self, who: &Candidate, verb: &str, rest: &str) -> String {
        format!("keydesk user {verb} {}{rest} --customer {}", text::line(&who.email), text::line(&self.customer.number))
    }

    fn active(&self, who: &Candidate, holds: bool) -> Said {
        let name = text::line(&who.name);
        if holds {
            return (format!("{name} is active."), Some(self.user(who, "suspend", "")));
        }
        let mend = format!("{} says how it stands (on the screen: Users)", self.user(who, "show", ""));
        (format!("{name} is not active: nobody else is told."), Some(mend))
    }

    fn sees(&self, who: &Candidate, holds: bool) -> Said {
        let name = text::line(&who.name);
        let (thing, why) = match &self.kept.subject {
            Some(Subject { kind, number }) => {
                let why = self.user(who, "explain", &format!(" {kind} {}", text::line(number)));
                (format!("{} {}", kind.as_str().replace('_', " "), text::line(number)), Some(why))
            }
            None => ("this".to_owned(), None),
        };
        let sees = if holds { "sees" } else { "does not see" };
        (format!("{name} {sees} {thing}."), why.map(|why| format!("{why} says why (on the screen: Users, e)")))
    }

    fn key(&self, who: &Candidate, holds: bool) -> Said {
        let Some(key) = self.rule.customers.and_then(|whom| whom.both_keys) else { return (String::new(), None) };
        let name = text::line(&who.name);
        let (has, word) = if holds { ("holds", "deny") } else { ("does not hold", "allow") };
        (
            format!("{name} {has} {key}, which such letters need."),
            Some(self.user(who, "permit", &format!(" {key} {word}"))),
        )
    }

    fn wanted(&self, who: &Candidate, holds: bool) -> Said {
        let topic = self.rule.customers.map(|whom| whom.topic.as_str().replace('_', " ")).unwrap_or_default();
        let wants = if holds { "wants" } else { "does not want" };
        let sentence = format!("{} {wants} to be told of {topic}.", text::line(&who.name));
        (sentence, Some("the person, in the account in the portal".to_owned()))
    }

    fn may(&self, who: &Candidate, holds: bool) -> Said {
        let Some(whom) = self.rule.staff else { return (String::new(), None) };
        let (has, word) = if holds { ("holds", "deny") } else { ("does not hold", "allow") };
        (
            format!("{} {has} {}.", text::line(&who.name), whom.needs),
            Some(format!("keydesk staff permit {} {} {word}", text::line(&who.email), whom.needs)),
        )
    }

    fn area(&self, who: &Candidate, holds: bool) -> Said {
        let lies = if holds { "acts where" } else { "does not act where" };
        (
            format!("{} {lies} customer {} lies.", text::line(&who.name), text::line(&self.customer.title())),
            Some(format!("keydesk staff areas {} AREA …", text::line(&who.email))),
        )
    }

    fn near(&self, who: &Candidate, holds: bool) -> Said {
        let Some(whom) = self.rule.staff else { return (String::new(), None) };
        let (name, email) = (text::line(&who.name), text::line(&who.email));
        let topic = whom.topic.as_str().replace('_', " ");
        let own = format!("{name}, with keydesk notices set {} …", whom.topic);
        match who.reach {
            Some(Reach::Areas) => (format!("{name} wants to be told of all {topic} in the own areas."), Some(own)),
            Some(Reach::None) => (format!("{name} does not want to be told of {topic}."), Some(own)),
            _ => {
                let is = if holds { "is" } else { "is not" };
                let number = text::line(&self.customer.number);
                let mend = match self.kept.on_order() {
                    Some(order) => format!("keydesk order assign {} {email}, or {own}", text::line(order)),
                    None => format!("keydesk staff customers {email} {number} …, or {own}"),
                };
                let what = format!("{name} is told of {topic} that are assigned, and this {is}.");
                (what, Some(mend))
            }
        }
    }

    fn way(&self, who: &Candidate) -> Reason {
        let name = text::line(&who.name);
        let number = match who.reader {
            Reader::Customer(_) => "the person, in the account in the portal".to_owned(),
            Reader::Staff(_) => format!("{name}, with keydesk notices mobile NUMBER"),
        };
        let topic = self.rule.staff.map(|whom| whom.topic.as_str()).unwrap_or_default();
        let choose = match who.reader {
            Reader::Customer(_) => number.clone(),
            Reader::Staff(_) => format!("{name}, with keydesk notices set {topic} … --by email|sms"),
        };
        let (sentence, mend) = match (who.way.channel, who.way.instead) {
            (_, Some(Instead::NoNumber)) => {
                ("SMS was chosen, but there is no mobile number: it goes by e-mail.".to_owned(), number)
            }
            (_, Some(Instead::NoGateway)) => {
                let mend = "whoever looks after the configuration, with [sms] transport".to_owned();
                ("SMS was chosen, but none are sent here: it goes by e-mail.".to_owned(), mend)
            }
            (_, Some(Instead::EmailOnly)) => ("SMS was chosen, but such letters go by e-mail only.".to_owned(), choose),
            (Channel::Sms, None) => (format!("By SMS to {}.", text::line(&who.mobile)), choose),
            (Channel::Email, None) => (format!("By e-mail to {}.", text::line(&who.email)), choose),
        };
        Reason { step: None, holds: true, sentence, mend: Some(mend) }
    }
}

fn signs_in(who: &Candidate, holds: bool) -> Said {
    let (name, email) = (text::line(&who.name), text::line(&who.email));
    if holds {
        (format!("{name} can sign in."), Some(format!("keydesk staff off {email}")))
    } else {
        let mend = format!("keydesk staff on {email}, or keydesk staff password {email}");
        (format!("{name} cannot sign in: the account is off, or its temporary password ran out."), Some(mend))
    }
}
