# Dashboard, calendar, video sessions.

## Charts.

chart-when = Datum
chart-value = Wert
chart-as-table = Zahlen als Tabelle
chart-empty = Für diese Zeit gibt es noch nichts zu zeigen.
chart-summary = Von { $from } bis { $to }: niedrigster Wert { $lowest }, höchster { $highest }. Die Tabelle enthält alle Zahlen.

## Video sessions.

topic-video_sessions = Videotermine: geplant, verschoben, abgesagt

## Parts of the portal.

nav-dashboard = Übersicht
nav-calendar = Kalender
nav-video = Videotermine

## The dashboard.

dashboard-title = Übersicht
dashboard-empty-title = Noch keine Zahlen
dashboard-empty-text = Ihr Zugang umfasst weder Aufträge noch Objekte oder Störungsmeldungen. { $organization } kann das ändern.
dashboard-open = Offene Aufträge
dashboard-open-hint = in diesem Moment
dashboard-closed = Erledigte Aufträge
dashboard-closed-hint = in den letzten 12 Monaten
dashboard-days = Tage bis zur Erledigung
dashboard-days-hint = Mittel der letzten 12 Monate
dashboard-overdue = Überfällige Eigenprüfungen
dashboard-overdue-hint = wären vor heute fällig gewesen
dashboard-faults = Störungsmeldungen
dashboard-faults-hint = in den letzten 12 Monaten
dashboard-orders-chart = Aufträge nach Monat
dashboard-made = neu
dashboard-finished = erledigt
dashboard-days-chart = Mittlere Zeit bis zur Erledigung, nach Monat
dashboard-days-unit = Tage
dashboard-faults-chart = Störungsmeldungen nach Monat
dashboard-used = Betriebszeit der Objekte
dashboard-used-empty = Noch wurde kein Zähler abgelesen. Ablesungen werden auf der Seite des Objekts eingetragen.
dashboard-object = Objekt
dashboard-reading = Letzte Ablesung
dashboard-increase = In 30 Tagen
dashboard-facilities = Nach Standort
dashboard-facility = Standort
dashboard-no-facility = Ohne Standort
dashboard-more-facilities = Und { $count } weitere ohne eigene Zeile.

## The calendar.

calendar-title = Kalender
calendar-previous = Voriger Monat
calendar-next = Nächster Monat
calendar-today = Heute
calendar-as-list = Als Liste zeigen
calendar-as-month = Als Monat zeigen
calendar-empty-title = Nichts im { $month }
calendar-empty-text = Hier erscheinen Besuche, die { $organization } bei Ihnen plant, Videotermine und fällige Eigenprüfungen.
calendar-all-day = Ganztägig
calendar-tentative = angefragt
calendar-visit = Besuch
calendar-video = Videotermin
calendar-check = Eigenprüfung fällig
calendar-own-title = In Ihrem eigenen Kalender
calendar-own-text = Mit einer eigenen Adresse erscheint dieser Kalender in dem Programm, das Sie täglich benutzen, und bleibt dort aktuell.
calendar-own-secret = Kopieren Sie die Adresse und abonnieren Sie sie dort. Wer sie hat, kann Ihren Kalender lesen; behalten Sie sie für sich. Eine neue Adresse beendet die alte sofort.
calendar-own-make = Adresse anlegen
calendar-own-replace = Ersetzen
calendar-own-off = Abschalten
problem-calendar-month = Diesen Monat gibt es im Kalender nicht. Hier ist der jetzige.
notice-calendar-made = Ihr Kalender hat eine neue Adresse.
notice-calendar-off = Die Adresse Ihres Kalenders ist abgeschaltet.
weekday-1 = Montag
weekday-2 = Dienstag
weekday-3 = Mittwoch
weekday-4 = Donnerstag
weekday-5 = Freitag
weekday-6 = Samstag
weekday-7 = Sonntag

## Video sessions, their pages.

video-title = Videotermine
video-ask = Termin anfragen
video-empty-title = Kein Videotermin geplant
video-empty-text = Sobald { $organization } einen mit Ihnen plant, erscheint er hier mit dem Link zur Teilnahme.
video-empty-ask = Sie können auch einen anfragen.
video-past = Vorbei oder abgesagt
video-state-requested = Angefragt
video-state-planned = Geplant
video-state-cancelled = Abgesagt
video-state-over = Vorbei
video-waits = { $organization } hat diesen Zeitpunkt noch nicht bestätigt.
video-join = Jetzt teilnehmen
video-join-later = Der Knopf zur Teilnahme erscheint hier 15 Minuten vor Beginn. Der Link ist derselbe.
video-host = Der Link führt zu { $host }.
video-when = Wann
video-number = Nummer
video-order = Auftrag
video-asked-by = Angefragt von
video-note = Was zu wissen ist
video-note-hint = Zum Beispiel, was Sie zeigen möchten.
video-move-title = Ein anderer Zeitpunkt
video-move-hint = { $organization } wird gebeten, den neuen Zeitpunkt zu bestätigen.
video-move = Verschieben
video-cancel-title = Nicht mehr nötig
video-cancel-hint = Alle, die über diesen Termin benachrichtigt werden, erfahren von der Absage.
video-cancel = Termin absagen
video-new-title = Videotermin anfragen
video-new-lead = Sagen Sie, worum es geht und wann es Ihnen passt. { $organization } antwortet mit einem Link zur Teilnahme oder schlägt einen anderen Zeitpunkt vor.
video-about = Worum geht es?
video-about-hint = In einer Zeile, zum Beispiel: Geräusch am Aufzug
video-day = Tag
video-time = Uhrzeit
video-long = Wie lange
video-minutes = { $count } Minuten
video-zone = Nach der Uhr in { $place }.
video-order-hint = Wer den Auftrag sieht, sieht den Termin.
video-no-order = Kein Auftrag
video-facility-hint = Nur nötig, wenn es um keinen Auftrag geht.
video-no-facility = Kein Standort
video-send = Anfrage senden
notice-video-asked = Ihre Anfrage ist gesendet. Sie werden benachrichtigt, sobald der Zeitpunkt bestätigt ist.
notice-video-moved = Der neue Zeitpunkt ist angefragt.
notice-video-cancelled = Der Videotermin ist abgesagt.
problem-video-title-missing = Schreiben Sie in einer Zeile, worum es geht.
problem-video-title-long = Die Zeile hat mehr als 200 Zeichen. Bitte kürzen Sie sie.
problem-video-note-long = Der Hinweis hat mehr als 2.000 Zeichen. Bitte kürzen Sie ihn.
problem-video-day = Geben Sie einen Tag ein, zum Beispiel 2026-12-01.
problem-video-time = Geben Sie eine Uhrzeit ein, zum Beispiel 14:30.
problem-video-no-time = Da werden die Uhren vorgestellt; diese Uhrzeit gibt es nicht. Wählen Sie eine andere.
problem-video-minutes = Wählen Sie, wie lange es dauert.
problem-video-past = Dieser Zeitpunkt ist vorbei. Wählen Sie einen, der noch kommt.
problem-video-far = Das ist mehr als zwei Jahre entfernt. Wählen Sie einen früheren Tag.
problem-video-ends = Der Termin muss nach seinem Beginn enden.
problem-video-long = Ein Termin dauert höchstens zwölf Stunden.
problem-video-order = Diesen Auftrag gibt es nicht. Wählen Sie einen aus der Liste.
problem-video-facility = Diesen Standort gibt es nicht. Wählen Sie einen aus der Liste.
problem-video-place = Wählen Sie den Standort oder den Auftrag, um den es geht; sonst könnten Sie den Termin selbst nicht sehen.
