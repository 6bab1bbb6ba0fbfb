//! The section Fault reports: what nobody has taken stands first.

use ratatui::style::Style;
use uuid::Uuid;

use crate::domain::state::Urgency;
use crate::service::customers::Page;
use crate::service::faults::{self, FaultRow, FaultState, FaultsQuery};
use crate::service::{Actor, App, Error};

use super::super::catalogue::{Id, Scope};
use super::super::msg::Job;
use super::super::screen::{Availability, Cx};
use super::super::sections::pane::{Ask, Look, Reaction, Rows};
use super::super::when::distance;
use super::super::widgets::{Column, Width};
use super::{availability, page, perform, state};

/// So many reports that are not closed are shown before those that are; nobody leaves more than that lying.
const MOST_OPEN: u32 = 500;

/// The section.
#[derive(Debug, Default)]
pub struct Faults {
    state: Option<FaultState>,
}

const COLUMNS: &[Column] = &[
    Column::new("column-no", Width::Fixed(6)),
    Column::new("column-state", Width::Fixed(9)),
    Column::new("column-wrong", Width::Share(3, 20)),
    Column::new("customer", Width::Share(2, 16)),
    Column::new("column-reported", Width::Fixed(12)),
    Column::new("column-taken-by", Width::Share(1, 10)),
    Column::new("billing-order", Width::Fixed(8)),
];

/// One page: what nobody has taken, then what is taken, then the closed ones, each the newest first.
async fn load(app: &App, by: &Actor, state: Option<FaultState>, query: FaultsQuery) -> Result<Page<FaultRow>, Error> {
    if state.is_some() {
        return faults::list(app, by, &FaultsQuery { state, ..query }).await;
    }
    let mut page = Page::default();
    // What comes after a row is closed like that row: the others were shown before it.
    if query.after.is_none() {
        for state in [FaultState::Open, FaultState::Taken] {
            let all = FaultsQuery { state: Some(state), limit: MOST_OPEN, ..query.clone() };
            page.rows.extend(faults::list(app, by, &all).await?.rows);
        }
    }
    let closed = faults::list(app, by, &FaultsQuery { state: Some(FaultState::Closed), ..query }).await?;
    page.rows.extend(closed.rows);
    page.more_after = closed.more_after;
    Ok(page)
}

impl Rows for Faults {
    type Row = FaultRow;

    fn scopes(&self) -> Vec<Scope> {
        Scope::Faults.chain()
    }

    fn label(&self) -> &'static str {
        t!("faults-title")
    }

    fn remark(&self) -> String {
        self.state.map_or_else(|| t!("faults-remark-all").to_owned(), |state| crate::tui::words::word(state.as_str()))
    }

    fn columns(&self) -> &'static [Column] {
        COLUMNS
    }

    fn id(&self, row: &FaultRow) -> Uuid {
        row.id.0
    }

    fn cell(&self, row: &FaultRow, column: usize, look: Look<'_>) -> (String, Style) {
        let theme = look.theme;
        match column {
            0 => (row.number.clone(), theme.text),
            1 => {
                let style = match row.state {
                    FaultState::Open => theme.bad,
                    FaultState::Taken => theme.warn,
                    FaultState::Closed => theme.dim,
                };
                (state(row), style)
            }
            2 => {
                let soon = matches!(row.urgency, Urgency::High | Urgency::Urgent) && row.state != FaultState::Closed;
                let mark = if soon { format!("{}! ", row.urgency) } else { String::new() };
                (format!("{mark}{}", row.title), theme.text)
            }
            3 => (format!("{} {}", row.customer_number, row.customer_name), theme.text),
            4 => (distance(row.created_at, look.now), theme.dim),
            5 => (row.taken_by.clone().unwrap_or_default(), theme.dim),
            _ => (row.order_number.clone(), theme.dim),
        }
    }

    fn job(&self, ask: &Ask<'_, FaultRow>) -> Job {
        let state = self.state;
        let after = ask.after.map(FaultRow::cursor);
        let query = FaultsQuery { search: ask.search.clone(), after, limit: ask.limit, ..FaultsQuery::default() };
        Job::new("faults", move |app, by| async move { load(&app, &by, state, query).await })
    }

    fn empty(&self) -> &'static str {
        match self.state {
            None => t!("faults-none-yet"),
            Some(_) => t!("faults-none-state"),
        }
    }

    fn sheet(&self, row: &FaultRow, _: Look<'_>) -> (String, String) {
        (row.title(), row.reported_by.clone())
    }

    fn opens(&mut self, row: &FaultRow, cx: &mut Cx<'_>) -> bool {
        cx.push(page(&row.number));
        true
    }

    fn availability(&self, command: Id, row: Option<&FaultRow>) -> Availability {
        availability(command, row)
    }

    fn command(&mut self, command: Id, row: Option<&FaultRow>, cx: &mut Cx<'_>) -> Reaction {
        match (command, row) {
            (Id::FaultFilter, _) => {
                self.state = match self.state {
                    None => FaultState::ALL.first().copied(),
                    Some(now) => FaultState::ALL.iter().copied().skip_while(|s| *s != now).nth(1),
                };
                return Reaction::Reload;
            }
            (command, Some(row)) => perform(command, row, cx),
            _ => {}
        }
        Reaction::None
    }
}
