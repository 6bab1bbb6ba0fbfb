//! The terminal back office: a pure core ([`Desk`]: update, draw) and a loop around it that owns all input and output.
//!
//! ```text
//!   keys, mouse, signals ─▶ Msg ─▶ Desk::update ─▶ Effect ─▶ workers call service::* ─▶ Msg::Done
//!                                     │
//!                                     └─ Desk::draw (only when something changed and the queue is empty)
//! ```
//!
//! # How a screen or a dialog is written
//!
//! Both are a [`Screen`]: a struct that holds what it shows, with `&mut self` functions that take a command, text or
//! a reply, and a `draw(&self)`. It never waits. A dialog is pushed with [`Cx::push`], gets all input while it is on
//! top, draws its box with [`widgets::modal`] and closes itself with [`Cx::close`].
//!
//! 1. **Commands.** Add a line to `catalogue/table.rs` for each: name, scope, keys, marks (`footer`, `needs(P::…)`,
//!    `asks`); label and help go into `terminal-commands.ftl`, in every language. `Screen::scopes` returns the scopes that are active, usually `Scope::X.chain()`; footer,
//!    help, palette and `docs/keys.md` follow by themselves. Then handle the name in `on_command`; say in
//!    `availability` when it cannot be done, and why. Keys are bound nowhere else.
//! 2. **Loading and saving.** Keep a [`load::Load<T>`]: `self.rows.ask(cx, "users", move |app, by| async move {
//!    access::users(&app, &by, customer).await })`, and in `on_reply`: `match self.rows.take(reply) { Taken::Ready => …`.
//!    Old data stays while loading; `failure()` has the sentence. After a change: `cx.wish(Wish::Changed)` (every screen
//!    loads again what it shows), `cx.done("Jan Moser suspended")`, `cx.close()`.
//!    `Failure::conflict` says that somebody else was faster, `Failure::of("email")` what is wrong with a field.
//! 3. **Typing.** While a [`widgets::Field`] has the focus, `typing` returns `true` and `on_text` hands keys and pastes to
//!    `Field::input`; what it returns `false` for (Enter, Esc, Tab, arrows up and down) is looked up as a command.
//! 4. **Lists** keep a [`widgets::Cursor`] (`step` takes the commands of the scope List or Picker; `follow` finds the row
//!    again by its id after loading) and draw with [`widgets::Table`] or by `cursor.window(len, height)`.
//! 5. **Mouse.** `canvas.hit(area, number)` while drawing; `on_click(number)`.
//! 6. **Text of the database** goes through `canvas.line`, `canvas.at`, [`cells::fit`], [`cells::pad`] or [`cells::wrap`], which clean it and
//!    count cells. Never `set_string` it as it is.
//! 7. **A question** before harm: `cx.push(Question::new(title, what will happen, verb, || job, |value, cx| cx.done(…)))`.
//! 8. **Words.** Every text stands in `assets/locales/*/terminal*.ftl`: `t!("key")`, `t!("key", name = value)`; what is stored by
//!    name is said with `words::word`. A test finds sentences in the sources.
//! 9. **Tests**: `harness::Bench::with_dialog(…)`, `press("tab enter")`, `type_text("Eva")`, `effects()`, `reply(ticket, Ok(Box::new(…)))`,
//!    `screen(80, 24)`.
//!
//! What does not belong here: SQL, rules about who may do what (the services decide; screens only say it in advance).

#[macro_use]
mod words;

mod bulk;
pub mod catalogue;
pub mod cells;
mod crash;
mod deeds;
mod desk;
mod detect;
pub mod dialogs;
mod documents;
mod eml;
mod faults;
mod first_use;
mod frame;
mod frames;
mod gauge;
mod goal;
mod grid;
#[cfg(test)]
pub(crate) mod harness;
pub mod key;
pub mod keymap;
mod leaving;
mod link;
pub mod load;
mod lock;
mod logged;
pub mod msg;
mod objects;
mod orders;
mod people;
mod plain;
mod rail;
mod refusals;
mod remembered;
mod run;
pub mod screen;
mod sections;
mod sign_in;
mod terminal;
#[cfg(test)]
mod tests_languages;
pub mod theme;
mod trail;
mod undo;
pub mod when;
pub mod widgets;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use keymap::Keymap;

use crate::domain::state::Language;

pub use desk::{Desk, LEAST, Section};
pub use documents::Viewer;
pub use msg::{Effect, Msg};
pub use run::{Host, TuiError, run, run_on};
pub use screen::{Canvas, Cx, Screen};
pub use sections::Screens;
pub use theme::{Colours, ThemeName};
pub use when::Zone;

/// How the terminal looks and what it is told by the program that starts it.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "independent wishes")]
pub struct TuiSettings {
    /// What is spoken to people who chose no language of their own, and before they sign in.
    pub language: Language,
    /// The palette.
    pub theme: ThemeName,
    /// Whether the terminal is asked whether it is dark or light; where it does not say, `theme` holds.
    pub detect: bool,
    /// Colours of the person's own.
    pub colours: Colours,
    /// The keys of every command.
    pub keys: Arc<Keymap>,
    /// The environment stripe (say, PRODUCTION).
    pub stripe: Option<String>,
    /// A card on the first screen.
    pub welcome: Option<Welcome>,
    /// Whether each section shows a card until the person dismisses it.
    pub cards: bool,
    /// The folder that letters are written to, when they go into files.
    pub letters: Option<PathBuf>,
    /// In which zone times are shown.
    pub zone: Zone,
    /// With what documents and pages are looked at.
    pub viewer: Viewer,
    /// After so long without a key the screen is locked; `None`: never.
    pub lock_after: Option<Duration>,
    /// No borders, one column, words for marks: for screen readers and logs.
    pub plain: bool,
    /// Nothing is changed from here.
    pub read_only: bool,
    /// Whether the mouse is used. Without it the terminal's own selection works.
    pub mouse: bool,
}

impl Default for TuiSettings {
    fn default() -> Self {
        Self {
            language: Language::English,
            theme: ThemeName::default(),
            detect: false,
            colours: Colours::default(),
            keys: Arc::default(),
            stripe: None,
            welcome: None,
            cards: false,
            letters: None,
            zone: Zone::default(),
            viewer: Viewer::default(),
            lock_after: None,
            plain: false,
            read_only: false,
            mouse: false,
        }
    }
}

/// A card on the first screen: where the portal is, what to try.
#[derive(Clone, Debug, Default)]
pub struct Welcome {
    /// Its lines.
    pub lines: Vec<String>,
}

/// From where somebody acts who signs in here, for the log.
fn origin() -> String {
    let host = std::fs::read_to_string("/etc/hostname").unwrap_or_default();
    let host = crate::text::line(&host);
    if host.is_empty() { "terminal".to_owned() } else { format!("terminal on {host}") }
}
