# Orders: list, page, making one, visits, comments.

# Comments.

comment-internal = Intern kommentar
comment-word = Kommentar
people-told-none = ingen får veta
people-told-one = 1 person får veta
people-told = { $n } personer får veta
comment-sent = { $kind } skickad · { $people }
comment-on = Kommentar till { $title }
send-verb = Skicka
comment-internal-tick = Intern: bara för personalen, visas aldrig för kunden
comment-internal-says = INTERN: bara personalen läser den.
comment-customers-read = Kundens personer som ser ärendet läser den.
comment-tells = Får veta: { $join }{ $more }.
and-more = och { $more } till

# The list.

orders-which-open = öppna
orders-which-all = alla
orders-which-mine = mina
orders-none = Inga ärenden ännu. + skapar ett; keydesk import orders FIL.csv läser in dem.
orders-none-open = Inget ärende är öppet. f visar alla; + skapar ett.
orders-none-mine = Inget öppet ärende är tilldelat dig. f visar de andra.

# Making and changing one.

order-new-whom = Nytt ärende · för vem?
go-on = Vidare
order-new-say = Från en kunds flik Ärenden frågas inte efter detta.
label-customer-no = Kundnr
order-new-short = Nytt ärende
order-edit-number = Ändra { $number }
label-title = Rubrik
order-title-empty = vad som ska göras, på en rad
label-description = Beskrivning
label-kind = Slag
label-urgency = Brådska
word-none = inget
label-object-no = Objektnr
order-created = { $title } är skapat
order-new-of = Nytt ärende · { $number } { $name }
nobody-yet = ingen ännu
create-verb = Skapa
order-as-was = { $title } är som det var
order-saved = { $title } är sparat
order-edit-of = Ändra { $title }
order-edit-say = En annan anläggning ändrar vilka av kundens personer som ser ärendet.

# What can be done with one.

order-none-here = det finns inget ärende här
order-is-state = ärende { $number }: { $state }; s öppnar det igen
visit-none-v = inget besök är planerat; V planerar ett
order-assign-number = Tilldela { $number }
word-nobody = ingen
order-who-works = Vem arbetar med { $title }?
order-assign-foot = Den som får ärendet får veta det.
order-assigned-to = { $number } är tilldelat { $to }
order-now-state = { $number }: { $state }
order-state-of = Läge för { $title }
order-state-say = Avslutat och inställt ställer in kommande besök, och de som fick veta om dem får veta. Varje annat läge öppnar ärendet igen.
label-state = Läge

# The page of one.

order-number-title = Ärende { $number }
order-page-title = Ärende { $title }
not-at-facility = hör inte till någon anläggning
order-nobody-t = ingen ännu · t tilldelar
by-name = av { $name }
order-visits-by = Besök (efter { $clocks })
order-no-visits = Inga planerade · V planerar ett
order-visit-imported = { $at }, så som det importerades · V planerar ett besök
word-cancelled-visit = inställt
order-comments = Kommentarer ({ $comments })
order-no-comments = Inga ännu · c skriver en
author-staff = personal
author-customer = kund
comment-internal-bar = INTERN, visas aldrig för kunden · { $head }
order-documents = Dokument ({ $documents }) · d
step-created = skapat
step-assigned-nobody = tilldelat ingen
step-assigned = tilldelat { $detail }
step-planned = besök planerat till { $detail }
step-moved = besök flyttat till { $detail }
step-visit-cancelled = besöket { $detail } inställt
step-state = nu { $detail }

# Visits.

visit-plan-number = Planera ett besök · { $number }
visits-of = Besök för { $number }
visit-none-say = Inget besök är planerat; V planerar ett
visit-move-which = Flytta vilket besök?
visit-cancel-which = Ställa in vilket besök?
visit-moved = Besöket är flyttat · { $number } nästa { $next }
visit-planned = Besöket är planerat · { $number } nästa { $next }
visit-move = Flytta besöket
visit-plan = Planera ett besök
visit-as-planned = { $stays }, som planerat
visit-orders-technician = { $name }, ärendets
move-verb = Flytta
plan-verb = Planera
visit-say = Efter { $clocks }. De som ser ärendet får veta när tiden är ny.
label-begins = Börjar
visit-begins-empty = imorgon 8:00, +14d 13:30, 2026-12-31 09:00
label-ends = Slutar
visit-ends-empty = en timme senare; 10:00, +2h, +90min
visit-who = Vem kommer
label-note = Anteckning
visit-note-empty = kunder läser den
visit-cancel-ask = Ställa in besöket för { $number }?
visit-cancel-text = Då kommer ingen. De som fick veta om besöket får veta.
visit-cancel-verb = Ställ in besöket
visit-cancelled = Besöket för { $number } är inställt
