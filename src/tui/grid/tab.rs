//! Tab Permissions: the grid to look at, beside the other tabs. Enter, `p` or a click opens it over the whole screen, where
//! it can be changed.

use chrono::{DateTime, Utc};
use ratatui::layout::Rect;

use crate::domain::CustomerId;

use super::super::catalogue::{Id, Scope};
use super::super::load::Taken;
use super::super::msg::Reply;
use super::super::screen::{Availability, Canvas, Cx, Screen};
use super::{Grid, Sheet, draw};

/// Tab Permissions.
#[derive(Debug, Default)]
pub struct Permissions {
    grid: Option<Grid>,
}

impl Permissions {
    /// Shows the users of this customer.
    pub fn show(&mut self, customer: Option<CustomerId>, cx: &mut Cx<'_>) {
        if self.grid.as_ref().map(|g| g.customer) != customer {
            self.grid = customer.map(|id| {
                let notice = Some(t!("grid-tab-hint").to_owned());
                Grid { notice, column: 0, ..Grid::new(id, None) }
            });
        }
        self.on_changed(cx);
    }

    fn open(&self, column: usize, cx: &mut Cx<'_>) {
        if let Some(grid) = &self.grid {
            let user = grid.user().map(|u| u.id);
            cx.push(Grid { column, ..Grid::new(grid.customer, user) });
        }
    }
}

impl Screen for Permissions {
    fn title(&self) -> String {
        t!("grid-title").to_owned()
    }

    fn scopes(&self) -> Vec<Scope> {
        Scope::Detail.chain()
    }

    fn availability(&self, command: Id, _: DateTime<Utc>) -> Availability {
        match command {
            Id::Back | Id::Search => Availability::Hidden,
            Id::Open => Availability::when(self.grid.is_some(), t!("customer-none-here")),
            _ => Availability::Enabled,
        }
    }

    fn on_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        if command == Id::Open {
            return self.open(1, cx);
        }
        if let Some(grid) = &mut self.grid {
            let users = grid.draft.as_ref().map_or(0, |d| d.users().len());
            grid.row.step(command, users);
        }
    }

    fn on_click(&mut self, target: usize, cx: &mut Cx<'_>) {
        if let Some(grid) = &mut self.grid {
            grid.row.set(target / draw::PER_ROW);
        }
        if let Some(column) = (target % draw::PER_ROW).checked_sub(1) {
            self.open(column, cx);
        }
    }

    fn on_changed(&mut self, cx: &mut Cx<'_>) {
        if let Some(grid) = &mut self.grid {
            let customer = grid.customer;
            let load = move |app, by: std::sync::Arc<crate::service::Actor>| async move {
                Sheet::load(&app, &by, customer, std::collections::BTreeMap::new()).await
            };
            grid.load.ask(cx, "permissions", load);
        }
    }

    fn on_reply(&mut self, reply: &mut Reply, cx: &mut Cx<'_>) {
        if let Some(grid) = &mut self.grid
            && grid.load.take(reply) == Taken::Ready
        {
            grid.take_sheet(cx);
        }
    }

    fn inside(&self) -> Vec<&dyn Screen> {
        self.grid.iter().map(|grid| grid as &dyn Screen).collect()
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        if let Some(grid) = &self.grid {
            grid.draw_inside(canvas, area);
        }
    }
}
