//! The back office in a real terminal: its modes, its sizes, its signals.

use std::path::Path;
use std::process::Command;

use crate::support::pty::{Terminal, key};
use crate::support::world::PASSWORD;

const DESK: &str = env!("CARGO_BIN_EXE_keydesk");

/// The modes of [`Terminal::modes`] while the program has the screen.
const ENTERED: [bool; 3] = [true; 3];
const LEFT: [bool; 3] = [false; 3];

/// A home with an organization, two customers, and somebody who is signed in.
struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(tempfile::tempdir().expect("a home"));
        let secret = home.file("secret.txt", PASSWORD);
        let customers =
            home.file("customers.csv", "number,name,kind\n1042,Huber GmbH,corporate\n1101,Hydro Nord,corporate\n");
        let who =
            ["--admin-email", "anna@nordlift.example", "--admin-name", "Anna Berg", "--admin-password-file", &secret];
        home.run(&[&["init", "--organization", "Nordlift Service"][..], &who].concat());
        home.run(&["import", "customers", &customers]);
        home
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.0.path().join(name);
        std::fs::write(&path, text).expect("a file");
        path.display().to_string()
    }

    fn variables(&self) -> Vec<(&'static str, String)> {
        let at = |name: &str| self.0.path().join(name).display().to_string();
        vec![
            ("HOME", at("")),
            ("XDG_STATE_HOME", at("state")),
            ("XDG_CONFIG_HOME", at("config")),
            ("XDG_DATA_HOME", at("data")),
            ("KEYDESK_DATABASE__URL", format!("sqlite:{}", at("keydesk.db"))),
        ]
    }

    fn run(&self, arguments: &[&str]) {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let mut command = Command::new(DESK);
        command.env_clear().env("PATH", path).envs(self.variables()).current_dir(self.0.path());
        let done = command.args(arguments).output().expect("keydesk runs");
        assert!(done.status.success(), "keydesk {arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    }

    fn desk(&self, more: &[(&'static str, &str)], size: (u16, u16)) -> Terminal {
        let own = self.variables();
        let mut variables: Vec<(&str, &str)> = own.iter().map(|(name, value)| (*name, value.as_str())).collect();
        variables.extend(more);
        Terminal::start(Path::new(DESK), &[], &variables, size)
    }
}

fn signal(desk: &Terminal, name: &str) {
    let done = Command::new("kill").args([name, &desk.pid().to_string()]).status().expect("kill runs");
    assert!(done.success(), "kill {name}");
}

#[test]
fn the_terminal_is_left_as_it_was_found() {
    let home = Home::new();
    let mut desk = home.desk(&[], (80, 24));
    desk.wait_for("Hydro Nord");
    assert_eq!(desk.modes(), ENTERED);
    desk.press("/hub");
    desk.wait_until_gone("Hydro Nord");
    desk.press(key::ENTER);
    desk.wait_for("Customers ▸ 1042 Huber GmbH");
    desk.press("\u{11}");
    assert_eq!(desk.wait(), 0);
    assert_eq!(desk.modes(), LEFT);
}

#[test]
fn told_to_stop_it_leaves_the_terminal_in_order() {
    let home = Home::new();
    for name in ["-TERM", "-HUP"] {
        let mut desk = home.desk(&[], (80, 24));
        desk.wait_for("Hydro Nord");
        signal(&desk, name);
        assert_eq!(desk.wait(), 0, "{name}");
        assert_eq!(desk.modes(), LEFT, "{name}");
    }
}

#[test]
fn put_to_sleep_it_gives_the_terminal_back_and_takes_it_again() {
    let home = Home::new();
    let mut desk = home.desk(&[], (80, 24));
    for put_to_sleep in ["\u{1a}", "-TSTP"] {
        desk.wait_for("Hydro Nord");
        if put_to_sleep == "-TSTP" {
            signal(&desk, put_to_sleep);
        } else {
            desk.press(put_to_sleep);
        }
        desk.wait_until_gone("Hydro Nord");
        assert_eq!(desk.modes(), LEFT, "{put_to_sleep:?}");
        signal(&desk, "-CONT");
        desk.wait_for("Hydro Nord");
        assert_eq!(desk.modes(), ENTERED, "{put_to_sleep:?}");
    }
    desk.press("\u{11}");
    assert_eq!(desk.wait(), 0);
}

#[test]
fn every_size_is_drawn_and_too_small_a_one_says_what_is_needed() {
    let home = Home::new();
    let mut desk = home.desk(&[], (40, 10));
    desk.wait_for("needs a terminal");
    desk.wait_for("60 × 18");
    for size in [(60, 18), (200, 60), (1, 1), (99, 18), (100, 19), (7, 40), (80, 24)] {
        desk.resize(size);
    }
    desk.wait_for("Hydro Nord");
    desk.press("?");
    desk.wait_for("Keys that work here");
    desk.press("letters folder");
    desk.resize((120, 40));
    // The whole sentence fits only now: a key pressed before the new size was seen may wait for the next one.
    desk.wait_for("of the letters folder.");
    desk.press(key::ESC);
    desk.wait_for("[Overview]");
    desk.press("\u{11}");
    assert_eq!(desk.wait(), 0);
}

#[test]
fn without_colour_the_selection_is_still_seen() {
    let home = Home::new();
    let desk = home.desk(&[("NO_COLOR", "1")], (80, 24));
    desk.wait_for("Hydro Nord");
    desk.wait_until("1042 to be marked", |screen| screen.lines().any(|l| l.contains('▌') && l.contains("1042")));
    assert_eq!(desk.look_of("1042"), (true, false));
    let desk = home.desk(&[], (80, 24));
    desk.wait_for("Hydro Nord");
    desk.wait_until("1042 to be marked", |screen| screen.lines().any(|l| l.contains('▌') && l.contains("1042")));
    assert!(desk.look_of("1042").1, "with colour there is colour");
}

#[test]
fn what_is_pasted_is_text_and_never_enter() {
    let home = Home::new();
    let mut desk = home.desk(&[], (80, 24));
    desk.wait_for("Hydro Nord");
    desk.press("/\u{1b}[200~hyd\r\rro\r\u{1b}[201~");
    desk.wait_for("/ hyd ro");
    desk.press("\u{11}");
    assert_eq!(desk.wait(), 0);
}

/// A megabyte that tries to end the paste, to clear the screen and to act: it is text, cut where a field ends.
#[test]
fn a_megabyte_with_escape_sequences_is_pasted_as_text() {
    let home = Home::new();
    let mut desk = home.desk(&[], (80, 24));
    desk.wait_for("Hydro Nord");
    desk.press("/");
    let line = "\u{1b}[2Jhyd\u{1b}]0;title\u{7}\u{1b}[?1049l\u{9b}31m q\r\n";
    let book = line.repeat(1_048_576 / line.len());
    desk.press(&format!("\u{1b}[200~{book}\u{1b}[201~"));
    desk.wait_for("/ ");
    desk.wait_until("the field to be full", |screen| screen.lines().any(|l| l.contains("/ ") && l.contains("hyd")));
    assert_eq!(desk.modes(), ENTERED, "nothing of it steered the terminal");
    desk.press(key::ESC);
    desk.wait_for("Hydro Nord");
    desk.press("\u{11}");
    assert_eq!(desk.wait(), 0);
    assert_eq!(desk.modes(), LEFT);
}

#[test]
fn a_storm_of_sizes_ends_in_a_whole_screen() {
    let home = Home::new();
    let mut desk = home.desk(&[], (80, 24));
    desk.wait_for("Hydro Nord");
    for i in 0..300_u16 {
        desk.resize((1 + i * 7 % 200, 1 + i * 5 % 70));
        if i % 10 == 0 {
            desk.press("jk");
        }
    }
    desk.resize((80, 24));
    let screen = desk.wait_until("everything in its place", |screen| {
        screen.contains("Hydro Nord") && screen.lines().last().is_some_and(|line| line.contains("? help"))
    });
    assert_eq!(screen.lines().count(), 24, "{screen}");
    desk.press("\u{11}");
    assert_eq!(desk.wait(), 0);
    assert_eq!(desk.modes(), LEFT);
}

/// Rows, sections, footer and wheel answer the mouse; a key gives it back to the terminal.
#[test]
fn the_mouse_works_and_can_be_freed_for_selecting() {
    let home = Home::new();
    let mut desk = home.desk(&[], (80, 24));
    desk.wait_for("Hydro Nord");
    assert!(desk.mouse());
    let marked = |number: &'static str| move |s: &str| s.lines().any(|l| l.contains('▌') && l.contains(number));
    desk.wait_until("the first row to be marked", marked("1042"));
    desk.click("Hydro Nord");
    desk.wait_until("the row that was clicked to be marked", marked("1101"));
    desk.wheel_up_at("Hydro Nord");
    desk.wait_until("the wheel to move it", marked("1042"));
    desk.click("? help");
    desk.wait_for("Keys that work here");
    desk.press(key::ESC);
    desk.wait_until_gone("Keys that work here");
    desk.click("Orders");
    desk.wait_for("▸ Orders");
    desk.press(key::F8);
    desk.wait_for("select text as usual");
    desk.press("j");
    desk.wait_for("selecting");
    assert!(!desk.mouse(), "clicks belong to the terminal now");
    desk.press(key::F8);
    desk.wait_for("The mouse works here again");
    assert!(desk.mouse());
    desk.press("\u{11}");
    assert_eq!(desk.wait(), 0);
    assert!(!desk.mouse());
}

/// What a crash leaves behind: a terminal in order, and a report in which nobody is named.
#[test]
fn a_crash_leaves_a_usable_terminal_and_a_report_without_persons() {
    let home = Home::new();
    let mut desk = home.desk(&[("KEYDESK_TEST_PANIC", "open")], (80, 24));
    desk.wait_for("Hydro Nord");
    desk.press("/hub");
    desk.wait_until_gone("Hydro Nord");
    desk.press(&key::ENTER.repeat(2));
    assert_ne!(desk.wait(), 0);
    assert_eq!(desk.modes(), LEFT);
    assert!(!desk.mouse());
    let said = desk.wait_for("A report without anything personal is in");
    assert!(said.contains("What was saved is safe"), "{said}");
    let state = home.0.path().join("state/keydesk");
    let reports = std::fs::read_dir(state).expect("the folder").flatten().map(|e| e.path());
    let reports: Vec<_> = reports.filter(|p| p.to_string_lossy().contains("crash-")).collect();
    assert_eq!(reports.len(), 1);
    let report = std::fs::read_to_string(&reports[0]).expect("the report");
    for part in [env!("CARGO_PKG_VERSION"), "src/tui/run.rs:", "terminal  80 × 24", "commands  ", "search", "open"] {
        assert!(report.contains(part), "{part} is missing:\n{report}");
    }
    let home = home.0.path().display().to_string();
    for private in ["private words", "Huber", "hub ", "Anna", "nordlift", "Nordlift", home.as_str()] {
        assert!(!report.contains(private), "{private} is in it:\n{report}");
    }
}

/// Keys and colours of the person's own: what cannot be meant is refused before anybody is asked anything, all of it at once.
#[test]
fn own_keys_and_colours_are_checked_at_start() {
    let home = Home::new();
    std::fs::create_dir_all(home.0.path().join("config/keydesk")).expect("a folder");
    let config = |text: &str| home.file("config/keydesk/config.toml", text);
    config(
        "[terminal.keys]\nundo = \"i\"\nserch = \"f3\"\n\n[terminal.colours]\ndimm = \"red\"\naccent = \"#12345\"\n",
    );
    let mut desk = home.desk(&[], (120, 30));
    assert_ne!(desk.wait(), 0);
    for said in [
        "line 1: terminal.keys: i would mean both invite and undo",
        "there is no command \"serch\"; did you mean search?",
        "terminal.colours: there is no part \"dimm\" to colour; did you mean dim?",
        "accent: \"#12345\" is no colour",
    ] {
        desk.wait_for(said);
    }
    assert_eq!(desk.modes(), LEFT);
    config("[terminal.keys]\nsearch = [\"f3\"]\n\n[terminal.colours]\nselected = \"#204060\"\n");
    let mut desk = home.desk(&[], (80, 24));
    desk.wait_for("f3 search");
    desk.press("\u{1b}ORhyd");
    desk.wait_until_gone("Huber GmbH");
    desk.press("\u{11}");
    assert_eq!(desk.wait(), 0);
}

/// The answer to the question for the background is no key, however late it comes.
#[test]
fn a_light_terminal_is_recognised_and_its_answer_is_no_key() {
    let home = Home::new();
    let mut desk = home.desk(&[], (80, 24));
    desk.press("\u{1b}]11;rgb:ffff/ffff/ffff\u{1b}\\");
    desk.wait_for("Hydro Nord");
    // Grey on white is darker than grey on black.
    assert!(desk.has_colour(241) && !desk.has_colour(246));
    desk.press("\u{1b}]11;rgb:0000/0000/0000\u{7}");
    desk.press("/hyd");
    desk.wait_until_gone("Huber GmbH");
    let screen = desk.wait_for("/ hyd");
    assert!(!screen.contains("rgb") && !screen.contains("does nothing here"), "{screen}");
    desk.press("\u{11}");
    assert_eq!(desk.wait(), 0);
    let mut desk = home.desk(&[("COLORFGBG", "0;15")], (80, 24));
    desk.wait_for("Hydro Nord");
    assert!(desk.has_colour(241) && !desk.has_colour(246));
    desk.press("\u{11}");
    assert_eq!(desk.wait(), 0);
}

#[test]
fn access_is_granted_changed_with_a_preview_revoked_and_each_undone() {
    let home = Home::new();
    home.run(&["portal", "enable"]);
    home.run(&["portal", "enable", "--customer", "1042"]);
    let mut desk = home.desk(&[], (80, 24));
    desk.wait_for("Hydro Nord");
    desk.wait_until("1042 to be marked", |screen| screen.lines().any(|l| l.contains('▌') && l.contains("1042")));
    desk.press("i");
    desk.wait_for("First name");
    desk.press("Eva\tHuber\teva@huber.example");
    desk.wait_for("eva@huber.example");
    // Back to the button, which lies before the first field.
    desk.press(&key::BACK_TAB.repeat(3));
    desk.wait_for("▸ Invite ◂");
    desk.press(key::ENTER);
    desk.wait_for("kdi_");
    desk.press(key::ENTER);
    desk.wait_until_gone("kdi_");
    desk.press("p");
    desk.wait_for("Eva Huber (pending) / Orders: allowed by role");
    desk.press(key::RIGHT);
    desk.press(" w");
    desk.wait_for("Save 1 change for 1 person?");
    desk.wait_for("See service objects: allowed by role → denied");
    desk.press(key::ENTER);
    desk.wait_for("✓ Saved: 1 change for 1 person · z undo");
    desk.press(key::ESC);
    desk.wait_until_gone("as the role says  *");
    desk.press("z");
    desk.wait_for("Undo this?");
    desk.press("y");
    desk.wait_for("✓ Undone");
    desk.press(key::ENTER);
    desk.wait_for("[Overview]");
    desk.press(key::TAB);
    desk.wait_for("eva@huber");
    desk.press("x");
    desk.wait_for("Revoke the access of Eva Huber?");
    desk.press("\t\t\r");
    desk.wait_for("✓ Access of Eva Huber revoked · z undo");
    desk.wait_for("revoked ");
    desk.press("z");
    desk.wait_for("Undo this?");
    desk.press("y");
    desk.wait_for("✓ Undone");
    desk.wait_until("Eva to be pending again", |s| s.lines().any(|l| l.contains("Eva Huber") && l.contains("pending")));
    desk.press("\u{11}");
    assert_eq!(desk.wait(), 0);
}

/// A document is opened by the system's program, which here notes what it was handed.
#[cfg(unix)]
#[test]
fn a_document_is_opened_by_the_systems_program_and_what_it_read_is_cleared_away() {
    use std::os::unix::fs::PermissionsExt as _;

    let home = Home::new();
    let contract = home.file("contract.txt", "For five years.\n");
    home.run(&["document", "add", "--customer", "1042", &contract]);
    let (tools, seen) = (home.0.path().join("tools"), home.0.path().join("seen"));
    std::fs::create_dir_all(&tools).expect("a folder");
    let opener = tools.join("xdg-open");
    let script = format!("#!/bin/sh\n{{ echo \"$1\"; cat \"$1\"; }} > {0}.part\nmv {0}.part {0}\n", seen.display());
    std::fs::write(&opener, script).expect("a program");
    std::fs::set_permissions(&opener, std::fs::Permissions::from_mode(0o755)).expect("it may run");
    let path = format!("{}:{}", tools.display(), std::env::var("PATH").unwrap_or_default());
    let runtime = home.0.path().display().to_string();
    let mut desk = home.desk(&[("PATH", &path), ("DISPLAY", ":0"), ("XDG_RUNTIME_DIR", &runtime)], (80, 24));
    documents_tab(&mut desk);
    desk.press(key::ENTER);
    desk.wait_for("is open in another window");
    let started = std::time::Instant::now();
    while !seen.exists() {
        assert!(started.elapsed().as_secs() < 30, "the program was not started");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let noted = std::fs::read_to_string(&seen).expect("what the program saw");
    let (file, text) = noted.split_once('\n').expect("a path and the text");
    assert_eq!(text, "For five years.\n");
    assert!(file.ends_with("/D1.txt") && file.starts_with(&runtime), "under a name of our own: {file}");
    desk.press("\u{11}");
    assert_eq!(desk.wait(), 0);
    assert!(!Path::new(file).exists(), "nothing is left of it");
}

/// Without a display it says so, and saves the document where the person wants it.
#[test]
fn without_a_display_a_document_is_saved_and_it_is_said_where() {
    let home = Home::new();
    let contract = home.file("contract.txt", "For five years.\n");
    home.run(&["document", "add", "--customer", "1042", &contract]);
    let mut desk = home.desk(&[], (80, 24));
    documents_tab(&mut desk);
    desk.press(key::ENTER);
    desk.wait_for("There are no windows here to open it in");
    desk.wait_for("it can be saved as a file");
    desk.press("\r\r");
    desk.wait_for("✓ Saved as");
    let copy = home.0.path().join("D1.txt");
    assert_eq!(std::fs::read_to_string(&copy).expect("the copy"), "For five years.\n");
    // Over ssh a window would open on the other machine, whatever displays there are.
    let mut desk = home.desk(&[("DISPLAY", ":0"), ("SSH_CONNECTION", "10.0.0.1 22")], (80, 24));
    documents_tab(&mut desk);
    desk.press(key::ENTER);
    desk.wait_for("You are working over ssh");
    desk.press(key::ESC);
    desk.press("\u{11}");
    assert_eq!(desk.wait(), 0);
}

/// The tab Documents of Huber, with one document.
fn documents_tab(desk: &mut Terminal) {
    desk.wait_until("1042 to be marked", |screen| screen.lines().any(|l| l.contains('▌') && l.contains("1042")));
    desk.press(key::ENTER);
    desk.wait_for("[Overview]");
    desk.press(&key::BACK_TAB.repeat(4));
    desk.wait_for("contract.txt");
}
