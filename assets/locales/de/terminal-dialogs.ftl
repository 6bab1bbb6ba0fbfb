# Dialogs: signing in, undoing, leaving, questions, forms, inviting; days and moments.

# Signing in.

sign-in-new = Neues
sign-in-again = Noch einmal
email-label = E-Mail
password-label = Passwort
sign-in-need-email = Geben Sie zuerst Ihre E-Mail-Adresse ein.
sign-in-need-password = Geben Sie Ihr Passwort ein.
sign-in-need-new = Geben Sie zuerst Ihr neues Passwort ein.
sign-in-need-again = Geben Sie dasselbe Passwort noch einmal ein.
sign-in-differ = Die beiden Passwörter sind verschieden.
sign-in-own-title = Ein eigenes Passwort wählen
sign-in-to-keydesk = Bei Keydesk anmelden
checking = Wird geprüft …
sign-in-temporary = Ihres ist vorläufig: bitte 15 Zeichen oder mehr.

# Undoing.

undo-verb = Rückgängig
undo-nothing-lately = Hier wurde zuletzt nichts geändert, was rückgängig zu machen wäre; das Protokoll kennt ältere Änderungen
undo-cannot = Nicht rückgängig zu machen: { $why }
undo-suspended = { $subject } kann sich wieder anmelden.
undo-lifted = { $subject } wird wieder gesperrt; offene Sitzungen enden.
undo-revoked = { $subject } hat wieder den Zugang von vorher. Ein Brief, der vom Ende erzählte, wird nicht zurückgerufen.
undo-restored = { $subject } verliert den Zugang wieder; niemand wird angeschrieben.
undo-withdrawn = Die Einladung von { $subject } ist wieder offen; senden Sie sie erneut, denn ihre Links bleiben tot.
undo-back = Es wird zurückgestellt, wie es war.
undo-ask = Das rückgängig machen?
undo-done = Rückgängig gemacht: { $sentence }
undo-back-to = Es wird zurückgestellt:
undo-record = Eintrag { $seq }: { $name } { $sentence }.
undo-own-record = Das wird ein eigener Eintrag und lässt sich wieder rückgängig machen.

# Leaving what is not saved.

leave-title = Verlassen, ohne zu speichern?
leave-keydesk = Keydesk verlassen, ohne zu speichern?
leave-text = Noch nicht gespeichert: { $what }. Bleiben Sie, und nichts geht verloren.
stay = Bleiben
discard = Verwerfen

# What did not happen.

failure-nobody = Niemand ist angemeldet; melden Sie sich zuerst an.
failure-mixed = Das Programm hat zwei Antworten verwechselt; nichts ging verloren, versuchen Sie es noch einmal.
failure-store = { $sentence } Nichts wurde geändert; r versucht es noch einmal.
failure-away = Die Datenbank antwortet nicht. Nichts wurde geändert.
failure-stumbled = Das Programm ist darüber gestolpert; was gezeigt wurde, ist unverändert.

# What the palette finds.

kind-customer = Kunde
kind-user = Benutzer
kind-order = Auftrag
kind-report = Störung
kind-contact = Kontakt
kind-facility = Standort
kind-object = Objekt
kind-model = Modell
can-undo = { $into } · { $key } rückgängig

# The portal's module and the newest letter.

module-title = Portalmodul
looking = Wird nachgesehen …
module-on-text = Das Portal der Kunden antwortet von jetzt an. Wer was sieht, bleibt, wie es bei jedem Kunden eingestellt ist.
module-off-text = Jede Seite des Portals sagt, dass es ausgeschaltet ist, für alle Kunden, ab dem nächsten Klick. Benutzer, Rechte und Einladungen bleiben.
letter-newest = Neuester Brief
letter-newest-name = Neuester Brief · { $name }
letter-none = Noch kein Brief. Sie werden in { $folder } liegen, je eine Datei.
letter-unread = die Briefe in { $display } lassen sich nicht lesen: { $e }
module-ask-on = Das Portal für die ganze Organisation einschalten?
module-ask-off = Das Portal für die ganze Organisation ausschalten?
switch-on = Einschalten
switch-off = Ausschalten
module-is-on = Das Portal ist eingeschaltet
module-is-off = Das Portal ist ausgeschaltet
word-on = ein
word-off = aus

# Boxes to tick.

box-as-role = ● wie die Rolle sagt
box-allowed = erlaubt
box-denied = verweigert
box-nothing = Nichts passt; esc leert den Filter.
saving = Wird gespeichert …
box-hint = Leertaste kreuzt an · / filtert · esc schließt
box-hint-changed = Leertaste kreuzt an · enter speichert ({ $n } geändert) · esc verwirft
box-unsaved = „{ $title }“ ({ $n } geändert)

# Texts to read.

still-loading = es wird noch geladen
loading = Wird geladen …
more-lines = ↓ { $left } weitere Zeilen
the-end = Ende
one-moment = Einen Moment …
more-lines-enter = ↓ { $below } weitere Zeilen · enter schließt
enter-closes = enter schließt
working = Wird ausgeführt …
no-button = Nein

# What is handed on: a link, a code, a password.

handed-copied = { $noun }: in der Zwischenablage, wenn Ihr Terminal das erlaubt (OSC 52)
handed-once = { $noun }: wird nicht noch einmal gezeigt; noch einmal drücken schließt
handed-foot = y kopiert: { $noun } · enter schließt
link-copied = Der Link ist in der Zwischenablage, wenn Ihr Terminal das erlaubt (OSC 52)
qr-too-long = Der Link ist zu lang für einen QR-Code; y kopiert ihn.
qr-too-small = Der Code braucht ein Terminal mit { $lines } Zeilen; dieses hat { $height }. Machen Sie es höher, oder y kopiert den Link.
esc-closes = esc schließt
y-copies-link = y kopiert den Link

# Help and palette.

help-title = Hilfe
help-keys = Tasten, die hier wirken
help-no-key = Keine Taste passt; leeren Sie den Filter, um alle zu sehen.
help-not-now = Jetzt nicht: { $why }
nothing-matches-empty = Nichts passt; leeren Sie den Filter, um alles zu sehen.
filter-label = Filter:
go-to = Gehe zu
searching = Wird gesucht …
nothing-matches = Nichts passt.
not-now = jetzt nicht: { $why }
choose-title = Wählen

# Before saving.

review-meanwhile = { $who } hat diese Person inzwischen geändert.
review-counting = → Wird gezählt …
review-ask = { $summary } speichern?
review-hint = enter speichert alles auf einmal · esc zurück zu den Änderungen
review-hint-more = ↓ { $n } weitere Zeilen · enter speichert alles auf einmal · esc zurück
review-summary = { $changes } bei { $people }

# Facilities that somebody sees.

scope-sees-all = Sieht alles, an jedem Standort und an keinem.
scope-sees-nothing = ⚠ Nichts gewählt: sieht nichts, keinen Auftrag und kein Objekt.
scope-sees-unassigned = Sieht nur, was zu keinem Standort gehört.
scope-sees-both = Sieht { $places } und was zu keinem Standort gehört.
scope-sees-places = Sieht { $places }; nicht, was zu keinem Standort gehört.
scope-title = Standorte, die { $whose } sieht
scope-hint = Leertaste kreuzt an · / filtert · enter übernimmt
scope-no-match = Kein Standort passt; esc leert den Filter.
scope-all-and-none = Alle Standorte, und was zu keinem gehört
scope-unassigned = Gehört zu keinem Standort
one-facility = 1 Standort
n-facilities = { $n } Standorte

# The secure link.

link-title = Sicherer Link von { $number } { $name }
link-replace-ask = Den sicheren Link von { $name } ersetzen?
link-replace-text = Es wird ein anderer Link gemacht. Wer den alten hat, ist ab dem nächsten Klick ausgesperrt und muss den neuen bekommen.
replace = Ersetzen
link-replaced = Der alte Link gilt nicht mehr; y kopiert den neuen
link-no-end = Der Link hat kein Ende
link-end-at = Der Link gilt bis Ende { $at }
link-end-title = Ende des sicheren Links von { $name }
set-verb = Setzen
link-end-say = Der letzte Tag, an dem der Link gilt: 2026-12-31, morgen, +14d. Leer: kein Ende.
last-day = Letzter Tag
no-end = kein Ende
link-works = ✓ Der Link gilt: wer ihn hat, sieht, was dieser Kunde sehen darf, ohne Anmeldung.
link-not = ✗ Der Link öffnet das Portal nicht: { $why }.
link-until = gilt bis { $at } ({ $now })
link-care = Geben Sie ihn nur diesem Kunden. Sobald die erste Person eingeladen ist, genügt der Link allein nicht mehr.
link-unknown = der Link ist noch nicht bekannt
link-switched-on = Eingeschaltet · { $end }
link-switched-off = Ausgeschaltet · { $end }
link-is-on = Der sichere Link ist eingeschaltet
link-is-off = Der sichere Link ist ausgeschaltet
link-foot-on = y kopiert · q QR · r ersetzt · s schaltet ein · e Ende · esc
link-foot-off = y kopiert · q QR · r ersetzt · s schaltet aus · e Ende · esc

# Forms.

not-lost = ✗ { $sentence } Nichts Eingegebenes geht verloren.
confirm-type = Zur Bestätigung eintippen: { $word }
foresee-looking = Es wird nachgesehen, was es bewirkt …
form-list-hint = ◂▸ Leertaste: Liste
pick-say = Tippen Sie ein paar Buchstaben; Enter nimmt das Markierte.
form-leave-text = Was Sie getippt haben, wird nicht aufgehoben. Nichts wurde geändert.
form-leave = Das Formular verlassen?
type-it = Tippen
confirm-need = tippen Sie { $word }, um zu bestätigen
tick-need = kreuzen Sie das zuerst an (Leertaste)

# Inviting.

invite-first = ⚠ Der erste Benutzer dieses Kunden: { $warning }.
invite-contact-means = sieht nur Aufträge dieses Kontakts, nie Rechnungen
invite-sending = Die Einladung wird gesendet …
invite-look-again = ✗ Nicht gesendet. Sehen Sie noch einmal nach: { $join }.
whole-organization = Ihre ganze Organisation
invite-button-switches = Die Schaltfläche unten schaltet es ein.
invite-administrator-can = Ein Administrator kann es einschalten.
invite-granter-can = Jemand, der Zugang geben darf, kann es einschalten.
invite-portal-off = ⚠ Das Portal ist für { $whose } ausgeschaltet: niemand kann eingeladen werden, bevor es ein ist. { $how }
invite-switch-customer = Das Portal für diesen Kunden einschalten
invite-switch-house = Das Portal für die Organisation einschalten
invite-verb = Einladen
invite-sending-short = wird gesendet …
invite-at-once = ein Brief geht sofort hinaus
invite-address-above = die Adresse oben
invite-none = keiner · enter wählt
invite-customers-language = { $own_name } (des Kunden)
invite-house-language = die Ihrer Organisation
invite-recommended = empfohlen: Moderator oder Mitglied
invite-all = alle · enter wählt
invite-not-chosen = noch nicht gewählt · enter wählt
invite-unassigned = zu keinem Standort
invite-link-care = Wer den Link hat, kann die Einladung annehmen: geben Sie ihn niemandem sonst.
invite-link-foot = y kopiert den Link · enter schließt
invite-done = { $name } ist eingeladen
label-contact = Kontakt
invite-send-to = Brief senden an
invite-the-person = die Person
invite-this-person = diese Person
invite-leave-text = Was Sie getippt haben, wird nicht aufgehoben. Niemand wurde eingeladen.
invite-title = Einladen · { $title }
portal-switched-on = Das Portal ist eingeschaltet
invite-unsaved = eine Einladung, die nicht gesendet wurde
invited-until = { $name } kann die Einladung jetzt bis { $until } annehmen.
invited-letter = Ein Brief an { $address } steht in der Warteschlange; der Reiter Einladungen zeigt, wie es ihm geht.
invited-link = Der Link, falls Sie ihn weitergeben müssen:

# Days and moments as people type them.

when-day = einen Tag eingeben: 2026-12-31, morgen, +14d, +2w; oder nie
when-moment = Tag und Uhrzeit eingeben: morgen 8:00, +14d 13:30, 2026-12-31 09:00
when-end = eine Uhrzeit oder Dauer eingeben: 10:00, +2h, +90min, 2026-12-31 17:00
when-now = jetzt
when-ago = vor { $text }
when-in = in { $text }
when-min = { $m } Min.
when-hour = Stunde
when-hours = Stunden
when-day-one = Tag
when-days = Tagen
when-today = heute
when-tomorrow = morgen
when-never = nie
