//! What can be configured, and where from: flags, then variables, then the project's file, then the user's.
//!
//! The keys stand in one table (`keys.rs`); everything else is made from it. An unknown key or variable is an error
//! that names the nearest known one, a wrong value names its place and what is expected, and everything that is wrong is said
//! at once. What does not belong here: opening anything that a setting names.

mod address;
mod choice;
mod error;
mod example;
mod gateway;
mod keys;
pub mod logging;
mod named;
pub mod places;
mod read;
mod setting;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

pub use address::{DatabaseAddress, Network, PublicUrl, Sender};
pub use choice::{Format, Level, StorageKind, Theme, Tls, Tongue, Transport};
pub use error::{ConfigError, Origin};
pub use example::example;
pub use gateway::{Fields, GatewayUrl, Headers, SmsBody, SmsMethod, SmsTransport, Statuses};
pub use keys::{Access, Database, FileStorage, KEYS, Key, Log, Mail, Passwords, Portal, Sms, Terminal, Values};
pub use named::{Bindings, Colours};
pub use setting::{Idle, Quiet, Secret};

use read::Reader;

/// The flags that both programs share.
#[derive(clap::Args, Clone, Debug, Default)]
pub struct Flags {
    /// Read this file in place of ./keydesk.toml
    #[arg(long, global = true, value_name = "FILE", help_heading = "Everywhere")]
    pub config: Option<PathBuf>,
    /// The database's address.
    #[arg(long, global = true, value_name = "URL", help_heading = "Everywhere")]
    #[arg(help = "The database: sqlite:PATH or postgres://user@host/name")]
    pub database: Option<String>,
}

/// The configuration: values, and where each comes from. The sections are fields: `config.portal.listen`.
#[derive(Clone, Debug, Default)]
pub struct Config {
    values: Values,
    origins: BTreeMap<&'static str, Origin>,
    /// The files that were read, the nearest first.
    pub files: Vec<PathBuf>,
}

impl std::ops::Deref for Config {
    type Target = Values;

    fn deref(&self) -> &Values {
        &self.values
    }
}

impl std::ops::DerefMut for Config {
    fn deref_mut(&mut self) -> &mut Values {
        &mut self.values
    }
}

/// Where to look. [`Sources::of_process`] gives the real ones.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The project's file, or the one that `--config` names.
    pub project: Option<PathBuf>,
    /// Whether that file was named and must be there.
    pub project_named: bool,
    /// The user's file.
    pub user: Option<PathBuf>,
    /// The environment.
    pub environment: Vec<(String, String)>,
    /// Flags: name, key, value.
    pub flags: Vec<(&'static str, &'static str, String)>,
}

impl Sources {
    /// The sources of this process.
    pub fn of_process(flags: &Flags) -> Self {
        let lossy = |text: std::ffi::OsString| text.to_string_lossy().into_owned();
        let environment: Vec<_> = std::env::vars_os().map(|(k, v)| (lossy(k), lossy(v))).collect();
        let variable = std::env::var_os(read::CONFIG_VARIABLE).filter(|v| !v.is_empty()).map(PathBuf::from);
        let named = flags.config.clone().or(variable);
        Self {
            project_named: named.is_some(),
            project: named.or_else(|| Some(PathBuf::from("keydesk.toml"))),
            user: places::user_file(),
            environment,
            flags: flags.database.iter().map(|url| ("--database", "database.url", url.clone())).collect(),
        }
    }
}

impl Config {
    /// Reads the configuration of this process.
    ///
    /// # Errors
    /// Everything that is wrong, at once.
    pub fn load(flags: &Flags) -> Result<Self, ConfigError> {
        Self::from_sources(&Sources::of_process(flags))
    }

    /// Reads the configuration from `sources`.
    ///
    /// # Errors
    /// Everything that is wrong, at once.
    pub fn from_sources(sources: &Sources) -> Result<Self, ConfigError> {
        let mut reader = Reader::default();
        if let Some(user) = &sources.user {
            reader.file(user, false);
        }
        if let Some(project) = &sources.project {
            reader.file(project, sources.project_named);
        }
        reader.environment(sources.environment.iter().cloned());
        for (flag, key, value) in &sources.flags {
            reader.flag(flag, key, value);
        }
        reader.files.reverse();
        let Reader { values, origins, mut errors, files } = reader;
        let config = Self { values, origins, files };
        config.together(&mut errors);
        errors.into_result().map(|()| config)
    }

    /// Where the value of the key at `path` comes from.
    pub fn origin(&self, path: &str) -> Origin {
        self.origins.get(path).cloned().unwrap_or(Origin::Default)
    }

    /// What values mean together.
    fn together(&self, errors: &mut ConfigError) {
        let mail = &self.mail;
        let mut wrong = |key: &str, sentence: &str| errors.add(format!("{}: {key} {sentence}", self.origin(key)));
        if mail.transport == Transport::Smtp {
            for (key, missing) in [("mail.host", mail.host.is_none()), ("mail.from", mail.from.is_none())] {
                if missing {
                    wrong("mail.transport", &format!("\"smtp\" needs {key} as well"));
                }
            }
            if mail.tls == Tls::None && !mail.host.as_deref().is_none_or(is_loopback) {
                wrong(
                    "mail.tls",
                    "\"none\" is for a mail server on this machine only; use \"starttls\" or \"required\"",
                );
            }
        }
        let storage = &self.storage;
        if storage.kind == StorageKind::S3 && storage.bucket.is_none() {
            wrong("storage.kind", "\"s3\" needs storage.bucket as well");
        }
        let secret = storage.secret_key_file.is_some() || storage.secret_key.is_some();
        if storage.access_key.is_some() && !secret {
            wrong("storage.access_key", "needs storage.secret_key_file or storage.secret_key as well");
        }
        if secret && storage.access_key.is_none() {
            wrong("storage.secret_key", "needs storage.access_key as well");
        }
        if storage.endpoint.as_ref().is_some_and(|url| !url.is_https() && !is_loopback(&url.host())) {
            wrong("storage.endpoint", "takes http for a storage on this machine only; use https");
        }
        if mail.password_file.is_some() && mail.user.is_none() {
            wrong("mail.password_file", "needs mail.user as well");
        }
        if mail.user.is_some() && mail.password_file.is_none() {
            wrong("mail.user", "needs mail.password_file as well");
        }
        // A letter is sent within its lease, or another worker would send it too.
        if mail.timeout > Duration::from_mins(2) {
            wrong("mail.timeout", "takes a time from \"1 second\" to \"2 minutes\"");
        }
        if !(1..=32).contains(&mail.connections) {
            wrong("mail.connections", "takes a whole number from 1 to 32");
        }
        for (key, sentence) in self.sms.together() {
            wrong(key, &sentence);
        }
        if !(19..=4096).contains(&self.passwords.memory_mib) {
            wrong("passwords.memory_mib", "takes a whole number from 19 to 4096");
        }
        if !(2..=100).contains(&self.passwords.passes) {
            wrong("passwords.passes", "takes a whole number from 2 to 100");
        }
        if self.portal.connections == 0 {
            wrong("portal.connections", "takes a whole number from 1");
        }
        if self.portal.session_idle > self.portal.session_longest {
            wrong("portal.session_idle", "is longer than portal.session_longest");
        }
    }

    /// The address of the database: the configured one, or a file in the user's data folder.
    ///
    /// # Errors
    /// When nothing is configured and the user has no data folder.
    pub fn database_url(&self) -> Result<String, ConfigError> {
        match (&self.database.url, places::data()) {
            (Some(url), _) => Ok(url.0.clone()),
            (None, Some(data)) => Ok(format!("sqlite:{}", data.join("keydesk.db").display())),
            (None, None) => Err(ConfigError(vec![
                "there is no home directory to keep the database in; name one with --database sqlite:PATH".to_owned(),
            ])),
        }
    }
}

impl Portal {
    /// Where customers reach the portal, without a trailing slash.
    pub fn public_url(&self) -> String {
        self.public_url.as_ref().map_or_else(|| origin_of(self.listen), |url| url.as_str().to_owned())
    }

    /// Whether the connection of `peer` comes from a proxy of ours.
    pub fn trusts(&self, peer: IpAddr) -> bool {
        self.trusted_proxies.iter().any(|n| n.contains(peer))
    }
}

/// The address under which a browser on this machine reaches a listener.
pub fn origin_of(listen: SocketAddr) -> String {
    if listen.ip().is_unspecified() {
        return format!("http://localhost:{}", listen.port());
    }
    format!("http://{listen}")
}

impl Mail {
    /// The port of the mail server.
    pub fn port(&self) -> u16 {
        self.port.unwrap_or(match self.tls {
            Tls::Required => 465,
            Tls::Starttls => 587,
            Tls::None => 25,
        })
    }

    /// The address that letters come from. The file transport needs none that works.
    pub fn from(&self) -> &str {
        self.from.as_ref().map_or("keydesk@localhost", Sender::address)
    }

    /// Where the file transport writes.
    pub fn folder(&self) -> PathBuf {
        self.folder.clone().or_else(|| places::data().map(|d| d.join("letters"))).unwrap_or_else(|| "letters".into())
    }

    /// The certificate that vouches for the mail server's, as PEM.
    ///
    /// # Errors
    /// When the file cannot be read; the sentence names it.
    pub fn authority(&self) -> Result<Option<Vec<u8>>, ConfigError> {
        let Some(path) = &self.authority_file else { return Ok(None) };
        std::fs::read(path)
            .map(Some)
            .map_err(|e| ConfigError(vec![format!("mail.authority_file: {} cannot be read: {e}", path.display())]))
    }

    /// The password at the mail server: the first line of its file.
    ///
    /// # Errors
    /// When the file cannot be read; the sentence names it.
    pub fn password(&self) -> Result<Option<String>, ConfigError> {
        let Some(path) = &self.password_file else { return Ok(None) };
        match std::fs::read_to_string(path) {
            Ok(content) => Ok(Some(content.lines().next().unwrap_or_default().to_owned())),
            Err(e) => Err(ConfigError(vec![format!("the password file {} cannot be read: {e}", path.display())])),
        }
    }
}

impl Sms {
    /// Where the file transport writes.
    pub fn folder(&self) -> PathBuf {
        self.folder.clone().or_else(|| places::data().map(|d| d.join("sms"))).unwrap_or_else(|| "sms".into())
    }

    /// The certificate that vouches for the gateway's, as PEM.
    ///
    /// # Errors
    /// When the file cannot be read; the sentence names it.
    pub fn authority(&self) -> Result<Option<Vec<u8>>, ConfigError> {
        let Some(path) = &self.authority_file else { return Ok(None) };
        std::fs::read(path)
            .map(Some)
            .map_err(|e| ConfigError(vec![format!("sms.authority_file: {} cannot be read: {e}", path.display())]))
    }

    /// The secret at the gateway: the first line of its file.
    ///
    /// # Errors
    /// When the file cannot be read or its first line is empty; the sentence names it.
    pub fn secret(&self) -> Result<Option<String>, ConfigError> {
        let Some(path) = &self.secret_file else { return Ok(None) };
        let wrong = |what: String| Err(ConfigError(vec![format!("sms.secret_file: {} {what}", path.display())]));
        match std::fs::read_to_string(path) {
            Ok(content) => match content.lines().next().map(str::trim).filter(|line| !line.is_empty()) {
                Some(line) => Ok(Some(line.to_owned())),
                None => wrong("has nothing in its first line".to_owned()),
            },
            Err(e) => wrong(format!("cannot be read: {e}")),
        }
    }
}

impl FileStorage {
    /// The folder in which documents are kept.
    pub fn folder(&self) -> PathBuf {
        self.folder.clone().or_else(|| places::data().map(|d| d.join("files"))).unwrap_or_else(|| "files".into())
    }
}

impl FileStorage {
    /// The secret that belongs to the access key: the configured one, or the first line of its file.
    ///
    /// # Errors
    /// When the file cannot be read; the sentence names it.
    pub fn secret(&self) -> Result<Option<String>, ConfigError> {
        let Some(path) = &self.secret_key_file else {
            return Ok(self.secret_key.as_ref().map(|secret| secret.reveal().to_owned()));
        };
        match std::fs::read_to_string(path) {
            Ok(content) => Ok(Some(content.lines().next().unwrap_or_default().trim().to_owned())),
            Err(e) => {
                Err(ConfigError(vec![format!("storage.secret_key_file: {} cannot be read: {e}", path.display())]))
            }
        }
    }
}

/// Whether `host` is this machine.
pub fn is_loopback(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}
