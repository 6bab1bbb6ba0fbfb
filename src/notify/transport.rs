//! Handing a message over: a letter to a mail server, an SMS to a gateway, both into folders.

use std::path::PathBuf;
use std::time::Duration;

use lettre::Address;

use super::message::{Message, Octets};
use super::settings::{MailSettings, SettingsError, Way};
use super::sms::Gateway;
use super::sms_settings::SmsSettings;
use super::smtp::Smtp;
use crate::config::{Config, ConfigError};
use crate::domain::notice::Channel;
use crate::text;

/// Longer answers of a server are cut.
const LONGEST_WORDS: usize = 400;
/// So many files are written at once.
const FILES_AT_ONCE: usize = 4;

/// Where messages are handed over, whichever way they go. One is made at the start and shared by all workers of a program.
#[derive(Debug)]
pub struct Transport {
    from: Address,
    to: Destination,
    sms: Gateway,
    mail_lane: Lane,
    sms_lane: Lane,
}

/// How much may be under way on a channel.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Lane {
    /// So many messages are handed over at once.
    pub at_once: usize,
    /// So many leave in a minute at most, all workers on the database together; none: no limit.
    pub per_minute: Option<u32>,
}

#[derive(Debug)]
enum Destination {
    Smtp(Smtp),
    Folder(PathBuf),
}

/// What became of a message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It was taken.
    Sent {
        /// What the server said, one line.
        words: String,
    },
    /// Not now; another time it may be.
    Transient {
        /// Why, in the server's words, one line.
        words: String,
        /// Not before so long from now, if it said so.
        after: Option<Duration>,
    },
    /// Never as it is.
    Permanent {
        /// Why, in the server's words, one line.
        words: String,
    },
}

impl Outcome {
    /// Not now, and nobody said when.
    pub(super) fn transient(said: impl AsRef<str>) -> Self {
        Self::Transient { words: words(said.as_ref()), after: None }
    }
}

/// Why a transport cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum TransportError {
    /// A file that the configuration names cannot be read.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A setting is wrong.
    #[error(transparent)]
    Settings(#[from] SettingsError),
}

impl Transport {
    /// Makes the transport that the settings describe, without SMS. Nothing is opened yet: a mail server that is away today
    /// must not keep the program from starting.
    ///
    /// # Errors
    /// Every setting that is wrong.
    pub fn new(settings: &MailSettings) -> Result<Self, SettingsError> {
        let from = settings.checked()?;
        let (to, at_once) = match &settings.way {
            Way::Folder(folder) => (Destination::Folder(folder.clone()), FILES_AT_ONCE),
            Way::Smtp(smtp) => (Destination::Smtp(Smtp::new(smtp)?), smtp.connections.max(1)),
        };
        let lane = |at_once| Lane { at_once, per_minute: None };
        Ok(Self { from, to, sms: Gateway::off(), mail_lane: lane(at_once), sms_lane: lane(FILES_AT_ONCE) })
    }

    /// Makes the transport that the configuration describes.
    ///
    /// # Errors
    /// Every setting that is wrong, and files that cannot be read.
    pub fn configured(config: &Config) -> Result<Self, TransportError> {
        let mut transport = Self::new(&MailSettings::configured(&config.mail)?)?;
        transport.sms = Gateway::new(&SmsSettings::configured(&config.sms)?)?;
        transport.sms_lane.at_once = usize::try_from(config.sms.connections).unwrap_or(1).max(1);
        Ok(transport.capped(Channel::Email, config.mail.per_minute).capped(Channel::Sms, config.sms.per_minute))
    }

    /// The same with this gateway for SMS.
    #[must_use]
    pub fn with_sms(self, sms: Gateway) -> Self {
        Self { sms, ..self }
    }

    /// The same with so many messages a minute on a channel; 0: no limit.
    #[must_use]
    pub fn capped(mut self, channel: Channel, per_minute: u32) -> Self {
        let lane = match channel {
            Channel::Email => &mut self.mail_lane,
            Channel::Sms => &mut self.sms_lane,
        };
        lane.per_minute = (per_minute > 0).then_some(per_minute);
        self
    }

    /// How much may be under way on a channel.
    pub const fn lane(&self, channel: Channel) -> Lane {
        match channel {
            Channel::Email => self.mail_lane,
            Channel::Sms => self.sms_lane,
        }
    }

    /// The address that letters come from.
    pub const fn from(&self) -> &Address {
        &self.from
    }

    /// Where SMS go.
    pub const fn sms(&self) -> &Gateway {
        &self.sms
    }

    /// Of which octets messages for this transport are made.
    pub const fn octets(&self) -> Octets {
        match self.to {
            Destination::Smtp(_) => Octets::Ascii,
            Destination::Folder(_) => Octets::Utf8,
        }
    }

    /// Hands a letter over. `name` says which it is (sorted by time, the same at every attempt).
    pub async fn send(&self, name: &str, message: Message) -> Outcome {
        match &self.to {
            Destination::Smtp(smtp) => smtp.send(&message).await,
            Destination::Folder(folder) => super::file::write(folder, name, "eml", message.octets).await,
        }
    }
}

/// What somebody else's program said, as one line of bounded length.
pub(super) fn words(said: &str) -> String {
    let line = text::line(said);
    if line.chars().count() <= LONGEST_WORDS {
        return line;
    }
    line.chars().take(LONGEST_WORDS - 1).chain(['…']).collect()
}
