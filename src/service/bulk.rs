//! In bulk (R75): many people or customers are chosen, one thing is done to all of them in one transaction, each with
//! its own record in the log.
//!
//! It happens wholly or not at all. When it does not, every person for whom it cannot be done is named with the
//! reason, not just the first. Changes of permission, role and scope go through `access::preview` and `access::apply`,
//! which take many as well as one; [`changes`] makes them.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::domain::access::Scope;
use crate::domain::email::Email;
use crate::domain::field::FieldErrors;
use crate::domain::permission::{Exception, Permission, Role};
use crate::domain::staff::{StaffPermission, Territory};
use crate::domain::state::{AccessState, UserState};
use crate::domain::{CustomerId, CustomerUserId, InvitationId};
use crate::store::selection::{self, Filter};
use crate::store::users::{self, Which};
use crate::store::{Conn, Tx, organizations, standing};
use crate::text;

use super::access::{self, Change, Farewell, Granted, UserRow};
use super::{Actor, App, Error, invitations};

/// So many people are taken at once; more would keep everybody else waiting.
pub const MOST: usize = 5_000;

/// Which customer users are meant. What is empty or `None` does not matter; what is given must all be so. At least one
/// of them must be given.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Selection {
    /// Users of these customers.
    pub customers: Vec<CustomerId>,
    /// Users of the customers with these numbers.
    pub numbers: Vec<String>,
    /// Users with these user names.
    pub emails: Vec<String>,
    /// Users with this role.
    pub role: Option<Role>,
    /// Users in this state; `None`: whoever has not been revoked.
    pub state: Option<UserState>,
    /// Users of customers in the area of this name.
    pub area: Option<String>,
    /// Users of customers that stand so to the portal (R5).
    pub access: Option<AccessState>,
}

/// The customer users that are meant, by customer and name. Whoever is bound to areas chooses among the people there
/// (R10). Every number and address that is nobody's is named.
pub async fn select(app: &App, by: &Actor, wanted: &Selection) -> Result<Vec<UserRow>, Error> {
    by.may(StaffPermission::ViewCustomers)?.anywhere();
    if *wanted == Selection::default() {
        let message = "say whom: customers, addresses, a role, a state, an area or an access state";
        return Err(FieldErrors::one("selection", "selection-empty", message).into());
    }
    let mut conn = app.store.read().await?;
    let territory = by.rights().map_or(Territory::Everywhere, |rights| rights.territory.clone());
    let mut errors = FieldErrors::new();
    let keys = keys(wanted, &mut errors);
    let chosen = customers(&mut conn, by, wanted, &mut errors).await?;
    let area = match &wanted.area {
        Some(name) => area(&mut conn, by, name, &mut errors).await?,
        None => None,
    };
    let filter = Filter { customers: &chosen, email_keys: &keys, ..Filter::default() };
    if !keys.is_empty() && errors == FieldErrors::new() {
        let found = selection::users(&mut conn, by.organization, &territory, &filter, (app.now(), MOST + 1)).await?;
        let found: BTreeSet<String> = found.into_iter().map(|(_, key)| key).collect();
        for unknown in keys.iter().filter(|key| !found.contains(*key)) {
            errors.add("emails", "email-unknown", format!("{} is nobody's user name there", text::line(unknown)));
        }
    }
    errors.into_result()?;
    let filter = Filter { role: wanted.role, state: wanted.state, area, access: wanted.access, ..filter };
    let found = selection::users(&mut conn, by.organization, &territory, &filter, (app.now(), MOST + 1)).await?;
    if found.len() > MOST {
        return Err(too_many());
    }
    drop(conn);
    let ids: Vec<CustomerUserId> = found.into_iter().map(|(id, _)| id).collect();
    access::many(app, by, &ids, StaffPermission::ViewCustomers).await
}

fn too_many() -> Error {
    let message = format!("more than {MOST} people are meant; do it in several steps");
    FieldErrors::one("selection", "selection-large", message).into()
}

fn keys(wanted: &Selection, errors: &mut FieldErrors) -> Vec<String> {
    let parsed = wanted.emails.iter().filter_map(|typed| errors.take(Email::parse("emails", typed)));
    parsed.map(|email| email.key().to_owned()).collect::<BTreeSet<_>>().into_iter().collect()
}

async fn customers(
    conn: &mut Conn,
    by: &Actor,
    wanted: &Selection,
    errors: &mut FieldErrors,
) -> Result<Vec<CustomerId>, Error> {
    let numbers: BTreeSet<&str> = wanted.numbers.iter().map(|n| n.trim()).collect();
    let numbers: Vec<&str> = numbers.into_iter().collect();
    if numbers.len() + wanted.customers.len() + wanted.emails.len() > MOST {
        return Err(too_many());
    }
    let mut found = selection::customers(conn, by.organization, &numbers).await?;
    for number in numbers.iter().filter(|n| !found.iter().any(|c| c.number == **n)) {
        errors.add("customers", "customer-unknown", format!("there is no customer {}", text::line(number)));
    }
    let ids: Vec<CustomerId> = wanted.customers.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
    let by_id = selection::customers_by_id(conn, by.organization, &ids).await?;
    if by_id.len() < ids.len() {
        errors.add("customers", "customer-unknown", "a chosen customer is not there (any more)");
    }
    found.extend(by_id);
    for customer in &found {
        by.may(StaffPermission::ViewCustomers)?.in_area(customer.area_id)?;
    }
    Ok(found.into_iter().map(|c| c.id).collect::<BTreeSet<_>>().into_iter().collect())
}

async fn area(
    conn: &mut Conn,
    by: &Actor,
    name: &str,
    errors: &mut FieldErrors,
) -> Result<Option<crate::domain::AreaId>, Error> {
    let areas = organizations::areas(conn, by.organization).await?;
    let found = areas.iter().find(|(_, known)| text::name_key(known) == text::name_key(name)).map(|(id, _)| *id);
    if found.is_none() {
        let known = areas.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ");
        errors.add(
            "area",
            "area-unknown",
            format!("\"{}\" is no area; there are: {}", text::line(name), text::line(&known)),
        );
    }
    Ok(found)
}

/// What is to become of all of them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Becomes {
    /// A permission is *allowed*, *denied* or (`None`) *as the role says*.
    Permission(Permission, Option<Exception>),
    /// The role.
    Role(Role),
    /// The scope. Chosen facilities are one customer's, so this fits people of one customer unless it names none.
    Scope(Scope),
}

/// The changes that make it so, for `access::preview` and `access::apply`. Whoever is so already is left out.
pub fn changes(users: &[UserRow], becomes: &Becomes) -> Vec<Change> {
    let one = |user: &UserRow| {
        let mut change = Change::of(user);
        match becomes {
            Becomes::Permission(permission, exception) => {
                change.permissions.insert(*permission, *exception);
            }
            Becomes::Role(role) => change.role = Some(*role),
            Becomes::Scope(scope) => change.scope = Some(scope.clone()),
        }
        (change.on(user) != *user).then_some(change)
    };
    users.iter().filter_map(one).collect()
}

/// One of many for whom something was done.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Done {
    /// The customer user.
    pub user: CustomerUserId,
    /// The customer's number.
    pub customer_number: String,
    /// The person's name.
    pub name: String,
    /// The user name.
    pub email: String,
    /// The state before.
    pub before: UserState,
    /// The state now.
    pub after: UserState,
}

impl Done {
    fn of(user: &UserRow, after: UserState) -> Self {
        Self {
            user: user.id,
            customer_number: user.customer_number.clone(),
            name: user.name(),
            email: user.email.clone(),
            before: user.state,
            after,
        }
    }
}

/// The pending invitations of these people, for [`resend`]; whoever has none is left out.
pub async fn invitations(app: &App, by: &Actor, users: &[CustomerUserId]) -> Result<Vec<InvitationId>, Error> {
    access::many(app, by, users, StaffPermission::ViewCustomers).await?;
    Ok(selection::invitations(&mut app.store.read().await?, by.organization, users).await?)
}

/// Sends invitations again: each gets a new link, the old ones die, expired ones are revived (R7).
pub async fn resend(app: &App, by: &Actor, ids: &[InvitationId]) -> Result<Vec<Granted>, Error> {
    let ids = distinct(ids)?;
    let (mut tx, mut sent, mut refused) = (app.store.begin().await?, Vec::new(), Refused::default());
    for id in ids {
        match invitations::resend_in(app, &mut tx, by, id, None).await {
            Ok(granted) => sent.push(granted),
            Err(e) => refused.note(String::new(), e)?,
        }
    }
    refused.into_result()?;
    tx.commit().await?;
    Ok(sent)
}

/// Ends the access of all of them (R15); each is told as `farewell` says. A letter to another address is for one
/// person and cannot be meant here.
pub async fn revoke(app: &App, by: &Actor, ids: &[CustomerUserId], farewell: &Farewell) -> Result<Vec<Done>, Error> {
    if matches!(farewell, Farewell::Letter(Some(_))) {
        let message = "letters to many people go to their own addresses";
        return Err(FieldErrors::one("send_to", "send-to-many", message).into());
    }
    let ids = distinct(ids)?;
    let (mut tx, mut done, mut refused) = (app.store.begin().await?, Vec::new(), Refused::default());
    for id in ids {
        match access::revoke_in(app, &mut tx, by, id, farewell).await {
            Ok(user) => done.push(Done::of(&user, UserState::Revoked)),
            Err(e) => refused.note(title(&mut tx, by, id).await?, e)?,
        }
    }
    refused.into_result()?;
    tx.commit().await?;
    Ok(done)
}

/// Suspends all of them (R15).
pub async fn suspend(app: &App, by: &Actor, ids: &[CustomerUserId]) -> Result<Vec<Done>, Error> {
    let ids = distinct(ids)?;
    let (mut tx, mut done, mut refused) = (app.store.begin().await?, Vec::new(), Refused::default());
    for id in ids {
        match access::suspend_in(app, &mut tx, by, id).await {
            Ok(user) => done.push(Done::of(&user, UserState::Suspended)),
            Err(e) => refused.note(title(&mut tx, by, id).await?, e)?,
        }
    }
    refused.into_result()?;
    tx.commit().await?;
    Ok(done)
}

/// Lifts the suspension of all of them (R15).
pub async fn lift(app: &App, by: &Actor, ids: &[CustomerUserId]) -> Result<Vec<Done>, Error> {
    let ids = distinct(ids)?;
    let (mut tx, mut done, mut refused) = (app.store.begin().await?, Vec::new(), Refused::default());
    for id in ids {
        match access::lift_in(app, &mut tx, by, id).await {
            Ok(user) => done.push(Done::of(&user, UserState::Active)),
            Err(e) => refused.note(title(&mut tx, by, id).await?, e)?,
        }
    }
    refused.into_result()?;
    tx.commit().await?;
    Ok(done)
}

/// Each once, in the order given.
fn distinct<T: Copy + Ord>(ids: &[T]) -> Result<Vec<T>, Error> {
    let mut seen = BTreeSet::new();
    let ids: Vec<T> = ids.iter().copied().filter(|id| seen.insert(*id)).collect();
    if ids.len() > MOST { Err(too_many()) } else { Ok(ids) }
}

/// Whom a refusal is about. Whoever may not look there is told no name.
async fn title(tx: &mut Tx, by: &Actor, id: CustomerUserId) -> Result<String, Error> {
    let Some(user) = users::list(tx, by.organization, Which::One(id)).await?.pop() else { return Ok(String::new()) };
    let customer = standing::get(tx, by.organization, user.customer_id).await?;
    let visible = by.may(StaffPermission::ViewCustomers).and_then(|p| p.in_area(customer.and_then(|c| c.area_id)));
    Ok(if visible.is_ok() { format!("{} at {}", user.title(), user.customer_number) } else { String::new() })
}

/// Everybody for whom it cannot be done, so that all are named at once.
#[derive(Default)]
struct Refused {
    denied: Vec<(String, Error)>,
    others: Vec<(String, Error)>,
}

impl Refused {
    /// Notes a refusal; what is no refusal (the database failed) ends everything at once.
    fn note(&mut self, whom: String, error: Error) -> Result<(), Error> {
        match error {
            Error::Denied { .. } => self.denied.push((whom, error)),
            Error::Conflict { .. } | Error::NotFound { .. } | Error::Invalid(_) => self.others.push((whom, error)),
            other => return Err(other),
        }
        Ok(())
    }

    /// One refusal is told as it is. Several become one: denied when nothing but permissions is missing, else a conflict.
    fn into_result(mut self) -> Result<(), Error> {
        match (self.denied.len(), self.others.len()) {
            (0, 0) => return Ok(()),
            (1, 0) => return Err(self.denied.remove(0).1),
            (0, 1) => return Err(self.others.remove(0).1),
            _ => {}
        }
        let only_denied = self.others.is_empty();
        let all: Vec<_> = self.denied.iter().chain(&self.others).collect();
        let sentence = |(whom, error): &&(String, Error)| match whom.as_str() {
            "" => error.to_string(),
            whom => format!("{whom}: {error}"),
        };
        let told = all.iter().take(50).map(sentence).collect::<Vec<_>>().join("; ");
        let more = if all.len() > 50 { format!("; and {} more", all.len() - 50) } else { String::new() };
        if only_denied && let Some((_, Error::Denied { needs, .. })) = self.denied.first() {
            return Err(Error::Denied { needs: needs.clone(), because: format!("; nothing was done: {told}{more}") });
        }
        Err(Error::conflict(format!("nothing was done, because of {} people: {told}{more}", all.len())))
    }
}
