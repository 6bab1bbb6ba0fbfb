//! Leaving what is not saved: it is asked about first.

use ratatui::layout::Rect;

use super::catalogue::{Id, Scope};
use super::desk::Desk;
use super::dialogs::{Ask, Step};
use super::screen::{Canvas, Cx, Leave, Screen, Wish};

impl Desk {
    /// What would be lost if everything in front were left now.
    fn unsaved(&self) -> Option<String> {
        let section = self.sections.get(self.current).map(|s| &s.screen);
        self.dialogs.iter().rev().chain(section).find_map(|screen| match screen.leave() {
            Leave::Unsaved(what) => Some(what),
            Leave::Ok => None,
        })
    }

    /// Leaves Keydesk, or asks first.
    pub(super) fn quit(&mut self) {
        match self.unsaved() {
            Some(what) => self.push_dialog(Leaving::new(&what, None)),
            None => self.stop(),
        }
    }

    /// Goes to a section, or asks first.
    pub(super) fn go_to(&mut self, section: Id) {
        match self.unsaved() {
            Some(what) => self.push_dialog(Leaving::new(&what, Some(section))),
            None => self.abandon(Some(section)),
        }
    }

    /// Closes every dialog and goes.
    pub(super) fn abandon(&mut self, section: Option<Id>) {
        self.dialogs.clear();
        match section {
            Some(section) => self.show_section(section),
            None => self.stop(),
        }
    }
}

/// The question before what is not saved is lost.
struct Leaving {
    ask: Ask,
    section: Option<Id>,
}

impl Leaving {
    fn new(what: &str, section: Option<Id>) -> Self {
        let title = if section.is_some() { t!("leave-title") } else { t!("leave-keydesk") };
        let text = t!("leave-text", what = what);
        Self { ask: Ask::new(title, text, t!("stay"), t!("discard")), section }
    }

    fn answered(&self, step: &Step<()>, cx: &mut Cx<'_>) {
        match step {
            Step::Stay => {}
            Step::Cancel => cx.close(),
            Step::Done(()) => cx.wish(Wish::Abandon(self.section)),
        }
    }
}

impl Screen for Leaving {
    fn title(&self) -> String {
        t!("leave-title").to_owned()
    }

    fn scopes(&self) -> Vec<Scope> {
        Scope::Question.chain()
    }

    fn on_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        let step = self.ask.command(command);
        self.answered(&step, cx);
    }

    fn on_click(&mut self, target: usize, cx: &mut Cx<'_>) {
        let step = self.ask.click(target);
        self.answered(&step, cx);
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        self.ask.draw(canvas, area);
    }
}

#[cfg(test)]
mod tests {
    use super::super::dialogs::Form;
    use super::super::harness::Bench;
    use super::super::msg::{Effect, Job};
    use super::super::{Screens, TuiSettings};

    fn bench() -> Bench {
        let job = |_: &super::super::dialogs::Values| Job::anonymous("job", |_| async { Ok(1_u8) });
        let mut bench = Bench::with_dialog(Form::<u8>::new("A form", "Go", job, |_, _| {}).text("a", "A", "", ""));
        bench.effects();
        bench
    }

    fn quits(bench: &mut Bench) -> bool {
        bench.effects().iter().any(|e| matches!(e, Effect::Quit))
    }

    #[test]
    fn leaving_keydesk_asks_when_something_typed_would_be_lost() {
        let mut bench = bench();
        bench.type_text("x");
        bench.press("ctrl-q");
        assert!(bench.screen(80, 24).contains("Not saved yet: \"A form\""));
        bench.press("enter");
        assert!(!quits(&mut bench) && bench.desk.dialogs() == 1);
        bench.press("ctrl-q ctrl-q");
        assert!(!quits(&mut bench), "the same key twice never discards");
        bench.press("y");
        assert!(quits(&mut bench));
    }

    #[test]
    fn nothing_typed_is_nothing_asked() {
        let mut bench = bench();
        bench.press("ctrl-q");
        assert!(quits(&mut bench));
    }

    #[test]
    fn a_click_on_a_section_behind_a_dialog_asks_too() {
        let settings = TuiSettings::default();
        let mut bench = Bench::new(Screens::all(&settings));
        let job = |_: &super::super::dialogs::Values| Job::anonymous("job", |_| async { Ok(1_u8) });
        bench.desk.push_dialog(Form::<u8>::new("A form", "Go", job, |_, _| {}).text("a", "A", "", ""));
        bench.type_text("x");
        bench.click("Outbox");
        assert!(bench.screen(80, 24).contains("Leave without saving?"));
        bench.press("y");
        assert!(bench.desk.dialogs() == 0 && bench.screen(80, 24).contains("▸ Outbox"));
    }
}
