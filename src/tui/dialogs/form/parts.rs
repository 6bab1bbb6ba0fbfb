//! The fields of a form, and what was typed into them.

use crate::domain::field::FieldError;

use super::super::super::screen::Typed;
use super::super::super::widgets::{Area, Field};

/// Whether a field is there, by what the others hold.
type Shown = Box<dyn Fn(&Values) -> bool>;

/// What a field holds.
pub enum Part {
    Text {
        field: Field,
        first: String,
        empty: String,
    },
    /// Several lines.
    Lines {
        area: Box<Area>,
        first: String,
    },
    Choice {
        options: Vec<String>,
        at: usize,
        first: usize,
    },
    Tick {
        on: bool,
        first: bool,
    },
    /// A word that has to be typed before the deed.
    Confirm {
        field: Field,
        word: String,
    },
}

/// A field with its name and label.
pub struct Entry {
    pub name: &'static str,
    pub label: String,
    pub part: Part,
    pub shown: Option<Shown>,
    /// A box that must be ticked before the deed.
    pub required: bool,
    /// What is said beneath a box while it is ticked.
    pub note: Option<String>,
}

impl Entry {
    pub fn text(name: &'static str, label: &str, value: &str, empty: &str) -> Self {
        let field = Field::new(value);
        let first = field.text().to_owned();
        Self {
            name,
            label: label.into(),
            part: Part::Text { field, first, empty: empty.into() },
            shown: None,
            required: false,
            note: None,
        }
    }

    pub fn lines(name: &'static str, label: &str, value: &str) -> Self {
        let area = Box::new(Area::new(value));
        let part = Part::Lines { first: area.text(), area };
        Self { name, label: label.into(), part, shown: None, required: false, note: None }
    }

    pub fn choice(name: &'static str, label: &str, options: Vec<String>, at: usize) -> Self {
        Self {
            name,
            label: label.into(),
            part: Part::Choice { options, at, first: at },
            shown: None,
            required: false,
            note: None,
        }
    }

    pub fn tick(name: &'static str, label: &str, on: bool) -> Self {
        Self { name, label: label.into(), part: Part::Tick { on, first: on }, shown: None, required: false, note: None }
    }

    pub fn confirm(word: &str) -> Self {
        let part = Part::Confirm { field: Field::default(), word: crate::text::line(word) };
        Self { name: "confirm", label: t!("type-it").into(), part, shown: None, required: false, note: None }
    }

    pub const fn is_text(&self) -> bool {
        matches!(self.part, Part::Text { .. } | Part::Lines { .. } | Part::Confirm { .. })
    }

    /// How many words there are to choose among.
    pub fn options(&self) -> usize {
        if let Part::Choice { options, .. } = &self.part { options.len() } else { 0 }
    }

    pub fn is_changed(&self) -> bool {
        match &self.part {
            Part::Text { field, first, .. } => field.text() != first,
            Part::Lines { area, first } => area.text() != *first,
            Part::Choice { at, first, .. } => at != first,
            Part::Tick { on, first } => on != first,
            Part::Confirm { field, .. } => !field.is_empty(),
        }
    }

    pub fn input(&mut self, typed: &Typed) -> bool {
        match &mut self.part {
            Part::Text { field, .. } | Part::Confirm { field, .. } => field.input(typed),
            Part::Lines { area, .. } => area.input(typed),
            Part::Choice { .. } | Part::Tick { .. } => false,
        }
    }

    pub fn turn(&mut self, forward: bool) {
        match &mut self.part {
            Part::Choice { options, at, .. } => {
                let len = options.len().max(1);
                *at = if forward { *at + 1 } else { *at + len - 1 } % len;
            }
            Part::Tick { on, .. } => *on = !*on,
            Part::Text { .. } | Part::Lines { .. } | Part::Confirm { .. } => {}
        }
    }

    /// What is said beneath it now.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref().filter(|_| matches!(self.part, Part::Tick { on: true, .. }))
    }

    /// What is missing before the job may start.
    pub fn complaint(&self) -> Option<FieldError> {
        match &self.part {
            Part::Confirm { field, word } if crate::text::fold(field.text()) != crate::text::fold(word) => {
                Some(FieldError { field: self.name, code: "confirm", message: t!("confirm-need", word = word) })
            }
            Part::Tick { on: false, .. } if self.required => {
                Some(FieldError { field: self.name, code: "confirm", message: t!("tick-need").into() })
            }
            _ => None,
        }
    }
}

/// What a form holds, by the names of its fields.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Values(Vec<(&'static str, String, usize)>);

impl Values {
    pub(super) fn of(entries: &[Entry]) -> Self {
        let value = |e: &Entry| match &e.part {
            Part::Text { field, .. } | Part::Confirm { field, .. } => (e.name, field.text().to_owned(), 0),
            Part::Lines { area, .. } => (e.name, area.text(), 0),
            Part::Choice { options, at, .. } => (e.name, options.get(*at).cloned().unwrap_or_default(), *at),
            Part::Tick { on, .. } => (e.name, String::new(), usize::from(*on)),
        };
        Self(entries.iter().map(value).collect())
    }

    /// What was typed, without the spaces around it; the word of a choice.
    pub fn text(&self, name: &str) -> String {
        self.0.iter().find(|v| v.0 == name).map(|v| v.1.trim().to_owned()).unwrap_or_default()
    }

    /// What was typed, or nothing.
    pub fn some(&self, name: &str) -> Option<String> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    /// Which choice is taken.
    pub fn choice(&self, name: &str) -> usize {
        self.0.iter().find(|v| v.0 == name).map_or(0, |v| v.2)
    }

    /// The values of some fields, to see whether they changed.
    pub(super) fn only(&self, names: &[&str]) -> Self {
        Self(self.0.iter().filter(|v| names.contains(&v.0)).cloned().collect())
    }

    /// Whether a box is ticked.
    pub fn ticked(&self, name: &str) -> bool {
        self.choice(name) == 1
    }
}
