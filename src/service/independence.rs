//! Independence (R19): a customer asks to become an organization of its own; staff decline, or approve and carry it out.

mod carry;

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::json;

use crate::domain::activity::Event;
use crate::domain::field::FieldErrors;
use crate::domain::letter::{Letter, LetterKind};
use crate::domain::permission::{Permission, Role};
use crate::domain::staff::StaffPermission;
use crate::domain::state::{CustomerKind, RequestState};
use crate::domain::{CustomerId, IndependenceRequestId, OrganizationId};
use crate::store::independence::{self as store, Decider, Decision, NewRequest, RequestRow};
use crate::store::{Conn, Tx, standing};
use crate::text;

use super::acting::acting_alone;
use super::activity::{About, record};
use super::customer_sign_in::Session;
use super::notices::{Notice, announce};
use super::telling::{Recipient, tell};
use super::{Actor, App, Error};

pub use carry::approve;

/// No reason and no answer is longer than so many characters.
const LONGEST: usize = 1_000;

/// A request for independence as staff see it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Request {
    /// Its identifier.
    pub id: IndependenceRequestId,
    /// Which customer.
    pub customer: CustomerId,
    /// That customer's number.
    pub customer_number: String,
    /// That customer's name.
    pub customer_name: String,
    /// Who asked.
    pub requested_by: String,
    /// Why.
    pub reason: String,
    /// How it stands.
    pub state: RequestState,
    /// When it was made.
    pub requested_at: DateTime<Utc>,
    /// When it was decided.
    pub decided_at: Option<DateTime<Utc>>,
    /// Who decided.
    pub decided_by: Option<String>,
    /// What was answered.
    pub answer: Option<String>,
    /// Grows with every change.
    pub version: i64,
}

impl From<RequestRow> for Request {
    fn from(row: RequestRow) -> Self {
        Self {
            id: row.id,
            customer: row.customer_id,
            customer_number: row.customer_number,
            customer_name: row.customer_name,
            requested_by: row.requested_by,
            reason: row.reason,
            state: row.state,
            requested_at: row.requested_at,
            decided_at: row.decided_at,
            decided_by: row.decided_by,
            answer: row.answer,
            version: row.version,
        }
    }
}

/// What was made of a customer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Approved {
    /// The new organization.
    pub organization: OrganizationId,
    /// Its name.
    pub name: String,
    /// What was copied into it.
    pub copied: Copied,
    /// Who are its staff, by address.
    pub staff: Vec<String>,
}

/// How much was copied.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Copied {
    /// Facilities.
    pub facilities: u64,
    /// Models.
    pub models: u64,
    /// Service objects.
    pub objects: u64,
    /// Documents (their rows; the files are shared and kept as long as one row names them).
    pub documents: u64,
}

/// A customer's user asks that the customer becomes an organization of its own. One request at a time.
pub async fn request(app: &App, by: &Actor, reason: &str) -> Result<Request, Error> {
    let reason = prose("reason", reason, false)?;
    let mut tx = app.store.begin().await?;
    let acting = acting_alone(app, &mut tx, by, Permission::BecomeIndependent).await?;
    let customer = &acting.customer;
    if customer.kind == CustomerKind::Private {
        return Err(Error::conflict("a private customer cannot become an organization"));
    }
    let new = NewRequest {
        id: app.id(),
        organization: by.organization,
        customer: customer.id,
        user: acting.me.id,
        requested_by: &acting.me.name(),
        reason: &reason,
        at: app.now(),
    };
    if !store::insert(&mut tx, new).await? {
        return Err(Error::conflict(format!("{} has asked already; the answer comes by letter", customer.title())));
    }
    let about = About { customer: Some(customer.id), user: Some(acting.me.id), staff: None, subject: customer.title() };
    record(app, &mut tx, by, Event::IndependenceRequested, about, json!({ "reason": reason })).await?;
    let notice = Notice {
        kind: LetterKind::IndependenceAsked,
        customer: customer.id,
        subject: None,
        order: None,
        detail: reason.clone(),
        at: None,
    };
    announce(app, &mut tx, by, &notice).await?;
    let made = store::list(&mut tx, by.organization, Some(new.id)).await?.pop();
    tx.commit().await?;
    made.map(Request::from).ok_or_else(unknown)
}

/// What a person in the portal can do about independence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Own {
    /// Nothing: the permission is missing, or the customer is a private one.
    Nothing,
    /// Ask.
    Ask,
    /// Wait for the answer to what was asked then.
    Wait(DateTime<Utc>),
}

/// What the person of this session can do about independence.
pub async fn own(app: &App, session: &Session) -> Result<Own, Error> {
    let (org, customer) = (session.organization, session.viewer.customer);
    if !session.viewer.may(Permission::BecomeIndependent, app.now()).allowed {
        return Ok(Own::Nothing);
    }
    let mut conn = app.store.read().await?;
    let corporate = standing::get(&mut conn, org, customer).await?.is_some_and(|c| c.kind == CustomerKind::Corporate);
    Ok(match store::open_since(&mut conn, org, customer).await? {
        _ if !corporate => Own::Nothing,
        Some(at) => Own::Wait(at),
        None => Own::Ask,
    })
}

/// The requests of customers that the staff person sees (R10), open ones first.
pub async fn list(app: &App, by: &Actor) -> Result<Vec<Request>, Error> {
    by.may(StaffPermission::ViewCustomers)?.anywhere();
    let territory = by.sees();
    let rows = store::list(&mut app.store.read().await?, by.organization, None).await?;
    Ok(rows.into_iter().filter(|r| territory.includes(r.area_id)).map(Request::from).collect())
}

/// Declines a request; whoever asked and the customer's administrators are told the answer.
pub async fn decline(app: &App, by: &Actor, id: IndependenceRequestId, answer: &str) -> Result<Request, Error> {
    let mut tx = app.store.begin().await?;
    let row = to_decide(&mut tx, by, id).await?;
    let answer = prose("answer", answer, true)?;
    let decision =
        Decision { state: RequestState::Declined, by: by.name(), answer: Some(&answer), made: None, at: app.now() };
    if !store::decide(&mut tx, by.organization, id, decision).await? {
        return Err(decided(&mut tx, by, id).await?);
    }
    record(app, &mut tx, by, Event::IndependenceDeclined, about(&row), json!({ "answer": answer })).await?;
    for person in store::deciders(&mut tx, by.organization, row.customer_id, app.now()).await? {
        if person.role != Role::Administrator && row.customer_user_id != Some(person.id) {
            continue;
        }
        let (name, customer) = (person.name(), row.customer_name.clone());
        let letter = Letter::IndependenceDeclined { name, customer, answer: answer.clone() };
        tell_decider(app, &mut tx, by, &row, &person, &letter).await?;
    }
    let row = store::list(&mut tx, by.organization, Some(id)).await?.pop();
    tx.commit().await?;
    row.map(Request::from).ok_or_else(unknown)
}

/// The request, if the staff person may decide it: whoever makes organizations settles more than a customer, so it needs
/// the permission for settings, in the customer's area.
async fn to_decide(conn: &mut Conn, by: &Actor, id: IndependenceRequestId) -> Result<RequestRow, Error> {
    let granted = by.may(StaffPermission::ManageSettings)?;
    let row = store::list(conn, by.organization, Some(id)).await?.pop().ok_or_else(unknown)?;
    granted.in_area(row.area_id)?;
    if row.state == RequestState::Open { Ok(row) } else { Err(decided_by(&row)) }
}

fn unknown() -> Error {
    Error::not_found("such request for independence")
}

fn decided_by(row: &RequestRow) -> Error {
    let who = row.decided_by.as_deref().unwrap_or("somebody");
    Error::conflict(format!("the request of {} was {} by {who} already", row.customer_name, row.state))
}

/// Somebody else decided between looking and deciding.
async fn decided(conn: &mut Conn, by: &Actor, id: IndependenceRequestId) -> Result<Error, Error> {
    let row = store::list(conn, by.organization, Some(id)).await?.pop();
    Ok(row.as_ref().map_or_else(unknown, decided_by))
}

fn about(row: &RequestRow) -> About {
    let subject = format!("{} {}", row.customer_number, row.customer_name);
    About { customer: Some(row.customer_id), user: row.customer_user_id, staff: None, subject }
}

async fn tell_decider(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    row: &RequestRow,
    person: &Decider,
    letter: &Letter,
) -> Result<(), Error> {
    let to = Recipient {
        organization: by.organization,
        customer: Some(row.customer_id),
        user: Some(person.id),
        address: &person.email,
        name: &person.name(),
        language: person.language,
    };
    tell(app, tx, to, letter, None).await
}

/// What somebody wrote, of bounded length.
fn prose(field: &'static str, typed: &str, needed: bool) -> Result<String, FieldErrors> {
    let clean = text::lines(typed).trim().to_owned();
    if needed && clean.is_empty() {
        return Err(FieldErrors::one(field, "text-missing", "must say something: it is told by letter"));
    }
    if clean.chars().count() > LONGEST {
        return Err(FieldErrors::one(field, "text-long", format!("must have at most {LONGEST} characters")));
    }
    Ok(clean)
}
