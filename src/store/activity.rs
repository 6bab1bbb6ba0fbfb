//! The activity log (R70): append-only, one hash chain for each organization.

use chrono::{DateTime, Utc};
use serde::Serialize;
use uuid::Uuid;

use crate::domain::activity::{ActorKind, Event, Hashed, personal_digest, sealed_hash};
use crate::domain::activity_filter::ActivityFilter;
use crate::domain::{ActivityId, CustomerId, CustomerUserId, OrganizationId, StaffId};
use crate::text;

use super::{Conn, StoreError, Tx, execute, row, row_opt};

/// What is to be recorded.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The record's identifier.
    pub id: ActivityId,
    /// In which organization's log.
    pub organization: OrganizationId,
    /// When.
    pub at: DateTime<Utc>,
    /// What happened.
    pub event: Event,
    /// What kind of actor did it.
    pub actor_kind: ActorKind,
    /// Which, if it is a person.
    pub actor: Option<Uuid>,
    /// The actor's name at that time.
    pub actor_name: String,
    /// From where.
    pub origin: String,
    /// Which customer it concerns.
    pub customer: Option<CustomerId>,
    /// Which customer user it concerns.
    pub customer_user: Option<CustomerUserId>,
    /// Which staff person it concerns.
    pub staff: Option<StaffId>,
    /// Whom or what it concerns, for people.
    pub subject: String,
    /// Before, after and other facts.
    pub data: serde_json::Value,
    /// Random bytes that are thrown away when the person is deleted, so that nobody can guess names from the digest (R15).
    pub salt: [u8; 16],
}

/// A record as it is kept.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, sqlx::FromRow)]
pub struct Record {
    /// Position in the organization's chain, from 1.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// What happened.
    pub event: Event,
    /// What kind of actor did it.
    pub actor_kind: ActorKind,
    /// The actor's name at that time.
    pub actor_name: String,
    /// From where.
    pub origin: String,
    /// Which customer it concerns.
    pub customer_id: Option<CustomerId>,
    /// That customer's number, if it still exists.
    pub customer_number: Option<String>,
    /// Which customer user it concerns.
    pub customer_user_id: Option<CustomerUserId>,
    /// Whom or what it concerns.
    pub subject: String,
    /// Facts as JSON text, exactly as hashed.
    #[serde(serialize_with = "as_json")]
    pub data: String,
}

fn as_json<S: serde::Serializer>(data: &str, serializer: S) -> Result<S::Ok, S::Error> {
    let value: serde_json::Value = serde_json::from_str(data).unwrap_or_default();
    value.serialize(serializer)
}

/// Which records are asked for, newest first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ActivityQuery {
    /// Only about this customer.
    pub customer: Option<CustomerId>,
    /// Only about this customer user.
    pub user: Option<CustomerUserId>,
    /// Only records whose actor, subject or event contain this text.
    pub search: String,
    /// Only records that this filter means.
    pub filter: ActivityFilter,
    /// Only records before this position.
    pub before_seq: Option<i64>,
    /// At most so many.
    pub limit: u32,
}

#[derive(sqlx::FromRow)]
struct Head {
    log_seq: i64,
    log_hash: Vec<u8>,
}

/// Appends a record. Taking the next number locks the organization's chain until the transaction ends, so records
/// are numbered and chained in the order in which they become true. Other processes hear of it.
pub async fn append(tx: &mut Tx, entry: &Entry) -> Result<i64, StoreError> {
    let head = row!(
        tx,
        Head,
        "UPDATE organization SET log_seq = log_seq + 1 WHERE id = $1 RETURNING log_seq, log_hash",
        entry.organization
    )?;
    let actor_name = text::line(&entry.actor_name);
    let origin = text::line(&entry.origin);
    let subject = text::line(&entry.subject);
    let data = entry.data.to_string();
    let references = references([
        entry.actor,
        entry.customer.map(|id| id.0),
        entry.customer_user.map(|id| id.0),
        entry.staff.map(|id| id.0),
    ]);
    let hashed = Hashed {
        seq: head.log_seq,
        at: entry.at,
        event: entry.event.as_str(),
        actor_kind: entry.actor_kind.as_str(),
        actor_name: &actor_name,
        origin: &origin,
        references: [&references[0], &references[1], &references[2], &references[3]],
        subject: &subject,
        data: &data,
    };
    let digest = personal_digest(&entry.salt, &hashed);
    let hash = sealed_hash(&head.log_hash, &hashed, &digest).to_vec();
    execute!(
        tx,
        "INSERT INTO activity (organization_id, seq, id, at, event, actor_kind, actor_id, actor_name, origin,
             customer_id, customer_user_id, staff_id, subject, data, hash, salt, digest)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        entry.organization,
        head.log_seq,
        entry.id,
        entry.at,
        entry.event,
        entry.actor_kind,
        entry.actor,
        &actor_name,
        &origin,
        entry.customer,
        entry.customer_user,
        entry.staff,
        &subject,
        &data,
        &hash,
        entry.salt.to_vec(),
        digest.to_vec(),
    )?;
    execute!(tx, "UPDATE organization SET log_hash = $2 WHERE id = $1", entry.organization, &hash)?;
    tx.announce().await?;
    Ok(head.log_seq)
}

/// Identifiers as the hash covers them.
pub(super) fn references(ids: [Option<Uuid>; 4]) -> [String; 4] {
    ids.map(|id| id.map(|id| id.simple().to_string()).unwrap_or_default())
}

/// Records, newest first: of one window, see `activity_list`.
pub async fn list(
    conn: &mut Conn,
    organization: OrganizationId,
    query: &ActivityQuery,
) -> Result<Vec<Record>, StoreError> {
    Ok(super::activity_list::page(conn, organization, query).await?.records)
}

/// The record at this position.
pub async fn get(conn: &mut Conn, organization: OrganizationId, seq: i64) -> Result<Option<Record>, StoreError> {
    let Some(after) = seq.checked_add(1) else { return Ok(None) };
    let query = ActivityQuery { before_seq: Some(after), limit: 1, ..ActivityQuery::default() };
    Ok(list(conn, organization, &query).await?.pop().filter(|r| r.seq == seq))
}

/// Who did one of `events` after a position, about a customer user or else a customer or else (for none) anybody; the newest.
pub async fn since(
    conn: &mut Conn,
    organization: OrganizationId,
    after: i64,
    about: (Option<CustomerId>, Option<CustomerUserId>),
    events: &[Event],
) -> Result<Option<(i64, String)>, StoreError> {
    let any = events.iter().map(|e| format!("'{e}'")).collect::<Vec<_>>().join(", ");
    let about_user = if about.1.is_some() { "customer_user_id = $4" } else { "$4 IS NULL" };
    let sql = format!(
        "SELECT seq, actor_name FROM activity WHERE organization_id = $1 AND seq > $2
           AND ($3 IS NULL OR customer_id = $3) AND {about_user} AND event IN ({any}) ORDER BY seq DESC LIMIT 1"
    );
    row_opt!(conn, (i64, String), sqlx::AssertSqlSafe(sql.as_str()), organization, after, about.0, about.1)
}

/// Who last did one of `events`.
pub async fn last_change(
    conn: &mut Conn,
    organization: OrganizationId,
    events: &[Event],
) -> Result<Option<String>, StoreError> {
    let any = events.iter().map(|e| format!("'{e}'")).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "SELECT actor_name FROM activity WHERE organization_id = $1 AND event IN ({any}) ORDER BY seq DESC LIMIT 1"
    );
    Ok(row_opt!(conn, (String,), sqlx::AssertSqlSafe(sql.as_str()), organization)?.map(|(name,)| name))
}

/// Who last did something about a staff account.
pub async fn last_about_staff(
    conn: &mut Conn,
    organization: OrganizationId,
    staff: StaffId,
) -> Result<Option<String>, StoreError> {
    let sql = "SELECT actor_name FROM activity WHERE organization_id = $1 AND staff_id = $2
                 AND event IN ('staff_created', 'staff_renamed', 'staff_role_changed', 'staff_permissions_changed',
                               'staff_areas_changed', 'staff_customers_changed', 'staff_switched', 'staff_password_changed')
               ORDER BY seq DESC LIMIT 1";
    Ok(row_opt!(conn, (String,), sql, organization, staff)?.map(|(name,)| name))
}
