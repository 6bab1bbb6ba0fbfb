# The sections: log, triage, staff, customers and their tabs.

# The activity log.

column-who = Wer
column-what = Was
tab-log = Protokoll
activity-title = Protokoll
activity-frozen = angehalten, Leertaste folgt wieder
word-live = live
activity-none = Noch ist nichts geschehen. Jede Änderung und jede Anmeldung wird hier stehen.
record-none = hier ist kein Eintrag
record-number = Eintrag { $seq }
export-everything = alles
export-filtered = was „{ $typed }“ bedeutet
path-unwritable = lässt sich nicht schreiben: { $e }
export-title = Das Protokoll exportieren
write-verb = Schreiben
export-done = { $written } Einträge geschrieben nach { $path }
export-say = Schreibt { $means }, das Neueste zuerst. Ein Name auf .csv ergibt eine Tabelle, jeder andere JSON-Zeilen.
path-needed = den Namen einer Datei eingeben
path-there = gibt es schon; wählen Sie eine andere
path-unmade = lässt sich nicht anlegen: { $e }

# A record of the log.

record-r-sentence = r der Satz
record-r-raw = r der rohe Eintrag
record-title = Eintrag { $seq } · { $other } · z rückgängig
record-looking = Es wird nachgesehen, ob es rückgängig zu machen ist …
record-undoes = z macht es rückgängig.
record-unknown = es ist noch nicht bekannt, ob es rückgängig zu machen ist
record-no-customer = der Eintrag betrifft keinen Kunden
record-before-after = Vorher → nachher
record-cannot = Es ist nicht rückgängig zu machen: { $why }.

# Parts of the portal.

area-orders = Aufträge und Kommentare
area-objects = Serviceobjekte, Zählerstände, Eigenprüfungen
area-faults = Störungen melden
area-documents = Dokumente zu Aufträgen, Objekten, Modellen
area-calendar = geplante Termine
area-billing = Rechnungen und Kostenvoranschläge
area-video = Videotermine
areas-title = Portalbereiche
areas-of = Portalbereiche von { $number } { $name }
areas-say = Ein Bereich, der aus ist, ist für alle Benutzer dieses Kunden aus, gleich welche Rechte sie haben, und für den sicheren Link.
areas-saved = Portalbereiche von { $name } gespeichert

# Billing.

billing-none = Keine Rechnung und kein Kostenvoranschlag. keydesk import billing DATEI.csv liest sie ein.
billing-size-saves = { $size } · s speichert sie
billing-saves = s speichert sie
billing-not-here = { $file } (noch nicht hier: + hängt sie an)
label-decided-by = Entschieden von
billing-none-here = hier ist keine Rechnung und kein Kostenvoranschlag
billing-nothing-to-save = es gibt keine Datei zu speichern

# A customer.

portal-on-text = Die Personen dieses Kunden, die Zugang haben, können sich wieder anmelden, und andere können eingeladen werden.
portal-off-text = Niemand bei diesem Kunden kann sich mehr anmelden, und offene Sitzungen sehen ab dem nächsten Klick nichts. Benutzer, Rechte und Einladungen bleiben; wieder eingeschaltet ist alles zurück.
portal-ask-on = Das Portal für { $number } { $name } einschalten?
portal-ask-off = Das Portal für { $number } { $name } ausschalten?
portal-done-on = Das Portal ist für { $name } eingeschaltet
portal-done-off = Das Portal ist für { $name } ausgeschaltet

# Changing a customer.

edit-title = Ändern
field-none = keine
country-empty = zwei Buchstaben: AT, DE, SE
label-letters-in = Briefe auf
label-area = Gebiet
customer-managed = Von uns verwaltet
customer-give-access = Zugang geben: die Person an dieser E-Mail-Adresse einladen
customer-first-user = Der erste Benutzer dieses Kunden: { $first }.
customer-admin-anyway = Trotzdem Administrator (geraten wird zu Moderator oder Mitglied)
scope-nothing-yet = noch nichts · wird als Nächstes gefragt
scope-all-later = alle Standorte, auch spätere
scope-only = nur { $number } { $name }
customer-as-was = { $number } { $name } ist, wie es war
customer-saved = { $number } { $name } ist gespeichert
customer-saved-invited = { $number } { $name } ist gespeichert, und { $sent_to } ist eingeladen
sent-to-invited = { $sent_to } ist eingeladen
customer-letter-queued = Der Brief steht in der Warteschlange. Der Link, falls Sie ihn weitergeben müssen:
customer-link-until = Er gilt bis { $until }. Wer ihn hat, kann die Einladung annehmen: geben Sie ihn niemandem sonst.

# The list of customers.

column-access = Zugang
customers-marked-here = Die { $marked } hier geladenen Kunden sind markiert, nicht alle, die es gibt
customers-count = Kunden{ $count }
customers-match = { $title } passen zu „{ $search }“
customers-marked = { $title } · { $marked } markiert
customers-by = { $title } · nach { $sort }
failed-f5 = ✗ { $sentence } (f5 versucht es noch einmal)
customers-no-match = Kein Kunde passt; Esc zeigt wieder alle.
customers-none = Noch keine Kunden. keydesk import customers DATEI.csv liest sie ein.
customers-crumbs = Kunden ▸ { $number } { $name }
customers-title = Kunden
mark-first = markieren Sie zuerst einige Zeilen

# The tabs of a customer.

tab-overview = Übersicht
tab-users = Benutzer
tab-contacts = Kontakte
customer-not-chosen = Kein Kunde ist gewählt.

# Invitations.

column-letter = Brief
column-expires = Läuft ab
letter-again = wird wieder versucht: { $said }
letter-failed = gescheitert ! { $said }
letter-bounced = zurückgekommen ! { $said }
state-all = alle { $all }
invitations-none = Noch wurde niemand eingeladen. i lädt jemanden ein; was aus dem Brief wird, steht hier.
invitation-of = Einladung von { $name }
invitation-none-here = hier ist keine Einladung
invitation-r-revives = ; r sendet sie erneut und belebt sie wieder
invitation-is = die Einladung von { $name }: { $state }{ $hint }
invitation-revive-ask = Die Einladung von { $name } wiederbeleben?
invitation-resend-ask = Die Einladung von { $name } erneut senden?
invitation-on-way = Die Einladung von { $said } ist unterwegs an { $sent_to }
invitation-resend-say = Ein neuer Brief mit einem neuen Link geht hinaus, und die Zeit zum Annehmen beginnt neu. Früher gesendete Links gelten nicht mehr.
invitation-address-title = Die Adresse von { $name } ändern
change-and-send = Ändern und senden
invitation-address-done = { $said } ist jetzt { $sent_to } und wurde angeschrieben
invitation-address-say = Es ist der Name zum Anmelden. Ein neuer Brief mit einem neuen Link geht dorthin; die Links an die alte Adresse gelten nicht mehr.
withdraw-ask = Die Einladung von { $name } zurückziehen?
withdraw-text = Die Links an { $sent_to } gelten nicht mehr, und { $name } bekommt keinen Zugang. Sie können die Person wieder einladen.
withdraw-verb = Zurückziehen
withdraw-done = Die Einladung von { $name } ist zurückgezogen
invitation-deleted = Die Einladung von { $name } ist gelöscht
invitation-delete-accepted = { $name } hat sie angenommen: der Zugang von { $name } endet sofort, und die Daten der Person hier werden mit entfernt.
invitation-delete-open = Die Links an { $sent_to } gelten nicht mehr, und was hier von { $name } bekannt ist, wird entfernt.
invitation-delete-ask = Die Einladung von { $name } löschen?
happens-log-keeps = { $happens } Das Protokoll behält, was getan wurde; der Name darin wird ersetzt.
link-for = Link für { $name }
link-on-clipboard = Der Link ist in Ihrer Zwischenablage, wenn Ihr Terminal das erlaubt (OSC 52); sonst markieren Sie ihn hier.
link-for-care = Wer ihn hat, kann die Einladung von { $name } annehmen: geben Sie ihn niemandem sonst. Das Protokoll sagt, dass Sie ihn gesehen haben.
code-for = Code für { $name }
code-ask-them = Bitten Sie die Person, { $url } zu öffnen und ihre Adresse { $email } einzugeben und:
code-once = Er gilt einmal, bis { $clock }. Lesen Sie ihn niemandem sonst vor. Das Protokoll sagt, dass Sie ihn gesehen haben.
code-make-ask = Einen Code für { $name } machen?
code-make-text = Ein kurzer Code, den Sie am Telefon vorlesen. Er gilt einmal und ein paar Minuten; ein früherer Code stirbt, Links bleiben gut.
code-make-verb = Einen Code machen
invitation-sent-to = Gesendet an
invitation-invited = Eingeladen
invitation-accepted = Angenommen

# The overview.

overview-off = aus · P schaltet das Portal ein
overview-link = Link · noch wurde niemand eingeladen
overview-pending = offen · { $pending } eingeladen, noch niemand aktiv
overview-active = aktiv · { $active } von { $total } Benutzern · Link geschlossen
overview-independent = selbständig · eine eigene Organisation, hier nur zu lesen
overview-suspended = { $people } ({ $suspended } gesperrt)
overview-portal = Portal
overview-open = Offen
overview-open-of = { $open_orders } von { $orders } Aufträgen
overview-none-planned = keiner geplant
overview-tech = Techn.
overview-no-area = kein Gebiet
overview-people = Personen
overview-places = Orte
overview-no-part = kein Bereich ist ein
overview-every-part = alle Bereiche
overview-all-but = alle außer { $join }
overview-managed = von uns verwaltet

# Contacts and facilities.

owned-nothing = hier ist nichts zu ändern
contacts-none = Noch keine Kontakte. + legt einen an; ebenso keydesk import contacts DATEI.csv.
facilities-none = Noch keine Standorte. + legt einen an; ebenso keydesk import facilities DATEI.csv.
contact-made = { $number } { $name } ist jetzt ein Kontakt · i lädt die Person ein
contact-new = Neuer Kontakt
owned-edit = { $name } ändern
owned-saved = { $name } ist gespeichert
owned-edit-number = { $number } { $name } ändern
contact-title-empty = was die Person dort tut
facility-made = { $number } { $name } ist jetzt ein Standort
facility-new = Neuer Standort
facility-new-say = Wer alle Standorte dieses Kunden sieht, sieht ihn sofort; wer gewählte sieht, nicht (R12).
nothing-to-open = hier ist nichts zu öffnen
nothing-to-mark = hier ist nichts zu markieren
nothing-matches-esc = Nichts passt; Esc leert die Suche.

# What wants attention.

column-up = Worum es geht
column-enter = Enter macht
column-since = Seit
fix-resend = erneut senden
fix-address = Adresse ändern
fix-extend = anderes Enddatum
fix-password = Link für Passwort
fix-admin = zum Admin machen
fix-scope = Sichtbares wählen
fix-decide = entscheiden
fix-take = übernehmen
fix-answer = Auftrag öffnen
triage-title = Klären
triage-nothing = Nichts braucht Aufmerksamkeit: kein zurückgekommener Brief, kein endender Zugang, niemand, der nicht hineinkommt.
triage-none = nichts braucht Aufmerksamkeit
triage-resend-ask = Die Einladung erneut senden?
triage-on-way = Die Einladung ist unterwegs an { $sent_to }
triage-take-ask = Die Störung übernehmen?
triage-take-say = Der Auftrag dazu wird Ihnen zugewiesen, wenn er noch niemandem gehört, und der Kunde erfährt es.
triage-address-title = Die Adresse der Einladung ändern
triage-letter-on-way = Ein neuer Brief ist unterwegs an { $sent_to }
triage-address-say = Es ist der Name zum Anmelden. Die Links an die alte Adresse gelten nicht mehr.
independence-approved = { $name } ist jetzt eine eigene Organisation
independence-declined = Der Antrag von { $customer } ist abgelehnt
independence-title = { $customer_name } will selbständig werden
decide-verb = Entscheiden
label-decision = Entscheidung
decline-verb = ablehnen
approve-verb = genehmigen und ausführen
independence-why-not = warum nicht; sie lesen es
independence-name = Ihr Name
independence-customers = der des Kunden

# Users of a customer.

column-last-sign-in = Letzte Anmeldg.
sees-n-facilities = { $chosen } Standorte
sees-unassigned-short = ohne Standort
sees-n-and-unassigned = { $n } + ohne Ort
word-never = nie
users-none = Noch hat niemand Zugang. i lädt die erste Person ein.
exceptions-none = keine
nobody-here = hier ist niemand
user-is = { $name }: { $state }
label-exceptions = Ausnahmen
label-granted = Gegeben
label-activated = Aktiviert
label-last-sign-in = Letzte Anmeldung
label-access-ends = Zugang endet
label-may = Darf: { $permissions }

# Video sessions.

column-about = Worum
videos-none = Kein Videotermin. + plant einen; gebeten wird darum im Portal.
label-join = Link zur Teilnahme
video-none-here = hier ist kein Videotermin
video-is = der Termin: { $state }
video-say = Nach den Uhren von { $clocks }. Wer von den Personen des Kunden ihn sieht, erfährt es.
video-begins-empty = morgen 14:00, +3d 9:30, 2026-12-31 09:00
video-ends-empty = eine Stunde später; 15:00, +30min
video-new = Neuer Videotermin
video-planned-done = { $title } ist geplant
video-new-of = Neuer Videotermin · { $number }
video-about-empty = worum es geht, in einer Zeile
video-no-order-empty = um keinen Auftrag
video-note-empty = die Personen des Kunden lesen sie
video-move-number = { $number } verschieben
video-moved-done = { $title } ist verschoben
video-move-of = { $title } verschieben
video-confirmed = { $title } ist bestätigt
video-confirm-of = { $title } bestätigen
confirm-verb = Bestätigen
video-confirm-say = Die Personen des Kunden finden den Link im Portal und im Brief, der es ihnen sagt.
video-cancel-ask = { $title } absagen?
video-cancel-text = Er findet nicht statt, und wer davon wusste, erfährt es.
video-cancel-verb = Absagen
video-cancelled = { $title } ist abgesagt


# Triage: what is up.

triage-enter = Enter in der Liste: { $fix }.
triage-access-ends = Der Zugang von { $who } endet am { $day }, { $ahead }.
triage-access-ended = Der Zugang von { $who } endete am { $day }.
triage-bounced = Die Einladung von { $who } war an { $address } nicht zustellbar{ $server }.
triage-expired = Die Einladung von { $who } lief am { $day } ab.
triage-not-accepted = { $who } bekam die Einladung am { $day } und hat sie nicht angenommen.
triage-never = { $who } ist seit { $day } aktiv und hat sich nie angemeldet.
triage-no-administrator = Kein Administrator ist mehr da: { $who } ist { $state }.
triage-sees-nothing = { $who } sieht nichts: nichts ist freigegeben.
triage-independence = { $who } möchte eine eigene Organisation werden{ $why }.
triage-unheard = { $who } hat eine Störung gemeldet, und niemand erfuhr es: { $number } { $title }.
triage-unheard-comment = { $who } hat { $number } { $title } kommentiert, und niemand erfuhr es.

# Lists: what is changed at once, found, sorted, remembered.

column-changed = Geändert
customers-hint = Worte, oder access:pending city:Graz area:West tech:Berger
search-not-understood = was getippt ist, wird nicht verstanden; Esc leert es
list-one-order = diese Liste hat nur eine Reihenfolge
list-no-views = diese Liste hat keine Ansichten
many-resend-note = offene und abgelaufene; die alten Links gelten nicht mehr
many-withdraw-note = offene und abgelaufene; ihre Links gelten nicht mehr
many-invitations = Für { $rows } markierte Einladungen
many-foot = Es wird noch einmal gezeigt, bevor etwas geschieht; dann sagt jede, was aus ihr wurde.
many-it-is = Stand: { $state }
many-resend-text = Jede bekommt einen neuen Brief mit einem neuen Link; abgelaufene leben auf.
many-withdraw-text = Ihre Links gelten sofort nicht mehr; niemand erfährt es.
many-new-letter = ein neuer Brief an { $sent_to }
many-withdrawn = zurückgezogen

# The outbox.

column-to = An
column-written = Geschrieben
column-server-said = Der Server sagte
outbox-title = Postausgang
outbox-none = Noch keine Briefe. Einladungen und Meldungen erscheinen hier, sobald sie geschrieben sind.
outbox-none-state = Kein Brief hat diesen Stand; f zeigt den nächsten.
letter-none-here = hier ist kein Brief
letter-sms-number = eine SMS geht an die eigene Nummer der Person, die sie selbst ändert
letter-is = der Brief: { $state }
letter-elsewhere-title = Den Brief an { $to_address } anderswohin senden
letter-send-there = Dorthin senden
letter-elsewhere-done = Der Brief geht jetzt an { $to_address }
letter-elsewhere-say = Nur dieser Brief geht dorthin, sofort. Was bei Kunde und Person steht, bleibt, wie es ist.
letter-send-now = Jetzt senden
letters-retry-note = die warten, gescheitert oder zurückgekommen sind
letters-cancel = Stornieren
letters-cancel-note = die warten oder gescheitert sind
letters-marked = Für { $rows } markierte Briefe
letters-retry-text = Sie kommen nach vorn in der Warteschlange und werden sofort gesendet.
letters-cancel-text = Sie werden nicht gesendet. Worum es ging, bleibt, wie es ist.
letters-in-queue = wieder in der Warteschlange
letter-retry-ask = Den Brief an { $to } jetzt senden?
letter-retry-text = Bisher gab es { $attempts } Versuche. Er kommt nach vorn in der Warteschlange und wird sofort gesendet.
letter-retried = Der Brief an { $to } ist wieder in der Warteschlange
letter-cancel-ask = Den Brief an { $to } stornieren?
letter-cancel-text = Er wird nicht gesendet. Worum es ging, bleibt, wie es ist; eine Einladung kann von ihrem Kunden aus erneut gesendet werden.
letter-cancel-verb = Den Brief stornieren
letter-cancelled = Der Brief an { $to } ist storniert

# E-mail and SMS: stopped, in trouble.

channel-email = E-Mail
channel-sms = SMS
channel-trouble-mark = gestört !
channel-waits = { $channel } { $queued } warten
channel-queued = , { $queued } warten
channels-title = Kanäle
channel-go-on-short = Weiter
channel-stop-short = Anhalten
channels-foot = Was angehalten ist, wird trotzdem geschrieben und wartet.
channels-stop-or = Anhalten oder weiter
channel-stopped-by = angehalten von { $by }
channel-numbers = { $queued } warten, { $failed } gescheitert
channel-server = Server: { $said }
channel-trouble = gestört
channel-go-on-ask = { $name } weiterlaufen lassen?
channel-go-on-verb = Weiterlaufen lassen
channel-stop-ask = { $name } für Ihre ganze Organisation anhalten?
channel-stop-verb = Anhalten
channel-stopped = Nichts geht über { $name }, bis es jemand weiterlaufen lässt: p
channel-goes = Was über { $name } geht, geht wieder hinaus
channel-stopped-already = Jemand anders hatte { $name } schon angehalten
channel-goes-already = Jemand anders hatte { $name } schon weiterlaufen lassen
channel-stop-none = Jetzt wartet nichts; was ab jetzt geschrieben wird, bleibt liegen, bis es jemand weiterlaufen lässt.
channel-stop-n = { $n } warten jetzt; sie und was ab jetzt geschrieben wird, bleiben liegen, bis es jemand weiterlaufen lässt.
channel-stop-email = Einladungen, Links für ein neues Passwort und Warnungen bleiben mit liegen, und die Zeit, die so ein Link gilt, läuft weiter. Was in diesem Moment übergeben wird, geht noch hinaus. SMS sind nicht betroffen.
channel-stop-sms = Wer SMS gewählt hat, erfährt bis dahin nichts: es geht nichts stattdessen per E-Mail. Was in diesem Moment übergeben wird, geht noch hinaus. E-Mail ist nicht betroffen.
channel-on-none = { $by }Nichts wartet; was ab jetzt geschrieben wird, geht sofort hinaus.
channel-on-n = { $by }{ $n } warten und gehen hinaus, so schnell sie angenommen werden, außer denen, die niemand mehr erfahren darf (R62).
channel-was-stopped = Angehalten hat es { $by }.

# Looking at a letter.

letter-opened = Der Brief an { $to } ist in einem anderen Fenster offen
letter-no-page = Der Brief lässt sich hier nicht als Seite zeigen
letter-no-window = Auf einem Rechner mit Fenstern:
sms-no-page = eine SMS hat einen Text und keine Seite; Enter zeigt ihn
letter-the-letter = der Brief
letter-the-sms = die SMS
letter-takes = Braucht
letter-way = Weg
letter-attempts = Versuche
letter-next-try = Nächstes Mal
letter-server = Server sagte
letter-sent = Gesendet
letter-came-back = Kam zurück
outbox-all = alle Briefe
outbox-held = angehalten

# The outbox in the status line.

gauge-failed = , { $n } gescheitert !
gauge-paused = { $channel } angehalten
gauge-waiting = Ausgang { $n } wartend
gauge-short = Ausgang { $n }
gauge-mail = Mail
gauge-sms = SMS
channel-stopped-word = angehalten
channel-fine = in Ordnung
