//! A customer's own user who does something in the portal: the same live decision as for every page.

use crate::domain::access::{Step, Viewer};
use crate::domain::delegation::Rights;
use crate::domain::permission::{Permission, RoleTable};
use crate::store::standing::Standing;
use crate::store::users::Which;
use crate::store::{Conn, Tx, organizations, standing};

use super::access::{self, UserRow};
use super::{Actor, App, Error, Who};

/// Who acts, as the database has it at this moment.
#[derive(Debug)]
pub(super) struct Acting {
    /// The person.
    pub me: UserRow,
    /// At which customer.
    pub customer: Standing,
    /// Everybody of that customer, the person among them.
    pub users: Vec<UserRow>,
    /// What the roles hold (R8).
    pub table: RoleTable,
}

impl Acting {
    /// What the person may hand on (R9).
    pub(super) fn rights(&self) -> Rights {
        rights(&self.me)
    }
}

/// What a customer user has, as far as it can be handed on.
pub(super) fn rights(user: &UserRow) -> Rights {
    Rights { permissions: user.effective, scope: user.scope.clone(), contact: user.contact }
}

/// The same as [`acting`], and until the transaction ends nobody else of the customer acts: two people who demote each
/// other at once cannot both succeed (R18).
pub(super) async fn acting_alone(app: &App, tx: &mut Tx, by: &Actor, permission: Permission) -> Result<Acting, Error> {
    let customer = acting(app, tx, by, permission).await?.customer.id;
    standing::lock(tx, by.organization, customer).await?;
    acting(app, tx, by, permission).await
}

/// The customer user who acts, if `permission` is held at this moment: module and portal on, active, not ended, the
/// customer not independent.
pub(super) async fn acting(app: &App, conn: &mut Conn, by: &Actor, permission: Permission) -> Result<Acting, Error> {
    let denied = |because: &str| Error::Denied { needs: permission.to_string(), because: because.to_owned() };
    let Who::CustomerUser { id, sign_in, .. } = &by.who else {
        return Err(denied(", which is for a customer's own users"));
    };
    let gone = || Error::SignedOut { why: "the access has ended".into() };
    let org = by.organization;
    let found = access::load(app, conn, org, Which::One(*id)).await?.pop().ok_or_else(gone)?;
    let organization = organizations::get(conn, org).await?.ok_or_else(gone)?;
    let customer = standing::get(conn, org, found.customer).await?.ok_or_else(gone)?;
    let users = access::load(app, conn, org, Which::Customer(customer.id)).await?;
    let me = users.iter().find(|u| u.id == *id && u.sign_in == *sign_in).cloned().ok_or_else(gone)?;
    let table = organizations::role_table(conn, org).await?;
    match viewer(organization.module_on, &customer, &me).may(permission, app.now()).refused_by() {
        None => Ok(Acting { me, customer, users, table }),
        Some(Step::Module | Step::CustomerPortal | Step::UserState | Step::EndDate) => Err(gone()),
        Some(Step::Independence) => Err(denied(", and the customer has become an organization of its own")),
        Some(_) => Err(denied(", which has not been given to you; the company that looks after you can")),
    }
}

fn viewer(module_on: bool, customer: &Standing, me: &UserRow) -> Viewer {
    Viewer {
        organization: customer.organization_id,
        customer: customer.id,
        user: Some(me.id),
        module_on,
        portal_on: customer.portal_on,
        independent: customer.access_state == crate::domain::state::AccessState::Independent,
        areas: customer.areas,
        state: me.state,
        ends_at: me.ends_at,
        permissions: me.effective,
        scope: me.scope.clone(),
        contact: me.contact,
    }
}
