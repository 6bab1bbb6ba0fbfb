//! Files on their way to be documents: first their bytes lie in the storage and are nobody's, then one transaction hangs
//! them on something. Every use case that takes files goes this way: uploads, fault reports, self-checks.

use serde_json::json;
use tokio::io::AsyncRead;

use crate::domain::DocumentId;
use crate::domain::activity::Event;
use crate::domain::field::FieldErrors;
use crate::service::activity::record;
use crate::service::{Actor, App, Error};
use crate::store::Tx;
use crate::store::documents::{self as store, NewDocument, Parent};
use crate::text;

/// The longest name of a document, in characters.
const LONGEST_NAME: usize = 200;
/// The longest key that a form sends, in characters.
const LONGEST_KEY: usize = 80;

/// A file that lies in the storage and is nobody's document yet. Hang it on something, or [`forget`] it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Brought {
    /// What it is called, clean. Never to be trusted as a path.
    pub name: String,
    /// What it is, by its content.
    pub media_type: &'static str,
    /// How many bytes it holds.
    pub size: i64,
    /// Under which key the storage has it.
    pub storage_key: String,
    /// Under which key the storage has its small picture; none where there is none.
    pub thumbnail_key: Option<String>,
}

/// Stores what `source` holds, called `name`, with a small picture if it is a photograph. Whether `by` may hang it on
/// anything is the use case's to ask, before and after.
///
/// # Errors
/// The field `file`: `file-large`, `file-empty`, `file-kind` (its content decides), `file-unreadable`; the field `name`:
/// `file-name`. Nothing is stored then.
pub async fn bring(
    app: &App,
    by: &Actor,
    name: &str,
    source: &mut (impl AsyncRead + Unpin + Send),
) -> Result<Brought, Error> {
    let name = checked_name(name)?;
    let id: DocumentId = app.id();
    let storage_key = format!("{}/{id}", by.organization);
    let stored = app.files.put(&storage_key, source).await?;
    let mut brought = Brought {
        name,
        media_type: stored.kind.media_type(),
        size: i64::try_from(stored.size).unwrap_or(i64::MAX),
        storage_key,
        thumbnail_key: None,
    };
    match app.files.thumbnail(&brought.storage_key, stored).await {
        Ok(thumbnail) => brought.thumbnail_key = thumbnail,
        Err(e) => {
            forget(app, std::slice::from_ref(&brought)).await;
            return Err(e.into());
        }
    }
    Ok(brought)
}

/// Removes files again that became nobody's document: their use case failed. What the storage does not let go of stays as a
/// file that nobody refers to, and is noted in the log of the program.
pub async fn forget(app: &App, brought: &[Brought]) {
    for file in brought {
        discard(app, &file.storage_key).await;
        if let Some(thumbnail) = &file.thumbnail_key {
            discard(app, thumbnail).await;
        }
    }
}

async fn discard(app: &App, key: &str) {
    if let Err(e) = app.files.remove(key).await {
        tracing::warn!("{key} stays in the file storage though nobody needs it: {e}");
    }
}

/// Makes a document of what was brought, in the transaction of the use case, which has made sure that `by` may; its number.
/// With a `sent_key` that a document was made with already, that one's number, and no second one. The log says so; telling
/// anybody is up to the use case.
pub(in crate::service) async fn hang(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    parent: Parent,
    brought: &Brought,
    sent_key: Option<&str>,
) -> Result<String, Error> {
    Ok(hang_once(app, tx, by, parent, brought, sent_key).await?.number)
}

/// What became of a file that was to be hung on something.
pub(super) struct Hung {
    /// The document's number.
    pub number: String,
    /// Whether the document is this file; else it was there already.
    pub is_new: bool,
}

/// As [`hang`], saying whether the document is new.
pub(super) async fn hang_once(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    parent: Parent,
    brought: &Brought,
    sent_key: Option<&str>,
) -> Result<Hung, Error> {
    let org = by.organization;
    let sent_key: Option<String> = sent_key.map(|key| text::line(key).chars().take(LONGEST_KEY).collect());
    let sent_key = sent_key.as_deref().filter(|key| !key.is_empty());
    let new = NewDocument {
        id: app.id(),
        organization: org,
        parent,
        name: &brought.name,
        media_type: brought.media_type,
        size: brought.size,
        storage_key: &brought.storage_key,
        thumbnail_key: brought.thumbnail_key.as_deref(),
        sent_key,
        uploaded_by: by.name(),
        at: app.now(),
    };
    let Some(number) = store::insert(tx, &new).await? else {
        let there = store::by_sent_key(tx, org, sent_key.unwrap_or_default()).await?;
        let number = there.ok_or_else(|| Error::conflict("the document was removed meanwhile; send it again"))?;
        return Ok(Hung { number, is_new: false });
    };
    let row = store::by_number(tx, org, &number).await?.ok_or_else(|| super::unknown(&number))?;
    let data = json!({ "number": number, "on": row.hangs_on(), "size": row.size, "media_type": row.media_type });
    record(app, tx, by, Event::DocumentAdded, super::about(row.customer_id, row.title()), data).await?;
    Ok(Hung { number, is_new: true })
}

/// The last part of a file's name as one clean, short line, for sentences about files that are not taken.
pub fn shown_name(name: &str) -> String {
    text::line(name.rsplit(['/', '\\']).next().unwrap_or_default()).chars().take(60).collect()
}

/// A name without folders, control characters and the like; it is kept for people, never used as a path.
fn checked_name(name: &str) -> Result<String, Error> {
    let name = text::line(name.rsplit(['/', '\\']).next().unwrap_or_default());
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().all(|c| c == '.') {
        return Err(FieldErrors::one("name", "file-name", "the name must have 1 to 200 characters").into());
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::checked_name;

    #[test]
    fn names_are_kept_clean_or_refused() {
        let kept = [
            ("report.pdf", "report.pdf"),
            ("../../x", "x"),
            ("C:\\fakepath\\Foto 1.jpg", "Foto 1.jpg"),
            ("a\u{202e}gpj.exe\r\nx", "a gpj.exe x"),
            ("Ölwechsel – März.pdf", "Ölwechsel – März.pdf"),
        ];
        for (given, expected) in kept {
            assert_eq!(checked_name(given).unwrap(), expected, "{given:?}");
        }
        for refused in ["", "..", "../..", "\u{7}", &"x".repeat(201)] {
            assert!(checked_name(refused).is_err(), "{refused:?}");
        }
    }
}
