//! What a customer owns, to look at: contacts, facilities, service objects.

use ratatui::style::Style;
use uuid::Uuid;

use crate::service::customers::{self, ContactRow, FacilityRow, ListQuery, ObjectRow, Page};
use crate::text;

use super::super::catalogue::Scope;
use super::super::msg::Job;
use super::super::widgets::{Column, Width};
use super::pane::{Ask, Look, Rows};

/// Tab Contacts.
#[derive(Debug, Default)]
pub struct Contacts;

/// Tab Facilities.
#[derive(Debug, Default)]
pub struct Facilities;

/// Tab Objects.
#[derive(Debug, Default)]
pub struct Objects;

/// "Label  value" lines; empty values are dashes.
fn facts(pairs: &[(&str, &str)]) -> String {
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
        Scope::Detail.chain()
    }

    fn label(&self) -> &'static str {
        "Contacts"
    }

    fn columns(&self) -> &'static [Column] {
        const COLUMNS: &[Column] = &[
            Column::new("Name", Width::Share(1, 16)),
            Column::new("Phone", Width::Fixed(18)),
            Column::new("E-mail", Width::Share(1, 20)),
            Column::new("Title", Width::Share(1, 10)),
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
        "No contacts are known. keydesk import contacts FILE.csv brings them in."
    }

    fn sheet(&self, row: &ContactRow, _: Look<'_>) -> (String, String) {
        let text = facts(&[
            ("Number", &row.number),
            ("Title", &row.title),
            ("E-mail", &row.email),
            ("Phone", &row.phone),
            ("Mobile", &row.mobile),
        ]);
        (row.name(), text)
    }
}

impl Rows for Facilities {
    type Row = FacilityRow;

    fn scopes(&self) -> Vec<Scope> {
        Scope::Detail.chain()
    }

    fn label(&self) -> &'static str {
        "Facilities"
    }

    fn columns(&self) -> &'static [Column] {
        const COLUMNS: &[Column] = &[
            Column::new("Name", Width::Share(2, 16)),
            Column::new("City", Width::Share(1, 12)),
            Column::new("Street", Width::Share(2, 14)),
            Column::new("No.", Width::Fixed(10)),
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
        "No facilities are known. keydesk import facilities FILE.csv brings them in."
    }

    fn sheet(&self, row: &FacilityRow, _: Look<'_>) -> (String, String) {
        let city = format!("{} {}", row.postal_code, row.city);
        let text =
            facts(&[("Number", &row.number), ("Street", &row.street), ("City", &city), ("Country", &row.country)]);
        (row.name.clone(), text)
    }
}

impl Rows for Objects {
    type Row = ObjectRow;

    fn scopes(&self) -> Vec<Scope> {
        Scope::Detail.chain()
    }

    fn label(&self) -> &'static str {
        "Objects"
    }

    fn columns(&self) -> &'static [Column] {
        const COLUMNS: &[Column] = &[
            Column::new("Name", Width::Share(2, 16)),
            Column::new("Facility", Width::Share(1, 12)),
            Column::new("Model", Width::Share(1, 12)),
            Column::new("Serial number", Width::Share(1, 13)),
            Column::new("No.", Width::Fixed(10)),
        ];
        COLUMNS
    }

    fn id(&self, row: &ObjectRow) -> Uuid {
        row.id.0
    }

    fn cell(&self, row: &ObjectRow, column: usize, look: Look<'_>) -> (String, Style) {
        let or_dash = |text: &Option<String>| text.clone().unwrap_or_else(|| "–".to_owned());
        match column {
            0 => (row.name.clone(), look.theme.text),
            1 => (or_dash(&row.facility), look.theme.text),
            2 => (or_dash(&row.model), look.theme.dim),
            3 => (row.serial_number.clone(), look.theme.dim),
            _ => (row.number.clone(), look.theme.dim),
        }
    }

    fn job(&self, ask: &Ask<'_, ObjectRow>) -> Job {
        let customer = ask.customer;
        let query = ListQuery { search: ask.search.clone(), after: ask.after.map(ObjectRow::cursor), limit: ask.limit };
        Job::new("objects", move |app, by| async move {
            match customer {
                Some(id) => customers::objects(&app, &by, id, &query).await,
                None => Ok(Page::default()),
            }
        })
    }

    fn empty(&self) -> &'static str {
        "No service objects are known. keydesk import objects FILE.csv brings them in."
    }

    fn sheet(&self, row: &ObjectRow, _: Look<'_>) -> (String, String) {
        let installed = row.installed_on.map(|d| d.to_string()).unwrap_or_default();
        let text = facts(&[
            ("Number", &row.number),
            ("Model", row.model.as_deref().unwrap_or_default()),
            ("Serial number", &row.serial_number),
            ("Facility", row.facility.as_deref().unwrap_or("not assigned to a facility")),
            ("Installed on", &installed),
        ]);
        (row.name.clone(), text)
    }
}
