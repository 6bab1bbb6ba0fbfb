//! Why a use case did not happen. In every case nothing was changed.

use chrono::{DateTime, Utc};

use crate::domain::field::FieldErrors;
use crate::files::FilesError;
use crate::store::StoreError;

/// Why a use case did not happen. In every case nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What was typed cannot be taken; every field that is wrong is named.
    #[error("{0}")]
    Invalid(#[from] FieldErrors),
    /// The permission is missing, or the customer lies outside the person's areas.
    #[error("not allowed: this needs {needs}{because}")]
    Denied {
        /// The permission that is missing, or what else is needed.
        needs: String,
        /// Why, starting with a separator, or empty.
        because: String,
    },
    /// There is no such thing, or it is none of the asker's business.
    #[error("there is no {what}")]
    NotFound {
        /// What was looked for ("customer 1042").
        what: String,
    },
    /// Somebody else was faster, or the state does not allow it.
    #[error("{what}")]
    Conflict {
        /// What stands in the way and what to do.
        what: String,
        /// Who was faster, by name; nobody when it is the state that stands in the way, or it is not known who it was.
        by: Option<String>,
    },
    /// E-mail or password do not match, or the session is over. Never says which.
    #[error("not signed in: {why}")]
    SignedOut {
        /// What to do.
        why: String,
    },
    /// The password is a temporary one (R17): it opens nothing but the choice of one of the person's own.
    #[error("this password is temporary; choose one of your own before you go on")]
    TemporaryPassword {
        /// Until when it can be replaced.
        until: DateTime<Utc>,
    },
    /// Too many attempts.
    #[error("too many attempts; try again in {seconds} seconds")]
    TooMany {
        /// When it makes sense to try again.
        seconds: u64,
    },
    /// Every hash slot is taken and the queue is full.
    #[error("too many sign-ins at this moment; try again in a few seconds")]
    Busy,
    /// The file storage failed.
    #[error(transparent)]
    Files(FilesError),
    /// What was asked for cannot be written out.
    #[error("the output cannot be written: {0}")]
    Unwritten(std::io::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<FilesError> for Error {
    fn from(error: FilesError) -> Self {
        let code = match error {
            FilesError::TooLarge { .. } => "file-large",
            FilesError::Empty => "file-empty",
            FilesError::Refused(_) => "file-kind",
            FilesError::Dimensions { .. } => "file-dimensions",
            FilesError::Source(_) => "file-unreadable",
            FilesError::Missing => return Self::not_found("such file in the storage any more"),
            FilesError::Storage(_) => return Self::Files(error),
        };
        FieldErrors::one("file", code, format!("the file {error}")).into()
    }
}

impl Error {
    /// Whether the database does not answer: trying again later may help.
    pub const fn is_unavailable(&self) -> bool {
        matches!(self, Self::Store(StoreError::Unavailable(_)))
    }

    /// Somebody else was faster, or the state does not allow it.
    pub fn conflict(what: impl Into<String>) -> Self {
        Self::Conflict { what: what.into(), by: None }
    }

    /// Somebody else was faster: `say` is handed the name, or "somebody" when it is not known.
    pub fn overtaken(by: Option<String>, say: impl FnOnce(&str) -> String) -> Self {
        let what = say(by.as_deref().unwrap_or("somebody"));
        Self::Conflict { what, by }
    }

    /// There is no such thing.
    pub fn not_found(what: impl Into<String>) -> Self {
        Self::NotFound { what: what.into() }
    }
}
