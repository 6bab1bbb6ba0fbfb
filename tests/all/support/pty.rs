//! A program in a real terminal: a pty, with a screen that is read like a person reads it.

use std::io::{Read as _, Write as _};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long something may take to appear. Generous: the machine may be busy with other tests.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a program wrote, piece by piece, and when since its start.
pub type Tape = Vec<(Duration, Vec<u8>)>;

/// A program running in a terminal of its own.
pub struct Terminal {
    tape: Arc<Mutex<Tape>>,
    parser: Arc<Mutex<vt100::Parser>>,
    keyboard: Box<dyn std::io::Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    // Kept open: the program is hung up on when it is dropped.
    master: Box<dyn MasterPty + Send>,
}

impl Terminal {
    /// Starts `program` with these arguments and variables (and nothing else from our environment but PATH).
    pub fn start(program: &Path, arguments: &[&str], variables: &[(&str, &str)], size: (u16, u16)) -> Self {
        let (cols, rows) = size;
        let pair = native_pty_system()
            .openpty(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 })
            .expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env_clear();
        command.env("PATH", std::env::var("PATH").unwrap_or_default());
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        for (name, value) in variables {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let parser = Arc::new(Mutex::new(vt100::Parser::new(rows, cols, 0)));
        let mut output = pair.master.try_clone_reader().expect("its output");
        let keyboard = pair.master.take_writer().expect("its keyboard");
        let seen = Arc::clone(&parser);
        let tape = Arc::default();
        let (kept, started) = (Arc::<Mutex<Tape>>::clone(&tape), Instant::now());
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(n) = output.read(&mut buffer) {
                if n == 0 {
                    break;
                }
                seen.lock().expect("the screen").process(&buffer[..n]);
                kept.lock().expect("the tape").push((started.elapsed(), buffer[..n].to_vec()));
            }
        });
        Self { tape, parser, keyboard, child, master: pair.master }
    }

    /// The program's process.
    pub fn pid(&self) -> u32 {
        self.child.process_id().expect("a process")
    }

    /// What was written so far.
    pub fn tape(&self) -> Tape {
        self.tape.lock().expect("the tape").clone()
    }

    /// The screen as it is.
    pub fn picture(&self) -> vt100::Screen {
        self.parser.lock().expect("the screen").screen().clone()
    }

    /// Gives the terminal another size.
    pub fn resize(&self, (cols, rows): (u16, u16)) {
        self.master.resize(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).expect("a size");
        self.parser.lock().expect("the screen").screen_mut().set_size(rows, cols);
    }

    /// Whether the program is in possession of the screen: alternate screen, bracketed paste, hidden cursor. They are
    /// entered together and left together.
    pub fn modes(&self) -> [bool; 3] {
        let parser = self.parser.lock().expect("the screen");
        let screen = parser.screen();
        [screen.alternate_screen(), screen.bracketed_paste(), screen.hide_cursor()]
    }

    /// Whether the program hears of clicks.
    pub fn mouse(&self) -> bool {
        let parser = self.parser.lock().expect("the screen");
        parser.screen().mouse_protocol_mode() != vt100::MouseProtocolMode::None
    }

    /// Whether anything is written in this colour of the 256.
    pub fn has_colour(&self, index: u8) -> bool {
        let parser = self.parser.lock().expect("the screen");
        let screen = parser.screen();
        let (rows, cols) = screen.size();
        let cells = (0..rows).flat_map(|y| (0..cols).map(move |x| (y, x))).filter_map(|(y, x)| screen.cell(y, x));
        cells.into_iter().any(|cell| cell.fgcolor() == vt100::Color::Idx(index))
    }

    /// Clicks on the first cell of `text`.
    pub fn click(&mut self, text: &str) {
        let (x, y) = self.place_of(text);
        self.press(&format!("\u{1b}[<0;{x};{y}M\u{1b}[<0;{x};{y}m"));
    }

    /// Turns the wheel up by a notch over `text`.
    pub fn wheel_up_at(&mut self, text: &str) {
        let (x, y) = self.place_of(text);
        self.press(&format!("\u{1b}[<64;{x};{y}M"));
    }

    /// Column and row of the first cell of `text`, from 1, as terminals count them.
    fn place_of(&self, text: &str) -> (usize, usize) {
        let screen = self.screen();
        let place = screen
            .lines()
            .enumerate()
            .find_map(|(y, line)| line.find(text).map(|at| (line[..at].chars().count() + 1, y + 1)));
        place.unwrap_or_else(|| panic!("{text} is not on the screen:\n{screen}"))
    }

    /// Whether the first cell of `text` is drawn in reverse video, and whether any cell of the screen has a colour.
    pub fn look_of(&self, text: &str) -> (bool, bool) {
        let parser = self.parser.lock().expect("the screen");
        let screen = parser.screen();
        let (rows, cols) = screen.size();
        let cells = || (0..rows).flat_map(|y| (0..cols).map(move |x| (y, x))).filter_map(|(y, x)| screen.cell(y, x));
        let coloured = cells().any(|c| c.fgcolor() != vt100::Color::Default || c.bgcolor() != vt100::Color::Default);
        let at =
            screen.rows(0, cols).enumerate().find_map(|(y, row)| row.find(text).map(|i| (y, row[..i].chars().count())));
        let reversed = at.is_some_and(|(y, x)| {
            let (y, x) = (u16::try_from(y).expect("a row"), u16::try_from(x).expect("a column"));
            screen.cell(y, x).is_some_and(vt100::Cell::inverse)
        });
        (reversed, coloured)
    }

    /// What stands on the screen, line by line.
    pub fn screen(&self) -> String {
        self.parser.lock().expect("the screen").screen().contents()
    }

    /// The line on which `text` stands, if it does.
    pub fn line_with(&self, text: &str) -> Option<String> {
        self.screen().lines().find(|line| line.contains(text)).map(str::to_owned)
    }

    /// Presses keys: text as it is typed, and the names in [`key`].
    pub fn press(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).expect("the program reads");
        self.keyboard.flush().expect("the program reads");
    }

    /// Waits until `text` stands on the screen; panics with the screen when it does not come.
    pub fn wait_for(&self, text: &str) -> String {
        self.wait_until(&format!("{text:?} to appear"), |screen| screen.contains(text))
    }

    /// Waits until `text` stands on the screen no more.
    pub fn wait_until_gone(&self, text: &str) -> String {
        self.wait_until(&format!("{text:?} to go"), |screen| !screen.contains(text))
    }

    /// Waits until the screen is as wanted; the screen.
    pub fn wait_until(&self, what: &str, wanted: impl Fn(&str) -> bool) -> String {
        let started = Instant::now();
        loop {
            let screen = self.screen();
            if wanted(&screen) {
                return screen;
            }
            assert!(started.elapsed() < PATIENCE, "waited for {what}; the screen was\n{screen}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits until the program has ended; its exit code.
    pub fn wait(&mut self) -> u32 {
        let started = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("the program's state") {
                return status.exit_code();
            }
            assert!(started.elapsed() < PATIENCE, "the program did not end; the screen was\n{}", self.screen());
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Keys that are no characters, as a terminal sends them.
pub mod key {
    /// Enter.
    pub const ENTER: &str = "\r";
    /// Escape.
    pub const ESC: &str = "\u{1b}";
    /// Tab.
    pub const TAB: &str = "\t";
    /// Shift and tab.
    pub const BACK_TAB: &str = "\u{1b}[Z";
    /// Down.
    pub const DOWN: &str = "\u{1b}[B";
    /// Up.
    pub const UP: &str = "\u{1b}[A";
    /// Right.
    pub const RIGHT: &str = "\u{1b}[C";
    /// Left.
    pub const LEFT: &str = "\u{1b}[D";
    /// The function key 8.
    pub const F8: &str = "\u{1b}[19~";
    /// Control and s.
    pub const CTRL_S: &str = "\u{13}";
}
