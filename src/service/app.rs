//! What every use case is handed: the database, the clock, randomness, the hash slots, the policy.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::clock::Clock;
use crate::domain::OutboxId;
use crate::files::Files;
use crate::random::Random;
use crate::store::Store;

use super::hasher::Hasher;
use super::token::Token;

/// What every use case is handed. Cheap to clone.
#[derive(Clone, Debug)]
pub struct App {
    /// The database.
    pub store: Store,
    /// The time.
    pub clock: Clock,
    /// Randomness.
    pub random: Random,
    /// The slots in which passwords are hashed.
    pub hasher: Arc<Hasher>,
    /// Addresses and durations that the configuration decides.
    pub policy: Arc<Policy>,
    /// The bytes of documents.
    pub files: Files,
}

/// Addresses and durations that the configuration decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Where customers reach the portal, without a trailing slash. Links in letters and on screens begin with it,
    /// never with a request's Host header.
    pub public_url: String,
    /// How long an invitation can be accepted.
    pub invitation_valid: TimeDelta,
    /// A portal session ends after so long without a request.
    pub session_idle: TimeDelta,
    /// A portal session ends after so long in any case.
    pub session_absolute: TimeDelta,
    /// A remembered staff sign-in ends after so long.
    pub staff_session: TimeDelta,
    /// Several comments on one order within so long become one letter to each reader; zero: each is a letter of its own.
    pub quiet: TimeDelta,
    /// Whether SMS are sent at all; if not, whoever chose them is told by e-mail.
    pub sms: bool,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            public_url: "http://127.0.0.1:8080".to_owned(),
            invitation_valid: TimeDelta::days(5),
            session_idle: TimeDelta::minutes(90),
            session_absolute: TimeDelta::hours(12),
            staff_session: TimeDelta::days(30),
            quiet: TimeDelta::zero(),
            sms: true,
        }
    }
}

impl App {
    /// Puts the parts together.
    pub fn new(store: Store, clock: Clock, random: Random, hasher: Hasher, policy: Policy, files: Files) -> Self {
        Self { store, clock, random, hasher: Arc::new(hasher), policy: Arc::new(policy), files }
    }

    /// Now.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// A new identifier: later ones sort later.
    pub fn id<T: From<Uuid>>(&self) -> T {
        self.random.uuid(self.now()).into()
    }

    /// The address behind which an invitation is accepted.
    pub fn invitation_link(&self, token: &Token) -> String {
        format!("{}/invitation/{}", self.policy.public_url, token.reveal())
    }

    /// The Message-ID of a letter: the same however often it is sent (RFC 5322, section 3.6.4).
    pub fn message_id(&self, id: OutboxId) -> String {
        let host = url::Url::parse(&self.policy.public_url).ok().and_then(|u| u.host_str().map(str::to_owned));
        format!("<{id}@{}>", host.as_deref().unwrap_or("keydesk.invalid"))
    }
}
