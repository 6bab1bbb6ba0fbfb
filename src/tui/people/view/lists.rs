//! The lists of a view: what the portal's queries give to this viewer, and nothing else.

use ratatui::style::Style;
use uuid::Uuid;

use crate::domain::access::Viewer;
use crate::service::customers::Page;
use crate::service::portal::{
    self, BillingQuery, BillingRow, DocumentQuery, DocumentRow, FacilityRow, From, Listed, ObjectRow, OrderQuery,
    OrderRow, StateFilter,
};

use super::super::super::catalogue::Scope;
use super::super::super::msg::Job;
use super::super::super::sections::one_page;
use super::super::super::sections::pane::{Ask, Look, Rows};
use super::super::super::widgets::{Column, Width};

/// Orders.
pub struct Orders(pub Viewer);
/// Service objects.
pub struct Objects(pub Viewer);
/// Facilities.
pub struct Facilities(pub Viewer);
/// Documents.
pub struct Documents(pub Viewer);
/// Invoices and estimates.
pub struct Billing(pub Viewer);

fn page<T>(listed: Listed<T>) -> Page<T> {
    Page { rows: listed.rows, more_before: false, more_after: listed.more }
}

fn number_id(number: &str) -> Uuid {
    // Rows without an identifier of their own are told apart by their number.
    use std::hash::{DefaultHasher, Hash as _, Hasher as _};
    let mut hasher = DefaultHasher::new();
    number.hash(&mut hasher);
    Uuid::from_u64_pair(hasher.finish(), 0)
}

fn facts(pairs: &[(&str, String)]) -> String {
    let line = |(label, value): &(&str, String)| format!("{label:<13} {}", if value.is_empty() { "–" } else { value });
    pairs.iter().map(line).collect::<Vec<_>>().join("\n")
}

macro_rules! common {
    ($label:literal, $empty:literal) => {
        fn scopes(&self) -> Vec<Scope> {
            Scope::ViewAs.chain()
        }

        fn label(&self) -> &'static str {
            $label
        }

        fn empty(&self) -> &'static str {
            $empty
        }
    };
}

impl Rows for Orders {
    type Row = OrderRow;

    common!("Orders", "The person sees no order.");

    fn columns(&self) -> &'static [Column] {
        const COLUMNS: &[Column] = &[
            Column::new("No.", Width::Fixed(10)),
            Column::new("Title", Width::Share(2, 18)),
            Column::new("State", Width::Fixed(11)),
            Column::new("Created", Width::Fixed(10)),
            Column::new("Facility", Width::Share(1, 12)),
            Column::new("Object", Width::Share(1, 12)),
        ];
        COLUMNS
    }

    fn id(&self, row: &OrderRow) -> Uuid {
        row.id.0
    }

    fn cell(&self, row: &OrderRow, column: usize, look: Look<'_>) -> (String, Style) {
        let theme = look.theme;
        match column {
            0 => (row.number.clone(), theme.text),
            1 => (row.title.clone(), theme.text),
            2 => (row.state.as_str().replace('_', " "), if row.state.is_open() { theme.warn } else { theme.dim }),
            3 => (look.zone.day(row.created_at), theme.dim),
            4 => (row.facility.clone().unwrap_or_else(|| "–".to_owned()), theme.dim),
            _ => (row.object.clone().unwrap_or_default(), theme.dim),
        }
    }

    fn job(&self, ask: &Ask<'_, OrderRow>) -> Job {
        let from = ask.after.map_or(From::Newest, |row| From::After(row.number.clone()));
        let query = OrderQuery { search: ask.search.clone(), state: StateFilter::All, from, limit: ask.limit };
        let viewer = self.0.clone();
        Job::new("view orders", move |app, _| async move { portal::orders(&app, &viewer, &query).await.map(page) })
    }

    fn sheet(&self, row: &OrderRow, look: Look<'_>) -> (String, String) {
        let when = |at: Option<_>| at.map(|at| look.zone.full(at)).unwrap_or_default();
        let text = facts(&[
            ("Kind", row.kind.as_str().replace('_', " ")),
            ("State", row.state.as_str().replace('_', " ")),
            ("Facility", row.facility.clone().unwrap_or_default()),
            ("Object", row.object.clone().unwrap_or_default()),
            ("Created", when(Some(row.created_at))),
            ("Planned", when(row.planned_at)),
            ("Closed", when(row.closed_at)),
        ]);
        (format!("{} {}", row.number, row.title), text)
    }
}

impl Rows for Objects {
    type Row = ObjectRow;

    common!("Objects", "The person sees no service object.");

    fn columns(&self) -> &'static [Column] {
        const COLUMNS: &[Column] = &[
            Column::new("No.", Width::Fixed(10)),
            Column::new("Name", Width::Share(2, 18)),
            Column::new("Model", Width::Share(1, 12)),
            Column::new("Facility", Width::Share(1, 12)),
            Column::new("Serial number", Width::Fixed(16)),
        ];
        COLUMNS
    }

    fn id(&self, row: &ObjectRow) -> Uuid {
        number_id(&row.number)
    }

    fn cell(&self, row: &ObjectRow, column: usize, look: Look<'_>) -> (String, Style) {
        let theme = look.theme;
        match column {
            0 => (row.number.clone(), theme.text),
            1 => (row.name.clone(), theme.text),
            2 => (row.model.clone().unwrap_or_default(), theme.dim),
            3 => (row.facility.clone().unwrap_or_else(|| "–".to_owned()), theme.dim),
            _ => (row.serial_number.clone(), theme.dim),
        }
    }

    fn job(&self, ask: &Ask<'_, ObjectRow>) -> Job {
        let (viewer, search, limit) = (self.0.clone(), ask.search.clone(), ask.limit);
        let after = ask.after.map(|row| row.number.clone());
        Job::new("view objects", move |app, _| async move {
            portal::objects(&app, &viewer, &search, after.as_deref(), limit).await.map(page)
        })
    }

    fn sheet(&self, row: &ObjectRow, _: Look<'_>) -> (String, String) {
        let text = facts(&[
            ("Number", row.number.clone()),
            ("Model", row.model.clone().unwrap_or_default()),
            ("Manufacturer", row.manufacturer.clone().unwrap_or_default()),
            ("Serial number", row.serial_number.clone()),
            ("Facility", row.facility.clone().unwrap_or_default()),
            ("Installed on", row.installed_on.map(|d| d.to_string()).unwrap_or_default()),
        ]);
        (row.name.clone(), text)
    }
}

impl Rows for Facilities {
    type Row = FacilityRow;

    common!("Facilities", "The person sees no facility.");

    fn columns(&self) -> &'static [Column] {
        const COLUMNS: &[Column] = &[
            Column::new("No.", Width::Fixed(10)),
            Column::new("Name", Width::Share(2, 18)),
            Column::new("City", Width::Share(1, 12)),
            Column::new("Street", Width::Share(1, 12)),
        ];
        COLUMNS
    }

    fn id(&self, row: &FacilityRow) -> Uuid {
        row.id.0
    }

    fn cell(&self, row: &FacilityRow, column: usize, look: Look<'_>) -> (String, Style) {
        let text = [&row.number, &row.name, &row.city, &row.street];
        (text[column.min(3)].clone(), if column < 2 { look.theme.text } else { look.theme.dim })
    }

    fn job(&self, ask: &Ask<'_, FacilityRow>) -> Job {
        let (viewer, search) = (self.0.clone(), ask.search.clone());
        Job::new("view facilities", move |app, _| async move {
            let rows = portal::facilities(&app, &viewer).await?;
            Ok(one_page(rows, &search, |f| format!("{} {} {}", f.number, f.name, f.city)))
        })
    }

    fn sheet(&self, row: &FacilityRow, _: Look<'_>) -> (String, String) {
        let text = facts(&[
            ("Number", row.number.clone()),
            ("Street", row.street.clone()),
            ("City", format!("{} {}", row.postal_code, row.city).trim().to_owned()),
            ("Country", row.country.clone()),
        ]);
        (row.name.clone(), text)
    }
}

impl Rows for Documents {
    type Row = DocumentRow;

    common!("Documents", "The person sees no document.");

    fn columns(&self) -> &'static [Column] {
        const COLUMNS: &[Column] = &[
            Column::new("No.", Width::Fixed(10)),
            Column::new("Name", Width::Share(2, 18)),
            Column::new("Of", Width::Share(1, 14)),
            Column::new("Added", Width::Fixed(10)),
            Column::new("KiB", Width::Fixed(8)).right(),
        ];
        COLUMNS
    }

    fn id(&self, row: &DocumentRow) -> Uuid {
        row.id.0
    }

    fn cell(&self, row: &DocumentRow, column: usize, look: Look<'_>) -> (String, Style) {
        let theme = look.theme;
        match column {
            0 => (row.number.clone(), theme.text),
            1 => (row.name.clone(), theme.text),
            2 => (format!("{} {}", row.parent, row.parent_name), theme.dim),
            3 => (look.zone.day(row.created_at), theme.dim),
            _ => ((row.size / 1024).max(1).to_string(), theme.dim),
        }
    }

    fn job(&self, ask: &Ask<'_, DocumentRow>) -> Job {
        let after = ask.after.map(|row| row.number.clone()).unwrap_or_default();
        let query = DocumentQuery { search: ask.search.clone(), after, limit: ask.limit };
        let viewer = self.0.clone();
        Job::new(
            "view documents",
            move |app, _| async move { portal::documents(&app, &viewer, &query).await.map(page) },
        )
    }

    fn sheet(&self, row: &DocumentRow, look: Look<'_>) -> (String, String) {
        let text = facts(&[
            ("Number", row.number.clone()),
            ("Kind", row.media_type.clone()),
            ("Size", format!("{} bytes", row.size)),
            ("Of", format!("{} {}", row.parent, row.parent_name)),
            ("Added", look.zone.full(row.created_at)),
        ]);
        (row.name.clone(), text)
    }
}

impl Rows for Billing {
    type Row = BillingRow;

    common!("Billing", "The person sees no invoice and no estimate.");

    fn columns(&self) -> &'static [Column] {
        const COLUMNS: &[Column] = &[
            Column::new("No.", Width::Fixed(12)),
            Column::new("Kind", Width::Fixed(9)),
            Column::new("State", Width::Fixed(10)),
            Column::new("Amount", Width::Fixed(16)).right(),
            Column::new("Issued", Width::Fixed(10)),
            Column::new("Due", Width::Fixed(10)),
            Column::new("Order", Width::Share(1, 9)),
        ];
        COLUMNS
    }

    fn id(&self, row: &BillingRow) -> Uuid {
        row.id.0
    }

    fn cell(&self, row: &BillingRow, column: usize, look: Look<'_>) -> (String, Style) {
        let theme = look.theme;
        match column {
            0 => (row.number.clone(), theme.text),
            1 => (row.kind.to_string(), theme.text),
            2 => (row.state.to_string(), theme.text),
            3 => (money(row), theme.text),
            4 => (row.issued_on.to_string(), theme.dim),
            5 => (row.due_on.map(|d| d.to_string()).unwrap_or_default(), theme.dim),
            _ => (row.order_number.clone().unwrap_or_default(), theme.dim),
        }
    }

    fn job(&self, ask: &Ask<'_, BillingRow>) -> Job {
        let after = ask.after.map(|row| row.number.clone()).unwrap_or_default();
        let (query, search) = (BillingQuery { kind: None, after, limit: ask.limit }, crate::text::fold(&ask.search));
        let viewer = self.0.clone();
        Job::new("view billing", move |app, _| async move {
            let mut rows = portal::billing(&app, &viewer, &query).await.map(page)?;
            rows.rows.retain(|r| crate::text::fold(&format!("{} {} {}", r.number, r.kind, r.state)).contains(&search));
            Ok(rows)
        })
    }

    fn sheet(&self, row: &BillingRow, _: Look<'_>) -> (String, String) {
        let text = facts(&[
            ("Kind", row.kind.to_string()),
            ("State", row.state.to_string()),
            ("Amount", money(row)),
            ("Issued", row.issued_on.to_string()),
            ("Due", row.due_on.map(|d| d.to_string()).unwrap_or_default()),
            ("Order", row.order_number.clone().unwrap_or_default()),
        ]);
        (row.number.clone(), text)
    }
}

/// The amount with its currency; amounts are kept in hundredths.
fn money(row: &BillingRow) -> String {
    let sign = if row.amount < 0 { "-" } else { "" };
    let cents = row.amount.unsigned_abs();
    format!("{sign}{}.{:02} {}", cents / 100, cents % 100, row.currency)
}
