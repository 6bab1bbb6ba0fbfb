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
