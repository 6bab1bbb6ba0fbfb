# Words for what is stored by name: `in_progress` is word-in-progress.

# Roles.

word-administrator = administrator
word-moderator = moderator
word-member = member
word-department-administrator = department administrator
word-supervisor = supervisor
word-content-creator = content creator
word-dispatcher = dispatcher
word-technician = technician

# How things stand.

word-corporate = corporate
word-private = private
word-link = link
word-pending = pending
word-active = active
word-independent = independent
word-suspended = suspended
word-revoked = revoked
word-expired = expired
word-accepted = accepted
word-declined = declined
word-approved = approved
word-queued = queued
word-sent = sent
word-failed = failed
word-bounced = bounced
word-cancelled = cancelled
word-open = open
word-planned = planned
word-in-progress = in progress
word-waiting = waiting
word-closed = closed
word-taken = taken
word-requested = requested
word-over = over
word-paid = paid

# Kinds and urgency.

word-service-order = service order
word-work-order = work order
word-ticket = ticket
word-invoice = invoice
word-estimate = estimate
word-low = low
word-normal = normal
word-high = high
word-urgent = urgent

# Parts of the portal.

word-orders = orders
word-objects = objects
word-faults = faults
word-documents = documents
word-calendar = calendar
word-billing = billing
word-video = video

# Things, one and many.

word-order = order
word-object = object
word-facility = facility
word-facilities = facilities
word-document = document
word-invoices = invoices
word-estimates = estimates
word-video-session = video session
word-video-sessions = video sessions
word-fault-report = fault report
word-fault-reports = fault reports

# What letters tell.

word-invitation = invitation
word-welcome = welcome
word-password-changed = password changed
word-access-changed = access changed
word-access-ending = access ending
word-access-revoked = access revoked
word-new-password = new password
word-temporary-password = temporary password
word-recovery = recovery
word-second-factor = second factor
word-independence-asked = independence asked
word-independence-approved = independence approved
word-independence-declined = independence declined
word-order-created = order created
word-order-assigned = order assigned
word-order-planned = order planned
word-order-moved = order moved
word-visit-cancelled = visit cancelled
word-order-closed = order closed
word-order-edited = order edited
word-order-cancelled = order cancelled
word-comment = comment
word-internal-comment = internal comment
word-document-added = document added
word-fault-received = fault received
word-fault-taken = fault taken
word-fault-closed = fault closed
word-estimate-to-accept = estimate to accept
word-estimate-decided = estimate decided
word-video-planned = video planned
word-video-moved = video moved
word-video-cancelled = video cancelled
word-video-requested = video requested
word-check-due = check due
word-comments = comments
word-independence = independence

# What is seen elsewhere.

word-hidden = hidden
word-read-only = read only

# What staff may do.

word-view-customers = view customers
word-edit-customers = edit customers
word-grant-access = grant access
word-revoke-access = revoke access
word-edit-customer-user-permissions = edit customer user permissions
word-reset-password = reset password
word-view-as-customer = view as customer
word-manage-orders = manage orders
word-handle-fault-reports = handle fault reports
word-manage-documents = manage documents
word-manage-billing = manage billing
word-view-activity = view activity
word-view-outbox = view outbox
word-manage-outbox = manage outbox
word-import-export = import export
word-manage-templates = manage templates
word-manage-staff = manage staff
word-manage-settings = manage settings

# Who did something.

word-staff = staff
word-customer-user = customer user
word-system = system

# Parts of letters.

word-subject = subject
word-why = why
word-password = password
word-do = do
word-button = button
word-until = until
word-unexpected = unexpected

# Sorting.

word-name = name
word-number = number
word-city = city
word-contact = contact
word-contacts = contacts
word-user = user
word-users = users
