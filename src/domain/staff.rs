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

impl StaffPermission {
    /// Whether it is of use only to change something.
    pub const fn changes(self) -> bool {
        !matches!(self, Self::ViewCustomers | Self::ViewAsCustomer | Self::ViewActivity | Self::ViewOutbox)
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

text_enum! {
    /// What staff who are bound to areas see of customers elsewhere (R10).
    pub enum OutsideAreas {
        /// Nothing: they are not listed at all.
        Hidden = "hidden",
        /// They are listed and opened, and cannot be changed.
        ReadOnly = "read_only",
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

    /// Whether everything in `other` lies in this territory as well.
    pub fn covers(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Everywhere, _) => true,
            (Self::Areas(_), Self::Everywhere) => false,
            (Self::Areas(own), Self::Areas(others)) => others.is_subset(own),
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

    /// Whether `permission` holds only for what is assigned to the person: a technician's orders and fault reports, unless
    /// the permission was given beyond the role.
    pub fn only_assigned(&self, permission: StaffPermission) -> bool {
        use StaffPermission as P;
        self.role == StaffRole::Technician
            && matches!(permission, P::ManageOrders | P::HandleFaultReports)
            && self.exceptions.get(&permission) != Some(&Exception::Allowed)
    }

    /// The permissions held.
    pub fn held(&self) -> impl Iterator<Item = StaffPermission> {
        StaffPermission::ALL.iter().copied().filter(|p| self.may(*p))
    }

    /// Whether these rights reach at least as far as `other`: every permission of it, everywhere it applies. Whoever
    /// manages an account (and could take it over with a new password) must reach that far (R9).
    pub fn reach(&self, other: &Self) -> Result<(), Beyond> {
        self.may_give(None, other)
    }

    /// Whether somebody with these rights may turn an account from `before` (none: it is new) into `after`: nobody gives
    /// a permission or a territory beyond the own (R9), also not to themselves.
    ///
    /// # Errors
    /// Says what goes beyond.
    pub fn may_give(&self, before: Option<&Self>, after: &Self) -> Result<(), Beyond> {
        let had = |p| before.is_some_and(|b| b.may(p));
        let beyond: Vec<_> = after.held().filter(|p| !self.may(*p) && !had(*p)).collect();
        if !beyond.is_empty() {
            return Err(Beyond::Permissions(beyond));
        }
        let gained = match (before.map(|b| &b.territory), &after.territory) {
            (Some(Territory::Everywhere), _) => return Ok(()),
            (Some(Territory::Areas(had)), Territory::Areas(has)) => {
                Territory::Areas(has.difference(had).copied().collect())
            }
            (_, territory) => territory.clone(),
        };
        if self.territory.covers(&gained) { Ok(()) } else { Err(Beyond::Territory) }
    }
}

/// What goes beyond somebody's own rights.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Beyond {
    /// These permissions.
    Permissions(Vec<StaffPermission>),
    /// Where they apply.
    Territory,
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
    fn technicians_act_on_what_is_assigned_to_them() {
        use StaffPermission as P;
        let mut rights = StaffRights { role: StaffRole::Technician, ..StaffRights::administrator() };
        assert!(rights.may(P::ManageOrders) && rights.only_assigned(P::ManageOrders));
        assert!(!rights.only_assigned(P::ViewCustomers));
        rights.exceptions.insert(P::ManageOrders, Exception::Allowed);
        assert!(!rights.only_assigned(P::ManageOrders) && rights.only_assigned(P::HandleFaultReports));
        rights.role = StaffRole::Dispatcher;
        assert!(!rights.only_assigned(P::HandleFaultReports));
    }

    fn bound(role: StaffRole, areas: &[u128]) -> StaffRights {
        let areas = areas.iter().map(|a| AreaId(uuid::Uuid::from_u128(*a))).collect();
        StaffRights { role, exceptions: BTreeMap::new(), territory: Territory::Areas(areas) }
    }

    /// R9: nobody gives rights above the own.
    #[test]
    fn nobody_gives_beyond_the_own() {
        use StaffPermission as P;
        let admin = StaffRights::administrator();
        let department = bound(StaffRole::DepartmentAdministrator, &[1, 2]);
        assert_eq!(admin.may_give(None, &admin), Ok(()));
        assert_eq!(department.may_give(None, &bound(StaffRole::Supervisor, &[1])), Ok(()));
        assert_eq!(department.may_give(None, &bound(StaffRole::Supervisor, &[1, 3])), Err(Beyond::Territory));
        assert_eq!(department.may_give(None, &admin), Err(Beyond::Permissions(vec![P::ManageSettings])));
        // A dispatcher acts everywhere, and a department administrator does not.
        let dispatcher = StaffRights { role: StaffRole::Dispatcher, ..admin.clone() };
        assert_eq!(department.may_give(None, &dispatcher), Err(Beyond::Territory));
        // What somebody has already is not given.
        let mut theirs = bound(StaffRole::Supervisor, &[1, 3]);
        theirs.exceptions.insert(P::ManageSettings, Exception::Allowed);
        let mut after = theirs.clone();
        after.exceptions.insert(P::ManageStaff, Exception::Allowed);
        assert_eq!(department.may_give(Some(&theirs), &after), Ok(()));
        assert_eq!(department.reach(&theirs), Err(Beyond::Permissions(vec![P::ManageSettings])));
        // Nor to themselves.
        let mut more = department.clone();
        more.exceptions.insert(P::ManageSettings, Exception::Allowed);
        assert_eq!(department.may_give(Some(&department), &more), Err(Beyond::Permissions(vec![P::ManageSettings])));
        // A denied permission cannot be taken back by the person.
        let mut denied = department.clone();
        denied.exceptions.insert(P::GrantAccess, Exception::Denied);
        assert_eq!(denied.may_give(Some(&denied), &department), Err(Beyond::Permissions(vec![P::GrantAccess])));
        // From everywhere into areas takes away; from areas to everywhere gives.
        assert_eq!(department.may_give(Some(&dispatcher), &bound(StaffRole::Supervisor, &[9])), Ok(()));
        assert_eq!(department.may_give(Some(&bound(StaffRole::Supervisor, &[1])), &dispatcher), Err(Beyond::Territory));
    }

    #[test]
    fn a_customer_without_area_is_outside_every_area() {
        assert!(Territory::Everywhere.includes(None));
        assert!(!Territory::Areas(BTreeSet::new()).includes(None));
    }
}
