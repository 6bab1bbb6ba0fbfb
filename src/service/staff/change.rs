//! Changing a staff account: name, role, single permissions, areas, own customers, on and off.

use std::collections::{BTreeMap, BTreeSet};

use chrono_tz::Tz;
use serde_json::{Map, Value, json};

use crate::domain::activity::Event;
use crate::domain::field::FieldErrors;
use crate::domain::permission::Exception;
use crate::domain::phone;
use crate::domain::staff::{Beyond, StaffPermission, StaffRole, Territory};
use crate::domain::state::Language;
use crate::domain::{AreaId, CustomerId, StaffId};
use crate::service::activity::record;
use crate::service::{Actor, App, Error};
use crate::store::activity::last_about_staff;
use crate::store::staff::{self, Account};
use crate::store::{Tx, organizations, staff_sessions};
use crate::text;

use super::{Member, about, complete, denied, known_places, managed, name};

/// What is to become of one account. What is `None` stays as it is; sets are given whole.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MemberChange {
    /// Whose.
    pub staff: StaffId,
    /// The version that the change was made on.
    pub version: i64,
    /// The new name.
    pub name: Option<String>,
    /// The new role. Ends the person's remembered sign-ins.
    pub role: Option<StaffRole>,
    /// On or off. Off ends the person's remembered sign-ins.
    pub active: Option<bool>,
    /// The single permissions beyond the role, all of them: what is not named is as the role says.
    pub exceptions: Option<BTreeMap<StaffPermission, Exception>>,
    /// The areas assigned, all of them.
    pub areas: Option<Vec<AreaId>>,
    /// The customers that the person looks after, all of them.
    pub customers: Option<Vec<CustomerId>>,
    /// The mobile number, as people type it with its country's code; empty for none.
    pub mobile: Option<String>,
    /// The language in which the person is written to; none inside: the organization's.
    pub language: Option<Option<Language>>,
    /// The person's IANA time zone; empty: the organization's.
    pub time_zone: Option<String>,
}

impl MemberChange {
    /// No change yet.
    pub const fn of(member: &Member) -> Self {
        Self {
            staff: member.id,
            version: member.version,
            name: None,
            role: None,
            active: None,
            exceptions: None,
            areas: None,
            customers: None,
            mobile: None,
            language: None,
            time_zone: None,
        }
    }
}

/// Changes an account: all that is asked, or nothing.
///
/// # Errors
/// Denied when it goes beyond the own rights (R9); a conflict when somebody else changed the account meanwhile, or when no
/// administrator would be left.
pub async fn change(app: &App, by: &Actor, change: &MemberChange) -> Result<Member, Error> {
    let mut tx = app.store.begin().await?;
    // One change of staff at a time: two administrators must not take the last one's place from each other.
    organizations::lock(&mut tx, by.organization).await?;
    let before = managed(&mut tx, by, change.staff).await?;
    let mut errors = FieldErrors::new();
    let after = wanted(&mut tx, by, change, &before, &mut errors).await?;
    errors.into_result()?;
    within_own_rights(by, &before, &after)?;
    keep_an_administrator(app, &mut tx, &before, &after).await?;
    if before.row.version != change.version || !staff::update(&mut tx, &after.row).await? {
        let who = last_about_staff(&mut tx, by.organization, change.staff).await?;
        return Err(Error::overtaken(who, |who| {
            format!(
                "the account of {} was changed by {who} meanwhile; nothing was saved, look at it and save again",
                before.row.name
            )
        }));
    }
    write(app, &mut tx, by, &before, &after).await?;
    if let Some(customers) = &change.customers {
        write_customers(app, &mut tx, by, &before, customers).await?;
    }
    let mut member = vec![Member::of(managed_after(&mut tx, by, change.staff).await?)];
    complete(&mut tx, by, &mut member).await?;
    tx.commit().await?;
    member.pop().ok_or_else(|| Error::not_found("such staff account"))
}

async fn managed_after(tx: &mut Tx, by: &Actor, id: StaffId) -> Result<Account, Error> {
    let account = staff::accounts(tx, by.organization, staff::Who::One(id)).await?.pop();
    account.ok_or_else(|| Error::not_found("such staff account"))
}

/// The account as it would be.
async fn wanted(
    tx: &mut Tx,
    by: &Actor,
    change: &MemberChange,
    before: &Account,
    errors: &mut FieldErrors,
) -> Result<Account, Error> {
    let mut after = before.clone();
    if let Some(typed) = &change.name {
        after.row.name = name(typed, errors);
    }
    if let Some(typed) = &change.mobile {
        after.row.mobile = errors.take(phone::normalised("mobile", typed, "")).unwrap_or_default();
    }
    if let Some(language) = change.language {
        after.row.own_language = language.map(|l| l.to_string()).unwrap_or_default();
    }
    if let Some(typed) = &change.time_zone {
        after.row.time_zone = zone(typed, errors);
    }
    after.row.role = change.role.unwrap_or(before.row.role);
    after.row.active = change.active.unwrap_or(before.row.active);
    after.row.version = change.version;
    if let Some(exceptions) = &change.exceptions {
        after.exceptions.clone_from(exceptions);
    }
    let areas = change.areas.as_deref().unwrap_or_default();
    let customers = change.customers.as_deref().unwrap_or_default();
    known_places(tx, by, areas, customers, errors).await?;
    if let Some(areas) = &change.areas {
        let chosen: BTreeSet<_> = areas.iter().collect();
        after.areas = organizations::areas(tx, by.organization).await?;
        after.areas.retain(|(id, _)| chosen.contains(id));
    }
    Ok(after)
}

/// A time zone by its name; empty for the organization's.
fn zone(typed: &str, errors: &mut FieldErrors) -> String {
    let typed = text::line(typed);
    if !typed.is_empty() && typed.parse::<Tz>().is_err() {
        errors.add("time_zone", "time-zone", "is no time zone; write it like Europe/Vienna");
    }
    typed
}

/// How the person is written to, for the log.
fn reached(of: &Account) -> String {
    let or = |text: &str, none: &str| if text.is_empty() { none.to_owned() } else { text.to_owned() };
    let row = &of.row;
    format!(
        "{}, {}, {}",
        or(&row.mobile, "no mobile number"),
        or(&row.own_language, "the organization's language"),
        or(&row.time_zone, "the organization's time zone")
    )
}

fn within_own_rights(by: &Actor, before: &Account, after: &Account) -> Result<(), Error> {
    let Some(own) = by.rights() else { return Ok(()) };
    let what = format!("to give it to {}", before.row.name);
    own.may_give(Some(&before.rights()), &after.rights()).map_err(|beyond| denied(by, &beyond, &what))?;
    // Areas count from the moment the role is bound to them, so that they are given now.
    let had: BTreeSet<_> = before.areas.iter().map(|a| a.0).collect();
    let gained: BTreeSet<_> = after.areas.iter().map(|a| a.0).filter(|a| !had.contains(a)).collect();
    // A permission that an administrator's role outweighs today counts when the role changes.
    let latent =
        after.exceptions.iter().filter(|(p, e)| **e == Exception::Allowed && before.exceptions.get(p) != Some(e));
    let beyond: Vec<_> = latent.map(|(p, _)| *p).filter(|p| !own.may(*p)).collect();
    if !beyond.is_empty() {
        return Err(denied(by, &Beyond::Permissions(beyond), &what));
    }
    if own.territory.covers(&Territory::Areas(gained)) { Ok(()) } else { Err(denied(by, &Beyond::Territory, &what)) }
}

async fn keep_an_administrator(app: &App, tx: &mut Tx, before: &Account, after: &Account) -> Result<(), Error> {
    let is = |a: &Account| a.row.active && a.row.role == StaffRole::Administrator;
    if is(before)
        && !is(after)
        && staff::other_administrators(tx, before.row.organization_id, before.row.id, app.now()).await? == 0
    {
        return Err(Error::conflict(format!(
            "{} is the last administrator who can sign in; make somebody else administrator first",
            before.row.name
        )));
    }
    Ok(())
}

async fn write(app: &App, tx: &mut Tx, by: &Actor, before: &Account, after: &Account) -> Result<(), Error> {
    let (org, id) = (by.organization, before.row.id);
    if before.row.name != after.row.name {
        let data = json!({ "before": before.row.name, "after": after.row.name });
        record(app, tx, by, Event::StaffRenamed, about(before), data).await?;
    }
    if reached(before) != reached(after) {
        let data = json!({ "before": reached(before), "after": reached(after) });
        record(app, tx, by, Event::StaffReachedChanged, about(before), data).await?;
    }
    if before.row.role != after.row.role {
        let data = json!({ "before": before.row.role, "after": after.row.role });
        record(app, tx, by, Event::StaffRoleChanged, about(before), data).await?;
    }
    let (mut was, mut is) = (Map::new(), Map::new());
    for permission in StaffPermission::ALL {
        let (old, new) = (before.exceptions.get(permission), after.exceptions.get(permission));
        if old == new {
            continue;
        }
        match new {
            Some(e) => staff::set_permission(tx, org, id, *permission, *e == Exception::Allowed).await?,
            None => staff::leave_permission(tx, org, id, *permission).await?,
        }
        was.insert(permission.to_string(), word(old.copied()));
        is.insert(permission.to_string(), word(new.copied()));
    }
    if !is.is_empty() {
        record(app, tx, by, Event::StaffPermissionsChanged, about(before), json!({ "before": was, "after": is }))
            .await?;
    }
    if before.areas != after.areas {
        let ids: Vec<_> = after.areas.iter().map(|a| a.0).collect();
        staff::set_areas(tx, org, id, &ids).await?;
        let data = json!({ "before": names(&before.areas), "after": names(&after.areas) });
        record(app, tx, by, Event::StaffAreasChanged, about(before), data).await?;
    }
    if before.row.active != after.row.active {
        record(app, tx, by, Event::StaffSwitched, about(before), json!({ "on": after.row.active })).await?;
    }
    if before.row.role != after.row.role || !after.row.active {
        staff_sessions::end_of_staff(tx, org, id).await?;
    }
    Ok(())
}

async fn write_customers(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    account: &Account,
    wanted: &[CustomerId],
) -> Result<(), Error> {
    let own = async |tx: &mut Tx| staff::customers(tx, by.organization, Some(account.row.id)).await;
    let before: Vec<_> = own(tx).await?.into_iter().map(|(_, id, title)| (id, title)).collect();
    staff::set_customers(tx, by.organization, account.row.id, wanted).await?;
    let after: Vec<_> = own(tx).await?.into_iter().map(|(_, id, title)| (id, title)).collect();
    if before != after {
        let data = json!({ "before": names(&before), "after": names(&after) });
        record(app, tx, by, Event::StaffCustomersChanged, about(account), data).await?;
    }
    Ok(())
}

fn names<T>(of: &[(T, String)]) -> String {
    let names: Vec<_> = of.iter().map(|(_, name)| name.as_str()).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

fn word(exception: Option<Exception>) -> Value {
    match exception {
        None => "role".into(),
        Some(Exception::Allowed) => "allowed".into(),
        Some(Exception::Denied) => "denied".into(),
    }
}
