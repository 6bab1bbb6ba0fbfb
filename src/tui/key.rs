//! Keys as the catalogue, the help and the documentation write them: `ctrl-p`, `enter`, `?`, `L`.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key with its modifiers. Shift is part of the character (`L`), except for keys without one (`shift-tab`).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Key {
    /// Which key.
    pub code: KeyCode,
    /// With ctrl.
    pub ctrl: bool,
    /// With alt.
    pub alt: bool,
}

impl From<KeyEvent> for Key {
    fn from(event: KeyEvent) -> Self {
        let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
        let code = match event.code {
            KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
            KeyCode::Char(c) if ctrl => KeyCode::Char(c.to_ascii_lowercase()),
            code => code,
        };
        Self { code, ctrl, alt: event.modifiers.contains(KeyModifiers::ALT) }
    }
}

const NAMES: &[(&str, KeyCode)] = &[
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("shift-tab", KeyCode::BackTab),
    ("space", KeyCode::Char(' ')),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("pgup", KeyCode::PageUp),
    ("pgdn", KeyCode::PageDown),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("backspace", KeyCode::Backspace),
    ("del", KeyCode::Delete),
];

impl Key {
    /// Reads a key's name. `None` when it names no key.
    pub fn parse(name: &str) -> Option<Self> {
        let (ctrl, rest) = name.strip_prefix("ctrl-").map_or((false, name), |rest| (true, rest));
        let (alt, rest) = rest.strip_prefix("alt-").map_or((false, rest), |rest| (true, rest));
        if let Some((_, code)) = NAMES.iter().find(|(known, _)| *known == rest) {
            return Some(Self { code: *code, ctrl, alt });
        }
        let function = rest.strip_prefix('f').and_then(|number| number.parse::<u8>().ok());
        if let Some(number) = function.filter(|number| (1..=12).contains(number)) {
            return Some(Self { code: KeyCode::F(number), ctrl, alt });
        }
        let mut chars = rest.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) if !crate::text::is_unsafe(c) => {
                // With ctrl a letter arrives without its case.
                let c = if ctrl { c.to_ascii_lowercase() } else { c };
                Some(Self { code: KeyCode::Char(c), ctrl, alt })
            }
            _ => None,
        }
    }

    /// The character that is typed with the key, if it types one.
    pub const fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_events_meet() {
        let event = |code, modifiers| Key::from(KeyEvent::new(code, modifiers));
        for (name, event) in [
            ("ctrl-p", event(KeyCode::Char('p'), KeyModifiers::CONTROL)),
            ("L", event(KeyCode::Char('L'), KeyModifiers::SHIFT)),
            ("?", event(KeyCode::Char('?'), KeyModifiers::SHIFT)),
            ("shift-tab", event(KeyCode::Tab, KeyModifiers::SHIFT)),
            ("shift-tab", event(KeyCode::BackTab, KeyModifiers::SHIFT)),
            ("space", event(KeyCode::Char(' '), KeyModifiers::NONE)),
            ("alt-enter", event(KeyCode::Enter, KeyModifiers::ALT)),
        ] {
            assert_eq!(Key::parse(name), Some(event), "{name}");
        }
        assert_eq!(Key::parse("hyper-x"), None);
        assert_eq!(Key::parse("ctrl-x").and_then(Key::typed), None);
    }
}
