//! Writing access as a file: page by page, so that memory does not grow with the organization.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::json;

use crate::domain::CustomerId;
use crate::domain::activity::Event;
use crate::domain::staff::{StaffPermission, Territory};
use crate::domain::state::CustomerKind;
use crate::service::activity::{About, record};
use crate::service::{Actor, App, Error, portal_switch};
use crate::store::access_rows::{self, AccessRow};

use super::format::{self, COLUMNS, Format};

/// So many customer users are read at a time.
const PAGE: usize = 500;

/// Writes the access of a customer, or of all customers that `by` may look at; how many customer users were written.
/// That it was done is in the log before the first line is out.
///
/// # Errors
/// Denied without *import and export* and *view customers*; failed when `into` cannot be written.
pub async fn export(
    app: &App,
    by: &Actor,
    customer: Option<CustomerId>,
    format: Format,
    into: &mut (dyn Write + Send),
) -> Result<u64, Error> {
    by.may(StaffPermission::ImportExport)?.anywhere();
    let mut conn = app.store.read().await?;
    let mut what = "access of all customers".to_owned();
    if let Some(id) = customer {
        let standing = portal_switch::of_staff(&mut conn, by, id, StaffPermission::ViewCustomers).await?;
        portal_switch::of_staff(&mut conn, by, id, StaffPermission::ImportExport).await?;
        what = format!("access of {}", standing.title());
    } else {
        by.may(StaffPermission::ViewCustomers)?.anywhere();
    }
    let mut tx = app.store.begin().await?;
    let about = About { customer, subject: what, ..About::default() };
    record(app, &mut tx, by, Event::Exported, about, json!({ "format": format })).await?;
    tx.commit().await?;

    let territory = by.rights().map_or(Territory::Everywhere, |rights| rights.territory.clone());
    let mut target = Target::new(format, into).map_err(Error::Unwritten)?;
    if let Some(id) = customer {
        let rows = access_rows::of_customers(&mut conn, by.organization, &[id]).await?;
        target.rows(&rows, app).map_err(Error::Unwritten)?;
        target.into.flush().map_err(Error::Unwritten)?;
        return Ok(rows.len() as u64);
    }
    let (mut after, mut written) = (None, 0);
    loop {
        let rows = access_rows::page(&mut conn, by.organization, &territory, after, PAGE).await?;
        target.rows(&rows, app).map_err(Error::Unwritten)?;
        written += rows.len() as u64;
        match rows.last() {
            Some(last) if rows.len() == PAGE => after = Some((last.customer_id, last.id)),
            _ => break,
        }
    }
    target.into.flush().map_err(Error::Unwritten)?;
    Ok(written)
}

struct Target<'a> {
    format: Format,
    into: &'a mut (dyn Write + Send),
}

impl<'a> Target<'a> {
    fn new(format: Format, into: &'a mut (dyn Write + Send)) -> io::Result<Self> {
        if format == Format::Csv {
            csv_line(into, COLUMNS)?;
        }
        Ok(Self { format, into })
    }

    fn rows(&mut self, rows: &[AccessRow], app: &App) -> io::Result<()> {
        for row in rows {
            let told = Told::of(row, app);
            match self.format {
                Format::Csv => csv_line(self.into, told.cells().iter().map(|c| format::neutral(c)))?,
                Format::Toml => {
                    let text = toml::to_string(&Document { user: [&told] }).map_err(io::Error::other)?;
                    self.into.write_all(text.as_bytes())?;
                    self.into.write_all(b"\n")?;
                }
            }
        }
        Ok(())
    }
}

fn csv_line<T: AsRef<[u8]>>(into: &mut (dyn Write + Send), cells: impl IntoIterator<Item = T>) -> io::Result<()> {
    let mut line = csv::Writer::from_writer(Vec::new());
    line.write_record(cells)?;
    into.write_all(&line.into_inner().map_err(|e| io::Error::other(e.to_string()))?)
}

#[derive(Serialize)]
struct Document<'a> {
    user: [&'a Told; 1],
}

/// A customer user in words.
#[derive(Serialize)]
struct Told {
    customer: String,
    email: String,
    first_name: String,
    last_name: String,
    language: &'static str,
    role: &'static str,
    state: &'static str,
    facilities: Facilities,
    unassigned: bool,
    contact: String,
    ends_at: String,
    permissions: std::collections::BTreeMap<&'static str, &'static str>,
    #[serde(skip)]
    exceptions: String,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Facilities {
    All(&'static str),
    Chosen(Vec<String>),
}

impl Told {
    fn of(row: &AccessRow, app: &App) -> Self {
        let facilities = if row.sees_all {
            Facilities::All(format::ALL)
        } else {
            Facilities::Chosen(row.facilities.iter().map(|(_, number)| number.clone()).collect())
        };
        Self {
            customer: row.customer_number.clone(),
            email: row.email.clone(),
            first_name: row.first_name.clone(),
            last_name: row.last_name.clone(),
            language: row.language.as_str(),
            // A private customer's user has no role to choose (R3).
            role: if row.customer_kind == CustomerKind::Private { "" } else { row.role.as_str() },
            state: row.state_at(app.now()).as_str(),
            facilities,
            unassigned: row.sees_all || row.sees_unassigned,
            contact: row.contact_number.clone().unwrap_or_default(),
            ends_at: row.ends_at.map(super::moment).unwrap_or_default(),
            permissions: row.exceptions.iter().map(|(p, e)| (p.as_str(), format::verdict(*e))).collect(),
            exceptions: format::exceptions(&row.exceptions),
        }
    }

    fn cells(&self) -> [String; COLUMNS.len()] {
        let facilities = match &self.facilities {
            Facilities::All(all) => (*all).to_owned(),
            Facilities::Chosen(numbers) => format::words(numbers.iter().map(String::as_str)),
        };
        [
            self.customer.clone(),
            self.email.clone(),
            self.first_name.clone(),
            self.last_name.clone(),
            self.language.to_owned(),
            self.role.to_owned(),
            self.state.to_owned(),
            facilities,
            if self.unassigned { "yes" } else { "no" }.to_owned(),
            self.contact.clone(),
            self.ends_at.clone(),
            self.exceptions.clone(),
        ]
    }
}
