//! The activity log (R70): append-only, one hash chain for each organization.

use std::fmt::Write as _;

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
    let sealed = Sealed::after(&head.log_hash, head.log_seq, entry);
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
        &sealed.actor_name,
        &sealed.origin,
        entry.customer,
        entry.customer_user,
        entry.staff,
        &sealed.subject,
        &sealed.data,
        sealed.hash.as_slice(),
        entry.salt.to_vec(),
        sealed.digest.as_slice(),
    )?;
    let sql = "UPDATE organization SET log_hash = $2 WHERE id = $1";
    execute!(tx, sql, entry.organization, sealed.hash.as_slice())?;
    tx.announce().await?;
    Ok(head.log_seq)
}

/// Appends many records of one organization, in their order, each chained to the one before: three statements for all
/// that happened at one moment, however many there are.
pub async fn append_all(tx: &mut Tx, organization: OrganizationId, entries: &[Entry]) -> Result<(), StoreError> {
    let Ok(count) = i64::try_from(entries.len()) else { return Ok(()) };
    if count == 0 {
        return Ok(());
    }
    let sql = "UPDATE organization SET log_seq = log_seq + $2 WHERE id = $1 RETURNING log_seq, log_hash";
    let head = row!(tx, Head, sql, organization, count)?;
    let (mut seq, mut hash) = (head.log_seq - count, head.log_hash);
    for moment in entries.chunk_by(|a, b| a.at == b.at) {
        let mut rows = Vec::with_capacity(moment.len());
        for entry in moment {
            seq += 1;
            let sealed = Sealed::after(&hash, seq, entry);
            rows.push(sealed.row(seq, entry));
            hash = sealed.hash.to_vec();
        }
        let sql = tx.dialect().pick(INSERT_MANY_SQLITE, INSERT_MANY_POSTGRES);
        execute!(tx, sql, organization, moment[0].at, serde_json::Value::from(rows).to_string())?;
    }
    execute!(tx, "UPDATE organization SET log_hash = $2 WHERE id = $1", organization, &hash)?;
    tx.announce().await
}

const INSERT_MANY_SQLITE: &str =
    "INSERT INTO activity (organization_id, seq, id, at, event, actor_kind, actor_id, actor_name, origin, customer_id,
         customer_user_id, staff_id, subject, data, hash, salt, digest)
     SELECT $1, value ->> 'seq', unhex(value ->> 'id'), $2, value ->> 'event', value ->> 'actor_kind',
         unhex(value ->> 'actor_id'), value ->> 'actor_name', value ->> 'origin', unhex(value ->> 'customer_id'),
         unhex(value ->> 'customer_user_id'), unhex(value ->> 'staff_id'), value ->> 'subject', value ->> 'data',
         unhex(value ->> 'hash'), unhex(value ->> 'salt'), unhex(value ->> 'digest') FROM json_each($3)";

const INSERT_MANY_POSTGRES: &str =
    "INSERT INTO activity (organization_id, seq, id, at, event, actor_kind, actor_id, actor_name, origin, customer_id,
         customer_user_id, staff_id, subject, data, hash, salt, digest)
     SELECT $1, n.seq, n.id, $2, n.event, n.actor_kind, n.actor_id, n.actor_name, n.origin, n.customer_id,
         n.customer_user_id, n.staff_id, n.subject, n.data, decode(n.hash, 'hex'), decode(n.salt, 'hex'),
         decode(n.digest, 'hex')
     FROM json_to_recordset(CAST($3 AS json)) AS n (seq BIGINT, id UUID, event TEXT, actor_kind TEXT, actor_id UUID,
         actor_name TEXT, origin TEXT, customer_id UUID, customer_user_id UUID, staff_id UUID, subject TEXT, data TEXT,
         hash TEXT, salt TEXT, digest TEXT)";

/// What is kept of a record beside its facts: texts made safe, and the seals over all of it.
struct Sealed {
    actor_name: String,
    origin: String,
    subject: String,
    data: String,
    digest: [u8; 32],
    hash: [u8; 32],
}

impl Sealed {
    fn after(previous: &[u8], seq: i64, entry: &Entry) -> Self {
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
            seq,
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
        let hash = sealed_hash(previous, &hashed, &digest);
        Self { actor_name, origin, subject, data, digest, hash }
    }

    /// The record as one of many in a statement; identifiers and bytes in hexadecimal.
    fn row(&self, seq: i64, entry: &Entry) -> serde_json::Value {
        let id = |id: Uuid| id.simple().to_string();
        serde_json::json!({
            "seq": seq,
            "id": id(entry.id.0),
            "event": entry.event,
            "actor_kind": entry.actor_kind,
            "actor_id": entry.actor.map(id),
            "actor_name": self.actor_name,
            "origin": self.origin,
            "customer_id": entry.customer.map(|c| id(c.0)),
            "customer_user_id": entry.customer_user.map(|u| id(u.0)),
            "staff_id": entry.staff.map(|s| id(s.0)),
            "subject": self.subject,
            "data": self.data,
            "hash": hex(&self.hash),
            "salt": hex(entry.salt.as_ref()),
            "digest": hex(&self.digest),
        })
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
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

/// The newest record that says that it undoes the one at this position, among the thousand newest after it.
pub async fn that_undoes(
    conn: &mut Conn,
    organization: OrganizationId,
    seq: i64,
) -> Result<Option<Record>, StoreError> {
    let query = ActivityQuery { limit: 1000, ..ActivityQuery::default() };
    let undoes = |r: &Record| {
        let data: serde_json::Value = serde_json::from_str(&r.data).unwrap_or_default();
        data.get("undoes").and_then(serde_json::Value::as_i64) == Some(seq)
    };
    Ok(list(conn, organization, &query).await?.into_iter().find(undoes))
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

/// Who last changed something about a customer user: signing in and looking are no changes.
pub async fn last_about_user(
    conn: &mut Conn,
    organization: OrganizationId,
    user: CustomerUserId,
) -> Result<Option<String>, StoreError> {
    let sql = "SELECT actor_name FROM activity WHERE organization_id = $1 AND customer_user_id = $2
                 AND event IN ('access_granted', 'access_revoked', 'access_suspended', 'access_restored', 'access_end_set',
                               'suspension_lifted', 'permissions_changed', 'role_changed', 'scope_changed',
                               'contact_link_changed', 'invitation_accepted', 'invitation_withdrawn',
                               'invitation_address_changed')
               ORDER BY seq DESC LIMIT 1";
    Ok(row_opt!(conn, (String,), sql, organization, user)?.map(|(name,)| name))
}

/// Who last changed a customer itself, whose columns were written at `at` the last time: whoever did something about it
/// since, or else whoever imported what was written then.
pub async fn last_about_customer(
    conn: &mut Conn,
    organization: OrganizationId,
    customer: CustomerId,
    at: DateTime<Utc>,
) -> Result<Option<String>, StoreError> {
    let sql = "SELECT actor_name FROM activity WHERE organization_id = $1
                 AND (event = 'imported' OR (customer_id = $2 AND event IN ('customer_edited', 'customer_portal_switched',
                      'portal_areas_changed', 'secure_link_switched', 'secure_link_rotated', 'secure_link_end_set',
                      'independence_approved')))
                 AND at >= $3
               ORDER BY CASE WHEN event = 'imported' THEN 1 ELSE 0 END, CASE WHEN event = 'imported' THEN seq ELSE -seq END
               LIMIT 1";
    Ok(row_opt!(conn, (String,), sql, organization, customer, at)?.map(|(name,)| name))
}

/// Who last did one of `events` to the thing of a customer whose subject begins with `number`.
pub async fn last_about_thing(
    conn: &mut Conn,
    organization: OrganizationId,
    customer: CustomerId,
    number: &str,
    events: [Event; 2],
) -> Result<Option<String>, StoreError> {
    let sql = "SELECT actor_name FROM activity WHERE organization_id = $1 AND customer_id = $2
                 AND (subject = $3 OR subject LIKE $4 ESCAPE '\\') AND event IN ($5, $6)
               ORDER BY seq DESC LIMIT 1";
    let begins = crate::text::like_prefix(&format!("{number} "));
    let found = row_opt!(conn, (String,), sql, organization, customer, number, begins, events[0], events[1])?;
    Ok(found.map(|(name,)| name))
}

/// Who last did `event` to something of the organization that is named so.
pub async fn last_about_subject(
    conn: &mut Conn,
    organization: OrganizationId,
    subject: &str,
    event: Event,
) -> Result<Option<String>, StoreError> {
    let sql = "SELECT actor_name FROM activity WHERE organization_id = $1 AND subject = $2 AND event = $3
               ORDER BY seq DESC LIMIT 1";
    Ok(row_opt!(conn, (String,), sql, organization, subject, event)?.map(|(name,)| name))
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
