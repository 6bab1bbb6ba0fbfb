//! Who does something, with which rights, from where.

use crate::domain::staff::{StaffPermission, StaffRights};
use crate::domain::{AreaId, CustomerUserId, OrganizationId, SignInId, StaffId};

use super::Error;

/// Who does something. Made by signing in (or by the program for itself), never from what a request says.
#[derive(Clone, Debug)]
pub struct Actor {
    /// In which organization.
    pub organization: OrganizationId,
    /// The organization's name, for breadcrumbs and messages.
    pub organization_name: String,
    /// The person.
    pub who: Who,
    /// From where: `terminal on HOST`, `command line on HOST`, `portal from ADDRESS`.
    pub origin: String,
}

/// The person (or the program).
#[derive(Clone, Debug)]
pub enum Who {
    /// A staff person.
    Staff {
        /// Which.
        id: StaffId,
        /// The name at the time of signing in.
        name: String,
        /// Role, exceptions, territory.
        rights: StaffRights,
    },
    /// A customer user.
    CustomerUser {
        /// As which customer user.
        id: CustomerUserId,
        /// Which sign-in.
        sign_in: SignInId,
        /// The name at the time of signing in.
        name: String,
    },
    /// The program itself.
    System,
}

/// A permission that was checked and still wants to know where.
#[derive(Debug)]
#[must_use = "a permission holds only in an area: call in_area, or anywhere"]
pub struct Granted<'a> {
    actor: &'a Actor,
    permission: StaffPermission,
}

impl Actor {
    /// The name that the log keeps.
    pub fn name(&self) -> &str {
        match &self.who {
            Who::Staff { name, .. } | Who::CustomerUser { name, .. } => name,
            Who::System => "Keydesk",
        }
    }

    /// The staff person's id, if it is one.
    pub const fn staff_id(&self) -> Option<StaffId> {
        match self.who {
            Who::Staff { id, .. } => Some(id),
            _ => None,
        }
    }

    /// The staff person's rights, if it is one.
    pub const fn rights(&self) -> Option<&StaffRights> {
        match &self.who {
            Who::Staff { rights, .. } => Some(rights),
            _ => None,
        }
    }

    /// Whether a staff person holds `permission` (somewhere). For screens that say in advance what cannot be done.
    pub fn holds(&self, permission: StaffPermission) -> bool {
        self.rights().is_some_and(|r| r.may(permission))
    }

    /// Asks for a staff permission (R9, R10). The program itself may do anything; a customer user holds no staff
    /// permission.
    pub fn may(&self, permission: StaffPermission) -> Result<Granted<'_>, Error> {
        match &self.who {
            Who::System => Ok(Granted { actor: self, permission }),
            Who::Staff { rights, .. } if rights.may(permission) => Ok(Granted { actor: self, permission }),
            Who::Staff { rights, .. } => Err(Error::Denied {
                needs: permission.to_string(),
                because: format!(
                    ", which the role {} does not hold for you; an administrator can give it to you",
                    rights.role
                ),
            }),
            Who::CustomerUser { .. } => {
                Err(Error::Denied { needs: permission.to_string(), because: ", which is for staff".into() })
            }
        }
    }
}

impl Granted<'_> {
    /// The permission must also hold for a customer of `area` (R10).
    pub fn in_area(self, area: Option<AreaId>) -> Result<(), Error> {
        match self.actor.rights() {
            Some(rights) if !rights.territory.includes(area) => Err(Error::Denied {
                needs: self.permission.to_string(),
                because: " in this customer's area, which is not one of yours; an administrator can assign it to you"
                    .into(),
            }),
            _ => Ok(()),
        }
    }

    /// The permission is not about one customer.
    #[allow(
        clippy::unused_self,
        reason = "taking the permission is the point: it must be placed or declared placeless"
    )]
    pub const fn anywhere(self) {}
}
