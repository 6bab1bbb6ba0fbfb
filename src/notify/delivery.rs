//! One row of the outbox on its way: may it still be told, what does it say, and what came of handing it over.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::letters::LetterError;
use super::message::Message;
use super::sms::Sms;
use super::transport::{Outcome as Answer, Transport};
use crate::domain::notice::Channel;
use crate::random::Random;
use crate::service::outbox::{self, Claimed, Outcome, Standing};
use crate::service::{App, Error, correspondence};
use crate::store::organizations::Organization;

/// Minutes until the next attempt; about two days in all.
const BACKOFF: [i64; 9] = [1, 5, 15, 60, 240, 480, 720, 720, 720];

/// Sends one letter; what is to be reported of it.
pub(super) async fn deliver(app: &App, transport: &Transport, claimed: &Claimed) -> Result<Outcome, Error> {
    Ok(match outbox::standing(app, claimed).await? {
        Standing::Told(sender) => attempt(app, transport, claimed, &sender).await?,
        Standing::Otherwise { channel, address, because } => {
            Outcome::Otherwise { channel, address, because, at: app.now() }
        }
        Standing::Untold(because) => Outcome::Cancelled(because),
    })
}

async fn attempt(app: &App, transport: &Transport, claimed: &Claimed, sender: &Organization) -> Result<Outcome, Error> {
    let answer = match claimed.channel {
        Channel::Email => match write(app, transport, claimed, sender).await? {
            Ok(message) => transport.send(&file_name(claimed), message).await,
            Err(error) => return Ok(Outcome::Failed(error.to_string())),
        },
        Channel::Sms => match correspondence::sms(app, claimed, sender).await? {
            Ok(text) => {
                let (name, id) = (file_name(claimed), claimed.id.to_string());
                let sms = Sms { to: &claimed.to_address, text: &text, id: &id, name: &name, at: app.now() };
                transport.sms().send(&sms).await
            }
            Err(because) => return Ok(Outcome::Failed(because)),
        },
    };
    tracing::debug!(message_id = claimed.message_id, "{answer:?}");
    Ok(match answer {
        Answer::Sent { .. } => Outcome::Sent(app.now()),
        Answer::Permanent { words } => Outcome::Failed(words),
        Answer::Transient { words, after } => match next_attempt(&app.random, claimed.attempts, after, app.now()) {
            Some(at) => Outcome::Later(at, words),
            None => Outcome::Failed(format!("given up after {} attempts: {words}", claimed.attempts + 1)),
        },
    })
}

/// The message of a letter; the inner error is the letter's own, and trying again does not help.
async fn write(
    app: &App,
    transport: &Transport,
    claimed: &Claimed,
    sender: &Organization,
) -> Result<Result<Message, LetterError>, Error> {
    let post = correspondence::write(app, claimed, sender).await?;
    Ok(post.and_then(|post| Message::of(&post, transport.from(), app.now(), transport.octets())))
}

/// Sorted by time, and the same at every attempt: the file of a letter that is sent twice is there once.
fn file_name(claimed: &Claimed) -> String {
    format!("{}-{}", claimed.created_at.format("%Y%m%dT%H%M%S%6fZ"), claimed.id)
}

/// When a letter that was tried `before` times before this attempt is tried again, not before `after` from now if the other
/// side said so; `None`: not any more. The fifth of the time that is left to chance keeps letters that failed together from
/// coming back together.
fn next_attempt(random: &Random, before: i64, after: Option<Duration>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let minutes = *BACKOFF.get(usize::try_from(before).ok()?)?;
    let asked = after.and_then(|after| i64::try_from(after.as_secs()).ok()).unwrap_or_default();
    let seconds = (minutes * 60).max(asked);
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
        while let Some(next) = next_attempt(&random, attempts, None, at) {
            assert!(next - at >= TimeDelta::minutes(1), "attempt {attempts}");
            (at, attempts) = (next, attempts + 1);
        }
        assert_eq!(attempts, 9);
        assert!((TimeDelta::hours(48)..TimeDelta::hours(60)).contains(&(at - start)), "{}", at - start);
        assert_ne!(next_attempt(&random, 3, None, start), next_attempt(&random, 3, None, start), "chance has its part");
        assert_eq!(next_attempt(&random, -1, None, start), None);
    }

    #[test]
    fn what_the_other_side_asks_for_is_kept() {
        let (random, now) = (Random::seeded(1), DateTime::from_timestamp(1_772_442_000, 0).unwrap());
        let asked = |seconds| next_attempt(&random, 0, Some(Duration::from_secs(seconds)), now).unwrap() - now;
        assert!(asked(7_200) >= TimeDelta::hours(2), "not before it was asked for");
        assert!(asked(1) >= TimeDelta::minutes(1), "a short wait does not use up the attempts in a moment");
    }
}
