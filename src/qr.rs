//! Text as a QR code: of characters, for the terminal and the command line (R7), and as a drawing, for pages (R22).
//!
//! Two modules stand in one cell: a half block where they differ. Light is the background, dark the foreground, so whoever
//! shows the lines sets **black on white**, and the code can be read on dark and on light terminals alike. The quiet zone of
//! two modules belongs to the lines.
//!
//! The `qrcode` crate does the encoding: it is the most used one, has no dependency without its image features, and lets
//! its modules be read one by one.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

/// Light modules around the code, on every side. The standard asks for four; cameras do with two, and a terminal of
/// 24 lines has no more to give.
const QUIET: usize = 2;

/// Why a text cannot be shown as a QR code.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the text is too long for a QR code")]
pub struct TooLong;

/// The lines of the code, all of the same width, to be shown black on white. A link of up to 134 characters takes 23 lines
/// of 45 cells at most, so it fits a terminal of 80×24.
///
/// # Errors
/// When the text is longer than the 2,953 bytes that a QR code holds.
pub fn lines(text: &str) -> Result<Vec<String>, TooLong> {
    // The lowest correction makes the smallest code, and a screen has no scratches.
    let code = QrCode::with_error_correction_level(text, EcLevel::L).map_err(|_| TooLong)?;
    let (modules, width) = (code.to_colors(), code.width());
    let side = width + 2 * QUIET;
    let is_dark = |x: usize, y: usize| {
        let inside = |at: usize| at.checked_sub(QUIET).filter(|at| *at < width);
        inside(x).zip(inside(y)).is_some_and(|(x, y)| modules[y * width + x] == Color::Dark)
    };
    let cell = |x: usize, y: usize| match (is_dark(x, y), is_dark(x, y + 1)) {
        (true, true) => '█',
        (true, false) => '▀',
        (false, true) => '▄',
        (false, false) => ' ',
    };
    Ok((0..side).step_by(2).map(|y| (0..side).map(|x| cell(x, y)).collect()).collect())
}

/// The code as a drawing of its own colours, black on white with the quiet zone of four modules that the standard asks for.
/// It says nothing but modules: no text of anybody's gets into it.
///
/// # Errors
/// When the text is longer than a QR code holds.
pub fn svg(text: &str) -> Result<String, TooLong> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| TooLong)?;
    let (modules, width) = (code.to_colors(), code.width());
    let side = width + 8;
    let mut path = String::new();
    for at in (0..modules.len()).filter(|at| modules[*at] == Color::Dark) {
        let _ = write!(path, "M{} {}h1v1h-1z", at % width + 4, at / width + 4);
    }
    Ok(format!(
        "<svg class=\"qr\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" aria-hidden=\"true\" \
         shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{side}v{side}h-{side}z\"/><path fill=\"#000\" \
         d=\"{path}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a camera would see: each cell is two modules again.
    fn modules(lines: &[String]) -> Vec<Vec<bool>> {
        let upper = |c: char| matches!(c, '█' | '▀');
        let lower = |c: char| matches!(c, '█' | '▄');
        lines.iter().flat_map(|l| [l.chars().map(upper).collect::<Vec<_>>(), l.chars().map(lower).collect()]).collect()
    }

    #[test]
    fn an_invitation_link_fits_a_small_terminal_with_its_quiet_zone() {
        let link = format!("https://customers.nordlift-service.example/invitation/kdi_{}", "A".repeat(43));
        let lines = lines(&link).unwrap();
        assert!(lines.len() <= 23, "{} lines", lines.len());
        assert!(lines.iter().all(|l| l.chars().count() == lines[0].chars().count() && l.chars().count() <= 80));
        let seen = modules(&lines);
        for row in seen.iter().take(QUIET).chain(seen.iter().rev().take(QUIET)) {
            assert!(row.iter().all(|dark| !dark), "above and below it is quiet");
        }
        for row in &seen {
            assert!(row.iter().take(QUIET).chain(row.iter().rev().take(QUIET)).all(|dark| !dark), "beside it too");
        }
        // The three finder patterns: seven dark, one light module in from each corner.
        let side = lines[0].chars().count();
        for (x, y) in [(QUIET, QUIET), (side - QUIET - 7, QUIET), (QUIET, side - QUIET - 7)] {
            assert!((0..7).all(|i| seen[y][x + i] && seen[y + 6][x + i] && seen[y + i][x] && seen[y + i][x + 6]));
            assert!((1..6).all(|i| !seen[y + 1][x + i]) && seen[y + 3][x + 3]);
        }
    }

    #[test]
    fn a_drawing_has_as_many_modules_as_the_code() {
        let drawn = svg("otpauth://totp/<script>").unwrap();
        let code = QrCode::with_error_correction_level("otpauth://totp/<script>", EcLevel::M).unwrap();
        let dark = code.to_colors().iter().filter(|c| **c == Color::Dark).count();
        assert_eq!(drawn.matches("h1v1h-1z").count(), dark);
        assert!(!drawn.contains("script") && !drawn.contains("style"), "{drawn}");
    }

    #[test]
    fn what_is_shown_is_what_was_encoded() {
        let code = QrCode::with_error_correction_level("kdi_1", EcLevel::L).unwrap();
        let seen = modules(&lines("kdi_1").unwrap());
        for y in 0..code.width() {
            for x in 0..code.width() {
                assert_eq!(seen[y + QUIET][x + QUIET], code[(x, y)] == Color::Dark, "{x} {y}");
            }
        }
        assert_eq!(lines(&"x".repeat(3000)), Err(TooLong));
    }
}
