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
