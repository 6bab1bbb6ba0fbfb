//! What commands of the whole desk do that is more than moving about: letters of the folder, the portal module.

use std::path::PathBuf;
use std::time::SystemTime;

use crate::service::{Error, portal_switch};

use super::catalogue::{Id, Scope};
use super::desk::Desk;
use super::dialogs::{Form, Question, Reader, Values};
use super::eml;
use super::load::{Load, Taken};
use super::msg::{Job, Reply};
use super::screen::{Canvas, Cx, Screen};
use super::widgets::modal;

impl Desk {
    /// Shows the newest letter of the letters folder.
    pub(super) fn open_letters(&mut self) {
        if let Some(folder) = self.settings.letters.clone() {
            self.push_dialog(Letters { folder, load: Load::default(), reader: None });
        }
    }

    /// Asks whether to switch the portal on or off for the whole organization.
    pub(super) fn ask_module(&mut self) {
        self.push_dialog(Module(Load::default()));
    }
}

/// Finds out how the module stands; then gives way to the question.
struct Module(Load<bool>);

impl Screen for Module {
    fn title(&self) -> String {
        t!("module-title").to_owned()
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Dialog]
    }

    fn on_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        if command == Id::Close {
            cx.close();
        }
    }

    fn on_changed(&mut self, cx: &mut Cx<'_>) {
        if self.0.is_idle() {
            self.0.ask(cx, "module is on", |app, by| async move { portal_switch::module_is_on(&app, &by).await });
        }
    }

    fn waiting(&self) -> bool {
        self.0.is_loading()
    }

    fn on_reply(&mut self, reply: &mut Reply, cx: &mut Cx<'_>) {
        if self.0.take(reply) == Taken::Ready {
            cx.close();
            if self.0.get().copied().unwrap_or_default() {
                let name = cx.actor.map(|actor| actor.organization_name.clone()).unwrap_or_default();
                cx.push(module_off(&name));
            } else {
                cx.push(module_on());
            }
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: ratatui::layout::Rect) {
        let inner = modal(canvas, area, 60.min(area.width.saturating_sub(6)), 2, t!("module-title"));
        match self.0.failure() {
            Some(failure) => canvas.line(inner, 0, &format!("✗ {}", failure.sentence), canvas.theme.bad),
            None => canvas.line(inner, 0, t!("looking"), canvas.theme.dim),
        };
    }
}

fn module_on() -> Question<bool> {
    Question::new(
        t!("module-ask-on"),
        t!("module-on-text"),
        t!("switch-on"),
        || Job::new("module", |app, by| async move { portal_switch::module(&app, &by, true).await }),
        |_, cx| cx.done(t!("module-is-on")),
    )
}

/// Every customer notices at once, so the organization's name has to be typed.
fn module_off(name: &str) -> Form<bool> {
    let job = |_: &Values| Job::new("module", |app, by| async move { portal_switch::module(&app, &by, false).await });
    Form::new(t!("module-ask-off"), t!("switch-off"), job, |_, cx| cx.done(t!("module-is-off")))
        .warn(t!("module-off-text"))
        .confirm(name)
}

/// The newest letter, once it has been read.
struct Letters {
    folder: PathBuf,
    load: Load<Option<(String, String)>>,
    reader: Option<Reader>,
}

impl Screen for Letters {
    fn title(&self) -> String {
        t!("letter-newest").to_owned()
    }

    fn scopes(&self) -> Vec<Scope> {
        Scope::Reader.chain()
    }

    fn on_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        match &mut self.reader {
            Some(reader) => reader.on_command(command, cx),
            None => cx.close(),
        }
    }

    fn on_changed(&mut self, cx: &mut Cx<'_>) {
        if self.load.is_idle() {
            let folder = self.folder.clone();
            self.load.start(cx, Job::anonymous("letters", |_| newest(folder)));
        }
    }

    fn waiting(&self) -> bool {
        self.load.is_loading()
    }

    fn on_reply(&mut self, reply: &mut Reply, _: &mut Cx<'_>) {
        if self.load.take(reply) == Taken::No {
            return;
        }
        let folder = self.folder.display();
        self.reader = Some(match (self.load.get(), self.load.failure()) {
            (_, Some(failure)) => Reader::new(t!("letter-newest"), failure.sentence.clone()),
            (Some(Some((name, text))), _) => Reader::new(t!("letter-newest-name", name = name), text.clone()),
            _ => Reader::new(t!("letter-newest"), t!("letter-none", folder = folder)),
        });
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: ratatui::layout::Rect) {
        match &self.reader {
            Some(reader) => reader.draw(canvas, area),
            None => Reader::new(t!("letter-newest"), t!("looking")).draw(canvas, area),
        }
    }
}

/// Name and text of the newest letter in `folder`.
async fn newest(folder: PathBuf) -> Result<Option<(String, String)>, Error> {
    let cannot = |e: std::io::Error| Error::conflict(t!("letter-unread", display = folder.display(), e = e));
    let mut found: Option<(SystemTime, PathBuf)> = None;
    let mut entries = match tokio::fs::read_dir(&folder).await {
        Ok(entries) => entries,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(cannot(e)),
    };
    while let Some(entry) = entries.next_entry().await.map_err(cannot)? {
        let path = entry.path();
        if path.extension().is_some_and(|e| e == "eml") {
            let at = entry.metadata().await.and_then(|m| m.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
            // Letters written within one tick of the file system's clock are told apart by their names.
            if found.as_ref().is_none_or(|(newest, known)| (at, &path) > (*newest, known)) {
                found = Some((at, path));
            }
        }
    }
    let Some((_, path)) = found else { return Ok(None) };
    let bytes = tokio::fs::read(&path).await.map_err(cannot)?;
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(Some((name, eml::readable(&bytes))))
}
