# Service objects, readings, self-checks.

topic-objects = Fällige Eigenprüfungen an Objekten, die ich sehe
nav-checks = Eigenprüfungen
notice-object = Das Objekt wurde gespeichert.
notice-reading = Der Zählerstand wurde gespeichert.
notice-check = Die Eigenprüfung wurde gespeichert. Vielen Dank.

# Objects.

object-overdue = Eigenprüfung überfällig
object-report = Störung melden
object-new = Objekt hinzufügen
object-edit = Objekt bearbeiten
object-facts = Über dieses Objekt
object-name = Name
object-name-hint = Wie man es nennt, zum Beispiel „Aufzug Haupteingang“.
object-facility = Standort
object-facility-hint = Wo es steht, entscheidet, welche Ihrer Kolleginnen und Kollegen es sehen.
objects-none-here = Keine Objekte hier
objects-none-here-text = Wählen Sie einen anderen Standort, oder zeigen Sie alle Objekte an.
object-anywhere = Alle Standorte
object-nowhere = An keinem Standort
object-choose = Bitte wählen
object-model = Modell
object-manufacturer = Hersteller
object-serial-number = Seriennummer
object-serial-hint = Auf dem Typenschild. Kann leer bleiben.
object-installed-on = Installiert am
object-number = Nummer
object-no-orders = Keine Aufträge zu diesem Objekt.
object-add = Objekt hinzufügen
object-save = Speichern
object-cancel = Abbrechen
object-move-title = Das Verschieben ändert, wer es sieht
object-move-gone = Diese Personen sehen es dann nicht mehr:
object-move-new = Diese Personen sehen es ab dann:
object-move-yes = Speichern und verschieben
optional = Freiwillig.
problem-name-long = Der Name ist zu lang. Bitte kürzen Sie ihn.
problem-serial-long = Die Seriennummer ist länger als 200 Zeichen.
problem-installed-wrong = Geben Sie einen Tag wie 2024-05-31 ein oder lassen Sie das Feld leer.
problem-facility-needed = Wählen Sie den Standort, an dem es steht.

# Readings.

readings-title = Zählerstände
readings-empty = Noch keine Zählerstände.
readings-chart = Was der Zähler zeigte
readings-last = Letzte Zählerstände
reading-break = neuer Zähler
reading-new = Zählerstand eingeben
reading-value = Zählerstand
reading-taken-at = Abgelesen am
reading-last = Zuletzt: { $value }, { $when }
reading-reason = Warum weicht er ab?
reading-reason-hint = Zum Beispiel: Der Zähler wurde getauscht. Mit einer Begründung wird der Stand so übernommen.
reading-save = Zählerstand speichern
problem-reading-missing = Geben Sie ein, was der Zähler zeigt.
problem-reading-number = Geben Sie eine Zahl ein, zum Beispiel 1234,5.
problem-reading-decimals = Geben Sie höchstens drei Nachkommastellen ein.
problem-reading-large = Die Zahl ist zu groß. Bitte prüfen Sie sie.
problem-reading-lower = Das ist weniger als der Zählerstand davor. Bitte prüfen Sie ihn oder begründen Sie unten, warum er stimmt.
problem-reading-higher = Das ist mehr als ein späterer Zählerstand. Bitte prüfen Sie Zahl und Zeit oder begründen Sie unten, warum er stimmt.
problem-reading-twice = Zu dieser Zeit gibt es schon einen anderen Zählerstand.
problem-reading-future = Die Zeit liegt in der Zukunft.
problem-reading-long-ago = Die Zeit liegt zu weit zurück.
problem-reading-time = Geben Sie Tag und Uhrzeit ein.
problem-reason-long = Die Begründung ist länger als 500 Zeichen.

# Self-checks.

checks-title = Eigenprüfungen
checks-lead = Sehen Sie selbst nach Ihren Geräten: eines auswählen, die Punkte durchgehen, absenden. Die dringendsten stehen oben.
checks-empty-title = Nichts zu prüfen
checks-empty-text = Eigenprüfungen, um die { $organization } Sie bittet, erscheinen hier mit dem Tag, an dem sie fällig sind.
check-overdue = Überfällig
check-today = Heute fällig
check-soon = Bald fällig
check-due = fällig { $day }
check-every = Alle { $days ->
    [one] Tage
   *[other] { $days } Tage
}
check-found = { $count ->
    [0] Alles in Ordnung
    [one] 1 Punkt nicht in Ordnung
   *[other] { $count } Punkte nicht in Ordnung
}
runs-title = Erledigte Eigenprüfungen
verdict-ok = In Ordnung
verdict-not-ok = Nicht in Ordnung
verdict-not-applicable = Trifft nicht zu
check-number-label = Zahl
check-text-label = Antwort
check-photo = Foto
check-photo-number = Foto { $number }
check-photos-again = Fotos werden nicht aufgehoben, solange etwas fehlt. Bitte wählen Sie sie noch einmal aus.
check-note = Bemerkung hinzufügen
check-note-label = Bemerkung
check-remarks = Bemerkung zum Ganzen
check-send = Eigenprüfung absenden
check-answers = Antworten
check-of-object = Objekt { $number }
check-report-title = Etwas ist nicht in Ordnung
check-report-text = { $organization } erfährt davon als Störung erst, wenn Sie sie melden.
problem-check-answer = Wählen Sie eine der Antworten.
problem-check-number-missing = Geben Sie eine Zahl ein.
problem-check-number = Geben Sie eine Zahl mit höchstens drei Nachkommastellen ein.
problem-check-text-missing = Schreiben Sie eine Antwort.
problem-check-note-long = Der Text ist länger als 1.000 Zeichen. Bitte kürzen Sie ihn.
problem-check-photo = Die Datei ist kein Foto.
problem-check-changed = { $who } hat diese Checkliste geändert, während Sie sie ausgefüllt haben. Es wurde nichts gespeichert. Prüfen Sie Ihre Antworten und senden Sie sie noch einmal.
