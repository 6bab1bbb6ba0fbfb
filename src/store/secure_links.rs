//! Secure links of customers (R20): the switches, and what a link leads to.

use chrono::{DateTime, Utc};

use crate::domain::portal_area::PortalAreas;
use crate::domain::state::Language;
use crate::domain::{CustomerId, OrganizationId};

use super::{Conn, StoreError, Tx, execute, row_opt};

/// A customer's secure link with everything that decides whether it works.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
#[allow(clippy::struct_excessive_bools, reason = "a row: each is a column of its own")]
pub struct SecureLink {
    /// The customer.
    pub customer_id: CustomerId,
    /// Its name.
    pub customer_name: String,
    /// In which organization.
    pub organization_id: OrganizationId,
    /// That organization's name.
    pub organization_name: String,
    /// Its accent colour.
    pub accent: String,
    /// Under which key the storage has its logo (R23).
    pub logo_key: Option<String>,
    /// Its time zone.
    pub time_zone: String,
    /// The language of pages that the link opens.
    pub language: Language,
    /// The secret from which the organization's links are made.
    pub link_key: Vec<u8>,
    /// Whether the organization's portal module is on.
    pub module_on: bool,
    /// Whether the portal is on for the customer.
    pub portal_on: bool,
    /// Whether the customer has become an organization of its own (R19).
    pub independent: bool,
    /// Which portal areas exist for it.
    #[sqlx(flatten)]
    pub areas: PortalAreas,
    /// Whether the link is switched on.
    pub link_on: bool,
    /// Which link it is: every rotation makes another one, and the old one dies.
    pub link_rotation: i64,
    /// When it ends.
    pub link_ends_at: Option<DateTime<Utc>>,
    /// Whether whoever holds it sees invoices and estimates.
    pub link_shows_billing: bool,
    /// Whether somebody was given access: then the link alone no longer suffices (R21).
    pub has_users: bool,
}

/// The link of a customer. A visitor brings nothing but the link, which names the customer and proves itself with the
/// organization's key; so this is the one question without an organization.
pub async fn get(conn: &mut Conn, customer: CustomerId) -> Result<Option<SecureLink>, StoreError> {
    row_opt!(
        conn,
        SecureLink,
        "SELECT c.id AS customer_id, c.name AS customer_name, c.organization_id, g.name AS organization_name, g.accent, g.logo_key,
                g.time_zone, COALESCE(c.language, g.language) AS language, g.link_key, g.module_on, c.portal_on,
                c.access_state = 'independent' AS independent,
                c.area_orders, c.area_objects, c.area_faults, c.area_documents, c.area_calendar, c.area_billing,
                c.area_video, c.link_on, c.link_rotation, c.link_ends_at, g.link_shows_billing,
                EXISTS (SELECT 1 FROM customer_user u WHERE u.customer_id = c.id AND u.state <> 'revoked') AS has_users
         FROM customer c JOIN organization g ON g.id = c.organization_id WHERE c.id = $1",
        customer
    )
}

/// Switches the link; `false` when it already was so.
pub async fn switch(tx: &mut Tx, org: OrganizationId, customer: CustomerId, on: bool) -> Result<bool, StoreError> {
    let sql = "UPDATE customer SET link_on = $3, version = version + 1
               WHERE organization_id = $1 AND id = $2 AND link_on <> $3";
    Ok(execute!(tx, sql, org, customer, on)? == 1)
}

/// Makes another link; the old one dies.
pub async fn rotate(tx: &mut Tx, org: OrganizationId, customer: CustomerId) -> Result<(), StoreError> {
    let sql = "UPDATE customer SET link_rotation = link_rotation + 1, version = version + 1
               WHERE organization_id = $1 AND id = $2";
    execute!(tx, sql, org, customer).map(drop)
}

/// Gives the link an end, or none.
pub async fn set_end(
    tx: &mut Tx,
    org: OrganizationId,
    customer: CustomerId,
    ends_at: Option<DateTime<Utc>>,
) -> Result<(), StoreError> {
    let sql = "UPDATE customer SET link_ends_at = $3, version = version + 1 WHERE organization_id = $1 AND id = $2";
    execute!(tx, sql, org, customer, ends_at).map(drop)
}
