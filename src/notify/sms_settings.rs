//! How SMS leave, as plain values: whoever reads the configuration fills this in.

use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::Value;

use crate::config::{self, SmsBody, SmsMethod, SmsTransport};

/// How SMS leave and in whose name (R65).
#[derive(Clone, PartialEq, Debug)]
pub struct SmsSettings {
    /// By which way.
    pub way: SmsWay,
    /// The name or number that they come from, as the gateway takes it; may be empty.
    pub from: String,
}

/// By which way SMS leave.
#[derive(Clone, PartialEq, Debug)]
pub enum SmsWay {
    /// By none; what was written before leaves as an e-mail.
    Off,
    /// Into a folder, one `.txt` file per SMS; nothing is sent.
    Folder(PathBuf),
    /// To an HTTP gateway.
    Http(Box<GatewaySettings>),
}

/// The gateway that takes our SMS. Its debug form does not show the secret.
#[derive(Clone, PartialEq)]
pub struct GatewaySettings {
    /// Its address: https, or http on this machine.
    pub url: url::Url,
    /// How it is asked.
    pub method: SmsMethod,
    /// How the fields are written.
    pub body: SmsBody,
    /// What it is sent: a JSON object whose texts may hold placeholders.
    pub fields: Value,
    /// Names and templates of headers.
    pub headers: Vec<(String, String)>,
    /// The user name for basic authentication; the secret is the password.
    pub user: Option<String>,
    /// What stands for `{secret}`.
    pub secret: Option<String>,
    /// Status codes that mean that it took the SMS.
    pub success: Vec<RangeInclusive<u16>>,
    /// Where in the answer's JSON something stands, and what, when it did.
    pub answer: Option<(String, String)>,
    /// A certificate (PEM) to trust beside the public ones.
    pub authority: Option<Vec<u8>>,
    /// It must have answered within so long.
    pub timeout: Duration,
    /// So many connections are kept.
    pub connections: usize,
}

impl SmsSettings {
    /// Nothing is sent by SMS.
    pub const fn off() -> Self {
        Self { way: SmsWay::Off, from: String::new() }
    }

    /// What the configuration says; the secret is read from its file now.
    ///
    /// # Errors
    /// When the secret or the authority's certificate cannot be read from its file, or there is no address.
    pub fn configured(sms: &config::Sms) -> Result<Self, config::ConfigError> {
        let way = match sms.transport {
            SmsTransport::Off => SmsWay::Off,
            SmsTransport::File => SmsWay::Folder(sms.folder()),
            SmsTransport::Http => {
                let missing = || config::ConfigError(vec!["sms.transport: \"http\" needs sms.url as well".to_owned()]);
                SmsWay::Http(Box::new(GatewaySettings {
                    url: sms.url.as_ref().ok_or_else(missing)?.url().clone(),
                    method: sms.method,
                    body: sms.body,
                    fields: Value::Object(sms.fields.0.clone()),
                    headers: sms.headers.0.clone(),
                    user: sms.user.clone(),
                    secret: sms.secret()?,
                    success: sms.success.iter().map(|codes| codes.0.clone()).collect(),
                    answer: sms.success_pointer.clone().zip(sms.success_value.clone()),
                    authority: sms.authority()?,
                    timeout: sms.timeout,
                    connections: usize::try_from(sms.connections).unwrap_or(1),
                }))
            }
        };
        Ok(Self { way, from: sms.from.clone().unwrap_or_default() })
    }
}

impl std::fmt::Debug for GatewaySettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GatewaySettings")
            // Not the whole address: gateways that are asked with "get" have their keys in it.
            .field("host", &self.url.host_str())
            .field("user", &self.user)
            .field("secret", &self.secret.as_ref().map(|_| "***"))
            .finish_non_exhaustive()
    }
}
