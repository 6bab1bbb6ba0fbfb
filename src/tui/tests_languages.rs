//! The terminal in the languages of its people: nothing is cut clumsily, nothing is left in English.

use crate::domain::staff::StaffPermission;
use crate::domain::state::Language;
use crate::service::Actor;

use super::catalogue::{COMMANDS, Id};
use super::cells;
use super::harness::{Bench, administrator};
use super::words::{self, Tongue};
use super::{Screens, TuiSettings};

fn speaking(language: Language) -> Actor {
    let mut actor = administrator();
    actor.house.language = Some(language);
    actor
}

fn desk(actor: Option<Actor>) -> Bench {
    let settings = TuiSettings::default();
    Bench::of(Screens::all(&settings), settings, actor)
}

#[test]
fn every_command_has_a_short_label_and_a_sentence_in_every_language() {
    for language in Language::ALL {
        let _speaking = words::speak(*language);
        for command in COMMANDS {
            let (label, help) = (command.label(), command.help());
            assert!(!label.is_empty() && cells::width(label) <= 18, "{:?} in {language}: {label}", command.id);
            assert!(help.ends_with('.') && help.len() > 5, "{:?} in {language}: {help}", command.id);
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
fn the_footer_keeps_help_and_the_way_on_at_80_columns_in_every_language() {
    for language in Language::ALL {
        let mut bench = desk(Some(speaking(*language)));
        for section in ["1", "2", "3", "4", "5", "6", "7", "8"] {
            bench.press(section);
            let screen = bench.screen(80, 24);
            let footer = screen.lines().last().unwrap().to_owned();
            let _speaking = words::speak(*language);
            for id in [Id::Help, Id::Palette] {
                let label = super::catalogue::Command::of(id).label();
                assert!(footer.contains(label), "{label} in section {section}, {language}: {footer}");
            }
            assert!(footer.split("  ").count() >= 3, "section {section} in {language}: {footer}");
        }
    }
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

#[test]
fn long_words_stand_well_on_small_screens() {
    let mut bench = desk(Some(speaking(Language::German)));
    let mut shown = String::new();
    for (keys, width, height) in [("1", 80, 24), ("3", 60, 20), ("6", 60, 20), ("?", 80, 24)] {
        bench.press(keys);
        shown += &format!("── {keys} at {width} × {height}\n{}", bench.screen(width, height));
    }
    insta::assert_snapshot!(shown);
}

/// What is on the screen outside of brackets, word by word, without what is data or the same in every language.
fn outside(screen: &str) -> Vec<String> {
    const SAME: &[&str] = &[
        "Keydesk",
        "Nordlift",
        "Service",
        "Anna",
        "Berg",
        "ctrl-p",
        "space",
        "enter",
        "esc",
        "tab",
        "shift-tab",
        "left",
        "right",
        "pgup",
        "pgdn",
        "home",
        "end",
        "ctrl-b",
        "ctrl-f",
        "ctrl-r",
        "ctrl-a",
        "ctrl-c",
        "ctrl-q",
        "ctrl-z",
        "ctrl-k",
        "ctrl-j",
        "down",
        "up",
        "f1",
        "f5",
    ];
    let mut plain = String::new();
    for line in screen.lines() {
        let mut inside = false;
        for c in line.chars() {
            match c {
                '⟦' => inside = true,
                // What is cut has lost its end.
                '⟧' | '…' | '│' | '┐' => {
                    inside = false;
                    plain.push(' ');
                }
                c if !inside => plain.push(c),
                _ => {}
            }
        }
        plain.push('\n');
    }
    let words = plain.split(|c: char| !c.is_alphanumeric() && c != '-');
    let word = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !SAME.contains(word);
    words.filter(word).map(str::to_owned).collect()
}

#[test]
fn nothing_on_the_empty_screens_is_left_in_english() {
    let _bracketed = words::say(Tongue::Bracketed);
    let mut bench = desk(Some(administrator()));
    let mut left = std::collections::BTreeSet::new();
    for keys in ["1", "2", "3", "4", "5", "6", "7", "8", "?", "esc", "ctrl-p", "esc"] {
        bench.press(keys);
        left.extend(outside(&bench.screen(140, 40)));
    }
    let mut before = desk(None);
    left.extend(outside(&before.screen(140, 40)));
    assert!(left.is_empty(), "{left:?}");
}
