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

# What each section is for, until somebody has read it. ‹open› stands for the key of a command.

welcome-title = Välkommen
card-title = { $title } · { $key } döljer kortet
card-section-customers-1 = Alla som er organisation betjänar, och hur långt var och en kommer in i portalen.
card-section-customers-2 = ‹search› hittar med vilken del som helst; ‹open› öppnar, och flikarna säger allt om en kund.
card-section-customers-3 = ‹invite› ger en person åtkomst; ‹permissions› visar vad var och en får se och göra.
card-section-faults-1 = Det som kunder anmäler står här tills någon tar hand om det; den röda siffran säger hur många som väntar.
card-section-faults-2 = ‹fault-take› tar anmälan och meddelar kunden; ‹fault-close› svarar och avslutar den.
card-section-orders-1 = Alla kunders ordrar. ‹order-filter› visar öppna, alla eller dina.
card-section-orders-2 = ‹open› visar en order med besök och kommentarer; ‹order-plan› planerar ett besök; ‹order-new› skapar en order.
card-section-triage-1 = Det som kräver uppmärksamhet: brev som kom tillbaka, åtkomst som upphör, personer som aldrig loggat in, anmälningar som ingen hört.
card-section-triage-2 = ‹open› gör det enda som hjälper; ‹triage-customer› går till kunden.
card-section-outbox-1 = Varje brev och SMS: väntar, skickat, misslyckat, kom tillbaka. ‹open› visar vad det säger.
card-section-outbox-2 = ‹retry› försöker igen nu; ‹letter-address› skickar det till en annan adress; ‹cancel-letter› drar tillbaka det.
card-section-activity-1 = Vem gjorde vad med vem, och varifrån, direkt. ‹open› visar en post med före och efter.
card-section-activity-2 = ‹undo› ångrar det som posten berättar om; ‹log-export› skriver det som visas till en fil; ‹panel› dockar loggen under varje avsnitt.
card-section-staff-1 = Människorna i er egen organisation: deras roller, områden och enskilda behörigheter.
card-section-staff-2 = ‹staff-new› skapar ett konto; ‹staff-permissions› visar vad någon får göra utöver rollen.
card-section-settings-1 = Det som gäller för hela organisationen: portalen, vad roller omfattar, områden, brev.
card-section-settings-2 = ‹open› ändrar raden under markören; vad det betyder för människor sägs innan det sparas.

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

# The frame.

status-db = db { $as_millis } ms
frame-too-small = Keydesk behöver en terminal med minst { $width } × { $height } tecken; den här har { $width2 } × { $height2 }. Gör den större, eller lämna med { $quit }.
needs-permission = detta kräver behörigheten { $needed }, som din roll { $role } inte har; en administratör kan ge den
letters-not-a-folder = brev går via en e-postserver här, inte till en mapp
undo-nothing = inget har ändrats här som kan ångras
key-does-nothing = { $c } gör ingenting här · { $help } visar alla tangenter · { $quit } lämnar
sign-in-ended = Din inloggning avslutades; logga in igen för att fortsätta.
frame-read-only = BARA LÄSA

# The sections where there is little room.

rail-faults = Fel
rail-customers = Kund
rail-orders = Är
rail-triage = Att
rail-outbox = Ut
rail-activity = Log
rail-settings = Inst
word-offline = frånkopplad

# In plain words, for who hears the screen.

plain-done = klart:
plain-failed = misslyckat:
plain-role = ,roll
plain-to = till
plain-from = från
plain-up = upp
plain-down = ned
