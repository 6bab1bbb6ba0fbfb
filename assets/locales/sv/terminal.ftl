# The frame of the terminal, and words that every room of it uses.

save = Spara

# Counted things.

changes-unsaved = { $count ->
    [one] 1 ändring är inte sparad; enter sparar.
   *[other] { $count } ändringar är inte sparade; enter sparar.
}
n-changes = { $count ->
    [one] 1 ändring
   *[other] { $count } ändringar
}
n-people = { $count ->
    [one] 1 person
   *[other] { $count } personer
}
changes-not-saved = { $count ->
    [one] 1 ändring är inte sparad.
   *[other] { $count } ändringar är inte sparade.
}
