//! Fault reports (R33): a customer reports, which makes a work order at once; staff take it, answer it, count it to another
//! order.
//!
//! Staff need *handle fault reports* in the customer's area; a technician sees and changes only reports whose order is
//! assigned to them. What customers' users see of their reports is the portal's: `super::portal`.

mod convert;
mod handle;
mod report;

use serde::Serialize;
use serde_json::Value;

use crate::domain::CustomerId;
use crate::domain::activity::Event;
use crate::domain::staff::{StaffPermission, Territory};
use crate::store::documents as papers;
use crate::store::faults::{self as store, FaultSheet, Sight};
use crate::store::{Conn, Tx, standing};
use crate::text;

pub use crate::domain::query::FaultFilter;
pub use crate::domain::state::FaultState;
pub use crate::store::documents::DocumentRow;
pub use crate::store::faults::{FaultRow, FaultSort, FaultsQuery};
pub use convert::{Into, convert};
pub(super) use handle::order_over;
pub use handle::{close, take};
pub use report::{NewFault, Reported, report};

use super::activity::{About, record};
use super::orders::Page;
use super::{Actor, App, Error, portal_switch};

/// An answer has at most so many characters.
pub const LONGEST_ANSWER: usize = 5_000;

/// A fault report with everything about it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct FaultFile {
    /// The report.
    pub row: FaultRow,
    /// What was written.
    pub body: String,
    /// What was answered; empty until it is closed, and when its order was closed in its place.
    pub answer: String,
    /// Photographs and other documents of its order, the newest first.
    pub documents: Vec<DocumentRow>,
}

/// One page of fault reports, the newest first unless asked otherwise: of customers in the person's areas; a technician sees those whose order is
/// assigned to them.
pub async fn list(app: &App, by: &Actor, query: &FaultsQuery) -> Result<Page<FaultRow>, Error> {
    let mut conn = app.store.read().await?;
    let mut query = query.clone();
    asked(&mut conn, by, query.customer).await?;
    if let Some(number) = &query.filter.customer {
        let unknown = || Error::not_found(format!("customer {}", text::line(number)));
        let named = standing::by_number(&mut conn, by.organization, number).await?.ok_or_else(unknown)?.id;
        asked(&mut conn, by, Some(named)).await?;
        if query.customer.is_some_and(|other| other != named) {
            return Ok(Page::default());
        }
        query.customer = Some(named);
    }
    let territory = territory(by);
    Ok(store::list(&mut conn, by.organization, sight(by, &territory), &query).await?)
}

/// How many reports nobody has taken yet, of those that the person sees: the number beside the red `!`.
pub async fn count(app: &App, by: &Actor) -> Result<u64, Error> {
    by.may(StaffPermission::HandleFaultReports)?.anywhere();
    let mut conn = app.store.read().await?;
    let territory = territory(by);
    Ok(store::count_open(&mut conn, by.organization, sight(by, &territory)).await?)
}

/// The report with this number, with everything about it.
pub async fn get(app: &App, by: &Actor, number: &str) -> Result<FaultFile, Error> {
    let mut conn = app.store.read().await?;
    let FaultSheet { row, body, answer } = find(&mut conn, by, number).await?;
    let on = papers::Parent::Order(row.customer, row.order_id);
    let documents = papers::list(&mut conn, by.organization, on).await?;
    Ok(FaultFile { row, body, answer, documents })
}

async fn asked(conn: &mut Conn, by: &Actor, customer: Option<CustomerId>) -> Result<(), Error> {
    match customer {
        Some(id) => portal_switch::of_staff(conn, by, id, StaffPermission::HandleFaultReports).await.map(drop),
        None => {
            by.may(StaffPermission::HandleFaultReports)?.anywhere();
            Ok(())
        }
    }
}

fn territory(by: &Actor) -> Territory {
    by.rights().map_or(Territory::Everywhere, |rights| rights.territory.clone())
}

/// What the person sees in lists.
fn sight<'a>(by: &Actor, territory: &'a Territory) -> Sight<'a> {
    let only = by.rights().is_some_and(|r| r.only_assigned(StaffPermission::HandleFaultReports));
    Sight { territory, assigned: by.staff_id().filter(|_| only) }
}

/// The report, if it is there and the staff person handles fault reports in its customer's area (R10); whoever does so only
/// for what is assigned to them, only then.
async fn find(conn: &mut Conn, by: &Actor, number: &str) -> Result<FaultSheet, Error> {
    let permission = StaffPermission::HandleFaultReports;
    let granted = by.may(permission)?;
    let sheet = store::by_number(conn, by.organization, number).await?.ok_or_else(|| unknown(number))?;
    let row = &sheet.row;
    granted.in_area(row.area_id)?;
    if by.rights().is_some_and(|r| r.only_assigned(permission)) && row.technician_id != by.staff_id() {
        let who = by.givers(|giver| {
            giver.may(permission) && !giver.only_assigned(permission) && giver.territory.includes(row.area_id)
        });
        return Err(Error::Denied {
            needs: permission.to_string(),
            because: format!(
                " for fault report {}, whose order {} is not assigned to you; {who} can assign it to you",
                row.number, row.order_number
            ),
        });
    }
    Ok(sheet)
}

fn unknown(number: &str) -> Error {
    Error::not_found(format!("fault report {}", text::line(number)))
}

/// The report as it stands now, for whoever changed it.
async fn again(conn: &mut Conn, by: &Actor, number: &str) -> Result<FaultRow, Error> {
    Ok(store::by_number(conn, by.organization, number).await?.ok_or_else(|| unknown(number))?.row)
}

/// Takes the report's next version, or says who was faster.
async fn next_version(tx: &mut Tx, by: &Actor, report: &FaultRow, version: i64) -> Result<(), Error> {
    if store::touch(tx, by.organization, report.id, version).await? {
        return Ok(());
    }
    let who = store::last_changed_by(tx, by.organization, report.customer, &report.number).await?;
    Err(Error::overtaken(who, |who| {
        format!(
            "fault report {} was changed by {who} meanwhile; nothing was saved, look at the new state and try again",
            report.number
        )
    }))
}

/// What the log is told about a change.
async fn log(app: &App, tx: &mut Tx, by: &Actor, report: &FaultRow, event: Event, data: Value) -> Result<(), Error> {
    let about = About { customer: Some(report.customer), subject: report.title(), ..About::default() };
    Ok(record(app, tx, by, event, about, data).await?)
}
