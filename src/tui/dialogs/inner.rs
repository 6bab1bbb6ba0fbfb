//! Small dialogs inside a dialog: a question and a choice. They are parts of the screen that opens them, which hands them
//! commands and sees at once what came of it.

use ratatui::layout::Rect;

use crate::text;

use super::super::catalogue::Id;
use super::super::cells;
use super::super::screen::{Canvas, Typed};
use super::super::widgets::{Cursor, Field, buttons, modal};

/// What came of a command.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step<T> {
    /// Still open.
    Stay,
    /// Closed without an answer.
    Cancel,
    /// Answered.
    Done(T),
}

/// A question with two answers; the harmless one is marked at first.
#[derive(Debug)]
pub struct Ask {
    title: String,
    text: String,
    no: &'static str,
    yes: &'static str,
    marked_yes: bool,
}

impl Ask {
    /// `no` and `yes` are the words of the two buttons.
    pub fn new(title: impl Into<String>, text: impl Into<String>, no: &'static str, yes: &'static str) -> Self {
        Self { title: title.into(), text: text.into(), no, yes, marked_yes: false }
    }

    /// Takes a command of the scope Question.
    pub fn command(&mut self, command: Id) -> Step<()> {
        match command {
            Id::Yes => Step::Done(()),
            Id::Choose if self.marked_yes => Step::Done(()),
            Id::No | Id::Close | Id::Choose => Step::Cancel,
            Id::OtherAnswer => {
                self.marked_yes = !self.marked_yes;
                Step::Stay
            }
            _ => Step::Stay,
        }
    }

    /// A click on a button.
    pub const fn click(&self, target: usize) -> Step<()> {
        match target {
            0 => Step::Cancel,
            _ => Step::Done(()),
        }
    }

    /// Draws it in the middle of `area`.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let width = area.width.saturating_sub(8).clamp(20, 64);
        let lines = cells::wrap(&self.text, usize::from(width));
        let height = u16::try_from(lines.len()).unwrap_or(10) + 2;
        let inner = modal(canvas, area, width, height, &self.title);
        let last = inner.height.saturating_sub(1);
        for (y, line) in (0..last.saturating_sub(1)).zip(&lines) {
            canvas.line(inner, y, line, canvas.theme.text);
        }
        buttons(canvas, inner, last, &[self.no, self.yes], Some(usize::from(self.marked_yes)), 0);
    }
}

/// A thing that can be chosen.
#[derive(Debug)]
pub struct Item<T> {
    /// What it is called.
    pub label: String,
    /// A few words beside it.
    pub note: String,
    /// What is chosen.
    pub value: T,
}

/// A choice of one thing among several, filtered as one types.
#[derive(Debug)]
pub struct Chooser<T> {
    title: String,
    foot: String,
    items: Vec<Item<T>>,
    filter: Field,
    cursor: Cursor,
}

impl<T: Clone + PartialEq> Chooser<T> {
    /// `foot` says what the choice means; the cursor starts at `current`.
    pub fn new(title: impl Into<String>, foot: impl Into<String>, items: Vec<Item<T>>, current: &T) -> Self {
        let mut cursor = Cursor::default();
        cursor.set(items.iter().position(|i| i.value == *current).unwrap_or(0));
        Self { title: title.into(), foot: foot.into(), items, filter: Field::default(), cursor }
    }

    /// What was typed to filter it.
    pub fn filter(&self) -> &str {
        self.filter.text()
    }

    fn shown(&self) -> Vec<&Item<T>> {
        let needle = text::fold(self.filter.text());
        self.items.iter().filter(|i| text::fold(&format!("{} {}", i.label, i.note)).contains(&needle)).collect()
    }

    /// Takes text into the filter.
    pub fn typed(&mut self, typed: &Typed) -> bool {
        let taken = self.filter.input(typed);
        if taken {
            self.cursor.set(0);
        }
        taken
    }

    /// Takes a command of the scope Picker.
    pub fn command(&mut self, command: Id) -> Step<T> {
        let shown = self.shown();
        match command {
            Id::Pick => shown.get(self.cursor.at()).map_or(Step::Stay, |item| Step::Done(item.value.clone())),
            Id::Close => Step::Cancel,
            _ => {
                let len = shown.len();
                self.cursor.step(command, len);
                Step::Stay
            }
        }
    }

    /// A click on a row.
    pub fn click(&mut self, target: usize) -> Step<T> {
        self.cursor.set(target);
        self.command(Id::Pick)
    }

    /// Draws it in the middle of `area`.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let width = area.width.saturating_sub(8).min(66);
        let foot = cells::wrap(&self.foot, usize::from(width));
        let extra = u16::try_from(foot.len()).unwrap_or(3) + 3;
        let rows = u16::try_from(self.items.len()).unwrap_or(u16::MAX).min(area.height.saturating_sub(extra + 2));
        let inner = modal(canvas, area, width, rows + extra, &self.title);
        let x = canvas.line(inner, 0, t!("filter-label"), canvas.theme.dim) + 1;
        let place = Rect { x: inner.x + x, width: inner.width.saturating_sub(x).min(30), ..inner };
        self.filter.draw(canvas, place, 0, true);
        let body = Rect { y: inner.y + 2, height: inner.height.saturating_sub(extra), ..inner };
        let shown = self.shown();
        if shown.is_empty() {
            canvas.line(body, 0, t!("nothing-matches-empty"), canvas.theme.dim);
        }
        let longest = self.items.iter().map(|i| cells::width(&i.label)).max().unwrap_or(0);
        let notes = (longest + 3).min(usize::from(width / 2));
        for (y, row) in (0_u16..).zip(self.cursor.window(shown.len(), usize::from(body.height))) {
            let line = Rect { y: body.y + y, height: 1, ..body };
            canvas.raw(line, 1, 0, &cells::pad(&shown[row].label, notes.saturating_sub(2)), canvas.theme.text);
            canvas.at(line, u16::try_from(notes).unwrap_or(0), 0, &shown[row].note, canvas.theme.dim);
            if row == self.cursor.at() {
                canvas.style(line, canvas.theme.selected);
            }
            canvas.hit(line, row);
        }
        let top = inner.height.saturating_sub(extra - 3);
        for (y, line) in (top..).zip(&foot) {
            canvas.line(inner, y, line, canvas.theme.dim);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_defaults_to_the_harmless_answer() {
        let mut ask = Ask::new("Discard?", "", "Stay", "Discard");
        assert_eq!(ask.command(Id::Choose), Step::Cancel);
        assert_eq!(ask.command(Id::OtherAnswer), Step::Stay);
        assert_eq!(ask.command(Id::Choose), Step::Done(()));
        assert_eq!(ask.command(Id::Yes), Step::Done(()));
        assert_eq!(ask.command(Id::Close), Step::Cancel);
    }

    #[test]
    fn a_choice_is_found_by_a_few_letters_whatever_the_accents() {
        let item = |label: &str, value| Item { label: label.into(), note: String::new(), value };
        let mut chooser = Chooser::new("Who", "", vec![item("Eva Hübner", 1), item("Jan Moser", 2)], &2);
        assert_eq!(chooser.command(Id::Pick), Step::Done(2));
        assert!(chooser.typed(&Typed::Paste("hubner".into())));
        assert_eq!(chooser.command(Id::Pick), Step::Done(1));
        assert!(chooser.typed(&Typed::Paste("zzz".into())));
        assert_eq!(chooser.command(Id::Pick), Step::Stay);
        assert_eq!(chooser.command(Id::Close), Step::Cancel);
    }
}
