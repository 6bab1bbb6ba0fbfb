//! What an SMS says (R65): a notice in one message, in the reader's language, with the link of its page at the end.
//!
//! The words are `sms-KIND` of the catalogue. An SMS is one part of 160 septets (70 units where a name needs other letters),
//! because a second part costs as much as the first: the longest names give way, the link never does. Only notices go
//! by SMS; a link that lets somebody in does not.

use super::{Paper, Reader, moment};
use crate::domain::letter::{Letter, More};
use crate::domain::sms::{Alphabet, fit, plain, reduced, size};
use crate::domain::state::Language;
use crate::locale;
use crate::text;

/// No name is longer than this many characters to begin with.
const LONGEST: usize = 100;
/// Names are not shortened below this many characters as long as another one can be.
const SHORTEST: usize = 12;
/// With less room than this for words beside its link, a text does without the letters that need UCS-2.
const LEAST_ROOM: usize = 34;

/// Why there is no SMS of a letter.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SmsError {
    /// Only notices go by SMS.
    #[error("a letter of this kind goes by e-mail only")]
    NotANotice,
}

/// What a notice says in one SMS. `paper` is the organization's, `reader.address` the number.
///
/// # Errors
/// When the letter is no notice: letters about access go by e-mail alone.
pub fn text_of(letter: &Letter, reader: &Reader<'_>, paper: &Paper<'_>) -> Result<String, SmsError> {
    let Letter::Notice { notice, customer, by, thing, at, path, more, .. } = letter else {
        return Err(SmsError::NotANotice);
    };
    let by = &authors(by, more);
    let when = at.map(|at| moment(reader, paper, at)).unwrap_or_default();
    // Staff have no page to go to: they read on in the terminal.
    let link = if path.is_empty() { String::new() } else { format!("{}{path}", paper.public_url) };
    let own = format!("sms-{notice}");
    let key = if locale::has(Language::English, &own) { own } else { "sms-other".to_owned() };
    let names = [("organization", paper.organization), ("customer", customer), ("by", by), ("thing", thing)];
    let words = Words { language: reader.language, key, when: plain(&when), link };
    Ok(words.fitted(names.map(|(name, value)| (name, shown(value)))))
}

/// Who wrote what the SMS tells of: several comments within some minutes are one.
fn authors(by: &str, more: &[More]) -> String {
    let mut names = vec![by];
    for one in more {
        if !names.contains(&one.by.as_str()) {
            names.push(&one.by);
        }
    }
    names.join(", ")
}

/// What staff send to see whether the gateway works.
pub fn trial(organization: &str, language: Language) -> String {
    let organization = shown(organization);
    let said = locale::text_with(language, "sms-trial", &[("organization", organization.as_str().into())]);
    fit(&plain(&said), "")
}

/// A value on one line, in signs that cost nothing.
fn shown(value: &str) -> String {
    let line = plain(&text::line(value));
    line.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST).collect()
}

/// Names of placeholders and what stands for them.
type Names = [(&'static str, String); 4];

struct Words {
    language: Language,
    key: String,
    when: String,
    link: String,
}

impl Words {
    fn fitted(&self, names: Names) -> String {
        let said = self.shortened(names.clone());
        let taken = size(&said);
        let room = 70_usize.saturating_sub(self.link.encode_utf16().count());
        // A link that fills a message of other letters by itself: names are spelled with what telephones have instead.
        if taken.alphabet == Alphabet::Ucs2 && (taken.parts > 1 || room < LEAST_ROOM) && !self.link.is_empty() {
            return self.shortened(names.map(|(name, value)| (name, reduced(&value))));
        }
        said
    }

    /// The text with its longest names shortened until it is one message.
    fn shortened(&self, mut names: Names) -> String {
        loop {
            let said = self.say(&names);
            let whole = if self.link.is_empty() { said.clone() } else { format!("{said} {}", self.link) };
            if size(&whole).parts == 1 {
                return whole;
            }
            let used = |value: &String| !value.is_empty() && said.contains(value.as_str());
            let longest = names.iter_mut().filter(|(_, v)| v.chars().count() > SHORTEST && used(v));
            let Some((_, value)) = longest.max_by_key(|(_, value)| value.chars().count()) else {
                return fit(&said, &self.link);
            };
            *value = shorter(value);
        }
    }

    fn say(&self, names: &Names) -> String {
        let mut values: Vec<(&str, locale::Value<'_>)> = vec![("when", self.when.as_str().into())];
        values.extend(names.iter().map(|(name, value)| (*name, value.as_str().into())));
        // A shortened name at the end of a sentence has dots enough.
        plain(&locale::text_with(self.language, &self.key, &values)).replace("....", "...")
    }
}

/// The value without its last character, ended by dots.
fn shorter(value: &str) -> String {
    let kept = value.strip_suffix("...").unwrap_or(value);
    let count = kept.chars().count().saturating_sub(if kept.len() == value.len() { 4 } else { 1 });
    let kept: String = kept.chars().take(count).collect();
    format!("{}...", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use crate::letters::wording::NONE;

    use super::*;
    use crate::domain::letter::LetterKind;
    use crate::domain::notice::{Channel, rule};

    /// Everything that somebody may choose to be told by SMS.
    fn kinds() -> impl Iterator<Item = LetterKind> {
        let told = |kind: &LetterKind| rule(*kind).channels.contains(&Channel::Sms);
        LetterKind::ALL.iter().copied().filter(told)
    }

    fn notice(kind: LetterKind, thing: &str, customer: &str, path: &str) -> Letter {
        Letter::Notice {
            notice: kind,
            name: "Eva Huber".to_owned(),
            customer: customer.to_owned(),
            by: "Maximilian Mustermann-Großherzog".to_owned(),
            thing: thing.to_owned(),
            detail: "A long comment. ".repeat(50),
            at: DateTime::from_timestamp(1_774_442_000, 0),
            path: path.to_owned(),
            more: Vec::new(),
        }
    }

    fn written(letter: &Letter, language: Language, organization: &str) -> String {
        let reader = Reader { language, address: "+436641234567", time_zone: "" };
        let url = "https://portal.nordlift-service.example";
        let paper =
            Paper { organization, accent: "", time_zone: "Europe/Vienna", public_url: url, logo: None, words: &NONE };
        text_of(letter, &reader, &paper).unwrap()
    }

    #[test]
    fn a_short_notice_says_all_of_it() {
        let letter = notice(LetterKind::OrderPlanned, "W12 Lift stuck", "Huber Maschinen GmbH", "/orders/W12");
        assert_eq!(
            written(&letter, Language::English, "Nordlift Service"),
            "Nordlift Service: visit for W12 Lift stuck planned: 25 March 2026, 13:33 CET. \
             https://portal.nordlift-service.example/orders/W12"
        );
        let letter = notice(LetterKind::FaultReceived, "R7 Tür klemmt", "Huber Maschinen GmbH", "");
        assert_eq!(
            written(&letter, Language::German, "Nordlift Service"),
            "Nordlift Service: Störungsmeldung R7 Tür klemmt von Huber Maschinen GmbH."
        );
    }

    #[test]
    fn every_kind_in_every_language_is_one_message_however_long_the_names() {
        let long =
            "W-2026-0815 Störung an der Hebebühne Nummer 3 im Werk Süd, bitte außerhalb der Öffnungszeiten kommen";
        let customer = "Österreichische Großküchenbetriebs- und Verwaltungsgesellschaft mbH & Co. KG";
        let organization = "Nordlift Aufzugs- und Fördertechnik Servicegesellschaft für Österreich";
        assert!(kinds().count() > 20);
        for kind in kinds() {
            let key = format!("sms-{kind}");
            assert!(locale::has(Language::English, &key), "{key} is missing in sms.ftl");
            for language in Language::ALL {
                for path in ["", "/orders/W%2D2026%2D0815"] {
                    let said = written(&notice(kind, long, customer, path), *language, organization);
                    let taken = size(&said);
                    assert_eq!((taken.alphabet, taken.parts), (Alphabet::Gsm, 1), "{said}");
                    assert!(said.contains("W-2026-08") || !said.contains("W-"), "{said}");
                    assert!(said.starts_with("Nordlift"), "{said}");
                    assert!(path.is_empty() || said.ends_with(&format!("example{path}")), "{said}");
                    let dated = locale::text(*language, &key).contains("when");
                    assert!(!dated || said.contains("13:33") || said.contains("13.33"), "the date stays: {said}");
                }
            }
        }
    }

    #[test]
    fn other_letters_fit_into_one_message_too() {
        let things = [
            "W-2026-0815 Лифт стоит, откройте дверь 😀😀😀 на третьем этаже завода",
            "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀",
        ];
        for kind in kinds() {
            for (language, thing) in Language::ALL.iter().flat_map(|l| things.map(|t| (*l, t))) {
                let staff = written(&notice(kind, thing, "Завод «Гуськов»", ""), language, "Лифт-Сервис");
                assert_eq!(size(&staff).parts, 1, "{staff}");
                let customer = written(&notice(kind, thing, "Завод", "/orders/W12"), language, "Лифт-Сервис");
                assert_eq!(size(&customer).parts, 1, "{customer}");
                assert!(customer.ends_with("/orders/W12"), "{customer}");
            }
        }
    }

    #[test]
    fn letters_about_access_never_go_by_sms() {
        let letter = Letter::PasswordChanged { name: "Eva".to_owned() };
        let reader = Reader { language: Language::English, address: "+436641234567", time_zone: "" };
        let paper = Paper {
            organization: "N",
            accent: "",
            time_zone: "UTC",
            public_url: "https://p.example",
            logo: None,
            words: &NONE,
        };
        assert_eq!(text_of(&letter, &reader, &paper), Err(SmsError::NotANotice));
    }

    #[test]
    fn a_trial_is_one_message() {
        for language in Language::ALL {
            assert_eq!(size(&trial(&"Ärzte-Aufzüge ".repeat(30), *language)).parts, 1);
        }
    }
}
