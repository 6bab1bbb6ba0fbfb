//! Whose link it is that switches a topic off (R60, R61).

use crate::domain::state::Language;
use crate::domain::{CustomerId, CustomerUserId, OrganizationId, SignInId, StaffId};

use super::{Conn, StoreError, row_opt};

/// The person whom a link names, with the organization that vouches for it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Holder {
    /// The organization.
    pub organization_id: OrganizationId,
    /// Its name.
    pub organization_name: String,
    /// Its accent colour.
    pub accent: String,
    /// Under which key the storage has its logo.
    pub logo_key: Option<String>,
    /// Its time zone.
    pub time_zone: String,
    /// Whether its portal module is on (R1).
    pub module_on: bool,
    /// The key that the link proves itself with.
    pub link_key: Vec<u8>,
    /// The customer, if it is a customer user.
    pub customer_id: Option<CustomerId>,
    /// The sign-in, if it is a customer user.
    pub sign_in_id: Option<SignInId>,
    /// The person's name.
    pub name: String,
    /// The person's address.
    pub email: String,
    /// The person's language.
    pub language: Language,
}

/// A customer user. A visitor brings nothing but the link, which names the person and proves itself with the
/// organization's key; so this and [`of_staff`] are asked without an organization.
pub async fn of_user(conn: &mut Conn, id: CustomerUserId) -> Result<Option<Holder>, StoreError> {
    row_opt!(
        conn,
        Holder,
        "SELECT g.id AS organization_id, g.name AS organization_name, g.accent, g.logo_key, g.time_zone, g.module_on,
                g.link_key, u.customer_id, p.id AS sign_in_id, p.first_name || ' ' || p.last_name AS name, p.email, p.language
         FROM customer_user u JOIN sign_in p ON p.id = u.sign_in_id JOIN organization g ON g.id = u.organization_id
         WHERE u.id = $1",
        id
    )
}

/// A staff person.
pub async fn of_staff(conn: &mut Conn, id: StaffId) -> Result<Option<Holder>, StoreError> {
    let none = conn.dialect().pick("NULL", "CAST(NULL AS uuid)");
    let sql = format!(
        "SELECT g.id AS organization_id, g.name AS organization_name, g.accent, g.logo_key, g.time_zone, g.module_on,
                g.link_key, {none} AS customer_id, {none} AS sign_in_id, s.name, s.email,
                COALESCE(NULLIF(s.language, ''), g.language) AS language
         FROM staff s JOIN organization g ON g.id = s.organization_id WHERE s.id = $1"
    );
    row_opt!(conn, Holder, sqlx::AssertSqlSafe(sql.as_str()), id)
}
