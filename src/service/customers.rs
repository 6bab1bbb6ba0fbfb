//! Looking at customers and what they own, and editing a customer, as staff (R10: who is bound to areas sees their customers only, unless the
//! organization lets them look at the others).

mod edit;
mod narrow;

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

use crate::domain::CustomerId;
use crate::domain::staff::StaffPermission;
use crate::domain::state::UserState;
use crate::store::{Conn, activity_list, contacts, customers, facilities, glance, objects, orders, organizations};
use crate::text;

use super::activity::{ActivityQuery, Record};
use super::{Actor, App, Error};

pub(super) use edit::edit_own;
pub use edit::{CustomerEdit, Edited, GiveAccess, edit, preview_edit};

pub use crate::domain::query::CustomerFilter;
pub use crate::store::contacts::ContactRow;
pub use crate::store::customers::{CustomerDetail, CustomerQuery, CustomerRow, CustomerSort};
pub use crate::store::facilities::FacilityRow;
pub use crate::store::glance::{OpenOrder, Person};
pub use crate::store::objects::ObjectRow;
pub use crate::store::orders::OrderRow;
pub use crate::store::page::{Count, Cursor, ListQuery, Page, Seek};

/// A customer at one glance.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Overview {
    /// The customer.
    pub customer: CustomerDetail,
    /// The customer users, by state.
    pub users: UserCounts,
    /// The contacts.
    pub contacts: Count,
    /// The facilities.
    pub facilities: Count,
    /// The service objects.
    pub objects: Count,
    /// The orders that still expect work.
    pub open_orders: Count,
    /// All orders.
    pub orders: Count,
    /// When somebody comes next.
    pub next_visit: Option<DateTime<Utc>>,
    /// The newest orders, five at most.
    pub recent: Vec<OrderRow>,
    /// The people who were not revoked, whoever signed in last first, eight at most.
    pub people: Vec<Person>,
    /// The newest orders that still expect work, eight at most.
    pub open: Vec<OpenOrder>,
    /// Fault reports that are not closed; none for whoever does not handle them.
    pub reports: Option<Count>,
    /// The ten newest records of the log about the customer; none for whoever does not read it.
    pub log: Option<Vec<Record>>,
    /// Orders made, month by month; the last is the present one.
    pub orders_by_month: Vec<u64>,
    /// Sign-ins of the customer's people, week by week; the last ends now.
    pub sign_ins_by_week: Vec<u64>,
}

/// How many customer users stand how (R5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct UserCounts {
    /// Invited, not yet activated.
    pub pending: u64,
    /// May sign in.
    pub active: u64,
    /// May not sign in until lifted.
    pub suspended: u64,
    /// Access was ended.
    pub revoked: u64,
    /// Ran out.
    pub expired: u64,
}

impl UserCounts {
    /// All of them.
    pub const fn total(self) -> u64 {
        self.pending + self.active + self.suspended + self.revoked + self.expired
    }

    fn of(counted: Vec<(UserState, i64)>) -> Self {
        let mut counts = Self::default();
        for (state, number) in counted {
            let number = u64::try_from(number).unwrap_or_default();
            match state {
                UserState::Pending => counts.pending = number,
                UserState::Active => counts.active = number,
                UserState::Suspended => counts.suspended = number,
                UserState::Revoked => counts.revoked = number,
                UserState::Expired => counts.expired = number,
            }
        }
        counts
    }
}

/// One page of the customers that `by` may see.
///
/// # Errors
/// The field `filter` when it names an area that there is not.
pub async fn list(app: &App, by: &Actor, query: &CustomerQuery) -> Result<Page<CustomerRow>, Error> {
    by.may(StaffPermission::ViewCustomers)?.anywhere();
    let mut conn = app.store.read().await?;
    let Some(meant) = narrow::meant(&mut conn, by, query).await? else { return Ok(Page::default()) };
    Ok(customers::list(&mut conn, by.organization, &meant.territory, &meant.query, &meant.narrowed).await?)
}

/// How many customers that `by` may see meet the query, counted up to a cap.
///
/// # Errors
/// As [`list`].
pub async fn count(app: &App, by: &Actor, query: &CustomerQuery) -> Result<Count, Error> {
    by.may(StaffPermission::ViewCustomers)?.anywhere();
    let mut conn = app.store.read().await?;
    let Some(meant) = narrow::meant(&mut conn, by, query).await? else { return Ok(Count::Exactly(0)) };
    Ok(customers::count(&mut conn, by.organization, &meant.territory, &meant.query, &meant.narrowed).await?)
}

/// One customer.
pub async fn get(app: &App, by: &Actor, id: CustomerId) -> Result<CustomerDetail, Error> {
    let mut conn = app.store.read().await?;
    open(&mut conn, by, id).await
}

/// The customer with this external number, exactly as stored.
pub async fn by_number(app: &App, by: &Actor, number: &str) -> Result<CustomerDetail, Error> {
    let granted = by.may(StaffPermission::ViewCustomers)?;
    let mut conn = app.store.read().await?;
    let found = customers::by_number(&mut conn, by.organization, number.trim()).await?;
    let customer = found.ok_or_else(|| Error::not_found(format!("customer {}", text::line(number))))?;
    granted.in_area(customer.row.area_id)?;
    Ok(customer)
}

/// A customer at one glance. What it costs does not grow with what belongs to other customers.
pub async fn overview(app: &App, by: &Actor, id: CustomerId) -> Result<Overview, Error> {
    let mut conn = app.store.read().await?;
    let (conn, organization) = (&mut conn, by.organization);
    let newest = ListQuery { limit: 5, ..ListQuery::default() };
    let customer = open(conn, by, id).await?;
    let may = |permission| by.may(permission).and_then(|granted| granted.in_area(customer.row.area_id)).is_ok();
    let reports = if may(StaffPermission::HandleFaultReports) {
        Some(glance::open_reports(conn, organization, id).await?)
    } else {
        None
    };
    let log = if may(StaffPermission::ViewActivity) {
        let query = ActivityQuery { customer: Some(id), limit: 10, ..ActivityQuery::default() };
        Some(activity_list::page(conn, organization, &query).await?.records)
    } else {
        None
    };
    Ok(Overview {
        users: UserCounts::of(customers::users_by_state(conn, organization, id).await?),
        contacts: contacts::count(conn, organization, id).await?,
        facilities: facilities::count(conn, organization, id).await?,
        objects: objects::count(conn, organization, id).await?,
        open_orders: orders::count_open(conn, organization, id).await?,
        orders: orders::count(conn, organization, id).await?,
        next_visit: orders::next_visit(conn, organization, id, app.now()).await?,
        recent: orders::of_customer(conn, organization, id, &newest).await?.rows,
        people: people(conn, by, id, app.now()).await?,
        open: glance::open_orders(conn, organization, id, 8).await?,
        reports,
        log,
        orders_by_month: orders_by_month(app, conn, by, id).await?,
        sign_ins_by_week: sign_ins_by_week(app, conn, by, id).await?,
        customer,
    })
}

/// The people, as they stand now: an end date may have passed since the state was stored.
async fn people(conn: &mut Conn, by: &Actor, id: CustomerId, now: DateTime<Utc>) -> Result<Vec<Person>, Error> {
    let mut people = glance::people(conn, by.organization, id, 8).await?;
    for person in &mut people {
        if person.state == UserState::Active && person.ends_at.is_some_and(|end| end <= now) {
            person.state = UserState::Expired;
        }
    }
    Ok(people)
}

async fn orders_by_month(app: &App, conn: &mut Conn, by: &Actor, id: CustomerId) -> Result<Vec<u64>, Error> {
    let house = organizations::get(conn, by.organization).await?;
    let zone = house.and_then(|house| house.time_zone.parse().ok()).unwrap_or(chrono_tz::Tz::UTC);
    let (_, months) = super::dashboard::months(zone, app.now().with_timezone(&zone).date_naive());
    let (Some(first), Some(ends)) = (months.first(), months.get(1..)) else { return Ok(Vec::new()) };
    let mut counts = vec![0; ends.len()];
    for at in glance::orders_made(conn, by.organization, id, *first).await? {
        // What is dated later than this month ends counts with it.
        let month = ends.partition_point(|end| *end <= at).min(counts.len().saturating_sub(1));
        if let Some(count) = counts.get_mut(month) {
            *count += 1;
        }
    }
    Ok(counts)
}

/// So many weeks of sign-ins are looked at.
const WEEKS: usize = 12;

async fn sign_ins_by_week(app: &App, conn: &mut Conn, by: &Actor, id: CustomerId) -> Result<Vec<u64>, Error> {
    let mut counts = vec![0; WEEKS];
    let since = app.now() - TimeDelta::weeks(i64::try_from(WEEKS).unwrap_or_default());
    for at in glance::sign_ins(conn, by.organization, id, since).await? {
        let ago = usize::try_from((app.now() - at).num_weeks()).unwrap_or_default();
        if let Some(count) = counts.iter_mut().rev().nth(ago) {
            *count += 1;
        }
    }
    Ok(counts)
}

/// A customer's contacts, by name.
pub async fn contacts(app: &App, by: &Actor, id: CustomerId) -> Result<Vec<ContactRow>, Error> {
    let mut conn = app.store.read().await?;
    open(&mut conn, by, id).await?;
    Ok(contacts::of_customer(&mut conn, by.organization, id).await?)
}

/// A customer's facilities, by name.
pub async fn facilities(app: &App, by: &Actor, id: CustomerId) -> Result<Vec<FacilityRow>, Error> {
    let mut conn = app.store.read().await?;
    open(&mut conn, by, id).await?;
    Ok(facilities::of_customer(&mut conn, by.organization, id).await?)
}

/// One page of a customer's service objects, by name.
pub async fn objects(app: &App, by: &Actor, id: CustomerId, query: &ListQuery) -> Result<Page<ObjectRow>, Error> {
    let mut conn = app.store.read().await?;
    open(&mut conn, by, id).await?;
    Ok(objects::of_customer(&mut conn, by.organization, id, query).await?)
}

/// One page of a customer's orders, newest first.
pub async fn orders(app: &App, by: &Actor, id: CustomerId, query: &ListQuery) -> Result<Page<OrderRow>, Error> {
    let mut conn = app.store.read().await?;
    open(&mut conn, by, id).await?;
    Ok(orders::of_customer(&mut conn, by.organization, id, query).await?)
}

/// The customer, if `by` may look at it.
async fn open(conn: &mut Conn, by: &Actor, id: CustomerId) -> Result<CustomerDetail, Error> {
    let granted = by.may(StaffPermission::ViewCustomers)?;
    let found = customers::get(conn, by.organization, id).await?;
    let customer = found.ok_or_else(|| Error::not_found("such customer (any more)"))?;
    granted.in_area(customer.row.area_id)?;
    Ok(customer)
}
