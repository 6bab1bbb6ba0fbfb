//! What can be done with documents: attach one, look at one, save one, remove one.

use std::path::{Path, PathBuf};

use crate::domain::field::FieldErrors;
use crate::service::billing::{self, BillingSheet};
use crate::service::documents::{self, Content, DocumentRow, On, file_name, local_name};
use crate::service::{Actor, App, Error};

use super::super::dialogs::{Fetch, Form, Values};
use super::super::msg::Job;
use super::super::screen::Cx;
use super::Place;
use super::viewing::{self, Viewed, Viewer};

/// A path as it was typed or pasted: quotes around it and a `file://` before it are taken away, `~` is the home folder.
pub fn path_of(typed: &str, home: Option<&Path>) -> PathBuf {
    let typed = typed.trim();
    let unquoted =
        ['"', '\''].iter().find_map(|q| typed.strip_prefix(*q).and_then(|rest| rest.strip_suffix(*q))).unwrap_or(typed);
    let plain = unquoted.strip_prefix("file://").unwrap_or(unquoted);
    match (plain.strip_prefix('~'), home) {
        (Some(""), Some(home)) => home.to_owned(),
        (Some(rest), Some(home)) if rest.starts_with('/') => home.join(rest.trim_start_matches('/')),
        _ => PathBuf::from(plain),
    }
}

fn home() -> Option<PathBuf> {
    std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE")).map(PathBuf::from)
}

fn wrong(code: &'static str, message: String) -> Error {
    FieldErrors::one("file", code, message).into()
}

/// Attaches a file of this machine.
pub fn attach(place: &Place) -> Form<DocumentRow> {
    let place = place.clone();
    let job = move |values: &Values| {
        let (place, typed) = (place.clone(), values.text("file"));
        Job::new("attach", move |app, by| async move {
            let on = place.on(&app, &by).await?.ok_or_else(|| Error::not_found("such customer"))?;
            attached(&app, &by, &on, &typed).await
        })
    };
    Form::new(t!("document-attach-title"), t!("attach-verb"), job, |document: DocumentRow, cx: &mut Cx<'_>| {
        cx.done(t!("document-attached", title = document.title()));
    })
    .say(t!("document-attach-say"))
    .text("file", t!("label-file"), "", t!("document-path-empty"))
}

/// Gives an invoice or estimate its file; one that it has is replaced.
pub fn attach_billing(row: &BillingSheet) -> Form<BillingSheet> {
    let number = row.number.clone();
    let job = move |values: &Values| {
        let (number, typed) = (number.clone(), values.text("file"));
        Job::new("attach billing", move |app, by| async move {
            let (mut file, name) = brought(&typed).await?;
            billing::attach(&app, &by, &number, &name, &mut file).await
        })
    };
    let form = Form::new(
        t!("billing-file-of", title = row.title()),
        t!("attach-verb"),
        job,
        |sheet: BillingSheet, cx: &mut Cx<'_>| {
            cx.done(t!("billing-has-file", title = sheet.title()));
        },
    )
    .say(t!("billing-file-say"));
    let form = match &row.storage_key {
        Some(_) => form.warn(t!("billing-file-replaces", file = row.file)),
        None => form,
    };
    form.text("file", t!("label-file"), "", t!("billing-path-empty"))
}

async fn attached(app: &App, by: &Actor, on: &On, typed: &str) -> Result<DocumentRow, Error> {
    let (mut file, name) = brought(typed).await?;
    documents::add(app, by, on, &name, &mut file).await
}

/// The file that was named, open, and what it is called.
async fn brought(typed: &str) -> Result<(tokio::fs::File, String), Error> {
    if typed.is_empty() {
        return Err(wrong("file-missing", t!("file-path-needed").to_owned()));
    }
    let path = path_of(typed, home().as_deref());
    let shown = path.display().to_string();
    let unread = |e: std::io::Error| match e.kind() {
        std::io::ErrorKind::NotFound => wrong("file-missing", t!("file-not-there", shown = shown)),
        _ => wrong("file-unreadable", t!("file-unreadable-because", shown = shown, e = e)),
    };
    // A folder, or a pipe that never ends, is no document.
    if !tokio::fs::metadata(&path).await.map_err(unread)?.is_file() {
        return Err(wrong("file-unreadable", t!("file-is-none", shown = shown)));
    }
    let file = tokio::fs::File::open(&path).await.map_err(unread)?;
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    Ok((file, name))
}

/// Opens it with the program for it; where there is none, offers to save it.
pub fn view(document: &DocumentRow, viewer: &Viewer) -> Fetch<Viewed> {
    let (number, document, viewer) = (document.number.clone(), document.clone(), viewer.clone());
    let job = Job::new("view document", move |app, by| async move { viewing::view(&app, &by, &viewer, &number).await });
    let title = t!("document-open-title", title = document.title());
    Fetch::new(title, job, move |viewed, cx: &mut Cx<'_>| match viewed {
        Viewed::Opened => cx.done(t!("document-opened", title = document.title())),
        Viewed::Nowhere(why) => cx.push(save(&document, Some(why))),
    })
}

/// Saves it as a file of this machine. A file that is there is never written over.
pub fn save(document: &DocumentRow, instead: Option<&str>) -> Form<PathBuf> {
    let form = saving(&document.title(), file_name(document), &Source::Document(document.number.clone()));
    match instead {
        Some(why) => form.say(t!("document-can-save", why = why)),
        None => form,
    }
}

/// Saves the file of an invoice or estimate.
pub fn save_billing(row: &BillingSheet) -> Form<PathBuf> {
    let name = local_name(&row.number, row.media_type.as_deref().unwrap_or_default());
    saving(&format!("{} {}", row.kind, row.number), name, &Source::Billing(row.number.clone()))
}

/// Where the bytes come from.
#[derive(Clone, Debug)]
enum Source {
    Document(String),
    Billing(String),
}

impl Source {
    async fn open(&self, app: &App, by: &Actor) -> Result<Content, Error> {
        Ok(match self {
            Self::Document(number) => documents::open(app, by, number).await?.1,
            Self::Billing(number) => billing::open(app, by, number).await?.1,
        })
    }
}

fn saving(title: &str, name: String, source: &Source) -> Form<PathBuf> {
    let (source, proposed) = (source.clone(), Path::new("~").join(&name));
    let job = move |values: &Values| {
        let (source, name, typed) = (source.clone(), name.clone(), values.text("file"));
        Job::new("save document", move |app, by| async move { saved(&app, &by, &source, &name, &typed).await })
    };
    Form::new(t!("document-save-title", title = title), t!("save"), job, |path: PathBuf, cx: &mut Cx<'_>| {
        cx.done(t!("document-saved-as", display = path.display()));
    })
    .text("file", t!("label-save-as"), &proposed.to_string_lossy(), t!("save-as-empty"))
    .quiet()
}

async fn saved(app: &App, by: &Actor, source: &Source, name: &str, typed: &str) -> Result<PathBuf, Error> {
    if typed.is_empty() {
        return Err(wrong("file-missing", t!("save-where").to_owned()));
    }
    let content = source.open(app, by).await?;
    let mut path = path_of(typed, home().as_deref());
    if tokio::fs::metadata(&path).await.is_ok_and(|found| found.is_dir()) {
        path.push(name);
    }
    let shown = path.display().to_string();
    viewing::write(&path, content).await.map_err(|e| match e.kind() {
        std::io::ErrorKind::AlreadyExists => wrong("file-there", t!("file-there", shown = shown)),
        _ => wrong("file-unwritable", t!("file-unwritable", shown = shown, e = e)),
    })?;
    Ok(path)
}

/// Removes it for good.
pub fn remove(document: &DocumentRow) -> Form<DocumentRow> {
    let number = document.number.clone();
    let job = move |_: &Values| {
        let number = number.clone();
        Job::new("remove document", move |app, by| async move { documents::remove(&app, &by, &number).await })
    };
    Form::new(
        t!("document-remove-ask", title = document.title()),
        t!("remove-for-good"),
        job,
        |document: DocumentRow, cx| {
            cx.done(t!("document-removed", title = document.title()));
        },
    )
    .warn(t!("no-undo"))
    .say(t!("document-remove-say"))
    .confirm(&document.number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_taken_as_people_type_and_paste_them() {
        let home = Some(Path::new("/home/eva"));
        for (typed, path) in [
            ("~/report.pdf", "/home/eva/report.pdf"),
            ("~", "/home/eva"),
            ("~other/x", "~other/x"),
            (" '/tmp/a b.pdf' ", "/tmp/a b.pdf"),
            ("\"/tmp/a b.pdf\"", "/tmp/a b.pdf"),
            ("file:///tmp/a.pdf", "/tmp/a.pdf"),
            ("report.pdf", "report.pdf"),
        ] {
            assert_eq!(path_of(typed, home), Path::new(path), "{typed}");
        }
        assert_eq!(path_of("~/x", None), Path::new("~/x"));
    }
}
