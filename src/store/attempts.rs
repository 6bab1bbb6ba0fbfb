//! Failed sign-ins, counted for each account and each address; soft locks that grow and pass by themselves.
//!
//! The keys are hashes, so the table tells nobody who tried what. It belongs to no organization, because an attempt
//! may name an address that none of them knows.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Conn, Store, StoreError, Tx, execute, row, row_opt, scalar, scalar_opt};

/// How many failures are free before the first lock.
const FREE: i64 = 5;
/// After so long without a failure the count begins anew.
const FORGET_HOURS: i64 = 24;
/// A lock never lasts longer than this: nobody is locked out for good.
const LONGEST_SECONDS: i64 = 15 * 60;

/// Until when nobody may try with this key, if it is locked now.
pub async fn locked_until(
    conn: &mut Conn,
    key: &[u8],
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    let sql = "SELECT locked_until FROM sign_in_attempt WHERE key = $1 AND locked_until > $2";
    scalar_opt!(conn, DateTime<Utc>, sql, key, now)
}

/// Counts a failure; every one after the free ones doubles the lock, up to a quarter of an hour. `free` more
/// failures are free (an address is shared by many people behind one router).
pub async fn failed(tx: &mut Tx, key: &[u8], free: i64, now: DateTime<Utc>) -> Result<(), StoreError> {
    let before =
        row_opt!(tx, (i64, DateTime<Utc>), "SELECT failures, last_failed_at FROM sign_in_attempt WHERE key = $1", key)?;
    let failures = match before {
        Some((n, last)) if now - last < TimeDelta::hours(FORGET_HOURS) => n + 1,
        _ => 1,
    };
    let over = failures - FREE - free;
    let seconds = if over <= 0 { 0 } else { (1_i64 << over.min(12)).min(LONGEST_SECONDS) };
    execute!(
        tx,
        "INSERT INTO sign_in_attempt (key, failures, last_failed_at, locked_until) VALUES ($1, $2, $3, $4)
         ON CONFLICT (key) DO UPDATE SET failures = excluded.failures, last_failed_at = excluded.last_failed_at,
             locked_until = excluded.locked_until",
        key,
        failures,
        now,
        now + TimeDelta::seconds(seconds)
    )
    .map(drop)
}

/// Forgets what has no bearing on anybody any more: no lock and no window is open, and a count would begin anew. Whether
/// there was anything.
pub async fn sweep(store: &Store, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let (long_ago, old) = (
        now - TimeDelta::hours(FORGET_HOURS),
        "SELECT EXISTS (SELECT 1 FROM sign_in_attempt WHERE last_failed_at < $1 AND locked_until <= $2)",
    );
    // Looking first: the worker comes by often, and takes the writer only when there is something to do.
    if !scalar!(&mut store.read().await?, bool, old, long_ago, now)? {
        return Ok(false);
    }
    let mut tx = store.begin().await?;
    let sql = "DELETE FROM sign_in_attempt WHERE last_failed_at < $1 AND locked_until <= $2";
    let swept = execute!(&mut tx, sql, long_ago, now)?;
    tx.commit().await?;
    Ok(swept > 0)
}

/// Forgets the failures of an account that has signed in.
pub async fn succeeded(tx: &mut Tx, key: &[u8]) -> Result<(), StoreError> {
    execute!(tx, "DELETE FROM sign_in_attempt WHERE key = $1", key).map(drop)
}

/// Counts something that may be asked for so many times within `window`, beginning with the first; whether this time is one
/// of them.
pub async fn within(
    tx: &mut Tx,
    key: &[u8],
    allowed: i64,
    window: TimeDelta,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let (asked,) = row!(
        tx,
        (i64,),
        "INSERT INTO sign_in_attempt (key, failures, last_failed_at, locked_until) VALUES ($1, 1, $2, $3)
         ON CONFLICT (key) DO UPDATE SET
             failures = CASE WHEN sign_in_attempt.locked_until <= excluded.last_failed_at THEN 1
                             ELSE sign_in_attempt.failures + 1 END,
             locked_until = CASE WHEN sign_in_attempt.locked_until <= excluded.last_failed_at THEN excluded.locked_until
                                 ELSE sign_in_attempt.locked_until END,
             last_failed_at = excluded.last_failed_at
         RETURNING failures",
        key,
        now,
        now + window
    )?;
    Ok(asked <= allowed)
}
