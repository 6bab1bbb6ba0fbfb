//! The terminal's core with the real services behind it, and nothing that happens by itself: one message after the other, and
//! each job runs when the test says so. What a test does here, it does again in the same way.

use std::sync::Arc;
use std::time::Duration;

use crossterm::event::{KeyEvent, KeyModifiers};
use keydesk::service::{Actor, App, Error, staff_sign_in};
use keydesk::tui::key::Key;
use keydesk::tui::msg::{Effect, Failure, Job, Msg, Reply, Ticket};
use keydesk::tui::{Desk, Screens, TuiSettings};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// How long every job takes, as the status line says.
const TOOK: Duration = Duration::from_millis(3);
/// A desk that asks for more than so much in a row asks for ever.
const ENOUGH: usize = 2_000;

/// A desk, and the jobs that it waits for.
pub struct Still {
    /// The core.
    pub desk: Desk,
    /// It was left.
    pub left: bool,
    /// What was copied last.
    pub copied: String,
    app: App,
    actor: Option<Arc<Actor>>,
    open: Vec<(Ticket, Job)>,
    newest: Ticket,
    size: (u16, u16),
}

/// The event of a key by its name.
pub fn event(name: &str) -> KeyEvent {
    let key = Key::parse(name).unwrap_or_else(|| panic!("{name} is no key"));
    let mut modifiers = KeyModifiers::NONE;
    modifiers.set(KeyModifiers::CONTROL, key.ctrl);
    modifiers.set(KeyModifiers::ALT, key.alt);
    KeyEvent::new(key.code, modifiers)
}

impl Still {
    /// A desk of this size for this person.
    pub fn new(app: &App, actor: Option<&Actor>, settings: &TuiSettings, size: (u16, u16)) -> Self {
        let actor = actor.cloned().map(Arc::new);
        let desk = Desk::new(settings.clone(), Screens::all(settings), app.clock.clone(), actor.clone());
        let mut still = Self {
            desk,
            left: false,
            copied: String::new(),
            app: app.clone(),
            actor,
            open: Vec::new(),
            newest: Ticket(0),
            size,
        };
        let effects = still.desk.start(size.into());
        still.carry_out(effects);
        still
    }

    /// Hands in a message.
    pub fn send(&mut self, msg: Msg) {
        if let Msg::Resize(width, height) = msg {
            self.size = (width, height);
        }
        let effects = self.desk.update(msg);
        self.carry_out(effects);
    }

    /// Presses keys by their names, separated by spaces.
    pub fn press(&mut self, keys: &str) {
        for name in keys.split_whitespace() {
            self.send(Msg::Key(event(name)));
        }
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Run(ticket, job) => {
                    assert!(ticket > self.newest, "{ticket:?} of {job:?} was given out before");
                    self.newest = ticket;
                    self.open.push((ticket, job));
                }
                Effect::Cancel(ticket) => {
                    assert!(ticket <= self.newest, "{ticket:?} was never given out");
                    self.open.retain(|(open, _)| *open != ticket);
                }
                Effect::SignedIn(actor) => self.actor = Some(Arc::new(*actor)),
                Effect::SignedOut => self.actor = None,
                Effect::Copy(text) => self.copied = text,
                Effect::Quit => self.left = true,
                _ => {}
            }
        }
    }

    /// How many jobs wait.
    pub fn open(&self) -> usize {
        self.open.len()
    }

    /// Runs one of the jobs that wait and hands in its reply, as the loop does. One that `forbidden` names is not run: it would
    /// touch the machine.
    pub async fn answer(&mut self, at: usize, forbidden: &[&str]) {
        if at >= self.open.len() {
            return;
        }
        let (ticket, job) = self.open.remove(at);
        if forbidden.contains(&job.label) {
            return self.reply(ticket, Err(Failure::new("Not on this machine.")));
        }
        if let Some(actor) = self.actor.clone() {
            match staff_sign_in::refresh(&self.app, &actor).await {
                Ok(None) => {}
                Ok(Some(now)) => self.send(Msg::Renewed(Some(Box::new(now)))),
                Err(e) => {
                    if matches!(e, Error::SignedOut { .. }) {
                        self.send(Msg::Renewed(None));
                    }
                    return self.reply(ticket, Err(Failure::from(e)));
                }
            }
        }
        let answer = job.run(self.app.clone(), self.actor.clone()).await;
        self.reply(ticket, answer);
    }

    /// Lets one of the jobs that wait fail.
    pub fn fail(&mut self, at: usize) {
        if at < self.open.len() {
            let (ticket, _) = self.open.remove(at);
            self.reply(ticket, Err(Failure::new("The database does not answer.")));
        }
    }

    fn reply(&mut self, ticket: Ticket, answer: keydesk::tui::msg::Answer) {
        self.send(Msg::Done(Reply::new(ticket, answer, TOOK)));
    }

    /// Runs jobs until none waits.
    pub async fn settle(&mut self, forbidden: &[&str]) {
        for _ in 0..ENOUGH {
            if self.open.is_empty() {
                return;
            }
            self.answer(0, forbidden).await;
        }
        panic!("the desk asks without an end: {:?}", self.open);
    }

    /// What the screen shows.
    pub fn frame(&self) -> Buffer {
        let mut frame = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        self.desk.draw(&mut frame);
        frame
    }
}
