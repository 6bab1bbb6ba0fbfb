# The frame of the terminal, and words that every room of it uses.

save = Gem

# The lock, the line to the database, the mouse.

lock-title = Låst
lock-who = { $name } låste skærmen.
lock-hint = { $key } låser op. Det, du skrev, er bevaret.
link-away = Databasen svarer ikke. Det, du skrev, er bevaret; prøver igen{ $tried } · { $key } prøver nu
link-tried = ({ $n } forsøg)
link-back = Databasen svarer igen; alt er hentet på ny.
mouse-freed = Musen er terminalens nu: markér tekst som sædvanlig · { $key } tager den igen
mouse-taken = Musen virker her igen.
mouse-selecting = markering
only-reads = intet ændres herfra: terminalen blev kun åbnet til læsning (--read-only, terminal.read_only)

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

# What did not happen, and why. English keeps the sentences of the services, which say more.

refused-denied = Det er ikke tilladt: det kræver rettigheden ”{ $needs }”.
refused-not-found = Det findes ikke, eller det er ikke for dig.
refused-overtaken = { $by } har ændret dette imens; intet blev gemt. Se på det og gem igen.
refused-signed-out = E-mailadresse og adgangskode passer ikke sammen, eller login er slut; log ind igen.
refused-temporary = Adgangskoden er midlertidig; vælg din egen, før du går videre.
refused-too-many = For mange forsøg; prøv igen om { $seconds } sekunder.
refused-busy = For mange login lige nu; prøv igen om få sekunder.
refused-files = Fillageret svigtede: { $why }
refused-unwritten = Dette kan ikke skrives: { $why }
refused-store = Databasen svigtede: { $why }
