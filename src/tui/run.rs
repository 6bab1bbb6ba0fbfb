//! The loop: input, workers, signals and changes in one queue; it draws when something changed and the queue is empty.

use std::collections::HashMap;
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossterm::event::{Event, EventStream};
use futures_util::{FutureExt as _, StreamExt as _};
use ratatui::Terminal;
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::AbortHandle;

use crate::config::places;
use crate::service::{Actor, App, Error, staff_sign_in};

use super::TuiSettings;
use super::catalogue::Id;
use super::crash;
use super::desk::Desk;
use super::detect::{self, Answer};
use super::frames::Frames;
use super::msg::{Effect, Failure, Job, Msg, Reply, Ticket};
use super::sections::Screens;
use super::terminal::{self, Modes};
use super::theme::ThemeName;

/// Why the terminal could not be used.
#[derive(Debug, thiserror::Error)]
pub enum TuiError {
    /// Input or output is no terminal.
    #[error("the back office needs a terminal; use the commands (keydesk --help) in scripts and pipes")]
    NoTerminal,
    /// The terminal failed.
    #[error("the terminal failed: {0}")]
    Io(#[from] io::Error),
    /// The backend failed (in tests: never).
    #[error("drawing failed: {0}")]
    Draw(String),
}

/// What the loop asks of the world around it, apart from drawing: a real terminal, or a test.
pub trait Host {
    /// Puts a text on the clipboard of the person's own machine.
    fn copy(&mut self, text: &str);

    /// Leaves the screen to the shell and returns when the program was woken.
    fn suspend(&mut self) -> io::Result<()>;

    /// Takes the mouse, or gives it back to the terminal.
    fn mouse(&mut self, on: bool) -> io::Result<()> {
        let _ = on;
        Ok(())
    }

    /// A message carried out these commands.
    fn performed(&mut self, commands: &[Id]) {
        let _ = commands;
    }

    /// A frame was put on the screen: one that differs from the last.
    fn drawn(&mut self, frame: &Buffer) {
        let _ = frame;
    }
}

/// Opens the back office in this terminal and returns when the person leaves. Must be called from the thread that the
/// runtime blocks on (`block_on`), because a panic there, and only there, leaves the screen.
pub async fn run(app: App, actor: Option<Actor>, mut settings: TuiSettings) -> Result<(), TuiError> {
    use std::io::IsTerminal as _;

    if !io::stdout().is_terminal() || !io::stdin().is_terminal() {
        return Err(TuiError::NoTerminal);
    }
    let variable = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    if variable("NO_COLOR").is_some() {
        settings.theme = ThemeName::Monochrome;
        settings.detect = false;
    }
    if let Some(theme) = variable("COLORFGBG").and_then(|v| detect::by_variable(&v)).filter(|_| settings.detect) {
        settings.theme = theme;
        settings.detect = false;
    }
    // These do not know the question, and might show it.
    settings.detect &= !variable("TERM").is_some_and(|term| matches!(term.as_str(), "dumb" | "linux" | "vt100"));
    // Without this the library drops reverse video together with the colours when NO_COLOR is set.
    crossterm::style::force_color_output(true);
    if let Some(folder) = places::state() {
        crash::keep_in(folder);
    }
    terminal::leave_on_panic(std::thread::current().id(), app.clock.clone());
    let (send, receive) = unbounded_channel();
    let signals = spawn_signals(&send)?;
    let mut host = RealHost { mouse: settings.mouse, modes: Some(Modes::enter(settings.mouse)?) };
    let mut terminal = Terminal::new(CrosstermBackend::new(io::stdout()))?;
    let mut answer = None;
    if settings.detect {
        let (theme, typed, late) = detect::by_question()?;
        settings.theme = theme.unwrap_or(settings.theme);
        for msg in typed.into_iter().filter_map(message) {
            let _ = send.send(msg);
        }
        answer = Some(late);
    }
    let input = spawn_input(send.clone(), answer);
    let done = run_on(&mut terminal, &mut host, app, actor, settings, (send, receive)).await;
    input.abort();
    signals.abort();
    drop(host);
    super::documents::clear_away();
    done
}

/// The loop on any backend, with messages that the caller may put into the queue as well.
pub async fn run_on<B: Backend>(
    terminal: &mut Terminal<B>,
    host: &mut impl Host,
    app: App,
    actor: Option<Actor>,
    settings: TuiSettings,
    (send, mut receive): (UnboundedSender<Msg>, UnboundedReceiver<Msg>),
) -> Result<(), TuiError> {
    let actor = actor.map(|actor| Arc::new(actor.only_reading(settings.read_only)));
    let mut desk = Desk::new(settings.clone(), Screens::all(&settings), app.clock.clone(), actor.clone());
    // Watching begins before the first load, so that nothing is missed between the two.
    let changes = spawn_changes(&app, send.clone()).await;
    let mut workers = Workers { app, actor, send, running: HashMap::new() };
    let size = terminal.size().map_err(drawing)?;
    let mut frames = Frames::default();
    let mut effects = desk.start(size);
    let done = loop {
        let mut stop = false;
        let mut redraw = false;
        for effect in effects.drain(..) {
            match effect {
                Effect::Quit => stop = true,
                Effect::Suspend => {
                    host.suspend()?;
                    redraw = true;
                }
                Effect::Copy(text) => {
                    if let Some(text) = copyable(&text) {
                        host.copy(&text);
                    }
                }
                Effect::Mouse(on) => host.mouse(on)?,
                effect => workers.carry_out(effect),
            }
        }
        if stop {
            break Ok(());
        }
        if redraw {
            // Not `Terminal::clear`: it asks the terminal where the cursor is, and the answer would be read as keys.
            terminal.backend_mut().clear().map_err(drawing)?;
            terminal.swap_buffers();
            frames.forget();
        }
        // Draw only when nothing is waiting: of ten keys typed ahead, the last frame is the one to see.
        let msg = if let Some(msg) = receive.recv().now_or_never() {
            msg
        } else {
            if let Some(frame) = frames.draw(&desk, terminal).map_err(drawing)? {
                host.drawn(frame);
            }
            match desk.lock_in() {
                // A little later than due, so that it is due when it is asked.
                Some(left) => {
                    let pause = left + Duration::from_millis(20);
                    tokio::time::timeout(pause, receive.recv()).await.unwrap_or(Some(Msg::Idle))
                }
                None => receive.recv().await,
            }
        };
        let Some(msg) = msg else { break Ok(()) };
        if let Msg::Done(reply) = &msg {
            workers.running.remove(&reply.ticket);
        }
        effects = desk.update(msg);
        host.performed(desk.performed());
    };
    changes.abort();
    workers.stop().await;
    done
}

/// What may be put on a clipboard: text that steers no terminal into which it is pasted, and no more of it than terminals take
/// (in base64, 100,000 characters).
fn copyable(text: &str) -> Option<String> {
    /// In octets.
    const MOST: usize = 74_000;

    Some(crate::text::lines(text)).filter(|clean| !clean.is_empty() && clean.len() <= MOST)
}

#[allow(clippy::needless_pass_by_value, reason = "it is handed to map_err")]
fn drawing(error: impl std::fmt::Display) -> TuiError {
    TuiError::Draw(error.to_string())
}

/// Tasks that call the services.
struct Workers {
    app: App,
    actor: Option<Arc<Actor>>,
    send: UnboundedSender<Msg>,
    running: HashMap<Ticket, AbortHandle>,
}

impl Workers {
    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Run(ticket, job) => self.run(ticket, job),
            Effect::Cancel(ticket) => {
                if let Some(task) = self.running.remove(&ticket) {
                    task.abort();
                }
            }
            Effect::SignedIn(actor) => self.actor = Some(Arc::new(*actor)),
            Effect::SignedOut => self.actor = None,
            Effect::Copy(_) | Effect::Mouse(_) | Effect::Suspend | Effect::Quit => {}
        }
    }

    fn run(&mut self, ticket: Ticket, job: Job) {
        let started = Instant::now();
        let (app, actor, renewed) = (self.app.clone(), self.actor.clone(), self.send.clone());
        let work = tokio::spawn(async move {
            let actor = renew(&app, actor, &renewed).await?;
            job.run(app, actor).await
        });
        self.running.insert(ticket, work.abort_handle());
        let send = self.send.clone();
        tokio::spawn(async move {
            let answer = match work.await {
                Ok(answer) => answer,
                Err(e) if e.is_cancelled() => return,
                Err(_) => Err(Failure::new(t!("failure-stumbled"))),
            };
            let _ = send.send(Msg::Done(Reply::new(ticket, answer, started.elapsed())));
        });
    }

    /// Ends what is still running. A change that was being made is either whole or not at all: it is one transaction.
    async fn stop(self) {
        for task in self.running.into_values() {
            task.abort();
        }
        tokio::task::yield_now().await;
    }
}

/// The person with the rights of this moment: what another process decided about them holds from this request on (R9).
async fn renew(
    app: &App,
    actor: Option<Arc<Actor>>,
    send: &UnboundedSender<Msg>,
) -> Result<Option<Arc<Actor>>, Failure> {
    let Some(actor) = actor else { return Ok(None) };
    match staff_sign_in::refresh(app, &actor).await {
        Ok(None) => Ok(Some(actor)),
        Ok(Some(now)) => {
            let _ = send.send(Msg::Renewed(Some(Box::new(now.clone()))));
            Ok(Some(Arc::new(now)))
        }
        Err(e) => {
            if matches!(e, Error::SignedOut { .. }) {
                let _ = send.send(Msg::Renewed(None));
            }
            Err(Failure::from(e))
        }
    }
}

async fn spawn_changes(app: &App, send: UnboundedSender<Msg>) -> AbortHandle {
    let store = app.store.clone();
    let mut watched = store.changes().await.ok();
    tokio::spawn(async move {
        loop {
            if let Some(mut changes) = watched.take() {
                while changes.changed().await {
                    if send.send(Msg::Changed).is_err() {
                        return;
                    }
                }
            }
            // The database could not be watched; look again soon.
            tokio::time::sleep(Duration::from_secs(2)).await;
            watched = store.changes().await.ok();
        }
    })
    .abort_handle()
}

/// What an event of the terminal means to the desk.
fn message(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) => Some(Msg::Key(key)),
        Event::Mouse(mouse) => Some(Msg::Mouse(mouse)),
        Event::Paste(text) => Some(Msg::Paste(text)),
        Event::Resize(width, height) => Some(Msg::Resize(width, height)),
        _ => None,
    }
}

/// Reads keys. An answer to the question for the background may still come among them, and is no key.
fn spawn_input(send: UnboundedSender<Msg>, mut answer: Option<Answer>) -> AbortHandle {
    /// So long a beginning of an answer waits for its end.
    const HELD: Duration = Duration::from_millis(300);

    tokio::spawn(async move {
        let mut events = EventStream::new();
        loop {
            let holding = answer.as_ref().is_some_and(Answer::is_holding);
            let next = if holding { tokio::time::timeout(HELD, events.next()).await } else { Ok(events.next().await) };
            let ready = match (next, &mut answer) {
                (Ok(Some(Ok(event))), Some(answer)) => answer.take(event),
                (Ok(Some(Ok(event))), None) => vec![event],
                (Ok(_), _) => break,
                (Err(_), answer) => answer.as_mut().map(Answer::give_up).unwrap_or_default(),
            };
            for msg in ready.into_iter().filter_map(message) {
                if send.send(msg).is_err() {
                    return;
                }
            }
        }
        let _ = send.send(Msg::Stop);
    })
    .abort_handle()
}

#[cfg(unix)]
fn spawn_signals(send: &UnboundedSender<Msg>) -> io::Result<AbortHandle> {
    use tokio::signal::unix::{SignalKind, signal};

    let send = send.clone();
    let mut terminate = signal(SignalKind::terminate())?;
    let mut hang_up = signal(SignalKind::hangup())?;
    let mut sleep = signal(SignalKind::from_raw(signal_hook::consts::SIGTSTP))?;
    let task = tokio::spawn(async move {
        loop {
            let msg = tokio::select! {
                _ = terminate.recv() => Msg::Stop,
                _ = hang_up.recv() => Msg::Stop,
                _ = sleep.recv() => Msg::Sleep,
            };
            if send.send(msg).is_err() {
                return;
            }
        }
    });
    Ok(task.abort_handle())
}

#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps, reason = "its twin for Unix can fail")]
fn spawn_signals(_: &UnboundedSender<Msg>) -> io::Result<AbortHandle> {
    Ok(tokio::spawn(std::future::pending::<()>()).abort_handle())
}

/// A real terminal.
struct RealHost {
    mouse: bool,
    modes: Option<Modes>,
}

impl Host for RealHost {
    fn copy(&mut self, text: &str) {
        let _ = crossterm::execute!(
            io::stdout(),
            crossterm::clipboard::CopyToClipboard::to_clipboard_from(text.as_bytes())
        );
    }

    fn suspend(&mut self) -> io::Result<()> {
        // Left before the program stops, entered again when it was woken; never both at once.
        drop(self.modes.take());
        #[cfg(unix)]
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
        self.modes = Some(Modes::enter(self.mouse)?);
        Ok(())
    }

    fn mouse(&mut self, on: bool) -> io::Result<()> {
        self.mouse = on;
        terminal::mouse(on)
    }

    fn performed(&mut self, commands: &[Id]) {
        crash::remember(commands);
        // For the test of what a crash leaves behind; no such door is in what people are given.
        #[cfg(debug_assertions)]
        if let Ok(name) = std::env::var("KEYDESK_TEST_PANIC")
            && commands.iter().any(|id| id.name() == name)
        {
            panic!("as the test wishes: private words");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_copied_is_clean_and_no_more_than_a_terminal_takes() {
        assert_eq!(copyable("https://portal.example/link/1").as_deref(), Some("https://portal.example/link/1"));
        assert_eq!(copyable("a\u{1b}]52;c;x\u{7}\r\nb\u{202e}").as_deref(), Some("a]52;c;x\nb"));
        assert_eq!(copyable("\u{1b}"), None);
        assert!(copyable(&"x".repeat(74_000)).is_some() && copyable(&"x".repeat(74_001)).is_none());
    }
}
