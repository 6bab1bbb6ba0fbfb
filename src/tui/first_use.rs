//! The card that each section shows until somebody has read it: what the section is for, and the three keys to begin with. Dismissed,
//! it stays dismissed for that person on any machine, and can be called back from the help.

use serde_json::Value;

use super::catalogue::{Command, Id};
use super::desk::Desk;
use super::keymap::Keymap;
use super::screen::Wish;
use super::words;

/// The lines of a section's card, in which `‹command›` stands for the key of a command.
fn lines(section: Id) -> impl Iterator<Item = &'static str> {
    (1..=5).map(move |n| words::made("card", section.name(), &format!("-{n}"))).take_while(|line| !line.is_empty())
}

/// Under which key it is remembered that a card was dismissed.
fn key_of(section: Id) -> String {
    format!("card.{}", section.name())
}

impl Desk {
    /// The card of the section that is shown, with the person's own keys in it.
    pub(super) fn first_use(&self) -> Option<(&'static str, Vec<String>)> {
        let section = self.sections.get(self.current)?.command;
        let shown = match self.cards.get(&section) {
            Some(shown) => *shown,
            // Until it is known what was dismissed, nothing appears only to go again.
            None => {
                self.settings.cards
                    && self.remembered.is_known()
                    && self.remembered.get(&key_of(section)) != Some(&Value::Bool(true))
            }
        };
        shown.then(|| {
            let lines = lines(section).map(|line| with_keys(line, &self.settings.keys)).collect();
            (Command::of(section).label(), lines)
        })
    }

    /// Hides the card that is shown; the one of the section for good. With none, calls them back.
    pub(super) fn switch_card(&mut self) {
        if self.settings.welcome.is_none() {
            return self.switch_first_use();
        }
        match (self.card, self.first_use().is_some()) {
            (true, _) => self.card = false,
            (false, true) => self.switch_first_use(),
            (false, false) => {
                self.card = true;
                if self.settings.cards {
                    self.switch_first_use();
                }
            }
        }
    }

    /// Dismisses the card of the section for good, or calls it back.
    fn switch_first_use(&mut self) {
        let Some(section) = self.sections.get(self.current).map(|s| s.command) else { return };
        let shown = self.first_use().is_some();
        self.cards.insert(section, !shown);
        self.fulfil(vec![Wish::Remember(key_of(section), Value::Bool(shown))]);
    }
}

/// The line with keys in the place of commands' names.
fn with_keys(line: &str, keys: &Keymap) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('‹') {
        let (name, after) = after.split_once('›').unwrap_or((after, ""));
        out.push_str(before);
        let key = Id::named(name).map_or("", |id| keys.first(id));
        // What has no key is in the palette.
        out.push_str(if key.is_empty() { keys.first(Id::Palette) } else { key });
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::domain::state::Language;

    use super::super::harness::{Bench, administrator};
    use super::super::{Screens, TuiSettings};
    use super::*;

    #[test]
    fn every_section_has_a_card_and_names_only_commands_that_there_are() {
        for id in Id::ALL.iter().filter(|id| id.is_section()) {
            for language in Language::ALL {
                let _speaking = words::speak(*language);
                assert!(lines(*id).count() >= 2, "{id:?} has no card in {language:?}");
                for line in lines(*id) {
                    for name in line.split('‹').skip(1).map(|part| part.split('›').next().unwrap_or_default()) {
                        assert!(Id::named(name).is_some(), "{name} in {line}");
                    }
                }
            }
        }
        assert_eq!(with_keys("‹undo› undoes; ‹open› opens", &Keymap::default()), "z undoes; enter opens");
    }

    fn bench(dismissed: &[&str]) -> Bench {
        let settings = TuiSettings { cards: true, ..TuiSettings::default() };
        let mut bench = Bench::of(Screens::all(&settings), settings, Some(administrator()));
        assert!(!bench.screen(100, 30).contains("Everybody whom"), "not before it is known what was dismissed");
        let known: BTreeMap<String, Value> =
            dismissed.iter().map(|name| ((*name).to_owned(), Value::Bool(true))).collect();
        bench.answer("memory", known);
        bench
    }

    #[test]
    fn a_card_is_shown_until_it_is_dismissed_and_can_be_called_back() {
        let mut bench = bench(&["card.section-orders"]);
        assert!(bench.screen(100, 30).contains("Everybody whom your organization serves"));
        bench.press("3");
        assert!(!bench.screen(100, 30).contains("The orders of all customers."), "dismissed on another day");
        bench.press("w");
        assert!(bench.screen(100, 30).contains("The orders of all customers."));
        bench.press("1 w");
        assert!(!bench.screen(100, 30).contains("Everybody whom"));
        assert_eq!(bench.tickets("remember").len(), 2);
        bench.press("5 1");
        assert!(!bench.screen(100, 30).contains("Everybody whom"), "it stays away");
    }
}
