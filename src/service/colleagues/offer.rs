//! What whoever looks after colleagues can give them (R9): for forms that offer no more than would be taken.

use serde::Serialize;

use crate::domain::permission::{Exception, Holding, Permission, Role};
use crate::domain::{ContactId, CustomerUserId, FacilityId};
use crate::service::acting::{Acting, acting};
use crate::service::{Actor, App, Error};
use crate::store::{Conn, contacts, places};

use super::{Colleague, refuse_private, shown, unknown};

/// What can be given to anybody.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Offer {
    /// The facilities in the giver's own scope: identifier and name.
    pub facilities: Vec<(FacilityId, String)>,
    /// Whether everything can be given.
    pub everything: bool,
    /// Whether what belongs to no facility can be given.
    pub unassigned: bool,
    /// The contacts that a person can be: identifier and name.
    pub contacts: Vec<(ContactId, String)>,
    /// Whether somebody can be no contact.
    pub no_contact: bool,
}

/// One permission of a colleague.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Gift {
    /// Which.
    pub permission: Permission,
    /// Whether the colleague's role holds it.
    pub by_role: bool,
    /// The exception that was made.
    pub exception: Option<Exception>,
    /// Whether it can be given: the role allows it, and the giver has it (R9).
    pub may_allow: bool,
}

/// A colleague with everything that can be changed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ColleagueFile {
    /// The person.
    pub colleague: Colleague,
    /// Every permission that the role can have.
    pub permissions: Vec<Gift>,
    /// What can be given.
    pub offer: Offer,
}

/// What the person who asks can give to colleagues.
pub async fn offer(app: &App, by: &Actor) -> Result<Offer, Error> {
    let mut conn = app.store.read().await?;
    let acting = acting(app, &mut conn, by, Permission::ManageUsers).await?;
    refuse_private(&acting)?;
    of(&mut conn, by, &acting).await
}

/// One colleague, with everything that can be changed.
pub async fn get(app: &App, by: &Actor, id: CustomerUserId) -> Result<ColleagueFile, Error> {
    let mut conn = app.store.read().await?;
    let acting = acting(app, &mut conn, by, Permission::ManageUsers).await?;
    refuse_private(&acting)?;
    let all = shown(&mut conn, by, &acting).await?;
    let colleague = all.into_iter().find(|c| c.user.id == id).ok_or_else(unknown)?;
    let (role, own) = (colleague.user.role, acting.me.effective);
    let gift = |permission: &Permission| Gift {
        permission: *permission,
        by_role: acting.table.of(role).holds(*permission),
        exception: colleague.user.exceptions.get(permission).copied(),
        may_allow: own.holds(*permission),
    };
    let possible = |p: &&Permission| role.holding(**p) != Holding::No || colleague.user.exceptions.contains_key(*p);
    let permissions = Permission::ALL.iter().filter(possible).map(gift).collect();
    let offer = of(&mut conn, by, &acting).await?;
    Ok(ColleagueFile { colleague, permissions, offer })
}

async fn of(conn: &mut Conn, by: &Actor, acting: &Acting) -> Result<Offer, Error> {
    let (org, customer, rights) = (by.organization, acting.customer.id, acting.rights());
    let mut facilities = Vec::new();
    for (id, _, name) in places::facilities(conn, org, customer).await? {
        if rights.scope.includes(Some(id)) {
            facilities.push((id, name));
        }
    }
    let people = contacts::first_of_customer(conn, org, customer, 500).await?;
    let own = |id: ContactId| rights.contact.is_none_or(|contact| contact == id);
    Ok(Offer {
        facilities,
        everything: rights.scope.all,
        unassigned: rights.scope.includes(None),
        contacts: people.iter().filter(|c| own(c.id)).map(|c| (c.id, c.name())).collect(),
        no_contact: rights.contact.is_none(),
    })
}

impl Offer {
    /// The roles, the least first.
    pub const ROLES: [Role; 3] = [Role::Member, Role::Moderator, Role::Administrator];
}
