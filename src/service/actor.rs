//! Who does something, with which rights, from where.

use std::sync::Arc;

use crate::domain::permission::Exception;
use crate::domain::staff::{OutsideAreas, StaffPermission, StaffRights, StaffRole, Territory};
use crate::domain::state::Language;
use crate::domain::{AreaId, CustomerUserId, OrganizationId, SignInId, StaffId, StaffSessionId};

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
    /// What the organization settles for its staff, read together with the rights.
    pub house: House,
}

/// What the organization settles for its staff, read together with the rights of one of them and held as long as they are
/// (see `staff_sign_in::refresh`).
#[derive(Clone, Debug)]
pub struct House {
    /// What staff who are bound to areas see of customers elsewhere (R10).
    pub outside: OutsideAreas,
    /// Who may give rights to others, by name.
    pub givers: Arc<[Giver]>,
    /// The remembered sign-in, if there is one; when it is ended, so is everything that was signed in with it.
    pub session: Option<StaffSessionId>,
    /// The language that the person chose; none: the organization's in letters, the machine's in the terminal.
    pub language: Option<Language>,
    /// Moves with every change of a staff account or of a setting.
    pub(super) stamp: Option<(i64, i64)>,
    /// Nothing may be changed, whatever the rights: the person chose so when opening the terminal.
    pub(super) only_reads: bool,
    /// What is done undoes this record of the log (R74).
    pub(super) undoes: Option<i64>,
}

impl Default for House {
    fn default() -> Self {
        Self {
            outside: OutsideAreas::Hidden,
            givers: Arc::default(),
            session: None,
            language: None,
            stamp: None,
            only_reads: false,
            undoes: None,
        }
    }
}

/// An active staff person who may manage staff accounts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Giver {
    /// Which.
    pub id: StaffId,
    /// The name.
    pub name: String,
    /// Role, exceptions, territory.
    pub rights: StaffRights,
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

    /// The staff person's id; denied to everybody else.
    pub(super) fn as_staff(&self) -> Result<StaffId, Error> {
        self.staff_id().ok_or_else(|| Error::Denied { needs: "a staff account".into(), because: String::new() })
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

    /// The same person, who from here on changes nothing if `only`: every service refuses what [`StaffPermission::changes`].
    #[must_use]
    pub fn only_reading(mut self, only: bool) -> Self {
        self.house.only_reads |= only;
        self
    }

    /// Asks for a staff permission (R9, R10). The program itself may do anything; a customer user holds no staff
    /// permission.
    pub fn may(&self, permission: StaffPermission) -> Result<Granted<'_>, Error> {
        match &self.who {
            Who::System => Ok(Granted { actor: self, permission }),
            Who::Staff { .. } if self.house.only_reads && permission.changes() => Err(Error::Denied {
                needs: permission.to_string(),
                because: ", and nothing is changed from here: the terminal was opened to read only".to_owned(),
            }),
            Who::Staff { rights, .. } if rights.may(permission) => Ok(Granted { actor: self, permission }),
            Who::Staff { rights, .. } => {
                let why = match rights.exceptions.get(&permission) {
                    Some(Exception::Denied) => "which was denied to you".to_owned(),
                    _ => format!("which the role {} does not hold for you", rights.role),
                };
                let who = self.givers(|giver| giver.may(permission) && giver.territory.covers(&rights.territory));
                Err(Error::Denied {
                    needs: permission.to_string(),
                    because: format!(", {why}; {who} can give it to you"),
                })
            }
            Who::CustomerUser { .. } => {
                Err(Error::Denied { needs: permission.to_string(), because: ", which is for staff".into() })
            }
        }
    }

    /// Asks for no more than to be one of the house: staff whatever their role, or the program itself.
    pub(super) fn of_house(&self) -> Result<(), Error> {
        match self.who {
            Who::Staff { .. } | Who::System => Ok(()),
            Who::CustomerUser { .. } => {
                Err(Error::Denied { needs: "a staff account".into(), because: ", which you do not have".into() })
            }
        }
    }

    /// Whether somebody who holds the permission acts on customers of `area` (R10). For screens that say in advance what
    /// can only be looked at.
    pub fn acts_in(&self, area: Option<AreaId>) -> bool {
        self.rights().is_none_or(|rights| rights.territory.includes(area))
    }

    /// Where this person may look: the program itself everywhere, staff who are bound to areas in theirs, or everywhere if
    /// the organization lets them look at the others (R10).
    pub(super) fn sees(&self) -> Territory {
        match self.rights() {
            Some(rights) if self.house.outside == OutsideAreas::Hidden => rights.territory.clone(),
            _ => Territory::Everywhere,
        }
    }

    /// Up to three people of whom `can` is true, administrators last to be bothered: "Anna Berg or Lars Holm".
    pub(super) fn givers(&self, can: impl Fn(&StaffRights) -> bool) -> String {
        let others = self.house.givers.iter().filter(|g| Some(g.id) != self.staff_id() && can(&g.rights));
        let mut found: Vec<_> = others.collect();
        found.sort_by_key(|g| g.rights.role == StaffRole::Administrator);
        let names: Vec<&str> = found.iter().take(3).map(|g| g.name.as_str()).collect();
        match names.split_last() {
            None => "an administrator".to_owned(),
            Some((only, [])) => (*only).to_owned(),
            Some((last, first)) => format!("{} or {last}", first.join(", ")),
        }
    }
}

impl Granted<'_> {
    /// The permission must also hold for a customer of `area` (R10). Looking is allowed elsewhere too where the
    /// organization settled it so; changing never is.
    pub fn in_area(self, area: Option<AreaId>) -> Result<(), Error> {
        let Some(rights) = self.actor.rights().filter(|rights| !rights.territory.includes(area)) else { return Ok(()) };
        let read_only = self.actor.house.outside == OutsideAreas::ReadOnly;
        if read_only && self.permission == StaffPermission::ViewCustomers {
            return Ok(());
        }
        let permission = self.permission;
        let who = self.actor.givers(|giver| giver.may(permission) && giver.territory.includes(area));
        let because = if area.is_some() {
            let only = if read_only { ", so you can only look" } else { "" };
            format!(" in this customer's area, which is not one of yours{only}; {who} can assign it to you")
        } else {
            let bound = rights.role;
            format!(
                " outside the areas too, to which the role {bound} is bound; {who} can do it or give you another role"
            )
        };
        Err(Error::Denied { needs: permission.to_string(), because })
    }

    /// The permission is not about one customer.
    #[allow(
        clippy::unused_self,
        reason = "taking the permission is the point: it must be placed or declared placeless"
    )]
    pub const fn anywhere(self) {}
}
