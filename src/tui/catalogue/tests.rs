use std::collections::BTreeMap;

use super::super::key::Key;
use super::super::keymap::Keymap;
use super::*;

#[test]
fn nothing_that_is_active_together_binds_a_key_twice() {
    for scope in COMMANDS.iter().map(|c| c.scope) {
        let mut bound = BTreeMap::new();
        for command in of_scopes(&scope.chain()) {
            for key in command.keys {
                assert!(Key::parse(key).is_some(), "{key} of {:?} is no key", command.id);
                let other = bound.insert(*key, command.id);
                assert_eq!(other, None, "{key} in {scope:?} means {:?} as well", command.id);
            }
        }
    }
}

#[test]
fn the_help_of_every_command_is_complete() {
    for id in Id::ALL {
        let c = COMMANDS.iter().find(|c| c.id == *id).unwrap();
        assert!(!c.label().is_empty() && c.label().chars().count() <= 18, "{id:?}");
        assert!(c.help().ends_with('.') && c.help().len() > 5, "{id:?}: {}", c.help());
        assert!(!c.keys.is_empty() || c.palette, "{id:?} can be reached by nothing");
    }
    assert_eq!(COMMANDS.len(), Id::ALL.len());
}

#[test]
fn the_key_that_opens_a_question_never_answers_yes() {
    let yes = Command::of(Id::Yes).keys;
    for c in COMMANDS.iter().filter(|c| c.danger == Danger::Asks) {
        assert!(c.keys.iter().all(|k| !yes.contains(k) && *k != "enter"), "{:?}", c.id);
    }
}

#[test]
fn the_nearest_scope_decides() {
    let esc = Key::parse("esc").unwrap();
    assert_eq!(Keymap::default().command_for(&[Scope::Customers, Scope::Everywhere], esc).unwrap().id, Id::Back);
    assert_eq!(Keymap::default().command_for(&Scope::Question.chain(), esc).unwrap().id, Id::Close);
}

#[test]
fn the_documentation_of_the_keys_is_current() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/keys.md");
    let made = documentation();
    if std::env::var_os("KEYDESK_UPDATE_DOCS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &made).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == made, "docs/keys.md is out of date: KEYDESK_UPDATE_DOCS=1 cargo test --lib catalogue");
}
