//! What a kind of thing says of itself, so that a list can show it: its columns, how it is loaded and sorted, what can be done
//! with it.

use chrono::{DateTime, Utc};
use ratatui::style::Style;
use uuid::Uuid;

use crate::domain::listing::List;
use crate::domain::{ContactId, CustomerId, CustomerUserId};
use crate::service::customers::Page;
use crate::tui::catalogue::{Id, Scope};
use crate::tui::msg::{Job, Reply};
use crate::tui::screen::{Availability, Cx};
use crate::tui::theme::Theme;
use crate::tui::when::Zone;
use crate::tui::widgets::Column;

/// What a cell is drawn with.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    pub theme: &'a Theme,
    pub now: DateTime<Utc>,
    pub zone: Zone,
}

/// Which rows are asked for.
#[derive(Debug)]
pub struct Ask<'a, R> {
    /// Of this customer (of none: of all).
    pub customer: Option<CustomerId>,
    /// That hold these words.
    pub search: String,
    /// After this row.
    pub after: Option<&'a R>,
    /// Before this row, backwards from it.
    pub before: Option<&'a R>,
    /// The last ones.
    pub last: bool,
    /// At most so many.
    pub limit: u32,
    /// Sorted so; as the list is by itself when nothing was chosen.
    pub sorting: Option<Sorting>,
}

/// A way to sort a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sorting {
    /// The word for it, as views and the memory have it.
    pub key: &'static str,
    /// The column that shows it.
    pub column: usize,
    /// The largest first.
    pub descending: bool,
}

impl Sorting {
    /// Sorted by this column, the smallest first.
    pub const fn up(key: &'static str, column: usize) -> Self {
        Self { key, column, descending: false }
    }

    /// Sorted by this column, the largest first.
    pub const fn down(key: &'static str, column: usize) -> Self {
        Self { key, column, descending: true }
    }

    /// As views and the memory have it: `created`, `-created`.
    pub fn word(self) -> String {
        format!("{}{}", if self.descending { "-" } else { "" }, self.key)
    }

    /// The other way round.
    pub const fn turned(self) -> Self {
        Self { descending: !self.descending, ..self }
    }

    /// The one of `all` that a word means.
    pub fn read(word: &str, all: &[Self]) -> Option<Self> {
        let (descending, key) = word.strip_prefix('-').map_or((false, word), |key| (true, key));
        all.iter().find(|one| one.key == key).map(|one| Self { descending, ..*one })
    }
}

/// What to do after a command of a [`Rows`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reaction {
    /// Nothing.
    None,
    /// Load the list anew.
    Reload,
}

/// A kind of row.
pub trait Rows: 'static {
    /// The row.
    type Row: Send + 'static;

    /// The scopes of its own commands.
    fn scopes(&self) -> Vec<Scope>;
    /// The word for it in the tab.
    fn label(&self) -> &'static str;
    /// A few words beside the label: a filter, a state.
    fn remark(&self) -> String {
        String::new()
    }
    /// Which list it is for views, fields and the memory; none: it has neither.
    fn list(&self) -> Option<List> {
        None
    }
    /// What it can be sorted by, each as it is when it is chosen first; the first is how the list is by itself.
    fn sortings(&self) -> &'static [Sorting] {
        &[]
    }
    /// The columns.
    fn columns(&self) -> &'static [Column];
    /// What tells rows apart.
    fn id(&self, row: &Self::Row) -> Uuid;
    /// A cell.
    fn cell(&self, row: &Self::Row, column: usize, look: Look<'_>) -> (String, Style);
    /// The job that loads a [`Page`] of rows.
    fn job(&self, ask: &Ask<'_, Self::Row>) -> Job;
    /// What an empty list says.
    fn empty(&self) -> &'static str;
    /// Title and text of a row that is opened.
    fn sheet(&self, row: &Self::Row, look: Look<'_>) -> (String, String);
    /// Whether the first row stays marked while new ones come in above it.
    fn follows_newest(&self) -> bool {
        false
    }
    /// Whether changes are to be left alone for now.
    fn frozen(&self) -> bool {
        false
    }
    /// Whether something is wrong with one of the rows, for the mark in the tab.
    fn wrong(&self, row: &Self::Row) -> bool {
        let _ = row;
        false
    }
    /// Looks at rows that have just come, before they are shown: counts them, leaves some out.
    fn arrived(&mut self, page: Page<Self::Row>) -> Page<Self::Row> {
        page
    }
    /// Parts of the list, of which one is shown: their words and whether it is the one.
    fn parts(&self) -> Vec<(String, bool)> {
        Vec::new()
    }
    /// Shows another part.
    fn pick(&mut self, part: usize) {
        let _ = part;
    }
    /// Leaves its own filter, so that a view's search alone decides.
    fn widen(&mut self) {}
    /// Carries out one thing for all marked rows.
    fn many(&self, rows: &[&Self::Row], cx: &mut Cx<'_>) {
        let _ = (rows, cx);
    }
    /// Which rows are being asked for from now on, for commands that are about all of them.
    fn asked(&mut self, customer: Option<CustomerId>, search: &str) {
        let _ = (customer, search);
    }
    /// What can be typed into the search.
    fn hint(&self) -> &'static str {
        ""
    }
    /// Asks for what stands beside the rows, as often as they are loaded anew.
    fn ask_beside(&mut self, cx: &mut Cx<'_>) {
        let _ = cx;
    }
    /// Takes the reply to that. `false`: it is the reply to something else.
    fn take_beside(&mut self, reply: &mut Reply) -> bool {
        let _ = reply;
        false
    }
    /// What stands at the right of the heading in so many cells, and whether something is wrong.
    fn beside(&self, room: usize) -> Option<(String, bool)> {
        let _ = room;
        None
    }
    /// Opens a row in a way of its own. `false`: its sheet is shown.
    fn opens(&mut self, row: &Self::Row, cx: &mut Cx<'_>) -> bool {
        let _ = (row, cx);
        false
    }
    /// The contact that a row is, so that an invitation begins with it (R6).
    fn contact(&self, row: &Self::Row) -> Option<ContactId> {
        let _ = row;
        None
    }
    /// The customer user that a row is, so that permissions and views begin with that person; with the name.
    fn user(&self, row: &Self::Row) -> Option<(CustomerUserId, String)> {
        let _ = row;
        None
    }
    /// Whether a command of its own can be carried out with the row under the cursor.
    fn availability(&self, command: Id, row: Option<&Self::Row>) -> Availability {
        let _ = (command, row);
        Availability::Enabled
    }
    /// Carries out a command of its own.
    fn command(&mut self, command: Id, row: Option<&Self::Row>, cx: &mut Cx<'_>) -> Reaction {
        let _ = (command, row, cx);
        Reaction::None
    }
}
