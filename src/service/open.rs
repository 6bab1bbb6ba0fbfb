//! From the configuration to an [`App`]: both programs begin here.

use chrono::TimeDelta;

use crate::clock::Clock;
use crate::config::{Config, FileStorage, SmsTransport, StorageKind};
use crate::domain::field::FieldErrors;
use crate::files::{Files, FilesError, S3};
use crate::random::Random;
use crate::store::{DatabaseUrl, Store};

use super::hasher::Hasher;
use super::{App, Error, Policy};

/// Whether a database may be made when there is none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Missing {
    /// Make an empty one.
    Create,
    /// Say that there is none.
    Refuse,
}

impl Policy {
    /// What the configuration says.
    pub fn configured(config: &Config) -> Self {
        let delta = |d| TimeDelta::from_std(d).unwrap_or(TimeDelta::MAX);
        Self {
            public_url: config.portal.public_url(),
            invitation_valid: delta(config.access.invitation_valid),
            session_idle: delta(config.portal.session_idle),
            session_absolute: delta(config.portal.session_longest),
            staff_session: delta(config.access.staff_session),
            quiet: delta(config.mail.quiet.0),
            sms: config.sms.transport != SmsTransport::Off,
        }
    }
}

/// The file storage that is configured, and where it is, for people.
///
/// # Errors
/// When the secret cannot be read, or a folder cannot be made.
pub fn files(storage: &FileStorage) -> Result<(Files, String), Error> {
    let largest = u64::from(storage.largest_mib) * 1024 * 1024;
    if storage.kind == StorageKind::Folder {
        let folder = storage.folder();
        return Ok((Files::folder(&folder, largest)?, format!("the folder {}", folder.display())));
    }
    let secret = storage.secret().map_err(|e| FilesError::Storage(e.to_string()))?;
    let s3 = S3 {
        bucket: storage.bucket.clone().unwrap_or_default(),
        region: storage.region.clone(),
        endpoint: storage.endpoint.as_ref().map(|url| url.as_str().to_owned()),
        prefix: storage.prefix.clone(),
        path_style: storage.path_style,
        keys: storage.access_key.clone().zip(secret),
    };
    Ok((Files::s3(&s3, largest)?, s3.shown()))
}

/// Writes, reads and removes a small file in the storage that is configured; where that is, for people.
///
/// # Errors
/// What does not work, in the storage's words.
pub async fn storage_works(storage: &FileStorage) -> Result<String, Error> {
    let (files, place) = files(storage)?;
    files.try_out(&format!("trials/{}", Random::system().uuid(Clock::system().now()))).await?;
    Ok(place)
}

impl App {
    /// Opens the database at `url` with what the configuration says of everything else.
    ///
    /// # Errors
    /// When the address is not understood, or the database cannot be opened or is newer than the program.
    pub async fn open(config: &Config, url: &str, missing: Missing) -> Result<Self, Error> {
        let url = DatabaseUrl::parse(url).map_err(|e| FieldErrors::one("database", "database-url", e.to_string()))?;
        if missing == Missing::Refuse
            && let DatabaseUrl::Sqlite(path) = &url
            && !path.exists()
        {
            let what = format!(
                "database {} yet; make one with \"keydesk init\", or name another with --database",
                url.shown()
            );
            return Err(Error::not_found(what));
        }
        let store = match missing {
            Missing::Create => Store::open(&url).await?,
            Missing::Refuse => Store::open_existing(&url).await?,
        };
        let random = Random::system();
        let hasher = Hasher::new(config.passwords.memory_mib * 1024, config.passwords.passes, random.clone());
        let (files, _) = files(&config.storage)?;
        Ok(Self::new(store, Clock::system(), random, hasher, Policy::configured(config), files))
    }
}
