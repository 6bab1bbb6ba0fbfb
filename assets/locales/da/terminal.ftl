# The frame of the terminal, and words that every room of it uses.

save = Gem

# Counted things.

changes-unsaved = { $count ->
    [one] 1 ændring er ikke gemt; enter gemmer.
   *[other] { $count } ændringer er ikke gemt; enter gemmer.
}
n-changes = { $count ->
    [one] 1 ændring
   *[other] { $count } ændringer
}
n-people = { $count ->
    [one] 1 person
   *[other] { $count } personer
}
changes-not-saved = { $count ->
    [one] 1 ændring er ikke gemt.
   *[other] { $count } ændringer er ikke gemt.
}
