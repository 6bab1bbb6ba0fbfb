//! A small form: a few lines that say what it is about, fields, choices and boxes, and a button that starts a job. What
//! is wrong is said at its field, and nothing typed is lost. Deeds that cannot be undone ask for a word to be typed.

mod draw;
mod foresight;
mod parts;

use std::panic::Location;

use ratatui::layout::Rect;

use crate::domain::field::FieldError;

use super::super::catalogue::{Id, Scope};
use super::super::load::{Load, Taken};
use super::super::msg::{Failure, Job, Reply};
use super::super::screen::{Availability, Canvas, Cx, Leave, Screen, Typed, Wish};
use super::inner::{Ask, Chooser, Item, Step};

pub use foresight::Foreseen;
use foresight::Foresight;
pub use parts::Values;
use parts::{Entry, Part};

type Make = Box<dyn Fn(&Values) -> Job>;
type Then<T> = Box<dyn FnOnce(T, &mut Cx<'_>)>;

/// How loud a line above the fields is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Tone {
    Plain,
    Warning,
}

/// A choice among more than this many is opened as a list that is filtered as one types.
const FEW: usize = 6;

/// A form whose job brings a `T`.
pub struct Form<T> {
    title: String,
    said: Vec<(String, Tone)>,
    entries: Vec<Entry>,
    verb: String,
    at: usize,
    errors: Vec<FieldError>,
    leaving: Option<Ask>,
    choosing: Option<Chooser<usize>>,
    foresight: Option<Foresight>,
    job: Make,
    then: Option<Then<T>>,
    work: Load<T>,
    quiet: bool,
    made_at: &'static Location<'static>,
}

impl<T: Send + 'static> Form<T> {
    /// `verb` stands on the button. `job` is made anew from what is typed at every try; `then` goes on after it.
    #[track_caller]
    pub fn new(
        title: impl Into<String>,
        verb: impl Into<String>,
        job: impl Fn(&Values) -> Job + 'static,
        then: impl FnOnce(T, &mut Cx<'_>) + 'static,
    ) -> Self {
        Self {
            title: title.into(),
            said: Vec::new(),
            entries: Vec::new(),
            verb: verb.into(),
            at: 0,
            errors: Vec::new(),
            leaving: None,
            choosing: None,
            foresight: None,
            job: Box::new(job),
            then: Some(Box::new(then)),
            work: Load::default(),
            quiet: false,
            made_at: Location::caller(),
        }
    }

    /// A line above the fields.
    #[must_use]
    pub fn say(mut self, text: impl Into<String>) -> Self {
        self.said.push((text.into(), Tone::Plain));
        self
    }

    /// A line above the fields that wants attention.
    #[must_use]
    pub fn warn(mut self, text: impl Into<String>) -> Self {
        self.said.push((format!("⚠ {}", text.into()), Tone::Warning));
        self
    }

    /// A field to type into: its name as the services call it, its label, what it holds, what it means when empty.
    #[must_use]
    pub fn text(mut self, name: &'static str, label: &str, value: &str, empty: &str) -> Self {
        self.entries.push(Entry::text(name, label, value, empty));
        self
    }

    /// A field of several lines: Enter begins a new one.
    #[must_use]
    pub fn lines(mut self, name: &'static str, label: &str, value: &str) -> Self {
        self.entries.push(Entry::lines(name, label, value));
        self
    }

    /// What will happen, said above the button and asked for again whenever one of these fields changes; its job brings a
    /// [`Foreseen`]. The button waits for it.
    #[must_use]
    pub fn foresee(mut self, watched: &'static [&'static str], job: impl Fn(&Values) -> Job + 'static) -> Self {
        self.foresight = Some(Foresight::new(watched, job));
        self
    }

    /// One of several words.
    #[must_use]
    pub fn choice(mut self, name: &'static str, label: &str, options: Vec<String>, at: usize) -> Self {
        self.entries.push(Entry::choice(name, label, options, at));
        self
    }

    /// A box to tick.
    #[must_use]
    pub fn tick(mut self, name: &'static str, label: &str, on: bool) -> Self {
        self.entries.push(Entry::tick(name, label, on));
        self
    }

    /// The field made last is there only while this holds.
    #[must_use]
    pub fn only_when(mut self, shown: impl Fn(&Values) -> bool + 'static) -> Self {
        if let Some(entry) = self.entries.last_mut() {
            entry.shown = Some(Box::new(shown));
        }
        self
    }

    /// A warning beneath the box made last, said while it is ticked.
    #[must_use]
    pub fn when_ticked(mut self, text: impl Into<String>) -> Self {
        if let Some(entry) = self.entries.last_mut() {
            entry.note = Some(format!("⚠ {}", text.into()));
        }
        self
    }

    /// Before the deed this box has to be ticked: Enter alone must not do it.
    #[must_use]
    pub fn sure(mut self, label: &str) -> Self {
        let mut entry = Entry::tick("sure", label, false);
        entry.required = true;
        self.entries.push(entry);
        self
    }

    /// Before the deed `word` has to be typed: it cannot be undone.
    #[must_use]
    pub fn confirm(mut self, word: &str) -> Self {
        self.entries.push(Entry::confirm(word));
        self
    }

    /// The job changes nothing: screens need not load again.
    #[must_use]
    pub const fn quiet(mut self) -> Self {
        self.quiet = true;
        self
    }

    fn values(&self) -> Values {
        Values::of(&self.entries)
    }

    /// The places of the fields that are there now; the button is one more.
    fn shown(&self) -> Vec<usize> {
        let values = self.values();
        let there = |i: &usize| self.entries[*i].shown.as_ref().is_none_or(|shown| shown(&values));
        (0..self.entries.len()).filter(there).collect()
    }

    fn entry(&self) -> Option<&Entry> {
        self.entries.get(self.at)
    }

    fn step(&mut self, forward: bool) {
        let mut stops = self.shown();
        stops.push(self.entries.len());
        let at = stops.iter().position(|s| *s == self.at).unwrap_or(0);
        let len = stops.len();
        self.at = stops[if forward { at + 1 } else { at + len - 1 } % len];
    }

    /// Opens a long choice as a list.
    fn open_choice(&mut self) -> bool {
        let Some(Entry { label, part: Part::Choice { options, at, .. }, .. }) = self.entry() else { return false };
        if options.len() <= FEW {
            return false;
        }
        let item = |(value, label): (usize, &String)| Item { label: label.clone(), note: String::new(), value };
        let items = options.iter().enumerate().map(item).collect();
        self.choosing = Some(Chooser::new(label.clone(), t!("pick-say"), items, at));
        true
    }

    fn chosen(&mut self, step: &Step<usize>, cx: &mut Cx<'_>) {
        if let Step::Done(taken) = step
            && let Some(Entry { part: Part::Choice { at, .. }, .. }) = self.entries.get_mut(self.at)
        {
            *at = *taken;
        }
        if *step != Step::Stay {
            self.choosing = None;
            self.foresee_again(false, cx);
        }
    }

    /// Asks what will happen, where a field that matters has changed.
    fn foresee_again(&mut self, anyway: bool, cx: &mut Cx<'_>) {
        let values = self.values();
        if let Some(foresight) = &mut self.foresight {
            foresight.ask(&values, anyway, cx);
        }
    }

    fn turn(&mut self, forward: bool) {
        if let Some(entry) = self.entries.get_mut(self.at) {
            entry.turn(forward);
            let name = entry.name;
            self.errors.retain(|e| e.field != name);
        }
    }

    fn submit(&mut self, cx: &mut Cx<'_>) {
        if self.work.is_loading() {
            return;
        }
        self.errors = self.shown().iter().filter_map(|i| self.entries[*i].complaint()).collect();
        if !self.errors.is_empty() {
            return self.go_to_first_error();
        }
        let job = (self.job)(&self.values());
        self.work.start(cx, job);
    }

    fn go_to_first_error(&mut self) {
        let wrong = |i: &&usize| self.errors.iter().any(|e| e.field == self.entries[**i].name);
        if let Some(at) = self.shown().iter().find(wrong) {
            self.at = *at;
        }
    }

    /// What went wrong, where it is not said at a field.
    fn trouble(&self) -> Option<&Failure> {
        let shown = self.shown();
        let at_field = |f: &Failure| {
            let known = |e: &FieldError| shown.iter().any(|i| self.entries[*i].name == e.field);
            !f.fields.is_empty() && f.fields.iter().all(known)
        };
        self.work.failure().filter(|f| !at_field(f))
    }

    fn changed(&self) -> bool {
        self.entries.iter().any(Entry::is_changed)
    }

    fn close(&mut self, cx: &mut Cx<'_>) {
        let texts = self.entries.iter().filter(|e| matches!(e.part, Part::Text { .. }) && e.is_changed()).count();
        let long = self.entries.iter().any(|e| matches!(e.part, Part::Lines { .. }) && e.is_changed());
        if texts < 2 && !long {
            return cx.close();
        }
        let text = t!("form-leave-text");
        self.leaving = Some(Ask::new(t!("form-leave"), text, t!("stay"), t!("discard")));
    }

    fn answered(&mut self, step: &Step<()>, cx: &mut Cx<'_>) {
        match step {
            Step::Stay => {}
            Step::Cancel => self.leaving = None,
            Step::Done(()) => cx.close(),
        }
    }
}

impl<T: Send + 'static> Screen for Form<T> {
    fn title(&self) -> String {
        self.title.clone()
    }

    fn scopes(&self) -> Vec<Scope> {
        match (&self.leaving, &self.choosing) {
            (Some(_), _) => Scope::Question.chain(),
            (_, Some(_)) => Scope::Picker.chain(),
            _ => Scope::Form.chain(),
        }
    }

    fn availability(&self, command: Id, _: chrono::DateTime<chrono::Utc>) -> Availability {
        match command {
            Id::Toggle | Id::ToggleBack if self.typing() => Availability::Hidden,
            _ => Availability::Enabled,
        }
    }

    fn typing(&self) -> bool {
        self.choosing.is_some() || (self.leaving.is_none() && self.entry().is_some_and(Entry::is_text))
    }

    fn waiting(&self) -> bool {
        // Nothing is done before it was said what it does.
        let unsaid = self.at == self.entries.len() && self.foresight.as_ref().is_some_and(Foresight::is_asking);
        self.work.is_loading() || unsaid
    }

    fn on_changed(&mut self, cx: &mut Cx<'_>) {
        self.foresee_again(true, cx);
    }

    fn on_text(&mut self, typed: &Typed, cx: &mut Cx<'_>) -> bool {
        if let Some(chooser) = &mut self.choosing {
            return chooser.typed(typed);
        }
        let Some(entry) = self.entries.get_mut(self.at) else { return false };
        let taken = entry.input(typed);
        if taken {
            let name = entry.name;
            self.errors.retain(|e| e.field != name);
            self.foresee_again(false, cx);
        }
        taken
    }

    fn on_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        if let Some(ask) = &mut self.leaving {
            let step = ask.command(command);
            return self.answered(&step, cx);
        }
        if let Some(chooser) = &mut self.choosing {
            let step = chooser.command(command);
            return self.chosen(&step, cx);
        }
        match command {
            Id::FieldPrevious => self.step(false),
            Id::Submit | Id::Toggle if self.at == self.entries.len() => self.submit(cx),
            Id::FieldNext | Id::Submit => self.step(true),
            Id::Toggle if self.open_choice() => {}
            Id::Toggle | Id::ToggleBack => {
                self.turn(command == Id::Toggle);
                self.foresee_again(false, cx);
            }
            Id::Close if !self.work.is_loading() => self.close(cx),
            _ => {}
        }
    }

    fn on_click(&mut self, target: usize, cx: &mut Cx<'_>) {
        if let Some(ask) = &self.leaving {
            let step = ask.click(target);
            return self.answered(&step, cx);
        }
        if let Some(chooser) = &mut self.choosing {
            let step = chooser.click(target);
            return self.chosen(&step, cx);
        }
        self.at = target.min(self.entries.len());
        if self.at == self.entries.len() {
            self.submit(cx);
        } else if !self.typing() && !self.open_choice() {
            self.turn(true);
            self.foresee_again(false, cx);
        }
    }

    fn on_reply(&mut self, reply: &mut Reply, cx: &mut Cx<'_>) {
        match self.work.take(reply) {
            Taken::Ready => {
                if let Some(value) = self.work.take_value() {
                    cx.close();
                    if !self.quiet {
                        cx.wish(Wish::Changed);
                    }
                    if let Some(then) = self.then.take() {
                        then(value, cx);
                    }
                }
            }
            Taken::Failed => {
                self.errors = self.work.failure().map(|f| f.fields.clone()).unwrap_or_default();
                self.go_to_first_error();
            }
            Taken::No => {
                if let Some(foresight) = &mut self.foresight {
                    foresight.take(reply);
                }
            }
        }
    }

    fn made_at(&self) -> Option<&'static Location<'static>> {
        Some(self.made_at)
    }

    fn leave(&self) -> Leave {
        if self.changed() { Leave::Unsaved(format!("\"{}\"", self.title)) } else { Leave::Ok }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let alone = self.leaving.is_none() && self.choosing.is_none();
        canvas.with_focus(alone, |canvas| self.draw_form(canvas, area));
        if let Some(chooser) = &self.choosing {
            chooser.draw(canvas, area);
        }
        if let Some(ask) = &self.leaving {
            ask.draw(canvas, area);
        }
    }
}

#[cfg(test)]
mod tests;
