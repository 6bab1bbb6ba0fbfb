//! Handing an SMS over (R65): to an HTTP gateway, or into a folder.

use std::path::PathBuf;

use chrono::{DateTime, Utc};

use super::settings::SettingsError;
use super::sms_http::Http;
use super::sms_settings::{SmsSettings, SmsWay};
use super::transport::Outcome;

/// What is said of SMS that wait because nothing is configured: whoever sets it up has them sent then.
const OFF: &str = "SMS is not set up (sms.transport)";

/// One SMS.
#[derive(Clone, Copy, Debug)]
pub struct Sms<'a> {
    /// To which number, E.164.
    pub to: &'a str,
    /// Its words.
    pub text: &'a str,
    /// The same at every attempt, so that a gateway can recognise a repetition.
    pub id: &'a str,
    /// Which it is, for files: sorted by time, the same at every attempt.
    pub name: &'a str,
    /// When it is sent.
    pub at: DateTime<Utc>,
}

/// Where SMS are handed over.
#[derive(Debug)]
pub struct Gateway {
    from: String,
    to: Destination,
}

#[derive(Debug)]
enum Destination {
    Nowhere,
    Folder(PathBuf),
    Http(Box<Http>),
}

impl Gateway {
    /// Makes the gateway that the settings describe. Nothing is opened yet.
    ///
    /// # Errors
    /// When the authority's certificate or a header cannot be used.
    pub fn new(settings: &SmsSettings) -> Result<Self, SettingsError> {
        let to = match &settings.way {
            SmsWay::Off => Destination::Nowhere,
            SmsWay::Folder(folder) => Destination::Folder(folder.clone()),
            SmsWay::Http(http) => Destination::Http(Box::new(Http::new(http)?)),
        };
        Ok(Self { from: settings.from.clone(), to })
    }

    /// Nothing is sent by SMS.
    pub const fn off() -> Self {
        Self { from: String::new(), to: Destination::Nowhere }
    }

    /// Hands an SMS over.
    pub async fn send(&self, sms: &Sms<'_>) -> Outcome {
        match &self.to {
            Destination::Nowhere => Outcome::transient(OFF),
            Destination::Folder(folder) => {
                let from = if self.from.is_empty() { String::new() } else { format!("From: {}\n", self.from) };
                let file = format!("{from}To: {}\n\n{}\n", sms.to, sms.text);
                super::file::write(folder, sms.name, "txt", file.into_bytes()).await
            }
            Destination::Http(http) => http.send(sms, &self.from).await,
        }
    }
}
