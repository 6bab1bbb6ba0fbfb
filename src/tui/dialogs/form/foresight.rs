//! What a form says will happen, before its button is pressed: who is told, who sees it no longer.

use super::super::super::load::{Load, Taken};
use super::super::super::msg::{Failure, Job, Reply};
use super::super::super::screen::Cx;
use super::Values;

/// Sentences, and whether each wants attention.
pub type Foreseen = Vec<(String, bool)>;

/// What is asked, and what came of it.
pub struct Foresight {
    watched: &'static [&'static str],
    job: Box<dyn Fn(&Values) -> Job>,
    asked: Option<Values>,
    load: Load<Foreseen>,
}

impl Foresight {
    pub fn new(watched: &'static [&'static str], job: impl Fn(&Values) -> Job + 'static) -> Self {
        Self { watched, job: Box::new(job), asked: None, load: Load::default() }
    }

    /// Asks where a watched field has changed, or anyway.
    pub fn ask(&mut self, values: &Values, anyway: bool, cx: &mut Cx<'_>) {
        let now = values.only(self.watched);
        let other = self.asked.as_ref() != Some(&now);
        if other {
            // What was said is about something else.
            self.load.take_value();
        }
        if other || anyway {
            self.asked = Some(now);
            self.load.start(cx, (self.job)(values));
        }
    }

    pub fn take(&mut self, reply: &mut Reply) -> bool {
        self.load.take(reply) != Taken::No
    }

    /// Whether it is not known yet.
    pub const fn is_asking(&self) -> bool {
        self.load.is_loading() && self.load.get().is_none()
    }

    pub fn said(&self) -> &[(String, bool)] {
        self.load.get().map_or(&[], Vec::as_slice)
    }

    pub const fn failure(&self) -> Option<&Failure> {
        self.load.failure()
    }
}
