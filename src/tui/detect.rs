//! Whether the terminal is dark or light, where nobody said so: by the variable `COLORFGBG`, or by asking the terminal for its
//! background (OSC 11).
//!
//! The answer comes among the keys. [`Answer`] tells the two apart, also when it comes later than anybody waited for it: not one
//! of its characters may ever act as a key.

use std::io::{self, Write as _};
use std::time::{Duration, Instant};

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::theme::ThemeName;

/// How long the terminal may take. Over a slow line the answer comes later, and the theme stays dark.
const PATIENCE: Duration = Duration::from_millis(150);

/// What the variable `COLORFGBG` says: foreground and background as numbers of the sixteen colours.
pub fn by_variable(value: &str) -> Option<ThemeName> {
    let background: u8 = value.rsplit(';').next()?.trim().parse().ok()?;
    match background {
        0..=6 | 8 => Some(ThemeName::Dark),
        7 | 9..=15 => Some(ThemeName::Light),
        _ => None,
    }
}

/// Asks the terminal, which must be in raw mode already and whose events nobody else reads yet. What was typed meanwhile
/// is handed back, with what must still be held to the answer.
pub fn by_question() -> io::Result<(Option<ThemeName>, Vec<Event>, Answer)> {
    let mut answer = Answer::default();
    let mut typed = Vec::new();
    let mut out = io::stdout();
    out.write_all(b"\x1b]11;?\x1b\\")?;
    out.flush()?;
    let started = Instant::now();
    while let Some(left) = PATIENCE.checked_sub(started.elapsed()) {
        if !event::poll(left)? {
            break;
        }
        typed.extend(answer.take(event::read()?));
        if answer.said.is_some() {
            break;
        }
    }
    Ok((answer.said, typed, answer))
}

/// The answer, as its characters come in among the keys.
#[derive(Debug, Default)]
pub struct Answer {
    said: Option<ThemeName>,
    text: String,
    held: Vec<Event>,
}

/// How the answer begins and goes on, where `h` is a hexadecimal digit, of which there may be one to four.
const BEGINS: &str = "\u{1b}]11;rgb:";

impl Answer {
    /// Takes an event. Those that turn out to be no part of an answer come back, in their order.
    pub fn take(&mut self, event: Event) -> Vec<Event> {
        let Some(more) = characters(&event) else {
            // The size and the mouse have nothing to do with it, and do not end it.
            return vec![event];
        };
        let before = self.text.len();
        self.text.push_str(&more);
        match progress(&self.text) {
            Progress::No if before == 0 => {
                self.text.clear();
                vec![event]
            }
            Progress::No => {
                self.text.clear();
                let mut back = std::mem::take(&mut self.held);
                back.extend(self.take(event));
                back
            }
            Progress::Perhaps => {
                self.held.push(event);
                Vec::new()
            }
            Progress::Whole(theme) => {
                self.said = Some(theme);
                self.text.clear();
                self.held.clear();
                Vec::new()
            }
        }
    }

    /// What is held back and has not become an answer.
    pub fn give_up(&mut self) -> Vec<Event> {
        self.text.clear();
        std::mem::take(&mut self.held)
    }

    /// Whether something is held back.
    pub fn is_holding(&self) -> bool {
        !self.held.is_empty()
    }
}

enum Progress {
    No,
    Perhaps,
    Whole(ThemeName),
}

/// The characters that a terminal sent for a key.
fn characters(event: &Event) -> Option<String> {
    let Event::Key(KeyEvent { code, modifiers, kind: KeyEventKind::Press, .. }) = event else { return None };
    let shifted = *modifiers - KeyModifiers::SHIFT;
    Some(match code {
        KeyCode::Esc => "\u{1b}".to_owned(),
        KeyCode::Char('g') if shifted == KeyModifiers::CONTROL => "\u{7}".to_owned(),
        KeyCode::Char(c) if shifted == KeyModifiers::ALT => format!("\u{1b}{c}"),
        KeyCode::Char(c) if shifted.is_empty() => c.to_string(),
        // Something that can be no part of it, and ends it.
        _ => "\0".to_owned(),
    })
}

fn progress(text: &str) -> Progress {
    let Some(rest) = text.strip_prefix(BEGINS) else {
        // A lone Esc is a key, and is never held: answers come in one piece, Esc and ] together.
        return if text.len() > 1 && BEGINS.starts_with(text) { Progress::Perhaps } else { Progress::No };
    };
    let (body, ended) = match rest.strip_suffix("\u{1b}\\").or_else(|| rest.strip_suffix('\u{7}')) {
        Some(body) => (body, true),
        None => (rest, false),
    };
    let parts: Vec<&str> = body.split('/').collect();
    let hex = |part: &&str| part.len() <= 4 && part.chars().all(|c| c.is_ascii_hexdigit());
    if parts.len() > 3 || !parts.iter().all(hex) {
        return Progress::No;
    }
    match (ended, lightness(&parts)) {
        (false, _) => Progress::Perhaps,
        (true, Some(light)) => Progress::Whole(if light > 0.5 { ThemeName::Light } else { ThemeName::Dark }),
        (true, None) => Progress::No,
    }
}

/// How light red, green and blue are together to an eye, from 0 to 1.
fn lightness(parts: &[&str]) -> Option<f32> {
    let part = |text: &str| {
        let most = f32::from(u16::try_from((1_u32 << (4 * text.len())) - 1).ok()?);
        (!text.is_empty()).then_some(f32::from(u16::from_str_radix(text, 16).ok()?) / most)
    };
    let [red, green, blue] = parts else { return None };
    Some(0.299 * part(red)? + 0.587 * part(green)? + 0.114 * part(blue)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alt(c: char) -> Event {
        Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::ALT))
    }

    /// The events that crossterm makes of an answer.
    fn events(body: &str) -> Vec<Event> {
        let plain = |c: char| Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
        std::iter::once(alt(']')).chain(body.chars().map(plain)).collect()
    }

    fn taken(answer: &mut Answer, events: Vec<Event>) -> Vec<Event> {
        events.into_iter().flat_map(|event| answer.take(event)).collect()
    }

    #[test]
    fn the_variable_names_the_background_last() {
        assert_eq!(by_variable("15;0"), Some(ThemeName::Dark));
        assert_eq!(by_variable("0;default;15"), Some(ThemeName::Light));
        assert_eq!(by_variable("0;7"), Some(ThemeName::Light));
        assert_eq!((by_variable("default"), by_variable("0;99"), by_variable("")), (None, None, None));
    }

    #[test]
    fn an_answer_is_read_and_none_of_it_is_a_key() {
        let bell = Event::Key(KeyEvent::new(KeyCode::Char('g'), KeyModifiers::CONTROL));
        for (body, end, theme) in [
            ("11;rgb:1e1e/1e1e/2e2e", alt('\\'), ThemeName::Dark),
            ("11;rgb:ffff/FFFF/dddd", bell.clone(), ThemeName::Light),
            ("11;rgb:ff/ff/ff", bell, ThemeName::Light),
        ] {
            let mut answer = Answer::default();
            let mut all = events(body);
            all.push(end);
            assert_eq!((taken(&mut answer, all), answer.said), (Vec::new(), Some(theme)), "{body}");
        }
    }

    #[test]
    fn what_is_no_answer_comes_back_whole_and_in_order() {
        for keys in [events("11;rg!"), events("12"), events("11;rgb:12345"), events("x")] {
            let mut answer = Answer::default();
            assert_eq!(taken(&mut answer, keys.clone()), keys);
            assert!(!answer.is_holding());
        }
        let mut answer = Answer::default();
        let esc = Event::Key(KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE));
        assert_eq!(answer.take(esc.clone()), [esc], "Esc is never held");
        let begun = events("11;");
        assert_eq!(taken(&mut answer, begun.clone()), []);
        assert_eq!(answer.give_up(), begun);
    }

    #[test]
    fn sizes_and_clicks_in_between_do_not_disturb_it() {
        let mut answer = Answer::default();
        let mut all = events("11;rgb:0000/0000/0000");
        all.insert(5, Event::Resize(80, 24));
        all.push(alt('\\'));
        assert_eq!(taken(&mut answer, all), [Event::Resize(80, 24)]);
        assert_eq!(answer.said, Some(ThemeName::Dark));
    }
}
