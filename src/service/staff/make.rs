//! Making staff accounts and giving them new passwords: temporary ones, to be replaced at the first sign-in (R17).

use serde_json::json;

use crate::domain::activity::Event;
use crate::domain::email::Email;
use crate::domain::field::FieldErrors;
use crate::domain::staff::{StaffPermission, StaffRights, StaffRole, Territory};
use crate::domain::{AreaId, CustomerId, StaffId};
use crate::service::activity::{About, record};
use crate::service::password::{self, Strength};
use crate::service::{Actor, App, Error, phrase};
use crate::store::staff::{self, StaffRow};
use crate::store::staff_sessions;

use super::{TEMPORARY_VALID, about, denied, known_places, managed, name};

/// A staff account to be made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewMember {
    /// The address to sign in with.
    pub email: String,
    /// The person's name.
    pub name: String,
    /// The role.
    pub role: StaffRole,
    /// The areas to assign.
    pub areas: Vec<AreaId>,
    /// The customers that the person looks after.
    pub customers: Vec<CustomerId>,
}

/// An account that was made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Created {
    /// Which.
    pub id: StaffId,
    /// The password to hand over, shown this once; it must be replaced at the first sign-in within 72 hours.
    pub temporary_password: String,
}

/// Makes an account with a temporary password.
pub async fn create(app: &App, by: &Actor, new: &NewMember) -> Result<Created, Error> {
    let phrase = phrase::suggest(&app.random);
    create_with(app, by, new, &phrase).await
}

/// The same with a password that somebody thought of. Somebody else knows it, so it is a temporary one as well.
pub async fn create_with(app: &App, by: &Actor, new: &NewMember, temporary: &str) -> Result<Created, Error> {
    by.may(StaffPermission::ManageStaff)?.anywhere();
    let mut errors = FieldErrors::new();
    let email = errors.take(Email::parse("email", &new.email));
    let name = name(&new.name, &mut errors);
    errors.take(password::check("password", temporary, Strength::OnlyFactor, &[&name, &new.email]));
    // Hashing takes long: never while the one writer of SQLite is held.
    let hash = if errors.0.is_empty() { Some(app.hasher.hash(temporary).await?) } else { None };
    let mut tx = app.store.begin().await?;
    known_places(&mut tx, by, &new.areas, &new.customers, &mut errors).await?;
    errors.into_result()?;
    let Some(email) = email else { return Err(Error::conflict("no address")) };
    if let Some(own) = by.rights() {
        let assigned = Territory::Areas(new.areas.iter().copied().collect());
        let territory = if new.role.bound_to_areas() { assigned.clone() } else { Territory::Everywhere };
        let rights = StaffRights { role: new.role, exceptions: std::collections::BTreeMap::new(), territory };
        let what = format!("to make a {} account", new.role);
        own.may_give(None, &rights).map_err(|beyond| denied(by, &beyond, &what))?;
        if !own.territory.covers(&assigned) {
            return Err(denied(by, &crate::domain::staff::Beyond::Territory, "to assign areas"));
        }
    }
    let row = StaffRow {
        id: app.id(),
        organization_id: by.organization,
        email: email.as_str().to_owned(),
        name,
        role: new.role,
        password_hash: hash,
        active: true,
        temporary_until: Some(app.now() + TEMPORARY_VALID),
        mobile: String::new(),
        own_language: String::new(),
        time_zone: String::new(),
        version: 1,
    };
    if !staff::insert(&mut tx, &row, email.key(), app.now()).await? {
        let message = format!("{email} has a staff account already (keydesk staff show {email})");
        return Err(FieldErrors::one("email", "email-taken", message).into());
    }
    staff::set_areas(&mut tx, by.organization, row.id, &new.areas).await?;
    staff::set_customers(&mut tx, by.organization, row.id, &new.customers).await?;
    let who = About { staff: Some(row.id), subject: row.title(), ..About::default() };
    let data = json!({ "role": row.role, "areas": new.areas, "customers": new.customers });
    record(app, &mut tx, by, Event::StaffCreated, who, data).await?;
    tx.commit().await?;
    Ok(Created { id: row.id, temporary_password: temporary.to_owned() })
}

/// Gives an account a new temporary password, which is returned to be read aloud this once; the old one and every
/// remembered sign-in end.
pub async fn new_password(app: &App, by: &Actor, id: StaffId) -> Result<String, Error> {
    let phrase = phrase::suggest(&app.random);
    new_password_with(app, by, id, &phrase).await?;
    Ok(phrase)
}

/// The same with a password that somebody thought of.
pub async fn new_password_with(app: &App, by: &Actor, id: StaffId, temporary: &str) -> Result<(), Error> {
    by.may(StaffPermission::ManageStaff)?.anywhere();
    password::check("password", temporary, Strength::OnlyFactor, &[])?;
    let hash = app.hasher.hash(temporary).await?;
    let mut tx = app.store.begin().await?;
    let account = managed(&mut tx, by, id).await?;
    if !account.row.active {
        let name = &account.row.name;
        return Err(Error::conflict(format!("the account of {name} is switched off; switch it on first")));
    }
    staff::set_password(&mut tx, by.organization, id, &hash, Some(app.now() + TEMPORARY_VALID)).await?;
    staff_sessions::end_of_staff(&mut tx, by.organization, id).await?;
    record(app, &mut tx, by, Event::StaffPasswordChanged, about(&account), json!({ "own": false })).await?;
    Ok(tx.commit().await?)
}
