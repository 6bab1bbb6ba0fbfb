//! What customer users may do: the permissions, the three roles, and how exceptions change a role (R8).
//!
//! The table is PRODUCT.md's "Permissions of customer users", row by row. A role *holds* a permission, may be
//! *given* it, or can never have it. An organization may change what its roles hold within those bounds.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::portal_area::PortalArea;
use super::text_enum::text_enum;

text_enum! {
    /// One thing a customer user may do.
    pub enum Permission {
        /// See the company's address, phone and contacts (R41).
        ViewCustomerData = "view_customer_data",
        /// See orders (R31).
        ViewOrders = "view_orders",
        /// See service objects (R34).
        ViewObjects = "view_objects",
        /// See documents (R37).
        ViewDocuments = "view_documents",
        /// See planned visits (R38).
        ViewCalendar = "view_calendar",
        /// Write comments on orders (R32).
        Comment = "comment",
        /// Report faults (R33).
        ReportFaults = "report_faults",
        /// Upload documents (R37).
        UploadDocuments = "upload_documents",
        /// Enter uptime readings (R35).
        UptimeReadings = "uptime_readings",
        /// Fill in self-checks (R36).
        SelfChecks = "self_checks",
        /// See the dashboard (R30).
        ViewDashboard = "view_dashboard",
        /// See video sessions (R40).
        ViewVideoSessions = "view_video_sessions",
        /// Ask for and move video sessions (R40).
        ManageVideoSessions = "manage_video_sessions",
        /// Create and change orders.
        ManageOrders = "manage_orders",
        /// Add devices, edit their names and places (R34).
        ManageDevices = "manage_devices",
        /// Be told of new work orders, when the person wants it too (R60).
        ChooseOrderNotifications = "choose_order_notifications",
        /// See invoices (R39).
        ViewInvoices = "view_invoices",
        /// See estimates, accept and decline them (R39).
        ViewEstimates = "view_estimates",
        /// Edit company data (R41).
        EditCustomerData = "edit_customer_data",
        /// Invite and manage colleagues (R50).
        ManageUsers = "manage_users",
        /// Ask to become an independent organization (R19).
        BecomeIndependent = "become_independent",
    }
}

text_enum! {
    /// A named set of permissions (R8).
    pub enum Role {
        /// Everything, and the colleagues.
        Administrator = "administrator",
        /// Everything in daily work.
        Moderator = "moderator",
        /// Looks and comments; more where it is given.
        Member = "member",
    }
}

/// How a role stands to a permission before an organization changes anything.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Holding {
    /// The role holds it.
    Yes,
    /// The role does not hold it; it can be given.
    Grantable,
    /// It cannot be given with this role.
    No,
}

/// Whether an exception gives or takes a permission; no exception means *as the role says*.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exception {
    /// Given, whatever the role holds.
    Allowed,
    /// Taken, whatever the role holds.
    Denied,
}

/// The exceptions of one customer user.
pub type Exceptions = BTreeMap<Permission, Exception>;

impl Permission {
    /// Whether it lets a person look and nothing more: what remains when the customer has become an organization of its
    /// own (R19).
    pub const fn only_looks(self) -> bool {
        matches!(
            self,
            Self::ViewCustomerData
                | Self::ViewOrders
                | Self::ViewObjects
                | Self::ViewDocuments
                | Self::ViewCalendar
                | Self::ViewDashboard
                | Self::ViewVideoSessions
                | Self::ViewInvoices
                | Self::ViewEstimates
        )
    }

    /// The portal area that must be on for this permission to mean anything (R2); `None`: always there.
    pub const fn portal_area(self) -> Option<PortalArea> {
        match self {
            Self::ViewOrders | Self::ManageOrders | Self::Comment | Self::ChooseOrderNotifications => {
                Some(PortalArea::Orders)
            }
            Self::ViewObjects | Self::ManageDevices | Self::UptimeReadings | Self::SelfChecks => {
                Some(PortalArea::Objects)
            }
            Self::ReportFaults => Some(PortalArea::Faults),
            Self::ViewDocuments | Self::UploadDocuments => Some(PortalArea::Documents),
            Self::ViewCalendar => Some(PortalArea::Calendar),
            Self::ViewInvoices | Self::ViewEstimates => Some(PortalArea::Billing),
            Self::ViewVideoSessions | Self::ManageVideoSessions => Some(PortalArea::Video),
            Self::ViewCustomerData
            | Self::ViewDashboard
            | Self::EditCustomerData
            | Self::ManageUsers
            | Self::BecomeIndependent => None,
        }
    }
}

impl Role {
    /// How this role stands to `permission` by default: the table of PRODUCT.md.
    pub const fn holding(self, permission: Permission) -> Holding {
        use Permission as P;
        match (permission, self) {
            (
                P::ViewCustomerData | P::ViewOrders | P::ViewObjects | P::ViewDocuments | P::ViewCalendar | P::Comment,
                _,
            )
            | (_, Self::Administrator) => Holding::Yes,
            (P::ViewInvoices | P::ViewEstimates, _) | (P::EditCustomerData, Self::Moderator) => Holding::Grantable,
            (P::EditCustomerData, Self::Member) | (P::ManageUsers | P::BecomeIndependent, _) => Holding::No,
            (_, Self::Moderator) => Holding::Yes,
            (_, Self::Member) => Holding::Grantable,
        }
    }
}

/// A set of permissions.
#[derive(Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct PermissionSet(u32);

impl PermissionSet {
    /// No permission.
    pub const EMPTY: Self = Self(0);

    /// What whoever holds a customer's secure link may do (R20): look at everything but billing, and change nothing.
    pub const SECURE_LINK: Self = Self::EMPTY
        .with(Permission::ViewCustomerData, true)
        .with(Permission::ViewOrders, true)
        .with(Permission::ViewObjects, true)
        .with(Permission::ViewDocuments, true)
        .with(Permission::ViewCalendar, true)
        .with(Permission::ViewDashboard, true)
        .with(Permission::ViewVideoSessions, true);

    /// What whoever holds a customer's secure link may do in an organization whose links show invoices and estimates
    /// or do not (R20).
    pub const fn secure_link(shows_billing: bool) -> Self {
        Self::SECURE_LINK.with(Permission::ViewInvoices, shows_billing).with(Permission::ViewEstimates, shows_billing)
    }

    const fn bit(permission: Permission) -> u32 {
        1 << permission as u32
    }

    /// Whether `permission` is in the set.
    pub const fn holds(self, permission: Permission) -> bool {
        self.0 & Self::bit(permission) != 0
    }

    /// The set with `permission` in it, or not.
    #[must_use]
    pub const fn with(self, permission: Permission, held: bool) -> Self {
        if held { Self(self.0 | Self::bit(permission)) } else { Self(self.0 & !Self::bit(permission)) }
    }

    /// The permissions of the set, in the order of their definition.
    pub fn iter(self) -> impl Iterator<Item = Permission> {
        Permission::ALL.iter().copied().filter(move |p| self.holds(*p))
    }
}

impl FromIterator<Permission> for PermissionSet {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        permissions.into_iter().fold(Self::EMPTY, |set, p| set.with(p, true))
    }
}

impl std::fmt::Debug for PermissionSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.iter().map(Permission::as_str)).finish()
    }
}

impl Serialize for PermissionSet {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

/// What the three roles hold in one organization.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RoleTable {
    held: [PermissionSet; 3],
}

impl Default for RoleTable {
    fn default() -> Self {
        let of = |role: Role| Permission::ALL.iter().copied().filter(|p| role.holding(*p) == Holding::Yes).collect();
        Self { held: [of(Role::Administrator), of(Role::Moderator), of(Role::Member)] }
    }
}

impl RoleTable {
    /// The default table with an organization's changes. A change that the bounds forbid has no effect.
    pub fn with_changes(changes: impl IntoIterator<Item = (Role, Permission, bool)>) -> Self {
        let mut table = Self::default();
        for (role, permission, held) in changes {
            if !held || role.holding(permission) != Holding::No {
                let set = &mut table.held[role as usize];
                *set = set.with(permission, held);
            }
        }
        table
    }

    /// What `role` holds.
    pub const fn of(&self, role: Role) -> PermissionSet {
        self.held[role as usize]
    }

    /// What somebody with `role` and these exceptions holds. An allowance that cannot be given with the role
    /// has no effect, so a demotion can never leave a right behind that the new role must not have.
    pub fn effective(&self, role: Role, exceptions: &Exceptions) -> PermissionSet {
        let mut set = self.of(role);
        for (permission, exception) in exceptions {
            match exception {
                Exception::Denied => set = set.with(*permission, false),
                Exception::Allowed if role.holding(*permission) != Holding::No => set = set.with(*permission, true),
                Exception::Allowed => {}
            }
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_the_promised_one() {
        use Holding::{Grantable, No, Yes};
        let rows: &[(&str, [Holding; 3])] = &[
            ("view_customer_data view_orders view_objects view_documents view_calendar comment", [Yes, Yes, Yes]),
            ("report_faults", [Yes, Yes, Grantable]),
            ("upload_documents uptime_readings self_checks", [Yes, Yes, Grantable]),
            (
                "view_dashboard view_video_sessions manage_video_sessions manage_orders manage_devices",
                [Yes, Yes, Grantable],
            ),
            ("choose_order_notifications", [Yes, Yes, Grantable]),
            ("view_invoices view_estimates", [Yes, Grantable, Grantable]),
            ("edit_customer_data", [Yes, Grantable, No]),
            ("manage_users become_independent", [Yes, No, No]),
        ];
        let mut seen = 0;
        for (names, expected) in rows {
            for name in names.split(' ') {
                let permission: Permission = name.parse().unwrap();
                for (role, expected) in Role::ALL.iter().zip(expected) {
                    assert_eq!(role.holding(permission), *expected, "{permission} for {role}");
                }
                seen += 1;
            }
        }
        assert_eq!(seen, Permission::ALL.len());
    }

    #[test]
    fn exceptions_change_a_role_within_its_bounds() {
        let table = RoleTable::default();
        let exceptions = Exceptions::from([
            (Permission::ViewObjects, Exception::Denied),
            (Permission::ReportFaults, Exception::Allowed),
            (Permission::ManageUsers, Exception::Allowed),
        ]);
        let set = table.effective(Role::Member, &exceptions);
        assert!(!set.holds(Permission::ViewObjects));
        assert!(set.holds(Permission::ReportFaults));
        assert!(!set.holds(Permission::ManageUsers), "a member can never manage users");
        assert!(table.effective(Role::Administrator, &exceptions).holds(Permission::ManageUsers));
    }

    #[test]
    fn an_organization_changes_its_roles_within_bounds() {
        let table = RoleTable::with_changes([
            (Role::Member, Permission::ReportFaults, true),
            (Role::Member, Permission::ManageUsers, true),
            (Role::Moderator, Permission::ManageDevices, false),
        ]);
        assert!(table.of(Role::Member).holds(Permission::ReportFaults));
        assert!(!table.of(Role::Member).holds(Permission::ManageUsers));
        assert!(!table.of(Role::Moderator).holds(Permission::ManageDevices));
    }
}
