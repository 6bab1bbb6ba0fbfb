//! What the terminal says, in the language of the person in front of it.
//!
//! The texts stand in `assets/locales/<language>/terminal*.ftl`; `t!("key")` says one that never changes (`&'static str`),
//! `t!("key", name = value)` one with placeholders (`String`). Words that portal and letters use already are taken from their
//! catalogues by the same key.
//!
//! # Why the language is not a parameter
//!
//! The language is set at every entry into the core ([`super::Desk`]'s start, update, draw) and when a job is polled, for as
//! long as that call lasts, in the thread that it runs in. Everything that says something (titles, cells, hints, reasons,
//! sentences of a conversion `From`) would otherwise need one parameter more that nobody but the innermost line uses, also
//! where a trait of somebody else fixes the signature (`Display`, `From`). Nothing leaks: the guard puts back what was there
//! before, also when the call panics, so tests and desks in one process do not hear each other.
//!
//! What does not belong here: names that are typed or stored (keys of permissions, commands of the command line, names of
//! jobs), and dates and numbers, which [`super::when`] and [`crate::locale`] write.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt::Display;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::domain::state::Language;
use crate::locale::{self, Value};

/// What is spoken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tongue {
    /// A language of ours.
    Of(Language),
    /// English in brackets: whatever stands outside of them on a screen is data, or was never translated.
    #[cfg(test)]
    Bracketed,
}

thread_local! {
    static TONGUE: Cell<Tongue> = const { Cell::new(Tongue::Of(Language::English)) };
}

/// While it lives, this thread speaks a language; then the one from before again.
#[derive(Debug)]
#[must_use = "the language holds as long as this lives"]
pub struct Speaking(Tongue);

impl Drop for Speaking {
    fn drop(&mut self) {
        TONGUE.set(self.0);
    }
}

/// From now on this thread speaks `language`, until the guard is dropped.
pub fn speak(language: Language) -> Speaking {
    #[cfg(test)]
    if now() == Tongue::Bracketed {
        return say(Tongue::Bracketed);
    }
    say(Tongue::Of(language))
}

/// From now on this thread speaks so, until the guard is dropped.
pub fn say(tongue: Tongue) -> Speaking {
    Speaking(TONGUE.replace(tongue))
}

/// What this thread speaks.
pub fn now() -> Tongue {
    TONGUE.get()
}

/// The language that this thread speaks, for dates and numbers.
pub fn language() -> Language {
    match now() {
        Tongue::Of(language) => language,
        #[cfg(test)]
        Tongue::Bracketed => Language::English,
    }
}

/// A future that speaks `tongue` whenever it is polled, in whichever thread.
pub fn speaking<T>(tongue: Tongue, work: impl Future<Output = T> + Send + 'static) -> impl Future<Output = T> + Send {
    Spoken { tongue, work: Box::pin(work) }
}

struct Spoken<T> {
    tongue: Tongue,
    work: Pin<Box<dyn Future<Output = T> + Send>>,
}

impl<T> Future for Spoken<T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        let _speaking = say(self.tongue);
        self.work.as_mut().poll(cx)
    }
}

/// The text `key`, which has no placeholders. A key that nobody has comes back as it is (a test finds it).
pub fn fixed(key: &'static str) -> &'static str {
    found(key).unwrap_or(key)
}

/// The text `key`, if there is such a one and it has no placeholders: for keys that are made from names.
pub fn found(key: &str) -> Option<&'static str> {
    let text = match locale::terminal(language(), key)? {
        Cow::Borrowed(text) => text,
        // Only texts with placeholders, or on several lines, are put together.
        Cow::Owned(_) => return None,
    };
    #[cfg(test)]
    if now() == Tongue::Bracketed {
        return Some(bracketed(text).leak());
    }
    Some(text)
}

/// The text whose key is `PREFIX-NAMESUFFIX`, the name (`OrderNew`, `in_progress`) in small letters with dashes; without
/// such a text, nothing.
pub fn made(prefix: &str, name: &str, suffix: &str) -> &'static str {
    let mut key = String::with_capacity(prefix.len() + name.len() + suffix.len() + 4);
    key.push_str(prefix);
    key.push('-');
    for (i, c) in name.chars().enumerate() {
        if c.is_ascii_uppercase() && i > 0 {
            key.push('-');
        }
        key.push(if c == '_' { '-' } else { c.to_ascii_lowercase() });
    }
    key.push_str(suffix);
    found(&key).unwrap_or_default()
}

/// The word for something that is stored by name (`in_progress`: "in progress"), in small letters as it stands in a sentence;
/// a name without a word of its own as it is, with spaces.
pub fn word(name: &str) -> String {
    let word = made("word", name, "");
    if word.is_empty() { name.replace('_', " ") } else { word.to_owned() }
}

/// Facts under each other: the labels in one column, what they are in the next.
pub fn facts(pairs: &[(&str, String)]) -> String {
    let longest = pairs.iter().map(|(label, _)| super::cells::width(label)).max().unwrap_or_default();
    let line = |(label, value): &(&str, String)| format!("{}  {value}", super::cells::pad(label, longest));
    pairs.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The text `key` with values for its placeholders.
pub fn filled(key: &str, values: &[(&str, Value<'_>)]) -> String {
    let text = locale::terminal_with(language(), key, values).unwrap_or_else(|| key.to_owned());
    #[cfg(test)]
    if now() == Tongue::Bracketed {
        return bracketed(&text);
    }
    text
}

/// The text in brackets; a mark at its beginning stays outside of them, for who looks at it.
#[cfg(test)]
fn bracketed(text: &str) -> String {
    format!("⟦{text}⟧")
}

/// A value on its way into a text: a number where it is one (so that one and many can be told apart), otherwise as it is
/// displayed. `t!` chooses by the traits below.
#[derive(Debug)]
pub struct Put<'a, T: ?Sized>(pub &'a T);

/// Numbers.
pub trait ByNumber {
    /// As a number.
    fn value(&self) -> Value<'static>;
}

/// Everything that can be displayed.
pub trait ByDisplay {
    /// As text.
    fn value(&self) -> Value<'static>;
}

macro_rules! numbers {
    ($($number:ty),+) => {
        $(impl ByNumber for &Put<'_, $number> {
            fn value(&self) -> Value<'static> {
                Value::from(*self.0)
            }
        })+
    };
}

numbers!(u8, u16, u32, u64, usize, i32, i64);

impl<T: Display + ?Sized> ByDisplay for Put<'_, T> {
    fn value(&self) -> Value<'static> {
        Value::from(self.0.to_string())
    }
}

/// A text of the terminal: `t!("key")`, or `t!("key", name = value)` with what its placeholders stand for.
macro_rules! t {
    ($key:literal) => {
        $crate::tui::words::fixed($key)
    };
    ($key:expr, $($name:ident = $value:expr),+ $(,)?) => {{
        #[allow(unused_imports, reason = "which of the two is used depends on the value")]
        use $crate::tui::words::{ByDisplay as _, ByNumber as _};
        $crate::tui::words::filled($key, &[$((stringify!($name), (&&$crate::tui::words::Put(&$value)).value())),+])
    }};
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_holds_as_long_as_its_guard_also_within_another() {
        assert_eq!(language(), Language::English);
        {
            let _german = speak(Language::German);
            assert_eq!(t!("command-quit"), "beenden");
            {
                let _danish = speak(Language::Danish);
                assert_eq!(language(), Language::Danish);
            }
            assert_eq!(language(), Language::German);
        }
        let panicked = std::panic::catch_unwind(|| {
            let _swedish = speak(Language::Swedish);
            panic!("on purpose");
        });
        assert!(panicked.is_err());
        assert_eq!(language(), Language::English);
    }

    #[tokio::test]
    async fn work_speaks_its_language_wherever_it_goes_on() {
        let work = speaking(Tongue::Of(Language::Swedish), async {
            tokio::task::yield_now().await;
            language()
        });
        assert_eq!(tokio::spawn(work).await.unwrap(), Language::Swedish);
        assert_eq!(language(), Language::English);
    }

    #[test]
    fn in_brackets_english_stands_whatever_is_spoken() {
        let _bracketed = say(Tongue::Bracketed);
        let _german = speak(Language::German);
        assert_eq!((t!("save"), t!("n-people", count = 2)), ("⟦Save⟧", "⟦2 people⟧".to_owned()));
    }

    #[test]
    fn numbers_count_and_everything_else_is_displayed() {
        let _english = speak(Language::English);
        assert_eq!(filled("check-found", &[("count", Value::from(1_usize))]), "1 point not in order");
        assert_eq!(t!("check-found", count = 1_usize), "1 point not in order");
        assert_eq!(t!("check-due", day = "007"), "due 007");
        assert_eq!(t!("check-due", day = Language::German), "due de");
    }
}
