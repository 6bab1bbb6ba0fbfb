//! Whether the database answers. When it does not, a banner says so, a quiet job tries again with growing pauses, and what is
//! typed stays where it is; when it answers again, everything that is shown is loaded anew.

use std::time::Duration;

use ratatui::layout::Rect;

use crate::service::setup;

use super::catalogue::Id;
use super::desk::Desk;
use super::load::{Load, Taken};
use super::msg::{Job, Reply};
use super::screen::{Canvas, Cx};

/// Pauses between attempts, in seconds; the last one stays.
const PAUSES: [u64; 6] = [1, 2, 4, 8, 15, 30];

/// The line to the database.
#[derive(Debug, Default)]
pub struct Link {
    lost: Option<Lost>,
}

#[derive(Debug, Default)]
struct Lost {
    attempts: usize,
    probe: Load<()>,
}

/// What a reply says about the line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Told {
    /// Nothing new.
    Nothing,
    /// It was the reply to our own question, and the database is still away.
    Away,
    /// It was the reply to our own question, and the database is back.
    Back,
}

impl Link {
    /// Whether the database is away.
    pub const fn is_lost(&self) -> bool {
        self.lost.is_some()
    }

    /// Listens to a reply, whoever asked.
    pub fn hear(&mut self, reply: &mut Reply, cx: &mut Cx<'_>) -> Told {
        let Some(lost) = &mut self.lost else {
            if reply.unavailable() {
                let mut lost = Lost::default();
                lost.ask(cx);
                self.lost = Some(lost);
            }
            return Told::Nothing;
        };
        match lost.probe.take(reply) {
            Taken::No => {
                // Something else was answered: no need to wait out the pause.
                if !reply.failed() {
                    self.hurry(cx);
                }
                Told::Nothing
            }
            Taken::Failed => {
                lost.attempts += 1;
                lost.ask(cx);
                Told::Away
            }
            Taken::Ready => {
                self.lost = None;
                Told::Back
            }
        }
    }

    /// Tries now, without waiting any longer.
    pub fn hurry(&mut self, cx: &mut Cx<'_>) {
        if let Some(lost) = &mut self.lost {
            lost.attempts = 0;
            lost.probe.start(cx, probe(Duration::ZERO));
        }
    }
}

impl Lost {
    fn ask(&mut self, cx: &mut Cx<'_>) {
        let seconds = PAUSES[self.attempts.min(PAUSES.len() - 1)];
        self.probe.start(cx, probe(Duration::from_secs(seconds)));
    }
}

/// A small question to the database, after a pause.
fn probe(pause: Duration) -> Job {
    Job::anonymous("probe", move |app| async move {
        tokio::time::sleep(pause).await;
        setup::is_empty(&app).await.map(drop)
    })
}

impl Desk {
    /// The banner over the line of the sections, while the database is away.
    pub(super) fn draw_banner(&self, canvas: &mut Canvas<'_>, line: Rect) {
        let Some(lost) = &self.link.lost else { return };
        let now = canvas.keys.first(Id::Reload).to_owned();
        let tried = match lost.attempts {
            0 => String::new(),
            n => format!(" {}", t!("link-tried", n = n.to_string())),
        };
        let text = format!("✗ {}", t!("link-away", tried = tried, key = now));
        let blank = " ".repeat(usize::from(line.width));
        canvas.raw(line, 0, 0, &blank, canvas.theme.stripe);
        canvas.at(line, 1, 0, &text, canvas.theme.stripe);
    }
}

#[cfg(test)]
mod tests {
    use super::super::dialogs::Form;
    use super::super::harness::{Bench, Blank};
    use super::super::msg::{Failure, Job};
    use super::super::{Screens, TuiSettings};

    fn away() -> Failure {
        Failure { unavailable: true, ..Failure::new("The database does not answer.") }
    }

    #[test]
    fn when_the_database_goes_away_a_banner_says_so_and_it_is_tried_again_until_it_is_back() {
        let mut bench = Bench::new(Screens::of_one(Blank));
        assert!(bench.screen(80, 24).contains("live"));
        let gauge = *bench.tickets("gauge").last().expect("it counts");
        bench.effects();
        bench.reply(gauge, Err(away()));
        let screen = bench.screen(80, 24);
        assert!(screen.contains("The database does not answer. What you typed is kept"), "{screen}");
        assert!(screen.contains("offline") && !screen.contains("live"), "{screen}");
        for tried in 1..4 {
            let probe = *bench.tickets("probe").last().expect("it tries again");
            bench.effects();
            bench.reply(probe, Err(away()));
            assert!(bench.screen(100, 24).contains(&format!("(tried {tried}×)")));
        }
        let probe = *bench.tickets("probe").last().expect("it tries again");
        bench.effects();
        bench.reply(probe, Ok(Box::new(())));
        let screen = bench.screen(80, 24);
        assert!(screen.contains("answers again") && screen.contains("live"), "{screen}");
        assert_eq!(bench.tickets("gauge").len(), 1, "everything is loaded again");
    }

    #[test]
    fn when_something_else_is_answered_it_is_tried_at_once() {
        let mut bench = Bench::new(Screens::of_one(Blank));
        let gauge = *bench.tickets("gauge").last().expect("it counts");
        let triage = *bench.tickets("triage count").last().expect("it counts");
        bench.effects();
        bench.reply(gauge, Err(away()));
        let waiting = *bench.tickets("probe").last().expect("it tries again");
        bench.effects();
        bench.reply(waiting, Err(away()));
        assert!(bench.screen(100, 24).contains("(tried 1×)"));
        bench.effects();
        bench.reply(triage, Ok(Box::new(0_u64)));
        let at_once = *bench.tickets("probe").last().expect("it tries again");
        bench.effects();
        bench.reply(at_once, Ok(Box::new(())));
        assert!(bench.screen(80, 24).contains("answers again"));
    }

    #[test]
    fn a_form_keeps_what_was_typed_while_the_database_is_away() {
        let mut bench =
            Bench::of(Screens::of_one(Blank), TuiSettings::default(), Some(super::super::harness::administrator()));
        let job = |_: &super::super::dialogs::Values| Job::anonymous("save", |_| async { Ok(1_u8) });
        bench.desk.push_dialog(Form::<u8>::new("A form", "Go", job, |_, _| {}).text("a", "A", "", ""));
        bench.type_text("half a senten");
        bench.press("enter enter");
        let save = *bench.tickets("save").last().expect("it is saved");
        bench.reply(save, Err(away()));
        bench.press("shift-tab");
        let screen = bench.screen(80, 24);
        assert!(screen.contains("half a senten") && screen.contains("What you typed is kept"), "{screen}");
        let probe = *bench.tickets("probe").last().expect("it tries again");
        bench.reply(probe, Ok(Box::new(())));
        assert!(bench.screen(80, 24).contains("half a senten"));
        assert_eq!(bench.desk.dialogs(), 1);
    }
}
