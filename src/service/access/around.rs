//! What stands around customer users that are changed together: their customers, facilities and contacts, read at once.

use std::collections::{BTreeSet, HashMap};

use crate::domain::access::Scope;
use crate::domain::state::CustomerKind;
use crate::domain::{ContactId, CustomerId, FacilityId, OrganizationId};
use crate::service::Error;
use crate::store::{Conn, places, standing};

use super::change::Pair;

/// Customers, facilities and contacts of people who are changed.
pub(super) struct Around {
    kinds: HashMap<CustomerId, CustomerKind>,
    facilities: HashMap<CustomerId, Vec<(FacilityId, String)>>,
    contacts: HashMap<ContactId, (CustomerId, String)>,
}

impl Around {
    /// Reads what checking the changes and telling of them needs; what no change is about is not read.
    pub async fn load(conn: &mut Conn, org: OrganizationId, pairs: &[Pair<'_>]) -> Result<Self, Error> {
        let mut around = Self { kinds: HashMap::new(), facilities: HashMap::new(), contacts: HashMap::new() };
        let customers = |wanted: fn(&Pair<'_>) -> bool| -> BTreeSet<CustomerId> {
            pairs.iter().filter(|p| wanted(p)).map(|(_, before)| before.customer).collect()
        };
        let ranked = customers(|(change, before)| change.role.is_some_and(|r| r != before.role));
        if !ranked.is_empty() {
            let found = standing::several(conn, org, ranked).await?;
            around.kinds = found.into_iter().map(|c| (c.id, c.kind)).collect();
        }
        let scoped = customers(|(change, _)| change.scope.is_some());
        if !scoped.is_empty() {
            for (customer, id, name) in places::facilities_of(conn, org, scoped).await? {
                around.facilities.entry(customer).or_default().push((id, name));
            }
        }
        let linked = pairs.iter().filter(|(change, _)| change.contact.is_some());
        let contacts: BTreeSet<ContactId> =
            linked.flat_map(|(change, before)| [change.contact.flatten(), before.contact]).flatten().collect();
        if !contacts.is_empty() {
            let found = places::contacts(conn, org, contacts).await?;
            around.contacts = found.into_iter().map(|(id, customer, name)| (id, (customer, name))).collect();
        }
        Ok(around)
    }

    /// Corporate or private.
    pub fn kind(&self, customer: CustomerId) -> Option<CustomerKind> {
        self.kinds.get(&customer).copied()
    }

    /// Whether every facility of a scope is the customer's own (R12).
    pub fn owns_all(&self, customer: CustomerId, scope: &Scope) -> bool {
        let own = self.facilities.get(&customer).map(Vec::as_slice).unwrap_or_default();
        scope.facilities.iter().all(|f| own.iter().any(|(id, _)| id == f))
    }

    /// Whether a contact is the customer's own (R13).
    pub fn is_contact_of(&self, customer: CustomerId, contact: ContactId) -> bool {
        self.contacts.get(&contact).is_some_and(|(of, _)| *of == customer)
    }

    /// A contact for people and the log.
    pub fn contact_name(&self, contact: Option<ContactId>) -> String {
        match contact {
            Some(id) => self.contacts.get(&id).map(|(_, name)| name.clone()).unwrap_or_default(),
            None => "none".to_owned(),
        }
    }

    /// A scope for people and the log: "everything", "Graz, Weiz, not assigned", "nothing".
    pub fn describe(&self, customer: CustomerId, scope: &Scope) -> String {
        let own = self.facilities.get(&customer).map(Vec::as_slice).unwrap_or_default();
        describe(own.iter().map(|(id, name)| (*id, name.as_str())), scope)
    }
}

/// A scope for people and the log, out of the customer's facilities by name.
pub(super) fn describe<'a>(facilities: impl Iterator<Item = (FacilityId, &'a str)>, scope: &Scope) -> String {
    if scope.all {
        return "everything".to_owned();
    }
    let mut names: Vec<&str> = facilities.filter(|(id, _)| scope.facilities.contains(id)).map(|(_, n)| n).collect();
    if scope.unassigned {
        names.push("not assigned");
    }
    if names.is_empty() { "nothing".to_owned() } else { names.join(", ") }
}
