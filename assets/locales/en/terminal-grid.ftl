# The permission grid, and what permissions, roles and effects are called.

# The grid.

grid-a-contact = a contact
contact-none = none
grid-not-with-role = { $permission } cannot be given with the role { $role }; r changes the role
grid-role-changes = Role: { $role } → { $role2 } · open sessions end
grid-sees-changes = Sees: { $scope } → { $scope2 }
grid-contact-changes = Contact: { $contact } → { $contact2 }
grid-unsaved = { $n } not saved
grid-failed = ✗ { $sentence } (esc closes, f5 in the list tries again)
grid-legend = ■ yes  □ no  ● as the role says  * changed  – cannot be given with that role
grid-empty = Nobody has access yet. Esc, then i invites the first person.
column-user = User
column-sees = Sees
grid-sees-long = Facilities that the person sees
grid-contact-long = The contact that the person is
grid-place = { $name } · column { $column } of { $COLUMNS }
grid-area-off = the portal area { $area } is off for this customer: it has no effect
grid-look-only = To look at only: changing needs the permission edit_customer_user_permissions, which an administrator can give you.
grid-role-says = { $name } / Role: { $role }, { $role2 }. r changes it.
grid-sees-says = { $name } / Sees: { $scope }. f changes it.
grid-no-contact = { $name } is linked to no contact. c changes it.
grid-is-contact = { $name } is the contact { $id }: sees only that contact's orders, never invoices or estimates. c changes it.
grid-cannot = { $name } / { $heading }: cannot be given with the role { $role }.
grid-role-was = { $name } / Role: { $role } → { $new }.
grid-sees-was = { $name } / Sees: { $scope } → { $new }.
grid-contact-was = { $name } / Contact: { $contact } → { $new }.
grid-space-denies = { $name } / { $heading }: { $standing }. Space denies it:
grid-space-allows = { $name } / { $heading }: { $standing }. Space allows it:
grid-pending = pend.
grid-suspended = susp.
grid-revoked = rev.
grid-expired = exp.
grid-meanwhile = { $who } changed { $name } meanwhile
grid-kept-on-top = ! { $join }; your changes are kept on top.
grid-contact-one = A contact is one person; choose it for each with c
grid-other-people = other people
grid-marked-people = marked people
grid-refused = For { $refused } of { $rows } it cannot be given with their role
grid-done-for = Done for { $rows } { $of }; nothing is saved before w
grid-space-hint = space gives or takes a permission
grid-as-role-hint = = leaves a permission to the role; move to a permission first
grid-title = Permissions
grid-crumbs = { $number } { $name } ▸ Users ▸ Permissions
nothing-changed = nothing has been changed
grid-corporate = roles exist for corporate customers only
grid-nobody = nobody has access yet
grid-look = You may look at permissions, not change them
grid-unsaved-one = 1 change of permissions
grid-unsaved-many = { $n } changes of permissions
grid-saved = Saved: { $said }

# Over the grid.

grid-managed = This customer is managed by your organization: recommended are moderator and member.
grid-role-ends = A new role ends the person's open sessions. Exceptions stay, as far as the role allows them.
grid-role-of = Role of { $name }
grid-admin-ask = Make { $name } administrator?
grid-admin-text = This customer is managed by your organization: its people need no administrator of their own. An administrator invites colleagues, edits company data and may ask to become independent, past you. Recommended are moderator and member.
grid-admin-verb = Make administrator
grid-no-contact-item = No contact
grid-no-contact-note = sees what permissions and facilities allow
grid-contact-foot = Linked to a contact, a person sees only orders of that contact, and never invoices or estimates. The link can be changed or removed at any time.
grid-contact-of-person = Contact of the person
grid-contact-of = Contact of { $name }
grid-leave-text = Stay, and w shows and saves what was changed.
grid-yours-kept = ! { $sentence } Your changes are kept.
grid-tab-hint = Enter or p opens the grid over the whole screen, to change it.
customer-none-here = there is no customer here

# Permissions: in the room of a column (seven cells at most), and in full.

grid-faults = Faults
grid-comment = Comment
grid-upload = Upload
grid-estimates = Estim.
grid-estimates-long = See, accept and decline estimates
grid-docs = Docs
grid-calendar = Calend.
grid-calendar-long = See planned visits
grid-company-long = See company data and facilities
grid-edit-company = EditCo.
grid-edit-company-long = Edit company data
grid-dashboard = Dashb.
grid-edit-orders = EditOrd
grid-devices = Devices
grid-devices-long = Add and edit service objects
grid-uptime = Uptime
grid-uptime-long = Enter uptime readings
grid-checks = Checks
grid-video = Video
grid-video-plus = Video+
grid-notify = Notify
grid-notify-long = Choose to be told of new work orders
grid-users = Users
grid-users-long = Invite and manage colleagues
grid-independence = Indep.
grid-independence-long = Ask to become an independent organization

# Roles, and how a permission stands.

role-admin = admin
role-moderator-short = moderator
role-member-short = member
role-administrator-note = everything, and manages the colleagues
role-moderator-note = everything in daily work
role-member-note = looks and comments; more where it is given
standing-by-role = allowed by role
standing-allowed = allowed
standing-not-by-role = not given by role
standing-denied = denied
scope-all-word = all
scope-nothing-word = nothing !
effect-same = Orders and objects seen stay the same.
effect-will-lose = Will no longer see { $counts }.
effect-would-lose = Would no longer see { $counts }.
effect-will-gain = Will also see { $counts }.
effect-would-gain = Would also see { $counts }.
effect-will-nothing = Will see nothing at all.
effect-would-nothing = Would see nothing at all.

# Something for everybody marked.

bulk-permission = Permission
bulk-permission-note = allowed, denied, or as the role says
bulk-role-note = administrator, moderator, member
bulk-everything = See everything
bulk-everything-note = every facility, and what is at none
bulk-unassigned = See only what is at no facility
bulk-resend = Send invitations again
bulk-resend-note = pending and expired ones
bulk-suspend-note = until it is lifted
bulk-lift = Lift suspensions
bulk-revoke-note = ends the access
bulk-foot = It is shown once more before anything happens. One transaction: for all of them or for nobody.
bulk-for = For { $words }
bulk-which-foot = Which permission changes.
bulk-which-permission = Which permission?
bulk-whatever-role = whatever the role holds
bulk-as-role = as the role says
bulk-no-exception = no exception
bulk-so-already = Who is so already is left out.
bulk-role-foot = A new role ends the open sessions of whoever gets it. Exceptions stay, as far as the role allows them.
bulk-which-role = Which role?
bulk-nobody = Nobody there has access
bulk-all-so = They are all so already; nothing is to be changed
bulk-ask = { $verb }: { $users } people?
bulk-left-out = { $left_out } of the marked are left out: it makes no sense for how they stand.
bulk-tell = Tell each of them by a letter
bulk-sure = Yes, { $to_lowercase } all of them
bulk-invitations = Invitations
bulk-no-invitation = None of them has an invitation that waits
bulk-new-letter = ✓ a new letter to { $sent_to }
bulk-resend-ask = Send { $open } invitations again?
bulk-resend-verb = Send again
bulk-resend-text = Each gets a new letter with a new link; the links sent before stop working, expired ones are revived.
bulk-resend-sure = Yes, send all of them
bulk-done = Done for { $rows }
bulk-only-nowhere = only what is at no facility
bulk-chosen = { $n } chosen facilities
bulk-sees = Sees: { $user } → { $after }
bulk-review = Review
bulk-person = { $name } · { $email } at { $customer_number } · { $state }
bulk-marked-customer = { $n } marked customer
bulk-marked-customers = { $n } marked customers
bulk-marked-person = { $n } marked person
bulk-marked-people = { $n } marked people
bulk-more = … and { $n } more
