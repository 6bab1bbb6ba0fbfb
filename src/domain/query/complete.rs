//! How what is being typed can go on: names of fields, and what is known to stand behind them.

use crate::domain::listing::List;

use super::fields::{Values, fields};

/// A way to go on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Completion {
    /// The whole text, gone on with.
    pub text: String,
    /// What is offered: `access:` or `pending`.
    pub shown: String,
    /// What it means; empty where the word says it.
    pub means: &'static str,
}

/// How the end of `typed` can go on in a list. Nothing inside quotes; at most one for each field or value.
pub fn completions(list: List, typed: &str) -> Vec<Completion> {
    if typed.matches('"').count() % 2 == 1 {
        return Vec::new();
    }
    let at = typed.rfind(char::is_whitespace).map_or(0, |at| at + typed[at..].chars().next().map_or(1, char::len_utf8));
    let (before, word) = typed.split_at(at);
    let Some((name, begun)) = word.split_once(':') else {
        if word.is_empty() && !before.is_empty() {
            return names(list, before, "");
        }
        return if word.chars().all(|c| c.is_ascii_alphabetic()) { names(list, before, word) } else { Vec::new() };
    };
    let name = name.to_ascii_lowercase();
    let Some(field) = fields(list).iter().find(|f| f.name == name) else { return Vec::new() };
    let known = match field.values {
        Values::Names(known) | Values::Days(known) => known,
        Values::Text => return Vec::new(),
    };
    let begun = begun.to_lowercase().replace('-', "_");
    let fits = |value: &&&str| value.replace('-', "_").starts_with(&begun) && **value != begun;
    let one = |value: &&str| Completion {
        text: format!("{before}{}:{value} ", field.name),
        shown: (*value).to_owned(),
        means: "",
    };
    known.iter().filter(fits).map(one).collect()
}

fn names(list: List, before: &str, begun: &str) -> Vec<Completion> {
    let begun = begun.to_ascii_lowercase();
    let one = |field: &super::Field| Completion {
        text: format!("{before}{}:", field.name),
        shown: format!("{}:", field.name),
        means: field.means,
    };
    fields(list).iter().filter(|f| f.name.starts_with(&begun)).map(one).collect()
}
