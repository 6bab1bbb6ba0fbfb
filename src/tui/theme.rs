//! Colours and styles. A meaning is never told by colour alone: words and marks say it too.

use std::str::FromStr as _;

use ratatui::style::{Color, Modifier, Style};

use crate::text;

/// Which palette.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ThemeName {
    /// For dark terminals.
    #[default]
    Dark,
    /// For light terminals.
    Light,
    /// No colour: reverse video, bold, underline only (`NO_COLOR`).
    Monochrome,
}

/// The styles that screens draw with.
#[derive(Clone, Copy, Debug)]
pub struct Theme {
    /// Ordinary text.
    pub text: Style,
    /// Less important text: units, hints, empty states.
    pub dim: Style,
    /// Titles and the current place.
    pub title: Style,
    /// Column headings.
    pub heading: Style,
    /// The row under the cursor where the keys go.
    pub selected: Style,
    /// The row under the cursor of something that has not got the keys.
    pub resting: Style,
    /// Borders.
    pub border: Style,
    /// The border of what has got the keys.
    pub focus: Style,
    /// Good, done, active.
    pub good: Style,
    /// Wants attention.
    pub warn: Style,
    /// Failed, ended, dangerous.
    pub bad: Style,
    /// A key in the footer, a link.
    pub key: Style,
    /// A field that can be typed into.
    pub field: Style,
    /// The environment stripe (PRODUCTION).
    pub stripe: Style,
}

/// Colours of the person's own, in the place of the palette's.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Colours(Vec<(&'static str, Color)>);

impl Colours {
    /// Reads names of parts and of colours: "teal", "246", "#3fb6a8". Without `millions` (of colours, which not every terminal
    /// has) the nearest of the 256 is taken.
    ///
    /// # Errors
    /// Everything that is wrong, at once, each with the part it is about.
    pub fn configured(own: &[(String, String)], millions: bool) -> Result<Self, Vec<String>> {
        let mut wrong = Vec::new();
        let mut colours = Vec::new();
        for (name, value) in own {
            let Some((part, _)) = PARTS.iter().find(|(part, _)| part == name) else {
                let near = text::nearest(name, PARTS.iter().map(|(part, _)| *part));
                let near = near.map(|n| format!("; did you mean {n}?")).unwrap_or_default();
                wrong.push(format!("there is no part \"{}\" to colour{near}", text::line(name)));
                continue;
            };
            match Color::from_str(value.trim()) {
                Ok(Color::Rgb(r, g, b)) if !millions => colours.push((*part, nearest(r, g, b))),
                Ok(colour) => colours.push((*part, colour)),
                Err(_) => wrong.push(format!(
                    "{part}: \"{}\" is no colour; write a name like \"teal\", a number from 0 to 255, or \"#rrggbb\"",
                    text::line(value)
                )),
            }
        }
        if wrong.is_empty() { Ok(Self(colours)) } else { Err(wrong) }
    }
}

/// The nearest colour of the cube and the greys in the 256-colour table, whose first sixteen are the terminal's own.
fn nearest(r: u8, g: u8, b: u8) -> Color {
    let steps = [0_u8, 95, 135, 175, 215, 255];
    let cube = (0_u8..216).map(|i| (16 + i, [i / 36, i / 6 % 6, i % 6].map(|s| steps[usize::from(s)])));
    let greys = (0_u8..24).map(|i| (232 + i, [8 + 10 * i; 3]));
    let distance = |of: [u8; 3]| -> u32 {
        of.iter().zip([r, g, b]).map(|(one, other)| u32::from(one.abs_diff(other)).pow(2)).sum()
    };
    let index = cube.chain(greys).min_by_key(|(_, of)| distance(*of)).map_or(7, |(index, _)| index);
    Color::Indexed(index)
}

impl Theme {
    /// The styles of a palette.
    pub const fn of(name: ThemeName) -> Self {
        match name {
            ThemeName::Dark => Self::coloured(&DARK),
            ThemeName::Light => Self::coloured(&LIGHT),
            ThemeName::Monochrome => Self::monochrome(),
        }
    }

    /// The styles of a palette with colours of the person's own. Without colour there are none.
    pub fn with(name: ThemeName, own: &Colours) -> Self {
        let mut palette = match name {
            ThemeName::Dark => DARK,
            ThemeName::Light => LIGHT,
            ThemeName::Monochrome => return Self::monochrome(),
        };
        for (part, colour) in &own.0 {
            if let Some((_, place)) = PARTS.iter().find(|(known, _)| known == part) {
                *place(&mut palette) = *colour;
            }
        }
        Self::coloured(&palette)
    }

    const fn coloured(p: &Palette) -> Self {
        let plain = Style::new();
        Self {
            text: plain,
            dim: plain.fg(p.dim),
            title: plain.fg(p.accent).add_modifier(Modifier::BOLD),
            heading: plain.fg(p.dim).add_modifier(Modifier::BOLD),
            selected: plain.fg(p.on_selected).bg(p.selected).add_modifier(Modifier::BOLD),
            resting: plain.bg(p.resting),
            border: plain.fg(p.border),
            focus: plain.fg(p.accent),
            good: plain.fg(p.good),
            warn: plain.fg(p.warn),
            bad: plain.fg(p.bad).add_modifier(Modifier::BOLD),
            key: plain.fg(p.accent).add_modifier(Modifier::BOLD),
            field: plain.bg(p.field),
            stripe: plain.fg(p.on_stripe).bg(p.bad).add_modifier(Modifier::BOLD),
        }
    }

    const fn monochrome() -> Self {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        Self {
            text: plain,
            dim: plain,
            title: bold,
            heading: bold,
            selected: plain.add_modifier(Modifier::REVERSED),
            resting: plain.add_modifier(Modifier::UNDERLINED),
            border: plain,
            focus: bold,
            good: plain,
            warn: bold,
            bad: bold,
            key: bold,
            field: plain.add_modifier(Modifier::UNDERLINED),
            stripe: plain.add_modifier(Modifier::REVERSED),
        }
    }
}

#[derive(Clone, Copy)]
struct Palette {
    accent: Color,
    dim: Color,
    border: Color,
    selected: Color,
    on_selected: Color,
    resting: Color,
    good: Color,
    warn: Color,
    bad: Color,
    on_stripe: Color,
    field: Color,
}

type Place = fn(&mut Palette) -> &mut Color;

/// The parts of a palette by their names in the configuration.
const PARTS: &[(&str, Place)] = &[
    ("accent", |p| &mut p.accent),
    ("dim", |p| &mut p.dim),
    ("border", |p| &mut p.border),
    ("selected", |p| &mut p.selected),
    ("on_selected", |p| &mut p.on_selected),
    ("resting", |p| &mut p.resting),
    ("good", |p| &mut p.good),
    ("warn", |p| &mut p.warn),
    ("bad", |p| &mut p.bad),
    ("on_stripe", |p| &mut p.on_stripe),
    ("field", |p| &mut p.field),
];

// Numbers of the 256-colour table: the same on every terminal, whatever its own palette makes of "blue".
const DARK: Palette = Palette {
    accent: Color::Indexed(80),
    dim: Color::Indexed(246),
    border: Color::Indexed(240),
    selected: Color::Indexed(24),
    on_selected: Color::Indexed(231),
    resting: Color::Indexed(236),
    good: Color::Indexed(114),
    warn: Color::Indexed(221),
    bad: Color::Indexed(210),
    on_stripe: Color::Indexed(16),
    field: Color::Indexed(236),
};

const LIGHT: Palette = Palette {
    accent: Color::Indexed(24),
    dim: Color::Indexed(241),
    border: Color::Indexed(248),
    selected: Color::Indexed(24),
    on_selected: Color::Indexed(231),
    resting: Color::Indexed(253),
    good: Color::Indexed(22),
    warn: Color::Indexed(94),
    bad: Color::Indexed(124),
    on_stripe: Color::Indexed(231),
    field: Color::Indexed(254),
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_colour_the_selection_is_still_seen() {
        let theme = Theme::of(ThemeName::Monochrome);
        assert!(theme.selected.add_modifier.contains(Modifier::REVERSED));
        for style in [theme.text, theme.selected, theme.resting, theme.bad, theme.stripe, theme.field] {
            assert_eq!((style.fg, style.bg), (None, None));
        }
    }

    fn own(lines: &[(&str, &str)]) -> Vec<(String, String)> {
        lines.iter().map(|(part, colour)| ((*part).to_owned(), (*colour).to_owned())).collect()
    }

    #[test]
    fn own_colours_take_the_place_of_the_palettes() {
        let lines = own(&[("accent", "#3fb6a8"), ("dim", "246"), ("bad", "red")]);
        let theme = Theme::with(ThemeName::Light, &Colours::configured(&lines, true).expect("colours"));
        assert_eq!(theme.title.fg, Some(Color::Rgb(0x3f, 0xb6, 0xa8)));
        assert_eq!((theme.dim.fg, theme.bad.fg), (Some(Color::Indexed(246)), Some(Color::Red)));
        assert_eq!(theme.good, Theme::of(ThemeName::Light).good);
        let few = Colours::configured(&lines, false).expect("colours");
        assert_eq!(Theme::with(ThemeName::Dark, &few).title.fg, Some(Color::Indexed(73)));
        let theme = Theme::with(ThemeName::Monochrome, &few);
        assert_eq!((theme.title.fg, theme.bad.fg), (None, None), "NO_COLOR means it");
    }

    #[test]
    fn a_wrong_colour_is_named_with_its_part() {
        let wrong = Colours::configured(&own(&[("acent", "red"), ("dim", "reddish"), ("bad", "256")]), true);
        let wrong = wrong.expect_err("three things are wrong");
        assert_eq!(wrong[0], "there is no part \"acent\" to colour; did you mean accent?");
        assert!(wrong[1].starts_with("dim: \"reddish\" is no colour"), "{wrong:?}");
        assert!(wrong[2].starts_with("bad: \"256\" is no colour"), "{wrong:?}");
    }
}
