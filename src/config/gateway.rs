//! The values by which an SMS gateway is described (R65): its address, headers, fields, and which answers mean that it took
//! the message.

use std::fmt::Write as _;
use std::ops::RangeInclusive;
use std::time::Duration;

use serde_json::{Map, Value};

use super::choice::choice;
use super::is_loopback;
use super::keys::Sms;
use super::setting::{Found, Raw, Setting, quoted};
use crate::text;

/// What may stand between braces in fields and headers.
pub const PLACEHOLDERS: [&str; 6] = ["to", "number", "text", "from", "id", "secret"];

choice! {
    /// How SMS leave.
    SmsTransport {
        /// Not at all: whoever chose SMS is written to by e-mail.
        Off = "off",
        /// To an HTTP gateway.
        Http = "http",
        /// One `.txt` file per SMS.
        File = "file",
    }
}

choice! {
    /// How the gateway is asked.
    SmsMethod {
        /// With the fields in the body.
        Post = "post",
        /// With the fields in the body.
        Put = "put",
        /// With the fields in the address.
        Get = "get",
    }
}

choice! {
    /// How the fields are written.
    SmsBody {
        /// As a JSON object.
        Json = "json",
        /// As a form.
        Form = "form",
    }
}

/// The address of a gateway.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GatewayUrl(url::Url);

impl GatewayUrl {
    /// The address.
    pub const fn url(&self) -> &url::Url {
        &self.0
    }
}

impl Setting for GatewayUrl {
    fn expected() -> String {
        "an https address (http for this machine only) without a name or password in it".into()
    }

    fn read(found: &Found<'_>) -> Option<Self> {
        let url = url::Url::parse(found.text()?).ok()?;
        let near = url.host_str().is_some_and(is_loopback);
        let plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
        let safe = url.scheme() == "https" || (url.scheme() == "http" && near);
        (plain && safe && url.has_host()).then_some(Self(url))
    }

    fn write(&self) -> Option<String> {
        Some(quoted(self.0.as_str()))
    }
}

/// Names and values of headers.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Headers(pub Vec<(String, String)>);

impl Setting for Headers {
    fn expected() -> String {
        "a table of texts, like { Authorization = \"Bearer {secret}\" } (in a variable: as JSON)".into()
    }

    fn read(found: &Found<'_>) -> Option<Self> {
        let Value::Object(table) = tree(&found.raw)? else { return None };
        let one = |(name, value): (String, Value)| match value {
            Value::String(value) if !value.contains(text::is_unsafe) => Some((name, value)),
            _ => None,
        };
        table.into_iter().map(one).collect::<Option<_>>().map(Self)
    }

    fn write(&self) -> Option<String> {
        Some(as_toml(&Value::Object(self.0.iter().map(|(n, v)| (n.clone(), v.as_str().into())).collect())))
    }
}

/// What the gateway is sent: a JSON object whose texts may hold placeholders.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fields(pub Map<String, Value>);

impl Default for Fields {
    fn default() -> Self {
        let fields = [("to", "{to}"), ("text", "{text}")];
        Self(fields.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect())
    }
}

impl Setting for Fields {
    fn expected() -> String {
        "a table, like { to = \"{to}\", text = \"{text}\" }, or the same as JSON in a text".into()
    }

    fn read(found: &Found<'_>) -> Option<Self> {
        match tree(&found.raw)? {
            Value::Object(table) => Some(Self(table)),
            _ => None,
        }
    }

    fn write(&self) -> Option<String> {
        Some(as_toml(&Value::Object(self.0.clone())))
    }
}

/// Status codes: one, or from one to another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Statuses(pub RangeInclusive<u16>);

impl Setting for Statuses {
    fn expected() -> String {
        "status codes, like \"200\" or \"200-299\"".into()
    }

    fn read(found: &Found<'_>) -> Option<Self> {
        let text = match &found.raw {
            Raw::Whole(code) => code.to_string(),
            _ => found.text()?.to_owned(),
        };
        let (from, to) = text.split_once('-').unwrap_or((&text, &text));
        let code = |text: &str| text.trim().parse().ok().filter(|code| (100..=599).contains(code));
        let range = code(from)?..=code(to)?;
        (!range.is_empty()).then_some(Self(range))
    }

    fn write(&self) -> Option<String> {
        let (from, to) = (self.0.start(), self.0.end());
        Some(quoted(&if from == to { from.to_string() } else { format!("{from}-{to}") }))
    }
}

/// A table of a file, or JSON in a text.
pub(super) fn tree(raw: &Raw) -> Option<Value> {
    match raw {
        Raw::Text(text) | Raw::Loose(text) => serde_json::from_str(text).ok(),
        Raw::Table(_) => branch(raw),
        _ => None,
    }
}

fn branch(raw: &Raw) -> Option<Value> {
    Some(match raw {
        Raw::Text(text) | Raw::Loose(text) => Value::String(text.clone()),
        Raw::Whole(number) => (*number).into(),
        Raw::Switch(on) => (*on).into(),
        Raw::List(items) => Value::Array(items.iter().map(branch).collect::<Option<_>>()?),
        Raw::Table(keys) => {
            Value::Object(keys.iter().map(|(k, v)| Some((k.clone(), branch(v)?))).collect::<Option<_>>()?)
        }
        Raw::Other => return None,
    })
}

/// JSON as an inline value of TOML.
pub(super) fn as_toml(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        Value::Array(items) => format!("[{}]", items.iter().map(as_toml).collect::<Vec<_>>().join(", ")),
        Value::Object(table) => {
            let bare = |name: &str| name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
            let key = |name: &String| if !name.is_empty() && bare(name) { name.clone() } else { quoted(name) };
            let items: Vec<_> =
                table.iter().map(|(name, value)| format!("{} = {}", key(name), as_toml(value))).collect();
            if items.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", items.join(", ")) }
        }
        // TOML has no word for nothing; an empty text is as near as it gets.
        Value::Null => quoted(""),
        other => other.to_string(),
    }
}

/// Every text in a JSON value.
pub fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Object(table) => table.values().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

/// The names between braces in a template, known or not: letters alone, so that a JSON brace in a text is none.
pub fn placeholders(template: &str) -> Vec<&str> {
    let ended = template.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name));
    ended.filter(|name| !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')).collect()
}

impl Sms {
    /// What the keys of the section mean together: key and sentence of everything that is wrong.
    pub(super) fn together(&self) -> Vec<(&'static str, String)> {
        let mut wrong = Vec::new();
        if !(1..=32).contains(&self.connections) {
            wrong.push(("sms.connections", "takes a whole number from 1 to 32".to_owned()));
        }
        // An SMS is sent within its lease, or another worker would send it too.
        if self.timeout > Duration::from_mins(1) {
            wrong.push(("sms.timeout", "takes a time from \"1 second\" to \"1 minute\"".to_owned()));
        }
        if self.success_pointer.is_some() != self.success_value.is_some() {
            wrong.push((
                "sms.success_pointer",
                "and sms.success_value belong together: give both or neither".to_owned(),
            ));
        }
        if self.success_pointer.as_ref().is_some_and(|p| !p.is_empty() && !p.starts_with('/')) {
            wrong.push(("sms.success_pointer", "begins with \"/\" (RFC 6901), like \"/messages/0/status\"".to_owned()));
        }
        if self.transport == SmsTransport::Http {
            self.gateway(&mut wrong);
        }
        wrong
    }

    fn gateway(&self, wrong: &mut Vec<(&'static str, String)>) {
        if self.url.is_none() {
            wrong.push(("sms.transport", "\"http\" needs sms.url as well".to_owned()));
        }
        if self.method == SmsMethod::Get && self.body == SmsBody::Json {
            wrong.push(("sms.method", "\"get\" has no body; set sms.body = \"form\"".to_owned()));
        }
        let tree = Value::Object(self.fields.0.clone());
        let nested = |value: &Value| value.is_array() || value.is_object();
        if self.body == SmsBody::Form && self.fields.0.values().any(nested) {
            wrong.push(("sms.fields", "of a form are texts, numbers, true or false".to_owned()));
        }
        let fields: Vec<&str> = texts(&tree).into_iter().flat_map(placeholders).collect();
        if !fields.contains(&"text") || !(fields.contains(&"to") || fields.contains(&"number")) {
            wrong.push(("sms.fields", "must say where {to} (or {number}) and {text} go".to_owned()));
        }
        let headers: Vec<&str> = self.headers.0.iter().flat_map(|(_, value)| placeholders(value)).collect();
        for (key, used) in [("sms.fields", &fields), ("sms.headers", &headers)] {
            if let Some(unknown) = used.iter().find(|name| !PLACEHOLDERS.contains(name)) {
                let near = text::nearest(unknown, PLACEHOLDERS).unwrap_or("to");
                wrong.push((key, format!("knows no {{{unknown}}}; did you mean {{{near}}}?")));
            }
            if used.contains(&"secret") && self.secret_file.is_none() {
                wrong.push((key, "uses {secret}; name its file in sms.secret_file".to_owned()));
            }
            if used.contains(&"from") && self.from.is_none() {
                wrong.push((key, "uses {from}; set sms.from as well".to_owned()));
            }
        }
        if self.user.is_some() && self.secret_file.is_none() {
            wrong.push(("sms.user", "needs sms.secret_file as well".to_owned()));
        }
        self.header_names(wrong);
    }

    fn header_names(&self, wrong: &mut Vec<(&'static str, String)>) {
        let mut refused = String::new();
        for (name, value) in &self.headers.0 {
            let fits = reqwest::header::HeaderName::from_bytes(name.as_bytes()).is_ok();
            let lower = name.to_ascii_lowercase();
            let secret =
                ["authorization", "key", "token", "secret", "cookie", "password"].iter().any(|w| lower.contains(w));
            if !fits {
                let _ = write!(refused, "\"{}\" is no name of a header; ", text::line(name));
            } else if secret && placeholders(value).is_empty() {
                let _ =
                    write!(refused, "{name} looks like a secret: put it into sms.secret_file and write {{secret}}; ");
            }
        }
        if !refused.is_empty() {
            wrong.push(("sms.headers", format!(": {}", refused.trim_end_matches("; "))));
        }
    }
}
