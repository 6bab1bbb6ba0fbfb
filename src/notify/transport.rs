//! Handing a message over: to a mail server, or into a folder.

use std::path::PathBuf;

use lettre::Address;

use super::message::{Message, Octets};
use super::settings::{MailSettings, SettingsError, Way};
use super::smtp::Smtp;
use crate::text;

/// Longer answers of a server are cut.
const LONGEST_WORDS: usize = 400;

/// Where messages are handed over. One is made at the start and shared by all workers of a program.
#[derive(Debug)]
pub struct Transport {
    from: Address,
    to: Destination,
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
    },
    /// Never as it is.
    Permanent {
        /// Why, in the server's words, one line.
        words: String,
    },
}

impl Transport {
    /// Makes the transport that the settings describe. Nothing is opened yet: a mail server that is away today must not
    /// keep the program from starting.
    ///
    /// # Errors
    /// Every setting that is wrong.
    pub fn new(settings: &MailSettings) -> Result<Self, SettingsError> {
        let from = settings.checked()?;
        let to = match &settings.way {
            Way::Folder(folder) => Destination::Folder(folder.clone()),
            Way::Smtp(smtp) => Destination::Smtp(Smtp::new(smtp)?),
        };
        Ok(Self { from, to })
    }

    /// The address that letters come from.
    pub const fn from(&self) -> &Address {
        &self.from
    }

    /// Of which octets messages for this transport are made.
    pub const fn octets(&self) -> Octets {
        match self.to {
            Destination::Smtp(_) => Octets::Ascii,
            Destination::Folder(_) => Octets::Utf8,
        }
    }

    /// Hands a message over. `name` says which it is (sorted by time, the same at every attempt).
    pub async fn send(&self, name: &str, message: Message) -> Outcome {
        match &self.to {
            Destination::Smtp(smtp) => smtp.send(&message).await,
            Destination::Folder(folder) => super::file::write(folder, name, message.octets).await,
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
