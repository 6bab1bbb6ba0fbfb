//! The organization's logo (R23): taken by staff, shown in the portal and wherever letters show it.
//!
//! What is kept is a picture that we drew anew, under a key made from its bytes. Its address carries the same, so browsers
//! may keep it for ever, and nobody learns from an address which organizations there are.

use std::fmt::Write as _;

use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::domain::OrganizationId;
use crate::domain::activity::Event;
use crate::domain::field::FieldErrors;
use crate::domain::staff::StaffPermission;
use crate::service::activity::{About, record};
use crate::service::{Actor, App, Error};
use crate::store::settings as store;

/// The largest file that is taken as a logo, in bytes.
pub const LARGEST_LOGO: usize = 512 * 1024;

const FOLDER: &str = "logos/";
const KIND: &str = "image/png";

/// Takes a logo (a PNG, JPEG or WebP file of 512 KiB and 16 to 4096 pixels each way at most), or takes it away.
///
/// # Errors
/// The field `file` when the file cannot be taken, with the reason.
pub async fn set_logo(app: &App, by: &Actor, file: Option<Vec<u8>>) -> Result<(), Error> {
    by.may(StaffPermission::ManageSettings)?.anywhere();
    let key = match file {
        None => None,
        Some(file) => Some(keep(app, file).await?),
    };
    let mut tx = app.store.begin().await?;
    let before = store::logo(&mut tx, by.organization).await?;
    if before == key {
        return Ok(());
    }
    store::set_logo(&mut tx, by.organization, key.as_deref(), key.as_ref().map(|_| KIND)).await?;
    let words = |key: Option<&str>| key.map_or_else(|| "none".to_owned(), |key| format!("picture {}", short(key)));
    let data = json!({ "before": words(before.as_deref()), "after": words(key.as_deref()) });
    let about = About { subject: "logo".to_owned(), ..About::default() };
    record(app, &mut tx, by, Event::LogoChanged, about, data).await?;
    let left = match &before {
        Some(before) if !store::logo_is_used(&mut tx, before).await? => Some(before),
        _ => None,
    };
    tx.commit().await?;
    if let Some(left) = left {
        app.files.remove(left).await?;
    }
    Ok(())
}

/// Stores the picture; its key.
async fn keep(app: &App, file: Vec<u8>) -> Result<String, Error> {
    if file.len() > LARGEST_LOGO {
        let message = format!("the file has {} KiB; a logo has 512 at most", file.len().div_ceil(1024));
        return Err(FieldErrors::one("file", "file-large", message).into());
    }
    let picture = app.files.logo(file).await?;
    let hash = Sha256::digest(&picture).iter().fold(String::with_capacity(64), |mut hash, byte| {
        let _ = write!(hash, "{byte:02x}");
        hash
    });
    let key = format!("{FOLDER}{hash}");
    app.files.put_bytes(&key, picture).await?;
    Ok(key)
}

/// The logo of an organization as PNG, for letters; none when it has none.
pub async fn logo(app: &App, organization: OrganizationId) -> Result<Option<Vec<u8>>, Error> {
    let key = store::logo(&mut app.store.read().await?, organization).await?;
    match key {
        None => Ok(None),
        Some(key) => Ok(Some(app.files.bytes(&key).await?.to_vec())),
    }
}

/// The logo with this hash as PNG, whosever it is.
pub async fn logo_by_hash(app: &App, hash: &str) -> Result<Vec<u8>, Error> {
    let is_hash = hash.len() == 64 && hash.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    if !is_hash {
        return Err(Error::not_found("such logo"));
    }
    Ok(app.files.bytes(&format!("{FOLDER}{hash}")).await?.to_vec())
}

/// The hash in the address of the logo that lies under `key`.
pub fn logo_hash(key: &str) -> Option<&str> {
    key.strip_prefix(FOLDER)
}

fn short(key: &str) -> &str {
    logo_hash(key).and_then(|hash| hash.get(..8)).unwrap_or(key)
}
