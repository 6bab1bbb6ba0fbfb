# The portal's pages.

# The frame of every page.

portal-name = Customer portal
skip = Skip to the content
nav-label = Parts of the portal
nav-menu = Menu
nav-orders = Orders
nav-objects = Objects
nav-facilities = Facilities
nav-account = Your account
switch-customer = switch customer
sign-out = Sign out
error-prefix = Error:
error-summary = There is a problem
pages-label = Pages of the list
page-newer = Newer
page-older = Older
page-first = From the beginning
page-next = Next
search = Search
search-button = Search
show = Show

# Signing in.

sign-in-title = Sign in
sign-in-lead = Follow your orders and visits with { $organization }.
sign-in-lead-neutral = Follow your orders and visits.
sign-in = Sign in
sign-in-help = No access yet? Ask the company that looks after you: it can send you an invitation.
email = E-mail address
password = Password
your-password = Your password
problem-sign-in = E-mail address and password do not match. Please check both and try again.
problem-email-missing = Enter your e-mail address.
problem-password-missing = Enter your password.
problem-form-old = This page was open for too long, or was opened before you signed in. Nothing was changed; please send it again.

# The invitation.

invitation-title = Your access to { $organization }
invitation-lead = You have been invited to the customer portal. Choose a password and you are in.
invitation-lead-known = You have been invited to one more customer. Enter the password you already have.
customer = Customer
name = Name
user-name = User name
invitation-until = Invitation valid until
new-password = New password
password-hint = At least 15 characters. A short sentence or a few words that do not belong together are easy to remember; digits and signs are not needed.
password-suggestion = Out of ideas? For example
invitation-accept = Accept and sign in
problem-password-short = The password needs at least 15 characters.
problem-password-long = The password may have at most 1,024 bytes.
problem-password-own = The password is little more than a name. Choose words that have nothing to do with you or the company.
problem-password-weak = The password is too easy to guess. Use several words that do not belong together.
problem-password-wrong = This is not your present password.
problem-password-same = This is the present password. Choose another one.
problem-other = This cannot be taken as it is. Please check it and try again.

# The code read aloud.

code-title = Your invitation by code
code-lead = You were given a code on the telephone? Enter it here with your e-mail address, and your invitation opens.
code = Code
code-hint = Eight letters and digits. Small letters are fine, and so is leaving out the dash.
code-open = Open the invitation
code-help = A code works once and for a quarter of an hour. After five wrong ones it is over; then ask for a new one.
problem-code-missing = Enter the code.
problem-code = E-mail address and code do not match, or the code is over. Please check both, or ask for a new code.

# A new password, with a link or in the place of a temporary one.

password-title = Choose a new password
password-lead = { $organization } has sent you a link to set a new password. Choose one and you are signed in.
password-own-title = Choose a password of your own
password-own-lead = You signed in with a temporary password. Choose one that only you know; then you can go on.
password-until = Link works until
password-set = Save password and go on
problem-new-password-missing = Choose a new password.
problem-password-temporary-over = The time of this temporary password is over. Ask for a new one.

# Orders.

orders-title = My orders
orders-open = Open
orders-closed = Finished
orders-all = All
orders-show-all = Show all orders
orders-empty-title = No orders yet
orders-empty-text = As soon as { $organization } plans work for you, it appears here.
orders-empty-open-title = Nothing open
orders-empty-open-text = There is no work under way at the moment. Finished orders are still here.
orders-empty-closed-title = Nothing finished yet
orders-empty-closed-text = Orders move here when the work is done.
orders-no-match-title = No order matches “{ $search }”
orders-no-match-text = The search looks at numbers and titles. Try a shorter piece of it, or show all orders.
order-kind-service_order = Service order
order-kind-work_order = Work order
order-kind-ticket = Ticket
order-state-open = Open
order-state-planned = Planned
order-state-in_progress = In progress
order-state-waiting = Waiting
order-state-closed = Finished
order-state-cancelled = Cancelled
order-description = What it is about
order-visits = Visits
order-no-visit = No visit is planned.
order-history = History
order-facts = At a glance
order-step-created = Order received
order-step-planned = Visit planned
order-step-closed = Work finished
order-step-cancelled = Order cancelled
order-number = Number
order-object = Object
order-facility = Facility
order-technician = Technician
order-contact = Contact
order-visit-until = until { $when }
order-visit-over = This visit is over.
order-step-assigned = { $name } takes care of it
order-step-unassigned = Nobody is assigned any more
order-step-visit-planned = Visit planned for { $when }
order-step-visit-moved = Visit moved to { $when }
order-step-visit-cancelled = Visit of { $when } cancelled
order-step-state = Now: { $state }
comments-title = Comments
comments-empty = Nobody has written anything yet.
comment-you = you
comment-label = Your comment
comment-hint = Up to 5,000 characters. Everybody who sees this order can read it.
comment-told = { $count ->
    [one] One person will be told: { $names }.
   *[other] { $count } people will be told: { $names }.
}
comment-told-nobody = Nobody is told; { $organization } reads it with the order.
comment-send = Send comment
notice-comment = Your comment has been sent.
problem-comment-missing = Write something before you send it.
problem-comment-long = The comment is longer than 5,000 characters. Please shorten it.

# Objects and facilities.

objects-title = Service objects
objects-show-all = Show all objects
objects-empty-title = No objects yet
objects-empty-text = Devices that { $organization } looks after for you appear here.
objects-no-match-title = No object matches “{ $search }”
objects-no-match-text = The search looks at numbers, names and serial numbers. Try a shorter piece of it, or show all objects.
object-serial = Serial no. { $number }
object-installed = since { $day }
facilities-title = Facilities
facilities-empty-title = No facilities to show
facilities-empty-text = Sites that { $organization } has opened for you appear here. If one is missing, ask { $organization }.

# The account.

account-title = Your account
account-you = About you
account-you-hint = If something here is wrong, tell { $organization }.
role = Role
account-language = Language
language = Language of pages and letters
language-hint = Applies from the next page on.
language-save = Save language
account-password = Change password
current-password = Present password
password-ends-sessions = Changing the password signs you out everywhere else.
password-change = Change password
notice-language = The language has been changed.
notice-password = The password has been changed. All other sessions have ended.
notice-signed-out = You are signed out.
notice-session-over = Your session has ended. Please sign in again.
account-independence = Independence
independence-lead = You can ask { $organization } to make your company an organization of its own, with copies of your sites, objects and documents. Your access here becomes read-only then.
independence-reason = Why (need not be filled in)
independence-ask = Ask for it
independence-waits = You asked on { $since }. The answer comes by letter.
notice-independence = Your request has been sent. The answer comes by letter.
problem-text-long = The text is longer than 1,000 characters. Please shorten it.
account-topics = What you are told of
topics-legend = Tell me about
topic-orders = Orders
topic-new_orders = New work orders
topic-comments = Comments on orders I see
topics-save = Save
notice-topics = What you are told of has been changed.
account-sessions = Where you are signed in
session-this = This browser
session-device-unknown = Unknown device
session-address = Last used from
session-began = Since
session-seen = Last used
session-end = Sign out
session-end-label = Sign out { $device }
sessions-end-others = Sign out everywhere else
sessions-only-this = You are signed in nowhere else.
notice-session-ended = That session has been ended.
notice-others-ended = You are signed out everywhere else.

# Choosing a customer.

switch-title = Choose a customer
switch-lead = You have access to several customers. You can change at any time from the top of the page.
switch-current = open now

# When there is no page to show.

failure-id = If you ask for help, name this number: { $id }
failure-home = To the start page
failure-sign-in = To the sign-in page
failure-not-found-title = There is nothing here
failure-not-found-text = The address is not right, or what it led to is not (or no longer) part of your access.
failure-method-title = That cannot be done here
failure-method-text = The request does not fit this page. Go back and try again from the page itself.
failure-too-large-title = That is too much
failure-too-large-text = What was sent is larger than this form can take. Nothing was changed.
failure-too-slow-title = The request did not arrive
failure-too-slow-text = The connection was too slow or was cut off. Nothing was changed; please try again.
failure-foreign-form-title = This form cannot be taken
failure-foreign-form-text = It was open for too long, or came from another site. Nothing was changed. Go back, reload the page and try again.
failure-not-allowed-title = Not part of your access
failure-not-allowed-text = This part of the portal has not been opened for you. If you need it, ask the company that looks after you.
failure-off-title = The customer portal is switched off
failure-off-text = Please contact the company that looks after you directly.
failure-no-access-title = Your access is not active
failure-no-access-text = It was paused, or it has ended. Please ask the company that looks after you.
failure-not-accepted-title = Your invitation is still open
failure-not-accepted-text = Open the link in the letter you received and accept it. Then you can sign in.
failure-gone-title = This invitation no longer works
failure-gone-text = Its time has run out. Reply to the letter and ask for a new invitation.
failure-no-invitation-title = This invitation does not work
failure-no-invitation-text = Perhaps it has been used already, was replaced by a newer letter, or its address was cut off. If you have chosen a password, sign in with it. Otherwise open the link in the newest letter once more, or reply to it.
failure-no-password-link-title = This link does not work
failure-no-password-link-text = It has been used already, was replaced by a newer one, or its address was cut off. If you have chosen a password, sign in with it. Otherwise ask for a new link.
failure-password-link-over-title = This link no longer works
failure-password-link-over-text = Its time has run out: such a link works for half an hour. Reply to the letter and ask for a new one.
failure-temporary-over-title = Your temporary password no longer works
failure-temporary-over-text = Its time has run out. Ask the company that looks after you for a new one.
failure-no-link-title = This link does not open anything
failure-no-link-text = It was replaced or has ended. Ask the company that looks after you for the present one.
failure-too-many-title = Too many attempts
failure-too-many-text = Please wait a little and try again. Nothing is locked for good.
failure-unavailable-title = Not available at this moment
failure-unavailable-text = The portal is very busy or cannot reach its data. Please try again in a moment.
failure-internal-title = Something went wrong on our side
failure-internal-text = It has been noted. Please try again; if it happens once more, tell the company that looks after you.
