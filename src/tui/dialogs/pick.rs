//! One thing to choose among several, as a dialog of its own.

use std::panic::Location;

use ratatui::layout::Rect;

use super::super::catalogue::{Id, Scope};
use super::super::screen::{Canvas, Cx, Screen, Typed};
use super::inner::{Chooser, Step};

type Then<T> = Box<dyn FnOnce(T, &mut Cx<'_>)>;

/// The choice.
pub struct Pick<T> {
    chooser: Chooser<T>,
    then: Option<Then<T>>,
    made_at: &'static Location<'static>,
}

impl<T: Clone + PartialEq + 'static> Pick<T> {
    /// `then` goes on with what was chosen, after the dialog has closed.
    #[track_caller]
    pub fn new(chooser: Chooser<T>, then: impl FnOnce(T, &mut Cx<'_>) + 'static) -> Self {
        Self { chooser, then: Some(Box::new(then)), made_at: Location::caller() }
    }

    fn settle(&mut self, step: Step<T>, cx: &mut Cx<'_>) {
        match step {
            Step::Stay => {}
            Step::Cancel => cx.close(),
            Step::Done(value) => {
                cx.close();
                if let Some(then) = self.then.take() {
                    then(value, cx);
                }
            }
        }
    }
}

impl<T: Clone + PartialEq + 'static> Screen for Pick<T> {
    fn title(&self) -> String {
        t!("choose-title").to_owned()
    }

    fn scopes(&self) -> Vec<Scope> {
        Scope::Picker.chain()
    }

    fn typing(&self) -> bool {
        true
    }

    fn on_text(&mut self, typed: &Typed, _: &mut Cx<'_>) -> bool {
        self.chooser.typed(typed)
    }

    fn on_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        let step = self.chooser.command(command);
        self.settle(step, cx);
    }

    fn on_click(&mut self, target: usize, cx: &mut Cx<'_>) {
        let step = self.chooser.click(target);
        self.settle(step, cx);
    }

    fn made_at(&self) -> Option<&'static Location<'static>> {
        Some(self.made_at)
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        self.chooser.draw(canvas, area);
    }
}
