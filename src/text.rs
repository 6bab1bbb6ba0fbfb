//! Text as people type it, made comparable, searchable and safe to show.
//!
//! What belongs here: pure functions on strings that several rooms share. What does not: anything that
//! knows a customer, a screen or a page.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Folded for search and sorting: lower case, without diacritics, single spaces ("Hübner  & Söhne" →
/// "hubner & sohne"). Letters that have no decomposition but a customary spelling get it (ß, ø, æ, ł, đ, ı).
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut space = false;
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        if c.is_whitespace() || c.is_control() {
            space = true;
            continue;
        }
        if space && !folded.is_empty() {
            folded.push(' ');
        }
        space = false;
        match c {
            'ß' => folded.push_str("ss"),
            'ø' => folded.push('o'),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'þ' => folded.push_str("th"),
            'ı' => folded.push('i'),
            _ if is_combining_mark(c) => {}
            c => folded.push(c),
        }
    }
    folded
}

/// A sort key under which "K-9" comes before "K-10": every run of digits is led by its length.
pub fn natural_key(text: &str) -> String {
    let folded = fold(text);
    let mut key = String::with_capacity(folded.len() + 2);
    let mut rest = folded.as_str();
    while let Some(c) = rest.chars().next() {
        if c.is_ascii_digit() {
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            let digits = rest[..end].trim_start_matches('0');
            // The length as one character, so that a longer number sorts after a shorter one.
            key.push(char::from(b'0' + u8::try_from(digits.len().min(70)).unwrap_or(70)));
            key.push_str(digits);
            rest = &rest[end..];
        } else {
            key.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    key
}

/// A name as a person compares it: NFKC, lower case, single spaces, trimmed (R23).
pub fn name_key(text: &str) -> String {
    let lower: String = text.nfkc().flat_map(char::to_lowercase).nfkc().collect();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `true` for characters that may steer a terminal or hide what a reader sees: controls, line and
/// paragraph separators, bidirectional overrides and isolates, invisible marks.
pub fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061C}' | '\u{180E}' | '\u{200B}' | '\u{200E}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
}

/// One line that cannot harm a terminal or forge a log line: unsafe characters become spaces, or vanish at the ends.
pub fn line(text: &str) -> String {
    if !text.contains(is_unsafe) {
        return text.trim().to_owned();
    }
    let spaced: String = text.chars().map(|c| if is_unsafe(c) { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Several lines: line breaks stay (as `\n`), tabs become spaces, other unsafe characters go.
pub fn lines(text: &str) -> String {
    let unified = text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', "    ");
    unified.chars().filter(|c| *c == '\n' || !is_unsafe(*c)).collect()
}

/// A cell that no spreadsheet runs as a formula (R81).
pub fn harmless_cell(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { format!("'{cell}") } else { cell.to_owned() }
}

/// A `LIKE` pattern that finds `needle` anywhere, with `\` as the escape character.
pub fn like_anywhere(needle: &str) -> String {
    format!("%{}%", like_escape(needle))
}

/// A `LIKE` pattern that finds what begins with `needle`, with `\` as the escape character.
pub fn like_prefix(needle: &str) -> String {
    format!("{}%", like_escape(needle))
}

fn like_escape(needle: &str) -> String {
    let mut escaped = String::with_capacity(needle.len() + 2);
    for c in needle.chars() {
        if matches!(c, '%' | '_' | '\\') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// The candidate that was most likely meant by `typed`, if one is near enough to name.
pub fn nearest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|c| (strsim::damerau_levenshtein(typed, c), c))
        .filter(|(distance, c)| *distance <= (c.chars().count() / 3).max(1))
        .min()
        .map(|(_, c)| c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_makes_spellings_meet() {
        assert_eq!(fold("  Hübner\t & SÖHNE "), "hubner & sohne");
        assert_eq!(fold("Straße Łódź Ærø İzmir"), "strasse lodz aero izmir");
        assert_eq!(fold("株式会社 テスト"), fold("株式会社　テスト"));
    }

    #[test]
    fn natural_keys_sort_numbers_by_size() {
        let mut names = ["K-10", "K-9", "K-09a", "k-100", "K-1"];
        names.sort_by_key(|n| natural_key(n));
        assert_eq!(names, ["K-1", "K-9", "K-09a", "K-10", "k-100"]);
    }

    #[test]
    fn unsafe_characters_never_reach_a_line() {
        assert_eq!(line("a\u{1b}]0;x\u{7}b\u{202e}c\u{85}d"), "a ]0;x b c d");
        assert_eq!(lines("a\r\nb\u{1b}[2J\tc"), "a\nb[2J    c");
    }

    #[test]
    fn wildcards_are_taken_literally() {
        assert_eq!(like_anywhere("50%_a\\"), "%50\\%\\_a\\\\%");
    }

    #[test]
    fn the_nearest_name_is_found_or_none() {
        assert_eq!(nearest("lsiten", ["listen", "public_url"]), Some("listen"));
        assert_eq!(nearest("zzz", ["listen"]), None);
    }
}
