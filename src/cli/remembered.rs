//! The remembered sign-in of this person on this machine: one file per database in the state folder, for its owner's
//! eyes only. The database keeps the hash alone.

use std::io::Write as _;
use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use super::exit::Failure;
use crate::config::places;
use crate::service::token::{Token, TokenKind};

/// Where the sign-in for a database (by its address without a password) is kept.
pub fn path(database: &str) -> Result<PathBuf, Failure> {
    let state = places::state().ok_or_else(|| {
        Failure::failed("there is no home directory to remember the sign-in in; set HOME or XDG_STATE_HOME")
    })?;
    // The same file by another path is the same database.
    let file = database.strip_prefix("sqlite:").and_then(|p| std::fs::canonicalize(p).ok());
    let name = file.map_or_else(|| database.to_owned(), |f| format!("sqlite:{}", f.display()));
    let hash = Sha256::digest(name.as_bytes());
    Ok(state.join(format!("sign-in-{}", URL_SAFE_NO_PAD.encode(&hash[..12]))))
}

/// The remembered token, if there is one that can be read.
pub fn read(database: &str) -> Result<Option<Token>, Failure> {
    let content = std::fs::read_to_string(path(database)?).unwrap_or_default();
    Ok(Token::parse(TokenKind::Staff, content.trim()))
}

/// Remembers a token: mode 0600, in a folder of mode 0700, put in place whole.
pub fn write(database: &str, token: &Token) -> Result<(), Failure> {
    let path = path(database)?;
    let failed = |e: std::io::Error| Failure::failed(format!("the sign-in cannot be kept in {}: {e}", path.display()));
    let fresh = path.with_extension(format!("new-{}", std::process::id()));
    if let Some(folder) = path.parent() {
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder).map_err(failed)?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let _ = std::fs::remove_file(&fresh);
    let mut file = options.open(&fresh).map_err(failed)?;
    writeln!(file, "{}", token.reveal()).map_err(failed)?;
    std::fs::rename(&fresh, &path).map_err(failed)
}

/// Forgets it.
pub fn forget(database: &str) -> Result<(), Failure> {
    let path = path(database)?;
    match std::fs::remove_file(&path) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => {
            Err(Failure::failed(format!("{} cannot be removed: {e}", path.display())))
        }
        _ => Ok(()),
    }
}
