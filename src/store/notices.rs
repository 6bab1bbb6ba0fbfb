//! Who wants to be told of what (R60, R61), and which staff a customer or an order is assigned to.

use crate::domain::notice::{Reach, StaffTopic, Topic};
use crate::domain::{CustomerId, CustomerUserId, OrganizationId, StaffId};

use super::{Conn, StoreError, Tx, execute, rows};

/// What the users of a customer chose about a topic: whose, told or not.
pub async fn of_users(
    conn: &mut Conn,
    org: OrganizationId,
    customer: CustomerId,
    topic: Topic,
) -> Result<Vec<(CustomerUserId, bool)>, StoreError> {
    rows!(
        conn,
        (CustomerUserId, bool),
        "SELECT p.customer_user_id, p.told FROM user_preference p
         JOIN customer_user u ON u.id = p.customer_user_id
         WHERE p.organization_id = $1 AND u.customer_id = $2 AND p.topic = $3",
        org,
        customer,
        topic
    )
}

/// What one customer user chose.
pub async fn of_user(
    conn: &mut Conn,
    org: OrganizationId,
    user: CustomerUserId,
) -> Result<Vec<(Topic, bool)>, StoreError> {
    let sql = "SELECT topic, told FROM user_preference WHERE organization_id = $1 AND customer_user_id = $2";
    rows!(conn, (Topic, bool), sql, org, user)
}

/// Keeps what a customer user chose about a topic.
pub async fn set_of_user(
    tx: &mut Tx,
    org: OrganizationId,
    user: CustomerUserId,
    topic: Topic,
    told: bool,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO user_preference (organization_id, customer_user_id, topic, told) VALUES ($1, $2, $3, $4)
               ON CONFLICT (customer_user_id, topic) DO UPDATE SET told = excluded.told";
    execute!(tx, sql, org, user, topic, told).map(drop)
}

/// How far the staff of the organization want to be told of a topic.
pub async fn of_staff(
    conn: &mut Conn,
    org: OrganizationId,
    topic: StaffTopic,
) -> Result<Vec<(StaffId, Reach)>, StoreError> {
    let sql = "SELECT staff_id, reach FROM staff_preference WHERE organization_id = $1 AND topic = $2";
    rows!(conn, (StaffId, Reach), sql, org, topic)
}

/// How far one staff person wants to be told, by topic.
pub async fn of_member(
    conn: &mut Conn,
    org: OrganizationId,
    staff: StaffId,
) -> Result<Vec<(StaffTopic, Reach)>, StoreError> {
    let sql = "SELECT topic, reach FROM staff_preference WHERE organization_id = $1 AND staff_id = $2";
    rows!(conn, (StaffTopic, Reach), sql, org, staff)
}

/// Keeps how far a staff person wants to be told of a topic.
pub async fn set_of_member(
    tx: &mut Tx,
    org: OrganizationId,
    staff: StaffId,
    topic: StaffTopic,
    reach: Reach,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO staff_preference (organization_id, staff_id, topic, reach) VALUES ($1, $2, $3, $4)
               ON CONFLICT (staff_id, topic) DO UPDATE SET reach = excluded.reach";
    execute!(tx, sql, org, staff, topic, reach).map(drop)
}

/// The staff to whom a customer, or one of its orders, is assigned.
pub async fn assigned(
    conn: &mut Conn,
    org: OrganizationId,
    customer: CustomerId,
    order: Option<&str>,
) -> Result<Vec<StaffId>, StoreError> {
    let found = rows!(
        conn,
        (StaffId,),
        "SELECT staff_id FROM staff_customer WHERE organization_id = $1 AND customer_id = $2
         UNION SELECT technician_id FROM service_order
               WHERE organization_id = $1 AND customer_id = $2 AND number = $3 AND technician_id IS NOT NULL",
        org,
        customer,
        order
    )?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}
