//! What the monkey does: chance, and the acts it is made into.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use keydesk::random::Random;
use keydesk::tui::catalogue::COMMANDS;

use super::town::NASTY;

/// One thing that happens at the desk.
#[derive(Clone, Debug)]
pub enum Act {
    /// Keys by their names.
    Keys(String),
    /// One key, as odd as a terminal may send it.
    Key(KeyEvent),
    /// A paste.
    Paste(String),
    /// The mouse.
    Mouse(MouseEvent),
    /// Another size of the terminal.
    Size(u16, u16),
    /// One job ends.
    Answer(usize),
    /// All jobs end.
    Answers,
    /// One job fails.
    Fail(usize),
    /// Somebody else changes something.
    Others(u64),
    /// Something changed that is not shown.
    Changed,
    /// The program is told to sleep.
    Sleep,
}

/// Chance that can be had again.
pub struct Chance(Random);

/// Ways to things that a monkey would hardly ever find.
const WAYS: &[&str] = &[
    "1 enter tab",
    "1 enter tab tab",
    "1 enter shift-tab",
    "1 space space b",
    "1 ctrl-a b",
    "2 enter",
    "3 enter",
    "4 enter",
    "5 enter",
    "5 p enter",
    "6 enter",
    "7 n",
    "7 p",
    "8 down enter",
    "8 down down down enter enter",
    "8 end enter",
    "p space right space w",
    "p down down r",
    "i tab tab",
    "i shift-tab enter",
    "v tab tab",
    "l q",
    "A space space enter",
    "E tab tab",
    "L down enter",
    "N tab right shift-tab shift-tab enter",
    "T enter",
    "+ tab tab",
    "ctrl-p",
    "? x",
    "enter y",
    "tab enter",
];

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(Random::seeded(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
    }

    pub fn below(&self, limit: u64) -> u64 {
        u64::from_le_bytes(self.0.bytes()) % limit.max(1)
    }

    /// A place among so many.
    pub fn place(&self, among: usize) -> usize {
        usize::try_from(self.below(u64::try_from(among).unwrap_or(u64::MAX))).unwrap_or(0)
    }

    pub fn one_in(&self, chances: u64) -> bool {
        self.below(chances) == 0
    }

    pub fn of<T: Copy>(&self, all: &[T]) -> T {
        all[self.place(all.len())]
    }

    fn small(&self, limit: u64) -> u16 {
        u16::try_from(self.below(limit)).unwrap_or(0)
    }

    pub fn size(&self) -> (u16, u16) {
        match self.below(12) {
            0..=3 => (80, 24),
            4 | 5 => (60, 18),
            6 | 7 => (120, 40),
            8 => (300, 100),
            _ => (60 + self.small(240), 18 + self.small(82)),
        }
    }

    fn any_size(&self) -> (u16, u16) {
        if self.one_in(4) {
            self.of(&[(59, 17), (1, 1), (300, 1), (2, 60), (60, 17), (59, 18), (7, 40), (0, 0)])
        } else {
            self.size()
        }
    }

    pub fn act(&self) -> Act {
        match self.below(100) {
            0..=24 => Act::Keys(self.command()),
            25..=29 => Act::Keys(self.of(WAYS).to_owned()),
            30..=47 => {
                Act::Keys(self.of(&["down", "up", "enter", "enter", "tab", "right", "left", "pgdn", "end"]).to_owned())
            }
            48..=53 => Act::Keys("esc".to_owned()),
            54..=62 => Act::Key(self.letter()),
            63..=66 => Act::Paste(self.text()),
            67..=71 => Act::Mouse(self.mouse()),
            72..=74 => {
                let (width, height) = self.any_size();
                Act::Size(width, height)
            }
            75..=86 => Act::Answer(self.place(8)),
            87..=91 => Act::Answers,
            92 => Act::Fail(self.place(8)),
            93..=96 => Act::Others(self.below(1_000_000)),
            97 => Act::Changed,
            98 => Act::Keys(self.of(&["y", "space", "ctrl-a", "/", "ctrl-u", "backspace"]).to_owned()),
            _ => Act::Sleep,
        }
    }

    /// A key of the catalogue.
    fn command(&self) -> String {
        loop {
            let keys = COMMANDS[self.place(COMMANDS.len())].keys;
            if !keys.is_empty() {
                let key = self.of(keys);
                // Leaving is tried often enough as it is.
                if !matches!(key, "ctrl-q" | "ctrl-c") || self.one_in(20) {
                    return key.to_owned();
                }
            }
        }
    }

    fn letter(&self) -> KeyEvent {
        let letters =
            ['a', 'e', 'x', 'Z', '0', '9', '+', '@', '.', ' ', 'ü', '株', '\u{301}', '\u{202e}', '👩', '\u{7f}'];
        let modifiers = match self.below(20) {
            0 => KeyModifiers::CONTROL,
            1 => KeyModifiers::ALT,
            2 => KeyModifiers::SHIFT,
            3 => KeyModifiers::CONTROL | KeyModifiers::ALT,
            _ => KeyModifiers::NONE,
        };
        let code = match self.below(12) {
            0 => self.of(&[
                KeyCode::F(1),
                KeyCode::F(24),
                KeyCode::Insert,
                KeyCode::Null,
                KeyCode::Menu,
                KeyCode::Delete,
            ]),
            1 => self.of(&[KeyCode::Home, KeyCode::End, KeyCode::Backspace, KeyCode::BackTab, KeyCode::Left]),
            _ => KeyCode::Char(self.of(&letters)),
        };
        KeyEvent::new(code, modifiers)
    }

    fn text(&self) -> String {
        match self.below(8) {
            0 => String::new(),
            1 => "\u{1b}[2J\u{1b}]0;x\u{7}\r\n\r\n\t".to_owned(),
            2 => "2026-02-30\n+14d\nyesterday".to_owned(),
            3 => "x".repeat(5_000),
            4 => "eva@huber.example".to_owned(),
            _ => self.of(NASTY).repeat(usize::from(1 + self.small(3))),
        }
    }

    fn mouse(&self) -> MouseEvent {
        let kind = self.of(&[
            MouseEventKind::Down(MouseButton::Left),
            MouseEventKind::Down(MouseButton::Left),
            MouseEventKind::Down(MouseButton::Right),
            MouseEventKind::Up(MouseButton::Left),
            MouseEventKind::Drag(MouseButton::Left),
            MouseEventKind::Moved,
            MouseEventKind::ScrollDown,
            MouseEventKind::ScrollUp,
        ]);
        let (column, row) = if self.one_in(10) { (u16::MAX, u16::MAX) } else { (self.small(130), self.small(42)) };
        MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }
    }
}
