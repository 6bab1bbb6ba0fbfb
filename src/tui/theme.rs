//! Colours and styles. A meaning is never told by colour alone: words and marks say it too.

use ratatui::style::{Color, Modifier, Style};

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

impl Theme {
    /// The styles of a palette.
    pub const fn of(name: ThemeName) -> Self {
        match name {
            ThemeName::Dark => Self::coloured(&DARK),
            ThemeName::Light => Self::coloured(&LIGHT),
            ThemeName::Monochrome => Self::monochrome(),
        }
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
}
