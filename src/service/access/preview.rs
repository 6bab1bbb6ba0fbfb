//! What a change would do, in numbers, before it is saved (R72).
//!
//! A customer's things are counted by where they lie (facility and contact); each group is put to the one access
//! decision as it is and as it would be. So the preview can never disagree with the portal.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::domain::access::{Thing, ThingKind, Viewer, sees_any};
use crate::domain::permission::{Permission, RoleTable};
use crate::domain::staff::StaffPermission;
use crate::domain::state::{AccessState, UserState};
use crate::domain::{CustomerId, CustomerUserId, ModelId, OrganizationId};
use crate::service::{Actor, App, Error};
use crate::store::places::{self, Lying};
use crate::store::standing::Standing;
use crate::store::{Conn, organizations};

use super::{Change, UserRow, several};

/// Numbers of things.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Counts {
    /// Orders.
    pub orders: u64,
    /// Service objects.
    pub objects: u64,
    /// Facilities.
    pub facilities: u64,
    /// Documents.
    pub documents: u64,
    /// Invoices.
    pub invoices: u64,
    /// Estimates.
    pub estimates: u64,
    /// Video sessions.
    pub video_sessions: u64,
    /// Fault reports.
    pub faults: u64,
}

impl Counts {
    /// Whether all are zero.
    pub fn is_zero(&self) -> bool {
        *self == Self::default()
    }

    /// The numbers that are not zero, with their words for one and for several.
    pub fn named(&self) -> impl Iterator<Item = (u64, &'static str, &'static str)> {
        [
            (self.orders, "order", "orders"),
            (self.objects, "object", "objects"),
            (self.facilities, "facility", "facilities"),
            (self.documents, "document", "documents"),
            (self.invoices, "invoice", "invoices"),
            (self.estimates, "estimate", "estimates"),
            (self.video_sessions, "video session", "video sessions"),
            (self.faults, "fault report", "fault reports"),
        ]
        .into_iter()
        .filter(|(number, _, _)| *number > 0)
    }

    fn add(&mut self, kind: ThingKind, number: u64) {
        let side = match kind {
            ThingKind::Order => &mut self.orders,
            ThingKind::Object => &mut self.objects,
            ThingKind::Facility => &mut self.facilities,
            ThingKind::Document => &mut self.documents,
            ThingKind::Invoice => &mut self.invoices,
            ThingKind::Estimate => &mut self.estimates,
            ThingKind::VideoSession => &mut self.video_sessions,
            ThingKind::Fault => &mut self.faults,
        };
        *side += number;
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
    let ids: Vec<_> = changes.iter().map(|c| c.user).collect();
    let (before, customers) = several(app, &mut conn, by, &ids, StaffPermission::EditCustomerUserPermissions).await?;
    let table = organizations::role_table(&mut conn, by.organization).await?;
    let things = Things::load(&mut conn, by.organization, customers.keys().copied()).await?;
    let effects = before.iter().zip(changes).filter_map(|(before, change)| {
        let customer = customers.get(&before.customer)?;
        Some(things.effect(customer, &table, (before, change), app.now()))
    });
    Ok(effects.collect())
}

/// Things that lie alike: whoever sees one of them sees all.
struct Group {
    kind: ThingKind,
    /// The place, or the places of a model's objects.
    places: Vec<Thing>,
    number: u64,
}

/// Everything that some customers own, in groups.
struct Things {
    organization: OrganizationId,
    of: HashMap<CustomerId, Vec<Group>>,
}

impl Things {
    async fn load(
        conn: &mut Conn,
        organization: OrganizationId,
        customers: impl IntoIterator<Item = CustomerId>,
    ) -> Result<Self, Error> {
        let mut things = Self { organization, of: HashMap::new() };
        let mut models: HashMap<(CustomerId, ModelId), usize> = HashMap::new();
        for lying in places::spread(conn, organization, customers).await? {
            let Some(number) = u64::try_from(lying.number).ok().filter(|n| *n > 0) else { continue };
            let place = place(organization, &lying);
            let groups = things.of.entry(lying.customer_id).or_default();
            // The documents of a model are the same ones at every place of its objects.
            let known = lying.model_id.and_then(|model| models.get(&(lying.customer_id, model)));
            if let Some(group) = known.and_then(|i| groups.get_mut(*i)) {
                group.places.push(place);
                continue;
            }
            if let Some(model) = lying.model_id {
                models.insert((lying.customer_id, model), groups.len());
            }
            groups.push(Group { kind: lying.kind, places: vec![place], number });
        }
        Ok(things)
    }

    fn effect(
        &self,
        customer: &Standing,
        table: &RoleTable,
        (before, change): (&UserRow, &Change),
        now: DateTime<Utc>,
    ) -> Effect {
        let after = change.on(before);
        let (old, new) = (self.viewer(customer, table, before), self.viewer(customer, table, &after));
        let mut effect = Effect {
            user: before.id,
            name: before.name(),
            gained: new.permissions.iter().filter(|p| !old.permissions.holds(*p)).collect(),
            lost: old.permissions.iter().filter(|p| !new.permissions.holds(*p)).collect(),
            gains: Counts::default(),
            loses: Counts::default(),
            sees_nothing: true,
        };
        for group in self.of.get(&customer.id).into_iter().flatten() {
            let saw = sees_any(&old, &group.places, now);
            let will_see = sees_any(&new, &group.places, now);
            effect.sees_nothing &= !will_see;
            if saw != will_see {
                let side = if will_see { &mut effect.gains } else { &mut effect.loses };
                side.add(group.kind, group.number);
            }
        }
        effect
    }

    /// The person as an active viewer with the portal on: a preview is about what is being changed, not about whether the
    /// invitation has been accepted yet.
    fn viewer(&self, customer: &Standing, table: &RoleTable, user: &UserRow) -> Viewer {
        Viewer {
            organization: self.organization,
            customer: customer.id,
            user: Some(user.id),
            module_on: true,
            portal_on: true,
            independent: customer.access_state == AccessState::Independent,
            areas: customer.areas,
            state: UserState::Active,
            ends_at: None,
            permissions: table.effective(user.role, &user.exceptions),
            scope: user.scope.clone(),
            contact: user.contact,
        }
    }
}

const fn place(organization: OrganizationId, lying: &Lying) -> Thing {
    Thing {
        kind: lying.kind,
        parent: lying.parent,
        organization,
        customer: Some(lying.customer_id),
        facility: lying.facility_id,
        contact: lying.contact_id,
    }
}
