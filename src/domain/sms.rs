//! How much fits into one SMS (R65).
//!
//! Telephones write SMS in the alphabet of GSM 03.38, seven bits a character, as long as every character is in it; one
//! character that is not, and the whole text is written in UCS-2, sixteen bits each. A message of one part holds 160 or 70 of
//! them; longer ones are sent in parts of 153 or 67, each of which costs as much as a message. Which words are sent is not
//! decided here.

use std::fmt;

use serde::Serialize;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The default alphabet: one septet each.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿\
abcdefghijklmnopqrstuvwxyzäöñüà";
/// The extension table: an escape and a septet each.
const EXTENDED: &str = "\u{c}^{}\\[~]|€";
/// What stands for words that were cut off: three characters that every telephone has.
const CUT: &str = "...";

/// In which alphabet a text is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Alphabet {
    /// GSM 03.38, with its extension table.
    Gsm,
    /// UCS-2 (as telephones use it: UTF-16).
    Ucs2,
}

impl Alphabet {
    /// How people who send SMS call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gsm => "GSM-7",
            Self::Ucs2 => "UCS-2",
        }
    }

    /// How many units one message, and one part of a longer one, holds.
    const fn room(self) -> (usize, usize) {
        match self {
            Self::Gsm => (160, 153),
            Self::Ucs2 => (70, 67),
        }
    }

    /// The units of a character; none when it is not in the alphabet.
    fn units(self, c: char) -> Option<usize> {
        match self {
            Self::Gsm if BASIC.contains(c) => Some(1),
            Self::Gsm if EXTENDED.contains(c) => Some(2),
            Self::Gsm => None,
            Self::Ucs2 => Some(c.len_utf16()),
        }
    }
}

/// What a text takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Size {
    /// In which alphabet.
    pub alphabet: Alphabet,
    /// How many septets (GSM) or units of sixteen bits (UCS-2).
    pub units: usize,
    /// In how many parts. A character of two units never stands in two of them.
    pub parts: usize,
}

/// "154 of 160 characters, GSM-7, 1 part".
impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = self.alphabet.room();
        let room = if self.parts == 1 { whole } else { part * self.parts };
        let parts = if self.parts == 1 { "part" } else { "parts" };
        write!(f, "{} of {room} characters, {}, {} {parts}", self.units, self.alphabet.name(), self.parts)
    }
}

/// What `text` takes, as it is written.
pub fn size(text: &str) -> Size {
    let gsm: Option<Vec<usize>> = text.chars().map(|c| Alphabet::Gsm.units(c)).collect();
    let (alphabet, widths) = match gsm {
        Some(widths) => (Alphabet::Gsm, widths),
        None => (Alphabet::Ucs2, text.chars().map(char::len_utf16).collect()),
    };
    let units = widths.iter().sum();
    let (whole, part) = alphabet.room();
    if units <= whole {
        return Size { alphabet, units, parts: 1 };
    }
    let (mut parts, mut filled) = (1, 0);
    for width in widths {
        if filled + width > part {
            (parts, filled) = (parts + 1, 0);
        }
        filled += width;
    }
    Size { alphabet, units, parts }
}

/// `text` and, behind a space, `link`, in one message: the text is shortened as far as it must be, at a word where there is one
/// near, and ends in "..." then. The link is never cut: it would lead nowhere. One that leaves no room for words stands
/// alone.
pub fn fit(text: &str, link: &str) -> String {
    let text = text.trim();
    let whole = joined(text, link);
    if size(&whole).parts == 1 {
        return whole;
    }
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let shortened = |end: usize| joined(&format!("{}{CUT}", text[..end].trim_end()), link);
    // Longer beginnings never take less, so that the longest one that fits is found by halving.
    let fitting = ends.partition_point(|end| size(&shortened(*end)).parts == 1);
    let Some(end) = fitting.checked_sub(1).map(|last| ends[last]).filter(|end| *end > 0) else {
        return if link.is_empty() { CUT.to_owned() } else { link.to_owned() };
    };
    let word = text[..end].rfind(' ').filter(|_| !text[end..].starts_with(' ')).filter(|at| end - at <= 12 && *at > 0);
    shortened(word.unwrap_or(end))
}

fn joined(text: &str, link: &str) -> String {
    match (text.is_empty(), link.is_empty()) {
        (_, true) => text.to_owned(),
        (true, false) => link.to_owned(),
        (false, false) => format!("{text} {link}"),
    }
}

/// `text` with typographic signs as telephones have them (quotation marks, dashes, dots, spaces): none of them is worth
/// half a message.
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.nfc() {
        match c {
            '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{2032}' | '`' | '´' => plain.push('\''),
            '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{2033}' | '«' | '»' => plain.push('"'),
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '·' | '•' => plain.push('-'),
            '\u{2026}' => plain.push_str(CUT),
            '×' => plain.push('x'),
            '\u{ad}' => {}
            c if c.is_whitespace() => plain.push(' '),
            c => plain.push(c),
        }
    }
    plain
}

/// What of `text` can be written in the GSM alphabet: letters lose marks that it does not have, other characters are left
/// out. For texts whose link leaves no room in UCS-2.
pub fn reduced(text: &str) -> String {
    let mut reduced = String::with_capacity(text.len());
    for c in plain(text).chars() {
        if Alphabet::Gsm.units(c).is_some() {
            reduced.push(c);
        } else {
            reduced.extend(c.nfkd().filter(|d| !is_combining_mark(*d) && Alphabet::Gsm.units(*d).is_some()));
        }
    }
    reduced.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const fn gsm(units: usize, parts: usize) -> Size {
        Size { alphabet: Alphabet::Gsm, units, parts }
    }

    const fn ucs2(units: usize, parts: usize) -> Size {
        Size { alphabet: Alphabet::Ucs2, units, parts }
    }

    #[test]
    fn both_alphabets_are_counted_as_telephones_do() {
        assert_eq!(BASIC.chars().count(), 127, "128 positions, one of which is the escape");
        assert_eq!(size(""), gsm(0, 1));
        assert_eq!(size(&"ä".repeat(160)), gsm(160, 1));
        assert_eq!(size(&"ä".repeat(161)), gsm(161, 2));
        assert_eq!(size(&"ä".repeat(306)), gsm(306, 2));
        assert_eq!(size(&"ä".repeat(307)), gsm(307, 3));
        assert_eq!(size(&"€".repeat(80)), gsm(160, 1));
        assert_eq!(size("Ångström Søren Übergröße Café [5 €]"), gsm(38, 1));
        assert_eq!(size(&"я".repeat(70)), ucs2(70, 1));
        assert_eq!(size(&"я".repeat(71)), ucs2(71, 2));
        assert_eq!(size(&"😀".repeat(35)), ucs2(70, 1));
    }

    #[test]
    fn a_character_of_two_units_is_never_split() {
        // 152 septets, then an escape that would lie across the border.
        let escape = format!("{}€{}", "a".repeat(152), "a".repeat(152));
        assert_eq!(size(&escape), gsm(306, 3), "153 + 153 would do if the escape could be torn from its character");
        let pair = format!("{}😀{}", "я".repeat(66), "я".repeat(66));
        assert_eq!(size(&pair), ucs2(134, 3));
    }

    #[test]
    fn a_long_text_makes_room_for_its_link() {
        let link = "https://portal.example/orders/W12";
        assert_eq!(fit("Lift stuck.", link), format!("Lift stuck. {link}"));
        let fitted = fit(&"The lift stands still again. ".repeat(9), link);
        assert!(fitted.ends_with(&format!("... {link}")) && fitted.starts_with("The lift stands still"), "{fitted}");
        assert!(!fitted.contains("stil..."), "words are kept whole: {fitted}");
        let fitted = fit(&"😀".repeat(99), link);
        assert_eq!(size(&fitted).parts, 1);
        assert!(fitted.contains("😀...") && fitted.ends_with(link), "{fitted}");
        let endless = format!("https://portal.example/{}", "a".repeat(200));
        assert_eq!(fit("Lift stuck.", &endless), endless, "a link is never cut");
    }

    #[test]
    fn typographic_signs_cost_nothing() {
        let text = plain("“Aufzug” – steht… ’s ist\u{a0}so");
        assert_eq!((text.as_str(), size(&text).alphabet), ("\"Aufzug\" - steht... 's ist so", Alphabet::Gsm));
        assert_eq!(reduced("W12 Ěžek Лифт 😀 Łódź ok"), "W12 Ezek odz ok");
        assert_eq!(reduced("Größe Ærø"), "Größe Ærø");
    }

    proptest! {
        #[test]
        fn whatever_is_fitted_is_one_message(text in ".{0,400}", link in "(https://p\\.example/[a-z0-9]{0,30})?") {
            let fitted = fit(&text, &link);
            prop_assert_eq!(size(&fitted).parts, 1, "{:?}", fitted);
            prop_assert!(fitted.ends_with(&link));
        }
    }
}
