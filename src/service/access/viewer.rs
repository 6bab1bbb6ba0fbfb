//! A customer user as a viewer of the portal: what *explain* (R71) and *view as* (R24) decide with, read as sessions read it.

use crate::domain::access::Viewer;
use crate::domain::staff::StaffPermission;
use crate::domain::state::AccessState;
use crate::domain::{CustomerUserId, OrganizationId};
use crate::service::{Actor, App, Error};
use crate::store::Conn;
use crate::store::organizations::{self, Organization};
use crate::store::standing::{self, Standing};
use crate::store::users::{self, User, Which};

use super::UserRow;

/// A customer user with everything that stands around the decision.
#[derive(Clone, Debug)]
pub(in crate::service) struct Standpoint {
    /// The customer user.
    pub user: UserRow,
    /// What the access decision needs.
    pub viewer: Viewer,
    /// The customer.
    pub customer: Standing,
    /// The organization.
    pub organization: Organization,
}

/// The customer user as a viewer, if the staff person holds `permission` in its customer's area.
pub(in crate::service) async fn standpoint(
    app: &App,
    conn: &mut Conn,
    by: &Actor,
    id: CustomerUserId,
    permission: StaffPermission,
) -> Result<Standpoint, Error> {
    let granted = by.may(permission)?;
    let found = stand(app, conn, by.organization, id).await?;
    granted.in_area(found.customer.area_id)?;
    Ok(found)
}

/// The customer user as a viewer, for callers that have asked whether anybody may know, or who are that person.
pub(in crate::service) async fn stand(
    app: &App,
    conn: &mut Conn,
    org: OrganizationId,
    id: CustomerUserId,
) -> Result<Standpoint, Error> {
    let unknown = || Error::not_found("such customer user");
    let raw = users::list(conn, org, Which::One(id)).await?.pop().ok_or_else(unknown)?;
    let customer = standing::get(conn, org, raw.customer_id).await?.ok_or_else(unknown)?;
    let table = organizations::role_table(conn, org).await?;
    let details = users::details(conn, org, Which::One(id)).await?;
    let organization = organizations::get(conn, org).await?.ok_or_else(unknown)?;
    let user = UserRow::of(&raw, &details, &table, app.now());
    let viewer = viewer(&organization, &customer, &raw, &user);
    Ok(Standpoint { user, viewer, customer, organization })
}

fn viewer(organization: &Organization, customer: &Standing, raw: &User, user: &UserRow) -> Viewer {
    Viewer {
        organization: organization.id,
        customer: raw.customer_id,
        user: Some(raw.id),
        module_on: organization.module_on,
        portal_on: customer.portal_on,
        independent: customer.access_state == AccessState::Independent,
        areas: customer.areas,
        state: raw.state,
        ends_at: raw.ends_at,
        permissions: user.effective,
        scope: user.scope.clone(),
        contact: raw.contact_id,
    }
}

/// Every customer user of a customer as a viewer, for asking who may see something.
pub(in crate::service) async fn viewers(
    app: &App,
    conn: &mut Conn,
    org: OrganizationId,
    customer: &Standing,
) -> Result<Vec<(UserRow, Viewer)>, Error> {
    let which = Which::Customer(customer.id);
    let Some(organization) = organizations::get(conn, org).await? else { return Ok(Vec::new()) };
    let table = organizations::role_table(conn, org).await?;
    let details = users::details(conn, org, which).await?;
    let as_viewer = |raw: &User| {
        let user = UserRow::of(raw, &details, &table, app.now());
        let viewer = viewer(&organization, customer, raw, &user);
        (user, viewer)
    };
    Ok(users::list(conn, org, which).await?.iter().map(as_viewer).collect())
}
