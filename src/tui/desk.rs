//! The core: what is on the screen, and what a message does to it. It never waits and never draws by itself.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Size};

use crate::clock::Clock;
use crate::service::Actor;

use super::TuiSettings;
use super::catalogue::{self, Command, Id, Scope};
use super::dialogs::{Help, Palette};
use super::key::Key;
use super::msg::{Effect, Msg, Reply};
use super::screen::{Availability, Cx, Hit, Hits, Note, Screen, Tone, Typed, Wish};
use super::theme::Theme;

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
    pub(super) note: Option<Note>,
    pub(super) gauge: super::gauge::Gauge,
    pub(super) took: Option<Duration>,
    pub(super) size: Size,
    pub(super) hits: RefCell<Hits>,
    /// Keys typed ahead of what they are about.
    held: VecDeque<Typed>,
    own_change: bool,
    /// When something was changed here last that can be undone, and at which customer.
    pub(super) last_change: Option<super::undo::LastChange>,
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
    Dialog,
    SignIn,
    Panel,
    Section,
}

impl Desk {
    /// A desk of these screens, for this person (or for signing in).
    pub fn new(settings: TuiSettings, screens: super::Screens, clock: Clock, actor: Option<Arc<Actor>>) -> Self {
        let theme = Theme::of(settings.theme);
        let card = settings.welcome.is_some();
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
            note: None,
            gauge: super::gauge::Gauge::default(),
            took: None,
            size: Size::new(80, 24),
            hits: RefCell::default(),
            held: VecDeque::new(),
            own_change: false,
            last_change: None,
            clock,
            tickets: 0,
            effects: Vec::new(),
        }
    }

    /// Loads what is shown first.
    pub fn start(&mut self, size: Size) -> Vec<Effect> {
        self.size = size;
        self.changed();
        std::mem::take(&mut self.effects)
    }

    /// Takes one message.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Key(event) if event.kind == KeyEventKind::Release => {}
            Msg::Key(event) => self.input(Typed::Key(event)),
            Msg::Mouse(event) => self.mouse(event),
            Msg::Paste(text) => self.input(Typed::Paste(text)),
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
        std::mem::take(&mut self.effects)
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

    fn focus(&self) -> Focus {
        if !self.dialogs.is_empty() {
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
        match self.focus() {
            Focus::Dialog => self.dialogs[self.dialogs.len() - 1].as_ref(),
            Focus::SignIn => self.sign_in.as_ref(),
            Focus::Panel => self.panel.as_ref(),
            Focus::Section => self.sections[self.current].screen.as_ref(),
        }
    }

    /// Lets the screen in front (or another one) act, then fulfils its wishes.
    fn with<R>(&mut self, focus: Focus, act: impl FnOnce(&mut dyn Screen, &mut Cx<'_>) -> R) -> Option<R> {
        let mut wishes = Vec::new();
        let now = self.clock.now();
        let screen: &mut dyn Screen = match focus {
            Focus::Dialog => self.dialogs.last_mut()?.as_mut(),
            Focus::SignIn => self.sign_in.as_mut(),
            Focus::Panel => self.panel.as_mut(),
            Focus::Section => self.sections.get_mut(self.current)?.screen.as_mut(),
        };
        let mut cx = Cx {
            actor: self.actor.as_ref(),
            now,
            size: self.size,
            zone: self.settings.zone,
            own_change: self.own_change,
            effects: &mut self.effects,
            wishes: &mut wishes,
            tickets: &mut self.tickets,
        };
        let result = act(screen, &mut cx);
        self.fulfil(wishes);
        Some(result)
    }

    fn fulfil(&mut self, wishes: Vec<Wish>) {
        for wish in wishes {
            match wish {
                Wish::Push(dialog) => {
                    if let Some(kind) = dialog.only_one() {
                        self.dialogs.retain(|open| open.only_one() != Some(kind));
                    }
                    self.dialogs.push(dialog);
                    self.with(Focus::Dialog, |dialog, cx| dialog.on_changed(cx));
                }
                Wish::Close => {
                    self.dialogs.pop();
                    // What comes into view again may have changed meanwhile.
                    self.with(Focus::Dialog, |dialog, cx| dialog.on_changed(cx));
                }
                Wish::Say(note) => self.note = Some(note),
                Wish::Changed => {
                    self.own_change = true;
                    self.changed();
                    self.own_change = false;
                }
                Wish::Customer(id) => self.show_customer(id),
                Wish::Command(id) => self.perform(id),
                Wish::Undoable(customer) => self.remember_change(customer),
                Wish::Abandon(section) => self.abandon(section),
                Wish::SignedIn(actor) => {
                    self.actor = Some(Arc::new((*actor).clone()));
                    self.effects.push(Effect::SignedIn(actor));
                    self.changed();
                }
            }
        }
    }

    fn show_customer(&mut self, id: crate::domain::CustomerId) {
        self.show_section(Id::SectionCustomers);
        self.with(Focus::Section, |screen, cx| screen.show_customer(id, cx));
    }

    /// Somebody changed the person's rights, or ended the sign-in. What lay open in dialogs is the person's no more.
    fn renewed(&mut self, actor: Option<Box<Actor>>) {
        if let Some(actor) = actor {
            self.actor = Some(Arc::new((*actor).clone()));
            self.effects.push(Effect::SignedIn(actor));
        } else if self.actor.take().is_some() {
            self.dialogs.clear();
            self.held.clear();
            self.effects.push(Effect::SignedOut);
            let text = "Your sign-in was ended; sign in again to go on.".to_owned();
            self.note = Some(Note { tone: Tone::Failed, text });
        }
    }

    fn changed(&mut self) {
        if self.actor.is_none() {
            return;
        }
        self.with(Focus::Section, |screen, cx| screen.on_changed(cx));
        if self.panel_shown {
            self.with(Focus::Panel, |screen, cx| screen.on_changed(cx));
        }
        self.with(Focus::Dialog, |screen, cx| screen.on_changed(cx));
        let mut gauge = std::mem::take(&mut self.gauge);
        self.with(Focus::Section, |_, cx| gauge.ask(cx));
        self.gauge = gauge;
    }

    fn reply(&mut self, mut reply: Reply) {
        self.took = Some(reply.took);
        if reply.failed() {
            self.held.clear();
        }
        if self.gauge.take(&mut reply) {
            return;
        }
        let now = self.clock.now();
        let mut all = Vec::new();
        let mut closed = None;
        // Dialogs below the top one may still wait for something, and so may sections that are not shown.
        let dialogs = self.dialogs.iter_mut().enumerate().map(|(i, dialog)| (Some(i), dialog));
        let others = [&mut self.sign_in, &mut self.panel].into_iter();
        let others = others.chain(self.sections.iter_mut().map(|s| &mut s.screen)).map(|screen| (None, screen));
        for (dialog, screen) in dialogs.chain(others) {
            let mut wishes = Vec::new();
            let mut cx = Cx {
                actor: self.actor.as_ref(),
                now,
                size: self.size,
                zone: self.settings.zone,
                own_change: false,
                effects: &mut self.effects,
                wishes: &mut wishes,
                tickets: &mut self.tickets,
            };
            screen.on_reply(&mut reply, &mut cx);
            if dialog.is_some() && wishes.iter().any(|w| matches!(w, Wish::Close)) {
                // It closes itself, even when another dialog lies on top of it.
                wishes.retain(|w| !matches!(w, Wish::Close));
                closed = dialog;
            }
            all.append(&mut wishes);
        }
        if let Some(dialog) = closed {
            self.dialogs.remove(dialog);
        }
        self.fulfil(all);
        self.release();
    }

    /// Takes a key or a paste, now or when what it is about has come.
    fn input(&mut self, typed: Typed) {
        if self.too_small() {
            if matches!(&typed, Typed::Key(event) if is_quit(*event)) {
                self.effects.push(Effect::Quit);
            }
            return;
        }
        self.note = None;
        if let Typed::Key(event) = &typed
            && let Some([esc, key]) = self.escape_before(*event)
        {
            self.input(Typed::Key(esc));
            return self.input(Typed::Key(key));
        }
        if matches!(&typed, Typed::Key(event) if event.code == KeyCode::Esc || is_quit(*event)) {
            self.held.clear();
        }
        if !self.held.is_empty() || !self.try_input(&typed) {
            self.held.push_back(typed);
        }
    }

    /// Esc and a key that follow each other quickly look like alt and the key. Where alt means nothing, they are two.
    fn escape_before(&self, event: KeyEvent) -> Option<[KeyEvent; 2]> {
        let key = Key::from(event);
        let edits = self.front().typing() && matches!(key.code, KeyCode::Char('b' | 'd' | 'f'));
        if !key.alt || edits || catalogue::command_for(&self.front().scopes(), key).is_some() {
            return None;
        }
        let plain = KeyEvent { modifiers: event.modifiers - KeyModifiers::ALT, ..event };
        Some([KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE), plain])
    }

    /// Hands on what was typed ahead, as far as it need not wait any longer.
    fn release(&mut self) {
        while let Some(typed) = self.held.pop_front() {
            if !self.try_input(&typed) {
                return self.held.push_front(typed);
            }
        }
    }

    /// `false`: it has to wait.
    fn try_input(&mut self, typed: &Typed) -> bool {
        let focus = self.focus();
        let typing = self.front().typing();
        if typing && self.with(focus, |screen, cx| screen.on_text(typed, cx)) == Some(true) {
            return true;
        }
        let Typed::Key(event) = typed else { return true };
        let key = Key::from(*event);
        let command = catalogue::command_for(&self.front().scopes(), key);
        // Going elsewhere never waits for what is here.
        let anyway = event.code == KeyCode::Esc || command.is_some_and(|c| c.scope == Scope::Everywhere);
        if self.front().waiting() && !anyway && !is_quit(*event) {
            return false;
        }
        match command {
            Some(command) => self.perform(command.id),
            None => {
                if let Some(c) = key.typed().filter(|_| !typing && focus != Focus::Dialog) {
                    self.say(Tone::Info, format!("{c} does nothing here · ? shows every key · ctrl-q leaves"));
                }
            }
        }
        true
    }

    fn mouse(&mut self, event: MouseEvent) {
        let hit = self.hits.borrow().at(Position::new(event.column, event.row));
        match event.kind {
            MouseEventKind::Down(MouseButton::Left) => self.click(hit),
            MouseEventKind::ScrollUp => self.wheel(hit, "up"),
            MouseEventKind::ScrollDown => self.wheel(hit, "down"),
            _ => {}
        }
    }

    fn click(&mut self, hit: Option<Hit>) {
        self.note = None;
        match (hit, self.dialogs.is_empty()) {
            (Some(Hit::Command(id)), _) => self.perform(id),
            (Some(Hit::Dialog(target)), false) => {
                self.with(Focus::Dialog, |screen, cx| screen.on_click(target, cx));
            }
            (Some(Hit::Panel(target)), true) => {
                self.panel_focused = true;
                self.with(Focus::Panel, |screen, cx| screen.on_click(target, cx));
            }
            (Some(Hit::Screen(target)), true) => {
                self.panel_focused = false;
                let focus = self.focus();
                self.with(focus, |screen, cx| screen.on_click(target, cx));
            }
            _ => {}
        }
    }

    /// Three rows for a notch of the wheel, in what lies under the pointer.
    fn wheel(&mut self, hit: Option<Hit>, key: &str) {
        if self.dialogs.is_empty() && self.actor.is_some() {
            match hit {
                Some(Hit::Panel(_)) => self.panel_focused = true,
                Some(Hit::Screen(_)) => self.panel_focused = false,
                _ => {}
            }
        }
        let command = Key::parse(key).and_then(|key| catalogue::command_for(&self.front().scopes(), key));
        if let Some(command) = command.filter(|c| matches!(c.scope, Scope::List | Scope::Reader | Scope::Picker)) {
            for _ in 0..3 {
                self.perform(command.id);
            }
        }
    }

    pub(super) fn say(&mut self, tone: Tone, text: impl Into<String>) {
        self.note = Some(Note { tone, text: text.into() });
    }

    /// Whether a command can be carried out by what is in front: permissions first, then the screen's own reasons.
    pub fn availability(&self, command: &Command) -> Availability {
        if let Some(needed) = command.needs
            && !self.actor.as_ref().is_some_and(|a| a.holds(needed))
        {
            let role = self.actor.as_ref().and_then(|a| a.rights()).map_or("nobody", |r| r.role.as_str());
            return Availability::Disabled(format!(
                "this needs the permission {needed}, which your role {role} does not hold; an administrator can give it"
            ));
        }
        match command.id {
            Id::Card if self.settings.welcome.is_none() => Availability::Hidden,
            Id::Letters => Availability::when(
                self.settings.letters.is_some(),
                "letters go through a mail server here, not into a folder",
            ),
            id if self.sections.iter().any(|s| s.command == id) => Availability::Enabled,
            id if id.is_section() => Availability::Hidden,
            Id::Undo | Id::GridUndo | Id::LinkUndo | Id::RoleUndo if !self.in_the_log() => {
                Availability::when(self.last_change.is_some(), "nothing was changed here that could be undone")
            }
            id if command.scope == Scope::Everywhere && !matches!(id, Id::Back | Id::Undo) => Availability::Enabled,
            id => self.front().availability(id, self.now()),
        }
    }

    /// Carries out a command, or says why not.
    pub fn perform(&mut self, id: Id) {
        let command = Command::of(id);
        if let Availability::Disabled(why) = self.availability(command) {
            return self.say(Tone::Failed, format!("{}: {why}", command.label));
        }
        match id {
            Id::Palette => self.push_dialog(Palette::new(self)),
            Id::Help | Id::DialogHelp => self.push_dialog(Help::new(self)),
            id if id.is_section() => self.go_to(id),
            Id::Undo | Id::GridUndo | Id::LinkUndo | Id::RoleUndo if !self.in_the_log() => self.undo_last(),
            Id::Panel => self.toggle_panel(),
            Id::Card => self.card = !self.card,
            Id::Templates => self.push_dialog(super::objects::templates()),
            Id::Letters => self.open_letters(),
            Id::Module => self.ask_module(),
            Id::Reload => self.changed(),
            Id::Sleep | Id::SignInSleep => self.effects.push(Effect::Suspend),
            Id::Quit | Id::DialogQuit | Id::SignInQuit => self.quit(),
            Id::Back if self.focus() == Focus::Panel && !self.panel.typing() => self.panel_focused = false,
            Id::Back if self.front().availability(Id::Back, self.now()) != Availability::Enabled => self.card = false,
            id => {
                let focus = self.focus();
                self.with(focus, |screen, cx| screen.on_command(id, cx));
            }
        }
    }

    pub(super) fn push_dialog(&mut self, dialog: impl Screen + 'static) {
        self.fulfil(vec![Wish::Push(Box::new(dialog))]);
    }

    /// Shows a section, whatever was shown before.
    pub(super) fn show_section(&mut self, section: Id) {
        self.panel_focused = false;
        if let Some(at) = self.sections.iter().position(|s| s.command == section)
            && at != self.current
        {
            self.current = at;
            self.with(Focus::Section, |screen, cx| screen.on_changed(cx));
        }
    }

    pub(super) fn stop(&mut self) {
        self.effects.push(Effect::Quit);
    }

    fn toggle_panel(&mut self) {
        self.panel_shown = !self.panel_shown;
        self.panel_focused = self.panel_shown;
        if self.panel_shown {
            self.with(Focus::Panel, |screen, cx| screen.on_changed(cx));
        }
    }
}

fn is_quit(event: KeyEvent) -> bool {
    matches!(Key::from(event), Key { code: KeyCode::Char('c' | 'q'), ctrl: true, .. })
}
