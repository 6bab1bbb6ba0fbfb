//! Telling people that their access was changed, and what is different: a letter to each, into which further changes go while it
//! waits. Whoever has not activated the access yet, and whoever did it themselves, is not told.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::letter::{AccessShown, Letter, LetterKind, SeenAt};
use crate::domain::permission::RoleTable;
use crate::domain::state::UserState;
use crate::domain::{ContactId, CustomerId, FacilityId, OrganizationId};
use crate::service::telling::{How, Recipient, tell_how};
use crate::service::{Actor, App, Error, Who};
use crate::store::{Conn, Tx, organizations, places};

use super::UserRow;
use super::change::Pair;

/// Tells everybody whose access is different after these changes.
pub(super) async fn tell(app: &App, tx: &mut Tx, by: &Actor, pairs: &[Pair<'_>]) -> Result<(), Error> {
    let itself = if let Who::CustomerUser { id, .. } = by.who { Some(id) } else { None };
    let concerned = pairs.iter().filter(|(_, user)| user.state == UserState::Active && Some(user.id) != itself);
    let concerned: Vec<(&UserRow, UserRow)> = concerned.map(|(change, user)| (*user, change.on(user))).collect();
    if concerned.is_empty() {
        return Ok(());
    }
    let words = Words::load(tx, by.organization, &concerned).await?;
    for (before, after) in &concerned {
        let (was, is) = (words.shown(before), words.shown(after));
        if was == is {
            continue;
        }
        let name = before.name();
        let to = Recipient {
            organization: by.organization,
            customer: Some(before.customer),
            user: Some(before.id),
            address: &before.email,
            name: &name,
            language: before.language,
        };
        let customer = before.customer_name.clone();
        let by = vec![by.name().to_owned()];
        let letter = Letter::AccessChanged { name: name.clone(), customer, by, before: was, after: is };
        let bundle = format!("{} {}", LetterKind::AccessChanged, before.id);
        tell_how(app, tx, to, &letter, How { bundle: Some(&bundle), ..How::default() }).await?;
    }
    Ok(())
}

/// What telling of access needs: what roles hold, and the names of places and contacts.
struct Words {
    table: RoleTable,
    facilities: BTreeMap<FacilityId, String>,
    contacts: BTreeMap<ContactId, String>,
}

impl Words {
    async fn load(conn: &mut Conn, org: OrganizationId, of: &[(&UserRow, UserRow)]) -> Result<Self, Error> {
        let both = || of.iter().flat_map(|(before, after)| [*before, after]);
        let narrow: BTreeSet<CustomerId> =
            both().filter(|u| !u.scope.facilities.is_empty()).map(|u| u.customer).collect();
        let mut facilities = BTreeMap::new();
        if !narrow.is_empty() {
            let found = places::facilities_of(conn, org, narrow).await?;
            facilities.extend(found.into_iter().map(|(_, id, name)| (id, name)));
        }
        let linked: BTreeSet<ContactId> = both().filter_map(|u| u.contact).collect();
        let mut contacts = BTreeMap::new();
        if !linked.is_empty() {
            contacts.extend(places::contacts(conn, org, linked).await?.into_iter().map(|(id, _, name)| (id, name)));
        }
        Ok(Self { table: organizations::role_table(conn, org).await?, facilities, contacts })
    }

    fn shown(&self, user: &UserRow) -> AccessShown {
        let mut names: Vec<String> =
            user.scope.facilities.iter().filter_map(|id| self.facilities.get(id).cloned()).collect();
        names.sort();
        AccessShown {
            role: user.role,
            permissions: self.table.effective(user.role, &user.exceptions).iter().collect(),
            sees: SeenAt { all: user.scope.all, unassigned: user.scope.unassigned, facilities: names },
            contact: user.contact.map(|id| self.contacts.get(&id).cloned().unwrap_or_default()),
        }
    }
}
