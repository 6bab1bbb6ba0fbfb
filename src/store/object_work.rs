//! Service objects as people work on them (R34): one with everything about it, and every change.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::access::{Parent, Thing, ThingKind};
use crate::domain::{AreaId, CustomerId, FacilityId, ModelId, ObjectId, OrganizationId};

use super::objects::{name_key, search_text};
use super::{Conn, StoreError, Tx, execute, row_opt, rows};

/// An object with everything that is known about it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, sqlx::FromRow)]
pub struct ObjectSheet {
    /// Which.
    pub id: ObjectId,
    /// Of which customer.
    pub customer_id: CustomerId,
    /// That customer's number.
    pub customer_number: String,
    /// That customer's name.
    pub customer_name: String,
    /// That customer's area (R10).
    pub area_id: Option<AreaId>,
    /// Its number, unique in the organization.
    pub number: String,
    /// Its name.
    pub name: String,
    /// Its serial number, perhaps empty.
    pub serial_number: String,
    /// When it was installed, if that is known.
    pub installed_on: Option<NaiveDate>,
    /// At which facility, or at none (R12).
    pub facility_id: Option<FacilityId>,
    /// That facility's number.
    pub facility_number: Option<String>,
    /// That facility's name.
    pub facility: Option<String>,
    /// Of which model, if one is known.
    pub model_id: Option<ModelId>,
    /// That model's number.
    pub model_number: Option<String>,
    /// That model's name.
    pub model: Option<String>,
    /// Who makes it.
    pub manufacturer: Option<String>,
    /// Grows with every change.
    pub version: i64,
}

impl ObjectSheet {
    /// `G12 Lift A`.
    pub fn title(&self) -> String {
        format!("{} {}", self.number, self.name)
    }

    /// The object as it is decided over.
    pub const fn thing(&self, organization: OrganizationId) -> Thing {
        Thing {
            kind: ThingKind::Object,
            parent: Parent::Customer,
            organization,
            customer: Some(self.customer_id),
            facility: self.facility_id,
            contact: None,
        }
    }
}

const SELECT: &str =
    "SELECT o.id, o.customer_id, c.number AS customer_number, c.name AS customer_name, c.area_id, o.number, o.name,
            o.serial_number, o.installed_on, o.facility_id, f.number AS facility_number, f.name AS facility, o.model_id,
            m.number AS model_number, m.name AS model, m.manufacturer, o.version
     FROM service_object o JOIN customer c ON c.id = o.customer_id
     LEFT JOIN facility f ON f.id = o.facility_id
     LEFT JOIN model m ON m.id = o.model_id
     WHERE o.organization_id = $1";

/// The object with this number.
pub async fn by_number(conn: &mut Conn, org: OrganizationId, number: &str) -> Result<Option<ObjectSheet>, StoreError> {
    let sql = format!("{SELECT} AND o.number = $2");
    row_opt!(conn, ObjectSheet, sqlx::AssertSqlSafe(sql.as_str()), org, number)
}

/// The object that was made by a form with this key.
pub async fn by_key(conn: &mut Conn, org: OrganizationId, key: &str) -> Result<Option<ObjectSheet>, StoreError> {
    let sql = format!("{SELECT} AND o.sent_key = $2");
    row_opt!(conn, ObjectSheet, sqlx::AssertSqlSafe(sql.as_str()), org, key)
}

/// An object to be added. Its version is 1.
#[derive(Clone, Debug)]
pub struct NewObject<'a> {
    /// Its identifier.
    pub id: ObjectId,
    /// In which organization.
    pub organization: OrganizationId,
    /// Of which customer.
    pub customer: CustomerId,
    /// Its number.
    pub number: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Its serial number.
    pub serial_number: &'a str,
    /// When it was installed.
    pub installed_on: Option<NaiveDate>,
    /// At which facility.
    pub facility: Option<FacilityId>,
    /// Of which model.
    pub model: Option<ModelId>,
    /// What the form sent along.
    pub sent_key: Option<&'a str>,
}

/// Adds an object.
pub async fn insert(tx: &mut Tx, new: &NewObject<'_>) -> Result<(), StoreError> {
    execute!(
        tx,
        "INSERT INTO service_object (id, organization_id, customer_id, facility_id, model_id, number, name, name_key,
             serial_number, installed_on, search, sent_key, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)",
        new.id,
        new.organization,
        new.customer,
        new.facility,
        new.model,
        new.number,
        new.name,
        name_key(new.name),
        new.serial_number,
        new.installed_on,
        search_text(new.number, new.name, new.serial_number),
        new.sent_key
    )
    .map(drop)
}

/// Keeps everything that can change about an object that still has its version, and takes the next. `false` when somebody
/// else was faster.
pub async fn save(tx: &mut Tx, org: OrganizationId, object: &ObjectSheet) -> Result<bool, StoreError> {
    let changed = execute!(
        tx,
        "UPDATE service_object SET name = $1, name_key = $2, serial_number = $3, installed_on = $4, facility_id = $5,
             model_id = $6, search = $7, version = version + 1
         WHERE organization_id = $8 AND id = $9 AND version = $10",
        &object.name,
        name_key(&object.name),
        &object.serial_number,
        object.installed_on,
        object.facility_id,
        object.model_id,
        search_text(&object.number, &object.name, &object.serial_number),
        org,
        object.id,
        object.version
    )?;
    Ok(changed == 1)
}

/// Holds an object until the transaction ends: whoever else wants to waits.
pub async fn lock(tx: &mut Tx, org: OrganizationId, id: ObjectId) -> Result<(), StoreError> {
    let sql = "UPDATE service_object SET version = version WHERE organization_id = $1 AND id = $2";
    execute!(tx, sql, org, id).map(drop)
}

/// Who last changed the object of this customer and number.
pub async fn last_changed_by(
    conn: &mut Conn,
    org: OrganizationId,
    customer: CustomerId,
    number: &str,
) -> Result<Option<String>, StoreError> {
    let sql = "SELECT actor_name FROM activity WHERE organization_id = $1 AND customer_id = $2 AND subject LIKE $3 ESCAPE '\\'
                 AND event IN ('object_created', 'object_edited', 'object_moved')
               ORDER BY seq DESC LIMIT 1";
    let begins = crate::text::like_prefix(&format!("{number} "));
    Ok(row_opt!(conn, (String,), sql, org, customer, begins)?.map(|(name,)| name))
}

/// A model: identifier, number, name, manufacturer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, sqlx::FromRow)]
pub struct ModelRow {
    /// Which.
    pub id: ModelId,
    /// Its number, unique in the organization.
    pub number: String,
    /// Its name.
    pub name: String,
    /// Who makes it.
    pub manufacturer: String,
}

/// The models whose number, name or manufacturer contains `search`, whatever its case, by number; 100 at most.
pub async fn models(conn: &mut Conn, org: OrganizationId, search: &str) -> Result<Vec<ModelRow>, StoreError> {
    let sql = "SELECT id, number, name, manufacturer FROM model
               WHERE organization_id = $1 AND LOWER(number || ' ' || name || ' ' || manufacturer) LIKE $2 ESCAPE '\\'
               ORDER BY number, id LIMIT 100";
    rows!(conn, ModelRow, sql, org, crate::text::like_anywhere(&search.trim().to_lowercase()))
}
