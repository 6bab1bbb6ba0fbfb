//! The terminal's modes, entered and left by one pair of functions; everything that can end the program goes through it.

use std::io::{self, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::ThreadId;

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use crossterm::execute;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};

use crate::clock::Clock;

use super::crash;

static ENTERED: AtomicBool = AtomicBool::new(false);

/// The modes while they are entered; dropped, they are left.
#[derive(Debug)]
pub struct Modes(());

impl Modes {
    /// Enters: raw mode, alternate screen, bracketed paste, the mouse if wanted.
    pub fn enter(mouse: bool) -> io::Result<Self> {
        enable_raw_mode()?;
        ENTERED.store(true, Ordering::SeqCst);
        let modes = Self(());
        execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, Hide)?;
        if mouse {
            execute!(io::stdout(), EnableMouseCapture)?;
        }
        Ok(modes)
    }
}

/// Takes the mouse, or gives it back to the terminal, whose own selection works then.
pub fn mouse(on: bool) -> io::Result<()> {
    if on { execute!(io::stdout(), EnableMouseCapture) } else { execute!(io::stdout(), DisableMouseCapture) }
}

impl Drop for Modes {
    fn drop(&mut self) {
        leave();
    }
}

/// Leaves everything that [`Modes::enter`] entered, once. A terminal that is gone is no error.
pub fn leave() {
    if ENTERED.swap(false, Ordering::SeqCst) {
        let mut out = io::stdout();
        let _ = execute!(out, DisableMouseCapture, DisableBracketedPaste, Show, LeaveAlternateScreen);
        let _ = disable_raw_mode();
        let _ = out.flush();
    }
}

/// On a panic of the thread that owns the screen the modes are left before the report is printed, and a report without anything
/// personal is kept in a file. A panic of a worker prints nothing over the screen: its job fails, and the screen says so.
pub fn leave_on_panic(owner: ThreadId, clock: Clock) {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !ENTERED.load(Ordering::SeqCst) {
            report(info);
        } else if std::thread::current().id() == owner {
            leave();
            report(info);
            if let Some(path) = crash::report(info.location(), "the screen", clock.now()) {
                eprintln!(
                    "\nKeydesk stumbled. What was saved is safe. A report without anything personal is in\n  {}",
                    path.display()
                );
            }
        } else {
            // What a panic says may quote what somebody typed: the place is enough.
            let place = info.location().map(ToString::to_string).unwrap_or_default();
            let kept = crash::report(info.location(), "a job", clock.now());
            let kept = kept.map(|path| path.display().to_string()).unwrap_or_default();
            tracing::error!("a job panicked at {place}; the report is {kept}");
        }
    }));
}
