# Orders: list, page, making one, visits, comments.

# Comments.

comment-internal = Interner Kommentar
comment-word = Kommentar
people-told-none = niemand erfährt es
people-told-one = 1 Person erfährt es
people-told = { $n } Personen erfahren es
comment-sent = { $kind } gesendet · { $people }
comment-on = Kommentar zu { $title }
send-verb = Senden
comment-internal-tick = Intern: nur für das Personal, dem Kunden nie gezeigt
comment-internal-says = INTERN: nur das Personal liest ihn.
comment-customers-read = Die Personen des Kunden, die den Auftrag sehen, lesen ihn.
comment-tells = Erfahren es: { $join }{ $more }.
and-more = und { $more } weitere

# The list.

orders-which-open = offene
orders-which-all = alle
orders-which-mine = meine
orders-none = Noch keine Aufträge. + legt einen an; keydesk import orders DATEI.csv liest sie ein.
orders-none-open = Kein Auftrag ist offen. f zeigt alle; + legt einen an.
orders-none-mine = Kein offener Auftrag ist Ihnen zugewiesen. f zeigt die anderen.

# Making and changing one.

order-new-whom = Neuer Auftrag · für wen?
go-on = Weiter
order-new-say = Vom Reiter Aufträge eines Kunden aus wird das nicht gefragt.
label-customer-no = Kundennr.
order-new-short = Neuer Auftrag
order-edit-number = { $number } ändern
label-title = Titel
order-title-empty = was zu tun ist, in einer Zeile
label-description = Beschreibung
label-kind = Art
label-urgency = Dringlichkeit
word-none = keines
label-object-no = Objektnr.
order-created = { $title } ist angelegt
order-new-of = Neuer Auftrag · { $number } { $name }
nobody-yet = noch niemand
create-verb = Anlegen
order-as-was = { $title } ist, wie er war
order-saved = { $title } ist gespeichert
order-edit-of = { $title } ändern
order-edit-say = Ein anderer Standort ändert, wer von den Personen des Kunden den Auftrag sieht.

# What can be done with one.

order-none-here = hier ist kein Auftrag
order-is-state = Auftrag { $number }: { $state }; s öffnet ihn wieder
visit-none-v = kein Termin ist geplant; V plant einen
order-assign-number = { $number } zuweisen
word-nobody = niemand
order-who-works = Wer arbeitet an { $title }?
order-assign-foot = Wem er zugewiesen wird, der erfährt es.
order-assigned-to = { $number } ist zugewiesen: { $to }
order-now-state = { $number }: { $state }
order-state-of = Stand von { $title }
order-state-say = Geschlossen und storniert sagt die Termine ab, und wer davon wusste, erfährt es. Jeder andere Stand öffnet den Auftrag wieder.
label-state = Stand

# The page of one.

order-number-title = Auftrag { $number }
order-page-title = Auftrag { $title }
not-at-facility = keinem Standort zugewiesen
order-nobody-t = noch niemand · t weist zu
by-name = von { $name }
order-visits-by = Termine (nach den Uhren von { $clocks })
order-no-visits = Keine geplant · V plant einen
order-visit-imported = { $at }, wie importiert · V plant einen Termin
word-cancelled-visit = abgesagt
order-comments = Kommentare ({ $comments })
order-no-comments = Noch keine · c schreibt einen
author-staff = Personal
author-customer = Kunde
comment-internal-bar = INTERN, dem Kunden nie gezeigt · { $head }
order-documents = Dokumente ({ $documents }) · d
step-created = angelegt
step-assigned-nobody = niemandem zugewiesen
step-assigned = zugewiesen: { $detail }
step-planned = Termin geplant: { $detail }
step-moved = Termin verschoben auf { $detail }
step-visit-cancelled = Termin { $detail } abgesagt
step-state = jetzt { $detail }

# Visits.

visit-plan-number = Einen Termin planen · { $number }
visits-of = Termine von { $number }
visit-none-say = Kein Termin ist geplant; V plant einen
visit-move-which = Welchen Termin verschieben?
visit-cancel-which = Welchen Termin absagen?
visit-moved = Der Termin ist verschoben · { $number } nächster { $next }
visit-planned = Der Termin ist geplant · { $number } nächster { $next }
visit-move = Den Termin verschieben
visit-plan = Einen Termin planen
visit-as-planned = { $stays }, wie geplant
visit-orders-technician = { $name }, wie im Auftrag
move-verb = Verschieben
plan-verb = Planen
visit-say = Nach den Uhren von { $clocks }. Wer den Auftrag sieht, erfährt es, wenn die Zeit neu ist.
label-begins = Beginn
visit-begins-empty = morgen 8:00, +14d 13:30, 2026-12-31 09:00
label-ends = Ende
visit-ends-empty = eine Stunde später; 10:00, +2h, +90min
visit-who = Wer kommt
label-note = Notiz
visit-note-empty = Kunden lesen sie
visit-cancel-ask = Den Termin von { $number } absagen?
visit-cancel-text = Dann kommt niemand. Wer vom Termin wusste, erfährt es.
visit-cancel-verb = Den Termin absagen
visit-cancelled = Der Termin von { $number } ist abgesagt
