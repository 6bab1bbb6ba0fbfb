//! Looking at customers and what they own, and editing a customer, as staff (R10: who is bound to areas sees their customers only, unless the
//! organization lets them look at the others).

mod edit;

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::domain::CustomerId;
use crate::domain::staff::StaffPermission;
use crate::domain::state::UserState;
use crate::store::{Conn, contacts, customers, facilities, objects, orders};
use crate::text;

use super::{Actor, App, Error};

pub(super) use edit::edit_own;
pub use edit::{CustomerEdit, Edited, GiveAccess, edit, preview_edit};

pub use crate::store::contacts::ContactRow;
pub use crate::store::customers::{CustomerDetail, CustomerQuery, CustomerRow, CustomerSort};
pub use crate::store::facilities::FacilityRow;
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
pub async fn list(app: &App, by: &Actor, query: &CustomerQuery) -> Result<Page<CustomerRow>, Error> {
    by.may(StaffPermission::ViewCustomers)?.anywhere();
    let mut conn = app.store.read().await?;
    Ok(customers::list(&mut conn, by.organization, &by.sees(), query).await?)
}

/// How many customers that `by` may see meet the query, counted up to a cap.
pub async fn count(app: &App, by: &Actor, query: &CustomerQuery) -> Result<Count, Error> {
    by.may(StaffPermission::ViewCustomers)?.anywhere();
    let mut conn = app.store.read().await?;
    Ok(customers::count(&mut conn, by.organization, &by.sees(), query).await?)
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

/// A customer at one glance.
pub async fn overview(app: &App, by: &Actor, id: CustomerId) -> Result<Overview, Error> {
    let mut conn = app.store.read().await?;
    let (conn, organization) = (&mut conn, by.organization);
    let newest = ListQuery { limit: 5, ..ListQuery::default() };
    Ok(Overview {
        customer: open(conn, by, id).await?,
        users: UserCounts::of(customers::users_by_state(conn, organization, id).await?),
        contacts: contacts::count(conn, organization, id).await?,
        facilities: facilities::count(conn, organization, id).await?,
        objects: objects::count(conn, organization, id).await?,
        open_orders: orders::count_open(conn, organization, id).await?,
        orders: orders::count(conn, organization, id).await?,
        next_visit: orders::next_visit(conn, organization, id, app.now()).await?,
        recent: orders::of_customer(conn, organization, id, &newest).await?.rows,
    })
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
