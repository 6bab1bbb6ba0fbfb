//! What is remembered for the person who is signed in, on any machine: how lists are sorted, which cards were dismissed.
//! It is read once after signing in; what a screen remembers counts at once and is written behind.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::service::memory;

use super::load::{Load, Taken};
use super::msg::{Job, Reply};
use super::screen::Cx;

/// What is remembered, by key (see `service::memory` for what a key may be).
#[derive(Debug, Default)]
pub struct Remembered {
    values: BTreeMap<String, Value>,
    /// Whether it was read since signing in.
    known: bool,
    load: Load<BTreeMap<String, Value>>,
}

impl Remembered {
    /// What stands under a key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.values.get(key)
    }

    /// Whether it is known by now what is remembered.
    pub const fn is_known(&self) -> bool {
        self.known
    }

    /// The text that stands under a key.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Value::as_str)
    }

    /// Reads everything anew, for whoever is signed in now.
    pub(super) fn ask(&mut self, cx: &mut Cx<'_>) {
        self.values.clear();
        self.load.ask(cx, "memory", |app, by| async move { memory::all(&app, &by).await });
    }

    /// Takes the reply; whether something is remembered that screens may want to follow. What was remembered meanwhile stays.
    pub(super) fn take(&mut self, reply: &mut Reply) -> Option<bool> {
        match self.load.take(reply) {
            Taken::No => None,
            Taken::Failed => Some(false),
            Taken::Ready => {
                let mut values = self.load.take_value().unwrap_or_default();
                values.append(&mut self.values);
                self.values = values;
                self.known = true;
                Some(!self.values.is_empty())
            }
        }
    }

    /// Remembers a value; the job that writes it.
    pub(super) fn keep(&mut self, key: String, value: Value) -> Job {
        self.values.insert(key.clone(), value.clone());
        Job::new("remember", move |app, by| async move { memory::remember(&app, &by, &key, &value).await })
    }

    /// Forgets everything: somebody else may sign in.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }
}
