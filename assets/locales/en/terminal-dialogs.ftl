# Dialogs: signing in, undoing, leaving, questions, forms, inviting; days and moments.

# Signing in.

sign-in-new = New
sign-in-again = Again
email-label = E-mail
password-label = Password
sign-in-need-email = Type your e-mail address first.
sign-in-need-password = Type your password.
sign-in-need-new = Type your new password first.
sign-in-need-again = Type the same password again.
sign-in-differ = The two passwords differ.
sign-in-own-title = Choose your own password
sign-in-to-keydesk = Sign in to Keydesk
checking = Checking …
sign-in-temporary = Yours is temporary: 15 characters or more, please.

# Undoing.

undo-verb = Undo
undo-nothing-lately = Nothing was changed here lately that could be undone; the log knows older changes
undo-cannot = Cannot be undone: { $why }
undo-suspended = { $subject } can sign in again.
undo-lifted = { $subject } is suspended again; open sessions end.
undo-revoked = { $subject } has the access of before again. A letter that told of the end is not called back.
undo-restored = { $subject } loses the access again; nobody is written to.
undo-withdrawn = The invitation of { $subject } is pending again; send it again, because its links stay dead.
undo-back = It is put back as it was before.
undo-ask = Undo this?
undo-done = Undone: you { $sentence }
undo-back-to = It is put back:
undo-record = Record { $seq }: { $name } { $sentence }.
undo-own-record = This is a record of its own, and can be undone again.

# Leaving what is not saved.

leave-title = Leave without saving?
leave-keydesk = Leave Keydesk without saving?
leave-text = Not saved yet: { $what }. Stay, and nothing is lost.
stay = Stay
discard = Discard

# What did not happen.

failure-nobody = Nobody is signed in; sign in first.
failure-mixed = The program mixed up two answers; nothing was lost, try again.
failure-store = { $sentence } Nothing was changed; r tries again.
failure-away = The database does not answer. Nothing was changed.
failure-stumbled = The program stumbled over this; what was shown is unchanged.

# What the palette finds.

kind-customer = customer
kind-user = user
kind-order = order
kind-report = report
kind-contact = contact
kind-facility = facility
kind-object = object
kind-model = model
can-undo = { $into } · { $key } undo

# The portal's module and the newest letter.

module-title = Portal module
looking = Looking …
module-on-text = The customers' portal answers from now on. Who sees what stays as it is set for every customer.
module-off-text = Every page of the portal says that it is switched off, for all customers, from the next click on. Users, permissions and invitations are kept.
letter-newest = Newest letter
letter-newest-name = Newest letter · { $name }
letter-none = No letter yet. They will be in { $folder }, one file each.
letter-unread = the letters in { $display } cannot be read: { $e }
module-ask-on = Switch the portal on for the whole organization?
module-ask-off = Switch the portal off for the whole organization?
switch-on = Switch on
switch-off = Switch off
module-is-on = The portal is on
module-is-off = The portal is off
word-on = on
word-off = off

# Boxes to tick.

box-as-role = ● as the role says
box-allowed = allowed
box-denied = denied
box-nothing = Nothing matches; esc empties the filter.
saving = Saving …
box-hint = space ticks · / filters · esc closes
box-hint-changed = space ticks · enter saves ({ $n } changed) · esc discards
box-unsaved = "{ $title }" ({ $n } changed)

# Texts to read.

still-loading = it is still being loaded
loading = Loading …
more-lines = ↓ { $left } more lines
the-end = the end
one-moment = One moment …
more-lines-enter = ↓ { $below } more lines · enter closes
enter-closes = enter closes
working = Working …
no-button = No

# What is handed on: a link, a code, a password.

handed-copied = The { $noun } is on the clipboard, if your terminal allows that (OSC 52)
handed-once = The { $noun } is not shown again; press the key once more to close
handed-foot = y copies the { $noun } · enter closes
link-copied = The link is on the clipboard, if your terminal allows that (OSC 52)
qr-too-long = The link is too long for a QR code; y copies it.
qr-too-small = The code needs a terminal of { $lines } lines; this one has { $height }. Make it taller, or y copies the link.
esc-closes = esc closes
y-copies-link = y copies the link

# Help and palette.

help-title = Help
help-keys = Keys that work here
help-no-key = No key matches; empty the filter to see all.
help-not-now = Not now: { $why }
nothing-matches-empty = Nothing matches; empty the filter to see all.
filter-label = Filter:
go-to = Go to
searching = Searching …
nothing-matches = Nothing matches.
not-now = not now: { $why }
choose-title = Choose

# Before saving.

review-meanwhile = { $who } changed this person meanwhile.
review-counting = → Counting …
review-ask = Save { $summary }?
review-hint = enter saves all of it at once · esc back to the changes
review-hint-more = ↓ { $n } more lines · enter saves all of it at once · esc back
review-summary = { $changes } for { $people }

# Facilities that somebody sees.

scope-sees-all = Sees everything, at every facility and at none.
scope-sees-nothing = ⚠ Nothing chosen: sees nothing, no order and no object.
scope-sees-unassigned = Sees only what is not assigned to a facility.
scope-sees-both = Sees { $places } and what is not assigned to a facility.
scope-sees-places = Sees { $places }; not what is assigned to no facility.
scope-title = Facilities that { $whose } sees
scope-hint = space ticks · / filters · enter takes it over
scope-no-match = No facility matches; esc empties the filter.
scope-all-and-none = All facilities, and what is assigned to none
scope-unassigned = Not assigned to a facility
one-facility = 1 facility
n-facilities = { $n } facilities

# The secure link.

link-title = Secure link of { $number } { $name }
link-replace-ask = Replace the secure link of { $name }?
link-replace-text = Another link is made. Whoever holds the old one is shut out with the next click, and has to be sent the new one.
replace = Replace
link-replaced = The old link no longer works; y copies the new one
link-no-end = The link has no end
link-end-at = The link works until the end of { $at }
link-end-title = End of the secure link of { $name }
set-verb = Set
link-end-say = The last day on which the link works: 2026-12-31, tomorrow, +14d. Empty: no end.
last-day = Last day
no-end = no end
link-works = ✓ The link works: whoever holds it sees what this customer may see, without signing in.
link-not = ✗ The link does not open the portal: { $why }.
link-until = works until { $at } ({ $now })
link-care = Give it only to this customer. As soon as the first person is invited, the link alone no longer suffices.
link-unknown = the link is not known yet
link-switched-on = Switched on · { $end }
link-switched-off = Switched off · { $end }
link-is-on = The secure link is on
link-is-off = The secure link is off
link-foot-on = y copy · q QR · r replace · s switch on · e end date · esc
link-foot-off = y copy · q QR · r replace · s switch off · e end date · esc

# Forms.

not-lost = ✗ { $sentence } Nothing typed is lost.
confirm-type = To confirm, type: { $word }
foresee-looking = Looking what it does …
form-list-hint = ◂▸ space: list
pick-say = Type a few letters; Enter takes the marked one.
form-leave-text = What was typed is not kept. Nothing has been changed.
form-leave = Leave the form?
type-it = Type it
confirm-need = type { $word } to confirm
tick-need = tick this first (space)

# Inviting.

invite-first = ⚠ The first user of this customer: { $warning }.
invite-contact-means = sees only orders of this contact, never invoices
invite-sending = Sending the invitation …
invite-look-again = ✗ Not sent. Look again at: { $join }.
whole-organization = your whole organization
invite-button-switches = The button below switches it on.
invite-administrator-can = An administrator can switch it on.
invite-granter-can = Somebody who may grant access can switch it on.
invite-portal-off = ⚠ The portal is off for { $whose }: nobody can be invited before it is on. { $how }
invite-switch-customer = Switch the portal on for this customer
invite-switch-house = Switch the portal on for the organization
invite-verb = Invite
invite-sending-short = sending …
invite-at-once = a letter goes out at once
invite-address-above = the address above
invite-none = none · enter chooses one
invite-customers-language = { $own_name } (the customer's)
invite-house-language = your organization's
invite-recommended = recommended: moderator or member
invite-all = all · enter chooses
invite-not-chosen = not chosen yet · enter chooses
invite-unassigned = not assigned to a facility
invite-link-care = Whoever has the link can accept the invitation: give it to nobody else.
invite-link-foot = y copies the link · enter closes
invite-done = { $name } is invited
label-contact = Contact
invite-send-to = Send letter to
invite-the-person = the person
invite-this-person = this person
invite-leave-text = What was typed is not kept. Nobody has been invited.
invite-title = Invite · { $title }
portal-switched-on = The portal is switched on
invite-unsaved = an invitation that was not sent
invited-until = { $name } can now accept the invitation until { $until }.
invited-letter = A letter to { $address } is queued; tab Invitations shows how it fares.
invited-link = The link, for you to pass on if need be:

# Days and moments as people type them.

when-day = type a day: 2026-12-31, tomorrow, +14d, +2w; or never
when-moment = type day and time: tomorrow 8:00, +14d 13:30, 2026-12-31 09:00
when-end = type a time or how long: 10:00, +2h, +90min, 2026-12-31 17:00
when-now = now
when-ago = { $text } ago
when-in = in { $text }
when-min = { $m } min
when-hour = hour
when-hours = hours
when-day-one = day
when-days = days
when-today = today
when-tomorrow = tomorrow
when-never = never
