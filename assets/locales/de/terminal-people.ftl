# What is done with one person; one's own language and notices.

language-title = Ihre Sprache
language-none = wie Organisation und Rechner
language-saved = Die Sprache ist, wie Sie gewählt haben
language-lead = Das Terminal spricht sie von jetzt an, und Ihre Briefe ebenso.
language-label = Sprache

# Explaining.

explain-ask = Sieht { $name } das?
explain-verb = Erklären
explain-why = Warum
explain-say = Die Kette der Gründe, nach denen das Portal entscheidet, jeder mit dem, was ihn ändert.
label-what = Was
label-number = Nummer

# Access of one person.

suspend-ask = { $name } sperren?
suspend-text = { $name } ({ $email }) kann sich bei { $customer_name } nicht mehr anmelden, und offene Sitzungen enden sofort. Nichts geht verloren: u hebt die Sperre auf.
suspend-verb = Sperren
suspend-done = { $name } ist gesperrt
lift-ask = Die Sperre von { $name } aufheben?
lift-text = { $name } ({ $email }) kann sich bei { $customer_name } wieder anmelden, mit den Rechten von vorher.
lift-verb = Aufheben
lift-done = { $name } kann sich wieder anmelden
revoke-ask = Den Zugang von { $name } entziehen?
revoke-verb = Entziehen
revoke-done = Der Zugang von { $said } ist entzogen
revoke-text = { $name } ({ $email }) verliert den Zugang zu { $customer_name }: offene Sitzungen enden, und Links gelten sofort nicht mehr. Mit einer Einladung lässt sich wieder Zugang geben.
revoke-tell = Es der Person mit einem Brief sagen
letter-to = Brief an
own-address = die eigene Adresse der Person
ends-never = hat kein Ende
ends-with = endet mit { $day }
ends-done = Der Zugang von { $said } { $end }
ends-title = Wann der Zugang von { $name } endet
ends-say = Der letzte Tag: 2026-12-31, morgen, +14d. Leer: kein Ende. Bevor er endet, zeigt ihn die Liste Klären.
ends-over = Der Zugang ist zu Ende; ein späterer Tag, oder keiner, bringt ihn zurück.
delete-done = { $name } ist bei { $customer_name } gelöscht
delete-ask = { $name } löschen?
delete-verb = Endgültig löschen
no-undo = Das lässt sich nicht rückgängig machen.
delete-text = Alles über { $name } ({ $email }) bei { $customer_name } wird entfernt: Rolle, Rechte, Einladung, Sitzungen, Briefe, und mit dem letzten Kunden der Person auch die Anmeldung. Das Protokoll behält, was getan wurde; der Name darin wird ersetzt.

# What one is told of.

notices-assigned-email = was mir zugewiesen ist, per E-Mail
notices-assigned-sms = was mir zugewiesen ist, per SMS
notices-areas-email = alles in meinen Gebieten, per E-Mail
notices-areas-sms = alles in meinen Gebieten, per SMS
notices-none = nichts
notices-title = Meine Meldungen
notices-saved = Ihre Meldungen sind, wie Sie gewählt haben
notices-say = E-Mail geht an { $email }. SMS brauchen eine Mobilnummer; ohne eine erfahren Sie es per E-Mail.
mobile-example = etwa +43 664 1234567
told-ask = Wer erfährt von { $number }?
told-title = Wer es erfährt, und warum
told-say = Alle, die es erfahren könnten, ob sie es tun, und was das ändert.
told-of = Wovon
told-owner = Ein solcher Brief geht an die Person, um deren Zugang es geht, per E-Mail. Niemand schaltet ihn ab.
told-nobody = Niemand erfährt es.
told-one = 1 Person erfährt es.
told-many = { $n } Personen erfahren es.

# A new password.

password-link-sent = Ein Link für { $whose } ist unterwegs an { $sent_to }; er gilt bis { $until }
password-by-letter = ein Link per Brief, 30 Minuten
password-aloud = ein vorläufiges Passwort, zum Vorlesen
password-new-title = Neues Passwort für { $name }
go-ahead = Ausführen
password-say = So oder so wird { $name } sofort überall abgemeldet, und früher gesendete Links gelten nicht mehr.
label-how = Wie
password-mail = Auch per E-Mail senden (nur wo Ihre Einstellungen es erlauben)
password-temporary = Vorläufiges Passwort für { $name }
password-read = Lesen Sie es vor; Groß und Klein, Striche und Leerzeichen zählen:
password-once = Es gilt bis { $until } und muss bei der ersten Anmeldung ersetzt werden. Es wird nur dieses eine Mal gezeigt und nirgends im Klartext aufgehoben.
password-mailed = Es wurde auch an { $to } gesendet.
noun-password = Passwort

# Sessions.

sessions-of = Sitzungen von { $name }
column-device = Gerät
column-from = Von
column-last-used = Zuletzt
column-signed-in = Angemeldet
column-ends = Endet
sessions-title = Sitzungen
sessions-none = Keine offene Sitzung: die Person ist nirgends angemeldet.
session-of = Sitzung von { $name }
session-none = es gibt keine offene Sitzung
session-end-ask = Diese Sitzung von { $name } beenden?
session-end-text = { $device } von { $address }: beim nächsten Klick dort erscheint die Anmeldeseite.
end-it = Beenden
session-ended = Die Sitzung ist beendet
sessions-end-ask = Alle Sitzungen von { $name } beenden?
sessions-end-text = Wo immer die Person angemeldet ist, erscheint beim nächsten Klick die Anmeldeseite. Passwort und Rechte bleiben.
end-all = Alle beenden
sessions-ended-one = { $count } Sitzung ist beendet
sessions-ended-many = { $count } Sitzungen sind beendet

# What a person sees.

view-no-order = Die Person sieht keinen Auftrag.
column-no = Nr.
column-title = Titel
column-state = Stand
column-created = Angelegt
column-kind = Art
column-closed = Geschlossen
view-no-object = Die Person sieht kein Serviceobjekt.
view-no-facility = Die Person sieht keinen Standort.
column-street = Straße
view-no-document = Die Person sieht kein Dokument.
column-of = Zu
column-added = Hinzugefügt
column-kib = KiB
column-size = Größe
size-bytes = { $size } Byte
view-no-billing = Die Person sieht keine Rechnung und keinen Kostenvoranschlag.
column-issued = Ausgestellt
column-due = Fällig

# Viewing as somebody.

view-as-name = Ansehen als { $name }
view-browser-title = Ansehen als { $name }, im Browser
view-open-link = Öffnen Sie diesen Link in Ihrem Browser:
view-link-text = Er gilt einmal, binnen { $seconds } Sekunden, und zeigt, was { $name } sieht, nur lesend, bis Sie es dort beenden. Das Protokoll sagt, dass Sie nachgesehen haben. Eine schon offene Ansicht wird ersetzt.
noun-link = Link
view-as-title = Ansehen als
view-nobody = Niemand bei diesem Kunden hat Zugang; i lädt die erste Person ein
view-foot = Sie sehen, was die Person sieht, und ändern nichts. Das Protokoll sagt, dass Sie nachgesehen haben.
view-whom = Ansehen als wer?
view-banner = ANSICHT ALS { $name } · { $role } bei { $customer_number } { $customer_name } · NUR LESEND
view-ended-name = Nicht mehr als { $name } angesehen
view-frame = Was { $name } im Portal sieht · esc beendet es
view-would = ⚠ { $why }; das wäre zu sehen.
changed-by = geändert durch: { $mend }
