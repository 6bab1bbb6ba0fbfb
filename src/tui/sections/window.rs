//! The part of the customer list that is held: some hundred rows around the cursor, whatever the table holds.

use crate::domain::CustomerId;
use crate::service::customers::{self, CustomerQuery, CustomerRow, CustomerSort, Page, Seek};

use super::super::load::{Load, Taken};
use super::super::msg::{Failure, Reply};
use super::super::screen::Cx;
use super::super::widgets::Cursor;

/// How many rows one page brings.
const PAGE: u32 = 100;

/// More rows than this are not held; those farthest from the cursor go.
const HELD: usize = 500;

/// Which rows are wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wish {
    /// The first.
    First,
    /// The last.
    Last,
    /// Those around a customer.
    Around(CustomerId),
    /// The same ones again; this customer is under the cursor.
    Again(CustomerId),
    /// Those after what is held.
    After,
    /// Those before what is held.
    Before,
}

/// The rows that are held.
#[derive(Debug, Default)]
pub struct Window {
    page: Load<Page<CustomerRow>>,
    more: Load<Page<CustomerRow>>,
    wanted: Option<Wish>,
    wanted_more: Option<Wish>,
    /// How the rows that are held can be asked for again without moving: only known for some ways of getting there.
    start: Option<Seek>,
    sort: Option<CustomerSort>,
}

impl Window {
    /// The rows.
    pub fn rows(&self) -> &[CustomerRow] {
        self.page.get().map_or(&[], |page| &page.rows)
    }

    /// Whether rows come before these.
    pub fn more_before(&self) -> bool {
        self.page.get().is_some_and(|page| page.more_before)
    }

    /// Whether rows come after these.
    pub fn more_after(&self) -> bool {
        self.page.get().is_some_and(|page| page.more_after)
    }

    /// Why loading failed.
    pub const fn failure(&self) -> Option<&Failure> {
        self.page.failure()
    }

    /// Whether the list is being loaded.
    pub const fn is_loading(&self) -> bool {
        self.page.is_loading() || self.page.is_idle()
    }

    /// Whether the rows held are those of an older question.
    pub fn is_stale(&self) -> bool {
        self.page.is_loading() && !matches!(self.wanted, Some(Wish::Again(_)))
    }

    /// Asks for rows. What is held stays until they come.
    pub fn ask(&mut self, cx: &mut Cx<'_>, mut query: CustomerQuery, wish: Wish) {
        self.sort = Some(query.sort);
        query.limit = PAGE;
        let held = u32::try_from(self.rows().len()).unwrap_or(PAGE).max(PAGE);
        query.seek = match wish {
            Wish::First => Seek::First,
            Wish::Last => Seek::Last,
            Wish::Around(id) => Seek::Around(id),
            Wish::Again(id) => {
                query.limit = held;
                self.start.clone().unwrap_or(Seek::Around(id))
            }
            Wish::After | Wish::Before => return self.ask_more(cx, query, wish),
        };
        if !query.search.is_empty() {
            // A search gives one page: the best of what was found.
            query.seek = Seek::First;
            query.limit = query.limit.max(200);
        }
        if !matches!(wish, Wish::Again(_)) {
            self.start = (query.seek == Seek::First).then_some(Seek::First);
        }
        self.more.drop_question(cx);
        self.wanted = Some(wish);
        self.page.ask(cx, "customers", move |app, by| async move { customers::list(&app, &by, &query).await });
    }

    fn ask_more(&mut self, cx: &mut Cx<'_>, mut query: CustomerQuery, wish: Wish) {
        let edge = match wish {
            Wish::After => self.rows().last().map(|row| Seek::After(row.cursor(query.sort))),
            _ => self.rows().first().map(|row| Seek::Before(row.cursor(query.sort))),
        };
        let Some(seek) = edge else { return };
        query.seek = seek;
        self.wanted_more = Some(wish);
        self.more.ask(cx, "customers", move |app, by| async move { customers::list(&app, &by, &query).await });
    }

    /// Whether more rows are wanted for a cursor at `at` with `height` rows in view.
    pub fn wanted(&self, at: usize, height: usize) -> Option<Wish> {
        if self.page.is_loading() || self.more.is_loading() {
            return None;
        }
        let near = 2 * height;
        if self.more_after() && at + near >= self.rows().len() {
            return Some(Wish::After);
        }
        (self.more_before() && at < near).then_some(Wish::Before)
    }

    /// Takes a reply, and moves the cursor so that the customer under it stays the same (or is the one `sought`).
    pub fn take(&mut self, reply: &mut Reply, cursor: &mut Cursor, sought: Option<CustomerId>) -> Taken {
        let under = self.rows().get(cursor.at()).map(|row| row.id);
        match self.page.take(reply) {
            Taken::Ready => {
                self.place(cursor, sought.or(under));
                return Taken::Ready;
            }
            Taken::Failed => return Taken::Failed,
            Taken::No => {}
        }
        let taken = self.more.take(reply);
        if taken == Taken::Ready {
            self.join(cursor, under);
        }
        taken
    }

    fn place(&mut self, cursor: &mut Cursor, id: Option<CustomerId>) {
        let rows = self.page.get().map_or(&[][..], |page| &page.rows);
        match self.wanted.take() {
            Some(Wish::First) => cursor.set(0),
            Some(Wish::Last) => cursor.set(rows.len().saturating_sub(1)),
            // Whoever moved on meanwhile is not pulled back.
            Some(Wish::Around(sought)) if !rows.iter().any(|row| Some(row.id) == id) => {
                cursor.follow(rows, |row| row.id == sought);
            }
            _ => cursor.follow(rows, |row| Some(row.id) == id),
        }
    }

    /// Joins the further rows to those held, and lets go of what is farthest from the cursor.
    fn join(&mut self, cursor: &mut Cursor, under: Option<CustomerId>) {
        let (Some(page), Some(more), Some(sort)) = (self.page.get_mut(), self.more.take_value(), self.sort) else {
            return;
        };
        if self.wanted_more.take() == Some(Wish::After) {
            page.rows.extend(more.rows);
            page.more_after = more.more_after;
            let surplus = page.rows.len().saturating_sub(HELD);
            if let Some(last) = page.rows[..surplus].last() {
                self.start = Some(Seek::After(last.cursor(sort)));
                page.more_before = true;
                page.rows.drain(..surplus);
            }
        } else {
            let mut rows = more.rows;
            rows.append(&mut page.rows);
            page.rows = rows;
            page.more_before = more.more_before;
            self.start = (!page.more_before).then_some(Seek::First);
            if page.rows.len() > HELD {
                page.rows.truncate(HELD);
                page.more_after = true;
            }
        }
        cursor.follow(&page.rows, |row| Some(row.id) == under);
    }
}
