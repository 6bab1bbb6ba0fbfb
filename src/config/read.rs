//! Reading files, variables and flags into values, the nearer source over the farther one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::{ConfigError, Origin};
use super::keys::{KEYS, SECTIONS, Values};
use super::setting::{Found, Raw};
use crate::text;

/// Variables that begin so are the configuration's.
const PREFIX: &str = "KEYDESK_";
/// Variables of the test suite, which may stand in the environment of the programs it starts.
const TESTS: &str = "KEYDESK_TEST_";
/// The variable behind `--config`.
pub(super) const CONFIG_VARIABLE: &str = "KEYDESK_CONFIG";

/// Values, where each comes from, and what is wrong so far.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) values: Values,
    pub(super) origins: BTreeMap<&'static str, Origin>,
    pub(super) errors: ConfigError,
    pub(super) files: Vec<PathBuf>,
}

impl Reader {
    /// Takes a file. One that need not be there is passed over when it is missing.
    pub(super) fn file(&mut self, path: &Path, must_exist: bool) {
        let content = match std::fs::read_to_string(path) {
            Ok(content) => content,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound && !must_exist => return,
            Err(e) => return self.errors.add(format!("the configuration file {} cannot be read: {e}", path.display())),
        };
        self.files.push(path.to_owned());
        let content = content.strip_prefix('\u{feff}').unwrap_or(&content);
        match DeTable::parse(content) {
            Ok(table) => self.table(path, content, table.get_ref()),
            Err(e) => {
                let line = line_of(content, e.span().map_or(0, |s| s.start));
                let said = text::line(e.message());
                self.errors.add(format!("{}, line {line}: this is not TOML: {said}", path.display()));
            }
        }
    }

    fn table(&mut self, path: &Path, content: &str, table: &DeTable<'_>) {
        for (section, value) in table {
            let at = |span: &Spanned<_>| format!("{}, line {}", path.display(), line_of(content, span.span().start));
            let name = section.get_ref().as_ref();
            if !SECTIONS.iter().any(|(s, _)| *s == name) {
                let near = suggest(name, SECTIONS.iter().map(|(s, _)| *s), |s| format!("[{s}]"));
                self.errors.add(format!("{}: there is no section [{}]{near}", at(section), text::line(name)));
                continue;
            }
            let DeValue::Table(keys) = value.get_ref() else {
                self.errors.add(format!("{}: {name} is a section; write [{name}] and its keys below", at(section)));
                continue;
            };
            for (key, value) in keys {
                let line = line_of(content, key.span().start);
                let origin = Origin::File { path: path.to_owned(), line };
                let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
                self.set(&format!("{name}.{}", key.get_ref()), raw(value.get_ref()), folder, origin);
            }
        }
    }

    /// Takes the variables of the environment.
    pub(super) fn environment(&mut self, variables: impl IntoIterator<Item = (String, String)>) {
        for (name, value) in variables {
            let Some(rest) = name.strip_prefix(PREFIX) else { continue };
            if name == CONFIG_VARIABLE || name.starts_with(TESTS) {
                continue;
            }
            let found = KEYS.iter().find(|k| variable(k.path) == name);
            if found.is_none() {
                let known: Vec<String> = KEYS.iter().map(|k| variable(k.path)).collect();
                let near = suggest(&name, known.iter().map(String::as_str), str::to_owned);
                let hint = if rest.contains("__") { "" } else { " (section and key are joined with two underscores)" };
                self.errors.add(format!("there is no setting for the variable {}{near}{hint}", text::line(&name)));
                continue;
            }
            let path = found.map_or("", |k| k.path);
            self.set(path, Raw::Loose(value), None, Origin::Variable(name));
        }
    }

    /// Takes a flag.
    pub(super) fn flag(&mut self, flag: &'static str, path: &str, value: &str) {
        self.set(path, Raw::Loose(value.to_owned()), None, Origin::Flag(flag));
    }

    fn set(&mut self, path: &str, raw: Raw, folder: Option<&Path>, origin: Origin) {
        let Some(key) = KEYS.iter().find(|k| k.path == path) else {
            let section = path.split('.').next().unwrap_or_default();
            let here = KEYS.iter().filter_map(|k| k.path.strip_prefix(section)?.strip_prefix('.'));
            let name = path.get(section.len() + 1..).unwrap_or_default();
            let near = suggest(name, here, str::to_owned);
            let near = if near.is_empty() {
                let ends = |k: &&super::keys::Key| k.path.rsplit('.').next() == Some(name);
                KEYS.iter().find(ends).map_or(near, |k| format!("; did you mean {}?", k.path))
            } else {
                near
            };
            return self.errors.add(format!("{origin}: there is no key \"{}\" in [{section}]{near}", text::line(name)));
        };
        let shown = match &raw {
            Raw::Text(text) | Raw::Loose(text) if !text.contains("://") => {
                format!(", not \"{}\"", text::line(text).chars().take(60).collect::<String>())
            }
            _ => String::new(),
        };
        match self.values.set(key.path, &Found { raw, folder }) {
            Ok(()) => {
                self.origins.insert(key.path, origin);
            }
            Err(expected) => self.errors.add(format!("{origin}: {} takes {expected}{shown}", key.path)),
        }
    }
}

/// The variable of a key: `KEYDESK_PORTAL__LISTEN` for `portal.listen`.
pub(super) fn variable(path: &str) -> String {
    format!("{PREFIX}{}", path.replace('.', "__").to_uppercase())
}

/// The line (from 1) of an offset.
fn line_of(content: &str, offset: usize) -> usize {
    content.as_bytes().iter().take(offset).filter(|b| **b == b'\n').count() + 1
}

fn suggest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>, show: impl Fn(&str) -> String) -> String {
    text::nearest(typed, known).map(|near| format!("; did you mean {}?", show(near))).unwrap_or_default()
}

fn raw(value: &DeValue<'_>) -> Raw {
    match value {
        DeValue::String(text) => Raw::Text(text.to_string()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).map_or(Raw::Other, Raw::Whole),
        DeValue::Boolean(on) => Raw::Switch(*on),
        DeValue::Array(items) => Raw::List(items.iter().map(|i| raw(i.get_ref())).collect()),
        DeValue::Table(keys) => {
            Raw::Table(keys.iter().map(|(key, value)| (key.get_ref().to_string(), raw(value.get_ref()))).collect())
        }
        _ => Raw::Other,
    }
}
