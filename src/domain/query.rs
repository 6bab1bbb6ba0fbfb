//! What people type to find rows of a list: words, and `field:value` (`access:pending city:Graz "two words"`). One grammar,
//! one catalogue of fields, for all lists; what each list makes of its fields is in `customers`, `orders`, `faults`, and in
//! `outbox_filter` and `activity_filter`.
//!
//! Any text can be read. What is not understood is named with the nearest known word, all at once, under the field `filter`.

mod complete;
mod customers;
mod day;
mod faults;
mod fields;
mod orders;

pub use complete::{Completion, completions};
pub use customers::CustomerFilter;
pub use day::Span;
pub use faults::FaultFilter;
pub use fields::{Field, Values, fields};
pub use orders::OrderFilter;

use crate::text;

use super::field::FieldErrors;
use super::listing::List;

/// What is typed beyond this is not looked at.
pub const LONGEST: usize = 500;

/// A word, or a field with its value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Token {
    /// The field, in lower case; none for a word.
    pub field: Option<String>,
    /// The value, without quotes; empty while it is still being typed.
    pub value: String,
}

/// Words and `field:value`, either with quotes around a value with spaces.
pub fn tokens(typed: &str, errors: &mut FieldErrors) -> Vec<Token> {
    let typed: String = text::line(typed).chars().take(LONGEST).collect();
    let mut found = Vec::new();
    let mut rest = typed.trim_start();
    while !rest.is_empty() {
        let name = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let field = (name > 0 && rest[name..].starts_with(':')).then(|| rest[..name].to_ascii_lowercase());
        if field.is_some() {
            rest = &rest[name + 1..];
        }
        let value = if let Some(quoted) = rest.strip_prefix('"') {
            let end = quoted.find('"').unwrap_or_else(|| {
                errors.add("filter", "filter-quote", "a quote was opened and not closed");
                quoted.len()
            });
            rest = quoted.get(end + 1..).unwrap_or_default();
            quoted[..end].trim().to_owned()
        } else {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let (value, after) = rest.split_at(end);
            rest = after;
            value.to_owned()
        };
        rest = rest.trim_start();
        if field.is_some() || !value.is_empty() {
            found.push(Token { field, value });
        }
    }
    found
}

/// Reads what was typed for a list: each known field with its value goes to `take` (which says what is wrong with it), words
/// come back as they are looked for. A field whose value is still empty says nothing yet.
pub(super) fn read(
    list: List,
    typed: &str,
    mut take: impl FnMut(&str, &str) -> Result<(), FieldErrors>,
) -> Result<String, FieldErrors> {
    let mut errors = FieldErrors::new();
    let mut words: Vec<String> = Vec::new();
    for Token { field, value } in tokens(typed, &mut errors) {
        match field {
            None => words.push(value),
            Some(name) if fields(list).iter().all(|f| f.name != name) => unknown(list, &name, &value, &mut errors),
            Some(_) if value.is_empty() => {}
            Some(name) => {
                errors.take(take(&name, &value));
            }
        }
    }
    errors.into_result().map(|()| words.join(" "))
}

/// Notes that a list has no such field, and which was perhaps meant.
pub(super) fn unknown(list: List, name: &str, value: &str, errors: &mut FieldErrors) {
    let all = || fields(list).iter().map(|f| f.name);
    let known = all().map(|f| format!("{f}:")).collect::<Vec<_>>().join(", ");
    let hint = text::nearest(name, all()).map_or(String::new(), |f| format!("did you mean {f}:? "));
    let message = format!(
        "\"{name}:\" is no field; {hint}The fields are {known}; put quotes around \"{name}:{value}\" to look for it as text"
    );
    errors.add("filter", "filter-field", message);
}

/// The value of that name, or the only one that begins so: `state:fail` is enough.
pub(super) fn named<T: Copy>(
    field: &str,
    typed: &str,
    all: &'static [T],
    name: impl Fn(T) -> &'static str,
) -> Result<T, FieldErrors> {
    let word = typed.to_lowercase().replace([' ', '-'], "_");
    if let Some(found) = all.iter().find(|one| name(**one) == word) {
        return Ok(*found);
    }
    let begun: Vec<T> = all.iter().copied().filter(|one| name(*one).starts_with(&word)).collect();
    if let [only] = begun.as_slice() {
        return Ok(*only);
    }
    let hint = match text::nearest(&word, all.iter().map(|one| name(*one))) {
        Some(near) if begun.is_empty() => format!("did you mean {near}?"),
        _ => {
            let choice: Vec<_> = if begun.is_empty() { all.iter().copied().take(8).collect() } else { begun };
            format!("there are {}", choice.into_iter().map(name).collect::<Vec<_>>().join(", "))
        }
    };
    Err(FieldErrors::one("filter", "filter-value", format!("{field}: nothing is called \"{typed}\"; {hint}")))
}

/// Yes or no.
fn yes_or_no(field: &str, typed: &str) -> Result<bool, FieldErrors> {
    named(field, typed, &[true, false], |yes| if yes { "yes" } else { "no" })
}

/// Puts a value into its place; a field counts once.
fn once<T: PartialEq>(field: &str, place: &mut Option<T>, value: T) -> Result<(), FieldErrors> {
    match place {
        Some(known) if *known != value => {
            Err(FieldErrors::one("filter", "filter-twice", format!("{field}: can be given once")))
        }
        _ => {
            *place = Some(value);
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests;
