//! Waits for something and gives way to what is made of it: a link, a code, boxes to tick.

use ratatui::layout::Rect;

use super::super::catalogue::{Id, Scope};
use super::super::cells;
use super::super::load::{Load, Taken};
use super::super::msg::{Job, Reply};
use super::super::screen::{Canvas, Cx, Screen, Wish};
use super::super::widgets::modal;

type Then<T> = Box<dyn FnOnce(T, &mut Cx<'_>)>;

/// Waits for a `T`; a failure stays on the screen.
pub struct Fetch<T> {
    title: String,
    job: Option<Job>,
    then: Option<Then<T>>,
    work: Load<T>,
    changes: bool,
}

impl<T: Send + 'static> Fetch<T> {
    /// Starts `job` when it is shown; `then` goes on with what it brings.
    pub fn new(title: impl Into<String>, job: Job, then: impl FnOnce(T, &mut Cx<'_>) + 'static) -> Self {
        Self { title: title.into(), job: Some(job), then: Some(Box::new(then)), work: Load::default(), changes: false }
    }

    /// The job changes something (the log at least): screens load again.
    #[must_use]
    pub const fn changing(mut self) -> Self {
        self.changes = true;
        self
    }
}

impl<T: Send + 'static> Screen for Fetch<T> {
    fn title(&self) -> String {
        self.title.clone()
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Dialog]
    }

    fn on_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        if command == Id::Close {
            self.work.drop_question(cx);
            cx.close();
        }
    }

    fn on_changed(&mut self, cx: &mut Cx<'_>) {
        if let Some(job) = self.job.take() {
            self.work.start(cx, job);
        }
    }

    fn waiting(&self) -> bool {
        self.work.is_loading()
    }

    fn on_reply(&mut self, reply: &mut Reply, cx: &mut Cx<'_>) {
        if self.work.take(reply) == Taken::Ready
            && let (Some(value), Some(then)) = (self.work.take_value(), self.then.take())
        {
            cx.close();
            if self.changes {
                cx.wish(Wish::Changed);
            }
            then(value, cx);
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let width = area.width.saturating_sub(6).min(64);
        let text = self.work.failure().map_or_else(|| t!("one-moment").to_owned(), |f| format!("✗ {}", f.sentence));
        let lines = cells::wrap(&text, usize::from(width));
        let style = if self.work.failure().is_some() { canvas.theme.bad } else { canvas.theme.dim };
        let height = u16::try_from(lines.len()).unwrap_or(2) + 1;
        let inner = modal(canvas, area, width, height, &self.title);
        for (y, line) in (0_u16..).zip(&lines) {
            canvas.raw(inner, 0, y, line, style);
        }
    }
}
