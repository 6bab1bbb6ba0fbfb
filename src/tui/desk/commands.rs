//! Commands: whether one can be carried out, and carrying it out, here or by the screen in front.

use crate::domain::staff::StaffPermission;

use super::super::catalogue::{Command, Id, Scope};
use super::super::dialogs::{Help, Palette};
use super::super::msg::Effect;
use super::super::people;
use super::super::screen::{Availability, Note, Tone};
use super::{Desk, Focus};

impl Desk {
    /// Whether nothing can be changed here: by choice, or because the person holds no permission that changes anything.
    pub(in crate::tui) fn only_reads(&self) -> bool {
        let holds = |actor: &crate::service::Actor| StaffPermission::ALL.iter().any(|p| p.changes() && actor.holds(*p));
        self.actor.as_ref().is_some_and(|actor| self.settings.read_only || !holds(actor))
    }

    pub(in crate::tui) fn say(&mut self, tone: Tone, text: impl Into<String>) {
        self.note = Some(Note { tone, text: text.into() });
    }

    /// Whether a command can be carried out by what is in front: permissions first, then the screen's own reasons.
    pub fn availability(&self, command: &Command) -> Availability {
        if self.settings.read_only && command.changes() {
            return Availability::Disabled(t!("only-reads").to_owned());
        }
        if let Some(needed) = command.needs
            && !self.actor.as_ref().is_some_and(|a| a.holds(needed))
        {
            let role = self.actor.as_ref().and_then(|a| a.rights()).map_or(t!("word-nobody"), |r| r.role.as_str());
            return Availability::Disabled(t!("needs-permission", needed = needed, role = role));
        }
        match command.id {
            Id::Letters => Availability::when(self.settings.letters.is_some(), t!("letters-not-a-folder")),
            id if self.sections.iter().any(|s| s.command == id) => Availability::Enabled,
            id if id.is_section() => Availability::Hidden,
            Id::Undo | Id::GridUndo | Id::LinkUndo | Id::RoleUndo if !self.in_the_log() => {
                Availability::when(self.last_change.is_some(), t!("undo-nothing"))
            }
            id if command.scope == Scope::Everywhere && !matches!(id, Id::Back | Id::Undo) => Availability::Enabled,
            id => self.front().availability(id, self.now()),
        }
    }

    /// Gives the mouse back to the terminal, or takes it again.
    fn switch_mouse(&mut self) {
        self.mouse_taken = !self.mouse_taken;
        self.effects.push(Effect::Mouse(self.mouse_taken));
        let key = self.settings.keys.first(Id::Mouse);
        let text = if self.mouse_taken { t!("mouse-taken").to_owned() } else { t!("mouse-freed", key = key) };
        self.say(Tone::Info, text);
    }

    /// Carries out a command, or says why not.
    pub fn perform(&mut self, id: Id) {
        let command = Command::of(id);
        if let Availability::Disabled(why) = self.availability(command) {
            return self.say(Tone::Failed, format!("{}: {why}", command.label()));
        }
        self.performed.push(id);
        match id {
            Id::Palette => self.push_dialog(Palette::new(self)),
            Id::Help | Id::DialogHelp => self.push_dialog(Help::new(self)),
            id if id.is_section() => self.go_to(id),
            Id::Undo | Id::GridUndo | Id::LinkUndo | Id::RoleUndo if !self.in_the_log() => self.undo_last(),
            Id::Panel => self.toggle_panel(),
            Id::Card => self.switch_card(),
            Id::MyLanguage => self.push_dialog(people::my_language()),
            Id::MyNotices => self.push_dialog(people::my_notices()),
            Id::Templates => self.push_dialog(super::super::objects::templates()),
            Id::Letters => self.open_letters(),
            Id::Module => self.ask_module(),
            Id::Reload => {
                self.with_link(super::super::link::Link::hurry);
                self.changed();
            }
            Id::Mouse | Id::DialogMouse => self.switch_mouse(),
            Id::Lock | Id::DialogLock => self.lock_now(),
            Id::Sleep | Id::SignInSleep => self.effects.push(Effect::Suspend),
            Id::Quit | Id::DialogQuit | Id::SignInQuit => self.quit(),
            Id::Back if self.focus() == Focus::Panel && !self.panel.typing() => self.panel_focused = false,
            Id::Back if self.front().availability(Id::Back, self.now()) != Availability::Enabled => self.card = false,
            id => {
                let focus = self.focus();
                let inside = id == Id::Back && focus == Focus::Section && self.front().is_deep();
                self.with(focus, |screen, cx| screen.on_command(id, cx));
                if inside && self.focus() == Focus::Section && !self.front().is_deep() {
                    self.step_back();
                }
            }
        }
    }
}
