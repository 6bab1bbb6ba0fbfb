//! The plain manner (`--plain`, `terminal.plain`): for screen readers, braille lines and logs. One column, no borders, a dialog in
//! the place of what it lies on, and words where there are marks otherwise.
//!
//! Screens need not know of it: frames leave their borders away ([`super::widgets::block`]), and what marks are left in a line are
//! put into words when the line is whole. The terminal's own cursor stands where the keys go, because a reader follows it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::cells;

/// No line is longer: side by side nothing can be read aloud.
pub const WIDEST: u16 = 99;

/// What a mark says in words; `None`: it is no mark.
fn word(symbol: &str) -> Option<&'static str> {
    Some(match symbol {
        "✓" => t!("plain-done"),
        "✗" => t!("plain-failed"),
        "▌" | "▸" => ">",
        "◂" => "<",
        "■" => t!("word-yes"),
        "□" => t!("word-no"),
        "●" => t!("plain-role"),
        "·" | "–" | "—" => "-",
        "…" => "...",
        "→" => t!("plain-to"),
        "←" => t!("plain-from"),
        "↑" => t!("plain-up"),
        "↓" => t!("plain-down"),
        "×" => "x",
        "•" => "*",
        _ if symbol.chars().all(|c| matches!(c, '\u{2500}'..='\u{257f}' | '\u{2580}'..='\u{259f}')) => " ",
        _ => return None,
    })
}

/// Puts the marks in `area` into words. What follows on the line moves to the right, as far as there are gaps that can
/// give way.
pub fn in_words(buf: &mut Buffer, area: Rect) {
    for y in area.top()..area.bottom() {
        let line: Vec<(String, Style)> = (area.left()..area.right()).map(|x| taken(buf, x, y)).collect();
        if line.iter().all(|(symbol, _)| word(symbol).is_none()) {
            continue;
        }
        for (x, (symbol, style)) in (area.left()..area.right()).zip(said(&line)) {
            if let Some(cell) = buf.cell_mut((x, y)) {
                cell.reset();
                cell.set_symbol(&symbol).set_style(style);
            }
        }
    }
}

fn taken(buf: &Buffer, x: u16, y: u16) -> (String, Style) {
    buf.cell((x, y)).map_or_else(|| (" ".to_owned(), Style::new()), |cell| (cell.symbol().to_owned(), cell.style()))
}

/// The cells of a line with words in the place of marks, as many as there were.
fn said(line: &[(String, Style)]) -> Vec<(String, Style)> {
    let mut out: Vec<(String, Style)> = Vec::with_capacity(line.len());
    let mut owed = 0_usize;
    let mut skip = 0_usize;
    for (i, (symbol, style)) in line.iter().enumerate() {
        if skip > 0 {
            // The second cell of a wide character goes where the first one went.
            skip -= 1;
            out.push((symbol.clone(), *style));
            continue;
        }
        let next = line.get(i + 1).map(|(symbol, _)| symbol.as_str());
        match word(symbol) {
            Some(word) => {
                out.extend(word.chars().map(|c| (c.to_string(), *style)));
                owed += word.len() - 1;
            }
            // One space of a gap stays.
            None if symbol == " " && owed > 0 && next == Some(" ") => owed -= 1,
            None => {
                skip = cells::width(symbol).saturating_sub(1);
                out.push((symbol.clone(), *style));
            }
        }
    }
    out.truncate(line.len());
    while out.len() < line.len() {
        out.push((" ".to_owned(), Style::new()));
    }
    // No half of a wide character at the edge.
    if let Some(last) = out.last_mut().filter(|(symbol, _)| cells::width(symbol) > 1) {
        " ".clone_into(&mut last.0);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        let width = u16::try_from(cells::width(text)).expect("a line");
        let mut buf = Buffer::empty(Rect::new(0, 0, width, 1));
        buf.set_string(0, 0, text, Style::new());
        in_words(&mut buf, Rect::new(0, 0, width, 1));
        super::super::harness::text_of(&buf).trim_end().to_owned()
    }

    #[test]
    fn marks_become_words_and_gaps_give_way() {
        assert_eq!(plain("✗ It failed.       live"), "failed: It failed. live");
        assert_eq!(plain(" ■●     □    –  all"), " yes,role no -  all");
        assert_eq!(plain("│ ▌ 1042   Huber │"), "  > 1042   Huber");
        assert_eq!(plain("no marks at all"), "no marks at all");
    }

    #[test]
    fn wide_characters_are_kept_whole() {
        assert_eq!(plain("✓ 株式会社テスト     end"), "done: 株式会社テスト end");
        assert_eq!(plain("✓✓ 株式"), "done:do", "what has no room is cut");
        assert_eq!(plain("… 株"), "...");
    }
}
