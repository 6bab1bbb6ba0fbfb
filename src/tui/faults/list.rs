//! The section Fault reports: what nobody has taken stands first.

use chrono::Local;
use ratatui::style::Style;
use uuid::Uuid;

use crate::domain::listing::List;
use crate::domain::state::Urgency;
use crate::service::customers::Page;
use crate::service::faults::{self, FaultFilter, FaultRow, FaultSort, FaultState, FaultsQuery};
use crate::service::orders::Seek;
use crate::service::{Actor, App, Error};

use super::super::catalogue::{Id, Scope};
use super::super::msg::Job;
use super::super::screen::{Availability, Cx};
use super::super::sections::pane::{Ask, Look, Reaction, Rows, Sorting};
use super::super::when::distance;
use super::super::widgets::{Column, Width};
use super::{availability, deeds, page, perform, state};

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

/// From where a page begins: at an end of the list, or beside a row.
#[derive(Clone, Debug)]
enum From {
    First,
    Last,
    After(Box<FaultRow>),
    Before(Box<FaultRow>),
}

impl From {
    fn of(ask: &Ask<'_, FaultRow>) -> Self {
        match (ask.after, ask.before) {
            (Some(row), _) => Self::After(Box::new(row.clone())),
            (_, Some(row)) => Self::Before(Box::new(row.clone())),
            _ if ask.last => Self::Last,
            _ => Self::First,
        }
    }

    /// As a place in the list sorted so.
    fn seek(&self, sort: FaultSort) -> Seek {
        match self {
            Self::First => Seek::First,
            Self::Last => Seek::Last,
            Self::After(row) => Seek::After(row.cursor_by(sort)),
            Self::Before(row) => Seek::Before(row.cursor_by(sort)),
        }
    }
}

/// One page, sorted as asked.
async fn load(
    app: &App,
    by: &Actor,
    (sorting, from): (Sorting, From),
    query: FaultsQuery,
) -> Result<Page<FaultRow>, Error> {
    match sorting.key.parse() {
        Ok(sort) => {
            let query = FaultsQuery { sort, descending: sorting.descending, seek: from.seek(sort), ..query };
            faults::list(app, by, &query).await
        }
        Err(_) => by_state(app, by, sorting.descending, from, query).await,
    }
}

/// What nobody has taken, then what is taken, then the closed ones, or the other way round; each the newest first.
async fn by_state(
    app: &App,
    by: &Actor,
    descending: bool,
    from: From,
    query: FaultsQuery,
) -> Result<Page<FaultRow>, Error> {
    let backwards = matches!(from, From::Last | From::Before(_));
    let beside = match &from {
        From::After(row) | From::Before(row) => Some(row.state),
        From::First | From::Last => None,
    };
    let mut states = vec![FaultState::Open, FaultState::Taken, FaultState::Closed];
    if descending != backwards {
        states.reverse();
    }
    let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let (mut rows, mut more) = (Vec::new(), false);
    // What lies on the other side of the row's own state was shown before it.
    for state in states.into_iter().skip_while(|state| beside.is_some_and(|beside| beside != *state)) {
        let left = limit.saturating_sub(rows.len());
        if left == 0 {
            more = true;
            break;
        }
        let end = if backwards { Seek::Last } else { Seek::First };
        let seek = if beside == Some(state) { from.seek(FaultSort::Reported) } else { end };
        let part = FaultsQuery {
            filter: FaultFilter { state: query.filter.state.or(Some(state)), ..query.filter.clone() },
            state: Some(state),
            seek,
            limit: u32::try_from(left).unwrap_or(query.limit),
            ..query.clone()
        };
        let part = faults::list(app, by, &part).await?;
        more = if backwards { part.more_before } else { part.more_after };
        if backwards {
            rows.splice(0..0, part.rows);
        } else {
            rows.extend(part.rows);
        }
    }
    let elsewhere = beside.is_some();
    let (more_before, more_after) = if backwards { (more, elsewhere) } else { (elsewhere, more) };
    Ok(Page { rows, more_before, more_after })
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

    fn list(&self) -> Option<List> {
        Some(List::Faults)
    }

    fn sortings(&self) -> &'static [Sorting] {
        // By itself the list shows the open ones first, in each state the newest.
        const ALL: &[Sorting] = &[Sorting::up("state", 1), Sorting::down("reported", 4), Sorting::up("number", 0)];
        ALL
    }

    fn widen(&mut self) {
        self.state = None;
    }

    fn hint(&self) -> &'static str {
        "state:open urgency:high reported:today customer:1042"
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
        let own = self.state;
        let sorting = ask.sorting.unwrap_or(Sorting::up("state", 1));
        let (typed, limit, from) = (ask.search.clone(), ask.limit, From::of(ask));
        Job::new("faults", move |app, by| async move {
            let (mut filter, search) = FaultFilter::parse(&typed, &app.now().with_timezone(&Local))?;
            // What is typed counts before what the key chose.
            filter.state = filter.state.or(own);
            let query = FaultsQuery { search, filter, limit, ..FaultsQuery::default() };
            load(&app, &by, (sorting, from), query).await
        })
    }

    fn many(&self, rows: &[&FaultRow], cx: &mut Cx<'_>) {
        cx.push(deeds::take_many(rows));
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
