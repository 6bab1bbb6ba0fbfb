//! What can be done with documents: attach one, look at one, save one, remove one.

use std::path::{Path, PathBuf};

use crate::domain::field::FieldErrors;
use crate::service::documents::{self, DocumentRow, On, file_name};
use crate::service::{Actor, App, Error};

use super::super::dialogs::{Fetch, Form, Values};
use super::super::msg::Job;
use super::super::screen::Cx;
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
pub fn attach(on: &On) -> Form<DocumentRow> {
    let on = on.clone();
    let job = move |values: &Values| {
        let (on, typed) = (on.clone(), values.text("file"));
        Job::new("attach", move |app, by| async move { attached(&app, &by, &on, &typed).await })
    };
    Form::new("Attach a file", "Attach", job, |document: DocumentRow, cx: &mut Cx<'_>| {
        cx.done(format!("{} is attached", document.title()));
    })
    .say("Type the path of a file on this machine, or paste it. Who sees the document: whoever sees what it hangs on.")
    .text("file", "File", "", "~/Documents/report.pdf")
}

async fn attached(app: &App, by: &Actor, on: &On, typed: &str) -> Result<DocumentRow, Error> {
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
    let mut file = tokio::fs::File::open(&path).await.map_err(unread)?;
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    documents::add(app, by, on, &name, &mut file).await
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
    let number = document.number.clone();
    let proposed = Path::new("~").join(file_name(document));
    let job = move |values: &Values| {
        let (number, typed) = (number.clone(), values.text("file"));
        Job::new("save document", move |app, by| async move { saved(&app, &by, &number, &typed).await })
    };
    let form = Form::new(format!("Save {}", document.title()), "Save", job, |path: PathBuf, cx: &mut Cx<'_>| {
        cx.done(format!("Saved as {}", path.display()));
    });
    let form = match instead {
        Some(why) => form.say(format!("{why}; it can be saved as a file of this machine.")),
        None => form,
    };
    form.text("file", "Save as", &proposed.to_string_lossy(), "a folder or a file").quiet()
}

async fn saved(app: &App, by: &Actor, number: &str, typed: &str) -> Result<PathBuf, Error> {
    if typed.is_empty() {
        return Err(wrong("file-missing", "type where to save it".to_owned()));
    }
    let (document, content) = documents::open(app, by, number).await?;
    let mut path = path_of(typed, home().as_deref());
    if tokio::fs::metadata(&path).await.is_ok_and(|found| found.is_dir()) {
        path.push(file_name(&document));
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
