//! What a gateway is sent: the fields of the configuration with an SMS's values in place of their words in braces.
//!
//! A value never becomes part of the structure: templates are filled in within the texts of a JSON tree, and what they
//! become is written by an encoder, never pasted.

use serde_json::Value;
use url::form_urlencoded::Serializer;

/// What stands for the words in braces.
#[derive(Clone, Copy)]
pub(super) struct Values<'a> {
    /// The number, E.164: `{to}` with the `+`, `{number}` without.
    pub to: &'a str,
    /// The words.
    pub text: &'a str,
    /// Who it comes from, as configured.
    pub from: &'a str,
    /// The same at every attempt.
    pub id: &'a str,
    /// The secret, when there is one.
    pub secret: &'a str,
}

impl Values<'_> {
    fn of(&self, name: &str) -> Option<&str> {
        Some(match name {
            "to" => self.to,
            "number" => self.to.trim_start_matches('+'),
            "text" => self.text,
            "from" => self.from,
            "id" => self.id,
            "secret" => self.secret,
            _ => return None,
        })
    }

    /// `template` with the values in it. What a value itself says in braces stays as it is; so do braces of other words.
    pub(super) fn fill(&self, template: &str) -> String {
        let mut filled = String::new();
        let mut rest = template;
        while let Some(at) = rest.find('{') {
            filled.push_str(&rest[..at]);
            let inner = &rest[at + 1..];
            match inner.find('}').and_then(|end| Some((self.of(&inner[..end])?, end))) {
                Some((value, end)) => {
                    filled.push_str(value);
                    rest = &inner[end + 1..];
                }
                None => {
                    filled.push('{');
                    rest = inner;
                }
            }
        }
        filled + rest
    }

    /// The tree with every text in it filled in.
    pub(super) fn json(&self, tree: &Value) -> Value {
        match tree {
            Value::String(template) => Value::String(self.fill(template)),
            Value::Array(items) => items.iter().map(|item| self.json(item)).collect(),
            Value::Object(table) => {
                Value::Object(table.iter().map(|(name, value)| (name.clone(), self.json(value))).collect())
            }
            other => other.clone(),
        }
    }

    /// The fields as a form: `to=%2B43…&text=…`.
    pub(super) fn form(&self, tree: &Value) -> String {
        let mut form = Serializer::new(String::new());
        for (name, value) in tree.as_object().into_iter().flatten() {
            match value {
                Value::String(template) => form.append_pair(name, &self.fill(template)),
                other => form.append_pair(name, &other.to_string()),
            };
        }
        form.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_values_and_never_structure() {
        let text = "\"}], {\"to\": \"+1\"} & a=b {secret}\n";
        let values = Values { to: "+436641234567", text, from: "Nord", id: "7", secret: "hush" };
        let tree = serde_json::json!({ "m": [{ "to": "{to}", "body": "{from}: {text}" }], "ref": "{id}{x", "n": 1 });
        let json = values.json(&tree).to_string();
        let back: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(back["m"][0]["body"], format!("Nord: {text}"), "a word in braces that came in is only a word");
        assert_eq!((back["m"][0]["to"].as_str(), back["ref"].as_str()), (Some("+436641234567"), Some("7{x")));
        let form = values.form(&serde_json::json!({ "n": 1, "number": "{number}", "text": "{text}" }));
        let read: Vec<(String, String)> = url::form_urlencoded::parse(form.as_bytes()).into_owned().collect();
        let expected = [("n", "1"), ("number", "436641234567"), ("text", text)];
        assert_eq!(read, expected.map(|(n, v)| (n.to_owned(), v.to_owned())));
    }
}
