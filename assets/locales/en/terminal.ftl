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
