//! A question before something that cannot be undone: it names the thing, says what will happen, and defaults to no.

use std::panic::Location;

use ratatui::layout::Rect;

use super::super::catalogue::{Id, Scope};
use super::super::cells;
use super::super::load::{Load, Taken};
use super::super::msg::{Job, Reply};
use super::super::screen::{Canvas, Cx, Screen, Wish};
use super::super::widgets::{buttons, modal};

/// What happens with the value of a job that succeeded.
type Then<T> = Box<dyn FnOnce(T, &mut Cx<'_>)>;

/// A question with two answers; *yes* runs a job, and the dialog stays until the job is done.
pub struct Question<T> {
    title: String,
    text: String,
    yes: String,
    job: Option<Box<dyn Fn() -> Job>>,
    then: Option<Then<T>>,
    marked_yes: bool,
    work: Load<T>,
    made_at: &'static Location<'static>,
}

impl<T: Send + 'static> Question<T> {
    /// `title` names the deed and the thing, `text` says what will happen, `yes` is the verb of the button. `job` is
    /// made anew for every try; `then` says what was done.
    #[track_caller]
    pub fn new(
        title: impl Into<String>,
        text: impl Into<String>,
        yes: impl Into<String>,
        job: impl Fn() -> Job + 'static,
        then: impl FnOnce(T, &mut Cx<'_>) + 'static,
    ) -> Self {
        Self {
            title: title.into(),
            text: text.into(),
            yes: yes.into(),
            job: Some(Box::new(job)),
            then: Some(Box::new(then)),
            marked_yes: false,
            work: Load::default(),
            made_at: Location::caller(),
        }
    }

    fn answer(&mut self, yes: bool, cx: &mut Cx<'_>) {
        if self.work.is_loading() {
            return;
        }
        if !yes {
            return cx.close();
        }
        if let Some(job) = &self.job {
            self.work.start(cx, job());
        }
    }
}

impl<T: Send + 'static> Screen for Question<T> {
    fn title(&self) -> String {
        self.title.clone()
    }

    fn scopes(&self) -> Vec<Scope> {
        Scope::Question.chain()
    }

    fn on_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        match command {
            Id::Yes => self.answer(true, cx),
            Id::No | Id::Close => self.answer(false, cx),
            Id::Choose => self.answer(self.marked_yes, cx),
            Id::OtherAnswer => self.marked_yes = !self.marked_yes,
            _ => {}
        }
    }

    fn waiting(&self) -> bool {
        self.work.is_loading()
    }

    fn on_click(&mut self, target: usize, cx: &mut Cx<'_>) {
        self.answer(target == 1, cx);
    }

    fn on_reply(&mut self, reply: &mut Reply, cx: &mut Cx<'_>) {
        if self.work.take(reply) == Taken::Ready
            && let Some(value) = self.work.take_value()
        {
            cx.close();
            cx.wish(Wish::Changed);
            if let Some(then) = self.then.take() {
                then(value, cx);
            }
        }
    }

    fn made_at(&self) -> Option<&'static Location<'static>> {
        Some(self.made_at)
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let width = area.width.saturating_sub(8).clamp(20, 64);
        let mut lines: Vec<(String, bool)> =
            cells::wrap(&self.text, usize::from(width)).into_iter().map(|l| (l, false)).collect();
        if let Some(failure) = self.work.failure() {
            lines.push((String::new(), false));
            let told = format!("✗ {}", failure.sentence);
            lines.extend(cells::wrap(&told, usize::from(width)).into_iter().map(|l| (l, true)));
        }
        let height = u16::try_from(lines.len()).unwrap_or(10) + 2;
        let inner = modal(canvas, area, width, height, &self.title);
        let last = inner.height.saturating_sub(1);
        for (y, (line, bad)) in (0..last.saturating_sub(1)).zip(&lines) {
            let style = if *bad { canvas.theme.bad } else { canvas.theme.text };
            canvas.line(inner, y, line, style);
        }
        if self.work.is_loading() {
            canvas.line(inner, last, t!("working"), canvas.theme.dim);
        } else {
            let marked = usize::from(self.marked_yes);
            buttons(canvas, inner, last, &[t!("no-button"), &self.yes], Some(marked), 0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::harness::Bench;
    use super::super::super::msg::{Effect, Failure};
    use super::*;

    fn question() -> Question<u8> {
        Question::new(
            "Revoke access of Eva Huber?",
            "She can no longer sign in.",
            "Revoke",
            || Job::anonymous("revoke", |_| async { Ok(1_u8) }),
            |_, cx| cx.done("Revoked"),
        )
    }

    #[test]
    fn enter_alone_does_nothing_and_closes() {
        let mut bench = Bench::with_dialog(question());
        bench.press("enter");
        assert!(bench.effects().is_empty() && bench.desk.dialogs() == 0);
    }

    #[test]
    fn yes_works_once_and_a_failure_stays_on_the_screen() {
        let mut bench = Bench::with_dialog(question());
        bench.press("y y tab enter");
        let started = bench.effects();
        let [Effect::Run(ticket, job)] = started.as_slice() else { panic!("{started:?}") };
        assert_eq!(job.label, "revoke");
        let ticket = *ticket;
        bench.reply(ticket, Err(Failure::new("Not allowed.")));
        assert!(bench.screen(60, 20).contains("✗ Not allowed."));
        bench.press("y");
        let again = bench.effects();
        let [Effect::Run(ticket, _)] = again.as_slice() else { panic!("{again:?}") };
        bench.reply(*ticket, Ok(Box::new(1_u8)));
        assert_eq!(bench.desk.dialogs(), 0);
        assert!(bench.screen(80, 24).contains("✓ Revoked"));
    }
}
