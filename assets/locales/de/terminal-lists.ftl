# Views of lists.

view-save-title = Diese Ansicht speichern
view-save-verb = Speichern
view-name = Name
view-everything = alles
view-sorted = { $what }, sortiert nach { $by }
view-save-says = Sie gehört Ihnen allein, auf jedem Rechner. Eine Ansicht, die schon so heißt, wird ersetzt.
view-saved = Die Ansicht { $name } ist gespeichert; F öffnet sie, und ihr Name in ctrl-p auch
views-title = Ansichten
views-none = Noch ist keine Ansicht dieser Liste gespeichert; suchen und sortieren Sie, dann speichert ctrl-s das
views-foot = Eine Nummer oder ein paar Buchstaben des Namens, und Enter. ctrl-r benennt um, ctrl-x löscht.
view-rename-title = Die Ansicht { $name } umbenennen
view-rename-verb = Umbenennen
view-renamed = Die Ansicht heißt jetzt { $name }
view-delete-title = Die Ansicht { $name } löschen?
view-delete-says = Nur die Ansicht verschwindet; was sie zeigt, bleibt unberührt.
view-delete-verb = Löschen
view-deleted = Die Ansicht { $name } ist gelöscht
palette-view = Ansicht

# One thing for several rows.

each-title = { $verb }: { $n }?
each-left-out = Ausgelassen:
each-more = … und { $n } weitere
each-sure = Ja, für alle
each-done = Erledigt für { $done } von { $all }
each-foot = Es wird noch einmal gezeigt, bevor etwas geschieht; dann sagt jede Zeile, was aus ihr wurde.
many-orders = Für { $n } markierte Aufträge
many-technician = Techniker
many-technician-note = alle zuweisen
many-state = Stand: { $state }
many-state-calls-off = sagt die künftigen Besuche ab
many-assign = Zuweisen
many-assign-who = Wer bearbeitet { $n } Aufträge?
many-assign-foot = Wem sie zugewiesen werden, erfährt es von jedem.
many-assign-says = Jeder wird { $who } zugewiesen.
many-assign-already = ist schon { $who } zugewiesen
many-assigned = zugewiesen an { $who }
many-nobody = niemand
many-set = Setzen: { $state }
many-is-already = ist schon { $state }
many-is = ist { $state }
many-set-says = Jeder ist von da an { $state }.
many-set-closes = Jeder ist von da an { $state }; künftige Besuche werden abgesagt, und wer davon wusste, erfährt es.
many-take = Übernehmen
many-take-says = Alle sehen von da an, dass Sie sich darum kümmern, und die Kunden erfahren es. Aufträge, die noch niemandem gehören, werden Ihnen zugewiesen.
many-taken-by = { $who } hat sie übernommen
many-taken = übernommen; der Kunde erfährt es, der Auftrag ist { $order }

# The first tab of a customer.

glance-users = Benutzer
glance-orders = Offene Aufträge
glance-log = Neuestes im Protokoll
glance-last = zuletzt hier { $when }
glance-invited = eingeladen
glance-never = nie angemeldet
glance-lately = Zuletzt
glance-months = { $bars } Aufträge/Monat
glance-weeks = { $bars } Anmeldungen/Woche
