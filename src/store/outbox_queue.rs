//! The outbox as a queue (R63): claimed under leases, reported, paused, capped. For workers, of every organization at once;
//! what staff see of it is in [`super::outbox`].

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::letter::Letter;
use crate::domain::notice::Channel;
use crate::domain::state::{Language, OutboxState};
use crate::domain::{CustomerUserId, OrganizationId, OutboxId, StaffId};

use super::{Conn, Dialect, StoreError, Tx, execute, row, row_opt, rows};

/// A letter that this worker may send until its lease ends.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct Claimed {
    /// Its identifier.
    pub id: OutboxId,
    /// From which organization.
    pub organization_id: OrganizationId,
    /// To or about which customer user.
    pub customer_user_id: Option<CustomerUserId>,
    /// To which staff person.
    pub staff_id: Option<StaffId>,
    /// What a notice is about.
    pub about: Option<String>,
    /// Which way it goes.
    pub channel: Channel,
    /// To which address, or mobile number (E.164).
    pub to_address: String,
    /// To whom.
    pub to_name: String,
    /// In which language.
    pub language: Language,
    /// What it says, as it is stored: see [`Claimed::letter`].
    pub letter: String,
    /// The secret that travels with it.
    pub enclosure: Option<String>,
    /// The Message-ID.
    pub message_id: String,
    /// How often it was tried before.
    pub attempts: i64,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// The version after claiming: reporting back is refused when it has moved on.
    pub version: i64,
}

impl Claimed {
    /// What it says; `None` when it cannot be read. One such letter must not keep a worker from claiming the others.
    pub fn letter(&self) -> Option<Letter> {
        serde_json::from_str(&self.letter).ok()
    }
}

/// A letter as a worker would find it, for looking: nobody may send it, and its secret stays where it is.
pub async fn unclaimed(conn: &mut Conn, org: OrganizationId, id: OutboxId) -> Result<Option<Claimed>, StoreError> {
    row_opt!(
        conn,
        Claimed,
        "SELECT id, organization_id, customer_user_id, staff_id, about, channel, to_address, to_name, language, letter,
                CAST(NULL AS TEXT) AS enclosure, message_id, attempts, created_at, version
         FROM outbox WHERE organization_id = $1 AND id = $2",
        org,
        id
    )
}

/// What a worker asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Want {
    /// Of which channel.
    pub channel: Channel,
    /// So many at most.
    pub limit: u32,
    /// So many may leave in a minute, all workers together; none: no limit.
    pub per_minute: Option<u32>,
}

/// The minute of the cap.
const MINUTE: TimeDelta = TimeDelta::minutes(1);

/// Letters that wait, but not those of organizations that stopped the channel. The columns are those of the index
/// `outbox_due`, so that thousands of stopped letters are passed over without looking at them.
const WAITING: &str = "o.state = 'queued' AND o.channel = $1 AND NOT EXISTS (SELECT 1 FROM outbox_pause p
                           WHERE p.organization_id = o.organization_id AND p.channel = $1)";

/// Claims letters that are due, for any organization, until `until`. A lease that ran out (a worker died) can be claimed
/// again.
///
/// The cap is exact over any sixty seconds and all workers: what left within the last minute and what somebody holds
/// a lease on are counted here, in the transaction that takes the new leases, of which only one runs at a time.
pub async fn claim(
    tx: &mut Tx,
    want: Want,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Vec<Claimed>, StoreError> {
    let mut limit = i64::from(want.limit);
    if let Some(cap) = want.per_minute {
        if tx.dialect() == Dialect::Postgres {
            let sql = "SELECT pg_advisory_xact_lock(hashtextextended('keydesk cap ' || $1, 0))";
            execute!(tx, sql, want.channel)?;
        }
        let (left, held) = under_way(tx, want.channel, now).await?;
        limit = limit.min(i64::from(cap) - left - held);
        if limit <= 0 {
            return Ok(Vec::new());
        }
    }
    let lock = tx.dialect().pick("", " FOR UPDATE OF o SKIP LOCKED");
    let sql = format!(
        "UPDATE outbox SET leased_until = $3, attempts = attempts + 1, version = version + 1
         WHERE id IN (SELECT o.id FROM outbox o WHERE {WAITING} AND o.next_at <= $2
                        AND (o.leased_until IS NULL OR o.leased_until <= $2)
                      ORDER BY o.next_at LIMIT $4{lock})
         RETURNING id, organization_id, customer_user_id, staff_id, about, channel, to_address, to_name, language, letter, enclosure, message_id,
             attempts - 1 AS attempts, created_at, version"
    );
    rows!(tx, Claimed, sqlx::AssertSqlSafe(sql.as_str()), want.channel, now, until, limit)
}

/// How many left within the last minute, and how many are being handed over.
async fn under_way(conn: &mut Conn, channel: Channel, now: DateTime<Utc>) -> Result<(i64, i64), StoreError> {
    let sql = "SELECT (SELECT count(*) FROM outbox WHERE channel = $1 AND sent_at > $2),
                      (SELECT count(*) FROM outbox WHERE channel = $1 AND leased_until > $3)";
    row!(conn, (i64, i64), sql, channel, now - MINUTE, now)
}

/// When the next letter of a channel is due that nobody is sending at `now` and that may leave, if one waits.
pub async fn next_due(conn: &mut Conn, want: Want, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, StoreError> {
    let sql = format!(
        "SELECT o.next_at FROM outbox o WHERE {WAITING} AND (o.leased_until IS NULL OR o.leased_until <= $2)
         ORDER BY o.next_at LIMIT 1"
    );
    let due = row_opt!(conn, (DateTime<Utc>,), sqlx::AssertSqlSafe(sql.as_str()), want.channel, now)?.map(|(at,)| at);
    let (Some(due), Some(cap)) = (due, want.per_minute) else { return Ok(due) };
    let (left, held) = under_way(conn, want.channel, now).await?;
    if left + held < i64::from(cap) {
        return Ok(Some(due));
    }
    // Room comes when the first of the last minute's letters is a minute ago, or when a lease ends, of which there is news.
    let sql = "SELECT min(sent_at) FROM outbox WHERE channel = $1 AND sent_at > $2";
    let (first,) = row!(conn, (Option<DateTime<Utc>>,), sql, want.channel, now - MINUTE)?;
    Ok(Some(due.max(first.map_or(now + TimeDelta::seconds(1), |first| first + MINUTE))))
}

/// Gives back letters that were claimed and not tried.
pub async fn give_back(tx: &mut Tx, letters: &[Claimed]) -> Result<(), StoreError> {
    for claimed in letters {
        let sql = "UPDATE outbox SET leased_until = NULL, attempts = attempts - 1, version = version + 1
                   WHERE id = $1 AND organization_id = $2 AND version = $3";
        execute!(tx, sql, claimed.id, claimed.organization_id, claimed.version)?;
    }
    tx.announce().await
}

/// What became of a letter that was tried.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Handed over.
    Sent(DateTime<Utc>),
    /// To be tried again then.
    Later(DateTime<Utc>, String),
    /// Refused for good.
    Failed(String),
    /// Nobody may be told any more (R62).
    Cancelled(String),
    /// Not this way: it waits anew, for another one.
    Otherwise {
        /// Which way.
        channel: Channel,
        /// To which address, or mobile number (E.164).
        address: String,
        /// Why.
        because: String,
        /// From when it may be sent.
        at: DateTime<Utc>,
    },
}

/// Reports what became of a claimed letter; `false` when the lease was lost to somebody else meanwhile. The enclosure of
/// a letter that was handed over or cancelled is forgotten; a failed one keeps it, so that staff can have it sent again; but never a temporary password, which can be made anew (R17).
pub async fn report(tx: &mut Tx, claimed: &Claimed, outcome: &Outcome) -> Result<bool, StoreError> {
    let (state, next, words, sent) = match outcome {
        Outcome::Sent(at) => (OutboxState::Sent, None, None, Some(*at)),
        Outcome::Later(at, words) => (OutboxState::Queued, Some(*at), Some(words.as_str()), None),
        Outcome::Failed(words) => (OutboxState::Failed, None, Some(words.as_str()), None),
        Outcome::Cancelled(words) => (OutboxState::Cancelled, None, Some(words.as_str()), None),
        Outcome::Otherwise { channel, address, because, at } => {
            return redirect(tx, claimed, (*channel, address), because, *at).await;
        }
    };
    let done = execute!(
        tx,
        "UPDATE outbox SET state = $3, next_at = COALESCE($4, next_at), last_error = $5, sent_at = $6, leased_until = NULL,
             enclosure = CASE WHEN $3 = 'queued' OR ($3 = 'failed' AND kind <> 'temporary_password') THEN enclosure
                              ELSE NULL END,
             version = version + 1
         WHERE id = $1 AND organization_id = $7 AND version = $2",
        claimed.id,
        claimed.version,
        state,
        next,
        words,
        sent,
        claimed.organization_id
    )? == 1;
    tx.announce().await?;
    Ok(done)
}

/// Has a claimed letter wait anew for another way, as if it had never been tried; `false` when the lease was lost.
async fn redirect(
    tx: &mut Tx,
    claimed: &Claimed,
    (channel, address): (Channel, &str),
    because: &str,
    at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let sql = "UPDATE outbox SET channel = $3, to_address = $4, last_error = $5, next_at = $6, attempts = 0,
                   leased_until = NULL, bundle = NULL, version = version + 1
               WHERE id = $1 AND organization_id = $7 AND version = $2";
    let org = claimed.organization_id;
    let done = execute!(tx, sql, claimed.id, claimed.version, channel, address, because, at, org)? == 1;
    tx.announce().await?;
    Ok(done)
}

/// Stops a channel for an organization; `false` when it is stopped already.
pub async fn pause(
    tx: &mut Tx,
    org: OrganizationId,
    channel: Channel,
    at: DateTime<Utc>,
    by: &str,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO outbox_pause (organization_id, channel, paused_at, paused_by) VALUES ($1, $2, $3, $4)
               ON CONFLICT (organization_id, channel) DO NOTHING";
    let done = execute!(tx, sql, org, channel, at, by)? == 1;
    tx.announce().await?;
    Ok(done)
}

/// Lets a channel of an organization go on; `false` when it was not stopped.
pub async fn resume(tx: &mut Tx, org: OrganizationId, channel: Channel) -> Result<bool, StoreError> {
    let sql = "DELETE FROM outbox_pause WHERE organization_id = $1 AND channel = $2";
    let done = execute!(tx, sql, org, channel)? == 1;
    tx.announce().await?;
    Ok(done)
}

/// Since when a channel of an organization is stopped, and by whom.
pub async fn paused(
    conn: &mut Conn,
    org: OrganizationId,
    channel: Channel,
) -> Result<Option<(DateTime<Utc>, String)>, StoreError> {
    let sql = "SELECT paused_at, paused_by FROM outbox_pause WHERE organization_id = $1 AND channel = $2";
    row_opt!(conn, (DateTime<Utc>, String), sql, org, channel)
}

/// How many letters of an organization wait and how many failed on a channel, each counted to 1,000 at most.
pub async fn counts(conn: &mut Conn, org: OrganizationId, channel: Channel) -> Result<(i64, i64), StoreError> {
    let sql = "SELECT (SELECT count(*) FROM (SELECT 1 FROM outbox WHERE organization_id = $1 AND channel = $2
                                               AND state = 'queued' LIMIT 1000) q),
                      (SELECT count(*) FROM (SELECT 1 FROM outbox WHERE organization_id = $1 AND channel = $2
                                               AND state IN ('failed', 'bounced') LIMIT 1000) f)";
    row!(conn, (i64, i64), sql, org, channel)
}

/// What was said last to a letter of an organization that was tried and still waits. Those that were tried are due last,
/// so a thousand are looked at.
pub async fn trouble(conn: &mut Conn, org: OrganizationId, channel: Channel) -> Result<Option<String>, StoreError> {
    let sql = "SELECT last_error FROM (SELECT last_error, attempts, next_at FROM outbox
                                       WHERE organization_id = $1 AND channel = $2 AND state = 'queued'
                                       ORDER BY next_at DESC LIMIT 1000) w
               WHERE attempts > 0 AND last_error IS NOT NULL ORDER BY next_at DESC LIMIT 1";
    Ok(row_opt!(conn, (String,), sql, org, channel)?.map(|(words,)| words))
}
