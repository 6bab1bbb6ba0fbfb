//! Switching the portal: the module of an organization (R1), a customer's portal and its portal areas (R2).

use serde_json::json;

use crate::domain::activity::Event;
use crate::domain::portal_area::PortalAreas;
use crate::domain::staff::StaffPermission;
use crate::domain::{CustomerId, OrganizationId};
use crate::store::standing::Standing;
use crate::store::{Conn, Tx, organizations, standing};

use super::activity::{About, record};
use super::{Actor, App, Error};

/// Switches the portal module of the organization (R1). `false` when it already was so.
pub async fn module(app: &App, by: &Actor, on: bool) -> Result<bool, Error> {
    by.may(StaffPermission::ManageSettings)?.anywhere();
    let mut tx = app.store.begin().await?;
    let changed = organizations::set_module(&mut tx, by.organization, on).await?;
    if changed {
        let about = About { subject: by.organization_name.clone(), ..About::default() };
        record(app, &mut tx, by, Event::ModuleSwitched, about, json!({ "on": on })).await?;
    }
    tx.commit().await?;
    Ok(changed)
}

/// Whether the portal module of the organization is on; every staff person may know.
pub async fn module_is_on(app: &App, by: &Actor) -> Result<bool, Error> {
    by.of_house()?;
    let organization = organizations::get(&mut app.store.read().await?, by.organization).await?;
    Ok(organization.is_some_and(|o| o.module_on))
}

/// Switches the portal for a customer (R2). `false` when it already was so.
pub async fn customer(app: &App, by: &Actor, id: CustomerId, on: bool) -> Result<bool, Error> {
    let mut tx = app.store.begin().await?;
    let changed = customer_in(app, &mut tx, by, id, on).await?;
    tx.commit().await?;
    Ok(changed)
}

/// The same, in a transaction that does more.
pub(super) async fn customer_in(app: &App, tx: &mut Tx, by: &Actor, id: CustomerId, on: bool) -> Result<bool, Error> {
    let customer = of_staff(tx, by, id, StaffPermission::GrantAccess).await?;
    let changed = standing::set_portal(tx, by.organization, id, on).await?;
    if changed {
        standing::refresh_access_state(tx, by.organization, id, app.now()).await?;
        let about = About { customer: Some(id), subject: customer.title(), ..About::default() };
        record(app, tx, by, Event::CustomerPortalSwitched, about, json!({ "on": on })).await?;
    }
    Ok(changed)
}

/// Chooses which portal areas exist for a customer (R2).
pub async fn areas(app: &App, by: &Actor, id: CustomerId, areas: PortalAreas) -> Result<bool, Error> {
    let mut tx = app.store.begin().await?;
    let changed = areas_in(app, &mut tx, by, id, areas).await?;
    tx.commit().await?;
    Ok(changed)
}

/// The same, in a transaction that does more.
pub(super) async fn areas_in(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    id: CustomerId,
    areas: PortalAreas,
) -> Result<bool, Error> {
    let customer = of_staff(tx, by, id, StaffPermission::GrantAccess).await?;
    let changed = customer.areas != areas;
    if changed {
        standing::set_areas(tx, by.organization, id, areas).await?;
        let about = About { customer: Some(id), subject: customer.title(), ..About::default() };
        let data = json!({ "before": list(customer.areas), "after": list(areas) });
        record(app, tx, by, Event::PortalAreasChanged, about, data).await?;
    }
    Ok(changed)
}

/// Portal areas for people and the log.
pub(super) fn list(areas: PortalAreas) -> String {
    areas.iter().map(crate::domain::portal_area::PortalArea::as_str).collect::<Vec<_>>().join(" ")
}

/// The customer, if it is there and the staff person holds `permission` in its area (R10).
pub(super) async fn of_staff(
    conn: &mut Conn,
    by: &Actor,
    id: CustomerId,
    permission: StaffPermission,
) -> Result<Standing, Error> {
    let granted = by.may(permission)?;
    let customer = find(conn, by.organization, id).await?;
    granted.in_area(customer.area_id)?;
    Ok(customer)
}

async fn find(conn: &mut Conn, organization: OrganizationId, id: CustomerId) -> Result<Standing, Error> {
    standing::get(conn, organization, id).await?.ok_or_else(|| Error::not_found("such customer"))
}
