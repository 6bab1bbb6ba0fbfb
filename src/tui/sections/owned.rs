//! What a customer owns that is no device, to look at and to edit: contacts and facilities.

use ratatui::style::Style;
use uuid::Uuid;

use crate::domain::CustomerId;
use crate::service::customers::{self, ContactRow, FacilityRow, Page};
use crate::text;

use super::super::catalogue::{Id, Scope};
use super::super::msg::Job;
use super::super::screen::{Availability, Cx};
use super::super::widgets::{Column, Width};
use super::owned_forms::{edit_contact, edit_facility, new_contact, new_facility};
use super::pane::{Ask, Look, Reaction, Rows};

/// Tab Contacts.
#[derive(Debug, Default)]
pub struct Contacts {
    customer: Option<CustomerId>,
}

/// Tab Facilities.
#[derive(Debug, Default)]
pub struct Facilities {
    customer: Option<CustomerId>,
}

/// What works in a tab of things that can be made and edited.
fn tab_scopes() -> Vec<Scope> {
    let tab = [Scope::Editing, Scope::Adding, Scope::Detail, Scope::Customer];
    tab.into_iter().chain([Scope::List, Scope::Search, Scope::Everywhere]).collect()
}

fn edits(command: Id, there: bool) -> Availability {
    match command {
        Id::EditOwned => Availability::when(there, t!("owned-nothing")),
        _ => Availability::Enabled,
    }
}

/// "Label  value" lines; empty values are dashes.
pub fn facts(pairs: &[(&str, &str)]) -> String {
    let line =
        |(label, value): &(&str, &str)| format!("{label:<13} {}", if value.trim().is_empty() { "–" } else { value });
    pairs.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// All of a list that is not paged, with what was searched for.
pub fn whole<R>(mut rows: Vec<R>, search: &str, words: impl Fn(&R) -> String) -> Page<R> {
    let needle = text::fold(search);
    rows.retain(|row| text::fold(&words(row)).contains(&needle));
    Page { rows, more_before: false, more_after: false }
}

impl Rows for Contacts {
    type Row = ContactRow;

    fn scopes(&self) -> Vec<Scope> {
        tab_scopes()
    }

    fn label(&self) -> &'static str {
        t!("tab-contacts")
    }

    fn columns(&self) -> &'static [Column] {
        const COLUMNS: &[Column] = &[
            Column::new("name", Width::Share(1, 16)),
            Column::new("company-phone", Width::Fixed(18)),
            Column::new("email-label", Width::Share(1, 20)),
            Column::new("label-title", Width::Share(1, 10)),
        ];
        COLUMNS
    }

    fn contact(&self, row: &ContactRow) -> Option<crate::domain::ContactId> {
        Some(row.id)
    }

    fn id(&self, row: &ContactRow) -> Uuid {
        row.id.0
    }

    fn cell(&self, row: &ContactRow, column: usize, look: Look<'_>) -> (String, Style) {
        match column {
            0 => (row.name(), look.theme.text),
            1 => (if row.phone.is_empty() { row.mobile.clone() } else { row.phone.clone() }, look.theme.text),
            2 => (row.email.clone(), look.theme.text),
            _ => (row.title.clone(), look.theme.dim),
        }
    }

    fn asked(&mut self, customer: Option<CustomerId>, _: &str) {
        self.customer = customer;
    }

    fn availability(&self, command: Id, row: Option<&ContactRow>) -> Availability {
        edits(command, row.is_some())
    }

    fn command(&mut self, command: Id, row: Option<&ContactRow>, cx: &mut Cx<'_>) -> Reaction {
        match (command, row, self.customer) {
            (Id::Add, _, Some(customer)) => cx.push(new_contact(customer)),
            (Id::EditOwned, Some(row), _) => cx.push(edit_contact(row)),
            _ => {}
        }
        Reaction::None
    }

    fn job(&self, ask: &Ask<'_, ContactRow>) -> Job {
        let (customer, search) = (ask.customer, ask.search.clone());
        Job::new("contacts", move |app, by| async move {
            let rows = match customer {
                Some(id) => customers::contacts(&app, &by, id).await?,
                None => Vec::new(),
            };
            Ok(whole(rows, &search, |c| format!("{} {} {} {} {}", c.name(), c.email, c.phone, c.mobile, c.number)))
        })
    }

    fn empty(&self) -> &'static str {
        t!("contacts-none")
    }

    fn sheet(&self, row: &ContactRow, _: Look<'_>) -> (String, String) {
        let text = facts(&[
            (t!("label-number"), &row.number),
            (t!("label-title"), &row.title),
            (t!("email-label"), &row.email),
            (t!("company-phone"), &row.phone),
            (t!("contact-mobile"), &row.mobile),
        ]);
        (row.name(), text)
    }
}

impl Rows for Facilities {
    type Row = FacilityRow;

    fn scopes(&self) -> Vec<Scope> {
        tab_scopes()
    }

    fn label(&self) -> &'static str {
        t!("nav-facilities")
    }

    fn columns(&self) -> &'static [Column] {
        const COLUMNS: &[Column] = &[
            Column::new("name", Width::Share(2, 16)),
            Column::new("company-city", Width::Share(1, 12)),
            Column::new("column-street", Width::Share(2, 14)),
            Column::new("column-no", Width::Fixed(10)),
        ];
        COLUMNS
    }

    fn id(&self, row: &FacilityRow) -> Uuid {
        row.id.0
    }

    fn cell(&self, row: &FacilityRow, column: usize, look: Look<'_>) -> (String, Style) {
        match column {
            0 => (row.name.clone(), look.theme.text),
            1 => (format!("{} {}", row.postal_code, row.city), look.theme.text),
            2 => (row.street.clone(), look.theme.dim),
            _ => (row.number.clone(), look.theme.dim),
        }
    }

    fn asked(&mut self, customer: Option<CustomerId>, _: &str) {
        self.customer = customer;
    }

    fn availability(&self, command: Id, row: Option<&FacilityRow>) -> Availability {
        edits(command, row.is_some())
    }

    fn command(&mut self, command: Id, row: Option<&FacilityRow>, cx: &mut Cx<'_>) -> Reaction {
        match (command, row, self.customer) {
            (Id::Add, _, Some(customer)) => cx.push(new_facility(customer)),
            (Id::EditOwned, Some(row), _) => cx.push(edit_facility(row)),
            _ => {}
        }
        Reaction::None
    }

    fn job(&self, ask: &Ask<'_, FacilityRow>) -> Job {
        let (customer, search) = (ask.customer, ask.search.clone());
        Job::new("facilities", move |app, by| async move {
            let rows = match customer {
                Some(id) => customers::facilities(&app, &by, id).await?,
                None => Vec::new(),
            };
            Ok(whole(rows, &search, |f| format!("{} {} {} {}", f.name, f.city, f.street, f.number)))
        })
    }

    fn empty(&self) -> &'static str {
        t!("facilities-none")
    }

    fn sheet(&self, row: &FacilityRow, _: Look<'_>) -> (String, String) {
        let city = format!("{} {}", row.postal_code, row.city);
        let text = facts(&[
            (t!("label-number"), &row.number),
            (t!("column-street"), &row.street),
            (t!("company-city"), &city),
            (t!("company-country"), &row.country),
        ]);
        (row.name.clone(), text)
    }
}
