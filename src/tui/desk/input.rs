//! Keys, pastes and clicks on their way to the screen in front: held while it waits, text before commands.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use super::super::catalogue::{self, Id, Scope};
use super::super::key::Key;
use super::super::msg::Effect;
use super::super::screen::{Hit, Tone, Typed};
use super::{Desk, Focus};

impl Desk {
    /// Takes a key or a paste, now or when what it is about has come.
    pub(super) fn input(&mut self, typed: Typed) {
        if self.too_small() && self.lock.is_none() {
            if matches!(&typed, Typed::Key(event) if self.is_quit(*event)) {
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
        if matches!(&typed, Typed::Key(event) if event.code == KeyCode::Esc || self.is_quit(*event)) {
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
        if !key.alt || edits || self.settings.keys.command_for(&self.front().scopes(), key).is_some() {
            return None;
        }
        let plain = KeyEvent { modifiers: event.modifiers - KeyModifiers::ALT, ..event };
        Some([KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE), plain])
    }

    /// Hands on what was typed ahead, as far as it need not wait any longer.
    pub(super) fn release(&mut self) {
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
        let command = match typed {
            Typed::Key(event) => self.settings.keys.command_for(&self.front().scopes(), Key::from(*event)),
            Typed::Paste(_) => None,
        };
        // ctrl-k goes up in a list that is filtered as one types, and does not empty the filter.
        let text = typing && command.is_none_or(|c| c.scope != Scope::Picker);
        if text && self.with(focus, |screen, cx| screen.on_text(typed, cx)) == Some(true) {
            return true;
        }
        let Typed::Key(event) = typed else { return true };
        let key = Key::from(*event);
        // Going elsewhere never waits for what is here.
        let anyway = event.code == KeyCode::Esc || command.is_some_and(|c| c.scope == Scope::Everywhere);
        if self.front().waiting() && !anyway && !self.is_quit(*event) {
            return false;
        }
        match command {
            Some(command) => self.perform(command.id),
            None => {
                if let Some(c) = key.typed().filter(|_| !typing && !matches!(focus, Focus::Dialog | Focus::Lock)) {
                    let keys = &self.settings.keys;
                    let (help, quit) = (keys.first(Id::Help), keys.first(Id::Quit));
                    self.say(Tone::Info, t!("key-does-nothing", c = c, help = help, quit = quit));
                }
            }
        }
        true
    }

    /// Whether a key leaves the program, or closes what is in front without a word: it waits for nothing.
    fn is_quit(&self, event: KeyEvent) -> bool {
        let key = Key::from(event);
        let command = self.settings.keys.command_for(&self.front().scopes(), key);
        if self.lock.is_some() {
            return false;
        }
        let quits = command.is_some_and(|c| matches!(c.id, Id::Quit | Id::DialogQuit | Id::SignInQuit));
        quits || matches!(key, Key { code: KeyCode::Char('c'), ctrl: true, .. })
    }

    pub(super) fn mouse(&mut self, event: MouseEvent) {
        if self.lock.is_some() {
            return;
        }
        let hit = self.hits.borrow().at(Position::new(event.column, event.row));
        match event.kind {
            MouseEventKind::Down(MouseButton::Left) => self.click(hit),
            MouseEventKind::ScrollUp => self.wheel(hit, &[Id::Up, Id::ReadUp, Id::PickUp, Id::ReviewUp, Id::BoxUp]),
            MouseEventKind::ScrollDown => {
                self.wheel(hit, &[Id::Down, Id::ReadDown, Id::PickDown, Id::ReviewDown, Id::BoxDown]);
            }
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
    fn wheel(&mut self, hit: Option<Hit>, step: &[Id]) {
        if self.dialogs.is_empty() && self.actor.is_some() {
            match hit {
                Some(Hit::Panel(_)) => self.panel_focused = true,
                Some(Hit::Screen(_)) => self.panel_focused = false,
                _ => {}
            }
        }
        let command = catalogue::of_scopes(&self.front().scopes()).find(|c| step.contains(&c.id)).map(|c| c.id);
        if let Some(command) = command {
            for _ in 0..3 {
                self.perform(command);
            }
        }
    }
}
