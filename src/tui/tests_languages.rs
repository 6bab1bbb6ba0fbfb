//! The terminal in the languages of its people.

use crate::domain::staff::StaffPermission;
use crate::domain::state::Language;
use crate::service::Actor;

use super::catalogue::COMMANDS;
use super::cells;
use super::harness::{Bench, administrator};
use super::words;
use super::{Screens, TuiSettings};

fn speaking(language: Language) -> Actor {
    let mut actor = administrator();
    actor.house.language = Some(language);
    actor
}

#[test]
fn every_command_has_a_short_label_and_a_sentence_in_every_language() {
    for language in Language::ALL {
        let _speaking = words::speak(*language);
        for command in COMMANDS {
            let (label, help) = (command.label(), command.help());
            assert!(!label.is_empty() && cells::width(label) <= 18, "{:?} in {language}: {label}", command.id);
            assert!(help.ends_with('.') && help.len() > 3, "{:?} in {language}: {help}", command.id);
            assert!(!command.scope.heading().is_empty(), "{:?} in {language}", command.scope);
        }
    }
}

#[test]
fn every_permission_of_staff_has_a_word_of_its_own() {
    for language in Language::ALL {
        let _speaking = words::speak(*language);
        let named: std::collections::BTreeSet<_> =
            StaffPermission::ALL.iter().map(|p| words::word(p.as_str())).collect();
        assert_eq!(named.len(), StaffPermission::ALL.len(), "{language}");
        assert!(named.iter().all(|word| *language == Language::English || !word.contains("view")), "{named:?}");
    }
}

#[test]
fn the_desk_speaks_the_language_of_the_person_and_before_of_the_machine() {
    let settings = TuiSettings { language: Language::Danish, ..TuiSettings::default() };
    let mut before = Bench::of(Screens::all(&settings), settings.clone(), None);
    assert!(before.screen(80, 24).contains("Log ind"));
    let mut none = Bench::of(Screens::all(&settings), settings.clone(), Some(administrator()));
    assert!(none.screen(80, 24).contains("Udbakke"), "{}", none.screen(80, 24));
    let mut german = Bench::of(Screens::all(&settings), settings, Some(speaking(Language::German)));
    assert!(german.screen(120, 40).contains("Postausgang"));
    assert_eq!(words::language(), Language::English, "nothing leaks");
}

#[test]
fn what_is_typed_for_days_is_read_in_english_and_in_the_persons_language() {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    let tomorrow = today.succ_opt();
    for (language, typed) in [
        (Language::German, "morgen"),
        (Language::Swedish, "i morgon"),
        (Language::Swedish, "imorgon"),
        (Language::Danish, "I morgen"),
        (Language::English, "tomorrow"),
        (Language::German, "tomorrow"),
    ] {
        let _speaking = words::speak(language);
        assert_eq!(super::when::day_of(typed, today), tomorrow, "{typed} in {language}");
    }
    assert_eq!(super::when::day_of("morgen", today), None, "English knows no other language");
    let _swedish = words::speak(Language::Swedish);
    let read = super::when::beginning("at", "i morgon 8:00", today).unwrap();
    assert_eq!(read.format("%d %H:%M").to_string(), "03 08:00");
}
