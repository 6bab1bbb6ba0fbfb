//! Text in terminal cells: cleaned, measured and cut so that a line never breaks.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use crate::text;

/// How many cells `text` takes.
pub fn width(text: &str) -> usize {
    text.graphemes(true).map(grapheme_width).sum()
}

fn grapheme_width(grapheme: &str) -> usize {
    // What the drawing library does: a cluster takes what its parts take, two cells at most.
    grapheme.width().min(2)
}

/// One harmless line from any text of the database, at most `cells` wide; what is cut ends in `…`.
pub fn fit(text: &str, cells: usize) -> String {
    let clean = text::line(text);
    if width(&clean) <= cells {
        return clean;
    }
    let mut out = String::new();
    let mut used = 0;
    for grapheme in clean.graphemes(true) {
        let w = grapheme_width(grapheme);
        if used + w + 1 > cells {
            break;
        }
        out.push_str(grapheme);
        used += w;
    }
    if cells > 0 {
        out.push('…');
    }
    out
}

/// Like [`fit`], filled with spaces to exactly `cells`.
pub fn pad(text: &str, cells: usize) -> String {
    let mut out = fit(text, cells);
    let used = width(&out);
    out.extend(std::iter::repeat_n(' ', cells.saturating_sub(used)));
    out
}

/// Like [`pad`], with the text at the right.
pub fn pad_left(text: &str, cells: usize) -> String {
    let fitted = fit(text, cells);
    let used = width(&fitted);
    " ".repeat(cells.saturating_sub(used)) + &fitted
}

/// Breaks harmless `text` into lines of at most `cells`, at spaces where there are some. Line breaks stay.
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    let cells = cells.max(1);
    let mut out = Vec::new();
    for paragraph in text::lines(text).split('\n') {
        let mut line = String::new();
        for word in paragraph.split_inclusive(' ') {
            if !line.is_empty() && width(&line) + width(word.trim_end()) > cells {
                out.push(line.trim_end().to_owned());
                line.clear();
            }
            for grapheme in word.graphemes(true) {
                // A space that no longer fits is not needed: the line ends there.
                if grapheme != " " && width(&line) + grapheme_width(grapheme) > cells {
                    out.push(std::mem::take(&mut line).trim_end().to_owned());
                }
                line.push_str(grapheme);
            }
        }
        out.push(line.trim_end().to_owned());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_and_combining_characters_never_break_a_line() {
        for text in ["株式会社テスト", "e\u{301}te\u{301} long", "👩‍👩‍👧‍👦 family", "plain text", "\u{202e}evil\u{1b}[2J"]
        {
            for cells in 0..12 {
                assert!(width(&fit(text, cells)) <= cells, "{text} in {cells}");
                assert_eq!(width(&pad(text, cells)), cells, "{text} in {cells}");
                assert_eq!(width(&pad_left(text, cells)), cells);
                assert!(wrap(text, cells.max(2)).iter().all(|l| width(l) <= cells.max(2)));
            }
            assert!(!fit(text, 30).contains(text::is_unsafe) || text.contains('\u{200d}'));
        }
        assert_eq!(fit("株式会社", 5), "株式…");
        assert_eq!(pad("株式会社", 6), "株式… ");
    }

    #[test]
    fn wrapping_keeps_words_and_breaks() {
        assert_eq!(wrap("one two three\n\nfour", 8), ["one two", "three", "", "four"]);
        assert_eq!(wrap("see 14 objects, 0 orders", 14), ["see 14", "objects, 0", "orders"]);
        assert_eq!(wrap("https://host/averylongpath", 10), ["https://ho", "st/averylo", "ngpath"]);
    }
}
