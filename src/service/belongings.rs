//! What a customer has and somebody types in: contacts and facilities (R41). What is typed is read as a file's cells are, and
//! what lists are sorted and searched by follows from it in the same way, so that it does not matter how something came in.

use chrono_tz::Tz;
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use crate::domain::CustomerId;
use crate::domain::activity::Event;
use crate::domain::field::FieldErrors;
use crate::domain::permission::Permission;
use crate::domain::staff::StaffPermission;
use crate::store::activity::last_about_thing;
use crate::store::bulk::{self, Stored, Value, Write};
use crate::store::standing::{self, Standing};
use crate::store::{Conn, Tx};
use crate::text;

use super::import::{Cell, Kind, derived, read_cell};
use super::{Actor, App, Error, Who, acting, portal_switch};

/// A column and what was typed; nothing: it stays.
pub(super) type Typed<'a> = (&'static str, Option<&'a str>);

/// Whose it is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Whose<'a> {
    /// The customer with this number.
    Number(&'a str),
    /// The customer.
    Id(CustomerId),
}

/// The customer, if `by` may change its data: staff with *edit customers* in its area (R10), or its own user with *edit
/// customer data* (R41). Until the transaction ends nobody else changes what it has.
pub(super) async fn editable(app: &App, tx: &mut Tx, by: &Actor, whose: Whose<'_>) -> Result<Standing, Error> {
    if let Who::CustomerUser { .. } = by.who {
        let own = acting::acting_alone(app, tx, by, Permission::EditCustomerData).await?.customer;
        let same = match whose {
            Whose::Number(number) => own.number == number,
            Whose::Id(id) => own.id == id,
        };
        return if same { Ok(own) } else { Err(Error::not_found("such customer")) };
    }
    let _somewhere = by.may(StaffPermission::EditCustomers)?;
    let id = match whose {
        Whose::Id(id) => id,
        Whose::Number(number) => of_number(tx, by, number).await?.id,
    };
    let customer = portal_switch::of_staff(tx, by, id, StaffPermission::EditCustomers).await?;
    standing::lock(tx, by.organization, customer.id).await?;
    Ok(customer)
}

/// Refuses whoever may change no customer's data at all, before anything is looked up.
pub(super) async fn may_edit_some(app: &App, tx: &mut Tx, by: &Actor) -> Result<(), Error> {
    match by.who {
        Who::CustomerUser { .. } => acting::acting(app, tx, by, Permission::EditCustomerData).await.map(drop),
        Who::Staff { .. } | Who::System => by.may(StaffPermission::EditCustomers).map(|_somewhere| ()),
    }
}

/// The customer with this number, whoever may look at it. The caller asks.
pub(super) async fn of_number(conn: &mut Conn, by: &Actor, number: &str) -> Result<Standing, Error> {
    let found = standing::by_number(conn, by.organization, number.trim()).await?;
    found.ok_or_else(|| Error::not_found(format!("customer {}", text::line(number))))
}

/// A connection, and the customer with this number, for staff who may look at it.
pub(super) async fn looked_at(app: &App, by: &Actor, number: &str) -> Result<(Conn, CustomerId), Error> {
    let _somewhere = by.may(StaffPermission::ViewCustomers)?;
    let mut conn = app.store.read().await?;
    let id = of_number(&mut conn, by, number).await?.id;
    portal_switch::of_staff(&mut conn, by, id, StaffPermission::ViewCustomers).await?;
    Ok((conn, id))
}

/// What a new row of `kind` holds before anything is typed.
pub(super) fn empty(kind: Kind, customer: CustomerId) -> Vec<Value> {
    let mut values = kind.defaults();
    if let Some(place) = kind.place("customer").and_then(|at| values.get_mut(at)) {
        *place = Value::Id(customer.0);
    }
    values
}

/// Puts what was typed over `values`.
///
/// # Errors
/// Every field that cannot be taken.
pub(super) fn put_over(kind: Kind, typed: &[Typed<'_>], values: &mut [Value]) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::new();
    for (name, typed) in typed {
        let field = kind.fields().iter().find(|f| f.name == *name);
        let place = kind.place(name).and_then(|at| values.get_mut(at));
        let (Some(typed), Some(field), Some(place)) = (typed, field, place) else { continue };
        match read_cell(field, typed, Tz::UTC) {
            Ok(Cell::Value(value)) => *place = value,
            Ok(_) => {}
            Err(why) => errors.add(name, code(name, typed), why),
        }
    }
    errors.into_result()
}

/// The code under which catalogues have the sentence.
fn code(name: &str, typed: &str) -> &'static str {
    match name {
        "name" | "last_name" if text::line(typed).is_empty() => "name-missing",
        "email" => "email-invalid",
        "country" => "country",
        _ => "too-long",
    }
}

/// Writes a new row.
pub(super) async fn insert(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    kind: Kind,
    (id, number): (Uuid, &str),
    values: Vec<Value>,
) -> Result<(), Error> {
    let write = Write { id, version: 0, derived: derived(kind, number, &values), number: number.to_owned(), values };
    if bulk::insert(tx, by.organization, kind.table(), app.now(), &[write]).await? == 1 {
        return Ok(());
    }
    Err(Error::conflict(format!("there is a {} {number} already; nothing was saved, save again", kind.one())))
}

/// A change of a row: what was looked at, what was typed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Change<'a> {
    /// Which of the import's kinds it is.
    pub(super) kind: Kind,
    /// Its number.
    pub(super) number: &'a str,
    /// The version that was looked at.
    pub(super) version: i64,
    /// What was typed.
    pub(super) typed: &'a [Typed<'a>],
    /// What the log has of such rows: made, changed.
    pub(super) events: [Event; 2],
}

/// Writes a change over the version that was looked at. Before and after of what differs, for the log; nothing when nothing
/// does.
///
/// # Errors
/// Every field that cannot be taken; a conflict that names who was faster.
pub(super) async fn change(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    customer: CustomerId,
    change: Change<'_>,
) -> Result<Option<Json>, Error> {
    let Change { kind, number, version, typed, events } = change;
    let found = bulk::by_number(tx, by.organization, kind.table(), &[number]).await?;
    let Some((_, Stored { id, mut values, .. })) = found.into_iter().next() else {
        return Err(Error::not_found(format!("{} {}", kind.one(), text::line(number))));
    };
    let old = values.clone();
    put_over(kind, typed, &mut values)?;
    let Some(data) = differences(kind, &old, &values) else { return Ok(None) };
    let write = Write { id, version, number: number.to_owned(), derived: derived(kind, number, &values), values };
    if bulk::update(tx, by.organization, kind.table(), app.now(), &[write]).await? == 1 {
        return Ok(Some(data));
    }
    let who = last_about_thing(tx, by.organization, customer, number, events).await?;
    Err(Error::overtaken(who, |who| {
        format!(
            "{} {number} was changed by {who} meanwhile; nothing was saved, look at the new state and save again",
            kind.one()
        )
    }))
}

/// Before and after of what differs, by the names of the columns; nothing when nothing does.
fn differences(kind: Kind, old: &[Value], new: &[Value]) -> Option<Json> {
    let (mut was, mut is) = (Map::new(), Map::new());
    for (field, (old, new)) in kind.fields().iter().zip(old.iter().zip(new)) {
        if old != new {
            was.insert(field.name.to_owned(), json!(old.text()));
            is.insert(field.name.to_owned(), json!(new.text()));
        }
    }
    if is.is_empty() { None } else { Some(json!({ "before": was, "after": is })) }
}
