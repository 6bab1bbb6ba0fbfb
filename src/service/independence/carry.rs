//! Carrying out independence (R19): a new organization with copies of what the customer has, in one transaction.
//!
//! The copies are read and written in batches, so that ten thousand objects take some dozens of statements. Documents are
//! copied as rows: both organizations name the same file, which lives as long as one of them does. A thing belongs to a
//! customer, so the new organization begins with one, its own company; what is made for it later is what it looks after
//! itself.

use std::collections::HashMap;

use serde_json::json;
use uuid::Uuid;

use crate::domain::activity::Event;
use crate::domain::email::Email;
use crate::domain::field::FieldErrors;
use crate::domain::letter::Letter;
use crate::domain::permission::Role;
use crate::domain::staff::{StaffPermission, StaffRole};
use crate::domain::state::{AccessState, RequestState};
use crate::domain::{CustomerId, IndependenceRequestId, OrganizationId, StaffId};
use crate::service::activity::{About, record};
use crate::service::{Actor, App, Error, Who, portal_switch};
use crate::store::bulk::{self, CUSTOMER, DOCUMENT, FACILITY, MODEL, SERVICE_OBJECT, Table, Type, Value, Write};
use crate::store::independence::{self as store, Decider, Decision, RequestRow};
use crate::store::organizations::{self, Organization};
use crate::store::staff::{self, StaffRow};
use crate::store::{Tx, standing};
use crate::text;

use super::{Approved, Copied, about, decided, tell_decider, to_decide};

/// Approves a request and carries it out, wholly or not at all. The new organization is called `name`, or as the customer
/// is. The customer's active administrators become administrators there and its moderators dispatchers, each with the
/// password they have; the customer stays as `independent`, and its users look and change nothing from then on.
pub async fn approve(app: &App, by: &Actor, id: IndependenceRequestId, name: Option<&str>) -> Result<Approved, Error> {
    let mut tx = app.store.begin().await?;
    let row = to_decide(&mut tx, by, id).await?;
    let customer = portal_switch::of_staff(&mut tx, by, row.customer_id, StaffPermission::ManageSettings).await?;
    if customer.access_state == AccessState::Independent {
        return Err(Error::conflict(format!("{} is an organization of its own already", customer.title())));
    }
    let people = store::deciders(&mut tx, by.organization, customer.id, app.now()).await?;
    let first = people.iter().find(|p| p.role == Role::Administrator && p.password_hash.is_some());
    let first = first.ok_or_else(|| {
        Error::conflict(format!(
            "{} has no active administrator, so nobody could administer the new organization; make one first",
            customer.title()
        ))
    })?;
    let organization = found(app, &mut tx, by, &row, name, first).await?;
    let decision = Decision {
        state: RequestState::Approved,
        by: by.name(),
        answer: None,
        made: Some(organization.id),
        at: app.now(),
    };
    if !store::decide(&mut tx, by.organization, id, decision).await? {
        return Err(decided(&mut tx, by, id).await?);
    }
    let copied = copy(app, &mut tx, by.organization, customer.id, organization.id).await?;
    let (there, house) = settle(app, &mut tx, by, &organization, &people, copied).await?;
    standing::set_independent(&mut tx, by.organization, customer.id).await?;
    let data = json!({ "organization": organization.name, "organization_id": organization.id, "copied": copied,
                       "before": customer.access_state, "after": AccessState::Independent });
    record(app, &mut tx, by, Event::IndependenceApproved, about(&row), data).await?;
    for person in &there {
        let letter = Letter::IndependenceApproved {
            name: person.name(),
            customer: row.customer_name.clone(),
            made: organization.name.clone(),
            email: person.email.clone(),
        };
        tell_decider(app, &mut tx, by, &row, person, &letter).await?;
    }
    tx.commit().await?;
    Ok(Approved { organization: organization.id, name: organization.name, copied, staff: house })
}

/// Makes the organization: the module is off (R1), the rest as where the customer came from.
async fn found(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    row: &RequestRow,
    name: Option<&str>,
    first: &Decider,
) -> Result<Organization, Error> {
    let name = text::line(name.unwrap_or(&row.customer_name));
    if name.is_empty() || name.chars().count() > 120 {
        let message = "the organization's name must have 1 to 120 characters";
        return Err(FieldErrors::one("name", "organization-name", message).into());
    }
    let from = organizations::get(tx, by.organization).await?;
    let from = from.ok_or_else(|| Error::not_found("such organization"))?;
    // The logo is the old organization's own.
    let reply_to = Some(first.email.clone());
    let made = Organization { id: app.id(), name, module_on: false, logo_key: None, reply_to, ..from };
    if organizations::insert(tx, &made, &app.random.bytes(), app.now()).await? {
        return Ok(made);
    }
    let message = format!("there is an organization named {} already; give another name", made.name);
    Err(FieldErrors::one("name", "name-taken", message).into())
}

/// The staff of the new organization, and how its log begins. Gives those who became staff, with their addresses.
async fn settle(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    organization: &Organization,
    people: &[Decider],
    copied: Copied,
) -> Result<(Vec<Decider>, Vec<String>), Error> {
    let itself = Actor {
        organization: organization.id,
        organization_name: organization.name.clone(),
        who: Who::System,
        origin: by.origin.clone(),
        house: super::super::actor::House::default(),
    };
    let about = About { subject: organization.name.clone(), ..About::default() };
    let data = json!({ "time_zone": organization.time_zone, "from": by.organization_name, "copied": copied });
    record(app, tx, &itself, Event::OrganizationCreated, about, data).await?;
    let mut there = Vec::new();
    for person in people.iter().filter(|p| p.password_hash.is_some()) {
        let row = StaffRow {
            id: app.id::<StaffId>(),
            organization_id: organization.id,
            email: person.email.clone(),
            name: person.name(),
            role: if person.role == Role::Administrator { StaffRole::Administrator } else { StaffRole::Dispatcher },
            password_hash: person.password_hash.clone(),
            active: true,
            temporary_until: person.temporary_until,
            mobile: String::new(),
            own_language: person.language.to_string(),
            time_zone: String::new(),
            version: 1,
        };
        staff::insert(tx, &row, Email::parse("email", &person.email)?.key(), app.now()).await?;
        let about = About { staff: Some(row.id), subject: row.title(), ..About::default() };
        record(app, tx, &itself, Event::StaffCreated, about, json!({ "role": row.role })).await?;
        there.push(person.clone());
    }
    let addresses = there.iter().map(|p| p.email.clone()).collect();
    Ok((there, addresses))
}

/// New identifiers for old ones, by the column that names them.
type Renamed = HashMap<&'static str, HashMap<Uuid, Uuid>>;

/// Copies the customer as the new organization's own company, and what it has.
async fn copy(
    app: &App,
    tx: &mut Tx,
    from: OrganizationId,
    customer: CustomerId,
    to: OrganizationId,
) -> Result<Copied, Error> {
    let mut renamed = Renamed::new();
    let mut copied = [0; 5];
    // In the order in which they name each other.
    let tables: [(&Table, &'static str); 5] = [
        (&CUSTOMER, "customer_id"),
        (&FACILITY, "facility_id"),
        (&MODEL, "model_id"),
        (&SERVICE_OBJECT, "object_id"),
        (&DOCUMENT, "document_id"),
    ];
    for ((table, named), count) in tables.into_iter().zip(&mut copied) {
        let mut rows = bulk::of_customer(tx, from, table, customer).await?;
        let ids = rows.iter_mut().map(|row| rename(app, table, row, &renamed)).collect();
        renamed.insert(named, ids);
        for batch in rows.chunks(bulk::BATCH) {
            if bulk::insert(tx, to, table, app.now(), batch).await? != batch.len() as u64 {
                return Err(Error::conflict(
                    "what was to be copied has changed meanwhile; nothing was done, try again",
                ));
            }
            *count += batch.len() as u64;
        }
    }
    let [_, facilities, models, objects, documents] = copied;
    Ok(Copied { facilities, models, objects, documents })
}

/// Gives a row a new identifier and leads its references to the copies. What is not copied (orders, areas) is not named,
/// and neither is who the old organization sent or charged with it.
fn rename(app: &App, table: &Table, row: &mut Write, renamed: &Renamed) -> (Uuid, Uuid) {
    for (column, value) in table.columns.iter().zip(&mut row.values) {
        match (column.name, column.of) {
            (name, Type::Id) => {
                let copy = value.id().and_then(|old| renamed.get(name)?.get(&old).copied());
                *value = copy.map_or(Value::Null, Value::Id);
            }
            ("technician", _) => *value = Value::Text(String::new()),
            ("managed", _) => *value = Value::Bool(false),
            _ => {}
        }
    }
    let old = std::mem::replace(&mut row.id, app.id());
    (old, row.id)
}
