//! The page of a fault report: what was written, photographs, who sees to it, its order.

use crate::domain::state::Urgency;
use crate::service::faults::{self, FaultFile, FaultState};

use super::super::catalogue::{Id, Scope};
use super::super::dialogs::{Paper, Sheet};
use super::super::msg::Job;
use super::super::orders;
use super::super::screen::{Availability, Cx};
use super::super::when::distance;
use super::{availability, perform, state};

/// The page of one report.
#[derive(Debug)]
pub struct Page {
    pub number: String,
}

impl Paper for Page {
    type Data = FaultFile;

    fn scope(&self) -> Scope {
        Scope::Fault
    }

    fn title(&self, data: Option<&FaultFile>) -> String {
        data.map_or_else(
            || t!("fault-number-title", number = self.number),
            |file| t!("fault-page-title", title = file.row.title()),
        )
    }

    fn job(&self) -> Job {
        let number = self.number.clone();
        Job::new("fault", move |app, by| async move { faults::get(&app, &by, &number).await })
    }

    fn write(&self, file: &FaultFile, sheet: &mut Sheet<'_>) {
        let row = &file.row;
        let style = match row.state {
            FaultState::Open => sheet.theme.bad,
            FaultState::Taken => sheet.theme.warn,
            FaultState::Closed => sheet.theme.dim,
        };
        let urgency = match row.urgency {
            Urgency::Normal => String::new(),
            other => format!(" · {}", crate::tui::words::word(other.as_str())),
        };
        sheet.styled_fact(t!("column-state"), &format!("{}{urgency}", state(row)), style);
        if row.unheard && row.state == FaultState::Open {
            sheet.styled_fact("", t!("fault-nobody-told"), sheet.theme.bad);
        }
        sheet.fact(t!("customer"), &format!("{} {}", row.customer_number, row.customer_name));
        let age = distance(row.created_at, sheet.now);
        sheet.fact(
            t!("column-reported"),
            &t!(
                "fault-reported-line",
                created_at = sheet.zone.full(row.created_at),
                reported_by = row.reported_by,
                age = age
            ),
        );
        sheet.fact(t!("order-facility"), row.facility.as_deref().unwrap_or(t!("fault-none-named")));
        if let Some(object) = &row.object {
            sheet.fact(t!("order-object"), &format!("{object} ({})", row.object_number.as_deref().unwrap_or("–")));
        }
        let when = row.taken_at.map(|at| format!(", {}", sheet.zone.full(at))).unwrap_or_default();
        let taken = row.taken_by.as_ref().map(|name| format!("{name}{when}"));
        sheet.fact(t!("column-taken-by"), &taken.unwrap_or_else(|| t!("fault-nobody-t").to_owned()));
        sheet.fact(t!("billing-order"), &t!("fault-order-opens", order_number = row.order_number));
        sheet.heading(t!("fault-what"));
        sheet.indented(if file.body.trim().is_empty() { t!("fault-only-title") } else { &file.body });
        if row.state == FaultState::Closed {
            let at = row.closed_at.map(|at| sheet.zone.full(at)).unwrap_or_default();
            sheet.heading(&t!("fault-closed-at", at = at));
            sheet.indented(if file.answer.is_empty() { t!("fault-with-order") } else { &file.answer });
        }
        orders::papers(&file.documents, sheet);
    }

    fn availability(&self, command: Id, file: &FaultFile) -> Availability {
        availability(command, Some(&file.row))
    }

    fn command(&mut self, command: Id, file: &FaultFile, cx: &mut Cx<'_>) {
        if command == Id::FaultCustomer {
            cx.close();
        }
        perform(command, &file.row, cx);
    }
}
