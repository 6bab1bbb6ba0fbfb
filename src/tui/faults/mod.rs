//! Fault reports in the terminal (R33): the section, which carries the red mark until somebody takes what was reported, the
//! page of a report, and what is done with it.

mod deeds;
mod list;
mod page;

use crate::service::faults::{FaultRow, FaultState};

use super::catalogue::{Command, Id, Scope};
use super::dialogs::Dossier;
use super::screen::{Availability, Cx, Wish};
use super::{documents, orders};

pub use list::Faults;
pub use page::Page;

/// The page of the report with this number.
pub fn page(number: impl Into<String>) -> Dossier<Page> {
    Dossier::new(Page { number: number.into() })
}

/// Whether a command of the scope Fault can be carried out; none of another scope is refused.
fn availability(command: Id, report: Option<&FaultRow>) -> Availability {
    if Command::of(command).scope != Scope::Fault {
        return Availability::Enabled;
    }
    let Some(report) = report else { return Availability::Disabled(t!("fault-none-here").into()) };
    match (command, report.state) {
        (Id::FaultTake, FaultState::Taken) => {
            let who = report.taken_by.as_deref().unwrap_or(t!("word-somebody"));
            Availability::Disabled(t!("fault-has-taken", who = who, number = report.number))
        }
        (Id::FaultTake | Id::FaultConvert | Id::FaultClose, FaultState::Closed) => {
            Availability::Disabled(t!("fault-is-closed", number = report.number))
        }
        _ => Availability::Enabled,
    }
}

/// Carries out a command of the scope Fault.
fn perform(command: Id, report: &FaultRow, cx: &mut Cx<'_>) {
    match command {
        Id::FaultTake => cx.push(deeds::take(report)),
        Id::FaultConvert => cx.push(deeds::convert(report)),
        Id::FaultClose => cx.push(deeds::close(report)),
        Id::FaultOrder => cx.push(orders::page(&report.order_number)),
        Id::FaultDocuments => cx.push(documents::of_order(&report.order_number)),
        Id::FaultCustomer => cx.wish(Wish::Customer(report.customer)),
        _ => {}
    }
}

/// How it stands, in a word or two: that nobody was told of it is said.
fn state(report: &FaultRow) -> String {
    match (report.state, report.unheard) {
        (FaultState::Open, true) => t!("fault-unheard").to_owned(),
        (FaultState::Open, false) => t!("fault-open-mark").to_owned(),
        (state, _) => crate::tui::words::word(state.as_str()),
    }
}
