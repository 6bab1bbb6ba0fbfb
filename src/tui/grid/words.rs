//! The words of the permission grid: short headings, full names, and what a change means in numbers (R72).

use crate::domain::access::Scope;
use crate::domain::permission::{Permission, Role};
use crate::service::access::{Counts, Effect};
use crate::service::customers::FacilityRow;
use crate::tui::words::word;

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
pub fn names(permission: Permission) -> (&'static str, &'static str) {
    use Permission as P;
    match permission {
        P::ViewOrders => (t!("nav-orders"), t!("permission-view_orders")),
        P::ViewObjects => (t!("nav-objects"), t!("permission-view_objects")),
        P::ReportFaults => (t!("grid-faults"), t!("permission-report_faults")),
        P::Comment => (t!("grid-comment"), t!("permission-comment")),
        P::UploadDocuments => (t!("grid-upload"), t!("permission-upload_documents")),
        P::ViewInvoices => (t!("billing-kind-invoice"), t!("permission-view_invoices")),
        P::ViewEstimates => (t!("grid-estimates"), t!("grid-estimates-long")),
        P::ViewDocuments => (t!("grid-docs"), t!("permission-view_documents")),
        P::ViewCalendar => (t!("grid-calendar"), t!("grid-calendar-long")),
        P::ViewCustomerData => (t!("nav-company"), t!("grid-company-long")),
        P::EditCustomerData => (t!("grid-edit-company"), t!("grid-edit-company-long")),
        P::ViewDashboard => (t!("grid-dashboard"), t!("permission-view_dashboard")),
        P::ManageOrders => (t!("grid-edit-orders"), t!("permission-manage_orders")),
        P::ManageDevices => (t!("grid-devices"), t!("grid-devices-long")),
        P::UptimeReadings => (t!("grid-uptime"), t!("grid-uptime-long")),
        P::SelfChecks => (t!("grid-checks"), t!("permission-self_checks")),
        P::ViewVideoSessions => (t!("grid-video"), t!("permission-view_video_sessions")),
        P::ManageVideoSessions => (t!("grid-video-plus"), t!("permission-manage_video_sessions")),
        P::ChooseOrderNotifications => (t!("grid-notify"), t!("grid-notify-long")),
        P::ManageUsers => (t!("grid-users"), t!("grid-users-long")),
        P::BecomeIndependent => (t!("grid-independence"), t!("grid-independence-long")),
    }
}

/// A role in the room of a column.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Administrator => t!("role-admin"),
        Role::Moderator => t!("role-moderator-short"),
        Role::Member => t!("role-member-short"),
    }
}

/// What a role is for.
pub fn role_note(role: Role) -> &'static str {
    match role {
        Role::Administrator => t!("role-administrator-note"),
        Role::Moderator => t!("role-moderator-note"),
        Role::Member => t!("role-member-note"),
    }
}

/// How a permission stands: "allowed by role", "denied", …
pub fn standing(held: bool, by_role: bool) -> &'static str {
    match (held, by_role) {
        (true, true) => t!("standing-by-role"),
        (true, false) => t!("standing-allowed"),
        (false, true) => t!("standing-not-by-role"),
        (false, false) => t!("standing-denied"),
    }
}

/// A scope in words (R12): "all", "Graz, Weiz, –" (the dash: not assigned to a facility), "nothing".
pub fn scope(scope: &Scope, facilities: &[FacilityRow], unassigned: &str) -> String {
    if scope.all {
        return t!("scope-all-word").to_owned();
    }
    let mut names: Vec<&str> =
        facilities.iter().filter(|f| scope.facilities.contains(&f.id)).map(|f| f.name.as_str()).collect();
    if scope.unassigned {
        names.push(unassigned);
    }
    if names.is_empty() { t!("scope-nothing-word").to_owned() } else { names.join(", ") }
}

/// What a change does to what a person sees, in numbers; `would` for something that has not been done yet.
pub fn effect(effect: &Effect, would: bool) -> String {
    let mut parts = Vec::new();
    if !effect.loses.is_zero() {
        let key = if would { "effect-would-lose" } else { "effect-will-lose" };
        parts.push(t!(key, counts = counts(effect.loses)));
    }
    if !effect.gains.is_zero() {
        let key = if would { "effect-would-gain" } else { "effect-will-gain" };
        parts.push(t!(key, counts = counts(effect.gains)));
    }
    if parts.is_empty() {
        parts.push(t!("effect-same").to_owned());
    }
    if effect.sees_nothing {
        let text = if would { t!("effect-would-nothing") } else { t!("effect-will-nothing") };
        parts.push(text.to_owned());
    }
    parts.join(" ")
}

/// "14 objects, 0 orders", and of anything else where there are some.
pub fn counts(counts: Counts) -> String {
    let of =
        |n: u64, one: &str, many: &str| format!("{n} {}", word(&if n == 1 { one } else { many }.replace(' ', "_")));
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
