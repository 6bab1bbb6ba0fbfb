//! The locked screen: who locked it and a field for the password, and nothing else of what was there. What was typed before is
//! there again afterwards. The password is checked by the service, with the limits of any sign-in.

use std::time::Duration;

use ratatui::layout::Rect;

use crate::service::staff_sign_in;

use super::catalogue::{Id, Scope};
use super::cells;
use super::desk::Desk;
use super::load::{Load, Taken};
use super::msg::Reply;
use super::screen::{Canvas, Cx, Screen, Typed, Wish};
use super::widgets::{Field, modal};

/// The locked screen.
#[derive(Debug)]
pub struct Lock {
    name: String,
    password: Field,
    work: Load<()>,
}

impl Lock {
    /// Locked by this person.
    pub fn of(name: &str) -> Self {
        Self { name: name.to_owned(), password: Field::secret(), work: Load::default() }
    }
}

impl Screen for Lock {
    fn title(&self) -> String {
        t!("lock-title").to_owned()
    }

    fn scopes(&self) -> Vec<Scope> {
        Scope::Locked.chain()
    }

    fn typing(&self) -> bool {
        true
    }

    fn on_text(&mut self, typed: &Typed, _: &mut Cx<'_>) -> bool {
        !self.work.is_loading() && self.password.input(typed)
    }

    fn on_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        match command {
            Id::Unlock if !self.password.is_empty() && !self.work.is_loading() => {
                let password = self.password.text().to_owned();
                self.work.ask(
                    cx,
                    "unlock",
                    move |app, by| async move { staff_sign_in::unlock(&app, &by, &password).await },
                );
            }
            Id::UnlockEmpty => self.password.set(""),
            _ => {}
        }
    }

    fn on_reply(&mut self, reply: &mut Reply, cx: &mut Cx<'_>) {
        match self.work.take(reply) {
            Taken::Ready => cx.wish(Wish::Unlocked),
            Taken::Failed => self.password.set(""),
            Taken::No => {}
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let inner = modal(canvas, area, 50, 8, t!("lock-title"));
        canvas.line(inner, 1, &t!("lock-who", name = self.name.as_str()), canvas.theme.text);
        canvas.line(inner, 3, t!("password-label"), canvas.theme.dim);
        let place = Rect { x: inner.x + 10, width: inner.width.saturating_sub(10), ..inner };
        self.password.draw(canvas, place, 3, true);
        let key = canvas.keys.first(Id::Unlock).to_owned();
        let (text, style) = match (self.work.is_loading(), self.work.failure()) {
            (true, _) => (t!("checking").to_owned(), canvas.theme.dim),
            (_, Some(failure)) => (format!("✗ {}", failure.sentence), canvas.theme.bad),
            _ => (t!("lock-hint", key = key), canvas.theme.dim),
        };
        for (y, line) in (5_u16..).zip(cells::wrap(&text, usize::from(inner.width))) {
            canvas.line(inner, y, &line, style);
        }
    }
}

impl Desk {
    /// Locks, if somebody is signed in.
    pub(super) fn lock_now(&mut self) {
        if let Some(actor) = self.actor.as_ref().filter(|_| self.lock.is_none()) {
            self.lock = Some(Lock::of(actor.name()));
            self.forget_held();
        }
    }

    /// Locks when nobody has touched it for as long as the settings say. `true`: it is locked now and was not before.
    pub(super) fn lock_when_idle(&mut self) -> bool {
        let due = self.lock_in().is_some_and(|left| left.is_zero());
        if due {
            self.lock_now();
        }
        due
    }

    /// How long until it locks by itself if nobody touches it; `None` when it will not.
    pub fn lock_in(&self) -> Option<Duration> {
        let after = self.settings.lock_after?;
        if self.lock.is_some() || self.actor.is_none() {
            return None;
        }
        let idle = (self.now() - self.touched).to_std().unwrap_or_default();
        Some(after.saturating_sub(idle))
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::super::dialogs::Form;
    use super::super::harness::{Bench, Blank, administrator};
    use super::super::msg::{Effect, Failure, Job, Msg};
    use super::super::{Screens, TuiSettings};
    use super::*;

    fn bench() -> Bench {
        let settings = TuiSettings { lock_after: Some(Duration::from_mins(15)), ..TuiSettings::default() };
        let mut bench = Bench::of(Screens::of_one(Blank), settings, Some(administrator()));
        let job = |_: &super::super::dialogs::Values| Job::anonymous("save", |_| async { Ok(1_u8) });
        bench.desk.push_dialog(Form::<u8>::new("A form", "Go", job, |_, _| {}).text("a", "A", "", ""));
        bench.type_text("half a senten");
        bench
    }

    fn unlock(bench: &mut Bench, answer: Result<(), Failure>) {
        bench.type_text("secret");
        bench.press("enter");
        let ticket = *bench.tickets("unlock").last().expect("the service is asked");
        bench.reply(ticket, answer.map(|()| Box::new(()) as Box<dyn std::any::Any + Send>));
    }

    #[test]
    fn a_locked_screen_shows_who_locked_it_and_nothing_of_what_was_there() {
        let mut bench = bench();
        bench.press("ctrl-l");
        let screen = bench.screen(80, 24);
        assert!(screen.contains("Anna Berg locked this screen."), "{screen}");
        for gone in ["half a senten", "Nordlift", "A form", "Customers", "live"] {
            assert!(!screen.contains(gone), "{gone} is shown:\n{screen}");
        }
        assert!(!bench.screen(40, 10).contains("Nordlift"), "however small it is");
        // Nothing of what is behind can be reached.
        bench.effects();
        bench.press("esc ctrl-q ctrl-c ctrl-z f5 ctrl-r");
        bench.send(Msg::Changed);
        let effects = bench.effects();
        assert!(!effects.iter().any(|e| matches!(e, Effect::Quit | Effect::Suspend)), "{effects:?}");
        unlock(&mut bench, Err(Failure::new("That is not your password.")));
        let screen = bench.screen(80, 24);
        assert!(screen.contains("not your password") && !screen.contains("half a senten"), "{screen}");
        unlock(&mut bench, Ok(()));
        let screen = bench.screen(80, 24);
        assert!(screen.contains("half a senten") && !screen.contains("secret"), "{screen}");
    }

    #[test]
    fn it_locks_when_nobody_touched_it_for_so_long_and_the_key_that_comes_late_does_nothing() {
        let mut bench = bench();
        assert_eq!(bench.desk.lock_in(), Some(Duration::from_mins(15)));
        bench.clock.advance(TimeDelta::minutes(10));
        bench.send(Msg::Idle);
        assert_eq!(bench.desk.lock_in(), Some(Duration::from_mins(5)));
        bench.type_text("c");
        assert_eq!(bench.desk.lock_in(), Some(Duration::from_mins(15)), "a key counts as a touch");
        // A laptop that was closed: the key is the first to come.
        bench.clock.advance(TimeDelta::minutes(20));
        bench.type_text("e");
        assert!(bench.screen(80, 24).contains("locked this screen"));
        unlock(&mut bench, Ok(()));
        assert!(bench.screen(80, 24).contains("half a sentenc"));
        assert!(!bench.screen(80, 24).contains("half a sentence"));
        bench.clock.advance(TimeDelta::minutes(15));
        bench.send(Msg::Idle);
        assert!(bench.screen(80, 24).contains("locked this screen"));
    }
}
