//! What staff may do: permissions, roles and areas (R9–R11).

use std::collections::{BTreeMap, BTreeSet};

use super::ids::AreaId;
use super::permission::Exception;
use super::text_enum::text_enum;

text_enum! {
    /// One thing a staff person may do.
    pub enum StaffPermission {
        /// See customers and everything about them.
        ViewCustomers = "view_customers",
        /// Create and edit customers, contacts, facilities, objects.
        EditCustomers = "edit_customers",
        /// Give access: invite, resend, lift.
        GrantAccess = "grant_access",
        /// End access: suspend, revoke, withdraw, delete.
        RevokeAccess = "revoke_access",
        /// Change permissions, roles and scopes of customer users (R9).
        EditCustomerUserPermissions = "edit_customer_user_permissions",
        /// Send new-password links, make temporary passwords (R17).
        ResetPassword = "reset_password",
        /// See what a customer user sees (R24).
        ViewAsCustomer = "view_as_customer",
        /// Create and change orders.
        ManageOrders = "manage_orders",
        /// Take and convert fault reports (R33).
        HandleFaultReports = "handle_fault_reports",
        /// Attach and remove documents (R37).
        ManageDocuments = "manage_documents",
        /// Invoices and estimates (R39).
        ManageBilling = "manage_billing",
        /// Read the activity log (R70).
        ViewActivity = "view_activity",
        /// Read the outbox (R63).
        ViewOutbox = "view_outbox",
        /// Retry and cancel letters (R63).
        ManageOutbox = "manage_outbox",
        /// Import and export (R80, R81).
        ImportExport = "import_export",
        /// Wording of letters, self-check templates.
        ManageTemplates = "manage_templates",
        /// Staff accounts.
        ManageStaff = "manage_staff",
        /// The module and the organization's settings (R1).
        ManageSettings = "manage_settings",
    }
}

text_enum! {
    /// A named set of staff permissions.
    pub enum StaffRole {
        /// All permissions, everywhere.
        Administrator = "administrator",
        /// All but settings, in own areas.
        DepartmentAdministrator = "department_administrator",
        /// Customers, access, orders, reports, activity; in own areas.
        Supervisor = "supervisor",
        /// Customers, grant, documents, templates.
        ContentCreator = "content_creator",
        /// Customers, orders, fault reports, activity.
        Dispatcher = "dispatcher",
        /// Sees customers; orders and reports assigned to them.
        Technician = "technician",
    }
}

impl StaffRole {
    /// Whether the role holds `permission` by default: the table of PRODUCT.md.
    pub const fn holds(self, permission: StaffPermission) -> bool {
        use StaffPermission as P;
        match self {
            Self::Administrator => true,
            Self::DepartmentAdministrator => !matches!(permission, P::ManageSettings),
            Self::Supervisor => matches!(
                permission,
                P::ViewCustomers
                    | P::EditCustomers
                    | P::GrantAccess
                    | P::RevokeAccess
                    | P::EditCustomerUserPermissions
                    | P::ResetPassword
                    | P::ViewAsCustomer
                    | P::ManageOrders
                    | P::HandleFaultReports
                    | P::ViewActivity
            ),
            Self::ContentCreator => matches!(
                permission,
                P::ViewCustomers | P::EditCustomers | P::GrantAccess | P::ManageDocuments | P::ManageTemplates
            ),
            Self::Dispatcher => matches!(
                permission,
                P::ViewCustomers | P::EditCustomers | P::ManageOrders | P::HandleFaultReports | P::ViewActivity
            ),
            Self::Technician => matches!(permission, P::ViewCustomers | P::ManageOrders | P::HandleFaultReports),
        }
    }

    /// Whether the role acts only on customers in the person's areas (R10).
    pub const fn bound_to_areas(self) -> bool {
        matches!(self, Self::DepartmentAdministrator | Self::Supervisor)
    }
}

/// Where a staff person may act.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Territory {
    /// Every customer.
    Everywhere,
    /// Customers in these areas only.
    Areas(BTreeSet<AreaId>),
}

impl Territory {
    /// Whether a customer of `area` lies in the territory. A customer without an area is in nobody's.
    pub fn includes(&self, area: Option<AreaId>) -> bool {
        match self {
            Self::Everywhere => true,
            Self::Areas(areas) => area.is_some_and(|a| areas.contains(&a)),
        }
    }
}

/// A staff person's rights: role, exceptions, territory.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StaffRights {
    /// The role.
    pub role: StaffRole,
    /// Single permissions beyond the role.
    pub exceptions: BTreeMap<StaffPermission, Exception>,
    /// Where they apply.
    pub territory: Territory,
}

impl StaffRights {
    /// Everything, everywhere: an administrator.
    pub const fn administrator() -> Self {
        Self { role: StaffRole::Administrator, exceptions: BTreeMap::new(), territory: Territory::Everywhere }
    }

    /// Whether `permission` is held. An administrator has all, whatever the exceptions say.
    pub fn may(&self, permission: StaffPermission) -> bool {
        if self.role == StaffRole::Administrator {
            return true;
        }
        match self.exceptions.get(&permission) {
            Some(Exception::Allowed) => true,
            Some(Exception::Denied) => false,
            None => self.role.holds(permission),
        }
    }

    /// The permissions held.
    pub fn held(&self) -> impl Iterator<Item = StaffPermission> {
        StaffPermission::ALL.iter().copied().filter(|p| self.may(*p))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_hold_what_was_promised() {
        use StaffPermission as P;
        assert!(P::ALL.iter().all(|p| StaffRole::Administrator.holds(*p)));
        let without: Vec<_> = P::ALL.iter().filter(|p| !StaffRole::DepartmentAdministrator.holds(**p)).collect();
        assert_eq!(without, [&P::ManageSettings]);
        assert!(StaffRole::Supervisor.holds(P::EditCustomerUserPermissions));
        assert!(!StaffRole::Dispatcher.holds(P::GrantAccess));
        assert!(!StaffRole::Technician.holds(P::ViewActivity));
        assert!(StaffRole::Supervisor.bound_to_areas() && !StaffRole::Dispatcher.bound_to_areas());
    }

    #[test]
    fn single_permissions_go_beyond_the_role() {
        let mut rights = StaffRights { role: StaffRole::Dispatcher, ..StaffRights::administrator() };
        rights.exceptions.insert(StaffPermission::GrantAccess, Exception::Allowed);
        rights.exceptions.insert(StaffPermission::ManageOrders, Exception::Denied);
        assert!(rights.may(StaffPermission::GrantAccess) && !rights.may(StaffPermission::ManageOrders));
        rights.role = StaffRole::Administrator;
        assert!(rights.may(StaffPermission::ManageOrders));
    }

    #[test]
    fn a_customer_without_area_is_outside_every_area() {
        assert!(Territory::Everywhere.includes(None));
        assert!(!Territory::Areas(BTreeSet::new()).includes(None));
    }
}
