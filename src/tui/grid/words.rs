//! The words of the permission grid: short headings, full names, and what a change means in numbers (R72).

use crate::domain::access::Scope;
use crate::domain::permission::{Permission, Role};
use crate::service::access::{Counts, Effect};
use crate::service::customers::FacilityRow;

/// The permissions in the order of the columns: what is asked for most stands first.
pub const ORDER: [Permission; 21] = [
    Permission::ViewOrders,
    Permission::ViewObjects,
    Permission::ReportFaults,
    Permission::Comment,
    Permission::UploadDocuments,
    Permission::ViewInvoices,
    Permission::ViewEstimates,
    Permission::ViewDocuments,
    Permission::ViewCalendar,
    Permission::ViewCustomerData,
    Permission::EditCustomerData,
    Permission::ViewDashboard,
    Permission::ManageOrders,
    Permission::ManageDevices,
    Permission::UptimeReadings,
    Permission::SelfChecks,
    Permission::ViewVideoSessions,
    Permission::ManageVideoSessions,
    Permission::ChooseOrderNotifications,
    Permission::ManageUsers,
    Permission::BecomeIndependent,
];

/// The heading of a column, seven cells at most, and the full name.
pub const fn names(permission: Permission) -> (&'static str, &'static str) {
    use Permission as P;
    match permission {
        P::ViewOrders => ("Orders", "See orders"),
        P::ViewObjects => ("Objects", "See service objects"),
        P::ReportFaults => ("Faults", "Report faults"),
        P::Comment => ("Comment", "Comment on orders"),
        P::UploadDocuments => ("Upload", "Upload documents"),
        P::ViewInvoices => ("Invoice", "See invoices"),
        P::ViewEstimates => ("Estim.", "See, accept and decline estimates"),
        P::ViewDocuments => ("Docs", "See documents"),
        P::ViewCalendar => ("Calend.", "See planned visits"),
        P::ViewCustomerData => ("Company", "See company data and facilities"),
        P::EditCustomerData => ("EditCo.", "Edit company data"),
        P::ViewDashboard => ("Dashb.", "See the dashboard"),
        P::ManageOrders => ("EditOrd", "Create and change orders"),
        P::ManageDevices => ("Devices", "Add and edit service objects"),
        P::UptimeReadings => ("Uptime", "Enter uptime readings"),
        P::SelfChecks => ("Checks", "Fill in self-checks"),
        P::ViewVideoSessions => ("Video", "See video sessions"),
        P::ManageVideoSessions => ("Video+", "Ask for and move video sessions"),
        P::ChooseOrderNotifications => ("Notify", "Choose to be told of new work orders"),
        P::ManageUsers => ("Users", "Invite and manage colleagues"),
        P::BecomeIndependent => ("Indep.", "Ask to become an independent organization"),
    }
}

/// A role in the room of a column.
pub const fn role(role: Role) -> &'static str {
    match role {
        Role::Administrator => "admin",
        Role::Moderator => "moderator",
        Role::Member => "member",
    }
}

/// What a role is for.
pub const fn role_note(role: Role) -> &'static str {
    match role {
        Role::Administrator => "everything, and manages the colleagues",
        Role::Moderator => "everything in daily work",
        Role::Member => "looks and comments; more where it is given",
    }
}

/// How a permission stands: "allowed by role", "denied", …
pub const fn standing(held: bool, by_role: bool) -> &'static str {
    match (held, by_role) {
        (true, true) => "allowed by role",
        (true, false) => "allowed",
        (false, true) => "not given by role",
        (false, false) => "denied",
    }
}

/// A scope in words (R12): "all", "Graz, Weiz, –" (the dash: not assigned to a facility), "nothing".
pub fn scope(scope: &Scope, facilities: &[FacilityRow], unassigned: &str) -> String {
    if scope.all {
        return "all".to_owned();
    }
    let mut names: Vec<&str> =
        facilities.iter().filter(|f| scope.facilities.contains(&f.id)).map(|f| f.name.as_str()).collect();
    if scope.unassigned {
        names.push(unassigned);
    }
    if names.is_empty() { "nothing !".to_owned() } else { names.join(", ") }
}

/// What a change does to what a person sees, in numbers; `would` for something that has not been done yet.
pub fn effect(effect: &Effect, would: bool) -> String {
    let will = if would { "Would" } else { "Will" };
    let mut parts = Vec::new();
    if !effect.loses.is_zero() {
        parts.push(format!("{will} no longer see {}.", counts(effect.loses)));
    }
    if !effect.gains.is_zero() {
        parts.push(format!("{will} also see {}.", counts(effect.gains)));
    }
    if parts.is_empty() {
        parts.push("Orders and objects seen stay the same.".to_owned());
    }
    if effect.sees_nothing {
        parts.push(format!("{will} see nothing at all."));
    }
    parts.join(" ")
}

/// "14 objects, 0 orders", and of anything else where there are some.
pub fn counts(counts: Counts) -> String {
    let of = |n: u64, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let mut text = format!("{}, {}", of(counts.objects, "object", "objects"), of(counts.orders, "order", "orders"));
    let others = Counts { objects: 0, orders: 0, ..counts };
    for (n, one, many) in others.named() {
        text = format!("{text}, {}", of(n, one, many));
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_permission_has_one_column_with_a_heading_that_fits() {
        let columns: BTreeSet<_> = ORDER.iter().collect();
        assert_eq!(columns.len(), Permission::ALL.len());
        let headings: BTreeSet<_> = ORDER.iter().map(|p| names(*p).0).collect();
        assert_eq!(headings.len(), ORDER.len(), "two columns have the same heading");
        assert!(headings.iter().all(|h| h.chars().count() <= 7));
    }

    #[test]
    fn effects_are_told_in_numbers() {
        let none = Counts::default();
        let mut e = Effect {
            user: uuid::Uuid::from_u128(1).into(),
            name: "Jan".into(),
            gained: vec![],
            lost: vec![],
            gains: none,
            loses: Counts { objects: 14, ..none },
            sees_nothing: false,
        };
        assert_eq!(effect(&e, false), "Will no longer see 14 objects, 0 orders.");
        e.gains = Counts { orders: 1, facilities: 2, ..none };
        e.sees_nothing = true;
        assert_eq!(
            effect(&e, true),
            "Would no longer see 14 objects, 0 orders. Would also see 0 objects, 1 order, 2 facilities. Would see \
             nothing at all."
        );
    }
}
