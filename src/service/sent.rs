//! Forms that arrive twice make one thing: under which key what was sent is kept.

use crate::text;

use super::{Actor, App, Who};

/// A key has at most so many characters; what is longer is cut.
const LONGEST: usize = 64;

/// The key that a form sent along, if it did. With its sender in it, nobody's key can stand in the way of somebody else's.
pub(super) fn key(by: &Actor, typed: &str) -> Option<String> {
    let typed: String = text::line(typed).chars().take(LONGEST).collect();
    (!typed.is_empty()).then(|| of_sender(by, &typed))
}

/// The same where there must be one: without, each is one of its own.
pub(super) fn key_or_own(app: &App, by: &Actor, typed: &str) -> String {
    key(by, typed).unwrap_or_else(|| of_sender(by, &app.random.uuid(app.now()).simple().to_string()))
}

fn of_sender(by: &Actor, key: &str) -> String {
    let sender = match &by.who {
        Who::Staff { id, .. } => id.to_string(),
        Who::CustomerUser { id, .. } => id.to_string(),
        Who::System => String::new(),
    };
    format!("{sender}:{key}")
}
