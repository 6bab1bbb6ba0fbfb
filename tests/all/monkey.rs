//! A monkey at the desk: random keys, pastes, clicks, sizes, and changes by others, on the terminal's real core with the real
//! services and names that are hard to show. Nothing may panic, and after each step everything fits together: who has got the
//! keys is there, cursors stand in their lists, dialogs do not pile up, nothing on the screen steers the terminal, every job
//! is answered, and Keydesk can be left.
//!
//! 20,000 steps by default, in four parts. `KEYDESK_MONKEY_STEPS=200000` takes more, `KEYDESK_MONKEY_SEED=7` begins
//! elsewhere. What fails prints its seed and the last steps; with `KEYDESK_MONKEY_ONLY=<that seed>` that round alone is gone
//! through again, step by step the same.

mod acts;
mod town;

use std::collections::VecDeque;

use keydesk::tui::msg::Msg;
use keydesk::tui::{TuiSettings, Viewer, Welcome, cells};
use ratatui::buffer::Buffer;

use crate::support::database::on_sqlite;
use crate::support::still::Still;
use crate::support::terminal::{settings, text_of};
use acts::{Act, Chance};
use town::Town;

/// So many steps are made in one database.
const ROUND: u64 = 1_000;
/// More dialogs than this on top of each other nobody finds the way out of.
const DIALOGS: usize = 12;
/// Jobs that would touch the machine of the tests.
const FORBIDDEN: &[&str] =
    &["save document", "export log", "view document", "view documents", "letter page", "attach", "attach billing"];

macro_rules! parts {
    ($($name:ident: $part:literal;)+) => {$(
        #[test]
        fn $name() {
            part($part);
        }
    )+};
}

parts! {
    a_monkey_breaks_nothing_at_the_first_desk: 0;
    a_monkey_breaks_nothing_at_the_second_desk: 1;
    a_monkey_breaks_nothing_at_the_third_desk: 2;
    a_monkey_breaks_nothing_at_the_fourth_desk: 3;
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// A quarter of all rounds.
fn part(part: u64) {
    let steps = number("KEYDESK_MONKEY_STEPS").unwrap_or(20_000);
    let first = number("KEYDESK_MONKEY_SEED").unwrap_or(1);
    if let Some(only) = number("KEYDESK_MONKEY_ONLY") {
        if part == 0 {
            on_sqlite(|store| async move { round(Town::new(store, only).await, only).await });
        }
        return;
    }
    let rounds = steps.div_ceil(ROUND).max(4);
    for seed in (first..first + rounds).filter(|seed| seed % 4 == part) {
        on_sqlite(|store| async move { round(Town::new(store, seed).await, seed).await });
    }
}

/// What was done, for whoever has to mend it.
struct Trace {
    seed: u64,
    step: u64,
    acts: VecDeque<Act>,
    screen: String,
}

impl Drop for Trace {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let Self { seed, step, acts, screen } = self;
            eprintln!("the monkey with KEYDESK_MONKEY_ONLY={seed} failed at step {step}, after:");
            for act in acts.iter() {
                eprintln!("  {act:?}");
            }
            eprintln!("{screen}");
        }
    }
}

/// A thousand steps in one database: several times at a desk, each time until it is left.
async fn round(mut town: Town, seed: u64) {
    let chance = Chance::new(seed);
    let mut trace = Trace { seed, step: 0, acts: VecDeque::new(), screen: String::new() };
    while trace.step < ROUND {
        let welcome = chance.one_in(3).then(|| Welcome { lines: vec!["The portal: http://127.0.0.1:4711".to_owned()] });
        let stripe = chance.one_in(4).then(|| "\u{202e}PROD\u{1b}[31m 株式会社".to_owned());
        let viewer = Viewer::Program("/nowhere/viewer".into());
        let settings = TuiSettings { welcome, stripe, viewer, ..settings() };
        let actor = town.who(&chance);
        let mut still = Still::new(&town.world.app, Some(&actor), &settings, chance.size());
        let until = (trace.step + 50 + chance.below(450)).min(ROUND);
        while trace.step < until && !still.left && !still.desk.is_locked() {
            trace.step += 1;
            let act = chance.act();
            trace.acts.push_back(act.clone());
            if trace.acts.len() > 60 {
                trace.acts.pop_front();
            }
            perform(&mut still, &mut town, act).await;
            look(&still, &mut trace);
            if chance.one_in(40) {
                still.settle(FORBIDDEN).await;
                look(&still, &mut trace);
                assert!(still.desk.too_small() || !still.desk.waiting(), "it waits for what nobody does");
            }
        }
        leave(&mut still);
    }
}

async fn perform(still: &mut Still, town: &mut Town, act: Act) {
    match act {
        Act::Keys(keys) => still.press(&keys),
        Act::Key(key) => still.send(Msg::Key(key)),
        Act::Paste(text) => still.send(Msg::Paste(text)),
        Act::Mouse(event) => still.send(Msg::Mouse(event)),
        Act::Size(width, height) => still.send(Msg::Resize(width, height)),
        Act::Answer(at) => {
            let open = still.open().max(1);
            still.answer(at % open, FORBIDDEN).await;
        }
        Act::Answers => still.settle(FORBIDDEN).await,
        Act::Fail(at) => {
            let open = still.open().max(1);
            still.fail(at % open);
        }
        Act::Others(what) => {
            town.others(what).await;
            still.send(Msg::Changed);
        }
        Act::Changed => still.send(Msg::Changed),
        Act::Sleep => still.send(Msg::Sleep),
    }
}

/// Everything fits together.
fn look(still: &Still, trace: &mut Trace) {
    let frame = still.frame();
    trace.screen = text_of(&frame);
    assert!(still.desk.dialogs() <= DIALOGS, "{} dialogs lie on top of each other", still.desk.dialogs());
    let flaws = still.desk.flaws();
    assert!(flaws.is_empty(), "{flaws:?}");
    fits(&frame);
}

/// Nothing in a frame steers the terminal, and no line is longer than the screen.
fn fits(frame: &Buffer) {
    let area = frame.area;
    for y in 0..area.height {
        for x in 0..area.width {
            let symbol = frame[(x, y)].symbol();
            let steers = |c: char| {
                c.is_control()
                    || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            };
            assert!(!symbol.contains(steers), "{symbol:?} at {x}, {y}");
            let width = cells::width(symbol);
            assert!(
                usize::from(x) + width <= usize::from(area.width),
                "{symbol:?} at {x}, {y} reaches beyond the screen"
            );
            if width > 1 && x + 1 < area.width {
                let next = frame[(x + 1, y)].symbol();
                assert!(next.trim().is_empty(), "{symbol:?} at {x}, {y} is half covered by {next:?}");
            }
        }
    }
}

/// From everywhere Keydesk can be left: at once, or after saying that what is not saved may go.
fn leave(still: &mut Still) {
    // Who finds it locked has the password, or nothing to do with it.
    if still.left || still.desk.is_locked() {
        return;
    }
    still.press("ctrl-q");
    if !still.left {
        assert!(!still.desk.too_small(), "too small a terminal is left at once");
        still.press("y");
    }
    assert!(still.left, "Keydesk is left");
}
