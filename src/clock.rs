//! The one source of time.
//!
//! Everything that needs the time asks a [`Clock`] that was handed in; `Utc::now` elsewhere is a lint
//! error (`clippy.toml`). Times are cut to microseconds, which is what PostgreSQL keeps, so that a value
//! written and read back is the same value on both databases.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, DurationRound, TimeDelta, Utc};

/// Tells the time: the machine's, or one that a test moves by hand.
#[derive(Clone, Debug)]
pub struct Clock(Inner);

#[derive(Clone, Debug)]
enum Inner {
    System,
    Manual(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    /// The machine's clock.
    pub const fn system() -> Self {
        Self(Inner::System)
    }

    /// A clock that stands still until it is moved with [`Clock::advance`].
    pub fn manual(start: DateTime<Utc>) -> Self {
        Self(Inner::Manual(Arc::new(Mutex::new(cut(start)))))
    }

    /// Now, cut to microseconds.
    #[allow(clippy::disallowed_methods, reason = "this is the one place that reads the machine's clock")]
    pub fn now(&self) -> DateTime<Utc> {
        match &self.0 {
            Inner::System => cut(Utc::now()),
            Inner::Manual(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Moves a manual clock forward. The machine's clock is not ours to move, so it stays as it is.
    pub fn advance(&self, by: TimeDelta) {
        if let Inner::Manual(at) = &self.0 {
            let mut at = at.lock().unwrap_or_else(PoisonError::into_inner);
            *at += by;
        }
    }
}

fn cut(at: DateTime<Utc>) -> DateTime<Utc> {
    at.duration_trunc(TimeDelta::microseconds(1)).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manual_clock_moves_only_by_hand_and_keeps_microseconds() {
        let clock = Clock::manual(DateTime::from_timestamp_nanos(1_234_567_891));
        assert_eq!(clock.now().timestamp_subsec_nanos(), 234_567_000);
        clock.advance(TimeDelta::hours(1));
        assert_eq!(clock.now().timestamp(), 3601);
    }
}
