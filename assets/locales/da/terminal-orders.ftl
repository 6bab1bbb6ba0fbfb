# Orders: list, page, making one, visits, comments.

# Comments.

comment-internal = Intern kommentar
comment-word = Kommentar
people-told-none = ingen får besked
people-told-one = 1 person får besked
people-told = { $n } personer får besked
comment-sent = { $kind } sendt · { $people }
comment-on = Kommentar til { $title }
send-verb = Send
comment-internal-tick = Intern: kun for personalet, vises aldrig for kunden
comment-internal-says = INTERN: kun personalet læser den.
comment-customers-read = Kundens personer, der ser ordren, læser den.
comment-tells = Får besked: { $join }{ $more }.
and-more = og { $more } mere

# The list.

orders-which-open = åbne
orders-which-all = alle
orders-which-mine = mine
orders-none = Ingen ordrer endnu. + opretter en; keydesk import orders FIL.csv læser dem ind.
orders-none-open = Ingen ordre er åben. f viser dem alle; + opretter en.
orders-none-mine = Ingen åben ordre er tildelt dig. f viser de andre.

# Making and changing one.

order-new-whom = Ny ordre · til hvem?
go-on = Videre
order-new-say = Fra en kundes fane Ordrer spørges der ikke om dette.
label-customer-no = Kundenr.
order-new-short = Ny ordre
order-edit-number = Ret { $number }
label-title = Titel
order-title-empty = hvad der skal gøres, på en linje
label-description = Beskrivelse
label-kind = Slags
label-urgency = Hast
word-none = intet
label-object-no = Objektnr.
order-created = { $title } er oprettet
order-new-of = Ny ordre · { $number } { $name }
nobody-yet = ingen endnu
create-verb = Opret
order-as-was = { $title } er, som den var
order-saved = { $title } er gemt
order-edit-of = Ret { $title }
order-edit-say = En anden lokation ændrer, hvem af kundens personer der ser ordren.

# What can be done with one.

order-none-here = der er ingen ordre her
order-is-state = ordre { $number }: { $state }; s åbner den igen
visit-none-v = intet besøg er planlagt; V planlægger et
order-assign-number = Tildel { $number }
word-nobody = ingen
order-who-works = Hvem arbejder på { $title }?
order-assign-foot = Den, der får den, får besked.
order-assigned-to = { $number } er tildelt { $to }
order-now-state = { $number }: { $state }
order-state-of = Tilstand for { $title }
order-state-say = Afsluttet og annulleret aflyser de kommende besøg, og dem, der fik besked om dem, får besked. Enhver anden tilstand åbner ordren igen.
label-state = Tilstand

# The page of one.

order-number-title = Ordre { $number }
order-page-title = Ordre { $title }
not-at-facility = ikke på en lokation
order-nobody-t = ingen endnu · t tildeler
by-name = af { $name }
order-visits-by = Besøg (efter { $clocks })
order-no-visits = Ingen planlagt · V planlægger et
order-visit-imported = { $at }, som importeret · V planlægger et besøg
word-cancelled-visit = aflyst
order-comments = Kommentarer ({ $comments })
order-no-comments = Ingen endnu · c skriver en
author-staff = personale
author-customer = kunde
comment-internal-bar = INTERN, vises aldrig for kunden · { $head }
order-documents = Dokumenter ({ $documents }) · d
step-created = oprettet
step-assigned-nobody = tildelt ingen
step-assigned = tildelt { $detail }
step-planned = besøg planlagt til { $detail }
step-moved = besøg flyttet til { $detail }
step-visit-cancelled = besøget { $detail } aflyst
step-state = nu { $detail }

# Visits.

visit-plan-number = Planlæg et besøg · { $number }
visits-of = Besøg for { $number }
visit-none-say = Intet besøg er planlagt; V planlægger et
visit-move-which = Flyt hvilket besøg?
visit-cancel-which = Aflys hvilket besøg?
visit-moved = Besøget er flyttet · { $number } næste { $next }
visit-planned = Besøget er planlagt · { $number } næste { $next }
visit-move = Flyt besøget
visit-plan = Planlæg et besøg
visit-as-planned = { $stays }, som planlagt
visit-orders-technician = { $name }, ordrens
move-verb = Flyt
plan-verb = Planlæg
visit-say = Efter { $clocks }. Dem, der ser ordren, får besked, når tiden er ny.
label-begins = Begynder
visit-begins-empty = imorgen 8:00, +14d 13:30, 2026-12-31 09:00
label-ends = Slutter
visit-ends-empty = en time senere; 10:00, +2h, +90min
visit-who = Hvem kommer
label-note = Bemærkning
visit-note-empty = kunder læser den
visit-cancel-ask = Aflys besøget for { $number }?
visit-cancel-text = Så kommer ingen. Dem, der fik besked om besøget, får besked.
visit-cancel-verb = Aflys besøget
visit-cancelled = Besøget for { $number } er aflyst
