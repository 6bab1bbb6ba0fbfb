//! Telling people that their access was changed, and what is different: a letter to each, into which further changes go while it
//! waits. Whoever has not activated the access yet, and whoever did it themselves, is not told.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::letter::{AccessShown, Letter, LetterKind, SeenAt};
use crate::domain::permission::RoleTable;
use crate::domain::state::UserState;
use crate::domain::{ContactId, CustomerId, CustomerUserId, FacilityId, OrganizationId};
use crate::service::telling::{How, Recipient, tell_how};
use crate::service::{Actor, App, Error, Who};
use crate::store::users::Which;
use crate::store::{Conn, Tx, organizations, places};

use super::change::Pair;
use super::{UserRow, load};

/// So many people are read at once.
const AT_ONCE: usize = 200;

/// Tells everybody whose access is different after these changes.
pub(super) async fn tell(app: &App, tx: &mut Tx, by: &Actor, pairs: &[Pair<'_>]) -> Result<(), Error> {
    let itself = if let Who::CustomerUser { id, .. } = by.who { Some(id) } else { None };
    let concerned = pairs.iter().filter(|(_, user)| user.state == UserState::Active && Some(user.id) != itself);
    let concerned: Vec<(&UserRow, UserRow)> = concerned.map(|(change, user)| (*user, change.on(user))).collect();
    if concerned.is_empty() {
        return Ok(());
    }
    let words = Words::load(tx, by.organization, concerned.iter().flat_map(|(was, is)| [*was, is])).await?;
    let table = organizations::role_table(tx, by.organization).await?;
    for (before, after) in &concerned {
        write(app, tx, by, before, (words.shown(before, &table), words.shown(after, &table))).await?;
    }
    Ok(())
}

/// Tells these people that what their role holds is different now; how many of them are told.
pub(in crate::service) async fn tell_of_role(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    concerned: &[CustomerUserId],
    (before, after): (&RoleTable, &RoleTable),
) -> Result<usize, Error> {
    let mut told = 0;
    for some in concerned.chunks(AT_ONCE) {
        let users = load(app, tx, by.organization, Which::Several(some)).await?;
        let words = Words::load(tx, by.organization, users.iter()).await?;
        for user in &users {
            told += usize::from(write(app, tx, by, user, (words.shown(user, before), words.shown(user, after))).await?);
        }
    }
    Ok(told)
}

/// Puts the letter into the outbox, or what is different into the one that waits; `false` when nothing is.
async fn write(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    user: &UserRow,
    (before, after): (AccessShown, AccessShown),
) -> Result<bool, Error> {
    if before == after {
        return Ok(false);
    }
    let name = user.name();
    let to = Recipient {
        organization: by.organization,
        customer: Some(user.customer),
        user: Some(user.id),
        address: &user.email,
        name: &name,
        language: user.language,
    };
    let customer = user.customer_name.clone();
    let letter = Letter::AccessChanged { name: name.clone(), customer, by: vec![by.name().to_owned()], before, after };
    let bundle = format!("{} {}", LetterKind::AccessChanged, user.id);
    tell_how(app, tx, to, &letter, How { bundle: Some(&bundle), ..How::default() }).await?;
    Ok(true)
}

/// What telling of access needs: the names of places and contacts.
struct Words {
    facilities: BTreeMap<FacilityId, String>,
    contacts: BTreeMap<ContactId, String>,
}

impl Words {
    async fn load<'u>(
        conn: &mut Conn,
        org: OrganizationId,
        of: impl Iterator<Item = &'u UserRow> + Clone,
    ) -> Result<Self, Error> {
        let narrow: BTreeSet<CustomerId> =
            of.clone().filter(|u| !u.scope.facilities.is_empty()).map(|u| u.customer).collect();
        let mut facilities = BTreeMap::new();
        if !narrow.is_empty() {
            let found = places::facilities_of(conn, org, narrow).await?;
            facilities.extend(found.into_iter().map(|(_, id, name)| (id, name)));
        }
        let linked: BTreeSet<ContactId> = of.filter_map(|u| u.contact).collect();
        let mut contacts = BTreeMap::new();
        if !linked.is_empty() {
            contacts.extend(places::contacts(conn, org, linked).await?.into_iter().map(|(id, _, name)| (id, name)));
        }
        Ok(Self { facilities, contacts })
    }

    fn shown(&self, user: &UserRow, table: &RoleTable) -> AccessShown {
        let mut names: Vec<String> =
            user.scope.facilities.iter().filter_map(|id| self.facilities.get(id).cloned()).collect();
        names.sort();
        AccessShown {
            role: user.role,
            permissions: table.effective(user.role, &user.exceptions).iter().collect(),
            sees: SeenAt { all: user.scope.all, unassigned: user.scope.unassigned, facilities: names },
            contact: user.contact.map(|id| self.contacts.get(&id).cloned().unwrap_or_default()),
        }
    }
}
