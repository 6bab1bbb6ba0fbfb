//! A customer's own user who does something in the portal: the same live decision as for every page.

use crate::domain::access::Step;
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
    let at = match access::stand(app, conn, org, *id).await {
        Err(Error::NotFound { .. }) => return Err(gone()),
        found => found?,
    };
    if at.user.sign_in != *sign_in {
        return Err(gone());
    }
    match at.viewer.may(permission, app.now()).refused_by() {
        None => {}
        Some(Step::Module | Step::CustomerPortal | Step::UserState | Step::EndDate) => return Err(gone()),
        Some(Step::Independence) => return Err(denied(", and the customer has become an organization of its own")),
        Some(_) => return Err(denied(", which has not been given to you; the company that looks after you can")),
    }
    let users = access::load(app, conn, org, Which::Customer(at.customer.id)).await?;
    let table = organizations::role_table(conn, org).await?;
    Ok(Acting { me: at.user, customer: at.customer, users, table })
}
