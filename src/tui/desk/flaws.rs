//! What tests that act at random, or that look at everything, ask of the desk: whether it fits together, what is in view.

use std::panic::Location;

use super::super::screen::Screen;
use super::super::theme::{Theme, ThemeName};
use super::Desk;

impl Desk {
    /// What does not fit together: who has got the keys is not there, a cursor stands beside its list, keys are held that
    /// nothing holds up. Empty, as long as the program is right.
    pub fn flaws(&self) -> Vec<String> {
        let mut flaws = Vec::new();
        if self.current >= self.sections.len() {
            flaws.push(format!("section {} of {} is shown", self.current, self.sections.len()));
            return flaws;
        }
        if self.actor.is_none() && !self.dialogs.is_empty() {
            flaws.push("dialogs are open and nobody is signed in".to_owned());
        }
        if self.panel_focused && !self.panel_shown {
            flaws.push("the panel has the keys and is not shown".to_owned());
        }
        if !self.held.is_empty() && !self.front().waiting() && !self.too_small() {
            flaws.push(format!("{} keys are held, and nothing holds them up", self.held.len()));
        }
        flaws.extend(
            self.in_view().into_iter().filter_map(|screen| Some(format!("{}: {}", screen.kind(), screen.flaw()?))),
        );
        flaws
    }

    /// Whether the screen in front waits for something before it takes further keys.
    pub fn waiting(&self) -> bool {
        self.front().waiting()
    }

    /// Whether it is locked: it takes nothing but the password then.
    pub const fn is_locked(&self) -> bool {
        self.lock.is_some()
    }

    /// The kinds of the screens in view, with what is inside them: the section, the panel, the dialogs, or signing in.
    pub fn kinds(&self) -> Vec<&'static str> {
        self.in_view().into_iter().map(Screen::kind).collect()
    }

    /// Where in the sources the forms, questions and choices in view were made.
    pub fn made_at(&self) -> Vec<&'static Location<'static>> {
        self.in_view().into_iter().filter_map(Screen::made_at).collect()
    }

    /// Shows everything in another theme from now on.
    pub fn wear(&mut self, theme: ThemeName) {
        self.theme = Theme::of(theme);
    }

    fn in_view(&self) -> Vec<&dyn Screen> {
        if let Some(lock) = &self.lock {
            return vec![lock];
        }
        let mut roots: Vec<&dyn Screen> = self.dialogs.iter().map(AsRef::as_ref).collect();
        if self.actor.is_none() {
            roots.push(self.sign_in.as_ref());
        } else if let Some(section) = self.sections.get(self.current) {
            roots.push(section.screen.as_ref());
        }
        if self.panel_shown {
            roots.push(self.panel.as_ref());
        }
        let mut all = Vec::new();
        while let Some(screen) = roots.pop() {
            roots.extend(screen.inside());
            all.push(screen);
        }
        all
    }
}
