//! Video sessions as staff work on them (R40). What customer users see of them is another room's: `visible`.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::domain::staff::Territory;
use crate::domain::state::VideoState;
use crate::domain::{AreaId, ContactId, CustomerId, FacilityId, OrderId, OrganizationId, StaffId, VideoSessionId};

use super::sql::Sql;
use super::{Conn, StoreError, Tx, execute, row_opt, scalar};

/// A video session with everything that decides over it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, sqlx::FromRow)]
pub struct VideoRow {
    /// Which.
    pub id: VideoSessionId,
    /// Its number, unique in the organization.
    pub number: String,
    /// Of which customer.
    pub customer_id: CustomerId,
    /// That customer's number.
    pub customer_number: String,
    /// That customer's name.
    pub customer_name: String,
    /// That customer's area (R10).
    pub area_id: Option<AreaId>,
    /// About which order.
    pub order_id: Option<OrderId>,
    /// That order's number.
    pub order_number: Option<String>,
    /// To whom that order is assigned.
    pub technician_id: Option<StaffId>,
    /// Where it lies: at its order's facility, or its own (R12).
    pub facility_id: Option<FacilityId>,
    /// That facility's name.
    pub facility: Option<String>,
    /// For which contact, if its order is for one (R13).
    pub contact_id: Option<ContactId>,
    /// What it is about, in a line.
    pub title: String,
    /// What is to be known about it. Customers read it too.
    pub note: String,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// Where one joins it; empty: nowhere yet.
    pub join_url: String,
    /// How it stands, as kept: never *over*.
    pub state: VideoState,
    /// Who asked for it; empty when staff planned it by themselves.
    pub requested_by: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Grows with every change.
    pub version: i64,
}

impl VideoRow {
    /// `V3 Lift stuck`.
    pub fn title(&self) -> String {
        format!("{} {}", self.number, self.title)
    }

    /// How it stands at this moment.
    pub fn state_at(&self, now: DateTime<Utc>) -> VideoState {
        if self.state != VideoState::Cancelled && self.ends_at <= now { VideoState::Over } else { self.state }
    }

    /// Where one joins it: the name of the machine in the link.
    pub fn host(&self) -> Option<String> {
        url::Url::parse(&self.join_url).ok().and_then(|link| link.host_str().map(str::to_owned))
    }
}

/// The columns of a [`VideoRow`] and where they come from: a session `x`. One that names an order of another customer is
/// nobody's.
pub(super) const SELECT: &str =
    "SELECT x.id, x.number, x.customer_id, c.number AS customer_number, c.name AS customer_name,
            c.area_id, x.order_id, o.number AS order_number, o.technician_id, f.id AS facility_id, f.name AS facility,
            o.contact_id, x.title, x.note, x.starts_at, x.ends_at, x.join_url, x.state, x.requested_by, x.created_at,
            x.version
     FROM video_session x JOIN customer c ON c.id = x.customer_id
     LEFT JOIN service_order o ON o.id = x.order_id AND o.organization_id = x.organization_id
     LEFT JOIN facility f ON f.id = CASE WHEN x.order_id IS NULL THEN x.facility_id ELSE o.facility_id END
     WHERE (x.order_id IS NULL OR o.customer_id = x.customer_id) AND x.organization_id = ";

/// The session with this number.
pub async fn by_number(conn: &mut Conn, org: OrganizationId, number: &str) -> Result<Option<VideoRow>, StoreError> {
    let sql = format!("{SELECT}$1 AND x.number = $2");
    row_opt!(conn, VideoRow, sqlx::AssertSqlSafe(sql.as_str()), org, number)
}

/// The session that was made with this key.
pub async fn by_key(conn: &mut Conn, org: OrganizationId, key: &str) -> Result<Option<VideoRow>, StoreError> {
    let sql = format!("{SELECT}$1 AND x.sent_key = $2");
    row_opt!(conn, VideoRow, sqlx::AssertSqlSafe(sql.as_str()), org, key)
}

/// Which sessions are asked for.
#[derive(Clone, Debug)]
pub struct Filter {
    /// Of this customer only.
    pub customer: Option<CustomerId>,
    /// About orders of this staff person only.
    pub technician: Option<StaffId>,
    /// That end after this moment.
    pub from: DateTime<Utc>,
    /// At most so many.
    pub limit: u32,
}

/// Sessions of customers in `territory` by their beginning, cancelled ones too.
pub async fn list(
    conn: &mut Conn,
    org: OrganizationId,
    territory: &Territory,
    filter: &Filter,
) -> Result<Vec<VideoRow>, StoreError> {
    let mut sql = Sql::new(SELECT).bind(org.0).text(" AND x.ends_at > ").bind(filter.from);
    if let Territory::Areas(areas) = territory {
        sql = sql.text(" AND (1 = 0");
        for area in areas {
            sql = sql.text(" OR c.area_id = ").bind(area.0);
        }
        sql = sql.text(")");
    }
    if let Some(customer) = filter.customer {
        sql = sql.text(" AND x.customer_id = ").bind(customer.0);
    }
    if let Some(technician) = filter.technician {
        sql = sql.text(" AND o.technician_id = ").bind(technician.0);
    }
    sql.text(" ORDER BY x.starts_at, x.id LIMIT ").number(filter.limit as usize).rows(conn).await
}

/// A session to be added. Its version is 1.
#[derive(Clone, Debug)]
pub struct NewVideo<'a> {
    /// Its identifier.
    pub id: VideoSessionId,
    /// In which organization.
    pub organization: OrganizationId,
    /// Of which customer.
    pub customer: CustomerId,
    /// About which order.
    pub order: Option<OrderId>,
    /// At which facility, where it is about no order.
    pub facility: Option<FacilityId>,
    /// What it is about, in a line.
    pub title: &'a str,
    /// What is to be known about it.
    pub note: &'a str,
    /// When it begins and ends.
    pub span: (DateTime<Utc>, DateTime<Utc>),
    /// Where one joins it, or empty.
    pub join_url: &'a str,
    /// How it stands.
    pub state: VideoState,
    /// Who asked for it, or empty.
    pub requested_by: &'a str,
    /// The same when the same form arrives again.
    pub sent_key: &'a str,
    /// When it is made.
    pub at: DateTime<Utc>,
}

/// Adds a session with the next number, `V1`, `V2` and so on; none when one with the same key is there.
pub async fn insert(tx: &mut Tx, new: &NewVideo<'_>) -> Result<Option<String>, StoreError> {
    let sql = "UPDATE organization SET video_seq = video_seq + 1 WHERE id = $1 RETURNING video_seq";
    let number = format!("V{}", scalar!(tx, i64, sql, new.organization)?);
    let made = execute!(
        tx,
        "INSERT INTO video_session (id, organization_id, customer_id, number, order_id, facility_id, title, note, starts_at,
             ends_at, join_url, state, requested_by, sent_key, created_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1)
         ON CONFLICT (organization_id, sent_key) DO NOTHING",
        new.id,
        new.organization,
        new.customer,
        &number,
        new.order,
        new.facility,
        new.title,
        new.note,
        new.span.0,
        new.span.1,
        new.join_url,
        new.state,
        new.requested_by,
        new.sent_key,
        new.at
    )?;
    Ok((made == 1).then_some(number))
}

/// Keeps time, link and state of a session that still has the version it was read with; `false` when somebody else was
/// faster.
pub async fn save(tx: &mut Tx, org: OrganizationId, session: &VideoRow) -> Result<bool, StoreError> {
    let changed = execute!(
        tx,
        "UPDATE video_session SET starts_at = $4, ends_at = $5, join_url = $6, state = $7, version = version + 1
         WHERE organization_id = $1 AND id = $2 AND version = $3",
        org,
        session.id,
        session.version,
        session.starts_at,
        session.ends_at,
        &session.join_url,
        session.state
    )?;
    Ok(changed == 1)
}

/// Who last changed the session of this customer and number.
pub async fn last_changed_by(
    conn: &mut Conn,
    org: OrganizationId,
    customer: CustomerId,
    number: &str,
) -> Result<Option<String>, StoreError> {
    let sql = "SELECT actor_name FROM activity WHERE organization_id = $1 AND customer_id = $2 AND subject LIKE $3 ESCAPE '\\'
                 AND event IN ('video_requested', 'video_planned', 'video_moved', 'video_cancelled')
               ORDER BY seq DESC LIMIT 1";
    let begins = crate::text::like_prefix(&format!("{number} "));
    Ok(row_opt!(conn, (String,), sql, org, customer, begins)?.map(|(name,)| name))
}
