//! Looking at a document with the system's own program. It lies meanwhile in a folder that only the person can read, under a
//! name of our own; the folder goes when the back office is left.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Mutex;

use futures_util::TryStreamExt as _;
use tokio::io::AsyncWriteExt as _;

use crate::service::documents::{self, Content, file_name};
use crate::service::{Actor, App, Error};

/// With which program documents and pages are looked at.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Viewer {
    /// The one that the system names for it.
    #[default]
    System,
    /// This one; it is handed the path of the file.
    Program(PathBuf),
}

impl Viewer {
    /// The program, or why there is none.
    fn program(&self) -> Result<PathBuf, &'static str> {
        match self {
            Self::System => system_program(|name| std::env::var_os(name)),
            Self::Program(path) => Ok(path.clone()),
        }
    }
}

/// What came of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Viewed {
    /// A program has it.
    Opened,
    /// There is none that could show it, because.
    Nowhere(&'static str),
}

/// The folders that were made in this run of the program.
static FOLDERS: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Opens the document.
pub async fn view(app: &App, by: &Actor, viewer: &Viewer, number: &str) -> Result<Viewed, Error> {
    let program = match viewer.program() {
        Ok(program) => program,
        Err(why) => return Ok(Viewed::Nowhere(why)),
    };
    let (document, content) = documents::open(app, by, number).await?;
    open(app, program, &file_name(&document), content).await
}

/// Opens a page of our own making; it may fetch nothing.
pub async fn view_page(app: &App, viewer: &Viewer, name: &str, html: String) -> Result<Viewed, Error> {
    let program = match viewer.program() {
        Ok(program) => program,
        Err(why) => return Ok(Viewed::Nowhere(why)),
    };
    let content: Content = Box::pin(futures_util::stream::iter(vec![Ok(bytes::Bytes::from(html))]));
    open(app, program, name, content).await
}

async fn open(app: &App, program: PathBuf, name: &str, content: Content) -> Result<Viewed, Error> {
    let unwritten = |e: io::Error| Error::conflict(t!("view-not-kept", e = e));
    let folder = private_folder(&app.random.uuid(app.now()).simple().to_string()).map_err(unwritten)?;
    let path = folder.join(name);
    write(&path, content).await.map_err(unwritten)?;
    let mut command = tokio::process::Command::new(program);
    command.arg(&path).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    match command.spawn() {
        // Whoever is looking goes on looking when the back office is left.
        Ok(mut child) => {
            tokio::spawn(async move { child.wait().await });
            Ok(Viewed::Opened)
        }
        Err(_) => Ok(Viewed::Nowhere(t!("view-no-start"))),
    }
}

/// The program that the system names for opening files, or why there is none.
fn system_program(environment: impl Fn(&str) -> Option<OsString>) -> Result<PathBuf, &'static str> {
    let set = |name: &str| environment(name).is_some_and(|value| !value.is_empty());
    if set("SSH_CONNECTION") || set("SSH_TTY") {
        return Err(t!("view-ssh"));
    }
    let (name, windows) =
        if cfg!(target_os = "macos") { ("open", true) } else { ("xdg-open", set("DISPLAY") || set("WAYLAND_DISPLAY")) };
    if !windows {
        return Err(t!("view-no-windows"));
    }
    let path = environment("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file());
    found.ok_or(t!("view-no-program"))
}

/// A new folder that only the person can look into.
fn private_folder(name: &str) -> io::Result<PathBuf> {
    // The folder of the session is the person's own already, and goes with it.
    let base = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|dir| dir.is_dir());
    let folder = base.unwrap_or_else(std::env::temp_dir).join(format!("keydesk-{name}"));
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(&folder)?;
    if let Ok(mut folders) = FOLDERS.lock() {
        folders.push(folder.clone());
    }
    Ok(folder)
}

/// Writes `content` into a new file that only the person can read; one that is there is left alone. What cannot be written
/// wholly is not left behind by half.
pub async fn write(path: &Path, mut content: Content) -> io::Result<()> {
    let mut options = tokio::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    options.mode(0o600);
    let mut file = options.open(path).await?;
    let copied = async {
        while let Some(part) = content.try_next().await.map_err(io::Error::other)? {
            file.write_all(&part).await?;
        }
        file.flush().await
    };
    let copied = copied.await;
    if copied.is_err() {
        drop(tokio::fs::remove_file(path).await);
    }
    copied
}

/// Removes every folder that was made for looking.
pub fn clear_away() {
    let folders = FOLDERS.lock().map(|mut folders| std::mem::take(&mut *folders)).unwrap_or_default();
    for folder in folders {
        drop(std::fs::remove_dir_all(folder));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn over_ssh_and_without_windows_nothing_is_opened() {
        let of = |pairs: &'static [(&str, &str)]| {
            system_program(|name| {
                pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value))
            })
        };
        assert!(of(&[("SSH_CONNECTION", "10.0.0.1 22"), ("DISPLAY", ":0"), ("PATH", "/usr/bin")]).is_err());
        assert!(of(&[("PATH", "/usr/bin")]).is_err());
        assert!(of(&[("DISPLAY", ":0"), ("PATH", "/nowhere")]).is_err());
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn what_lies_there_for_a_moment_is_the_persons_own() {
        use std::os::unix::fs::PermissionsExt as _;

        let folder = private_folder(&format!("test-{}", std::process::id())).unwrap();
        assert_eq!(folder.metadata().unwrap().permissions().mode() & 0o777, 0o700);
        let part = |text: &'static str| Ok(bytes::Bytes::from_static(text.as_bytes()));
        let file = folder.join("D1.txt");
        let content = || -> Content { Box::pin(futures_util::stream::iter(vec![part("one "), part("two")])) };
        write(&file, content()).await.unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "one two");
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(write(&file, content()).await.unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        clear_away();
        assert!(!folder.exists());
    }
}
