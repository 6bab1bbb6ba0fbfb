//! Orders as staff work on them (R31): one with everything about it, lists across customers, and every change.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::domain::state::{OrderKind, OrderState, OrderStep, Urgency};
use crate::domain::{AreaId, ContactId, CustomerId, FacilityId, ObjectId, OrderId, OrganizationId, StaffId};

pub use super::order_list::{Filter, OrderSort, list, technicians};
use super::orders::search_text;
use super::page::Cursor;
use super::{Conn, StoreError, Tx, execute, row_opt, rows, scalar};

/// An order with everything that staff read about it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, sqlx::FromRow)]
pub struct OrderSheet {
    /// Which.
    pub id: OrderId,
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
    /// What it is.
    pub kind: OrderKind,
    /// What is to be done, in a line.
    pub title: String,
    /// What is to be done.
    pub description: String,
    /// How soon.
    pub urgency: Urgency,
    /// How it stands.
    pub state: OrderState,
    /// The technician's name as it was imported or is assigned; perhaps empty.
    pub technician: String,
    /// The staff person to whom it is assigned.
    pub technician_id: Option<StaffId>,
    /// That person's address.
    pub technician_email: Option<String>,
    /// At which facility, or at none (R12).
    pub facility_id: Option<FacilityId>,
    /// That facility's number.
    pub facility_number: Option<String>,
    /// That facility's name.
    pub facility: Option<String>,
    /// About which object.
    pub object_id: Option<ObjectId>,
    /// That object's number.
    pub object_number: Option<String>,
    /// That object's name.
    pub object: Option<String>,
    /// For which contact (R13).
    pub contact_id: Option<ContactId>,
    /// That contact's number.
    pub contact_number: Option<String>,
    /// That contact's name.
    pub contact: Option<String>,
    /// Who created it; empty for imported ones.
    pub created_by: String,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When the next visit begins, or the last one began.
    pub planned_at: Option<DateTime<Utc>>,
    /// When it was closed or cancelled.
    pub closed_at: Option<DateTime<Utc>>,
    /// Grows with every change.
    pub version: i64,
}

impl OrderSheet {
    /// `W12 Lift stuck`.
    pub fn title(&self) -> String {
        format!("{} {}", self.number, self.title)
    }

    /// The order's place in the list by the day of creation.
    pub const fn cursor(&self) -> Cursor {
        Cursor::time(self.created_at, self.id.0)
    }

    /// The order's place in a list that is sorted so.
    pub fn cursor_by(&self, sort: OrderSort) -> Cursor {
        sort.place(self)
    }
}

pub(super) const COLUMNS: &str =
    "o.id, o.customer_id, c.number AS customer_number, c.name AS customer_name, c.area_id, o.number, o.kind, o.title,
            o.description, o.urgency, o.state, o.technician, o.technician_id, t.email AS technician_email, o.facility_id,
            f.number AS facility_number, f.name AS facility, o.object_id, b.number AS object_number, b.name AS object,
            o.contact_id, p.number AS contact_number, TRIM(p.first_name || ' ' || p.last_name) AS contact, o.created_by,
            o.created_at, o.planned_at, o.closed_at, o.version";

pub(super) const FROM: &str = " FROM service_order o JOIN customer c ON c.id = o.customer_id
     LEFT JOIN staff t ON t.id = o.technician_id
     LEFT JOIN facility f ON f.id = o.facility_id
     LEFT JOIN service_object b ON b.id = o.object_id
     LEFT JOIN contact p ON p.id = o.contact_id
     WHERE o.organization_id = ";

/// The order with this number.
pub async fn by_number(conn: &mut Conn, org: OrganizationId, number: &str) -> Result<Option<OrderSheet>, StoreError> {
    let sql = format!("SELECT {COLUMNS}{FROM}$1 AND o.number = $2");
    row_opt!(conn, OrderSheet, sqlx::AssertSqlSafe(sql.as_str()), org, number)
}

/// An order to be added. It is open, and its version is 1.
#[derive(Clone, Debug)]
pub struct NewOrder<'a> {
    /// Its identifier.
    pub id: OrderId,
    /// In which organization.
    pub organization: OrganizationId,
    /// Of which customer.
    pub customer: CustomerId,
    /// Its number.
    pub number: &'a str,
    /// What it is.
    pub kind: OrderKind,
    /// What is to be done, in a line.
    pub title: &'a str,
    /// What is to be done.
    pub description: &'a str,
    /// How soon.
    pub urgency: Urgency,
    /// At which facility.
    pub facility: Option<FacilityId>,
    /// About which object.
    pub object: Option<ObjectId>,
    /// For which contact.
    pub contact: Option<ContactId>,
    /// To whom it is assigned: who and the name.
    pub technician: Option<(StaffId, &'a str)>,
    /// Who creates it.
    pub created_by: &'a str,
    /// When.
    pub at: DateTime<Utc>,
}

/// Adds an order.
pub async fn insert(tx: &mut Tx, new: &NewOrder<'_>) -> Result<(), StoreError> {
    execute!(
        tx,
        "INSERT INTO service_order (id, organization_id, customer_id, facility_id, object_id, contact_id, number, kind,
             title, description, state, technician, technician_id, urgency, created_by, search, created_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open', $11, $12, $13, $14, $15, $16, 1)",
        new.id,
        new.organization,
        new.customer,
        new.facility,
        new.object,
        new.contact,
        new.number,
        new.kind,
        new.title,
        new.description,
        new.technician.map_or("", |t| t.1),
        new.technician.map(|t| t.0),
        new.urgency,
        new.created_by,
        search_text(new.number, new.title, new.description),
        new.at
    )
    .map(drop)
}

/// Notes that a customer's own user asked for an order (R31), and what was sent along with the form.
pub async fn set_wished(tx: &mut Tx, org: OrganizationId, id: OrderId, sent_key: &str) -> Result<(), StoreError> {
    let sql = "UPDATE service_order SET by_customer = $3, sent_key = $4 WHERE organization_id = $1 AND id = $2";
    execute!(tx, sql, org, id, true, sent_key).map(drop)
}

/// Whether a customer's own user asked for the order (R31).
pub async fn is_wish(conn: &mut Conn, org: OrganizationId, id: OrderId) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM service_order WHERE organization_id = $1 AND id = $2 AND by_customer)";
    scalar!(conn, bool, sql, org, id)
}

/// Keeps the key that an order was sent with.
pub async fn set_sent_key(tx: &mut Tx, org: OrganizationId, id: OrderId, sent_key: &str) -> Result<(), StoreError> {
    let sql = "UPDATE service_order SET sent_key = $3 WHERE organization_id = $1 AND id = $2";
    execute!(tx, sql, org, id, sent_key).map(drop)
}

/// The number of the order that was sent with this key.
pub async fn by_sent_key(conn: &mut Conn, org: OrganizationId, sent_key: &str) -> Result<Option<String>, StoreError> {
    let sql = "SELECT number FROM service_order WHERE organization_id = $1 AND sent_key = $2";
    Ok(row_opt!(conn, (String,), sql, org, sent_key)?.map(|(number,)| number))
}

/// Takes the next version of an order that still has the expected one, and locks it until the end of the transaction.
/// `false` when somebody else was faster.
pub async fn touch(tx: &mut Tx, org: OrganizationId, id: OrderId, version: i64) -> Result<bool, StoreError> {
    let sql = "UPDATE service_order SET version = version + 1 WHERE organization_id = $1 AND id = $2 AND version = $3";
    Ok(execute!(tx, sql, org, id, version)? == 1)
}

/// Keeps everything that can change about an order; its version was taken with [`touch`].
pub async fn save(tx: &mut Tx, org: OrganizationId, order: &OrderSheet) -> Result<(), StoreError> {
    execute!(
        tx,
        "UPDATE service_order SET kind = $3, title = $4, description = $5, urgency = $6, state = $7, technician = $8,
             technician_id = $9, facility_id = $10, object_id = $11, contact_id = $12, search = $13, planned_at = $14,
             closed_at = $15
         WHERE organization_id = $1 AND id = $2",
        org,
        order.id,
        order.kind,
        &order.title,
        &order.description,
        order.urgency,
        order.state,
        &order.technician,
        order.technician_id,
        order.facility_id,
        order.object_id,
        order.contact_id,
        search_text(&order.number, &order.title, &order.description),
        order.planned_at,
        order.closed_at
    )
    .map(drop)
}

/// Who last changed the order of this customer and number.
pub async fn last_changed_by(
    conn: &mut Conn,
    org: OrganizationId,
    customer: CustomerId,
    number: &str,
) -> Result<Option<String>, StoreError> {
    let sql = "SELECT actor_name FROM activity WHERE organization_id = $1 AND customer_id = $2 AND subject LIKE $3 ESCAPE '\\'
                 AND event IN ('order_created', 'order_changed', 'order_assigned', 'order_state_changed', 'visit_planned',
                               'visit_moved', 'visit_cancelled')
               ORDER BY seq DESC LIMIT 1";
    let begins = crate::text::like_prefix(&format!("{number} "));
    Ok(row_opt!(conn, (String,), sql, org, customer, begins)?.map(|(name,)| name))
}

/// The facility of this customer with this number.
pub async fn facility(
    conn: &mut Conn,
    org: OrganizationId,
    customer: CustomerId,
    number: &str,
) -> Result<Option<FacilityId>, StoreError> {
    let sql = "SELECT id FROM facility WHERE organization_id = $1 AND customer_id = $2 AND number = $3";
    Ok(row_opt!(conn, (FacilityId,), sql, org, customer, number)?.map(|(id,)| id))
}

/// The object of this customer with this number, and the facility where it is.
pub async fn object(
    conn: &mut Conn,
    org: OrganizationId,
    customer: CustomerId,
    number: &str,
) -> Result<Option<(ObjectId, Option<FacilityId>)>, StoreError> {
    let sql =
        "SELECT id, facility_id FROM service_object WHERE organization_id = $1 AND customer_id = $2 AND number = $3";
    row_opt!(conn, (ObjectId, Option<FacilityId>), sql, org, customer, number)
}

/// The contact of this customer with this number.
pub async fn contact(
    conn: &mut Conn,
    org: OrganizationId,
    customer: CustomerId,
    number: &str,
) -> Result<Option<ContactId>, StoreError> {
    let sql = "SELECT id FROM contact WHERE organization_id = $1 AND customer_id = $2 AND number = $3";
    Ok(row_opt!(conn, (ContactId,), sql, org, customer, number)?.map(|(id,)| id))
}

/// The staff account with this address, whether it may sign in or not.
pub async fn staff_by_email(
    conn: &mut Conn,
    org: OrganizationId,
    email_key: &str,
) -> Result<Option<StaffId>, StoreError> {
    let sql = "SELECT id FROM staff WHERE organization_id = $1 AND email_key = $2";
    Ok(row_opt!(conn, (StaffId,), sql, org, email_key)?.map(|(id,)| id))
}

/// A step of an order's history, as customers read it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, sqlx::FromRow)]
pub struct StepRow {
    /// When.
    pub at: DateTime<Utc>,
    /// What happened.
    pub kind: OrderStep,
    /// Who did it; for staff only.
    pub by_name: String,
    /// See [`OrderStep`].
    pub detail: String,
}

/// Adds a step to an order's history.
pub async fn add_step(
    tx: &mut Tx,
    org: OrganizationId,
    order: OrderId,
    id: uuid::Uuid,
    step: &StepRow,
) -> Result<(), StoreError> {
    execute!(
        tx,
        "INSERT INTO order_event (id, organization_id, order_id, at, kind, by_name, detail)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        id,
        org,
        order,
        step.at,
        step.kind,
        &step.by_name,
        &step.detail
    )
    .map(drop)
}

/// The history of an order, the oldest first; 500 steps at most, which is more than anybody reads.
pub async fn steps(conn: &mut Conn, org: OrganizationId, order: OrderId) -> Result<Vec<StepRow>, StoreError> {
    let sql = "SELECT at, kind, by_name, detail FROM order_event WHERE organization_id = $1 AND order_id = $2
               ORDER BY at, id LIMIT 500";
    rows!(conn, StepRow, sql, org, order)
}

/// Notes that nobody of the staff hears of the newest comment on an order, if a customer wrote it.
pub async fn set_unheard(tx: &mut Tx, org: OrganizationId, number: &str, at: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "UPDATE service_order SET unheard_at = $3 WHERE organization_id = $1 AND number = $2
                 AND 'customer_user' = (SELECT c.author_kind FROM comment c WHERE c.order_id = service_order.id
                                          ORDER BY c.created_at DESC, c.id DESC LIMIT 1)";
    execute!(tx, sql, org, number, at).map(drop)
}

/// Staff have said something: what was unheard is heard.
pub async fn set_heard(tx: &mut Tx, org: OrganizationId, order: OrderId) -> Result<(), StoreError> {
    let sql =
        "UPDATE service_order SET unheard_at = NULL WHERE organization_id = $1 AND id = $2 AND unheard_at IS NOT NULL";
    execute!(tx, sql, org, order).map(drop)
}
