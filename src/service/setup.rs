//! Setting up an organization with its first administrator.

use serde_json::json;

use crate::domain::activity::Event;
use crate::domain::email::Email;
use crate::domain::field::FieldErrors;
use crate::domain::staff::{StaffRights, StaffRole};
use crate::domain::state::Language;
use crate::store::organizations::{self, Organization};
use crate::store::staff::{self, StaffRow};
use crate::text;

use super::activity::{About, record};
use super::password::{self, Strength};
use super::{Actor, App, Error, House, Who};

/// What an organization needs to begin.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The organization's name, as its customers know it.
    pub organization: String,
    /// The first administrator's address.
    pub admin_email: String,
    /// The first administrator's name.
    pub admin_name: String,
    /// The first administrator's password.
    pub password: String,
    /// The language of letters and pages where nobody chose one.
    pub language: Language,
    /// IANA time zone, for example `Europe/Vienna`.
    pub time_zone: String,
    /// Allow a further organization in a database that has one already.
    pub additional: bool,
}

/// What is wrong with it, all at once; the administrator's address when nothing is.
///
/// # Errors
/// Names every field that cannot be taken.
pub fn check(setup: &Setup) -> Result<Email, FieldErrors> {
    let name = text::line(&setup.organization);
    let admin_name = text::line(&setup.admin_name);
    let mut errors = FieldErrors::new();
    if name.is_empty() || name.chars().count() > 120 {
        errors.add("organization", "organization-name", "the organization's name must have 1 to 120 characters");
    }
    if admin_name.is_empty() || admin_name.chars().count() > 120 {
        errors.add("admin_name", "name", "the administrator's name must have 1 to 120 characters");
    }
    errors.take(super::settings::time_zone("time_zone", &setup.time_zone));
    let email = errors.take(Email::parse("admin_email", &setup.admin_email));
    let own = [name.as_str(), admin_name.as_str(), setup.admin_email.as_str()];
    errors.take(password::check("password", &setup.password, Strength::OnlyFactor, &own));
    email.map_or_else(|| Err(errors.clone()), |email| errors.clone().into_result().map(|()| email))
}

/// Whether nothing has been set up in the database yet.
pub async fn is_empty(app: &App) -> Result<bool, Error> {
    Ok(organizations::count(&mut app.store.read().await?).await? == 0)
}

/// Makes the organization and its first administrator, who is the actor from then on. Refused when the database
/// holds an organization already and no further one was asked for.
pub async fn initialise(app: &App, setup: &Setup, origin: &str) -> Result<Actor, Error> {
    let email = check(setup)?;
    let name = text::line(&setup.organization);
    let admin_name = text::line(&setup.admin_name);
    refuse_second(app, setup, &name).await?;
    let hash = app.hasher.hash(&setup.password).await?;

    let mut tx = app.store.begin().await?;
    let organization = Organization {
        id: app.id(),
        name: name.clone(),
        module_on: false,
        accent: "#1f5fae".to_owned(),
        logo_key: None,
        language: setup.language,
        time_zone: setup.time_zone.clone(),
        reply_to: Some(email.as_str().to_owned()),
    };
    if !organizations::insert(&mut tx, &organization, &app.random.bytes(), app.now()).await? {
        return Err(taken(&name));
    }
    if !setup.additional && organizations::count(&mut tx).await? > 1 {
        return Err(occupied());
    }
    let administrator = StaffRow {
        id: app.id(),
        organization_id: organization.id,
        email: email.as_str().to_owned(),
        name: admin_name.clone(),
        role: StaffRole::Administrator,
        password_hash: Some(hash),
        active: true,
        temporary_until: None,
        mobile: String::new(),
        own_language: String::new(),
        time_zone: String::new(),
        version: 1,
    };
    staff::insert(&mut tx, &administrator, email.key(), app.now()).await?;
    let by = Actor {
        organization: organization.id,
        organization_name: name.clone(),
        who: Who::System,
        origin: origin.to_owned(),
        house: House::default(),
    };
    let about = About { subject: name, ..About::default() };
    record(app, &mut tx, &by, Event::OrganizationCreated, about, json!({ "time_zone": organization.time_zone }))
        .await?;
    let about = About { staff: Some(administrator.id), subject: format!("{admin_name} <{email}>"), ..About::default() };
    record(app, &mut tx, &by, Event::StaffCreated, about, json!({ "role": administrator.role })).await?;
    tx.commit().await?;
    let who = Who::Staff { id: administrator.id, name: admin_name, rights: StaffRights::administrator() };
    Ok(Actor { who, ..by })
}

async fn refuse_second(app: &App, setup: &Setup, name: &str) -> Result<(), Error> {
    let mut conn = app.store.read().await?;
    if !setup.additional && organizations::count(&mut conn).await? > 0 {
        return Err(occupied());
    }
    if organizations::by_name(&mut conn, name).await?.is_some() {
        return Err(taken(name));
    }
    Ok(())
}

/// The refusal to set up a database a second time.
pub fn occupied() -> Error {
    Error::conflict(
        "this database is set up already; sign in with \"keydesk login\", or add a further organization with --additional",
    )
}

fn taken(name: &str) -> Error {
    Error::conflict(format!("this database has an organization named {name} already; choose another name"))
}
