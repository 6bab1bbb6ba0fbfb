# The frame of the terminal, and words that every room of it uses.

save = Save

# The lock, the line to the database, the mouse.

lock-title = Locked
lock-who = { $name } locked this screen.
lock-hint = { $key } unlocks. What you typed is kept.
link-away = The database does not answer. What you typed is kept; trying again{ $tried } · { $key } tries now
link-tried = (tried { $n }×)
link-back = The database answers again; everything was loaded anew.
mouse-freed = The mouse is the terminal's now: select text as usual · { $key } takes it again
mouse-taken = The mouse works here again.
mouse-selecting = selecting
only-reads = nothing is changed from here: the terminal was opened to read only (--read-only, terminal.read_only)

# What each section is for, until somebody has read it. ‹open› stands for the key of a command.

welcome-title = Welcome
card-title = { $title } · { $key } hides this card
card-section-customers-1 = Everybody whom your organization serves, with how far each may enter the portal.
card-section-customers-2 = ‹search› finds by any fragment; ‹open› opens, and the tabs say everything about one customer.
card-section-customers-3 = ‹invite› gives a person access; ‹permissions› shows what each may see and do.
card-section-faults-1 = What customers report stands here until somebody takes it; the red number says how many wait.
card-section-faults-2 = ‹fault-take› takes a report and tells the customer; ‹fault-close› answers and closes it.
card-section-orders-1 = The orders of all customers. ‹order-filter› shows open ones, all, or yours.
card-section-orders-2 = ‹open› shows an order with visits and comments; ‹order-plan› plans a visit; ‹order-new› makes an order.
card-section-triage-1 = What wants attention: letters that came back, access that ends, people who never signed in, reports nobody heard.
card-section-triage-2 = ‹open› does the one thing that helps; ‹triage-customer› goes to the customer.
card-section-outbox-1 = Every letter and SMS: waiting, sent, failed, come back. ‹open› shows what it says.
card-section-outbox-2 = ‹retry› tries again now; ‹letter-address› sends it elsewhere; ‹cancel-letter› takes it back.
card-section-activity-1 = Who did what to whom, and from where, live. ‹open› shows a record with before and after.
card-section-activity-2 = ‹undo› undoes what the record tells of; ‹log-export› writes what is shown into a file; ‹panel› docks the log below any section.
card-section-staff-1 = The people of your own organization: their roles, areas and single permissions.
card-section-staff-2 = ‹staff-new› makes an account; ‹staff-permissions› shows what somebody may do beyond the role.
card-section-settings-1 = What holds for the whole organization: the portal, what roles hold, areas, letters.
card-section-settings-2 = ‹open› changes the line under the cursor; what it means for people is said before it is saved.

# Counted things.

changes-unsaved = { $count ->
    [one] 1 change is not saved; enter saves.
   *[other] { $count } changes are not saved; enter saves.
}
n-changes = { $count ->
    [one] 1 change
   *[other] { $count } changes
}
n-people = { $count ->
    [one] 1 person
   *[other] { $count } people
}
changes-not-saved = { $count ->
    [one] 1 change is not saved.
   *[other] { $count } changes are not saved.
}

# What did not happen, and why. English keeps the sentences of the services, which say more.

refused-denied = This is not allowed: it needs { $needs }.
refused-not-found = This is not there, or it is not for you.
refused-overtaken = { $by } changed this meanwhile; nothing was saved. Look at it and save again.
refused-signed-out = E-mail address and password do not match, or the sign-in is over; sign in again.
refused-temporary = This password is temporary; choose one of your own before you go on.
refused-too-many = Too many attempts; try again in { $seconds } seconds.
refused-busy = Too many sign-ins at this moment; try again in a few seconds.
refused-files = The file storage failed: { $why }
refused-unwritten = This cannot be written: { $why }
refused-store = The database failed: { $why }

# The frame.

status-db = db { $as_millis } ms
frame-too-small = Keydesk needs a terminal of at least { $width } × { $height } characters; this one has { $width2 } × { $height2 }. Make it larger, or press { $quit } to leave.
needs-permission = this needs the permission { $needed }, which your role { $role } does not hold; an administrator can give it
letters-not-a-folder = letters go through a mail server here, not into a folder
undo-nothing = nothing was changed here that could be undone
key-does-nothing = { $c } does nothing here · { $help } shows every key · { $quit } leaves
sign-in-ended = Your sign-in was ended; sign in again to go on.
frame-read-only = READ-ONLY

# The sections where there is little room.

rail-faults = Faults
rail-customers = Cust
rail-orders = Ord
rail-triage = Tri
rail-outbox = Out
rail-activity = Log
rail-settings = Set
word-offline = offline

# In plain words, for who hears the screen.

plain-done = done:
plain-failed = failed:
plain-role = ,role
plain-to = to
plain-from = from
plain-up = up
plain-down = down
