//! Orders as staff work on them (R31): created, edited, assigned, planned, closed.
//!
//! Each change asks for *manage orders* in the customer's area; a technician changes only what is assigned to them. It is
//! logged with before and after, kept as a step that customers read, and told to whoever may be told (R60–R62), all in one
//! transaction.

mod assign;
mod make;
mod plan;
pub(super) mod spot;
mod state;
pub mod wishes;

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;

use crate::domain::access::ThingKind;
use crate::domain::activity::Event;
use crate::domain::letter::LetterKind;
use crate::domain::notice::Subject;
use crate::domain::staff::StaffPermission;
use crate::domain::state::{OrderState, OrderStep};
use crate::store::order_work::{self as store, Filter};
use crate::store::{Conn, Tx, standing, visits};
use crate::text;

pub use crate::domain::query::OrderFilter;
pub use crate::store::order_work::{OrderSheet, OrderSort, StepRow};
pub use crate::store::page::{Cursor, ListQuery, Page, Seek};
pub use crate::store::visits::VisitRow;
pub use assign::{Technician, Work, assign, technicians};
pub use make::{NewOrder, OrderChange, create, edit};
pub use plan::{VisitPlan, cancel_visit, clocks, here, plan};
pub use state::set_state;

use super::activity::{About, record};
use super::notices::{Notice, announce};
use super::{Actor, App, Error};

/// An order with its visits and its history.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct OrderFile {
    /// The order.
    pub order: OrderSheet,
    /// Its visits by their beginning, cancelled ones too.
    pub visits: Vec<VisitRow>,
    /// What happened, the oldest first.
    pub history: Vec<StepRow>,
}

/// Which orders are asked for.
#[derive(Clone, Debug)]
pub struct OrdersQuery {
    /// Of the customer with this number only.
    pub customer: Option<String>,
    /// Assigned to the staff person with this address only.
    pub technician: Option<String>,
    /// Assigned to the person who asks only.
    pub mine: bool,
    /// In this state only.
    pub state: Option<OrderState>,
    /// Only those on which work is still to be expected.
    pub open: bool,
    /// And only those.
    pub filter: OrderFilter,
    /// The order.
    pub sort: OrderSort,
    /// The largest first.
    pub descending: bool,
    /// Where the page begins; `list.after` counts when this is the first page.
    pub seek: Seek,
    /// Words, page, length.
    pub list: ListQuery,
}

impl Default for OrdersQuery {
    fn default() -> Self {
        Self {
            customer: None,
            technician: None,
            mine: false,
            state: None,
            open: false,
            filter: OrderFilter::default(),
            sort: OrderSort::Created,
            descending: true,
            seek: Seek::First,
            list: ListQuery::default(),
        }
    }
}

/// One page of orders, the newest first unless asked otherwise, in the areas that the person sees (R10).
pub async fn list(app: &App, by: &Actor, query: &OrdersQuery) -> Result<Page<OrderSheet>, Error> {
    let granted = by.may(StaffPermission::ViewCustomers)?;
    let mut conn = app.store.read().await?;
    let typed = &query.filter;
    let (one, other) = (query.state, typed.state);
    if one.is_some() && other.is_some() && one != other {
        return Ok(Page::default());
    }
    let mut filter = Filter {
        state: one.or(other),
        // Whoever asks for a state means it, closed ones too.
        open: query.open && other.is_none(),
        kind: typed.kind,
        urgency: typed.urgency,
        planned: typed.planned,
        created: typed.created,
        sort: query.sort,
        descending: query.descending,
        seek: query.seek.clone(),
        list: query.list.clone(),
        ..Filter::default()
    };
    let numbers = [query.customer.clone(), typed.customer.clone()];
    if numbers.iter().all(Option::is_none) {
        granted.anywhere();
    }
    for number in numbers.into_iter().flatten() {
        let unknown = || Error::not_found(format!("customer {}", text::line(&number)));
        let customer = standing::by_number(&mut conn, by.organization, &number).await?.ok_or_else(unknown)?;
        by.may(StaffPermission::ViewCustomers)?.in_area(customer.area_id)?;
        if filter.customer.is_some_and(|other| other != customer.id) {
            return Ok(Page::default());
        }
        filter.customer = Some(customer.id);
    }
    if let Some(email) = &query.technician {
        let found = store::staff_by_email(&mut conn, by.organization, &key_of(email)).await?;
        filter.technician = Some(found.ok_or_else(|| Error::not_found(format!("staff person {}", text::line(email))))?);
    }
    if let Some(name) = typed.tech.as_ref().filter(|name| *name != "me") {
        filter.technicians = Some(store::technicians(&mut conn, by.organization, name).await?);
    }
    if query.mine || typed.tech.as_deref() == Some("me") {
        // Whoever is no staff person has no orders assigned.
        let Some(me) = by.staff_id() else { return Ok(Page::default()) };
        if filter.technician.is_some_and(|other| other != me) {
            return Ok(Page::default());
        }
        filter.technician = Some(me);
    }
    Ok(store::list(&mut conn, by.organization, &by.sees(), &filter).await?)
}

/// The order with this number, with everything about it.
pub async fn get(app: &App, by: &Actor, number: &str) -> Result<OrderFile, Error> {
    let mut conn = app.store.read().await?;
    let order = find(&mut conn, by, number, StaffPermission::ViewCustomers).await?;
    file(&mut conn, by, order).await
}

async fn file(conn: &mut Conn, by: &Actor, order: OrderSheet) -> Result<OrderFile, Error> {
    let visits = visits::of_order(conn, by.organization, order.id).await?;
    let history = store::steps(conn, by.organization, order.id).await?;
    Ok(OrderFile { order, visits, history })
}

/// The order, if it is there and the staff person holds `permission` in its customer's area (R10); whoever holds it only for
/// what is assigned to them, only then.
pub(super) async fn find(
    conn: &mut Conn,
    by: &Actor,
    number: &str,
    permission: StaffPermission,
) -> Result<OrderSheet, Error> {
    let granted = by.may(permission)?;
    let found = store::by_number(conn, by.organization, number).await?;
    let order = found.ok_or_else(|| unknown(number))?;
    granted.in_area(order.area_id)?;
    let others = by.rights().is_some_and(|r| r.only_assigned(permission)) && order.technician_id != by.staff_id();
    if others {
        return Err(Error::Denied {
            needs: permission.to_string(),
            because: format!(
                " for order {}, which is not assigned to you; {} can assign it to you",
                order.number,
                by.givers(|giver| giver.may(permission)
                    && !giver.only_assigned(permission)
                    && giver.territory.includes(order.area_id))
            ),
        });
    }
    Ok(order)
}

pub(super) fn unknown(number: &str) -> Error {
    Error::not_found(format!("order {}", text::line(number)))
}

/// The key under which a staff person's address is found; nobody's for what is no address.
fn key_of(email: &str) -> String {
    crate::domain::email::Email::parse("technician", email).map(|e| e.key().to_owned()).unwrap_or_default()
}

/// Takes the order's next version, or says who was faster.
pub(super) async fn take(tx: &mut Tx, by: &Actor, order: &OrderSheet, version: i64) -> Result<(), Error> {
    if store::touch(tx, by.organization, order.id, version).await? {
        return Ok(());
    }
    let who = store::last_changed_by(tx, by.organization, order.customer_id, &order.number).await?;
    Err(Error::overtaken(who, |who| {
        format!(
            "order {} was changed by {who} meanwhile; nothing was saved, look at the new state and save again",
            order.number
        )
    }))
}

/// What the log is told about a change.
pub(super) async fn log(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    order: &OrderSheet,
    (event, data): (Event, Value),
) -> Result<(), Error> {
    let about = About { customer: Some(order.customer_id), subject: order.title(), ..About::default() };
    Ok(record(app, tx, by, event, about, data).await?)
}

/// Adds a step to what customers read of the history.
pub(super) async fn step(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    order: &OrderSheet,
    kind: OrderStep,
    detail: String,
) -> Result<(), Error> {
    let row = StepRow { at: app.now(), kind, by_name: by.name().to_owned(), detail };
    Ok(store::add_step(tx, by.organization, order.id, app.random.uuid(app.now()), &row).await?)
}

/// Tells whoever is to be told.
pub(super) async fn tell(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    order: &OrderSheet,
    (kind, detail, at): (LetterKind, &str, Option<DateTime<Utc>>),
) -> Result<(), Error> {
    let notice = notice(order, kind, detail, at);
    announce(app, tx, by, &notice).await.map(drop)
}

/// Something that happened to an order, to be told.
pub(super) fn notice(order: &OrderSheet, kind: LetterKind, detail: &str, at: Option<DateTime<Utc>>) -> Notice {
    Notice {
        kind,
        customer: order.customer_id,
        subject: Some(Subject { kind: ThingKind::Order, number: order.number.clone() }),
        order: None,
        detail: detail.to_owned(),
        at,
    }
}

/// The order as it stands now, for whoever changed it.
pub(super) async fn again(conn: &mut Conn, by: &Actor, number: &str) -> Result<OrderSheet, Error> {
    store::by_number(conn, by.organization, number).await?.ok_or_else(|| unknown(number))
}

/// A moment for the log and for steps.
fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}
