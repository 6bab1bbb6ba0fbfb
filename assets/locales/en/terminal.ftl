# The frame of the terminal, and words that every room of it uses.

save = Save

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
