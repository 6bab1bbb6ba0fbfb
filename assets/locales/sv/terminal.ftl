# The frame of the terminal, and words that every room of it uses.

save = Spara

# The lock, the line to the database, the mouse.

lock-title = Låst
lock-who = { $name } låste skärmen.
lock-hint = { $key } låser upp. Det du skrev finns kvar.
link-away = Databasen svarar inte. Det du skrev finns kvar; försöker igen{ $tried } · { $key } försöker nu
link-tried = ({ $n } försök)
link-back = Databasen svarar igen; allt har lästs in på nytt.
mouse-freed = Musen är terminalens nu: markera text som vanligt · { $key } tar tillbaka den
mouse-taken = Musen fungerar här igen.
mouse-selecting = markering
only-reads = inget ändras härifrån: terminalen öppnades bara för läsning (--read-only, terminal.read_only)

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

# What did not happen, and why. English keeps the sentences of the services, which say more.

refused-denied = Detta är inte tillåtet: det kräver behörigheten ”{ $needs }”.
refused-not-found = Det finns inte, eller så är det inte för dig.
refused-overtaken = { $by } har ändrat detta under tiden; inget sparades. Titta på det och spara igen.
refused-signed-out = E-postadress och lösenord stämmer inte, eller så är inloggningen slut; logga in igen.
refused-temporary = Lösenordet är tillfälligt; välj ett eget innan du går vidare.
refused-too-many = För många försök; försök igen om { $seconds } sekunder.
refused-busy = För många inloggningar just nu; försök igen om några sekunder.
refused-files = Fillagret svarade inte: { $why }
refused-unwritten = Detta kan inte skrivas: { $why }
refused-store = Databasen svarade inte: { $why }
