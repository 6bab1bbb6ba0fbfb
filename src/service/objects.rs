//! Service objects as people work on them (R34): made, renamed, moved.
//!
//! Staff with *edit customers* do it in their areas; a customer's own users with *manage devices* do it where they see, and
//! never put an object where they would not see it. A move changes who sees an object: [`move_preview`] says who (R12, R72).

mod edit;
mod moving;

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Value, json};

use crate::domain::access::{Viewer, decide};
use crate::domain::activity::Event;
use crate::domain::field::FieldErrors;
use crate::domain::permission::Permission;
use crate::domain::staff::StaffPermission;
use crate::domain::{CustomerId, FacilityId, ModelId};
use crate::store::numbers::{self, Numbered};
use crate::store::object_work as store;
use crate::store::{Conn, Tx, documents, places, standing};
use crate::text;

pub use crate::store::checks::AssignmentRow;
pub use crate::store::object_work::{ModelRow, ObjectSheet};
pub use crate::store::readings::ReadingRow;
pub use edit::{ObjectChange, edit};
pub use moving::{Moved, move_preview};

use super::activity::{About, record};
use super::{Actor, App, Error, Who, access, acting, sent};

/// A name or a serial number has at most so many characters.
const LONGEST: usize = 200;

/// An object with what hangs on it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ObjectFile {
    /// The object.
    #[serde(flatten)]
    pub object: ObjectSheet,
    /// What its meter showed last (R35).
    pub last_reading: Option<ReadingRow>,
    /// The self-checks that are due on it, the nearest first (R36).
    pub checks: Vec<AssignmentRow>,
}

/// An object to be made.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NewObject {
    /// Of the customer with this number; a customer's own users leave it empty, it is theirs.
    pub customer: String,
    /// Its name.
    pub name: String,
    /// At which facility, or at none (R12).
    pub facility: Option<FacilityId>,
    /// Of the model with this number; for staff only.
    pub model: Option<String>,
    /// Its serial number, perhaps empty.
    pub serial_number: String,
    /// When it was installed, if that is known.
    pub installed_on: Option<NaiveDate>,
    /// The same for everything that is sent again by mistake: it is one object then. Empty: each is one of its own.
    pub key: String,
}

/// The object with this number: for staff who see its customer, and for customer users who see it.
pub async fn get(app: &App, by: &Actor, number: &str) -> Result<ObjectFile, Error> {
    let mut conn = app.store.read().await?;
    let object = find(app, &mut conn, by, number, Needs::LOOK).await?.object;
    file(&mut conn, by, object).await
}

async fn file(conn: &mut Conn, by: &Actor, object: ObjectSheet) -> Result<ObjectFile, Error> {
    let last = crate::store::readings::of_object(conn, by.organization, object.id, 1).await?;
    let checks = crate::store::checks::of_object(conn, by.organization, object.id).await?;
    Ok(ObjectFile { object, last_reading: last.into_iter().next(), checks })
}

/// Makes an object with the next number, `G1`, `G2` and so on.
///
/// # Errors
/// Every field that cannot be taken; not found when there is no such customer.
pub async fn create(app: &App, by: &Actor, new: &NewObject) -> Result<ObjectFile, Error> {
    let mut tx = app.store.begin().await?;
    let (customer, viewer) = maker(app, &mut tx, by, &new.customer).await?;
    let key = sent::key(by, &new.key);
    if let Some(key) = &key
        && let Some(made) = store::by_key(&mut tx, by.organization, key).await?
    {
        return file(&mut tx, by, made).await;
    }
    let mut errors = FieldErrors::new();
    let name = errors.take(checked_name(&new.name)).unwrap_or_default();
    let serial_number = errors.take(checked_serial(&new.serial_number)).unwrap_or_default();
    errors.take(checked_day(new.installed_on));
    let place = Place { by, customer, viewer: viewer.as_ref() };
    errors.take(place.facility(app, &mut tx, new.facility).await?);
    let model = errors.take(place.model(&mut tx, new.model.as_deref()).await?).flatten();
    errors.into_result()?;

    let number = numbers::next(&mut tx, by.organization, Numbered::Object).await?;
    let row = store::NewObject {
        id: app.id(),
        organization: by.organization,
        customer,
        number: &number,
        name: &name,
        serial_number: &serial_number,
        installed_on: new.installed_on,
        facility: new.facility,
        model,
        sent_key: key.as_deref(),
    };
    store::insert(&mut tx, &row).await?;
    let object = again(&mut tx, by, &number).await?;
    let data = json!({ "facility": object.facility, "model": object.model, "serial_number": object.serial_number });
    log(app, &mut tx, by, &object, (Event::ObjectCreated, data)).await?;
    let file = file(&mut tx, by, object).await?;
    tx.commit().await?;
    Ok(file)
}

/// The models of the organization whose number, name or manufacturer holds these words, 100 at most; for staff.
pub async fn models(app: &App, by: &Actor, search: &str) -> Result<Vec<ModelRow>, Error> {
    by.may(StaffPermission::ViewCustomers)?.anywhere();
    Ok(store::models(&mut app.store.read().await?, by.organization, search).await?)
}

/// What somebody needs to do something with an object.
#[derive(Clone, Copy, Debug)]
pub(super) struct Needs {
    /// What staff need in the customer's area.
    pub staff: StaffPermission,
    /// What a customer's own user needs beyond seeing it.
    pub user: Permission,
}

impl Needs {
    /// To look at it.
    pub const LOOK: Self = Self { staff: StaffPermission::ViewCustomers, user: Permission::ViewObjects };
    /// To change it.
    pub const CHANGE: Self = Self { staff: StaffPermission::EditCustomers, user: Permission::ManageDevices };
    /// To read its meter.
    pub const READ_METER: Self = Self { staff: StaffPermission::EditCustomers, user: Permission::UptimeReadings };
}

/// An object that was found, and who looks at it where that is a customer's own user.
#[derive(Debug)]
pub(super) struct Found {
    pub object: ObjectSheet,
    pub viewer: Option<Viewer>,
}

/// Refuses whoever may do that with no object at all, before anything is looked up.
pub(super) async fn may_some(app: &App, conn: &mut Conn, by: &Actor, needs: Needs) -> Result<(), Error> {
    match by.who {
        Who::CustomerUser { .. } => acting::acting(app, conn, by, needs.user).await.map(drop),
        Who::Staff { .. } | Who::System => by.may(needs.staff).map(|_somewhere| ()),
    }
}

/// The object, if `by` may do that with it. One that a customer user does not see is not there for them.
pub(super) async fn find(app: &App, conn: &mut Conn, by: &Actor, number: &str, needs: Needs) -> Result<Found, Error> {
    let Who::CustomerUser { id, .. } = by.who else {
        let granted = by.may(needs.staff)?;
        let object = store::by_number(conn, by.organization, number).await?.ok_or_else(|| unknown(number))?;
        granted.in_area(object.area_id)?;
        return Ok(Found { object, viewer: None });
    };
    acting::acting(app, conn, by, needs.user).await?;
    let viewer = access::stand(app, conn, by.organization, id).await?.viewer;
    let object = seen(app, conn, &viewer, number).await?;
    Ok(Found { object, viewer: Some(viewer) })
}

/// The object with this number, if the viewer sees it.
pub(super) async fn seen(app: &App, conn: &mut Conn, viewer: &Viewer, number: &str) -> Result<ObjectSheet, Error> {
    let found = store::by_number(conn, viewer.organization, number).await?;
    let object = found.ok_or_else(|| Error::not_found("such object"))?;
    let allowed = decide(viewer, &object.thing(viewer.organization), app.now()).allowed;
    allowed.then_some(object).ok_or_else(|| Error::not_found("such object"))
}

/// For which customer `by` may make an object, and as which viewer.
async fn maker(app: &App, conn: &mut Conn, by: &Actor, customer: &str) -> Result<(CustomerId, Option<Viewer>), Error> {
    let Who::CustomerUser { id, .. } = by.who else {
        let granted = by.may(StaffPermission::EditCustomers)?;
        let missing = || Error::not_found(format!("customer {}", text::line(customer)));
        let found = standing::by_number(conn, by.organization, customer).await?.ok_or_else(missing)?;
        granted.in_area(found.area_id)?;
        return Ok((found.id, None));
    };
    let own = acting::acting(app, conn, by, Permission::ManageDevices).await?.customer.id;
    Ok((own, Some(access::stand(app, conn, by.organization, id).await?.viewer)))
}

/// Where an object is put and what it is, as far as whoever does it may choose.
struct Place<'a> {
    by: &'a Actor,
    customer: CustomerId,
    viewer: Option<&'a Viewer>,
}

impl Place<'_> {
    /// Whether an object may be put there: a facility of the customer's, and one that a customer user sees. What the person
    /// does not see is not there.
    async fn facility(
        &self,
        app: &App,
        conn: &mut Conn,
        facility: Option<FacilityId>,
    ) -> Result<Result<(), FieldErrors>, Error> {
        let own = match facility {
            None => true,
            Some(id) => {
                let all = places::facilities(conn, self.by.organization, self.customer).await?;
                all.iter().any(|(own, ..)| *own == id)
            }
        };
        let seen = self.viewer.is_none_or(|viewer| sees_at(app, viewer, facility));
        Ok(match (own && seen, facility) {
            (true, _) => Ok(()),
            (false, None) => Err(FieldErrors::one(
                "facility",
                "facility-needed",
                "choose a facility: you do not see what belongs to none",
            )),
            (false, Some(_)) => {
                Err(FieldErrors::one("facility", "facility-foreign", "this customer has no such facility"))
            }
        })
    }

    /// The model of this number; for staff only.
    async fn model(
        &self,
        conn: &mut Conn,
        number: Option<&str>,
    ) -> Result<Result<Option<ModelId>, FieldErrors>, Error> {
        let Some(number) = number else { return Ok(Ok(None)) };
        if self.viewer.is_some() {
            return Err(Error::Denied {
                needs: StaffPermission::EditCustomers.to_string(),
                because: " to choose a model, which is for staff".into(),
            });
        }
        let found = documents::model(conn, self.by.organization, number).await?;
        let message = || format!("there is no model {}", text::line(number));
        Ok(found.map(Some).ok_or_else(|| FieldErrors::one("model", "model-unknown", message())))
    }
}

/// Whether the viewer would see an object there: the same decision as for every page.
fn sees_at(app: &App, viewer: &Viewer, facility: Option<FacilityId>) -> bool {
    decide(viewer, &thing_at(viewer, facility), app.now()).allowed
}

fn thing_at(viewer: &Viewer, facility: Option<FacilityId>) -> crate::domain::access::Thing {
    use crate::domain::access::{Parent, Thing, ThingKind};
    Thing {
        kind: ThingKind::Object,
        parent: Parent::Customer,
        organization: viewer.organization,
        customer: Some(viewer.customer),
        facility,
        contact: None,
    }
}

/// What is wrong with an object's name and serial number, for a form that finds a mistake of its own and says everything at
/// once.
pub fn wrong_words(name: &str, serial_number: &str) -> FieldErrors {
    let mut errors = FieldErrors::new();
    errors.take(checked_name(name));
    errors.take(checked_serial(serial_number));
    errors
}

fn checked_name(typed: &str) -> Result<String, FieldErrors> {
    let name = text::line(typed);
    match name.chars().count() {
        0 => Err(FieldErrors::one("name", "name-missing", "a name is needed: how people call it")),
        n if n > LONGEST => {
            Err(FieldErrors::one("name", "name-long", format!("has {n} characters; {LONGEST} are the most")))
        }
        _ => Ok(name),
    }
}

fn checked_serial(typed: &str) -> Result<String, FieldErrors> {
    let serial = text::line(typed);
    match serial.chars().count() {
        n if n > LONGEST => {
            let message = format!("has {n} characters; {LONGEST} are the most");
            Err(FieldErrors::one("serial_number", "serial-long", message))
        }
        _ => Ok(serial),
    }
}

/// A day of installation that people can mean.
fn checked_day(day: Option<NaiveDate>) -> Result<(), FieldErrors> {
    use chrono::Datelike as _;
    if day.is_none_or(|day| (1800..=2200).contains(&day.year())) {
        return Ok(());
    }
    Err(FieldErrors::one("installed_on", "installed-wrong", "no device was installed on this day"))
}

fn unknown(number: &str) -> Error {
    Error::not_found(format!("object {}", text::line(number)))
}

/// What the log is told.
pub(super) async fn log(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    object: &ObjectSheet,
    (event, data): (Event, Value),
) -> Result<(), Error> {
    let about = About { customer: Some(object.customer_id), subject: object.title(), ..About::default() };
    Ok(record(app, tx, by, event, about, data).await?)
}

/// The object as it stands now, for whoever changed it.
async fn again(conn: &mut Conn, by: &Actor, number: &str) -> Result<ObjectSheet, Error> {
    store::by_number(conn, by.organization, number).await?.ok_or_else(|| unknown(number))
}
