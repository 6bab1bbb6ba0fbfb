//! Assigning orders to staff.

use serde::Serialize;
use serde_json::json;

use crate::domain::activity::Event;
use crate::domain::field::FieldErrors;
use crate::domain::letter::LetterKind;
use crate::domain::staff::{StaffPermission, StaffRole};
use crate::domain::state::OrderStep;
use crate::domain::{AreaId, StaffId};
use crate::service::{Actor, App, Error};
use crate::store::{Conn, order_work as store, staff};
use crate::text;

use super::make::creates_for;
use super::{OrderSheet, find, key_of, log, step, take, tell};

/// Assigns an order to the staff person with this address, or to nobody. Nothing different changes nothing.
///
/// # Errors
/// The field `technician` when the person cannot work on it; a conflict that names who changed the order meanwhile.
pub async fn assign(
    app: &App,
    by: &Actor,
    number: &str,
    version: i64,
    email: Option<&str>,
) -> Result<OrderSheet, Error> {
    let mut tx = app.store.begin().await?;
    let before = find(&mut tx, by, number, StaffPermission::ManageOrders).await?;
    let assigned = match email {
        Some(email) => Some(technician(&mut tx, by, before.area_id, email).await??),
        None => None,
    };
    let mut after = before.clone();
    after.technician_id = assigned.as_ref().map(|(id, _)| *id);
    after.technician = assigned.map(|(_, name)| name).unwrap_or_default();
    if after == before {
        return Ok(before);
    }
    take(&mut tx, by, &before, version).await?;
    store::save(&mut tx, by.organization, &after).await?;
    let name = |order: &OrderSheet| match order.technician.as_str() {
        "" => "nobody".to_owned(),
        name => name.to_owned(),
    };
    let data = json!({ "before": name(&before), "after": name(&after) });
    log(app, &mut tx, by, &after, (Event::OrderAssigned, data)).await?;
    step(app, &mut tx, by, &after, OrderStep::Assigned, after.technician.clone()).await?;
    if after.technician_id.is_some() {
        tell(app, &mut tx, by, &after, (LetterKind::OrderAssigned, "", after.planned_at)).await?;
    }
    let after = super::again(&mut tx, by, number).await?;
    tx.commit().await?;
    Ok(after)
}

/// Somebody to whom an order can be assigned.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Technician {
    /// The address, by which [`assign`] takes them.
    pub email: String,
    /// The name.
    pub name: String,
    /// The role.
    pub role: StaffRole,
}

/// For what a technician is sought.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Work {
    /// A new order of the customer with this number.
    Of(String),
    /// The order with this number.
    On(String),
}

/// Everybody to whom it can be assigned, by name: whoever can sign in and may manage orders there.
pub async fn technicians(app: &App, by: &Actor, work: &Work) -> Result<Vec<Technician>, Error> {
    let mut conn = app.store.read().await?;
    let area = match work {
        Work::On(order) => find(&mut conn, by, order, StaffPermission::ManageOrders).await?.area_id,
        Work::Of(customer) => creates_for(&mut conn, by, customer).await?.area_id,
    };
    let may = |account: &staff::Account| {
        let rights = account.rights();
        account.row.active && rights.may(StaffPermission::ManageOrders) && rights.territory.includes(area)
    };
    let all = staff::accounts(&mut conn, by.organization, staff::Who::All).await?;
    let able = all.into_iter().filter(may);
    Ok(able.map(|a| Technician { email: a.row.email, name: a.row.name, role: a.row.role }).collect())
}

/// The staff person with this address, who must be able to sign in and be allowed to manage orders in the customer's area;
/// otherwise what is wrong with the field `technician`.
pub(super) async fn technician(
    conn: &mut Conn,
    by: &Actor,
    area: Option<AreaId>,
    email: &str,
) -> Result<Result<(StaffId, String), FieldErrors>, Error> {
    let refuse = |code, said: &str| Err(FieldErrors::one("technician", code, format!("{} {said}", text::line(email))));
    let Some(id) = store::staff_by_email(conn, by.organization, &key_of(email)).await? else {
        return Ok(refuse("technician-unknown", "is no staff person's e-mail address"));
    };
    let Some(account) = staff::accounts(conn, by.organization, staff::Who::One(id)).await?.pop() else {
        return Ok(refuse("technician-unknown", "is no staff person's e-mail address"));
    };
    let rights = account.rights();
    Ok(if !account.row.active {
        refuse("technician-off", "has an account that is switched off")
    } else if !rights.may(StaffPermission::ManageOrders) {
        refuse("technician-may-not", "is not allowed to manage orders")
    } else if !rights.territory.includes(area) {
        refuse("technician-area", "does not work in this customer's area")
    } else {
        Ok((id, account.row.name))
    })
}
