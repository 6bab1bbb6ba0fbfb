//! What use cases about access need of a customer, and the two switches that decide whether its portal is there.

use chrono::{DateTime, Utc};

use crate::domain::portal_area::{PortalArea, PortalAreas};
use crate::domain::state::{AccessState, CustomerKind, Language};
use crate::domain::{AreaId, CustomerId, OrganizationId};

use super::{Conn, StoreError, Tx, execute, row_opt, rows, sql};

/// A customer as use cases about access see it.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct Standing {
    /// The customer.
    pub id: CustomerId,
    /// Whose.
    pub organization_id: OrganizationId,
    /// Its number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// Corporate or private (R3).
    pub kind: CustomerKind,
    /// Its area (R10).
    pub area_id: Option<AreaId>,
    /// The language of its letters, if one was chosen.
    pub language: Option<Language>,
    /// Managed by the organization (R8).
    pub managed: bool,
    /// Whether the portal is on (R2).
    pub portal_on: bool,
    /// Which portal areas exist (R2).
    #[sqlx(flatten)]
    pub areas: PortalAreas,
    /// How it stands to the portal (R5).
    pub access_state: AccessState,
}

impl Standing {
    /// `1042 Huber Maschinen GmbH`.
    pub fn title(&self) -> String {
        format!("{} {}", self.number, self.name)
    }
}

pub(super) const COLUMNS: &str =
    "id, organization_id, number, name, kind, area_id, language, managed, portal_on, area_orders, area_objects, area_faults,
     area_documents, area_calendar, area_billing, area_video, access_state";

/// The customer with this identifier.
pub async fn get(conn: &mut Conn, org: OrganizationId, id: CustomerId) -> Result<Option<Standing>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM customer WHERE organization_id = $1 AND id = $2");
    row_opt!(conn, Standing, sqlx::AssertSqlSafe(sql.as_str()), org, id)
}

/// The customer with this number.
pub async fn by_number(conn: &mut Conn, org: OrganizationId, number: &str) -> Result<Option<Standing>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM customer WHERE organization_id = $1 AND number = $2");
    row_opt!(conn, Standing, sqlx::AssertSqlSafe(sql.as_str()), org, number)
}

/// Holds a customer until the transaction ends: whoever else wants to waits.
pub async fn lock(tx: &mut Tx, org: OrganizationId, id: CustomerId) -> Result<(), StoreError> {
    let sql = "UPDATE customer SET version = version WHERE organization_id = $1 AND id = $2";
    execute!(tx, sql, org, id).map(drop)
}

/// The customers with these identifiers, as far as there are such.
pub async fn several(
    conn: &mut Conn,
    org: OrganizationId,
    ids: impl IntoIterator<Item = CustomerId>,
) -> Result<Vec<Standing>, StoreError> {
    let set = sql::set_of_ids(conn.dialect(), 2);
    let sql = format!("SELECT {COLUMNS} FROM customer WHERE organization_id = $1 AND id IN ({set})");
    rows!(conn, Standing, sqlx::AssertSqlSafe(sql.as_str()), org, sql::ids(ids.into_iter().map(|id| id.0)))
}

/// Switches the portal for a customer; `false` when it already was so.
pub async fn set_portal(tx: &mut Tx, org: OrganizationId, id: CustomerId, on: bool) -> Result<bool, StoreError> {
    let sql = "UPDATE customer SET portal_on = $3, version = version + 1
               WHERE organization_id = $1 AND id = $2 AND portal_on <> $3";
    Ok(execute!(tx, sql, org, id, on)? == 1)
}

/// Chooses the portal areas of a customer.
pub async fn set_areas(tx: &mut Tx, org: OrganizationId, id: CustomerId, on: PortalAreas) -> Result<(), StoreError> {
    let of = |area| on.on(area);
    execute!(
        tx,
        "UPDATE customer SET area_orders = $3, area_objects = $4, area_faults = $5, area_documents = $6,
             area_calendar = $7, area_billing = $8, area_video = $9, version = version + 1
         WHERE organization_id = $1 AND id = $2",
        org,
        id,
        of(PortalArea::Orders),
        of(PortalArea::Objects),
        of(PortalArea::Faults),
        of(PortalArea::Documents),
        of(PortalArea::Calendar),
        of(PortalArea::Billing),
        of(PortalArea::Video)
    )
    .map(drop)
}

/// Marks a customer as an organization of its own (R19) and switches its secure link off. It stays so: see
/// [`refresh_access_state`].
pub async fn set_independent(tx: &mut Tx, org: OrganizationId, id: CustomerId) -> Result<(), StoreError> {
    let sql = "UPDATE customer SET access_state = 'independent', link_on = false, version = version + 1
               WHERE organization_id = $1 AND id = $2";
    execute!(tx, sql, org, id).map(drop)
}

/// Computes the access state of a customer anew (R5); to be called in every transaction that changes the portal
/// switch, the secure link or a customer user. What ends by time alone is found by [`ended`].
pub async fn refresh_access_state(
    tx: &mut Tx,
    org: OrganizationId,
    id: CustomerId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "UPDATE customer SET access_state = CASE
            WHEN access_state = 'independent' THEN 'independent'
            WHEN NOT portal_on THEN 'off'
            WHEN EXISTS (SELECT 1 FROM customer_user u WHERE u.customer_id = customer.id AND u.state = 'active'
                         AND (u.ends_at IS NULL OR u.ends_at > $3)) THEN 'active'
            WHEN EXISTS (SELECT 1 FROM customer_user u WHERE u.customer_id = customer.id AND u.state = 'pending') THEN 'pending'
            WHEN EXISTS (SELECT 1 FROM customer_user u WHERE u.customer_id = customer.id AND u.state <> 'revoked') THEN 'off'
            WHEN link_on AND (link_ends_at IS NULL OR link_ends_at > $3) THEN 'link'
            ELSE 'off' END
        WHERE organization_id = $1 AND id = $2";
    execute!(tx, sql, org, id, now).map(drop)
}

/// Customers, of every organization, whose access state is out of date because an access or a secure link has ended by
/// time; 500 at most.
pub async fn ended(conn: &mut Conn, now: DateTime<Utc>) -> Result<Vec<(OrganizationId, CustomerId)>, StoreError> {
    rows!(
        conn,
        (OrganizationId, CustomerId),
        "SELECT c.organization_id, c.id FROM customer c
         WHERE c.access_state = 'active'
           AND c.id IN (SELECT u.customer_id FROM customer_user u WHERE u.ends_at <= $1 AND u.state = 'active')
           AND NOT EXISTS (SELECT 1 FROM customer_user u WHERE u.customer_id = c.id AND u.state = 'active'
                           AND (u.ends_at IS NULL OR u.ends_at > $1))
         UNION ALL
         SELECT organization_id, id FROM customer WHERE access_state = 'link' AND link_ends_at <= $1
         LIMIT 500",
        now
    )
}
