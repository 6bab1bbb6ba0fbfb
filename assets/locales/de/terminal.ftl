# The frame of the terminal, and words that every room of it uses.

save = Speichern

# Counted things.

changes-unsaved = { $count ->
    [one] 1 Änderung ist nicht gespeichert; enter speichert.
   *[other] { $count } Änderungen sind nicht gespeichert; enter speichert.
}
n-changes = { $count ->
    [one] 1 Änderung
   *[other] { $count } Änderungen
}
n-people = { $count ->
    [one] 1 Person
   *[other] { $count } Personen
}
changes-not-saved = { $count ->
    [one] 1 Änderung ist nicht gespeichert.
   *[other] { $count } Änderungen sind nicht gespeichert.
}
