//! The terminal's real loop on a screen in memory: keys go in, frames come out, the services are the real ones.

use std::collections::BTreeSet;
use std::future::Future;
use std::io;
use std::panic::Location;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use keydesk::service::{Actor, App};
use keydesk::tui::catalogue::Id;
use keydesk::tui::key::Key;
use keydesk::tui::{Host, Msg, TuiSettings, Zone, cells, run_on};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::sync::watch;

/// Longer than any step takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// What a person has in hand.
pub struct Hands {
    send: UnboundedSender<Msg>,
    frames: watch::Receiver<String>,
    drawn: Arc<AtomicUsize>,
    copied: watch::Receiver<String>,
}

struct Screen {
    frames: watch::Sender<String>,
    drawn: Arc<AtomicUsize>,
    copied: watch::Sender<String>,
    performed: BTreeSet<Id>,
}

impl Host for Screen {
    fn copy(&mut self, text: &str) {
        self.copied.send_replace(text.to_owned());
    }

    fn suspend(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn performed(&mut self, commands: &[Id]) {
        self.performed.extend(commands);
    }

    fn drawn(&mut self, frame: &Buffer) {
        self.drawn.fetch_add(1, Ordering::SeqCst);
        self.frames.send_replace(text_of(frame));
    }
}

/// The text of a frame, line by line.
pub fn text_of(buf: &Buffer) -> String {
    let mut out = String::new();
    for y in 0..buf.area.height {
        let (mut x, mut line) = (0, String::new());
        while x < buf.area.width {
            let symbol = buf[(x, y)].symbol();
            line.push_str(symbol);
            x += u16::try_from(cells::width(symbol)).expect("a cell").max(1);
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// Settings for tests: times in UTC.
pub fn settings() -> TuiSettings {
    TuiSettings { zone: Zone::Utc, ..TuiSettings::default() }
}

/// Runs the loop at a size while `story` works with it, then leaves. What the flow that calls this is said to carry out
/// ([`super::flows`]) it must have carried out.
#[track_caller]
pub fn at_the_desk<F: Future<Output = ()>>(
    app: &App,
    actor: Option<&Actor>,
    size: (u16, u16),
    settings: TuiSettings,
    story: impl FnOnce(Hands) -> F,
) -> impl Future<Output = ()> {
    run(flow_at(Location::caller()), (app, actor), size, settings, story, true)
}

/// The same for a story at whose end the desk is left by a key.
#[track_caller]
pub fn until_the_desk_is_left<F: Future<Output = ()>>(
    app: &App,
    actor: Option<&Actor>,
    size: (u16, u16),
    settings: TuiSettings,
    story: impl FnOnce(Hands) -> F,
) -> impl Future<Output = ()> {
    run(flow_at(Location::caller()), (app, actor), size, settings, story, false)
}

async fn run<F: Future<Output = ()>>(
    flow: String,
    (app, actor): (&App, Option<&Actor>),
    size: (u16, u16),
    settings: TuiSettings,
    story: impl FnOnce(Hands) -> F,
    stop: bool,
) {
    let (send, receive) = unbounded_channel();
    let (frames, seen) = watch::channel(String::new());
    let (copied, clipboard) = watch::channel(String::new());
    let mut terminal = Terminal::new(TestBackend::new(size.0, size.1)).expect("a screen in memory");
    let drawn = Arc::<AtomicUsize>::default();
    let mut host = Screen { frames, drawn: drawn.clone(), copied, performed: BTreeSet::new() };
    let hands = Hands { send: send.clone(), frames: seen, drawn, copied: clipboard };
    let queue = (send.clone(), receive);
    {
        let desk = run_on(&mut terminal, &mut host, app.clone(), actor.cloned(), settings, queue);
        let mut desk = std::pin::pin!(desk);
        let mut story = std::pin::pin!(story(hands));
        tokio::select! {
            done = &mut desk => panic!("the desk was left in the middle of the story: {done:?}"),
            () = &mut story => {}
        }
        if stop {
            send.send(Msg::Stop).expect("the desk is still there");
        }
        let left = tokio::time::timeout(PATIENCE, desk).await;
        left.expect("the desk is left").expect("it is left in order");
    }
    super::flows::kept(&flow, &host.performed);
}

/// The name of the function in whose body a place of the sources lies.
fn flow_at(place: &Location<'_>) -> String {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(place.file());
    let source = std::fs::read_to_string(source).expect("the sources of the tests are there");
    let line = usize::try_from(place.line()).expect("a line");
    let before: Vec<&str> = source.lines().take(line).collect();
    let named = before.iter().rev().find_map(|line| line.strip_prefix("async ").unwrap_or(line).strip_prefix("fn "));
    let name = named.expect("a flow is a function").chars().take_while(|c| c.is_alphanumeric() || *c == '_');
    name.collect()
}

impl Hands {
    /// Presses keys by their names, separated by spaces.
    pub fn press(&self, keys: &str) {
        for name in keys.split_whitespace() {
            let key = Key::parse(name).unwrap_or_else(|| panic!("{name} is no key"));
            let mut modifiers = KeyModifiers::NONE;
            modifiers.set(KeyModifiers::CONTROL, key.ctrl);
            modifiers.set(KeyModifiers::ALT, key.alt);
            self.send.send(Msg::Key(KeyEvent::new(key.code, modifiers))).expect("the desk is there");
        }
    }

    /// Types a text, key by key.
    pub fn type_text(&self, text: &str) {
        for c in text.chars() {
            self.send.send(Msg::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE))).expect("the desk is there");
        }
    }

    /// Hands in any message.
    pub fn send(&self, msg: Msg) {
        self.send.send(msg).expect("the desk is there");
    }

    /// Clicks where the screen shows `text`.
    pub fn click(&self, text: &str) {
        let frame = self.now();
        let (row, column) = frame
            .lines()
            .enumerate()
            .find_map(|(y, line)| line.find(text).map(|at| (y, cells::width(&line[..at]))))
            .unwrap_or_else(|| panic!("{text} is not on the screen:\n{frame}"));
        self.send(Msg::Mouse(MouseEvent {
            kind: MouseEventKind::Down(MouseButton::Left),
            column: u16::try_from(column).expect("a column"),
            row: u16::try_from(row).expect("a row"),
            modifiers: KeyModifiers::NONE,
        }));
    }

    /// How many frames were put on the screen so far.
    pub fn frames(&self) -> usize {
        self.drawn.load(Ordering::SeqCst)
    }

    /// What the screen shows now.
    pub fn now(&self) -> String {
        self.frames.borrow().clone()
    }

    /// Waits until the screen shows `text`; the frame that does.
    pub async fn see(&mut self, text: &str) -> String {
        self.until(&format!("show {text:?}"), |frame| frame.contains(text)).await
    }

    /// Waits until the screen no longer shows `text`.
    pub async fn gone(&mut self, text: &str) -> String {
        self.until(&format!("no longer show {text:?}"), |frame| !frame.contains(text)).await
    }

    /// Waits until a frame is as wished.
    pub async fn until(&mut self, what: &str, wished: impl Fn(&str) -> bool) -> String {
        let waiting = async { self.frames.wait_for(|frame| wished(frame)).await.map(|frame| frame.clone()) };
        match tokio::time::timeout(PATIENCE, waiting).await {
            Ok(Ok(frame)) => frame,
            _ => panic!("the screen does not {what}:\n{}", self.now()),
        }
    }

    /// What was put on the clipboard last.
    pub fn clipboard(&self) -> String {
        self.copied.borrow().clone()
    }
}
