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

# What each section is for, until somebody has read it. ‹open› stands for the key of a command.

welcome-title = Velkommen
card-title = { $title } · { $key } skjuler kortet
card-section-customers-1 = Alle, som jeres organisation betjener, og hvor langt hver især kommer ind i portalen.
card-section-customers-2 = ‹search› finder med et hvilket som helst brudstykke; ‹open› åbner, og fanerne siger alt om en kunde.
card-section-customers-3 = ‹invite› giver en person adgang; ‹permissions› viser, hvad hver især må se og gøre.
card-section-faults-1 = Det, kunder melder, står her, til nogen tager sig af det; det røde tal siger, hvor mange der venter.
card-section-faults-2 = ‹fault-take› overtager en melding og siger det til kunden; ‹fault-close› svarer og lukker den.
card-section-orders-1 = Alle kunders ordrer. ‹order-filter› viser åbne, alle eller dine.
card-section-orders-2 = ‹open› viser en ordre med besøg og kommentarer; ‹order-plan› planlægger et besøg; ‹order-new› opretter en ordre.
card-section-triage-1 = Det, der kræver opmærksomhed: breve, der kom tilbage, adgang, der ophører, personer, der aldrig loggede ind, meldinger, ingen hørte.
card-section-triage-2 = ‹open› gør det ene, der hjælper; ‹triage-customer› går til kunden.
card-section-outbox-1 = Hvert brev og hver SMS: venter, sendt, mislykket, kom tilbage. ‹open› viser, hvad der står.
card-section-outbox-2 = ‹retry› prøver igen nu; ‹letter-address› sender til en anden adresse; ‹cancel-letter› trækker det tilbage.
card-section-activity-1 = Hvem gjorde hvad ved hvem, og hvorfra, med det samme. ‹open› viser en post med før og efter.
card-section-activity-2 = ‹undo› fortryder det, posten fortæller om; ‹log-export› skriver det viste til en fil; ‹panel› docker loggen under hvert afsnit.
card-section-staff-1 = Menneskene i jeres egen organisation: deres roller, områder og enkelte rettigheder.
card-section-staff-2 = ‹staff-new› opretter en konto; ‹staff-permissions› viser, hvad nogen må ud over rollen.
card-section-settings-1 = Det, der gælder for hele organisationen: portalen, hvad roller rummer, områder, breve.
card-section-settings-2 = ‹open› ændrer linjen under markøren; hvad det betyder for mennesker, siges, før det gemmes.

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

# The frame.

status-db = db { $as_millis } ms
frame-too-small = Keydesk kræver en terminal med mindst { $width } × { $height } tegn; denne har { $width2 } × { $height2 }. Gør den større, eller forlad den med { $quit }.
needs-permission = dette kræver rettigheden { $needed }, som din rolle { $role } ikke har; en administrator kan give den
letters-not-a-folder = breve går via en mailserver her, ikke til en mappe
undo-nothing = intet er ændret her, som kan fortrydes
key-does-nothing = { $c } gør intet her · { $help } viser alle taster · { $quit } forlader
sign-in-ended = Dit login blev afsluttet; log ind igen for at fortsætte.
frame-read-only = KUN LÆSNING

# The sections where there is little room.

rail-faults = Fejl
rail-customers = Kund
rail-orders = Ord
rail-triage = Att
rail-outbox = Ud
rail-activity = Log
rail-settings = Inds
word-offline = offline

# In plain words, for who hears the screen.

plain-done = gjort:
plain-failed = mislykket:
plain-role = ,rolle
plain-to = til
plain-from = fra
plain-up = op
plain-down = ned
