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
            || format!("Fault report {}", self.number),
            |file| format!("Fault report {}", file.row.title()),
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
            other => format!(" · {}", other.as_str()),
        };
        sheet.styled_fact("State", &format!("{}{urgency}", state(row)), style);
        if row.unheard && row.state == FaultState::Open {
            sheet.styled_fact("", "Nobody was told of it when it came in; t takes it.", sheet.theme.bad);
        }
        sheet.fact("Customer", &format!("{} {}", row.customer_number, row.customer_name));
        let age = distance(row.created_at, sheet.now);
        sheet.fact("Reported", &format!("{} by {} ({age})", sheet.zone.full(row.created_at), row.reported_by));
        sheet.fact("Facility", row.facility.as_deref().unwrap_or("none was named"));
        if let Some(object) = &row.object {
            sheet.fact("Object", &format!("{object} ({})", row.object_number.as_deref().unwrap_or("–")));
        }
        let when = row.taken_at.map(|at| format!(", {}", sheet.zone.full(at))).unwrap_or_default();
        let taken = row.taken_by.as_ref().map(|name| format!("{name}{when}"));
        sheet.fact("Taken by", &taken.unwrap_or_else(|| "nobody yet · t takes it".to_owned()));
        sheet.fact("Order", &format!("{} · O opens it", row.order_number));
        sheet.heading("What was reported");
        sheet.indented(if file.body.trim().is_empty() { "Nothing more than the title." } else { &file.body });
        if row.state == FaultState::Closed {
            let at = row.closed_at.map(|at| sheet.zone.full(at)).unwrap_or_default();
            sheet.heading(&format!("Closed {at}"));
            sheet.indented(if file.answer.is_empty() { "With its order." } else { &file.answer });
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
