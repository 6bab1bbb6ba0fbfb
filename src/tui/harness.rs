//! For tests: a desk without a database. Keys are pressed by their names, replies are given by hand.

#![allow(dead_code, reason = "each screen's tests use another part")]

use std::sync::Arc;
use std::time::Duration;

use chrono::DateTime;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::clock::Clock;
use crate::domain::staff::StaffRights;
use crate::service::{Actor, Who};

use super::catalogue::{Id, Scope};
use super::desk::{Desk, Section};
use super::key::Key;
use super::msg::{Answer, Effect, Msg, Reply, Ticket};
use super::screen::{Canvas, Cx, Screen};
use super::{Screens, TuiSettings};

/// A desk on a bench.
pub struct Bench {
    pub desk: Desk,
    pub clock: Clock,
    effects: Vec<Effect>,
}

/// The event of a key by its name.
pub fn key(name: &str) -> KeyEvent {
    let key = Key::parse(name).unwrap_or_else(|| panic!("{name} is no key"));
    let mut modifiers = KeyModifiers::NONE;
    modifiers.set(KeyModifiers::CONTROL, key.ctrl);
    modifiers.set(KeyModifiers::ALT, key.alt);
    modifiers.set(KeyModifiers::SHIFT, matches!(key.code, KeyCode::BackTab));
    KeyEvent::new(key.code, modifiers)
}

/// An administrator.
pub fn administrator() -> Actor {
    staff(StaffRights::administrator())
}

/// A staff person with these rights.
pub fn staff(rights: StaffRights) -> Actor {
    let id = uuid::Uuid::from_u128;
    Actor {
        organization: id(1).into(),
        organization_name: "Nordlift Service".into(),
        who: Who::Staff { id: id(2).into(), name: "Anna Berg".into(), rights },
        origin: "test".into(),
        house: crate::service::House::default(),
    }
}

impl Bench {
    /// A desk of these screens with an administrator.
    pub fn new(screens: Screens) -> Self {
        Self::of(screens, TuiSettings::default(), Some(administrator()))
    }

    /// A desk of these screens, settings and person.
    pub fn of(screens: Screens, settings: TuiSettings, actor: Option<Actor>) -> Self {
        let clock = Clock::manual(DateTime::from_timestamp(1_790_000_000, 0).unwrap());
        let mut desk = Desk::new(settings, screens, clock.clone(), actor.map(Arc::new));
        let effects = desk.start((80, 24).into());
        Self { desk, clock, effects }
    }

    /// A dialog above an empty screen; the effects of its opening are still there.
    pub fn with_dialog(dialog: impl Screen + 'static) -> Self {
        let mut bench = Self::new(Screens::of_one(Blank));
        bench.effects();
        bench.desk.push_dialog(dialog);
        bench
    }

    /// Hands in a message.
    pub fn send(&mut self, msg: Msg) {
        self.effects.extend(self.desk.update(msg));
    }

    /// Presses keys by their names, separated by spaces.
    pub fn press(&mut self, keys: &str) {
        for name in keys.split_whitespace() {
            self.send(Msg::Key(key(name)));
        }
    }

    /// Types a text, key by key.
    pub fn type_text(&mut self, text: &str) {
        for c in text.chars() {
            self.send(Msg::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)));
        }
    }

    /// Clicks on the first place of the screen (as drawn last) that shows `text`.
    pub fn click(&mut self, text: &str) {
        let lines = self.screen(self.desk.size.width, self.desk.size.height);
        let (row, column) = lines
            .lines()
            .enumerate()
            .find_map(|(y, line)| line.find(text).map(|at| (y, line[..at].chars().count())))
            .unwrap_or_else(|| panic!("{text} is not on the screen:\n{lines}"));
        self.send(Msg::Mouse(MouseEvent {
            kind: MouseEventKind::Down(MouseButton::Left),
            column: u16::try_from(column).unwrap(),
            row: u16::try_from(row).unwrap(),
            modifiers: KeyModifiers::NONE,
        }));
    }

    /// The effects since the last call, without cancelled questions.
    pub fn effects(&mut self) -> Vec<Effect> {
        let mut effects = std::mem::take(&mut self.effects);
        effects.extend(self.desk.update(Msg::Resize(self.desk.size.width, self.desk.size.height)));
        effects.retain(|e| !matches!(e, Effect::Cancel(_)));
        effects
    }

    /// The tickets of jobs with this label that were started since the last call of [`Bench::effects`].
    pub fn tickets(&self, label: &str) -> Vec<Ticket> {
        let of = |e: &Effect| match e {
            Effect::Run(ticket, job) if job.label == label => Some(*ticket),
            _ => None,
        };
        self.effects.iter().filter_map(of).collect()
    }

    /// Gives the reply to a job.
    pub fn reply(&mut self, ticket: Ticket, answer: Answer) {
        self.send(Msg::Done(Reply::new(ticket, answer, Duration::from_millis(3))));
    }

    /// Gives the reply to the newest job with this label.
    pub fn answer<T: Send + 'static>(&mut self, label: &str, value: T) {
        let ticket = *self.tickets(label).last().unwrap_or_else(|| panic!("nobody asked for {label}"));
        self.reply(ticket, Ok(Box::new(value)));
    }

    /// What the screen shows at a size, one character for each cell column (wide characters are followed by nothing).
    pub fn screen(&mut self, width: u16, height: u16) -> String {
        self.send(Msg::Resize(width, height));
        let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
        self.desk.draw(&mut buf);
        text_of(&buf)
    }
}

/// The text of a buffer, line by line.
pub fn text_of(buf: &Buffer) -> String {
    let mut out = String::new();
    for y in 0..buf.area.height {
        let mut x = 0;
        let mut line = String::new();
        while x < buf.area.width {
            let symbol = buf[(x, y)].symbol();
            line.push_str(symbol);
            x += u16::try_from(super::cells::width(symbol)).unwrap().max(1);
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// An empty screen.
pub struct Blank;

impl Screen for Blank {
    fn title(&self) -> String {
        "Blank".into()
    }

    fn scopes(&self) -> Vec<Scope> {
        Scope::Customers.chain()
    }

    fn on_command(&mut self, _: Id, _: &mut Cx<'_>) {}

    fn draw(&self, _: &mut Canvas<'_>, _: Rect) {}
}

impl Screens {
    /// One section only.
    pub fn of_one(screen: impl Screen + 'static) -> Self {
        let section = Section { command: Id::SectionCustomers, screen: Box::new(screen) };
        Self { sections: vec![section], ..Self::all(&TuiSettings::default()) }
    }
}
