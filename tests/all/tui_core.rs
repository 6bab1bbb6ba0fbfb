//! The terminal's core does nothing that takes time, and nothing is put on the screen without a cause.

use std::path::Path;

use crate::architecture::{collect, without_comments_and_tests};
use crate::support::database::on_sqlite;
use crate::support::terminal::{at_the_desk, settings};
use crate::support::world::World;
use keydesk::tui::Msg;

/// What waits, locks, reads, writes, starts or asks the machine.
const FORBIDDEN: &[&str] = &[
    ".await",
    ".lock()",
    "Mutex",
    "RwLock",
    "std::fs",
    "fs::",
    "File::",
    "read_to_string",
    "read_dir",
    "io::stdin",
    "io::stdout",
    "io::stderr",
    "println!",
    "eprintln!",
    "tokio::",
    "block_on",
    "thread::",
    "sleep(",
    "process::",
    "env::var",
    "Instant::now",
    "SystemTime::now",
    "Utc::now",
    "TcpStream",
    "UdpSocket",
];

/// Files that are not the core: what the loop is made of, and what jobs call.
const AROUND: &[(&str, &str)] = &[
    ("run.rs", "the loop: it owns all input and output"),
    ("terminal.rs", "the modes of the terminal, which the loop enters and leaves"),
    ("crash.rs", "the report that is written when the program falls over"),
    ("detect.rs", "the question to the terminal for its colours, before the loop begins"),
    ("documents/viewing.rs", "what jobs do with a document that is looked at"),
    ("documents/deeds.rs", "what jobs do with files of the machine, beside the dialogs that start them"),
    ("mod.rs", "the name of the machine, which the job of signing in asks for"),
];

/// Everything in the terminal but the loop is update and draw, apart from the work of jobs, which stands in `async`.
#[test]
fn update_and_draw_neither_wait_nor_lock_nor_touch_the_machine() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tui");
    let mut files = Vec::new();
    collect(&root, &mut files);
    assert!(files.len() > 60, "the sources are found");
    let (mut wrong, mut needed) = (Vec::new(), Vec::new());
    for path in files {
        let inside = path.strip_prefix(&root).expect("a path inside").to_string_lossy().into_owned();
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        if stem.starts_with("tests") || stem == "harness" || stem == "fixtures" {
            continue;
        }
        let code = without_work(&without_comments_and_tests(&std::fs::read_to_string(&path).expect("a source")));
        let found: Vec<_> = FORBIDDEN.iter().filter(|word| code.contains(**word)).collect();
        if AROUND.iter().any(|(file, _)| *file == inside) {
            needed.extend((!found.is_empty()).then_some(inside));
        } else if !found.is_empty() {
            wrong.push(format!("{inside}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let idle: Vec<_> = AROUND.iter().filter(|(file, _)| !needed.iter().any(|n| n == file)).collect();
    assert!(idle.is_empty(), "no exceptions any more: {idle:?}");
}

/// The code without what jobs do: what stands in the braces after `async`.
fn without_work(code: &str) -> String {
    let mut kept = String::new();
    let mut rest = code;
    while let Some(at) = rest.match_indices("async").map(|(at, _)| at).find(|at| is_word(rest, *at)) {
        kept.push_str(&rest[..at]);
        rest = after_braces(&rest[at..]);
    }
    kept + rest
}

fn is_word(text: &str, at: usize) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    !text[..at].ends_with(part) && !text[at + "async".len()..].starts_with(part)
}

/// What follows the first pair of braces.
fn after_braces(text: &str) -> &str {
    let mut depth = 0_u32;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth <= 1 => return &text[at + 1..],
            '}' => depth -= 1,
            _ => {}
        }
    }
    ""
}

/// The test above can only fail if work is told from the core.
#[test]
fn the_work_of_jobs_is_told_from_the_core() {
    let code = "fn update() { let x = async move { a.lock().await; { b } }; draw(); }\nasync fn job(x: X) -> Y { x.await }\n\
                fn draw() { asynchronous.lock() }";
    let left = without_work(code);
    assert!(!left.contains(".await") && left.matches(".lock()").count() == 1 && left.contains("draw();"), "{left}");
}

/// At 60 columns no figure of the status line says how fast the database was, so that only causes remain.
const SMALL: (u16, u16) = (60, 18);

#[test]
fn nothing_is_put_on_the_screen_without_a_cause() {
    on_sqlite(|store| async {
        let world = World::new(store).await;
        for n in 0..30 {
            world.customer(&format!("{}", 1_000 + n), &format!("Customer {n:02}")).await;
        }
        at_the_desk(&world.app, Some(&world.admin), SMALL, settings(), |mut hands| async move {
            hands.see("Customers · 30").await;
            hands.see("outbox 0 waiting").await;
            hands.see("Customer 00").await;
            // Nobody does anything: nothing is drawn.
            let before = hands.frames();
            tokio::time::sleep(std::time::Duration::from_millis(400)).await;
            assert_eq!(hands.frames(), before, "idle costs nothing");
            // Changes that change nothing that is shown load everything again, and show nothing new. The one frame is the help.
            for _ in 0..5 {
                hands.send(Msg::Changed);
            }
            hands.press("?");
            hands.see("Keys that work here").await;
            let after = hands.frames();
            assert!(after - before <= 1, "{} frames for what is not shown, and the help", after - before - 1);
            hands.press("esc");
            hands.gone("Keys that work here").await;
            // Ten keys typed ahead: no key is drawn twice, and the last frame shows where they led.
            let before = hands.frames();
            hands.press("down down down down down down down down down down");
            hands.until("mark the tenth", |f| f.lines().any(|l| l.contains('▌') && l.contains("Customer 10"))).await;
            assert!(hands.frames() - before <= 10, "{} frames for ten keys", hands.frames() - before);
            // A size that is the same is no cause either.
            let before = hands.frames();
            hands.send(Msg::Resize(SMALL.0, SMALL.1));
            hands.press("up");
            hands.until("mark the ninth", |f| f.lines().any(|l| l.contains('▌') && l.contains("Customer 09"))).await;
            assert_eq!(hands.frames() - before, 1);
        })
        .await;
    });
}
