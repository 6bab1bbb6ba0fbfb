# The sections: log, triage, staff, customers and their tabs.

# The activity log.

column-who = Who
column-what = What
tab-log = Log
activity-title = Activity
activity-frozen = frozen, space follows again
word-live = live
activity-none = Nothing has happened yet. Every change and every sign-in will be here.
record-none = there is no record here
record-number = Record { $seq }
export-everything = everything
export-filtered = what "{ $typed }" means
path-unwritable = cannot be written: { $e }
export-title = Export the log
write-verb = Write
export-done = { $written } records written to { $path }
export-say = Writes { $means }, newest first. A name that ends in .csv makes a table, any other JSON lines.
path-needed = type the name of a file
path-there = is there already; choose another name
path-unmade = cannot be made: { $e }

# A record of the log.

record-r-sentence = r the sentence
record-r-raw = r the raw record
record-title = Record { $seq } · { $other } · z undo
record-looking = Looking whether it can be undone …
record-undoes = z undoes it.
record-unknown = it is not known yet whether it can be undone
record-no-customer = the record is about no customer
record-before-after = Before → after
record-cannot = It cannot be undone: { $why }.

# Parts of the portal.

area-orders = orders and comments
area-objects = service objects, readings, self-checks
area-faults = reporting faults
area-documents = documents of orders, objects, models
area-calendar = planned visits
area-billing = invoices and estimates
area-video = video sessions
areas-title = Portal areas
areas-of = Portal areas of { $number } { $name }
areas-say = An area that is off is off for all of this customer's users, whatever their permissions, and for the secure link.
areas-saved = Portal areas of { $name } saved

# Billing.

billing-none = No invoice and no estimate. keydesk import billing FILE.csv brings them in.
billing-size-saves = { $size } · s saves it
billing-saves = s saves it
billing-not-here = { $file } (not here yet: + attaches it)
label-decided-by = Decided by
billing-none-here = there is no invoice and no estimate here
billing-nothing-to-save = it has no file that could be saved

# A customer.

portal-on-text = The people of this customer who have access can sign in again, and others can be invited.
portal-off-text = Nobody of this customer can sign in any more, and open sessions see nothing from the next click on. Users, permissions and invitations are kept; switching it on again brings everything back.
portal-ask-on = Switch the portal on for { $number } { $name }?
portal-ask-off = Switch the portal off for { $number } { $name }?
portal-done-on = The portal is on for { $name }
portal-done-off = The portal is off for { $name }

# Changing a customer.

edit-title = Edit
field-none = none
country-empty = two letters: AT, DE, SE
label-letters-in = Letters in
label-area = Area
customer-managed = Managed by us
customer-give-access = Give access: invite the person at this e-mail address
customer-first-user = The first user of this customer: { $first }.
customer-admin-anyway = Administrator anyway (moderator or member is advised)
scope-nothing-yet = nothing yet · is asked next
scope-all-later = all facilities, later ones too
scope-only = only { $number } { $name }
customer-as-was = { $number } { $name } is as it was
customer-saved = { $number } { $name } is saved
customer-saved-invited = { $number } { $name } is saved, and { $sent_to } is invited
sent-to-invited = { $sent_to } is invited
customer-letter-queued = The letter is queued. The link, for you to pass on if need be:
customer-link-until = It works until { $until }. Whoever has it can accept the invitation: give it to nobody else.

# The list of customers.

column-access = Access
customers-marked-here = The { $marked } customers held here are marked, not all there are
customers-count = Customers{ $count }
customers-match = { $title } match "{ $search }"
customers-marked = { $title } · { $marked } marked
customers-by = { $title } · by { $sort }
failed-f5 = ✗ { $sentence } (f5 tries again)
customers-no-match = No customer matches; Esc shows all again.
customers-none = No customers yet. keydesk import customers FILE.csv brings them in.
customers-crumbs = Customers ▸ { $number } { $name }
customers-title = Customers
mark-first = mark some rows first

# The tabs of a customer.

tab-overview = Overview
tab-users = Users
tab-contacts = Contacts
customer-not-chosen = No customer is chosen.

# Invitations.

column-letter = Letter
column-expires = Expires
letter-again = trying again: { $said }
letter-failed = failed ! { $said }
letter-bounced = bounced ! { $said }
state-all = all { $all }
invitations-none = Nobody was invited yet. i invites somebody; what becomes of the letter is shown here.
invitation-of = Invitation of { $name }
invitation-none-here = there is no invitation here
invitation-r-revives = ; r sends it again and revives it
invitation-is = the invitation of { $name } is { $state }{ $hint }
invitation-revive-ask = Revive the invitation of { $name }?
invitation-resend-ask = Send the invitation of { $name } again?
invitation-on-way = Invitation of { $said } is on its way to { $sent_to }
invitation-resend-say = A new letter with a new link goes out, and the time to accept begins anew. The links sent before stop working.
invitation-address-title = Change the address of { $name }
change-and-send = Change and send
invitation-address-done = { $said } is now { $sent_to } and was written to
invitation-address-say = It is the name to sign in with. A new letter with a new link goes to it; the links sent to the old address stop working.
withdraw-ask = Withdraw the invitation of { $name }?
withdraw-text = The links sent to { $sent_to } stop working and { $name } gets no access. You can invite them again.
withdraw-verb = Withdraw
withdraw-done = Invitation of { $name } withdrawn
invitation-deleted = The invitation of { $name } is deleted
invitation-delete-accepted = { $name } accepted it: the access of { $name } ends at once, and the person's data here is removed with it.
invitation-delete-open = The links sent to { $sent_to } stop working, and what is known of { $name } here is removed.
invitation-delete-ask = Delete the invitation of { $name }?
happens-log-keeps = { $happens } The log keeps what was done; the name in it is replaced.
link-for = Link for { $name }
link-on-clipboard = The link is on your clipboard, if your terminal allows that (OSC 52); otherwise select it here.
link-for-care = Whoever has it can accept the invitation of { $name }: give it to nobody else. The log says that you saw it.
code-for = Code for { $name }
code-ask-them = Ask them to open { $url } and to type their address { $email } and:
code-once = It works once, until { $clock }. Read it to nobody else. The log says that you saw it.
code-make-ask = Make a code for { $name }?
code-make-text = A short code that you read aloud on the telephone. It works once and for a few minutes; a code made before dies, links stay good.
code-make-verb = Make a code
invitation-sent-to = Sent to
invitation-invited = Invited
invitation-accepted = Accepted

# The overview.

overview-off = off · P switches the portal on
overview-link = link · nobody was invited yet
overview-pending = pending · { $pending } invited, nobody active yet
overview-active = active · { $active } of { $total } users · link closed
overview-independent = independent · an organization of its own, read-only here
overview-suspended = { $people } ({ $suspended } suspended)
overview-portal = Portal
overview-open = Open
overview-open-of = { $open_orders } of { $orders } orders
overview-none-planned = none planned
overview-tech = Tech
overview-no-area = no area
overview-people = People
overview-places = Places
overview-no-part = no area is on
overview-every-part = every area
overview-all-but = all but { $join }
overview-managed = managed by us

# Contacts and facilities.

owned-nothing = there is nothing here to edit
contacts-none = No contacts yet. + makes one; so does keydesk import contacts FILE.csv.
facilities-none = No facilities yet. + makes one; so does keydesk import facilities FILE.csv.
contact-made = { $number } { $name } is a contact now · i invites them
contact-new = New contact
owned-edit = Edit { $name }
owned-saved = { $name } is saved
owned-edit-number = Edit { $number } { $name }
contact-title-empty = what the person does there
facility-made = { $number } { $name } is a facility now
facility-new = New facility
facility-new-say = Whoever sees all facilities of this customer sees it at once; whoever sees chosen ones does not (R12).
nothing-to-open = there is nothing here to open
nothing-to-mark = there is nothing here to mark
nothing-matches-esc = Nothing matches; Esc empties the search.

# What wants attention.

column-up = What is up
column-enter = Enter does
column-since = Since
fix-resend = send it again
fix-address = change address
fix-extend = another end date
fix-password = link for password
fix-admin = make an admin
fix-scope = choose what's seen
fix-decide = decide
fix-take = take it
fix-answer = open the order
triage-title = Triage
triage-nothing = Nothing wants attention: no bounced letter, no access that ends, nobody who cannot get in.
triage-none = nothing wants attention
triage-resend-ask = Send the invitation again?
triage-on-way = The invitation is on its way to { $sent_to }
triage-take-ask = Take the fault report?
triage-take-say = Its order is assigned to you if it is nobody's yet, and the customer is told.
triage-address-title = Change the address of the invitation
triage-letter-on-way = A new letter is on its way to { $sent_to }
triage-address-say = It is the name to sign in with. The links sent to the old address stop working.
independence-approved = { $name } is an organization of its own now
independence-declined = The request of { $customer } is declined
independence-title = { $customer_name } wants to become independent
decide-verb = Decide
label-decision = Decision
decline-verb = decline
approve-verb = approve and carry out
independence-why-not = why not; they read it
independence-name = Its name
independence-customers = the customer's

# Users of a customer.

column-last-sign-in = Last sign-in
sees-n-facilities = { $chosen } facilities
sees-unassigned-short = unassigned
sees-n-and-unassigned = { $n } + unassigned
word-never = never
users-none = Nobody has access yet. i invites the first person.
exceptions-none = none
nobody-here = there is nobody here
user-is = { $name } is { $state }
label-exceptions = Exceptions
label-granted = Granted
label-activated = Activated
label-last-sign-in = Last sign-in
label-access-ends = Access ends
label-may = May: { $permissions }

# Video sessions.

column-about = About
videos-none = No video session. + plans one; people ask for them in the portal.
label-join = Link to join
video-none-here = there is no video session here
video-is = the session is { $state }
video-say = By the clocks of { $clocks }. Whoever of the customer's people sees it is told.
video-begins-empty = tomorrow 14:00, +3d 9:30, 2026-12-31 09:00
video-ends-empty = an hour later; 15:00, +30min
video-new = New video session
video-planned-done = { $title } is planned
video-new-of = New video session · { $number }
video-about-empty = what it is about, in a line
video-no-order-empty = about no order
video-note-empty = the customer's people read it
video-move-number = Move { $number }
video-moved-done = { $title } is moved
video-move-of = Move { $title }
video-confirmed = { $title } is confirmed
video-confirm-of = Confirm { $title }
confirm-verb = Confirm
video-confirm-say = The customer's people find the link in the portal and in the letter that tells them.
video-cancel-ask = Cancel { $title }?
video-cancel-text = It does not take place, and whoever was told of it is told.
video-cancel-verb = Cancel it
video-cancelled = { $title } is cancelled


# Triage: what is up.

triage-enter = Enter in the list: { $fix }.
triage-access-ends = The access of { $who } ends on { $day }, { $ahead }.
triage-access-ended = The access of { $who } ended on { $day }.
triage-bounced = The invitation of { $who } could not be delivered to { $address }{ $server }.
triage-expired = The invitation of { $who } ran out on { $day }.
triage-not-accepted = { $who } was sent the invitation on { $day } and has not accepted it.
triage-never = { $who } has been active since { $day } and never signed in.
triage-no-administrator = Nobody is left as administrator: { $who } is { $state }.
triage-sees-nothing = { $who } sees nothing: nothing lies in the scope.
triage-independence = { $who } asks to become an organization of its own{ $why }.
triage-unheard = { $who } reported a fault, and nobody was told: { $number } { $title }.
triage-unheard-comment = { $who } commented on { $number } { $title }, and nobody was told.

# Lists: what is changed at once, found, sorted, remembered.

column-changed = Changed
customers-hint = words, or access:pending city:Graz area:West tech:Berger
search-not-understood = what is typed is not understood; Esc empties it
list-one-order = this list has one order only
list-no-views = this list has no views
many-resend-note = pending and expired ones; the old links stop working
many-withdraw-note = pending and expired ones; their links stop working
many-invitations = For { $rows } marked invitations
many-foot = It is shown once more before anything happens; then each says what became of it.
many-it-is = it is { $state }
many-resend-text = Each gets a new letter with a new link; expired ones are revived.
many-withdraw-text = Their links stop working at once; nobody is told.
many-new-letter = a new letter to { $sent_to }
many-withdrawn = withdrawn

# The outbox.

column-to = To
column-written = Written
column-server-said = The server said
outbox-title = Outbox
outbox-none = No letters yet. Invitations and notices appear here as they are written.
outbox-none-state = No letter is in this state; f shows the next one.
letter-none-here = there is no letter here
letter-sms-number = an SMS goes to the person's own number, which the person changes
letter-is = the letter is { $state }
letter-elsewhere-title = Send the letter to { $to_address } elsewhere
letter-send-there = Send there
letter-elsewhere-done = The letter goes to { $to_address } now
letter-elsewhere-say = This letter alone goes there, at once. What stands with the customer and the person stays as it is.
letter-send-now = Send now
letters-retry-note = those that wait, failed or came back
letters-cancel = Cancel
letters-cancel-note = those that wait or failed
letters-marked = For { $rows } marked letters
letters-retry-text = They are put first in the queue and sent at once.
letters-cancel-text = They will not be sent. What they were about stays as it is.
letters-in-queue = in the queue again
letter-retry-ask = Send the letter to { $to } now?
letter-retry-text = It was tried { $attempts } times so far. It is put first in the queue and sent at once.
letter-retried = The letter to { $to } is in the queue again
letter-cancel-ask = Cancel the letter to { $to }?
letter-cancel-text = It will not be sent. What it was about stays as it is; an invitation can be sent again from its customer.
letter-cancel-verb = Cancel the letter
letter-cancelled = The letter to { $to } was cancelled

# E-mail and SMS: stopped, in trouble.

channel-email = e-mail
channel-sms = SMS
channel-trouble-mark = in trouble !
channel-waits = { $channel } { $queued } wait
channel-queued = , { $queued } wait
channels-title = Channels
channel-go-on-short = Let go on
channel-stop-short = Stop
channels-foot = What is stopped is written all the same, and waits.
channels-stop-or = Stop or let go on
channel-stopped-by = stopped by { $by }
channel-numbers = { $queued } wait, { $failed } failed
channel-server = server: { $said }
channel-trouble = in trouble
channel-go-on-ask = Let { $name } go on?
channel-go-on-verb = Let it go on
channel-stop-ask = Stop { $name } for your whole organization?
channel-stop-verb = Stop it
channel-stopped = Nothing leaves by { $name } until somebody lets it go on: p
channel-goes = What goes by { $name } leaves again
channel-stopped-already = Somebody else had stopped { $name } already
channel-goes-already = Somebody else had let { $name } go on already
channel-stop-none = Nothing waits now; what is written from now on is held until somebody lets it go on.
channel-stop-n = { $n } wait now; they and what is written from now on are held until somebody lets it go on.
channel-stop-email = Invitations, links for a new password and warnings are held with them, and the time in which such a link works runs on. What is being handed over at this moment still leaves. SMS are not held.
channel-stop-sms = Whoever chose SMS hears nothing until then: nothing is sent by e-mail instead. What is being handed over at this moment still leaves. E-mail is not held.
channel-on-none = { $by }Nothing waits; what is written from now on leaves at once.
channel-on-n = { $by }{ $n } wait and leave as fast as they are taken, apart from those that nobody may be told of any more (R62).
channel-was-stopped = It was stopped by { $by }.

# Looking at a letter.

letter-opened = The letter to { $to } is open in another window
letter-no-page = The letter cannot be shown as a page here
letter-no-window = On a machine with windows:
sms-no-page = an SMS has a text and no page; Enter shows it
letter-the-letter = the letter
letter-the-sms = the SMS
letter-takes = Takes
letter-way = Way
letter-attempts = Attempts
letter-next-try = Next try
letter-server = Server said
letter-sent = Sent
letter-came-back = Came back
outbox-all = all letters
outbox-held = held

# The outbox in the status line.

gauge-failed = , { $n } failed !
gauge-paused = { $channel } paused
gauge-waiting = outbox { $n } waiting
gauge-short = outbox { $n }
gauge-mail = mail
gauge-sms = sms
channel-stopped-word = stopped
channel-fine = fine
