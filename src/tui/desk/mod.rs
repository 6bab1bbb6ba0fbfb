//! The core: what is on the screen, and what a message does to it. It never waits and never draws by itself.
//!
//! Keys and clicks are in `input`, commands in `commands`, what screens wish and what jobs bring in `wishes`.

mod commands;
mod flaws;
mod input;
mod wishes;

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use crossterm::event::KeyEventKind;
use ratatui::layout::{Position, Size};

use crate::clock::Clock;
use crate::domain::state::Language;
use crate::service::Actor;

use super::TuiSettings;
use super::catalogue::Id;
use super::goal::Place;
use super::msg::{Effect, Msg};
use super::remembered::Remembered;
use super::screen::{Cx, Hits, Note, Screen, Typed};
use super::theme::Theme;
use super::words;

/// The smallest terminal that is drawn in.
pub const LEAST: Size = Size { width: 60, height: 18 };

/// A section: a number key, a word, a screen.
pub struct Section {
    /// The command that goes there.
    pub command: Id,
    /// The screen.
    pub screen: Box<dyn Screen>,
}

/// The whole terminal.
#[allow(clippy::struct_excessive_bools, reason = "independent facts about what is shown")]
pub struct Desk {
    pub(super) settings: TuiSettings,
    pub(super) theme: Theme,
    pub(super) actor: Option<Arc<Actor>>,
    pub(super) sections: Vec<Section>,
    pub(super) current: usize,
    pub(super) panel: Box<dyn Screen>,
    pub(super) panel_shown: bool,
    pub(super) panel_focused: bool,
    pub(super) sign_in: Box<dyn Screen>,
    pub(super) dialogs: Vec<Box<dyn Screen>>,
    pub(super) card: bool,
    /// Cards of sections that were called back or dismissed here.
    pub(super) cards: BTreeMap<Id, bool>,
    pub(super) note: Option<Note>,
    pub(super) gauge: super::gauge::Gauge,
    /// What is remembered for the person.
    pub(super) remembered: Remembered,
    pub(super) link: super::link::Link,
    pub(super) lock: Option<super::lock::Lock>,
    /// Whether clicks come here, or belong to the terminal's own selection.
    pub(super) mouse_taken: bool,
    /// When somebody pressed a key or clicked last.
    pub(super) touched: DateTime<Utc>,
    pub(super) took: Option<Duration>,
    pub(super) size: Size,
    pub(super) hits: RefCell<Hits>,
    /// Keys typed ahead of what they are about.
    held: VecDeque<Typed>,
    own_change: bool,
    /// When something was changed here last that can be undone, and at which customer.
    pub(super) last_change: Option<super::undo::LastChange>,
    /// What was left on the way to the customer that is shown, the newest last.
    pub(super) trail: Vec<super::trail::Step>,
    pub(super) fresh: fn() -> Box<dyn Screen>,
    /// Where the palette led last, the newest first.
    pub(super) visited: Vec<Place>,
    /// What the last message carried out.
    performed: Vec<Id>,
    clock: Clock,
    tickets: u64,
    effects: Vec<Effect>,
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desk")
            .field("current", &self.current)
            .field("dialogs", &self.dialogs.len())
            .finish_non_exhaustive()
    }
}

/// Who has got the keys.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Focus {
    Lock,
    Dialog,
    SignIn,
    Panel,
    Section,
}

impl Desk {
    /// A desk of these screens, for this person (or for signing in).
    pub fn new(settings: TuiSettings, screens: super::Screens, clock: Clock, actor: Option<Arc<Actor>>) -> Self {
        let theme = Theme::with(settings.theme, &settings.colours);
        let card = settings.welcome.is_some();
        let mouse_taken = settings.mouse;
        Self {
            settings,
            theme,
            actor,
            sections: screens.sections,
            current: 0,
            panel: screens.panel,
            panel_shown: false,
            panel_focused: false,
            sign_in: screens.sign_in,
            dialogs: Vec::new(),
            card,
            cards: BTreeMap::new(),
            note: None,
            gauge: super::gauge::Gauge::default(),
            remembered: Remembered::default(),
            link: super::link::Link::default(),
            lock: None,
            mouse_taken,
            touched: clock.now(),
            took: None,
            size: Size::new(80, 24),
            hits: RefCell::default(),
            held: VecDeque::new(),
            own_change: false,
            last_change: None,
            trail: Vec::new(),
            fresh: screens.fresh,
            visited: Vec::new(),
            performed: Vec::new(),
            clock,
            tickets: 0,
            effects: Vec::new(),
        }
    }

    /// The language of the person, or of the machine.
    pub fn language(&self) -> Language {
        self.actor.as_ref().and_then(|actor| actor.house.language).unwrap_or(self.settings.language)
    }

    /// Loads what is shown first.
    pub fn start(&mut self, size: Size) -> Vec<Effect> {
        let _speaking = words::speak(self.language());
        self.size = size;
        self.recall();
        self.changed();
        std::mem::take(&mut self.effects)
    }

    /// Takes one message.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        let _speaking = words::speak(self.language());
        self.performed.clear();
        match msg {
            Msg::Key(event) if event.kind == KeyEventKind::Release => {}
            Msg::Key(_) | Msg::Mouse(_) | Msg::Paste(_) if self.lock_when_idle() => {}
            Msg::Key(event) => {
                self.touched = self.now();
                self.input(Typed::Key(event));
            }
            Msg::Mouse(event) => {
                self.touched = self.now();
                self.mouse(event);
            }
            Msg::Paste(text) => {
                self.touched = self.now();
                self.input(Typed::Paste(text));
            }
            Msg::Idle => {
                self.lock_when_idle();
            }
            Msg::Resize(width, height) => {
                self.size = Size { width, height };
                self.with(Focus::Section, |screen, cx| screen.on_resize(cx));
            }
            Msg::Done(reply) => self.reply(reply),
            Msg::Changed => self.changed(),
            Msg::Renewed(actor) => self.renewed(actor),
            Msg::Stop => self.effects.push(Effect::Quit),
            Msg::Sleep => self.effects.push(Effect::Suspend),
        }
        // What they were held for may have come to nothing without a reply.
        if !self.too_small() {
            self.release();
        }
        self.forget_trail();
        std::mem::take(&mut self.effects)
    }

    /// The commands that the last message carried out, in their order; those that could not be are not among them.
    pub fn performed(&self) -> &[Id] {
        &self.performed
    }

    /// How many dialogs are open.
    pub fn dialogs(&self) -> usize {
        self.dialogs.len()
    }

    /// Now, by the clock that was handed in.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Whether the terminal is too small to be worked in.
    pub fn too_small(&self) -> bool {
        self.size.width < LEAST.width || self.size.height < LEAST.height
    }

    /// The size that screens have; in the plain manner nothing stands side by side.
    pub(super) fn room(&self) -> Size {
        let width = if self.settings.plain { self.size.width.min(super::plain::WIDEST) } else { self.size.width };
        Size { width, ..self.size }
    }

    /// Where the terminal's cursor is to stand; `None`: nowhere.
    pub fn cursor(&self) -> Option<Position> {
        self.hits.borrow().cursor.filter(|_| self.settings.plain)
    }

    /// What was typed ahead is not typed any more.
    pub(super) fn forget_held(&mut self) {
        self.held.clear();
    }

    fn focus(&self) -> Focus {
        if self.lock.is_some() {
            Focus::Lock
        } else if !self.dialogs.is_empty() {
            Focus::Dialog
        } else if self.actor.is_none() {
            Focus::SignIn
        } else if self.panel_shown && self.panel_focused {
            Focus::Panel
        } else {
            Focus::Section
        }
    }

    /// The screen that has got the keys.
    pub(super) fn front(&self) -> &dyn Screen {
        if let Some(lock) = &self.lock {
            return lock;
        }
        match self.focus() {
            Focus::Dialog => self.dialogs[self.dialogs.len() - 1].as_ref(),
            Focus::SignIn => self.sign_in.as_ref(),
            Focus::Panel => self.panel.as_ref(),
            Focus::Lock | Focus::Section => self.sections[self.current].screen.as_ref(),
        }
    }

    /// Lets the screen in front (or another one) act, then fulfils its wishes.
    fn with<R>(&mut self, focus: Focus, act: impl FnOnce(&mut dyn Screen, &mut Cx<'_>) -> R) -> Option<R> {
        let mut wishes = Vec::new();
        let (now, size) = (self.clock.now(), self.room());
        let screen: &mut dyn Screen = match focus {
            Focus::Lock => self.lock.as_mut()?,
            Focus::Dialog => self.dialogs.last_mut()?.as_mut(),
            Focus::SignIn => self.sign_in.as_mut(),
            Focus::Panel => self.panel.as_mut(),
            Focus::Section => self.sections.get_mut(self.current)?.screen.as_mut(),
        };
        let mut cx = Cx {
            actor: self.actor.as_ref(),
            now,
            size,
            zone: self.settings.zone,
            remembered: &self.remembered,
            viewer: &self.settings.viewer,
            keys: &self.settings.keys,
            own_change: self.own_change,
            effects: &mut self.effects,
            wishes: &mut wishes,
            tickets: &mut self.tickets,
        };
        let result = act(screen, &mut cx);
        self.fulfil(wishes);
        Some(result)
    }
}
