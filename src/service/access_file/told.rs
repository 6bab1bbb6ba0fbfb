//! A person's access in words, so that what is and what should be can be compared and shown.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use crate::domain::access::Scope;
use crate::domain::permission::{Exception, Exceptions, Permission, Role};
use crate::domain::{ContactId, CustomerId};
use crate::store::access_rows::AccessRow;
use crate::store::standing::Standing;

use super::plan::Difference;
use super::there::There;
use super::{format, moment};

/// What somebody's access should be, as far as a line says it.
pub struct Wanted {
    pub role: Role,
    pub scope: Scope,
    pub contact: Option<ContactId>,
    pub exceptions: Exceptions,
    pub ends_at: Option<DateTime<Utc>>,
}

/// What a person's access says in words, so that it can be compared and shown.
#[derive(Default)]
pub struct Told {
    role: String,
    facilities: String,
    unassigned: String,
    contact: String,
    ends_at: String,
    exceptions: Exceptions,
}

impl Told {
    /// As it is.
    pub fn of_row(row: &AccessRow, there: &There) -> Self {
        let scope = Scope {
            all: row.sees_all,
            unassigned: row.sees_unassigned,
            facilities: row.facilities.iter().map(|(id, _)| *id).collect(),
        };
        Self {
            role: row.role.to_string(),
            contact: row.contact_number.clone().unwrap_or_default(),
            ends_at: row.ends_at.map(moment).unwrap_or_default(),
            exceptions: row.exceptions.clone(),
            ..Self::of_scope(&scope, row.customer_id, there)
        }
    }

    /// As it should be.
    pub fn of_wanted(wanted: &Wanted, customer: &Standing, there: &There) -> Self {
        let contacts = there.contacts.get(&customer.id);
        let contact = contacts.and_then(|c| c.iter().find(|(_, id)| Some(**id) == wanted.contact));
        Self {
            role: wanted.role.to_string(),
            contact: contact.map(|(number, _)| number.clone()).unwrap_or_default(),
            ends_at: wanted.ends_at.map(moment).unwrap_or_default(),
            exceptions: wanted.exceptions.clone(),
            ..Self::of_scope(&wanted.scope, customer.id, there)
        }
    }

    fn of_scope(scope: &Scope, customer: CustomerId, there: &There) -> Self {
        let known = there.facilities.get(&customer);
        let chosen = known.into_iter().flatten().filter(|(_, id)| scope.facilities.contains(id));
        let facilities =
            if scope.all { format::ALL.to_owned() } else { format::words(chosen.map(|(number, _)| number.as_str())) };
        let unassigned = if scope.all || scope.unassigned { "yes" } else { "no" };
        Self { facilities, unassigned: unassigned.to_owned(), ..Self::default() }
    }

    /// What `after` says differently.
    pub fn against(&self, after: &Self) -> Vec<Difference> {
        let mut found = Vec::new();
        if self.role != after.role {
            found.push(difference("role", &self.role, &after.role));
        }
        // Seen together: the notes tell from both whether nothing is seen.
        if self.facilities != after.facilities || self.unassigned != after.unassigned {
            found.push(difference("facilities", &self.facilities, &after.facilities));
            found.push(difference("unassigned", &self.unassigned, &after.unassigned));
        }
        let mut note = |what, before: &str, after: &str| {
            if before != after {
                found.push(difference(what, before, after));
            }
        };
        note("contact", &self.contact, &after.contact);
        note("ends_at", &self.ends_at, &after.ends_at);
        let word = |exception: Option<&Exception>| exception.map_or("role", |e| format::verdict(*e));
        for permission in exceptions_changed(&self.exceptions, &after.exceptions).keys() {
            let (old, new) = (self.exceptions.get(permission), after.exceptions.get(permission));
            note(permission.as_str(), word(old), word(new));
        }
        found
    }
}

pub fn difference(what: &'static str, before: &str, after: &str) -> Difference {
    Difference { what, before: before.to_owned(), after: after.to_owned() }
}

/// Permissions whose exception differs, with what it becomes.
pub fn exceptions_changed(before: &Exceptions, after: &Exceptions) -> BTreeMap<Permission, Option<Exception>> {
    let all: BTreeSet<Permission> = before.keys().chain(after.keys()).copied().collect();
    let changed = all.into_iter().filter(|p| before.get(p) != after.get(p));
    changed.map(|p| (p, after.get(&p).copied())).collect()
}
