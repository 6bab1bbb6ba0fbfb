//! What an organization has settled for itself.

use serde::Serialize;

use crate::domain::OrganizationId;
use crate::domain::staff::OutsideAreas;
use crate::domain::state::Language;

use super::{Conn, StoreError, Tx, execute, row_opt, scalar};

/// What an organization has settled for itself.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, sqlx::FromRow)]
#[allow(clippy::struct_excessive_bools, reason = "a row: each is a column of its own")]
pub struct Settings {
    /// Whether the portal module is on (R1); switched on its own.
    pub module_on: bool,
    /// What staff who are bound to areas see of customers elsewhere (R10).
    pub outside_areas: OutsideAreas,
    /// Whether temporary passwords may be mailed (R17).
    pub mails_temporary: bool,
    /// Whether whoever holds a secure link sees invoices and estimates (R20).
    pub link_shows_billing: bool,
    /// Whether everybody who signs in to the portal needs a second factor (R22).
    pub demands_second_factor: bool,
    /// The language of letters and pages where nobody chose one.
    pub language: Language,
    /// The IANA time zone.
    pub time_zone: String,
    /// Where replies to letters go.
    pub reply_to: Option<String>,
    /// The accent colour, `#rrggbb`.
    pub accent: String,
    /// Grows with every change.
    pub version: i64,
}

/// The settings of an organization.
pub async fn get(conn: &mut Conn, id: OrganizationId) -> Result<Option<Settings>, StoreError> {
    let sql =
        "SELECT module_on, outside_areas, mails_temporary, link_shows_billing, demands_second_factor, language, time_zone, reply_to, accent,
                   version FROM organization WHERE id = $1";
    row_opt!(conn, Settings, sql, id)
}

/// Writes everything but the module, and takes the next version, if it still is the expected one. `false` when somebody else
/// was faster.
pub async fn set(tx: &mut Tx, id: OrganizationId, to: &Settings) -> Result<bool, StoreError> {
    let done = execute!(
        tx,
        "UPDATE organization SET outside_areas = $3, mails_temporary = $4, link_shows_billing = $5, demands_second_factor = $6,
             language = $7, time_zone = $8, reply_to = $9, accent = $10, version = version + 1
         WHERE id = $1 AND version = $2",
        id,
        to.version,
        to.outside_areas,
        to.mails_temporary,
        to.link_shows_billing,
        to.demands_second_factor,
        to.language,
        &to.time_zone,
        &to.reply_to,
        &to.accent
    )?;
    Ok(done == 1)
}

/// Under which key the storage has the organization's logo (R23); none when it has none.
pub async fn logo(conn: &mut Conn, id: OrganizationId) -> Result<Option<String>, StoreError> {
    scalar!(conn, Option<String>, "SELECT logo_key FROM organization WHERE id = $1", id)
}

/// Notes another logo, or none.
pub async fn set_logo(
    tx: &mut Tx,
    id: OrganizationId,
    key: Option<&str>,
    kind: Option<&str>,
) -> Result<(), StoreError> {
    let sql = "UPDATE organization SET logo_key = $2, logo_type = $3, version = version + 1 WHERE id = $1";
    execute!(tx, sql, id, key, kind).map(drop)
}

/// Whether an organization still needs the logo under this key: the key is made from the picture, and two may have the same.
pub async fn logo_is_used(conn: &mut Conn, key: &str) -> Result<bool, StoreError> {
    scalar!(conn, bool, "SELECT EXISTS (SELECT 1 FROM organization WHERE logo_key = $1)", key)
}
