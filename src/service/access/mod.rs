//! Giving and changing access: grant (R6), permissions, role, scope and contact (R8, R9, R12, R13), suspend, lift and
//! revoke (R15), and what a change would do before it is saved (R72).

mod around;
mod change;
mod changed;
mod ended;
mod ending;
mod first_user;
mod forget;
mod grant;
mod life;
mod preview;
mod restore;
mod states;
mod viewer;

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::domain::access::Scope;
use crate::domain::email::Email;
use crate::domain::field::FieldErrors;
use crate::domain::permission::{Exceptions, PermissionSet, Role, RoleTable};
use crate::domain::staff::StaffPermission;
use crate::domain::state::{Language, UserState};
use crate::domain::{ContactId, CustomerId, CustomerUserId, FacilityId, OrganizationId, SignInId};
use crate::store::standing::Standing;
use crate::store::users::{self, Details, User, Which};
use crate::store::{Conn, organizations, places, standing};

pub use change::{Change, apply};
pub(super) use changed::tell_of_role;
pub use ended::settle_ended;
pub use ending::tell_ending;
pub use first_user::first_user_warning;
pub use grant::{Grant, Granted, grant};
pub use life::{delete, end_of_day, set_end};
pub use preview::{Counts, Effect, preview};
pub use states::{Farewell, lift, revoke, suspend};

pub(super) use change::{apply_in, apply_to};
pub(super) use forget::statements;
pub(super) use grant::{Delivery, deliver, grant_at, grant_in, wrong_with};
pub(super) use life::{delete_in, set_end_in};
pub(super) use restore::restore;
pub(super) use states::{lift_in, lift_user, revoke_in, revoke_user, suspend_in, suspend_user};
pub(super) use viewer::{Standpoint, stand, standpoint, viewers};

use super::activity::About;
use super::{Actor, App, Error};

/// A customer user as lists show it: everything about what the person may see and do.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct UserRow {
    /// The customer user.
    pub id: CustomerUserId,
    /// At which customer.
    pub customer: CustomerId,
    /// That customer's number.
    pub customer_number: String,
    /// That customer's name.
    pub customer_name: String,
    /// The person's sign-in.
    pub sign_in: SignInId,
    /// The user name.
    pub email: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The person's language.
    pub language: Language,
    /// The role.
    pub role: Role,
    /// The state as it is now: an end date that has passed makes it `expired`.
    pub state: UserState,
    /// Which facilities (R12).
    pub scope: Scope,
    /// The contact this person is (R13).
    pub contact: Option<ContactId>,
    /// Exceptions to the role.
    pub exceptions: Exceptions,
    /// Role with exceptions.
    pub effective: PermissionSet,
    /// When the access ends (R16).
    pub ends_at: Option<DateTime<Utc>>,
    /// When the person last signed in.
    pub last_sign_in_at: Option<DateTime<Utc>>,
    /// When access was granted.
    pub created_at: DateTime<Utc>,
    /// When the person activated it.
    pub activated_at: Option<DateTime<Utc>>,
    /// To be sent back with a change, so that saving over somebody else's change is noticed.
    pub version: i64,
}

impl UserRow {
    /// First and last name.
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }

    fn of(user: &User, details: &Details, table: &RoleTable, now: DateTime<Utc>) -> Self {
        let exceptions = details.exceptions(user.id);
        let over = user.state == UserState::Active && user.ends_at.is_some_and(|end| end <= now);
        Self {
            id: user.id,
            customer: user.customer_id,
            customer_number: user.customer_number.clone(),
            customer_name: user.customer_name.clone(),
            sign_in: user.sign_in_id,
            email: user.email.clone(),
            first_name: user.first_name.clone(),
            last_name: user.last_name.clone(),
            language: user.language,
            role: user.role,
            state: if over { UserState::Expired } else { user.state },
            scope: details.scope(user),
            contact: user.contact_id,
            effective: table.effective(user.role, &exceptions),
            exceptions,
            ends_at: user.ends_at,
            last_sign_in_at: user.last_sign_in_at,
            created_at: user.created_at,
            activated_at: user.activated_at,
            version: user.version,
        }
    }
}

/// The customer users of a customer, by name.
pub async fn users(app: &App, by: &Actor, customer: CustomerId) -> Result<Vec<UserRow>, Error> {
    let mut conn = app.store.read().await?;
    super::portal_switch::of_staff(&mut conn, by, customer, StaffPermission::ViewCustomers).await?;
    load(app, &mut conn, by.organization, Which::Customer(customer)).await
}

/// What the three roles hold in the organization (R8).
pub async fn roles(app: &App, by: &Actor) -> Result<RoleTable, Error> {
    by.may(StaffPermission::ViewCustomers)?.anywhere();
    Ok(organizations::role_table(&mut app.store.read().await?, by.organization).await?)
}

/// The customer user with this identifier.
pub async fn user(app: &App, by: &Actor, id: CustomerUserId) -> Result<UserRow, Error> {
    let mut conn = app.store.read().await?;
    one(app, &mut conn, by, id, StaffPermission::ViewCustomers).await
}

/// The customer user with this user name. When the person is one of several customers, `customer` (a number) says which
/// is meant; without it that is a conflict which names them. Of several, only those count that `by` may look at (R10).
pub async fn user_by_email(app: &App, by: &Actor, email: &str, customer: Option<&str>) -> Result<UserRow, Error> {
    let email = Email::parse("email", email)?;
    let mut conn = app.store.read().await?;
    let granted = by.may(StaffPermission::ViewCustomers)?;
    let mut found = load(app, &mut conn, by.organization, Which::Email(email.key())).await?;
    found.retain(|u| customer.is_none_or(|number| u.customer_number == number));
    let customers = standing::several(&mut conn, by.organization, found.iter().map(|u| u.customer)).await?;
    let area = |user: &UserRow| customers.iter().find(|c| c.id == user.customer).and_then(|c| c.area_id);
    let sees = by.sees();
    if found.iter().any(|u| sees.includes(area(u))) {
        found.retain(|u| sees.includes(area(u)));
    } else {
        found.truncate(1);
    }
    if found.len() > 1 {
        let numbers = found.iter().map(|u| u.customer_number.as_str()).collect::<Vec<_>>().join(", ");
        return Err(Error::conflict(format!(
            "{email} is a user of several customers ({numbers}); say which one with its number (--customer)"
        )));
    }
    let user = found.pop().ok_or_else(|| Error::not_found(format!("customer user {email}")))?;
    granted.in_area(area(&user))?;
    Ok(user)
}

/// Customer users, in the order asked for, if the staff person holds `permission` in the area of each one's customer.
/// All or none: one that is not there, or lies elsewhere, is the answer for all.
pub async fn many(
    app: &App,
    by: &Actor,
    ids: &[CustomerUserId],
    permission: StaffPermission,
) -> Result<Vec<UserRow>, Error> {
    let mut conn = app.store.read().await?;
    Ok(several(app, &mut conn, by, ids, permission).await?.0)
}

pub(super) async fn load(
    app: &App,
    conn: &mut Conn,
    org: OrganizationId,
    which: Which<'_>,
) -> Result<Vec<UserRow>, Error> {
    let table = organizations::role_table(conn, org).await?;
    let details = users::details(conn, org, which).await?;
    let users = users::list(conn, org, which).await?;
    Ok(users.iter().map(|u| UserRow::of(u, &details, &table, app.now())).collect())
}

/// Customer users, in the order asked for, with their customers, in a handful of statements.
async fn several(
    app: &App,
    conn: &mut Conn,
    by: &Actor,
    ids: &[CustomerUserId],
    permission: StaffPermission,
) -> Result<(Vec<UserRow>, HashMap<CustomerId, Standing>), Error> {
    // Asked here too, so that an empty list is not a way around it.
    let _somewhere = by.may(permission)?;
    let found = load(app, conn, by.organization, Which::Several(ids)).await?;
    let customers: BTreeSet<CustomerId> = found.iter().map(|u| u.customer).collect();
    let customers = standing::several(conn, by.organization, customers).await?;
    for customer in &customers {
        by.may(permission)?.in_area(customer.area_id)?;
    }
    let found: HashMap<_, _> = found.into_iter().map(|u| (u.id, u)).collect();
    let one = |id| found.get(id).cloned().ok_or_else(|| Error::not_found("such customer user (any more)"));
    let users = ids.iter().map(one).collect::<Result<_, _>>()?;
    Ok((users, customers.into_iter().map(|c| (c.id, c)).collect()))
}

/// The customer user, if the staff person holds `permission` in its customer's area.
pub(super) async fn one(
    app: &App,
    conn: &mut Conn,
    by: &Actor,
    id: CustomerUserId,
    permission: StaffPermission,
) -> Result<UserRow, Error> {
    let granted = by.may(permission)?;
    let user = load(app, conn, by.organization, Which::One(id)).await?.pop();
    let user = user.ok_or_else(|| Error::not_found("such customer user"))?;
    let customer = standing::get(conn, by.organization, user.customer).await?;
    granted.in_area(customer.and_then(|c| c.area_id))?;
    Ok(user)
}

pub(super) fn about(user: &UserRow) -> About {
    About {
        customer: Some(user.customer),
        user: Some(user.id),
        staff: None,
        subject: format!("{} <{}>", user.name(), user.email),
    }
}

/// Checks that every facility of a scope is the customer's own (R12).
async fn check_scope(
    conn: &mut Conn,
    org: OrganizationId,
    customer: CustomerId,
    scope: &Scope,
    errors: &mut FieldErrors,
) -> Result<(), Error> {
    if scope.facilities.is_empty() {
        return Ok(());
    }
    let own: BTreeSet<FacilityId> = places::facilities(conn, org, customer).await?.into_iter().map(|f| f.0).collect();
    if !scope.facilities.is_subset(&own) {
        errors.add("facilities", "facility-foreign", "a chosen facility does not belong to this customer");
    }
    Ok(())
}

/// Checks that a contact is the customer's own (R13).
async fn check_contact(
    conn: &mut Conn,
    org: OrganizationId,
    customer: CustomerId,
    contact: Option<ContactId>,
    errors: &mut FieldErrors,
) -> Result<(), Error> {
    if let Some(contact) = contact
        && !places::is_contact_of(conn, org, customer, contact).await?
    {
        errors.add("contact", "contact-foreign", "the contact does not belong to this customer");
    }
    Ok(())
}

/// A scope for people and the log: "everything", "Graz, Weiz, not assigned", "nothing".
async fn describe_scope(
    conn: &mut Conn,
    org: OrganizationId,
    customer: CustomerId,
    scope: &Scope,
) -> Result<String, Error> {
    let facilities = places::facilities(conn, org, customer).await?;
    Ok(around::describe(facilities.iter().map(|(id, _, name)| (*id, name.as_str())), scope))
}
