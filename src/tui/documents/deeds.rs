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
use super::viewing::{self, Viewed};

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
    Form::new("Attach a file", "Attach", job, |document: DocumentRow, cx: &mut Cx<'_>| {
        cx.done(format!("{} is attached", document.title()));
    })
    .say("Type the path of a file on this machine, or paste it. Who sees the document: whoever sees what it hangs on.")
    .text("file", "File", "", "~/Documents/report.pdf")
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
    let form = Form::new(format!("File of {}", row.title()), "Attach", job, |sheet: BillingSheet, cx: &mut Cx<'_>| {
        cx.done(format!("{} has its file", sheet.title()));
    })
    .say("Type the path of a file on this machine, or paste it. Customers' people who see the record can download it.");
    let form = match &row.storage_key {
        Some(_) => form.warn(format!("It takes the place of {}.", row.file)),
        None => form,
    };
    form.text("file", "File", "", "~/Documents/invoice.pdf")
}

async fn attached(app: &App, by: &Actor, on: &On, typed: &str) -> Result<DocumentRow, Error> {
    let (mut file, name) = brought(typed).await?;
    documents::add(app, by, on, &name, &mut file).await
}

/// The file that was named, open, and what it is called.
async fn brought(typed: &str) -> Result<(tokio::fs::File, String), Error> {
    if typed.is_empty() {
        return Err(wrong("file-missing", "type the path of a file, or paste it".to_owned()));
    }
    let path = path_of(typed, home().as_deref());
    let shown = path.display().to_string();
    let unread = |e: std::io::Error| match e.kind() {
        std::io::ErrorKind::NotFound => wrong("file-missing", format!("there is no file {shown}")),
        _ => wrong("file-unreadable", format!("{shown} cannot be read: {e}")),
    };
    // A folder, or a pipe that never ends, is no document.
    if !tokio::fs::metadata(&path).await.map_err(unread)?.is_file() {
        return Err(wrong("file-unreadable", format!("{shown} is no file")));
    }
    let file = tokio::fs::File::open(&path).await.map_err(unread)?;
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    Ok((file, name))
}

/// Opens it with the system's program; where there is none, offers to save it.
pub fn view(document: &DocumentRow) -> Fetch<Viewed> {
    let (number, document) = (document.number.clone(), document.clone());
    let job = Job::new("view document", move |app, by| async move { viewing::view(&app, &by, &number).await });
    let title = format!("Open {}", document.title());
    Fetch::new(title, job, move |viewed, cx: &mut Cx<'_>| match viewed {
        Viewed::Opened => cx.done(format!("{} is open in another window", document.title())),
        Viewed::Nowhere(why) => cx.push(save(&document, Some(why))),
    })
}

/// Saves it as a file of this machine. A file that is there is never written over.
pub fn save(document: &DocumentRow, instead: Option<&str>) -> Form<PathBuf> {
    let form = saving(&document.title(), file_name(document), &Source::Document(document.number.clone()));
    match instead {
        Some(why) => form.say(format!("{why}; it can be saved as a file of this machine.")),
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
    Form::new(format!("Save {title}"), "Save", job, |path: PathBuf, cx: &mut Cx<'_>| {
        cx.done(format!("Saved as {}", path.display()));
    })
    .text("file", "Save as", &proposed.to_string_lossy(), "a folder or a file")
    .quiet()
}

async fn saved(app: &App, by: &Actor, source: &Source, name: &str, typed: &str) -> Result<PathBuf, Error> {
    if typed.is_empty() {
        return Err(wrong("file-missing", "type where to save it".to_owned()));
    }
    let content = source.open(app, by).await?;
    let mut path = path_of(typed, home().as_deref());
    if tokio::fs::metadata(&path).await.is_ok_and(|found| found.is_dir()) {
        path.push(name);
    }
    let shown = path.display().to_string();
    viewing::write(&path, content).await.map_err(|e| match e.kind() {
        std::io::ErrorKind::AlreadyExists => {
            wrong("file-there", format!("{shown} is there already; type another name"))
        }
        _ => wrong("file-unwritable", format!("{shown} cannot be written: {e}")),
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
    Form::new(format!("Remove {}?", document.title()), "Remove for good", job, |document: DocumentRow, cx| {
        cx.done(format!("{} is removed", document.title()));
    })
    .warn("This cannot be undone.")
    .say("Nobody can read the document any more, in the portal neither. The log keeps that it was there.")
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
