//! What a change would do, in numbers, before it is saved (R72).
//!
//! A customer's things are counted by where they lie (facility and contact); each group is put to the one access
//! decision as it is and as it would be. So the preview can never disagree with the portal.

use serde::Serialize;

use crate::domain::access::{Parent, Thing, ThingKind, Viewer, decide};
use crate::domain::permission::{Permission, RoleTable};
use crate::domain::staff::StaffPermission;
use crate::domain::state::UserState;
use crate::domain::{CustomerUserId, OrganizationId};
use crate::service::{Actor, App, Error};
use crate::store::places::Spread;
use crate::store::standing::Standing;
use crate::store::{Conn, organizations, places, standing};

use super::{Change, UserRow, one};

/// Numbers of things.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Counts {
    /// Orders.
    pub orders: u64,
    /// Service objects.
    pub objects: u64,
    /// Facilities.
    pub facilities: u64,
}

impl Counts {
    /// Whether all are zero.
    pub fn is_zero(&self) -> bool {
        *self == Self::default()
    }
}

/// What a change would do to one customer user.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Effect {
    /// Which.
    pub user: CustomerUserId,
    /// The person's name.
    pub name: String,
    /// Permissions that would be gained.
    pub gained: Vec<Permission>,
    /// Permissions that would be lost.
    pub lost: Vec<Permission>,
    /// Things that would be seen in addition.
    pub gains: Counts,
    /// Things that would no longer be seen.
    pub loses: Counts,
    /// Whether nothing at all would be seen afterwards (R12).
    pub sees_nothing: bool,
}

/// What the changes would do, one effect for each.
pub async fn preview(app: &App, by: &Actor, changes: &[Change]) -> Result<Vec<Effect>, Error> {
    let mut conn = app.store.read().await?;
    let table = organizations::role_table(&mut conn, by.organization).await?;
    let mut effects = Vec::with_capacity(changes.len());
    for change in changes {
        let before = one(app, &mut conn, by, change.user, StaffPermission::EditCustomerUserPermissions).await?;
        let customer = standing::get(&mut conn, by.organization, before.customer).await?;
        let customer = customer.ok_or_else(|| Error::not_found("such customer"))?;
        let world = World::load(&mut conn, by.organization, &customer).await?;
        effects.push(world.effect(app, &table, &before, change));
    }
    Ok(effects)
}

struct World<'a> {
    organization: OrganizationId,
    customer: &'a Standing,
    orders: Spread,
    objects: Spread,
    facilities: Spread,
}

impl<'a> World<'a> {
    async fn load(conn: &mut Conn, organization: OrganizationId, customer: &'a Standing) -> Result<Self, Error> {
        let facilities = places::facilities(conn, organization, customer.id).await?;
        Ok(Self {
            organization,
            customer,
            orders: places::order_spread(conn, organization, customer.id).await?,
            objects: places::object_spread(conn, organization, customer.id).await?,
            facilities: facilities.into_iter().map(|(id, _, _)| (Some(id), None, 1)).collect(),
        })
    }

    fn effect(&self, app: &App, table: &RoleTable, before: &UserRow, change: &Change) -> Effect {
        let after = change.on(before);
        let (old, new) = (self.viewer(table, before), self.viewer(table, &after));
        let gained = new.permissions.iter().filter(|p| !old.permissions.holds(*p)).collect();
        let lost = old.permissions.iter().filter(|p| !new.permissions.holds(*p)).collect();
        let mut effect = Effect {
            user: before.id,
            name: before.name(),
            gained,
            lost,
            gains: Counts::default(),
            loses: Counts::default(),
            sees_nothing: true,
        };
        for (kind, spread) in [
            (ThingKind::Order, &self.orders),
            (ThingKind::Object, &self.objects),
            (ThingKind::Facility, &self.facilities),
        ] {
            for (facility, contact, count) in spread {
                let thing = Thing {
                    kind,
                    parent: Parent::Customer,
                    organization: self.organization,
                    customer: Some(self.customer.id),
                    facility: *facility,
                    contact: *contact,
                };
                let sees = |viewer| decide(viewer, &thing, app.now()).allowed;
                let (saw, will_see) = (sees(&old), sees(&new));
                effect.sees_nothing &= !will_see;
                if saw != will_see {
                    let side = if will_see { &mut effect.gains } else { &mut effect.loses };
                    let count = u64::try_from(*count).unwrap_or_default();
                    match kind {
                        ThingKind::Order => side.orders += count,
                        ThingKind::Object => side.objects += count,
                        _ => side.facilities += count,
                    }
                }
            }
        }
        effect
    }

    /// The person as an active viewer with the portal on: a preview is about what is being changed, not about whether the
    /// invitation has been accepted yet.
    fn viewer(&self, table: &RoleTable, user: &UserRow) -> Viewer {
        Viewer {
            organization: self.organization,
            customer: self.customer.id,
            user: Some(user.id),
            module_on: true,
            portal_on: true,
            independent: false,
            areas: self.customer.areas,
            state: UserState::Active,
            ends_at: None,
            permissions: table.effective(user.role, &user.exceptions),
            scope: user.scope.clone(),
            contact: user.contact,
        }
    }
}
