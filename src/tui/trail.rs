//! Where one came from. Whoever goes to a customer from somewhere else comes back with Esc to just what was left: the section, the
//! dialogs that lay open, the list with its search, its marks, the row under the cursor and how far it was scrolled.

use super::catalogue::Id;
use super::desk::Desk;
use super::screen::Screen;

/// So many steps lead back.
const STEPS: usize = 12;

/// What was left. The screens are kept as they are, so that nothing about them must be remembered apart.
pub struct Step {
    section: usize,
    dialogs: Vec<Box<dyn Screen>>,
    customers: Box<dyn Screen>,
}

impl Step {
    /// The screens that are kept; what they asked for may still come.
    pub fn screens(&mut self) -> impl Iterator<Item = &mut Box<dyn Screen>> {
        self.dialogs.iter_mut().chain(std::iter::once(&mut self.customers))
    }
}

impl Desk {
    fn customers(&self) -> Option<usize> {
        self.sections.iter().position(|s| s.command == Id::SectionCustomers)
    }

    /// Leaves everything as it is behind a fresh list of customers, in which one can be shown.
    pub(super) fn step_aside(&mut self) {
        let Some(at) = self.customers() else { return self.dialogs.clear() };
        let customers = std::mem::replace(&mut self.sections[at].screen, (self.fresh)());
        let dialogs = std::mem::take(&mut self.dialogs);
        self.trail.push(Step { section: self.current, dialogs, customers });
        if self.trail.len() > STEPS {
            self.trail.remove(0);
        }
    }

    /// Goes back to what was left last, if anything was.
    pub(super) fn step_back(&mut self) {
        let (Some(step), Some(at)) = (self.trail.pop(), self.customers()) else { return };
        self.sections[at].screen = step.customers;
        self.current = step.section.min(self.sections.len().saturating_sub(1));
        self.dialogs = step.dialogs;
        self.changed();
    }

    /// Whoever is elsewhere by now does not want to come back to it.
    pub(super) fn forget_trail(&mut self) {
        let inside = self.sections.get(self.current).is_some_and(|s| s.screen.is_deep());
        if !(self.trail.is_empty() || inside && self.customers() == Some(self.current)) {
            self.trail.clear();
        }
    }
}
