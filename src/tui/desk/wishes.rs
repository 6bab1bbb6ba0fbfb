//! What screens wish, what jobs bring, what changed elsewhere: everything that reaches a screen without a key.

use std::sync::Arc;

use crate::domain::CustomerId;
use crate::domain::listing::List;
use crate::service::Actor;
use crate::service::views::SavedView;

use super::super::catalogue::{Command, Id};
use super::super::goal::{Goal, Part, Place};
use super::super::link::{Link, Told};
use super::super::msg::{Effect, Reply};
use super::super::screen::{Availability, Cx, Note, Screen, Tone, Wish};
use super::super::trail::Step;
use super::super::{documents, faults, objects, orders};
use super::{Desk, Focus};

/// So many places that the palette led to are remembered.
const REMEMBERED: usize = 8;

impl Desk {
    pub(in crate::tui) fn fulfil(&mut self, wishes: Vec<Wish>) {
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
                Wish::Customer(id) => self.show_customer(id, None),
                Wish::Visit(place) => self.visit(place),
                Wish::Command(id) => self.perform(id),
                Wish::Undoable(customer) => self.remember_change(customer),
                Wish::Abandon(section) => self.abandon(section),
                Wish::View(view) => self.show_view(&view),
                Wish::Remember(key, value) => {
                    let job = self.remembered.keep(key, value);
                    self.with(Focus::Section, |_, cx| cx.run(job));
                }
                Wish::Unlocked => {
                    self.lock = None;
                    self.touched = self.now();
                }
                Wish::SignedIn(actor) => {
                    let actor = Box::new(actor.only_reading(self.settings.read_only));
                    self.actor = Some(Arc::new((*actor).clone()));
                    self.touched = self.now();
                    self.effects.push(Effect::SignedIn(actor));
                    self.recall();
                    self.changed();
                }
            }
        }
    }

    /// Shows the customer, perhaps a row of one of its tabs; Esc leads back to what was shown before.
    fn show_customer(&mut self, id: CustomerId, part: Option<Part>) {
        self.step_aside();
        self.show_section(Id::SectionCustomers);
        self.with(Focus::Section, |screen, cx| screen.show_customer(id, part, cx));
    }

    /// Shows a saved view in its section. A page that lies above would cover it, and is closed.
    fn show_view(&mut self, view: &SavedView) {
        let section = match view.list {
            List::Customers => Id::SectionCustomers,
            List::Orders => Id::SectionOrders,
            List::Faults => Id::SectionFaults,
            List::Outbox => Id::SectionOutbox,
            List::Activity => Id::SectionActivity,
            // A list of one customer has no section to be shown in.
            List::Billing => return,
        };
        self.dialogs.clear();
        let needed = Command::of(section);
        if let Availability::Disabled(why) = self.availability(needed) {
            return self.say(Tone::Failed, format!("{}: {why}", needed.label()));
        }
        self.show_section(section);
        self.with(Focus::Section, |screen, cx| screen.apply_view(&view.query, &view.sorting, cx));
    }

    /// Goes where the palette leads, and remembers it.
    fn visit(&mut self, place: Place) {
        match place.goal.clone() {
            Goal::Customer(id) => self.show_customer(id, None),
            Goal::Part(id, part) => self.show_customer(id, Some(part)),
            Goal::Order(number) => self.push_dialog(orders::page(number)),
            Goal::Fault(number) => self.push_dialog(faults::page(number)),
            Goal::Object(number) => self.push_dialog(objects::page(number)),
            Goal::Model(number) => self.push_dialog(documents::of_model(&number)),
        }
        self.visited.retain(|known| known.goal != place.goal);
        self.visited.insert(0, place);
        self.visited.truncate(REMEMBERED);
    }

    /// Somebody changed the person's rights, or ended the sign-in. What lay open in dialogs is the person's no more.
    pub(super) fn renewed(&mut self, actor: Option<Box<Actor>>) {
        if let Some(actor) = actor {
            self.actor = Some(Arc::new((*actor).clone()));
            self.effects.push(Effect::SignedIn(actor));
        } else if self.actor.take().is_some() {
            self.lock = None;
            self.trail.clear();
            self.dialogs.clear();
            self.held.clear();
            self.visited.clear();
            self.remembered.clear();
            self.effects.push(Effect::SignedOut);
            let text = t!("sign-in-ended").to_owned();
            self.note = Some(Note { tone: Tone::Failed, text });
        }
    }

    /// Reads what is remembered for the person who is signed in.
    pub(super) fn recall(&mut self) {
        if self.actor.is_some() {
            let mut remembered = std::mem::take(&mut self.remembered);
            self.with(Focus::Section, |_, cx| remembered.ask(cx));
            self.remembered = remembered;
        }
    }

    pub(in crate::tui) fn changed(&mut self) {
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

    /// Lets the line to the database act.
    pub(super) fn with_link<R>(&mut self, act: impl FnOnce(&mut Link, &mut Cx<'_>) -> R) -> R {
        let mut wishes = Vec::new();
        let mut cx = Cx {
            actor: self.actor.as_ref(),
            now: self.clock.now(),
            size: self.room(),
            zone: self.settings.zone,
            remembered: &self.remembered,
            viewer: &self.settings.viewer,
            keys: &self.settings.keys,
            own_change: false,
            effects: &mut self.effects,
            wishes: &mut wishes,
            tickets: &mut self.tickets,
        };
        act(&mut self.link, &mut cx)
    }

    pub(super) fn reply(&mut self, mut reply: Reply) {
        match self.with_link(|link, cx| link.hear(&mut reply, cx)) {
            Told::Away => return,
            Told::Back => {
                self.changed();
                let text = t!("link-back").to_owned();
                self.note = Some(Note { tone: Tone::Done, text });
                return;
            }
            Told::Nothing => {}
        }
        self.took = Some(reply.took);
        if reply.failed() {
            self.held.clear();
        }
        if self.gauge.take(&mut reply) {
            return;
        }
        if let Some(known) = self.remembered.take(&mut reply) {
            if known {
                self.changed();
            }
            return;
        }
        let (now, size) = (self.clock.now(), self.room());
        let mut all = Vec::new();
        let mut closed = None;
        // Dialogs below the top one may still wait for something, and so may sections that are not shown.
        let dialogs = self.dialogs.iter_mut().enumerate().map(|(i, dialog)| (Some(i), dialog.as_mut()));
        let frame = [&mut self.sign_in, &mut self.panel].into_iter();
        let sections = self.sections.iter_mut().map(|s| &mut s.screen);
        let left = self.trail.iter_mut().flat_map(Step::screens);
        let others = frame.chain(sections).chain(left).map(|screen| (None, screen.as_mut()));
        let lock = self.lock.iter_mut().map(|lock| (None, lock as &mut dyn Screen));
        for (dialog, screen) in dialogs.chain(others).chain(lock) {
            let mut wishes = Vec::new();
            let mut cx = Cx {
                actor: self.actor.as_ref(),
                now,
                size,
                zone: self.settings.zone,
                remembered: &self.remembered,
                viewer: &self.settings.viewer,
                keys: &self.settings.keys,
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

    pub(in crate::tui) fn push_dialog(&mut self, dialog: impl Screen + 'static) {
        self.fulfil(vec![Wish::Push(Box::new(dialog))]);
    }

    /// Shows a section, whatever was shown before.
    pub(in crate::tui) fn show_section(&mut self, section: Id) {
        self.panel_focused = false;
        if let Some(at) = self.sections.iter().position(|s| s.command == section)
            && at != self.current
        {
            self.current = at;
            self.with(Focus::Section, |screen, cx| screen.on_changed(cx));
        }
    }

    pub(in crate::tui) fn stop(&mut self) {
        self.effects.push(Effect::Quit);
    }

    pub(super) fn toggle_panel(&mut self) {
        self.panel_shown = !self.panel_shown;
        self.panel_focused = self.panel_shown;
        if self.panel_shown {
            self.with(Focus::Panel, |screen, cx| screen.on_changed(cx));
        }
    }
}
