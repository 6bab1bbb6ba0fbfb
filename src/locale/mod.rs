//! Texts, dates and numbers in the reader's language, for letters, pages and screens.
//!
//! The texts are Fluent catalogues: `assets/locales/<language>/<file>.ftl`, compiled into the program. Every
//! catalogue holds the same keys with the same placeholders; a test compares them file by file. The values that are put
//! into a text are not escaped here: whoever shows the text does that for the place where it is shown.
//!
//! What does not belong here: sentences in code, and texts that only staff's scripts read (errors of services).

mod catalogue;
mod format;

pub use catalogue::{Value, has, terminal, terminal_with, text, text_with};
pub use format::{date, date_short, date_time, day, day_short, decimal, money, month, number, time, time_zone};

use crate::domain::state::Language;

impl Language {
    /// The language that the machine speaks to this person, as its variables say (`LC_ALL`, `LC_MESSAGES`, `LANG`), if it is
    /// one of ours: the first one that is set decides.
    pub fn of_machine(variable: impl Fn(&str) -> Option<String>) -> Option<Self> {
        let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(variable).find(|value| !value.is_empty())?;
        let primary = set.split(['_', '.', '@', '-']).next().unwrap_or_default();
        primary.to_ascii_lowercase().parse().ok()
    }

    /// The language somebody's browser asks for (`Accept-Language`), if it is one of ours.
    pub fn accepted(header: &str) -> Option<Self> {
        let mut best: Option<(u32, Self)> = None;
        for part in header.split(',').take(32) {
            let mut fields = part.split(';').map(str::trim);
            let tag = fields.next().unwrap_or_default();
            let weight = fields.find_map(|f| f.strip_prefix("q=")).map_or(Some(1.0), |q| q.parse::<f64>().ok());
            let Some(weight) = weight.filter(|w| (0.0..=1.0).contains(w) && *w > 0.0) else { continue };
            let primary = tag.split('-').next().unwrap_or_default();
            let Ok(language) = primary.to_ascii_lowercase().parse::<Self>() else { continue };
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1000")]
            let weight = (weight * 1000.0) as u32;
            if best.is_none_or(|(known, _)| weight > known) {
                best = Some((weight, language));
            }
        }
        best.map(|(_, language)| language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_gets_the_language_it_prefers_among_ours() {
        assert_eq!(Language::accepted("fr-FR, de-AT;q=0.8, en;q=0.9"), Some(Language::English));
        assert_eq!(Language::accepted("de-AT,de;q=0.9,en;q=0.8"), Some(Language::German));
        assert_eq!(Language::accepted("DA"), Some(Language::Danish));
        assert_eq!(Language::accepted("fr, *;q=0.5"), None);
        assert_eq!(Language::accepted("sv;q=0, en;q=nan"), None);
        assert_eq!(Language::accepted(""), None);
    }

    #[test]
    fn the_first_variable_of_the_machine_that_is_set_decides() {
        let said = |all: &str, messages: &str, lang: &str| {
            let (all, messages, lang) = (all.to_owned(), messages.to_owned(), lang.to_owned());
            Language::of_machine(move |name| {
                Some(match name {
                    "LC_ALL" => all.clone(),
                    "LC_MESSAGES" => messages.clone(),
                    _ => lang.clone(),
                })
            })
        };
        assert_eq!(said("", "", "de_AT.UTF-8"), Some(Language::German));
        assert_eq!(said("", "sv_SE", "de_AT"), Some(Language::Swedish));
        assert_eq!(said("C.UTF-8", "sv_SE", "de_AT"), None);
        assert_eq!(said("", "", ""), None);
    }
}
