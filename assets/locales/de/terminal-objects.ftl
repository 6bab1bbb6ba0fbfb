# Service objects: list, page, making one, readings, self-checks, templates.

# Self-checks of an object.

checks-of = Eigenprüfungen von { $object } { $name }
checks-overdue = ÜBERFÄLLIG seit { $day }
checks-today = heute fällig
checks-every = { $word }, alle { $every_days } Tage
column-check = Eigenprüfung
column-when = Wann
checks-none = Keine Eigenprüfung ist zugewiesen. + weist eine zu; T in einer Liste zeigt die Vorlagen.
check-none-here = hier ist keine Eigenprüfung
check-assign-title = Eine Eigenprüfung zuweisen
check-no-template = Es gibt keine Eigenprüfung zum Zuweisen; T macht eine
check-end-ask = Die Eigenprüfung { $template } von { $name } beenden?
check-end-text = Sie ist nicht mehr fällig. Was ausgefüllt wurde, bleibt.
check-ended = { $template } ist nicht mehr fällig
check-nobody = Noch niemand hat sie ausgefüllt.
check-all-right = alles in Ordnung
check-n-wrong = { $n } NICHT in Ordnung
check-run = { $at } von { $by_name } · { $wrong }
check-in-order = in Ordnung
check-not-in-order = ✗ NICHT in Ordnung
check-not-applicable = trifft nicht zu
check-photographs = Fotos { $numbers }
check-days = eine Anzahl Tage eingeben: 30
check-day = einen Tag eingeben: 2026-12-31, heute, +14d
check-assign-to = { $name } eine Eigenprüfung zuweisen
assign-verb = Zuweisen
check-assign-say = Die Personen des Kunden, die Eigenprüfungen ausfüllen dürfen, erfahren es, wenn sie fällig ist.
check-every-days = Alle (Tage)
check-first-due = Zuerst fällig
check-first-empty = 2026-12-31, heute, +14d

# Objects.

objects-none = Noch keine Serviceobjekte. + legt eines an; ebenso keydesk import objects DATEI.csv.
object-none-here = hier ist kein Serviceobjekt
object-new-title = Neues Serviceobjekt
object-edit-number = { $number } ändern
object-move-number = { $number } verschieben
object-name-empty = wie man es nennt
label-model-no = Modellnr.
label-serial-no = Seriennr.
object-installed-empty = nicht bekannt; 2026-12-31
object-installed-wrong = einen Tag eingeben: 2026-12-31, heute; oder nichts
object-made = { $title } ist angelegt
object-new-of = Neues Serviceobjekt · { $title }
thing-saved = { $title } ist gespeichert
thing-edit = { $title } ändern
no-facility = keinem Standort
object-is-at = { $title } ist jetzt an: { $place }
object-move-of = { $title } verschieben
object-at = Es ist an: { $place }.
object-nowhere-text = Ohne Standort sehen es nur, die alles sehen oder das, was zu keinem Standort gehört.
object-lost = Sehen es nicht mehr: { $see_no_longer }.
object-gained = Sehen es jetzt: { $see_now }.
object-nobody = Niemand sieht mehr oder weniger als vorher.
object-number-title = Objekt { $number }
object-page-title = Objekt { $title }
label-installed = Installiert
object-of-model = Von seinem Modell, bei jedem Objekt davon gezeigt:
object-no-model = das Objekt hat kein Modell
object-readings-r = Zählerstände · r
none-yet = Noch keine
object-checks-c = Eigenprüfungen · c
none-assigned = Keine ist zugewiesen

# Readings.

readings-of = Zählerstände von { $object } { $name }
column-taken = Abgelesen
column-hours = Stunden
column-by = Von
column-why-lower = Warum weniger
readings-none = Noch kein Zählerstand. + gibt einen ein; die Personen des Kunden tun es im Portal.
reading-of = Zählerstand von { $name }
reading-none-here = hier ist kein Zählerstand
reading-new-of = Neuer Zählerstand von { $name }
add-verb = Eingeben
reading-added = Der Zählerstand { $value } h ist eingegeben
reading-value-empty = was der Zähler zeigt: 1234,5
reading-taken-empty = jetzt; heute 8:00, 2026-12-31 09:00
reading-why-empty = nur nötig, wo er niedriger ist als vorher
reading-remove-ask = Den Zählerstand { $value } h entfernen?
reading-remove-text = Er wurde von { $by_name } eingegeben. Er verschwindet auch aus dem Diagramm des Portals; das Protokoll behält ihn.
remove-verb = Entfernen
reading-removed = Der Zählerstand { $value } h ist entfernt

# Templates of self-checks.

templates-title = Vorlagen für Eigenprüfungen
column-points = Punkte
column-assigned = Zugewiesen
column-in-use = In Gebrauch
word-yes = ja
word-no = nein
templates-none = Noch keine Vorlage. + legt die erste an.
template-none-here = hier ist keine Vorlage
template-saved = { $name } ist gespeichert
template-new-title = Neue Vorlage für Eigenprüfungen
template-edit-title = { $name } ändern
template-say = Ein Punkt je Zeile. So wie er ist: in Ordnung oder nicht. # davor: eine Zahl. > davor: Worte. [photo] dahinter bittet um ein Foto.
template-active = In Gebrauch: sie kann zugewiesen werden
column-entered = Eingegeben
