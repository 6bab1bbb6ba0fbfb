//! Tables in which people name things of the terminal: keys for commands, colours for parts. What the names mean is known to the
//! terminal, which checks them before it opens.

use serde_json::Value;

use super::gateway::{as_toml, tree};
use super::setting::{Found, Setting};
use crate::text;

/// Commands and the keys that they are to have.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Bindings(pub Vec<(String, Vec<String>)>);

impl Setting for Bindings {
    fn expected() -> String {
        "a table of commands with a key or a list of keys, like { undo = \"ctrl-u\", sort = [\"s\", \"f3\"] } (in a variable: as JSON)".into()
    }

    fn read(found: &Found<'_>) -> Option<Self> {
        let Value::Object(table) = tree(&found.raw)? else { return None };
        let key = |value: Value| match value {
            Value::String(key) if !key.contains(text::is_unsafe) => Some(key),
            Value::Number(digit) => Some(digit.to_string()),
            _ => None,
        };
        let one = |(name, value): (String, Value)| match value {
            Value::Array(keys) => Some((name, keys.into_iter().map(key).collect::<Option<_>>()?)),
            value => Some((name, vec![key(value)?])),
        };
        table.into_iter().map(one).collect::<Option<_>>().map(Self)
    }

    fn write(&self) -> Option<String> {
        let table = self.0.iter().map(|(name, keys)| (name.clone(), keys.clone().into())).collect();
        (!self.0.is_empty()).then(|| as_toml(&Value::Object(table)))
    }
}

/// Parts of the screen and the colours that they are to have.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Colours(pub Vec<(String, String)>);

impl Setting for Colours {
    fn expected() -> String {
        "a table of colours, like { accent = \"#3fb6a8\", dim = 246, bad = \"red\" } (in a variable: as JSON)".into()
    }

    fn read(found: &Found<'_>) -> Option<Self> {
        let Value::Object(table) = tree(&found.raw)? else { return None };
        let one = |(name, value): (String, Value)| match value {
            Value::String(colour) if !colour.contains(text::is_unsafe) => Some((name, colour)),
            Value::Number(index) => Some((name, index.to_string())),
            _ => None,
        };
        table.into_iter().map(one).collect::<Option<_>>().map(Self)
    }

    fn write(&self) -> Option<String> {
        let table = self.0.iter().map(|(name, colour)| (name.clone(), colour.clone().into())).collect();
        (!self.0.is_empty()).then(|| as_toml(&Value::Object(table)))
    }
}
