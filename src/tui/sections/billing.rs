//! Tab Billing: invoices and estimates of a customer as they were imported (R39), with their files.

use crate::tui::words::word;
use ratatui::style::Style;
use uuid::Uuid;

use crate::domain::state::BillingState;
use crate::service::billing::{self, BillingQuery, BillingSheet};
use crate::service::customers::{self, ListQuery, Page};

use super::super::catalogue::{Id, Scope};
use super::super::documents;
use super::super::msg::Job;
use super::super::screen::{Availability, Cx};
use super::super::widgets::{Column, Width};
use super::owned::facts;
use super::pane::{Ask, Look, Reaction, Rows};

/// Tab Billing.
#[derive(Debug, Default)]
pub struct Billing;

const COLUMNS: &[Column] = &[
    Column::new("column-no", Width::Fixed(10)),
    Column::new("column-kind", Width::Fixed(9)),
    Column::new("column-state", Width::Fixed(10)),
    Column::new("billing-amount", Width::Fixed(15)).right(),
    Column::new("column-issued", Width::Fixed(10)),
    Column::new("column-due", Width::Fixed(10)),
    Column::new("billing-order", Width::Share(1, 8)),
];

/// `1234.50 EUR`: the amount is kept in hundredths.
fn amount(row: &BillingSheet) -> String {
    let sign = if row.amount < 0 { "-" } else { "" };
    let hundredths = row.amount.unsigned_abs();
    format!("{sign}{}.{:02} {}", hundredths / 100, hundredths % 100, row.currency)
}

impl Rows for Billing {
    type Row = BillingSheet;

    fn scopes(&self) -> Vec<Scope> {
        Scope::Billing.chain()
    }

    fn label(&self) -> &'static str {
        t!("nav-billing")
    }

    fn columns(&self) -> &'static [Column] {
        COLUMNS
    }

    fn id(&self, row: &BillingSheet) -> Uuid {
        row.id.0
    }

    fn cell(&self, row: &BillingSheet, column: usize, look: Look<'_>) -> (String, Style) {
        let theme = look.theme;
        match column {
            0 => (row.number.clone(), theme.text),
            1 => (word(row.kind.as_str()), theme.text),
            2 => {
                let style = match row.state {
                    BillingState::Open => theme.warn,
                    BillingState::Paid | BillingState::Accepted => theme.good,
                    BillingState::Declined => theme.bad,
                    BillingState::Cancelled => theme.dim,
                };
                (word(row.state.as_str()), style)
            }
            3 => (amount(row), theme.text),
            4 => (row.issued_on.to_string(), theme.dim),
            5 => (row.due_on.map(|day| day.to_string()).unwrap_or_default(), theme.dim),
            _ => (row.order_number.clone().unwrap_or_default(), theme.dim),
        }
    }

    fn job(&self, ask: &Ask<'_, BillingSheet>) -> Job {
        let customer = ask.customer;
        let list =
            ListQuery { search: ask.search.clone(), after: ask.after.map(BillingSheet::cursor), limit: ask.limit };
        Job::new("billing", move |app, by| async move {
            let Some(id) = customer else { return Ok(Page::default()) };
            let customer = Some(customers::get(&app, &by, id).await?.row.number);
            billing::list(&app, &by, &BillingQuery { customer, list, ..BillingQuery::default() }).await
        })
    }

    fn empty(&self) -> &'static str {
        t!("billing-none")
    }

    fn sheet(&self, row: &BillingSheet, look: Look<'_>) -> (String, String) {
        let decided = row.decided_at.map(|at| look.zone.full(at)).unwrap_or_default();
        let decided = row.decided_by.as_ref().map(|name| format!("{name}, {decided}")).unwrap_or_default();
        let due = row.due_on.map(|day| day.to_string()).unwrap_or_default();
        let size = row.size.map(documents::size);
        let file = match (&row.storage_key, size) {
            (Some(_), Some(size)) => t!("billing-size-saves", size = size),
            (Some(_), None) => t!("billing-saves").to_owned(),
            (None, _) if row.file.is_empty() => String::new(),
            (None, _) => t!("billing-not-here", file = row.file),
        };
        let text = facts(&[
            (t!("column-kind"), &word(row.kind.as_str())),
            (t!("column-state"), &word(row.state.as_str())),
            (t!("billing-amount"), &amount(row)),
            (t!("column-issued"), &row.issued_on.to_string()),
            (t!("column-due"), &due),
            (t!("billing-order"), row.order_number.as_deref().unwrap_or_default()),
            (t!("label-file"), &file),
            (t!("label-decided-by"), &decided),
            (t!("label-answer"), &row.answer),
        ]);
        (format!("{} {}", word(row.kind.as_str()), row.number), text)
    }

    fn availability(&self, command: Id, row: Option<&BillingSheet>) -> Availability {
        match command {
            Id::BillingAttach => Availability::when(row.is_some(), t!("billing-none-here")),
            Id::BillingSave => {
                Availability::when(row.is_some_and(|r| r.storage_key.is_some()), t!("billing-nothing-to-save"))
            }
            _ => Availability::Enabled,
        }
    }

    fn command(&mut self, command: Id, row: Option<&BillingSheet>, cx: &mut Cx<'_>) -> Reaction {
        match (command, row) {
            (Id::BillingAttach, Some(row)) => cx.push(documents::attach_billing(row)),
            (Id::BillingSave, Some(row)) => cx.push(documents::save_billing(row)),
            _ => {}
        }
        Reaction::None
    }
}
