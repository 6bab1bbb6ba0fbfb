//! The row under the cursor of a list, and which rows are in view.

use std::cell::Cell;
use std::ops::Range;

use super::super::catalogue::Id;

/// The row under the cursor. What the row *is* the owner knows by its id; see [`Cursor::follow`].
#[derive(Debug, Default)]
pub struct Cursor {
    at: usize,
    // Drawing decides how many rows fit; the next page-down wants to know.
    offset: Cell<usize>,
    height: Cell<usize>,
}

impl Cursor {
    /// The row.
    pub const fn at(&self) -> usize {
        self.at
    }

    /// How many rows were in view when it was last drawn; at least one.
    pub fn height(&self) -> usize {
        self.height.get().max(1)
    }

    /// Puts the cursor on a row.
    pub const fn set(&mut self, at: usize) {
        self.at = at;
    }

    /// Rows came in above: the row is there now, and stays at the same height of the screen.
    pub fn shift(&mut self, at: usize) {
        self.offset.set((self.offset.get() + at).saturating_sub(self.at));
        self.at = at;
    }

    /// Finds the row again after the rows were loaded anew: the one that is `same`, or the nearest position.
    pub fn follow<T>(&mut self, rows: &[T], same: impl Fn(&T) -> bool) {
        let old = self.at;
        match rows.iter().position(same) {
            Some(at) => self.at = at,
            None => self.at = old.min(rows.len().saturating_sub(1)),
        }
        // The row stays at the same height of the screen.
        let offset = self.offset.get();
        self.offset.set((offset + self.at).saturating_sub(old));
    }

    /// Moves by a command of the scope List. `false` when it is none, or the list is empty.
    pub fn step(&mut self, command: Id, len: usize) -> bool {
        if len == 0 {
            return matches!(command, Id::Up | Id::Down | Id::PageUp | Id::PageDown | Id::First | Id::Last);
        }
        let page = self.height().saturating_sub(1).max(1);
        self.at = match command {
            Id::Up | Id::PickUp => self.at.saturating_sub(1),
            Id::Down | Id::PickDown => self.at + 1,
            Id::PageUp => self.at.saturating_sub(page),
            Id::PageDown => self.at + page,
            Id::First => 0,
            Id::Last => len - 1,
            _ => return false,
        }
        .min(len - 1);
        true
    }

    /// The rows in view when `height` rows fit, with the cursor among them.
    pub fn window(&self, len: usize, height: usize) -> Range<usize> {
        self.height.set(height);
        let mut offset = self.offset.get().min(len.saturating_sub(height));
        offset = offset.min(self.at);
        if height > 0 && self.at >= offset + height {
            offset = self.at + 1 - height;
        }
        self.offset.set(offset);
        offset..len.min(offset + height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_moves_within_the_list_and_stays_in_view() {
        let mut cursor = Cursor::default();
        assert_eq!(cursor.window(100, 10), 0..10);
        for (command, at, window) in [
            (Id::Up, 0, 0..10),
            (Id::PageDown, 9, 0..10),
            (Id::Down, 10, 1..11),
            (Id::Last, 99, 90..100),
            (Id::Down, 99, 90..100),
            (Id::PageUp, 90, 90..100),
            (Id::Up, 89, 89..99),
            (Id::First, 0, 0..10),
        ] {
            assert!(cursor.step(command, 100));
            assert_eq!((cursor.at(), cursor.window(100, 10)), (at, window), "{command:?}");
        }
        assert!(!cursor.step(Id::Open, 100));
    }

    #[test]
    fn loading_again_keeps_the_row_and_its_height_on_the_screen() {
        let mut cursor = Cursor::default();
        cursor.window(30, 10);
        cursor.set(15);
        assert_eq!(cursor.window(30, 10), 6..16);
        let rows: Vec<usize> = (0..40).collect();
        cursor.follow(&rows, |row| *row == 18);
        assert_eq!((cursor.at(), cursor.window(40, 10)), (18, 9..19));
        cursor.follow(&rows[..5], |row| *row == 18);
        assert_eq!(cursor.at(), 4);
        cursor.follow(&rows[..0], |_| false);
        assert_eq!((cursor.at(), cursor.window(0, 10)), (0, 0..0));
    }
}
