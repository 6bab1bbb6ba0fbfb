//! An organization's own words for a part of a kind of letter: plain text with placeholders in braces, `{name}`.
//!
//! Which parts a kind has, which placeholders may stand in them and which must, stands here and nowhere else. A part must
//! hold what the letter is sent for: the end of a link, the temporary password, the answer, the time of a visit. Nothing
//! else is required. What was saved under older rules and no longer fits is passed over for our own words: a letter never
//! fails because of its wording.

use std::collections::BTreeMap;

use crate::domain::letter::{LetterKind, LetterPart};
use crate::domain::state::Language;
use crate::locale;
use crate::text;

/// An organization's own words for parts of one kind in one language.
pub type Words = BTreeMap<LetterPart, String>;

/// No words of one's own.
pub static NONE: Words = Words::new();

/// The subject has at most so many characters, as it is written.
pub const LONGEST_SUBJECT: usize = 200;
/// The words on the button have at most so many characters.
pub const LONGEST_BUTTON: usize = 60;
/// Any other part has at most so many characters.
pub const LONGEST_PART: usize = 2_000;

/// What is wrong with words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// Stable, for scripts.
    pub code: &'static str,
    /// For people.
    pub message: String,
}

/// The parts of a kind that can be worded, in the order of the letter.
pub const fn parts(kind: LetterKind) -> &'static [LetterPart] {
    use LetterKind as K;
    use LetterPart as P;
    match kind {
        K::Invitation | K::NewPassword | K::Recovery => {
            &[P::Subject, P::Why, P::Do, P::Button, P::Until, P::Unexpected]
        }
        K::TemporaryPassword => &[P::Subject, P::Why, P::Password, P::Do, P::Button, P::Until, P::Unexpected],
        K::Welcome
        | K::PasswordChanged
        | K::AccessChanged
        | K::AccessEnding
        | K::AccessRevoked
        | K::SecondFactor
        | K::IndependenceApproved
        | K::IndependenceDeclined => &[P::Subject, P::Why, P::Do, P::Button, P::Unexpected],
        _ => &[P::Subject, P::Why, P::Button],
    }
}

/// The placeholders that may stand in a part of a kind.
pub fn placeholders(kind: LetterKind, part: LetterPart) -> Vec<&'static str> {
    use LetterKind as K;
    let own: &[&'static str] = match kind {
        K::Invitation => &["customer", "by", "until"],
        K::TemporaryPassword if part == LetterPart::Password => &["by", "until", "password"],
        K::NewPassword | K::TemporaryPassword => &["by", "until"],
        K::Recovery => &["until"],
        K::Welcome => &["customer", "email"],
        K::PasswordChanged => &[],
        K::AccessChanged => &["customer", "by"],
        K::AccessEnding => &["customer", "until"],
        K::AccessRevoked => &["customer"],
        K::SecondFactor => &["change"],
        K::IndependenceApproved => &["customer", "made", "email"],
        K::IndependenceDeclined => &["customer", "answer"],
        notice if has_time(notice) => &["customer", "by", "thing", "when"],
        _ => &["customer", "by", "thing"],
    };
    ["name", "organization", "to"].into_iter().chain(own.iter().copied()).collect()
}

/// The placeholder without which a part would not say what the letter is sent for.
pub const fn required(kind: LetterKind, part: LetterPart) -> Option<&'static str> {
    use LetterKind as K;
    match (kind, part) {
        (_, LetterPart::Until) | (K::AccessEnding, LetterPart::Why) => Some("until"),
        (_, LetterPart::Password) => Some("password"),
        (K::SecondFactor, LetterPart::Why) => Some("change"),
        (K::IndependenceDeclined, LetterPart::Do) => Some("answer"),
        (K::OrderPlanned | K::OrderMoved | K::VideoPlanned | K::VideoMoved, LetterPart::Why) => Some("when"),
        _ => None,
    }
}

/// Whether a notice is about something that has a time.
const fn has_time(kind: LetterKind) -> bool {
    use LetterKind as K;
    matches!(
        kind,
        K::OrderPlanned
            | K::OrderMoved
            | K::VisitCancelled
            | K::VideoPlanned
            | K::VideoMoved
            | K::VideoCancelled
            | K::VideoRequested
            | K::CheckDue
    )
}

/// What a part says in our own words, with its placeholders in braces.
pub fn ours(kind: LetterKind, part: LetterPart, language: Language) -> String {
    let own = format!("letter-{kind}-{part}");
    let key = if locale::has(Language::English, &own) { own } else { format!("letter-{part}") };
    let braced: Vec<_> =
        placeholders(kind, part).into_iter().map(|name| (name, format!("{{{name}}}"))).collect::<Vec<_>>();
    let values: Vec<_> = braced.iter().map(|(name, braced)| (*name, braced.as_str().into())).collect();
    locale::text_with(language, &key, &values)
}

/// Takes typed words for a part, or says everything that is wrong with them.
///
/// # Errors
/// Every problem at once.
pub fn checked(kind: LetterKind, part: LetterPart, typed: &str) -> Result<String, Vec<Problem>> {
    let (one_line, longest) = match part {
        LetterPart::Subject => (true, LONGEST_SUBJECT),
        LetterPart::Button => (true, LONGEST_BUTTON),
        _ => (false, LONGEST_PART),
    };
    let mut problems = Vec::new();
    let mut problem = |code, message: String| problems.push(Problem { code, message });
    let ended = typed.replace("\r\n", "\n");
    let words = ended.trim();
    if words.is_empty() {
        problem("wording-empty", "must say something; reset it to have our words again".to_owned());
    }
    if words.chars().count() > longest {
        problem("wording-long", format!("has {} characters; {longest} are the most", words.chars().count()));
    }
    if one_line && words.contains('\n') {
        problem("wording-line", "must be one line".to_owned());
    }
    if words.chars().any(|c| c != '\n' && text::is_unsafe(c)) {
        problem("wording-control", "holds control characters, which no letter may have".to_owned());
    }
    let lower = words.to_lowercase();
    if lower.contains("://") || lower.contains("www.") {
        problem("wording-link", "holds an address; a letter has one link, which it gets by itself".to_owned());
    }
    let known = placeholders(kind, part);
    match placeholders_in(words) {
        Err(message) => problem("wording-braces", message),
        Ok(found) => {
            for name in found.iter().filter(|name| !known.contains(name)) {
                let all = known.iter().map(|k| format!("{{{k}}}")).collect::<Vec<_>>().join(" ");
                problem("wording-unknown", format!("{{{name}}} is no placeholder here; there are {all}"));
            }
            if let Some(needed) = required(kind, part).filter(|needed| !found.contains(needed)) {
                problem("wording-missing", format!("must hold {{{needed}}}: the letter is sent to say that"));
            }
        }
    }
    if problems.is_empty() { Ok(words.to_owned()) } else { Err(problems) }
}

/// The organization's own words for a part, if it has some that fit.
pub(super) fn own<'w>(kind: LetterKind, part: &str, words: &'w Words) -> Option<&'w str> {
    let part = part.parse().ok()?;
    let own = words.get(&part).filter(|_| parts(kind).contains(&part))?;
    checked(kind, part, own).is_ok().then_some(own)
}

/// Words with values in the places of their placeholders. A value that looks like a placeholder stays as it is.
pub(super) fn filled_in(words: &str, values: &[(&'static str, String)]) -> String {
    let mut filled = String::new();
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        filled.push_str(before);
        filled.push_str(values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value));
        rest = after;
    }
    filled + rest
}

/// The paragraphs of a text: what stands between empty lines, each without line breaks of its own.
pub(super) fn paragraphs(words: &str) -> Vec<String> {
    let mut found = vec![Vec::new()];
    for line in words.lines() {
        let line: Vec<_> = line.split_whitespace().collect();
        match found.last_mut() {
            Some(last) if !line.is_empty() => last.extend(line),
            _ => found.push(Vec::new()),
        }
    }
    let joined: Vec<_> = found.iter().filter(|p| !p.is_empty()).map(|p| p.join(" ")).collect();
    if joined.is_empty() { vec![String::new()] } else { joined }
}

/// The names in braces, or why the braces cannot be read.
fn placeholders_in(words: &str) -> Result<Vec<&str>, String> {
    let mut found = Vec::new();
    let mut rest = words;
    let stray = || "holds a brace that belongs to no placeholder; write for example {name}".to_owned();
    while let Some(at) = rest.find(['{', '}']) {
        let (name, after) = rest[at..].strip_prefix('{').and_then(|a| a.split_once('}')).ok_or_else(stray)?;
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
            return Err(stray());
        }
        found.push(name);
        rest = after;
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_words_of_every_kind_in_every_language_pass_the_check() {
        for kind in LetterKind::ALL {
            for part in parts(*kind) {
                for language in Language::ALL {
                    let ours = ours(*kind, *part, *language);
                    assert_eq!(checked(*kind, *part, &ours).as_ref(), Ok(&ours), "{kind} {part} {language}");
                    assert!(!ours.starts_with("letter-"), "{kind} {part} has words");
                }
            }
        }
    }

    #[test]
    fn what_is_wrong_is_said_all_at_once() {
        let codes = |kind, part, typed: &str| -> Vec<_> {
            checked(kind, part, typed).err().unwrap_or_default().into_iter().map(|p| p.code).collect()
        };
        let why = |typed: &str| codes(LetterKind::Invitation, LetterPart::Why, typed);
        assert_eq!(why(" \n "), ["wording-empty"]);
        assert_eq!(
            why("Hello {nome}, see www.x.example \u{202e}"),
            ["wording-control", "wording-link", "wording-unknown"]
        );
        for stray in ["a { b", "a } b", "{}", "{na me}", "{{name}}", "{name", "{ name }"] {
            assert_eq!(why(stray), ["wording-braces"], "{stray}");
        }
        assert_eq!(why("{password}"), ["wording-unknown"]);
        assert_eq!(why(&"ä".repeat(LONGEST_PART + 1)), ["wording-long"]);
        assert_eq!(why("Hello {name},\r\n\r\nwelcome."), [""; 0]);
        assert_eq!(codes(LetterKind::Invitation, LetterPart::Subject, "a\nb"), ["wording-line"]);
        assert_eq!(codes(LetterKind::Invitation, LetterPart::Until, "soon"), ["wording-missing"]);
        let known = checked(LetterKind::Welcome, LetterPart::Why, "{by}").unwrap_err().remove(0).message;
        assert!(known.ends_with("there are {name} {organization} {to} {customer} {email}"), "{known}");
    }

    #[test]
    fn values_are_put_in_once_and_paragraphs_stay_apart() {
        let values = [("name", "{to} $1".to_owned()), ("to", "never".to_owned())];
        assert_eq!(filled_in("Hi {name}! {name}", &values), "Hi {to} $1! {to} $1");
        assert_eq!(paragraphs("one\ntwo\n\n \nthree  four\n"), ["one two", "three four"]);
        assert_eq!(paragraphs(""), [""]);
    }
}
