//! The worker that empties the outbox (R63). Any number of them may run, in either program, on one database.
//!
//! A letter is claimed under a lease in one short transaction, sent while nothing of the database is held, and reported
//! in another. It also sets the states of what has ended by time alone, and
//! writes the letters of people who forgot their passwords. A worker that dies leaves the lease to run out; the letter is then sent by somebody else under the same
//! Message-ID.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::join_all;

use super::letters::{LetterError, Paper, Reader, render};
use super::message::{Heading, Message};
use super::transport::{Outcome as Answer, Transport};
use crate::domain::letter::Enclosure;
use crate::random::Random;
use crate::service::outbox::{self, Claimed, Outcome, Standing};
use crate::service::{App, Error, access, checks, customer_sign_in};
use crate::store::Changes;
use crate::store::organizations::Organization;

/// So many letters are claimed and sent at once.
const BATCH: u32 = 4;
/// Without any news the outbox is looked at this often: leases of workers that died are found then.
const LOOK: Duration = Duration::from_mins(1);
/// After trouble with the database the worker waits this long.
const TROUBLE: Duration = Duration::from_secs(5);
/// When the program ends, letters that are being handed over get this long.
const GRACE: Duration = Duration::from_secs(5);
/// Minutes until the next attempt; about two days in all.
const BACKOFF: [i64; 9] = [1, 5, 15, 60, 240, 480, 720, 720, 720];

/// What became of the letters of one run.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Letters that a server (or the folder) took.
    pub sent: usize,
    /// Letters that will be tried again.
    pub postponed: usize,
    /// Letters that were refused for good.
    pub failed: usize,
    /// Letters that nobody may be told any more (R62).
    pub cancelled: usize,
}

impl Counts {
    fn count(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Sent(_) => self.sent += 1,
            Outcome::Later(..) => self.postponed += 1,
            Outcome::Failed(_) => self.failed += 1,
            Outcome::Cancelled(_) => self.cancelled += 1,
        }
    }
}

/// Sends letters as they fall due until `shutdown` comes. Trouble with the database or the mail server is noted and
/// waited out; the worker itself never ends because of it.
pub async fn run(app: &App, transport: &Transport, shutdown: impl Future<Output = ()>) {
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let working = work(app, transport, stopped);
    tokio::pin!(working, shutdown);
    tokio::select! {
        () = &mut working => {}
        () = &mut shutdown => {
            let _ = stop.send(true);
            if tokio::time::timeout(GRACE, working).await.is_err() {
                tracing::warn!("letters were being handed over when the program ended; their leases will run out");
            }
        }
    }
}

/// Sends every letter that is due, once, and says what became of them.
///
/// # Errors
/// When the database fails.
pub async fn run_once(app: &App, transport: &Transport) -> Result<Counts, Error> {
    access::settle_ended(app).await?;
    checks::tell_due(app).await?;
    customer_sign_in::work_off_recoveries(app).await?;
    let mut counts = Counts::default();
    while batch(app, transport, &mut counts).await? {}
    Ok(counts)
}

async fn work(app: &App, transport: &Transport, mut stopped: tokio::sync::watch::Receiver<bool>) {
    let mut changes = None;
    while !*stopped.borrow() {
        let wait = match empty(app, transport, &stopped, &mut changes).await {
            Ok(wait) => wait,
            Err(error) => {
                tracing::warn!("the outbox cannot be read: {error}");
                TROUBLE
            }
        };
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = news(&mut changes) => {}
            _ = stopped.changed() => {}
        }
    }
}

/// Sends what is due; how long to wait when nothing is heard.
async fn empty(
    app: &App,
    transport: &Transport,
    stopped: &tokio::sync::watch::Receiver<bool>,
    changes: &mut Option<Changes>,
) -> Result<Duration, Error> {
    // Watching begins before looking, so that nothing falls between the two.
    if changes.is_none() {
        *changes = Some(app.store.changes().await?);
    }
    access::settle_ended(app).await?;
    checks::tell_due(app).await?;
    customer_sign_in::work_off_recoveries(app).await?;
    while !*stopped.borrow() && batch(app, transport, &mut Counts::default()).await? {}
    let next = outbox::next_due(app).await?;
    let until = next.map(|at| (at - app.now()).to_std().unwrap_or_default());
    // Never at once: a letter that was due now and could not be claimed is somebody else's at this moment.
    Ok(until.unwrap_or(LOOK).clamp(Duration::from_millis(200), LOOK))
}

/// Comes when the database has changed; starts over when the watcher was lost.
async fn news(changes: &mut Option<Changes>) {
    match changes {
        Some(watch) => {
            if !watch.changed().await {
                *changes = None;
            }
        }
        None => std::future::pending().await,
    }
}

/// Claims, sends and reports some letters; `false` when none was due.
async fn batch(app: &App, transport: &Transport, counts: &mut Counts) -> Result<bool, Error> {
    let claimed = outbox::claim(app, BATCH).await?;
    let outcomes = join_all(claimed.iter().map(|letter| deliver(app, transport, letter))).await;
    for outcome in outcomes {
        counts.count(&outcome?);
    }
    Ok(!claimed.is_empty())
}

/// Sends one letter and reports what became of it.
async fn deliver(app: &App, transport: &Transport, claimed: &Claimed) -> Result<Outcome, Error> {
    let outcome = match outbox::standing(app, claimed).await? {
        Standing::Told(sender) => attempt(app, transport, claimed, &sender).await,
        Standing::Untold(because) => Outcome::Cancelled(because),
    };
    report(app, claimed, &outcome).await?;
    Ok(outcome)
}

async fn attempt(app: &App, transport: &Transport, claimed: &Claimed, sender: &Organization) -> Outcome {
    let message = match write(app, transport, claimed, sender) {
        Ok(message) => message,
        Err(error) => return Outcome::Failed(error.to_string()),
    };
    let answer = transport.send(&file_name(claimed), message).await;
    tracing::debug!(message_id = claimed.message_id, "{answer:?}");
    match answer {
        Answer::Sent { .. } => Outcome::Sent(app.now()),
        Answer::Permanent { words } => Outcome::Failed(words),
        Answer::Transient { words } => match next_attempt(&app.random, claimed.attempts, app.now()) {
            Some(at) => Outcome::Later(at, words),
            None => Outcome::Failed(format!("given up after {} attempts: {words}", claimed.attempts + 1)),
        },
    }
}

fn write(app: &App, transport: &Transport, claimed: &Claimed, sender: &Organization) -> Result<Message, LetterError> {
    let paper = Paper {
        organization: &sender.name,
        accent: &sender.accent,
        time_zone: &sender.time_zone,
        public_url: &app.policy.public_url,
    };
    let reader = Reader { language: claimed.language, address: &claimed.to_address };
    let enclosure = claimed.enclosure.clone().map(Enclosure);
    let letter = claimed.letter().ok_or(LetterError::Unreadable)?;
    let letter = render(&letter, enclosure.as_ref(), &reader, &paper)?;
    let heading = Heading {
        from: transport.from(),
        organization: &sender.name,
        reply_to: sender.reply_to.as_deref(),
        to: &claimed.to_address,
        to_name: &claimed.to_name,
        language: claimed.language,
        message_id: &claimed.message_id,
        date: app.now(),
    };
    Message::new(&letter, &heading, transport.octets())
}

/// Sorted by time, and the same at every attempt: the file of a letter that is sent twice is there once.
fn file_name(claimed: &Claimed) -> String {
    format!("{}-{}", claimed.created_at.format("%Y%m%dT%H%M%S%6fZ"), claimed.id)
}

/// Reports what became of a letter. A letter that was handed over must not be sent again because the database was away
/// for a moment, so this is tried for a while.
async fn report(app: &App, claimed: &Claimed, outcome: &Outcome) -> Result<(), Error> {
    let mut wait = Duration::from_millis(200);
    loop {
        match outbox::report(app, claimed, outcome).await {
            Ok(true) => return Ok(()),
            Ok(false) => {
                tracing::info!(message_id = claimed.message_id, "the letter was changed by somebody else meanwhile");
                return Ok(());
            }
            Err(error) if wait > Duration::from_secs(30) => return Err(error),
            Err(error) => {
                tracing::warn!(message_id = claimed.message_id, "what became of the letter cannot be noted: {error}");
                tokio::time::sleep(wait).await;
                wait *= 2;
            }
        }
    }
}

/// When a letter that was tried `before` times before this attempt is tried again; `None`: not any more. The fifth of the
/// time that is left to chance keeps letters that failed together from coming back together.
fn next_attempt(random: &Random, before: i64, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let minutes = *BACKOFF.get(usize::try_from(before).ok()?)?;
    let seconds = minutes * 60;
    let spread = u32::try_from(seconds / 5).unwrap_or(u32::MAX);
    Some(now + TimeDelta::seconds(seconds + i64::from(random.below(spread))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_are_spread_over_two_days_and_end() {
        let (random, start) = (Random::seeded(1), DateTime::from_timestamp(1_772_442_000, 0).unwrap());
        let (mut at, mut attempts) = (start, 0);
        while let Some(next) = next_attempt(&random, attempts, at) {
            assert!(next - at >= TimeDelta::minutes(1), "attempt {attempts}");
            (at, attempts) = (next, attempts + 1);
        }
        assert_eq!(attempts, 9);
        assert!((TimeDelta::hours(48)..TimeDelta::hours(60)).contains(&(at - start)), "{}", at - start);
        assert_ne!(next_attempt(&random, 3, start), next_attempt(&random, 3, start), "chance has its part");
        assert_eq!(next_attempt(&random, -1, start), None);
    }
}
