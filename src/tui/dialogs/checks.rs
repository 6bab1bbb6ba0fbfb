//! A list of boxes to tick: on or off, or in three states (as the role says, allowed, denied). What was changed is saved
//! at once and whole.

use ratatui::layout::Rect;

use crate::domain::permission::Exception;
use crate::text;

use super::super::catalogue::{Id, Scope};
use super::super::cells;
use super::super::load::{Load, Taken};
use super::super::msg::{Job, Reply};
use super::super::screen::{Canvas, Cx, Leave, Screen, Typed, Wish};
use super::super::widgets::{Cursor, Field, modal};
use super::inner::{Ask, Step};

/// How a box stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    /// Ticked or not.
    Set(bool),
    /// A permission: what the role says, and the exception from it.
    Three(bool, Option<Exception>),
}

impl Mark {
    /// Whether it is on, all in all.
    pub const fn is_on(self) -> bool {
        match self {
            Self::Set(on) | Self::Three(on, None) => on,
            Self::Three(_, Some(exception)) => matches!(exception, Exception::Allowed),
        }
    }

    /// The exception of a box with three states.
    pub const fn exception(self) -> Option<Exception> {
        match self {
            Self::Set(_) => None,
            Self::Three(_, exception) => exception,
        }
    }

    const fn next(self) -> Self {
        match self {
            Self::Set(on) => Self::Set(!on),
            Self::Three(role, None) => {
                Self::Three(role, Some(if role { Exception::Denied } else { Exception::Allowed }))
            }
            Self::Three(true, Some(Exception::Denied)) => Self::Three(true, Some(Exception::Allowed)),
            Self::Three(false, Some(Exception::Allowed)) => Self::Three(false, Some(Exception::Denied)),
            Self::Three(role, Some(_)) => Self::Three(role, None),
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Set(_) => "",
            Self::Three(_, None) => t!("box-as-role"),
            Self::Three(_, Some(Exception::Allowed)) => t!("box-allowed"),
            Self::Three(_, Some(Exception::Denied)) => t!("box-denied"),
        }
    }
}

/// One box.
#[derive(Clone, Debug)]
pub struct Tick {
    /// What it says.
    pub label: String,
    /// A few words beside it.
    pub note: String,
    /// How it stands.
    pub mark: Mark,
}

impl Tick {
    /// A box that is on or off.
    pub fn new(label: impl Into<String>, note: impl Into<String>, on: bool) -> Self {
        Self { label: label.into(), note: note.into(), mark: Mark::Set(on) }
    }
}

type Make = Box<dyn Fn(&[Tick]) -> Job>;
type Then<T> = Box<dyn FnOnce(T, &mut Cx<'_>)>;

/// The list of boxes.
pub struct Checks<T> {
    title: String,
    text: String,
    ticks: Vec<Tick>,
    first: Vec<Mark>,
    cursor: Cursor,
    filter: Field,
    filtering: bool,
    leaving: Option<Ask>,
    job: Make,
    then: Option<Then<T>>,
    work: Load<T>,
}

impl<T: Send + 'static> Checks<T> {
    /// `text` says what the boxes mean; `job` saves them; `then` goes on after it.
    pub fn new(
        title: impl Into<String>,
        text: impl Into<String>,
        ticks: Vec<Tick>,
        job: impl Fn(&[Tick]) -> Job + 'static,
        then: impl FnOnce(T, &mut Cx<'_>) + 'static,
    ) -> Self {
        Self {
            title: title.into(),
            text: text.into(),
            first: ticks.iter().map(|t| t.mark).collect(),
            ticks,
            cursor: Cursor::default(),
            filter: Field::default(),
            filtering: false,
            leaving: None,
            job: Box::new(job),
            then: Some(Box::new(then)),
            work: Load::default(),
        }
    }

    fn shown(&self) -> Vec<usize> {
        let needle = text::fold(self.filter.text());
        let fits =
            |i: &usize| text::fold(&format!("{} {}", self.ticks[*i].label, self.ticks[*i].note)).contains(&needle);
        (0..self.ticks.len()).filter(fits).collect()
    }

    fn changed(&self) -> usize {
        self.ticks.iter().zip(&self.first).filter(|(tick, first)| tick.mark != **first).count()
    }

    fn tick(&mut self) {
        if let Some(i) = self.shown().get(self.cursor.at()) {
            self.ticks[*i].mark = self.ticks[*i].mark.next();
        }
    }

    fn save(&mut self, cx: &mut Cx<'_>) {
        if self.changed() == 0 {
            return cx.close();
        }
        if !self.work.is_loading() {
            let job = (self.job)(&self.ticks);
            self.work.start(cx, job);
        }
    }

    fn close(&mut self, cx: &mut Cx<'_>) {
        match self.changed() {
            _ if self.filtering || !self.filter.is_empty() => {
                self.filtering = false;
                self.filter = Field::default();
                self.cursor.set(0);
            }
            0 => cx.close(),
            n => {
                let text = t!("changes-unsaved", count = n);
                self.leaving = Some(Ask::new(t!("leave-title"), text, t!("stay"), t!("discard")));
            }
        }
    }

    fn answered(&mut self, step: &Step<()>, cx: &mut Cx<'_>) {
        match step {
            Step::Stay => {}
            Step::Cancel => self.leaving = None,
            Step::Done(()) => cx.close(),
        }
    }

    fn draw_tick(&self, canvas: &mut Canvas<'_>, line: Rect, i: usize, under: bool, target: usize) {
        let (tick, theme) = (&self.ticks[i], *canvas.theme);
        let on = tick.mark.is_on();
        let changed = tick.mark != self.first[i];
        canvas.raw(line, 1, 0, if on { "■" } else { "□" }, if on { theme.good } else { theme.dim });
        canvas.raw(line, 2, 0, if changed { "*" } else { " " }, theme.warn);
        let room = usize::from(line.width / 2);
        canvas.raw(line, 4, 0, &cells::pad(&tick.label, room), theme.text);
        let word = tick.mark.word();
        let note = [word, tick.note.as_str()].iter().filter(|t| !t.is_empty()).copied().collect::<Vec<_>>().join(" · ");
        let x = 4 + u16::try_from(room).unwrap_or(0) + 1;
        canvas.at(line, x, 0, &note, theme.dim);
        if under {
            let over = if canvas.focused { theme.selected } else { theme.resting };
            canvas.raw(line, 0, 0, "▌", over);
            canvas.style(line, over);
        }
        canvas.hit(line, target);
    }

    fn draw_boxes(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let width = area.width.saturating_sub(6).min(84);
        let said = cells::wrap(&self.text, usize::from(width));
        let failed = self.work.failure().map(|f| cells::wrap(&format!("✗ {}", f.sentence), usize::from(width)));
        let failed = failed.unwrap_or_default();
        let fixed = u16::try_from(said.len() + failed.len()).unwrap_or(4) + 3;
        let wanted = u16::try_from(self.ticks.len()).unwrap_or(u16::MAX);
        let rows = wanted.min(area.height.saturating_sub(fixed + 2)).max(1);
        let inner = modal(canvas, area, width, rows + fixed, &self.title);
        let mut y = 0;
        for line in &said {
            canvas.raw(inner, 0, y, line, canvas.theme.dim);
            y += 1;
        }
        if self.filtering || !self.filter.is_empty() {
            let x = canvas.raw(inner, 0, y, "/ ", canvas.theme.key);
            let place =
                Rect { x: inner.x + x, y: inner.y + y, width: inner.width.saturating_sub(x).min(40), height: 1 };
            self.filter.draw(canvas, place, 0, self.filtering);
        }
        let body = Rect { y: inner.y + y + 1, height: rows.min(inner.height.saturating_sub(y + 1)), ..inner };
        let shown = self.shown();
        if shown.is_empty() {
            canvas.line(body, 0, t!("box-nothing"), canvas.theme.dim);
        }
        for (y, row) in (0_u16..).zip(self.cursor.window(shown.len(), usize::from(body.height))) {
            let line = Rect { y: body.y + y, height: 1, ..body };
            self.draw_tick(canvas, line, shown[row], row == self.cursor.at(), row);
        }
        let last = inner.height.saturating_sub(1);
        for (y, line) in (last.saturating_sub(u16::try_from(failed.len()).unwrap_or(0))..last).zip(&failed) {
            canvas.raw(inner, 0, y, line, canvas.theme.bad);
        }
        let foot = match (self.work.is_loading(), self.changed()) {
            (true, _) => t!("saving").to_owned(),
            (_, 0) => t!("box-hint").to_owned(),
            (_, n) => t!("box-hint-changed", n = n),
        };
        canvas.line(inner, last, &foot, canvas.theme.key);
    }
}

impl<T: Send + 'static> Screen for Checks<T> {
    fn title(&self) -> String {
        self.title.clone()
    }

    fn scopes(&self) -> Vec<Scope> {
        if self.leaving.is_some() { Scope::Question.chain() } else { Scope::ScopeEditor.chain() }
    }

    fn typing(&self) -> bool {
        self.filtering && self.leaving.is_none()
    }

    fn waiting(&self) -> bool {
        self.work.is_loading()
    }

    fn on_text(&mut self, typed: &Typed, _: &mut Cx<'_>) -> bool {
        let taken = self.filter.input(typed);
        if taken {
            self.cursor.set(0);
        }
        taken
    }

    fn on_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        if let Some(ask) = &mut self.leaving {
            let step = ask.command(command);
            return self.answered(&step, cx);
        }
        let len = self.shown().len();
        let moved = match command {
            Id::BoxUp => Id::Up,
            Id::BoxDown => Id::Down,
            Id::BoxPageUp => Id::PageUp,
            Id::BoxPageDown => Id::PageDown,
            Id::BoxTick => return self.tick(),
            Id::BoxFilter => return self.filtering = true,
            Id::BoxDone if self.filtering => return self.filtering = false,
            Id::BoxDone => return self.save(cx),
            Id::Close if !self.work.is_loading() => return self.close(cx),
            _ => return,
        };
        self.cursor.step(moved, len);
    }

    fn on_click(&mut self, target: usize, cx: &mut Cx<'_>) {
        if let Some(ask) = &self.leaving {
            let step = ask.click(target);
            return self.answered(&step, cx);
        }
        self.cursor.set(target);
        self.tick();
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

    fn leave(&self) -> Leave {
        match self.changed() {
            0 => Leave::Ok,
            n => Leave::Unsaved(t!("box-unsaved", title = self.title, n = n)),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        canvas.with_focus(self.leaving.is_none(), |canvas| self.draw_boxes(canvas, area));
        if let Some(ask) = &self.leaving {
            ask.draw(canvas, area);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::harness::Bench;
    use super::*;

    #[test]
    fn three_states_go_round_beginning_with_the_one_that_changes_something() {
        let round = |mark: Mark| [mark.next(), mark.next().next(), mark.next().next().next()];
        let held = Mark::Three(true, None);
        assert_eq!(round(held).map(Mark::is_on), [false, true, true]);
        assert_eq!(round(held)[2], held);
        let not = Mark::Three(false, None);
        assert_eq!(round(not).map(Mark::is_on), [true, false, false]);
        assert_eq!(round(not)[2], not);
    }

    #[test]
    fn what_is_ticked_is_saved_and_leaving_asks() {
        let ticks = vec![Tick::new("Orders", "", true), Tick::new("Billing", "", false)];
        let job = |ticks: &[Tick]| {
            let on = ticks.iter().filter(|t| t.mark.is_on()).count();
            Job::anonymous("save", move |_| async move { Ok(on) })
        };
        let mut bench =
            Bench::with_dialog(Checks::<usize>::new("Areas", "", ticks, job, |n, cx| cx.done(format!("{n}"))));
        bench.press("down space esc");
        assert!(bench.screen(80, 24).contains("1 change is not saved"));
        bench.press("enter enter");
        assert_eq!(bench.tickets("save").len(), 1);
        bench.answer("save", 2_usize);
        assert!(bench.screen(80, 24).contains("✓ 2"));
    }
}
