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
    let dash = |value: &String| if value.is_empty() { "–".to_owned() } else { value.clone() };
    let shown: Vec<_> = pairs.iter().map(|(label, value)| (*label, dash(value))).collect();
    crate::tui::words::facts(&shown)
}

macro_rules! common {
    ($label:expr, $empty:expr) => {
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

    common!(t!("nav-orders"), t!("view-no-order"));

    fn columns(&self) -> &'static [Column] {
        const COLUMNS: &[Column] = &[
            Column::new("column-no", Width::Fixed(10)),
            Column::new("column-title", Width::Share(2, 18)),
            Column::new("column-state", Width::Fixed(11)),
            Column::new("column-created", Width::Fixed(10)),
            Column::new("order-facility", Width::Share(1, 12)),
            Column::new("order-object", Width::Share(1, 12)),
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
            2 => {
                (crate::tui::words::word(row.state.as_str()), if row.state.is_open() { theme.warn } else { theme.dim })
            }
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
            (t!("column-kind"), crate::tui::words::word(row.kind.as_str())),
            (t!("column-state"), crate::tui::words::word(row.state.as_str())),
            (t!("order-facility"), row.facility.clone().unwrap_or_default()),
            (t!("order-object"), row.object.clone().unwrap_or_default()),
            (t!("column-created"), when(Some(row.created_at))),
            (t!("order-state-planned"), when(row.planned_at)),
            (t!("column-closed"), when(row.closed_at)),
        ]);
        (format!("{} {}", row.number, row.title), text)
    }
}

impl Rows for Objects {
    type Row = ObjectRow;

    common!(t!("nav-objects"), t!("view-no-object"));

    fn columns(&self) -> &'static [Column] {
        const COLUMNS: &[Column] = &[
            Column::new("column-no", Width::Fixed(10)),
            Column::new("name", Width::Share(2, 18)),
            Column::new("object-model", Width::Share(1, 12)),
            Column::new("order-facility", Width::Share(1, 12)),
            Column::new("object-serial-number", Width::Fixed(16)),
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
            (t!("label-number"), row.number.clone()),
            (t!("object-model"), row.model.clone().unwrap_or_default()),
            (t!("object-manufacturer"), row.manufacturer.clone().unwrap_or_default()),
            (t!("object-serial-number"), row.serial_number.clone()),
            (t!("order-facility"), row.facility.clone().unwrap_or_default()),
            (t!("object-installed-on"), row.installed_on.map(|d| d.to_string()).unwrap_or_default()),
        ]);
        (row.name.clone(), text)
    }
}

impl Rows for Facilities {
    type Row = FacilityRow;

    common!(t!("nav-facilities"), t!("view-no-facility"));

    fn columns(&self) -> &'static [Column] {
        const COLUMNS: &[Column] = &[
            Column::new("column-no", Width::Fixed(10)),
            Column::new("name", Width::Share(2, 18)),
            Column::new("company-city", Width::Share(1, 12)),
            Column::new("column-street", Width::Share(1, 12)),
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
            (t!("label-number"), row.number.clone()),
            (t!("column-street"), row.street.clone()),
            (t!("company-city"), format!("{} {}", row.postal_code, row.city).trim().to_owned()),
            (t!("company-country"), row.country.clone()),
        ]);
        (row.name.clone(), text)
    }
}

impl Rows for Documents {
    type Row = DocumentRow;

    common!(t!("nav-documents"), t!("view-no-document"));

    fn columns(&self) -> &'static [Column] {
        const COLUMNS: &[Column] = &[
            Column::new("column-no", Width::Fixed(10)),
            Column::new("name", Width::Share(2, 18)),
            Column::new("column-of", Width::Share(1, 14)),
            Column::new("column-added", Width::Fixed(10)),
            Column::new("column-kib", Width::Fixed(8)).right(),
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
            (t!("label-number"), row.number.clone()),
            (t!("column-kind"), row.media_type.clone()),
            (t!("column-size"), t!("size-bytes", size = row.size)),
            (t!("column-of"), format!("{} {}", row.parent, row.parent_name)),
            (t!("column-added"), look.zone.full(row.created_at)),
        ]);
        (row.name.clone(), text)
    }
}

impl Rows for Billing {
    type Row = BillingRow;

    common!(t!("nav-billing"), t!("view-no-billing"));

    fn columns(&self) -> &'static [Column] {
        const COLUMNS: &[Column] = &[
            Column::new("column-no", Width::Fixed(12)),
            Column::new("column-kind", Width::Fixed(9)),
            Column::new("column-state", Width::Fixed(10)),
            Column::new("billing-amount", Width::Fixed(16)).right(),
            Column::new("column-issued", Width::Fixed(10)),
            Column::new("column-due", Width::Fixed(10)),
            Column::new("billing-order", Width::Share(1, 9)),
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
            1 => (crate::tui::words::word(row.kind.as_str()), theme.text),
            2 => (crate::tui::words::word(row.state.as_str()), theme.text),
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
            (t!("column-kind"), crate::tui::words::word(row.kind.as_str())),
            (t!("column-state"), crate::tui::words::word(row.state.as_str())),
            (t!("billing-amount"), money(row)),
            (t!("column-issued"), row.issued_on.to_string()),
            (t!("column-due"), row.due_on.map(|d| d.to_string()).unwrap_or_default()),
            (t!("billing-order"), row.order_number.clone().unwrap_or_default()),
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
