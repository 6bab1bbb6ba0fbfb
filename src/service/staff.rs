//! Staff accounts (R9–R11): made, changed, switched off, given a new password; the areas they are assigned to.
//!
//! Whoever manages accounts reaches at least as far as the account does, and gives nothing beyond the own rights; the rules
//! are `domain::staff`'s. An organization always keeps an administrator who can sign in.

mod change;
mod make;
mod sessions;

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

use crate::domain::email::Email;
use crate::domain::field::FieldErrors;
use crate::domain::permission::Exception;
use crate::domain::staff::{Beyond, StaffPermission, StaffRights, StaffRole, Territory};
use crate::domain::state::Language;
use crate::domain::{AreaId, CustomerId, StaffId};
use crate::store::staff::{self, Account, Who as Which};
use crate::store::{Conn, Tx, customers, organizations, staff_sessions};
use crate::text;

use super::activity::About;
use super::{Actor, App, Error};

pub use crate::store::staff_sessions::StaffSessionRow;
pub use change::{MemberChange, change};
pub use make::{Created, NewMember, create, create_with, new_password, new_password_with};
pub use sessions::{end_all_sessions, end_session, sessions};

/// How long a temporary password can be replaced by the person's own (R17).
pub const TEMPORARY_VALID: TimeDelta = TimeDelta::hours(72);

/// A staff person as lists show them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Member {
    /// Which.
    pub id: StaffId,
    /// The address to sign in with.
    pub email: String,
    /// The name.
    pub name: String,
    /// The role.
    pub role: StaffRole,
    /// Whether the person may sign in.
    pub active: bool,
    /// Single permissions beyond the role.
    pub exceptions: BTreeMap<StaffPermission, Exception>,
    /// The areas assigned, by name.
    pub areas: Vec<(AreaId, String)>,
    /// The customers that the person looks after, by number and name.
    pub customers: Vec<(CustomerId, String)>,
    /// The mobile number, E.164; empty: none.
    pub mobile: String,
    /// The language in which the person is written to; none: the organization's.
    pub language: Option<Language>,
    /// The person's IANA time zone; empty: the organization's.
    pub time_zone: String,
    /// Until when a temporary password waits to be replaced.
    pub temporary_until: Option<DateTime<Utc>>,
    /// When a remembered sign-in was last used, as far as one is left.
    pub last_used_at: Option<DateTime<Utc>>,
    /// To be sent back with a change.
    pub version: i64,
}

impl Member {
    fn of(account: Account) -> Self {
        let Account { row, exceptions, areas } = account;
        Self {
            id: row.id,
            language: row.language(),
            mobile: row.mobile,
            time_zone: row.time_zone,
            email: row.email,
            name: row.name,
            role: row.role,
            active: row.active,
            exceptions,
            areas,
            customers: Vec::new(),
            temporary_until: row.temporary_until,
            last_used_at: None,
            version: row.version,
        }
    }

    /// Role, exceptions and territory.
    pub fn rights(&self) -> StaffRights {
        let areas = self.areas.iter().map(|a| a.0).collect();
        let territory = if self.role.bound_to_areas() { Territory::Areas(areas) } else { Territory::Everywhere };
        StaffRights { role: self.role, exceptions: self.exceptions.clone(), territory }
    }
}

/// Staff accounts by name. Whoever is bound to areas sees those they may manage, and themselves.
pub async fn list(app: &App, by: &Actor) -> Result<Vec<Member>, Error> {
    by.may(StaffPermission::ManageStaff)?.anywhere();
    let mut conn = app.store.read().await?;
    let accounts = staff::accounts(&mut conn, by.organization, Which::All).await?;
    let shown = |a: &Account| Some(a.row.id) == by.staff_id() || by.sees_account(&a.rights());
    let mut members: Vec<Member> = accounts.into_iter().filter(shown).map(Member::of).collect();
    complete(&mut conn, by, &mut members).await?;
    Ok(members)
}

/// The staff person with this address.
pub async fn by_email(app: &App, by: &Actor, email: &str) -> Result<Member, Error> {
    let email = Email::parse("email", email)?;
    let found = list(app, by).await?.into_iter().find(|m| m.email.to_lowercase() == email.as_str().to_lowercase());
    found.ok_or_else(|| Error::not_found(format!("staff account {email}")))
}

/// The areas by name.
pub async fn areas(app: &App, by: &Actor) -> Result<Vec<(AreaId, String)>, Error> {
    let needed = if by.holds(StaffPermission::ManageStaff) {
        StaffPermission::ManageStaff
    } else {
        StaffPermission::ViewCustomers
    };
    by.may(needed)?.anywhere();
    Ok(organizations::areas(&mut app.store.read().await?, by.organization).await?)
}

impl Actor {
    /// Whether an account with these rights lies within this person's territory.
    fn sees_account(&self, rights: &StaffRights) -> bool {
        self.rights().is_none_or(|own| own.territory.covers(&rights.territory))
    }
}

async fn complete(conn: &mut Conn, by: &Actor, members: &mut [Member]) -> Result<(), Error> {
    let only = if let [one] = members { Some(one.id) } else { None };
    let mut customers: BTreeMap<StaffId, Vec<(CustomerId, String)>> = BTreeMap::new();
    for (id, customer, title) in staff::customers(conn, by.organization, only).await? {
        customers.entry(id).or_default().push((customer, title));
    }
    let used: BTreeMap<StaffId, DateTime<Utc>> =
        staff_sessions::last_used(conn, by.organization).await?.into_iter().collect();
    for member in members {
        member.customers = customers.remove(&member.id).unwrap_or_default();
        member.last_used_at = used.get(&member.id).copied();
    }
    Ok(())
}

/// The account, if `by` may manage it: it reaches no further than they do themselves.
async fn managed(conn: &mut Conn, by: &Actor, id: StaffId) -> Result<Account, Error> {
    by.may(StaffPermission::ManageStaff)?.anywhere();
    let account = staff::accounts(conn, by.organization, Which::One(id)).await?.pop();
    let account = account.ok_or_else(|| Error::not_found("such staff account"))?;
    if Some(id) != by.staff_id()
        && let Some(own) = by.rights()
    {
        own.reach(&account.rights())
            .map_err(|beyond| denied(by, &beyond, &format!("to manage {}", account.row.name)))?;
    }
    Ok(account)
}

/// The refusal to go beyond the own rights (R9), with the people who can.
fn denied(by: &Actor, beyond: &Beyond, what: &str) -> Error {
    match beyond {
        Beyond::Permissions(permissions) => {
            let names = permissions.iter().map(|p| p.as_str()).collect::<Vec<_>>().join(", ");
            let who = by.givers(|giver| permissions.iter().all(|p| giver.may(*p)));
            let because = format!(" {what}, and nobody gives rights beyond their own; {who} can do it");
            Error::Denied { needs: names, because }
        }
        Beyond::Territory => {
            let who = by.givers(|giver| giver.territory == Territory::Everywhere);
            let because = format!(" {what} beyond your own areas; {who} can do it");
            Error::Denied { needs: StaffPermission::ManageStaff.to_string(), because }
        }
    }
}

/// The areas and customers with these identifiers, by name; every unknown one is a field error.
async fn known_places(
    tx: &mut Tx,
    by: &Actor,
    areas: &[AreaId],
    customers: &[CustomerId],
    errors: &mut FieldErrors,
) -> Result<(), Error> {
    let known = organizations::areas(tx, by.organization).await?;
    if areas.iter().any(|a| !known.iter().any(|(id, _)| id == a)) {
        errors.add("areas", "area-unknown", "a chosen area is not one of this organization");
    }
    for id in customers {
        if customers::get(tx, by.organization, *id).await?.is_none() {
            errors.add("customers", "customer-unknown", "a chosen customer is not one of this organization");
            break;
        }
    }
    Ok(())
}

/// What a person can be called.
fn name(typed: &str, errors: &mut FieldErrors) -> String {
    let name = text::line(typed);
    if name.is_empty() || name.chars().count() > 120 {
        errors.add("name", "name", "must have 1 to 120 characters");
    }
    name
}

fn about(account: &Account) -> About {
    About { staff: Some(account.row.id), subject: account.row.title(), ..About::default() }
}
