//! What a customer's own people may hand on to each other: never more than they have themselves (R9, R50).

use super::access::Scope;
use super::ids::ContactId;
use super::permission::{Permission, PermissionSet};

/// What a customer user has, as far as it can be handed on.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Rights {
    /// Role with exceptions.
    pub permissions: PermissionSet,
    /// Which facilities (R12).
    pub scope: Scope,
    /// The contact the person is, with its narrowing (R13).
    pub contact: Option<ContactId>,
}

/// Something that would be handed on by somebody who does not have it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Beyond {
    /// A permission.
    Permission(Permission),
    /// A facility, what is at none, or everything.
    Scope,
    /// What is not of the giver's own contact.
    Contact,
}

impl Rights {
    /// A permission that means something: billing never does for a person who is linked to a contact (R13).
    fn has(&self, permission: Permission) -> bool {
        let billing = matches!(permission, Permission::ViewInvoices | Permission::ViewEstimates);
        self.permissions.holds(permission) && !(billing && self.contact.is_some())
    }

    /// What somebody with these rights would hand on beyond them by making `before` into `after`. What `before` has
    /// already is not handed on.
    pub fn beyond(&self, before: &Self, after: &Self) -> Vec<Beyond> {
        let gained = Permission::ALL.iter().copied().filter(|p| after.has(*p) && !before.has(*p)).collect::<Vec<_>>();
        let mut beyond: Vec<Beyond> =
            gained.iter().filter(|p| !self.has(**p)).map(|p| Beyond::Permission(*p)).collect();
        let (had, gets, own) = (&before.scope, &after.scope, &self.scope);
        let everything = gets.all && !had.all;
        let unassigned = gets.includes(None) && !had.includes(None);
        let mut places = gets.facilities.iter().filter(|f| !had.includes(Some(**f))).peekable();
        let wider = everything || unassigned || places.peek().is_some();
        let over =
            (everything && !own.all) || (unassigned && !own.includes(None)) || places.any(|f| !own.includes(Some(*f)));
        if over {
            beyond.push(Beyond::Scope);
        }
        // A person who is linked to a contact sees that contact's things only, so that is all there is to hand on.
        let freed = before.contact != after.contact;
        if self.contact.is_some() && after.contact != self.contact && (freed || wider || !gained.is_empty()) {
            beyond.push(Beyond::Contact);
        }
        beyond
    }

    /// Whether `other` has something that these rights do not have.
    pub fn are_exceeded_by(&self, other: &Self) -> bool {
        // Handed on from nothing; nothing is linked to no contact, so a link alone is no surplus.
        !self.beyond(&Self { contact: other.contact, ..Self::default() }, other).is_empty()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use uuid::Uuid;

    use super::*;
    use crate::domain::permission::{Role, RoleTable};

    fn id<T: From<Uuid>>(n: u128) -> T {
        Uuid::from_u128(n).into()
    }

    fn rights(role: Role, scope: Scope) -> Rights {
        Rights { permissions: RoleTable::default().of(role), scope, contact: None }
    }

    fn places(unassigned: bool, facilities: &[u128]) -> Scope {
        Scope { all: false, unassigned, facilities: facilities.iter().map(|n| id(*n)).collect::<BTreeSet<_>>() }
    }

    #[test]
    fn an_administrator_of_everything_may_hand_on_everything() {
        let all = rights(Role::Administrator, Scope::everything());
        assert_eq!(all.beyond(&Rights::default(), &all), []);
        let linked = Rights { contact: Some(id(50)), ..rights(Role::Moderator, Scope::everything()) };
        assert_eq!(all.beyond(&linked, &Rights { contact: None, ..linked.clone() }), []);
        assert!(!all.are_exceeded_by(&linked) && linked.are_exceeded_by(&all));
    }

    #[test]
    fn nobody_hands_on_a_permission_they_lack_but_what_was_there_stays() {
        let mut giver = rights(Role::Administrator, Scope::everything());
        giver.permissions = giver.permissions.with(Permission::ViewInvoices, false);
        let administrator = rights(Role::Administrator, Scope::everything());
        let beyond = giver.beyond(&Rights::default(), &administrator);
        assert_eq!(beyond, [Beyond::Permission(Permission::ViewInvoices)]);
        assert_eq!(giver.beyond(&administrator, &administrator), [], "no change hands nothing on");
        let fewer = rights(Role::Member, Scope::everything());
        assert_eq!(giver.beyond(&administrator, &fewer), [], "taking is not giving");
        // Taking the contact away would open the invoices.
        let linked = Rights { contact: Some(id(50)), ..administrator.clone() };
        assert_eq!(giver.beyond(&linked, &administrator), [Beyond::Permission(Permission::ViewInvoices)]);
    }

    #[test]
    fn nobody_hands_on_a_place_they_do_not_see() {
        let giver = rights(Role::Administrator, places(false, &[10, 11]));
        let get = |had: Scope, gets: Scope| giver.beyond(&rights(Role::Member, had), &rights(Role::Member, gets));
        assert_eq!(get(Scope::default(), places(false, &[10])), []);
        assert_eq!(get(Scope::default(), places(false, &[10, 12])), [Beyond::Scope]);
        assert_eq!(get(Scope::default(), places(true, &[])), [Beyond::Scope]);
        assert_eq!(get(places(false, &[10, 11]), Scope::everything()), [Beyond::Scope]);
        assert_eq!(get(places(true, &[12]), places(true, &[12, 10])), [], "what was there stays");
        assert_eq!(get(Scope::everything(), places(true, &[12])), [], "narrower than before");
        assert!(giver.are_exceeded_by(&rights(Role::Member, Scope::everything())));
    }

    #[test]
    fn a_linked_person_hands_on_to_the_same_contact_only() {
        let giver = Rights { contact: Some(id(50)), ..rights(Role::Administrator, Scope::everything()) };
        let member = |contact| Rights { contact, ..rights(Role::Member, Scope::everything()) };
        assert_eq!(giver.beyond(&Rights::default(), &member(Some(id(50)))), []);
        assert_eq!(giver.beyond(&Rights::default(), &member(Some(id(51)))), [Beyond::Contact]);
        assert_eq!(giver.beyond(&Rights::default(), &member(None)), [Beyond::Contact]);
        assert_eq!(giver.beyond(&member(Some(id(50))), &member(None)), [Beyond::Contact]);
        assert!(giver.are_exceeded_by(&member(None)) && !giver.are_exceeded_by(&member(Some(id(50)))));
    }
}
