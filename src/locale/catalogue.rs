//! The Fluent catalogues: for each language one bundle of what portal and letters say, and one of what the terminal says
//! beyond it, each made on first use.

use std::borrow::Cow;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::domain::state::Language;

/// A value for a placeholder: made with `.into()` from text or a number.
pub type Value<'a> = FluentValue<'a>;

type Bundle = FluentBundle<FluentResource>;

/// A file's name and its text.
type File = (&'static str, &'static str);

macro_rules! catalogue {
    ($(#[$doc:meta])* $table:ident: $($language:literal: $($file:literal),+;)+) => {
        $(#[$doc])*
        const $table: &[(&str, &[File])] = &[$(
            ($language, &[$(
                ($file, include_str!(concat!("../../assets/locales/", $language, "/", $file, ".ftl"))),
            )+]),
        )+];
    };
}

catalogue! {
    /// What portal and letters say.
    COMMON:
    "en": "common", "letters", "sms", "portal", "files", "faults", "devices", "plans", "house", "keys", "person", "telling";
    "sv": "common", "letters", "sms", "portal", "files", "faults", "devices", "plans", "house", "keys", "person", "telling";
    "de": "common", "letters", "sms", "portal", "files", "faults", "devices", "plans", "house", "keys", "person", "telling";
    "da": "common", "letters", "sms", "portal", "files", "faults", "devices", "plans", "house", "keys", "person", "telling";
}

catalogue! {
    /// What the terminal says beyond it: bundles of their own, so that each program reads only what it shows.
    TERMINAL:
    "en": "terminal", "terminal-commands", "terminal-grid", "terminal-dialogs", "terminal-people", "terminal-orders", "terminal-faults", "terminal-objects", "terminal-documents", "terminal-lists", "terminal-sections", "terminal-settings", "terminal-words", "terminal-log";
    "sv": "terminal", "terminal-commands", "terminal-grid", "terminal-dialogs", "terminal-people", "terminal-orders", "terminal-faults", "terminal-objects", "terminal-documents", "terminal-lists", "terminal-sections", "terminal-settings", "terminal-words", "terminal-log";
    "de": "terminal", "terminal-commands", "terminal-grid", "terminal-dialogs", "terminal-people", "terminal-orders", "terminal-faults", "terminal-objects", "terminal-documents", "terminal-lists", "terminal-sections", "terminal-settings", "terminal-words", "terminal-log";
    "da": "terminal", "terminal-commands", "terminal-grid", "terminal-dialogs", "terminal-people", "terminal-orders", "terminal-faults", "terminal-objects", "terminal-documents", "terminal-lists", "terminal-sections", "terminal-settings", "terminal-words", "terminal-log";
}

/// One of the two halves of what can be said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Half {
    Common,
    Terminal,
}

/// The bundles of both halves, in the order of [`Language::ALL`]; each is made when it is first asked for something.
static BUNDLES: [[OnceLock<Bundle>; 4]; 2] = [const { [const { OnceLock::new() }; 4] }; 2];

/// The text `key` in `language`. A key that only English has comes in English; one that nobody has comes back as it is.
pub fn text(language: Language, key: &str) -> Cow<'static, str> {
    format(&[Half::Common], language, key, None).unwrap_or_else(|| Cow::Owned(key.to_owned()))
}

/// The text `key` in `language`, with values for its placeholders.
pub fn text_with(language: Language, key: &str, values: &[(&str, Value<'_>)]) -> String {
    let args: FluentArgs<'_> = values.iter().map(|(name, value)| (*name, value.clone())).collect();
    format(&[Half::Common], language, key, Some(&args)).map_or_else(|| key.to_owned(), Cow::into_owned)
}

/// Whether `language` itself has a text `key`: for texts whose key is made from a code.
pub fn has(language: Language, key: &str) -> bool {
    of(Half::Common, language).has_message(key)
}

/// The text `key` for the terminal: one of its own, or one that portal and letters say as well. None: nobody has it.
pub fn terminal(language: Language, key: &str) -> Option<Cow<'static, str>> {
    format(&[Half::Terminal, Half::Common], language, key, None)
}

/// The text `key` for the terminal, with values for its placeholders.
pub fn terminal_with(language: Language, key: &str, values: &[(&str, Value<'_>)]) -> Option<String> {
    let args: FluentArgs<'_> = values.iter().map(|(name, value)| (*name, value.clone())).collect();
    format(&[Half::Terminal, Half::Common], language, key, Some(&args)).map(Cow::into_owned)
}

fn format(halves: &[Half], language: Language, key: &str, args: Option<&FluentArgs<'_>>) -> Option<Cow<'static, str>> {
    let found = |language| {
        halves.iter().find_map(|half| {
            let bundle = of(*half, language);
            Some((bundle, bundle.get_message(key)?.value()?))
        })
    };
    let (bundle, pattern) = found(language).or_else(|| found(Language::English))?;
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, args, &mut errors);
    for error in errors {
        tracing::warn!("the text {key} in {language} is missing something: {error}");
    }
    // Only a text without placeholders borrows, and then from the catalogue, not from `args`.
    Some(match args {
        None => text,
        Some(_) => Cow::Owned(text.into_owned()),
    })
}

fn of(half: Half, language: Language) -> &'static Bundle {
    let [common, terminal] = &BUNDLES;
    let (shelf, table) = match half {
        Half::Common => (common, COMMON),
        Half::Terminal => (terminal, TERMINAL),
    };
    let [english, swedish, german, danish] = shelf;
    let place = match language {
        Language::English => english,
        Language::Swedish => swedish,
        Language::German => german,
        Language::Danish => danish,
    };
    place.get_or_init(|| bundle(table, language))
}

fn bundle(table: &[(&str, &[File])], language: Language) -> Bundle {
    let id: LanguageIdentifier = language.as_str().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![id]);
    // Fluent would put invisible isolation marks around every value; addresses with them in cannot be copied.
    bundle.set_use_isolating(false);
    for (name, files) in table.iter().filter(|(name, _)| *name == language.as_str()) {
        for (file, source) in *files {
            // A line that is not understood is left out; the test below finds it before anybody reads it.
            let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(resource, errors)| {
                tracing::error!("{name}/{file}.ftl: {errors:?}");
                resource
            });
            if let Err(errors) = bundle.add_resource(resource) {
                tracing::error!("{name}/{file}.ftl: {errors:?}");
            }
        }
    }
    bundle
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    /// Keys with their placeholders, read from the file's text (a key begins a line, its value may go on below).
    fn keys(source: &str) -> BTreeMap<String, BTreeSet<String>> {
        let mut keys = BTreeMap::new();
        let mut last = String::new();
        for line in source.lines() {
            if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
                last = line.split_once('=').expect("a key has a value").0.trim().to_owned();
                assert!(keys.insert(last.clone(), BTreeSet::new()).is_none(), "{last} is there twice");
            }
            if line.starts_with('#') {
                continue;
            }
            for rest in line.split('$').skip(1) {
                let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-').unwrap_or(rest.len());
                keys.get_mut(&last).expect("a placeholder belongs to a key").insert(rest[..end].to_owned());
            }
        }
        keys
    }

    #[test]
    fn every_language_has_every_file_with_the_same_keys_and_placeholders() {
        let mut all = BTreeSet::new();
        for table in [COMMON, TERMINAL] {
            same_keys_and_placeholders(table, &mut all);
        }
    }

    fn same_keys_and_placeholders(table: &[(&str, &[File])], all: &mut BTreeSet<String>) {
        let english = table.iter().find(|(language, _)| *language == "en").unwrap().1;
        assert_eq!(table.len(), Language::ALL.len());
        for (_, source) in english {
            for key in keys(source).into_keys() {
                assert!(all.insert(key.clone()), "{key} is in two files");
            }
        }
        for (language, files) in table {
            assert_eq!(files.len(), english.len(), "{language}");
            for ((file, source), (_, expected)) in files.iter().zip(english) {
                let parsed = FluentResource::try_new((*source).to_owned());
                assert!(parsed.is_ok(), "{language}/{file}.ftl: {:?}", parsed.err().map(|e| e.1));
                let (found, expected) = (keys(source), keys(expected));
                let names = |keys: &BTreeMap<String, _>| keys.keys().cloned().collect::<BTreeSet<_>>();
                let missing: Vec<_> = names(&expected).difference(&names(&found)).cloned().collect();
                let extra: Vec<_> = names(&found).difference(&names(&expected)).cloned().collect();
                assert!(
                    missing.is_empty() && extra.is_empty(),
                    "{language}/{file}.ftl lacks {missing:?}, has {extra:?}"
                );
                for (key, placeholders) in &found {
                    assert_eq!(placeholders, &expected[key], "placeholders of {key} in {language}/{file}.ftl");
                }
            }
        }
    }

    #[test]
    fn every_file_in_the_folder_is_in_the_program() {
        for (language, files) in COMMON {
            let folder = format!("{}/assets/locales/{language}", env!("CARGO_MANIFEST_DIR"));
            let mut there: Vec<_> =
                std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
            there.sort();
            let mut known: Vec<_> = files.iter().map(|(file, _)| format!("{file}.ftl")).collect();
            let terminal = TERMINAL.iter().find(|(of, _)| of == language).unwrap().1;
            known.extend(terminal.iter().map(|(file, _)| format!("{file}.ftl")));
            known.sort();
            assert_eq!(there, known, "{language}");
        }
    }

    #[test]
    fn every_text_can_be_said_and_values_stand_in_it_as_they_are() {
        for (_, files) in COMMON.iter().chain(TERMINAL) {
            for (file, source) in *files {
                for (key, placeholders) in keys(source) {
                    for language in Language::ALL {
                        let has = [Half::Common, Half::Terminal].map(|half| of(half, *language).has_message(&key));
                        assert!(has[0] != has[1], "{key} in {language}");
                        let values: Vec<_> =
                            placeholders.iter().map(|p| (p.as_str(), Value::from("<b>\u{5d0}"))).collect();
                        let said = terminal_with(*language, &key, &values).unwrap();
                        assert!(!said.is_empty() && said != key, "{key} in {language} of {file} says nothing");
                        assert!(!said.contains("{$") && !said.contains('\u{2068}'), "{said}");
                    }
                }
            }
        }
    }

    #[test]
    fn an_unknown_key_comes_back_as_it_is() {
        assert_eq!(text(Language::German, "no-such-key"), "no-such-key");
        assert_eq!(text_with(Language::German, "no-such-key", &[]), "no-such-key");
        assert!(!has(Language::German, "no-such-key"));
    }
}
