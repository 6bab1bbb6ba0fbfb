//! An organization's own words for parts of letters (R64): kept, replaced, taken back.

use chrono::{DateTime, Utc};

use crate::domain::OrganizationId;
use crate::domain::letter::{LetterKind, LetterPart};
use crate::domain::state::Language;

use super::{Conn, StoreError, Tx, execute, rows};

/// Own words for one part.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct Worded {
    /// For which part; it may be one that is no longer known.
    pub part: String,
    /// The words.
    pub words: String,
    /// When they were last changed.
    pub changed_at: DateTime<Utc>,
    /// By whom.
    pub changed_by: String,
    /// Grows with every change.
    pub version: i64,
}

/// Which parts have words of the organization's own: kind, language, part; a name that is no longer known stays a name.
pub async fn all(conn: &mut Conn, org: OrganizationId) -> Result<Vec<(String, String, String)>, StoreError> {
    let sql =
        "SELECT kind, language, part FROM letter_wording WHERE organization_id = $1 ORDER BY kind, language, part";
    rows!(conn, (String, String, String), sql, org)
}

/// The organization's own words for a kind in a language.
pub async fn of_kind(
    conn: &mut Conn,
    org: OrganizationId,
    kind: LetterKind,
    language: Language,
) -> Result<Vec<Worded>, StoreError> {
    let sql = "SELECT part, words, changed_at, changed_by, version FROM letter_wording
               WHERE organization_id = $1 AND kind = $2 AND language = $3";
    rows!(conn, Worded, sql, org, kind, language)
}

/// A part of a kind in a language.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// Of which kind.
    pub kind: LetterKind,
    /// In which language.
    pub language: Language,
    /// Which part.
    pub part: LetterPart,
}

/// Keeps words for a part, if what is there still has this version (0: nothing is there); `false` when somebody was faster.
pub async fn set(
    tx: &mut Tx,
    org: OrganizationId,
    place: Place,
    words: &str,
    version: i64,
    (by, at): (&str, DateTime<Utc>),
) -> Result<bool, StoreError> {
    let Place { kind, language, part } = place;
    let done = if version == 0 {
        let sql =
            "INSERT INTO letter_wording (organization_id, kind, language, part, words, changed_at, changed_by, version)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, 1) ON CONFLICT DO NOTHING";
        execute!(tx, sql, org, kind, language, part, words, at, by)?
    } else {
        let sql = "UPDATE letter_wording SET words = $5, changed_at = $6, changed_by = $7, version = version + 1
                   WHERE organization_id = $1 AND kind = $2 AND language = $3 AND part = $4 AND version = $8";
        execute!(tx, sql, org, kind, language, part, words, at, by, version)?
    };
    Ok(done == 1)
}

/// Takes the words of a part back, if they still have this version; `false` when somebody was faster.
pub async fn reset(tx: &mut Tx, org: OrganizationId, place: Place, version: i64) -> Result<bool, StoreError> {
    let sql = "DELETE FROM letter_wording
               WHERE organization_id = $1 AND kind = $2 AND language = $3 AND part = $4 AND version = $5";
    Ok(execute!(tx, sql, org, place.kind, place.language, place.part, version)? == 1)
}
