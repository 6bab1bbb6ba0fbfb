# The portal's pages.

# The frame of every page.

portal-name = Kundenportal
skip = Zum Inhalt springen
nav-label = Bereiche des Portals
nav-menu = Menü
nav-orders = Aufträge
nav-objects = Objekte
nav-facilities = Standorte
nav-account = Ihr Konto
switch-customer = Kunden wechseln
sign-out = Abmelden
error-prefix = Fehler:
error-summary = Etwas stimmt noch nicht
pages-label = Seiten der Liste
page-newer = Neuere
page-older = Ältere
page-first = Von vorn
page-next = Weiter
search = Suche
search-button = Suchen
show = Anzeigen

# Signing in.

sign-in-title = Anmelden
sign-in-lead = Verfolgen Sie Ihre Aufträge und Termine bei { $organization }.
sign-in-lead-neutral = Verfolgen Sie Ihre Aufträge und Termine.
sign-in = Anmelden
sign-in-help = Noch kein Zugang? Wenden Sie sich an Ihren Dienstleister: Er kann Ihnen eine Einladung senden.
email = E-Mail-Adresse
password = Passwort
your-password = Ihr Passwort
problem-sign-in = E-Mail-Adresse und Passwort passen nicht zusammen. Bitte prüfen Sie beides und versuchen Sie es noch einmal.
problem-email-missing = Geben Sie Ihre E-Mail-Adresse ein.
problem-password-missing = Geben Sie Ihr Passwort ein.
problem-form-old = Diese Seite war zu lange offen oder wurde vor der Anmeldung geöffnet. Es wurde nichts geändert; bitte senden Sie sie noch einmal.

# The invitation.

invitation-title = Ihr Zugang bei { $organization }
invitation-lead = Sie sind in das Kundenportal eingeladen. Wählen Sie ein Passwort, und Sie sind dabei.
invitation-lead-known = Sie sind zu einem weiteren Kunden eingeladen. Geben Sie das Passwort ein, das Sie schon haben.
customer = Kunde
name = Name
user-name = Benutzername
invitation-until = Einladung gültig bis
new-password = Neues Passwort
password-hint = Mindestens 15 Zeichen. Ein kurzer Satz oder ein paar Wörter, die nicht zusammengehören, merken sich leicht; Ziffern und Sonderzeichen sind nicht nötig.
password-suggestion = Keine Idee? Zum Beispiel
invitation-accept = Annehmen und anmelden
problem-password-short = Das Passwort braucht mindestens 15 Zeichen.
problem-password-long = Das Passwort darf höchstens 1.024 Byte lang sein.
problem-password-own = Das Passwort ist kaum mehr als ein Name. Wählen Sie Wörter, die nichts mit Ihnen oder der Firma zu tun haben.
problem-password-weak = Das Passwort ist zu leicht zu erraten. Verwenden Sie mehrere Wörter, die nicht zusammengehören.
problem-password-wrong = Das ist nicht Ihr jetziges Passwort.
problem-password-same = Das ist das jetzige Passwort. Wählen Sie ein anderes.
problem-other = Das kann so nicht übernommen werden. Bitte prüfen Sie es und versuchen Sie es noch einmal.

# The code read aloud.

code-title = Ihre Einladung mit Code
code-lead = Sie haben am Telefon einen Code bekommen? Geben Sie ihn hier mit Ihrer E-Mail-Adresse ein, dann öffnet sich Ihre Einladung.
code = Code
code-hint = Acht Buchstaben und Ziffern. Kleinbuchstaben sind in Ordnung, und der Strich darf fehlen.
code-open = Einladung öffnen
code-help = Ein Code gilt einmal und eine Viertelstunde lang. Nach fünf falschen Eingaben ist er verfallen; bitten Sie dann um einen neuen.
problem-code-missing = Geben Sie den Code ein.
problem-code = E-Mail-Adresse und Code passen nicht zusammen, oder der Code ist verfallen. Bitte prüfen Sie beides oder bitten Sie um einen neuen Code.

# Ein neues Passwort, mit einem Link oder anstelle eines vorläufigen.

password-title = Neues Passwort wählen
password-lead = { $organization } hat Ihnen einen Link für ein neues Passwort gesendet. Wählen Sie eines, dann sind Sie angemeldet.
password-own-title = Eigenes Passwort wählen
password-own-lead = Sie haben sich mit einem vorläufigen Passwort angemeldet. Wählen Sie eines, das nur Sie kennen; dann geht es weiter.
password-until = Link gilt bis
password-set = Passwort speichern und weiter
problem-new-password-missing = Wählen Sie ein neues Passwort.
problem-password-temporary-over = Dieses vorläufige Passwort ist abgelaufen. Bitten Sie um ein neues.

# Orders.

orders-title = Meine Aufträge
orders-open = Offene
orders-closed = Abgeschlossene
orders-all = Alle
orders-show-all = Alle Aufträge anzeigen
orders-empty-title = Noch keine Aufträge
orders-empty-text = Sobald { $organization } Arbeiten für Sie plant, erscheinen sie hier.
orders-empty-open-title = Nichts offen
orders-empty-open-text = Im Moment laufen keine Arbeiten. Abgeschlossene Aufträge sind weiterhin hier.
orders-empty-closed-title = Noch nichts abgeschlossen
orders-empty-closed-text = Aufträge kommen hierher, wenn die Arbeit erledigt ist.
orders-no-match-title = Kein Auftrag passt zu „{ $search }“
orders-no-match-text = Gesucht wird in Nummern und Titeln. Versuchen Sie ein kürzeres Stück oder zeigen Sie alle Aufträge an.
order-kind-service_order = Serviceauftrag
order-kind-work_order = Arbeitsauftrag
order-kind-ticket = Ticket
order-state-open = Offen
order-state-planned = Geplant
order-state-in_progress = In Arbeit
order-state-waiting = Wartet
order-state-closed = Abgeschlossen
order-state-cancelled = Abgebrochen
order-description = Worum es geht
order-visits = Termine
order-no-visit = Es ist kein Termin geplant.
order-history = Verlauf
order-facts = Auf einen Blick
order-step-created = Auftrag aufgenommen
order-step-planned = Termin geplant
order-step-closed = Arbeit abgeschlossen
order-step-cancelled = Auftrag abgebrochen
order-number = Nummer
order-object = Objekt
order-facility = Standort
order-technician = Techniker
order-contact = Ansprechpartner
order-visit-until = bis { $when }
order-visit-over = Dieser Termin ist vorbei.
order-step-assigned = { $name } kümmert sich darum
order-step-unassigned = Niemand ist mehr zugeteilt
order-step-visit-planned = Termin geplant: { $when }
order-step-visit-moved = Termin verschoben auf { $when }
order-step-visit-cancelled = Termin am { $when } abgesagt
order-step-state = Jetzt: { $state }
comments-title = Kommentare
comments-empty = Bisher hat niemand etwas geschrieben.
comment-you = Sie
comment-label = Ihr Kommentar
comment-hint = Bis zu 5.000 Zeichen. Alle, die diesen Auftrag sehen, können ihn lesen.
comment-told = { $count ->
    [one] Eine Person wird benachrichtigt: { $names }.
   *[other] { $count } Personen werden benachrichtigt: { $names }.
}
comment-told-nobody = Niemand wird benachrichtigt; { $organization } liest ihn beim Auftrag.
comment-send = Kommentar senden
notice-comment = Ihr Kommentar wurde gesendet.
problem-comment-missing = Schreiben Sie etwas, bevor Sie es senden.
problem-comment-long = Der Kommentar ist länger als 5.000 Zeichen. Bitte kürzen Sie ihn.

# Objects and facilities.

objects-title = Serviceobjekte
objects-show-all = Alle Objekte anzeigen
objects-empty-title = Noch keine Objekte
objects-empty-text = Geräte, die { $organization } für Sie betreut, erscheinen hier.
objects-no-match-title = Kein Objekt passt zu „{ $search }“
objects-no-match-text = Gesucht wird in Nummern, Namen und Seriennummern. Versuchen Sie ein kürzeres Stück oder zeigen Sie alle Objekte an.
object-serial = Serien-Nr. { $number }
object-installed = seit { $day }
facilities-title = Standorte
facilities-empty-title = Keine Standorte anzuzeigen
facilities-empty-text = Standorte, die { $organization } für Sie freigegeben hat, erscheinen hier. Fehlt einer, fragen Sie { $organization }.

# The account.

account-title = Ihr Konto
account-you = Über Sie
account-you-hint = Wenn hier etwas nicht stimmt, sagen Sie es { $organization }.
role = Rolle
account-language = Sprache
language = Sprache der Seiten und Briefe
language-hint = Gilt ab der nächsten Seite.
language-save = Sprache speichern
account-password = Passwort ändern
current-password = Jetziges Passwort
password-ends-sessions = Wenn Sie das Passwort ändern, werden Sie überall sonst abgemeldet.
password-change = Passwort ändern
notice-language = Die Sprache wurde geändert.
notice-password = Das Passwort wurde geändert. Alle anderen Sitzungen wurden beendet.
notice-signed-out = Sie sind abgemeldet.
notice-session-over = Ihre Sitzung ist zu Ende. Bitte melden Sie sich noch einmal an.
account-independence = Eigenständigkeit
independence-lead = Sie können { $organization } bitten, Ihr Unternehmen zu einer eigenen Organisation zu machen, mit Kopien Ihrer Standorte, Objekte und Dokumente. Hier können Sie dann nur noch lesen.
independence-reason = Warum (muss nicht ausgefüllt werden)
independence-ask = Darum bitten
independence-waits = Sie haben am { $since } darum gebeten. Die Antwort kommt als Brief.
notice-independence = Ihre Bitte ist gesendet. Die Antwort kommt als Brief.
problem-text-long = Der Text ist länger als 1.000 Zeichen. Bitte kürzen Sie ihn.
account-topics = Worüber Sie benachrichtigt werden
topics-legend = Benachrichtigen Sie mich über
topic-orders = Aufträge
topic-new_orders = Neue Arbeitsaufträge
topic-comments = Kommentare zu Aufträgen, die ich sehe
topics-save = Speichern
notice-topics = Ihre Benachrichtigungen wurden geändert.
account-sessions = Wo Sie angemeldet sind
session-this = Dieser Browser
session-device-unknown = Unbekanntes Gerät
session-address = Zuletzt von
session-began = Seit
session-seen = Zuletzt benutzt
session-end = Abmelden
session-end-label = { $device } abmelden
sessions-end-others = Überall sonst abmelden
sessions-only-this = Sie sind nirgends sonst angemeldet.
notice-session-ended = Diese Sitzung wurde beendet.
notice-others-ended = Sie sind überall sonst abgemeldet.

# Choosing a customer.

switch-title = Kunden wählen
switch-lead = Sie haben Zugang zu mehreren Kunden. Oben auf der Seite können Sie jederzeit wechseln.
switch-current = jetzt offen

# When there is no page to show.

failure-id = Nennen Sie diese Nummer, wenn Sie um Hilfe bitten: { $id }
failure-home = Zur Startseite
failure-sign-in = Zur Anmeldung
failure-not-found-title = Hier ist nichts
failure-not-found-text = Die Adresse stimmt nicht, oder das Ziel gehört nicht (mehr) zu Ihrem Zugang.
failure-method-title = Das geht hier nicht
failure-method-text = Die Anfrage passt nicht zu dieser Seite. Gehen Sie zurück und versuchen Sie es von der Seite selbst aus.
failure-too-large-title = Das ist zu viel
failure-too-large-text = Das Gesendete ist größer, als dieses Formular aufnehmen kann. Es wurde nichts geändert.
failure-too-slow-title = Die Anfrage kam nicht an
failure-too-slow-text = Die Verbindung war zu langsam oder brach ab. Es wurde nichts geändert; bitte versuchen Sie es noch einmal.
failure-foreign-form-title = Dieses Formular kann nicht angenommen werden
failure-foreign-form-text = Es war zu lange offen oder kam von einer anderen Website. Es wurde nichts geändert. Gehen Sie zurück, laden Sie die Seite neu und versuchen Sie es noch einmal.
failure-not-allowed-title = Nicht Teil Ihres Zugangs
failure-not-allowed-text = Dieser Bereich des Portals ist für Sie nicht freigegeben. Wenn Sie ihn brauchen, fragen Sie Ihren Dienstleister.
failure-off-title = Das Kundenportal ist ausgeschaltet
failure-off-text = Bitte wenden Sie sich direkt an Ihren Dienstleister.
failure-no-access-title = Ihr Zugang ist nicht aktiv
failure-no-access-text = Er wurde angehalten oder ist beendet. Bitte fragen Sie Ihren Dienstleister.
failure-not-accepted-title = Ihre Einladung ist noch offen
failure-not-accepted-text = Öffnen Sie den Link in dem Brief, den Sie erhalten haben, und nehmen Sie an. Danach können Sie sich anmelden.
failure-gone-title = Diese Einladung gilt nicht mehr
failure-gone-text = Ihre Zeit ist abgelaufen. Antworten Sie auf den Brief und bitten Sie um eine neue Einladung.
failure-no-invitation-title = Diese Einladung funktioniert nicht
failure-no-invitation-text = Vielleicht wurde sie schon verwendet, durch einen neueren Brief ersetzt, oder die Adresse wurde abgeschnitten. Haben Sie ein Passwort gewählt, melden Sie sich damit an. Öffnen Sie sonst den Link im neuesten Brief noch einmal, oder antworten Sie darauf.
failure-no-password-link-title = Dieser Link funktioniert nicht
failure-no-password-link-text = Er wurde schon benutzt, durch einen neueren ersetzt, oder seine Adresse wurde abgeschnitten. Wenn Sie ein Passwort gewählt haben, melden Sie sich damit an. Sonst bitten Sie um einen neuen Link.
failure-password-link-over-title = Dieser Link gilt nicht mehr
failure-password-link-over-text = Seine Zeit ist abgelaufen: So ein Link gilt eine halbe Stunde. Antworten Sie auf den Brief und bitten Sie um einen neuen.
failure-temporary-over-title = Ihr vorläufiges Passwort gilt nicht mehr
failure-temporary-over-text = Seine Zeit ist abgelaufen. Bitten Sie das Unternehmen, das Sie betreut, um ein neues.
failure-no-link-title = Dieser Link führt nirgendwohin
failure-no-link-text = Er wurde ersetzt oder ist abgelaufen. Bitten Sie die Firma, die Sie betreut, um den aktuellen Link.
failure-too-many-title = Zu viele Versuche
failure-too-many-text = Bitte warten Sie ein wenig und versuchen Sie es noch einmal. Nichts ist auf Dauer gesperrt.
failure-unavailable-title = Im Moment nicht erreichbar
failure-unavailable-text = Das Portal ist stark ausgelastet oder erreicht seine Daten nicht. Bitte versuchen Sie es gleich noch einmal.
failure-internal-title = Bei uns ist etwas schiefgegangen
failure-internal-text = Es wurde festgehalten. Bitte versuchen Sie es noch einmal; geschieht es wieder, sagen Sie es Ihrem Dienstleister.
