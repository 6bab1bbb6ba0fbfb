//! Talking to a mail server.
//!
//! Connections are kept and used again, but only those whose last letter came to a clean end: one that was given up in the
//! middle (a time-out) may still hold an answer that belongs to an earlier letter. The mail crate's own pool takes such
//! connections back, which is why it is not used.

use std::error::Error as _;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use lettre::transport::smtp::response::Response;
use tokio::time::timeout;

use super::message::Message;
use super::settings::{SettingsError, SmtpSettings, Tls};
use super::transport::{Outcome, words};
use crate::domain::field::FieldErrors;

/// A server that has the whole letter gets at least this long to say so: giving up then means sending it twice.
const AT_THE_END: Duration = Duration::from_mins(2);
/// A refused letter's connection is ended politely, but not waited for.
const FAREWELL: Duration = Duration::from_secs(1);
/// Idle connections are kept for so long; mail servers end them after some minutes.
const KEPT_FOR: Duration = Duration::from_mins(1);

/// A mail server and the connections to it.
pub(super) struct Smtp {
    settings: SmtpSettings,
    tls: Option<TlsParameters>,
    hello: ClientId,
    idle: Mutex<Vec<(AsyncSmtpConnection, Instant)>>,
}

impl Smtp {
    pub(super) fn new(settings: &SmtpSettings) -> Result<Self, SettingsError> {
        let tls = match settings.tls {
            Tls::None => None,
            Tls::Required | Tls::Starttls => Some(encryption(settings)?),
        };
        let (settings, idle) = (settings.clone(), Mutex::default());
        // The machine's name, as RFC 5321 wants it, or its address when it has none.
        Ok(Self { settings, tls, hello: ClientId::default(), idle })
    }

    pub(super) async fn send(&self, message: &Message) -> Outcome {
        let limit = self.settings.timeout;
        let mut connection = match timeout(limit, self.connection()).await {
            Ok(Ok(connection)) => connection,
            // Greeting, encryption and signing in say nothing about the letter: whatever is wrong there can be put right.
            Ok(Err(error)) => return Outcome::transient(self.said(&error)),
            Err(_) => return Outcome::transient(self.silence("to the connection", limit)),
        };
        match timeout(limit, announce(&mut connection, message)).await {
            Ok(Ok(())) => {}
            Ok(Err(refusal)) => {
                let _ = timeout(FAREWELL, connection.quit()).await;
                return self.refused(refusal);
            }
            Err(_) => return Outcome::transient(self.silence("to the envelope", limit)),
        }
        let limit = limit.max(AT_THE_END);
        match timeout(limit, connection.message(&message.octets)).await {
            Ok(Ok(response)) => {
                self.keep(connection);
                Outcome::Sent { words: words(&answer(&response)) }
            }
            Ok(Err(error)) => self.classified(&error),
            Err(_) => Outcome::transient(self.silence("to the letter", limit)),
        }
    }

    async fn connection(&self) -> Result<AsyncSmtpConnection, Error> {
        while let Some(mut connection) = self.kept() {
            if connection.test_connected().await {
                return Ok(connection);
            }
        }
        let (host, port) = (self.settings.host.trim_matches(['[', ']']), self.settings.port);
        let wrapped = self.tls.clone().filter(|_| self.settings.tls == Tls::Required);
        let limit = Some(self.settings.timeout);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1((host, port), limit, &self.hello, wrapped, None).await?;
        if let Some(tls) = self.tls.clone().filter(|_| self.settings.tls == Tls::Starttls) {
            connection.starttls(tls, &self.hello).await?;
        }
        if let (Some(user), Some(password)) = (&self.settings.user, &self.settings.password) {
            connection.auth(DEFAULT_MECHANISMS, &Credentials::new(user.clone(), password.clone())).await?;
        }
        Ok(connection)
    }

    fn kept(&self) -> Option<AsyncSmtpConnection> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.retain(|(_, since)| since.elapsed() < KEPT_FOR);
        idle.pop().map(|(connection, _)| connection)
    }

    fn keep(&self, connection: AsyncSmtpConnection) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if !connection.has_broken() && idle.len() < self.settings.connections {
            idle.push((connection, Instant::now()));
        }
    }

    fn refused(&self, refusal: Refusal) -> Outcome {
        match refusal {
            Refusal::Said(error) => self.classified(&error),
            Refusal::Unable(what) => Outcome::Permanent { words: format!("{} {what}", self.name()) },
        }
    }

    /// Whether a refusal of the letter is for ever.
    fn classified(&self, error: &Error) -> Outcome {
        let words = self.said(error);
        let code = error.status().map(|code| code.to_string());
        match code.as_deref() {
            // The server wants encryption or another password: a matter of the configuration, not of the letter.
            Some("530" | "534" | "535" | "538") => Outcome::transient(words),
            _ if error.is_permanent() => Outcome::Permanent { words },
            _ => Outcome::transient(words),
        }
    }

    /// The server's own words, behind its code; or what happened to the connection.
    fn said(&self, error: &Error) -> String {
        let source = error.source().map(ToString::to_string);
        match (error.status(), source) {
            (Some(code), Some(said)) => words(&format!("{code} {said}")),
            (Some(code), None) => words(&code.to_string()),
            (None, Some(cause)) if error.is_client() => words(&cause),
            (None, Some(cause)) => words(&format!("{}: {cause}", self.name())),
            (None, None) => words(&format!("{}: {error}", self.name())),
        }
    }

    fn silence(&self, what: &str, limit: Duration) -> String {
        format!("{} did not answer {what} within {} seconds", self.name(), limit.as_secs_f64())
    }

    fn name(&self) -> String {
        format!("the mail server {}:{}", self.settings.host, self.settings.port)
    }
}

/// With whom an encrypted conversation is held: the host by its name, vouched for by a public authority or our own.
fn encryption(settings: &SmtpSettings) -> Result<TlsParameters, SettingsError> {
    let wrong = |key, error: Error| SettingsError(FieldErrors::one(key, "tls", format!("cannot be used: {error}")));
    let mut parameters = TlsParameters::builder(settings.host.clone());
    if let Some(pem) = &settings.authority {
        let authority = Certificate::from_pem(pem).map_err(|e| wrong("mail.authority_file", e))?;
        parameters = parameters.add_root_certificate(authority);
    }
    parameters.build().map_err(|e| wrong("mail.host", e))
}

/// Why a letter's envelope was not taken.
enum Refusal {
    /// The server refused, or the connection broke.
    Said(Error),
    /// The server lacks what the letter needs.
    Unable(&'static str),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Said(error)
    }
}

/// Everything before the letter itself. Until the final dot a letter that is given up has not been taken.
async fn announce(connection: &mut AsyncSmtpConnection, message: &Message) -> Result<(), Refusal> {
    let mut parameters = Vec::new();
    let ascii = |address: &Address| AsRef::<str>::as_ref(address).is_ascii();
    if !message.envelope.to().iter().chain(message.envelope.from()).all(ascii) {
        if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
            return Err(Refusal::Unable("takes no addresses with letters beyond a to z (it has no SMTPUTF8)"));
        }
        parameters.push(MailParameter::SmtpUtfEight);
    }
    if !message.octets.is_ascii() {
        parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }
    connection.command(Mail::new(message.envelope.from().cloned(), parameters)).await?;
    for to in message.envelope.to() {
        connection.command(Rcpt::new(to.clone(), Vec::new())).await?;
    }
    connection.command(Data).await?;
    Ok(())
}

fn answer(response: &Response) -> String {
    let said: Vec<_> = response.message().collect();
    format!("{} {}", response.code(), said.join(" "))
}

impl std::fmt::Debug for Smtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Smtp").field("settings", &self.settings).finish_non_exhaustive()
    }
}
