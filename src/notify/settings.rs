//! How letters leave, as plain values: whoever reads the configuration fills this in.

use std::path::PathBuf;
use std::time::Duration;

use lettre::Address;

use crate::config;
use crate::domain::field::FieldErrors;

const LONGEST_PATIENCE: Duration = Duration::from_mins(1);

/// How letters leave and in whose name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MailSettings {
    /// By which way.
    pub way: Way,
    /// The address that letters come from; the organization's name is shown before it.
    pub from: String,
}

/// By which way letters leave.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Way {
    /// Into a folder, one `.eml` file per letter; nothing is sent.
    Folder(PathBuf),
    /// To a mail server.
    Smtp(SmtpSettings),
}

/// The mail server that takes our letters.
#[derive(Clone, PartialEq, Eq)]
pub struct SmtpSettings {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the conversation is protected.
    pub tls: Tls,
    /// The user name there, if it asks for one.
    pub user: Option<String>,
    /// The password there.
    pub password: Option<String>,
    /// A certificate (PEM) to trust beside the public ones.
    pub authority: Option<Vec<u8>>,
    /// It must have taken or refused a letter within so long.
    pub timeout: Duration,
    /// So many connections at once.
    pub connections: usize,
}

/// How the conversation with a mail server is protected.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tls {
    /// Encrypted from the first byte.
    Required,
    /// Encrypted after STARTTLS, which the server must offer.
    Starttls,
    /// Not at all: for a server on this machine only.
    None,
}

/// Settings that a transport cannot be made from; each names the key of the configuration.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct SettingsError(pub(super) FieldErrors);

impl MailSettings {
    /// What the configuration says; the password is read from its file now.
    ///
    /// # Errors
    /// When the password or the authority's certificate cannot be read from its file.
    pub fn configured(mail: &config::Mail) -> Result<Self, config::ConfigError> {
        let way = match mail.transport {
            config::Transport::File => Way::Folder(mail.folder()),
            config::Transport::Smtp => Way::Smtp(SmtpSettings {
                host: mail.host.clone().unwrap_or_default(),
                port: mail.port(),
                tls: match mail.tls {
                    config::Tls::Required => Tls::Required,
                    config::Tls::Starttls => Tls::Starttls,
                    config::Tls::None => Tls::None,
                },
                user: mail.user.clone(),
                password: mail.password()?,
                authority: mail.authority()?,
                timeout: mail.timeout,
                connections: usize::try_from(mail.connections).unwrap_or(1),
            }),
        };
        Ok(Self { way, from: mail.from().to_owned() })
    }

    /// The address that letters come from, when everything else is right as well.
    pub(super) fn checked(&self) -> Result<Address, SettingsError> {
        let mut errors = FieldErrors::new();
        let from = super::message::address(&self.from);
        if let Err(error) = &from {
            errors.add("mail.from", "email-invalid", error.to_string());
        }
        if let Way::Smtp(smtp) = &self.way {
            if smtp.host.trim().is_empty() {
                errors.add("mail.host", "missing", "names the mail server, for example mail.company.com");
            } else if smtp.tls == Tls::None && !config::is_loopback(&smtp.host) {
                let sentence = "\"none\" is for a mail server on this machine only; use \"starttls\" or \"required\"";
                errors.add("mail.tls", "unprotected", sentence);
            }
            if smtp.user.is_some() != smtp.password.is_some() {
                errors.add("mail.user", "incomplete", "and mail.password_file belong together: give both or neither");
            }
            // A letter is sent within its lease, or another worker would send it too.
            if smtp.timeout.is_zero() || smtp.timeout > LONGEST_PATIENCE {
                errors.add("mail.timeout", "out-of-range", "takes more than nothing and at most 60 seconds");
            }
        }
        match (errors.into_result(), from) {
            (Ok(()), Ok(from)) => Ok(from),
            (Err(errors), _) => Err(SettingsError(errors)),
            (Ok(()), Err(error)) => {
                Err(SettingsError(FieldErrors::one("mail.from", "email-invalid", error.to_string())))
            }
        }
    }
}

impl std::fmt::Debug for SmtpSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SmtpSettings")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("tls", &self.tls)
            .field("user", &self.user)
            .field("password", &self.password.as_ref().map(|_| "***"))
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn smtp(change: impl Fn(&mut SmtpSettings)) -> MailSettings {
        let mut smtp = SmtpSettings {
            host: "mail.example.com".to_owned(),
            port: 587,
            tls: Tls::Starttls,
            user: None,
            password: None,
            authority: None,
            timeout: Duration::from_secs(30),
            connections: 4,
        };
        change(&mut smtp);
        MailSettings { way: Way::Smtp(smtp), from: "portal@example.com".to_owned() }
    }

    #[test]
    fn what_is_wrong_is_named_by_its_key() {
        assert!(smtp(|_| {}).checked().is_ok());
        assert!(smtp(|s| (s.tls, s.host) = (Tls::None, "[::1]".to_owned())).checked().is_ok());
        let said = |settings: MailSettings| settings.checked().unwrap_err().to_string();
        assert!(said(smtp(|s| s.tls = Tls::None)).starts_with("mail.tls: "));
        assert!(said(smtp(|s| s.host.clear())).starts_with("mail.host: "));
        assert!(said(smtp(|s| s.user = Some("me".to_owned()))).starts_with("mail.user: "));
        assert!(said(smtp(|s| s.timeout = Duration::ZERO)).starts_with("mail.timeout: "));
        assert!(said(MailSettings { from: "nobody".to_owned(), ..smtp(|_| {}) }).starts_with("mail.from: "));
    }

    #[test]
    fn the_password_is_never_printed() {
        let settings = smtp(|s| (s.user, s.password) = (Some("me".to_owned()), Some("hunter2".to_owned())));
        assert!(!format!("{settings:?}").contains("hunter2"));
    }
}
