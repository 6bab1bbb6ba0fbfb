# What is done with one person; one's own language and notices.

language-title = Your language
language-none = as the organization and this machine
language-saved = Your language is as you chose
language-lead = The terminal speaks it from now on, and your letters as well.
language-label = Language

# Explaining.

explain-ask = Does { $name } see it?
explain-verb = Explain
explain-why = Why
explain-say = The chain of reasons by which the portal decides, each with what changes it.
label-what = What
label-number = Number

# Access of one person.

suspend-ask = Suspend { $name }?
suspend-text = { $name } ({ $email }) can no longer sign in at { $customer_name }, and open sessions end at once. Nothing is lost: u lifts the suspension.
suspend-verb = Suspend
suspend-done = { $name } suspended
lift-ask = Lift the suspension of { $name }?
lift-text = { $name } ({ $email }) can sign in at { $customer_name } again, with the permissions of before.
lift-verb = Lift
lift-done = { $name } can sign in again
revoke-ask = Revoke the access of { $name }?
revoke-verb = Revoke
revoke-done = Access of { $said } revoked
revoke-text = { $name } ({ $email }) loses access to { $customer_name }: open sessions end and links stop working at once. Access can be granted again with an invitation.
revoke-tell = Tell the person by a letter
letter-to = Letter to
own-address = the person's own address
ends-never = has no end
ends-with = ends with { $day }
ends-done = The access of { $said } { $end }
ends-title = When the access of { $name } ends
ends-say = The last day: 2026-12-31, tomorrow, +14d. Empty: no end. Before it ends, the triage list shows it.
ends-over = The access has ended; a later day, or none, brings it back.
delete-done = { $name } is deleted at { $customer_name }
delete-ask = Delete { $name }?
delete-verb = Delete for good
no-undo = This cannot be undone.
delete-text = Everything about { $name } ({ $email }) at { $customer_name } is removed: role, permissions, invitation, sessions, letters, and with the person's last customer the sign-in as well. The log keeps what was done; the name in it is replaced.

# What one is told of.

notices-assigned-email = what is assigned to me, by e-mail
notices-assigned-sms = what is assigned to me, by SMS
notices-areas-email = everything in my areas, by e-mail
notices-areas-sms = everything in my areas, by SMS
notices-none = nothing
notices-title = My notices
notices-saved = Your notices are as you chose
notices-say = E-mail goes to { $email }. SMS needs a mobile number; without one you are told by e-mail.
mobile-example = like +43 664 1234567
told-ask = Who is told about { $number }?
told-title = Who is told, and why
told-say = Everybody who might be told, whether they are, and what changes it.
told-of = Of what
told-owner = Such a letter goes to the person whose access it is about, by e-mail. Nobody switches it off.
told-nobody = Nobody is told.
told-one = 1 person is told.
told-many = { $n } people are told.

# A new password.

password-link-sent = A link for { $whose } is on its way to { $sent_to }; it works until { $until }
password-by-letter = a link by letter, 30 minutes
password-aloud = a temporary password, to read aloud
password-new-title = New password for { $name }
go-ahead = Go ahead
password-say = Either way { $name } is signed out everywhere at once, and links sent before stop working.
label-how = How
password-mail = Mail it as well (only where your settings allow it)
password-temporary = Temporary password for { $name }
password-read = Read it aloud; upper and lower case, dashes and spaces matter:
password-once = It works until { $until } and has to be replaced at the first sign-in. It is shown this once and kept nowhere in clear.
password-mailed = It was mailed to { $to } as well.
noun-password = password

# Sessions.

sessions-of = Sessions of { $name }
column-device = Device
column-from = From
column-last-used = Last used
column-signed-in = Signed in
column-ends = Ends
sessions-title = Sessions
sessions-none = No open session: the person is signed in nowhere.
session-of = Session of { $name }
session-none = there is no open session
session-end-ask = End this session of { $name }?
session-end-text = { $device } from { $address }: with the next click there the sign-in page appears.
end-it = End it
session-ended = The session is ended
sessions-end-ask = End every session of { $name }?
sessions-end-text = Wherever the person is signed in, the sign-in page appears with the next click. Password and permissions stay.
end-all = End all
sessions-ended-one = { $count } session is ended
sessions-ended-many = { $count } sessions are ended

# What a person sees.

view-no-order = The person sees no order.
column-no = No.
column-title = Title
column-state = State
column-created = Created
column-kind = Kind
column-closed = Closed
view-no-object = The person sees no service object.
view-no-facility = The person sees no facility.
column-street = Street
view-no-document = The person sees no document.
column-of = Of
column-added = Added
column-kib = KiB
column-size = Size
size-bytes = { $size } bytes
view-no-billing = The person sees no invoice and no estimate.
column-issued = Issued
column-due = Due

# Viewing as somebody.

view-as-name = View as { $name }
view-browser-title = View as { $name }, in a browser
view-open-link = Open this link in your browser:
view-link-text = It works once, within { $seconds } seconds, and shows what { $name } sees, read-only, until you end it there. The log says that you looked. It replaces a view that is open already.
noun-link = link
view-as-title = View as
view-nobody = Nobody of this customer has access; i invites the first person
view-foot = You see what the person sees, and change nothing. The log says that you looked.
view-whom = View as whom?
view-banner = VIEW AS { $name } · { $role } at { $customer_number } { $customer_name } · READ-ONLY
view-ended-name = No longer viewing as { $name }
view-frame = What { $name } sees in the portal · esc ends it
view-would = ⚠ { $why }; this is what would be seen.
changed-by = changed by: { $mend }
