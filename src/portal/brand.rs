//! The organization's accent colour, made readable, as a small style sheet.
//!
//! The colour stands in the address (`/brand/0b6e4f.css`), so the sheet needs no database, may be kept for ever, and
//! tells nothing about which organizations exist. Nothing from the database reaches the sheet but six hexadecimal
//! digits.

use std::fmt::Write as _;

/// What text needs against its background (WCAG 2.2, 1.4.3), with a little to spare for rounding.
const READABLE: f64 = 4.6;

/// The page's surfaces in `style.css`: the darkest one on which the accent stands as text in light mode, and the
/// lightest one in dark mode.
const LIGHT_SURFACE: Colour = Colour(0xf1, 0xf3, 0xf6);
const DARK_SURFACE: Colour = Colour(0x23, 0x29, 0x33);

/// The accent of pages that belong to nobody yet.
pub(super) const NEUTRAL: Colour = Colour(0x1f, 0x5f, 0xbf);

/// An opaque colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Colour(u8, u8, u8);

impl Colour {
    const WHITE: Self = Self(255, 255, 255);
    const BLACK: Self = Self(0, 0, 0);

    /// Reads six hexadecimal digits, with or without `#`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').unwrap_or(text);
        if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
        Some(Self(part(0)?, part(2)?, part(4)?))
    }

    /// Six hexadecimal digits.
    pub(super) fn hex(self) -> String {
        format!("{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }

    fn luminance(self) -> f64 {
        let part = |v: u8| {
            let v = f64::from(v) / 255.0;
            if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(self.0) + 0.7152 * part(self.1) + 0.0722 * part(self.2)
    }

    fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// One step of forty towards `other`, so that the hue stays as long as it can.
    fn mixed(self, other: Self, steps: u16) -> Self {
        let part = |a: u8, b: u8| {
            let mixed = (u16::from(a) * (40 - steps) + u16::from(b) * steps) / 40;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        Self(part(self.0, other.0), part(self.1, other.1), part(self.2, other.2))
    }

    /// This colour, moved towards `end` until it can be read on `surface`.
    fn readable_on(self, surface: Self, end: Self) -> Self {
        (0..=40).map(|steps| self.mixed(end, steps)).find(|c| c.contrast(surface) >= READABLE).unwrap_or(end)
    }

    /// Black or white, whichever is easier to read on this colour.
    fn ink(self) -> Self {
        if self.contrast(Self::WHITE) >= self.contrast(Self::BLACK) { Self::WHITE } else { Self::BLACK }
    }
}

/// The address of the sheet for an organization's accent as stored; a value that is no colour gets the neutral one.
pub(super) fn href(accent: &str) -> String {
    format!("/brand/{}.css", Colour::parse(accent).unwrap_or(NEUTRAL).hex())
}

/// The sheet: the accent for light and for dark pages, darkened or lightened where it is too weak, and the ink on it.
pub(super) fn sheet(accent: Colour) -> String {
    let light = accent.readable_on(LIGHT_SURFACE, Colour::BLACK);
    let dark = accent.readable_on(DARK_SURFACE, Colour::WHITE);
    let mut css = String::with_capacity(240);
    let rule = |c: Colour| format!(":root{{--accent:#{};--on-accent:#{}}}", c.hex(), c.ink().hex());
    let _ = write!(css, "{}\n@media (prefers-color-scheme:dark){{{}}}\n", rule(light), rule(dark));
    // Paper is white whatever the screen is.
    let _ = writeln!(css, "@media print{{{}}}", rule(light));
    css
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_colours_are_colours() {
        assert_eq!(Colour::parse("#0B6e4f"), Some(Colour(0x0b, 0x6e, 0x4f)));
        for wrong in ["", "#", "red", "#12345", "#1234567", "12345g", "#é1234", "}body{", "+12345"] {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
        assert_eq!(href("javascript:alert(1)"), href(""));
    }

    #[test]
    fn every_accent_can_be_read_in_light_and_in_dark() {
        let shades = [0x00, 0x20, 0x55, 0x80, 0xaa, 0xdf, 0xff];
        for r in shades {
            for g in shades {
                for b in shades {
                    let accent = Colour(r, g, b);
                    let light = accent.readable_on(LIGHT_SURFACE, Colour::BLACK);
                    let dark = accent.readable_on(DARK_SURFACE, Colour::WHITE);
                    assert!(light.contrast(LIGHT_SURFACE) >= 4.5 && light.contrast(light.ink()) >= 4.5, "{accent:?}");
                    assert!(dark.contrast(DARK_SURFACE) >= 4.5 && dark.contrast(dark.ink()) >= 4.5, "{accent:?}");
                }
            }
        }
    }

    #[test]
    fn a_strong_accent_is_left_alone() {
        let accent = Colour(0x0b, 0x4e, 0x3f);
        assert!(sheet(accent).starts_with(":root{--accent:#0b4e3f;--on-accent:#ffffff}"), "{}", sheet(accent));
    }
}
