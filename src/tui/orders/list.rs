//! The list of orders (R31): the section over all customers, and the tab of one.

use chrono::Local;
use ratatui::style::Style;
use uuid::Uuid;

use crate::domain::CustomerId;
use crate::domain::listing::List;
use crate::domain::state::Urgency;
use crate::service::customers::{self, ListQuery, Page};
use crate::service::orders::{self, OrderFilter, OrderSheet, OrderSort, OrdersQuery, Seek};

use super::super::catalogue::{Id, Scope};
use super::super::msg::Job;
use super::super::screen::{Availability, Cx};
use super::super::sections::pane::{Ask, Look, Reaction, Rows, Sorting};
use super::super::widgets::{Column, Width};
use super::page::state_style;
use super::{availability, make, many, page, perform, words};

/// Which orders are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Which {
    #[default]
    Open,
    All,
    Mine,
}

impl Which {
    const ALL: [Self; 3] = [Self::Open, Self::All, Self::Mine];

    fn word(self) -> &'static str {
        match self {
            Self::Open => t!("orders-which-open"),
            Self::All => t!("orders-which-all"),
            Self::Mine => t!("orders-which-mine"),
        }
    }
}

/// Orders.
#[derive(Debug, Default)]
pub struct Orders {
    which: Which,
    tab: bool,
    customer: Option<CustomerId>,
}

impl Orders {
    /// Those of one customer, closed ones too.
    pub fn tab() -> Self {
        Self { which: Which::All, tab: true, customer: None }
    }
}

impl Rows for Orders {
    type Row = OrderSheet;

    fn scopes(&self) -> Vec<Scope> {
        if self.tab {
            return Scope::Orders.chain();
        }
        vec![Scope::Orders, Scope::Order, Scope::Marks, Scope::Sorted, Scope::List, Scope::Search, Scope::Everywhere]
    }

    fn label(&self) -> &'static str {
        t!("nav-orders")
    }

    fn remark(&self) -> String {
        self.which.word().to_owned()
    }

    fn list(&self) -> Option<List> {
        (!self.tab).then_some(List::Orders)
    }

    fn sortings(&self) -> &'static [Sorting] {
        const ALL: &[Sorting] = &[
            Sorting::down("created", 6),
            Sorting::up("planned", 5),
            Sorting::up("number", 0),
            Sorting::up("state", 2),
        ];
        ALL
    }

    fn widen(&mut self) {
        self.which = Which::All;
    }

    fn hint(&self) -> &'static str {
        "state:open kind: tech:me planned:<tomorrow customer:1042"
    }

    fn columns(&self) -> &'static [Column] {
        const ALL: &[Column] = &[
            Column::new("column-no", Width::Fixed(8)),
            Column::new("column-title", Width::Share(3, 18)),
            Column::new("column-state", Width::Fixed(13)),
            Column::new("customer", Width::Share(2, 14)),
            Column::new("order-technician", Width::Share(1, 11)),
            Column::new("calendar-visit", Width::Fixed(16)),
            Column::new("column-created", Width::Fixed(10)),
        ];
        const TAB: &[Column] = &[
            Column::new("column-no", Width::Fixed(8)),
            Column::new("column-title", Width::Share(3, 18)),
            Column::new("column-state", Width::Fixed(13)),
            Column::new("order-facility", Width::Share(2, 14)),
            Column::new("order-technician", Width::Share(1, 11)),
            Column::new("calendar-visit", Width::Fixed(16)),
            Column::new("column-created", Width::Fixed(10)),
        ];
        if self.tab { TAB } else { ALL }
    }

    fn id(&self, row: &OrderSheet) -> Uuid {
        row.id.0
    }

    fn cell(&self, row: &OrderSheet, column: usize, look: Look<'_>) -> (String, Style) {
        let theme = look.theme;
        match column {
            0 => (row.number.clone(), theme.text),
            1 => (row.title.clone(), theme.text),
            2 => {
                let soon = matches!(row.urgency, Urgency::High | Urgency::Urgent) && row.state.is_open();
                let mark = if soon { " !" } else { "" };
                (format!("{}{mark}", words(row.state.as_str())), state_style(row.state, theme))
            }
            3 if self.tab => (row.facility.clone().unwrap_or_else(|| "–".to_owned()), theme.dim),
            3 => (format!("{} {}", row.customer_number, row.customer_name), theme.text),
            4 => (row.technician.clone(), theme.dim),
            5 => (row.planned_at.map(|at| look.zone.short(at, look.now)).unwrap_or_default(), theme.dim),
            _ => (look.zone.day(row.created_at), theme.dim),
        }
    }

    fn asked(&mut self, customer: Option<CustomerId>, _: &str) {
        self.customer = customer;
    }

    fn job(&self, ask: &Ask<'_, OrderSheet>) -> Job {
        let (customer, tab) = (ask.customer, self.tab);
        let by = ask.sorting.unwrap_or(Sorting::down("created", 6));
        let sort = by.key.parse().unwrap_or(OrderSort::Created);
        let seek = match (ask.after, ask.before) {
            (Some(row), _) => Seek::After(row.cursor_by(sort)),
            (_, Some(row)) => Seek::Before(row.cursor_by(sort)),
            _ if ask.last => Seek::Last,
            _ => Seek::First,
        };
        let (typed, limit) = (ask.search.clone(), ask.limit);
        let (open, mine) = (self.which != Which::All, self.which == Which::Mine);
        Job::new("orders", move |app, by_whom| async move {
            let customer = match (tab, customer) {
                (false, _) => None,
                (true, Some(id)) => Some(customers::get(&app, &by_whom, id).await?.row.number),
                (true, None) => return Ok(Page::default()),
            };
            let (filter, search) = OrderFilter::parse(&typed, &app.now().with_timezone(&Local))?;
            let list = ListQuery { search, after: None, limit };
            let query = OrdersQuery {
                customer,
                mine,
                open,
                filter,
                sort,
                descending: by.descending,
                seek,
                list,
                ..OrdersQuery::default()
            };
            orders::list(&app, &by_whom, &query).await
        })
    }

    fn many(&self, rows: &[&OrderSheet], cx: &mut Cx<'_>) {
        cx.push(many::many(rows));
    }

    fn empty(&self) -> &'static str {
        match self.which {
            Which::All => t!("orders-none"),
            Which::Open => t!("orders-none-open"),
            Which::Mine => t!("orders-none-mine"),
        }
    }

    fn sheet(&self, row: &OrderSheet, _: Look<'_>) -> (String, String) {
        (row.title(), row.description.clone())
    }

    fn opens(&mut self, row: &OrderSheet, cx: &mut Cx<'_>) -> bool {
        cx.push(page(&row.number));
        true
    }

    fn availability(&self, command: Id, row: Option<&OrderSheet>) -> Availability {
        match command {
            Id::OrderCustomer if self.tab => Availability::Hidden,
            _ => availability(command, row),
        }
    }

    fn command(&mut self, command: Id, row: Option<&OrderSheet>, cx: &mut Cx<'_>) -> Reaction {
        match (command, row) {
            (Id::OrderFilter, _) => {
                let at = Which::ALL.iter().position(|which| *which == self.which).unwrap_or(0);
                self.which = Which::ALL[(at + 1) % Which::ALL.len()];
                return Reaction::Reload;
            }
            (Id::OrderNew, _) => match self.customer.filter(|_| self.tab) {
                Some(customer) => cx.push(make::new_for(customer)),
                None => cx.push(make::new()),
            },
            (Id::OrderCustomer, Some(row)) => cx.wish(super::Wish::Customer(row.customer_id)),
            (command, Some(row)) => perform(command, row, cx),
            _ => {}
        }
        Reaction::None
    }
}
