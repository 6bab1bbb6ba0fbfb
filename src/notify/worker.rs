//! The worker that empties the outbox (R63). Any number of them may run, in either program, on one database.
//!
//! Each channel has a loop of its own, so that a dead SMS gateway never holds up letters. Letters are claimed under leases in
//! one short transaction, sent while nothing of the database is held, several at once, and what became of them is reported in
//! another transaction, all that came to an end meanwhile together. A worker that dies leaves its leases to run out; the
//! letters are then sent by somebody else under the same Message-ID. A third loop writes the letters of people who forgot their
//! passwords; a fourth does, once a minute, what falls due by time alone: it sets the states of what has ended and asks for
//! self-checks.

use std::collections::VecDeque;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use tokio::sync::{mpsc, watch};

use super::delivery::deliver;
use super::transport::Transport;
use crate::domain::notice::Channel;
use crate::service::outbox::{self, Claimed, Outcome, Want};
use crate::service::{App, Error, access, checks, customer_sign_in};

/// So many letters are claimed at once.
const BATCH: usize = 32;
/// What is claimed must be begun within so long: handing one letter over may take four minutes (connection, envelope, text), and
/// must not outlast the lease.
const BEGIN: TimeDelta = TimeDelta::seconds(45);
/// Without any news the outbox is looked at this often: leases of workers that died are found then.
const LOOK: Duration = Duration::from_mins(1);
/// While letters are being handed over, the outbox is looked at this often for more.
const TICK: Duration = Duration::from_secs(1);
/// After trouble with the database the worker waits this long.
const TROUBLE: Duration = Duration::from_secs(5);
/// When the program ends, letters that are being handed over get this long.
const GRACE: Duration = Duration::from_secs(5);

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
            // It waits anew and is counted when it goes.
            Outcome::Otherwise { .. } => {}
        }
    }
}

impl std::ops::Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            sent: self.sent + other.sent,
            postponed: self.postponed + other.postponed,
            failed: self.failed + other.failed,
            cancelled: self.cancelled + other.cancelled,
        }
    }
}

/// Sends letters as they fall due until `shutdown` comes. Trouble with the database or the mail server is noted and
/// waited out; the worker itself never ends because of it.
pub async fn run(app: &App, transport: &Transport, shutdown: impl Future<Output = ()>) {
    let (stop, stopped) = watch::channel(false);
    // On the heap: both loops together are large for whoever holds this future.
    let mut working = Box::pin(work(app, transport, &stopped));
    tokio::pin!(shutdown);
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
    chores(app).await?;
    customer_sign_in::work_off_recoveries(app).await?;
    let (_stop, stopped) = watch::channel(false);
    let [mail, sms] = [Channel::Email, Channel::Sms].map(|channel| Box::pin(empty(app, transport, channel, &stopped)));
    let (mail, sms) = tokio::join!(mail, sms);
    // What could not go by SMS any more has become a letter.
    Ok(mail? + sms? + Box::pin(empty(app, transport, Channel::Email, &stopped)).await?)
}

/// What falls due by time alone.
async fn chores(app: &App) -> Result<(), Error> {
    access::settle_ended(app).await?;
    access::tell_ending(app).await?;
    checks::tell_due(app).await?;
    customer_sign_in::forget_attempts(app).await?;
    Ok(())
}

/// What a loop does.
#[derive(Clone, Copy)]
enum Job {
    /// What falls due by time alone.
    Chores,
    /// Letters of people who forgot their passwords: written apart from the request, which must not take longer for those
    /// who are known.
    Recoveries,
    /// Letters of a channel.
    Letters(Channel),
}

async fn work(app: &App, transport: &Transport, stopped: &watch::Receiver<bool>) {
    let (beat, news) = watch::channel(0_u64);
    // Time alone is no news.
    let (_silence, clock) = watch::channel(0_u64);
    tokio::join!(
        listen(app, &beat, stopped.clone()),
        again(app, transport, Job::Chores, clock, stopped.clone()),
        again(app, transport, Job::Recoveries, news.clone(), stopped.clone()),
        again(app, transport, Job::Letters(Channel::Email), news.clone(), stopped.clone()),
        again(app, transport, Job::Letters(Channel::Sms), news.clone(), stopped.clone()),
    );
}

/// Does it again and again: when there is news, or after as long as it said.
async fn again(
    app: &App,
    transport: &Transport,
    job: Job,
    mut news: watch::Receiver<u64>,
    mut stopped: watch::Receiver<bool>,
) {
    while !*stopped.borrow() {
        // What happens from here on is news: nothing falls between looking and waiting.
        news.borrow_and_update();
        let wait = match job_done(app, transport, job, &stopped).await {
            Ok(wait) => wait,
            Err(error) => {
                tracing::warn!("the outbox cannot be worked on: {error}");
                TROUBLE
            }
        };
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            _ = news.changed() => {}
            _ = stopped.changed() => {}
        }
    }
}

/// Does it; how long to wait when nothing is heard.
async fn job_done(
    app: &App,
    transport: &Transport,
    job: Job,
    stopped: &watch::Receiver<bool>,
) -> Result<Duration, Error> {
    let channel = match job {
        Job::Chores => return chores(app).await.map(|()| LOOK),
        Job::Recoveries => return customer_sign_in::work_off_recoveries(app).await.map(|_| LOOK),
        Job::Letters(channel) => channel,
    };
    empty(app, transport, channel, stopped).await?;
    let next = outbox::next_due(app, want(transport, channel, 1)).await?;
    let until = next.map(|at| (at - app.now()).to_std().unwrap_or_default());
    // Never at once: a letter that was due now and could not be claimed is somebody else's at this moment.
    Ok(until.unwrap_or(LOOK).clamp(Duration::from_millis(200), LOOK))
}

/// Passes on that the database has changed; starts over when the watcher was lost.
async fn listen(app: &App, beat: &watch::Sender<u64>, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        match app.store.changes().await {
            Ok(mut changes) => loop {
                // Once at the start too: something may have happened before anybody listened.
                beat.send_modify(|n| *n += 1);
                tokio::select! {
                    alive = changes.changed() => if !alive { break },
                    _ = stopped.changed() => return,
                }
            },
            Err(error) => {
                tracing::warn!("changes of the database cannot be heard of: {error}");
                tokio::select! {
                    () = tokio::time::sleep(TROUBLE) => {}
                    _ = stopped.changed() => {}
                }
            }
        }
    }
}

fn want(transport: &Transport, channel: Channel, limit: usize) -> Want {
    let per_minute = transport.lane(channel).per_minute;
    Want { channel, limit: u32::try_from(limit).unwrap_or(u32::MAX), per_minute }
}

/// Sends what is due on a channel. Handing over and reporting go on side by side.
async fn empty(
    app: &App,
    transport: &Transport,
    channel: Channel,
    stopped: &watch::Receiver<bool>,
) -> Result<Counts, Error> {
    let (done, tried) = mpsc::unbounded_channel();
    let (sent, reported) = tokio::join!(send(app, transport, channel, stopped, done), report(app, tried));
    sent?;
    reported
}

/// Claims letters and hands them over, as many at once as the channel takes, until none is due. Letters that could not be
/// begun in time are given back.
async fn send(
    app: &App,
    transport: &Transport,
    channel: Channel,
    stopped: &watch::Receiver<bool>,
    done: mpsc::UnboundedSender<(Claimed, Outcome)>,
) -> Result<(), Error> {
    let at_once = transport.lane(channel).at_once;
    let (mut waiting, mut back) = (VecDeque::<(Claimed, DateTime<Utc>)>::new(), Vec::new());
    let mut flying = FuturesUnordered::new();
    let (mut more, mut trouble) = (true, None);
    loop {
        if more && waiting.len() < at_once && trouble.is_none() && !*stopped.borrow() {
            let begin_by = app.now() + BEGIN;
            match outbox::claim(app, want(transport, channel, BATCH - waiting.len().min(BATCH))).await {
                Ok(claimed) => {
                    more = !claimed.is_empty();
                    waiting.extend(claimed.into_iter().map(|letter| (letter, begin_by)));
                }
                Err(error) => trouble = Some(error),
            }
        }
        while flying.len() < at_once
            && let Some((claimed, begin_by)) = waiting.pop_front()
        {
            if app.now() > begin_by || *stopped.borrow() || trouble.is_some() {
                back.push(claimed);
            } else {
                flying.push(async move { (deliver(app, transport, &claimed).await, claimed) });
            }
        }
        let going_on = trouble.is_none() && !*stopped.borrow();
        if going_on && !back.is_empty() {
            outbox::give_back(app, &std::mem::take(&mut back)).await?;
            more = true;
        }
        if flying.is_empty() {
            if going_on && more {
                continue;
            }
            break;
        }
        tokio::select! {
            Some((outcome, claimed)) = flying.next() => match outcome {
                // The other end goes only after this one.
                Ok(outcome) => drop(done.send((claimed, outcome))),
                Err(error) => {
                    back.push(claimed);
                    trouble = Some(error);
                }
            },
            () = tokio::time::sleep(TICK), if !more => more = true,
        }
    }
    if !back.is_empty() {
        outbox::give_back(app, &back).await?;
    }
    trouble.map_or(Ok(()), Err)
}

/// Reports what became of letters, all that came to an end meanwhile in one transaction.
async fn report(app: &App, mut tried: mpsc::UnboundedReceiver<(Claimed, Outcome)>) -> Result<Counts, Error> {
    let (mut counts, mut batch) = (Counts::default(), Vec::new());
    while tried.recv_many(&mut batch, 2 * BATCH).await > 0 {
        for (_, outcome) in &batch {
            counts.count(outcome);
        }
        note(app, &batch).await?;
        batch.clear();
    }
    Ok(counts)
}

/// A letter that was handed over must not be sent again because the database was away for a moment, so this is tried for
/// a while.
async fn note(app: &App, batch: &[(Claimed, Outcome)]) -> Result<(), Error> {
    let mut wait = Duration::from_millis(200);
    loop {
        match outbox::report(app, batch).await {
            Ok(_) => return Ok(()),
            Err(error) if wait > Duration::from_secs(30) => return Err(error),
            Err(error) => {
                tracing::warn!("what became of {} letters cannot be noted: {error}", batch.len());
                tokio::time::sleep(wait).await;
                wait *= 2;
            }
        }
    }
}
