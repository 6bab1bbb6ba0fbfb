//! The documents on an order or an object, as its page shows them, and the form to add some (R37).

use crate::domain::access::Parent;
use crate::domain::permission::Permission;
use crate::locale;
use crate::service::documents::On;
use crate::service::portal::{self, DocumentRow};
use crate::text;

use super::super::failure::Refusal;
use super::super::look::Look;
use super::super::state::Portal;
use super::super::visit::Reading;
use super::orders::encoded;

/// The documents on something, and the form for whoever may add some. The template `papers` reads it.
pub(super) struct Papers {
    pub rows: Vec<Paper>,
    pub form: Option<PapersForm>,
}

/// A document in a list.
pub(super) struct Paper {
    /// Where it is downloaded.
    pub href: String,
    /// Where its small picture is.
    pub thumbnail: Option<String>,
    pub name: String,
    /// Kind and size.
    pub detail: String,
    pub date: String,
    /// What it hangs on, with the address of its page if it has one.
    pub on: String,
    pub on_href: Option<String>,
}

/// What to send documents with.
pub(super) struct PapersForm {
    pub action: String,
    pub csrf: String,
    /// The same for everything that this page sends: a second click makes nothing twice.
    pub key: String,
    pub hint: String,
}

/// The documents on an order or an object that the reader sees; none when the reader sees no documents and may not add any.
pub(super) async fn papers(
    portal: &Portal,
    reading: &Reading,
    on: On,
    csrf: Option<String>,
) -> Result<Option<Papers>, Refusal> {
    let found = portal::documents_on(&portal.app, &reading.viewer, &on).await.map_err(|e| reading.failed(e))?;
    let form =
        csrf.filter(|_| reading.may(Permission::UploadDocuments)).map(|csrf| form(portal, &reading.look, &on, csrf));
    if found.is_none() && form.is_none() {
        return Ok(None);
    }
    // On the object's own page only its model's documents say where they are from.
    let own = |row: &DocumentRow| row.parent != Parent::Model;
    let shown = found.unwrap_or_default();
    let rows = shown.iter().map(|row| paper(&reading.look, row, !own(row))).collect();
    Ok(Some(Papers { rows, form }))
}

/// The form to add documents to something.
pub(super) fn form(portal: &Portal, look: &Look, on: &On, csrf: String) -> PapersForm {
    PapersForm {
        action: format!("{}/documents", page_of(on)),
        csrf,
        key: portal.app.random.uuid(portal.app.now()).simple().to_string(),
        hint: look.with("papers-hint", "mib", &(portal.app.files.largest() / (1024 * 1024)).to_string()),
    }
}

/// The page of what documents hang on.
pub(super) fn page_of(on: &On) -> String {
    match on {
        On::Order(number) => format!("/orders/{}", encoded(number)),
        On::Object(number) => format!("/objects/{}", encoded(number)),
        On::Customer(_) | On::Model(_) => "/documents".to_owned(),
    }
}

/// A row of a list; with what it hangs on where the list is not about that.
pub(super) fn paper(look: &Look, row: &DocumentRow, with_parent: bool) -> Paper {
    let href = format!("/documents/{}", encoded(&row.number));
    let name = text::line(&row.parent_name);
    let (on, on_href) = match row.parent {
        _ if !with_parent => (String::new(), None),
        Parent::Order => {
            let there = page_of(&On::Order(row.parent_name.clone()));
            (look.with("papers-on-order", "number", &name), Some(there))
        }
        Parent::Object => {
            let there = page_of(&On::Object(row.parent_name.clone()));
            (look.with("papers-on-object", "number", &name), Some(there))
        }
        Parent::Model => (look.with("papers-on-model", "name", &name), None),
        Parent::Customer => (look.t("papers-on-customer"), None),
    };
    Paper {
        thumbnail: row.thumbnail_key.is_some().then(|| format!("{href}/thumbnail")),
        href,
        name: text::line(&row.name),
        detail: format!("{} · {}", look.t(kind(&row.media_type)), size(look, row.size)),
        date: look.day(row.created_at),
        on,
        on_href,
    }
}

/// The key of the words for what a document is.
fn kind(media_type: &str) -> &'static str {
    match media_type {
        "application/pdf" => "file-kind-pdf",
        "image/jpeg" | "image/heif" => "file-kind-photograph",
        t if t.starts_with("image/") => "file-kind-picture",
        t if t.starts_with("video/") => "file-kind-film",
        "application/zip" => "file-kind-archive",
        "text/plain" => "file-kind-plain",
        t if t.contains("sheet") => "file-kind-spreadsheet",
        t if t.ends_with(".presentation") => "file-kind-slides",
        _ => "file-kind-text",
    }
}

/// "812 B", "14 kB", "3.2 MB", rounded up, so that nothing looks smaller than it is.
pub(super) fn size(look: &Look, bytes: i64) -> String {
    let bytes = bytes.max(0);
    match bytes {
        ..1000 => format!("{bytes} B"),
        1000..1_000_000 => format!("{} kB", (bytes + 999) / 1000),
        _ => {
            let tenths = (bytes + 99_999) / 100_000;
            #[allow(clippy::cast_precision_loss, reason = "tenths of a megabyte, for people")]
            let megabytes = tenths as f64 / 10.0;
            format!("{} MB", locale::decimal(look.language, megabytes, 1))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::state::Language;

    #[test]
    fn sizes_are_short_and_never_rounded_down() {
        let look = Look::neutral(Language::German);
        let cases = [(0, "0 B"), (999, "999 B"), (1000, "1 kB"), (1001, "2 kB"), (3_200_001, "3,3 MB"), (-5, "0 B")];
        for (bytes, shown) in cases {
            assert_eq!(size(&look, bytes), shown);
        }
    }

    #[test]
    fn every_kind_that_is_taken_has_words() {
        let sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        let cases = [
            (sheet, "file-kind-spreadsheet"),
            ("application/vnd.oasis.opendocument.spreadsheet", "file-kind-spreadsheet"),
            ("application/vnd.oasis.opendocument.text", "file-kind-text"),
            ("image/webp", "file-kind-picture"),
        ];
        for (media_type, key) in cases {
            assert_eq!(kind(media_type), key);
        }
    }
}
