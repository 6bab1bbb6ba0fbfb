//! The tour of the back office that the README shows: `docs/pictures/demo.cast` (asciicast v2) and a still of it,
//! `docs/pictures/demo.svg`.
//!
//! It is taken at every run of the tests, so that what the README shows works. With `KEYDESK_UPDATE_RECORDING=1` it is taken
//! at a person's pace, and both files are written anew:
//!
//! ```sh
//! KEYDESK_UPDATE_RECORDING=1 cargo test --test all recording
//! ```

mod still;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::pty::{Tape, Terminal, key};

const SIZE: (u16, u16) = (110, 32);
/// Nobody waits longer than this for the next thing to happen, in seconds.
const LONGEST_PAUSE: f64 = 1.5;

fn pictures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures")
}

/// Somebody who shows the back office: at a person's pace, or as fast as it answers.
struct Guide {
    desk: Terminal,
    shown: bool,
}

impl Guide {
    fn pause(&self, milliseconds: u64) {
        if self.shown {
            std::thread::sleep(Duration::from_millis(milliseconds));
        }
    }

    /// Presses a key, and waits for what it leads to.
    fn press(&mut self, keys: &str, to: &str) {
        self.desk.press(keys);
        self.desk.wait_for(to);
        self.pause(1_300);
    }

    fn type_text(&mut self, text: &str, to: &str) {
        for c in text.chars() {
            self.desk.press(&c.to_string());
            self.pause(170);
        }
        self.desk.wait_for(to);
        self.pause(900);
    }
}

/// From the first screen to a permission that was taken away, seen in the log and given back.
fn tour(guide: &mut Guide) -> vt100::Screen {
    guide.desk.wait_for("Welcome");
    guide.pause(2_000);
    guide.press("w", "enter open");
    guide.press("/", "/ ");
    guide.type_text("masch", "match \"masch\"");
    guide.press(key::ENTER, "▸ 1042 Huber Maschinen GmbH");
    guide.press("p", "Jan Moser");
    guide.press(key::DOWN, "▌ L. Kern");
    guide.press(key::DOWN, "▌ Jan Moser");
    guide.press(key::RIGHT, "Jan Moser / Objects");
    guide.press(" ", "1 not saved");
    guide.press("w", "Will no longer see");
    let still = guide.desk.picture();
    guide.pause(1_500);
    guide.press(key::ENTER, "z undo");
    guide.press(key::ESC, "[Overview]");
    guide.press("L", "changed permissions of Jan Moser");
    guide.press("L", "[Overview]");
    guide.press("\u{10}", "Go to");
    guide.type_text("gate", "Gate at the north");
    guide.press(key::ESC, "[Overview]");
    guide.press("2", "What is wrong");
    guide.press("\u{11}", "");
    still
}

/// The pieces that were written, as the lines of an asciicast: a piece may end within a character, the next then begins
/// with its rest.
fn cast(tape: &Tape) -> String {
    let (width, height) = SIZE;
    let head = json!({
        "version": 2, "width": width, "height": height, "idle_time_limit": LONGEST_PAUSE,
        "title": "Keydesk: find a customer, take a permission away, see who did it",
        "env": { "TERM": "xterm-256color" },
    });
    let mut lines = format!("{head}\n");
    let mut rest = Vec::new();
    for (at, piece) in tape {
        rest.extend_from_slice(piece);
        let whole = match std::str::from_utf8(&rest) {
            Ok(text) => text.len(),
            Err(error) => error.valid_up_to(),
        };
        let text = String::from_utf8(rest.drain(..whole).collect()).expect("it was looked at");
        let seconds = (at.as_secs_f64() * 1_000.0).round() / 1_000.0;
        let _ = writeln!(lines, "{}", json!([seconds, "o", text]));
    }
    assert!(rest.is_empty(), "it ends within a character");
    lines
}

/// What a player of asciicasts would have on its screen at each moment.
fn played(cast: &str) -> Vec<String> {
    let mut lines = cast.lines().map(|line| serde_json::from_str::<Value>(line).expect("a line of JSON"));
    let head = lines.next().expect("a head");
    assert_eq!((&head["version"], &head["width"], &head["height"]), (&json!(2), &json!(SIZE.0), &json!(SIZE.1)));
    let mut player = vt100::Parser::new(SIZE.1, SIZE.0, 0);
    let (mut screens, mut before) = (Vec::new(), 0.0);
    for event in lines {
        let at = event[0].as_f64().expect("a moment");
        assert!(at >= before, "time goes forward");
        before = at;
        assert_eq!(event[1], "o", "only what was written; no keys");
        player.process(event[2].as_str().expect("text").as_bytes());
        screens.push(player.screen().contents());
    }
    screens
}

#[test]
fn the_tour_of_the_readme_can_be_taken_and_is_recorded() {
    let shown = std::env::var_os("KEYDESK_UPDATE_RECORDING").is_some();
    let home = tempfile::tempdir().expect("a home");
    let at = home.path().display().to_string();
    let variables = [("HOME", at.as_str()), ("TMPDIR", at.as_str()), ("LC_ALL", "C.UTF-8")];
    let desk = Terminal::start(Path::new(env!("CARGO_BIN_EXE_keydesk")), &["demo"], &variables, SIZE);
    let mut guide = Guide { desk, shown };
    let still = tour(&mut guide);
    assert_eq!(guide.desk.wait(), 0);
    let cast = cast(&guide.desk.tape());
    let screens = played(&cast);
    assert!(screens.iter().any(|screen| screen.contains("Will no longer see")), "the recording shows what was seen");
    if shown {
        std::fs::write(pictures().join("demo.cast"), cast).expect("the recording is written");
        std::fs::write(pictures().join("demo.svg"), still::svg(&still)).expect("the still is written");
    }
}

/// What lies in the repository is a recording of this tour, and has nothing of the machine in it that it was made on.
#[test]
fn the_recording_that_is_shipped_is_of_this_tour() {
    let cast = std::fs::read_to_string(pictures().join("demo.cast")).expect("the recording is there");
    let screens = played(&cast);
    for seen in
        ["Welcome", "match \"masch\"", "Will no longer see", "z undo", "changed permissions of Jan Moser", "Go to"]
    {
        assert!(screens.iter().any(|screen| screen.contains(seen)), "{seen}");
    }
    let still = std::fs::read_to_string(pictures().join("demo.svg")).expect("the still is there");
    // Its spaces are such as no viewer swallows.
    let still = still.replace('\u{a0}', " ");
    assert!(still.contains("Will no longer see") && still.starts_with("<svg"), "the still is of it");
    for own in ["/tmp/", "/home/", "/root"] {
        assert!(!cast.contains(own) && !still.contains(own), "{own}");
    }
}
